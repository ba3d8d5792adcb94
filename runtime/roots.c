// The objects that native code holds in its static data, and the collector.
//
// Static data is no object, so what it holds would look like something in use for ever: at exit no module would be collected, and
// CPython would take it apart name by name, under `__del__` methods that still want the names. So one object stands for all that the
// library holds. Each module of the library owns it, and its dictionary when the module object is gone; a module that nobody else
// refers to any more is then collected with its functions and classes as Python's modules are, finalisers first. What is held is
// never let go, only emptied: native code may still run.
#include "roots.h"

#include "class.h"

typedef struct {
  PyObject_HEAD
} Roots;

static Roots *roots;
static void **places;
static size_t place_count;
static KrClass *classes;

// Pointers of any type lie there.
static PyObject *held_at(size_t i) {
  PyObject *held;
  memcpy(&held, places[i], sizeof held);
  return held;
}

static int visit_class(const KrClass *cls, visitproc visit, void *arg) {
  Py_VISIT(cls->type);
  Py_VISIT(cls->object);
  Py_VISIT(cls->methods);
  return kr_dataclass_visit(cls, visit, arg);
}

static int roots_traverse(PyObject *self, visitproc visit, void *arg) {
  (void)self;
  for (size_t i = 0; i < place_count; ++i) Py_VISIT(held_at(i));
  int status = 0;
  for (const KrClass *cls = classes; cls && status == 0; cls = cls->next) status = visit_class(cls, visit, arg);
  return status;
}

static int roots_clear(PyObject *self) {
  (void)self;
  return 0;
}

static void roots_dealloc(PyObject *self) {
  PyObject_GC_UnTrack(self);
  PyObject_GC_Del(self);
  roots = NULL;
}

static PyTypeObject roots_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "krait.roots",
    .tp_basicsize = sizeof(Roots),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_dealloc = roots_dealloc,
    .tp_traverse = roots_traverse,
    .tp_clear = roots_clear,
};

bool kr_root_add(void *place) {
  if ((place_count & (place_count - 1)) == 0) {
    void **more = PyMem_RawRealloc(places, (place_count ? place_count * 2 : 1) * sizeof *places);
    if (!more) return false;
    places = more;
  }
  places[place_count++] = place;
  return true;
}

void kr_root_empty(PyObject *held) {
  for (size_t i = place_count; i-- > 0;) {
    if (held_at(i) != held) continue;
    PyObject *none = NULL;
    memcpy(places[i], &none, sizeof none);
    places[i] = places[--place_count];
    Py_DECREF(held);
  }
}

void kr_root_class(KrClass *cls) {
  if (cls->held) return;
  cls->held = true;
  cls->next = classes;
  classes = cls;
}

// --- owners ---
static PyObject *make_roots(void) {
  if (roots) return kr_new_ref((PyObject *)roots);
  if (PyType_Ready(&roots_type) < 0 || !(roots = PyObject_GC_New(Roots, &roots_type))) return NULL;
  PyObject_GC_Track(roots);
  return (PyObject *)roots;
}

int kr_root_module(KrModule *m, PyObject *object, PyObject *dict) {
  // A later instance takes over from the one before.
  if (!m->owner && !make_roots()) return -1;
  m->owner = object;
  if (m->dict == dict) return 0;
  if (!m->dict && !kr_root_add(&m->dict)) return PyErr_NoMemory(), -1;
  Py_XSETREF(m->dict, kr_new_ref(dict));
  return 0;
}

int kr_root_module_traverse(const KrModule *m, PyObject *object, visitproc visit, void *arg) {
  if (m->owner == object) Py_VISIT(roots);
  return 0;
}

void kr_root_module_free(KrModule *m, PyObject *object) {
  if (m->owner != object) return;
  m->owner = NULL;
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  // Without memory for it they are held for ever.
  if (PyDict_SetItemString(m->dict, "<native>", (PyObject *)roots) == 0) Py_DECREF(roots);
  PyErr_Restore(type, value, tb);
}

// --- instances that the collector is not told of ---
// It takes what an untracked object refers to for something in use, and each instance refers to its class. So at exit those that any
// object refers to are tracked, for its last round. One library does that for all of the process.
enum { kMostLibraries = 64 };
typedef struct {
  size_t count;
  destructor ends[kMostLibraries];  // by these a library's native classes are known
} Libraries;

