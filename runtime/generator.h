// Generators, coroutines and async generators: a native frame behind Python's protocol.
//
// Emission makes one struct a generator function that starts with KrGenerator, and a KrGeneratorKind that describes it.
#pragma once

#include "code.h"
#include "object.h"

#pragma GCC visibility push(hidden)

typedef struct KrGenerator KrGenerator;

enum { KR_GENERATOR_START = 0, KR_GENERATOR_DONE = -1, KR_GENERATOR_RUNNING = -2 };  // above 0: suspended at that yield

typedef struct KrGeneratorKind KrGeneratorKind;
struct KrGeneratorKind {
  // Runs to the next yield or to the end. `sent` is borrowed; NULL when the current error is to be thrown at the place of
  // suspension. PYGEN_NEXT and PYGEN_RETURN give a new reference in *result. Sets self->state.
  PySendResult (*resume)(KrGenerator *self, PyObject *sent, PyObject **result);
  int (*traverse)(KrGenerator *self, visitproc visit, void *arg);
  void (*clear)(KrGenerator *self);  // releases parameters and what the suspended state holds; state is DONE afterwards
  KrCode *code;
  size_t size;  // of the struct
  bool quiet;   // nothing handles what is thrown in at a yield: closing it only releases values
  KrGenerator *free;    // runtime: dead ones, chained by `awaiting`; what does not change from one to the next is left in them
  uint32_t free_count;  // runtime
};

// Begins as CPython's own generator, in the state of a finished one: the types are subtypes of `generator` and `coroutine`, and a
// C function of the base type that gets such an object finds nothing to run.
struct KrGenerator {
  PyGenObject base;
  KrGeneratorKind *kind;
  int32_t state;  // from here on is what moves when a generator that has begun on the C stack is suspended
  PyObject *awaiting;  // what `yield from` or await delegates to, or NULL; owned
  PyObject *result;    // between delegate.send and delegate.result: what the delegate returned
  PyObject *frame;     // gi_frame, once asked for
  bool gives_value;    // async generator: what it gave last is a yielded value, not one that an await passes on
  bool keeps_delegate;  // async generator: a GeneratorExit thrown in goes to the delegate instead of closing it
  bool changed;         // its names are others by now
};

// A generator of `kind` (by its code's flags: generator, coroutine, async generator) in the start state, parameters still
// to be filled, not yet tracked by the collector. NULL with an error.
KrGenerator *kr_generator_make(KrGeneratorKind *kind);
KR_BULKY KrGenerator *kr_generator_new(KrGeneratorKind *kind) {
  KrGenerator *g = kind->free;
  if (KR_UNLIKELY(!g || kr_tstate()->coroutine_origin_tracking_depth)) return kr_generator_make(kind);
  kind->free = (KrGenerator *)g->awaiting;
  kind->free_count--;
  g->awaiting = NULL;
  g->state = KR_GENERATOR_START;
  kr_revive((PyObject *)g);
  return g;
}
int kr_generator_types_init(void);

// After the parameters are filled.
KR_INLINE PyObject *kr_generator_ready(KrGenerator *self) {
  kr_gc_track((PyObject *)self);
  return (PyObject *)self;
}

// --- yield from and await; inside a generator's body only ---
// yield from o, await o, and the awaitable that `async for` got from __anext__: choose what to delegate to. -1 with an error.
int kr_delegate_start(PyObject *o);
int kr_delegate_await(PyObject *o);
int kr_delegate_await_with(PyObject *o, int64_t leaves);  // what __aenter__ or __aexit__ gave
int kr_delegate_anext(PyObject *iterator);
// Runs the delegate one step, with a sent value or with the current error thrown into it. The value it yields; NULL without an
// error when it is finished: then kr_delegate_result gives its result.
PyObject *kr_delegate_send(PyObject *sent);
PyObject *kr_delegate_throw(void);
PyObject *kr_delegate_result(void);
// A generator or coroutine that the body makes in order to delegate to it at once: `frame`, on the C stack, whose parameters are filled
// (owned). Runs it to its first stop. Nobody can see it before that, so only one that is suspended there becomes an object. The
// value it yields; NULL without an error when it is finished: then kr_delegate_result gives its result.
PyObject *kr_delegate_call(KrGeneratorKind *kind, KrGenerator *frame);
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

// o.send(value).
PyObject *kr_generator_send_cached(PyObject *o, PyObject *name, PyObject *value, KrMethodCache *cache);
#define kr_generator_send(o, name, value)                        \
  ({                                                             \
    static KrMethodCache kr_cache_;                              \
    kr_generator_send_cached((o), (name), (value), &kr_cache_);  \
  })

// A StopIteration on its way out of what stands for the body of a generator, or of a coroutine.
KR_COLD void kr_generator_leave(int64_t coroutine);

#pragma GCC visibility pop
