// How dict.c and keys.c find usual keys in dicts and sets.
#pragma once

#include "krait.h"

// Every caller has a copy of its own, for the kind of key that it looks for.
#define PROBE_INLINE KR_STATIC_INLINE __attribute__((always_inline))

// --- lookups of exact strs, small ints and short tuples of these in exact dicts and sets ---
// The usual keys are found here without a call: nothing of that can fail or run Python. What is not usual is kUnknown: then CPython's
// own functions do it.
typedef enum { kAbsent, kFound, kUnknown } Lookup;

#if !KR_PY312
static inline Py_ssize_t index_at(const KrDictKeys *keys, size_t i) {
  if (KR_LIKELY(keys->log2_size < 8)) return ((const int8_t *)keys->indices)[i];
  if (keys->log2_size < 16) return ((const int16_t *)(const void *)keys->indices)[i];
  return ((const int32_t *)(const void *)keys->indices)[i];
}

static inline bool is_small_int(PyObject *o) { return PyLong_CheckExact(o) && Py_SIZE(o) >= -1 && Py_SIZE(o) <= 1; }

static inline Py_hash_t hash_small_int(PyObject *o) {
  Py_ssize_t size = Py_SIZE(o);
  Py_hash_t value = size == 0 ? 0 : (Py_hash_t)size * (Py_hash_t)((PyLongObject *)o)->ob_digit[0];
  return value == -1 ? -2 : value;
}

static inline Py_hash_t hash_text(PyObject *o) {
  Py_hash_t known = ((PyASCIIObject *)o)->hash;
  return KR_LIKELY(known != -1) ? known : PyObject_Hash(o);
}

// Of two strs with hashes.
static inline bool same_text(PyObject *a, PyObject *b) {
  if (a == b) return true;
  if (((PyASCIIObject *)a)->hash != ((PyASCIIObject *)b)->hash || PyUnicode_GET_LENGTH(a) != PyUnicode_GET_LENGTH(b) ||
      PyUnicode_KIND(a) != PyUnicode_KIND(b))
    return false;
  return memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), (size_t)PyUnicode_GET_LENGTH(a) * PyUnicode_KIND(a)) == 0;
}

// Tuples hash by xxHash over the hashes of the items.
#define KR_TUPLE_HASH_START 2870177450012600261ULL
static inline Py_uhash_t tuple_hash_step(Py_uhash_t sum, Py_hash_t lane) {
  sum += (Py_uhash_t)lane * 14029467366897019727ULL;
  sum = sum << 31 | sum >> 33;
  return sum * 11400714785074694791ULL;
}
static inline Py_hash_t tuple_hash_end(Py_uhash_t sum, Py_ssize_t count) {
  sum += (Py_uhash_t)count ^ (KR_TUPLE_HASH_START ^ 3527539UL);
  return sum == (Py_uhash_t)-1 ? 1546275796 : (Py_hash_t)sum;
}

enum { kTupleItems = 4 };  // of longer ones CPython finds the hash

// The hash of a small int, a str, or a short tuple of these; false for others.
static inline bool usual_hash(PyObject *o, Py_hash_t *hash) {
  if (is_small_int(o)) {
    *hash = hash_small_int(o);
    return true;
  }
  if (kr_is_text(o)) {
    *hash = hash_text(o);
    return true;
  }
  if (!PyTuple_CheckExact(o) || PyTuple_GET_SIZE(o) > kTupleItems) return false;
  Py_uhash_t sum = KR_TUPLE_HASH_START;
  Py_ssize_t n = PyTuple_GET_SIZE(o);
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject *item = PyTuple_GET_ITEM(o, i);
    Py_hash_t lane;
    if (is_small_int(item)) lane = hash_small_int(item);
    else if (kr_is_text(item)) lane = hash_text(item);
    else return false;
    sum = tuple_hash_step(sum, lane);
  }
  *hash = tuple_hash_end(sum, n);
  return true;
}

// Whether a usual key equals another object of the same hash; kUnknown where Python must be asked.
static inline Lookup same_item(PyObject *a, PyObject *b) {
  if (a == b) return kFound;
  if (is_small_int(a) && PyLong_CheckExact(b))
    return Py_SIZE(a) == Py_SIZE(b) && (Py_SIZE(a) == 0 || ((PyLongObject *)a)->ob_digit[0] == ((PyLongObject *)b)->ob_digit[0]) ? kFound : kAbsent;
  if (kr_is_text(a) && kr_is_text(b) && ((PyASCIIObject *)b)->hash != -1) return same_text(a, b) ? kFound : kAbsent;
  return kUnknown;
}

