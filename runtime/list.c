// Lists, tuples and indexing by tags: what does not happen inline.
#include "krait.h"

bool kr_list_replace(PyObject **slot, PyObject *value) {
  PyObject *old = *slot;
  if (value && kr_is_inert(old)) {
    *slot = value;
    Py_DECREF(old);
    return true;
  }
  PyErr_Clear();
  Py_XDECREF(value);
  return false;
}

static PyObject *boxed(KrTag t) { return kr_tag_to_obj(t); }

// A bool as the small int that a builtin sequence takes it for.
static KrTag index_of(KrTag index) {
  if (index == (KrTag)Py_True) return kr_tag_small(1);
  return index == (KrTag)Py_False ? kr_tag_small(0) : index;
}

// Whether `*i` is an index of a packed list; then it is made one that counts from the start.
static bool packed_index(PyObject *o, Py_ssize_t *i) {
  if (!kr_is_packed(o)) return false;
  if (*i < 0) *i += Py_SIZE(o);
  return (size_t)*i < (size_t)Py_SIZE(o);
}

PyObject *kr_getitem_tag(PyObject *o, KrTag given) {
  KrTag index = index_of(given);
  if (kr_tag_is_small(index)) {
    Py_ssize_t i = kr_tag_value(index);
    if (PyList_CheckExact(o)) {
      Py_ssize_t n = PyList_GET_SIZE(o);
      if (i < 0) i += n;
      if ((size_t)i < (size_t)n) return kr_new_ref(PyList_GET_ITEM(o, i));
    } else if (PyTuple_CheckExact(o)) {
      Py_ssize_t n = PyTuple_GET_SIZE(o);
      if (i < 0) i += n;
      if ((size_t)i < (size_t)n) return kr_new_ref(PyTuple_GET_ITEM(o, i));
    } else if (PyUnicode_CheckExact(o)) {
      Py_ssize_t n = PyUnicode_GET_LENGTH(o);
      if (i < 0) i += n;
      if ((size_t)i < (size_t)n) return kr_char_object(PyUnicode_READ_CHAR(o, i));
    } else if (PyBytes_CheckExact(o)) {
      Py_ssize_t n = PyBytes_GET_SIZE(o);
      if (i < 0) i += n;
      if ((size_t)i < (size_t)n) return PyLong_FromLong((unsigned char)PyBytes_AS_STRING(o)[i]);
    } else if (packed_index(o, &i)) {
      return kr_packed_item(o, i);
    }
  }
  PyObject *key = boxed(given);
  if (!key) return NULL;
  PyObject *item = kr_py_getitem(o, key);
  Py_DECREF(key);
  return item;
}

int kr_setitem_tag(PyObject *o, KrTag index, PyObject *value) {
  if (PyList_CheckExact(o) || kr_is_packed(o)) index = index_of(index);
  if (kr_list_peek(o, index)) return kr_list_set(o, index, value);
  Py_ssize_t i = kr_tag_value(index);
  if (kr_tag_is_small(index) && packed_index(o, &i)) return kr_packed_put(o, i, value);
  PyObject *key = boxed(index);
  if (!key) return -1;
  int failed = kr_py_setitem(o, key, value);
  Py_DECREF(key);
  return failed;
}

int kr_list_set_slow(PyObject *o, KrTag index, KrTag value) {
  PyObject *box = boxed(value);
  if (!box) return -1;
  int failed = kr_list_set(o, index, box);
  Py_DECREF(box);
  return failed;
}

int kr_list_set_num_slow(PyObject *o, KrTag index, KrNum value) {
  PyObject *box = kr_num_to_obj(value);
  if (!box) return -1;
  int failed = kr_list_set(o, index, box);
  Py_DECREF(box);
  return failed;
}

static PyObject *slice_object(KrTag start, KrTag stop, KrTag step) {
  PyObject *parts[3] = {NULL, NULL, NULL}, *slice = NULL;
  const KrTag tags[3] = {start, stop, step};
  int made = 0;
  for (; made < 3; ++made) {
    parts[made] = kr_tag_is_absent(tags[made]) ? kr_new_ref(Py_None) : boxed(tags[made]);
    if (!parts[made]) break;
  }
  if (made == 3) slice = PySlice_New(parts[0], parts[1], parts[2]);
  for (int i = 0; i < made; ++i) Py_DECREF(parts[i]);
  return slice;
}

