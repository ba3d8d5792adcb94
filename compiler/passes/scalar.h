// Instances of native classes that nobody sees on the usual path are not made there: their fields are values of the function. Where a
// rare block needs one, it is made at the start of that block (or on the edge to it), with the fields as they then are.
//
// An instance qualifies when all that is done with it outside of rare blocks is to set and read its fields and to ask for its class.
// Classes whose instances show when they go (ir::Class::observed) stay as they are.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void scalarize(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
