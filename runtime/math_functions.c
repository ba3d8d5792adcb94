// Module math: the test that a name still means the original, and what is left to that.
#include "krait.h"

PyObject *kr_math_dict;
static PyObject *originals[KR_MATH_COUNT];  // what tests have found; they live as long as the process

static const char *const kNames[KR_MATH_COUNT] = {
    [KR_MATH_SQRT] = "sqrt", [KR_MATH_EXP] = "exp", [KR_MATH_EXPM1] = "expm1", [KR_MATH_LOG] = "log", [KR_MATH_LOG2] = "log2",
    [KR_MATH_LOG10] = "log10", [KR_MATH_LOG1P] = "log1p", [KR_MATH_SIN] = "sin", [KR_MATH_COS] = "cos", [KR_MATH_TAN] = "tan",
    [KR_MATH_ASIN] = "asin", [KR_MATH_ACOS] = "acos", [KR_MATH_ATAN] = "atan", [KR_MATH_SINH] = "sinh", [KR_MATH_COSH] = "cosh",
    [KR_MATH_TANH] = "tanh", [KR_MATH_ASINH] = "asinh", [KR_MATH_ACOSH] = "acosh", [KR_MATH_ATANH] = "atanh", [KR_MATH_FABS] = "fabs",
    [KR_MATH_DEGREES] = "degrees", [KR_MATH_RADIANS] = "radians", [KR_MATH_POW] = "pow", [KR_MATH_ATAN2] = "atan2", [KR_MATH_FMOD] = "fmod",
    [KR_MATH_COPYSIGN] = "copysign", [KR_MATH_FLOOR] = "floor", [KR_MATH_CEIL] = "ceil", [KR_MATH_TRUNC] = "trunc",
    [KR_MATH_ISNAN] = "isnan", [KR_MATH_ISINF] = "isinf", [KR_MATH_ISFINITE] = "isfinite", [KR_MATH_GCD] = "gcd", [KR_MATH_ISQRT] = "isqrt",
    [KR_MATH_PI] = "pi", [KR_MATH_E] = "e", [KR_MATH_TAU] = "tau", [KR_MATH_INF] = "inf",
};

// The module that the interpreter brings: its functions are bound to it, whatever its dict says today.
static bool is_math(PyObject *module) {
  PyModuleDef *def = module && PyModule_CheckExact(module) ? PyModule_GetDef(module) : NULL;
  return def && strcmp(def->m_name, "math") == 0;
}

static bool is_constant(PyObject *value, int what) {
  if (!PyFloat_CheckExact(value)) return false;
  double number = PyFloat_AS_DOUBLE(value);
  switch (what) {
    case KR_MATH_PI: return number == 3.141592653589793;
    case KR_MATH_E: return number == 2.718281828459045;
    case KR_MATH_TAU: return number == 6.283185307179586;
    default: return number == __builtin_inf();
  }
}

static bool is_original(PyObject *value, int what) {
  if (what >= KR_MATH_PI) return is_constant(value, what);
  if (value == originals[what]) return true;
  if (!PyCFunction_CheckExact(value) || !is_math(PyCFunction_GET_SELF(value))) return false;
  if (strcmp(((PyCFunctionObject *)value)->m_ml->ml_name, kNames[what]) != 0) return false;
  Py_XSETREF(originals[what], kr_new_ref(value));
  return true;
}

bool kr_math_test_slow(KrMathCache *cache, PyObject *dict, PyObject *name, int what) {
  int which = what & ~KR_MATH_OF_MODULE;
  PyObject *value = PyDict_GetItemWithError(dict, name);
  if (value && what & KR_MATH_OF_MODULE) {
    if (!is_math(value)) return false;
    kr_math_dict = PyModule_GetDict(value);
    cache->library = kr_dict_version(kr_math_dict);
    value = PyDict_GetItemString(kr_math_dict, kNames[which]);
  }
  if (!value || !is_original(value, which)) {
    PyErr_Clear();
    return false;
  }
  cache->globals = kr_dict_version(dict);
  return true;
}

PyObject *kr_math_call(int what, PyObject *a, PyObject *b) {
  PyObject *args[2] = {a, b}, *result = a ? PyObject_Vectorcall(originals[what], args, b ? 2 : 1, NULL) : NULL;
  Py_XDECREF(a);
  Py_XDECREF(b);
  return result;
}

KrNum kr_math_num_slow(KrNum a, int what) { return kr_obj_to_num_steal(kr_math_call(what, kr_num_to_obj(a), NULL)); }
KrNum kr_math_tag_slow(KrTag a, int what) { return kr_obj_to_num_steal(kr_math_call(what, kr_tag_to_obj(a), NULL)); }
KrTag kr_math_whole_slow(KrNum a, int what) { return kr_obj_to_tag_steal(kr_math_call(what, kr_num_to_obj(a), NULL)); }

KrNum kr_math_num2_slow(KrNum a, KrNum b, int what) {
  PyObject *x = kr_num_to_obj(a);
  PyObject *y = x ? kr_num_to_obj(b) : NULL;
  if (!y) Py_CLEAR(x);
  return kr_obj_to_num_steal(kr_math_call(what, x, y));
}

KrTag kr_math_tag2_slow(KrTag a, KrTag b, int what) {
  PyObject *x = kr_tag_to_obj(a);
  PyObject *y = x && b != KR_TAG_ABSENT ? kr_tag_to_obj(b) : NULL;
  if (!y && b != KR_TAG_ABSENT) Py_CLEAR(x);
  return kr_obj_to_tag_steal(kr_math_call(what, x, y));
}

KrBool kr_math_test_num_slow(KrNum a, int what) {
  PyObject *o = kr_num_pointer(a);
  if (PyFloat_CheckExact(o)) return kr_f64_test(PyFloat_AS_DOUBLE(o), what);
  PyObject *result = kr_math_call(what, kr_new_ref(o), NULL);
  if (!result) return KR_BOOL_ERROR;
  Py_DECREF(result);  // it is a bool: the original's
  return result == Py_True;
}

KrNum kr_math_obj(PyObject *o, int what) {
  if (KR_LIKELY(PyFloat_CheckExact(o))) {
    double r = kr_math_of(PyFloat_AS_DOUBLE(o), what);
    if (KR_LIKELY(__builtin_isfinite(r))) return r;
  }
  return kr_obj_to_num_steal(kr_math_call(what, kr_new_ref(o), NULL));
}

KrNum kr_math_real_slow(KrTag a) {
  double r = PyFloat_AsDouble(kr_tag_pointer(a));
  return KR_UNLIKELY(r == -1.0) && PyErr_Occurred() ? KR_NUM_ABSENT : kr_f64_to_num(r);
}

int64_t kr_math_gcd(int64_t a, int64_t b) {
  uint64_t x = a < 0 ? 0 - (uint64_t)a : (uint64_t)a, y = b < 0 ? 0 - (uint64_t)b : (uint64_t)b;
  while (y) {
    uint64_t rest = x % y;
    x = y;
    y = rest;
  }
  return (int64_t)x;
}
