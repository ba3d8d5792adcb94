// Native classes: layout, life and death of instances, the guard of direct calls.
//
// type.__new__ is made to reserve the bytes by names in __slots__ that nobody can write; afterwards the type forgets these slots
// and its instances are traversed, cleared and freed here. Fields are found in the type's dictionary as descriptors.
#include "field.h"
#include "roots.h"

static int native_traverse(PyObject *o, visitproc visit, void *arg);
static int native_clear(PyObject *o);

int kr_class_types_init(void) {
  if (PyType_Ready(&kr_field_descriptor_type) < 0 || PyType_Ready(&kr_slot_descriptor_type) < 0 || PyType_Ready(&kr_store_hook_type) < 0) return -1;
  return kr_class_dict_init() < 0 ? -1 : kr_instance_dict_init();
}

// The native class nearest to `type`.
KrClass *kr_class_of(const PyTypeObject *type) {
  while (type && type->tp_dealloc != kr_native_dealloc) type = type->tp_base;
  return type ? (KrClass *)(void *)type->tp_members : NULL;
}

bool kr_is_laid_out(const PyTypeObject *type) {
  const KrClass *cls = kr_class_of(type);
  return cls && type->tp_basicsize == (Py_ssize_t)cls->size;
}

static bool has_slots(const KrClass *cls) { return cls && (cls->slotted || has_slots(cls->base)); }

bool kr_all_slots(const KrClass *cls) {
  bool all = has_slots(cls);
  for (; cls; cls = cls->base) all = all && (cls->slotted || cls->field_count == 0);
  return all;
}

static PyObject *class_name(const KrClass *cls) { return cls->module->constants[cls->name]; }

// --- before the class exists ---
static int add_slot(PyObject *slots, const char *text) {
  PyObject *name = PyUnicode_FromString(text);
  int r = name ? PyList_Append(slots, name) : -1;
  Py_XDECREF(name);
  return r;
}

static bool adds_weakrefs(const KrClass *cls) { return !cls->weakless && (!cls->base || cls->base->weakless); }

static int reserve(KrClass *cls, PyObject *ns) {
  uint32_t end = cls->size;
  if (adds_weakrefs(cls)) end -= KR_PY312 ? 0 : sizeof(PyObject *);  // 3.11 reserves the word of the weak references itself
  uint32_t words = (end - cls->own_offset) / sizeof(PyObject *);
  PyObject *slots = PyList_New(0);
  if (!slots) return -1;
  bool adds_dict = !cls->dictless && (!cls->base || cls->base->dictless);
  int failed = (adds_dict && add_slot(slots, "__dict__") < 0) || (adds_weakrefs(cls) && add_slot(slots, "__weakref__") < 0);
  for (uint32_t i = 0; !failed && i < words; ++i) {
    char text[64];
    // Unlike those of any other class, so that __class__ cannot be assigned between classes of one shape.
    PyOS_snprintf(text, sizeof text, "_kr_%p_%u", (void *)cls, (unsigned)i);
    failed = add_slot(slots, text) < 0;
  }
  PyObject *name = PyUnicode_InternFromString("__slots__");
  failed = failed || !name || PyObject_SetItem(ns, name, slots) < 0;
  Py_XDECREF(name);
  Py_DECREF(slots);
  return failed ? -1 : 0;
}

// --- life of instances ---
static int visit_fields(PyObject *o, const KrClass *cls, visitproc visit, void *arg) {
  for (; cls; cls = cls->base) {
    for (uint32_t i = 0; i < cls->field_count; ++i) {
      int r = kr_field_visit(o, &cls->fields[i], visit, arg);
      if (r) return r;
    }
  }
  return 0;
}

static void clear_fields(PyObject *o, const KrClass *cls) {
  for (; cls; cls = cls->base) {
    for (uint32_t i = 0; i < cls->field_count; ++i) kr_field_clear(o, &cls->fields[i]);
  }
}

// Attributes beside the fields: CPython's managed dict.
#if KR_PY312
#if KR_PY313
#define visit_managed PyObject_VisitManagedDict
#define clear_managed PyObject_ClearManagedDict
#else
#define visit_managed _PyObject_VisitManagedDict
#define clear_managed _PyObject_ClearManagedDict
#endif
static int visit_dict(PyObject *o, bool exact, visitproc visit, void *arg) {
  PyTypeObject *native = Py_TYPE(o);
  if (!(native->tp_flags & Py_TPFLAGS_MANAGED_DICT)) return 0;
  // A Python subclass visits the managed dict where it brought it itself.
  while (!exact && native->tp_traverse != native_traverse) native = native->tp_base;
  return native->tp_dictoffset == Py_TYPE(o)->tp_dictoffset ? visit_managed(o, visit, arg) : 0;
}
static void clear_dict(PyObject *o) {
  if (Py_TYPE(o)->tp_flags & Py_TPFLAGS_MANAGED_DICT) clear_managed(o);
}
static bool has_dict_contents(PyObject *o) { return Py_TYPE(o)->tp_flags & Py_TPFLAGS_MANAGED_DICT; }
#else
#define MANAGED_VALUES(o) (((PyObject **)(o))[-4])
#define MANAGED_DICT(o) (((PyObject **)(o))[-3])
static int visit_dict(PyObject *o, bool exact, visitproc visit, void *arg) {
  PyTypeObject *type = Py_TYPE(o), *native = type;
  if (!(type->tp_flags & Py_TPFLAGS_MANAGED_DICT)) return 0;
  // A Python subclass visits the dict where it brought it itself.
  while (!exact && native->tp_traverse != native_traverse) native = native->tp_base;
  if (native->tp_dictoffset == type->tp_dictoffset) Py_VISIT(MANAGED_DICT(o));
  PyObject **values = (PyObject **)(void *)MANAGED_VALUES(o);
  if (!exact || !values) return 0;  // a Python subclass visits the values itself
  KrDictKeys *keys = (KrDictKeys *)(void *)((PyHeapTypeObject *)type)->ht_cached_keys;
  for (Py_ssize_t i = 0; keys && i < keys->nentries; ++i) Py_VISIT(values[i]);
  return 0;
}
static void clear_dict(PyObject *o) {
  if (!(Py_TYPE(o)->tp_flags & Py_TPFLAGS_MANAGED_DICT) || (!MANAGED_DICT(o) && !MANAGED_VALUES(o))) return;
  PyObject **place = _PyObject_GetDictPtr(o);  // makes a dict of inline values
  if (place) Py_CLEAR(*place);
}
static bool has_dict_contents(PyObject *o) {
  return Py_TYPE(o)->tp_flags & Py_TPFLAGS_MANAGED_DICT && (MANAGED_DICT(o) || MANAGED_VALUES(o));
}
#endif

