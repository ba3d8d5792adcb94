// Counts what a call asks of the allocators of Python's memory. Loaded through ctypes by tests/run_allocations.py.
#define Py_BUILD_CORE 1
#include <Python.h>
#include <internal/pycore_interp.h>

static Py_ssize_t calls;

static void *count_malloc(void *context, size_t size) {
  PyMemAllocatorEx *real = context;
  calls++;
  return real->malloc(real->ctx, size);
}

static void *count_calloc(void *context, size_t items, size_t size) {
  PyMemAllocatorEx *real = context;
  calls++;
  return real->calloc(real->ctx, items, size);
}

static void *count_realloc(void *context, void *memory, size_t size) {
  PyMemAllocatorEx *real = context;
  calls++;
  return real->realloc(real->ctx, memory, size);
}

static void pass_free(void *context, void *memory) {
  PyMemAllocatorEx *real = context;
  real->free(real->ctx, memory);
}

// The interpreter keeps dead floats and tuples for the next one, which the allocators then do not see. Here its lists are empty and
// said to be full. (What stays unseen are the heads of lists and dicts, which are kept likewise; their contents are not.)
static void give_up_free_lists(void) {
#if PY_VERSION_HEX < 0x030d0000
  PyInterpreterState *interpreter = PyInterpreterState_Get();
  interpreter->float_state.free_list = NULL;
  interpreter->float_state.numfree = 1 << 20;
  for (int i = 0; i < PyTuple_NFREELISTS; i++) {
    interpreter->tuple.free_list[i] = NULL;
    interpreter->tuple.numfree[i] = 1 << 20;
  }
#endif
}

// (result, number of calls)
PyObject *count_allocations(PyObject *function, PyObject *argument) {
  static PyMemAllocatorEx real[3];
  static const PyMemAllocatorDomain domains[3] = {PYMEM_DOMAIN_RAW, PYMEM_DOMAIN_MEM, PYMEM_DOMAIN_OBJ};
  give_up_free_lists();
  for (int i = 0; i < 3; i++) {
    PyMem_GetAllocator(domains[i], &real[i]);
    PyMemAllocatorEx hook = {&real[i], count_malloc, count_calloc, count_realloc, pass_free};
    PyMem_SetAllocator(domains[i], &hook);
  }
  calls = 0;
  PyObject *result = PyObject_CallOneArg(function, argument);
  Py_ssize_t counted = calls;
  for (int i = 0; i < 3; i++) PyMem_SetAllocator(domains[i], &real[i]);
  return result ? Py_BuildValue("Nn", result, counted) : NULL;
}
