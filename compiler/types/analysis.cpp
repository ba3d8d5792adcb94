// The order of things: modules after those they import, function bodies after the body they stand in, again where something
// they had read was open; inference on demand in between.
#include "types/analysis.h"

#include <algorithm>

#include "types/analyzer.h"
#include "types/stub_payload.h"
#include "types/walker.h"

namespace krait::types {

Analyzer::Analyzer(const program::Program& program, const AnalysisOptions& options) : options_(options) {
  declarations_ = std::make_unique<Declarations>(types_, options.target, options.stubs);
  engine_ = std::make_unique<Engine>(types_, declarations_.get());
  engine_->demand = this;
  for (const auto& group : program.groups()) {
    for (program::Module* m : group) {
      if (m->tree == nullptr) continue;
      auto state = std::make_unique<ModuleState>();
      state->module = m;
      state->tree = m->tree;
      state->source = m->source.get();
      state->scopes = &m->scopes;
      ModuleSource source;
      source.name = m->name;
      source.tree = m->tree;
      source.scopes = &m->scopes;
      source.is_package = m->is_package;
      source.is_stub = m->tree->mode == syntax::ParseMode::kStub;
      state->info = declarations_->add_module(source);
      state->results = std::make_unique<ModuleResults>(*engine_, m->tree, &m->scopes, state->info);
      static const Name kGlobals = Name::intern("globals");
      for (const program::Scope& s : m->scopes.scopes()) state->uses_globals_call |= s.find(kGlobals) != nullptr;
      by_info_[state->info] = state.get();
      by_tree_[m->tree] = state.get();
      modules_.push_back(std::move(state));
    }
  }
  declarations_->index_program();
  // Unions list their items in order of creation.
  for (Known k : {Known::kBool, Known::kInt, Known::kFloat, Known::kComplex, Known::kStr, Known::kBytes}) engine_->known.type(k);
}

Analyzer::~Analyzer() = default;

ModuleState* Analyzer::state_of(const ModuleInfo* module) {
  auto it = by_info_.find(module);
  return it == by_info_.end() ? nullptr : it->second;
}

const ModuleAnalysis* Analyzer::module(const syntax::Module* module) const {
  auto it = by_tree_.find(module);
  return it == by_tree_.end() ? nullptr : it->second->results.get();
}

void Analyzer::add_unit(ModuleState& module, const syntax::Stmt* def, bool dubious) {
  auto [it, fresh] = module.units.try_emplace(def);
  it->second.dubious |= dubious;
  if (!fresh) return;
  it->second.def = def;
  module.order.push_back(def);
  ++module.unwalked;
}

void Analyzer::walk_module(ModuleState& module) {
  module.body.state = Unit::State::kInProgress;
  int before = incomplete_reads_;
  Walker walker(*this, module, BodyKind::kModule, program::kModuleScope, Declarations::inside(module.info));
  walker.run_module(module.body);
  module.body.read_incomplete = incomplete_reads_ != before;
  module.body.state = Unit::State::kDone;
  ++module.body.rounds;
}

void Analyzer::walk_function(ModuleState& module, Unit& unit) {
  FunctionInfo* info = declarations_->function_of(unit.def);
  program::ScopeId scope = module.scopes->of(unit.def);
  if (info == nullptr || scope == program::kNoScope) {
    unit.state = Unit::State::kDone;
    return;
  }
  unit.state = Unit::State::kInProgress;
  int before = incomplete_reads_;
  DeclarationScope inside = Declarations::inside(info);
  if (inside.cls == nullptr) inside.cls = info->scope.cls;
  Walker walker(*this, module, BodyKind::kFunction, scope, inside);
  walker.run_function(unit);
  unit.read_incomplete = incomplete_reads_ != before;
  unit.state = Unit::State::kDone;
  if (unit.rounds++ == 0) --module.unwalked;
}

void Analyzer::run(DiagnosticSink& sink) {
  walk_all();
  run_with_arguments();
  for (auto& [variable, inferred] : inferred_) {
    const Type* t = inferred.type != nullptr ? inferred.type : inferred.quick;
    if (t == nullptr || t->is_none() || t->is_unknown()) continue;
    const_cast<VariableInfo*>(variable)->inferred_type = t;
  }
  if (options_.report_errors) {
    for (auto& m : modules_) report(*m, sink);
  }
}

void Analyzer::walk_all() {
  for (auto& m : modules_) walk_module(*m);
  for (int round = 0; round < kMaxRounds; ++round) {
    bool again = false;
    for (auto& m : modules_) {
      if (round > 0 && m->body.read_incomplete) walk_module(*m);
      // Bodies may add the functions defined in them.
      for (size_t i = 0; i < m->order.size(); ++i) {
        Unit& unit = m->units[m->order[i]];
        if (unit.rounds == 0 || (round > 0 && unit.read_incomplete)) walk_function(*m, unit);
        again |= unit.read_incomplete;
      }
      again |= m->body.read_incomplete;
    }
    if (!again) break;
  }
}

void Analyzer::report(ModuleState& module, DiagnosticSink& sink) {
  std::vector<PendingError> errors = std::move(module.body.errors);
  for (const syntax::Stmt* def : module.order) {
    for (PendingError& e : module.units[def].errors) errors.push_back(std::move(e));
  }
  if (errors.empty()) return;
  std::stable_sort(errors.begin(), errors.end(),
                   [](const PendingError& a, const PendingError& b) { return a.span.begin < b.span.begin; });
  const SourceFile& source = *module.source;
  // `# type: ignore` silences its line; on a line of its own at the top, the file.
  uint32_t first_code = module.tree->body.empty() ? source.line_count() : source.line(module.tree->body[0]->span.begin);
  for (uint32_t line = source.first_line(); line < first_code; ++line) {
    std::string_view text = source.line_text(line);
    if (text.starts_with("# type: ignore") || text.starts_with("# mypy: ignore-errors")) return;
  }
  auto ignored = [&](uint32_t line) {
    std::string_view text = source.line_text(line);
    size_t at = text.find("# type:");
    if (at == std::string_view::npos) at = text.find("#type:");
    return at != std::string_view::npos && text.find("ignore", at) != std::string_view::npos;
  };
  Span last{};
  bool first = true;
  for (PendingError& e : errors) {
    if (!first && e.span == last) continue;
    first = false;
    last = e.span;
    uint32_t begin = source.line(e.span.begin);
    uint32_t end = source.line(e.span.end > e.span.begin ? e.span.end - 1 : e.span.begin);
    if (ignored(begin) || (end != begin && ignored(end))) continue;
    sink.error(e.code, source, e.span, std::move(e.message));
  }
}

void Analyzer::record(VariableInfo* variable, const Type* type) {
  if (type == nullptr) return;
  Inferred& entry = inferred_[variable];
  const Type* joined = entry.type == nullptr ? type : engine_->join(entry.type, type);
  entry.type = joined;
}

const Type* Analyzer::quick_type(VariableInfo* variable, Inferred& inferred) {
  if (inferred.quick != nullptr) return inferred.quick;
  if (inferred.in_progress || demand_depth_ >= kMaxDemandDepth) {
    note_incomplete();
    return types_.unknown();
  }
  ModuleState* module = state_of(variable->module);
  if (module == nullptr || variable->values.empty()) return types_.unknown();
  if (variable->complex_binding && !variable->is_instance_attribute) return types_.unknown();
  program::ScopeId scope = program::kModuleScope;
  DeclarationScope inside = variable->scope;
  BodyKind kind = BodyKind::kModule;
  if (variable->is_instance_attribute && variable->assigned_in != nullptr) return types_.unknown();
  if (variable->owner != nullptr && variable->owner->node != nullptr) {
    scope = module->scopes->of(variable->owner->node);
    kind = BodyKind::kClass;
    if (scope == program::kNoScope) return types_.unknown();
  }
  inferred.in_progress = true;
  ++demand_depth_;
  std::vector<const Type*> parts;
  for (const syntax::Expr* value : variable->values) {
    Walker walker(*this, *module, kind, scope, inside);
    walker.set_quick();
    const Type* t = walker.quick_expression(value, nullptr);
    parts.push_back(variable->is_final || variable->is_enum_member ? t : engine_->widen_literals(t));
    if (parts.size() > 50) break;
  }
  --demand_depth_;
  const Type* joined = engine_->join(parts);
  Inferred& entry = inferred_[variable];
  entry.in_progress = false;
  entry.quick = joined;
  return joined;
}

const Type* Analyzer::infer_variable(VariableInfo* variable) {
  ModuleState* module = state_of(variable->module);
  if (module == nullptr) {
    // A stub's `name = other`.
    if (variable->values.size() == 1 && !variable->complex_binding && demand_depth_ < kMaxDemandDepth) {
      if (Declaration* d = declarations_->resolve(variable->values[0], variable->scope); d != nullptr && d != variable) {
        ++demand_depth_;
        const Type* t = engine_->declaration_type(d);
        --demand_depth_;
        return t;
      }
    }
    return types_.unknown();
  }
  Inferred& entry = inferred_[variable];
  if (variable->is_enum_member) return quick_type(variable, entry);
  const Type* t = nullptr;
  if (variable->is_instance_attribute) {
    // The methods that assign it say.
    if (entry.type == nullptr && variable->assigned_in != nullptr && demand_depth_ < kMaxDemandDepth) {
      const auto* def = static_cast<const syntax::Stmt*>(variable->assigned_in->node);
      auto it = def != nullptr ? module->units.find(def) : module->units.end();
      if (def != nullptr && it == module->units.end()) {
        add_unit(*module, def);
        it = module->units.find(def);
      }
      if (it != module->units.end() && it->second.state == Unit::State::kNew) {
        ++demand_depth_;
        walk_function(*module, it->second);
        --demand_depth_;
      }
    }
    t = inferred_[variable].type;
    // Other methods may assign more.
    if (variable->definitions.size() > 1 && (module->unwalked > 0 || module->order.empty())) note_incomplete();
    if (t == nullptr) note_incomplete();
  } else {
    t = module->body.rounds > 0 ? entry.type : nullptr;
    if (t == nullptr) {
      const Type* quick = quick_type(variable, entry);
      t = quick;
      const Type* recorded = inferred_[variable].type;
      if (recorded != nullptr && !quick->is_unknown()) t = engine_->join(quick, recorded);
      if (module->body.rounds == 0) note_incomplete();
    }
  }
  if (t == nullptr) return types_.unknown();
  // Only ever None: it is bound to something else somewhere nobody looked.
  if (t->is_none()) return types_.unknown();
  return t;
}

bool Analyzer::is_dynamic(ClassInfo* cls, Name name) const {
  if (dynamic_.empty()) return false;
  for (const InstanceType* base : cls->mro()) {
    if (dynamic_.contains({base->cls, name.id()})) return true;
  }
  return false;
}

bool Analyzer::overridden(FunctionInfo* function) {
  if (function->owner == nullptr) return false;
  std::vector<ClassInfo*> stack(function->owner->known_subclasses.begin(), function->owner->known_subclasses.end());
  size_t seen = 0;
  while (!stack.empty() && ++seen < 10000) {
    ClassInfo* c = stack.back();
    stack.pop_back();
    if (c->own_member(function->name) != nullptr) return true;
    stack.insert(stack.end(), c->known_subclasses.begin(), c->known_subclasses.end());
  }
  return false;
}

const Type* Analyzer::infer_result(FunctionInfo* function) {
  ModuleState* module = state_of(function->module);
  if (module == nullptr || function->node == nullptr || function->is_abstract || function->is_no_type_check) return types_.unknown();
  const auto* def = reinterpret_cast<const syntax::Stmt*>(function->node);
  auto it = module->units.find(def);
  if (it == module->units.end()) {
    add_unit(*module, def);
    it = module->units.find(def);
  }
  Unit& unit = it->second;
  if (unit.state == Unit::State::kNew) {
    if (demand_depth_ >= kMaxDemandDepth || nesting > kMaxWalkDepth / 2) {
      note_incomplete();
      return types_.unknown();
    }
    ++demand_depth_;
    walk_function(*module, unit);
    --demand_depth_;
  }
  if (unit.result == nullptr || unit.state == Unit::State::kInProgress) {
    note_incomplete();
    return types_.unknown();
  }
  // What only ever gives None may be there to be overridden; and overriding methods give what they like.
  if (function->owner != nullptr && (unit.result->is_none() || overridden(function))) {
    if (function->name == "__init__") return types_.none();
    return types_.unknown();
  }
  // Of several results, None among them, callers of undeclared functions know which they get.
  for (const Type* t : items_of(unit.result)) {
    if (t->is_none() && unit.result->kind == TypeKind::kUnion) return types_.unknown();
  }
  return unit.result;
}

const Type* Analyzer::apply_decorators(FunctionInfo* function, const Type* type) {
  auto it = decorated_.find(function);
  if (it != decorated_.end()) return it->second != nullptr ? it->second : types_.unknown();
  ModuleState* module = state_of(function->module);
  decorated_[function] = nullptr;  // while it is worked on
  if (demand_depth_ >= kMaxDemandDepth) return types_.unknown();
  ++demand_depth_;
  const Type* t = type;
  if (module != nullptr) {
    program::ScopeId scope = program::kModuleScope;
    BodyKind kind = BodyKind::kModule;
    DeclarationScope inside = function->scope;
    if (function->owner != nullptr && function->owner->node != nullptr) {
      scope = module->scopes->of(function->owner->node);
      kind = BodyKind::kClass;
    } else if (function->scope.function != nullptr && function->scope.function->node != nullptr) {
      scope = module->scopes->of(reinterpret_cast<const syntax::Stmt*>(function->scope.function->node));
      kind = BodyKind::kFunction;
    }
    if (scope == program::kNoScope) {
      t = types_.unknown();
    } else {
      for (size_t i = function->other_decorators.size(); i-- > 0;) {
        Walker walker(*this, *module, kind, scope, inside);
        walker.set_quick();
        const Type* decorator = walker.quick_expression(function->other_decorators[i], nullptr);
        std::vector<Argument> arguments(1);
        arguments[0].value = {t, false};
        t = walker.call_with_types(decorator, std::move(arguments));
        if (t->is_unknown()) break;
      }
    }
  } else {
    t = types_.unknown();
  }
  --demand_depth_;
  decorated_[function] = t;
  return t;
}

FunctionInfo* CallInfo::sole_function() const {
  bool sole = !dynamic && callee.kind == ReferenceKind::kFunction && !callee.rebound && function != nullptr && function == callee.function;
  return sole && function->node != nullptr && !function->is_overload ? function : nullptr;
}

static bool is_none(const syntax::Expr* expr) {
  const auto* constant = expr == nullptr ? nullptr : syntax::as<syntax::Constant>(expr);
  return constant != nullptr && constant->value.is_none();
}

bool defaults_to_none(const syntax::Arguments* args, const syntax::Arg* wanted) {
  size_t positional = args->posonlyargs.size() + args->args.size(), first_default = positional - args->defaults.size();
  for (size_t i = first_default; i < positional; ++i)
    if ((i < args->posonlyargs.size() ? args->posonlyargs[i] : args->args[i - args->posonlyargs.size()]) == wanted) return is_none(args->defaults[i - first_default]);
  for (size_t i = 0; i < args->kwonlyargs.size(); ++i)
    if (args->kwonlyargs[i] == wanted) return is_none(args->kw_defaults[i]);
  return false;
}

bool declared_with_none(const syntax::Stmt* stmt) {
  const auto* annotated = stmt == nullptr ? nullptr : syntax::as<syntax::AnnAssign>(stmt);
  if (annotated == nullptr || annotated->value == nullptr) return false;
  if (is_none(annotated->value)) return true;
  const auto* call = syntax::as<syntax::Call>(annotated->value);
  return call != nullptr && std::any_of(call->keywords.begin(), call->keywords.end(),
                                        [](const syntax::Keyword* each) { return each->arg && each->arg == "default" && is_none(each->value); });
}

std::vector<FieldInfo> Analyzer::fields(ClassInfo* cls) const {
  std::vector<FieldInfo> out;
  auto mro = cls->mro();
  for (size_t i = mro.size(); i-- > 0;) {
    const DataclassOptions* options = mro[i]->cls->dataclass();
    for (Declaration* d : mro[i]->cls->own_members()) {
      auto* v = d->as<VariableInfo>();
      if (v == nullptr || v->is_class_var || v->is_enum_member) continue;
      bool field = v->is_instance_attribute || v->declared_type() != nullptr;
      if (!field && options != nullptr && options->attrs) {  // x = attr.ib()
        std::span<const DataclassField> made = mro[i]->cls->dataclass_fields();
        field = std::any_of(made.begin(), made.end(), [&](const DataclassField& each) { return each.variable == v; });
      }
      if (!field) continue;
      FieldInfo f;
      f.name = v->name;
      const Type* declared = v->declared_type();
      f.declared = declared != nullptr;
      f.type = declared != nullptr ? declared : engine_->variable_type(v);
      f.is_final = v->is_final;
      f.owner = mro[i]->cls;
      f.none_too = std::any_of(v->definitions.begin(), v->definitions.end(), declared_with_none);
      auto same = std::find_if(out.begin(), out.end(), [&](const FieldInfo& o) { return o.name == f.name; });
      if (same != out.end()) {
        *same = f;
      } else {
        out.push_back(f);
      }
    }
  }
  return out;
}

std::vector<ClassInfo*> Analyzer::subclasses(ClassInfo* cls) const { return cls->known_subclasses; }

std::unique_ptr<ProgramAnalysis> analyze(const program::Program& program, const AnalysisOptions& options,
                                         DiagnosticSink& sink) {
  auto analyzer = std::make_unique<Analyzer>(program, options);
  analyzer->run(sink);
  return analyzer;
}

}  // namespace krait::types
