// Strings: what does not happen inline.
#include "krait.h"

PyObject *kr_latin1[256];

PyObject *kr_char_object_slow(Py_UCS4 c) {
  PyObject *o = PyUnicode_FromOrdinal((int)c);
  if (o && c < 256) kr_latin1[c] = kr_new_ref(o);
  return o;
}

KrBool kr_str_eq_slow(PyObject *a, PyObject *b) { return kr_py_compare_truth(a, b, Py_EQ); }
KrBool kr_str_ne_slow(PyObject *a, PyObject *b) { return kr_py_compare_truth(a, b, Py_NE); }

PyObject *kr_str_add(PyObject *a, PyObject *b) {
  if (PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b)) {
    PyUnicode_Append(&a, b);  // in place where `a` is nobody else's
    return a;
  }
  PyObject *result = PyNumber_Add(a, b);
  Py_DECREF(a);
  return result;
}

PyObject *kr_str_iadd(PyObject *a, PyObject *b) {
  if (PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b)) {
    PyUnicode_Append(&a, b);
    return a;
  }
  PyObject *result = PyNumber_InPlaceAdd(a, b);
  Py_DECREF(a);
  return result;
}

KrTag kr_ord_slow(PyObject *o) {
  Py_ssize_t size;
  if (PyUnicode_Check(o)) {
    size = PyUnicode_GET_LENGTH(o);
    if (size == 1) return kr_tag_small(PyUnicode_READ_CHAR(o, 0));
  } else if (PyBytes_Check(o)) {
    size = PyBytes_GET_SIZE(o);
    if (size == 1) return kr_tag_small((unsigned char)PyBytes_AS_STRING(o)[0]);
  } else if (PyByteArray_Check(o)) {
    size = PyByteArray_GET_SIZE(o);
    if (size == 1) return kr_tag_small((unsigned char)PyByteArray_AS_STRING(o)[0]);
  } else {
    PyErr_Format(PyExc_TypeError, "ord() expected string of length 1, but %.200s found", Py_TYPE(o)->tp_name);
    return KR_TAG_ABSENT;
  }
  PyErr_Format(PyExc_TypeError, "ord() expected a character, but string of length %zd found", size);
  return KR_TAG_ABSENT;
}

KrTag kr_str_ord_at_slow(PyObject *o, KrTag index) {
  PyObject *c = kr_getitem_tag(o, index);
  if (!c) return KR_TAG_ABSENT;
  KrTag code = kr_ord(c);
  Py_DECREF(c);
  return code;
}

KrBool kr_str_at_eq_slow(PyObject *o, KrTag index, PyObject *c) {
  PyObject *item = kr_getitem_tag(o, index);
  if (!item) return KR_BOOL_ERROR;
  KrBool equal = kr_py_compare_truth(item, c, Py_EQ);
  Py_DECREF(item);
  return equal;
}

KrBool kr_str_at_eq_at_slow(PyObject *o, KrTag i, PyObject *p, KrTag j) {
  PyObject *a = kr_getitem_tag(o, i);
  if (!a) return KR_BOOL_ERROR;
  PyObject *b = kr_getitem_tag(p, j);
  KrBool equal = b ? kr_py_compare_truth(a, b, Py_EQ) : KR_BOOL_ERROR;
  Py_DECREF(a);
  Py_XDECREF(b);
  return equal;
}

// Bits in the order of KR_STR_ISDIGIT and so on.
#define D 1 | 4
#define L 2 | 4 | 16
#define U 2 | 4 | 32
#define S 8
const uint8_t kr_ascii_class[128] = {
    [9] = S, [10] = S, [11] = S, [12] = S, [13] = S, [28] = S, [29] = S, [30] = S, [31] = S, [32] = S, ['0'... '9'] = D, ['A'... 'Z'] = U, ['a'... 'z'] = L,
};
#undef D
#undef L
#undef U
#undef S

static PyObject *call_method(PyObject *o, const char *method, PyObject *arg) {
  PyObject *name = PyUnicode_InternFromString(method);
  if (!name) return NULL;
  PyObject *args[2] = {o, arg};
  PyObject *result = PyObject_VectorcallMethod(name, args, arg ? 2 : 1, NULL);
  Py_DECREF(name);
  return result;
}

