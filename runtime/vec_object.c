// vec as Python sees it: slots and methods, all of one class for every kind of items.
#include "vec.h"

typedef union {
  char bytes[8];
  double align;
  PyObject *ref;
} Slot;

static void drop(const KrVec *v, Slot *slot) {
  if (v->info->kind == KR_VEC_REF) Py_DECREF(slot->ref);
}

static void *place(const KrVec *v, Py_ssize_t index) { return (char *)v->items + index * v->info->width; }

// --- as a sequence ---
static Py_ssize_t length(PyObject *o) { return ((KrVec *)o)->size; }

static PyObject *item(PyObject *o, Py_ssize_t index) {
  if ((size_t)index < (size_t)((KrVec *)o)->size) return kr_vec_box((KrVec *)o, index);
  kr_vec_index_error(false);
  return NULL;
}

static PyObject *slice_of(const KrVec *v, Py_ssize_t start, Py_ssize_t step, Py_ssize_t n) {
  KrVec *part = kr_vec_make(v->info, n);
  if (!part) return NULL;
  if (step == 1) {
    if (n > 0) memcpy(part->items, place(v, start), (size_t)(n * v->info->width));
  } else {
    for (Py_ssize_t i = 0; i < n; ++i) memcpy(place(part, i), place(v, start + i * step), (size_t)v->info->width);
  }
  for (Py_ssize_t i = 0; v->info->kind == KR_VEC_REF && i < n; ++i) Py_INCREF(((PyObject **)part->items)[i]);
  part->size = n;
  return (PyObject *)part;
}

static PyObject *subscript(PyObject *o, PyObject *key) {
  KrVec *v = (KrVec *)o;
  if (PySlice_Check(key)) {
    Py_ssize_t start, stop, step;
    if (PySlice_Unpack(key, &start, &stop, &step) < 0) return NULL;
    Py_ssize_t n = PySlice_AdjustIndices(v->size, &start, &stop, step);
    return slice_of(v, start, step, n);
  }
  int64_t index = kr_vec_index_of(key);
  if (index == -1 && PyErr_Occurred()) return NULL;
  return item(o, index < 0 ? index + v->size : index);
}

// The value is made an item first; what that runs, and the index, may change the vec.
static int put(KrVec *v, PyObject *key, PyObject *value) {
  Slot slot;
  if (value && kr_vec_unbox(v->info, value, &slot) < 0) return -1;
  Py_ssize_t index = kr_vec_index_of(key);
  bool failed = index == -1 && PyErr_Occurred();
  if (index < 0) index += v->size;
  if (!failed && (size_t)index >= (size_t)v->size) failed = kr_vec_index_error(true) < 0;
  if (failed) {
    if (value) drop(v, &slot);
    return -1;
  }
  if (!value) return kr_vec_replace(v, index, 1, NULL, 0);
  Slot old;
  memcpy(&old, place(v, index), (size_t)v->info->width);
  memcpy(place(v, index), &slot, (size_t)v->info->width);
  drop(v, &old);
  return 0;
}

// Every `step`th item from `start` on goes.
static int delete_every(KrVec *v, Py_ssize_t start, Py_ssize_t step, Py_ssize_t n) {
  if (step < 0) {
    start += (n - 1) * step;
    step = -step;
  }
  // What stays of the part in which some go.
  Py_ssize_t span = (n - 1) * step + 1, kept = 0;
  char *rest = PyMem_Malloc((size_t)(span * v->info->width + 1));
  if (!rest) {
    PyErr_NoMemory();
    return -1;
  }
  for (Py_ssize_t i = 0; i < span; ++i) {
    if (i % step == 0) continue;
    memcpy(rest + kept * v->info->width, place(v, start + i), (size_t)v->info->width);
    if (v->info->kind == KR_VEC_REF) Py_INCREF(((PyObject **)rest)[kept]);
    ++kept;
  }
  int status = kr_vec_replace(v, start, span, rest, kept);
  PyMem_Free(rest);
  return status;
}

