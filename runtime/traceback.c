// Frame objects of native functions and the traceback entries that show them.
//
// Raising must be cheap. So the line of an entry is read from the table of sites, where CPython would walk the code's location
// table; and each code keeps the frames it showed last, to show them again once nobody else holds them.
#include "krait.h"

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
  if (!kept && !(kept = described->frames = PyMem_Calloc(1, sizeof *kept))) {
    PyErr_NoMemory();
    Py_DECREF(function);
    return NULL;
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

// The entry itself: `unit` of the code, which is on `line`. Without memory for it the exception goes on as it is.
static void add_entry(KrCode *code, uint32_t unit, uint32_t line) {
  PyObject *type, *value, *old;
  PyErr_Fetch(&type, &value, &old);
  PyCodeObject *object = kr_code_object(code);
  PyFrameObject *frame = object ? frame_of(code, object, unit) : NULL;
  PyTracebackObject *entry = frame ? PyObject_GC_New(PyTracebackObject, &PyTraceBack_Type) : NULL;
  if (KR_LIKELY(entry != NULL)) {
    entry->tb_next = (PyTracebackObject *)old;
    entry->tb_frame = frame;
    entry->tb_lasti = (int)(unit * sizeof(_Py_CODEUNIT));
    entry->tb_lineno = (int)line;
    PyObject_GC_Track(entry);
    old = (PyObject *)entry;
  } else {
    PyErr_Clear();
    Py_XDECREF(frame);
  }
  PyErr_Restore(type, value, old);
}

// Unit 0 of a synthesised code object is its start, the sites follow.
void kr_traceback_add(KrCode *code, uint32_t site) { add_entry(code, site + 1, code->sites[site].line); }
void kr_traceback_add_start(KrCode *code) { add_entry(code, 0, code->first_line); }
