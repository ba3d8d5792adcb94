// Builtins: the test that a name still means the original, and what does not happen inline.
#include "krait.h"

#include "field.h"

PyObject *kr_builtins_dict;

// Whether `o` is the interpreter's own function or class of that name.
static bool is_original(PyObject *o, PyObject *name) {
  const char *text = PyUnicode_AsUTF8(name);
  if (!text) {
    PyErr_Clear();
    return false;
  }
  if (PyType_Check(o)) {
    PyTypeObject *type = (PyTypeObject *)o;
    return !(type->tp_flags & Py_TPFLAGS_HEAPTYPE) && strcmp(type->tp_name, text) == 0;
  }
  if (!PyCFunction_Check(o)) return false;
  PyObject *self = PyCFunction_GET_SELF(o);
  return self && PyModule_Check(self) && PyModule_GetDict(self) == kr_builtins_dict &&
         strcmp(((PyCFunctionObject *)o)->m_ml->ml_name, text) == 0;
}

bool kr_builtin_test_slow(KrBuiltinCache *cache, PyObject *dict, PyObject *name) {
  if (PyDict_GetItemWithError(dict, name)) return false;
  PyObject *value = PyDict_GetItemWithError(kr_builtins_dict, name);
  if (!value || !is_original(value, name)) {
    PyErr_Clear();
    return false;
  }
  cache->module = kr_dict_version(dict);
  cache->builtins = kr_dict_version(kr_builtins_dict);
  return true;
}

// Global, else builtin, as it is now; borrowed.
static PyObject *current(PyObject *dict, PyObject *name) {
  PyObject *value = PyDict_GetItemWithError(dict, name);
  if (!value && !PyErr_Occurred()) value = PyDict_GetItemWithError(kr_builtins_dict, name);
  if (!value && !PyErr_Occurred()) PyErr_Format(PyExc_NameError, "name '%U' is not defined", name);
  return value;
}

static PyObject *call(PyObject *dict, PyObject *name, PyObject *const *args, size_t n) {
  for (size_t i = 0; i < n; ++i) Py_INCREF(args[i]);
  PyObject *f = Py_XNewRef(current(dict, name));
  PyObject *result = f ? PyObject_Vectorcall(f, args, n, NULL) : NULL;
  Py_XDECREF(f);
  for (size_t i = 0; i < n; ++i) Py_DECREF(args[i]);
  return result;
}

PyObject *kr_patched1(PyObject *dict, PyObject *name, PyObject *a) { return kr_list_settle(a) < 0 ? NULL : call(dict, name, &a, 1); }
PyObject *kr_patched2(PyObject *dict, PyObject *name, PyObject *a, PyObject *b) {
  PyObject *args[2] = {a, b};
  return call(dict, name, args, 2);
}

// Consumes the boxes, any of which may be NULL with an error.
static PyObject *call_boxed(PyObject *dict, PyObject *name, PyObject *a, PyObject *b, size_t n) {
  PyObject *args[2] = {a, b};
  PyObject *result = a && (n == 1 || b) ? call(dict, name, args, n) : NULL;
  Py_XDECREF(a);
  Py_XDECREF(b);
  return result;
}
KrTag kr_patched_tag1(PyObject *dict, PyObject *name, KrTag a) {
  return kr_obj_to_tag_steal(call_boxed(dict, name, kr_tag_to_obj(a), NULL, 1));
}
KrTag kr_patched_tag2(PyObject *dict, PyObject *name, KrTag a, KrTag b) {
  return kr_obj_to_tag_steal(call_boxed(dict, name, kr_tag_to_obj(a), kr_tag_to_obj(b), 2));
}
KrNum kr_patched_num1(PyObject *dict, PyObject *name, KrNum a) {
  return kr_obj_to_num_steal(call_boxed(dict, name, kr_num_to_obj(a), NULL, 1));
}
KrNum kr_patched_num2(PyObject *dict, PyObject *name, KrNum a, KrNum b) {
  return kr_obj_to_num_steal(call_boxed(dict, name, kr_num_to_obj(a), kr_num_to_obj(b), 2));
}
KrTag kr_patched_int_num(PyObject *dict, PyObject *name, KrNum n) {
  return kr_obj_to_tag_steal(call_boxed(dict, name, kr_num_to_obj(n), NULL, 1));
}
KrNum kr_patched_float_tag(PyObject *dict, PyObject *name, KrTag t) {
  return kr_obj_to_num_steal(call_boxed(dict, name, kr_tag_to_obj(t), NULL, 1));
}
PyObject *kr_patched_chr(PyObject *dict, PyObject *name, KrTag code) {
  return call_boxed(dict, name, kr_tag_to_obj(code), NULL, 1);
}
PyObject *kr_patched_str_tag(PyObject *dict, PyObject *name, KrTag t) {
  return call_boxed(dict, name, kr_tag_to_obj(t), NULL, 1);
}
KrTag kr_patched_ord_at(PyObject *dict, PyObject *name, PyObject *o, KrTag index) {
  return kr_obj_to_tag_steal(call_boxed(dict, name, kr_getitem_tag(o, index), NULL, 1));
}
KrBool kr_patched_truth(PyObject *result) {
  if (!result) return KR_BOOL_ERROR;
  KrBool truth = kr_obj_truth(result);
  Py_DECREF(result);
  return truth;
}

