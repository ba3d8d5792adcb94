// Native numbers (i64, u8, f64, ... of krait and mypy_extensions): arithmetic and comparison in machine registers, their classes called
// as conversions, `wrap`. Their values outside of native code are ints and floats.
#include <array>

#include "lower/claims.h"
#include "lower/function_lowering.h"
#include "lower/runtime_codes.h"
#include "types/declarations.h"
#include "types/native_numbers.h"

namespace krait::lower {

using namespace syntax;

namespace {

constexpr Op kNo = Op::Unreachable;  // no instruction for this combination

// Indexed by binary_code(): add sub mul truediv floordiv mod pow lshift rshift and or xor matmul. True division and powers are those of ints.
using Row = std::array<Op, 13>;
struct MachineOps {
  Row checked, wrapping;
  std::array<Op, 6> compare;  // by compare_code()
  Op neg, neg_wrap, invert;
};

#define KRAIT_MACHINE_OPS(T)                                                                                                      \
  MachineOps{{Op::T##Add, Op::T##Sub, Op::T##Mul, kNo, Op::T##FloorDiv, Op::T##Mod, kNo, Op::T##LShift, Op::T##RShift, Op::T##And,   \
              Op::T##Or, Op::T##Xor, kNo},                                                                                           \
             {Op::T##AddWrap, Op::T##SubWrap, Op::T##MulWrap, kNo, Op::T##FloorDiv, Op::T##Mod, kNo, Op::T##LShiftWrap,              \
              Op::T##RShift, Op::T##And, Op::T##Or, Op::T##Xor, kNo},                                                                \
             {Op::T##Lt, Op::T##Le, Op::T##Eq, Op::T##Ne, Op::T##Gt, Op::T##Ge},                                                     \
             Op::T##Neg,                                                                                                             \
             Op::T##NegWrap,                                                                                                         \
             Op::T##Invert}

const MachineOps& machine_ops(ir::Repr repr) {
  static constexpr MachineOps kI8 = KRAIT_MACHINE_OPS(I8), kI16 = KRAIT_MACHINE_OPS(I16), kI32 = KRAIT_MACHINE_OPS(I32),
                              kI64 = KRAIT_MACHINE_OPS(I64), kU8 = KRAIT_MACHINE_OPS(U8), kU16 = KRAIT_MACHINE_OPS(U16),
                              kU32 = KRAIT_MACHINE_OPS(U32), kU64 = KRAIT_MACHINE_OPS(U64);
  switch (repr) {
    case ir::Repr::I8: return kI8;
    case ir::Repr::I16: return kI16;
    case ir::Repr::I32: return kI32;
    case ir::Repr::U8: return kU8;
    case ir::Repr::U16: return kU16;
    case ir::Repr::U32: return kU32;
    case ir::Repr::U64: return kU64;
    default: return kI64;
  }
}
#undef KRAIT_MACHINE_OPS

bool is_unsigned(ir::Repr repr) { return repr >= ir::Repr::U8 && repr <= ir::Repr::U64; }

// Whether the operation has the same low bits whatever the bits above those of its operands are.
bool keeps_low_bits(Operator op) {
  switch (op) {
    case Operator::kAdd:
    case Operator::kSub:
    case Operator::kMult:
    case Operator::kBitAnd:
    case Operator::kBitOr:
    case Operator::kBitXor: return true;
    default: return false;
  }
}

}  // namespace

std::optional<types::NativeNumber> native_number_of(ir::Repr repr) {
  switch (repr) {
    case ir::Repr::I8: return types::NativeNumber::kI8;
    case ir::Repr::I16: return types::NativeNumber::kI16;
    case ir::Repr::I32: return types::NativeNumber::kI32;
    case ir::Repr::I64: return types::NativeNumber::kI64;
    case ir::Repr::U8: return types::NativeNumber::kU8;
    case ir::Repr::U16: return types::NativeNumber::kU16;
    case ir::Repr::U32: return types::NativeNumber::kU32;
    case ir::Repr::U64: return types::NativeNumber::kU64;
    default: return std::nullopt;
  }
}

// What the small int constant `value` is as a native one, where it fits: no test at run time.
std::optional<ValueId> FunctionLowering::constant_as(ValueId value, ir::Type type) {
  std::optional<types::NativeNumber> number = native_number_of(type.repr);
  ir::InstId def = function().value(value).def;
  if (!number || !def.valid() || function().inst(def).op != Op::ConstInt || type_of(value) != ir::kTag) return std::nullopt;
  int64_t integer = function().inst(def).imm;
  if (!types::fits(*number, integer)) return std::nullopt;
  return emit(Op::ConstInt, {}, {}, type, integer);
}

ValueId FunctionLowering::to_machine(ValueId value, ir::Type type, krait::Span span) {
  if (std::optional<ValueId> constant = constant_as(value, type)) return *constant;
  return convert(value, type, span);
}

// Arithmetic where a native number takes part; nothing where there is none, or it is a matter of ints and floats.
std::optional<ValueId> FunctionLowering::machine_binary(Operator op, ValueId& left, ValueId& right, krait::Span span, bool peer) {
  auto is_real = [](ir::Repr repr) { return repr == ir::Repr::F64 || repr == ir::Repr::Num; };
  auto integer = [&](ValueId value) { return convert(value, ir::kTag, span); };
  ir::Repr a = type_of(left).repr, b = type_of(right).repr;
  if (a == ir::Repr::F32 && b == ir::Repr::F32 && op != Operator::kPow) {
    // The double nearest to the exact result rounds to the same single one.
    ValueId l = convert(left, ir::kF64, span), r = convert(right, ir::kF64, span);
    std::optional<ValueId> wide = numeric_binary(op, l, r, span, false);
    return wide ? std::optional(convert(*wide, type_of(left), span)) : std::nullopt;
  }
  if (a == ir::Repr::F32) left = convert(left, ir::kF64, span);
  if (b == ir::Repr::F32) right = convert(right, ir::kF64, span);
  a = type_of(left).repr, b = type_of(right).repr;
  bool int_a = ir::is_machine_int(a), int_b = ir::is_machine_int(b);
  if (!int_a && !int_b) return std::nullopt;
  if (is_real(a) || is_real(b)) {
    // An int becomes the nearest float, as in Python; one that may carry an object gets an int to work with.
    if (int_a) left = b == ir::Repr::F64 ? convert(left, ir::kF64, span) : integer(left);
    if (int_b) right = a == ir::Repr::F64 ? convert(right, ir::kF64, span) : integer(right);
    return std::nullopt;
  }
  size_t code = static_cast<size_t>(binary_code(op));
  bool same = a == b || !int_a || !int_b;
  ir::Type type = int_a ? type_of(left) : type_of(right);
  if (!same || machine_ops(type.repr).checked[code] == kNo) {
    if (int_a) left = integer(left);
    if (int_b) right = integer(right);
    return std::nullopt;
  }
  ValueId l = to_machine(left, type, span), r = to_machine(right, type, span);
  if (peer && op == Operator::kMod) emit(Op::CheckDivisor, {convert(r, ir::kI64, span)}, span);
  bool wraps = peer && (is_unsigned(type.repr) || op == Operator::kLShift);
  const MachineOps& ops = machine_ops(type.repr);
  return emit((wraps ? ops.wrapping : ops.checked)[code], {l, r}, span);
}

// Comparison where a native integer takes part: in registers where both sides are one type or made so without a loss, else as of ints.
std::optional<ValueId> FunctionLowering::machine_compare(CmpOp op, ValueId& left, ValueId& right, krait::Span span, bool peer) {
  if (type_of(left).repr == ir::Repr::F32) left = convert(left, ir::kF64, span);
  if (type_of(right).repr == ir::Repr::F32) right = convert(right, ir::kF64, span);
  ir::Repr a = type_of(left).repr, b = type_of(right).repr;
  bool int_a = ir::is_machine_int(a), int_b = ir::is_machine_int(b);
  if (!int_a && !int_b) return std::nullopt;
  auto holds_in_i64 = [](ir::Repr repr) { return repr != ir::Repr::U64; };
  if (int_a && int_b) {
    if (a != b && holds_in_i64(a) && holds_in_i64(b)) {
      left = convert(left, ir::kI64, span);
      right = convert(right, ir::kI64, span);
    }
  } else if (ValueId& other = int_a ? right : left; type_of(other) == ir::kTag || type_of(other) == ir::kBool) {
    ir::Type type = int_a ? type_of(left) : type_of(right);
    if (std::optional<ValueId> constant = constant_as(other, type)) other = *constant;
    else if (peer || type_of(other) == ir::kBool) other = convert(other, type, span);
  }
  if (type_of(left) == type_of(right))
    return emit(machine_ops(type_of(left).repr).compare[static_cast<size_t>(compare_code(op))], {left, right}, span);
  if (ir::is_machine_int(type_of(left).repr)) left = convert(left, ir::kTag, span);
  if (ir::is_machine_int(type_of(right).repr)) right = convert(right, ir::kTag, span);
  return std::nullopt;
}

std::optional<ValueId> FunctionLowering::machine_unary(UnaryOperator op, ValueId operand, krait::Span span, bool peer) {
  ir::Type type = type_of(operand);
  if (type.repr == ir::Repr::F32) {
    if (op == UnaryOperator::kInvert) return std::nullopt;
    ValueId wide = convert(operand, ir::kF64, span);
    return op == UnaryOperator::kUAdd ? operand : convert(emit(Op::F64Neg, {wide}, span), type, span);
  }
  if (!ir::is_machine_int(type.repr)) return std::nullopt;
  const MachineOps& ops = machine_ops(type.repr);
  switch (op) {
    case UnaryOperator::kUAdd: return operand;
    case UnaryOperator::kUSub: return emit(peer && is_unsigned(type.repr) ? ops.neg_wrap : ops.neg, {operand}, span);
    default: break;
  }
  // The complement of an int that is not negative is negative: no value of an unsigned type.
  if (is_unsigned(type.repr) && !peer) return convert(emit(Op::TagInvert, {convert(operand, ir::kTag, span)}, span), type, span);
  return emit(ops.invert, {operand}, span);
}

bool FunctionLowering::is_peer(const Expr* expr) const {
  const types::Type* type = claimed(expr);
  return type != nullptr && types::follows_mypy(type);
}

// The low bits of the value of `expr` as a number of `type`: arithmetic whose low bits depend on those of its operands alone is done in the
// type, anything else as it stands, and must not overflow.
ValueId FunctionLowering::lower_wrapping(const Expr* expr, ir::Type type) {
  const MachineOps& ops = machine_ops(type.repr);
  if (const auto* binary = as<BinOp>(expr); binary != nullptr && (keeps_low_bits(binary->op) || binary->op == Operator::kLShift)) {
    auto native = [&](const Expr* side) {
      const types::Type* claim = claimed(side);
      ir::Type claimed_type = module_.representation(claim);
      return claimed_type == ir::kTag || ir::is_machine_int(claimed_type.repr);
    };
    if (native(binary->left) && native(binary->right)) {
      size_t code = static_cast<size_t>(binary_code(binary->op));
      ValueId left = lower_wrapping(binary->left, type);
      // Of a count all bits matter; one that the type cannot hold shifts everything out.
      ValueId right = binary->op == Operator::kLShift ? shift_count(binary->right, type) : lower_wrapping(binary->right, type);
      return emit(ops.wrapping[code], {left, right}, binary->span);
    }
  }
  if (const auto* unary_op = as<UnaryOp>(expr); unary_op != nullptr && !is<Constant>(unary_op->operand)) {
    ir::Type operand = module_.representation(claimed(unary_op->operand));
    if (operand == ir::kTag || ir::is_machine_int(operand.repr)) {
      if (unary_op->op == UnaryOperator::kUSub) return emit(ops.neg_wrap, {lower_wrapping(unary_op->operand, type)}, expr->span);
      if (unary_op->op == UnaryOperator::kInvert) return emit(ops.invert, {lower_wrapping(unary_op->operand, type)}, expr->span);
    }
  }
  ValueId value = lower_operand(expr);
  if (std::optional<ValueId> constant = constant_as(value, type)) return *constant;
  if (type_of(value) == type) return value;
  if (!ir::is_machine_int(type_of(value).repr))
    value = emit(Op::TagLowBits, {convert(bool_as_int(value, expr->span), ir::kTag, expr->span)}, expr->span);
  return type_of(value) == type ? value : emit(Op::LowBits, {value}, expr->span, type);
}

// A shift count in the type: counts beyond 64 all do the same, which every type can say.
ValueId FunctionLowering::shift_count(const Expr* expr, ir::Type type) {
  ValueId value = lower_operand(expr);
  if (std::optional<ValueId> constant = constant_as(value, type)) return *constant;
  if (type_of(value) == type) return value;
  return convert(emit(Op::ShiftCount, {convert(bool_as_int(value, expr->span), ir::kTag, expr->span)}, expr->span), type, expr->span);
}

// i64(x), f64(x), i64.wrap(x), box(x) and unbox(x) of native numbers.
std::optional<ValueId> FunctionLowering::lower_native_call(const Call* expr) {
  const types::ModuleAnalysis* analysis = module_.analysis();
  if (analysis == nullptr || !expr->keywords.empty() || expr->args.size() > 1) return std::nullopt;
  if (!expr->args.empty() && is<Starred>(expr->args[0])) return std::nullopt;
  krait::Span span = expr->span;
  if (const auto* method = as<Attribute>(expr->func); method != nullptr && method->attr.text() == "wrap" && expr->args.size() == 1) {
    types::Reference of = analysis->reference(method->value);
    std::optional<ir::Repr> repr = of.rebound ? std::nullopt : ModuleLowering::machine_number(of.cls);
    if (of.kind != types::ReferenceKind::kClass || !repr || !ir::is_machine_int(*repr)) return std::nullopt;
    return lower_wrapping(expr->args[0], {*repr, 0});
  }
  types::Reference callee = analysis->reference(expr->func);
  if (callee.rebound) return std::nullopt;
  if (callee.kind == types::ReferenceKind::kFunction && callee.function != nullptr && callee.function->module != nullptr &&
      callee.function->module->name.text() == "__static__" && expr->args.size() == 1) {
    std::string_view name = callee.function->name.text();
    if (name == "box" || name == "unbox") return lower(expr->args[0]);
    return std::nullopt;
  }
  if (callee.kind != types::ReferenceKind::kClass) return std::nullopt;
  std::optional<ir::Repr> repr = ModuleLowering::machine_number(callee.cls);
  if (!repr) return std::nullopt;
  ir::Type type{*repr, 0};
  bool integral = ir::is_machine_int(*repr);
  if (expr->args.empty()) return integral ? emit(Op::ConstInt, {}, span, type, 0) : convert(const_float(0.0), type, span);
  ValueId value = lower_operand(expr->args[0]);
  if (std::optional<ValueId> constant = constant_as(value, type)) return *constant;
  ir::Repr from = type_of(value).repr;
  if (!integral) {
    bool number = from == ir::Repr::F32 || from == ir::Repr::F64 || from == ir::Repr::Bool || ir::is_machine_int(from);
    return convert(number ? value : emit(Op::PyFloat, {to_obj(value, span)}, span), type, span);
  }
  if (ir::is_machine_int(from)) {
    // mypy documents that the low bits are kept.
    if (types::follows_mypy(callee.cls) && from != *repr) return emit(Op::LowBits, {value}, span, type);
    return convert(value, type, span);
  }
  if (from == ir::Repr::Bool) return convert(value, type, span);
  if (from != ir::Repr::Tag) value = emit(Op::PyInt, {to_obj(value, span)}, span);
  return convert(value, type, span);
}

// The machine number that a declared type of the check means; Void where it is another type.
ir::Type FunctionLowering::machine_of_check(uint32_t check) { return {module_.program().checks[check].machine, 0}; }

}  // namespace krait::lower
