// Native classes: instances with fields at fixed offsets inside ordinary Python classes.
//
// Emission writes the struct of an instance (PyObject_HEAD, fields of the root class, its weak reference list, fields of
// derived classes, each level rounded up to whole words) and one KrClass a class.
#pragma once

#include "code.h"
#include "object.h"

#pragma GCC visibility push(hidden)

typedef enum {
  KR_FIELD_OBJ, KR_FIELD_TAG, KR_FIELD_NUM, KR_FIELD_BOOL, KR_FIELD_F64, KR_FIELD_F32, KR_FIELD_I64, KR_FIELD_I32,
  KR_FIELD_I16, KR_FIELD_I8, KR_FIELD_U64, KR_FIELD_U32, KR_FIELD_U16, KR_FIELD_U8
} KrFieldKind;

// Zero memory is an undefined field: tag and obj as they are, num as its bits xor KR_NUM_PAYLOAD, bool 0 undefined, 1 False,
// 2 True; beside a machine number stands a byte that tells.
typedef struct {
  uint32_t name;    // constant of the module
  uint32_t offset;  // in the instance
  KrFieldKind kind;
  uint32_t defined;  // machine numbers: offset of a bool, whether the field is defined
  KrBool (*test)(PyObject *);  // what a value must meet; NULL: anything
  const char *expected;        // for the TypeError
  KrFieldKind number;  // of a num: F64 or F32 where a native float is kept in it, which is made of what is set; else 0
  bool final;          // the attribute can be set once (--check-final)
} KrField;

// What @dataclass is expected to find: its fields but for class variables, inherited ones included.
enum { KR_DC_INIT = 1, KR_DC_KEYWORD_ONLY = 2, KR_DC_DEFAULT = 4, KR_DC_FACTORY = 8, KR_DC_INIT_VAR = 16, KR_DC_CONVERTER = 32, KR_DC_VALIDATOR = 64 };
typedef struct {
  uint32_t name;  // constant of the module
  uint32_t flags;
} KrDataclassField;
typedef struct {
  const KrDataclassField *fields;
  uint32_t count;
  bool attrs;  // the decorator is one of the attrs library
} KrDataclass;
typedef struct KrDataclassState KrDataclassState;  // dataclass.c

// Where 3.11 keeps the list of weak references to an instance, behind the fields of the class that has them first.
#if KR_PY312
#define KR_WEAKREFS
#else
#define KR_WEAKREFS _Alignas(8) PyObject *kr_weakrefs;
#endif

typedef struct KrClass KrClass;
struct KrClass {
  KrModule *module;
  KrClass *base;  // native base, or NULL
  uint32_t name;  // constant of the module
  uint32_t size;  // of an instance, subclasses' fields not counted
  uint32_t own_offset;  // where the class's own fields start
  uint32_t field_count;
  const KrField *fields;  // own ones
  PyTypeObject *type;     // runtime: set by kr_class_finish_native when the layout is native
  PyTypeObject *object;   // runtime: the class, native or not
  unsigned int version;   // runtime: version tag of the type while its methods are those compiled, else KR_NO_VERSION; set with `type`
  unsigned int checked;   // runtime: version tag at which the type's dictionary was last looked over
  bool tracked;           // runtime: instances may be part of cycles
  PyObject *methods;      // runtime: dict of the functions that direct calls stand for, inherited ones included
  PyObject *free_list;    // runtime: dead instances, chained through the word after the header
  uint32_t free_count, free_more;  // free_more: beyond those that each class may keep
  bool free_full;         // runtime: an instance did not get a place there since one was made anew
  PyTypeObject *heir;     // runtime: the Python subclass seen last whose instances methods may take as self
  unsigned int heir_version;
  bool set_once;          // fields get objects only while the instance is made: no cycle without another object in it
  void (*clear)(PyObject *);  // releases all fields, inherited ones included, and leaves zero memory
  const KrDataclass *dataclass;  // NULL: none
  unsigned int current;   // runtime: `version`, unless the class got another __new__, __init__ or __del__ than it had
  newfunc make;           // runtime: what made instances when the methods were collected, and
  initproc initialise;    // runtime: what initialised them
  destructor finalise;    // runtime: what saw their end; code that makes no instance where none is seen relies on it
  KrDataclassState *dataclass_state;  // runtime: set by kr_dataclass_finish when the class is what the compiler took it for
  bool slotted;           // it has `__slots__`, which name its own fields
  bool dictless;          // instances have no dict, no class of theirs says otherwise
  bool weakless;          // likewise, no weak references lead to them
  bool held;              // runtime: it is among the roots (roots.c), chained by
  KrClass *next;
  bool remade;            // @dataclass makes another class of the one that the class statement gives: the one with the slots
};

