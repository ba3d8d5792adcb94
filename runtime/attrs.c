// What the attrs library makes of a native class, done on the fields in place, as dataclass.c does it for dataclasses.
//
// The library comes in many versions, whose generated functions differ. What they do is not read from their text but found out: each is
// called with objects that have the fields and nothing else, and taken over where it answers as the code here would.
#include "dataclass.h"

static PyObject *nothing;   // attr.NOTHING
static PyObject *factory;   // attr.Factory
static PyObject *settings;  // the globals of attr.get_run_validators

static bool find_library(void) {
  if (nothing) return true;
  PyObject *module = PyImport_ImportModule("attr"), *asks = NULL;
  if (module) {
    nothing = PyObject_GetAttrString(module, "NOTHING");
    factory = PyObject_GetAttrString(module, "Factory");
    asks = PyObject_GetAttrString(module, "get_run_validators");
  }
  if (asks && PyFunction_Check(asks)) settings = kr_new_ref(PyFunction_GET_GLOBALS(asks));
  Py_XDECREF(asks);
  Py_XDECREF(module);
  if (nothing && factory && settings) return true;
  Py_CLEAR(nothing);
  Py_CLEAR(factory);
  Py_CLEAR(settings);
  return false;
}

bool kr_attrs_is_nothing(PyObject *value) { return value == nothing; }

// --- what attrs has found ---
// An attribute that is None where there is nothing, as a new reference; false with an error.
static bool read_optional(PyObject *attribute, const char *name, PyObject **place) {
  PyObject *value = PyObject_GetAttrString(attribute, name);
  if (!value) return false;
  if (value == Py_None) Py_CLEAR(value);
  Py_XSETREF(*place, value);
  return true;
}

static bool is_none(PyObject *attribute, const char *name) {
  PyObject *value = PyObject_GetAttrString(attribute, name);
  Py_XDECREF(value);
  PyErr_Clear();
  return value == Py_None || !value;
}

// True, False, or, of a third kind, -1.
static int read_flag(PyObject *attribute, const char *name) {
  PyObject *value = PyObject_GetAttrString(attribute, name);
  Py_XDECREF(value);
  PyErr_Clear();
  return value == Py_True ? 1 : value == Py_False ? 0 : -1;
}

static bool read_default(KrDataclassState *state, uint32_t at, PyObject *attribute, uint32_t *flags) {
  PyObject *value = PyObject_GetAttrString(attribute, "default");
  if (!value) return false;
  if (value == nothing) return Py_DECREF(value), true;
  int makes = PyObject_IsInstance(value, factory);
  *flags |= makes == 1 ? KR_DC_FACTORY : KR_DC_DEFAULT;
  if (makes == 1) {
    bool alone = read_flag(value, "takes_self") == 0;
    Py_SETREF(value, PyObject_GetAttrString(value, "factory"));
    if (!alone) Py_CLEAR(value);
  }
  Py_XSETREF(state->defaults[at], value);
  return makes >= 0 && value;
}

// Whether __init__ has the parameter that the compiler gives the field: its name without underscores in front.
static bool has_own_parameter(PyObject *attribute, PyObject *name, PyObject **parameter) {
  Py_ssize_t skip = 0;
  while (skip < PyUnicode_GET_LENGTH(name) && PyUnicode_READ_CHAR(name, skip) == '_') ++skip;
  PyObject *expected = PyUnicode_Substring(name, skip, PyUnicode_GET_LENGTH(name));
  if (!expected) return false;
  PyUnicode_InternInPlace(&expected);
  Py_XSETREF(*parameter, expected);
  PyObject *alias = PyObject_GetAttrString(attribute, "alias");
  if (!alias) return PyErr_Clear(), true;  // came with a later version
  bool same = PyUnicode_Check(alias) && PyUnicode_Compare(alias, expected) == 0;
  Py_DECREF(alias);
  return same;
}

static void put(KrFieldList *list, const KrField *f) { list->fields[list->count++] = f; }

