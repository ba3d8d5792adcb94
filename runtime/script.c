// See script.h.
#include "script.h"

#include "krait.h"

PyObject *kr_binary_once(PyObject *a, PyObject *b, int64_t op) { return kr_py_binary(a, b, (int)op); }
// No caches: every step of a script comes here, each with another name.
PyObject *kr_getattr_once(PyObject *o, PyObject *name) { return PyObject_GetAttr(o, name); }
int kr_setattr_once(PyObject *o, PyObject *name, PyObject *value) { return PyObject_SetAttr(o, name, value); }
PyObject *kr_call_method_once(PyObject *name, PyObject *const *args, Py_ssize_t n) {
  return PyObject_VectorcallMethod(name, args, (size_t)n | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
}

typedef PyObject *P;
typedef PyObject *const *Args;

// The function's result in `*result`; false when it failed.
static bool step(int32_t kind, const void *function, Args a, Py_ssize_t n, int64_t number, P *result) {
#define CALL(RESULT, TYPES, ...) ((RESULT(*) TYPES)(uintptr_t)function)(__VA_ARGS__)
  switch (kind) {
    case KR_STEP_O1: return (*result = CALL(P, (P), a[0])) != NULL;
    case KR_STEP_O2: return (*result = CALL(P, (P, P), a[0], a[1])) != NULL;
    case KR_STEP_O3: return (*result = CALL(P, (P, P, P), a[0], a[1], a[2])) != NULL;
    case KR_STEP_O4: return (*result = CALL(P, (P, P, P, P), a[0], a[1], a[2], a[3])) != NULL;
    case KR_STEP_O6: return (*result = CALL(P, (P, P, P, P, P, P), a[0], a[1], a[2], a[3], a[4], a[5])) != NULL;
    case KR_STEP_O0A: return (*result = CALL(P, (Args, Py_ssize_t), a, n)) != NULL;
    case KR_STEP_O1A: return (*result = CALL(P, (P, Args, Py_ssize_t), a[0], a + 1, n - 1)) != NULL;
    case KR_STEP_O2A: return (*result = CALL(P, (P, P, Args, Py_ssize_t), a[0], a[1], a + 2, n - 2)) != NULL;
    case KR_STEP_O2L: return (*result = CALL(P, (P, P, int64_t), a[0], a[1], number)) != NULL;
    case KR_STEP_O3L: return (*result = CALL(P, (P, P, P, int64_t), a[0], a[1], a[2], number)) != NULL;
    case KR_STEP_N1: return *result = CALL(P, (P), a[0]), true;
    case KR_STEP_N1L: return *result = CALL(P, (P, int64_t), a[0], number), true;
    case KR_STEP_I1: return CALL(int, (P), a[0]) >= 0;
    case KR_STEP_I2: return CALL(int, (P, P), a[0], a[1]) >= 0;
    case KR_STEP_I3: return CALL(int, (P, P, P), a[0], a[1], a[2]) >= 0;
    case KR_STEP_V2: return CALL(void, (P, P), a[0], a[1]), true;
    default: Py_UNREACHABLE();
  }
#undef CALL
}

static P argument(const KrScript *script, P *slots, int32_t word) {
  if (word >= 0) return slots[word];
  if (word == KR_ARG_NULL) return NULL;
  if (word == KR_ARG_GLOBALS) return script->code->module->dict;
  if (word < KR_ARG_POINTER) return (P)(uintptr_t)script->pointers[-1 - (word - KR_ARG_POINTER)];
  return script->code->module->constants[-1 - word];
}

int kr_script(const KrScript *script, PyObject **slots, KrStackFrame *frame) {
  memset(slots + script->inputs, 0, (script->slots - script->inputs) * sizeof *slots);
  const int32_t *at = script->steps;
  for (;;) {
    int32_t kind = at[0];
    if (kind == KR_STEP_END) return 0;
    if (kind == KR_STEP_RELEASE) {
      PyObject *o = slots[at[1]];
      slots[at[1]] = NULL;
      Py_XDECREF(o);
      at += 2;
      continue;
    }
    const void *function = script->pointers[at[1]];
    int32_t site = at[2], to = at[3], count = at[4];
    at += 5;
    PyObject *args[count + 1];  // the first is spare, as PY_VECTORCALL_ARGUMENTS_OFFSET allows callees to use it
    for (int32_t i = 0; i < count; ++i) args[i + 1] = argument(script, slots, at[i]);
    at += count;
    int64_t number = 0;
    if (kind == KR_STEP_O2L || kind == KR_STEP_O3L || kind == KR_STEP_N1L) {
      number = (int64_t)((uint64_t)(uint32_t)at[1] << 32 | (uint32_t)at[0]);
      at += 2;
    }
    if (frame && site >= 0) kr_frame_at(frame, (uint32_t)site);
    PyObject *result = NULL;
    if (KR_UNLIKELY(!step(kind, function, args + 1, count, number, &result))) {
      for (uint32_t i = script->borrowed; i < script->slots; ++i) Py_XDECREF(slots[i]);
      if (site >= 0) kr_traceback_add(script->code, (uint32_t)site);
      return -1;
    }
    if (to >= 0) slots[to] = result;
  }
}
