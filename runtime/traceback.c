// Frame objects of native functions and the traceback entries that show them.
//
// Raising must be cheap. So the line of an entry is read from the table of sites, where CPython would walk the code's location
// table. While an error passes through native code, where nobody can look at its traceback, its entries are only noted; they
// become objects where the error is caught or leaves native code. What was shown last is kept, to be shown again once nobody
// else holds it: whole tracebacks, and each code's frames.
#include "krait.h"
#include "roots.h"

#include <frameobject.h>

#define Py_BUILD_CORE 1
#include <internal/pycore_frame.h>
#undef Py_BUILD_CORE

// The frames have no variables. Said so, because f_locals of a frame with a stack reads the cells of free variables, wherever there are none.
static void hide_variables(_PyInterpreterFrame *inner) {
#if PY_VERSION_HEX < 0x030E0000
  inner->stacktop = 0;
#else
  (void)inner;
#endif
}

#if KR_PY312
// A frame object that stands at `unit` of the code.
static PyFrameObject *frame_of(KrCode *described, PyCodeObject *code, uint32_t unit) {
  PyObject *globals = described->module->dict;
  PyFrameObject *frame = PyFrame_New(kr_tstate(), code, globals, code->co_flags & CO_OPTIMIZED ? NULL : globals);
  if (!frame) return NULL;
  hide_variables(frame->f_frame);
#if KR_PY313
  frame->f_frame->instr_ptr = _PyCode_CODE(code) + unit;
#else
  frame->f_frame->prev_instr = _PyCode_CODE(code) + unit;
#endif
  return frame;
}
#else
enum { kKeptFrames = 16 };  // of one code: recursion shows it several times in one traceback

struct KrFrames {
  PyObject *function;  // what the frames hold, and borrow globals and builtins from
  PyFrameObject *frames[kKeptFrames];
};

static KrFrames *frames_of(KrCode *described, PyCodeObject *code) {
  KrFrames *kept = described->frames;
  PyObject *globals = described->module->dict;
  if (KR_LIKELY(kept && ((PyFunctionObject *)kept->function)->func_globals == globals)) return kept;
  PyObject *function = PyFunction_New((PyObject *)code, globals);
  if (!function) return NULL;
  if (!kept) {
    if (!(kept = described->frames = PyMem_Calloc(1, sizeof *kept))) {
      PyErr_NoMemory();
      Py_DECREF(function);
      return NULL;
    }
    kr_root_add(&kept->function);
    for (int i = 0; i < kKeptFrames; ++i) kr_root_add(&kept->frames[i]);
  }
  for (int i = 0; i < kKeptFrames; ++i) Py_CLEAR(kept->frames[i]);
  Py_XSETREF(kept->function, function);
  return kept;
}

// What f_locals starts as.
static PyObject *initial_locals(const KrCode *described, const PyCodeObject *code) {
  return code->co_flags & CO_OPTIMIZED ? NULL : described->module->dict;
}

static void stand_at(_PyInterpreterFrame *inner, PyCodeObject *code, uint32_t unit) {
  hide_variables(inner);
  inner->prev_instr = _PyCode_CODE(code) + unit;
}

static PyFrameObject *new_frame(KrCode *described, PyCodeObject *code, PyObject *function) {
  PyFrameObject *frame = PyObject_GC_NewVar(PyFrameObject, &PyFrame_Type, code->co_nlocalsplus + code->co_stacksize);
  if (!frame) return NULL;
  _PyInterpreterFrame *inner = (_PyInterpreterFrame *)(void *)frame->_f_frame_data;
  PyFunctionObject *held = (PyFunctionObject *)kr_new_ref(function);
  _PyFrame_InitializeSpecials(inner, held, initial_locals(described, code), code->co_nlocalsplus);
  memset(inner->localsplus, 0, (size_t)code->co_nlocalsplus * sizeof *inner->localsplus);
  inner->previous = NULL;
  inner->owner = FRAME_OWNED_BY_FRAME_OBJECT;
  frame->f_frame = inner;
  frame->f_back = NULL;
  frame->f_trace = NULL;
  frame->f_lineno = 0;
  frame->f_trace_lines = 1;
  frame->f_trace_opcodes = 0;
  frame->f_fast_as_locals = 0;
  PyObject_GC_Track(frame);
  return frame;
}

