// The order of values whose comparison runs no Python: numbers, strs, and tuples of these.
#include "krait.h"

enum { kMostNested = 3 };  // tuples deeper than this are compared by CPython, which counts levels of recursion

static int of_numbers(double x, double y) { return x < y ? -1 : x > y ? 1 : x == y ? 0 : KR_ORDER_NONE; }

// An exact int that is a float without loss.
static bool as_double(PyObject *o, double *value) {
  if (PyFloat_CheckExact(o)) return *value = PyFloat_AS_DOUBLE(o), true;
  if (!PyLong_CheckExact(o) || !kr_long_is_compact(o)) return false;
  return *value = (double)kr_long_compact_value(o), true;
}

static int order(PyObject *a, PyObject *b, int depth);

// Tuples are as the first items that differ are; items that are one object do not differ, a NaN included.
static int of_tuples(PyObject *a, PyObject *b, int depth) {
  Py_ssize_t n = PyTuple_GET_SIZE(a), m = PyTuple_GET_SIZE(b);
  for (Py_ssize_t i = 0; i < n && i < m; ++i) {
    PyObject *x = PyTuple_GET_ITEM(a, i), *y = PyTuple_GET_ITEM(b, i);
    if (x == y) continue;
    int result = order(x, y, depth + 1);
    if (result != 0) return result;
  }
  return n < m ? -1 : n > m;
}

static int order(PyObject *a, PyObject *b, int depth) {
  PyTypeObject *type = Py_TYPE(a);
  double x, y;
  if (type != Py_TYPE(b)) return as_double(a, &x) && as_double(b, &y) ? of_numbers(x, y) : KR_ORDER_UNKNOWN;
  if (type == &PyFloat_Type) return of_numbers(PyFloat_AS_DOUBLE(a), PyFloat_AS_DOUBLE(b));
  if (type == &PyLong_Type) {
    if (kr_long_is_compact(a) && kr_long_is_compact(b)) {
      int64_t v = kr_long_compact_value(a), w = kr_long_compact_value(b);
      return v < w ? -1 : v > w;
    }
    int sign;
    return kr_wide_compare((KrTag)a, (KrTag)b, &sign) ? (sign > 0) - (sign < 0) : KR_ORDER_UNKNOWN;
  }
  if (type == &PyUnicode_Type) return a == b ? 0 : PyUnicode_Compare(a, b);
  if (type == &PyTuple_Type && depth < kMostNested) return of_tuples(a, b, depth);
  return KR_ORDER_UNKNOWN;
}

int kr_plain_order(PyObject *a, PyObject *b) { return order(a, b, 0); }