// A list with a field that is treated in a way of its own is not used: it gets more fields than there are.
static void put_if(KrFieldList *list, int flag, bool plain, const KrField *f) {
  if (list->count > KR_MOST_FIELDS) return;
  if (flag < 0 || (flag && !plain)) list->count = KR_MOST_FIELDS + 1;
  else if (flag) put(list, f);
}

static bool read_attribute(KrClass *cls, KrDataclassState *state, PyObject *attribute, uint32_t at) {
  const KrDataclassField *expected = &cls->dataclass->fields[at];
  PyObject *name = cls->module->constants[expected->name], *given = PyObject_GetAttrString(attribute, "name");
  bool same = given && PyUnicode_Check(given) && PyUnicode_Compare(given, name) == 0;
  Py_XDECREF(given);
  uint32_t flags = (read_flag(attribute, "init") == 1 ? KR_DC_INIT : 0) | (read_flag(attribute, "kw_only") == 1 ? KR_DC_KEYWORD_ONLY : 0);
  if (!same || !read_default(state, at, attribute, &flags) || !read_optional(attribute, "converter", &state->converters[at]) ||
      !read_optional(attribute, "validator", &state->validators[at]) || !has_own_parameter(attribute, name, &state->parameters[at]))
    return false;
  PyObject *converter = state->converters[at];
  if (converter && PyObject_HasAttrString(converter, "takes_self")) return false;
  flags |= (converter ? KR_DC_CONVERTER : 0) | (state->validators[at] ? KR_DC_VALIDATOR : 0);
  const KrField *place = kr_dataclass_place(cls, name);
  if (flags != expected->flags || !place) return false;
  state->places[at] = place;
  state->attributes[at] = kr_new_ref(attribute);
  int compared = read_flag(attribute, "eq"), ordered = read_flag(attribute, "order");
  bool plain = is_none(attribute, "eq_key");
  put_if(&state->compared, compared, plain, place);
  put_if(&state->ordered, ordered, is_none(attribute, "order_key"), place);
  put_if(&state->hashed, is_none(attribute, "hash") ? compared : read_flag(attribute, "hash"), plain, place);
  put_if(&state->shown, read_flag(attribute, "repr"), true, place);
  return true;
}

bool kr_attrs_read(KrClass *cls, KrDataclassState *state) {
  PyObject *found = PyDict_GetItemString(cls->type->tp_dict, "__attrs_attrs__");
  if (!found || !PyTuple_Check(found) || PyTuple_GET_SIZE(found) != (Py_ssize_t)cls->dataclass->count || !find_library()) return false;
  Py_INCREF(found);
  bool same = true;
  for (uint32_t i = 0; same && i < cls->dataclass->count; ++i) same = read_attribute(cls, state, PyTuple_GET_ITEM(found, i), i);
  Py_DECREF(found);
  return same;
}

// --- what the generated functions do ---
// An object with the attributes 0, 1, 2, ..., that of field `odd` (-1: of none) being 1000 more. NULL with an error.
static PyObject *make_probe(const KrClass *cls, const KrFieldList *list, int64_t odd) {
  static PyObject *type;
  if (!type) {
    PyObject *types = PyImport_ImportModule("types");
    type = types ? PyObject_GetAttrString(types, "SimpleNamespace") : NULL;
    Py_XDECREF(types);
  }
  PyObject *values = type ? PyDict_New() : NULL, *none = values ? PyTuple_New(0) : NULL, *probe = NULL;
  bool failed = !none;
  for (uint32_t i = 0; !failed && i < list->count; ++i) {
    PyObject *value = PyLong_FromLongLong(i + (i == odd ? 1000 : 0));
    failed = !value || PyDict_SetItem(values, kr_dataclass_name(cls, list->fields[i]), value) < 0;
    Py_XDECREF(value);
  }
  if (!failed) probe = PyObject_Call(type, none, values);
  Py_XDECREF(values);
  Py_XDECREF(none);
  return probe;
}

// function(a, b) is `expected`, a bool.
static bool answers(PyObject *function, PyObject *a, PyObject *b, bool expected) {
  PyObject *result = a && b ? PyObject_CallFunctionObjArgs(function, a, b, NULL) : NULL;
  Py_XDECREF(result);
  PyErr_Clear();
  return result == (expected ? Py_True : Py_False);
}

