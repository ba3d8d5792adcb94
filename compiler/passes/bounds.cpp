#include "passes/bounds.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "ir/loops.h"
#include "passes/memory.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::Edge;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::kNone;
using ir::Op;
using ir::Program;
using ir::ValueId;

class Bounds {
 public:
  Bounds(Program& program, Function& function)
      : program_(program), function_(function), dominators_(function), loops_(function, dominators_), releases_(program, function) {}

  void run() {
    find_ways();
    replaced_.resize(function_.values.size());
    for (uint32_t loop = 0; loop < loops_.all().size(); ++loop) bound(loop);
    if (changed_) use_replaced();
  }

 private:
  static constexpr int64_t kMostOffset = 1 << 20;

  // A loop that counts: the parameter of its header, where it starts and what it stays below.
  struct Count {
    size_t param;
    ValueId value, bound, start;
    BlockId front, body;
    std::vector<BlockId> heads;  // the header, behind branches that go the same way in each round; the last one tests the count
  };
  struct Test {
    BlockId block;
    InstId inst;
    ValueId size;
    int64_t offset;
  };

  // Edges into each block.
  void find_ways() {
    ways_.resize(function_.blocks.size());
    for (BlockId block : dominators_.order()) {
      ir::each_edge(function_, block, [&](const Edge& edge, InstId) { ++ways_[edge.target.index]; });
    }
  }

  const Inst* def(ValueId v) const {
    InstId id = function_.value(v).def;
    return id ? &function_.inst(id) : nullptr;
  }
  bool outside(uint32_t loop, ValueId v) const { return !loops_.contains(loop, function_.value(v).block); }

  std::optional<int64_t> constant(ValueId v) const {
    const Inst* inst = def(v);
    if (!inst || inst->op != Op::ConstInt || inst->type != ir::kI64) return std::nullopt;
    return inst->imm;
  }

  // `value` as `counter` plus a small constant.
  std::optional<int64_t> offset(ValueId value, ValueId counter) const {
    if (value == counter) return 0;
    const Inst* inst = def(value);
    if (!inst) return std::nullopt;
    bool minus = inst->op == Op::I64SubExit || inst->op == Op::I64SubWrap;
    if (!minus && inst->op != Op::I64AddExit && inst->op != Op::I64AddWrap) return std::nullopt;
    std::optional<int64_t> c;
    if (inst->operands[0] == counter) c = constant(inst->operands[1]);
    else if (!minus && inst->operands[1] == counter) c = constant(inst->operands[0]);
    if (!c || *c < -kMostOffset || *c > kMostOffset) return std::nullopt;
    return minus ? -*c : *c;
  }

