// Driving the check, and its rules for expressions.
#include "syntax/semantic_errors.h"

#include <algorithm>

#include "syntax/semantic_checker.h"
#include "syntax/visit.h"

namespace krait::syntax {

void SemanticChecker::run() {
  scopes_.emplace_back();
  push_all(module_.body, {});
  push(module_.expression, {});
  std::reverse(stack_.begin(), stack_.end());
  while (!stack_.empty()) {
    Item next = stack_.back();
    stack_.pop_back();
    size_t mark = stack_.size();
    if (next.sort == Item::Sort::kStmt) {
      visit(static_cast<const Stmt*>(next.node), next.context);
    } else {
      visit(static_cast<const Expr*>(next.node), next.context);
    }
    std::reverse(stack_.begin() + static_cast<std::ptrdiff_t>(mark), stack_.end());
  }
  for (const Scope& made : scopes_) {
    if (!made.is_async || !made.generator || made.kind != ScopeKind::kFunction) continue;
    for (Span span : made.value_returns) fail(span, "'return' with value in async generator");
  }
}

void SemanticChecker::report(DiagnosticSink& sink) {
  std::stable_sort(faults_.begin(), faults_.end(),
                   [](const Fault& a, const Fault& b) { return a.span.begin < b.span.begin; });
  for (Fault& fault : faults_)
    sink.error(DiagnosticCode::kSyntaxError, *module_.file, fault.span, std::move(fault.message));
}

void SemanticChecker::push_starred(ExprList elements, Context context) {
  for (const Expr* element : elements) {
    const auto* starred = as<Starred>(element);
    push(starred != nullptr ? starred->value : element, context);
  }
}

void SemanticChecker::push_children(const Stmt* stmt, Context context) {
  visit_children(stmt, [&](const auto* child) {
    using Child = std::remove_cvref_t<decltype(*child)>;
    if constexpr (std::is_same_v<Child, Expr> || std::is_same_v<Child, Stmt>) push(child, context);
  });
}

void SemanticChecker::push_children(const Expr* expr, Context context) {
  visit_children(expr, [&](const Expr* child) { push(child, context); });
}

void SemanticChecker::visit(const Expr* expr, Context context) {
  switch (expr->kind) {
    case ExprKind::kYield:
    case ExprKind::kYieldFrom: {
      Scope& here = scope(context);
      bool from = expr->kind == ExprKind::kYieldFrom;
      if (here.kind == ScopeKind::kModule || here.kind == ScopeKind::kClass) {
        bool named = from && module_.version >= PythonVersion{3, 13};
        fail(expr->span, named ? "'yield from' outside function" : "'yield' outside function");
      } else if (from && here.kind == ScopeKind::kFunction && here.is_async) {
        fail(expr->span, "'yield from' inside async function");
      }
      here.generator = true;
      push_children(expr, context);
      return;
    }
    case ExprKind::kAwait:
      await(expr, context);
      push_children(expr, context);
      return;
    case ExprKind::kStarred: {
      const auto* starred = to<Starred>(expr);
      fail(expr->span, starred->ctx == ExprContext::kStore ? "starred assignment target must be in a list or tuple"
                                                           : "can't use starred expression here");
      push(starred->value, context);
      return;
    }
    case ExprKind::kList:
    case ExprKind::kTuple: {
      bool is_list = expr->kind == ExprKind::kList;
      ExprList elements = is_list ? to<List>(expr)->elts : to<Tuple>(expr)->elts;
      if ((is_list ? to<List>(expr)->ctx : to<Tuple>(expr)->ctx) == ExprContext::kStore) unpacking(elements, context);
      push_starred(elements, context);
      return;
    }
    case ExprKind::kSet:
      push_starred(to<Set>(expr)->elts, context);
      return;
    case ExprKind::kCall: {
      const auto* call = to<Call>(expr);
      push(call->func, context);
      push_starred(call->args, context);
      keywords(call->keywords, context);
      return;
    }
    case ExprKind::kNameExpr:
      check_name(to<NameExpr>(expr)->id, expr->span, to<NameExpr>(expr)->ctx);
      return;
    case ExprKind::kAttribute:
      check_name(to<Attribute>(expr)->attr, expr->span, to<Attribute>(expr)->ctx);
      push(to<Attribute>(expr)->value, context);
      return;
    case ExprKind::kLambda: {
      const auto* lambda = to<Lambda>(expr);
      arguments(lambda->args, context);
      uint32_t inner =
          add_scope({.kind = ScopeKind::kLambda, .parent = context.scope, .span = expr->span, .value_returns = {}});
      push(lambda->body, {.scope = inner});
      return;
    }
    case ExprKind::kListComp:
      comprehension(expr, to<ListComp>(expr)->elt, nullptr, to<ListComp>(expr)->generators, context);
      return;
    case ExprKind::kSetComp:
      comprehension(expr, to<SetComp>(expr)->elt, nullptr, to<SetComp>(expr)->generators, context);
      return;
    case ExprKind::kGeneratorExp:
      comprehension(expr, to<GeneratorExp>(expr)->elt, nullptr, to<GeneratorExp>(expr)->generators, context);
      return;
    case ExprKind::kDictComp:
      comprehension(expr, to<DictComp>(expr)->key, to<DictComp>(expr)->value, to<DictComp>(expr)->generators, context);
      return;
    default:
      push_children(expr, context);
  }
}

void SemanticChecker::check_name(Name name, Span span, ExprContext context) {
  static const Name kDebug = Name::intern("__debug__");
  if (name != kDebug || context == ExprContext::kLoad) return;
  fail(span, context == ExprContext::kDel ? "cannot delete __debug__" : "cannot assign to __debug__");
}

void SemanticChecker::parameter(const Arg* arg, bool star, Context context) {
  if (arg == nullptr) return;
  check_name(arg->arg, arg->span);
  const auto* starred = star ? as<Starred>(arg->annotation) : nullptr;
  push(starred != nullptr ? starred->value : arg->annotation, context);
}

void SemanticChecker::arguments(const Arguments* args, Context context) {
  for (const Expr* value : args->defaults) push(value, context);
  for (const Expr* value : args->kw_defaults) push(value, context);
  for (const Arg* arg : args->posonlyargs) parameter(arg, false, context);
  for (const Arg* arg : args->args) parameter(arg, false, context);
  parameter(args->vararg, true, context);
  for (const Arg* arg : args->kwonlyargs) parameter(arg, false, context);
  parameter(args->kwarg, false, context);
}

void SemanticChecker::keywords(KeywordList list, Context context) {
  std::unordered_set<Name> seen;
  for (const Keyword* keyword : list) {
    if (keyword->arg) {
      check_name(keyword->arg, keyword->span);
      if (!seen.insert(keyword->arg).second) fail(keyword->span, "keyword argument repeated: " + keyword->arg.str());
    }
    push(keyword->value, context);
  }
}

void SemanticChecker::unpacking(ExprList elements, Context) {
  bool starred = false;
  for (size_t i = 0; i < elements.size(); ++i) {
    if (!is<Starred>(elements[i])) continue;
    // What the instruction can count.
    if (!starred && (i >= (1u << 8) || elements.size() - i - 1 >= (1u << 23))) {
      fail(elements[i]->span, "too many expressions in star-unpacking assignment");
      return;
    }
    if (starred) {
      fail(elements[i]->span, "multiple starred expressions in assignment");
      return;
    }
    starred = true;
  }
}

void SemanticChecker::comprehension(const Expr* expr, const Expr* first, const Expr* second,
                                    ComprehensionList generators, Context context) {
  // The first iterable belongs to the scope outside.
  push(generators[0]->iter, context);
  uint32_t inner = add_scope({.kind = ScopeKind::kComprehension,
                              .generator = is<GeneratorExp>(expr),
                              .parent = context.scope,
                              .span = expr->span,
                              .value_returns = {}});
  Context inside{.scope = inner};
  for (const Comprehension* clause : generators) {
    if (clause->is_async) mark_asynchronous(inner);
    push(clause->target, inside);
    if (clause != generators[0]) push(clause->iter, inside);
    for (const Expr* test : clause->ifs) push(test, inside);
  }
  push(first, inside);
  push(second, inside);
}

void SemanticChecker::await(const Expr* expr, Context context) {
  const Scope& here = scope(context);
  switch (here.kind) {
    case ScopeKind::kModule:
    case ScopeKind::kClass:
      fail(expr->span, "'await' outside function");
      break;
    case ScopeKind::kComprehension:
      mark_asynchronous(context.scope);
      break;
    default:
      if (!here.is_async) fail(expr->span, "'await' outside async function");
  }
}

// A comprehension that awaits makes the one around it await too; generator expressions only hand out the awaiting.
void SemanticChecker::mark_asynchronous(uint32_t comprehension) {
  for (;;) {
    Scope& here = scopes_[comprehension];
    if (here.is_async) return;
    here.is_async = true;
    if (here.generator) return;
    const Scope& around = scopes_[here.parent];
    if (around.kind != ScopeKind::kComprehension) {
      bool in_async_def = around.kind == ScopeKind::kFunction && around.is_async;
      if (!in_async_def) fail(here.span, "asynchronous comprehension outside of an asynchronous function");
      return;
    }
    comprehension = here.parent;
  }
}

void check_semantics(const Module& module, DiagnosticSink& sink) {
  SemanticChecker checker(module);
  checker.run();
  checker.report(sink);
}

}  // namespace krait::syntax
