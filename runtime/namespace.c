#include "krait.h"

void kr_name_error(PyObject *name) {
  PyErr_Format(PyExc_NameError, "name '%.200S' is not defined", name);
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  if (value != NULL && PyObject_TypeCheck(value, (PyTypeObject *)PyExc_NameError)) {
    if (PyObject_SetAttrString(value, "name", name) < 0) PyErr_Clear();
  }
  PyErr_Restore(type, value, traceback);
}

int kr_global_delete(PyObject *dict, PyObject *name) {
  if (PyDict_DelItem(dict, name) == 0) return 0;
  if (PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_Clear();
    kr_name_error(name);
  }
  return -1;
}

// The name in a mapping: new reference, or NULL with no error when it is not there.
static PyObject *lookup(PyObject *space, PyObject *name) {
  if (PyDict_CheckExact(space)) return Py_XNewRef(PyDict_GetItemWithError(space, name));
  PyObject *value = PyObject_GetItem(space, name);
  if (value == NULL && PyErr_ExceptionMatches(PyExc_KeyError)) PyErr_Clear();
  return value;
}

PyObject *kr_namespace_load(PyObject *space, PyObject *globals, PyObject *name) {
  PyObject *value = lookup(space, name);
  if (value != NULL || PyErr_Occurred()) return value;
  value = lookup(globals, name);
  if (value != NULL || PyErr_Occurred()) return value;
  PyObject *builtins = PyDict_GetItemString(globals, "__builtins__");
  if (builtins != NULL && PyModule_Check(builtins)) builtins = PyModule_GetDict(builtins);
  if (builtins == NULL) builtins = PyEval_GetBuiltins();
  value = lookup(builtins, name);
  if (value == NULL && !PyErr_Occurred()) kr_name_error(name);
  return value;
}

PyObject *kr_namespace_load_free(PyObject *space, PyObject *cell, PyObject *name) {
  PyObject *value = lookup(space, name);
  if (value != NULL || PyErr_Occurred()) return value;
  value = PyCell_GET(cell);
  if (value == NULL) {
    kr_unbound_free(name);
    return NULL;
  }
  return Py_NewRef(value);
}

int kr_namespace_delete(PyObject *space, PyObject *name) {
  if (PyObject_DelItem(space, name) == 0) return 0;
  if (PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_Clear();
    kr_name_error(name);
  }
  return -1;
}

int kr_annotations_setup(PyObject *space) {
  PyObject *name = PyUnicode_InternFromString("__annotations__");
  if (name == NULL) return -1;
  PyObject *known = lookup(space, name);
  int status = known != NULL ? 0 : -1;
  if (known == NULL && !PyErr_Occurred()) {
    PyObject *dict = PyDict_New();
    status = dict == NULL ? -1 : PyObject_SetItem(space, name, dict);
    Py_XDECREF(dict);
  }
  Py_XDECREF(known);
  Py_DECREF(name);
  return status;
}

int kr_annotations_store(PyObject *space, PyObject *name, PyObject *annotation) {
  PyObject *key = PyUnicode_InternFromString("__annotations__");
  if (key == NULL) return -1;
  PyObject *annotations = lookup(space, key);
  if (annotations == NULL && !PyErr_Occurred()) kr_name_error(key);
  Py_DECREF(key);
  if (annotations == NULL) return -1;
  int status = PyObject_SetItem(annotations, name, annotation);
  Py_DECREF(annotations);
  return status;
}

int kr_locals_set(PyObject *dict, PyObject *name, PyObject *value) {
  if (value) return PyDict_SetItem(dict, name, value);
  int known = PyDict_Contains(dict, name);
  return known > 0 ? PyDict_DelItem(dict, name) : known;
}

PyObject *kr_locals_names(PyObject *locals) {
  PyObject *names = PyMapping_Keys(locals);
  if (names && !PyList_Check(names)) {
    PyErr_Format(PyExc_TypeError, "dir(): expected keys() of locals to be a list, not '%.200s'", Py_TYPE(names)->tp_name);
    Py_CLEAR(names);
  }
  if (names && PyList_Sort(names) < 0) Py_CLEAR(names);
  return names;
}
