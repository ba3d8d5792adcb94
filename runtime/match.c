#include "krait.h"

KrBool kr_match_length(PyObject *o, int64_t wanted) {
  Py_ssize_t size = PyObject_Size(o);
  if (size < 0) return -1;
  return wanted >= 0 ? size == wanted : size >= -wanted - 1;
}

PyObject *kr_match_keys(PyObject *mapping, PyObject *keys) {
  Py_ssize_t n = PyTuple_GET_SIZE(keys);
  PyObject *get = NULL, *seen = NULL, *missing = NULL, *values = NULL;
  seen = PySet_New(NULL);
  if (seen == NULL) return NULL;
  // get() with a default of our own, so that defaultdict and the like make nothing.
  get = PyObject_GetAttrString(mapping, "get");
  missing = PyObject_CallNoArgs((PyObject *)&PyBaseObject_Type);
  values = PyTuple_New(n);
  if (get == NULL || missing == NULL || values == NULL) goto fail;
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject *key = PyTuple_GET_ITEM(keys, i);
    int known = PySet_Contains(seen, key);
    if (known < 0 || (known == 0 && PySet_Add(seen, key) < 0)) goto fail;
    if (known > 0) {
      PyErr_Format(PyExc_ValueError, "mapping pattern checks duplicate key (%R)", key);
      goto fail;
    }
    PyObject *value = PyObject_CallFunctionObjArgs(get, key, missing, NULL);
    if (value == NULL) goto fail;
    if (value == missing) {
      Py_DECREF(value);
      goto fail;
    }
    PyTuple_SET_ITEM(values, i, value);
  }
  Py_DECREF(seen);
  Py_DECREF(get);
  Py_DECREF(missing);
  return values;
fail:
  Py_DECREF(seen);
  Py_XDECREF(get);
  Py_XDECREF(missing);
  Py_XDECREF(values);
  return NULL;
}

PyObject *kr_match_rest(PyObject *mapping, PyObject *keys) {
  PyObject *rest = PyDict_New();
  if (rest == NULL || PyDict_Update(rest, mapping) < 0) goto fail;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(keys); ++i)
    if (PyDict_DelItem(rest, PyTuple_GET_ITEM(keys, i)) < 0) goto fail;
  return rest;
fail:
  Py_XDECREF(rest);
  return NULL;
}

static PyObject *class_attribute(PyObject *subject, PyObject *cls, PyObject *name, PyObject *seen) {
  int known = PySet_Contains(seen, name);
  if (known < 0 || (known == 0 && PySet_Add(seen, name) < 0)) return NULL;
  if (known > 0) {
    PyErr_Format(PyExc_TypeError, "%s() got multiple sub-patterns for attribute %R", ((PyTypeObject *)cls)->tp_name, name);
    return NULL;
  }
  PyObject *value = PyObject_GetAttr(subject, name);
  if (value == NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
  return value;
}

PyObject *kr_match_class(PyObject *subject, PyObject *cls, PyObject *names, int64_t positional) {
  if (!PyType_Check(cls)) {
    PyErr_SetString(PyExc_TypeError, "called match pattern must be a class");
    return NULL;
  }
  int instance = PyObject_IsInstance(subject, cls);
  if (instance <= 0) return NULL;
  Py_ssize_t named = PyTuple_GET_SIZE(names);
  PyObject *seen = PySet_New(NULL), *values = PyTuple_New(positional + named), *match_args = NULL;
  if (seen == NULL || values == NULL) goto fail;
  Py_ssize_t at = 0;
  if (positional != 0) {
    bool self_match = false;
    match_args = PyObject_GetAttrString(cls, "__match_args__");
    if (match_args == NULL) {
      if (!PyErr_ExceptionMatches(PyExc_AttributeError)) goto fail;
      PyErr_Clear();
      match_args = PyTuple_New(0);
      if (match_args == NULL) goto fail;
      self_match = (((PyTypeObject *)cls)->tp_flags & _Py_TPFLAGS_MATCH_SELF) != 0;
    } else if (!PyTuple_CheckExact(match_args)) {
      PyErr_Format(PyExc_TypeError, "%s.__match_args__ must be a tuple (got %s)", ((PyTypeObject *)cls)->tp_name,
                   Py_TYPE(match_args)->tp_name);
      goto fail;
    }
    Py_ssize_t allowed = self_match ? 1 : PyTuple_GET_SIZE(match_args);
    if (allowed < positional) {
      PyErr_Format(PyExc_TypeError, "%s() accepts %zd positional sub-pattern%s (%zd given)", ((PyTypeObject *)cls)->tp_name,
                   allowed, allowed == 1 ? "" : "s", (Py_ssize_t)positional);
      goto fail;
    }
    if (self_match) {
      PyTuple_SET_ITEM(values, at++, Py_NewRef(subject));
    } else {
      for (Py_ssize_t i = 0; i < positional; ++i) {
        PyObject *name = PyTuple_GET_ITEM(match_args, i);
        if (!PyUnicode_CheckExact(name)) {
          PyErr_Format(PyExc_TypeError, "__match_args__ elements must be strings (got %s)", Py_TYPE(name)->tp_name);
          goto fail;
        }
        PyObject *value = class_attribute(subject, cls, name, seen);
        if (value == NULL) goto fail;
        PyTuple_SET_ITEM(values, at++, value);
      }
    }
    Py_CLEAR(match_args);
  }
  for (Py_ssize_t i = 0; i < named; ++i) {
    PyObject *value = class_attribute(subject, cls, PyTuple_GET_ITEM(names, i), seen);
    if (value == NULL) goto fail;
    PyTuple_SET_ITEM(values, at++, value);
  }
  Py_DECREF(seen);
  return values;
fail:
  Py_XDECREF(seen);
  Py_XDECREF(values);
  Py_XDECREF(match_args);
  return NULL;
}
