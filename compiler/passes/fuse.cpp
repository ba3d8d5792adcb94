#include "passes/fuse.h"

#include <algorithm>
#include <optional>

#include "ir/cfg.h"
#include "passes/simplify.h"

namespace krait::passes {
namespace {

using ir::Block;
using ir::BlockId;
using ir::Edge;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Program;
using ir::Repr;
using ir::ValueId;

class Fuser {
 public:
  Fuser(Program& program, Function& function)
      : program_(program), function_(function), preds_(ir::predecessors(function)) {}

  bool run() {
    bool any = false;
    for (BlockId block : ir::reverse_postorder(function_)) any |= fuse_block(block);
    uses_ = ir::use_counts(function_);
    for (BlockId block : ir::reverse_postorder(function_)) {
      if (function_.block(block).cold) box_in_calls(block);
      load_ints(block);
      bump_fields(block);
    }
    return any;
  }

 private:
  const Inst* def(ValueId v) const {
    InstId id = function_.value(v).def;
    return id ? &function_.inst(id) : nullptr;
  }
  // `o.f += 1` of an int, in a fast version: read, added to and written by instructions that leave alike.
  void bump_fields(BlockId block) {
    std::vector<InstId>& insts = function_.block(block).insts;
    for (size_t at = 0; at < insts.size(); ++at) {
      const Inst& write = function_.inst(insts[at]);
      if (write.op != Op::FieldReplace || function_.value(write.operands[1]).type != ir::kI64 || uses_[write.operands[1].index] != 1) continue;
      const Inst* add = def(write.operands[1]);
      bool minus = add != nullptr && add->op == Op::I64SubExit;
      if (add == nullptr || (!minus && add->op != Op::I64AddExit)) continue;
      std::optional<int64_t> less = minus ? small_constant(add->operands[1]) : std::nullopt;
      const Inst* read = def(add->operands[0]);
      if ((minus && !less) || read == nullptr || read->op != Op::FieldKnown || read->imm != write.imm || read->imm2 != write.imm2 || read->operands[0] != write.operands[0]) continue;
      if (uses_[read->result.index] != 1 || !ir::same_edge(read->raise, write.raise) || !ir::same_edge(add->raise, write.raise)) continue;
      if (program_.classes[size_t(write.imm)].fields[size_t(write.imm2)].type.repr != ir::Repr::Tag) continue;
      InstId reads = function_.value(read->result).def, adds = function_.value(add->result).def;
      auto from = std::find(insts.begin(), insts.begin() + long(at), reads);
      bool quiet = from != insts.begin() + long(at) && std::find(from, insts.begin() + long(at), adds) != insts.begin() + long(at) &&
                   std::all_of(from, insts.begin() + long(at), [&](InstId id) {
                     return !(ir::effects(program_, function_, function_.inst(id)) & (ir::kWritesHeap | ir::kRunsPython | ir::kAllocates | ir::kSuspends));
                   });
      if (!quiet) continue;
      ValueId by = add->operands[1];
      if (less) insts.insert(insts.begin() + long(at++), constant(-*less, block, by));
      Inst& bump = function_.inst(insts[at]);
      bump.op = Op::FieldBump;
      bump.operands[1] = by;
      std::erase_if(insts, [&](InstId id) { return id == reads || id == adds; });
      at -= 2;
    }
  }
  InstId constant(int64_t number, BlockId block, ValueId& value) {
    Inst inst{};
    inst.op = Op::ConstInt;
    inst.type = ir::kI64;
    inst.imm = number;
    InstId id{uint32_t(function_.insts.size())};
    value = inst.result = function_.add_value(ir::kI64, id, block);
    function_.insts.push_back(std::move(inst));
    return id;
  }
  std::optional<int64_t> small_constant(ValueId v) const {
    const Inst* inst = def(v);
    bool small = inst != nullptr && inst->op == Op::ConstInt && inst->type == ir::kI64 && inst->imm < (1 << 30) && inst->imm > -(1 << 30);
    return small ? std::optional(inst->imm) : std::nullopt;
  }
  bool single(BlockId block, BlockId from) const {
    return preds_[block.index].size() == 1 && preds_[block.index][0] == from && function_.block(block).params.empty();
  }
  bool is_name(ValueId v, const ir::Field& field) const {
    const Inst* constant = def(v);
    if (constant == nullptr || constant->op != Op::ConstObj) return false;
    const ir::Constant& text = program_.modules[function_.module]->constants[size_t(constant->imm)];
    return text.kind == ir::Constant::Kind::Str && text.text == field.name;
  }
  // The instructions of a block without its constants, which stay where they are of use to nobody else.
  std::vector<InstId> steps(BlockId block) const {
    std::vector<InstId> found;
    for (InstId id : function_.block(block).insts) {
      if (function_.inst(id).op != Op::ConstObj) found.push_back(id);
    }
    return found;
  }

