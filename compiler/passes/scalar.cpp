#include "passes/scalar.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "ir/classes.h"
#include "ir/loops.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::ClassId;
using ir::Edge;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Program;
using ir::Type;
using ir::ValueId;

using Slot = std::pair<int64_t, int64_t>;  // class that has the field, index there
using State = std::map<Slot, ValueId>;     // what the fields hold that are defined

class Scalarizer {
 public:
  Scalarizer(Program& program, Function& function, InstId made)
      : program_(program),
        function_(function),
        made_(made),
        object_(function.inst(made).result),
        cls_{uint32_t(function.inst(made).imm)},
        home_(function.value(object_).block),
        dominators_(function),
        loops_(function, dominators_),
        loop_(loops_.of(home_)),
        blocks_(function.blocks.size()),
        preds_(ir::predecessors(function)),
        live_(ir::live_in(function)) {}

  bool run() {
    if (program_.classes[cls_.index].observed || function_.block(home_).cold) return false;
    if (!plan()) return false;
    make_constants();
    for (auto& [block, state] : rare_) make_in(block, state);
    for (const SplitEdge& split : splits_) make_on(split);
    rewrite();
    return true;
  }

 private:
  struct SplitEdge {
    InstId inst;
    size_t edge;  // kRaise: the raise edge
    State state;
  };
  static constexpr size_t kRaise = SIZE_MAX;

