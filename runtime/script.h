// Code that runs once (bodies of modules and classes) as tables: a run of calls of runtime functions on objects, which an
// interpreter of a page walks. The C compiler has nothing to do for them, and they are small.
#pragma once

#include "frame.h"

#pragma GCC visibility push(hidden)

// How a step calls its function. The letter is the result: O an object, NULL an error; N an object or NULL, which is none;
// I an int, -1 an error; V nothing. The digit is the number of object arguments that are passed one by one; A: all others
// follow as an array and their number; L: at the end an int64_t.
enum {
  KR_STEP_END,      // no more words
  KR_STEP_RELEASE,  // slot
  // All others: index of the function among the pointers, site (-1: none), slot of the result (-1: none), number of
  // arguments, the arguments, and for L the number in two words (low, high).
  KR_STEP_O1, KR_STEP_O2, KR_STEP_O3, KR_STEP_O4, KR_STEP_O6,
  KR_STEP_O0A, KR_STEP_O1A, KR_STEP_O2A,
  KR_STEP_O2L, KR_STEP_O3L,
  KR_STEP_N1, KR_STEP_N1L,
  KR_STEP_I1, KR_STEP_I2, KR_STEP_I3,
  KR_STEP_V2,
};

// An argument is a slot (>= 0), constant k of the module (-1 - k), or with KR_ARG_POINTER added pointer p (-1 - p).
#define KR_ARG_POINTER (-0x20000000)
#define KR_ARG_NULL (-0x40000000)
#define KR_ARG_GLOBALS (-0x40000001)

typedef struct {
  KrCode *code;
  const int32_t *steps;
  const void *const *pointers;  // functions and what they take beside objects
  uint32_t borrowed;            // the first slots: of others
  uint32_t inputs;              // slots that are set when the script starts; the rest is undefined
  uint32_t slots;
} KrScript;

// Runs the steps. 0: the slots hold what the steps left there. -1: an error with its traceback entry is set, and the slots
// from `borrowed` on are released.
int kr_script(const KrScript *script, PyObject **slots, KrStackFrame *frame);
// What elsewhere is inline or has a cache for each use.
PyObject *kr_binary_once(PyObject *a, PyObject *b, int64_t op);  // kr_py_binary
PyObject *kr_getattr_once(PyObject *o, PyObject *name);
int kr_setattr_once(PyObject *o, PyObject *name, PyObject *value);
PyObject *kr_call_method_once(PyObject *name, PyObject *const *args, Py_ssize_t n);

#pragma GCC visibility pop
