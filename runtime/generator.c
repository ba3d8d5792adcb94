// Python's protocol of generators and coroutines around a native resume function.
#include "krait.h"

#include <structmember.h>

static PyTypeObject generator_type, coroutine_type, wrapper_type;

enum { kFrameCleared = 4 };  // FRAME_CLEARED of CPython: nothing there to run

static bool is_coroutine(const KrGenerator *g) { return Py_TYPE(g) == &coroutine_type; }
static const char *noun(const KrGenerator *g) { return is_coroutine(g) ? "coroutine" : "generator"; }

KrGenerator *kr_generator_new(const KrGeneratorKind *kind) {
  // The allocator goes by the size in the type: one type object carries the size of the frame to come.
  static PyTypeObject sized = {PyVarObject_HEAD_INIT(NULL, 0).tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC};
  PyCodeObject *code = kr_code_object(kind->code);
  if (!code) return NULL;
  sized.tp_basicsize = (Py_ssize_t)kind->size;
  KrGenerator *g = (KrGenerator *)_PyObject_GC_New(&sized);
  if (!g) return NULL;
  Py_SET_TYPE(g, kind->code->flags & KR_CODE_COROUTINE ? &coroutine_type : &generator_type);
  memset((char *)g + sizeof(PyObject), 0, kind->size - sizeof(PyObject));
  PyObject *const *constants = kind->code->module->constants;
  g->base.gi_name = kr_new_ref(constants[kind->code->name]);
  g->base.gi_qualname = kr_new_ref(constants[kind->code->qualname]);
  g->base.gi_frame_state = kFrameCleared;
#if !KR_PY312
  g->base.gi_code = (PyCodeObject *)kr_new_ref((PyObject *)code);
#endif
  g->kind = kind;
  g->state = KR_GENERATOR_START;
  return g;
}

static void finish(KrGenerator *g) {
  g->kind->clear(g);
  g->state = KR_GENERATOR_DONE;
  Py_CLEAR(g->awaiting);
  Py_CLEAR(g->result);
  Py_CLEAR(g->frame);
  Py_CLEAR(g->base.gi_exc_state.exc_value);
}

static void stop_iteration_to_runtime_error(const KrGenerator *g) {
  PyObject *cause = kr_err_take();
  PyErr_Format(PyExc_RuntimeError, "%s raised StopIteration", noun(g));
  PyObject *exc = kr_err_take();
  PyException_SetCause(exc, kr_new_ref(cause));
  PyException_SetContext(exc, cause);
  kr_err_give(exc);
}

// sent NULL: the current error is thrown in. `closing`: a finished coroutine is not misuse.
static PySendResult resume(KrGenerator *g, PyObject *sent, PyObject **result, bool closing) {
  *result = NULL;
  if (KR_UNLIKELY(g->state < 0)) {
    if (g->state == KR_GENERATOR_RUNNING) {
      PyErr_Format(PyExc_ValueError, "%s already executing", noun(g));
      return PYGEN_ERROR;
    }
    if (is_coroutine(g) && !closing) {
      PyErr_SetString(PyExc_RuntimeError, "cannot reuse already awaited coroutine");
      return PYGEN_ERROR;
    }
    if (!sent) return PYGEN_ERROR;
    *result = kr_new_ref(Py_None);
    return PYGEN_RETURN;
  }
  if (KR_UNLIKELY(g->state == KR_GENERATOR_START)) {
    if (sent && sent != Py_None) {
      PyErr_Format(PyExc_TypeError, "can't send non-None value to a just-started %s", noun(g));
      return PYGEN_ERROR;
    }
    if (!sent) kr_traceback_add_start(g->kind->code);
  }
  PyThreadState *ts = kr_tstate();
  _PyErr_StackItem *item = &g->base.gi_exc_state;
  item->previous_item = ts->exc_info;
  ts->exc_info = item;
  Py_INCREF(g);
  PySendResult status = g->kind->resume(g, sent, result);
  ts->exc_info = item->previous_item;
  item->previous_item = NULL;
  if (KR_LIKELY(status == PYGEN_NEXT)) {
    Py_DECREF(g);
    return status;
  }
  if (status == PYGEN_ERROR) {
    if (PyErr_ExceptionMatches(PyExc_StopIteration)) stop_iteration_to_runtime_error(g);
    PyObject *exc = kr_err_take();
    finish(g);
    kr_err_give(exc);
  } else {
    finish(g);
  }
  Py_DECREF(g);
  return status;
}

static PyObject *stop_with(PyObject *value) {
  if (value == Py_None)
    PyErr_SetNone(PyExc_StopIteration);
  else
    _PyGen_SetStopIterationValue(value);
  Py_DECREF(value);
  return NULL;
}

