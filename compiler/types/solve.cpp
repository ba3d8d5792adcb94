// Type variables of calls: what arguments say about them, and what they then stand for.
#include <algorithm>

#include "types/engine.h"

namespace krait::types {

namespace {

constexpr int kMaxSolveDepth = 20;

}  // namespace

Solution::Solution(TypeList type_params) {
  for (const Type* p : type_params) {
    if (const auto* v = p->as<TypeVarType>()) vars.push_back({v->decl, nullptr, nullptr});
  }
}

Solution::Bounds* Solution::find(const TypeVarDecl* decl) {
  for (Bounds& b : vars) {
    if (b.decl == decl) return &b;
  }
  return nullptr;
}

void Engine::add_lower(Solution::Bounds& bounds, const Type* type) {
  if (bounds.decl->kind == TypeKind::kTypeVar && !bounds.decl->values.empty()) {
    // One of the listed types, never a subclass.
    const Type* plain = widen_literals(type);
    for (const Type* value : bounds.decl->values) {
      if (!plain->is_gradual() && assignable(plain, value)) {
        plain = value;
        break;
      }
    }
    type = plain;
  }
  if (bounds.lower == nullptr) {
    bounds.lower = type;
    return;
  }
  if (bounds.lower == type) return;
  // Promotion keeps the wider of two numbers, as a declared float would.
  if (!bounds.lower->is_gradual() && !type->is_gradual()) {
    const Type* a = widen_literals(bounds.lower);
    const Type* b = widen_literals(type);
    if (a == b) {
      bounds.lower = a;
      return;
    }
    if (b->kind == TypeKind::kInstance && a->kind == TypeKind::kInstance && !known.is(b, Known::kObject) &&
        !known.is(a, Known::kObject)) {
      const auto* ia = static_cast<const InstanceType*>(a);
      const auto* ib = static_cast<const InstanceType*>(b);
      if (ia->cls == ib->cls) {
        if (ia->has_unknown && !ib->has_unknown) {
          bounds.lower = b;
          return;
        }
        if (ib->has_unknown && !ia->has_unknown) {
          bounds.lower = a;
          return;
        }
      }
      if (!ia->cls->has_unknown_base() && ia->cls != ib->cls && ia->cls->derives_from(ib->cls)) {
        bounds.lower = b;
        return;
      }
      if (!ib->cls->has_unknown_base() && ia->cls != ib->cls && ib->cls->derives_from(ia->cls)) {
        bounds.lower = a;
        return;
      }
    }
  }
  bounds.lower = join(bounds.lower, type);
}

void Engine::constrain(Solution& solution, const Type* formal, const Type* actual, int depth) {
  if (!formal->has_type_vars || depth > kMaxSolveDepth) return;
  if (const auto* var = formal->as<TypeVarType>()) {
    Solution::Bounds* bounds = solution.find(var->decl);
    if (bounds == nullptr || actual == formal) return;
    if (var->kind == TypeKind::kTypeVar) {
      add_lower(*bounds, actual);
    } else if (bounds->lower == nullptr && (var->kind == TypeKind::kParamSpec || actual->kind == TypeKind::kTuple)) {
      bounds->lower = actual;
    }
    return;
  }
  if (actual->is_gradual()) {
    // Every variable inside may be anything, unless something else says more.
    std::vector<const TypeVarDecl*> inside;
    collect_type_vars(formal, inside);
    for (const TypeVarDecl* d : inside) {
      Solution::Bounds* bounds = solution.find(d);
      if (bounds != nullptr && bounds->lower == nullptr) bounds->lower = types.unknown();
    }
    return;
  }
  if (const auto* u = formal->as<UnionType>()) {
    // What one of the plain alternatives takes says nothing about the others.
    std::vector<const Type*> left;
    for (const Type* a : items_of(actual)) {
      bool taken = false;
      for (const Type* f : u->items) taken |= !f->has_type_vars && assignable(a, f);
      if (!taken) left.push_back(a);
    }
    if (left.empty()) return;
    const Type* rest = types.union_of(left);
    std::vector<const Type*> open;
    const Type* bare = nullptr;
    for (const Type* f : u->items) {
      if (!f->has_type_vars) continue;
      if (f->kind == TypeKind::kTypeVar) {
        bare = f;
      } else {
        open.push_back(f);
      }
    }
    // Structured alternatives first; a bare variable takes what they do not.
    for (const Type* a : items_of(rest)) {
      bool taken = false;
      for (const Type* f : open) {
        const Type* loose = erase_type_vars(types, f);
        if (assignable(a, loose)) {
          constrain(solution, f, a, depth + 1);
          taken = true;
          break;
        }
      }
      if (!taken && bare != nullptr) constrain(solution, bare, a, depth + 1);
    }
    return;
  }
  if (const auto* u = actual->as<UnionType>()) {
    for (const Type* a : u->items) constrain(solution, formal, a, depth + 1);
    return;
  }
  switch (formal->kind) {
    case TypeKind::kInstance:
      constrain_instance(solution, static_cast<const InstanceType*>(formal), actual, depth);
      return;
    case TypeKind::kTuple: {
      const auto* f = static_cast<const TupleType*>(formal);
      const auto* a = actual->as<TupleType>();
      if (a == nullptr) {
        if (const auto* i = actual->as<InstanceType>()) {
          if (const TupleType* named = i->cls->tuple_type()) {
            Substitution with;
            with.set_all(types, i->cls->type_params(), i->args);
            a = substitute(types, named, with)->as<TupleType>();
          }
        }
      }
      if (a == nullptr) return;
      if (!f->fixed()) {
        size_t before = static_cast<size_t>(f->variadic);
        size_t after = f->items.size() - before - 1;
        if (f->items[before]->kind == TypeKind::kTypeVarTuple) {
          if (a->fixed() && a->items.size() >= before + after) {
            for (size_t i = 0; i < before; ++i) constrain(solution, f->items[i], a->items[i], depth + 1);
            auto middle = a->items.subspan(before, a->items.size() - before - after);
            Solution::Bounds* bounds = solution.find(static_cast<const TypeVarType*>(f->items[before])->decl);
            if (bounds != nullptr && bounds->lower == nullptr) bounds->lower = types.tuple(middle);
          }
          return;
        }
        for (const Type* item : a->items) constrain(solution, f->items[before], item, depth + 1);
        return;
      }
      for (size_t i = 0; i < f->items.size(); ++i) {
        if (!a->fixed()) {
          constrain(solution, f->items[i], a->items[static_cast<size_t>(a->variadic)], depth + 1);
        } else if (i < a->items.size()) {
          constrain(solution, f->items[i], a->items[i], depth + 1);
        }
      }
      return;
    }
    case TypeKind::kTypeObject: {
      const Type* inner = static_cast<const TypeObjectType*>(formal)->instance;
      if (const auto* a = actual->as<TypeObjectType>()) {
        constrain(solution, inner, erase_type_vars(types, a->instance), depth + 1);
      } else if (actual->kind == TypeKind::kInstance) {
        constrain(solution, inner, types.unknown(), depth + 1);
      }
      return;
    }
    case TypeKind::kCallable: {
      bool callable = true;
      const Type* call = call_type(actual, &callable);
      if (call == nullptr) return;
      const auto* f = static_cast<const CallableType*>(formal);
      const auto* a = call->as<CallableType>();
      if (const auto* o = call->as<OverloadedType>()) {
        // The first item that takes what is known to be passed.
        Substitution so_far = solve_known(solution);
        const auto* wanted = substitute(types, f, so_far)->as<CallableType>();
        std::vector<Param> params(wanted->params.begin(), wanted->params.end());
        for (Param& p : params) p.type = erase_type_vars(types, p.type);
        const Type* shape = types.callable(params, types.unknown(), {}, nullptr, f->gradual || f->param_spec);
        for (const Type* item : o->items) {
          if (assignable(item, shape)) {
            a = item->as<CallableType>();
            break;
          }
        }
      }
      if (a != nullptr) constrain_signature(solution, f, a, depth);
      return;
    }
    case TypeKind::kGuard:
      if (const auto* a = actual->as<GuardType>()) {
        constrain(solution, static_cast<const GuardType*>(formal)->target, a->target, depth + 1);
      }
      return;
    default:
      return;
  }
}

void Engine::constrain_signature(Solution& solution, const CallableType* formal, const CallableType* actual, int depth) {
  // A generic function as an argument: first see what the parameters it will be given make of its own variables.
  if (!actual->type_params.empty()) {
    Solution own(actual->type_params);
    Substitution so_far = solve_known(solution);
    size_t i = 0;
    for (const Param& p : actual->params) {
      if (p.kind != ParamKind::kPositional && p.kind != ParamKind::kPositionalOnly) break;
      if (i >= formal->params.size()) break;
      const Type* given = substitute(types, formal->params[i].type, so_far);
      ++i;
      if (!given->has_type_vars) constrain(own, p.type, given, depth + 1);
    }
    const Type* plain = substitute(types, actual, solve(own));
    if (const auto* c = plain->as<CallableType>()) actual = c;
  }
  size_t next = 0;
  for (const Param& f : formal->params) {
    const Param* a = nullptr;
    if (f.kind == ParamKind::kPositional || f.kind == ParamKind::kPositionalOnly) {
      if (next < actual->params.size()) {
        a = &actual->params[next];
        if (a->kind == ParamKind::kStar) {
          // stays at *args
        } else if (a->kind == ParamKind::kPositional || a->kind == ParamKind::kPositionalOnly) {
          ++next;
        } else {
          a = nullptr;
        }
      }
    } else {
      for (const Param& p : actual->params) {
        if (p.kind == f.kind && (p.name == f.name || f.kind == ParamKind::kStar || f.kind == ParamKind::kStarStar)) a = &p;
      }
    }
    if (a == nullptr) continue;
    // Contravariant: the variable must take at most what the callee accepts.
    if (f.type->kind == TypeKind::kTypeVarTuple) break;
    if (const auto* var = f.type->as<TypeVarType>()) {
      Solution::Bounds* bounds = solution.find(var->decl);
      if (bounds != nullptr && bounds->upper == nullptr && !a->type->is_gradual()) bounds->upper = a->type;
    } else {
      constrain(solution, f.type, a->type, depth + 1);
    }
  }
  if (formal->param_spec != nullptr) {
    Solution::Bounds* bounds = solution.find(static_cast<const TypeVarType*>(formal->param_spec)->decl);
    if (bounds != nullptr) {
      std::vector<Param> rest;
      for (size_t i = next; i < actual->params.size(); ++i) rest.push_back(actual->params[i]);
      const Type* params = types.callable(rest, types.unknown(), {}, actual->param_spec, actual->gradual);
      // Functions of different parameters: no one list stands for both.
      bounds->lower = bounds->lower == nullptr || bounds->lower == params ? params : types.unknown();
    }
  }
  constrain(solution, formal->result, actual->result, depth + 1);
}

void Engine::constrain_instance(Solution& solution, const InstanceType* formal, const Type* actual, int depth) {
  if (const InstanceType* up = upcast(actual, formal->cls)) {
    TypeList params = formal->cls->type_params();
    for (size_t i = 0; i < formal->args.size() && i < up->args.size(); ++i) {
      const auto* p = i < params.size() ? params[i]->as<TypeVarType>() : nullptr;
      bool contravariant = p != nullptr && p->decl->variance == Variance::kContravariant;
      if (const auto* var = formal->args[i]->as<TypeVarType>(); contravariant && var != nullptr) {
        Solution::Bounds* bounds = solution.find(var->decl);
        if (bounds != nullptr && bounds->upper == nullptr) bounds->upper = up->args[i];
        continue;
      }
      constrain(solution, formal->args[i], up->args[i], depth + 1);
    }
    return;
  }
  if (!formal->cls->is(ClassFlag::kProtocol)) return;
  if (solve_depth_ > 4) return;
  ++solve_depth_;
  std::vector<const TypeVarDecl*> open;
  collect_type_vars(formal, open);
  for (Name name : protocol_members(formal->cls)) {
    MemberAccess want = instance_member(formal, name, formal);
    if (want.status != MemberAccess::Status::kFound || !want.type->has_type_vars) continue;
    MemberAccess have = member(actual, name);
    if (have.status == MemberAccess::Status::kUnknown) {
      constrain(solution, want.type, types.unknown(), depth + 1);
      continue;
    }
    if (have.status != MemberAccess::Status::kFound) continue;
    // Members of the protocol may be generic themselves; their own variables are not ours.
    const auto* want_call = want.type->as<CallableType>();
    const Type* have_call = have.type;
    if (want_call != nullptr) {
      if (const auto* o = have_call->as<OverloadedType>(); o != nullptr && !o->items.empty()) {
        constrain(solution, want_call, have_call, depth + 1);
      } else if (const auto* c = have_call->as<CallableType>()) {
        constrain_signature(solution, want_call, c, depth + 1);
      }
    } else {
      constrain(solution, want.type, have.type, depth + 1);
    }
  }
  --solve_depth_;
}

Substitution Engine::solve_known(const Solution& solution) {
  Substitution out;
  for (const Solution::Bounds& b : solution.vars) {
    const Type* t = b.lower;
    if (t == nullptr || (t->is_unknown() && b.upper != nullptr)) {
      if (b.upper != nullptr) t = b.upper;
    }
    if (t == nullptr) continue;
    if (b.decl->kind == TypeKind::kTypeVar) t = widen_literals(t);
    out.set(b.decl, t);
  }
  return out;
}

Substitution Engine::solve(const Solution& solution) {
  Substitution out = solve_known(solution);
  for (const Solution::Bounds& b : solution.vars) {
    if (out.find(b.decl) != nullptr) continue;
    const Type* d = b.decl->default_type;
    if (d != nullptr && d->has_type_vars) d = substitute(types, d, out);
    out.set(b.decl, d != nullptr && !d->has_type_vars ? d : types.unknown());
  }
  return out;
}

}  // namespace krait::types
