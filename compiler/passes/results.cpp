#include "passes/results.h"

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

class Results {
 public:
  Results(Program& program, Function& function) : program_(program), function_(function) {}

  void run() {
    ways_.resize(function_.blocks.size());
    for (BlockId block : ir::reverse_postorder(function_)) {
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        if (inst.raise.target) ways_[inst.raise.target.index].push_back({block, {}});
        for (const Edge& edge : inst.edges) ways_[edge.target.index].push_back({block, inst.op == Op::Jump ? id : InstId{}});
      }
    }
    for (uint32_t b = 0; b < ways_.size(); ++b) {
      while (move_check(BlockId{b})) {
      }
    }
  }

 private:
  struct Way {
    BlockId from;
    InstId jump;  // else none
  };

  bool meets(ValueId value, uint32_t check) const {
    InstId def = function_.value(value).def;
    if (!def || function_.inst(def).op != Op::Call) return false;
    uint32_t tested = program_.functions[size_t(function_.inst(def).imm)].result_check;
    return tested != 0 && ir::implies(program_, tested, check);
  }

  ValueId argument(const Way& way, size_t param) const { return function_.inst(way.jump).edges[0].args[param]; }

  // The test that a block begins with, to those of its ways in that need it. Only one that leaves the function: a handler could use
  // what it knows from the block.
  bool move_check(BlockId block) {
    if (ways_[block.index].size() < 2) return false;
    std::vector<InstId>& insts = function_.block(block).insts;
    if (insts.empty() || function_.inst(insts[0]).op != Op::Check) return false;
    InstId check = insts[0];
    if (function_.inst(check).raise.target) return false;
    const std::vector<ValueId>& params = function_.block(block).params;
    auto at = std::find(params.begin(), params.end(), function_.inst(check).operands[0]);
    if (at == params.end()) return false;
    size_t param = size_t(at - params.begin());
    std::vector<Way> need;
    for (const Way& way : ways_[block.index]) {
      if (!way.jump) return false;
      if (meets(argument(way, param), uint32_t(function_.inst(check).imm))) continue;
      if (!function_.block(way.from).cold) return false;
      need.push_back(way);
    }
    if (need.size() == ways_[block.index].size()) return false;
    insts.erase(insts.begin());
    for (const Way& way : need) {
      Inst test = function_.inst(check);
      test.operands[0] = argument(way, param);
      std::vector<InstId>& there = function_.block(way.from).insts;
      there.insert(there.end() - 1, InstId{uint32_t(function_.insts.size())});
      function_.insts.push_back(std::move(test));
    }
    return true;
  }

  Program& program_;
  Function& function_;
  std::vector<std::vector<Way>> ways_;
};

}  // namespace

void trust_results(Program& program, Function& function) { Results(program, function).run(); }

}  // namespace krait::passes