static PyObject *generator_next(PyObject *self) {
  PyObject *result;
  if (resume((KrGenerator *)self, Py_None, &result, false) != PYGEN_RETURN) return result;
  if (result != Py_None) _PyGen_SetStopIterationValue(result);
  Py_DECREF(result);
  return NULL;
}

static PySendResult generator_am_send(PyObject *self, PyObject *sent, PyObject **result) {
  return resume((KrGenerator *)self, sent, result, false);
}

static PyObject *generator_send(PyObject *self, PyObject *sent) {
  PyObject *result;
  return resume((KrGenerator *)self, sent, &result, false) == PYGEN_RETURN ? stop_with(result) : result;
}

static PyObject *throw_current(KrGenerator *g) {
  PyObject *result;
  return resume(g, NULL, &result, false) == PYGEN_RETURN ? stop_with(result) : result;
}

// Sets the error that throw(type, value, traceback) means; false with another error when the arguments make none.
static bool set_thrown(PyObject *type, PyObject *value, PyObject *tb) {
  if (tb == Py_None) tb = NULL;
  if (tb && !PyTraceBack_Check(tb)) {
    PyErr_SetString(PyExc_TypeError, "throw() third argument must be a traceback object");
    return false;
  }
  Py_INCREF(type);
  Py_XINCREF(value);
  Py_XINCREF(tb);
  if (PyExceptionClass_Check(type)) {
    PyErr_NormalizeException(&type, &value, &tb);
  } else if (PyExceptionInstance_Check(type)) {
    if (value && value != Py_None) {
      PyErr_SetString(PyExc_TypeError, "instance exception may not have a separate value");
      goto fail;
    }
    Py_XSETREF(value, type);
    type = kr_new_ref((PyObject *)Py_TYPE(value));
    if (!tb) tb = PyException_GetTraceback(value);
  } else {
    PyErr_Format(PyExc_TypeError, "exceptions must be classes or instances deriving from BaseException, not %s",
                 Py_TYPE(type)->tp_name);
    goto fail;
  }
  PyErr_Restore(type, value, tb);
  return true;
fail:
  Py_DECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(tb);
  return false;
}

static PyObject *generator_throw(PyObject *self, PyObject *const *args, Py_ssize_t n) {
  if (n < 1 || n > 3) {
    PyErr_Format(PyExc_TypeError, n < 1 ? "throw expected at least 1 argument, got %zd" : "throw expected at most 3 arguments, got %zd",
                 n);
    return NULL;
  }
#if KR_PY312
  if (n > 1 && PyErr_WarnEx(PyExc_DeprecationWarning,
                            "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.",
                            1) < 0)
    return NULL;
#endif
  if (!set_thrown(args[0], n > 1 ? args[1] : NULL, n > 2 ? args[2] : NULL)) return NULL;
  return throw_current((KrGenerator *)self);
}

static PyObject *generator_close(PyObject *self, PyObject *none) {
  (void)none;
  KrGenerator *g = (KrGenerator *)self;
  PyObject *result;
  if (g->state == KR_GENERATOR_START) finish(g);
  if (g->state == KR_GENERATOR_DONE) return kr_new_ref(Py_None);
  PyErr_SetNone(PyExc_GeneratorExit);
  switch (resume(g, NULL, &result, true)) {
    case PYGEN_NEXT:
      Py_DECREF(result);
      PyErr_Format(PyExc_RuntimeError, "%s ignored GeneratorExit", noun(g));
      return NULL;
    case PYGEN_RETURN:
#if KR_PY313
      return result;
#else
      Py_DECREF(result);
      return kr_new_ref(Py_None);
#endif
    default:
      if (!PyErr_ExceptionMatches(PyExc_StopIteration) && !PyErr_ExceptionMatches(PyExc_GeneratorExit)) return NULL;
      PyErr_Clear();
      return kr_new_ref(Py_None);
  }
}

static void warn_unawaited(PyObject *self) {
  PyObject *warnings = PyImport_ImportModule("warnings");
  PyObject *done = warnings ? PyObject_CallMethod(warnings, "_warn_unawaited_coroutine", "O", self) : NULL;
  Py_XDECREF(warnings);
  if (!done) PyErr_WriteUnraisable(self);
  Py_XDECREF(done);
}

static void generator_finalize(PyObject *self) {
  KrGenerator *g = (KrGenerator *)self;
  if (g->state == KR_GENERATOR_DONE) return;
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  if (is_coroutine(g) && g->state == KR_GENERATOR_START) {
    warn_unawaited(self);
  } else {
    PyObject *done = generator_close(self, NULL);
    if (!done) PyErr_WriteUnraisable(self);
    Py_XDECREF(done);
  }
  PyErr_Restore(type, value, tb);
}