// Room for values, which object.__new__ makes in advance, is no attribute yet.
bool kr_has_attributes(PyObject *o) { return Py_TYPE(o)->tp_flags & Py_TPFLAGS_MANAGED_DICT && !kr_instance_plain(o); }

static int native_traverse(PyObject *o, visitproc visit, void *arg) {
  PyTypeObject *type = Py_TYPE(o);
  Py_VISIT(type);
  int r = visit_dict(o, type->tp_traverse == native_traverse, visit, arg);
  return r ? r : visit_fields(o, kr_class_of(type), visit, arg);
}

static int native_clear(PyObject *o) {
  clear_dict(o);
  clear_fields(o, kr_class_of(Py_TYPE(o)));
  return 0;
}

// Of a class. Programs that drop more than that at once and then make as many again may have twice as many kept the next time.
enum { kMaxFree = KR_KEPT(4096), kMaxFreeBytes = KR_KEPT(4 << 20) };

static bool has_weakrefs(PyObject *o, PyTypeObject *type) {
  return type->tp_weaklistoffset > 0 && *(PyObject **)(void *)((char *)o + type->tp_weaklistoffset);
}

static inline __attribute__((always_inline)) void die(PyObject *o, PyTypeObject *type, KrClass *cls, bool exact) {
  // A Python subclass leaves the weak references to the base that brought their list.
  if (KR_PY312 ? type->tp_weaklistoffset != 0 : has_weakrefs(o, type)) PyObject_ClearWeakRefs(o);
  if (exact && has_dict_contents(o)) clear_dict(o);
  if (KR_LIKELY(exact && cls->type == type)) {
    cls->clear(o);
    if (!KR_PY312 && !type->tp_finalize) {
      if (KR_LIKELY(cls->free_count < kMaxFree + cls->free_more)) {
        ((PyObject **)o)[2] = cls->free_list;
        cls->free_list = o;
        cls->free_count++;
        Py_DECREF(type);
        return;
      }
      cls->free_full = true;
    }
  } else {
    clear_fields(o, cls);
  }
  type->tp_free(o);
  Py_DECREF(type);
}

KrBool kr_class_instance_slow(const KrClass *cls, PyObject *o) { return kr_class_heir(cls, o); }

static KR_NOINLINE void dealloc_any(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  bool exact = type->tp_dealloc == kr_native_dealloc;  // else a Python subclass has done its part already
  if (exact && type->tp_finalize) {
    if (!PyObject_GC_IsTracked(o)) PyObject_GC_Track(o);
    if (PyObject_CallFinalizerFromDealloc(o)) return;
  }
  if (exact && type->tp_del) {
    type->tp_del(o);
    if (Py_REFCNT(o) > 0) return;
  }
  kr_gc_untrack(o);
  KrClass *cls = kr_class_of(type);
  if (exact && !cls->tracked) return die(o, type, cls, true);  // no chain of objects hangs on it
#if !KR_PY312
  // The trashcan, as its macros have it, but without calls.
  PyThreadState *ts = kr_tstate();
  if (KR_UNLIKELY(ts->trash_delete_nesting >= 40)) {
    Py_TRASHCAN_BEGIN(o, kr_native_dealloc)
    die(o, type, cls, exact);
    Py_TRASHCAN_END
    return;
  }
  ++ts->trash_delete_nesting;
  die(o, type, cls, exact);
  if (KR_UNLIKELY(--ts->trash_delete_nesting <= 0 && ts->trash_delete_later)) {
    ++ts->trash_delete_nesting;
    _PyTrash_end(ts);
  }
#else
  Py_TRASHCAN_BEGIN(o, kr_native_dealloc)
  die(o, type, cls, exact);
  Py_TRASHCAN_END
#endif
}