static inline Lookup same_key(PyObject *a, PyObject *b) {
  if (a == b) return kFound;
  if (!PyTuple_CheckExact(a)) return same_item(a, b);
  if (!PyTuple_CheckExact(b)) return kUnknown;
  Py_ssize_t n = PyTuple_GET_SIZE(a);
  if (PyTuple_GET_SIZE(b) != n) return kAbsent;
  for (Py_ssize_t i = 0; i < n; ++i) {
    Lookup same = same_item(PyTuple_GET_ITEM(a, i), PyTuple_GET_ITEM(b, i));
    if (same != kFound) return same;
  }
  return kFound;
}

static KR_NOINLINE Lookup search_text(const KrDictKeys *keys, PyObject *key, PyObject ***place) {
  size_t hash = (size_t)hash_text(key), perturb = hash;
  size_t mask = ((size_t)1 << keys->log2_size) - 1, i = hash & mask;
  KrDictEntry *entries = kr_dict_entries((KrDictKeys *)(uintptr_t)keys);
  for (;;) {
    Py_ssize_t index = index_at(keys, i);
    if (index >= 0) {
      if (KR_LIKELY(entries[index].key == key) || same_text(entries[index].key, key)) {
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

// Small tables mostly have the very string at the first place where it can be.
static inline Lookup find_text(const KrDictKeys *keys, PyObject *key, PyObject ***place) {
  Py_hash_t hash = ((PyASCIIObject *)key)->hash;
  if (KR_LIKELY(hash != -1 && keys->log2_size < 8)) {
    Py_ssize_t index = ((const int8_t *)keys->indices)[(size_t)hash & (((size_t)1 << keys->log2_size) - 1)];
    if (index == -1) return kAbsent;
    KrDictEntry *entries = kr_dict_entries((KrDictKeys *)(uintptr_t)keys);
    if (index >= 0 && entries[index].key == key) {
      *place = &entries[index].value;
      return kFound;
    }
  }
  return search_text(keys, key, place);
}

// Whether a key that is looked for, in whatever form, equals another object of the same hash; kUnknown where Python must be asked.
typedef Lookup (*SameKey)(const void *wanted, PyObject *other);
PROBE_INLINE Lookup same_object(const void *wanted, PyObject *other) { return same_key((PyObject *)(uintptr_t)wanted, other); }

// In a table that has the hashes beside the keys.
PROBE_INLINE Lookup probe(const KrDictKeys *keys, SameKey same, const void *key, Py_hash_t wanted, PyObject ***place) {
  size_t hash = (size_t)wanted, perturb = hash, mask = ((size_t)1 << keys->log2_size) - 1, i = hash & mask;
  KrDictHashedEntry *entries = (KrDictHashedEntry *)(void *)kr_dict_entries((KrDictKeys *)(uintptr_t)keys);
  for (;;) {
    Py_ssize_t index = index_at(keys, i);
    if (index >= 0) {
      KrDictHashedEntry *here = &entries[index];
      if (here->hash == wanted) {
        Lookup found = same(key, here->entry.key);
        if (found != kAbsent) {
          *place = &here->entry.value;
          return found;
        }
      }
    } else if (index == -1) {
      return kAbsent;
    }
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
}

static KR_NOINLINE Lookup find_hashed(const KrDictKeys *keys, PyObject *key, Py_hash_t wanted, PyObject ***place) {
  return probe(keys, same_object, key, wanted, place);
}

// Where the value is that an exact dict has for the key.
static inline Lookup find(PyObject *o, PyObject *key, PyObject ***place) {
  const KrDictKeys *keys = KR_DICT_KEYS(o);
  if (KR_UNLIKELY(((PyDictObject *)o)->ma_values || keys->log2_size >= 32)) return kUnknown;
  if (keys->kind == KR_DICT_KEYS_UNICODE) return kr_is_text(key) ? find_text(keys, key, place) : kUnknown;
  Py_hash_t hash;
  return keys->kind == KR_DICT_KEYS_GENERAL && usual_hash(key, &hash) ? find_hashed(keys, key, hash, place) : kUnknown;
}

// The same for sets: probes go through a few neighbours before they jump. `place` becomes where the key is; where it is not, and `adding`, where
// CPython would put it: the last place on the way from which something was removed, else the first empty one.
// Where something was removed the hash is -1, which none is; an empty place has 0, as some keys do.
PROBE_INLINE Lookup probe_set(PyObject *o, SameKey same, const void *key, Py_hash_t hash, bool adding, setentry **place) {
  enum { kPlaces = KR_SET_NEIGHBOURS + 1 };
  const PySetObject *set = (PySetObject *)o;
  size_t perturb = (size_t)hash, mask = (size_t)set->mask, i = (size_t)hash & mask;
  setentry *freed = NULL;
  for (;;) {
    setentry *entry = &set->table[i], *end = entry + (i + KR_SET_NEIGHBOURS <= mask ? kPlaces : 1);
    do {
      // Most places are neither: a few at a time.
      while (!adding && end - entry >= 5) {
        if (entry[0].hash == hash || entry[0].hash == 0) break;
        if (++entry, entry->hash == hash || entry->hash == 0) break;
        if (++entry, entry->hash == hash || entry->hash == 0) break;
        if (++entry, entry->hash == hash || entry->hash == 0) break;
        if (++entry, entry->hash == hash || entry->hash == 0) break;
        ++entry;
      }
      if (!adding && entry == end) break;
      Py_hash_t here = entry->hash;
      if (here == hash && entry->key) {
        Lookup found = same(key, entry->key);
        *place = entry;
        if (found != kAbsent) return found;
      } else if (here == 0 && !entry->key) {
        *place = freed ? freed : entry;
        return kAbsent;
      } else if (adding && here == -1) {
        freed = entry;
      }
    } while (++entry < end);
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
}
static KR_NOINLINE Lookup search_set(PyObject *o, PyObject *key) {
  Py_hash_t hash;
  setentry *place;
  return usual_hash(key, &hash) ? probe_set(o, same_object, key, hash, false, &place) : kUnknown;
}
// Small ints that the interpreter shares mostly are at the first place where they can be, or nothing is.
static inline Lookup find_in_set(PyObject *o, PyObject *key) {
  if (is_small_int(key)) {
    const PySetObject *set = (PySetObject *)o;
    const setentry *entry = &set->table[(size_t)hash_small_int(key) & (size_t)set->mask];
    if (entry->key == key) return kFound;
    if (!entry->key && entry->hash == 0) return kAbsent;
  }
  return search_set(o, key);
}

// The version changes as with CPython, whose counter is out of reach: to one that the dict never had. There is an end to these; then
// CPython must set the item, which gives a version to begin with again.
static inline bool can_renew(PyObject *o) { return ((PyDictObject *)o)->ma_version_tag >> 40 != 0xffffff; }
static inline void new_version(PyObject *o) { ((PyDictObject *)o)->ma_version_tag += (uint64_t)1 << 40; }

// Puts another value into its place.
static inline bool replace(PyObject *o, PyObject **place, PyObject *value) {
  if (PyType_IS_GC(Py_TYPE(value)) || KR_UNLIKELY(!can_renew(o))) return false;  // the dict may have to be tracked from now on
  PyObject *old = *place;
  *place = kr_new_ref(value);
  new_version(o);
  Py_DECREF(old);
  return true;
}

// Puts a small int into the box that is there, where nobody else has that. The object in the dict is the same, and so is the version:
// that tells which objects there are.
static inline bool refill(PyObject **place, int64_t value) { return kr_long_reuse(*place, value); }
#else
PROBE_INLINE Lookup find_in_set(PyObject *o, PyObject *key) { return (void)o, (void)key, kUnknown; }
static inline Lookup find(PyObject *o, PyObject *key, PyObject ***place) { return (void)o, (void)key, (void)place, kUnknown; }
static inline bool refill(PyObject **place, int64_t value) { return (void)place, (void)value, false; }
static inline bool replace(PyObject *o, PyObject **place, PyObject *value) { return (void)o, (void)place, (void)value, false; }
#endif

// Whether subscripts, membership and assignment are those of dict: of defaultdict and Counter, too. What is not there may be another matter.
static inline bool gets_as_dict(PyObject *o) {
  return PyDict_CheckExact(o) ||
         (PyDict_Check(o) && Py_TYPE(o)->tp_as_mapping->mp_subscript == PyDict_Type.tp_as_mapping->mp_subscript);
}
static inline bool contains_as_dict(PyObject *o) {
  return PyDict_CheckExact(o) || (PyDict_Check(o) && Py_TYPE(o)->tp_as_sequence->sq_contains == PyDict_Type.tp_as_sequence->sq_contains);
}
static inline bool sets_as_dict(PyObject *o) {
  return PyDict_CheckExact(o) ||
         (PyDict_Check(o) && Py_TYPE(o)->tp_as_mapping->mp_ass_subscript == PyDict_Type.tp_as_mapping->mp_ass_subscript);
}

// Where the value is found, if anywhere, a small int takes its place; -1 with an error, 0 where it must be inserted.
static inline int set_found(PyObject *o, PyObject **place, KrTag value) {
  if (kr_tag_is_small(value) && refill(place, kr_tag_value(value))) return 1;
  PyObject *box = kr_tag_to_obj(value);
  if (!box) return -1;
  // Making an int runs nothing: the place is where it was.
  bool done = replace(o, place, box);
  Py_DECREF(box);
  return done;
}
