// Enumerations without the library's Python code: hashes of members, operators of flags, members by value.
//
// Classes stay as the library makes them. The slots of a new class, which are only a shorter way to its functions, go to the functions here,
// until someone rebinds one of them: then type.__setattr__ resets the slot. Whether the functions on the way are those of the library, and
// their code untouched, is looked at each time, by versions. What is not plain (no member of that value, values that are not ints, a trace
// function) is left to the library.
#include "field.h"
#include "library.h"

#if !KR_PY313

typedef enum { kHash, kOr, kAnd, kXor, kBool, kContains, kCall, kNew, kGetValue, kItem, kFunctions } Function;
enum { kClasses = 64 };

static const struct {
  const char *name, *owner, *qualname;
} kLibrary[kFunctions] = {
    [kHash] = {"__hash__", "Enum", "Enum.__hash__"},    [kOr] = {"__or__", "Flag", "Flag.__or__"},
    [kAnd] = {"__and__", "Flag", "Flag.__and__"},       [kXor] = {"__xor__", "Flag", "Flag.__xor__"},
    [kBool] = {"__bool__", "Flag", "Flag.__bool__"},    [kContains] = {"__contains__", "Flag", "Flag.__contains__"},
    [kCall] = {"__call__", "EnumType", "EnumType.__call__"}, [kNew] = {"__new__", "Enum", "Enum.__new__"},
    [kGetValue] = {"_get_value", "Flag", "Flag._get_value"}, [kItem] = {"__getitem__", "EnumType", "EnumType.__getitem__"},
};
static PyObject *names[kFunctions], *function_codes[kFunctions];  // interned; code of the library's functions, held, NULL where there is none
static PyObject *name_name, *value_name, *members_name, *map_name, *type_name, *class_name_;
static PyObject *library_globals, *builtin_names[3];              // of module enum; `hash`, `isinstance`, `bool` as it finds them
static const char *const kBuiltins[3] = {"hash", "isinstance", "bool"};

// What is known of a class while it and its metaclass have these versions.
typedef struct {
  unsigned int version, meta_version;
  bool is_enum;                      // a class of the library's Enum, made by its metaclass
  PyObject *functions[kFunctions];   // found for it, borrowed: NULL where it is not the library's
  PyObject *members;                 // `_value2member_map_`, an exact dict; borrowed
  PyObject *map;                     // likewise `_member_map_`
  bool takes_ints;                   // members are ints, too
  KrAttrCache name, value;
} EnumClass;
static EnumClass known[kClasses];

// The class of that name among those it derives from.
static PyTypeObject *base_named(PyTypeObject *type, const char *name) {
  for (Py_ssize_t i = PyTuple_GET_SIZE(type->tp_mro); i-- > 0;) {
    PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(type->tp_mro, i);
    if (strcmp(base->tp_name, name) == 0 && base->tp_flags & Py_TPFLAGS_HEAPTYPE) return base;
  }
  return NULL;
}

static bool intern_names(void) {
  static bool done;
  if (done) return true;
  for (int i = 0; i < kFunctions; ++i)
    if (!names[i] && !(names[i] = PyUnicode_InternFromString(kLibrary[i].name))) return false;
  for (int i = 0; i < 3; ++i)
    if (!builtin_names[i] && !(builtin_names[i] = PyUnicode_InternFromString(kBuiltins[i]))) return false;
  name_name = PyUnicode_InternFromString("_name_");
  value_name = PyUnicode_InternFromString("_value_");
  members_name = PyUnicode_InternFromString("_value2member_map_");
  map_name = PyUnicode_InternFromString("_member_map_");
  type_name = PyUnicode_InternFromString("_member_type_");
  class_name_ = PyUnicode_InternFromString("__class__");
  return done = name_name && value_name && members_name && map_name && type_name && class_name_;
}

