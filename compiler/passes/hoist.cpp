#include "passes/hoist.h"

#include <algorithm>
#include <map>

#include "ir/loops.h"
#include "ir/ownership.h"
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

class Hoist {
 public:
  Hoist(Program& program, Function& function)
      : program_(program), function_(function), dominators_(function), loops_(function, dominators_) {}

  bool branches_in_front() {
    bool moved = false;
    for (uint32_t loop = uint32_t(loops_.all().size()); loop-- > 0;) {
      BlockId front;
      InstId enter;
      if (find_front(loop, front, enter)) moved |= test_in_front(loop, loops_.all()[loop].header, front, enter);
    }
    return moved;
  }

  void run() {
    ir::spread_nullable(function_);
    // Inner loops first: what leaves one may leave the next.
    for (uint32_t loop = uint32_t(loops_.all().size()); loop-- > 0;) from_loop(loop);
  }

 private:
  // The block that only jumps to the header, and its loop.enter.
  bool find_front(uint32_t loop, BlockId& front, InstId& enter) const {
    const ir::Loop& info = loops_.all()[loop];
    for (BlockId block : dominators_.order()) {
      if (loops_.contains(loop, block)) continue;
      bool raises = false, jumps = false;
      ir::each_edge(function_, block, [&](const Edge& edge, InstId id) {
        if (edge.target != info.header) return;
        const Inst& inst = function_.inst(id);
        if (inst.op == Op::Jump) {
          jumps = true;
        } else {
          raises = true;
        }
      });
      if (raises || (jumps && front)) return false;
      if (jumps) front = block;
    }
    if (!front) return false;
    for (InstId id : function_.block(front).insts) {
      if (function_.inst(id).op == Op::LoopEnter) enter = id;
    }
    return bool(enter);
  }

  bool is_tested(ValueId v) const {
    const Inst* inst = def(v);
    return inst && (inst->op == Op::VecKnown || inst->op == Op::PackedKnown || inst->op == Op::StrKnown);
  }

  // Whether the instruction may be allowed only behind some test on its operands. List operations name what was tested.
  bool relies_on_tests(const Inst& inst) const {
    switch (inst.op) {
      case Op::ListSize:
      case Op::ListItems:
      case Op::ListLoad:
      case Op::BytesSize:
      case Op::BytearraySize:
      case Op::TupleSize:
      case Op::TupleLoad:
      case Op::BuiltinIs:
      case Op::MathIs:
      case Op::ClassCurrent:
        return false;
      case Op::StrSize:
      case Op::StrCodes:
        return !is_tested(inst.operands[0]);
      case Op::PackedSize:
      case Op::PackedItems:
      case Op::VecSize:
      case Op::VecItems:
      case Op::VecLoad:
      case Op::VecLoadRef:
        return !is_tested(inst.operands[0]);
      case Op::ClassExact:
      case Op::ClassPlain:
      case Op::ClassIs:
      case Op::ClassInstance:
        return function_.value(inst.operands[0]).nullable;
      default:
        return std::any_of(inst.operands.begin(), inst.operands.end(), [&](ValueId v) {
          return ir::is_counted(program_, function_.value(v).type);
        });
    }
  }

  void from_loop(uint32_t loop) {
    const ir::Loop& info = loops_.all()[loop];
    BlockId front;
    InstId enter;
    if (!find_front(loop, front, enter)) return;
    uint32_t written = loop_writes(loop);
    auto outside = [&](ValueId v) { return !loops_.contains(loop, function_.value(v).block); };
    if (!(written & kElsewhere)) ask_of_classes_once(loop, front, enter);
    find_polls(loop, front);
    for (BlockId block : info.blocks) {
      if (function_.block(block).cold) continue;
      bool always = std::all_of(info.latches.begin(), info.latches.end(), [&](BlockId latch) {
        return function_.block(latch).cold || dominators_.start_dominates(block, latch);
      });
      std::vector<InstId> kept;
      for (InstId id : std::vector<InstId>(function_.block(block).insts)) {
        Inst& inst = function_.inst(id);
        std::optional<uint32_t> reads = repeatable(program_, function_, inst);
        bool exits = (ir::info(inst.op).effects & ir::kExits) != 0;
        bool moves = reads && !(*reads & written) && !changes_packed(inst, *reads) && (always || !exits) &&
                     !(ir::info(inst.op).effects & ir::kTerminator) &&
                     std::all_of(inst.operands.begin(), inst.operands.end(), outside);
        if (moves && (exits ? is_guarded(loop, block, inst) : relies_on_tests(inst))) moves = false;
        if (!moves) {
          kept.push_back(id);
          continue;
        }
        if (exits) inst.raise = function_.inst(enter).raise;
        if (inst.result) function_.value(inst.result).block = front;
        std::vector<InstId>& there = function_.block(front).insts;
        there.insert(there.end() - 1, id);
      }
      function_.block(block).insts = std::move(kept);
      if (always) test_in_front(loop, block, front, enter);
    }
  }

