// Fields of native instances as attributes: Krait's descriptor type. For class.c and field.c only.
#pragma once

#include "krait.h"

#pragma GCC visibility push(hidden)

typedef struct {
  PyObject_HEAD
  PyTypeObject *owner;  // borrowed: it holds the descriptor; the class may have been made several times
  const KrClass *cls;
  const KrField *field;
  PyObject *name;
  PyObject *fallback;  // class-level value, or NULL
} KrFieldDescriptor;

extern PyTypeObject kr_field_descriptor_type;
PyObject *kr_field_descriptor_new(PyTypeObject *owner, const KrClass *cls, const KrField *field, PyObject *fallback);
// The field's value as a new object; NULL without an error when it is undefined.
PyObject *kr_field_read(PyObject *o, const KrField *field);
// Sets the field (value NULL: undefines it). -1 with an error.
int kr_field_write(PyObject *o, const KrClass *cls, const KrField *field, PyObject *value);
void kr_field_clear(PyObject *o, const KrField *field);
int kr_field_visit(PyObject *o, const KrField *field, visitproc visit, void *arg);
// `__dict__` and `__getstate__` of a class with fields.
PyObject *kr_instance_dict(PyObject *o, const KrClass *cls);
int kr_instance_dict_init(void);

#pragma GCC visibility pop
