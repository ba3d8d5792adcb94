// What @dataclass makes of a native class, done on the fields in place.
//
// The decorator is Python's own, and so are the functions that it leaves in the class: everything that looks at them sees what it
// always saw. The type's slots, which are only a shorter way to these functions, go to the functions here, until someone rebinds one
// of them: then type.__setattr__ resets the slot. Whatever these do not do just like the generated code is left to it.
#include "field.h"

#include <frameobject.h>

enum { kMaxFields = 64 };

typedef struct {
  uint32_t count;
  const KrField *fields[kMaxFields];
} FieldList;

struct KrDataclassState {
  FieldList compared, hashed, shown;
  PyObject *equal, *hash, *repr, *init;  // the generated functions; NULL where the class has its own or none
  PyObject *order[4];                    // __lt__, __le__, __gt__, __ge__
  bool unequal;                          // != is the opposite of ==
  hashfunc hash_slot;                    // what stood in the type's slots
  richcmpfunc compare_slot;
  reprfunc repr_slot;
  PyObject **defaults;  // by parameter: the default or the factory
};

static KrClass *class_of_type(PyTypeObject *type) { return (KrClass *)(void *)type->tp_members; }

// Whether the fields are where the compiled code has them and nothing watches calls of the generated functions.
static bool current(KrClass *cls) {
  PyTypeObject *type = cls->type;
  if (KR_UNLIKELY(kr_is_traced())) return false;
  return KR_LIKELY(type->tp_version_tag == cls->version) || kr_class_exact_slow(cls);
}

// Adds the entry of a generated function to the current error: `line` lines below its def.
static void add_entry(PyObject *function, int line) {
  if (!function || !PyFunction_Check(function)) return;
  kr_traceback_settle();
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  PyCodeObject *code = (PyCodeObject *)((PyFunctionObject *)function)->func_code;
  PyFrameObject *frame = PyFrame_New(kr_tstate(), code, ((PyFunctionObject *)function)->func_globals, NULL);
  if (!frame) PyErr_Clear();
  PyErr_Restore(type, value, tb);
  if (!frame) return;
  kr_frame_stand_at_line(frame, code->co_firstlineno + line);
  PyTraceBack_Here(frame);
  Py_DECREF(frame);
}

// --- fields ---
static bool defined(PyObject *o, const KrField *f) {
  const char *place = (const char *)o + f->offset;
  switch (f->kind) {
    case KR_FIELD_OBJ: return *(PyObject *const *)(const void *)place != NULL;
    case KR_FIELD_TAG: return *(const KrTag *)(const void *)place != 0;
    case KR_FIELD_NUM: return *(const uint64_t *)(const void *)place != 0;
    case KR_FIELD_BOOL: return *(const int8_t *)(const void *)place != 0;
    default: return kr_field_is_set(o, f);
  }
}

static bool all_defined(PyObject *o, const FieldList *list) {
  for (uint32_t i = 0; i < list->count; ++i) {
    if (!defined(o, list->fields[i])) return false;
  }
  return true;
}

#define PLACE(T, o, f) (*(T *)(void *)((char *)(o) + (f)->offset))

// --- hash ---
static Py_hash_t hash_small(int64_t value) {
  uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  Py_hash_t hash = (Py_hash_t)(magnitude % (uint64_t)_PyHASH_MODULUS);
  if (value < 0) hash = -hash;
  return hash == -1 ? -2 : hash;
}

static Py_hash_t hash_object(PyObject *o) {
  if (PyUnicode_CheckExact(o) && ((PyASCIIObject *)o)->hash != -1) return ((PyASCIIObject *)o)->hash;
  // May lead to further instances: as deep as Python would go.
  KR_ENTER(-1);
  Py_INCREF(o);
  Py_hash_t hash = PyObject_Hash(o);
  Py_DECREF(o);
  return hash;
}

