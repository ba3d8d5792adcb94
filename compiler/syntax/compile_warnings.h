// What CPython's compiler warns of (SyntaxWarning) in code that it accepts, in the order in which it does.
#pragma once

#include <string>
#include <vector>

#include "syntax/ast.h"

namespace krait::syntax {

struct CompileWarning {
  krait::Span span;  // its first line is what the warning names
  std::string message;
};

std::vector<CompileWarning> compile_warnings(const Module& tree, PythonVersion version);

}  // namespace krait::syntax
