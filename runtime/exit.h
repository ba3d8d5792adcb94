// Unboxed forms of number and list operations, for the fast versions of loops. Each returns whether it did its work; where it
// returns false nothing has happened, and generated code goes on with the general form.
#pragma once

#include "builtin.h"
#include "code.h"

#pragma GCC visibility push(hidden)

KR_INLINE bool kr_exit_unless(KrBool condition) { return condition; }
KR_INLINE KrBool kr_inline_here(void) { return 1; }

// --- unboxing ---
KR_INLINE bool kr_tag_unbox(KrTag t, int64_t *r) {
  *r = kr_tag_value(t);
  return kr_tag_is_small(t);
}
KR_INLINE double kr_num_float(KrNum n) { return n; }
KR_COLD bool kr_num_unbox_nan(KrNum n, double *r);
KR_INLINE bool kr_num_unbox(KrNum n, double *r) {
  *r = n;
  return KR_LIKELY(n == n) || kr_num_unbox_nan(n, r);
}
KR_INLINE bool kr_long_unbox(PyObject *o, int64_t *r) {
  if (KR_UNLIKELY(!PyLong_CheckExact(o))) return false;
  if (KR_LIKELY(kr_long_is_compact(o))) {
    *r = kr_long_compact_value(o);
    return true;
  }
  if (kr_long_digit_count(o) != 2) return false;
  int64_t magnitude = (int64_t)kr_long_digits(o)[1] << PyLong_SHIFT | kr_long_digits(o)[0];
  *r = kr_long_is_negative(o) ? -magnitude : magnitude;
  return true;
}
KR_INLINE bool kr_float_unbox(PyObject *o, double *r) {
  if (KR_UNLIKELY(!PyFloat_CheckExact(o))) return false;
  *r = PyFloat_AS_DOUBLE(o);
  return true;
}
KR_INLINE bool kr_bool_unbox(PyObject *o, KrBool *r) {
  if (o == Py_True) {
    *r = 1;
    return true;
  }
  *r = 0;
  return o == Py_False;
}

// --- integers ---
KR_INLINE bool kr_i64_add_exit(int64_t a, int64_t b, int64_t *r) { return !__builtin_add_overflow(a, b, r); }
KR_INLINE bool kr_i64_sub_exit(int64_t a, int64_t b, int64_t *r) { return !__builtin_sub_overflow(a, b, r); }
KR_INLINE bool kr_i64_mul_exit(int64_t a, int64_t b, int64_t *r) { return !__builtin_mul_overflow(a, b, r); }
KR_INLINE bool kr_i64_neg_exit(int64_t a, int64_t *r) { return !__builtin_sub_overflow((int64_t)0, a, r); }
KR_INLINE bool kr_i64_abs_exit(int64_t a, int64_t *r) {
  *r = a < 0 ? (int64_t)(0 - (uint64_t)a) : a;
  return a != INT64_MIN;
}
KR_INLINE bool kr_i64_floordiv_exit(int64_t a, int64_t b, int64_t *r) {
  if (KR_UNLIKELY((uint64_t)b + 1 <= 1)) return false;
  *r = kr_floor_div(a, b);
  return true;
}
KR_INLINE bool kr_i64_mod_exit(int64_t a, int64_t b, int64_t *r) {
  if (KR_UNLIKELY((uint64_t)b + 1 <= 1)) return false;
  *r = kr_floor_mod(a, b);
  return true;
}
// Division by a variable takes a third of the time in 32 bits.
#define KR_HALF_WORDS(a, b) (!__builtin_constant_p(b) && KR_LIKELY(((uint64_t)(a) | (uint64_t)(b)) >> 32 == 0))
KR_INLINE bool kr_i64_udiv_exit(int64_t a, int64_t b, int64_t *r) {
  if (KR_UNLIKELY(b == 0)) return false;
  *r = KR_HALF_WORDS(a, b) ? (int64_t)((uint32_t)a / (uint32_t)b) : (int64_t)((uint64_t)a / (uint64_t)b);
  return true;
}
KR_INLINE bool kr_i64_umod_exit(int64_t a, int64_t b, int64_t *r) {
  if (KR_UNLIKELY(b == 0)) return false;
  *r = KR_HALF_WORDS(a, b) ? (int64_t)((uint32_t)a % (uint32_t)b) : (int64_t)((uint64_t)a % (uint64_t)b);
  return true;
}
KR_INLINE bool kr_i64_lshift_exit(int64_t a, int64_t n, int64_t *r) {
  if (KR_UNLIKELY((uint64_t)n > 62)) return false;
  *r = (int64_t)((uint64_t)a << n);
  return *r >> n == a;
}
KR_INLINE bool kr_i64_rshift_exit(int64_t a, int64_t n, int64_t *r) {
  *r = a >> ((uint64_t)n > 63 ? 63 : n);
  return n >= 0;
}
KR_INLINE bool kr_i64_exact_f64(int64_t a, double *r) {
  *r = (double)a;
  return kr_exact_in_double(a);
}

