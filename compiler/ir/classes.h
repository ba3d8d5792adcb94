// Questions about the native classes of a program.
#pragma once

#include "ir/ir.h"

namespace krait::ir {

// Whether `cls` is `base` or derives from it.
inline bool derives(const Program& program, ClassId cls, ClassId base) {
  while (cls && cls != base) cls = program.classes[cls.index].base;
  return cls.valid();
}

// Whether the list of weak references stands behind the class's own fields (3.11).
inline bool adds_weakrefs(const Program& program, const Class& cls) {
  return !cls.weakless && (!cls.base || program.classes[cls.base.index].weakless);
}

// Whether instances of the class, or of one derived from it, have no dict.
inline bool may_be_dictless(const Program& program, const Class& cls) {
  if (cls.dictless) return true;
  for (ClassId derived : cls.subclasses)
    if (may_be_dictless(program, program.classes[derived.index])) return true;
  return false;
}

// A field, its own or of a base, as the machine number that it mostly is.
struct NumberField {
  ClassId cls;  // that has the field
  uint32_t index = 0;
  Type type;
};

// All fields of a class with few of them, which are numbers, and whose instances do not show when they go: nothing but memory goes with one. Empty of any other.
inline std::vector<NumberField> number_fields(const Program& program, ClassId cls) {
  constexpr size_t kMostFields = 8;
  std::vector<NumberField> found;
  for (; cls; cls = program.classes[cls.index].base) {
    const Class& info = program.classes[cls.index];
    if (info.observed) return {};
    for (uint32_t i = 0; i < info.fields.size(); ++i) {
      Repr repr = info.fields[i].type.repr;
      if (repr != Repr::Num && repr != Repr::Tag) return {};
      found.push_back({cls, i, repr == Repr::Num ? kF64 : kI64});
    }
  }
  return found.size() <= kMostFields ? found : std::vector<NumberField>{};
}

}  // namespace krait::ir
