// Strings: what does not happen inline.
#include "krait.h"

PyObject *kr_latin1[256];

PyObject *kr_char_object_slow(Py_UCS4 c) {
  PyObject *o = PyUnicode_FromOrdinal((int)c);
  if (o && c < 256) kr_latin1[c] = kr_new_ref(o);
  return o;
}

Py_UCS4 kr_str_read_wide(PyObject *o, Py_ssize_t i) { return PyUnicode_READ_CHAR(o, i); }
int64_t kr_str_codes_other(PyObject *o) { return PyUnicode_KIND(o) == PyUnicode_1BYTE_KIND ? (int64_t)(intptr_t)PyUnicode_DATA(o) : 0; }

PyObject *kr_str_get_slow(PyObject *o, KrTag index) {
  Py_INCREF(o);
  kr_tag_incref(index);
  PyObject *item = kr_getitem_tag(o, index);
  Py_DECREF(o);
  kr_tag_decref(index);
  return item;
}

static KrBool compare(PyObject *a, PyObject *b, int op) {
  Py_INCREF(a);
  Py_INCREF(b);
  KrBool result = kr_py_compare_truth(a, b, op);
  Py_DECREF(a);
  Py_DECREF(b);
  return result;
}

KrBool kr_str_eq_slow(PyObject *a, PyObject *b) { return compare(a, b, Py_EQ); }
KrBool kr_str_ne_slow(PyObject *a, PyObject *b) { return compare(a, b, Py_NE); }

KrBool kr_str_order_long(PyObject *a, PyObject *b, int64_t op) {
  if (KR_LIKELY(PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b))) return kr_code_order(PyUnicode_Compare(a, b), 0, op);
  return compare(a, b, (int)op);
}

// Both exact; consumes `a`, in place where that is nobody else's.
static PyObject *append(PyObject *a, PyObject *b) {
  Py_ssize_t n = PyUnicode_GET_LENGTH(a), m = PyUnicode_GET_LENGTH(b);
  bool stays = Py_REFCNT(a) != 1 || PyUnicode_CHECK_INTERNED(a) || ((PyASCIIObject *)a)->hash != -1;  // as CPython has it, too
  if (stays && n != 0 && m != 0 && n < PY_SSIZE_T_MAX - m && PyUnicode_IS_COMPACT_ASCII(a) && PyUnicode_IS_COMPACT_ASCII(b)) {
    PyObject *both = PyUnicode_New(n + m, 127);
    if (both) {
      memcpy(PyUnicode_1BYTE_DATA(both), PyUnicode_1BYTE_DATA(a), (size_t)n);
      memcpy(PyUnicode_1BYTE_DATA(both) + n, PyUnicode_1BYTE_DATA(b), (size_t)m);
    }
    Py_DECREF(a);
    return both;
  }
  PyUnicode_Append(&a, b);
  return a;
}

PyObject *kr_str_add(PyObject *a, PyObject *b) {
  if (PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b)) return append(a, b);
  PyObject *result = PyNumber_Add(a, b);
  Py_DECREF(a);
  return result;
}

PyObject *kr_str_iadd(PyObject *a, PyObject *b) {
  if (PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b)) return append(a, b);
  PyObject *result = PyNumber_InPlaceAdd(a, b);
  Py_DECREF(a);
  return result;
}

KrTag kr_ord_slow(PyObject *o) {
  Py_ssize_t size;
  if (PyUnicode_Check(o)) {
    size = PyUnicode_GET_LENGTH(o);
    if (size == 1) return kr_tag_small(PyUnicode_READ_CHAR(o, 0));
  } else if (PyBytes_Check(o)) {
    size = PyBytes_GET_SIZE(o);
    if (size == 1) return kr_tag_small((unsigned char)PyBytes_AS_STRING(o)[0]);
  } else if (PyByteArray_Check(o)) {
    size = PyByteArray_GET_SIZE(o);
    if (size == 1) return kr_tag_small((unsigned char)PyByteArray_AS_STRING(o)[0]);
  } else {
    PyErr_Format(PyExc_TypeError, "ord() expected string of length 1, but %.200s found", Py_TYPE(o)->tp_name);
    return KR_TAG_ABSENT;
  }
  PyErr_Format(PyExc_TypeError, "ord() expected a character, but string of length %zd found", size);
  return KR_TAG_ABSENT;
}

