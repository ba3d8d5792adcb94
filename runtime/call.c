// Calls of any callable and of methods without a bound-method object.
#include "krait.h"
#include "known.h"
#include "library.h"

// --- what is written in C ---
// Without keywords the vectorcalls of CPython come to this. Where they count a level of recursion, so does this (from 3.12 on it is not Python's).
#if KR_PY312
#define COUNTED(call) (call)
#else
#define COUNTED(call)                                           \
  ({                                                            \
    PyThreadState *ts_ = kr_tstate();                           \
    if (KR_UNLIKELY(KR_RECURSION_REMAINING(ts_) <= 0)) return false; \
    KR_RECURSION_REMAINING(ts_)--;                              \
    PyObject *result_ = (call);                                 \
    KR_RECURSION_REMAINING(ts_)++;                              \
    result_;                                                    \
  })
#endif

bool kr_c_call(const PyMethodDef *function, PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject **result) {
  if (kr_is_known(function, &kr_known_heap) && kr_heap_call(function, args, n, result)) return true;
  if (kr_is_known(function, &kr_known_builtins) && kr_known_builtin_call(function, args, n, result)) return true;
  if (kr_is_known(function, &kr_known_texts) && kr_known_text_call(function, self, args, n, result)) return true;
  PyCFunction f = function->ml_meth;
  switch (function->ml_flags & (METH_VARARGS | METH_KEYWORDS | METH_NOARGS | METH_O | METH_FASTCALL | METH_METHOD)) {
    case METH_NOARGS:
      if (KR_UNLIKELY(n != 0)) return false;
      *result = COUNTED(f(self, NULL));
      break;
    case METH_O:
      if (KR_UNLIKELY(n != 1)) return false;
      *result = COUNTED(f(self, args[0]));
      break;
    case METH_FASTCALL: *result = ((_PyCFunctionFast)(void (*)(void))f)(self, args, n); break;
    case METH_FASTCALL | METH_KEYWORDS: *result = ((_PyCFunctionFastWithKeywords)(void (*)(void))f)(self, args, n, NULL); break;
    default: return false;
  }
  if (KR_UNLIKELY(!*result) && KR_UNLIKELY(!PyErr_Occurred()))
    PyErr_Format(PyExc_SystemError, "%s() returned NULL without setting an exception", function->ml_name);
  return true;
}

PyObject *kr_descriptor_call(PyObject *descriptor, PyObject *const *args, Py_ssize_t n) {
  PyObject *result;
  if (Py_TYPE(descriptor) == &PyMethodDescr_Type && n > 0 && PyObject_TypeCheck(args[0], PyDescr_TYPE(descriptor)) &&
      kr_c_call(((PyMethodDescrObject *)descriptor)->d_method, args[0], args + 1, n - 1, &result))
    return result;
  return PyObject_Vectorcall(descriptor, args, (size_t)n, NULL);
}

PyObject *kr_py_call(PyObject *f, PyObject *const *args, Py_ssize_t n) {
  PyObject *result;
  if (Py_TYPE(f) == &PyCFunction_Type && kr_c_call(((PyCFunctionObject *)f)->m_ml, PyCFunction_GET_SELF(f), args, n, &result)) return result;
  if (f == (PyObject *)&PySet_Type && n < 2) return PySet_New(n != 0 ? args[0] : NULL);  // which is all that its vectorcall does
  if (Py_TYPE(f) == &PyType_Type) return kr_class_call((PyTypeObject *)f, args, n, NULL);
  if (n == 1 && PyType_Check(f)) {
    PyObject *member = kr_enum_find((PyTypeObject *)f, args[0]);
    if (member || PyErr_Occurred()) return member;
  }
  return PyObject_Vectorcall(f, args, n ? (size_t)n | PY_VECTORCALL_ARGUMENTS_OFFSET : 0, NULL);
}

PyObject *kr_py_call_kw(PyObject *f, PyObject *names, PyObject *const *args, Py_ssize_t n) {
  Py_ssize_t keywords = PyTuple_GET_SIZE(names);
  if (Py_TYPE(f) == &PyType_Type) return kr_class_call((PyTypeObject *)f, args, n, names);
  return PyObject_Vectorcall(f, args, (size_t)(n - keywords) | PY_VECTORCALL_ARGUMENTS_OFFSET, keywords ? names : NULL);
}

// f(*args, **kwargs) as CALL_FUNCTION_EX: any iterable, any mapping (kwargs was merged into a dict by the caller when it
// comes from several parts).
PyObject *kr_py_call_ex(PyObject *f, PyObject *args, PyObject *kwargs) {
  PyObject *tuple = args, *dict = kwargs;
  if (PyTuple_CheckExact(args)) {
    Py_INCREF(tuple);
  } else {
    if (!Py_TYPE(args)->tp_iter && !PySequence_Check(args)) {
      PyObject *text = kr_function_str(f);
      if (text) {
        PyErr_Format(PyExc_TypeError, "%U argument after * must be an iterable, not %.200s", text, Py_TYPE(args)->tp_name);
        Py_DECREF(text);
      }
      return NULL;
    }
    tuple = PySequence_Tuple(args);
    if (!tuple) return NULL;
  }
  if (dict && !PyDict_CheckExact(dict)) {
    dict = PyDict_New();
    if (!dict || kr_call_merge(dict, kwargs, f) < 0) {
      Py_XDECREF(dict);
      Py_DECREF(tuple);
      return NULL;
    }
  } else {
    Py_XINCREF(dict);
  }
  PyObject *r = PyObject_Call(f, tuple, dict);
  Py_DECREF(tuple);
  Py_XDECREF(dict);
  return r;
}

