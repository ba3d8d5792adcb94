// A dict of annotations whose values are computed late. Who asks an object for its __annotations__ gets all of them, or the error of
// the first that fails. Who finds the dict itself in a namespace (dataclasses, NamedTuple and TypedDict do, while the names are not all
// there) sees a ForwardRef for each name that is missing, as these see in Python 3.14; it is tried again the next time.
#include "annotations.h"

#include <structmember.h>

#include "krait.h"

typedef struct {
  PyDictObject dict;
  PyObject *globals, *space;
  PyObject *todo;  // list of name, text, line, ...; NULL when all are there
} Annotations;

static PyTypeObject annotations_type;
static bool is_deferred(PyObject *o) { return o && Py_TYPE(o) == &annotations_type; }

static PyObject *new_annotations(PyObject *items, PyObject *globals, PyObject *space) {
  PyObject *todo = PySequence_List(items), *none = todo ? PyTuple_New(0) : NULL;
  Annotations *self = none ? (Annotations *)PyDict_Type.tp_new(&annotations_type, none, NULL) : NULL;
  Py_XDECREF(none);
  if (!self) {
    Py_XDECREF(todo);
    return NULL;
  }
  self->todo = todo;
  self->globals = Py_NewRef(globals);
  self->space = Py_XNewRef(space);
  return (PyObject *)self;
}

PyObject *kr_annotations_deferred(PyObject *items, PyObject *globals, PyObject *space) { return new_annotations(items, globals, space); }

static PyObject *compile_annotation(PyObject *globals, PyObject *text, Py_ssize_t line) {
  PyObject *before = PyUnicode_FromString("\n"), *result = NULL, *source = NULL, *code = NULL, *replace = NULL, *names = NULL;
  if (before) Py_SETREF(before, PySequence_Repeat(before, line - 1));
  // In brackets, so that it may go over lines; in front of its line, so that columns are right.
  if (before) source = PyUnicode_FromFormat("(%U%U\n)", before, text);
  PyObject *filename = kr_module_filename(globals);
  const char *utf8 = source ? PyUnicode_AsUTF8(source) : NULL;
  if (utf8 && filename) code = Py_CompileStringObject(utf8, filename, Py_eval_input, NULL, -1);
  if (code) replace = PyObject_GetAttrString(code, "replace");
  if (replace) names = Py_BuildValue("{ssss}", "co_name", "__annotate__", "co_qualname", "__annotate__");
  if (names) result = PyObject_VectorcallDict(replace, NULL, 0, names);
  Py_XDECREF(before);
  Py_XDECREF(filename);
  Py_XDECREF(source);
  Py_XDECREF(code);
  Py_XDECREF(replace);
  Py_XDECREF(names);
  return result;
}

static PyObject *forward_reference(const Annotations *self, PyObject *text) {
  PyObject *typing = PyImport_ImportModule("typing"), *cls = typing ? PyObject_GetAttrString(typing, "ForwardRef") : NULL;
  PyObject *stripped = cls ? PyObject_CallMethod(text, "strip", NULL) : NULL;
  PyObject *name = PyDict_GetItemString(self->globals, "__name__");
  PyObject *args = stripped ? PyTuple_Pack(1, stripped) : NULL;
  PyObject *names = args ? Py_BuildValue("{sOsO}", "module", name ? name : Py_None, "is_class", self->space ? Py_True : Py_False) : NULL;
  PyObject *result = names ? PyObject_Call(cls, args, names) : NULL;
  Py_XDECREF(typing);
  Py_XDECREF(cls);
  Py_XDECREF(stripped);
  Py_XDECREF(args);
  Py_XDECREF(names);
  return result;
}

// The names that an annotation sees while some are missing: a ForwardRef in the place of each.
typedef struct {
  PyObject ob_base;
  const Annotations *of;
} Names;

static PyObject *find_name(PyObject *o, PyObject *name) {
  const Annotations *of = ((Names *)o)->of;
  if (!of) return PyErr_SetObject(PyExc_KeyError, name), NULL;  // a frame that has outlived it
  PyObject *value = of->space ? PyObject_GetItem(of->space, name) : NULL;
  if (value) return value;
  if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_KeyError)) return NULL;
  PyErr_Clear();
  value = PyDict_GetItemWithError(of->globals, name);
  if (!value && !PyErr_Occurred()) value = PyDict_GetItemWithError(PyEval_GetBuiltins(), name);
  if (value) return kr_new_ref(value);
  return PyErr_Occurred() ? NULL : forward_reference(of, name);
}

