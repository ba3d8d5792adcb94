// Arithmetic on tags. Small ints inline; everything else does what Python does with the two objects, reflected operators,
// subclasses and error messages included. Operands are borrowed, results new.
#pragma once

#include "convert.h"

#pragma GCC visibility push(hidden)

KR_COLD KrTag kr_tag_add_slow(KrTag a, KrTag b);
KR_COLD KrTag kr_tag_sub_slow(KrTag a, KrTag b);
KR_COLD KrTag kr_tag_mul_slow(KrTag a, KrTag b);
KR_COLD KrTag kr_tag_floordiv_slow(KrTag a, KrTag b);
KR_COLD KrTag kr_tag_mod_slow(KrTag a, KrTag b);
KR_COLD KrTag kr_tag_lshift_slow(KrTag a, KrTag b);
KR_COLD KrTag kr_tag_rshift_slow(KrTag a, KrTag b);
KR_COLD KrTag kr_tag_and_slow(KrTag a, KrTag b);
KR_COLD KrTag kr_tag_or_slow(KrTag a, KrTag b);
KR_COLD KrTag kr_tag_xor_slow(KrTag a, KrTag b);
KR_COLD KrNum kr_tag_truediv_slow(KrTag a, KrTag b);
KR_COLD KrTag kr_tag_neg_slow(KrTag a);
KR_COLD KrTag kr_tag_pos_slow(KrTag a);
KR_COLD KrTag kr_tag_invert_slow(KrTag a);
KR_COLD KrTag kr_tag_abs_slow(KrTag a);
KR_COLD KrTag kr_tag_bit_length_slow(KrTag a);
KR_COLD KrTag kr_tag_bit_count_slow(KrTag a);
KR_COLD KrBool kr_tag_compare_slow(KrTag a, KrTag b, int op);  // Py_LT...
KrTag kr_tag_pow(KrTag a, KrTag b);
PyObject *kr_tag_divmod(KrTag a, KrTag b);
// The in-place forms differ only for objects that define __iadd__ and the like.
KR_COLD KrTag kr_tag_inplace_slow(KrTag a, KrTag b, int op);  // KrBinary of object.h

// What the slow paths try first (wide_int.c): true, and the result (absent: memory ran out), where both operands are exact ints of
// at most 120 bits and the result fits a pair of machine words. `op` is a KrBinary.
bool kr_wide_binary(KrTag a, KrTag b, int op, KrTag *result);
bool kr_wide_neg(KrTag a, KrTag *result);
bool kr_wide_invert(KrTag a, KrTag *result);
bool kr_wide_abs(KrTag a, KrTag *result);
bool kr_wide_compare(KrTag a, KrTag b, int *sign);  // -1, 0 or 1
// What they try next (big_int.c): products, quotients and remainders of longer exact ints; true, and the result (absent: memory ran
// out), where it is done there.
bool kr_big_binary(KrTag a, KrTag b, int op, KrTag *result);
bool kr_big_divmod(KrTag a, KrTag b, KrTag *quotient, KrTag *remainder);

