#include "krait.h"

PyObject *kr_list_new(PyObject *const *items, Py_ssize_t n) {
  PyObject *list = PyList_New(n);
  if (list == NULL) return NULL;
  for (Py_ssize_t i = 0; i < n; ++i) PyList_SET_ITEM(list, i, Py_NewRef(items[i]));
  return list;
}

PyObject *kr_tuple_new(PyObject *const *items, Py_ssize_t n) {
  PyObject *tuple = PyTuple_New(n);
  if (tuple == NULL) return NULL;
  for (Py_ssize_t i = 0; i < n; ++i) PyTuple_SET_ITEM(tuple, i, Py_NewRef(items[i]));
  return tuple;
}

PyObject *kr_set_new(PyObject *const *items, Py_ssize_t n) {
  PyObject *set = PySet_New(NULL);
  if (set == NULL) return NULL;
  for (Py_ssize_t i = 0; i < n; ++i) {
    if (PySet_Add(set, items[i]) < 0) {
      Py_DECREF(set);
      return NULL;
    }
  }
  return set;
}

PyObject *kr_dict_new(PyObject *const *pairs, Py_ssize_t n) {
  PyObject *dict = PyDict_New();
  if (dict == NULL) return NULL;
  for (Py_ssize_t i = 0; i < n; i += 2) {
    if (PyDict_SetItem(dict, pairs[i], pairs[i + 1]) < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  return dict;
}

static bool not_iterable(PyObject *o) {
  return PyErr_ExceptionMatches(PyExc_TypeError) && Py_TYPE(o)->tp_iter == NULL && !PySequence_Check(o);
}

int kr_list_extend_new(PyObject *list, PyObject *iterable) {
  Py_ssize_t end = PyList_GET_SIZE(list);
  PyObject *none = NULL;
  if (PyList_CheckExact(iterable) || PyTuple_CheckExact(iterable)) return PyList_SetSlice(list, end, end, iterable);
  // Appending item by item would change what an iterator over the list itself sees; extend() is what CPython calls.
  none = PyObject_CallMethod(list, "extend", "(O)", iterable);
  if (none == NULL) {
    if (not_iterable(iterable)) {
      PyErr_Clear();
      PyErr_Format(PyExc_TypeError, "Value after * must be an iterable, not %.200s", Py_TYPE(iterable)->tp_name);
    }
    return -1;
  }
  Py_DECREF(none);
  return 0;
}

int kr_set_update_new(PyObject *set, PyObject *iterable) {
  PyObject *none = PyObject_CallMethod(set, "update", "(O)", iterable);
  if (none == NULL) return -1;
  Py_DECREF(none);
  return 0;
}

int kr_dict_update_new(PyObject *dict, PyObject *mapping) {
  if (PyDict_Update(dict, mapping) == 0) return 0;
  if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
    PyErr_Clear();
    PyErr_Format(PyExc_TypeError, "'%.200s' object is not a mapping", Py_TYPE(mapping)->tp_name);
  }
  return -1;
}

// "module.qualname()" as CPython names a callee in its messages.
static PyObject *callee_text(PyObject *callee) {
  PyObject *qualname = PyObject_GetAttrString(callee, "__qualname__");
  if (qualname == NULL) {
    PyErr_Clear();
    return PyObject_Str(callee);
  }
  PyObject *text = NULL;
  PyObject *module = PyObject_GetAttrString(callee, "__module__");
  if (module == NULL) PyErr_Clear();
  if (module != NULL && module != Py_None &&
      !(PyUnicode_Check(module) && PyUnicode_CompareWithASCIIString(module, "builtins") == 0))
    text = PyUnicode_FromFormat("%S.%S()", module, qualname);
  else
    text = PyUnicode_FromFormat("%S()", qualname);
  Py_XDECREF(module);
  Py_DECREF(qualname);
  return text;
}

static int merge_one(PyObject *dict, PyObject *key, PyObject *value, PyObject *callee) {
  int known = PyDict_Contains(dict, key);
  if (known < 0) return -1;
  if (known == 0) return PyDict_SetItem(dict, key, value);
  if (!PyUnicode_Check(key)) {
    PyErr_SetString(PyExc_TypeError, "keywords must be strings");
    return -1;
  }
  PyObject *text = callee_text(callee);
  if (text != NULL) {
    PyErr_Format(PyExc_TypeError, "%U got multiple values for keyword argument '%S'", text, key);
    Py_DECREF(text);
  }
  return -1;
}

int kr_dict_merge_call(PyObject *dict, PyObject *mapping, PyObject *callee) {
  if (PyDict_CheckExact(mapping)) {
    Py_ssize_t at = 0;
    PyObject *key, *value;
    while (PyDict_Next(mapping, &at, &key, &value)) {
      Py_INCREF(key);
      Py_INCREF(value);
      int status = merge_one(dict, key, value, callee);
      Py_DECREF(key);
      Py_DECREF(value);
      if (status < 0) return -1;
    }
    return 0;
  }
  PyObject *keys = PyObject_CallMethod(mapping, "keys", NULL);
  if (keys == NULL) {
    if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
      PyErr_Clear();
      PyObject *text = callee_text(callee);
      if (text != NULL) {
        PyErr_Format(PyExc_TypeError, "%U argument after ** must be a mapping, not %.200s", text, Py_TYPE(mapping)->tp_name);
        Py_DECREF(text);
      }
    }
    return -1;
  }
  PyObject *iterator = PyObject_GetIter(keys);
  Py_DECREF(keys);
  if (iterator == NULL) return -1;
  PyObject *key;
  int status = 0;
  while (status == 0 && (key = PyIter_Next(iterator)) != NULL) {
    PyObject *value = PyObject_GetItem(mapping, key);
    status = value == NULL ? -1 : merge_one(dict, key, value, callee);
    Py_XDECREF(value);
    Py_DECREF(key);
  }
  Py_DECREF(iterator);
  return status < 0 || PyErr_Occurred() ? -1 : 0;
}

