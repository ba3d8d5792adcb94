// `python -m PACKAGE.MODULE` of a compiled module. The standard library's runpy asks the module's loader for a code object, and
// the loader of extension modules has none. A compiled package gives that loader one for modules that Krait compiled: run in
// the namespace of __main__, it runs the module's native body there.
#define _GNU_SOURCE
#include "krait.h"

#include <dlfcn.h>

#define Py_BUILD_CORE 1
#include <internal/pycore_moduleobject.h>
#undef Py_BUILD_CORE

// The module whose namespace is that of the running code: __main__, or one for runpy.run_module().
static PyObject *running_module(void) {
  PyObject *main = PyImport_AddModule("__main__"), *space = PyEval_GetGlobals();  // borrowed
  if (!main || !space) return NULL;
  if (PyModule_GetDict(main) == space) return kr_new_ref(main);
  PyObject *name = PyDict_GetItemString(space, "__name__");
  PyObject *module = name ? PyModule_NewObject(name) : NULL;
  if (module) Py_SETREF(((PyModuleObject *)module)->md_dict, kr_new_ref(space));
  return module;
}

// Runs the module of the extension file `self` = (path, name of the module) in the namespace of the caller.
static PyObject *run_as_main(PyObject *self, PyObject *ignored KR_UNUSED) {
  PyObject *main = running_module();
  const char *path = PyUnicode_AsUTF8(PyTuple_GET_ITEM(self, 0)), *name = PyUnicode_AsUTF8(PyTuple_GET_ITEM(self, 1));
  void *handle = main && path && name ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
  const char *init_name = handle ? dlsym(handle, "krait_module_init") : NULL;
  PyObject *(*init)(void) = NULL;
  void *address = init_name ? dlsym(handle, init_name) : NULL;
  memcpy(&init, &address, sizeof init);
  if (!init) {
    if (!PyErr_Occurred()) PyErr_Format(PyExc_ImportError, "cannot run %R as __main__", PyTuple_GET_ITEM(self, 1));
    Py_XDECREF(main);
    return NULL;
  }
  PyModuleDef *definition = (PyModuleDef *)(void *)init();
  int status = definition ? 0 : -1;
  if (definition) {
    ((PyModuleObject *)main)->md_def = definition;  // by it the body finds its static data
    for (PyModuleDef_Slot *slot = definition->m_slots; slot->slot && status == 0; ++slot) {
      int (*execute)(PyObject *);
      memcpy(&execute, &slot->value, sizeof execute);
      if (slot->slot == Py_mod_exec) status = execute(main);
    }
  }
  Py_DECREF(main);
  return status < 0 ? NULL : kr_new_ref(Py_None);
}
static PyMethodDef run_as_main_method = {"run_as_main", run_as_main, METH_NOARGS, NULL};

// A code object that calls run_as_main. In tracebacks it looks like one more step of runpy.
static PyObject *main_code(PyObject *path, PyObject *name) {
  PyObject *self = PyTuple_Pack(2, path, name), *result = NULL;
  PyObject *callee = self ? PyCFunction_New(&run_as_main_method, self) : NULL;
  PyObject *code = callee ? Py_CompileString("0 .__call__()", "<frozen runpy>", Py_file_input) : NULL;
  PyObject *old = code ? PyObject_GetAttrString(code, "co_consts") : NULL;
  PyObject *consts = old ? PySequence_List(old) : NULL, *replaced = NULL;
  if (consts && PyList_SetItem(consts, 0, kr_new_ref(callee)) == 0 && (replaced = PyList_AsTuple(consts))) {
    PyObject *replace = PyObject_GetAttrString(code, "replace"), *none = PyTuple_New(0);
    PyObject *changes = Py_BuildValue("{sOss}", "co_consts", replaced, "co_name", "_run_code");
    if (replace && none && changes) result = PyObject_Call(replace, none, changes);
    Py_XDECREF(replace);
    Py_XDECREF(none);
    Py_XDECREF(changes);
  }
  Py_XDECREF(self);
  Py_XDECREF(callee);
  Py_XDECREF(code);
  Py_XDECREF(old);
  Py_XDECREF(consts);
  Py_XDECREF(replaced);
  return result;
}

// ExtensionFileLoader.get_code(self, fullname).
static PyObject *get_code(PyObject *module KR_UNUSED, PyObject *args) {
  PyObject *loader, *name;
  if (!PyArg_ParseTuple(args, "OU:get_code", &loader, &name)) return NULL;
  PyObject *path = PyObject_GetAttrString(loader, "path");
  const char *text = path && PyUnicode_Check(path) ? PyUnicode_AsUTF8(path) : NULL;
  void *handle = text ? dlopen(text, RTLD_NOW | RTLD_LOCAL) : NULL;
  bool ours = handle && dlsym(handle, "krait_module_init");
  if (handle && !ours) dlclose(handle);
  PyErr_Clear();
  PyObject *result = ours ? main_code(path, name) : kr_new_ref(Py_None);
  Py_XDECREF(path);
  return result;
}
static PyMethodDef get_code_method = {"get_code", get_code, METH_VARARGS, "Return the code that runs a module as __main__, if there is one."};

int kr_offer_main_code(void) {
  PyObject *external = PyImport_ImportModule("_frozen_importlib_external");
  PyObject *loader = external ? PyObject_GetAttrString(external, "ExtensionFileLoader") : NULL;
  PyObject *now = loader ? PyObject_GetAttrString(loader, "get_code") : NULL;
  int status = now ? 0 : -1;
  if (now && !PyCFunction_Check(now)) {  // one that is there already serves all
    PyObject *function = PyCFunction_New(&get_code_method, NULL);
    PyObject *method = function ? PyInstanceMethod_New(function) : NULL;
    status = method ? PyObject_SetAttrString(loader, "get_code", method) : -1;
    Py_XDECREF(function);
    Py_XDECREF(method);
  }
  Py_XDECREF(external);
  Py_XDECREF(loader);
  Py_XDECREF(now);
  return status;
}
