// Classes of vecs, their memory, and what generated code calls. Methods and slots are in vec_object.c.
#include "vec.h"

PyTypeObject *kr_vec_types[KR_VEC_KINDS];

// --- items ---
enum { kMostWidth = 8 };
static const struct {
  int width;
  const char *name;
} kKinds[KR_VEC_KINDS] = {
    [KR_VEC_REF] = {sizeof(PyObject *), NULL},
#define KR_VEC_WIDTH(T, CT, KIND) [KR_VEC_##KIND] = {sizeof(CT), #T},
    KR_VEC_EACH(KR_VEC_WIDTH)
#undef KR_VEC_WIDTH
};

PyObject *kr_vec_box(const KrVec *v, Py_ssize_t index) {
  switch (v->info->kind) {
#define KR_VEC_BOX(T, CT, KIND) \
  case KR_VEC_##KIND: return kr_##T##_to_obj(((CT *)v->items)[index]);
    KR_VEC_EACH(KR_VEC_BOX)
#undef KR_VEC_BOX
    default: return kr_new_ref(((PyObject **)v->items)[index]);
  }
}

static int meets(const KrVecInfo *info, PyObject *o) {
  if (!info->test || (PyObject *)Py_TYPE(o) == info->test) return 0;
  int met = PyObject_IsInstance(o, info->test);
  if (met > 0) return 0;
  if (met == 0) {
    // "vec[T]" without "vec[" and "]".
    const char *name = info->type->tp_name;
    PyObject *text = PyUnicode_FromStringAndSize(name + 4, (Py_ssize_t)strlen(name) - 5);
    const char *utf8 = text ? PyUnicode_AsUTF8(text) : NULL;
    if (utf8) kr_expected(utf8, o);
    Py_XDECREF(text);
  }
  return -1;
}

int kr_vec_unbox(const KrVecInfo *info, PyObject *o, void *slot) {
  switch (info->kind) {
    case KR_VEC_REF:
      if (meets(info, o) < 0) return -1;
      *(PyObject **)slot = kr_new_ref(o);
      return 0;
    case KR_VEC_BOOL: return (*(KrBool *)slot = kr_obj_to_bool(o)) < 0 ? -1 : 0;
    case KR_VEC_F32: *(float *)slot = kr_obj_to_f32(o); return *(float *)slot == (float)KR_F64_ERROR && PyErr_Occurred() ? -1 : 0;
    case KR_VEC_F64: *(double *)slot = kr_obj_to_f64(o); return *(double *)slot == KR_F64_ERROR && PyErr_Occurred() ? -1 : 0;
#define KR_VEC_UNBOX(T, CT, KIND) \
  case KR_VEC_##KIND: *(CT *)slot = kr_obj_to_##T(o); return *(CT *)slot == (CT)KR_INT_ERROR && PyErr_Occurred() ? -1 : 0;
      KR_VEC_UNBOX(i8, int8_t, I8)
      KR_VEC_UNBOX(i16, int16_t, I16)
      KR_VEC_UNBOX(i32, int32_t, I32)
      KR_VEC_UNBOX(i64, int64_t, I64)
      KR_VEC_UNBOX(u8, uint8_t, U8)
      KR_VEC_UNBOX(u16, uint16_t, U16)
      KR_VEC_UNBOX(u32, uint32_t, U32)
      KR_VEC_UNBOX(u64, uint64_t, U64)
#undef KR_VEC_UNBOX
    default: Py_UNREACHABLE();
  }
}

// --- memory ---
static int refuse_resize(void) {
  PyErr_SetString(PyExc_BufferError, "cannot resize an array that is exporting buffers");
  return -1;
}

static int reserve(KrVec *v, Py_ssize_t wanted) {
  if (wanted > PY_SSIZE_T_MAX / kMostWidth) {
    PyErr_NoMemory();
    return -1;
  }
  void *items = PyMem_Realloc(v->items, (size_t)wanted * (size_t)v->info->width);
  if (!items) {
    PyErr_NoMemory();
    return -1;
  }
  v->items = items;
  v->allocated = v->room = wanted;
  return 0;
}