static Py_hash_t hash_field(PyObject *o, const KrField *f) {
  if (f->kind == KR_FIELD_TAG) {
    KrTag tag = PLACE(KrTag, o, f);
    return kr_tag_is_small(tag) ? hash_small(kr_tag_value(tag)) : hash_object(kr_tag_pointer(tag));
  }
  if (f->kind == KR_FIELD_OBJ) return hash_object(PLACE(PyObject *, o, f));
  if (f->kind == KR_FIELD_NUM) {
    KrNum n = kr_field_num(PLACE(uint64_t, o, f));
    if (n == n) return _Py_HashDouble(o, n);
  }
  PyObject *box = kr_field_read(o, f);
  if (!box) return -1;
  Py_hash_t hash = hash_object(box);
  Py_DECREF(box);
  return hash;
}

// The hash of the tuple of the fields, as tuplehash computes it.
static Py_hash_t dataclass_hash(PyObject *o) {
  KrClass *cls = class_of_type(Py_TYPE(o));
  const KrDataclassState *state = cls->dataclass_state;
  if (!current(cls) || !all_defined(o, &state->hashed)) return state->hash_slot(o);
  const Py_uhash_t prime1 = 11400714785074694791ULL, prime2 = 14029467366897019727ULL, prime5 = 2870177450012600261ULL;
  Py_uhash_t sum = prime5;
  for (uint32_t i = 0; i < state->hashed.count; ++i) {
    Py_hash_t lane = hash_field(o, state->hashed.fields[i]);
    if (KR_UNLIKELY(lane == -1)) {
      add_entry(state->hash, 1);
      return -1;
    }
    sum += (Py_uhash_t)lane * prime2;
    sum = sum << 31 | sum >> 33;
    sum *= prime1;
  }
  sum += state->hashed.count ^ (prime5 ^ 3527539UL);
  return sum == (Py_uhash_t)-1 ? 1546275796 : (Py_hash_t)sum;
}

// --- comparison ---
// Whether the fields are the same or equal, as items of tuples are: -1 with an error.
static int fields_equal(PyObject *a, PyObject *b, const KrField *f) {
  PyObject *x, *y;
  switch (f->kind) {
    case KR_FIELD_TAG: {
      KrTag s = PLACE(KrTag, a, f), t = PLACE(KrTag, b, f);
      if (s == t) return 1;
      if (kr_tag_is_small(s) && kr_tag_is_small(t)) return 0;
      break;
    }
    case KR_FIELD_NUM: {
      KrNum s = kr_field_num(PLACE(uint64_t, a, f)), t = kr_field_num(PLACE(uint64_t, b, f));
      if (s == s && t == t) return s == t;
      if (a == b) return 1;
      break;
    }
    case KR_FIELD_BOOL: return PLACE(int8_t, a, f) == PLACE(int8_t, b, f);
    case KR_FIELD_OBJ:
      if (PLACE(PyObject *, a, f) == PLACE(PyObject *, b, f)) return 1;
      break;
    default: break;
  }
  x = kr_field_read(a, f);
  y = x ? kr_field_read(b, f) : NULL;
  int equal = y ? PyObject_RichCompareBool(x, y, Py_EQ) : -1;
  Py_XDECREF(x);
  Py_XDECREF(y);
  return equal;
}

// (fields of a) op (fields of b), as tuples compare. NULL with an error.
static PyObject *compare_fields(PyObject *a, PyObject *b, const FieldList *list, int op) {
  for (uint32_t i = 0; i < list->count; ++i) {
    const KrField *f = list->fields[i];
    int equal = fields_equal(a, b, f);
    if (equal < 0) return NULL;
    if (equal) continue;
    if (op == Py_EQ || op == Py_NE) return kr_bool_to_obj(op == Py_NE);
    if (f->kind == KR_FIELD_TAG) {
      KrTag s = PLACE(KrTag, a, f), t = PLACE(KrTag, b, f);
      if (kr_tag_is_small(s) && kr_tag_is_small(t)) return kr_bool_to_obj(op == Py_LT || op == Py_LE ? s < t : s > t);
    }
    PyObject *x = kr_field_read(a, f), *y = x ? kr_field_read(b, f) : NULL;
    PyObject *result = y ? PyObject_RichCompare(x, y, op) : NULL;
    Py_XDECREF(x);
    Py_XDECREF(y);
    return result;
  }
  return kr_bool_to_obj(op == Py_EQ || op == Py_LE || op == Py_GE);
}

