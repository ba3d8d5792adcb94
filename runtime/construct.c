// Calls of classes without what type.__call__ needs on the way: a tuple of the arguments, a bound __init__.
#include "krait.h"
#include "library.h"

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

// What object.__new__ makes, arguments or not. Up to 3.12 it is this that gives the instance room for its attributes: one that comes from
// the allocator alone has a dict of its own as soon as it has an attribute.
static PyObject *make_plain(PyTypeObject *type) {
#if KR_PY313
  return type->tp_alloc(type, 0);
#else
  static PyObject *none;
  if (KR_UNLIKELY(!none) && !(none = PyTuple_New(0))) return NULL;
  return PyBaseObject_Type.tp_new(type, none, NULL);
#endif
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

// The types of native functions and generators, and of slots, stand for those of the interpreter (nothing else derives from these, in whichever
// library): programs compare with types.FunctionType, and types itself makes that of a function.
PyTypeObject *kr_public_type(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o), *base = type->tp_base;
  bool stands = base && (base == &PyFunction_Type || base == &PyGen_Type || base == &PyCoro_Type || base == &PyAsyncGen_Type || base == &PyMemberDescr_Type);
  return stands ? base : type;
}

PyObject *kr_get_public_class(PyObject *o, void *none) {
  (void)none;
  return Py_NewRef(kr_public_type(o));
}

int kr_set_public_class(PyObject *o, PyObject *value, void *none) {
  (void)none;
  PyObject *name = PyUnicode_InternFromString("__class__");
  if (!name) return -1;
  PyObject *descriptor = _PyType_Lookup(&PyBaseObject_Type, name);
  Py_DECREF(name);
  return Py_TYPE(descriptor)->tp_descr_set(descriptor, o, value);
}

PyObject *kr_class_call(PyTypeObject *type, PyObject *const *args, Py_ssize_t n, PyObject *names) {
  if (type == &PyType_Type && n == 1 && !names) return Py_NewRef(kr_public_type(args[0]));
  const PyTypeObject *base = (PyTypeObject *)PyExc_BaseException;
  Py_ssize_t keywords = names ? PyTuple_GET_SIZE(names) : 0;
  if (!type->tp_vectorcall && (type->tp_flags & Py_TPFLAGS_HEAPTYPE || type->tp_new == base->tp_new)) {
    PyObject *init = NULL;
    if (type->tp_new == PyBaseObject_Type.tp_new) {
      if (!(type->tp_flags & Py_TPFLAGS_IS_ABSTRACT) && (init = init_function(type))) {
        PyObject *o = make_plain(type);
        return o ? initialise(o, init, args, n, names) : NULL;
      }
    } else if (PyType_HasFeature(type, Py_TPFLAGS_TUPLE_SUBCLASS)) {
      PyObject *o = kr_named_tuple_make(type, args, n, names);
      if (o || PyErr_Occurred()) return o;
    } else if (type->tp_new == base->tp_new && (type->tp_init == base->tp_init ? !keywords : (init = init_function(type)) != NULL)) {
      PyObject *tuple = PyTuple_New(n - keywords);
      if (!tuple) return NULL;
      for (Py_ssize_t i = 0; i < n - keywords; ++i) PyTuple_SET_ITEM(tuple, i, kr_new_ref(args[i]));
      PyObject *o = kr_exception_make(type, tuple);
      return o && init ? initialise(o, init, args, n, names) : o;
    }
  }
  return PyObject_Vectorcall((PyObject *)type, args, (size_t)(n - keywords) | (n ? PY_VECTORCALL_ARGUMENTS_OFFSET : 0),
                             keywords ? names : NULL);
}