KR_INLINE KrTag kr_tag_add(KrTag a, KrTag b) {
  intptr_t r;
  if (KR_LIKELY(kr_tag_both_small(a, b)) && KR_LIKELY(!__builtin_add_overflow(a, b - 1, &r))) return r;
  return kr_tag_add_slow(a, b);
}
KR_INLINE KrTag kr_tag_sub(KrTag a, KrTag b) {
  intptr_t r;
  if (KR_LIKELY(kr_tag_both_small(a, b)) && KR_LIKELY(!__builtin_sub_overflow(a, b - 1, &r))) return r;
  return kr_tag_sub_slow(a, b);
}
KR_INLINE KrTag kr_tag_mul(KrTag a, KrTag b) {
  intptr_t r;
  if (KR_LIKELY(kr_tag_both_small(a, b)) && KR_LIKELY(!__builtin_mul_overflow(a - 1, b >> 1, &r))) return r + 1;
  return kr_tag_mul_slow(a, b);
}
// Floor division and modulo of machine integers; b is not 0, and not -1 with the smallest a.
KR_INLINE int64_t kr_floor_div(int64_t a, int64_t b) {
  if (KR_LIKELY(((uint64_t)a | (uint64_t)b) >> 32 == 0)) return (int64_t)((uint32_t)a / (uint32_t)b);
  int64_t q = a / b;
  return q - ((a % b != 0) & ((a ^ b) < 0));
}
KR_INLINE int64_t kr_floor_mod(int64_t a, int64_t b) {
  if (KR_LIKELY(((uint64_t)a | (uint64_t)b) >> 32 == 0)) return (int64_t)((uint32_t)a % (uint32_t)b);
  int64_t r = a % b;
  return r + (b & -(int64_t)((r != 0) & ((r ^ b) < 0)));
}
KR_BULKY KrTag kr_tag_floordiv_any(KrTag a, KrTag b) {
  if (KR_LIKELY(kr_tag_both_small(a, b)) && KR_LIKELY(b != 1))
    return kr_i64_to_tag(kr_floor_div(kr_tag_value(a), kr_tag_value(b)));
  return kr_tag_floordiv_slow(a, b);
}
KR_BULKY KrTag kr_tag_mod_any(KrTag a, KrTag b) {
  if (KR_LIKELY(kr_tag_both_small(a, b)) && KR_LIKELY(b != 1))
    return kr_tag_small(kr_floor_mod(kr_tag_value(a), kr_tag_value(b)));
  return kr_tag_mod_slow(a, b);
}
// By a constant, natural numbers below 2**31 need no division: a multiplication does, here.
#define KR_HALF_NATURAL(t) (((t) & ~(KrTag)0xfffffffe) == 1)
#define KR_NATURAL_CONSTANT(t) (__builtin_constant_p(t) && KR_HALF_NATURAL(t) && (t) != 1)
KR_INLINE KrTag kr_tag_floordiv(KrTag a, KrTag b) {
  if (KR_NATURAL_CONSTANT(b) && KR_LIKELY(KR_HALF_NATURAL(a))) return kr_tag_small((uint32_t)(a >> 1) / (uint32_t)(b >> 1));
  return kr_tag_floordiv_any(a, b);
}
KR_INLINE KrTag kr_tag_mod(KrTag a, KrTag b) {
  if (KR_NATURAL_CONSTANT(b) && KR_LIKELY(KR_HALF_NATURAL(a))) return kr_tag_small((uint32_t)(a >> 1) % (uint32_t)(b >> 1));
  return kr_tag_mod_any(a, b);
}
#define KR_EXACT_DOUBLE (INT64_C(1) << 53)
KR_INLINE bool kr_exact_in_double(int64_t v) { return v <= KR_EXACT_DOUBLE && v >= -KR_EXACT_DOUBLE; }
KR_BULKY KrNum kr_tag_truediv(KrTag a, KrTag b) {
  if (KR_LIKELY(kr_tag_both_small(a, b)) && KR_LIKELY(b != 1)) {
    int64_t x = kr_tag_value(a), y = kr_tag_value(b);
    if (KR_LIKELY(kr_exact_in_double(x) && kr_exact_in_double(y))) return (double)x / (double)y;
  }
  return kr_tag_truediv_slow(a, b);
}
KR_BULKY KrTag kr_tag_lshift(KrTag a, KrTag b) {
  if (KR_LIKELY(kr_tag_both_small(a, b))) {
    int64_t v = kr_tag_value(a), n = kr_tag_value(b);
    if (KR_LIKELY((uint64_t)n < 62)) {
      int64_t r = (int64_t)((uint64_t)v << n);
      if (KR_LIKELY(r >> n == v && kr_tag_fits(r))) return kr_tag_small(r);
    }
  }
  return kr_tag_lshift_slow(a, b);
}
KR_BULKY KrTag kr_tag_rshift(KrTag a, KrTag b) {
  if (KR_LIKELY(kr_tag_both_small(a, b)) && KR_LIKELY(b >= 0)) {
    int64_t n = kr_tag_value(b);
    return (a >> (n > 63 ? 63 : n)) | 1;
  }
  return kr_tag_rshift_slow(a, b);
}
KR_INLINE KrTag kr_tag_and(KrTag a, KrTag b) { return KR_LIKELY(kr_tag_both_small(a, b)) ? (a & b) : kr_tag_and_slow(a, b); }
KR_INLINE KrTag kr_tag_or(KrTag a, KrTag b) { return KR_LIKELY(kr_tag_both_small(a, b)) ? (a | b) : kr_tag_or_slow(a, b); }
KR_INLINE KrTag kr_tag_xor(KrTag a, KrTag b) {
  return KR_LIKELY(kr_tag_both_small(a, b)) ? ((a ^ b) | 1) : kr_tag_xor_slow(a, b);
}
KR_INLINE KrTag kr_tag_neg(KrTag a) {
  intptr_t r;
  if (KR_LIKELY(kr_tag_is_small(a)) && KR_LIKELY(!__builtin_sub_overflow((intptr_t)2, a, &r))) return r;
  return kr_tag_neg_slow(a);
}
KR_INLINE KrTag kr_tag_pos(KrTag a) { return KR_LIKELY(kr_tag_is_small(a)) ? a : kr_tag_pos_slow(a); }
KR_INLINE KrTag kr_tag_invert(KrTag a) { return KR_LIKELY(kr_tag_is_small(a)) ? (~a | 1) : kr_tag_invert_slow(a); }
KR_INLINE KrTag kr_tag_abs(KrTag a) {
  if (KR_LIKELY(kr_tag_is_small(a))) return a >= 0 ? a : kr_tag_neg(a);
  return kr_tag_abs_slow(a);
}

