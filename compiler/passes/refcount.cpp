#include "passes/refcount.h"

#include <algorithm>

#include "ir/cfg.h"
#include "ir/ownership.h"
#include "passes/simplify.h"

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
using ir::ResultKind;
using ir::SparseSet;
using ir::ValueId;

enum class Holder : uint8_t {
  Nobody,     // not counted
  Permanent,  // outlives the function: a parameter, an immortal, or what either keeps alive
  Root,       // alive as long as roots[v]
  Heap,       // likewise, and only until the heap is written or Python runs
  Owned,      // one reference is ours
};

class References {
 public:
  References(Program& program, Function& function) : program_(program), function_(function) {}

  void run() {
    drop_dead_raise_edges(program_, function_);
    start();
    if (hand_to_cold_blocks()) start();
    settle(false);
    for (BlockId block : order_) write(block);
    for (uint32_t v = 0; v < function_.values.size(); ++v) {
      function_.values[v].borrowed = holder_[v] != Holder::Owned && holder_[v] != Holder::Nobody;
    }
  }

 private:
  struct EdgePlan {
    std::vector<ValueId> takes, drops;
  };
  struct Plan {
    std::vector<ValueId> takes_before, drops_before, drops_after;
    bool steal = false;  // turn a conversion into the one that consumes
    EdgePlan raise;
    std::vector<EdgePlan> edges;
  };

  void start() {
    order_ = ir::reverse_postorder(function_);
    for (SparseSet* set : {&live_now_, &after_, &elsewhere_, &borrowed_, &held_, &target_})
      *set = SparseSet(function_.values.size());
    walked_ = ir::walked_ranks(function_);
    ir::spread_nullable(function_);
    classify();
  }

  // Placing a release may invalidate what is borrowed around it, which is then owned instead; that only ever grows.
  void settle(bool hot_only) {
    hot_only_ = hot_only;
    do {
      acquired_more_ = false;
      live_ = ir::live_in(function_, &roots_);
      plans_.assign(function_.insts.size(), {});
      at_start_.assign(function_.blocks.size(), {});
      for (BlockId block : order_)
        if (!hot_only || !cold(block)) plan(block);
    } while (acquired_more_);
  }

  // What may be borrowed but for what happens in cold blocks is handed to these as a parameter of each, so that a reference is taken on
  // the way there and not where it is read, in every round of a loop. Whether there is any.
  bool hand_to_cold_blocks() {
    bool any_cold = std::any_of(order_.begin(), order_.end(), [&](BlockId block) { return cold(block); });
    bool any_heap = std::any_of(holder_.begin(), holder_.end(), [](Holder holder) { return holder == Holder::Heap; });
    if (!any_cold || !any_heap) return false;
    settle(true);
    std::vector<char> hot = acquired_;
    settle(false);
    std::vector<char> wanted(function_.values.size(), 0);
    for (uint32_t v = 0; v < acquired_.size(); ++v) wanted[v] = acquired_[v] && !hot[v] && !cold(function_.values[v].block);
    bool any = hand_parts_to_cold_blocks(wanted);
    for (uint32_t v = 0; v < wanted.size(); ++v)
      if (wanted[v]) any |= hand_to_cold_blocks(ValueId{v});
    return any;
  }

  // What is borrowed from a value that cold blocks are to be handed they are handed instead: it would keep that alive there.
  bool hand_parts_to_cold_blocks(const std::vector<char>& wanted) {
    bool any = false;
    for (uint32_t v = 0; v < wanted.size(); ++v) {
      uint32_t from = roots_[v];
      while (from != kNone && !wanted[from]) from = roots_[from];
      if (from != kNone && !wanted[v] && !cold(function_.values[v].block)) any |= hand_to_cold_blocks(ValueId{v});
    }
    if (!any) return false;
    roots_.resize(function_.values.size(), kNone);
    live_ = ir::live_in(function_, &roots_);
    return true;
  }

