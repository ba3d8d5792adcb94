// Codes that immediates carry to the runtime (runtime/object.h).
#pragma once

#include <cstdint>

#include "syntax/ast.h"

namespace krait::lower {

// KrBinary.
inline int64_t binary_code(syntax::Operator op) {
  using enum syntax::Operator;
  switch (op) {
    case kAdd: return 0;
    case kSub: return 1;
    case kMult: return 2;
    case kDiv: return 3;
    case kFloorDiv: return 4;
    case kMod: return 5;
    case kPow: return 6;
    case kLShift: return 7;
    case kRShift: return 8;
    case kBitAnd: return 9;
    case kBitOr: return 10;
    case kBitXor: return 11;
    case kMatMult: return 12;
  }
  return 0;
}

// KrUnary.
inline int64_t unary_code(syntax::UnaryOperator op) {
  return op == syntax::UnaryOperator::kUAdd ? 0 : op == syntax::UnaryOperator::kUSub ? 1 : 2;
}

// Py_LT .. Py_GE.
inline int64_t compare_code(syntax::CmpOp op) {
  using enum syntax::CmpOp;
  switch (op) {
    case kLt: return 0;
    case kLtE: return 1;
    case kEq: return 2;
    case kNotEq: return 3;
    case kGt: return 4;
    case kGtE: return 5;
    default: return 2;
  }
}

}  // namespace krait::lower
