// Lookups in dicts and sets by what a key is made of.
#include "krait.h"
#include "lookup.h"

// A key by its parts: the items of a tuple, or, where `count` is KR_KEY_PLAIN, the key itself.
#if !KR_PY312
typedef struct {
  const KrTag *parts;
  Py_ssize_t count;
} Parts;

// Ints of up to two digits, which are their own hashes.
enum { kIntBits = 2 * PyLong_SHIFT };
PROBE_INLINE bool part_hash(KrTag part, Py_hash_t *hash) {
  if (KR_UNLIKELY(!kr_tag_is_small(part))) return !PyTuple_CheckExact(kr_tag_pointer(part)) && usual_hash(kr_tag_pointer(part), hash);
  int64_t value = kr_tag_value(part);
  *hash = value == -1 ? -2 : value;
  return value > -((int64_t)1 << kIntBits) && value < (int64_t)1 << kIntBits;
}

PROBE_INLINE Lookup same_part(KrTag part, PyObject *other) {
  if (KR_UNLIKELY(!kr_tag_is_small(part))) return same_item(kr_tag_pointer(part), other);
  if (KR_UNLIKELY(!PyLong_CheckExact(other))) return kUnknown;
  if (KR_LIKELY(kr_long_is_compact(other))) return kr_long_compact_value(other) == kr_tag_value(part) ? kFound : kAbsent;
  int64_t value = kr_tag_value(part), magnitude = value < 0 ? -value : value;
  const digit *digits = kr_long_digits(other);
  bool same = Py_SIZE(other) == (value < 0 ? -2 : 2) && digits[0] == (digit)(magnitude & PyLong_MASK) && digits[1] == (digit)(magnitude >> PyLong_SHIFT);
  return same ? kFound : kAbsent;
}
PROBE_INLINE Lookup same_plain(const void *wanted, PyObject *other) { return same_part(*(const KrTag *)wanted, other); }
PROBE_INLINE Lookup same_parts(const void *wanted, PyObject *other) {
  const Parts *key = wanted;
  if (KR_UNLIKELY(!PyTuple_CheckExact(other))) return kUnknown;
  if (PyTuple_GET_SIZE(other) != key->count) return kAbsent;
  for (Py_ssize_t i = 0; i < key->count; ++i) {
    Lookup same = same_part(key->parts[i], PyTuple_GET_ITEM(other, i));
    if (same != kFound) return same;
  }
  return kFound;
}

// False where a part is no usual key.
PROBE_INLINE bool parts_hash(const KrTag *parts, Py_ssize_t count, Py_hash_t *hash) {
  if (count == KR_KEY_PLAIN) return kr_tag_is_small(parts[0]) ? part_hash(parts[0], hash) : usual_hash(kr_tag_pointer(parts[0]), hash);
  Py_uhash_t sum = KR_TUPLE_HASH_START;
  for (Py_ssize_t i = 0; i < count; ++i) {
    Py_hash_t lane;
    if (KR_UNLIKELY(!part_hash(parts[i], &lane))) return false;
    sum = tuple_hash_step(sum, lane);
  }
  *hash = tuple_hash_end(sum, count);
  return true;
}

// The hash is found with the key; kUnknown says nothing of it.
PROBE_INLINE Lookup find_parts(PyObject *o, const KrTag *parts, Py_ssize_t count, PyObject ***place, Py_hash_t *hash) {
  const KrDictKeys *keys = KR_DICT_KEYS(o);
  if (KR_UNLIKELY(((PyDictObject *)o)->ma_values || keys->log2_size >= 32) || !parts_hash(parts, count, hash)) return kUnknown;
  if (keys->kind == KR_DICT_KEYS_UNICODE) {
    // All keys are strs, and none equals an int or a tuple.
    if (count != KR_KEY_PLAIN || kr_tag_is_small(parts[0])) return kAbsent;
    PyObject *key = kr_tag_pointer(parts[0]);
    return kr_is_text(key) ? find_text(keys, key, place) : kAbsent;
  }
  if (keys->kind != 0) return kUnknown;
  if (count != KR_KEY_PLAIN) {
    Parts key = {parts, count};
    return probe(keys, same_parts, &key, *hash, place);
  }
  return kr_tag_is_small(parts[0]) ? probe(keys, same_plain, parts, *hash, place) : find_hashed(keys, kr_tag_pointer(parts[0]), *hash, place);
}
static Lookup find_by_parts(PyObject *o, const KrTag *parts, Py_ssize_t count, PyObject ***place) {
  Py_hash_t hash;
  return find_parts(o, parts, count, place, &hash);
}
PROBE_INLINE Lookup find_parts_in_set(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  Py_hash_t hash;
  setentry *place;
  if (!parts_hash(parts, count, &hash)) return kUnknown;
  Parts key = {parts, count};
  if (count != KR_KEY_PLAIN) return probe_set(o, same_parts, &key, hash, false, &place);
  return kr_tag_is_small(parts[0]) ? probe_set(o, same_plain, parts, hash, false, &place) : find_in_set(o, kr_tag_pointer(parts[0]));
}

