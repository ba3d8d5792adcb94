// The state of check_semantics; private to semantic_*.cpp.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/diagnostics.h"
#include "syntax/ast.h"

namespace krait::syntax {

// Goes over the tree with a stack of its own. Each node waits there with the context it stands in.
class SemanticChecker {
 public:
  explicit SemanticChecker(const Module& module) : module_(module) {}
  void run();
  void report(DiagnosticSink& sink);

 private:
  enum class ScopeKind : uint8_t { kModule, kClass, kFunction, kLambda, kComprehension };

  // One for each function, class body, lambda and comprehension.
  struct Scope {
    ScopeKind kind = ScopeKind::kModule;
    bool is_async = false;   // an async def; or a comprehension found to be asynchronous
    bool generator = false;  // has a yield; or a generator expression
    uint32_t parent = 0;
    Span span;                        // of a comprehension
    std::vector<Span> value_returns;  // in an async def: wrong if there is a yield too
  };

  struct Context {
    uint32_t scope = 0;
    bool in_loop = false;
    bool in_star_handler = false;       // somewhere inside an except* block
    bool star_handler_in_loop = false;  // likewise, and no loop in between
  };

  struct Item {
    enum class Sort : uint8_t { kStmt, kExpr, kPattern } sort;
    const void* node;
    Context context;
    bool irrefutable_allowed = true;  // of a pattern: it may match everything
  };

  void fail(Span span, std::string message) { faults_.push_back({span, std::move(message)}); }
  Scope& scope(const Context& context) { return scopes_[context.scope]; }
  uint32_t add_scope(const Scope& scope) {
    scopes_.push_back(scope);
    return static_cast<uint32_t>(scopes_.size() - 1);
  }

  void push(const Stmt* stmt, Context context) { stack_.push_back({Item::Sort::kStmt, stmt, context}); }
  void push(const Expr* expr, Context context) {
    if (expr != nullptr) stack_.push_back({Item::Sort::kExpr, expr, context});
  }
  void push_all(StmtList body, Context context) {
    for (const Stmt* stmt : body) push(stmt, context);
  }
  // Elements among which `*x` may stand.
  void push_starred(ExprList elements, Context context);
  void push_children(const Stmt* stmt, Context context);
  void push_children(const Expr* expr, Context context);

  void visit(const Stmt* stmt, Context context);
  void visit(const Expr* expr, Context context);

  // semantic_statements.cpp
  void function(const Stmt* stmt, const Arguments* args, StmtList body, ExprList decorators, const Expr* returns,
                Name name, TypeParamList type_params, bool is_async, Context context);
  void class_definition(const ClassDef* def, Context context);
  void loop(const Expr* target, const Expr* head, StmtList body, StmtList otherwise, Context context);
  void try_statement(StmtList body, ExceptHandlerList handlers, StmtList otherwise, StmtList finally, bool star,
                     Context context);
  void with(WithItemList items, StmtList body, Context context);
  void match(const Match* stmt, Context context);
  void return_statement(const Return* stmt, Context context);
  void type_parameters(TypeParamList params, Context context);

  // semantic_errors.cpp
  void arguments(const Arguments* args, Context context);
  void parameter(const Arg* arg, bool star, Context context);
  void keywords(KeywordList list, Context context);
  void unpacking(ExprList elements, Context context);
  void comprehension(const Expr* expr, const Expr* first, const Expr* second, ComprehensionList generators,
                     Context context);
  void await(const Expr* expr, Context context);
  void mark_asynchronous(uint32_t comprehension);
  void check_name(Name name, Span span, ExprContext context = ExprContext::kStore);

  // semantic_patterns.cpp
  using Bound = std::unordered_set<Name>;
  void pattern(const Pattern* pattern, bool irrefutable_allowed, Bound& bound, Context context);
  void bind(Name name, Span span, Bound& bound);
  void sequence_pattern(const MatchSequence* pattern, Bound& bound, Context context);
  void mapping_pattern(const MatchMapping* pattern, Bound& bound, Context context);
  void class_pattern(const MatchClass* pattern, Bound& bound, Context context);
  void alternatives(const MatchOr* pattern, bool irrefutable_allowed, Bound& bound, Context context);

  struct Fault {
    Span span;
    std::string message;
  };

  const Module& module_;
  std::vector<Scope> scopes_;
  std::vector<Item> stack_;
  std::vector<Fault> faults_;
};

}  // namespace krait::syntax