// Whether the frame is as it was made. Others are no longer kept: what programs put into them may lead back to them.
static bool untouched(const PyFrameObject *frame, const PyObject *locals) {
  const _PyInterpreterFrame *inner = frame->f_frame;
  return !frame->f_trace && !frame->f_back && !frame->f_lineno && frame->f_trace_lines == 1 && !frame->f_trace_opcodes &&
         !frame->f_fast_as_locals && inner->f_locals == locals && inner->owner == FRAME_OWNED_BY_FRAME_OBJECT;
}

static PyFrameObject *frame_of(KrCode *described, PyCodeObject *code, uint32_t unit) {
  KrFrames *kept = frames_of(described, code);
  if (!kept) return NULL;
  // The first that nobody else holds, so that no more are kept than were ever in use at once.
  PyObject *locals = initial_locals(described, code);
  PyFrameObject **place = kept->frames, **end = place + kKeptFrames - 1;
  while (place != end && *place && Py_REFCNT(*place) != 1 && untouched(*place, locals)) ++place;
  PyFrameObject *frame = *place;
  if (KR_LIKELY(frame && Py_REFCNT(frame) == 1 && untouched(frame, locals))) {
    Py_INCREF(frame);
  } else {
    if (!(frame = new_frame(described, code, kept->function))) return NULL;
    Py_XSETREF(*place, (PyFrameObject *)kr_new_ref((PyObject *)frame));
  }
  stand_at(frame->f_frame, code, unit);
  return frame;
}
#endif

PyObject *kr_code_frame(KrCode *code) {
  PyCodeObject *object = kr_code_object(code);
  return object ? (PyObject *)frame_of(code, object, 0) : NULL;
}

void kr_frame_stand_at_line(PyFrameObject *frame, int line) {
  PyCodeObject *code = PyFrame_GetCode(frame);
  int unit = -1;
  hide_variables(frame->f_frame);
  for (int i = 0; i < (int)Py_SIZE(code); ++i) {
    if (PyCode_Addr2Line(code, i * (int)sizeof(_Py_CODEUNIT)) == line) unit = i;
  }
#if KR_PY313
  if (unit >= 0) frame->f_frame->instr_ptr = _PyCode_CODE(code) + unit;
#else
  if (unit >= 0) frame->f_frame->prev_instr = _PyCode_CODE(code) + unit;
#endif
  Py_DECREF(code);
}

// Consumes frame and next, when it succeeds.
static PyTracebackObject *new_entry(PyFrameObject *frame, uint32_t unit, uint32_t line, PyTracebackObject *next) {
  PyTracebackObject *entry = PyObject_GC_New(PyTracebackObject, &PyTraceBack_Type);
  if (!entry) return NULL;
  entry->tb_next = next;
  entry->tb_frame = frame;
  entry->tb_lasti = (int)(unit * sizeof(_Py_CODEUNIT));
  entry->tb_lineno = (int)line;
  PyObject_GC_Track(entry);
  return entry;
}

// The entry itself: `unit` of the code, which is on `line`. Without memory for it the exception goes on as it is.
static void show(KrCode *code, uint32_t unit, uint32_t line) {
  PyObject *type, *value, *old;
  PyErr_Fetch(&type, &value, &old);
  PyCodeObject *object = kr_code_object(code);
  PyFrameObject *frame = object ? frame_of(code, object, unit) : NULL;
  PyTracebackObject *entry = frame ? new_entry(frame, unit, line, (PyTracebackObject *)old) : NULL;
  if (KR_LIKELY(entry != NULL)) {
    old = (PyObject *)entry;
  } else {
    PyErr_Clear();
    Py_XDECREF(frame);
  }
  PyErr_Restore(type, value, old);
}

