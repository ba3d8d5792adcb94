// Strings and bytes that the checker claims; see list.h for the manner. What runs Python here holds its operands itself.
#pragma once

#include "list.h"

#pragma GCC visibility push(hidden)

extern PyObject *kr_latin1[256];  // the interpreter's own one-character strings; filled as they are first needed
KR_NOINLINE PyObject *kr_char_object_slow(Py_UCS4 c);
KR_NOINLINE KrBool kr_str_eq_slow(PyObject *a, PyObject *b);
PyObject *kr_str_join(PyObject *separator, PyObject *parts);  // separator.join(parts), of an exact str
PyObject *kr_str_add(PyObject *a, PyObject *b);   // steals a
PyObject *kr_str_iadd(PyObject *a, PyObject *b);  // steals a
KR_COLD KrTag kr_ord_slow(PyObject *o);
KR_COLD KrTag kr_str_ord_at_slow(PyObject *o, KrTag index);
KR_COLD KrBool kr_str_at_eq_slow(PyObject *o, KrTag index, PyObject *c);

KR_INLINE KrBool kr_str_exact(PyObject *o) { return PyUnicode_CheckExact(o); }

// A string of one character; new reference.
KR_INLINE PyObject *kr_char_object(Py_UCS4 c) {
  if (KR_LIKELY(c < 256)) {
    PyObject *o = kr_latin1[c];
    if (KR_LIKELY(o != NULL)) return kr_new_ref(o);
  }
  return kr_char_object_slow(c);
}
KR_NOINLINE Py_UCS4 kr_str_read_wide(PyObject *o, Py_ssize_t i);
KR_NOINLINE int64_t kr_str_codes_other(PyObject *o);  // str.codes of an exact str that is not ASCII
// The code of a character of an exact str.
KR_INLINE Py_UCS4 kr_str_read(PyObject *o, Py_ssize_t i) {
  return KR_LIKELY(PyUnicode_IS_COMPACT_ASCII(o)) ? ((const Py_UCS1 *)((PyASCIIObject *)o + 1))[i] : kr_str_read_wide(o, i);
}
// The code of the character of an exact str at a small index that is in range, or -1.
KR_INLINE int64_t kr_str_peek(PyObject *o, KrTag index) {
  if (KR_LIKELY(PyUnicode_CheckExact(o) && kr_tag_is_small(index))) {
    Py_ssize_t i = kr_tag_value(index), n = PyUnicode_GET_LENGTH(o);
    if (i < 0) i += n;
    if (KR_LIKELY((size_t)i < (size_t)n)) return kr_str_read(o, i);
  }
  return -1;
}
KR_NOINLINE PyObject *kr_str_get_slow(PyObject *o, KrTag index);
KR_INLINE PyObject *kr_str_get(PyObject *o, KrTag index) {
  int64_t c = kr_str_peek(o, index);
  return KR_LIKELY(c >= 0) ? kr_char_object((Py_UCS4)c) : kr_str_get_slow(o, index);
}
// ord(o[index])
KR_INLINE KrTag kr_str_ord_at(PyObject *o, KrTag index) {
  int64_t c = kr_str_peek(o, index);
  return KR_LIKELY(c >= 0) ? kr_tag_small(c) : kr_str_ord_at_slow(o, index);
}
// o[index] == c
KR_INLINE KrBool kr_str_at_eq(PyObject *o, KrTag index, PyObject *c) {
  int64_t code = kr_str_peek(o, index);
  if (KR_LIKELY(code >= 0 && PyUnicode_CheckExact(c)))
    return PyUnicode_GET_LENGTH(c) == 1 && (int64_t)PyUnicode_READ_CHAR(c, 0) == code;
  return kr_str_at_eq_slow(o, index, c);
}
KR_INLINE KrBool kr_str_eq(PyObject *a, PyObject *b) {
  if (KR_LIKELY(PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b))) {
    Py_ssize_t n = PyUnicode_GET_LENGTH(a);
    if (a == b) return 1;
    // Strings are kept in the narrowest form, so different kinds are different strings.
    if (n != PyUnicode_GET_LENGTH(b) || PyUnicode_KIND(a) != PyUnicode_KIND(b)) return 0;
    if (n == 1) return PyUnicode_READ_CHAR(a, 0) == PyUnicode_READ_CHAR(b, 0);
    return memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), (size_t)n * (size_t)PyUnicode_KIND(a)) == 0;
  }
  return kr_str_eq_slow(a, b);
}
KR_COLD KrBool kr_str_ne_slow(PyObject *a, PyObject *b);
KR_INLINE KrBool kr_str_ne(PyObject *a, PyObject *b) {
  if (KR_LIKELY(PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b))) return !kr_str_eq(a, b);
  return kr_str_ne_slow(a, b);
}
// o[start:stop] == other and o[::-1] == other, or their opposites.
KrBool kr_str_slice_eq(PyObject *o, KrTag start, KrTag stop, PyObject *other, int64_t opposite);
KrBool kr_str_reversed_eq(PyObject *o, PyObject *other, int64_t opposite);
// By code points; `op` is Py_LT, Py_LE, Py_GT or Py_GE.
KR_INLINE KrBool kr_code_order(int64_t a, int64_t b, int64_t op) { return op == Py_LT ? a < b : op == Py_LE ? a <= b : op == Py_GT ? a > b : a >= b; }
KR_NOINLINE KrBool kr_str_order_long(PyObject *a, PyObject *b, int64_t op);
KR_INLINE KrBool kr_str_order(PyObject *a, PyObject *b, int64_t op) {
  if (KR_LIKELY(PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b) && PyUnicode_GET_LENGTH(a) > 0 && PyUnicode_GET_LENGTH(b) > 0)) {
    int64_t first = PyUnicode_READ_CHAR(a, 0), other = PyUnicode_READ_CHAR(b, 0);
    if (first != other) return kr_code_order(first, other, op);
  }
  return kr_str_order_long(a, b, op);
}
// Methods; for what is no exact str, whatever method is there is called.
enum { KR_STR_ISDIGIT, KR_STR_ISALPHA, KR_STR_ISALNUM, KR_STR_ISSPACE, KR_STR_ISLOWER, KR_STR_ISUPPER };
extern const uint8_t kr_ascii_class[128];  // bit n: KrStr predicate n of the character alone
KR_NOINLINE KrBool kr_str_is_slow(PyObject *o, int64_t which);
KR_INLINE KrBool kr_str_is(PyObject *o, int64_t which) {
  if (KR_LIKELY(PyUnicode_CheckExact(o) && PyUnicode_GET_LENGTH(o) == 1)) {
    Py_UCS4 c = PyUnicode_READ_CHAR(o, 0);
    if (KR_LIKELY(c < 128)) return kr_ascii_class[c] >> which & 1;
  }
  return kr_str_is_slow(o, which);
}
KR_NOINLINE PyObject *kr_str_case_slow(PyObject *o, int64_t upper);
KR_INLINE PyObject *kr_str_case(PyObject *o, int64_t upper) {
  if (KR_LIKELY(PyUnicode_CheckExact(o) && PyUnicode_GET_LENGTH(o) == 1)) {
    Py_UCS4 c = PyUnicode_READ_CHAR(o, 0);
    if (KR_LIKELY(c < 128)) return kr_char_object(upper ? (Py_UCS4)Py_TOUPPER(c) : (Py_UCS4)Py_TOLOWER(c));
  }
  return kr_str_case_slow(o, upper);
}
KrBool kr_str_tail(PyObject *o, PyObject *part, int64_t end);  // startswith (end 0), endswith (1)
KrBool kr_str_tail_at(PyObject *o, PyObject *part, KrTag start, int64_t end);
enum { KR_STR_FIND, KR_STR_INDEX, KR_STR_RFIND, KR_STR_RINDEX, KR_STR_COUNT };
KrTag kr_str_find(PyObject *o, PyObject *part, KrTag start, int64_t which);
KrBool kr_str_contains(PyObject *o, PyObject *part);           // part in o
KrBool kr_tuple_contains(PyObject *items, PyObject *item);     // of an exact tuple
PyObject *kr_reversed_copy(PyObject *o);                       // o[::-1]
PyObject *kr_str_of_tag(KrTag t);                              // str(t)
char *kr_write_decimal(char *end, uint64_t value);             // backwards from `end`; where the digits begin
PyObject *kr_ascii_new(const char *text, size_t length);       // not of length 0
PyObject *kr_format_tag_width(KrTag t, PyObject *spec, int64_t layout);  // format(t, spec), where that is a width and what to fill it with
PyObject *kr_format_tag(KrTag t);                              // format(t)
KR_INLINE KrTag kr_ord(PyObject *o) {
  if (KR_LIKELY(PyUnicode_CheckExact(o) && PyUnicode_GET_LENGTH(o) == 1)) return kr_tag_small(PyUnicode_READ_CHAR(o, 0));
  return kr_ord_slow(o);
}
KrTag kr_bytes_get_other(PyObject *o, KrTag index);
KR_BULKY KrTag kr_bytes_get(PyObject *o, KrTag index) {
  if (KR_LIKELY(PyBytes_CheckExact(o) && kr_tag_is_small(index))) {
    Py_ssize_t i = kr_tag_value(index), n = PyBytes_GET_SIZE(o);
    if (i < 0) i += n;
    if (KR_LIKELY((size_t)i < (size_t)n)) return kr_tag_small((unsigned char)PyBytes_AS_STRING(o)[i]);
  }
  return kr_bytes_get_other(o, index);
}
int kr_bytes_set(PyObject *o, KrTag index, KrTag value);

#pragma GCC visibility pop
