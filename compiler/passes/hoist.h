// Loop-invariant code motion: what gives the same in every round moves in front of the loop. Exits that move take the edge of the
// loop.enter there; only those move that every round would meet. The loop.enter stays for bounds and signs, which takes it away.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void hoist(ir::Program& program, ir::Function& function);
// Of that, only branches at the start of a round that go the same way in each; whether there was one.
bool test_in_front(ir::Program& program, ir::Function& function);
// Whether the function has loops that guards may leave: fast versions.
bool enters_loops(const ir::Function& function);

}  // namespace krait::passes
