// Names: where a variable lives, what it is declared as, what it holds here.
#include "types/walker.h"

namespace krait::types {

using program::ScopeKind;
using program::Storage;
using program::Symbol;

Walker::Walker(Analyzer& analyzer, ModuleState& module, BodyKind kind, program::ScopeId scope,
               DeclarationScope declared_in)
    : analyzer_(analyzer),
      engine_(analyzer.engine()),
      types_(analyzer.types()),
      known_(analyzer.engine().known),
      module_(module),
      results_(*module.results),
      kind_(kind),
      body_scope_(scope),
      scope_(scope),
      declared_in_(declared_in),
      function_(declared_in.function),
      class_(declared_in.cls) {
  next_slot_ = module.scopes->scope(scope).symbols.size();
  inline_scopes_.emplace_back(scope, 0);
  flow_.slots.resize(next_slot_);
}

size_t Walker::slot_of(program::ScopeId owner, const Symbol* symbol) {
  const auto& symbols = module_.scopes->scope(owner).symbols;
  auto index = static_cast<size_t>(symbol - symbols.data());
  for (auto it = inline_scopes_.rbegin(); it != inline_scopes_.rend(); ++it) {
    if (it->first == owner) return it->second + index;
  }
  return SIZE_MAX;
}

Walker::Target Walker::target_of(Name name) {
  Target out;
  const program::Scopes& scopes = *module_.scopes;
  const Symbol* symbol = scopes.find(scope_, name);
  Name real = mangled(name);
  if (symbol != nullptr) {
    if (symbol->is_local() || symbol->storage == Storage::kFree) {
      const Symbol* variable = symbol;
      program::ScopeId owner = scope_;
      if (symbol->storage == Storage::kFree) {
        owner = symbol->owner;
        if (owner == program::kNoScope) return out;
        variable = scopes.scope(owner).find(real);
        if (variable == nullptr) return out;
      }
      out.symbol = variable;
      out.slot = slot_of(owner, variable);
      if (out.slot != SIZE_MAX) {
        out.kind = Target::Kind::kSlot;
        // A class body reads a name it has not bound yet from the module.
        return out;
      }
      out.kind = owner == program::kModuleScope ? Target::Kind::kGlobal : Target::Kind::kCaptured;
      if (out.kind == Target::Kind::kCaptured) return out;
    }
  }
  const Symbol* global = scopes.module().find(real);
  if (global != nullptr && (global->is_bound() || !global->definitions.empty())) {
    out.symbol = global;
    if (kind_ == BodyKind::kModule) {
      out.slot = slot_of(program::kModuleScope, global);
      if (out.slot != SIZE_MAX) {
        out.kind = Target::Kind::kSlot;
        return out;
      }
    }
    out.declaration = module_.info->find(real);
    out.kind = Target::Kind::kGlobal;
    return out;
  }
  if (Declaration* d = module_.info->find(real)) {  // star imports
    out.kind = Target::Kind::kGlobal;
    out.declaration = d;
    return out;
  }
  ModuleInfo* builtins = analyzer_.declarations().builtins();
  if (builtins != nullptr) {
    if (Declaration* d = builtins->find(real)) {
      out.kind = Target::Kind::kBuiltin;
      out.declaration = d;
      return out;
    }
  }
  out.kind = Target::Kind::kMissing;
  return out;
}

const Type* Walker::in_body(const Type* type) {
  if (class_ == nullptr || !type->has_type_vars) return type;
  Substitution self;
  self.set_self(engine_.self_instance(class_));
  return substitute(types_, type, self);
}

// The declared type of a local variable or parameter of a function, or of a module or class variable; null when undeclared.
const Type* Walker::declared_type(const Symbol* symbol) {
  auto it = module_.declared.find(symbol);
  if (it != module_.declared.end()) return it->second;
  const Type* declared = nullptr;
  for (const program::Definition& d : symbol->definitions) {
    if (d.kind != program::DefinitionKind::kAnnotation) continue;
    const auto* ann = syntax::as<syntax::AnnAssign>(d.statement);
    if (ann == nullptr) continue;
    QualifiedType q = analyzer_.declarations().qualified_annotation(ann->annotation, declared_in_);
    if (q.type != nullptr && !q.is_type_alias) declared = in_body(q.type);
    break;
  }
  module_.declared[symbol] = declared;
  return declared;
}

Declaration* Walker::declaration_of(const Target& target, Name name) {
  if (target.declaration != nullptr) return target.declaration;
  if (target.symbol == nullptr) return nullptr;
  if (target.kind == Target::Kind::kSlot && scope_ != body_scope_ && slot_of(body_scope_, target.symbol) != target.slot) {
    return nullptr;  // a comprehension's or lambda's own
  }
  if (kind_ == BodyKind::kModule) return module_.info->find(mangled(name));
  if (target.kind == Target::Kind::kSlot && kind_ == BodyKind::kClass && class_ != nullptr) {
    return class_->own_member(mangled(name));
  }
  // A function, class or import within a function.
  for (const program::Definition& d : target.symbol->definitions) {
    if (d.kind == program::DefinitionKind::kFunction) {
      return target.symbol->definitions.size() == 1 ? analyzer_.declarations().function_of(d.statement) : nullptr;
    }
    if (d.kind == program::DefinitionKind::kClass) {
      return target.symbol->definitions.size() == 1 ? analyzer_.declarations().class_of(d.statement) : nullptr;
    }
    if (d.kind == program::DefinitionKind::kImport) {
      return analyzer_.declarations().lookup(name, declared_in_);
    }
  }
  return nullptr;
}

void Walker::declaration_reference(const Expr* at, Declaration* d) {
  if (!record_) return;
  Reference ref;
  ref.name = d->name;
  ref.rebound = d->rebound;
  switch (d->kind) {
    case DeclarationKind::kModule:
      ref.kind = ReferenceKind::kModule;
      ref.module = static_cast<ModuleInfo*>(d);
      break;
    case DeclarationKind::kClass:
      ref.kind = ReferenceKind::kClass;
      ref.cls = static_cast<ClassInfo*>(d);
      ref.module = d->module;
      break;
    case DeclarationKind::kFunction:
      ref.kind = ReferenceKind::kFunction;
      ref.function = static_cast<FunctionInfo*>(d);
      ref.module = d->module;
      break;
    case DeclarationKind::kVariable:
      ref.kind = ReferenceKind::kVariable;
      ref.variable = static_cast<VariableInfo*>(d);
      ref.module = d->module;
      break;
    case DeclarationKind::kAlias:
      if (auto* c = static_cast<AliasInfo*>(d)->of_class) {
        ref.kind = ReferenceKind::kClass;
        ref.cls = c;
        ref.module = c->module;
        break;
      }
      return set_reference(at, {});
    default:
      return set_reference(at, {});
  }
  set_reference(at, ref);
}

Value Walker::captured_value(const Symbol* symbol) {
  auto it = results_.symbols.find(symbol);
  if (it == results_.symbols.end() || it->second.type == nullptr) {
    analyzer_.note_incomplete();
    return {types_.unknown(), false};
  }
  const Type* t = it->second.type;
  // Only ever None so far: whoever else binds it has not been seen.
  if (t->is_none() && !it->second.declared) return {types_.unknown(), false};
  return {t, false};
}

Value Walker::name_value(const syntax::NameExpr* name) {
  Target target = target_of(name->id);
  Declaration* declaration = nullptr;
  Value out{types_.unknown(), false};
  switch (target.kind) {
    case Target::Kind::kSlot: {
      declaration = declaration_of(target, name->id);
      if (declaration == nullptr || declaration->kind == DeclarationKind::kVariable ||
          declaration->kind == DeclarationKind::kUnresolved || kind_ != BodyKind::kModule) {
        bool have = target.slot < flow_.slots.size() && flow_.slots[target.slot].type != nullptr;
        bool may_change = lambda_depth_ > 0 && slot_of(body_scope_, target.symbol) == target.slot &&
                          target.symbol->definitions.size() > 1;
        if (have && may_change) {
          // A lambda runs later: all that is sure is what the variable may hold at any time.
          const Type* declared = declared_type(target.symbol);
          out = declared != nullptr ? Value{declared, false} : Value{types_.unknown(), false};
          have = true;
        } else if (have) {
          out = flow_.slots[target.slot];
        }
        if (!have && kind_ == BodyKind::kClass && declaration != nullptr && module_.scopes->module().find(mangled(name->id))) {
          Declaration* global = module_.info->find(mangled(name->id));
          if (global != nullptr) {
            declaration = global;
            out = {engine_.declaration_type(global), false};
          }
        } else if (!have && kind_ == BodyKind::kClass) {
          ModuleInfo* builtins = analyzer_.declarations().builtins();
          Declaration* builtin = builtins != nullptr ? builtins->find(name->id) : nullptr;
          if (builtin != nullptr) {
            declaration = builtin;
            out = {engine_.declaration_type(builtin), false};
          }
        } else if (!have && declaration != nullptr) {
          out = {engine_.declaration_type(declaration), false};
        } else if (!have) {
          // Read before any binding on this path: what other paths (or calls in between) bind.
          if (const Type* declared = declared_type(target.symbol)) out = {declared, false};
        }
      } else {
        out = {engine_.declaration_type(declaration), false};
      }
      break;
    }
    case Target::Kind::kCaptured: {
      const Value* narrowed =
          flow_.narrowed.empty() ? nullptr : flow_.find(module_.paths.root(target.symbol));
      out = narrowed != nullptr ? *narrowed : captured_value(target.symbol);
      declaration = nullptr;
      for (const program::Definition& d : target.symbol->definitions) {
        if (target.symbol->definitions.size() != 1) break;
        if (d.kind == program::DefinitionKind::kFunction) declaration = analyzer_.declarations().function_of(d.statement);
        if (d.kind == program::DefinitionKind::kClass) declaration = analyzer_.declarations().class_of(d.statement);
      }
      if (declaration != nullptr && out.type->is_unknown()) out = {engine_.declaration_type(declaration), false};
      break;
    }
    case Target::Kind::kGlobal: {
      declaration = target.declaration;
      if (declaration == nullptr) break;
      const void* root = target.symbol != nullptr ? static_cast<const void*>(target.symbol) : declaration;
      const Value* narrowed = flow_.narrowed.empty() ? nullptr : flow_.find(module_.paths.root(root));
      if (narrowed != nullptr) {
        out = *narrowed;
      } else {
        out = {engine_.declaration_type(declaration), false};
      }
      break;
    }
    case Target::Kind::kBuiltin:
      declaration = target.declaration;
      out = {engine_.declaration_type(declaration), false};
      break;
    case Target::Kind::kMissing: {
      std::string_view text = name->id.text();
      if (analyzer_.declarations().builtins() != nullptr && !module_.info->has_getattr() &&
          !module_.scopes->module().has_star_import && !(text.starts_with("__") && text.ends_with("__")) &&
          text != "reveal_type" && text != "reveal_locals" && text != "WindowsError" && text != "_" &&
          record_ && quiet_ == 0 && !flow_.dubious && !module_.uses_globals_call) {
        errors_.push_back({DiagnosticCode::kNameDefined, name->span, "name \"" + std::string(text) + "\" is not defined"});
      }
      if (text == "__name__" || text == "__file__") out = {known_.type(Known::kStr), false};
      break;
    }
  }
  if (declaration != nullptr && declaration->kind != DeclarationKind::kUnresolved &&
      !(declaration->kind == DeclarationKind::kVariable && target.kind == Target::Kind::kSlot && kind_ == BodyKind::kFunction)) {
    declaration_reference(name, declaration);
  } else if (record_ && (target.kind == Target::Kind::kSlot || target.kind == Target::Kind::kCaptured)) {
    Reference ref;
    ref.kind = ReferenceKind::kLocal;
    ref.name = name->id;
    ref.rebound = target.symbol->definitions.size() > 1;
    set_reference(name, ref);
  }
  return out;
}

void Walker::note_symbol(const Symbol* symbol, const Type* type, bool declared) {
  if (!record_) return;
  SymbolType& entry = results_.symbols[symbol];
  if (declared) {
    entry = {type, true};
  } else if (!entry.declared) {
    type = engine_.widen_literals(type);
    entry.type = entry.type == nullptr ? type : engine_.join(entry.type, type);
  }
}

void Walker::bind_name(Name name, Value bound, const Expr* where, bool is_definition) {
  Target target = target_of(name);
  if (bound.type == nullptr) bound.type = types_.unknown();
  switch (target.kind) {
    case Target::Kind::kSlot: {
      bool own = scope_ == body_scope_ || slot_of(body_scope_, target.symbol) == target.slot;
      const Type* declared = own ? declared_type(target.symbol) : nullptr;
      if (declared != nullptr && !is_definition) {
        bool fits = check_assignable(bound.type, declared, where != nullptr ? where->span : Span{},
                                     DiagnosticCode::kAssignment, "variable has type");
        bound = fits ? narrowed_on_assignment(declared, bound) : Value{types_.unknown(), false};
        note_symbol(target.symbol, declared, true);
      } else {
        bool is_final = false;
        if (own && kind_ != BodyKind::kFunction) {
          Declaration* d = declaration_of(target, name);
          if (auto* v = d != nullptr ? d->as<VariableInfo>() : nullptr) {
            is_final = v->is_final;
            analyzer_.record(v, is_final ? bound.type : engine_.widen_literals(bound.type));
          }
        }
        if (!is_final) bound.type = engine_.widen_literals(bound.type);
        note_symbol(target.symbol, bound.type, false);
      }
      assign_slot(target.symbol, target.slot, bound);
      break;
    }
    case Target::Kind::kCaptured: {
      auto it = results_.symbols.find(target.symbol);
      if (it != results_.symbols.end() && it->second.declared) {
        check_assignable(bound.type, it->second.type, where != nullptr ? where->span : Span{},
                         DiagnosticCode::kAssignment, "variable has type");
        bound = narrowed_on_assignment(it->second.type, bound);
      } else {
        bound.type = engine_.widen_literals(bound.type);
        note_symbol(target.symbol, bound.type, false);
      }
      PathId root = module_.paths.root(target.symbol);
      forget_paths(root);
      flow_.narrowed.push_back({root, {bound.type, false}});
      break;
    }
    case Target::Kind::kGlobal: {
      const void* root = target.symbol != nullptr ? static_cast<const void*>(target.symbol) : target.declaration;
      auto* v = target.declaration != nullptr ? target.declaration->as<VariableInfo>() : nullptr;
      const Type* declared = v != nullptr ? v->declared_type() : nullptr;
      if (declared != nullptr) {
        check_assignable(bound.type, declared, where != nullptr ? where->span : Span{}, DiagnosticCode::kAssignment,
                         "variable has type");
        bound = narrowed_on_assignment(declared, bound);
      } else {
        bound.type = engine_.widen_literals(bound.type);
        if (v != nullptr) analyzer_.record(v, bound.type);
      }
      PathId path = module_.paths.root(root);
      forget_paths(path);
      for (Handler& h : handlers_) {
        std::erase_if(h.at_raise->narrowed, [&](const Narrowed& n) { return module_.paths.starts_with(n.path, path); });
      }
      flow_.narrowed.push_back({path, {bound.type, false}});
      break;
    }
    case Target::Kind::kBuiltin:
    case Target::Kind::kMissing:
      break;
  }
}

}  // namespace krait::types
