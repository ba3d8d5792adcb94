// Operations on any object.
#include "krait.h"
#include "library.h"

// Two exact ints by machine arithmetic; false: nothing was done.
static bool exact_ints(PyObject *a, PyObject *b, int op, PyObject **result) {
  if (!PyLong_CheckExact(a) || !PyLong_CheckExact(b)) return false;
  if (kr_long_is_compact(a) && kr_long_is_compact(b)) {
    int64_t x = kr_long_compact_value(a), y = kr_long_compact_value(b);
    switch (op) {
      case KR_FLOORDIV:
        if (y == 0) return false;
        return *result = PyLong_FromSsize_t(kr_floor_div(x, y)), true;
      case KR_MOD:
        if (y == 0) return false;
        return *result = PyLong_FromSsize_t(kr_floor_mod(x, y)), true;
      case KR_AND: return *result = PyLong_FromSsize_t(x & y), true;
      case KR_OR: return *result = PyLong_FromSsize_t(x | y), true;
      case KR_XOR: return *result = PyLong_FromSsize_t(x ^ y), true;
      default: break;
    }
  }
  KrTag tag;
  if (!kr_wide_binary((KrTag)a, (KrTag)b, op, &tag)) return false;
  return *result = tag == KR_TAG_ABSENT ? NULL : kr_tag_to_obj_steal(tag), true;
}

// An exact float, or an exact int of one digit as one; false: neither.
static inline bool as_float(PyObject *o, double *r) {
  bool is_float = PyFloat_CheckExact(o);
  if (!is_float && !(PyLong_CheckExact(o) && kr_long_is_compact(o))) return false;
  *r = is_float ? PyFloat_AS_DOUBLE(o) : (double)kr_long_compact_value(o);
  return true;
}

// Quotients of what floats hold exactly are rounded once, as Python rounds those of ints.
static inline PyObject *divide(PyObject *a, PyObject *b) {
  double x, y;
  return as_float(a, &x) && as_float(b, &y) && y != 0.0 ? PyFloat_FromDouble(x / y) : NULL;
}

PyObject *kr_py_binary_other(PyObject *a, PyObject *b, int op) {
  PyObject *result;
  if (op == KR_TRUEDIV && (result = divide(a, b))) return result;
  if (exact_ints(a, b, op, &result)) return result;
  switch (op) {
    case KR_ADD: return PyNumber_Add(a, b);
    case KR_SUB: return PyNumber_Subtract(a, b);
    case KR_MUL: return PyNumber_Multiply(a, b);
    case KR_TRUEDIV: return PyNumber_TrueDivide(a, b);
    case KR_FLOORDIV: return PyNumber_FloorDivide(a, b);
    case KR_MOD: return PyNumber_Remainder(a, b);
    case KR_POW: return PyNumber_Power(a, b, Py_None);
    case KR_LSHIFT: return PyNumber_Lshift(a, b);
    case KR_RSHIFT: return PyNumber_Rshift(a, b);
    case KR_AND: return PyNumber_And(a, b);
    case KR_OR: return PyNumber_Or(a, b);
    case KR_XOR: return PyNumber_Xor(a, b);
    default: return PyNumber_MatrixMultiply(a, b);
  }
}

// Exact floats and exact ints of one digit, without PyNumber's dispatch.
#define FAST_ARITHMETIC(NAME, OP, GENERIC)                                                                                    \
  PyObject *kr_py_##NAME(PyObject *a, PyObject *b) {                                                                          \
    if (PyLong_CheckExact(a) && PyLong_CheckExact(b)) {                                                                       \
      if (kr_long_is_compact(a) && kr_long_is_compact(b)) return PyLong_FromSsize_t(kr_long_compact_value(a) OP kr_long_compact_value(b)); \
    } else {                                                                                                                  \
      double x, y;                                                                                                            \
      if (as_float(a, &x) && as_float(b, &y)) return PyFloat_FromDouble(x OP y);                                              \
    }                                                                                                                         \
    return GENERIC(a, b);                                                                                                     \
  }
FAST_ARITHMETIC(add, +, PyNumber_Add)
FAST_ARITHMETIC(sub, -, PyNumber_Subtract)
FAST_ARITHMETIC(mul, *, PyNumber_Multiply)

// Exact ints and floats have no in-place methods; anything else goes to the in-place form, whose message says so.
static inline bool kr_both_numbers(PyObject *a, PyObject *b) {
  return (PyLong_CheckExact(a) || PyFloat_CheckExact(a)) && (PyLong_CheckExact(b) || PyFloat_CheckExact(b));
}

