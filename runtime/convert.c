// Cold halves of convert.h and base.h.
#include "krait.h"

// "None", "int", "package.Class", "tuple[int, str]"; NULL with an error.
static PyObject *type_name(PyObject *o) {
  enum { kMaxItems = 10 };
  if (o == Py_None) return PyUnicode_FromString("None");
  if (PyTuple_CheckExact(o)) {
    Py_ssize_t n = PyTuple_GET_SIZE(o);
    if (n > kMaxItems) return PyUnicode_FromFormat("tuple[<%zd items>]", n);
    if (Py_EnterRecursiveCall(" while naming a type")) return NULL;
    PyObject *text = PyUnicode_FromString("tuple[");
    for (Py_ssize_t i = 0; text && i < n; ++i) {
      PyObject *item = type_name(PyTuple_GET_ITEM(o, i));
      Py_SETREF(text, item ? PyUnicode_FromFormat("%U%s%U", text, i ? ", " : "", item) : NULL);
      Py_XDECREF(item);
    }
    Py_LeaveRecursiveCall();
    if (text) Py_SETREF(text, PyUnicode_FromFormat("%U]", text));
    return text;
  }
  PyObject *type = (PyObject *)Py_TYPE(o), *result = NULL;
  PyObject *module = PyObject_GetAttrString(type, "__module__"), *name = PyObject_GetAttrString(type, "__qualname__");
  if (module && name && PyUnicode_Check(module) && PyUnicode_Check(name)) {
    bool builtin = PyUnicode_CompareWithASCIIString(module, "builtins") == 0;
    result = builtin ? kr_new_ref(name) : PyUnicode_FromFormat("%U.%U", module, name);
  }
  Py_XDECREF(module);
  Py_XDECREF(name);
  return result;
}

int kr_expected(const char *what, PyObject *got) {
  PyObject *name = type_name(got);
  if (name) {
    PyErr_Format(PyExc_TypeError, "%s object expected; got %U", what, name);
    Py_DECREF(name);
  } else {
    PyErr_Format(PyExc_TypeError, "%s object expected; and errored formatting real type!", what);
  }
  return -1;
}

int kr_overflow(const char *type) {
  PyErr_Format(PyExc_OverflowError, type[0] == 'u' ? "int too large or small to convert to %s" : "int too large to convert to %s",
               type);
  return -1;
}

int kr_narrow_error(const char *type) {
  if (PyErr_ExceptionMatches(PyExc_OverflowError)) kr_overflow(type);
  return KR_INT_ERROR;
}

KrTag kr_long_to_tag(PyObject *o) {
  const digit *digits = kr_long_digits(o);
  size_t count = kr_long_digit_count(o);
  uint64_t high = count == 3 ? digits[2] : 0;
  if (count <= 3 && high <= UINT64_C(1) << (62 - 2 * PyLong_SHIFT)) {
    uint64_t magnitude = (uint64_t)digits[0] | (uint64_t)digits[1] << PyLong_SHIFT | high << 2 * PyLong_SHIFT;
    bool negative = kr_long_is_negative(o);
    if (magnitude <= (uint64_t)KR_TAG_MAX + negative) return kr_tag_small(negative ? -(int64_t)magnitude : (int64_t)magnitude);
  }
  Py_INCREF(o);
  return (KrTag)o;
}

double kr_obj_to_f64_slow(PyObject *o) {
  if (PyFloat_Check(o)) return PyFloat_AS_DOUBLE(o);
  if (!PyLong_Check(o)) {
    kr_expected("float", o);
    return KR_F64_ERROR;
  }
  double v = PyLong_AsDouble(o);
  return v == -1.0 && PyErr_Occurred() ? KR_F64_ERROR : v;
}

// One object from now on, that programs can tell from others.
KrNum kr_f64_to_num_slow(double v) { return kr_obj_to_num_steal(PyFloat_FromDouble(v)); }

int64_t kr_obj_to_i64_slow(PyObject *o) {
  if (!PyLong_Check(o)) {
    kr_expected("int", o);
    return KR_INT_ERROR;
  }
  int overflow;
  long long v = PyLong_AsLongLongAndOverflow(o, &overflow);
  if (!overflow) return v;
  kr_overflow("i64");
  return KR_INT_ERROR;
}

uint64_t kr_u64_overflow(void) {
  kr_overflow("u64");
  return (uint64_t)KR_INT_ERROR;
}

uint64_t kr_obj_to_u64_slow(PyObject *o) {
  if (!PyLong_Check(o)) {
    kr_expected("int", o);
    return (uint64_t)KR_INT_ERROR;
  }
  unsigned long long v = PyLong_AsUnsignedLongLong(o);
  if (v != (unsigned long long)-1 || !PyErr_Occurred()) return v;
  PyErr_Clear();
  return kr_u64_overflow();
}

