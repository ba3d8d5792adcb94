#include "passes/formulas.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "ir/cfg.h"
#include "passes/ssa_repair.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Program;
using ir::Type;
using ir::ValueId;

// The form that computes with floats; nothing where there is none.
std::optional<Op> float_form(Op op) {
  switch (op) {
#define ARITHMETIC(NAME, FORM)                                                              \
  case Op::Num##NAME:                                                                       \
  case Op::NumI##NAME:                                                                      \
  case Op::TagNum##NAME:                                                                    \
  case Op::TagNumI##NAME:                                                                   \
  case Op::NumTag##NAME:                                                                    \
  case Op::NumTagI##NAME:                                                                   \
    return Op::FORM;
    ARITHMETIC(Add, F64Add)
    ARITHMETIC(Sub, F64Sub)
    ARITHMETIC(Mul, F64Mul)
    ARITHMETIC(TrueDiv, F64DivExit)
    ARITHMETIC(Pow, F64PowExit)
#undef ARITHMETIC
    case Op::NumNeg: return Op::F64Neg;
#define COMPARISON(NAME)   \
  case Op::Num##NAME:      \
  case Op::TagNum##NAME:   \
  case Op::NumTag##NAME:   \
    return Op::F64##NAME;
    COMPARISON(Eq)
    COMPARISON(Ne)
    COMPARISON(Lt)
    COMPARISON(Le)
    COMPARISON(Gt)
    COMPARISON(Ge)
#undef COMPARISON
    default: return std::nullopt;
  }
}

bool is_comparison(const Inst& inst) { return inst.type == ir::kBool; }

class Formulas {
 public:
  Formulas(Program& program, Function& function) : program_(program), function_(function), uses_(ir::use_counts(function)), repair_(function) {}

  void run() {
    for (BlockId block : ir::reverse_postorder(function_)) {
      // What follows a formula stands in a block of its own then.
      for (BlockId at = block; at;) at = function_.block(at).cold ? BlockId{} : take_first(at);
    }
    repair_.run();
  }

 private:
  static bool is_read(const Inst& inst) { return (inst.op == Op::FieldGet || inst.op == Op::FieldRead) && inst.type == ir::kNum; }
  static bool is_constant(const Inst& inst) { return inst.op == Op::ConstFloat || inst.op == Op::ConstInt || inst.op == Op::ConstObj; }
  bool is_step(const Inst& inst) const {
    if (!float_form(inst.op)) return false;
    return std::all_of(inst.operands.begin(), inst.operands.end(), [&](ValueId v) { return function_.value(v).type == ir::kNum || small(v); });
  }

  // A constant that is the same as a float.
  std::optional<double> small(ValueId value) const {
    InstId def = function_.value(value).def;
    if (!def) return std::nullopt;
    const Inst& inst = function_.inst(def);
    constexpr int64_t kMost = int64_t{1} << 53;
    if (inst.op == Op::ConstFloat && inst.type == ir::kNum) return inst.fimm;
    if (inst.op == Op::ConstInt && inst.type == ir::kTag && inst.imm > -kMost && inst.imm < kMost) return double(inst.imm);
    return std::nullopt;
  }

  // The first formula of a block is split off; what follows it, a block, is returned.
  BlockId take_first(BlockId block) {
    const std::vector<InstId>& insts = function_.block(block).insts;
    for (size_t from = 0; from < insts.size();) {
      size_t to = end_of(insts, from);
      if (to > from && gains(insts, from, to)) return split(block, from, to);
      from = std::max(to, from + 1);
    }
    return {};
  }

  // Behind the last step of those from `from` on, constants apart, each of which only reads numbers or computes with them; a number that is
  // read but not used in it ends it. `from` itself where there is none.
  size_t end_of(const std::vector<InstId>& insts, size_t from) const {
    size_t limit = insts.size();
    for (;;) {
      size_t end = from;
      std::set<ValueId> unused;
      std::map<ValueId, size_t> read_at;
      for (size_t i = from; i < limit; ++i) {
        const Inst& inst = function_.inst(insts[i]);
        if (is_read(inst)) {
          unused.insert(inst.result);
          read_at[inst.result] = i;
        } else if (is_step(inst)) {
          for (ValueId v : inst.operands) unused.erase(v);
          end = i + 1;
        } else if (!is_constant(inst)) {
          break;
        }
      }
      size_t first = end;
      for (ValueId v : unused) first = std::min(first, read_at[v]);
      if (first == end) return end;
      limit = first;
    }
  }

  bool gains(const std::vector<InstId>& insts, size_t from, size_t to) const {
    size_t reads = 0, steps = 0;
    for (size_t i = from; i < to; ++i) {
      const Inst& inst = function_.inst(insts[i]);
      reads += is_read(inst);
      steps += is_step(inst) && !is_comparison(inst);
    }
    return steps > 1 || (steps == 1 && reads > 0);
  }

