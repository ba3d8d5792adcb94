// The parameters of a signature in its order.
#pragma once

#include "ir/ir.h"
#include "syntax/ast.h"

namespace krait::lower {

inline const syntax::Arguments* arguments_of(const syntax::Stmt* def) {
  return syntax::is<syntax::FunctionDef>(def) ? syntax::to<syntax::FunctionDef>(def)->args : syntax::to<syntax::AsyncFunctionDef>(def)->args;
}

// Numbers, constants and the empty tuple: what may be evaluated at any time (direct_calls.cpp).
bool is_plain_default(const syntax::Expr* expr);

// fn(const syntax::Arg*, ir::ParamKind, bool has_default) for each: positional-only, positional, *args, keyword-only, **kwargs.
template <class Fn>
void for_each_parameter(const syntax::Arguments* args, Fn&& fn) {
  size_t positional = args->posonlyargs.size() + args->args.size();
  size_t first_default = positional - args->defaults.size();
  size_t index = 0;
  for (const syntax::Arg* arg : args->posonlyargs) {
    fn(arg, ir::ParamKind::PositionalOnly, index >= first_default);
    ++index;
  }
  for (const syntax::Arg* arg : args->args) {
    fn(arg, ir::ParamKind::Positional, index >= first_default);
    ++index;
  }
  if (args->vararg != nullptr) fn(args->vararg, ir::ParamKind::VarArgs, false);
  for (size_t i = 0; i < args->kwonlyargs.size(); ++i)
    fn(args->kwonlyargs[i], ir::ParamKind::KeywordOnly, args->kw_defaults[i] != nullptr);
  if (args->kwarg != nullptr) fn(args->kwarg, ir::ParamKind::VarKeywords, false);
}

}  // namespace krait::lower
