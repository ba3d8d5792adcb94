// Lists of ints, floats and bools, and lists of such lists, are packed (runtime/packed.h) as long as native code alone sees them.
//
// The values of the program that may be one list make a web: arguments and parameters of blocks, what functions return and what calls of them give, what
// lists of lists hold. A web is packed where
//   each value of it comes from a list made here, on rare ways at most from elsewhere;
//   what is done to it says that its items are ints, floats or bools, or lists of a packed web;
//   no instruction takes it that does not know packed lists, but on rare ways, or behind the last loop that works on it: there it is settled;
//   loops work on it.
// Lists that fields of native classes hold are followed through these; which function reads one first is not known, so nothing may see them but on rare ways.
// Python code that reads such a field settles the list.
//
// What is packed is chosen here and tested where it is used: whatever list comes to an instruction, packed or not, it does what Python does.
//
// A list that a function is given by a direct call may be packed in a copy of the function, which these calls go to: calls from
// elsewhere have ordinary lists.
#pragma once

#include <string>

#include "ir/ir.h"

namespace krait::passes {

// The kind in runtime/packed.h of items that are held so.
int64_t packed_kind(ir::Repr item);

// What is wrong with the function right behind the pass; empty: nothing. An instruction that does not know packed lists takes values that may be packed only
// behind a list.settle of each; what a wrapper gets from a call it settles before it returns it.
std::string unsettled(const ir::Program& program, const ir::Function& function);

// Chooses for the whole program; its second form for one function, by itself.
void pack_lists(ir::Program& program);
void pack_lists(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
