// The match statement.
#pragma once

#include "convert.h"

#pragma GCC visibility push(hidden)

KR_INLINE KrBool kr_match_is_sequence(PyObject *o) { return (Py_TYPE(o)->tp_flags & Py_TPFLAGS_SEQUENCE) != 0; }
KR_INLINE KrBool kr_match_is_mapping(PyObject *o) { return (Py_TYPE(o)->tp_flags & Py_TPFLAGS_MAPPING) != 0; }
// len(o) == wanted; where `wanted` is negative, len(o) >= -wanted - 1. -1 with an error.
KrBool kr_match_length(PyObject *o, int64_t wanted);
// A tuple of the values under `keys`; NULL without an error when one is missing.
PyObject *kr_match_keys(PyObject *mapping, PyObject *keys);
PyObject *kr_match_rest(PyObject *mapping, PyObject *keys);
// A tuple of the attributes that the sub-patterns want; NULL without an error when the subject does not match.
PyObject *kr_match_class(PyObject *subject, PyObject *cls, PyObject *names, int64_t positional);

#pragma GCC visibility pop
