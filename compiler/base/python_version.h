// The version of the language a program is written for.
#pragma once

#include <compare>

namespace krait {

struct PythonVersion {
  int major = 3;
  int minor = 11;
  constexpr auto operator<=>(const PythonVersion&) const = default;
};

// What the lexer and the parser know.
inline constexpr PythonVersion kOldestPython{3, 8};
inline constexpr PythonVersion kNewestPython{3, 14};

}  // namespace krait
