// Expressions: dispatch and the kinds that need no file of their own.
#include "lower/function_lowering.h"

#include <utility>

namespace krait::lower {

using namespace syntax;  // node types; every name here is one of the AST's

ValueId FunctionLowering::lower(const Expr* expr) {
  struct DepthGuard {
    int& depth;
    explicit DepthGuard(int& d) : depth(d) { ++depth; }
    ~DepthGuard() { --depth; }
  } guard(depth_);
  if (depth_ > kMaxLoweringDepth) throw Unsupported{expr->span, "expression nested too deeply"};
  switch (expr->kind) {
    case ExprKind::kConstant: return lower_constant(to<Constant>(expr));
    case ExprKind::kNameExpr: return load_name(to<NameExpr>(expr)->id, expr->span);
    case ExprKind::kBoolOp: return lower_bool_op(to<BoolOp>(expr));
    case ExprKind::kNamedExpr: return lower_named(to<NamedExpr>(expr));
    case ExprKind::kBinOp: return lower_bin_op(to<BinOp>(expr));
    case ExprKind::kUnaryOp: return lower_unary_op(to<UnaryOp>(expr));
    case ExprKind::kCompare: return lower_compare(to<Compare>(expr));
    case ExprKind::kIfExp: return lower_if_exp(to<IfExp>(expr));
    case ExprKind::kCall: return inferred(lower_call(to<Call>(expr)), expr);
    case ExprKind::kAttribute: return inferred(lower_attribute(to<Attribute>(expr)), expr);
    case ExprKind::kSubscript: return inferred(lower_subscript(to<Subscript>(expr)), expr);
    case ExprKind::kSlice: return lower_slice(to<Slice>(expr));
    case ExprKind::kList: return lower_list(to<List>(expr)->elts, expr->span);
    case ExprKind::kTuple: return lower_tuple(to<Tuple>(expr)->elts, expr->span);
    case ExprKind::kSet: return lower_set(to<Set>(expr));
    case ExprKind::kDict: return lower_dict(to<Dict>(expr));
    case ExprKind::kListComp: return lower_list_comp(to<ListComp>(expr));
    case ExprKind::kSetComp: return lower_set_comp(to<SetComp>(expr));
    case ExprKind::kDictComp: return lower_dict_comp(to<DictComp>(expr));
    case ExprKind::kGeneratorExp: return lower_generator_exp(to<GeneratorExp>(expr));
    case ExprKind::kLambda: return make_function(nullptr, to<Lambda>(expr));
    case ExprKind::kJoinedStr: return lower_joined_str(to<JoinedStr>(expr));
    case ExprKind::kFormattedValue: return lower_formatted_value(to<FormattedValue>(expr));
    case ExprKind::kYield: return lower_yield(to<Yield>(expr));
    case ExprKind::kYieldFrom: return lower_yield_from(to<YieldFrom>(expr));
    case ExprKind::kAwait: return inferred(lower_await(to<Await>(expr)), expr);
    case ExprKind::kStarred: throw Unsupported{expr->span, "starred expression here"};
    case ExprKind::kTemplateStr:
    case ExprKind::kInterpolation: throw Unsupported{expr->span, "template string"};
  }
  throw Unsupported{expr->span, "unknown expression"};
}

ValueId FunctionLowering::inferred(ValueId value, const Expr* expr) {
  // Calls whose result nobody uses may have none. In class bodies stubs lie on purpose (field() of dataclasses), and what they call
  // a class may be an alias of one.
  const types::Type* type = claimed(expr);
  if (!module_.options().check_inferred || kind_ == BodyKind::Class || !value.valid() || type == nullptr || !reachable_) return value;
  if (type->kind == types::TypeKind::kTypeObject) return value;
  return checked(value, module_.check_for(claimed(expr)), type_of(value), expr->span, expr);
}

ValueId FunctionLowering::lower_obj(const Expr* expr) { return to_obj(lower(expr), expr->span); }

ValueId FunctionLowering::as_claimed(ValueId value, const Expr* expr) {
  ir::Type type = module_.representation(claimed(expr));
  if (ir::is_machine_number(type.repr)) return to_machine(value, type, expr->span);
  if (type_of(value) != ir::kObj) return value;
  return type == ir::kTag || type == ir::kNum ? convert(value, type, expr->span) : value;
}

const types::Type* FunctionLowering::claimed(const Expr* expr) const {
  const types::ModuleAnalysis* analysis = module_.analysis();
  return analysis == nullptr ? nullptr : analysis->type_of(expr);
}

bool FunctionLowering::proven(const Expr* expr) const {
  const types::ModuleAnalysis* analysis = module_.analysis();
  return analysis != nullptr && analysis->proven(expr);
}

ValueId FunctionLowering::lower_constant(const Constant* expr) {
  const ConstantValue& value = expr->value;
  switch (value.kind) {
    case ConstantKind::kTrue: return const_bool(true);
    case ConstantKind::kFalse: return const_bool(false);
    case ConstantKind::kInt:
      if (value.integer >= -(int64_t{1} << 62) && value.integer < (int64_t{1} << 62)) return const_tag(value.integer);
      return const_obj(module_.constant(value));
    case ConstantKind::kFloat: return const_float(value.floating);
    default: return const_obj(module_.constant(value));
  }
}

// The representation that holds either of two values: theirs where they agree, else obj.
static ir::Type join(ir::Type a, ir::Type b) {
  if (a == b) return a;
  auto is = [&](ir::Repr x, ir::Repr y) {
    return (a.repr == x && b.repr == y) || (a.repr == y && b.repr == x);
  };
  if (is(ir::Repr::F64, ir::Repr::Num)) return ir::kNum;
  auto integral = [](ir::Type type) { return type == ir::kTag || ir::is_machine_int(type.repr); };
  if (integral(a) && integral(b)) return ir::kTag;
  return ir::kObj;
}

ValueId FunctionLowering::lower_bool_op(const BoolOp* expr) {
  // The value is that of the operand which decided. As each may have a representation of its own, the common one is found first
  // by lowering into separate blocks and converting at their ends.
  BlockId done = new_block();
  std::vector<Arm> arms;
  for (size_t i = 0; i + 1 < expr->values.size(); ++i) {
    BlockId next = new_block();
    lower_deciding(expr->values[i], expr->op, next, arms);
    seal(next);
    set_block(next);
  }
  ValueId last = lower(expr->values.back());
  BlockId last_arm = new_block();
  jump(last_arm);
  seal(last_arm);
  arms.push_back({last_arm, last});
  ir::Type type = type_of(arms[0].value);
  for (const Arm& arm : arms) type = join(type, type_of(arm.value));
  if (ir::Type wanted = module_.representation(claimed(expr)); ir::is_machine_number(wanted.repr)) type = wanted;
  VariableId result = add_variable(type, "");
  for (auto [arm, value] : arms) {
    set_block(arm);
    write_variable(result, value);
    jump(done);
  }
  seal(done);
  set_block(done);
  return read_variable(result);
}

// An operand of `and` or `or` that is not the last one: where it decides, its value is that of an arm; else `next` goes on. What is itself made of
// such operands is asked for its truth no second time.
void FunctionLowering::lower_deciding(const Expr* operand, BoolOperator outer, BlockId next, std::vector<Arm>& arms) {
  bool is_and = outer == BoolOperator::kAnd;
  if (const auto* inner = as<BoolOp>(operand)) {
    for (size_t i = 0; i + 1 < inner->values.size(); ++i) {
      BlockId on = new_block();
      if (inner->op == outer) lower_deciding(inner->values[i], outer, on, arms);
      else if (is_and) lower_condition(inner->values[i], next, on);
      else lower_condition(inner->values[i], on, next);
      seal(on);
      set_block(on);
    }
    return lower_deciding(inner->values.back(), outer, next, arms);
  }
  ValueId value = lower(operand);
  BlockId arm = new_block();
  ValueId condition = truth(operand, value, operand->span);
  if (is_and) branch(condition, next, arm);
  else branch(condition, arm, next);
  seal(arm);
  arms.push_back({arm, value});
}

ValueId FunctionLowering::lower_if_exp(const IfExp* expr) {
  BlockId if_true = new_block(), if_false = new_block(), done = new_block();
  lower_condition(expr->test, if_true, if_false);
  seal(if_true);
  seal(if_false);
  set_block(if_true);
  ValueId first = lower(expr->body);
  BlockId first_end = current_;
  set_block(if_false);
  ValueId second = lower(expr->orelse);
  ir::Type type = module_.representation(claimed(expr));
  VariableId result = add_variable(ir::is_machine_number(type.repr) ? type : join(type_of(first), type_of(second)), "");
  write_variable(result, second);
  jump(done);
  set_block(first_end);
  write_variable(result, first);
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

// Tests branch without making a bool of what `and`, `or` and `not` give.
void FunctionLowering::lower_condition(const Expr* expr, BlockId if_true, BlockId if_false) {
  if (const auto* op = as<BoolOp>(expr)) {
    bool is_and = op->op == BoolOperator::kAnd;
    for (size_t i = 0; i + 1 < op->values.size(); ++i) {
      BlockId next = new_block();
      if (is_and) lower_condition(op->values[i], next, if_false);
      else lower_condition(op->values[i], if_true, next);
      seal(next);
      set_block(next);
    }
    lower_condition(op->values.back(), if_true, if_false);
    return;
  }
  if (const auto* op = as<UnaryOp>(expr); op != nullptr && op->op == UnaryOperator::kNot) {
    lower_condition(op->operand, if_false, if_true);
    return;
  }
  if (const auto* subscript = as<Subscript>(expr)) {
    if (std::optional<ValueId> value = lower_item_truth(subscript)) return branch(*value, if_true, if_false);
  }
  ValueId value = lower(expr);
  if (is<Compare>(expr)) {
    // Nobody else sees what the comparison gives.
    ir::InstId def = function().value(value).def;
    if (def && function().inst(def).op == Op::PyCompare) {
      function().inst(def).op = Op::PyCompareTruth;
      function().inst(def).type = function().value(value).type = ir::kBool;
    }
  }
  branch(truth(expr, value, expr->span), if_true, if_false);
}

ValueId FunctionLowering::lower_named(const NamedExpr* expr) {
  ValueId value = lower(expr->value);
  assign(expr->target, value, expr->span);
  return value;
}

ValueId FunctionLowering::lower_attribute(const Attribute* expr) {
  if (std::optional<ValueId> constant = lower_math_constant(expr)) return *constant;
  ValueId object = lower_obj(expr->value);
  return get_attribute(expr, object);
}

ValueId FunctionLowering::get_attribute(const Attribute* expr, ValueId object) {
  if (std::optional<ValueId> value = lower_field_get(expr, object)) return *value;
  if (std::optional<ValueId> value = lower_property_get(expr, object)) return *value;
  return emit(Op::PyGetAttr, {object, const_name(mangle(expr->attr))}, expr->span);
}

ValueId FunctionLowering::lower_slice(const Slice* expr) {
  auto part = [&](const Expr* bound) { return bound == nullptr ? const_none() : lower_obj(bound); };
  ValueId lower_bound = part(expr->lower);
  ValueId upper_bound = part(expr->upper);
  ValueId step = part(expr->step);
  return emit(Op::SliceNew, {lower_bound, upper_bound, step}, expr->span);
}

// The width of an int by a format spec that says nothing else ("5", ">5d", "03d"), with 256 added for zeros in front; nothing for other specs.
static std::optional<int64_t> int_width(const Expr* spec) {
  const auto* joined = as<JoinedStr>(spec);
  const auto* constant = joined != nullptr && joined->values.size() == 1 ? as<Constant>(joined->values[0]) : nullptr;
  if (constant == nullptr || !constant->value.is_str()) return std::nullopt;
  std::string_view text = constant->value.text();
  int64_t width = 0, zeros = 0;
  if (!text.empty() && (text[0] == '0' || text[0] == '>')) {
    zeros = text[0] == '0' ? 256 : 0;
    text.remove_prefix(1);
  }
  size_t digits = 0;
  while (digits < text.size() && digits < 2 && text[digits] >= (digits == 0 ? '1' : '0') && text[digits] <= '9') width = width * 10 + (text[digits++] - '0');
  text.remove_prefix(digits);
  return digits != 0 && (text.empty() || text == "d") ? std::optional(width + zeros) : std::nullopt;
}

ValueId FunctionLowering::lower_formatted_value(const FormattedValue* expr) {
  // Before 3.12 a field stands where the whole string does.
  Span span = module_.options().version < PythonVersion{3, 12} ? joined_span_ : expr->span;
  if (expr->conversion == -1 && expr->format_spec == nullptr && module_.representation(claimed(expr->value)) == ir::kTag)
    return emit(Op::FormatTag, {lower_as(expr->value, ir::kTag)}, span);
  if (expr->conversion == -1 && expr->format_spec != nullptr && module_.representation(claimed(expr->value)) == ir::kTag) {
    if (std::optional<int64_t> width = int_width(expr->format_spec)) {
      ValueId number = lower_as(expr->value, ir::kTag);
      return emit(Op::FormatTagWidth, {number, lower_spec(expr)}, span, ir::kVoid, *width);
    }
  }
  ValueId value = lower_obj(expr->value);
  ValueId spec = expr->format_spec == nullptr ? absent(ir::kObj) : lower_spec(expr);
  return emit(Op::FormatValue, {value, spec}, span, ir::kVoid, expr->conversion);
}

ValueId FunctionLowering::lower_spec(const FormattedValue* expr) {
  const auto* joined = as<JoinedStr>(expr->format_spec);
  return joined != nullptr ? lower_parts(joined) : lower_obj(expr->format_spec);
}

ValueId FunctionLowering::lower_joined_str(const JoinedStr* expr) {
  Span outer = std::exchange(joined_span_, expr->span);
  ValueId result = lower_parts(expr);
  joined_span_ = outer;
  return result;
}

ValueId FunctionLowering::lower_parts(const JoinedStr* expr) {
  std::vector<ValueId> parts;
  for (const Expr* part : expr->values) parts.push_back(lower_obj(part));
  if (parts.empty()) return const_str("");
  if (parts.size() == 1 && is<FormattedValue>(expr->values[0])) return parts[0];
  return emit(Op::StrJoinParts, parts, expr->span);
}

}  // namespace krait::lower
