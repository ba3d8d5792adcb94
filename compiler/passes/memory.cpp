#include "passes/memory.h"

#include <algorithm>

#include "ir/cfg.h"
#include "ir/ownership.h"

namespace krait::passes {

using ir::BlockId;
using ir::Edge;
using ir::Inst;
using ir::InstId;
using ir::kNone;
using ir::Op;
using ir::Repr;
using ir::ResultKind;
using ir::ValueId;

// The bit of kFields that stands for the field which the instruction reads or writes.
static uint32_t field_memory(const Inst& inst) {
  constexpr uint32_t kFirst = 7, kBits = kMemoryKinds - kFirst;
  return 1u << (kFirst + uint32_t(inst.imm * 5 + inst.imm2) % kBits);
}

std::optional<uint32_t> repeatable(const ir::Program& program, const ir::Function& function, const Inst& inst) {
  switch (inst.op) {
    case Op::ListSize:
    case Op::ListItems:
    case Op::LenExit:
      return kListShape;
    case Op::ListLoad:
      return kListSlots;
    case Op::BytearraySize:
      return kListShape;
    case Op::BytearrayLoad:
      return kListShape | kListSlots;
    case Op::VecSize:
    case Op::VecItems:
    case Op::PackedSize:
    case Op::PackedItems:
      return kVecShape;
    case Op::PackedKnown:
      return kPackedState;
    case Op::VecLoad:
    case Op::VecLoadRef:
      return kVecSlots;
    case Op::LongUnbox:
    case Op::FloatUnbox:
      return kBoxes;
    case Op::BuiltinIs:
    case Op::MathIs:
    case Op::FunctionIsBound:
    case Op::SuperFinds:
    case Op::ClassExact:
    case Op::ClassStands:
    case Op::ClassPlain:
    case Op::ClassAmong:
    case Op::ClassIs:
    case Op::ClassCurrent:
    case Op::GlobalKnown:
    case Op::ConstantsHold:
    case Op::IsInstanceCheck:
    case Op::MatchIsSequence:
    case Op::MatchIsMapping:
      return kElsewhere;
    case Op::FieldKnown:
      return field_memory(inst) | kElsewhere;
    case Op::ClassInstance:  // no instance leaves or enters native layout
    case Op::ClassGoesFirst:
      return 0;
    case Op::LoopEnter:
    case Op::Absent:
      return std::nullopt;
    default:
      break;
  }
  uint32_t bits = ir::effects(program, function, inst);
  constexpr uint32_t kHarmless = ir::kStructural | ir::kIdempotent | ir::kImmPassed | ir::kNullable;
  if (bits & ir::kExits) bits &= ~uint32_t(ir::kExit | ir::kForResult);
  if ((bits & ~kHarmless) != 0) return std::nullopt;
  if (!inst.result && !(ir::info(inst.op).effects & ir::kExits)) return std::nullopt;
  // Results that own something cannot be shared by two uses that each expect their own.
  ResultKind kind = ir::shape(inst.op).result;
  if (inst.result && kind == ResultKind::New && ir::is_counted(program, inst.type) && inst.op != Op::ConstInt &&
      inst.op != Op::ConstFloat && inst.op != Op::TagOfSmall) {
    return std::nullopt;
  }
  return 0;
}

uint32_t writes(const ir::Program& program, const ir::Function& function, const Inst& inst) {
  switch (inst.op) {
    case Op::ListPutBool:
    case Op::ListPutInt:
    case Op::ListPutBoxed:
    case Op::ListPutFloat:
      return kListSlots | kBoxes;
    case Op::ListSwap:
    case Op::BytearrayPut:
      return kListSlots;
    case Op::ListAppendNew:
    case Op::ListReserve:
      return 0;
    case Op::ListAppendKnown:
    case Op::ListPopKnown:
      return kListShape | kListSlots;
    case Op::FieldPut:
    case Op::FieldReplace:
    case Op::FieldBump:
      return field_memory(inst);
    case Op::VecStore:
      return kVecSlots;
    case Op::VecPush:
    case Op::PackedPushBool:
    case Op::PackedPushInt:
    case Op::PackedPushFloat:
    case Op::PackedPopBool:
    case Op::PackedPopInt:
    case Op::PackedPopFloat:
    case Op::PackedMoveSlice:
      return kVecShape | kVecSlots;
    default:
      break;
  }
  uint32_t bits = ir::effects(program, function, inst);
  if (inst.op == Op::FieldSet && !(bits & ir::kRunsPython)) return kElsewhere;
  return ir::invalidates_borrows(bits) ? uint32_t(kAllMemory) : 0;
}

Releases::Releases(const ir::Program& program, const ir::Function& function) : program_(program), function_(function) {
  find_candidates();
  held_in_cold_ = held_;
  live_ = ir::live_in(function_, &roots_);
  std::vector<BlockId> order = ir::reverse_postorder(function_);
  do {
    changed_ = false;
    at_start_.assign(function_.blocks.size(), 0);
    after_.assign(function_.insts.size(), 0);
    on_edge_.assign(function_.insts.size(), 0);
    all_.clear();
    for (BlockId block : order) scan(block);
  } while (changed_);
}

void Releases::find_candidates() {
  size_t values = function_.values.size();
  roots_.assign(values, kNone);
  held_.assign(values, 0);
  from_heap_.assign(values, 0);
  for (BlockId block : ir::reverse_postorder(function_)) {
    for (ValueId param : function_.block(block).params) held_[param.index] = !ir::is_countless(program_, function_, param);
    const std::vector<InstId>& insts = function_.block(block).insts;
    for (size_t i = 0; i < insts.size(); ++i) {
      const Inst& inst = function_.inst(insts[i]);
      if (!inst.result || ir::is_countless(program_, function_, inst.result)) continue;
      const ir::OpShape& row = ir::shape(inst.op);
      switch (row.result) {
        case ResultKind::Heap:
          from_heap_[inst.result.index] = 1;
          break;
        case ResultKind::Borrowed:
          roots_[inst.result.index] = inst.operands[row.from].index;
          from_heap_[inst.result.index] = (ir::effects(program_, function_, inst) & ir::kReadsHeap) != 0;
          break;
        case ResultKind::New: {
          // Boxes of numbers go without a sound, and so does what turns out to be a number at once.
          bool box = inst.op == Op::Convert && inst.operands.size() == 1 &&
                     !ir::is_counted(program_, function_.value(inst.operands[0]).type);
          bool unboxed = false;
          if (i + 1 < insts.size()) {
            const Inst& next = function_.inst(insts[i + 1]);
            unboxed = (next.op == Op::TagUnbox || next.op == Op::NumUnbox) && next.operands[0] == inst.result;
          }
          held_[inst.result.index] = !box && !unboxed;
          break;
        }
        default:
          break;
      }
    }
  }
}

void Releases::scan(BlockId id) {
  const ir::Block& block = function_.block(id);
  // What only cold blocks have to hold is handed to them (passes/refcount.cpp), unless they lead back to where it is needed.
  std::vector<char>& held = block.cold ? held_in_cold_ : held_;
  ir::SparseSet live(function_.values.size());
  auto use = [&](ValueId value) {
    for (uint32_t v = value.index; v != kNone; v = roots_[v]) live.set(v);
  };
  // Something may happen while these live: what is borrowed from the heap needs a reference.
  auto hold = [&] {
    for (uint32_t v : live.items()) {
      if (!from_heap_[v] || held[v]) continue;
      held[v] = held_in_cold_[v] = 1;
      changed_ = true;
    }
  };
  auto hold_behind = [&](const Edge& edge) {
    if (!block.cold || !edge.target || function_.block(edge.target).cold) return;
    for (uint32_t v : live_[edge.target.index]) {
      if (!held_in_cold_[v] || held_[v]) continue;
      held_[v] = 1;
      changed_ = true;
    }
  };
  ir::each_edge(function_, id, [&](const Edge& edge, InstId) { hold_behind(edge); });
  for (auto it = block.insts.rbegin(); it != block.insts.rend(); ++it) {
    const Inst& inst = function_.inst(*it);
    for (const Edge& edge : inst.edges) {
      live.unite(live_[edge.target.index]);
      for (ValueId arg : edge.args) use(arg);
    }
    for (size_t e = 0; e < inst.edges.size(); ++e) {
      const Edge& edge = inst.edges[e];
      const std::vector<uint32_t>& there = live_[edge.target.index];
      for (uint32_t v : live.items()) {
        if (!held[v] || std::binary_search(there.begin(), there.end(), v)) continue;
        bool moved = std::find(edge.args.begin(), edge.args.end(), ValueId{v}) != edge.args.end();
        if (moved) continue;
        on_edge_[it->index] |= 1u << (e < 31 ? e : 31);
        all_.push_back({*it, edge.target, ValueId{v}});
      }
    }
    size_t before = all_.size();
    auto go = [&](uint32_t v) {
      if (held[v] && !live.test(v)) all_.push_back({*it, {}, ValueId{v}});
    };
    if (inst.result) go(inst.result.index);
    if (inst.result) live.reset(inst.result.index);
    uint32_t bits = ir::effects(program_, function_, inst);
    bool invalidates = ir::invalidates_borrows(bits);
    if (invalidates) hold();
    for (ValueId operand : inst.operands) {
      for (uint32_t v = operand.index; v != kNone; v = roots_[v]) go(v);
    }
    if (ir::info(inst.op).effects & ir::kTerminator) all_.resize(before);
    if (all_.size() > before) {
      after_[it->index] = 1;
      hold();
    }
    if (inst.raise.target) {
      live.unite(live_[inst.raise.target.index]);
      for (ValueId arg : inst.raise.args) use(arg);
    }
    for (ValueId operand : inst.operands) use(operand);
    // What it borrows must outlast what it does itself.
    if (invalidates && !(bits & ir::kHoldsOperands)) hold();
  }
  for (ValueId param : block.params) {
    if (!held[param.index] || live.test(param.index)) continue;
    at_start_[id.index] = 1;
    all_.push_back({{}, id, param});
  }
}

}  // namespace krait::passes
