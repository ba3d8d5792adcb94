// Functions: parameters, results, and the type variables they bind. Also the type variables themselves and aliases.
#include "types/annotations.h"
#include "types/store_impl.h"
#include "types/substitute.h"

namespace krait::types {

using namespace syntax;

// ---- type variables
// --------------------------------------------------------------------------------------------------

namespace {

bool is_true(const Expr* expr) {
  const auto* constant = as<Constant>(expr);
  return constant != nullptr && constant->value.kind == ConstantKind::kTrue;
}

}  // namespace

// Fills in what can be said without reading types; bounds wait until the outermost question is answered.
void Declarations::read_type_var(TypeVarInfo* info) {
  TypeVarDecl* decl = info->type_var;
  if (info->call != nullptr) {
    for (const Keyword* keyword : info->call->keywords) {
      if (keyword->arg == "covariant" && is_true(keyword->value)) decl->variance = Variance::kCovariant;
      if (keyword->arg == "contravariant" && is_true(keyword->value)) decl->variance = Variance::kContravariant;
      if (keyword->arg == "infer_variance" && is_true(keyword->value)) decl->variance = Variance::kInferred;
    }
  } else {
    decl->variance = Variance::kInferred;
  }
  impl_->pending.push_back({decl, info, nullptr});
}

const Type* Declarations::bind_type_var(TypeVarInfo* info, ClassInfo* cls) {
  TypeVarDecl* copy = types_.new_type_var(info->name, info->type_var->kind);
  copy->variance = info->type_var->variance;
  impl_->pending.push_back({copy, info, cls});
  return types_.type_var(copy);
}

namespace {

void read_call_arguments(TypeVarDecl* decl, const Call* call, AnnotationReader& reader) {
  if (decl->kind == TypeKind::kTypeVar && call->args.size() > 2) {
    for (size_t i = 1; i < call->args.size(); ++i) decl->values.push_back(reader.read(call->args[i]));
  }
  for (const Keyword* keyword : call->keywords) {
    if (keyword->arg == "bound") decl->bound = reader.read(keyword->value);
    if (keyword->arg != "default") continue;
    decl->default_type =
        decl->kind == TypeKind::kParamSpec ? reader.parameters(keyword->value) : reader.read(keyword->value);
  }
}

void read_parameter(TypeVarDecl* decl, const TypeParam* param, AnnotationReader& reader) {
  const Expr* default_value = nullptr;
  if (const auto* var = as<TypeVar>(param)) {
    default_value = var->default_value;
    if (const auto* values = as<Tuple>(var->bound)) {
      for (const Expr* value : values->elts) decl->values.push_back(reader.read(value));
    } else if (var->bound != nullptr) {
      decl->bound = reader.read(var->bound);
    }
  } else if (const auto* spec = as<ParamSpec>(param)) {
    default_value = spec->default_value;
  } else if (const auto* tuple = as<TypeVarTuple>(param)) {
    default_value = tuple->default_value;
  }
  if (default_value == nullptr) return;
  decl->default_type =
      decl->kind == TypeKind::kParamSpec ? reader.parameters(default_value) : reader.read(default_value);
}

}  // namespace

void Declarations::read_pending() {
  // Reading one may add others (a default that mentions another variable).
  while (!impl_->pending.empty()) read_pending(impl_->pending.back().decl);
}

void Declarations::read_pending(const TypeVarDecl* wanted) {
  for (size_t i = impl_->pending.size(); i-- > 0;) {
    if (impl_->pending[i].decl != wanted) continue;
    auto [decl, info, cls] = impl_->pending[i];
    impl_->pending.erase(impl_->pending.begin() + static_cast<std::ptrdiff_t>(i));
    AnnotationReader reader(*this, info->scope);
    if (cls != nullptr) reader.within(cls);
    if (info->call != nullptr)
      read_call_arguments(decl, info->call, reader);
    else
      read_parameter(decl, info->param, reader);
    return;
  }
}

// For one entry of a PEP 695 list; `scope` is where its bound is read.
TypeVarInfo* Declarations::type_var_of(TypeParam* param, ModuleInfo* module, const DeclarationScope& scope) {
  Name name;
  TypeKind kind = TypeKind::kTypeVar;
  if (const auto* var = as<TypeVar>(param)) {
    name = var->name;
  } else if (const auto* spec = as<ParamSpec>(param)) {
    name = spec->name;
    kind = TypeKind::kParamSpec;
  } else if (const auto* tuple = as<TypeVarTuple>(param)) {
    name = tuple->name;
    kind = TypeKind::kTypeVarTuple;
  }
  TypeVarInfo* out = impl_->make(impl_->type_vars, name, module, param->span);
  out->param = param;
  out->scope = scope;
  out->type_var = types_.new_type_var(name, kind);
  read_type_var(out);
  return out;
}

// ---- aliases
// ---------------------------------------------------------------------------------------------------------

TypeList AliasInfo::type_params() {
  type();
  return type_params_;
}

const Type* AliasInfo::type() {
  Declarations& store = *module->store;
  if (state_ == kDone) return type_;
  if (state_ == kInProgress) return store.types().unknown();
  ResolutionDepth depth(store);
  if (depth.too_deep()) return store.types().unknown();
  state_ = kInProgress;
  DeclarationScope inner = scope;
  if (!params_written.empty()) {
    inner = DeclarationScope{};
    inner.module = module;
    inner.cls = scope.cls;
    inner.type_params = &own_params_;
    inner.parent = &scope;
    for (TypeParam* param : params_written) own_params_.push_back(store.type_var_of(param, module, inner));
    for (TypeVarInfo* info : own_params_) binder_.bound.emplace_back(info, store.types().type_var(info->type_var));
    // Bounds are read when the outermost question is done; the scope they keep must last until then.
    for (TypeVarInfo* info : own_params_) info->scope = inner;
  }
  AnnotationReader reader(store, inner);
  reader.bind_into(&binder_);
  const Type* type = reader.read(value);
  for (const auto& [info, var] : binder_.bound) type_params_.push_back(var);
  type_ = type;
  state_ = kDone;
  return type;
}

// ---- variables
// -------------------------------------------------------------------------------------------------------

const Type* VariableInfo::declared_type() {
  if (is_enum_member && owner != nullptr) {
    TypeContext& types = module->store->types();
    return types.literal_enum(name, types.instance(owner));
  }
  if (state_ == kNotStarted && annotation != nullptr) {
    state_ = kDone;
    declared_ = module->store->qualified_annotation(annotation, scope).type;
  }
  return declared_;
}

// ---- functions
// -------------------------------------------------------------------------------------------------------

class SignatureBuilder {
 public:
  explicit SignatureBuilder(FunctionInfo* function)
      : function_(function),
        store_(*function->module->store),
        types_(store_.types()),
        parts_(function->parts()),
        inner_(Declarations::inside(function)),
        reader_(store_, inner_) {
    reader_.bind_into(&function->binder_);
  }

