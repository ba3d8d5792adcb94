// Internal to the component: the two passes that make Scopes. First every scope's uses and bindings are collected, in
// the order in which CPython's symtable.c visits the tree; then each name is given its storage (scope_resolution.cpp).
#pragma once

#include <string>
#include <vector>

#include "program/definitions.h"
#include "program/scopes.h"

namespace krait::program {

class ScopeBuilder {
 public:
  ScopeBuilder(const syntax::Module& module, DiagnosticSink& sink) : module_(module), sink_(sink) {}
  Scopes run();

 private:
  // What matters only while a scope is being collected.
  struct State {
    int iterable_depth = 0;  // inside the iterable of a comprehension, where `:=` is not allowed
    bool in_target = false;  // inside the target of a comprehension
  };

  void read_future_imports();
  // The trees that come here are no deeper than ParseOptions::max_tree_depth, which bounds the recursion below.
  void visit_body(syntax::StmtList body);
  void visit(const syntax::Stmt* stmt);
  void visit_function(const syntax::Stmt* stmt);
  void visit_class(const syntax::ClassDef* def);
  void visit_alias_statement(const syntax::TypeAlias* alias);
  void visit_annotated(const syntax::AnnAssign* assign);
  void visit_import(const syntax::Stmt* stmt, syntax::AliasList names);
  void visit_handler(const syntax::ExceptHandler* handler);
  void visit_with(const syntax::WithItem* item);
  void declare(const syntax::Stmt* stmt, syntax::NameList names, bool global);
  void visit(const syntax::Expr* expr);
  void visit_list(syntax::ExprList list);
  void visit_name(const syntax::NameExpr* name);
  void visit_named(const syntax::NamedExpr* named);
  void extend_named(const syntax::NamedExpr* named);
  void visit_lambda(const syntax::Lambda* lambda);
  void visit_call(const syntax::Call* call);
  void visit_comprehension(const syntax::Expr* expr, ScopeKind kind, std::string_view name,
                           syntax::ComprehensionList generators, const syntax::Expr* elt, const syntax::Expr* value);
  void visit_target(const syntax::Expr* target, DefinitionKind kind);
  void visit_yield(const syntax::Expr* expr);
  void visit(const syntax::Pattern* pattern);
  void visit_parameters(const syntax::Arguments* args);
  void visit_defaults(const syntax::Arguments* args);
  void visit_annotations(const syntax::Arguments* args, const syntax::Expr* returns);
  void visit_annotation(const syntax::Expr* annotation);
  void visit_type_params(syntax::TypeParamList params);
  void visit_bound(const syntax::TypeParam* param, const syntax::Expr* bound);

  Scope& current() { return scopes_.scopes_[current_]; }
  void enter(ScopeKind kind, Name name, Span span);
  void leave();
  static bool is_function_block(const Scope& scope) { return is_function_like(scope.kind); }

  Symbol& symbol(Scope& scope, Name mangled_name);
  // Null where the scope does not mention it.
  Symbol* lookup(Scope& scope, Name mangled_name);
  Name mangled(Name name) const { return mangle(private_class_, name); }
  // `name` as written.
  void add(Name name, uint16_t flag, Span span);
  void add_to(ScopeId scope, Name name, uint16_t flag, Span span);
  void define(Name name, uint16_t flag, DefinitionKind kind, const void* node, Span span);
  // CPython stops at the first error: only that one is reported.
  void fail(Span span, std::string message);

  void resolve();
  void resolve(Scope& scope, size_t index);
  ScopeId binding_scope(const Scope& scope, Name name) const;
  // `name`, taken from scope `owner`, is wanted in `scope`: notes it in all scopes between.
  void capture(Scope& scope, Name name, ScopeId owner);
  void merge_definitions();
  Span directive_span(const Scope& scope, Name name) const;

  const syntax::Module& module_;
  DiagnosticSink& sink_;
  Scopes scopes_;
  ScopeId current_ = kNoScope;
  std::vector<State> states_;
  // Where `global` and `nonlocal` were said, for messages.
  struct Directive {
    ScopeId scope;
    Name name;
    Span span;
  };
  std::vector<Directive> directives_;
  Name private_class_;
  const syntax::Stmt* statement_ = nullptr;
  DefinitionKind target_kind_ = DefinitionKind::kAssignment;
  bool failed_ = false;
};

}  // namespace krait::program
