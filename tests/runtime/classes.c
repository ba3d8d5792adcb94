// Two native classes made by hand, as emission writes them: Node(value: int, weight: float, left: object, flag: bool) and
// Leaf(Node) with count: i64.
#include "field.h"
#include "krait.h"

static PyObject *constants[8];
static const char *const constant_data[] = {"n4:Noden5:valuen6:weightn4:leftn4:flagn4:Leafn5:count", NULL};
static KrModule module = {.name = "classes_ext", .path = "classes.py", .constant_count = 7, .constants = constants,
                          .constant_data = constant_data};

typedef struct {
  PyObject_HEAD
  _Alignas(8) KrTag value;
  _Alignas(8) uint64_t weight;
  _Alignas(8) PyObject *left;
  _Alignas(8) int8_t flag;
  KR_WEAKREFS
} Node;
typedef struct {
  Node base;
  _Alignas(8) int64_t count;
  bool count_defined;
} Leaf;

static KrBool is_int(PyObject *o) { return PyLong_Check(o); }
static KrBool is_float(PyObject *o) { return PyLong_Check(o) || PyFloat_Check(o); }
static const KrField node_fields[] = {
    {1, offsetof(Node, value), KR_FIELD_TAG, 0, is_int, "int", 0, false},
    {2, offsetof(Node, weight), KR_FIELD_NUM, 0, is_float, "float", 0, false},
    {3, offsetof(Node, left), KR_FIELD_OBJ, 0, NULL, NULL, 0, false},
    {4, offsetof(Node, flag), KR_FIELD_BOOL, 0, NULL, NULL, 0, false},
};
static const KrField leaf_fields[] = {{6, offsetof(Leaf, count), KR_FIELD_I64, offsetof(Leaf, count_defined), NULL, NULL, 0, false}};
static void clear_node(PyObject *o) {
  for (int i = 0; i < 4; ++i) kr_field_clear(o, &node_fields[i]);
}
static void clear_leaf(PyObject *o) {
  kr_field_clear(o, &leaf_fields[0]);
  clear_node(o);
}
static KrClass node_class = {.module = &module, .name = 0, .size = sizeof(Node), .own_offset = sizeof(PyObject),
                             .field_count = 4, .fields = node_fields, .clear = clear_node};
static KrClass leaf_class = {.module = &module, .base = &node_class, .name = 5, .size = sizeof(Leaf), .own_offset = sizeof(Node),
                             .field_count = 1, .fields = leaf_fields, .clear = clear_leaf};

static PyObject *make(KrClass *cls, PyObject *const *args) {
  PyObject *ns = PyDict_Copy(args[1]);
  PyObject *state = PyTuple_Pack(5, (PyObject *)Py_TYPE(PyTuple_GET_ITEM(args[0], 0)), ns, args[0], Py_None, args[0]);
  PyObject *r = kr_class_finish_native(cls, state, constants[cls->name], Py_None);
  Py_DECREF(state);
  Py_DECREF(ns);
  return r;
}
static PyObject *make_node(PyObject *m, PyObject *const *args, Py_ssize_t n) {
  (void)m, (void)n;
  return make(&node_class, args);
}
static PyObject *make_leaf(PyObject *m, PyObject *const *args, Py_ssize_t n) {
  (void)m, (void)n;
  return make(&leaf_class, args);
}
static PyObject *new_node(PyObject *m, PyObject *none) {
  (void)m, (void)none;
  return kr_instance_new(&node_class);
}
static PyObject *exact(PyObject *m, PyObject *o) {
  (void)m;
  return Py_BuildValue("(iiii)", kr_class_exact(&node_class, o), kr_class_instance(&node_class, o),
                       kr_class_exact(&leaf_class, o), kr_class_instance(&leaf_class, o));
}
static PyMethodDef methods[] = {{"make_node", (PyCFunction)(void *)make_node, METH_FASTCALL, NULL},
                                {"make_leaf", (PyCFunction)(void *)make_leaf, METH_FASTCALL, NULL},
                                {"new_node", new_node, METH_NOARGS, NULL},
                                {"guards", exact, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {.m_base = PyModuleDef_HEAD_INIT, .m_name = "classes_ext", .m_size = -1, .m_methods = methods};
PyMODINIT_FUNC PyInit_classes_ext(void) {
  PyObject *m = PyModule_Create(&definition);
  if (m && kr_module_prepare(&module, m) < 0) Py_CLEAR(m);
  return m;
}