  void run() {
    for (TypeParam* param : parts_.type_params) {
      TypeVarInfo* info = store_.type_var_of(param, function_->module, function_->scope);
      function_->own_params_.push_back(info);
      function_->binder_.bound.emplace_back(info, types_.type_var(info->type_var));
    }
    for (TypeVarInfo* info : function_->own_params_) info->scope = inner_;
    if (!function_->is_no_type_check)
      read_parameters();
    else
      read_names_only();
    const Type* result = read_result();
    std::vector<const Type*> type_params;
    for (const auto& [info, var] : function_->binder_.bound) type_params.push_back(var);
    function_->signature_ =
        static_cast<const CallableType*>(types_.callable(params_, result, type_params, param_spec_, false));
    function_->fully_annotated = annotated_ && function_->returns_declared;
  }

 private:
  // The first parameter of a method, when it has no annotation.
  const Type* receiver() {
    if (function_->owner == nullptr || function_->is_static) {
      if (function_->owner == nullptr || function_->name != "__new__") return nullptr;
      return types_.type_object(types_.self_type(function_->owner));
    }
    const Type* self = types_.self_type(function_->owner);
    return function_->is_class_method ? types_.type_object(self) : self;
  }

  static bool is_none(const Expr* expr) {
    const auto* constant = as<Constant>(expr);
    return constant != nullptr && constant->value.is_none();
  }

