#include "program/scopes.h"

#include <fmt/format.h>

#include "program/scope_builder.h"

namespace krait::program {

Name mangle(Name private_class, Name name) {
  if (!private_class || !name) return name;
  std::string_view text = name.text();
  if (!text.starts_with("__") || text.ends_with("__") || text.find('.') != std::string_view::npos) return name;
  std::string_view cls = private_class.text();
  size_t start = cls.find_first_not_of('_');
  if (start == std::string_view::npos) return name;
  return Name::intern(std::string("_").append(cls.substr(start)).append(text));
}

const Symbol* Scope::find(Name symbol) const {
  auto it = index_.find(symbol);
  return it == index_.end() ? nullptr : &symbols[it->second];
}

Scopes Scopes::build(const syntax::Module& module, DiagnosticSink& sink) { return ScopeBuilder(module, sink).run(); }

ScopeId Scopes::of(const syntax::Stmt* node) const {
  return node != nullptr && node->node_id < by_stmt_.size() ? by_stmt_[node->node_id] : kNoScope;
}

ScopeId Scopes::of(const syntax::Expr* node) const {
  return node != nullptr && node->node_id < by_expr_.size() ? by_expr_[node->node_id] : kNoScope;
}

const Symbol* Scopes::find(ScopeId scope, Name name) const { return scopes_[scope].find(mangled(scope, name)); }

const Symbol* Scopes::resolve(ScopeId scope, Name name) const {
  const Symbol* symbol = find(scope, name);
  if (symbol == nullptr || symbol->owner == kNoScope) return nullptr;
  if (symbol->owner == scope) return symbol->is_bound() || !symbol->definitions.empty() ? symbol : nullptr;
  const Symbol* owned = scopes_[symbol->owner].find(symbol->name);
  return owned != nullptr && (owned->is_bound() || !owned->definitions.empty()) ? owned : nullptr;
}

std::vector<const Symbol*> Scopes::cells(ScopeId scope) const {
  std::vector<const Symbol*> out;
  for (const Symbol& s : scopes_[scope].symbols) {
    if (s.storage == Storage::kCell) out.push_back(&s);
  }
  return out;
}

std::vector<const Symbol*> Scopes::frees(ScopeId scope) const {
  std::vector<const Symbol*> out;
  for (const Symbol& s : scopes_[scope].symbols) {
    if (s.storage == Storage::kFree || (s.flags & kFreeInMethods) != 0) out.push_back(&s);
  }
  return out;
}

namespace {

std::string_view kind_text(ScopeKind kind) {
  switch (kind) {
    case ScopeKind::kModule:
      return "module";
    case ScopeKind::kClass:
      return "class";
    case ScopeKind::kFunction:
      return "function";
    case ScopeKind::kLambda:
      return "lambda";
    case ScopeKind::kListComp:
      return "listcomp";
    case ScopeKind::kSetComp:
      return "setcomp";
    case ScopeKind::kDictComp:
      return "dictcomp";
    case ScopeKind::kGenerator:
      return "genexpr";
    case ScopeKind::kTypeParameters:
      return "type-parameters";
    case ScopeKind::kTypeAlias:
      return "type-alias";
    case ScopeKind::kTypeVarBound:
      return "type-variable";
  }
  return "?";
}

std::string_view storage_text(Storage storage) {
  switch (storage) {
    case Storage::kLocal:
      return "local";
    case Storage::kGlobalExplicit:
      return "global-explicit";
    case Storage::kGlobalImplicit:
      return "global";
    case Storage::kFree:
      return "free";
    case Storage::kCell:
      return "cell";
  }
  return "?";
}

std::string flags_text(uint16_t flags) {
  static constexpr std::pair<uint16_t, std::string_view> kNames[] = {
      {kDeclaredGlobal, "global"},       {kBoundLocally, "bound"},  {kParameter, "parameter"},
      {kDeclaredNonlocal, "nonlocal"},   {kUsed, "used"},           {kFreeInMethods, "free-in-methods"},
      {kImported, "imported"},           {kAnnotated, "annotated"}, {kComprehensionTarget, "target"},
      {kTypeParameter, "type-parameter"}};
  std::string out;
  for (auto [bit, name] : kNames) {
    if ((flags & bit) == 0) continue;
    if (!out.empty()) out += ',';
    out += name;
  }
  return out.empty() ? "-" : out;
}

}  // namespace

std::string dump_scopes(const Scopes& scopes, const SourceFile& file) {
  fmt::memory_buffer out;
  std::vector<std::pair<ScopeId, int>> todo{{kModuleScope, 0}};
  while (!todo.empty()) {
    auto [id, depth] = todo.back();
    todo.pop_back();
    const Scope& scope = scopes.scope(id);
    fmt::format_to(fmt::appender(out), "{:{}}scope {} {} line={}{}{}{}{}\n", "", depth * 2, kind_text(scope.kind),
                   scope.name.text(), id == kModuleScope ? 0 : file.line(scope.offset), scope.nested ? " nested" : "",
                   scope.is_generator ? " generator" : "", scope.is_coroutine ? " coroutine" : "",
                   scope.needs_class_closure ? " class-closure" : "");
    for (const Symbol& s : scope.symbols) {
      fmt::format_to(fmt::appender(out), "{:{}}{} {} {}\n", "", depth * 2 + 2, s.name.text(), storage_text(s.storage),
                     flags_text(s.flags));
    }
    for (size_t i = scope.children.size(); i-- > 0;) todo.emplace_back(scope.children[i], depth + 1);
  }
  return fmt::to_string(out);
}

}  // namespace krait::program