// Reads what the library has; false where somebody has changed it already, or it is another one.
static bool read_library(PyTypeObject *type) {
  static bool tried;
  if (library_globals) return true;
  if (tried) return false;
  PyTypeObject *owners[2] = {base_named(type, "Enum"), base_named(Py_TYPE(type), "EnumType")}, *flag = base_named(type, "Flag");
  if (!owners[0] || !owners[1] || kr_library_item("enum", "Enum") != (PyObject *)owners[0]) return false;
  tried = true;
  PyObject *code[kFunctions] = {0};
  if (!flag) flag = (PyTypeObject *)kr_library_item("enum", "Flag");
  for (int i = 0; i < kFunctions && flag && PyType_Check((PyObject *)flag); ++i) {
    PyTypeObject *owner = i == kCall || i == kItem ? owners[1] : i == kHash || i == kNew ? owners[0] : flag;
    code[i] = kr_library_code(owner, "enum", kLibrary[i].name, kLibrary[i].qualname);
    if (!code[i] && i != kGetValue && i != kItem) return false;
  }
  PyObject *hash = PyDict_GetItemString(kr_type_dict(owners[0]), "__hash__");
  if (!code[kHash] || !hash) return false;
  for (int i = 0; i < kFunctions; ++i) function_codes[i] = Py_XNewRef(code[i]);
  library_globals = kr_new_ref(((PyFunctionObject *)hash)->func_globals);
  return true;
}

// Whether the library still means the builtins by their names.
static bool builtins_stand(void) {
  static uint64_t global_version, builtin_version;
  PyObject *builtins = PyEval_GetBuiltins();
  if (KR_LIKELY(kr_dict_version(library_globals) == global_version && kr_dict_version(builtins) == builtin_version)) return true;
  PyObject *expected[3] = {NULL, NULL, (PyObject *)&PyBool_Type};
  for (int i = 0; i < 3; ++i) {
    PyObject *found = PyDict_GetItemWithError(builtins, builtin_names[i]);
    if (PyDict_GetItemWithError(library_globals, builtin_names[i]) || !found) return PyErr_Clear(), false;
    if (expected[i] ? found != expected[i] : !PyCFunction_CheckExact(found) || strcmp(((PyCFunctionObject *)found)->m_ml->ml_name, kBuiltins[i]) != 0)
      return false;
  }
  global_version = kr_dict_version(library_globals);
  builtin_version = kr_dict_version(builtins);
  return true;
}

static bool learn(EnumClass *e, PyTypeObject *type) {
  PyTypeObject *meta = Py_TYPE(type);
  if (!intern_names()) return PyErr_Clear(), false;
  if (e->name.kind == KR_ATTR_GETTER) kr_getter_forget(&e->name);
  if (e->value.kind == KR_ATTR_GETTER) kr_getter_forget(&e->value);
  memset(e, 0, sizeof *e);
  PyObject *getattribute = _PyType_Lookup(type, class_name_), *call = _PyType_Lookup(meta, names[kCall]);
  e->version = type->tp_version_tag;
  e->meta_version = meta->tp_version_tag;
  if (!type->tp_version_tag || !meta->tp_version_tag || !kr_bytecode_of(call) || !base_named(meta, "EnumType") || !base_named(type, "Enum") ||
      !read_library(type))
    return false;
  e->is_enum = type->tp_getattro == PyObject_GenericGetAttr && getattribute == _PyType_Lookup(&PyBaseObject_Type, class_name_);
  for (int i = 0; i < kFunctions; ++i) {
    PyObject *found = i == kCall ? call : _PyType_Lookup(i == kItem ? meta : type, names[i]);
    if (found && kr_bytecode_of(found) && kr_bytecode_of(found) == function_codes[i]) e->functions[i] = found;
  }
  PyObject *members = _PyType_Lookup(type, members_name);
  if (members && PyDict_CheckExact(members) && !_PyType_Lookup(meta, members_name)) e->members = members;
  members = _PyType_Lookup(type, map_name);
  if (members && PyDict_CheckExact(members) && !_PyType_Lookup(meta, map_name)) e->map = members;
  e->takes_ints = _PyType_Lookup(type, type_name) == (PyObject *)&PyLong_Type;
  return e->is_enum;
}

static EnumClass *enum_class(PyTypeObject *type) {
  EnumClass *e = &known[type->tp_version_tag % kClasses];
  bool is = KR_LIKELY(e->version == type->tp_version_tag && e->meta_version == Py_TYPE(type)->tp_version_tag && e->version) ? e->is_enum : learn(e, type);
  return is && KR_LIKELY(!kr_is_traced()) && builtins_stand() ? e : NULL;
}

static bool stands(const EnumClass *e, Function f) { return e->functions[f] && KR_LIKELY(kr_bytecode_of(e->functions[f]) == function_codes[f]); }
// Whether a call of the class gives the member that `members` has for a value.
static bool looks_up(const EnumClass *e) { return e->members && stands(e, kCall) && stands(e, kNew); }

