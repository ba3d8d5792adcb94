// Binding of call arguments to parameters, with CPython's messages. Order and wording follow its calls of functions.
#include "krait.h"

static PyObject *param_name(const KrCode *code, Py_ssize_t i) { return code->module->constants[code->locals[i]]; }

static PyObject *qualname_of(PyObject *function) { return ((PyFunctionObject *)function)->func_qualname; }

// "'a'", "'a' and 'b'", "'a', 'b', and 'c'".
static PyObject *enumerate_names(PyObject *reprs) {
  Py_ssize_t n = PyList_GET_SIZE(reprs);
  if (n == 1) return kr_new_ref(PyList_GET_ITEM(reprs, 0));
  PyObject *last = PyList_GET_ITEM(reprs, n - 1), *before = PyList_GET_ITEM(reprs, n - 2);
  if (n == 2) return PyUnicode_FromFormat("%U and %U", before, last);
  PyObject *comma = PyUnicode_FromString(", ");
  PyObject *head_list = PyList_GetSlice(reprs, 0, n - 2);
  PyObject *head = comma && head_list ? PyUnicode_Join(comma, head_list) : NULL;
  PyObject *text = head ? PyUnicode_FromFormat("%U, %U, and %U", head, before, last) : NULL;
  Py_XDECREF(comma);
  Py_XDECREF(head_list);
  Py_XDECREF(head);
  return text;
}

static void missing(const KrCode *code, PyObject *function, PyObject **out, Py_ssize_t begin, Py_ssize_t end,
                    const char *kind) {
  PyObject *reprs = PyList_New(0);
  for (Py_ssize_t i = begin; reprs && i < end; ++i) {
    if (out[i]) continue;
    PyObject *repr = PyObject_Repr(param_name(code, i));
    if (!repr || PyList_Append(reprs, repr) < 0) Py_CLEAR(reprs);
    Py_XDECREF(repr);
  }
  if (!reprs) return;
  PyObject *text = enumerate_names(reprs);
  if (text) {
    Py_ssize_t n = PyList_GET_SIZE(reprs);
    PyErr_Format(PyExc_TypeError, "%U() missing %zd required %s argument%s: %U", qualname_of(function), n, kind,
                 n == 1 ? "" : "s", text);
    Py_DECREF(text);
  }
  Py_DECREF(reprs);
}

static void too_many(const KrCode *code, PyObject *function, PyObject **out, Py_ssize_t given) {
  Py_ssize_t count = code->positional, keyword_only = 0;
  for (Py_ssize_t i = count; i < count + code->keyword_only; ++i) keyword_only += out[i] != NULL;
  PyObject *defaults = ((PyFunctionObject *)function)->func_defaults;
  Py_ssize_t optional = defaults ? PyTuple_GET_SIZE(defaults) : 0;
  PyObject *takes = optional ? PyUnicode_FromFormat("from %zd to %zd", count - optional, count)
                             : PyUnicode_FromFormat("%zd", count);
  PyObject *extra = keyword_only ? PyUnicode_FromFormat(" positional argument%s (and %zd keyword-only argument%s)",
                                                        given != 1 ? "s" : "", keyword_only, keyword_only != 1 ? "s" : "")
                                 : PyUnicode_FromString("");
  if (takes && extra)
    PyErr_Format(PyExc_TypeError, "%U() takes %U positional argument%s but %zd%U %s given", qualname_of(function), takes,
                 optional || count != 1 ? "s" : "", given, extra, given == 1 && !keyword_only ? "was" : "were");
  Py_XDECREF(takes);
  Py_XDECREF(extra);
}

// Whether keyword names include positional-only parameters; sets the TypeError that says so.
static bool positional_only_as_keyword(const KrCode *code, PyObject *function, PyObject *kwnames) {
  PyObject *found = PyList_New(0);
  for (Py_ssize_t i = 0; found && i < code->positional_only; ++i) {
    PyObject *name = param_name(code, i);
    for (Py_ssize_t k = 0; found && k < PyTuple_GET_SIZE(kwnames); ++k) {
      int equal = PyObject_RichCompareBool(name, PyTuple_GET_ITEM(kwnames, k), Py_EQ);
      if (equal < 0 || (equal && PyList_Append(found, name) < 0)) Py_CLEAR(found);
      if (equal) break;
    }
  }
  if (!found) return true;
  bool any = PyList_GET_SIZE(found) > 0;
  if (any) {
    PyObject *comma = PyUnicode_FromString(", ");
    PyObject *text = comma ? PyUnicode_Join(comma, found) : NULL;
    if (text)
      PyErr_Format(PyExc_TypeError, "%U() got some positional-only arguments passed as keyword arguments: '%U'",
                   qualname_of(function), text);
    Py_XDECREF(comma);
    Py_XDECREF(text);
  }
  Py_DECREF(found);
  return any;
}

// Index of the parameter that the keyword names, the number of named parameters when there is none, -1 on an error.
static Py_ssize_t find_param(const KrCode *code, PyObject *keyword) {
  Py_ssize_t end = code->positional + code->keyword_only;
  for (Py_ssize_t i = code->positional_only; i < end; ++i) {
    if (param_name(code, i) == keyword) return i;
  }
  for (Py_ssize_t i = code->positional_only; i < end; ++i) {
    int equal = PyObject_RichCompareBool(keyword, param_name(code, i), Py_EQ);
    if (equal) return equal < 0 ? -1 : i;
  }
  return end;
}