// An instance of the class itself, whose end nobody looks at: most are.
void kr_native_dealloc(PyObject *o) {
#if !KR_PY312
  PyTypeObject *type = Py_TYPE(o);
  KrClass *cls = (KrClass *)(void *)type->tp_members;
  if (KR_UNLIKELY(type->tp_dealloc != kr_native_dealloc) || KR_UNLIKELY(type->tp_finalize || type->tp_del) || KR_UNLIKELY(cls->type != type))
    return dealloc_any(o);
  if (!cls->tracked) {
    kr_gc_untrack(o);
    return die(o, type, cls, true);
  }
  PyThreadState *ts = kr_tstate();
  if (KR_UNLIKELY(ts->trash_delete_nesting >= 40)) return dealloc_any(o);
  kr_gc_untrack(o);
  ++ts->trash_delete_nesting;  // the trashcan, as its macros have it, but without calls
  die(o, type, cls, true);
  if (KR_UNLIKELY(--ts->trash_delete_nesting <= 0) && KR_UNLIKELY(ts->trash_delete_later != NULL)) {
    ++ts->trash_delete_nesting;
    _PyTrash_end(ts);
  }
#else
  dealloc_any(o);
#endif
}

#if !KR_PY312 && !defined(Py_REF_DEBUG)
// As _PyObject_GC_New makes it, but for the count that brings the next collection nearer.
static PyObject *make_uncounted(KrClass *cls, PyTypeObject *type) {
  size_t before = sizeof(KrGcHead) + (type->tp_flags & Py_TPFLAGS_MANAGED_DICT ? 2 * sizeof(PyObject *) : 0);
  size_t words = (before + (size_t)type->tp_basicsize + sizeof(uintptr_t) - 1) / sizeof(uintptr_t);
  uintptr_t *memory = PyObject_Malloc(words * sizeof(uintptr_t));
  if (!memory) return PyErr_NoMemory();
  for (size_t i = 0; i < words; ++i) memory[i] = 0;
  PyObject *o = (PyObject *)(void *)((char *)memory + before);
  Py_SET_TYPE(o, type);
  Py_INCREF(type);
  kr_revive(o);
  if (cls->tracked) kr_gc_track(o);
  return o;
}
#endif

PyObject *kr_instance_make(KrClass *cls) {
  PyTypeObject *type = cls->type;
  if (KR_UNLIKELY(!type)) {
    PyErr_Format(PyExc_SystemError, "instance of class '%U' made before its layout is known", class_name(cls));
    return NULL;
  }
  if (KR_UNLIKELY(type->tp_flags & Py_TPFLAGS_IS_ABSTRACT)) {
    PyObject *empty = PyTuple_New(0);
    PyObject *o = empty ? PyBaseObject_Type.tp_new(type, empty, NULL) : NULL;
    Py_XDECREF(empty);
    return o;
  }
#if KR_PY312
  return PyType_GenericAlloc(type, 0);
#else
  if (KR_UNLIKELY(cls->free_full)) {
    cls->free_full = false;
    uint32_t most = kMaxFree + cls->free_more;
    if ((size_t)most * 2 * (size_t)type->tp_basicsize <= kMaxFreeBytes) cls->free_more += most;
  }
#ifndef Py_REF_DEBUG
  if (cls->set_once || !cls->tracked) return make_uncounted(cls, type);
#endif
  PyObject *o = _PyObject_GC_New(type);
  if (!o) return NULL;
  if (type->tp_flags & Py_TPFLAGS_MANAGED_DICT) MANAGED_VALUES(o) = MANAGED_DICT(o) = NULL;
  memset((char *)o + sizeof(PyObject), 0, (size_t)type->tp_basicsize - sizeof(PyObject));
  if (cls->set_once || !cls->tracked) kr_gc_uncount();
  if (cls->tracked) PyObject_GC_Track(o);
  return o;
#endif
}

// --- registration ---
// What counts is which fields the object was given: the class may have been made again since, or stand before that of the fields in the
// order of the bases of a class that has no native layout itself.
static const KrClass *given_fields(PyObject *o) {
  const KrClass *own = kr_class_of(Py_TYPE(o));
  return own && !kr_all_slots(own) ? own : NULL;
}
static PyObject *get_dict(PyObject *o, void *closure) {
  (void)closure;
  const KrClass *own = given_fields(o);
  return own ? kr_instance_dict(o, own) : PyObject_GenericGetDict(o, NULL);
}

static int set_dict(PyObject *o, PyObject *value, void *closure) {
  if (value && !PyDict_Check(value)) {
    PyErr_Format(PyExc_TypeError, "__dict__ must be set to a dictionary, not a '%.200s'", Py_TYPE(value)->tp_name);
    return -1;
  }
  (void)closure;
  const KrClass *own = given_fields(o);
  if (!own) return PyObject_GenericSetDict(o, value, NULL);
  PyObject *now = kr_instance_dict(o, own);
  if (!now) return -1;
  PyObject *done = PyObject_CallMethod(now, "clear", NULL);
  if (done && value) Py_SETREF(done, PyObject_CallMethod(now, "update", "(O)", value));
  Py_DECREF(now);
  Py_XDECREF(done);
  return done ? 0 : -1;
}

// What stands in slots, or NULL; -1 with an error.
static int slots_state(PyObject *o, PyObject **result) {
  PyObject *copyreg = PyImport_ImportModule("copyreg");
  PyObject *names = copyreg ? PyObject_CallMethod(copyreg, "_slotnames", "(O)", Py_TYPE(o)) : NULL;
  PyObject *slots = names && PyList_Check(names) ? PyDict_New() : NULL;
  for (Py_ssize_t i = 0; slots && i < PyList_GET_SIZE(names); ++i) {
    PyObject *name = kr_new_ref(PyList_GET_ITEM(names, i)), *value = PyObject_GetAttr(o, name);
    if (!value && PyErr_ExceptionMatches(PyExc_AttributeError))
      PyErr_Clear();
    else if (!value || PyDict_SetItem(slots, name, value) < 0)
      Py_CLEAR(slots);
    Py_DECREF(name);
    Py_XDECREF(value);
  }
  Py_XDECREF(copyreg);
  Py_XDECREF(names);
  if (slots && PyDict_GET_SIZE(slots) == 0) Py_CLEAR(slots);
  *result = slots;
  return PyErr_Occurred() ? -1 : 0;
}

