#include "passes/slices.h"

#include <algorithm>
#include <vector>

#include "ir/cfg.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Program;
using ir::ValueId;

class Slices {
 public:
  Slices(const Program& program, Function& function) : program_(program), function_(function), uses_(ir::use_counts(function)) {}

  void run() {
    for (BlockId block : ir::reverse_postorder(function_)) visit(block);
  }

 private:
  void visit(BlockId block) {
    std::vector<InstId>& insts = function_.block(block).insts;
    for (size_t i = 0; i < insts.size(); ++i) {
      const Inst& made = function_.inst(insts[i]);
      if (made.op != Op::PyGetSlice && made.op != Op::ReversedCopy) continue;
      if (!made.result.valid() || uses_[made.result.index] != 1) continue;
      if (compare(insts, i)) insts.erase(insts.begin() + static_cast<std::ptrdiff_t>(i--));
    }
  }

  // Nothing may happen between the making and the comparison, which then fails where the slice would have: what fails is the slice.
  bool compare(const std::vector<InstId>& insts, size_t at) {
    const Inst& made = function_.inst(insts[at]);
    for (size_t i = at + 1; i < insts.size(); ++i) {
      Inst& inst = function_.inst(insts[i]);
      auto use = std::find(inst.operands.begin(), inst.operands.end(), made.result);
      if (use == inst.operands.end()) {
        if (ir::effects(program_, function_, inst) & (ir::kRaises | ir::kRunsPython | ir::kWritesHeap) || !inst.edges.empty()) return false;
        continue;
      }
      if ((inst.op != Op::StrEq && inst.op != Op::StrNe) || !ir::same_edge(made.raise, inst.raise)) return false;
      ValueId other = inst.operands[use == inst.operands.begin() ? 1 : 0];
      inst.imm = inst.op == Op::StrNe;
      inst.op = made.op == Op::PyGetSlice ? Op::StrSliceEq : Op::StrReversedEq;
      inst.operands = made.operands;
      inst.operands.push_back(other);
      inst.span = made.span;
      return true;
    }
    return false;
  }

  const Program& program_;
  Function& function_;
  std::vector<uint32_t> uses_;  // by value
};

}  // namespace

void compare_in_place(Program& program, Function& function) {
  if (function.kind != ir::FunctionKind::Wrapper) Slices(program, function).run();
}

}  // namespace krait::passes