  bool hand_to_cold_blocks(ValueId v) {
    auto is_live = [&](BlockId block) { return std::binary_search(live_[block.index].begin(), live_[block.index].end(), v.index); };
    std::vector<BlockId> blocks;
    for (BlockId block : order_) {
      if (!cold(block) || !is_live(block)) continue;
      bool returns = false;
      ir::each_edge(function_, block, [&](const Edge& edge, InstId) { returns |= !cold(edge.target) && is_live(edge.target); });
      if (returns) return false;
      blocks.push_back(block);
    }
    std::vector<ValueId> own(function_.blocks.size());
    for (BlockId block : blocks) own[block.index] = function_.add_param_like(block, v);
    auto rename = [&](std::vector<ValueId>& values, ValueId to) { std::replace(values.begin(), values.end(), v, to); };
    for (BlockId block : order_) {
      ValueId here = own[block.index] ? own[block.index] : v;
      for (InstId id : function_.block(block).insts) {
        Inst& inst = function_.inst(id);
        rename(inst.operands, here);
        auto pass = [&](Edge& edge) {
          if (!edge.target) return;
          rename(edge.args, here);
          if (own[edge.target.index]) edge.args.push_back(here);
        };
        pass(inst.raise);
        for (Edge& edge : inst.edges) pass(edge);
      }
    }
    return !blocks.empty();
  }

  bool cold(BlockId block) const { return block && function_.block(block).cold; }
  Holder holder(ValueId v) const { return holder_[v.index]; }
  bool owned(uint32_t v) const { return holder_[v] == Holder::Owned; }

  void classify() {
    size_t count = function_.values.size();
    holder_.assign(count, Holder::Nobody);
    roots_.assign(count, kNone);
    acquired_.assign(count, 0);
    for (ValueId param : function_.params) {
      if (!ir::is_countless(program_, function_, param)) holder_[param.index] = Holder::Permanent;
    }
    // Block parameters start as permanent and lose that where something else comes in.
    for (BlockId block : order_) {
      for (ValueId param : function_.block(block).params) {
        if (!ir::is_countless(program_, function_, param)) holder_[param.index] = Holder::Permanent;
      }
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (BlockId block : order_) {
        for (InstId id : function_.block(block).insts) {
          const Inst& inst = function_.inst(id);
          if (!inst.result || ir::is_countless(program_, function_, inst.result)) continue;
          Holder found = of_result(inst);
          if (holder_[inst.result.index] == found) continue;
          holder_[inst.result.index] = found;
          changed = true;
        }
      }
      auto flow = [&](const Edge& edge, InstId) {
        for (size_t i = 0; i < edge.args.size(); ++i) {
          Holder& param = holder_[function_.block(edge.target).params[i].index];
          Holder arg = holder_[edge.args[i].index];
          if (param != Holder::Permanent || arg == Holder::Permanent || arg == Holder::Nobody) continue;
          param = Holder::Owned;
          changed = true;
        }
      };
      for (BlockId block : order_) ir::each_edge(function_, block, flow);
    }
  }

  Holder of_result(const Inst& inst) {
    const ir::OpShape& row = ir::shape(inst.op);
    bool heap = (ir::effects(program_, function_, inst) & ir::kReadsHeap) != 0;
    switch (row.result) {
      case ResultKind::Immortal:
        return Holder::Permanent;
      case ResultKind::Heap:
        return Holder::Heap;
      case ResultKind::Borrowed: {
        ValueId from = inst.operands[row.from];
        Holder from_holder = holder(from);
        bool outlives = from_holder == Holder::Nobody || from_holder == Holder::Permanent;
        if (!outlives) roots_[inst.result.index] = from.index;
        if (heap) return Holder::Heap;
        return outlives ? Holder::Permanent : Holder::Root;
      }
      default:
        return Holder::Owned;
    }
  }

  // From now on a reference to this borrowed value is taken at its definition.
  void acquire(uint32_t v) {
    if (holder_[v] != Holder::Heap) return;
    holder_[v] = Holder::Owned;
    roots_[v] = kNone;
    acquired_[v] = 1;
    acquired_more_ = true;
  }
  void acquire_all(const SparseSet& set) {
    for (uint32_t v : set.items()) acquire(v);
  }