typedef struct {
  const Libraries *libraries;
  PyObject **found;  // borrowed; each was referred to when it was found
  size_t count, room;
} Search;

static int find_untracked(PyObject *o, void *arg) {
  Search *search = arg;
  if (!PyType_HasFeature(Py_TYPE(o), Py_TPFLAGS_HEAPTYPE) || !PyObject_IS_GC(o) || PyObject_GC_IsTracked(o)) return 0;
  size_t i = 0;
  while (i < search->libraries->count && search->libraries->ends[i] != Py_TYPE(o)->tp_dealloc) ++i;
  if (i == search->libraries->count) return 0;
  if (search->count == search->room) {
    size_t room = search->room ? search->room * 2 : 256;
    PyObject **more = PyMem_RawRealloc(search->found, room * sizeof *more);
    if (!more) return -1;
    search->found = more;
    search->room = room;
  }
  PyObject_GC_Track(o);
  search->found[search->count++] = o;
  return 0;
}

// Whether the last round can be noticed: something has a finaliser, streams apart, which the interpreter always has.
static bool any_finaliser(PyObject *objects) {
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(objects); ++i) {
    const PyTypeObject *type = Py_TYPE(PyList_GET_ITEM(objects, i));
    if (type->tp_del || (type->tp_finalize && strncmp(type->tp_name, "_io.", 4) != 0)) return true;
  }
  return false;
}

static PyObject *track_all(PyObject *capsule, PyObject *none) {
  (void)none;
  Search search = {.libraries = PyCapsule_GetPointer(capsule, NULL)};
  PyObject *collector = PyImport_ImportModule("gc"), *objects = collector ? PyObject_CallMethod(collector, "get_objects", NULL) : NULL;
  int status = objects && PyList_Check(objects) && search.libraries && any_finaliser(objects) ? 0 : -1;
  for (Py_ssize_t i = 0; status == 0 && i < PyList_GET_SIZE(objects); ++i) {
    PyObject *o = PyList_GET_ITEM(objects, i);
    status = Py_TYPE(o)->tp_traverse(o, find_untracked, &search);
    while (status == 0 && search.count > 0) {
      o = search.found[--search.count];
      status = Py_TYPE(o)->tp_traverse(o, find_untracked, &search);
    }
  }
  PyMem_RawFree(search.found);
  Py_XDECREF(objects);
  Py_XDECREF(collector);
  PyErr_Clear();
  Py_RETURN_NONE;
}

static void free_libraries(PyObject *capsule) { PyMem_RawFree(PyCapsule_GetPointer(capsule, NULL)); }

static Libraries *make_libraries(PyObject *space, PyObject *name) {
  static PyMethodDef method = {"track_all", track_all, METH_NOARGS, NULL};
  Libraries *libraries = PyMem_RawCalloc(1, sizeof *libraries);
  PyObject *capsule = libraries ? PyCapsule_New(libraries, NULL, free_libraries) : NULL;
  if (!capsule) return PyMem_RawFree(libraries), NULL;
  PyObject *callback = PyCFunction_New(&method, capsule), *module = callback ? PyImport_ImportModule("atexit") : NULL;
  PyObject *done = module ? PyObject_CallMethod(module, "register", "O", callback) : NULL;
  if (!done || PyDict_SetItem(space, name, capsule) < 0) libraries = NULL;
  Py_XDECREF(done);
  Py_XDECREF(module);
  Py_XDECREF(callback);
  Py_DECREF(capsule);
  return libraries;
}

void kr_root_untracked(void) {
  static bool known;
  if (known) return;
  known = true;
  PyObject *space = PyInterpreterState_GetDict(PyInterpreterState_Get()), *name = PyUnicode_InternFromString("krait.untracked.1");
  PyObject *capsule = space && name ? PyDict_GetItemWithError(space, name) : NULL;
  Libraries *libraries = capsule ? PyCapsule_GetPointer(capsule, NULL) : space && name && !PyErr_Occurred() ? make_libraries(space, name) : NULL;
  if (libraries && libraries->count < kMostLibraries) libraries->ends[libraries->count++] = kr_native_dealloc;
  Py_XDECREF(name);
  PyErr_Clear();  // without it instances keep their class until the end
}