PyObject *kr_call_args_tuple(PyObject *callee, PyObject *iterable) {
  if (PyTuple_CheckExact(iterable)) return Py_NewRef(iterable);
  if (Py_TYPE(iterable)->tp_iter == NULL && !PySequence_Check(iterable)) {
    PyObject *text = callee_text(callee);
    if (text != NULL) {
      PyErr_Format(PyExc_TypeError, "%U argument after * must be an iterable, not %.200s", text, Py_TYPE(iterable)->tp_name);
      Py_DECREF(text);
    }
    return NULL;
  }
  return PySequence_Tuple(iterable);
}

// Writes a finite float with so many places, backwards from `end`; where the text begins, or NULL where the number is too large for a
// machine word of digits. What is behind the last place is known exactly, so that the rounding is Python's, halves to even.
static char *write_fixed(char *end, double value, int places) {
  static const uint32_t kPowers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
  if (!(value < 1e9 && value > -1e9)) return NULL;
  uint64_t bits, fraction = (uint64_t)1 << 52;
  memcpy(&bits, &value, sizeof bits);
  int exponent = (int)(bits >> 52 & 0x7ff);  // of subnormal numbers 0, which come to nothing
  unsigned __int128 scaled = (unsigned __int128)(exponent ? (bits & (fraction - 1)) | fraction : 0) * kPowers[places];
  int drop = 1075 - exponent;  // bits behind the last place; at least 23
  uint64_t digits = 0;
  if (drop < 128) {
    unsigned __int128 kept = scaled >> drop, rest = scaled - (kept << drop), half = (unsigned __int128)1 << (drop - 1);
    digits = (uint64_t)kept + (rest > half || (rest == half && (kept & 1)));
  }
  char *start = end;
  if (places) {
    start = kr_write_decimal(end, digits % kPowers[places]);
    while (end - start < places) *--start = '0';
    *--start = '.';
  }
  start = kr_write_decimal(start, digits / kPowers[places]);
  if (bits >> 63) *--start = '-';
  return start;
}

