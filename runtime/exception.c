// Raising and catching as CPython's interpreter does it.
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

void kr_err_normalize(PyObject **type, PyObject **value, PyObject **tb) {
  const PyTypeObject *base = (PyTypeObject *)PyExc_BaseException;
  PyTypeObject *cls = (PyTypeObject *)*type;
  // What most exceptions do with a text: keep it as their only argument.
  if (*value && PyUnicode_CheckExact(*value) && cls->tp_new == base->tp_new && cls->tp_init == base->tp_init) {
    PyObject *args = PyTuple_New(1);
    if (args) PyTuple_SET_ITEM(args, 0, kr_new_ref(*value));
    PyObject *made = args ? kr_exception_make(cls, args) : NULL;
    if (made) {
      Py_SETREF(*value, made);
      return;
    }
    PyErr_Clear();
  }
  PyErr_NormalizeException(type, value, tb);
}

int kr_exc_raise(PyObject *exc) {
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