static int set_slice(KrVec *v, PyObject *key, PyObject *value) {
  Py_ssize_t start, stop, step;
  if (PySlice_Unpack(key, &start, &stop, &step) < 0) return -1;
  KrVec *items = NULL;
  if (value) {
    // Its own items, too: the vec may be the value, and making items may run Python.
    items = kr_vec_make(v->info, 0);
    if (!items || kr_vec_extend(items, value) < 0) {
      Py_XDECREF(items);
      return -1;
    }
  }
  Py_ssize_t n = PySlice_AdjustIndices(v->size, &start, &stop, step), given = items ? items->size : 0;
  int status = -1;
  if (step == 1) {
    // The references move.
    if (items) items->size = 0;
    status = kr_vec_replace(v, start, n, items ? items->items : NULL, given);
  } else if (!value) {
    status = n == 0 ? 0 : delete_every(v, start, step, n);
  } else if (n != given) {
    PyErr_Format(PyExc_ValueError, "attempt to assign sequence of size %zd to extended slice of size %zd", given, n);
  } else {
    // Old items go where the new ones came from, and die with that.
    for (Py_ssize_t i = 0; i < n; ++i) {
      Slot slot;
      memcpy(&slot, place(v, start + i * step), (size_t)v->info->width);
      memcpy(place(v, start + i * step), place(items, i), (size_t)v->info->width);
      memcpy(place(items, i), &slot, (size_t)v->info->width);
    }
    status = 0;
  }
  Py_XDECREF(items);
  return status;
}

static int set_subscript(PyObject *o, PyObject *key, PyObject *value) {
  return PySlice_Check(key) ? set_slice((KrVec *)o, key, value) : put((KrVec *)o, key, value);
}

// Where an item equals the value, from `at` up to `stop`; -2 where none does, -1 with an error. Comparing may change the vec.
static Py_ssize_t find(KrVec *v, PyObject *value, Py_ssize_t at, Py_ssize_t stop) {
  if (v->info->kind == KR_VEC_F64 && PyFloat_CheckExact(value)) {
    double wanted = PyFloat_AS_DOUBLE(value);
    for (const double *items = v->items; at < v->size && at < stop; ++at)
      if (items[at] == wanted) return at;
    return -2;
  }
  if (v->info->kind == KR_VEC_I64 && PyLong_CheckExact(value) && kr_long_is_compact(value)) {
    int64_t wanted = kr_long_compact_value(value);
    for (const int64_t *items = v->items; at < v->size && at < stop; ++at)
      if (items[at] == wanted) return at;
    return -2;
  }
  for (; at < v->size && at < stop; ++at) {
    PyObject *each = kr_vec_box(v, at);
    int equal = each ? PyObject_RichCompareBool(each, value, Py_EQ) : -1;
    Py_XDECREF(each);
    if (equal != 0) return equal < 0 ? -1 : at;
  }
  return -2;
}

static int contains(PyObject *o, PyObject *value) {
  Py_ssize_t at = find((KrVec *)o, value, 0, PY_SSIZE_T_MAX);
  return at == -1 ? -1 : at >= 0;
}

static PyObject *copy(PyObject *o, PyObject *unused) {
  (void)unused;
  return slice_of((KrVec *)o, 0, 1, ((KrVec *)o)->size);
}

static PyObject *concat(PyObject *o, PyObject *other) {
  if (Py_TYPE(other) != Py_TYPE(o)) {
    PyErr_Format(PyExc_TypeError, "can only concatenate %.200s (not \"%.200s\") to %.200s", Py_TYPE(o)->tp_name, Py_TYPE(other)->tp_name,
                 Py_TYPE(o)->tp_name);
    return NULL;
  }
  PyObject *both = copy(o, NULL);
  if (both && kr_vec_extend((KrVec *)both, other) < 0) Py_CLEAR(both);
  return both;
}

static PyObject *repeat(PyObject *o, Py_ssize_t times) {
  const KrVec *v = (const KrVec *)o;
  if (times < 0) times = 0;
  if (v->size > 0 && times > PY_SSIZE_T_MAX / v->size) return PyErr_NoMemory();
  KrVec *made = kr_vec_make(v->info, v->size * times);
  for (Py_ssize_t i = 0; made && i < times; ++i) kr_vec_extend(made, o);  // there is room
  return (PyObject *)made;
}