PyObject *kr_py_inplace(PyObject *a, PyObject *b, int op) {
  PyObject *result;
  if (op == KR_TRUEDIV && (result = divide(a, b))) return result;
  if (op > KR_MUL && exact_ints(a, b, op, &result)) return result;
  switch (op) {
    case KR_ADD:
      if (kr_both_numbers(a, b)) return kr_py_add(a, b);
      return PyNumber_InPlaceAdd(a, b);
    case KR_SUB:
      if (kr_both_numbers(a, b)) return kr_py_sub(a, b);
      return PyNumber_InPlaceSubtract(a, b);
    case KR_MUL:
      if (kr_both_numbers(a, b)) return kr_py_mul(a, b);
      return PyNumber_InPlaceMultiply(a, b);
    case KR_TRUEDIV: return PyNumber_InPlaceTrueDivide(a, b);
    case KR_FLOORDIV: return PyNumber_InPlaceFloorDivide(a, b);
    case KR_MOD: return PyNumber_InPlaceRemainder(a, b);
    case KR_POW: return PyNumber_InPlacePower(a, b, Py_None);
    case KR_LSHIFT: return PyNumber_InPlaceLshift(a, b);
    case KR_RSHIFT: return PyNumber_InPlaceRshift(a, b);
    case KR_AND: return PyNumber_InPlaceAnd(a, b);
    case KR_OR: return PyNumber_InPlaceOr(a, b);
    case KR_XOR: return PyNumber_InPlaceXor(a, b);
    default: return PyNumber_InPlaceMatrixMultiply(a, b);
  }
}

// The truth of a comparison whose result is known to be a bool and cannot raise; -2 when it is not such a one.
// Builtin classes in groups: an object of one group equals none of another, and neither side has anything to run. 0: any other class.
static int plain_group(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  if (type == &PyUnicode_Type) return 1;
  if (type == &PyLong_Type || type == &PyFloat_Type || type == &PyBool_Type) return 2;
  if (o == Py_None) return 3;
  return type == &PyList_Type ? 4 : type == &PyTuple_Type ? 5 : type == &PyDict_Type ? 6 : 0;
}

// Of two strs.
static bool equal_texts(PyObject *a, PyObject *b) {
  Py_ssize_t length = PyUnicode_GET_LENGTH(a);
  int kind = PyUnicode_KIND(a);
  return a == b || (length == PyUnicode_GET_LENGTH(b) && kind == (int)PyUnicode_KIND(b) &&
                    memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), (size_t)length * (size_t)kind) == 0);
}

static KrBool compare_exact(PyObject *a, PyObject *b, int op) {
  PyTypeObject *type = Py_TYPE(a);
  // Members of enumerations, and whatever else is only equal to itself.
  richcmpfunc identity = PyBaseObject_Type.tp_richcompare;
  if (type->tp_richcompare == identity && Py_TYPE(b)->tp_richcompare == identity && (op == Py_EQ || op == Py_NE)) return (a == b) == (op == Py_EQ);
  if (type != Py_TYPE(b)) {
    if (op != Py_EQ && op != Py_NE) return -2;
    if (kr_is_text(a) && kr_is_text(b)) return equal_texts(a, b) == (op == Py_EQ);
    int group = plain_group(a), other = plain_group(b);
    return group != 0 && other != 0 && group != other ? op == Py_NE : -2;
  }
  if (type == &PyBool_Type) return kr_order((a == Py_True) - (b == Py_True), op);
  if (a == Py_None && (op == Py_EQ || op == Py_NE)) return op == Py_EQ;
  if (type == &PyLong_Type) {
    if (kr_long_is_compact(a) && kr_long_is_compact(b)) return kr_order(kr_long_compact_value(a) - kr_long_compact_value(b), op);
    int sign;
    return kr_wide_compare((KrTag)a, (KrTag)b, &sign) ? kr_order(sign, op) : -2;
  }
  if (type == &PyFloat_Type) {
    double x = PyFloat_AS_DOUBLE(a), y = PyFloat_AS_DOUBLE(b);
    if (x != x || y != y) return op == Py_NE;
    return kr_order(x < y ? -1 : x > y, op);
  }
  if ((op == Py_EQ || op == Py_NE) && kr_is_text(a)) return equal_texts(a, b) == (op == Py_EQ);
  if (type == &PyUnicode_Type || type == &PyTuple_Type) {
    int order = kr_plain_order(a, b);
    return order == KR_ORDER_UNKNOWN ? -2 : order == KR_ORDER_NONE ? op == Py_NE : kr_order(order, op);
  }
  return -2;
}

PyObject *kr_py_compare(PyObject *a, PyObject *b, int op) {
  KrBool fast = compare_exact(a, b, op);
  if (fast != -2) return kr_bool_to_obj(fast);
  return PyObject_RichCompare(a, b, op);
}

