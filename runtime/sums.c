// sum(), min() and max() of a list or tuple of numbers or other values whose order is plain: nothing of it runs Python, so whatever turns out not to
// do is left to CPython from the beginning.
#include "krait.h"
#include "known.h"

KrKnownFunctions kr_known_builtins;
static uint8_t kinds[kKnownDefinitions];
typedef enum { kOther, kSum, kMin, kMax } Kind;

void kr_known_builtins_init(void) {
  static const char *const names[] = {"sum", "min", "max", NULL};
  PyObject *modules = PyImport_GetModuleDict();
  kr_known_find(&kr_known_builtins, modules ? PyDict_GetItemString(modules, "builtins") : NULL, "builtins", names, kinds);
}

// Ints are added up as such until a float comes, as CPython does it. From 3.12 on it carries along what floats lose.
static PyObject *sum(PyObject *const *items, Py_ssize_t n) {
  int64_t whole = 0;
  Py_ssize_t i = 0;
  for (; i < n && PyLong_CheckExact(items[i]) && kr_long_is_compact(items[i]); ++i) whole += kr_long_compact_value(items[i]);
  if (i == n) return PyLong_FromLongLong(whole);
  if (KR_PY312 || !PyFloat_CheckExact(items[i])) return NULL;
  double total = (double)whole;
  for (; i < n; ++i) {
    if (PyFloat_CheckExact(items[i])) total += PyFloat_AS_DOUBLE(items[i]);
    else if (PyLong_CheckExact(items[i]) && kr_long_is_compact(items[i])) total += (double)kr_long_compact_value(items[i]);
    else return NULL;
  }
  return PyFloat_FromDouble(total);
}

// Of several that are equal the first.
static PyObject *extreme(PyObject *const *items, Py_ssize_t n, int wanted) {
  if (n == 0) return NULL;
  PyObject *best = items[0];
  for (Py_ssize_t i = 1; i < n; ++i) {
    int order = kr_plain_order(items[i], best);
    if (order == KR_ORDER_UNKNOWN) return NULL;
    if (order == wanted) best = items[i];
  }
  return kr_new_ref(best);
}

bool kr_known_builtin_call(const PyMethodDef *function, PyObject *const *args, Py_ssize_t n, PyObject **result) {
  Kind kind = kinds[kr_known_place(function, &kr_known_builtins)];
  if (kind == kOther || n != 1 || !(PyList_CheckExact(args[0]) || PyTuple_CheckExact(args[0]))) return false;
  PyObject *const *items = PySequence_Fast_ITEMS(args[0]);
  Py_ssize_t count = Py_SIZE(args[0]);
  *result = kind == kSum ? sum(items, count) : extreme(items, count, kind == kMin ? -1 : 1);
  return *result || PyErr_Occurred();
}
