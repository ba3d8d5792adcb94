// Simple statements.
#include "syntax/parser_impl.h"

namespace krait::syntax {
namespace {

constexpr int kNotAugmented = -1;

int augmented_operator(TokenKind kind) {
  using enum TokenKind;
  switch (kind) {
    case kPlusEqual:
      return static_cast<int>(Operator::kAdd);
    case kMinusEqual:
      return static_cast<int>(Operator::kSub);
    case kStarEqual:
      return static_cast<int>(Operator::kMult);
    case kAtEqual:
      return static_cast<int>(Operator::kMatMult);
    case kSlashEqual:
      return static_cast<int>(Operator::kDiv);
    case kPercentEqual:
      return static_cast<int>(Operator::kMod);
    case kAmpersandEqual:
      return static_cast<int>(Operator::kBitAnd);
    case kBarEqual:
      return static_cast<int>(Operator::kBitOr);
    case kCaretEqual:
      return static_cast<int>(Operator::kBitXor);
    case kLeftShiftEqual:
      return static_cast<int>(Operator::kLShift);
    case kRightShiftEqual:
      return static_cast<int>(Operator::kRShift);
    case kDoubleStarEqual:
      return static_cast<int>(Operator::kPow);
    case kDoubleSlashEqual:
      return static_cast<int>(Operator::kFloorDiv);
    default:
      return kNotAugmented;
  }
}

}  // namespace

Stmt* Parser::simple_statement() {
  uint32_t from = begin();
  switch (kind()) {
    case Kind::kPass:
      advance();
      return make<Pass>(from);
    case Kind::kBreak:
      advance();
      return make<Break>(from);
    case Kind::kContinue:
      advance();
      return make<Continue>(from);
    case Kind::kReturn: {
      advance();
      Expr* value = nullptr;
      if (!at(Kind::kNewline) && !at(Kind::kSemicolon)) value = star_expressions();
      return make<Return>(from, value);
    }
    case Kind::kRaise: {
      advance();
      Expr* exception = nullptr;
      Expr* cause = nullptr;
      if (!at(Kind::kNewline) && !at(Kind::kSemicolon)) {
        exception = expression();
        if (accept(Kind::kFrom)) cause = expression();
      }
      return make<Raise>(from, exception, cause);
    }
    case Kind::kAssert: {
      advance();
      Expr* test = expression();
      Expr* message = accept(Kind::kComma) ? expression() : nullptr;
      return make<Assert>(from, test, message);
    }
    case Kind::kDel:
      return delete_statement();
    case Kind::kImport:
      return import_statement();
    case Kind::kFrom:
      return import_from_statement();
    case Kind::kGlobal:
    case Kind::kNonlocal:
      return names_statement();
    case Kind::kName:
      if (starts_type_alias()) return type_alias();
      break;
    default:
      break;
  }
  return expression_statement();
}

Stmt* Parser::expression_statement() {
  uint32_t from = begin();
  const Token* first_token = token_;
  bool is_yield = at(Kind::kYield);
  Expr* first = yield_or_star_expressions();
  switch (kind()) {
    case Kind::kNewline:
    case Kind::kSemicolon:
      return make<ExprStmt>(from, first);
    case Kind::kEqual:
      return assignment(first_token, first, is_yield);
    case Kind::kColon:
      if (!is_yield) return annotated_assignment(from, first);
      break;
    default:
      if (int op = augmented_operator(kind()); op != kNotAugmented) {
        if (is_yield) fail();
        if (!is<NameExpr>(first) && !is<Attribute>(first) && !is<Subscript>(first)) {
          advance();
          yield_or_star_expressions();  // a fault there comes first
          fail_at("'" + std::string(describe(first)) + "' is an illegal expression for augmented assignment",
                  first->span);
        }
        advance();
        set_context(first, ExprContext::kStore);
        Expr* value = yield_or_star_expressions();
        return make<AugAssign>(from, first, static_cast<Operator>(op), value);
      }
      break;
  }
  // Whatever follows is for the caller to refuse.
  return make<ExprStmt>(from, first);
}

Stmt* Parser::assignment(const Token* value_token, Expr* first, bool is_yield) {
  uint32_t from = value_token->begin;
  Gather<Expr> targets(*this);
  Expr* value = first;
  while (at(Kind::kEqual)) {
    if (is_yield) fail_at("assignment to yield expression not possible", value->span);
    if (Expr* invalid = invalid_target(value, TargetUse::kAssign)) {
      check_invalid_assignment(value_token, value);
      fail_target(invalid, TargetUse::kAssign);
    }
    set_context(value, ExprContext::kStore);
    targets.push(value);
    advance();
    value_token = token_;
    is_yield = at(Kind::kYield);
    value = yield_or_star_expressions();
  }
  std::string_view comment = type_comment();
  return make<Assign>(from, targets.finish(), value, comment);
}

Stmt* Parser::annotated_assignment(uint32_t from, Expr* target) {
  bool simple = is<NameExpr>(target) && target->span.begin == from;
  if (!is<NameExpr>(target) && !is<Attribute>(target) && !is<Subscript>(target)) {
    // Only where an annotation follows is it one; otherwise the colon itself is wrong.
    const Token* colon = token_;
    advance();
    if (starts_expression()) {
      expression();
      if (is<List>(target)) fail_at("only single target (not list) can be annotated", target->span);
      if (const auto* tuple = as<Tuple>(target)) {
        Span place = target->span;
        // Without parentheses CPython points at the first element.
        if (!tuple->elts.empty() && tuple->elts[0]->span.begin == tuple->span.begin) place = tuple->elts[0]->span;
        fail_at("only single target (not tuple) can be annotated", place);
      }
      fail_at("illegal target for annotation", target->span);
    }
    token_ = colon;
    fail();
  }
  advance();
  set_context(target, ExprContext::kStore);
  Expr* annotation = expression();
  Expr* value = accept(Kind::kEqual) ? yield_or_star_expressions() : nullptr;
  return make<AnnAssign>(from, target, annotation, value, static_cast<int>(simple));
}

Stmt* Parser::delete_statement() {
  uint32_t from = begin();
  advance();
  Gather<Expr> targets(*this);
  do {
    if (targets.size() != 0 && (at(Kind::kNewline) || at(Kind::kSemicolon))) break;
    targets.push(star_expression());
  } while (accept(Kind::kComma));
  for (size_t i = 0; i < targets.size(); ++i) {
    if (Expr* invalid = invalid_target(targets[i], TargetUse::kDelete)) fail_target(invalid, TargetUse::kDelete);
  }
  if (!at(Kind::kNewline) && !at(Kind::kSemicolon)) fail();
  for (size_t i = 0; i < targets.size(); ++i) set_context(targets[i], ExprContext::kDel);
  return make<Delete>(from, targets.finish());
}

Name Parser::dotted_name() {
  Name name = identifier();
  if (!at(Kind::kDot)) return name;
  std::string joined = name.str();
  while (accept(Kind::kDot)) {
    joined += '.';
    joined += identifier().text();
  }
  return Name::intern(joined);
}

Stmt* Parser::import_statement() {
  uint32_t from = begin();
  advance();
  if (at(Kind::kNewline) && version_at_least(13)) fail("Expected one or more names after 'import'");
  Gather<Alias> names(*this);
  do {
    uint32_t start = begin();
    Name name = dotted_name();
    Name as_name = accept(Kind::kAs) ? identifier() : Name();
    names.push(make<Alias>(start, name, as_name));
  } while (accept(Kind::kComma));
  if (at(Kind::kFrom) && peek() == Kind::kName && version_at_least(12))
    fail_at("Did you mean to use 'from ... import ...' instead?", {from, prev_end_});
  return make<Import>(from, names.finish());
}

Stmt* Parser::import_from_statement() {
  uint32_t from = begin();
  advance();
  int level = 0;
  for (;; advance()) {
    if (at(Kind::kDot)) {
      ++level;
    } else if (at(Kind::kEllipsis)) {
      level += 3;
    } else {
      break;
    }
  }
  Name module;
  if (level == 0 || at(Kind::kName)) module = dotted_name();
  expect(Kind::kImport);
  Gather<Alias> names(*this);
  uint32_t start = begin();
  if (accept(Kind::kStar)) {
    names.push(make<Alias>(start, Name::intern("*"), Name()));
    return make<ImportFrom>(from, module, names.finish(), level);
  }
  bool bracketed = accept(Kind::kLeftParen);
  if (!bracketed && at(Kind::kNewline) && version_at_least(13)) fail("Expected one or more names after 'import'");
  do {
    if (names.size() != 0) {
      if (bracketed && at(Kind::kRightParen)) break;
      if (!bracketed && at(Kind::kNewline)) fail("trailing comma not allowed without surrounding parentheses");
    }
    start = begin();
    Name name = identifier();
    Name as_name = accept(Kind::kAs) ? identifier() : Name();
    names.push(make<Alias>(start, name, as_name));
  } while (accept(Kind::kComma));
  if (bracketed) expect(Kind::kRightParen);
  return make<ImportFrom>(from, module, names.finish(), level);
}

Stmt* Parser::names_statement() {
  uint32_t from = begin();
  bool is_global = at(Kind::kGlobal);
  advance();
  std::vector<Name> names;
  do {
    names.push_back(identifier());
  } while (accept(Kind::kComma));
  if (is_global) return make<Global>(from, arena_.copy(names));
  return make<Nonlocal>(from, arena_.copy(names));
}

// `type` is a name like any other unless another name follows it.
bool Parser::starts_type_alias() const {
  return at_word("type") && peek() == Kind::kName && (peek(2) == Kind::kEqual || peek(2) == Kind::kLeftBracket);
}

Stmt* Parser::type_alias() {
  require(12, "Type statement is");
  uint32_t from = begin();
  advance();
  uint32_t name_from = begin();
  Name name = identifier();
  Expr* target = make<NameExpr>(name_from, name, ExprContext::kStore);
  TypeParamList type_params = type_parameters();
  expect(Kind::kEqual);
  Expr* value = expression();
  return make<TypeAlias>(from, target, type_params, value);
}

}  // namespace krait::syntax
