// Slices of strings that are only compared (`text[i:i + 2] == "/*"`, `word == word[::-1]`): the comparison looks at the string itself.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void compare_in_place(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
