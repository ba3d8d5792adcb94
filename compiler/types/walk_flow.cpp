// Joining what is known on different paths.
#include "types/native_numbers.h"
#include "types/walker.h"

namespace krait::types {

Flow Walker::dead() const {
  Flow out = flow_;
  out.reachable = false;
  return out;
}

void Walker::merge(Flow& into, const Flow& other) {
  if (!other.reachable) return;
  if (!into.reachable) {
    into = other;
    return;
  }
  if (into.dubious != other.dubious) {
    // The types are those of the path that is sure to exist; what holds on both only stays proven.
    Flow less = into.dubious ? std::move(into) : other;
    if (!other.dubious) into = other;
    Slots before = into.slots;
    before.compare(less.slots, [&](size_t i, Value here, Value) {
      if (here.proven) into.slots.set(i, {here.type, false});
      return true;
    });
    return;
  }
  Slots before = into.slots;
  before.compare(other.slots, [&](size_t i, Value mine, Value theirs) {
    if (theirs.type == nullptr || mine.type == nullptr) {
      into.slots.set(i, {mine.type != nullptr ? mine.type : theirs.type, false});
    } else {
      into.slots.set(i, {engine_.join(mine.type, theirs.type), mine.proven && theirs.proven});
    }
    return true;
  });
  size_t kept = 0;
  for (Narrowed& n : into.narrowed) {
    const Value* theirs = other.find(n.path);
    if (theirs == nullptr) continue;
    Value joined = n.value == *theirs
                       ? n.value
                       : Value{engine_.join(n.value.type, theirs->type), n.value.proven && theirs->proven};
    into.narrowed[kept++] = {n.path, joined};
  }
  into.narrowed.resize(kept);
}

bool Walker::same(const Flow& a, const Flow& b) {
  if (a.reachable != b.reachable || a.dubious != b.dubious) return false;
  bool equal = true;
  a.slots.compare(b.slots, [&](size_t, Value, Value) { return equal = false; });
  if (!equal) return false;
  return a.narrowed == b.narrowed;
}

void Walker::forget_paths(PathId prefix) {
  std::erase_if(flow_.narrowed, [&](const Narrowed& n) { return module_.paths.starts_with(n.path, prefix); });
}

// Whether only the statements of this body bind the variable: not a module's or class's, which anybody may assign, and not
// one that an inner function declares nonlocal.
bool Walker::holds_alone(const program::Symbol* symbol, size_t slot) const {
  if (kind_ != BodyKind::kFunction) {
    return slot >= module_.scopes->scope(body_scope_).symbols.size();  // a comprehension's own
  }
  if (symbol->storage != program::Storage::kCell) return true;
  for (const program::Definition& d : symbol->definitions) {
    if (d.scope != symbol->owner && d.scope != body_scope_) return false;
  }
  return true;
}

// Types that a test at run time makes sure of in full.
bool Walker::checkable(const Type* t) const {
  switch (t->kind) {
    case TypeKind::kNone:
      return true;
    case TypeKind::kInstance: {
      ClassInfo* cls = static_cast<const InstanceType*>(t)->cls;
      return !cls->is(ClassFlag::kProtocol) && !cls->is(ClassFlag::kTypedDict) && !cls->is(ClassFlag::kNewType) &&
             !cls->is(ClassFlag::kMetaclassCustom) && cls->metaclass() == nullptr && !cls->has_unknown_base();
    }
    case TypeKind::kUnion:
      for (const Type* item : static_cast<const UnionType*>(t)->items) {
        if (!checkable(item)) return false;
      }
      return true;
    default:
      return false;
  }
}

// Whether what a declaration gives this type has passed that test. Native numbers are made of the value in any case.
bool Walker::tested_where_declared(const Type* t) const {
  return (analyzer_.options().check_declared || native_number(t)) && checkable(t);
}

void Walker::assign_slot(const program::Symbol* symbol, size_t slot, Value value) {
  if (value.proven && !holds_alone(symbol, slot)) value.proven = false;
  flow_.slots.set(slot, value);
  if (!flow_.narrowed.empty()) forget_paths(module_.paths.root(symbol));
  for (Handler& h : handlers_) {
    Value there = h.at_raise->slots[slot];
    if (value.type == nullptr) {
      there.proven = false;
    } else if (there.type == nullptr) {
      there = {value.type, false};
    } else {
      there = {engine_.join(there.type, value.type), there.proven && value.proven};
    }
    h.at_raise->slots.set(slot, there);
    PathId root = module_.paths.root(symbol);
    std::erase_if(h.at_raise->narrowed, [&](const Narrowed& n) { return module_.paths.starts_with(n.path, root); });
  }
}

}  // namespace krait::types