// Unit 0 of a synthesised code object is its start, the sites follow.
static inline uint32_t unit_of(uint32_t site) { return site + 1; }

#if KR_PY312
void kr_traceback_settle(void) {}
bool kr_traceback_is_pending(const PyObject *type, const PyObject *value) { return (void)type, (void)value, false; }
void kr_traceback_drop(void) {}
void kr_traceback_add(KrCode *code, uint32_t site) { show(code, unit_of(site), code->sites[site].line); }
void kr_traceback_add_start(KrCode *code) { show(code, 0, code->first_line); }
#else
// --- entries not yet shown ---
// The errors on their way through native code, innermost last: what runs when values are released on the way may raise and catch
// errors of its own. All of one thread; entries of another one are shown at once.
enum { kPending = 64, kErrors = 8, kTracebacks = 256 };

typedef struct {
  KrCode *code;
  uint32_t site;
} Pending;

typedef struct {
  PyObject *type, *value, *traceback;  // the error's words in the thread's state; compared, not held
  int first;                           // of `entries`; up to the next error's, or to the end
} PendingError;

static struct {
  const PyThreadState *thread;
  int count, errors;
  PendingError error[kErrors];
  Pending entries[kPending];
} pending;

static inline uint32_t line_of(const Pending *entry) { return entry->code->sites[entry->site].line; }

static inline bool is_current(const PendingError *e, const PyThreadState *ts) {
  return e->value == ts->curexc_value && e->type == ts->curexc_type && e->traceback == ts->curexc_traceback;
}

// The place of the current error among the pending ones, or -1. What is above it has been dealt with.
static int find_pending(const PyThreadState *ts) {
  if (pending.thread != ts) return -1;
  int i = pending.errors - 1;
  while (i >= 0 && !is_current(&pending.error[i], ts)) --i;
  if (i >= 0 && i + 1 < pending.errors) {
    pending.count = pending.error[i + 1].first;
    pending.errors = i + 1;
  }
  return i;
}

// Tracebacks shown last, by where they begin and end.
static PyTracebackObject *shown[kTracebacks];

static PyTracebackObject **place_of(const Pending *entries, int n) {
  uintptr_t hash = ((uintptr_t)entries[0].code >> 4) + entries[0].site * 31u;
  hash = hash * 1000003u + ((uintptr_t)entries[n - 1].code >> 4) + entries[n - 1].site * 31u + (uintptr_t)n * 7u;
  return &shown[(hash ^ hash >> 11) % kTracebacks];
}

// Whether the kept traceback has just these entries, as they were made, and nobody else holds any part of it.
static bool can_show_again(const PyTracebackObject *kept, const Pending *entries, int n) {
  for (int i = n - 1; i >= 0; --i, kept = kept->tb_next) {
    if (!kept || Py_REFCNT(kept) != 1 ||
        kept->tb_lasti != (int)(unit_of(entries[i].site) * sizeof(_Py_CODEUNIT)))
      return false;
    const KrCode *code = entries[i].code;
    const PyFrameObject *frame = kept->tb_frame;
    const _PyInterpreterFrame *inner = frame->f_frame;
    if (Py_REFCNT(frame) != 1 || inner->f_code != code->object || inner->f_globals != code->module->dict ||
        inner->prev_instr != _PyCode_CODE(code->object) + unit_of(entries[i].site) || !untouched(frame, initial_locals(code, code->object)))
      return false;
  }
  return kept == NULL;
}

