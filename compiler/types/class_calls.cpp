// Classes made by calls: NamedTuple("P", ...), namedtuple(...), TypedDict(...), Enum(...), NewType(...).
#include <cctype>
#include <optional>

#include "types/annotations.h"
#include "types/declaration_builder.h"
#include "types/store_impl.h"
#include "types/synthesis.h"

namespace krait::types {

using namespace syntax;

namespace {

constexpr uint32_t bit(ClassFlag flag) { return static_cast<uint32_t>(flag); }

std::optional<std::string_view> text_of(const Expr* expr) {
  const auto* constant = as<Constant>(expr);
  if (constant == nullptr || !constant->value.is_str()) return std::nullopt;
  return constant->value.text();
}

std::optional<ExprList> items_of_display(const Expr* expr) {
  if (const auto* list = as<List>(expr)) return list->elts;
  if (const auto* tuple = as<Tuple>(expr)) return tuple->elts;
  return std::nullopt;
}

// "x y", "x, y", ["x", "y"]. Nothing when it is not written out.
std::optional<std::vector<std::string>> field_names(const Expr* expr) {
  std::vector<std::string> out;
  if (auto text = text_of(expr)) {
    std::string word;
    for (char c : *text) {
      if (c == ',' || std::isspace(static_cast<unsigned char>(c))) {
        if (!word.empty()) out.push_back(std::exchange(word, {}));
      } else {
        word += c;
      }
    }
    if (!word.empty()) out.push_back(word);
    return out;
  }
  auto items = items_of_display(expr);
  if (!items) return std::nullopt;
  for (const Expr* item : *items) {
    auto name = text_of(item);
    if (!name) return std::nullopt;
    out.emplace_back(*name);
  }
  return out;
}

const Expr* keyword_value(const Call* call, std::string_view name) {
  for (const Keyword* keyword : call->keywords) {
    if (keyword->arg == name) return keyword->value;
  }
  return nullptr;
}

class CallReader {
 public:
  CallReader(Declarations& store, ModuleInfo* module, ClassInfo* owner, const DeclarationScope& scope, Name name,
             const Call* call, StoreImpl& impl)
      : store_(store),
        types_(store.types()),
        module_(module),
        owner_(owner),
        scope_(scope),
        name_(name),
        call_(call),
        impl_(impl) {}

  ClassInfo* read() {
    Declaration* callee = store_.resolve(call_->func, scope_);
    if (callee == nullptr) return nullptr;
    if (is_declared_as(callee, "typing", "NewType")) return new_type();
    if (is_declared_as(callee, "typing", "NamedTuple")) return named_tuple();
    if (is_declared_as(callee, "collections", "namedtuple")) return plain_named_tuple();
    if (special_form(callee) == SpecialForm::kTypedDict) return typed_dict();
    if (auto* cls = callee->as<ClassInfo>(); cls != nullptr && cls->is(ClassFlag::kEnum)) return enumeration(cls);
    return nullptr;
  }

 private:
  ClassInfo* make() {
    Name name = name_;
    if (!name) {
      auto text = call_->args.empty() ? std::nullopt : text_of(call_->args[0]);
      name = Name::intern(text ? *text : "<class>");
    }
    ClassInfo* cls = impl_.make(impl_.classes, name, module_, call_->span);
    cls->owner = owner_;
    cls->call = call_;
    cls->scope = scope_;
    cls->qualified_name = owner_ != nullptr ? Name::dotted(owner_->qualified_name, name) : name;
    return cls;
  }

  std::vector<const Type*> instance_of(ClassInfo* base) {
    if (base == nullptr) return {};
    std::vector<const Type*> args(base->type_params().size(), types_.unknown());
    return {types_.instance(base, args)};
  }

  ClassInfo* new_type() {
    if (call_->args.size() != 2) return nullptr;
    ClassInfo* cls = make();
    const Type* base = store_.type_of_annotation(call_->args[1], scope_);
    std::vector<const Type*> bases;
    uint32_t flags = bit(ClassFlag::kNewType);
    if (base->as<InstanceType>() != nullptr) {
      bases.push_back(base);
    } else if (const auto* tuple = base->as<TupleType>()) {
      const Type* element = tuple->items.empty() ? types_.never() : types_.union_of(tuple->items);
      bases.push_back(store_.builtin_instance("tuple", {&element, 1}));
      if (bases[0]->kind != TypeKind::kInstance) bases.clear();
    }
    if (bases.empty()) {
      bases = instance_of(store_.builtin_class("object"));
      flags |= bit(ClassFlag::kUnknownBase);
    }
    Synthesis synthesis(cls);
    synthesis.finish_header(bases, flags);
    synthesis.set_new_type(base);
    std::vector<Param> params{{Name::intern("self"), ParamKind::kPositionalOnly, false, types_.self_type(cls)},
                              {Name::intern("item"), ParamKind::kPositionalOnly, false, base}};
    synthesis.add_function("__init__", params, types_.none());
    return cls;
  }

