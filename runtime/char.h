// Characters that native code looks at without making strings of them. A KrTag here is the code of a string of one character (small), or any
// other object: what a claimed str gave that is none, None of a variable that may be either.
//
// What leads away from here takes references of its own: callers need none for its sake.
#pragma once

#include "str.h"

#pragma GCC visibility push(hidden)

KR_NOINLINE KrTag kr_char_at_slow(PyObject *o, KrTag index);
KR_NOINLINE KrBool kr_char_eq_slow(KrTag t, PyObject *text);
KR_NOINLINE KrBool kr_char_is_slow(KrTag t, int64_t which);
KR_NOINLINE KrBool kr_char_in(PyObject *container, KrTag t);
KR_NOINLINE KrBool kr_code_is_wide(int64_t code, int64_t which);

KR_INLINE KrTag kr_char_at(PyObject *o, KrTag index) {
  int64_t code = kr_str_peek(o, index);
  return KR_LIKELY(code >= 0) ? kr_tag_small(code) : kr_char_at_slow(o, index);
}
KR_NOINLINE KrTag kr_for_next_char_slow(PyObject *iterator, int64_t index);
KR_INLINE KrTag kr_for_next_char(PyObject *iterator, int64_t index) {
  if (KR_UNLIKELY(!PyUnicode_CheckExact(iterator))) return kr_for_next_char_slow(iterator, index);
  return index < PyUnicode_GET_LENGTH(iterator) ? kr_tag_small(kr_str_read(iterator, index)) : KR_TAG_ABSENT;
}
KR_INLINE KrTag kr_char_of(PyObject *o) {
  if (PyUnicode_CheckExact(o) && PyUnicode_GET_LENGTH(o) == 1) return kr_tag_small(PyUnicode_READ_CHAR(o, 0));
  return (KrTag)kr_new_ref(o);
}
// New reference.
KR_INLINE PyObject *kr_char_to_obj(KrTag t) {
  return kr_tag_is_small(t) ? kr_char_object((Py_UCS4)kr_tag_value(t)) : kr_new_ref(kr_tag_pointer(t));
}

// By code.
KR_INLINE KrBool kr_code_is(int64_t code, int64_t which) {
  return KR_LIKELY(code < 128) ? kr_ascii_class[code] >> which & 1 : kr_code_is_wide(code, which);
}
KR_INLINE KrBool kr_code_in_mask(int64_t code, int64_t low, int64_t high) {
  return code < 128 && ((uint64_t)(code < 64 ? low : high) >> (code & 63) & 1);
}

KR_INLINE KrBool kr_char_eq(KrTag t, PyObject *text, int64_t code) {
  return KR_LIKELY(kr_tag_is_small(t)) ? kr_tag_value(t) == code : kr_char_eq_slow(t, text);
}
enum { KR_CHAR_MIRRORED = 8, KR_CHAR_SHIFT = 4 };
KR_NOINLINE KrBool kr_char_order_slow(KrTag t, PyObject *text, int64_t imm);
KR_INLINE KrBool kr_char_order(KrTag t, PyObject *text, int64_t imm) {
  return KR_LIKELY(kr_tag_is_small(t)) ? kr_code_order(kr_tag_value(t), imm >> KR_CHAR_SHIFT, imm & 7) : kr_char_order_slow(t, text, imm);
}
KR_NOINLINE KrBool kr_char_order_two_slow(KrTag a, KrTag b, int64_t op);
KR_INLINE KrBool kr_char_order_two(KrTag a, KrTag b, int64_t op) {
  return KR_LIKELY(kr_tag_both_small(a, b)) ? kr_code_order(kr_tag_value(a), kr_tag_value(b), op) : kr_char_order_two_slow(a, b, op);
}
KR_NOINLINE KrBool kr_char_same_slow(KrTag a, KrTag b);
KR_INLINE KrBool kr_char_same(KrTag a, KrTag b) { return KR_LIKELY(kr_tag_both_small(a, b)) ? a == b : kr_char_same_slow(a, b); }
KR_INLINE KrBool kr_char_is(KrTag t, int64_t which) {
  return KR_LIKELY(kr_tag_is_small(t)) ? kr_code_is(kr_tag_value(t), which) : kr_char_is_slow(t, which);
}
KR_INLINE KrBool kr_char_in_mask(KrTag t, PyObject *container, int64_t low, int64_t high) {
  return KR_LIKELY(kr_tag_is_small(t)) ? kr_code_in_mask(kr_tag_value(t), low, high) : kr_char_in(container, t);
}

#pragma GCC visibility pop
