// The frames of native functions as the interpreter sees them: a record on the C stack, linked into the thread's chain while the function
// runs. Functions have one that call what may look at its caller (sys._getframe, warnings, logging, namedtuple): the frame says which
// function of which module is at which line. It holds no local variables.
#pragma once

#include "code.h"

#pragma GCC visibility push(hidden)

#if PY_VERSION_HEX < 0x030E0000
#define KR_HAVE_FRAMES 1

// CPython's _PyInterpreterFrame (frame.c compares the two).
typedef struct KrInterpreterFrame {
#if KR_PY313
  PyObject *f_code;
#elif KR_PY312
  PyCodeObject *f_code;
#endif
#if KR_PY312
  struct KrInterpreterFrame *previous;
#endif
  PyObject *function, *f_globals, *f_builtins, *f_locals;
#if !KR_PY312
  PyCodeObject *f_code;
#endif
  PyFrameObject *frame_obj;
#if !KR_PY312
  struct KrInterpreterFrame *previous;
#endif
  const char *instruction;
  int stacktop;
#if KR_PY312
  uint16_t return_offset;
#else
  bool is_entry;
#endif
  char owner;
  PyObject *variables[1];
} KrInterpreterFrame;

typedef struct {
  PyThreadState *ts;  // NULL: the frame could not be made, and is not there
  const char *first;  // instruction of the code
  PyObject *locals;   // f_locals at the start, borrowed
  KrInterpreterFrame frame;
} KrStackFrame;

typedef KrInterpreterFrame *__attribute__((may_alias)) KrFramePointer;  // to the same structure under CPython's name
#if KR_PY313
#define KR_CURRENT_FRAME(ts) (*(KrFramePointer *)(void *)&(ts)->current_frame)
#else
#define KR_CURRENT_FRAME(ts) (*(KrFramePointer *)(void *)&(ts)->cframe->current_frame)
#endif

// The function object that frames of the code name; NULL without an error when there is no memory.
KR_COLD PyFunctionObject *kr_frame_function(KrCode *code);
// The end of a frame that somebody has a frame object of.
KR_COLD void kr_frame_release(KrStackFrame *s);

// `count`: of the code's variables. `locals` is f_locals: of a module or class body, else NULL.
KR_BULKY KrStackFrame *kr_frame_enter(KrStackFrame *s, KrCode *code, uint32_t count, PyObject *locals) {
  PyFunctionObject *function = code->frame_function;
  s->ts = NULL;
  bool made = function && function->func_globals == code->module->dict;  // a module may be imported anew
  if (KR_UNLIKELY(!made) && !(function = kr_frame_function(code))) return s;
  PyThreadState *ts = s->ts = kr_tstate();
  KrInterpreterFrame *frame = &s->frame;
  s->locals = locals;
  s->first = (const char *)code->object->co_code_adaptive;
#if KR_PY313
  frame->f_code = (PyObject *)code->object;
#else
  frame->f_code = code->object;
#endif
  frame->function = (PyObject *)function;
  frame->f_globals = function->func_globals;
  frame->f_builtins = function->func_builtins;
  frame->f_locals = locals;
  frame->frame_obj = NULL;
  frame->instruction = s->first;
  frame->stacktop = 0;
#if KR_PY312
  frame->return_offset = 0;
#else
  frame->is_entry = true;
#endif
  frame->owner = 0;  // FRAME_OWNED_BY_THREAD
  memset((char *)frame + offsetof(KrInterpreterFrame, variables), 0, count * sizeof(PyObject *));
  frame->previous = KR_CURRENT_FRAME(ts);
  KR_CURRENT_FRAME(ts) = frame;
  return s;
}

KR_BULKY void kr_frame_leave(KrStackFrame **place) {
  KrStackFrame *s = *place;
  if (KR_UNLIKELY(!s->ts)) return;
  KR_CURRENT_FRAME(s->ts) = s->frame.previous;
  if (KR_UNLIKELY(s->frame.frame_obj || s->frame.f_locals != s->locals)) kr_frame_release(s);
}

// Says where the function is: at position `site` of its code.
KR_INLINE void kr_frame_at(KrStackFrame *s, uint32_t site) {
  s->frame.instruction = s->first + 2 * ((size_t)site + 1);
}

#define KR_STACK_FRAME(CODE, COUNT, LOCALS)                                                                         \
  KrStackFrame kr_stack_room[1 + ((COUNT) * sizeof(PyObject *) + sizeof(KrStackFrame) - 1) / sizeof(KrStackFrame)]; \
  __attribute__((cleanup(kr_frame_leave))) KrStackFrame *kr_stack = kr_frame_enter(kr_stack_room, &(CODE), COUNT, LOCALS)

#else
#define KR_HAVE_FRAMES 0
typedef struct KrStackFrame KrStackFrame;
#define KR_STACK_FRAME(CODE, COUNT, LOCALS) KrStackFrame *kr_stack = NULL
#define kr_frame_at(s, site) ((void)(s))
#endif

#pragma GCC visibility pop
