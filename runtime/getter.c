// Reading properties whose getter is `return self.x`, written in Python and run as bytecode: instead of a call, the other attribute is
// read. So with enum.property, which `value` and `name` of enum members are: what its `__get__` does for an instance is known.
//
// All that could make a difference is looked at again each time: the versions of the types, the getter that the property has now, its code,
// and whether somebody traces calls. What does not work out, a missing attribute say, is done again the general way.
#include "field.h"
#include "library.h"

typedef struct {
  PyObject *descriptor;  // borrowed: the type that the site knows keeps it while its version stands
  PyObject *code;        // of the getter
  PyObject *alias;       // the attribute it reads; `code` holds it
  KrAttrCache inner;     // of that
  KrAttrCache fget;      // of the descriptor's `fget`, where that is an enum.property
} KrGetter;

static PyObject *fget_name;

// The attribute of its only argument that the code returns, borrowed, or NULL.
static PyObject *attribute_read(PyCodeObject *code) {
  if (code->co_argcount != 1 || PyTuple_GET_SIZE(code->co_names) != 1 || !kr_code_does(code, "lambda o: o.a")) return NULL;
  return PyTuple_GET_ITEM(code->co_names, 0);
}

// --- enum.property ---
static PyTypeObject *enum_property;   // the class; held
static PyObject *enum_get_code;       // the code of its `__get__` as the library has it; held
static unsigned int enum_version;     // of the class while `__get__` is that

static bool reads_enum_property(void) {
  if (KR_LIKELY(enum_property->tp_version_tag == enum_version && enum_version != 0)) return true;
  static PyObject *name;
  if (!name && !(name = PyUnicode_InternFromString("__get__"))) return PyErr_Clear(), false;
  PyObject *get = _PyType_Lookup(enum_property, name);
  if (kr_bytecode_of(get) != enum_get_code) return false;
  enum_version = enum_property->tp_version_tag;
  return true;
}

// Looks once whether the class is that of the library, nobody having changed it. Imports nothing: the class is there already.
static bool is_enum_property(PyTypeObject *type) {
  if (type == enum_property) return true;
  if (enum_property || strcmp(type->tp_name, "property") != 0) return false;
  PyCodeObject *code = (PyCodeObject *)kr_library_code(type, "enum", "__get__", "property.__get__");
  if (!code) return false;
  if (kr_library_item("enum", "property") != (PyObject *)type) return false;
  enum_property = (PyTypeObject *)kr_new_ref((PyObject *)type);
  enum_get_code = kr_new_ref((PyObject *)code);
  return true;
}

static PyObject *current_code(KrGetter *g) {
  PyTypeObject *type = Py_TYPE(g->descriptor);
  if (type == &PyProperty_Type) return kr_bytecode_of(kr_property_getter(g->descriptor));
  if (type != enum_property || !reads_enum_property()) return NULL;
  PyObject *fget = kr_getattr_cached(g->descriptor, fget_name, &g->fget);
  if (!fget) return PyErr_Clear(), NULL;
  PyObject *code = kr_bytecode_of(fget);
  Py_DECREF(fget);  // the descriptor holds it
  return code;
}

void kr_getter_forget(KrAttrCache *cache) {
  KrGetter *g = (KrGetter *)(uintptr_t)cache->field;
  cache->kind = KR_ATTR_NONE;
  cache->version = 0;
  cache->field = NULL;
  Py_DECREF(g->code);
  PyMem_Free(g);
}

bool kr_getter_learn(PyTypeObject *type, PyObject *descriptor, KrAttrCache *cache) {
  PyTypeObject *kind = Py_TYPE(descriptor);
  if (kind != &PyProperty_Type && !is_enum_property(kind)) return false;
  if (!fget_name && !(fget_name = PyUnicode_InternFromString("fget"))) return PyErr_Clear(), false;
  KrGetter g = {.descriptor = descriptor};
  g.code = current_code(&g);
  g.alias = g.code ? attribute_read((PyCodeObject *)g.code) : NULL;
  if (!g.alias || !kr_attribute_learn(type, g.alias, &g.inner)) return false;
  if (g.inner.kind == KR_ATTR_GETTER) {
    kr_getter_forget(&g.inner);
    return false;
  }
  if (g.inner.kind == KR_ATTR_WRITTEN) return false;  // what it raises comes out of the property's code
  KrGetter *kept = PyMem_Malloc(sizeof *kept);
  if (!kept) return false;
  Py_INCREF(g.code);
  *kept = g;
  cache->kind = KR_ATTR_GETTER;
  cache->field = kept;
  cache->version = type->tp_version_tag;
  return true;
}

PyObject *kr_getter_read(PyObject *o, const void *getter) {
  KrGetter *g = (KrGetter *)(uintptr_t)getter;
  if (KR_UNLIKELY(kr_is_traced()) || current_code(g) != g->code) return NULL;
  PyObject *value = kr_attribute_cached(o, g->alias, &g->inner);
  return value || PyErr_Occurred() ? value : _PyObject_GenericGetAttrWithDict(o, g->alias, NULL, 1);
}
