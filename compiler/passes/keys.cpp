#include "passes/keys.h"

#include <algorithm>
#include <optional>
#include <vector>

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
using ir::ValueId;

constexpr size_t kMostParts = 4;  // as the runtime's KR_KEY_PARTS

struct Lookup {
  Op op;          // by parts
  bool inserts;   // the container may keep the key
};

// Container, key and perhaps a value are operands 0 to 2.
std::optional<Lookup> by_parts(Op op) {
  switch (op) {
    case Op::DictContains:
    case Op::SetContains:
    case Op::PyContains:
      return Lookup{Op::KeyContains, false};
    case Op::DictGetItem:
    case Op::PyGetItem:
      return Lookup{Op::KeyGetItem, false};
    case Op::DictGet:
      return Lookup{Op::KeyGet, false};
    case Op::DictGetNone:
      return Lookup{Op::KeyGetNone, false};
    case Op::DictSetItem:
    case Op::PySetItem:
      return Lookup{Op::KeySetItem, true};
    case Op::DictSetTag:
      return Lookup{Op::KeySetTag, true};
    case Op::DictSetDefault:
      return Lookup{Op::KeySetDefault, true};
    case Op::SetAdd:
      return Lookup{Op::KeyAdd, true};
    case Op::SetDiscard:
      return Lookup{Op::KeyDiscard, false};
    case Op::SetRemove:
      return Lookup{Op::KeyRemove, false};
    default:
      return std::nullopt;
  }
}

class Keys {
 public:
  explicit Keys(Function& function) : function_(function), uses_(function.values.size()), other_use_(function.values.size(), 0) {}

  void run() {
    std::vector<BlockId> order = ir::reverse_postorder(function_);
    std::vector<InstId> tuples, boxes;
    for (BlockId block : order) {
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        if (inst.op == Op::TupleNew && !inst.operands.empty() && inst.operands.size() <= kMostParts) tuples.push_back(id);
        if (by_int(inst)) boxes.push_back(function_.value(inst.operands[1]).def);
      }
    }
    if (tuples.empty() && boxes.empty()) return;
    for (BlockId block : order) find_uses(block);
    for (InstId id : tuples) take_apart(id);
    for (InstId id : boxes) take_out(id);
    for (BlockId block : order) {
      std::erase_if(function_.block(block).insts, [&](InstId id) { return gone_.size() > id.index && gone_[id.index]; });
    }
  }

 private:
  void find_uses(BlockId block) {
    for (InstId id : function_.block(block).insts) {
      const Inst& inst = function_.inst(id);
      bool lookup = by_parts(inst.op).has_value();
      for (size_t i = 0; i < inst.operands.size(); ++i) {
        ValueId v = inst.operands[i];
        if ((lookup && i == 1) || inst.op == Op::Keep) uses_[v.index].push_back(id);
        else other_use_[v.index] = 1;
      }
      auto given = [&](const Edge& edge) {
        for (ValueId v : edge.args) other_use_[v.index] = 1;
      };
      given(inst.raise);
      for (const Edge& edge : inst.edges) given(edge);
    }
  }

  void take_apart(InstId id) {
    ValueId tuple = function_.inst(id).result;
    if (other_use_[tuple.index] || uses_[tuple.index].empty()) return;
    // Two containers would keep two tuples that are not the same object.
    auto inserts = [&](InstId use) {
      std::optional<Lookup> lookup = by_parts(function_.inst(use).op);
      return lookup && lookup->inserts;
    };
    if (std::count_if(uses_[tuple.index].begin(), uses_[tuple.index].end(), inserts) > 1) return;
    std::vector<ValueId> parts;
    for (ValueId item : function_.inst(id).operands) parts.push_back(as_int(item));
    gone_.resize(function_.insts.size());
    gone_[id.index] = 1;
    for (InstId use : uses_[tuple.index]) {
      Inst& inst = function_.inst(use);
      if (inst.op == Op::Keep) {
        gone_[use.index] = 1;
        continue;
      }
      inst.op = by_parts(inst.op)->op;
      inst.operands.erase(inst.operands.begin() + 1);
      inst.operands.insert(inst.operands.end(), parts.begin(), parts.end());
    }
  }

  // A lookup of an int that is boxed, in what is claimed a dict or a set.
  bool by_int(const Inst& inst) const {
    if (!by_parts(inst.op) || inst.op == Op::PyContains || inst.op == Op::PyGetItem || inst.op == Op::PySetItem) return false;
    return as_int(inst.operands[1]) != inst.operands[1];
  }

  void take_out(InstId box) {
    ValueId key = function_.inst(box).result;
    if (other_use_[key.index]) return;
    std::vector<InstId>& uses = uses_[key.index];
    if (!std::all_of(uses.begin(), uses.end(), [&](InstId use) { return by_int(function_.inst(use)); })) return;
    gone_.resize(function_.insts.size());
    gone_[box.index] = 1;
    for (InstId use : uses) {
      Inst& inst = function_.inst(use);
      inst.op = by_parts(inst.op)->op;
      inst.operands.erase(inst.operands.begin() + 1);
      inst.operands.push_back(as_int(key));
      inst.imm = 1;
    }
    uses.clear();
  }

  // What was boxed for the tuple goes in as it is.
  ValueId as_int(ValueId item) const {
    InstId def = function_.value(item).def;
    if (!def) return item;
    const Inst& box = function_.inst(def);
    bool boxes_tag = box.op == Op::Convert && box.imm == 0 && function_.value(box.operands[0]).type.repr == Repr::Tag;
    return boxes_tag ? box.operands[0] : item;
  }

  Function& function_;
  std::vector<std::vector<InstId>> uses_;  // by value: lookups of it as a key, and what keeps it
  std::vector<char> other_use_;
  std::vector<char> gone_;
};

}  // namespace

void look_up_by_parts(Program&, Function& function) {
  if (function.kind != ir::FunctionKind::Wrapper) Keys(function).run();
}

}  // namespace krait::passes
