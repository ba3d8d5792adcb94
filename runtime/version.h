// Everything that differs between the supported CPython versions (3.11 to 3.13) and that hot paths need. Cold
// differences (frames, handled exceptions) stand in version.c, which may read CPython's internal headers.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "macros.h"

#if PY_VERSION_HEX < 0x030B0000 || PY_VERSION_HEX >= 0x030F0000
#error "Krait supports CPython 3.11 to 3.14"
#endif

#define KR_PY312 (PY_VERSION_HEX >= 0x030C0000)
#define KR_PY313 (PY_VERSION_HEX >= 0x030D0000)

#if defined(Py_GIL_DISABLED)
#error "Krait does not support the free-threaded build yet"
#endif

#pragma GCC visibility push(hidden)

// Ints of one digit: the value can be read without a call.
#if KR_PY312
KR_INLINE bool kr_long_is_compact(PyObject *o) { return PyUnstable_Long_IsCompact((PyLongObject *)o); }
KR_INLINE Py_ssize_t kr_long_compact_value(PyObject *o) { return PyUnstable_Long_CompactValue((PyLongObject *)o); }
#else
KR_INLINE bool kr_long_is_compact(PyObject *o) { return (size_t)(Py_SIZE(o) + 1) < 3; }
KR_INLINE Py_ssize_t kr_long_compact_value(PyObject *o) {
  return Py_SIZE(o) * (Py_ssize_t)((PyLongObject *)o)->ob_digit[0];
}
#endif

// Any int: its digits of PyLong_SHIFT bits, least first, how many there are (0 of zero), and its sign.
#if KR_PY312
KR_INLINE digit *kr_long_digits(PyObject *o) { return ((PyLongObject *)o)->long_value.ob_digit; }
KR_INLINE size_t kr_long_digit_count(PyObject *o) { return ((PyLongObject *)o)->long_value.lv_tag >> 3; }
KR_INLINE bool kr_long_is_negative(PyObject *o) { return (((PyLongObject *)o)->long_value.lv_tag & 3) == 2; }
// Of a positive one that nobody has seen.
KR_INLINE void kr_long_make_negative(PyObject *o) { ((PyLongObject *)o)->long_value.lv_tag |= 2; }
KR_INLINE void kr_long_shorten(PyObject *o, size_t count) { ((PyLongObject *)o)->long_value.lv_tag = count << 3; }
#else
KR_INLINE digit *kr_long_digits(PyObject *o) { return ((PyLongObject *)o)->ob_digit; }
KR_INLINE size_t kr_long_digit_count(PyObject *o) { return (size_t)(Py_SIZE(o) < 0 ? -Py_SIZE(o) : Py_SIZE(o)); }
KR_INLINE bool kr_long_is_negative(PyObject *o) { return Py_SIZE(o) < 0; }
KR_INLINE void kr_long_make_negative(PyObject *o) { Py_SET_SIZE(o, -Py_SIZE(o)); }
KR_INLINE void kr_long_shorten(PyObject *o, size_t count) { Py_SET_SIZE(o, (Py_ssize_t)count); }
#endif

// The ints that the interpreter shares stand side by side in memory: no call is needed for one.
#define KR_SHARED_INTS_BELOW 5
#define KR_SHARED_INTS_FROM_0 257
extern PyLongObject *kr_shared_ints;  // 0, the others around it; set by kr_runtime_init
KR_INLINE bool kr_is_shared_int(int64_t v) { return (uint64_t)v + KR_SHARED_INTS_BELOW < KR_SHARED_INTS_BELOW + KR_SHARED_INTS_FROM_0; }
KR_INLINE PyObject *kr_shared_int(int64_t v) { return (PyObject *)(kr_shared_ints + v); }  // borrowed

// Writes a small value into the box `o` where that is dead but for one place: an exact int that nobody else holds, whose value is
// none of those the interpreter shares (programs can see which ints are one object). False: nothing was done.
KR_INLINE bool kr_long_reuse(PyObject *o, int64_t v) {
  if (!PyLong_CheckExact(o) || Py_REFCNT(o) != 1) return false;
  uint64_t magnitude = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
  if (magnitude <= 256 || magnitude >> PyLong_SHIFT) return false;
#if KR_PY312
  ((PyLongObject *)o)->long_value.lv_tag = 1 << 3 | (v < 0 ? 2 : 0);
  ((PyLongObject *)o)->long_value.ob_digit[0] = (digit)magnitude;
#else
  Py_SET_SIZE(o, v < 0 ? -1 : 1);
  ((PyLongObject *)o)->ob_digit[0] = (digit)magnitude;
#endif
  return true;
}

// A number that changes whenever the dict does, and no two dicts ever share. Where there is none it is 0.
#if KR_PY313
#define KR_HAVE_DICT_VERSION 0
KR_INLINE uint64_t kr_dict_version(PyObject *dict) { return (void)dict, 0; }
#else
#define KR_HAVE_DICT_VERSION 1
#if KR_PY312
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif
KR_INLINE uint64_t kr_dict_version(PyObject *dict) { return ((PyDictObject *)dict)->ma_version_tag; }
#if KR_PY312
#pragma GCC diagnostic pop
#endif
#endif

