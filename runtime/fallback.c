// Functions, classes and statements that run as bytecode, compiled from their source text when their definition is reached.
//
// The work is done by a few lines of Python: the text is parsed alone, so padded that positions are those of the file, and its tree
// is put inside a function that has the captured variables as parameters (and inside a class, where private names are mangled).
// From what that compiles to, the code object wanted is taken out; qualified names are set right throughout.
#include "krait.h"
#include "roots.h"

static const char helper_source[] =
    "def make(source, line, kind, filename, qualname, frees, private, future, glob, cells, defaults, kwdefaults, annotations):\n"
    "    import _ast, types\n"
    "    flags = 0x1000000 if future else 0\n"
    "    newlines = '\\n' * (line - 1)\n"
    "    if kind == 'statement':\n"
    "        exec(compile(newlines + source, filename, 'exec', flags, True), glob)\n"
    "        return None\n"
    "    indented = source[:1] in ' \\t\\f'\n"
    "    if kind == 'lambda':\n"
    "        text = newlines[1:] + '(\\n' + source + '\\n)' if line > 1 else '(' + source[1:] + '\\n)' if indented else source\n"
    "    else:\n"
    "        text = newlines[1:] + 'if 1:\\n' + source if indented else newlines + source\n"
    "    node = compile(text, filename, 'exec', flags | 0x400, True).body[0]\n"
    "    if kind == 'lambda':\n"
    "        node = node.value\n"
    "        body = [_ast.Return(node, lineno=line, col_offset=0, end_lineno=line, end_col_offset=0)]\n"
    "    else:\n"
    "        if indented: node = node.body[0]\n"
    "        node.decorator_list = []\n"
    "        if kind == 'function':\n"
    "            strip(node)\n"
    "        body = [node]\n"
    "    where = dict(lineno=line, col_offset=0, end_lineno=line, end_col_offset=0)\n"
    "    if kind == 'lambda':\n"
    "        node.args.defaults = [_ast.Constant(None, **where) for d in node.args.defaults]\n"
    "        node.args.kw_defaults = [d and _ast.Constant(None, **where) for d in node.args.kw_defaults]\n"
    "    none = dict(posonlyargs=[], vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None, defaults=[])\n"
    "    def function(name, names, body):\n"
    "        args = _ast.arguments(args=[_ast.arg(n, None, **where) for n in names], **none)\n"
    "        extra = {'type_params': []} if hasattr(_ast, 'TypeVar') else {}\n"
    "        return _ast.FunctionDef(name, args, body, [], None, None, **extra, **where)\n"
    "    if kind in ('class', 'parameters'):\n"
    "        body = body + [_ast.Return(_ast.Name(node.name, _ast.Load(), **where), **where)]\n"
    "    inner = function('<inner>', [], body) if kind != 'function' else None\n"
    "    body = [inner] if inner else body\n"
    "    if private:\n"
    "        extra = {'type_params': []} if hasattr(_ast, 'TypeVar') else {}\n"
    "        body = [_ast.ClassDef('_' * 40 + private, [], [], body, [], **extra, **where)]\n"
    "    tree = _ast.Module([function('<outer>', frees, body)], [])\n"
    "    code = compile(tree, filename, 'exec', flags, True)\n"
    "    def only(code, name):\n"
    "        return next(c for c in code.co_consts if isinstance(c, types.CodeType) and c.co_name == name)\n"
    "    code = only(code, '<outer>')\n"
    "    if private: code = only(code, '_' * 40 + private)\n"
    "    if inner: code = only(code, '<inner>')\n"
    "    if kind == 'parameters':\n"
    "        by_name = dict(zip(frees, cells or ()))\n"
    "        made = types.FunctionType(code, glob, node.name, None, tuple(by_name[n] for n in code.co_freevars) or None)()\n"
    "        return made.__type_params__, made.__orig_bases__[-1] if isinstance(made, type) else None\n"
    "    wanted = '<lambda>' if kind == 'lambda' else node.name\n"
    "    target = only(code, wanted)\n"
    "    old = target.co_qualname\n"
    "    def rename(c):\n"
    "        consts = tuple(rename(k) if isinstance(k, types.CodeType) else\n"
    "                       qualname + k[len(old):] if isinstance(k, str) and k.startswith(old) else k for k in c.co_consts)\n"
    "        name = c.co_qualname\n"
    "        if name.startswith(old): name = qualname + name[len(old):]\n"
    "        return c.replace(co_consts=consts, co_qualname=name)\n"
    "    chosen = rename(code if kind == 'class' else target)\n"
    "    by_name = dict(zip(frees, cells or ()))\n"
    "    closure = tuple(by_name[n] for n in chosen.co_freevars)\n"
    "    f = types.FunctionType(chosen, glob, wanted, None, closure or None)\n"
    "    if kind == 'class': return f()\n"
    "    f.__defaults__ = defaults\n"
    "    f.__kwdefaults__ = kwdefaults\n"
    "    if annotations is not None: f.__annotations__ = annotations\n"
    "    return f\n"
    "def strip(node):\n"
    "    import _ast\n"
    "    where = dict(lineno=node.lineno, col_offset=0, end_lineno=node.lineno, end_col_offset=0)\n"
    "    a = node.args\n"
    "    a.defaults = [_ast.Constant(None, **where) for d in a.defaults]\n"
    "    a.kw_defaults = [d and _ast.Constant(None, **where) for d in a.kw_defaults]\n"
    "    for p in [*a.posonlyargs, *a.args, *a.kwonlyargs, a.vararg, a.kwarg]:\n"
    "        if p is not None: p.annotation = None\n"
    "    node.returns = None\n"
    "    if hasattr(node, 'type_params'): node.type_params = []\n";