KR_INLINE uint64_t kr_i64_magnitude(int64_t a) { return a < 0 ? 0 - (uint64_t)a : (uint64_t)a; }
KR_INLINE int64_t kr_i64_bit_length(int64_t a) { return a == 0 ? 0 : 64 - __builtin_clzll(kr_i64_magnitude(a)); }
KR_INLINE int64_t kr_i64_bit_count(int64_t a) { return __builtin_popcountll(kr_i64_magnitude(a)); }
KR_INLINE KrTag kr_tag_bit_length(KrTag a) {
  return KR_LIKELY(kr_tag_is_small(a)) ? kr_tag_small(kr_i64_bit_length(kr_tag_value(a))) : kr_tag_bit_length_slow(a);
}
KR_INLINE KrTag kr_tag_bit_count(KrTag a) {
  return KR_LIKELY(kr_tag_is_small(a)) ? kr_tag_small(kr_i64_bit_count(kr_tag_value(a))) : kr_tag_bit_count_slow(a);
}

#define KR_TAG_COMPARE(NAME, OP, CODE)                                \
  KR_INLINE KrBool kr_tag_##NAME(KrTag a, KrTag b) {                  \
    if (KR_LIKELY(kr_tag_both_small(a, b))) return a OP b;            \
    return kr_tag_compare_slow(a, b, CODE);                           \
  }
KR_TAG_COMPARE(eq, ==, Py_EQ)
KR_TAG_COMPARE(ne, !=, Py_NE)
KR_TAG_COMPARE(lt, <, Py_LT)
KR_TAG_COMPARE(le, <=, Py_LE)
KR_TAG_COMPARE(gt, >, Py_GT)
KR_TAG_COMPARE(ge, >=, Py_GE)

KR_INLINE KrBool kr_tag_is_exact(KrTag a) { return kr_tag_is_small(a) || PyLong_CheckExact(kr_tag_pointer(a)); }

// Identity of two tags. Equal small ints count as identical: their boxes are not observable apart in native code.
KR_INLINE KrBool kr_tag_is(KrTag a, KrTag b) { return a == b; }

#define KR_TAG_INPLACE(NAME, CODE)                                                          \
  KR_INLINE KrTag kr_tag_i##NAME(KrTag a, KrTag b) {                                        \
    return KR_LIKELY(kr_tag_both_small(a, b)) ? kr_tag_##NAME(a, b) : kr_tag_inplace_slow(a, b, CODE); \
  }
KR_TAG_INPLACE(add, 0)
KR_TAG_INPLACE(sub, 1)
KR_TAG_INPLACE(mul, 2)
KR_TAG_INPLACE(floordiv, 4)
KR_TAG_INPLACE(mod, 5)
KR_TAG_INPLACE(pow, 6)
KR_TAG_INPLACE(lshift, 7)
KR_TAG_INPLACE(rshift, 8)
KR_TAG_INPLACE(and, 9)
KR_TAG_INPLACE(or, 10)
KR_TAG_INPLACE(xor, 11)

#pragma GCC visibility pop
