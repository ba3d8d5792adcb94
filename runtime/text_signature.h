#pragma once

#include "base.h"

#pragma GCC visibility push(hidden)

// Gives the type of functions, which is ready, the attribute __text_signature__. -1 with an error.
int kr_text_signature_install(PyTypeObject *type);

#pragma GCC visibility pop
