// exec(), eval() and compile() called by native code. The interpreter takes what they inherit (globals, `from __future__`
// flags) from the frame on top of its stack, which is that of some caller: here it is said explicitly.
#include "krait.h"

// The interpreter's own function of the builtins module, told by name; NULL for anything else.
static const char *builtin_name(PyObject *callee) {
  if (!PyCFunction_Check(callee)) return NULL;
  PyObject *self = PyCFunction_GET_SELF(callee);
  if (!self || !PyModule_Check(self) || PyModule_GetDict(self) != PyEval_GetBuiltins()) return NULL;
  return ((PyCFunctionObject *)callee)->m_ml->ml_name;
}

enum { kFlags = 3, kDontInherit = 4 };  // positional parameters of compile()

// Whether a call of compile() says dont_inherit=True; -1 with an error.
static int inherits_nothing(PyObject *const *args, Py_ssize_t positional, PyObject *kwnames) {
  if (positional > kDontInherit) return PyObject_IsTrue(args[kDontInherit]);
  for (Py_ssize_t i = 0; kwnames && i < PyTuple_GET_SIZE(kwnames); ++i)
    if (PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(kwnames, i), "dont_inherit") == 0)
      return PyObject_IsTrue(args[positional + i]);
  return 0;
}

// compile() with the flags of the calling module and no others.
static PyObject *call_compile(PyObject *callee, PyObject *const *args, Py_ssize_t positional, PyObject *kwnames, int64_t future) {
  PyObject *list = PyTuple_New(positional), *keywords = PyDict_New(), *result = NULL;
  if (!list || !keywords) goto done;
  for (Py_ssize_t i = 0; i < positional; ++i) PyTuple_SET_ITEM(list, i, kr_new_ref(args[i]));
  for (Py_ssize_t i = 0; kwnames && i < PyTuple_GET_SIZE(kwnames); ++i)
    if (PyDict_SetItem(keywords, PyTuple_GET_ITEM(kwnames, i), args[positional + i]) < 0) goto done;
  if (future) {
    PyObject *given = positional > kFlags ? args[kFlags] : PyDict_GetItemString(keywords, "flags");
    PyObject *own = PyLong_FromLongLong(future);
    PyObject *all = own && given && PyLong_Check(given) ? PyNumber_Or(given, own) : Py_XNewRef(given ? given : own);
    Py_XDECREF(own);
    if (!all) goto done;
    if (positional > kFlags)
      Py_SETREF(PyTuple_GET_ITEM(list, kFlags), all);
    else if (PyDict_SetItemString(keywords, "flags", all) < 0)
      Py_CLEAR(all);
    else
      Py_DECREF(all);
    if (!all) goto done;
  }
  if (positional > kDontInherit)
    Py_SETREF(PyTuple_GET_ITEM(list, kDontInherit), kr_new_ref(Py_True));
  else if (PyDict_SetItemString(keywords, "dont_inherit", Py_True) < 0)
    goto done;
  result = PyObject_Call(callee, list, keywords);
done:
  Py_XDECREF(list);
  Py_XDECREF(keywords);
  return result;
}

// What exec() and eval() make of text; the result is new.
static PyObject *compiled(PyObject *source, const char *mode, int64_t future) {
  PyObject *trimmed = NULL, *code = NULL;
  if (mode[0] == 'e' && mode[1] == 'v') {  // eval() does not mind blanks in front
    trimmed = PyUnicode_Check(source) ? PyObject_CallMethod(source, "lstrip", "s", " \t") : PyObject_CallMethod(source, "lstrip", "y", " \t");
    if (!trimmed) return NULL;
    source = trimmed;
  }
  PyObject *compile = PyDict_GetItemString(PyEval_GetBuiltins(), "compile");
  if (compile && builtin_name(compile))
    code = PyObject_CallFunction(compile, "OssLO", source, "<string>", mode, (long long)future, Py_True);
  else  // somebody's own compile(), which these do not call
    code = kr_new_ref(source);
  Py_XDECREF(trimmed);
  return code;
}

PyObject *kr_call_compiling(PyObject *dict, PyObject *callee, PyObject *kwnames, PyObject *const *args, Py_ssize_t count, int64_t future) {
  Py_ssize_t positional = count - (kwnames ? PyTuple_GET_SIZE(kwnames) : 0);
  const char *name = builtin_name(callee);
  if (name && strcmp(name, "compile") == 0) {
    int nothing = inherits_nothing(args, positional, kwnames);
    if (nothing < 0) return NULL;
    if (!nothing) return call_compile(callee, args, positional, kwnames, future);
  }
  bool runs = name && (strcmp(name, "exec") == 0 || strcmp(name, "eval") == 0);
  if (!runs || kwnames || positional == 0 || positional > 3) return PyObject_Vectorcall(callee, args, (size_t)positional, kwnames);
  PyObject *own[3] = {kr_new_ref(args[0]), positional > 1 && args[1] != Py_None ? args[1] : dict, positional > 2 ? args[2] : Py_None};
  if (PyUnicode_Check(own[0]) || PyBytes_Check(own[0])) Py_SETREF(own[0], compiled(own[0], name, future));
  PyObject *result = own[0] ? PyObject_Vectorcall(callee, own, 3, NULL) : NULL;
  Py_XDECREF(own[0]);
  return result;
}
