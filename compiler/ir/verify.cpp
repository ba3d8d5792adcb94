#include "ir/verify.h"

#include <fmt/format.h>

#include "ir/cfg.h"

namespace krait::ir {
namespace {

class Verifier {
 public:
  Verifier(const Program& program, const Function& function) : program_(program), function_(function) {}

  std::vector<std::string> run() {
    if (function_.entry.index >= function_.blocks.size()) return {"no entry block"};
    if (!function_.block(function_.entry).params.empty()) fault("the entry block has parameters");
    // Only what can be reached matters: passes leave the rest as it falls. The walk itself needs sound edges.
    if (!check_targets()) return std::move(faults_);
    order_ = reverse_postorder(function_);
    for (BlockId block : order_) check_block(block);
    // The walks below need sound ids.
    if (faults_.empty()) check_definitions();
    return std::move(faults_);
  }

 private:
  void fault(std::string text) {
    constexpr size_t kMostFaults = 20;
    if (faults_.size() < kMostFaults) faults_.push_back(std::move(text));
  }
  std::string where(BlockId block, InstId inst) const {
    return fmt::format("b{} {} (inst {})", block.index, info(function_.inst(inst).op).name, inst.index);
  }
  bool known(ValueId value) const { return value.index < function_.values.size(); }

  bool check_targets() {
    for (const Block& block : function_.blocks) {
      for (InstId id : block.insts) {
        if (id.index >= function_.insts.size()) fault("an instruction that does not exist");
        if (!faults_.empty()) return false;
        const Inst& inst = function_.inst(id);
        bool sound = !inst.raise.target || inst.raise.target.index < function_.blocks.size();
        for (const Edge& edge : inst.edges) sound &= edge.target.index < function_.blocks.size();
        if (!sound) fault("an edge to no block");
      }
    }
    return faults_.empty();
  }

  void check_block(BlockId id) {
    const Block& block = function_.block(id);
    for (ValueId param : block.params) {
      if (!known(param)) fault(fmt::format("b{}: parameter is not a value", id.index));
    }
    if (block.insts.empty()) return fault(fmt::format("b{}: empty", id.index));
    for (size_t i = 0; i < block.insts.size(); ++i) {
      const Inst& inst = function_.inst(block.insts[i]);
      bool last = i + 1 == block.insts.size();
      bool terminator = (info(inst.op).effects & kTerminator) != 0;
      if (terminator != last)
        fault(where(id, block.insts[i]) + (last ? ": no terminator" : ": terminator inside the block"));
      check_inst(id, block.insts[i], inst);
      if (inst.op == Op::ExcNew && !is_raised(block, i)) fault(where(id, block.insts[i]) + ": what exc.new gives is not raised right behind it");
    }
  }

  // Its result may stand for an error that is set: only releases come before the exc.raise.
  bool is_raised(const Block& block, size_t at) const {
    ValueId made = function_.inst(block.insts[at]).result;
    while (++at < block.insts.size() && function_.inst(block.insts[at]).op == Op::Decref) {
    }
    if (at == block.insts.size()) return false;
    const Inst& next = function_.inst(block.insts[at]);
    return next.op == Op::ExcRaise && next.operands == std::vector<ValueId>{made};
  }

  void check_inst(BlockId block, InstId id, const Inst& inst) {
    const OpShape& row = shape(inst.op);
    auto bad = [&](std::string text) { fault(where(block, id) + ": " + text); };
    bool void_return = inst.op == Op::Return && function_.result.repr == Repr::Void;
    size_t fixed = void_return ? 0 : row.operands.size();
    if (inst.operands.size() < fixed || (!row.variadic && inst.operands.size() > fixed)) {
      bad(fmt::format("{} operands, the table wants {}", inst.operands.size(), fixed));
    }
    for (size_t i = 0; i < inst.operands.size(); ++i) {
      if (!known(inst.operands[i])) {
        bad(fmt::format("operand {} is not a value", i));
        continue;
      }
      const OperandShape& want = row.operand(i);
      const Value& value = function_.value(inst.operands[i]);
      if (!want.any && value.type.repr != want.repr) {
        bad(fmt::format("operand {} is {}, the table wants {}", i, type_name(program_, value.type),
                        repr_name(want.repr)));
      }
      if (value.type.repr == Repr::Void) bad(fmt::format("operand {} is void", i));
    }
    check_result(id, inst, row, bad);
    check_specific(inst, bad);
    if ((info(inst.op).effects & kExits) && !inst.raise.target) bad("an exit that leads nowhere");
    for (const Edge& edge : inst.edges) check_edge(edge, bad);
    if (inst.raise.target) {
      if (!(info(inst.op).effects & kRaises)) bad("a raise edge on an instruction that cannot raise");
      check_edge(inst.raise, bad);
    }
  }

