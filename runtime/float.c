// Slow paths of float.h and machine_int.h.
#include <math.h>

#include "krait.h"

static KrNum num_of(PyObject *x, PyObject *y, int op) {
  PyObject *r = !x || !y ? NULL : op & KR_INPLACE ? kr_py_inplace(x, y, op & ~KR_INPLACE) : kr_py_binary(x, y, op);
  Py_XDECREF(x);
  Py_XDECREF(y);
  return kr_obj_to_num_steal(r);
}

// Where a float is declared an int may stand: small ones are no reason to ask Python.
typedef struct {
  double value;
  int64_t number;
  bool is_int;
} Operand;

static bool read_num(KrNum n, Operand *o) {
  *o = (Operand){.value = n};
  if (!kr_num_is_obj(n)) return true;
  PyObject *x = kr_num_pointer(n);
  if (!PyLong_CheckExact(x) || !kr_long_is_compact(x)) return false;
  *o = (Operand){(double)kr_long_compact_value(x), kr_long_compact_value(x), true};
  return true;
}

static bool read_tag(KrTag t, Operand *o) {
  const int64_t exact = (int64_t)1 << 53;  // as a float
  if (!kr_tag_is_small(t) || kr_tag_value(t) > exact || kr_tag_value(t) < -exact) return false;
  *o = (Operand){(double)kr_tag_value(t), kr_tag_value(t), true};
  return true;
}

// By squaring; false: it overflows, or is no int.
static bool int_power(int64_t base, int64_t exponent, int64_t *result) {
  if (exponent < 0) return false;
  for (*result = 1;; ) {
    if ((exponent & 1) && __builtin_mul_overflow(*result, base, result)) return false;
    if ((exponent >>= 1) == 0) return true;
    if (__builtin_mul_overflow(base, base, &base)) return false;
  }
}

static bool compute(const Operand *a, const Operand *b, int op, KrNum *result) {
  bool ints = a->is_int && b->is_int, overflow = false;
  int64_t number = 0;
  double value;
  switch (op & ~KR_INPLACE) {
    case KR_ADD:
      overflow = __builtin_add_overflow(a->number, b->number, &number);
      value = a->value + b->value;
      break;
    case KR_SUB:
      overflow = __builtin_sub_overflow(a->number, b->number, &number);
      value = a->value - b->value;
      break;
    case KR_MUL:
      overflow = __builtin_mul_overflow(a->number, b->number, &number);
      value = a->value * b->value;
      break;
    case KR_TRUEDIV:
      if (b->value == 0.0) return false;
      ints = false;
      value = a->value / b->value;
      break;
    case KR_POW:
      if (!ints || !int_power(a->number, b->number, &number)) return false;
      value = 0.0;
      break;
    default: return false;
  }
  if (ints && overflow) return false;
  *result = ints ? kr_obj_to_num_steal(kr_i64_to_obj(number)) : kr_f64_to_num(value);
  return true;
}

KrNum kr_num_binary_slow(KrNum a, KrNum b, int op) {
  Operand x, y;
  KrNum result;
  if (read_num(a, &x) && read_num(b, &y) && compute(&x, &y, op, &result)) return result;
  return num_of(kr_num_to_obj(a), kr_num_to_obj(b), op);
}
KrNum kr_num_tag_binary_slow(KrNum a, KrTag b, int op) {
  Operand x, y;
  KrNum result;
  if (read_num(a, &x) && read_tag(b, &y) && compute(&x, &y, op, &result)) return result;
  return num_of(kr_num_to_obj(a), kr_tag_to_obj(b), op);
}
KrNum kr_tag_num_binary_slow(KrTag a, KrNum b, int op) {
  Operand x, y;
  KrNum result;
  if (read_tag(a, &x) && read_num(b, &y) && compute(&x, &y, op, &result)) return result;
  return num_of(kr_tag_to_obj(a), kr_num_to_obj(b), op);
}