enum { KR_NO_VERSION = 0x7fffffff };  // no type gets that far

// kr_class_finish for a class statement that may give the class `cls` describes: when the bases, as they came out at run time, leave
// the layout possible, the metaclass is made to reserve the bytes of the fields and the result becomes native. Otherwise it is an
// ordinary class, and every guard on `cls` is false.
PyObject *kr_class_finish_native(KrClass *cls, PyObject *state, PyObject *name, PyObject *cell);
// Wraps __new__, __init_subclass__ and __class_getitem__ that are plain functions, as type.__new__ does for its own kind.
int kr_class_wrap_special(PyObject *ns);
// A new instance, every field undefined, __init__ not run; NULL with an error (abstract classes included). The class is native.
PyObject *kr_instance_make(KrClass *cls);
KR_BULKY PyObject *kr_instance_new(KrClass *cls) {
  PyObject *o = cls->free_list;
  if (KR_UNLIKELY(o == NULL)) return kr_instance_make(cls);
  cls->free_list = ((PyObject **)o)[2];
  cls->free_count--;
  ((PyObject **)o)[2] = NULL;
  Py_INCREF(cls->type);
  kr_revive(o);
  if (cls->tracked) kr_gc_track(o);
  return o;
}

// Whether the instance of a native class, not a dictless one, has no attributes beside its fields, which could hide a method. False where
// unsure.
KR_COLD bool kr_instance_plain_slow(PyObject *o);  // before 3.12
KR_INLINE bool kr_instance_plain(PyObject *o) {
#if KR_PY312
  return ((PyObject **)o)[-3] == NULL;
#else
  // The dict, and the values kept without one.
  return KR_LIKELY((((uintptr_t *)o)[-3] | ((uintptr_t *)o)[-4]) == 0) || kr_instance_plain_slow(o);
#endif
}

// Whether no weak reference leads to the instance of a native class: none tells when it goes.
KR_INLINE KrBool kr_instance_unwatched(PyObject *o) {
#if KR_PY312
  return !PyType_HasFeature(Py_TYPE(o), Py_TPFLAGS_MANAGED_WEAKREF) || ((PyObject **)o)[-4] == NULL;
#else
  Py_ssize_t list = Py_TYPE(o)->tp_weaklistoffset;
  return list <= 0 || *(PyObject **)(void *)((char *)o + list) == NULL;
#endif
}

