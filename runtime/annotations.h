// Annotations that are evaluated when somebody asks for them (--deferred-annotations), as Python 3.14 has it.
#pragma once

#include "base.h"

#pragma GCC visibility push(hidden)

// `items`: for each annotation its name, its text, and the line where that stands; globals, and the namespace of the class whose body
// it stands in (NULL: none). What functions get as annotations.
PyObject *kr_annotations_deferred(PyObject *items, PyObject *globals, PyObject *space);
// Makes sure that a module or class body has __annotations__, for kr_annotation_defer to add to.
int kr_annotations_setup_deferred(PyObject *space, PyObject *globals);
int kr_annotation_defer(PyObject *space, PyObject *name, PyObject *text, int64_t line);
// Lets `f.__annotations__` evaluate what it finds, in the type of compiled functions, before that is ready. -1 with an error.
int kr_annotations_init(PyTypeObject *functions);

#pragma GCC visibility pop
