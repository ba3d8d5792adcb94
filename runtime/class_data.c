// Plain data of classes, set by native code: counters, registries, defaults.
//
// Python gives a class and all below it another version for each of these stores, after which everything that is known by the version has to be looked
// at again. What direct calls rely on is not touched by them: the class is known to stand as it did.
#include "field.h"

enum { kMostClasses = 32 };

typedef struct {
  KrClass *cls;
  bool current;
} Standing;

// The native ones among a class and those below it whose methods stand, as known by their versions; -1 where there are too many.
static Py_ssize_t collect(PyTypeObject *type, Standing *standing, Py_ssize_t count) {
  KrClass *cls = kr_native_class(type);
  if (count < 0 || count == kMostClasses) return -1;
  if (cls && cls->type == type && type->tp_version_tag != 0 && type->tp_version_tag == cls->version)
    standing[count++] = (Standing){cls, cls->current == cls->version};
  PyObject *below = (PyObject *)type->tp_subclasses, *key, *reference;
  Py_ssize_t at = 0;
  while (below && count >= 0 && PyDict_Next(below, &at, &key, &reference)) {
    PyObject *each = ((PyWeakReference *)(void *)reference)->wr_object;
    if (each && PyType_Check(each)) count = collect((PyTypeObject *)each, standing, count);
  }
  return count;
}

static bool is_data(PyObject *value) { return !PyCallable_Check(value) && !Py_TYPE(value)->tp_descr_get && !Py_TYPE(value)->tp_descr_set; }

// Names with underscores at both ends mean something to Python.
static bool is_plain_name(PyObject *name) {
  Py_ssize_t length = PyUnicode_CheckExact(name) ? PyUnicode_GET_LENGTH(name) : 0;
  return length > 0 && !(length > 4 && PyUnicode_READ_CHAR(name, 0) == '_' && PyUnicode_READ_CHAR(name, 1) == '_' && PyUnicode_READ_CHAR(name, length - 1) == '_');
}

// Fields come before the value in the classes that it reaches, native or not.
static void look_over(PyTypeObject *type) {
  KrClass *cls = kr_class_of(type);
  if (!cls || PyErr_Occurred()) return;
  if (cls->type == type) kr_class_exact_slow(cls);
  else kr_heir_look_over(type, cls);
}

static int set_attribute(PyTypeObject *type, PyObject *name, PyObject *value) {
  int r = PyObject_SetAttr((PyObject *)type, name, value);
  if (r == 0) look_over(type);
  return r;
}

int kr_class_set_attribute(PyTypeObject *type, PyObject *name, PyObject *value) {
  PyTypeObject *meta = Py_TYPE(type);
  KrClass *cls = kr_native_class(type);
  bool plain = cls && cls->type == type && meta->tp_setattro == PyType_Type.tp_setattro && is_plain_name(name) && is_data(value);
  PyObject *old = plain ? PyDict_GetItemWithError(type->tp_dict, name) : NULL;
  if (!old || !is_data(old) || _PyType_Lookup(meta, name)) {
    PyErr_Clear();
    return set_attribute(type, name, value);
  }
  Standing standing[kMostClasses];
  Py_ssize_t count = collect(type, standing, 0);
  Py_INCREF(old);  // what its end runs may change the class, too: it comes after what is done here
  int r = PyObject_SetAttr((PyObject *)type, name, value);
  for (Py_ssize_t i = 0; r == 0 && i < count; ++i) {
    KrClass *each = standing[i].cls;
    _PyType_Lookup(each->type, name);  // gives the type a version tag
    if (!each->type->tp_version_tag) continue;
    each->version = each->checked = each->type->tp_version_tag;
    each->current = standing[i].current ? each->version : KR_NO_VERSION;
  }
  Py_DECREF(old);
  return r;
}