  std::optional<Count> find_count(uint32_t loop) const {
    const ir::Block& header = function_.block(loops_.all()[loop].header);
    Count count{};
    for (BlockId block = loops_.all()[loop].header;;) {
      count.heads.push_back(block);
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        if (writes(program_, function_, inst) || inst.raise.target || releases_.after(id)) return std::nullopt;
      }
      const Inst& branch = function_.inst(function_.block(block).insts.back());
      if (branch.op != Op::Branch) return std::nullopt;
      bool settled = outside(loop, branch.operands[0]);
      BlockId next = branch.edges[settled && !loops_.contains(loop, branch.edges[0].target) ? 1 : 0].target;
      BlockId other = branch.edges[next == branch.edges[0].target ? 1 : 0].target;
      if (!loops_.contains(loop, next) || loops_.contains(loop, other) || ways_[next.index] != 1) return std::nullopt;
      if (settled) {
        block = next;
        continue;
      }
      const Inst* test = def(branch.operands[0]);
      if (!test || test->op != Op::I64Lt || !outside(loop, test->operands[1])) return std::nullopt;
      auto at = std::find(header.params.begin(), header.params.end(), test->operands[0]);
      if (at == header.params.end()) return std::nullopt;
      count.param = size_t(at - header.params.begin());
      count.value = *at;
      count.bound = test->operands[1];
      count.body = next;
      return count;
    }
  }

  // `next` as the counter plus what the loop's front has tested to be more than 0; their sum fits a word (range.more).
  bool adds_step(uint32_t loop, ValueId next, ValueId counter) const {
    const Inst* add = def(next);
    if (!add || add->op != Op::I64AddWrap || add->operands[0] != counter) return false;
    ValueId step = add->operands[1];
    for (BlockId block : dominators_.order()) {
      if (loops_.contains(loop, block) || !dominators_.start_dominates(block, loops_.all()[loop].header)) continue;
      for (InstId id : function_.block(block).insts) {
        if (function_.inst(id).op != Op::ExitUnless) continue;
        const Inst* test = def(function_.inst(id).operands[0]);
        if (test && test->op == Op::I64Gt && test->operands[0] == step && constant(test->operands[1]) == 0) return true;
      }
    }
    return false;
  }

  // Whether the loop is entered by one jump, and goes round with the count as it is or more of it.
  bool counts_up(uint32_t loop, Count& count) const {
    BlockId header = loops_.all()[loop].header;
    bool good = true;
    for (BlockId block : dominators_.order()) {
      ir::each_edge(function_, block, [&](const Edge& edge, InstId id) {
        if (edge.target != header) return;
        ValueId next = edge.args[count.param];
        if (loops_.contains(loop, block)) {
          std::optional<int64_t> step = offset(next, count.value);
          good &= (step && *step >= 0) || adds_step(loop, next, count.value);
        } else {
          good &= !count.front && function_.inst(id).op == Op::Jump;
          count.front = block;
          count.start = next;
        }
      });
    }
    return good && count.front;
  }

  // The edge by which the body leaves before anything has happened in it, for the state that the header is in as well.
  const Edge* early_exit(uint32_t loop, const Count& count) const {
    auto at_hand = [&](ValueId v) {
      return outside(loop, v) || std::find(count.heads.begin(), count.heads.end(), function_.value(v).block) != count.heads.end();
    };
    for (InstId id : function_.block(count.body).insts) {
      const Inst& inst = function_.inst(id);
      if ((ir::info(inst.op).effects & ir::kExits) && inst.raise.target) {
        BlockId exit = inst.raise.target;
        if (loops_.contains(loop, exit) || !std::all_of(inst.raise.args.begin(), inst.raise.args.end(), at_hand)) return nullptr;
        // Also of what only the exit leads to.
        for (BlockId block : dominators_.order()) {
          if (!dominators_.start_dominates(exit, block)) continue;
          for (InstId used : function_.block(block).insts) {
            const Inst& there = function_.inst(used);
            if (!std::all_of(there.operands.begin(), there.operands.end(), at_hand)) return nullptr;
          }
          bool good = true;
          ir::each_edge(function_, block, [&](const Edge& edge, InstId) { good &= std::all_of(edge.args.begin(), edge.args.end(), at_hand); });
          if (!good) return nullptr;
        }
        return &inst.raise;
      }
      if (writes(program_, function_, inst) || releases_.after(id)) return nullptr;
    }
    return nullptr;
  }

  // Tests that each round makes, of the count against what does not change.
  std::vector<Test> find_tests(uint32_t loop, const Count& count) const {
    const ir::Loop& info = loops_.all()[loop];
    std::vector<Test> tests;
    for (BlockId block : info.blocks) {
      bool always = loops_.of(block) == loop && std::all_of(info.latches.begin(), info.latches.end(), [&](BlockId latch) {
                      return function_.block(latch).cold || dominators_.start_dominates(block, latch);
                    });
      if (!always) continue;
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        if (inst.op != Op::IndexExit || !outside(loop, inst.operands[1])) continue;
        if (std::optional<int64_t> c = offset(inst.operands[0], count.value)) tests.push_back({block, id, inst.operands[1], *c});
      }
    }
    return tests;
  }

  ValueId insert(BlockId block, size_t at, Op op, std::vector<ValueId> operands, ir::Type type, int64_t imm = 0) {
    InstId id{uint32_t(function_.insts.size())};
    Inst inst{};
    inst.op = op;
    inst.type = type;
    inst.operands = std::move(operands);
    inst.imm = imm;
    inst.result = function_.add_value(type, id, block);
    function_.insts.push_back(std::move(inst));
    std::vector<InstId>& insts = function_.block(block).insts;
    insts.insert(insts.begin() + long(at), id);
    return function_.inst(id).result;
  }

  void bound(uint32_t loop) {
    std::optional<Count> found = find_count(loop);
    if (!found || !counts_up(loop, *found)) return;
    const Count& count = *found;
    std::vector<Test> tests = find_tests(loop, count);
    if (tests.empty()) return;
    const Edge* early = early_exit(loop, count);
    if (!early) return;
    Edge exit = *early;
    BlockId head = count.heads.back();

    ValueId limit = count.bound;
    std::vector<std::pair<ValueId, int64_t>> limited;
    for (const Test& test : tests) {
      if (std::find(limited.begin(), limited.end(), std::pair{test.size, test.offset}) == limited.end()) {
        limited.push_back({test.size, test.offset});
        size_t end = function_.block(count.front).insts.size() - 1;
        limit = insert(count.front, end, Op::IndexLimit, {limit, count.start, test.size}, ir::kI64, test.offset);
      }
      Inst& inst = function_.inst(test.inst);
      replaced_[inst.result.index] = inst.operands[0];
      std::erase(function_.block(test.block).insts, test.inst);
    }

    BlockId left = function_.add_block();
    std::vector<InstId>& insts = function_.block(head).insts;
    ValueId more = insert(head, insts.size() - 1, Op::I64Lt, {count.value, limit}, ir::kBool);
    Inst& branch = function_.inst(insts.back());
    branch.operands[0] = more;
    Edge done = std::exchange(branch.edges[1], Edge{left, {}, {}, {}});
    Inst choice{};
    choice.op = Op::Branch;
    choice.operands = {insert(left, 0, Op::I64Lt, {count.value, count.bound}, ir::kBool)};
    choice.imm = -1;
    choice.edges = {std::move(exit), std::move(done)};
    function_.block(left).insts.push_back(InstId{uint32_t(function_.insts.size())});
    function_.insts.push_back(std::move(choice));
    changed_ = true;
  }

  void use_replaced() {
    auto resolve = [&](ValueId& v) {
      while (v.index < replaced_.size() && replaced_[v.index]) v = replaced_[v.index];
    };
    for (Inst& inst : function_.insts) {
      for (ValueId& v : inst.operands) resolve(v);
      for (ValueId& v : inst.raise.args) resolve(v);
      for (Edge& edge : inst.edges) {
        for (ValueId& v : edge.args) resolve(v);
      }
    }
  }

  Program& program_;
  Function& function_;
  ir::Dominators dominators_;
  ir::Loops loops_;
  Releases releases_;
  std::vector<uint32_t> ways_;
  std::vector<ValueId> replaced_;
  bool changed_ = false;
};

}  // namespace

void bound_indices(Program& program, Function& function) {
  if (function.has_fast_loops && std::any_of(function.insts.begin(), function.insts.end(), [](const Inst& inst) { return inst.op == Op::IndexExit; }))
    Bounds(program, function).run();
}

}  // namespace krait::passes
