// Making and releasing exceptions whose instances are BaseException's own structure: most builtin ones, and classes over these without
// slots. Programs that raise much make and release one a time, so the memory of those of compiled classes is kept for the next.
#include "krait.h"

#include <frameobject.h>

static const PyTypeObject *base_type(void) { return (PyTypeObject *)PyExc_BaseException; }

#if !KR_PY312
enum { kMaxBlocks = 64 };
static const Py_ssize_t kSize = sizeof(PyBaseExceptionObject) + sizeof(PyObject *);  // with the list of weak references
static PyObject *blocks;  // chained through `args`
static int block_count;

static PyObject **weak_references(PyObject *o) { return (PyObject **)(void *)((PyBaseExceptionObject *)o + 1); }

static void release(PyObject *o) {
  PyBaseExceptionObject *e = (PyBaseExceptionObject *)o;
  PyTypeObject *type = Py_TYPE(o);
  if (*weak_references(o)) PyObject_ClearWeakRefs(o);
  Py_CLEAR(e->dict);
  Py_CLEAR(e->args);
  Py_CLEAR(e->notes);
  Py_CLEAR(e->traceback);
  Py_CLEAR(e->cause);
  Py_CLEAR(e->context);
  if (block_count < kMaxBlocks && !kr_gc_is_finalized(o)) {
    e->args = blocks;
    blocks = o;
    block_count++;
  } else {
    type->tp_free(o);
  }
  Py_DECREF(type);
}

static void exception_dealloc(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  if (type->tp_dealloc != exception_dealloc) {
    // A subclass made by the interpreter has done its part, and leaves the reference to the type to the class it derives from.
    kr_gc_untrack(o);
    if (*weak_references(o)) PyObject_ClearWeakRefs(o);
    kr_gc_track(o);
    base_type()->tp_dealloc(o);
    Py_DECREF(type);
    return;
  }
  if (type->tp_finalize && PyObject_CallFinalizerFromDealloc(o)) return;
  kr_gc_untrack(o);
  // The trashcan, as its macros have it, but without calls: exceptions hang on one another.
  PyThreadState *ts = kr_tstate();
  if (KR_UNLIKELY(ts->trash_delete_nesting >= 40)) {
    Py_TRASHCAN_BEGIN(o, exception_dealloc)
    release(o);
    Py_TRASHCAN_END
    return;
  }
  ++ts->trash_delete_nesting;
  release(o);
  if (KR_UNLIKELY(--ts->trash_delete_nesting <= 0 && ts->trash_delete_later)) {
    ++ts->trash_delete_nesting;
    _PyTrash_end(ts);
  }
}

void kr_exception_class_made(PyTypeObject *type) {
  if (!PyType_IsSubtype(type, (PyTypeObject *)PyExc_BaseException) || !(type->tp_flags & Py_TPFLAGS_HEAPTYPE)) return;
  if (type->tp_basicsize != kSize || type->tp_weaklistoffset != (Py_ssize_t)sizeof(PyBaseExceptionObject) || type->tp_itemsize ||
      type->tp_dictoffset != base_type()->tp_dictoffset || type->tp_alloc != PyType_GenericAlloc || type->tp_del)
    return;
  const PyTypeObject *builtin = type;
  while (builtin->tp_flags & Py_TPFLAGS_HEAPTYPE) builtin = builtin->tp_base;
  if (builtin->tp_basicsize == sizeof(PyBaseExceptionObject) && builtin->tp_dealloc == base_type()->tp_dealloc) type->tp_dealloc = exception_dealloc;
}

PyObject *kr_exception_make(PyTypeObject *type, PyObject *args) {
  PyObject *o = blocks;
  bool heap = type->tp_flags & Py_TPFLAGS_HEAPTYPE;
  if (KR_LIKELY(o && type->tp_dealloc == exception_dealloc)) {
    blocks = ((PyBaseExceptionObject *)o)->args;
    block_count--;
    Py_SET_TYPE(o, type);
    kr_revive(o);
  } else {
    if (KR_UNLIKELY(type->tp_alloc != PyType_GenericAlloc)) {
      o = base_type()->tp_new(type, args, NULL);
      Py_DECREF(args);
      return o;
    }
    o = _PyObject_GC_New(type);
    if (KR_UNLIKELY(!o)) {
      Py_DECREF(args);
      return NULL;
    }
    heap = false;  // the allocator has taken the reference
    memset((char *)o + sizeof(PyObject), 0, (size_t)type->tp_basicsize - sizeof(PyObject));
  }
  if (heap) Py_INCREF(type);
  ((PyBaseExceptionObject *)o)->args = args;
  ((PyBaseExceptionObject *)o)->suppress_context = 0;
  kr_gc_track(o);
  return o;
}
#else
void kr_exception_class_made(PyTypeObject *type) { (void)type; }

PyObject *kr_exception_make(PyTypeObject *type, PyObject *args) {
  PyObject *o = base_type()->tp_new(type, args, NULL);
  Py_DECREF(args);
  return o;
}
#endif
