// Arithmetic on exact ints beyond two machine words (wide_int.c has those within): sums in pairs of digits, products and quotients in
// limbs of two digits (60 bits), a fourth of the multiplications that digits take. Products and quotients of what is larger than kLimbs
// are left to Python, whose way of multiplying such numbers wins in the end; so is all that fails.
#include "krait.h"

typedef unsigned __int128 Wide;

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the lesser digit of a pair is assumed to be its lower half"
#endif

enum { kLimbs = 128, kLimbBits = 2 * PyLong_SHIFT };
#define LIMB_MASK (((uint64_t)1 << kLimbBits) - 1)

typedef struct {
  const digit *digits;
  size_t count;
  bool negative;
  digit own[3];  // where `digits` of a tag are
} Operand;

static bool read_operand(KrTag t, Operand *o) {
  if (!kr_tag_is_small(t)) {
    PyObject *object = kr_tag_pointer(t);
    if (!PyLong_CheckExact(object)) return false;
    o->digits = kr_long_digits(object);
    o->count = kr_long_digit_count(object);
    o->negative = kr_long_is_negative(object);
    return true;
  }
  int64_t v = kr_tag_value(t);
  uint64_t magnitude = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
  o->negative = v < 0;
  o->digits = o->own;
  for (o->count = 0; magnitude; magnitude >>= PyLong_SHIFT) o->own[o->count++] = (digit)magnitude & PyLong_MASK;
  return true;
}

static size_t limb_count(const Operand *o) { return (o->count + 1) / 2; }

static inline uint64_t full_limb(const digit *two) { return two[0] | (uint64_t)two[1] << PyLong_SHIFT; }

// Writes the limbs of `o`, least first; how many there are.
static size_t read_limbs(const Operand *o, uint64_t *limbs) {
  size_t pairs = o->count / 2;
  for (size_t i = 0; i < pairs; ++i) limbs[i] = full_limb(o->digits + 2 * i);
  if (o->count & 1) limbs[pairs] = o->digits[2 * pairs];
  return limb_count(o);
}

static inline void write_limb(digit *two, uint64_t limb) {
  two[0] = (digit)limb & PyLong_MASK;
  two[1] = (digit)(limb >> PyLong_SHIFT);
}

static KrTag make(const uint64_t *limbs, size_t n, bool negative) {
  while (n && !limbs[n - 1]) --n;
  if (n <= 1 || (n == 2 && limbs[1] <= (uint64_t)KR_TAG_MAX >> kLimbBits)) {
    int64_t value = n == 0 ? 0 : (int64_t)(limbs[0] | (n == 2 ? limbs[1] << kLimbBits : 0));
    return kr_tag_small(negative ? -value : value);
  }
  if (n == 2 && negative && limbs[0] == 0 && limbs[1] == ((uint64_t)KR_TAG_MAX >> kLimbBits) + 1) return kr_tag_small(-KR_TAG_MAX - 1);
  size_t top = limbs[n - 1] >> PyLong_SHIFT ? 2 : 1;
  PyObject *o = (PyObject *)_PyLong_New((Py_ssize_t)(2 * (n - 1) + top));
  if (!o) return KR_TAG_ABSENT;
  digit *digits = kr_long_digits(o);
  for (size_t i = 0; i + 1 < n; ++i) write_limb(digits + 2 * i, limbs[i]);
  digits[2 * (n - 1)] = (digit)limbs[n - 1] & PyLong_MASK;
  if (top == 2) digits[2 * n - 1] = (digit)(limbs[n - 1] >> PyLong_SHIFT);
  if (negative) kr_long_make_negative(o);
  return (KrTag)o;
}

// The int of the digits that were written into the new `o`, of which the leading ones may be 0.
static KrTag finish(PyObject *o, size_t count, bool negative) {
  digit *digits = kr_long_digits(o);
  while (count && !digits[count - 1]) --count;
  if (KR_UNLIKELY(count <= 3)) {  // perhaps a small one
    Operand few = {digits, count, negative, {0}};
    uint64_t limbs[2];
    KrTag t = make(limbs, read_limbs(&few, limbs), negative);
    Py_DECREF(o);
    return t;
  }
  kr_long_shorten(o, count);
  if (negative) kr_long_make_negative(o);
  return (KrTag)o;
}

