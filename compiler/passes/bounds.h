// Where a fast version of a loop counts up and looks at items by what it counts, the test of each index is made once, in front: the loop
// ends where its count or the shortest of the lists does, whichever comes first, and what is left goes on in the general version.
//
//   front: jump header(%s)                      front: %m = index.limit %n, %s, %size
//                                                      jump header(%s)
//   header(%i): %c = i64.lt %i, %n        =>    header(%i): %c = i64.lt %i, %m
//     branch likely %c ? body : done              branch likely %c ? body : left
//   body:                                       body:
//     %k = index.exit %i, %size raises -> exit    ... %i in place of %k
//                                               left: %d = i64.lt %i, %n
//                                                 branch unlikely %d ? exit : done
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void bound_indices(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
