#include "passes/truths.h"

#include <algorithm>
#include <map>
#include <vector>

#include "ir/cfg.h"
#include "passes/ssa_repair.h"

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

class Truths {
 public:
  Truths(Program& program, Function& function)
      : program_(program), function_(function), uses_(ir::use_counts(function)), preds_(ir::predecessors(function)), repair_(function) {}

  void run() {
    std::vector<BlockId> order = ir::reverse_postorder(function_);
    // From behind: what one block wants of another's parameter is asked of that block's ways next.
    for (size_t i = order.size(); i-- > 0;) visit(order[i]);
    if (bools_.empty()) return;
    repair_.run();
    rename();
  }

 private:
  struct Way {
    BlockId from;
    InstId inst;
    size_t edge;
  };

  bool tests_bool(const Inst& inst) const { return inst.op == Op::Check && program_.checks[size_t(inst.imm)].kind == ir::Check::Kind::Bool; }

  void visit(BlockId block) {
    const std::vector<InstId>& insts = function_.block(block).insts;
    if (insts.size() < 3 || function_.block(block).params.empty()) return;
    const Inst check = function_.inst(insts[0]), converted = function_.inst(insts[1]);
    if (!tests_bool(check) || converted.op != Op::Convert || converted.type != ir::kBool || converted.operands != check.operands) return;
    ValueId value = check.operands[0];
    const std::vector<ValueId> params = function_.block(block).params;
    size_t at = size_t(std::find(params.begin(), params.end(), value) - params.begin());
    if (at == params.size() || function_.value(value).type != ir::kObj || uses_[value.index] != 2) return;
    std::vector<Way> ways;
    if (!find_ways(block, ways)) return;
    for (const Way& way : ways) bring(way, at, params, check, converted);
    ValueId known = function_.add_value(ir::kBool, {}, block, function_.value(converted.result).name);
    function_.block(block).params[at] = known;
    bools_[converted.result] = known;
    std::vector<InstId>& now = function_.block(block).insts;
    now.erase(now.begin(), now.begin() + 2);
  }

  // False where an exception brings something.
  bool find_ways(BlockId to, std::vector<Way>& ways) const {
    for (BlockId from : ir::reverse_postorder(function_)) {
      for (InstId id : function_.block(from).insts) {
        const Inst& inst = function_.inst(id);
        if (inst.raise.target == to) return false;
        for (size_t e = 0; e < inst.edges.size(); ++e)
          if (inst.edges[e].target == to) ways.push_back({from, id, e});
      }
    }
    return true;
  }

  void bring(const Way& way, size_t at, const std::vector<ValueId>& params, const Inst& check, const Inst& converted) {
    BlockId block = way.from;
    ValueId value = function_.inst(way.inst).edges[way.edge].args[at];
    ValueId known = known_bool(value, way.from);
    InstId jump = way.inst;
    if (!known && function_.inst(way.inst).op != Op::Jump) {
      block = function_.add_block();
      function_.block(block).cold = function_.block(way.from).cold;
      Inst on{};
      on.op = Op::Jump;
      Edge& edge = function_.inst(way.inst).edges[way.edge];
      on.edges = {edge};
      edge = {block, {}, {}, {}};
      jump = InstId{uint32_t(function_.insts.size())};
      function_.insts.push_back(std::move(on));
      function_.block(block).insts.push_back(jump);
    }
    size_t which = block == way.from ? way.edge : 0;
    if (!known) {
      // What handlers want of the block's other parameters is what the way brings for them.
      const std::vector<ValueId> args = function_.inst(jump).edges[which].args;
      for (size_t i = 0; i < params.size(); ++i)
        if (i != at) repair_.add(params[i], block, args[i]);
      put(block, check, value);
      known = put(block, converted, value);
      uses_.resize(function_.values.size(), 0);
      ++uses_[value.index];
    }
    function_.inst(jump).edges[which].args[at] = known;
  }

  // Before the last instruction of the block.
  ValueId put(BlockId block, const Inst& like, ValueId operand) {
    Inst inst = like;
    inst.operands = {operand};
    InstId id{uint32_t(function_.insts.size())};
    inst.result = like.result ? function_.add_value(like.type, id, block) : ValueId{};
    ValueId result = inst.result;
    function_.insts.push_back(std::move(inst));
    std::vector<InstId>& insts = function_.block(block).insts;
    insts.insert(insts.end() - 1, id);
    return result;
  }

  // The bool that the object was made of, or is known to be.
  ValueId known_bool(ValueId value, BlockId from) const {
    InstId def = function_.value(value).def;
    if (def && function_.inst(def).op == Op::Convert && function_.value(function_.inst(def).operands[0]).type == ir::kBool)
      return function_.inst(def).operands[0];
    constexpr int kMostBlocks = 8;
    for (int i = 0; i < kMostBlocks; ++i) {
      for (InstId id : function_.block(from).insts) {
        const Inst& inst = function_.inst(id);
        if (inst.op == Op::BoolUnbox && inst.operands[0] == value) return inst.result;
      }
      if (from.index >= preds_.size() || preds_[from.index].size() != 1) break;
      from = preds_[from.index][0];
    }
    return {};
  }

  void rename() {
    for (BlockId block : ir::reverse_postorder(function_)) {
      auto change = [&](std::vector<ValueId>& values) {
        for (ValueId& v : values) {
          for (auto found = bools_.find(v); found != bools_.end(); found = bools_.find(v)) v = found->second;
        }
      };
      for (InstId id : function_.block(block).insts) {
        Inst& inst = function_.inst(id);
        change(inst.operands);
        change(inst.raise.args);
        for (Edge& edge : inst.edges) change(edge.args);
      }
    }
  }

  Program& program_;
  Function& function_;
  std::vector<uint32_t> uses_;
  std::vector<std::vector<BlockId>> preds_;
  SsaRepair repair_;
  std::map<ValueId, ValueId> bools_;  // what was converted where ways met -> the parameter that is a bool
};

}  // namespace

void test_truths_early(Program& program, Function& function) {
  constexpr size_t kMostBlocks = 3000;  // what is repaired is walked recursively
  bool any = std::any_of(function.insts.begin(), function.insts.end(), [&](const Inst& inst) {
    return inst.op == Op::Check && program.checks[size_t(inst.imm)].kind == ir::Check::Kind::Bool;
  });
  if (any && function.blocks.size() < kMostBlocks) Truths(program, function).run();
}

}  // namespace krait::passes
