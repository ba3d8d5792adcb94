// Static descriptions that generated C hands to the runtime: positions, functions, generators, modules. All are `static`
// data of the generated file, alive as long as the process; the runtime fills the parts marked so.
#pragma once

#include "convert.h"

#pragma GCC visibility push(hidden)

#define KR_NO_CONSTANT UINT32_MAX
#define KR_HIDDEN __attribute__((visibility("hidden")))

// A position that a traceback entry can name: lines from 1, columns in bytes of UTF-8 from 0, as code.co_positions gives them.
typedef struct {
  uint32_t line, end_line;
  uint32_t col, end_col;
} KrSite;

enum {
  KR_CODE_GENERATOR = 1,
  KR_CODE_COROUTINE = 2,
  KR_CODE_ASYNC_GENERATOR = 4,
  KR_CODE_NESTED = 8,
  KR_CODE_VARARGS = 16,
  KR_CODE_VARKEYWORDS = 32,
};

typedef struct KrModule KrModule;
typedef struct KrFrames KrFrames;

// An `__init__` that does nothing but set attributes of `self` to its arguments.
typedef struct {
  uint32_t name;      // index into the module's constants
  uint32_t argument;  // from 0, behind `self`
} KrKeptArgument;
typedef struct KrKeeper KrKeeper;
struct KrKeeper {
  uint32_t count;
  const KrKeptArgument *kept;  // in the order of the statements
  const char *accepts;         // a letter for each argument, of which exact class it is to be: i(nt), s(tr), f(loat), b(ool), o for any
  struct KrCode *code;         // runtime: whose it is
  KrKeeper *next;              // runtime: of all
};

// A Python function. Names are indices into the module's constants (interned strings).
typedef struct KrCode {
  KrModule *module;
  uint32_t name, qualname, doc;  // doc: KR_NO_CONSTANT when there is none
  uint32_t first_line, flags;
  uint16_t positional_only, positional, keyword_only;  // `positional` counts the positional-only ones too
  uint16_t local_count;                                // entries of `locals`
  uint16_t cell_count, free_count;
  const uint32_t *locals;  // co_varnames: positional, keyword-only, *args, **kw, then local variables
  const uint32_t *cells, *frees;
  const KrSite *sites;
  uint32_t site_count;
  KrKeeper *keeper;  // or NULL
  PyCodeObject *object;  // runtime: the synthesised code object, made when first needed
  PyFunctionObject *frame_function;  // runtime: what frames of the code name as their function
  KrFrames *frames;      // runtime: what tracebacks show of it, see traceback.c
  bool framed;           // runtime: `frame_function` is a root (roots.c)
} KrCode;

// Number of values that argument parsing yields: positional, keyword-only, *args, **kw.
KR_INLINE Py_ssize_t kr_code_argument_count(const KrCode *code) {
  return code->positional + code->keyword_only + !!(code->flags & KR_CODE_VARARGS) + !!(code->flags & KR_CODE_VARKEYWORDS);
}

// What a vectorcall entry runs with the arguments as kr_parse_args orders them, borrowed.
typedef PyObject *(*KrBody)(PyObject *function, PyObject *const *args);
// Vectorcall entries, with the code and the body that stand behind them. kr_call_body_uncounted: the body counts the
// level of recursion itself.
PyObject *kr_call_body(PyObject *function, PyObject *const *args, size_t nargsf, PyObject *kwnames, KrCode *code, KrBody body);
PyObject *kr_call_body_uncounted(PyObject *function, PyObject *const *args, size_t nargsf, PyObject *kwnames, KrCode *code,
                                 KrBody body);

// The slow path of a vectorcall entry: binds `args` to the parameters as Python does, defaults from the function object
// included. On success `out` holds kr_code_argument_count() new references, in the order of `locals`. -1 with a TypeError.
int kr_parse_args(KrCode *code, PyObject *function, PyObject *const *args, size_t nargsf, PyObject *kwnames, PyObject **out);
// Releases what kr_parse_args gave.
void kr_release_args(PyObject **args, Py_ssize_t count);

