// Raising and catching as CPython's interpreter does it, and exceptions that are never made because nobody looks at them.
#include "krait.h"

// The instance that `raise exc` raises: new reference, or NULL with another error.
static PyObject *instance_of(PyObject *exc) {
  if (PyExceptionInstance_Check(exc)) return kr_new_ref(exc);
  if (!PyExceptionClass_Check(exc)) {
    PyErr_SetString(PyExc_TypeError, "exceptions must derive from BaseException");
    return NULL;
  }
  PyObject *value = kr_py_call(exc, NULL, 0);
  if (value && !PyExceptionInstance_Check(value)) {
    PyErr_Format(PyExc_TypeError, "calling %R should have returned an instance of BaseException, not %R", exc, Py_TYPE(value));
    Py_CLEAR(value);
  }
  return value;
}

// --- exceptions that need not be made where they are raised ---
// An error that is set may be without its instance up to 3.11: a class and its arguments. Then the first who looks makes the instance. So may
// native code leave it, where making it runs nobody's code.

static KrKeeper *keepers;

void kr_keeper_made(KrKeeper *keeper, KrCode *code) {
  if (keeper->code) return;
  keeper->code = code;
  keeper->next = keepers;
  keepers = keeper;
}

#if !KR_PY312
// What making an instance of an exception class runs, as long as the class has the version.
typedef struct {
  const PyTypeObject *type;
  unsigned version;
  bool plain;              // nobody's code
  const KrKeeper *keeper;  // its __init__, where that is not BaseException's
} PlainClass;

static PyObject *attribute(const KrKeeper *keeper, uint32_t i) { return keeper->code->module->constants[keeper->kept[i].name]; }

static const KrKeeper *keeper_of(PyTypeObject *type, PyObject *init) {
  if (!init || Py_TYPE(init) != &kr_function_type || kr_function_is_altered(init)) return NULL;
  const KrKeeper *keeper = keepers;
  while (keeper && (PyObject *)keeper->code->object != ((PyFunctionObject *)init)->func_code) keeper = keeper->next;
  for (uint32_t i = 0; keeper && i < keeper->count; ++i)
    if (_PyType_Lookup(type, attribute(keeper, i))) return NULL;
  return keeper;
}

static KR_NOINLINE void look_at(PlainClass *known, PyTypeObject *type) {
  static PyObject *name;
  if (!name && !(name = PyUnicode_InternFromString("__init__"))) {
    PyErr_Clear();
    return;
  }
  const PyTypeObject *base = (PyTypeObject *)PyExc_BaseException;
  PyObject *init = _PyType_Lookup(type, name);  // gives the type a version
  *known = (PlainClass){.type = type, .version = type->tp_version_tag};
  if (!PyExceptionClass_Check(type) || Py_TYPE(type) != &PyType_Type || type->tp_new != base->tp_new || type->tp_finalize || type->tp_del ||
      type->tp_alloc != PyType_GenericAlloc || type->tp_vectorcall || type->tp_flags & Py_TPFLAGS_IS_ABSTRACT)
    return;
  known->plain = type->tp_init == base->tp_init;
  if (known->plain || type->tp_setattro != PyObject_GenericSetAttr || type->tp_getattro != PyObject_GenericGetAttr) return;
  known->keeper = keeper_of(type, init);
  known->plain = known->keeper != NULL;
}

// NULL where making an instance may run somebody's code. An error may be set.
static const PlainClass *plain_class(PyTypeObject *type) {
  enum { kClasses = 64 };
  static PlainClass classes[kClasses];
  PlainClass *known = &classes[((uintptr_t)type >> 6) % kClasses];
  if (KR_UNLIKELY(known->type != type || known->version != type->tp_version_tag || !known->version)) {
    PyObject *error, *value, *traceback;
    PyErr_Fetch(&error, &value, &traceback);
    look_at(known, type);
    PyErr_Restore(error, value, traceback);
  }
  return known->plain ? known : NULL;
}

static bool accepts(char kind, PyObject *o) {
  switch (kind) {
    case 'i': return PyLong_CheckExact(o);
    case 's': return PyUnicode_CheckExact(o);
    case 'f': return PyFloat_CheckExact(o);
    case 'b': return PyBool_Check(o);
    default: return true;
  }
}