  void add(const Arg* arg, ParamKind kind, const Expr* default_value, bool has_default, bool first) {
    Param param;
    param.name = arg->arg;
    param.kind = kind;
    param.has_default = has_default;
    if (arg->annotation != nullptr) {
      param.type = reader_.read(arg->annotation);
      // PEP 484 of old: a default of None makes the parameter optional.
      if (is_none(default_value)) param.type = types_.optional(param.type);
    } else if (const Type* self = first ? receiver() : nullptr) {
      param.type = self;
    } else {
      param.type = types_.unknown();
      annotated_ = false;
    }
    params_.push_back(param);
  }

  // P.args or P.kwargs; null for other annotations.
  const Type* param_spec_part(const Arg* arg, std::string_view part) {
    if (arg == nullptr) return nullptr;
    const auto* attribute = as<Attribute>(reader_.unquote(arg->annotation));
    if (attribute == nullptr || attribute->attr != part) return nullptr;
    Declaration* base = reader_.resolve(attribute->value);
    auto* info = base != nullptr ? base->as<TypeVarInfo>() : nullptr;
    if (info == nullptr || info->type_var->kind != TypeKind::kParamSpec) return nullptr;
    return reader_.type_var(info);
  }

  void add_star(const Arg* arg) {
    if (arg == nullptr) return;
    const auto* star = as<Starred>(arg->annotation);
    if (star == nullptr) return add(arg, ParamKind::kStar, nullptr, false, params_.empty());
    // *args: *Ts keeps the variable itself; *args: *tuple[int, ...] takes ints.
    const Type* type = reader_.read(star->value);
    const auto* tuple = type->as<TupleType>();
    if (tuple != nullptr) type = tuple->variadic == 0 && tuple->items.size() == 1 ? tuple->items[0] : types_.unknown();
    params_.push_back({arg->arg, ParamKind::kStar, false, type});
  }

  void add_keywords(const Arg* arg) {
    if (arg == nullptr) return;
    const auto* sub = as<Subscript>(reader_.unquote(arg->annotation));
    if (sub == nullptr || special_form(reader_.resolve(sub->value)) != SpecialForm::kUnpack) {
      return add(arg, ParamKind::kStarStar, nullptr, false, false);
    }
    // **kwargs: Unpack[Options] takes the keys of a TypedDict by name.
    const Type* type = reader_.read(sub->slice);
    const auto* instance = type->as<InstanceType>();
    if (instance == nullptr || !instance->cls->is(ClassFlag::kTypedDict)) {
      params_.push_back({arg->arg, ParamKind::kStarStar, false, types_.unknown()});
      return;
    }
    for (VariableInfo* key : instance->cls->typed_dict_keys()) {
      const Type* declared = key->declared_type();
      params_.push_back(
          {key->name, ParamKind::kKeywordOnly, !key->is_required, declared != nullptr ? declared : types_.unknown()});
    }
  }

  void read_parameters() {
    const Arguments* args = parts_.args;
    size_t positional = args->posonlyargs.size() + args->args.size();
    size_t first_default = positional - args->defaults.size();
    size_t index = 0;
    auto default_at = [&](size_t i) -> const Expr* {
      return i >= first_default ? args->defaults[i - first_default] : nullptr;
    };
    for (const Arg* arg : args->posonlyargs) {
      add(arg, ParamKind::kPositionalOnly, default_at(index), index >= first_default, index == 0);
      ++index;
    }
    // Before PEP 570 a name like __x said that a parameter is positional only.
    bool old_style = args->posonlyargs.empty();
    for (const Arg* arg : args->args) {
      std::string_view text = arg->arg.text();
      bool dunder = text.starts_with("__") && !text.ends_with("__");
      bool self = index == 0 && function_->owner != nullptr && (!function_->is_static || function_->name == "__new__");
      ParamKind kind = ParamKind::kPositional;
      if (old_style && dunder && !self)
        kind = ParamKind::kPositionalOnly;
      else if (!self)
        old_style = false;
      if (self && args->args.size() > 1) {
        std::string_view next = args->args[1]->arg.text();
        if (old_style && next.starts_with("__") && !next.ends_with("__")) kind = ParamKind::kPositionalOnly;
      }
      add(arg, kind, default_at(index), index >= first_default, index == 0);
      ++index;
    }
    param_spec_ = param_spec_part(args->vararg, "args");
    if (param_spec_ != nullptr && param_spec_part(args->kwarg, "kwargs") != param_spec_) param_spec_ = nullptr;
    if (param_spec_ == nullptr) add_star(args->vararg);
    for (size_t i = 0; i < args->kwonlyargs.size(); ++i) {
      const Expr* value = args->kw_defaults[i];
      add(args->kwonlyargs[i], ParamKind::kKeywordOnly, value, value != nullptr, false);
    }
    if (param_spec_ == nullptr) add_keywords(args->kwarg);
  }

