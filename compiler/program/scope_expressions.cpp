// The first pass over scopes: expressions and patterns.
#include <fmt/format.h>

#include "program/scope_builder.h"
#include "syntax/visit.h"

namespace krait::program {

using namespace syntax;

namespace {

const Name kSuper = Name::intern("super");
const Name kDunderClass = Name::intern("__class__");
const Name kImplicitArgument = Name::intern(".0");

}  // namespace

void ScopeBuilder::visit_list(ExprList list) {
  for (const Expr* expr : list) visit(expr);
}

void ScopeBuilder::visit(const Expr* expr) {
  if (expr == nullptr) return;
  switch (expr->kind) {
    case ExprKind::kNameExpr:
      return visit_name(to<NameExpr>(expr));
    case ExprKind::kNamedExpr:
      return visit_named(to<NamedExpr>(expr));
    case ExprKind::kLambda:
      return visit_lambda(to<Lambda>(expr));
    case ExprKind::kListComp: {
      const auto* comp = to<ListComp>(expr);
      return visit_comprehension(expr, ScopeKind::kListComp, "listcomp", comp->generators, comp->elt, nullptr);
    }
    case ExprKind::kSetComp: {
      const auto* comp = to<SetComp>(expr);
      return visit_comprehension(expr, ScopeKind::kSetComp, "setcomp", comp->generators, comp->elt, nullptr);
    }
    case ExprKind::kDictComp: {
      const auto* comp = to<DictComp>(expr);
      return visit_comprehension(expr, ScopeKind::kDictComp, "dictcomp", comp->generators, comp->key, comp->value);
    }
    case ExprKind::kGeneratorExp: {
      const auto* comp = to<GeneratorExp>(expr);
      return visit_comprehension(expr, ScopeKind::kGenerator, "genexpr", comp->generators, comp->elt, nullptr);
    }
    case ExprKind::kYield:
    case ExprKind::kYieldFrom:
      return visit_yield(expr);
    case ExprKind::kAwait:
      visit(to<Await>(expr)->value);
      current().is_coroutine = true;
      return;
    case ExprKind::kCall:
      return visit_call(to<Call>(expr));
    case ExprKind::kIfExp:
      visit(to<IfExp>(expr)->test);
      visit(to<IfExp>(expr)->body);
      return visit(to<IfExp>(expr)->orelse);
    default:
      return visit_children(expr, [this](const Expr* child) { visit(child); });
  }
}

void ScopeBuilder::visit_name(const NameExpr* name) {
  if (name->ctx == ExprContext::kLoad) {
    add(name->id, kUsed, name->span);
    // `super()` finds its class through the cell `__class__`.
    if (name->id == kSuper && is_function_block(current())) add(kDunderClass, kUsed, name->span);
    return;
  }
  DefinitionKind kind = name->ctx == ExprContext::kDel ? DefinitionKind::kDelete : target_kind_;
  define(name->id, kBoundLocally, kind, name, name->span);
}

void ScopeBuilder::visit_target(const Expr* target, DefinitionKind kind) {
  DefinitionKind outer = target_kind_;
  target_kind_ = kind;
  visit(target);
  target_kind_ = outer;
}

void ScopeBuilder::visit_named(const NamedExpr* named) {
  if (states_.back().iterable_depth > 0) {
    fail(named->span, "assignment expression cannot be used in a comprehension iterable expression");
  }
  if (is_comprehension(current().kind)) extend_named(named);
  visit(named->value);
  const auto* target = to<NameExpr>(named->target);
  define(target->id, kBoundLocally, DefinitionKind::kNamedExpr, named, target->span);
}

// `:=` in a comprehension binds in the function (or module) around it.
void ScopeBuilder::extend_named(const NamedExpr* named) {
  Name name = to<NameExpr>(named->target)->id;
  Span span = named->target->span;
  for (ScopeId id = current_; id != kNoScope; id = scopes_.scopes_[id].parent) {
    Scope& scope = scopes_.scopes_[id];
    const Symbol* earlier = lookup(scope, mangled(name));
    uint16_t flags = earlier != nullptr ? earlier->flags : 0;
    if (is_comprehension(scope.kind)) {
      if ((flags & kComprehensionTarget) != 0) {
        fail(span,
             fmt::format("assignment expression cannot rebind comprehension iteration variable '{}'", name.text()));
      }
      continue;
    }
    if (scope.kind == ScopeKind::kClass) {
      fail(span, "assignment expression within a comprehension cannot be used in a class body");
      return;
    }
    directives_.push_back({current_, mangled(name), span});
    if (scope.kind == ScopeKind::kModule) {
      add(name, kDeclaredGlobal, span);
      return;
    }
    add(name, (flags & kDeclaredGlobal) != 0 ? kDeclaredGlobal : kDeclaredNonlocal, span);
    add_to(id, name, kBoundLocally, span);
    return;
  }
}

void ScopeBuilder::visit_lambda(const Lambda* lambda) {
  visit_defaults(lambda->args);
  enter(ScopeKind::kLambda, Name::intern("lambda"), lambda->span);
  scopes_.by_expr_[lambda->node_id] = current_;
  current().expression = lambda;
  visit_parameters(lambda->args);
  visit(lambda->body);
  leave();
}

void ScopeBuilder::visit_call(const Call* call) {
  if (const auto* callee = as<NameExpr>(call->func)) {
    std::string_view text = callee->id.text();
    if (text == "locals" || text == "vars" || text == "exec" || text == "eval" || text == "dir") {
      current().may_inspect_locals = true;
    }
  }
  visit_children(call, [this](const Expr* child) { visit(child); });
}

void ScopeBuilder::visit_yield(const Expr* expr) {
  visit(is<Yield>(expr) ? to<Yield>(expr)->value : to<YieldFrom>(expr)->value);
  Scope& scope = current();
  if (is_comprehension(scope.kind)) {
    static constexpr std::string_view kPlaces[] = {"list comprehension", "set comprehension", "dict comprehension",
                                                   "generator expression"};
    size_t place = static_cast<size_t>(scope.kind) - static_cast<size_t>(ScopeKind::kListComp);
    fail(expr->span, fmt::format("'yield' inside {}", kPlaces[place]));
  }
  scope.is_generator = true;
}

void ScopeBuilder::visit_comprehension(const Expr* expr, ScopeKind kind, std::string_view name,
                                       ComprehensionList generators, const Expr* elt, const Expr* value) {
  // The outermost iterable is evaluated where the comprehension stands.
  ++states_.back().iterable_depth;
  visit(generators[0]->iter);
  --states_.back().iterable_depth;
  enter(kind, Name::intern(name), expr->span);
  scopes_.by_expr_[expr->node_id] = current_;
  current().expression = expr;
  define(kImplicitArgument, kParameter, DefinitionKind::kParameter, nullptr, expr->span);
  bool is_async = false;
  for (size_t i = 0; i < generators.size(); ++i) {
    const Comprehension* part = generators[i];
    is_async |= part->is_async != 0;
    states_.back().in_target = true;
    visit_target(part->target, DefinitionKind::kComprehension);
    states_.back().in_target = false;
    if (i != 0) {
      ++states_.back().iterable_depth;
      visit(part->iter);
      --states_.back().iterable_depth;
    }
    visit_list(part->ifs);
  }
  visit(value);
  visit(elt);
  current().is_coroutine |= is_async;
  bool passes_on = current().is_coroutine && kind != ScopeKind::kGenerator;
  if (kind == ScopeKind::kGenerator) current().is_generator = true;
  leave();
  if (passes_on) current().is_coroutine = true;
}

void ScopeBuilder::visit(const Pattern* pattern) {
  switch (pattern->kind) {
    case PatternKind::kMatchValue:
      return visit(to<MatchValue>(pattern)->value);
    case PatternKind::kMatchSingleton:
      return;
    case PatternKind::kMatchSequence:
      for (const Pattern* part : to<MatchSequence>(pattern)->patterns) visit(part);
      return;
    case PatternKind::kMatchMapping: {
      const auto* mapping = to<MatchMapping>(pattern);
      visit_list(mapping->keys);
      for (const Pattern* part : mapping->patterns) visit(part);
      if (mapping->rest) define(mapping->rest, kBoundLocally, DefinitionKind::kPattern, pattern, pattern->span);
      return;
    }
    case PatternKind::kMatchClass: {
      const auto* match = to<MatchClass>(pattern);
      visit(match->cls);
      for (const Pattern* part : match->patterns) visit(part);
      for (const Pattern* part : match->kwd_patterns) visit(part);
      return;
    }
    case PatternKind::kMatchStar: {
      Name name = to<MatchStar>(pattern)->name;
      if (name) define(name, kBoundLocally, DefinitionKind::kPattern, pattern, pattern->span);
      return;
    }
    case PatternKind::kMatchAs: {
      const auto* match = to<MatchAs>(pattern);
      if (match->pattern != nullptr) visit(match->pattern);
      if (match->name) define(match->name, kBoundLocally, DefinitionKind::kPattern, pattern, pattern->span);
      return;
    }
    case PatternKind::kMatchOr:
      for (const Pattern* part : to<MatchOr>(pattern)->patterns) visit(part);
      return;
  }
}

}  // namespace krait::program
