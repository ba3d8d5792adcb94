// Reading and writing fields by name.
#include "field.h"

#include <structmember.h>

#define PLACE(T, o, f) (*(T *)(void *)((char *)(o) + (f)->offset))

static inline bool is_machine(const KrField *f) { return f->kind >= KR_FIELD_F64; }
static inline bool *defined(PyObject *o, const KrField *f) { return (bool *)((char *)o + f->defined); }

PyObject *kr_field_read(PyObject *o, const KrField *f) {
  if (is_machine(f) && !*defined(o, f)) return NULL;
  switch (f->kind) {
    case KR_FIELD_OBJ: return kr_list_settle(PLACE(PyObject *, o, f)) < 0 ? NULL : Py_XNewRef(PLACE(PyObject *, o, f));
    case KR_FIELD_TAG: return PLACE(KrTag, o, f) ? kr_tag_to_obj(PLACE(KrTag, o, f)) : NULL;
    case KR_FIELD_NUM: {
      KrNum n = kr_field_num(PLACE(uint64_t, o, f));
      return kr_num_is_absent(n) ? NULL : kr_num_to_obj(n);
    }
    case KR_FIELD_BOOL: return PLACE(int8_t, o, f) ? kr_bool_to_obj((KrBool)(PLACE(int8_t, o, f) - 1)) : NULL;
    case KR_FIELD_F64: return kr_f64_to_obj(PLACE(double, o, f));
    case KR_FIELD_F32: return kr_f32_to_obj(PLACE(float, o, f));
    case KR_FIELD_I64: return kr_i64_to_obj(PLACE(int64_t, o, f));
    case KR_FIELD_I32: return kr_i32_to_obj(PLACE(int32_t, o, f));
    case KR_FIELD_I16: return kr_i16_to_obj(PLACE(int16_t, o, f));
    case KR_FIELD_I8: return kr_i8_to_obj(PLACE(int8_t, o, f));
    case KR_FIELD_U64: return kr_u64_to_obj(PLACE(uint64_t, o, f));
    case KR_FIELD_U32: return kr_u32_to_obj(PLACE(uint32_t, o, f));
    case KR_FIELD_U16: return kr_u16_to_obj(PLACE(uint16_t, o, f));
    default: return kr_u8_to_obj(PLACE(uint8_t, o, f));
  }
}

bool kr_field_is_set(PyObject *o, const KrField *f) {
  switch (f->kind) {
    case KR_FIELD_OBJ: return PLACE(PyObject *, o, f) != NULL;
    case KR_FIELD_TAG: return PLACE(KrTag, o, f) != 0;
    case KR_FIELD_NUM: return !kr_num_is_absent(kr_field_num(PLACE(uint64_t, o, f)));
    case KR_FIELD_BOOL: return PLACE(int8_t, o, f) != 0;
    default: return *defined(o, f);
  }
}

void kr_field_clear(PyObject *o, const KrField *f) {
  switch (f->kind) {
    case KR_FIELD_OBJ: Py_CLEAR(PLACE(PyObject *, o, f)); break;
    case KR_FIELD_TAG: {
      KrTag old = PLACE(KrTag, o, f);
      PLACE(KrTag, o, f) = 0;
      kr_tag_xdecref(old);
      break;
    }
    case KR_FIELD_NUM: {
      KrNum old = kr_field_num(PLACE(uint64_t, o, f));
      PLACE(uint64_t, o, f) = 0;
      kr_num_xdecref(old);
      break;
    }
    case KR_FIELD_BOOL: PLACE(int8_t, o, f) = 0; break;
    default: *defined(o, f) = false; break;
  }
}

// Packed lists of numbers refer to nothing and are nobody's to see. What a list of lists holds is visited where the instance alone holds that:
// programs may have seen, and changed, some of the lists in it.
static int visit_object(PyObject *value, visitproc visit, void *arg) {
  if (!value || !kr_is_packed(value)) return kr_obj_traverse(value, visit, arg);
  if (Py_TYPE(value) != &kr_packed_types[KR_PACKED_REF] || Py_REFCNT(value) != 1) return 0;
  int r = 0;
  for (Py_ssize_t i = 0; r == 0 && i < Py_SIZE(value); ++i) r = visit_object(((PyListObject *)value)->ob_item[i], visit, arg);
  return r;
}

