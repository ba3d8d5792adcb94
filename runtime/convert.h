// Conversions kr_<from>_to_<to> between representations, and truth. Operands are borrowed, results are new references.
//
// To tag and num nothing but memory fails. To f64, bool and machine integers a wrong type is a TypeError; a value out of
// range an OverflowError. An int is accepted where f64 is asked, as typing has it.
#pragma once

#include "base.h"

#pragma GCC visibility push(hidden)

// Out of line parts.
KrTag kr_long_to_tag(PyObject *o);       // exact int of two digits or more
PyObject *kr_i64_to_obj_slow(int64_t v);
KR_COLD double kr_obj_to_f64_slow(PyObject *o);
KR_COLD KrNum kr_f64_to_num_slow(double v);  // a NaN
KR_COLD int64_t kr_obj_to_i64_slow(PyObject *o);
KR_COLD uint64_t kr_obj_to_u64_slow(PyObject *o);
KR_COLD KrBool kr_obj_truth_slow(PyObject *o);

KR_COLD bool kr_num_is_number(KrNum n);  // of one that is not equal to itself: a nan, or an object that is a float or an int
KR_COLD bool kr_tag_is_int(KrTag t);     // of one that is not small

// --- obj and tag ---
KR_BULKY KrTag kr_obj_to_tag(PyObject *o) {
  if (KR_LIKELY(PyLong_CheckExact(o))) {
    if (KR_LIKELY(kr_long_is_compact(o))) return kr_tag_small(kr_long_compact_value(o));
    return kr_long_to_tag(o);
  }
  Py_INCREF(o);
  return (KrTag)o;
}
// As kr_obj_to_tag, but consumes its operand, which may be NULL (then absent).
KR_BULKY KrTag kr_obj_to_tag_steal(PyObject *o) {
  if (KR_UNLIKELY(!o)) return KR_TAG_ABSENT;
  KrTag t = kr_obj_to_tag(o);
  kr_obj_decref(o);
  return t;
}
KR_INLINE PyObject *kr_i64_to_obj(int64_t v) {
  return kr_is_shared_int(v) ? kr_new_ref(kr_shared_int(v)) : kr_int_box(v);
}
KR_INLINE PyObject *kr_tag_to_obj(KrTag t) {
  if (KR_LIKELY(kr_tag_is_small(t))) return kr_i64_to_obj(kr_tag_value(t));
  Py_INCREF(kr_tag_pointer(t));
  return kr_tag_pointer(t);
}
// Consumes the tag.
KR_INLINE PyObject *kr_tag_to_obj_steal(KrTag t) {
  return kr_tag_is_small(t) ? kr_i64_to_obj(kr_tag_value(t)) : kr_tag_pointer(t);
}
KR_INLINE KrTag kr_i64_to_tag(int64_t v) {
  if (KR_LIKELY(kr_tag_fits(v))) return kr_tag_small(v);
  return (KrTag)PyLong_FromLongLong(v);
}
KR_INLINE KrTag kr_u64_to_tag(uint64_t v) {
  if (KR_LIKELY(v <= (uint64_t)KR_TAG_MAX)) return kr_tag_small((int64_t)v);
  return (KrTag)PyLong_FromUnsignedLongLong(v);
}
KR_INLINE PyObject *kr_u64_to_obj(uint64_t v) { return PyLong_FromUnsignedLongLong(v); }

