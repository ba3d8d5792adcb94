// Methods of strs that are done here where all the strs are plain ASCII, known by their definitions; whatever else comes is left to CPython from the beginning.
#include "krait.h"
#include "known.h"

KrKnownFunctions kr_known_texts;
static uint8_t kinds[kKnownDefinitions];
typedef enum { kOther, kJoin, kStrip, kStripLeft, kStripRight } Kind;

void kr_known_texts_init(void) {
  static const char *const names[] = {"join", "strip", "lstrip", "rstrip", NULL};
  kr_known_definitions(&kr_known_texts, PyUnicode_Type.tp_methods, names, kinds);
}

static inline bool is_plain(PyObject *o) { return PyUnicode_CheckExact(o) && PyUnicode_IS_COMPACT_ASCII(o); }
static inline char *put(char *to, PyObject *text) {
  Py_ssize_t n = PyUnicode_GET_LENGTH(text);
  const char *from = (const char *)((PyASCIIObject *)text + 1);
  if (KR_LIKELY(n == 1)) *to = *from;
  else memcpy(to, from, (size_t)n);
  return to + n;
}

// NULL, without an error, where that is for CPython: also of one item, which is the result itself.
static PyObject *join_plain(PyObject *separator, PyObject *sequence) {
  if (!is_plain(separator) || !(PyList_CheckExact(sequence) || PyTuple_CheckExact(sequence))) return NULL;
  PyObject *const *items = PySequence_Fast_ITEMS(sequence);
  Py_ssize_t n = Py_SIZE(sequence), gap = PyUnicode_GET_LENGTH(separator), size = 0;
  if (n < 2) return NULL;
  for (Py_ssize_t i = 0; i < n; ++i)
    if (!is_plain(items[i]) || __builtin_add_overflow(size, PyUnicode_GET_LENGTH(items[i]) + (i != 0 ? gap : 0), &size)) return NULL;
  PyObject *text = PyUnicode_New(size, 127);
  if (!text) return NULL;
  char *at = PyUnicode_DATA(text);
  for (Py_ssize_t i = 0; i < n; ++i) {
    if (gap && i) at = put(at, separator);
    at = put(at, items[i]);
  }
  return text;
}

PyObject *kr_str_join(PyObject *separator, PyObject *parts) {
  PyObject *text = join_plain(separator, parts);
  return text || PyErr_Occurred() ? text : PyUnicode_Join(separator, parts);
}

static PyObject *strip_plain(PyObject *text, PyObject *characters, Kind kind) {
  if (!is_plain(text) || !is_plain(characters)) return NULL;
  uint64_t wanted[2] = {0, 0};
  const uint8_t *each = PyUnicode_DATA(characters), *data = PyUnicode_DATA(text);
  for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(characters); ++i) wanted[each[i] >> 6] |= (uint64_t)1 << (each[i] & 63);
#define IS_WANTED(c) (wanted[(c) >> 6] >> ((c) & 63) & 1)
  Py_ssize_t from = 0, to = PyUnicode_GET_LENGTH(text);
  if (kind != kStripRight)
    while (from < to && IS_WANTED(data[from])) ++from;
  if (kind != kStripLeft)
    while (from < to && IS_WANTED(data[to - 1])) --to;
#undef IS_WANTED
  return PyUnicode_Substring(text, from, to);
}

bool kr_known_text_call(const PyMethodDef *function, PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject **result) {
  Kind kind = kinds[kr_known_place(function, &kr_known_texts)];
  if (kind == kOther || n != 1) return false;
  *result = kind == kJoin ? join_plain(self, args[0]) : strip_plain(self, args[0], kind);
  return *result || PyErr_Occurred();
}