  template <class Bad>
  void check_result(InstId id, const Inst& inst, const OpShape& row, Bad bad) {
    bool may_be_void = row.result == ResultKind::None || (row.result_any && inst.op == Op::Call);
    if (!inst.result) {
      if (!may_be_void) bad("no result");
      return;
    }
    if (!known(inst.result)) return bad("the result is not a value");
    if (row.result == ResultKind::None) bad("a result where the table has none");
    if (function_.value(inst.result).def != id) bad("the result names another definition");
    if (function_.value(inst.result).type != inst.type) bad("the result's type is not the instruction's");
    if (inst.type.repr == Repr::Void) bad("a result of type void");
    if (!row.result_any && inst.type.repr != row.result_repr) {
      bad(fmt::format("result {}, the table wants {}", type_name(program_, inst.type), repr_name(row.result_repr)));
    }
  }

  template <class Bad>
  void check_specific(const Inst& inst, Bad bad) {
    const Module& module = *program_.modules[function_.module];
    size_t edges = 0;
    switch (inst.op) {
      case Op::Jump:
        edges = 1;
        break;
      case Op::Branch:
        edges = 2;
        break;
      case Op::Switch:
        if (inst.edges.empty()) bad("no edges");
        edges = inst.edges.size();
        break;
      case Op::Return:
        if (!inst.operands.empty() && known(inst.operands[0]) &&
            function_.value(inst.operands[0]).type != function_.result) {
          bad(fmt::format("returns {}, the function {}", type_name(program_, function_.value(inst.operands[0]).type),
                          type_name(program_, function_.result)));
        }
        break;
      case Op::DelegateCall:
      case Op::Call: {
        if (size_t(inst.imm) >= program_.functions.size()) return bad("unknown function");
        const Function& callee = program_.functions[size_t(inst.imm)];
        if (callee.params.size() != inst.operands.size()) {
          return bad(fmt::format("{} operands for {} parameters of {}", inst.operands.size(), callee.params.size(),
                                 callee.symbol));
        }
        for (size_t i = 0; i < inst.operands.size(); ++i) {
          if (known(inst.operands[i]) &&
              function_.value(inst.operands[i]).type != callee.value(callee.params[i]).type) {
            bad(fmt::format("operand {} does not have the representation of the parameter of {}", i, callee.symbol));
          }
        }
        if (inst.type != callee.result) bad("the result is not that of " + callee.symbol);
        break;
      }
      case Op::FieldGet:
      case Op::FieldPeek:
      case Op::FieldRead:
      case Op::FieldSet:
      case Op::FieldWrite: {
        if (size_t(inst.imm) >= program_.classes.size()) return bad("unknown class");
        const Class& cls = program_.classes[size_t(inst.imm)];
        if (size_t(inst.imm2) >= cls.fields.size()) return bad("unknown field of " + cls.name);
        Type field = cls.fields[size_t(inst.imm2)].type;
        bool writes = inst.op == Op::FieldSet || inst.op == Op::FieldWrite;
        Type given = writes && known(inst.operands[1]) ? function_.value(inst.operands[1]).type : inst.type;
        if (field != given) bad("not the representation of field " + cls.fields[size_t(inst.imm2)].name);
        break;
      }
      case Op::VecGet:
      case Op::VecLoad:
      case Op::VecPop:
        if (inst.type.repr != Repr::Bool && !is_machine_number(inst.type.repr)) bad("no item of a vec of numbers");
        break;
      case Op::VecSet:
      case Op::VecStore:
      case Op::VecAppend:
      case Op::VecPush:
        if (known(inst.operands.back())) {
          Repr item = function_.value(inst.operands.back()).type.repr;
          if (item != Repr::Bool && !is_machine_number(item)) bad("no item of a vec of numbers");
        }
        break;
      case Op::VecNew:
      case Op::VecIs:
      case Op::VecKnown:
        if (inst.imm != 0 && (inst.imm < int64_t(Repr::Bool) || inst.imm > int64_t(Repr::F64))) bad("no kind of vec");
        break;
      default:
        break;
    }
    check_vec(inst, bad);
    if (inst.edges.size() != edges) bad(fmt::format("{} edges", inst.edges.size()));
    auto in_range = [&](ImmKind kind, int64_t imm) {
      switch (kind) {
        case ImmKind::Constant:
          return size_t(imm) < module.constants.size();
        case ImmKind::Function:
          return size_t(imm) < program_.functions.size();
        case ImmKind::Class:
          return size_t(imm) < program_.classes.size();
        case ImmKind::Check:
          return size_t(imm) < program_.checks.size();
        case ImmKind::Fallback:
          return size_t(imm) < module.fallbacks.size();
        default:
          return true;
      }
    };
    if (!in_range(imm_kind(inst.op), inst.imm) || !in_range(imm2_kind(inst.op), inst.imm2)) bad("index out of range");
  }

