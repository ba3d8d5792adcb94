// The match statement.
#pragma once

#include "convert.h"

#pragma GCC visibility push(hidden)

KR_INLINE KrBool kr_match_is_sequence(PyObject *o) { return (Py_TYPE(o)->tp_flags & Py_TPFLAGS_SEQUENCE) != 0; }
KR_INLINE KrBool kr_match_is_mapping(PyObject *o) { return (Py_TYPE(o)->tp_flags & Py_TPFLAGS_MAPPING) != 0; }
KR_INLINE KrBool kr_match_is_plain(PyObject *o) { return PyList_CheckExact(o) || PyTuple_CheckExact(o); }
// len(o) == wanted; where `wanted` is negative, len(o) >= -wanted - 1. -1 with an error.
KrBool kr_match_length_slow(PyObject *o, int64_t wanted);
KR_INLINE KrBool kr_match_length(PyObject *o, int64_t wanted) {
  if (KR_UNLIKELY(!kr_match_is_plain(o))) return kr_match_length_slow(o, wanted);
  return wanted >= 0 ? Py_SIZE(o) == wanted : Py_SIZE(o) >= -wanted - 1;
}
// Item of a list or tuple that has it.
KR_INLINE PyObject *kr_match_item(PyObject *o, int64_t index) {
  if (index < 0) index += Py_SIZE(o);
  return PyList_CheckExact(o) ? PyList_GET_ITEM(o, index) : PyTuple_GET_ITEM(o, index);
}
// A tuple of the values under `keys`; NULL without an error when one is missing.
PyObject *kr_match_keys(PyObject *mapping, PyObject *keys);
PyObject *kr_match_rest(PyObject *mapping, PyObject *keys);

// Class patterns. Whether the subject is an instance; a TypeError where `cls` is no class.
KrBool kr_match_instance_other(PyObject *o, PyObject *cls);
KR_INLINE KrBool kr_match_instance(PyObject *o, PyObject *cls) { return (PyObject *)Py_TYPE(o) == cls ? 1 : kr_match_instance_other(o, cls); }
// Whether the first sub-patterns mean the attributes `names`. Known by the version of the class, which the site keeps no reference to.
typedef struct {
  const PyObject *cls;  // NULL: nothing known
  unsigned int version, meta;  // of the class and of its metaclass
} KrMatchCache;
KrBool kr_match_names_slow(PyObject *cls, PyObject *names, int64_t plain, KrMatchCache *cache);
KR_INLINE KrBool kr_match_names_at(PyObject *cls, PyObject *names, int64_t plain, KrMatchCache *cache) {
  // What is of that metaclass is a class, should another object be at the address by now.
  if (KR_LIKELY(cls == cache->cls && Py_TYPE(cls)->tp_version_tag == cache->meta && ((PyTypeObject *)cls)->tp_version_tag == cache->version)) return 1;
  return kr_match_names_slow(cls, names, plain, cache);
}
#define kr_match_names(cls, names, plain)                        \
  ({                                                             \
    static KrMatchCache kr_cache_;                               \
    kr_match_names_at((cls), (names), (plain), &kr_cache_);      \
  })
PyObject *kr_match_attribute_cached(PyObject *subject, PyObject *name, KrAttrCache *cache);
#define kr_match_attribute(subject, name)                        \
  ({                                                             \
    static KrAttrCache kr_cache_;                                \
    kr_match_attribute_cached((subject), (name), &kr_cache_);    \
  })
// A tuple of the attributes that the sub-patterns want of an instance; NULL without an error when one is missing.
PyObject *kr_match_attributes(PyObject *subject, PyObject *cls, PyObject *names, int64_t positional);

#pragma GCC visibility pop