int kr_field_visit(PyObject *o, const KrField *f, visitproc visit, void *arg) {
  switch (f->kind) {
    case KR_FIELD_OBJ: return visit_object(PLACE(PyObject *, o, f), visit, arg);
    case KR_FIELD_TAG: return kr_tag_traverse(PLACE(KrTag, o, f), visit, arg);
    case KR_FIELD_NUM: return kr_num_traverse(kr_field_num(PLACE(uint64_t, o, f)), visit, arg);
    default: return 0;
  }
}

static PyObject *no_attribute(PyObject *o, PyObject *name) {
  PyErr_Format(PyExc_AttributeError, "'%.100s' object has no attribute '%U'", Py_TYPE(o)->tp_name, name);
  PyObject *exc = kr_err_take();
  if (PyObject_TypeCheck(exc, (PyTypeObject *)PyExc_AttributeError) &&
      (PyObject_SetAttrString(exc, "name", name) < 0 || PyObject_SetAttrString(exc, "obj", o) < 0))
    PyErr_Clear();
  kr_err_give(exc);
  return NULL;
}

// What the classes have for instances without the field's value: the class of the field, then those behind it in the order of
// resolution, where other bases may stand. Borrowed; NULL without an error where nothing is.
static PyObject *class_level(PyTypeObject *type, const KrFieldDescriptor *d) {
  if (d->fallback) return d->fallback;
  Py_ssize_t n = type->tp_mro ? PyTuple_GET_SIZE(type->tp_mro) : 0, i = 0;
  while (i < n && PyTuple_GET_ITEM(type->tp_mro, i) != (PyObject *)d->owner)
    ++i;
  for (++i; i < n; ++i) {
    PyObject *dict = kr_type_dict((PyTypeObject *)PyTuple_GET_ITEM(type->tp_mro, i));
    PyObject *value = dict ? PyDict_GetItemWithError(dict, d->name) : NULL;
    if (!value && PyErr_Occurred()) return NULL;
    if (value && Py_TYPE(value) == &kr_field_descriptor_type) value = ((KrFieldDescriptor *)value)->fallback;
    if (value) return value;
  }
  return NULL;
}

// A data descriptor of another base, which Python prefers to what the instance has; borrowed. Only classes with several bases have any.
static PyObject *data_descriptor(PyTypeObject *type, const KrFieldDescriptor *d) {
  Py_ssize_t i = 0, n = type->tp_mro ? PyTuple_GET_SIZE(type->tp_mro) : 0;
  PyTypeObject *line = type;
  while (i < n && PyTuple_GET_ITEM(type->tp_mro, i) == (PyObject *)line)
    line = line->tp_base, ++i;
  PyObject *found = i < n ? class_level(type, d) : NULL;
  return found && found != d->fallback && Py_TYPE(found)->tp_descr_set ? found : NULL;
}

PyObject *kr_field_undefined(PyObject *o, const KrClass *cls, uint32_t field) {
  PyObject *name = cls->module->constants[cls->fields[field].name];
  for (KrClass *each = kr_class_of(Py_TYPE(o)); each; each = each->base)
    kr_class_exact_slow(each);
  PyObject *value = _PyType_Lookup(Py_TYPE(o), name);
  if (value && Py_TYPE(value) == &kr_field_descriptor_type) value = class_level(Py_TYPE(o), (KrFieldDescriptor *)value);
  if (!value && PyErr_Occurred()) return NULL;
  return value && !Py_TYPE(value)->tp_descr_get ? value : no_attribute(o, name);
}

KrTag kr_field_undefined_tag(PyObject *o, const KrClass *cls, uint32_t field) {
  PyObject *value = kr_field_undefined(o, cls, field);
  KrTag tag = value ? kr_obj_to_tag(value) : KR_TAG_ABSENT;
  kr_tag_xdecref(tag);  // the class has it
  return tag;
}

KrNum kr_field_undefined_num(PyObject *o, const KrClass *cls, uint32_t field) {
  PyObject *value = kr_field_undefined(o, cls, field);
  KrNum num = value ? kr_obj_to_num(value) : KR_NUM_ABSENT;
  kr_num_xdecref(num);
  return num;
}

