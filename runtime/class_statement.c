#include "krait.h"
#include "library.h"

// Bases with __mro_entries__ replaced by what that gives. New reference.
static PyObject *resolve_bases(PyObject *bases) {
  PyObject *list = NULL;
  Py_ssize_t n = PyTuple_GET_SIZE(bases);
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject *base = PyTuple_GET_ITEM(bases, i);
    PyObject *entries = NULL;
    if (!PyType_Check(base)) {
      PyObject *method = PyObject_GetAttrString(base, "__mro_entries__");
      if (method == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_AttributeError)) goto fail;
        PyErr_Clear();
      } else {
        entries = PyObject_CallOneArg(method, bases);
        Py_DECREF(method);
        if (entries == NULL) goto fail;
        if (!PyTuple_Check(entries)) {
          PyErr_SetString(PyExc_TypeError, "__mro_entries__ must return a tuple");
          Py_DECREF(entries);
          goto fail;
        }
      }
    }
    if (entries == NULL) {
      if (list != NULL && PyList_Append(list, base) < 0) goto fail;
      continue;
    }
    if (list == NULL) {
      list = PyList_New(0);
      for (Py_ssize_t j = 0; list != NULL && j < i; ++j)
        if (PyList_Append(list, PyTuple_GET_ITEM(bases, j)) < 0) Py_CLEAR(list);
    }
    int status = list == NULL ? -1 : PyList_SetSlice(list, PyList_GET_SIZE(list), PyList_GET_SIZE(list), entries);
    Py_DECREF(entries);
    if (status < 0) goto fail;
  }
  if (list == NULL) return Py_NewRef(bases);
  PyObject *resolved = PyList_AsTuple(list);
  Py_DECREF(list);
  return resolved;
fail:
  Py_XDECREF(list);
  return NULL;
}

// The most derived metaclass of `meta` and the bases' types. Borrowed.
static PyTypeObject *winning_metaclass(PyTypeObject *meta, PyObject *bases) {
  PyTypeObject *winner = meta;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i) {
    PyTypeObject *type = Py_TYPE(PyTuple_GET_ITEM(bases, i));
    if (PyType_IsSubtype(winner, type)) continue;
    if (PyType_IsSubtype(type, winner)) {
      winner = type;
      continue;
    }
    PyErr_SetString(PyExc_TypeError,
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses "
                    "of all its bases");
    return NULL;
  }
  return winner;
}

PyObject *kr_class_prepare(PyObject *name, PyObject *bases, PyObject *keywords) {
  PyObject *resolved = NULL, *remaining = NULL, *meta = NULL, *space = NULL, *prepare = NULL, *state = NULL;
  resolved = resolve_bases(bases);
  if (resolved == NULL) return NULL;
  if (keywords != NULL && PyDict_GET_SIZE(keywords) != 0) {
    remaining = PyDict_Copy(keywords);
    if (remaining == NULL) goto done;
    meta = Py_XNewRef(PyDict_GetItemString(remaining, "metaclass"));
    if (meta != NULL && PyDict_DelItemString(remaining, "metaclass") < 0) goto done;
  }
  bool is_class = true;
  if (meta == NULL)
    meta = Py_NewRef(PyTuple_GET_SIZE(resolved) == 0 ? (PyObject *)&PyType_Type : (PyObject *)Py_TYPE(PyTuple_GET_ITEM(resolved, 0)));
  else
    is_class = PyType_Check(meta);
  if (is_class) {
    PyTypeObject *winner = winning_metaclass((PyTypeObject *)meta, resolved);
    if (winner == NULL) goto done;
    Py_SETREF(meta, Py_NewRef((PyObject *)winner));
  }
  prepare = PyObject_GetAttrString(meta, "__prepare__");
  if (prepare == NULL) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError)) goto done;
    PyErr_Clear();
    space = PyDict_New();
  } else {
    PyObject *args[2] = {name, resolved};
    space = PyObject_VectorcallDict(prepare, args, 2, remaining);
  }
  if (space == NULL) goto done;
  if (!PyMapping_Check(space)) {
    PyErr_Format(PyExc_TypeError, "%.200s.__prepare__() must return a mapping, not %.200s",
                 is_class ? ((PyTypeObject *)meta)->tp_name : "<metaclass>", Py_TYPE(space)->tp_name);
    goto done;
  }
  state = PyTuple_Pack(5, meta, space, resolved, remaining != NULL ? remaining : Py_None, bases);
done:
  Py_XDECREF(resolved);
  Py_XDECREF(remaining);
  Py_XDECREF(meta);
  Py_XDECREF(space);
  Py_XDECREF(prepare);
  return state;
}

