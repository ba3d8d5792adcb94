// The parser's own state; private to the parser*.cpp files. Each file holds the rules of one part of the grammar.
//
// Recursive descent over the array of tokens. A rule that cannot go on throws: syntax errors end a parse, so the way of
// success pays nothing for them. Rules that call themselves hold a Nesting, which bounds the depth.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "syntax/ast.h"
#include "syntax/lexer.h"
#include "syntax/parser.h"

namespace krait::syntax {

struct SyntaxFailure {
  SyntaxFault fault;
  uint32_t token;  // index of the token at which the parser gave up
  bool unexpected_indent = false;
  DiagnosticCode code = DiagnosticCode::kSyntaxError;
};

class Parser {
 public:
  Parser(const SourceFile& file, Span range, const LexResult& lexed, const ParseOptions& options, Arena& arena);
  Module* parse();

  // What is to be reported for `failure`, given that the lexer may have found something worse further on.
  SyntaxFailure resolve(SyntaxFailure failure) const;

 private:
  using Kind = TokenKind;

  class Nesting {
   public:
    explicit Nesting(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > kMaxParserDepth) parser_.fail_nesting();
    }
    ~Nesting() { --parser_.depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    Parser& parser_;
  };

  // Collects the elements of a list on a stack that all lists share: an inner list must be finished and gone before
  // anything is added to the outer one.
  template <typename T>
  class Gather {
   public:
    explicit Gather(Parser& parser) : parser_(parser), mark_(parser.scratch_.size()) {}
    ~Gather() { parser_.scratch_.resize(mark_); }
    Gather(const Gather&) = delete;
    Gather& operator=(const Gather&) = delete;
    void push(T* item) { parser_.scratch_.push_back(item); }
    size_t size() const { return parser_.scratch_.size() - mark_; }
    T* operator[](size_t i) const { return static_cast<T*>(parser_.scratch_[mark_ + i]); }
    T* back() const { return static_cast<T*>(parser_.scratch_.back()); }
    std::span<T*> finish() {
      std::span<T*> out = parser_.arena_.make_array<T*>(size());
      for (size_t i = 0; i < out.size(); ++i) out[i] = (*this)[i];
      return out;
    }

   private:
    Parser& parser_;
    size_t mark_;
  };

  // Tokens.
  Kind kind() const { return token_->kind; }
  Kind peek(size_t ahead = 1) const { return token_ + ahead < tokens_end_ ? token_[ahead].kind : Kind::kEndMarker; }
  bool at(Kind expected) const { return token_->kind == expected; }
  bool at_word(std::string_view word) const { return at(Kind::kName) && text(*token_) == word; }
  std::string_view text(const Token& token) const { return file_.text({token.begin, token.end}); }
  uint32_t begin() const { return token_->begin; }
  void advance() {
    prev_end_ = token_->end;
    ++token_;
  }
  void skip_layout() { ++token_; }  // NEWLINE, INDENT, DEDENT: no part of any node's span
  bool accept(Kind expected) {
    if (!at(expected)) return false;
    advance();
    return true;
  }
  void expect(Kind expected) {
    if (!accept(expected)) fail();
  }
  // The grammar's forced tokens: missing ones are named.
  void expect_forced(Kind expected);
  // The colon before a block: named where the line ends instead.
  void expect_colon();
  Name identifier();
  Name name_of(const Token& token);

  // Nodes. The span reaches from `from` to the end of the last token consumed; a node of no tokens (no parameters between
  // brackets with a blank in them) is empty at `from`.
  template <typename T, typename... Args>
  T* make(uint32_t from, Args... args) {
    return make_at<T>(Span{from, std::max(from, prev_end_)}, args...);
  }
  template <typename T, typename... Args>
  T* make_at(Span span, Args... args) {
    if constexpr (std::derived_from<T, Expr>) {
      return arena_.make<T>(Expr{T::kKind, counts_.exprs++, span}, args...);
    } else if constexpr (std::derived_from<T, Stmt>) {
      return arena_.make<T>(Stmt{T::kKind, counts_.stmts++, span}, args...);
    } else if constexpr (std::derived_from<T, Pattern>) {
      return arena_.make<T>(Pattern{T::kKind, counts_.patterns++, span}, args...);
    } else if constexpr (std::derived_from<T, TypeParam>) {
      return arena_.make<T>(TypeParam{T::kKind, counts_.others++, span}, args...);
    } else {
      return arena_.make<T>(Product{counts_.others++, span}, args...);
    }
  }
  Expr* constant(uint32_t from, ConstantValue value) { return make<Constant>(from, value, StringPrefix::kNone); }

