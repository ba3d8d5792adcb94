// Machine integers. The plain names raise OverflowError where the result does not fit; `_wrap` names wrap around.
// Division follows Python (floor). On error the result is KR_INT_ERROR with the exception set.
#pragma once

#include "int.h"

#pragma GCC visibility push(hidden)

KR_COLD int kr_zero_division(const char *message);
KR_COLD int kr_negative_shift(void);
KR_COLD int kr_int_overflow(const char *type);  // "i32 arithmetic overflow"
KR_COLD int kr_int_division_overflow(void);

// Fails of a zero, in the words that mypy has for both kinds of division.
KR_INLINE int kr_check_divisor(int64_t b) {
  return KR_LIKELY(b != 0) ? 0 : kr_zero_division("integer division or modulo by zero");
}

#define KR_MACHINE_COMMON(T, CT)                                                                     \
  KR_INLINE CT kr_##T##_add(CT a, CT b) {                                                                      \
    CT r;                                                                                                      \
    return KR_LIKELY(!__builtin_add_overflow(a, b, &r)) ? r : (CT)kr_int_overflow(#T);                         \
  }                                                                                                            \
  KR_INLINE CT kr_##T##_sub(CT a, CT b) {                                                                      \
    CT r;                                                                                                      \
    return KR_LIKELY(!__builtin_sub_overflow(a, b, &r)) ? r : (CT)kr_int_overflow(#T);                         \
  }                                                                                                            \
  KR_INLINE CT kr_##T##_mul(CT a, CT b) {                                                                      \
    CT r;                                                                                                      \
    return KR_LIKELY(!__builtin_mul_overflow(a, b, &r)) ? r : (CT)kr_int_overflow(#T);                         \
  }                                                                                                            \
  KR_INLINE CT kr_##T##_neg(CT a) { return kr_##T##_sub(0, a); }                                               \
  KR_INLINE CT kr_##T##_add_wrap(CT a, CT b) { return (CT)((uint64_t)a + (uint64_t)b); }                       \
  KR_INLINE CT kr_##T##_sub_wrap(CT a, CT b) { return (CT)((uint64_t)a - (uint64_t)b); }                       \
  KR_INLINE CT kr_##T##_mul_wrap(CT a, CT b) { return (CT)((uint64_t)a * (uint64_t)b); }                       \
  KR_INLINE CT kr_##T##_neg_wrap(CT a) { return (CT)(0 - (uint64_t)a); }                                       \
  KR_INLINE CT kr_##T##_and(CT a, CT b) { return (CT)(a & b); }                                                \
  KR_INLINE CT kr_##T##_or(CT a, CT b) { return (CT)(a | b); }                                                 \
  KR_INLINE CT kr_##T##_xor(CT a, CT b) { return (CT)(a ^ b); }                                                \
  KR_INLINE CT kr_##T##_invert(CT a) { return (CT)~a; }                                                        \
  KR_INLINE KrBool kr_##T##_eq(CT a, CT b) { return a == b; }                                                  \
  KR_INLINE KrBool kr_##T##_ne(CT a, CT b) { return a != b; }                                                  \
  KR_INLINE KrBool kr_##T##_lt(CT a, CT b) { return a < b; }                                                   \
  KR_INLINE KrBool kr_##T##_le(CT a, CT b) { return a <= b; }                                                  \
  KR_INLINE KrBool kr_##T##_gt(CT a, CT b) { return a > b; }                                                   \
  KR_INLINE KrBool kr_##T##_ge(CT a, CT b) { return a >= b; }                                                  \
  KR_INLINE CT kr_##T##_min(CT a, CT b) { return b < a ? b : a; }                                              \
  KR_INLINE CT kr_##T##_max(CT a, CT b) { return b > a ? b : a; }                                              \
  KR_INLINE double kr_##T##_truediv(CT a, CT b) {                                                              \
    if (KR_UNLIKELY(b == 0)) return (double)kr_zero_division("division by zero");                              \
    return (double)a / (double)b;                                                                              \
  }