static PyObject *order_function(const KrDataclassState *state, int op) {
  switch (op) {
    case Py_LT: return state->order[0];
    case Py_LE: return state->order[1];
    case Py_GT: return state->order[2];
    case Py_GE: return state->order[3];
    default: return op == Py_EQ || state->unequal ? state->equal : NULL;
  }
}

static PyObject *dataclass_compare(PyObject *a, PyObject *b, int op) {
  KrClass *cls = class_of_type(Py_TYPE(a));
  const KrDataclassState *state = cls->dataclass_state;
  PyObject *function = order_function(state, op);
  // Objects of other classes may claim to be of this one.
  if (!function || Py_TYPE(a) != Py_TYPE(b) || !current(cls) || !all_defined(a, &state->compared) || !all_defined(b, &state->compared))
    return state->compare_slot(a, b, op);
  Py_INCREF(a);
  Py_INCREF(b);
  PyObject *result = compare_fields(a, b, &state->compared, op);
  Py_DECREF(a);
  Py_DECREF(b);
  if (KR_UNLIKELY(!result)) add_entry(function, 2);
  return result;
}

// --- repr ---
// The repr of a value that has one of its own kind only; NULL without an error for others.
static PyObject *plain_repr(PyObject *o) {
  bool plain = o == Py_None || PyLong_CheckExact(o) || PyUnicode_CheckExact(o) || PyFloat_CheckExact(o) || PyBool_Check(o) || PyBytes_CheckExact(o);
  return plain ? PyObject_Repr(o) : NULL;
}

static PyObject *repr_text(PyObject *o, const KrClass *cls, const FieldList *list) {
  PyObject *parts = PyList_New(0), *empty = PyUnicode_FromString(""), *text = NULL;
  bool failed = !parts || !empty;
  for (uint32_t i = 0; !failed && i < list->count; ++i) {
    PyObject *value = kr_field_read(o, list->fields[i]);
    PyObject *repr = value ? plain_repr(value) : NULL;
    PyObject *name = cls->module->constants[list->fields[i]->name];
    PyObject *part = repr ? PyUnicode_FromFormat("%s%U=%U", i ? ", " : "", name, repr) : NULL;
    failed = !part || PyList_Append(parts, part) < 0;
    Py_XDECREF(value);
    Py_XDECREF(repr);
    Py_XDECREF(part);
  }
  if (!failed) {
    PyObject *inner = PyUnicode_Join(empty, parts);
    if (inner) text = PyUnicode_FromFormat("%U(%U)", ((PyHeapTypeObject *)cls->type)->ht_qualname, inner);
    Py_XDECREF(inner);
  }
  Py_XDECREF(parts);
  Py_XDECREF(empty);
  return text;
}

static PyObject *dataclass_repr(PyObject *o) {
  KrClass *cls = class_of_type(Py_TYPE(o));
  const KrDataclassState *state = cls->dataclass_state;
  if (current(cls) && all_defined(o, &state->shown)) {
    PyObject *text = repr_text(o, cls, &state->shown);
    if (text || PyErr_Occurred()) return text;
  }
  return state->repr_slot(o);
}

// --- after the decorator ---
// The function that the decorator put into the class under the name: not there when the class was made. Borrowed, or NULL.
static PyObject *generated(const KrClass *cls, const char *name) {
  PyObject *now = PyDict_GetItemString(cls->type->tp_dict, name);
  return now && PyFunction_Check(now) && PyDict_GetItemString(cls->methods, name) != now ? now : NULL;
}

static const KrField *find_field(const KrClass *cls, PyObject *name) {
  for (; cls; cls = cls->base) {
    for (uint32_t i = 0; i < cls->field_count; ++i) {
      if (PyUnicode_Compare(cls->module->constants[cls->fields[i].name], name) != 0) continue;
      PyObject *found = _PyType_Lookup(cls->type, name);
      return kr_stands_for(found, cls, &cls->fields[i]) ? &cls->fields[i] : NULL;
    }
  }
  return NULL;
}

