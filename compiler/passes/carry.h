// Variables of a loop that hold a new small instance in every round are their fields. Where something outside of the loop's usual path
// needs the instance, it is made there.
//
// A parameter of a loop's header qualifies when each way back gives it an instance made in that round, and the usual path only
// reads fields of it behind tests of its class. What the loop is entered with stays the object that it is, beside its fields, for the first
// round. Only classes whose fields are all numbers: with such an instance nothing but its memory goes.
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void carry_fields(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