static PyObject *helper;  // the function `make`, kept

static PyObject *get_helper(void) {
  if (helper != NULL) return helper;
  PyObject *space = PyDict_New();
  if (space == NULL) return NULL;
  PyObject *result = NULL;
  if (PyDict_SetItemString(space, "__builtins__", PyEval_GetBuiltins()) == 0)
    result = PyRun_String(helper_source, Py_file_input, space, space);
  if (result != NULL) helper = Py_XNewRef(PyDict_GetItemString(space, "make"));
  Py_XDECREF(result);
  Py_DECREF(space);
  return helper;
}

PyObject *kr_fallback_new(KrModule *module, const KrFallback *fallback, PyObject *closure, PyObject *defaults,
                          PyObject *kwdefaults, PyObject *annotations) {
  PyObject *make = get_helper();
  if (make == NULL) return NULL;
  PyObject *frees = PyTuple_New(fallback->free_count);
  if (frees == NULL) return NULL;
  for (Py_ssize_t i = 0; i < fallback->free_count; ++i)
    PyTuple_SET_ITEM(frees, i, Py_NewRef(module->constants[fallback->frees[i]]));
  static const char *const kinds[] = {"function", "lambda", "class", "statement", "parameters"};
  PyObject *qualname = module->constants[fallback->qualname];
#define OR_NONE(o) ((o) == NULL ? Py_None : (o))
  PyObject *result =
      PyObject_CallFunction(make, "sIsOONsiOOOOO", fallback->source, fallback->line, kinds[fallback->kind], module->filename,
                            qualname, frees, fallback->private_class, fallback->future_annotations, module->dict,
                            OR_NONE(closure), OR_NONE(defaults), OR_NONE(kwdefaults), OR_NONE(annotations));
#undef OR_NONE
  return result;
}

PyObject *kr_twin_call(PyObject **twin, KrModule *module, const KrFallback *fallback, PyObject *const *args, Py_ssize_t n) {
  if (!*twin && (*twin = kr_fallback_new(module, fallback, NULL, NULL, NULL, NULL))) kr_root_add(twin);
  return *twin ? PyObject_Vectorcall(*twin, args, (size_t)n, NULL) : NULL;
}
