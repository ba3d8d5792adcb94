#include "passes/counters.h"

#include <algorithm>
#include <charconv>
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

constexpr int kAdd = 0, kSub = 1;                 // of PyBinary and PyInplace, as the runtime's KrBinary
constexpr int64_t kMostAdded = int64_t{1} << 30;  // what a constant adds, and what `get` falls back to

// What a lookup is of, or an assignment to.
struct Place {
  ValueId container;
  std::vector<ValueId> key;
  bool plain = true;    // the key is no tuple
  ValueId value = {};   // what is assigned, or what `get` falls back to
  friend bool operator==(const Place& a, const Place& b) { return a.container == b.container && a.key == b.key && a.plain == b.plain; }
};

class Counters {
 public:
  Counters(Program& program, Function& function) : program_(program), function_(function) {}

  void run() {
    uses_ = ir::use_counts(function_);
    for (ir::Block& block : function_.blocks) make_when_missing(block);
    for (BlockId block : ir::reverse_postorder(function_)) {
      // What follows a counter stands in a block of its own then.
      for (BlockId at = block; at;) at = function_.block(at).cold ? BlockId{} : take_first(at);
    }
  }

 private:
  // `d.setdefault(key, [])`: the list is made where the key is missing.
  void make_when_missing(ir::Block& block) {
    for (size_t at = 0; at < block.insts.size(); ++at) {
      Inst& inst = function_.inst(block.insts[at]);
      if (inst.op != Op::DictSetDefault || uses_[inst.operands[2].index] != 1) continue;
      InstId made = function_.value(inst.operands[2]).def;
      auto before = std::find(block.insts.begin(), block.insts.begin() + std::ptrdiff_t(at), made);
      if (!made || *before != made || !function_.inst(made).operands.empty()) continue;
      Op op = function_.inst(made).op;
      if (op != Op::ListNew && op != Op::DictNew && op != Op::SetNew) continue;
      inst.op = Op::DictSetDefaultNew;
      inst.imm = op == Op::ListNew ? 0 : op == Op::DictNew ? 1 : 2;
      inst.operands.pop_back();
      block.insts.erase(before);
      --at;
    }
  }

  static Place by_parts(const Inst& inst, size_t fixed) {
    return {inst.operands[0], {inst.operands.begin() + std::ptrdiff_t(fixed), inst.operands.end()}, inst.imm != 0, fixed > 1 ? inst.operands[1] : ValueId{}};
  }
  static std::optional<Place> read(const Inst& inst) {
    switch (inst.op) {
      case Op::DictGetItem: return Place{inst.operands[0], {inst.operands[1]}, true, {}};
      case Op::DictGet: return Place{inst.operands[0], {inst.operands[1]}, true, inst.operands[2]};
      case Op::KeyGetItem: return by_parts(inst, 1);
      case Op::KeyGet: return by_parts(inst, 2);
      default: return std::nullopt;
    }
  }
  static std::optional<Place> written(const Inst& inst) {
    switch (inst.op) {
      case Op::DictSetItem:
      case Op::DictSetTag: return Place{inst.operands[0], {inst.operands[1]}, true, inst.operands[2]};
      case Op::KeySetItem:
      case Op::KeySetTag: return by_parts(inst, 2);
      default: return std::nullopt;
    }
  }

  std::optional<int64_t> constant(ValueId value) const {
    InstId def = function_.value(value).def;
    if (!def) return std::nullopt;
    const Inst& inst = function_.inst(def);
    int64_t found = inst.imm;
    if (inst.op == Op::ConstObj) {
      const ir::Constant& known = program_.modules[function_.module]->constants[size_t(inst.imm)];
      const char* end = known.text.data() + known.text.size();
      if (known.kind != ir::Constant::Kind::Int || std::from_chars(known.text.data(), end, found).ptr != end) return std::nullopt;
    } else if (inst.op != Op::ConstInt) {
      return std::nullopt;
    }
    return found > -kMostAdded && found < kMostAdded ? std::optional(found) : std::nullopt;
  }

