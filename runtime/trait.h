// Traits: classes that are only there to be inherited from, by compiled classes.
#pragma once

#include "object.h"

#pragma GCC visibility push(hidden)

// What the decorators of a @trait class gave: calling it becomes a TypeError, and so does making instances of classes of modules
// that are not compiled, unless `open`. -1 with an error.
int kr_trait_finish(PyObject *made, int64_t open);
// A compiled class was made: if it derives from traits, instances of it are made as if it did not.
void kr_trait_release(PyTypeObject *type);

#pragma GCC visibility pop
