// Modules: constants, execution, what is set up once for an extension module.
#include "krait.h"
#include "known.h"
#include "roots.h"

#include <limits.h>
#include <unistd.h>

#include <pthread.h>

// --- constants ---
enum { kLongestInterned = 64 };  // bytes of a str that is no name

typedef struct {
  const char *at;
  char kind;
  Py_ssize_t length;
} Entry;

// Reads "kind decimal ':'"; what follows is the payload.
static Entry read_head(const char *p) {
  Entry entry = {p, *p, 0};
  for (++p; *p != ':'; ++p) entry.length = entry.length * 10 + (*p - '0');
  entry.at = p + 1;
  return entry;
}

static PyObject *read_int(const char *digits, Py_ssize_t length) {
  char small[32];
  if (length < (Py_ssize_t)sizeof small) {
    memcpy(small, digits, (size_t)length);
    small[length] = 0;
    if (length < 18) return PyLong_FromLongLong(strtoll(small, NULL, 10));
    return PyLong_FromString(small, NULL, 10);
  }
  // The limit on digits protects from hostile input; this is the program's own text. Pieces stay below any limit.
  enum { kPiece = 600 };
  bool negative = *digits == '-';
  PyObject *value = PyLong_FromLong(0);
  Py_ssize_t i = negative;
  while (value && i < length) {
    Py_ssize_t size = length - i < kPiece ? length - i : kPiece;
    char piece[kPiece + 1];
    memcpy(piece, digits + i, (size_t)size);
    piece[size] = 0;
    i += size;
    PyObject *ten = PyLong_FromLong(10), *exponent = PyLong_FromSsize_t(size), *next = PyLong_FromString(piece, NULL, 10);
    PyObject *scale = ten && exponent ? PyNumber_Power(ten, exponent, Py_None) : NULL;
    PyObject *shifted = scale && next ? PyNumber_Multiply(value, scale) : NULL;
    Py_SETREF(value, shifted ? PyNumber_Add(shifted, next) : NULL);
    Py_XDECREF(ten);
    Py_XDECREF(exponent);
    Py_XDECREF(next);
    Py_XDECREF(scale);
    Py_XDECREF(shifted);
  }
  if (value && negative) Py_SETREF(value, PyNumber_Negative(value));
  return value;
}

static double read_float(const char *text, Py_ssize_t length) {
  char buffer[64];
  if (length >= (Py_ssize_t)sizeof buffer) length = (Py_ssize_t)sizeof buffer - 1;
  memcpy(buffer, text, (size_t)length);
  buffer[length] = 0;
  return PyOS_string_to_double(buffer, NULL, NULL);
}

// Reads `length` indices, each followed by a comma.
static PyObject *read_items(const char **at, Py_ssize_t length, PyObject *const *constants) {
  PyObject *tuple = PyTuple_New(length);
  for (Py_ssize_t i = 0; i < length; ++i) {
    uint32_t index = 0;
    for (; **at != ','; ++*at) index = index * 10 + (uint32_t)(**at - '0');
    ++*at;
    if (tuple) PyTuple_SET_ITEM(tuple, i, kr_new_ref(constants[index]));
  }
  return tuple;
}

// One constant; moves *at past it.
static PyObject *read_constant(const char **at, PyObject *const *constants) {
  Entry entry = read_head(*at);
  *at = entry.at;
  if (entry.kind == 't' || entry.kind == 'F') {
    PyObject *tuple = read_items(at, entry.length, constants);
    if (!tuple || entry.kind == 't') return tuple;
    // CPython's compiler makes it once more from itself; it shows in the order of the items.
    PyObject *first = PyFrozenSet_New(tuple), *items = first ? PySequence_Tuple(first) : NULL;
    PyObject *set = items ? PyFrozenSet_New(items) : NULL;
    Py_DECREF(tuple);
    Py_XDECREF(first);
    Py_XDECREF(items);
    return set;
  }
  *at += entry.length;
  switch (entry.kind) {
    case 'N': return kr_new_ref(Py_None);
    case 'T': return kr_new_ref(Py_True);
    case 'D': return kr_new_ref(Py_False);
    case 'E': return kr_new_ref(Py_Ellipsis);
    case 'i': return read_int(entry.at, entry.length);
    case 'f': return PyFloat_FromDouble(read_float(entry.at, entry.length));
    case 'b': return PyBytes_FromStringAndSize(entry.at, entry.length);
    case 'c': {
      const char *comma = memchr(entry.at, ',', (size_t)entry.length);
      return PyComplex_FromDoubles(read_float(entry.at, comma - entry.at),
                                   read_float(comma + 1, entry.at + entry.length - comma - 1));
    }
    default: {
      PyObject *text = PyUnicode_DecodeUTF8(entry.at, entry.length, "surrogatepass");
      // Short ones beside the names: they are compared with each other and looked up.
      if (text && (entry.kind == 'n' || entry.length <= kLongestInterned)) PyUnicode_InternInPlace(&text);
      return text;
    }
  }
}