static bool is_true(PyObject *o, const char *name) {
  PyObject *value = PyObject_GetAttrString(o, name);
  Py_XDECREF(value);
  return value == Py_True;
}

static PyObject *missing;  // dataclasses.MISSING

static PyObject *attribute_or_null(PyObject *field, const char *name) {
  PyObject *value = PyObject_GetAttrString(field, name);
  if (value && value != missing) return value;
  Py_XDECREF(value);
  return NULL;
}

static void put(FieldList *list, const KrField *f) { list->fields[list->count++] = f; }

// Reads one entry of __dataclass_fields__. False where it is not what the compiler took it for.
static bool read_field(KrClass *cls, KrDataclassState *state, PyObject *name, PyObject *field, uint32_t *at) {
  PyObject *kind = PyObject_GetAttrString(field, "_field_type");
  PyObject *kind_name = kind ? PyObject_GetAttrString(kind, "name") : NULL;
  Py_XDECREF(kind);
  if (!kind_name || !PyUnicode_Check(kind_name)) return false;
  bool class_var = PyUnicode_CompareWithASCIIString(kind_name, "_FIELD_CLASSVAR") == 0;
  bool init_var = PyUnicode_CompareWithASCIIString(kind_name, "_FIELD_INITVAR") == 0;
  Py_DECREF(kind_name);
  if (class_var) return true;
  if (*at >= cls->dataclass->count) return false;
  const KrDataclassField *expected = &cls->dataclass->fields[*at];
  PyObject *value = attribute_or_null(field, "default"), *factory = attribute_or_null(field, "default_factory");
  uint32_t flags = (is_true(field, "init") ? KR_DC_INIT : 0) | (is_true(field, "kw_only") ? KR_DC_KEYWORD_ONLY : 0) |
                   (value ? KR_DC_DEFAULT : 0) | (factory ? KR_DC_FACTORY : 0) | (init_var ? KR_DC_INIT_VAR : 0);
  bool same = flags == expected->flags && PyUnicode_Compare(name, cls->module->constants[expected->name]) == 0;
  Py_XSETREF(state->defaults[*at], value ? value : factory);
  if (value && factory) Py_DECREF(factory);
  ++*at;
  if (!same || init_var) return same;
  const KrField *place = find_field(cls, name);
  if (!place) return false;
  bool compared = is_true(field, "compare");
  PyObject *hash = PyObject_GetAttrString(field, "hash");
  bool hashed = hash == Py_None ? compared : hash == Py_True;
  Py_XDECREF(hash);
  if (compared) put(&state->compared, place);
  if (hashed) put(&state->hashed, place);
  if (is_true(field, "repr")) put(&state->shown, place);
  return true;
}

static bool read_fields(KrClass *cls, KrDataclassState *state) {
  PyObject *fields = PyDict_GetItemString(cls->type->tp_dict, "__dataclass_fields__"), *name, *field;
  if (!fields || !PyDict_Check(fields)) return false;
  if (!missing) {
    PyObject *module = PyImport_ImportModule("dataclasses");
    missing = module ? PyObject_GetAttrString(module, "MISSING") : NULL;
    Py_XDECREF(module);
    if (!missing) return false;
  }
  uint32_t count = 0;
  Py_ssize_t at = 0;
  while (PyDict_Next(fields, &at, &name, &field)) {
    if (!read_field(cls, state, name, field, &count)) return false;
  }
  return count == cls->dataclass->count;
}

static void release(KrClass *cls) {
  KrDataclassState *state = cls->dataclass_state;
  if (!state) return;
  cls->dataclass_state = NULL;
  for (uint32_t i = 0; i < cls->dataclass->count; ++i) Py_XDECREF(state->defaults[i]);
  Py_XDECREF(state->equal);
  Py_XDECREF(state->hash);
  Py_XDECREF(state->repr);
  Py_XDECREF(state->init);
  for (int i = 0; i < 4; ++i) Py_XDECREF(state->order[i]);
  PyMem_Free(state->defaults);
  PyMem_Free(state);
}

