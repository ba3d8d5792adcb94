// Exposes the number primitives to numbers_test.py: kr_tag_add as tag_add(a, b) and so on.
#include "krait.h"

#define TAG_BINARY(NAME)                                                        \
  static PyObject *tag_##NAME(PyObject *m, PyObject *const *a, Py_ssize_t n) {  \
    (void)m, (void)n;                                                           \
    KrTag x = kr_obj_to_tag(a[0]), y = kr_obj_to_tag(a[1]);                     \
    KrTag r = kr_tag_##NAME(x, y);                                              \
    kr_tag_decref(x), kr_tag_decref(y);                                         \
    if (!r) return NULL;                                                        \
    PyObject *o = kr_tag_to_obj(r);                                             \
    kr_tag_decref(r);                                                           \
    return o;                                                                   \
  }
#define TAG_UNARY(NAME)                                                         \
  static PyObject *tag_##NAME(PyObject *m, PyObject *const *a, Py_ssize_t n) {  \
    (void)m, (void)n;                                                           \
    KrTag x = kr_obj_to_tag(a[0]), r = kr_tag_##NAME(x);                        \
    kr_tag_decref(x);                                                           \
    return r ? kr_tag_to_obj_steal(r) : NULL;                                   \
  }
static PyObject *num_result(KrNum r) {
  if (kr_num_is_absent(r)) return NULL;
  PyObject *o = kr_num_to_obj(r);
  kr_num_decref(r);
  return o;
}
#define NUM_BINARY(NAME)                                                        \
  static PyObject *num_##NAME(PyObject *m, PyObject *const *a, Py_ssize_t n) {  \
    (void)m, (void)n;                                                           \
    KrNum x = kr_obj_to_num(a[0]), y = kr_obj_to_num(a[1]);                     \
    KrNum r = kr_num_##NAME(x, y);                                              \
    kr_num_decref(x), kr_num_decref(y);                                         \
    return num_result(r);                                                       \
  }
#define MIXED_BINARY(NAME)                                                          \
  static PyObject *num_tag_##NAME(PyObject *m, PyObject *const *a, Py_ssize_t n) {  \
    (void)m, (void)n;                                                               \
    KrNum x = kr_obj_to_num(a[0]);                                                  \
    KrTag y = kr_obj_to_tag(a[1]);                                                  \
    KrNum r = kr_num_tag_##NAME(x, y);                                              \
    kr_num_decref(x), kr_tag_decref(y);                                             \
    return num_result(r);                                                           \
  }                                                                                 \
  static PyObject *tag_num_##NAME(PyObject *m, PyObject *const *a, Py_ssize_t n) {  \
    (void)m, (void)n;                                                               \
    KrTag x = kr_obj_to_tag(a[0]);                                                  \
    KrNum y = kr_obj_to_num(a[1]);                                                  \
    KrNum r = kr_tag_num_##NAME(x, y);                                              \
    kr_tag_decref(x), kr_num_decref(y);                                             \
    return num_result(r);                                                           \
  }
#define COMPARE(NAME)                                                                     \
  static PyObject *tag_##NAME(PyObject *m, PyObject *const *a, Py_ssize_t n) {            \
    (void)m, (void)n;                                                                     \
    KrTag x = kr_obj_to_tag(a[0]), y = kr_obj_to_tag(a[1]);                               \
    KrBool r = kr_tag_##NAME(x, y);                                                       \
    kr_tag_decref(x), kr_tag_decref(y);                                                   \
    return r < 0 ? NULL : kr_bool_to_obj(r);                                              \
  }                                                                                       \
  static PyObject *num_##NAME(PyObject *m, PyObject *const *a, Py_ssize_t n) {            \
    (void)m, (void)n;                                                                     \
    KrNum x = kr_obj_to_num(a[0]), y = kr_obj_to_num(a[1]);                               \
    KrBool r = kr_num_##NAME(x, y);                                                       \
    kr_num_decref(x), kr_num_decref(y);                                                   \
    return r < 0 ? NULL : kr_bool_to_obj(r);                                              \
  }                                                                                       \
  static PyObject *num_tag_##NAME(PyObject *m, PyObject *const *a, Py_ssize_t n) {        \
    (void)m, (void)n;                                                                     \
    KrNum x = kr_obj_to_num(a[0]);                                                        \
    KrTag y = kr_obj_to_tag(a[1]);                                                        \
    KrBool r = kr_num_tag_##NAME(x, y);                                                   \
    kr_num_decref(x), kr_tag_decref(y);                                                   \
    return r < 0 ? NULL : kr_bool_to_obj(r);                                              \
  }                                                                                       \
  static PyObject *tag_num_##NAME(PyObject *m, PyObject *const *a, Py_ssize_t n) {        \
    (void)m, (void)n;                                                                     \
    KrTag x = kr_obj_to_tag(a[0]);                                                        \
    KrNum y = kr_obj_to_num(a[1]);                                                        \
    KrBool r = kr_tag_num_##NAME(x, y);                                                   \
    kr_tag_decref(x), kr_num_decref(y);                                                   \
    return r < 0 ? NULL : kr_bool_to_obj(r);                                              \
  }
