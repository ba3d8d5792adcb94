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

}  // namespace

std::optional<ir::Repr> ModuleLowering::machine_number(const types::ClassInfo* cls) {
  std::string_view name = special_name(cls);
  if (name.empty() || cls->module->name == "builtins") return std::nullopt;
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

ir::Type ModuleLowering::representation(const Type* type) const {
  if (type == nullptr) return ir::kObj;
  type = widened(type);
  if (const auto* instance = type->as<types::InstanceType>()) {
    std::string_view name = special_name(instance->cls);
    if (name == "int") return ir::kTag;
    if (name == "float") return ir::kNum;
    if (std::optional<ir::Repr> repr = machine_number(instance->cls)) return {*repr, 0};
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

}  // namespace krait::lower
