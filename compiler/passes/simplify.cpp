#include "passes/simplify.h"

#include <algorithm>

#include "ir/cfg.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::Edge;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Program;
using ir::Repr;
using ir::Type;
using ir::ValueId;

// Representations that hold any object: a conversion to one never tests anything.
bool holds_anything(Repr repr) { return repr == Repr::Obj || repr == Repr::Tag || repr == Repr::Num; }

class Simplifier {
 public:
  Simplifier(Program& program, Function& function) : program_(program), function_(function) {}

  void run() {
    drop_dead_raise_edges(program_, function_);
    replaced_.resize(function_.values.size());
    constexpr int kMostRounds = 10;
    for (int round = 0; round < kMostRounds; ++round) {
      changed_ = false;
      fold();
      drop_redundant_params();
      thread_jumps();
      merge_blocks();
      apply();
      remove_unused();
      if (!changed_) break;
    }
    clear_unreachable();
  }

 private:
  const Inst* def(ValueId v) const {
    ir::InstId id = function_.value(v).def;
    return id ? &function_.inst(id) : nullptr;
  }
  Type type(ValueId v) const { return function_.value(v).type; }

  ValueId resolve(ValueId v) {
    while (replaced_[v.index]) v = replaced_[v.index];
    return v;
  }
  void replace(ValueId v, ValueId by) {
    by = resolve(by);
    if (by == v) return;
    replaced_[v.index] = by;
    ir::Value& target = function_.value(by);
    if (target.name.empty() && target.def) target.name = function_.value(v).name;
    changed_ = true;
  }

  void fold() {
    for (BlockId block : ir::reverse_postorder(function_)) {
      std::erase_if(function_.block(block).insts, [&](InstId id) {
        const Inst& inst = function_.inst(id);
        bool met = inst.op == Op::Check && always_met(inst.operands[0], program_.checks[size_t(inst.imm)]);
        changed_ |= met;
        return met;
      });
      for (InstId id : function_.block(block).insts) {
        Inst& inst = function_.inst(id);
        for (ValueId& v : inst.operands) v = resolve(v);
        switch (inst.op) {
          case Op::Convert:
            fold_convert(inst);
            break;
          case Op::TagUnbox:
          case Op::NumUnbox:
            fold_unbox(inst);
            break;
          case Op::LongUnbox:
          case Op::FloatUnbox:
            fold_object_unbox(inst);
            break;
          case Op::Truth:
          case Op::BoolTruth:
            see_through(inst);
            if (type(inst.operands[0]) != ir::kObj) inst.op = Op::Truth;
            if (type(inst.operands[0]).repr == Repr::Bool) replace(inst.result, inst.operands[0]);
            break;
          case Op::Check:
          case Op::IsInstanceCheck:
            if (!ir::check_runs_python(program_, uint32_t(inst.imm))) see_through_to_object(inst);
            break;
          case Op::IsAbsent:
            if (const Inst* from = def(inst.operands[0]); from && from->op == Op::Absent) {
              inst.op = Op::ConstInt;
              inst.operands.clear();
              inst.imm = 1;
              changed_ = true;
            }
            break;
          case Op::Branch:
            fold_branch(inst);
            break;
          default:
            break;
        }
      }
    }
  }

  // Whether what the value is made of meets the check.
  bool always_met(ValueId value, const ir::Check& check) const {
    using Kind = ir::Check::Kind;
    if (check.kind == Kind::Any) return true;
    if (check.kind == Kind::Union)
      return std::any_of(check.items.begin(), check.items.end(), [&](uint32_t item) { return always_met(value, program_.checks[item]); });
    const Inst* from = def(value);
    Repr repr = type(value).repr;
    bool is_int = repr == Repr::Bool || ir::is_machine_int(repr), is_float = repr == Repr::F64 || repr == Repr::F32;
    if (from != nullptr && from->op == Op::ConstInt) is_int = true;
    if (from != nullptr && from->op == Op::ConstFloat) is_float = true;
    switch (check.kind) {
      case Kind::Int:
        return is_int;
      case Kind::Float:
      case Kind::Complex:
        return is_int || is_float;
      case Kind::Bool:
        return repr == Repr::Bool;
      case Kind::None:
        return from != nullptr && from->op == Op::ConstObj &&
               program_.modules[function_.module]->constants[size_t(from->imm)].kind == ir::Constant::Kind::None;
      default:
        return false;
    }
  }

