// Unpacking and imports.
#pragma once

#include "object.h"

#pragma GCC visibility push(hidden)

// --- unpacking ---
PyObject *kr_unpack_exact_slow(PyObject *o, int64_t n);
KR_INLINE PyObject *kr_unpack_exact(PyObject *o, int64_t n) {
  if (KR_LIKELY(PyTuple_CheckExact(o)) && KR_LIKELY(PyTuple_GET_SIZE(o) == n)) return kr_new_ref(o);
  return kr_unpack_exact_slow(o, n);
}
PyObject *kr_unpack_star(PyObject *o, int64_t counts);
KR_INLINE PyObject *kr_tuple_read(PyObject *tuple, int64_t i) { return PyTuple_GET_ITEM(tuple, i); }

// --- imports ---
PyObject *kr_import_name(PyObject *globals, PyObject *name, PyObject *fromlist, int64_t level);
PyObject *kr_import_from(PyObject *module, PyObject *name);
int kr_import_star(PyObject *module, PyObject *ns);

#pragma GCC visibility pop