// --- floats ---
KR_INLINE PyObject *kr_f64_to_obj(double v) { return PyFloat_FromDouble(v); }
KR_INLINE KrNum kr_f64_to_num(double v) { return KR_LIKELY(v == v) ? v : kr_f64_to_num_slow(v); }
KR_INLINE double kr_obj_to_f64(PyObject *o) {
  return KR_LIKELY(PyFloat_CheckExact(o)) ? PyFloat_AS_DOUBLE(o) : kr_obj_to_f64_slow(o);
}
// A nan stays the object it is: programs can see which one they have (`x in [x]`).
KR_BULKY KrNum kr_obj_to_num(PyObject *o) {
  if (KR_LIKELY(PyFloat_CheckExact(o))) {
    double v = PyFloat_AS_DOUBLE(o);
    if (KR_LIKELY(v == v)) return v;
  }
  Py_INCREF(o);
  return kr_num_carry(o);
}
KR_BULKY KrNum kr_obj_to_num_steal(PyObject *o) {
  if (KR_UNLIKELY(!o)) return KR_NUM_ABSENT;
  if (KR_LIKELY(PyFloat_CheckExact(o))) {
    double v = PyFloat_AS_DOUBLE(o);
    if (KR_LIKELY(v == v)) {
      Py_DECREF(o);
      return v;
    }
  }
  return kr_num_carry(o);
}
KR_BULKY PyObject *kr_num_to_obj(KrNum n) {
  if (KR_UNLIKELY(n != n) && kr_num_is_obj(n)) return kr_new_ref(kr_num_pointer(n));
  return PyFloat_FromDouble(n);
}
KR_INLINE double kr_num_to_f64(KrNum n) {
  if (KR_UNLIKELY(n != n) && kr_num_is_obj(n)) return kr_obj_to_f64(kr_num_pointer(n));
  return n;
}
KR_BULKY KrTag kr_num_to_tag(KrNum n) {
  if (KR_UNLIKELY(n != n) && kr_num_is_obj(n)) return kr_obj_to_tag(kr_num_pointer(n));
  return (KrTag)PyFloat_FromDouble(n);
}
KR_BULKY KrNum kr_tag_to_num(KrTag t) {
  if (KR_LIKELY(kr_tag_is_small(t))) return kr_obj_to_num_steal(PyLong_FromSsize_t((Py_ssize_t)kr_tag_value(t)));
  return kr_obj_to_num(kr_tag_pointer(t));
}
// The _steal forms consume their operand.
KR_BULKY PyObject *kr_num_to_obj_steal(KrNum n) {
  if (KR_UNLIKELY(n != n) && kr_num_is_obj(n)) return kr_num_pointer(n);
  return PyFloat_FromDouble(n);
}
KR_BULKY KrTag kr_num_to_tag_steal(KrNum n) { return kr_obj_to_tag_steal(kr_num_to_obj_steal(n)); }
KR_BULKY KrNum kr_tag_to_num_steal(KrTag t) { return kr_obj_to_num_steal(kr_tag_to_obj_steal(t)); }
KR_INLINE KrTag kr_f64_to_tag(double v) { return (KrTag)PyFloat_FromDouble(v); }
KR_INLINE double kr_tag_to_f64(KrTag t) {
  return KR_LIKELY(kr_tag_is_small(t)) ? (double)kr_tag_value(t) : kr_obj_to_f64(kr_tag_pointer(t));
}
KR_INLINE PyObject *kr_f32_to_obj(float v) { return PyFloat_FromDouble((double)v); }
KR_INLINE double kr_f32_to_f64(float v) { return (double)v; }
KR_INLINE float kr_f64_to_f32(double v) { return (float)v; }
KR_INLINE KrNum kr_f32_to_num(float v) { return kr_f64_to_num((double)v); }
KR_INLINE KrTag kr_f32_to_tag(float v) { return kr_f64_to_tag((double)v); }
KR_INLINE float kr_obj_to_f32(PyObject *o) { return (float)kr_obj_to_f64(o); }
KR_INLINE float kr_num_to_f32(KrNum n) { return (float)kr_num_to_f64(n); }
KR_INLINE float kr_tag_to_f32(KrTag t) { return (float)kr_tag_to_f64(t); }

// --- bool ---
KR_INLINE PyObject *kr_bool_object(KrBool b) { return b ? Py_True : Py_False; }  // borrowed
KR_INLINE PyObject *kr_bool_to_obj(KrBool b) { return kr_new_ref(kr_bool_object(b)); }
KR_INLINE KrTag kr_bool_to_tag(KrBool b) { return (KrTag)kr_bool_to_obj(b); }
KR_INLINE KrNum kr_bool_to_num(KrBool b) { return kr_num_carry(kr_bool_to_obj(b)); }
// Borrowed, as True and False never go.
KR_INLINE KrTag kr_bool_beside_tag(KrBool b, KrTag other) { return KR_LIKELY(kr_tag_is_small(other)) ? kr_tag_small(b) : (KrTag)kr_bool_object(b); }
KR_INLINE KrTag kr_bool_beside_num(KrBool b, KrNum other) { return KR_LIKELY(other == other) ? kr_tag_small(b) : (KrTag)kr_bool_object(b); }
KR_INLINE double kr_bool_to_f64(KrBool b) { return (double)b; }
KR_INLINE float kr_bool_to_f32(KrBool b) { return (float)b; }
KR_INLINE KrBool kr_obj_to_bool(PyObject *o) {
  if (o == Py_True) return 1;
  if (KR_LIKELY(o == Py_False)) return 0;
  return (KrBool)kr_expected("bool", o);
}
KR_COLD KrBool kr_tag_to_bool_slow(KrTag t);
KR_INLINE KrBool kr_tag_to_bool(KrTag t) {
  return KR_LIKELY(!kr_tag_is_small(t)) ? kr_obj_to_bool(kr_tag_pointer(t)) : kr_tag_to_bool_slow(t);
}
KR_COLD KrBool kr_num_to_bool_slow(double v);
KR_INLINE KrBool kr_num_to_bool(KrNum n) {
  return KR_LIKELY(kr_num_is_obj(n)) ? kr_obj_to_bool(kr_num_pointer(n)) : kr_num_to_bool_slow(n);
}
KR_INLINE KrBool kr_f64_to_bool(double v) { return kr_num_to_bool_slow(v); }
KR_INLINE KrBool kr_f32_to_bool(float v) { return kr_num_to_bool_slow((double)v); }

