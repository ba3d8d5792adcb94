// Functions and constants of the standard library's module math, computed inline while the name still means the original. What these do about
// infinities, NaN, and arguments out of range is left to the original: whatever is finite is what the C library gives in both.
#pragma once

#include <math.h>

#include "builtin.h"

#pragma GCC visibility push(hidden)

// The compiler's table (lower/math_calls.cpp) has the same numbers.
typedef enum {
  KR_MATH_SQRT, KR_MATH_EXP, KR_MATH_EXPM1, KR_MATH_LOG, KR_MATH_LOG2, KR_MATH_LOG10, KR_MATH_LOG1P,
  KR_MATH_SIN, KR_MATH_COS, KR_MATH_TAN, KR_MATH_ASIN, KR_MATH_ACOS, KR_MATH_ATAN, KR_MATH_SINH, KR_MATH_COSH, KR_MATH_TANH,
  KR_MATH_ASINH, KR_MATH_ACOSH, KR_MATH_ATANH, KR_MATH_FABS, KR_MATH_DEGREES, KR_MATH_RADIANS,
  KR_MATH_POW, KR_MATH_ATAN2, KR_MATH_FMOD, KR_MATH_COPYSIGN,
  KR_MATH_FLOOR, KR_MATH_CEIL, KR_MATH_TRUNC,
  KR_MATH_ISNAN, KR_MATH_ISINF, KR_MATH_ISFINITE,
  KR_MATH_GCD, KR_MATH_ISQRT,
  KR_MATH_PI, KR_MATH_E, KR_MATH_TAU, KR_MATH_INF,
  KR_MATH_COUNT
} KrMath;
enum { KR_MATH_OF_MODULE = 64 };  // beside a KrMath: the global is the module, of which that is an attribute

// --- whether a name means it ---
typedef struct {
  uint64_t globals, library;
} KrMathCache;
extern PyObject *kr_math_dict;  // of module math; NULL until a test has found that
bool kr_math_test_slow(KrMathCache *cache, PyObject *dict, PyObject *name, int what);
KR_INLINE bool kr_math_test(KrMathCache *cache, PyObject *dict, PyObject *name, int what) {
  if (KR_HAVE_DICT_VERSION && KR_LIKELY(cache->globals == kr_dict_version(dict)) &&
      (!(what & KR_MATH_OF_MODULE) || KR_LIKELY(cache->library == kr_dict_version(kr_math_dict))))
    return true;
  return kr_math_test_slow(cache, dict, name, what);
}
#define kr_math_is(dict, name, what)                \
  ({                                                \
    static KrMathCache kr_math_cache_;              \
    kr_math_test(&kr_math_cache_, dict, name, what); \
  })

// --- what it gives. Behind a test, which has found the original ---
KR_INLINE double kr_math_of(double a, int what) {
  switch (what) {
    case KR_MATH_SQRT: return __builtin_sqrt(a);
    case KR_MATH_EXP: return exp(a);
    case KR_MATH_EXPM1: return expm1(a);
    case KR_MATH_LOG: return log(a);
    case KR_MATH_LOG2: return log2(a);
    case KR_MATH_LOG10: return log10(a);
    case KR_MATH_LOG1P: return log1p(a);
    case KR_MATH_SIN: return sin(a);
    case KR_MATH_COS: return cos(a);
    case KR_MATH_TAN: return tan(a);
    case KR_MATH_ASIN: return asin(a);
    case KR_MATH_ACOS: return acos(a);
    case KR_MATH_ATAN: return atan(a);
    case KR_MATH_SINH: return sinh(a);
    case KR_MATH_COSH: return cosh(a);
    case KR_MATH_TANH: return tanh(a);
    case KR_MATH_ASINH: return asinh(a);
    case KR_MATH_ACOSH: return acosh(a);
    case KR_MATH_ATANH: return atanh(a);
    case KR_MATH_DEGREES: return a * (180.0 / 3.141592653589793);
    case KR_MATH_RADIANS: return a * (3.141592653589793 / 180.0);
    default: return __builtin_fabs(a);
  }
}
// Of finite numbers.
KR_INLINE double kr_math_of2(double a, double b, int what) {
  switch (what) {
    case KR_MATH_POW: return pow(a, b);
    case KR_MATH_ATAN2: return atan2(a, b);
    case KR_MATH_FMOD: return fmod(a, b);
    default: return __builtin_copysign(a, b);
  }
}
KR_INLINE bool kr_math_round(double a, int what, int64_t *r) {
  if (!(a > -2e18 && a < 2e18)) return false;
  int64_t whole = (int64_t)a;
  *r = what == KR_MATH_FLOOR ? whole - (a < (double)whole) : what == KR_MATH_CEIL ? whole + (a > (double)whole) : whole;
  return true;
}
KR_INLINE KrBool kr_f64_test(double a, int what) {
  return what == KR_MATH_ISNAN ? a != a : what == KR_MATH_ISINF ? __builtin_isinf(a) != 0 : __builtin_isfinite(a) != 0;
}
int64_t kr_math_gcd(int64_t a, int64_t b);  // negative where it is 2**63
// The largest integer whose square is at most `a`, which is not negative.
KR_INLINE int64_t kr_math_root(int64_t a) {
  int64_t root = (int64_t)__builtin_sqrt((double)a);  // off by one at most
  root -= root > 3037000499 || root * root > a;
  return root + (root < 3037000499 && (root + 1) * (root + 1) <= a);
}

