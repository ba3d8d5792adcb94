// Packed lists: what does not happen inline, and the way back to ordinary lists.
#include "krait.h"

static const size_t kWidths[KR_PACKED_KINDS] = {sizeof(PyObject *), sizeof(KrBool), sizeof(int64_t), sizeof(double)};

static int kind_of(PyObject *o) { return (int)(Py_TYPE(o) - kr_packed_types); }
static size_t width_of(PyObject *o) { return kWidths[kind_of(o)]; }
static char *memory_of(PyObject *o) { return (char *)(void *)((PyListObject *)o)->ob_item; }

static PyObject *box(const void *items, Py_ssize_t index, int kind) {
  switch (kind) {
    case KR_PACKED_BOOL:
      return kr_new_ref(kr_bool_object(((const KrBool *)items)[index]));
    case KR_PACKED_I64:
      return kr_i64_to_obj(((const int64_t *)items)[index]);
    case KR_PACKED_F64:
      return kr_f64_to_obj(((const double *)items)[index]);
    default:
      return kr_new_ref(((PyObject *const *)items)[index]);
  }
}

// Whether the object, unboxed, may be an item; then it is written where that is asked. References are not taken.
static bool unbox(PyObject *o, void *items, Py_ssize_t index, int kind) {
  switch (kind) {
    case KR_PACKED_BOOL:
      if (!PyBool_Check(o)) return false;
      if (items) ((KrBool *)items)[index] = o == Py_True;
      return true;
    case KR_PACKED_I64: {
      int64_t value;
      if (!PyLong_CheckExact(o)) return false;
      if (!kr_long_unbox(o, &value)) {
        int overflow;
        value = PyLong_AsLongLongAndOverflow(o, &overflow);
        if (overflow) return false;
      }
      if (items) ((int64_t *)items)[index] = value;
      return true;
    }
    case KR_PACKED_F64: {
      if (!PyFloat_CheckExact(o) || PyFloat_AS_DOUBLE(o) != PyFloat_AS_DOUBLE(o)) return false;
      if (items) ((double *)items)[index] = PyFloat_AS_DOUBLE(o);
      return true;
    }
    default:
      if (items) ((PyObject **)items)[index] = o;
      return true;
  }
}

PyObject *kr_packed_new(int64_t room, int64_t kind) {
  PyObject *list = PyList_New(0);
  if (!list) return NULL;
  PyObject_GC_UnTrack(list);
  Py_SET_TYPE(list, &kr_packed_types[kind]);
  if (room <= 0) return list;
  if ((size_t)room <= (size_t)PY_SSIZE_T_MAX / sizeof(PyObject *)) ((PyListObject *)list)->ob_item = PyMem_Malloc((size_t)room * kWidths[kind]);
  if (((PyListObject *)list)->ob_item) {
    ((PyListObject *)list)->allocated = room;
    return list;
  }
  Py_DECREF(list);
  return PyErr_NoMemory();
}

PyObject *kr_list_pack(PyObject *list, int64_t kind) {
  if (!PyList_CheckExact(list) || Py_REFCNT(list) != 1) return list;
  Py_ssize_t n = Py_SIZE(list);
  for (Py_ssize_t i = 0; i < n; ++i) {
    if (!unbox(PyList_GET_ITEM(list, i), NULL, 0, (int)kind)) return list;
  }
  PyObject_GC_UnTrack(list);
  void *items = memory_of(list);
  for (Py_ssize_t i = 0; kind != KR_PACKED_REF && i < n; ++i) {
    PyObject *item = PyList_GET_ITEM(list, i);  // read before the narrower number is written, at or before it
    unbox(item, items, i, (int)kind);
    Py_DECREF(item);
  }
  Py_SET_TYPE(list, &kr_packed_types[kind]);
  return list;
}