// --- i64 and u64 ---
KR_INLINE int64_t kr_obj_to_i64(PyObject *o) {
  if (KR_LIKELY(PyLong_CheckExact(o) && kr_long_is_compact(o))) return (int64_t)kr_long_compact_value(o);
  return kr_obj_to_i64_slow(o);
}
KR_INLINE int64_t kr_tag_to_i64(KrTag t) {
  return KR_LIKELY(kr_tag_is_small(t)) ? kr_tag_value(t) : kr_obj_to_i64_slow(kr_tag_pointer(t));
}
KR_INLINE uint64_t kr_obj_to_u64(PyObject *o) {
  if (KR_LIKELY(PyLong_CheckExact(o) && kr_long_is_compact(o) && kr_long_compact_value(o) >= 0))
    return (uint64_t)kr_long_compact_value(o);
  return kr_obj_to_u64_slow(o);
}
KR_COLD uint64_t kr_u64_overflow(void);
KR_INLINE uint64_t kr_tag_to_u64(KrTag t) {
  if (KR_LIKELY(kr_tag_is_small(t))) return KR_LIKELY(t > 0) ? (uint64_t)kr_tag_value(t) : kr_u64_overflow();
  return kr_obj_to_u64_slow(kr_tag_pointer(t));
}
KR_INLINE uint64_t kr_i64_to_u64(int64_t v) { return KR_LIKELY(v >= 0) ? (uint64_t)v : kr_u64_overflow(); }
KR_INLINE int64_t kr_u64_to_i64(uint64_t v) {
  return KR_LIKELY(v <= INT64_MAX) ? (int64_t)v : (kr_overflow("i64"), KR_INT_ERROR);
}
KR_INLINE int64_t kr_num_to_i64(KrNum n) {
  if (kr_num_is_obj(n)) return kr_obj_to_i64(kr_num_pointer(n));
  PyObject *o = PyFloat_FromDouble(n);
  if (!o) return KR_INT_ERROR;
  int64_t v = kr_obj_to_i64_slow(o);
  Py_DECREF(o);
  return v;
}
KR_INLINE int64_t kr_f64_to_i64(double v) { return kr_num_to_i64(v == v ? v : 0.5); }
KR_INLINE int64_t kr_f32_to_i64(float v) { return kr_f64_to_i64((double)v); }
KR_INLINE uint64_t kr_num_to_u64(KrNum n) {
  int64_t v = kr_num_to_i64(n);
  return v == KR_INT_ERROR && PyErr_Occurred() ? (uint64_t)KR_INT_ERROR : kr_i64_to_u64(v);
}
KR_INLINE uint64_t kr_f64_to_u64(double v) { return (uint64_t)kr_f64_to_i64(v); }
KR_INLINE uint64_t kr_f32_to_u64(float v) { return (uint64_t)kr_f64_to_i64((double)v); }
KR_INLINE double kr_i64_to_f64(int64_t v) { return (double)v; }
KR_INLINE double kr_u64_to_f64(uint64_t v) { return (double)v; }
KR_INLINE float kr_i64_to_f32(int64_t v) { return (float)v; }
KR_INLINE float kr_u64_to_f32(uint64_t v) { return (float)v; }
KR_BULKY KrNum kr_i64_to_num(int64_t v) { return kr_obj_to_num_steal(kr_i64_to_obj(v)); }
KR_BULKY KrNum kr_u64_to_num(uint64_t v) { return kr_obj_to_num_steal(kr_u64_to_obj(v)); }
KR_INLINE int64_t kr_bool_to_i64(KrBool b) { return b; }
KR_INLINE uint64_t kr_bool_to_u64(KrBool b) { return (uint64_t)b; }
KR_COLD KrBool kr_i64_to_bool(int64_t v);  // TypeError: an int is not a bool
KR_INLINE KrBool kr_u64_to_bool(uint64_t v) { return kr_i64_to_bool((int64_t)(v & 1)); }

