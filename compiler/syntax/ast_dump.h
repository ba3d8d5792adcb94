// The tree as text, exactly what ast.dump() of the module's Python version prints.
#pragma once

#include <string>

#include "syntax/ast.h"

namespace krait::syntax {

struct DumpOptions {
  PythonVersion version;
  bool positions = false;  // include_attributes=True
};

// Works on any depth. From 3.13 on the form is that of show_empty=True.
std::string dump_ast(const Module& module, const DumpOptions& options);
std::string dump_ast(const Expr& expr, const SourceFile& file, const DumpOptions& options);

}  // namespace krait::syntax