static PyObject *get_state(PyObject *o, PyObject *none) {
  (void)none;
  const KrClass *cls = kr_class_of(Py_TYPE(o));
  if (!cls) return PyObject_CallMethod((PyObject *)&PyBaseObject_Type, "__getstate__", "(O)", o);  // see mixed_bases.c
  PyObject *now = kr_instance_dict(o, cls), *slots = NULL;
  PyObject *copy = now ? PyDict_New() : NULL;
  if (copy && PyDict_Update(copy, now) < 0) Py_CLEAR(copy);
  Py_XDECREF(now);
  if (copy && PyDict_GET_SIZE(copy) == 0) Py_SETREF(copy, kr_new_ref(Py_None));
  if (copy && (cls->type != Py_TYPE(o) || has_slots(cls)) && slots_state(o, &slots) < 0) Py_CLEAR(copy);
  if (copy && slots) Py_SETREF(copy, PyTuple_Pack(2, copy, slots));
  Py_XDECREF(slots);
  return copy;
}
static PyMethodDef get_state_method = {"__getstate__", get_state, METH_NOARGS, "Helper for pickle."};

bool kr_is_own_entry(PyObject *o) {
  if (Py_IS_TYPE(o, &PyMethodDescr_Type)) return ((PyMethodDescrObject *)o)->d_method == &get_state_method;
  if (!Py_IS_TYPE(o, &PyGetSetDescr_Type) || ((PyGetSetDescrObject *)o)->d_getset->get != get_dict) return false;
  return PyDescr_TYPE(o)->tp_base->tp_dictoffset != 0;
}

static int put_field(PyTypeObject *type, const KrClass *cls, const KrField *field, PyObject *name, PyObject *there) {
  PyObject *descriptor = kr_field_descriptor_new(type, cls, field, there);
  int r = descriptor ? PyDict_SetItem(type->tp_dict, name, descriptor) : -1;
  Py_XDECREF(descriptor);
  return r;
}

// Plain values that stand before the descriptors of `base` and the bases behind it: given to the class at run time, or to another base. What
// the instance has comes before them.
static int cover_values(PyTypeObject *type, const KrClass *base) {
  for (; base; base = base->base) {
    for (uint32_t i = 0; !base->slotted && i < base->field_count; ++i) {
      PyObject *name = base->module->constants[base->fields[i].name], *found = _PyType_Lookup(type, name);
      if (!found || Py_TYPE(found)->tp_descr_get || Py_TYPE(found)->tp_descr_set) continue;
      if (kr_class_dict_install(type) < 0) return -1;
      PyObject *own = PyDict_GetItemWithError(type->tp_dict, name);
      if ((!own && PyErr_Occurred()) || put_field(type, base, &base->fields[i], name, own) < 0) return -1;
      PyType_Modified(type);
    }
  }
  return 0;
}

void kr_heir_look_over(PyTypeObject *type, const KrClass *cls) {
  enum { KEPT = 64 };
  static unsigned int seen[KEPT];  // versions of types, by version
  unsigned int version = type->tp_version_tag;
  if (KR_LIKELY(version != 0 && seen[version % KEPT] == version)) return;
  if (kr_type_has_layout(type, cls->type) && cover_values(type, cls) < 0) PyErr_Clear();
  _PyType_Lookup(type, class_name(cls));  // gives the type a version tag
  seen[type->tp_version_tag % KEPT] = type->tp_version_tag;
}

// Puts descriptors into the type's dictionary where they are not; what stands there becomes the class-level value, unless it is a
// data descriptor, which Python prefers to the instance.
static int install_fields(KrClass *cls) {
  PyTypeObject *type = cls->type;
  bool changed = false;
  if (cover_values(type, cls->base) < 0) return -1;
  if (cls->slotted) return 0;  // a slot that is gone from the class is no attribute any more
  for (uint32_t i = 0; i < cls->field_count; ++i) {
    PyObject *name = cls->module->constants[cls->fields[i].name];
    PyObject *there = PyDict_GetItemWithError(type->tp_dict, name);
    if (!there && PyErr_Occurred()) return -1;
    if (there && (Py_TYPE(there) == &kr_field_descriptor_type || Py_TYPE(there)->tp_descr_set)) continue;
    if (put_field(type, cls, &cls->fields[i], name, there) < 0) return -1;
    changed = true;
  }
  if (changed) PyType_Modified(type);
  return 0;
}

static int install_slots(KrClass *cls) {
  int failed = 0;
  for (uint32_t i = 0; cls->slotted && !failed && i < cls->field_count; ++i) {
    PyObject *descriptor = kr_slot_descriptor_new(cls->type, cls, &cls->fields[i]);
    failed = !descriptor || PyDict_SetItem(cls->type->tp_dict, cls->module->constants[cls->fields[i].name], descriptor) < 0;
    Py_XDECREF(descriptor);
  }
  return failed ? -1 : 0;
}

