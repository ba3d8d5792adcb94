// What cannot be lowered natively runs as bytecode: its source text, so padded that positions are those of the file.
#pragma once

#include <string>
#include <vector>

#include "lower/module_lowering.h"

namespace krait::lower {

// "message (line N)", for the report.
std::string unsupported_text(const SourceFile& source, const Unsupported& unsupported);

// Adds the source of a function, lambda or class (one of `def`, `lambda`) to the module's fallbacks; the result is its index.
// At run time the text is compiled and run in a wrapper that binds `free_variables`, and yields the code object or class.
int add_fallback(ModuleLowering& module, const program::Scope& scope, const syntax::Stmt* def, const syntax::Lambda* lambda,
                 const std::string& qualname, const std::vector<Name>& free_variables, const std::string& reason);

// Adds the type parameters of a function or class: their bounds and defaults are evaluated when somebody asks, by bytecode.
int add_type_parameters(ModuleLowering& module, const program::Scope& scope, const syntax::Stmt* def, syntax::TypeParamList params,
                        const std::vector<Name>& free_variables);

// The text of an annotation as `from __future__ import annotations` keeps it.
std::string annotation_text(const SourceFile& source, const syntax::Expr* annotation);

}  // namespace krait::lower
