// Values of native code: the tagged word, the tagged double, absent values, reference counts.
//
// KrTag  any object; a small int (63 bits) inline with low bit 1, anything else a counted pointer; 0 is absent. An exact int
//        that fits 63 bits is never a pointer.
// KrNum  any object; a float inline; a quiet NaN with the top 16 bits 0x7FFC carries a counted pointer in the low 48 bits
//        (pointer 0: absent). A float NaN that happens to have these bits is kept as an object, so results of IEEE
//        arithmetic need one test, `r != r`, to notice that an operand carried an object.
#pragma once

#include "version.h"

#pragma GCC visibility push(hidden)

typedef intptr_t KrTag;
typedef double KrNum;
typedef int8_t KrBool;

_Static_assert(sizeof(void *) == 8 && sizeof(KrTag) == 8, "Krait needs a 64-bit target");

// Machine numbers have no spare value: on these, PyErr_Occurred() tells an error from a result.
#define KR_INT_ERROR (-113)
#define KR_F64_ERROR (-113.0)
#define KR_TAG_ABSENT ((KrTag)0)
#define KR_BOOL_ERROR ((KrBool)-1)

#define KR_NUM_PAYLOAD UINT64_C(0x7FFC000000000000)

KR_INLINE uint64_t kr_num_bits(KrNum n) {
  uint64_t bits;
  memcpy(&bits, &n, sizeof bits);
  return bits;
}
KR_INLINE KrNum kr_num_from_bits(uint64_t bits) {
  KrNum n;
  memcpy(&n, &bits, sizeof n);
  return n;
}
#define KR_NUM_ABSENT kr_num_from_bits(KR_NUM_PAYLOAD)

// --- tag ---
#define KR_TAG_MAX ((int64_t)((UINT64_C(1) << 62) - 1))
#define KR_TAG_MIN (-KR_TAG_MAX - 1)
KR_INLINE bool kr_tag_is_small(KrTag t) { return t & 1; }
KR_INLINE bool kr_tag_both_small(KrTag a, KrTag b) { return a & b & 1; }
KR_INLINE int64_t kr_tag_value(KrTag t) { return (int64_t)t >> 1; }  // of a small one
KR_INLINE KrTag kr_tag_small(int64_t v) { return (KrTag)((uint64_t)v << 1 | 1); }  // v must fit
KR_INLINE bool kr_tag_fits(int64_t v) { return v >= KR_TAG_MIN && v <= KR_TAG_MAX; }
KR_INLINE PyObject *kr_tag_pointer(KrTag t) { return (PyObject *)t; }  // of one that is not small
KR_INLINE bool kr_tag_is_absent(KrTag t) { return t == 0; }

// --- num ---
KR_ALWAYS_INLINE bool kr_num_is_obj(KrNum n) { return kr_num_bits(n) >> 48 == KR_NUM_PAYLOAD >> 48; }
KR_ALWAYS_INLINE bool kr_num_is_absent(KrNum n) { return kr_num_bits(n) == KR_NUM_PAYLOAD; }
KR_INLINE PyObject *kr_num_pointer(KrNum n) { return (PyObject *)(uintptr_t)(kr_num_bits(n) & UINT64_C(0xFFFFFFFFFFFF)); }
KR_INLINE KrNum kr_num_carry(PyObject *o) { return kr_num_from_bits(KR_NUM_PAYLOAD | (uint64_t)(uintptr_t)o); }  // steals

KR_INLINE bool kr_obj_is_absent(PyObject *o) { return !o; }

// --- reference counts; the x variants accept the absent value ---
// Releases out of line, the absent value accepted: for code that runs rarely.
KR_COLD void kr_obj_drop(PyObject *o);
KR_COLD void kr_tag_drop(KrTag t);
KR_COLD void kr_num_drop(KrNum n);
KR_COLD void kr_num_keep(KrNum n);  // the incref of a num that is not a number
KR_ALWAYS_INLINE void kr_obj_incref(PyObject *o) { Py_INCREF(o); }
#if defined(Py_REF_DEBUG) || KR_PY312
KR_INLINE void kr_obj_decref(PyObject *o) { Py_DECREF(o); }
#else
// Always inline: gcc keeps Py_DECREF out of line in large functions.
KR_ALWAYS_INLINE void kr_obj_decref(PyObject *o) {
  if (KR_UNLIKELY(--o->ob_refcnt == 0)) kr_dealloc(o);
}
#endif
KR_ALWAYS_INLINE void kr_obj_xincref(PyObject *o) { Py_XINCREF(o); }
KR_ALWAYS_INLINE void kr_obj_xdecref(PyObject *o) {
  if (o) kr_obj_decref(o);
}
KR_ALWAYS_INLINE void kr_tag_incref(KrTag t) {
  if (KR_UNLIKELY(!kr_tag_is_small(t))) Py_INCREF(kr_tag_pointer(t));
}
KR_ALWAYS_INLINE void kr_tag_decref(KrTag t) {
  if (KR_UNLIKELY(!kr_tag_is_small(t))) kr_tag_drop(t);
}
KR_ALWAYS_INLINE void kr_tag_xincref(KrTag t) {
  if (KR_UNLIKELY(!kr_tag_is_small(t))) Py_XINCREF(kr_tag_pointer(t));
}
KR_ALWAYS_INLINE void kr_tag_xdecref(KrTag t) {
  if (KR_UNLIKELY(!kr_tag_is_small(t))) kr_tag_drop(t);
}
KR_ALWAYS_INLINE void kr_num_xincref(KrNum n) {
  if (KR_UNLIKELY(n != n)) kr_num_keep(n);
}
KR_ALWAYS_INLINE void kr_num_xdecref(KrNum n) {
  if (KR_UNLIKELY(n != n)) kr_num_drop(n);
}
KR_ALWAYS_INLINE void kr_num_incref(KrNum n) { kr_num_xincref(n); }
KR_ALWAYS_INLINE void kr_num_decref(KrNum n) { kr_num_xdecref(n); }

KR_INLINE PyObject *kr_new_ref(PyObject *o) {
  Py_INCREF(o);
  return o;
}

// "int object expected; got str"; the type by its qualified name, a tuple by its items. Returns -1 so that callers may `return kr_expected(...)`.
KR_COLD int kr_expected(const char *what, PyObject *got);
// RuntimeError-free failure of an allocation, range and argument: set the exception, return NULL or -1.
KR_COLD int kr_overflow(const char *type);  // "int too large to convert to i32"

#pragma GCC visibility pop
