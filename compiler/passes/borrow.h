// Loops over lists that nothing in the loop can change, or see changed, need not hold the items. In the fast version of a loop
//
//   b5(%i, %b):                                     b4: loop.enter; ...                 in front, once: the item that the
//     %size = list.size %l                            branch %some ? b6 : b9(%b)        variable had so far goes
//     branch %some ? b6 : b9(%b)                    b6: %first = list.load ...; keep %b
//   b6:                                               (list and item are asked for again: who knows what that has done)
//     %item = list.load %l, %items, %i       =>     b7(%i):
//     keep %b                                         %item = list.load %l, %items, %i
//     ...                                             ...
//     jump b5(%next, %item)                           branch %more ? b7(%next) : b9(%item)
//
// the item is borrowed from the list: nothing in a round runs Python, releases anything, or writes lists. The test stands at the end of a
// round, and what it asks of the list in front of the loop. Loops that count and take the item by the count are such, too: they stop where the
// list does, and what is left of the count goes on in the general version.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void borrow_items(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
