// Operators: by representation where both sides have one, by Python's protocol elsewhere.
#include "lower/function_lowering.h"
#include "lower/runtime_codes.h"

namespace krait::lower {

using namespace syntax;

ValueId FunctionLowering::lower_bin_op(const BinOp* expr) {
  // Left-deep chains are as long as the source is: the left spine is walked, not recursed into.
  std::vector<const BinOp*> spine;
  const Expr* leftmost = expr;
  while (const auto* op = as<BinOp>(leftmost)) {
    spine.push_back(op);
    leftmost = op->left;
  }
  ValueId value = lower_operand(leftmost);
  for (size_t i = spine.size(); i-- > 0;) {
    const BinOp* op = spine[i];
    ValueId right = lower_operand(op->right);
    value = as_claimed(claimed_binary(op->op, value, op->left, right, op->right, op->span, false), op);
  }
  return value;
}

ValueId FunctionLowering::lower_unary_op(const UnaryOp* expr) {
  if (expr->op == UnaryOperator::kNot) {
    ValueId condition = truth(expr->operand, lower(expr->operand), expr->span);
    return emit(Op::BoolNot, {condition}, expr->span);
  }
  // Negative literals.
  if (const auto* constant = as<Constant>(expr->operand); constant != nullptr && expr->op == UnaryOperator::kUSub) {
    if (constant->value.kind == ConstantKind::kInt && constant->value.integer <= (int64_t{1} << 62))
      return const_tag(-constant->value.integer);
    if (constant->value.kind == ConstantKind::kFloat) return const_float(-constant->value.floating);
  }
  ValueId operand = lower_operand(expr->operand);
  if (std::optional<ValueId> result = instance_unary(expr->op, operand, expr->operand, expr->span)) return *result;
  return unary(expr->op, operand, expr->span, is_peer(expr->operand));
}

ValueId FunctionLowering::lower_compare(const Compare* expr) {
  if (std::optional<ValueId> test = lower_character_test(expr)) return *test;
  const Expr* left_expr = expr->left;
  ValueId left = lower_operand(left_expr);
  auto one = [&](size_t i, ValueId right) {
    if (auto known = claimed_compare(expr->ops[i], left, left_expr, right, expr->comparators[i], expr->span)) return *known;
    return compare(expr->ops[i], left, right, expr->span, is_peer(left_expr) || is_peer(expr->comparators[i]));
  };
  if (expr->ops.size() == 1) {
    if (std::optional<ValueId> member = lower_literal_membership(expr, left)) return *member;
    return one(0, lower_operand(expr->comparators[0]));
  }
  // a < b < c: each middle operand is evaluated once; the first false comparison is the value.
  BlockId done = new_block();
  std::vector<std::pair<BlockId, ValueId>> arms;
  bool all_bool = true;
  for (size_t i = 0; i < expr->ops.size(); ++i) {
    ValueId right = lower_operand(expr->comparators[i]);
    ValueId value = one(i, right);
    all_bool = all_bool && type_of(value) == ir::kBool;
    BlockId arm = new_block();
    if (i + 1 == expr->ops.size()) {
      jump(arm);
    } else {
      BlockId next = new_block();
      branch(truth(value, expr->span), next, arm);
      seal(next);
      set_block(next);
    }
    seal(arm);
    arms.push_back({arm, value});
    left = right;
    left_expr = expr->comparators[i];
  }
  VariableId result = add_variable(all_bool ? ir::kBool : ir::kObj, "");
  for (auto [arm, value] : arms) {
    set_block(arm);
    write_variable(result, value);
    jump(done);
  }
  seal(done);
  set_block(done);
  return read_variable(result);
}

namespace {

bool is_numeric(ir::Repr repr) {
  return repr == ir::Repr::Tag || repr == ir::Repr::Num || repr == ir::Repr::Bool || ir::is_machine_number(repr);
}

}  // namespace

ValueId FunctionLowering::binary(Operator op, ValueId left, ValueId right, krait::Span span, bool inplace, bool peer) {
  ir::Repr a = type_of(left).repr, b = type_of(right).repr;
  if (is_numeric(a) && is_numeric(b)) {
    if (std::optional<ValueId> result = numeric_binary(op, left, right, span, inplace, peer)) return *result;
  }
  ValueId l = to_obj(left, span), r = to_obj(right, span);
  return emit(inplace ? Op::PyInplace : Op::PyBinary, {l, r}, span, ir::kVoid, binary_code(op));
}

ValueId FunctionLowering::compare(CmpOp op, ValueId left, ValueId right, krait::Span span, bool peer) {
  switch (op) {
    case CmpOp::kIs:
    case CmpOp::kIsNot:
    case CmpOp::kIn:
    case CmpOp::kNotIn: return compare_truth(op, left, right, span);
    default: break;
  }
  ir::Repr a = type_of(left).repr, b = type_of(right).repr;
  if (is_numeric(a) && is_numeric(b)) return compare_truth(op, left, right, span, peer);
  ValueId l = to_obj(left, span), r = to_obj(right, span);
  return emit(Op::PyCompare, {l, r}, span, ir::kVoid, compare_code(op));
}

ValueId FunctionLowering::compare_truth(CmpOp op, ValueId left, ValueId right, krait::Span span, bool peer) {
  switch (op) {
    case CmpOp::kIs:
    case CmpOp::kIsNot: {
      ValueId same = emit(Op::PyIs, {to_obj(left, span), to_obj(right, span)}, span);
      return op == CmpOp::kIs ? same : emit(Op::BoolNot, {same}, span);
    }
    case CmpOp::kIn:
    case CmpOp::kNotIn: {
      ValueId item = to_obj(left, span);
      ValueId found = emit(Op::PyContains, {to_obj(right, span), item}, span);
      return op == CmpOp::kIn ? found : emit(Op::BoolNot, {found}, span);
    }
    default: break;
  }
  ir::Repr a = type_of(left).repr, b = type_of(right).repr;
  if (is_numeric(a) && is_numeric(b)) {
    if (std::optional<ValueId> result = numeric_compare(op, left, right, span, peer)) return *result;
  }
  ValueId l = to_obj(left, span), r = to_obj(right, span);
  return emit(Op::PyCompareTruth, {l, r}, span, ir::kVoid, compare_code(op));
}

}  // namespace krait::lower
