#include "types/substitute.h"

#include <algorithm>

namespace krait::types {

void Substitution::set(const TypeVarDecl* decl, const Type* type) {
  for (auto& entry : entries_) {
    if (entry.first == decl) {
      entry.second = type;
      return;
    }
  }
  entries_.emplace_back(decl, type);
}

const Type* Substitution::find(const TypeVarDecl* decl) const {
  for (const auto& entry : entries_) {
    if (entry.first == decl) return entry.second;
  }
  return nullptr;
}

void Substitution::set_all(TypeContext& types, TypeList params, TypeList args) {
  for (size_t i = 0; i < params.size(); ++i) {
    const auto* var = params[i]->as<TypeVarType>();
    if (!var) continue;
    if (i < args.size()) {
      set(var->decl, args[i]);
    } else {
      set(var->decl, var->decl->default_type ? var->decl->default_type : types.unknown());
    }
  }
}

namespace {

// Rebuilds a term with its leaves mapped. The depth of terms is bounded (kMaxTypeDepth), so recursion is.
template <class Leaf>
class Mapper {
 public:
  Mapper(TypeContext& types, Leaf leaf) : types_(types), leaf_(leaf) {}

  const Type* map(const Type* t) {
    if (!t->has_type_vars) return t;
    switch (t->kind) {
      case TypeKind::kTypeVar:
      case TypeKind::kParamSpec:
      case TypeKind::kTypeVarTuple:
      case TypeKind::kSelf:
        return leaf_(t);
      case TypeKind::kInstance: {
        const auto* i = static_cast<const InstanceType*>(t);
        return types_.instance(i->cls, list(i->args));
      }
      case TypeKind::kUnion:
        return types_.union_of(list(static_cast<const UnionType*>(t)->items));
      case TypeKind::kTuple:
        return tuple(static_cast<const TupleType*>(t));
      case TypeKind::kCallable:
        return callable(static_cast<const CallableType*>(t));
      case TypeKind::kOverloaded:
        return types_.overloaded(list(static_cast<const OverloadedType*>(t)->items));
      case TypeKind::kTypeObject:
        return types_.type_object(map(static_cast<const TypeObjectType*>(t)->instance));
      case TypeKind::kGuard: {
        const auto* g = static_cast<const GuardType*>(t);
        return types_.guard(map(g->target), g->is_typeis);
      }
      case TypeKind::kLiteral:
      case TypeKind::kModule:
      case TypeKind::kUnknown:
      case TypeKind::kAny:
      case TypeKind::kNever:
      case TypeKind::kNone:
        return t;
    }
    return t;
  }

 private:
  std::vector<const Type*> list(TypeList items) {
    std::vector<const Type*> out;
    out.reserve(items.size());
    for (const Type* i : items) out.push_back(map(i));
    return out;
  }

  const Type* tuple(const TupleType* t) {
    std::vector<const Type*> items;
    int variadic = -1;
    for (size_t i = 0; i < t->items.size(); ++i) {
      const Type* item = map(t->items[i]);
      if (static_cast<int>(i) != t->variadic) {
        items.push_back(item);
        continue;
      }
      // A TypeVarTuple's place takes all the elements of the tuple it stands for.
      const auto* inner = t->items[i]->kind == TypeKind::kTypeVarTuple ? item->as<TupleType>() : nullptr;
      if (!inner) {
        variadic = static_cast<int>(items.size());
        items.push_back(item);
        continue;
      }
      if (inner->variadic >= 0) variadic = static_cast<int>(items.size()) + inner->variadic;
      items.insert(items.end(), inner->items.begin(), inner->items.end());
    }
    return types_.tuple(items, variadic);
  }

  const Type* callable(const CallableType* c) {
    std::vector<Param> params;
    params.reserve(c->params.size());
    bool gradual = c->gradual;
    for (Param p : c->params) {
      const Type* mapped = map(p.type);
      if (p.type->kind == TypeKind::kTypeVarTuple && mapped != p.type) {
        gradual = true;  // any number of parameters
        continue;
      }
      p.type = mapped;
      params.push_back(p);
    }
    const Type* result = map(c->result);
    const Type* spec = c->param_spec;
    if (spec) {
      const Type* stands_for = leaf_(spec);
      if (const auto* sig = stands_for->template as<CallableType>()) {
        // Positional-only parameters written before stay in front; names of P's own parameters are kept.
        params.insert(params.end(), sig->params.begin(), sig->params.end());
        gradual |= sig->gradual;
        spec = sig->param_spec;
      } else if (stands_for->kind == TypeKind::kParamSpec) {
        spec = stands_for;
      } else {
        spec = nullptr;
        gradual = true;
      }
    }
    std::vector<const Type*> own;
    for (const Type* v : c->type_params) {
      if (leaf_(v) == v) own.push_back(v);
    }
    return types_.callable(params, result, own, spec, gradual);
  }

  TypeContext& types_;
  Leaf leaf_;
};

}  // namespace

const Type* substitute(TypeContext& types, const Type* type, const Substitution& with) {
  if (!type->has_type_vars || with.empty()) return type;
  auto leaf = [&](const Type* t) -> const Type* {
    if (t->kind == TypeKind::kSelf) return with.self() ? with.self() : t;
    const Type* found = with.find(static_cast<const TypeVarType*>(t)->decl);
    return found ? found : t;
  };
  return Mapper(types, leaf).map(type);
}

const Type* erase_type_vars(TypeContext& types, const Type* type) {
  if (!type->has_type_vars) return type;
  auto leaf = [&](const Type* t) -> const Type* {
    if (const auto* v = t->as<TypeVarType>()) {
      const Type* d = v->decl->default_type;
      if (d && !d->has_type_vars) return d;
    }
    return types.unknown();
  };
  return Mapper(types, leaf).map(type);
}

void collect_type_vars(const Type* type, std::vector<const TypeVarDecl*>& out) {
  if (!type->has_type_vars) return;
  auto each = [&](TypeList items) {
    for (const Type* t : items) collect_type_vars(t, out);
  };
  if (const auto* v = type->as<TypeVarType>()) {
    if (std::find(out.begin(), out.end(), v->decl) == out.end()) out.push_back(v->decl);
  } else if (const auto* i = type->as<InstanceType>()) {
    each(i->args);
  } else if (const auto* u = type->as<UnionType>()) {
    each(u->items);
  } else if (const auto* t = type->as<TupleType>()) {
    each(t->items);
  } else if (const auto* c = type->as<CallableType>()) {
    for (const Param& p : c->params) collect_type_vars(p.type, out);
    if (c->param_spec) collect_type_vars(c->param_spec, out);
    collect_type_vars(c->result, out);
  } else if (const auto* o = type->as<OverloadedType>()) {
    each(o->items);
  } else if (const auto* object = type->as<TypeObjectType>()) {
    collect_type_vars(object->instance, out);
  } else if (const auto* g = type->as<GuardType>()) {
    collect_type_vars(g->target, out);
  }
}

}  // namespace krait::types
