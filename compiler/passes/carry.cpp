#include "passes/carry.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "ir/builder.h"
#include "ir/classes.h"
#include "ir/loops.h"
#include "ir/ownership.h"
#include "passes/memory.h"
#include "passes/scalar.h"
#include "passes/ssa_repair.h"

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
using ir::Repr;
using ir::Type;
using ir::ValueId;

struct Slot : ir::NumberField {
  ValueId carried;
};

struct Variable {
  size_t index = 0;  // among the header's parameters
  ValueId value;
  ClassId cls;
  std::vector<Slot> slots;
  bool absent_at_first = false;  // maybe: then nothing is asked of it in the loop
  ValueId known;  // whether the fields are at hand, and the class stands
  ValueId made;   // of one that may be absent at first: whether the loop has made it
};

class Carrier {
 public:
  Carrier(Program& program, Function& function, const ir::Loop& loop, const ir::Dominators& dominators)
      : program_(program), function_(function), loop_(loop), dominators_(dominators), builder_(program, function), inside_(function.blocks.size(), 0) {
    for (BlockId block : loop.blocks) inside_[block.index] = 1;
  }

  // Changes nothing.
  bool plan() {
    for (BlockId block : loop_.blocks) {
      if (function_.block(block).cold) return false;
    }
    preds_ = ir::predecessors(function_);
    const std::vector<ValueId>& params = function_.block(loop_.header).params;
    for (size_t i = 0; i < params.size(); ++i) {
      if (Variable variable; made_anew(i, variable)) variables_.push_back(std::move(variable));
    }
    if (variables_.empty()) return false;
    for (ValueId param : params) {
      if (!ir::is_countless(program_, function_, param) && !variable_of(param)) return false;
    }
    for (Variable& variable : variables_) find_tests(variable);
    return std::all_of(loop_.blocks.begin(), loop_.blocks.end(), [&](BlockId block) { return allowed(block); });
  }

  void run() {
    for (Variable& variable : variables_) {
      carry(variable);
      leave(variable);
    }
    builder_.handler({});
  }

  // Whether an instance is still made in the loop.
  bool makes_instances() const {
    return std::any_of(loop_.blocks.begin(), loop_.blocks.end(), [&](BlockId block) {
      const std::vector<InstId>& insts = function_.block(block).insts;
      return std::any_of(insts.begin(), insts.end(), [&](InstId id) { return function_.inst(id).op == Op::InstanceNew; });
    });
  }

 private:
  bool inside(BlockId block) const { return block.index < inside_.size() && inside_[block.index]; }
  Type type(ValueId v) const { return function_.value(v).type; }

  const Inst* made_in_loop(ValueId value) const {
    InstId def = function_.value(value).def;
    if (!def || function_.inst(def).op != Op::InstanceNew || !inside(function_.value(value).block)) return nullptr;
    return &function_.inst(def);
  }

  Variable* variable_of(ValueId value) {
    auto found = std::find_if(variables_.begin(), variables_.end(), [&](const Variable& v) { return v.value == value; });
    return found == variables_.end() ? nullptr : &*found;
  }

  bool made_anew(size_t index, Variable& variable) const {
    variable.index = index;
    variable.value = function_.block(loop_.header).params[index];
    if (type(variable.value) != ir::kObj) return false;
    variable.absent_at_first = function_.value(variable.value).nullable;
    bool fits = true;
    for (BlockId latch : loop_.latches) {
      ir::each_edge(function_, latch, [&](const Edge& edge, InstId from) {
        if (edge.target != loop_.header) return;
        const Inst* made = made_in_loop(edge.args[index]);
        ClassId cls = made ? ClassId{uint32_t(made->imm)} : ClassId{};
        bool once = std::count(edge.args.begin(), edge.args.end(), edge.args[index]) == 1;
        bool at_end = function_.inst(from).op == Op::Jump || function_.inst(from).op == Op::Branch;
        fits &= made && once && at_end && (!variable.cls || variable.cls == cls);
        variable.cls = cls;
      });
    }
    if (!fits || !variable.cls) return false;
    for (const ir::NumberField& field : ir::number_fields(program_, variable.cls)) variable.slots.push_back({field, {}});
    return !variable.slots.empty();
  }

