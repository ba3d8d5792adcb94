#include "krait.h"
#include "roots.h"

#if KR_HAVE_FRAMES
#define Py_BUILD_CORE 1
#include <internal/pycore_frame.h>
#undef Py_BUILD_CORE

#define SAME(OURS, THEIRS) \
  _Static_assert(offsetof(KrInterpreterFrame, OURS) == offsetof(struct _PyInterpreterFrame, THEIRS), #OURS)
SAME(previous, previous);
SAME(f_globals, f_globals);
SAME(f_builtins, f_builtins);
SAME(f_locals, f_locals);
SAME(frame_obj, frame_obj);
SAME(stacktop, stacktop);
SAME(owner, owner);
SAME(variables, localsplus);
#if KR_PY313
SAME(f_code, f_executable);
SAME(function, f_funcobj);
SAME(instruction, instr_ptr);
#else
SAME(f_code, f_code);
SAME(instruction, prev_instr);
#if KR_PY312
SAME(function, f_funcobj);
#else
SAME(function, f_func);
SAME(is_entry, is_entry);
#endif
#endif

// A function made for an earlier import is left to that import's namespace: frames that still run may name it, and what keeps them
// running keeps the namespace. Both go together when nobody has either.
static void retire(PyFunctionObject *function, KrCode *code) {
  PyObject *key = PyUnicode_FromFormat("<frames of %p>", (void *)code);
  // Without memory for it the function stays for ever.
  if (key && PyDict_SetItem(function->func_globals, key, (PyObject *)function) == 0) Py_DECREF(function);
  Py_XDECREF(key);
}

PyFunctionObject *kr_frame_function(KrCode *code) {
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  PyCodeObject *object = kr_code_object(code);
  if (code->frame_function) retire(code->frame_function, code);
  code->frame_function = object ? (PyFunctionObject *)PyFunction_New((PyObject *)object, code->module->dict) : NULL;
  code->framed = code->framed || kr_root_add(&code->frame_function);
  PyErr_Restore(type, value, tb);
  return code->frame_function;
}

// The frame object outlives the function: it takes the record over, and with it who called the function.
static void keep(KrStackFrame *s, PyFrameObject *object) {
  KrInterpreterFrame *copy = (KrInterpreterFrame *)(void *)object->_f_frame_data;
  memcpy(copy, &s->frame, offsetof(KrInterpreterFrame, variables));
  memset(copy->variables, 0, (size_t)((PyCodeObject *)(void *)copy->f_code)->co_nlocalsplus * sizeof(PyObject *));
  copy->owner = FRAME_OWNED_BY_FRAME_OBJECT;
  copy->previous = NULL;
  copy->frame_obj = NULL;
  Py_INCREF(copy->f_code);
  Py_INCREF(copy->function);
  if (copy->f_locals == s->locals) Py_XINCREF(copy->f_locals);
  object->f_frame = (struct _PyInterpreterFrame *)(void *)copy;
  object->f_back = PyThreadState_GetFrame(s->ts);
  if (!PyObject_GC_IsTracked((PyObject *)object)) PyObject_GC_Track(object);
}

void kr_frame_release(KrStackFrame *s) {
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  PyFrameObject *object = s->frame.frame_obj;
  if (object && Py_REFCNT(object) > 1)
    keep(s, object);
  else if (s->frame.f_locals != s->locals)
    Py_XDECREF(s->frame.f_locals);
  Py_XDECREF(object);
  PyErr_Restore(type, value, tb);
}
#endif
