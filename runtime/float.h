// Floats: f64 (proven) and num (any object, floats inline), with tags mixed in. Zero divisors and whatever is not two
// floats go out of line, where Python's own operation gives the result or the message.
#pragma once

#include "int.h"

#pragma GCC visibility push(hidden)

// op is a KrBinary. Objects as they are; results of any type.
// `op`: an operator's code, with KR_INPLACE for its augmented assignment.
#define KR_INPLACE 16
KR_COLD KrNum kr_num_binary_slow(KrNum a, KrNum b, int op);
KR_COLD KrNum kr_num_tag_binary_slow(KrNum a, KrTag b, int op);
KR_COLD KrNum kr_tag_num_binary_slow(KrTag a, KrNum b, int op);
KR_COLD KrBool kr_num_compare_slow(KrNum a, KrNum b, int op);
KR_COLD KrBool kr_num_tag_compare_slow(KrNum a, KrTag b, int op);
KR_COLD KrNum kr_num_neg_slow(KrNum a);
KR_COLD KrNum kr_num_pos_slow(KrNum a);
KR_COLD KrNum kr_num_abs_slow(KrNum a);
KR_COLD double kr_f64_zero_division(double a, int op);  // raises as CPython words it
double kr_float_mod(double a, double b);                // b is not 0
double kr_float_floordiv(double a, double b);
KrNum kr_f64_pow(double a, double b);  // complex and errors included

// a ** 2 and a ** 0.5 without pow(), whose result is within 0.54 units in the last place (glibc's and musl's say so): where the exact result is
// further than 0.045 from the middle between two floats, the nearest float is what it gives, and that is a * a or sqrt(a). False: not known so.
KR_INLINE bool kr_f64_square(double a, double *r) {
  const uint64_t one = (uint64_t)1 << 52;
  uint64_t bits;
  memcpy(&bits, &a, sizeof bits);
  *r = a * a;
  if (a == 0.0) return true;
  if (KR_UNLIKELY((bits >> 52 & 0x7ff) - 600 > 800)) return false;  // all normal
  uint64_t m = (bits & (one - 1)) | one, half = m > 6369051672525772 ? one : one / 2;  // sqrt(2) * 2**52: from there on one digit more goes
  int64_t distance = (int64_t)(m * m & (2 * half - 1)) - (int64_t)half;
  return (uint64_t)(distance < 0 ? -distance : distance) > half / 11;
}
KR_INLINE bool kr_f64_root(double a, double *r) {
  const uint64_t one = (uint64_t)1 << 52;
  uint64_t bits, root_bits;
  double root = __builtin_sqrt(a);
  memcpy(&bits, &a, sizeof bits);
  memcpy(&root_bits, &root, sizeof bits);
  *r = root;
  if (KR_UNLIKELY((bits >> 52) - 1 >= 0x7fe)) return false;  // all positive and normal
  uint64_t m = (bits & (one - 1)) | one, n = (root_bits & (one - 1)) | one, shift = 52 + 1023 + (bits >> 52) - 2 * (root_bits >> 52);
  int64_t rest = (int64_t)((m << shift) - n * n), limit = (int64_t)(n - n / 8);
  return rest < limit && rest > -limit;
}
// Where both are known finite: as pow() does.
KR_INLINE double kr_f64_power(double a, double b) {
  double r;
  if (b == 2.0 && KR_LIKELY(kr_f64_square(a, &r))) return r;
  if (b == 0.5 && KR_LIKELY(kr_f64_root(a, &r))) return r;
  return pow(a, b);
}

KR_INLINE double kr_f64_add(double a, double b) { return a + b; }
KR_INLINE double kr_f64_sub(double a, double b) { return a - b; }
KR_INLINE double kr_f64_mul(double a, double b) { return a * b; }
KR_INLINE double kr_f64_neg(double a) { return -a; }
KR_INLINE double kr_f64_pos(double a) { return a; }
KR_INLINE double kr_f64_abs(double a) { return __builtin_fabs(a); }
KR_INLINE double kr_f64_truediv(double a, double b) { return KR_LIKELY(b != 0.0) ? a / b : kr_f64_zero_division(a, 3); }
KR_INLINE double kr_f64_floordiv(double a, double b) {
  return KR_LIKELY(b != 0.0) ? kr_float_floordiv(a, b) : kr_f64_zero_division(a, 4);
}
KR_INLINE double kr_f64_mod(double a, double b) {
  return KR_LIKELY(b != 0.0) ? kr_float_mod(a, b) : kr_f64_zero_division(a, 5);
}

