// What CPython's compiler proper refuses after parsing: `return` outside of a function, `break` outside of a loop,
// misplaced stars, patterns that cannot be reached and so on. The mistakes its symbol table finds are program::Scopes'.
#pragma once

#include "base/diagnostics.h"
#include "syntax/ast.h"

namespace krait::syntax {

// Reports every such mistake of `module` as a kSyntaxError, in CPython's words, in order of position. Works on any
// depth.
void check_semantics(const Module& module, DiagnosticSink& sink);

}  // namespace krait::syntax
