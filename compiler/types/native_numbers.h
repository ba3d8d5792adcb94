// The classes that stand for machine numbers: `i64`, `u8`, `f64` and so on of `krait`, those of `mypy_extensions`, and what
// `__static__` calls int64, double, ... (its stub names krait's classes). Their values are plain ints and floats to Python.
#pragma once

#include <cstdint>
#include <optional>

#include "types/declarations.h"

namespace krait::types {

enum class NativeNumber : uint8_t { kI8, kI16, kI32, kI64, kU8, kU16, kU32, kU64, kF32, kF64 };

inline bool is_native_int(NativeNumber number) { return number <= NativeNumber::kU64; }
inline bool is_native_unsigned(NativeNumber number) { return number >= NativeNumber::kU8 && number <= NativeNumber::kU64; }

// Nothing for any other class, null included.
std::optional<NativeNumber> native_number(const ClassInfo* cls);
std::optional<NativeNumber> native_number(const Type* type);

// Those of mypy_extensions are what mypy documents: unsigned arithmetic wraps around, `<<` drops what leaves on the left, an int is converted
// before it is compared, one native integer made of another keeps the low bits. Krait's raise OverflowError instead, and compare as Python does.
bool follows_mypy(const ClassInfo* cls);
bool follows_mypy(const Type* type);

// `vec` of krait, and T of vec[T]: null for any other type.
bool is_vec(const ClassInfo* cls);
const Type* vec_item(const Type* type);

// Whether the number is a value of the type.
bool fits(NativeNumber number, int64_t value);

}  // namespace krait::types
