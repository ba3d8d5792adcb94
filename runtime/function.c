// Function objects: PyFunctionObjects of a static subtype that always calls through the vectorcall slot.
#include "krait.h"
#include "annotations.h"
#include "text_signature.h"

static PyObject *function_reduce(PyObject *self, PyObject *none) {
  (void)none;
  return kr_new_ref(((PyFunctionObject *)self)->func_qualname);  // pickle and copy: by qualified name, as for functions
}

static PyMethodDef function_methods[] = {{"__reduce__", function_reduce, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};

PyTypeObject kr_function_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "function",
    .tp_basicsize = sizeof(PyFunctionObject),
    .tp_vectorcall_offset = offsetof(PyFunctionObject, vectorcall),
    .tp_call = PyVectorcall_Call,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR,
    .tp_methods = function_methods,
};

int kr_function_type_init(void) {
  if (kr_function_type.tp_base) return 0;
  PyTypeObject *base = &PyFunction_Type;
  kr_function_type.tp_dealloc = base->tp_dealloc;
  kr_function_type.tp_traverse = base->tp_traverse;
  kr_function_type.tp_clear = base->tp_clear;
  kr_function_type.tp_descr_get = base->tp_descr_get;
  kr_function_type.tp_repr = base->tp_repr;
  kr_function_type.tp_dictoffset = base->tp_dictoffset;
  kr_function_type.tp_weaklistoffset = base->tp_weaklistoffset;
  if (kr_annotations_init(&kr_function_type) < 0) return -1;
  kr_function_type.tp_base = base;
  // A type without a docstring gets `__doc__` None, which would hide the member of function objects.
  if (PyType_Ready(&kr_function_type) == 0 && PyDict_DelItemString(kr_function_type.tp_dict, "__doc__") == 0 &&
      kr_text_signature_install(&kr_function_type) == 0) {
    PyType_Modified(&kr_function_type);
    return 0;
  }
  kr_function_type.tp_base = NULL;
  return -1;
}

PyObject *kr_function_new(KrCode *code, vectorcallfunc entry, PyObject *closure, PyObject *defaults, PyObject *kwdefaults,
                          PyObject *annotations) {
  PyCodeObject *object = kr_code_object(code);
  if (!object) return NULL;
  PyFunctionObject *f = (PyFunctionObject *)PyFunction_NewWithQualName((PyObject *)object, code->module->dict,
                                                                       code->module->constants[code->qualname]);
  if (!f) return NULL;
  Py_SET_TYPE(f, &kr_function_type);
  f->vectorcall = entry;
  f->func_closure = Py_XNewRef(closure);
  f->func_defaults = Py_XNewRef(defaults);
  f->func_kwdefaults = Py_XNewRef(kwdefaults);
  f->func_annotations = Py_XNewRef(annotations);
  return (PyObject *)f;
}
