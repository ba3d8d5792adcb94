// From claimed types to representations and run-time checks.
#include <optional>

#include "lower/module_lowering.h"
#include "types/declarations.h"
#include "types/native_numbers.h"

namespace krait::lower {

namespace {

using types::Type;
using types::TypeKind;

std::string_view builtin_name(const types::ClassInfo* cls) {
  if (cls == nullptr || cls->module == nullptr || cls->module->name.text() != "builtins") return {};
  return cls->name.text();
}

const Type* widened(const Type* type) {
  if (const auto* literal = type->as<types::LiteralType>()) return literal->base;
  return type;
}

}  // namespace

std::optional<ir::Repr> ModuleLowering::machine_number(const types::ClassInfo* cls) {
  std::optional<types::NativeNumber> number = types::native_number(cls);
  if (!number) return std::nullopt;
  switch (*number) {
    case types::NativeNumber::kI8: return ir::Repr::I8;
    case types::NativeNumber::kI16: return ir::Repr::I16;
    case types::NativeNumber::kI32: return ir::Repr::I32;
    case types::NativeNumber::kI64: return ir::Repr::I64;
    case types::NativeNumber::kU8: return ir::Repr::U8;
    case types::NativeNumber::kU16: return ir::Repr::U16;
    case types::NativeNumber::kU32: return ir::Repr::U32;
    case types::NativeNumber::kU64: return ir::Repr::U64;
    case types::NativeNumber::kF32: return ir::Repr::F32;
    case types::NativeNumber::kF64: return ir::Repr::F64;
  }
  return std::nullopt;
}

bool ModuleLowering::is_bool(const Type* type) const {
  const auto* instance = type != nullptr ? widened(type)->as<types::InstanceType>() : nullptr;
  return instance != nullptr && builtin_name(instance->cls) == "bool";
}

ir::Type ModuleLowering::representation(const Type* type) const {
  if (type == nullptr) return ir::kObj;
  type = widened(type);
  if (const auto* instance = type->as<types::InstanceType>()) {
    std::string_view name = builtin_name(instance->cls);
    if (name == "int") return ir::kTag;
    if (name == "float") return ir::kNum;
    if (std::optional<ir::Repr> repr = machine_number(instance->cls)) return {*repr, 0};
  }
  if (const auto* join = type->as<types::UnionType>()) {
    // int | bool literals and the like: one representation for all, or none.
    ir::Type common = ir::kVoid;
    for (const Type* item : join->items) {
      ir::Type here = representation(item);
      // Native numbers among others are plain ones.
      if (ir::is_machine_int(here.repr)) here = ir::kTag;
      if (here.repr == ir::Repr::F64 || here.repr == ir::Repr::F32) here = ir::kNum;
      if (common.repr != ir::Repr::Void && common != here) return ir::kObj;
      common = here;
    }
    if (common == ir::kTag || common == ir::kNum) return common;
  }
  return ir::kObj;
}

}  // namespace krait::lower
