// Internal: which statements of a body bind which names.
#pragma once

#include <vector>

#include "program/conditions.h"
#include "syntax/ast.h"

namespace krait::types {

enum class BindingKind : uint8_t {
  kFunction,
  kClass,
  kAssign,      // name = value (one name; of `a, b = 1, 2` two of these)
  kAnnotated,   // name: annotation [= value]
  kImport,      // import alias
  kImportFrom,  // from ... import alias
  kStar,        // from ... import *; no name
  kTypeAlias,   // type name = value
  kOther,       // for, with, except, unpacking, +=, del, patterns; also what changes `__all__`
};

struct Binding {
  Name name;
  BindingKind kind = BindingKind::kOther;
  const syntax::Stmt* stmt = nullptr;
  const syntax::Expr* value = nullptr;
  const syntax::Expr* annotation = nullptr;
  const syntax::Alias* alias = nullptr;
};

// In order, nested definitions not entered, branches that are dead on `target` left out (TYPE_CHECKING is true).
std::vector<Binding> collect_bindings(syntax::StmtList body, const program::Target& target);

// Calls `visit(target, value)` for each single target in an assignment target; `value` is null where it is one item of
// an unpacked value that is not a display.
template <class Visit>
void for_each_target(const syntax::Expr* target, const syntax::Expr* value, Visit&& visit) {
  syntax::ExprList elts;
  if (const auto* tuple = syntax::as<syntax::Tuple>(target))
    elts = tuple->elts;
  else if (const auto* list = syntax::as<syntax::List>(target))
    elts = list->elts;
  else if (const auto* star = syntax::as<syntax::Starred>(target))
    return for_each_target(star->value, nullptr, visit);
  else
    return visit(target, value);
  syntax::ExprList values;
  if (const auto* tuple = syntax::as<syntax::Tuple>(value))
    values = tuple->elts;
  else if (const auto* list = syntax::as<syntax::List>(value))
    values = list->elts;
  bool paired = values.size() == elts.size();
  for (size_t i = 0; i < elts.size() && paired; ++i) {
    paired = !syntax::is<syntax::Starred>(elts[i]) && !syntax::is<syntax::Starred>(values[i]);
  }
  for (size_t i = 0; i < elts.size(); ++i) for_each_target(elts[i], paired ? values[i] : nullptr, visit);
}

}  // namespace krait::types
