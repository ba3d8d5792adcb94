// `__dict__` of instances with fields: a dict with the fields, but for those that are slots, and the other attributes as they are now, whose own changes go
// through to the instance.
#include "field.h"

typedef struct {
  PyDictObject dict;
  PyObject *owner;
  const KrClass *cls;
} InstanceDict;

static PyTypeObject instance_dict_type;

// `same`: names of fields are interned, so that a name which is, too, is one of them or equals none.
static const KrField *search_field(const KrClass *cls, PyObject *name, bool same, const KrClass **owner) {
  for (; cls; cls = cls->base) {
    for (uint32_t i = 0; !cls->slotted && i < cls->field_count; ++i) {
      PyObject *known = cls->module->constants[cls->fields[i].name];
      if (same ? known != name : PyUnicode_Compare(known, name) != 0) continue;
      *owner = cls;
      return &cls->fields[i];
    }
  }
  return NULL;
}

static const KrField *find_field(const KrClass *cls, PyObject *name, const KrClass **owner) {
  if (!PyUnicode_Check(name)) return NULL;
  const KrField *found = search_field(cls, name, true, owner);
  return found || PyUnicode_CHECK_INTERNED(name) ? found : search_field(cls, name, false, owner);
}

// Writes one entry through to the instance; value NULL deletes.
static int write_through(InstanceDict *d, PyObject *key, PyObject *value) {
  const KrClass *owner;
  const KrField *field = find_field(d->cls, key, &owner);
  if (!value) kr_order_note(d->owner, NULL, key);
  else kr_order_set(d->owner, d->cls, key);
  if (field) return kr_field_write(d->owner, owner, field, value);
  PyObject *others = PyObject_GenericGetDict(d->owner, NULL);
  if (!others) return -1;
  int r = value ? PyDict_SetItem(others, key, value) : PyDict_DelItem(others, key);
  Py_DECREF(others);
  kr_instance_track(d->owner);
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
// Copied and pickled, it is the dict that it looks like.
static PyObject *reduce(PyObject *self, PyObject *protocol) {
  (void)protocol;
  PyObject *plain = PyDict_Copy(self);
  return plain ? Py_BuildValue("O(N)", &PyDict_Type, plain) : NULL;
}

#define ENTRY(NAME) {#NAME, (PyCFunction)(void *)d_##NAME, METH_VARARGS | METH_KEYWORDS, NULL}
static PyMethodDef methods[] = {ENTRY(update), ENTRY(pop), ENTRY(popitem), ENTRY(setdefault), ENTRY(clear),
                                {"__reduce_ex__", reduce, METH_O, NULL}, {NULL, NULL, 0, NULL}};

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

// --- order ---
static PyObject *order_key;  // under which the other attributes hold the list of names

// Adds what is set and stands in the order so far; then the fields of the base classes, the own ones, and the other attributes.
static int add_field(PyObject *dict, PyObject *o, const KrClass *cls, const KrField *field) {
  PyObject *name = cls->module->constants[field->name];
  PyObject *value = kr_field_read(o, field);
  if (!value) return PyErr_Occurred() ? -1 : 0;
  int r = PyDict_SetDefault(dict, name, value) ? 0 : -1;
  Py_DECREF(value);
  return r;
}

static int add_in_order(PyObject *dict, PyObject *o, const KrClass *cls, PyObject *others, PyObject *order) {
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(order); ++i) {
    PyObject *name = PyList_GET_ITEM(order, i);
    const KrClass *owner;
    const KrField *field = find_field(cls, name, &owner);
    if (field) {
      if (add_field(dict, o, owner, field) < 0) return -1;
      continue;
    }
    PyObject *value = PyDict_GetItemWithError(others, name);
    if (value ? PyDict_SetItem(dict, name, value) < 0 : PyErr_Occurred() != NULL) return -1;
  }
  return 0;
}

