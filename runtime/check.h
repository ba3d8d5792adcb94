// Tests that declared types ask for beyond those of builtin types. None raises: what goes wrong in a test is "does not meet it".
#pragma once

#include "class.h"
#include "code.h"

#pragma GCC visibility push(hidden)

// A class by its name: what the name means now decides, so that a class which a decorator replaced, or a test patched, is the one
// asked for. Where the name means no class at all, anything meets the check.
typedef struct {
  KrModule *own;       // the module that defines it when that is this one; else NULL
  const char *module;  // its dotted name otherwise
  const char *name;    // Outer.Inner
  PyTypeObject *type;  // runtime: what it was last
} KrNamedClass;

KR_COLD KrBool kr_named_instance_slow(KrNamedClass *cls, PyObject *o);
KR_COLD KrBool kr_named_subclass(KrNamedClass *cls, PyObject *o);
// isinstance(o, <the class>): virtual subclasses and objects that claim a `__class__` count.
KR_INLINE KrBool kr_named_instance(KrNamedClass *cls, PyObject *o) {
  return KR_LIKELY(Py_TYPE(o) == cls->type) ? 1 : kr_named_instance_slow(cls, o);
}

// Whether `o` is an instance of a class of the group, as declared types ask; `named` finds the class when it was made again, and `heirs`
// says whether the class has subclasses in the group.
KR_COLD KrBool kr_class_check_slow(const KrClass *cls, KrNamedClass *named, PyObject *o);
KR_INLINE KrBool kr_class_check(const KrClass *cls, bool heirs, KrNamedClass *named, PyObject *o) {
  return KR_LIKELY(heirs ? kr_class_heir(cls, o) : Py_TYPE(o) == cls->object) || kr_class_check_slow(cls, named, o);
}

// A protocol: the object must have its methods.
typedef struct {
  const char *const *methods;  // NULL at the end
  PyTypeObject *type;          // runtime: a type that has them all, not held: only compared together with its version tag
  unsigned int version;
} KrProtocol;

KR_COLD KrBool kr_protocol_slow(KrProtocol *protocol, PyObject *o);
KR_INLINE KrBool kr_protocol_instance(KrProtocol *protocol, PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  if (KR_LIKELY(type == protocol->type && type->tp_version_tag == protocol->version && protocol->version != 0)) return 1;
  return kr_protocol_slow(protocol, o);
}

// Literal types.

// Whether each item of a tuple, or each value of a dict, meets the test: *args and **kwargs.
KR_BULKY KrBool kr_each_item(PyObject *tuple, KrBool (*test)(PyObject *)) {
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple); ++i)
    if (KR_UNLIKELY(!test(PyTuple_GET_ITEM(tuple, i)))) return 0;
  return 1;
}
KrBool kr_each_value(PyObject *dict, KrBool (*test)(PyObject *));
// "<what> object expected; got ..." of the first one that does not.
KR_COLD void kr_expected_each(const char *what, PyObject *collected, KrBool (*test)(PyObject *));

#pragma GCC visibility pop
