// Native numbers as Python sees them: the package `krait` where it is not installed, and mypy's exception of an int that does not fit.
#pragma once

#include "base.h"

#pragma GCC visibility push(hidden)

// kr_import_name, but for `krait`, `__static__` and the numbers of `mypy_extensions`, which the runtime has itself where they are missing.
PyObject *kr_import_native(PyObject *globals, PyObject *name, PyObject *fromlist);
PyObject *kr_import_native_from(PyObject *module, PyObject *name);
// An OverflowError that is set becomes a ValueError of the same text: what mypy documents of an int that does not fit.
KR_COLD void kr_value_error(void);

#pragma GCC visibility pop
