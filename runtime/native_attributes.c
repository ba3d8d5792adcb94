// Attributes of instances of native classes by name, for everything but native code.
//
// Setting one takes more than PyObject_GenericSetAttr: the order of `__dict__` is kept, and the collector is told of instances that
// may be part of cycles from then on. A class with a tp_setattro of its own would not do: object.__setattr__ and
// super().__setattr__ refuse to pass over one. So it is done as a Python class would do it, by `__setattr__` and `__delattr__` in the
// class's dictionary, which nobody sees there (class_dict.c): a *store hook* behaves as if it did not exist, and
// what the order of bases has behind it were found.
#include "field.h"

// --- looking over the class first ---
// Field descriptors that a change of the class has replaced (a decorator that sets or deletes class attributes, an assignment to
// the class) are put back.
// Those that a subclass without native layout covers are put before its values.
static void look_over(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  KrClass *nearest = kr_class_of(type);
  for (KrClass *cls = nearest; cls; cls = cls->base)
    if (cls->type && (cls->type->tp_version_tag != cls->checked || cls->checked == 0)) kr_class_exact_slow(cls);
  if (nearest && nearest->type != type) kr_heir_look_over(type, nearest);
}

// An instance with another layout (mixed_bases.c) has this function from its class's order of bases: what its own bases do is meant.
static PyObject *native_getattro(PyObject *o, PyObject *name) {
  PyTypeObject *type = Py_TYPE(o);
  if (KR_UNLIKELY(!kr_class_of(type))) {
    while (type->tp_getattro == native_getattro) type = type->tp_base;
    return type->tp_getattro(o, name);
  }
  look_over(o);
  return PyObject_GenericGetAttr(o, name);
}

// --- classes over native ones that are not native themselves ---
// What the interpreter does for classes with `__getattr__`, which begins with PyObject_GenericGetAttr.
static getattrofunc with_getattr;

static PyObject *heir_getattro(PyObject *o, PyObject *name) {
  look_over(o);
  return with_getattr(o, name);
}

bool kr_reads_plainly(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  if (type->tp_getattro == PyObject_GenericGetAttr) return true;
  if (type->tp_getattro != native_getattro || !kr_class_of(type)) return false;
  look_over(o);
  return true;
}

// `value` NULL: deletes.
static int native_setattro(PyObject *o, PyObject *name, PyObject *value) {
  const KrClass *cls = kr_class_of(Py_TYPE(o));
  if (KR_UNLIKELY(!cls)) return PyObject_GenericSetAttr(o, name, value);
  look_over(o);
  if (value && PyUnicode_Check(name)) {
    PyObject *found = _PyType_Lookup(Py_TYPE(o), name);  // fields see to the order themselves
    if (!found || !Py_TYPE(found)->tp_descr_set) kr_order_set(o, cls, name);
  }
  int status = PyObject_GenericSetAttr(o, name, value);
  kr_instance_track(o);
  return status;
}

// --- store hooks ---
typedef struct {
  PyObject_HEAD
  vectorcallfunc call;
  PyTypeObject *owner;  // borrowed: it holds the hook
  bool deletes;         // __delattr__
  PyTypeObject *plain;  // the type seen last for which object's own function stands behind the hook, at this version
  unsigned int plain_version;
} StoreHook;

static PyObject *hook_name(bool deletes) {
  static PyObject *names[2];
  if (!names[deletes]) names[deletes] = PyUnicode_InternFromString(deletes ? "__delattr__" : "__setattr__");
  return names[deletes];
}

static bool is_hook(PyObject *found) { return found && Py_TYPE(found) == &kr_store_hook_type; }

