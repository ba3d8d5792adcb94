// The class statement, as builtins.__build_class__ runs it.
#pragma once

#include "convert.h"

#pragma GCC visibility push(hidden)

// (metaclass, namespace, resolved bases, keywords without `metaclass` or None, bases as written).
PyObject *kr_class_prepare(PyObject *name, PyObject *bases, PyObject *keywords);
// Calls the metaclass. `cell` is the body's __class__ cell or None; it must have been set to the class.
PyObject *kr_class_finish(PyObject *state, PyObject *name, PyObject *cell);
// super() without arguments.
PyObject *kr_super_new(PyObject *cell, PyObject *self);

#pragma GCC visibility pop
