#include "passes/signs.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "ir/loops.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::Edge;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::ValueId;

bool is_size(Op op) {
  switch (op) {
    case Op::ListSize:
    case Op::PackedSize:
    case Op::VecSize:
    case Op::StrSize:
    case Op::TupleSize:
    case Op::BytesSize:
    case Op::BytearraySize:
    case Op::LenExit:
      return true;
    default:
      return false;
  }
}

class Signs {
 public:
  explicit Signs(Function& function) : function_(function), dominators_(function) {}

  void run() {
    find_orders();
    natural_.assign(function_.values.size(), false);
    for (uint32_t v = 0; v < natural_.size(); ++v) natural_[v] = function_.values[v].type == ir::kI64;
    for (ValueId param : function_.params) natural_[param.index] = false;
    find_ways();
    for (bool changed = true; changed;) {
      changed = false;
      for (BlockId block : dominators_.order()) changed |= visit(block);
    }
    for (BlockId block : dominators_.order()) rewrite(block);
    ir::Loops loops(function_, dominators_);
    replaced_.resize(function_.values.size());
    for (uint32_t loop = 0; loop < loops.all().size(); ++loop) bound_from_above(loops, loop);
    if (changed_) use_replaced();
  }

 private:
  static constexpr int64_t kMostStep = 1 << 20;

  // `above` is not below `below`, or is above it (strict), wherever `at` was passed: its start, or its end.
  struct Order {
    ValueId above, below;
    bool strict;
    BlockId at;
    bool at_end;
  };
  // What comes in by the parameters of a block.
  struct Way {
    BlockId from;
    const Edge* edge;
  };

  const Inst* def(ValueId v) const {
    InstId id = function_.value(v).def;
    return id ? &function_.inst(id) : nullptr;
  }
  std::optional<int64_t> constant(ValueId v) const {
    const Inst* inst = def(v);
    if (!inst || inst->op != Op::ConstInt || inst->type != ir::kI64) return std::nullopt;
    return inst->imm;
  }

  void find_ways() {
    ways_.resize(function_.blocks.size());
    for (BlockId block : dominators_.order()) {
      ir::each_edge(function_, block, [&](const Edge& edge, InstId) { ways_[edge.target.index].push_back({block, &edge}); });
    }
  }