static bool usable(const KrFieldList *list) { return list->count <= KR_MOST_FIELDS; }

bool kr_attrs_equals(KrDataclassState *state, const KrClass *cls, PyObject *equal, PyObject *unequal) {
  const KrFieldList *list = &state->compared;
  if (!usable(list)) return false;
  PyObject *a = make_probe(cls, list, -1), *same = make_probe(cls, list, -1);
  bool fits = answers(equal, a, same, true) && answers(unequal, a, same, false);
  for (uint32_t i = 0; fits && i < list->count; ++i) {
    PyObject *other = make_probe(cls, list, i);
    fits = answers(equal, a, other, false) && answers(equal, other, a, false) && answers(unequal, a, other, true);
    Py_XDECREF(other);
  }
  if (fits && list->count > 0) {
    PyObject *nan = PyFloat_FromDouble(Py_NAN), *name = kr_dataclass_name(cls, list->fields[0]);
    fits = nan && a && same && PyObject_SetAttr(a, name, nan) == 0 && PyObject_SetAttr(same, name, nan) == 0;
    state->by_value = fits && answers(equal, a, same, false);
    fits = fits && (state->by_value || answers(equal, a, same, true));
    Py_XDECREF(nan);
  }
  Py_XDECREF(a);
  Py_XDECREF(same);
  PyErr_Clear();
  return fits;
}

bool kr_attrs_orders(KrDataclassState *state, const KrClass *cls, PyObject *const *functions) {
  const KrFieldList *list = &state->ordered;
  if (!usable(list)) return false;
  PyObject *a = make_probe(cls, list, -1), *same = make_probe(cls, list, -1);
  bool fits = true;
  for (int op = 0; fits && op < 4; ++op) {
    fits = answers(functions[op], a, same, op & 1);
    for (uint32_t i = 0; fits && i < list->count; ++i) {
      PyObject *more = make_probe(cls, list, i);
      fits = answers(functions[op], a, more, op < 2) && answers(functions[op], more, a, op >= 2);
      Py_XDECREF(more);
    }
  }
  Py_XDECREF(a);
  Py_XDECREF(same);
  PyErr_Clear();
  return fits;
}

// The int among the constants of a function, where there is one only.
static PyObject *only_int(PyObject *function) {
  PyObject *consts = ((PyCodeObject *)PyFunction_GET_CODE(function))->co_consts, *found = NULL;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(consts); ++i) {
    if (!PyLong_CheckExact(PyTuple_GET_ITEM(consts, i))) continue;
    if (found) return NULL;
    found = PyTuple_GET_ITEM(consts, i);
  }
  return found;
}

bool kr_attrs_hashes(KrDataclassState *state, const KrClass *cls, PyObject *function) {
  const KrFieldList *list = &state->hashed;
  PyObject *salt = only_int(function), *probe = usable(list) ? make_probe(cls, list, -1) : NULL;
  PyObject *got = probe ? PyObject_CallFunctionObjArgs(function, probe, NULL) : NULL;
  state->salted = salt != NULL;
  Py_uhash_t sum = KR_HASH_START;
  if (salt) sum = kr_hash_lane(sum, state->salt = PyObject_Hash(salt));
  for (uint32_t i = 0; i < list->count && got; ++i) sum = kr_hash_lane(sum, i);
  bool same = got && PyLong_CheckExact(got) && PyLong_AsSsize_t(got) == kr_hash_end(sum, list->count + state->salted);
  Py_XDECREF(probe);
  Py_XDECREF(got);
  PyErr_Clear();
  return same;
}

