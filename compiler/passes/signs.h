// Which machine integers are never negative: counts from 0 up, lengths, what is computed from such, and what a branch has told. An index of
// which that is known is not counted from the end (index.exit becomes index.within), and a division by such rounds as C's does.
//
// Found as the greatest set that holds: everything is taken not to be negative until something says that it may be. So a count that goes round a
// loop needs no proof but that of its start and its step. What a loop counts down is an index below the length where the first one is: that is
// tested in front of the loop.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void use_signs(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
