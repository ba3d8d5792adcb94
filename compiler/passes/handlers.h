// Handlers that do not look at their exception.
//
// The general form takes the error as an exception object, with its traceback, and makes it the handled one while the body runs:
//
//   b9(...): cold                                   b9(...):
//     %e = exc.catch                                  %q = exc.pending 0 "ValueError"
//     %p = exc.push %e                                branch %q ? b20 : b21
//     %c = global.load "ValueError"                 b20:
//     %m = exc.match %e, %c              ==>          %x = exc.take
//     branch %m ? b10 : b11                           %n = tag.iadd %total, 1
//   b10: cold                                         keep %x
//     %n = tag.iadd %total, 1                         jump b4(%n)
//     exc.pop %p                                    b21: cold
//     jump b4(%n)                                     %e = exc.catch ...
//
// Where nothing between the match and exc.pop can run Python or raise (but for want of memory), nobody can see that there is no handled
// exception, and the error goes as it is: most often a class and its arguments, of which no object was ever made. Attributes of the exception that
// its `__init__` got as arguments are read from these (exc.pending_field). What the body takes for granted of ints is tested before the error is
// taken; whatever does not hold leaves it to the general form, with nothing done. What the exception holds goes where the handler ends.
//
// The new blocks are not cold: fast versions of loops (passes/speculate.h) have them, too.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void handle_unseen(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