static bool takes(const KrKeeper *keeper, PyObject *const *args, Py_ssize_t n) {
  if (!keeper) return true;
  const char *kind = keeper->accepts;
  for (Py_ssize_t i = 0; i < n; ++i, ++kind)
    if (!*kind || !accepts(*kind, args[i])) return false;
  return !*kind;
}

// The arguments for which an error's word for its value stands, where that is no instance.
typedef struct {
  PyObject *const *args;
  Py_ssize_t n;
} Words;
static Words words_of(PyObject *const *value) {
  if (!*value || *value == Py_None) return (Words){NULL, 0};
  if (PyTuple_Check(*value)) return (Words){&PyTuple_GET_ITEM(*value, 0), PyTuple_GET_SIZE(*value)};
  return (Words){value, 1};
}
static bool stands_for_itself(PyObject *o) { return !PyTuple_Check(o) && o != Py_None && !PyExceptionInstance_Check(o); }

// Sets the error; false where it needs an instance now.
static bool set_unmade(PyObject *cls, PyObject *const *args, Py_ssize_t n) {
  PyThreadState *ts = kr_tstate();
  if (!PyType_Check(cls) || ts->curexc_type || kr_exc_handled()) return false;
  const PlainClass *plain = plain_class((PyTypeObject *)cls);
  if (!plain || !takes(plain->keeper, args, n)) return false;
  PyObject *value = NULL;
  if (n == 1 && stands_for_itself(args[0])) {
    value = kr_new_ref(args[0]);
  } else if (n) {
    if (!(value = PyTuple_New(n))) {
      PyErr_Clear();
      return false;
    }
    for (Py_ssize_t i = 0; i < n; ++i) PyTuple_SET_ITEM(value, i, kr_new_ref(args[i]));
  }
  // What is noted for another error would be taken for this one's.
  if (KR_UNLIKELY(kr_traceback_is_pending(cls, value))) {
    Py_XDECREF(value);
    return false;
  }
  ts->curexc_type = kr_new_ref(cls);
  ts->curexc_value = value;
  return true;
}

void kr_err_normalize(PyObject **type, PyObject **value, PyObject **tb) {
  if ((!*value || !PyExceptionInstance_Check(*value)) && plain_class((PyTypeObject *)*type)) {
    Words words = words_of(value);
    enum { kMostCopied = 8 };
    PyObject *copy[kMostCopied + 1];  // with room in front
    bool copied = words.n <= kMostCopied;
    if (copied) memcpy(copy + 1, words.args, (size_t)words.n * sizeof *copy);
    PyObject *instance = copied ? kr_class_call((PyTypeObject *)*type, copy + 1, words.n, NULL) : NULL;
    if (instance) {
      Py_XSETREF(*value, instance);
      return;
    }
    PyErr_Clear();
  }
  PyErr_NormalizeException(type, value, tb);
}

KrBool kr_exc_pending_at(KrGlobalCache *caches, PyObject *dict, PyObject *const *names, Py_ssize_t count, bool unknown) {
  PyThreadState *ts = kr_tstate();
  PyObject *type = ts->curexc_type, *value = ts->curexc_value;
  if (ts->curexc_traceback || !PyExceptionClass_Check(type)) return unknown;
  if (value && PyExceptionInstance_Check(value)) {
    // Whoever else has the instance would find the traceback in it.
    if (((PyBaseExceptionObject *)value)->traceback || Py_REFCNT(value) != 1) return unknown;
    type = (PyObject *)Py_TYPE(value);
  } else {
    const PlainClass *plain = plain_class((PyTypeObject *)type);
    Words words = words_of(&value);
    if (!plain || !takes(plain->keeper, words.args, words.n)) return unknown;
  }
  // All are looked for, as `except` does.
  KrBool matches = 0;
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject *wanted = kr_global_peek(&caches[i], dict, names[i]);
    if (!wanted || !PyExceptionClass_Check(wanted)) return unknown;
    matches |= type == wanted || PyType_IsSubtype((PyTypeObject *)type, (PyTypeObject *)wanted);
  }
  return matches;
}

