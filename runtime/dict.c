// Dicts and sets.
#include "krait.h"

// --- lookups of exact strs, small ints and short tuples of these in exact dicts and sets ---
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

// Of two exact strs with hashes.
static inline bool same_text(PyObject *a, PyObject *b) {
  if (a == b) return true;
  if (((PyASCIIObject *)a)->hash != ((PyASCIIObject *)b)->hash || PyUnicode_GET_LENGTH(a) != PyUnicode_GET_LENGTH(b) ||
      PyUnicode_KIND(a) != PyUnicode_KIND(b))
    return false;
  return memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), (size_t)PyUnicode_GET_LENGTH(a) * PyUnicode_KIND(a)) == 0;
}

enum { kTupleItems = 4 };  // of longer ones CPython finds the hash

// The hash of a small int, a str, or a short tuple of these; false for others.
static inline bool usual_hash(PyObject *o, Py_hash_t *hash) {
  if (PyUnicode_CheckExact(o)) {
    *hash = hash_text(o);
    return true;
  }
  if (is_small_int(o)) {
    *hash = hash_small_int(o);
    return true;
  }
  if (!PyTuple_CheckExact(o) || PyTuple_GET_SIZE(o) > kTupleItems) return false;
  // As tuples hash: xxHash over the hashes of the items.
  const Py_uhash_t prime1 = 11400714785074694791ULL, prime2 = 14029467366897019727ULL, prime5 = 2870177450012600261ULL;
  Py_uhash_t sum = prime5;
  Py_ssize_t n = PyTuple_GET_SIZE(o);
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject *item = PyTuple_GET_ITEM(o, i);
    Py_hash_t lane;
    if (is_small_int(item)) lane = hash_small_int(item);
    else if (PyUnicode_CheckExact(item)) lane = hash_text(item);
    else return false;
    sum += (Py_uhash_t)lane * prime2;
    sum = sum << 31 | sum >> 33;
    sum *= prime1;
  }
  sum += (Py_uhash_t)n ^ (prime5 ^ 3527539UL);
  *hash = sum == (Py_uhash_t)-1 ? 1546275796 : (Py_hash_t)sum;
  return true;
}

// Whether a usual key equals another object of the same hash; kUnknown where Python must be asked.
static inline Lookup same_item(PyObject *a, PyObject *b) {
  if (a == b) return kFound;
  if (is_small_int(a) && PyLong_CheckExact(b))
    return Py_SIZE(a) == Py_SIZE(b) && (Py_SIZE(a) == 0 || ((PyLongObject *)a)->ob_digit[0] == ((PyLongObject *)b)->ob_digit[0]) ? kFound : kAbsent;
  if (PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b) && ((PyASCIIObject *)b)->hash != -1) return same_text(a, b) ? kFound : kAbsent;
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

