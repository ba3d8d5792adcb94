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
