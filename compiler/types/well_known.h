// The classes of the standard library that the language itself speaks of.
#pragma once

#include <array>

#include "types/declarations.h"
#include "types/type.h"

namespace krait::types {

enum class Known : uint8_t {
  kObject, kType, kInt, kFloat, kComplex, kBool, kStr, kBytes, kBytearray, kMemoryview,
  kList, kDict, kSet, kFrozenset, kTuple, kRange, kSlice, kProperty, kSuper,
  kBaseException, kException, kEnumerate, kZip, kEllipsis,
  kFunction, kModuleType, kNoneType, kNotImplemented,
  kIterable, kIterator, kGenerator, kAsyncIterable, kAsyncIterator, kAsyncGenerator, kCoroutine, kAwaitable,
  kMapping, kSequence, kAbstractSet, kTemplate, kBaseExceptionGroup, kExceptionGroup,
  kCount
};

class WellKnown {
 public:
  WellKnown(TypeContext& types, Declarations* declarations) : types_(types), declarations_(declarations) {}

  // Null where there are no stubs.
  ClassInfo* cls(Known which);
  // An instance of it; missing arguments are Unknown. Unknown where there are no stubs.
  const Type* type(Known which, std::initializer_list<const Type*> args = {});
  bool is(const Type* type, Known which) {
    const auto* i = type->as<InstanceType>();
    return i != nullptr && i->cls == cls(which);
  }
  bool is(const ClassInfo* info, Known which) { return info != nullptr && info == cls(which); }

 private:
  static constexpr size_t kCount = static_cast<size_t>(Known::kCount);
  TypeContext& types_;
  Declarations* declarations_;
  std::array<ClassInfo*, kCount> classes_{};
  std::array<const Type*, kCount> plain_{};
  std::array<bool, kCount> looked_{};
};

}  // namespace krait::types
