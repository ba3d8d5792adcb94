// A number that only rare blocks want as an object, or as a tag, is made one there:
//
//   b3: %n = convert %i                    b3: vec.store %items, %i raises -> b9
//       vec.store %items, %i raises -> b9      ...
//       ...                            =>  b9: cold
//   b9: cold                                   %n = convert %i
//       jump b20(%n)                           jump b20(%n)
//
// What leaves a fast version of a loop is the general one's, which holds numbers that way; so is what is stored unboxed in the end. Without boxes a
// loop allocates nothing, and more of what it asks stands in front of it (passes/hoist.h).
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void sink_conversions(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
