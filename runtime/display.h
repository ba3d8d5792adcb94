// Displays, f-strings, argument lists with stars. Variadic functions take borrowed items.
#pragma once

#include "convert.h"

#pragma GCC visibility push(hidden)

PyObject *kr_list_new(PyObject *const *items, Py_ssize_t n);
PyObject *kr_tuple_new(PyObject *const *items, Py_ssize_t n);
PyObject *kr_set_new(PyObject *const *items, Py_ssize_t n);
PyObject *kr_dict_new(PyObject *const *pairs, Py_ssize_t n);  // key, value, key, value, ...

void kr_list_reserve(PyObject *list, int64_t n);
int kr_list_extend_new(PyObject *list, PyObject *iterable);
KR_INLINE int kr_set_add_new(PyObject *set, PyObject *item) { return PySet_Add(set, item); }
int kr_set_update_new(PyObject *set, PyObject *iterable);
KR_INLINE int kr_dict_set_new(PyObject *dict, PyObject *key, PyObject *value) { return PyDict_SetItem(dict, key, value); }
int kr_dict_update_new(PyObject *dict, PyObject *mapping);
int kr_dict_merge_call(PyObject *dict, PyObject *mapping, PyObject *callee);
KR_INLINE PyObject *kr_list_to_tuple(PyObject *list) { return PyList_AsTuple(list); }
PyObject *kr_call_args_tuple(PyObject *callee, PyObject *iterable);

// conversion: 's', 'r', 'a' or -1; spec may be NULL.
PyObject *kr_format_value(PyObject *value, PyObject *spec, int64_t conversion);
PyObject *kr_str_join_parts(PyObject *const *parts, Py_ssize_t n);

#pragma GCC visibility pop
