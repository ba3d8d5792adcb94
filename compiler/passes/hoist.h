// Loop-invariant code motion: what gives the same in every round moves in front of the loop. Exits that move take the edge of the
// loop.enter there; only those move that every round would meet.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void hoist(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
