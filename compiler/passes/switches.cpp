#include "passes/switches.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
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
using ir::ValueId;

constexpr size_t kFewestTests = 4;
constexpr int64_t kMostWays = 256;   // of one switch
constexpr int64_t kMostSparse = 4;   // ways for each test

class Switches {
 public:
  explicit Switches(Function& function) : function_(function), uses_(ir::use_counts(function)) {}

  void run() {
    std::vector<std::vector<BlockId>> from = ir::predecessors(function_);
    std::vector<bool> taken(function_.blocks.size());
    for (BlockId block : ir::reverse_postorder(function_)) {
      if (taken[block.index] || function_.block(block).cold) continue;
      std::optional<Test> test = last_test(block);
      if (!test) continue;
      Chain chain{test->number, {}, {}, {}};
      for (BlockId at = block; test && test->number == chain.number;) {
        const Inst& branch = function_.inst(function_.block(at).insts.back());
        chain.ways.emplace(test->constant, branch.edges[0]);
        chain.rest = branch.edges[1];
        chain.blocks.push_back(at);
        taken[at.index] = true;
        at = branch.edges[1].target;
        auto goes_on = [&] { return from[at.index].size() == 1 && function_.block(at).params.empty() && !function_.block(at).cold; };
        while (goes_on() && only_jumps(at)) at = function_.inst(function_.block(at).insts[0]).edges[0].target;
        test = goes_on() ? lone_test(at) : std::nullopt;
      }
      replace(block, chain);
    }
  }

 private:
  struct Test {
    ValueId number;
    int64_t constant;
  };
  struct Chain {
    ValueId number;
    std::map<int64_t, Edge> ways;  // of two tests for one number, the first decides
    Edge rest;
    std::vector<BlockId> blocks;  // of the tests; the first one may do more
  };

  const Inst* def(ValueId v) const {
    InstId id = function_.value(v).def;
    return id ? &function_.inst(id) : nullptr;
  }
  std::optional<int64_t> constant(ValueId v) const {
    const Inst* inst = def(v);
    return inst && inst->op == Op::ConstInt && inst->type == ir::kI64 ? std::optional(inst->imm) : std::nullopt;
  }

  std::optional<Test> last_test(BlockId block) const {
    const Inst& branch = function_.inst(function_.block(block).insts.back());
    if (branch.op != Op::Branch || branch.imm != 0) return std::nullopt;
    const Inst* equal = def(branch.operands[0]);
    if (!equal || equal->op != Op::I64Eq) return std::nullopt;
    std::optional<int64_t> number = constant(equal->operands[1]);
    return number ? std::optional(Test{equal->operands[0], *number}) : std::nullopt;
  }
  bool only_jumps(BlockId block) const {
    const std::vector<InstId>& insts = function_.block(block).insts;
    return insts.size() == 1 && function_.inst(insts[0]).op == Op::Jump;
  }
  // Of a block that does nothing else. Its constants may be wanted further on.
  std::optional<Test> lone_test(BlockId block) const {
    const std::vector<InstId>& insts = function_.block(block).insts;
    if (insts.size() < 2) return std::nullopt;
    for (size_t i = 0; i + 2 < insts.size(); ++i) {
      if (function_.inst(insts[i]).op != Op::ConstInt) return std::nullopt;
    }
    const Inst& branch = function_.inst(insts.back());
    bool here = branch.op == Op::Branch && function_.value(branch.operands[0]).def == insts[insts.size() - 2] && uses_[branch.operands[0].index] == 1;
    return here ? last_test(block) : std::nullopt;
  }

  void replace(BlockId block, const Chain& chain) {
    if (chain.ways.size() < kFewestTests) return;
    int64_t low = chain.ways.begin()->first, high = chain.ways.rbegin()->first;
    int64_t most = std::min(kMostWays, int64_t(chain.ways.size()) * kMostSparse);
    if (low < -kMostWays || high > (1 << 30) || high - low >= most) return;
    keep_constants(chain.blocks);
    std::vector<InstId>& insts = function_.block(block).insts;
    insts.pop_back();
    ValueId selector = chain.number;
    if (low != 0) selector = append(block, Op::I64SubWrap, {selector, append(block, Op::ConstInt, {}, low)});
    Inst ways{};
    ways.op = Op::Switch;
    ways.operands = {selector};
    for (int64_t number = low; number <= high; ++number) {
      auto way = chain.ways.find(number);
      ways.edges.push_back(way != chain.ways.end() ? way->second : chain.rest);
    }
    ways.edges.push_back(chain.rest);
    function_.append(block, std::move(ways));
  }

  // What the tests' blocks define comes before the switch: they go.
  void keep_constants(const std::vector<BlockId>& blocks) {
    std::vector<InstId>& insts = function_.block(blocks[0]).insts;
    for (size_t i = 1; i < blocks.size(); ++i) {
      std::vector<InstId>& there = function_.block(blocks[i]).insts;
      insts.insert(insts.end() - 1, there.begin(), there.end() - 2);
      for (size_t at = 0; at + 2 < there.size(); ++at) function_.value(function_.inst(there[at]).result).block = blocks[0];
      there.erase(there.begin(), there.end() - 2);
    }
  }

  ValueId append(BlockId block, Op op, std::vector<ValueId> operands, int64_t imm = 0) {
    Inst inst{};
    inst.op = op;
    inst.type = ir::kI64;
    inst.operands = std::move(operands);
    inst.imm = imm;
    return function_.append(block, std::move(inst));
  }

  Function& function_;
  std::vector<uint32_t> uses_;
};

}  // namespace

void find_switches(ir::Program&, Function& function) {
  auto tests = std::count_if(function.insts.begin(), function.insts.end(), [](const Inst& inst) { return inst.op == Op::I64Eq; });
  if (size_t(tests) >= kFewestTests) Switches(function).run();
}

}  // namespace krait::passes
