// Operations on any object. Calls: `args[-1]` of variadic functions is a spare slot that the callee may use while it runs
// (unless there are no arguments: then args is NULL).
#pragma once

#include "convert.h"

#pragma GCC visibility push(hidden)

// Whether a str hashes and compares as str does, as subclasses mostly leave it.
KR_INLINE bool kr_is_text(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  return KR_LIKELY(type == &PyUnicode_Type) ||
         (PyUnicode_Check(o) && type->tp_richcompare == PyUnicode_Type.tp_richcompare && type->tp_hash == PyUnicode_Type.tp_hash);
}

// imm of py.binary and py.inplace.
typedef enum {
  KR_ADD, KR_SUB, KR_MUL, KR_TRUEDIV, KR_FLOORDIV, KR_MOD, KR_POW, KR_LSHIFT, KR_RSHIFT, KR_AND, KR_OR, KR_XOR, KR_MATMUL
} KrBinary;
typedef enum { KR_POS, KR_NEG, KR_INVERT } KrUnary;

PyObject *kr_py_add(PyObject *a, PyObject *b);
PyObject *kr_py_sub(PyObject *a, PyObject *b);
PyObject *kr_py_mul(PyObject *a, PyObject *b);
PyObject *kr_py_binary_other(PyObject *a, PyObject *b, int op);
PyObject *kr_py_inplace(PyObject *a, PyObject *b, int op);
KR_INLINE PyObject *kr_py_binary(PyObject *a, PyObject *b, int op) {
  switch (op) {
    case KR_ADD: return kr_py_add(a, b);
    case KR_SUB: return kr_py_sub(a, b);
    case KR_MUL: return kr_py_mul(a, b);
    default: return kr_py_binary_other(a, b, op);
  }
}
KR_INLINE PyObject *kr_py_unary(PyObject *a, int op) {
  return op == KR_NEG ? PyNumber_Negative(a) : op == KR_INVERT ? PyNumber_Invert(a) : PyNumber_Positive(a);
}

// After the method of `a`, an instance of a Python class, has returned NotImplemented.
PyObject *kr_py_binary_rest(PyObject *a, PyObject *b, int op);
PyObject *kr_py_compare_rest(PyObject *a, PyObject *b, int op);
// What Py_LT, Py_LE... say of two things of which the first is less (-1), equal (0) or greater (1).
KR_INLINE KrBool kr_order(Py_ssize_t sign, int op) {
  switch (op) {
    case Py_LT: return sign < 0;
    case Py_LE: return sign <= 0;
    case Py_EQ: return sign == 0;
    case Py_NE: return sign != 0;
    case Py_GT: return sign > 0;
    default: return sign >= 0;
  }
}
// -1, 0 or 1 as `a` is less than, equal to or greater than `b`, KR_ORDER_NONE where it is none of these (NaN), KR_ORDER_UNKNOWN of anything but exact
// ints, floats, strs and tuples of them. Runs no Python; two tuples of which one item is the same object are equal in it.
enum { KR_ORDER_NONE = 2, KR_ORDER_UNKNOWN = -2 };
int kr_plain_order(PyObject *a, PyObject *b);
PyObject *kr_py_compare(PyObject *a, PyObject *b, int op);
KrBool kr_py_compare_truth(PyObject *a, PyObject *b, int op);
KR_INLINE KrBool kr_py_is(PyObject *a, PyObject *b) { return a == b; }
KR_INLINE KrBool kr_py_is_none(PyObject *a) { return a == Py_None; }
KrBool kr_py_contains(PyObject *container, PyObject *item);
KR_INLINE KrBool kr_py_not(PyObject *a) {
  KrBool r = kr_obj_truth(a);
  return r < 0 ? r : !r;
}
Py_hash_t kr_py_hash(PyObject *a);