  void use(SparseSet& set, ValueId value) {
    uint32_t v = value.index;
    do {
      set.set(v);
      v = roots_[v];
    } while (v != kNone);
  }
  void use_edge(SparseSet& set, const Edge& edge) {
    if (edge.target) set.unite(live_[edge.target.index]);
    for (ValueId arg : edge.args) use(set, arg);
  }

  // How the references `held` at the source go over the edge: moved to owned parameters, kept for what is live behind
  // it, dropped otherwise.
  EdgePlan plan_edge(const Edge& edge, const SparseSet& held) {
    EdgePlan out;
    SparseSet& target = target_;
    target.clear();
    if (edge.target) target.unite(live_[edge.target.index]);
    std::vector<uint32_t> moved;
    auto was_moved = [&](uint32_t v) { return std::find(moved.begin(), moved.end(), v) != moved.end(); };
    for (size_t i = 0; i < edge.args.size(); ++i) {
      uint32_t arg = edge.args[i].index;
      ValueId param = function_.block(edge.target).params[i];
      if (holder(param) != Holder::Owned || holder_[arg] == Holder::Nobody) continue;
      if (owned(arg) && held.test(arg) && !target.test(arg) && !was_moved(arg)) {
        moved.push_back(arg);
      } else {
        out.takes.push_back(edge.args[i]);
      }
    }
    for (uint32_t v : held.items()) {
      if (owned(v) && !target.test(v) && !was_moved(v)) out.drops.push_back(ValueId{v});
    }
    sort(out.drops);
    // What cold blocks need they may be handed.
    if (!out.drops.empty() && !(hot_only_ && cold(edge.target))) acquire_all(target);
    return out;
  }

  // Sets have no order of their own; what is written has that of the values. What loops walk goes first, from the
  // innermost out, as it does where CPython unwinds its stack: a generator that is closed may be seen to be.
  void sort(std::vector<ValueId>& values) const {
    auto rank = [&](ValueId v) {
      uint32_t walked = walked_[v.index];
      return std::pair(walked == 0, walked != 0 ? ~walked : v.index);
    };
    std::sort(values.begin(), values.end(), [&](ValueId a, ValueId b) { return rank(a) < rank(b); });
  }

  void plan(BlockId id) {
    const ir::Block& block = function_.block(id);
    live_now_.clear();
    SparseSet& live = live_now_;
    for (auto it = block.insts.rbegin(); it != block.insts.rend(); ++it) plan_inst(*it, live);
    for (ValueId param : block.params) {
      if (owned(param.index) && !live.test(param.index)) at_start_[id.index].push_back(param);
    }
    if (!at_start_[id.index].empty()) acquire_all(live);
  }

