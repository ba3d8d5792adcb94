// Characters: what does not happen inline.
#include "krait.h"

KrTag kr_char_at_slow(PyObject *o, KrTag index) {
  PyObject *item = kr_str_get_slow(o, index);
  KrTag t = item ? kr_char_of(item) : KR_TAG_ABSENT;
  Py_XDECREF(item);
  return t;
}

KrTag kr_for_next_char_slow(PyObject *iterator, int64_t index) {
  PyObject *item = kr_for_next(iterator, index);
  if (!item) return KR_TAG_ABSENT;
  KrTag t = kr_char_of(item);
  Py_DECREF(item);
  return t;
}

KrBool kr_char_order_two_slow(KrTag a, KrTag b, int64_t op) {
  PyObject *left = kr_char_to_obj(a), *right = left ? kr_char_to_obj(b) : NULL;
  KrBool found = right ? kr_py_compare_truth(left, right, (int)op) : KR_BOOL_ERROR;
  Py_XDECREF(left);
  Py_XDECREF(right);
  return found;
}
KrBool kr_char_same_slow(KrTag a, KrTag b) { return kr_char_order_two_slow(a, b, Py_EQ); }

KrBool kr_char_order_slow(KrTag t, PyObject *text, int64_t imm) {
  static const int kMirrored[] = {[Py_LT] = Py_GT, [Py_LE] = Py_GE, [Py_GT] = Py_LT, [Py_GE] = Py_LE};
  PyObject *o = kr_new_ref(kr_tag_pointer(t));
  KrBool found = imm & KR_CHAR_MIRRORED ? kr_py_compare_truth(text, o, kMirrored[imm & 7]) : kr_py_compare_truth(o, text, (int)(imm & 7));
  Py_DECREF(o);
  return found;
}

KrBool kr_char_eq_slow(KrTag t, PyObject *text) {
  PyObject *o = kr_tag_pointer(t);
  if (o == Py_None) return 0;
  Py_INCREF(o);
  KrBool equal = kr_py_compare_truth(o, text, Py_EQ);
  Py_DECREF(o);
  return equal;
}

KrBool kr_char_is_slow(KrTag t, int64_t which) {
  PyObject *o = kr_new_ref(kr_tag_pointer(t));
  KrBool result = kr_str_is(o, which);
  Py_DECREF(o);
  return result;
}

KrBool kr_code_is_wide(int64_t code, int64_t which) {
  Py_UCS4 c = (Py_UCS4)code;
  switch (which) {
    case KR_STR_ISDIGIT: return Py_UNICODE_ISDIGIT(c) != 0;
    case KR_STR_ISALPHA: return Py_UNICODE_ISALPHA(c) != 0;
    case KR_STR_ISALNUM: return Py_UNICODE_ISALNUM(c) != 0;
    case KR_STR_ISSPACE: return Py_UNICODE_ISSPACE(c) != 0;
    case KR_STR_ISLOWER: return Py_UNICODE_ISLOWER(c) != 0;
    default: return Py_UNICODE_ISUPPER(c) != 0;
  }
}

KrBool kr_char_in(PyObject *container, KrTag t) {
  if (KR_LIKELY(kr_tag_is_small(t) && PyAnySet_CheckExact(container))) {
    // Of these strings there is always a reference.
    PyObject *known = kr_tag_value(t) < 256 ? kr_latin1[kr_tag_value(t)] : NULL;
    KrBool found = known ? kr_set_has_text(container, known) : -1;
    if (KR_LIKELY(found >= 0)) return found;
  }
  PyObject *item = kr_char_to_obj(t);
  if (!item) return KR_BOOL_ERROR;
  Py_INCREF(container);
  KrBool found = PyAnySet_CheckExact(container)     ? kr_set_contains(container, item)
                 : PyUnicode_CheckExact(container) ? kr_str_contains(container, item)
                 : PyTuple_CheckExact(container)   ? kr_tuple_contains(container, item)
                                                   : kr_py_contains(container, item);
  Py_DECREF(container);
  Py_DECREF(item);
  return found;
}
