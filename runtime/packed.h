// Packed lists: lists of ints, floats or bools that have not left native code yet, their items side by side in memory, without objects.
//
// A packed list is the memory of an ordinary list under a type of this file's, which says what its items are. Where anything but native
// code may see it, it is made the ordinary list that it stands for, in place (kr_list_settle): no reference to it needs to be found, and
// what holds it holds the list from then on. passes/packs.cpp chooses which lists begin packed, and settles them where they may be seen;
// should one get further, each slot of its types settles it and does what the list does.
//
// Invariants of one that is packed:
//   ob_item is an array of `allocated` numbers (KR_PACKED_REF: of references), of which the first ob_size are items; it may be NULL where
//   allocated is 0. ints fit int64_t, floats are no NaNs (each NaN is an object that programs can tell from others), bools are 0 or 1.
//   The collector does not track it. Nothing but native variables, other packed lists and fields of native instances refer to it; the latter
//   have what a list of lists holds visited.
// An item of another kind settles the list; so may any function here that says "may settle".
#pragma once

#include "list.h"

#pragma GCC visibility push(hidden)

// The kinds, as the imm of instructions has them.
enum { KR_PACKED_REF, KR_PACKED_BOOL, KR_PACKED_I64, KR_PACKED_F64, KR_PACKED_KINDS };

extern PyTypeObject kr_packed_types[KR_PACKED_KINDS];
int kr_packed_types_init(void);
KR_INLINE bool kr_is_packed(PyObject *o) { return (size_t)((char *)Py_TYPE(o) - (char *)kr_packed_types) < sizeof kr_packed_types; }
// Whether isinstance(o, list), but for what a class says of itself.
KR_INLINE bool kr_is_list(PyObject *o) { return PyList_Check(o) || kr_is_packed(o); }
KR_INLINE KrBool kr_list_is(PyObject *o) { return PyList_CheckExact(o) || kr_is_packed(o); }
// Item `index` of an array of C type CT, here and in vecs.
#define KR_VEC_ITEM(CT, items, index) (((CT *)(intptr_t)(items))[index])

// Empty and packed, with memory for `room` items; new.
PyObject *kr_packed_new(int64_t room, int64_t kind);
// A list that was just made: packed where nobody else holds it and its items are of the kind. Consumes the reference, returns one to the same object.
PyObject *kr_list_pack(PyObject *list, int64_t kind);
KR_COLD int kr_list_settle_packed(PyObject *list);
// Makes an ordinary list of it where it is packed; NULL and other objects stay. -1 where memory runs out: then it is packed still.
KR_INLINE int kr_list_settle(PyObject *o) { return o && KR_UNLIKELY(kr_is_packed(o)) ? kr_list_settle_packed(o) : 0; }
// Settles a list that is about to become an item of `holder`, unless this is packed, too.
KR_INLINE int kr_list_settle_for(PyObject *o, PyObject *holder) { return kr_is_packed(holder) ? 0 : kr_list_settle(o); }

// --- in place, of what is known to be packed ---
KR_INLINE bool kr_packed_known(PyObject *o, int64_t kind, PyObject **r) {
  *r = o;
  return KR_LIKELY(Py_TYPE(o) == &kr_packed_types[kind]);
}
KR_INLINE int64_t kr_packed_size(PyObject *o) { return Py_SIZE(o); }
KR_INLINE int64_t kr_packed_items(PyObject *o) { return (int64_t)(intptr_t)((PyListObject *)o)->ob_item; }
KR_NOINLINE int kr_packed_grow(PyListObject *list, Py_ssize_t size);  // memory for `size` items and some more
KR_NOINLINE void kr_packed_shrink(PyListObject *list);
int kr_packed_resize(PyListObject *list, Py_ssize_t room);        // memory for `room` items
void kr_packed_reserve(PyListObject *list, Py_ssize_t size);  // as much as appending that many takes, where memory is there
// pop() gives memory back where more than half of it is unused, and it is more than a little.
#define KR_PACKED_SPARE 16
#define KR_PACKED_OPS(T, CT)                                                                       \
  KR_INLINE int kr_packed_push_##T(PyObject *o, CT value) {                                        \
    Py_ssize_t n = Py_SIZE(o);                                                             \
    if (KR_UNLIKELY(n >= ((PyListObject *)o)->allocated) && kr_packed_grow((PyListObject *)o, n + 1) < 0) return -1; \
    ((CT *)(void *)((PyListObject *)o)->ob_item)[n] = value;                                       \
    Py_SET_SIZE(o, n + 1);                                                                         \
    return 0;                                                                                      \
  }                                                                                                \
  KR_INLINE bool kr_packed_pop_##T(PyObject *o, CT *r) {                                           \
    Py_ssize_t n = Py_SIZE(o) - 1;                                                         \
    if (KR_UNLIKELY(n < 0)) return false;                                                          \
    *r = ((CT *)(void *)((PyListObject *)o)->ob_item)[n];                                          \
    if (KR_UNLIKELY(2 * n + KR_PACKED_SPARE < ((PyListObject *)o)->allocated)) kr_packed_shrink((PyListObject *)o); \
    Py_SET_SIZE(o, n);                                                                             \
    return true;                                                                                   \
  }
