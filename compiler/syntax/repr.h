// Values written as Python's repr() writes them.
#pragma once

#include <string>
#include <string_view>

#include "syntax/ast.h"

namespace krait::syntax {

// `version` decides which characters count as printable.
void append_str_repr(std::string& out, std::string_view wtf8, PythonVersion version);
void append_bytes_repr(std::string& out, std::string_view bytes);
void append_float_repr(std::string& out, double value);
void append_constant_repr(std::string& out, const ConstantValue& value, PythonVersion version);

}  // namespace krait::syntax