  // What works on the items in place was tested to be a vec of that kind, where that can be seen.
  template <class Bad>
  void check_vec(const Inst& inst, Bad bad) {
    bool loads = inst.op == Op::VecLoad, writes = inst.op == Op::VecStore || inst.op == Op::VecPush;
    if ((!loads && !writes && inst.op != Op::VecLoadRef) || !known(inst.operands[0])) return;
    Type item = writes ? function_.value(inst.operands.back()).type : inst.type;
    InstId def = function_.value(inst.operands[0]).def;
    if (!def || function_.inst(def).op != Op::VecKnown) return;
    if (function_.inst(def).imm != (item.repr == Repr::Obj ? 0 : int64_t(item.repr))) bad("of a vec that holds something else");
  }

  template <class Bad>
  void check_edge(const Edge& edge, Bad bad) {
    if (edge.target == function_.entry) bad("an edge to the entry block");
    const Block& target = function_.block(edge.target);
    if (target.params.size() != edge.args.size()) {
      return bad(fmt::format("{} arguments for {} parameters of b{}", edge.args.size(), target.params.size(),
                             edge.target.index));
    }
    for (size_t i = 0; i < edge.args.size(); ++i) {
      if (!known(edge.args[i])) {
        bad("an edge argument is not a value");
      } else if (function_.value(edge.args[i]).type != function_.value(target.params[i]).type) {
        bad(fmt::format("argument {} to b{} is {}, the parameter {}", i, edge.target.index,
                        type_name(program_, function_.value(edge.args[i]).type),
                        type_name(program_, function_.value(target.params[i]).type)));
      }
    }
    for (ValueId value : edge.takes)
      if (!known(value)) bad("takes an unknown value");
    for (ValueId value : edge.drops)
      if (!known(value)) bad("drops an unknown value");
  }

  // Every value is defined once, and before each use on every path: a forward walk over sets of defined values, since a
  // raise edge leaves in the middle of a block.
  void check_definitions() {
    std::vector<char> defined(function_.values.size());
    auto define = [&](ValueId value) {
      if (defined[value.index]++) fault(fmt::format("value {} is defined twice", value.index));
    };
    for (ValueId param : function_.params) define(param);
    for (BlockId block_id : order_) {
      const Block& block = function_.block(block_id);
      for (ValueId param : block.params) define(param);
      for (InstId id : block.insts) {
        if (function_.inst(id).result) define(function_.inst(id).result);
      }
    }
    const std::vector<BlockId>& order = order_;
    std::vector<BitSet> at_entry(function_.blocks.size(), BitSet(function_.values.size(), true));
    at_entry[function_.entry.index] = BitSet(function_.values.size());
    for (bool changed = true; changed;) {
      changed = false;
      for (BlockId block : order) changed |= flow(block, at_entry, false);
    }
    for (BlockId block : order) flow(block, at_entry, true);
  }

  bool flow(BlockId id, std::vector<BitSet>& at_entry, bool report) {
    BitSet set = at_entry[id.index];
    const Block& block = function_.block(id);
    if (id == function_.entry) {
      for (ValueId param : function_.params) set.set(param.index);
    }
    for (ValueId param : block.params) set.set(param.index);
    bool changed = false;
    auto need = [&](ValueId value, InstId inst) {
      if (report && !set.test(value.index)) {
        fault(fmt::format("{}: value {} may be used before its definition", where(id, inst), value.index));
      }
    };
    auto leave = [&](const Edge& edge, InstId inst) {
      for (ValueId value : edge.args) need(value, inst);
      for (ValueId value : edge.takes) need(value, inst);
      for (ValueId value : edge.drops) need(value, inst);
      if (edge.target) changed |= at_entry[edge.target.index].intersect(set);
    };
    for (InstId inst_id : block.insts) {
      const Inst& inst = function_.inst(inst_id);
      for (ValueId value : inst.operands) need(value, inst_id);
      leave(inst.raise, inst_id);
      if (inst.result) set.set(inst.result.index);
      for (const Edge& edge : inst.edges) leave(edge, inst_id);
    }
    return changed;
  }

  const Program& program_;
  const Function& function_;
  std::vector<BlockId> order_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> verify(const Program& program, const Function& function) {
  return Verifier(program, function).run();
}

}  // namespace krait::ir
