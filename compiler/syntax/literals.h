// Values of literals: numbers, and strings with their prefixes and escapes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "syntax/ast.h"

namespace krait::syntax {

// `text` is a NUMBER token. Empty, with `error` set, where it has too many digits (as CPython refuses it).
std::optional<ConstantValue> parse_number(std::string_view text, Arena& arena, std::string& error);

// A STRING token taken apart.
struct StringLiteral {
  std::string_view content;  // between the quotes, as written
  bool raw = false;
  bool bytes = false;
  bool unicode = false;  // u""
};
StringLiteral split_string(std::string_view token);

// Appends the value of `content` to `out`, as WTF-8 or, for `bytes`, as bytes. False with `error` set in CPython's
// words.
bool decode_string(std::string_view content, bool raw, bool bytes, std::string& out, std::string& error);

// Whether decode_string would copy `content` as it is.
bool is_plain(std::string_view content, bool raw, bool bytes);

}  // namespace krait::syntax
