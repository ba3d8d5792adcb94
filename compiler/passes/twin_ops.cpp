// Which instructions have unboxed forms, and what those are.
#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "passes/packs.h"
#include "passes/twin.h"

namespace krait::passes {

using ir::BlockId;
using ir::Inst;
using ir::Op;
using ir::Repr;
using ir::Type;
using ir::ValueId;

namespace {

// How an operand is wanted: i an i64; f an f64; c an i64 turned into f64; e likewise where that is exact.
struct Rule {
  Op op;
  std::string_view operands;
};

const std::unordered_map<Op, Rule>& rules() {
  static const std::unordered_map<Op, Rule> table = {
#define BOTH(GENERAL, NOW, OPERANDS) {Op::Tag##GENERAL, {Op::NOW, OPERANDS}}, {Op::TagI##GENERAL, {Op::NOW, OPERANDS}}
      BOTH(Add, I64AddExit, "ii"), BOTH(Sub, I64SubExit, "ii"), BOTH(Mul, I64MulExit, "ii"),
      BOTH(FloorDiv, I64FloorDivExit, "ii"), BOTH(Mod, I64ModExit, "ii"), BOTH(LShift, I64LShiftExit, "ii"),
      BOTH(RShift, I64RShiftExit, "ii"), BOTH(And, I64And, "ii"), BOTH(Or, I64Or, "ii"), BOTH(Xor, I64Xor, "ii"),
#undef BOTH
      {Op::TagNeg, {Op::I64NegExit, "i"}}, {Op::TagAbs, {Op::I64AbsExit, "i"}}, {Op::TagInvert, {Op::I64Invert, "i"}},
      {Op::TagBitLength, {Op::I64BitLength, "i"}}, {Op::TagBitCount, {Op::I64BitCount, "i"}},
      {Op::TagTrueDiv, {Op::F64DivExit, "ee"}},
      {Op::NumNeg, {Op::F64Neg, "f"}}, {Op::NumAbs, {Op::F64Abs, "f"}},
#define BOTH(GENERAL, NOW) {Op::Num##GENERAL, {Op::NOW, "ff"}}, {Op::NumI##GENERAL, {Op::NOW, "ff"}}
      BOTH(Add, F64Add), BOTH(Sub, F64Sub), BOTH(Mul, F64Mul), BOTH(TrueDiv, F64DivExit),
      BOTH(FloorDiv, F64FloorDivExit), BOTH(Mod, F64ModExit), BOTH(Pow, F64PowExit),
#undef BOTH
#define MIXED(GENERAL, NOW)                                                          \
  {Op::NumTag##GENERAL, {Op::NOW, "fc"}}, {Op::NumTagI##GENERAL, {Op::NOW, "fc"}},   \
      {Op::TagNum##GENERAL, {Op::NOW, "cf"}}, {Op::TagNumI##GENERAL, {Op::NOW, "cf"}}
      MIXED(Add, F64Add), MIXED(Sub, F64Sub), MIXED(Mul, F64Mul), MIXED(TrueDiv, F64DivExit),
      MIXED(FloorDiv, F64FloorDivExit), MIXED(Mod, F64ModExit), MIXED(Pow, F64PowExit),
#undef MIXED
#define COMPARE(NAME)                                                                                          \
  {Op::Tag##NAME, {Op::I64##NAME, "ii"}}, {Op::Num##NAME, {Op::F64##NAME, "ff"}},                              \
      {Op::NumTag##NAME, {Op::F64##NAME, "fe"}}, {Op::TagNum##NAME, {Op::F64##NAME, "ef"}}
      COMPARE(Eq), COMPARE(Ne), COMPARE(Lt), COMPARE(Le), COMPARE(Gt), COMPARE(Ge),
#undef COMPARE
      // Builtins; operands behind the module's dict and the name.
      {Op::BuiltinAbsTag, {Op::I64AbsExit, "i"}}, {Op::BuiltinAbsNum, {Op::F64Abs, "f"}},
      {Op::BuiltinMinTag, {Op::I64Min, "ii"}}, {Op::BuiltinMaxTag, {Op::I64Max, "ii"}},
      {Op::BuiltinMinNum, {Op::F64Min, "ff"}}, {Op::BuiltinMaxNum, {Op::F64Max, "ff"}},
      {Op::BuiltinIntNum, {Op::F64TruncExit, "f"}},
      // Module math.
      {Op::MathNum, {Op::F64MathExit, "f"}}, {Op::MathTag, {Op::F64MathExit, "c"}}, {Op::MathNum2, {Op::F64Math2Exit, "ff"}},
      {Op::MathWhole, {Op::F64WholeExit, "f"}}, {Op::MathTest, {Op::F64Test, "f"}},
      {Op::MathGcd, {Op::I64GcdExit, "ii"}}, {Op::MathRoot, {Op::I64RootExit, "i"}},
  };
  return table;
}

bool is_builtin(Op op) { return ir::info(op).name.starts_with("builtin."); }

// The first of the operands that an unboxed form wants as numbers, and how.
struct Wants {
  uint32_t first = 0;
  std::string_view operands;
};
Wants wants(const Inst& inst) {
  if (auto rule = rules().find(inst.op); rule != rules().end()) {
    return {is_builtin(inst.op) ? 2u : 0u, rule->second.operands};
  }
  switch (inst.op) {
    case Op::TagPos:
    case Op::TagSmallValue:
    case Op::MathReal:
    case Op::MathWholeTag:
      return {0, "i"};
    case Op::NumPos:
      return {0, "f"};
    case Op::BuiltinIntTag:
    case Op::BuiltinFloatTag:
      return {2, "i"};
    case Op::BuiltinFloatNum:
      return {2, "f"};
    case Op::ListGet:
    case Op::ListGetTag:
    case Op::ListGetNum:
    case Op::ListTruthAt:
    case Op::ListSet:
    case Op::ListSetBool:
    case Op::CharAt:
    case Op::BytesGet:
      return {1, "i"};
    case Op::CharSame:
    case Op::CharOrderTwo:
      return {0, "ii"};
    case Op::CharEq:
    case Op::CharOrder:
    case Op::CharIs:
    case Op::CharInMask:
      return {0, "i"};
    case Op::VecGet:
    case Op::VecGetRef:
    case Op::VecSet:
      return {1, "i"};
    case Op::ListSetTag:
    case Op::BytesSet:
      return {1, "ii"};
    case Op::ListSetNum:
      return {1, "if"};
    default:
      return {};
  }
}

}  // namespace

// The number that is boxed only to be an item of a list that may be packed.
ValueId Twin::packed_number(const Inst& inst) const {
  bool stores = inst.op == Op::ListAppend || inst.op == Op::ListSet;
  if (!stores || packed_item(inst.operands[0]) == ir::kVoid || packed_item(inst.operands[0]) == ir::kObj) return {};
  ir::InstId def = function_.value(inst.operands.back()).def;
  return def && function_.inst(def).op == Op::Convert ? function_.inst(def).operands[0] : ValueId{};
}

// Whether a field of a new instance is set to what a field of another one holds.
bool Twin::copies_field(const Inst& set) const {
  ir::InstId made = function_.value(set.operands[0]).def, held = function_.value(set.operands[1]).def;
  return made && held && makes_fresh(function_.inst(made)) && function_.inst(held).op == Op::FieldGet;
}

// One test of all their names takes the place of their loads. A single one gains little, and a program that gives its name
// another number would lose the copied loop; but an int that is long would leave it each time (long.unbox).
void Twin::find_named_numbers() {
  constexpr size_t kShort = 18;  // decimals: fewer than 60 bits
  const ir::Module& module = *program_.modules[function_.module];
  const std::map<uint32_t, ir::ConstId>& numbers = module.named_numbers;
  bool has_long = false;
  for (BlockId block : order_) {
    for (ir::InstId id : function_.block(block).insts) {
      const Inst& inst = function_.inst(id);
      if (inst.op != Op::GlobalLoad || !number_names_.count(inst.result)) continue;
      auto found = numbers.find(uint32_t(inst.imm));
      if (found == numbers.end()) continue;
      named_.insert(*found);
      has_long = has_long || module.constants[found->second.index].text.size() > kShort;
    }
  }
  if (named_.size() < 2 && !has_long) named_.clear();
}

bool Twin::choose_representations() {
  size_t values = function_.values.size();
  wanted_.assign(values, 0);
  kept_ = nullable_;
  size_t gains = 0;
  auto want = [&](ValueId v) {
    Repr repr = type(v).repr;
    if (repr == Repr::Tag || repr == Repr::Num) wanted_[v.index] = 1;
  };
  std::vector<std::pair<ValueId, ValueId>> flows;  // argument, parameter
  for (BlockId block : order_) {
    for (ir::InstId id : function_.block(block).insts) {
      const Inst& inst = function_.inst(id);
      Wants operands = wants(inst);
      if (inst.op == Op::ClassCurrent || inst.op == Op::DataclassCurrent) class_names_.insert(inst.operands[0]);
      if (ir::info(inst.op).name.starts_with("list.") && !inst.operands.empty()) list_receivers_.insert(inst.operands[0]);
      for (size_t i = 0; i < operands.operands.size(); ++i) want(inst.operands[operands.first + i]);
      if (inst.op == Op::VecLoad || inst.op == Op::VecLoadRef) walked_[inst.operands[0]] = inst.type;
      if (inst.op == Op::Truth) want(inst.operands[0]);
      if (inst.op == Op::FieldSet && copies_field(inst)) want(inst.operands[1]);
      if (ValueId boxed = packed_number(inst)) want(boxed);
      // Counting a range in machine integers is no gain of itself.
      gains += !operands.operands.empty() && inst.op != Op::TagSmallValue;
      gains += inst.op == Op::BuiltinLen || inst.op == Op::BuiltinVecLen || inst.op == Op::VecAppend || inst.op == Op::VecSize;
    }
    ir::each_edge(function_, block, [&](const ir::Edge& edge, ir::InstId) {
      if (!hot(edge.target)) return;
      for (size_t i = 0; i < edge.args.size(); ++i) {
        flows.push_back({edge.args[i], function_.block(edge.target).params[i]});
      }
    });
  }
  if (gains + steps_.size() == 0) return false;
  find_slice_moves();
  for (bool changed = true; changed;) {
    changed = false;
    for (auto [arg, param] : flows) {
      if (!wanted_[param.index] || wanted_[arg.index]) continue;
      wanted_[arg.index] = 1;
      changed = true;
    }
  }
  for (BlockId block : order_) {
    for (ir::InstId id : function_.block(block).insts) {
      const Inst& inst = function_.inst(id);
      if (inst.op == Op::Convert && unboxed(inst.result)) number_names_.insert(inst.operands[0]);
    }
  }
  find_named_numbers();
  std::vector<char> seen(values);
  auto input = [&](ValueId v) {
    if (inner_[v.index] || seen[v.index] || !unboxed(v)) return;
    seen[v.index] = 1;
    inputs_.push_back(v);
  };
  for (BlockId block : order_) {
    for (ir::InstId id : function_.block(block).insts) {
      for (ValueId v : function_.inst(id).operands) input(v);
    }
    ir::each_edge(function_, block, [&](const ir::Edge& edge, ir::InstId) {
      for (ValueId v : edge.args) input(v);
    });
  }
  return true;
}

void Twin::copy(const Inst& inst, Point after) {
  if (inst.op == Op::Keep) {
    if (!ir::is_counted(program_, type(fast(inst.operands[0])))) return;
    // What it keeps goes behind it, and its destructor with it: the general version must not find it alive.
    copy_as_it_is(inst, after);
    // In use further on, or of this loop's own making: it does not go yet, or nobody sees it go.
    ValueId kept = inst.operands[0];
    if (!is_fresh(kept) && !live_behind(kept, after)) have_effect(after);
    return;
  }
  if (inst.op == Op::InlineHere) return;
  if (copy_number(inst) || copy_builtin(inst) || copy_packed(inst, after) || copy_list(inst, after) || copy_slice(inst, after) || copy_vec(inst, after) || copy_character(inst) || copy_field(inst, after) || copy_conversion(inst) || copy_for_next(inst) || copy_entry(inst) || copy_check(inst))
    return;
  copy_as_it_is(inst, after);
}

bool Twin::copy_number(const Inst& inst) {
  switch (inst.op) {
    case Op::TagPos:
    case Op::TagSmallValue:
    case Op::MathWholeTag:
      define(inst.result, as(inst.operands[0], ir::kI64));
      return true;
    case Op::MathReal:
      define(inst.result, emit(Op::Convert, {as(inst.operands[0], ir::kI64)}, ir::kF64));
      return true;
    case Op::NumPos:
      define(inst.result, as(inst.operands[0], ir::kF64));
      return true;
    case Op::TagOfSmall:
      define(inst.result, fast(inst.operands[0]));
      return true;
    case Op::TagIsExact:
      if (type(fast(inst.operands[0])) != ir::kI64) return false;
      define(inst.result, emit(Op::ConstInt, {}, ir::kBool, 1));
      return true;
    case Op::BoolBesideTag:
    case Op::BoolBesideNum:
      as(inst.operands[1], inst.op == Op::BoolBesideTag ? ir::kI64 : ir::kF64);
      define(inst.result, emit(Op::Convert, {fast(inst.operands[0])}, ir::kI64));
      return true;
    case Op::RangeMore: {
      // Counting up is what most loops do whose step is a variable: tested in front of the loop.
      ir::InstId small = function_.value(inst.operands[2]).def;
      ir::InstId step = small && function_.inst(small).op == Op::TagSmallValue ? function_.value(function_.inst(small).operands[0]).def : ir::InstId{};
      if (step && function_.inst(step).op == Op::TagNeg) return false;
      Inst zero{};
      zero.op = Op::ConstInt;
      zero.type = ir::kI64;
      ValueId up = emit(Op::I64Gt, {fast(inst.operands[2]), append(std::move(zero))}, ir::kBool);
      emit(Op::ExitUnless, {up});
      define(inst.result, emit(Op::I64Lt, {fast(inst.operands[0]), fast(inst.operands[1])}, ir::kBool));
      return true;
    }
    default:
      break;
  }
  auto rule = rules().find(inst.op);
  if (rule == rules().end()) return false;
  uint32_t first = 0;
  if (is_builtin(inst.op)) {
    first = 2;
    emit(Op::ExitUnless, {emit(Op::BuiltinIs, {fast(inst.operands[0]), fast(inst.operands[1])}, ir::kBool)});
  }
  std::vector<ValueId> operands;
  for (char how : rule->second.operands) {
    ValueId general = inst.operands[first++];
    switch (how) {
      case 'i':
        operands.push_back(as(general, ir::kI64));
        break;
      case 'f':
        operands.push_back(as(general, ir::kF64));
        break;
      case 'c':
        operands.push_back(emit(Op::Convert, {as(general, ir::kI64)}, ir::kF64));
        break;
      default:
        operands.push_back(as_exact_float(general));
        break;
    }
  }
  const ir::OpShape& row = ir::shape(rule->second.op);
  int64_t imm = ir::info(inst.op).effects & ir::kImmPassed ? inst.imm : 0;
  define(inst.result, emit(rule->second.op, std::move(operands), Type{row.result_repr, 0}, imm));
  return true;
}

ValueId Twin::as_exact_float(ValueId general) { return emit(Op::I64ExactF64, {as(general, ir::kI64)}, ir::kF64); }

bool Twin::copy_builtin(const Inst& inst) {
  auto is_original = [&] {
    emit(Op::ExitUnless, {emit(Op::BuiltinIs, {fast(inst.operands[0]), fast(inst.operands[1])}, ir::kBool)});
  };
  switch (inst.op) {
    case Op::BuiltinIntTag:
      is_original();
      define(inst.result, as(inst.operands[2], ir::kI64));
      return true;
    case Op::BuiltinFloatTag:
      is_original();
      define(inst.result, emit(Op::Convert, {as(inst.operands[2], ir::kI64)}, ir::kF64));
      return true;
    case Op::BuiltinFloatNum:
      is_original();
      define(inst.result, as(inst.operands[2], ir::kF64));
      return true;
    case Op::BuiltinVecLen:
      is_original();
      define(inst.result, emit(Op::VecSize, {known_vec(inst.operands[2], inst.imm == 0 ? ir::kObj : Type{Repr(inst.imm), 0})}, ir::kI64));
      return true;
    case Op::BuiltinLen:
      is_original();
      if (packed_item(inst.operands[2]) != ir::kVoid) define(inst.result, emit(Op::PackedSize, {known_packed(inst.operands[2])}, ir::kI64));
      else define(inst.result, emit(Op::LenExit, {fast(inst.operands[2])}, ir::kI64));
      return true;
    default:
      return false;
  }
}

ValueId Twin::known_packed(ValueId list) { return emit(Op::PackedKnown, {fast(list)}, ir::kObj, packed_kind(packed_item(list).repr)); }

// The list, ordinary or packed, as it is taken to be.
ValueId Twin::known_list(ValueId list) {
  return packed_item(list) != ir::kVoid ? known_packed(list) : emit(Op::ListKnown, {fast(list)}, ir::kObj);
}

Twin::Slot Twin::slot(ValueId list, ValueId index) {
  bool packed = packed_item(list) != ir::kVoid;
  Slot slot;
  slot.list = known_list(list);
  ValueId size = emit(packed ? Op::PackedSize : Op::ListSize, {slot.list}, ir::kI64);
  slot.index = emit(Op::IndexExit, {as(index, ir::kI64), size}, ir::kI64);
  slot.items = emit(packed ? Op::PackedItems : Op::ListItems, {slot.list}, ir::kI64);
  return slot;
}

// An item of a list whose items are held so; of an ordinary one or of one of lists, an object.
ValueId Twin::load(const Slot& slot, Type item) {
  bool number = item != ir::kVoid && item != ir::kObj;
  return emit(number ? Op::VecLoad : Op::ListLoad, {slot.list, slot.items, slot.index}, number ? item : ir::kObj);
}

// What is to be an item of a packed list. A NaN is none: there may be two that a program tells apart.
ValueId Twin::as_item(ValueId general, Type item) {
  ValueId now = fast(general);
  if (type(now) == ir::kObj) {
    ir::InstId def = function_.value(now).def;
    Inst from = def ? function_.inst(def) : Inst{};
    bool boxes = def && from.op == Op::Convert && type(from.operands[0]) == item;
    if (boxes) now = from.operands[0];
    else now = emit(item == ir::kI64 ? Op::LongUnbox : item == ir::kF64 ? Op::FloatUnbox : Op::BoolUnbox, {now}, item);
  } else {
    now = as(general, item);
  }
  if (item == ir::kF64) emit(Op::ExitUnless, {emit(Op::F64Eq, {now, now}, ir::kBool)});
  return now;
}

// Whether an object goes nowhere but where it becomes a number at once.
bool Twin::is_only_converted(ValueId general) const {
  bool only = true;
  for (uint32_t b = 0; b < hot_.size(); ++b) {
    for (ir::InstId id : function_.blocks[b].insts) {
      const Inst& inst = function_.inst(id);
      bool uses = std::find(inst.operands.begin(), inst.operands.end(), general) != inst.operands.end();
      only &= !uses || inst.op == Op::Convert || inst.op == Op::BoolTruth;
    }
    ir::each_edge(function_, BlockId{b}, [&](const ir::Edge& edge, ir::InstId) {
      only &= std::find(edge.args.begin(), edge.args.end(), general) == edge.args.end();
    });
  }
  return only;
}

// Of lists that are taken to be packed.
bool Twin::copy_packed(const Inst& inst, Point after) {
  Type item = inst.operands.empty() ? ir::kVoid : packed_item(inst.operands[0]);
  if (item == ir::kVoid && inst.op != Op::ListSettleFor) return false;
  bool number = item != ir::kObj;
  auto of_kind = [&](Op op, Op of_bool, Op of_int, Op of_float) {
    Inst now = inst;
    now.op = item == ir::kBool ? of_bool : item == ir::kI64 ? of_int : item == ir::kF64 ? of_float : op;
    now.operands = {known_packed(inst.operands[0])};
    return now;
  };
  switch (inst.op) {
    case Op::ListGet:
    case Op::ListGetTag:
    case Op::ListGetNum:
    case Op::ListTruthAt: {
      bool fits = inst.op == Op::ListGet || (inst.op == Op::ListGetTag && item == ir::kI64) || (inst.op == Op::ListGetNum && item == ir::kF64) ||
                  (inst.op == Op::ListTruthAt && item == ir::kBool);
      if (!fits) return false;
      ValueId loaded = load(slot(inst.operands[0], inst.operands[1]), item);
      if (inst.op == Op::ListGet && number && !is_only_converted(inst.result)) loaded = emit(Op::Convert, {loaded}, ir::kObj);
      define(inst.result, loaded);
      return true;
    }
    case Op::ListSet:
    case Op::ListSetTag:
    case Op::ListSetNum:
    case Op::ListSetBool: {
      bool fits = inst.op == Op::ListSet || (inst.op == Op::ListSetTag && item == ir::kI64) || (inst.op == Op::ListSetNum && item == ir::kF64) ||
                  (inst.op == Op::ListSetBool && item == ir::kBool);
      if (!number || !fits) return false;
      ValueId value = as_item(inst.operands[2], item);
      Slot at = slot(inst.operands[0], inst.operands[1]);
      emit(Op::VecStore, {at.list, at.items, at.index, value});
      have_effect(after);
      return true;
    }
    case Op::MethodReady:
      known_packed(inst.operands[0]);
      return true;
    case Op::ListAppend: {
      if (!number) return copy_as_it_is(inst, after), true;
      ValueId value = as_item(inst.operands[1], item);
      Inst push = of_kind(inst.op, Op::PackedPushBool, Op::PackedPushInt, Op::PackedPushFloat);
      push.operands.push_back(value);
      copy_with_effect(std::move(push), inst, after);
      return true;
    }
    case Op::ListPop: {
      if (!number) return copy_as_it_is(inst, after), true;
      Inst pop = of_kind(inst.op, Op::PackedPopBool, Op::PackedPopInt, Op::PackedPopFloat);
      pop.type = item;
      pop.result = {};
      pop.raise = {};
      pop.raise.target = exit_block();
      ValueId popped = append(std::move(pop));
      have_effect(after);
      define(inst.result, is_only_converted(inst.result) ? popped : emit(Op::Convert, {popped}, ir::kObj));
      return true;
    }
    case Op::ListSettleFor:
      if (packed_item(inst.operands[1]) == ir::kVoid) return false;
      known_packed(inst.operands[1]);
      return true;
    default:
      return false;
  }
}

Twin::Slot Twin::byte_slot(ValueId bytes, ValueId index, bool is_array) {
  Slot slot;
  slot.list = emit(is_array ? Op::BytearrayKnown : Op::BytesKnown, {fast(bytes)}, ir::kObj);
  ValueId size = emit(is_array ? Op::BytearraySize : Op::BytesSize, {slot.list}, ir::kI64);
  slot.index = emit(Op::IndexExit, {as(index, ir::kI64), size}, ir::kI64);
  return slot;
}

bool Twin::copy_list(const Inst& inst, Point after) {
  switch (inst.op) {
    case Op::ListGet:
    case Op::ListGetTag:
    case Op::ListGetNum:
    case Op::ListTruthAt: {
      Slot at = slot(inst.operands[0], inst.operands[1]);
      ValueId item = emit(Op::ListLoad, {at.list, at.items, at.index}, ir::kObj);
      if (inst.op == Op::ListGetTag) item = emit(Op::LongUnbox, {item}, ir::kI64);
      if (inst.op == Op::ListGetNum) item = emit(Op::FloatUnbox, {item}, ir::kF64);
      if (inst.op == Op::ListTruthAt) item = emit(Op::BoolUnbox, {item}, ir::kBool);
      define(inst.result, item);
      return true;
    }
    case Op::BoolTruth:
      if (type(fast(inst.operands[0])) == ir::kBool) define(inst.result, fast(inst.operands[0]));
      else define(inst.result, emit(Op::BoolUnbox, {as(inst.operands[0], ir::kObj)}, ir::kBool));
      return true;
    case Op::ListSetTag:
    case Op::ListSetNum:
    case Op::ListSetBool: {
      bool is_int = inst.op == Op::ListSetTag, is_float = inst.op == Op::ListSetNum;
      ValueId value = as(inst.operands[2], is_int ? ir::kI64 : is_float ? ir::kF64 : ir::kBool);
      Slot at = slot(inst.operands[0], inst.operands[1]);
      emit(is_int     ? Op::ListPutInt
           : is_float ? Op::ListPutFloat
                      : Op::ListPutBool,
           {at.list, at.items, at.index, value});
      have_effect(after);
      return true;
    }
    case Op::ListSet: {
      if (packed_item(inst.operands[0]) != ir::kVoid) return false;
      ValueId value = as(inst.operands[2], ir::kObj);
      Slot at = slot(inst.operands[0], inst.operands[1]);
      emit(Op::ListPut, {at.list, at.items, at.index, value});
      have_effect(after);
      return true;
    }
    case Op::BytesGet: {
      Slot at = byte_slot(inst.operands[0], inst.operands[1], inst.imm != 0);
      ValueId item = emit(inst.imm != 0 ? Op::BytearrayLoad : Op::BytesLoad, {at.list, at.index}, ir::kI64);
      define(inst.result, unboxed(inst.result) ? item : emit(Op::TagOfSmall, {item}, ir::kTag));
      return true;
    }
    case Op::BytesSet: {
      ValueId value = as(inst.operands[2], ir::kI64);
      Slot at = byte_slot(inst.operands[0], inst.operands[1], true);
      emit(Op::BytearrayPut, {at.list, at.index, value});
      have_effect(after);
      return true;
    }
    case Op::MethodReady:
      if (!list_receivers_.count(inst.operands[0])) return false;
      emit(Op::ListKnown, {fast(inst.operands[0])}, ir::kObj);
      return true;
    case Op::ListAppend:
    case Op::ListPop: {
      Inst now = inst;
      now.op = inst.op == Op::ListPop ? Op::ListPopKnown : Op::ListAppendKnown;
      now.operands = {emit(Op::ListKnown, {fast(inst.operands[0])}, ir::kObj)};
      if (inst.op == Op::ListAppend) now.operands.push_back(as(inst.operands[1], ir::kObj));
      copy_with_effect(std::move(now), inst, after);
      return true;
    }
    case Op::UnpackExact: {
      Inst now = inst;
      now.op = Op::TupleKnown;
      now.operands = {fast(inst.operands[0])};
      now.raise = {};
      now.raise.target = exit_block();
      define(inst.result, append(std::move(now)));
      return true;
    }
    default:
      return false;
  }
}

ValueId Twin::known_vec(ValueId vec, Type item) {
  Inst known{};
  known.op = Op::VecKnown;
  known.operands = {fast(vec)};
  known.type = ir::kObj;
  known.imm = item == ir::kObj ? 0 : int64_t(item.repr);
  known.raise.target = exit_block();
  return append(std::move(known));
}

Twin::Slot Twin::vec_slot(ValueId vec, ValueId index, Type item) {
  Slot slot;
  slot.list = known_vec(vec, item);
  ValueId size = emit(Op::VecSize, {slot.list}, ir::kI64);
  slot.index = emit(Op::IndexExit, {as(index, ir::kI64), size}, ir::kI64);
  slot.items = emit(Op::VecItems, {slot.list}, ir::kI64);
  return slot;
}

// `p[:k] = q[k - 1::-1]`: the items go from one list to the other. What stands between taking the slice and setting it has
// no effects, so an exit there begins with the slice again.
void Twin::find_slice_moves() {
  std::vector<uint32_t> uses(function_.values.size());
  auto is_slice = [&](ValueId v) {
    ir::InstId def = function_.value(v).def;
    if (!def) return false;
    const Inst& inst = function_.inst(def);
    if (inst.op == Op::PyGetSlice) return true;
    if (inst.op != Op::PyGetSliceStep) return false;
    ir::InstId step = function_.value(inst.operands[3]).def;
    return step && function_.inst(step).op == Op::ConstInt && (function_.inst(step).imm == 1 || function_.inst(step).imm == -1);
  };
  auto is_between = [&](const Inst& inst) {
    switch (inst.op) {
      case Op::ConstInt:
      case Op::Absent:
      case Op::BuiltinLen:
      case Op::ListGetTag:
        return true;
      default:
        return type(inst.result) == ir::kTag && rules().count(inst.op) != 0;
    }
  };
  for (BlockId block : order_) {
    ValueId slice;
    for (ir::InstId id : function_.block(block).insts) {
      const Inst& inst = function_.inst(id);
      if (inst.op == Op::PySetSlice && slice && inst.operands[3] == slice) {
        ir::InstId def = function_.value(slice).def;
        Type to = packed_item(inst.operands[0]);
        if (to == packed_item(function_.inst(def).operands[0]) && to != ir::kObj) moved_slices_[slice] = def;
      }
      if (inst.result && is_slice(inst.result)) {
        slice = inst.result;
      } else if (!inst.result || !is_between(inst)) {
        slice = {};
      }
    }
  }
  if (moved_slices_.empty()) return;
  for (BlockId block : ir::reverse_postorder(function_)) {
    for (ir::InstId id : function_.block(block).insts) {
      for (ValueId v : function_.inst(id).operands) ++uses[v.index];
    }
    ir::each_edge(function_, block, [&](const ir::Edge& edge, ir::InstId) {
      for (ValueId v : edge.args) ++uses[v.index];
    });
  }
  std::erase_if(moved_slices_, [&](const auto& entry) { return uses[entry.first.index] != 1; });
}

bool Twin::copy_slice(const Inst& inst, Point after) {
  if (inst.result && moved_slices_.count(inst.result)) return true;
  if (inst.op != Op::PySetSlice) return false;
  auto moved = moved_slices_.find(inst.operands[3]);
  if (moved == moved_slices_.end()) return false;
  Inst slice = function_.inst(moved->second);
  ir::InstId step = slice.op == Op::PyGetSliceStep ? function_.value(slice.operands[3]).def : ir::InstId{};
  bool back = step && function_.inst(step).imm == -1;
  constexpr int64_t kEnd = (int64_t(1) << 61);  // beyond any list
  auto number = [&](int64_t value) {
    Inst constant{};
    constant.op = Op::ConstInt;
    constant.imm = value;
    constant.type = ir::kI64;
    return append(std::move(constant));
  };
  auto bound = [&](ValueId v, int64_t otherwise) {
    ir::InstId def = function_.value(v).def;
    return def && function_.inst(def).op == Op::Absent ? number(otherwise) : as(v, ir::kI64);
  };
  Inst move{};
  move.op = packed_item(inst.operands[0]) != ir::kVoid ? Op::PackedMoveSlice : Op::ListMoveSlice;
  move.span = inst.span;
  move.code = inst.code;
  auto list = [&](ValueId v) { move.operands.push_back(known_list(v)); };
  auto bounds = [&](ValueId start, int64_t first, ValueId stop, int64_t last) {
    move.operands.push_back(bound(start, first));
    move.operands.push_back(bound(stop, last));
  };
  list(inst.operands[0]);
  bounds(inst.operands[1], 0, inst.operands[2], kEnd);
  list(slice.operands[0]);
  bounds(slice.operands[1], back ? kEnd : 0, slice.operands[2], back ? -kEnd : kEnd);
  move.operands.push_back(number(back ? -1 : 1));
  if (inst.raise.target) move.raise = copy_edge(inst.raise, after.block, true);
  append(std::move(move));
  have_effect(after);
  return true;
}

bool Twin::copy_vec(const Inst& inst, Point after) {
  switch (inst.op) {
    // Of a loop over one: that it is a vec hangs on a branch there, here on an instruction that can stand in front of the loop.
    case Op::VecSize:
    case Op::VecItems:
    case Op::VecLoad:
    case Op::VecLoadRef: {
      auto walked = walked_.find(inst.operands[0]);
      if (walked == walked_.end()) return false;
      std::vector<ValueId> operands{known_vec(inst.operands[0], walked->second)};
      for (size_t i = 1; i < inst.operands.size(); ++i) operands.push_back(fast(inst.operands[i]));
      define(inst.result, emit(inst.op, std::move(operands), inst.type));
      return true;
    }
    case Op::VecGet:
    case Op::VecGetRef: {
      Slot at = vec_slot(inst.operands[0], inst.operands[1], inst.type);
      define(inst.result, emit(inst.op == Op::VecGet ? Op::VecLoad : Op::VecLoadRef, {at.list, at.items, at.index}, inst.type));
      return true;
    }
    case Op::VecSet: {
      Type item = type(inst.operands[2]);
      ValueId value = as(inst.operands[2], item);
      Slot at = vec_slot(inst.operands[0], inst.operands[1], item);
      emit(Op::VecStore, {at.list, at.items, at.index, value});
      have_effect(after);
      return true;
    }
    case Op::VecMethodReady:
      known_vec(inst.operands[0], inst.imm == 0 ? ir::kObj : Type{Repr(inst.imm), 0});
      return true;
    case Op::VecAppend: {
      Type item = type(inst.operands[1]);
      ValueId value = as(inst.operands[1], item);
      Inst push = inst;
      push.op = Op::VecPush;
      push.operands = {known_vec(inst.operands[0], item), value};
      if (inst.raise.target) push.raise = copy_edge(inst.raise, after.block, true);
      append(std::move(push));
      have_effect(after);
      return true;
    }
    default:
      return false;
  }
}

bool Twin::copy_character(const Inst& inst) {
  static constexpr Op kOrder[] = {Op::I64Lt, Op::I64Le, Op::I64Eq, Op::I64Ne, Op::I64Gt, Op::I64Ge};  // by Py_LT, ...
  switch (inst.op) {
    case Op::CharAt: {
      if (!unboxed(inst.result)) return false;
      ValueId text = emit(Op::StrKnown, {fast(inst.operands[0])}, ir::kObj);
      ValueId index = emit(Op::IndexExit, {as(inst.operands[1], ir::kI64), emit(Op::StrSize, {text}, ir::kI64)}, ir::kI64);
      define(inst.result, load_code(text, index));
      return true;
    }
    case Op::CharSame:
      define(inst.result, emit(Op::I64Eq, {as(inst.operands[0], ir::kI64), as(inst.operands[1], ir::kI64)}, ir::kBool));
      return true;
    case Op::CharOrderTwo:
      define(inst.result, emit(kOrder[inst.imm], {as(inst.operands[0], ir::kI64), as(inst.operands[1], ir::kI64)}, ir::kBool));
      return true;
    case Op::CharEq:
    case Op::CharOrder: {
      bool order = inst.op == Op::CharOrder;
      Inst code{};
      code.op = Op::ConstInt;
      code.imm = order ? inst.imm >> 4 : inst.imm;
      code.type = ir::kI64;
      ValueId character = as(inst.operands[0], ir::kI64);
      define(inst.result, emit(order ? kOrder[inst.imm & 7] : Op::I64Eq, {character, append(std::move(code))}, ir::kBool));
      return true;
    }
    case Op::CharIs: {
      Inst test{};
      test.op = Op::CodeIs;
      test.operands = {as(inst.operands[0], ir::kI64)};
      test.imm = inst.imm;
      test.type = ir::kBool;
      define(inst.result, append(std::move(test)));
      return true;
    }
    case Op::CharInMask:
      define(inst.result, emit(Op::CodeInMask, {as(inst.operands[0], ir::kI64), fast(inst.operands[2]), fast(inst.operands[3])}, ir::kBool));
      return true;
    default:
      return false;
  }
}

// Fields of instances that passed a guard, and the classes that constructions find under their names.
bool Twin::copy_field(const Inst& inst, Point after) {
  auto field = [&](Op op, std::vector<ValueId> operands, Type type) {
    Inst now{};
    now.op = op;
    now.operands = std::move(operands);
    now.type = type;
    now.imm = inst.imm;
    now.imm2 = inst.imm2;
    now.raise.target = exit_block();
    return append(std::move(now));
  };
  switch (inst.op) {
    case Op::FieldGet: {
      Type wanted = fast_type(inst.result);
      if (wanted != ir::kObj && !unboxed(inst.result)) return false;
      define(inst.result, field(Op::FieldKnown, {fast(inst.operands[0])}, wanted));
      return true;
    }
    case Op::FieldSet: {
      Type held = type(inst.operands[1]), now = type(fast(inst.operands[1]));
      bool number = (held == ir::kTag && now == ir::kI64) || (held == ir::kNum && now == ir::kF64);
      if (!number) return false;
      field(Op::FieldPut, {fast(inst.operands[0]), fast(inst.operands[1])}, {});
      if (!is_fresh(inst.operands[0])) have_effect(after);
      return true;
    }
    case Op::GlobalLoad: {
      if (!class_names_.count(inst.result) && !number_names_.count(inst.result) && !list_receivers_.count(inst.result)) return false;
      auto constant = [&](int64_t id) {
        Inst now{};
        now.op = Op::ConstObj;
        now.type = ir::kObj;
        now.imm = id;
        return append(std::move(now));
      };
      if (auto found = named_.find(uint32_t(inst.imm)); found != named_.end() && number_names_.count(inst.result)) {
        std::vector<ValueId> pairs;
        for (auto [name, value] : named_) {
          pairs.push_back(constant(name));
          pairs.push_back(constant(value.index));
        }
        emit(Op::ConstantsHold, std::move(pairs));
        define(inst.result, constant(found->second.index));
        return true;
      }
      ValueId dict = emit(Op::Globals, {}, ir::kObj);
      define(inst.result, emit(Op::GlobalKnown, {dict, constant(inst.imm)}, ir::kObj));
      return true;
    }
    default:
      return false;
  }
}

bool Twin::copy_conversion(const Inst& inst) {
  if (inst.op == Op::ConstInt || inst.op == Op::ConstFloat) {
    if (!unboxed(inst.result)) return false;
    Inst constant{};
    constant.op = inst.op;
    constant.imm = inst.imm;
    constant.fimm = inst.fimm;
    constant.type = fast_type(inst.result);
    define(inst.result, append(std::move(constant)));
    return true;
  }
  if (inst.op != Op::Convert) return false;
  ValueId from = fast(inst.operands[0]);
  Type now = type(from), wanted = inst.type, result = fast_type(inst.result);
  if (now == result) {
    define(inst.result, from);
    return true;
  }
  bool direct_number = (now == ir::kI64 && wanted == ir::kTag) || (now == ir::kF64 && wanted == ir::kNum);
  if (direct_number && type(inst.operands[0]) == ir::kObj) {
    Inst convert = inst;
    convert.operands = {from};
    convert.raise = {};
    convert.type = result;
    define(inst.result, append(std::move(convert)));
    return true;
  }
  if (now == ir::kObj && result == ir::kI64 && wanted == ir::kTag) {
    define(inst.result, emit(Op::LongUnbox, {from}, ir::kI64));
    return true;
  }
  if (now == ir::kObj && result == ir::kF64 && wanted == ir::kNum) {
    define(inst.result, emit(Op::FloatUnbox, {from}, ir::kF64));
    return true;
  }
  // What was boxed in between is converted as it is.
  bool direct = (now == ir::kI64 && (wanted == ir::kObj || wanted == ir::kF64)) || (now == ir::kF64 && wanted == ir::kObj);
  if (!direct || now == type(inst.operands[0])) return false;
  Inst convert = inst;
  convert.operands = {from};
  if (inst.raise.target) return false;
  define(inst.result, append(std::move(convert)));
  return true;
}

bool Twin::copy_for_next(const Inst& inst) {
  if (inst.op == Op::IsAbsent) {
    auto stepped = stepped_.find(inst.operands[0]);
    if (stepped == stepped_.end()) return false;
    define(inst.result, emit(Op::BoolNot, {steps_[stepped->second].more}, ir::kBool));
    return true;
  }
  if (inst.op != Op::ForNext && inst.op != Op::ForNextTag && inst.op != Op::ForNextNum && inst.op != Op::ForNextChar) return false;
  auto stepped = stepped_.find(inst.result);
  if (stepped == stepped_.end()) return false;
  Step& step = steps_[stepped->second];
  // By what is walked: a list, a str, a tuple, bytes, a bytearray.
  static constexpr Op kKnown[] = {Op::ListKnown, Op::StrKnown, Op::TupleExact, Op::BytesKnown, Op::BytearrayKnown};
  static constexpr Op kSize[] = {Op::ListSize, Op::StrSize, Op::TupleSize, Op::BytesSize, Op::BytearraySize};
  size_t kind = size_t(inst.imm - 1);
  bool packed = packed_item(inst.operands[0]) != ir::kVoid;
  step.walked = packed ? known_packed(inst.operands[0]) : emit(kKnown[kind], {fast(inst.operands[0])}, ir::kObj);
  step.index = fast(inst.operands[1]);
  step.more = emit(Op::I64Lt, {step.index, emit(packed ? Op::PackedSize : kSize[kind], {step.walked}, ir::kI64)}, ir::kBool);
  return true;
}

// What a loop over a dict or set takes from an entry: borrowed, and numbers out of their boxes.
bool Twin::copy_entry(const Inst& inst) {
  static const std::map<Op, Op> kLoads = {
      {Op::DictKeyAt, Op::DictKeyLoad},     {Op::DictKeyTag, Op::DictKeyLoad}, {Op::DictValueAt, Op::DictValueLoad}, {Op::DictValueTag, Op::DictValueLoad},
      {Op::DictValueNum, Op::DictValueLoad}, {Op::SetItemAt, Op::SetItemLoad}, {Op::SetItemTag, Op::SetItemLoad}};
  auto found = kLoads.find(inst.op);
  if (found == kLoads.end() || (inst.type != ir::kObj && !unboxed(inst.result))) return false;
  ValueId item = emit(found->second, {fast(inst.operands[0]), fast(inst.operands[1])}, ir::kObj);
  if (inst.type != ir::kObj) item = emit(inst.type == ir::kTag ? Op::LongUnbox : Op::FloatUnbox, {item}, fast_type(inst.result));
  define(inst.result, item);
  return true;
}

ValueId Twin::load_code(ValueId text, ValueId index) { return emit(Op::CodeLoad, {text, emit(Op::StrCodes, {text}, ir::kI64), index}, ir::kI64); }

void Twin::begin_character(const Step& step, Type wanted) {
  const Inst next = function_.inst(step.next);
  if (next.op == Op::ForNextChar) {
    ValueId code = load_code(step.walked, step.index);
    return define(step.item, wanted == ir::kI64 ? code : emit(Op::TagOfSmall, {code}, ir::kTag));
  }
  Inst make{};
  make.op = Op::StrItem;
  make.span = next.span;
  make.code = next.code;
  make.type = ir::kObj;
  make.operands = {step.walked, emit(Op::StrCodes, {step.walked}, ir::kI64), step.index};
  if (next.raise.target) make.raise = copy_edge(next.raise, function_.value(step.item).block, true);
  define(step.item, append(std::move(make)));
}

// At the start of the block where the item is known to be there.
void Twin::begin_item(const Step& step) {
  Type wanted = fast_type(step.item);
  int64_t kind = function_.inst(step.next).imm;
  if (kind == 2) return begin_character(step, wanted);
  if (kind >= 4) {
    ValueId number = emit(kind == 4 ? Op::BytesLoad : Op::BytearrayLoad, {step.walked, step.index}, ir::kI64);
    return define(step.item, wanted == ir::kI64 ? number : emit(Op::TagOfSmall, {number}, ir::kTag));
  }
  Type packed = packed_item(function_.inst(step.next).operands[0]);
  ValueId item = kind == 3 ? emit(Op::TupleLoad, {step.walked, step.index}, ir::kObj)
                           : load({step.walked, emit(packed != ir::kVoid ? Op::PackedItems : Op::ListItems, {step.walked}, ir::kI64), step.index}, packed);
  if (wanted == ir::kI64 && type(item) == ir::kObj) item = emit(Op::LongUnbox, {item}, ir::kI64);
  if (wanted == ir::kF64 && type(item) == ir::kObj) item = emit(Op::FloatUnbox, {item}, ir::kF64);
  if (wanted != type(item)) item = emit(Op::Convert, {item}, wanted);
  define(step.item, item);
}

}  // namespace krait::passes
