// Dicts and sets that the checker claims; see list.h for the manner.
#pragma once

#include "object.h"

#pragma GCC visibility push(hidden)

PyObject *kr_dict_getitem(PyObject *o, PyObject *key);
int kr_dict_setitem(PyObject *o, PyObject *key, PyObject *value);
int kr_dict_set_tag(PyObject *o, PyObject *key, KrTag value);
KrBool kr_dict_contains(PyObject *o, PyObject *key);
PyObject *kr_dict_get(PyObject *o, PyObject *key, PyObject *fallback);         // o.get(key, fallback)
PyObject *kr_dict_get_none(PyObject *o, PyObject *key);                        // o.get(key)
PyObject *kr_dict_setdefault(PyObject *o, PyObject *key, PyObject *fallback);  // o.setdefault(key, fallback)
PyObject *kr_dict_setdefault_new(PyObject *o, PyObject *key, int64_t kind);    // o.setdefault(key, []), {} (kind 1) or set() (2)
int kr_set_add(PyObject *o, PyObject *item);                                   // o.add(item)
int kr_set_discard(PyObject *o, PyObject *item);                               // o.discard(item)
int kr_set_remove(PyObject *o, PyObject *item);                                // o.remove(item)
KrBool kr_set_contains(PyObject *o, PyObject *item);

enum { KR_SET_NEIGHBOURS = 9 };  // a probe of a set goes through so many more places before it jumps
// Whether an exact set or frozenset has this very str, or none like it at the first places where it can be; -1, without an error, where
// that must be asked otherwise.
KR_INLINE KrBool kr_set_has_text(PyObject *o, PyObject *text) {
#if !KR_PY312
  const PySetObject *set = (PySetObject *)o;
  Py_hash_t hash = ((PyASCIIObject *)text)->hash;
  size_t mask = (size_t)set->mask, i = (size_t)hash & mask;
  const setentry *entry = &set->table[i], *last = i + KR_SET_NEIGHBOURS <= mask ? entry + KR_SET_NEIGHBOURS : entry;
  if (KR_UNLIKELY(hash == -1)) return -1;
  for (; entry <= last; ++entry) {
    if (entry->key == text) return 1;
    if (entry->key == NULL && entry->hash == 0) return 0;
    if (entry->hash == hash) break;
  }
#else
  (void)o, (void)text;
#endif
  return -1;
}

// --- keys that are tuples of `count` parts, which nobody sees: found without one where all is usual. A part is a small int or the pointer to any
// object, borrowed; at most KR_KEY_PARTS of them ---
enum { KR_KEY_PARTS = 4 };
// In place of the count: the key is no tuple, but parts[0] itself.
enum { KR_KEY_PLAIN = 0 };
KrBool kr_key_contains(PyObject *o, const KrTag *parts, Py_ssize_t count);
PyObject *kr_key_getitem(PyObject *o, const KrTag *parts, Py_ssize_t count);
// Of a key that is no tuple.
KrBool kr_key_contains_plain(PyObject *o, KrTag key);
PyObject *kr_key_getitem_plain(PyObject *o, KrTag key);
PyObject *kr_key_get(PyObject *o, PyObject *fallback, const KrTag *parts, Py_ssize_t count);
PyObject *kr_key_get_none(PyObject *o, const KrTag *parts, Py_ssize_t count);
int kr_key_setitem(PyObject *o, PyObject *value, const KrTag *parts, Py_ssize_t count);
int kr_key_set_tag(PyObject *o, KrTag value, const KrTag *parts, Py_ssize_t count);
PyObject *kr_key_setdefault(PyObject *o, PyObject *fallback, const KrTag *parts, Py_ssize_t count);
int kr_key_add(PyObject *o, const KrTag *parts, Py_ssize_t count);
int kr_key_discard(PyObject *o, const KrTag *parts, Py_ssize_t count);
int kr_key_remove(PyObject *o, const KrTag *parts, Py_ssize_t count);
// o[key] += by where `fallback` is negative, else o[key] = o.get(key, fallback) + by; false, and nothing done and no error set, where that takes
// more than a lookup.
KrBool kr_key_count(PyObject *o, KrTag by, const KrTag *parts, Py_ssize_t count, int64_t fallback);