// Memory for `size` items. Growing leaves room, as lists do, but more of it: copying packed items costs little, and asking costs a call.
static int resize(KrVec *v, Py_ssize_t size) {
  if (v->exports != 0) return refuse_resize();
  if (size <= v->allocated && size >= v->allocated / 4) return 0;
  Py_ssize_t spare = size <= v->allocated ? 0 : (size >> 1) + 4;
  return reserve(v, size + spare);
}

int kr_vec_grow(KrVec *v) { return resize(v, v->size + 1); }

int kr_vec_replace(KrVec *v, Py_ssize_t at, Py_ssize_t count, const void *from, Py_ssize_t n) {
  size_t width = (size_t)v->info->width;
  bool refs = v->info->kind == KR_VEC_REF;
  Py_ssize_t size = v->size, now = size - count + n;
  PyObject **gone = NULL;
  if (refs && count > 0) {
    gone = PyMem_Malloc((size_t)count * sizeof *gone);
    if (!gone) PyErr_NoMemory();
    else memcpy(gone, (char *)v->items + (size_t)at * width, (size_t)count * width);
  }
  bool ready = !(refs && count > 0 && !gone);
  if (ready && now > size) ready = resize(v, now) == 0;
  if (ready && now < size && v->exports != 0) ready = refuse_resize() == 0;
  if (!ready) {
    for (Py_ssize_t i = 0; refs && i < n; ++i) Py_DECREF(((PyObject *const *)from)[i]);
    PyMem_Free(gone);
    return -1;
  }
  char *place = (char *)v->items + (size_t)at * width;
  if (count != n && at + count < size) memmove(place + (size_t)n * width, place + (size_t)count * width, (size_t)(size - at - count) * width);
  if (n > 0) memcpy(place, from, (size_t)n * width);
  v->size = now;
  // What no longer fits stays where it is: nobody sees it.
  if (now < size && resize(v, now) < 0) PyErr_Clear();
  // Last: destructors may look.
  for (Py_ssize_t i = 0; gone && i < count; ++i) Py_DECREF(gone[i]);
  PyMem_Free(gone);
  return 0;
}

KrVec *kr_vec_make(const KrVecInfo *info, Py_ssize_t capacity) {
  KrVec *v = (KrVec *)info->type->tp_alloc(info->type, 0);
  if (!v) return NULL;
  v->info = info;
  if (capacity > 0 && reserve(v, capacity) < 0) Py_CLEAR(v);
  return v;
}

static int append_object(KrVec *v, PyObject *o) {
  union {
    char bytes[kMostWidth];
    double align;
  } slot;
  if (kr_vec_unbox(v->info, o, &slot) < 0) return -1;
  return kr_vec_replace(v, v->size, 0, &slot, 1);
}

int kr_vec_extend(KrVec *v, PyObject *items) {
  if (Py_TYPE(items) == Py_TYPE(v)) {
    // All its items are good. It may be `v`.
    const KrVec *from = (const KrVec *)items;
    Py_ssize_t n = from->size;
    if (n == 0) return 0;
    if (resize(v, v->size + n) < 0) return -1;
    size_t width = (size_t)v->info->width;
    memcpy((char *)v->items + (size_t)v->size * width, from->items, (size_t)n * width);
    for (Py_ssize_t i = 0; v->info->kind == KR_VEC_REF && i < n; ++i) Py_INCREF(((PyObject **)from->items)[i]);
    v->size += n;
    return 0;
  }
  PyObject *iterator = PyObject_GetIter(items);
  if (!iterator) return -1;
  PyObject *item;
  int status = 0;
  while (status == 0 && (item = PyIter_Next(iterator))) {
    status = append_object(v, item);
    Py_DECREF(item);
  }
  Py_DECREF(iterator);
  return status < 0 || PyErr_Occurred() ? -1 : 0;
}