#define WRITE_MACHINE(KIND, T, CT, FAILED)                   \
  case KIND: {                                               \
    CT v = kr_obj_to_##T(value);                             \
    if (v == (CT)(FAILED) && PyErr_Occurred()) return -1;    \
    PLACE(CT, o, f) = v;                                     \
    *defined(o, f) = true;                                   \
    return 0;                                                \
  }

// What a num is to hold; absent with an error.
static KrNum as_number(PyObject *value, const KrField *f) {
  if (f->number != KR_FIELD_F64 && f->number != KR_FIELD_F32) return kr_obj_to_num(value);
  double v = kr_obj_to_f64(value);
  if (v == KR_F64_ERROR && PyErr_Occurred()) return KR_NUM_ABSENT;
  return kr_f64_to_num(f->number == KR_FIELD_F32 ? (double)(float)v : v);
}

int kr_field_write(PyObject *o, const KrClass *cls, const KrField *f, PyObject *value) {
  if (!value) {
    PyObject *old = kr_field_read(o, f);
    if (!old) {
      if (!PyErr_Occurred()) PyErr_Format(PyExc_AttributeError, "'%.100s' object has no attribute '%U'", Py_TYPE(o)->tp_name, cls->module->constants[f->name]);
      return -1;
    }
    kr_field_clear(o, f);
    Py_DECREF(old);
    return 0;
  }
  if (f->test && !f->test(value)) return kr_expected(f->expected, value);
  switch (f->kind) {
    case KR_FIELD_OBJ: {
      PyObject *old = PLACE(PyObject *, o, f);
      PLACE(PyObject *, o, f) = kr_new_ref(value);
      Py_XDECREF(old);
      return 0;
    }
    case KR_FIELD_TAG: {
      KrTag old = PLACE(KrTag, o, f);
      PLACE(KrTag, o, f) = kr_obj_to_tag(value);
      kr_tag_xdecref(old);
      return 0;
    }
    case KR_FIELD_NUM: {
      KrNum old = kr_field_num(PLACE(uint64_t, o, f)), set = as_number(value, f);
      if (kr_num_is_absent(set)) return -1;
      PLACE(uint64_t, o, f) = kr_field_num_bits(set);
      kr_num_xdecref(old);
      return 0;
    }
    case KR_FIELD_BOOL: {
      KrBool v = kr_obj_to_bool(value);
      if (v < 0) return -1;
      PLACE(int8_t, o, f) = (int8_t)(v + 1);
      return 0;
    }
    WRITE_MACHINE(KR_FIELD_F64, f64, double, KR_F64_ERROR)
    WRITE_MACHINE(KR_FIELD_F32, f32, float, KR_F64_ERROR)
    WRITE_MACHINE(KR_FIELD_I64, i64, int64_t, KR_INT_ERROR)
    WRITE_MACHINE(KR_FIELD_I32, i32, int32_t, KR_INT_ERROR)
    WRITE_MACHINE(KR_FIELD_I16, i16, int16_t, KR_INT_ERROR)
    WRITE_MACHINE(KR_FIELD_I8, i8, int8_t, KR_INT_ERROR)
    WRITE_MACHINE(KR_FIELD_U64, u64, uint64_t, KR_INT_ERROR)
    WRITE_MACHINE(KR_FIELD_U32, u32, uint32_t, KR_INT_ERROR)
    WRITE_MACHINE(KR_FIELD_U16, u16, uint16_t, KR_INT_ERROR)
    default: {
      uint8_t v = kr_obj_to_u8(value);
      if (v == (uint8_t)KR_INT_ERROR && PyErr_Occurred()) return -1;
      PLACE(uint8_t, o, f) = v;
      *defined(o, f) = true;
      return 0;
    }
  }
}

// --- attributes that are mostly fields ---
static bool has_field(PyObject *o, const KrClass *cls) {
  return kr_class_heir(cls, o);
}
// NULL with an error.
static PyObject *field_name(const KrClass *cls, const KrField *f) {
  return kr_module_constants(cls->module) < 0 ? NULL : cls->module->constants[f->name];
}