// A bound as PySlice_AdjustIndices takes it; false where it is more than a small int.
static bool slice_bound(KrTag tag, Py_ssize_t otherwise, Py_ssize_t *bound) {
  *bound = kr_tag_is_absent(tag) ? otherwise : kr_tag_value(tag);
  return kr_tag_is_absent(tag) || kr_tag_is_small(tag);
}

// PySlice_AdjustIndices without a call for what most slices are.
static inline Py_ssize_t adjust(Py_ssize_t size, Py_ssize_t *start, Py_ssize_t *stop) {
  Py_ssize_t i = *start, j = *stop;
  if (i < 0) i = i + size < 0 ? 0 : i + size;
  if (j < 0) j = j + size < 0 ? 0 : j + size;
  *start = i < size ? i : size;
  *stop = j < size ? j : size;
  return *stop > *start ? *stop - *start : 0;
}

PyObject *kr_getslice_step(PyObject *o, KrTag start, KrTag stop, KrTag step) {
  Py_ssize_t i, j, by = kr_tag_is_small(step) ? kr_tag_value(step) : 0;
  if ((PyList_CheckExact(o) || PyTuple_CheckExact(o)) && by != 0 && slice_bound(start, by < 0 ? PY_SSIZE_T_MAX : 0, &i) &&
      slice_bound(stop, by < 0 ? PY_SSIZE_T_MIN : PY_SSIZE_T_MAX, &j)) {
    bool list = PyList_CheckExact(o);
    Py_INCREF(o);  // the collector may run
    Py_ssize_t size = Py_SIZE(o), length = PySlice_AdjustIndices(size, &i, &j, by);
    if (list && by == -1) {  // a copy of the list's size, not made empty first
      PyObject *part = PyList_GetSlice(o, i - length + 1, i + 1);
      Py_DECREF(o);
      if (part) kr_turn_round(PySequence_Fast_ITEMS(part), Py_SIZE(part));
      return part;
    }
    PyObject *part = list ? PyList_New(length) : PyTuple_New(length);
    if (part && Py_SIZE(o) == size) {
      PyObject **from = PySequence_Fast_ITEMS(o), **to = PySequence_Fast_ITEMS(part);
      for (Py_ssize_t n = 0; n < length; ++n, i += by) to[n] = kr_new_ref(from[i]);
      Py_DECREF(o);
      return part;
    }
    Py_XDECREF(part);
    Py_DECREF(o);
    if (!part) return NULL;
  } else if (kr_is_packed(o) && by != 0 && slice_bound(start, by < 0 ? PY_SSIZE_T_MAX : 0, &i) &&
             slice_bound(stop, by < 0 ? PY_SSIZE_T_MIN : PY_SSIZE_T_MAX, &j)) {
    Py_ssize_t length = PySlice_AdjustIndices(Py_SIZE(o), &i, &j, by);
    return kr_packed_slice(o, i, length, by);
  }
  Py_INCREF(o);
  PyObject *slice = slice_object(start, stop, step);
  PyObject *result = slice ? PyObject_GetItem(o, slice) : NULL;
  Py_XDECREF(slice);
  Py_DECREF(o);
  return result;
}

// o[start:stop] = value where at least one of them is packed: true where it is done, into `*status`, else neither is any longer.
static bool set_packed_slice(PyObject *o, KrTag start, KrTag stop, PyObject *value, int *status) {
  Py_ssize_t i, j;
  if (Py_TYPE(o) == Py_TYPE(value) && slice_bound(start, 0, &i) && slice_bound(stop, PY_SSIZE_T_MAX, &j)) {
    adjust(Py_SIZE(o), &i, &j);
    *status = kr_packed_set_slice(o, i, j > i ? j - i : 0, value);
    return true;
  }
  *status = kr_list_settle(value) < 0 ? -1 : kr_list_settle(o);
  return *status < 0;
}

