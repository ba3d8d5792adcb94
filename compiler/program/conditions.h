// Tests that are decided before the program runs: sys.version_info, sys.platform, TYPE_CHECKING and combinations of
// them.
#pragma once

#include <cstdint>
#include <string>

#include "base/python_version.h"
#include "syntax/ast.h"

namespace krait::program {

struct Target {
  PythonVersion version;
  std::string platform = "linux";  // sys.platform
};

enum class Truth : uint8_t { kFalse, kTrue, kUnknown };

inline Truth negate(Truth t) { return t == Truth::kUnknown ? t : t == Truth::kTrue ? Truth::kFalse : Truth::kTrue; }

// TYPE_CHECKING counts as true when `type_checking` is set, else as false (as at run time).
// Understands comparisons of sys.version_info (also [0], [:2], .major, .minor) and sys.platform (also .startswith),
// os.name, sys.implementation.name, `not`, `and`, `or`, True and False, 0 and 1.
Truth evaluate_condition(const syntax::Expr* test, const Target& target, bool type_checking);

}  // namespace krait::program