  // An operand that was only boxed for this use is used as it was.
  void see_through(Inst& inst) {
    const Inst* from = def(inst.operands[0]);
    if (from == nullptr || from->op != Op::Convert || !holds_anything(from->type.repr)) return;
    if (type(from->operands[0]).repr == Repr::Tuple) return;
    inst.operands[0] = resolve(from->operands[0]);
    changed_ = true;
  }
  void see_through_to_object(Inst& inst) {
    const Inst* from = def(inst.operands[0]);
    if (from != nullptr && from->op == Op::Convert && holds_anything(type(from->operands[0]).repr)) see_through(inst);
  }

  void become_integer(Inst& inst, int64_t value) {
    inst.op = Op::ConstInt;
    inst.operands.clear();
    inst.raise = {};
    inst.imm = value;
    changed_ = true;
  }

  void fold_convert(Inst& inst) {
    if (type(inst.operands[0]) == inst.type) return replace(inst.result, inst.operands[0]);
    const Inst* from = def(inst.operands[0]);
    if (from == nullptr) return;
    if (from->op == Op::Convert && holds_anything(from->type.repr) && type(from->operands[0]).repr != Repr::Tuple) {
      ValueId origin = resolve(from->operands[0]);
      if (type(origin) == inst.type) return replace(inst.result, origin);
      inst.operands[0] = origin;
      changed_ = true;
      return;
    }
    Repr to = inst.type.repr;
    if (from->op == Op::TagOfSmall && ir::is_machine_int(to)) {
      inst.operands[0] = resolve(from->operands[0]);
      changed_ = true;
      if (to == Repr::I64) replace(inst.result, inst.operands[0]);
      return;
    }
    if (from->op == Op::ConstInt && from->type.repr != Repr::Bool) {
      constexpr int64_t kTagLimit = int64_t(1) << 62;
      constexpr int64_t kExactInDouble = int64_t(1) << 53;
      int64_t value = from->imm;
      if (from->type.repr == Repr::U64 && value < 0) return;
      if (to == Repr::I64 || (to == Repr::Tag && value >= -kTagLimit && value < kTagLimit))
        return become_integer(inst, value);
      if (to == Repr::F64 && value >= -kExactInDouble && value <= kExactInDouble) {
        become_integer(inst, 0);
        inst.op = Op::ConstFloat;
        inst.fimm = double(value);
      }
    } else if (from->op == Op::ConstFloat && from->type.repr != Repr::F32 && (to == Repr::F64 || to == Repr::Num)) {
      double value = from->fimm;
      if (value != value) return;  // the payload of a NaN is the runtime's business
      become_integer(inst, 0);
      inst.op = Op::ConstFloat;
      inst.fimm = value;
    }
  }

  // What was boxed, or is a constant, has its number at hand.
  void fold_unbox(Inst& inst) {
    const Inst* from = def(inst.operands[0]);
    if (from == nullptr) return;
    if ((from->op == Op::Convert || from->op == Op::TagOfSmall) && type(from->operands[0]) == inst.type) {
      return replace(inst.result, resolve(from->operands[0]));
    }
    if (from->op != Op::ConstInt && from->op != Op::ConstFloat) return;
    Op constant = from->op;
    double real = from->fimm;
    become_integer(inst, from->imm);
    inst.op = constant;
    inst.fimm = real;
  }

  void fold_object_unbox(Inst& inst) {
    const Inst* from = def(inst.operands[0]);
    if (from == nullptr) return;
    if (from->op == Op::Convert && type(from->operands[0]) == inst.type) return replace(inst.result, resolve(from->operands[0]));
    if (from->op != Op::ConstObj) return;
    const ir::Constant& constant = program_.modules[function_.module]->constants[size_t(from->imm)];
    if (inst.op == Op::FloatUnbox && constant.kind == ir::Constant::Kind::Float && constant.real == constant.real) {
      double value = constant.real;
      become_integer(inst, 0);
      inst.op = Op::ConstFloat;
      inst.fimm = value;
    } else if (constexpr size_t kSurelyFits = 18; inst.op == Op::LongUnbox && constant.kind == ir::Constant::Kind::Int &&
                                                 constant.text.size() <= kSurelyFits) {
      become_integer(inst, std::stoll(constant.text));
    }
  }

