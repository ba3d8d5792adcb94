// Reference counts, inserted last.
//
// A counted value is owned by its definition and consumed once on each path: moved where its last use steals it,
// released after its last use otherwise. What is borrowed is used without counting as long as its owner lives and, when
// it was read from the heap, as long as nothing may have written the heap or run Python; else a reference is taken at
// its definition.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void insert_references(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