static int add_fields(PyObject *dict, PyObject *o, const KrClass *cls) {
  if (!cls) return 0;
  if (add_fields(dict, o, cls->base) < 0) return -1;
  for (uint32_t i = 0; !cls->slotted && i < cls->field_count; ++i)
    if (add_field(dict, o, cls, &cls->fields[i]) < 0) return -1;
  return 0;
}

static int add_others(PyObject *dict, PyObject *others) {
  PyObject *key, *value;
  Py_ssize_t at = 0;
  while (PyDict_Next(others, &at, &key, &value))
    if (key != order_key && PyDict_SetItem(dict, key, value) < 0) return -1;
  return 0;
}

static int fill(PyObject *dict, PyObject *o, const KrClass *cls) {
  PyObject *others = PyObject_GenericGetDict(o, NULL);
  if (!others) return -1;
  PyObject *order = PyDict_GetItemWithError(others, order_key);
  int failed = (order && add_in_order(dict, o, cls, others, order) < 0) || add_fields(dict, o, cls) < 0 || add_others(dict, others) < 0;
  Py_DECREF(others);
  return failed ? -1 : 0;
}

void kr_order_note(PyObject *o, PyObject *added, PyObject *removed) {
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  PyObject *now = PyDict_New(), *others = PyObject_GenericGetDict(o, NULL), *order = NULL;
  bool made = now && others && fill(now, o, kr_class_of(Py_TYPE(o))) == 0;
  if (made && removed && PyDict_Contains(now, removed) > 0) made = PyDict_DelItem(now, removed) == 0;
  if (made && added) made = PyDict_SetItem(now, added, Py_None) == 0;
  if (made) order = PyDict_Keys(now);
  if (order) PyDict_SetItem(others, order_key, order);
  Py_XDECREF(now);
  Py_XDECREF(others);
  Py_XDECREF(order);
  PyErr_Clear();  // out of memory: the order is not what it should be
  PyErr_Restore(type, value, tb);
}

static bool all_set(PyObject *o, const KrClass *cls) {
  for (; cls; cls = cls->base)
    for (uint32_t i = 0; !cls->slotted && i < cls->field_count; ++i)
      if (!kr_field_is_set(o, &cls->fields[i])) return false;
  return true;
}

void kr_order_set(PyObject *o, const KrClass *cls, PyObject *name) {
  const KrClass *owner;
  const KrField *field = find_field(cls, name, &owner);
  if (!kr_has_attributes(o) && all_set(o, cls)) return;
  PyObject *others = !field || kr_has_attributes(o) ? PyObject_GenericGetDict(o, NULL) : NULL;
  if (!others) {
    PyErr_Clear();
    return;
  }
  PyObject *order = PyDict_GetItem(others, order_key);
  bool note;
  if (order) note = PySequence_Contains(order, name) == 0;
  else if (field) note = PyDict_GET_SIZE(others) > 0 && !kr_field_is_set(o, field);
  else note = !PyDict_GetItem(others, name) && !all_set(o, cls);
  Py_DECREF(others);
  if (note) kr_order_note(o, name, NULL);
}

PyObject *kr_instance_dict(PyObject *o, const KrClass *cls) {
  PyObject *dict = PyDict_Type.tp_new(&instance_dict_type, NULL, NULL);
  if (!dict) return NULL;
  ((InstanceDict *)dict)->owner = kr_new_ref(o);
  ((InstanceDict *)dict)->cls = cls;
  if (fill(dict, o, cls) < 0) Py_CLEAR(dict);
  return dict;
}

int kr_instance_dict_init(void) {
  if (!order_key && !(order_key = PyObject_CallNoArgs((PyObject *)&PyBaseObject_Type))) return -1;
  if (instance_dict_type.tp_flags & Py_TPFLAGS_READY) return 0;
  instance_dict_type.tp_base = &PyDict_Type;
  return PyType_Ready(&instance_dict_type);
}
