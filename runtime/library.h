// What the standard library's Python code is, where the runtime does the same without running it.
#pragma once

#include "base.h"

#pragma GCC visibility push(hidden)

// The code of the function that `type` itself has under `name`, borrowed, where it is the one that module `module` of the standard library
// defines as `qualname`; NULL, without an error, of anything else.
PyObject *kr_library_code(PyTypeObject *type, const char *module, const char *name, const char *qualname);
// What the module has under the name, borrowed, where it is imported; NULL without an error otherwise.
PyObject *kr_library_item(const char *module, const char *name);
// The code of a function that runs as bytecode; NULL of anything else, NULL included, and from 3.13 on, where nobody says what runs it.
// Borrowed.
KR_INLINE PyObject *kr_bytecode_of(PyObject *function) {
#if KR_PY313
  return (void)function, NULL;
#else
  bool plain = function && Py_TYPE(function) == &PyFunction_Type && ((PyFunctionObject *)function)->vectorcall == _PyFunction_Vectorcall;
  return plain ? ((PyFunctionObject *)function)->func_code : NULL;
#endif
}
// Whether the code does, but for names and constants, what that of `text`, a lambda, does.
bool kr_code_does(PyCodeObject *code, const char *text);

// Named tuples (named_tuple.c): a call of a class whose `__new__` is what collections.namedtuple writes. NULL without an error where it is none
// or the call is to be made the general way.
PyObject *kr_named_tuple_make(PyTypeObject *type, PyObject *const *args, Py_ssize_t n, PyObject *names);
// Enumerations (enumeration.c). Of any new class: slots that do what the library's functions for them do.
void kr_enum_class_made(PyTypeObject *type);
// The member that a call of a class with another metaclass than `type` with one argument gives; NULL without an error where the call is to
// be made.
PyObject *kr_enum_find(PyTypeObject *type, PyObject *value);
// The member that the class has under the name, new reference; NULL without an error where it is no enumeration, or Python decides.
PyObject *kr_enum_item(PyTypeObject *type, PyObject *name);

#pragma GCC visibility pop
