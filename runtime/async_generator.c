// What async generators add to generators: the awaitables that __anext__, asend, athrow and aclose give, and the hooks of event loops.
#include "generator_protocol.h"

static PyTypeObject asend_type, athrow_type;

typedef enum { kInit, kIterating, kClosed } AwaitState;

// Of __anext__ and asend (then `args` is the value to send, or NULL), or of athrow (the tuple of arguments) and aclose (NULL).
typedef struct {
  PyObject_HEAD
  KrGenerator *generator;
  PyObject *args;
  AwaitState state;
} Step;

static bool is_asend(const Step *step) { return Py_TYPE(step) == &asend_type; }

static PyObject *step_new(PyTypeObject *type, PyObject *generator, PyObject *args) {
  KrGenerator *g = (KrGenerator *)generator;
  if (!g->base.gi_hooks_inited) {
    g->base.gi_hooks_inited = 1;
    PyThreadState *ts = kr_tstate();
    g->base.gi_origin_or_finalizer = Py_XNewRef(ts->async_gen_finalizer);
    if (ts->async_gen_firstiter) {
      PyObject *hook = kr_new_ref(ts->async_gen_firstiter);
      PyObject *done = PyObject_CallOneArg(hook, generator);
      Py_DECREF(hook);
      if (!done) return NULL;
      Py_DECREF(done);
    }
  }
  Step *step = PyObject_GC_New(Step, type);
  if (!step) return NULL;
  step->generator = (KrGenerator *)kr_new_ref(generator);
  step->args = Py_XNewRef(args);
  step->state = kInit;
  PyObject_GC_Track(step);
  return (PyObject *)step;
}

static PyObject *async_next(PyObject *self) { return step_new(&asend_type, self, NULL); }
static PyObject *async_send(PyObject *self, PyObject *value) { return step_new(&asend_type, self, value); }
static PyObject *async_close(PyObject *self, PyObject *none) {
  (void)none;
  return step_new(&athrow_type, self, NULL);
}
static PyObject *async_throw(PyObject *self, PyObject *args) {
#if KR_PY312
  if (PyTuple_GET_SIZE(args) > 1 &&
      PyErr_WarnEx(PyExc_DeprecationWarning,
                   "the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead.", 1) < 0)
    return NULL;
#endif
  return step_new(&athrow_type, self, args);
}

PyMethodDef kr_async_generator_methods[] = {
    {"asend", async_send, METH_O, PyDoc_STR("asend(v) -> send 'v' in generator.")},
    {"athrow", async_throw, METH_VARARGS, NULL},
    {"aclose", async_close, METH_NOARGS, PyDoc_STR("aclose() -> raise GeneratorExit inside generator.")},
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, PyDoc_STR("See PEP 585")},
    {NULL, NULL, 0, NULL},
};
PyAsyncMethods kr_async_generator_slots = {.am_aiter = PyObject_SelfIter, .am_anext = async_next};

// --- one step ---
static void runtime_error(const char *text) { PyErr_SetString(PyExc_RuntimeError, text); }

static const char *reused(const Step *step) {
  return is_asend(step) ? "cannot reuse already awaited __anext__()/asend()" : "cannot reuse already awaited aclose()/athrow()";
}

static const char *running(const Step *step) {
  return is_asend(step)  ? "anext(): asynchronous generator is already running"
         : step->args ? "athrow(): asynchronous generator is already running"
                      : "aclose(): asynchronous generator is already running";
}

static bool ended(void) {
  return PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit);
}

