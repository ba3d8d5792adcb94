// Lists and tuples that the checker claims: the exact type is tested inline, everything else does what Python does for the
// object that came. Indexes are tags, so that machine integers need no box. Operands are borrowed unless a row of
// ops/list.def says stolen; results are new.
#pragma once

#include "object.h"

#pragma GCC visibility push(hidden)

// Any object with an index that is a tag: exact lists, tuples, strings and bytes without a box.
PyObject *kr_getitem_tag(PyObject *o, KrTag index);
int kr_setitem_tag(PyObject *o, KrTag index, PyObject *value);
// o[start:stop]; an absent bound is None. Exact lists, tuples, strings and bytes without a slice object.
PyObject *kr_getslice(PyObject *o, KrTag start, KrTag stop);
// o[start:stop:step]: exact lists and tuples without a slice object.
PyObject *kr_getslice_step(PyObject *o, KrTag start, KrTag stop, KrTag step);
// o[start:stop] = value, which is stolen; del o[start:stop].
int kr_setslice(PyObject *o, KrTag start, KrTag stop, PyObject *value);
// to[i:j] = from[first:last:step] of exact lists, step 1 or -1: no list is made where the lengths are equal.
int kr_list_move_slice_other(PyObject *to, int64_t i, int64_t j, PyObject *from, int64_t first, int64_t last, int64_t step);
// The room that CPython's lists get for `size` items, some to come: programs can ask for the size of one in memory.
KR_INLINE Py_ssize_t kr_list_room(Py_ssize_t size) { return (Py_ssize_t)(((size_t)size + ((size_t)size >> 3) + 6) & ~(size_t)3); }
KR_INLINE void kr_turn_round(PyObject **items, Py_ssize_t length) {
  for (Py_ssize_t a = 0, b = length - 1; a < b; ++a, --b) {
    PyObject *item = items[a];
    items[a] = items[b];
    items[b] = item;
  }
}
// to[i:j] = from[first:last:step], of exact lists. Nothing is counted where the head of a list is turned round: p[:k + 1] = p[k::-1].
KR_INLINE int kr_list_move_slice(PyObject *to, int64_t i, int64_t j, PyObject *from, int64_t first, int64_t last, int64_t step) {
  Py_ssize_t size = PyList_GET_SIZE(to);
  if (step == -1 && to == from && i == 0 && last < -size && first >= 0 && j == first + 1 && KR_LIKELY(j <= size)) {
    kr_turn_round(((PyListObject *)to)->ob_item, j);
    return 0;
  }
  return kr_list_move_slice_other(to, i, j, from, first, last, step);
}
int kr_delslice(PyObject *o, KrTag start, KrTag stop);
KR_COLD int kr_list_set_slow(PyObject *o, KrTag index, KrTag value);
KR_COLD int kr_list_set_num_slow(PyObject *o, KrTag index, KrNum value);
KR_NOINLINE int kr_list_append_slow(PyObject *o, PyObject *value);  // steals value
KR_NOINLINE PyObject *kr_list_pop_slow(PyObject *o);
PyObject *kr_list_pop_at(PyObject *o, KrTag index);
PyObject *kr_list_repeat(PyObject *o, KrTag count);
PyObject *kr_list_concat(PyObject *a, PyObject *b);
void kr_list_extend_begin(PyObject *o);
void kr_list_extend_end(PyObject *o);
int kr_list_extend(PyObject *o, PyObject *items);
KrTag kr_list_index(PyObject *o, PyObject *value);
KrTag kr_list_count(PyObject *o, PyObject *value);
int kr_list_remove(PyObject *o, PyObject *value);
int kr_list_insert(PyObject *o, KrTag index, PyObject *value);
int kr_list_reverse(PyObject *o);
int kr_list_clear(PyObject *o);
PyObject *kr_list_copy(PyObject *o);

