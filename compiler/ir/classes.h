// Questions about the native classes of a program.
#pragma once

#include "ir/ir.h"

namespace krait::ir {

// Whether `cls` is `base` or derives from it.
inline bool derives(const Program& program, ClassId cls, ClassId base) {
  while (cls && cls != base) cls = program.classes[cls.index].base;
  return cls.valid();
}

}  // namespace krait::ir