// `code` is the operator's, with KR_INPLACE for the augmented assignment: only the slow path makes a difference.
KR_INLINE KrNum kr_num_do_add(KrNum a, KrNum b, int code) {
  double r = a + b;
  return KR_LIKELY(r == r) ? r : kr_num_binary_slow(a, b, code);
}
KR_INLINE KrNum kr_num_do_sub(KrNum a, KrNum b, int code) {
  double r = a - b;
  return KR_LIKELY(r == r) ? r : kr_num_binary_slow(a, b, code);
}
KR_INLINE KrNum kr_num_do_mul(KrNum a, KrNum b, int code) {
  double r = a * b;
  return KR_LIKELY(r == r) ? r : kr_num_binary_slow(a, b, code);
}
KR_BULKY KrNum kr_num_do_truediv(KrNum a, KrNum b, int code) {
  double r = a / b;
  return KR_LIKELY(r == r && b != 0.0) ? r : kr_num_binary_slow(a, b, code);
}
KR_BULKY KrNum kr_num_do_floordiv(KrNum a, KrNum b, int code) {
  if (KR_LIKELY(a == a && b == b && b != 0.0)) return kr_float_floordiv(a, b);
  return kr_num_binary_slow(a, b, code);
}
KR_BULKY KrNum kr_num_do_mod(KrNum a, KrNum b, int code) {
  if (KR_LIKELY(a == a && b == b && b != 0.0)) return kr_float_mod(a, b);
  return kr_num_binary_slow(a, b, code);
}
KR_INLINE KrNum kr_num_do_pow(KrNum a, KrNum b, int code) {
  if (KR_LIKELY(a == a && b == b)) return kr_f64_pow(a, b);
  return kr_num_binary_slow(a, b, code);
}

// Mixed: the conversion of an int of 63 bits rounds as Python's does.
#define KR_NUM_FORMS(NAME, NAMED, CODE)                                                                       \
  KR_INLINE KrNum kr_num_##NAMED(KrNum a, KrNum b) { return kr_num_do_##NAME(a, b, CODE); }                   \
  KR_BULKY KrNum kr_num_tag_##NAMED(KrNum a, KrTag b) {                                                       \
    if (KR_LIKELY(a == a && kr_tag_is_small(b))) return kr_num_do_##NAME(a, (double)kr_tag_value(b), CODE);   \
    return kr_num_tag_binary_slow(a, b, CODE);                                                                \
  }                                                                                                           \
  KR_BULKY KrNum kr_tag_num_##NAMED(KrTag a, KrNum b) {                                                       \
    if (KR_LIKELY(b == b && kr_tag_is_small(a))) return kr_num_do_##NAME((double)kr_tag_value(a), b, CODE);   \
    return kr_tag_num_binary_slow(a, b, CODE);                                                                \
  }
#define KR_NUM_OPERATOR(NAME, CODE) KR_NUM_FORMS(NAME, NAME, CODE) KR_NUM_FORMS(NAME, i##NAME, (CODE) | KR_INPLACE)
KR_NUM_OPERATOR(add, 0)
KR_NUM_OPERATOR(sub, 1)
KR_NUM_OPERATOR(mul, 2)
KR_NUM_OPERATOR(truediv, 3)
KR_NUM_OPERATOR(floordiv, 4)
KR_NUM_OPERATOR(mod, 5)
KR_NUM_OPERATOR(pow, 6)

KR_INLINE KrNum kr_num_neg(KrNum a) { return KR_LIKELY(a == a) ? -a : kr_num_neg_slow(a); }
KR_INLINE KrNum kr_num_pos(KrNum a) { return KR_LIKELY(a == a) ? a : kr_num_pos_slow(a); }
KR_INLINE KrNum kr_num_abs(KrNum a) { return KR_LIKELY(a == a) ? __builtin_fabs(a) : kr_num_abs_slow(a); }

#define KR_FLOAT_COMPARE(NAME, OP, CODE)                                                        \
  KR_INLINE KrBool kr_f64_##NAME(double a, double b) { return a OP b; }                                   \
  KR_INLINE KrBool kr_num_##NAME(KrNum a, KrNum b) {                                                      \
    return KR_LIKELY(a == a && b == b) ? a OP b : kr_num_compare_slow(a, b, CODE);                        \
  }                                                                                                       \
  KR_BULKY KrBool kr_num_tag_##NAME(KrNum a, KrTag b) {                                                   \
    if (KR_LIKELY(a == a && kr_tag_is_small(b)) && KR_LIKELY(kr_exact_in_double(kr_tag_value(b))))        \
      return a OP(double) kr_tag_value(b);                                                                \
    return kr_num_tag_compare_slow(a, b, CODE);                                                           \
  }                                                                                                       \
  KR_BULKY KrBool kr_tag_num_##NAME(KrTag a, KrNum b) {                                                   \
    if (KR_LIKELY(b == b && kr_tag_is_small(a)) && KR_LIKELY(kr_exact_in_double(kr_tag_value(a))))        \
      return (double)kr_tag_value(a) OP b;                                                                \
    return kr_tag_num_compare_slow(a, b, CODE);                                                           \
  }
KR_COLD KrBool kr_tag_num_compare_slow(KrTag a, KrNum b, int op);
KR_FLOAT_COMPARE(eq, ==, Py_EQ)
KR_FLOAT_COMPARE(ne, !=, Py_NE)
KR_FLOAT_COMPARE(lt, <, Py_LT)
KR_FLOAT_COMPARE(le, <=, Py_LE)
KR_FLOAT_COMPARE(gt, >, Py_GT)
KR_FLOAT_COMPARE(ge, >=, Py_GE)

#pragma GCC visibility pop
