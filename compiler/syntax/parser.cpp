#include "syntax/parser.h"

#include "base/hash.h"
#include "syntax/parser_impl.h"
#include "syntax/unicode.h"
#include "syntax/visit.h"

namespace krait::syntax {

Parser::Parser(const SourceFile& file, Span range, const LexResult& lexed, const ParseOptions& options, Arena& arena)
    : file_(file),
      range_(range),
      lexed_(lexed),
      options_(options),
      arena_(arena),
      tokens_begin_(lexed.tokens.data()),
      tokens_end_(lexed.tokens.data() + lexed.tokens.size()),
      token_(tokens_begin_),
      counts_(options.first_ids) {
  scratch_.reserve(256);
}

Module* Parser::parse() {
  auto* module = arena_.make<Module>();
  module->file = &file_;
  module->version = options_.version;
  module->mode = options_.mode;
  if (options_.mode == ParseMode::kEval) {
    module->expression = star_expressions();
    while (at(Kind::kNewline)) skip_layout();
    if (!at(Kind::kEndMarker)) fail();
  } else {
    Gather<Stmt> body(*this);
    while (!at(Kind::kEndMarker)) statement(body);
    module->body = body.finish();
  }
  if (options_.type_comments) {
    Gather<TypeIgnore> ignores(*this);
    for (const TypeIgnoreComment& comment : lexed_.type_ignores) {
      ignores.push(make_at<TypeIgnore>(Span{comment.offset, comment.tag.end},
                                       static_cast<int>(file_.line(comment.offset)), file_.text(comment.tag)));
    }
    module->type_ignores = ignores.finish();
  }
  module->counts = counts_;
  check_depth(module);
  return module;
}

// Recursion bounds how deep most things nest; chains of operators, attributes and calls grow in loops.
void Parser::check_depth(Module* module) {
  if (!long_chain_ || options_.max_tree_depth == 0) return;
  struct Level {
    visit_detail::AnyNode node;
    uint32_t depth;
  };
  std::vector<Level> stack;
  uint32_t current = 0;
  bool too_deep = false;
  Span place;
  auto push = [&]<typename T>(T* node, auto& self) -> void {
    stack.push_back({{[](void* any, void* context) {
                        auto& visitor = *static_cast<std::remove_reference_t<decltype(self)>*>(context);
                        visit_children(static_cast<T*>(any), [&](auto* child) { visitor(child, visitor); });
                      },
                      node},
                     current});
    if (current > options_.max_tree_depth) too_deep = true, place = node->span;
  };
  for (Stmt* root : module->body) push(root, push);
  if (module->expression != nullptr) push(module->expression, push);
  while (!stack.empty() && !too_deep) {
    Level next = stack.back();
    stack.pop_back();
    current = next.depth + 1;
    next.node.visit(next.node.node, &push);
  }
  if (too_deep) {
    raise({{"expression or statement nests deeper than " + std::to_string(options_.max_tree_depth) + " levels", place},
           0,
           false,
           DiagnosticCode::kNestingLimit});
  }
}

Name Parser::name_of(const Token& token) {
  std::string_view word = text(token);
  uint64_t hash = word.size() * 0x9E3779B97F4A7C15U;
  for (char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  CachedName& cached = names_[(hash ^ hash >> 32) % names_.size()];
  if (cached.text == word) return cached.name;
  cached = {word, token.flag ? Name::intern(normalize_nfkc(word)) : Name::intern(word)};
  return cached.name;
}

Name Parser::identifier() {
  if (!at(Kind::kName)) fail();
  Name name = name_of(*token_);
  advance();
  return name;
}

void Parser::expect_forced(Kind expected) {
  if (accept(expected)) return;
  if (at(Kind::kError)) fail();
  fail("expected '" + std::string(token_text(expected)) + "'");
}

void Parser::expect_colon() {
  if (accept(Kind::kColon)) return;
  if (at(Kind::kNewline)) fail("expected ':'");
  fail();
}

std::string_view Parser::type_comment() {
  if (!at(Kind::kTypeComment)) return {};
  std::string_view comment = text(*token_);
  advance();
  return comment;
}

void Parser::statement(Gather<Stmt>& out) {
  switch (kind()) {
    case Kind::kIf:
    case Kind::kWhile:
    case Kind::kFor:
    case Kind::kTry:
    case Kind::kWith:
    case Kind::kDef:
    case Kind::kClass:
    case Kind::kAsync:
    case Kind::kAt:
      out.push(compound_statement());
      return;
    case Kind::kName:
      if (at_word("match") && starts_match()) {
        out.push(match_statement());
        return;
      }
      break;
    case Kind::kIndent: {
      SyntaxFailure failure{{"unexpected indent", {token_->begin, token_->end}, SyntaxErrorKind::kIndentation},
                            static_cast<uint32_t>(token_ - tokens_begin_),
                            true};
      raise(failure);
    }
    default:
      break;
  }
  simple_statements(out);
}

void Parser::simple_statements(Gather<Stmt>& out) {
  for (;;) {
    statement_ = token_;
    out.push(simple_statement());
    if (!at(Kind::kSemicolon)) break;
    advance();  // no part of the statement, but of the block that it ends
    if (at(Kind::kNewline)) break;
  }
  if (!at(Kind::kNewline)) fail();
  skip_layout();
}

void Parser::statements(Gather<Stmt>& out) {
  do {
    statement(out);
  } while (!at(Kind::kDedent) && !at(Kind::kEndMarker));
}

StmtList Parser::block(std::string_view owner, uint32_t owner_begin) {
  Gather<Stmt> body(*this);
  if (!at(Kind::kNewline)) {
    simple_statements(body);
    return body.finish();
  }
  if (peek() != Kind::kIndent) {
    skip_layout();
    if (at(Kind::kError)) fail();
    fail_indentation("expected an indented block after " + std::string(owner) + " on line " +
                     std::to_string(file_.line(owner_begin)));
  }
  skip_layout();
  skip_layout();
  Nesting nesting(*this);
  statements(body);
  if (!at(Kind::kDedent)) fail();
  skip_layout();
  return body.finish();
}

StmtList Parser::else_block(Kind keyword, std::string_view owner) {
  if (!at(keyword)) return {};
  uint32_t from = begin();
  advance();
  expect_forced(Kind::kColon);
  return block(owner, from);
}

Module* parse_range(const SourceFile& file, Span range, const ParseOptions& options, Arena& arena,
                    DiagnosticSink& sink) {
  LexOptions lex_options{.version = options.mode == ParseMode::kStub ? kNewestPython : options.version,
                         .type_comments = options.type_comments,
                         .stub = options.mode == ParseMode::kStub,
                         .expression = options.mode == ParseMode::kEval};
  LexResult lexed = lex(file, range, lex_options);
  Parser parser(file, range, lexed, options, arena);
  try {
    return parser.parse();
  } catch (const SyntaxFailure& failure) {
    SyntaxFailure found = parser.resolve(failure);
    Span span = found.fault.span;
    // To CPython the end of the text is on its last line.
    if (span.begin != 0 && span.begin == file.text().size()) --span.begin;
    sink.error(found.code, file, span, found.fault.message);
    return nullptr;
  }
}

Module* parse_module(const SourceFile& file, const ParseOptions& options, Arena& arena, DiagnosticSink& sink) {
  return parse_range(file, {0, static_cast<uint32_t>(file.text().size())}, options, arena, sink);
}

}  // namespace krait::syntax
