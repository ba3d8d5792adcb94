// Expressions, from lists of them down to primaries.
#include "syntax/parser_impl.h"

namespace krait::syntax {
namespace {

// Binding strength of a binary operator, 0 for everything else.
int precedence(TokenKind kind) {
  using enum TokenKind;
  switch (kind) {
    case kBar:
      return 1;
    case kCaret:
      return 2;
    case kAmpersand:
      return 3;
    case kLeftShift:
    case kRightShift:
      return 4;
    case kPlus:
    case kMinus:
      return 5;
    case kStar:
    case kSlash:
    case kDoubleSlash:
    case kPercent:
    case kAt:
      return 6;
    default:
      return 0;
  }
}

Operator binary_operator(TokenKind kind) {
  using enum TokenKind;
  switch (kind) {
    case kBar:
      return Operator::kBitOr;
    case kCaret:
      return Operator::kBitXor;
    case kAmpersand:
      return Operator::kBitAnd;
    case kLeftShift:
      return Operator::kLShift;
    case kRightShift:
      return Operator::kRShift;
    case kPlus:
      return Operator::kAdd;
    case kMinus:
      return Operator::kSub;
    case kStar:
      return Operator::kMult;
    case kSlash:
      return Operator::kDiv;
    case kDoubleSlash:
      return Operator::kFloorDiv;
    case kPercent:
      return Operator::kMod;
    default:
      return Operator::kMatMult;
  }
}

}  // namespace

bool Parser::starts_expression() const {
  switch (kind()) {
    case Kind::kName:
    case Kind::kNumber:
    case Kind::kString:
    case Kind::kFStringStart:
    case Kind::kLeftParen:
    case Kind::kLeftBracket:
    case Kind::kLeftBrace:
    case Kind::kEllipsis:
    case Kind::kPlus:
    case Kind::kMinus:
    case Kind::kTilde:
    case Kind::kFalse:
    case Kind::kNone:
    case Kind::kTrue:
    case Kind::kAwait:
    case Kind::kLambda:
    case Kind::kNot:
      return true;
    default:
      return false;
  }
}

Expr* Parser::star_expressions() {
  uint32_t from = begin();
  Expr* first = star_expression();
  if (!at(Kind::kComma)) return first;
  Gather<Expr> items(*this);
  items.push(first);
  while (accept(Kind::kComma)) {
    if (!starts_expression() && !at(Kind::kStar)) break;
    items.push(star_expression());
  }
  return make<Tuple>(from, items.finish(), ExprContext::kLoad);
}

Expr* Parser::star_expression() {
  if (!at(Kind::kStar)) return expression();
  uint32_t from = begin();
  advance();
  Expr* value = bitwise_or();
  return make<Starred>(from, value, ExprContext::kLoad);
}

Expr* Parser::star_named_expression() { return at(Kind::kStar) ? star_expression() : named_expression(); }

Expr* Parser::named_expression(bool explain_equal) {
  if (at(Kind::kName) && peek() == Kind::kColonEqual) {
    uint32_t from = begin();
    require(8, "Assignment expressions are");
    Name name = identifier();
    Expr* target = make<NameExpr>(from, name, ExprContext::kStore);
    advance();
    Expr* value = expression();
    return make<NamedExpr>(from, target, value);
  }
  const Token* first = token_;
  Expr* value = expression();
  if (explain_equal && at(Kind::kEqual) && !explaining_) check_equal(first, value);
  if (at(Kind::kColonEqual) && !explaining_) {
    const Token* here = token_;
    advance();
    if (starts_expression() && try_parse(&Parser::expression))
      fail_at("cannot use assignment expressions with " + std::string(describe(value)), value->span);
    token_ = here;
    fail();
  }
  return value;
}

Expr* Parser::yield_expression() {
  uint32_t from = begin();
  advance();
  if (accept(Kind::kFrom)) {
    Expr* value = expression();
    return make<YieldFrom>(from, value);
  }
  Expr* value = starts_expression() || at(Kind::kStar) ? star_expressions() : nullptr;
  return make<Yield>(from, value);
}

Expr* Parser::expression() {
  Nesting nesting(*this);
  if (at(Kind::kLambda)) return lambda();
  const Token* first = token_;
  Expr* body = disjunction();
  last_begin_ = first;
  last_end_ = token_;
  last_span_ = {first->begin, prev_end_};
  if (!at(Kind::kIf)) return body;
  uint32_t from = first->begin;
  advance();
  Expr* test = disjunction();
  if (!accept(Kind::kElse)) {
    if (!explaining_ && !at(Kind::kColon) && !at(Kind::kError) && version_at_least(11))
      fail_at("expected 'else' after 'if' expression", {from, prev_end_});
    fail();
  }
  Expr* otherwise = expression();
  long_chain_ |= depth_ > kLongChain;
  return make<IfExp>(from, test, body, otherwise);
}

Expr* Parser::disjunction() {
  uint32_t from = begin();
  Expr* first = conjunction();
  if (!at(Kind::kOr)) return first;
  Gather<Expr> values(*this);
  values.push(first);
  Expr* operand = nullptr;
  while (at(Kind::kOr) && attempt([&] {
           advance();
           operand = conjunction();
         }))
    values.push(operand);
  if (values.size() == 1) return first;
  return make<BoolOp>(from, BoolOperator::kOr, values.finish());
}

Expr* Parser::conjunction() {
  uint32_t from = begin();
  Expr* first = inversion();
  if (!at(Kind::kAnd)) return first;
  Gather<Expr> values(*this);
  values.push(first);
  Expr* operand = nullptr;
  while (at(Kind::kAnd) && attempt([&] {
           advance();
           operand = inversion();
         }))
    values.push(operand);
  if (values.size() == 1) return first;
  return make<BoolOp>(from, BoolOperator::kAnd, values.finish());
}

Expr* Parser::inversion() {
  if (!at(Kind::kNot)) return comparison();
  const Token* first = token_;
  while (at(Kind::kNot)) advance();
  const Token* operand_begin = token_;
  Expr* operand = comparison();
  long_chain_ |= operand_begin - first > kLongChain;
  for (const Token* op = operand_begin; op-- != first;)
    operand = make<UnaryOp>(op->begin, UnaryOperator::kNot, operand);
  return operand;
}

Expr* Parser::comparison() {
  uint32_t from = begin();
  Expr* left = bitwise_or();
  std::vector<CmpOp> ops;
  Gather<Expr> comparators(*this);
  for (;;) {
    CmpOp op;
    switch (kind()) {
      case Kind::kEqualEqual:
        op = CmpOp::kEq;
        break;
      case Kind::kNotEqual:
        if (text(*token_) == "<>") {
          advance();  // CPython looks at what follows before it says no
          fail();
        }
        op = CmpOp::kNotEq;
        break;
      case Kind::kLess:
        op = CmpOp::kLt;
        break;
      case Kind::kLessEqual:
        op = CmpOp::kLtE;
        break;
      case Kind::kGreater:
        op = CmpOp::kGt;
        break;
      case Kind::kGreaterEqual:
        op = CmpOp::kGtE;
        break;
      case Kind::kIn:
        op = CmpOp::kIn;
        break;
      case Kind::kNot:
        if (peek() != Kind::kIn) goto done;
        advance();
        op = CmpOp::kNotIn;
        break;
      case Kind::kIs:
        op = CmpOp::kIs;
        if (peek() == Kind::kNot) {
          advance();
          op = CmpOp::kIsNot;
        }
        break;
      default:
        goto done;
    }
    Expr* operand = nullptr;
    if (!attempt([&] {
          advance();
          operand = bitwise_or();
        }))
      break;
    ops.push_back(op);
    comparators.push(operand);
  }
done:
  if (ops.empty()) return left;
  return make<Compare>(from, left, arena_.copy(ops), comparators.finish());
}

Expr* Parser::binary(int least) {
  uint32_t from = begin();
  Expr* left = unary();
  uint32_t chain = 0;
  for (int strength; (strength = precedence(kind())) >= least && strength != 0;) {
    Operator op = binary_operator(kind());
    Expr* right = nullptr;
    if (!attempt([&] {
          advance();
          right = binary(strength + 1);
        }))
      break;
    left = make<BinOp>(from, left, op, right);
    if (++chain == kLongChain) long_chain_ = true;
  }
  return left;
}

Expr* Parser::unary() {
  if (!at(Kind::kMinus) && !at(Kind::kPlus) && !at(Kind::kTilde)) return power();
  const Token* first = token_;
  while (at(Kind::kMinus) || at(Kind::kPlus) || at(Kind::kTilde)) advance();
  const Token* operand_begin = token_;
  Expr* operand = power();
  long_chain_ |= operand_begin - first > kLongChain;
  for (const Token* op = operand_begin; op-- != first;) {
    UnaryOperator sort = op->kind == Kind::kMinus  ? UnaryOperator::kUSub
                         : op->kind == Kind::kPlus ? UnaryOperator::kUAdd
                                                   : UnaryOperator::kInvert;
    operand = make<UnaryOp>(op->begin, sort, operand);
  }
  return operand;
}

Expr* Parser::power() {
  uint32_t from = begin();
  Expr* base;
  if (at(Kind::kAwait)) {
    advance();
    Expr* value = primary();
    base = make<Await>(from, value);
  } else {
    base = primary();
  }
  if (!at(Kind::kDoubleStar)) return base;
  Nesting nesting(*this);
  advance();
  Expr* exponent = unary();
  long_chain_ |= depth_ > kLongChain;
  return make<BinOp>(from, base, Operator::kPow, exponent);
}

Expr* Parser::primary() {
  uint32_t from = begin();
  Expr* value = atom();
  for (uint32_t chain = 0;; ++chain) {
    if (chain == kLongChain) long_chain_ = true;
    switch (kind()) {
      case Kind::kDot: {
        if (explaining_ && peek() != Kind::kName) return value;
        advance();
        Name attribute = identifier();
        value = make<Attribute>(from, value, attribute, ExprContext::kLoad);
        break;
      }
      case Kind::kLeftParen:
        if (!attempt([&] { value = call(from, value); })) return value;
        break;
      case Kind::kLeftBracket:
        if (!attempt([&] { value = subscript(from, value); })) return value;
        break;
      default:
        return value;
    }
  }
}

}  // namespace krait::syntax
