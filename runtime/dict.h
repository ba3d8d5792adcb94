// Dicts and sets that the checker claims; see list.h for the manner.
#pragma once

#include "object.h"

#pragma GCC visibility push(hidden)

PyObject *kr_dict_getitem(PyObject *o, PyObject *key);
int kr_dict_setitem(PyObject *o, PyObject *key, PyObject *value);
KrBool kr_dict_contains(PyObject *o, PyObject *key);
PyObject *kr_dict_get(PyObject *o, PyObject *key, PyObject *fallback);         // o.get(key, fallback)
PyObject *kr_dict_get_none(PyObject *o, PyObject *key);                        // o.get(key)
PyObject *kr_dict_setdefault(PyObject *o, PyObject *key, PyObject *fallback);  // o.setdefault(key, fallback)
int kr_set_add(PyObject *o, PyObject *item);                                   // o.add(item)
int kr_set_discard(PyObject *o, PyObject *item);                               // o.discard(item)
KrBool kr_set_contains(PyObject *o, PyObject *item);
KrBool kr_set_has_text(PyObject *set, PyObject *text);  // of an exact set or frozenset and an exact str; -1, without an error, where that must be asked otherwise

// --- iteration over an exact dict without an iterator: `used` is the size at the start, `left` the entries still to come ---
KR_INLINE KrBool kr_dict_is_exact(PyObject *o) { return PyDict_CheckExact(o); }
KR_INLINE int64_t kr_dict_used(PyObject *o) { return PyDict_GET_SIZE(o); }
// The position behind the next entry, 0 at the end, -113 with RuntimeError when the dict was changed meanwhile.
int64_t kr_dict_step(PyObject *o, int64_t position, int64_t used, int64_t left);
// Of the entry that ends at `position`; new references.
KR_INLINE PyObject *kr_dict_key_at(PyObject *o, int64_t position) {
  Py_ssize_t at = (Py_ssize_t)position - 1;
  PyObject *key, *value;
  PyDict_Next(o, &at, &key, &value);
  return kr_new_ref(key);
}
KR_INLINE PyObject *kr_dict_value_at(PyObject *o, int64_t position) {
  Py_ssize_t at = (Py_ssize_t)position - 1;
  PyObject *key, *value;
  PyDict_Next(o, &at, &key, &value);
  return kr_new_ref(value);
}

#pragma GCC visibility pop
