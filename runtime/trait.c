// A trait is known by its tp_vectorcall, which no class inherits. Its tp_new is inherited, until the class is found to be compiled.
#include "trait.h"

#include "krait.h"

static PyObject *refuse(void) {
  PyErr_SetString(PyExc_TypeError, "traits may not be directly created");
  return NULL;
}

static PyObject *call_trait(PyObject *type KR_UNUSED, PyObject *const *args KR_UNUSED, size_t n KR_UNUSED, PyObject *names KR_UNUSED) {
  return refuse();
}

static PyObject *trait_new(PyTypeObject *type, PyObject *args, PyObject *keywords);

static PyTypeObject *first_other(PyTypeObject *type) {
  while (type->tp_new == trait_new) type = type->tp_base;
  return type;
}

void kr_trait_release(PyTypeObject *type) {
  if (type->tp_new == trait_new) {
    type->tp_new = first_other(type)->tp_new;
    return;
  }
  // It has a __new__ of its own, from which object.__new__ would not take a class over one with a tp_new like ours.
  PyTypeObject *base = type->tp_base ? first_other(type->tp_base) : NULL;
  for (PyTypeObject *at = type->tp_base; at != base; at = at->tp_base) at->tp_new = base->tp_new;
}

// Whether the class says that it is of a module that is no Python source.
static bool is_compiled(PyTypeObject *type) {
  PyObject *name = PyObject_GetAttrString((PyObject *)type, "__module__"), *modules = PyImport_GetModuleDict();
  PyObject *module = name && modules ? PyDict_GetItemWithError(modules, name) : NULL;
  bool compiled = module && PyModule_Check(module) && PyModule_GetDef(module);
  Py_XDECREF(name);
  PyErr_Clear();
  return compiled;
}

static PyObject *trait_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  if (type->tp_vectorcall == call_trait) return refuse();
  if (!is_compiled(type)) {
    PyErr_SetString(PyExc_TypeError, "interpreted classes cannot inherit from compiled traits");
    return NULL;
  }
  kr_trait_release(type);
  return type->tp_new(type, args, keywords);
}

int kr_trait_finish(PyObject *made, int64_t open) {
  if (!PyType_Check(made) || !(((PyTypeObject *)made)->tp_flags & Py_TPFLAGS_HEAPTYPE)) return 0;
  PyTypeObject *type = (PyTypeObject *)made;
  type->tp_vectorcall = call_trait;
  if (!open) type->tp_new = trait_new;
  PyType_Modified(type);
  return 0;
}
