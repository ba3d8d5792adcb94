// Function objects: PyFunctionObjects of a static subtype that always calls through the vectorcall slot.
#include "krait.h"
#include "annotations.h"
#include "field.h"
#include "roots.h"
#include "text_signature.h"

static PyObject *function_reduce(PyObject *self, PyObject *none) {
  (void)none;
  return kr_new_ref(((PyFunctionObject *)self)->func_qualname);  // pickle and copy: by qualified name, as for functions
}

static PyMethodDef function_methods[] = {{"__reduce__", function_reduce, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};

// --- functions that are altered: direct calls leave out what an assignment to these attributes changes ---

// Functions that were given other defaults or code, with the entries that they were made with: no direct call stands for them any more.
typedef struct Altered Altered;
struct Altered {
  PyObject *function;
  vectorcallfunc entry;
  Altered *next;
};
static Altered *altered;

void kr_bind_function(PyObject **place, PyObject *function) {
  if (!*place && kr_root_add(place)) *place = kr_new_ref(function);  // else not bound: calls go the long way
}

static Altered *find_altered(PyObject *function) {
  Altered *each = altered;
  while (each && each->function != function) each = each->next;
  return each;
}
bool kr_function_is_altered(PyObject *function) { return find_altered(function) != NULL; }

// Classes that have the function look at what they rely on again.
static int reconsider_classes(PyTypeObject *type, PyObject *function) {
  PyObject *dict = kr_type_dict(type), *name, *value;
  Py_ssize_t at = 0;
  while (dict && PyDict_Next(dict, &at, &name, &value)) {
    if (value != function && !(Py_IS_TYPE(value, &PyProperty_Type) && kr_property_getter(value) == function)) continue;
    PyType_Modified(type);
    break;
  }
  PyObject *heirs = PyObject_CallMethod((PyObject *)&PyType_Type, "__subclasses__", "O", type);
  if (!heirs) return -1;
  int failed = 0;
  for (Py_ssize_t i = 0; !failed && i < PyList_GET_SIZE(heirs); ++i)
    failed = reconsider_classes((PyTypeObject *)PyList_GET_ITEM(heirs, i), function);
  Py_DECREF(heirs);
  return failed;
}

static int alter(PyObject *function) {
  if (find_altered(function)) return 0;
  Altered *entry = PyMem_RawMalloc(sizeof *entry);
  if (!entry) return PyErr_NoMemory(), -1;
  kr_root_empty(function);
  *entry = (Altered){kr_new_ref(function), ((PyFunctionObject *)function)->vectorcall, altered};
  altered = entry;
  kr_root_add(&entry->function);
  return reconsider_classes(&PyBaseObject_Type, function);
}

static PyGetSetDef *base_attribute(void *name) {
  PyObject *found = PyDict_GetItemString(kr_type_dict(&PyFunction_Type), name);
  return found && Py_IS_TYPE(found, &PyGetSetDescr_Type) ? ((PyGetSetDescrObject *)found)->d_getset : NULL;
}
static PyObject *get_attribute(PyObject *self, void *name) {
  PyGetSetDef *base = base_attribute(name);
  if (base) return base->get(self, base->closure);
  PyErr_SetString(PyExc_AttributeError, name);
  return NULL;
}
static int set_defaults(PyObject *self, PyObject *value, void *name) {
  PyGetSetDef *base = base_attribute(name);
  if (!base) return PyErr_SetString(PyExc_AttributeError, name), -1;
  return base->set(self, value, base->closure) < 0 ? -1 : alter(self);
}
// What kr_code_object makes, or a copy of it with other names: no compiler has a class among the constants.
static bool is_own_code(PyObject *code) {
  PyObject *consts = PyCode_Check(code) ? ((PyCodeObject *)code)->co_consts : NULL;
  return consts && PyTuple_GET_SIZE(consts) == 2 && PyTuple_GET_ITEM(consts, 1) == PyExc_RuntimeError;
}
// Python runs bytecode for functions of its own type only.
static PyObject *call_bytecode(PyObject *self, PyObject *const *args, size_t count, PyObject *keywords) {
  PyFunctionObject *f = (PyFunctionObject *)self, *own = (PyFunctionObject *)PyFunction_NewWithQualName(f->func_code, f->func_globals, f->func_qualname);
  if (!own) return NULL;
  own->func_defaults = Py_XNewRef(f->func_defaults);
  own->func_kwdefaults = Py_XNewRef(f->func_kwdefaults);
  own->func_closure = Py_XNewRef(f->func_closure);
  PyObject *result = PyObject_Vectorcall((PyObject *)own, args, count, keywords);
  Py_DECREF(own);
  return result;
}
// Code that is not Krait's runs as bytecode from now on; with Krait's, of whatever function, the function does what it was made for.
static int set_code(PyObject *self, PyObject *value, void *name) {
  PyFunctionObject *f = (PyFunctionObject *)self;
  if (value && value == f->func_code) return 0;
  if (set_defaults(self, value, name) < 0) return -1;
  f->vectorcall = is_own_code(f->func_code) ? find_altered(self)->entry : call_bytecode;
  return 0;
}
static PyGetSetDef altering[] = {{"__defaults__", get_attribute, set_defaults, NULL, "__defaults__"},
                                 {"__kwdefaults__", get_attribute, set_defaults, NULL, "__kwdefaults__"},
                                 {"__code__", get_attribute, set_code, NULL, "__code__"},
                                 {NULL, NULL, NULL, NULL, NULL}};

static int install_altering(void) {
  int failed = 0;
  for (PyGetSetDef *each = altering; !failed && each->name; ++each) {
    PyObject *descriptor = PyDescr_NewGetSet(&kr_function_type, each);
    failed = !descriptor || PyDict_SetItemString(kr_function_type.tp_dict, each->name, descriptor) < 0;
    Py_XDECREF(descriptor);
  }
  return failed ? -1 : 0;
}

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
  if (PyType_Ready(&kr_function_type) == 0 && install_altering() == 0 && PyDict_DelItemString(kr_function_type.tp_dict, "__doc__") == 0 &&
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
  if (code->keeper) kr_keeper_made(code->keeper, code);
  f->vectorcall = entry;
  f->func_closure = Py_XNewRef(closure);
  f->func_defaults = Py_XNewRef(defaults);
  f->func_kwdefaults = Py_XNewRef(kwdefaults);
  f->func_annotations = Py_XNewRef(annotations);
  return (PyObject *)f;
}