int kr_setslice(PyObject *o, KrTag start, KrTag stop, PyObject *value) {
  Py_ssize_t i, j;
  int status;
  if ((kr_is_packed(o) || kr_is_packed(value)) && set_packed_slice(o, start, stop, value, &status)) {
    Py_DECREF(value);
    return status;
  }
  if (PyList_CheckExact(o) && slice_bound(start, 0, &i) && slice_bound(stop, PY_SSIZE_T_MAX, &j)) {
    Py_ssize_t length = adjust(PyList_GET_SIZE(o), &i, &j);
    if (PyList_CheckExact(value) && Py_REFCNT(value) == 1 && value != o && PyList_GET_SIZE(value) == length) {
      // A list that nobody else holds gives its items away, and dies with the old ones.
      PyObject **to = PySequence_Fast_ITEMS(o) + i, **from = PySequence_Fast_ITEMS(value);
      for (Py_ssize_t n = 0; n < length; ++n) {
        PyObject *old = to[n];
        to[n] = from[n];
        from[n] = old;
      }
      status = 0;
    } else if (PyList_CheckExact(value) || PyTuple_CheckExact(value)) {
      status = PyList_SetSlice(o, i, j > i ? j : i, value);
    } else {
      goto general;
    }
  } else {
  general:;
    PyObject *slice = slice_object(start, stop, KR_TAG_ABSENT);
    status = slice ? PyObject_SetItem(o, slice, value) : -1;
    Py_XDECREF(slice);
  }
  Py_DECREF(value);
  return status;
}

static KrTag bound_tag(int64_t bound) {
  const int64_t most = (int64_t)1 << 61;
  return kr_tag_small(bound > most ? most : bound < -most ? -most : bound);
}

int kr_list_move_slice_other(PyObject *to, int64_t i, int64_t j, PyObject *from, int64_t first, int64_t last, int64_t step) {
  enum { kMost = 64 };
  Py_ssize_t at = i, end = j, length = adjust(PyList_GET_SIZE(to), &at, &end), size = PyList_GET_SIZE(from), begin = first, stop = last, count;
  if (step == 1) {
    count = adjust(size, &begin, &stop);
  } else {
    // Both bounds one further, the range the other way round: from behind the stop to the start.
    begin = begin < 0 ? begin + size : begin < size ? begin : size - 1;
    stop = stop < 0 ? stop + size : stop < size ? stop : size - 1;
    if (stop < -1) stop = -1;
    count = begin > stop ? begin - stop : 0;
    begin = stop + 1;
  }
  if (count == length && (count <= kMost || (to == from && begin == at))) {
    PyObject **items = PySequence_Fast_ITEMS(to) + at, **source = PySequence_Fast_ITEMS(from) + begin, *held[kMost];
    if (to == from && begin == at) {
      if (step != 1) kr_turn_round(items, count);
      return 0;
    }
    for (Py_ssize_t n = 0; n < count; ++n) held[step == 1 ? n : count - 1 - n] = kr_new_ref(source[n]);
    for (Py_ssize_t n = 0; n < count; ++n) {
      PyObject *old = items[n];
      items[n] = held[n];
      held[n] = old;
    }
    for (Py_ssize_t n = count; n-- > 0;) Py_DECREF(held[n]);
    return 0;
  }
  PyObject *part = step == 1 ? kr_getslice(from, bound_tag(first), bound_tag(last)) : kr_getslice_step(from, bound_tag(first), bound_tag(last), bound_tag(step));
  return part ? kr_setslice(to, bound_tag(i), bound_tag(j), part) : -1;
}

int kr_delslice(PyObject *o, KrTag start, KrTag stop) {
  Py_ssize_t i, j;
  if (PyList_CheckExact(o) && slice_bound(start, 0, &i) && slice_bound(stop, PY_SSIZE_T_MAX, &j)) {
    adjust(PyList_GET_SIZE(o), &i, &j);
    return PyList_SetSlice(o, i, j > i ? j : i, NULL);
  }
  PyObject *slice = slice_object(start, stop, KR_TAG_ABSENT);
  int status = slice ? PyObject_DelItem(o, slice) : -1;
  Py_XDECREF(slice);
  return status;
}