  ClassInfo* finish_tuple(ClassInfo* cls, const std::vector<std::pair<std::string, const Type*>>& fields,
                          size_t defaults) {
    Synthesis synthesis(cls);
    ClassInfo* base = store_.stub_class("typing", "NamedTuple");
    synthesis.finish_header(instance_of(base), bit(ClassFlag::kNamedTuple));
    std::vector<VariableInfo*> variables;
    for (const auto& [name, type] : fields) variables.push_back(synthesis.add_variable(name, type, false));
    synthesis.set_tuple_fields(std::move(variables), defaults);
    return cls;
  }

  // A class of which only the name is known.
  ClassInfo* opaque(ClassInfo* base, uint32_t flags) {
    ClassInfo* cls = make();
    Synthesis(cls).finish_header(instance_of(base), flags | bit(ClassFlag::kUnknownBase));
    return cls;
  }

  ClassInfo* named_tuple() {
    if (call_->args.size() < 2) return nullptr;
    auto items = items_of_display(call_->args[1]);
    if (!items) return opaque(store_.builtin_class("tuple"), 0);
    ClassInfo* cls = make();
    std::vector<std::pair<std::string, const Type*>> fields;
    for (const Expr* item : *items) {
      auto pair = items_of_display(item);
      auto name = pair && pair->size() == 2 ? text_of((*pair)[0]) : std::nullopt;
      if (!name) continue;
      fields.emplace_back(*name, store_.type_of_annotation((*pair)[1], scope_));
    }
    return finish_tuple(cls, fields, 0);
  }

  ClassInfo* plain_named_tuple() {
    if (call_->args.size() < 2) return nullptr;
    auto names = field_names(call_->args[1]);
    if (!names || keyword_value(call_, "rename") != nullptr) return opaque(store_.builtin_class("tuple"), 0);
    size_t defaults = 0;
    if (const Expr* given = keyword_value(call_, "defaults")) {
      auto items = items_of_display(given);
      // How many there are is not known: then any may be left out.
      defaults = items ? items->size() : names->size();
    }
    std::vector<std::pair<std::string, const Type*>> fields;
    for (std::string& name : *names) fields.emplace_back(std::move(name), types_.any());
    return finish_tuple(make(), fields, defaults);
  }

  ClassInfo* typed_dict() {
    if (call_->args.size() < 2) return nullptr;
    const auto* dict = as<Dict>(call_->args[1]);
    ClassInfo* base = store_.stub_class("typing", "_TypedDict");
    if (dict == nullptr) return opaque(base, bit(ClassFlag::kTypedDict));
    ClassInfo* cls = make();
    const auto* total = as<Constant>(keyword_value(call_, "total"));
    bool is_total = total == nullptr || total->value.kind != ConstantKind::kFalse;
    Synthesis synthesis(cls);
    synthesis.finish_header(instance_of(base), bit(ClassFlag::kTypedDict) | (is_total ? bit(ClassFlag::kTotal) : 0));
    for (size_t i = 0; i < dict->keys.size(); ++i) {
      auto key = text_of(dict->keys[i]);
      if (!key) continue;
      QualifiedType type = store_.qualified_annotation(dict->values[i], scope_);
      VariableInfo* variable = synthesis.add_variable(*key, type.type != nullptr ? type.type : types_.unknown(), false);
      variable->is_required = type.is_required || (is_total && !type.is_not_required);
      variable->is_read_only = type.is_read_only;
    }
    return cls;
  }

  ClassInfo* enumeration(ClassInfo* base) {
    // Color("red") looks a member up; Color("Shade", "A B") makes a class, but only of a class without members.
    if (call_->args.size() < 2 || !base->enum_members().empty()) return nullptr;
    const Expr* listed = call_->args[1];
    std::vector<std::pair<std::string, const Expr*>> members;
    if (const auto* dict = as<Dict>(listed)) {
      for (size_t i = 0; i < dict->keys.size(); ++i) {
        if (auto key = text_of(dict->keys[i])) members.emplace_back(*key, dict->values[i]);
      }
    } else if (auto names = field_names(listed)) {
      for (std::string& name : *names) members.emplace_back(std::move(name), nullptr);
    } else if (auto items = items_of_display(listed)) {
      for (const Expr* item : *items) {
        auto pair = items_of_display(item);
        auto name = pair && pair->size() == 2 ? text_of((*pair)[0]) : std::nullopt;
        if (!name) return opaque(base, 0);
        members.emplace_back(*name, (*pair)[1]);
      }
    } else {
      return opaque(base, 0);
    }
    ClassInfo* cls = make();
    Synthesis synthesis(cls);
    synthesis.finish_header(instance_of(base), 0);
    for (auto& [name, value] : members) synthesis.mark_enum_member(synthesis.add_variable(name, nullptr, true), value);
    return cls;
  }

  Declarations& store_;
  TypeContext& types_;
  ModuleInfo* module_;
  ClassInfo* owner_;
  const DeclarationScope& scope_;
  Name name_;
  const Call* call_;
  StoreImpl& impl_;
};

}  // namespace

ClassInfo* DeclarationBuilder::class_from_call(Declarations& store, ModuleInfo* module, ClassInfo* owner,
                                               const DeclarationScope& scope, Name name, const Call* call) {
  return CallReader(store, module, owner, scope, name, call, *store.impl_).read();
}

}  // namespace krait::types