KrBool kr_py_compare_truth(PyObject *a, PyObject *b, int op) {
  KrBool fast = compare_exact(a, b, op);
  if (fast != -2) return fast;
  PyObject *r = PyObject_RichCompare(a, b, op);
  if (!r) return KR_BOOL_ERROR;
  KrBool truth = kr_obj_truth(r);
  Py_DECREF(r);
  return truth;
}

KrBool kr_py_contains(PyObject *container, PyObject *item) {
  if (PyDict_Check(container)) return kr_dict_contains(container, item);
  if (PyAnySet_CheckExact(container)) return kr_set_contains(container, item);
  return (KrBool)PySequence_Contains(container, item);
}
Py_hash_t kr_py_hash(PyObject *a) { return PyObject_Hash(a); }

// 1 found, 0 absent, -1 another error.
static int optional_attr(PyObject *o, PyObject *name, PyObject **result) {
#if KR_PY313
  return PyObject_GetOptionalAttr(o, name, result);
#else
  return _PyObject_LookupAttr(o, name, result);
#endif
}

PyObject *kr_py_getattr_default(PyObject *o, PyObject *name, PyObject *fallback) {
  PyObject *r;
  if (!PyUnicode_Check(name)) {
    PyErr_Format(PyExc_TypeError, "%sattribute name must be string%s%.200s%s", KR_PY312 ? "" : "getattr(): ",
                 KR_PY312 ? ", not '" : "", KR_PY312 ? Py_TYPE(name)->tp_name : "", KR_PY312 ? "'" : "");
    return NULL;
  }
  if (optional_attr(o, name, &r) < 0) return NULL;
  return r ? r : kr_new_ref(fallback);
}

KrBool kr_py_hasattr(PyObject *o, PyObject *name) {
  PyObject *r;
  if (!PyUnicode_Check(name)) {
    PyErr_Format(PyExc_TypeError, "%sattribute name must be string%s%.200s%s", KR_PY312 ? "" : "hasattr(): ",
                 KR_PY312 ? ", not '" : "", KR_PY312 ? Py_TYPE(name)->tp_name : "", KR_PY312 ? "'" : "");
    return KR_BOOL_ERROR;
  }
  if (optional_attr(o, name, &r) < 0) return KR_BOOL_ERROR;
  Py_XDECREF(r);
  return r != NULL;
}

PyObject *kr_py_getitem(PyObject *o, PyObject *key) {
  if (PyList_CheckExact(o) && PyLong_CheckExact(key) && kr_long_is_compact(key)) {
    Py_ssize_t i = kr_long_compact_value(key), n = PyList_GET_SIZE(o);
    if (i < 0) i += n;
    if ((size_t)i < (size_t)n) return kr_new_ref(PyList_GET_ITEM(o, i));
  } else if (PyTuple_CheckExact(o) && PyLong_CheckExact(key) && kr_long_is_compact(key)) {
    Py_ssize_t i = kr_long_compact_value(key), n = PyTuple_GET_SIZE(o);
    if (i < 0) i += n;
    if ((size_t)i < (size_t)n) return kr_new_ref(PyTuple_GET_ITEM(o, i));
  } else if (PyDict_Check(o)) {
    return kr_dict_getitem(o, key);
  } else if (PyType_Check(o) && Py_TYPE(o) != &PyType_Type) {
    PyObject *member = kr_enum_item((PyTypeObject *)o, key);
    if (member) return member;
  }
  return PyObject_GetItem(o, key);
}

int kr_py_setitem(PyObject *o, PyObject *key, PyObject *value) {
  if (PyDict_Check(o)) return kr_dict_setitem(o, key, value);
  if (PyList_CheckExact(o) && PyLong_CheckExact(key) && kr_long_is_compact(key)) {
    Py_ssize_t i = kr_long_compact_value(key), n = PyList_GET_SIZE(o);
    if (i < 0) i += n;
    if ((size_t)i < (size_t)n) {
      PyObject *old = PyList_GET_ITEM(o, i);
      PyList_SET_ITEM(o, i, kr_new_ref(value));
      Py_DECREF(old);
      return 0;
    }
  }
  return PyObject_SetItem(o, key, value);
}

PyObject *kr_slice_new(PyObject *start, PyObject *stop, PyObject *step) { return PySlice_New(start, stop, step); }

PyObject *kr_py_next_slow(PyObject *iterator) {
  (void)iterator;
  if (PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear();
  return NULL;
}

PyObject *kr_lookup_special(PyObject *o, PyObject *name) {
  PyTypeObject *type = Py_TYPE(o);
  PyObject *descriptor = _PyType_Lookup(type, name);
  if (!descriptor) return NULL;
  Py_INCREF(descriptor);
  descrgetfunc get = Py_TYPE(descriptor)->tp_descr_get;
  if (!get) return descriptor;
  PyObject *bound = get(descriptor, o, (PyObject *)type);
  Py_DECREF(descriptor);
  return bound;
}
