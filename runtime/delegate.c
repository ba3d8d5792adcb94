// yield from, await and `async for` inside the bodies of generators: running what the body delegates to.
#include "generator_protocol.h"

// The generator whose body runs: its exception state is on top of the thread's.
static KrGenerator *current(void) {
  return (KrGenerator *)(void *)((char *)kr_tstate()->exc_info - offsetof(PyGenObject, gi_exc_state));
}

static int delegate_to(PyObject *iterator) {
  if (!iterator) return -1;
  Py_XSETREF(current()->awaiting, iterator);
  return 0;
}

int kr_delegate_start(PyObject *o) {
  if (PyCoro_CheckExact(o) || Py_TYPE(o) == &kr_coroutine_type) {
    PyErr_SetString(PyExc_TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
    return -1;
  }
  return delegate_to(PyObject_GetIter(o));
}

int kr_delegate_await(PyObject *o) {
  if (Py_TYPE(o) == &kr_coroutine_type) {
    if (((KrGenerator *)o)->awaiting && ((KrGenerator *)o)->state > 0) {
      PyErr_SetString(PyExc_RuntimeError, "coroutine is being awaited already");
      return -1;
    }
    return delegate_to(kr_new_ref(o));
  }
  PyObject *iterator = kr_awaitable_iter(o);
  if (iterator && PyCoro_CheckExact(iterator)) {
    PyObject *inner = PyObject_GetAttrString(iterator, "cr_await");
    bool busy = inner && inner != Py_None;
    Py_XDECREF(inner);
    if (busy) {
      Py_CLEAR(iterator);
      PyErr_SetString(PyExc_RuntimeError, "coroutine is being awaited already");
    }
  }
  return delegate_to(iterator);
}

int kr_delegate_await_with(PyObject *o, int64_t leaves) {
  bool awaitable = PyGen_CheckExact(o) || (Py_TYPE(o)->tp_as_async && Py_TYPE(o)->tp_as_async->am_await);
  if (KR_LIKELY(awaitable)) return kr_delegate_await(o);
  PyErr_Format(PyExc_TypeError, "'async with' received an object from %s that does not implement __await__: %.100s",
               leaves ? "__aexit__" : "__aenter__", Py_TYPE(o)->tp_name);
  return -1;
}

PyObject *kr_async_iter(PyObject *o) {
  PyAsyncMethods *async = Py_TYPE(o)->tp_as_async;
  if (!async || !async->am_aiter) {
    PyErr_Format(PyExc_TypeError, "'async for' requires an object with __aiter__ method, got %.100s", Py_TYPE(o)->tp_name);
    return NULL;
  }
  PyObject *iterator = async->am_aiter(o);
  if (!iterator) return NULL;
  async = Py_TYPE(iterator)->tp_as_async;
  if (async && async->am_anext) return iterator;
  PyErr_Format(PyExc_TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: %.100s",
               Py_TYPE(iterator)->tp_name);
  Py_DECREF(iterator);
  return NULL;
}

int kr_delegate_anext(PyObject *iterator) {
  PyAsyncMethods *async = Py_TYPE(iterator)->tp_as_async;
  if (!async || !async->am_anext) {
    PyErr_Format(PyExc_TypeError, "'async for' requires an iterator with __anext__ method, got %.100s",
                 Py_TYPE(iterator)->tp_name);
    return -1;
  }
  PyObject *awaitable = async->am_anext(iterator);
  if (!awaitable) return -1;
  PyObject *inner = Py_TYPE(awaitable) == &kr_coroutine_type ? kr_new_ref(awaitable) : kr_awaitable_iter(awaitable);
  if (!inner) {
    PyObject *cause = kr_err_take();
    PyErr_Format(PyExc_TypeError, "'async for' received an invalid object from __anext__: %.100s", Py_TYPE(awaitable)->tp_name);
    PyObject *exc = kr_err_take();
    PyException_SetCause(exc, kr_new_ref(cause));
    PyException_SetContext(exc, cause);
    kr_err_give(exc);
  }
  Py_DECREF(awaitable);
  return delegate_to(inner);
}

// After a step: the yielded value, or NULL with the result kept or the error set.
static PyObject *after_step(KrGenerator *g, PySendResult status, PyObject *value) {
  if (status == PYGEN_NEXT) return value;
  if (status == PYGEN_RETURN) Py_XSETREF(g->result, value);
  Py_CLEAR(g->awaiting);
  return NULL;
}

PyObject *kr_delegate_send(PyObject *sent) {
  KrGenerator *g = current();
  PyObject *value, *inner = g->awaiting;
  bool native = Py_TYPE(inner) == &kr_coroutine_type || Py_TYPE(inner) == &kr_generator_type;
  PySendResult status =
      native ? kr_generator_resume((KrGenerator *)inner, sent, &value, false) : PyIter_Send(inner, sent, &value);
  return after_step(g, status, value);
}

// Out of the C stack into an object of its own. -1 with an error, everything released.
static KR_NOINLINE int suspend(KrGenerator *g, KrGenerator *frame, PyObject *value) {
  KrGeneratorKind *kind = frame->kind;
  KrGenerator *made = kr_generator_new(kind);
  if (KR_UNLIKELY(!made)) {
    Py_DECREF(value);
    kr_generator_finish(frame);
    return -1;
  }
  size_t from = offsetof(KrGenerator, state);
  memcpy((char *)made + from, (char *)frame + from, kind->size - from);
  made->base.gi_exc_state.exc_value = frame->base.gi_exc_state.exc_value;
  kr_gc_track((PyObject *)made);
  Py_XSETREF(g->awaiting, (PyObject *)made);
  return 0;
}

PyObject *kr_delegate_call(KrGeneratorKind *kind, KrGenerator *frame) {
  PyThreadState *ts = kr_tstate();
  KrGenerator *g = current();
  _PyErr_StackItem *item = &frame->base.gi_exc_state;
  frame->kind = kind;
  frame->state = KR_GENERATOR_START;
  frame->awaiting = frame->result = frame->frame = NULL;
  frame->gives_value = frame->keeps_delegate = frame->changed = false;
  item->exc_value = NULL;
  item->previous_item = ts->exc_info;
  ts->exc_info = item;
  PyObject *value = NULL;
  PySendResult status = kind->resume(frame, Py_None, &value);
  ts->exc_info = item->previous_item;
  if (KR_UNLIKELY(status == PYGEN_NEXT)) return suspend(g, frame, value) < 0 ? NULL : value;
  kr_generator_finish(frame);
  if (KR_LIKELY(status == PYGEN_RETURN)) {
    Py_XSETREF(g->result, value);
  } else {
    kr_generator_leave(kind->code->flags & KR_CODE_COROUTINE);
  }
  return NULL;
}

static int close_delegate(PyObject *o) {
  PyObject *done = NULL;
  if (Py_TYPE(o) == &kr_generator_type || Py_TYPE(o) == &kr_coroutine_type) {
    done = kr_generator_close(o, NULL);
  } else {
    PyObject *close = PyObject_GetAttrString(o, "close");
    if (!close) {
      if (!PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_WriteUnraisable(o);
      PyErr_Clear();
      return 0;
    }
    done = PyObject_CallNoArgs(close);
    Py_DECREF(close);
  }
  Py_XDECREF(done);
  return done ? 0 : -1;
}

PyObject *kr_delegate_throw(void) {
  KrGenerator *g = current();
  PyObject *exc = kr_err_take(), *inner = g->awaiting, *value = NULL;
  PySendResult status = PYGEN_ERROR;
  Py_INCREF(inner);
  if (!g->keeps_delegate && PyErr_GivenExceptionMatches(exc, PyExc_GeneratorExit)) {
    if (close_delegate(inner) == 0) kr_err_give(kr_new_ref(exc));
  } else if (Py_TYPE(inner) == &kr_generator_type || Py_TYPE(inner) == &kr_coroutine_type) {
    kr_err_give(kr_new_ref(exc));
    status = kr_generator_resume((KrGenerator *)inner, NULL, &value, false);
  } else {
    PyObject *method = PyObject_GetAttrString(inner, "throw");
    if (method) {
      value = PyObject_CallOneArg(method, exc);
      Py_DECREF(method);
      if (value)
        status = PYGEN_NEXT;
      else if (_PyGen_FetchStopIterationValue(&value) == 0)
        status = PYGEN_RETURN;
    } else if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
      PyErr_Clear();
      kr_err_give(kr_new_ref(exc));
    }
  }
  Py_DECREF(inner);
  Py_DECREF(exc);
  if (status == PYGEN_ERROR) kr_generator_chain(g);
  return after_step(g, status, value);
}

PyObject *kr_delegate_result(void) {
  KrGenerator *g = current();
  PyObject *result = g->result;
  g->result = NULL;
  return result;
}

PyObject *kr_async_value(PyObject *value) {
  current()->gives_value = true;
  return value;
}
