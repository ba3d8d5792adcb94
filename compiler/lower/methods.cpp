// Methods of builtin containers, where the receiver claims to be one. The instructions test that and call whatever method is there otherwise.
#include "lower/claims.h"
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

// Those of str whose result is a bool, an int or a character; imm says which.
std::optional<ValueId> FunctionLowering::lower_str_method(const Call* expr, const Attribute* callee) {
  struct Row {
    std::string_view name;
    size_t arguments;  // the first is a str, the second an int
    Op op;
    int64_t imm;
  };
  static constexpr Row kRows[] = {
      {"isdigit", 0, Op::StrIs, 0}, {"isalpha", 0, Op::StrIs, 1}, {"isalnum", 0, Op::StrIs, 2},     {"isspace", 0, Op::StrIs, 3},
      {"islower", 0, Op::StrIs, 4}, {"isupper", 0, Op::StrIs, 5}, {"lower", 0, Op::StrCase, 0},     {"upper", 0, Op::StrCase, 1},
      {"startswith", 1, Op::StrTail, 0}, {"endswith", 1, Op::StrTail, 1},
      {"startswith", 2, Op::StrTailAt, 0}, {"endswith", 2, Op::StrTailAt, 1}, {"find", 1, Op::StrFind, 0}, {"find", 2, Op::StrFind, 0},
      {"index", 1, Op::StrFind, 1}, {"index", 2, Op::StrFind, 1}, {"rfind", 1, Op::StrFind, 2}, {"rfind", 2, Op::StrFind, 2},
      {"rindex", 1, Op::StrFind, 3}, {"rindex", 2, Op::StrFind, 3}, {"count", 1, Op::StrFind, 4}, {"count", 2, Op::StrFind, 4},
  };
  for (const Row& row : kRows) {
    if (callee->attr.text() != row.name || expr->args.size() != row.arguments) continue;
    if (row.arguments >= 1 && builtin_class(claimed(expr->args[0])) != "str") return std::nullopt;
    if (row.arguments == 2 && ModuleLowering::unboxed_item(module_.representation(claimed(expr->args[1]))) != ir::kTag) return std::nullopt;
    std::vector<ValueId> operands{lower_receiver(expr, callee)};
    if (row.arguments >= 1) operands.push_back(lower_obj(expr->args[0]));
    if (row.arguments == 2) operands.push_back(lower_as(expr->args[1], ir::kTag));
    else if (row.op == Op::StrFind) operands.push_back(absent(ir::kTag));
    return emit(row.op, operands, expr->span, ir::kVoid, row.imm);
  }
  return std::nullopt;
}

// Python looks the method up before it evaluates the arguments: where the receiver is not what it claims, that may fail or run code.
ValueId FunctionLowering::lower_receiver(const Call* expr, const Attribute* callee) {
  bool simple = true;
  for (const Expr* arg : expr->args) simple = simple && (is<NameExpr>(arg) || is<Constant>(arg));
  ValueId receiver = lower_obj(callee->value);
  if (!simple && !proven(callee->value)) emit(Op::MethodReady, {receiver, const_name(callee->attr)}, callee->span);
  return receiver;
}

std::optional<ValueId> FunctionLowering::lower_known_method(const Call* expr, const Attribute* callee) {
  if (!expr->keywords.empty()) return std::nullopt;
  if (std::optional<ValueId> fused = lower_fused_method(expr, callee)) return fused;
  for (const Expr* arg : expr->args)
    if (is<Starred>(arg)) return std::nullopt;
  if (std::optional<ValueId> value = lower_vec_method(expr, callee)) return value;
  std::string_view kind = builtin_class(claimed(callee->value));
  if (kind == "str") return lower_str_method(expr, callee);
  if (kind == "int" && expr->args.empty() && ModuleLowering::unboxed_item(module_.representation(claimed(callee->value))) == ir::kTag) {
    std::string_view method = callee->attr.text();
    if (method == "bit_length") return emit(Op::TagBitLength, {lower_as(callee->value, ir::kTag)}, expr->span);
    if (method == "bit_count") return emit(Op::TagBitCount, {lower_as(callee->value, ir::kTag)}, expr->span);
  }
  if (kind != "list" && kind != "dict" && kind != "set") return std::nullopt;
  std::string_view name = callee->attr.text();
  size_t count = expr->args.size();
  bool discarded = discarded_ == expr;

  Op op = Op::Unreachable;
  bool status = false;  // the instruction gives nothing: only where nobody reads the value
  if (kind == "list") {
    if (name == "append" && count == 1) op = Op::ListAppend, status = true;
    if (name == "extend" && count == 1) op = Op::ListExtend, status = true;
    if (name == "pop" && count == 0) op = Op::ListPop;
    if (name == "pop" && count == 1) op = Op::ListPopAt;
    if (name == "index" && count == 1) op = Op::ListIndex;
    if (name == "count" && count == 1) op = Op::ListCount;
    if (name == "remove" && count == 1) op = Op::ListRemove, status = true;
    if (name == "insert" && count == 2) op = Op::ListInsert, status = true;
    if (name == "reverse" && count == 0) op = Op::ListReverse, status = true;
    if (name == "clear" && count == 0) op = Op::ListClear, status = true;
    if (name == "copy" && count == 0) op = Op::ListCopy;
  } else if (kind == "dict") {
    if (name == "get" && count == 1) op = Op::DictGetNone;
    if (name == "get" && count == 2) op = Op::DictGet;
    if (name == "setdefault" && count == 2) op = Op::DictSetDefault;
  } else {
    if (name == "add" && count == 1) op = Op::SetAdd, status = true;
    if (name == "discard" && count == 1) op = Op::SetDiscard, status = true;
    if (name == "remove" && count == 1) op = Op::SetRemove, status = true;
  }
  if (op == Op::Unreachable || (status && !discarded)) return std::nullopt;

  std::vector<ValueId> operands{lower_receiver(expr, callee)};
  for (const Expr* arg : expr->args) {
    bool index = op == Op::ListPopAt || (op == Op::ListInsert && operands.size() == 1);
    operands.push_back(index ? lower_as(arg, ir::kTag) : lower_obj(arg));
  }
  return emit(op, operands, expr->span);
}

}  // namespace krait::lower