// An attribute of a member; NULL without an error where it is no plain one. New reference.
static PyObject *attribute(PyObject *o, PyObject *name, KrAttrCache *cache) {
  if (KR_UNLIKELY(cache->version != Py_TYPE(o)->tp_version_tag) && !kr_attribute_learn(Py_TYPE(o), name, cache)) return NULL;
  PyObject *value = cache->kind == KR_ATTR_GETTER ? NULL : kr_attribute_cached(o, name, cache);
  if (!value) PyErr_Clear();
  return value;
}

// `_value_` where it is an exact int. New reference.
static PyObject *int_value(EnumClass *e, PyObject *o) {
  PyObject *value = attribute(o, value_name, &e->value);
  if (value && !PyLong_CheckExact(value)) Py_CLEAR(value);
  return value;
}

// The member of that value, new reference; NULL without an error where there is none.
static PyObject *member_of(EnumClass *e, PyObject *value) {
  PyObject *members = kr_new_ref(e->members), *member = Py_XNewRef(PyDict_GetItemWithError(members, value));
  if (!member) PyErr_Clear();
  Py_DECREF(members);
  return member;
}

// --- hash ---
static hashfunc library_hash;

static Py_hash_t member_hash(PyObject *o) {
  EnumClass *e = enum_class(Py_TYPE(o));
  PyObject *name = e && stands(e, kHash) ? attribute(o, name_name, &e->name) : NULL;
  if (name && (PyUnicode_CheckExact(name) || name == Py_None)) {
    Py_hash_t hash = PyObject_Hash(name);
    Py_DECREF(name);
    return hash;
  }
  Py_XDECREF(name);
  return library_hash(o);
}

// --- operators ---
static binaryfunc library_operator[3];  // what the slots of Python functions are
static inquiry library_bool;
static objobjproc library_contains;

static PyObject *combine(Function f, PyObject *a, PyObject *b) {
  switch (f) {
    case kOr: return PyNumber_Or(a, b);
    case kAnd: return PyNumber_And(a, b);
    default: return PyNumber_Xor(a, b);
  }
}

static PyObject *call_operator(PyObject *o, const char *name, PyObject *other) {
  PyObject *text = PyUnicode_FromString(name), *method = text ? kr_lookup_special(o, text) : NULL;
  Py_XDECREF(text);
  if (!method) return PyErr_Occurred() ? NULL : kr_new_ref(Py_NotImplemented);
  PyObject *result = PyObject_CallOneArg(method, other);
  Py_DECREF(method);
  return result;
}

// As typeobject.c calls the methods of Python classes for an operator, each once: this slot is not the one it knows.
static PyObject *operate(Function f, PyObject *a, PyObject *b, binaryfunc own, binaryfunc *slot_of_a, binaryfunc *slot_of_b) {
  static const char *const kReflected[] = {[kOr] = "__ror__", [kAnd] = "__rand__", [kXor] = "__rxor__"};
  bool first = slot_of_a && *slot_of_a == own, second = slot_of_b && *slot_of_b == own && Py_TYPE(a) != Py_TYPE(b);
  EnumClass *e = enum_class(first ? Py_TYPE(a) : Py_TYPE(b));
  PyObject *flag = first ? a : b, *other = first ? b : a, *result = NULL;
  // A reflected operator is the same function.
  if (e && stands(e, f) && looks_up(e) && (!function_codes[kGetValue] || stands(e, kGetValue)) && first &&
      (Py_TYPE(other) == Py_TYPE(flag) || (e->takes_ints && PyLong_CheckExact(other)))) {
    PyObject *x = int_value(e, flag), *y = x ? (Py_TYPE(other) == Py_TYPE(flag) ? int_value(e, other) : kr_new_ref(other)) : NULL;
    PyObject *value = y ? combine(f, x, y) : NULL;
    if (value) result = member_of(e, value);
    else PyErr_Clear();
    Py_XDECREF(value);
    Py_XDECREF(y);
    Py_XDECREF(x);
    if (result) return result;
  }
  if (first) {
    result = call_operator(a, kLibrary[f].name, b);
    if (result != Py_NotImplemented || !second) return result;
    Py_DECREF(result);
  }
  return call_operator(b, kReflected[f], a);
}