  // On entry `live` is what lives after the instruction, on exit what lives before it.
  void plan_inst(InstId id, SparseSet& live) {
    const Inst& inst = function_.inst(id);
    Plan& plan = plans_[id.index];
    uint32_t bits = ir::effects(program_, function_, inst);
    SparseSet &after = after_, &elsewhere = elsewhere_, &borrowed = borrowed_, &held = held_;
    after.assign(live);
    for (const Edge& edge : inst.edges) use_edge(after, edge);
    elsewhere.assign(after);  // what lives behind the instruction on some path, its result aside
    if (inst.result) elsewhere.reset(inst.result.index);
    if (bits & ir::kRaises) use_edge(elsewhere, inst.raise);
    SparseSet& before = live;
    before.assign(elsewhere);
    borrowed.clear();  // by the instruction itself
    for (size_t i = 0; i < inst.operands.size(); ++i) {
      use(before, inst.operands[i]);
      if (!ir::steals(inst, i)) use(borrowed, inst.operands[i]);
    }
    if (ir::invalidates_borrows(bits)) {
      acquire_all(elsewhere);
      if (!(bits & ir::kHoldsOperands)) acquire_all(borrowed);
    }
    held.assign(before);
    for (size_t i = 0; i < inst.operands.size(); ++i) {
      uint32_t v = inst.operands[i].index;
      if (!ir::steals(inst, i) || holder_[v] == Holder::Nobody) continue;
      if (owned(v) && held.test(v) && !elsewhere.test(v) && !borrowed.test(v)) {
        held.reset(v);  // the last use: moved
      } else {
        plan.takes_before.push_back(inst.operands[i]);
      }
    }
    if (inst.op == Op::Convert && has_stealing_form(inst)) {
      uint32_t v = inst.operands[0].index;
      if (owned(v) && !elsewhere.test(v)) {
        plan.steal = true;
        held.reset(v);
      }
    }
    if (bits & ir::kRaises) plan.raise = plan_edge(inst.raise, held);
    if (bits & ir::kTerminator) {
      for (const Edge& edge : inst.edges) plan.edges.push_back(plan_edge(edge, held));
      if (inst.edges.empty()) {
        for (uint32_t v : held.items()) {
          if (owned(v)) plan.drops_before.push_back(ValueId{v});
        }
        sort(plan.drops_before);
      }
    } else {
      if (inst.result && owned(inst.result.index)) held.set(inst.result.index);
      for (uint32_t v : held.items()) {
        if (owned(v) && !after.test(v)) plan.drops_after.push_back(ValueId{v});
      }
      sort(plan.drops_after);
      if (!plan.drops_after.empty()) acquire_all(after);
    }
  }

  // Conversions that have a consuming form in runtime/convert.h.
  bool has_stealing_form(const Inst& inst) const {
    ir::Repr from = function_.value(inst.operands[0]).type.repr, to = inst.type.repr;
    return (from == ir::Repr::Obj && (to == ir::Repr::Tag || to == ir::Repr::Num)) ||
           (from == ir::Repr::Tag && to == ir::Repr::Obj);
  }

  InstId make(Op op, ValueId value) {
    Inst inst{};
    inst.op = op;
    inst.operands = {value};
    function_.insts.push_back(std::move(inst));
    return InstId{uint32_t(function_.insts.size() - 1)};
  }

  void write(BlockId id) {
    std::vector<InstId> insts;
    for (ValueId v : at_start_[id.index]) insts.push_back(make(Op::Decref, v));
    for (InstId inst_id : function_.block(id).insts) {
      Plan& plan = plans_[inst_id.index];
      for (ValueId v : plan.takes_before) insts.push_back(make(Op::Incref, v));
      for (ValueId v : plan.drops_before) insts.push_back(make(Op::Decref, v));
      insts.push_back(inst_id);
      Inst& inst = function_.inst(inst_id);
      if (plan.steal) inst.imm = 1;
      inst.raise.takes = std::move(plan.raise.takes);
      inst.raise.drops = std::move(plan.raise.drops);
      for (size_t i = 0; i < inst.edges.size(); ++i) {
        inst.edges[i].takes = std::move(plan.edges[i].takes);
        inst.edges[i].drops = std::move(plan.edges[i].drops);
      }
      ValueId result = inst.result;
      if (result && acquired_[result.index]) insts.push_back(make(Op::Incref, result));
      for (ValueId v : plan.drops_after) insts.push_back(make(Op::Decref, v));
    }
    function_.block(id).insts = std::move(insts);
  }

  Program& program_;
  Function& function_;
  std::vector<BlockId> order_;
  std::vector<Holder> holder_;
  std::vector<uint32_t> roots_;  // the value that keeps this one alive, kNone for none that matters
  std::vector<uint32_t> walked_;
  std::vector<char> acquired_;
  bool acquired_more_ = false, hot_only_ = false;
  std::vector<std::vector<uint32_t>> live_;
  // Scratch of plan_inst and plan_edge.
  SparseSet live_now_, after_, elsewhere_, borrowed_, held_, target_;
  std::vector<Plan> plans_;
  std::vector<std::vector<ValueId>> at_start_;
};

}  // namespace

void insert_references(Program& program, Function& function) { References(program, function).run(); }

}  // namespace krait::passes
