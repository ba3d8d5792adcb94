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
  PyCodeObject *code = (PyCodeObject *)kr_bytecode_of(found);
  return code && PyUnicode_CompareWithASCIIString(code->co_qualname, qualname) == 0 && is_of_library(code, module) ? (PyObject *)code : NULL;
}
