// Calls of small native functions become the function's body. The pass looks at one caller; callees are taken as they are in the program
// at that moment, before references are placed.
//
// A body is taken whole, cold blocks included, where it makes no native call itself, is no loop's worth of work, and shows no frame to
// anybody on its usual path. Its instructions carry the callee's code (Inst::code), so that tracebacks are as before: what
// leaves the body passes a landing that adds the caller's own entry.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void inline_calls(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
