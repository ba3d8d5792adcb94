// Functions written in C that are done here, known by their definitions, under whatever name a program has them.
#pragma once

#include "base.h"

#pragma GCC visibility push(hidden)

// Definitions that stand in memory one behind the other, from the first known one to the last; `start` is NULL as long as none is known.
typedef struct {
  const char *start;
  size_t size;
} KrKnownFunctions;
extern KrKnownFunctions kr_known_heap, kr_known_builtins, kr_known_texts;
KR_INLINE bool kr_is_known(const PyMethodDef *function, const KrKnownFunctions *of) {
  return KR_UNLIKELY((size_t)((const char *)function - of->start) < of->size);
}
// Finds, in the definitions of a module that is called `name`, those that `names` (NULL at the end) says; the place of each in `names`, from 1 on,
// is entered in `kinds` by the place of the definition.
enum { kKnownDefinitions = 128 };
void kr_known_find(KrKnownFunctions *found, PyObject *module, const char *name, const char *const *names, uint8_t *kinds);
void kr_known_definitions(KrKnownFunctions *found, const PyMethodDef *definitions, const char *const *names, uint8_t *kinds);
KR_INLINE size_t kr_known_place(const PyMethodDef *function, const KrKnownFunctions *of) {
  return (size_t)((const char *)function - of->start) / sizeof *function;
}

// heapq, once `_heapq` has been imported (heap.c), sum, min and max of one list or tuple (sums.c), and methods of strs (texts.c). What kr_c_call does, of those functions;
// also false, and nothing done, where the arguments are not what is done here.
void kr_heap_imported(void);
bool kr_heap_call(const PyMethodDef *function, PyObject *const *args, Py_ssize_t n, PyObject **result);
void kr_known_builtins_init(void);
bool kr_known_builtin_call(const PyMethodDef *function, PyObject *const *args, Py_ssize_t n, PyObject **result);
void kr_known_texts_init(void);
bool kr_known_text_call(const PyMethodDef *function, PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject **result);

#pragma GCC visibility pop
