// Builtin functions and classes, specialised while the name still means the original: neither the module nor anyone
// else has put something of that name before it or in its place (mock.patch included). Each operation takes the module's dict and
// the name, tests that first, and calls whatever stands there when it is not the original.
#pragma once

#include "list.h"
#include "str.h"

#pragma GCC visibility push(hidden)

// Per-site cache: the versions of both dicts at which the name was the original.
typedef struct {
  uint64_t module, builtins;
} KrBuiltinCache;
extern PyObject *kr_builtins_dict;  // of module builtins; set before a module's body runs
bool kr_builtin_test_slow(KrBuiltinCache *cache, PyObject *dict, PyObject *name);
KR_INLINE bool kr_builtin_test(KrBuiltinCache *cache, PyObject *dict, PyObject *name) {
  if (KR_LIKELY(cache->module == kr_dict_version(dict)) && KR_LIKELY(cache->builtins == kr_dict_version(kr_builtins_dict)) &&
      KR_HAVE_DICT_VERSION)
    return true;
  return kr_builtin_test_slow(cache, dict, name);
}
// Whether global `name` of the module is the original builtin.
#define kr_builtin_is(dict, name)                   \
  ({                                                \
    static KrBuiltinCache kr_builtin_cache_;        \
    kr_builtin_test(&kr_builtin_cache_, dict, name); \
  })
// Calls whatever `name` is now; the results in the representation that the site wants.
KR_COLD PyObject *kr_patched1(PyObject *dict, PyObject *name, PyObject *a);
KR_COLD PyObject *kr_patched2(PyObject *dict, PyObject *name, PyObject *a, PyObject *b);
KR_COLD KrTag kr_patched_tag1(PyObject *dict, PyObject *name, KrTag a);
KR_COLD KrTag kr_patched_tag2(PyObject *dict, PyObject *name, KrTag a, KrTag b);
KR_COLD KrNum kr_patched_num1(PyObject *dict, PyObject *name, KrNum a);
KR_COLD KrNum kr_patched_num2(PyObject *dict, PyObject *name, KrNum a, KrNum b);

// range(start, stop, step) as a counting loop: all small, step not 0.
#define kr_builtin_range_ok(dict, name, start, stop, step) \
  (kr_builtin_is(dict, name) && (((start) & (stop) & (step)) & 1) && (step) != 1)

KrTag kr_len_slow(PyObject *o);
KR_BULKY KrTag kr_len(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  if (KR_LIKELY(type == &PyList_Type || type == &PyTuple_Type)) return kr_tag_small(Py_SIZE(o));
  if (type == &PyUnicode_Type) return kr_tag_small(PyUnicode_GET_LENGTH(o));
  return kr_len_slow(o);
}
#define kr_builtin_len(dict, name, o) \
  (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_len(o) : kr_obj_to_tag_steal(kr_patched1(dict, name, o)))
#define kr_builtin_ord(dict, name, o) \
  (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_ord(o) : kr_obj_to_tag_steal(kr_patched1(dict, name, o)))
KR_COLD KrTag kr_patched_ord_at(PyObject *dict, PyObject *name, PyObject *o, KrTag index);
#define kr_builtin_ord_at(dict, name, o, i) \
  (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_str_ord_at(o, i) : kr_patched_ord_at(dict, name, o, i))
PyObject *kr_chr(KrTag code);
PyObject *kr_patched_chr(PyObject *dict, PyObject *name, KrTag code);
#define kr_builtin_chr(dict, name, code) (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_chr(code) : kr_patched_chr(dict, name, code))
#define kr_builtin_abs_tag(dict, name, a) (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_tag_abs(a) : kr_patched_tag1(dict, name, a))
#define kr_builtin_abs_num(dict, name, a) (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_num_abs(a) : kr_patched_num1(dict, name, a))

// min and max of two: the second where it is strictly less (greater), else the first, whatever they are.
KR_INLINE KrTag kr_tag_pick(KrBool second, KrTag a, KrTag b) {
  if (KR_UNLIKELY(second < 0)) return KR_TAG_ABSENT;
  KrTag r = second ? b : a;
  kr_tag_incref(r);
  return r;
}
KR_INLINE KrNum kr_num_pick(KrBool second, KrNum a, KrNum b) {
  if (KR_UNLIKELY(second < 0)) return KR_NUM_ABSENT;
  KrNum r = second ? b : a;
  kr_num_incref(r);
  return r;
}
#define kr_builtin_min_tag(dict, name, a, b) \
  (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_tag_pick(kr_tag_lt(b, a), a, b) : kr_patched_tag2(dict, name, a, b))