PyObject *kr_getslice(PyObject *o, KrTag start, KrTag stop) {
  bool small = (kr_tag_is_absent(start) || kr_tag_is_small(start)) && (kr_tag_is_absent(stop) || kr_tag_is_small(stop));
  if (small) {
    Py_ssize_t i = kr_tag_is_absent(start) ? 0 : kr_tag_value(start);
    Py_ssize_t j = kr_tag_is_absent(stop) ? PY_SSIZE_T_MAX : kr_tag_value(stop);
    if (PyUnicode_CheckExact(o)) {
      adjust(PyUnicode_GET_LENGTH(o), &i, &j);
      if (j == i + 1) return kr_char_object(kr_str_read(o, i));
      if (i < j && j - i < PyUnicode_GET_LENGTH(o) && PyUnicode_IS_COMPACT_ASCII(o)) {
        PyObject *part = PyUnicode_New(j - i, 127);
        if (part) memcpy(PyUnicode_1BYTE_DATA(part), PyUnicode_1BYTE_DATA(o) + i, (size_t)(j - i));
        return part;
      }
      return PyUnicode_Substring(o, i, j > i ? j : i);
    }
    if (PyList_CheckExact(o)) {
      adjust(PyList_GET_SIZE(o), &i, &j);
      Py_INCREF(o);  // the collector may run
      PyObject *part = PyList_GetSlice(o, i, j);
      Py_DECREF(o);
      return part;
    }
    if (PyTuple_CheckExact(o)) {
      adjust(PyTuple_GET_SIZE(o), &i, &j);
      Py_INCREF(o);
      PyObject *part = PyTuple_GetSlice(o, i, j);
      Py_DECREF(o);
      return part;
    }
    if (kr_is_packed(o)) {
      Py_ssize_t length = adjust(Py_SIZE(o), &i, &j);
      return kr_packed_slice(o, i, length, 1);
    }
    if (PyBytes_CheckExact(o)) {
      Py_ssize_t n = PyBytes_GET_SIZE(o), length = adjust(n, &i, &j);
      if (length == n) return kr_new_ref(o);
      return PyBytes_FromStringAndSize(PyBytes_AS_STRING(o) + i, length);
    }
  }
  Py_INCREF(o);
  PyObject *slice = slice_object(start, stop, KR_TAG_ABSENT);
  PyObject *result = slice ? PyObject_GetItem(o, slice) : NULL;
  Py_XDECREF(slice);
  Py_DECREF(o);
  return result;
}