#define F64_BINARY(NAME)                                                        \
  static PyObject *f64_##NAME(PyObject *m, PyObject *const *a, Py_ssize_t n) {  \
    (void)m, (void)n;                                                           \
    double x = kr_obj_to_f64(a[0]);                                             \
    if (x == KR_F64_ERROR && PyErr_Occurred()) return NULL;                     \
    double y = kr_obj_to_f64(a[1]);                                             \
    if (y == KR_F64_ERROR && PyErr_Occurred()) return NULL;                     \
    double r = kr_f64_##NAME(x, y);                                             \
    return r == KR_F64_ERROR && PyErr_Occurred() ? NULL : kr_f64_to_obj(r);     \
  }
#define INT_BINARY(T, CT, NAME)                                                 \
  static PyObject *T##_##NAME(PyObject *m, PyObject *const *a, Py_ssize_t n) {  \
    (void)m, (void)n;                                                           \
    CT x = kr_obj_to_##T(a[0]);                                                 \
    if (x == (CT)KR_INT_ERROR && PyErr_Occurred()) return NULL;                 \
    CT y = kr_obj_to_##T(a[1]);                                                 \
    if (y == (CT)KR_INT_ERROR && PyErr_Occurred()) return NULL;                 \
    CT r = kr_##T##_##NAME(x, y);                                               \
    return r == (CT)KR_INT_ERROR && PyErr_Occurred() ? NULL : kr_##T##_to_obj(r); \
  }

#define EACH_INT_OP(X) X(add) X(sub) X(mul) X(floordiv) X(mod) X(lshift) X(rshift) X(and) X(or) X(xor)
#define EACH_NUM_OP(X) X(add) X(sub) X(mul) X(truediv) X(floordiv) X(mod) X(pow)
#define EACH_F64_OP(X) X(add) X(sub) X(mul) X(truediv) X(floordiv) X(mod)
#define EACH_COMPARE(X) X(eq) X(ne) X(lt) X(le) X(gt) X(ge)
#define EACH_TYPE(X, OP) X(i64, int64_t, OP) X(i32, int32_t, OP) X(i16, int16_t, OP) X(i8, int8_t, OP) \
  X(u64, uint64_t, OP) X(u32, uint32_t, OP) X(u16, uint16_t, OP) X(u8, uint8_t, OP)

EACH_INT_OP(TAG_BINARY)
TAG_BINARY(pow)
TAG_UNARY(neg) TAG_UNARY(pos) TAG_UNARY(abs) TAG_UNARY(invert)
EACH_NUM_OP(NUM_BINARY)
EACH_NUM_OP(MIXED_BINARY)
EACH_COMPARE(COMPARE)
EACH_F64_OP(F64_BINARY)
#define TYPES_OF(OP) EACH_TYPE(INT_BINARY, OP)
EACH_INT_OP(TYPES_OF)
static PyObject *tag_truediv(PyObject *m, PyObject *const *a, Py_ssize_t n) {
  (void)m, (void)n;
  KrTag x = kr_obj_to_tag(a[0]), y = kr_obj_to_tag(a[1]);
  KrNum r = kr_tag_truediv(x, y);
  kr_tag_decref(x), kr_tag_decref(y);
  return num_result(r);
}
static PyObject *f64_pow(PyObject *m, PyObject *const *a, Py_ssize_t n) {
  (void)m, (void)n;
  return num_result(kr_f64_pow(PyFloat_AsDouble(a[0]), PyFloat_AsDouble(a[1])));
}

#define ENTRY(NAME) {#NAME, (PyCFunction)(void *)NAME, METH_FASTCALL, NULL},
#define TAG_ENTRY(NAME) ENTRY(tag_##NAME)
#define NUM_ENTRY(NAME) ENTRY(num_##NAME) ENTRY(num_tag_##NAME) ENTRY(tag_num_##NAME)
#define COMPARE_ENTRY(NAME) TAG_ENTRY(NAME) NUM_ENTRY(NAME)
#define F64_ENTRY(NAME) ENTRY(f64_##NAME)
#define INT_ENTRY(T, CT, NAME) ENTRY(T##_##NAME)
#define INT_ENTRIES(NAME) EACH_TYPE(INT_ENTRY, NAME)
static PyMethodDef methods[] = {EACH_INT_OP(TAG_ENTRY) TAG_ENTRY(pow) TAG_ENTRY(truediv) TAG_ENTRY(neg) TAG_ENTRY(pos)
                                TAG_ENTRY(abs) TAG_ENTRY(invert) EACH_NUM_OP(NUM_ENTRY) EACH_COMPARE(COMPARE_ENTRY)
                                EACH_F64_OP(F64_ENTRY) ENTRY(f64_pow) EACH_INT_OP(INT_ENTRIES) {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {.m_base = PyModuleDef_HEAD_INIT, .m_name = "numbers_ext", .m_size = -1, .m_methods = methods};
PyMODINIT_FUNC PyInit_numbers_ext(void) {
  kr_version_init();
  return PyModule_Create(&definition);
}