// After the generator has run: PYGEN_NEXT passes on what an await inside gave; PYGEN_RETURN ends the step with the value yielded.
static PySendResult outcome(Step *step, PySendResult status, PyObject **result) {
  KrGenerator *g = step->generator;
  bool closing = !is_asend(step) && !step->args;
  if (status == PYGEN_NEXT && !g->gives_value) return PYGEN_NEXT;
  g->base.gi_running_async = 0;
  if (status == PYGEN_NEXT && !closing) {
    step->state = kClosed;
    return PYGEN_RETURN;
  }
  step->state = kClosed;
  if (status == PYGEN_NEXT) {
    Py_CLEAR(*result);
    runtime_error("async generator ignored GeneratorExit");
    return PYGEN_ERROR;
  }
  if (status == PYGEN_RETURN) {
    Py_CLEAR(*result);
    PyErr_SetNone(PyExc_StopAsyncIteration);
  }
  if (!ended()) return PYGEN_ERROR;
  g->base.gi_closed = 1;
  if (!closing) return PYGEN_ERROR;
  PyErr_Clear();
  *result = kr_new_ref(Py_None);
  return PYGEN_RETURN;
}

// Sets the exception that a step of athrow or aclose starts with; false with another error.
static bool set_first(const Step *step) {
  if (!step->args) {
    PyErr_SetNone(PyExc_GeneratorExit);
    return true;
  }
  PyObject *type, *value = NULL, *tb = NULL;
  if (!PyArg_UnpackTuple(step->args, "athrow", 1, 3, &type, &value, &tb)) return false;
  return kr_generator_set_thrown(type, value, tb);
}

static PySendResult start_throw(Step *step, PyObject *sent, PyObject **result) {
  KrGenerator *g = step->generator;
  if (g->base.gi_closed) {
    step->state = kClosed;
    PyErr_SetNone(PyExc_StopAsyncIteration);
    return PYGEN_ERROR;
  }
  if (sent != Py_None) {
    runtime_error("can't send non-None value to a just-started coroutine");
    return PYGEN_ERROR;
  }
  step->state = kIterating;
  g->base.gi_running_async = 1;
  if (!step->args) g->base.gi_closed = 1;
  if (!set_first(step)) {
    g->base.gi_running_async = 0;
    step->state = kClosed;
    return PYGEN_ERROR;
  }
  g->keeps_delegate = true;
  PySendResult status = kr_generator_resume(g, NULL, result, false);
  g->keeps_delegate = false;
  return outcome(step, status, result);
}

static PySendResult step_run(Step *step, PyObject *sent, PyObject **result) {
  KrGenerator *g = step->generator;
  *result = NULL;
  if (step->state == kClosed) {
    runtime_error(reused(step));
    return PYGEN_ERROR;
  }
  if (!is_asend(step) && g->state == KR_GENERATOR_DONE) {
    step->state = kClosed;
    *result = kr_new_ref(Py_None);
    return PYGEN_RETURN;
  }
  if (step->state == kInit) {
    if (g->base.gi_running_async) {
      if (!is_asend(step) || KR_PY312) step->state = kClosed;
      runtime_error(running(step));
      return PYGEN_ERROR;
    }
    if (!is_asend(step)) return start_throw(step, sent, result);
    if (sent == Py_None && step->args) sent = step->args;
    step->state = kIterating;
  }
  g->base.gi_running_async = 1;
  return outcome(step, kr_generator_resume(g, sent, result, false), result);
}

static PySendResult step_am_send(PyObject *self, PyObject *sent, PyObject **result) {
  return step_run((Step *)self, sent, result);
}

// What a step gives where only objects and errors can be told: its end is a StopIteration.
static PyObject *as_object(PySendResult status, PyObject *result) {
  if (status != PYGEN_RETURN) return result;
  if (result == Py_None)
    PyErr_SetNone(PyExc_StopIteration);
  else
    _PyGen_SetStopIterationValue(result);
  Py_DECREF(result);
  return NULL;
}

static PyObject *step_send(PyObject *self, PyObject *sent) {
  PyObject *result;
  PySendResult status = step_run((Step *)self, sent, &result);
  return as_object(status, result);
}
static PyObject *step_next(PyObject *self) { return step_send(self, Py_None); }

