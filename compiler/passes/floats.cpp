#include "passes/floats.h"

#include <algorithm>
#include <optional>
#include <set>

#include "ir/cfg.h"
#include "passes/memory.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::Edge;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Program;
using ir::ValueId;

// Whether a NaN among the operands makes the result one.
bool hands_on(Op op) {
  switch (op) {
    case Op::F64Add:
    case Op::F64Sub:
    case Op::F64Mul:
    case Op::F64DivExit:
    case Op::F64Neg:
    case Op::F64Abs:
      return true;
    default:
      return false;
  }
}

// The operand with which the instruction exits where it is a NaN.
std::optional<size_t> tested(const Function& function, const Inst& inst) {
  switch (inst.op) {
    case Op::FieldPut:
    case Op::FieldReplace:
      if (function.value(inst.operands[1]).type != ir::kF64) return std::nullopt;
      return 1;
    case Op::F64PowExit:
    case Op::F64MathExit:
    case Op::F64WholeExit:
    case Op::F64TruncExit:
      return 0;
    default:
      return std::nullopt;
  }
}

class Floats {
 public:
  Floats(Program& program, Function& function) : program_(program), function_(function), releases_(program, function) {}

  void run() {
    for (BlockId block : ir::reverse_postorder(function_)) {
      const std::vector<InstId>& insts = function_.block(block).insts;
      for (size_t at = 0; at < insts.size(); ++at) {
        Inst& inst = function_.inst(insts[at]);
        if (inst.op != Op::FieldKnown || inst.type != ir::kF64 || !tested_later(insts, at)) continue;
        inst.op = Op::FieldFloat;
        inst.raise = {};
      }
    }
  }

 private:
  bool tested_later(const std::vector<InstId>& insts, size_t at) const {
    const Inst& read = function_.inst(insts[at]);
    std::set<ValueId> numbers{read.result};
    auto is_number = [&](ValueId v) { return numbers.count(v) != 0; };
    for (++at; at < insts.size(); ++at) {
      const Inst& inst = function_.inst(insts[at]);
      bool exits = (ir::info(inst.op).effects & ir::kExits) != 0;
      if (exits && (inst.raise.target != read.raise.target || inst.raise.args != read.raise.args)) return false;
      if (std::optional<size_t> operand = tested(function_, inst); operand && is_number(inst.operands[*operand])) return true;
      if (!exits && ir::may_raise(program_, function_, inst)) return false;
      if (writes(program_, function_, inst) || releases_.after(insts[at])) return false;
      if (hands_on(inst.op) && std::any_of(inst.operands.begin(), inst.operands.end(), is_number)) numbers.insert(inst.result);
    }
    return false;
  }

  Program& program_;
  Function& function_;
  Releases releases_;
};

}  // namespace

void read_floats(Program& program, Function& function) {
  if (function.has_fast_loops && std::any_of(function.insts.begin(), function.insts.end(), [](const Inst& inst) { return inst.op == Op::FieldKnown; }))
    Floats(program, function).run();
}

}  // namespace krait::passes