// Small ints are exact as floats.
static KrBool order(const Operand *a, const Operand *b, int op) {
  switch (op) {
    case Py_LT: return a->value < b->value;
    case Py_LE: return a->value <= b->value;
    case Py_EQ: return a->value == b->value;
    case Py_NE: return a->value != b->value;
    case Py_GT: return a->value > b->value;
    default: return a->value >= b->value;
  }
}

static KrBool compare_of(PyObject *x, PyObject *y, int op) {
  KrBool r = !x || !y ? KR_BOOL_ERROR : kr_py_compare_truth(x, y, op);
  Py_XDECREF(x);
  Py_XDECREF(y);
  return r;
}

KrBool kr_num_compare_slow(KrNum a, KrNum b, int op) {
  Operand x, y;
  if (read_num(a, &x) && read_num(b, &y)) return order(&x, &y, op);
  return compare_of(kr_num_to_obj(a), kr_num_to_obj(b), op);
}
KrBool kr_num_tag_compare_slow(KrNum a, KrTag b, int op) {
  Operand x, y;
  if (read_num(a, &x) && read_tag(b, &y)) return order(&x, &y, op);
  return compare_of(kr_num_to_obj(a), kr_tag_to_obj(b), op);
}
KrBool kr_tag_num_compare_slow(KrTag a, KrNum b, int op) {
  Operand x, y;
  if (read_tag(a, &x) && read_num(b, &y)) return order(&x, &y, op);
  return compare_of(kr_tag_to_obj(a), kr_num_to_obj(b), op);
}

static KrNum unary_of(KrNum a, unaryfunc operation) {
  PyObject *x = kr_num_to_obj(a);
  PyObject *r = x ? operation(x) : NULL;
  Py_XDECREF(x);
  return kr_obj_to_num_steal(r);
}
KrNum kr_num_neg_slow(KrNum a) { return unary_of(a, PyNumber_Negative); }
KrNum kr_num_pos_slow(KrNum a) { return unary_of(a, PyNumber_Positive); }
KrNum kr_num_abs_slow(KrNum a) { return unary_of(a, PyNumber_Absolute); }

double kr_f64_zero_division(double a, int op) {
  KrNum r = num_of(PyFloat_FromDouble(a), PyFloat_FromDouble(0.0), op);
  kr_num_xdecref(r);  // never a value: Python raised
  return KR_F64_ERROR;
}

// Python's rules: the remainder has the sign of the divisor, the quotient is the floor of the exact one.
double kr_float_mod(double a, double b) {
  double mod = fmod(a, b);
  if (mod != 0.0) {
    if ((b < 0.0) != (mod < 0.0)) mod += b;
    return mod;
  }
  return copysign(0.0, b);
}

double kr_float_floordiv(double a, double b) {
  double mod = fmod(a, b);
  double div = (a - mod) / b;
  if (mod != 0.0 && (b < 0.0) != (mod < 0.0)) div -= 1.0;
  if (div == 0.0) return copysign(0.0, a / b);
  double floored = floor(div);
  return div - floored > 0.5 ? floored + 1.0 : floored;
}

KrNum kr_f64_pow(double a, double b) {
  if (isfinite(a) && isfinite(b) && (a > 0.0 || (a < 0.0 ? b == floor(b) : b > 0.0))) {
    double r = kr_f64_power(a, b);
    if (isfinite(r)) return r;
  }
  return num_of(PyFloat_FromDouble(a), PyFloat_FromDouble(b), 6);
}

int kr_zero_division(const char *message) {
  PyErr_SetString(PyExc_ZeroDivisionError, message);
  return KR_INT_ERROR;
}
int kr_negative_shift(void) {
  PyErr_SetString(PyExc_ValueError, "negative shift count");
  return KR_INT_ERROR;
}
int kr_int_division_overflow(void) {
  PyErr_SetString(PyExc_OverflowError, "integer division overflow");
  return KR_INT_ERROR;
}
int kr_int_overflow(const char *type) {
  PyErr_Format(PyExc_OverflowError, "%s arithmetic overflow", type);
  return KR_INT_ERROR;
}