// What the order of bases of `type` has behind `owner` (NULL: from its start), hooks apart; borrowed.
static PyObject *behind(const PyTypeObject *type, const PyTypeObject *owner, bool deletes) {
  PyObject *name = hook_name(deletes), *mro = type->tp_mro;
  Py_ssize_t at = 0, n = mro ? PyTuple_GET_SIZE(mro) : 0;
  if (owner)
    while (at < n && (PyTypeObject *)PyTuple_GET_ITEM(mro, at++) != owner) {}
  for (; name && at < n; ++at) {
    PyObject *dict = kr_type_dict((PyTypeObject *)PyTuple_GET_ITEM(mro, at));
    PyObject *found = dict ? PyDict_GetItemWithError(dict, name) : NULL;
    if (found && !is_hook(found)) return found;
  }
  PyErr_Clear();
  return PyDict_GetItem(kr_type_dict(&PyBaseObject_Type), name);
}

static bool is_generic(PyObject *found) {
  return Py_TYPE(found) == &PyWrapperDescr_Type && ((PyWrapperDescrObject *)found)->d_wrapped == (void *)(uintptr_t)PyObject_GenericSetAttr;
}

static PyObject *store(PyObject *o, PyObject *name, PyObject *value) {
  return native_setattro(o, name, value) < 0 ? NULL : kr_new_ref(Py_None);
}

static PyObject *hook_call(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *keywords) {
  StoreHook *hook = (StoreHook *)self;
  Py_ssize_t n = PyVectorcall_NARGS(nargsf);
  PyTypeObject *type = n > 0 ? Py_TYPE(args[0]) : NULL;
  bool shaped = n == (hook->deletes ? 2 : 3) && !keywords;
  if (KR_LIKELY(shaped && type == hook->plain && type->tp_version_tag == hook->plain_version && hook->plain_version != 0))
    return store(args[0], args[1], hook->deletes ? NULL : args[2]);
  PyObject *next = behind(type ? type : &PyBaseObject_Type, hook->owner, hook->deletes);
  if (shaped && is_generic(next) && PyType_IsSubtype(type, hook->owner)) {
    hook->plain = type;
    hook->plain_version = type->tp_version_tag;
    return store(args[0], args[1], hook->deletes ? NULL : args[2]);
  }
  descrgetfunc get = Py_TYPE(next)->tp_descr_get;
  if (!type || !get || PyType_HasFeature(Py_TYPE(next), Py_TPFLAGS_METHOD_DESCRIPTOR)) {
    Py_INCREF(next);
    PyObject *r = PyObject_Vectorcall(next, args, (size_t)n, keywords);
    Py_DECREF(next);
    return r;
  }
  PyObject *bound = get(next, args[0], (PyObject *)type);
  PyObject *r = bound ? PyObject_Vectorcall(bound, args + 1, (size_t)n - 1, keywords) : NULL;
  Py_XDECREF(bound);
  return r;
}

// Of what `o.__setattr__` gives: the same, looking like object's.
static PyObject *call_bound(PyObject *o, PyObject *args, void *wrapped, bool deletes) {
  (void)wrapped;
  if (PyTuple_GET_SIZE(args) == (deletes ? 1 : 2))
    return store(o, PyTuple_GET_ITEM(args, 0), deletes ? NULL : PyTuple_GET_ITEM(args, 1));
  PyObject *own = PyObject_GetAttr((PyObject *)&PyBaseObject_Type, hook_name(deletes));
  PyObject *bound = own ? Py_TYPE(own)->tp_descr_get(own, o, (PyObject *)Py_TYPE(o)) : NULL;
  PyObject *r = bound ? PyObject_CallObject(bound, args) : NULL;
  Py_XDECREF(own);
  Py_XDECREF(bound);
  return r;
}
static PyObject *set_bound(PyObject *o, PyObject *args, void *wrapped) { return call_bound(o, args, wrapped, false); }
static PyObject *delete_bound(PyObject *o, PyObject *args, void *wrapped) { return call_bound(o, args, wrapped, true); }