static PyMappingMethods names_as_mapping = {.mp_subscript = find_name};
static PyTypeObject names_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "annotation names",
    .tp_basicsize = sizeof(Names),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_as_mapping = &names_as_mapping,
};

static PyObject *evaluate(const Annotations *self, PyObject *text, PyObject *line) {
  PyObject *code = compile_annotation(self->globals, text, PyLong_AsSsize_t(line));
  PyObject *value = code ? PyEval_EvalCode(code, self->globals, self->space ? self->space : self->globals) : NULL;
  Py_XDECREF(code);
  return value;
}

// What stands for an annotation that has just failed.
static PyObject *stand_in(const Annotations *self, PyObject *text, PyObject *line) {
  PyErr_Clear();
  PyObject *code = compile_annotation(self->globals, text, PyLong_AsSsize_t(line));
  PyObject *names = code ? PyType_GenericAlloc(&names_type, 0) : NULL;
  if (names) ((Names *)names)->of = self;
  PyObject *value = names ? PyEval_EvalCode(code, self->globals, names) : NULL;
  if (names) ((Names *)names)->of = NULL;
  Py_XDECREF(code);
  Py_XDECREF(names);
  if (value || !PyErr_Occurred() || !PyErr_ExceptionMatches(PyExc_Exception)) return value;
  PyErr_Clear();
  return forward_reference(self, text);
}

// Evaluates what is left. `strict`: the first that fails is the error; else it leaves a ForwardRef and stays to be done. -1 with an error.
static int settle(PyObject *o, bool strict) {
  Annotations *self = (Annotations *)o;
  PyObject *todo = self->todo;
  if (!todo) return 0;
  self->todo = NULL;  // who asks meanwhile sees what is there
  PyObject *left = PyList_New(0);
  int status = left ? 0 : -1;
  Py_ssize_t at = 0;
  for (; status == 0 && at + 2 < PyList_GET_SIZE(todo); at += 3) {
    PyObject *name = PyList_GET_ITEM(todo, at), *text = PyList_GET_ITEM(todo, at + 1);
    PyObject *value = evaluate(self, text, PyList_GET_ITEM(todo, at + 2));
    if (!value) {
      if (strict || !PyErr_ExceptionMatches(PyExc_Exception)) {
        status = -1;
        break;
      }
      value = stand_in(self, text, PyList_GET_ITEM(todo, at + 2));
      for (int i = 0; i < 3 && value && status == 0; ++i) status = PyList_Append(left, PyList_GET_ITEM(todo, at + i));
      if (status < 0) Py_CLEAR(value);
    }
    status = value ? PyDict_SetItem(o, name, value) : -1;
    Py_XDECREF(value);
  }
  if (status < 0 && left) {  // what was not come to stays as it was
    PyObject *type, *error, *traceback;
    PyErr_Fetch(&type, &error, &traceback);
    for (; at < PyList_GET_SIZE(todo); ++at)
      if (PyList_Append(left, PyList_GET_ITEM(todo, at)) < 0) PyErr_Clear();
    PyErr_Restore(type, error, traceback);
  }
  Py_DECREF(todo);
  if (left && PyList_GET_SIZE(left) == 0) Py_CLEAR(left);
  Py_XSETREF(self->todo, left);
  if (!self->todo) {
    Py_CLEAR(self->globals);
    Py_CLEAR(self->space);
  }
  return status;
}

// Where the name stands among those to be evaluated, or where they end; -1 with an error.
static Py_ssize_t place_of(const Annotations *self, PyObject *name) {
  Py_ssize_t i = 0, end = self->todo ? PyList_GET_SIZE(self->todo) : 0;
  for (; i < end; i += 3) {
    int same = PyObject_RichCompareBool(PyList_GET_ITEM(self->todo, i), name, Py_EQ);
    if (same) return same < 0 ? -1 : i;
  }
  return end;
}

// A name that is set or deleted is no longer to be evaluated.
static int forget(Annotations *self, PyObject *name) {
  Py_ssize_t at = place_of(self, name);
  return at < 0 ? -1 : self->todo ? PyList_SetSlice(self->todo, at, at + 3, NULL) : 0;
}

