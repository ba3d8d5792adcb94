#include "passes/exchange.h"

#include <algorithm>
#include <optional>
#include <vector>

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

bool is_put(Op op) { return op == Op::ListPutInt || op == Op::ListPutFloat; }

class Exchange {
 public:
  Exchange(Program& program, Function& function)
      : program_(program), function_(function), releases_(program, function), order_(ir::reverse_postorder(function)) {}

  void run() {
    find_only_ways();
    bool changed = false;
    for (BlockId block : order_) {
      std::vector<InstId>& insts = function_.block(block).insts;
      for (size_t at = 0; at < insts.size(); ++at) {
        if (makes_box(function_.inst(insts[at])) && take_box(block, at)) {
          insts.erase(insts.begin() + long(at--));
          changed = true;
          continue;
        }
        if (!is_put(function_.inst(insts[at]).op)) continue;
        changed |= swap(block, at) || hand_on(block, at);
      }
    }
    if (!changed) return;
    use_taken();
    drop_tests();
  }

 private:
  // The block that alone leads here, by its terminator and with nothing released on the way.
  void find_only_ways() {
    only_way_.resize(function_.blocks.size());
    std::vector<uint32_t> ways(function_.blocks.size());
    for (BlockId block : order_) {
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        if (inst.raise.target) ways[inst.raise.target.index] += 2;
        for (size_t e = 0; e < inst.edges.size(); ++e) {
          ways[inst.edges[e].target.index] += releases_.on_edge(id, e) ? 2 : 1;
          only_way_[inst.edges[e].target.index] = block;
        }
      }
    }
    for (uint32_t b = 0; b < ways.size(); ++b) {
      if (ways[b] != 1 || releases_.at_start(BlockId{b})) only_way_[b] = {};
    }
  }

  bool is_quiet(InstId id) const { return writes(program_, function_, function_.inst(id)) == 0 && !releases_.after(id); }

  // The object that a number was taken from.
  ValueId box_of(ValueId number) const {
    InstId def = function_.value(number).def;
    if (!def) return {};
    const Inst& unbox = function_.inst(def);
    return unbox.op == Op::LongUnbox || unbox.op == Op::FloatUnbox ? unbox.operands[0] : ValueId{};
  }
  // The object that a put number was taken from; of a put object itself.
  ValueId object_of(const Inst& put) const { return box_of(put.operands[3]); }

  // The list.load that made the object, if nothing was written between it and instruction `at` of the block.
  const Inst* fresh_load(ValueId object, BlockId block, size_t at) const {
    InstId def = object ? function_.value(object).def : InstId{};
    if (!def || function_.inst(def).op != Op::ListLoad) return nullptr;
    constexpr int kMostBlocks = 4;
    for (int blocks = 0; blocks < kMostBlocks; ++blocks) {
      const std::vector<InstId>& insts = function_.block(block).insts;
      while (at-- > 0) {
        if (insts[at] == def) return &function_.inst(def);
        if (!is_quiet(insts[at])) return nullptr;
      }
      block = only_way_[block.index];
      if (!block) return nullptr;
      at = function_.block(block).insts.size();
    }
    return nullptr;
  }

  bool swap(BlockId block, size_t first) {
    std::vector<InstId>& insts = function_.block(block).insts;
    size_t second = first + 1;
    for (;; ++second) {
      if (second == insts.size()) return false;
      const Inst& inst = function_.inst(insts[second]);
      if (is_put(inst.op)) break;
      // An exit between the two would find both done, or none.
      if (!is_quiet(insts[second]) || inst.raise.target || ir::may_raise(program_, function_, inst)) return false;
    }
    Inst &a = function_.inst(insts[first]), &b = function_.inst(insts[second]);
    if (releases_.after(insts[first])) return false;
    if (a.operands[0] != b.operands[0] || a.operands[1] != b.operands[1]) return false;
    auto comes_from = [&](const Inst& put, ValueId index) {
      const Inst* load = fresh_load(object_of(put), block, first);
      return load && load->operands[0] == put.operands[0] && load->operands[1] == put.operands[1] && load->operands[2] == index;
    };
    if (!comes_from(a, b.operands[2]) || !comes_from(b, a.operands[2])) return false;
    a.op = Op::ListSwap;
    a.operands[3] = b.operands[2];
    a.raise = {};
    insts.erase(insts.begin() + long(second));
    return true;
  }

  bool makes_box(const Inst& inst) const {
    return inst.op == Op::Convert && inst.type == ir::kObj && inst.operands.size() == 1 &&
           (function_.value(inst.operands[0]).type == ir::kI64 || function_.value(inst.operands[0]).type == ir::kF64);
  }

  bool take_box(BlockId block, size_t at) {
    const Inst& convert = function_.inst(function_.block(block).insts[at]);
    ValueId object = box_of(convert.operands[0]);
    if (!fresh_load(object, block, at)) return false;
    taken_.resize(function_.values.size());
    taken_[convert.result.index] = object;
    return true;
  }

  void use_taken() {
    if (taken_.empty()) return;
    auto use = [&](ValueId& v) {
      if (taken_[v.index]) v = taken_[v.index];
    };
    for (Inst& inst : function_.insts) {
      std::for_each(inst.operands.begin(), inst.operands.end(), use);
      std::for_each(inst.raise.args.begin(), inst.raise.args.end(), use);
      for (Edge& edge : inst.edges) std::for_each(edge.args.begin(), edge.args.end(), use);
    }
  }

  bool hand_on(BlockId block, size_t at) {
    Inst& put = function_.inst(function_.block(block).insts[at]);
    if (put.op != Op::ListPutInt) return false;
    ValueId object = object_of(put);
    if (!fresh_load(object, block, at)) return false;
    put.op = Op::ListPutBoxed;
    put.operands.push_back(object);
    return true;
  }

  // Tests of items whose numbers nobody uses any more.
  void drop_tests() {
    std::vector<char> used(function_.values.size());
    for (BlockId block : ir::reverse_postorder(function_)) {
      for (InstId id : function_.block(block).insts) {
        for (ValueId v : function_.inst(id).operands) used[v.index] = 1;
      }
      ir::each_edge(function_, block, [&](const Edge& edge, InstId) {
        for (ValueId v : edge.args) used[v.index] = 1;
      });
    }
    for (BlockId block : order_) {
      std::erase_if(function_.block(block).insts, [&](InstId id) {
        const Inst& inst = function_.inst(id);
        return (inst.op == Op::LongUnbox || inst.op == Op::FloatUnbox) && !used[inst.result.index];
      });
    }
  }

  Program& program_;
  Function& function_;
  Releases releases_;
  std::vector<BlockId> order_;
  std::vector<BlockId> only_way_;
  std::vector<ValueId> taken_;  // box -> the object that it would be made again from
};

}  // namespace

void exchange(Program& program, Function& function) {
  if (std::any_of(function.insts.begin(), function.insts.end(),
                  [](const Inst& inst) { return is_put(inst.op) || inst.op == Op::LongUnbox || inst.op == Op::FloatUnbox; }))
    Exchange(program, function).run();
}

}  // namespace krait::passes
