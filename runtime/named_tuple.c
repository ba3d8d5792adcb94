// Calls of classes that collections.namedtuple makes, typing.NamedTuple's among them, without running their `__new__`: that is
// `lambda _cls, a, b: _tuple_new(_cls, (a, b))`, which is recognised by its bytecode.
#include "krait.h"
#include "library.h"

enum { kClasses = 64, kMostFields = 100 };

// What is known of a class while it has the version.
typedef struct {
  unsigned int version;
  PyFunctionObject *function;  // `__new__`; borrowed: the class keeps it while its version stands. NULL: another kind of class
  uint64_t globals;            // version of its globals, where `_tuple_new` is what it should be
} NamedTuple;
static NamedTuple known[kClasses];

static PyObject *new_name, *maker_name;

// Code objects that were recognised bear a mark, which goes with them: nothing here holds one.
static char mark;
static Py_ssize_t mark_index = -2;

static bool is_marked(PyObject *code) {
  void *found = NULL;
  if (mark_index < 0 || kr_code_get_extra(code, mark_index, &found) < 0) return PyErr_Clear(), false;
  return found == &mark;
}

static bool set_mark(PyObject *code) {
  if (mark_index == -2) mark_index = kr_code_extra_index();
  if (mark_index < 0 || kr_code_set_extra(code, mark_index, &mark) < 0) return PyErr_Clear(), false;
  return true;
}

static bool writes_tuple(PyCodeObject *code) {
  int fields = code->co_argcount - 1;
  if (fields < 1 || fields > kMostFields || PyTuple_GET_SIZE(code->co_names) != 1 || PyTuple_GET_ITEM(code->co_names, 0) != maker_name) return false;
  char text[2 * 8 * kMostFields + 64], *at = text;
  at += sprintf(at, "lambda c,");
  for (int i = 0; i < fields; ++i) at += sprintf(at, "a%d,", i);
  at += sprintf(at, ": m(c, (");
  for (int i = 0; i < fields; ++i) at += sprintf(at, "a%d,", i);
  sprintf(at, "))");
  return kr_code_does(code, text);
}

// Whether the globals of `__new__` have tuple.__new__ for it.
static bool makes_tuples(PyFunctionObject *function) {
  PyObject *maker = PyDict_GetItemWithError(function->func_globals, maker_name);
  PyErr_Clear();
  return maker && PyCFunction_CheckExact(maker) && PyCFunction_GET_SELF(maker) == (PyObject *)&PyTuple_Type &&
         strcmp(((PyCFunctionObject *)maker)->m_ml->ml_name, "__new__") == 0;
}

static void learn(NamedTuple *entry, PyTypeObject *type) {
  if (!new_name) new_name = PyUnicode_InternFromString("__new__");
  if (!maker_name) maker_name = PyUnicode_InternFromString("_tuple_new");
  if (!new_name || !maker_name) return PyErr_Clear();
  PyObject *made = _PyType_Lookup(type, new_name);
  if (!type->tp_version_tag) return;
  entry->version = type->tp_version_tag;
  entry->function = NULL;
  PyObject *function = made && Py_TYPE(made) == &PyStaticMethod_Type ? PyObject_GetAttrString(made, "__func__") : NULL;
  PyCodeObject *code = (PyCodeObject *)kr_bytecode_of(function);
  PyErr_Clear();
  Py_XDECREF(function);  // the class keeps it
  if (!KR_HAVE_DICT_VERSION || !code || type->tp_alloc != PyType_GenericAlloc || type->tp_itemsize != sizeof(PyObject *) ||
      type->tp_init != PyBaseObject_Type.tp_init || !(is_marked((PyObject *)code) || (writes_tuple(code) && set_mark((PyObject *)code))) ||
      !makes_tuples((PyFunctionObject *)function))
    return;
  entry->function = (PyFunctionObject *)function;
  entry->globals = kr_dict_version(entry->function->func_globals);
}

// Of the parameters of `__new__`, the class being the first; -1 where there is none.
static Py_ssize_t parameter(const PyCodeObject *code, PyObject *name) {
  for (Py_ssize_t i = 1; i < code->co_argcount; ++i)
    if (PyTuple_GET_ITEM(code->co_localsplusnames, i) == name) return i - 1;
  return -1;
}

PyObject *kr_named_tuple_make(PyTypeObject *type, PyObject *const *args, Py_ssize_t n, PyObject *names) {
  NamedTuple *entry = &known[type->tp_version_tag % kClasses];
  if (KR_UNLIKELY(entry->version != type->tp_version_tag || !entry->version)) learn(entry, type);
  PyFunctionObject *function = entry->function;
  if (!function || entry->version != type->tp_version_tag || kr_is_traced() || kr_dict_version(function->func_globals) != entry->globals) return NULL;
  PyCodeObject *code = (PyCodeObject *)kr_bytecode_of((PyObject *)function);
  if (!code || !is_marked((PyObject *)code)) return NULL;
  Py_ssize_t fields = code->co_argcount - 1, keywords = names ? PyTuple_GET_SIZE(names) : 0, given = n - keywords;
  PyObject *values[kMostFields];
  if (given > fields) return NULL;
  for (Py_ssize_t i = 0; i < fields; ++i) values[i] = i < given ? args[i] : NULL;
  for (Py_ssize_t i = 0; i < keywords; ++i) {
    Py_ssize_t at = parameter(code, PyTuple_GET_ITEM(names, i));
    if (at < 0 || values[at]) return NULL;
    values[at] = args[given + i];
  }
  PyObject *defaults = function->func_defaults;
  Py_ssize_t first = fields - (defaults ? PyTuple_GET_SIZE(defaults) : 0);
  for (Py_ssize_t i = given; i < fields; ++i) {
    if (values[i]) continue;
    if (i < first) return NULL;
    values[i] = PyTuple_GET_ITEM(defaults, i - first);
  }
  Py_XINCREF(defaults);  // the collector may run now
  PyObject *o = PyType_GenericAlloc(type, fields);
  for (Py_ssize_t i = 0; o && i < fields; ++i) PyTuple_SET_ITEM(o, i, kr_new_ref(values[i]));
  Py_XDECREF(defaults);
  return o;
}
