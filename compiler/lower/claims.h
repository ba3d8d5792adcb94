// Questions about claimed types that lowering asks to choose between instructions. What is claimed may not be so: every instruction
// chosen here tests the object it gets.
#pragma once

#include <string_view>

#include "types/type.h"

namespace krait::lower {

// "list", "dict", "str", ... for an instance of that class of builtins, "tuple" for any tuple type; else empty. Null is allowed.
std::string_view builtin_class(const types::Type* type);

// What for.next says of what it walks: 1 a list, 2 a str, 3 a tuple; 0 of anything else. These give ints: 4 bytes, 5 a bytearray.
inline constexpr int64_t kWalksBytes = 4;
int64_t walked_kind(const types::Type* type);

// Whether it is a dict, or of one of the standard library's subclasses that are walked as dicts are.
bool is_dict(const types::Type* type);
// What its values are; null where that is not known.
const types::Type* dict_value_claim(const types::Type* type);

// What iterating over it gives; null where that is not known (or not the same for each item).
const types::Type* item_claim(const types::Type* type);

// Whether destroying a value of the type can be observed: not so for numbers, text and containers of these.
bool destruction_shows(const types::Type* type);

}  // namespace krait::lower