  void find_orders() {
    std::vector<uint32_t> entered(function_.blocks.size());
    for (BlockId block : dominators_.order()) {
      ir::each_edge(function_, block, [&](const Edge& edge, InstId) { ++entered[edge.target.index]; });
    }
    for (BlockId block : dominators_.order()) {
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        if (inst.op == Op::ExitUnless) told(inst.operands[0], true, block, true);
        if (inst.op != Op::Branch) continue;
        for (size_t i : {0, 1}) {
          BlockId target = inst.edges[i].target;
          if (entered[target.index] == 1) told(inst.operands[0], i == 0, target, false);
        }
      }
    }
  }

  void told(ValueId condition, bool truth, BlockId at, bool at_end) {
    const Inst* test = def(condition);
    if (!test) return;
    if (test->op == Op::BoolNot) return told(test->operands[0], !truth, at, at_end);
    if (test->operands.size() != 2) return;
    ValueId a = test->operands[0], b = test->operands[1];
    switch (test->op) {
      case Op::I64Lt: return truth ? orders_.push_back({b, a, true, at, at_end}) : orders_.push_back({a, b, false, at, at_end});
      case Op::I64Le: return truth ? orders_.push_back({b, a, false, at, at_end}) : orders_.push_back({a, b, true, at, at_end});
      case Op::I64Gt: return truth ? orders_.push_back({a, b, true, at, at_end}) : orders_.push_back({b, a, false, at, at_end});
      case Op::I64Ge: return truth ? orders_.push_back({a, b, false, at, at_end}) : orders_.push_back({b, a, true, at, at_end});
      case Op::I64Eq:
      case Op::I64Ne:
        if (truth != (test->op == Op::I64Eq)) return;
        orders_.push_back({a, b, false, at, at_end});
        orders_.push_back({b, a, false, at, at_end});
        return;
      default: return;
    }
  }

  bool holds(const Order& order, BlockId block) const {
    return order.at_end ? dominators_.end_dominates(order.at, block) : dominators_.start_dominates(order.at, block);
  }

  // Whether `v` is at least `least`, which is not negative, in `block`.
  bool reaches(ValueId v, int64_t least, BlockId block) const {
    if (std::optional<int64_t> c = constant(v)) return *c >= least;
    if (least == 0 && natural_[v.index]) return true;
    return std::any_of(orders_.begin(), orders_.end(), [&](const Order& order) {
      if (order.above != v || !holds(order, block)) return false;
      std::optional<int64_t> c = constant(order.below);
      if (c) return order.strict ? *c >= least - 1 : *c >= least;
      return natural_[order.below.index] && least <= int64_t(order.strict);
    });
  }
  bool natural(ValueId v, BlockId block) const { return reaches(v, 0, block); }

  // Whether something is above `v` in `block`, so that a small step more does not wrap around. What bounds counts of larger steps is a length.
  bool is_bounded(ValueId v, int64_t step, BlockId block) const {
    bool told = std::any_of(orders_.begin(), orders_.end(), [&](const Order& order) {
      return order.below == v && order.strict && holds(order, block) && bounds(order.above, step);
    });
    return told || comes_bounded(v, step);
  }
  bool bounds(ValueId above, int64_t step) const {
    const Inst* bound = def(above);
    return step <= 1 || (bound && is_size(bound->op));
  }
  // Of a parameter: whether each way to its block has been told so, or is taken where a test says so.
  bool comes_bounded(ValueId v, int64_t step) const {
    BlockId block = function_.value(v).block;
    if (def(v) || !block) return false;
    const std::vector<ValueId>& params = function_.block(block).params;
    size_t at = size_t(std::find(params.begin(), params.end(), v) - params.begin());
    return at < params.size() && std::all_of(ways_[block.index].begin(), ways_[block.index].end(), [&](const Way& way) {
      ValueId given = way.edge->args[at];
      const Inst& branch = function_.inst(function_.block(way.from).insts.back());
      const Inst* test = branch.op == Op::Branch && way.edge == &branch.edges[0] ? def(branch.operands[0]) : nullptr;
      if (test && test->op == Op::I64Lt && test->operands[0] == given && bounds(test->operands[1], step)) return true;
      return std::any_of(orders_.begin(), orders_.end(), [&](const Order& order) {
        return order.below == given && order.strict && holds(order, way.from) && bounds(order.above, step);
      });
    });
  }

  bool is_natural(const Inst& inst, BlockId block) const {
    auto operand = [&](size_t i) { return natural(inst.operands[i], block); };
    if (is_size(inst.op)) return true;
    switch (inst.op) {
      case Op::ConstInt:
        return inst.imm >= 0;
      case Op::IndexExit:
      case Op::IndexWithin:
      case Op::CodeLoad:
      case Op::BytesLoad:
      case Op::BytearrayLoad:
      case Op::I64AbsExit:
      case Op::I64BitLength:
      case Op::I64BitCount:
        return true;
      case Op::I64AddWrap: {
        if (!operand(0) || !operand(1)) return false;
        for (size_t i : {0, 1}) {
          std::optional<int64_t> step = constant(inst.operands[i]);
          if (step && (*step == 0 || (*step <= kMostStep && is_bounded(inst.operands[1 - i], *step, block)))) return true;
        }
        return false;
      }
      case Op::I64AddExit:
      case Op::I64MulExit:
      case Op::I64FloorDivExit:
      case Op::I64Min:
      case Op::I64Or:
      case Op::I64Xor:
        return operand(0) && operand(1);
      case Op::I64SubExit: {
        std::optional<int64_t> less = constant(inst.operands[1]);
        return less && (*less <= 0 ? operand(0) : reaches(inst.operands[0], *less, block));
      }
      case Op::I64Max:
      case Op::I64And:
        return operand(0) || operand(1);
      case Op::I64ModExit:
        return operand(1);
      case Op::I64RShiftExit:
      case Op::I64LShiftExit:
        return operand(0);
      case Op::TagSmallValue: {
        const Inst* number = def(inst.operands[0]);
        return number && number->op == Op::ConstInt && number->imm >= 0;
      }
      case Op::Convert:
        return function_.value(inst.operands[0]).type == ir::kBool;
      default:
        return false;
    }
  }

  bool visit(BlockId block) {
    bool changed = false;
    const std::vector<ValueId>& params = function_.block(block).params;
    for (size_t i = 0; i < params.size(); ++i) {
      bool holds = !ways_[block.index].empty() && std::all_of(ways_[block.index].begin(), ways_[block.index].end(), [&](const Way& way) {
        return natural(way.edge->args[i], way.from);
      });
      changed |= drop(params[i], holds);
    }
    for (InstId id : function_.block(block).insts) {
      const Inst& inst = function_.inst(id);
      if (inst.result) changed |= drop(inst.result, is_natural(inst, block));
    }
    return changed;
  }

  bool drop(ValueId v, bool holds) {
    if (holds || !natural_[v.index]) return false;
    natural_[v.index] = false;
    return true;
  }

  void rewrite(BlockId block) {
    for (InstId id : function_.block(block).insts) {
      Inst& inst = function_.inst(id);
      bool first = !inst.operands.empty() && natural(inst.operands[0], block);
      if (!first) continue;
      if (inst.op == Op::IndexExit) inst.op = Op::IndexWithin;
      if (inst.op == Op::I64ModExit && natural(inst.operands[1], block)) inst.op = Op::I64UModExit;
      if (inst.op == Op::I64FloorDivExit && natural(inst.operands[1], block)) inst.op = Op::I64UDivExit;
    }
  }

  // --- counts down ---
  // `v` as a value that never is more than `counter`, plus a small constant.
  std::optional<int64_t> offset(ValueId v, ValueId counter) const {
    if (v == counter) return 0;
    const Inst* inst = def(v);
    if (inst == nullptr || inst->operands.size() != 2 || inst->operands[0] != counter) return std::nullopt;
    bool minus = inst->op == Op::I64SubExit || inst->op == Op::I64SubWrap;
    if (!minus && inst->op != Op::I64AddExit && inst->op != Op::I64AddWrap) return std::nullopt;
    std::optional<int64_t> c = constant(inst->operands[1]);
    if (!c || *c > kMostStep || *c < -kMostStep) return std::nullopt;
    return minus ? -*c : *c;
  }

  // Indices of what a loop counts down are below the length where the first one is: that is tested in front, where something else leaves as well.
  void bound_from_above(const ir::Loops& loops, uint32_t loop) {
    const ir::Loop& info = loops.all()[loop];
    const Way* enter = nullptr;
    for (const Way& way : ways_[info.header.index]) {
      if (loops.contains(loop, way.from)) continue;
      if (enter != nullptr) return;
      enter = &way;
    }
    if (enter == nullptr || function_.inst(function_.block(enter->from).insts.back()).op != Op::Jump) return;
    const Edge* leave = nullptr;
    for (InstId id : function_.block(enter->from).insts) {
      const Inst& inst = function_.inst(id);
      if ((ir::info(inst.op).effects & ir::kExits) && inst.raise.target) leave = &inst.raise;
      else if (ir::info(inst.op).effects & ~uint32_t(ir::kReadsHeap | ir::kTerminator | ir::kStructural | ir::kImmPassed)) leave = nullptr;
    }
    if (leave == nullptr) return;
    Edge exit = *leave;
    const std::vector<ValueId> params = function_.block(info.header).params;
    for (size_t i = 0; i < params.size(); ++i) {
      bool down = function_.value(params[i]).type == ir::kI64 && std::all_of(ways_[info.header.index].begin(), ways_[info.header.index].end(), [&](const Way& way) {
        if (!loops.contains(loop, way.from)) return true;
        std::optional<int64_t> step = offset(way.edge->args[i], params[i]);
        const Inst* next = def(way.edge->args[i]);
        bool exact = next == nullptr || next->op == Op::I64SubExit || next->op == Op::I64AddExit || natural(params[i], function_.value(way.edge->args[i]).block);
        return step && *step <= 0 && exact;
      });
      if (down) bound_from_above(loops, loop, enter->from, exit, params[i], enter->edge->args[i]);
    }
  }

  void bound_from_above(const ir::Loops& loops, uint32_t loop, BlockId front, const Edge& exit, ValueId counter, ValueId first) {
    const ir::Loop& info = loops.all()[loop];
    std::vector<std::pair<ValueId, int64_t>> tested;
    for (BlockId block : info.blocks) {
      bool always = std::all_of(info.latches.begin(), info.latches.end(), [&](BlockId latch) {
        return function_.block(latch).cold || dominators_.start_dominates(block, latch);
      });
      if (!always || loops.of(block) != loop) continue;
      std::erase_if(function_.block(block).insts, [&](InstId id) {
        if (function_.inst(id).op != Op::IndexWithin) return false;
        ValueId index = function_.inst(id).operands[0], size = function_.inst(id).operands[1];
        std::optional<int64_t> c = offset(index, counter);
        if (!c || loops.contains(loop, function_.value(size).block) || !is_length(size)) return false;
        if (std::find(tested.begin(), tested.end(), std::pair{size, *c}) == tested.end()) {
          tested.push_back({size, *c});
          test_below(front, first, size, *c, exit);
        }
        replaced_[function_.inst(id).result.index] = index;
        return changed_ = true;
      });
    }
  }
  bool is_length(ValueId v) const {
    const Inst* inst = def(v);
    return inst != nullptr && is_size(inst->op);
  }

  // first < size - offset: lengths are far from the ends of a word.
  void test_below(BlockId front, ValueId first, ValueId size, int64_t offset, const Edge& exit) {
    auto insert = [&](Op op, ir::Type type, std::vector<ValueId> operands, int64_t imm = 0) {
      Inst inst{};
      inst.op = op;
      inst.type = type;
      inst.operands = std::move(operands);
      inst.imm = imm;
      if (op == Op::ExitUnless) inst.raise = exit;
      InstId id{uint32_t(function_.insts.size())};
      if (type != ir::kVoid) inst.result = function_.add_value(type, id, front);
      ValueId result = inst.result;
      function_.insts.push_back(std::move(inst));
      std::vector<InstId>& insts = function_.block(front).insts;
      insts.insert(insts.end() - 1, id);
      return result;
    };
    ValueId limit = offset == 0 ? size : insert(Op::I64SubWrap, ir::kI64, {size, insert(Op::ConstInt, ir::kI64, {}, offset)});
    insert(Op::ExitUnless, ir::kVoid, {insert(Op::I64Lt, ir::kBool, {first, limit})});
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

  Function& function_;
  ir::Dominators dominators_;
  std::vector<ValueId> replaced_;  // by value: what it is known to be
  bool changed_ = false;
  std::vector<Order> orders_;
  std::vector<std::vector<Way>> ways_;  // by block
  std::vector<bool> natural_;           // by value
};

}  // namespace

void use_signs(ir::Program&, Function& function) {
  if (!function.has_fast_loops) return;
  auto asks = [](const Inst& inst) { return inst.op == Op::IndexExit || inst.op == Op::I64ModExit || inst.op == Op::I64FloorDivExit; };
  if (std::any_of(function.insts.begin(), function.insts.end(), asks)) Signs(function).run();
  // The last pass that puts anything in front of loops.
  for (ir::Block& block : function.blocks) std::erase_if(block.insts, [&](InstId id) { return function.inst(id).op == Op::LoopEnter; });
}

}  // namespace krait::passes
