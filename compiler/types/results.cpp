#include "types/results.h"

namespace krait::types {

ModuleAnalysis::~ModuleAnalysis() = default;
ProgramAnalysis::~ProgramAnalysis() = default;

const Type* ModuleResults::type_of(const syntax::Expr* expr) const {
  const Type* t = expr->node_id < expr_types.size() ? expr_types[expr->node_id] : nullptr;
  return t != nullptr ? t : engine_.types.unknown();
}

bool ModuleResults::proven(const syntax::Expr* expr) const {
  return expr->node_id < expr_proven.size() && expr_proven[expr->node_id] != 0 && !type_of(expr)->is_gradual();
}

Reference ModuleResults::reference(const syntax::Expr* expr) const {
  return expr->node_id < reference_index.size() ? references[reference_index[expr->node_id]] : Reference{};
}

const CallInfo* ModuleResults::call(const syntax::Call* call) const {
  auto it = calls.find(call->node_id);
  return it == calls.end() ? nullptr : &it->second;
}

std::span<const Name> ModuleResults::match_args(const syntax::MatchClass* pattern) const {
  auto it = pattern_args.find(pattern->node_id);
  return it == pattern_args.end() ? std::span<const Name>() : it->second;
}

bool ModuleResults::unreachable(const syntax::Stmt* stmt) const {
  return stmt->node_id < stmt_unreachable.size() && stmt_unreachable[stmt->node_id] != 0;
}

SymbolType ModuleResults::symbol_in(program::ScopeId scope, Name name) const {
  const program::Symbol* symbol = scope == program::kNoScope ? nullptr : scopes->find(scope, name);
  if (symbol != nullptr) {
    if (!symbol->is_local()) symbol = scopes->resolve(scope, name);
    auto it = symbols.find(symbol);
    if (it != symbols.end() && it->second.type != nullptr) return it->second;
  }
  return {engine_.types.unknown(), false};
}

SymbolType ModuleResults::symbol(const syntax::Stmt* scope, Name name) const {
  if (scope == nullptr) {
    if (Declaration* d = module->find(name); d != nullptr && d->kind == DeclarationKind::kVariable) {
      auto* v = static_cast<VariableInfo*>(d);
      const Type* declared = v->declared_type();
      return {declared != nullptr ? declared : engine_.variable_type(v), declared != nullptr};
    }
    return symbol_in(program::kModuleScope, name);
  }
  return symbol_in(scopes->of(scope), name);
}

SymbolType ModuleResults::lambda_symbol(const syntax::Lambda* scope, Name name) const {
  return symbol_in(scopes->of(scope), name);
}

FunctionInfo* ModuleResults::function(const syntax::Stmt* def) const {
  return engine_.declarations->function_of(def);
}

ClassInfo* ModuleResults::class_info(const syntax::Stmt* def) const { return engine_.declarations->class_of(def); }

const Type* ModuleResults::return_type(const syntax::Stmt* def) const {
  FunctionInfo* f = function(def);
  return f != nullptr ? engine_.function_result(f) : engine_.types.unknown();
}

bool ModuleResults::return_declared(const syntax::Stmt* def) const {
  FunctionInfo* f = function(def);
  return f != nullptr && f->returns_declared;
}

}  // namespace krait::types
