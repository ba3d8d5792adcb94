// The Python names of native numbers where no package provides them: built modules need nothing but CPython. The source of the package
// `krait` travels with the runtime; an interpreter has one module made of it, whichever compiled module asks first.
#include "vec.h"

#if __has_include("native_python.h")
#include "native_python.h"
#else  // the runtime's own tests
static const char kr_native_source[] = "def _static_names(): return {}\n";
#endif

// Borrowed; NULL with an error.
static PyObject *interpreter_names(void) {
  PyObject *dict = PyInterpreterState_GetDict(PyInterpreterState_Get());
  if (!dict) PyErr_SetString(PyExc_RuntimeError, "no interpreter dict");
  return dict;
}

static PyObject *make_module(const char *name, PyObject *names) {
  PyObject *module = PyModule_New(name);
  if (module && PyDict_Update(PyModule_GetDict(module), names) < 0) Py_CLEAR(module);
  return module;
}

// What is not the source's own: `vec` is a class of the runtime. Vecs are pickled by functions of the module `krait`, which pickle looks for by name.
static int show_module(PyObject *module) {
  PyObject *modules = PyImport_GetModuleDict();
  return PyDict_GetItemString(modules, "krait") ? 0 : PyDict_SetItemString(modules, "krait", module);
}

// The package's own `vec` gives way: vecs of interpreted and compiled code are the same from now on.
static int adopt_vec(PyObject *package) {
  PyObject *adopt = PyObject_GetAttrString(package, "_adopt_vec");
  if (!adopt) {
    PyErr_Clear();
    return 0;
  }
  PyObject *vec = kr_vec_class(), *done = vec ? PyObject_CallOneArg(adopt, vec) : NULL;
  Py_DECREF(adopt);
  Py_XDECREF(done);
  return done ? 0 : -1;
}

// Borrowed.
static PyObject *stand_in(const char *name) {
  PyObject *kept = interpreter_names();
  if (!kept) return NULL;
  PyObject *key = PyUnicode_FromFormat("krait.native.%s", name);
  if (!key) return NULL;
  PyObject *module = PyDict_GetItemWithError(kept, key), *names = NULL;
  if (module || PyErr_Occurred()) goto done;
  if (strcmp(name, "__static__") == 0) {
    PyObject *krait = stand_in("krait");
    names = krait ? PyObject_CallMethod(krait, "_static_names", NULL) : NULL;
  } else if ((names = PyDict_New())) {
    PyObject *text = PyUnicode_FromString("krait");
    PyObject *ran = text && PyDict_SetItemString(names, "__name__", text) == 0 &&
                            PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins()) == 0
                        ? PyRun_String(kr_native_source, Py_file_input, names, names)
                        : NULL;
    Py_XDECREF(text);
    PyObject *vec = ran ? kr_vec_class() : NULL;
    if (!vec || PyDict_SetItemString(names, "vec", vec) < 0) Py_CLEAR(names);
    Py_XDECREF(ran);
  }
  PyObject *made = names ? make_module(name, names) : NULL;
  if (made && PyDict_SetItem(kept, key, made) == 0) module = made;
  if (module && strcmp(name, "krait") == 0 && show_module(module) < 0) module = NULL;
  Py_XDECREF(made);
  Py_XDECREF(names);
done:
  Py_DECREF(key);
  return module;
}

PyObject *kr_import_native(PyObject *globals, PyObject *name, PyObject *fromlist) {
  PyObject *module = kr_import_name(globals, name, fromlist, 0);
  if (module && PyUnicode_CompareWithASCIIString(name, "krait") == 0 && adopt_vec(module) < 0) Py_CLEAR(module);
  if (module || !PyErr_ExceptionMatches(PyExc_ModuleNotFoundError)) return module;
  PyObject *error = kr_err_take();
  PyObject *missing = PyObject_GetAttrString(error, "name");
  bool this_one = missing && PyUnicode_Check(missing) && PyUnicode_Compare(missing, name) == 0;
  Py_XDECREF(missing);
  if (!this_one) {
    PyErr_Clear();
    kr_err_give(error);
    return NULL;
  }
  Py_DECREF(error);
  bool is_static = PyUnicode_CompareWithASCIIString(name, "__static__") == 0;
  return Py_XNewRef(stand_in(is_static ? "__static__" : "krait"));
}

PyObject *kr_import_native_from(PyObject *module, PyObject *name) {
  PyObject *value = kr_import_from(module, name);
  if (value || !PyErr_ExceptionMatches(PyExc_ImportError)) return value;
  PyObject *error = kr_err_take();
  PyObject *own = stand_in("krait");
  value = own ? PyObject_GetAttr(own, name) : NULL;
  if (value) {
    Py_DECREF(error);
    return value;
  }
  PyErr_Clear();
  kr_err_give(error);
  return NULL;
}

PyObject *kr_native_name(const char *name) {
  // That of the package where there is one: pickle wants to find what it is given.
  PyObject *package = PyDict_GetItemString(PyImport_GetModuleDict(), "krait"), *value = package ? PyObject_GetAttrString(package, name) : NULL;
  if (value) return value;
  PyErr_Clear();
  PyObject *own = stand_in("krait");
  return own ? PyObject_GetAttrString(own, name) : NULL;
}

void kr_value_error(void) {
  if (!PyErr_ExceptionMatches(PyExc_OverflowError)) return;
  PyObject *error = kr_err_take();
  PyObject *text = PyObject_Str(error);
  Py_DECREF(error);
  if (text) PyErr_SetObject(PyExc_ValueError, text);
  Py_XDECREF(text);
}
