// The first pass over scopes: statements, and the bookkeeping of scopes and symbols.
#include "program/scope_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "syntax/visit.h"

namespace krait::program {

using namespace syntax;

// What CPython's future.c does: which features a file asks for, and whether it asks at the right place.
void ScopeBuilder::read_future_imports() {
  static constexpr std::string_view kFeatures[] = {
      "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
      "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations"};
  bool at_start = true, docstring = true;
  for (const Stmt* stmt : module_.body) {
    const auto* from = as<ImportFrom>(stmt);
    if (from == nullptr || from->level != 0 || !from->module || from->module != "__future__") {
      const auto* expression = as<ExprStmt>(stmt);
      const auto* text = expression != nullptr ? as<Constant>(expression->value) : nullptr;
      bool is_docstring = docstring && text != nullptr && text->value.is_str();
      docstring = false;
      if (!is_docstring) at_start = false;
      continue;
    }
    docstring = false;
    if (!at_start) {
      fail(stmt->span, "from __future__ imports must occur at the beginning of the file");
      return;
    }
    for (const Alias* alias : from->names) {
      std::string_view name = alias->name.text();
      if (name == "annotations") scopes_.future_annotations_ = true;
      if (std::find(std::begin(kFeatures), std::end(kFeatures), name) != std::end(kFeatures)) continue;
      fail(stmt->span, name == "braces" ? "not a chance" : fmt::format("future feature {} is not defined", name));
    }
  }
}

Scopes ScopeBuilder::run() {
  read_future_imports();
  scopes_.by_stmt_.assign(module_.counts.stmts, kNoScope);
  scopes_.by_expr_.assign(module_.counts.exprs, kNoScope);
  enter(ScopeKind::kModule, Name::intern("top"), {0, 0});
  visit_body(module_.body);
  if (module_.expression != nullptr) visit(module_.expression);
  leave();
  resolve();
  return std::move(scopes_);
}

void ScopeBuilder::enter(ScopeKind kind, Name name, Span span) {
  Scope scope;
  scope.id = static_cast<ScopeId>(scopes_.scopes_.size());
  scope.parent = current_;
  scope.kind = kind;
  scope.name = name;
  scope.private_class = private_class_;
  scope.offset = span.begin;
  State state;
  if (current_ != kNoScope) {
    Scope& outer = current();
    scope.nested = outer.nested || is_function_block(outer);
    outer.children.push_back(scope.id);
    state.iterable_depth = states_.back().iterable_depth;
  }
  current_ = scope.id;
  scopes_.scopes_.push_back(std::move(scope));
  states_.push_back(state);
}

void ScopeBuilder::leave() {
  current_ = current().parent;
  states_.pop_back();
}

Symbol& ScopeBuilder::symbol(Scope& scope, Name mangled_name) {
  auto [it, added] = scope.index_.try_emplace(mangled_name, static_cast<uint32_t>(scope.symbols.size()));
  if (added) scope.symbols.emplace_back().name = mangled_name;
  return scope.symbols[it->second];
}

Symbol* ScopeBuilder::lookup(Scope& scope, Name mangled_name) {
  auto it = scope.index_.find(mangled_name);
  return it == scope.index_.end() ? nullptr : &scope.symbols[it->second];
}

void ScopeBuilder::add(Name name, uint16_t flag, Span span) { add_to(current_, name, flag, span); }

void ScopeBuilder::add_to(ScopeId scope, Name name, uint16_t flag, Span span) {
  Name key = mangled(name);
  Symbol& s = symbol(scopes_.scopes_[scope], key);
  if ((flag & kParameter) != 0 && (s.flags & kParameter) != 0) {
    fail(span, fmt::format("duplicate argument '{}' in function definition", name.text()));
  }
  s.flags |= flag;
  if (scope == current_ && states_.back().in_target) {
    if ((s.flags & (kDeclaredGlobal | kDeclaredNonlocal)) != 0) {
      fail(span, fmt::format("comprehension inner loop cannot rebind assignment expression target '{}'", name.text()));
    }
    s.flags |= kComprehensionTarget;
  }
  if ((flag & kDeclaredGlobal) != 0) symbol(scopes_.scopes_[kModuleScope], key).flags |= flag;
}

void ScopeBuilder::define(Name name, uint16_t flag, DefinitionKind kind, const void* node, Span span) {
  add(name, flag, span);
  lookup(current(), mangled(name))->definitions.push_back({kind, current_, statement_, node, span});
}

void ScopeBuilder::fail(Span span, std::string message) {
  if (failed_) return;
  failed_ = true;
  sink_.error(DiagnosticCode::kSyntaxError, *module_.file, span, std::move(message));
}

void ScopeBuilder::visit_body(StmtList body) {
  const Stmt* outer = statement_;
  for (const Stmt* stmt : body) {
    statement_ = stmt;
    visit(stmt);
  }
  statement_ = outer;
}

void ScopeBuilder::visit(const Stmt* stmt) {
  switch (stmt->kind) {
    case StmtKind::kFunctionDef:
    case StmtKind::kAsyncFunctionDef:
      return visit_function(stmt);
    case StmtKind::kClassDef:
      return visit_class(to<ClassDef>(stmt));
    case StmtKind::kReturn:
      current().returns_value |= to<Return>(stmt)->value != nullptr;
      return visit(to<Return>(stmt)->value);
    case StmtKind::kDelete:
      for (const Expr* target : to<Delete>(stmt)->targets) visit_target(target, DefinitionKind::kDelete);
      return;
    case StmtKind::kAssign:
      for (const Expr* target : to<Assign>(stmt)->targets) visit_target(target, DefinitionKind::kAssignment);
      return visit(to<Assign>(stmt)->value);
    case StmtKind::kTypeAlias:
      return visit_alias_statement(to<TypeAlias>(stmt));
    case StmtKind::kAugAssign:
      visit_target(to<AugAssign>(stmt)->target, DefinitionKind::kAssignment);
      return visit(to<AugAssign>(stmt)->value);
    case StmtKind::kAnnAssign:
      return visit_annotated(to<AnnAssign>(stmt));
    case StmtKind::kFor: {
      const auto* loop = to<For>(stmt);
      visit_target(loop->target, DefinitionKind::kFor);
      visit(loop->iter);
      visit_body(loop->body);
      return visit_body(loop->orelse);
    }
    case StmtKind::kAsyncFor: {
      const auto* loop = to<AsyncFor>(stmt);
      visit_target(loop->target, DefinitionKind::kFor);
      visit(loop->iter);
      visit_body(loop->body);
      return visit_body(loop->orelse);
    }
    case StmtKind::kWhile: {
      const auto* loop = to<While>(stmt);
      visit(loop->test);
      visit_body(loop->body);
      return visit_body(loop->orelse);
    }
    case StmtKind::kIf: {
      const auto* branch = to<If>(stmt);
      visit(branch->test);
      visit_body(branch->body);
      return visit_body(branch->orelse);
    }
    case StmtKind::kWith:
      for (const WithItem* item : to<With>(stmt)->items) visit_with(item);
      return visit_body(to<With>(stmt)->body);
    case StmtKind::kAsyncWith:
      for (const WithItem* item : to<AsyncWith>(stmt)->items) visit_with(item);
      return visit_body(to<AsyncWith>(stmt)->body);
    case StmtKind::kMatch: {
      const auto* match = to<Match>(stmt);
      visit(match->subject);
      for (const MatchCase* c : match->cases) {
        visit(c->pattern);
        visit(c->guard);
        visit_body(c->body);
      }
      return;
    }
    case StmtKind::kRaise:
      visit(to<Raise>(stmt)->exc);
      return visit(to<Raise>(stmt)->cause);
    case StmtKind::kTry: {
      const auto* tried = to<Try>(stmt);
      visit_body(tried->body);
      // CPython visits the else branch before the handlers.
      visit_body(tried->orelse);
      for (const ExceptHandler* handler : tried->handlers) visit_handler(handler);
      return visit_body(tried->finalbody);
    }
    case StmtKind::kTryStar: {
      const auto* tried = to<TryStar>(stmt);
      visit_body(tried->body);
      visit_body(tried->orelse);
      for (const ExceptHandler* handler : tried->handlers) visit_handler(handler);
      return visit_body(tried->finalbody);
    }
    case StmtKind::kAssert:
      visit(to<Assert>(stmt)->test);
      return visit(to<Assert>(stmt)->msg);
    case StmtKind::kImport:
      return visit_import(stmt, to<Import>(stmt)->names);
    case StmtKind::kImportFrom:
      return visit_import(stmt, to<ImportFrom>(stmt)->names);
    case StmtKind::kGlobal:
      return declare(stmt, to<Global>(stmt)->names, true);
    case StmtKind::kNonlocal:
      return declare(stmt, to<Nonlocal>(stmt)->names, false);
    case StmtKind::kExprStmt:
      return visit(to<ExprStmt>(stmt)->value);
    case StmtKind::kPass:
    case StmtKind::kBreak:
    case StmtKind::kContinue:
      return;
  }
}

void ScopeBuilder::visit_function(const Stmt* stmt) {
  FunctionParts def = function_parts(stmt);
  bool decorators_late = module_.version.minor < 12;
  define(def.name, kBoundLocally, DefinitionKind::kFunction, stmt, stmt->span);
  visit_defaults(def.args);
  if (decorators_late) visit_annotations(def.args, def.returns);
  visit_list(def.decorators);
  bool generic = !def.type_params.empty();
  if (generic) {
    enter(ScopeKind::kTypeParameters, def.name, stmt->span);
    visit_type_params(def.type_params);
  }
  if (!decorators_late) visit_annotations(def.args, def.returns);
  enter(ScopeKind::kFunction, def.name, stmt->span);
  scopes_.by_stmt_[stmt->node_id] = current_;
  current().statement = stmt;
  current().is_coroutine = def.is_async;
  visit_parameters(def.args);
  visit_body(def.body);
  leave();
  if (generic) leave();
}

void ScopeBuilder::visit_class(const ClassDef* def) {
  bool decorators_late = module_.version.minor < 12;
  define(def->name, kBoundLocally, DefinitionKind::kClass, def, def->span);
  if (!decorators_late) visit_list(def->decorator_list);
  Name outer_class = private_class_;
  bool generic = !def->type_params.empty();
  if (generic) {
    private_class_ = def->name;
    enter(ScopeKind::kTypeParameters, def->name, def->span);
    visit_type_params(def->type_params);
  }
  visit_list(def->bases);
  for (const Keyword* keyword : def->keywords) visit(keyword->value);
  if (decorators_late) visit_list(def->decorator_list);
  private_class_ = def->name;
  enter(ScopeKind::kClass, def->name, def->span);
  scopes_.by_stmt_[def->node_id] = current_;
  current().statement = def;
  visit_body(def->body);
  leave();
  if (generic) leave();
  private_class_ = outer_class;
}

void ScopeBuilder::visit_alias_statement(const TypeAlias* alias) {
  visit_target(alias->name, DefinitionKind::kTypeAlias);
  const auto* name = as<NameExpr>(alias->name);
  Name text = name != nullptr ? name->id : Name::intern("type");
  bool generic = !alias->type_params.empty();
  if (generic) {
    enter(ScopeKind::kTypeParameters, text, alias->span);
    visit_type_params(alias->type_params);
  }
  enter(ScopeKind::kTypeAlias, text, alias->span);
  scopes_.by_stmt_[alias->node_id] = current_;
  current().statement = alias;
  visit(alias->value);
  leave();
  if (generic) leave();
}

void ScopeBuilder::visit_type_params(TypeParamList params) {
  for (const TypeParam* param : params) {
    auto bind = [&](Name name) {
      const Symbol* earlier = lookup(current(), mangled(name));
      if (earlier != nullptr && (earlier->flags & kTypeParameter) != 0) {
        fail(param->span, fmt::format("duplicate type parameter '{}'", name.text()));
      }
      define(name, kTypeParameter | kBoundLocally, DefinitionKind::kTypeParam, param, param->span);
    };
    if (const auto* var = as<TypeVar>(param)) {
      bind(var->name);
      visit_bound(param, var->bound);
      visit_bound(param, var->default_value);
    } else if (const auto* spec = as<ParamSpec>(param)) {
      bind(spec->name);
      visit_bound(param, spec->default_value);
    } else if (const auto* tuple = as<TypeVarTuple>(param)) {
      bind(tuple->name);
      visit_bound(param, tuple->default_value);
    }
  }
}

void ScopeBuilder::visit_bound(const TypeParam* param, const Expr* bound) {
  if (bound == nullptr) return;
  Name name;
  if (const auto* var = as<TypeVar>(param)) name = var->name;
  if (const auto* spec = as<ParamSpec>(param)) name = spec->name;
  if (const auto* tuple = as<TypeVarTuple>(param)) name = tuple->name;
  enter(ScopeKind::kTypeVarBound, name, bound->span);
  visit(bound);
  leave();
}

void ScopeBuilder::visit_annotated(const AnnAssign* assign) {
  if (const auto* name = as<NameExpr>(assign->target)) {
    const Symbol* earlier = lookup(current(), mangled(name->id));
    uint16_t flags = earlier != nullptr ? earlier->flags : 0;
    bool declared = (flags & (kDeclaredGlobal | kDeclaredNonlocal)) != 0;
    if (declared && assign->simple != 0 && current_ != kModuleScope) {
      fail(assign->span, fmt::format("annotated name '{}' can't be {}", name->id.text(),
                                     (flags & kDeclaredGlobal) != 0 ? "global" : "nonlocal"));
    }
    if (assign->simple != 0) {
      define(name->id, kAnnotated | kBoundLocally, DefinitionKind::kAnnotation, name, name->span);
    } else if (assign->value != nullptr) {
      define(name->id, kBoundLocally, DefinitionKind::kAnnotation, name, name->span);
    }
  } else {
    visit(assign->target);
  }
  visit_annotation(assign->annotation);
  visit(assign->value);
}

void ScopeBuilder::visit_import(const Stmt* stmt, AliasList names) {
  for (const Alias* alias : names) {
    if (alias->name == "*") {
      current().has_star_import = true;
      if (current().kind != ScopeKind::kModule) fail(stmt->span, "import * only allowed at module level");
      continue;
    }
    Name bound = alias->asname;
    if (!bound) {
      std::string_view text = alias->name.text();
      size_t dot = text.find('.');
      bound = dot == std::string_view::npos ? alias->name : Name::intern(text.substr(0, dot));
    }
    define(bound, kImported, DefinitionKind::kImport, alias, alias->span);
  }
}

void ScopeBuilder::visit_handler(const ExceptHandler* handler) {
  visit(handler->type);
  if (handler->name) define(handler->name, kBoundLocally, DefinitionKind::kExcept, handler, handler->span);
  visit_body(handler->body);
}

void ScopeBuilder::visit_with(const WithItem* item) {
  visit(item->context_expr);
  if (item->optional_vars != nullptr) visit_target(item->optional_vars, DefinitionKind::kWith);
}

void ScopeBuilder::declare(const Stmt* stmt, NameList names, bool global) {
  std::string_view word = global ? "global" : "nonlocal";
  for (Name name : names) {
    const Symbol* earlier = lookup(current(), mangled(name));
    uint16_t flags = earlier != nullptr ? earlier->flags : 0;
    if ((flags & kParameter) != 0) {
      fail(stmt->span, fmt::format("name '{}' is parameter and {}", name.text(), word));
    } else if ((flags & kUsed) != 0) {
      fail(stmt->span, fmt::format("name '{}' is used prior to {} declaration", name.text(), word));
    } else if ((flags & kAnnotated) != 0) {
      fail(stmt->span, fmt::format("annotated name '{}' can't be {}", name.text(), word));
    } else if ((flags & kBoundLocally) != 0) {
      fail(stmt->span, fmt::format("name '{}' is assigned to before {} declaration", name.text(), word));
    }
    add(name, global ? kDeclaredGlobal : kDeclaredNonlocal, stmt->span);
    directives_.push_back({current_, mangled(name), stmt->span});
  }
}

void ScopeBuilder::visit_parameters(const Arguments* args) {
  auto bind = [&](const Arg* arg) { define(arg->arg, kParameter, DefinitionKind::kParameter, arg, arg->span); };
  for (const Arg* arg : args->posonlyargs) bind(arg);
  for (const Arg* arg : args->args) bind(arg);
  for (const Arg* arg : args->kwonlyargs) bind(arg);
  if (args->vararg != nullptr) bind(args->vararg);
  if (args->kwarg != nullptr) bind(args->kwarg);
}

void ScopeBuilder::visit_defaults(const Arguments* args) {
  visit_list(args->defaults);
  visit_list(args->kw_defaults);
}

void ScopeBuilder::visit_annotations(const Arguments* args, const Expr* returns) {
  auto annotation = [&](const Arg* arg) {
    if (arg != nullptr) visit_annotation(arg->annotation);
  };
  for (const Arg* arg : args->posonlyargs) annotation(arg);
  for (const Arg* arg : args->args) annotation(arg);
  annotation(args->vararg);
  annotation(args->kwarg);
  for (const Arg* arg : args->kwonlyargs) annotation(arg);
  visit_annotation(returns);
}

void ScopeBuilder::visit_annotation(const Expr* annotation) {
  if (annotation == nullptr) return;
  if (!scopes_.future_annotations_) return visit(annotation);
  // Not evaluated: names in it are no uses. Only what may not stand there at all is looked for.
  walk(annotation, [&](Expr* expr) {
    std::string_view what;
    if (is<NamedExpr>(expr)) what = "named expression";
    if (is<Yield>(expr) || is<YieldFrom>(expr)) what = "yield expression";
    if (is<Await>(expr)) what = "await expression";
    if (!what.empty()) fail(expr->span, fmt::format("{} cannot be used within an annotation", what));
  });
}

}  // namespace krait::program
