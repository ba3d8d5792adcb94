// Removes dead blocks and unused values; folds conversions that undo each other and branches whose outcome is known;
// joins blocks that follow each other.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

// An instruction whose operands' types rule a failure out keeps no raise edge: what only that edge uses is not live there.
void drop_dead_raise_edges(ir::Program& program, ir::Function& function);

void simplify(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
