// Attribute and method lookups with a cache at each site, keyed by the version tag of the receiver's type.
//
// On 3.11 instances of Python classes keep their attributes as inline values, in the order of keys that the type's instances
// share; until something asks for the dict. Both are read in place here. Later versions take the general way.
#include "field.h"

#include <structmember.h>

#if !KR_PY312
#define MANAGED_VALUES(o) ((PyObject **)(void *)((PyObject **)(o))[-4])
#define MANAGED_DICT(o) (((PyObject **)(o))[-3])

static KrDictKeys *shared_keys(const PyTypeObject *type) {
  return (KrDictKeys *)(void *)((PyHeapTypeObject *)(void *)(uintptr_t)type)->ht_cached_keys;
}

// Index of the name among the shared keys, or -1.
static Py_ssize_t find_key(const PyTypeObject *type, PyObject *name) {
  KrDictKeys *keys = shared_keys(type);
  if (!keys) return -1;
  KrDictEntry *entries = kr_dict_entries(keys);
  for (Py_ssize_t i = 0; i < keys->nentries; ++i) {
    if (entries[i].key == name) return i;
  }
  return -1;
}
#endif

// What the fields of named tuples are in their class. Python classes may have any name, but are not static.
typedef struct {
  PyObject_HEAD
  Py_ssize_t index;
} TupleGetter;

static bool is_tuple_getter(PyObject *descriptor) {
  PyTypeObject *type = Py_TYPE(descriptor);
  bool python = type->tp_flags & Py_TPFLAGS_HEAPTYPE && !(type->tp_flags & Py_TPFLAGS_IMMUTABLETYPE);
  return !python && strcmp(type->tp_name, "_collections._tuplegetter") == 0 && type->tp_basicsize >= (Py_ssize_t)sizeof(TupleGetter);
}

bool kr_attribute_learn(PyTypeObject *type, PyObject *name, KrAttrCache *cache) {
  PyObject *descriptor = _PyType_Lookup(type, name);
  if (KR_UNLIKELY(cache->kind == KR_ATTR_GETTER)) kr_getter_forget(cache);
  if (!type->tp_version_tag) return false;
  if (descriptor) {
    const KrFieldPlace *place = kr_field_place(descriptor, type);
    if (kr_getter_learn(type, descriptor, cache)) {
      return true;
    } else if (PyType_HasFeature(type, Py_TPFLAGS_TUPLE_SUBCLASS) && is_tuple_getter(descriptor)) {
      Py_ssize_t index = ((TupleGetter *)(void *)descriptor)->index;
      if (index < 0 || index > UINT32_MAX) return false;
      cache->kind = KR_ATTR_ITEM;
      cache->index = (uint32_t)index;
    } else if (place) {
      cache->kind = KR_ATTR_FIELD;
      cache->field = place;
    } else if (Py_TYPE(descriptor) == &PyMemberDescr_Type) {
      PyMemberDef *member = ((PyMemberDescrObject *)descriptor)->d_member;
      if (member->type != T_OBJECT_EX || member->flags != 0 || member->offset > UINT32_MAX) return false;
      if (!PyType_IsSubtype(type, PyDescr_TYPE(descriptor))) return false;
      cache->kind = KR_ATTR_SLOT;
      cache->index = (uint32_t)member->offset;
    } else if (Py_TYPE(descriptor) == &PyGetSetDescr_Type && type != &PyModule_Type) {  // a module's `__getattr__` is asked for what one lacks
      const PyGetSetDef *written = ((PyGetSetDescrObject *)descriptor)->d_getset;
      if (!written->get || !PyType_IsSubtype(type, PyDescr_TYPE(descriptor))) return false;
      cache->kind = KR_ATTR_WRITTEN;
      cache->field = written;
    } else {
      return false;
    }
  } else {
    bool managed = type->tp_flags & Py_TPFLAGS_MANAGED_DICT;
    if (!managed && type->tp_dictoffset != 0 && PyUnicode_CheckExact(name)) {
      cache->kind = KR_ATTR_DICT;
      cache->index = type->tp_dictoffset > 0 ? (uint32_t)type->tp_dictoffset : 0;  // behind the items of an int or tuple
      cache->field = NULL;
    } else {
#if !KR_PY312
      Py_ssize_t index = managed ? find_key(type, name) : -1;
      if (index < 0) return false;
      cache->kind = KR_ATTR_VALUE;
      cache->index = (uint32_t)index;
#else
      return false;
#endif
    }
  }
  cache->version = type->tp_version_tag;
  return true;
}

