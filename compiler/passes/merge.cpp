#include "passes/merge.h"

#include <algorithm>
#include <set>
#include <utility>

#include "ir/builder.h"
#include "ir/classes.h"
#include "ir/loops.h"
#include "passes/scalar.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::ClassId;
using ir::Edge;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::NumberField;
using ir::Op;
using ir::Program;
using ir::ValueId;

// One parameter of a block, and the instances that it is given.
class Merger {
 public:
  Merger(Program& program, Function& function, BlockId block, size_t index) : program_(program), function_(function), block_(block), index_(index), builder_(program, function) {}

  // Changes nothing. What lives at the start of the block: an instance that has another name there is the same one by both.
  bool plan(const std::vector<BlockId>& preds, const std::vector<uint32_t>& live) {
    const ir::Value& param = function_.value(function_.block(block_).params[index_]);
    if (preds.size() < 2 || param.type != ir::kObj || param.nullable) return false;
    return std::all_of(preds.begin(), preds.end(), [&](BlockId pred) { return fits(pred, live); }) && !(fields_ = ir::number_fields(program_, cls_)).empty();
  }

  void run(const std::vector<BlockId>& preds) {
    std::vector<ValueId> values;
    for (BlockId pred : preds) bring(pred);
    std::vector<ValueId>& params = function_.block(block_).params;
    ValueId instance = params[index_];
    params.erase(params.begin() + ptrdiff_t(index_));
    for (const NumberField& field : fields_) values.push_back(builder_.param(block_, field.type));
    make(instance, values);
  }

  // Whether none of the ways makes one now.
  bool gains() const {
    for (const ir::Block& block : function_.blocks) {
      for (InstId id : block.insts) {
        const Inst& inst = function_.inst(id);
        if (nowhere_ && inst.raise.target == nowhere_) return false;
        if (!block.cold && made_.contains(id) && inst.op == Op::InstanceNew) return false;
      }
    }
    return true;
  }

 private:
  bool fits(BlockId pred, const std::vector<uint32_t>& live) {
    if (function_.block(pred).cold) return false;
    InstId end = function_.block(pred).insts.back();
    const Inst& last = function_.inst(end);
    if (last.op != Op::Jump && last.op != Op::Branch) return false;
    return std::all_of(last.edges.begin(), last.edges.end(), [&](const Edge& edge) {
      if (edge.target != block_) return true;
      ValueId given = edge.args[index_];
      InstId def = function_.value(given).def;
      if (!def || function_.inst(def).op != Op::InstanceNew || !leaves(function_.inst(def).raise) || function_.block(function_.value(given).block).cold) return false;
      ClassId cls{uint32_t(function_.inst(def).imm)};
      if (cls_ && cls_ != cls) return false;
      cls_ = cls;
      made_.insert(def);
      return std::count(edge.args.begin(), edge.args.end(), given) == 1 && !std::binary_search(live.begin(), live.end(), given.index);
    });
  }

  // Whether an error goes out of the function.
  bool leaves(const Edge& raise) const {
    if (!raise.target) return true;
    const std::vector<InstId>& insts = function_.block(raise.target).insts;
    return std::all_of(insts.begin(), insts.end(), [&](InstId id) { return function_.inst(id).op == Op::TracebackAdd || function_.inst(id).op == Op::RaiseExit; });
  }

  // The fields go along the edge instead of the instance.
  void bring(BlockId pred) {
    InstId end = function_.block(pred).insts.back();
    function_.block(pred).insts.pop_back();
    for (size_t e = 0; e < function_.inst(end).edges.size(); ++e) {
      if (function_.inst(end).edges[e].target != block_) continue;
      ValueId instance = function_.inst(end).edges[e].args[index_];
      // Settled by the pass scalar, or all of this is dropped.
      BlockId unsettled = nowhere();
      builder_.at(pred);
      builder_.handler(Edge{unsettled, {}, {}, {}});
      std::vector<ValueId> brought;
      for (const NumberField& field : fields_) brought.push_back(builder_.emit(Op::FieldKnown, {instance}, field.type, field.cls.index, field.index));
      std::vector<ValueId>& args = function_.inst(end).edges[e].args;
      args.erase(args.begin() + ptrdiff_t(index_));
      args.insert(args.end(), brought.begin(), brought.end());
    }
    function_.block(pred).insts.push_back(end);
  }

  BlockId nowhere() {
    if (nowhere_) return nowhere_;
    nowhere_ = builder_.block(true);
    builder_.at(nowhere_);
    builder_.handler({});
    builder_.emit(Op::RaiseExit, {});
    return nowhere_;
  }

  void make(ValueId instance, const std::vector<ValueId>& values) {
    std::vector<InstId> behind = std::exchange(function_.block(block_).insts, {});
    builder_.at(block_);
    builder_.handler({});
    ValueId made = builder_.emit(Op::InstanceNew, {}, ir::kObj, cls_.index);
    for (size_t i = 0; i < fields_.size(); ++i) {
      ir::Type held = program_.classes[fields_[i].cls.index].fields[fields_[i].index].type;
      builder_.emit(Op::FieldSet, {made, builder_.convert(values[i], held)}, ir::kVoid, fields_[i].cls.index, fields_[i].index);
    }
    // What was the parameter is the instance now.
    Inst& born = function_.inst(function_.value(made).def);
    ir::Value& value = function_.value(instance);
    value.def = function_.value(made).def;
    value.block = block_;
    born.result = instance;
    for (InstId id : function_.block(block_).insts) {
      for (ValueId& operand : function_.inst(id).operands) operand = operand == made ? instance : operand;
    }
    function_.value(made).def = {};
    std::vector<InstId>& insts = function_.block(block_).insts;
    insts.insert(insts.end(), behind.begin(), behind.end());
  }

  Program& program_;
  Function& function_;
  BlockId block_;
  size_t index_;
  ir::Builder builder_;
  ClassId cls_;
  std::vector<NumberField> fields_;
  std::set<InstId> made_;  // by the ways
  BlockId nowhere_;
};

// One parameter that can be done without; whether there was one.
bool merge_one(Program& program, Function& function) {
  ir::Dominators dominators(function);
  ir::Loops loops(function, dominators);
  std::vector<std::vector<BlockId>> preds = ir::predecessors(function);
  std::vector<std::vector<uint32_t>> live = ir::live_in(function);
  for (BlockId block : dominators.order()) {
    bool header = std::any_of(loops.all().begin(), loops.all().end(), [&](const ir::Loop& loop) { return loop.header == block; });
    if (header || function.block(block).cold) continue;
    std::vector<BlockId> from = preds[block.index];
    std::sort(from.begin(), from.end());
    from.erase(std::unique(from.begin(), from.end()), from.end());
    for (size_t i = 0; i < function.block(block).params.size(); ++i) {
      if (!Merger(program, function, block, i).plan(from, live[block.index])) continue;
      Function changed = function;
      Merger merger(program, changed, block, i);
      merger.plan(from, live[block.index]);
      merger.run(from);
      scalarize(program, changed);
      if (!merger.gains()) continue;
      function = std::move(changed);
      return true;
    }
  }
  return false;
}

}  // namespace

void merge_instances(Program& program, Function& function) {
  constexpr size_t kMostMerged = 16, kMostBlocks = 3000;
  if (!function.has_fast_loops || function.blocks.size() > kMostBlocks) return;
  for (size_t i = 0; i < kMostMerged && merge_one(program, function); ++i) {}
}

}  // namespace krait::passes