static PyObject *hook_get(PyObject *self, PyObject *o, PyObject *type) {
  static struct wrapperbase bases[] = {
      {.name = "__setattr__", .wrapper = set_bound, .doc = "__setattr__($self, name, value, /)\n--\n\nImplement setattr(self, name, value)."},
      {.name = "__delattr__", .wrapper = delete_bound, .doc = "__delattr__($self, name, /)\n--\n\nImplement delattr(self, name)."},
  };
  StoreHook *hook = (StoreHook *)self;
  PyTypeObject *seen = o ? Py_TYPE(o) : type ? (PyTypeObject *)type : &PyBaseObject_Type;
  PyObject *next = behind(seen, hook->owner, hook->deletes);
  if (o && is_generic(next) && PyType_IsSubtype(seen, hook->owner)) {
    struct wrapperbase *base = &bases[hook->deletes];
    base->name_strobj = hook_name(hook->deletes);
    PyObject *descriptor = PyDescr_NewWrapper(hook->owner, base, (void *)(uintptr_t)native_setattro);
    PyObject *bound = descriptor ? PyWrapper_New(descriptor, o) : NULL;
    Py_XDECREF(descriptor);
    return bound;
  }
  descrgetfunc get = Py_TYPE(next)->tp_descr_get;
  return get ? get(next, o, type) : kr_new_ref(next);
}

static PyObject *hook_repr(PyObject *self) {
  return PyObject_Repr(PyDict_GetItem(kr_type_dict(&PyBaseObject_Type), hook_name(((StoreHook *)self)->deletes)));
}

PyTypeObject kr_store_hook_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "wrapper_descriptor",
    .tp_basicsize = sizeof(StoreHook),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_METHOD_DESCRIPTOR | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_vectorcall_offset = offsetof(StoreHook, call),
    .tp_call = PyVectorcall_Call,
    .tp_repr = hook_repr,
    .tp_descr_get = hook_get,
};

// --- classes ---
static bool stores_plainly(const PyTypeObject *type) {
  return is_generic(behind(type, NULL, false)) && is_generic(behind(type, NULL, true));
}

bool kr_writes_plainly(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  if (type->tp_setattro == PyObject_GenericSetAttr) return true;
  const KrClass *cls = kr_class_of(type);
  if (!cls || cls->type == type || !hook_name(false) || !is_hook(_PyType_Lookup(type, hook_name(false))) || !stores_plainly(type)) return false;
  look_over(o);
  return true;
}

bool kr_attributes_plain(PyTypeObject *type) {
  if (type->tp_getattro != PyObject_GenericGetAttr && type->tp_getattro != native_getattro) return false;
  return type->tp_setattro == PyObject_GenericSetAttr || stores_plainly(type);
}

int kr_attributes_install(KrClass *cls) {
  PyTypeObject *type = cls->type;
  if (kr_all_slots(cls)) return 0;  // no order to keep
  if (type->tp_getattro == PyObject_GenericGetAttr) type->tp_getattro = native_getattro;
  if (!stores_plainly(type)) {
    cls->tracked = true;  // super().__setattr__ of the class's own may go to object's past all hooks
    return 0;
  }
  for (int deletes = 0; deletes < 2; ++deletes) {
    StoreHook *hook = PyObject_New(StoreHook, &kr_store_hook_type);
    if (!hook) return -1;
    hook->call = hook_call;
    hook->owner = type;
    hook->deletes = deletes;
    hook->plain = NULL;
    hook->plain_version = 0;
    // As type.__setattr__ has it, which gives the type and its subclasses the slot that calls `__setattr__`.
    int status = hook_name(deletes) ? PyType_Type.tp_setattro((PyObject *)type, hook_name(deletes), (PyObject *)hook) : -1;
    Py_DECREF(hook);
    if (status < 0) return -1;
  }
  return 0;
}

static bool has_method(PyTypeObject *type, const char *text) {
  PyObject *name = PyUnicode_InternFromString(text), *found = name ? _PyType_Lookup(type, name) : NULL;
  bool own = found && found != PyDict_GetItem(kr_type_dict(&PyBaseObject_Type), name);
  Py_XDECREF(name);
  return own;
}

void kr_attributes_of_heir(PyTypeObject *type) {
  if (!kr_class_of(type) || has_method(type, "__getattribute__") || !has_method(type, "__getattr__")) return;
  if (!with_getattr) with_getattr = type->tp_getattro;
  type->tp_getattro = heir_getattro;
}