#define SLOW_ACCESS(NAME, T, STORED, LOAD, STORE, IS_ABSENT, ABSENT, INCREF, XDECREF, FROM_OBJ, TO_OBJ)         \
  T kr_field_read_##NAME##_slow(PyObject *o, const KrClass *cls, uint32_t index, KrAttrCache *cache) {           \
    const KrField *f = &cls->fields[index];                                                                      \
    if (!has_field(o, cls)) {                                                                                    \
      PyObject *name = field_name(cls, f);                                                                       \
      return name ? FROM_OBJ(kr_getattr_cached(o, name, cache)) : ABSENT;                                        \
    }                                                                                                            \
    T value = LOAD(PLACE(STORED, o, f));                                                                         \
    if (IS_ABSENT(value)) return FROM_OBJ(PyObject_GetAttr(o, field_name(cls, f)));                               \
    INCREF(value);                                                                                               \
    return value;                                                                                                \
  }                                                                                                              \
  int kr_field_write_##NAME##_slow(PyObject *o, const KrClass *cls, uint32_t index, T value, KrAttrCache *cache) { \
    const KrField *f = &cls->fields[index];                                                                      \
    if (has_field(o, cls)) {                                                                                     \
      T old = LOAD(PLACE(STORED, o, f));                                                                         \
      PLACE(STORED, o, f) = STORE(value);                                                                        \
      XDECREF(old);                                                                                              \
      return 0;                                                                                                  \
    }                                                                                                            \
    PyObject *object = TO_OBJ(value);                                                                            \
    if (!object) return -1;                                                                                      \
    PyObject *name = field_name(cls, f);                                                                         \
    int status = name ? kr_setattr_cached(o, name, object, cache) : -1;                                          \
    Py_DECREF(object);                                                                                           \
    return status;                                                                                               \
  }
#define AS_IT_IS(v) (v)
SLOW_ACCESS(obj, PyObject *, PyObject *, AS_IT_IS, AS_IT_IS, kr_obj_is_absent, NULL, kr_obj_incref, kr_obj_xdecref, AS_IT_IS,
            AS_IT_IS)
SLOW_ACCESS(tag, KrTag, KrTag, AS_IT_IS, AS_IT_IS, kr_tag_is_absent, KR_TAG_ABSENT, kr_tag_incref, kr_tag_xdecref,
            kr_obj_to_tag_steal, kr_tag_to_obj_steal)
SLOW_ACCESS(num, KrNum, uint64_t, kr_field_num, kr_field_num_bits, kr_num_is_absent, KR_NUM_ABSENT, kr_num_incref,
            kr_num_xdecref, kr_obj_to_num_steal, kr_num_to_obj_steal)

// --- the descriptor ---
// An instance that has not the layout keeps the attribute in its dict. Borrowed; NULL without an error when it has none.
static PyObject *read_elsewhere(PyObject *o, PyObject *name) {
  PyObject **dict = _PyObject_GetDictPtr(o);
  return dict && *dict ? PyDict_GetItemWithError(*dict, name) : NULL;
}

static int write_elsewhere(PyObject *o, const KrFieldDescriptor *d, PyObject *value) {
  if (value && d->place.field->test && !d->place.field->test(value)) return kr_expected(d->place.field->expected, value);
  PyObject *dict = PyObject_GenericGetDict(o, NULL);
  if (!dict) return -1;
  int status = value ? PyDict_SetItem(dict, d->name, value) : PyDict_DelItem(dict, d->name);
  Py_DECREF(dict);
  if (status < 0 && !value && PyErr_ExceptionMatches(PyExc_KeyError)) no_attribute(o, d->name);
  return status;
}

