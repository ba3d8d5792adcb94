// Operators, brackets and numbers.
#include <cstring>

#include "syntax/lexer_impl.h"
#include "syntax/parser.h"

namespace krait::syntax {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }
bool continues_word(char c) {
  return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || static_cast<unsigned char>(c) >= 128;
}

struct FoundOperator {
  TokenKind kind;
  int size;
};

// The longest operator that starts with `c`; `c1` and `c2` follow it.
FoundOperator longest_operator(char c, char c1, char c2) {
  using enum TokenKind;
  auto with_equal = [&](TokenKind plain, TokenKind equal) {
    return c1 == '=' ? FoundOperator{equal, 2} : FoundOperator{plain, 1};
  };
  switch (c) {
    case ':':
      return with_equal(kColon, kColonEqual);
    case ',':
      return {kComma, 1};
    case ';':
      return {kSemicolon, 1};
    case '~':
      return {kTilde, 1};
    case '.':
      return c1 == '.' && c2 == '.' ? FoundOperator{kEllipsis, 3} : FoundOperator{kDot, 1};
    case '+':
      return with_equal(kPlus, kPlusEqual);
    case '-':
      return c1 == '>' ? FoundOperator{kArrow, 2} : with_equal(kMinus, kMinusEqual);
    case '*':
      if (c1 == '*') return c2 == '=' ? FoundOperator{kDoubleStarEqual, 3} : FoundOperator{kDoubleStar, 2};
      return with_equal(kStar, kStarEqual);
    case '/':
      if (c1 == '/') return c2 == '=' ? FoundOperator{kDoubleSlashEqual, 3} : FoundOperator{kDoubleSlash, 2};
      return with_equal(kSlash, kSlashEqual);
    case '%':
      return with_equal(kPercent, kPercentEqual);
    case '@':
      return with_equal(kAt, kAtEqual);
    case '&':
      return with_equal(kAmpersand, kAmpersandEqual);
    case '|':
      return with_equal(kBar, kBarEqual);
    case '^':
      return with_equal(kCaret, kCaretEqual);
    case '=':
      return with_equal(kEqual, kEqualEqual);
    case '!':
      return with_equal(kExclamation, kNotEqual);
    case '<':
      if (c1 == '<') return c2 == '=' ? FoundOperator{kLeftShiftEqual, 3} : FoundOperator{kLeftShift, 2};
      // The parser tells "<>" from "!=" by its text.
      if (c1 == '>') return {kNotEqual, 2};
      return with_equal(kLess, kLessEqual);
    case '>':
      if (c1 == '>') return c2 == '=' ? FoundOperator{kRightShiftEqual, 3} : FoundOperator{kRightShift, 2};
      return with_equal(kGreater, kGreaterEqual);
    default:
      return {kUnknown, 1};
  }
}

}  // namespace

bool Lexer::operators() {
  const char* start = cursor_;
  char c = *start;
  FString* current = fstring();
  auto open = [&](TokenKind kind) {
    if (brackets_.size() >= kMaxNesting) return fault("too many nested parentheses", start, start + 1);
    push(kind, start, ++cursor_);
    brackets_.push_back({c, offset(start)});
    if (current != nullptr) ++current->brace_depth;
    return true;
  };
  switch (c) {
    case '(':
      return open(TokenKind::kLeftParen);
    case '[':
      return open(TokenKind::kLeftBracket);
    case '{':
      return open(TokenKind::kLeftBrace);
    case ')':
    case ']':
    case '}':
      return close_bracket(c);
    case ':':
      if (current != nullptr && current->brace_depth - 1 == current->field_depth) {
        // What follows is a format specification.
        push(TokenKind::kColon, start, ++cursor_);
        current->in_expression = false;
        return true;
      }
      break;
    default:
      break;
  }
  char c1 = start + 1 < limit_ ? start[1] : '\0';
  char c2 = start + 2 < limit_ ? start[2] : '\0';
  FoundOperator match = longest_operator(c, c1, c2);
  if (match.kind == TokenKind::kUnknown && (static_cast<unsigned char>(c) < 32 || c == 127)) {
    if (c == '\0') return fault("source code cannot contain null bytes", start, start + 1);
    char message[64];
    snprintf(message, sizeof message, "invalid non-printable character U+%04X", static_cast<unsigned char>(c));
    return fault(message, start, start + 1);
  }
  if (match.kind == TokenKind::kExclamation && !pep701() && current == nullptr) match.kind = TokenKind::kUnknown;
  cursor_ = start + match.size;
  push(match.kind, start, cursor_);
  return true;
}

