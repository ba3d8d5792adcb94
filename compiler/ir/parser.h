// Reads the text form that printer.h writes, so that tests of passes may start from IR.
//
// A text holds any number of functions and, before them, classes:
//
//   class Point(f64 x, f64 y)
//   class Point3(f64 z) : Point
//
// Everything goes into one module. Not readable: instructions that name a fallback, and checks other than those of
// single built-in types.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "ir/ir.h"

namespace krait::ir {

// Null, with `error` set to "line N: what was wrong", when the text does not parse. The result is not verified.
std::unique_ptr<Program> parse(std::string_view text, std::string& error);

}  // namespace krait::ir
