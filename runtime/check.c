#include "check.h"

#include "roots.h"

#include <string.h>

// What `name` (dotted from `dict` down) means now: borrowed while nothing runs; NULL where it means nothing.
static PyObject *find_class(const KrNamedClass *cls) {
  PyObject *dict = NULL;
  if (cls->own) {
    dict = cls->own->dict;
  } else {
    PyObject *modules = PyImport_GetModuleDict(), *module = modules ? PyDict_GetItemString(modules, cls->module) : NULL;
    dict = module && PyModule_Check(module) ? PyModule_GetDict(module) : NULL;
  }
  PyObject *value = NULL;
  for (const char *at = cls->name; dict && *at;) {
    const char *end = strchr(at, '.');
    size_t size = end ? (size_t)(end - at) : strlen(at);
    PyObject *part = PyUnicode_DecodeUTF8(at, (Py_ssize_t)size, "surrogatepass");
    value = part ? PyDict_GetItemWithError(dict, part) : NULL;
    Py_XDECREF(part);
    at += size + (end != NULL);
    if (!value || !PyType_Check(value)) break;
    dict = kr_type_dict((PyTypeObject *)value);
  }
  if (PyErr_Occurred()) PyErr_Clear();
  return value;
}

static PyTypeObject *current_class(KrNamedClass *cls) {
  PyObject *now = find_class(cls);
  if (!now || !PyType_Check(now)) return NULL;
  if ((PyTypeObject *)now != cls->type) {
    PyTypeObject *old = cls->type;
    if (!old) kr_root_add(&cls->type);
    cls->type = (PyTypeObject *)kr_new_ref(now);
    Py_XDECREF(old);
  }
  return cls->type;
}

KrBool kr_class_check_slow(const KrClass *cls, KrNamedClass *named, PyObject *o) {
  return (cls->object != NULL && PyType_IsSubtype(Py_TYPE(o), cls->object)) || kr_named_instance(named, o);
}

KrBool kr_named_instance_slow(KrNamedClass *cls, PyObject *o) {
  if (cls->type && PyType_IsSubtype(Py_TYPE(o), cls->type)) return 1;
  PyTypeObject *type = current_class(cls);
  if (!type || PyType_IsSubtype(Py_TYPE(o), type)) return 1;
  Py_INCREF(type);
  int r = PyObject_IsInstance(o, (PyObject *)type);
  Py_DECREF(type);
  if (r < 0) PyErr_Clear();
  return r > 0;
}

KrBool kr_named_subclass(KrNamedClass *cls, PyObject *o) {
  if (cls->type && PyType_Check(o) && PyType_IsSubtype((PyTypeObject *)o, cls->type)) return 1;
  PyTypeObject *type = current_class(cls);
  if (!type || (PyType_Check(o) && PyType_IsSubtype((PyTypeObject *)o, type))) return 1;
  Py_INCREF(type);
  int r = PyObject_IsSubclass(o, (PyObject *)type);
  Py_DECREF(type);
  if (r < 0) PyErr_Clear();
  return r > 0;
}

KrBool kr_protocol_slow(KrProtocol *protocol, PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  bool by_type = true;
  for (const char *const *method = protocol->methods; *method; ++method) {
    PyObject *name = PyUnicode_InternFromString(*method);
    if (!name) return PyErr_Clear(), 1;
    PyObject *found = _PyType_Lookup(type, name);
    bool has = found && found != Py_None;
    if (!has) {
      // Modules, classes and objects that make their attributes up.
      by_type = false;
      PyObject *value = PyObject_GetAttr(o, name);
      if (!value) PyErr_Clear();
      has = value && value != Py_None;
      Py_XDECREF(value);
    }
    Py_DECREF(name);
    if (!has) return 0;
  }
  if (by_type && type->tp_version_tag != 0) {
    protocol->type = type;
    protocol->version = type->tp_version_tag;
  }
  return 1;
}

KrBool kr_each_value(PyObject *dict, KrBool (*test)(PyObject *)) {
  PyObject *name, *value;
  Py_ssize_t at = 0;
  while (PyDict_Next(dict, &at, &name, &value))
    if (!test(value)) return 0;
  return 1;
}

void kr_expected_each(const char *what, PyObject *collected, KrBool (*test)(PyObject *)) {
  PyObject *name, *value;
  if (PyTuple_Check(collected)) {
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(collected); ++i)
      if (!test(PyTuple_GET_ITEM(collected, i))) return (void)kr_expected(what, PyTuple_GET_ITEM(collected, i));
  } else {
    Py_ssize_t at = 0;
    while (PyDict_Next(collected, &at, &name, &value))
      if (!test(value)) return (void)kr_expected(what, value);
  }
  kr_expected(what, collected);
}
