// One call under callgrind's eyes. The worker loads this through ctypes.
#include <Python.h>
#include <valgrind/callgrind.h>

PyObject *counted_call(PyObject *function, PyObject *argument) {
  CALLGRIND_START_INSTRUMENTATION;
  PyObject *result = PyObject_CallOneArg(function, argument);
  CALLGRIND_STOP_INSTRUMENTATION;
  return result;
}