  // @no_type_check: annotations mean nothing.
  void read_names_only() {
    annotated_ = false;
    const Arguments* args = parts_.args;
    size_t positional = args->posonlyargs.size() + args->args.size();
    size_t first_default = positional - args->defaults.size();
    auto add_plain = [&](const Arg* arg, ParamKind kind, bool has_default) {
      params_.push_back({arg->arg, kind, has_default, types_.unknown()});
    };
    size_t index = 0;
    for (const Arg* arg : args->posonlyargs) add_plain(arg, ParamKind::kPositionalOnly, index++ >= first_default);
    for (const Arg* arg : args->args) add_plain(arg, ParamKind::kPositional, index++ >= first_default);
    if (args->vararg != nullptr) add_plain(args->vararg, ParamKind::kStar, false);
    for (size_t i = 0; i < args->kwonlyargs.size(); ++i) {
      add_plain(args->kwonlyargs[i], ParamKind::kKeywordOnly, args->kw_defaults[i] != nullptr);
    }
    if (args->kwarg != nullptr) add_plain(args->kwarg, ParamKind::kStarStar, false);
  }

  const Type* read_result() {
    if (parts_.returns == nullptr || function_->is_no_type_check) {
      std::string_view name = function_->name.text();
      if (function_->owner != nullptr && (name == "__init__" || name == "__init_subclass__")) return types_.none();
      return types_.unknown();
    }
    const Type* result = reader_.read(parts_.returns);
    function_->declared_result_ = result;
    if (!function_->is_async || function_->is_generator) return result;
    const Type* args[] = {types_.any(), types_.any(), result};
    ClassInfo* coroutine = store_.stub_class("types", "CoroutineType");
    if (coroutine == nullptr) coroutine = store_.stub_class("typing", "Coroutine");
    return coroutine != nullptr && coroutine->type_params().size() == 3 ? types_.instance(coroutine, args)
                                                                        : types_.unknown();
  }

  FunctionInfo* function_;
  Declarations& store_;
  TypeContext& types_;
  program::FunctionParts parts_;
  DeclarationScope inner_;
  AnnotationReader reader_;
  std::vector<Param> params_;
  const Type* param_spec_ = nullptr;
  bool annotated_ = true;
};

const CallableType* FunctionInfo::signature() {
  if (state_ == kDone) return signature_;
  Declarations& store = *module->store;
  TypeContext& types = store.types();
  auto anything = [&] {
    return static_cast<const CallableType*>(types.callable({}, types.unknown(), {}, nullptr, true));
  };
  if (state_ == kInProgress || node == nullptr) return anything();
  ResolutionDepth depth(store);
  if (depth.too_deep()) return anything();
  state_ = kInProgress;
  SignatureBuilder(this).run();
  state_ = kDone;
  return signature_;
}

const Type* FunctionInfo::declared_result() {
  signature();
  return declared_result_;
}

const Type* FunctionInfo::type() {
  if (type_ != nullptr) return type_;
  if (overloads.empty()) return type_ = signature();
  std::vector<const Type*> items;
  for (FunctionInfo* item : overloads) items.push_back(item->signature());
  return type_ = module->store->types().overloaded(items);
}

}  // namespace krait::types