// A traceback of frames that only it holds; NULL without memory for it.
static PyTracebackObject *new_traceback(const Pending *entries, int n) {
  PyTracebackObject *traceback = NULL;
  for (int i = 0; i < n; ++i) {
    PyCodeObject *object = kr_code_object(entries[i].code);
    KrFrames *kept = object ? frames_of(entries[i].code, object) : NULL;
    PyFrameObject *frame = kept ? new_frame(entries[i].code, object, kept->function) : NULL;
    if (frame) stand_at(frame->f_frame, object, unit_of(entries[i].site));
    PyTracebackObject *entry = frame ? new_entry(frame, unit_of(entries[i].site), line_of(&entries[i]), traceback) : NULL;
    if (!entry) {
      PyErr_Clear();
      Py_XDECREF(frame);
      Py_XDECREF(traceback);
      return NULL;
    }
    traceback = entry;
  }
  return traceback;
}

static KR_NOINLINE void show_anew(PyThreadState *ts, const Pending *entries, int n, PyTracebackObject **place) {
  if (ts->curexc_traceback) {
    for (int i = 0; i < n; ++i) show(entries[i].code, unit_of(entries[i].site), line_of(&entries[i]));
    return;
  }
  PyObject *type, *value, *none;
  PyErr_Fetch(&type, &value, &none);
  PyTracebackObject *traceback = new_traceback(entries, n);
  if (traceback && !*place) kr_root_add(place);
  if (traceback) Py_XSETREF(*place, (PyTracebackObject *)kr_new_ref((PyObject *)traceback));
  PyErr_Restore(type, value, (PyObject *)traceback);
}

// Shows the entries of pending error `index`, the current one.
static void show_pending(PyThreadState *ts, int index) {
  const Pending *entries = pending.entries + pending.error[index].first;
  int n = pending.count - pending.error[index].first;
  pending.count -= n;
  pending.errors = index;
  PyTracebackObject **place = place_of(entries, n);
  if (KR_LIKELY(!ts->curexc_traceback && can_show_again(*place, entries, n))) {
    ts->curexc_traceback = kr_new_ref((PyObject *)*place);
    return;
  }
  Pending copy[kPending];  // what is released on the way may raise, too
  memcpy(copy, entries, (size_t)n * sizeof *copy);
  show_anew(ts, copy, n, place);
}

void kr_traceback_settle(void) {
  if (!pending.errors) return;
  PyThreadState *ts = kr_tstate();
  int index = pending.errors - 1;
  if (pending.thread != ts || !is_current(&pending.error[index], ts)) index = find_pending(ts);
  if (index >= 0) show_pending(ts, index);
}

bool kr_traceback_is_pending(const PyObject *type, const PyObject *value) {
  for (int i = 0; i < pending.errors; ++i)
    if (pending.error[i].type == type && pending.error[i].value == value) return true;
  return false;
}

void kr_traceback_drop(void) {
  if (!pending.errors) return;
  int index = find_pending(kr_tstate());
  if (index < 0) return;
  pending.count = pending.error[index].first;
  pending.errors = index;
}

// The first entry of an error, and whatever else is not the rule.
static KR_NOINLINE void add_first(PyThreadState *ts, KrCode *code, uint32_t site) {
  int index = -1;
  if (!pending.errors) pending.thread = ts;
  else index = find_pending(ts);
  if (pending.count == kPending && index >= 0) {
    show_pending(ts, index);
    index = -1;
  }
  if (pending.thread != ts || pending.count == kPending || (index < 0 && pending.errors == kErrors)) {
    show(code, unit_of(site), code->sites[site].line);
    return;
  }
  if (index < 0)
    pending.error[pending.errors++] = (PendingError){ts->curexc_type, ts->curexc_value, ts->curexc_traceback, pending.count};
  pending.entries[pending.count++] = (Pending){code, site};
}

void kr_traceback_add(KrCode *code, uint32_t site) {
  PyThreadState *ts = kr_tstate();
  if (KR_LIKELY(pending.errors && pending.thread == ts && is_current(&pending.error[pending.errors - 1], ts) && pending.count < kPending))
    pending.entries[pending.count++] = (Pending){code, site};
  else
    add_first(ts, code, site);
}

void kr_traceback_add_start(KrCode *code) {
  kr_traceback_settle();
  show(code, 0, code->first_line);
}
#endif