KrBool kr_obj_fits_i64_slow(PyObject *o) {
  int overflow;
  return PyLong_Check(o) && (PyLong_AsLongLongAndOverflow(o, &overflow), !overflow);
}
KrBool kr_obj_fits_u64(PyObject *o) {
  if (!PyLong_Check(o)) return 0;
  if (PyLong_AsUnsignedLongLong(o) != (unsigned long long)-1 || !PyErr_Occurred()) return 1;
  PyErr_Clear();
  return 0;
}

KrTag kr_py_int(PyObject *o) { return kr_obj_to_tag_steal(PyNumber_Long(o)); }
double kr_py_float(PyObject *o) {
  PyObject *f = PyNumber_Float(o);
  if (!f) return KR_F64_ERROR;
  double v = PyFloat_AS_DOUBLE(f);
  Py_DECREF(f);
  return v;
}
uint64_t kr_tag_low_bits_slow(KrTag t) {
  PyObject *index = PyNumber_Index(kr_tag_pointer(t));
  if (!index) return (uint64_t)KR_INT_ERROR;
  uint64_t bits = PyLong_AsUnsignedLongLongMask(index);
  Py_DECREF(index);
  return bits;
}
int64_t kr_shift_count(KrTag t) {
  bool small = kr_tag_is_small(t);
  if (!small && !PyLong_Check(kr_tag_pointer(t))) return kr_expected("int", kr_tag_pointer(t)), KR_INT_ERROR;
  int64_t n = small ? kr_tag_value(t) : _PyLong_Sign(kr_tag_pointer(t)) < 0 ? -1 : 64;
  return n < 0 ? kr_negative_shift() : n > 64 ? 64 : n;
}

// Python code is not run for the truth of an object of this type.
static bool has_plain_truth(const PyTypeObject *type, const PyObject *o, KrBool *truth) {
  if (type == &PyList_Type || type == &PyTuple_Type) {
    *truth = Py_SIZE(o) != 0;
    return true;
  }
  if (type == &PyUnicode_Type || type == &PyDict_Type) {
    *truth = type == &PyDict_Type ? ((const PyDictObject *)o)->ma_used != 0 : PyUnicode_GET_LENGTH(o) != 0;
    return true;
  }
  if (type == &PyLong_Type || type == &PySet_Type) {
    *truth = type == &PySet_Type ? ((const PySetObject *)o)->used != 0 : kr_long_digit_count((PyObject *)(uintptr_t)o) != 0;
    return true;
  }
  *truth = 1;
  return !(type->tp_as_number && type->tp_as_number->nb_bool) && !(type->tp_as_mapping && type->tp_as_mapping->mp_length) &&
         !(type->tp_as_sequence && type->tp_as_sequence->sq_length);
}

KrBool kr_obj_truth_slow(PyObject *o) {
  KrBool plain;
  if (has_plain_truth(Py_TYPE(o), o, &plain)) return plain;
  Py_INCREF(o);
  KrBool truth = (KrBool)PyObject_IsTrue(o);
  Py_DECREF(o);
  return truth;
}

KrBool kr_i64_to_bool(int64_t v) {
  (void)v;
  PyErr_SetString(PyExc_TypeError, "bool expected; got int");
  return KR_BOOL_ERROR;
}
KrBool kr_tag_to_bool_slow(KrTag t) { return kr_i64_to_bool(kr_tag_value(t)); }
KrBool kr_num_to_bool_slow(double v) {
  (void)v;
  PyErr_SetString(PyExc_TypeError, "bool expected; got float");
  return KR_BOOL_ERROR;
}

bool kr_num_is_number(KrNum n) {
  return !kr_num_is_obj(n) || PyFloat_Check(kr_num_pointer(n)) || PyLong_Check(kr_num_pointer(n));
}
bool kr_num_unbox_nan(KrNum n, double *r) {
  if (!kr_num_is_obj(n)) return true;
  if (kr_num_is_absent(n) || !PyFloat_CheckExact(kr_num_pointer(n))) return false;
  *r = PyFloat_AS_DOUBLE(kr_num_pointer(n));
  return true;
}
bool kr_tag_is_int(KrTag t) { return PyLong_Check(kr_tag_pointer(t)); }

void kr_obj_drop(PyObject *o) { Py_XDECREF(o); }
void kr_tag_drop(KrTag t) {
  if (!kr_tag_is_small(t)) Py_XDECREF(kr_tag_pointer(t));
}
void kr_num_drop(KrNum n) {
  if (kr_num_is_obj(n)) Py_XDECREF(kr_num_pointer(n));
}
void kr_num_keep(KrNum n) {
  if (kr_num_is_obj(n)) Py_XINCREF(kr_num_pointer(n));
}