// --- classes ---
// What the libraries of an interpreter share. The name changes with the layout of anything here.
#define KR_VEC_SHARED "krait.vec.1"
typedef struct {
  PyTypeObject *types[KR_VEC_KINDS];
  PyObject *classes;  // T -> vec[T]
} Shared;

static Shared *made_shared(void);

// NULL with an error.
static Shared *shared(void) {
  PyObject *dict = PyInterpreterState_GetDict(PyInterpreterState_Get());
  PyObject *capsule = dict ? PyDict_GetItemString(dict, KR_VEC_SHARED) : NULL;
  if (capsule) return PyCapsule_GetPointer(capsule, KR_VEC_SHARED);
  if (!dict) {
    PyErr_SetString(PyExc_RuntimeError, "no interpreter dict");
    return NULL;
  }
  Shared *all = made_shared();
  if (!all) return NULL;
  capsule = PyCapsule_New(all, KR_VEC_SHARED, NULL);
  int status = capsule ? PyDict_SetItemString(dict, KR_VEC_SHARED, capsule) : -1;
  Py_XDECREF(capsule);
  return status < 0 ? NULL : all;
}

static void remember(const Shared *all) { memcpy(kr_vec_types, all->types, sizeof kr_vec_types); }

// A class named `name`, as a class statement would name it; nothing can be set on it, or derived from it.
static PyTypeObject *make_class(PyObject *name, PyType_Slot *slots, PyTypeObject *base, bool collected) {
  PyType_Spec spec = {.name = "krait.vec",
                      .basicsize = sizeof(KrVec),
                      .flags = Py_TPFLAGS_DEFAULT | (collected ? Py_TPFLAGS_HAVE_GC : 0),
                      .slots = slots};
  if (base) base->tp_flags |= Py_TPFLAGS_BASETYPE;
  PyObject *made = PyType_FromSpecWithBases(&spec, (PyObject *)base);
  if (base) base->tp_flags &= ~Py_TPFLAGS_BASETYPE;
  if (!made || PyObject_SetAttrString(made, "__name__", name) < 0 || PyObject_SetAttrString(made, "__qualname__", name) < 0) {
    Py_XDECREF(made);
    return NULL;
  }
  return (PyTypeObject *)made;
}

static PyObject *vec_new(PyTypeObject *type, PyObject *args, PyObject *kwargs);
static PyObject *vec_class_getitem(PyObject *cls, PyObject *item);
static PyMethodDef kGetItem = {"__class_getitem__", vec_class_getitem, METH_O, NULL};

static Shared *made_shared(void) {
  Shared *all = PyMem_Calloc(1, sizeof *all);
  PyObject *name = PyUnicode_InternFromString("vec");
  PyTypeObject *base = all && name ? make_class(name, kr_vec_slots, NULL, false) : NULL;
  Py_XDECREF(name);
  PyObject *getitem = base ? PyDescr_NewClassMethod(base, &kGetItem) : NULL;
  if (!getitem || PyDict_SetItemString(base->tp_dict, "__class_getitem__", getitem) < 0 || !(all->classes = PyDict_New())) {
    Py_XDECREF(getitem);
    Py_XDECREF(base);
    PyMem_Free(all);
    return NULL;
  }
  Py_DECREF(getitem);
  base->tp_new = vec_new;
  base->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
  PyType_Modified(base);
  all->types[KR_VEC_REF] = base;
  return all;
}

PyObject *kr_vec_class(void) {
  Shared *all = shared();
  if (!all) return NULL;
  remember(all);
  return (PyObject *)all->types[KR_VEC_REF];
}

static void release(PyObject *o) {
  KrVec *v = (KrVec *)o;
  PyTypeObject *type = Py_TYPE(o);
  PyMem_Free(v->items);
  type->tp_free(o);
  Py_DECREF(type);
}

