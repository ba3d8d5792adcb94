// Who holds the reference of a value: facts that the refcount pass and the reference verifier share.
#pragma once

#include <vector>

#include "ir/ir.h"

namespace krait::ir {

// Whether operand `index` is consumed. A conversion with imm 1 consumes its operand.
inline bool steals(const Inst& inst, size_t index) {
  return shape(inst.op).operand(index).stolen || (inst.op == Op::Convert && inst.imm == 1);
}

// Values that never carry a reference, whatever their type: numbers and the absent value.
inline bool is_countless_constant(Op op) { return op == Op::Absent || op == Op::ConstInt || op == Op::ConstFloat; }

// Whether the value needs no counting at all: not of a counted type, or such a constant.
inline bool is_countless(const Program& program, const Function& function, ValueId id) {
  const Value& value = function.value(id);
  return !is_counted(program, value.type) || (value.def && is_countless_constant(function.inst(value.def).op));
}

// Marks the parameters of blocks that may be absent: something that comes in may be.
void spread_nullable(Function& function);

// By value: 0, or a rank above 0 where it is what a `for` walks: on the stack of CPython, where variables are not. Blocks' parameters are
// what all edges give them. Loops that stand in others have the higher ranks.
std::vector<uint32_t> walked_ranks(const Function& function);

}  // namespace krait::ir