static bool is_any_field(PyObject *entry) {
  PyTypeObject *type = Py_TYPE(entry);
  return type == &kr_field_descriptor_type || type == &kr_slot_descriptor_type || type == &PyMemberDescr_Type;
}

static int collect_from(PyObject *methods, PyObject *dict) {
  PyObject *name, *value;
  Py_ssize_t at = 0;
  while (dict && PyDict_Next(dict, &at, &name, &value)) {
    if (!PyUnicode_Check(name)) continue;
    if (!is_any_field(value) ? PyDict_SetItem(methods, name, value) < 0 : PyDict_Contains(methods, name) > 0 && PyDict_DelItem(methods, name) < 0)
      return -1;
  }
  return 0;
}

// The functions that direct calls may stand for, by name.
static int collect_methods(KrClass *cls) {
  PyObject *mro = cls->type->tp_mro;
  bool beside = PyTuple_GET_SIZE(cls->type->tp_bases) > 1;  // other bases, which may stand before those of the base
  PyObject *methods = !beside && cls->base && cls->base->methods ? PyDict_Copy(cls->base->methods) : PyDict_New();
  bool failed = !methods;
  for (Py_ssize_t i = PyTuple_GET_SIZE(mro); beside && !failed && i-- > 1;) {
    PyTypeObject *type = (PyTypeObject *)PyTuple_GET_ITEM(mro, i);
    if (type != &PyBaseObject_Type) failed = collect_from(methods, kr_type_dict(type)) < 0;
  }
  failed = failed || collect_from(methods, cls->type->tp_dict) < 0;
  Py_XSETREF(cls->methods, methods);
  cls->make = cls->type->tp_new;
  cls->initialise = cls->type->tp_init;
  cls->finalise = cls->type->tp_finalize;
  return failed ? -1 : 0;
}

// Whether nothing that was there when the class was made has been rebound, the fields included.
static bool methods_stand(const KrClass *cls) {
  for (const KrClass *c = cls; c; c = c->base) {
    for (uint32_t i = 0; i < c->field_count; ++i) {
      PyObject *found = _PyType_Lookup(cls->type, c->module->constants[c->fields[i].name]);
      if (!kr_stands_for(found, c, &c->fields[i])) return false;
    }
  }
  PyObject *name, *value;
  Py_ssize_t at = 0;
  while (PyDict_Next(cls->methods, &at, &name, &value)) {
    if (!PyCallable_Check(value) && Py_TYPE(value)->tp_descr_get == NULL) continue;  // plain data may change
    if (_PyType_Lookup(cls->type, name) != value || kr_function_is_altered(value)) return false;
    if (Py_IS_TYPE(value, &PyProperty_Type) && kr_property_getter(value) && kr_function_is_altered(kr_property_getter(value))) return false;
  }
  return true;
}

int kr_class_watch_methods(KrClass *cls) {
  if (collect_methods(cls) < 0) return -1;
  cls->checked = 0;
  kr_class_exact_slow(cls);
  return 0;
}

#if !KR_PY312
bool kr_instance_plain_slow(PyObject *o) {
  // Before the values stands how many have been inserted.
  const uint8_t *values = ((const uint8_t **)o)[-4];
  return ((PyObject **)o)[-3] == NULL && (values == NULL || values[-2] == 0);
}
#endif

KrBool kr_class_exact_slow(KrClass *cls) {
  PyTypeObject *type = cls->type;
  if (!type || (type->tp_version_tag == cls->checked && cls->checked != 0)) return 0;
  if (install_fields(cls) < 0) PyErr_Clear();
  bool stand = cls->methods && methods_stand(cls);
  _PyType_Lookup(type, class_name(cls));  // gives the type a version tag
  cls->checked = type->tp_version_tag;
  cls->version = stand ? type->tp_version_tag : KR_NO_VERSION;
  bool as_it_was = type->tp_new == cls->make && type->tp_init == cls->initialise && type->tp_finalize == cls->finalise;
  cls->current = as_it_was && cls->version ? cls->version : KR_NO_VERSION;
  return stand;
}

KrBool kr_class_current_slow(KrClass *cls) {
  kr_class_exact_slow(cls);
  return cls->type && cls->type->tp_version_tag == cls->current;
}

KrBool kr_super_finds_slow(KrSuperCache *cache, KrClass *cls, PyObject *cell, PyObject *o, PyObject *name, PyObject *function) {
  PyTypeObject *type = Py_TYPE(o);
  PyObject *start = PyCell_GET(cell), *mro = type->tp_mro, *found = NULL;
  if (!start || !function || !mro || !PyType_Check(start) || !kr_class_self(cls, o)) return 0;
  Py_ssize_t at = 0, count = PyTuple_GET_SIZE(mro);
  while (at < count && PyTuple_GET_ITEM(mro, at) != start) ++at;
  for (++at; at < count && !found; ++at) {
    PyObject *dict = kr_type_dict((PyTypeObject *)PyTuple_GET_ITEM(mro, at));
    if (dict && !(found = PyDict_GetItemWithError(dict, name)) && PyErr_Occurred()) {
      PyErr_Clear();
      return 0;
    }
  }
  if (found != function) return 0;
  if (cache->start != start) {
    memset(cache->versions, 0, sizeof cache->versions);
    cache->start = start;
  }
  _PyType_Lookup(type, name);  // gives the type a version tag
  cache->versions[type->tp_version_tag % KR_SUPER_TYPES] = type->tp_version_tag;
  return 1;
}