// They may be asked for before the module is: code of the group looks whether an object is one of the module's classes.
int kr_module_constants(KrModule *m) {
  if (m->constant_count == 0 || m->constants[m->constant_count - 1]) return 0;
  uint32_t i = 0;
  for (const char *const *chunk = m->constant_data; *chunk; ++chunk) {
    for (const char *at = *chunk; *at; ++i) {
      if (!(m->constants[i] = read_constant(&at, m->constants))) {
        while (i > 0) Py_CLEAR(m->constants[--i]);
        return -1;
      }
    }
  }
  return 0;
}

// --- modules ---
// What tracebacks call the file. An absolute path stays what it is. Otherwise the source that lies beside the built file
// is meant, wherever the two were put together; where there is none, the path as the compiler was given it.
static PyObject *source_filename(const char *path, PyObject *dict) {
  PyObject *built = path[0] == '/' ? NULL : PyDict_GetItemString(dict, "__file__");
  const char *text = built && PyUnicode_Check(built) ? PyUnicode_AsUTF8(built) : NULL;
  const char *slash = text ? strrchr(text, '/') : NULL;
  if (slash) {
    const char *base = strrchr(path, '/');
    char beside[PATH_MAX];
    int size = snprintf(beside, sizeof beside, "%.*s/%s", (int)(slash - text), text, base ? base + 1 : path);
    if (size > 0 && size < (int)sizeof beside && access(beside, R_OK) == 0) return PyUnicode_DecodeFSDefault(beside);
  }
  PyErr_Clear();
  return PyUnicode_DecodeFSDefault(path);
}

int kr_module_prepare(KrModule *m, PyObject *object) {
  PyObject *dict = PyModule_GetDict(object);
  if (!dict || kr_runtime_init() < 0) return -1;
  if (!m->filename) {
    if (kr_module_constants(m) < 0) return -1;
    if (!(m->filename = source_filename(m->path, dict))) return -1;
  }
  if (kr_root_module(m, object, dict) < 0) return -1;
  PyObject *text = PyUnicode_InternFromString("__builtins__");
  PyObject *builtins = PyImport_ImportModule("builtins");
  // Its dictionary, as imported modules have it: the module loses its own at exit, before the last functions have run.
  PyObject *kept = text && builtins ? PyDict_SetDefault(dict, text, PyModule_GetDict(builtins)) : NULL;
  if (builtins && !kr_builtins_dict) kr_builtins_dict = kr_new_ref(PyModule_GetDict(builtins));
  Py_XDECREF(text);
  Py_XDECREF(builtins);
  return kept ? 0 : -1;
}

typedef struct {
  PyModuleDef definition;
  KrModule *module;
} Definition;

static KrModule *module_of(PyObject *object) { return ((Definition *)(void *)PyModule_GetDef(object))->module; }

static int module_traverse(PyObject *object, visitproc visit, void *arg) {
  return kr_root_module_traverse(module_of(object), object, visit, arg);
}
static void module_free(void *object) { kr_root_module_free(module_of(object), object); }

static int module_exec(PyObject *object) {
  KrModule *m = module_of(object);
  if (kr_module_prepare(m, object) < 0) return -1;
  if (m->is_package && kr_offer_main_code() < 0) return -1;
  if (!m->body) return 0;
  // The body is a level of call depth like a module's code. The body of __main__ is the first one, whatever started it.
  PyThreadState *ts = kr_tstate();
  PyObject *name = PyDict_GetItemString(m->dict, "__name__");
  bool is_main = name && PyUnicode_Check(name) && PyUnicode_CompareWithASCIIString(name, "__main__") == 0;
  int saved = KR_RECURSION_REMAINING(ts);
  KR_RECURSION_REMAINING(ts) = is_main ? kr_recursion_limit(ts) - 1 : saved - 1;
  int limit = kr_recursion_limit(ts);
  Py_INCREF(object);  // it may leave sys.modules meanwhile
  int r = m->body();
  Py_DECREF(object);
  if (r < 0) {
    kr_traceback_settle();
    m->busy = false;
  }
  KR_RECURSION_REMAINING(ts) = saved + (kr_recursion_limit(ts) - limit);  // the limit may have been changed
  return r;
}