  const Inst* def(ValueId v) const {
    InstId id = function_.value(v).def;
    return id ? &function_.inst(id) : nullptr;
  }

  // Whether a field is read of what a branch, or another way out of the loop, has told to be an instance.
  bool is_guarded(uint32_t loop, BlockId block, const Inst& inst) const {
    if (inst.op != Op::FieldKnown) return false;
    ValueId instance = inst.operands[0];
    auto tests = [&](ValueId condition) {
      const Inst* test = def(condition);
      return !test || std::find(test->operands.begin(), test->operands.end(), instance) != test->operands.end();
    };
    for (BlockId before : loops_.all()[loop].blocks) {
      if (!dominators_.start_dominates(before, block)) continue;
      for (InstId id : function_.block(before).insts) {
        const Inst& test = function_.inst(id);
        bool way_out = test.op == Op::ExitUnless || (test.op == Op::Branch && before != block);
        if (way_out && tests(test.operands[0])) return true;
      }
    }
    return false;
  }

  // A branch that goes the same way in each round, and else leaves for the general version, is a test in front of the loop.
  bool test_in_front(uint32_t loop, BlockId block, BlockId front, InstId enter) {
    Inst& branch = function_.inst(function_.block(block).insts.back());
    if (branch.op != Op::Branch || loops_.contains(loop, function_.value(branch.operands[0]).block)) return false;
    bool stays_if = loops_.contains(loop, branch.edges[0].target);
    BlockId other = branch.edges[stays_if ? 1 : 0].target;
    if (loops_.contains(loop, other) || !function_.block(other).cold || !loops_.contains(loop, branch.edges[stays_if ? 0 : 1].target)) return false;
    ValueId condition = branch.operands[0];
    Edge way = std::move(branch.edges[stays_if ? 0 : 1]);
    branch = Inst{};
    branch.op = Op::Jump;
    branch.edges.push_back(std::move(way));
    if (!stays_if) {
      Inst inverse{};
      inverse.op = Op::BoolNot;
      inverse.type = ir::kBool;
      inverse.operands = {condition};
      condition = put_in_front(front, std::move(inverse));
    }
    Inst test{};
    test.op = Op::ExitUnless;
    test.operands = {condition};
    test.raise = function_.inst(enter).raise;
    put_in_front(front, std::move(test));
    return true;
  }

  // Of instances that change from round to round, what is asked of their class is asked in front of the loop.
  void ask_of_classes_once(uint32_t loop, BlockId front, InstId enter) {
    std::map<int64_t, ValueId> asked;  // the addresses of the classes
    for (BlockId block : loops_.all()[loop].blocks) {
      if (function_.block(block).cold) continue;
      for (InstId id : std::vector<InstId>(function_.block(block).insts)) {
        const Inst& exact = function_.inst(id);
        if (exact.op != Op::ClassExact || !loops_.contains(loop, function_.value(exact.operands[0]).block)) continue;
        int64_t cls = exact.imm;
        if (!asked.contains(cls)) {
          Inst stands{};
          stands.op = Op::ClassStands;
          stands.type = ir::kBool;
          stands.imm = cls;
          Inst test{};
          test.op = Op::ExitUnless;
          test.operands = {put_in_front(front, std::move(stands))};
          test.raise = function_.inst(enter).raise;
          put_in_front(front, std::move(test));
          Inst address{};
          address.op = Op::ClassAddress;
          address.type = ir::kI64;
          address.imm = cls;
          asked[cls] = put_in_front(front, std::move(address));
        }
        function_.inst(id).op = Op::ClassPlain;
        function_.inst(id).operands.push_back(asked[cls]);
      }
    }
  }