// Calls a method of an object that is not of the type that was claimed.
static int status(PyObject *result) {
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

int kr_list_append_slow(PyObject *o, PyObject *value) {
  int failed = PyList_CheckExact(o) ? PyList_Append(o, value) : kr_is_packed(o) ? kr_packed_append(o, value) : status(kr_call_method_named(o, "append", value, NULL));
  Py_DECREF(value);
  return failed;
}

PyObject *kr_list_pop_slow(PyObject *o) {
  if (kr_is_packed(o) && Py_SIZE(o) > 0) {
    Py_ssize_t last = Py_SIZE(o) - 1;
    PyObject *item = kr_packed_item(o, last);
    if (item && kr_packed_set_slice(o, last, 1, NULL) == 0) return item;
    Py_XDECREF(item);
    return NULL;
  }
  if (PyList_CheckExact(o) && PyList_GET_SIZE(o) > 0) {
    Py_ssize_t last = PyList_GET_SIZE(o) - 1;
    PyObject *item = kr_new_ref(PyList_GET_ITEM(o, last));
    if (PyList_SetSlice(o, last, last + 1, NULL) == 0) return item;
    Py_DECREF(item);
    return NULL;
  }
  return kr_call_method_named(o, "pop", NULL, NULL);
}

PyObject *kr_list_pop_at(PyObject *o, KrTag index) {
  if (PyList_CheckExact(o) && kr_tag_is_small(index)) {
    Py_ssize_t i = kr_tag_value(index), n = PyList_GET_SIZE(o);
    if (i < 0) i += n;
    if (i == n - 1 && n > 0) return kr_list_pop(o);
    if ((size_t)i < (size_t)n) {
      PyObject *item = kr_new_ref(PyList_GET_ITEM(o, i));
      if (PyList_SetSlice(o, i, i + 1, NULL) == 0) return item;
      Py_DECREF(item);
      return NULL;
    }
  }
  Py_ssize_t at = kr_tag_value(index);
  if (kr_tag_is_small(index) && packed_index(o, &at)) {
    PyObject *item = kr_packed_item(o, at);
    if (item && kr_packed_set_slice(o, at, 1, NULL) == 0) return item;
    Py_XDECREF(item);
    return NULL;
  }
  PyObject *key = boxed(index);
  if (!key) return NULL;
  PyObject *result = kr_call_method_named(o, "pop", key, NULL);
  Py_DECREF(key);
  return result;
}

int kr_list_extend(PyObject *o, PyObject *items) {
  if (kr_is_packed(o) && Py_TYPE(items) == Py_TYPE(o)) return kr_packed_set_slice(o, Py_SIZE(o), 0, items);
  if (kr_list_settle(items) < 0) return -1;
  if (PyList_CheckExact(o) && (PyList_CheckExact(items) || PyTuple_CheckExact(items)))
    return PyList_SetSlice(o, PyList_GET_SIZE(o), PY_SSIZE_T_MAX, items);
  return status(kr_call_method_named(o, "extend", items, NULL));
}

// Where an item equals the value, from `at` on; kNotThere where none does; -1 with an error. Comparing may change the list: the index
// may be behind its end by then, and is what Python goes by all the same.
enum { kNotThere = -2 };
static Py_ssize_t find_item(PyObject *list, PyObject *value, Py_ssize_t at) {
  richcmpfunc identity = PyBaseObject_Type.tp_richcompare;
  for (; at < PyList_GET_SIZE(list); ++at) {
    PyObject *item = PyList_GET_ITEM(list, at);
    if (item == value) return at;
    if (Py_TYPE(item)->tp_richcompare == identity && Py_TYPE(value)->tp_richcompare == identity) continue;
    Py_INCREF(item);
    int equal = PyObject_RichCompareBool(item, value, Py_EQ);
    Py_DECREF(item);
    if (equal != 0) return equal < 0 ? -1 : at;
  }
  return kNotThere;
}

KrTag kr_list_index(PyObject *o, PyObject *value) {
  if (!PyList_CheckExact(o)) return kr_obj_to_tag_steal(kr_call_method_named(o, "index", value, NULL));
  Py_ssize_t at = find_item(o, value, 0);
  if (at >= 0) return kr_tag_small(at);
  if (at == kNotThere) PyErr_Format(PyExc_ValueError, "%R is not in list", value);
  return KR_TAG_ABSENT;
}

KrTag kr_list_count(PyObject *o, PyObject *value) {
  if (!PyList_CheckExact(o)) return kr_obj_to_tag_steal(kr_call_method_named(o, "count", value, NULL));
  Py_ssize_t count = 0, at = 0;
  for (; (at = find_item(o, value, at)) >= 0; ++at) ++count;
  return at == kNotThere ? kr_tag_small(count) : KR_TAG_ABSENT;
}

int kr_list_remove(PyObject *o, PyObject *value) {
  if (!PyList_CheckExact(o)) return status(kr_call_method_named(o, "remove", value, NULL));
  Py_ssize_t at = find_item(o, value, 0);
  if (at >= 0) return PyList_SetSlice(o, at, at + 1, NULL);
  if (at == kNotThere) PyErr_SetString(PyExc_ValueError, "list.remove(x): x not in list");
  return -1;
}

int kr_list_insert(PyObject *o, KrTag index, PyObject *value) {
  if (PyList_CheckExact(o) && kr_tag_is_small(index)) return PyList_Insert(o, kr_tag_value(index), value);
  PyObject *key = boxed(index);
  if (!key) return -1;
  PyObject *result = kr_call_method_named(o, "insert", key, value);
  Py_DECREF(key);
  return status(result);
}

int kr_list_reverse(PyObject *o) {
  if (kr_is_packed(o)) {
    kr_packed_reverse(o);
    return 0;
  }
  return PyList_CheckExact(o) ? PyList_Reverse(o) : status(kr_call_method_named(o, "reverse", NULL, NULL));
}

int kr_list_clear(PyObject *o) {
  if (kr_is_packed(o)) return kr_packed_set_slice(o, 0, Py_SIZE(o), NULL);
  return PyList_CheckExact(o) ? PyList_SetSlice(o, 0, PyList_GET_SIZE(o), NULL) : status(kr_call_method_named(o, "clear", NULL, NULL));
}

PyObject *kr_list_copy(PyObject *o) {
  if (kr_is_packed(o)) return kr_packed_slice(o, 0, Py_SIZE(o), 1);
  return PyList_CheckExact(o) ? PyList_GetSlice(o, 0, PyList_GET_SIZE(o)) : kr_call_method_named(o, "copy", NULL, NULL);
}

PyObject *kr_list_repeat(PyObject *o, KrTag count) {
  if (PyList_CheckExact(o) && kr_tag_is_small(count)) return PySequence_Repeat(o, kr_tag_value(count));
  if (kr_is_packed(o) && kr_tag_is_small(count)) return kr_packed_repeat(o, kr_tag_value(count));
  PyObject *box = boxed(count);
  if (!box) return NULL;
  PyObject *result = PyNumber_Multiply(o, box);
  Py_DECREF(box);
  return result;
}

PyObject *kr_list_concat(PyObject *a, PyObject *b) {
  if (kr_is_packed(a) && Py_TYPE(a) == Py_TYPE(b)) return kr_packed_concat(a, b);
  if (kr_list_settle(a) < 0 || kr_list_settle(b) < 0) return NULL;
  return PyList_CheckExact(a) && PyList_CheckExact(b) ? PyList_Type.tp_as_sequence->sq_concat(a, b) : kr_py_add(a, b);
}

PyObject *kr_for_iter(PyObject *o) {
  if (PyList_CheckExact(o) || PyTuple_CheckExact(o) || PyUnicode_CheckExact(o) || PyBytes_CheckExact(o) || PyByteArray_CheckExact(o) || kr_is_packed(o)) return kr_new_ref(o);
  return PyObject_GetIter(o);
}

int64_t kr_for_count(PyObject *iterator) {
  if (!iterator) return 0;
  if (PyList_CheckExact(iterator) || PyTuple_CheckExact(iterator) || PyBytes_CheckExact(iterator) || PyByteArray_CheckExact(iterator) || kr_is_packed(iterator)) return Py_SIZE(iterator);
  return PyUnicode_CheckExact(iterator) ? PyUnicode_GET_LENGTH(iterator) : 0;
}

// The room is what CPython's list comes to that grows item by item: programs can ask for the size of a list in memory.
void kr_list_reserve(PyObject *o, int64_t n) {
  enum { kMost = 1 << 16 };
  PyListObject *list = (PyListObject *)o;
  if (n <= 0 || n > kMost || list->ob_item) return;
  if (kr_is_packed(o)) {
    kr_packed_reserve(list, n);
    return;
  }
  Py_ssize_t room = 0;
  while (room < n) room = kr_list_room(room + 1);
  PyObject **items = PyMem_New(PyObject *, room);
  if (!items) return;  // whoever appends will say so
  list->ob_item = items;
  list->allocated = room;
}

// As list.extend does it for what does not say how much it has: programs can ask for the size of a list in memory. Where there is none, whoever
// appends will say so.
static void set_room(PyListObject *list, Py_ssize_t room) {
  if (kr_is_packed((PyObject *)list)) {
    if (kr_packed_resize(list, room) < 0) PyErr_Clear();
    return;
  }
  PyObject **items = PyMem_Realloc(list->ob_item, (size_t)room * sizeof *items);
  if (!items) return;
  list->ob_item = items;
  list->allocated = room;
}

static void make_room(PyListObject *list, Py_ssize_t size) {
  if (list->allocated >= size && size >= list->allocated >> 1) return;
  Py_ssize_t room = kr_list_room(size);
  if (size - Py_SIZE(list) > room - size) room = (size + 3) & ~(Py_ssize_t)3;
  set_room(list, size == 0 ? 0 : room);
}

void kr_list_extend_begin(PyObject *o) {
  enum { kGuess = 8 };
  PyListObject *list = (PyListObject *)o;
  if (list->ob_item) make_room(list, Py_SIZE(o) + kGuess);
  else set_room(list, kGuess);
}

void kr_list_extend_end(PyObject *o) {
  if (Py_SIZE(o) < ((PyListObject *)o)->allocated) make_room((PyListObject *)o, Py_SIZE(o));
}

PyObject *kr_for_next_other(PyObject *iterator, int64_t index) {
  PyTypeObject *type = Py_TYPE(iterator);
  if (kr_is_packed(iterator)) return index < Py_SIZE(iterator) ? kr_packed_item(iterator, index) : NULL;
  if (type == &PyTuple_Type) return index < PyTuple_GET_SIZE(iterator) ? kr_new_ref(PyTuple_GET_ITEM(iterator, index)) : NULL;
  if (type == &PyUnicode_Type)
    return index < PyUnicode_GET_LENGTH(iterator) ? kr_char_object(kr_str_read(iterator, index)) : NULL;
  if (type == &PyBytes_Type || type == &PyByteArray_Type) {
    if (index >= Py_SIZE(iterator)) return NULL;
    const char *items = type == &PyBytes_Type ? PyBytes_AS_STRING(iterator) : PyByteArray_AS_STRING(iterator);
    return kr_i64_to_obj((unsigned char)items[index]);
  }
  return kr_py_next(iterator);
}

int kr_method_ready_slow(PyObject *o, PyObject *name) {
  if (kr_is_packed(o)) return 0;
  Py_INCREF(o);
  PyObject *method = PyObject_GetAttr(o, name);
  Py_DECREF(o);
  Py_XDECREF(method);
  return method ? 0 : -1;
}

KrBool kr_list_truth_at_slow(PyObject *o, KrTag index) {
  PyObject *item = kr_list_get(o, index);
  if (!item) return KR_BOOL_ERROR;
  KrBool truth = kr_obj_truth(item);
  Py_DECREF(item);
  return truth;
}
