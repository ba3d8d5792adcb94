// From claimed types to representations and run-time checks.
#include <optional>

#include "lower/module_lowering.h"
#include "types/declarations.h"

namespace krait::lower {

namespace {

using types::Type;
using types::TypeKind;

// The name of a class of `builtins`, or of the native numbers of mypy_extensions and krait; empty for any other class.
std::string_view special_name(const types::ClassInfo* cls) {
  if (cls == nullptr || cls->module == nullptr) return {};
  std::string_view module = cls->module->name.text();
  if (module == "builtins" || module == "mypy_extensions" || module == "krait") return cls->name.text();
  return {};
}

const Type* widened(const Type* type) {
  if (const auto* literal = type->as<types::LiteralType>()) return literal->base;
  return type;
}

std::optional<ir::Repr> machine_number(std::string_view name) {
  if (name == "i64") return ir::Repr::I64;
  if (name == "i32") return ir::Repr::I32;
  if (name == "i16") return ir::Repr::I16;
  if (name == "i8") return ir::Repr::I8;
  if (name == "u64") return ir::Repr::U64;
  if (name == "u32") return ir::Repr::U32;
  if (name == "u16") return ir::Repr::U16;
  if (name == "u8") return ir::Repr::U8;
  if (name == "f64") return ir::Repr::F64;
  if (name == "f32") return ir::Repr::F32;
  return std::nullopt;
}

}  // namespace

ir::Type ModuleLowering::representation(const Type* type) const {
  if (type == nullptr) return ir::kObj;
  type = widened(type);
  if (const auto* instance = type->as<types::InstanceType>()) {
    std::string_view name = special_name(instance->cls);
    if (name == "int") return ir::kTag;
    if (name == "float") return ir::kNum;
    if (name.size() <= 3) {
      if (std::optional<ir::Repr> repr = machine_number(name)) return {*repr, 0};
    }
  }
  if (const auto* join = type->as<types::UnionType>()) {
    // int | bool literals and the like: one representation for all, or none.
    ir::Type common = ir::kVoid;
    for (const Type* item : join->items) {
      ir::Type here = representation(item);
      if (common.repr != ir::Repr::Void && common != here) return ir::kObj;
      common = here;
    }
    if (common == ir::kTag || common == ir::kNum) return common;
  }
  return ir::kObj;
}

uint32_t ModuleLowering::check_for(const Type* type) {
  if (type == nullptr) return 0;
  type = widened(type);
  ir::Check check;
  using Kind = ir::Check::Kind;
  switch (type->kind) {
    case TypeKind::kNone: check.kind = Kind::None; break;
    case TypeKind::kInstance: {
      std::string_view name = special_name(type->as<types::InstanceType>()->cls);
      if (name == "int") check.kind = Kind::Int;
      else if (name == "float") check.kind = Kind::Float;
      else if (name == "complex") check.kind = Kind::Complex;
      else if (name == "bool") check.kind = Kind::Bool;
      else if (name == "str") check.kind = Kind::Str;
      else if (name == "bytes") check.kind = Kind::Bytes;
      else if (name == "bytearray") check.kind = Kind::ByteArray;
      else if (name == "list") check.kind = Kind::List;
      else if (name == "dict") check.kind = Kind::Dict;
      else if (name == "set") check.kind = Kind::Set;
      else if (name == "frozenset") check.kind = Kind::FrozenSet;
      else if (name == "range") check.kind = Kind::Range;
      else return 0;
      check.description = std::string(name);
      break;
    }
    case TypeKind::kTuple: check.kind = Kind::Tuple; break;
    case TypeKind::kUnion: {
      check.kind = Kind::Union;
      for (const Type* item : type->as<types::UnionType>()->items) {
        uint32_t alternative = check_for(item);
        if (alternative == 0) return 0;
        check.items.push_back(alternative);
      }
      for (uint32_t item : check.items) {
        if (!check.description.empty()) check.description += " or ";
        check.description += program_.checks[item].description;
      }
      return program_.intern_check(check);
    }
    default: return 0;
  }
  if (check.kind == Kind::None) check.description = "None";
  if (check.kind == Kind::Tuple) check.description = "tuple";
  return program_.intern_check(check);
}

}  // namespace krait::lower
