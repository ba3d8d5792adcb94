#include "library.h"

// Whether the code is of the library's source file of the module: what somebody put in its place is of another.
static bool is_of_library(PyCodeObject *code, const char *module) {
  PyObject *folder = PySys_GetObject("_stdlib_dir");
  PyObject *path = folder && PyUnicode_Check(folder) ? PyUnicode_FromFormat("%U/%s.py", folder, module) : NULL;
  bool same = path && PyUnicode_Check(code->co_filename) && PyUnicode_Compare(path, code->co_filename) == 0;
  Py_XDECREF(path);
  PyErr_Clear();
  return same;
}

PyObject *kr_library_code(PyTypeObject *type, const char *module, const char *name, const char *qualname) {
  PyObject *dict = kr_type_dict(type), *key = PyUnicode_FromString(name);
  PyObject *found = dict && key ? PyDict_GetItemWithError(dict, key) : NULL;
  Py_XDECREF(key);
  PyErr_Clear();
  if (found && Py_TYPE(found) == &PyStaticMethod_Type) {
    found = PyObject_GetAttrString(found, "__func__");
    Py_XDECREF(found);  // it holds it
    PyErr_Clear();
  }
  PyCodeObject *code = (PyCodeObject *)kr_bytecode_of(found);
  return code && PyUnicode_CompareWithASCIIString(code->co_qualname, qualname) == 0 && is_of_library(code, module) ? (PyObject *)code : NULL;
}

PyObject *kr_library_item(const char *module, const char *name) {
  PyObject *text = PyUnicode_FromString(module), *found = text ? PyImport_GetModule(text) : NULL;
  PyObject *item = found && PyModule_Check(found) ? PyDict_GetItemString(PyModule_GetDict(found), name) : NULL;
  Py_XDECREF(text);
  Py_XDECREF(found);
  PyErr_Clear();
  return item;
}

bool kr_code_does(PyCodeObject *code, const char *text) {
  PyObject *globals = PyDict_New();
  PyObject *function = globals ? PyRun_String(text, Py_eval_input, globals, globals) : NULL;
  PyObject *model = function ? PyObject_GetAttrString(function, "__code__") : NULL;
  PyObject *expected = model ? PyObject_GetAttrString(model, "co_code") : NULL, *got = expected ? PyObject_GetAttrString((PyObject *)code, "co_code") : NULL;
  const PyCodeObject *other = (PyCodeObject *)model;
  bool same = got && PyObject_RichCompareBool(expected, got, Py_EQ) == 1 && (code->co_flags & ~CO_NESTED) == (other->co_flags & ~CO_NESTED) &&
              code->co_argcount == other->co_argcount && code->co_posonlyargcount == other->co_posonlyargcount &&
              code->co_kwonlyargcount == other->co_kwonlyargcount && code->co_nlocals == other->co_nlocals &&
              PyTuple_GET_SIZE(code->co_names) == PyTuple_GET_SIZE(other->co_names);
  Py_XDECREF(got);
  Py_XDECREF(expected);
  Py_XDECREF(model);
  Py_XDECREF(function);
  Py_XDECREF(globals);
  PyErr_Clear();
  return same;
}