  // C compilers do not see that this stays the same: rounds may call what polls do. Generators may go on in another thread.
  void find_polls(uint32_t loop, BlockId front) {
    if (suspends(loop)) return;
    ValueId where;
    for (BlockId block : loops_.all()[loop].blocks) {
      if (loops_.of(block) != loop || function_.block(block).cold) continue;
      for (InstId id : std::vector<InstId>(function_.block(block).insts)) {
        if (function_.inst(id).op != Op::PollPending) continue;
        if (!where) {
          Inst address{};
          address.op = Op::PollAddress;
          address.type = ir::kI64;
          where = put_in_front(front, std::move(address));
        }
        function_.inst(id).op = Op::PollPendingAt;
        function_.inst(id).operands = {where};
      }
    }
  }

  ValueId put_in_front(BlockId front, Inst inst) {
    InstId id{uint32_t(function_.insts.size())};
    if (inst.type != ir::kVoid) inst.result = function_.add_value(inst.type, id, front);
    std::vector<InstId>& there = function_.block(front).insts;
    there.insert(there.end() - 1, id);
    function_.insts.push_back(std::move(inst));
    return function_.inst(id).result;
  }

  // The packed list itself.
  ValueId list_of(ValueId v) const {
    InstId def = function_.value(v).def;
    return def && function_.inst(def).op == Op::PackedKnown ? function_.inst(def).operands[0] : v;
  }
  // Whether both cannot be one list: the second is made where the first is there already.
  bool is_older(ValueId v, ValueId made) const {
    InstId def = function_.value(made).def;
    if (!def || (function_.inst(def).op != Op::PackedNew && function_.inst(def).op != Op::ListPack)) return false;
    BlockId older = function_.value(v).block, newer = function_.value(made).block;
    return older != newer && dominators_.start_dominates(older, newer);
  }
  // Whether the loop changes the size or an item of the packed list that the instruction reads.
  bool changes_packed(const Inst& inst, uint32_t reads) const {
    if (!(reads & (kVecShape | kVecSlots))) return false;
    ValueId read = list_of(inst.operands[0]);
    return std::any_of(packed_writes_.begin(), packed_writes_.end(), [&](InstId id) {
      const Inst& change = function_.inst(id);
      ValueId changed = list_of(change.operands[0]);
      if (!(writes(program_, function_, change) & reads)) return false;
      return changed == read || (!is_older(read, changed) && !is_older(changed, read));
    });
  }

  bool suspends(uint32_t loop) const {
    const std::vector<BlockId>& blocks = loops_.all()[loop].blocks;
    return std::any_of(blocks.begin(), blocks.end(), [&](BlockId block) {
      const std::vector<InstId>& insts = function_.block(block).insts;
      return std::any_of(insts.begin(), insts.end(), [&](InstId id) { return (ir::info(function_.inst(id).op).effects & ir::kSuspends) != 0; });
    });
  }

  uint32_t loop_writes(uint32_t loop) {
    Releases releases(program_, function_);
    uint32_t written = 0;
    packed_writes_.clear();
    for (BlockId block : loops_.all()[loop].blocks) {
      if (releases.at_start(block)) written |= kAllMemory;
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        bool in_packed = !inst.operands.empty() && list_of(inst.operands[0]) != inst.operands[0];
        if (in_packed) packed_writes_.push_back(id);
        else written |= writes(program_, function_, inst);
        if (releases.after(id)) written |= kAllMemory;
        if (inst.raise.target && loops_.contains(loop, inst.raise.target)) written |= kAllMemory;
        for (size_t e = 0; e < inst.edges.size(); ++e) {
          if (releases.on_edge(id, e) && loops_.contains(loop, inst.edges[e].target)) written |= kAllMemory;
        }
      }
    }
    return written;
  }

  Program& program_;
  Function& function_;
  ir::Dominators dominators_;
  ir::Loops loops_;
  std::vector<InstId> packed_writes_;  // of the loop at hand
};

}  // namespace

bool enters_loops(const Function& function) {
  return std::any_of(function.blocks.begin(), function.blocks.end(), [&](const ir::Block& block) {
    return std::any_of(block.insts.begin(), block.insts.end(), [&](InstId id) { return function.inst(id).op == Op::LoopEnter; });
  });
}

bool test_in_front(Program& program, Function& function) { return Hoist(program, function).branches_in_front(); }

void hoist(Program& program, Function& function) {
  if (enters_loops(function)) Hoist(program, function).run();
}

}  // namespace krait::passes
