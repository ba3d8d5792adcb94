// What to say when the text is not Python: CPython's words, at CPython's place.
//
// CPython parses a second time, with rules for common mistakes switched on, once a first attempt has failed. Here the
// rule that cannot go on looks for the mistake itself, with try_parse where that needs more of the text.
#include "syntax/parser_impl.h"

namespace krait::syntax {

void Parser::raise(SyntaxFailure failure) {
  if (fstring_depth_ > 0 && !version_at_least(12) && failure.code == DiagnosticCode::kSyntaxError &&
      !failure.fault.message.starts_with("f-string"))
    failure.fault.message.insert(0, "f-string: ");
  throw failure;
}

void Parser::fail_at(std::string message, Span span) {
  raise({{std::move(message), span}, static_cast<uint32_t>(token_ - tokens_begin_)});
}

void Parser::fail(std::string message) { fail_at(std::move(message), {token_->begin, token_->end}); }

void Parser::fail_indentation(std::string message) {
  SyntaxFailure failure{{std::move(message), {token_->begin, token_->end}, SyntaxErrorKind::kIndentation},
                        static_cast<uint32_t>(token_ - tokens_begin_)};
  raise(failure);
}

void Parser::fail_nesting() {
  // Not explained further: whoever tries again would only come here again.
  throw SyntaxFailure{{"too many nested expressions or statements", {token_->begin, token_->end}},
                      static_cast<uint32_t>(token_ - tokens_begin_),
                      false,
                      DiagnosticCode::kNestingLimit};
}

void Parser::fail() {
  if (!explaining_ && !at(Kind::kError)) {
    check_forgotten_comma();
    check_legacy_statement();
    check_match_without_colon();
    if (at(Kind::kNot) && token_ != tokens_begin_ && version_at_least(13)) {
      switch (token_[-1].kind) {
        case Kind::kPlus:
        case Kind::kMinus:
        case Kind::kStar:
        case Kind::kSlash:
        case Kind::kPercent:
        case Kind::kDoubleSlash:
        case Kind::kAt:
        case Kind::kTilde:
          if (try_parse(&Parser::inversion)) {
            --token_;
            fail("'not' after an operator must be parenthesized");
          }
          break;
        default:
          break;
      }
    }
    if (at(Kind::kIndent) || at(Kind::kDedent)) {
      raise({{at(Kind::kIndent) ? "unexpected indent" : "unexpected unindent",
              {token_->begin, token_->end},
              SyntaxErrorKind::kIndentation},
             static_cast<uint32_t>(token_ - tokens_begin_),
             true});
    }
  }
  fail_at("invalid syntax", {token_->begin, token_->end});
}

bool Parser::try_parse(Expr* (Parser::*rule)(), Expr** result) {
  const Token* token = token_;
  uint32_t prev_end = prev_end_, depth = depth_, fstrings = fstring_depth_;
  bool explaining = explaining_;
  const Token* last_begin = last_begin_;
  const Token* last_end = last_end_;
  Span last_span = last_span_;
  explaining_ = true;
  bool found = true;
  try {
    Expr* parsed = (this->*rule)();
    if (result != nullptr) *result = parsed;
  } catch (const SyntaxFailure& failure) {
    // What the lexer refuses counts as soon as anyone looks at it.
    if (!explaining && tokens_begin_[failure.token].kind == Kind::kError) {
      explaining_ = false;
      throw;
    }
    found = false;
    token_ = token;
    prev_end_ = prev_end;
  }
  depth_ = depth;
  fstring_depth_ = fstrings;
  explaining_ = explaining;
  last_begin_ = last_begin;
  last_end_ = last_end;
  last_span_ = last_span;
  return found;
}

namespace {

bool is_soft_keyword(std::string_view word, bool with_type) {
  return word == "match" || word == "case" || word == "_" || (with_type && word == "type");
}

}  // namespace

// Two expressions side by side within brackets.
void Parser::check_forgotten_comma() {
  if (explaining_ || last_end_ != token_ || !starts_expression() || !version_at_least(10)) return;
  const Token* first = last_begin_;
  if (first->kind == Kind::kName) {
    if (last_end_ == first + 1 && (at(Kind::kString) || at(Kind::kFStringStart))) return;
    if (is_soft_keyword(text(*first), version_at_least(12))) return;
    if (last_end_ == first + 1 && (text(*first) == "print" || text(*first) == "exec")) return;
  }
  const Token* here = token_;
  Span span = last_span_;
  if (!try_parse(&Parser::expression)) return;
  const Token* last = token_ - 1;
  uint32_t end = prev_end_;
  token_ = here;
  if (last->level == 0) return;
  fail_at("invalid syntax. Perhaps you forgot a comma?", {span.begin, end});
}

void Parser::check_legacy_statement() {
  if (explaining_ || token_ == tokens_begin_ || last_end_ != token_ || last_begin_ + 1 != token_) return;
  const Token* name = token_ - 1;
  std::string_view word = text(*name);
  if (name->kind != Kind::kName || (word != "print" && word != "exec") || at(Kind::kLeftParen)) return;
  if (!starts_expression() && !at(Kind::kStar)) return;
  const Token* here = token_;
  bool found = try_parse(&Parser::star_expressions);
  uint32_t end = prev_end_;
  token_ = here;
  if (!found) return;
  std::string shown(word);
  fail_at("Missing parentheses in call to '" + shown + "'. Did you mean " + shown + "(...)?", {name->begin, end});
}

// `match x` where the colon is missing reads as a name with something after it.
void Parser::check_match_without_colon() {
  if (statement_ == nullptr || token_ != statement_ + 1 || text(*statement_) != "match" || !version_at_least(10))
    return;
  const Token* here = token_;
  bool found = try_parse(&Parser::star_expressions);
  if (found && at(Kind::kNewline)) fail("expected ':'");
  if (found && at(Kind::kColon) && peek() == Kind::kNewline && peek(2) != Kind::kIndent) {
    uint32_t line = file_.line(statement_->begin);
    token_ += 2;
    fail_indentation("expected an indented block after 'match' statement on line " + std::to_string(line));
  }
  token_ = here;
}

// An "=" where no assignment can be: after `left`, which starts with `first`.
void Parser::check_equal(const Token* first, Expr* left) {
  if (!version_at_least(10)) return;
  const Token* here = token_;
  advance();
  bool follows = try_parse(&Parser::bitwise_or);
  uint32_t end = prev_end_;
  bool again = at(Kind::kEqual) || at(Kind::kColonEqual);
  token_ = here;
  if (!follows || again) return;
  if (is<NameExpr>(left) && here == first + 1)
    fail_at("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", {first->begin, end});
  check_invalid_assignment(first, left);
}

void Parser::check_invalid_assignment(const Token* first, Expr* target) {
  if (!version_at_least(10) || explaining_) return;
  // The last item of a bare tuple is what stands before the "=".
  if (const auto* tuple = as<Tuple>(target)) {
    if (tuple->elts.empty() || tuple->elts.back()->span.end != token_[-1].end) return;
    if (first->kind == Kind::kLeftParen && target->span.begin == first->begin && token_[-1].kind == Kind::kRightParen &&
        token_[-1].level == first->level)
      return;
    target = tuple->elts.back();
    while (first->begin < target->span.begin) ++first;
  }
  switch (target->kind) {
    case ExprKind::kBoolOp:
    case ExprKind::kCompare:
    case ExprKind::kIfExp:
    case ExprKind::kLambda:
    case ExprKind::kStarred:
    case ExprKind::kList:
    case ExprKind::kTuple:
    case ExprKind::kGeneratorExp:
      return;
    case ExprKind::kUnaryOp:
      if (to<UnaryOp>(target)->op == UnaryOperator::kNot) return;
      break;
    case ExprKind::kConstant:
      switch (to<Constant>(target)->value.kind) {
        case ConstantKind::kNone:
        case ConstantKind::kTrue:
        case ConstantKind::kFalse:
          return;
        default:
          break;
      }
      break;
    default:
      break;
  }
  const Token* here = token_;
  advance();
  bool follows = try_parse(&Parser::bitwise_or);
  bool again = at(Kind::kEqual) || at(Kind::kColonEqual);
  token_ = here;
  if (!follows || again) return;
  fail_at("cannot assign to " + std::string(describe(target)) + " here. Maybe you meant '==' instead of '='?",
          target->span);
}

void Parser::require(int minor, std::string_view what) {
  if (version_at_least(minor)) return;
  fail(std::string(what) + " only supported in Python 3." + std::to_string(minor) + " and greater");
}

SyntaxFailure Parser::resolve(SyntaxFailure failure) const {
  // A mistake of indentation that the parser saw ends the reading; after any other the rest of the text is still read.
  if (failure.unexpected_indent || failure.code == DiagnosticCode::kNestingLimit) return failure;
  bool at_local_fault = lexed_.local_fault && failure.token == lexed_.local_token;
  if (at_local_fault) failure.fault = *lexed_.local_fault;
  if (lexed_.fault) {
    failure.fault = *lexed_.fault;
    return failure;
  }
  if (at_local_fault && tokens_begin_[failure.token].begin == tokens_end_[-1].begin) return failure;
  if (lexed_.unclosed) {
    const Token& gave_up = tokens_begin_[failure.token];
    Span open = *lexed_.unclosed;
    if (&gave_up == tokens_end_ - 1 || file_.line(gave_up.begin) > file_.line(open.begin))
      failure.fault = {std::string("'") + file_.text()[open.begin] + "' was never closed", open};
  }
  return failure;
}

}  // namespace krait::syntax
