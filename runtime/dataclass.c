// What @dataclass makes of a native class, done on the fields in place.
//
// The decorator is Python's own, and so are the functions that it leaves in the class: everything that looks at them sees what it
// always saw. The type's slots, which are only a shorter way to these functions, go to the functions here, until someone rebinds one
// of them: then type.__setattr__ resets the slot. Whatever these do not do just like the generated code is left to it.
#include "dataclass.h"
#include "roots.h"

#include <frameobject.h>

static KrClass *class_of_type(PyTypeObject *type) { return (KrClass *)(void *)type->tp_members; }

// Whether the fields are where the compiled code has them and nothing watches calls of the generated functions.
static bool current(KrClass *cls) {
  PyTypeObject *type = cls->type;
  if (KR_UNLIKELY(kr_is_traced())) return false;
  return KR_LIKELY(type->tp_version_tag == cls->version) || kr_class_exact_slow(cls);
}

void kr_dataclass_entry(PyObject *function, int line) {
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

static bool all_defined(PyObject *o, const KrFieldList *list) {
  for (uint32_t i = 0; i < list->count; ++i) {
    if (!defined(o, list->fields[i])) return false;
  }
  return true;
}

// Of the module of the class that has the field.
PyObject *kr_dataclass_name(const KrClass *cls, const KrField *f) {
  for (; cls; cls = cls->base)
    if (f >= cls->fields && f < cls->fields + cls->field_count) return cls->module->constants[f->name];
  return NULL;
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
  Py_uhash_t sum = KR_HASH_START;
  if (state->salted) sum = kr_hash_lane(sum, state->salt);
  for (uint32_t i = 0; i < state->hashed.count; ++i) {
    Py_hash_t lane = hash_field(o, state->hashed.fields[i]);
    if (KR_UNLIKELY(lane == -1)) {
      kr_dataclass_entry(state->hash, cls->dataclass->attrs ? kr_attrs_line(state->hash, "hash((", NULL) : 1);
      return -1;
    }
    sum = kr_hash_lane(sum, lane);
  }
  return kr_hash_end(sum, state->hashed.count + state->salted);
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
static PyObject *compare_fields(PyObject *a, PyObject *b, const KrFieldList *list, int op) {
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

// Whether a and b are ordered without Python code, and without errors.
static bool orders_plainly(PyObject *a, PyObject *b) {
  bool plain = PyLong_CheckExact(a) || PyUnicode_CheckExact(a) || PyFloat_CheckExact(a) || PyBytes_CheckExact(a) || PyBool_Check(a);
  return plain && Py_TYPE(a) == Py_TYPE(b);
}

// As compare_fields; NotImplemented where a field is to be compared by the generated function.
static PyObject *order_plainly(PyObject *a, PyObject *b, const KrFieldList *list, int op) {
  for (uint32_t i = 0; i < list->count; ++i) {
    const KrField *f = list->fields[i];
    if (f->kind == KR_FIELD_TAG) {
      KrTag s = PLACE(KrTag, a, f), t = PLACE(KrTag, b, f);
      if (s == t) continue;
      if (kr_tag_is_small(s) && kr_tag_is_small(t)) return kr_bool_to_obj(op == Py_LT || op == Py_LE ? s < t : s > t);
    }
    PyObject *x = kr_field_read(a, f), *y = x ? kr_field_read(b, f) : NULL, *result = NULL;
    int equal = x == y && y ? 1 : !y ? -1 : 0;
    if (y && !equal) {
      if (!orders_plainly(x, y)) result = kr_new_ref(Py_NotImplemented);
      else if ((equal = PyObject_RichCompareBool(x, y, Py_EQ)) == 0) result = PyObject_RichCompare(x, y, op);
    }
    Py_XDECREF(x);
    Py_XDECREF(y);
    if (equal != 1) return result;
  }
  return kr_bool_to_obj(op == Py_LE || op == Py_GE);
}

// x1 == y1 and x2 == y2 ...
static PyObject *equal_one_by_one(PyObject *a, PyObject *b, const KrFieldList *list) {
  for (uint32_t i = 0; i < list->count; ++i) {
    const KrField *f = list->fields[i];
    bool last = i + 1 == list->count;
    if (f->kind == KR_FIELD_TAG) {
      KrTag s = PLACE(KrTag, a, f), t = PLACE(KrTag, b, f);
      if (kr_tag_is_small(s) && kr_tag_is_small(t)) {
        if (s == t && !last) continue;
        return kr_bool_to_obj(s == t);
      }
    }
    PyObject *x = kr_field_read(a, f), *y = x ? kr_field_read(b, f) : NULL;
    PyObject *result = y ? PyObject_RichCompare(x, y, Py_EQ) : NULL;
    Py_XDECREF(x);
    Py_XDECREF(y);
    if (!result || last) return result;
    int equal = PyObject_IsTrue(result);
    if (equal != 1) {
      if (equal < 0) Py_CLEAR(result);
      return result;
    }
    Py_DECREF(result);
  }
  return kr_bool_to_obj(true);
}

static PyObject *attrs_compare(PyObject *a, PyObject *b, const KrDataclassState *state, int op) {
  bool unequal = op == Py_NE;
  if (!unequal && op != Py_EQ) return order_plainly(a, b, &state->ordered, op);
  PyObject *result = state->by_value ? equal_one_by_one(a, b, &state->compared) : compare_fields(a, b, &state->compared, Py_EQ);
  if (unequal && result && result != Py_NotImplemented) {
    int equal = PyObject_IsTrue(result);
    Py_DECREF(result);
    result = equal < 0 ? NULL : kr_bool_to_obj(!equal);
  }
  return result;
}

// The fields in an error of == were compared by the function of ==, which that of != calls.
static void equality_failed(const KrDataclassState *state, PyObject *cls, int op) {
  kr_dataclass_entry(state->equal, kr_attrs_line(state->equal, state->by_value ? "self." : "return  (", NULL));
  PyObject *unequal = op == Py_NE ? PyDict_GetItemString(((PyTypeObject *)cls)->tp_dict, "__ne__") : NULL;
  if (unequal) kr_dataclass_entry(unequal, kr_attrs_line(unequal, "self.__eq__(", NULL));
}

static PyObject *dataclass_compare(PyObject *a, PyObject *b, int op) {
  KrClass *cls = class_of_type(Py_TYPE(a));
  const KrDataclassState *state = cls->dataclass_state;
  PyObject *function = order_function(state, op);
  // Objects of other classes may claim to be of this one.
  if (!function || Py_TYPE(a) != Py_TYPE(b) || !current(cls) || !all_defined(a, &state->compared) || !all_defined(b, &state->compared))
    return state->compare_slot(a, b, op);
  bool attrs = cls->dataclass->attrs;
  if (attrs && (!all_defined(a, &state->ordered) || !all_defined(b, &state->ordered))) return state->compare_slot(a, b, op);
  Py_INCREF(a);
  Py_INCREF(b);
  PyObject *result = attrs ? attrs_compare(a, b, state, op) : compare_fields(a, b, &state->compared, op);
  if (attrs && result == Py_NotImplemented && op != Py_EQ && op != Py_NE) Py_SETREF(result, state->compare_slot(a, b, op));
  else if (KR_UNLIKELY(!result) && attrs) equality_failed(state, (PyObject *)Py_TYPE(a), op);
  else if (KR_UNLIKELY(!result)) kr_dataclass_entry(function, 2);
  Py_DECREF(a);
  Py_DECREF(b);
  return result;
}

// --- repr ---
// The repr of a value that has one of its own kind only; NULL without an error for others.
static PyObject *plain_repr(PyObject *o) {
  bool plain = o == Py_None || PyLong_CheckExact(o) || PyUnicode_CheckExact(o) || PyFloat_CheckExact(o) || PyBool_Check(o) || PyBytes_CheckExact(o);
  return plain ? PyObject_Repr(o) : NULL;
}

static PyObject *repr_text(PyObject *o, const KrClass *cls, const KrFieldList *list) {
  PyObject *parts = PyList_New(0), *empty = PyUnicode_FromString(""), *text = NULL;
  bool failed = !parts || !empty;
  for (uint32_t i = 0; !failed && i < list->count; ++i) {
    PyObject *value = kr_field_read(o, list->fields[i]);
    PyObject *repr = value ? plain_repr(value) : NULL;
    PyObject *name = kr_dataclass_name(cls, list->fields[i]);
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
PyObject *kr_dataclass_generated(const KrClass *cls, const char *name) {
  PyObject *now = PyDict_GetItemString(cls->type->tp_dict, name);
  return now && PyFunction_Check(now) && PyDict_GetItemString(cls->methods, name) != now ? now : NULL;
}

const KrField *kr_dataclass_place(const KrClass *cls, PyObject *name) {
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

static void put(KrFieldList *list, const KrField *f) { list->fields[list->count++] = f; }

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
  Py_XSETREF(state->parameters[*at], kr_new_ref(name));
  if (value && factory) Py_DECREF(factory);
  ++*at;
  if (!same || init_var) return same;
  const KrField *place = kr_dataclass_place(cls, name);
  if (!place) return false;
  state->places[*at - 1] = place;
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
  for (uint32_t i = 0; i < cls->dataclass->count; ++i) {
    Py_XDECREF(state->defaults[i]);
    Py_XDECREF(state->parameters[i]);
    Py_XDECREF(state->converters[i]);
    Py_XDECREF(state->validators[i]);
    Py_XDECREF(state->attributes[i]);
  }
  Py_XDECREF(state->post_init);
  Py_XDECREF(state->equal);
  Py_XDECREF(state->hash);
  Py_XDECREF(state->repr);
  Py_XDECREF(state->init);
  for (int i = 0; i < 4; ++i) Py_XDECREF(state->order[i]);
  PyMem_Free(state->defaults);
  PyMem_Free(state->places);
  PyMem_Free(state);
}

int kr_dataclass_visit(const KrClass *cls, visitproc visit, void *arg) {
  const KrDataclassState *state = cls->dataclass_state;
  if (!state) return 0;
  for (uint32_t i = 0; i < cls->dataclass->count; ++i) {
    Py_VISIT(state->defaults[i]);
    Py_VISIT(state->converters[i]);
    Py_VISIT(state->validators[i]);
    Py_VISIT(state->attributes[i]);
  }
  Py_VISIT(state->equal);
  Py_VISIT(state->hash);
  Py_VISIT(state->repr);
  Py_VISIT(state->init);
  for (int i = 0; i < 4; ++i) Py_VISIT(state->order[i]);
  return 0;
}

// With room for what is known of each parameter.
static KrDataclassState *new_state(const KrClass *cls) {
  size_t count = cls->dataclass->count + 1;
  KrDataclassState *state = PyMem_Calloc(1, sizeof *state);
  if (!state) return NULL;
  state->defaults = PyMem_Calloc(5 * count, sizeof *state->defaults);
  state->places = PyMem_Calloc(count, sizeof *state->places);
  if (!state->defaults || !state->places) {
    PyMem_Free(state->defaults);
    PyMem_Free(state->places);
    PyMem_Free(state);
    return NULL;
  }
  state->parameters = state->defaults + count;
  state->converters = state->parameters + count;
  state->validators = state->converters + count;
  state->attributes = state->validators + count;
  return state;
}

static const char *const kOrder[] = {"__lt__", "__le__", "__gt__", "__ge__"};

static void take_compare(PyTypeObject *type, KrDataclassState *state) {
  state->compare_slot = type->tp_richcompare;
  type->tp_richcompare = dataclass_compare;
}

static void take_hash(PyTypeObject *type, KrDataclassState *state, PyObject *function) {
  state->hash = kr_new_ref(function);
  state->hash_slot = type->tp_hash;
  type->tp_hash = dataclass_hash;
}

static void take_repr(PyTypeObject *type, KrDataclassState *state, PyObject *function) {
  state->repr = kr_new_ref(function);
  state->repr_slot = type->tp_repr;
  type->tp_repr = dataclass_repr;
}

static void install_attrs_slots(KrClass *cls, KrDataclassState *state) {
  PyTypeObject *type = cls->type;
  PyObject *hash = kr_dataclass_generated(cls, "__hash__"), *repr = kr_dataclass_generated(cls, "__repr__");
  PyObject *equal = kr_dataclass_generated(cls, "__eq__"), *unequal = kr_dataclass_generated(cls, "__ne__"), *order[4];
  if (hash && kr_attrs_hashes(state, cls, hash)) take_hash(type, state, hash);
  if (repr && kr_attrs_shows(state, cls, repr)) take_repr(type, state, repr);
  bool equals = equal && unequal && kr_attrs_equals(state, cls, equal, unequal), orders = true;
  for (int i = 0; i < 4; ++i) orders = (order[i] = kr_dataclass_generated(cls, kOrder[i])) != NULL && orders;
  orders = orders && kr_attrs_orders(state, cls, order);
  if (equals) state->equal = kr_new_ref(equal);
  state->unequal = equals;
  for (int i = 0; i < 4; ++i) state->order[i] = orders ? kr_new_ref(order[i]) : NULL;
  if (equals || orders) take_compare(type, state);
  PyErr_Clear();
}

static void install_slots(KrClass *cls, KrDataclassState *state) {
  PyTypeObject *type = cls->type;
  PyObject *function;
  if ((function = kr_dataclass_generated(cls, "__hash__"))) take_hash(type, state, function);
#if !KR_PY313
  // Later versions compare field by field, without tuples.
  state->equal = Py_XNewRef(kr_dataclass_generated(cls, "__eq__"));
#endif
  bool any = state->equal != NULL;
  for (int i = 0; i < 4; ++i) any |= (state->order[i] = Py_XNewRef(kr_dataclass_generated(cls, kOrder[i]))) != NULL;
  PyObject *name = PyUnicode_InternFromString("__ne__");
  state->unequal = name && _PyType_Lookup(type, name) == _PyType_Lookup(&PyBaseObject_Type, name);
  Py_XDECREF(name);
  if (any) take_compare(type, state);
  if ((function = kr_dataclass_generated(cls, "__repr__"))) take_repr(type, state, function);
}

static PyObject *dataclass_vectorcall(PyObject *made, PyObject *const *args, size_t n, PyObject *names);

// Calls of the class, from wherever, need not run the generated __init__ where nothing of it but what is known here does something.
static int install_call(KrClass *cls, KrDataclassState *state) {
  PyTypeObject *type = cls->type;
  bool attrs = cls->dataclass->attrs;
  PyObject *pre = PyUnicode_InternFromString("__attrs_pre_init__"), *post = PyUnicode_InternFromString(attrs ? "__attrs_post_init__" : "__post_init__");
  if (!pre || !post) return -1;
  bool plain = !attrs || !_PyType_Lookup(type, pre);
  Py_DECREF(pre);
  if (!_PyType_Lookup(type, post)) Py_CLEAR(post);
  state->post_init = post;
  for (uint32_t i = 0; i < cls->dataclass->count; ++i) plain = plain && state->places[i];
  if (plain && Py_TYPE(type)->tp_call == PyType_Type.tp_call && type->tp_new == PyBaseObject_Type.tp_new) type->tp_vectorcall = dataclass_vectorcall;
  return 0;
}

int kr_dataclass_finish(KrClass *cls, PyObject *made) {
  release(cls);
  if (cls->remade && kr_class_adopt(cls, made) < 0) return -1;
  if (!cls->type || (PyObject *)cls->type != made || !cls->methods || cls->dataclass->count > KR_MOST_FIELDS) return 0;
  kr_class_exact_slow(cls);  // puts descriptors back that the decorator replaced
  KrDataclassState *state = new_state(cls);
  if (!state) {
    PyErr_NoMemory();
    return -1;
  }
  cls->dataclass_state = state;
  if (!(cls->dataclass->attrs ? kr_attrs_read(cls, state) : read_fields(cls, state))) {
    PyErr_Clear();
    release(cls);
    return 0;
  }
  state->init = Py_XNewRef(kr_dataclass_generated(cls, "__init__"));
  if (cls->dataclass->attrs) install_attrs_slots(cls, state);
  else install_slots(cls, state);
  if (state->init && install_call(cls, state) < 0) return -1;
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
  bool attrs = cls->dataclass->attrs;
  if (!made) kr_dataclass_entry(init, attrs ? kr_attrs_line(init, "factory_%U(", cls->module->constants[cls->dataclass->fields[index].name]) : line_of(cls, index));
  Py_DECREF(init);
  return made;
}

int kr_dataclass_fail(KrClass *cls) {
  PyObject *init = cls->dataclass_state ? cls->dataclass_state->init : NULL;
  if (init) kr_dataclass_entry(init, cls->dataclass->attrs ? kr_attrs_line(init, "__attrs_post_init__(", NULL) : line_of(cls, cls->dataclass->count));
  return -1;
}

static Py_ssize_t parameter_of(const KrClass *cls, PyObject *name) {
  const KrDataclassState *state = cls->dataclass_state;
  for (uint32_t i = 0; i < cls->dataclass->count; ++i)
    if (cls->dataclass->fields[i].flags & KR_DC_INIT && (state->parameters[i] == name || PyUnicode_Compare(state->parameters[i], name) == 0)) return i;
  return -1;
}

// Gives each parameter its argument, or NULL. False where __init__ would raise an error, which it then may do itself.
static bool bind(const KrClass *cls, PyObject *const *args, Py_ssize_t given, PyObject *names, PyObject **values) {
  uint32_t at = 0, count = cls->dataclass->count;
  for (uint32_t i = 0; i < count; ++i) values[i] = NULL;
  for (Py_ssize_t i = 0; i < given; ++i) {
    while (at < count && (cls->dataclass->fields[at].flags & (KR_DC_INIT | KR_DC_KEYWORD_ONLY)) != KR_DC_INIT) ++at;
    if (at == count) return false;
    values[at++] = args[i];
  }
  for (Py_ssize_t i = 0; names && i < PyTuple_GET_SIZE(names); ++i) {
    Py_ssize_t found = parameter_of(cls, PyTuple_GET_ITEM(names, i));
    if (found < 0 || values[found]) return false;
    values[found] = args[given + i];
  }
  for (uint32_t i = 0; i < count; ++i) {
    uint32_t flags = cls->dataclass->fields[i].flags;
    if (!values[i] && flags & KR_DC_INIT && !(flags & (KR_DC_DEFAULT | KR_DC_FACTORY))) return false;
  }
  return true;
}

// The first value of a field; -1 with an error.
static int set_first(KrClass *cls, PyObject *o, uint32_t index, PyObject *given) {
  uint32_t flags = cls->dataclass->fields[index].flags;
  const KrField *place = cls->dataclass_state->places[index];
  bool attrs = cls->dataclass->attrs;
  if (attrs && given && flags & KR_DC_FACTORY && kr_attrs_is_nothing(given)) given = NULL;
  // The default of a field that is no parameter is left in the class, but for attrs.
  if (!given && !(flags & KR_DC_FACTORY) && (!(flags & KR_DC_INIT) && !(attrs && flags & KR_DC_DEFAULT))) return 0;
  PyObject *value = given ? kr_new_ref(given) : kr_dataclass_default(cls, index);
  if (value && flags & KR_DC_CONVERTER) Py_SETREF(value, kr_attrs_convert(cls, index, value));
  int status = value ? kr_field_write(o, cls, place, value) : -1;
  Py_XDECREF(value);
  return status;
}

// Whether what a factory or a converter ran has made the class again, so that nothing is known of this one any more.
static bool is_gone(const KrClass *cls, const KrDataclassState *state) {
  if (KR_LIKELY(cls->dataclass_state == state)) return false;
  PyErr_SetString(PyExc_SystemError, "class made again while an instance of it is made");
  return true;
}

static PyObject *construct(KrClass *cls, PyObject *const *values) {
  const KrDataclassState *state = cls->dataclass_state;
  PyObject *o = kr_instance_new(cls);
  bool failed = !o, validated = false;
  for (uint32_t i = 0; !failed && i < cls->dataclass->count; ++i) {
    validated |= cls->dataclass->fields[i].flags & KR_DC_VALIDATOR;
    failed = set_first(cls, o, i, values[i]) < 0 || is_gone(cls, state);
  }
  if (!failed && validated) failed = kr_attrs_validate(cls, o) < 0 || is_gone(cls, state);
  if (!failed && state->post_init) {
    PyObject *result = PyObject_CallMethodNoArgs(o, state->post_init);
    failed = !result;
    if (failed) kr_dataclass_fail(cls);
    Py_XDECREF(result);
  }
  if (failed) Py_CLEAR(o);
  return o;
}

static PyObject *dataclass_vectorcall(PyObject *made, PyObject *const *args, size_t n, PyObject *names) {
  KrClass *cls = class_of_type((PyTypeObject *)made);
  PyObject *values[KR_MOST_FIELDS];
  if (kr_dataclass_current(cls, made) && bind(cls, args, PyVectorcall_NARGS(n), names, values)) return construct(cls, values);
  PyObject *tuple = PyTuple_New(PyVectorcall_NARGS(n)), *keywords = names && PyTuple_GET_SIZE(names) ? PyDict_New() : NULL, *o = NULL;
  bool failed = !tuple || (names && PyTuple_GET_SIZE(names) && !keywords);
  for (Py_ssize_t i = 0; !failed && i < PyVectorcall_NARGS(n); ++i) PyTuple_SET_ITEM(tuple, i, kr_new_ref(args[i]));
  for (Py_ssize_t i = 0; !failed && keywords && i < PyTuple_GET_SIZE(names); ++i)
    failed = PyDict_SetItem(keywords, PyTuple_GET_ITEM(names, i), args[PyVectorcall_NARGS(n) + i]) < 0;
  if (!failed) o = PyType_Type.tp_call(made, tuple, keywords);
  Py_XDECREF(tuple);
  Py_XDECREF(keywords);
  return o;
}
