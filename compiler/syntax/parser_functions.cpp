// Function and class definitions, their parameters and type parameters; lambda.
#include "syntax/parser_impl.h"

namespace krait::syntax {

Stmt* Parser::function(uint32_t from, bool is_async, ExprList decorators) {
  uint32_t keyword = begin();
  advance();
  Name name = identifier();
  TypeParamList type_params = type_parameters();
  expect_forced(Kind::kLeftParen);
  Arguments* arguments = parameters(false);
  expect(Kind::kRightParen);
  Expr* returns = accept(Kind::kArrow) ? expression() : nullptr;
  expect_forced(Kind::kColon);
  std::string_view comment = type_comment();
  if (at(Kind::kNewline) && peek() == Kind::kTypeComment && peek(2) == Kind::kNewline && peek(3) == Kind::kIndent) {
    if (comment.data() != nullptr) fail_at("Cannot have two type comments on def", {token_[3].begin, token_[3].end});
    skip_layout();
    comment = type_comment();
  }
  StmtList body = block("function definition", keyword);
  if (is_async) return make<AsyncFunctionDef>(from, name, arguments, body, decorators, returns, comment, type_params);
  return make<FunctionDef>(from, name, arguments, body, decorators, returns, comment, type_params);
}

Stmt* Parser::class_definition(ExprList decorators) {
  uint32_t from = begin();
  advance();
  Name name = identifier();
  TypeParamList type_params = type_parameters();
  ExprList bases;
  KeywordList keywords;
  if (at(Kind::kLeftParen)) {
    const Token* open = token_;
    // Read like a call's arguments, except that a lone generator expression needs its own brackets.
    Call* arguments =
        to<Call>(call(begin(), make_at<NameExpr>(Span{open->begin, open->begin}, name, ExprContext::kLoad)));
    bool generator = arguments->args.size() == 1 && is<GeneratorExp>(arguments->args[0]) &&
                     arguments->args[0]->span.begin == open->begin;
    if (generator) {
      fail_at("invalid syntax", {arguments->args[0]->span.begin, arguments->args[0]->span.end});
    }
    bases = arguments->args;
    keywords = arguments->keywords;
  }
  expect_colon();
  StmtList body = block("class definition", from);
  return make<ClassDef>(from, name, bases, keywords, body, decorators, type_params);
}

Arg* Parser::parameter(bool is_lambda, bool star) {
  uint32_t from = begin();
  Name name = identifier();
  Expr* annotation = nullptr;
  if (!is_lambda && accept(Kind::kColon)) {
    if (star && at(Kind::kStar)) {
      require(11, "Starred annotations are");
      uint32_t start = begin();
      advance();
      Expr* value = bitwise_or();
      annotation = make<Starred>(start, value, ExprContext::kLoad);
    } else {
      annotation = expression();
    }
  }
  return make<Arg>(from, name, annotation, std::string_view());
}

Arguments* Parser::parameters(bool is_lambda) {
  Kind close = is_lambda ? Kind::kColon : Kind::kRightParen;
  uint32_t from = begin();
  std::vector<Arg*> positional_only, positional, keyword_only;
  std::vector<Expr*> defaults, keyword_defaults;
  Arg* vararg = nullptr;
  Arg* kwarg = nullptr;
  bool seen_slash = false, seen_star = false;
  auto comma = [&](Arg* arg) {
    bool more = accept(Kind::kComma);
    if (at(Kind::kTypeComment) && arg != nullptr) arg->type_comment = type_comment();
    return more;
  };
  while (!at(close)) {
    if (kwarg != nullptr) {
      if (at(Kind::kName) || at(Kind::kStar) || at(Kind::kDoubleStar) || at(Kind::kSlash))
        fail("arguments cannot follow var-keyword argument");
      fail();
    }
    if (at(Kind::kSlash)) {
      const Token* slash = token_;
      if (seen_slash) fail("/ may appear only once");
      if (seen_star) fail("/ must be ahead of *");
      if (positional.empty()) {
        if (peek() == Kind::kComma) fail("at least one argument must precede /");
        fail();
      }
      advance();
      seen_slash = true;
      positional_only.swap(positional);
      if (at(Kind::kStar)) fail("expected comma between / and *");
      if (!accept(Kind::kComma) && !at(close)) token_ = slash + 1, fail();
      continue;
    }
    if (at(Kind::kStar)) {
      const Token* star = token_;
      if (seen_star) fail("* argument may appear only once");
      advance();
      seen_star = true;
      if (at(Kind::kComma)) {
        if (peek() == close || peek() == Kind::kDoubleStar)
          fail_at("named arguments must follow bare *", {star->begin, star->end});
        advance();
        if (at(Kind::kTypeComment)) fail("bare * has associated type comment");
        continue;
      }
      if (at(close)) fail_at("named arguments must follow bare *", {star->begin, star->end});
      vararg = parameter(is_lambda, true);
      if (at(Kind::kEqual)) fail("var-positional argument cannot have default value");
      if (!comma(vararg) && !at(close)) fail();
      continue;
    }
    if (at(Kind::kDoubleStar)) {
      advance();
      kwarg = parameter(is_lambda, false);
      if (at(Kind::kEqual)) fail("var-keyword argument cannot have default value");
      if (!comma(kwarg) && !at(close)) fail();
      continue;
    }
    if (at(Kind::kLeftParen) && !explaining_) {
      // Python 2 took tuples here.
      const Token* open = token_;
      advance();
      bool names = at(Kind::kName);
      while (at(Kind::kName)) {
        advance();
        if (!accept(Kind::kComma)) break;
      }
      if (names && at(Kind::kRightParen) && version_at_least(11)) {
        fail_at(is_lambda ? "Lambda expression parameters cannot be parenthesized"
                          : "Function parameters cannot be parenthesized",
                {open->begin, token_->end});
      }
      token_ = open;
      fail();
    }
    uint32_t start = begin();
    Arg* arg = parameter(is_lambda, false);
    Expr* value = nullptr;
    if (at(Kind::kEqual)) {
      const Token* equal = token_;
      advance();
      if (at(close) || at(Kind::kComma)) fail_at("expected default value expression", {equal->begin, equal->end});
      value = expression();
    }
    if (seen_star) {
      keyword_only.push_back(arg);
      keyword_defaults.push_back(value);
    } else {
      positional.push_back(arg);
      if (value != nullptr) {
        defaults.push_back(value);
      } else if (!defaults.empty()) {
        if (!at(Kind::kComma) && !at(close)) fail();
        fail_at(version_at_least(12) ? "parameter without a default follows parameter with a default"
                                     : "non-default argument follows default argument",
                {start, prev_end_});
      }
    }
    if (!comma(arg) && !at(close)) fail();
  }
  return make<Arguments>(from, arena_.copy(positional_only), arena_.copy(positional), vararg, arena_.copy(keyword_only),
                         arena_.copy(keyword_defaults), kwarg, arena_.copy(defaults));
}

Expr* Parser::lambda() {
  uint32_t from = begin();
  advance();
  Arguments* arguments = parameters(true);
  expect(Kind::kColon);
  Expr* body = expression();
  return make<Lambda>(from, arguments, body);
}

TypeParamList Parser::type_parameters() {
  if (!at(Kind::kLeftBracket)) return {};
  require(12, "Type parameter lists are");
  advance();
  if (at(Kind::kRightBracket)) fail(version_at_least(13) ? "Type parameter list cannot be empty" : "invalid syntax");
  Gather<TypeParam> params(*this);
  do {
    if (params.size() != 0 && at(Kind::kRightBracket)) break;
    params.push(type_parameter());
  } while (accept(Kind::kComma));
  expect(Kind::kRightBracket);
  return params.finish();
}

TypeParam* Parser::type_parameter() {
  uint32_t from = begin();
  bool tuple = accept(Kind::kStar);
  bool spec = !tuple && accept(Kind::kDoubleStar);
  Name name = identifier();
  Expr* bound = nullptr;
  if (at(Kind::kColon)) {
    const Token* colon = token_;
    advance();
    bound = expression();
    if (tuple || spec) {
      std::string what = tuple ? "TypeVarTuple" : "ParamSpec";
      fail_at(is<Tuple>(bound) ? "cannot use constraints with " + what : "cannot use bound with " + what,
              {colon->begin, colon->end});
    }
  }
  Expr* fallback = nullptr;
  if (at(Kind::kEqual)) {
    require(13, "Type parameter defaults are");
    advance();
    fallback = tuple ? star_expression() : expression();
  }
  if (tuple) return make<TypeVarTuple>(from, name, fallback);
  if (spec) return make<ParamSpec>(from, name, fallback);
  return make<TypeVar>(from, name, bound, fallback);
}

}  // namespace krait::syntax
