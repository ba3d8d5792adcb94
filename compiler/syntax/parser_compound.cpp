// Compound statements other than definitions and match.
#include "syntax/parser_impl.h"

namespace krait::syntax {

Stmt* Parser::compound_statement() {
  switch (kind()) {
    case Kind::kIf:
      return if_statement();
    case Kind::kWhile:
      return while_statement();
    case Kind::kFor:
      return for_statement(begin(), false);
    case Kind::kTry:
      return try_statement();
    case Kind::kWith:
      return with_statement(begin(), false);
    case Kind::kDef:
      return function(begin(), false, {});
    case Kind::kClass:
      return class_definition({});
    case Kind::kAsync:
      return async_statement();
    default:
      return decorated();
  }
}

Stmt* Parser::async_statement() {
  uint32_t from = begin();
  advance();
  switch (kind()) {
    case Kind::kDef:
      return function(from, true, {});
    case Kind::kFor:
      return for_statement(from, true);
    case Kind::kWith:
      return with_statement(from, true);
    default:
      fail();
  }
}

// A chain of elif is read in a loop: it may be longer than recursion should go.
Stmt* Parser::if_statement() {
  struct Branch {
    uint32_t from;
    Expr* test;
    StmtList body;
  };
  std::vector<Branch> branches;
  do {
    uint32_t from = begin();
    bool is_elif = at(Kind::kElif);
    advance();
    Expr* test = named_expression();
    expect_colon();
    StmtList body = block(is_elif ? "'elif' statement" : "'if' statement", from);
    branches.push_back({from, test, body});
  } while (at(Kind::kElif));
  StmtList otherwise = else_block(Kind::kElse, "'else' statement");
  long_chain_ |= branches.size() > kLongChain;
  Stmt* statement = nullptr;
  for (size_t i = branches.size(); i-- != 0;) {
    statement = make<If>(branches[i].from, branches[i].test, branches[i].body, otherwise);
    if (i != 0) otherwise = arena_.copy(&statement, 1);
  }
  return statement;
}

Stmt* Parser::while_statement() {
  uint32_t from = begin();
  advance();
  Expr* test = named_expression();
  expect_colon();
  StmtList body = block("'while' statement", from);
  StmtList otherwise = else_block(Kind::kElse, "'else' statement");
  return make<While>(from, test, body, otherwise);
}

Stmt* Parser::for_statement(uint32_t from, bool is_async) {
  uint32_t keyword = begin();
  advance();
  Expr* target = for_targets();
  expect(Kind::kIn);
  Expr* iterable = star_expressions();
  if (const auto* tuple = as<Tuple>(iterable); tuple != nullptr || is<Starred>(iterable)) {
    bool starred = is<Starred>(iterable);
    if (tuple != nullptr && !tuple->elts.empty() && tuple->span.begin == tuple->elts[0]->span.begin) {
      for (const Expr* element : tuple->elts) starred |= is<Starred>(element);
    }
    if (starred) require(9, "Unpacking in the iterable of a loop is");
  }
  expect_colon();
  std::string_view comment = type_comment();
  StmtList body = block("'for' statement", keyword);
  StmtList otherwise = else_block(Kind::kElse, "'else' statement");
  if (is_async) return make<AsyncFor>(from, target, iterable, body, otherwise, comment);
  return make<For>(from, target, iterable, body, otherwise, comment);
}

WithItem* Parser::with_item() {
  uint32_t from = begin();
  Expr* context = expression();
  Expr* target = nullptr;
  if (accept(Kind::kAs)) {
    target = star_expression();
    if (at(Kind::kNewline)) {
      to_store(target);
      fail("expected ':'");
    }
    if (!at(Kind::kComma) && !at(Kind::kRightParen) && !at(Kind::kColon)) fail();
    to_store(target);
  }
  return make<WithItem>(from, context, target);
}

// `with (a, b as c):`. Not so, and nothing consumed, if the bracket turns out to belong to an expression.
bool Parser::parenthesized_with_items(Gather<WithItem>& items) {
  const Token* open = token_;
  uint8_t level = open->level;
  const Token* close = open + 1;
  while (close < tokens_end_ && close->kind != Kind::kEndMarker && close->kind != Kind::kError &&
         close->kind != Kind::kNewline && !(close->kind == Kind::kRightParen && close->level == level))
    ++close;
  if (close + 1 >= tokens_end_ || close->kind != Kind::kRightParen) return false;
  if (close[1].kind != Kind::kColon && close[1].kind != Kind::kNewline) return false;
  bool was_explaining = explaining_;
  uint32_t depth = depth_;
  explaining_ = true;
  bool found = false;
  try {
    advance();
    do {
      if (items.size() != 0 && token_ == close) break;
      items.push(with_item());
    } while (accept(Kind::kComma));
    found = token_ == close;
  } catch (const SyntaxFailure&) {
  }
  explaining_ = was_explaining;
  depth_ = depth;
  if (!found) {
    token_ = open;
    return false;
  }
  require(9, "Parenthesized context managers are");
  advance();
  return true;
}

Stmt* Parser::with_statement(uint32_t from, bool is_async) {
  uint32_t keyword = begin();
  advance();
  WithItemList items;
  {
    bool done = false;
    if (at(Kind::kLeftParen)) {
      Gather<WithItem> bracketed(*this);
      done = parenthesized_with_items(bracketed);
      if (done) items = bracketed.finish();
    }
    if (!done) {
      Gather<WithItem> plain(*this);
      do {
        plain.push(with_item());
      } while (accept(Kind::kComma));
      items = plain.finish();
    }
  }
  expect_colon();
  std::string_view comment = type_comment();
  StmtList body = block("'with' statement", keyword);
  if (is_async) return make<AsyncWith>(from, items, body, comment);
  return make<With>(from, items, body, comment);
}

Stmt* Parser::try_statement() {
  uint32_t from = begin();
  advance();
  expect_forced(Kind::kColon);
  StmtList body = block("'try' statement", from);
  if (!at(Kind::kExcept) && !at(Kind::kFinally)) {
    if (at(Kind::kError)) fail();
    fail("expected 'except' or 'finally' block");
  }
  Gather<ExceptHandler> handlers(*this);
  bool star = at(Kind::kExcept) && peek() == Kind::kStar;
  while (at(Kind::kExcept)) {
    if ((peek() == Kind::kStar) != star) {
      const Token* keyword = token_;
      fail_at("cannot have both 'except' and 'except*' on the same 'try'", {keyword->begin, keyword->end});
    }
    handlers.push(except_handler(star));
  }
  StmtList otherwise, finally;
  if (handlers.size() != 0) otherwise = else_block(Kind::kElse, "'else' statement");
  finally = else_block(Kind::kFinally, "'finally' statement");
  if (star) {
    require(11, "Exception groups are");
    return make<TryStar>(from, body, handlers.finish(), otherwise, finally);
  }
  return make<Try>(from, body, handlers.finish(), otherwise, finally);
}

ExceptHandler* Parser::except_handler(bool star) {
  uint32_t from = begin();
  advance();
  if (star) {
    advance();
    if (at(Kind::kColon) || at(Kind::kNewline)) fail("expected one or more exception types");
  }
  Expr* type = nullptr;
  Name name;
  if (!at(Kind::kColon)) {
    if (at(Kind::kNewline)) fail("expected ':'");
    uint32_t type_from = begin();
    type = expression();
    if (at(Kind::kComma)) {
      const Token* comma = token_;
      Gather<Expr> types(*this);
      types.push(type);
      while (accept(Kind::kComma)) {
        if (!starts_expression()) break;
        types.push(expression());
      }
      bool bare = at(Kind::kColon);
      if (version_at_least(14) && bare) {
        type = make<Tuple>(type_from, types.finish(), ExprContext::kLoad);
      } else if (types.size() > 1 && (bare || at(Kind::kAs))) {
        if (at(Kind::kAs)) {
          advance();
          identifier();
          if (!at(Kind::kColon)) token_ = comma, fail();
        }
        fail_at(version_at_least(14) ? "multiple exception types must be parenthesized when using 'as'"
                                     : "multiple exception types must be parenthesized",
                {type_from, prev_end_});
      } else {
        token_ = comma;
        fail();
      }
    }
    if (accept(Kind::kAs)) name = identifier();
  }
  expect_colon();
  StmtList body = block(star ? "'except*' statement" : "'except' statement", from);
  return make<ExceptHandler>(from, type, name, body);
}

Stmt* Parser::decorated() {
  Gather<Expr> decorators(*this);
  while (accept(Kind::kAt)) {
    const Token* start = token_;
    decorators.push(named_expression());
    if (!version_at_least(9)) {
      // Then a dotted name, perhaps called, was all that could stand here.
      const Token* after = start;
      if (after->kind != Kind::kName) fail_at("invalid syntax", {after->begin, after->end});
      ++after;
      while (after->kind == Kind::kDot) after += 2;
      if (after != token_ && after->kind != Kind::kLeftParen) fail_at("invalid syntax", {after->begin, after->end});
    }
    if (!at(Kind::kNewline)) fail();
    skip_layout();
  }
  ExprList list = decorators.finish();
  uint32_t from = begin();
  switch (kind()) {
    case Kind::kDef:
      return function(from, false, list);
    case Kind::kClass:
      return class_definition(list);
    case Kind::kAsync:
      advance();
      if (at(Kind::kDef)) return function(from, true, list);
      fail();
    default:
      fail();
  }
}

}  // namespace krait::syntax