// --- attributes ---
// Per-site cache of an attribute lookup: valid while the type's version tag is the one seen.
typedef struct {
  unsigned int version;
  uint32_t index;  // KR_ATTR_VALUE: of the inline value; KR_ATTR_SLOT: byte offset; KR_ATTR_DICT: that of the dict, or 0 where only
                   // CPython knows; KR_ATTR_ITEM: of the item; KR_ATTR_CLASS: version of the class whose attribute it is
  uint8_t kind;
  const void *field;  // KR_ATTR_FIELD: the KrField; KR_ATTR_DICT: the number of the entry last time; KR_ATTR_CLASS: the value, borrowed:
                      // the class keeps it while its version stands; KR_ATTR_GETTER: the KrGetter, of this site alone; KR_ATTR_WRITTEN: the definition of a
                      // getter written in C
} KrAttrCache;
enum { KR_ATTR_NONE, KR_ATTR_VALUE, KR_ATTR_DICT, KR_ATTR_SLOT, KR_ATTR_FIELD, KR_ATTR_ITEM, KR_ATTR_CLASS, KR_ATTR_GETTER, KR_ATTR_WRITTEN };
PyObject *kr_getattr_cached(PyObject *o, PyObject *name, KrAttrCache *cache);
int kr_setattr_cached(PyObject *o, PyObject *name, PyObject *value, KrAttrCache *cache);
#define kr_py_getattr(o, name)                    \
  ({                                              \
    static KrAttrCache kr_cache_;                 \
    kr_getattr_cached((o), (name), &kr_cache_);   \
  })
#define kr_py_setattr(o, name, value)                      \
  ({                                                       \
    static KrAttrCache kr_cache_;                          \
    kr_setattr_cached((o), (name), (value), &kr_cache_);   \
  })
PyObject *kr_py_getattr_default(PyObject *o, PyObject *name, PyObject *fallback);  // getattr(o, name, fallback)
KrBool kr_py_hasattr(PyObject *o, PyObject *name);
KR_INLINE int kr_py_delattr(PyObject *o, PyObject *name) { return PyObject_SetAttr(o, name, NULL); }

// --- items ---
PyObject *kr_py_getitem(PyObject *o, PyObject *key);
int kr_py_setitem(PyObject *o, PyObject *key, PyObject *value);
KR_INLINE int kr_py_delitem(PyObject *o, PyObject *key) { return PyObject_DelItem(o, key); }
PyObject *kr_slice_new(PyObject *start, PyObject *stop, PyObject *step);

// --- iteration ---
KR_INLINE PyObject *kr_py_iter(PyObject *o) { return PyObject_GetIter(o); }
// The next item, or NULL: at the end without, on an error with the exception set.
PyObject *kr_py_next_slow(PyObject *iterator);
KR_INLINE PyObject *kr_py_next(PyObject *iterator) {
  PyObject *item = Py_TYPE(iterator)->tp_iternext(iterator);
  if (KR_LIKELY(item != NULL)) return item;
  return kr_py_next_slow(iterator);
}

// --- calls ---
PyObject *kr_py_call(PyObject *f, PyObject *const *args, Py_ssize_t n);
// Boxes the arguments first: `kinds` has a letter for each of `words`, o t or n. The second calls the method `name` of the first word.
PyObject *kr_py_call_mixed(PyObject *f, const char *kinds, const uint64_t *words);
PyObject *kr_py_call_kw(PyObject *f, PyObject *names, PyObject *const *args, Py_ssize_t n);  // n counts keyword values
// Likewise of a class whose metaclass is `type` itself; `names` may be NULL.
PyTypeObject *kr_public_type(PyObject *o);  // type(o)
#define KR_PUBLIC_CLASS {"__class__", kr_get_public_class, kr_set_public_class, NULL, NULL}  // of generators; types.coroutine would
// take functions that say `function` apart
PyObject *kr_get_public_class(PyObject *o, void *none);
int kr_set_public_class(PyObject *o, PyObject *value, void *none);
PyObject *kr_class_call(PyTypeObject *type, PyObject *const *args, Py_ssize_t n, PyObject *names);
PyObject *kr_py_call_ex(PyObject *f, PyObject *args, PyObject *kwargs);
PyObject *kr_function_str(PyObject *f);  // "module.name()", for messages
int kr_call_merge(PyObject *dict, PyObject *mapping, PyObject *f);  // **mapping of a call of f, TypeError on a repeated name
// Functions and methods that are written in C: whether they take `n` arguments (the receiver is none) and nothing else was asked of CPython's
// calls of them. Then `result` is what came of it, and otherwise nothing was done.
bool kr_c_call(const PyMethodDef *function, PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject **result);
// A method descriptor called with the receiver in front.
PyObject *kr_descriptor_call(PyObject *descriptor, PyObject *const *args, Py_ssize_t n);
// Per-site cache of a method lookup: valid while the type's version tag is the one seen. Of a module's attributes it only says where they were.
typedef struct {
  unsigned int version;
  uint8_t own;                 // KR_OWN_...: where the receiver itself may have an attribute of the name
  uint32_t place;              // KR_OWN_VALUES: how many keys the instances shared, KR_OWN_DICT: offset of the dict, KR_OWN_MODULE: index of the entry
  PyObject *descriptor;        // borrowed: the type keeps it while the version stands
  const PyMethodDef *written;  // where it is a method written in C
} KrMethodCache;
enum { KR_OWN_NONE, KR_OWN_VALUES, KR_OWN_DICT, KR_OWN_MODULE };
PyObject *kr_call_method_cached(PyObject *name, PyObject *const *args, Py_ssize_t n, KrMethodCache *cache);
PyObject *kr_py_call_method_kw(PyObject *name, PyObject *names, PyObject *const *args, Py_ssize_t n);
#define kr_py_call_method(name, args, n)                   \
  ({                                                       \
    static KrMethodCache kr_cache_;                        \
    kr_call_method_cached((name), (args), (n), &kr_cache_); \
  })
