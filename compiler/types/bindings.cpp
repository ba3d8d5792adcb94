#include "types/bindings.h"

#include "program/definitions.h"
#include "syntax/visit.h"

namespace krait::types {

using namespace syntax;
using program::Truth;

namespace {

class Collector {
 public:
  explicit Collector(const program::Target& target) : target_(target) {}

  std::vector<Binding> run(StmtList body) {
    push(body);
    while (!todo_.empty()) {
      const Stmt* stmt = todo_.back();
      todo_.pop_back();
      visit(stmt);
    }
    return std::move(out_);
  }

 private:
  void push(StmtList body) {
    for (size_t i = body.size(); i-- > 0;) todo_.push_back(body[i]);
  }
  Binding& add(Name name, BindingKind kind, const Stmt* stmt) {
    Binding& b = out_.emplace_back();
    b.name = name;
    b.kind = kind;
    b.stmt = stmt;
    return b;
  }
  void other(const Expr* target, const Stmt* stmt) {
    if (target == nullptr) return;
    for_each_target(target, nullptr, [&](const Expr* single, const Expr*) {
      if (const auto* name = as<NameExpr>(single)) add(name->id, BindingKind::kOther, stmt);
    });
  }
  void patterns(const Pattern* pattern, const Stmt* stmt) {
    walk(pattern, [&](Pattern* part) {
      if (const auto* capture = as<MatchAs>(part); capture && capture->name)
        add(capture->name, BindingKind::kOther, stmt);
      if (const auto* star = as<MatchStar>(part); star && star->name) add(star->name, BindingKind::kOther, stmt);
      if (const auto* map = as<MatchMapping>(part); map && map->rest) add(map->rest, BindingKind::kOther, stmt);
    });
  }

  void assign(const Assign* stmt) {
    for (const Expr* target : stmt->targets) {
      for_each_target(target, stmt->value, [&](const Expr* single, const Expr* value) {
        const auto* name = as<NameExpr>(single);
        if (name == nullptr) return;
        add(name->id, value != nullptr ? BindingKind::kAssign : BindingKind::kOther, stmt).value = value;
      });
    }
  }

  void import(const Stmt* stmt, AliasList names, BindingKind kind) {
    for (const Alias* alias : names) {
      if (alias->name == "*") {
        add({}, BindingKind::kStar, stmt).alias = alias;
        continue;
      }
      Name bound = alias->asname;
      if (!bound) {
        std::string_view text = alias->name.text();
        size_t dot = text.find('.');
        bound = dot == std::string_view::npos ? alias->name : Name::intern(text.substr(0, dot));
      }
      add(bound, kind, stmt).alias = alias;
    }
  }

  // `__all__.extend([...])` and the like.
  void expression(const ExprStmt* stmt) {
    const auto* call = as<Call>(stmt->value);
    const auto* method = call != nullptr ? as<Attribute>(call->func) : nullptr;
    const auto* base = method != nullptr ? as<NameExpr>(method->value) : nullptr;
    if (base != nullptr && base->id == "__all__") add(base->id, BindingKind::kOther, stmt).value = call;
  }

  void loop(const Stmt* stmt, const Expr* target, StmtList body, StmtList orelse) {
    other(target, stmt);
    push(orelse);
    push(body);
  }

  void guarded(const Stmt* stmt, StmtList body, ExceptHandlerList handlers, StmtList orelse, StmtList finalbody) {
    push(finalbody);
    push(orelse);
    for (size_t i = handlers.size(); i-- > 0;) {
      push(handlers[i]->body);
      if (handlers[i]->name) add(handlers[i]->name, BindingKind::kOther, stmt);
    }
    push(body);
  }

  void visit(const Stmt* stmt) {
    switch (stmt->kind) {
      case StmtKind::kFunctionDef:
      case StmtKind::kAsyncFunctionDef:
        add(program::function_parts(stmt).name, BindingKind::kFunction, stmt);
        return;
      case StmtKind::kClassDef:
        add(to<ClassDef>(stmt)->name, BindingKind::kClass, stmt);
        return;
      case StmtKind::kAssign:
        return assign(to<Assign>(stmt));
      case StmtKind::kAnnAssign: {
        const auto* annotated = to<AnnAssign>(stmt);
        if (const auto* name = as<NameExpr>(annotated->target)) {
          Binding& b = add(name->id, BindingKind::kAnnotated, stmt);
          b.annotation = annotated->annotation;
          b.value = annotated->value;
        }
        return;
      }
      case StmtKind::kAugAssign: {
        other(to<AugAssign>(stmt)->target, stmt);
        return;
      }
      case StmtKind::kTypeAlias:
        if (const auto* name = as<NameExpr>(to<TypeAlias>(stmt)->name)) {
          add(name->id, BindingKind::kTypeAlias, stmt).value = to<TypeAlias>(stmt)->value;
        }
        return;
      case StmtKind::kImport:
        return import(stmt, to<Import>(stmt)->names, BindingKind::kImport);
      case StmtKind::kImportFrom:
        return import(stmt, to<ImportFrom>(stmt)->names, BindingKind::kImportFrom);
      case StmtKind::kDelete:
        for (const Expr* target : to<Delete>(stmt)->targets) other(target, stmt);
        return;
      case StmtKind::kExprStmt:
        return expression(to<ExprStmt>(stmt));
      case StmtKind::kFor: {
        const auto* f = to<For>(stmt);
        return loop(stmt, f->target, f->body, f->orelse);
      }
      case StmtKind::kAsyncFor: {
        const auto* f = to<AsyncFor>(stmt);
        return loop(stmt, f->target, f->body, f->orelse);
      }
      case StmtKind::kWhile:
        return loop(stmt, nullptr, to<While>(stmt)->body, to<While>(stmt)->orelse);
      case StmtKind::kIf: {
        const auto* branch = to<If>(stmt);
        Truth truth = program::evaluate_condition(branch->test, target_, true);
        if (truth != Truth::kTrue) push(branch->orelse);
        if (truth != Truth::kFalse) push(branch->body);
        return;
      }
      case StmtKind::kWith:
        for (const WithItem* item : to<With>(stmt)->items) other(item->optional_vars, stmt);
        return push(to<With>(stmt)->body);
      case StmtKind::kAsyncWith:
        for (const WithItem* item : to<AsyncWith>(stmt)->items) other(item->optional_vars, stmt);
        return push(to<AsyncWith>(stmt)->body);
      case StmtKind::kMatch: {
        const auto* match = to<Match>(stmt);
        for (size_t i = match->cases.size(); i-- > 0;) push(match->cases[i]->body);
        for (const MatchCase* c : match->cases) patterns(c->pattern, stmt);
        return;
      }
      case StmtKind::kTry: {
        const auto* t = to<Try>(stmt);
        return guarded(stmt, t->body, t->handlers, t->orelse, t->finalbody);
      }
      case StmtKind::kTryStar: {
        const auto* t = to<TryStar>(stmt);
        return guarded(stmt, t->body, t->handlers, t->orelse, t->finalbody);
      }
      default:
        return;
    }
  }

  const program::Target& target_;
  std::vector<const Stmt*> todo_;
  std::vector<Binding> out_;
};

}  // namespace

std::vector<Binding> collect_bindings(StmtList body, const program::Target& target) {
  return Collector(target).run(body);
}

}  // namespace krait::types