// Whether another class that the type derives from makes something else of a field.
static bool shadows_fields(PyTypeObject *type, const KrClass *cls) {
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(type->tp_mro); ++i) {
    PyTypeObject *each = (PyTypeObject *)PyTuple_GET_ITEM(type->tp_mro, i);
    PyObject *dict = kr_type_dict(each);
    if (each == &PyBaseObject_Type || !dict) continue;
    for (const KrClass *at = cls; at; at = at->base) {
      for (uint32_t f = 0; f < at->field_count; ++f) {
        PyObject *entry = PyDict_GetItem(dict, at->module->constants[at->fields[f].name]);
        if (entry && (each->tp_dealloc != kr_native_dealloc || !is_any_field(entry))) return true;
      }
    }
  }
  return false;
}

KrBool kr_class_self_slow(KrClass *cls, PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  if (kr_class_instance(cls, o)) return 1;
  if (type == cls->heir && type->tp_version_tag == cls->heir_version && cls->heir_version != 0) return 1;
  if (!cls->type || !kr_type_has_layout(type, cls->type) || !kr_attributes_plain(type) || shadows_fields(type, cls)) return 0;
  _PyType_Lookup(type, class_name(cls));  // gives the type a version tag
  cls->heir = type;
  cls->heir_version = type->tp_version_tag;
  return 1;
}

// Attributes beside the fields may lead back to an instance whose fields cannot.
void kr_instance_track(PyObject *o) {
  if (!PyObject_GC_IsTracked(o) && kr_has_attributes(o)) PyObject_GC_Track(o);
}

static void forget_instances(KrClass *cls) {
  while (cls->free_list) {
    PyObject *o = cls->free_list;
    cls->free_list = ((PyObject **)o)[2];
    PyObject_GC_Del(o);
  }
  cls->free_count = 0;
}

static bool may_be_in_cycles(const KrClass *cls) {
  for (; cls; cls = cls->base) {
    for (uint32_t i = 0; i < cls->field_count; ++i) {
      if (cls->fields[i].kind == KR_FIELD_OBJ) return true;
    }
  }
  return false;
}

// Takes the private names out again; `written` is the class's own `__slots__`, or NULL. Those of a type that did not become native stay
// behind as members: they hold its bytes.
static int remove_places(PyTypeObject *type, PyObject *ns, PyObject *written) {
  PyObject *slots = PyDict_GetItemString(type->tp_dict, "__slots__");
  if (slots && PyList_Check(slots)) {
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(slots); ++i) {
      PyObject *name = PyList_GET_ITEM(slots, i);
      if (PyUnicode_READ_CHAR(name, 1) == 'k' && PyDict_DelItem(type->tp_dict, name) < 0) return -1;
    }
    if ((written ? PyDict_SetItemString(type->tp_dict, "__slots__", written) : PyDict_DelItemString(type->tp_dict, "__slots__")) < 0) return -1;
  }
  if ((written ? PyMapping_SetItemString(ns, "__slots__", written) : PyMapping_DelItemString(ns, "__slots__")) < 0) PyErr_Clear();
  return 0;
}

static int put_dict(PyTypeObject *type) {
  PyGetSetDef *getset = PyMem_Calloc(1, sizeof *getset);  // lives as long as the type, that is, for ever
  if (!getset) return PyErr_NoMemory(), -1;
  *getset = (PyGetSetDef){"__dict__", get_dict, set_dict, NULL, NULL};
  PyObject *dict = PyDescr_NewGetSet(type, getset);
  int status = dict ? PyDict_SetItemString(type->tp_dict, "__dict__", dict) : -1;
  Py_XDECREF(dict);
  return status;
}

static int install_protocol(KrClass *cls) {
  PyTypeObject *type = cls->type;
  if (kr_all_slots(cls)) return 0;
  PyObject *state = PyDict_GetItemString(type->tp_dict, "__getstate__") ? NULL : PyDescr_NewMethod(type, &get_state_method);
  int failed = PyErr_Occurred() || put_dict(type) < 0 || (state && PyDict_SetItemString(type->tp_dict, "__getstate__", state) < 0);
  Py_XDECREF(state);
  return failed ? -1 : 0;
}

static bool making_native;  // type.__new__ makes a class that will be native

void kr_heir_made(PyTypeObject *type) {
  const KrClass *cls = kr_class_of(type);
  PyObject *name = making_native || !cls || cls->type == type ? NULL : PyUnicode_InternFromString("__dict__");
  PyObject *found = name ? _PyType_Lookup(type, name) : NULL;
  Py_XDECREF(name);
  if (!found) return PyErr_Clear();
  // Another base's would not have the fields.
  bool other = !Py_IS_TYPE(found, &PyGetSetDescr_Type) || ((PyGetSetDescrObject *)found)->d_getset->get != get_dict;
  if (other && !kr_all_slots(cls) && kr_class_dict_install(type) == 0 && put_dict(type) == 0) PyType_Modified(type);
  PyErr_Clear();
  kr_heir_look_over(type, cls);
}