KrTag kr_str_ord_at_slow(PyObject *o, KrTag index) {
  PyObject *c = kr_getitem_tag(o, index);
  if (!c) return KR_TAG_ABSENT;
  KrTag code = kr_ord(c);
  Py_DECREF(c);
  return code;
}

KrBool kr_str_at_eq_slow(PyObject *o, KrTag index, PyObject *c) {
  Py_INCREF(c);
  PyObject *item = kr_str_get_slow(o, index);
  KrBool equal = item ? kr_py_compare_truth(item, c, Py_EQ) : KR_BOOL_ERROR;
  Py_XDECREF(item);
  Py_DECREF(c);
  return equal;
}

// Bits in the order of KR_STR_ISDIGIT and so on.
#define D 1 | 4
#define L 2 | 4 | 16
#define U 2 | 4 | 32
#define S 8
const uint8_t kr_ascii_class[128] = {
    [9] = S, [10] = S, [11] = S, [12] = S, [13] = S, [28] = S, [29] = S, [30] = S, [31] = S, [32] = S, ['0'... '9'] = D, ['A'... 'Z'] = U, ['a'... 'z'] = L,
};
#undef D
#undef L
#undef U
#undef S

static PyObject *call_method(PyObject *o, const char *method, PyObject *arg, PyObject *second) {
  PyObject *name = PyUnicode_InternFromString(method);
  if (!name) return NULL;
  PyObject *args[3] = {kr_new_ref(o), Py_XNewRef(arg), Py_XNewRef(second)};
  PyObject *result = PyObject_VectorcallMethod(name, args, second ? 3 : arg ? 2 : 1, NULL);
  Py_DECREF(name);
  Py_DECREF(o);
  Py_XDECREF(arg);
  Py_XDECREF(second);
  return result;
}

static KrBool truth_of(PyObject *result) {
  if (!result) return KR_BOOL_ERROR;
  KrBool r = kr_obj_truth(result);
  Py_DECREF(result);
  return r;
}

KrBool kr_str_is_slow(PyObject *o, int64_t which) {
  static const char *const names[] = {"isdigit", "isalpha", "isalnum", "isspace", "islower", "isupper"};
  return truth_of(call_method(o, names[which], NULL, NULL));
}

PyObject *kr_str_case_slow(PyObject *o, int64_t upper) { return call_method(o, upper ? "upper" : "lower", NULL, NULL); }

KrBool kr_str_tail(PyObject *o, PyObject *part, int64_t end) {
  if (KR_LIKELY(PyUnicode_CheckExact(o) && PyUnicode_Check(part)))
    return (KrBool)PyUnicode_Tailmatch(o, part, 0, PY_SSIZE_T_MAX, end ? 1 : -1);
  return truth_of(call_method(o, end ? "endswith" : "startswith", part, NULL));
}

KrBool kr_str_tail_at(PyObject *o, PyObject *part, KrTag start, int64_t end) {
  if (KR_LIKELY(PyUnicode_CheckExact(o) && PyUnicode_Check(part) && kr_tag_is_small(start)))
    return (KrBool)PyUnicode_Tailmatch(o, part, kr_tag_value(start), PY_SSIZE_T_MAX, end ? 1 : -1);
  PyObject *first = kr_tag_to_obj(start);
  if (!first) return KR_BOOL_ERROR;
  KrBool result = truth_of(call_method(o, end ? "endswith" : "startswith", part, first));
  Py_DECREF(first);
  return result;
}

KrTag kr_str_find(PyObject *o, PyObject *part, KrTag start, int64_t which) {
  bool all = kr_tag_is_absent(start);
  if (KR_LIKELY(PyUnicode_CheckExact(o) && PyUnicode_Check(part) && (all || kr_tag_is_small(start)))) {
    Py_ssize_t from = all ? 0 : kr_tag_value(start), at;
    if (which == KR_STR_COUNT) at = PyUnicode_Count(o, part, from, PY_SSIZE_T_MAX);
    else at = PyUnicode_Find(o, part, from, PY_SSIZE_T_MAX, which >= KR_STR_RFIND ? -1 : 1);
    if (KR_LIKELY(at >= 0)) return kr_tag_small(at);
    if (at == -1 && (which == KR_STR_FIND || which == KR_STR_RFIND)) return kr_tag_small(-1);
    if (PyErr_Occurred()) return KR_TAG_ABSENT;
    PyErr_SetString(PyExc_ValueError, "substring not found");
    return KR_TAG_ABSENT;
  }
  static const char *const names[] = {"find", "index", "rfind", "rindex", "count"};
  PyObject *first = all ? NULL : kr_tag_to_obj(start);
  if (!all && !first) return KR_TAG_ABSENT;
  KrTag result = kr_obj_to_tag_steal(call_method(o, names[which], part, first));
  Py_XDECREF(first);
  return result;
}

