// The lexer's own state; private to the lexer*.cpp files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/lexer.h"

namespace krait::syntax {

inline constexpr size_t kMaxFStringNesting = 150;

class Lexer {
 public:
  Lexer(const SourceFile& file, Span range, const LexOptions& options);
  LexResult run();

 private:
  // An f-string or t-string being read. Follows CPython's tokenizer_mode, so that the same texts are taken and refused.
  struct FString {
    uint32_t start;     // of the prefix
    uint32_t quote_at;  // of the opening quote
    char quote;
    uint8_t quote_size;
    bool raw;
    bool is_template;
    bool in_expression;       // between braces (regular tokens) or in literal text
    int brace_depth = 0;      // brackets opened in the current field, that of the field included
    int field_depth = -1;     // how many fields enclose this point, less one
    const char* limit;        // before 3.12: where the content ends; the end of the text otherwise
    const char* outer_limit;  // to be restored
    size_t bracket_base;      // brackets open outside
  };

  struct Bracket {
    char open;
    uint32_t offset;
  };

  // Each reads one piece and appends tokens; false after a fault.
  bool next();
  bool line_start();
  bool word();
  bool string(const char* start, const char* quote);
  bool fstring_start(const char* start, const char* quote, bool raw, bool is_template);
  bool fstring_literal();
  bool number();
  bool prefixed_number();
  bool operators();
  bool close_bracket(char close);
  bool comment();
  bool continuation();
  bool non_ascii_word(const char* start);

  bool decimal_digits();
  bool end_of_number(const char* what);

  const char* find_string_end(const char* content, char quote, int quote_size, const char* limit) const;
  const char* forbidden_backslash(const char* start, const char* stop) const;
  bool unterminated(const char* start, const char* quote, int quote_size, bool is_fstring, bool is_template);

  bool fault(std::string message, const char* begin, const char* end, SyntaxErrorKind kind = SyntaxErrorKind::kSyntax);
  // One that matters only if the parser comes so far.
  bool local_fault(std::string message, const char* at, SyntaxErrorKind kind = SyntaxErrorKind::kIndentation);
  bool skip_old_fstring(const std::string& message, const char* begin, const char* end);
  uint32_t offset(const char* at) const { return static_cast<uint32_t>(at - text_); }
  uint32_t line(const char* at) const { return file_.line(offset(at)); }
  void push(TokenKind kind, const char* begin, const char* end, bool flag = false);
  bool pep701() const { return options_.stub || options_.version >= PythonVersion{3, 12}; }
  FString* fstring() { return fstrings_.empty() ? nullptr : &fstrings_.back(); }

  const SourceFile& file_;
  const LexOptions& options_;
  const char* text_;
  const char* cursor_;
  const char* end_;    // of the text; a '\n' stands before it or a NUL after, so that scans need no test
  const char* limit_;  // where regular tokens end: end_, or the end of an f-string's content before 3.12
  LexResult result_;
  std::vector<Bracket> brackets_;
  std::vector<FString> fstrings_;
  std::vector<std::pair<uint32_t, uint32_t>> indents_;  // columns with tabs of 8 and of 1
  bool at_line_start_ = true;
  bool stopped_ = false;
};

}  // namespace krait::syntax