// The item of an exact list at a small index that is in range (borrowed), or NULL.
KR_INLINE PyObject *kr_list_peek(PyObject *o, KrTag index) {
  if (KR_LIKELY(PyList_CheckExact(o) && kr_tag_is_small(index))) {
    Py_ssize_t i = kr_tag_value(index), n = PyList_GET_SIZE(o);
    if (i < 0) i += n;
    if (KR_LIKELY((size_t)i < (size_t)n)) return PyList_GET_ITEM(o, i);
  }
  return NULL;
}
KR_INLINE PyObject *kr_list_get(PyObject *o, KrTag index) {
  PyObject *item = kr_list_peek(o, index);
  return KR_LIKELY(item != NULL) ? kr_new_ref(item) : kr_getitem_tag(o, index);
}
KR_INLINE KrTag kr_list_get_tag(PyObject *o, KrTag index) {
  PyObject *item = kr_list_peek(o, index);
  return KR_LIKELY(item != NULL) ? kr_obj_to_tag(item) : kr_obj_to_tag_steal(kr_getitem_tag(o, index));
}
KR_INLINE KrNum kr_list_get_num(PyObject *o, KrTag index) {
  PyObject *item = kr_list_peek(o, index);
  return KR_LIKELY(item != NULL) ? kr_obj_to_num(item) : kr_obj_to_num_steal(kr_getitem_tag(o, index));
}
KR_INLINE int kr_list_set(PyObject *o, KrTag index, PyObject *value) {
  if (KR_LIKELY(PyList_CheckExact(o) && kr_tag_is_small(index))) {
    Py_ssize_t i = kr_tag_value(index), n = PyList_GET_SIZE(o);
    if (i < 0) i += n;
    if (KR_LIKELY((size_t)i < (size_t)n)) {
      PyObject *old = PyList_GET_ITEM(o, i);
      PyList_SET_ITEM(o, i, kr_new_ref(value));
      Py_DECREF(old);
      return 0;
    }
  }
  return kr_setitem_tag(o, index, value);
}
// A box that only the list holds is dead once it is overwritten: the new number goes into it.
KR_INLINE int kr_list_set_tag(PyObject *o, KrTag index, KrTag value) {
  PyObject *old = kr_list_peek(o, index);
  if (KR_LIKELY(old != NULL && kr_tag_is_small(value)) && kr_long_reuse(old, kr_tag_value(value))) return 0;
  return kr_list_set_slow(o, index, value);
}
KR_INLINE int kr_list_set_num(PyObject *o, KrTag index, KrNum value) {
  PyObject *old = kr_list_peek(o, index);
  if (KR_LIKELY(old != NULL && PyFloat_CheckExact(old) && Py_REFCNT(old) == 1 && value == value)) {
    ((PyFloatObject *)old)->ob_fval = value;
    return 0;
  }
  return kr_list_set_num_slow(o, index, value);
}

// --- methods of lists; NULL or -1 with an error ---
// Of what is known to be an exact list.
KR_INLINE int kr_list_append_known(PyObject *list, PyObject *value) {
  Py_ssize_t n = PyList_GET_SIZE(list);
  if (KR_UNLIKELY(n >= ((PyListObject *)list)->allocated)) return kr_list_append_slow(list, value);
  PyList_SET_ITEM(list, n, value);
  Py_SET_SIZE(list, n + 1);
  return 0;
}
KR_INLINE PyObject *kr_list_pop_known(PyObject *list) {
  // Where half of much room is unused memory is given back.
  Py_ssize_t n = PyList_GET_SIZE(list) - 1, room = ((PyListObject *)list)->allocated;
  if (KR_UNLIKELY(n < 0 || (n < room >> 1 && room > 16))) return kr_list_pop_slow(list);
  Py_SET_SIZE(list, n);
  return PyList_GET_ITEM(list, n);
}
KR_INLINE int kr_list_append(PyObject *o, PyObject *value) {
  return KR_LIKELY(PyList_CheckExact(o)) ? kr_list_append_known(o, value) : kr_list_append_slow(o, value);
}
KR_BULKY PyObject *kr_list_pop(PyObject *o) { return KR_LIKELY(PyList_CheckExact(o)) ? kr_list_pop_known(o) : kr_list_pop_slow(o); }

