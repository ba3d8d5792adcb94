// Unpacking of iterables into targets.
#include "krait.h"

static bool is_iterable(PyObject *o) { return Py_TYPE(o)->tp_iter || PySequence_Check(o); }

static void too_many_values(int64_t n) { PyErr_Format(PyExc_ValueError, "too many values to unpack (expected %zd)", (Py_ssize_t)n); }
static void too_few_values(const char *at_least, int64_t n, Py_ssize_t got) {
  PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected %s%zd, got %zd)", at_least, (Py_ssize_t)n, got);
}

static PyObject *unpack_iter(PyObject *o) {
  PyObject *iterator = PyObject_GetIter(o);
  if (!iterator && PyErr_ExceptionMatches(PyExc_TypeError) && !is_iterable(o)) {
    PyErr_Clear();
    PyErr_Format(PyExc_TypeError, "cannot unpack non-iterable %.200s object", Py_TYPE(o)->tp_name);
  }
  return iterator;
}

PyObject *kr_unpack_exact_slow(PyObject *o, int64_t n) {
  if (PyList_CheckExact(o) && PyList_GET_SIZE(o) == n) return PyList_AsTuple(o);
  if (PyTuple_Check(o) && PyTuple_GET_SIZE(o) == n && Py_TYPE(o)->tp_iter == PyTuple_Type.tp_iter) return kr_new_ref(o);  // named tuples
  PyObject *iterator = unpack_iter(o);
  if (!iterator) return NULL;
  PyObject *tuple = PyTuple_New(n), *extra;
  for (Py_ssize_t i = 0; tuple && i < n; ++i) {
    PyObject *item = kr_py_next(iterator);
    if (item) {
      PyTuple_SET_ITEM(tuple, i, item);
    } else {
      if (!PyErr_Occurred()) too_few_values("", n, i);
      Py_CLEAR(tuple);
    }
  }
  if (tuple && ((extra = kr_py_next(iterator)) || PyErr_Occurred())) {
    if (extra) too_many_values(n);
    Py_XDECREF(extra);
    Py_CLEAR(tuple);
  }
  Py_DECREF(iterator);
  return tuple;
}

PyObject *kr_unpack_star(PyObject *o, int64_t counts) {
  Py_ssize_t before = (Py_ssize_t)(counts & 0xffffffff), after = (Py_ssize_t)(counts >> 32);
  PyObject *iterator = unpack_iter(o);
  if (!iterator) return NULL;
  PyObject *tuple = PyTuple_New(before + 1 + after), *list = NULL;
  for (Py_ssize_t i = 0; tuple && i < before; ++i) {
    PyObject *item = kr_py_next(iterator);
    if (item) {
      PyTuple_SET_ITEM(tuple, i, item);
    } else {
      if (!PyErr_Occurred()) too_few_values("at least ", before + after, i);
      Py_CLEAR(tuple);
    }
  }
  if (tuple && (list = PySequence_List(iterator))) {
    Py_ssize_t middle = PyList_GET_SIZE(list) - after;
    if (middle < 0) {
      too_few_values("at least ", before + after, before + PyList_GET_SIZE(list));
      Py_CLEAR(tuple);
    } else {
      for (Py_ssize_t i = 0; i < after; ++i)
        PyTuple_SET_ITEM(tuple, before + 1 + i, kr_new_ref(PyList_GET_ITEM(list, middle + i)));
      if (after && PyList_SetSlice(list, middle, middle + after, NULL) < 0) Py_CLEAR(tuple);
    }
    if (tuple)
      PyTuple_SET_ITEM(tuple, before, list);
    else
      Py_DECREF(list);
  } else {
    Py_CLEAR(tuple);
  }
  Py_DECREF(iterator);
  return tuple;
}