// By its version, whether a type's instances say of themselves what class they are of.
static bool names_own_class(PyTypeObject *type, PyObject *o) {
  enum { kKnown = 128 };
  static unsigned int known[kKnown];
  static PyObject *name;
  unsigned int version = type->tp_version_tag;
  if (KR_LIKELY(version != 0 && known[version % kKnown] == version)) return true;
  if (!kr_reads_plainly(o)) return false;
  if (!name && !(name = PyUnicode_InternFromString("__class__"))) {
    PyErr_Clear();
    return false;
  }
  if (_PyType_Lookup(type, name) != _PyType_Lookup(&PyBaseObject_Type, name)) return false;
  version = type->tp_version_tag;
  if (version) known[version % kKnown] = version;
  return true;
}

// 1, 0, or -1 (no error) where isinstance() has more to ask than the bases.
KrBool kr_instance_by_bases(PyObject *o, PyObject *cls) {
  PyTypeObject *type = Py_TYPE(o);
  if ((PyObject *)type == cls) return 1;
  if (Py_TYPE(cls) != &PyType_Type) return -1;
  if (PyType_IsSubtype(type, (PyTypeObject *)cls)) return 1;
  return names_own_class(type, o) ? 0 : -1;
}

KrBool kr_isinstance_other(PyObject *o, PyObject *cls) {
  KrBool known = -1;
  if (PyTuple_CheckExact(cls)) {
    known = 0;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(cls) && known == 0; ++i) known = PyType_Check(PyTuple_GET_ITEM(cls, i)) ? kr_instance_by_bases(o, PyTuple_GET_ITEM(cls, i)) : -1;
  } else {
    known = PyType_Check(cls) ? kr_instance_by_bases(o, cls) : -1;
  }
  return known >= 0 ? known : (KrBool)PyObject_IsInstance(o, cls);
}

KrTag kr_len_slow(PyObject *o) {
  if (PyDict_CheckExact(o)) return kr_tag_small(PyDict_GET_SIZE(o));
  if (PyAnySet_CheckExact(o)) return kr_tag_small(PySet_GET_SIZE(o));
  Py_INCREF(o);
  Py_ssize_t n = PyObject_Size(o);
  Py_DECREF(o);
  return n < 0 ? KR_TAG_ABSENT : kr_i64_to_tag(n);
}

PyObject *kr_chr(KrTag code) {
  if (KR_LIKELY(kr_tag_is_small(code))) {
    int64_t c = kr_tag_value(code);
    if (KR_LIKELY(c >= 0 && c < 0x110000)) return kr_char_object((Py_UCS4)c);
  }
  // Python's own words for what is no code point.
  PyObject *name = PyUnicode_InternFromString("chr");
  PyObject *f = name && kr_builtins_dict ? PyDict_GetItemWithError(kr_builtins_dict, name) : NULL;
  PyObject *box = f ? kr_tag_to_obj(code) : NULL;
  PyObject *result = box ? PyObject_CallOneArg(f, box) : NULL;
  Py_XDECREF(box);
  Py_XDECREF(name);
  return result;
}

