// Arithmetic and comparison by representation: small ints and floats inline, everything else in the runtime's slow paths, which do
// what Python does for whatever object is there.
#include <array>

#include "lower/function_lowering.h"
#include "lower/runtime_codes.h"

namespace krait::lower {

using namespace syntax;

namespace {

constexpr Op kNo = Op::Unreachable;  // no instruction for this combination

// Indexed by binary_code(): add sub mul truediv floordiv mod pow lshift rshift and or xor matmul.
using Row = std::array<Op, 13>;
constexpr Row kTagTag = {Op::TagAdd, Op::TagSub, Op::TagMul, Op::TagTrueDiv, Op::TagFloorDiv, Op::TagMod, Op::TagPow,
                         Op::TagLShift, Op::TagRShift, Op::TagAnd, Op::TagOr, Op::TagXor, kNo};
constexpr Row kTagTagInplace = {Op::TagIAdd, Op::TagISub, Op::TagIMul, kNo, Op::TagIFloorDiv, Op::TagIMod, Op::TagIPow,
                                Op::TagILShift, Op::TagIRShift, Op::TagIAnd, Op::TagIOr, Op::TagIXor, kNo};
constexpr Row kNumNum = {Op::NumAdd, Op::NumSub, Op::NumMul, Op::NumTrueDiv, Op::NumFloorDiv, Op::NumMod, Op::NumPow,
                         kNo, kNo, kNo, kNo, kNo, kNo};
constexpr Row kNumNumInplace = {Op::NumIAdd, Op::NumISub, Op::NumIMul, Op::NumITrueDiv, Op::NumIFloorDiv, Op::NumIMod,
                                Op::NumIPow, kNo, kNo, kNo, kNo, kNo, kNo};
constexpr Row kNumTag = {Op::NumTagAdd, Op::NumTagSub, Op::NumTagMul, Op::NumTagTrueDiv, Op::NumTagFloorDiv, Op::NumTagMod,
                         Op::NumTagPow, kNo, kNo, kNo, kNo, kNo, kNo};
constexpr Row kNumTagInplace = {Op::NumTagIAdd, Op::NumTagISub, Op::NumTagIMul, Op::NumTagITrueDiv, Op::NumTagIFloorDiv, Op::NumTagIMod,
                                Op::NumTagIPow, kNo, kNo, kNo, kNo, kNo, kNo};
constexpr Row kTagNum = {Op::TagNumAdd, Op::TagNumSub, Op::TagNumMul, Op::TagNumTrueDiv, Op::TagNumFloorDiv, Op::TagNumMod,
                         Op::TagNumPow, kNo, kNo, kNo, kNo, kNo, kNo};
constexpr Row kTagNumInplace = {Op::TagNumIAdd, Op::TagNumISub, Op::TagNumIMul, Op::TagNumITrueDiv, Op::TagNumIFloorDiv, Op::TagNumIMod,
                                Op::TagNumIPow, kNo, kNo, kNo, kNo, kNo, kNo};
constexpr Row kF64F64 = {Op::F64Add, Op::F64Sub, Op::F64Mul, Op::F64TrueDiv, Op::F64FloorDiv, Op::F64Mod, Op::F64Pow,
                         kNo, kNo, kNo, kNo, kNo, kNo};
constexpr Row kBoolBool = {kNo, kNo, kNo, kNo, kNo, kNo, kNo, kNo, kNo, Op::BoolAnd, Op::BoolOr, Op::BoolXor, kNo};

// Indexed by compare_code(): lt le eq ne gt ge.
using CompareRow = std::array<Op, 6>;
constexpr CompareRow kTagTagCompare = {Op::TagLt, Op::TagLe, Op::TagEq, Op::TagNe, Op::TagGt, Op::TagGe};
constexpr CompareRow kNumNumCompare = {Op::NumLt, Op::NumLe, Op::NumEq, Op::NumNe, Op::NumGt, Op::NumGe};
constexpr CompareRow kNumTagCompare = {Op::NumTagLt, Op::NumTagLe, Op::NumTagEq, Op::NumTagNe, Op::NumTagGt, Op::NumTagGe};
constexpr CompareRow kTagNumCompare = {Op::TagNumLt, Op::TagNumLe, Op::TagNumEq, Op::TagNumNe, Op::TagNumGt, Op::TagNumGe};
constexpr CompareRow kF64Compare = {Op::F64Lt, Op::F64Le, Op::F64Eq, Op::F64Ne, Op::F64Gt, Op::F64Ge};

}  // namespace

// A machine bool in arithmetic is the int 0 or 1.
ValueId FunctionLowering::bool_as_int(ValueId value, krait::Span span) {
  if (type_of(value) != ir::kBool) return value;
  return convert(convert(value, ir::kI64, span), ir::kTag, span);
}

ValueId FunctionLowering::bool_beside(ValueId value, ValueId other, krait::Span span) {
  if (type_of(value) != ir::kBool) return value;
  if (type_of(other) == ir::kTag) return emit(Op::BoolBesideTag, {value, other}, span);
  if (type_of(other) == ir::kNum) return emit(Op::BoolBesideNum, {value, other}, span);
  return bool_as_int(value, span);
}

std::optional<ValueId> FunctionLowering::numeric_binary(Operator op, ValueId left, ValueId right, krait::Span span, bool inplace,
                                                        bool peer) {
  size_t code = static_cast<size_t>(binary_code(op));
  if (type_of(left) == ir::kBool && type_of(right) == ir::kBool && kBoolBool[code] != kNo)
    return emit(kBoolBool[code], {left, right}, span);
  if (std::optional<ValueId> native = machine_binary(op, left, right, span, peer)) return native;
  left = bool_beside(left, right, span);
  right = bool_beside(right, left, span);
  ir::Repr a = type_of(left).repr, b = type_of(right).repr;
  if (a == ir::Repr::F64 && b == ir::Repr::F64 && kF64F64[code] != kNo) return emit(kF64F64[code], {left, right}, span);
  const Row* row = nullptr;
  bool left_tag = a == ir::Repr::Tag, right_tag = b == ir::Repr::Tag;
  if (left_tag && right_tag) {
    row = inplace && kTagTagInplace[code] != kNo ? &kTagTagInplace : &kTagTag;
    if (inplace && kTagTagInplace[code] == kNo) return std::nullopt;
  } else if (left_tag) {
    row = inplace ? &kTagNumInplace : &kTagNum;
  } else if (right_tag) {
    row = inplace ? &kNumTagInplace : &kNumTag;
  } else {
    row = inplace ? &kNumNumInplace : &kNumNum;
  }
  if ((*row)[code] == kNo) return std::nullopt;
  if (!left_tag) left = convert(left, ir::kNum, span);
  if (!right_tag) right = convert(right, ir::kNum, span);
  return emit((*row)[code], {left, right}, span);
}

std::optional<ValueId> FunctionLowering::numeric_compare(CmpOp op, ValueId left, ValueId right, krait::Span span, bool peer) {
  size_t code = static_cast<size_t>(compare_code(op));
  if (type_of(left) == ir::kBool && type_of(right) == ir::kBool) {
    if (op == CmpOp::kEq) return emit(Op::BoolEq, {left, right}, span);
    if (op == CmpOp::kNotEq) return emit(Op::BoolNe, {left, right}, span);
  }
  if (std::optional<ValueId> native = machine_compare(op, left, right, span, peer)) return native;
  left = bool_beside(left, right, span);
  right = bool_beside(right, left, span);
  ir::Repr a = type_of(left).repr, b = type_of(right).repr;
  if (a == ir::Repr::F64 && b == ir::Repr::F64) return emit(kF64Compare[code], {left, right}, span);
  bool left_tag = a == ir::Repr::Tag, right_tag = b == ir::Repr::Tag;
  const CompareRow& row = left_tag ? (right_tag ? kTagTagCompare : kTagNumCompare) : (right_tag ? kNumTagCompare : kNumNumCompare);
  if (!left_tag) left = convert(left, ir::kNum, span);
  if (!right_tag) right = convert(right, ir::kNum, span);
  return emit(row[code], {left, right}, span);
}

ValueId FunctionLowering::unary(UnaryOperator op, ValueId operand, krait::Span span, bool peer) {
  if (std::optional<ValueId> native = machine_unary(op, operand, span, peer)) return *native;
  operand = bool_as_int(operand, span);
  ir::Repr repr = type_of(operand).repr;
  if (repr == ir::Repr::Tag) {
    Op which = op == UnaryOperator::kUSub ? Op::TagNeg : op == UnaryOperator::kUAdd ? Op::TagPos : Op::TagInvert;
    return emit(which, {operand}, span);
  }
  if (op != UnaryOperator::kInvert) {
    if (repr == ir::Repr::F64) return emit(op == UnaryOperator::kUSub ? Op::F64Neg : Op::F64Pos, {operand}, span);
    if (repr == ir::Repr::Num) return emit(op == UnaryOperator::kUSub ? Op::NumNeg : Op::NumPos, {operand}, span);
  }
  return emit(Op::PyUnary, {to_obj(operand, span)}, span, ir::kVoid, unary_code(op));
}

}  // namespace krait::lower
