// Heaps in lists, as CPython's _heapq keeps them: the same comparisons in the same order, each checked for a list that changed meanwhile. What makes
// it worth while is that numbers, strs and tuples of them are compared in place.
#include "krait.h"
#include "known.h"

enum { kMostHeapified = 2500 };  // a longer list is made a heap in another order, which is left to CPython

KrKnownFunctions kr_known_heap;
static uint8_t kinds[kKnownDefinitions];
typedef enum { kOther, kPush, kPop, kReplace, kPushPop, kHeapify } Kind;

void kr_heap_imported(void) {
  static const char *const names[] = {"heappush", "heappop", "heapreplace", "heappushpop", "heapify", NULL};
  PyObject *loaded = kr_known_heap.start ? NULL : PyDict_GetItemString(PyImport_GetModuleDict(), "_heapq");
  if (loaded) kr_known_find(&kr_known_heap, loaded, "_heapq", names, kinds);
}

// a < b; -1 with an error.
static int less(PyObject *a, PyObject *b) {
  int order = kr_plain_order(a, b);
  if (KR_LIKELY(order != KR_ORDER_UNKNOWN)) return order < 0;
  Py_INCREF(a);
  Py_INCREF(b);
  int result = PyObject_RichCompareBool(a, b, Py_LT);
  Py_DECREF(a);
  Py_DECREF(b);
  return result;
}

static bool still_has(PyObject *heap, Py_ssize_t size) {
  if (KR_LIKELY(PyList_GET_SIZE(heap) == size)) return true;
  PyErr_SetString(PyExc_RuntimeError, "list changed size during iteration");
  return false;
}

static int no_item(void) {
  PyErr_SetString(PyExc_IndexError, "index out of range");
  return -1;
}

static void swap(PyObject *heap, Py_ssize_t i, Py_ssize_t j) {
  PyObject **items = ((PyListObject *)heap)->ob_item, *item = items[i];
  items[i] = items[j];
  items[j] = item;
}

// Parents move down until the item at `at` fits; -1 with an error.
static int sift_down(PyObject *heap, Py_ssize_t start, Py_ssize_t at) {
  Py_ssize_t size = PyList_GET_SIZE(heap);
  if (at >= size) return no_item();
  while (at > start) {
    Py_ssize_t parent = (at - 1) >> 1;
    int is_less = less(PyList_GET_ITEM(heap, at), PyList_GET_ITEM(heap, parent));
    if (is_less < 0 || !still_has(heap, size)) return -1;
    if (!is_less) break;
    swap(heap, at, parent);
    at = parent;
  }
  return 0;
}

// Smaller children move up until a leaf is reached, then the item goes up from there as far as it fits; -1 with an error.
static int sift_up(PyObject *heap, Py_ssize_t at) {
  Py_ssize_t size = PyList_GET_SIZE(heap), start = at, limit = size >> 1;
  if (at >= size) return no_item();
  while (at < limit) {
    Py_ssize_t child = 2 * at + 1;
    if (child + 1 < size) {
      int is_less = less(PyList_GET_ITEM(heap, child), PyList_GET_ITEM(heap, child + 1));
      if (is_less < 0 || !still_has(heap, size)) return -1;
      child += !is_less;
    }
    swap(heap, at, child);
    at = child;
  }
  return sift_down(heap, start, at);
}

static PyObject *none_or_error(int status) { return status < 0 ? NULL : kr_new_ref(Py_None); }

static PyObject *push(PyObject *heap, PyObject *item) {
  if (kr_list_append(heap, kr_new_ref(item)) < 0) return NULL;
  return none_or_error(sift_down(heap, 0, PyList_GET_SIZE(heap) - 1));
}

// Puts an item, whose reference it takes, in the place of the first and gives the first; the heap is not empty.
static PyObject *take_first(PyObject *heap, PyObject *item) {
  PyObject *first = PyList_GET_ITEM(heap, 0);
  PyList_SET_ITEM(heap, 0, item);
  if (sift_up(heap, 0) == 0) return first;
  Py_DECREF(first);
  return NULL;
}

static PyObject *pop(PyObject *heap) {
  if (PyList_GET_SIZE(heap) == 0) return no_item(), NULL;
  PyObject *last = kr_list_pop(heap);
  return last && PyList_GET_SIZE(heap) > 0 ? take_first(heap, last) : last;
}

static PyObject *replace(PyObject *heap, PyObject *item) {
  if (PyList_GET_SIZE(heap) == 0) return no_item(), NULL;
  return take_first(heap, kr_new_ref(item));
}

static PyObject *push_pop(PyObject *heap, PyObject *item) {
  if (PyList_GET_SIZE(heap) == 0) return kr_new_ref(item);
  int is_less = less(PyList_GET_ITEM(heap, 0), item);
  if (is_less <= 0) return is_less < 0 ? NULL : kr_new_ref(item);
  return replace(heap, item);
}

static PyObject *heapify(PyObject *heap) {
  int status = 0;
  for (Py_ssize_t i = (PyList_GET_SIZE(heap) >> 1) - 1; i >= 0 && status == 0; --i) status = sift_up(heap, i);
  return none_or_error(status);
}

bool kr_heap_call(const PyMethodDef *function, PyObject *const *args, Py_ssize_t n, PyObject **result) {
  Kind kind = kinds[kr_known_place(function, &kr_known_heap)];
  Py_ssize_t expected = kind == kPop || kind == kHeapify ? 1 : 2;
  if (kind == kOther || n != expected || !PyList_CheckExact(args[0])) return false;
  switch (kind) {
    case kPush: *result = push(args[0], args[1]); break;
    case kPop: *result = pop(args[0]); break;
    case kReplace: *result = replace(args[0], args[1]); break;
    case kPushPop: *result = push_pop(args[0], args[1]); break;
    default:
      if (PyList_GET_SIZE(args[0]) > kMostHeapified) return false;
      *result = heapify(args[0]);
  }
  return true;
}
