// A small instance that is made on each of the ways that meet is made where they meet, of the fields that each brings (`v + d if up else v - d`):
// so its fields can stay values (passes/scalar.h, passes/carry.h), which follow one instance, not several that become one.
//
// Only where the instances of the ways thereby need not be made, and only of classes whose fields are all numbers: with such an instance nothing but its
// memory goes.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void merge_instances(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