// Instances get their attributes in one order, as a rule: the entry is mostly where it was in the dict of the last one. Otherwise it is
// looked for among the first `most` entries, or all.
static PyObject *in_dict(PyObject *dict, PyObject *name, KrAttrCache *cache, Py_ssize_t most) {
  KrDictKeys *keys = KR_DICT_KEYS(dict);
  bool plain = !KR_PY312 && keys->kind == KR_DICT_KEYS_UNICODE && !((PyDictObject *)dict)->ma_values;
  uintptr_t last = (uintptr_t)cache->field;
  if (plain && last < (uintptr_t)keys->nentries) {
    const KrDictEntry *entry = kr_dict_entries(keys) + last;
    if (KR_LIKELY(entry->key == name && entry->value)) return kr_new_ref(entry->value);
  }
  PyObject *value = _PyDict_GetItem_KnownHash(dict, name, ((PyASCIIObject *)name)->hash);
  Py_ssize_t searched = keys->nentries < most || most < 0 ? keys->nentries : most;
  for (Py_ssize_t i = 0; value && plain && i < searched; ++i)
    if (kr_dict_entries(keys)[i].key == name) cache->field = (const void *)i;
  return Py_XNewRef(value);
}

// Whether what stands in a class is what its classes' attribute gives, as it is.
static bool stands_for_itself(PyObject *value) {
  descrgetfunc get = Py_TYPE(value)->tp_descr_get;
  return get == NULL || get == PyFunction_Type.tp_descr_get;
}

// Of attributes of a class, not those of its metaclass. `__getattr__` of a metaclass is asked for nothing that is there.
static bool learn_of_class(PyTypeObject *cls, PyObject *name, KrAttrCache *cache) {
  static PyObject *getattribute;
  PyTypeObject *meta = Py_TYPE(cls);
  if (KR_UNLIKELY(!getattribute) && !(getattribute = PyUnicode_InternFromString("__getattribute__"))) {
    PyErr_Clear();
    return false;
  }
  if (cache->kind == KR_ATTR_NONE && cache->version == meta->tp_version_tag && cache->index == cls->tp_version_tag) return false;  // known not to do
  if (KR_UNLIKELY(cache->kind == KR_ATTR_GETTER)) kr_getter_forget(cache);
  bool plain = !_PyType_Lookup(meta, name) && _PyType_Lookup(meta, getattribute) == _PyType_Lookup(&PyType_Type, getattribute);
  PyObject *value = _PyType_Lookup(cls, name);
  plain = plain && value && stands_for_itself(value) && cls->tp_version_tag && meta->tp_version_tag;
  cache->kind = plain ? KR_ATTR_CLASS : KR_ATTR_NONE;
  cache->index = cls->tp_version_tag;
  cache->field = value;
  cache->version = meta->tp_version_tag;
  return plain;
}

// A getter written in C has raised: an AttributeError learns whose attribute was asked for, as PyObject_GetAttr has it.
static KR_NOINLINE PyObject *getter_failed(PyObject *o, PyObject *name) {
  if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return NULL;
  PyObject *error = kr_err_take();
  PyAttributeErrorObject *known = (PyAttributeErrorObject *)(void *)error;
  if (PyObject_TypeCheck(error, (PyTypeObject *)PyExc_AttributeError) && !known->name && !known->obj) {
    known->name = kr_new_ref(name);
    known->obj = kr_new_ref(o);
  }
  kr_err_give(error);
  return NULL;
}

enum { kMostSearched = 8 };

PyObject *kr_attribute_cached(PyObject *o, PyObject *name, KrAttrCache *cache) {
  switch (cache->kind) {
#if !KR_PY312
    case KR_ATTR_VALUE: {
      PyObject **values = MANAGED_VALUES(o);
      return values ? Py_XNewRef(values[cache->index]) : NULL;
    }
#endif
    case KR_ATTR_ITEM: return (Py_ssize_t)cache->index < PyTuple_GET_SIZE(o) ? kr_new_ref(PyTuple_GET_ITEM(o, cache->index)) : NULL;
    case KR_ATTR_CLASS: {
      PyObject *value = (PyObject *)(uintptr_t)cache->field;
      bool same = ((PyTypeObject *)(void *)o)->tp_version_tag == cache->index && stands_for_itself(value);
      return KR_LIKELY(same) ? kr_new_ref(value) : NULL;
    }
    case KR_ATTR_GETTER: return kr_getter_read(o, cache->field);
    case KR_ATTR_WRITTEN: {
      const PyGetSetDef *written = cache->field;
      PyObject *value = written->get(o, written->closure);
      return KR_LIKELY(value != NULL) ? value : getter_failed(o, name);
    }
    case KR_ATTR_DICT: {
      PyObject **place = KR_LIKELY(cache->index != 0) ? (PyObject **)(void *)((char *)o + cache->index) : _PyObject_GetDictPtr(o);
      PyObject *dict = place ? *place : NULL;
      return dict ? in_dict(dict, name, cache, PyModule_CheckExact(o) ? -1 : kMostSearched) : NULL;
    }
    case KR_ATTR_SLOT: return Py_XNewRef(*(PyObject **)(void *)((char *)o + cache->index));
    case KR_ATTR_FIELD: return kr_field_read(o, ((const KrFieldPlace *)cache->field)->field);
    default: return NULL;
  }
}

