// Slow paths of int.h: the operands as objects, Python's own operation, the result as a tag.
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

#define SLOW_BINARY(NAME, FUNCTION) \
  KrTag kr_tag_##NAME##_slow(KrTag a, KrTag b) { return kr_obj_to_tag_steal(apply(a, b, FUNCTION)); }
// Sums with 0 and products with 1 need no copy of a large int, which Python would make.
static bool is_large(KrTag t) { return !kr_tag_is_small(t) && PyLong_CheckExact(kr_tag_pointer(t)); }
static KrTag same(KrTag t) {
  kr_tag_incref(t);
  return t;
}
KrTag kr_tag_add_slow(KrTag a, KrTag b) {
  if (a == kr_tag_small(0) && is_large(b)) return same(b);
  if (b == kr_tag_small(0) && is_large(a)) return same(a);
  return kr_obj_to_tag_steal(apply(a, b, PyNumber_Add));
}
KrTag kr_tag_sub_slow(KrTag a, KrTag b) {
  if (b == kr_tag_small(0) && is_large(a)) return same(a);
  return kr_obj_to_tag_steal(apply(a, b, PyNumber_Subtract));
}
KrTag kr_tag_mul_slow(KrTag a, KrTag b) {
  if (a == kr_tag_small(1) && is_large(b)) return same(b);
  if (b == kr_tag_small(1) && is_large(a)) return same(a);
  return kr_obj_to_tag_steal(apply(a, b, PyNumber_Multiply));
}
SLOW_BINARY(floordiv, PyNumber_FloorDivide)
SLOW_BINARY(mod, PyNumber_Remainder)
SLOW_BINARY(lshift, PyNumber_Lshift)
SLOW_BINARY(rshift, PyNumber_Rshift)
SLOW_BINARY(and, PyNumber_And)
SLOW_BINARY(or, PyNumber_Or)
SLOW_BINARY(xor, PyNumber_Xor)

KrNum kr_tag_truediv_slow(KrTag a, KrTag b) { return kr_obj_to_num_steal(apply(a, b, PyNumber_TrueDivide)); }
PyObject *kr_tag_divmod(KrTag a, KrTag b) { return apply(a, b, PyNumber_Divmod); }

static PyObject *power(PyObject *x, PyObject *y) { return PyNumber_Power(x, y, Py_None); }
static PyObject *power_inplace(PyObject *x, PyObject *y) { return PyNumber_InPlacePower(x, y, Py_None); }

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

KrTag kr_tag_inplace_slow(KrTag a, KrTag b, int op) {
  static const binaryfunc operations[] = {
      PyNumber_InPlaceAdd,    PyNumber_InPlaceSubtract, PyNumber_InPlaceMultiply, PyNumber_InPlaceTrueDivide,
      PyNumber_InPlaceFloorDivide, PyNumber_InPlaceRemainder, power_inplace,   PyNumber_InPlaceLshift,
      PyNumber_InPlaceRshift, PyNumber_InPlaceAnd,      PyNumber_InPlaceOr,       PyNumber_InPlaceXor,
      PyNumber_InPlaceMatrixMultiply};
  return kr_obj_to_tag_steal(apply(a, b, operations[op]));
}

#define SLOW_UNARY(NAME, FUNCTION)                    \
  KrTag kr_tag_##NAME##_slow(KrTag a) {               \
    PyObject *x = kr_tag_to_obj(a);                   \
    if (!x) return KR_TAG_ABSENT;                     \
    PyObject *r = FUNCTION(x);                        \
    Py_DECREF(x);                                     \
    return kr_obj_to_tag_steal(r);                    \
  }
SLOW_UNARY(neg, PyNumber_Negative)
SLOW_UNARY(pos, PyNumber_Positive)
SLOW_UNARY(invert, PyNumber_Invert)
SLOW_UNARY(abs, PyNumber_Absolute)

KrBool kr_tag_compare_slow(KrTag a, KrTag b, int op) {
  PyObject *x, *y;
  if (!box_pair(a, b, &x, &y)) return KR_BOOL_ERROR;
  KrBool r = kr_py_compare_truth(x, y, op);
  Py_DECREF(x);
  Py_DECREF(y);
  return r;
}