static int clear_refs(PyObject *o) {
  KrVec *v = (KrVec *)o;
  PyObject **items = v->items;
  Py_ssize_t n = v->size;
  v->items = NULL;
  v->size = v->room = v->allocated = 0;
  for (Py_ssize_t i = n; i-- > 0;) Py_DECREF(items[i]);
  PyMem_Free(items);
  return 0;
}

static int traverse_refs(PyObject *o, visitproc visit, void *arg) {
  KrVec *v = (KrVec *)o;
  for (Py_ssize_t i = 0; i < v->size; ++i) Py_VISIT(((PyObject **)v->items)[i]);
  Py_VISIT(Py_TYPE(o));
  return 0;
}

static void release_refs(PyObject *o) {
  PyObject_GC_UnTrack(o);
  Py_TRASHCAN_BEGIN(o, release_refs)
  clear_refs(o);
  release(o);
  Py_TRASHCAN_END
}

static PyType_Slot kNumberSlots[] = {
    {Py_tp_dealloc, release}, {Py_bf_getbuffer, kr_vec_get_buffer}, {Py_bf_releasebuffer, kr_vec_release_buffer}, {0, NULL}};
static PyType_Slot kRefSlots[] = {
    {Py_tp_dealloc, release_refs}, {Py_tp_traverse, traverse_refs}, {Py_tp_clear, clear_refs}, {Py_tp_free, PyObject_GC_Del}, {0, NULL}};

// The facts of a class stand in its dict, in a capsule that nobody sees the end of.
static const char kFacts[] = "krait.vec.info";

static const KrVecInfo *info_of(PyTypeObject *type) {
  PyObject *capsule = PyDict_GetItemString(type->tp_dict, "__vec__");
  if (capsule) return PyCapsule_GetPointer(capsule, kFacts);
  PyErr_SetString(PyExc_TypeError, "vec() needs the type of its items: vec[T]()");
  return NULL;
}

// New.
static PyObject *class_of_item(PyObject *cls, PyObject *item) {
  Shared *all = shared();
  if (!all) return NULL;
  PyObject *made = PyDict_GetItemWithError(all->classes, item);
  if (made || PyErr_Occurred()) return Py_XNewRef(made);
  // (kind, what T is called, test), or None for what stands for a type that is not known.
  PyObject *examine = kr_native_name("_vec_item");
  PyObject *facts = examine ? PyObject_CallOneArg(examine, item) : NULL;
  Py_XDECREF(examine);
  if (!facts) return NULL;
  if (facts == Py_None) {
    Py_DECREF(facts);
    return Py_GenericAlias(cls, item);
  }
  int kind;
  PyObject *text, *test, *given;
  KrVecInfo *info = NULL;
  PyTypeObject *type = NULL;
  if (!PyArg_ParseTuple(facts, "iOOO", &kind, &given, &text, &test)) goto done;
  if (kind != KR_VEC_REF && all->types[kind]) {  // another spelling: `float`, i64 of mypy_extensions
    type = (PyTypeObject *)kr_new_ref((PyObject *)all->types[kind]);
    if (PyDict_SetItem(all->classes, item, (PyObject *)type) < 0) Py_CLEAR(type);
    goto done;
  }
  PyObject *name = PyUnicode_FromFormat("vec[%U]", text);
  type = name ? make_class(name, kind == KR_VEC_REF ? kRefSlots : kNumberSlots, all->types[KR_VEC_REF], kind == KR_VEC_REF) : NULL;
  Py_XDECREF(name);
  info = type ? PyMem_Malloc(sizeof *info) : NULL;
  if (!info) {
    Py_CLEAR(type);
    goto done;
  }
  *info = (KrVecInfo){.type = type, .item = kr_new_ref(given), .test = test == Py_None ? NULL : kr_new_ref(test), .kind = kind, .width = kKinds[kind].width};
  PyObject *capsule = PyCapsule_New(info, kFacts, NULL);
  bool kept = capsule && PyDict_SetItemString(type->tp_dict, "__vec__", capsule) == 0 &&
              PyDict_SetItemString(type->tp_dict, "item_type", given) == 0 && PyDict_SetItem(all->classes, item, (PyObject *)type) == 0;
  Py_XDECREF(capsule);
  if (!kept) {
    Py_CLEAR(type);
    goto done;
  }
  type->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
  PyType_Modified(type);
  if (kind != KR_VEC_REF) {
    all->types[kind] = type;
    remember(all);
  }
done:
  Py_DECREF(facts);
  return (PyObject *)type;
}