// --- the narrower integers, by way of i64 ---
KR_COLD int kr_narrow_error(const char *type);  // an OverflowError that is set speaks of that type; KR_INT_ERROR
KR_INLINE bool kr_i64_failed(int64_t v) { return KR_UNLIKELY(v == KR_INT_ERROR) && PyErr_Occurred(); }
#define KR_NARROW_INT(T, CT, MIN, MAX)                                                                   \
  KR_INLINE CT kr_i64_to_##T(int64_t v) {                                                                \
    if (KR_LIKELY(v >= (MIN) && v <= (MAX))) return (CT)v;                                               \
    kr_overflow(#T);                                                                                     \
    return (CT)KR_INT_ERROR;                                                                             \
  }                                                                                                      \
  KR_INLINE CT kr_u64_to_##T(uint64_t v) { return kr_i64_to_##T(v > INT32_MAX * UINT64_C(4) ? INT64_MAX : (int64_t)v); } \
  KR_INLINE CT kr_obj_to_##T(PyObject *o) {                                                              \
    int64_t v = kr_obj_to_i64(o);                                                                        \
    return kr_i64_failed(v) ? (CT)kr_narrow_error(#T) : kr_i64_to_##T(v);                                       \
  }                                                                                                      \
  KR_INLINE CT kr_tag_to_##T(KrTag t) {                                                                  \
    int64_t v = kr_tag_to_i64(t);                                                                        \
    return kr_i64_failed(v) ? (CT)kr_narrow_error(#T) : kr_i64_to_##T(v);                                       \
  }                                                                                                      \
  KR_INLINE CT kr_num_to_##T(KrNum n) {                                                                  \
    int64_t v = kr_num_to_i64(n);                                                                        \
    return kr_i64_failed(v) ? (CT)kr_narrow_error(#T) : kr_i64_to_##T(v);                                       \
  }                                                                                                      \
  KR_INLINE CT kr_f64_to_##T(double v) { return (CT)kr_f64_to_i64(v); }                                  \
  KR_INLINE CT kr_f32_to_##T(float v) { return (CT)kr_f64_to_i64((double)v); }                           \
  KR_INLINE CT kr_bool_to_##T(KrBool b) { return (CT)b; }                                                \
  KR_INLINE int64_t kr_##T##_to_i64(CT v) { return (int64_t)v; }                                         \
  KR_INLINE uint64_t kr_##T##_to_u64(CT v) { return kr_i64_to_u64((int64_t)v); }                         \
  KR_INLINE KrTag kr_##T##_to_tag(CT v) { return kr_tag_small((int64_t)v); }                             \
  KR_INLINE PyObject *kr_##T##_to_obj(CT v) { return kr_i64_to_obj((int64_t)v); }                        \
  KR_INLINE KrNum kr_##T##_to_num(CT v) { return kr_i64_to_num((int64_t)v); }                            \
  KR_INLINE double kr_##T##_to_f64(CT v) { return (double)v; }                                           \
  KR_INLINE float kr_##T##_to_f32(CT v) { return (float)v; }                                             \
  KR_INLINE KrBool kr_##T##_to_bool(CT v) { return kr_i64_to_bool((int64_t)v); }                         \
  KR_INLINE KrBool kr_##T##_truth(CT v) { return v != 0; }
KR_NARROW_INT(i32, int32_t, INT32_MIN, INT32_MAX)
KR_NARROW_INT(i16, int16_t, INT16_MIN, INT16_MAX)
KR_NARROW_INT(i8, int8_t, INT8_MIN, INT8_MAX)
KR_NARROW_INT(u32, uint32_t, 0, (int64_t)UINT32_MAX)
KR_NARROW_INT(u16, uint16_t, 0, UINT16_MAX)
KR_NARROW_INT(u8, uint8_t, 0, UINT8_MAX)
#define KR_NARROW_PAIR(A, CA, B, CB) \
  KR_INLINE CB kr_##A##_to_##B(CA v) { return kr_i64_to_##B((int64_t)v); } \
  KR_INLINE CA kr_##B##_to_##A(CB v) { return kr_i64_to_##A((int64_t)v); }
