// Atoms, displays, comprehensions, calls and subscripts.
#include "syntax/literals.h"
#include "syntax/parser_impl.h"

namespace krait::syntax {

Expr* Parser::atom() {
  uint32_t from = begin();
  switch (kind()) {
    case Kind::kName: {
      Name name = name_of(*token_);
      advance();
      return make<NameExpr>(from, name, ExprContext::kLoad);
    }
    case Kind::kNumber: {
      std::string error;
      std::optional<ConstantValue> value = parse_number(text(*token_), arena_, error);
      if (!value) fail(error);
      advance();
      return constant(from, *value);
    }
    case Kind::kString:
    case Kind::kFStringStart:
      return strings();
    case Kind::kTrue:
    case Kind::kFalse: {
      bool value = at(Kind::kTrue);
      advance();
      return constant(from, ConstantValue::boolean(value));
    }
    case Kind::kNone:
      advance();
      return constant(from, ConstantValue::none());
    case Kind::kEllipsis:
      advance();
      return constant(from, ConstantValue::ellipsis());
    case Kind::kLeftParen:
      return parenthesized();
    case Kind::kLeftBracket:
      return list_display();
    case Kind::kLeftBrace:
      return brace_display();
    default:
      fail();
  }
}

Expr* Parser::parenthesized() {
  Nesting nesting(*this);
  uint32_t from = begin();
  advance();
  if (accept(Kind::kRightParen)) return make<Tuple>(from, ExprList(), ExprContext::kLoad);
  if (at(Kind::kYield)) {
    Expr* value = yield_expression();
    expect(Kind::kRightParen);
    return value;
  }
  if (at(Kind::kDoubleStar) && version_at_least(11)) {
    const Token* stars = token_;
    advance();
    if (try_parse(&Parser::expression) && at(Kind::kRightParen))
      fail_at("cannot use double starred expression here", {stars->begin, stars->end});
    token_ = stars;
    fail();
  }
  Expr* first = star_named_expression();
  if (at(Kind::kFor) || at(Kind::kAsync)) {
    if (is<Starred>(first)) fail_at("iterable unpacking cannot be used in comprehension", first->span);
    ComprehensionList generators = comprehension_clauses();
    expect(Kind::kRightParen);
    return make<GeneratorExp>(from, first, generators);
  }
  if (at(Kind::kComma)) {
    Gather<Expr> items(*this);
    items.push(first);
    while (accept(Kind::kComma)) {
      if (at(Kind::kRightParen)) break;
      items.push(star_named_expression());
    }
    expect(Kind::kRightParen);
    return make<Tuple>(from, items.finish(), ExprContext::kLoad);
  }
  if (is<Starred>(first) && at(Kind::kRightParen)) fail_at("cannot use starred expression here", first->span);
  expect(Kind::kRightParen);
  return first;
}

Expr* Parser::list_display() {
  Nesting nesting(*this);
  uint32_t from = begin();
  advance();
  if (accept(Kind::kRightBracket)) return make<List>(from, ExprList(), ExprContext::kLoad);
  Expr* first = star_named_expression();
  if (at(Kind::kFor) || at(Kind::kAsync)) {
    if (is<Starred>(first)) fail_at("iterable unpacking cannot be used in comprehension", first->span);
    ComprehensionList generators = comprehension_clauses();
    expect(Kind::kRightBracket);
    return make<ListComp>(from, first, generators);
  }
  Gather<Expr> items(*this);
  items.push(first);
  while (accept(Kind::kComma)) {
    if (at(Kind::kRightBracket)) break;
    if ((at(Kind::kFor) || at(Kind::kAsync)) && !explaining_)
      fail_at("did you forget parentheses around the comprehension target?", {first->span.begin, prev_end_});
    items.push(star_named_expression());
  }
  if (items.size() > 1 && (at(Kind::kFor) || at(Kind::kAsync)))
    fail_at("did you forget parentheses around the comprehension target?", {first->span.begin, prev_end_});
  expect(Kind::kRightBracket);
  return make<List>(from, items.finish(), ExprContext::kLoad);
}

Expr* Parser::brace_display() {
  Nesting nesting(*this);
  uint32_t from = begin();
  advance();
  if (accept(Kind::kRightBrace)) return make<Dict>(from, ExprList(), ExprList());
  if (at(Kind::kDoubleStar)) return dict_rest(from, nullptr);
  bool named = at(Kind::kName) && peek() == Kind::kColonEqual;
  Expr* first = star_named_expression();
  if (at(Kind::kColon) && !is<Starred>(first) && !named) return dict_rest(from, first);
  if (at(Kind::kFor) || at(Kind::kAsync)) {
    if (is<Starred>(first)) fail_at("iterable unpacking cannot be used in comprehension", first->span);
    ComprehensionList generators = comprehension_clauses();
    expect(Kind::kRightBrace);
    return make<SetComp>(from, first, generators);
  }
  Gather<Expr> items(*this);
  items.push(first);
  while (accept(Kind::kComma)) {
    if (at(Kind::kRightBrace)) break;
    items.push(star_named_expression());
  }
  if (items.size() > 1 && (at(Kind::kFor) || at(Kind::kAsync)))
    fail_at("did you forget parentheses around the comprehension target?", {first->span.begin, prev_end_});
  expect(Kind::kRightBrace);
  return make<Set>(from, items.finish());
}

// The rest of a dictionary whose first key, unless null, is read already.
Expr* Parser::dict_rest(uint32_t from, Expr* first_key) {
  Gather<Expr> both(*this);  // key, value, key, value, ...
  do {
    if (both.size() != 0 && at(Kind::kRightBrace)) break;
    if (at(Kind::kDoubleStar)) {
      const Token* stars = token_;
      advance();
      Expr* value = bitwise_or();
      if (both.size() == 0 && (at(Kind::kFor) || at(Kind::kAsync)))
        fail_at("dict unpacking cannot be used in dict comprehension", {stars->begin, stars->end});
      both.push(nullptr);
      both.push(value);
      continue;
    }
    Expr* key = first_key != nullptr && both.size() == 0 ? first_key : expression();
    if (!at(Kind::kColon)) {
      if (!explaining_ && !at(Kind::kError)) {
        check_forgotten_comma();
        fail_at("':' expected after dictionary key", {key->span.end - 1, key->span.end});
      }
      fail();
    }
    const Token* colon = token_;
    advance();
    if (at(Kind::kRightBrace) || at(Kind::kComma))
      fail_at("expression expected after dictionary key and ':'", {colon->begin, colon->end});
    if (at(Kind::kStar)) {
      const Token* star = token_;
      advance();
      bitwise_or();
      fail_at("cannot use a starred expression in a dictionary value", {star->begin, prev_end_});
    }
    Expr* value = expression();
    if (both.size() == 0 && (at(Kind::kFor) || at(Kind::kAsync))) {
      ComprehensionList generators = comprehension_clauses();
      expect(Kind::kRightBrace);
      return make<DictComp>(from, key, value, generators);
    }
    both.push(key);
    both.push(value);
  } while (accept(Kind::kComma));
  expect(Kind::kRightBrace);
  size_t count = both.size() / 2;
  ExprList keys = arena_.make_array<Expr*>(count), values = arena_.make_array<Expr*>(count);
  for (size_t i = 0; i < count; ++i) keys[i] = both[2 * i], values[i] = both[2 * i + 1];
  return make<Dict>(from, keys, values);
}

ComprehensionList Parser::comprehension_clauses() {
  Gather<Comprehension> clauses(*this);
  do {
    uint32_t from = begin();
    bool is_async = accept(Kind::kAsync);
    expect(Kind::kFor);
    Expr* target = for_targets();
    expect(Kind::kIn);
    Expr* iterable = disjunction();
    ExprList conditions;
    if (at(Kind::kIf)) {
      Gather<Expr> tests(*this);
      while (accept(Kind::kIf)) tests.push(disjunction());
      conditions = tests.finish();
    }
    clauses.push(make<Comprehension>(from, target, iterable, conditions, static_cast<int>(is_async)));
  } while (at(Kind::kFor) || (at(Kind::kAsync) && peek() == Kind::kFor));
  return clauses.finish();
}

Expr* Parser::call(uint32_t from, Expr* function) {
  Nesting nesting(*this);
  uint32_t open = begin();
  advance();
  Gather<Expr> args(*this);
  // Keywords go to a list of their own, for the two may come interleaved.
  std::vector<Keyword*> keywords;
  bool after_keyword = false, after_double_star = false;
  while (!at(Kind::kRightParen)) {
    uint32_t start = begin();
    if (at(Kind::kStar)) {
      if (after_double_star) {
        advance();
        expression();
        fail_at("iterable argument unpacking follows keyword argument unpacking", {function->span.begin, prev_end_});
      }
      advance();
      Expr* value = expression();
      if (at(Kind::kEqual) && version_at_least(12))
        fail_at("cannot assign to iterable argument unpacking", {start, token_->end});
      args.push(make<Starred>(start, value, ExprContext::kLoad));
    } else if (at(Kind::kDoubleStar)) {
      advance();
      Expr* value = expression();
      if (at(Kind::kEqual) && version_at_least(12))
        fail_at("cannot assign to keyword argument unpacking", {start, token_->end});
      keywords.push_back(make<Keyword>(start, Name(), value));
      after_keyword = after_double_star = true;
    } else if (at(Kind::kName) && peek() == Kind::kEqual) {
      const Token* equal = token_ + 1;
      Name name = identifier();
      advance();
      if ((at(Kind::kComma) || at(Kind::kRightParen)) && version_at_least(12))
        fail_at("expected argument value expression", {start, equal->end});
      Expr* value = expression();
      if (at(Kind::kFor) || at(Kind::kAsync))
        fail_at("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", {start, equal->end});
      keywords.push_back(make<Keyword>(start, name, value));
      after_keyword = true;
    } else {
      Kind first = kind();
      Expr* value = named_expression(false);
      if (at(Kind::kEqual)) {
        bool singleton = (first == Kind::kTrue || first == Kind::kFalse || first == Kind::kNone) && is<Constant>(value);
        if (singleton) fail_at("cannot assign to " + std::string(token_text(first)), {start, token_->end});
        fail_at("expression cannot contain assignment, perhaps you meant \"==\"?", {start, token_->end});
      }
      if (at(Kind::kFor) || at(Kind::kAsync)) {
        bool alone = args.size() == 0 && keywords.empty();
        ComprehensionList generators = comprehension_clauses();
        if (!alone || !at(Kind::kRightParen)) {
          if (!at(Kind::kRightParen) && !at(Kind::kComma)) fail();
          fail_at("Generator expression must be parenthesized", {start, prev_end_});
        }
        advance();
        args.push(make<GeneratorExp>(open, value, generators));
        return make<Call>(from, function, args.finish(), KeywordList());
      }
      if (after_keyword) {
        // CPython names the token after the last argument.
        if (!at(Kind::kComma) && !at(Kind::kRightParen)) fail();
        while (accept(Kind::kComma) && starts_expression()) {
          if (at(Kind::kName) && peek() == Kind::kEqual) advance(), advance();
          expression();
        }
        fail(after_double_star ? "positional argument follows keyword argument unpacking"
                               : "positional argument follows keyword argument");
      }
      args.push(value);
    }
    if (!accept(Kind::kComma)) break;
  }
  expect(Kind::kRightParen);
  return make<Call>(from, function, args.finish(), arena_.copy(keywords));
}

Expr* Parser::subscript(uint32_t from, Expr* value) {
  Nesting nesting(*this);
  advance();
  Expr* index = slices();
  expect(Kind::kRightBracket);
  return make<Subscript>(from, value, index, ExprContext::kLoad);
}

Expr* Parser::slices() {
  uint32_t from = begin();
  bool starred = at(Kind::kStar);
  Expr* first = slice();
  if (!starred && !at(Kind::kComma)) return first;
  Gather<Expr> items(*this);
  items.push(first);
  while (accept(Kind::kComma)) {
    if (at(Kind::kRightBracket)) break;
    items.push(slice());
  }
  return make<Tuple>(from, items.finish(), ExprContext::kLoad);
}

Expr* Parser::slice() {
  uint32_t from = begin();
  if (at(Kind::kStar)) {
    require(11, "Starred expressions in subscripts are");
    advance();
    if (version_at_least(13) && !starts_expression() && !at(Kind::kError)) {
      --token_;
      fail("Invalid star expression");
    }
    Expr* value = expression();
    return make<Starred>(from, value, ExprContext::kLoad);
  }
  Expr* lower = nullptr;
  if (!at(Kind::kColon)) {
    lower = named_expression();
    if (!at(Kind::kColon) || is<NamedExpr>(lower)) {
      if (is<NamedExpr>(lower) && lower->span.begin == from) {
        if (at(Kind::kColon)) fail();
        if (!version_at_least(10)) require(10, "Unparenthesized assignment expressions in subscripts are");
      }
      if (!at(Kind::kColon)) return lower;
    }
  }
  advance();
  Expr* upper = nullptr;
  Expr* step = nullptr;
  auto ends = [&] { return at(Kind::kColon) || at(Kind::kComma) || at(Kind::kRightBracket); };
  if (!ends()) upper = expression();
  if (accept(Kind::kColon) && !ends()) step = expression();
  return make<Slice>(from, lower, upper, step);
}

}  // namespace krait::syntax
