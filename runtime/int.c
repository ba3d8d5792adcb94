// Slow paths of int.h: ints of a few machine words by machine arithmetic (wide_int.c), longer ones limb by limb (big_int.c), anything else as objects by Python's own
// operation, the result as a tag.
#include "krait.h"

// Boxes both operands; false when memory runs out.
static bool box_pair(KrTag a, KrTag b, PyObject **x, PyObject **y) {
  *x = kr_tag_to_obj(a);
  *y = *x ? kr_tag_to_obj(b) : NULL;
  if (*y) return true;
  Py_XDECREF(*x);
  return false;
}

static PyObject *apply(KrTag a, KrTag b, binaryfunc operation) {
  PyObject *x, *y;
  if (!box_pair(a, b, &x, &y)) return NULL;
  PyObject *r = operation(x, y);
  Py_DECREF(x);
  Py_DECREF(y);
  return r;
}

// Sums with 0 and products with 1 need no copy of a large int, which Python would make.
static bool is_large(KrTag t) { return !kr_tag_is_small(t) && PyLong_CheckExact(kr_tag_pointer(t)); }
static KrTag same(KrTag t) {
  kr_tag_incref(t);
  return t;
}
static bool without_copy(KrTag a, KrTag b, int op, KrTag *result) {
  KrTag neutral = kr_tag_small(op == KR_MUL);
  if (op != KR_MUL && op != KR_ADD && op != KR_SUB) return false;
  if (b == neutral && is_large(a)) return *result = same(a), true;
  if (a == neutral && op != KR_SUB && is_large(b)) return *result = same(b), true;
  return false;
}

static KrTag binary_slow(KrTag a, KrTag b, int op, const binaryfunc *operations) {
  KrTag result;
  if (without_copy(a, b, op, &result) || kr_wide_binary(a, b, op, &result) || kr_big_binary(a, b, op, &result)) return result;
  return kr_obj_to_tag_steal(apply(a, b, operations[op]));
}

static PyObject *power(PyObject *x, PyObject *y) { return PyNumber_Power(x, y, Py_None); }
static PyObject *power_inplace(PyObject *x, PyObject *y) { return PyNumber_InPlacePower(x, y, Py_None); }

// In the order of KrBinary.
static const binaryfunc kOperations[] = {
    PyNumber_Add,    PyNumber_Subtract, PyNumber_Multiply, PyNumber_TrueDivide, PyNumber_FloorDivide, PyNumber_Remainder,     power,
    PyNumber_Lshift, PyNumber_Rshift,   PyNumber_And,      PyNumber_Or,         PyNumber_Xor,         PyNumber_MatrixMultiply};
static const binaryfunc kInPlace[] = {
    PyNumber_InPlaceAdd,    PyNumber_InPlaceSubtract, PyNumber_InPlaceMultiply, PyNumber_InPlaceTrueDivide, PyNumber_InPlaceFloorDivide,
    PyNumber_InPlaceRemainder, power_inplace,         PyNumber_InPlaceLshift,   PyNumber_InPlaceRshift,     PyNumber_InPlaceAnd,
    PyNumber_InPlaceOr,     PyNumber_InPlaceXor,      PyNumber_InPlaceMatrixMultiply};

#define SLOW_BINARY(NAME, OP) \
  KrTag kr_tag_##NAME##_slow(KrTag a, KrTag b) { return binary_slow(a, b, OP, kOperations); }
SLOW_BINARY(add, KR_ADD)
SLOW_BINARY(sub, KR_SUB)
SLOW_BINARY(mul, KR_MUL)
SLOW_BINARY(floordiv, KR_FLOORDIV)
SLOW_BINARY(mod, KR_MOD)
SLOW_BINARY(lshift, KR_LSHIFT)
SLOW_BINARY(rshift, KR_RSHIFT)
SLOW_BINARY(and, KR_AND)
SLOW_BINARY(or, KR_OR)
SLOW_BINARY(xor, KR_XOR)
KrTag kr_tag_inplace_slow(KrTag a, KrTag b, int op) { return binary_slow(a, b, op, kInPlace); }

KrNum kr_tag_truediv_slow(KrTag a, KrTag b) { return kr_obj_to_num_steal(apply(a, b, PyNumber_TrueDivide)); }
PyObject *kr_tag_divmod(KrTag a, KrTag b) {
  KrTag quotient, remainder;
  if (!kr_big_divmod(a, b, &quotient, &remainder)) return apply(a, b, PyNumber_Divmod);
  PyObject *q = kr_tag_to_obj_steal(quotient), *r = kr_tag_to_obj_steal(remainder);
  PyObject *pair = q && r ? PyTuple_Pack(2, q, r) : NULL;
  Py_XDECREF(q);
  Py_XDECREF(r);
  return pair;
}

KrTag kr_tag_pow(KrTag a, KrTag b) {
  if (kr_tag_both_small(a, b) && b >= 0) {
    int64_t base = kr_tag_value(a), n = kr_tag_value(b), r = 1;
    for (;;) {
      if (n & 1 && __builtin_mul_overflow(r, base, &r)) break;
      n >>= 1;
      if (!n) return kr_i64_to_tag(r);
      if (__builtin_mul_overflow(base, base, &base)) break;
    }
  }
  return kr_obj_to_tag_steal(apply(a, b, power));
}

static KrTag unary_slow(KrTag a, unaryfunc operation) {
  PyObject *x = kr_tag_to_obj(a);
  if (!x) return KR_TAG_ABSENT;
  PyObject *r = operation(x);
  Py_DECREF(x);
  return kr_obj_to_tag_steal(r);
}
KrTag kr_tag_pos_slow(KrTag a) { return unary_slow(a, PyNumber_Positive); }
#define SLOW_UNARY(NAME, FUNCTION)                  \
  KrTag kr_tag_##NAME##_slow(KrTag a) {             \
    KrTag wide;                                     \
    if (kr_wide_##NAME(a, &wide)) return wide;      \
    return unary_slow(a, FUNCTION);                 \
  }
SLOW_UNARY(neg, PyNumber_Negative)
SLOW_UNARY(invert, PyNumber_Invert)
SLOW_UNARY(abs, PyNumber_Absolute)

// Of what is no exact int, the method that it has.
static KrTag call_method(KrTag a, const char *name) { return kr_obj_to_tag_steal(PyObject_CallMethod(kr_tag_pointer(a), name, NULL)); }

KrTag kr_tag_bit_length_slow(KrTag a) {
  if (!is_large(a)) return call_method(a, "bit_length");
  size_t count = kr_long_digit_count(kr_tag_pointer(a));  // not 0
  return kr_tag_small((int64_t)(count - 1) * PyLong_SHIFT + kr_i64_bit_length(kr_long_digits(kr_tag_pointer(a))[count - 1]));
}

KrTag kr_tag_bit_count_slow(KrTag a) {
  if (!is_large(a)) return call_method(a, "bit_count");
  const digit *digits = kr_long_digits(kr_tag_pointer(a));
  int64_t sum = 0;
  for (size_t i = kr_long_digit_count(kr_tag_pointer(a)); i-- > 0;) sum += __builtin_popcount(digits[i]);
  return kr_tag_small(sum);
}

KrBool kr_tag_compare_slow(KrTag a, KrTag b, int op) {
  int sign;
  if (kr_wide_compare(a, b, &sign)) return kr_order(sign, op);
  PyObject *x, *y;
  if (!box_pair(a, b, &x, &y)) return KR_BOOL_ERROR;
  KrBool r = kr_py_compare_truth(x, y, op);
  Py_DECREF(x);
  Py_DECREF(y);
  return r;
}
