// Tuples that are made only to be looked up (`(x, y) in cells`, `grid[x, y] += 1`, `d.get((i, j))`): the lookup takes the items, and ints among
// these stay ints. A tuple is made by the runtime, where the container keeps it or is of no usual kind. Ints that are boxed only to be looked up in
// what is claimed a dict or a set go to the lookup as they are, likewise.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void look_up_by_parts(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
