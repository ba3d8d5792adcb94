#include "krait.h"

KrBool kr_match_length_slow(PyObject *o, int64_t wanted) {
  Py_ssize_t size = PyObject_Size(o);
  if (size < 0) return -1;
  return wanted >= 0 ? size == wanted : size >= -wanted - 1;
}

// Whether the keys are texts, none of them twice.
static bool are_names(PyObject *keys) {
  enum { kMost = 8 };
  Py_ssize_t n = PyTuple_GET_SIZE(keys);
  for (Py_ssize_t i = 0; i < n; ++i) {
    if (n > kMost || !PyUnicode_CheckExact(PyTuple_GET_ITEM(keys, i))) return false;
    for (Py_ssize_t k = 0; k < i; ++k)
      if (PyUnicode_Compare(PyTuple_GET_ITEM(keys, k), PyTuple_GET_ITEM(keys, i)) == 0) return false;
  }
  return true;
}

// Of an exact dict, whose get() needs not be asked.
static PyObject *names_of_dict(PyObject *dict, PyObject *names) {
  static PyObject *missing;
  if (!missing && !(missing = PyObject_CallNoArgs((PyObject *)&PyBaseObject_Type))) return NULL;
  Py_ssize_t n = PyTuple_GET_SIZE(names);
  PyObject *first = kr_dict_get(dict, PyTuple_GET_ITEM(names, 0), missing), *value = first;
  PyObject *values = first && first != missing ? PyTuple_New(n) : NULL;
  if (!values) {
    Py_XDECREF(first);
    return NULL;
  }
  for (Py_ssize_t i = 0; value; ++i) {
    PyTuple_SET_ITEM(values, i, value);
    if (i + 1 == n) return values;
    value = kr_dict_get(dict, PyTuple_GET_ITEM(names, i + 1), missing);
    if (value == missing) Py_CLEAR(value);
  }
  Py_DECREF(values);
  return NULL;
}

