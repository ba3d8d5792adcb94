// What the files about generators, coroutines and async generators share; not for generated code.
#pragma once

#include "krait.h"

#pragma GCC visibility push(hidden)

extern PyTypeObject kr_generator_type, kr_coroutine_type, kr_async_generator_type;
extern PyMethodDef kr_async_generator_methods[];
extern PyAsyncMethods kr_async_generator_slots;
int kr_async_generator_types_init(void);

// Runs the generator to its next stop, as generator.send does. sent NULL: the current error is thrown in. `closing`: a finished coroutine
// is not misuse. What comes out of an async generator by `yield` leaves g->gives_value set.
PySendResult kr_generator_resume(KrGenerator *g, PyObject *sent, PyObject **result, bool closing);
// Sets the error that throw(type, value, traceback) means; false with another error when the arguments make none.
// The error that is set goes on in the generator, whose exception state is the current one: what is handled there becomes its context.
void kr_generator_chain(const KrGenerator *g);
bool kr_generator_set_thrown(PyObject *type, PyObject *value, PyObject *tb);
PyObject *kr_generator_close(PyObject *self, PyObject *none);
// Releases everything; the generator is done.
void kr_generator_finish(KrGenerator *g);

#pragma GCC visibility pop