KR_COLD KrBool kr_class_exact_slow(KrClass *cls);
KR_INLINE KrBool kr_class_exact(KrClass *cls, PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  if (KR_UNLIKELY(type != cls->type) || KR_UNLIKELY(!kr_instance_plain(o))) return 0;
  return KR_LIKELY(type->tp_version_tag == cls->version) ? 1 : kr_class_exact_slow(cls);
}
// The two halves of that, the class's and the instance's.
KR_INLINE KrBool kr_class_stands(KrClass *cls) {
  return KR_LIKELY(cls->type != NULL && cls->type->tp_version_tag == cls->version) ? 1 : kr_class_exact_slow(cls);
}
KR_INLINE int64_t kr_class_address(const KrClass *cls) { return (int64_t)(intptr_t)cls->type; }
KR_INLINE KrBool kr_class_bare_at(int64_t address, PyObject *o) { return KR_LIKELY((int64_t)(intptr_t)Py_TYPE(o) == address); }
KR_INLINE KrBool kr_class_plain_at(int64_t address, PyObject *o) { return kr_class_bare_at(address, o) && KR_LIKELY(kr_instance_plain(o)); }
// Of a class whose instances have no dict.
KR_INLINE KrBool kr_class_exact_bare(KrClass *cls, PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  if (KR_UNLIKELY(type != cls->type)) return 0;
  return KR_LIKELY(type->tp_version_tag == cls->version) ? 1 : kr_class_exact_slow(cls);
}
void kr_native_dealloc(PyObject *o);
// The class that a native type of this library is of; NULL for other types. Native types keep the pointer in tp_members, which nothing
// reads once a type is ready.
KR_INLINE KrClass *kr_native_class(const PyTypeObject *type) {
  return KR_LIKELY(type->tp_dealloc == kr_native_dealloc) ? (KrClass *)(void *)type->tp_members : NULL;
}
KR_INLINE bool kr_class_derives(const KrClass *cls, const KrClass *base) {
  while (cls != NULL && cls != base) cls = cls->base;
  return cls != NULL;
}
// Whether `o` has the fields of `cls` and nothing between: instances of Python subclasses, which may override anything, do not count.
// `kr_class_instance` expects the class itself, the other one any of its subclasses.
KR_INLINE KrBool kr_class_heir(const KrClass *cls, PyObject *o) { return kr_class_derives(kr_native_class(Py_TYPE(o)), cls); }
KrBool kr_class_instance_slow(const KrClass *cls, PyObject *o);
KR_INLINE KrBool kr_class_instance(const KrClass *cls, PyObject *o) {
  return KR_LIKELY(Py_TYPE(o) == cls->type) || kr_class_instance_slow(cls, o);
}
// As kr_class_exact, of the class or any class of the group derived from it.
KR_INLINE KrBool kr_class_among(const KrClass *cls, PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  KrClass *own = kr_native_class(type);
  if (KR_UNLIKELY(!kr_class_derives(own, cls)) || KR_UNLIKELY(!kr_instance_plain(o))) return 0;
  return KR_LIKELY(type->tp_version_tag == own->version) ? 1 : type == own->type && kr_class_exact_slow(own);
}
// Likewise where instances of some of them have no dict.
KR_INLINE KrBool kr_class_among_any(const KrClass *cls, PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  KrClass *own = kr_native_class(type);
  if (KR_UNLIKELY(!kr_class_derives(own, cls)) || KR_UNLIKELY(!own->dictless && !kr_instance_plain(o))) return 0;
  return KR_LIKELY(type->tp_version_tag == own->version) ? 1 : type == own->type && kr_class_exact_slow(own);
}
// Whether a method of the class may take `o` as self.
KR_COLD KrBool kr_class_self_slow(KrClass *cls, PyObject *o);
KR_INLINE KrBool kr_class_self(KrClass *cls, PyObject *o) {
  return KR_LIKELY(Py_TYPE(o) == cls->type) ? 1 : kr_class_self_slow(cls, o);
}
// Whether super(class in `cell`, o) has the function under the name, where `o` may be `self` of methods of `cls`. What was found is known
// by the versions of the instances' types, a few of them.
enum { KR_SUPER_TYPES = 4 };
typedef struct {
  PyObject *start;  // the class in the cell; alive as long as a type of one of the versions is
  unsigned int versions[KR_SUPER_TYPES];
} KrSuperCache;
KrBool kr_super_finds_slow(KrSuperCache *cache, KrClass *cls, PyObject *cell, PyObject *o, PyObject *name, PyObject *function);
KR_INLINE KrBool kr_super_finds_at(KrSuperCache *cache, KrClass *cls, PyObject *cell, PyObject *o, PyObject *name, PyObject *function) {
  unsigned int version = Py_TYPE(o)->tp_version_tag;
  if (KR_LIKELY(cache->versions[version % KR_SUPER_TYPES] == version && version != 0 && cache->start == PyCell_GET(cell))) return 1;
  return kr_super_finds_slow(cache, cls, cell, o, name, function);
}
#define kr_super_finds(cls, cell, o, name, function)                      \
  ({                                                                      \
    static KrSuperCache kr_cache_;                                        \
    kr_super_finds_at(&kr_cache_, (cls), (cell), (o), (name), (function)); \
  })
// Of a function that direct calls stand for, which is made with its class.
KR_INLINE PyObject *kr_known_closure(PyObject *function) { return KR_LIKELY(function != NULL) ? kr_function_closure(function) : NULL; }
KR_COLD KrBool kr_class_goes_first_slow(const KrClass *cls, PyTypeObject *type);
KR_INLINE KrBool kr_class_goes_first(const KrClass *cls, PyObject *right) {
  return KR_LIKELY(Py_TYPE(right) == cls->type) || kr_class_goes_first_slow(cls, Py_TYPE(right));
}

KR_COLD KrBool kr_class_current_slow(KrClass *cls);
KR_INLINE KrBool kr_class_current(KrClass *cls, PyObject *type) {
  if (KR_UNLIKELY((PyTypeObject *)type != cls->type)) return 0;
  return KR_LIKELY(cls->type->tp_version_tag == cls->current) ? 1 : kr_class_current_slow(cls);
}

// Looks again at what the class holds: later changes of that make guards fail. -1 with an error.
int kr_class_watch_methods(KrClass *cls);

