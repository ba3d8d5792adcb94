// vec[T]: growable arrays whose items are packed: machine numbers and bools side by side in memory, references to objects as in a list.
//
// An instance is a KrVec, its class one that the interpreter has once for each T ("vec[f64]"; neither can be derived from). The classes are
// kept in the interpreter's dict under a name that stands for this layout, so that all built modules of a process share them, whichever made
// them first; each library asks once and remembers those of numbers in kr_vec_types.
//
// Invariants:
//   items[0..size) hold values; memory is there for `allocated` of them, 0 <= size <= allocated.
//   room is `allocated`, or 0 while a buffer of it is out (`exports`): appending tests `size < room` and nothing else, and whatever
//   changes the size or moves the items fails meanwhile with BufferError.
//   Items of references are never NULL, and each met T when it came in: whatever writes one tests it (kr_vec_put_ref and the like).
//   A bool is 0 or 1.
// So code that has tested the class (vec.known) may read and write the items of numbers in place, up to `size`, as long as nothing that may change
// the size runs in between: in the table of instructions that is "writes the heap" or "runs Python".
#pragma once

#include "krait.h"

#pragma GCC visibility push(hidden)

// The numbers of ir::Repr, so that an instruction's imm is the kind.
enum { KR_VEC_REF, KR_VEC_BOOL, KR_VEC_I8, KR_VEC_I16, KR_VEC_I32, KR_VEC_I64, KR_VEC_U8, KR_VEC_U16, KR_VEC_U32, KR_VEC_U64, KR_VEC_F32, KR_VEC_F64, KR_VEC_KINDS };

// What a class of vecs is, for the life of the process.
typedef struct {
  PyTypeObject *type;
  PyObject *item;  // T
  PyObject *test;  // KR_VEC_REF: the class, or tuple of classes, of which items are instances; NULL: anything
  int kind, width;
} KrVecInfo;

typedef struct {
  PyObject_HEAD
  void *items;
  Py_ssize_t size, room, allocated, exports;
  const KrVecInfo *info;
} KrVec;

#define KR_VEC_EACH(X)                                                                                       \
  X(bool, KrBool, BOOL) X(i8, int8_t, I8) X(i16, int16_t, I16) X(i32, int32_t, I32) X(i64, int64_t, I64)     \
  X(u8, uint8_t, U8) X(u16, uint16_t, U16) X(u32, uint32_t, U32) X(u64, uint64_t, U64) X(f32, float, F32) X(f64, double, F64)

// The class of each kind, as far as this library has met it; KR_VEC_REF: the class `vec`, of which they all are.
extern PyTypeObject *kr_vec_types[KR_VEC_KINDS];

// `vec` itself; borrowed, NULL with an error.
PyObject *kr_vec_class(void);
// vec[T](items) of a kind of numbers; `items` may be NULL.
PyObject *kr_vec_new(PyObject *items, int64_t kind);

// --- in place: of what is known to be a vec of the kind ---
KR_COLD bool kr_vec_is_slow(PyObject *o, int64_t kind);
KR_STATIC_INLINE KrBool kr_vec_is(PyObject *o, int64_t kind) {
  return (kind != KR_VEC_REF && KR_LIKELY(Py_TYPE(o) == kr_vec_types[kind])) || kr_vec_is_slow(o, kind);
}
KR_STATIC_INLINE bool kr_vec_known(PyObject *o, int64_t kind, PyObject **r) {
  *r = o;
  return kr_vec_is(o, kind);
}
KR_STATIC_INLINE int64_t kr_vec_size(PyObject *v) { return ((KrVec *)v)->size; }
KR_STATIC_INLINE int64_t kr_vec_items(PyObject *v) { return (int64_t)(intptr_t)((KrVec *)v)->items; }
KR_STATIC_INLINE PyObject *kr_vec_load_ref(PyObject *v, int64_t items, int64_t index) {
  (void)v;  // an operand so that it lives
  return KR_VEC_ITEM(PyObject *, items, index);
}
// Memory for one more behind the last; -1 with MemoryError or BufferError.
KR_NOINLINE int kr_vec_grow(KrVec *v);

