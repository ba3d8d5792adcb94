// String literals, f-strings and t-strings, with the joining of adjacent ones.
#include "syntax/literals.h"
#include "syntax/parser_impl.h"

namespace krait::syntax {

Expr* Parser::strings() {
  uint32_t from = begin();
  if (at(Kind::kString) && peek() != Kind::kString && peek() != Kind::kFStringStart) {
    const Token& token = *token_;
    StringLiteral literal = split_string(text(token));
    if (literal.bytes) return bytes_literal(from);
    std::string_view value = decode_part(literal.content, literal.raw, token);
    advance();
    return make<Constant>(from, ConstantValue::of_text(ConstantKind::kStr, value),
                          literal.unicode ? StringPrefix::kU : StringPrefix::kNone);
  }
  // What the pieces are decides how to read them.
  std::vector<StringPart> parts;
  bool any_bytes = false, any_text = false, formatted = false, templated = false, first_unicode = false;
  const Token* start = token_;
  while (at(Kind::kString) || at(Kind::kFStringStart)) {
    const Token& token = *token_;
    if (at(Kind::kFStringStart)) {
      (token.flag ? templated : formatted) = true;
      fstring(parts);
      continue;
    }
    StringLiteral literal = split_string(text(token));
    (literal.bytes ? any_bytes : any_text) = true;
    if (&token == start) first_unicode = literal.unicode;
    if (!literal.bytes) {
      std::string_view value = decode_part(literal.content, literal.raw, token);
      parts.push_back({nullptr, value, {token.begin, token.end}, literal.unicode});
    }
    advance();
  }
  if (any_bytes && (any_text || formatted || templated)) fail("cannot mix bytes and nonbytes literals");
  if (templated && (any_text || formatted)) fail("cannot mix t-string literals with string or bytes literals");
  if (any_bytes) {
    token_ = start;
    return bytes_literal(from);
  }
  if (!version_at_least(12)) {
    // There the first literal of all decided for every piece.
    for (StringPart& part : parts) part.unicode = first_unicode;
  }
  if (templated) {
    ExprList values = fold(parts, true);
    return make<TemplateStr>(from, values);
  }
  ExprList values = fold(parts, formatted);
  if (!formatted) return values[0];
  return make<JoinedStr>(from, values);
}

Expr* Parser::bytes_literal(uint32_t from) {
  std::string value;
  while (at(Kind::kString)) {
    StringLiteral literal = split_string(text(*token_));
    std::string error;
    if (!decode_string(literal.content, literal.raw, true, value, error)) fail_at(error, {token_->begin, token_->end});
    advance();
  }
  return constant(from, ConstantValue::of_text(ConstantKind::kBytes, arena_.copy(value)));
}

std::string_view Parser::decode_part(std::string_view content, bool raw, const Token& token) {
  if (is_plain(content, raw, false)) return content;
  std::string value, error;
  if (decode_string(content, raw, false, value, error)) return arena_.copy(value);
  if (version_at_least(12)) fail_at(error, {token.begin, token.end});
  // Older versions name the token after the strings.
  const Token* after = &token;
  for (int open = 0;; ++after) {
    if (after->kind == Kind::kFStringStart) ++open;
    if (after->kind == Kind::kFStringEnd) --open;
    bool inside = after->kind == Kind::kString || after->kind == Kind::kFStringEnd || open > 0;
    if (after + 1 >= tokens_end_ || (!inside && after->kind != Kind::kFStringMiddle)) break;
  }
  fail_at(error, {after->begin, after->end});
}

// Joins neighbouring texts; with fields around, empty texts vanish.
ExprList Parser::fold(std::vector<StringPart>& parts, bool formatted) {
  Gather<Expr> values(*this);
  for (size_t i = 0; i < parts.size();) {
    if (parts[i].field != nullptr) {
      values.push(parts[i++].field);
      continue;
    }
    const StringPart& first = parts[i];
    std::string_view text = first.text;
    size_t last = i;
    if (i + 1 < parts.size() && parts[i + 1].field == nullptr) {
      std::string joined(text);
      while (last + 1 < parts.size() && parts[last + 1].field == nullptr) joined += parts[++last].text;
      text = arena_.copy(joined);
    }
    i = last + 1;
    if (formatted && text.empty()) continue;
    values.push(make_at<Constant>(Span{first.span.begin, parts[last].span.end},
                                  ConstantValue::of_text(ConstantKind::kStr, text),
                                  first.unicode ? StringPrefix::kU : StringPrefix::kNone));
  }
  return values.finish();
}

void Parser::fstring(std::vector<StringPart>& parts) {
  Nesting nesting(*this);
  const Token& start = *token_;
  std::string_view prefix = text(start);
  bool raw = prefix[0] == 'r' || prefix[0] == 'R' || prefix[1] == 'r' || prefix[1] == 'R';
  advance();
  while (!at(Kind::kFStringEnd)) {
    if (at(Kind::kFStringMiddle)) {
      std::string_view value = decode_part(middle_text(), raw, *token_);
      if (!value.empty()) parts.push_back({nullptr, value, {token_->begin, token_->end}, false});
      advance();
    } else if (at(Kind::kLeftBrace)) {
      ++fstring_depth_;
      field(parts, raw, start.flag);
      --fstring_depth_;
    } else {
      fail();
    }
  }
  advance();
}

std::string_view Parser::middle_text() const {
  std::string_view written = text(*token_);
  if (token_->flag) written.remove_suffix(1);
  return written;
}

Expr* Parser::field_value(bool is_template) {
  std::string sort = is_template ? "t-string" : "f-string";
  switch (kind()) {
    case Kind::kRightBrace:
    case Kind::kEqual:
    case Kind::kExclamation:
    case Kind::kColon:
      if (!version_at_least(12)) {
        if (at(Kind::kRightBrace)) fail("empty expression not allowed");
        fail("expression required before '" + std::string(token_text(kind())) + "'");
      }
      fail(sort + ": valid expression required before '" + std::string(token_text(kind())) + "'");
    default:
      break;
  }
  const Token* first = token_;
  if (!starts_expression() && !at(Kind::kStar) && !at(Kind::kYield) && !at(Kind::kError)) {
    if (!version_at_least(12)) fail();
    fail(sort + ": expecting a valid expression after '{'");
  }
  if (at(Kind::kLambda)) {
    // The colon of a bare lambda starts the format specification.
    const Token* after = token_ + 1;
    while (after < tokens_end_ && after->kind != Kind::kColon && after->kind != Kind::kRightBrace &&
           after->kind != Kind::kError)
      ++after;
    if (version_at_least(12) && after + 1 < tokens_end_ && after->kind == Kind::kColon &&
        (after[1].kind == Kind::kFStringMiddle || after[1].kind == Kind::kRightBrace))
      fail_at(sort + ": lambda expressions are not allowed without parentheses", {first->begin, after->end});
  }
  Expr* value = yield_or_star_expressions();
  if (!version_at_least(12) && is<Starred>(value)) fail_at("cannot use starred expression here", value->span);
  return value;
}

int Parser::conversion(bool is_template) {
  std::string sort = is_template ? "t-string" : "f-string";
  const Token* mark = token_;
  advance();
  if (!version_at_least(12)) {
    std::string_view letter = at(Kind::kName) && token_->begin == mark->end ? text(*token_) : std::string_view();
    if (letter.empty() || (letter[0] != 's' && letter[0] != 'r' && letter[0] != 'a'))
      fail("invalid conversion character: expected 's', 'r', or 'a'");
    if (letter.size() > 1) fail("expecting '}'");
  }
  if (!at(Kind::kName)) {
    if (at(Kind::kRightBrace) || at(Kind::kColon)) fail(sort + ": missing conversion character");
    fail(sort + ": invalid conversion character");
  }
  if (token_->begin != mark->end && version_at_least(12))
    fail(sort + ": conversion type must come right after the exclamation mark");
  std::string_view name = text(*token_);
  if (name != "s" && name != "r" && name != "a") {
    fail(sort + ": invalid conversion character '" + std::string(name) + "': expected 's', 'r', or 'a'");
  }
  advance();
  return name[0];
}

// The source of a field as `{x = }` shows it. Comments are left out, by 3.12 and 3.13 even where the "#" is in a
// string.
std::string_view Parser::debug_text(Span source) {
  std::string_view written = file_.text(source);
  if (written.find('#') == std::string_view::npos || !version_at_least(12)) return written;
  std::string out;
  char quote = '\0';
  for (size_t i = 0; i < written.size(); ++i) {
    char c = written[i];
    if (version_at_least(14)) {
      if (quote == '\0' ? c == '"' || c == '\'' : c == quote) quote = quote == '\0' ? c : '\0';
    }
    if (c == '#' && quote == '\0') {
      while (i < written.size() && written[i] != '\n') ++i;
      if (i < written.size()) out += '\n';
    } else {
      out += c;
    }
  }
  return arena_.copy(out);
}

void Parser::field(std::vector<StringPart>& parts, bool raw, bool is_template) {
  Nesting nesting(*this);
  std::string sort = is_template ? "t-string" : "f-string";
  uint32_t from = begin();
  advance();
  uint32_t source_begin = prev_end_;
  Expr* value = field_value(is_template);
  bool debug = at(Kind::kEqual);
  if (debug) advance();
  if (!at(Kind::kExclamation) && !at(Kind::kColon) && !at(Kind::kRightBrace)) {
    if (at(Kind::kError)) fail();
    if (version_at_least(12)) {
      check_forgotten_comma();
      fail(sort + (debug ? ": expecting '!', or ':', or '}'" : ": expecting '=', or '!', or ':', or '}'"));
    }
    if (!at(Kind::kError)) check_forgotten_comma();
    if (at(Kind::kError)) fail();
    fail(debug ? "expecting '}'" : "invalid syntax");
  }
  Span source{source_begin, begin()};
  int shown = at(Kind::kExclamation) ? conversion(is_template) : -1;
  Expr* spec = nullptr;
  if (at(Kind::kColon)) {
    spec = format_spec(raw, is_template);
  } else if (!at(Kind::kRightBrace)) {
    if (at(Kind::kError)) fail();
    fail(version_at_least(12) ? sort + ": expecting ':' or '}'" : "expecting '}'");
  }
  if (!at(Kind::kRightBrace)) {
    if (at(Kind::kError)) fail();
    fail(version_at_least(12) ? sort + ": expecting '}', or format specs" : "expecting '}'");
  }
  advance();
  if (debug) {
    parts.push_back({nullptr, debug_text(source), source, false});
    if (shown == -1 && spec == nullptr) shown = 'r';
  }
  Expr* result;
  if (is_template) {
    std::string_view written = debug_text(source);
    while (!written.empty() && (written.back() == '=' || written.back() == ' ' || written.back() == '\t' ||
                                written.back() == '\n' || written.back() == '\f'))
      written.remove_suffix(1);
    result = make<Interpolation>(from, value, ConstantValue::of_text(ConstantKind::kStr, written), shown, spec);
  } else {
    result = make<FormattedValue>(from, value, shown, spec);
  }
  parts.push_back({result, {}, result->span, false});
}

Expr* Parser::format_spec(bool raw, bool is_template) {
  uint32_t from = begin();
  advance();
  // 3.12 and 3.13 read escapes here even in raw strings.
  bool raw_spec = raw && (!version_at_least(12) || version_at_least(14));
  std::vector<StringPart> parts;
  while (at(Kind::kFStringMiddle) || at(Kind::kLeftBrace)) {
    if (at(Kind::kLeftBrace)) {
      // 3.12 stops to look whether "{{" is one brace, which leaves a trace.
      if (version_is(12) && peek() == Kind::kLeftBrace && token_[1].begin == token_->end &&
          (parts.empty() || parts.back().field != nullptr))
        parts.push_back({nullptr, "", {token_->begin, token_->begin}, false});
      field(parts, raw, is_template);
      continue;
    }
    std::string_view value = decode_part(middle_text(), raw_spec, *token_);
    if (!value.empty()) parts.push_back({nullptr, value, {token_->begin, token_->end}, false});
    advance();
  }
  if (version_is(12)) {
    // That version joins nothing here, and leaves an empty text after a last field.
    if (!parts.empty() && parts.back().field != nullptr) parts.push_back({nullptr, "", {prev_end_, prev_end_}, false});
    Gather<Expr> values(*this);
    for (const StringPart& part : parts) {
      values.push(part.field != nullptr
                      ? part.field
                      : make_at<Constant>(part.span, ConstantValue::of_text(ConstantKind::kStr, part.text),
                                          StringPrefix::kNone));
    }
    return make<JoinedStr>(from, values.finish());
  }
  size_t pieces = parts.size();
  ExprList values = fold(parts, true);
  // Later ones join several texts without a field between them to a bare constant.
  if (version_at_least(13) && pieces > 1 && values.size() == 1 && is<Constant>(values[0])) return values[0];
  return make<JoinedStr>(from, values);
}

}  // namespace krait::syntax
