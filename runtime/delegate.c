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
  PyObject *value;
  PySendResult status = PyIter_Send(g->awaiting, sent, &value);
  return after_step(g, status, value);
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