// Whether `__slots__` is what the compiler read, and type.__new__ has nothing to say against it.
static bool slots_fit(const KrClass *cls, PyObject *ns) {
  PyObject *slots = PyDict_GetItemString(ns, "__slots__");
  if (!cls->slotted || !slots) return cls->slotted == (slots != NULL);
  PyObject *const *names = PyUnicode_Check(slots) ? &slots : NULL;
  Py_ssize_t n = 1;
  if (PyTuple_Check(slots) || PyList_Check(slots)) {
    names = PySequence_Fast_ITEMS(slots);
    n = PySequence_Fast_GET_SIZE(slots);
  }
  if (!names) return false;
  uint32_t at = 0;
  for (Py_ssize_t i = 0; i < n; ++i) {
    if (!PyUnicode_Check(names[i])) return false;
    if (PyUnicode_CompareWithASCIIString(names[i], "__dict__") == 0 || PyUnicode_CompareWithASCIIString(names[i], "__weakref__") == 0) continue;
    if (at == cls->field_count) return false;
    PyObject *field = cls->module->constants[cls->fields[at++].name];
    // Private names have the class's before them.
    if (PyUnicode_Tailmatch(field, names[i], 0, PY_SSIZE_T_MAX, 1) != 1 || PyDict_GetItem(ns, field)) return false;
  }
  return at == cls->field_count;
}

// Whether a base beside `cls->base` adds nothing to the layout.
static bool adds_nothing(const KrClass *cls, PyTypeObject *base) {
  const KrClass *native = kr_class_of(base), *k = native;
  while (k && k->field_count == 0 && !kr_class_derives(cls->base, k)) k = k->base;
  if (k) return kr_class_derives(cls->base, k) && base->tp_basicsize == (Py_ssize_t)native->size;
  Py_ssize_t weakrefs = base->tp_weaklistoffset > 0 ? sizeof(PyObject *) : 0;
  return base->tp_dictoffset <= 0 && base->tp_basicsize == (Py_ssize_t)sizeof(PyObject) + weakrefs;
}

// Whether the bases leave the fields where the compiler put them.
static bool layout_fits(const KrClass *cls, PyObject *bases, PyObject *ns) {
  if (!PyDict_Check(ns) || !slots_fit(cls, ns) || (cls->base && !cls->base->type)) return false;
  bool has_base = !cls->base;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i) {
    PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(bases, i);
    if (!PyType_Check((PyObject *)base) || base->tp_itemsize) return false;
    if (!cls->base) {
      if (base->tp_basicsize != (Py_ssize_t)cls->own_offset || base->tp_dictoffset || base->tp_weaklistoffset || (base->tp_flags & Py_TPFLAGS_MANAGED_DICT))
        return false;
    } else if (PyType_IsSubtype(base, cls->base->type)) {
      if (base->tp_basicsize != (Py_ssize_t)cls->own_offset || base->tp_dealloc != kr_native_dealloc) return false;
      has_base = true;
    } else if (!adds_nothing(cls, base)) {
      return false;
    }
  }
  return has_base;
}

static int make_native(KrClass *cls, PyTypeObject *type) {
  Py_SET_SIZE(type, 0);  // no slots for subtype_traverse, subtype_clear and subtype_dealloc of subclasses
  cls->type = (PyTypeObject *)kr_new_ref((PyObject *)type);
  type->tp_traverse = native_traverse;
  type->tp_clear = native_clear;
  type->tp_dealloc = kr_native_dealloc;
  kr_allow_mixed_bases();
  type->tp_members = (PyMemberDef *)(void *)cls;
  cls->tracked = may_be_in_cycles(cls) || type->tp_finalize || (kr_all_slots(cls) && !cls->dictless);
  if (install_protocol(cls) < 0 || kr_attributes_install(cls) < 0 || install_fields(cls) < 0 || install_slots(cls) < 0 || collect_methods(cls) < 0)
    return -1;
  if (kr_class_dict_install(type) < 0) return -1;
  if (!cls->tracked) kr_root_untracked();
  PyType_Modified(type);
  kr_class_exact_slow(cls);
  return 0;
}

// Whether instances begin as those of `base` do. Python extends another base where all that `base` adds is a dict or a list of weak
// references: these then lie behind the fields.
static bool stands_on(const PyTypeObject *type, const PyTypeObject *base) {
  return kr_type_has_layout(type, base) && (base->tp_weaklistoffset == 0 || type->tp_weaklistoffset == base->tp_weaklistoffset);
}

// --- dataclasses with slots ---
// The class of the statement stays as Python makes it; what it holds is noted, so that what the decorator adds can be told.
static PyObject *finish_first(KrClass *cls, PyObject *state, PyObject *name, PyObject *cell) {
  PyObject *result = kr_class_finish(state, name, cell);
  if (!result || !PyType_Check(result)) return result;
  PyObject *methods = cls->base && cls->base->methods ? PyDict_Copy(cls->base->methods) : PyDict_New();
  if (!methods || collect_from(methods, kr_type_dict((PyTypeObject *)result)) < 0) Py_CLEAR(result);
  Py_XSETREF(cls->methods, methods);
  return result;
}

// Whether making the class ran no code that may have made an instance of it, which would have Python's layout.
static bool was_made_quietly(PyTypeObject *type) {
  PyObject *hook = PyUnicode_InternFromString("__init_subclass__"), *name, *value;
  bool quiet = hook && _PyType_Lookup(type, hook) == _PyType_Lookup(&PyBaseObject_Type, hook) && !type->tp_subclasses;
  Py_XDECREF(hook);
  PyObject *setter = PyUnicode_InternFromString("__set_name__");
  Py_ssize_t at = 0;
  while (quiet && setter && PyDict_Next(type->tp_dict, &at, &name, &value)) quiet = _PyType_Lookup(Py_TYPE(value), setter) == NULL;
  quiet = quiet && setter;
  Py_XDECREF(setter);
  return quiet;
}