// The original, of whatever there is.
PyObject *kr_math_call(int what, PyObject *a, PyObject *b);  // steals both; `b` may be NULL for none, `a` where something has failed
KR_COLD KrNum kr_math_num_slow(KrNum a, int what);
KR_COLD KrNum kr_math_tag_slow(KrTag a, int what);
KR_COLD KrNum kr_math_num2_slow(KrNum a, KrNum b, int what);
KR_COLD KrTag kr_math_whole_slow(KrNum a, int what);
KR_COLD KrTag kr_math_tag2_slow(KrTag a, KrTag b, int what);  // `b` may be absent
KR_COLD KrBool kr_math_test_num_slow(KrNum a, int what);
KrNum kr_math_obj(PyObject *o, int what);
KR_COLD KrNum kr_math_real_slow(KrTag a);

KR_INLINE KrNum kr_math_num(KrNum a, int what) {
  double r = kr_math_of(a, what);
  return KR_LIKELY(__builtin_isfinite(r)) ? r : kr_math_num_slow(a, what);
}
KR_INLINE KrNum kr_math_tag(KrTag a, int what) {
  double r = KR_LIKELY(kr_tag_is_small(a)) ? kr_math_of((double)kr_tag_value(a), what) : __builtin_nan("");
  return KR_LIKELY(__builtin_isfinite(r)) ? r : kr_math_tag_slow(a, what);
}
KR_INLINE KrNum kr_math_num2(KrNum a, KrNum b, int what) {
  double r = KR_LIKELY(__builtin_isfinite(a) && __builtin_isfinite(b)) ? kr_math_of2(a, b, what) : __builtin_nan("");
  return KR_LIKELY(__builtin_isfinite(r)) ? r : kr_math_num2_slow(a, b, what);
}
// As functions of reals take an int.
KR_INLINE KrNum kr_math_real(KrTag a) { return KR_LIKELY(kr_tag_is_small(a)) ? (double)kr_tag_value(a) : kr_math_real_slow(a); }
KR_INLINE KrTag kr_math_whole(KrNum a, int what) {
  int64_t r;
  return KR_LIKELY(kr_math_round(a, what, &r)) ? kr_tag_small(r) : kr_math_whole_slow(a, what);
}
KR_INLINE KrTag kr_math_whole_tag(KrTag a, int what) {
  return KR_LIKELY(kr_tag_is_small(a)) ? a : kr_math_tag2_slow(a, KR_TAG_ABSENT, what);
}
KR_INLINE KrBool kr_math_test_num(KrNum a, int what) { return KR_LIKELY(!kr_num_is_obj(a)) ? kr_f64_test(a, what) : kr_math_test_num_slow(a, what); }
KR_INLINE KrTag kr_math_gcd_tag(KrTag a, KrTag b) {
  if (KR_LIKELY(kr_tag_is_small(a) && kr_tag_is_small(b))) return kr_i64_to_tag(kr_math_gcd(kr_tag_value(a), kr_tag_value(b)));
  return kr_math_tag2_slow(a, b, KR_MATH_GCD);
}
KR_INLINE KrTag kr_math_root_tag(KrTag a) {
  if (KR_LIKELY(kr_tag_is_small(a) && kr_tag_value(a) >= 0)) return kr_tag_small(kr_math_root(kr_tag_value(a)));
  return kr_math_tag2_slow(a, KR_TAG_ABSENT, KR_MATH_ISQRT);
}

// --- for the fast versions of loops ---
KR_INLINE bool kr_f64_math_exit(double a, int what, double *r) {
  *r = kr_math_of(a, what);
  return __builtin_isfinite(*r);
}
KR_INLINE bool kr_f64_math2_exit(double a, double b, int what, double *r) {
  *r = kr_math_of2(a, b, what);
  return __builtin_isfinite(*r) && __builtin_isfinite(a) && __builtin_isfinite(b);
}
KR_INLINE bool kr_f64_whole_exit(double a, int what, int64_t *r) { return kr_math_round(a, what, r); }
KR_INLINE bool kr_i64_gcd_exit(int64_t a, int64_t b, int64_t *r) {
  *r = kr_math_gcd(a, b);
  return *r >= 0;
}
KR_INLINE bool kr_i64_root_exit(int64_t a, int64_t *r) {
  *r = a >= 0 ? kr_math_root(a) : 0;
  return a >= 0;
}

#pragma GCC visibility pop