PyObject *kr_module_filename(PyObject *globals) {
  PyObject *name = PyDict_GetItemString(globals, "__name__"), *modules = PyImport_GetModuleDict();
  PyObject *module = name && modules ? PyDict_GetItemWithError(modules, name) : NULL;
  PyModuleDef *definition = module && PyModule_Check(module) && PyModule_GetDict(module) == globals ? PyModule_GetDef(module) : NULL;
  if (definition && definition->m_slots && definition->m_slots->value == (void *)module_exec)
    return kr_new_ref(module_of(module)->filename);
  PyErr_Clear();
  return PyUnicode_FromString("<annotations>");
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, (void *)module_exec},
#if KR_PY312
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED},
#endif
    {0, NULL},
};

PyObject *kr_module_init(KrModule *m) {
  PyObject *copy = kr_module_init_copy(m, kr_module_init);
  if (copy) return copy;
  m->busy = true;
  Definition *definition = PyMem_RawCalloc(1, sizeof *definition);
  if (!definition) return PyErr_NoMemory();
  definition->definition = (PyModuleDef){PyModuleDef_HEAD_INIT, .m_name = m->name, .m_slots = module_slots, .m_traverse = module_traverse, .m_free = module_free};
  definition->module = m;
  return PyModuleDef_Init(&definition->definition);
}

// --- depth of the C stack ---
uintptr_t kr_stack_floor;
enum { kStackReserve = 384 * 1024 };  // for CPython's own C functions beneath the deepest native call

static uintptr_t stack_floor_of_this_thread(void) {
  static _Thread_local uintptr_t known;
  if (known) return known;
  pthread_attr_t attributes;
  void *low;
  size_t size;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return known = 1;
  uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  if (pthread_attr_getstack(&attributes, &low, &size) == 0) {
    uintptr_t reserve = size > 4 * kStackReserve ? kStackReserve : size / 4;
    known = (uintptr_t)low + reserve;
    // A main thread without a limit has a stack of any size: allow 512 MB below here.
    if (size > ((size_t)1 << 30)) known = here - ((uintptr_t)512 << 20);
  }
  pthread_attr_destroy(&attributes);
  return known ? known : 1;
}

bool kr_enter_slow(PyThreadState *ts) {
  if ((uintptr_t)__builtin_frame_address(0) < stack_floor_of_this_thread()) {
    PyErr_SetString(PyExc_RecursionError, "maximum recursion depth exceeded");
    return false;
  }
  if (KR_RECURSION_REMAINING(ts) > 0) {
    KR_RECURSION_REMAINING(ts)--;
    return true;
  }
#if KR_PY312
  PyErr_SetString(PyExc_RecursionError, "maximum recursion depth exceeded");
  return false;
#else
  return Py_EnterRecursiveCall("") == 0;
#endif
}

// --- attention to the interpreter ---
static PyObject *bystander;  // a Python function that does nothing: the interpreter looks after itself when it runs

int kr_poll_slow(void) {
  if (!bystander) return PyErr_CheckSignals();
  PyObject *r = PyObject_CallNoArgs(bystander);
  if (r) {
    Py_DECREF(r);
    return 0;
  }
  // The exception comes from the loop, not from the function that let it through.
  PyObject *exc = kr_err_take();
  if (PyObject_SetAttrString(exc, "__traceback__", Py_None) < 0) PyErr_Clear();
  kr_err_give(exc);
  return -1;
}

static PyObject *make_bystander(void) {
  PyObject *globals = PyDict_New();
  PyObject *builtins = PyImport_ImportModule("builtins");
  PyObject *f = NULL;
  if (globals && builtins && PyDict_SetItemString(globals, "__builtins__", builtins) == 0) {
    PyObject *r = PyRun_String("def f(): pass\n", Py_file_input, globals, globals);
    Py_XDECREF(r);
    f = r ? Py_XNewRef(PyDict_GetItemString(globals, "f")) : NULL;
  }
  Py_XDECREF(globals);
  Py_XDECREF(builtins);
  return f;
}

int kr_runtime_init(void) {
  static bool done;
  if (done) return 0;
  kr_version_init();
  kr_stack_floor = stack_floor_of_this_thread();
  if (kr_function_type_init() < 0 || kr_packed_types_init() < 0 || kr_generator_types_init() < 0 || kr_class_types_init() < 0) return -1;
  if (!bystander && !(bystander = make_bystander())) return -1;
  kr_known_builtins_init();
  kr_known_texts_init();
  done = true;
  return 0;
}