  // A test of the variable's class that its being just made settles.
  bool is_test(const Variable& variable, const Inst& inst) const {
    if (inst.operands.size() != 1 || inst.operands[0] != variable.value) return false;
    if (inst.op == Op::ClassExact) return inst.imm == int64_t(variable.cls.index);
    ClassId asked{uint32_t(inst.imm)};
    if (inst.op == Op::ClassGoesFirst) return asked == variable.cls || !ir::derives(program_, variable.cls, asked);
    return (inst.op == Op::ClassAmong || inst.op == Op::ClassInstance) && ir::derives(program_, variable.cls, asked);
  }

  // Blocks behind the true edge of a test.
  void find_tests(const Variable& variable) {
    for (BlockId block : loop_.blocks) {
      const Inst& branch = function_.inst(function_.block(block).insts.back());
      if (branch.op != Op::Branch || branch.edges[0].target == branch.edges[1].target) continue;
      InstId def = function_.value(branch.operands[0]).def;
      if (!def || !is_test(variable, function_.inst(def))) continue;
      BlockId behind = branch.edges[0].target;
      if (preds_[behind.index].size() == 1) tested_[variable.value].push_back(behind);
    }
  }
  bool is_tested(const Variable& variable, BlockId block) const {
    auto found = tested_.find(variable.value);
    return found != tested_.end() &&
           std::any_of(found->second.begin(), found->second.end(), [&](BlockId from) { return dominators_.start_dominates(from, block); });
  }

  bool allowed(BlockId block) {
    for (ValueId param : function_.block(block).params) {
      if (block != loop_.header && !ir::is_countless(program_, function_, param)) return false;
    }
    for (InstId id : function_.block(block).insts) {
      const Inst& inst = function_.inst(id);
      if (inst.op == Op::InstanceNew) continue;
      bool sets_new = (inst.op == Op::FieldPut || inst.op == Op::FieldReplace || inst.op == Op::FieldSet) && made_in_loop(inst.operands[0]);
      if (!sets_new && (writes(program_, function_, inst) & (kFields | kElsewhere)) != 0) return false;
      // Nothing may go in the loop whose end could run Python.
      bool owns = inst.result && ir::shape(inst.op).result == ir::ResultKind::New && !ir::is_countless(program_, function_, inst.result);
      if (owns && inst.op != Op::Convert && inst.op != Op::TagOfSmall) return false;
      for (const Variable& variable : variables_) {
        if (uses(inst, variable.value) && !(allowed_use(variable, inst, block))) return false;
        for (const Edge& edge : inst.edges) {
          bool given = std::find(edge.args.begin(), edge.args.end(), variable.value) != edge.args.end();
          if (given && inside(edge.target)) return false;
        }
      }
    }
    return true;
  }

  static bool uses(const Inst& inst, ValueId value) {
    return std::find(inst.operands.begin(), inst.operands.end(), value) != inst.operands.end();
  }

  bool allowed_use(const Variable& variable, const Inst& inst, BlockId block) const {
    if (variable.absent_at_first) return inst.op == Op::Keep;
    if (is_test(variable, inst)) return only_leaves(inst.result);
    switch (inst.op) {
      case Op::Keep:
        return true;
      case Op::ClassGoesFirst:
      case Op::IsNotImplemented:
        return is_tested(variable, block);
      case Op::FieldKnown: {
        const Slot* slot = slot_of(variable, inst);
        return slot && slot->type == inst.type && is_tested(variable, block);
      }
      default:
        return false;
    }
  }

  const Slot* slot_of(const Variable& variable, const Inst& inst) const {
    for (const Slot& slot : variable.slots) {
      if (int64_t(slot.cls.index) == inst.imm && int64_t(slot.index) == inst.imm2) return &slot;
    }
    return nullptr;
  }

