// Strings, f-strings and t-strings.
//
// From 3.12 on an f-string is read token by token. Before, it was an ordinary string first, whose end did not depend on
// what stands between its braces, and its fields were parsed afterwards: here the end is found by that rule, and the
// same token-by-token reading is held to it.
#include <cstring>

#include "syntax/lexer_impl.h"
#include "syntax/parser.h"
#include "syntax/unicode.h"

namespace krait::syntax {

// Where the closing quote starts, or null. A string with single quotes ends with its line.
const char* Lexer::find_string_end(const char* content, char quote, int quote_size, const char* limit) const {
  int seen = 0;
  for (const char* at = content; at < limit; ++at) {
    char c = *at;
    if (c == quote) {
      if (++seen == quote_size) return at + 1 - quote_size;
      continue;
    }
    seen = 0;
    if (c == '\n' && quote_size == 1) return nullptr;
    if (c == '\\') ++at;
  }
  return nullptr;
}

bool Lexer::unterminated(const char* start, const char* quote, int quote_size, bool is_fstring, bool is_template) {
  // CPython counts the lines it had to read: to the end of the line, or of the text.
  uint32_t detected;
  if (quote_size == 3) {
    detected = file_.first_line() + file_.line_count() - 1;
    if (limit_ != end_) detected = line(limit_);
  } else {
    const char* at = quote + 1;
    while (at < end_ && *at != '\n') at += *at == '\\' ? 2 : 1;
    detected = line(at < end_ ? at : end_ - 1);
  }
  std::string sort = !is_fstring ? "string" : is_template ? "t-string" : "f-string";
  std::string message = quote_size == 3 ? "unterminated triple-quoted " : "unterminated ";
  message += sort + " literal (detected at line " + std::to_string(detected) + ")";
  if (quote_size == 1 && !is_fstring && options_.version >= PythonVersion{3, 13}) {
    bool escaped_quote = false;
    for (const char* at = quote + 1; at + 1 < end_ && *at != '\n'; ++at) {
      if (*at == '\\') escaped_quote |= *++at == *quote;
    }
    if (escaped_quote) message += "; perhaps you escaped the end quote?";
  }
  return fault(std::move(message), start, start + 1);
}

bool Lexer::string(const char* start, const char* quote) {
  int quote_size = 1;
  if (quote[1] == *quote && quote + 1 < limit_) {
    if (quote + 2 < limit_ && quote[2] == *quote) {
      quote_size = 3;
    } else {
      cursor_ = quote + 2;
      push(TokenKind::kString, start, cursor_);
      return true;
    }
  }
  const char* close = find_string_end(quote + quote_size, *quote, quote_size, limit_);
  if (close == nullptr) {
    const FString* current = fstring();
    if (current != nullptr && current->quote == *quote && current->quote_size == quote_size) {
      return fault(current->is_template ? "t-string: expecting '}'" : "f-string: expecting '}'", start, start + 1);
    }
    if (current != nullptr && limit_ != end_) return fault("f-string: unterminated string", start, start + 1);
    return unterminated(start, quote, quote_size, false, false);
  }
  cursor_ = close + quote_size;
  if (const char* escape = forbidden_backslash(start, cursor_))
    return fault("f-string expression part cannot include a backslash", escape, escape + 1);
  push(TokenKind::kString, start, cursor_);
  return true;
}

// Before 3.12 no backslash may stand anywhere in a field, strings inside it included.
const char* Lexer::forbidden_backslash(const char* start, const char* stop) const {
  if (limit_ == end_) return nullptr;
  return static_cast<const char*>(std::memchr(start, '\\', static_cast<size_t>(stop - start)));
}

bool Lexer::fstring_start(const char* start, const char* quote, bool raw, bool is_template) {
  uint8_t quote_size = 1;
  if (quote + 2 < limit_ && quote[1] == *quote && quote[2] == *quote) quote_size = 3;
  if (fstrings_.size() + 1 >= kMaxFStringNesting) return fault("too many nested f-strings", start, start + 1);
  FString state{.start = offset(start),
                .quote_at = offset(quote),
                .quote = *quote,
                .quote_size = quote_size,
                .raw = raw,
                .is_template = is_template,
                .in_expression = false,
                .limit = limit_,
                .outer_limit = limit_,
                .bracket_base = brackets_.size()};
  if (!pep701()) {
    state.limit = find_string_end(quote + quote_size, *quote, quote_size, limit_);
    if (state.limit == nullptr) return unterminated(start, quote, quote_size, false, false);
    if (const char* escape = forbidden_backslash(start, state.limit))
      return fault("f-string expression part cannot include a backslash", escape, escape + 1);
    limit_ = state.limit;
  }
  cursor_ = quote + quote_size;
  push(TokenKind::kFStringStart, start, cursor_, is_template);
  fstrings_.push_back(state);
  return true;
}

// Literal text of an f-string, or of a format specification, to the next brace or the end.
bool Lexer::fstring_literal() {
  FString& current = fstrings_.back();
  const char* start = cursor_;
  bool in_format = current.field_depth >= 0;
  bool old_style = !pep701();
  auto enter_field = [&](const char* brace) {
    if (++current.field_depth >= (old_style ? 2 : static_cast<int>(kMaxFStringNesting)))
      return fault("f-string: expressions nested too deeply", brace, brace + 1);
    current.in_expression = true;
    return true;
  };
  auto emit = [&](const char* stop) {
    if (stop != start) push(TokenKind::kFStringMiddle, start, stop);
  };
  auto doubled_brace = [&](const char* at) {
    cursor_ = at + 2;
    push(TokenKind::kFStringMiddle, start, cursor_, true);
    return true;
  };
  bool named_escape = false;
  for (const char* at = start;;) {
    bool closes = old_style ? at >= current.limit : [&] {
      if (at + current.quote_size > limit_) return false;
      for (int i = 0; i < current.quote_size; ++i) {
        if (at[i] != current.quote) return false;
      }
      return true;
    }();
    if (closes) {
      emit(at);
      if (old_style && in_format) {
        return fault("f-string: expecting '}'", at, at + 1);
      }
      // In a format specification the field is still open: the parser finds the '}' missing.
      cursor_ = at + current.quote_size;
      push(TokenKind::kFStringEnd, at, cursor_);
      limit_ = current.outer_limit;
      // Brackets of an unfinished field are no longer of interest: the parser is bound to fail.
      fstrings_.pop_back();
      return true;
    }
    if (at >= end_ || (*at == '\n' && current.quote_size == 1 && !old_style)) {
      if (in_format && at < end_) {
        emit(at);
        cursor_ = at;
        current.in_expression = true;
        return true;
      }
      return unterminated(text_ + current.start, text_ + current.quote_at, current.quote_size, true,
                          current.is_template);
    }
    char c = *at;
    if (c == '{') {
      if (at[1] == '{' && at + 1 < limit_ && !in_format) {
        return doubled_brace(at);
      }
      emit(at);
      cursor_ = at;
      return enter_field(at);
    }
    if (c == '}') {
      if (named_escape) {
        // CPython ends the piece here, which shows in format specifications.
        cursor_ = at + 1;
        emit(cursor_);
        return true;
      }
      if (at[1] == '}' && at + 1 < limit_ && !in_format) {
        return doubled_brace(at);
      }
      emit(at);
      cursor_ = at;
      current.in_expression = true;
      if (!in_format)
        return fault(std::string(current.is_template ? "t" : "f") + "-string: single '}' is not allowed", at, at + 1);
      return true;
    }
    if (c == '\\' && !(old_style && current.raw)) {
      if (at[1] == '{' || at[1] == '}') {
        ++at;  // the backslash stands for itself; the brace is one
        continue;
      }
      if (!current.raw && at[1] == 'N' && at[2] == '{') {
        named_escape = true;
        at += 3;
        continue;
      }
      at += at + 1 < end_ ? 2 : 1;
      continue;
    }
    ++at;
  }
}

std::string dump_tokens(const SourceFile& file, const LexOptions& options) {
  LexResult result = lex(file, {0, static_cast<uint32_t>(file.text().size())}, options);
  std::string out;
  for (const Token& token : result.tokens) {
    LineColumn begin = file.position(token.begin), end = file.position(token.end);
    out += std::to_string(begin.line) + "," + std::to_string(begin.column) + "-" + std::to_string(end.line) + "," +
           std::to_string(end.column) + ": ";
    bool named = token.kind <= TokenKind::kUnknown;
    out += named ? token_text(token.kind) : is_keyword(token.kind) ? "KEYWORD" : "OP";
    std::string_view text = file.text({token.begin, token.end});
    if (!text.empty()) {
      out += " '";
      for (char c : text) {
        if (c == '\n') {
          out += "\\n";
        } else if (c == '\'' || c == '\\') {
          out += '\\', out += c;
        } else {
          out += c;
        }
      }
      out += '\'';
    }
    out += '\n';
  }
  return out;
}

}  // namespace krait::syntax