// The synthesised code object, borrowed; NULL with an error.
PyCodeObject *kr_code_object(KrCode *code);
// A new frame object that stands at the start of the code, for gi_frame and warnings.
PyObject *kr_code_frame(KrCode *code);
extern PyTypeObject kr_function_type;
int kr_function_type_init(void);
// Adds a traceback entry for position `site` of `code` to the current error. The entry may be pending until kr_traceback_settle(),
// which everything calls that lets the error out of native code or looks at its traceback.
KR_COLD void kr_traceback_add(KrCode *code, uint32_t site);
KR_COLD void kr_traceback_add_start(KrCode *code);  // at its first line
KR_COLD void kr_traceback_settle(void);
// Whether an error with these words has entries pending.
bool kr_traceback_is_pending(const PyObject *type, const PyObject *value);
// Drops the entries pending for the current error.
void kr_traceback_drop(void);

// A function has been made for the code that has the keeper.
void kr_keeper_made(KrKeeper *keeper, KrCode *code);

// Makes a frame of any code stand at the last instruction of a line, where it has one.
void kr_frame_stand_at_line(PyFrameObject *frame, int line);

// A function object whose vectorcall is `entry`. Borrows all; closure, defaults, kwdefaults, annotations may be NULL.
PyObject *kr_function_new(KrCode *code, vectorcallfunc entry, PyObject *closure, PyObject *defaults, PyObject *kwdefaults,
                          PyObject *annotations);

// A function or class that runs as bytecode, made from its source text.
typedef struct {
  uint32_t name, qualname;
  const char *source;  // UTF-8; the first line starts where its line in the file does
  uint16_t free_count;
  const uint32_t *frees;
  uint32_t line;  // of the first line in the file
  uint8_t kind;   // 0 function, 1 lambda, 2 class, 3 statement (run in the module's namespace), 4 type parameters
  bool future_annotations;
  const char *private_class;  // mangles private names; "" for none
} KrFallback;
// Calls what the fallback describes with positional arguments; it is made once and kept in *twin.
PyObject *kr_twin_call(PyObject **twin, KrModule *module, const KrFallback *fallback, PyObject *const *args, Py_ssize_t n);
PyObject *kr_fallback_new(KrModule *module, const KrFallback *fallback, PyObject *closure, PyObject *defaults,
                          PyObject *kwdefaults, PyObject *annotations);

// The first function object made for a native entry is the one that direct calls stand for, until it is given other defaults or code:
// `place`, where they look for it, is NULL then.
void kr_bind_function(PyObject **place, PyObject *function);
// Whether it has been given any.
KR_COLD bool kr_function_is_altered(PyObject *function);
// The closure tuple of a function object made by kr_function_new (borrowed).
KR_INLINE PyObject *kr_function_closure(PyObject *function) { return ((PyFunctionObject *)function)->func_closure; }