  bool fuse_block(BlockId at) {
    Block& block = function_.block(at);
    if (block.insts.empty()) return false;
    const Inst& branch = function_.inst(block.insts.back());
    if (branch.op != Op::Branch) return false;
    const Inst* guard = def(branch.operands[0]);
    if (guard == nullptr || guard->op != Op::ClassInstance) return false;
    BlockId yes = branch.edges[0].target, no = branch.edges[1].target;
    if (!branch.edges[0].args.empty() || !branch.edges[1].args.empty() || !single(yes, at) || !single(no, at)) return false;
    std::vector<InstId> fast = steps(yes), slow = steps(no);
    if (fast.size() != 2 || slow.size() < 2 || slow.size() > 3) return false;
    Inst& access = function_.inst(fast[0]);
    if ((access.op != Op::FieldGet && access.op != Op::FieldSet) || access.operands[0] != guard->operands[0]) return false;
    const ir::Field& field = program_.classes[size_t(access.imm)].fields[size_t(access.imm2)];
    Repr repr = field.type.repr;
    if (repr != Repr::Obj && repr != Repr::Tag && repr != Repr::Num) return false;
    const Inst &ends = function_.inst(fast[1]), &others = function_.inst(slow.back());
    if (ends.op != Op::Jump || others.op != Op::Jump || ends.edges[0].target != others.edges[0].target) return false;
    bool fits = access.op == Op::FieldGet ? reads(access, slow, ends, field) : writes(access, slow, ends, field);
    if (!fits) return false;

    // The accesses and the jump move to the end of the block in place of the branch.
    Inst fused = access;
    fused.op = access.op == Op::FieldGet ? Op::FieldRead : Op::FieldWrite;
    fused.raise = function_.inst(general_).raise;
    access = std::move(fused);
    block.insts.pop_back();
    block.insts.push_back(fast[0]);
    block.insts.push_back(fast[1]);
    if (access.result) function_.value(access.result).block = at;
    for (BlockId gone : {yes, no}) {
      for (InstId id : function_.block(gone).insts) {
        if (function_.inst(id).op == Op::ConstObj) keep_constant(at, id);
      }
      function_.block(gone).insts.clear();
    }
    return true;
  }

  // An argument that was boxed for the call only goes into it as it is.
  void box_in_calls(BlockId at) {
    std::vector<InstId>& insts = function_.block(at).insts;
    for (InstId id : insts) {
      Inst& call = function_.inst(id);
      if (call.op != Op::PyCall && call.op != Op::PyCallMethod) continue;
      bool mixed = false;
      for (size_t i = 1; i < call.operands.size(); ++i) {
        ValueId arg = call.operands[i];
        const Inst* box = def(arg);
        if (box == nullptr || box->op != Op::Convert || uses_[arg.index] != 1 || function_.value(arg).block != at) continue;
        Repr from = function_.value(box->operands[0]).type.repr;
        if ((from != Repr::Tag && from != Repr::Num) || !ir::same_edge(box->raise, call.raise)) continue;
        call.operands[i] = box->operands[0];
        insts_gone_.push_back(function_.value(arg).def);
        mixed = true;
      }
      if (mixed) call.op = call.op == Op::PyCall ? Op::PyCallMixed : Op::PyCallMethodMixed;
    }
    remove_gone(insts);
  }