int kr_list_settle_packed(PyObject *list) {
  int kind = kind_of(list);
  PyListObject *l = (PyListObject *)list;
  Py_ssize_t n = Py_SIZE(list);
  PyObject **to = l->ob_item;
  if (kind == KR_PACKED_REF) {
    for (Py_ssize_t i = 0; i < n; ++i) {
      if (kr_list_settle(to[i]) < 0) return -1;
    }
  } else {
    if (kind == KR_PACKED_BOOL && to && !(to = PyMem_New(PyObject *, l->allocated))) {
      PyErr_NoMemory();
      return -1;
    }
    for (Py_ssize_t i = 0; i < n; ++i) {
      PyObject *item = box(l->ob_item, i, kind);
      if (!item) {
        while (i-- > 0) {
          item = to[i];
          unbox(item, l->ob_item, i, kind);
          Py_DECREF(item);
        }
        return -1;
      }
      to[i] = item;  // in the place of a number as wide, or elsewhere
    }
    if (to != l->ob_item) PyMem_Free(l->ob_item);
    l->ob_item = to;
  }
  Py_SET_TYPE(list, &PyList_Type);
  PyObject_GC_Track(list);
  return 0;
}

int kr_packed_resize(PyListObject *list, Py_ssize_t room) {
  void *items = NULL;
  size_t width = width_of((PyObject *)list);
  if (room > 0) {
    if ((size_t)room <= (size_t)PY_SSIZE_T_MAX / sizeof(PyObject *)) items = PyMem_Realloc(list->ob_item, (size_t)room * width);
    if (!items) {
      PyErr_NoMemory();
      return -1;
    }
  } else {
    PyMem_Free(list->ob_item);
  }
  list->ob_item = items;
  list->allocated = room;
  return 0;
}

static Py_ssize_t room_for(Py_ssize_t size) { return size == 0 ? 0 : kr_list_room(size); }

int kr_packed_grow(PyListObject *list, Py_ssize_t size) { return kr_packed_resize(list, room_for(size)); }

void kr_packed_reserve(PyListObject *list, Py_ssize_t size) {
  Py_ssize_t room = 0;
  while (room < size) room = room_for(room + 1);
  if (kr_packed_resize(list, room) < 0) PyErr_Clear();
}

void kr_packed_shrink(PyListObject *list) {
  if (kr_packed_resize(list, room_for(Py_SIZE(list))) < 0) PyErr_Clear();
}

PyObject *kr_packed_item(PyObject *list, Py_ssize_t index) { return box(memory_of(list), index, kind_of(list)); }

int kr_packed_put(PyObject *list, Py_ssize_t index, PyObject *value) {
  int kind = kind_of(list);
  if (kind == KR_PACKED_REF) {
    PyObject **slot = (PyObject **)(void *)memory_of(list) + index, *old = *slot;
    *slot = kr_new_ref(value);
    Py_DECREF(old);
    return 0;
  }
  if (unbox(value, memory_of(list), index, kind)) return 0;
  return kr_list_settle_packed(list) < 0 ? -1 : PyList_SetItem(list, index, kr_new_ref(value));
}

int kr_packed_append(PyObject *list, PyObject *value) {
  int kind = kind_of(list);
  if (!unbox(value, NULL, 0, kind)) return kr_list_settle_packed(list) < 0 ? -1 : PyList_Append(list, value);
  Py_ssize_t n = Py_SIZE(list);
  if (n >= ((PyListObject *)list)->allocated && kr_packed_grow((PyListObject *)list, n + 1) < 0) return -1;
  unbox(value, memory_of(list), n, kind);
  if (kind == KR_PACKED_REF) Py_INCREF(value);
  Py_SET_SIZE(list, n + 1);
  return 0;
}

// Where `count` items get another holder.
static void hold(PyObject *list, Py_ssize_t first, Py_ssize_t count) {
  if (kind_of(list) != KR_PACKED_REF) return;
  for (Py_ssize_t i = 0; i < count; ++i) Py_INCREF(((PyListObject *)list)->ob_item[first + i]);
}

PyObject *kr_packed_slice(PyObject *list, Py_ssize_t first, Py_ssize_t count, Py_ssize_t step) {
  PyObject *part = kr_packed_new(count, kind_of(list));
  if (!part) return NULL;
  size_t width = width_of(list);
  const char *from = memory_of(list) + (size_t)first * width;
  if (step == 1) {
    if (count > 0) memcpy(memory_of(part), from, (size_t)count * width);
  } else {
    for (Py_ssize_t i = 0; i < count; ++i, from += step * (Py_ssize_t)width) memcpy(memory_of(part) + (size_t)i * width, from, width);
  }
  Py_SET_SIZE(part, count);
  hold(part, 0, count);
  return part;
}