  BlockId split(BlockId block, size_t from, size_t to) {
    BlockId rare = function_.add_block(), rest = function_.add_block();
    std::vector<InstId> insts = std::move(function_.block(block).insts), before(insts.begin(), insts.begin() + std::ptrdiff_t(from)), slow;
    for (size_t i = from; i < to; ++i) (is_constant(function_.inst(insts[i])) ? before : slow).push_back(insts[i]);
    function_.fill(block, std::move(before));
    function_.fill(rare, slow);
    function_.fill(rest, {insts.begin() + std::ptrdiff_t(to), insts.end()});
    function_.block(rare).cold = true;

    block_ = block;
    rare_ = rare;
    floats_.clear();
    guarded_.clear();
    tested_.clear();
    std::set<ValueId> proven = find_proven(slow);
    for (InstId id : slow) compute(function_.inst(id), proven);

    // Behind, and where exceptions of the rare block lead to, the values are what reaches there.
    std::map<ValueId, uint32_t> inner = uses_within(slow);
    for (InstId id : slow) {
      ValueId value = function_.inst(id).result;
      if (uses_[value.index] == inner[value]) continue;
      ValueId now = floats_.at(value);
      repair_.add(value, block, function_.value(value).type == ir::kNum ? emit(Op::Convert, {now}, ir::kNum) : now);
    }
    jump(block, rest);
    jump(rare, rest);
    return rest;
  }

  // What is no NaN where what is tested is none.
  std::set<ValueId> find_proven(const std::vector<InstId>& slow) const {
    std::set<ValueId> proven;
    for (size_t i = slow.size(); i-- > 0;) {
      const Inst& inst = function_.inst(slow[i]);
      // A result is proven by a later one or tested itself.
      if (is_step(inst) && !is_comparison(inst)) proven.insert(inst.operands.begin(), inst.operands.end());
    }
    return proven;
  }

  std::map<ValueId, uint32_t> uses_within(const std::vector<InstId>& slow) const {
    std::map<ValueId, uint32_t> uses;
    for (InstId id : slow)
      for (ValueId v : function_.inst(id).operands) ++uses[v];
    return uses;
  }

  void compute(const Inst& source, const std::set<ValueId>& proven) {
    Inst inst = source;
    if (is_read(inst)) {
      if (inst.op == Op::FieldRead && guarded_.insert({inst.operands[0], inst.imm}).second)
        emit(Op::ExitUnless, {emit(Op::ClassInstance, {inst.operands[0]}, ir::kBool, inst.imm)}, ir::kVoid);
      floats_[inst.result] = emit(Op::FieldFloat, {inst.operands[0]}, ir::kF64, inst.imm, inst.imm2);
      return;
    }
    std::vector<ValueId> operands;
    for (ValueId v : inst.operands) {
      operands.push_back(as_float(v));
      if (is_comparison(inst) && !proven.count(v) && !small(v)) test(operands.back());
    }
    Type type = is_comparison(inst) ? ir::kBool : ir::kF64;
    ValueId result = emit(*float_form(inst.op), std::move(operands), type);
    floats_[inst.result] = result;
    if (!is_comparison(inst) && !proven.count(inst.result)) test(result);
  }

  void test(ValueId number) {
    if (tested_.insert(number).second) emit(Op::ExitUnless, {emit(Op::F64Eq, {number, number}, ir::kBool)}, ir::kVoid);
  }

  ValueId as_float(ValueId value) {
    auto found = floats_.find(value);
    if (found != floats_.end()) return found->second;
    ValueId result;
    if (std::optional<double> known = small(value)) {
      Inst constant{};
      constant.op = Op::ConstFloat;
      constant.type = ir::kF64;
      constant.fimm = *known;
      result = function_.append(block_, std::move(constant));
    } else {
      result = emit(Op::NumFloat, {value}, ir::kF64);
    }
    return floats_[value] = result;
  }

  ValueId emit(Op op, std::vector<ValueId> operands, Type type, int64_t imm = 0, int64_t imm2 = 0) {
    Inst inst{};
    inst.op = op;
    inst.type = type;
    inst.operands = std::move(operands);
    inst.imm = imm;
    inst.imm2 = imm2;
    if (ir::info(op).effects & ir::kExits) inst.raise.target = rare_;
    return function_.append(block_, std::move(inst));
  }

  void jump(BlockId from, BlockId to) {
    Inst inst{};
    inst.op = Op::Jump;
    inst.edges = {{to, {}, {}, {}}};
    function_.append(from, std::move(inst));
  }

  Program& program_;
  Function& function_;
  std::vector<uint32_t> uses_;
  SsaRepair repair_;
  // Of the formula at hand: its block, the rare one, the floats that stand for values and which of them are known to be no NaNs, and what is known to be an instance of which class.
  BlockId block_, rare_;
  std::map<ValueId, ValueId> floats_;
  std::set<std::pair<ValueId, int64_t>> guarded_;
  std::set<ValueId> tested_;
};

}  // namespace

void compute_formulas(Program& program, Function& function) {
  bool any = std::any_of(function.insts.begin(), function.insts.end(), [](const Inst& inst) { return float_form(inst.op).has_value(); });
  constexpr size_t kMostBlocks = 3000;  // what is repaired is walked recursively
  if (any && function.blocks.size() < kMostBlocks && function.kind != ir::FunctionKind::Wrapper) Formulas(program, function).run();
}

}  // namespace krait::passes