KrBool kr_str_contains(PyObject *o, PyObject *part) {
  if (KR_LIKELY(PyUnicode_CheckExact(o) && PyUnicode_CheckExact(part)) && PyUnicode_GET_LENGTH(part) == 1) {
    Py_UCS4 c = PyUnicode_READ_CHAR(part, 0);
    if (PyUnicode_KIND(o) == PyUnicode_1BYTE_KIND)
      return c < 256 && memchr(PyUnicode_1BYTE_DATA(o), (int)c, (size_t)PyUnicode_GET_LENGTH(o)) != NULL;
  }
  Py_INCREF(o);
  Py_INCREF(part);
  KrBool found = kr_py_contains(o, part);
  Py_DECREF(o);
  Py_DECREF(part);
  return found;
}

KrBool kr_tuple_contains(PyObject *items, PyObject *item) {
  Py_ssize_t n = PyTuple_GET_SIZE(items);
  if (PyUnicode_CheckExact(item)) {
    Py_ssize_t i = 0, length = PyUnicode_GET_LENGTH(item);
    for (; i < n; ++i) {
      PyObject *each = PyTuple_GET_ITEM(items, i);
      if (each == item) return 1;
      if (!PyUnicode_CheckExact(each)) break;
      if (PyUnicode_GET_LENGTH(each) == length && kr_str_eq(each, item)) return 1;
    }
    if (i == n) return 0;
  }
  return kr_py_contains(items, item);
}

PyObject *kr_reversed_copy(PyObject *o) {
  if (PyUnicode_CheckExact(o) && PyUnicode_KIND(o) == PyUnicode_1BYTE_KIND && PyUnicode_GET_LENGTH(o) > 1) {
    Py_ssize_t n = PyUnicode_GET_LENGTH(o);
    const Py_UCS1 *from = PyUnicode_1BYTE_DATA(o);
    PyObject *copy = PyUnicode_New(n, PyUnicode_IS_ASCII(o) ? 127 : 255);
    if (!copy) return NULL;
    Py_UCS1 *to = PyUnicode_1BYTE_DATA(copy);
    for (Py_ssize_t i = 0; i < n; ++i) to[i] = from[n - 1 - i];
    return copy;
  }
  if (PyList_CheckExact(o)) {
    Py_ssize_t n = PyList_GET_SIZE(o);
    PyObject *copy = PyList_New(n);
    for (Py_ssize_t i = 0; copy && i < n; ++i) PyList_SET_ITEM(copy, i, kr_new_ref(PyList_GET_ITEM(o, n - 1 - i)));
    return copy;
  }
  PyObject *step = PyLong_FromLong(-1);
  PyObject *slice = step ? PySlice_New(NULL, NULL, step) : NULL;
  PyObject *result = slice ? PyObject_GetItem(o, slice) : NULL;
  Py_XDECREF(step);
  Py_XDECREF(slice);
  return result;
}

// Of the slice itself, which is consumed.
static KrBool compare_made(PyObject *slice, PyObject *other, int64_t opposite) {
  KrBool r = !slice ? KR_BOOL_ERROR : opposite ? kr_str_ne(slice, other) : kr_str_eq(slice, other);
  Py_XDECREF(slice);
  return r;
}

static bool bound_of(KrTag given, Py_ssize_t length, Py_ssize_t absent, Py_ssize_t *bound) {
  if (kr_tag_is_absent(given)) return *bound = absent, true;
  if (!kr_tag_is_small(given)) return false;
  Py_ssize_t i = kr_tag_value(given);
  if (i < 0 && (i += length) < 0) i = 0;
  return *bound = i < length ? i : length, true;
}