PyObject *kr_exc_pending_field(PyObject *name) {
  PyThreadState *ts = kr_tstate();
  PyTypeObject *type = (PyTypeObject *)ts->curexc_type;
  PyObject *value = ts->curexc_value;
  if (value && PyExceptionInstance_Check(value)) {
    type = Py_TYPE(value);
    PyObject *dict = ((PyBaseExceptionObject *)value)->dict;
    if (!dict || type->tp_getattro != PyObject_GenericGetAttr) return NULL;
    PyObject *error_type, *error, *traceback;
    PyErr_Fetch(&error_type, &error, &traceback);
    PyObject *found = _PyType_Lookup(type, name) ? NULL : PyDict_GetItemWithError(dict, name);
    if (!found) PyErr_Clear();
    PyErr_Restore(error_type, error, traceback);
    return Py_XNewRef(found);
  }
  const PlainClass *plain = plain_class(type);
  const KrKeeper *keeper = plain ? plain->keeper : NULL;
  for (uint32_t i = keeper ? keeper->count : 0; i-- > 0;) {
    if (attribute(keeper, i) == name) return kr_new_ref(words_of(&value).args[keeper->kept[i].argument]);
  }
  return NULL;
}

PyObject *kr_exc_take(void) {
  kr_traceback_drop();
  PyThreadState *ts = kr_tstate();
  PyObject *type = ts->curexc_type, *value = ts->curexc_value;
  ts->curexc_type = ts->curexc_value = NULL;
  Py_DECREF(type);
  return value;
}
#else
static bool set_unmade(PyObject *cls, PyObject *const *args, Py_ssize_t n) { return (void)cls, (void)args, (void)n, false; }

KrBool kr_exc_pending_at(KrGlobalCache *caches, PyObject *dict, PyObject *const *names, Py_ssize_t count, bool unknown) {
  return (void)caches, (void)dict, (void)names, (void)count, unknown;
}
PyObject *kr_exc_pending_field(PyObject *name) { return (void)name, NULL; }
PyObject *kr_exc_take(void) { return PyErr_GetRaisedException(); }

void kr_err_normalize(PyObject **type, PyObject **value, PyObject **tb) { PyErr_NormalizeException(type, value, tb); }
#endif

// What kr_exc_new() gives for the instance of an error that is set without one.
static struct {
  PyObject ob_base;
} unmade = {PyObject_HEAD_INIT(NULL)};

PyObject *kr_exc_new(PyObject *cls, PyObject *const *args, Py_ssize_t n) {
  return set_unmade(cls, args, n) ? kr_new_ref(&unmade.ob_base) : kr_py_call(cls, args, n);
}

int kr_exc_raise(PyObject *exc) {
  if (exc == &unmade.ob_base || set_unmade(exc, NULL, 0)) return -1;
  PyObject *value = instance_of(exc);
  if (!value) return -1;
#if !KR_PY312
  // What PyErr_SetObject does when there is nothing to become its context.
  PyThreadState *ts = kr_tstate();
  if (KR_LIKELY(!kr_exc_handled() && !ts->curexc_type)) {
    PyObject *traceback = ((PyBaseExceptionObject *)value)->traceback;
    Py_XINCREF(traceback);
    ts->curexc_type = kr_new_ref((PyObject *)Py_TYPE(value));
    ts->curexc_value = value;
    ts->curexc_traceback = traceback;
    return -1;
  }
#endif
  PyErr_SetObject((PyObject *)Py_TYPE(value), value);
  Py_DECREF(value);
  return -1;
}

int kr_exc_raise_from(PyObject *exc, PyObject *cause) {
  PyObject *value = instance_of(exc);
  if (!value) return -1;
  PyObject *fixed = NULL;
  if (PyExceptionClass_Check(cause)) {
    fixed = PyObject_CallNoArgs(cause);
    if (fixed && !PyExceptionInstance_Check(fixed)) {
      PyErr_Format(PyExc_TypeError, "calling %R should have returned an instance of BaseException, not %R", cause,
                   Py_TYPE(fixed));
      Py_CLEAR(fixed);
    }
    if (!fixed) {
      Py_DECREF(value);
      return -1;
    }
  } else if (PyExceptionInstance_Check(cause)) {
    fixed = kr_new_ref(cause);
  } else if (cause != Py_None) {
    PyErr_SetString(PyExc_TypeError, "exception causes must derive from BaseException");
    Py_DECREF(value);
    return -1;
  }
  PyException_SetCause(value, fixed);
  PyErr_SetObject((PyObject *)Py_TYPE(value), value);
  Py_DECREF(value);
  return -1;
}