// Whether its slots are the fields, in order, as CPython laid them out.
static bool has_expected_slots(const KrClass *cls, PyTypeObject *type) {
  PyObject *slots = PyDict_GetItemString(type->tp_dict, "__slots__");
  if (!slots || !PyTuple_CheckExact(slots)) return false;
  Py_ssize_t n = PyTuple_GET_SIZE(slots);
  bool weakrefs = n > 0 && PyUnicode_Check(PyTuple_GET_ITEM(slots, n - 1)) &&
                  PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(slots, n - 1), "__weakref__") == 0;
  if (n - weakrefs != (Py_ssize_t)cls->field_count || weakrefs != adds_weakrefs(cls)) return false;
  for (uint32_t i = 0; i < cls->field_count; ++i) {
    PyObject *name = cls->module->constants[cls->fields[i].name], *member = PyDict_GetItem(type->tp_dict, name);
    if (!PyUnicode_Check(PyTuple_GET_ITEM(slots, i)) || PyUnicode_Compare(PyTuple_GET_ITEM(slots, i), name) != 0) return false;
    if (!member || Py_TYPE(member) != &PyMemberDescr_Type || PyDescr_TYPE(member) != type) return false;
  }
  return true;
}

int kr_class_adopt(KrClass *cls, PyObject *made) {
  PyTypeObject *type = (PyTypeObject *)made;
  PyTypeObject *base = cls->base ? cls->base->type : &PyBaseObject_Type;
  if (Py_TYPE(made) != &PyType_Type || !base || !cls->methods || type->tp_base != base || PyTuple_GET_SIZE(type->tp_bases) != 1 ||
      !(type->tp_flags & Py_TPFLAGS_HEAPTYPE) || type->tp_basicsize != (Py_ssize_t)cls->size || type->tp_itemsize ||
      ((type->tp_flags & Py_TPFLAGS_MANAGED_DICT) == 0) != cls->dictless || (type->tp_weaklistoffset == 0) != cls->weakless ||
      type->tp_dictoffset || !kr_all_slots(cls) || !has_expected_slots(cls, type) || !was_made_quietly(type))
    return 0;
  Py_XSETREF(cls->object, (PyTypeObject *)kr_new_ref(made));
  PyObject *methods = kr_new_ref(cls->methods);  // of the first class
  int status = make_native(cls, type);
  Py_XSETREF(cls->methods, methods);
  return status;
}

PyObject *kr_class_finish_native(KrClass *cls, PyObject *state, PyObject *name, PyObject *cell) {
  PyObject *ns = PyTuple_GET_ITEM(state, 1), *bases = PyTuple_GET_ITEM(state, 2);
  kr_root_class(cls);
  forget_instances(cls);
  cls->version = cls->current = KR_NO_VERSION;
  cls->checked = 0;
  Py_CLEAR(cls->type);
  Py_CLEAR(cls->object);
  if (cls->remade) return finish_first(cls, state, name, cell);
  bool fits = layout_fits(cls, bases, ns);
  PyObject *written = cls->slotted && fits ? Py_XNewRef(PyDict_GetItemString(ns, "__slots__")) : NULL;
  bool outer = making_native;
  making_native = fits;
  PyObject *result = fits && reserve(cls, ns) < 0 ? NULL : kr_class_finish(state, name, cell);
  making_native = outer;
  bool native = false;
  if (result && fits && PyType_Check(result)) {
    PyTypeObject *type = (PyTypeObject *)result;
    // A metaclass may have made something else after all.
    native = (type->tp_flags & Py_TPFLAGS_HEAPTYPE) && type->tp_basicsize == (Py_ssize_t)cls->size && !type->tp_itemsize &&
             ((type->tp_flags & Py_TPFLAGS_MANAGED_DICT) == 0) == cls->dictless && (type->tp_weaklistoffset == 0) == cls->weakless &&
             (!cls->base || stands_on(type, cls->base->type));
    if (remove_places(type, ns, written) < 0 || (native && make_native(cls, type) < 0)) Py_CLEAR(result);
  }
  if (result && written && !native) Py_SETREF(result, kr_class_finish(state, name, cell));  // with slots of Python's
  Py_XDECREF(written);
  if (result && PyType_Check(result)) cls->object = (PyTypeObject *)kr_new_ref(result);
  return result;
}

int kr_class_wrap_special(PyObject *ns) {
  static const char *const names[] = {"__new__", "__init_subclass__", "__class_getitem__"};
  if (!PyDict_Check(ns)) return 0;
  for (int i = 0; i < 3; ++i) {
    PyObject *f = PyDict_GetItemString(ns, names[i]);
    if (!f || Py_TYPE(f) != &kr_function_type) continue;
    PyObject *wrapped = i == 0 ? PyStaticMethod_New(f) : PyClassMethod_New(f);
    int r = wrapped ? PyDict_SetItemString(ns, names[i], wrapped) : -1;
    Py_XDECREF(wrapped);
    if (r < 0) return -1;
  }
  return 0;
}

KrBool kr_class_goes_first_slow(const KrClass *cls, PyTypeObject *type) {
  return !(type->tp_flags & Py_TPFLAGS_HEAPTYPE) || !PyType_IsSubtype(type, cls->type);
}
