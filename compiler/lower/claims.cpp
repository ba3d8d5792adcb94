#include "lower/claims.h"

#include <algorithm>

#include "types/declarations.h"

namespace krait::lower {

using types::Type;

std::string_view builtin_class(const Type* type) {
  if (type == nullptr) return {};
  if (const auto* literal = type->as<types::LiteralType>()) type = literal->base;
  if (type->as<types::TupleType>() != nullptr) return "tuple";
  const auto* instance = type->as<types::InstanceType>();
  if (instance == nullptr || instance->cls == nullptr || instance->cls->module == nullptr) return {};
  return instance->cls->module->name.text() == "builtins" ? instance->cls->name.text() : std::string_view();
}

int64_t walked_kind(const Type* type) {
  static constexpr std::string_view kKinds[] = {"list", "str", "tuple", "bytes", "bytearray"};
  const auto* found = std::find(std::begin(kKinds), std::end(kKinds), builtin_class(type));
  return found == std::end(kKinds) ? 0 : found - std::begin(kKinds) + 1;
}

bool is_dict(const Type* type) {
  const auto* instance = type != nullptr ? type->as<types::InstanceType>() : nullptr;
  if (instance == nullptr || instance->cls == nullptr || instance->cls->module == nullptr) return false;
  std::string_view module = instance->cls->module->name.text(), name = instance->cls->name.text();
  return module == "builtins" ? name == "dict" : module == "collections" && (name == "defaultdict" || name == "Counter");
}

const Type* dict_value_claim(const Type* type) {
  const auto* instance = is_dict(type) ? type->as<types::InstanceType>() : nullptr;
  return instance != nullptr && instance->args.size() == 2 ? instance->args[1] : nullptr;
}

const Type* item_claim(const Type* type) {
  if (type == nullptr) return nullptr;
  if (const auto* tuple = type->as<types::TupleType>()) {
    for (const Type* item : tuple->items)
      if (item != tuple->items[0]) return nullptr;
    return tuple->items.empty() ? nullptr : tuple->items[0];
  }
  const auto* instance = type->as<types::InstanceType>();
  std::string_view name = builtin_class(type);
  if (is_dict(type)) return instance->args.empty() ? nullptr : instance->args[0];
  if (instance != nullptr && instance->args.size() == 1 && (name == "list" || name == "set" || name == "frozenset" || name == "tuple"))
    return instance->args[0];
  return nullptr;
}

bool destruction_shows(const Type* type) {
  if (type == nullptr) return true;
  if (type->is_none() || type->kind == types::TypeKind::kNever || type->as<types::LiteralType>() != nullptr) return false;
  auto any = [](types::TypeList items) {
    for (const Type* item : items)
      if (destruction_shows(item)) return true;
    return false;
  };
  if (const auto* join = type->as<types::UnionType>()) return any(join->items);
  if (const auto* tuple = type->as<types::TupleType>()) return any(tuple->items);
  std::string_view name = builtin_class(type);
  for (std::string_view plain : {"int", "float", "bool", "str", "bytes", "complex", "range", "slice", "bytearray"})
    if (name == plain) return false;
  for (std::string_view container : {"list", "dict", "set", "frozenset", "tuple"})
    if (name == container) return any(type->as<types::InstanceType>()->args);
  return true;
}

}  // namespace krait::lower
