// Counts kept in dicts (`counts[word] += 1`, `d[x, y] = d.get((x, y), 0) + 1`): one instruction looks the key up once and puts the new int there, or
// says that it has not; then the lookup, the addition and the assignment that were written do it, in a rare block.
// What `d.setdefault(key, [])` would put there is made only where the key is missing.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void count_in_dicts(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
