#include "types/declaration_builder.h"

#include <unordered_map>

#include "program/modules.h"
#include "types/annotations.h"
#include "types/store_impl.h"

namespace krait::types {

using namespace syntax;

namespace {

// How deep an assigned expression is looked into to see whether it is a type.
constexpr int kMaxAliasDepth = 40;

bool is_dunder(std::string_view name) { return name.size() > 4 && name.starts_with("__") && name.ends_with("__"); }

}  // namespace

Declaration* DeclarationBuilder::build(Name name, std::span<const Binding> bindings) {
  // The first definition that is more than an assignment says what the name is, as for other type checkers.
  const Binding* strong = nullptr;
  Declaration* imported = nullptr;
  std::vector<Binding> functions;
  for (const Binding& b : bindings) {
    if (b.kind == BindingKind::kFunction) functions.push_back(b);
    if (b.kind == BindingKind::kOther || b.kind == BindingKind::kAssign || b.kind == BindingKind::kAnnotated) continue;
    bool import = b.kind == BindingKind::kImport || b.kind == BindingKind::kImportFrom;
    if (import) {
      Declaration* target = build_import(b);
      if (imported == nullptr || imported->kind == DeclarationKind::kUnresolved) imported = target;
      // `try: from a import x; except ImportError: def x(): ...` means the first that is there.
      if (strong != nullptr || imported->kind == DeclarationKind::kUnresolved) continue;
    }
    if (strong == nullptr) strong = &b;
  }
  Declaration* out = nullptr;
  if (strong == nullptr) {
    if (imported != nullptr) return imported;
    if (bindings.size() == 1) out = build_special(name, bindings[0]);
    if (out == nullptr) out = build_variable(name, bindings);
    return out;
  }
  switch (strong->kind) {
    case BindingKind::kFunction:
      out = build_functions(name, functions);
      out->rebound = functions.size() != bindings.size() || out->rebound;
      return out;
    case BindingKind::kClass: {
      for (const Binding& b : bindings) {
        if (b.kind != BindingKind::kClass) continue;
        ClassInfo* made = make_class(name, to<ClassDef>(b.stmt));
        made->rebound = bindings.size() > 1;
        if (&b == strong) out = made;
      }
      return out;
    }
    case BindingKind::kTypeAlias: {
      auto* alias = store_.impl_->make(store_.impl_->aliases, name, module_, strong->stmt->span);
      alias->owner = owner_;
      alias->value = strong->value;
      alias->params_written = to<TypeAlias>(strong->stmt)->type_params;
      alias->scope = scope_;
      alias->is_statement = true;
      return alias;
    }
    default:
      return imported;
  }
}

Declaration* DeclarationBuilder::build_import(const Binding& binding) {
  Declaration* unresolved = store_.impl_->unresolved.get();
  if (binding.kind == BindingKind::kImport) {
    Name target = binding.alias->asname ? binding.alias->name : binding.name;
    ModuleInfo* found = store_.find_module(target);
    return found != nullptr ? static_cast<Declaration*>(found) : unresolved;
  }
  const auto* from = to<ImportFrom>(binding.stmt);
  Name package = module_->is_package ? module_->name : program::parent_package(module_->name);
  Name target = program::resolve_relative(package, from->level, from->module);
  if (!target) return unresolved;
  ModuleInfo* source = store_.find_module(target);
  Declaration* found = source != nullptr ? source->find_exported(binding.alias->name) : nullptr;
  if (found == nullptr) found = store_.find_module(Name::dotted(target, binding.alias->name));
  return found != nullptr ? found : unresolved;
}

// ---- functions
// -------------------------------------------------------------------------------------------------------

DecoratorKind DeclarationBuilder::decorator_kind(Declarations& store, const Expr* decorator, Name function,
                                                 const DeclarationScope& scope) {
  using enum DecoratorKind;
  static const std::unordered_map<std::string_view, DecoratorKind> kKnown = {
      {"typing.overload", kOverload},
      {"typing_extensions.overload", kOverload},
      {"builtins.property", kProperty},
      {"types.DynamicClassAttribute", kProperty},
      {"enum.property", kProperty},
      {"enum._magic_enum_attr", kProperty},
      {"functools.cached_property", kCachedProperty},
      {"builtins.staticmethod", kStaticMethod},
      {"builtins.classmethod", kClassMethod},
      {"abc.abstractmethod", kAbstract},
      {"abc.abstractproperty", kAbstractProperty},
      {"abc.abstractstaticmethod", kAbstractStatic},
      {"abc.abstractclassmethod", kAbstractClass},
      {"typing.final", kFinal},
      {"typing_extensions.final", kFinal},
      {"typing.override", kOverride},
      {"typing_extensions.override", kOverride},
      {"typing.no_type_check", kNoTypeCheck},
      {"typing_extensions.no_type_check", kNoTypeCheck},
      {"dataclasses.dataclass", kDataclass},
      {"typing.dataclass_transform", kDataclassTransform},
      {"typing_extensions.dataclass_transform", kDataclassTransform},
      {"typing.runtime_checkable", kRuntimeCheckable},
      {"typing_extensions.runtime_checkable", kRuntimeCheckable},
      {"typing.runtime", kRuntimeCheckable},
      {"typing_extensions.runtime", kRuntimeCheckable},
      {"typing.type_check_only", kTypeCheckOnly},
      {"typing_extensions.type_check_only", kTypeCheckOnly},
      {"typing_extensions.deprecated", kHarmless},
      {"warnings.deprecated", kHarmless},
      {"typing_extensions.disjoint_base", kHarmless},
      {"typing.disjoint_base", kHarmless},
      {"functools.total_ordering", kTotalOrdering},
      {"enum.unique", kHarmless},
      {"enum.verify", kHarmless},
      {"mypy_extensions.trait", kTrait},
      {"mypy_extensions.mypyc_attr", kMypycAttr},
      {"types.coroutine", kHarmless},
  };
  const auto* call = as<Call>(decorator);
  const Expr* callee = call != nullptr ? call->func : decorator;
  if (const auto* attribute = as<Attribute>(callee); attribute != nullptr && call == nullptr) {
    if (const auto* base = as<NameExpr>(attribute->value); base != nullptr && base->id == function) {
      if (attribute->attr == "setter") return kSetter;
      if (attribute->attr == "deleter") return kDeleter;
      if (attribute->attr == "getter") return kGetter;
    }
  }
  Declaration* found = store.resolve(callee, scope);
  if (found == nullptr || found->kind == DeclarationKind::kUnresolved) {
    // Without stubs the names alone have to do.
    const auto* name = as<NameExpr>(callee);
    if (name == nullptr || found != nullptr) return kOther;
    if (name->id == "property") return kProperty;
    if (name->id == "staticmethod") return kStaticMethod;
    if (name->id == "classmethod") return kClassMethod;
    return kOther;
  }
  if (found->module != nullptr && found->owner == nullptr) {
    std::string key(found->module->name.text());
    key += '.';
    key += found->name.text();
    if (auto it = kKnown.find(key); it != kKnown.end()) return it->second;
  }
  if (auto* cls = found->as<ClassInfo>()) {
    ClassInfo* property = store.builtin_class("property");
    if (property != nullptr && cls != property && cls->derives_from(property)) return kProperty;
  }
  return kOther;
}

FunctionInfo* DeclarationBuilder::make_function(Name name, const Stmt* stmt) {
  Declarations::Impl& impl = *store_.impl_;
  program::FunctionParts parts = program::function_parts(stmt);
  FunctionInfo* out = impl.make(impl.functions, name, module_, stmt->span);
  out->owner = owner_;
  out->node = stmt;
  out->scope = scope_;
  out->is_async = parts.is_async;
  out->returns_declared = parts.returns != nullptr;
  const program::Scopes* scopes = module_->contents_->scopes;
  if (scopes != nullptr && module_->tree != nullptr) {
    program::ScopeId id = scopes->of(stmt);
    if (id != program::kNoScope) out->is_generator = scopes->scope(id).is_generator;
  }
  std::string_view text = name.text();
  if (owner_ != nullptr) {
    out->is_static = text == "__new__";
    out->is_class_method = text == "__init_subclass__" || text == "__class_getitem__";
  }
  for (const Expr* decorator : parts.decorators) {
    switch (decorator_kind(store_, decorator, name, scope_)) {
      case DecoratorKind::kOverload:
        out->is_overload = true;
        break;
      case DecoratorKind::kProperty:
      case DecoratorKind::kGetter:
        out->is_property = true;
        break;
      case DecoratorKind::kCachedProperty:
        out->is_property = out->is_cached_property = true;
        break;
      case DecoratorKind::kAbstractProperty:
        out->is_property = out->is_abstract = true;
        break;
      case DecoratorKind::kStaticMethod:
        out->is_static = true;
        break;
      case DecoratorKind::kClassMethod:
        out->is_class_method = true;
        break;
      case DecoratorKind::kAbstractStatic:
        out->is_static = out->is_abstract = true;
        break;
      case DecoratorKind::kAbstractClass:
        out->is_class_method = out->is_abstract = true;
        break;
      case DecoratorKind::kAbstract:
        out->is_abstract = true;
        break;
      case DecoratorKind::kFinal:
        out->is_final = true;
        break;
      case DecoratorKind::kOverride:
        out->is_override = true;
        break;
      case DecoratorKind::kNoTypeCheck:
        out->is_no_type_check = true;
        break;
      case DecoratorKind::kOther:
        out->other_decorators.push_back(decorator);
        break;
      default:
        break;
    }
  }
  impl.by_node[stmt] = out;
  return out;
}

Declaration* DeclarationBuilder::build_functions(Name name, std::span<const Binding> bindings) {
  FunctionInfo* first = nullptr;
  for (const Binding& b : bindings) {
    FunctionInfo* made = make_function(name, b.stmt);
    bool setter = false, deleter = false;
    for (const Expr* decorator : program::function_parts(b.stmt).decorators) {
      DecoratorKind kind = decorator_kind(store_, decorator, name, scope_);
      setter |= kind == DecoratorKind::kSetter;
      deleter |= kind == DecoratorKind::kDeleter;
    }
    if (first == nullptr) {
      first = made;
      if (made->is_overload) made->overloads.push_back(made);
    } else if (setter) {
      first->setter = made;
    } else if (deleter) {
      first->deleter = made;
    } else if (made->is_overload && !first->overloads.empty()) {
      first->overloads.push_back(made);
    } else if (!first->overloads.empty() && first->implementation == nullptr) {
      first->implementation = made;
    } else if (first->is_property && made->is_property) {
      // @x.getter, or a property under either branch of a test
    } else {
      first->rebound = true;
    }
  }
  for (FunctionInfo* item : first->overloads) {
    // Decorators of one overload (or of the implementation) speak for all.
    first->is_static |= item->is_static;
    first->is_class_method |= item->is_class_method;
  }
  return first;
}

// ---- classes and variables
// -------------------------------------------------------------------------------------------

ClassInfo* DeclarationBuilder::make_class(Name name, const ClassDef* def) {
  Declarations::Impl& impl = *store_.impl_;
  ClassInfo* out = impl.make(impl.classes, name, module_, def->span);
  out->owner = owner_;
  out->node = def;
  out->scope = scope_;
  Name prefix;
  if (owner_ != nullptr)
    prefix = owner_->qualified_name;
  else if (scope_.function != nullptr) {
    FunctionInfo* f = scope_.function;
    std::string text;
    if (f->owner != nullptr) text.append(f->owner->qualified_name.text()).append(".");
    text.append(f->name.text()).append(".<locals>");
    prefix = Name::intern(text);
  }
  out->qualified_name = prefix ? Name::dotted(prefix, name) : name;
  impl.by_node[def] = out;
  return out;
}

VariableInfo* DeclarationBuilder::build_variable(Name name, std::span<const Binding> bindings) {
  Declarations::Impl& impl = *store_.impl_;
  VariableInfo* out = impl.make(impl.variables, name, module_, bindings[0].stmt->span);
  out->owner = owner_;
  out->scope = scope_;
  size_t values = 0;
  for (const Binding& b : bindings) {
    out->definitions.push_back(b.stmt);
    if (b.annotation != nullptr && out->annotation == nullptr) out->annotation = b.annotation;
    if (b.value != nullptr && b.kind != BindingKind::kOther) {
      out->values.push_back(b.value);
      ++values;
    }
    if (b.kind == BindingKind::kOther) {
      out->complex_binding = true;
      ++values;
    }
  }
  out->has_value = values != 0;
  out->rebound = values > 1;
  if (out->annotation != nullptr) {
    QualifiedType type = store_.qualified_annotation(out->annotation, scope_);
    out->is_final = type.is_final;
    out->is_class_var = type.is_class_var;
    out->is_init_var = type.is_init_var;
    out->is_read_only = type.is_read_only;
    out->is_required = type.is_required || !type.is_not_required;
    if (type.is_not_required) out->is_required = false;
    out->declared_ = type.type;
    out->state_ = kDone;
  }
  return out;
}

bool DeclarationBuilder::is_type_expression(const Expr* expr, int depth) {
  if (depth > kMaxAliasDepth || expr == nullptr) return false;
  if (const auto* constant = as<Constant>(expr)) return constant->value.is_none() && depth > 0;
  if (const auto* op = as<BinOp>(expr)) {
    return op->op == Operator::kBitOr && is_type_expression(op->left, depth + 1) &&
           (is_type_expression(op->right, depth + 1) || is<Constant>(op->right));
  }
  const auto* sub = as<Subscript>(expr);
  const Expr* head = sub != nullptr ? sub->value : expr;
  if (!is<NameExpr>(head) && !is<Attribute>(head)) return false;
  Declaration* found = store_.resolve(head, scope_);
  if (found == nullptr) return false;
  if (special_form(found) != SpecialForm::kNone || library_class(store_, found) != nullptr) return true;
  switch (found->kind) {
    case DeclarationKind::kClass: {
      if (sub == nullptr) return true;
      // `X = SomeClass[arg]` is an alias for a generic class; for others it is an operation of its metaclass (an enum's
      // member).
      auto* cls = found->as<ClassInfo>();
      return !cls->type_params().empty() || is_declared_as(cls, "builtins", "tuple") ||
             is_declared_as(cls, "builtins", "type");
    }
    case DeclarationKind::kAlias:
      return true;
    case DeclarationKind::kTypeVar:
      return depth > 0;
    default:
      return false;
  }
}

Declaration* DeclarationBuilder::build_alias(Name name, const Binding& binding) {
  auto* alias = store_.impl_->make(store_.impl_->aliases, name, module_, binding.stmt->span);
  alias->owner = owner_;
  alias->value = binding.value;
  alias->scope = scope_;
  if (is<NameExpr>(binding.value) || is<Attribute>(binding.value)) {
    Declaration* target = store_.resolve(binding.value, scope_);
    if (auto* other = target != nullptr ? target->as<AliasInfo>() : nullptr)
      alias->of_class = other->of_class;
    else if (target != nullptr && special_form(target) == SpecialForm::kNone)
      alias->of_class = target->as<ClassInfo>();
  }
  return alias;
}

Declaration* DeclarationBuilder::build_special(Name name, const Binding& binding) {
  if (binding.value == nullptr) return nullptr;
  bool enum_body = owner_ != nullptr && owner_->is(ClassFlag::kEnum);
  if (binding.kind == BindingKind::kAnnotated) {
    if (!store_.qualified_annotation(binding.annotation, scope_).is_type_alias) return nullptr;
    return build_alias(name, binding);
  }
  if (binding.kind != BindingKind::kAssign || enum_body || is_dunder(name.text())) {
    // `__radd__ = __add__` in a stub is one more name of the method.
    if (binding.kind == BindingKind::kAssign && module_->is_stub && is<NameExpr>(binding.value)) {
      Declaration* target = store_.resolve(binding.value, scope_);
      if (target != nullptr && target->kind == DeclarationKind::kFunction) return target;
    }
    return nullptr;
  }
  if (const auto* call = as<Call>(binding.value)) {
    Declaration* callee = store_.resolve(call->func, scope_);
    if (callee == nullptr) return nullptr;
    bool var = is_declared_as(callee, "typing", "TypeVar");
    bool spec = is_declared_as(callee, "typing", "ParamSpec");
    bool tuple = is_declared_as(callee, "typing", "TypeVarTuple");
    if (var || spec || tuple) {
      TypeVarInfo* out = store_.impl_->make(store_.impl_->type_vars, name, module_, binding.stmt->span);
      out->owner = owner_;
      out->call = call;
      out->scope = scope_;
      out->type_var = store_.types().new_type_var(name, var    ? TypeKind::kTypeVar
                                                        : spec ? TypeKind::kParamSpec
                                                               : TypeKind::kTypeVarTuple);
      store_.read_type_var(out);
      return out;
    }
    if (is_declared_as(callee, "typing", "TypeAliasType") && call->args.size() >= 2) {
      Binding value = binding;
      value.value = call->args[1];
      return build_alias(name, value);
    }
    return class_from_call(store_, module_, owner_, scope_, name, call);
  }
  if (is<NameExpr>(binding.value) && module_->is_stub) {
    Declaration* target = store_.resolve(binding.value, scope_);
    if (target != nullptr && target->kind == DeclarationKind::kFunction) return target;
  }
  if (is_type_expression(binding.value, 0)) return build_alias(name, binding);
  return nullptr;
}

}  // namespace krait::types
