#include "types/type.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <unordered_set>

#include "base/arena.h"
#include "base/hash.h"

namespace krait::types {

namespace {

uint64_t hash_pointer(uint64_t seed, const void* p) { return hash_combine(seed, reinterpret_cast<uintptr_t>(p)); }

uint64_t hash_list(uint64_t seed, TypeList list) {
  for (const Type* t : list) seed = hash_combine(seed, t->id);
  return seed;
}

bool same_list(TypeList a, TypeList b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

bool same_params(std::span<const Param> a, std::span<const Param> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Param& x, const Param& y) {
    return x.type == y.type && x.kind == y.kind && x.has_default == y.has_default && x.name == y.name;
  });
}

}  // namespace

struct TypeContext::Impl {
  Arena arena;
  std::unordered_multimap<uint64_t, const Type*> table;
  std::unordered_set<std::string_view> texts;
  std::vector<std::unique_ptr<TypeVarDecl>> type_vars;
  uint32_t next_id = 0;

  template <class T>
  T* make(TypeKind kind) {
    T* t = arena.make<T>();
    t->kind = kind;
    t->has_type_vars = false;
    t->has_unknown = false;
    t->has_partial = false;
    t->depth = 0;
    t->id = next_id++;
    return t;
  }

  // The term under `hash` of type T for which `same` holds, or a new one that `fill` completes.
  template <class T, class Same, class Fill>
  const Type* intern(uint64_t hash, TypeKind kind, Same same, Fill fill) {
    auto [first, last] = table.equal_range(hash);
    for (auto it = first; it != last; ++it) {
      if (it->second->kind == kind && same(*static_cast<const T*>(it->second))) return it->second;
    }
    T* t = make<T>(kind);
    fill(*t);
    table.emplace(hash, t);
    return t;
  }

  static void note_part(Type& whole, const Type* part) {
    whole.has_type_vars |= part->has_type_vars;
    whole.has_unknown |= part->has_unknown;
    whole.has_partial |= part->has_partial;
    whole.depth = std::max<uint8_t>(whole.depth, static_cast<uint8_t>(part->depth + 1));
  }
  static void note_parts(Type& whole, TypeList parts) {
    for (const Type* p : parts) note_part(whole, p);
  }
  // Where `t` may be a part of another term: itself, or Unknown where it is too deep already.
  const Type* part(const Type* t, const Type* unknown) const { return t->depth + 1 >= kMaxTypeDepth ? unknown : t; }

  const Type* literal(LiteralKind kind, const Type* base, int64_t number, std::string_view text) {
    uint64_t h = hash_combine(hash_combine(0x11 + static_cast<uint64_t>(kind), base->id), static_cast<uint64_t>(number));
    if (!text.empty()) h = hash64(text, h);
    return intern<LiteralType>(
        h, TypeKind::kLiteral,
        [&](const LiteralType& l) {
          return l.literal == kind && l.base == base && l.number == number && l.text == text;
        },
        [&](LiteralType& l) {
          l.literal = kind;
          l.base = base;
          l.number = number;
          l.text = keep(text);
          note_part(l, base);
        });
  }

  std::string_view keep(std::string_view text) {
    auto it = texts.find(text);
    if (it != texts.end()) return *it;
    std::string_view copy = arena.copy(text);
    texts.insert(copy);
    return copy;
  }
};

TypeContext::TypeContext() : impl_(std::make_unique<Impl>()) {
  Type* unknown = impl_->make<Type>(TypeKind::kUnknown);
  unknown->has_unknown = true;
  unknown_ = unknown;
  Type* partial = impl_->make<Type>(TypeKind::kUnknown);
  partial->has_unknown = true;
  partial->has_partial = true;
  partial_ = partial;
  Type* any = impl_->make<Type>(TypeKind::kAny);
  any->has_unknown = true;
  any_ = any;
  never_ = impl_->make<Type>(TypeKind::kNever);
  none_ = impl_->make<Type>(TypeKind::kNone);
}

TypeContext::~TypeContext() = default;

