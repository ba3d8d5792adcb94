// Characters of strings that are only looked at need no objects: what `s[i]` gives becomes a tag that holds the code of the character
// (runtime/char.h), and comparisons with constants, memberships and predicates ask that.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void keep_characters(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
