// The tables behind ModuleAnalysis.
#pragma once

#include <deque>
#include <unordered_map>
#include <vector>

#include "program/scopes.h"
#include "types/analysis.h"
#include "types/declaration_store.h"
#include "types/engine.h"

namespace krait::types {

class ModuleResults final : public ModuleAnalysis {
 public:
  ModuleResults(Engine& engine, const syntax::Module* module_tree, const program::Scopes* module_scopes,
                ModuleInfo* info)
      : engine_(engine), tree(module_tree), scopes(module_scopes), module(info) {
    expr_types.resize(tree->counts.exprs);
    expr_proven.resize(tree->counts.exprs);
    reference_index.resize(tree->counts.exprs);
    stmt_unreachable.resize(tree->counts.stmts);
    references.emplace_back();
  }

  const Type* type_of(const syntax::Expr* expr) const override;
  bool proven(const syntax::Expr* expr) const override;
  Reference reference(const syntax::Expr* expr) const override;
  const CallInfo* call(const syntax::Call* call) const override;
  std::span<const Name> match_args(const syntax::MatchClass* pattern) const override;
  bool unreachable(const syntax::Stmt* stmt) const override;
  SymbolType symbol(const syntax::Stmt* scope, Name name) const override;
  SymbolType lambda_symbol(const syntax::Lambda* scope, Name name) const override;
  FunctionInfo* function(const syntax::Stmt* def) const override;
  ClassInfo* class_info(const syntax::Stmt* def) const override;
  const Type* return_type(const syntax::Stmt* def) const override;
  bool return_declared(const syntax::Stmt* def) const override;

 private:
  SymbolType symbol_in(program::ScopeId scope, Name name) const;
  Engine& engine_;

 public:
  const syntax::Module* tree;
  const program::Scopes* scopes;
  ModuleInfo* module;
  std::vector<const Type*> expr_types;
  std::vector<uint8_t> expr_proven;
  std::vector<uint32_t> reference_index;  // 0: none
  std::vector<Reference> references;
  std::unordered_map<uint32_t, CallInfo> calls;  // by node id of the Call
  std::unordered_map<uint32_t, std::vector<Name>> pattern_args;  // by node id of the MatchClass
  std::vector<uint8_t> stmt_unreachable;
  std::unordered_map<const program::Symbol*, SymbolType> symbols;
};

}  // namespace krait::types
