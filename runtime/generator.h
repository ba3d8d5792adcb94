// Generators, coroutines and async generators: a native frame behind Python's protocol.
//
// Emission makes one struct a generator function that starts with KrGenerator, and a KrGeneratorKind that describes it.
#pragma once

#include "code.h"

#pragma GCC visibility push(hidden)

typedef struct KrGenerator KrGenerator;

enum { KR_GENERATOR_START = 0, KR_GENERATOR_DONE = -1, KR_GENERATOR_RUNNING = -2 };  // above 0: suspended at that yield

typedef struct {
  // Runs to the next yield or to the end. `sent` is borrowed; NULL when the current error is to be thrown at the place of
  // suspension. PYGEN_NEXT and PYGEN_RETURN give a new reference in *result. Sets self->state.
  PySendResult (*resume)(KrGenerator *self, PyObject *sent, PyObject **result);
  int (*traverse)(KrGenerator *self, visitproc visit, void *arg);
  void (*clear)(KrGenerator *self);  // releases parameters and what the suspended state holds; state is DONE afterwards
  KrCode *code;
  size_t size;  // of the struct
} KrGeneratorKind;

// Begins as CPython's own generator, in the state of a finished one: the types are subtypes of `generator` and `coroutine`, and a
// C function of the base type that gets such an object finds nothing to run.
struct KrGenerator {
  PyGenObject base;
  const KrGeneratorKind *kind;
  int32_t state;
  PyObject *awaiting;  // what `yield from` or await delegates to, or NULL; owned
  PyObject *result;    // between delegate.send and delegate.result: what the delegate returned
  PyObject *frame;     // gi_frame, once asked for
  bool gives_value;    // async generator: what it gave last is a yielded value, not one that an await passes on
  bool keeps_delegate;  // async generator: a GeneratorExit thrown in goes to the delegate instead of closing it
};

// A generator of `kind` (by its code's flags: generator, coroutine, async generator) in the start state, parameters still
// to be filled, not yet tracked by the collector. NULL with an error.
KrGenerator *kr_generator_new(const KrGeneratorKind *kind);
int kr_generator_types_init(void);

// After the parameters are filled.
KR_INLINE PyObject *kr_generator_ready(KrGenerator *self) {
  PyObject_GC_Track((PyObject *)self);
  return (PyObject *)self;
}

// --- yield from and await; inside a generator's body only ---
// yield from o, await o, and the awaitable that `async for` got from __anext__: choose what to delegate to. -1 with an error.
int kr_delegate_start(PyObject *o);
int kr_delegate_await(PyObject *o);
int kr_delegate_anext(PyObject *iterator);
// Runs the delegate one step, with a sent value or with the current error thrown into it. The value it yields; NULL without an
// error when it is finished: then kr_delegate_result gives its result.
PyObject *kr_delegate_send(PyObject *sent);
PyObject *kr_delegate_throw(void);
PyObject *kr_delegate_result(void);
// `async for`: o.__aiter__().
PyObject *kr_async_iter(PyObject *o);
// Marks what an async generator is about to yield as a value of its own; gives the operand.
PyObject *kr_async_value(PyObject *value);

KR_INLINE int kr_obj_traverse(PyObject *o, visitproc visit, void *arg) { return o ? visit(o, arg) : 0; }
KR_INLINE int kr_tag_traverse(KrTag t, visitproc visit, void *arg) {
  return t && !kr_tag_is_small(t) ? visit(kr_tag_pointer(t), arg) : 0;
}
KR_INLINE int kr_num_traverse(KrNum n, visitproc visit, void *arg) {
  return kr_num_is_obj(n) && !kr_num_is_absent(n) ? visit(kr_num_pointer(n), arg) : 0;
}

KR_COLD void kr_generator_leave(void);

#pragma GCC visibility pop