static void generator_dealloc(PyObject *self) {
  KrGenerator *g = (KrGenerator *)self;
  PyObject_GC_UnTrack(self);
  if (g->base.gi_weakreflist) PyObject_ClearWeakRefs(self);
  if (g->state != KR_GENERATOR_DONE) {
    PyObject_GC_Track(self);
    if (PyObject_CallFinalizerFromDealloc(self)) return;
    PyObject_GC_UnTrack(self);
  }
  finish(g);
#if !KR_PY312
  Py_CLEAR(g->base.gi_code);
#endif
  Py_CLEAR(g->base.gi_name);
  Py_CLEAR(g->base.gi_qualname);
  Py_CLEAR(g->base.gi_origin_or_finalizer);
  PyObject_GC_Del(self);
}

static int generator_traverse(PyObject *self, visitproc visit, void *arg) {
  KrGenerator *g = (KrGenerator *)self;
  Py_VISIT(g->awaiting);
  Py_VISIT(g->result);
  Py_VISIT(g->frame);
  Py_VISIT(g->base.gi_exc_state.exc_value);
  return g->kind->traverse(g, visit, arg);
}

static PyObject *generator_repr(PyObject *self) {
  return PyUnicode_FromFormat("<%s object %S at %p>", noun((KrGenerator *)self), ((KrGenerator *)self)->base.gi_qualname, self);
}

static PyObject *get_running(PyObject *self, void *closure) {
  (void)closure;
  return PyBool_FromLong(((KrGenerator *)self)->state == KR_GENERATOR_RUNNING);
}
static PyObject *get_suspended(PyObject *self, void *closure) {
  (void)closure;
  return PyBool_FromLong(((KrGenerator *)self)->state > 0);
}
static PyObject *get_awaiting(PyObject *self, void *closure) {
  (void)closure;
  KrGenerator *g = (KrGenerator *)self;
  return kr_new_ref(g->awaiting && g->state > 0 ? g->awaiting : Py_None);
}
static PyObject *get_code(PyObject *self, void *closure) {
  (void)closure;
  return kr_new_ref((PyObject *)((KrGenerator *)self)->kind->code->object);
}
static PyObject *get_frame(PyObject *self, void *closure) {
  (void)closure;
  KrGenerator *g = (KrGenerator *)self;
  if (g->state == KR_GENERATOR_DONE) return kr_new_ref(Py_None);
  if (!g->frame) g->frame = kr_code_frame(g->kind->code);
  return Py_XNewRef(g->frame);
}
static PyObject *get_none(PyObject *self, void *closure) {
  (void)self, (void)closure;
  return kr_new_ref(Py_None);
}
static PyObject *get_name(PyObject *self, void *closure) {
  (void)closure;
  return kr_new_ref(((KrGenerator *)self)->base.gi_name);
}
static PyObject *get_qualname(PyObject *self, void *closure) {
  (void)closure;
  return kr_new_ref(((KrGenerator *)self)->base.gi_qualname);
}
static int set_text(PyObject **place, PyObject *value, const char *attribute) {
  if (!value || !PyUnicode_Check(value)) {
    PyErr_Format(PyExc_TypeError, "%s must be set to a string object", attribute);
    return -1;
  }
  Py_INCREF(value);
  Py_XSETREF(*place, value);
  return 0;
}
static int set_name(PyObject *self, PyObject *value, void *closure) {
  (void)closure;
  return set_text(&((KrGenerator *)self)->base.gi_name, value, "__name__");
}
static int set_qualname(PyObject *self, PyObject *value, void *closure) {
  (void)closure;
  return set_text(&((KrGenerator *)self)->base.gi_qualname, value, "__qualname__");
}

