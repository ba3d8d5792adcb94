// Places inside CPython's runtime state that hot paths read directly.
#define Py_BUILD_CORE 1
#include <Python.h>
#include <internal/pycore_interp.h>
#include <internal/pycore_runtime.h>
#undef Py_BUILD_CORE

#include "version.h"

#if !KR_PY312
PyThreadState *volatile *kr_tstate_slot;
#endif
#if !KR_PY313
const volatile int *kr_eval_breaker_slot;
#endif

#if !KR_PY312 && !defined(Py_REF_DEBUG)
KrGcHead *kr_gc_young;
int *kr_gc_young_count;
#endif

PyLongObject *kr_shared_ints;

void kr_version_init(void) {
  PyObject *zero = PyLong_FromLong(0);
  kr_shared_ints = (PyLongObject *)zero;
  Py_DECREF(zero);
#if !KR_PY312 && !defined(Py_REF_DEBUG)
  struct _gc_runtime_state *gc = &PyInterpreterState_Get()->gc;
  kr_gc_young = (KrGcHead *)(void *)gc->generation0;
  kr_gc_young_count = &gc->generations[0].count;
#endif
#if !KR_PY312
  kr_tstate_slot = (PyThreadState *volatile *)(void *)&_PyRuntime.gilstate.tstate_current._value;
#endif
#if !KR_PY313
  kr_eval_breaker_slot = (const volatile int *)(const volatile void *)&PyInterpreterState_Get()->ceval.eval_breaker._value;
#endif
}

#if !KR_PY312 && !defined(Py_REF_DEBUG)
enum { kBoxes = 256 };
static PyObject *boxes[kBoxes];
static size_t box_count;

void kr_dealloc(PyObject *o) {
  if (PyLong_CheckExact(o) && kr_long_digit_count(o) == 1 && box_count < kBoxes) boxes[box_count++] = o;
  else Py_TYPE(o)->tp_dealloc(o);
}

PyObject *kr_int_box(int64_t v) {
  uint64_t magnitude = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
  if (KR_UNLIKELY(!box_count || magnitude - 1 >= PyLong_MASK)) return PyLong_FromSsize_t((Py_ssize_t)v);
  PyObject *o = boxes[--box_count];
  Py_SET_REFCNT(o, 1);
  Py_SET_SIZE(o, v < 0 ? -1 : 1);
  kr_long_digits(o)[0] = (digit)magnitude;
  return o;
}
#endif

static bool is_iterable_coroutine(PyObject *generator) {
#if KR_PY312
  PyCodeObject *code = PyGen_GetCode((PyGenObject *)generator);
  bool r = code->co_flags & CO_ITERABLE_COROUTINE;
  Py_DECREF(code);
  return r;
#else
  return ((PyGenObject *)generator)->gi_code->co_flags & CO_ITERABLE_COROUTINE;
#endif
}

PyObject *kr_awaitable_iter(PyObject *o) {
  if (PyCoro_CheckExact(o)) {
    Py_INCREF(o);
    return o;
  }
  if (PyGen_CheckExact(o) && is_iterable_coroutine(o)) {
    Py_INCREF(o);
    return o;
  }
  PyAsyncMethods *async = Py_TYPE(o)->tp_as_async;
  if (!async || !async->am_await) {
    PyErr_Format(PyExc_TypeError, "object %.100s can't be used in 'await' expression", Py_TYPE(o)->tp_name);
    return NULL;
  }
  PyObject *iterator = async->am_await(o);
  if (!iterator) return NULL;
  if (PyCoro_CheckExact(iterator) || Py_TYPE(iterator)->tp_base == &PyCoro_Type || (PyGen_CheckExact(iterator) && is_iterable_coroutine(iterator))) {
    PyErr_SetString(PyExc_TypeError, "__await__() returned a coroutine");
    Py_CLEAR(iterator);
  } else if (!PyIter_Check(iterator)) {
    PyErr_Format(PyExc_TypeError, "__await__() returned non-iterator of type '%.100s'", Py_TYPE(iterator)->tp_name);
    Py_CLEAR(iterator);
  }
  return iterator;
}