// --- globals ---
// Per-site cache. A module global is known while the dict has the version at which it was found; then it is looked for at the index of
// its entry in the dict's keys (the key there is compared, so nothing can go stale). A builtin is known by the versions of both dicts.
typedef struct {
  uint32_t index;     // of the entry, when the name was a module global
  uint64_t version;   // of the module's dict
  PyObject *value;    // the module global, borrowed while the version stands; or NULL
  uint64_t builtins_version;
  PyObject *builtin;  // borrowed while both versions stand: of the interpreter's own builtins
} KrGlobalCache;
// Global, else builtin; NameError. New reference.
PyObject *kr_global_load_slow(KrGlobalCache *cache, PyObject *dict, PyObject *name);
KrBool kr_global_is_slow(KrGlobalCache *cache, PyObject *dict, PyObject *name, PyObject *function);
// What a module's dict has under the name at an index of its entries (borrowed), or NULL.
KR_INLINE PyObject *kr_dict_at_place(PyObject *dict, PyObject *name, uint32_t index) {
  KrDictKeys *keys = KR_DICT_KEYS(dict);
  if (KR_UNLIKELY(index >= keys->nentries || keys->kind != KR_DICT_KEYS_UNICODE)) return NULL;
  KrDictEntry *entry = kr_dict_entries(keys) + index;
  return KR_LIKELY(entry->key == name) ? entry->value : NULL;
}
// The index of the name's entry in a module's dict; UINT32_MAX where it has none, or its keys are not all strs.
uint32_t kr_dict_place_of(PyObject *dict, PyObject *name);
// The module global at the cached place (borrowed), or NULL.
KR_INLINE PyObject *kr_global_at_place(const KrGlobalCache *cache, PyObject *dict, PyObject *name) {
  return kr_dict_at_place(dict, name, cache->index);
}
// The module global that is cached (borrowed), or NULL.
KR_INLINE PyObject *kr_global_cached(const KrGlobalCache *cache, PyObject *dict, PyObject *name) {
#if KR_HAVE_DICT_VERSION
  (void)name;
  return KR_LIKELY(cache->version == kr_dict_version(dict)) ? cache->value : NULL;
#else
  return kr_global_at_place(cache, dict, name);
#endif
}
KR_INLINE PyObject *kr_global_load(KrGlobalCache *cache, PyObject *dict, PyObject *name) {
  PyObject *value = kr_global_cached(cache, dict, name);
  if (KR_LIKELY(value != NULL)) return kr_new_ref(value);
  return kr_global_load_slow(cache, dict, name);
}
// As an int, without a reference where it is a small one.
KR_INLINE KrTag kr_global_load_tag(KrGlobalCache *cache, PyObject *dict, PyObject *name) {
  PyObject *value = kr_global_cached(cache, dict, name);
  if (KR_LIKELY(value != NULL) && KR_LIKELY(PyLong_CheckExact(value) && kr_long_is_compact(value))) return kr_tag_small(kr_long_compact_value(value));
  return kr_obj_to_tag_steal(value ? kr_new_ref(value) : kr_global_load_slow(cache, dict, name));
}
// The same, borrowed, where neither Python need run nor builtins be asked.
KR_COLD PyObject *kr_global_known_slow(KrGlobalCache *cache, PyObject *dict, PyObject *name);
// The same, but builtins are asked.
PyObject *kr_global_peek(KrGlobalCache *cache, PyObject *dict, PyObject *name);
KR_INLINE bool kr_global_known_at(KrGlobalCache *cache, PyObject *dict, PyObject *name, PyObject **r) {
  *r = kr_global_cached(cache, dict, name);
  return KR_LIKELY(*r != NULL) || (*r = kr_global_known_slow(cache, dict, name)) != NULL;
}
#define kr_global_known(dict, name, r)                  \
  ({                                                    \
    static KrGlobalCache kr_known_ = {.index = UINT32_MAX}; \
    kr_global_known_at(&kr_known_, dict, name, r);      \
  })
// Whether `count` globals of the module's dict are the objects that follow their names in `pairs`.
// `version` is the dict's when they were (0: never), `places` where the names were found.
KR_COLD bool kr_constants_hold_slow(uint64_t *version, uint32_t *places, PyObject *dict, Py_ssize_t count, PyObject *const *pairs);
#define kr_constants_hold(dict, count, ...)                                                                     \
  ({                                                                                                           \
    static uint64_t kr_held_;                                                                                  \
    static uint32_t kr_places_[count];                                                                         \
    (KR_HAVE_DICT_VERSION && KR_LIKELY(kr_held_ == kr_dict_version(dict))) ||                                  \
        kr_constants_hold_slow(&kr_held_, kr_places_, dict, count, (PyObject *const[]){__VA_ARGS__});          \
  })
// Whether the global `name` is `function` (NULL: not made yet, so false); never raises.
#if KR_HAVE_DICT_VERSION
// Arguments that only the rare way needs are evaluated there. A cache that no global has been found for has no version of a dict.
#define kr_global_is(cache, dict, name, function)                                                                    \
  ((KrBool)(KR_LIKELY((cache)->version == kr_dict_version(dict)) && KR_LIKELY((cache)->value == (function)) ? 1     \
                                                                                                            : kr_global_is_slow((cache), (dict), (name), (function))))
#else
KR_INLINE KrBool kr_global_is(KrGlobalCache *cache, PyObject *dict, PyObject *name, PyObject *function) {
  PyObject *value = kr_global_cached(cache, dict, name);
  if (KR_LIKELY(value != NULL)) return value == function;
  return kr_global_is_slow(cache, dict, name, function);
}
#endif

// callee(*args), where callee may be exec, eval or compile; these inherit `dict` and the compiler flags `future`. The last
// args are the values of `kwnames` (may be NULL).
PyObject *kr_call_compiling(PyObject *dict, PyObject *callee, PyObject *kwnames, PyObject *const *args, Py_ssize_t count,
                            int64_t future);

