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

}  // namespace krait::ir
