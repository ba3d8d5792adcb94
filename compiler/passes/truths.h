// What `a or not b` gives where a bool is wanted: each of its ways tests and converts what it brings, so that a way that has a bool, or knows
// that it has one, does neither, and no object is made or counted where the ways meet.
//
//   b1: jump b3(convert %x)                          b1: jump b3(%x)
//   b2: jump b3(%o)                                  b2: check <bool> %o
//   b3(%p: obj):                               =>        jump b3(convert %o)
//     check <bool> %p                                b3(%q: bool):
//     %q: bool = convert %p
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void test_truths_early(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
