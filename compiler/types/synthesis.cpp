#include "types/synthesis.h"

#include <algorithm>

#include "types/annotations.h"
#include "types/store_impl.h"
#include "types/substitute.h"

namespace krait::types {

using namespace syntax;

namespace {

bool is_true(const Expr* expr) {
  const auto* constant = as<Constant>(expr);
  return constant != nullptr && constant->value.kind == ConstantKind::kTrue;
}

bool is_none(const Expr* expr) {
  const auto* constant = as<Constant>(expr);
  return constant != nullptr && constant->value.kind == ConstantKind::kNone;
}

}  // namespace

void Synthesis::run() {
  if ((cls_->flags_ & static_cast<uint32_t>(ClassFlag::kDataclass)) != 0) add_dataclass_members();
  if (cls_->is(ClassFlag::kTotalOrdering)) add_orderings();
  if (cls_->is(ClassFlag::kNamedTuple) && !cls_->tuple_fields().empty()) add_named_tuple_members();
  if (cls_->is(ClassFlag::kTypedDict) && cls_->module->name != "typing") add_typed_dict_members();
}

// @total_ordering: the comparisons that the class lacks, of whatever the one it has takes.
void Synthesis::add_orderings() {
  for (std::string_view name : {"__lt__", "__le__", "__gt__", "__ge__"}) {
    if (has_own(name)) continue;
    Param other{Name::intern("other"), ParamKind::kPositional, false, types_.unknown()};
    add_function(name, {self_param(), other}, store_.builtin_instance("bool"));
  }
}

bool Synthesis::has_own(std::string_view name) { return cls_->own_in_progress(Name::intern(name)) != nullptr; }

Param Synthesis::self_param() {
  return {Name::intern("self"), ParamKind::kPositionalOnly, false, types_.self_type(cls_)};
}

FunctionInfo* Synthesis::add_function(std::string_view name, std::vector<Param> params, const Type* result) {
  FunctionInfo* out = store_.impl_->make(store_.impl_->functions, Name::intern(name), cls_->module, cls_->span);
  out->owner = cls_;
  out->scope = Declarations::inside(cls_);
  out->is_synthesised = true;
  out->returns_declared = true;
  out->fully_annotated = true;
  out->is_static = name == "__new__";
  out->signature_ = static_cast<const CallableType*>(types_.callable(params, result));
  out->declared_result_ = result;
  out->state_ = kDone;
  cls_->by_name_[out->name] = out;
  cls_->synthesised_.push_back(out);
  return out;
}

VariableInfo* Synthesis::add_variable(std::string_view name, const Type* type, bool is_class_var) {
  VariableInfo* out = store_.impl_->make(store_.impl_->variables, Name::intern(name), cls_->module, cls_->span);
  out->owner = cls_;
  out->scope = Declarations::inside(cls_);
  out->is_class_var = is_class_var;
  out->has_value = is_class_var;
  out->declared_ = type;
  out->state_ = kDone;
  cls_->by_name_[out->name] = out;
  cls_->synthesised_.push_back(out);
  return out;
}

void Synthesis::finish_header(std::vector<const Type*> bases, uint32_t flags) {
  cls_->params_state_ = kDone;
  cls_->bases_state_ = kDone;
  cls_->bases_ = std::move(bases);
  cls_->flags_ |= flags;
  for (const Type* base : cls_->bases_) {
    auto* above = static_cast<const InstanceType*>(base)->cls;
    above->ensure_bases();
    constexpr uint32_t kKept = static_cast<uint32_t>(ClassFlag::kEnum) | static_cast<uint32_t>(ClassFlag::kFlagEnum) |
                               static_cast<uint32_t>(ClassFlag::kException) |
                               static_cast<uint32_t>(ClassFlag::kUnknownBase);
    cls_->flags_ |= above->flags_ & kKept;
    if (cls_->metaclass_ == nullptr) cls_->metaclass_ = above->metaclass_;
  }
}

void Synthesis::set_new_type(const Type* base) { cls_->new_type_base_ = base; }

void Synthesis::set_tuple_fields(std::vector<VariableInfo*> fields, size_t defaults) {
  for (size_t i = 0; i < fields.size(); ++i) fields[i]->has_value = i + defaults >= fields.size();
  cls_->tuple_fields_ = std::move(fields);
  cls_->tuple_fields_state_ = kDone;
}

void Synthesis::mark_enum_member(VariableInfo* member, const Expr* value) {
  member->is_enum_member = true;
  member->has_value = true;
  if (value != nullptr) member->values.push_back(value);
}

void Synthesis::add_match_args(const std::vector<Name>& names) {
  if (has_own("__match_args__")) return;
  const Type* str = store_.builtin_instance("str");
  std::vector<const Type*> items;
  for (Name name : names) items.push_back(types_.literal_str(name.text(), str));
  add_variable("__match_args__", types_.tuple(items), true);
}

// ---- dataclasses
// -----------------------------------------------------------------------------------------------------

void Synthesis::read_field_call(DataclassField& field, const Call* call) {
  field.field_call = call;
  for (const Keyword* keyword : call->keywords) {
    if (!keyword->arg) continue;
    std::string_view name = keyword->arg.text();
    bool value = is_true(keyword->value);
    if (name == "default")
      field.default_value = keyword->value;
    else if (name == "default_factory" || name == "factory")
      field.default_factory = keyword->value;
    else if (name == "init")
      field.init = value;
    else if (name == "repr")
      field.repr = value;
    else if (name == "compare")
      field.compare = value;
    else if (name == "kw_only")
      field.kw_only = value;
  }
}

bool Synthesis::is_attrs_field(Declarations& store, const Expr* expr, const DeclarationScope& scope) {
  const auto* call = as<Call>(expr);
  std::string name = call == nullptr ? std::string() : store.unknown_import(call->func, scope);
  return name == "attr.ib" || name == "attr.attr" || name == "attr.attrib" || name == "attr.field" || name == "attrs.field";
}

void Synthesis::read_attrs_call(DataclassField& field, const Call* call) {
  field.field_call = call;
  if (!call->args.empty()) field.default_value = call->args[0];
  for (const Keyword* keyword : call->keywords) {
    std::string_view name = keyword->arg.text();
    bool given = !is_none(keyword->value);
    if (name == "default")
      field.default_value = keyword->value;
    else if (name == "factory" && given)
      field.default_factory = keyword->value;
    else if (name == "init")
      field.init = is_true(keyword->value);
    else if (name == "kw_only")
      field.kw_only = field.kw_only || is_true(keyword->value);
    else if (name == "converter")
      field.converted = given;
    else if (name == "validator")
      field.validated = given;
    else if (name == "on_setattr")
      field.hooked = given;
  }
  // Factory(list), and what says that there is no default.
  const auto* made = field.default_value == nullptr ? nullptr : as<Call>(field.default_value);
  std::string maker = made == nullptr ? std::string() : store_.unknown_import(made->func, cls_->scope);
  if (maker != "attr.Factory" && maker != "attrs.Factory") return;
  field.default_factory = field.default_value;
  field.default_value = nullptr;
}

std::vector<DataclassField> Synthesis::own_attrs_fields() {
  std::vector<DataclassField> out;
  for (const Stmt* stmt : cls_->node->body) {
    const auto* annotated = as<AnnAssign>(stmt);
    const auto* assign = as<Assign>(stmt);
    const Expr* target = annotated != nullptr ? annotated->target : assign != nullptr ? assign->targets[0] : nullptr;
    const Expr* value = annotated != nullptr ? annotated->value : assign != nullptr ? assign->value : nullptr;
    const auto* written = target == nullptr ? nullptr : as<NameExpr>(target);
    bool is_field = value != nullptr && is_attrs_field(store_, value, cls_->scope);
    if (written == nullptr || !(is_field || (annotated != nullptr && cls_->dataclass_.auto_attribs))) continue;
    Name name = program::mangle(cls_->name, written->id);
    Declaration* member = cls_->own_in_progress(name);
    auto* variable = member != nullptr ? member->as<VariableInfo>() : nullptr;
    if (variable == nullptr || variable->is_class_var) continue;
    DataclassField field;
    field.variable = variable;
    field.declared_in = cls_;
    const Type* type = variable->declared_type();
    field.type = type != nullptr ? type : types_.unknown();
    field.kw_only = cls_->dataclass_.kw_only;
    if (is_field) read_attrs_call(field, to<Call>(value));
    else field.default_value = value;
    std::string_view text = name.text();
    text.remove_prefix(std::min(text.find_first_not_of('_'), text.size()));
    field.parameter = Name::intern(text);
    out.push_back(field);
  }
  // @x.validator above a method.
  for (const Stmt* stmt : cls_->node->body) {
    const auto* method = as<FunctionDef>(stmt);
    if (method == nullptr) continue;
    for (const Expr* decorator : method->decorator_list) {
      const auto* attribute = as<Attribute>(decorator);
      const auto* name = attribute == nullptr ? nullptr : as<NameExpr>(attribute->value);
      if (name == nullptr || attribute->attr.text() != "validator") continue;
      for (DataclassField& field : out)
        if (field.variable->name == program::mangle(cls_->name, name->id)) field.validated = true;
    }
  }
  return out;
}

std::vector<DataclassField> Synthesis::own_dataclass_fields() {
  std::vector<DataclassField> out;
  if (cls_->node == nullptr) return out;
  if (cls_->dataclass_.attrs) return own_attrs_fields();
  bool kw_only = cls_->dataclass_.kw_only;
  for (const Binding& b : collect_bindings(cls_->node->body, store_.target())) {
    if (b.kind != BindingKind::kAnnotated) continue;
    Name name = program::mangle(cls_->name, b.name);
    if (std::any_of(out.begin(), out.end(), [&](const DataclassField& f) { return f.variable->name == name; }))
      continue;
    Declaration* member = cls_->own_in_progress(name);
    auto* variable = member != nullptr ? member->as<VariableInfo>() : nullptr;
    if (variable == nullptr || variable->is_class_var) continue;
    const Type* type = variable->declared_type();
    if (const auto* instance = type != nullptr ? type->as<InstanceType>() : nullptr;
        instance != nullptr && is_declared_as(instance->cls, "dataclasses", "KW_ONLY")) {
      kw_only = true;
      continue;
    }
    DataclassField field;
    field.variable = variable;
    field.declared_in = cls_;
    field.type = type != nullptr ? type : types_.unknown();
    field.kw_only = kw_only;
    field.is_init_var = variable->is_init_var;
    field.parameter = name;
    const auto* call = as<Call>(b.value);
    bool is_field =
        call != nullptr && (cls_->dataclass_.from_transform ||
                            is_declared_as(store_.resolve(call->func, variable->scope), "dataclasses", "field"));
    if (is_field)
      read_field_call(field, call);
    else
      field.default_value = b.value;
    out.push_back(field);
  }
  return out;
}

void Synthesis::read_dataclass_fields() {
  std::vector<DataclassField> fields;
  bool attrs = cls_->dataclass_.attrs;  // a field defined again comes last there
  auto put = [&](const DataclassField& field) {
    auto same = std::find_if(fields.begin(), fields.end(), [&](const DataclassField& f) { return f.variable->name == field.variable->name; });
    if (same != fields.end() && !attrs) {
      *same = field;
      return;
    }
    if (same != fields.end()) fields.erase(same);
    fields.push_back(field);
  };
  std::span<const InstanceType* const> mro = cls_->mro();
  for (size_t i = mro.size(); i-- > 0;) {
    ClassInfo* base = mro[i]->cls;
    base->ensure_bases();
    if ((base->flags_ & static_cast<uint32_t>(ClassFlag::kDataclass)) == 0) continue;
    Substitution with;
    with.set_all(types_, base->type_params(), mro[i]->args);
    for (DataclassField field : Synthesis(base).own_dataclass_fields()) {
      if (base != cls_ && !with.empty()) field.type = substitute(types_, field.type, with);
      if (attrs && cls_->dataclass_.kw_only) field.kw_only = true;
      put(field);
    }
  }
  cls_->fields_ = std::move(fields);
}

void Synthesis::add_dataclass_members() {
  const DataclassOptions& options = cls_->dataclass_;
  bool certain = options.understood && !options.from_transform && !cls_->is(ClassFlag::kUnknownBase);
  if (options.init && !has_own("__init__")) {
    std::vector<Param> params{self_param()};
    if (certain) {
      for (const DataclassField& f : cls_->dataclass_fields()) {
        if (f.init && !f.kw_only) params.push_back({f.parameter, ParamKind::kPositional, f.has_default(), f.converted ? types_.unknown() : f.type});
      }
      for (const DataclassField& f : cls_->dataclass_fields()) {
        if (f.init && f.kw_only) params.push_back({f.parameter, ParamKind::kKeywordOnly, f.has_default(), f.converted ? types_.unknown() : f.type});
      }
    } else {
      params.push_back({Name::intern("args"), ParamKind::kStar, false, types_.unknown()});
      params.push_back({Name::intern("kwargs"), ParamKind::kStarStar, false, types_.unknown()});
    }
    add_function("__init__", params, types_.none());
  }
  if (options.attrs && (!options.init || has_own("__init__"))) {
    std::vector<Param> params{self_param(), {Name::intern("args"), ParamKind::kStar, false, types_.unknown()}, {Name::intern("kwargs"), ParamKind::kStarStar, false, types_.unknown()}};
    add_function("__attrs_init__", params, types_.none());
  }
  if (options.order) {
    for (std::string_view name : {"__lt__", "__le__", "__gt__", "__ge__"}) {
      if (has_own(name)) continue;
      Param other{Name::intern("other"), ParamKind::kPositional, false, types_.self_type(cls_)};
      add_function(name, {self_param(), other}, store_.builtin_instance("bool"));
    }
  }
  if (options.match_args && certain) {
    std::vector<Name> names;
    for (const DataclassField& f : cls_->dataclass_fields()) {
      if (f.init && !f.kw_only) names.push_back(f.variable->name);
    }
    add_match_args(names);
  }
  if (!options.from_transform && !options.attrs) {
    const Type* field = store_.stub_instance("dataclasses", "Field");
    const Type* args[] = {store_.builtin_instance("str"), field};
    add_variable("__dataclass_fields__", store_.builtin_instance("dict", args), true);
  }
}

size_t ClassInfo::marking_decorators() {
  ensure_bases();
  return marking_decorators_;
}

const DataclassOptions* ClassInfo::dataclass() {
  ensure_bases();
  return (flags_ & static_cast<uint32_t>(ClassFlag::kDataclass)) != 0 ? &dataclass_ : nullptr;
}

std::span<const DataclassField> ClassInfo::dataclass_fields() {
  if (fields_state_ != kNotStarted) return fields_;
  ResolutionDepth depth(store());
  if (depth.too_deep()) return fields_;
  fields_state_ = kInProgress;
  Synthesis(this).read_dataclass_fields();
  fields_state_ = kDone;
  return fields_;
}

// ---- named tuples
// ----------------------------------------------------------------------------------------------------

void Synthesis::read_tuple_fields() {
  bool direct = false;
  for (const Type* base : cls_->bases_) {
    direct |= is_declared_as(static_cast<const InstanceType*>(base)->cls, "typing", "NamedTuple");
  }
  if (!direct) {
    for (const Type* base : cls_->bases_) {
      auto* above = static_cast<const InstanceType*>(base)->cls;
      if (above == cls_ || !above->is(ClassFlag::kNamedTuple)) continue;
      std::span<VariableInfo* const> fields = above->tuple_fields();
      cls_->tuple_fields_.assign(fields.begin(), fields.end());
      return;
    }
    return;
  }
  if (cls_->node == nullptr) return;
  for (const Binding& b : collect_bindings(cls_->node->body, store_.target())) {
    if (b.kind != BindingKind::kAnnotated) continue;
    Declaration* member = cls_->own_in_progress(program::mangle(cls_->name, b.name));
    auto* variable = member != nullptr ? member->as<VariableInfo>() : nullptr;
    if (variable != nullptr && !variable->is_class_var) cls_->tuple_fields_.push_back(variable);
  }
}

void Synthesis::add_named_tuple_members() {
  std::span<VariableInfo* const> fields = cls_->tuple_fields();
  if (fields.empty() || fields[0]->owner != cls_) return;  // inherited, members too
  std::vector<Param> given, replaced;
  std::vector<Name> names;
  for (VariableInfo* field : fields) {
    const Type* type = field->declared_type();
    if (type == nullptr) type = types_.unknown();
    given.push_back({field->name, ParamKind::kPositional, field->has_value, type});
    replaced.push_back({field->name, ParamKind::kKeywordOnly, true, type});
    names.push_back(field->name);
  }
  const Type* self = types_.self_type(cls_);
  if (!has_own("__new__")) {
    std::vector<Param> params{{Name::intern("cls"), ParamKind::kPositionalOnly, false, types_.type_object(self)}};
    params.insert(params.end(), given.begin(), given.end());
    add_function("__new__", params, self);
  }
  if (!has_own("__init__") && !has_own("__new__")) {
    std::vector<Param> params{self_param()};
    params.insert(params.end(), given.begin(), given.end());
    add_function("__init__", params, types_.none());
  } else if (!has_own("__init__")) {
    // What typing.NamedTuple's own __init__ takes is for the functional form only.
    std::vector<Param> params{self_param()};
    params.insert(params.end(), given.begin(), given.end());
    add_function("__init__", params, types_.none());
  }
  if (!has_own("_replace")) {
    std::vector<Param> params{self_param()};
    params.insert(params.end(), replaced.begin(), replaced.end());
    add_function("_replace", params, self);
  }
  add_match_args(names);
}

std::span<VariableInfo* const> ClassInfo::tuple_fields() {
  if (tuple_fields_state_ != kNotStarted) return tuple_fields_;
  ensure_bases();
  if ((flags_ & static_cast<uint32_t>(ClassFlag::kNamedTuple)) == 0) return {};
  tuple_fields_state_ = kInProgress;
  Synthesis(this).read_tuple_fields();
  tuple_fields_state_ = kDone;
  return tuple_fields_;
}

// ---- typed dictionaries
// ----------------------------------------------------------------------------------------------

void Synthesis::add_typed_dict_members() {
  std::vector<Param> params{self_param()}, rest;
  for (VariableInfo* key : cls_->typed_dict_keys()) {
    const Type* type = key->declared_type();
    if (type == nullptr) type = types_.unknown();
    params.push_back({key->name, ParamKind::kKeywordOnly, !key->is_required, type});
    rest.push_back({key->name, ParamKind::kKeywordOnly, true, type});
  }
  if (has_own("__init__")) return;
  // TD(a=1), TD({"a": 1}), TD(other, a=1).
  FunctionInfo* by_name = add_function("__init__", params, types_.none());
  std::vector<Param> with_mapping{self_param()};
  with_mapping.push_back({Name(), ParamKind::kPositionalOnly, false, types_.self_type(cls_)});
  with_mapping.insert(with_mapping.end(), rest.begin(), rest.end());
  FunctionInfo* by_mapping = add_function("__init__", with_mapping, types_.none());
  by_name->is_overload = by_mapping->is_overload = true;
  by_name->overloads = {by_name, by_mapping};
  cls_->by_name_[by_name->name] = by_name;
  cls_->synthesised_.pop_back();
}

std::vector<VariableInfo*> ClassInfo::typed_dict_keys() {
  std::vector<VariableInfo*> out;
  if (!is(ClassFlag::kTypedDict)) return out;
  std::span<const InstanceType* const> order = mro();
  for (size_t i = order.size(); i-- > 0;) {
    ClassInfo* cls = order[i]->cls;
    if (!cls->is(ClassFlag::kTypedDict)) continue;
    auto put = [&](Declaration* member) {
      auto* variable = member != nullptr ? member->as<VariableInfo>() : nullptr;
      if (variable == nullptr || variable->is_class_var || variable->declared_type() == nullptr) return;
      std::erase_if(out, [&](VariableInfo* known) { return known->name == variable->name; });
      out.push_back(variable);
    };
    if (cls->node != nullptr) {
      for (const Binding& b : collect_bindings(cls->node->body, store().target())) {
        if (b.kind == BindingKind::kAnnotated) put(cls->own_in_progress(program::mangle(cls->name, b.name)));
      }
    } else {
      for (Declaration* member : std::vector<Declaration*>(cls->synthesised_)) put(member);
    }
  }
  return out;
}

const Type* ClassInfo::new_type_base() { return new_type_base_; }

}  // namespace krait::types
