// Dicts and sets.
#include "krait.h"
#include "lookup.h"

// The value (new reference), NULL where there is none; -1 with an error.
static inline int get_ref(PyObject *o, PyObject *key, PyObject **value) {
  PyObject **place;
  switch (find(o, key, &place)) {
    case kFound: *value = kr_new_ref(*place); return 1;
    case kAbsent: *value = NULL; return 0;
    default: return kr_dict_get_ref(o, key, value);
  }
}

PyObject *kr_dict_getitem(PyObject *o, PyObject *key) {
  PyObject **place;
  if (KR_LIKELY(gets_as_dict(o)) && find(o, key, &place) == kFound) return kr_new_ref(*place);
  return PyObject_GetItem(o, key);
}

int kr_dict_setitem(PyObject *o, PyObject *key, PyObject *value) {
  PyObject **place;
  if (KR_LIKELY(sets_as_dict(o)) && find(o, key, &place) == kFound && replace(o, place, value)) return 0;
  return PyDict_CheckExact(o) ? PyDict_SetItem(o, key, value) : PyObject_SetItem(o, key, value);
}

int kr_dict_set_tag(PyObject *o, PyObject *key, KrTag value) {
  PyObject **place;
  int done = sets_as_dict(o) && find(o, key, &place) == kFound ? set_found(o, place, value) : 0;
  if (done) return done < 0 ? -1 : 0;
  PyObject *box = kr_tag_to_obj(value);
  if (!box) return -1;
  int failed = PyDict_CheckExact(o) ? PyDict_SetItem(o, key, box) : PyObject_SetItem(o, key, box);
  Py_DECREF(box);
  return failed;
}

KrBool kr_dict_contains(PyObject *o, PyObject *key) {
  PyObject **place;
  Lookup found = contains_as_dict(o) ? find(o, key, &place) : kUnknown;
  if (KR_LIKELY(found != kUnknown)) return found == kFound;
  return (KrBool)(PyDict_CheckExact(o) ? PyDict_Contains(o, key) : PySequence_Contains(o, key));
}

PyObject *kr_dict_get(PyObject *o, PyObject *key, PyObject *fallback) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return kr_call_method_named(o, "get", key, fallback);
  PyObject *value;
  int found = get_ref(o, key, &value);
  return found > 0 ? value : found < 0 ? NULL : kr_new_ref(fallback);
}

PyObject *kr_dict_get_none(PyObject *o, PyObject *key) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return kr_call_method_named(o, "get", key, NULL);
  return kr_dict_get(o, key, Py_None);
}

PyObject *kr_dict_setdefault(PyObject *o, PyObject *key, PyObject *fallback) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return kr_call_method_named(o, "setdefault", key, fallback);
  PyObject **place;
  return find(o, key, &place) == kFound ? kr_new_ref(*place) : Py_XNewRef(PyDict_SetDefault(o, key, fallback));
}

PyObject *kr_dict_setdefault_new(PyObject *o, PyObject *key, int64_t kind) {
  PyObject **place;
  if (KR_LIKELY(PyDict_CheckExact(o)) && find(o, key, &place) == kFound) return kr_new_ref(*place);
  PyObject *fallback = kind == 0 ? PyList_New(0) : kind == 1 ? PyDict_New() : PySet_New(NULL);
  PyObject *result = fallback ? kr_dict_setdefault(o, key, fallback) : NULL;
  Py_XDECREF(fallback);
  return result;
}

static int status(PyObject *result) {
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

int kr_set_add(PyObject *o, PyObject *item) {
  if (KR_UNLIKELY(!PySet_CheckExact(o))) return status(kr_call_method_named(o, "add", item, NULL));
  return find_in_set(o, item) == kFound ? 0 : PySet_Add(o, item);
}

// Python looks a set that is asked for up as a frozenset when it cannot be hashed; the method itself does that.
int kr_set_discard(PyObject *o, PyObject *item) {
  if (KR_LIKELY(PySet_CheckExact(o) && !PySet_Check(item))) return PySet_Discard(o, item) < 0 ? -1 : 0;
  return status(kr_call_method_named(o, "discard", item, NULL));
}

int kr_set_remove(PyObject *o, PyObject *item) {
  if (KR_UNLIKELY(!PySet_CheckExact(o) || PySet_Check(item))) return status(kr_call_method_named(o, "remove", item, NULL));
  int removed = PySet_Discard(o, item);
  if (KR_UNLIKELY(removed == 0)) {
    PyObject *args = PyTuple_Pack(1, item);  // an item that is a tuple is one argument
    if (args) PyErr_SetObject(PyExc_KeyError, args);
    Py_XDECREF(args);
  }
  return removed > 0 ? 0 : -1;
}

KrBool kr_set_contains(PyObject *o, PyObject *item) {
  if (KR_LIKELY(PyAnySet_CheckExact(o))) {
    Lookup found = find_in_set(o, item);
    if (KR_LIKELY(found != kUnknown)) return found == kFound;
    if (!PySet_Check(item)) return (KrBool)PySet_Contains(o, item);
  }
  return (KrBool)PySequence_Contains(o, item);
}

KrBool kr_dict_walks_other(PyObject *o, int64_t what) {
  static const char *const kMethods[] = {NULL, "keys", "values", "items"};
  PyTypeObject *type = Py_TYPE(o);
  if (!PyDict_Check(o)) return 0;
  if (what == KR_WALKS_DICT) return type->tp_iter == PyDict_Type.tp_iter;
  // An attribute of the instance would go first.
  if (type->tp_getattro != PyObject_GenericGetAttr || type->tp_dictoffset != 0 || PyType_HasFeature(type, Py_TPFLAGS_MANAGED_DICT)) return 0;
  PyObject *name = PyUnicode_InternFromString(kMethods[what]);
  if (!name) return PyErr_Clear(), 0;
  bool own = _PyType_Lookup(type, name) == _PyType_Lookup(&PyDict_Type, name);
  Py_DECREF(name);
  return own;
}

int64_t kr_dict_step_other(PyObject *o, int64_t position, int64_t used, int64_t left) {
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

KrBool kr_set_walks_other(PyObject *o) { return PyAnySet_Check(o) && Py_TYPE(o)->tp_iter == PySet_Type.tp_iter; }

int64_t kr_set_changed(void) {
  PyErr_SetString(PyExc_RuntimeError, "Set changed size during iteration");
  return KR_INT_ERROR;
}