const Type* TypeContext::instance(ClassInfo* cls, TypeList args) {
  std::vector<const Type*> clipped;
  for (const Type* a : args) {
    if (impl_->part(a, unknown_) != a) {
      clipped.assign(args.begin(), args.end());
      for (const Type*& c : clipped) c = impl_->part(c, unknown_);
      args = clipped;
      break;
    }
  }
  return impl_->intern<InstanceType>(
      hash_list(hash_pointer(0x21, cls), args), TypeKind::kInstance,
      [&](const InstanceType& t) { return t.cls == cls && same_list(t.args, args); },
      [&](InstanceType& t) {
        t.cls = cls;
        t.args = impl_->arena.copy(args.data(), args.size());
        Impl::note_parts(t, args);
      });
}

const Type* TypeContext::union_of(const Type* a, const Type* b) {
  if (a == b) return a;
  const Type* both[] = {a, b};
  return union_of(both);
}

const Type* TypeContext::union_of(TypeList given) {
  std::vector<const Type*> flat;
  flat.reserve(given.size() + 4);
  for (const Type* t : given) {
    if (t->is_unknown()) return unknown_;
    if (t->is_never()) continue;
    if (const auto* u = t->as<UnionType>()) {
      flat.insert(flat.end(), u->items.begin(), u->items.end());
    } else {
      flat.push_back(impl_->part(t, unknown_));
      if (flat.back()->is_unknown()) return unknown_;
    }
  }
  std::sort(flat.begin(), flat.end(), [](const Type* x, const Type* y) { return x->id < y->id; });
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  bool has_literal = std::any_of(flat.begin(), flat.end(), [](const Type* t) { return t->kind == TypeKind::kLiteral; });
  if (has_literal && flat.size() > 1) {
    std::vector<const Type*> kept;
    for (const Type* t : flat) {
      const auto* l = t->as<LiteralType>();
      if (l && std::binary_search(flat.begin(), flat.end(), l->base,
                                  [](const Type* x, const Type* y) { return x->id < y->id; })) {
        continue;
      }
      kept.push_back(t);
    }
    flat.swap(kept);
  }
  if (flat.empty()) return never_;
  if (flat.size() == 1) return flat[0];
  return impl_->intern<UnionType>(
      hash_list(0x31, flat), TypeKind::kUnion, [&](const UnionType& t) { return same_list(t.items, flat); },
      [&](UnionType& t) {
        t.items = impl_->arena.copy(flat.data(), flat.size());
        Impl::note_parts(t, flat);
      });
}

const Type* TypeContext::tuple(TypeList items, int variadic) {
  std::vector<const Type*> parts(items.begin(), items.end());
  for (const Type*& p : parts) p = impl_->part(p, unknown_);
  if (variadic >= static_cast<int>(parts.size())) variadic = -1;
  return impl_->intern<TupleType>(
      hash_list(hash_combine(0x41, static_cast<uint64_t>(variadic + 1)), parts), TypeKind::kTuple,
      [&](const TupleType& t) { return t.variadic == variadic && same_list(t.items, parts); },
      [&](TupleType& t) {
        t.items = impl_->arena.copy(parts.data(), parts.size());
        t.variadic = variadic;
        Impl::note_parts(t, parts);
      });
}

const Type* TypeContext::tuple_of(const Type* element) { return tuple({&element, 1}, 0); }

const Type* TypeContext::callable(std::span<const Param> given, const Type* result, TypeList type_params,
                                  const Type* param_spec, bool gradual) {
  std::vector<Param> params(given.begin(), given.end());
  result = impl_->part(result, unknown_);
  uint64_t h = hash_list(hash_combine(0x51 + gradual, result->id), type_params);
  for (Param& p : params) {
    p.type = impl_->part(p.type, unknown_);
    h = hash_combine(h, p.type->id);
    h = hash_combine(h, (static_cast<uint64_t>(p.name.id()) << 8) | (static_cast<uint64_t>(p.kind) << 1) | p.has_default);
  }
  if (param_spec) h = hash_combine(h, param_spec->id);
  return impl_->intern<CallableType>(
      h, TypeKind::kCallable,
      [&](const CallableType& t) {
        return t.result == result && t.gradual == gradual && t.param_spec == param_spec &&
               same_list(t.type_params, type_params) && same_params(t.params, params);
      },
      [&](CallableType& t) {
        t.params = impl_->arena.copy(params.data(), params.size());
        t.result = result;
        t.type_params = impl_->arena.copy(type_params.data(), type_params.size());
        t.param_spec = param_spec;
        t.gradual = gradual;
        Impl::note_part(t, result);
        for (const Param& p : params) Impl::note_part(t, p.type);
        if (param_spec) Impl::note_part(t, param_spec);
      });
}