// NEGATIVE is a macro: whether a shift count or a value is below zero.
#define KR_IS_NEGATIVE(v) ((v) < 0)
#define KR_NEVER_NEGATIVE(v) ((void)(v), false)
#define KR_MACHINE_SHIFTS(T, CT, UT, BITS, NEGATIVE)                                                           \
  KR_INLINE CT kr_##T##_lshift_wrap(CT a, CT n) {                                                              \
    if (KR_UNLIKELY(NEGATIVE(n))) return (CT)kr_negative_shift();                                              \
    return (uint64_t)n < (BITS) ? (CT)((UT)a << n) : 0;                                                        \
  }                                                                                                            \
  KR_INLINE CT kr_##T##_lshift(CT a, CT n) {                                                                   \
    CT r = kr_##T##_lshift_wrap(a, n);                                                                         \
    if (KR_UNLIKELY(NEGATIVE(n))) return r;                                                                    \
    if (KR_LIKELY((uint64_t)n < (BITS) ? (CT)(r >> n) == a : a == 0)) return r;                                \
    return (CT)kr_int_overflow(#T);                                                                            \
  }                                                                                                            \
  KR_INLINE CT kr_##T##_rshift(CT a, CT n) {                                                                   \
    if (KR_UNLIKELY(NEGATIVE(n))) return (CT)kr_negative_shift();                                              \
    if (KR_LIKELY((uint64_t)n < (BITS))) return (CT)(a >> n);                                                  \
    return (CT)(NEGATIVE(a) ? -1 : 0);                                                                         \
  }

#define KR_MACHINE_SIGNED(T, CT, UT, BITS)                                                                \
  KR_MACHINE_COMMON(T, CT)                                                                                     \
  KR_MACHINE_SHIFTS(T, CT, UT, BITS, KR_IS_NEGATIVE)                                                           \
  KR_INLINE CT kr_##T##_floordiv(CT a, CT b) {                                                                 \
    if (KR_UNLIKELY(b == 0)) return (CT)kr_zero_division("integer division or modulo by zero");                \
    if (KR_UNLIKELY(b == -1)) {                                                                                \
      CT r;                                                                                                    \
      return KR_LIKELY(!__builtin_sub_overflow((CT)0, a, &r)) ? r : (CT)kr_int_division_overflow();            \
    }                                                                                                          \
    return (CT)kr_floor_div(a, b);                                                                             \
  }                                                                                                            \
  KR_INLINE CT kr_##T##_mod(CT a, CT b) {                                                                      \
    if (KR_UNLIKELY(b == 0)) return (CT)kr_zero_division("integer modulo by zero");                            \
    if (KR_UNLIKELY(b == -1)) return 0;                                                                        \
    return (CT)kr_floor_mod(a, b);                                                                             \
  }                                                                                                            \
  KR_INLINE CT kr_##T##_abs(CT a) { return a < 0 ? kr_##T##_neg(a) : a; }

#define KR_MACHINE_UNSIGNED(T, CT, BITS)                                                                       \
  KR_MACHINE_COMMON(T, CT)                                                                                     \
  KR_MACHINE_SHIFTS(T, CT, CT, BITS, KR_NEVER_NEGATIVE)                                                        \
  KR_INLINE CT kr_##T##_floordiv(CT a, CT b) {                                                                 \
    if (KR_UNLIKELY(b == 0)) return (CT)kr_zero_division("integer division or modulo by zero");                \
    return (CT)(a / b);                                                                                        \
  }                                                                                                            \
  KR_INLINE CT kr_##T##_mod(CT a, CT b) {                                                                      \
    if (KR_UNLIKELY(b == 0)) return (CT)kr_zero_division("integer modulo by zero");                            \
    return (CT)(a % b);                                                                                        \
  }                                                                                                            \
  KR_INLINE CT kr_##T##_abs(CT a) { return a; }

KR_MACHINE_SIGNED(i64, int64_t, uint64_t, 64)
KR_MACHINE_SIGNED(i32, int32_t, uint32_t, 32)
KR_MACHINE_SIGNED(i16, int16_t, uint16_t, 16)
KR_MACHINE_SIGNED(i8, int8_t, uint8_t, 8)
KR_MACHINE_UNSIGNED(u64, uint64_t, 64)
KR_MACHINE_UNSIGNED(u32, uint32_t, 32)
KR_MACHINE_UNSIGNED(u16, uint16_t, 16)
KR_MACHINE_UNSIGNED(u8, uint8_t, 8)

KR_INLINE KrBool kr_bool_not(KrBool b) { return !b; }
KR_INLINE KrBool kr_bool_and(KrBool a, KrBool b) { return a & b; }
KR_INLINE KrBool kr_bool_or(KrBool a, KrBool b) { return a | b; }
KR_INLINE KrBool kr_bool_xor(KrBool a, KrBool b) { return a ^ b; }
KR_INLINE KrBool kr_bool_eq(KrBool a, KrBool b) { return a == b; }
KR_INLINE KrBool kr_bool_ne(KrBool a, KrBool b) { return a != b; }

#pragma GCC visibility pop
