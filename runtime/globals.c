// Slow paths of global loads.
#include "krait.h"

// The builtins that a module's code sees: its `__builtins__`, a module or a dict. Borrowed.
static PyObject *builtins_of(PyObject *dict) {
  static PyObject *key;
  if (!key && !(key = PyUnicode_InternFromString("__builtins__"))) return NULL;
  PyObject *builtins = PyDict_GetItemWithError(dict, key);
  if (!builtins) return PyErr_Occurred() ? NULL : PyEval_GetBuiltins();
  return PyModule_Check(builtins) ? PyModule_GetDict(builtins) : builtins;
}

uint32_t kr_dict_place_of(PyObject *dict, PyObject *name) {
  KrDictKeys *keys = KR_DICT_KEYS(dict);
  if (keys->kind != KR_DICT_KEYS_UNICODE) return UINT32_MAX;
  KrDictEntry *entries = kr_dict_entries(keys);
  for (Py_ssize_t i = 0; i < keys->nentries; ++i)
    if (entries[i].key == name) return (uint32_t)i;
  return UINT32_MAX;
}

// Remembers where the dict keeps the name.
static void remember(KrGlobalCache *cache, PyObject *dict, PyObject *name) {
  uint32_t place = kr_dict_place_of(dict, name);
  if (place != UINT32_MAX) cache->index = place;
}

// What the dict holds now, NULL where the name is none of its own.
static PyObject *found(KrGlobalCache *cache, PyObject *dict, PyObject *value) {
  cache->version = kr_dict_version(dict);
  cache->value = value;
  if (value) cache->builtin = NULL;
  return value;
}

// The builtin that is cached, or NULL: the module's dict says which builtins are its own, and is as it was when those were the interpreter's.
static inline PyObject *cached_builtin(const KrGlobalCache *cache, PyObject *dict) {
#if KR_HAVE_DICT_VERSION
  if (cache->builtin && cache->version == kr_dict_version(dict) && cache->builtins_version == kr_dict_version(kr_builtins_dict)) return cache->builtin;
#else
  (void)cache, (void)dict;
#endif
  return NULL;
}

// Global, else builtin, borrowed; NULL without an error when there is neither.
static PyObject *find(KrGlobalCache *cache, PyObject *dict, PyObject *name) {
  PyObject *builtin = cached_builtin(cache, dict);
  if (builtin) return builtin;
  PyObject *here = kr_global_at_place(cache, dict, name);
  if (here) return found(cache, dict, here);
  PyObject *value = PyDict_GetItemWithError(dict, name);
  if (value) {
    remember(cache, dict, name);
    return found(cache, dict, value);
  }
  if (PyErr_Occurred()) return NULL;
  cache->index = UINT32_MAX;
  cache->builtin = NULL;
  PyObject *builtins = builtins_of(dict);
  if (!builtins || !PyDict_CheckExact(builtins)) return NULL;
  value = PyDict_GetItemWithError(builtins, name);
#if KR_HAVE_DICT_VERSION
  if (value && builtins == kr_builtins_dict) {
    found(cache, dict, NULL);
    cache->builtins_version = kr_dict_version(builtins);
    cache->builtin = value;
  }
#endif
  return value;
}

static KR_NOINLINE PyObject *load_anew(KrGlobalCache *cache, PyObject *dict, PyObject *name) {
  PyObject *value = find(cache, dict, name);
  if (value) return kr_new_ref(value);
  if (PyErr_Occurred()) return NULL;
  PyObject *builtins = builtins_of(dict);
  if (builtins && !PyDict_CheckExact(builtins)) {
    value = PyObject_GetItem(builtins, name);
    if (value || !PyErr_ExceptionMatches(PyExc_KeyError)) return value;
    PyErr_Clear();
  }
  if (!PyErr_Occurred()) kr_name_error(name);
  return NULL;
}

// A builtin, or some global was written: the place is the same, as a rule.
PyObject *kr_global_load_slow(KrGlobalCache *cache, PyObject *dict, PyObject *name) {
  PyObject *builtin = cached_builtin(cache, dict);
  if (builtin) return kr_new_ref(builtin);
  PyObject *value = kr_global_at_place(cache, dict, name);
  return KR_LIKELY(value != NULL) ? kr_new_ref(found(cache, dict, value)) : load_anew(cache, dict, name);
}