// "module.name()" as messages about calls name a function.
PyObject *kr_function_str(PyObject *f) {
  PyObject *qualname = PyObject_GetAttrString(f, "__qualname__");
  if (!qualname) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return NULL;
    PyErr_Clear();
    return PyObject_Str(f);
  }
  PyObject *result = NULL;
  PyObject *module = PyObject_GetAttrString(f, "__module__");
  if (!module) PyErr_Clear();
  if (module && module != Py_None && !(PyUnicode_Check(module) && PyUnicode_CompareWithASCIIString(module, "builtins") == 0))
    result = PyUnicode_FromFormat("%S.%S()", module, qualname);
  else
    result = PyUnicode_FromFormat("%S()", qualname);
  Py_XDECREF(module);
  Py_DECREF(qualname);
  return result;
}

// Merges mapping into dict for a call of f: a name that is there already is a TypeError.
int kr_call_merge(PyObject *dict, PyObject *mapping, PyObject *f) {
  if (_PyDict_MergeEx(dict, mapping, 2) == 0) return 0;
  if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
    PyErr_Clear();
    PyObject *text = kr_function_str(f);
    if (text) {
      PyErr_Format(PyExc_TypeError, "%U argument after ** must be a mapping, not %.200s", text, Py_TYPE(mapping)->tp_name);
      Py_DECREF(text);
    }
  } else if (PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyObject *exc = kr_err_take();
    PyObject *args = ((PyBaseExceptionObject *)exc)->args;
    if (args && PyTuple_Check(args) && PyTuple_GET_SIZE(args) == 1) {
      PyObject *text = kr_function_str(f);
      PyObject *key = PyTuple_GET_ITEM(args, 0);
      if (text && PyUnicode_Check(key))
        PyErr_Format(PyExc_TypeError, "%U got multiple values for keyword argument '%S'", text, key);
      else if (text)
        PyErr_Format(PyExc_TypeError, "keywords must be strings");
      Py_XDECREF(text);
      Py_DECREF(exc);
    } else {
      kr_err_give(exc);
    }
  }
  return -1;
}

PyObject *kr_py_call_method_kw(PyObject *name, PyObject *names, PyObject *const *args, Py_ssize_t n) {
  Py_ssize_t keywords = PyTuple_GET_SIZE(names);
  return PyObject_VectorcallMethod(name, args, (size_t)(n - keywords), keywords ? names : NULL);
}

PyObject *kr_method_call_other(PyObject *method, PyObject *names, PyObject *const *args, Py_ssize_t n) {
  if (PyType_HasFeature(Py_TYPE(method), Py_TPFLAGS_METHOD_DESCRIPTOR)) return PyObject_Vectorcall(
      method, args, (size_t)(n - (names ? PyTuple_GET_SIZE(names) : 0)), names && PyTuple_GET_SIZE(names) ? names : NULL);
  if (PyTuple_CheckExact(method)) method = PyTuple_GET_ITEM(method, 0);
  return names ? kr_py_call_kw(method, names, args + 1, n - 1) : kr_py_call(method, args + 1, n - 1);
}

PyObject *kr_call_method_at(KrMethodPlace *place, const char *name, PyObject *o, PyObject *a, PyObject *b) {
  if (!place->name && !(place->name = PyUnicode_InternFromString(name))) return NULL;
  PyObject *args[4] = {NULL, o, a, b};
  return kr_call_method_cached(place->name, args + 1, b ? 3 : a ? 2 : 1, &place->cache);
}

// --- arguments of several representations ---
// Boxes into `args` (of which args[-1] is the spare slot); new references. -1 with an error and nothing held.
static Py_ssize_t box_words(PyObject **args, const char *kinds, const uint64_t *words) {
  for (Py_ssize_t n = 0;; ++n) {
    if (!kinds[n]) return n;
    args[n] = kinds[n] == 't'   ? kr_tag_to_obj((KrTag)words[n])
              : kinds[n] == 'n' ? kr_num_to_obj(kr_num_from_bits(words[n]))
                                : kr_new_ref((PyObject *)(uintptr_t)words[n]);
    if (args[n]) continue;
    while (n-- > 0) Py_DECREF(args[n]);
    return -1;
  }
}

static PyObject *call_boxed(PyObject *f, PyObject *name, const char *kinds, const uint64_t *words, KrMethodCache *cache) {
  enum { kOnStack = 16 };
  PyObject *stack[kOnStack + 1], **room = stack;
  size_t count = strlen(kinds);
  if (count > kOnStack) {
    room = PyMem_New(PyObject *, count + 1);
    if (!room) return PyErr_NoMemory();
  }
  PyObject **args = room + 1, *result = NULL;
  Py_ssize_t n = box_words(args, kinds, words);
  if (n >= 0) {
    result = f ? kr_py_call(f, n ? args : NULL, n) : kr_call_method_cached(name, args, n, cache);
    for (Py_ssize_t i = 0; i < n; ++i) Py_DECREF(args[i]);
  }
  if (room != stack) PyMem_Free(room);
  return result;
}

PyObject *kr_py_call_mixed(PyObject *f, const char *kinds, const uint64_t *words) { return call_boxed(f, NULL, kinds, words, NULL); }
PyObject *kr_call_method_mixed_cached(PyObject *name, const char *kinds, const uint64_t *words, KrMethodCache *cache) {
  return call_boxed(NULL, name, kinds, words, cache);
}