static int bind_keywords(const KrCode *code, PyObject *function, PyObject *const *values, PyObject *kwnames, PyObject **out,
                         PyObject *rest) {
  for (Py_ssize_t k = 0; k < PyTuple_GET_SIZE(kwnames); ++k) {
    PyObject *keyword = PyTuple_GET_ITEM(kwnames, k);
    if (!PyUnicode_Check(keyword)) {
      PyErr_Format(PyExc_TypeError, "%U() keywords must be strings", qualname_of(function));
      return -1;
    }
    Py_ssize_t i = find_param(code, keyword);
    if (i < 0) return -1;
    if (i == code->positional + code->keyword_only) {
      if (rest) {
        if (PyDict_SetItem(rest, keyword, values[k]) < 0) return -1;
        continue;
      }
      if (!code->positional_only || !positional_only_as_keyword(code, function, kwnames))
        PyErr_Format(PyExc_TypeError, "%U() got an unexpected keyword argument '%S'", qualname_of(function), keyword);
      return -1;
    }
    if (out[i]) {
      PyErr_Format(PyExc_TypeError, "%U() got multiple values for argument '%S'", qualname_of(function), keyword);
      return -1;
    }
    out[i] = kr_new_ref(values[k]);
  }
  return 0;
}

static int bind_defaults(const KrCode *code, PyObject *function, PyObject **out, Py_ssize_t given) {
  PyFunctionObject *f = (PyFunctionObject *)function;
  Py_ssize_t count = code->positional;
  if (given < count) {
    Py_ssize_t optional = f->func_defaults ? PyTuple_GET_SIZE(f->func_defaults) : 0;
    Py_ssize_t required = count > optional ? count - optional : 0;
    for (Py_ssize_t i = given; i < required; ++i) {
      if (out[i]) continue;
      missing(code, function, out, 0, required, "positional");
      return -1;
    }
    for (Py_ssize_t i = required; i < count; ++i) {
      if (!out[i]) out[i] = kr_new_ref(PyTuple_GET_ITEM(f->func_defaults, i - (count - optional)));
    }
  }
  bool lacking = false;
  for (Py_ssize_t i = count; i < count + code->keyword_only; ++i) {
    if (out[i]) continue;
    if (f->func_kwdefaults) {
      if (kr_dict_get_ref(f->func_kwdefaults, param_name(code, i), &out[i]) < 0) return -1;
    }
    lacking = lacking || !out[i];
  }
  if (!lacking) return 0;
  missing(code, function, out, count, count + code->keyword_only, "keyword-only");
  return -1;
}

int kr_parse_args(KrCode *code, PyObject *function, PyObject *const *args, size_t nargsf, PyObject *kwnames,
                  PyObject **out) {
  Py_ssize_t given = PyVectorcall_NARGS(nargsf), count = code->positional;
  Py_ssize_t total = kr_code_argument_count(code);
  memset(out, 0, (size_t)total * sizeof *out);
  Py_ssize_t copied = given < count ? given : count;
  for (Py_ssize_t i = 0; i < copied; ++i) out[i] = kr_new_ref(args[i]);

  PyObject *rest = NULL;
  if (code->flags & KR_CODE_VARARGS) {
    PyObject *tuple = PyTuple_New(given - copied);
    if (!tuple) goto fail;
    for (Py_ssize_t i = copied; i < given; ++i) PyTuple_SET_ITEM(tuple, i - copied, kr_new_ref(args[i]));
    out[count + code->keyword_only] = tuple;
  }
  if (code->flags & KR_CODE_VARKEYWORDS) {
    rest = PyDict_New();
    if (!rest) goto fail;
    out[total - 1] = rest;
  }
  if (kwnames && bind_keywords(code, function, args + given, kwnames, out, rest) < 0) goto fail;
  if (given > count && !(code->flags & KR_CODE_VARARGS)) {
    too_many(code, function, out, given);
    goto fail;
  }
  if (bind_defaults(code, function, out, given) < 0) goto fail;
  return 0;
fail:
  kr_release_args(out, total);
  return -1;
}

void kr_release_args(PyObject **args, Py_ssize_t count) {
  for (Py_ssize_t i = 0; i < count; ++i) Py_XDECREF(args[i]);
}

static KR_NOINLINE PyObject *parse_and_call(PyObject *function, PyObject *const *args, size_t nargsf, PyObject *kwnames,
                                            KrCode *code, KrBody body) {
  Py_ssize_t count = kr_code_argument_count(code);
  PyObject *bound[count + 1];  // at least one
  if (kr_parse_args(code, function, args, nargsf, kwnames, bound) < 0) return NULL;
  PyObject *result = body(function, bound);
  if (KR_UNLIKELY(!result)) kr_traceback_settle();
  kr_release_args(bound, count);
  return result;
}

static inline PyObject *call(PyObject *function, PyObject *const *args, KrBody body) {
  PyObject *result = body(function, args);
  if (KR_UNLIKELY(!result)) kr_traceback_settle();
  return result;
}

// Whether the arguments are what the body takes as they stand.
static inline bool fits(const KrCode *code, size_t nargsf, PyObject *kwnames) {
  return !kwnames && PyVectorcall_NARGS(nargsf) == code->positional && code->keyword_only == 0 &&
         !(code->flags & (KR_CODE_VARARGS | KR_CODE_VARKEYWORDS));
}

PyObject *kr_call_body(PyObject *function, PyObject *const *args, size_t nargsf, PyObject *kwnames, KrCode *code,
                       KrBody body) {
  KR_ENTER(NULL);
  if (KR_LIKELY(fits(code, nargsf, kwnames))) return call(function, args, body);
  return parse_and_call(function, args, nargsf, kwnames, code, body);
}

PyObject *kr_call_body_uncounted(PyObject *function, PyObject *const *args, size_t nargsf, PyObject *kwnames, KrCode *code,
                                 KrBody body) {
  if (KR_LIKELY(fits(code, nargsf, kwnames))) return call(function, args, body);
  return parse_and_call(function, args, nargsf, kwnames, code, body);
}
