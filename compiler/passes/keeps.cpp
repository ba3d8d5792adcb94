// A keep of what a field of a new instance took last, with nothing in between by which its end could be seen: the field holds it as long. Without
// the keep the field takes the reference over.
#include "passes/keeps.h"

#include <algorithm>

#include "ir/cfg.h"

namespace krait::passes {
namespace {

using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Program;
using ir::ValueId;

bool sets_field_of_new(const Function& function, const Inst& inst, ir::BlockId block) {
  if (inst.op != Op::FieldSet) return false;
  const ir::Value& instance = function.value(inst.operands[0]);
  return instance.def && instance.block == block && function.inst(instance.def).op == Op::InstanceNew;
}

bool same_field(const Inst& one, const Inst& other) {
  return one.operands[0] == other.operands[0] && one.imm == other.imm && one.imm2 == other.imm2;
}

// Whether the keep at `at` comes behind nothing but the start of an instance that has taken the value.
bool is_needless(const Program& program, const Function& function, ir::BlockId block, const std::vector<InstId>& insts, size_t at) {
  ValueId kept = function.inst(insts[at]).operands[0];
  std::vector<const Inst*> sets;
  for (size_t i = at; i-- > 0;) {
    const Inst& inst = function.inst(insts[i]);
    if (inst.op == Op::Keep) continue;
    bool uses = std::find(inst.operands.begin(), inst.operands.end(), kept) != inst.operands.end();
    if (sets_field_of_new(function, inst, block)) {
      if (inst.operands[0] == kept) return false;
      bool again = std::any_of(sets.begin(), sets.end(), [&](const Inst* each) { return same_field(*each, inst); });
      if (uses) return !again;
      sets.push_back(&inst);
      continue;
    }
    if (uses || inst.result == kept) return false;
    if ((ir::effects(program, function, inst) & (ir::kRunsPython | ir::kWritesHeap | ir::kRaises)) != 0) return false;
  }
  return false;
}

}  // namespace

void drop_keeps(Program& program, Function& function) {
  for (ir::BlockId id : ir::reverse_postorder(function)) {
    std::vector<InstId>& insts = function.block(id).insts;
    for (size_t i = insts.size(); i-- > 0;) {
      if (function.inst(insts[i]).op == Op::Keep && is_needless(program, function, id, insts, i))
        insts.erase(insts.begin() + std::ptrdiff_t(i));
    }
  }
}

}  // namespace krait::passes
