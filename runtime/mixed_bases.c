// Classes over a native class and another class with a layout of its own: class E(Mixin, Exception), class D(NativeA, NativeB).
//
// Python refuses two bases whose instances both have bytes of their own. A Python class never has any, so programs rely on mixing
// them freely. Where type.__new__ refuses for the fields of native classes only, it is asked again with those of all but one
// base out of sight; instances of the new class have the layout of what remained, and keep the other fields in their dict.
// Native code notices by the type, descriptors by the chain of tp_base.
#include "field.h"

enum { kMostHidden = 64 };

static newfunc previous;  // of PyType_Type

static struct {
  PyTypeObject *type;
  Py_ssize_t size;
} hidden[kMostHidden];
static int hidden_count;
static int gc_was_on;

// --- hiding the fields of native classes from type.__new__ ---
static void show_again(void) {
  if (hidden_count > 0 && gc_was_on) PyGC_Enable();
  while (hidden_count > 0) {
    hidden_count--;
    hidden[hidden_count].type->tp_basicsize = hidden[hidden_count].size;
  }
}

// No Python code may run while fields are hidden. The first that could is what type.__new__ calls for the entries of the
// namespace: there, first of all, stands an entry of ours, which takes itself out.
static PyObject *end_hiding(PyObject *self, PyObject *args) {
  (void)self;
  show_again();
  PyObject *owner, *name;
  if (!PyArg_ParseTuple(args, "O!U", &PyType_Type, &owner, &name)) return NULL;
  if (PyDict_DelItem(((PyTypeObject *)owner)->tp_dict, name) < 0) return NULL;
  PyType_Modified((PyTypeObject *)owner);
  return kr_new_ref(Py_None);
}
static PyMethodDef end_methods[] = {{"__set_name__", end_hiding, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};
static PyTypeObject end_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "object",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = end_methods,
};

// The arguments of type.__new__ with that entry; new.
static PyObject *with_end(PyObject *args) {
  PyObject *space = PyDict_New(), *end = PyType_Ready(&end_type) < 0 ? NULL : PyObject_New(PyObject, &end_type), *result = NULL;
  if (space && end && PyDict_SetItemString(space, "_kr_end_of_hiding", end) == 0 && PyDict_Update(space, PyTuple_GET_ITEM(args, 2)) == 0)
    result = PyTuple_Pack(3, PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1), space);
  Py_XDECREF(space);
  Py_XDECREF(end);
  return result;
}

static bool keeps(PyTypeObject *kept, PyTypeObject *type) {
  for (; kept; kept = kept->tp_base)
    if (kept == type) return true;
  return false;
}

// Makes every native layout in the orders of the bases look like that of a class without fields; `kept` and what it is laid out
// over stay. False when there is nothing to hide.
static bool hide(PyObject *bases, PyTypeObject *kept) {
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i) {
    PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(bases, i);
    for (Py_ssize_t k = PyTuple_GET_SIZE(base->tp_mro); k-- > 0;) {  // what others are laid out over first
      PyTypeObject *type = (PyTypeObject *)PyTuple_GET_ITEM(base->tp_mro, k);
      if (!kr_is_laid_out(type) || keeps(kept, type) || hidden_count == kMostHidden) continue;
      Py_ssize_t bare = type->tp_base->tp_basicsize;
      if (type->tp_basicsize == bare || kr_class_of(type)->slotted) continue;  // slots are bytes to Python, too
      hidden[hidden_count].type = type;
      hidden[hidden_count++].size = type->tp_basicsize;
      type->tp_basicsize = bare;
    }
  }
  return hidden_count > 0;
}

static bool layouts_conflict(void) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyObject *text = value ? PyObject_Str(value) : NULL;
  bool conflict = text && type == PyExc_TypeError && PyUnicode_CompareWithASCIIString(text, "multiple bases have instance lay-out conflict") == 0;
  Py_XDECREF(text);
  PyErr_Clear();
  PyErr_Restore(type, value, traceback);
  return conflict;
}

// Whether type.__new__ makes the class itself, rather than ask a more derived metaclass, and asks nobody for the order of bases.
static bool is_winner(PyTypeObject *metaclass, PyObject *bases) {
  PyObject *name = PyUnicode_InternFromString("mro");
  bool plain = name && _PyType_Lookup(metaclass, name) == PyDict_GetItem(kr_type_dict(&PyType_Type), name);
  Py_XDECREF(name);
  if (!plain) return false;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i)
    if (!PyType_IsSubtype(metaclass, Py_TYPE(PyTuple_GET_ITEM(bases, i)))) return false;
  return true;
}

static PyObject *try_again(PyTypeObject *metaclass, PyObject *args, PyObject *keywords, PyTypeObject *kept) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyObject *changed = with_end(args), *result = NULL;
  bool tried = changed && hide(PyTuple_GET_ITEM(args, 1), kept);
  if (tried) {
    gc_was_on = PyGC_Disable();
    result = previous(metaclass, changed, keywords);
    show_again();
  }
  Py_XDECREF(changed);
  if (tried || PyErr_Occurred()) {
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
  } else {
    PyErr_Restore(type, value, traceback);
  }
  return result;
}

static void made(PyTypeObject *type) {
  kr_attributes_of_heir(type);
  kr_heir_made(type);
}

static PyObject *type_new(PyTypeObject *metaclass, PyObject *args, PyObject *keywords) {
  show_again();  // called from within: comparing is over
  PyObject *result = previous(metaclass, args, keywords);
  if (result) made((PyTypeObject *)result);
  if (KR_LIKELY(result != NULL) || !PyTuple_Check(args) || PyTuple_GET_SIZE(args) != 3 || !layouts_conflict()) return result;
  PyObject *bases = PyTuple_GET_ITEM(args, 1);
  if (!PyTuple_Check(bases) || !PyDict_Check(PyTuple_GET_ITEM(args, 2))) return NULL;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i)
    if (!PyType_Check(PyTuple_GET_ITEM(bases, i))) return NULL;
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);  // lookups expect none
  bool wins = is_winner(metaclass, bases);
  PyErr_Restore(type, value, traceback);
  if (!wins) return NULL;  // the metaclass that was asked instead has done this already
  // First with the layout of one native base, then of none.
  for (Py_ssize_t i = 0; !result && i <= PyTuple_GET_SIZE(bases); ++i) {
    PyTypeObject *kept = i < PyTuple_GET_SIZE(bases) ? (PyTypeObject *)PyTuple_GET_ITEM(bases, i) : NULL;
    if (kept && !kr_is_laid_out(kept)) continue;
    result = try_again(metaclass, args, keywords, kept);
    if (!result && !layouts_conflict()) return NULL;
  }
  if (result) made((PyTypeObject *)result);
  return result;
}

// Metaclasses that inherit type.__new__ have copies of the pointer, which type.__new__ compares.
static void replace_in(PyTypeObject *metaclass) {
  if (metaclass->tp_new == previous) metaclass->tp_new = type_new;
  PyObject *subclasses = PyObject_CallMethod((PyObject *)&PyType_Type, "__subclasses__", "(O)", metaclass);
  for (Py_ssize_t i = 0; subclasses && i < PyList_GET_SIZE(subclasses); ++i) replace_in((PyTypeObject *)PyList_GET_ITEM(subclasses, i));
  Py_XDECREF(subclasses);
  PyErr_Clear();
}

void kr_allow_mixed_bases(void) {
  if (previous) return;
  previous = PyType_Type.tp_new;
  replace_in(&PyType_Type);
}
