// Global value numbering: an instruction that a dominating one has already done, with nothing it reads written since, is that one.
// Guards are instructions like others here.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void reuse(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