static PyObject *inplace_concat(PyObject *o, PyObject *other) { return kr_vec_extend((KrVec *)o, other) < 0 ? NULL : kr_new_ref(o); }

static PyObject *iterate(PyObject *o) { return PySeqIter_New(o); }

static PyObject *as_list(PyObject *o) {
  PyObject *list = PyList_New(0);
  for (Py_ssize_t i = 0; list && i < ((KrVec *)o)->size; ++i) {
    PyObject *each = kr_vec_box((KrVec *)o, i);
    if (!each || PyList_Append(list, each) < 0) Py_CLEAR(list);
    Py_XDECREF(each);
  }
  return list;
}

static PyObject *represent(PyObject *o) {
  const char *name = Py_TYPE(o)->tp_name;
  int again = Py_ReprEnter(o);
  if (again != 0) return again > 0 ? PyUnicode_FromFormat("%s([...])", name) : NULL;
  PyObject *list = as_list(o);
  PyObject *text = list ? PyUnicode_FromFormat("%s(%R)", name, list) : NULL;
  Py_XDECREF(list);
  Py_ReprLeave(o);
  return text;
}

static PyObject *compare(PyObject *a, PyObject *b, int op) {
  if ((op != Py_EQ && op != Py_NE) || !kr_vec_is_any(a) || !kr_vec_is_any(b)) Py_RETURN_NOTIMPLEMENTED;
  KrVec *x = (KrVec *)a, *y = (KrVec *)b;
  int equal = x->size == y->size;
  int kind = x->info->kind;
  if (equal && kind == y->info->kind && kind != KR_VEC_REF && kind < KR_VEC_F32) {
    equal = memcmp(x->items, y->items, (size_t)(x->size * x->info->width)) == 0 || x->size == 0;
  } else {
    for (Py_ssize_t i = 0; equal > 0 && i < x->size && i < y->size; ++i) {
      PyObject *l = kr_vec_box(x, i), *r = l ? kr_vec_box(y, i) : NULL;
      equal = r ? PyObject_RichCompareBool(l, r, Py_EQ) : -1;
      Py_XDECREF(l);
      Py_XDECREF(r);
    }
    if (equal > 0) equal = x->size == y->size;
  }
  return equal < 0 ? NULL : PyBool_FromLong(equal == (op == Py_EQ));
}

// --- buffers ---
int kr_vec_get_buffer(PyObject *o, Py_buffer *view, int flags) {
  static char *const kFormats[KR_VEC_KINDS] = {NULL, "?", "b", "h", "i", "q", "B", "H", "I", "Q", "f", "d"};
  KrVec *v = (KrVec *)o;
  view->buf = v->items ? v->items : (void *)kFormats;
  view->obj = kr_new_ref(o);
  view->itemsize = v->info->width;
  view->len = v->size * v->info->width;
  view->readonly = 0;
  view->ndim = 1;
  view->format = flags & PyBUF_FORMAT ? kFormats[v->info->kind] : NULL;
  // No buffer sees the size change.
  view->shape = (flags & PyBUF_ND) == PyBUF_ND ? &v->size : NULL;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? &view->itemsize : NULL;
  view->suboffsets = NULL;
  view->internal = NULL;
  ++v->exports;
  v->room = 0;
  return 0;
}

void kr_vec_release_buffer(PyObject *o, Py_buffer *view) {
  (void)view;
  KrVec *v = (KrVec *)o;
  if (--v->exports == 0) v->room = v->allocated;
}

// --- methods ---
static PyObject *none(int status) { return status < 0 ? NULL : kr_new_ref(Py_None); }

static PyObject *append(PyObject *o, PyObject *value) {
  Slot slot;
  if (kr_vec_unbox(((KrVec *)o)->info, value, &slot) < 0) return NULL;
  return none(kr_vec_replace((KrVec *)o, ((KrVec *)o)->size, 0, &slot, 1));
}

static PyObject *extend(PyObject *o, PyObject *items) { return none(kr_vec_extend((KrVec *)o, items)); }