// --- iteration over dicts and sets without an iterator, by positions in their tables: `used` is the size at the start, `left` the entries of
// a dict still to come. A step gives the position behind the next entry, 0 at the end, -113 with RuntimeError when there was a change meanwhile ---
enum { KR_WALKS_DICT, KR_WALKS_KEYS, KR_WALKS_VALUES, KR_WALKS_ITEMS };
KrBool kr_dict_walks_other(PyObject *o, int64_t what);
KR_INLINE KrBool kr_dict_walks(PyObject *o, int64_t what) { return KR_LIKELY(PyDict_CheckExact(o)) || kr_dict_walks_other(o, what); }
KR_INLINE int64_t kr_dict_used(PyObject *o) { return PyDict_GET_SIZE(o); }

// Where the entry at `index` is; NULL where the layout is not known.
KR_INLINE KrDictEntry *kr_dict_entry(PyObject *o, int64_t index) {
#if KR_PY312
  return (void)o, (void)index, NULL;
#else
  KrDictKeys *keys = KR_DICT_KEYS(o);
  if (KR_UNLIKELY(((PyDictObject *)o)->ma_values || index >= keys->nentries)) return NULL;
  KrDictEntry *entries = kr_dict_entries(keys);
  return keys->kind == KR_DICT_KEYS_GENERAL ? &((KrDictHashedEntry *)(void *)entries)[index].entry : &entries[index];
#endif
}
int64_t kr_dict_step_other(PyObject *o, int64_t position, int64_t used, int64_t left);
KR_INLINE int64_t kr_dict_step(PyObject *o, int64_t position, int64_t used, int64_t left) {
  const KrDictEntry *entry = kr_dict_entry(o, position);
  if (KR_LIKELY(entry && entry->value) && KR_LIKELY(PyDict_GET_SIZE(o) == used && left > 0)) return position + 1;
  return kr_dict_step_other(o, position, used, left);
}
// Of the entry that ends at `position`; borrowed.
KR_INLINE KrDictEntry kr_dict_at(PyObject *o, int64_t position) {
  const KrDictEntry *known = kr_dict_entry(o, position - 1);
  if (KR_LIKELY(known != NULL)) return *known;
  KrDictEntry entry = {NULL, NULL};
  Py_ssize_t at = (Py_ssize_t)position - 1;
  PyDict_Next(o, &at, &entry.key, &entry.value);
  return entry;
}
KR_INLINE PyObject *kr_dict_key_at(PyObject *o, int64_t position) { return kr_new_ref(kr_dict_at(o, position).key); }
KR_INLINE PyObject *kr_dict_value_at(PyObject *o, int64_t position) { return kr_new_ref(kr_dict_at(o, position).value); }
KR_INLINE PyObject *kr_dict_key_load(PyObject *o, int64_t position) { return kr_dict_at(o, position).key; }
KR_INLINE PyObject *kr_dict_value_load(PyObject *o, int64_t position) { return kr_dict_at(o, position).value; }
KR_INLINE KrTag kr_dict_key_tag(PyObject *o, int64_t position) { return kr_obj_to_tag(kr_dict_at(o, position).key); }
KR_INLINE KrTag kr_dict_value_tag(PyObject *o, int64_t position) { return kr_obj_to_tag(kr_dict_at(o, position).value); }
KR_INLINE KrNum kr_dict_value_num(PyObject *o, int64_t position) { return kr_obj_to_num(kr_dict_at(o, position).value); }

KrBool kr_set_walks_other(PyObject *o);
KR_INLINE KrBool kr_set_walks(PyObject *o) { return KR_LIKELY(PySet_CheckExact(o)) || kr_set_walks_other(o); }
KR_INLINE int64_t kr_set_used(PyObject *o) { return PySet_GET_SIZE(o); }
int64_t kr_set_changed(void);  // RuntimeError
KR_INLINE int64_t kr_set_step(PyObject *o, int64_t position, int64_t used) {
  const PySetObject *set = (PySetObject *)o;
  if (KR_UNLIKELY(set->used != used)) return kr_set_changed();
  for (const setentry *entry = set->table + position; position <= set->mask; ++position, ++entry)
    if (entry->key && entry->hash != -1) return position + 1;  // where something was removed the hash is -1
  return 0;
}
KR_INLINE PyObject *kr_set_item_at(PyObject *o, int64_t position) { return kr_new_ref(((PySetObject *)o)->table[position - 1].key); }
KR_INLINE PyObject *kr_set_item_load(PyObject *o, int64_t position) { return ((PySetObject *)o)->table[position - 1].key; }
KR_INLINE KrTag kr_set_item_tag(PyObject *o, int64_t position) { return kr_obj_to_tag(((PySetObject *)o)->table[position - 1].key); }

#pragma GCC visibility pop