// After the decorators of a dataclass, which gave `made`: takes over what the generated functions do. -1 with an error.
int kr_dataclass_finish(KrClass *cls, PyObject *made);
// kr_class_current, and the generated __init__ is known.
KrBool kr_dataclass_current(KrClass *cls, PyObject *type);
// The value of a field that no argument was given for, the default or what the factory makes.
PyObject *kr_dataclass_default(KrClass *cls, uint32_t index);
// attrs: what the field's converter makes of the value; whether the validators have nothing against a new instance, else -1.
PyObject *kr_attrs_convert(KrClass *cls, uint32_t index, PyObject *value);
int kr_attrs_validate(KrClass *cls, PyObject *o);
// Adds the entry of the generated __init__ to the error of its __post_init__. -1.
KR_COLD int kr_dataclass_fail(KrClass *cls);

// What an undefined field reads as, borrowed: the value that the class has been given since; else AttributeError.
KR_COLD PyObject *kr_field_undefined(PyObject *o, const KrClass *cls, uint32_t field);
KR_COLD KrTag kr_field_undefined_tag(PyObject *o, const KrClass *cls, uint32_t field);
KR_COLD KrNum kr_field_undefined_num(PyObject *o, const KrClass *cls, uint32_t field);

int kr_class_types_init(void);

// In the registers of floats: through those of integers there and back takes longer than the operation itself.
typedef double KrFloatPair __attribute__((vector_size(16)));
typedef long long KrFloatBits __attribute__((vector_size(16)));
KR_INLINE KrNum kr_field_flip(KrFloatPair pair) { return ((KrFloatPair)((KrFloatBits)pair ^ (KrFloatBits){(long long)KR_NUM_PAYLOAD, 0}))[0]; }
KR_INLINE KrNum kr_field_num(uint64_t stored) { return kr_field_flip((KrFloatPair){kr_num_from_bits(stored), 0}); }
// For the fast versions of loops: fields that hold plain numbers.
KR_INLINE bool kr_field_f64_known(uint64_t stored, double *r) {
  *r = kr_field_num(stored);
  return KR_LIKELY(*r == *r) || !kr_num_is_obj(*r);
}
KR_INLINE bool kr_field_i64_known(KrTag stored, int64_t *r) {
  *r = kr_tag_value(stored);
  return kr_tag_is_small(stored);
}
// As the tag that it is: twice the number, and one.
KR_INLINE bool kr_field_bump(KrTag *place, int64_t by) {
  int64_t twice;
  KrTag now;
  if (KR_UNLIKELY(!kr_tag_is_small(*place) || __builtin_add_overflow(by, by, &twice) || __builtin_add_overflow(*place, twice, &now))) return false;
  *place = now;
  return true;
}
KR_INLINE bool kr_field_obj_known(PyObject *stored, PyObject **r) { return (*r = stored) != NULL; }
// Whether the field holds no object (whose pointer is what would be left of its num), and the value needs none either. No NaN fits: it
// may have been computed from what was no float (passes/floats.h).
KR_INLINE bool kr_field_f64_fits(double value) { return KR_LIKELY(value == value); }
KR_INLINE bool kr_field_i64_fits(int64_t value) { return KR_LIKELY(kr_tag_fits(value)); }
KR_INLINE bool kr_field_f64_settable(uint64_t stored, double value) {
  return KR_LIKELY(stored >> 48 != 0 || stored == 0) && kr_field_f64_fits(value);
}
KR_INLINE bool kr_field_i64_settable(KrTag stored, int64_t value) {
  return KR_LIKELY(kr_tag_is_small(stored) || stored == 0) && kr_field_i64_fits(value);
}
KR_INLINE uint64_t kr_field_num_bits(KrNum n) {
  KrFloatPair pair = {n, 0};
#if defined __x86_64__ && defined __OPTIMIZE__
  // The other half of the register is whatever it was: to clear it takes an instruction.
  if (!__builtin_constant_p(n)) __asm__("" : "=x"(pair) : "0"(n));
#endif
  return kr_num_bits(kr_field_flip(pair));
}

// Reading and writing the attribute of any object that is mostly field `index` of an instance of `cls`, at `offset` there. The caches are
// per site, for objects of other kinds. Reading gives a new reference or the absent value; writing consumes the value.
PyObject *kr_field_read_obj_slow(PyObject *o, const KrClass *cls, uint32_t index, KrAttrCache *cache);
KrTag kr_field_read_tag_slow(PyObject *o, const KrClass *cls, uint32_t index, KrAttrCache *cache);
KrNum kr_field_read_num_slow(PyObject *o, const KrClass *cls, uint32_t index, KrAttrCache *cache);
int kr_field_write_obj_slow(PyObject *o, const KrClass *cls, uint32_t index, PyObject *value, KrAttrCache *cache);
int kr_field_write_tag_slow(PyObject *o, const KrClass *cls, uint32_t index, KrTag value, KrAttrCache *cache);
int kr_field_write_num_slow(PyObject *o, const KrClass *cls, uint32_t index, KrNum value, KrAttrCache *cache);

