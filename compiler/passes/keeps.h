// See the pass table in passes.cpp.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void drop_keeps(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
