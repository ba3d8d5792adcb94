// Makes one instruction of a guarded field access and its general form, late, when no pass wants to see the two apart:
//
//   b0: %c = class.instance @C %o; branch %c ? b1 : b2          b0: %x = field.read @C .f %o
//   b1: %v = field.get @C .f %o; jump b3(%v)              =>        jump b3(%x)
//   b2: %w = py.getattr %o, "f"; jump b3(%w)
//
// and field.set with py.setattr likewise; what adds a constant to an int that a field holds (field.bump); and calls that box their arguments out of line, in blocks that run rarely. The C is a fraction of the size, and so is the time to compile it.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void fuse(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
