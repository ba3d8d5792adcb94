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
// super().name(*args) in two steps, without a super object: see the instructions. A site remembers what it found for a type.
typedef struct {
  PyObject *start;  // the class in the cell
  PyObject *found;  // alive, as `start` is, as long as a type has the version
  unsigned int version;
} KrSuperFound;
PyObject *kr_super_find_at(KrSuperFound *cache, PyObject *cell, PyObject *self, PyObject *name);
#define kr_super_find(cell, self, name)                       \
  ({                                                          \
    static KrSuperFound kr_cache_;                            \
    kr_super_find_at(&kr_cache_, (cell), (self), (name));     \
  })
PyObject *kr_super_invoke(PyObject *found, PyObject *const *args, Py_ssize_t n);

#pragma GCC visibility pop
