// The match statement and its patterns.
#include "syntax/parser_impl.h"

namespace krait::syntax {

// `match` is a name like any other unless its line ends in a colon and a `case` comes next.
bool Parser::starts_match() const {
  switch (peek()) {
    case Kind::kNewline:
    case Kind::kEqual:
    case Kind::kDot:
    case Kind::kComma:
    case Kind::kColon:
    case Kind::kSemicolon:
    case Kind::kEndMarker:
      return false;
    default:
      break;
  }
  const Token* end = token_ + 1;
  while (end < tokens_end_ && end->kind != Kind::kNewline && end->kind != Kind::kEndMarker && end->kind != Kind::kError)
    ++end;
  return end + 2 < tokens_end_ && end->kind == Kind::kNewline && end[-1].kind == Kind::kColon &&
         end[1].kind == Kind::kIndent && end[2].kind == Kind::kName && text(end[2]) == "case";
}

Stmt* Parser::match_statement() {
  Nesting nesting(*this);
  uint32_t from = begin();
  require(10, "Pattern matching is");
  advance();
  uint32_t subject_from = begin();
  Expr* subject = star_named_expression();
  if (at(Kind::kComma)) {
    Gather<Expr> items(*this);
    items.push(subject);
    while (accept(Kind::kComma)) {
      if (at(Kind::kColon)) break;
      items.push(star_named_expression());
    }
    subject = make<Tuple>(subject_from, items.finish(), ExprContext::kLoad);
  } else if (is<Starred>(subject)) {
    fail();
  }
  expect(Kind::kColon);
  if (!at(Kind::kNewline)) fail();
  skip_layout();
  skip_layout();  // INDENT, as starts_match has seen
  Gather<MatchCase> cases(*this);
  do {
    cases.push(match_case());
  } while (at_word("case"));
  if (!at(Kind::kDedent)) fail();
  skip_layout();
  return make<Match>(from, subject, cases.finish());
}

MatchCase* Parser::match_case() {
  uint32_t from = begin();
  advance();
  Pattern* matched = top_pattern();
  Expr* guard = accept(Kind::kIf) ? named_expression() : nullptr;
  expect_colon();
  StmtList body = block("'case' statement", from);
  return make<MatchCase>(from, matched, guard, body);
}

Pattern* Parser::top_pattern() {
  uint32_t from = begin();
  bool star = at(Kind::kStar);
  Pattern* first = sequence_element();
  if (!at(Kind::kComma)) {
    if (star) fail();
    return first;
  }
  Gather<Pattern> patterns(*this);
  patterns.push(first);
  while (accept(Kind::kComma)) {
    if (at(Kind::kColon) || at(Kind::kIf)) break;
    patterns.push(sequence_element());
  }
  return make<MatchSequence>(from, patterns.finish());
}

Pattern* Parser::sequence_element() {
  if (!at(Kind::kStar)) return pattern();
  uint32_t from = begin();
  advance();
  if (at_word("_")) {
    advance();
    return make<MatchStar>(from, Name());
  }
  Name name = capture_target();
  return make<MatchStar>(from, name);
}

Name Parser::capture_target() {
  if (!at(Kind::kName) || at_word("_")) fail();
  Name name = identifier();
  if (at(Kind::kDot) || at(Kind::kLeftParen) || at(Kind::kEqual)) fail();
  return name;
}

Pattern* Parser::pattern() {
  Nesting nesting(*this);
  uint32_t from = begin();
  Pattern* matched = or_pattern();
  if (!accept(Kind::kAs)) return matched;
  if (at_word("_")) fail("cannot use '_' as a target");
  if (!at(Kind::kName)) {
    if (!starts_expression()) fail();
    uint32_t start = begin();
    expression();
    fail_at("invalid pattern target", {start, prev_end_});
  }
  const Token* target = token_;
  Name name = identifier();
  if (at(Kind::kDot) || at(Kind::kLeftParen)) {
    token_ = target;
    if (try_parse(&Parser::expression) && version_at_least(13))
      fail_at("invalid pattern target", {target->begin, prev_end_});
    token_ = target + 1;
    fail();
  }
  return make<MatchAs>(from, matched, name);
}

Pattern* Parser::or_pattern() {
  uint32_t from = begin();
  Pattern* first = closed_pattern();
  if (!at(Kind::kBar)) return first;
  Gather<Pattern> patterns(*this);
  patterns.push(first);
  while (accept(Kind::kBar)) patterns.push(closed_pattern());
  return make<MatchOr>(from, patterns.finish());
}

Pattern* Parser::closed_pattern() {
  uint32_t from = begin();
  switch (kind()) {
    case Kind::kNumber:
    case Kind::kMinus:
    case Kind::kString:
    case Kind::kFStringStart: {
      Expr* value = literal_expression();
      return make<MatchValue>(from, value);
    }
    case Kind::kNone:
      advance();
      return make<MatchSingleton>(from, ConstantValue::none());
    case Kind::kTrue:
      advance();
      return make<MatchSingleton>(from, ConstantValue::boolean(true));
    case Kind::kFalse:
      advance();
      return make<MatchSingleton>(from, ConstantValue::boolean(false));
    case Kind::kName:
      return name_pattern();
    case Kind::kLeftParen: {
      advance();
      if (accept(Kind::kRightParen)) return make<MatchSequence>(from, PatternList());
      bool star = at(Kind::kStar);
      Pattern* first = sequence_element();
      if (!at(Kind::kComma)) {
        if (star) fail();
        expect(Kind::kRightParen);
        return first;
      }
      Gather<Pattern> patterns(*this);
      patterns.push(first);
      while (accept(Kind::kComma)) {
        if (at(Kind::kRightParen)) break;
        patterns.push(sequence_element());
      }
      expect(Kind::kRightParen);
      return make<MatchSequence>(from, patterns.finish());
    }
    case Kind::kLeftBracket: {
      advance();
      Gather<Pattern> patterns(*this);
      while (!at(Kind::kRightBracket)) {
        patterns.push(sequence_element());
        if (!accept(Kind::kComma)) break;
      }
      expect(Kind::kRightBracket);
      return make<MatchSequence>(from, patterns.finish());
    }
    case Kind::kLeftBrace:
      return mapping_pattern();
    default:
      fail();
  }
}

// A capture, a wildcard, a dotted value or a class pattern.
Pattern* Parser::name_pattern() {
  uint32_t from = begin();
  if (at_word("_")) {
    advance();
    return make<MatchAs>(from, static_cast<Pattern*>(nullptr), Name());
  }
  Name name = identifier();
  if (!at(Kind::kDot) && !at(Kind::kLeftParen)) {
    if (at(Kind::kEqual)) fail();
    return make<MatchAs>(from, static_cast<Pattern*>(nullptr), name);
  }
  Expr* value = make<NameExpr>(from, name, ExprContext::kLoad);
  value = dotted_value(from, value);
  if (at(Kind::kLeftParen)) return class_pattern(from, value);
  if (at(Kind::kEqual)) fail();
  return make<MatchValue>(from, value);
}

Expr* Parser::dotted_value(uint32_t from, Expr* value) {
  for (uint32_t chain = 0; accept(Kind::kDot); ++chain) {
    if (chain == kLongChain) long_chain_ = true;
    Name attribute = identifier();
    value = make<Attribute>(from, value, attribute, ExprContext::kLoad);
  }
  return value;
}

Expr* Parser::signed_number() {
  uint32_t from = begin();
  bool negative = accept(Kind::kMinus);
  if (!at(Kind::kNumber)) fail();
  Expr* number = atom();
  return negative ? make<UnaryOp>(from, UnaryOperator::kUSub, number) : number;
}

Expr* Parser::literal_expression() {
  uint32_t from = begin();
  switch (kind()) {
    case Kind::kNone:
      advance();
      return constant(from, ConstantValue::none());
    case Kind::kTrue:
      advance();
      return constant(from, ConstantValue::boolean(true));
    case Kind::kFalse:
      advance();
      return constant(from, ConstantValue::boolean(false));
    case Kind::kNumber:
    case Kind::kMinus:
      break;
    default:
      return strings();
  }
  auto is_imaginary = [](const Expr* expr) {
    if (const auto* negated = as<UnaryOp>(expr)) expr = negated->operand;
    return to<Constant>(expr)->value.kind == ConstantKind::kComplex;
  };
  Expr* real = signed_number();
  if (!at(Kind::kPlus) && !at(Kind::kMinus)) return real;
  Operator op = at(Kind::kPlus) ? Operator::kAdd : Operator::kSub;
  if (is_imaginary(real)) fail_at("real number required in complex literal", real->span);
  advance();
  if (!at(Kind::kNumber)) fail();
  Expr* imaginary = atom();
  if (!is_imaginary(imaginary)) fail_at("imaginary number required in complex literal", imaginary->span);
  return make<BinOp>(from, real, op, imaginary);
}

Pattern* Parser::mapping_pattern() {
  uint32_t from = begin();
  advance();
  Gather<Expr> keys(*this);
  std::vector<Pattern*> patterns;
  Name rest;
  while (!at(Kind::kRightBrace)) {
    if (accept(Kind::kDoubleStar)) {
      rest = capture_target();
      accept(Kind::kComma);
      break;
    }
    uint32_t start = begin();
    Expr* key;
    if (at(Kind::kName)) {
      Name name = identifier();
      if (!at(Kind::kDot)) fail();
      key = make<NameExpr>(start, name, ExprContext::kLoad);
      key = dotted_value(start, key);
    } else {
      switch (kind()) {
        case Kind::kNumber:
        case Kind::kMinus:
        case Kind::kString:
        case Kind::kFStringStart:
        case Kind::kNone:
        case Kind::kTrue:
        case Kind::kFalse:
          break;
        default:
          fail();
      }
      key = literal_expression();
    }
    keys.push(key);
    expect(Kind::kColon);
    patterns.push_back(pattern());
    if (!accept(Kind::kComma)) break;
  }
  expect(Kind::kRightBrace);
  return make<MatchMapping>(from, keys.finish(), arena_.copy(patterns), rest);
}

Pattern* Parser::class_pattern(uint32_t from, Expr* cls) {
  advance();
  Gather<Pattern> positional(*this);
  std::vector<Name> names;
  std::vector<Pattern*> named;
  while (!at(Kind::kRightParen)) {
    if (at(Kind::kName) && peek() == Kind::kEqual) {
      names.push_back(identifier());
      advance();
      named.push_back(pattern());
    } else {
      uint32_t start = begin();
      Pattern* sub = pattern();
      if (!names.empty()) {
        while (accept(Kind::kComma) && !at(Kind::kRightParen) && !(at(Kind::kName) && peek() == Kind::kEqual))
          pattern();
        fail_at("positional patterns follow keyword patterns", {start, sub->span.end});
      }
      positional.push(sub);
    }
    if (!accept(Kind::kComma)) break;
  }
  expect(Kind::kRightParen);
  return make<MatchClass>(from, cls, positional.finish(), arena_.copy(names), arena_.copy(named));
}

}  // namespace krait::syntax