static PyObject *vec_class_getitem(PyObject *cls, PyObject *item) {
  if (((PyTypeObject *)cls)->tp_base == &PyBaseObject_Type) return class_of_item(cls, item);
  PyErr_Format(PyExc_TypeError, "%s is not a generic class", ((PyTypeObject *)cls)->tp_name);
  return NULL;
}

static PyObject *vec_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  static char *names[] = {"", "capacity", NULL};
  PyObject *items = NULL;
  Py_ssize_t capacity = 0;
  const KrVecInfo *info = info_of(type);
  if (!info || !PyArg_ParseTupleAndKeywords(args, kwargs, "|O$n:vec", names, &items, &capacity)) return NULL;
  if (capacity < 0) {
    PyErr_SetString(PyExc_ValueError, "capacity must not be negative");
    return NULL;
  }
  KrVec *v = kr_vec_make(info, capacity);
  if (v && items && kr_vec_extend(v, items) < 0) Py_CLEAR(v);
  return (PyObject *)v;
}

// --- generated code ---
// Loads what other libraries of the process have made.
static bool look_again(int64_t kind) {
  if (kr_vec_types[KR_VEC_REF] && kr_vec_types[kind]) return true;
  Shared *all = shared();
  if (!all) {
    PyErr_Clear();
    return false;
  }
  remember(all);
  return true;
}

bool kr_vec_is_slow(PyObject *o, int64_t kind) {
  PyTypeObject *type = Py_TYPE(o);
  if (type->tp_basicsize != sizeof(KrVec) || type->tp_base == &PyBaseObject_Type || !look_again(kind)) return false;
  if (kind != KR_VEC_REF) return type == kr_vec_types[kind];
  return type->tp_base == kr_vec_types[KR_VEC_REF] && ((KrVec *)o)->info->kind == KR_VEC_REF;
}

bool kr_vec_is_any(PyObject *o) { return look_again(KR_VEC_REF) && Py_TYPE(o)->tp_base == kr_vec_types[KR_VEC_REF]; }

int kr_vec_index_error(bool assigns) {
  PyErr_SetString(PyExc_IndexError, assigns ? "vec assignment index out of range" : "vec index out of range");
  return -1;
}

int64_t kr_vec_index_of(PyObject *o) {
  if (PyIndex_Check(o)) return PyNumber_AsSsize_t(o, PyExc_IndexError);
  PyErr_Format(PyExc_TypeError, "vec indices must be integers or slices, not %.200s", Py_TYPE(o)->tp_name);
  return -1;
}

static PyObject *get_object(PyObject *o, KrTag index) {
  PyObject *key = kr_tag_to_obj(index), *item = key ? PyObject_GetItem(o, key) : NULL;
  Py_XDECREF(key);
  return item;
}

// Consumes the value.
static int set_object(PyObject *o, KrTag index, PyObject *value) {
  PyObject *key = value ? kr_tag_to_obj(index) : NULL;
  int status = key ? PyObject_SetItem(o, key, value) : -1;
  Py_XDECREF(key);
  Py_XDECREF(value);
  return status;
}

static PyObject *call(PyObject *o, const char *method, PyObject *argument) {
  PyObject *name = PyUnicode_InternFromString(method);
  PyObject *args[] = {o, argument}, *result = name ? PyObject_VectorcallMethod(name, args, argument ? 2 : 1, NULL) : NULL;
  Py_XDECREF(name);
  return result;
}

int kr_vec_append_object(PyObject *o, PyObject *value) {
  if (!value) return -1;
  look_again(KR_VEC_REF);
  PyObject *result = call(o, "append", value);
  Py_DECREF(value);
  Py_XDECREF(result);
  return result ? 0 : -1;
}

