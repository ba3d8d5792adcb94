// Dicts and sets.
#include "krait.h"

// --- lookups of exact strs and small ints in exact dicts ---
// The usual keys are found here without a call: nothing of that can fail or run Python. What is not usual is kUnknown: then CPython's
// own functions do it.
typedef enum { kAbsent, kFound, kUnknown } Lookup;

#if !KR_PY312
typedef struct {
  Py_hash_t hash;
  PyObject *key, *value;
} GeneralEntry;

static inline Py_ssize_t index_at(const KrDictKeys *keys, size_t i) {
  if (KR_LIKELY(keys->log2_size < 8)) return ((const int8_t *)keys->indices)[i];
  if (keys->log2_size < 16) return ((const int16_t *)(const void *)keys->indices)[i];
  return ((const int32_t *)(const void *)keys->indices)[i];
}

// Of two exact strs with hashes.
static inline bool same_text(PyObject *a, PyObject *b) {
  if (a == b) return true;
  if (((PyASCIIObject *)a)->hash != ((PyASCIIObject *)b)->hash || PyUnicode_GET_LENGTH(a) != PyUnicode_GET_LENGTH(b) ||
      PyUnicode_KIND(a) != PyUnicode_KIND(b))
    return false;
  return memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), (size_t)PyUnicode_GET_LENGTH(a) * PyUnicode_KIND(a)) == 0;
}

static Lookup find_text(const KrDictKeys *keys, PyObject *key, PyObject ***place) {
  Py_hash_t known = ((PyASCIIObject *)key)->hash;
  size_t hash = (size_t)(known != -1 ? known : PyObject_Hash(key)), perturb = hash;
  size_t mask = ((size_t)1 << keys->log2_size) - 1, i = hash & mask;
  KrDictEntry *entries = kr_dict_entries((KrDictKeys *)(uintptr_t)keys);
  for (;;) {
    Py_ssize_t index = index_at(keys, i);
    if (index >= 0) {
      if (KR_LIKELY(same_text(entries[index].key, key))) {
        *place = &entries[index].value;
        return kFound;
      }
    } else if (index == -1) {
      return kAbsent;
    }
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
}

static Lookup find_int(const KrDictKeys *keys, PyObject *key, PyObject ***place) {
  Py_ssize_t size = Py_SIZE(key);
  sdigit value = size == 0 ? 0 : size * (sdigit)((PyLongObject *)key)->ob_digit[0];
  Py_hash_t wanted = value == -1 ? -2 : value;
  size_t hash = (size_t)wanted, perturb = hash, mask = ((size_t)1 << keys->log2_size) - 1, i = hash & mask;
  GeneralEntry *entries = (GeneralEntry *)(void *)kr_dict_entries((KrDictKeys *)(uintptr_t)keys);
  for (;;) {
    Py_ssize_t index = index_at(keys, i);
    if (index >= 0) {
      GeneralEntry *entry = &entries[index];
      bool same = entry->key == key;
      if (!same && entry->hash == wanted) {
        if (!PyLong_CheckExact(entry->key)) return kUnknown;
        same = Py_SIZE(entry->key) == size && (size == 0 || ((PyLongObject *)entry->key)->ob_digit[0] == ((PyLongObject *)key)->ob_digit[0]);
      }
      if (KR_LIKELY(same)) {
        *place = &entry->value;
        return kFound;
      }
    } else if (index == -1) {
      return kAbsent;
    }
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
}

// Where the value is that an exact dict has for the key.
static inline Lookup find(PyObject *o, PyObject *key, PyObject ***place) {
  const KrDictKeys *keys = KR_DICT_KEYS(o);
  if (KR_UNLIKELY(((PyDictObject *)o)->ma_values || keys->log2_size >= 32)) return kUnknown;
  if (PyUnicode_CheckExact(key)) return KR_LIKELY(keys->kind == KR_DICT_KEYS_UNICODE) ? find_text(keys, key, place) : kUnknown;
  if (PyLong_CheckExact(key) && keys->kind == 0 && Py_SIZE(key) >= -1 && Py_SIZE(key) <= 1) return find_int(keys, key, place);
  return kUnknown;
}

// Puts another value into its place. The version changes as with CPython, whose counter is out of reach: to one that the dict never had.
static inline bool replace(PyObject *o, PyObject **place, PyObject *value) {
  if (PyType_IS_GC(Py_TYPE(value))) return false;  // the dict may have to be tracked from now on
  PyObject *old = *place;
  *place = kr_new_ref(value);
  ((PyDictObject *)o)->ma_version_tag += (uint64_t)1 << 40;
  Py_DECREF(old);
  return true;
}
#else
static inline Lookup find(PyObject *o, PyObject *key, PyObject ***place) { return (void)o, (void)key, (void)place, kUnknown; }
static inline bool replace(PyObject *o, PyObject **place, PyObject *value) { return (void)o, (void)place, (void)value, false; }
#endif

// The value (new reference), NULL where there is none; -1 with an error.
static inline int get_ref(PyObject *o, PyObject *key, PyObject **value) {
  PyObject **place;
  switch (find(o, key, &place)) {
    case kFound: *value = kr_new_ref(*place); return 1;
    case kAbsent: *value = NULL; return 0;
    default: return kr_dict_get_ref(o, key, value);
  }
}

PyObject *kr_dict_getitem(PyObject *o, PyObject *key) {
  if (KR_LIKELY(PyDict_CheckExact(o))) {
    PyObject *value;
    int found = get_ref(o, key, &value);
    if (KR_LIKELY(found > 0)) return value;
    if (found < 0) return NULL;
  }
  return PyObject_GetItem(o, key);
}

int kr_dict_setitem(PyObject *o, PyObject *key, PyObject *value) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return PyObject_SetItem(o, key, value);
  PyObject **place;
  if (find(o, key, &place) == kFound && replace(o, place, value)) return 0;
  return PyDict_SetItem(o, key, value);
}

KrBool kr_dict_contains(PyObject *o, PyObject *key) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return (KrBool)PySequence_Contains(o, key);
  PyObject **place;
  Lookup found = find(o, key, &place);
  return (KrBool)(KR_LIKELY(found != kUnknown) ? found == kFound : PyDict_Contains(o, key));
}