// A float under a spec like ".2f", or NULL where it is not as simple as that.
static PyObject *format_fixed(PyObject *value, PyObject *spec) {
  if (!PyUnicode_IS_ASCII(spec) || PyUnicode_GET_LENGTH(spec) != 3) return NULL;
  const Py_UCS1 *text = PyUnicode_1BYTE_DATA(spec);
  if (text[0] != '.' || text[1] < '0' || text[1] > '9' || text[2] != 'f') return NULL;
  char room[32], *end = room + sizeof room, *start = write_fixed(end, PyFloat_AS_DOUBLE(value), text[1] - '0');
  if (start) return kr_ascii_new(start, (size_t)(end - start));
  char *digits = PyOS_double_to_string(PyFloat_AS_DOUBLE(value), 'f', text[1] - '0', 0, NULL);
  if (digits == NULL) return NULL;
  PyObject *result = PyUnicode_FromString(digits);
  PyMem_Free(digits);
  return result;
}

PyObject *kr_format_tag_width(KrTag value, PyObject *spec, int64_t layout) {
  if (!kr_tag_is_small(value)) return kr_format_value(kr_tag_pointer(value), spec, -1);
  enum { kMost = 128 };  // more than two digits of width ask for
  char text[kMost];
  int width = (int)(layout & 255), at = kMost;
  bool zeros = layout >= 256, negative = kr_tag_value(value) < 0;
  at = (int)(kr_write_decimal(text + kMost, negative ? 0 - (uint64_t)kr_tag_value(value) : (uint64_t)kr_tag_value(value)) - text);
  while (zeros && kMost - at + negative < width) text[--at] = '0';
  if (negative) text[--at] = '-';
  while (kMost - at < width) text[--at] = ' ';
  return kr_ascii_new(text + at, (size_t)(kMost - at));
}

PyObject *kr_format_tag(KrTag value) {
  return kr_tag_is_small(value) ? kr_str_of_tag(value) : kr_format_value(kr_tag_pointer(value), NULL, -1);
}

PyObject *kr_format_value(PyObject *value, PyObject *spec, int64_t conversion) {
  PyObject *converted;
  if (conversion == -1 && spec != NULL && PyFloat_CheckExact(value) && PyUnicode_CheckExact(spec)) {
    PyObject *text = format_fixed(value, spec);
    if (text != NULL || PyErr_Occurred()) return text;
  }
  switch (conversion) {
    case 's': converted = PyObject_Str(value); break;
    case 'r': converted = PyObject_Repr(value); break;
    case 'a': converted = PyObject_ASCII(value); break;
    default: converted = Py_NewRef(value); break;
  }
  if (converted == NULL) return NULL;
  if (spec == NULL && PyUnicode_CheckExact(converted)) return converted;
  if (spec == NULL && PyLong_CheckExact(converted)) {
    PyObject *text = PyObject_Str(converted);
    Py_DECREF(converted);
    return text;
  }
  PyObject *text = PyObject_Format(converted, spec);
  Py_DECREF(converted);
  return text;
}

PyObject *kr_str_join_parts(PyObject *const *parts, Py_ssize_t n) {
  Py_ssize_t length = 0;
  Py_UCS4 widest = 0;
  for (Py_ssize_t i = 0; i < n; ++i) {
    Py_ssize_t size = PyUnicode_GET_LENGTH(parts[i]);
    if (size > PY_SSIZE_T_MAX - length) {
      PyErr_SetString(PyExc_OverflowError, "join() result is too long for a Python string");
      return NULL;
    }
    length += size;
    Py_UCS4 here = PyUnicode_MAX_CHAR_VALUE(parts[i]);
    if (here > widest) widest = here;
  }
  if (n == 1 && PyUnicode_CheckExact(parts[0])) return Py_NewRef(parts[0]);
  PyObject *text = PyUnicode_New(length, widest);
  if (text == NULL || length == 0) return text;
  int kind = PyUnicode_KIND(text);
  char *out = (char *)PyUnicode_DATA(text);
  Py_ssize_t at = 0;
  for (Py_ssize_t i = 0; i < n; ++i) {
    Py_ssize_t size = PyUnicode_GET_LENGTH(parts[i]);
    if (PyUnicode_KIND(parts[i]) == (unsigned)kind) memcpy(out + at * kind, PyUnicode_DATA(parts[i]), (size_t)(size * kind));
    else if (size != 0) PyUnicode_CopyCharacters(text, at, parts[i], 0, size);
    at += size;
  }
  return text;
}
