// Names that are not SSA values: cells, module globals, class namespaces, annotations.
#pragma once

#include "convert.h"
#include "dict.h"

#pragma GCC visibility push(hidden)

KR_INLINE PyObject *kr_cell_new(PyObject *value) { return PyCell_New(value); }
// What the cell holds (new reference); NULL, without an error, when it is empty.
KR_INLINE PyObject *kr_cell_get(PyObject *cell) { return PyCell_GET(cell); }  // borrowed
KR_INLINE void kr_cell_set(PyObject *cell, PyObject *value) {
  PyObject *old = PyCell_GET(cell);
  PyCell_SET(cell, Py_XNewRef(value));
  Py_XDECREF(old);
}
KR_INLINE PyObject *kr_closure_item(PyObject *closure, int64_t index) { return PyTuple_GET_ITEM(closure, index); }

KR_INLINE int kr_global_store(PyObject *dict, PyObject *name, PyObject *value) { return kr_dict_setitem(dict, name, value); }
int kr_global_delete(PyObject *dict, PyObject *name);
// NameError "name '...' is not defined", with the name attribute that suggestions need.
KR_COLD void kr_name_error(PyObject *name);

// `space` is any mapping.
PyObject *kr_namespace_load(PyObject *space, PyObject *globals, PyObject *name);
PyObject *kr_namespace_load_free(PyObject *space, PyObject *cell, PyObject *name);
int kr_namespace_delete(PyObject *space, PyObject *name);

// locals() of a native function.
KR_INLINE PyObject *kr_locals_dict(PyObject *so_far) { return so_far ? kr_new_ref(so_far) : PyDict_New(); }
int kr_locals_set(PyObject *dict, PyObject *name, PyObject *value);
PyObject *kr_locals_names(PyObject *locals);

int kr_annotations_setup(PyObject *space);
int kr_annotations_store(PyObject *space, PyObject *name, PyObject *annotation);

#pragma GCC visibility pop
