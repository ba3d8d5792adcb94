// heapq's functions that are written in C, done here: kr_c_call knows them by their definitions, under whatever name a program has them.
#pragma once

#include "base.h"

#pragma GCC visibility push(hidden)

// Where the definitions stand in memory, one behind the other; NULL as long as no compiled module has imported heapq.
extern const char *kr_heap_functions;
extern size_t kr_heap_functions_size;
// Looks for them once `module` has been imported.
void kr_heap_imported(PyObject *module);
// What kr_c_call does, of those functions; also false where the heap is none of Python's own lists.
bool kr_heap_call(const PyMethodDef *function, PyObject *const *args, Py_ssize_t n, PyObject **result);
KR_INLINE bool kr_is_heap_function(const PyMethodDef *function) {
  return KR_UNLIKELY((size_t)((const char *)function - kr_heap_functions) < kr_heap_functions_size);
}

#pragma GCC visibility pop
