// A number that a fast version of a loop reads from a field, only to compute what it soon tests as a result, needs no test of its own:
// what is no float reads as a NaN, sums and products of NaNs are NaNs, and the later test leaves by the same edge with nothing done.
//
//   %x = field.known .x %p raises -> exit            %x = field.float .x %p
//   %v = field.known .v %p raises -> exit     =>     %v = field.float .v %p
//   %y = f64.add %x, %v                              %y = f64.add %x, %v
//   field.replace .x %p, %y raises -> exit           field.replace .x %p, %y raises -> exit
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void read_floats(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
