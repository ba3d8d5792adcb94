// Assignment, deletion and loop targets: read as expressions, then checked and turned.
#include "syntax/parser_impl.h"

namespace krait::syntax {

void Parser::set_context(Expr* target, ExprContext context) {
  switch (target->kind) {
    case ExprKind::kNameExpr:
      to<NameExpr>(target)->ctx = context;
      break;
    case ExprKind::kAttribute:
      to<Attribute>(target)->ctx = context;
      break;
    case ExprKind::kSubscript:
      to<Subscript>(target)->ctx = context;
      break;
    case ExprKind::kStarred:
      to<Starred>(target)->ctx = context;
      set_context(to<Starred>(target)->value, context);
      break;
    case ExprKind::kTuple:
      to<Tuple>(target)->ctx = context;
      for (Expr* element : to<Tuple>(target)->elts) set_context(element, context);
      break;
    case ExprKind::kList:
      to<List>(target)->ctx = context;
      for (Expr* element : to<List>(target)->elts) set_context(element, context);
      break;
    default:
      break;
  }
}

// The part of `target` that cannot be one, or null.
Expr* Parser::invalid_target(Expr* target, TargetUse use) const {
  auto first_of = [&](ExprList elements) -> Expr* {
    for (Expr* element : elements) {
      if (Expr* invalid = invalid_target(element, use)) return invalid;
    }
    return nullptr;
  };
  switch (target->kind) {
    case ExprKind::kNameExpr:
    case ExprKind::kAttribute:
    case ExprKind::kSubscript:
      return nullptr;
    case ExprKind::kTuple:
      return first_of(to<Tuple>(target)->elts);
    case ExprKind::kList:
      return first_of(to<List>(target)->elts);
    case ExprKind::kStarred:
      if (use == TargetUse::kDelete) return target;
      return invalid_target(to<Starred>(target)->value, use);
    case ExprKind::kCompare: {
      auto* compare = to<Compare>(target);
      if (use == TargetUse::kFor) return compare->ops[0] == CmpOp::kIn ? invalid_target(compare->left, use) : nullptr;
      return target;
    }
    default:
      return target;
  }
}

void Parser::fail_target(Expr* invalid, TargetUse use) {
  std::string message = use == TargetUse::kDelete ? "cannot delete " : "cannot assign to ";
  fail_at(message + std::string(describe(invalid)), invalid->span);
}

void Parser::to_store(Expr* target, TargetUse use) {
  if (Expr* invalid = invalid_target(target, use)) fail_target(invalid, use);
  set_context(target, ExprContext::kStore);
}

// The targets between `for` and `in`, which must not be read as a comparison.
Expr* Parser::for_targets() {
  const Token* first = token_;
  uint32_t from = begin();
  auto element = [&]() -> Expr* {
    uint32_t start = begin();
    if (!accept(Kind::kStar)) return bitwise_or();
    Expr* value = bitwise_or();
    return make<Starred>(start, value, ExprContext::kLoad);
  };
  Expr* target = element();
  if (at(Kind::kComma)) {
    Gather<Expr> items(*this);
    items.push(target);
    while (accept(Kind::kComma)) {
      if (!starts_expression() && !at(Kind::kStar)) break;
      items.push(element());
    }
    target = make<Tuple>(from, items.finish(), ExprContext::kLoad);
  }
  if (!at(Kind::kIn) && !explaining_) {
    const Token* stopped = token_;
    if (version_at_least(13) && !at(Kind::kError) && invalid_target(target, TargetUse::kAssign) == nullptr &&
        first[-1].level > 0)
      fail("'in' expected after for-loop variables");
    Expr* whole = nullptr;
    token_ = first;
    if (try_parse(&Parser::star_expressions, &whole)) {
      if (Expr* invalid = invalid_target(whole, TargetUse::kFor)) fail_target(invalid, TargetUse::kFor);
    }
    token_ = stopped;
    if (Expr* invalid = invalid_target(target, TargetUse::kFor)) fail_target(invalid, TargetUse::kFor);
    fail();
  }
  to_store(target, TargetUse::kFor);
  return target;
}

std::string_view Parser::describe(const Expr* expr) {
  switch (expr->kind) {
    case ExprKind::kAttribute:
      return "attribute";
    case ExprKind::kSubscript:
      return "subscript";
    case ExprKind::kStarred:
      return "starred";
    case ExprKind::kNameExpr:
      return "name";
    case ExprKind::kList:
      return "list";
    case ExprKind::kTuple:
      return "tuple";
    case ExprKind::kLambda:
      return "lambda";
    case ExprKind::kCall:
      return "function call";
    case ExprKind::kBoolOp:
    case ExprKind::kBinOp:
    case ExprKind::kUnaryOp:
      return "expression";
    case ExprKind::kGeneratorExp:
      return "generator expression";
    case ExprKind::kYield:
    case ExprKind::kYieldFrom:
      return "yield expression";
    case ExprKind::kAwait:
      return "await expression";
    case ExprKind::kListComp:
      return "list comprehension";
    case ExprKind::kSetComp:
      return "set comprehension";
    case ExprKind::kDictComp:
      return "dict comprehension";
    case ExprKind::kDict:
      return "dict literal";
    case ExprKind::kSet:
      return "set display";
    case ExprKind::kJoinedStr:
    case ExprKind::kFormattedValue:
      return "f-string expression";
    case ExprKind::kTemplateStr:
    case ExprKind::kInterpolation:
      return "t-string expression";
    case ExprKind::kConstant:
      switch (to<Constant>(expr)->value.kind) {
        case ConstantKind::kNone:
          return "None";
        case ConstantKind::kFalse:
          return "False";
        case ConstantKind::kTrue:
          return "True";
        case ConstantKind::kEllipsis:
          return "ellipsis";
        default:
          return "literal";
      }
    case ExprKind::kCompare:
      return "comparison";
    case ExprKind::kIfExp:
      return "conditional expression";
    case ExprKind::kNamedExpr:
      return "named expression";
    case ExprKind::kSlice:
      return "slice";
  }
  return "expression";
}

}  // namespace krait::syntax