  // Whether control leaves the loop for the general case where the test fails, and nothing else is made of it.
  bool only_leaves(ValueId test) const {
    for (BlockId block : dominators_.order()) {
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        for (const Edge& edge : inst.edges) {
          if (std::find(edge.args.begin(), edge.args.end(), test) != edge.args.end()) return false;
        }
        if (std::find(inst.raise.args.begin(), inst.raise.args.end(), test) != inst.raise.args.end()) return false;
        if (!uses(inst, test)) continue;
        if (inst.op != Op::Branch || !function_.block(inst.edges[1].target).cold) return false;
      }
    }
    return true;
  }

  // --- change ---

  // The variable's fields become parameters of the header.
  void carry(Variable& variable) {
    std::string name = function_.value(variable.value).name;
    function_.value(variable.value).nullable = true;
    struct Entry {
      InstId inst;
      size_t edge;
    };
    std::vector<Entry> entries;
    for (BlockId block : ir::reverse_postorder(function_)) {
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        for (size_t e = 0; e < inst.edges.size(); ++e) {
          if (inst.edges[e].target == loop_.header && !inside(block)) entries.push_back({id, e});
        }
      }
    }
    for (Entry entry : entries) enter(variable, entry.inst, entry.edge);
    for (BlockId latch : loop_.latches) come_back(variable, latch);
    variable.known = builder_.param(loop_.header, ir::kBool);
    if (variable.absent_at_first) variable.made = builder_.param(loop_.header, ir::kBool);
    for (Slot& slot : variable.slots) {
      slot.carried = builder_.param(loop_.header, slot.type, name + "." + program_.classes[slot.cls.index].fields[slot.index].name);
    }
    for (BlockId block : loop_.blocks) read_carried(variable, block);
    replace_all();
  }

  // In front of the loop: the fields of what it is entered with, if that is an instance of which nothing but numbers will go.
  void enter(const Variable& variable, InstId from, size_t which) {
    Edge edge = function_.inst(from).edges[which];
    ValueId object = edge.args[variable.index];
    BlockId test = builder_.block(), unwatched = builder_.block(), read = builder_.block(), other = builder_.block(true), front = builder_.block();
    std::vector<ValueId> on = edge.args;
    ValueId known = builder_.param(front, ir::kBool);
    on.push_back(known);
    builder_.at(front);
    builder_.handler({});
    if (variable.absent_at_first) on.push_back(builder_.integer(0, ir::kBool));
    for (const Slot& slot : variable.slots) on.push_back(builder_.param(front, slot.type));

    function_.inst(from).edges[which] = Edge{test, {}, {}, {}};
    builder_.at(test);
    if (variable.absent_at_first) {
      BlockId there = builder_.block();
      builder_.branch(builder_.emit(Op::IsAbsent, {object}), other, there, 1);
      builder_.at(there);
    }
    builder_.branch(builder_.emit(Op::ClassExact, {object}, ir::kBool, variable.cls.index), unwatched, other, 1);
    builder_.at(unwatched);
    builder_.branch(builder_.emit(Op::InstanceUnwatched, {object}), read, other, 1);
    builder_.at(read);
    builder_.handler(Edge{other, {}, {}, {}});
    std::vector<ValueId> fields;
    for (const Slot& slot : variable.slots) fields.push_back(builder_.emit(Op::FieldKnown, {object}, slot.type, slot.cls.index, slot.index));
    builder_.handler({});
    std::vector<ValueId> found{builder_.integer(1, ir::kBool)}, none;
    found.insert(found.end(), fields.begin(), fields.end());
    builder_.jump(front, std::move(found));
    builder_.at(other);
    none.push_back(builder_.integer(0, ir::kBool));
    for (const Slot& slot : variable.slots) none.push_back(slot.type == ir::kF64 ? builder_.floating(0) : builder_.integer(0, ir::kI64));
    builder_.jump(front, std::move(none));
    builder_.at(front);
    move_loop_enter(from, front);
    builder_.jump(loop_.header, std::move(on));
  }

  // What later passes put in front of the loop stands behind these tests.
  void move_loop_enter(InstId from, BlockId front) {
    for (ir::Block& block : function_.blocks) {
      if (block.insts.empty() || block.insts.back() != from) continue;
      auto enter = std::find_if(block.insts.begin(), block.insts.end(), [&](InstId id) { return function_.inst(id).op == Op::LoopEnter; });
      if (enter == block.insts.end()) return;
      function_.block(front).insts.push_back(*enter);
      block.insts.erase(enter);
      return;
    }
  }

  // Behind a round: the fields of the instance it has made, which then is needed no more.
  void come_back(const Variable& variable, BlockId latch) {
    InstId end = function_.block(latch).insts.back();
    function_.block(latch).insts.pop_back();
    builder_.at(latch);
    builder_.handler({});
    ValueId current = builder_.emit(Op::ClassCurrent, {builder_.emit(Op::ClassObject, {}, ir::kObj, variable.cls.index)}, ir::kBool, variable.cls.index);
    ValueId none = builder_.absent(ir::kObj), made = variable.absent_at_first ? builder_.integer(1, ir::kBool) : ValueId{};
    std::map<ValueId, std::vector<ValueId>> fields;
    for (size_t e = 0; e < function_.inst(end).edges.size(); ++e) {
      if (function_.inst(end).edges[e].target != loop_.header) continue;
      ValueId instance = function_.inst(end).edges[e].args[variable.index];
      auto [known, is_new] = fields.try_emplace(instance);
      if (is_new) {
        // Settled by the pass scalar, or all of this is dropped.
        builder_.handler(Edge{nowhere(), {}, {}, {}});
        for (const Slot& slot : variable.slots) known->second.push_back(builder_.emit(Op::FieldKnown, {instance}, slot.type, slot.cls.index, slot.index));
        builder_.handler({});
      }
      Edge& edge = function_.inst(end).edges[e];
      edge.args[variable.index] = none;
      edge.args.push_back(current);
      if (made) edge.args.push_back(made);
      edge.args.insert(edge.args.end(), known->second.begin(), known->second.end());
    }
    function_.block(latch).insts.push_back(end);
  }

  BlockId nowhere() {
    if (nowhere_) return nowhere_;
    BlockId before = builder_.current();
    nowhere_ = builder_.block(true);
    builder_.at(nowhere_);
    builder_.emit(Op::RaiseExit, {});
    builder_.at(before);
    return nowhere_;
  }

  void read_carried(const Variable& variable, BlockId block) {
    std::erase_if(function_.block(block).insts, [&](InstId id) {
      Inst& inst = function_.inst(id);
      if (!uses(inst, variable.value)) return false;
      if (inst.op == Op::Keep) return true;
      replaced_.resize(function_.values.size());
      if (is_test(variable, inst)) {
        replaced_[inst.result.index] = variable.known;
        return true;
      }
      if (inst.op == Op::FieldKnown) {
        replaced_[inst.result.index] = slot_of(variable, inst)->carried;
        return true;
      }
      inst.op = Op::ConstInt;  // is_not_implemented, or goes_first where it does not
      inst.operands.clear();
      inst.imm = 0;
      return false;
    });
  }

  ValueId resolve(ValueId v) const {
    while (v.index < replaced_.size() && replaced_[v.index]) v = replaced_[v.index];
    return v;
  }

  void replace_all() {
    for (Inst& inst : function_.insts) {
      for (ValueId& v : inst.operands) v = resolve(v);
      for (ValueId& v : inst.raise.args) v = resolve(v);
      for (Edge& edge : inst.edges) {
        for (ValueId& v : edge.args) v = resolve(v);
      }
    }
  }

  // On the ways out of the loop the instance is made, unless it is still the one that the loop was entered with.
  void leave(const Variable& variable) {
    // Outside it goes by another name, until it is known which definition comes where.
    ValueId outside = function_.add_value(ir::kObj, {}, {}, function_.value(variable.value).name);
    function_.value(outside).nullable = variable.absent_at_first;
    std::vector<std::vector<uint32_t>> live = ir::live_in(function_);
    std::vector<BlockId> blocks = ir::reverse_postorder(function_);
    auto now = [&](ValueId& v) { v = v == variable.value ? outside : v; };
    for (BlockId block : blocks) {
      if (inside(block)) continue;
      for (InstId id : function_.block(block).insts) {
        Inst& inst = function_.inst(id);
        for (ValueId& v : inst.operands) now(v);
        for (ValueId& v : inst.raise.args) now(v);
        for (Edge& edge : inst.edges) {
          for (ValueId& v : edge.args) now(v);
        }
      }
    }
    SsaRepair repair(function_);
    std::map<std::pair<BlockId, std::vector<ValueId>>, BlockId> ways;
    auto redirect = [&](InstId id, size_t which) {
      constexpr size_t kRaise = SIZE_MAX;
      auto edge = [&]() -> Edge& { return which == kRaise ? function_.inst(id).raise : function_.inst(id).edges[which]; };
      if (!edge().target || inside(edge().target)) return;
      Edge out = edge();
      bool given = std::find(out.args.begin(), out.args.end(), variable.value) != out.args.end();
      const std::vector<uint32_t>& needed = live[out.target.index];
      if (!given && !std::binary_search(needed.begin(), needed.end(), variable.value.index)) return;
      auto [way, is_new] = ways.try_emplace({out.target, out.args});
      if (is_new) way->second = make_on_way(variable, out, outside, repair);
      edge() = Edge{way->second, {}, {}, {}};
    };
    for (BlockId block : loop_.blocks) {
      for (InstId id : std::vector<InstId>(function_.block(block).insts)) {
        redirect(id, SIZE_MAX);
        for (size_t e = 0; e < function_.inst(id).edges.size(); ++e) redirect(id, e);
      }
    }
    repair.run();
  }

  BlockId make_on_way(const Variable& variable, Edge out, ValueId outside, SsaRepair& repair) {
    bool cold = function_.block(out.target).cold;
    BlockId ask = builder_.block(cold), make = builder_.block(cold), on = builder_.block(cold);
    ValueId instance = builder_.param(on, ir::kObj, function_.value(variable.value).name, variable.absent_at_first);
    builder_.handler({});
    builder_.at(ask);
    builder_.branch(variable.made ? variable.made : builder_.emit(Op::IsAbsent, {variable.value}), Edge{make, {}, {}, {}}, Edge{on, {variable.value}, {}, {}});
    builder_.at(make);
    ValueId made = builder_.emit(Op::InstanceNew, {}, ir::kObj, variable.cls.index);
    for (const Slot& slot : variable.slots) {
      Type held = program_.classes[slot.cls.index].fields[slot.index].type;
      builder_.emit(Op::FieldSet, {made, builder_.convert(slot.carried, held)}, ir::kVoid, slot.cls.index, slot.index);
    }
    builder_.jump(on, {made});
    builder_.at(on);
    std::replace(out.args.begin(), out.args.end(), variable.value, instance);
    builder_.jump(out.target, std::move(out.args));
    repair.add(outside, on, instance);
    return ask;
  }

  Program& program_;
  Function& function_;
  const ir::Loop& loop_;
  const ir::Dominators& dominators_;
  ir::Builder builder_;
  std::vector<char> inside_;  // by block
  std::vector<std::vector<BlockId>> preds_;
  std::vector<Variable> variables_;
  std::map<ValueId, std::vector<BlockId>> tested_;  // variable -> blocks behind a test of its class
  std::vector<ValueId> replaced_;
  BlockId nowhere_;
};

bool makes_instances(const Function& function) {
  return std::any_of(function.blocks.begin(), function.blocks.end(), [&](const ir::Block& block) {
    return !block.cold && std::any_of(block.insts.begin(), block.insts.end(), [&](InstId id) { return function.inst(id).op == Op::InstanceNew; });
  });
}

}  // namespace

void carry_fields(Program& program, Function& function) {
  if (!function.has_fast_loops || !makes_instances(function)) return;
  ir::Dominators dominators(function);
  ir::Loops loops(function, dominators);
  // One at a time: the others are found again in what it leaves.
  for (const ir::Loop& loop : loops.all()) {
    Function changed = function;
    Carrier carrier(program, changed, loop, dominators);
    if (!carrier.plan()) continue;
    carrier.run();
    scalarize(program, changed);
    if (carrier.makes_instances()) continue;
    function = std::move(changed);
    return;
  }
}

}  // namespace krait::passes