PyObject *kr_global_known_slow(KrGlobalCache *cache, PyObject *dict, PyObject *name) {
  if (KR_DICT_KEYS(dict)->kind != KR_DICT_KEYS_UNICODE) return NULL;
  PyObject *value = kr_global_at_place(cache, dict, name);
  if (value) return found(cache, dict, value);
  value = PyDict_GetItemWithError(dict, name);
  if (!value) return NULL;
  remember(cache, dict, name);
  return found(cache, dict, value);
}

// An error may be set.
PyObject *kr_global_peek(KrGlobalCache *cache, PyObject *dict, PyObject *name) {
  PyObject *value = cached_builtin(cache, dict);
  if (value || (value = kr_global_cached(cache, dict, name)) || (value = kr_global_at_place(cache, dict, name))) return value;
  // Names that are strs run no Python when they are compared.
  if (KR_DICT_KEYS(dict)->kind != KR_DICT_KEYS_UNICODE) return NULL;
  PyObject *type, *error, *traceback;
  PyErr_Fetch(&type, &error, &traceback);
  if (!(value = find(cache, dict, name))) PyErr_Clear();
  PyErr_Restore(type, error, traceback);
  return value;
}

bool kr_constants_hold_slow(uint64_t *version, uint32_t *places, PyObject *dict, Py_ssize_t count, PyObject *const *pairs) {
  for (Py_ssize_t i = 0; i < count; ++i) {
    KrGlobalCache place = {.index = places[i]};
    PyObject *value = kr_global_known_slow(&place, dict, pairs[2 * i]);
    places[i] = place.index;
    if (value != pairs[2 * i + 1]) return false;
  }
  *version = kr_dict_version(dict);
  return true;
}

static KR_NOINLINE KrBool is_anew(KrGlobalCache *cache, PyObject *dict, PyObject *name, PyObject *function) {
  if (!function) return 0;
  PyObject *value = find(cache, dict, name);
  if (!value) PyErr_Clear();
  if (!cache->value) cache->version = 0;  // see kr_global_is
  return value == function;
}

KrBool kr_global_is_slow(KrGlobalCache *cache, PyObject *dict, PyObject *name, PyObject *function) {
  PyObject *value = kr_global_at_place(cache, dict, name);
  return KR_LIKELY(value != NULL) ? found(cache, dict, value) == function : is_anew(cache, dict, name, function);
}

void kr_unbound_local(PyObject *name) {
  PyErr_Format(PyExc_UnboundLocalError, "cannot access local variable '%U' where it is not associated with a value", name);
}

void kr_unbound_free(PyObject *name) {
  PyErr_Format(PyExc_NameError, "cannot access free variable '%U' where it is not associated with a value in enclosing scope", name);
  PyObject *exc = kr_err_take();
  if (PyObject_TypeCheck(exc, (PyTypeObject *)PyExc_NameError) && PyObject_SetAttrString(exc, "name", name) < 0) PyErr_Clear();
  kr_err_give(exc);
}

void kr_expected_obj(const char *what, PyObject *got) { kr_expected(what, got); }
void kr_expected_tag(const char *what, KrTag got) {
  if (!kr_tag_is_small(got))
    kr_expected(what, kr_tag_pointer(got));
  else
    PyErr_Format(PyExc_TypeError, "%s object expected; got int", what);
}
void kr_expected_num(const char *what, KrNum got) {
  if (kr_num_is_obj(got))
    kr_expected(what, kr_num_pointer(got));
  else
    PyErr_Format(PyExc_TypeError, "%s expected; got float", what);
}
void kr_expected_tuple(Py_ssize_t size, PyObject *got) {
  if (PyTuple_Check(got))
    PyErr_Format(PyExc_TypeError, "tuple of %zd item%s expected; got one of %zd", size, size == 1 ? "" : "s", PyTuple_GET_SIZE(got));
  else
    PyErr_Format(PyExc_TypeError, "tuple of %zd item%s expected; got %.200s", size, size == 1 ? "" : "s", Py_TYPE(got)->tp_name);
}
