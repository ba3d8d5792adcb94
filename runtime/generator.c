// Python's protocol of generators and coroutines around a native resume function.
#include "generator_protocol.h"

#include <structmember.h>

static PyTypeObject wrapper_type;

enum { kFrameCleared = 4 };  // FRAME_CLEARED of CPython: nothing there to run

static bool is_coroutine(const KrGenerator *g) { return Py_TYPE(g) == &kr_coroutine_type; }
static bool is_async_generator(const KrGenerator *g) { return Py_TYPE(g) == &kr_async_generator_type; }
static const char *noun(const KrGenerator *g) {
  return is_coroutine(g) ? "coroutine" : is_async_generator(g) ? "async generator" : "generator";
}

// sys.set_coroutine_origin_tracking_depth(): (file, line, function) of those that are running, innermost first.
static PyObject *current_origin(int depth) {
  PyObject *entries = PyList_New(0);
  PyFrameObject *frame = entries ? PyEval_GetFrame() : NULL;
  Py_XINCREF(frame);
  for (bool good = true; frame && good && depth > 0; --depth) {
    PyCodeObject *code = PyFrame_GetCode(frame);
    PyObject *entry = Py_BuildValue("(OiO)", code->co_filename, PyFrame_GetLineNumber(frame), code->co_name);
    good = entry && PyList_Append(entries, entry) == 0;
    Py_XDECREF(entry);
    Py_DECREF(code);
    Py_SETREF(frame, good ? PyFrame_GetBack(frame) : NULL);
    if (!good) Py_CLEAR(entries);
  }
  Py_XDECREF(frame);
  PyObject *origin = entries ? PyList_AsTuple(entries) : NULL;
  Py_XDECREF(entries);
  return origin;
}

KrGenerator *kr_generator_make(KrGeneratorKind *kind) {
  // The allocator goes by the size in the type: one type object carries the size of the frame to come.
  static PyTypeObject sized = {PyVarObject_HEAD_INIT(NULL, 0).tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC};
  PyCodeObject *code = kr_code_object(kind->code);
  if (!code) return NULL;
  sized.tp_basicsize = (Py_ssize_t)kind->size;
  KrGenerator *g = (KrGenerator *)_PyObject_GC_New(&sized);
  if (!g) return NULL;
  Py_SET_TYPE(g, kind->code->flags & KR_CODE_COROUTINE         ? &kr_coroutine_type
                 : kind->code->flags & KR_CODE_ASYNC_GENERATOR ? &kr_async_generator_type
                                                               : &kr_generator_type);
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
  int depth = kr_tstate()->coroutine_origin_tracking_depth;
  if (depth > 0 && is_coroutine(g) && !(g->base.gi_origin_or_finalizer = current_origin(depth))) {
    g->state = KR_GENERATOR_DONE;
    Py_CLEAR(g->base.gi_name);
    Py_CLEAR(g->base.gi_qualname);
#if !KR_PY312
    Py_CLEAR(g->base.gi_code);
#endif
    PyObject_GC_Del(g);
    return NULL;
  }
  return g;
}

void kr_generator_finish(KrGenerator *g) {
  g->kind->clear(g);
  g->state = KR_GENERATOR_DONE;
  Py_CLEAR(g->awaiting);
  Py_CLEAR(g->result);
  Py_CLEAR(g->frame);
  Py_CLEAR(g->base.gi_exc_state.exc_value);
}

// What would end the loop of whoever drives the generator must not come out of its body.
static void stop_as_cause(const char *who, const char *what) {
  PyObject *cause = kr_err_take();
  PyErr_Format(PyExc_RuntimeError, "%s raised %s", who, what);
  PyObject *exc = kr_err_take();
  PyException_SetCause(exc, kr_new_ref(cause));
  PyException_SetContext(exc, cause);
  kr_err_give(exc);
}

static void stop_to_runtime_error(const KrGenerator *g, const char *what) { stop_as_cause(noun(g), what); }