  bool live_at(BlockId block) const {
    const std::vector<uint32_t>& live = live_[block.index];
    return std::binary_search(live.begin(), live.end(), object_.index);
  }
  // Blocks that run seldom beside the one where the instance is made: cold ones, and those behind its loop.
  bool rare(BlockId block) const {
    return function_.block(block).cold || (loop_ != ir::kNone && block.index < blocks_ && !loops_.contains(loop_, block));
  }
  // Follows the fields through the blocks where the instance lives; false where it must be made after all.
  bool plan() {
    std::map<BlockId, State> at_start;
    bool seen = false, gains = false;
    for (BlockId block : dominators_.order()) {
      if (rare(block)) continue;
      State state;
      bool lives = false;
      if (block != home_) {
        if (!live_at(block)) continue;
        auto known = at_start.find(block);
        if (known == at_start.end()) return false;
        state = known->second;
        lives = true;
        for (BlockId pred : preds_[block.index]) {
          if (rare(pred)) return false;  // the instance may come as it is
        }
      }
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        if (id == made_) {
          if (block != home_ || seen) return false;
          lives = seen = true;
          continue;
        }
        if (!lives) continue;
        if (inst.raise.target && !leave(inst.raise, id, kRaise, state, at_start)) return false;
        if (std::find(inst.operands.begin(), inst.operands.end(), object_) != inst.operands.end()) {
          if (!allowed(inst, state)) return false;
          gains = true;
        }
        for (size_t e = 0; e < inst.edges.size(); ++e) {
          if (!leave(inst.edges[e], id, e, state, at_start)) return false;
        }
      }
    }
    if (!gains) return false;
    // Rare blocks have the instance from their start, or from a rare block that dominates them.
    for (BlockId block : dominators_.order()) {
      if (!rare(block)) continue;
      auto entered = rare_ways_.find(block);
      if (entered != rare_ways_.end()) {
        if (entered->second != preds_[block.index].size()) return false;
        continue;
      }
      if (live_at(block) && !maker(block)) return false;
    }
    return true;
  }

  // The rare block, entered from elsewhere, in which the instance is made that `block` uses.
  BlockId maker(BlockId block) const {
    for (BlockId at = block; at; at = dominators_.parent(at)) {
      if (rare_.count(at) != 0) return at;
      if (!rare(at)) break;
    }
    return {};
  }

  bool leave(const Edge& edge, InstId inst, size_t which, const State& state, std::map<BlockId, State>& at_start) {
    bool given = std::find(edge.args.begin(), edge.args.end(), object_) != edge.args.end();
    bool lives = live_at(edge.target);
    if (!rare(edge.target)) {
      if (given) return false;
      if (!lives) return true;
      auto [known, is_new] = at_start.try_emplace(edge.target, state);
      return is_new || known->second == state;
    }
    if (given && lives) return false;
    if (given) splits_.push_back({inst, which, state});
    if (!lives) return true;
    ++rare_ways_[edge.target];
    auto [known, is_new] = rare_.try_emplace(edge.target, state);
    return is_new || known->second == state;
  }

  bool allowed(const Inst& inst, State& state) {
    if (std::count(inst.operands.begin(), inst.operands.end(), object_) != 1) return false;
    Slot slot{inst.imm, inst.imm2};
    switch (inst.op) {
      case Op::FieldPut:
      case Op::FieldReplace:
      case Op::FieldSet:
        if (inst.operands[0] != object_) return false;
        state[slot] = inst.operands[1];
        return true;
      case Op::FieldKnown:
      case Op::FieldGet: {
        auto held = state.find(slot);
        ValueId value = held != state.end() ? as_type(held->second, inst.type) : ValueId{};
        if (!value) return false;
        values_.emplace(inst.result, value);
        return true;
      }
      case Op::ClassExact:
        return inst.imm == int64_t(cls_.index);
      case Op::ClassAmong:
      case Op::ClassInstance:
        return ir::derives(program_, cls_, ClassId{uint32_t(inst.imm)});
      case Op::Keep:
      case Op::IsNotImplemented:
      case Op::ClassGoesFirst:
      case Op::ClassIs:
        return true;
      default:
        return false;
    }
  }

  // The value in that representation, if it is there: itself, what was converted to it, or a constant.
  ValueId as_type(ValueId value, Type wanted) {
    if (function_.value(value).type == wanted) return value;
    InstId def = function_.value(value).def;
    if (!def || (wanted != ir::kF64 && wanted != ir::kI64)) return {};
    const Inst& inst = function_.inst(def);
    if (inst.op == Op::Convert && function_.value(inst.operands[0]).type == wanted) return inst.operands[0];
    if (inst.op != (wanted == ir::kF64 ? Op::ConstFloat : Op::ConstInt)) return {};
    ValueId constant = function_.add_value(wanted, {}, function_.value(value).block);
    constants_.emplace_back(constant, def);
    return constant;
  }

  // In front of the constants that they are.
  void make_constants() {
    for (auto [constant, like] : constants_) {
      InstId id{uint32_t(function_.insts.size())};
      Inst made = function_.inst(like);
      made.type = function_.value(constant).type;
      made.result = constant;
      function_.insts.push_back(std::move(made));
      function_.value(constant).def = id;
      std::vector<InstId>& insts = function_.block(function_.value(constant).block).insts;
      insts.insert(std::find(insts.begin(), insts.end(), like), id);
    }
  }

  ValueId append(std::vector<InstId>& list, Inst inst, BlockId block) {
    InstId id{uint32_t(function_.insts.size())};
    Type type = inst.type;
    function_.insts.push_back(std::move(inst));
    list.push_back(id);
    if (type.repr == ir::Repr::Void) return {};
    ValueId value = function_.add_value(type, id, block, function_.value(object_).name);
    function_.inst(id).result = value;
    return value;
  }

  ValueId make(std::vector<InstId>& list, BlockId block, const State& state) {
    Inst born{};
    born.op = Op::InstanceNew;
    born.type = ir::kObj;
    born.imm = cls_.index;
    ValueId instance = append(list, std::move(born), block);
    for (auto [slot, held] : state) {
      Type wanted = program_.classes[size_t(slot.first)].fields[size_t(slot.second)].type;
      ValueId value = held;
      if (function_.value(value).type != wanted) {
        Inst box{};
        box.op = Op::Convert;
        box.type = wanted;
        box.operands = {value};
        value = append(list, std::move(box), block);
      }
      Inst set{};
      set.op = Op::FieldSet;
      set.operands = {instance, value};
      set.imm = slot.first;
      set.imm2 = slot.second;
      append(list, std::move(set), block);
    }
    return instance;
  }

  void make_in(BlockId block, const State& state) {
    std::vector<InstId> list;
    made_in_[block] = make(list, block, state);
    std::vector<InstId>& insts = function_.block(block).insts;
    insts.insert(insts.begin(), list.begin(), list.end());
  }

  Edge& split_edge(const SplitEdge& split) {
    Inst& from = function_.inst(split.inst);
    return split.edge == kRaise ? from.raise : from.edges[split.edge];
  }

  void make_on(const SplitEdge& split) {
    BlockId between = function_.add_block();
    function_.block(between).cold = function_.block(split_edge(split).target).cold;
    std::vector<InstId> list;
    ValueId instance = make(list, between, split.state);
    Edge& edge = split_edge(split);
    Inst on{};
    on.op = Op::Jump;
    on.edges.push_back(edge);
    std::replace(on.edges[0].args.begin(), on.edges[0].args.end(), object_, instance);
    edge = Edge{between, {}, {}, {}};
    append(list, std::move(on), between);
    function_.block(between).insts = std::move(list);
  }

  ValueId resolve(ValueId v) const {
    for (auto found = values_.find(v); found != values_.end(); found = values_.find(v)) v = found->second;
    return v;
  }

  void rewrite() {
    for (BlockId block : dominators_.order()) {
      ValueId instance;
      if (rare(block)) {
        if (BlockId from = maker(block)) instance = made_in_.at(from);
      } else {
        rewrite_usual(block);
      }
      for (InstId id : function_.block(block).insts) replace(id, instance);
    }
    // What was added for rare blocks names values that are gone.
    for (uint32_t id = 0; id < function_.insts.size(); ++id) replace(InstId{id}, {});
  }

  void replace(InstId id, ValueId instance) {
    Inst& inst = function_.inst(id);
    auto now = [&](ValueId& v) { v = v == object_ && instance ? instance : resolve(v); };
    for (ValueId& v : inst.operands) now(v);
    for (ValueId& v : inst.raise.args) now(v);
    for (Edge& edge : inst.edges) {
      for (ValueId& v : edge.args) now(v);
    }
  }

  void rewrite_usual(BlockId block) {
    std::vector<InstId> kept;
    for (InstId id : std::vector<InstId>(function_.block(block).insts)) {
      const Inst inst = function_.inst(id);
      if (id == made_) continue;
      if (std::find(inst.operands.begin(), inst.operands.end(), object_) == inst.operands.end()) {
        kept.push_back(id);
        continue;
      }
      if (inst.op == Op::ClassExact || inst.op == Op::ClassAmong) {
        // Of an instance just made: whether the class still stands.
        Inst type{};
        type.op = Op::ClassObject;
        type.type = ir::kObj;
        type.imm = cls_.index;
        ValueId object = append(kept, std::move(type), block);
        function_.inst(id).op = Op::ClassCurrent;
        function_.inst(id).imm = cls_.index;
        function_.inst(id).operands = {object};
        kept.push_back(id);
      } else if (inst.result && values_.count(inst.result) == 0) {
        bool goes_first = inst.op == Op::ClassGoesFirst && (inst.imm == int64_t(cls_.index) || !ir::derives(program_, cls_, ClassId{uint32_t(inst.imm)}));
        Inst& settled = function_.inst(id);
        settled.op = Op::ConstInt;
        settled.operands.clear();
        bool is = inst.op == Op::ClassIs && inst.imm == int64_t(cls_.index);
        settled.imm = goes_first || is || inst.op == Op::ClassInstance;
        settled.imm2 = 0;
        kept.push_back(id);
      }
    }
    function_.block(block).insts = std::move(kept);
  }

  Program& program_;
  Function& function_;
  InstId made_;
  ValueId object_;
  ClassId cls_;
  BlockId home_;
  ir::Dominators dominators_;
  ir::Loops loops_;
  uint32_t loop_;  // the innermost one around the place
  size_t blocks_;  // those known to the loops
  std::vector<std::vector<BlockId>> preds_;
  std::vector<std::vector<uint32_t>> live_;
  std::map<BlockId, State> rare_;         // rare blocks that begin with making the instance
  std::map<BlockId, size_t> rare_ways_;   // edges into them from usual blocks
  std::map<BlockId, ValueId> made_in_;
  std::vector<SplitEdge> splits_;
  std::vector<std::pair<ValueId, InstId>> constants_;  // machine numbers to be made, and the constants that they are
  std::map<ValueId, ValueId> values_;     // what was read -> what had been stored
};

}  // namespace

void scalarize(Program& program, Function& function) {
  constexpr size_t kMostInstances = 64, kMostBlocks = 3000;
  if (function.kind == ir::FunctionKind::Wrapper || function.blocks.size() > kMostBlocks) return;
  std::vector<InstId> made;
  for (BlockId block : ir::reverse_postorder(function)) {
    if (function.block(block).cold) continue;
    for (InstId id : function.block(block).insts) {
      if (function.inst(id).op == Op::InstanceNew && made.size() < kMostInstances) made.push_back(id);
    }
  }
  for (InstId id : made) Scalarizer(program, function, id).run();
}

}  // namespace krait::passes