// --- floats ---
KR_INLINE bool kr_f64_trunc_exit(double a, int64_t *r) {
  if (!(a > -4e18 && a < 4e18)) return false;
  *r = (int64_t)a;
  return true;
}
KR_INLINE bool kr_f64_div_exit(double a, double b, double *r) {
  if (KR_UNLIKELY(b == 0.0)) return false;
  *r = a / b;
  return true;
}
KR_INLINE bool kr_f64_floordiv_exit(double a, double b, double *r) {
  if (KR_UNLIKELY(b == 0.0)) return false;
  *r = kr_float_floordiv(a, b);
  return true;
}
KR_INLINE bool kr_f64_mod_exit(double a, double b, double *r) {
  if (KR_UNLIKELY(b == 0.0)) return false;
  *r = kr_float_mod(a, b);
  return true;
}
// Python's own ** is pow() of C where neither argument is special and the result is finite.
KR_INLINE bool kr_f64_pow_exit(double a, double b, double *r) {
  if (__builtin_constant_p(b) && b == 2.0 && KR_LIKELY(kr_f64_square(a, r))) return true;
  if (__builtin_constant_p(b) && b == 0.5 && KR_LIKELY(kr_f64_root(a, r))) return true;
  if (!(a > 0.0 && a < __builtin_inf()) || b != b || __builtin_isinf(b)) return false;
  *r = pow(a, b);
  return __builtin_isfinite(*r) && *r != 0.0;
}
KR_INLINE double kr_f64_min(double a, double b) { return b < a ? b : a; }
KR_INLINE double kr_f64_max(double a, double b) { return b > a ? b : a; }