void kr_generator_leave(int64_t coroutine) {
  if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return;
  kr_traceback_settle();
  stop_as_cause(coroutine ? "coroutine" : "generator", "StopIteration");
}

void kr_generator_chain(const KrGenerator *g) {
  PyObject *handled = g->base.gi_exc_state.exc_value;
  if (!handled || handled == Py_None) return;
  kr_traceback_settle();
  PyObject *exc = kr_err_take();
  PyErr_SetObject((PyObject *)Py_TYPE(exc), exc);  // with the context
  Py_DECREF(exc);
}

PySendResult kr_generator_resume(KrGenerator *g, PyObject *sent, PyObject **result, bool closing) {
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
  if (!sent && !g->awaiting) kr_generator_chain(g);  // else the delegate has it first
  g->gives_value = false;
  Py_INCREF(g);
  PySendResult status = g->kind->resume(g, sent, result);
  ts->exc_info = item->previous_item;
  item->previous_item = NULL;
  if (KR_LIKELY(status == PYGEN_NEXT)) {
    Py_DECREF(g);
    return status;
  }
  if (status == PYGEN_ERROR) {
    kr_traceback_settle();
    if (PyErr_ExceptionMatches(PyExc_StopIteration))
      stop_to_runtime_error(g, "StopIteration");
    else if (is_async_generator(g) && PyErr_ExceptionMatches(PyExc_StopAsyncIteration))
      stop_to_runtime_error(g, "StopAsyncIteration");
    PyObject *exc = kr_err_take();
    kr_generator_finish(g);
    kr_err_give(exc);
  } else {
    kr_generator_finish(g);
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
  if (kr_generator_resume((KrGenerator *)self, Py_None, &result, false) != PYGEN_RETURN) return result;
  if (result != Py_None) _PyGen_SetStopIterationValue(result);
  Py_DECREF(result);
  return NULL;
}

static PySendResult generator_am_send(PyObject *self, PyObject *sent, PyObject **result) {
  return kr_generator_resume((KrGenerator *)self, sent, result, false);
}

static PyObject *generator_send(PyObject *self, PyObject *sent) {
  PyObject *result;
  return kr_generator_resume((KrGenerator *)self, sent, &result, false) == PYGEN_RETURN ? stop_with(result) : result;
}

PyObject *kr_generator_send_cached(PyObject *o, PyObject *name, PyObject *value, KrMethodCache *cache) {
  // Their methods are the interpreter's own and cannot change.
  if (Py_TYPE(o) == &kr_coroutine_type || Py_TYPE(o) == &kr_generator_type) return generator_send(o, value);
  PyObject *args[3] = {NULL, o, value};
  return kr_call_method_cached(name, args + 1, 2, cache);
}

static PyObject *throw_current(KrGenerator *g) {
  PyObject *result;
  return kr_generator_resume(g, NULL, &result, false) == PYGEN_RETURN ? stop_with(result) : result;
}

bool kr_generator_set_thrown(PyObject *type, PyObject *value, PyObject *tb) {
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
  if (!kr_generator_set_thrown(args[0], n > 1 ? args[1] : NULL, n > 2 ? args[2] : NULL)) return NULL;
  return throw_current((KrGenerator *)self);
}

PyObject *kr_generator_close(PyObject *self, PyObject *none) {
  (void)none;
  KrGenerator *g = (KrGenerator *)self;
  PyObject *result;
  if (g->state == KR_GENERATOR_START) kr_generator_finish(g);
  if (g->state == KR_GENERATOR_DONE) return kr_new_ref(Py_None);
  PyErr_SetNone(PyExc_GeneratorExit);
  switch (kr_generator_resume(g, NULL, &result, true)) {
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
  PyObject *warn = warnings ? PyObject_GetAttrString(warnings, "_warn_unawaited_coroutine") : NULL;
  if (warnings && !warn) PyErr_Clear();
  PyObject *done = warn ? PyObject_CallOneArg(warn, self) : NULL;
  bool warned = done || (warn && PyErr_ExceptionMatches(PyExc_RuntimeWarning));
  if (PyErr_Occurred()) PyErr_WriteUnraisable(self);
  Py_XDECREF(warnings);
  Py_XDECREF(warn);
  Py_XDECREF(done);
  // The module is broken: then as the interpreter words it itself.
  if (!warned && PyErr_WarnFormat(PyExc_RuntimeWarning, 1, "coroutine '%S' was never awaited", ((KrGenerator *)self)->base.gi_qualname) < 0)
    PyErr_WriteUnraisable(self);
}

static void generator_finalize(PyObject *self) {
  KrGenerator *g = (KrGenerator *)self;
  if (g->state == KR_GENERATOR_DONE) return;
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  PyObject *finalizer = is_async_generator(g) && !g->base.gi_closed ? g->base.gi_origin_or_finalizer : NULL;
  if (finalizer) {
    PyObject *done = PyObject_CallOneArg(finalizer, self);
    if (!done) PyErr_WriteUnraisable(self);
    Py_XDECREF(done);
  } else if (is_coroutine(g) && g->state == KR_GENERATOR_START) {
    warn_unawaited(self);
  } else {
    PyObject *done = kr_generator_close(self, NULL);
    if (!done) PyErr_WriteUnraisable(self);
    Py_XDECREF(done);
  }
  PyErr_Restore(type, value, tb);
}

enum { kMaxFree = KR_KEPT(256) };  // of one kind

static void generator_dealloc(PyObject *self) {
  KrGenerator *g = (KrGenerator *)self;
  kr_gc_untrack(self);
  if (g->base.gi_weakreflist) PyObject_ClearWeakRefs(self);
  if (g->state != KR_GENERATOR_DONE) {
    // Closing one that has not begun, or that nothing would handle it in, runs nothing.
    bool quiet = Py_TYPE(g) == &kr_generator_type && (g->state == KR_GENERATOR_START || (g->state > 0 && g->kind->quiet));
    if (!quiet) {
      kr_gc_track(self);
      if (PyObject_CallFinalizerFromDealloc(self)) return;
      kr_gc_untrack(self);
    }
    kr_generator_finish(g);
  }
  Py_CLEAR(g->base.gi_origin_or_finalizer);
  KrGeneratorKind *kind = g->kind;
  if (!KR_PY312 && kind->free_count < kMaxFree && !g->changed && !is_async_generator(g) && !kr_gc_is_finalized(self)) {
    g->awaiting = (PyObject *)kind->free;
    kind->free = g;
    kind->free_count++;
    return;
  }
#if !KR_PY312
  Py_CLEAR(g->base.gi_code);
#endif
  Py_CLEAR(g->base.gi_name);
  Py_CLEAR(g->base.gi_qualname);
  PyObject_GC_Del(self);
}

static int generator_traverse(PyObject *self, visitproc visit, void *arg) {
  KrGenerator *g = (KrGenerator *)self;
  Py_VISIT(g->awaiting);
  Py_VISIT(g->result);
  Py_VISIT(g->frame);
  Py_VISIT(g->base.gi_exc_state.exc_value);
  Py_VISIT(g->base.gi_origin_or_finalizer);
  return g->kind->traverse(g, visit, arg);
}

static PyObject *generator_repr(PyObject *self) {
  return PyUnicode_FromFormat("<%s object %S at %p>", Py_TYPE(self)->tp_name, ((KrGenerator *)self)->base.gi_qualname, self);
}

static PyObject *get_running(PyObject *self, void *closure) {
  (void)closure;
  return PyBool_FromLong(((KrGenerator *)self)->state == KR_GENERATOR_RUNNING);
}
static PyObject *get_async_running(PyObject *self, void *closure) {
  (void)closure;
  return PyBool_FromLong(((KrGenerator *)self)->base.gi_running_async);
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
static PyObject *get_origin(PyObject *self, void *closure) {
  (void)closure;
  PyObject *origin = ((KrGenerator *)self)->base.gi_origin_or_finalizer;
  return kr_new_ref(origin ? origin : Py_None);
}
static PyObject *get_name(PyObject *self, void *closure) {
  (void)closure;
  return kr_new_ref(((KrGenerator *)self)->base.gi_name);
}
static PyObject *get_qualname(PyObject *self, void *closure) {
  (void)closure;
  return kr_new_ref(((KrGenerator *)self)->base.gi_qualname);
}
static int set_text(PyObject *self, PyObject **place, PyObject *value, const char *attribute) {
  if (!value || !PyUnicode_Check(value)) {
    PyErr_Format(PyExc_TypeError, "%s must be set to a string object", attribute);
    return -1;
  }
  Py_INCREF(value);
  Py_XSETREF(*place, value);
  ((KrGenerator *)self)->changed = true;
  return 0;
}
static int set_name(PyObject *self, PyObject *value, void *closure) {
  (void)closure;
  return set_text(self, &((KrGenerator *)self)->base.gi_name, value, "__name__");
}
static int set_qualname(PyObject *self, PyObject *value, void *closure) {
  (void)closure;
  return set_text(self, &((KrGenerator *)self)->base.gi_qualname, value, "__qualname__");
}

static PyGetSetDef generator_getset[] = {
    KR_PUBLIC_CLASS,
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
    KR_PUBLIC_CLASS,
    {"__name__", get_name, set_name, NULL, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL, NULL},
    {"cr_running", get_running, NULL, NULL, NULL},
    {"cr_suspended", get_suspended, NULL, NULL, NULL},
    {"cr_await", get_awaiting, NULL, NULL, NULL},
    {"cr_frame", get_frame, NULL, NULL, NULL},
    {"cr_code", get_code, NULL, NULL, NULL},
    {"cr_origin", get_origin, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static PyMethodDef generator_methods[] = {
    {"send", generator_send, METH_O, NULL},
    {"throw", (PyCFunction)(void *)generator_throw, METH_FASTCALL, NULL},
    {"close", kr_generator_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef async_generator_getset[] = {
    KR_PUBLIC_CLASS,
    {"__name__", get_name, set_name, NULL, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL, NULL},
    {"ag_running", get_async_running, NULL, NULL, NULL},
#if KR_PY312
    {"ag_suspended", get_suspended, NULL, NULL, NULL},
#endif
    {"ag_await", get_awaiting, NULL, NULL, NULL},
    {"ag_frame", get_frame, NULL, NULL, NULL},
    {"ag_code", get_code, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
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
static PyObject *wrapper_close(PyObject *self, PyObject *none) { return kr_generator_close(((Wrapper *)self)->coroutine, none); }
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
  .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,                                                       \
  .tp_finalize = generator_finalize, .tp_weaklistoffset = offsetof(PyGenObject, gi_weakreflist)
PyTypeObject kr_generator_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "generator", GENERATOR_SLOTS, .tp_methods = generator_methods, .tp_as_async = &generator_async,
    .tp_iter = PyObject_SelfIter, .tp_iternext = generator_next, .tp_getset = generator_getset,
};
PyTypeObject kr_coroutine_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "coroutine", GENERATOR_SLOTS, .tp_methods = generator_methods, .tp_as_async = &coroutine_async,
    .tp_getset = coroutine_getset,
};
PyTypeObject kr_async_generator_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "async_generator", GENERATOR_SLOTS, .tp_methods = kr_async_generator_methods,
    .tp_as_async = &kr_async_generator_slots, .tp_getset = async_generator_getset,
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
  if (ready(&kr_generator_type, &PyGen_Type) < 0 || ready(&kr_coroutine_type, &PyCoro_Type) < 0 ||
      ready(&kr_async_generator_type, &PyAsyncGen_Type) < 0 || kr_async_generator_types_init() < 0)
    return -1;
  return PyType_Ready(&wrapper_type);
}