PyObject *kr_exc_handled(void) {
  _PyErr_StackItem *item = kr_tstate()->exc_info;
  while ((!item->exc_value || item->exc_value == Py_None) && item->previous_item) item = item->previous_item;
  return item->exc_value == Py_None ? NULL : item->exc_value;
}

int kr_exc_rethrow(PyObject *exc) {
  kr_err_give(kr_new_ref(exc));
  return -1;
}

int kr_exc_reraise(void) {
  PyObject *exc = kr_exc_handled();
  if (exc) return kr_exc_rethrow(exc);
  PyErr_SetString(PyExc_RuntimeError, "No active exception to reraise");
  return -1;
}

int kr_exc_assertion(PyObject *message) {
  if (!message) {
    PyErr_SetNone(PyExc_AssertionError);
    return -1;
  }
  PyObject *exc = PyObject_CallOneArg(PyExc_AssertionError, message);
  if (exc) {
    PyErr_SetObject(PyExc_AssertionError, exc);
    Py_DECREF(exc);
  }
  return -1;
}

PyObject *kr_exc_catch(void) {
  kr_traceback_settle();
  return kr_err_take();
}

static const char kCannotCatch[] = "catching classes that do not inherit from BaseException is not allowed";

static bool catchable(PyObject *type) {
  if (PyTuple_Check(type)) {
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(type); ++i) {
      if (!PyExceptionClass_Check(PyTuple_GET_ITEM(type, i))) return false;
    }
    return true;
  }
  return PyExceptionClass_Check(type);
}

KrBool kr_exc_match_slow(PyObject *exc, PyObject *type) {
  if (KR_UNLIKELY(!catchable(type))) {
    PyErr_SetString(PyExc_TypeError, kCannotCatch);
    return KR_BOOL_ERROR;
  }
  PyTypeObject *cls = Py_TYPE(exc);
  if (!PyTuple_Check(type)) return (KrBool)PyType_IsSubtype(cls, (PyTypeObject *)type);
  Py_ssize_t count = PyTuple_GET_SIZE(type);
  for (Py_ssize_t i = 0; i < count; ++i)
    if ((PyObject *)cls == PyTuple_GET_ITEM(type, i)) return 1;
  for (Py_ssize_t i = 0; i < count; ++i)
    if (PyType_IsSubtype(cls, (PyTypeObject *)PyTuple_GET_ITEM(type, i))) return 1;
  return 0;
}

// --- except* ---
static PyObject *pair(PyObject *a, PyObject *b) { return PyTuple_Pack(2, a, b); }

PyObject *kr_exc_group_match(PyObject *exc, PyObject *type) {
  if (!catchable(type)) {
    PyErr_SetString(PyExc_TypeError, kCannotCatch);
    return NULL;
  }
  PyObject *single[1] = {type};
  PyObject *const *types = PyTuple_Check(type) ? &PyTuple_GET_ITEM(type, 0) : single;
  Py_ssize_t count = PyTuple_Check(type) ? PyTuple_GET_SIZE(type) : 1;
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (PyType_IsSubtype((PyTypeObject *)types[i], (PyTypeObject *)PyExc_BaseExceptionGroup)) {
      PyErr_SetString(PyExc_TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
      return NULL;
    }
  }
  if (exc == Py_None) return pair(Py_None, Py_None);
  if (PyErr_GivenExceptionMatches(exc, type)) {
    if (PyObject_TypeCheck(exc, (PyTypeObject *)PyExc_BaseExceptionGroup)) return pair(exc, Py_None);
    PyObject *list = PyTuple_Pack(1, exc);
    PyObject *empty = PyUnicode_FromString("");
    PyObject *group = list && empty ? PyObject_CallFunctionObjArgs(PyExc_BaseExceptionGroup, empty, list, NULL) : NULL;
    Py_XDECREF(list);
    Py_XDECREF(empty);
    PyObject *result = group ? pair(group, Py_None) : NULL;
    Py_XDECREF(group);
    return result;
  }
  if (!PyObject_TypeCheck(exc, (PyTypeObject *)PyExc_BaseExceptionGroup)) return pair(Py_None, exc);
  PyObject *parts = PyObject_CallMethod(exc, "split", "(O)", type);
  if (parts && !(PyTuple_CheckExact(parts) && PyTuple_GET_SIZE(parts) >= 2)) {
    PyErr_Format(PyExc_TypeError, "%.200s.split must return a 2-tuple", Py_TYPE(exc)->tp_name);
    Py_CLEAR(parts);
  }
  if (parts && PyTuple_GET_SIZE(parts) != 2) {
    PyObject *two = pair(PyTuple_GET_ITEM(parts, 0), PyTuple_GET_ITEM(parts, 1));
    Py_DECREF(parts);
    return two;
  }
  return parts;
}