KrTag kr_int_of_num_slow(KrNum n) {
  PyObject *box = kr_num_to_obj(n);
  if (!box) return KR_TAG_ABSENT;
  KrTag result = kr_int_of_obj(box);
  Py_DECREF(box);
  return result;
}

// int() of a str of nothing but digits behind an optional sign, few enough not to overflow: the common case. 1 with the value; 0 when
// it may be a number written otherwise; -1 when no number is written so.
static int read_digits(PyObject *o, int64_t *value) {
  if (!PyUnicode_IS_COMPACT_ASCII(o)) return 0;
  const char *at = (const char *)PyUnicode_1BYTE_DATA(o), *end = at + PyUnicode_GET_LENGTH(o);
  if (at == end) return -1;
  if (end - at > 600) return 0;  // where too many digits may be the first thing to complain of
  bool negative = *at == '-', plain;
  if (negative || *at == '+') ++at;
  plain = at != end && end - at <= 18;
  int64_t sum = 0;
  for (; at != end; ++at) {
    unsigned char c = (unsigned char)*at;
    if (c >= '0' && c <= '9') {
      if (plain) sum = sum * 10 + (c - '0');
    } else if (c == '_' || c == '+' || c == '-' || c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f)) {
      plain = false;
    } else {
      return -1;
    }
  }
  *value = negative ? -sum : sum;
  return plain;
}

static void not_an_int(PyObject *text) {
  static const char kStart[] = "invalid literal for int() with base 10: ";
  enum { kStartLength = sizeof kStart - 1, kMostPlain = 100 };
  Py_ssize_t length = PyUnicode_GET_LENGTH(text);
  if (PyUnicode_IS_COMPACT_ASCII(text) && length <= kMostPlain) {
    const Py_UCS1 *from = PyUnicode_1BYTE_DATA(text);
    bool plain = true;  // nothing that its repr would write otherwise
    for (Py_ssize_t i = 0; i < length; ++i) plain = plain && from[i] >= ' ' && from[i] < 0x7f && from[i] != '\'' && from[i] != '\\';
    PyObject *whole = plain ? PyUnicode_New(kStartLength + length + 2, 0x7f) : NULL;
    if (whole) {
      Py_UCS1 *to = PyUnicode_1BYTE_DATA(whole);
      memcpy(to, kStart, kStartLength);
      to[kStartLength] = to[kStartLength + length + 1] = '\'';
      memcpy(to + kStartLength + 1, from, (size_t)length);
      PyErr_SetObject(PyExc_ValueError, whole);
      Py_DECREF(whole);
      return;
    }
  }
  PyObject *repr = PyObject_Repr(text), *start = NULL, *message = NULL;
  if (repr && PyUnicode_GET_LENGTH(repr) > 200) Py_SETREF(repr, PyUnicode_Substring(repr, 0, 200));
  if (repr && (start = PyUnicode_FromString(kStart))) message = PyUnicode_Concat(start, repr);
  if (message) PyErr_SetObject(PyExc_ValueError, message);
  Py_XDECREF(repr);
  Py_XDECREF(start);
  Py_XDECREF(message);
}

KrTag kr_int_of_obj(PyObject *o) {
  if (PyLong_CheckExact(o)) return kr_obj_to_tag(o);
  if (PyUnicode_CheckExact(o)) {
    int64_t value;
    int read = read_digits(o, &value);
    if (read > 0) return kr_i64_to_tag(value);
    if (read < 0) {
      not_an_int(o);
      return KR_TAG_ABSENT;
    }
  }
  return kr_obj_to_tag_steal(PyNumber_Long(o));
}
KrNum kr_float_of_obj(PyObject *o) {
  if (PyFloat_CheckExact(o)) return kr_obj_to_num(o);
  return kr_obj_to_num_steal(PyUnicode_CheckExact(o) ? PyFloat_FromString(o) : PyNumber_Float(o));
}
PyObject *kr_str_of(PyObject *o) { return PyObject_Str(o); }
