// Interned names: identifiers, module names, attribute names.
//
// A Name is a 32-bit handle into one interner per process; two Names are equal exactly when their texts are. Interning
// is thread-safe; reading the text of a Name takes no lock. Texts live until the process ends.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace krait {

class Name {
 public:
  constexpr Name() = default;  // "no name", distinct from the empty text
  static Name intern(std::string_view text);
  // `base` + "." + `tail`, or `tail` alone where `base` is empty.
  static Name dotted(Name base, Name tail);

  std::string_view text() const;
  std::string str() const { return std::string(text()); }
  constexpr uint32_t id() const { return id_; }
  constexpr explicit operator bool() const { return id_ != 0; }

  constexpr bool operator==(const Name&) const = default;
  bool operator==(std::string_view other) const { return text() == other; }
  // Order of interning, not alphabetical, and not the same from run to run: never let it decide anything visible.
  constexpr std::strong_ordering operator<=>(const Name& other) const { return id_ <=> other.id_; }

 private:
  constexpr explicit Name(uint32_t id) : id_(id) {}
  uint32_t id_ = 0;
};

}  // namespace krait

template <>
struct std::hash<krait::Name> {
  size_t operator()(krait::Name name) const noexcept { return name.id() * 0x9e3779b97f4a7c15ULL; }
};