// `heirs`: whether the class has subclasses in the group.
#define KR_HAS_FIELD(o, cls, heirs) ((heirs) ? kr_class_heir(cls, o) : Py_TYPE(o) == (cls)->type)
#define KR_FIELD_PLACE(T, o, offset) ((T *)(void *)((char *)(o) + (offset)))
KR_ALWAYS_INLINE PyObject *kr_field_read_obj_at(PyObject *o, const KrClass *cls, bool heirs, size_t offset, uint32_t index, KrAttrCache *cache) {
  if (KR_LIKELY(KR_HAS_FIELD(o, cls, heirs))) {
    PyObject *value = *KR_FIELD_PLACE(PyObject *, o, offset);
    if (KR_LIKELY(value != NULL)) return kr_new_ref(value);
  }
  return kr_field_read_obj_slow(o, cls, index, cache);
}
KR_ALWAYS_INLINE KrTag kr_field_read_tag_at(PyObject *o, const KrClass *cls, bool heirs, size_t offset, uint32_t index, KrAttrCache *cache) {
  if (KR_LIKELY(KR_HAS_FIELD(o, cls, heirs))) {
    KrTag value = *KR_FIELD_PLACE(KrTag, o, offset);
    if (KR_LIKELY(kr_tag_is_small(value))) return value;
  }
  return kr_field_read_tag_slow(o, cls, index, cache);
}
KR_ALWAYS_INLINE KrNum kr_field_read_num_at(PyObject *o, const KrClass *cls, bool heirs, size_t offset, uint32_t index, KrAttrCache *cache) {
  if (KR_LIKELY(KR_HAS_FIELD(o, cls, heirs))) {
    KrNum value = kr_field_num(*KR_FIELD_PLACE(uint64_t, o, offset));
    if (KR_LIKELY(value == value)) return value;
  }
  return kr_field_read_num_slow(o, cls, index, cache);
}
KR_ALWAYS_INLINE int kr_field_write_obj_at(PyObject *o, const KrClass *cls, bool heirs, size_t offset, uint32_t index,
                                          PyObject *value, KrAttrCache *cache) {
  if (KR_UNLIKELY(!KR_HAS_FIELD(o, cls, heirs))) return kr_field_write_obj_slow(o, cls, index, value, cache);
  PyObject **place = KR_FIELD_PLACE(PyObject *, o, offset), *old = *place;
  *place = value;
  kr_obj_xdecref(old);
  return 0;
}
KR_ALWAYS_INLINE int kr_field_write_tag_at(PyObject *o, const KrClass *cls, bool heirs, size_t offset, uint32_t index,
                                          KrTag value, KrAttrCache *cache) {
  if (KR_UNLIKELY(!KR_HAS_FIELD(o, cls, heirs))) return kr_field_write_tag_slow(o, cls, index, value, cache);
  KrTag *place = KR_FIELD_PLACE(KrTag, o, offset), old = *place;
  *place = value;
  kr_tag_xdecref(old);
  return 0;
}
KR_ALWAYS_INLINE int kr_field_write_num_at(PyObject *o, const KrClass *cls, bool heirs, size_t offset, uint32_t index,
                                          KrNum value, KrAttrCache *cache) {
  if (KR_UNLIKELY(!KR_HAS_FIELD(o, cls, heirs))) return kr_field_write_num_slow(o, cls, index, value, cache);
  uint64_t *place = KR_FIELD_PLACE(uint64_t, o, offset);
  KrNum old = kr_field_num(*place);
  *place = kr_field_num_bits(value);
  kr_num_xdecref(old);
  return 0;
}
#define KR_FIELD_SITE(call, ...)            \
  ({                                       \
    static KrAttrCache kr_cache_;          \
    call(__VA_ARGS__, &kr_cache_);         \
  })
#define kr_field_read_obj(...) KR_FIELD_SITE(kr_field_read_obj_at, __VA_ARGS__)
#define kr_field_read_tag(...) KR_FIELD_SITE(kr_field_read_tag_at, __VA_ARGS__)
#define kr_field_read_num(...) KR_FIELD_SITE(kr_field_read_num_at, __VA_ARGS__)
#define kr_field_write_obj(...) KR_FIELD_SITE(kr_field_write_obj_at, __VA_ARGS__)
#define kr_field_write_tag(...) KR_FIELD_SITE(kr_field_write_tag_at, __VA_ARGS__)
#define kr_field_write_num(...) KR_FIELD_SITE(kr_field_write_num_at, __VA_ARGS__)

#pragma GCC visibility pop
