// Operators of which the left operand's method was called directly and returned NotImplemented: what Python does next.
#include "krait.h"

#define NUMBER_SLOT(name) offsetof(PyNumberMethods, name)

static const struct {
  size_t slot;
  const char *reflected, *symbol, *inplace_symbol;
} operators[] = {
    [KR_ADD] = {NUMBER_SLOT(nb_add), "__radd__", "+", "+="},
    [KR_SUB] = {NUMBER_SLOT(nb_subtract), "__rsub__", "-", "-="},
    [KR_MUL] = {NUMBER_SLOT(nb_multiply), "__rmul__", "*", "*="},
    [KR_TRUEDIV] = {NUMBER_SLOT(nb_true_divide), "__rtruediv__", "/", "/="},
    [KR_FLOORDIV] = {NUMBER_SLOT(nb_floor_divide), "__rfloordiv__", "//", "//="},
    [KR_MOD] = {NUMBER_SLOT(nb_remainder), "__rmod__", "%", "%="},
    [KR_POW] = {NUMBER_SLOT(nb_power), "__rpow__", "** or pow()", "**="},
    [KR_LSHIFT] = {NUMBER_SLOT(nb_lshift), "__rlshift__", "<<", "<<="},
    [KR_RSHIFT] = {NUMBER_SLOT(nb_rshift), "__rrshift__", ">>", ">>="},
    [KR_AND] = {NUMBER_SLOT(nb_and), "__rand__", "&", "&="},
    [KR_OR] = {NUMBER_SLOT(nb_or), "__ror__", "|", "|="},
    [KR_XOR] = {NUMBER_SLOT(nb_xor), "__rxor__", "^", "^="},
    [KR_MATMUL] = {NUMBER_SLOT(nb_matrix_multiply), "__rmatmul__", "@", "@="},
};

static void *number_slot(PyTypeObject *type, size_t offset) {
  return type->tp_as_number ? *(void **)(void *)((char *)type->tp_as_number + offset) : NULL;
}

// The reflected method of an instance of a Python class; NotImplemented when it has none.
static PyObject *call_reflected(PyObject *a, PyObject *b, const char *text) {
  PyObject *name = PyUnicode_InternFromString(text);
  if (!name) return NULL;
  PyObject *method = kr_lookup_special(b, name);
  Py_DECREF(name);
  if (!method) return PyErr_Occurred() ? NULL : kr_new_ref(Py_NotImplemented);
  PyObject *result = PyObject_CallOneArg(method, a);
  Py_DECREF(method);
  return result;
}

static PyObject *repeat(PyObject *sequence, PyObject *count) {
  if (!PyIndex_Check(count))
    return PyErr_Format(PyExc_TypeError, "can't multiply sequence by non-int of type '%.200s'", Py_TYPE(count)->tp_name);
  Py_ssize_t n = PyNumber_AsSsize_t(count, PyExc_OverflowError);
  if (n == -1 && PyErr_Occurred()) return NULL;
  return Py_TYPE(sequence)->tp_as_sequence->sq_repeat(sequence, n);
}

PyObject *kr_py_binary_rest(PyObject *a, PyObject *b, int code) {
  int op = code & 31;
  bool inplace = code & 32;
  if (Py_TYPE(a) != Py_TYPE(b)) {
    void *left = number_slot(Py_TYPE(a), operators[op].slot), *right = number_slot(Py_TYPE(b), operators[op].slot);
    PyObject *result = NULL;
    bool asked = true;
    if (right && right == left) result = call_reflected(a, b, operators[op].reflected);
    else if (right && op == KR_POW) result = ((ternaryfunc)right)(a, b, Py_None);
    else if (right) result = ((binaryfunc)right)(a, b);
    else asked = false;
    if (asked) {
      if (result != Py_NotImplemented) return result;
      Py_DECREF(result);
    }
    if (op == KR_MUL && !inplace && Py_TYPE(b)->tp_as_sequence && Py_TYPE(b)->tp_as_sequence->sq_repeat) return repeat(b, a);
  }
  return PyErr_Format(PyExc_TypeError, "unsupported operand type(s) for %.100s: '%.100s' and '%.100s'",
                      inplace ? operators[op].inplace_symbol : operators[op].symbol, Py_TYPE(a)->tp_name, Py_TYPE(b)->tp_name);
}

PyObject *kr_py_compare_rest(PyObject *a, PyObject *b, int op) {
  static const int swapped[] = {Py_GT, Py_GE, Py_EQ, Py_NE, Py_LT, Py_LE};
  static const char *const symbols[] = {"<", "<=", "==", "!=", ">", ">="};
  if (Py_TYPE(b)->tp_richcompare) {
    PyObject *result = Py_TYPE(b)->tp_richcompare(b, a, swapped[op]);
    if (result != Py_NotImplemented) return result;
    Py_DECREF(result);
  }
  if (op == Py_EQ || op == Py_NE) return kr_new_ref((a == b) == (op == Py_EQ) ? Py_True : Py_False);
  return PyErr_Format(PyExc_TypeError, "'%s' not supported between instances of '%.100s' and '%.100s'", symbols[op], Py_TYPE(a)->tp_name,
                      Py_TYPE(b)->tp_name);
}
