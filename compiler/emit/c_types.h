// C spelling of representations: types, absent values, tests, reference counts.
#pragma once

#include <string>
#include <string_view>

#include "ir/ir.h"

namespace krait::emit {

// "PyObject *", "KrTag", "int64_t", "KrTuple_obj_tag"; ends with '*' or needs a space before a name.
std::string c_type(const ir::Program& program, ir::Type type);
// "PyObject *x", "KrTag x".
std::string c_declare(const ir::Program& program, ir::Type type, std::string_view name);
// The part of runtime function names that stands for the type: "obj", "tag", "tuple_obj_tag".
std::string c_suffix(const ir::Program& program, ir::Type type);
// The value that reports failure, or an undefined variable.
std::string c_absent(const ir::Program& program, ir::Type type);
// A test for the absent value; `exact` false where other values share its bits (machine numbers).
std::string c_is_absent(const ir::Program& program, ir::Type type, const std::string& value, bool& exact);
// "kr_obj_incref(x);" and the like; empty when the representation is not counted. x variants accept the absent value.
std::string c_count(const ir::Program& program, ir::Type type, const std::string& value, bool increment, bool nullable);

std::string c_integer(int64_t value);
std::string c_double(double value);
// A C string literal of any bytes, safe from trigraphs and from digits that follow an escape.
std::string c_string(std::string_view bytes);
// `text` with everything but ASCII letters, digits and '_' replaced.
std::string c_identifier(std::string_view text);

}  // namespace krait::emit