KR_COLD int kr_method_ready_slow(PyObject *o, PyObject *name);
KR_INLINE int kr_method_ready(PyObject *o, PyObject *name) {
  PyTypeObject *type = Py_TYPE(o);
  return KR_LIKELY(type == &PyList_Type || type == &PyDict_Type || type == &PySet_Type || type == &PyUnicode_Type) ? 0 : kr_method_ready_slow(o, name);
}
// The truth of an item.
KR_NOINLINE KrBool kr_list_truth_at_slow(PyObject *o, KrTag index);
KR_INLINE KrBool kr_list_truth_at(PyObject *o, KrTag index) {
  PyObject *item = kr_list_peek(o, index);
  if (KR_LIKELY(item == Py_True)) return 1;
  if (KR_LIKELY(item == Py_False)) return 0;
  return kr_list_truth_at_slow(o, index);
}
KR_INLINE int kr_list_set_bool(PyObject *o, KrTag index, KrBool value) {
  PyObject *object = kr_bool_object(value);
  return kr_list_peek(o, index) == object ? 0 : kr_list_set(o, index, object);
}

// --- tuples ---
KR_INLINE PyObject *kr_tuple_peek(PyObject *o, KrTag index) {
  if (KR_LIKELY(PyTuple_CheckExact(o) && kr_tag_is_small(index))) {
    Py_ssize_t i = kr_tag_value(index), n = PyTuple_GET_SIZE(o);
    if (i < 0) i += n;
    if (KR_LIKELY((size_t)i < (size_t)n)) return PyTuple_GET_ITEM(o, i);
  }
  return NULL;
}
KR_INLINE PyObject *kr_tuple_get(PyObject *o, KrTag index) {
  PyObject *item = kr_tuple_peek(o, index);
  return KR_LIKELY(item != NULL) ? kr_new_ref(item) : kr_getitem_tag(o, index);
}
KR_INLINE KrTag kr_tuple_get_tag(PyObject *o, KrTag index) {
  PyObject *item = kr_tuple_peek(o, index);
  return KR_LIKELY(item != NULL) ? kr_obj_to_tag(item) : kr_obj_to_tag_steal(kr_getitem_tag(o, index));
}
KR_INLINE KrNum kr_tuple_get_num(PyObject *o, KrTag index) {
  PyObject *item = kr_tuple_peek(o, index);
  return KR_LIKELY(item != NULL) ? kr_obj_to_num(item) : kr_obj_to_num_steal(kr_getitem_tag(o, index));
}

// --- iteration by a `for` statement ---
// The iterator is the sequence itself for an exact list, tuple or str (which are no iterators, so nothing else can be meant):
// the loop counts the index. For any other object it is iter(o).
PyObject *kr_for_iter(PyObject *o);
PyObject *kr_for_next_other(PyObject *iterator, int64_t index);
int64_t kr_for_count(PyObject *iterator);
// The next item, or NULL: at the end without, on an error with the exception set.
KR_BULKY PyObject *kr_for_next(PyObject *iterator, int64_t index) {
  if (KR_LIKELY(PyList_CheckExact(iterator)))
    return index < PyList_GET_SIZE(iterator) ? kr_new_ref(PyList_GET_ITEM(iterator, index)) : NULL;
  return kr_for_next_other(iterator, index);
}
KR_BULKY KrTag kr_for_next_tag(PyObject *iterator, int64_t index) {
  if (KR_LIKELY(PyList_CheckExact(iterator)))
    return index < PyList_GET_SIZE(iterator) ? kr_obj_to_tag(PyList_GET_ITEM(iterator, index)) : KR_TAG_ABSENT;
  return kr_obj_to_tag_steal(kr_for_next_other(iterator, index));
}
KR_BULKY KrNum kr_for_next_num(PyObject *iterator, int64_t index) {
  if (KR_LIKELY(PyList_CheckExact(iterator)))
    return index < PyList_GET_SIZE(iterator) ? kr_obj_to_num(PyList_GET_ITEM(iterator, index)) : KR_NUM_ABSENT;
  return kr_obj_to_num_steal(kr_for_next_other(iterator, index));
}

// Whether range() has a value at `i`.
KR_INLINE KrBool kr_range_more(int64_t i, int64_t stop, int64_t step) { return step > 0 ? i < stop : i > stop; }
KR_INLINE int64_t kr_range_count(int64_t i, int64_t stop, int64_t step) {
  if (!kr_range_more(i, stop, step)) return 0;
  uint64_t distance = step > 0 ? (uint64_t)stop - (uint64_t)i : (uint64_t)i - (uint64_t)stop;
  return (int64_t)((distance - 1) / (step > 0 ? (uint64_t)step : 0 - (uint64_t)step) + 1);
}

#pragma GCC visibility pop
