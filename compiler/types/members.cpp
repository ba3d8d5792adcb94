// Members of values: attributes, methods bound to their receivers, properties and other descriptors.
#include <algorithm>

#include "types/engine.h"

namespace krait::types {

namespace {

constexpr int kMaxMemberDepth = 30;

MemberAccess unknown_member(TypeContext& types) {
  MemberAccess out;
  out.type = types.unknown();
  return out;
}

MemberAccess missing_member(TypeContext& types, ClassInfo* cls) {
  MemberAccess out;
  out.status = MemberAccess::Status::kMissing;
  out.type = types.unknown();
  out.cls = cls;
  return out;
}

}  // namespace

Substitution Engine::class_substitution(const InstanceType* found_in, const InstanceType* receiver, const Type* self) {
  Substitution with;
  const InstanceType* in = found_in;
  if (in->has_type_vars && in->cls != receiver->cls) {
    Substitution outer;
    outer.set_all(types, receiver->cls->type_params(), receiver->args);
    if (const auto* i = substitute(types, in, outer)->as<InstanceType>()) in = i;
    with.set_all(types, in->cls->type_params(), in->args);
  } else if (in->cls == receiver->cls) {
    with.set_all(types, receiver->cls->type_params(), receiver->args);
  } else {
    with.set_all(types, in->cls->type_params(), in->args);
  }
  // Self of one member of an enum is the enum.
  const auto* literal = self->as<LiteralType>();
  with.set_self(literal != nullptr ? literal->base : self);
  return with;
}

const Type* Engine::bind(const Type* function, const Type* receiver) {
  if (const auto* o = function->as<OverloadedType>()) {
    std::vector<const Type*> items;
    for (const Type* item : o->items) {
      const auto* c = item->as<CallableType>();
      // An overload for other receivers (`self: list[str]`) is not there for this one.
      if (c != nullptr && !c->params.empty() && !c->gradual) {
        const Param& first = c->params[0];
        if ((first.kind == ParamKind::kPositional || first.kind == ParamKind::kPositionalOnly) &&
            !assignable(receiver, erase_type_vars(types, first.type))) {
          continue;
        }
      }
      items.push_back(bind(item, receiver));
    }
    if (items.empty()) return types.unknown();
    return types.overloaded(items);
  }
  const auto* c = function->as<CallableType>();
  if (c == nullptr) return function;
  if (c->params.empty()) return function;  // gradual, or wrong: nothing to take off
  const Param& first = c->params[0];
  if (first.kind == ParamKind::kStar) return function;
  if (first.kind != ParamKind::kPositional && first.kind != ParamKind::kPositionalOnly) return function;
  const Type* out = function;
  if (first.type->has_type_vars && !c->type_params.empty()) {
    Solution solution(c->type_params);
    constrain(solution, first.type, receiver);
    Substitution with = solve_known(solution);
    if (!with.empty()) {
      out = substitute(types, function, with);
      c = out->as<CallableType>();
      if (c == nullptr) return types.unknown();
    }
  }
  return types.callable(c->params.subspan(1), c->result, c->type_params, c->param_spec, c->gradual);
}

const Type* Engine::property_type(FunctionInfo* getter, const Substitution& with, const Type* self) {
  const Type* f = substitute(types, undecorated_type(getter), with);
  const Type* bound = bind(f, self);
  const auto* c = bound->as<CallableType>();
  if (c == nullptr) return types.unknown();
  const Type* result = c->result;
  if (const auto* g = result->as<GuardType>()) {
    (void)g;
    return known.type(Known::kBool);
  }
  return erase_type_vars(types, result) == result || !c->type_params.empty() ? erase_type_vars(types, result) : result;
}

const Type* Engine::read_descriptor(const Type* type, const Type* instance, const Type* owner, bool* is_descriptor) {
  const auto* i = type->as<InstanceType>();
  if (i == nullptr || i->cls->has_unknown_base()) return nullptr;
  static const Name kGet = Name::intern("__get__");
  if (!i->cls->find_member(kGet)) return nullptr;
  *is_descriptor = true;
  MemberAccess get = instance_member(i, kGet, i);
  if (get.status != MemberAccess::Status::kFound) return types.unknown();
  auto try_one = [&](const Type* t) -> const Type* {
    const auto* c = t->as<CallableType>();
    if (c == nullptr || c->params.empty()) return nullptr;
    Solution solution(c->type_params);
    if (!assignable(instance, erase_type_vars(types, c->params[0].type))) return nullptr;
    constrain(solution, c->params[0].type, instance);
    if (c->params.size() > 1) {
      if (!assignable(owner, erase_type_vars(types, c->params[1].type))) return nullptr;
      constrain(solution, c->params[1].type, owner);
    }
    return substitute(types, c->result, solve(solution));
  };
  if (const auto* o = get.type->as<OverloadedType>()) {
    for (const Type* item : o->items) {
      if (const Type* result = try_one(item)) return result;
    }
    return types.unknown();
  }
  const Type* result = try_one(get.type);
  return result != nullptr ? result : types.unknown();
}

// A function taken off a bare class binds the class's own type variables too: `set.union(a, b)`.
const Type* Engine::generic_over(const Type* function, ClassInfo* cls) {
  if (!function->has_type_vars || cls->type_params().empty()) return function;
  if (const auto* o = function->as<OverloadedType>()) {
    std::vector<const Type*> items;
    for (const Type* t : o->items) items.push_back(generic_over(t, cls));
    return types.overloaded(items);
  }
  const auto* c = function->as<CallableType>();
  if (c == nullptr) return function;
  std::vector<const Type*> vars(c->type_params.begin(), c->type_params.end());
  for (const Type* v : cls->type_params()) {
    if (std::find(vars.begin(), vars.end(), v) == vars.end()) vars.push_back(v);
  }
  return types.callable(c->params, c->result, vars, c->param_spec, c->gradual);
}

MemberAccess Engine::found(const Member& member, const InstanceType* receiver, const Type* self, bool on_class) {
  MemberAccess out;
  out.status = MemberAccess::Status::kFound;
  out.declaration = member.declaration;
  out.cls = receiver->cls;
  out.owner = member.found_in != nullptr ? member.found_in->cls : receiver->cls;
  const InstanceType* in = member.found_in != nullptr ? member.found_in : receiver;
  Substitution with = class_substitution(in, receiver, self);
  switch (member.declaration->kind) {
    case DeclarationKind::kFunction: {
      auto* f = static_cast<FunctionInfo*>(member.declaration);
      if ((f->is_property || f->is_cached_property) && f->other_decorators.empty()) {
        out.is_property = true;
        if (on_class) {
          out.type = types.unknown();
          return out;
        }
        out.type = property_type(f, with, self);
        out.read_only = f->setter == nullptr && !f->is_cached_property;
        if (f->setter != nullptr) {
          const auto* setter = f->setter->signature();
          out.written = setter != nullptr && setter->params.size() >= 2
                            ? erase_type_vars(types, substitute(types, setter->params[1].type, with))
                            : types.unknown();
        }
        return out;
      }
      const Type* t = substitute(types, function_type(f), with);
      if (f->is_static || (t->kind != TypeKind::kCallable && t->kind != TypeKind::kOverloaded)) {
        bool descriptor = false;
        if (t->kind == TypeKind::kInstance && !f->is_static) {
          const Type* read = read_descriptor(t, on_class ? types.none() : self, types.type_object(receiver), &descriptor);
          if (descriptor) t = read;
        }
        out.type = t;
        return out;
      }
      if (f->is_class_method) {
        out.type = bind(t, types.type_object(self));
        if (on_class) out.type = generic_over(out.type, receiver->cls);
        out.bound = true;
      } else if (on_class) {
        out.type = generic_over(t, receiver->cls);
      } else {
        out.type = bind(t, self);
        out.bound = true;
      }
      return out;
    }
    case DeclarationKind::kVariable: {
      auto* v = static_cast<VariableInfo*>(member.declaration);
      if (v->is_enum_member) {
        out.type = types.literal_enum(v->name, self_instance(out.owner));
        out.read_only = true;
        return out;
      }
      const Type* raw = variable_type(v);
      const Type* t = substitute(types, raw, with);
      out.is_instance_variable = !on_class && !v->is_class_var;
      bool descriptor = false;
      if (t->kind == TypeKind::kInstance && !v->is_instance_attribute) {
        const Type* read = read_descriptor(t, on_class ? types.none() : self, types.type_object(receiver), &descriptor);
        if (descriptor) {
          out.type = read;
          out.written = types.unknown();
          out.is_property = true;
          return out;
        }
      }
      // A function stored in the class body is a method; whether a declared Callable is one cannot be known.
      if (!on_class && !v->is_instance_attribute && t->kind == TypeKind::kCallable && v->declared_type() == nullptr) {
        out.type = types.unknown();
        return out;
      }
      out.type = on_class && t->has_type_vars ? erase_type_vars(types, t) : t;
      out.read_only = v->is_final;
      return out;
    }
    case DeclarationKind::kClass:
    case DeclarationKind::kAlias:
    case DeclarationKind::kModule:
      out.type = declaration_type(member.declaration);
      return out;
    case DeclarationKind::kTypeVar:
    case DeclarationKind::kUnresolved:
      break;
  }
  out.status = MemberAccess::Status::kUnknown;
  out.type = types.unknown();
  return out;
}

// Whether some class of the MRO lists `name` in a `__slots__` that can be read.
bool Engine::slot_named(ClassInfo* cls, Name name) {
  static const Name kSlots = Name::intern("__slots__");
  for (const InstanceType* base : cls->mro()) {
    Declaration* d = base->cls->own_member(kSlots);
    auto* v = d != nullptr ? d->as<VariableInfo>() : nullptr;
    if (v == nullptr) continue;
    for (const syntax::Expr* value : v->values) {
      syntax::ExprList items;
      if (const auto* t = syntax::as<syntax::Tuple>(value)) {
        items = t->elts;
      } else if (const auto* l = syntax::as<syntax::List>(value)) {
        items = l->elts;
      } else if (const auto* s = syntax::as<syntax::Set>(value)) {
        items = s->elts;
      } else if (!syntax::is<syntax::Constant>(value)) {
        return true;  // computed
      }
      for (const syntax::Expr* e : items) {
        const auto* c = syntax::as<syntax::Constant>(e);
        if (c == nullptr || !c->value.is_str() || c->value.text() == name.text()) return true;
      }
      const auto* one = syntax::as<syntax::Constant>(value);
      if (one != nullptr && one->value.is_str() && one->value.text() == name.text()) return true;
    }
  }
  return false;
}

MemberAccess Engine::instance_member(const InstanceType* receiver, Name name, const Type* self) {
  ClassInfo* cls = receiver->cls;
  if (cls->is(ClassFlag::kEnum)) {
    if (name == "value" || name == "_value_") {
      Member own = cls->find_member(name);
      if (own && own.found_in->cls->module == cls->module && own.declaration->kind == DeclarationKind::kFunction) {
        return found(own, receiver, self, false);
      }
      MemberAccess out = unknown_member(types);
      out.type = enum_value(self);
      return out;
    }
    if (name == "name" || name == "_name_") {
      Member own = cls->find_member(name);
      if (!own || own.found_in->cls->module != cls->module) {
        MemberAccess out = unknown_member(types);
        out.type = known.type(Known::kStr);
        return out;
      }
    }
  }
  Member m = cls->find_member(name);
  // A value of type `type` is some class: these are that class's own.
  if (cls == known.cls(Known::kType) && (name == "__init__" || name == "__new__" || name == "__call__")) {
    return unknown_member(types);
  }
  // What object has, an unknown base may have otherwise.
  if (m && m.found_in != nullptr && m.found_in->cls == known.cls(Known::kObject) && cls->has_unknown_base()) {
    return unknown_member(types);
  }
  if (m) return found(m, receiver, self, false);
  if (cls->is(ClassFlag::kHasSlots) && slot_named(cls, name)) return unknown_member(types);
  if (cls->has_unknown_base() || cls->is(ClassFlag::kUnknownDecorator)) return unknown_member(types);
  if (cls->is(ClassFlag::kNewType)) {
    if (const Type* base = cls->new_type_base()) return member(base, name);
  }
  if (cls->is(ClassFlag::kHasGetattr) && !(name.text().starts_with("__") && name.text().ends_with("__"))) {
    static const Name kGetattr = Name::intern("__getattr__");
    static const Name kGetattribute = Name::intern("__getattribute__");
    Member get = cls->find_member(kGetattr);
    if (!get) get = cls->find_member(kGetattribute);
    MemberAccess out = unknown_member(types);
    if (get) {
      MemberAccess access = found(get, receiver, self, false);
      if (const auto* c = access.type->as<CallableType>()) out.type = c->result;
    }
    return out;
  }
  if (known.cls(Known::kObject) == nullptr) return unknown_member(types);
  return missing_member(types, cls);
}

MemberAccess Engine::class_member(const TypeObjectType* object, Name name) {
  const Type* target = object->instance;
  if (const auto* u = target->as<UnionType>()) {
    std::vector<const Type*> objects;
    for (const Type* t : u->items) objects.push_back(types.type_object(t));
    return union_member(objects, name);
  }
  const InstanceType* i = as_instance(target);
  if (i == nullptr) return unknown_member(types);
  ClassInfo* cls = i->cls;
  // `object.__new__(cls)` makes whatever class it is given.
  if (name == "__new__") return unknown_member(types);
  // Attributes of the metaclass that are data come first in theory; in practice the class's own name wins.
  Member m = cls->find_member(name);
  ClassInfo* object_class = known.cls(Known::kObject);
  if (m && m.found_in != nullptr && m.found_in->cls == object_class && cls->has_unknown_base()) return unknown_member(types);
  if (cls->is(ClassFlag::kHasSlots) && !m && slot_named(cls, name)) return unknown_member(types);
  if (m && !(m.found_in != nullptr && m.found_in->cls == object_class &&
             (name == "__class__" || name == "__doc__" || name == "__module__" || name == "__dict__"))) {
    return found(m, i, target, true);
  }
  ClassInfo* meta = cls->metaclass();
  if (meta == nullptr) meta = cls->is(ClassFlag::kMetaclassCustom) ? nullptr : known.cls(Known::kType);
  if (meta == nullptr) return unknown_member(types);
  Member on_meta = meta->find_member(name);
  if (on_meta) {
    const InstanceType* meta_instance = self_instance(meta);
    MemberAccess out = found(on_meta, meta_instance, object, false);
    return out;
  }
  if (m) return found(m, i, target, true);
  // Protocols and what derives from them have ABCMeta, though their stubs do not say so.
  for (const InstanceType* base : cls->mro()) {
    if (base->cls->is(ClassFlag::kProtocol) || base->cls->is(ClassFlag::kAbstract)) return unknown_member(types);
  }
  std::string_view text = name.text();
  // Machinery (`__slots__`, `__dataclass_fields__`, `__parameters__`, ...) comes and goes without declarations.
  if (text.starts_with("__") && text.ends_with("__")) return unknown_member(types);
  if (cls->has_unknown_base() || meta->has_unknown_base() || meta->is(ClassFlag::kHasGetattr) ||
      cls->is(ClassFlag::kUnknownDecorator) || cls->is(ClassFlag::kNewType)) {
    return unknown_member(types);
  }
  return missing_member(types, cls);
}

MemberAccess Engine::super_member(ClassInfo* cls, Name name, const Type* self, bool on_class) {
  const InstanceType* receiver = self_instance(cls);
  Member m = cls->find_inherited(name);
  if (cls->has_unknown_base() && (!m || (m.found_in != nullptr && m.found_in->cls == known.cls(Known::kObject)))) {
    return unknown_member(types);
  }
  if (!m) return missing_member(types, cls);
  // A mixin's super() may find the name in classes beside it.
  return found(m, receiver, self, on_class);
}

MemberAccess Engine::union_member(TypeList items, Name name) {
  MemberAccess out;
  out.status = MemberAccess::Status::kFound;
  std::vector<const Type*> parts, written;
  bool any_unknown = false;
  for (const Type* t : items) {
    MemberAccess one = member(t, name);
    if (one.status == MemberAccess::Status::kMissing) {
      out.status = MemberAccess::Status::kMissing;
      continue;
    }
    any_unknown |= one.status == MemberAccess::Status::kUnknown;
    out.is_property |= one.is_property;
    out.read_only |= one.read_only;
    parts.push_back(one.type);
    written.push_back(one.written != nullptr ? one.written : one.type);
  }
  if (any_unknown && out.status == MemberAccess::Status::kFound) out.status = MemberAccess::Status::kUnknown;
  out.type = parts.empty() ? types.unknown() : join(parts);
  out.written = types.unknown();
  return out;
}

MemberAccess Engine::member(const Type* receiver, Name name) {
  if (member_depth_ > kMaxMemberDepth) return unknown_member(types);
  struct Guard {
    explicit Guard(int& d) : d_(d) { ++d_; }
    ~Guard() { --d_; }
    int& d_;
  } guard(member_depth_);
  switch (receiver->kind) {
    case TypeKind::kInstance: {
      const auto* i = static_cast<const InstanceType*>(receiver);
      return instance_member(i, name, receiver);
    }
    case TypeKind::kLiteral:
    case TypeKind::kSelf:
    case TypeKind::kTuple: {
      const InstanceType* i = as_instance(receiver);
      if (i == nullptr) return unknown_member(types);
      return instance_member(i, name, receiver);
    }
    case TypeKind::kTypeVar: {
      const TypeVarDecl* decl = static_cast<const TypeVarType*>(receiver)->decl;
      if (!decl->values.empty()) {
        MemberAccess out = union_member(decl->values, name);
        if (out.status == MemberAccess::Status::kMissing) return unknown_member(types);
        out.type = types.unknown();
        return out;
      }
      if (decl->bound == nullptr) {
        const Type* object = known.type(Known::kObject);
        return object->is_unknown() ? unknown_member(types) : instance_member(object->as<InstanceType>(), name, receiver);
      }
      if (const auto* i = decl->bound->as<InstanceType>()) return instance_member(i, name, receiver);
      return member(decl->bound, name);
    }
    case TypeKind::kUnion:
      return union_member(static_cast<const UnionType*>(receiver)->items, name);
    case TypeKind::kTypeObject:
      return class_member(static_cast<const TypeObjectType*>(receiver), name);
    case TypeKind::kNone: {
      ClassInfo* none = known.cls(Known::kNoneType);
      ClassInfo* object = known.cls(Known::kObject);
      if (none == nullptr || object == nullptr) return unknown_member(types);
      return instance_member(self_instance(none), name, receiver);
    }
    case TypeKind::kCallable:
    case TypeKind::kOverloaded: {
      if (name == "__call__") {
        MemberAccess out;
        out.status = MemberAccess::Status::kFound;
        out.type = receiver;
        return out;
      }
      ClassInfo* function = known.cls(Known::kFunction);
      if (function == nullptr) return unknown_member(types);
      MemberAccess out = instance_member(self_instance(function), name, self_instance(function));
      // Functions carry any attribute somebody sets, and not every callable is a function.
      if (out.status == MemberAccess::Status::kMissing) return unknown_member(types);
      return out;
    }
    case TypeKind::kModule: {
      ModuleInfo* module = static_cast<const ModuleType*>(receiver)->module;
      Declaration* d = module->find(name);
      if (d == nullptr) {
        if (module->has_getattr()) return unknown_member(types);
        ClassInfo* module_class = known.cls(Known::kModuleType);
        if (module_class == nullptr) return unknown_member(types);
        Member m = module_class->find_member(name);
        if (m) {
          MemberAccess out = found(m, self_instance(module_class), self_instance(module_class), false);
          // Of a module that is imported by name it is a path for all practical purposes.
          if (name == "__file__") out.type = known.type(Known::kStr);
          return out;
        }
        return missing_member(types, nullptr);
      }
      MemberAccess out;
      out.status = d->kind == DeclarationKind::kUnresolved ? MemberAccess::Status::kUnknown : MemberAccess::Status::kFound;
      out.type = declaration_type(d);
      out.declaration = d;
      return out;
    }
    case TypeKind::kGuard:
      return member(known.type(Known::kBool), name);
    default:
      return unknown_member(types);
  }
}

}  // namespace krait::types
