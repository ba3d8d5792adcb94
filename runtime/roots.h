// What native code holds in its static data, told to the collector (roots.c).
#pragma once

#include "code.h"

#pragma GCC visibility push(hidden)

typedef struct KrClass KrClass;

// From now on the place, in static data, has a reference to an object of its own, or NULL. To be called once for each place. False when
// there is no memory: what it holds stays for ever.
bool kr_root_add(void *place);
// Lets go of an object wherever it is held, and of the places.
void kr_root_empty(PyObject *held);
// Likewise of all that the description of a class has; may be called again.
void kr_root_class(KrClass *cls);
// There are classes whose instances the collector is not told of.
void kr_root_untracked(void);
// `object`, with the globals `dict`, is the instance of the module that native code runs for. -1 with an error.
int kr_root_module(KrModule *m, PyObject *object, PyObject *dict);
// Of the module object.
int kr_root_module_traverse(const KrModule *m, PyObject *object, visitproc visit, void *arg);
void kr_root_module_free(KrModule *m, PyObject *object);
// What the native form of a dataclass holds (dataclass.c).
int kr_dataclass_visit(const KrClass *cls, visitproc visit, void *arg);

#pragma GCC visibility pop
