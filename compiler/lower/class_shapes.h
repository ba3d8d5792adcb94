// What a class statement says of the shape of instances.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "program/scopes.h"
#include "syntax/ast.h"
#include "types/declarations.h"

namespace krait::lower {

bool is_class(const types::ClassInfo* cls, std::string_view module, std::string_view name);
// `object`, abc.ABC: bases that say nothing.
bool is_bare(const types::ClassInfo* cls);
// Abstract classes of typing and collections.abc: their instances have nothing of their own, and they define neither
// __init__ nor __new__.
bool is_abstract_collection(const types::ClassInfo* cls);

// An annotation without a value.
bool binds_nothing(const program::Definition& definition);

// The `__slots__` of a class body, where that is a literal of names written once.
struct Slots {
  std::vector<Name> names;  // mangled; without the two below
  bool dict = false, weakrefs = false;
};
std::optional<Slots> read_slots(const syntax::ClassDef* def);
// What the class's slots are, those that @dataclass(slots=True) will give it among them; empty where they cannot be told.
std::optional<Slots> slots_of(types::ClassInfo* cls);
// Whether setting an attribute of an instance may run what its decorator has put there.
bool hooks_stores(types::ClassInfo* cls);
// Whether a decorator may give the class a function of the name.
bool may_be_generated(types::ClassInfo* cls, Name name);
// Whether @dataclass will make the class anew, with slots.
bool is_remade(types::ClassInfo* cls);

}  // namespace krait::lower