bool kr_attrs_shows(KrDataclassState *state, const KrClass *cls, PyObject *function) {
  const KrFieldList *list = &state->shown;
  if (!usable(list)) return false;
  PyObject *probe = make_probe(cls, list, -1), *got = probe ? PyObject_CallFunctionObjArgs(function, probe, NULL) : NULL;
  PyObject *expected = PyUnicode_FromString("SimpleNamespace(");
  for (uint32_t i = 0; expected && i < list->count; ++i)
    Py_SETREF(expected, PyUnicode_FromFormat("%U%s%U=%u", expected, i ? ", " : "", kr_dataclass_name(cls, list->fields[i]), (unsigned)i));
  if (expected) Py_SETREF(expected, PyUnicode_FromFormat("%U)", expected));
  bool same = got && expected && PyUnicode_Check(got) && PyUnicode_Compare(got, expected) == 0;
  Py_XDECREF(probe);
  Py_XDECREF(got);
  Py_XDECREF(expected);
  PyErr_Clear();
  return same;
}

// --- construction ---
// attrs keeps the text of its functions where tracebacks look for it.
int kr_attrs_line(PyObject *function, const char *text, PyObject *name) {
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  PyCodeObject *code = (PyCodeObject *)PyFunction_GET_CODE(function);
  PyObject *wanted = PyUnicode_FromFormat(text, name);
  PyObject *module = PyImport_ImportModule("linecache");
  PyObject *lines = module ? PyObject_CallMethod(module, "getlines", "(O)", code->co_filename) : NULL;
  int found = 0;
  if (lines && wanted && PyList_Check(lines)) {
    for (Py_ssize_t i = code->co_firstlineno; i < PyList_GET_SIZE(lines); ++i) {
      PyObject *line = PyList_GET_ITEM(lines, i);
      if (!PyUnicode_Check(line) || PyUnicode_Find(line, wanted, 0, PyUnicode_GET_LENGTH(line), 1) < 0) continue;
      found = (int)i + 1 - code->co_firstlineno;
      break;
    }
  }
  Py_XDECREF(wanted);
  Py_XDECREF(module);
  Py_XDECREF(lines);
  PyErr_Clear();
  PyErr_Restore(type, value, tb);
  return found;
}

PyObject *kr_attrs_convert(KrClass *cls, uint32_t index, PyObject *value) {
  KrDataclassState *state = cls->dataclass_state;
  PyObject *converter = kr_new_ref(state->converters[index]), *init = kr_new_ref(state->init);
  PyObject *args[2] = {NULL, value};
  PyObject *made = PyObject_Vectorcall(converter, args + 1, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
  if (!made) kr_dataclass_entry(init, kr_attrs_line(init, "converter_%U(", cls->module->constants[cls->dataclass->fields[index].name]));
  Py_DECREF(converter);
  Py_DECREF(init);
  return made;
}

// Whether validators are to run, as attr.get_run_validators tells.
static int validators_run(void) {
  PyObject *flag = PyDict_GetItemString(settings, "_run_validators");
  if (KR_LIKELY(flag)) return flag == Py_True;
  PyErr_Clear();
  PyObject *module = PyImport_ImportModule("attr"), *result = module ? PyObject_CallMethod(module, "get_run_validators", NULL) : NULL;
  Py_XDECREF(module);
  Py_XDECREF(result);
  return result ? result == Py_True : -1;
}

int kr_attrs_validate(KrClass *cls, PyObject *o) {
  int run = validators_run();
  if (run <= 0) return run;
  KrDataclassState *state = cls->dataclass_state;
  PyObject *init = kr_new_ref(state->init);
  for (uint32_t i = 0; run > 0 && cls->dataclass_state == state && i < cls->dataclass->count; ++i) {
    if (!state->validators[i]) continue;
    PyObject *validator = kr_new_ref(state->validators[i]), *attribute = kr_new_ref(state->attributes[i]);
    PyObject *args[4] = {NULL, o, attribute, PyObject_GetAttr(o, cls->module->constants[cls->dataclass->fields[i].name])};
    PyObject *result = args[3] ? PyObject_Vectorcall(validator, args + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL) : NULL;
    if (!result) {
      kr_dataclass_entry(init, kr_attrs_line(init, "validator_%U(", cls->module->constants[cls->dataclass->fields[i].name]));
      run = -1;
    }
    Py_XDECREF(args[3]);
    Py_XDECREF(result);
    Py_DECREF(validator);
    Py_DECREF(attribute);
  }
  Py_DECREF(init);
  return run < 0 ? -1 : 0;
}