int kr_annotations_setup_deferred(PyObject *space, PyObject *globals) {
  PyObject *name = PyUnicode_InternFromString("__annotations__"), *none = PyTuple_New(0), *made = NULL;
  PyObject *known = name && none ? PyObject_GetItem(space, name) : NULL;
  if (!known && name && none && PyErr_ExceptionMatches(PyExc_KeyError)) PyErr_Clear();
  int status = PyErr_Occurred() ? -1 : 0;
  if (status == 0 && (!known || PyDict_CheckExact(known))) {  // __main__ has one from the start
    made = new_annotations(none, globals, space == globals ? NULL : space);
    if (!made || (known && PyDict_Update(made, known) < 0) || PyObject_SetItem(space, name, made) < 0) status = -1;
  }
  Py_XDECREF(name);
  Py_XDECREF(none);
  Py_XDECREF(known);
  Py_XDECREF(made);
  return status;
}

int kr_annotation_defer(PyObject *space, PyObject *name, PyObject *text, int64_t line) {
  PyObject *key = PyUnicode_InternFromString("__annotations__"), *found = key ? PyObject_GetItem(space, key) : NULL;
  PyObject *number = found ? PyLong_FromLongLong(line) : NULL;
  int status = -1;
  if (number && is_deferred(found)) {
    Annotations *self = (Annotations *)found;
    if (!self->todo) self->todo = PyList_New(0);
    PyObject *item = self->todo ? Py_BuildValue("[OOO]", name, text, number) : NULL;
    Py_ssize_t at = item ? place_of(self, name) : -1;
    if (at >= 0) status = PyList_SetSlice(self->todo, at, at + 3, item);
    Py_XDECREF(item);
  } else if (number) {
    // The program has put something of its own there, which nothing evaluates: it gets the text.
    PyObject *stripped = PyObject_CallMethod(text, "strip", NULL);
    status = stripped ? PyObject_SetItem(found, name, stripped) : -1;
    Py_XDECREF(stripped);
  }
  Py_XDECREF(key);
  Py_XDECREF(found);
  Py_XDECREF(number);
  return status;
}

// --- the dict ---
#define DEFER(...) (settle(o, false) < 0 ? -1 : (__VA_ARGS__))
static Py_ssize_t length(PyObject *o) { return DEFER(PyDict_Type.tp_as_mapping->mp_length(o)); }
static PyObject *subscript(PyObject *o, PyObject *key) { return settle(o, false) < 0 ? NULL : PyDict_Type.tp_as_mapping->mp_subscript(o, key); }
static int assign(PyObject *o, PyObject *key, PyObject *value) {
  return DEFER(forget((Annotations *)o, key) < 0 ? -1 : PyDict_Type.tp_as_mapping->mp_ass_subscript(o, key, value));
}
static int contains(PyObject *o, PyObject *key) { return DEFER(PyDict_Contains(o, key)); }
static PyObject *iterate(PyObject *o) { return settle(o, false) < 0 ? NULL : PyDict_Type.tp_iter(o); }
static PyObject *represent(PyObject *o) { return settle(o, false) < 0 ? NULL : PyDict_Type.tp_repr(o); }
static PyObject *compare(PyObject *a, PyObject *b, int how) {
  if (is_deferred(a) && settle(a, false) < 0) return NULL;
  return is_deferred(b) && settle(b, false) < 0 ? NULL : PyDict_Type.tp_richcompare(a, b, how);
}
static PyObject *join(PyObject *a, PyObject *b) {
  if (is_deferred(a) && settle(a, false) < 0) return NULL;
  return is_deferred(b) && settle(b, false) < 0 ? NULL : PyDict_Type.tp_as_number->nb_or(a, b);
}

static PyObject *call_dict(PyObject *o, const char *name, PyObject *args, PyObject *keywords) {
  if (settle(o, false) < 0) return NULL;
  PyObject *method = PyObject_GetAttrString((PyObject *)&PyDict_Type, name), *self = PyTuple_Pack(1, o);
  PyObject *all = method && self ? PySequence_Concat(self, args) : NULL, *result = all ? PyObject_Call(method, all, keywords) : NULL;
  Py_XDECREF(method);
  Py_XDECREF(self);
  Py_XDECREF(all);
  return result;
}
#define METHOD(NAME) \
  static PyObject *dict_##NAME(PyObject *o, PyObject *args, PyObject *keywords) { return call_dict(o, #NAME, args, keywords); }