  void fold_branch(Inst& inst) {
    const Inst* condition = def(inst.operands[0]);
    if (condition == nullptr) return;
    if (condition->op == Op::BoolNot) {
      inst.operands[0] = resolve(condition->operands[0]);
      std::swap(inst.edges[0], inst.edges[1]);
      inst.imm = -inst.imm;
      changed_ = true;
      return fold_branch(inst);
    }
    if (condition->op != Op::ConstInt) return;
    Edge taken = std::move(inst.edges[condition->imm != 0 ? 0 : 1]);
    inst.op = Op::Jump;
    inst.operands.clear();
    inst.imm = 0;
    inst.edges.clear();
    inst.edges.push_back(std::move(taken));
    changed_ = true;
  }

  template <class F>
  void each_edge(F visit) {
    for (BlockId block : ir::reverse_postorder(function_)) {
      for (InstId id : function_.block(block).insts) {
        Inst& inst = function_.inst(id);
        for (Edge& edge : inst.edges) visit(edge);
        if (inst.raise.target) visit(inst.raise);
      }
    }
  }

  // A parameter for which every edge brings the same value is that value.
  void drop_redundant_params() {
    size_t blocks = function_.blocks.size();
    std::vector<std::vector<ValueId>> common(blocks);
    std::vector<std::vector<char>> several(blocks);
    for (size_t b = 0; b < blocks; ++b) {
      common[b].resize(function_.blocks[b].params.size());
      several[b].resize(common[b].size());
    }
    each_edge([&](Edge& edge) {
      for (size_t i = 0; i < edge.args.size(); ++i) {
        ValueId arg = resolve(edge.args[i]);
        if (arg == function_.block(edge.target).params[i]) continue;
        ValueId& seen = common[edge.target.index][i];
        if (!seen) seen = arg;
        if (seen != arg) several[edge.target.index][i] = 1;
      }
    });
    bool any = false;
    for (size_t b = 0; b < blocks; ++b) {
      for (size_t i = 0; i < common[b].size(); ++i) {
        if (!common[b][i] || several[b][i]) {
          several[b][i] = 1;  // stays
          continue;
        }
        any = true;
        replace(function_.blocks[b].params[i], common[b][i]);
      }
    }
    if (!any) return;
    auto keep = [&](std::vector<ValueId>& list, const std::vector<char>& stays) {
      size_t out = 0;
      for (size_t i = 0; i < list.size(); ++i) {
        if (stays[i]) list[out++] = list[i];
      }
      list.resize(out);
    };
    each_edge([&](Edge& edge) { keep(edge.args, several[edge.target.index]); });
    for (size_t b = 0; b < blocks; ++b) keep(function_.blocks[b].params, several[b]);
  }

  // An edge to a block that only jumps on goes where that block goes.
  void thread_jumps() {
    each_edge([&](Edge& edge) {
      constexpr int kMostHops = 8;
      for (int hop = 0; hop < kMostHops; ++hop) {
        const ir::Block& block = function_.block(edge.target);
        if (!block.params.empty() || block.insts.size() != 1) return;
        const Inst& only = function_.inst(block.insts[0]);
        if (only.op != Op::Jump || only.edges[0].target == edge.target) return;
        edge = Edge(only.edges[0]);
        changed_ = true;
      }
    });
  }

