// import statements.
#include "krait.h"
#include "known.h"

static PyObject *import_name(PyObject *globals, PyObject *name, PyObject *fromlist, int64_t level) {
  static PyObject *import_text;
  if (!import_text && !(import_text = PyUnicode_InternFromString("__import__"))) return NULL;
  PyObject *builtins = PyDict_GetItemString(globals, "__builtins__");
  if (builtins && PyModule_Check(builtins)) builtins = PyModule_GetDict(builtins);
  if (!builtins) builtins = PyEval_GetBuiltins();
  PyObject *import = PyDict_Check(builtins) ? PyDict_GetItemWithError(builtins, import_text) : NULL;
  if (!import) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_ImportError, "__import__ not found");
    return NULL;
  }
  PyObject *from = fromlist ? fromlist : Py_None;
  if (PyCFunction_Check(import))
    return PyImport_ImportModuleLevelObject(name, globals, Py_None, from, (int)level);
  PyObject *level_object = PyLong_FromLongLong(level);
  if (!level_object) return NULL;
  Py_INCREF(import);
  PyObject *args[6] = {NULL, name, globals, Py_None, from, level_object};
  PyObject *module = PyObject_Vectorcall(import, args + 1, 5 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
  Py_DECREF(import);
  Py_DECREF(level_object);
  return module;
}

PyObject *kr_import_name(PyObject *globals, PyObject *name, PyObject *fromlist, int64_t level) {
  PyObject *module = import_name(globals, name, fromlist, level);
  if (module && PyUnicode_CompareWithASCIIString(name, "heapq") == 0) kr_heap_imported();
  return module;
}

static bool is_initializing(PyObject *module) {
  PyObject *spec = PyObject_GetAttrString(module, "__spec__");
  PyObject *value = spec ? PyObject_GetAttrString(spec, "_initializing") : NULL;
  int truth = value ? PyObject_IsTrue(value) : 0;
  Py_XDECREF(spec);
  Py_XDECREF(value);
  PyErr_Clear();
  return truth > 0;
}

static void cannot_import(PyObject *module, PyObject *package, PyObject *name) {
  PyObject *path = PyModule_Check(module) ? PyModule_GetFilenameObject(module) : NULL;
  if (path && !PyUnicode_Check(path)) Py_CLEAR(path);
  PyErr_Clear();
  PyObject *unknown = package ? NULL : PyUnicode_FromString("<unknown module name>");
  PyObject *shown = package ? package : unknown;
  PyObject *message = NULL;
  if (shown && !path)
    message = PyUnicode_FromFormat("cannot import name %R from %R (unknown location)", name, shown);
  else if (shown)
    message = PyUnicode_FromFormat(is_initializing(module) ? "cannot import name %R from partially initialized module %R "
                                                             "(most likely due to a circular import) (%S)"
                                                           : "cannot import name %R from %R (%S)",
                                   name, shown, path);
  if (message) {
    PyErr_SetImportError(message, shown, path);
#if KR_PY312
    PyObject *exc = kr_err_take();
    if (PyObject_TypeCheck(exc, (PyTypeObject *)PyExc_ImportError)) PyObject_SetAttrString(exc, "name_from", name);
    PyErr_Clear();
    kr_err_give(exc);
#endif
  }
  Py_XDECREF(message);
  Py_XDECREF(unknown);
  Py_XDECREF(path);
}

PyObject *kr_import_from(PyObject *module, PyObject *name) {
  PyObject *value = PyObject_GetAttr(module, name);
  if (value || !PyErr_ExceptionMatches(PyExc_AttributeError)) return value;
  PyErr_Clear();
  // A submodule that is in sys.modules but not yet an attribute: circular imports.
  PyObject *package = PyObject_GetAttrString(module, "__name__");
  if (!package) PyErr_Clear();
  if (package && !PyUnicode_Check(package)) Py_CLEAR(package);
  if (package) {
    PyObject *full = PyUnicode_FromFormat("%U.%U", package, name);
    value = full ? PyImport_GetModule(full) : NULL;
    Py_XDECREF(full);
  }
  if (!value && !PyErr_Occurred()) cannot_import(module, package, name);
  Py_XDECREF(package);
  return value;
}

int kr_import_star(PyObject *module, PyObject *ns) {
  PyObject *all = PyObject_GetAttrString(module, "__all__");
  bool skip_underscores = false;
  if (!all) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return -1;
    PyErr_Clear();
    PyObject *dict = PyObject_GetAttrString(module, "__dict__");
    if (!dict) {
      if (PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_SetString(PyExc_ImportError, "from-import-* object has no __dict__ and no __all__");
      return -1;
    }
    all = PyMapping_Keys(dict);
    Py_DECREF(dict);
    if (!all) return -1;
    skip_underscores = true;
  }
  int failed = 0;
  for (Py_ssize_t i = 0; !failed; ++i) {
    PyObject *name = PySequence_GetItem(all, i);
    if (!name) {
      if (PyErr_ExceptionMatches(PyExc_IndexError))
        PyErr_Clear();
      else
        failed = 1;
      break;
    }
    if (!PyUnicode_Check(name)) {
      PyObject *module_name = PyObject_GetAttrString(module, "__name__");
      if (module_name && PyUnicode_Check(module_name))
        PyErr_Format(PyExc_TypeError, "%s in %U.%s must be str, not %.100s", skip_underscores ? "Key" : "Item", module_name,
                     skip_underscores ? "__dict__" : "__all__", Py_TYPE(name)->tp_name);
      else if (module_name)
        PyErr_Format(PyExc_TypeError, "module __name__ must be a string, not %.100s", Py_TYPE(module_name)->tp_name);
      Py_XDECREF(module_name);
      failed = 1;
    } else if (!(skip_underscores && PyUnicode_GET_LENGTH(name) && PyUnicode_READ_CHAR(name, 0) == '_')) {
      PyObject *value = PyObject_GetAttr(module, name);
      failed = !value || (PyDict_CheckExact(ns) ? PyDict_SetItem(ns, name, value) : PyObject_SetItem(ns, name, value)) < 0;
      Py_XDECREF(value);
    }
    Py_DECREF(name);
  }
  Py_DECREF(all);
  return failed ? -1 : 0;
}
