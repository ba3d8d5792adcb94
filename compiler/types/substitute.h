// Replacing type variables in terms.
#pragma once

#include <utility>
#include <vector>

#include "types/type.h"

namespace krait::types {

// What each type variable stands for. Few entries at a time, hence a list. A ParamSpec stands for a CallableType (of which
// only the parameters count) or Unknown; a TypeVarTuple for a tuple or Unknown. Variables without an entry stay.
class Substitution {
 public:
  Substitution() = default;

  void set(const TypeVarDecl* decl, const Type* type);
  void set_self(const Type* type) { self_ = type; }
  // Null where there is no entry.
  const Type* find(const TypeVarDecl* decl) const;
  const Type* self() const { return self_; }
  bool empty() const { return entries_.empty() && self_ == nullptr; }
  // Pairs parameters (TypeVarType each) with arguments; missing arguments become the default or Unknown.
  void set_all(TypeContext& types, TypeList params, TypeList args);
  const std::vector<std::pair<const TypeVarDecl*, const Type*>>& entries() const { return entries_; }

 private:
  std::vector<std::pair<const TypeVarDecl*, const Type*>> entries_;
  const Type* self_ = nullptr;
};

const Type* substitute(TypeContext& types, const Type* type, const Substitution& with);

// Every TypeVar, ParamSpec and TypeVarTuple that occurs in `type` (once each, in order of appearance) is added to `out`.
void collect_type_vars(const Type* type, std::vector<const TypeVarDecl*>& out);

// `type` with every type variable that is left (Self too) replaced by its default, or Unknown.
const Type* erase_type_vars(TypeContext& types, const Type* type);

}  // namespace krait::types