static PyObject *insert(PyObject *o, PyObject *const *args, Py_ssize_t n) {
  KrVec *v = (KrVec *)o;
  Slot slot;
  if (n != 2) return PyErr_Format(PyExc_TypeError, "insert expected 2 arguments, got %zd", n);
  Py_ssize_t at = PyNumber_AsSsize_t(args[0], NULL);
  if ((at == -1 && PyErr_Occurred()) || kr_vec_unbox(v->info, args[1], &slot) < 0) return NULL;
  if (at < 0) at = at + v->size < 0 ? 0 : at + v->size;
  return none(kr_vec_replace(v, at > v->size ? v->size : at, 0, &slot, 1));
}

static PyObject *pop(PyObject *o, PyObject *const *args, Py_ssize_t n) {
  KrVec *v = (KrVec *)o;
  if (n > 1) return PyErr_Format(PyExc_TypeError, "pop expected at most 1 argument, got %zd", n);
  Py_ssize_t at = n == 1 ? PyNumber_AsSsize_t(args[0], PyExc_IndexError) : -1;
  if (n == 1 && at == -1 && PyErr_Occurred()) return NULL;
  if (v->size == 0) return PyErr_Format(PyExc_IndexError, "pop from empty vec");
  if (at < 0) at += v->size;
  if ((size_t)at >= (size_t)v->size) return PyErr_Format(PyExc_IndexError, "pop index out of range");
  PyObject *gone = kr_vec_box(v, at);
  if (gone && kr_vec_replace(v, at, 1, NULL, 0) < 0) Py_CLEAR(gone);
  return gone;
}

static PyObject *remove_item(PyObject *o, PyObject *value) {
  Py_ssize_t at = find((KrVec *)o, value, 0, PY_SSIZE_T_MAX);
  if (at == -2) PyErr_SetString(PyExc_ValueError, "vec.remove(x): x not in vec");
  if (at < 0) return NULL;
  return none(at < ((KrVec *)o)->size ? kr_vec_replace((KrVec *)o, at, 1, NULL, 0) : 0);
}

static PyObject *clear(PyObject *o, PyObject *unused) {
  (void)unused;
  KrVec *v = (KrVec *)o;
  return none(v->size == 0 ? 0 : kr_vec_replace(v, 0, v->size, NULL, 0));
}

static PyObject *reverse(PyObject *o, PyObject *unused) {
  (void)unused;
  KrVec *v = (KrVec *)o;
  size_t width = (size_t)v->info->width;
  for (Py_ssize_t i = 0, j = v->size - 1; i < j; ++i, --j) {
    Slot slot;
    memcpy(&slot, place(v, i), width);
    memcpy(place(v, i), place(v, j), width);
    memcpy(place(v, j), &slot, width);
  }
  Py_RETURN_NONE;
}

// A list of the items is sorted, by list's own method: what goes wrong leaves the vec as it was.
static PyObject *sort(PyObject *o, PyObject *args, PyObject *kwargs) {
  KrVec *v = (KrVec *)o;
  Py_ssize_t size = v->size;
  PyObject *list = as_list(o), *method = list ? PyObject_GetAttrString(list, "sort") : NULL;
  PyObject *sorted = method ? PyObject_Call(method, args, kwargs) : NULL;
  Py_XDECREF(method);
  int status = sorted ? 0 : -1;
  Py_XDECREF(sorted);
  if (status == 0 && v->size != size) {
    PyErr_SetString(PyExc_ValueError, "vec modified during sort");
    status = -1;
  }
  for (Py_ssize_t i = 0; status == 0 && i < size; ++i) {
    Slot slot, old;
    PyObject *each = PyList_GET_ITEM(list, i);
    if (v->info->kind == KR_VEC_REF) {
      // The same objects: nothing dies, and nothing is to be tested.
      slot.ref = kr_new_ref(each);
    } else if ((status = kr_vec_unbox(v->info, each, &slot)) < 0) {
      break;
    }
    memcpy(&old, place(v, i), (size_t)v->info->width);
    memcpy(place(v, i), &slot, (size_t)v->info->width);
    drop(v, &old);
  }
  Py_XDECREF(list);
  return none(status);
}

