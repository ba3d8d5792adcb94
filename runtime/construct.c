// Calls of classes without what type.__call__ needs on the way: a tuple of the arguments, a bound __init__.
#include "krait.h"

static const vectorcallfunc *function_entry(PyObject *o) {
  return Py_TYPE(o) == &kr_function_type || Py_TYPE(o) == &PyFunction_Type ? &((PyFunctionObject *)o)->vectorcall : NULL;
}

// Runs the __init__ that is a Python function on a new object, which is consumed on failure. `args[-1]` may be used.
static PyObject *initialise(PyObject *o, PyObject *init, PyObject *const *args, Py_ssize_t n, PyObject *names) {
  Py_ssize_t keywords = names ? PyTuple_GET_SIZE(names) : 0;
  PyObject **all = (PyObject **)(uintptr_t)(args - 1), *alone[1];
  if (!n) all = alone;
  PyObject *saved = n ? all[0] : NULL;
  all[0] = o;
  Py_INCREF(init);
  PyObject *result = (*function_entry(init))(init, all, (size_t)(n - keywords) + 1, keywords ? names : NULL);
  Py_DECREF(init);
  all[0] = saved;
  if (KR_LIKELY(result == Py_None)) {
    Py_DECREF(result);
    return o;
  }
  if (result) {
    PyErr_Format(PyExc_TypeError, "__init__() should return None, not '%.200s'", Py_TYPE(result)->tp_name);
    Py_DECREF(result);
  }
  Py_DECREF(o);
  return NULL;
}

// The class's __init__ where it is a Python function: then that is all its slot does. Borrowed.
static PyObject *init_function(PyTypeObject *type) {
  static PyObject *name;
  if (KR_UNLIKELY(!name) && !(name = PyUnicode_InternFromString("__init__"))) {
    PyErr_Clear();
    return NULL;
  }
  PyObject *init = _PyType_Lookup(type, name);
  return init && function_entry(init) ? init : NULL;
}

PyObject *kr_class_call(PyTypeObject *type, PyObject *const *args, Py_ssize_t n, PyObject *names) {
  const PyTypeObject *base = (PyTypeObject *)PyExc_BaseException;
  Py_ssize_t keywords = names ? PyTuple_GET_SIZE(names) : 0;
  if (type->tp_flags & Py_TPFLAGS_HEAPTYPE && !type->tp_vectorcall) {
    PyObject *init = NULL;
    if (type->tp_new == PyBaseObject_Type.tp_new) {
      if (!(type->tp_flags & Py_TPFLAGS_IS_ABSTRACT) && (init = init_function(type))) {
        PyObject *o = type->tp_alloc(type, 0);
        return o ? initialise(o, init, args, n, names) : NULL;
      }
    } else if (type->tp_new == base->tp_new && (type->tp_init == base->tp_init ? !keywords : (init = init_function(type)) != NULL)) {
      PyObject *tuple = PyTuple_New(n - keywords);
      if (!tuple) return NULL;
      for (Py_ssize_t i = 0; i < n - keywords; ++i) PyTuple_SET_ITEM(tuple, i, kr_new_ref(args[i]));
      PyObject *o = base->tp_new(type, tuple, NULL);
      Py_DECREF(tuple);
      return o && init ? initialise(o, init, args, n, names) : o;
    }
  }
  return PyObject_Vectorcall((PyObject *)type, args, (size_t)(n - keywords) | (n ? PY_VECTORCALL_ARGUMENTS_OFFSET : 0),
                             keywords ? names : NULL);
}