// Two digits side by side, each in 32 bits.
enum { kLaneBits = 8 * sizeof(digit) };
#define PAIR_MASK ((uint64_t)PyLong_MASK << kLaneBits | PyLong_MASK)
static inline uint64_t read_pair(const digit *two) {
  uint64_t pair;
  memcpy(&pair, two, sizeof pair);
  return pair;
}
static inline void write_pair(digit *two, uint64_t pair) { memcpy(two, &pair, sizeof pair); }

// |a| + |b|, the longer one first.
static KrTag add(const Operand *a, const Operand *b, bool negative) {
  size_t n = a->count, i = 0;
  PyObject *o = (PyObject *)_PyLong_New((Py_ssize_t)n + 1);
  if (!o) return KR_TAG_ABSENT;
  digit *digits = kr_long_digits(o);
  const uint64_t across = ((uint64_t)1 << kLaneBits) - ((uint64_t)1 << PyLong_SHIFT);  // brings the lower digit's carry to the other
  uint64_t carry = 0;
  for (; i + 1 < b->count; i += 2) {
    uint64_t sum = read_pair(a->digits + i) + read_pair(b->digits + i) + across + carry;
    write_pair(digits + i, sum & PAIR_MASK);
    carry = sum >> (kLaneBits + PyLong_SHIFT);
  }
  for (; i < n; ++i) {
    carry += a->digits[i] + (i < b->count ? b->digits[i] : 0);
    digits[i] = (digit)carry & PyLong_MASK;
    carry >>= PyLong_SHIFT;
  }
  digits[n] = (digit)carry;
  return finish(o, n + 1, negative);
}

// |a| - |b|, the greater one first.
static KrTag subtract(const Operand *a, const Operand *b, bool negative) {
  size_t n = a->count, i = 0;
  PyObject *o = (PyObject *)_PyLong_New((Py_ssize_t)n);
  if (!o) return KR_TAG_ABSENT;
  digit *digits = kr_long_digits(o);
  uint64_t borrow = 0;
  for (; i + 1 < b->count; i += 2) {  // the lower digit borrows from the other by itself
    uint64_t difference = read_pair(a->digits + i) - read_pair(b->digits + i) - borrow;
    write_pair(digits + i, difference & PAIR_MASK);
    borrow = difference >> 63;
  }
  for (; i < n; ++i) {
    uint64_t difference = (uint64_t)a->digits[i] - (i < b->count ? b->digits[i] : 0) - borrow;
    digits[i] = (digit)difference & PyLong_MASK;
    borrow = difference >> 63;
  }
  return finish(o, n, negative);
}

static KrTag add_signed(const Operand *a, const Operand *b, bool other_negative) {
  size_t i = a->count;
  bool swap = a->count < b->count;
  if (a->negative == other_negative) return swap ? add(b, a, a->negative) : add(a, b, a->negative);
  if (a->count == b->count) {
    while (i && a->digits[i - 1] == b->digits[i - 1]) --i;
    swap = i && a->digits[i - 1] < b->digits[i - 1];
  }
  return swap ? subtract(b, a, other_negative) : subtract(a, b, a->negative);
}

// The product with one limb, of a number of any length that is no small int.
static KrTag multiply_by_limb(const Operand *a, uint64_t factor, bool negative) {
  if (!factor) return kr_tag_small(0);
  size_t count = a->count + (factor >> PyLong_SHIFT ? 2 : 1), i = 0;
  PyObject *o = (PyObject *)_PyLong_New((Py_ssize_t)count);
  if (!o) return KR_TAG_ABSENT;
  digit *digits = kr_long_digits(o);
  Wide rest = 0;
  if (factor >> PyLong_SHIFT) {
    uint64_t carry = 0;
#pragma GCC unroll 2
    for (; i + 1 < a->count; i += 2) {
      Wide product = (Wide)full_limb(a->digits + i) * factor + carry;
      write_limb(digits + i, (uint64_t)product & LIMB_MASK);
      carry = (uint64_t)(product >> kLimbBits);
    }
    rest = carry;
    if (i < a->count) rest += (Wide)a->digits[i] * factor;
  } else {
    uint64_t carry = 0;
#pragma GCC unroll 4
    for (; i < a->count; ++i) {
      carry += a->digits[i] * factor;
      digits[i] = (digit)carry & PyLong_MASK;
      carry >>= PyLong_SHIFT;
    }
    rest = carry;
  }
  for (; i < count; ++i) {
    digits[i] = (digit)rest & PyLong_MASK;
    rest >>= PyLong_SHIFT;
  }
  return finish(o, count, negative);
}

