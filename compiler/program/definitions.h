// `def` and `async def` under one view.
#pragma once

#include "syntax/ast.h"

namespace krait::program {

struct FunctionParts {
  const syntax::Stmt* node = nullptr;  // null: not a function definition
  Name name;
  const syntax::Arguments* args = nullptr;
  syntax::StmtList body;
  syntax::ExprList decorators;
  const syntax::Expr* returns = nullptr;
  syntax::TypeParamList type_params;
  bool is_async = false;
  explicit operator bool() const { return node != nullptr; }
};

inline FunctionParts function_parts(const syntax::Stmt* stmt) {
  auto parts = [&](const auto* def, bool is_async) {
    return FunctionParts{def,          def->name,        def->args, def->body, def->decorator_list,
                         def->returns, def->type_params, is_async};
  };
  if (const auto* def = syntax::as<syntax::FunctionDef>(stmt)) return parts(def, false);
  if (const auto* def = syntax::as<syntax::AsyncFunctionDef>(stmt)) return parts(def, true);
  return {};
}

}  // namespace krait::program