static bool same_metadata(PyObject *a, PyObject *b) {
  PyBaseExceptionObject *x = (PyBaseExceptionObject *)a, *y = (PyBaseExceptionObject *)b;
  return x->notes == y->notes && x->traceback == y->traceback && x->cause == y->cause && x->context == y->context;
}

// Collects the leaves' identities of an exception (group) into a set.
static int leaf_ids(PyObject *exc, PyObject *ids) {
  if (!PyObject_TypeCheck(exc, (PyTypeObject *)PyExc_BaseExceptionGroup)) {
    PyObject *id = PyLong_FromVoidPtr(exc);
    int r = id ? PySet_Add(ids, id) : -1;
    Py_XDECREF(id);
    return r;
  }
  PyObject *inner = PyObject_GetAttrString(exc, "exceptions");
  if (!inner || Py_EnterRecursiveCall(" in exception groups")) {
    Py_XDECREF(inner);
    return -1;
  }
  int r = 0;
  for (Py_ssize_t i = 0; !r && i < PyTuple_GET_SIZE(inner); ++i) r = leaf_ids(PyTuple_GET_ITEM(inner, i), ids);
  Py_LeaveRecursiveCall();
  Py_DECREF(inner);
  return r;
}

// The part of `group` whose leaves are in `ids`, nested as they were; None when empty. A new group even when it is the whole.
static PyObject *project(PyObject *group, PyObject *ids) {
  if (!PyObject_TypeCheck(group, (PyTypeObject *)PyExc_BaseExceptionGroup)) {
    PyObject *id = PyLong_FromVoidPtr(group);
    int in = id ? PySet_Contains(ids, id) : -1;
    Py_XDECREF(id);
    return in < 0 ? NULL : kr_new_ref(in ? group : Py_None);
  }
  PyObject *inner = PyObject_GetAttrString(group, "exceptions"), *kept = PyList_New(0), *result = NULL;
  if (inner && kept && !Py_EnterRecursiveCall(" in exception groups")) {
    bool failed = false;
    for (Py_ssize_t i = 0; !failed && i < PyTuple_GET_SIZE(inner); ++i) {
      PyObject *part = project(PyTuple_GET_ITEM(inner, i), ids);
      failed = !part || (part != Py_None && PyList_Append(kept, part) < 0);
      Py_XDECREF(part);
    }
    Py_LeaveRecursiveCall();
    if (!failed && PyList_GET_SIZE(kept) == 0) {
      result = kr_new_ref(Py_None);
    } else if (!failed) {
      result = PyObject_CallMethod(group, "derive", "(O)", kept);
      if (result) {
        PyObject *tb = PyException_GetTraceback(group);
        if (tb) PyException_SetTraceback(result, tb);
        Py_XDECREF(tb);
        PyException_SetContext(result, PyException_GetContext(group));
        PyException_SetCause(result, PyException_GetCause(group));
        PyObject *name = PyUnicode_InternFromString("__notes__"), *notes = NULL;
        if (name) notes = kr_py_getattr_default(group, name, Py_None);
        PyObject *copy = notes && PySequence_Check(notes) ? PySequence_List(notes) : NULL;
        if (PyErr_Occurred() || (copy && PyObject_SetAttr(result, name, copy) < 0)) Py_CLEAR(result);
        Py_XDECREF(name);
        Py_XDECREF(notes);
        Py_XDECREF(copy);
      }
    }
  }
  Py_XDECREF(inner);
  Py_XDECREF(kept);
  return result;
}