  // A global that is only wanted as an int.
  void load_ints(BlockId at) {
    for (InstId id : function_.block(at).insts) {
      const Inst& convert = function_.inst(id);
      if (convert.op != Op::Convert || convert.imm != 0 || convert.type.repr != Repr::Tag) continue;
      InstId from = function_.value(convert.operands[0]).def;
      if (!from || function_.inst(from).op != Op::GlobalLoad || uses_[convert.operands[0].index] != 1) continue;
      Inst& load = function_.inst(from);
      load.op = Op::GlobalLoadTag;
      load.type = ir::kTag;
      ir::Value& value = function_.value(convert.result);
      value.block = function_.value(load.result).block;
      value.def = from;
      load.result = convert.result;
      insts_gone_.push_back(id);
    }
    remove_gone(function_.block(at).insts);
  }
  void remove_gone(std::vector<InstId>& insts) {
    std::erase_if(insts, [&](InstId id) { return std::find(insts_gone_.begin(), insts_gone_.end(), id) != insts_gone_.end(); });
    insts_gone_.clear();
  }

  // A constant that the blocks had may be an argument of the jump.
  void keep_constant(BlockId at, InstId id) {
    std::vector<InstId>& insts = function_.block(at).insts;
    insts.insert(insts.end() - 2, id);
    function_.value(function_.inst(id).result).block = at;
  }

  // The arguments of both jumps are the same but for `a` in one and `b` in the other.
  bool same_args(const Inst& one, const Inst& other, ValueId a, ValueId b) const {
    const std::vector<ValueId> &left = one.edges[0].args, &right = other.edges[0].args;
    if (left.size() != right.size()) return false;
    for (size_t i = 0; i < left.size(); ++i) {
      bool result = a && (left[i] == a || right[i] == b);
      if (result ? left[i] != a || right[i] != b : left[i] != right[i]) return false;
    }
    return true;
  }

  bool reads(const Inst& get, const std::vector<InstId>& slow, const Inst& ends, const ir::Field& field) {
    const Inst& general = function_.inst(slow[0]);
    if (general.op != Op::PyGetAttr || general.operands[0] != get.operands[0]) return false;
    if (!is_name(general.operands[1], field) || !ir::same_edge(general.raise, get.raise)) return false;
    ValueId value = general.result;
    if (slow.size() == 3) {
      const Inst& convert = function_.inst(slow[1]);
      if (convert.op != Op::Convert || convert.operands[0] != value) return false;
      value = convert.result;
    }
    general_ = slow[0];
    return function_.value(value).type == field.type && same_args(ends, function_.inst(slow.back()), get.result, value);
  }

  bool writes(const Inst& set, const std::vector<InstId>& slow, const Inst& ends, const ir::Field& field) {
    const Inst& general = function_.inst(slow[slow.size() - 2]);
    if (general.op != Op::PySetAttr || general.operands[0] != set.operands[0]) return false;
    if (!is_name(general.operands[1], field)) return false;
    ValueId value = general.operands[2];
    if (slow.size() == 3) {
      const Inst& convert = function_.inst(slow[0]);
      if (convert.op != Op::Convert || convert.result != value) return false;
      value = convert.operands[0];
    }
    general_ = slow[slow.size() - 2];
    return value == set.operands[1] && same_args(ends, function_.inst(slow.back()), {}, {});
  }

  Program& program_;
  Function& function_;
  std::vector<std::vector<BlockId>> preds_;
  std::vector<uint32_t> uses_;
  std::vector<InstId> insts_gone_;
  InstId general_;  // of the pair at hand: the access that works on any object
};

}  // namespace

void fuse(Program& program, Function& function) {
  if (Fuser(program, function).run()) simplify(program, function);
}

}  // namespace krait::passes