int kr_packed_set_slice(PyObject *list, Py_ssize_t at, Py_ssize_t count, PyObject *value) {
  if (value == list) {
    PyObject *copy = kr_packed_slice(value, 0, Py_SIZE(value), 1);
    int failed = copy ? kr_packed_set_slice(list, at, count, copy) : -1;
    Py_XDECREF(copy);
    return failed;
  }
  PyListObject *l = (PyListObject *)list;
  size_t width = width_of(list);
  Py_ssize_t added = value ? Py_SIZE(value) : 0, size = Py_SIZE(list), left = size - at - count, now = size - count + added;
  if (now > l->allocated && kr_packed_grow(l, now) < 0) return -1;
  PyObject *old = NULL;
  if (kind_of(list) == KR_PACKED_REF && count > 0) {
    old = kr_packed_slice(list, at, count, 1);  // released when all is as it is to be
    if (!old) return -1;
    for (Py_ssize_t i = 0; i < count; ++i) Py_DECREF(l->ob_item[at + i]);
  }
  char *items = memory_of(list);
  if (left > 0 && added != count) memmove(items + (size_t)(at + added) * width, items + (size_t)(at + count) * width, (size_t)left * width);
  if (added > 0) memcpy(items + (size_t)at * width, memory_of(value), (size_t)added * width);
  Py_SET_SIZE(list, now);
  hold(list, at, added);
  if (now < l->allocated >> 1) kr_packed_shrink(l);
  Py_XDECREF(old);
  return 0;
}

PyObject *kr_packed_repeat(PyObject *list, Py_ssize_t count) {
  Py_ssize_t n = Py_SIZE(list);
  if (count < 0) count = 0;
  if (n > 0 && count > PY_SSIZE_T_MAX / n) return PyErr_NoMemory();
  PyObject *result = kr_packed_new(n * count, kind_of(list));
  if (!result || n == 0) return result;
  size_t width = width_of(list), length = (size_t)n * width, all = length * (size_t)count;
  char *to = memory_of(result);
  if (width == 1 && n == 1) {
    if (all > 0) memset(to, *memory_of(list), all);
  } else if (all > 0) {
    memcpy(to, memory_of(list), length);
    for (size_t done = length; done < all;) {
      size_t next = done < all - done ? done : all - done;
      memcpy(to + done, to, next);
      done += next;
    }
  }
  Py_SET_SIZE(result, n * count);
  hold(result, 0, n * count);
  return result;
}

PyObject *kr_packed_concat(PyObject *list, PyObject *other) {
  Py_ssize_t n = Py_SIZE(list), more = Py_SIZE(other);
  PyObject *result = kr_packed_new(n + more, kind_of(list));
  if (!result) return NULL;
  size_t width = width_of(list);
  if (n > 0) memcpy(memory_of(result), memory_of(list), (size_t)n * width);
  if (more > 0) memcpy(memory_of(result) + (size_t)n * width, memory_of(other), (size_t)more * width);
  Py_SET_SIZE(result, n + more);
  hold(result, 0, n + more);
  return result;
}

static void turn_round(char *items, Py_ssize_t count, size_t width) {
  if (width == 1) {
    for (Py_ssize_t a = 0, b = count - 1; a < b; ++a, --b) {
      char item = items[a];
      items[a] = items[b];
      items[b] = item;
    }
    return;
  }
  kr_turn_words((int64_t *)(void *)items, count);
}

void kr_packed_reverse(PyObject *list) { turn_round(memory_of(list), Py_SIZE(list), width_of(list)); }