static PyObject *descriptor_get(PyObject *self, PyObject *o, PyObject *type) {
  KrFieldDescriptor *d = (KrFieldDescriptor *)self;
  if (!o || o == Py_None) {
    PyObject *found = type && PyType_Check(type) ? class_level((PyTypeObject *)type, d) : d->fallback;
    descrgetfunc get = found ? Py_TYPE(found)->tp_descr_get : NULL;
    if (found) return get ? get(found, NULL, type) : kr_new_ref(found);
    if (!PyErr_Occurred())
      PyErr_Format(PyExc_AttributeError, "type object '%.50s' has no attribute '%U'", type && PyType_Check(type) ? ((PyTypeObject *)type)->tp_name : "?",
                   d->name);
    return NULL;
  }
  if (!PyObject_TypeCheck(o, d->owner)) {
    PyErr_Format(PyExc_TypeError, "descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object", d->name,
                 d->owner->tp_name, Py_TYPE(o)->tp_name);
    return NULL;
  }
  PyObject *found = data_descriptor(Py_TYPE(o), d);
  if (!found) {
    PyObject *value = kr_has_layout(o, d->owner) ? kr_field_read(o, d->place.field) : Py_XNewRef(read_elsewhere(o, d->name));
    if (value || PyErr_Occurred()) return value;
    found = class_level(Py_TYPE(o), d);
  }
  if (!found) return PyErr_Occurred() ? NULL : no_attribute(o, d->name);
  descrgetfunc get = Py_TYPE(found)->tp_descr_get;
  return get ? get(found, o, (PyObject *)Py_TYPE(o)) : kr_new_ref(found);
}

static int descriptor_set(PyObject *self, PyObject *o, PyObject *value) {
  KrFieldDescriptor *d = (KrFieldDescriptor *)self;
  if (!PyObject_TypeCheck(o, d->owner)) {
    PyErr_Format(PyExc_TypeError, "descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object", d->name,
                 d->owner->tp_name, Py_TYPE(o)->tp_name);
    return -1;
  }
  PyObject *found = data_descriptor(Py_TYPE(o), d);
  if (KR_UNLIKELY(found != NULL)) return Py_TYPE(found)->tp_descr_set(found, o, value);
  if (!kr_has_layout(o, d->owner)) return write_elsewhere(o, d, value);
  if (KR_UNLIKELY(d->place.field->final) && kr_field_is_set(o, d->place.field)) {
    PyErr_Format(PyExc_AttributeError, "attribute '%U' of '%.100s' objects is final", d->name, d->owner->tp_name);
    return -1;
  }
  if (value && kr_has_attributes(o)) kr_order_set(o, kr_class_of(Py_TYPE(o)), d->name);
  if (!value && kr_field_is_set(o, d->place.field)) kr_order_note(o, NULL, d->name);
  return kr_field_write(o, d->place.cls, d->place.field, value);
}

static void descriptor_dealloc(PyObject *self) {
  PyObject_GC_UnTrack(self);
  Py_CLEAR(((KrFieldDescriptor *)self)->name);
  Py_CLEAR(((KrFieldDescriptor *)self)->fallback);
  PyObject_GC_Del(self);
}
static int descriptor_traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(((KrFieldDescriptor *)self)->fallback);
  return 0;
}
static PyObject *descriptor_repr(PyObject *self) {
  KrFieldDescriptor *d = (KrFieldDescriptor *)self;
  return PyUnicode_FromFormat("<member '%U' of '%s' objects>", d->name, d->owner->tp_name);
}
static PyObject *descriptor_name(PyObject *self, void *closure) {
  (void)closure;
  return kr_new_ref(((KrFieldDescriptor *)self)->name);
}
static PyGetSetDef descriptor_getset[] = {{"__name__", descriptor_name, NULL, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL}};

PyTypeObject kr_field_descriptor_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "member_descriptor",
    .tp_basicsize = sizeof(KrFieldDescriptor),
    .tp_dealloc = descriptor_dealloc,
    .tp_repr = descriptor_repr,
    .tp_traverse = descriptor_traverse,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_getset = descriptor_getset,
    .tp_descr_get = descriptor_get,
    .tp_descr_set = descriptor_set,
};

PyObject *kr_field_descriptor_new(PyTypeObject *owner, const KrClass *cls, const KrField *field, PyObject *fallback) {
  KrFieldDescriptor *d = PyObject_GC_New(KrFieldDescriptor, &kr_field_descriptor_type);
  if (!d) return NULL;
  d->owner = owner;
  d->place = (KrFieldPlace){cls, field};
  d->name = kr_new_ref(cls->module->constants[field->name]);
  d->fallback = Py_XNewRef(fallback);
  PyObject_GC_Track(d);
  return (PyObject *)d;
}

