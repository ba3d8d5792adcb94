// Raising, catching, the handled exception, with statements.
#pragma once

#include "code.h"

#pragma GCC visibility push(hidden)

// What `raise cls(args)` is to raise. Where nobody can tell when the instance is made, none is: the error is set without it, as CPython's
// own functions do it up to 3.11, and the result is for kr_exc_raise() only, right behind this.
PyObject *kr_exc_new(PyObject *cls, PyObject *const *args, Py_ssize_t n);
KR_COLD int kr_exc_raise(PyObject *exc);
KR_COLD int kr_exc_raise_from(PyObject *exc, PyObject *cause);
KR_COLD int kr_exc_reraise(void);
KR_COLD int kr_exc_rethrow(PyObject *exc);
KR_COLD int kr_exc_assertion(PyObject *message);
PyObject *kr_exc_catch(void);

// --- handlers that do not look at their exception (passes/handlers.h) ---
// While the error is set: whether it matches one of the classes that `count` globals are, and nobody could tell if it went as it is. `unknown` where
// that is not to be told without running Python, where it has a traceback whose frames hold something, and always from 3.12 on.
KrBool kr_exc_pending_at(KrGlobalCache *caches, PyObject *dict, PyObject *const *names, Py_ssize_t count, bool unknown);
#define kr_exc_pending(dict, names, count, unknown)                                      \
  ({                                                                                     \
    static KrGlobalCache kr_caches_[count];                                              \
    kr_exc_pending_at(kr_caches_, (dict), (names), (count), (bool)(unknown));            \
  })
// The attribute of the exception that such an error would be: new reference; NULL where that is not to be told so easily.
PyObject *kr_exc_pending_field(PyObject *name);
// Clears the error. What there is of its value: new reference, or NULL.
PyObject *kr_exc_take(void);

// A SyntaxWarning about a line of the main program.
KR_COLD int kr_warn_syntax(PyObject *globals, PyObject *message, int64_t line);
KrBool kr_exc_match_slow(PyObject *exc, PyObject *type);
KR_INLINE KrBool kr_exc_match(PyObject *exc, PyObject *type) {
  return (PyObject *)Py_TYPE(exc) == type ? 1 : kr_exc_match_slow(exc, type);
}
KR_INLINE KrBool kr_exc_stops(void) {
  if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return false;
  PyErr_Clear();
  return true;
}
KR_INLINE KrBool kr_exc_ends_async(PyObject *exc) { return PyErr_GivenExceptionMatches(exc, PyExc_StopAsyncIteration) != 0; }

// The handled exception lives in the running thread's (or generator's) slot, as CPython keeps it.
KR_INLINE PyObject *kr_exc_push(PyObject *exc) {
  _PyErr_StackItem *slot = kr_tstate()->exc_info;
  PyObject *previous = slot->exc_value;
  Py_INCREF(exc);
  slot->exc_value = exc;
  return previous;
}
KR_INLINE void kr_exc_pop(PyObject *previous) {
  _PyErr_StackItem *slot = kr_tstate()->exc_info;
  PyObject *old = slot->exc_value;
  Py_XINCREF(previous);
  slot->exc_value = previous;
  Py_XDECREF(old);
}
PyObject *kr_exc_handled(void);  // borrowed, NULL when none

// except*: the part of the group (or naked exception) that matches, and the rest: a tuple of two, None where empty.
PyObject *kr_exc_group_match(PyObject *exc, PyObject *type);
// except*: the exception to raise at the end, from the original and the list of those raised or left over; None for none.
PyObject *kr_exc_group_finish(PyObject *original, PyObject *raised);

// What kr_method_call takes for a method of a context manager, looked up on its type; TypeError as Python words it.
typedef enum { KR_ENTER, KR_EXIT, KR_ASYNC_ENTER, KR_ASYNC_EXIT } KrWithMethod;
PyObject *kr_with_begin_slow(PyObject *manager, KrWithMethod which, KrMethodCache *cache);
KR_INLINE PyObject *kr_with_begin(PyObject *manager, KrWithMethod which, KrMethodCache *cache) {
  return KR_LIKELY(cache->version == Py_TYPE(manager)->tp_version_tag && cache->version != 0) ? kr_new_ref(cache->descriptor)
                                                                                            : kr_with_begin_slow(manager, which, cache);
}
#define KR_WITH_BEGIN(manager, which)              \
  ({                                               \
    static KrMethodCache kr_cache_;                \
    kr_with_begin((manager), (which), &kr_cache_); \
  })
#define kr_with_enter(manager) KR_WITH_BEGIN(manager, KR_ENTER)
#define kr_with_exit(manager) KR_WITH_BEGIN(manager, KR_EXIT)
#define kr_async_with_enter(manager) KR_WITH_BEGIN(manager, KR_ASYNC_ENTER)
#define kr_async_with_exit(manager) KR_WITH_BEGIN(manager, KR_ASYNC_EXIT)
PyObject *kr_with_exit_call(PyObject *exit, PyObject *manager, PyObject *exc);  // `exit` from kr_with_exit

// exception_object.c: an instance of an exception class whose __new__ is BaseException's, __init__ not run; consumes the tuple of arguments.
PyObject *kr_exception_make(PyTypeObject *type, PyObject *args);
// Of a class of the program that has just been made: sees to it that its instances are released cheaply, if they are exceptions.
void kr_exception_class_made(PyTypeObject *type);

#pragma GCC visibility pop