PyObject *kr_class_finish(PyObject *state, PyObject *name, PyObject *cell) {
  PyObject *meta = PyTuple_GET_ITEM(state, 0), *space = PyTuple_GET_ITEM(state, 1), *bases = PyTuple_GET_ITEM(state, 2);
  PyObject *keywords = PyTuple_GET_ITEM(state, 3), *written = PyTuple_GET_ITEM(state, 4);
  if (bases != written) {
    PyObject *key = PyUnicode_InternFromString("__orig_bases__");
    int status = key == NULL ? -1 : PyObject_SetItem(space, key, written);
    Py_XDECREF(key);
    if (status < 0) return NULL;
  }
  if (kr_class_wrap_special(space) < 0) return NULL;
  PyObject *args[3] = {name, bases, space};
  PyObject *cls = PyObject_VectorcallDict(meta, args, 3, keywords == Py_None ? NULL : keywords);
  if (cls != NULL && PyType_Check(cls)) {
    kr_trait_release((PyTypeObject *)cls);
    kr_exception_class_made((PyTypeObject *)cls);
    kr_enum_class_made((PyTypeObject *)cls);
  }
  if (cls == NULL || !PyType_Check(cls) || !PyCell_Check(cell)) return cls;
  PyObject *held = PyCell_GET(cell);
  if (held == cls) return cls;
  if (held == NULL)
    PyErr_Format(PyExc_RuntimeError,
                 "__class__ not set defining %.200R as %.200R. Was __classcell__ propagated to type.__new__?", name, cls);
  else
    PyErr_Format(PyExc_TypeError, "__class__ set to %.200R defining %.200R as %.200R", held, name, cls);
  Py_DECREF(cls);
  return NULL;
}

PyObject *kr_super_new(PyObject *cell, PyObject *self) {
  if (!self || !cell) {
    PyErr_SetString(PyExc_RuntimeError, !self ? "super(): no arguments" : "super(): __class__ cell not found");
    return NULL;
  }
  PyObject *cls = PyCell_GET(cell);
  if (cls == NULL) {
    PyErr_SetString(PyExc_RuntimeError, "super(): empty __class__ cell");
    return NULL;
  }
  return PyObject_CallFunctionObjArgs((PyObject *)&PySuper_Type, cls, self, NULL);
}

// Whether binding the class attribute gives no more than a call of it with self in front.
static bool binds_self(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  return type == &PyFunction_Type || type == &kr_function_type || type == &PyMethodDescr_Type || type == &PyWrapperDescr_Type;
}

PyObject *kr_super_find_at(KrSuperFound *cache, PyObject *cell, PyObject *self, PyObject *name) {
  PyObject *start = self && cell ? PyCell_GET(cell) : NULL;
  PyTypeObject *type = self ? Py_TYPE(self) : NULL;
  if (KR_LIKELY(start && start == cache->start && type->tp_version_tag == cache->version && cache->version)) return kr_new_ref(cache->found);
  if (start && type->tp_mro) {
    PyObject *mro = type->tp_mro, *found = NULL;
    Py_ssize_t at = 0, count = PyTuple_GET_SIZE(mro);
    while (at < count && PyTuple_GET_ITEM(mro, at) != start) ++at;
    for (++at; at < count && !found && !PyErr_Occurred(); ++at) {
      PyObject *dict = kr_type_dict((PyTypeObject *)PyTuple_GET_ITEM(mro, at));
      found = dict ? PyDict_GetItemWithError(dict, name) : NULL;
    }
    PyErr_Clear();
    if (found && binds_self(found)) {
      _PyType_Lookup(type, name);  // gives the type a version tag
      cache->start = start;
      cache->found = found;
      cache->version = type->tp_version_tag;
      return kr_new_ref(found);
    }
  }
  PyObject *object = kr_super_new(cell, self), *found = object ? PyObject_GetAttr(object, name) : NULL, *marked = found ? PyTuple_Pack(1, found) : NULL;
  Py_XDECREF(object);
  Py_XDECREF(found);
  return marked;
}

// __init__ of a class written in C, its slot, in place of the object that stands for it.
static PyObject *initialise_slot(PyWrapperDescrObject *slot, PyObject *const *args, Py_ssize_t n) {
  PyObject *self = args[0], *tuple = PyTuple_New(n - 1);
  if (!tuple) return NULL;
  for (Py_ssize_t i = 1; i < n; ++i) PyTuple_SET_ITEM(tuple, i - 1, kr_new_ref(args[i]));
  initproc initialise = (initproc)(uintptr_t)slot->d_wrapped;
  int status = 0;
  if (KR_LIKELY(initialise == ((PyTypeObject *)PyExc_BaseException)->tp_init)) {
    Py_XSETREF(((PyBaseExceptionObject *)self)->args, kr_new_ref(tuple));  // all that it does
  } else {
    status = Py_EnterRecursiveCall(" while calling a Python object");
    if (status == 0) {
      status = initialise(self, tuple, NULL);
      Py_LeaveRecursiveCall();
    }
  }
  Py_DECREF(tuple);
  return status < 0 ? NULL : kr_new_ref(Py_None);
}

PyObject *kr_super_invoke(PyObject *found, PyObject *const *args, Py_ssize_t n) {
  if (PyTuple_CheckExact(found)) return PyObject_Vectorcall(PyTuple_GET_ITEM(found, 0), args + 1, (size_t)(n - 1) | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
  if (Py_TYPE(found) == &PyWrapperDescr_Type) {
    PyWrapperDescrObject *slot = (PyWrapperDescrObject *)found;
    if (strcmp(slot->d_base->name, "__init__") == 0 && PyObject_TypeCheck(args[0], PyDescr_TYPE(slot))) return initialise_slot(slot, args, n);
  }
  return PyObject_Vectorcall(found, args, (size_t)n | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
}
