// Removes dead blocks and unused values; folds conversions that undo each other and branches whose outcome is known;
// joins blocks that follow each other.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void simplify(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
