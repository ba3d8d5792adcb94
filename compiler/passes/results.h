// What a native function has tested its results to be needs no test where it comes to. The test of a value that a direct call or the
// late-bound call beside it gives moves to the latter:
//
//   b1: %a = call @f; jump b3(%a)                         b1: %a = call @f; jump b3(%a)
//   b2: cold; %b = py.call; jump b3(%b)             =>    b2: cold; %b = py.call; check <T> %b; jump b3(%b)
//   b3(%x): check <T> %x                                  b3(%x):
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void trust_results(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