static PyObject *throw_current(Step *step) {
  PyObject *result;
  PySendResult status = kr_generator_resume(step->generator, NULL, &result, false);
  status = outcome(step, status, &result);
  return as_object(status, result);
}

static PyObject *step_throw(PyObject *self, PyObject *const *args, Py_ssize_t n) {
  Step *step = (Step *)self;
  if (step->state == kClosed) {
    runtime_error(reused(step));
    return NULL;
  }
#if KR_PY313
  if (step->state == kInit) {
    if (step->generator->base.gi_running_async) {
      step->state = kClosed;
      runtime_error(running(step));
      return NULL;
    }
    step->state = kIterating;
    step->generator->base.gi_running_async = 1;
  }
#endif
  if (n < 1 || n > 3) {
    PyErr_Format(PyExc_TypeError, n < 1 ? "throw expected at least 1 argument, got %zd" : "throw expected at most 3 arguments, got %zd",
                 n);
    return NULL;
  }
  if (!kr_generator_set_thrown(args[0], n > 1 ? args[1] : NULL, n > 2 ? args[2] : NULL)) return NULL;
  return throw_current(step);
}

static PyObject *step_close(PyObject *self, PyObject *none) {
  (void)none;
  Step *step = (Step *)self;
#if KR_PY313
  if (step->state == kClosed) return kr_new_ref(Py_None);
  PyObject *result = step_throw(self, (PyObject *const[]){PyExc_GeneratorExit}, 1);
  if (result) {
    Py_DECREF(result);
    runtime_error("coroutine ignored GeneratorExit");
    return NULL;
  }
  if (!PyErr_ExceptionMatches(PyExc_StopIteration) && !ended()) return NULL;
  PyErr_Clear();
#endif
  step->state = kClosed;
  return kr_new_ref(Py_None);
}

#if KR_PY312
static void step_finalize(PyObject *self) {
  Step *step = (Step *)self;
  if (step->state != kInit) return;
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  const char *method = is_asend(step) ? "asend" : step->args ? "athrow" : "aclose";
  if (PyErr_WarnFormat(PyExc_RuntimeWarning, 1, "coroutine method '%s' of %R was never awaited", method,
                       step->generator->base.gi_qualname) < 0)
    PyErr_WriteUnraisable(self);
  PyErr_Restore(type, value, tb);
}
#endif

static void step_dealloc(PyObject *self) {
  Step *step = (Step *)self;
#if KR_PY312
  if (PyObject_CallFinalizerFromDealloc(self)) return;
#endif
  PyObject_GC_UnTrack(self);
  Py_CLEAR(step->generator);
  Py_CLEAR(step->args);
  PyObject_GC_Del(self);
}

static int step_traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(((Step *)self)->generator);
  Py_VISIT(((Step *)self)->args);
  return 0;
}

static PyMethodDef step_methods[] = {
    {"send", step_send, METH_O, NULL},
    {"throw", (PyCFunction)(void *)step_throw, METH_FASTCALL, NULL},
    {"close", step_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
static PyAsyncMethods step_async = {.am_await = PyObject_SelfIter, .am_send = step_am_send};

#if KR_PY312
#define STEP_FINALIZE .tp_finalize = step_finalize,
#else
#define STEP_FINALIZE
#endif
#define STEP_SLOTS                                                                                                    \
  .tp_basicsize = sizeof(Step), .tp_dealloc = step_dealloc, .tp_traverse = step_traverse,                              \
  .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, .tp_methods = step_methods, .tp_as_async = &step_async,         \
  STEP_FINALIZE .tp_iter = PyObject_SelfIter, .tp_iternext = step_next
static PyTypeObject asend_type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "async_generator_asend", STEP_SLOTS};
static PyTypeObject athrow_type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "async_generator_athrow", STEP_SLOTS};

int kr_async_generator_types_init(void) { return PyType_Ready(&asend_type) < 0 ? -1 : PyType_Ready(&athrow_type); }