KrBool kr_str_slice_eq(PyObject *o, KrTag start, KrTag stop, PyObject *other, int64_t opposite) {
  Py_ssize_t i, j, length;
  if (KR_UNLIKELY(!PyUnicode_CheckExact(o) || !PyUnicode_CheckExact(other))) return compare_made(kr_getslice(o, start, stop), other, opposite);
  length = PyUnicode_GET_LENGTH(o);
  if (!bound_of(start, length, 0, &i) || !bound_of(stop, length, length, &j)) return compare_made(kr_getslice(o, start, stop), other, opposite);
  length = j > i ? j - i : 0;
  if (PyUnicode_GET_LENGTH(other) != length) return opposite != 0;
  int kind = PyUnicode_KIND(o);
  if (PyUnicode_KIND(other) == kind)
    return (memcmp((char *)PyUnicode_DATA(o) + i * kind, PyUnicode_DATA(other), (size_t)(length * kind)) == 0) != opposite;
  // The part of a wide string may be a narrow one.
  for (Py_ssize_t n = 0; n < length; ++n) {
    if (PyUnicode_READ_CHAR(o, i + n) != PyUnicode_READ_CHAR(other, n)) return opposite != 0;
  }
  return !opposite;
}

KrBool kr_str_reversed_eq(PyObject *o, PyObject *other, int64_t opposite) {
  if (KR_UNLIKELY(!PyUnicode_CheckExact(o) || !PyUnicode_CheckExact(other))) return compare_made(kr_reversed_copy(o), other, opposite);
  Py_ssize_t length = PyUnicode_GET_LENGTH(o);
  int kind = PyUnicode_KIND(o);
  if (PyUnicode_GET_LENGTH(other) != length || PyUnicode_KIND(other) != kind) return opposite != 0;
  const void *text = PyUnicode_DATA(o), *wanted = PyUnicode_DATA(other);
  for (Py_ssize_t n = 0; n < length; ++n) {
    if (PyUnicode_READ(kind, text, length - 1 - n) != PyUnicode_READ(kind, wanted, n)) return opposite != 0;
  }
  return !opposite;
}

char *kr_write_decimal(char *end, uint64_t value) {
  static const char kPairs[] =
      "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
      "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
  for (; value >> 32; value /= 100) memcpy(end -= 2, kPairs + 2 * (value % 100), 2);
  uint32_t left = (uint32_t)value;
  for (; left >= 100; left /= 100) memcpy(end -= 2, kPairs + 2 * (left % 100), 2);
  if (left >= 10) memcpy(end -= 2, kPairs + 2 * left, 2);
  else *--end = (char)('0' + left);
  return end;
}

PyObject *kr_ascii_new(const char *text, size_t length) {
  if (length == 1) return kr_char_object((Py_UCS4)*text);
  PyObject *o = PyUnicode_New((Py_ssize_t)length, 127);
  if (o) memcpy(PyUnicode_1BYTE_DATA(o), text, length);
  return o;
}

PyObject *kr_str_of_tag(KrTag t) {
  if (!kr_tag_is_small(t)) return kr_str_of(kr_tag_pointer(t));
  int64_t value = kr_tag_value(t);
  char text[24], *end = text + sizeof text, *start = kr_write_decimal(end, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
  if (value < 0) *--start = '-';
  return kr_ascii_new(start, (size_t)(end - start));
}

// --- bytes and bytearrays ---
// Where the bytearray has the item; NULL where it has none.
static char *place_in(PyObject *o, KrTag index) {
  if (!PyByteArray_CheckExact(o) || !kr_tag_is_small(index)) return NULL;
  Py_ssize_t i = kr_tag_value(index), n = PyByteArray_GET_SIZE(o);
  if (i < 0) i += n;
  return (size_t)i < (size_t)n ? ((PyByteArrayObject *)o)->ob_start + i : NULL;
}

KrTag kr_bytes_get_other(PyObject *o, KrTag index) {
  const char *place = place_in(o, index);
  return place ? kr_tag_small((unsigned char)*place) : kr_obj_to_tag_steal(kr_getitem_tag(o, index));
}

int kr_bytes_set(PyObject *o, KrTag index, KrTag value) {
  char *place = kr_tag_is_small(value) && (uint64_t)kr_tag_value(value) < 256 ? place_in(o, index) : NULL;
  if (KR_LIKELY(place != NULL)) {
    *place = (char)kr_tag_value(value);
    return 0;
  }
  PyObject *box = kr_tag_to_obj(value);
  if (!box) return -1;
  int failed = kr_setitem_tag(o, index, box);
  Py_DECREF(box);
  return failed;
}
