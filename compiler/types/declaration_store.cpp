// The store itself: modules, names and scopes.
#include "types/declaration_store.h"

#include <algorithm>

#include "program/modules.h"
#include "syntax/parser.h"
#include "syntax/visit.h"
#include "types/annotations.h"
#include "types/declaration_builder.h"
#include "types/store_impl.h"

namespace krait::types {

using namespace syntax;

void BindingTable::fill(const std::vector<Binding>& bindings) {
  for (const Binding& b : bindings) {
    if (b.kind == BindingKind::kStar) {
      stars.push_back(b);
      continue;
    }
    auto& list = by_name[b.name];
    if (list.empty()) order.push_back(b.name);
    list.push_back(b);
  }
}

ResolutionDepth::ResolutionDepth(Declarations& store) : store_(store) { ++store_.impl_->depth; }
ResolutionDepth::~ResolutionDepth() {
  if (store_.impl_->depth == 1) store_.read_pending();
  --store_.impl_->depth;
}
bool ResolutionDepth::too_deep() const { return store_.impl_->depth > kMaxDeclarationDepth; }

Declarations::Declarations(TypeContext& types, program::Target target, std::shared_ptr<const StubPayload> stubs)
    : types_(types), target_(std::move(target)), impl_(std::make_unique<Impl>()) {
  impl_->stubs = std::move(stubs);
  impl_->unresolved = std::make_unique<Declaration>();
  impl_->unresolved->kind = DeclarationKind::kUnresolved;
}

Declarations::~Declarations() = default;

// ---- modules
// ---------------------------------------------------------------------------------------------------------

ModuleInfo* Declarations::add_module(const ModuleSource& source) {
  ModuleInfo* module = impl_->make(impl_->module_infos, source.name, nullptr, {});
  module->module = module;
  module->store = this;
  module->tree = source.tree;
  module->is_stub = source.is_stub;
  module->is_package = source.is_package;
  impl_->contents.push_back(std::make_unique<ModuleContents>());
  module->contents_ = impl_->contents.back().get();
  module->contents_->scopes = source.scopes;
  module->contents_->scope.module = module;
  if (source.name) impl_->modules[source.name] = module;
  impl_->added.push_back(module);
  index_definitions(module);
  return module;
}

void Declarations::index_definitions(ModuleInfo* module) {
  if (module->tree == nullptr) return;
  std::vector<std::pair<const Stmt*, const Stmt*>> todo;  // a statement and the definition around it
  for (const Stmt* stmt : module->tree->body) todo.emplace_back(stmt, nullptr);
  while (!todo.empty()) {
    auto [stmt, outer] = todo.back();
    todo.pop_back();
    const Stmt* inner = outer;
    if (is<ClassDef>(stmt) || program::function_parts(stmt)) {
      impl_->definitions[stmt] = {module, outer};
      inner = stmt;
    }
    if (const auto* assign = as<Assign>(stmt)) note_outside_attribute(module, assign);
    visit_children(stmt, [&](const Stmt* child) { todo.emplace_back(child, inner); });
  }
}

// `SomeClass.x = value` outside of the class declares an attribute too.
void Declarations::note_outside_attribute(ModuleInfo* module, const Assign* assign) {
  for (const Expr* target : assign->targets) {
    for_each_target(target, assign->value, [&](const Expr* single, const Expr* value) {
      const auto* attribute = as<Attribute>(single);
      const auto* base = attribute != nullptr ? as<NameExpr>(attribute->value) : nullptr;
      if (base == nullptr) return;
      module->contents_->outside_attributes[base->id].push_back({attribute->attr, assign, value});
    });
  }
}

ModuleInfo* Declarations::load_stub(Name name) {
  if (impl_->stubs == nullptr) return nullptr;
  std::optional<StubModule> stub = impl_->stubs->find(name.text(), target_.version);
  if (!stub) return nullptr;
  ModuleInfo* module = impl_->make(impl_->module_infos, name, nullptr, {});
  module->module = module;
  module->store = this;
  module->is_stub = true;
  module->is_package = stub->is_package;
  impl_->contents.push_back(std::make_unique<ModuleContents>());
  module->contents_ = impl_->contents.back().get();
  module->contents_->from_payload = true;
  module->contents_->stub = *stub;
  module->contents_->scope.module = module;
  return module;
}

ModuleInfo* Declarations::find_module(Name name) {
  if (!name) return nullptr;
  auto it = impl_->modules.find(name);
  if (it != impl_->modules.end()) return it->second;
  // Within a package under analysis, what is not there is not known: the payload's module of that name is another one.
  ModuleInfo* found = nullptr;
  Name package = program::parent_package(name);
  ModuleInfo* parent = package ? find_module(package) : nullptr;
  if (!package || (parent != nullptr && parent->contents_->from_payload)) found = load_stub(name);
  impl_->modules.emplace(name, found);
  return found;
}

ModuleInfo* Declarations::builtins() {
  static const Name kBuiltins = Name::intern("builtins");
  return find_module(kBuiltins);
}

ClassInfo* Declarations::stub_class(std::string_view module, std::string_view name) {
  std::string key(module);
  key.append(".").append(name);
  auto [it, added] = impl_->stub_classes.try_emplace(key, nullptr);
  if (!added) return it->second;
  ModuleInfo* info = find_module(Name::intern(module));
  Declaration* found = info != nullptr ? info->find(Name::intern(name)) : nullptr;
  if (auto* alias = found != nullptr ? found->as<AliasInfo>() : nullptr) found = alias->of_class;
  ClassInfo* cls = found != nullptr ? found->as<ClassInfo>() : nullptr;
  impl_->stub_classes[key] = cls;
  return cls;
}

ClassInfo* Declarations::builtin_class(std::string_view name) { return stub_class("builtins", name); }

const Type* Declarations::stub_instance(std::string_view module, std::string_view name, TypeList args) {
  ClassInfo* cls = stub_class(module, name);
  if (cls == nullptr) return types_.unknown();
  std::vector<const Type*> all(args.begin(), args.end());
  all.resize(cls->type_params().size(), types_.unknown());
  return types_.instance(cls, all);
}

const Type* Declarations::builtin_instance(std::string_view name, TypeList args) {
  return stub_instance("builtins", name, args);
}

void Declarations::collect(ModuleInfo* module) {
  ModuleContents& c = *module->contents_;
  if (c.collected) return;
  c.collected = true;
  if (c.from_payload) {
    c.file = impl_->files
                 .emplace_back(
                     std::make_unique<SourceFile>(std::string(module->name.text()) + ".pyi", std::string(c.stub.text)))
                 .get();
    return;
  }
  if (module->tree == nullptr) return;
  c.table.fill(collect_bindings(module->tree->body, target_));
  if (c.scopes == nullptr) return;
  // What functions bind through `global`, and `:=` in expressions.
  for (const program::Symbol& symbol : c.scopes->module().symbols) {
    for (const program::Definition& d : symbol.definitions) {
      if (d.scope == program::kModuleScope && d.kind != program::DefinitionKind::kNamedExpr) continue;
      if (d.statement == nullptr) continue;
      Binding other;
      other.name = symbol.name;
      other.stmt = d.statement;
      c.table.fill({other});
    }
  }
}

// The statements of a payload module that bind `symbol`, parsed.
std::vector<Binding> Declarations::stub_bindings(ModuleInfo* module, Name symbol) {
  ModuleContents& c = *module->contents_;
  collect(module);
  std::vector<Binding> out;
  std::string_view wanted = symbol ? symbol.text() : "*";
  for (const StubEntry& entry : impl_->stubs->find_symbol(c.stub, wanted, target_)) {
    auto [it, added] = c.parsed.try_emplace(entry.begin, nullptr);
    if (added) {
      ParseOptions options;
      options.version = kNewestPython;
      options.mode = ParseMode::kStub;
      it->second = parse_range(*c.file, {entry.begin, entry.end}, options, impl_->arena, impl_->ignored);
    }
    if (it->second == nullptr) continue;
    for (Binding& b : collect_bindings(it->second->body, target_)) {
      if (b.name == symbol) out.push_back(b);
    }
  }
  return out;
}

// What the module's own statements make of `symbol`: star imports and submodules not looked at.
Declaration* Declarations::find_own(ModuleInfo* module, Name symbol) {
  ModuleContents& c = *module->contents_;
  auto known = c.resolved.find(symbol);
  if (known != c.resolved.end()) return known->second;
  ResolutionDepth depth(*this);
  // A name that is defined by way of itself: an import cycle. It is not cached, the outer question will be answered.
  if (depth.too_deep() || !c.in_progress.insert(symbol).second) return nullptr;
  collect(module);
  std::vector<Binding> bindings;
  if (c.from_payload) {
    bindings = stub_bindings(module, symbol);
  } else if (auto it = c.table.by_name.find(symbol); it != c.table.by_name.end()) {
    bindings = it->second;
  }
  Declaration* out = nullptr;
  if (!bindings.empty()) out = DeclarationBuilder(*this, module, nullptr, c.scope).build(symbol, bindings);
  c.in_progress.erase(symbol);
  c.resolved.emplace(symbol, out);
  return out;
}

namespace {

// In a stub, imports that are not written `as` the same name are for the stub itself only.
bool is_private_import(const std::vector<Binding>& bindings) {
  if (bindings.empty()) return false;
  for (const Binding& b : bindings) {
    if (b.kind != BindingKind::kImport && b.kind != BindingKind::kImportFrom) return false;
    if (b.alias->asname && (b.kind == BindingKind::kImport || b.alias->asname == b.alias->name)) return false;
  }
  return true;
}

}  // namespace

Declaration* Declarations::find_in_module(ModuleInfo* module, Name symbol, bool exported) {
  ModuleContents& c = *module->contents_;
  Declaration* out = find_own(module, symbol);
  if (out != nullptr && exported && module->is_stub) {
    collect(module);
    std::vector<Binding> bindings;
    if (c.from_payload)
      bindings = stub_bindings(module, symbol);
    else
      bindings = c.table.by_name[symbol];
    if (is_private_import(bindings)) {
      read_all(module);
      if (std::find(c.all.begin(), c.all.end(), symbol) == c.all.end()) out = nullptr;
    }
  }
  if (out != nullptr) return out;
  // Star imports, the last one first.
  collect(module);
  ResolutionDepth depth(*this);
  static const Name kStarMark = Name::intern("*");
  bool underscored = symbol.text().starts_with('_');
  if (!depth.too_deep() && c.in_progress.insert(kStarMark).second) {
    std::vector<Binding> stars = c.from_payload ? stub_bindings(module, Name()) : c.table.stars;
    for (size_t i = stars.size(); i-- > 0 && out == nullptr;) {
      const auto* from = to<ImportFrom>(stars[i].stmt);
      Name package = module->is_package ? module->name : program::parent_package(module->name);
      ModuleInfo* source = find_module(program::resolve_relative(package, from->level, from->module));
      if (source == nullptr || source == module) continue;
      read_all(source);
      const ModuleContents& s = *source->contents_;
      if (s.has_all ? std::find(s.all.begin(), s.all.end(), symbol) == s.all.end() : underscored) continue;
      out = find_in_module(source, symbol, true);
    }
    c.in_progress.erase(kStarMark);
  }
  if (out == nullptr && module->is_package) out = find_module(Name::dotted(module->name, symbol));
  return out;
}

// Stubs leave most private names out, and what only other platforms and versions have is asked for behind tests of all
// sorts: neither is an error.
Declaration* Declarations::find_or_unresolved(ModuleInfo* module, Name symbol, bool exported) {
  Declaration* out = find_in_module(module, symbol, exported);
  if (out != nullptr || !module->contents_->from_payload) return out;
  std::string_view text = symbol.text();
  bool is_private = text.starts_with('_') && !text.ends_with("__");
  if (!is_private && !impl_->stubs->mentions(module->contents_->stub, text)) return nullptr;
  return impl_->unresolved.get();
}

Declaration* ModuleInfo::find(Name symbol) { return store->find_or_unresolved(this, symbol, false); }
Declaration* ModuleInfo::find_exported(Name symbol) { return store->find_or_unresolved(this, symbol, true); }

std::vector<Name> ModuleInfo::symbols() {
  store->collect(this);
  std::vector<Name> out;
  if (contents_->from_payload) {
    for (std::string_view known : store->impl_->stubs->symbols(contents_->stub, store->target())) {
      if (known != "*") out.push_back(Name::intern(known));
    }
  } else {
    out = contents_->table.order;
  }
  std::unordered_set<Name> seen(out.begin(), out.end());
  static const Name kSymbolsMark = Name::intern("*symbols");
  if (!contents_->in_progress.insert(kSymbolsMark).second) return out;
  std::vector<Binding> stars = contents_->from_payload ? store->stub_bindings(this, Name()) : contents_->table.stars;
  for (const Binding& star : stars) {
    const auto* from = to<ImportFrom>(star.stmt);
    Name base = is_package ? name : program::parent_package(name);
    ModuleInfo* source = store->find_module(program::resolve_relative(base, from->level, from->module));
    if (source == nullptr || source == this) continue;
    for (Name n : source->star_names()) {
      if (seen.insert(n).second) out.push_back(n);
    }
  }
  contents_->in_progress.erase(kSymbolsMark);
  return out;
}

std::vector<Name> ModuleInfo::star_names() {
  store->read_all(this);
  if (contents_->has_all) return contents_->all;
  std::vector<Name> out;
  for (Name n : symbols()) {
    if (!n.text().starts_with('_') && (!is_stub || store->find_in_module(this, n, true) != nullptr)) out.push_back(n);
  }
  return out;
}

bool ModuleInfo::has_getattr() {
  static const Name kGetattr = Name::intern("__getattr__");
  Declaration* found = store->find_own(this, kGetattr);
  return found != nullptr && found->kind == DeclarationKind::kFunction;
}

// `__all__` as far as it is written out: lists, +=, extend, append, remove, and other modules' `__all__`.
void Declarations::read_all(ModuleInfo* module) {
  ModuleContents& c = *module->contents_;
  if (c.all_known || c.all_in_progress) return;
  c.all_in_progress = true;
  collect(module);
  static const Name kAll = Name::intern("__all__");
  std::vector<Binding> bindings;
  if (c.from_payload)
    bindings = stub_bindings(module, kAll);
  else if (auto it = c.table.by_name.find(kAll); it != c.table.by_name.end())
    bindings = it->second;
  auto add = [&](const Expr* expr, auto&& self, int depth) -> void {
    if (expr == nullptr || depth > 50) return;
    ExprList items;
    if (const auto* list = as<List>(expr))
      items = list->elts;
    else if (const auto* tuple = as<Tuple>(expr))
      items = tuple->elts;
    else if (const auto* sum = as<BinOp>(expr)) {
      self(sum->left, self, depth + 1);
      self(sum->right, self, depth + 1);
    } else if (const auto* other = as<Attribute>(expr); other != nullptr && other->attr == kAll) {
      Declaration* found = resolve(other->value, c.scope);
      if (auto* source = found != nullptr ? found->as<ModuleInfo>() : nullptr; source != nullptr && source != module) {
        read_all(source);
        c.all.insert(c.all.end(), source->contents_->all.begin(), source->contents_->all.end());
      }
    } else if (const auto* text = as<Constant>(expr); text != nullptr && text->value.is_str()) {
      c.all.push_back(Name::intern(text->value.text()));
    }
    for (const Expr* item : items) {
      if (const auto* text = as<Constant>(item); text != nullptr && text->value.is_str()) {
        c.all.push_back(Name::intern(text->value.text()));
      } else if (const auto* star = as<Starred>(item)) {
        self(star->value, self, depth + 1);
      }
    }
  };
  for (const Binding& b : bindings) {
    c.has_all = true;
    if (const auto* augmented = as<AugAssign>(b.stmt)) {
      add(augmented->value, add, 0);
    } else if (const auto* call = as<Call>(b.value)) {
      const auto* method = as<Attribute>(call->func);
      if (method == nullptr || call->args.size() != 1) continue;
      if (method->attr == "remove") {
        if (const auto* text = as<Constant>(call->args[0]); text != nullptr && text->value.is_str()) {
          std::erase(c.all, Name::intern(text->value.text()));
        }
      } else {
        add(call->args[0], add, 0);
      }
    } else {
      add(b.value, add, 0);
    }
  }
  c.all_in_progress = false;
  c.all_known = true;
}

// ---- names in scopes
// -------------------------------------------------------------------------------------------------

DeclarationScope Declarations::inside(ModuleInfo* module) { return module->contents_->scope; }

DeclarationScope Declarations::inside(ClassInfo* cls) {
  DeclarationScope scope;
  scope.module = cls->module;
  scope.cls = cls;
  scope.parent = &cls->scope;
  return scope;
}

DeclarationScope Declarations::inside(FunctionInfo* function) {
  DeclarationScope scope;
  scope.module = function->module;
  scope.cls = function->scope.cls;
  scope.function = function;
  scope.parent = &function->scope;
  return scope;
}

Declaration* Declarations::find_local(FunctionInfo* function, Name name) {
  for (TypeVarInfo* param : function->own_params_) {
    if (param->name == name) return param;
  }
  if (function->node == nullptr || function->module->tree == nullptr) return nullptr;
  auto [it, added] = impl_->locals.try_emplace(function);
  LocalContents& local = it->second;
  if (added) local.table.fill(collect_bindings(program::function_parts(function->node).body, target_));
  auto known = local.resolved.find(name);
  if (known != local.resolved.end()) return known->second;
  auto bindings = local.table.by_name.find(name);
  if (bindings == local.table.by_name.end()) return nullptr;
  ResolutionDepth depth(*this);
  if (depth.too_deep()) return nullptr;
  local.resolved.emplace(name, nullptr);  // while in progress
  DeclarationScope scope = inside(function);
  std::vector<Binding> list = bindings->second;
  Declaration* out = DeclarationBuilder(*this, function->module, nullptr, scope).build(name, list);
  impl_->locals[function].resolved[name] = out;
  return out;
}

Declaration* Declarations::lookup(Name name, const DeclarationScope& scope) {
  bool innermost = true;
  for (const DeclarationScope* s = &scope; s != nullptr; s = s->parent) {
    if (s->type_params != nullptr) {
      for (TypeVarInfo* param : *s->type_params) {
        if (param->name == name) return param;
      }
      continue;  // does not hide a class body around it
    }
    if (s->function != nullptr) {
      if (Declaration* found = find_local(s->function, name)) return found;
    } else if (s->cls != nullptr) {
      s->cls->type_params();
      for (TypeVarInfo* param : s->cls->own_params_) {
        if (param->name == name) return param;
      }
      if (innermost) {
        // Only what the body says: attributes and synthesised members are no variables of it.
        if (Declaration* found = s->cls->own_in_progress(program::mangle(s->cls->name, name))) return found;
      }
    }
    innermost = false;
  }
  if (scope.module != nullptr) {
    if (Declaration* found = scope.module->find(name)) return found;
  }
  ModuleInfo* builtin = builtins();
  if (builtin == nullptr || builtin == scope.module) return nullptr;
  // A private name that is not defined is none of the builtins that stubs leave out.
  bool is_private = name.text().starts_with('_') && !name.text().ends_with("__");
  return is_private ? find_in_module(builtin, name, false) : builtin->find(name);
}

Declaration* Declarations::resolve(const Expr* expr, const DeclarationScope& scope) {
  // a.b.c is walked from the left; the chain of attributes is as long as the text makes it.
  std::vector<Name> path;
  while (const auto* attribute = as<Attribute>(expr)) {
    path.push_back(attribute->attr);
    expr = attribute->value;
  }
  Declaration* found = nullptr;
  if (const auto* name = as<NameExpr>(expr)) {
    found = lookup(name->id, scope);
  } else if (const auto* call = as<Call>(expr)) {
    auto [it, added] = impl_->called_classes.try_emplace(expr, nullptr);
    if (added) {
      ClassInfo* made = DeclarationBuilder::class_from_call(*this, scope.module, scope.cls, scope, Name(), call);
      impl_->called_classes[expr] = made;
      found = made;
    } else {
      found = it->second;
    }
  }
  for (size_t i = path.size(); i-- > 0 && found != nullptr;) {
    Declaration* base = found;
    found = nullptr;
    if (auto* alias = base->as<AliasInfo>(); alias != nullptr && alias->of_class != nullptr) base = alias->of_class;
    if (auto* module = base->as<ModuleInfo>()) {
      found = module->find(path[i]);
      if (found == nullptr && module->has_getattr()) return impl_->unresolved.get();
    } else if (auto* cls = base->as<ClassInfo>()) {
      found = cls->find_member(path[i]).declaration;
    } else if (base->kind == DeclarationKind::kUnresolved) {
      return base;
    }
  }
  return found;
}

std::string Declarations::unknown_import(const Expr* expr, const DeclarationScope& scope) {
  const auto* attribute = as<Attribute>(expr);
  const auto* name = as<NameExpr>(attribute != nullptr ? attribute->value : expr);
  ModuleInfo* module = scope.module;
  if (name == nullptr || module == nullptr || scope.function != nullptr || module->contents_->from_payload) return {};
  collect(module);
  auto found = module->contents_->table.by_name.find(name->id);
  if (found == module->contents_->table.by_name.end() || found->second.size() != 1) return {};
  const Binding& binding = found->second[0];
  Name source;
  if (attribute != nullptr && binding.kind == BindingKind::kImport) {
    source = binding.alias->asname ? binding.alias->name : binding.name;
  } else if (attribute == nullptr && binding.kind == BindingKind::kImportFrom) {
    const auto* from = to<ImportFrom>(binding.stmt);
    source = program::resolve_relative(module->is_package ? module->name : program::parent_package(module->name), from->level, from->module);
  }
  if (!source || find_module(source) != nullptr) return {};
  return source.str() + "." + (attribute != nullptr ? attribute->attr : binding.alias->name).str();
}

// ---- definitions by node
// ---------------------------------------------------------------------------------------------

Declaration* Declarations::declare(const Stmt* def) {
  auto known = impl_->by_node.find(def);
  if (known != impl_->by_node.end()) return known->second;
  auto place = impl_->definitions.find(def);
  if (place == impl_->definitions.end()) return nullptr;
  auto [module, outer] = place->second;
  ResolutionDepth depth(*this);
  if (depth.too_deep()) return nullptr;
  Name name = is<ClassDef>(def) ? to<ClassDef>(def)->name : program::function_parts(def).name;
  DeclarationScope scope = inside(module);
  ClassInfo* owner = nullptr;
  if (outer != nullptr) {
    Declaration* around = declare(outer);
    if (around == nullptr) return nullptr;
    if (auto* cls = around->as<ClassInfo>()) {
      owner = cls;
      cls->own_member(program::mangle(cls->name, name));
      scope = inside(cls);
    } else {
      auto* function = around->as<FunctionInfo>();
      find_local(function, name);
      scope = inside(function);
    }
  } else {
    find_own(module, name);
  }
  known = impl_->by_node.find(def);
  if (known != impl_->by_node.end()) return known->second;
  // In a branch the target never takes, or hidden by another definition of the name.
  Binding binding;
  binding.name = name;
  binding.kind = is<ClassDef>(def) ? BindingKind::kClass : BindingKind::kFunction;
  binding.stmt = def;
  Declaration* made = DeclarationBuilder(*this, module, owner, scope).build(name, {&binding, 1});
  made->rebound = true;
  return made;
}

FunctionInfo* Declarations::function_of(const Stmt* def) {
  Declaration* found = declare(def);
  return found != nullptr ? found->as<FunctionInfo>() : nullptr;
}

ClassInfo* Declarations::class_of(const Stmt* def) {
  Declaration* found = declare(def);
  return found != nullptr ? found->as<ClassInfo>() : nullptr;
}

void Declarations::index_program() {
  std::vector<const Stmt*> classes;
  for (const auto& [def, place] : impl_->definitions) {
    if (is<ClassDef>(def)) classes.push_back(def);
  }
  // The order of a hash table must not show.
  std::sort(classes.begin(), classes.end(), [&](const Stmt* a, const Stmt* b) {
    const ModuleInfo* ma = impl_->definitions[a].module;
    const ModuleInfo* mb = impl_->definitions[b].module;
    if (ma != mb) return ma->name.text() < mb->name.text();
    return a->span.begin < b->span.begin;
  });
  for (const Stmt* def : classes) {
    ClassInfo* cls = class_of(def);
    if (cls == nullptr) continue;
    for (const Type* base : cls->bases()) {
      const auto* instance = base->as<InstanceType>();
      if (instance == nullptr) continue;
      auto& subclasses = instance->cls->known_subclasses;
      if (std::find(subclasses.begin(), subclasses.end(), cls) == subclasses.end()) subclasses.push_back(cls);
    }
  }
}

// ---- annotations
// -----------------------------------------------------------------------------------------------------

const Type* Declarations::type_of_annotation(const Expr* annotation, const DeclarationScope& scope) {
  ResolutionDepth depth(*this);
  if (depth.too_deep()) return types_.unknown();
  return AnnotationReader(*this, scope).read(annotation);
}

QualifiedType Declarations::qualified_annotation(const Expr* annotation, const DeclarationScope& scope) {
  ResolutionDepth depth(*this);
  QualifiedType out;
  out.type = types_.unknown();
  if (depth.too_deep()) return out;
  return AnnotationReader(*this, scope).read_qualified(annotation);
}

const InstanceType* Declarations::self_instance(ClassInfo* cls) {
  return static_cast<const InstanceType*>(types_.instance(cls, cls->type_params()));
}

}  // namespace krait::types