static PyObject *index_of(PyObject *o, PyObject *const *args, Py_ssize_t n) {
  KrVec *v = (KrVec *)o;
  if (n < 1 || n > 3) return PyErr_Format(PyExc_TypeError, "index expected at %s argument%s, got %zd", n < 1 ? "least 1" : "most 3", n < 1 ? "" : "s", n);
  Py_ssize_t start = 0, stop = PY_SSIZE_T_MAX;
  if (n > 1 && !_PyEval_SliceIndexNotNone(args[1], &start)) return NULL;
  if (n > 2 && !_PyEval_SliceIndexNotNone(args[2], &stop)) return NULL;
  if (start < 0) start = start + v->size < 0 ? 0 : start + v->size;
  if (stop < 0) stop = stop + v->size < 0 ? 0 : stop + v->size;
  Py_ssize_t at = find(v, args[0], start, stop);
  if (at == -2) PyErr_Format(PyExc_ValueError, "%R is not in vec", args[0]);
  return at < 0 ? NULL : PyLong_FromSsize_t(at);
}

static PyObject *count(PyObject *o, PyObject *value) {
  Py_ssize_t found = 0, at = 0;
  for (; (at = find((KrVec *)o, value, at, PY_SSIZE_T_MAX)) >= 0; ++at) ++found;
  return at == -2 ? PyLong_FromSsize_t(found) : NULL;
}

// vec[T].filled(n, value)
static PyObject *filled(PyObject *cls, PyObject *const *args, Py_ssize_t n) {
  if (n != 2) return PyErr_Format(PyExc_TypeError, "filled expected 2 arguments, got %zd", n);
  PyObject *one = PyObject_CallNoArgs(cls);
  if (!one) return NULL;
  PyObject *made = NULL;
  Py_ssize_t times = PyNumber_AsSsize_t(args[0], PyExc_OverflowError);
  if (!(times == -1 && PyErr_Occurred())) {
    PyObject *done = append(one, args[1]);
    made = done ? repeat(one, times) : NULL;
    Py_XDECREF(done);
  }
  Py_DECREF(one);
  return made;
}

static PyObject *reduce(PyObject *o, PyObject *unused) {
  (void)unused;
  PyObject *function = kr_native_name("_reduce_vec");
  PyObject *result = function ? PyObject_CallOneArg(function, o) : NULL;
  Py_XDECREF(function);
  return result;
}

static PyMethodDef kMethods[] = {
    {"append", append, METH_O, "Append a value to the end."},
    {"extend", extend, METH_O, "Append the values of an iterable."},
    {"insert", (PyCFunction)(void (*)(void))insert, METH_FASTCALL, "Insert a value before an index."},
    {"pop", (PyCFunction)(void (*)(void))pop, METH_FASTCALL, "Remove and return the item at an index (default last)."},
    {"remove", remove_item, METH_O, "Remove the first item that equals the value."},
    {"clear", clear, METH_NOARGS, "Remove all items."},
    {"copy", copy, METH_NOARGS, "Return a copy."},
    {"__copy__", copy, METH_NOARGS, NULL},
    {"reverse", reverse, METH_NOARGS, "Reverse in place."},
    {"sort", (PyCFunction)(void (*)(void))sort, METH_VARARGS | METH_KEYWORDS, "Sort in place, as list.sort does."},
    {"index", (PyCFunction)(void (*)(void))index_of, METH_FASTCALL, "Return the index of the first item that equals the value."},
    {"count", count, METH_O, "Return how many items equal the value."},
    {"filled", (PyCFunction)(void (*)(void))filled, METH_FASTCALL | METH_CLASS, "Return a vec of n times the value."},
    {"__reduce__", reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyType_Slot kr_vec_slots[] = {
    {Py_tp_doc, "Packed growable arrays: vec[T](items) of numbers, bools or objects."},
    {Py_tp_methods, kMethods},
    {Py_tp_repr, represent},
    {Py_tp_richcompare, compare},
    {Py_tp_hash, PyObject_HashNotImplemented},
    {Py_tp_iter, iterate},
    {Py_sq_length, length},
    {Py_sq_item, item},
    {Py_sq_contains, contains},
    {Py_sq_concat, concat},
    {Py_sq_repeat, repeat},
    {Py_sq_inplace_concat, inplace_concat},
    {Py_mp_length, length},
    {Py_mp_subscript, subscript},
    {Py_mp_ass_subscript, set_subscript},
    {0, NULL},
};
