#include "passes/bounds.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
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
    int64_t sum = 0;
    while (value != counter) {
      const Inst* inst = def(value);
      if (!inst) return std::nullopt;
      bool minus = inst->op == Op::I64SubExit || inst->op == Op::I64SubWrap;
      if (!minus && inst->op != Op::I64AddExit && inst->op != Op::I64AddWrap) return std::nullopt;
      std::optional<int64_t> c = constant(inst->operands[1]);
      value = inst->operands[0];
      if (!c && !minus) {
        c = constant(inst->operands[0]);
        value = inst->operands[1];
      }
      if (!c || *c < -kMostOffset || *c > kMostOffset) return std::nullopt;
      sum += minus ? -*c : *c;
      if (sum < -kMostOffset || sum > kMostOffset) return std::nullopt;
    }
    return sum;
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

  // Where none of the body's exits is for that state: the edge by which what stands in front of the loop leaves, with the loop's variables as they
  // are now. The front takes them as parameters, so that they tell which value is which variable; `exit`, where the edge leads, gets those it
  // asks for as parameters of its own.
  std::optional<Edge> front_exit(uint32_t loop, const Count& count) {
    const ir::Block& front = function_.block(count.front);
    const Edge& enter = function_.inst(front.insts.back()).edges[0];
    std::map<ValueId, ValueId> now;
    for (size_t i = 0; i < enter.args.size(); ++i) {
      ValueId from = enter.args[i];
      bool own = std::find(front.params.begin(), front.params.end(), from) != front.params.end();
      if (!own || !now.emplace(from, function_.block(loops_.all()[loop].header).params[i]).second) return std::nullopt;
    }
    const Edge* leave = nullptr;
    for (InstId id : front.insts) {
      const Inst& inst = function_.inst(id);
      if ((ir::info(inst.op).effects & ir::kExits) && inst.raise.target) leave = &inst.raise;
      if (writes(program_, function_, inst) || releases_.after(id)) leave = nullptr;
    }
    if (!leave) return std::nullopt;
    BlockId exit = leave->target;
    std::set<ValueId> used;
    if (!only_exit_uses(count.front, exit, now, used)) return std::nullopt;
    Edge edge = *leave;
    for (ValueId& v : edge.args) {
      if (auto it = now.find(v); it != now.end()) v = it->second;
    }
    for (ValueId old : used) {
      pass_on(count.front, exit, old);
      edge.args.push_back(now[old]);
    }
    return edge;
  }

  // Whether `exit` is where only the front leads, and only it and what is behind it use the front's parameters: which of them?
  bool only_exit_uses(BlockId front, BlockId exit, const std::map<ValueId, ValueId>& params, std::set<ValueId>& used) const {
    bool good = true;
    for (BlockId block : dominators_.order()) {
      if (block == front) continue;
      bool behind = dominators_.start_dominates(exit, block);
      auto see = [&](ValueId v) {
        if (params.count(v) == 0) return;
        good &= behind;
        used.insert(v);
      };
      for (InstId id : function_.block(block).insts) std::for_each(function_.inst(id).operands.begin(), function_.inst(id).operands.end(), see);
      ir::each_edge(function_, block, [&](const Edge& edge, InstId) {
        std::for_each(edge.args.begin(), edge.args.end(), see);
        good &= edge.target != exit;
      });
    }
    return good;
  }

  // Makes a parameter of `exit` of what it and the blocks behind it use.
  void pass_on(BlockId front, BlockId exit, ValueId old) {
    ValueId now{uint32_t(function_.values.size())};
    ir::Value value = function_.value(old);
    value.def = {};
    value.block = exit;
    function_.values.push_back(std::move(value));
    function_.block(exit).params.push_back(now);
    auto exchange = [&](std::vector<ValueId>& values) { std::replace(values.begin(), values.end(), old, now); };
    for (BlockId block : dominators_.order()) {
      if (!dominators_.start_dominates(exit, block)) continue;
      for (InstId id : function_.block(block).insts) {
        Inst& inst = function_.inst(id);
        exchange(inst.operands);
        exchange(inst.raise.args);
        for (Edge& edge : inst.edges) exchange(edge.args);
      }
    }
    for (InstId id : function_.block(front).insts) {
      Inst& inst = function_.inst(id);
      if (inst.raise.target == exit) inst.raise.args.push_back(old);
    }
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
    std::optional<Edge> leave = early ? std::optional(*early) : front_exit(loop, count);
    if (!leave) return;
    Edge exit = std::move(*leave);
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