// The thread state of the running thread, without a call where the version allows.
#if KR_PY312
KR_INLINE PyThreadState *kr_tstate(void) {
#if KR_PY313
  return PyThreadState_GetUnchecked();
#else
  return _PyThreadState_UncheckedGet();
#endif
}
#define KR_RECURSION_REMAINING(ts) ((ts)->py_recursion_remaining)
KR_INLINE int kr_recursion_limit(PyThreadState *ts) { return ts->py_recursion_limit; }
#else
extern PyThreadState *volatile *kr_tstate_slot;  // set by kr_runtime_init
KR_INLINE PyThreadState *kr_tstate(void) { return *kr_tstate_slot; }
#define KR_RECURSION_REMAINING(ts) ((ts)->recursion_remaining)
KR_INLINE int kr_recursion_limit(PyThreadState *ts) { return ts->recursion_limit; }
#endif

// What nobody holds any more. Boxes of one digit are kept for ints to come: programs that hand ints to code that knows nothing of them make
// and drop them all the time. `v` is none that the interpreter shares.
#if !KR_PY312 && !defined(Py_REF_DEBUG)
void kr_dealloc(PyObject *o);
PyObject *kr_int_box(int64_t v);
#else
KR_INLINE PyObject *kr_int_box(int64_t v) { return PyLong_FromSsize_t((Py_ssize_t)v); }
#endif

// The collector's list of young objects. Written as the interpreter's own macros do it, where the layout is known.
#if !KR_PY312 && !defined(Py_REF_DEBUG)
typedef struct {
  uintptr_t next, prev;  // the two low bits of prev are flags
} KrGcHead;
#define KR_GC_HEAD(o) ((KrGcHead *)(void *)(o) - 1)
extern KrGcHead *kr_gc_young;    // set by kr_runtime_init
extern int *kr_gc_young_count;   // allocations since the last collection
KR_INLINE void kr_gc_track(PyObject *o) {
  KrGcHead *head = KR_GC_HEAD(o), *last = (KrGcHead *)kr_gc_young->prev;
  last->next = (uintptr_t)head;
  head->prev = (head->prev & 3) | (uintptr_t)last;
  head->next = (uintptr_t)kr_gc_young;
  kr_gc_young->prev = (uintptr_t)head;
}
KR_INLINE void kr_gc_untrack(PyObject *o) {
  KrGcHead *head = KR_GC_HEAD(o);
  if (!head->next) return;
  KrGcHead *next = (KrGcHead *)head->next, *prev = (KrGcHead *)(head->prev & ~(uintptr_t)3);
  prev->next = (uintptr_t)next;
  next->prev = (next->prev & 3) | (uintptr_t)prev;
  head->next = 0;
  head->prev &= 1;
}
// An allocation that is not to bring the next collection nearer.
KR_INLINE void kr_gc_uncount(void) { --*kr_gc_young_count; }
// A dead object from a free list lives again.
KR_INLINE void kr_revive(PyObject *o) { o->ob_refcnt = 1; }
// Whether its finalizer has run.
KR_INLINE bool kr_gc_is_finalized(PyObject *o) { return KR_GC_HEAD(o)->prev & 1; }
#else
KR_INLINE void kr_gc_track(PyObject *o) { PyObject_GC_Track(o); }
KR_INLINE void kr_gc_untrack(PyObject *o) { PyObject_GC_UnTrack(o); }
KR_INLINE void kr_gc_uncount(void) {}
KR_INLINE void kr_revive(PyObject *o) { _Py_NewReference(o); }
KR_INLINE bool kr_gc_is_finalized(PyObject *o) { return PyObject_GC_IsFinalized(o); }
#endif

// Whether a trace or profile function is set.
#if KR_PY312
KR_INLINE bool kr_is_traced(void) { return kr_tstate()->tracing != 0 || kr_tstate()->c_tracefunc || kr_tstate()->c_profilefunc; }
#else
KR_INLINE bool kr_is_traced(void) { return kr_tstate()->cframe->use_tracing != 0; }
#endif

// Whether the interpreter wants attention: signals, another thread waiting, pending calls. Where that is told is the same for as long as a
// function runs without being suspended.
#if KR_PY313
KR_INLINE int64_t kr_poll_address(void) { return (int64_t)(intptr_t)&kr_tstate()->eval_breaker; }
KR_INLINE bool kr_poll_pending_at(int64_t address) { return (*(const volatile uintptr_t *)(intptr_t)address & 0xff) != 0; }
#else
extern const volatile int *kr_eval_breaker_slot;  // set by kr_runtime_init
KR_INLINE int64_t kr_poll_address(void) { return (int64_t)(intptr_t)kr_eval_breaker_slot; }
KR_INLINE bool kr_poll_pending_at(int64_t address) {
#if defined(__x86_64__) && defined(__GNUC__)
  // Every round of every loop does this: two instructions, where compilers load a volatile before they test it.
  __asm__ goto("cmpl $0, %0\n\tjne %l1" : : "m"(*(const volatile int *)(intptr_t)address) : "cc" : set);
  return false;
set:
  return true;
#else
  return *(const volatile int *)(intptr_t)address != 0;
#endif
}
#endif
KR_INLINE bool kr_poll_pending(void) { return kr_poll_pending_at(kr_poll_address()); }