const Type* TypeContext::overloaded(TypeList items) {
  if (items.size() == 1) return items[0];
  std::vector<const Type*> parts(items.begin(), items.end());
  for (const Type*& p : parts) p = impl_->part(p, unknown_);
  return impl_->intern<OverloadedType>(
      hash_list(0x61, parts), TypeKind::kOverloaded,
      [&](const OverloadedType& t) { return same_list(t.items, parts); },
      [&](OverloadedType& t) {
        t.items = impl_->arena.copy(parts.data(), parts.size());
        Impl::note_parts(t, parts);
      });
}

const Type* TypeContext::type_object(const Type* instance) {
  instance = impl_->part(instance, unknown_);
  return impl_->intern<TypeObjectType>(
      hash_combine(0x71, instance->id), TypeKind::kTypeObject,
      [&](const TypeObjectType& t) { return t.instance == instance; },
      [&](TypeObjectType& t) {
        t.instance = instance;
        Impl::note_part(t, instance);
      });
}

const Type* TypeContext::type_var(const TypeVarDecl* decl) {
  return impl_->intern<TypeVarType>(
      hash_pointer(0x81, decl), decl->kind, [&](const TypeVarType& t) { return t.decl == decl; },
      [&](TypeVarType& t) {
        t.decl = decl;
        t.has_type_vars = true;
      });
}

const Type* TypeContext::self_type(ClassInfo* cls) {
  return impl_->intern<SelfType>(
      hash_pointer(0x91, cls), TypeKind::kSelf, [&](const SelfType& t) { return t.cls == cls; },
      [&](SelfType& t) {
        t.cls = cls;
        t.has_type_vars = true;
      });
}

const Type* TypeContext::literal_int(int64_t value, const Type* base) {
  return impl_->literal(LiteralKind::kInt, base, value, {});
}
const Type* TypeContext::literal_bool(bool value, const Type* base) {
  return impl_->literal(LiteralKind::kBool, base, value, {});
}
const Type* TypeContext::literal_str(std::string_view value, const Type* base) {
  return impl_->literal(LiteralKind::kStr, base, 0, value);
}
const Type* TypeContext::literal_bytes(std::string_view value, const Type* base) {
  return impl_->literal(LiteralKind::kBytes, base, 0, value);
}
const Type* TypeContext::literal_enum(Name member, const Type* base) {
  return impl_->literal(LiteralKind::kEnum, base, 0, member.text());
}

const Type* TypeContext::module(ModuleInfo* module) {
  return impl_->intern<ModuleType>(
      hash_pointer(0xa1, module), TypeKind::kModule, [&](const ModuleType& t) { return t.module == module; },
      [&](ModuleType& t) { t.module = module; });
}

const Type* TypeContext::guard(const Type* target, bool is_typeis) {
  target = impl_->part(target, unknown_);
  return impl_->intern<GuardType>(
      hash_combine(0xb1 + is_typeis, target->id), TypeKind::kGuard,
      [&](const GuardType& t) { return t.target == target && t.is_typeis == is_typeis; },
      [&](GuardType& t) {
        t.target = target;
        t.is_typeis = is_typeis;
        Impl::note_part(t, target);
      });
}

std::string_view TypeContext::keep(std::string_view text) { return impl_->keep(text); }

TypeVarDecl* TypeContext::new_type_var(Name name, TypeKind kind) {
  impl_->type_vars.push_back(std::make_unique<TypeVarDecl>());
  TypeVarDecl* decl = impl_->type_vars.back().get();
  decl->name = name;
  decl->kind = kind;
  return decl;
}

size_t TypeContext::size() const { return impl_->next_id; }

}  // namespace krait::types