// --- of what is claimed to be one ---
KR_COLD int kr_vec_append_object(PyObject *o, PyObject *value);  // consumes the value, which may be NULL
#define KR_VEC_OPS(T, CT, KIND)                                                                                  \
  KR_COLD CT kr_vec_get_##T##_slow(PyObject *o, KrTag index);                                                     \
  KR_COLD int kr_vec_set_##T##_slow(PyObject *o, KrTag index, CT value);                                          \
  KR_COLD CT kr_vec_pop_##T##_slow(PyObject *o);                                                                  \
  KR_STATIC_INLINE CT kr_vec_get_##T(PyObject *o, KrTag index) {                                                  \
    if (KR_UNLIKELY(Py_TYPE(o) != kr_vec_types[KR_VEC_##KIND])) return kr_vec_get_##T##_slow(o, index);           \
    int64_t i = kr_tag_value(index), n = ((KrVec *)o)->size;                                                      \
    if (KR_UNLIKELY(i < 0)) i += n;                                                                               \
    if (KR_UNLIKELY((uint64_t)i >= (uint64_t)n) || !kr_tag_is_small(index)) return kr_vec_get_##T##_slow(o, index); \
    return ((const CT *)((KrVec *)o)->items)[i];                                                                  \
  }                                                                                                               \
  KR_STATIC_INLINE int kr_vec_set_##T(PyObject *o, KrTag index, CT value) {                                       \
    if (KR_UNLIKELY(Py_TYPE(o) != kr_vec_types[KR_VEC_##KIND])) return kr_vec_set_##T##_slow(o, index, value);    \
    int64_t i = kr_tag_value(index), n = ((KrVec *)o)->size;                                                      \
    if (KR_UNLIKELY(i < 0)) i += n;                                                                               \
    if (KR_UNLIKELY((uint64_t)i >= (uint64_t)n) || !kr_tag_is_small(index)) return kr_vec_set_##T##_slow(o, index, value); \
    ((CT *)((KrVec *)o)->items)[i] = value;                                                                       \
    return 0;                                                                                                     \
  }                                                                                                               \
  KR_STATIC_INLINE int kr_vec_push_##T(PyObject *o, CT value) {                                                   \
    KrVec *v = (KrVec *)o;                                                                                        \
    if (KR_UNLIKELY(v->size >= v->room) && kr_vec_grow(v) < 0) return -1;                                         \
    ((CT *)v->items)[v->size++] = value;                                                                          \
    return 0;                                                                                                     \
  }                                                                                                               \
  KR_STATIC_INLINE int kr_vec_append_##T(PyObject *o, CT value) {                                                 \
    if (KR_LIKELY(Py_TYPE(o) == kr_vec_types[KR_VEC_##KIND])) return kr_vec_push_##T(o, value);                   \
    return kr_vec_append_object(o, kr_##T##_to_obj(value));                                                       \
  }                                                                                                               \
  KR_STATIC_INLINE CT kr_vec_pop_##T(PyObject *o) {                                                               \
    KrVec *v = (KrVec *)o;                                                                                        \
    if (KR_UNLIKELY(Py_TYPE(o) != kr_vec_types[KR_VEC_##KIND] || v->size == 0 || v->exports != 0))                \
      return kr_vec_pop_##T##_slow(o);                                                                            \
    return ((CT *)v->items)[--v->size];                                                                           \
  }
KR_VEC_EACH(KR_VEC_OPS)
#undef KR_VEC_OPS
KR_STATIC_INLINE int kr_vec_method_ready(PyObject *o, PyObject *name, int64_t kind) {
  return KR_LIKELY(kr_vec_is(o, kind)) ? 0 : kr_method_ready_slow(o, name);
}
PyObject *kr_vec_get_ref(PyObject *o, KrTag index);
int kr_vec_append_ref(PyObject *o, PyObject *value);  // consumes the value

// len(v), where the global still is the builtin.
#define kr_vec_builtin_len(dict, name, o, kind)                                                              \
  (KR_LIKELY(kr_builtin_is(dict, name)) ? (kr_vec_is(o, kind) ? kr_tag_small(kr_vec_size(o)) : kr_len_slow(o)) \
                                        : kr_obj_to_tag_steal(kr_patched1(dict, name, o)))

// The methods and slots, for vec.c.
extern PyType_Slot kr_vec_slots[];
int kr_vec_get_buffer(PyObject *o, Py_buffer *view, int flags);
void kr_vec_release_buffer(PyObject *o, Py_buffer *view);
// Between vec.c and vec_object.c. `slot` is room for one item.
PyObject *kr_vec_box(const KrVec *v, Py_ssize_t index);
int kr_vec_unbox(const KrVecInfo *info, PyObject *o, void *slot);  // a new reference, where items are references
KrVec *kr_vec_make(const KrVecInfo *info, Py_ssize_t capacity);
// The `count` items from `at` on become the `n` at `from`, which lie elsewhere and hold references of their own: these are consumed, failing or not.
int kr_vec_replace(KrVec *v, Py_ssize_t at, Py_ssize_t count, const void *from, Py_ssize_t n);
int kr_vec_extend(KrVec *v, PyObject *items);
int64_t kr_vec_index_of(PyObject *key);  // of an object with __index__; -1 with an error
int kr_vec_index_error(bool assigns);    // -1
bool kr_vec_is_any(PyObject *o);
// A function of the package's source that the runtime carries; new.
PyObject *kr_native_name(const char *name);

#pragma GCC visibility pop
