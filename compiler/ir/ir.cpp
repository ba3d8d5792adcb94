#include "ir/ir.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

namespace krait::ir {
namespace {

constexpr std::array<OpInfo, kOpCount> kInfo{{
#define KRAIT_OP(op, mnemonic, c_function, operands, result, effect_bits, doc) \
  OpInfo{mnemonic, c_function, operands, result, uint32_t(effect_bits), doc},
#include "ir/ops.def"
#undef KRAIT_OP
}};

constexpr std::array<std::string_view, 16> kReprNames{"void", "bool", "i8",  "i16", "i32", "i64", "u8",  "u16",
                                                      "u32",  "u64",  "f32", "f64", "tag", "num", "obj", "tuple"};

// One column entry such as "obj!?" without spaces.
OperandShape parse_operand(std::string_view text) {
  OperandShape shape;
  while (!text.empty() && (text.back() == '!' || text.back() == '?')) {
    if (text.back() == '!') shape.stolen = true;
    if (text.back() == '?') shape.nullable = true;
    text.remove_suffix(1);
  }
  shape.any = text == "any";
  if (!shape.any) find_repr(text, shape.repr);
  return shape;
}

OpShape parse_shape(const OpInfo& row) {
  OpShape shape;
  std::string_view rest = row.operands;
  while (!rest.empty()) {
    size_t comma = rest.find(',');
    std::string_view item = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    if (item == "...") {
      shape.variadic = true;
      shape.tail.repr = Repr::Obj;
    } else if (item.ends_with("...")) {
      shape.variadic = true;
      shape.tail = parse_operand(item.substr(0, item.size() - 3));
    } else {
      shape.operands.push_back(parse_operand(item));
    }
  }
  std::string_view result = row.result;
  if (result == "-") return shape;
  shape.result = ResultKind::New;
  if (result.ends_with('#')) {
    shape.result = ResultKind::Immortal;
    result.remove_suffix(1);
  } else if (result.ends_with("@*")) {
    shape.result = ResultKind::Heap;
    result.remove_suffix(2);
  } else if (size_t at = result.find('@'); at != std::string_view::npos) {
    shape.result = ResultKind::Borrowed;
    std::from_chars(result.data() + at + 1, result.data() + result.size(), shape.from);
    result = result.substr(0, at);
  }
  shape.result_any = result == "any";
  if (!shape.result_any) find_repr(result, shape.result_repr);
  return shape;
}

}  // namespace

const OpInfo& info(Op op) { return kInfo[size_t(op)]; }

const OpShape& shape(Op op) {
  static const std::vector<OpShape> shapes = [] {
    std::vector<OpShape> all;
    all.reserve(kOpCount);
    for (const OpInfo& row : kInfo) all.push_back(parse_shape(row));
    return all;
  }();
  return shapes[size_t(op)];
}

bool find_op(std::string_view name, Op& op) {
  static const std::unordered_map<std::string_view, Op> by_name = [] {
    std::unordered_map<std::string_view, Op> all;
    for (size_t i = 0; i < kOpCount; ++i) all.emplace(kInfo[i].name, Op(i));
    return all;
  }();
  auto found = by_name.find(name);
  if (found == by_name.end()) return false;
  op = found->second;
  return true;
}

ImmKind imm_kind(Op op) {
  switch (op) {
    case Op::ConstInt:
    case Op::TupleItem:
    case Op::Branch:
    case Op::ForNext:
    case Op::ForNextTag:
    case Op::ForNextChar:
    case Op::ForNextNum:
    case Op::KeyContains:
    case Op::KeyGetItem:
    case Op::KeyGet:
    case Op::KeyGetNone:
    case Op::KeySetItem:
    case Op::KeySetTag:
    case Op::KeySetDefault:
    case Op::KeyAdd:
    case Op::KeyDiscard:
    case Op::KeyRemove:
    case Op::KeyCount:
      return ImmKind::Integer;
    case Op::ConstObj:
    case Op::CheckBound:
    case Op::CheckDefined:
    case Op::GlobalLoad:
    case Op::GlobalLoadTag:
      return ImmKind::Constant;
    case Op::Call:
    case Op::FunctionIsBound:
    case Op::FunctionIs:
    case Op::FunctionClosure:
    case Op::SuperFinds:
    case Op::FunctionNew:
    case Op::GeneratorNew:
    case Op::DelegateCall:
      return ImmKind::Function;
    case Op::InstanceNew:
    case Op::FieldGet:
    case Op::FieldPeek:
    case Op::FieldKnown:
    case Op::FieldFloat:
    case Op::FieldPut:
    case Op::FieldReplace:
    case Op::FieldBump:
    case Op::FieldSet:
    case Op::FieldRead:
    case Op::FieldWrite:
    case Op::ClassExact:
    case Op::ClassStands:
    case Op::ClassAddress:
    case Op::ClassPlain:
    case Op::ClassAmong:
    case Op::ClassIs:
    case Op::ClassInstance:
    case Op::ClassGoesFirst:
    case Op::ClassSelf:
    case Op::ClassObject:
    case Op::ClassCurrent:
    case Op::ClassFinishNative:
    case Op::DataclassFinish:
    case Op::DataclassCurrent:
    case Op::DataclassDefault:
    case Op::DataclassFail:
      return ImmKind::Class;
    case Op::Check:
    case Op::IsInstanceCheck:
      return ImmKind::Check;
    case Op::FallbackNew:
    case Op::TwinCall:
      return ImmKind::Fallback;
    default:
      return info(op).effects & kImmPassed ? ImmKind::Integer : ImmKind::None;
  }
}

ImmKind imm2_kind(Op op) {
  switch (op) {
    case Op::CheckBound:
    case Op::CheckDefined:
    case Op::DataclassDefault:
    case Op::KeyCount:
      return ImmKind::Integer;
    case Op::FunctionIsBound:
      return ImmKind::Constant;
    case Op::SuperFinds:
      return ImmKind::Class;
    case Op::FieldGet:
    case Op::FieldPeek:
    case Op::FieldKnown:
    case Op::FieldFloat:
    case Op::FieldPut:
    case Op::FieldReplace:
    case Op::FieldBump:
    case Op::FieldSet:
    case Op::FieldRead:
    case Op::FieldWrite:
      return ImmKind::Field;
    default:
      return ImmKind::None;
  }
}

std::string_view repr_name(Repr repr) { return kReprNames[size_t(repr)]; }

bool find_repr(std::string_view name, Repr& repr) {
  auto found = std::find(kReprNames.begin(), kReprNames.end(), name);
  if (found == kReprNames.end()) return false;
  repr = Repr(found - kReprNames.begin());
  return true;
}

std::string type_name(const Program& program, Type type) {
  std::string name(repr_name(type.repr));
  if (type.repr != Repr::Tuple) return name;
  name += '(';
  const std::vector<Type>& items = program.tuples[type.tuple];
  for (size_t i = 0; i < items.size(); ++i) {
    if (i != 0) name += ',';
    name += type_name(program, items[i]);
  }
  return name + ')';
}

bool is_counted(const Program& program, Type type) {
  switch (type.repr) {
    case Repr::Obj:
    case Repr::Tag:
    case Repr::Num:
      return true;
    case Repr::Tuple:
      return std::any_of(program.tuples[type.tuple].begin(), program.tuples[type.tuple].end(),
                         [&](Type item) { return is_counted(program, item); });
    default:
      return false;
  }
}

void Function::describe_as(ValueId value, ValueId like) {
  Value& now = values[value.index];
  const Value& old = values[like.index];
  now.nullable = old.nullable;
  now.packed = old.packed;
  now.name = old.name;
}

ValueId Function::add_param_like(BlockId block, ValueId like) {
  ValueId param = add_value(values[like.index].type, {}, block);
  describe_as(param, like);
  blocks[block.index].params.push_back(param);
  return param;
}

ValueId Function::add_value(Type type, InstId def, BlockId block, std::string name) {
  Value value;
  value.type = type;
  value.def = def;
  value.block = block;
  value.name = std::move(name);
  values.push_back(std::move(value));
  return ValueId{uint32_t(values.size() - 1)};
}

ValueId Function::append(BlockId to, Inst added) {
  InstId id{static_cast<uint32_t>(insts.size())};
  added.result = added.type.repr == Repr::Void ? ValueId{} : add_value(added.type, id, to);
  insts.push_back(std::move(added));
  block(to).insts.push_back(id);
  return insts.back().result;
}

void Function::fill(BlockId to, std::vector<InstId> taken) {
  for (InstId id : taken) {
    if (ValueId made = inst(id).result) value(made).block = to;
  }
  block(to).insts = std::move(taken);
}

BlockId Function::add_block() {
  blocks.emplace_back();
  return BlockId{uint32_t(blocks.size() - 1)};
}

uint32_t Program::intern_tuple(const std::vector<Type>& items) {
  auto found = std::find(tuples.begin(), tuples.end(), items);
  if (found == tuples.end()) found = tuples.insert(tuples.end(), items);
  return uint32_t(found - tuples.begin());
}

uint32_t Program::intern_check(const Check& check) {
  auto found = std::find(checks.begin(), checks.end(), check);
  if (found == checks.end()) found = checks.insert(checks.end(), check);
  return uint32_t(found - checks.begin());
}

namespace {

uint32_t machine_bits(Repr repr) {
  switch (repr) {
    case Repr::I8:
    case Repr::U8:
      return 8;
    case Repr::I16:
    case Repr::U16:
      return 16;
    case Repr::I32:
    case Repr::U32:
      return 32;
    default:
      return 64;
  }
}
bool machine_unsigned(Repr repr) { return repr >= Repr::U8 && repr <= Repr::U64; }

// Every value of integer type `from` is one of `to`.
bool widens(Repr from, Repr to) {
  if (from == Repr::Bool) return true;
  if (machine_unsigned(from) == machine_unsigned(to)) return machine_bits(from) <= machine_bits(to);
  return machine_unsigned(from) && machine_bits(from) < machine_bits(to);
}

uint32_t conversion_effects(Repr from, Repr to) {
  bool from_scalar = from == Repr::Bool || is_machine_int(from);
  bool from_float = from == Repr::F32 || from == Repr::F64;
  switch (to) {
    case Repr::Obj:
      if (from == Repr::Bool || from == Repr::Obj) return kNoEffect;
      return from == Repr::Tuple ? kRaises | kAllocates : kRaises;  // boxes of numbers are not tracked by the collector
    case Repr::Tag:
      if (from == Repr::Obj || from == Repr::Bool || from == Repr::Tag) return kNoEffect;
      if (from_scalar && from != Repr::I64 && from != Repr::U64) return kNoEffect;
      return from == Repr::Tuple ? kRaises | kAllocates : kRaises;
    case Repr::Num:
      if (from == Repr::Obj || from_float || from == Repr::Bool || from == Repr::Num) return kNoEffect;
      return from == Repr::Tuple ? kRaises | kAllocates : kRaises;
    case Repr::F64:
    case Repr::F32:
      return from_scalar || from_float ? kNoEffect : kRaises;
    case Repr::Tuple:
      return kRaises | kAllocates;
    default:
      return from_scalar && is_machine_int(to) && widens(from, to) ? kNoEffect : from == to ? kNoEffect : kRaises;
  }
}

}  // namespace

bool implies(const Program& program, uint32_t given, uint32_t wanted) {
  using Kind = Check::Kind;
  if (given == wanted || wanted == 0) return true;
  const Check& a = program.checks[given];
  const Check& b = program.checks[wanted];
  if (a.machine != Repr::Void && b.kind == a.kind && b.machine == Repr::Void) return true;
  if (b.machine != Repr::Void && b.kind != Kind::Union) return false;
  auto any = [](const auto& items, auto&& test) { return std::any_of(items.begin(), items.end(), test); };
  if (a.kind == Kind::Union) return !any(a.items, [&](uint32_t item) { return !implies(program, item, wanted); });
  if (b.kind == Kind::Union) return any(b.items, [&](uint32_t item) { return implies(program, given, item); });
  switch (a.kind) {
    case Kind::Bool:
    case Kind::Int:
    case Kind::Float: return b.kind == Kind::Complex;
    case Kind::Type: return (b.kind == Kind::Type && b.items.empty()) || b.kind == Kind::Callable;
    case Kind::Tuple: {
      if (b.kind != Kind::Tuple) return false;
      if (b.items.empty()) return true;
      for (size_t i = 0; i < b.items.size(); ++i)
        if (a.items.size() != b.items.size() || !implies(program, a.items[i], b.items[i])) return false;
      return true;
    }
    case Kind::Class:
      for (ClassId at = a.cls; at && b.kind == Kind::Class; at = program.classes[at.index].base)
        if (at == b.cls) return true;
      return false;
    default: return a.kind == b.kind && a.kind < Kind::Type;  // builtin classes are what their kind says
  }
}

bool check_runs_python(const Program& program, uint32_t index) {
  const Check& check = program.checks[index];
  using Kind = Check::Kind;
  if (check.kind == Kind::Class || check.kind == Kind::Named || check.kind == Kind::Protocol) return true;
  for (uint32_t item : check.items)
    if (check_runs_python(program, item)) return true;
  return false;
}

uint32_t effects(const Program& program, const Function& function, const Inst& inst) {
  uint32_t bits = info(inst.op).effects;
  switch (inst.op) {
    case Op::Convert: {
      constexpr uint32_t kRefined = kRaises | kAllocates;
      return (bits & ~kRefined) | conversion_effects(function.value(inst.operands[0]).type.repr, inst.type.repr);
    }
    case Op::Truth: {
      Repr from = function.value(inst.operands[0]).type.repr;
      bool scalar = from == Repr::Bool || is_machine_int(from) || from == Repr::F32 || from == Repr::F64;
      return scalar ? bits & ~uint32_t(kRaises | kRunsPython) : bits;
    }
    case Op::Check:
    case Op::IsInstanceCheck:
      return check_runs_python(program, uint32_t(inst.imm)) ? bits : bits & ~uint32_t(kAnyPython & ~kRaises);
    case Op::FieldSet: {
      Type type = function.value(inst.operands[1]).type;
      return is_counted(program, type) ? bits : bits & ~uint32_t(kRunsPython);
    }
    default:
      return bits;
  }
}

FunctionId generator_body(const Program& program, FunctionId entry) {
  // What makes a generator does nothing else.
  constexpr size_t kMost = 16;
  const std::vector<Inst>& insts = program.functions[entry.index].insts;
  for (size_t i = 0; i < insts.size() && i < kMost; ++i)
    if (insts[i].op == Op::GeneratorNew) return FunctionId{uint32_t(insts[i].imm)};
  return {};
}

static bool makes_coroutine(const Program& program, FunctionId entry) {
  FunctionId body = generator_body(program, entry);
  if (!body) return false;
  const Function& function = program.functions[body.index];
  return function.code != kNone && (program.modules[function.module]->codes[function.code].flags & kCodeCoroutine) != 0;
}

bool shows_frame(const Program& program, const Inst& inst) {
  return shows_frame(inst.op) || (inst.op == Op::Call && makes_coroutine(program, FunctionId{uint32_t(inst.imm)}));
}

bool shows_frame(Op op) {
  switch (op) {
    case Op::PyCall:
    case Op::PyCallKw:
    case Op::PyCallCompiling:
    case Op::PyCallMethod:
    case Op::PyCallMethodKw:
    case Op::PyCallMixed:
    case Op::PyCallMethodMixed:
    case Op::PyCallEx:
    case Op::PyMethodCall:
    case Op::PyMethodCallKw:
    case Op::SuperInvoke:
    case Op::GeneratorSend:
    case Op::WithExitCall:
    case Op::ImportName:
    case Op::ImportFrom:
    case Op::ImportStar:
    case Op::ClassPrepare:
    case Op::ClassFinish:
    case Op::ClassFinishNative:
    case Op::FallbackNew:
      return true;
    default:
      return false;
  }
}

}  // namespace krait::ir