static bool multiply(const Operand *a, const Operand *b, KrTag *result) {
  bool negative = a->negative != b->negative;
  if (a->count < b->count) {
    const Operand *other = a;
    a = b;
    b = other;
  }
  uint64_t x[kLimbs], y[kLimbs], product[2 * kLimbs];
  if (b->count <= 2) {
    if (b->count) read_limbs(b, y);
    *result = multiply_by_limb(a, b->count ? y[0] : 0, negative);
    return true;
  }
  if (limb_count(a) > kLimbs) return false;
  size_t n = read_limbs(a, x), m = read_limbs(b, y);
  Wide sum = 0;  // of a column: kLimbs products of 120 bits, and what the column before left
  for (size_t column = 0; column < n + m - 1; ++column) {
    size_t first = column < m ? 0 : column - m + 1, last = column < n ? column : n - 1;
    for (size_t i = first; i <= last; ++i) sum += (Wide)x[i] * y[column - i];
    product[column] = (uint64_t)sum & LIMB_MASK;
    sum >>= kLimbBits;
  }
  product[n + m - 1] = (uint64_t)sum;
  *result = make(product, n + m, negative);
  return true;
}

// A quotient of one digit or so is known from the leading digits, but for one in a billion: it lies between the quotients by the
// divisor's and by one more.
static bool leading_quotient(const Operand *a, const Operand *b, uint64_t *quotient) {
  enum { kKept = 3 };
  if (b->count <= kKept || a->count < b->count || a->count > b->count + 1) return false;
  size_t cut = b->count - kKept;
  Wide x = 0, y = 0;
  for (size_t i = a->count; i-- > cut;) x = x << PyLong_SHIFT | a->digits[i];
  for (size_t i = b->count; i-- > cut;) y = y << PyLong_SHIFT | b->digits[i];
  Wide q = x / (y + 1);
  if (x - q * y >= y) return false;
  return *quotient = (uint64_t)q, true;
}

// Knuth's algorithm D: `a` (n + 1 + steps limbs, the top one 0) becomes the remainder; `b` has n >= 2 limbs, its top bit is set.
static void divide_limbs(uint64_t *a, const uint64_t *b, size_t n, size_t steps, uint64_t *quotient) {
  uint64_t top = b[n - 1], next = b[n - 2];
  for (size_t j = steps + 1; j-- > 0;) {
    uint64_t *part = a + j;
    Wide leading = (Wide)part[n] << kLimbBits | part[n - 1];
    Wide guess = leading / top, left = leading - guess * top;
    while (guess >> kLimbBits || guess * next > (left << kLimbBits | part[n - 2])) {
      --guess;
      left += top;
      if (left >> kLimbBits) break;
    }
    uint64_t q = (uint64_t)guess, carry = 0;
    for (size_t i = 0; i < n; ++i) {
      Wide product = (Wide)q * b[i] + carry;
      uint64_t difference = part[i] - ((uint64_t)product & LIMB_MASK);
      part[i] = difference & LIMB_MASK;
      carry = (uint64_t)(product >> kLimbBits) + (difference >> 63);
    }
    uint64_t difference = part[n] - carry;
    part[n] = difference & LIMB_MASK;
    if (difference >> 63) {  // one too many
      --q;
      carry = 0;
      for (size_t i = 0; i < n; ++i) {
        uint64_t sum = part[i] + b[i] + carry;
        part[i] = sum & LIMB_MASK;
        carry = sum >> kLimbBits;
      }
      part[n] = (part[n] + carry) & LIMB_MASK;
    }
    quotient[j] = q;
  }
}

static void shift_left(uint64_t *limbs, size_t n, int bits) {
  for (size_t i = n; i-- > 0;) limbs[i] = (limbs[i] << bits | (i && bits ? limbs[i - 1] >> (kLimbBits - bits) : 0)) & LIMB_MASK;
}
static void shift_right(uint64_t *limbs, size_t n, int bits) {
  for (size_t i = 0; i < n; ++i) limbs[i] = limbs[i] >> bits | (i + 1 < n && bits ? limbs[i + 1] << (kLimbBits - bits) & LIMB_MASK : 0);
}

