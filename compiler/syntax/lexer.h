// Text to tokens: all of a file at once, so that the parser may look ahead as far as it likes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/python_version.h"
#include "base/source.h"

namespace krait::syntax {

enum class TokenKind : uint8_t {
#define TOKEN(kind, text) kind,
#define OP(kind, text) kind,
#define KEYWORD(kind, text) kind,
#include "syntax/tokens.def"
};

// "NAME", or the text of an operator or keyword.
std::string_view token_text(TokenKind kind);
constexpr bool is_keyword(TokenKind kind) { return kind >= TokenKind::kFalse; }
// A keyword's kind, or kName.
TokenKind classify_word(std::string_view word);

struct Token {
  TokenKind kind;
  // kName: whether the text has characters beyond ASCII, hence needs normalising.
  // kFStringStart: whether it is a template string.
  // kFStringMiddle: whether it ends with a doubled brace, of which one counts.
  bool flag = false;
  // For a closing bracket, one less than for its opener: how many brackets are open here. Saturates.
  uint8_t level = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
};
static_assert(sizeof(Token) == 12);

// What a syntax error says; `kind` is the exception's class.
enum class SyntaxErrorKind : uint8_t { kSyntax, kIndentation, kTab };
struct SyntaxFault {
  std::string message;
  Span span;
  SyntaxErrorKind kind = SyntaxErrorKind::kSyntax;
};

struct LexOptions {
  PythonVersion version;
  bool type_comments = false;
  bool stub = false;
  // Text of one expression: as if in brackets, line ends mean nothing.
  bool expression = false;
};

struct TypeIgnoreComment {
  uint32_t offset;  // of the comment
  Span tag;
};

struct LexResult {
  // Ends with kEndMarker, or with kError where lexing stopped.
  std::vector<Token> tokens;
  // What stopped the lexer. It is reported even where the parser gives up earlier.
  std::optional<SyntaxFault> fault;
  // Of interest only to a parser that comes as far as the kError token at index `local_token`: mistakes of indentation
  // and those within an f-string (after which, before 3.12, lexing goes on).
  std::optional<SyntaxFault> local_fault;
  size_t local_token = 0;
  // The innermost bracket open at the end of the text, where one was; the last token is kError then too, without fault.
  std::optional<Span> unclosed;
  std::vector<TypeIgnoreComment> type_ignores;
};

LexResult lex(const SourceFile& file, Span range, const LexOptions& options);

// `krait dump --stage=tokens`: one token a line, "line,column-line,column: KIND 'text'".
std::string dump_tokens(const SourceFile& file, const LexOptions& options);

}  // namespace krait::syntax