#define OPERATOR(NAME, SLOT, FUNCTION)                                                                                  \
  static PyObject *member_##NAME(PyObject *a, PyObject *b) {                                                            \
    PyNumberMethods *x = Py_TYPE(a)->tp_as_number, *y = Py_TYPE(b)->tp_as_number;                                       \
    return operate(FUNCTION, a, b, member_##NAME, x ? &x->SLOT : NULL, y ? &y->SLOT : NULL);                            \
  }
OPERATOR(or, nb_or, kOr)
OPERATOR(and, nb_and, kAnd)
OPERATOR(xor, nb_xor, kXor)

static int member_bool(PyObject *o) {
  EnumClass *e = enum_class(Py_TYPE(o));
  PyObject *value = e && stands(e, kBool) ? int_value(e, o) : NULL;
  if (!value) return library_bool(o);
  int truth = Py_SIZE(value) != 0 && PyObject_IsTrue(value);
  Py_DECREF(value);
  return truth;
}

static int member_contains(PyObject *o, PyObject *other) {
  EnumClass *e = Py_TYPE(o) == Py_TYPE(other) ? enum_class(Py_TYPE(o)) : NULL;
  PyObject *own = e && stands(e, kContains) ? int_value(e, o) : NULL, *asked = own ? int_value(e, other) : NULL;
  PyObject *common = asked ? PyNumber_And(asked, own) : NULL;
  int contains = common ? PyObject_RichCompareBool(common, asked, Py_EQ) : -1;
  Py_XDECREF(own);
  Py_XDECREF(asked);
  Py_XDECREF(common);
  if (KR_LIKELY(contains >= 0)) return contains;
  PyErr_Clear();
  return library_contains(o, other);
}

// --- members by value ---
PyObject *kr_enum_find(PyTypeObject *type, PyObject *value) {
  if (!PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE)) return NULL;
  bool own = Py_TYPE(value) == type;
  if (!own && !PyLong_CheckExact(value) && !PyUnicode_CheckExact(value)) return NULL;
  EnumClass *e = enum_class(type);
  if (!e || !looks_up(e)) return NULL;
  return own ? kr_new_ref(value) : member_of(e, value);
}

PyObject *kr_enum_item(PyTypeObject *type, PyObject *name) {
  if (!PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) || !PyUnicode_CheckExact(name)) return NULL;
  EnumClass *e = enum_class(type);
  if (!e || !e->map || !stands(e, kItem)) return NULL;
  PyObject *member = PyDict_GetItemWithError(e->map, name);
  if (!member) PyErr_Clear();
  return Py_XNewRef(member);
}

// Whether the slot is the one of Python functions, which all have in common: what it is was seen first.
#define TAKE(SLOT, LIBRARY, OWN)                    \
  do {                                              \
    if (!LIBRARY) LIBRARY = SLOT;                   \
    if (SLOT == LIBRARY) SLOT = OWN;                \
  } while (0)

void kr_enum_class_made(PyTypeObject *type) {
  if (Py_TYPE(type) == &PyType_Type || !PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) || !base_named(Py_TYPE(type), "EnumType")) return;
  EnumClass *e = enum_class(type);
  if (!e) return;
  PyNumberMethods *number = &((PyHeapTypeObject *)(void *)type)->as_number;
  PySequenceMethods *sequence = &((PyHeapTypeObject *)(void *)type)->as_sequence;
  if (stands(e, kHash)) TAKE(type->tp_hash, library_hash, member_hash);
  if (stands(e, kOr)) TAKE(number->nb_or, library_operator[0], member_or);
  if (stands(e, kAnd)) TAKE(number->nb_and, library_operator[1], member_and);
  if (stands(e, kXor)) TAKE(number->nb_xor, library_operator[2], member_xor);
  if (stands(e, kBool)) TAKE(number->nb_bool, library_bool, member_bool);
  if (stands(e, kContains)) TAKE(sequence->sq_contains, library_contains, member_contains);
}

#else

void kr_enum_class_made(PyTypeObject *type) { (void)type; }
PyObject *kr_enum_find(PyTypeObject *type, PyObject *value) { return (void)type, (void)value, NULL; }
PyObject *kr_enum_item(PyTypeObject *type, PyObject *name) { return (void)type, (void)name, NULL; }

#endif