PyObject *kr_exc_group_finish(PyObject *original, PyObject *raised) {
  Py_ssize_t count = PyList_GET_SIZE(raised);
  if (count == 0) return kr_new_ref(Py_None);
  if (!PyObject_TypeCheck(original, (PyTypeObject *)PyExc_BaseExceptionGroup)) {
    // A naked exception was caught and replaced (or not caught at all).
    if (count == 1) return kr_new_ref(PyList_GET_ITEM(raised, 0));
  }
  PyObject *new_ones = PyList_New(0), *ids = PySet_New(NULL), *result = NULL;
  bool failed = !new_ones || !ids, any_old = false;
  for (Py_ssize_t i = 0; !failed && i < count; ++i) {
    PyObject *exc = PyList_GET_ITEM(raised, i);
    if (exc == Py_None) continue;
    if (same_metadata(exc, original)) {
      any_old = true;
      failed = leaf_ids(exc, ids) < 0;
    } else {
      failed = PyList_Append(new_ones, exc) < 0;
    }
  }
  PyObject *old = failed ? NULL : any_old ? project(original, ids) : kr_new_ref(Py_None);
  if (old) {
    if (PyList_GET_SIZE(new_ones) == 0) {
      result = kr_new_ref(old);
    } else if (old == Py_None || PyList_Append(new_ones, old) == 0) {
      if (PyList_GET_SIZE(new_ones) == 1 && !kr_version_groups_single_errors()) {
        result = kr_new_ref(PyList_GET_ITEM(new_ones, 0));
      } else {
        PyObject *empty = PyUnicode_FromString("");
        result = empty ? PyObject_CallFunctionObjArgs(PyExc_BaseExceptionGroup, empty, new_ones, NULL) : NULL;
        Py_XDECREF(empty);
      }
    }
    Py_DECREF(old);
  }
  Py_XDECREF(new_ones);
  Py_XDECREF(ids);
  return result;
}

// --- with ---
PyObject *kr_with_begin_slow(PyObject *manager, KrWithMethod which, KrMethodCache *cache) {
  static const char *const kNames[] = {"__enter__", "__exit__", "__aenter__", "__aexit__"};
  static PyObject *names[sizeof kNames / sizeof *kNames];
  if (!names[which] && !(names[which] = PyUnicode_InternFromString(kNames[which]))) return NULL;
  PyTypeObject *type = Py_TYPE(manager);
  PyObject *descriptor = _PyType_Lookup(type, names[which]);
  if (!descriptor)
    return PyErr_Format(PyExc_TypeError, "'%.200s' object does not support the %scontext manager protocol%s", type->tp_name,
                        which >= KR_ASYNC_ENTER ? "asynchronous " : "",
                        which == KR_EXIT ? " (missed __exit__ method)" : which == KR_ASYNC_EXIT ? " (missed __aexit__ method)" : "");
  if (PyType_HasFeature(Py_TYPE(descriptor), Py_TPFLAGS_METHOD_DESCRIPTOR)) {
    *cache = (KrMethodCache){.version = type->tp_version_tag, .descriptor = descriptor};
    return kr_new_ref(descriptor);
  }
  PyObject *bound = kr_lookup_special(manager, names[which]);
  if (!bound || !(PyTuple_CheckExact(bound) || PyType_HasFeature(Py_TYPE(bound), Py_TPFLAGS_METHOD_DESCRIPTOR))) return bound;
  PyObject *whole = PyTuple_Pack(1, bound);
  Py_DECREF(bound);
  return whole;
}

PyObject *kr_with_exit_call(PyObject *exit, PyObject *manager, PyObject *exc) {
  PyObject *tb = PyException_GetTraceback(exc);
  PyObject *args[] = {NULL, manager, (PyObject *)Py_TYPE(exc), exc, tb ? tb : Py_None};
  PyObject *result = kr_method_call_other(exit, NULL, args + 1, 4);
  Py_XDECREF(tb);
  return result;
}

int kr_warn_syntax(PyObject *globals, PyObject *message, int64_t line) {
  PyObject *name = PyDict_GetItemString(globals, "__name__"), *file = PyDict_GetItemString(globals, "__file__");
  if (!name || !file || !PyUnicode_Check(name) || !PyUnicode_Check(file) || PyUnicode_CompareWithASCIIString(name, "__main__") != 0) return 0;
  return PyErr_WarnExplicitObject(PyExc_SyntaxWarning, message, file, (int)line, NULL, NULL);
}
