// f.__text_signature__, as functions written in C have it: the parameters with their defaults, in Python's words. Assigning to it works
// as for any attribute of a function. The text is a str whose truth is False: inspect.signature, which would read it before it asks
// the function, and so lose the annotations, leaves what is false alone.
#include "text_signature.h"

#include "krait.h"

// Whether inspect would read the value back from its repr.
static bool representable(PyObject *value) {
  if (value == Py_None || PyBool_Check(value) || PyLong_CheckExact(value) || PyUnicode_CheckExact(value)) return true;
  if (PyFloat_CheckExact(value)) return isfinite(PyFloat_AS_DOUBLE(value));
  if (!PyTuple_CheckExact(value)) return false;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(value); ++i)
    if (!representable(PyTuple_GET_ITEM(value, i))) return false;
  return true;
}

// Appends what the format makes of the rest; -1 with an error.
static int add(PyObject *parts, const char *format, ...) {
  va_list rest;
  va_start(rest, format);
  PyObject *text = PyUnicode_FromFormatV(format, rest);
  va_end(rest);
  int r = text ? PyList_Append(parts, text) : -1;
  Py_XDECREF(text);
  return r;
}

// 0 where the default cannot be written, -1 with an error.
static int add_parameter(PyObject *parts, PyObject *name, PyObject *value) {
  if (!value) return add(parts, "%U", name) < 0 ? -1 : 1;
  if (!representable(value)) return 0;
  return add(parts, "%U=%R", name, value) < 0 ? -1 : 1;
}

static int add_parameters(PyObject *parts, PyFunctionObject *f, PyCodeObject *code, PyObject *names) {
  Py_ssize_t given = f->func_defaults ? PyTuple_GET_SIZE(f->func_defaults) : 0, at = 0, first = code->co_argcount - given;
  int r = 1;
  for (; r > 0 && at < code->co_argcount; ++at) {
    PyObject *value = at < first ? NULL : PyTuple_GET_ITEM(f->func_defaults, at - first);
    r = add_parameter(parts, PyTuple_GET_ITEM(names, at), value);
    if (r > 0 && at + 1 == code->co_posonlyargcount) r = add(parts, "/") < 0 ? -1 : 1;
  }
  Py_ssize_t rest = at + code->co_kwonlyargcount;
  if (r > 0 && (code->co_flags & CO_VARARGS)) r = add(parts, "*%U", PyTuple_GET_ITEM(names, rest++)) < 0 ? -1 : 1;
  else if (r > 0 && code->co_kwonlyargcount) r = add(parts, "*") < 0 ? -1 : 1;
  for (; r > 0 && at < code->co_argcount + code->co_kwonlyargcount; ++at) {
    PyObject *name = PyTuple_GET_ITEM(names, at);
    r = add_parameter(parts, name, f->func_kwdefaults ? PyDict_GetItemWithError(f->func_kwdefaults, name) : NULL);
  }
  if (r > 0 && (code->co_flags & CO_VARKEYWORDS)) r = add(parts, "**%U", PyTuple_GET_ITEM(names, rest)) < 0 ? -1 : 1;
  return r;
}

static int is_true(PyObject *self KR_UNUSED) { return 0; }
static PyNumberMethods text_as_number = {.nb_bool = is_true};
static PyTypeObject text_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "str",
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_as_number = &text_as_number,
};

static PyObject *text_of(PyObject *descriptor, PyObject *self, PyObject *type KR_UNUSED) {
  if (!self || !PyObject_TypeCheck(self, &PyFunction_Type)) return kr_new_ref(descriptor);
  PyFunctionObject *f = (PyFunctionObject *)self;
  PyCodeObject *code = (PyCodeObject *)f->func_code;
  PyObject *parts = PyList_New(0), *names = PyCode_GetVarnames(code), *result = NULL, *comma = NULL, *joined = NULL;
  int r = parts && names ? add_parameters(parts, f, code, names) : -1;
  if (r == 0) result = kr_new_ref(Py_None);
  if (r > 0 && (comma = PyUnicode_FromString(", ")) && (joined = PyUnicode_Join(comma, parts))) {
    Py_SETREF(joined, PyUnicode_FromFormat("(%U)", joined));
    if (joined) result = PyObject_CallOneArg((PyObject *)&text_type, joined);
  }
  Py_XDECREF(parts);
  Py_XDECREF(names);
  Py_XDECREF(comma);
  Py_XDECREF(joined);
  return result;
}

// No data descriptor: what is set on a function stands before it.
static PyTypeObject text_signature_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "text_signature",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_descr_get = text_of,
};

int kr_text_signature_install(PyTypeObject *type) {
  text_type.tp_base = &PyUnicode_Type;
  if (PyType_Ready(&text_type) < 0) return -1;
  if (PyType_Ready(&text_signature_type) < 0) return -1;
  PyObject *descriptor = PyType_GenericAlloc(&text_signature_type, 0);
  int r = descriptor ? PyDict_SetItemString(type->tp_dict, "__text_signature__", descriptor) : -1;
  Py_XDECREF(descriptor);
  return r;
}