int kr_packed_move_slice_other(PyObject *to, int64_t i, int64_t j, PyObject *from, int64_t first, int64_t last, int64_t step) {
  Py_ssize_t at = i, end = j, begin = first, stop = last;
  Py_ssize_t length = PySlice_AdjustIndices(Py_SIZE(to), &at, &end, 1), count = PySlice_AdjustIndices(Py_SIZE(from), &begin, &stop, step);
  if (step < 0) begin -= count - 1;  // the first of them in memory
  size_t width = width_of(to);
  if (count != length) {
    if (end < at) end = at;
    PyObject *part = kr_packed_slice(from, begin, count, 1);
    if (!part) return -1;
    if (step < 0) kr_packed_reverse(part);
    int failed = kr_packed_set_slice(to, at, end - at, part);
    Py_DECREF(part);
    return failed;
  }
  if (count == 0) return 0;
  char *items = memory_of(to) + (size_t)at * width;
  if (to != from || begin != at) memmove(items, memory_of(from) + (size_t)begin * width, (size_t)count * width);
  if (step < 0) turn_round(items, count, width);
  return 0;
}

// --- the types ---
static void dealloc(PyObject *list) {
  PyListObject *l = (PyListObject *)list;
  if (kind_of(list) == KR_PACKED_REF) {
    for (Py_ssize_t i = Py_SIZE(list); i-- > 0;) Py_DECREF(l->ob_item[i]);
  }
  PyMem_Free(l->ob_item);
  l->ob_item = NULL;
  Py_SET_SIZE(list, 0);
  Py_SET_TYPE(list, &PyList_Type);
  PyList_Type.tp_dealloc(list);
}

static Py_ssize_t length(PyObject *list) { return Py_SIZE(list); }

// Whatever Python code does with one that got so far, it does with the list.
#define SETTLED(failure, then) return kr_list_settle_packed(list) < 0 ? (failure) : (then)
static PyObject *settled_repr(PyObject *list) { SETTLED(NULL, PyObject_Repr(list)); }
static PyObject *settled_iter(PyObject *list) { SETTLED(NULL, PyObject_GetIter(list)); }
static PyObject *settled_attribute(PyObject *list, PyObject *name) { SETTLED(NULL, PyObject_GetAttr(list, name)); }
static PyObject *settled_item(PyObject *list, PyObject *key) { SETTLED(NULL, PyObject_GetItem(list, key)); }
static int settled_assign(PyObject *list, PyObject *key, PyObject *value) { SETTLED(-1, value ? PyObject_SetItem(list, key, value) : PyObject_DelItem(list, key)); }
static int settled_contains(PyObject *list, PyObject *value) { SETTLED(-1, PySequence_Contains(list, value)); }
static PyObject *settled_concat(PyObject *list, PyObject *other) { SETTLED(NULL, PySequence_Concat(list, other)); }
static PyObject *settled_repeat(PyObject *list, Py_ssize_t count) { SETTLED(NULL, PySequence_Repeat(list, count)); }
static PyObject *settled_compare(PyObject *list, PyObject *other, int op) { SETTLED(NULL, PyObject_RichCompare(list, other, op)); }
#undef SETTLED

static PySequenceMethods as_sequence = {.sq_length = length, .sq_concat = settled_concat, .sq_repeat = settled_repeat, .sq_contains = settled_contains};
static PyMappingMethods as_mapping = {.mp_length = length, .mp_subscript = settled_item, .mp_ass_subscript = settled_assign};

#define PACKED_TYPE                                                                                                              \
  {                                                                                                                              \
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "list", .tp_basicsize = sizeof(PyListObject), .tp_dealloc = dealloc,                 \
                                  .tp_repr = settled_repr, .tp_iter = settled_iter, .tp_getattro = settled_attribute,             \
                                  .tp_richcompare = settled_compare, .tp_hash = PyObject_HashNotImplemented,                      \
                                  .tp_as_sequence = &as_sequence, .tp_as_mapping = &as_mapping, .tp_flags = Py_TPFLAGS_DEFAULT,   \
  }
PyTypeObject kr_packed_types[KR_PACKED_KINDS] = {PACKED_TYPE, PACKED_TYPE, PACKED_TYPE, PACKED_TYPE};

int kr_packed_types_init(void) {
  for (int kind = 0; kind < KR_PACKED_KINDS; ++kind) {
    if (PyType_Ready(&kr_packed_types[kind]) < 0) return -1;
  }
  return 0;
}