METHOD(get) METHOD(keys) METHOD(items) METHOD(values) METHOD(copy) METHOD(pop) METHOD(setdefault) METHOD(update) METHOD(__reversed__)
#undef METHOD
static PyObject *dict_reduce(PyObject *o, PyObject *none KR_UNUSED) {
  PyObject *copy = settle(o, false) < 0 ? NULL : PyDict_Copy(o);
  return copy ? Py_BuildValue("O(N)", &PyDict_Type, copy) : NULL;
}
#define ROW(NAME) {#NAME, (PyCFunction)(void (*)(void))dict_##NAME, METH_VARARGS | METH_KEYWORDS, NULL}
static PyMethodDef methods[] = {ROW(get), ROW(keys), ROW(items), ROW(values), ROW(copy), ROW(pop), ROW(setdefault), ROW(update), ROW(__reversed__),
                                {"__reduce__", dict_reduce, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};

// A plain dict, all of it; NULL with the error of the first that fails.
static PyObject *complete(PyObject *o) { return settle(o, true) < 0 ? NULL : PyDict_Copy(o); }

// In the dictionary of a class: `cls.__annotations__`.
static PyObject *of_class(PyObject *o, PyObject *instance KR_UNUSED, PyObject *type) {
  PyObject *plain = complete(o);
  if (!plain || !type || !PyType_Check(type)) return plain;
  PyObject *name = PyUnicode_InternFromString("__annotations__");
  PyTypeObject *owner = NULL;
  for (Py_ssize_t i = 0; name && i < PyTuple_GET_SIZE(((PyTypeObject *)type)->tp_mro) && !owner; ++i) {
    PyTypeObject *each = (PyTypeObject *)PyTuple_GET_ITEM(((PyTypeObject *)type)->tp_mro, i);
    if (kr_type_dict(each) && PyDict_GetItem(kr_type_dict(each), name) == o) owner = each;
  }
  if (owner && PyDict_SetItem(kr_type_dict(owner), name, plain) == 0) PyType_Modified(owner);
  Py_XDECREF(name);
  return plain;
}

static int visit(PyObject *o, visitproc visit, void *arg) {
  Annotations *self = (Annotations *)o;
  Py_VISIT(self->globals);
  Py_VISIT(self->space);
  Py_VISIT(self->todo);
  return PyDict_Type.tp_traverse(o, visit, arg);
}

static int clear(PyObject *o) {
  Annotations *self = (Annotations *)o;
  Py_CLEAR(self->globals);
  Py_CLEAR(self->space);
  Py_CLEAR(self->todo);
  return PyDict_Type.tp_clear(o);
}

static void dealloc(PyObject *o) {
  PyObject_GC_UnTrack(o);
  Annotations *self = (Annotations *)o;
  Py_CLEAR(self->globals);
  Py_CLEAR(self->space);
  Py_CLEAR(self->todo);
  PyDict_Type.tp_dealloc(o);
}

static PyMappingMethods as_mapping = {length, subscript, assign};
static PySequenceMethods as_sequence = {.sq_contains = contains};
static PyNumberMethods as_number = {.nb_or = join};
static PyTypeObject annotations_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "dict",
    .tp_basicsize = sizeof(Annotations),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = dealloc,
    .tp_traverse = visit,
    .tp_clear = clear,
    .tp_iter = iterate,
    .tp_repr = represent,
    .tp_richcompare = compare,
    .tp_hash = PyObject_HashNotImplemented,
    .tp_as_mapping = &as_mapping,
    .tp_as_sequence = &as_sequence,
    .tp_as_number = &as_number,
    .tp_methods = methods,
    .tp_descr_get = of_class,
};

// --- functions ---
static PyObject *base_descriptor(void) { return PyDict_GetItemString(kr_type_dict(&PyFunction_Type), "__annotations__"); }

static PyObject *of_function(PyObject *o, void *closure KR_UNUSED) {
  PyFunctionObject *f = (PyFunctionObject *)o;
  if (is_deferred(f->func_annotations)) {
    PyObject *plain = complete(f->func_annotations);
    if (!plain) return NULL;
    Py_XSETREF(f->func_annotations, plain);
  }
  PyObject *descriptor = base_descriptor();
  return Py_TYPE(descriptor)->tp_descr_get(descriptor, o, (PyObject *)Py_TYPE(o));
}

static int set_of_function(PyObject *o, PyObject *value, void *closure KR_UNUSED) {
  PyObject *descriptor = base_descriptor();
  return Py_TYPE(descriptor)->tp_descr_set(descriptor, o, value);
}

static PyGetSetDef function_getset[] = {{"__annotations__", of_function, set_of_function, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL}};

int kr_annotations_init(PyTypeObject *functions) {
  if (PyType_Ready(&names_type) < 0) return -1;
  annotations_type.tp_base = &PyDict_Type;
  functions->tp_getset = function_getset;
  return PyType_Ready(&annotations_type);
}