#define kr_builtin_max_tag(dict, name, a, b) \
  (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_tag_pick(kr_tag_gt(b, a), a, b) : kr_patched_tag2(dict, name, a, b))
#define kr_builtin_min_num(dict, name, a, b) \
  (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_num_pick(kr_num_lt(b, a), a, b) : kr_patched_num2(dict, name, a, b))
#define kr_builtin_max_num(dict, name, a, b) \
  (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_num_pick(kr_num_gt(b, a), a, b) : kr_patched_num2(dict, name, a, b))

// int(), float() of one argument.
KrTag kr_int_of_num_slow(KrNum n);
KR_INLINE KrTag kr_int_of_num(KrNum n) {
  if (KR_LIKELY(n > -0x1p61 && n < 0x1p61)) return kr_tag_small((int64_t)n);
  return kr_int_of_num_slow(n);
}
KrTag kr_int_of_obj(PyObject *o);
KR_INLINE KrTag kr_int_of_tag(KrTag t) { return KR_LIKELY(kr_tag_is_small(t)) ? t : kr_int_of_obj(kr_tag_pointer(t)); }
KrNum kr_float_of_obj(PyObject *o);
KR_INLINE KrNum kr_float_of_num(KrNum n) { return KR_LIKELY(!kr_num_is_obj(n)) ? n : kr_float_of_obj(kr_num_pointer(n)); }
KR_INLINE KrNum kr_float_of_tag(KrTag t) {
  return KR_LIKELY(kr_tag_is_small(t)) ? (double)kr_tag_value(t) : kr_float_of_obj(kr_tag_pointer(t));
}
KR_COLD KrTag kr_patched_int_num(PyObject *dict, PyObject *name, KrNum n);
KR_COLD KrNum kr_patched_float_tag(PyObject *dict, PyObject *name, KrTag t);
#define kr_builtin_int_num(dict, name, n) (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_int_of_num(n) : kr_patched_int_num(dict, name, n))
#define kr_builtin_int_tag(dict, name, t) (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_int_of_tag(t) : kr_patched_tag1(dict, name, t))
#define kr_builtin_int_obj(dict, name, o) \
  (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_int_of_obj(o) : kr_obj_to_tag_steal(kr_patched1(dict, name, o)))
#define kr_builtin_float_num(dict, name, n) (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_float_of_num(n) : kr_patched_num1(dict, name, n))
#define kr_builtin_float_tag(dict, name, t) (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_float_of_tag(t) : kr_patched_float_tag(dict, name, t))
#define kr_builtin_float_obj(dict, name, o) \
  (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_float_of_obj(o) : kr_obj_to_num_steal(kr_patched1(dict, name, o)))

// isinstance(o, cls), bool(o): what a patched function gives is taken by its truth.
KR_COLD KrBool kr_patched_truth(PyObject *result);  // steals; NULL is an error
// isinstance() of a class, not a tuple: 1, 0, or -1 (no error) where there is more to ask than the bases.
KrBool kr_instance_by_bases(PyObject *o, PyObject *cls);
KrBool kr_isinstance_other(PyObject *o, PyObject *cls);
KR_INLINE KrBool kr_isinstance(PyObject *o, PyObject *cls) {
  return (PyObject *)Py_TYPE(o) == cls ? 1 : kr_isinstance_other(o, cls);
}
#define kr_builtin_isinstance(dict, name, o, cls) \
  (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_isinstance(o, cls) : kr_patched_truth(kr_patched2(dict, name, o, cls)))
PyObject *kr_str_of(PyObject *o);
PyObject *kr_patched_str_tag(PyObject *dict, PyObject *name, KrTag t);
#define kr_builtin_str_tag(dict, name, t) (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_str_of_tag(t) : kr_patched_str_tag(dict, name, t))
#define kr_builtin_str(dict, name, o) (KR_LIKELY(kr_builtin_is(dict, name)) ? kr_str_of(o) : kr_patched1(dict, name, o))

#pragma GCC visibility pop