static PyObject *call(PyObject *o, const char *method, PyObject *a, PyObject *b) {
  PyObject *name = PyUnicode_FromString(method);
  if (!name) return NULL;
  PyObject *args[3] = {o, a, b};
  PyObject *result = PyObject_VectorcallMethod(name, args, b ? 3 : 2, NULL);
  Py_DECREF(name);
  return result;
}

PyObject *kr_dict_get(PyObject *o, PyObject *key, PyObject *fallback) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return call(o, "get", key, fallback);
  PyObject *value;
  int found = get_ref(o, key, &value);
  return found > 0 ? value : found < 0 ? NULL : kr_new_ref(fallback);
}

PyObject *kr_dict_get_none(PyObject *o, PyObject *key) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return call(o, "get", key, NULL);
  return kr_dict_get(o, key, Py_None);
}

PyObject *kr_dict_setdefault(PyObject *o, PyObject *key, PyObject *fallback) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return call(o, "setdefault", key, fallback);
  PyObject **place;
  return find(o, key, &place) == kFound ? kr_new_ref(*place) : Py_XNewRef(PyDict_SetDefault(o, key, fallback));
}

static int status(PyObject *result) {
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

int kr_set_add(PyObject *o, PyObject *item) {
  return KR_LIKELY(PySet_CheckExact(o)) ? PySet_Add(o, item) : status(call(o, "add", item, NULL));
}

// Python looks a set that is asked for up as a frozenset when it cannot be hashed; the method itself does that.
int kr_set_discard(PyObject *o, PyObject *item) {
  if (KR_LIKELY(PySet_CheckExact(o) && !PySet_Check(item))) return PySet_Discard(o, item) < 0 ? -1 : 0;
  return status(call(o, "discard", item, NULL));
}

KrBool kr_set_contains(PyObject *o, PyObject *item) {
  if (KR_LIKELY(PyAnySet_CheckExact(o) && !PySet_Check(item))) return (KrBool)PySet_Contains(o, item);
  return (KrBool)PySequence_Contains(o, item);
}

int64_t kr_dict_step(PyObject *o, int64_t position, int64_t used, int64_t left) {
  if (KR_UNLIKELY(PyDict_GET_SIZE(o) != used)) {
    PyErr_SetString(PyExc_RuntimeError, "dictionary changed size during iteration");
    return KR_INT_ERROR;
  }
  Py_ssize_t at = (Py_ssize_t)position;
  PyObject *key, *value;
  if (!PyDict_Next(o, &at, &key, &value)) return 0;
  if (KR_UNLIKELY(left == 0)) {
    PyErr_SetString(PyExc_RuntimeError, "dictionary keys changed during iteration");
    return KR_INT_ERROR;
  }
  return at;
}