PyObject *kr_getattr_cached(PyObject *o, PyObject *name, KrAttrCache *cache) {
  PyTypeObject *type = Py_TYPE(o);
  bool known = KR_LIKELY(cache->version == type->tp_version_tag && cache->version) ||
               ((kr_reads_plainly(o) || PyModule_CheckExact(o)) && kr_attribute_learn(type, name, cache));  // sites that see many types always learn
  if (KR_LIKELY(known)) {
    PyObject *value = kr_attribute_cached(o, name, cache);
    if (KR_LIKELY(value != NULL)) return value;
    if (PyErr_Occurred()) return NULL;
  }
  if (PyType_Check(o) && learn_of_class((PyTypeObject *)o, name, cache)) return kr_new_ref((PyObject *)(uintptr_t)cache->field);
  return PyObject_GetAttr(o, name);
}

int kr_setattr_cached(PyObject *o, PyObject *name, PyObject *value, KrAttrCache *cache) {
  PyTypeObject *type = Py_TYPE(o);
  bool known = KR_LIKELY(cache->version == type->tp_version_tag && cache->version) ||
               (kr_writes_plainly(o) && kr_attribute_learn(type, name, cache));
  if (KR_LIKELY(known)) {
    PyObject **place = NULL;
    switch (cache->kind) {
#if !KR_PY312
      case KR_ATTR_VALUE: {
        // A first value goes the general way: it is entered in the order of insertion.
        PyObject **values = MANAGED_VALUES(o);
        if (values && values[cache->index]) place = &values[cache->index];
        break;
      }
#endif
      case KR_ATTR_DICT: {
        if (KR_UNLIKELY(cache->index == 0)) break;
        PyObject **dict = (PyObject **)(void *)((char *)o + cache->index);
        if (!*dict && !(*dict = PyDict_New())) return -1;
        return PyDict_SetItem(*dict, name, value);
      }
      case KR_ATTR_SLOT: place = (PyObject **)(void *)((char *)o + cache->index); break;
      case KR_ATTR_FIELD: {
        const KrFieldPlace *field = cache->field;
        return kr_field_write(o, field->cls, field->field, value);
      }
      default: break;
    }
    if (KR_LIKELY(place != NULL)) {
      PyObject *old = *place;
      *place = kr_new_ref(value);
      Py_XDECREF(old);
      return 0;
    }
  }
  return PyType_Check(o) ? kr_class_set_attribute((PyTypeObject *)o, name, value) : PyObject_SetAttr(o, name, value);
}

// Whether the instance's dict, where it has one, has nothing under the name.
static bool dict_lacks(PyObject *dict, PyObject *name) {
  if (!dict || PyDict_GET_SIZE(dict) == 0) return true;
  if (_PyDict_GetItem_KnownHash(dict, name, ((PyASCIIObject *)name)->hash)) return false;
  if (!PyErr_Occurred()) return true;
  PyErr_Clear();
  return false;
}

// Whether no attribute of the instance itself can hide a method that the cache knows.
bool kr_method_unshadowed(PyObject *o, PyObject *name, const KrMethodCache *cache) {
  switch (cache->own) {
    case KR_OWN_NONE: return true;
    case KR_OWN_DICT: return dict_lacks(*(PyObject **)(void *)((char *)o + cache->place), name);
#if !KR_PY312
    case KR_OWN_VALUES:
      if (MANAGED_DICT(o)) return dict_lacks(MANAGED_DICT(o), name);
      return !MANAGED_VALUES(o) || shared_keys(Py_TYPE(o))->nentries == (Py_ssize_t)cache->place;
#endif
    default: return false;
  }
}

