#include "types/native_numbers.h"

#include <limits>
#include <string_view>

namespace krait::types {

namespace {

const ClassInfo* class_of(const Type* type) {
  const auto* instance = type == nullptr ? nullptr : type->as<InstanceType>();
  return instance == nullptr ? nullptr : instance->cls;
}

}  // namespace

std::optional<NativeNumber> native_number(const ClassInfo* cls) {
  if (cls == nullptr || cls->module == nullptr || !cls->module->is_stub) return std::nullopt;
  std::string_view module = cls->module->name.text();
  if (module != "mypy_extensions" && module != "krait") return std::nullopt;
  static constexpr std::string_view kNames[] = {"i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64"};
  std::string_view name = cls->name.text();
  for (size_t i = 0; i < std::size(kNames); ++i)
    if (name == kNames[i]) return static_cast<NativeNumber>(i);
  return std::nullopt;
}

std::optional<NativeNumber> native_number(const Type* type) { return native_number(class_of(type)); }

bool follows_mypy(const ClassInfo* cls) { return native_number(cls) && cls->module->name.text() == "mypy_extensions"; }
bool follows_mypy(const Type* type) { return follows_mypy(class_of(type)); }

bool is_vec(const ClassInfo* cls) {
  return cls != nullptr && cls->module != nullptr && cls->module->is_stub && cls->name.text() == "vec" && cls->module->name.text() == "krait";
}

const Type* vec_item(const Type* type) {
  const auto* instance = type == nullptr ? nullptr : type->as<InstanceType>();
  return instance != nullptr && is_vec(instance->cls) && instance->args.size() == 1 ? instance->args[0] : nullptr;
}

bool fits(NativeNumber number, int64_t value) {
  auto within = [&](auto zero) {
    using T = decltype(zero);
    return value >= int64_t{std::numeric_limits<T>::min()} && value <= int64_t{std::numeric_limits<T>::max()};
  };
  switch (number) {
    case NativeNumber::kI8: return within(int8_t{});
    case NativeNumber::kI16: return within(int16_t{});
    case NativeNumber::kI32: return within(int32_t{});
    case NativeNumber::kU8: return within(uint8_t{});
    case NativeNumber::kU16: return within(uint16_t{});
    case NativeNumber::kU32: return within(uint32_t{});
    case NativeNumber::kU64: return value >= 0;
    default: return true;
  }
}

}  // namespace krait::types
