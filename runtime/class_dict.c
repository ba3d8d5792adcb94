// The dictionary of a class with fields. Its field descriptors, store hooks, `__getstate__` and a subclass's `__dict__` are Krait's own
// affair: whoever looks at `__dict__` of the class sees what Python would have there, that is, a field's class-level value or nothing.
#include "field.h"

static PyTypeObject class_dict_type;

// What is to be seen of an entry; NULL: nothing.
static PyObject *shown(PyObject *value) {
  if (Py_TYPE(value) == &kr_store_hook_type || kr_is_own_entry(value)) return NULL;
  return Py_TYPE(value) == &kr_field_descriptor_type ? ((KrFieldDescriptor *)value)->fallback : value;
}

// What is to be seen, as a plain dict.
static PyObject *visible(PyObject *self) {
  PyObject *dict = PyDict_New(), *key, *value;
  Py_ssize_t at = 0;
  while (dict && PyDict_Next(self, &at, &key, &value)) {
    value = shown(value);
    if (value && PyDict_SetItem(dict, key, value) < 0) Py_CLEAR(dict);
  }
  return dict;
}

static PyObject *lookup(PyObject *self, PyObject *key) {
  PyObject *value = PyDict_GetItemWithError(self, key);
  return value ? shown(value) : NULL;
}

static PyObject *subscript(PyObject *self, PyObject *key) {
  PyObject *value = lookup(self, key);
  if (value) return kr_new_ref(value);
  if (!PyErr_Occurred()) _PyErr_SetKeyError(key);
  return NULL;
}

static int contains(PyObject *self, PyObject *key) { return lookup(self, key) ? 1 : PyErr_Occurred() ? -1 : 0; }

static Py_ssize_t length(PyObject *self) {
  Py_ssize_t at = 0, count = 0;
  PyObject *key, *value;
  while (PyDict_Next(self, &at, &key, &value))
    count += shown(value) != NULL;
  return count;
}

static PyObject *get(PyObject *self, PyObject *const *args, Py_ssize_t n) {
  if (n < 1 || n > 2) {
    PyErr_Format(PyExc_TypeError, n < 1 ? "get expected at least 1 argument, got %zd" : "get expected at most 2 arguments, got %zd", n);
    return NULL;
  }
  PyObject *value = lookup(self, args[0]);
  if (!value && PyErr_Occurred()) return NULL;
  return kr_new_ref(value ? value : n == 2 ? args[1] : Py_None);
}

static PyObject *iterate(PyObject *self) {
  PyObject *dict = visible(self), *iterator = dict ? PyObject_GetIter(dict) : NULL;
  Py_XDECREF(dict);
  return iterator;
}

static PyObject *represent(PyObject *self) {
  PyObject *dict = visible(self), *text = dict ? PyObject_Repr(dict) : NULL;
  Py_XDECREF(dict);
  return text;
}

static PyObject *compare(PyObject *self, PyObject *other, int op) {
  PyObject *dict = visible(self), *result = dict ? PyObject_RichCompare(dict, other, op) : NULL;
  Py_XDECREF(dict);
  return result;
}

static PyObject *merge(PyObject *left, PyObject *right) {
  PyObject *a = Py_TYPE(left) == &class_dict_type ? visible(left) : kr_new_ref(left);
  PyObject *b = Py_TYPE(right) == &class_dict_type ? visible(right) : kr_new_ref(right);
  PyObject *result = a && b ? PyNumber_Or(a, b) : NULL;
  Py_XDECREF(a);
  Py_XDECREF(b);
  return result;
}

#define OF_VISIBLE(NAME)                                                              \
  static PyObject *d_##NAME(PyObject *self, PyObject *none) {                         \
    (void)none;                                                                       \
    PyObject *dict = visible(self);                                                   \
    PyObject *result = dict ? PyObject_CallMethod(dict, #NAME, NULL) : NULL;          \
    Py_XDECREF(dict);                                                                 \
    return result;                                                                    \
  }
OF_VISIBLE(keys)
OF_VISIBLE(values)
OF_VISIBLE(items)
OF_VISIBLE(copy)
OF_VISIBLE(__reversed__)
static PyMethodDef methods[] = {
    {"keys", d_keys, METH_NOARGS, NULL},     {"values", d_values, METH_NOARGS, NULL},
    {"items", d_items, METH_NOARGS, NULL},   {"copy", d_copy, METH_NOARGS, NULL},
    {"get", (PyCFunction)(void *)get, METH_FASTCALL, NULL},
    {"__reversed__", d___reversed__, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL},
};

static PyMappingMethods mapping = {.mp_length = length, .mp_subscript = subscript};
static PySequenceMethods sequence = {.sq_contains = contains};
static PyNumberMethods number = {.nb_or = merge};
static PyTypeObject class_dict_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "dict",
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_methods = methods,
    .tp_as_mapping = &mapping,
    .tp_as_sequence = &sequence,
    .tp_as_number = &number,
    .tp_iter = iterate,
    .tp_repr = represent,
    .tp_richcompare = compare,
    .tp_hash = PyObject_HashNotImplemented,
};

int kr_class_dict_init(void) {
  if (class_dict_type.tp_flags & Py_TPFLAGS_READY) return 0;
  class_dict_type.tp_base = &PyDict_Type;
  return PyType_Ready(&class_dict_type);
}

int kr_class_dict_install(PyTypeObject *type) {
  if (Py_TYPE(type->tp_dict) == &class_dict_type) return 0;
  PyObject *dict = PyDict_Type.tp_new(&class_dict_type, NULL, NULL);
  if (!dict) return -1;
  PyObject *key, *value;
  Py_ssize_t at = 0;
  while (PyDict_Next(type->tp_dict, &at, &key, &value)) {
    if (PyDict_SetItem(dict, key, value) < 0) {
      Py_DECREF(dict);
      return -1;
    }
  }
  Py_SETREF(type->tp_dict, dict);
  PyType_Modified(type);
  return 0;
}