// In a table that has the hashes beside the keys.
static Lookup find_hashed(const KrDictKeys *keys, PyObject *key, Py_hash_t wanted, PyObject ***place) {
  size_t hash = (size_t)wanted, perturb = hash, mask = ((size_t)1 << keys->log2_size) - 1, i = hash & mask;
  GeneralEntry *entries = (GeneralEntry *)(void *)kr_dict_entries((KrDictKeys *)(uintptr_t)keys);
  for (;;) {
    Py_ssize_t index = index_at(keys, i);
    if (index >= 0) {
      GeneralEntry *entry = &entries[index];
      if (entry->hash == wanted) {
        Lookup same = same_key(key, entry->key);
        if (same != kAbsent) {
          *place = &entry->value;
          return same;
        }
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
  if (keys->kind == KR_DICT_KEYS_UNICODE) return PyUnicode_CheckExact(key) ? find_text(keys, key, place) : kUnknown;
  Py_hash_t hash;
  return keys->kind == 0 && usual_hash(key, &hash) ? find_hashed(keys, key, hash, place) : kUnknown;
}

// The same for sets: probes go through a few neighbours before they jump.
static Lookup find_in_set(PyObject *o, PyObject *key) {
  enum { kNeighbours = KR_SET_NEIGHBOURS };
  const PySetObject *set = (PySetObject *)o;
  Py_hash_t hash;
  if (!usual_hash(key, &hash)) return kUnknown;
  size_t perturb = (size_t)hash, mask = (size_t)set->mask, i = (size_t)hash & mask;
  for (;;) {
    const setentry *entry = &set->table[i];
    int left = i + kNeighbours <= mask ? kNeighbours : 0;
    do {
      // Where something was removed the hash is -1, which none is; an empty place has 0, as some keys do.
      if (entry->hash == hash && entry->key) {
        Lookup same = same_key(key, entry->key);
        if (same != kAbsent) return same;
      } else if (entry->hash == 0 && !entry->key) {
        return kAbsent;
      }
      ++entry;
    } while (left--);
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
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
static inline Lookup find_in_set(PyObject *o, PyObject *key) { return (void)o, (void)key, kUnknown; }
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
  PyObject **place;
  if (KR_LIKELY(gets_as_dict(o)) && find(o, key, &place) == kFound) return kr_new_ref(*place);
  return PyObject_GetItem(o, key);
}

int kr_dict_setitem(PyObject *o, PyObject *key, PyObject *value) {
  PyObject **place;
  if (KR_LIKELY(sets_as_dict(o)) && find(o, key, &place) == kFound && replace(o, place, value)) return 0;
  return PyDict_CheckExact(o) ? PyDict_SetItem(o, key, value) : PyObject_SetItem(o, key, value);
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

int kr_dict_set_tag(PyObject *o, PyObject *key, KrTag value) {
  PyObject **place;
  int done = sets_as_dict(o) && find(o, key, &place) == kFound ? set_found(o, place, value) : 0;
  if (done) return done < 0 ? -1 : 0;
  PyObject *box = kr_tag_to_obj(value);
  if (!box) return -1;
  int failed = PyDict_CheckExact(o) ? PyDict_SetItem(o, key, box) : PyObject_SetItem(o, key, box);
  Py_DECREF(box);
  return failed;
}

KrBool kr_dict_contains(PyObject *o, PyObject *key) {
  PyObject **place;
  Lookup found = contains_as_dict(o) ? find(o, key, &place) : kUnknown;
  if (KR_LIKELY(found != kUnknown)) return found == kFound;
  return (KrBool)(PyDict_CheckExact(o) ? PyDict_Contains(o, key) : PySequence_Contains(o, key));
}

PyObject *kr_dict_get(PyObject *o, PyObject *key, PyObject *fallback) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return kr_call_method_named(o, "get", key, fallback);
  PyObject *value;
  int found = get_ref(o, key, &value);
  return found > 0 ? value : found < 0 ? NULL : kr_new_ref(fallback);
}

PyObject *kr_dict_get_none(PyObject *o, PyObject *key) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return kr_call_method_named(o, "get", key, NULL);
  return kr_dict_get(o, key, Py_None);
}

PyObject *kr_dict_setdefault(PyObject *o, PyObject *key, PyObject *fallback) {
  if (KR_UNLIKELY(!PyDict_CheckExact(o))) return kr_call_method_named(o, "setdefault", key, fallback);
  PyObject **place;
  return find(o, key, &place) == kFound ? kr_new_ref(*place) : Py_XNewRef(PyDict_SetDefault(o, key, fallback));
}

static int status(PyObject *result) {
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

int kr_set_add(PyObject *o, PyObject *item) {
  if (KR_UNLIKELY(!PySet_CheckExact(o))) return status(kr_call_method_named(o, "add", item, NULL));
  return find_in_set(o, item) == kFound ? 0 : PySet_Add(o, item);
}

// Python looks a set that is asked for up as a frozenset when it cannot be hashed; the method itself does that.
int kr_set_discard(PyObject *o, PyObject *item) {
  if (KR_LIKELY(PySet_CheckExact(o) && !PySet_Check(item))) return PySet_Discard(o, item) < 0 ? -1 : 0;
  return status(kr_call_method_named(o, "discard", item, NULL));
}

KrBool kr_set_contains(PyObject *o, PyObject *item) {
  if (KR_LIKELY(PyAnySet_CheckExact(o))) {
    Lookup found = find_in_set(o, item);
    if (KR_LIKELY(found != kUnknown)) return found == kFound;
    if (!PySet_Check(item)) return (KrBool)PySet_Contains(o, item);
  }
  return (KrBool)PySequence_Contains(o, item);
}

// --- keys by their parts ---

// A tuple on the stack, with ints of its own, that only the lookups above see: these keep nothing of a key.
#if !KR_PY312
typedef struct {
  PyTupleObject tuple;
  PyObject *more[KR_KEY_PARTS - 1];
  PyLongObject ints[KR_KEY_PARTS];
} Key;

// NULL where a part is no usual key.
static inline PyObject *make_key(Key *key, const KrTag *parts, Py_ssize_t count) {
  Py_SET_TYPE(&key->tuple, &PyTuple_Type);
  Py_SET_SIZE(&key->tuple, count);
  PyObject **items = key->tuple.ob_item;
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (!kr_tag_is_small(parts[i])) {
      items[i] = kr_tag_pointer(parts[i]);
      continue;
    }
    int64_t value = kr_tag_value(parts[i]), size = value < 0 ? -value : value;
    if (size > (int64_t)PyLong_MASK) return NULL;
    Py_SET_TYPE(&key->ints[i], &PyLong_Type);
    Py_SET_SIZE(&key->ints[i], value < 0 ? -1 : value > 0);
    key->ints[i].ob_digit[0] = (digit)size;
    items[i] = (PyObject *)&key->ints[i];
  }
  return (PyObject *)&key->tuple;
}
static Lookup find_parts(PyObject *o, const KrTag *parts, Py_ssize_t count, PyObject ***place) {
  Key key;
  PyObject *tuple = make_key(&key, parts, count);
  return tuple ? find(o, tuple, place) : kUnknown;
}
static Lookup find_parts_in_set(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  Key key;
  PyObject *tuple = make_key(&key, parts, count);
  return tuple ? find_in_set(o, tuple) : kUnknown;
}
#else
static Lookup find_parts(PyObject *o, const KrTag *parts, Py_ssize_t count, PyObject ***place) {
  return (void)o, (void)parts, (void)count, (void)place, kUnknown;
}
static Lookup find_parts_in_set(PyObject *o, const KrTag *parts, Py_ssize_t count) { return (void)o, (void)parts, (void)count, kUnknown; }
#endif

// The tuple that the program has written.
static PyObject *real_key(const KrTag *parts, Py_ssize_t count) {
  PyObject *tuple = PyTuple_New(count);
  for (Py_ssize_t i = 0; tuple && i < count; ++i) {
    PyObject *item = kr_tag_to_obj(parts[i]);
    if (!item) Py_CLEAR(tuple);
    else PyTuple_SET_ITEM(tuple, i, item);
  }
  return tuple;
}

static PyObject *with_fallback(PyObject *(*get)(PyObject *, PyObject *, PyObject *), PyObject *o, PyObject *key, PyObject *fallback) {
  PyObject *result = get(o, key, fallback);
  Py_DECREF(fallback);
  return result;
}

// EXPRESSION, of the container `o` and the real key, with references held.
#define WITH_REAL_KEY(TYPE, FAILED, EXPRESSION)  \
  do {                                           \
    PyObject *key = real_key(parts, count);      \
    if (!key) return FAILED;                     \
    Py_INCREF(o);                                \
    TYPE result = EXPRESSION;                    \
    Py_DECREF(key);                              \
    Py_DECREF(o);                                \
    return result;                               \
  } while (0)

KrBool kr_key_contains(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  PyObject **place;
  Lookup found = PyAnySet_CheckExact(o) ? find_parts_in_set(o, parts, count) : contains_as_dict(o) ? find_parts(o, parts, count, &place) : kUnknown;
  if (KR_LIKELY(found != kUnknown)) return found == kFound;
  WITH_REAL_KEY(KrBool, KR_BOOL_ERROR, kr_py_contains(o, key));
}

PyObject *kr_key_getitem(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  PyObject **place;
  if (gets_as_dict(o) && find_parts(o, parts, count, &place) == kFound) return kr_new_ref(*place);
  WITH_REAL_KEY(PyObject *, NULL, PyObject_GetItem(o, key));
}

PyObject *kr_key_get(PyObject *o, PyObject *fallback, const KrTag *parts, Py_ssize_t count) {
  PyObject **place;
  Lookup found = PyDict_CheckExact(o) ? find_parts(o, parts, count, &place) : kUnknown;
  if (KR_LIKELY(found != kUnknown)) return kr_new_ref(found == kFound ? *place : fallback);
  Py_INCREF(fallback);
  WITH_REAL_KEY(PyObject *, (Py_DECREF(fallback), NULL), with_fallback(kr_dict_get, o, key, fallback));
}

PyObject *kr_key_get_none(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  if (PyDict_CheckExact(o)) return kr_key_get(o, Py_None, parts, count);
  WITH_REAL_KEY(PyObject *, NULL, kr_dict_get_none(o, key));
}

PyObject *kr_key_setdefault(PyObject *o, PyObject *fallback, const KrTag *parts, Py_ssize_t count) {
  PyObject **place;
  if (PyDict_CheckExact(o) && find_parts(o, parts, count, &place) == kFound) return kr_new_ref(*place);
  Py_INCREF(fallback);
  WITH_REAL_KEY(PyObject *, (Py_DECREF(fallback), NULL), with_fallback(kr_dict_setdefault, o, key, fallback));
}

static int set_real(PyObject *o, PyObject *value, const KrTag *parts, Py_ssize_t count) {
  WITH_REAL_KEY(int, -1, PyObject_SetItem(o, key, value));
}

int kr_key_setitem(PyObject *o, PyObject *value, const KrTag *parts, Py_ssize_t count) {
  PyObject **place;
  if (sets_as_dict(o) && find_parts(o, parts, count, &place) == kFound && replace(o, place, value)) return 0;
  Py_INCREF(value);
  int failed = set_real(o, value, parts, count);
  Py_DECREF(value);
  return failed;
}

int kr_key_set_tag(PyObject *o, KrTag value, const KrTag *parts, Py_ssize_t count) {
  PyObject **place;
  int done = sets_as_dict(o) && find_parts(o, parts, count, &place) == kFound ? set_found(o, place, value) : 0;
  if (done) return done < 0 ? -1 : 0;
  PyObject *box = kr_tag_to_obj(value);
  if (!box) return -1;
  int failed = set_real(o, box, parts, count);
  Py_DECREF(box);
  return failed;
}

int kr_key_add(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  if (PySet_CheckExact(o) && find_parts_in_set(o, parts, count) == kFound) return 0;
  WITH_REAL_KEY(int, -1, kr_set_add(o, key));
}

int kr_key_discard(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  if (PySet_CheckExact(o) && find_parts_in_set(o, parts, count) == kAbsent) return 0;
  WITH_REAL_KEY(int, -1, kr_set_discard(o, key));
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
