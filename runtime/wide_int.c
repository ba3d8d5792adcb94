// Arithmetic on ints that have outgrown tags but fit a pair of machine words: 64-bit masks, hashes, products before they are
// reduced. Exact ints alone, small or not; bools, subclasses and larger ints are left to Python, and so is every error.
#include "krait.h"

typedef __int128 Wide;
typedef unsigned __int128 Magnitude;

#if PyLong_SHIFT != 30
#error "digits of 30 bits are assumed"
#endif

// Four digits at most, so that sums, and an inverted operand, stay in range.
static bool read_wide(KrTag t, Wide *value) {
  if (kr_tag_is_small(t)) return *value = kr_tag_value(t), true;
  PyObject *o = kr_tag_pointer(t);
  if (!PyLong_CheckExact(o)) return false;
  const digit *digits = kr_long_digits(o);
  uint64_t low = 0, high = 0;
  switch (kr_long_digit_count(o)) {
    case 4: high = (uint64_t)digits[3] << 30;  // fall through
    case 3: high |= digits[2];                 // fall through
    case 2: low = (uint64_t)digits[1] << 30;   // fall through
    case 1: low |= digits[0];                  // fall through
    case 0: break;
    default: return false;
  }
  Wide magnitude = (Wide)high << 60 | low;
  *value = kr_long_is_negative(o) ? -magnitude : magnitude;
  return true;
}

static Magnitude magnitude_of(Wide v) { return v < 0 ? -(Magnitude)v : (Magnitude)v; }

static KrTag make(Magnitude magnitude, bool negative) {
  if (magnitude <= (uint64_t)KR_TAG_MAX + negative) return kr_tag_small(negative ? -(int64_t)magnitude : (int64_t)magnitude);
  uint64_t high = (uint64_t)(magnitude >> 60);  // not 0: 60 bits are a tag; of 68 bits at most
  int count = magnitude >> 120 ? 5 : high >> 30 ? 4 : 3;
  PyObject *o = (PyObject *)_PyLong_New(count);
  if (!o) return KR_TAG_ABSENT;
  digit *digits = kr_long_digits(o);
  digits[0] = (digit)magnitude & PyLong_MASK;
  digits[1] = (digit)((uint64_t)magnitude >> 30) & PyLong_MASK;
  digits[2] = (digit)high & PyLong_MASK;
  if (count > 3) digits[3] = (digit)(high >> 30) & PyLong_MASK;
  if (count > 4) digits[4] = (digit)(magnitude >> 120);
  if (negative) kr_long_make_negative(o);
  return (KrTag)o;
}

static KrTag make_signed(Wide v) { return make(magnitude_of(v), v < 0); }

static bool shift_left(Wide x, Wide n, Wide *r) {
  if (n < 0 || n > 126) return false;
  if (magnitude_of(x) >> (126 - n) != 0) return false;
  *r = x * ((Wide)1 << n);
  return true;
}

// Python's rounding: the quotient goes down, the remainder has the sign of the divisor.
static bool divide(Wide x, Wide y, Wide *quotient, Wide *remainder) {
  if (y == 0) return false;
  *quotient = x / y;
  *remainder = x % y;
  if (*remainder != 0 && (*remainder < 0) != (y < 0)) {
    *quotient -= 1;
    *remainder += y;
  }
  return true;
}

bool kr_wide_binary(KrTag a, KrTag b, int op, KrTag *result) {
  Wide x, y, r, other;
  if (!read_wide(a, &x) || !read_wide(b, &y)) return false;
  switch (op) {
    case KR_ADD: r = x + y; break;
    case KR_SUB: r = x - y; break;
    case KR_MUL: {
      Magnitude m = magnitude_of(x), n = magnitude_of(y);
      if ((m | n) >> 64 != 0) return false;
      *result = make((Magnitude)(uint64_t)m * (uint64_t)n, (x < 0) != (y < 0));
      return true;
    }
    case KR_FLOORDIV:
      if (!divide(x, y, &r, &other)) return false;
      break;
    case KR_MOD:
      if (!divide(x, y, &other, &r)) return false;
      break;
    case KR_LSHIFT:
      if (!shift_left(x, y, &r)) return false;
      break;
    case KR_RSHIFT:
      if (y < 0) return false;
      r = x >> (y > 127 ? 127 : (int)y);
      break;
    case KR_AND: r = x & y; break;
    case KR_OR: r = x | y; break;
    case KR_XOR: r = x ^ y; break;
    default: return false;
  }
  *result = make_signed(r);
  return true;
}

#define WIDE_UNARY(NAME, VALUE)                  \
  bool kr_wide_##NAME(KrTag a, KrTag *result) {  \
    Wide x;                                      \
    if (!read_wide(a, &x)) return false;         \
    *result = make_signed(VALUE);                \
    return true;                                 \
  }
WIDE_UNARY(neg, -x)
WIDE_UNARY(invert, ~x)

bool kr_wide_abs(KrTag a, KrTag *result) {
  Wide x;
  if (!read_wide(a, &x) || x >= 0) return false;  // Python gives what is not negative back as it is
  *result = make_signed(-x);
  return true;
}

bool kr_wide_compare(KrTag a, KrTag b, int *sign) {
  Wide x, y;
  if (!read_wide(a, &x) || !read_wide(b, &y)) return false;
  *sign = x < y ? -1 : x > y;
  return true;
}
