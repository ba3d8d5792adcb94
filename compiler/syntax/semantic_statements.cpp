// Rules of check_semantics for statements.
#include "syntax/semantic_checker.h"

namespace krait::syntax {

void SemanticChecker::visit(const Stmt* stmt, Context context) {
  switch (stmt->kind) {
    case StmtKind::kFunctionDef: {
      const auto* def = to<FunctionDef>(stmt);
      function(stmt, def->args, def->body, def->decorator_list, def->returns, def->name, def->type_params, false,
               context);
      return;
    }
    case StmtKind::kAsyncFunctionDef: {
      const auto* def = to<AsyncFunctionDef>(stmt);
      function(stmt, def->args, def->body, def->decorator_list, def->returns, def->name, def->type_params, true,
               context);
      return;
    }
    case StmtKind::kClassDef:
      class_definition(to<ClassDef>(stmt), context);
      return;
    case StmtKind::kReturn:
      return_statement(to<Return>(stmt), context);
      return;
    case StmtKind::kFor: {
      const auto* head = to<For>(stmt);
      loop(head->target, head->iter, head->body, head->orelse, context);
      return;
    }
    case StmtKind::kAsyncFor: {
      const auto* head = to<AsyncFor>(stmt);
      if (!scope(context).is_async) fail(stmt->span, "'async for' outside async function");
      loop(head->target, head->iter, head->body, head->orelse, context);
      return;
    }
    case StmtKind::kWhile: {
      const auto* head = to<While>(stmt);
      loop(nullptr, head->test, head->body, head->orelse, context);
      return;
    }
    case StmtKind::kBreak:
    case StmtKind::kContinue:
      if (context.star_handler_in_loop) {
        fail(stmt->span, "'break', 'continue' and 'return' cannot appear in an 'except*' block");
      } else if (!context.in_loop) {
        fail(stmt->span, stmt->kind == StmtKind::kBreak ? "'break' outside loop" : "'continue' not properly in loop");
      }
      return;
    case StmtKind::kWith:
      with(to<With>(stmt)->items, to<With>(stmt)->body, context);
      return;
    case StmtKind::kAsyncWith:
      if (!scope(context).is_async) fail(stmt->span, "'async with' outside async function");
      with(to<AsyncWith>(stmt)->items, to<AsyncWith>(stmt)->body, context);
      return;
    case StmtKind::kTry: {
      const auto* attempt = to<Try>(stmt);
      try_statement(attempt->body, attempt->handlers, attempt->orelse, attempt->finalbody, false, context);
      return;
    }
    case StmtKind::kTryStar: {
      const auto* attempt = to<TryStar>(stmt);
      try_statement(attempt->body, attempt->handlers, attempt->orelse, attempt->finalbody, true, context);
      return;
    }
    case StmtKind::kMatch:
      match(to<Match>(stmt), context);
      return;
    case StmtKind::kImport:
    case StmtKind::kImportFrom: {
      bool is_from = stmt->kind == StmtKind::kImportFrom;
      for (const Alias* alias : is_from ? to<ImportFrom>(stmt)->names : to<Import>(stmt)->names)
        check_name(alias->asname ? alias->asname : alias->name, alias->span);
      return;
    }
    case StmtKind::kTypeAlias:
      type_parameters(to<TypeAlias>(stmt)->type_params, context);
      push(to<TypeAlias>(stmt)->value, context);
      return;
    default:
      push_children(stmt, context);
  }
}

void SemanticChecker::type_parameters(TypeParamList params, Context context) {
  bool seen_default = false;
  for (const TypeParam* param : params) {
    auto order = [&](Name name, const Expr* value) {
      if (value == nullptr && seen_default)
        fail(param->span, "non-default type parameter '" + name.str() + "' follows default type parameter");
      seen_default |= value != nullptr;
    };
    if (const auto* variable = as<TypeVar>(param)) order(variable->name, variable->default_value);
    if (const auto* spec = as<ParamSpec>(param)) order(spec->name, spec->default_value);
    if (const auto* tuple = as<TypeVarTuple>(param)) order(tuple->name, tuple->default_value);
    switch (param->kind) {
      case TypeParamKind::kTypeVar:
        push(to<TypeVar>(param)->bound, context);
        push(to<TypeVar>(param)->default_value, context);
        break;
      case TypeParamKind::kParamSpec:
        push(to<ParamSpec>(param)->default_value, context);
        break;
      case TypeParamKind::kTypeVarTuple: {
        const Expr* value = to<TypeVarTuple>(param)->default_value;
        push(is<Starred>(value) ? to<Starred>(value)->value : value, context);
        break;
      }
    }
  }
}

void SemanticChecker::function(const Stmt* stmt, const Arguments* args, StmtList body, ExprList decorators,
                               const Expr* returns, Name name, TypeParamList type_params, bool is_async,
                               Context context) {
  check_name(name, stmt->span);
  for (const Expr* decorator : decorators) push(decorator, context);
  type_parameters(type_params, context);
  arguments(args, context);
  push(returns, context);
  uint32_t inner = add_scope({.kind = ScopeKind::kFunction,
                              .is_async = is_async,
                              .parent = context.scope,
                              .span = stmt->span,
                              .value_returns = {}});
  push_all(body, {.scope = inner});
}

void SemanticChecker::class_definition(const ClassDef* def, Context context) {
  check_name(def->name, def->span);
  for (const Expr* decorator : def->decorator_list) push(decorator, context);
  type_parameters(def->type_params, context);
  push_starred(def->bases, context);
  keywords(def->keywords, context);
  uint32_t inner =
      add_scope({.kind = ScopeKind::kClass, .parent = context.scope, .span = def->span, .value_returns = {}});
  push_all(def->body, {.scope = inner});
}

void SemanticChecker::return_statement(const Return* stmt, Context context) {
  Scope& here = scope(context);
  if (here.kind != ScopeKind::kFunction) {
    fail(stmt->span, "'return' outside function");
  } else if (context.in_star_handler) {
    fail(stmt->span, "'break', 'continue' and 'return' cannot appear in an 'except*' block");
  }
  if (stmt->value != nullptr) {
    here.value_returns.push_back(stmt->span);
    push(stmt->value, context);
  }
}

void SemanticChecker::loop(const Expr* target, const Expr* head, StmtList body, StmtList otherwise, Context context) {
  push(head, context);
  push(target, context);
  Context inside = context;
  inside.in_loop = true;
  inside.star_handler_in_loop = false;
  push_all(body, inside);
  push_all(otherwise, context);
}

void SemanticChecker::with(WithItemList items, StmtList body, Context context) {
  for (const WithItem* item : items) {
    push(item->context_expr, context);
    push(item->optional_vars, context);
  }
  push_all(body, context);
}

void SemanticChecker::try_statement(StmtList body, ExceptHandlerList handlers, StmtList otherwise, StmtList finally,
                                    bool star, Context context) {
  push_all(body, context);
  Context inside = context;
  if (star) inside.in_star_handler = inside.star_handler_in_loop = true;
  for (const ExceptHandler* handler : handlers) {
    if (handler->type == nullptr && handler != handlers.back()) fail(handler->span, "default 'except:' must be last");
    push(handler->type, context);
    if (handler->name) check_name(handler->name, handler->span);
    push_all(handler->body, inside);
  }
  push_all(otherwise, context);
  push_all(finally, context);
}

void SemanticChecker::match(const Match* stmt, Context context) {
  push(stmt->subject, context);
  for (const MatchCase* match_case : stmt->cases) {
    Bound bound;
    bool irrefutable_allowed = match_case->guard != nullptr || match_case == stmt->cases.back();
    pattern(match_case->pattern, irrefutable_allowed, bound, context);
    push(match_case->guard, context);
    push_all(match_case->body, context);
  }
}

}  // namespace krait::syntax
