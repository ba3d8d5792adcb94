#include "syntax/lexer.h"

#include <array>
#include <cstring>

#include "syntax/lexer_impl.h"
#include "syntax/parser.h"
#include "syntax/unicode.h"

namespace krait::syntax {
namespace {

enum CharClass : uint8_t { kOther, kBlank, kIdentifier, kDigit, kQuote, kNewlineChar };

constexpr std::array<CharClass, 256> make_classes() {
  std::array<CharClass, 256> classes{};
  for (int c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 'a' + 'A'] = kIdentifier;
  for (int c = 128; c < 256; ++c) classes[c] = kIdentifier;
  for (int c = '0'; c <= '9'; ++c) classes[c] = kDigit;
  classes['_'] = kIdentifier;
  classes[' '] = classes['\t'] = classes['\f'] = kBlank;
  classes['"'] = classes['\''] = kQuote;
  classes['\n'] = kNewlineChar;
  return classes;
}
constexpr std::array<CharClass, 256> kClasses = make_classes();

CharClass char_class(char c) { return kClasses[static_cast<unsigned char>(c)]; }

}  // namespace

std::string_view token_text(TokenKind kind) {
  static constexpr std::string_view kTexts[] = {
#define TOKEN(kind, text) text,
#define OP(kind, text) text,
#define KEYWORD(kind, text) text,
#include "syntax/tokens.def"
  };
  return kTexts[static_cast<size_t>(kind)];
}

TokenKind classify_word(std::string_view word) {
  if (word.size() < 2 || word.size() > 8) return TokenKind::kName;
  auto match = [&](std::string_view text, TokenKind kind) { return word == text ? kind : TokenKind::kName; };
  switch (word[0]) {
    case 'F':
      return match("False", TokenKind::kFalse);
    case 'N':
      return match("None", TokenKind::kNone);
    case 'T':
      return match("True", TokenKind::kTrue);
    case 'a':
      switch (word.size()) {
        case 2:
          return match("as", TokenKind::kAs);
        case 3:
          return match("and", TokenKind::kAnd);
        case 5:
          return word == "async" ? TokenKind::kAsync : match("await", TokenKind::kAwait);
        case 6:
          return match("assert", TokenKind::kAssert);
      }
      break;
    case 'b':
      return match("break", TokenKind::kBreak);
    case 'c':
      return word == "class" ? TokenKind::kClass : match("continue", TokenKind::kContinue);
    case 'd':
      return word == "def" ? TokenKind::kDef : match("del", TokenKind::kDel);
    case 'e':
      switch (word.size()) {
        case 4:
          return word == "else" ? TokenKind::kElse : match("elif", TokenKind::kElif);
        case 6:
          return match("except", TokenKind::kExcept);
      }
      break;
    case 'f':
      switch (word.size()) {
        case 3:
          return match("for", TokenKind::kFor);
        case 4:
          return match("from", TokenKind::kFrom);
        case 7:
          return match("finally", TokenKind::kFinally);
      }
      break;
    case 'g':
      return match("global", TokenKind::kGlobal);
    case 'i':
      if (word.size() == 2) {
        return word[1] == 'f'   ? TokenKind::kIf
               : word[1] == 'n' ? TokenKind::kIn
               : word[1] == 's' ? TokenKind::kIs
                                : TokenKind::kName;
      }
      return match("import", TokenKind::kImport);
    case 'l':
      return match("lambda", TokenKind::kLambda);
    case 'n':
      return word == "not" ? TokenKind::kNot : match("nonlocal", TokenKind::kNonlocal);
    case 'o':
      return match("or", TokenKind::kOr);
    case 'p':
      return match("pass", TokenKind::kPass);
    case 'r':
      return word == "return" ? TokenKind::kReturn : match("raise", TokenKind::kRaise);
    case 't':
      return match("try", TokenKind::kTry);
    case 'w':
      return word == "with" ? TokenKind::kWith : match("while", TokenKind::kWhile);
    case 'y':
      return match("yield", TokenKind::kYield);
  }
  return TokenKind::kName;
}

Lexer::Lexer(const SourceFile& file, Span range, const LexOptions& options)
    : file_(file),
      options_(options),
      text_(file.text().data()),
      cursor_(text_ + range.begin),
      end_(text_ + range.end),
      limit_(end_) {
  result_.tokens.reserve(range.size() / 4 + 16);
  indents_.emplace_back(0, 0);
  at_line_start_ = !options.expression;
}

void Lexer::push(TokenKind kind, const char* begin, const char* end, bool flag) {
  uint8_t level = static_cast<uint8_t>(brackets_.size() < 255 ? brackets_.size() : 255);
  result_.tokens.push_back({kind, flag, level, offset(begin), offset(end)});
}

bool Lexer::fault(std::string message, const char* begin, const char* end, SyntaxErrorKind kind) {
  if (limit_ != end_ && !pep701()) return skip_old_fstring(message, begin, end);
  // CPython forgets what it finds within an f-string unless its parser gets there.
  if (!fstrings_.empty()) return local_fault(std::move(message), begin, kind);
  result_.fault = SyntaxFault{std::move(message), {offset(begin), offset(end > end_ ? end_ : end)}, kind};
  return false;
}

bool Lexer::local_fault(std::string message, const char* at, SyntaxErrorKind kind) {
  if (!result_.local_fault) {
    result_.local_fault = SyntaxFault{std::move(message), {offset(at), offset(at)}, kind};
    result_.local_token = result_.tokens.size();
  }
  stopped_ = true;
  return false;
}

// Before 3.12 the lexer knew nothing of fields: it goes on after the outermost f-string.
bool Lexer::skip_old_fstring(const std::string& message, const char* begin, const char* end) {
  if (!result_.local_fault) {
    std::string prefix = message.starts_with("f-string") ? "" : "f-string: ";
    result_.local_fault = SyntaxFault{prefix + message, {offset(begin), offset(end)}};
    result_.local_token = result_.tokens.size();
    push(TokenKind::kError, begin, end);
  }
  const FString& outermost = fstrings_.front();
  cursor_ = outermost.limit + outermost.quote_size;
  limit_ = end_;
  brackets_.resize(outermost.bracket_base);
  fstrings_.clear();
  return true;
}

LexResult Lexer::run() {
  while (next()) {
  }
  if (result_.fault) {
    push(TokenKind::kError, text_ + result_.fault->span.begin, text_ + result_.fault->span.end);
    return std::move(result_);
  }
  if (!brackets_.empty()) result_.unclosed = Span{brackets_.back().offset, brackets_.back().offset + 1};
  if (stopped_) {
    push(TokenKind::kError, cursor_, cursor_);
    return std::move(result_);
  }
  if (!brackets_.empty()) {
    push(TokenKind::kError, end_, end_);
    return std::move(result_);
  }
  TokenKind last = result_.tokens.empty() ? TokenKind::kNewline : result_.tokens.back().kind;
  bool line_open = last != TokenKind::kNewline && last != TokenKind::kIndent && last != TokenKind::kDedent;
  if (line_open) push(TokenKind::kNewline, end_, end_);
  for (size_t i = 1; i < indents_.size(); ++i) push(TokenKind::kDedent, end_, end_);
  push(TokenKind::kEndMarker, end_, end_);
  return std::move(result_);
}

bool Lexer::line_start() {
  uint32_t column = 0, alternative = 0, continued = 0;
  for (;; ++cursor_) {
    if (cursor_ >= end_) return true;
    char c = *cursor_;
    if (c == ' ') {
      ++column, ++alternative;
    } else if (c == '\t') {
      column = (column / 8 + 1) * 8;
      ++alternative;
    } else if (c == '\f') {
      column = alternative = 0;
    } else if (c == '\\') {
      // An indentation split by backslashes counts as that of its first line.
      continued = continued != 0 ? continued : column;
      if (!continuation()) return false;
      --cursor_;
    } else {
      break;
    }
  }
  if (*cursor_ == '\n' || *cursor_ == '#') return true;  // a blank line has no indentation
  at_line_start_ = false;
  if (continued != 0) column = alternative = continued;
  auto tab_error = [&] {
    return local_fault("inconsistent use of tabs and spaces in indentation", cursor_, SyntaxErrorKind::kTab);
  };
  auto [top_column, top_alternative] = indents_.back();
  if (column == top_column) return alternative == top_alternative || tab_error();
  if (column > top_column) {
    if (indents_.size() >= kMaxIndentation) return local_fault("too many levels of indentation", cursor_);
    if (alternative <= top_alternative) return tab_error();
    indents_.emplace_back(column, alternative);
    push(TokenKind::kIndent, cursor_, cursor_);
    return true;
  }
  while (indents_.size() > 1 && column < indents_.back().first) {
    indents_.pop_back();
    push(TokenKind::kDedent, cursor_, cursor_);
  }
  if (column != indents_.back().first)
    return local_fault("unindent does not match any outer indentation level", cursor_);
  return alternative == indents_.back().second || tab_error();
}

bool Lexer::continuation() {
  const char* at = cursor_ + 1;
  if (at >= end_ || *at != '\n')
    return local_fault("unexpected character after line continuation character", at, SyntaxErrorKind::kSyntax);
  if (at + 1 >= end_) return local_fault("unexpected EOF while parsing", cursor_, SyntaxErrorKind::kSyntax);
  cursor_ = at + 1;
  return true;
}

bool Lexer::comment() {
  const char* start = cursor_;
  const auto* stop = static_cast<const char*>(std::memchr(start, '\n', static_cast<size_t>(end_ - start)));
  if (stop == nullptr) stop = end_;
  cursor_ = stop;
  if (!options_.type_comments) return true;
  std::string_view text(start, static_cast<size_t>(stop - start));
  // '#', blanks, "type: ", text.
  size_t at = 1;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  constexpr std::string_view kPrefix = "type:";
  if (!text.substr(at).starts_with(kPrefix)) return true;
  at += kPrefix.size();
  if (at >= text.size() || text[at] != ' ') return true;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  std::string_view rest = text.substr(at);
  constexpr std::string_view kIgnore = "ignore";
  if (rest.starts_with(kIgnore)) {
    char after = rest.size() > kIgnore.size() ? rest[kIgnore.size()] : ' ';
    bool word_goes_on = (static_cast<unsigned char>(after) >= 128) || char_class(after) == kDigit ||
                        (char_class(after) == kIdentifier && after != '_');
    if (!word_goes_on) {
      uint32_t tag = offset(start) + static_cast<uint32_t>(at + kIgnore.size());
      result_.type_ignores.push_back({offset(start), {tag, offset(stop)}});
      return true;
    }
  }
  push(TokenKind::kTypeComment, start + at, stop);
  at_line_start_ = false;  // even alone on its line it is followed by a NEWLINE
  return true;
}

bool Lexer::next() {
  if (FString* current = fstring(); current != nullptr && !current->in_expression) return fstring_literal();
  if (at_line_start_ && brackets_.empty() && !line_start()) return false;
  while (cursor_ < limit_ && char_class(*cursor_) == kBlank) ++cursor_;
  if (cursor_ >= limit_) {
    if (limit_ != end_) return fault("f-string: expecting '}'", cursor_, cursor_ + 1);
    return false;  // the end
  }
  char c = *cursor_;
  switch (char_class(c)) {
    case kNewlineChar: {
      bool blank = at_line_start_ || !brackets_.empty() || options_.expression;
      if (!blank) {
        push(TokenKind::kNewline, cursor_, cursor_ + 1);
        at_line_start_ = true;
      }
      ++cursor_;
      return true;
    }
    case kIdentifier:
      return word();
    case kDigit:
      return number();
    case kQuote:
      return string(cursor_, cursor_);
    default:
      break;
  }
  switch (c) {
    case '#':
      if (limit_ != end_) return fault("f-string expression part cannot include '#'", cursor_, cursor_ + 1);
      return comment();
    case '\\':
      if (limit_ != end_) return fault("f-string expression part cannot include a backslash", cursor_, cursor_ + 1);
      return continuation();
    case '.':
      if (char_class(cursor_[1]) == kDigit) return number();
      break;
    default:
      break;
  }
  return operators();
}

bool Lexer::word() {
  const char* start = cursor_;
  unsigned char seen = 0;
  do {
    seen |= static_cast<unsigned char>(*cursor_++);
  } while (char_class(*cursor_) == kIdentifier || char_class(*cursor_) == kDigit);
  size_t size = static_cast<size_t>(cursor_ - start);
  if ((*cursor_ == '"' || *cursor_ == '\'') && size <= 2 && cursor_ < limit_) {
    bool raw = false, bytes = false, unicode = false, format = false, templated = false, prefix = true;
    for (const char* at = start; at < cursor_; ++at) {
      bool* flag = nullptr;
      switch (*at | 0x20) {
        case 'r':
          flag = &raw;
          break;
        case 'b':
          flag = &bytes;
          break;
        case 'u':
          flag = &unicode;
          break;
        case 'f':
          flag = &format;
          break;
        case 't':
          flag = options_.version >= PythonVersion{3, 14} ? &templated : nullptr;
          break;
        default:
          break;
      }
      prefix = prefix && flag != nullptr && !*flag;
      if (flag != nullptr) *flag = true;
    }
    int exclusive = bytes + unicode + format + templated;
    if (prefix && exclusive <= 1 && !(unicode && raw)) {
      if (format || templated) return fstring_start(start, cursor_, raw, templated);
      return string(start, cursor_);
    }
  }
  if (seen >= 128) return non_ascii_word(start);
  push(classify_word({start, size}), start, cursor_);
  return true;
}

bool Lexer::non_ascii_word(const char* start) {
  bool first = true;
  for (const char* at = start; at < cursor_; first = false) {
    const char* here = at;
    int32_t code_point = decode_utf8(at, cursor_);
    if (code_point < 0) {
      char hex[8];
      snprintf(hex, sizeof hex, "%02x", static_cast<unsigned char>(*here));
      return fault("(unicode error) 'utf-8' codec can't decode byte 0x" + std::string(hex) + " in position " +
                       std::to_string(here - start) + ": invalid start byte",
                   here, here + 1);
    }
    auto c = static_cast<uint32_t>(code_point);
    if (first ? c == '_' || is_xid_start(c, options_.version) : is_xid_continue(c, options_.version)) continue;
    char hex[16];
    snprintf(hex, sizeof hex, "U+%04X", c);
    if (is_printable(c, options_.version))
      return fault("invalid character '" + std::string(here, at) + "' (" + hex + ")", here, at);
    return fault(std::string("invalid non-printable character ") + hex, here, at);
  }
  push(TokenKind::kName, start, cursor_, true);
  return true;
}

LexResult lex(const SourceFile& file, Span range, const LexOptions& options) {
  return Lexer(file, range, options).run();
}

}  // namespace krait::syntax