#define KR_VEC_SLOW(T, CT, KIND, ERROR)                             \
  CT kr_vec_get_##T##_slow(PyObject *o, KrTag index) {               \
    look_again(KR_VEC_##KIND);                                       \
    PyObject *item = get_object(o, index);                           \
    CT value = item ? kr_obj_to_##T(item) : (CT)ERROR;               \
    Py_XDECREF(item);                                                \
    return value;                                                    \
  }                                                                  \
  int kr_vec_set_##T##_slow(PyObject *o, KrTag index, CT value) {    \
    look_again(KR_VEC_##KIND);                                       \
    return set_object(o, index, kr_##T##_to_obj(value));             \
  }                                                                  \
  CT kr_vec_pop_##T##_slow(PyObject *o) {                            \
    look_again(KR_VEC_##KIND);                                       \
    PyObject *item = call(o, "pop", NULL);                           \
    CT value = item ? kr_obj_to_##T(item) : (CT)ERROR;               \
    Py_XDECREF(item);                                                \
    return value;                                                    \
  }
KR_VEC_SLOW(bool, KrBool, BOOL, KR_BOOL_ERROR)
KR_VEC_SLOW(i8, int8_t, I8, KR_INT_ERROR)
KR_VEC_SLOW(i16, int16_t, I16, KR_INT_ERROR)
KR_VEC_SLOW(i32, int32_t, I32, KR_INT_ERROR)
KR_VEC_SLOW(i64, int64_t, I64, KR_INT_ERROR)
KR_VEC_SLOW(u8, uint8_t, U8, KR_INT_ERROR)
KR_VEC_SLOW(u16, uint16_t, U16, KR_INT_ERROR)
KR_VEC_SLOW(u32, uint32_t, U32, KR_INT_ERROR)
KR_VEC_SLOW(u64, uint64_t, U64, KR_INT_ERROR)
KR_VEC_SLOW(f32, float, F32, KR_F64_ERROR)
KR_VEC_SLOW(f64, double, F64, KR_F64_ERROR)

PyObject *kr_vec_get_ref(PyObject *o, KrTag index) {
  if (kr_vec_is(o, KR_VEC_REF) && kr_tag_is_small(index)) {
    KrVec *v = (KrVec *)o;
    int64_t i = kr_tag_value(index);
    if (i < 0) i += v->size;
    if ((uint64_t)i < (uint64_t)v->size) return kr_new_ref(((PyObject **)v->items)[i]);
  }
  return get_object(o, index);
}

int kr_vec_append_ref(PyObject *o, PyObject *value) {
  if (KR_UNLIKELY(!kr_vec_is(o, KR_VEC_REF))) return kr_vec_append_object(o, value);
  KrVec *v = (KrVec *)o;
  if (meets(v->info, value) < 0 || (v->size >= v->room && kr_vec_grow(v) < 0)) {
    Py_DECREF(value);
    return -1;
  }
  ((PyObject **)v->items)[v->size++] = value;
  return 0;
}

PyObject *kr_vec_new(PyObject *items, int64_t kind) {
  if (KR_UNLIKELY(!kr_vec_types[kind])) {
    PyObject *cls = kr_vec_class();
    if (!cls) return NULL;
    if (!kr_vec_types[kind]) {
      PyObject *item = kind == KR_VEC_BOOL ? kr_new_ref((PyObject *)&PyBool_Type) : kr_native_name(kKinds[kind].name);
      PyObject *made = item ? class_of_item(cls, item) : NULL;
      Py_XDECREF(item);
      if (!made) return NULL;
      Py_DECREF(made);
    }
  }
  const KrVecInfo *info = info_of(kr_vec_types[kind]);
  KrVec *v = info ? kr_vec_make(info, 0) : NULL;
  if (v && items && kr_vec_extend(v, items) < 0) Py_CLEAR(v);
  return (PyObject *)v;
}