// --- lists ---
KR_INLINE bool kr_len_exit(PyObject *o, int64_t *r) {
  PyTypeObject *type = Py_TYPE(o);
  if (KR_LIKELY(type == &PyList_Type || type == &PyTuple_Type)) {
    *r = Py_SIZE(o);
    return true;
  }
  bool text = type == &PyUnicode_Type;
  *r = text ? PyUnicode_GET_LENGTH(o) : Py_SIZE(o);
  return text || type == &PyBytes_Type || type == &PyByteArray_Type;
}
KR_INLINE bool kr_list_known(PyObject *o, PyObject **r) {
  *r = o;
  return PyList_CheckExact(o);
}
KR_INLINE bool kr_str_known(PyObject *o, PyObject **r) {
  *r = o;
  return PyUnicode_CheckExact(o);
}
KR_INLINE int64_t kr_str_size(PyObject *text) { return PyUnicode_GET_LENGTH(text); }
KR_INLINE int64_t kr_str_codes(PyObject *text) {
  return KR_LIKELY(PyUnicode_IS_COMPACT_ASCII(text)) ? (int64_t)(intptr_t)((PyASCIIObject *)text + 1) : kr_str_codes_other(text);
}
KR_INLINE int64_t kr_code_load(PyObject *text, int64_t codes, int64_t i) {
  return KR_LIKELY(codes != 0) ? ((const Py_UCS1 *)(intptr_t)codes)[i] : kr_str_read_wide(text, i);
}
KR_INLINE PyObject *kr_str_item(PyObject *text, int64_t codes, int64_t i) { return kr_char_object((Py_UCS4)kr_code_load(text, codes, i)); }
KR_INLINE int64_t kr_list_size(PyObject *list) { return PyList_GET_SIZE(list); }
KR_INLINE int64_t kr_list_items(PyObject *list) { return (int64_t)(intptr_t)((PyListObject *)list)->ob_item; }
KR_INLINE bool kr_index_exit(int64_t index, int64_t size, int64_t *r) {
  if (KR_UNLIKELY(index < 0)) index += size;
  *r = index;
  return (uint64_t)index < (uint64_t)size;
}
KR_INLINE bool kr_index_within(int64_t index, int64_t size, int64_t *r) {
  *r = index;
  return (uint64_t)index < (uint64_t)size;
}
KR_INLINE int64_t kr_index_limit(int64_t bound, int64_t start, int64_t size, int64_t offset) {
  if (KR_UNLIKELY(start < 0 || start + offset < 0)) return start;
  return bound < size - offset ? bound : size - offset;
}
#define KR_LIST_SLOT(items, index) ((PyObject **)(intptr_t)(items) + (index))
KR_INLINE PyObject *kr_list_load(PyObject *list, int64_t items, int64_t index) {
  (void)list;  // an operand so that it lives
  return *KR_LIST_SLOT(items, index);
}
// Objects whose release runs no code of anyone.
KR_INLINE bool kr_is_inert(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  return type == &PyFloat_Type || type == &PyLong_Type || type == &PyBool_Type || type == &PyUnicode_Type || o == Py_None;
}
// Steals `value`, which may be NULL for want of memory.
KR_NOINLINE bool kr_list_replace(PyObject **slot, PyObject *value);
KR_INLINE bool kr_list_put(PyObject *list, int64_t items, int64_t index, PyObject *value) {
  (void)list;
  PyObject **slot = KR_LIST_SLOT(items, index), *old = *slot;
  if (old == value) return true;
  if (KR_UNLIKELY(!kr_is_inert(old))) return false;
  *slot = kr_new_ref(value);
  kr_obj_decref(old);
  return true;
}
// Where the item is the other one of the two, neither count can come to nothing.
KR_INLINE bool kr_list_put_bool(PyObject *list, int64_t items, int64_t index, KrBool value) {
  PyObject **slot = KR_LIST_SLOT(items, index), *old = *slot, *now = kr_bool_object(value), *other = kr_bool_object(!value);
  if (old == now) return true;
  if (KR_UNLIKELY(old != other)) return kr_list_put(list, items, index, now);
  *slot = kr_new_ref(now);
#if defined(Py_REF_DEBUG) || KR_PY312
  Py_DECREF(other);
#else
  --other->ob_refcnt;
#endif
  return true;
}
KR_INLINE bool kr_list_put_int(PyObject *list, int64_t items, int64_t index, int64_t value) {
  (void)list;
  PyObject **slot = KR_LIST_SLOT(items, index), *old = *slot;
  if (kr_is_shared_int(value) && KR_LIKELY(PyLong_CheckExact(old))) {
    *slot = kr_new_ref(kr_shared_int(value));
    kr_obj_decref(old);
    return true;
  }
  return kr_long_reuse(old, value) || kr_list_replace(slot, kr_i64_to_obj(value));
}
KR_INLINE bool kr_list_put_boxed(PyObject *list, int64_t items, int64_t index, int64_t value, PyObject *box) {
  return kr_long_reuse(*KR_LIST_SLOT(items, index), value) || kr_list_put(list, items, index, box);
}
KR_INLINE void kr_list_put_object(PyObject *list, int64_t items, int64_t index, PyObject *value) {
  (void)list;
  PyObject **slot = KR_LIST_SLOT(items, index), *old = *slot;
  *slot = value;
  kr_obj_decref(old);
}
KR_INLINE void kr_list_swap(PyObject *list, int64_t items, int64_t i, int64_t j) {
  (void)list;
  PyObject **a = KR_LIST_SLOT(items, i), **b = KR_LIST_SLOT(items, j), *item = *a;
  *a = *b;
  *b = item;
}
KR_INLINE bool kr_list_put_float(PyObject *list, int64_t items, int64_t index, double value) {
  (void)list;
  PyObject **slot = KR_LIST_SLOT(items, index), *old = *slot;
  if (KR_LIKELY(PyFloat_CheckExact(old) && Py_REFCNT(old) == 1)) {
    ((PyFloatObject *)old)->ob_fval = value;
    return true;
  }
  return kr_list_replace(slot, kr_f64_to_obj(value));
}
KR_INLINE bool kr_bytes_known(PyObject *o, PyObject **r) {
  *r = o;
  return PyBytes_CheckExact(o);
}
KR_INLINE int64_t kr_bytes_size(PyObject *bytes) { return PyBytes_GET_SIZE(bytes); }
KR_INLINE int64_t kr_bytes_load(PyObject *bytes, int64_t index) { return (unsigned char)PyBytes_AS_STRING(bytes)[index]; }
KR_INLINE bool kr_bytearray_known(PyObject *o, PyObject **r) {
  *r = o;
  return PyByteArray_CheckExact(o);
}
KR_INLINE int64_t kr_bytearray_size(PyObject *bytes) { return PyByteArray_GET_SIZE(bytes); }
KR_INLINE int64_t kr_bytearray_load(PyObject *bytes, int64_t index) { return (unsigned char)((PyByteArrayObject *)bytes)->ob_start[index]; }
KR_INLINE bool kr_bytearray_put(PyObject *bytes, int64_t index, int64_t value) {
  if (KR_UNLIKELY((uint64_t)value > 255)) return false;
  ((PyByteArrayObject *)bytes)->ob_start[index] = (char)value;
  return true;
}
KR_INLINE bool kr_tuple_exact(PyObject *o, PyObject **r) {
  *r = o;
  return PyTuple_CheckExact(o);
}
KR_INLINE int64_t kr_tuple_size(PyObject *tuple) { return PyTuple_GET_SIZE(tuple); }
KR_INLINE PyObject *kr_tuple_load(PyObject *tuple, int64_t index) { return PyTuple_GET_ITEM(tuple, index); }
KR_INLINE bool kr_tuple_known(PyObject *o, int64_t size, PyObject **r) {
  *r = o;
  return PyTuple_CheckExact(o) && PyTuple_GET_SIZE(o) == size;
}

#pragma GCC visibility pop