// --- failures that generated code finds ---
KR_COLD void kr_unbound_local(PyObject *name);  // UnboundLocalError, worded as the target version does
KR_COLD void kr_unbound_free(PyObject *name);   // NameError of a free variable
// "<what> object expected; got <type>": TypeError.
KR_COLD void kr_expected_obj(const char *what, PyObject *got);
KR_COLD void kr_expected_tag(const char *what, KrTag got);
KR_COLD void kr_expected_num(const char *what, KrNum got);
KR_COLD void kr_expected_tuple(Py_ssize_t size, PyObject *got);  // "tuple of 2 items expected; got ..."

// One module of a group.
struct KrModule {
  const char *name;  // dotted
  const char *path;  // as tracebacks show it
  bool is_package;
  uint32_t constant_count;
  PyObject **constants;             // runtime: filled by kr_module_prepare
  const char *const *constant_data;  // chunks of the description below, NULL at the end
  int (*body)(void);                // runs the module's code; -1 with an error
  PyObject *dict;                  // runtime: the globals, held (roots.c)
  PyObject *owner;                 // runtime: the module object, not held; NULL when it is gone
  PyObject *filename;               // runtime: `path` as a str
  bool busy;                        // runtime: there is an instance of the module that runs on this data
};
// Description of constants, in order, each `kind decimal ':' payload`; items come before what holds them:
//   N0: T0: D0: E0:   None, True, False, Ellipsis
//   i<n>:digits       int, decimal, n characters        f<n>:text     float as float() reads it
//   c<n>:real,imag    complex                           s<n>:utf-8    str (surrogates as WTF-8)
//   n<n>:utf-8        interned str                      b<n>:bytes    bytes
//   t<n>:i,i,...,     tuple of n earlier constants      F<n>:i,i,...,  frozenset of n earlier constants
// A chunk never ends inside an entry.

// Makes the constants and takes `module` for the module's globals. Idempotent. -1 with an error.
int kr_module_constants(KrModule *module);
int kr_module_prepare(KrModule *module, PyObject *object);
// What tracebacks call the file of the module with these globals. New reference; NULL with an error.
PyObject *kr_module_filename(PyObject *globals);

// --- depth of recursion and attention to the interpreter ---
// One level of Python call depth; false with RecursionError set. A native entry that calls anything starts with
// KR_ENTER(error value): the level is left again at every return.
extern uintptr_t kr_stack_floor;  // below this address the slow path looks at the stack of the running thread
KR_COLD bool kr_enter_slow(PyThreadState *ts);
KR_INLINE PyThreadState *kr_enter(void) {
  PyThreadState *ts = kr_tstate();
  if (KR_UNLIKELY(KR_RECURSION_REMAINING(ts) <= 0 || (uintptr_t)__builtin_frame_address(0) < kr_stack_floor)) {
    if (!kr_enter_slow(ts)) return NULL;
  } else {
    KR_RECURSION_REMAINING(ts)--;
  }
  return ts;
}
KR_INLINE void kr_leave(PyThreadState **ts) {
  if (KR_LIKELY(*ts != NULL)) KR_RECURSION_REMAINING(*ts)++;
}
#define KR_ENTER(...)                                                                 \
  __attribute__((cleanup(kr_leave))) PyThreadState *kr_level_ = kr_enter();           \
  if (KR_UNLIKELY(!kr_level_)) return __VA_ARGS__

// Back edges of loops: signals, other threads, pending calls. -1 with an error.
KR_COLD int kr_poll_slow(void);
KR_INLINE int kr_poll(void) { return KR_UNLIKELY(kr_poll_pending()) ? kr_poll_slow() : 0; }

// Once for each extension module; -1 with an error.
int kr_runtime_init(void);

// What PyInit_<name> returns: a module definition whose execution prepares the module and runs its body.
PyObject *kr_module_init(KrModule *module);
// The same, by `init`, in a copy of the library whose data is not in use; NULL without an error when this library's own is
// free or no copy can be had.
PyObject *kr_module_init_copy(KrModule *module, PyObject *(*init)(KrModule *));
// Lets `python -m` run compiled modules of packages; -1 with an error.
int kr_offer_main_code(void);

#pragma GCC visibility pop