  // parser.cpp: statements in general.
  void statements(Gather<Stmt>& out);
  void statement(Gather<Stmt>& out);
  void simple_statements(Gather<Stmt>& out);
  StmtList block(std::string_view owner, uint32_t owner_begin);
  StmtList else_block(Kind keyword, std::string_view owner);

  // parser_simple.cpp
  Stmt* simple_statement();
  Stmt* expression_statement();
  Stmt* assignment(const Token* first_token, Expr* first, bool is_yield);
  Stmt* annotated_assignment(uint32_t from, Expr* target);
  Stmt* delete_statement();
  Stmt* import_statement();
  Stmt* import_from_statement();
  Name dotted_name();
  Stmt* names_statement();
  Stmt* type_alias();
  bool starts_type_alias() const;

  // parser_compound.cpp
  Stmt* compound_statement();
  Stmt* if_statement();
  Stmt* while_statement();
  Stmt* for_statement(uint32_t from, bool is_async);
  Stmt* with_statement(uint32_t from, bool is_async);
  bool parenthesized_with_items(Gather<WithItem>& items);
  WithItem* with_item();
  Stmt* try_statement();
  ExceptHandler* except_handler(bool star);
  Stmt* async_statement();
  Stmt* decorated();

  // parser_functions.cpp: definitions, parameters, type parameters.
  Stmt* function(uint32_t from, bool is_async, ExprList decorators);
  Stmt* class_definition(ExprList decorators);
  Arguments* parameters(bool is_lambda);
  Arg* parameter(bool is_lambda, bool star);
  TypeParamList type_parameters();
  TypeParam* type_parameter();
  Expr* lambda();

  // parser_match.cpp
  bool starts_match() const;
  Stmt* match_statement();
  MatchCase* match_case();
  Pattern* top_pattern();
  Pattern* pattern();
  Pattern* or_pattern();
  Pattern* closed_pattern();
  Pattern* sequence_element();
  Pattern* sequence_pattern(Kind close);
  Pattern* mapping_pattern();
  Pattern* name_pattern();
  Pattern* class_pattern(uint32_t from, Expr* cls);
  Expr* dotted_value(uint32_t from, Expr* first);
  Expr* literal_expression();
  Expr* signed_number();
  Name capture_target();

  // parser_expressions.cpp
  Expr* star_expressions();
  Expr* star_expression();
  Expr* star_named_expression();
  // `explain_equal`: an "=" after it is certainly wrong, and worth a word.
  Expr* named_expression(bool explain_equal = true);
  Expr* expression();
  Expr* yield_expression();
  Expr* yield_or_star_expressions() { return at(Kind::kYield) ? yield_expression() : star_expressions(); }
  Expr* disjunction();
  Expr* conjunction();
  Expr* inversion();
  Expr* comparison();
  Expr* bitwise_or() { return binary(1); }
  Expr* binary(int least);
  Expr* unary();
  Expr* power();
  Expr* primary();
  bool starts_expression() const;

  // parser_atoms.cpp
  Expr* atom();
  Expr* parenthesized();
  Expr* list_display();
  Expr* brace_display();
  Expr* dict_rest(uint32_t from, Expr* first_key);
  Expr* call(uint32_t from, Expr* function);
  Expr* subscript(uint32_t from, Expr* value);
  Expr* slices();
  Expr* slice();
  ComprehensionList comprehension_clauses();