  // A block whose only way in is the jump at the end of another becomes the end of that one.
  void merge_blocks() {
    std::vector<std::vector<BlockId>> preds = ir::predecessors(function_);
    for (BlockId first : ir::reverse_postorder(function_)) {
      while (true) {
        ir::Block& block = function_.block(first);
        if (block.insts.empty()) break;
        const Inst& last = function_.inst(block.insts.back());
        if (last.op != Op::Jump) break;
        BlockId second = last.edges[0].target;
        if (second == first || second == function_.entry || preds[second.index].size() != 1) break;
        ir::Block& next = function_.block(second);
        for (size_t i = 0; i < next.params.size(); ++i) replace(next.params[i], last.edges[0].args[i]);
        block.insts.pop_back();
        block.cold = block.cold && next.cold;
        for (InstId id : next.insts) {
          if (ValueId result = function_.inst(id).result) function_.value(result).block = first;
          block.insts.push_back(id);
        }
        next.insts.clear();
        next.params.clear();
        changed_ = true;
      }
    }
  }

  void apply() {
    for (Inst& inst : function_.insts) {
      for (ValueId& v : inst.operands) v = resolve(v);
      for (Edge& edge : inst.edges) {
        for (ValueId& v : edge.args) v = resolve(v);
      }
      for (ValueId& v : inst.raise.args) v = resolve(v);
    }
  }

  bool removable(const Inst& inst) const {
    if (!inst.result) return false;
    if (replaced_[inst.result.index]) return true;
    uint32_t bits = ir::effects(program_, function_, inst);
    if (bits & ir::kForResult) return true;
    // A conversion to a representation that holds anything fails only for want of memory.
    if (inst.op == Op::Convert && holds_anything(inst.type.repr)) return true;
    return !(bits & (ir::kRaises | ir::kRunsPython | ir::kWritesHeap | ir::kTerminator | ir::kSuspends)) &&
           !(bits & ir::kAllocates);
  }

  // Computes with a number just taken from a list item. An unused result still needs the item's test, but leaves no trace of that: `exchange`
  // would take the item for one that is only moved.
  bool asks_for_item(const Inst& inst) const {
    if (replaced_[inst.result.index] || (inst.op == Op::Convert && holds_anything(inst.type.repr))) return false;
    return std::any_of(inst.operands.begin(), inst.operands.end(), [&](ValueId v) {
      const Inst* from = def(v);
      return from != nullptr && (from->op == Op::LongUnbox || from->op == Op::FloatUnbox);
    });
  }

  void remove_unused() {
    std::vector<uint32_t> uses(function_.values.size());
    std::vector<BlockId> order = ir::reverse_postorder(function_);
    auto count = [&](const Inst& inst, uint32_t by) {
      for (ValueId v : inst.operands) uses[v.index] += by;
      for (const Edge& edge : inst.edges) {
        for (ValueId v : edge.args) uses[v.index] += by;
      }
      for (ValueId v : inst.raise.args) uses[v.index] += by;
    };
    for (BlockId block : order) {
      for (InstId id : function_.block(block).insts) count(function_.inst(id), 1);
    }
    for (auto block = order.rbegin(); block != order.rend(); ++block) {
      std::vector<InstId>& insts = function_.block(*block).insts;
      std::vector<InstId> kept;
      for (auto it = insts.rbegin(); it != insts.rend(); ++it) {
        const Inst& inst = function_.inst(*it);
        if (removable(inst) && uses[inst.result.index] == 0 && !asks_for_item(inst)) {
          count(inst, uint32_t(-1));
          changed_ = true;
        } else {
          kept.push_back(*it);
        }
      }
      std::reverse(kept.begin(), kept.end());
      insts = std::move(kept);
    }
  }

  void clear_unreachable() {
    std::vector<char> reached(function_.blocks.size());
    for (BlockId block : ir::reverse_postorder(function_)) reached[block.index] = 1;
    for (size_t b = 0; b < reached.size(); ++b) {
      if (reached[b]) continue;
      function_.blocks[b].insts.clear();
      function_.blocks[b].params.clear();
    }
  }

  Program& program_;
  Function& function_;
  std::vector<ValueId> replaced_;
  bool changed_ = false;
};

}  // namespace

void drop_dead_raise_edges(Program& program, Function& function) {
  for (Inst& inst : function.insts) {
    if (inst.raise.target && !(ir::effects(program, function, inst) & ir::kRaises)) inst.raise = {};
  }
}

void simplify(Program& program, Function& function) { Simplifier(program, function).run(); }

}  // namespace krait::passes