  // What `sum` adds to `value`: a tag, or a constant that is yet to be made.
  struct Step {
    ValueId tag;
    int64_t constant = 0;
  };
  std::optional<Step> step(const Inst& sum, ValueId value) const {
    bool minus = sum.op == Op::TagSub || sum.op == Op::TagISub || ((sum.op == Op::PyBinary || sum.op == Op::PyInplace) && sum.imm == kSub);
    bool plus = sum.op == Op::TagAdd || sum.op == Op::TagIAdd || ((sum.op == Op::PyBinary || sum.op == Op::PyInplace) && sum.imm == kAdd);
    if ((!plus && !minus) || sum.operands[0] != value || sum.operands[1] == value) return std::nullopt;
    if (std::optional<int64_t> known = constant(sum.operands[1])) return Step{{}, minus ? -*known : *known};
    if (minus || function_.value(sum.operands[1]).type.repr != Repr::Tag) return std::nullopt;
    return Step{sum.operands[1]};
  }

  // The first counter of a block becomes one instruction; what follows, a block, is returned.
  BlockId take_first(BlockId block) {
    const std::vector<InstId>& insts = function_.block(block).insts;
    for (size_t from = 0; from < insts.size(); ++from) {
      std::optional<Place> place = read(function_.inst(insts[from]));
      if (!place) continue;
      if (std::optional<size_t> to = end_of(insts, from, *place)) return split(block, from, *to, *place);
    }
    return {};
  }

  // Where what was read, and nothing else, is changed and put back: the place of the assignment.
  std::optional<size_t> end_of(const std::vector<InstId>& insts, size_t from, const Place& place) {
    if (place.value && !(constant(place.value) && *constant(place.value) >= 0)) return std::nullopt;
    ValueId value = function_.inst(insts[from]).result;
    bool changed = false;
    for (size_t i = from + 1; i < insts.size(); ++i) {
      const Inst& inst = function_.inst(insts[i]);
      if (inst.op == Op::ConstObj || inst.op == Op::ConstInt) continue;
      if (uses_[value.index] != 1) return std::nullopt;
      if (inst.op == Op::Convert && inst.operands[0] == value) {
        value = inst.result;
      } else if (std::optional<Step> by = changed ? std::nullopt : step(inst, value)) {
        step_ = *by;
        value = inst.result;
        changed = true;
      } else {
        std::optional<Place> to = written(inst);
        return changed && to && *to == place && to->value == value ? std::optional(i) : std::nullopt;
      }
    }
    return std::nullopt;
  }

  BlockId split(BlockId block, size_t from, size_t to, const Place& place) {
    BlockId general = function_.add_block(), rest = function_.add_block();
    std::vector<InstId> insts = std::move(function_.block(block).insts), before(insts.begin(), insts.begin() + std::ptrdiff_t(from)), rare;
    for (size_t i = from; i <= to; ++i) {
      Op op = function_.inst(insts[i]).op;
      (op == Op::ConstObj || op == Op::ConstInt ? before : rare).push_back(insts[i]);
    }
    function_.fill(block, std::move(before));
    function_.fill(general, std::move(rare));
    function_.fill(rest, {insts.begin() + std::ptrdiff_t(to) + 1, insts.end()});
    function_.block(general).cold = true;

    if (!step_.tag) {
      Inst by{};
      by.op = Op::ConstInt;
      by.type = ir::kTag;
      by.imm = step_.constant;
      step_.tag = function_.append(block, std::move(by));
    }
    Inst count{};
    count.op = Op::KeyCount;
    count.type = ir::kBool;
    count.operands = {place.container, step_.tag};
    count.operands.insert(count.operands.end(), place.key.begin(), place.key.end());
    count.imm = place.plain;
    count.imm2 = place.value ? *constant(place.value) : -1;
    Inst branch{};
    branch.op = Op::Branch;
    branch.imm = 1;
    branch.operands = {function_.append(block, std::move(count))};
    branch.edges = {{rest, {}, {}, {}}, {general, {}, {}, {}}};
    function_.append(block, std::move(branch));
    Inst back{};
    back.op = Op::Jump;
    back.edges = {{rest, {}, {}, {}}};
    function_.append(general, std::move(back));
    return rest;
  }

  Program& program_;
  Function& function_;
  std::vector<uint32_t> uses_;
  Step step_;  // of the counter at hand
};

}  // namespace

void count_in_dicts(Program& program, Function& function) {
  bool looks_up = std::any_of(function.insts.begin(), function.insts.end(), [](const Inst& inst) {
    return inst.op == Op::DictSetItem || inst.op == Op::DictSetTag || inst.op == Op::KeySetItem || inst.op == Op::KeySetTag ||
           inst.op == Op::DictSetDefault;
  });
  if (looks_up && function.kind != ir::FunctionKind::Wrapper) Counters(program, function).run();
}

}  // namespace krait::passes