KR_PACKED_OPS(bool, KrBool)
KR_PACKED_OPS(i64, int64_t)
KR_PACKED_OPS(f64, double)
#undef KR_PACKED_OPS
// to[i:j] = from[first:last:step] of packed lists of one kind of numbers, step 1 or -1; bounds beyond an end stand for it.
int kr_packed_move_slice_other(PyObject *to, int64_t i, int64_t j, PyObject *from, int64_t first, int64_t last, int64_t step);
KR_INLINE void kr_turn_words(int64_t *words, Py_ssize_t length) {
  for (Py_ssize_t a = 0, b = length - 1; a < b; ++a, --b) {
    int64_t word = words[a];
    words[a] = words[b];
    words[b] = word;
  }
}
// Inline is the head of a list that is turned round: p[:k + 1] = p[k::-1].
KR_INLINE int kr_packed_move_slice(PyObject *to, int64_t i, int64_t j, PyObject *from, int64_t first, int64_t last, int64_t step) {
  Py_ssize_t size = Py_SIZE(to);
  bool words = Py_TYPE(to) != &kr_packed_types[KR_PACKED_BOOL];
  if (words && step == -1 && to == from && i == 0 && last < -size && first >= 0 && j == first + 1 && KR_LIKELY(j <= size)) {
    kr_turn_words((int64_t *)(void *)((PyListObject *)to)->ob_item, j);
    return 0;
  }
  return kr_packed_move_slice_other(to, i, j, from, first, last, step);
}

// --- the general instructions where a list may be packed: whatever comes ---
// The item at a small index that is in range of a list of that kind, or NULL.
#define KR_PACKED_SLOT(CT, KIND, o, index) ((CT *)kr_packed_slot(o, index, KIND, sizeof(CT)))
KR_INLINE void *kr_packed_slot(PyObject *o, KrTag index, int kind, size_t width) {
  if (KR_UNLIKELY(Py_TYPE(o) != &kr_packed_types[kind] || !kr_tag_is_small(index))) return NULL;
  Py_ssize_t i = kr_tag_value(index), n = Py_SIZE(o);
  if (i < 0) i += n;
  return (size_t)i < (size_t)n ? (char *)(void *)((PyListObject *)o)->ob_item + (size_t)i * width : NULL;
}
KR_INLINE KrTag kr_packed_get_tag(PyObject *o, KrTag index) {
  const int64_t *slot = KR_PACKED_SLOT(const int64_t, KR_PACKED_I64, o, index);
  return KR_LIKELY(slot != NULL) ? kr_i64_to_tag(*slot) : kr_list_get_tag(o, index);
}
KR_INLINE KrNum kr_packed_get_num(PyObject *o, KrTag index) {
  const double *slot = KR_PACKED_SLOT(const double, KR_PACKED_F64, o, index);
  return KR_LIKELY(slot != NULL) ? *slot : kr_list_get_num(o, index);
}
KR_INLINE KrBool kr_packed_truth_at(PyObject *o, KrTag index) {
  const KrBool *slot = KR_PACKED_SLOT(const KrBool, KR_PACKED_BOOL, o, index);
  return KR_LIKELY(slot != NULL) ? *slot : kr_list_truth_at(o, index);
}
KR_INLINE int kr_packed_set_tag(PyObject *o, KrTag index, KrTag value) {
  int64_t *slot = KR_PACKED_SLOT(int64_t, KR_PACKED_I64, o, index);
  if (KR_UNLIKELY(slot == NULL || !kr_tag_is_small(value))) return kr_list_set_tag(o, index, value);
  *slot = kr_tag_value(value);
  return 0;
}
KR_INLINE int kr_packed_set_num(PyObject *o, KrTag index, KrNum value) {
  double *slot = KR_PACKED_SLOT(double, KR_PACKED_F64, o, index);
  if (KR_UNLIKELY(slot == NULL || value != value)) return kr_list_set_num(o, index, value);
  *slot = value;
  return 0;
}
KR_INLINE int kr_packed_set_bool(PyObject *o, KrTag index, KrBool value) {
  KrBool *slot = KR_PACKED_SLOT(KrBool, KR_PACKED_BOOL, o, index);
  if (KR_UNLIKELY(slot == NULL)) return kr_list_set_bool(o, index, value);
  *slot = value;
  return 0;
}

// --- for list.c: of what kr_is_packed has tested ---
PyObject *kr_packed_item(PyObject *list, Py_ssize_t index);                   // in range; new
int kr_packed_put(PyObject *list, Py_ssize_t index, PyObject *value);         // in range; may settle
int kr_packed_append(PyObject *list, PyObject *value);                        // may settle
PyObject *kr_packed_slice(PyObject *list, Py_ssize_t first, Py_ssize_t count, Py_ssize_t step);  // `count` items from `first` on; new
int kr_packed_set_slice(PyObject *list, Py_ssize_t at, Py_ssize_t count, PyObject *value);       // packed of the same kind, or NULL: empty
PyObject *kr_packed_repeat(PyObject *list, Py_ssize_t count);                 // new
PyObject *kr_packed_concat(PyObject *list, PyObject *other);                  // of the same kind; new
void kr_packed_reverse(PyObject *list);

#pragma GCC visibility pop
