// Arithmetic on what is claimed to be floats, in one go: computed without tests, counts and ways out for each step, and only what comes
// out is tested. Whatever is no float reads as a NaN (fields without a value, objects), sums and products of NaNs are NaNs, and the
// way back is to do all of it as it was written, in a rare block: nothing has happened yet.
//
//   %0: num = field.get .x %self                     %0: f64 = field.float .x %self
//   %1: num = field.read .x %other                   exit.unless class.instance %other -> b1
//   %2: num = num.mul %0, %1                  =>     %1: f64 = field.float .x %other
//   %3: num = num.add %2, %c                         %2: f64 = f64.mul %0, %1
//   ...                                              %3: f64 = f64.add %2, num.float %c
//                                                    exit.unless f64.eq %3, %3 -> b1
//                                                    jump b2(convert %3)
//                                                  b1: cold; as on the left, then jump b2(%3)
//                                                  b2(%5: num): ...
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void compute_formulas(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