static PyGetSetDef generator_getset[] = {
    {"__name__", get_name, set_name, NULL, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL, NULL},
    {"gi_running", get_running, NULL, NULL, NULL},
    {"gi_suspended", get_suspended, NULL, NULL, NULL},
    {"gi_yieldfrom", get_awaiting, NULL, NULL, NULL},
    {"gi_frame", get_frame, NULL, NULL, NULL},
    {"gi_code", get_code, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static PyGetSetDef coroutine_getset[] = {
    {"__name__", get_name, set_name, NULL, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL, NULL},
    {"cr_running", get_running, NULL, NULL, NULL},
    {"cr_suspended", get_suspended, NULL, NULL, NULL},
    {"cr_await", get_awaiting, NULL, NULL, NULL},
    {"cr_frame", get_frame, NULL, NULL, NULL},
    {"cr_code", get_code, NULL, NULL, NULL},
    {"cr_origin", get_none, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static PyMethodDef generator_methods[] = {
    {"send", generator_send, METH_O, NULL},
    {"throw", (PyCFunction)(void *)generator_throw, METH_FASTCALL, NULL},
    {"close", generator_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

// --- what a coroutine's __await__ gives to CPython's own awaits ---
typedef struct {
  PyObject_HEAD
  PyObject *coroutine;
} Wrapper;

static PyObject *coroutine_await(PyObject *self) {
  Wrapper *w = PyObject_GC_New(Wrapper, &wrapper_type);
  if (!w) return NULL;
  w->coroutine = kr_new_ref(self);
  PyObject_GC_Track(w);
  return (PyObject *)w;
}
static void wrapper_dealloc(PyObject *self) {
  PyObject_GC_UnTrack(self);
  Py_CLEAR(((Wrapper *)self)->coroutine);
  PyObject_GC_Del(self);
}
static int wrapper_traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(((Wrapper *)self)->coroutine);
  return 0;
}
static PyObject *wrapper_next(PyObject *self) { return generator_next(((Wrapper *)self)->coroutine); }
static PySendResult wrapper_am_send(PyObject *self, PyObject *sent, PyObject **result) {
  return generator_am_send(((Wrapper *)self)->coroutine, sent, result);
}
static PyObject *wrapper_send(PyObject *self, PyObject *sent) { return generator_send(((Wrapper *)self)->coroutine, sent); }
static PyObject *wrapper_throw(PyObject *self, PyObject *const *args, Py_ssize_t n) {
  return generator_throw(((Wrapper *)self)->coroutine, args, n);
}
static PyObject *wrapper_close(PyObject *self, PyObject *none) { return generator_close(((Wrapper *)self)->coroutine, none); }
static PyMethodDef wrapper_methods[] = {
    {"send", wrapper_send, METH_O, NULL},
    {"throw", (PyCFunction)(void *)wrapper_throw, METH_FASTCALL, NULL},
    {"close", wrapper_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyAsyncMethods generator_async = {.am_send = generator_am_send};
static PyAsyncMethods coroutine_async = {.am_await = coroutine_await, .am_send = generator_am_send};
static PyAsyncMethods wrapper_async = {.am_send = wrapper_am_send};

#define GENERATOR_SLOTS                                                                                      \
  .tp_dealloc = generator_dealloc, .tp_repr = generator_repr, .tp_traverse = generator_traverse,             \
  .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, .tp_methods = generator_methods,                      \
  .tp_finalize = generator_finalize, .tp_weaklistoffset = offsetof(PyGenObject, gi_weakreflist)
static PyTypeObject generator_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "generator", GENERATOR_SLOTS, .tp_as_async = &generator_async,
    .tp_iter = PyObject_SelfIter, .tp_iternext = generator_next, .tp_getset = generator_getset,
};
static PyTypeObject coroutine_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "coroutine", GENERATOR_SLOTS, .tp_as_async = &coroutine_async,
    .tp_getset = coroutine_getset,
};
static PyTypeObject wrapper_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "coroutine_wrapper",
    .tp_basicsize = sizeof(Wrapper),
    .tp_dealloc = wrapper_dealloc,
    .tp_traverse = wrapper_traverse,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_methods = wrapper_methods,
    .tp_as_async = &wrapper_async,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = wrapper_next,
};

static int ready(PyTypeObject *type, PyTypeObject *base) {
  if (type->tp_flags & Py_TPFLAGS_READY) return 0;
  type->tp_base = base;
  Py_ssize_t size = sizeof(KrGenerator);
  type->tp_basicsize = size > base->tp_basicsize ? size : base->tp_basicsize;
  return PyType_Ready(type);
}

int kr_generator_types_init(void) {
  if (ready(&generator_type, &PyGen_Type) < 0 || ready(&coroutine_type, &PyCoro_Type) < 0) return -1;
  return PyType_Ready(&wrapper_type);
}

// --- delegation ---
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
  if (PyCoro_CheckExact(o) || Py_TYPE(o) == &coroutine_type) {
    PyErr_SetString(PyExc_TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
    return -1;
  }
  return delegate_to(PyObject_GetIter(o));
}

int kr_delegate_await(PyObject *o) {
  if (Py_TYPE(o) == &coroutine_type) {
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
  PyObject *inner = Py_TYPE(awaitable) == &coroutine_type ? kr_new_ref(awaitable) : kr_awaitable_iter(awaitable);
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
  if (Py_TYPE(o) == &generator_type || Py_TYPE(o) == &coroutine_type) {
    done = generator_close(o, NULL);
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
  if (PyErr_GivenExceptionMatches(exc, PyExc_GeneratorExit)) {
    if (close_delegate(inner) == 0) kr_err_give(kr_new_ref(exc));
  } else if (Py_TYPE(inner) == &generator_type || Py_TYPE(inner) == &coroutine_type) {
    kr_err_give(kr_new_ref(exc));
    status = resume((KrGenerator *)inner, NULL, &value, false);
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