static void install_slots(KrClass *cls, KrDataclassState *state) {
  static const char *const kOrder[] = {"__lt__", "__le__", "__gt__", "__ge__"};
  PyTypeObject *type = cls->type;
  if ((state->hash = Py_XNewRef(generated(cls, "__hash__")))) {
    state->hash_slot = type->tp_hash;
    type->tp_hash = dataclass_hash;
  }
#if !KR_PY313
  // Later versions compare field by field, without tuples.
  state->equal = Py_XNewRef(generated(cls, "__eq__"));
#endif
  bool any = state->equal != NULL;
  for (int i = 0; i < 4; ++i) any |= (state->order[i] = Py_XNewRef(generated(cls, kOrder[i]))) != NULL;
  PyObject *name = PyUnicode_InternFromString("__ne__");
  state->unequal = name && _PyType_Lookup(type, name) == _PyType_Lookup(&PyBaseObject_Type, name);
  Py_XDECREF(name);
  if (any) {
    state->compare_slot = type->tp_richcompare;
    type->tp_richcompare = dataclass_compare;
  }
  if ((state->repr = Py_XNewRef(generated(cls, "__repr__")))) {
    state->repr_slot = type->tp_repr;
    type->tp_repr = dataclass_repr;
  }
}

int kr_dataclass_finish(KrClass *cls, PyObject *made) {
  release(cls);
  if (cls->remade && kr_class_adopt(cls, made) < 0) return -1;
  if (!cls->type || (PyObject *)cls->type != made || !cls->methods || cls->dataclass->count > kMaxFields) return 0;
  kr_class_exact_slow(cls);  // puts descriptors back that the decorator replaced
  KrDataclassState *state = PyMem_Calloc(1, sizeof *state);
  if (state) state->defaults = PyMem_Calloc(cls->dataclass->count + 1, sizeof *state->defaults);
  if (!state || !state->defaults) {
    PyMem_Free(state);
    PyErr_NoMemory();
    return -1;
  }
  cls->dataclass_state = state;
  if (!read_fields(cls, state)) {
    PyErr_Clear();
    release(cls);
    return 0;
  }
  state->init = Py_XNewRef(generated(cls, "__init__"));
  install_slots(cls, state);
  return kr_class_watch_methods(cls);
}

KrBool kr_dataclass_current(KrClass *cls, PyObject *type) {
  return kr_class_current(cls, type) && cls->dataclass_state && cls->dataclass_state->init && !kr_is_traced();
}

// --- construction ---
// The line of the generated __init__ that assigns field `index`, or calls __post_init__ (behind the last), below its def.
static int line_of(const KrClass *cls, uint32_t index) {
  int line = 1;
  for (uint32_t i = 0; i < index && i < cls->dataclass->count; ++i) {
    uint32_t flags = cls->dataclass->fields[i].flags;
    line += !(flags & KR_DC_INIT_VAR) && flags & (KR_DC_INIT | KR_DC_FACTORY);
  }
  return line;
}

PyObject *kr_dataclass_default(KrClass *cls, uint32_t index) {
  PyObject *value = cls->dataclass_state->defaults[index];
  if (!(cls->dataclass->fields[index].flags & KR_DC_FACTORY)) return kr_new_ref(value);
  if (value == (PyObject *)&PyList_Type) return PyList_New(0);
  if (value == (PyObject *)&PyDict_Type) return PyDict_New();
  PyObject *init = kr_new_ref(cls->dataclass_state->init);
  PyObject *made = kr_py_call(value, NULL, 0);
  if (!made) add_entry(init, line_of(cls, index));
  Py_DECREF(init);
  return made;
}

int kr_dataclass_fail(KrClass *cls) {
  if (cls->dataclass_state) add_entry(cls->dataclass_state->init, line_of(cls, cls->dataclass->count));
  return -1;
}
