// Assignability, joins, overlap.
#include <algorithm>

#include "types/engine.h"
#include "types/native_numbers.h"

namespace krait::types {

namespace {

struct Depth {
  explicit Depth(int& counter) : counter_(counter) { ++counter_; }
  ~Depth() { --counter_; }
  int& counter_;
};

bool is_object(WellKnown& known, const Type* t) { return known.is(t, Known::kObject); }

}  // namespace

Engine::Engine(TypeContext& context, Declarations* store)
    : types(context), declarations(store), known(context, store) {}

std::string Engine::show(const Type* type) { return to_string(type); }

bool Engine::assignable(const Type* from, const Type* to) {
  if (from == to || from->is_gradual() || to->is_gradual() || from->is_never()) return true;
  if (relation_depth_ >= kMaxRelationDepth) {
    result_is_tentative_ = true;
    return true;
  }
  uint64_t key = (static_cast<uint64_t>(from->id) << 32) | to->id;
  auto it = assignable_cache_.find(key);
  if (it != assignable_cache_.end()) return it->second;
  bool tentative_before = result_is_tentative_;
  result_is_tentative_ = false;
  bool result;
  {
    Depth depth(relation_depth_);
    result = assignable_uncached(from, to);
  }
  if (!result_is_tentative_) assignable_cache_.emplace(key, result);
  result_is_tentative_ |= tentative_before;
  if (relation_depth_ == 0) result_is_tentative_ = false;
  return result;
}

bool Engine::assignable_uncached(const Type* from, const Type* to) {
  if (is_object(known, to)) return true;
  if (const auto* u = from->as<UnionType>()) {
    return std::all_of(u->items.begin(), u->items.end(), [&](const Type* t) { return assignable(t, to); });
  }
  if (const auto* guard = from->as<GuardType>()) {
    if (const auto* other = to->as<GuardType>()) return assignable(guard->target, other->target);
    const Type* b = known.type(Known::kBool);
    return b->is_unknown() || assignable(b, to);
  }
  if (const auto* guard = to->as<GuardType>()) {
    (void)guard;
    const Type* b = known.type(Known::kBool);
    return b->is_unknown() || assignable(from, b);
  }
  if (const auto* u = to->as<UnionType>()) {
    for (const Type* t : u->items) {
      if (assignable(from, t)) return true;
    }
    // A type variable or a class with few values may fit only as a whole.
    if (const auto* v = from->as<TypeVarType>()) {
      if (!v->decl->values.empty()) {
        return std::all_of(v->decl->values.begin(), v->decl->values.end(),
                           [&](const Type* t) { return assignable(t, to); });
      }
      return v->decl->bound != nullptr && assignable(v->decl->bound, to);
    }
    return false;
  }
  if (const auto* v = to->as<TypeVarType>()) {
    if (from == to || v->kind != TypeKind::kTypeVar) return true;
    if (!v->decl->values.empty()) {
      return std::any_of(v->decl->values.begin(), v->decl->values.end(),
                         [&](const Type* t) { return assignable(from, t); });
    }
    if (from->kind == TypeKind::kTypeVar) {
      const auto* f = static_cast<const TypeVarType*>(from);
      // The same written variable seen from two owners.
      return f->decl->name == v->decl->name;
    }
    return false;
  }
  if (const auto* v = from->as<TypeVarType>()) {
    if (v->kind != TypeKind::kTypeVar) return true;
    if (!v->decl->values.empty()) {
      return std::any_of(v->decl->values.begin(), v->decl->values.end(),
                         [&](const Type* t) { return assignable(t, to); });
    }
    return v->decl->bound != nullptr && assignable(v->decl->bound, to);
  }
  if (const auto* s = to->as<SelfType>()) {
    if (const auto* other = from->as<SelfType>()) return other->cls == s->cls || other->cls->derives_from(s->cls);
    const InstanceType* i = as_instance(from);
    return i != nullptr && (i->cls->derives_from(s->cls) || i->cls->has_unknown_base());
  }
  if (const auto* s = from->as<SelfType>()) return assignable(self_instance(s->cls), to);
  if (to->is_never()) return false;
  if (to->is_none()) {
    return known.is(from, Known::kNoneType);
  }
  if (const auto* l = to->as<LiteralType>()) {
    if (const auto* other = from->as<LiteralType>()) return other == l;
    // bool or an enum whose every value is spelled out arrives here item by item: a yes would be wrong for overloads.
    return false;
  }
  if (const auto* l = from->as<LiteralType>()) return assignable(l->base, to);
  if (const auto* c = to->as<CallableType>()) return assignable_to_callable(from, c);
  if (const auto* o = to->as<OverloadedType>()) {
    return std::all_of(o->items.begin(), o->items.end(), [&](const Type* t) { return assignable(from, t); });
  }
  if (const auto* object = to->as<TypeObjectType>()) {
    if (const auto* f = from->as<TypeObjectType>()) {
      return assignable(erase_type_vars(types, f->instance), erase_type_vars(types, object->instance));
    }
    const InstanceType* i = from->as<InstanceType>();
    ClassInfo* type_class = known.cls(Known::kType);
    return i != nullptr && (type_class == nullptr || i->cls->derives_from(type_class) || i->cls->has_unknown_base());
  }
  if (const auto* t = to->as<TupleType>()) {
    if (const auto* f = from->as<TupleType>()) return assignable_tuple(f, t);
    if (const auto* i = from->as<InstanceType>()) {
      if (i->cls->has_unknown_base()) return true;
      if (const TupleType* as_tuple = i->cls->tuple_type()) {
        Substitution with;
        with.set_all(types, i->cls->type_params(), i->args);
        return assignable(substitute(types, as_tuple, with), to);
      }
      if (const InstanceType* plain = upcast(i, known.cls(Known::kTuple))) {
        const Type* element = plain->args.empty() ? types.unknown() : plain->args[0];
        return assignable(types.tuple_of(element), to);
      }
    }
    return false;
  }
  if (to->kind == TypeKind::kModule) return from->kind == TypeKind::kModule;
  if (const auto* i = to->as<InstanceType>()) return assignable_instance(from, i);
  return true;
}

bool Engine::assignable_tuple(const TupleType* from, const TupleType* to) {
  auto all = [&](TypeList items, const Type* element) {
    return std::all_of(items.begin(), items.end(), [&](const Type* t) { return assignable(t, element); });
  };
  if (to->fixed()) {
    if (from->fixed()) {
      if (from->items.size() != to->items.size()) return false;
      for (size_t i = 0; i < to->items.size(); ++i) {
        if (!assignable(from->items[i], to->items[i])) return false;
      }
      return true;
    }
    // tuple[int, ...] for tuple[int, int]: its length may have been tested.
    const Type* each = from->items[static_cast<size_t>(from->variadic)];
    return std::all_of(to->items.begin(), to->items.end(), [&](const Type* t) { return assignable(each, t); });
  }
  if (to->items.size() == 1) return all(from->items, to->items[0]);
  size_t before = static_cast<size_t>(to->variadic);
  size_t after = to->items.size() - before - 1;
  if (!from->fixed()) return true;
  if (from->items.size() < before + after) return false;
  size_t n = from->items.size();
  for (size_t i = 0; i < before; ++i) {
    if (!assignable(from->items[i], to->items[i])) return false;
  }
  for (size_t i = 0; i < after; ++i) {
    if (!assignable(from->items[n - after + i], to->items[before + 1 + i])) return false;
  }
  if (to->items[before]->kind == TypeKind::kTypeVarTuple) return true;
  return all(from->items.subspan(before, n - before - after), to->items[before]);
}

bool Engine::assignable_instance(const Type* from, const InstanceType* to) {
  switch (from->kind) {
    case TypeKind::kInstance:
      return assignable_instances(static_cast<const InstanceType*>(from), to);
    case TypeKind::kNone: {
      if (known.is(to, Known::kNoneType)) return true;
      if (!to->cls->is(ClassFlag::kProtocol)) return false;
      ClassInfo* none = known.cls(Known::kNoneType);
      return none == nullptr || implements(types.instance(none), to);
    }
    case TypeKind::kTuple: {
      const InstanceType* i = as_instance(from);
      return i == nullptr || assignable_instances(i, to);
    }
    case TypeKind::kTypeObject: {
      ClassInfo* type_class = known.cls(Known::kType);
      if (type_class == nullptr || to->cls == type_class) return true;
      if (to->cls->is(ClassFlag::kProtocol)) return true;
      const auto* instance = static_cast<const TypeObjectType*>(from)->instance->as<InstanceType>();
      if (instance == nullptr) return true;
      ClassInfo* meta = instance->cls->metaclass();
      if (instance->cls->has_unknown_base()) return true;
      if (meta != nullptr) return meta->derives_from(to->cls) || meta->has_unknown_base();
      return type_class->derives_from(to->cls);
    }
    case TypeKind::kCallable:
    case TypeKind::kOverloaded: {
      if (to->cls->is(ClassFlag::kProtocol)) {
        Member call = to->cls->find_member(Name::intern("__call__"));
        if (!call || !call.declaration->as<FunctionInfo>()) {
          ClassInfo* function = known.cls(Known::kFunction);
          return function == nullptr || implements(types.instance(function), to);
        }
        // Named arguments and overloads make exact answers hard here: only the results are compared.
        return true;
      }
      ClassInfo* function = known.cls(Known::kFunction);
      if (function == nullptr || to->cls == function) return true;
      // Decorated functions and C functions are objects of many classes; what surely is not callable is none of them.
      bool callable = true;
      const Type* call = call_type(to, &callable);
      return callable || call != nullptr;
    }
    case TypeKind::kModule:
      return to->cls->is(ClassFlag::kProtocol) || known.is(to, Known::kModuleType) ||
             known.cls(Known::kModuleType) == nullptr;
    default:
      return true;
  }
}

const InstanceType* Engine::upcast(const Type* type, ClassInfo* base) {
  if (base == nullptr) return nullptr;
  const InstanceType* i = as_instance(type);
  if (i == nullptr) return nullptr;
  if (i->cls == base) return i;
  const InstanceType* found = i->cls->base_instance(base);
  if (found == nullptr || !found->has_type_vars) return found;
  Substitution with;
  with.set_all(types, i->cls->type_params(), i->args);
  return substitute(types, found, with)->as<InstanceType>();
}

bool Engine::arguments_agree(const InstanceType* from, const InstanceType* to) {
  TypeList params = to->cls->type_params();
  for (size_t i = 0; i < to->args.size() && i < from->args.size(); ++i) {
    const auto* var = i < params.size() ? params[i]->as<TypeVarType>() : nullptr;
    const Type* f = from->args[i];
    const Type* t = to->args[i];
    if (var != nullptr && var->kind != TypeKind::kTypeVar) continue;
    Variance variance = var ? var->decl->variance : Variance::kInferred;
    bool ok = variance == Variance::kContravariant ? assignable(t, f) : assignable(f, t);
    // What a container was inferred to hold may be narrower or (after joins) wider than what its writer has in mind.
    if (!ok && variance != Variance::kCovariant) ok = assignable(t, f) || assignable(f, t);
    if (!ok) return false;
  }
  return true;
}

bool Engine::assignable_instances(const InstanceType* from, const InstanceType* to) {
  if (from->cls == to->cls) return arguments_agree(from, to);
  // A native number is an int or float wherever one is asked for; those become native numbers, if they fit, where one is asked for.
  if (std::optional<NativeNumber> native = native_number(to->cls)) {
    return !native_number(from->cls) && assignable(from, known.type(is_native_int(*native) ? Known::kInt : Known::kFloat));
  }
  if (std::optional<NativeNumber> native = native_number(from->cls)) {
    return assignable(known.type(is_native_int(*native) ? Known::kInt : Known::kFloat), to);
  }
  if (from->cls->has_unknown_base()) return true;
  if (const InstanceType* up = upcast(from, to->cls)) return arguments_agree(up, to);
  // Promotions.
  bool to_float = known.is(to, Known::kFloat);
  if (to_float || known.is(to, Known::kComplex)) {
    ClassInfo* int_class = known.cls(Known::kInt);
    if (int_class != nullptr && from->cls->derives_from(int_class)) return true;
    ClassInfo* float_class = known.cls(Known::kFloat);
    if (!to_float && float_class != nullptr && from->cls->derives_from(float_class)) return true;
  }
  if (known.is(to, Known::kBytes)) {
    return known.is(from, Known::kBytearray) || known.is(from, Known::kMemoryview);
  }
  if (to->cls->is(ClassFlag::kProtocol)) return implements(from, to);
  if (to->cls->is(ClassFlag::kTypedDict) && from->cls->is(ClassFlag::kTypedDict)) {
    for (VariableInfo* key : to->cls->typed_dict_keys()) {
      bool has = false;
      for (VariableInfo* own : from->cls->typed_dict_keys()) has |= own->name == key->name;
      if (!has) return false;
    }
    return true;
  }
  if (from->cls->is(ClassFlag::kTypedDict)) {
    // A TypedDict is a Mapping[str, object] whatever its stub's base says.
    ClassInfo* mapping = known.cls(Known::kMapping);
    return mapping == nullptr || mapping->derives_from(to->cls) || to->cls == mapping;
  }
  if (to->cls->is(ClassFlag::kUnknownDecorator) && to->cls->is(ClassFlag::kUnknownBase)) return true;
  return false;
}

bool Engine::assignable_to_callable(const Type* from, const CallableType* to) {
  if (const auto* f = from->as<CallableType>()) return assignable_signature(f, to);
  bool callable = true;
  const Type* call = call_type(from, &callable);
  if (!callable) return false;
  if (call == nullptr) return true;
  if (const auto* c = call->as<CallableType>()) return assignable_signature(c, to);
  if (const auto* o = call->as<OverloadedType>()) {
    return std::any_of(o->items.begin(), o->items.end(),
                       [&](const Type* t) { return assignable_signature(t->as<CallableType>(), to); });
  }
  return true;
}

bool Engine::assignable_signature(const CallableType* from, const CallableType* to) {
  if (from == to) return true;
  if (from->has_type_vars && !from->type_params.empty()) {
    Substitution erase;
    for (const Type* v : from->type_params) erase.set(v->as<TypeVarType>()->decl, types.unknown());
    const auto* plain = substitute(types, from, erase)->as<CallableType>();
    if (plain != nullptr) from = plain;
  }
  if (!to->result->is_none() && !assignable(from->result, to->result)) return false;
  if (to->result->is_none() && !assignable(from->result, to->result)) return false;
  if (from->gradual || to->gradual || from->param_spec || to->param_spec) return true;
  // Positional parameters of `to` are what will be passed.
  size_t next = 0;
  const Param* star = nullptr;
  const Param* star_star = nullptr;
  std::vector<const Param*> positional;
  for (const Param& p : from->params) {
    if (p.kind == ParamKind::kPositionalOnly || p.kind == ParamKind::kPositional) positional.push_back(&p);
    if (p.kind == ParamKind::kStar) star = &p;
    if (p.kind == ParamKind::kStarStar) star_star = &p;
  }
  auto takes = [&](const Param& given, const Param* taking) {
    return assignable(given.type, taking->type) || assignable(taking->type, given.type);
  };
  bool to_star = false;
  for (const Param& p : to->params) {
    switch (p.kind) {
      case ParamKind::kPositionalOnly:
      case ParamKind::kPositional:
        if (next < positional.size()) {
          if (!takes(p, positional[next++])) return false;
        } else if (star != nullptr) {
          if (!takes(p, star)) return false;
        } else {
          return false;
        }
        break;
      case ParamKind::kStar:
        to_star = true;
        break;
      case ParamKind::kKeywordOnly: {
        bool named = star_star != nullptr;
        for (const Param& q : from->params) named |= q.name == p.name && q.kind != ParamKind::kPositionalOnly;
        if (!named) return false;
        break;
      }
      case ParamKind::kStarStar:
        return true;  // anything by name
    }
  }
  if (to_star) return true;
  for (; next < positional.size(); ++next) {
    if (positional[next]->has_default) continue;
    bool named = false;
    for (const Param& p : to->params) named |= p.kind == ParamKind::kKeywordOnly && p.name == positional[next]->name;
    if (!named) return false;
  }
  for (const Param& p : from->params) {
    if (p.kind != ParamKind::kKeywordOnly || p.has_default) continue;
    bool named = false;
    for (const Param& q : to->params) named |= q.name == p.name && q.kind != ParamKind::kPositionalOnly;
    if (!named) return false;
  }
  return true;
}

// Whether `partial` is an empty container that `other` may have been made from.
bool Engine::partial_of(const Type* partial, const Type* other) {
  const auto* p = partial->as<InstanceType>();
  if (p == nullptr) return false;
  for (const Type* t : items_of(other)) {
    if (const auto* o = t->as<InstanceType>(); o != nullptr && o->cls == p->cls) return true;
  }
  return false;
}

const Type* Engine::join(const Type* a, const Type* b) {
  if (a == b) return a;
  if (a->is_gradual()) return a;
  if (b->is_gradual()) return b;
  if (a->has_partial && partial_of(a, b)) return b;
  if (b->has_partial && partial_of(b, a)) return a;
  const Type* u = types.union_of(a, b);
  const auto* as_union = u->as<UnionType>();
  if (as_union == nullptr || as_union->items.size() <= kMaxJoinWidth) return u;
  const Type* widened = widen_literals(u);
  return items_of(widened).size() <= kMaxJoinWidth ? widened : types.unknown();
}

const Type* Engine::join(TypeList items) {
  if (items.empty()) return types.never();
  const Type* u = types.union_of(items);
  if (items_of(u).size() <= kMaxJoinWidth) return u;
  const Type* widened = widen_literals(u);
  return items_of(widened).size() <= kMaxJoinWidth ? widened : types.unknown();
}

const Type* Engine::widen_literals(const Type* type) {
  switch (type->kind) {
    case TypeKind::kLiteral:
      return static_cast<const LiteralType*>(type)->base;
    case TypeKind::kUnion: {
      const auto* u = static_cast<const UnionType*>(type);
      if (std::none_of(u->items.begin(), u->items.end(), [](const Type* t) {
            return t->kind == TypeKind::kLiteral || t->kind == TypeKind::kTuple;
          })) {
        return type;
      }
      std::vector<const Type*> items;
      for (const Type* t : u->items) items.push_back(widen_literals(t));
      return types.union_of(items);
    }
    case TypeKind::kTuple: {
      const auto* t = static_cast<const TupleType*>(type);
      bool changes = false;
      std::vector<const Type*> items;
      for (const Type* item : t->items) {
        items.push_back(widen_literals(item));
        changes |= items.back() != item;
      }
      return changes ? types.tuple(items, t->variadic) : type;
    }
    default:
      return type;
  }
}

const Type* Engine::tuple_element(const TupleType* tuple) { return join(tuple->items); }

const InstanceType* Engine::self_instance(ClassInfo* cls) {
  return types.instance(cls, cls->type_params())->as<InstanceType>();
}

const InstanceType* Engine::as_instance(const Type* type) {
  switch (type->kind) {
    case TypeKind::kInstance:
      return static_cast<const InstanceType*>(type);
    case TypeKind::kLiteral:
      return static_cast<const LiteralType*>(type)->base->as<InstanceType>();
    case TypeKind::kTuple:
      return known.type(Known::kTuple, {widen_literals(tuple_element(static_cast<const TupleType*>(type)))})
          ->as<InstanceType>();
    case TypeKind::kSelf:
      return self_instance(static_cast<const SelfType*>(type)->cls);
    case TypeKind::kTypeVar: {
      const TypeVarDecl* decl = static_cast<const TypeVarType*>(type)->decl;
      if (!decl->values.empty()) return nullptr;
      if (decl->bound == nullptr) return known.type(Known::kObject)->as<InstanceType>();
      return decl->bound->kind == TypeKind::kTypeVar ? nullptr : as_instance(decl->bound);
    }
    case TypeKind::kGuard:
      return known.type(Known::kBool)->as<InstanceType>();
    default:
      return nullptr;
  }
}

bool Engine::may_overlap(const Type* a, const Type* b) {
  if (a == b || a->is_gradual() || b->is_gradual()) return true;
  if (a->is_never() || b->is_never()) return false;
  if (const auto* u = a->as<UnionType>()) {
    return std::any_of(u->items.begin(), u->items.end(), [&](const Type* t) { return may_overlap(t, b); });
  }
  if (const auto* u = b->as<UnionType>()) {
    return std::any_of(u->items.begin(), u->items.end(), [&](const Type* t) { return may_overlap(a, t); });
  }
  const auto* la = a->as<LiteralType>();
  const auto* lb = b->as<LiteralType>();
  if (la && lb) return la == lb || (la->literal != lb->literal && la->literal <= LiteralKind::kBool && lb->literal <= LiteralKind::kBool && la->number == lb->number);
  if (a->is_none() || b->is_none()) return assignable(a, b) || assignable(b, a);
  if (assignable(a, b) || assignable(b, a)) return true;
  const InstanceType* ia = as_instance(a);
  const InstanceType* ib = as_instance(b);
  if (ia == nullptr || ib == nullptr) return true;
  if (ia->cls->derives_from(ib->cls) || ib->cls->derives_from(ia->cls)) return true;
  auto closed = [&](ClassInfo* c) {
    return c->is(ClassFlag::kFinal) || known.is(c, Known::kInt) || known.is(c, Known::kStr) ||
           known.is(c, Known::kFloat) || known.is(c, Known::kBytes) || known.is(c, Known::kBool) ||
           known.is(c, Known::kList) || known.is(c, Known::kDict) || known.is(c, Known::kSet) ||
           known.is(c, Known::kTuple);
  };
  if (ia->cls->is(ClassFlag::kProtocol) || ib->cls->is(ClassFlag::kProtocol)) return true;
  // A class deriving from both could exist, but for the builtins with a layout of their own.
  return !(closed(ia->cls) && closed(ib->cls));
}

}  // namespace krait::types