static bool learn_method(PyTypeObject *type, PyObject *name, KrMethodCache *cache) {
  uint8_t own = KR_OWN_NONE;
  uint32_t place = 0;
  if (type->tp_flags & Py_TPFLAGS_MANAGED_DICT) {
#if KR_PY312
    return false;
#else
    if (find_key(type, name) >= 0) return false;
    KrDictKeys *keys = shared_keys(type);
    own = KR_OWN_VALUES;
    place = keys ? (uint32_t)keys->nentries : 0;
#endif
  } else if (type->tp_dictoffset != 0) {
    if (type->tp_dictoffset < 0 || !PyUnicode_CheckExact(name)) return false;
    own = KR_OWN_DICT;
    place = (uint32_t)type->tp_dictoffset;
  }
  PyObject *descriptor = _PyType_Lookup(type, name);
  if (!descriptor || !PyType_HasFeature(Py_TYPE(descriptor), Py_TPFLAGS_METHOD_DESCRIPTOR) || !type->tp_version_tag) return false;
  bool written = Py_TYPE(descriptor) == &PyMethodDescr_Type && PyType_IsSubtype(type, PyDescr_TYPE(descriptor));
  *cache = (KrMethodCache){type->tp_version_tag, own, place, descriptor, written ? ((PyMethodDescrObject *)descriptor)->d_method : NULL};
  return true;
}

// A module's own attribute, new reference; NULL, without an error, where its class has the name or someone else must be asked.
static PyObject *module_attribute(PyObject *module, PyObject *name, KrMethodCache *cache) {
  PyObject *dict = PyModule_GetDict(module);
  PyObject *value = cache->own == KR_OWN_MODULE ? kr_dict_at_place(dict, name, cache->place) : NULL;
  if (KR_LIKELY(value != NULL)) return kr_new_ref(value);
  if (_PyType_Lookup(&PyModule_Type, name)) return NULL;
  uint32_t place = kr_dict_place_of(dict, name);
  value = kr_dict_at_place(dict, name, place);
  if (value) *cache = (KrMethodCache){.own = KR_OWN_MODULE, .place = place};
  return Py_XNewRef(value);
}

PyObject *kr_call_method_cached(PyObject *name, PyObject *const *args, Py_ssize_t n, KrMethodCache *cache) {
  PyObject *self = args[0], *result;
  PyTypeObject *type = Py_TYPE(self);
  bool known = KR_LIKELY(cache->version == type->tp_version_tag && cache->version != 0) && KR_LIKELY(kr_method_unshadowed(self, name, cache));
  if (!known && kr_reads_plainly(self) && learn_method(type, name, cache))  // also where keys were added
    known = kr_method_unshadowed(self, name, cache);
  if (KR_LIKELY(known)) {
    if (cache->written && kr_c_call(cache->written, self, args + 1, n - 1, &result)) return result;
    // The descriptor may lose its type during the call: hold it.
    PyObject *method = kr_new_ref(cache->descriptor);
    result = PyObject_Vectorcall(method, args, (size_t)n, NULL);
    Py_DECREF(method);
    return result;
  }
  PyObject *function = PyModule_CheckExact(self) ? module_attribute(self, name, cache) : NULL;
  if (!function) return PyObject_VectorcallMethod(name, args, (size_t)n | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
  result = kr_py_call(function, args + 1, n - 1);
  Py_DECREF(function);
  return result;
}

PyObject *kr_method_begin_slow(PyObject *o, PyObject *name, KrMethodCache *cache) {
  PyTypeObject *type = Py_TYPE(o);
  if (kr_reads_plainly(o)) {
    if (!PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) && !type->tp_dictoffset && _PyType_Lookup(type, name)) {
      cache->version = type->tp_version_tag;
      cache->descriptor = NULL;
      return NULL;
    }
    if (learn_method(type, name, cache) && kr_method_unshadowed(o, name, cache)) return kr_new_ref(cache->descriptor);
  }
  PyObject *method = PyModule_CheckExact(o) ? module_attribute(o, name, cache) : NULL;
  if (!method && _PyObject_GetMethod(o, name, &method)) return method;
  // Called without the receiver, but of a kind that would be taken for a method.
  if (method && (PyType_HasFeature(Py_TYPE(method), Py_TPFLAGS_METHOD_DESCRIPTOR) || PyTuple_CheckExact(method))) {
    PyObject *wrapped = PyTuple_Pack(1, method);
    Py_SETREF(method, wrapped);
  }
  return method;
}
