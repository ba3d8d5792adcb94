// The text form of functions: what `krait dump --stage=ir` shows, and what parser.h reads back.
//
//   func total(%xs: obj, %k: num) -> f64
//   b0:
//     %0: f64 = const.float 0.0
//     jump b1(%0)
//   b1(%s: f64):
//     %e: obj = py.next %xs raises -> b4(%s)
//     ...
//
// A value is %name when a Python variable gave it one (%name.2 for the second of that name), else %number, counted in
// the order of printing. Blocks are numbered in the order of printing too, so a dump does not change with ids that
// nobody sees.
#pragma once

#include <string>

#include "ir/ir.h"

namespace krait::ir {

struct PrintOptions {
  bool spans = false;  // a suffix " @line:column" (bytes, from 0) on instructions that have a position
};

std::string print(const Program& program, const Function& function, PrintOptions options = {});
std::string print_constant(const Module& module, ConstId id);

}  // namespace krait::ir
