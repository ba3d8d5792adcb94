// Fast versions of loops. A nest of loops is copied without its cold blocks; in the copy, ints that are claimed are machine integers, claimed
// floats doubles, and items of claimed lists are read and written in place. Each such form tests what it assumes. Where a test
// fails, control leaves for the general version, which does the operation again from the last point before which
// everything had its effects, with every variable boxed again. The general version never comes back.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void speculate(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
