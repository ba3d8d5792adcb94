// Checks what every pass may rely on: operand representations against the table, one definition before each use on
// every path, edge arguments, terminators.
#pragma once

#include <string>
#include <vector>

#include "ir/ir.h"

namespace krait::ir {

// One sentence a fault, each naming the place; empty when the function is sound.
std::vector<std::string> verify(const Program& program, const Function& function);

// References: on every path, raising paths included, each counted value is released exactly once for each reference
// that is taken, and nothing is used after its last reference went. Only after the refcount pass.
std::vector<std::string> verify_references(const Program& program, const Function& function);

}  // namespace krait::ir
