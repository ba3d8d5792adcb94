// Fields of native instances as attributes: Krait's descriptor type. For class.c and field.c only.
#pragma once

#include "krait.h"

#pragma GCC visibility push(hidden)

typedef struct {
  const KrClass *cls;
  const KrField *field;
} KrFieldPlace;

typedef struct {
  PyObject_HEAD
  PyTypeObject *owner;  // borrowed: it holds the descriptor; the class may have been made several times
  KrFieldPlace place;
  PyObject *name;
  PyObject *fallback;  // class-level value, or NULL
} KrFieldDescriptor;

extern PyTypeObject kr_field_descriptor_type;
PyObject *kr_field_descriptor_new(PyTypeObject *owner, const KrClass *cls, const KrField *field, PyObject *fallback);

// A field that `__slots__` names is a member descriptor, as Python has it: CPython's own where the field holds objects of any kind, else
// one of this subclass of it, which converts and tests.
typedef struct {
  PyMemberDescrObject member;
  KrFieldPlace place;
} KrSlotDescriptor;
extern PyTypeObject kr_slot_descriptor_type;
PyObject *kr_slot_descriptor_new(PyTypeObject *owner, const KrClass *cls, const KrField *field);
// Where a class attribute stands for a field that is not read and written as a member, and `type` has the layout.
const KrFieldPlace *kr_field_place(PyObject *descriptor, const PyTypeObject *type);
// Whether the class attribute is what the field was given.
bool kr_stands_for(PyObject *found, const KrClass *cls, const KrField *field);
// The field's value as a new object; NULL without an error when it is undefined.
PyObject *kr_field_read(PyObject *o, const KrField *field);
bool kr_field_is_set(PyObject *o, const KrField *field);
// Sets the field (value NULL: undefines it). -1 with an error.
int kr_field_write(PyObject *o, const KrClass *cls, const KrField *field, PyObject *value);
void kr_field_clear(PyObject *o, const KrField *field);
int kr_field_visit(PyObject *o, const KrField *field, visitproc visit, void *arg);
// Whether all fields of instances are slots: attributes beside them, if there can be any, are as Python has them.
bool kr_all_slots(const KrClass *cls);
// The native class nearest to `type`, or NULL.
KrClass *kr_class_of(const PyTypeObject *type);
// Of any new class over a native one: its instances' fields are seen where Python looks for attributes.
void kr_heir_made(PyTypeObject *type);
// Puts the fields of `cls`, the native class nearest to `type`, before plain values of the classes between them.
void kr_heir_look_over(PyTypeObject *type, const KrClass *cls);
// Whether there may be attributes beside the fields.
bool kr_has_attributes(PyObject *o);
// Tells the collector about an instance that may be part of a cycle since it has got attributes beside its fields.
void kr_instance_track(PyObject *o);
// Whether `o` has the fields of the class `native`: an instance of a class over several bases may have another's layout.
KR_INLINE bool kr_type_has_layout(const PyTypeObject *t, const PyTypeObject *native) {
  while (t && t != native) t = t->tp_base;
  return t != NULL;
}
KR_INLINE bool kr_has_layout(PyObject *o, const PyTypeObject *native) { return kr_type_has_layout(Py_TYPE(o), native); }
// Whether instances of `type` have the fields of one of this library's native classes, and nothing behind them.
bool kr_is_laid_out(const PyTypeObject *type);
// Gives the class that @dataclass made anew its native layout, where it is as expected. -1 with an error.
int kr_class_adopt(KrClass *cls, PyObject *made);
// Makes classes possible that Python's rules for layouts allow but for fields of native classes.
void kr_allow_mixed_bases(void);
// `__dict__` and `__getstate__` of a class with fields.
PyObject *kr_instance_dict(PyObject *o, const KrClass *cls);
bool kr_is_own_entry(PyObject *o);  // whether Python would not have it in the dictionary of the class: that `__getstate__`, `__dict__` of a subclass
int kr_instance_dict_init(void);
// The order in which `__dict__` of an instance lists its attributes is that of the fields, then of the others, until something happens that
// Python would show: an attribute removed, or another one set before all fields are. From then on it is kept with the instance.
// `added` and `removed` (may be NULL) are about to be.
void kr_order_note(PyObject *o, PyObject *added, PyObject *removed);
// Of setting `name` by name.
void kr_order_set(PyObject *o, const KrClass *cls, PyObject *name);
// Whether attributes of the object are read as object reads them, and may be remembered by the version of its type.
bool kr_reads_plainly(PyObject *o);
// Whether storing does no more than PyObject_GenericSetAttr, now that the classes of the instance have been looked over; of classes that are native
// it does.
bool kr_writes_plainly(PyObject *o);
// Attribute lookups (attribute.c): what to remember of a name of an instance; true when there is something. The attribute where the cache
// says it is (new reference), or NULL. Neither runs Python code but for keys of odd dicts.
bool kr_attribute_learn(PyTypeObject *type, PyObject *name, KrAttrCache *cache);
PyObject *kr_attribute_cached(PyObject *o, PyObject *name, KrAttrCache *cache);
// The layout of builtin properties up to the getter, the same in all versions.
typedef struct {
  PyObject_HEAD
  PyObject *fget;
} KrProperty;
KR_INLINE PyObject *kr_property_getter(PyObject *property) { return ((KrProperty *)(void *)property)->fget; }  // may be NULL
// Properties whose getter only reads another attribute (getter.c).
bool kr_getter_learn(PyTypeObject *type, PyObject *descriptor, KrAttrCache *cache);
PyObject *kr_getter_read(PyObject *o, const void *getter);  // NULL: to be read the general way
void kr_getter_forget(KrAttrCache *cache);
// Attributes by name (native_attributes.c). Whether instances get theirs as object's own functions would have it: neither
// `__getattribute__` nor `__setattr__` nor `__delattr__` of the program is asked.
bool kr_attributes_plain(PyTypeObject *type);
// Of a class that has just become native. -1 with an error.
int kr_attributes_install(KrClass *cls);
// Of any new class: where one over a native class has a `__getattr__`, its bases are looked over before that is asked.
void kr_attributes_of_heir(PyTypeObject *type);
extern PyTypeObject kr_store_hook_type;
// Sets an attribute of a class (class_data.c).
int kr_class_set_attribute(PyTypeObject *type, PyObject *name, PyObject *value);
// The dictionary of a class whose field descriptors and hooks nobody sees, in place of the type's own, unless it is there.
int kr_class_dict_init(void);
int kr_class_dict_install(PyTypeObject *type);

#pragma GCC visibility pop
