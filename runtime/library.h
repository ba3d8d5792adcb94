// What the standard library's Python code is, where the runtime does the same without running it.
#pragma once

#include "base.h"

#pragma GCC visibility push(hidden)

// The code of the function that `type` itself has under `name`, borrowed, where it is the one that module `module` of the standard library
// defines as `qualname`; NULL, without an error, of anything else.
PyObject *kr_library_code(PyTypeObject *type, const char *module, const char *name, const char *qualname);
// The code of a function that runs as bytecode; NULL of anything else, NULL included. Borrowed.
KR_INLINE PyObject *kr_bytecode_of(PyObject *function) {
  bool plain = function && Py_TYPE(function) == &PyFunction_Type && ((PyFunctionObject *)function)->vectorcall == _PyFunction_Vectorcall;
  return plain ? ((PyFunctionObject *)function)->func_code : NULL;
}

#pragma GCC visibility pop
