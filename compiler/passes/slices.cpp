#include "passes/slices.h"

#include <algorithm>
#include <vector>

#include "ir/cfg.h"

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

bool same_edge(const Edge& one, const Edge& other) { return one.target == other.target && one.args == other.args; }

class Slices {
 public:
  Slices(const Program& program, Function& function) : program_(program), function_(function), uses_(function.values.size(), 0) {}

  void run() {
    std::vector<BlockId> order = ir::reverse_postorder(function_);
    for (BlockId block : order) count_uses(block);
    for (BlockId block : order) visit(block);
  }

 private:
  void count_uses(BlockId block) {
    auto given = [&](const Edge& edge) {
      for (ValueId v : edge.args) ++uses_[v.index];
    };
    for (InstId id : function_.block(block).insts) {
      const Inst& inst = function_.inst(id);
      for (ValueId v : inst.operands) ++uses_[v.index];
      given(inst.raise);
      for (const Edge& edge : inst.edges) given(edge);
    }
  }

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
      if ((inst.op != Op::StrEq && inst.op != Op::StrNe) || !same_edge(made.raise, inst.raise)) return false;
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
  std::vector<int> uses_;  // by value
};

}  // namespace

void compare_in_place(Program& program, Function& function) {
  if (function.kind != ir::FunctionKind::Wrapper) Slices(program, function).run();
}

}  // namespace krait::passes
