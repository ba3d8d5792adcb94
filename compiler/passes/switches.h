// A chain of tests of one machine integer against constants (`if op == PUSH: ... elif op == ADD: ...`, characters among them) becomes one switch.
//
//   b0: %c = i64.eq %x, 0                         b0: switch %x -> b1, b2, b3, ..., bn
//     branch %c ? b1 : b4
//   b4: %d = i64.eq %x, 1                    =>
//     branch %d ? b2 : b5
//   ...
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void find_switches(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