// |a| / |b| towards 0 in limbs. False for what is not done here.
typedef struct {
  uint64_t quotient[2 * kLimbs + 1], remainder[2 * kLimbs + 1];
  size_t quotient_limbs, remainder_limbs;
} Division;

static bool divide(const Operand *a, const Operand *b, Division *d) {
  size_t m = limb_count(a), n = limb_count(b);
  if (a->count < b->count || b->count < 2 || m > 2 * kLimbs || n > kLimbs) return false;
  uint64_t divisor[kLimbs];
  read_limbs(a, d->remainder);
  read_limbs(b, divisor);
  d->quotient_limbs = m - n + 1;
  d->remainder_limbs = n;
  if (n == 1) {
    uint64_t left = 0;
    for (size_t i = m; i-- > 0;) {
      Wide leading = (Wide)left << kLimbBits | d->remainder[i];
      d->quotient[i] = (uint64_t)(leading / divisor[0]);
      left = (uint64_t)(leading % divisor[0]);
    }
    d->remainder[0] = left;
    return true;
  }
  int shift = __builtin_clzll(divisor[n - 1]) - (64 - kLimbBits);
  d->remainder[m] = 0;
  shift_left(divisor, n, shift);
  shift_left(d->remainder, m + 1, shift);
  divide_limbs(d->remainder, divisor, n, m - n, d->quotient);
  shift_right(d->remainder, n, shift);
  return true;
}

static bool is_zero(const uint64_t *limbs, size_t n) {
  while (n && !limbs[n - 1]) --n;
  return n == 0;
}

// Python's rounding: where the signs differ and something remains, the quotient is one further down and the remainder is counted from
// the divisor.
static void round_down(const Operand *a, const Operand *b, Division *d) {
  if (a->negative == b->negative || is_zero(d->remainder, d->remainder_limbs)) return;
  for (size_t i = 0; ++d->quotient[i] >> kLimbBits; ++i) {
    d->quotient[i] = 0;
    if (i + 1 == d->quotient_limbs) d->quotient[d->quotient_limbs++] = 0;
  }
  uint64_t divisor[kLimbs], borrow = 0;
  read_limbs(b, divisor);
  for (size_t i = 0; i < d->remainder_limbs; ++i) {
    uint64_t difference = divisor[i] - d->remainder[i] - borrow;
    d->remainder[i] = difference & LIMB_MASK;
    borrow = difference >> 63;
  }
}

static KrTag quotient_of(const Operand *a, const Operand *b, const Division *d) {
  return make(d->quotient, d->quotient_limbs, a->negative != b->negative);
}
static KrTag remainder_of(const Operand *b, const Division *d) { return make(d->remainder, d->remainder_limbs, b->negative); }

bool kr_big_binary(KrTag a, KrTag b, int op, KrTag *result) {
  if (op != KR_ADD && op != KR_SUB && op != KR_MUL && op != KR_FLOORDIV && op != KR_MOD) return false;
  Operand x, y;
  if (!read_operand(a, &x) || !read_operand(b, &y)) return false;
  if (op == KR_ADD || op == KR_SUB) {
    *result = add_signed(&x, &y, (op == KR_SUB) != y.negative);
    return true;
  }
  if (op == KR_MUL) return multiply(&x, &y, result);
  uint64_t quotient;
  if (op == KR_FLOORDIV && x.negative == y.negative && leading_quotient(&x, &y, &quotient)) {
    *result = kr_tag_small((int64_t)quotient);
    return true;
  }
  Division d;
  if (!divide(&x, &y, &d)) return false;
  round_down(&x, &y, &d);
  *result = op == KR_FLOORDIV ? quotient_of(&x, &y, &d) : remainder_of(&y, &d);
  return true;
}

bool kr_big_divmod(KrTag a, KrTag b, KrTag *quotient, KrTag *remainder) {
  Operand x, y;
  Division d;
  if (!read_operand(a, &x) || !read_operand(b, &y) || !divide(&x, &y, &d)) return false;
  round_down(&x, &y, &d);
  *quotient = quotient_of(&x, &y, &d);
  *remainder = remainder_of(&y, &d);
  return true;
}