KR_NARROW_PAIR(i32, int32_t, i16, int16_t)
KR_NARROW_PAIR(i32, int32_t, i8, int8_t)
KR_NARROW_PAIR(i32, int32_t, u32, uint32_t)
KR_NARROW_PAIR(i32, int32_t, u16, uint16_t)
KR_NARROW_PAIR(i32, int32_t, u8, uint8_t)
KR_NARROW_PAIR(i16, int16_t, i8, int8_t)
KR_NARROW_PAIR(i16, int16_t, u32, uint32_t)
KR_NARROW_PAIR(i16, int16_t, u16, uint16_t)
KR_NARROW_PAIR(i16, int16_t, u8, uint8_t)
KR_NARROW_PAIR(i8, int8_t, u32, uint32_t)
KR_NARROW_PAIR(i8, int8_t, u16, uint16_t)
KR_NARROW_PAIR(i8, int8_t, u8, uint8_t)
KR_NARROW_PAIR(u32, uint32_t, u16, uint16_t)
KR_NARROW_PAIR(u32, uint32_t, u8, uint8_t)
KR_NARROW_PAIR(u16, uint16_t, u8, uint8_t)

// Whether an int, or any object, is a value of the type.
KR_COLD KrBool kr_obj_fits_u64(PyObject *o);
KR_COLD KrBool kr_obj_fits_i64_slow(PyObject *o);
KR_INLINE KrBool kr_i64_holds(int64_t v) { return (void)v, 1; }
KR_INLINE KrBool kr_u64_holds(int64_t v) { return v >= 0; }
KR_INLINE KrBool kr_obj_fits_i64(PyObject *o) {
  return KR_LIKELY(PyLong_CheckExact(o) && kr_long_is_compact(o)) ? 1 : kr_obj_fits_i64_slow(o);
}
#define KR_FITS(T, MIN, MAX)                                                      \
  KR_INLINE KrBool kr_##T##_holds(int64_t v) { return v >= (MIN) && v <= (MAX); } \
  KR_INLINE KrBool kr_obj_fits_##T(PyObject *o) { return kr_obj_fits_i64(o) && kr_##T##_holds(kr_obj_to_i64(o)); }
KR_FITS(i32, INT32_MIN, INT32_MAX)
KR_FITS(i16, INT16_MIN, INT16_MAX)
KR_FITS(i8, INT8_MIN, INT8_MAX)
KR_FITS(u32, 0, (int64_t)UINT32_MAX)
KR_FITS(u16, 0, UINT16_MAX)
KR_FITS(u8, 0, UINT8_MAX)

// int(o) and float(o), whatever they are for.
KrTag kr_py_int(PyObject *o);
double kr_py_float(PyObject *o);
// The low bits of an int; a shift count, at most 64.
KR_COLD uint64_t kr_tag_low_bits_slow(KrTag t);
KR_INLINE uint64_t kr_tag_low_bits(KrTag t) {
  return KR_LIKELY(kr_tag_is_small(t)) ? (uint64_t)kr_tag_value(t) : kr_tag_low_bits_slow(t);
}
int64_t kr_shift_count(KrTag t);

// --- truth ---
KR_INLINE KrBool kr_obj_truth(PyObject *o) {
  if (o == Py_True) return 1;
  if (o == Py_False || o == Py_None) return 0;
  return kr_obj_truth_slow(o);
}
KR_BULKY KrBool kr_tag_truth_big(KrTag t) { return kr_obj_truth(kr_tag_pointer(t)); }
KR_INLINE KrBool kr_tag_truth(KrTag t) { return KR_LIKELY(kr_tag_is_small(t)) ? t != 1 : kr_tag_truth_big(t); }
KR_BULKY KrBool kr_num_truth(KrNum n) {
  if (KR_UNLIKELY(n != n) && kr_num_is_obj(n)) return kr_obj_truth(kr_num_pointer(n));
  return n != 0.0;
}
KR_INLINE KrBool kr_f64_truth(double v) { return v != 0.0; }
KR_INLINE KrBool kr_f32_truth(float v) { return v != 0.0f; }
KR_INLINE KrBool kr_i64_truth(int64_t v) { return v != 0; }
KR_INLINE KrBool kr_u64_truth(uint64_t v) { return v != 0; }
KR_INLINE KrBool kr_bool_truth(KrBool b) { return b; }

#pragma GCC visibility pop