static KR_NOINLINE Lookup search_place(PyObject *o, KrTag item, Py_hash_t hash, setentry **place) {
  return probe_set(o, same_plain, &item, hash, true, place);
}
// Adds a small int to an exact set that has room for it, as CPython does, which grows the table when three fifths are taken: then the set has
// it, too. kAbsent where there is no room.
static Lookup add_int(PyObject *o, KrTag item) {
  PySetObject *set = (PySetObject *)o;
  Py_hash_t hash;
  if (!part_hash(item, &hash)) return kUnknown;
  setentry *place = &set->table[(size_t)hash & (size_t)set->mask];
  bool empty = place->key == NULL && place->hash == 0;
  if (!empty) {
    Lookup found = search_place(o, item, hash, &place);
    if (found != kAbsent) return found;
    empty = place->key == NULL;
  }
  if (empty && (size_t)(set->fill + 1) * 5 >= (size_t)set->mask * 3) return kAbsent;
  PyObject *key = kr_i64_to_obj(kr_tag_value(item));
  if (!key) return PyErr_Clear(), kAbsent;
  place->key = key;
  place->hash = hash;
  set->fill += empty;
  ++set->used;
  return kFound;
}
// Removes it; kAbsent where it is not there.
static Lookup remove_int(PyObject *o, KrTag item) {
  PySetObject *set = (PySetObject *)o;
  Py_hash_t hash;
  setentry *place;
  if (!part_hash(item, &hash)) return kUnknown;
  Lookup found = probe_set(o, same_plain, &item, hash, false, &place);
  if (found != kFound) return found;
  PyObject *key = place->key;  // an int: nobody sees it go
  place->key = _PySet_Dummy;
  place->hash = -1;
  --set->used;
  Py_DECREF(key);
  return kFound;
}
// Most ints are at the first place where they can be, or nothing is there.
static inline bool is_first_int(KrTag key, Py_hash_t *hash) {
  const int64_t most = (int64_t)1 << kIntBits;
  int64_t value = kr_tag_value(key);
  *hash = value == -1 ? -2 : value;
  return kr_tag_is_small(key) && value > -most && value < most;
}
static inline Lookup is_int(PyObject *found, KrTag key) {
  return PyLong_CheckExact(found) && kr_long_is_compact(found) && kr_long_compact_value(found) == kr_tag_value(key) ? kFound : kUnknown;
}
static KR_NOINLINE Lookup search_int(PyObject *o, KrTag key, Py_hash_t hash) {
  setentry *place;
  return probe_set(o, same_plain, &key, hash, false, &place);
}
static inline Lookup int_in_set(PyObject *o, KrTag key) {
  Py_hash_t hash;
  if (!is_first_int(key, &hash)) return kUnknown;
  const setentry *first = &((PySetObject *)o)->table[(size_t)hash & (size_t)((PySetObject *)o)->mask];
  if (first->hash == 0 && !first->key) return kAbsent;
  if (first->hash == hash && first->key && is_int(first->key, key) == kFound) return kFound;
  return search_int(o, key, hash);
}
static inline Lookup first_in_dict(PyObject *o, KrTag key, PyObject ***place) {
  Py_hash_t hash;
  const KrDictKeys *keys = KR_DICT_KEYS(o);
  if (keys->kind != KR_DICT_KEYS_GENERAL || keys->log2_size >= 32 || ((PyDictObject *)o)->ma_values || !is_first_int(key, &hash)) return kUnknown;
  Py_ssize_t index = index_at(keys, (size_t)hash & (((size_t)1 << keys->log2_size) - 1));
  if (index < 0) return index == -1 ? kAbsent : kUnknown;
  KrDictHashedEntry *here = (KrDictHashedEntry *)(void *)kr_dict_entries((KrDictKeys *)(uintptr_t)keys) + index;
  *place = &here->entry.value;
  return here->hash == hash ? is_int(here->entry.key, key) : kUnknown;
}
#else
static Lookup int_in_set(PyObject *o, KrTag key) { return (void)o, (void)key, kUnknown; }
static Lookup first_in_dict(PyObject *o, KrTag key, PyObject ***place) { return (void)o, (void)key, (void)place, kUnknown; }
static Lookup add_int(PyObject *o, KrTag item) { return (void)o, (void)item, kUnknown; }
static Lookup remove_int(PyObject *o, KrTag item) { return (void)o, (void)item, kUnknown; }
static Lookup find_by_parts(PyObject *o, const KrTag *parts, Py_ssize_t count, PyObject ***place) {
  return (void)o, (void)parts, (void)count, (void)place, kUnknown;
}
static Lookup find_parts_in_set(PyObject *o, const KrTag *parts, Py_ssize_t count) { return (void)o, (void)parts, (void)count, kUnknown; }
#endif

