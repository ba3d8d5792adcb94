// Dicts and sets.
#include "krait.h"

PyObject *kr_dict_getitem(PyObject *o, PyObject *key) {
  if (KR_LIKELY(PyDict_CheckExact(o))) {
    PyObject *value;
    int found = kr_dict_get_ref(o, key, &value);
    if (KR_LIKELY(found > 0)) return value;
    if (found < 0) return NULL;
  }
  return PyObject_GetItem(o, key);
}

int kr_dict_setitem(PyObject *o, PyObject *key, PyObject *value) {
  return KR_LIKELY(PyDict_CheckExact(o)) ? PyDict_SetItem(o, key, value) : PyObject_SetItem(o, key, value);
}

KrBool kr_dict_contains(PyObject *o, PyObject *key) {
  return (KrBool)(KR_LIKELY(PyDict_CheckExact(o)) ? PyDict_Contains(o, key) : PySequence_Contains(o, key));
}

static PyObject *call(PyObject *o, const char *method, PyObject *a, PyObject *b) {
  PyObject *name = PyUnicode_FromString(method);
  if (!name) return NULL;
  PyObject *args[3] = {o, a, b};
  PyObject *result = PyObject_VectorcallMethod(name, args, b ? 3 : 2, NULL);
  Py_DECREF(name);
  return result;
}

PyObject *kr_dict_get(PyObject *o, PyObject *key, PyObject *fallback) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return call(o, "get", key, fallback);
  PyObject *value;
  int found = kr_dict_get_ref(o, key, &value);
  return found > 0 ? value : found < 0 ? NULL : kr_new_ref(fallback);
}

PyObject *kr_dict_get_none(PyObject *o, PyObject *key) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return call(o, "get", key, NULL);
  return kr_dict_get(o, key, Py_None);
}

PyObject *kr_dict_setdefault(PyObject *o, PyObject *key, PyObject *fallback) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return call(o, "setdefault", key, fallback);
  return Py_XNewRef(PyDict_SetDefault(o, key, fallback));
}

static int status(PyObject *result) {
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

int kr_set_add(PyObject *o, PyObject *item) {
  return KR_LIKELY(PySet_CheckExact(o)) ? PySet_Add(o, item) : status(call(o, "add", item, NULL));
}

// Python looks a set that is asked for up as a frozenset when it cannot be hashed; the method itself does that.
int kr_set_discard(PyObject *o, PyObject *item) {
  if (KR_LIKELY(PySet_CheckExact(o) && !PySet_Check(item))) return PySet_Discard(o, item) < 0 ? -1 : 0;
  return status(call(o, "discard", item, NULL));
}

KrBool kr_set_contains(PyObject *o, PyObject *item) {
  if (KR_LIKELY(PyAnySet_CheckExact(o) && !PySet_Check(item))) return (KrBool)PySet_Contains(o, item);
  return (KrBool)PySequence_Contains(o, item);
}

int64_t kr_dict_step(PyObject *o, int64_t position, int64_t used, int64_t left) {
  if (KR_UNLIKELY(PyDict_GET_SIZE(o) != used)) {
    PyErr_SetString(PyExc_RuntimeError, "dictionary changed size during iteration");
    return KR_INT_ERROR;
  }
  Py_ssize_t at = (Py_ssize_t)position;
  PyObject *key, *value;
  if (!PyDict_Next(o, &at, &key, &value)) return 0;
  if (KR_UNLIKELY(left == 0)) {
    PyErr_SetString(PyExc_RuntimeError, "dictionary keys changed during iteration");
    return KR_INT_ERROR;
  }
  return at;
}
