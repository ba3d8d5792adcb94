// What a declared type asks of a value at run time (docs/architecture.md, Declared types). 0 where it asks nothing: what is not
// tested here is guarded where it is used.
#include <algorithm>
#include <string>

#include "lower/module_lowering.h"
#include "lower/parameters.h"
#include "types/declarations.h"
#include "types/native_numbers.h"

namespace krait::lower {

namespace {

using types::ClassFlag;
using types::ClassInfo;
using types::Type;
using types::TypeKind;
using Kind = ir::Check::Kind;

struct BuiltinCheck {
  std::string_view name;
  Kind kind;
};
constexpr BuiltinCheck kBuiltins[] = {
    {"int", Kind::Int},        {"float", Kind::Float},         {"complex", Kind::Complex}, {"bool", Kind::Bool},
    {"str", Kind::Str},        {"bytes", Kind::Bytes},         {"list", Kind::List},       {"dict", Kind::Dict},
    {"set", Kind::Set},        {"frozenset", Kind::FrozenSet}, {"tuple", Kind::Tuple},     {"range", Kind::Range},
    {"type", Kind::Type},      {"bytearray", Kind::ByteArray}, {"object", Kind::Any},      {"function", Kind::Any},
    {"ellipsis", Kind::Any},
};

// Modules whose classes say in stubs what is something else, or nothing, at run time, or which are structural.
bool is_typing(std::string_view module) {
  for (std::string_view each : {"typing", "typing_extensions", "collections.abc", "_collections_abc", "_typeshed", "types", "mypy_extensions"})
    if (module == each) return true;
  return module.starts_with("_typeshed.");
}
bool is_plain_in_types(std::string_view name) {
  return name == "ModuleType" || name == "TracebackType" || name == "SimpleNamespace" || name == "MappingProxyType";
}

// The methods that the protocol and the protocols it extends ask for, in order, each followed by a space.
std::string protocol_methods(ClassInfo* cls) {
  std::vector<Name> names;
  for (const types::InstanceType* base : cls->mro()) {
    if (!base->cls->is(ClassFlag::kProtocol) || base->cls->module == nullptr || is_typing(base->cls->module->name.text())) continue;
    for (types::Declaration* member : base->cls->own_members()) {
      const auto* function = member->as<types::FunctionInfo>();
      if (function == nullptr || function->is_property || std::find(names.begin(), names.end(), function->name) != names.end()) continue;
      names.push_back(function->name);
    }
  }
  std::string text;
  for (Name name : names) text += name.str() + " ";
  return text;
}

}  // namespace

uint32_t ModuleLowering::check_for(const Type* type) {
  if (type == nullptr) return 0;
  ir::Check check;
  switch (type->kind) {
    case TypeKind::kNone:
      check.kind = Kind::None;
      check.description = "None";
      break;
    case TypeKind::kInstance:
      if (!types::is_vec(type->as<types::InstanceType>()->cls)) return check_for_class(type->as<types::InstanceType>()->cls);
      check.kind = Kind::Vec;
      check.description = "vec";
      if (std::optional<ir::Type> item = vec_item(type)) {
        check.vec_item = item->repr;
        check.description = types::to_string(type);
      }
      break;
    case TypeKind::kSelf: return check_for_class(type->as<types::SelfType>()->cls);
    case TypeKind::kTypeVar: return check_for_type_var(*type->as<types::TypeVarType>()->decl);
    // The underlying type: values are what types mean, not what they test.
    case TypeKind::kLiteral: return check_for(type->as<types::LiteralType>()->base);
    case TypeKind::kCallable:
    case TypeKind::kOverloaded:
      check.kind = Kind::Callable;
      check.description = "callable";
      break;
    case TypeKind::kTypeObject: {
      check.kind = Kind::Type;
      check.description = "type";
      uint32_t of = check_for(type->as<types::TypeObjectType>()->instance);
      Kind kind = program_.checks[of].kind;
      if (kind == Kind::Class || kind == Kind::Named) {
        check.items.push_back(of);
        check.description = "type[" + program_.checks[of].description + "]";
      }
      break;
    }
    case TypeKind::kTuple: {
      const auto* tuple = type->as<types::TupleType>();
      check.kind = Kind::Tuple;
      check.description = "tuple";
      if (!tuple->fixed() || tuple->items.empty()) break;
      check.description = "tuple[";
      for (const Type* item : tuple->items) {
        uint32_t of = check_for(item);
        check.description += (check.items.empty() ? "" : ", ") + (of == 0 ? std::string("object") : program_.checks[of].description);
        check.items.push_back(of);
      }
      check.description += "]";
      break;
    }
    case TypeKind::kUnion: {
      std::vector<uint32_t> items;
      for (const Type* item : type->as<types::UnionType>()->items) items.push_back(check_for(item));
      return union_check(items);
    }
    default: return 0;
  }
  return program_.intern_check(check);
}

uint32_t ModuleLowering::declared_check_for(const Type* type) {
  uint32_t check = check_for(type);
  return options().check_declared || program_.checks[check].machine != ir::Repr::Void ? check : 0;
}

// One of several; nothing where one of them asks for nothing. None comes last in messages, as people write it.
uint32_t ModuleLowering::union_check(const std::vector<uint32_t>& items) {
  ir::Check check;
  check.kind = Kind::Union;
  for (uint32_t item : items) {
    if (item == 0) return 0;
    if (std::find(check.items.begin(), check.items.end(), item) == check.items.end()) check.items.push_back(item);
  }
  std::stable_partition(check.items.begin(), check.items.end(), [&](uint32_t item) { return program_.checks[item].kind != Kind::None; });
  if (check.items.size() == 1) return check.items[0];
  for (uint32_t item : check.items) check.description += (check.description.empty() ? "" : " or ") + program_.checks[item].description;
  return program_.intern_check(check);
}

uint32_t ModuleLowering::check_for_class(ClassInfo* cls) {
  if (cls == nullptr || cls->module == nullptr) return 0;
  std::string_view module = cls->module->name.text();
  ir::Check check;
  if (std::optional<ir::Repr> machine = machine_number(cls)) {
    // The conversion that follows tests the range.
    check.kind = *machine == ir::Repr::F64 || *machine == ir::Repr::F32 ? Kind::Float : Kind::Int;
    check.machine = *machine;
    check.description = cls->name.str();
    return program_.intern_check(check);
  }
  if (cls->is(ClassFlag::kNewType)) return check_for(cls->new_type_base());
  if (cls->is(ClassFlag::kTypedDict)) {
    check.kind = Kind::Dict;
    check.description = "dict";
    return program_.intern_check(check);
  }
  if (module == "builtins") {
    for (const BuiltinCheck& each : kBuiltins) {
      if (each.name != cls->name.text()) continue;
      check.kind = each.kind;
      check.description = each.name;
      return check.kind == Kind::Any ? 0 : program_.intern_check(check);
    }
  }
  if (is_typing(module) && !(module == "types" && is_plain_in_types(cls->name.text()))) return 0;
  if (cls->is(ClassFlag::kTypeCheckOnly) || cls->is(ClassFlag::kInFunction)) return 0;
  // A module that runs as a script has another name than the one it is analysed by.
  check.module = cls->module->tree == &tree() ? this->module().name : module;
  check.name = cls->qualified_name ? cls->qualified_name.str() : cls->name.str();
  check.description = module == "builtins" ? check.name : check.module + "." + check.name;
  if (cls->is(ClassFlag::kProtocol)) {
    if (cls->module->is_stub) return 0;
    check.kind = Kind::Protocol;
    check.name = protocol_methods(cls);
    if (check.name.empty()) return 0;
    return program_.intern_check(check);
  }
  check.cls = classes_.find(cls);
  check.kind = check.cls ? Kind::Class : Kind::Named;
  return program_.intern_check(check);
}

uint32_t ModuleLowering::check_for_type_var(const types::TypeVarDecl& decl) {
  if (decl.kind != TypeKind::kTypeVar) return 0;
  if (decl.values.empty()) return check_for(decl.bound);
  std::vector<uint32_t> items;
  for (const Type* value : decl.values) items.push_back(check_for(value));
  return union_check(items);
}

uint32_t ModuleLowering::field_check(const types::FieldInfo& field) {
  uint32_t check = field.declared ? declared_check_for(field.type) : 0;
  return field.none_too ? or_none(check) : check;
}

uint32_t ModuleLowering::or_none(uint32_t check) {
  if (check == 0 || program_.checks[check].machine != ir::Repr::Void) return check;
  ir::Check none;
  none.kind = Kind::None;
  none.description = "None";
  std::vector<uint32_t> items{check};
  if (program_.checks[check].kind == Kind::Union) items = program_.checks[check].items;
  items.push_back(program_.intern_check(none));
  return union_check(items);
}

bool ModuleLowering::implies(uint32_t given, uint32_t wanted) const { return ir::implies(program_, given, wanted); }

uint32_t ModuleLowering::collected_check(uint32_t item, bool keywords) {
  if (item == 0) return 0;
  ir::Check check;
  check.kind = keywords ? Kind::EachValue : Kind::EachItem;
  check.description = program_.checks[item].description;
  check.items.push_back(item);
  return program_.intern_check(check);
}

bool ModuleLowering::is_operator_method(const syntax::Stmt* def) {
  const auto* method = syntax::as<syntax::FunctionDef>(def);
  if (method == nullptr || method->args->posonlyargs.size() + method->args->args.size() != 2) return false;
  std::string_view name = method->name.text();
  if (!name.starts_with("__") || !name.ends_with("__") || name.size() <= 4) return false;
  name = name.substr(2, name.size() - 4);
  for (std::string_view plain : {"lt", "le", "eq", "ne", "gt", "ge"})
    if (name == plain) return true;
  for (std::string_view base : {"add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "or", "xor"})
    if (name == base || (name.size() == base.size() + 1 && name.ends_with(base) && (name[0] == 'r' || name[0] == 'i'))) return true;
  return false;
}

uint32_t ModuleLowering::operand_test(uint32_t check) {
  if (program_.checks[check].machine == ir::Repr::Void) return check;
  ir::Check plain;
  plain.kind = program_.checks[check].kind;
  plain.description = plain.kind == Kind::Int ? "int" : "float";
  return program_.intern_check(plain);
}

uint32_t ModuleLowering::parameter_check(const syntax::Stmt* def, const syntax::Arg* arg, ir::ParamKind kind, Name private_class) {
  if (arg->annotation == nullptr || def == nullptr || analysis() == nullptr) return 0;
  types::SymbolType symbol = analysis()->symbol(def, program::mangle(private_class, arg->arg));
  if (!symbol.declared) return 0;
  if (kind == ir::ParamKind::VarArgs) {
    const auto* tuple = symbol.type->as<types::TupleType>();
    return tuple != nullptr && tuple->items.size() == 1 ? collected_check(declared_check_for(tuple->items[0]), false) : 0;
  }
  if (kind == ir::ParamKind::VarKeywords) {
    const auto* dict = symbol.type->as<types::InstanceType>();
    return dict != nullptr && dict->args.size() == 2 ? collected_check(declared_check_for(dict->args[1]), true) : 0;
  }
  uint32_t check = declared_check_for(symbol.type);
  if (types::defaults_to_none(arguments_of(def), arg)) check = or_none(check);
  return check != 0 && ir::check_runs_python(program_, check) && is_operator_method(def) ? 0 : check;
}

}  // namespace krait::lower
