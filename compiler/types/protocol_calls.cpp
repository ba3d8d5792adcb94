// The language's own protocols: calling, constructing, iterating, awaiting.
#include <algorithm>

#include "types/engine.h"

namespace krait::types {

const Type* Engine::call_type(const Type* type, bool* callable) {
  *callable = true;
  switch (type->kind) {
    case TypeKind::kCallable:
    case TypeKind::kOverloaded:
      return type;
    case TypeKind::kTypeObject:
      return constructor(static_cast<const TypeObjectType*>(type));
    case TypeKind::kInstance:
    case TypeKind::kLiteral:
    case TypeKind::kTuple:
    case TypeKind::kSelf:
    case TypeKind::kTypeVar: {
      static const Name kCall = Name::intern("__call__");
      if (type->kind == TypeKind::kInstance) {
        ClassInfo* cls = static_cast<const InstanceType*>(type)->cls;
        ClassInfo* type_class = known.cls(Known::kType);
        if (type_class != nullptr && cls->derives_from(type_class)) return nullptr;
        if (cls == known.cls(Known::kFunction)) return nullptr;
      }
      MemberAccess call = member(type, kCall);
      if (call.status == MemberAccess::Status::kMissing) {
        // A subclass may be callable, but nothing says that this one is.
        *callable = false;
        return nullptr;
      }
      if (call.status == MemberAccess::Status::kUnknown) return nullptr;
      if (call.type->kind == TypeKind::kCallable || call.type->kind == TypeKind::kOverloaded) return call.type;
      return nullptr;
    }
    case TypeKind::kNone:
    case TypeKind::kModule:
      *callable = false;
      return nullptr;
    case TypeKind::kUnion: {
      for (const Type* t : static_cast<const UnionType*>(type)->items) {
        bool one = true;
        call_type(t, &one);
        if (!one) *callable = false;
      }
      return nullptr;
    }
    default:
      return nullptr;
  }
}

const Type* Engine::constructor(const TypeObjectType* object, FunctionInfo** chosen) {
  auto cached = constructors_.find(object);
  if (cached != constructors_.end()) {
    if (chosen != nullptr) *chosen = cached->second.second;
    return cached->second.first;
  }
  if (chosen != nullptr) *chosen = nullptr;
  const InstanceType* instance = object->instance->as<InstanceType>();
  if (instance == nullptr) {
    if (object->instance->kind == TypeKind::kSelf || object->instance->kind == TypeKind::kTypeVar) {
      const InstanceType* as = as_instance(object->instance);
      if (as == nullptr || known.is(as, Known::kObject)) return nullptr;
      const Type* made = constructor(types.type_object(as)->as<TypeObjectType>(), chosen);
      if (made == nullptr) return nullptr;
      // The same arguments, but the result is the variable itself.
      auto retarget = [&](const Type* t) -> const Type* {
        const auto* c = t->as<CallableType>();
        return types.callable(c->params, object->instance, c->type_params, c->param_spec, c->gradual);
      };
      if (const auto* o = made->as<OverloadedType>()) {
        std::vector<const Type*> items;
        for (const Type* t : o->items) items.push_back(retarget(t));
        return types.overloaded(items);
      }
      return retarget(made);
    }
    return nullptr;
  }
  ClassInfo* cls = instance->cls;
  ClassInfo* object_class = known.cls(Known::kObject);
  if (object_class == nullptr || cls->has_unknown_base() || cls->is(ClassFlag::kUnknownDecorator)) return nullptr;
  static const Name kInit = Name::intern("__init__");
  static const Name kNew = Name::intern("__new__");
  static const Name kCall = Name::intern("__call__");
  ClassInfo* meta = cls->metaclass();
  if (cls->is(ClassFlag::kEnum)) return nullptr;
  if (meta != nullptr) {
    Member call = meta->find_member(kCall);
    if (call && call.found_in->cls != known.cls(Known::kType) && call.found_in->cls != object_class) return nullptr;
  } else if (cls->is(ClassFlag::kMetaclassCustom)) {
    return nullptr;
  }
  if (cls->is(ClassFlag::kTypedDict)) return nullptr;  // checked by key where it is called
  if (cls->is(ClassFlag::kNewType)) {
    const Type* base = cls->new_type_base();
    Param p;
    p.kind = ParamKind::kPositionalOnly;
    p.type = base != nullptr ? base : types.unknown();
    return types.callable({&p, 1}, instance);
  }
  if (cls == known.cls(Known::kType)) return nullptr;
  Member init = cls->find_member(kInit);
  Member make = cls->find_member(kNew);
  auto position = [&](const Member& m) -> size_t {
    if (!m) return SIZE_MAX;
    size_t i = 0;
    for (const InstanceType* base : cls->mro()) {
      if (base->cls == m.found_in->cls) return i;
      ++i;
    }
    return i;
  };
  bool use_new = make && (!init || position(make) < position(init) ||
                          (init.found_in->cls == object_class && make.found_in->cls != object_class));
  const Member& m = use_new ? make : init;
  if (!m) return nullptr;
  auto* function = m.declaration->as<FunctionInfo>();
  if (function == nullptr) return nullptr;
  if (!function->other_decorators.empty()) return nullptr;
  // Below a metaclass or a native base with both, only arguments that both take are right; object's take any then.
  Substitution with = class_substitution(m.found_in, instance, instance);
  const Type* raw = substitute(types, undecorated_type(function), with);
  std::vector<const Type*> class_vars;
  for (const Type* a : instance->args) {
    if (a->kind == TypeKind::kTypeVar || a->kind == TypeKind::kParamSpec || a->kind == TypeKind::kTypeVarTuple) {
      class_vars.push_back(a);
    }
  }
  bool own_params = !class_vars.empty() && std::equal(class_vars.begin(), class_vars.end(), cls->type_params().begin(),
                                                      cls->type_params().end());
  auto convert = [&](const Type* t) -> const Type* {
    const auto* c = t->as<CallableType>();
    if (c == nullptr) return nullptr;
    const Type* result = instance;
    std::span<const Param> params = c->params;
    if (!params.empty() && (params[0].kind == ParamKind::kPositional || params[0].kind == ParamKind::kPositionalOnly)) {
      if (!use_new && params[0].type->kind == TypeKind::kInstance) {
        // `def __init__(self: dict[str, V], ...)` says what is made.
        const auto* self_type = static_cast<const InstanceType*>(params[0].type);
        if (self_type->cls == cls) {
          result = self_type;
        }
      }
      params = params.subspan(1);
    }
    if (use_new) {
      const Type* declared = c->result;
      if (function->returns_declared && !declared->is_gradual()) {
        const InstanceType* made = declared->as<InstanceType>();
        if (made != nullptr && made->cls == cls) {
          result = made;
        } else if (declared->kind == TypeKind::kTypeVar) {
          // `cls: type[T]` ... `-> T` is what the class makes; any other variable is what the arguments say.
          const auto* first = c->params.empty() ? nullptr : c->params[0].type->as<TypeObjectType>();
          result = first != nullptr && first->instance == declared ? static_cast<const Type*>(instance) : declared;
        } else if (made != nullptr) {
          result = made;
        }
      }
    }
    std::vector<const Type*> vars;
    if (own_params) vars = class_vars;
    for (const Type* v : c->type_params) {
      if (std::find(vars.begin(), vars.end(), v) == vars.end()) vars.push_back(v);
    }
    return types.callable(params, result, vars, c->param_spec, c->gradual);
  };
  const Type* out = nullptr;
  if (const auto* o = raw->as<OverloadedType>()) {
    std::vector<const Type*> items;
    for (const Type* t : o->items) {
      if (const Type* c = convert(t)) items.push_back(c);
    }
    if (!items.empty()) out = types.overloaded(items);
  } else {
    out = convert(raw);
  }
  constructors_[object] = {out, function};
  if (chosen != nullptr) *chosen = function;
  return out;
}

const Type* Engine::element_of(const Type* iterable, bool* iterable_known) {
  *iterable_known = true;
  switch (iterable->kind) {
    case TypeKind::kUnion: {
      std::vector<const Type*> parts;
      for (const Type* t : static_cast<const UnionType*>(iterable)->items) {
        bool ok = true;
        parts.push_back(element_of(t, &ok));
        if (!ok) *iterable_known = false;
      }
      return join(parts);
    }
    case TypeKind::kTuple:
      return tuple_element(static_cast<const TupleType*>(iterable));
    case TypeKind::kInstance:
    case TypeKind::kLiteral:
    case TypeKind::kSelf:
    case TypeKind::kTypeVar: {
      const InstanceType* i = as_instance(iterable);
      if (i == nullptr) return types.unknown();
      if (const TupleType* t = i->cls->tuple_type()) {
        Substitution with;
        with.set_all(types, i->cls->type_params(), i->args);
        return tuple_element(substitute(types, t, with)->as<TupleType>());
      }
      static const Name kIter = Name::intern("__iter__");
      static const Name kNext = Name::intern("__next__");
      static const Name kGetItem = Name::intern("__getitem__");
      // The declared element of a nominal Iterable is right unless the class brings an __iter__ of its own.
      if (i->cls->module != nullptr && i->cls->module->is_stub && !i->args.empty()) {
        if (const InstanceType* up = upcast(i, known.cls(Known::kIterable)); up != nullptr && up->args.size() == 1) {
          return up->args[0];
        }
      }
      MemberAccess iter = member(iterable, kIter);
      if (iter.status == MemberAccess::Status::kFound) {
        const auto* c = iter.type->as<CallableType>();
        if (c == nullptr) return types.unknown();
        const Type* iterator = erase_type_vars(types, c->result) == c->result || c->type_params.empty()
                                   ? c->result
                                   : erase_type_vars(types, c->result);
        MemberAccess next = member(iterator, kNext);
        if (next.status != MemberAccess::Status::kFound) return types.unknown();
        const auto* n = next.type->as<CallableType>();
        return n != nullptr ? n->result : types.unknown();
      }
      if (iter.status == MemberAccess::Status::kUnknown) return types.unknown();
      MemberAccess item = member(iterable, kGetItem);
      if (item.status == MemberAccess::Status::kMissing) {
        *iterable_known = false;
        return types.unknown();
      }
      const auto* c = item.type->as<CallableType>();
      return c != nullptr ? c->result : types.unknown();
    }
    case TypeKind::kTypeObject: {
      const InstanceType* i = static_cast<const TypeObjectType*>(iterable)->instance->as<InstanceType>();
      if (i == nullptr) return types.unknown();
      if (i->cls->is(ClassFlag::kEnum)) return i;
      return types.unknown();
    }
    case TypeKind::kNone:
    case TypeKind::kCallable:
    case TypeKind::kModule:
      *iterable_known = iterable->kind == TypeKind::kCallable;
      return types.unknown();
    default:
      return types.unknown();
  }
}

const Type* Engine::async_element_of(const Type* iterable) {
  static const Name kAiter = Name::intern("__aiter__");
  static const Name kAnext = Name::intern("__anext__");
  MemberAccess iter = member(iterable, kAiter);
  const auto* c = iter.type->as<CallableType>();
  if (c == nullptr) return types.unknown();
  MemberAccess next = member(c->result, kAnext);
  const auto* n = next.type->as<CallableType>();
  return n != nullptr ? awaited(n->result) : types.unknown();
}

const Type* Engine::awaited(const Type* awaitable) {
  if (const auto* u = awaitable->as<UnionType>()) {
    std::vector<const Type*> parts;
    for (const Type* t : u->items) parts.push_back(awaited(t));
    return join(parts);
  }
  if (const InstanceType* up = upcast(awaitable, known.cls(Known::kCoroutine)); up != nullptr && up->args.size() == 3) {
    return up->args[2];
  }
  if (const InstanceType* up = upcast(awaitable, known.cls(Known::kAwaitable)); up != nullptr && up->args.size() == 1) {
    return up->args[0];
  }
  static const Name kAwait = Name::intern("__await__");
  if (awaitable->kind != TypeKind::kInstance) return types.unknown();
  MemberAccess await = member(awaitable, kAwait);
  const auto* c = await.type->as<CallableType>();
  if (c == nullptr) return types.unknown();
  if (const InstanceType* up = upcast(c->result, known.cls(Known::kGenerator)); up != nullptr && up->args.size() == 3) {
    return up->args[2];
  }
  return types.unknown();
}

const Type* Engine::enum_value(const Type* type) {
  const InstanceType* i = as_instance(type);
  if (i == nullptr) return types.unknown();
  Name only;
  if (const auto* l = type->as<LiteralType>()) only = Name::intern(l->text);
  // A __new__ of its own may set any value.
  static const Name kNew = Name::intern("__new__");
  static const Name kValue = Name::intern("_value_");
  if (i->cls->own_member(kNew) != nullptr) return types.unknown();
  if (auto* declared = i->cls->own_member(kValue)) {
    auto* v = declared->as<VariableInfo>();
    const Type* t = v != nullptr ? v->declared_type() : nullptr;
    return t != nullptr ? t : types.unknown();
  }
  for (const InstanceType* base : i->cls->mro()) {
    if (base->cls->own_member(kNew) != nullptr && base->cls->module != nullptr && !base->cls->module->is_stub) {
      return types.unknown();
    }
  }
  std::vector<const Type*> parts;
  for (VariableInfo* m : i->cls->enum_members()) {
    if (only && m->name != only) continue;
    if (m->values.size() != 1 || demand == nullptr) return types.unknown();
    const Type* t = demand->infer_variable(m);
    const InstanceType* value = as_instance(t);
    // auto() and descriptors make the value at class creation.
    if (value == nullptr || value->cls->module == nullptr || value->cls->module->name != "builtins") {
      return types.unknown();
    }
    parts.push_back(widen_literals(t));
    if (parts.size() > 64) break;
  }
  return parts.empty() ? types.unknown() : join(parts);
}

}  // namespace krait::types