// Calls a method from one place of the runtime, which keeps its name and the cache; `b`, or both arguments, may be NULL.
typedef struct {
  PyObject *name;
  KrMethodCache cache;
} KrMethodPlace;
PyObject *kr_call_method_at(KrMethodPlace *place, const char *name, PyObject *o, PyObject *a, PyObject *b);
#define kr_call_method_named(o, name, a, b)             \
  ({                                                    \
    static KrMethodPlace kr_place_;                     \
    kr_call_method_at(&kr_place_, (name), (o), (a), (b)); \
  })
PyObject *kr_call_method_mixed_cached(PyObject *name, const char *kinds, const uint64_t *words, KrMethodCache *cache);
#define kr_py_call_method_mixed(name, kinds, ...)                                \
  ({                                                                             \
    static KrMethodCache kr_cache_;                                              \
    kr_call_method_mixed_cached((name), (kinds), __VA_ARGS__, &kr_cache_);       \
  })
// The lookup of a method before its arguments are evaluated, and the call after. What passes between them:
//   NULL without an exception  the lookup can be made at the call as well: the type is one of the interpreter's own, whose methods
//                              cannot change and whose instances have no attributes
//   a method descriptor        (a function, as a rule) to be called with the receiver in front
//   an exact tuple of one      what is in it is to be called without the receiver
//   anything else              likewise, itself
PyObject *kr_method_begin_slow(PyObject *o, PyObject *name, KrMethodCache *cache);
bool kr_method_unshadowed(PyObject *o, PyObject *name, const KrMethodCache *cache);
KR_INLINE PyObject *kr_method_begin(PyObject *o, PyObject *name, KrMethodCache *cache) {
  if (KR_LIKELY(cache->version == Py_TYPE(o)->tp_version_tag && cache->version != 0)) {
    if (!cache->descriptor) return NULL;
    if (KR_LIKELY(cache->own == KR_OWN_NONE || kr_method_unshadowed(o, name, cache))) return kr_new_ref(cache->descriptor);
  }
  return kr_method_begin_slow(o, name, cache);
}
#define kr_py_method_begin(o, name)                \
  ({                                               \
    static KrMethodCache kr_cache_;                \
    kr_method_begin((o), (name), &kr_cache_);      \
  })
PyObject *kr_method_call_other(PyObject *method, PyObject *names, PyObject *const *args, Py_ssize_t n);
KR_INLINE PyObject *kr_method_call(PyObject *method, PyObject *name, PyObject *const *args, Py_ssize_t n, KrMethodCache *cache) {
  if (!method) return kr_call_method_cached(name, args, n, cache);
  if (KR_LIKELY(PyType_HasFeature(Py_TYPE(method), Py_TPFLAGS_METHOD_DESCRIPTOR))) return kr_descriptor_call(method, args, n);
  return kr_method_call_other(method, NULL, args, n);
}
#define kr_py_method_call(method, name, args, n)                       \
  ({                                                                   \
    static KrMethodCache kr_cache_;                                    \
    kr_method_call((method), (name), (args), (n), &kr_cache_);         \
  })
KR_INLINE PyObject *kr_py_method_call_kw(PyObject *method, PyObject *name, PyObject *names, PyObject *const *args, Py_ssize_t n) {
  return method ? kr_method_call_other(method, names, args, n) : kr_py_call_method_kw(name, names, args, n);
}
// Special method of the type, as operators look it up; NULL without an exception when there is none. New reference, bound.
PyObject *kr_lookup_special(PyObject *o, PyObject *name);

#pragma GCC visibility pop