  // parser_strings.cpp
  struct StringPart {
    Expr* field;  // null for text
    std::string_view text;
    Span span;
    bool unicode;
  };
  Expr* strings();
  Expr* bytes_literal(uint32_t from);
  void fstring(std::vector<StringPart>& parts);
  void field(std::vector<StringPart>& parts, bool raw, bool is_template);
  std::string_view middle_text() const;
  Expr* field_value(bool is_template);
  Expr* format_spec(bool raw, bool is_template);
  int conversion(bool is_template);
  std::string_view debug_text(Span source);
  std::string_view decode_part(std::string_view content, bool raw, const Token& token);
  ExprList fold(std::vector<StringPart>& parts, bool formatted);

  // parser_targets.cpp: expressions that turn out to be targets.
  enum class TargetUse { kAssign, kDelete, kFor };
  Expr* for_targets();
  void to_store(Expr* target, TargetUse use = TargetUse::kAssign);
  void set_context(Expr* target, ExprContext context);
  Expr* invalid_target(Expr* target, TargetUse use) const;
  [[noreturn]] void fail_target(Expr* invalid, TargetUse use);
  static std::string_view describe(const Expr* expr);

  // parser_errors.cpp
  [[noreturn]] void fail();
  [[noreturn]] void fail(std::string message);  // at the current token
  [[noreturn]] void fail_at(std::string message, Span span);
  [[noreturn]] void fail_indentation(std::string message);
  [[noreturn]] void fail_nesting();
  [[noreturn]] void raise(SyntaxFailure failure);
  void check_forgotten_comma();
  void check_legacy_statement();
  void check_match_without_colon();
  void check_equal(const Token* first, Expr* left);
  void check_invalid_assignment(const Token* first, Expr* target);
  // While looking for a better message, a rule takes as much as it can, as CPython's rules would: false, and nothing
  // consumed, where `rule` cannot go on. Otherwise only runs `rule`.
  template <typename Rule>
  bool attempt(Rule rule) {
    if (!explaining_) {
      rule();
      return true;
    }
    const Token* token = token_;
    uint32_t prev_end = prev_end_, fstrings = fstring_depth_;
    try {
      rule();
      return true;
    } catch (const SyntaxFailure& failure) {
      if (tokens_begin_[failure.token].kind == Kind::kError) throw;
      token_ = token;
      prev_end_ = prev_end;
      fstring_depth_ = fstrings;
      return false;
    }
  }
  bool try_parse(Expr* (Parser::*rule)(), Expr** result = nullptr);
  // Throws unless the target version is 3.`minor` or later; `what` is like "Exception groups are".
  void require(int minor, std::string_view what);
  bool version_is(int minor) const {
    return options_.mode != ParseMode::kStub && options_.version == PythonVersion{3, minor};
  }
  bool version_at_least(int minor) const {
    return options_.mode == ParseMode::kStub || options_.version >= PythonVersion{3, minor};
  }

  std::string_view type_comment();
  void check_depth(Module* module);

  const SourceFile& file_;
  Span range_;
  const LexResult& lexed_;
  const ParseOptions& options_;
  Arena& arena_;
  const Token* tokens_begin_;
  const Token* tokens_end_;
  const Token* token_;
  uint32_t prev_end_ = 0;
  uint32_t depth_ = 0;
  bool long_chain_ = false;  // a tree deeper than the recursion that built it is possible
  bool explaining_ = false;  // looking for a better message: failures stay plain
  uint32_t fstring_depth_ = 0;
  NodeCounts counts_;
  std::vector<void*> scratch_;

  // The disjunction that expression() read last, for "Perhaps you forgot a comma?".
  const Token* statement_ = nullptr;  // where the current simple statement starts
  const Token* last_begin_ = nullptr;
  const Token* last_end_ = nullptr;
  Span last_span_;

  struct CachedName {
    std::string_view text;
    Name name;
  };
  std::array<CachedName, 1024> names_{};
};

// Chains longer than this make the parser measure the depth of the finished tree.
inline constexpr uint32_t kLongChain = 200;

}  // namespace krait::syntax
