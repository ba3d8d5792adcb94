// `__dict__` of instances with fields: a dict with the fields and the other attributes as they are now, whose own changes go
// through to the instance.
#include "field.h"

typedef struct {
  PyDictObject dict;
  PyObject *owner;
  const KrClass *cls;
} InstanceDict;

static PyTypeObject instance_dict_type;

static const KrField *find_field(const KrClass *cls, PyObject *name, const KrClass **owner) {
  for (; cls; cls = cls->base) {
    for (uint32_t i = 0; i < cls->field_count; ++i) {
      PyObject *known = cls->module->constants[cls->fields[i].name];
      if (known == name || (PyUnicode_Check(name) && PyUnicode_Compare(known, name) == 0)) {
        *owner = cls;
        return &cls->fields[i];
      }
    }
  }
  return NULL;
}

// Writes one entry through to the instance; value NULL deletes.
static int write_through(InstanceDict *d, PyObject *key, PyObject *value) {
  const KrClass *owner;
  const KrField *field = find_field(d->cls, key, &owner);
  if (field) return kr_field_write(d->owner, owner, field, value);
  PyObject *others = PyObject_GenericGetDict(d->owner, NULL);
  if (!others) return -1;
  int r = value ? PyDict_SetItem(others, key, value) : PyDict_DelItem(others, key);
  Py_DECREF(others);
  return r;
}

static int assign(PyObject *self, PyObject *key, PyObject *value) {
  if (value) {
    if (write_through((InstanceDict *)self, key, value) < 0) return -1;
    return PyDict_SetItem(self, key, value);
  }
  if (PyDict_DelItem(self, key) < 0) return -1;
  return write_through((InstanceDict *)self, key, NULL);
}

// Other changing methods: done on the dict, then the differences are written through.
static PyObject *changed(PyObject *self, PyObject *before, PyObject *result) {
  InstanceDict *d = (InstanceDict *)self;
  PyObject *key, *value;
  Py_ssize_t at = 0;
  bool failed = false;
  while (!failed && PyDict_Next(before, &at, &key, &value)) {
    int kept = PyDict_Contains(self, key);
    failed = kept < 0 || (!kept && write_through(d, key, NULL) < 0);
  }
  PyObject *after = failed ? NULL : PyDict_Copy(self);
  at = 0;
  while (after && !failed && PyDict_Next(after, &at, &key, &value)) {
    PyObject *old = PyDict_GetItemWithError(before, key);
    failed = old != value && write_through(d, key, value) < 0;
  }
  Py_XDECREF(after);
  Py_DECREF(before);
  if (failed || !after) Py_CLEAR(result);
  return result;
}

static PyObject *call_dict_method(PyObject *self, const char *name, PyObject *args, PyObject *keywords) {
  PyObject *before = PyDict_Copy(self), *method = NULL, *all = NULL, *result = NULL;
  if (before && (method = PyObject_GetAttrString((PyObject *)&PyDict_Type, name))) {
    Py_ssize_t n = PyTuple_GET_SIZE(args);
    all = PyTuple_New(n + 1);
    if (all) {
      PyTuple_SET_ITEM(all, 0, kr_new_ref(self));
      for (Py_ssize_t i = 0; i < n; ++i) PyTuple_SET_ITEM(all, i + 1, kr_new_ref(PyTuple_GET_ITEM(args, i)));
      result = PyObject_Call(method, all, keywords);
    }
  }
  Py_XDECREF(method);
  Py_XDECREF(all);
  if (!result) {
    Py_XDECREF(before);
    return NULL;
  }
  return changed(self, before, result);
}

#define CHANGING(NAME)                                                              \
  static PyObject *d_##NAME(PyObject *self, PyObject *args, PyObject *keywords) {   \
    return call_dict_method(self, #NAME, args, keywords);                           \
  }
CHANGING(update)
CHANGING(pop)
CHANGING(popitem)
CHANGING(setdefault)
CHANGING(clear)
#define ENTRY(NAME) {#NAME, (PyCFunction)(void *)d_##NAME, METH_VARARGS | METH_KEYWORDS, NULL}
static PyMethodDef methods[] = {ENTRY(update), ENTRY(pop), ENTRY(popitem), ENTRY(setdefault), ENTRY(clear), {NULL, NULL, 0, NULL}};

static void dealloc(PyObject *self) {
  PyObject_GC_UnTrack(self);
  Py_CLEAR(((InstanceDict *)self)->owner);
  PyObject_GC_Track(self);  // as dict's own deallocation expects
  PyDict_Type.tp_dealloc(self);
}
static int traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(((InstanceDict *)self)->owner);
  return PyDict_Type.tp_traverse(self, visit, arg);
}
static int clear(PyObject *self) {
  Py_CLEAR(((InstanceDict *)self)->owner);
  return PyDict_Type.tp_clear(self);
}

static PyMappingMethods mapping = {.mp_ass_subscript = assign};
static PyTypeObject instance_dict_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "dict",
    .tp_basicsize = sizeof(InstanceDict),
    .tp_dealloc = dealloc,
    .tp_traverse = traverse,
    .tp_clear = clear,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_methods = methods,
    .tp_as_mapping = &mapping,
};

int kr_instance_dict_init(void) {
  if (instance_dict_type.tp_flags & Py_TPFLAGS_READY) return 0;
  instance_dict_type.tp_base = &PyDict_Type;
  return PyType_Ready(&instance_dict_type);
}

// Copies the fields of the base classes, then the own ones.
static int copy_fields(PyObject *dict, PyObject *o, const KrClass *cls) {
  if (!cls) return 0;
  if (copy_fields(dict, o, cls->base) < 0) return -1;
  for (uint32_t i = 0; i < cls->field_count; ++i) {
    PyObject *value = kr_field_read(o, &cls->fields[i]);
    if (!value && PyErr_Occurred()) return -1;
    if (!value) continue;
    int r = PyDict_SetItem(dict, cls->module->constants[cls->fields[i].name], value);
    Py_DECREF(value);
    if (r < 0) return -1;
  }
  return 0;
}

PyObject *kr_instance_dict(PyObject *o, const KrClass *cls) {
  PyObject *dict = PyDict_Type.tp_new(&instance_dict_type, NULL, NULL);
  if (!dict) return NULL;
  ((InstanceDict *)dict)->owner = kr_new_ref(o);
  ((InstanceDict *)dict)->cls = cls;
  PyObject *others = PyObject_GenericGetDict(o, NULL);
  int failed = !others || copy_fields(dict, o, cls) < 0 || PyDict_Update(dict, others) < 0;
  Py_XDECREF(others);
  if (failed) Py_CLEAR(dict);
  return dict;
}