// The keys of a dict, as far as module dicts need them: entries of (key, value) when all keys are strings.
typedef struct {
  Py_ssize_t refcnt;
  uint8_t log2_size, log2_index_bytes, kind;
  uint32_t version;
  Py_ssize_t usable, nentries;
  char indices[];
} KrDictKeys;
typedef struct {
  PyObject *key, *value;
} KrDictEntry;
// When there are others.
typedef struct {
  Py_hash_t hash;
  KrDictEntry entry;
} KrDictHashedEntry;
#define KR_DICT_KEYS(d) ((KrDictKeys *)(void *)((PyDictObject *)(d))->ma_keys)
#define KR_DICT_KEYS_GENERAL 0
#define KR_DICT_KEYS_UNICODE 1
KR_INLINE KrDictEntry *kr_dict_entries(KrDictKeys *keys) {
  return (KrDictEntry *)(void *)(keys->indices + ((size_t)1 << keys->log2_index_bytes));
}

// An error as CPython's own functions leave it, whose value need not be an instance yet, as an instance; exception.c.
void kr_err_normalize(PyObject **type, PyObject **value, PyObject **tb);
// Raised exception, as one normalised object with its traceback set (a new reference), and back.
#if KR_PY312
KR_INLINE PyObject *kr_err_take(void) { return PyErr_GetRaisedException(); }
KR_INLINE void kr_err_give(PyObject *exc) { PyErr_SetRaisedException(exc); }
#else
KR_INLINE PyObject *kr_err_take(void) {
  PyThreadState *ts = kr_tstate();
  PyObject *type = ts->curexc_type, *value = ts->curexc_value, *tb = ts->curexc_traceback;
  if (!type) return NULL;
  ts->curexc_type = ts->curexc_value = ts->curexc_traceback = NULL;
  if (!value || (PyObject *)Py_TYPE(value) != type) kr_err_normalize(&type, &value, &tb);
  if (tb) Py_XSETREF(((PyBaseExceptionObject *)value)->traceback, tb);
  Py_DECREF(type);
  return value;
}
KR_INLINE void kr_err_give(PyObject *exc) {
  PyObject *type = (PyObject *)Py_TYPE(exc);
  Py_INCREF(type);
  PyErr_Restore(type, exc, PyException_GetTraceback(exc));
}
#endif

#if KR_PY313
PyAPI_FUNC(int) _PyObject_GetMethod(PyObject *o, PyObject *name, PyObject **method);
PyAPI_FUNC(int) _PyDict_MergeEx(PyObject *dict, PyObject *other, int override);
PyAPI_FUNC(int) _PyGen_SetStopIterationValue(PyObject *value);
PyAPI_FUNC(int) _PyGen_FetchStopIterationValue(PyObject **value);
#endif

#if !KR_PY313
KR_INLINE int kr_dict_get_ref(PyObject *dict, PyObject *key, PyObject **result) {
  PyObject *v = PyDict_GetItemWithError(dict, key);
  *result = v;
  if (v) {
    Py_INCREF(v);
    return 1;
  }
  return PyErr_Occurred() ? -1 : 0;
}
#else
KR_INLINE int kr_dict_get_ref(PyObject *dict, PyObject *key, PyObject **result) {
  return PyDict_GetItemRef(dict, key, result);
}
#endif

// The dictionary of a type, borrowed: from 3.12 on each interpreter keeps those of the builtin ones.
#if KR_PY312
KR_INLINE PyObject *kr_type_dict(PyTypeObject *type) {
  PyObject *dict = PyType_GetDict(type);
  Py_XDECREF(dict);
  return dict;
}
#else
KR_INLINE PyObject *kr_type_dict(PyTypeObject *type) { return type->tp_dict; }
#endif

// What somebody keeps with a code object, which takes it along when it goes. The index is -1 where no more are to be had.
#if KR_PY312
#define kr_code_extra_index() PyUnstable_Eval_RequestCodeExtraIndex(NULL)
#define kr_code_get_extra PyUnstable_Code_GetExtra
#define kr_code_set_extra PyUnstable_Code_SetExtra
#else
#define kr_code_extra_index() _PyEval_RequestCodeExtraIndex(NULL)
#define kr_code_get_extra _PyCode_GetExtra
#define kr_code_set_extra _PyCode_SetExtra
#endif

// Before 3.11.4 what a single clause of `except*` raises comes out in a group.
KR_INLINE bool kr_version_groups_single_errors(void) { return Py_Version < 0x030B0400; }

void kr_version_init(void);
PyObject *kr_awaitable_iter(PyObject *o);  // what `await o` iterates; TypeError

#pragma GCC visibility pop
