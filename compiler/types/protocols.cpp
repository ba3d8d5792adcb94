// Structural types.
#include "types/engine.h"

namespace krait::types {

namespace {

bool is_protocol_plumbing(std::string_view name) {
  return name == "__slots__" || name == "__abstractmethods__" || name == "__class_getitem__" || name == "__init__" ||
         name == "__new__" || name == "__module__" || name == "__doc__" || name == "__dict__" ||
         name == "__annotations__" || name == "__match_args__" || name == "__subclasshook__" ||
         name == "__init_subclass__";
}

}  // namespace

std::vector<Name> Engine::protocol_members(ClassInfo* protocol) {
  auto it = protocol_members_.find(protocol);
  if (it != protocol_members_.end()) return it->second;
  std::vector<Name> names;
  for (const InstanceType* base : protocol->mro()) {
    if (!base->cls->is(ClassFlag::kProtocol)) continue;
    for (Declaration* d : base->cls->own_members()) {
      if (is_protocol_plumbing(d->name.text())) continue;
      bool seen = false;
      for (Name n : names) seen |= n == d->name;
      if (!seen) names.push_back(d->name);
    }
  }
  protocol_members_[protocol] = names;
  return names;
}

bool Engine::implements(const Type* from, const InstanceType* protocol) {
  for (const auto& pair : assumed_) {
    if (pair.first == from && pair.second == protocol) {
      result_is_tentative_ = true;
      return true;
    }
  }
  const InstanceType* instance = as_instance(from);
  if (instance == nullptr) return true;
  if (instance->cls->has_unknown_base()) return true;
  assumed_.emplace_back(from, protocol);
  bool ok = true;
  for (Name name : protocol_members(protocol->cls)) {
    Member wanted = protocol->cls->find_member(name);
    if (!wanted) continue;
    Member given = instance->cls->find_member(name);
    bool is_hash = name == "__hash__";
    if (!given) {
      if (instance->cls->is(ClassFlag::kHasGetattr) && !name.text().starts_with("__")) continue;
      ok = false;
      break;
    }
    if (is_hash) {
      // `__hash__: None` (or `= None`) takes it away.
      auto* v = given.declaration->as<VariableInfo>();
      const Type* declared = v != nullptr ? v->declared_type() : nullptr;
      if (v != nullptr && declared != nullptr && declared->is_none()) {
        ok = false;
        break;
      }
      continue;
    }
    auto* method = wanted.declaration->as<FunctionInfo>();
    if (method == nullptr || method->is_property) {
      // A method where a variable is wanted, or a variable of a type that cannot fit.
      MemberAccess have = instance_member(instance, name, from);
      MemberAccess want = instance_member(protocol, name, protocol);
      if (have.status == MemberAccess::Status::kFound && want.status == MemberAccess::Status::kFound &&
          !assignable(have.type, erase_type_vars(types, want.type))) {
        ok = false;
        break;
      }
      continue;
    }
    MemberAccess have = instance_member(instance, name, from);
    MemberAccess want = instance_member(protocol, name, protocol);
    if (have.status != MemberAccess::Status::kFound || want.status != MemberAccess::Status::kFound) continue;
    if (!assignable(have.type, erase_type_vars(types, want.type))) {
      ok = false;
      break;
    }
  }
  assumed_.pop_back();
  return ok;
}

}  // namespace krait::types