bool Lexer::close_bracket(char close) {
  const char* start = cursor_;
  auto say = [&](std::string message) { return fault(std::move(message), start, start + 1); };
  FString* current = fstring();
  const char* sort = current != nullptr && current->is_template ? "t-string" : "f-string";
  if (current != nullptr && current->brace_depth == 0 && close == '}')
    return say(std::string(sort) + ": single '}' is not allowed");
  size_t base = current != nullptr && !pep701() ? current->bracket_base : 0;
  if (brackets_.size() <= base) return say(std::string("unmatched '") + close + "'");
  Bracket open = brackets_.back();
  bool matches =
      (open.open == '(' && close == ')') || (open.open == '[' && close == ']') || (open.open == '{' && close == '}');
  if (!matches) {
    if (current != nullptr && open.open == '{' && current->brace_depth - 1 == current->field_depth)
      return say(std::string(sort) + ": unmatched '" + close + "'");
    std::string message =
        "closing parenthesis '" + std::string(1, close) + "' does not match opening parenthesis '" + open.open + "'";
    uint32_t opened_on = file_.line(open.offset);
    if (opened_on != line(start)) message += " on line " + std::to_string(opened_on);
    return say(message);
  }
  brackets_.pop_back();
  TokenKind kind = close == ')'   ? TokenKind::kRightParen
                   : close == ']' ? TokenKind::kRightBracket
                                  : TokenKind::kRightBrace;
  push(kind, start, ++cursor_);
  if (current != nullptr) {
    --current->brace_depth;
    if (close == '}' && current->brace_depth == current->field_depth) {
      --current->field_depth;
      current->in_expression = false;
    }
  }
  return true;
}

// Digits with single underscores between them; the cursor is at the first.
bool Lexer::decimal_digits() {
  for (;;) {
    while (is_digit(*cursor_)) ++cursor_;
    if (*cursor_ != '_') return true;
    ++cursor_;
    if (!is_digit(*cursor_)) return fault("invalid decimal literal", cursor_ - 1, cursor_);
  }
}

// A number may touch a keyword that can follow an expression, and nothing else that looks like a word.
bool Lexer::end_of_number(const char* what) {
  if (!continues_word(*cursor_)) return true;
  if (static_cast<unsigned char>(*cursor_) >= 128 && options_.version >= PythonVersion{3, 12}) return true;
  auto follows = [&](std::string_view word) {
    return std::string_view(cursor_, static_cast<size_t>(end_ - cursor_)).starts_with(word);
  };
  for (std::string_view word : {"and", "else", "for", "if", "in", "is", "or", "not"}) {
    if (follows(word)) return true;
  }
  return fault(std::string("invalid ") + what + " literal", cursor_ - 1, cursor_);
}

bool Lexer::prefixed_number() {
  const char* start = cursor_;
  char radix = static_cast<char>(start[1] | 0x20);
  const char* what = radix == 'x' ? "hexadecimal" : radix == 'o' ? "octal" : "binary";
  auto is_one = [&](char c) {
    return radix == 'x' ? is_hex_digit(c) : radix == 'o' ? c >= '0' && c <= '7' : c == '0' || c == '1';
  };
  cursor_ += 2;
  do {
    if (*cursor_ == '_') ++cursor_;
    if (!is_one(*cursor_)) {
      if (is_digit(*cursor_))
        return fault(std::string("invalid digit '") + *cursor_ + "' in " + what + " literal", cursor_, cursor_ + 1);
      return fault(std::string("invalid ") + what + " literal", cursor_ - 1, cursor_);
    }
    while (is_one(*cursor_)) ++cursor_;
  } while (*cursor_ == '_');
  if (is_digit(*cursor_))
    return fault(std::string("invalid digit '") + *cursor_ + "' in " + what + " literal", cursor_, cursor_ + 1);
  if (!end_of_number(what)) return false;
  push(TokenKind::kNumber, start, cursor_);
  return true;
}

bool Lexer::number() {
  const char* start = cursor_;
  bool is_float = false;
  bool leading_zeros = false;
  const char* what = "decimal";
  if (*cursor_ == '0' && ((cursor_[1] | 0x20) == 'x' || (cursor_[1] | 0x20) == 'o' || (cursor_[1] | 0x20) == 'b'))
    return prefixed_number();
  if (*cursor_ != '.') {
    if (!decimal_digits()) return false;
    if (*start == '0') {
      for (const char* at = start; at < cursor_; ++at) leading_zeros |= is_digit(*at) && *at != '0';
    }
  }
  if (*cursor_ == '.') {
    is_float = true;
    ++cursor_;
    if (is_digit(*cursor_) && !decimal_digits()) return false;
  }
  if ((*cursor_ | 0x20) == 'e') {
    const char* mark = cursor_++;
    bool sign = *cursor_ == '+' || *cursor_ == '-';
    if (sign) ++cursor_;
    if (is_digit(*cursor_)) {
      is_float = true;
      if (!decimal_digits()) return false;
    } else if (sign) {
      return fault("invalid decimal literal", mark - 1, mark);
    } else {
      cursor_ = mark;  // perhaps "1else"
      if (!end_of_number(what)) return false;
      if (leading_zeros && !is_float) {
        return fault("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                     start, cursor_);
      }
      push(TokenKind::kNumber, start, cursor_);
      return true;
    }
  }
  if ((*cursor_ | 0x20) == 'j') {
    ++cursor_;
    is_float = true;
    what = "imaginary";
  }
  if (leading_zeros && !is_float)
    return fault("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                 start, cursor_);
  if (!end_of_number(what)) return false;
  push(TokenKind::kNumber, start, cursor_);
  return true;
}

}  // namespace krait::syntax