// The key that the program has written. The items are held before the tuple is made: that may run the collector, and Python.
static PyObject *real_key(const KrTag *parts, Py_ssize_t count) {
  if (count == KR_KEY_PLAIN) return kr_tag_to_obj(parts[0]);
  PyObject *items[KR_KEY_PARTS];
  Py_ssize_t made = 0;
  while (made < count && (items[made] = kr_tag_to_obj(parts[made]))) ++made;
  PyObject *tuple = made == count ? PyTuple_New(count) : NULL;
  for (Py_ssize_t i = 0; i < made; ++i) {
    if (tuple) PyTuple_SET_ITEM(tuple, i, items[i]);
    else Py_DECREF(items[i]);
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
    Py_INCREF(o);                                \
    PyObject *key = real_key(parts, count);      \
    TYPE result = key ? EXPRESSION : FAILED;     \
    Py_XDECREF(key);                             \
    Py_DECREF(o);                                \
    return result;                               \
  } while (0)

KrBool kr_key_contains(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  PyObject **place;
  Lookup found = PyAnySet_CheckExact(o) ? find_parts_in_set(o, parts, count) : contains_as_dict(o) ? find_by_parts(o, parts, count, &place) : kUnknown;
  if (KR_LIKELY(found != kUnknown)) return found == kFound;
  WITH_REAL_KEY(KrBool, KR_BOOL_ERROR, kr_py_contains(o, key));
}

KrBool kr_key_contains_plain(PyObject *o, KrTag key) {
  PyObject **place;
  Lookup found = PyAnySet_CheckExact(o) ? int_in_set(o, key) : PyDict_CheckExact(o) ? first_in_dict(o, key, &place) : kUnknown;
  return KR_LIKELY(found != kUnknown) ? found == kFound : kr_key_contains(o, &key, KR_KEY_PLAIN);
}

PyObject *kr_key_getitem_plain(PyObject *o, KrTag key) {
  PyObject **place;
  if (PyDict_CheckExact(o) && first_in_dict(o, key, &place) == kFound) return kr_new_ref(*place);
  return kr_key_getitem(o, &key, KR_KEY_PLAIN);
}

PyObject *kr_key_getitem(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  PyObject **place;
  if (gets_as_dict(o) && find_by_parts(o, parts, count, &place) == kFound) return kr_new_ref(*place);
  WITH_REAL_KEY(PyObject *, NULL, PyObject_GetItem(o, key));
}

PyObject *kr_key_get(PyObject *o, PyObject *fallback, const KrTag *parts, Py_ssize_t count) {
  PyObject **place;
  Lookup found = PyDict_CheckExact(o) ? find_by_parts(o, parts, count, &place) : kUnknown;
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
  if (PyDict_CheckExact(o) && find_by_parts(o, parts, count, &place) == kFound) return kr_new_ref(*place);
  Py_INCREF(fallback);
  WITH_REAL_KEY(PyObject *, (Py_DECREF(fallback), NULL), with_fallback(kr_dict_setdefault, o, key, fallback));
}

static int set_real(PyObject *o, PyObject *value, const KrTag *parts, Py_ssize_t count) {
  WITH_REAL_KEY(int, -1, PyObject_SetItem(o, key, value));
}

int kr_key_setitem(PyObject *o, PyObject *value, const KrTag *parts, Py_ssize_t count) {
  PyObject **place;
  if (sets_as_dict(o) && find_by_parts(o, parts, count, &place) == kFound && replace(o, place, value)) return 0;
  Py_INCREF(value);
  int failed = set_real(o, value, parts, count);
  Py_DECREF(value);
  return failed;
}

int kr_key_set_tag(PyObject *o, KrTag value, const KrTag *parts, Py_ssize_t count) {
  PyObject **place;
  int done = sets_as_dict(o) && find_by_parts(o, parts, count, &place) == kFound ? set_found(o, place, value) : 0;
  if (done) return done < 0 ? -1 : 0;
  PyObject *box = kr_tag_to_obj(value);
  if (!box) return -1;
  int failed = set_real(o, box, parts, count);
  Py_DECREF(box);
  return failed;
}

int kr_key_add(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  bool set = PySet_CheckExact(o), small_int = count == KR_KEY_PLAIN && kr_tag_is_small(parts[0]);
  Lookup found = !set ? kUnknown : small_int ? add_int(o, parts[0]) : find_parts_in_set(o, parts, count);
  if (found == kFound) return 0;
  WITH_REAL_KEY(int, -1, found == kAbsent ? PySet_Add(o, key) : kr_set_add(o, key));
}

int kr_key_discard(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  bool set = PySet_CheckExact(o), small_int = count == KR_KEY_PLAIN && kr_tag_is_small(parts[0]);
  Lookup found = !set ? kUnknown : small_int ? remove_int(o, parts[0]) : find_parts_in_set(o, parts, count);
  if (found == kAbsent || (small_int && found == kFound)) return 0;
  WITH_REAL_KEY(int, -1, kr_set_discard(o, key));
}

int kr_key_remove(PyObject *o, const KrTag *parts, Py_ssize_t count) {
  bool small_int = count == KR_KEY_PLAIN && kr_tag_is_small(parts[0]);
  if (small_int && PySet_CheckExact(o) && remove_int(o, parts[0]) == kFound) return 0;
  WITH_REAL_KEY(int, -1, kr_set_remove(o, key));
}

// --- counting: `o[key] += by`, and `o[key] = o.get(key, fallback) + by` ---

#if !KR_PY312
// Whether what is not there counts from 0: collections.defaultdict(int), which is no class that Python code could have made.
static bool counts_from_zero(PyObject *o) {
  static const PyTypeObject *known;
  typedef struct {
    PyDictObject dict;
    PyObject *default_factory;
  } DefaultDict;
  const PyTypeObject *type = Py_TYPE(o);
  if (KR_UNLIKELY(type != known)) {
    bool is = !(type->tp_flags & Py_TPFLAGS_HEAPTYPE) && type->tp_basicsize == sizeof(DefaultDict) && strcmp(type->tp_name, "collections.defaultdict") == 0;
    if (!is) return false;
    known = type;
  }
  return ((DefaultDict *)o)->default_factory == (PyObject *)&PyLong_Type;
}

// Puts in what is not there. False, and nothing done, where memory is short or something else was put in while the key was made.
static bool insert(PyObject *o, const KrTag *parts, Py_ssize_t count, Py_hash_t hash, int64_t value) {
  uint64_t version = kr_dict_version(o);
  Py_INCREF(o);
  PyObject *key = real_key(parts, count), *box = key ? kr_i64_to_obj(value) : NULL;
  bool done = box && version == kr_dict_version(o) && _PyDict_SetItem_KnownHash(o, key, box, hash) == 0;
  Py_XDECREF(box);
  Py_XDECREF(key);
  Py_DECREF(o);
  if (!done) PyErr_Clear();
  return done;
}

KrBool kr_key_count(PyObject *o, KrTag by, const KrTag *parts, Py_ssize_t count, int64_t fallback) {
  if (!kr_tag_is_small(by) || !(fallback < 0 ? PyDict_Check(o) && gets_as_dict(o) && sets_as_dict(o) : PyDict_CheckExact(o))) return 0;
  PyObject **place;
  Py_hash_t hash;
  Lookup found = find_parts(o, parts, count, &place, &hash);
  if (found == kFound) {
    PyObject *old = *place;
    if (!PyLong_CheckExact(old) || !kr_long_is_compact(old)) return 0;
    int64_t sum = kr_long_compact_value(old) + kr_tag_value(by);
    if (!kr_tag_fits(sum)) return 0;
    int done = set_found(o, place, kr_tag_small(sum));
    if (done < 0) PyErr_Clear();
    return done > 0;
  }
  if (found != kAbsent || (fallback < 0 && !counts_from_zero(o))) return 0;
  int64_t sum = (fallback < 0 ? 0 : fallback) + kr_tag_value(by);
  return kr_tag_fits(sum) && insert(o, parts, count, hash, sum);
}
#else
KrBool kr_key_count(PyObject *o, KrTag by, const KrTag *parts, Py_ssize_t count, int64_t fallback) {
  return (void)o, (void)by, (void)parts, (void)count, (void)fallback, 0;
}
#endif