PyObject *kr_match_keys(PyObject *mapping, PyObject *keys) {
  if (PyDict_CheckExact(mapping) && PyTuple_GET_SIZE(keys) != 0 && are_names(keys)) return names_of_dict(mapping, keys);
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

// --- class patterns ---
KrBool kr_match_instance_other(PyObject *o, PyObject *cls) {
  if (!PyType_Check(cls)) {
    PyErr_SetString(PyExc_TypeError, KR_PY312 ? "called match pattern must be a class" : "called match pattern must be a type");
    return -1;
  }
  KrBool known = kr_instance_by_bases(o, cls);
  return known >= 0 ? known : (KrBool)PyObject_IsInstance(o, cls);
}

KrBool kr_match_names_slow(PyObject *cls, PyObject *names, int64_t plain, KrMatchCache *cache) {
  static PyObject *name;
  if (!PyType_Check(cls) || (!name && !(name = PyUnicode_InternFromString("__match_args__")))) {
    PyErr_Clear();
    return 0;
  }
  PyTypeObject *type = (PyTypeObject *)cls, *meta = Py_TYPE(cls);
  if (plain ? meta != &PyType_Type : meta->tp_getattro != PyType_Type.tp_getattro || _PyType_Lookup(meta, name)) return 0;
  PyObject *args = _PyType_Lookup(type, name);
  Py_ssize_t wanted = PyTuple_GET_SIZE(names);
  if (wanted == 0 && !plain) {
    if (args || !(type->tp_flags & _Py_TPFLAGS_MATCH_SELF)) return 0;
  } else if (wanted != 0) {
    if (!args || !PyTuple_CheckExact(args) || PyTuple_GET_SIZE(args) < wanted) return 0;
    for (Py_ssize_t i = 0; i < wanted; ++i) {
      PyObject *each = PyTuple_GET_ITEM(args, i);
      if (!PyUnicode_CheckExact(each) || PyUnicode_Compare(each, PyTuple_GET_ITEM(names, i)) != 0) return 0;
    }
  }
  _PyType_Lookup(meta, name);  // gives it a version tag
  bool lasts = type->tp_version_tag != 0 && meta->tp_version_tag != 0;
  cache->cls = lasts ? cls : NULL;
  cache->version = type->tp_version_tag;
  cache->meta = meta->tp_version_tag;
  return 1;
}

PyObject *kr_match_attribute_cached(PyObject *subject, PyObject *name, KrAttrCache *cache) {
  PyObject *value = kr_getattr_cached(subject, name, cache);
  if (!value && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
  return value;
}

// `before`: the names that came before it, positional ones first.
static PyObject *class_attribute(PyObject *subject, PyObject *cls, PyObject *name, PyObject *first, Py_ssize_t positional, PyObject *rest, Py_ssize_t before) {
  for (Py_ssize_t i = 0; i < before; ++i) {
    PyObject *other = i < positional ? PyTuple_GET_ITEM(first, i) : PyTuple_GET_ITEM(rest, i - positional);
    if (PyUnicode_Compare(name, other) == 0) {
      PyErr_Format(PyExc_TypeError, "%s() got multiple sub-patterns for attribute %R", ((PyTypeObject *)cls)->tp_name, name);
      return NULL;
    }
  }
  PyObject *value = PyObject_GetAttr(subject, name);
  if (!value && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
  return value;
}

// The `__match_args__` of the class where there are enough of them, or None where the subject itself is the one part.
static PyObject *match_args(PyObject *cls, Py_ssize_t positional) {
  const char *name = ((PyTypeObject *)cls)->tp_name;
  PyObject *args = PyObject_GetAttrString(cls, "__match_args__");
  Py_ssize_t allowed = 0;
  if (!args) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return NULL;
    PyErr_Clear();
    args = kr_new_ref(Py_None);
    allowed = (((PyTypeObject *)cls)->tp_flags & _Py_TPFLAGS_MATCH_SELF) != 0;
  } else if (!PyTuple_CheckExact(args)) {
    PyErr_Format(PyExc_TypeError, "%s.__match_args__ must be a tuple (got %s)", name, Py_TYPE(args)->tp_name);
    Py_CLEAR(args);
  } else {
    allowed = PyTuple_GET_SIZE(args);
  }
  if (args && allowed < positional) {
    PyErr_Format(PyExc_TypeError, "%s() accepts %zd positional sub-pattern%s (%zd given)", name, allowed, allowed == 1 ? "" : "s", positional);
    Py_CLEAR(args);
  }
  return args;
}

PyObject *kr_match_attributes(PyObject *subject, PyObject *cls, PyObject *names, int64_t positional) {
  Py_ssize_t named = PyTuple_GET_SIZE(names), at = 0;
  PyObject *args = positional != 0 ? match_args(cls, (Py_ssize_t)positional) : kr_new_ref(Py_None);
  PyObject *values = args ? PyTuple_New((Py_ssize_t)positional + named) : NULL, *value = values;
  if (values && positional != 0 && args == Py_None) PyTuple_SET_ITEM(values, at++, kr_new_ref(subject));
  for (; value && at < positional; ++at) {
    PyObject *name = PyTuple_GET_ITEM(args, at);
    if (!PyUnicode_CheckExact(name)) {
      PyErr_Format(PyExc_TypeError, "__match_args__ elements must be strings (got %s)", Py_TYPE(name)->tp_name);
      value = NULL;
    } else if ((value = class_attribute(subject, cls, name, args, (Py_ssize_t)positional, names, at))) {
      PyTuple_SET_ITEM(values, at, value);
    }
  }
  // The subject itself is no attribute that a keyword could name again.
  Py_ssize_t first = args == Py_None ? 0 : (Py_ssize_t)positional;
  for (Py_ssize_t i = 0; value && i < named; ++i, ++at)
    if ((value = class_attribute(subject, cls, PyTuple_GET_ITEM(names, i), args, first, names, first + i))) PyTuple_SET_ITEM(values, at, value);
  if (!value) Py_CLEAR(values);
  Py_XDECREF(args);
  return values;
}