static KrBool truth_of(PyObject *result) {
  if (!result) return KR_BOOL_ERROR;
  KrBool r = kr_obj_truth(result);
  Py_DECREF(result);
  return r;
}

KrBool kr_str_is_slow(PyObject *o, int64_t which) {
  static const char *const names[] = {"isdigit", "isalpha", "isalnum", "isspace", "islower", "isupper"};
  return truth_of(call_method(o, names[which], NULL));
}

PyObject *kr_str_case_slow(PyObject *o, int64_t upper) { return call_method(o, upper ? "upper" : "lower", NULL); }

KrBool kr_str_tail(PyObject *o, PyObject *part, int64_t end) {
  if (KR_LIKELY(PyUnicode_CheckExact(o) && PyUnicode_Check(part)))
    return (KrBool)PyUnicode_Tailmatch(o, part, 0, PY_SSIZE_T_MAX, end ? 1 : -1);
  return truth_of(call_method(o, end ? "endswith" : "startswith", part));
}

KrBool kr_str_contains(PyObject *o, PyObject *part) {
  if (KR_LIKELY(PyUnicode_CheckExact(o) && PyUnicode_CheckExact(part)) && PyUnicode_GET_LENGTH(part) == 1) {
    Py_UCS4 c = PyUnicode_READ_CHAR(part, 0);
    if (PyUnicode_KIND(o) == PyUnicode_1BYTE_KIND)
      return c < 256 && memchr(PyUnicode_1BYTE_DATA(o), (int)c, (size_t)PyUnicode_GET_LENGTH(o)) != NULL;
  }
  return kr_py_contains(o, part);
}

KrBool kr_tuple_contains(PyObject *items, PyObject *item) {
  Py_ssize_t n = PyTuple_GET_SIZE(items);
  if (PyUnicode_CheckExact(item)) {
    Py_ssize_t i = 0;
    for (; i < n; ++i) {
      PyObject *each = PyTuple_GET_ITEM(items, i);
      if (each == item) return 1;
      if (!PyUnicode_CheckExact(each)) break;
      if (kr_str_eq(each, item)) return 1;
    }
    if (i == n) return 0;
  }
  return kr_py_contains(items, item);
}

PyObject *kr_reversed_copy(PyObject *o) {
  if (PyUnicode_CheckExact(o) && PyUnicode_KIND(o) == PyUnicode_1BYTE_KIND && PyUnicode_GET_LENGTH(o) > 1) {
    Py_ssize_t n = PyUnicode_GET_LENGTH(o);
    const Py_UCS1 *from = PyUnicode_1BYTE_DATA(o);
    PyObject *copy = PyUnicode_New(n, PyUnicode_IS_ASCII(o) ? 127 : 255);
    if (!copy) return NULL;
    Py_UCS1 *to = PyUnicode_1BYTE_DATA(copy);
    for (Py_ssize_t i = 0; i < n; ++i) to[i] = from[n - 1 - i];
    return copy;
  }
  if (PyList_CheckExact(o)) {
    Py_ssize_t n = PyList_GET_SIZE(o);
    PyObject *copy = PyList_New(n);
    for (Py_ssize_t i = 0; copy && i < n; ++i) PyList_SET_ITEM(copy, i, kr_new_ref(PyList_GET_ITEM(o, n - 1 - i)));
    return copy;
  }
  PyObject *step = PyLong_FromLong(-1);
  PyObject *slice = step ? PySlice_New(NULL, NULL, step) : NULL;
  PyObject *result = slice ? PyObject_GetItem(o, slice) : NULL;
  Py_XDECREF(step);
  Py_XDECREF(slice);
  return result;
}

PyObject *kr_str_of_tag(KrTag t) {
  if (!kr_tag_is_small(t)) return kr_str_of(kr_tag_pointer(t));
  int64_t value = kr_tag_value(t);
  if (value >= 0 && value < 10) return kr_char_object((Py_UCS4)('0' + value));
  char text[24];
  int at = sizeof text;
  for (uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value; left != 0; left /= 10) text[--at] = (char)('0' + left % 10);
  if (value < 0) text[--at] = '-';
  PyObject *o = PyUnicode_New((Py_ssize_t)sizeof text - at, 127);
  if (o) memcpy(PyUnicode_1BYTE_DATA(o), text + at, sizeof text - (size_t)at);
  return o;
}