// --- fields that are slots ---
static bool slot_applies(PyObject *self, PyObject *o) {
  PyTypeObject *owner = PyDescr_TYPE(self);
  if (PyObject_TypeCheck(o, owner)) return true;
  PyErr_Format(PyExc_TypeError, "descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object", PyDescr_NAME(self), owner->tp_name,
               Py_TYPE(o)->tp_name);
  return false;
}

static PyObject *slot_get(PyObject *self, PyObject *o, PyObject *type) {
  (void)type;
  if (!o) return kr_new_ref(self);
  if (!slot_applies(self, o)) return NULL;
  PyObject *value = kr_field_read(o, ((KrSlotDescriptor *)self)->place.field);
  return value || PyErr_Occurred() ? value : no_attribute(o, PyDescr_NAME(self));
}

static int slot_set(PyObject *self, PyObject *o, PyObject *value) {
  const KrFieldPlace *place = &((KrSlotDescriptor *)self)->place;
  if (!slot_applies(self, o)) return -1;
  bool is_set = kr_field_is_set(o, place->field);
  if (KR_UNLIKELY(place->field->final) && is_set) {
    PyErr_Format(PyExc_AttributeError, "attribute '%U' of '%.100s' objects is final", PyDescr_NAME(self), PyDescr_TYPE(self)->tp_name);
    return -1;
  }
  if (!value && !is_set) {
    PyErr_SetObject(PyExc_AttributeError, PyDescr_NAME(self));  // all that a member says
    return -1;
  }
  return kr_field_write(o, place->cls, place->field, value);
}

static PyGetSetDef slot_getset[] = {{"__class__", kr_get_public_class, kr_set_public_class, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL}};
PyTypeObject kr_slot_descriptor_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "member_descriptor",
    .tp_basicsize = sizeof(KrSlotDescriptor),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_base = &PyMemberDescr_Type,
    .tp_getset = slot_getset,
    .tp_descr_get = slot_get,
    .tp_descr_set = slot_set,
};

PyObject *kr_slot_descriptor_new(PyTypeObject *owner, const KrClass *cls, const KrField *field) {
  PyObject *name = cls->module->constants[field->name];
  const char *text = PyUnicode_AsUTF8(name);
  PyMemberDef *member = text ? PyMem_Calloc(1, sizeof *member) : NULL;  // lives as long as the type, that is, for ever
  if (!member) return text ? PyErr_NoMemory() : NULL;
  *member = (PyMemberDef){.name = text, .type = T_OBJECT_EX, .offset = (Py_ssize_t)field->offset};
  if (field->kind == KR_FIELD_OBJ && !field->test && !field->final) return PyDescr_NewMember(owner, member);
  PyObject *descriptor = PyType_GenericAlloc(&kr_slot_descriptor_type, 0);
  if (!descriptor) return NULL;
  PyDescrObject *common = (PyDescrObject *)descriptor;
  common->d_type = (PyTypeObject *)kr_new_ref((PyObject *)owner);
  common->d_name = kr_new_ref(name);
  ((KrSlotDescriptor *)descriptor)->member.d_member = member;
  ((KrSlotDescriptor *)descriptor)->place = (KrFieldPlace){cls, field};
  return descriptor;
}

const KrFieldPlace *kr_field_place(PyObject *descriptor, const PyTypeObject *type) {
  if (Py_TYPE(descriptor) == &kr_slot_descriptor_type)
    return kr_type_has_layout(type, PyDescr_TYPE(descriptor)) ? &((KrSlotDescriptor *)descriptor)->place : NULL;
  if (Py_TYPE(descriptor) != &kr_field_descriptor_type) return NULL;
  const KrFieldDescriptor *d = (KrFieldDescriptor *)descriptor;
  return kr_type_has_layout(type, d->owner) ? &d->place : NULL;
}

bool kr_stands_for(PyObject *found, const KrClass *cls, const KrField *field) {
  if (!found) return false;
  if (!cls->slotted) return Py_TYPE(found) == &kr_field_descriptor_type;
  if (Py_TYPE(found) == &kr_slot_descriptor_type) return ((KrSlotDescriptor *)found)->place.field == field;
  return Py_TYPE(found) == &PyMemberDescr_Type && PyDescr_TYPE(found) == cls->type &&
         ((PyMemberDescrObject *)found)->d_member->offset == (Py_ssize_t)field->offset;
}
