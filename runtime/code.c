// Synthesised code objects.
//
// A code object has one NOP for each position that can raise, so that tb_lasti selects the position in its location table.
// Should someone run it, it raises RuntimeError.
#include "krait.h"

#include <opcode.h>

enum { kLongEntry = 14, kNoColumnEntry = 13, kNoLocationEntry = 15 };

typedef struct {
  unsigned char *data;
  size_t size, capacity;
} Bytes;

static int put(Bytes *out, unsigned char byte) {
  if (out->size == out->capacity) {
    size_t capacity = out->capacity ? out->capacity * 2 : 64;
    unsigned char *data = PyMem_Realloc(out->data, capacity);
    if (!data) {
      PyErr_NoMemory();
      return -1;
    }
    out->data = data;
    out->capacity = capacity;
  }
  out->data[out->size++] = byte;
  return 0;
}

static int put_varint(Bytes *out, uint32_t value) {
  while (value >= 64) {
    if (put(out, (unsigned char)(0x40 | (value & 63))) < 0) return -1;
    value >>= 6;
  }
  return put(out, (unsigned char)value);
}

static int put_signed(Bytes *out, int32_t value) {
  return put_varint(out, value < 0 ? (uint32_t)(-(int64_t)value) << 1 | 1 : (uint32_t)value << 1);
}

static int put_site(Bytes *out, const KrSite *site, uint32_t *line) {
  int32_t delta = (int32_t)site->line - (int32_t)*line;
  *line = site->line;
  if (site->end_line < site->line)
    return put(out, 0x80 | kNoColumnEntry << 3) < 0 ? -1 : put_signed(out, delta);
  if (put(out, 0x80 | kLongEntry << 3) < 0 || put_signed(out, delta) < 0) return -1;
  if (put_varint(out, site->end_line - site->line) < 0 || put_varint(out, site->col + 1) < 0) return -1;
  return put_varint(out, site->end_col + 1);
}

// The location table: RESUME on the first line, a NOP a site, the raising tail without a place.
static PyObject *location_table(const KrCode *code) {
  Bytes out = {0};
  uint32_t line = code->first_line;
  int failed = put(&out, 0x80 | kNoColumnEntry << 3) < 0 || put_signed(&out, 0) < 0;
  for (uint32_t i = 0; !failed && i < code->site_count; ++i) failed = put_site(&out, &code->sites[i], &line) < 0;
  failed = failed || put(&out, 0x80 | kNoLocationEntry << 3 | 1) < 0;
  PyObject *table = failed ? NULL : PyBytes_FromStringAndSize((char *)out.data, (Py_ssize_t)out.size);
  PyMem_Free(out.data);
  return table;
}

static PyObject *names(const KrCode *code, const uint32_t *list, Py_ssize_t count) {
  PyObject *tuple = PyTuple_New(count);
  for (Py_ssize_t i = 0; tuple && i < count; ++i)
    PyTuple_SET_ITEM(tuple, i, kr_new_ref(code->module->constants[list[i]]));
  return tuple;
}

static PyObject *bytecode(uint32_t site_count) {
  PyObject *bytes = PyBytes_FromStringAndSize(NULL, 2 * ((Py_ssize_t)site_count + 3));
  if (!bytes) return NULL;
  unsigned char *p = (unsigned char *)PyBytes_AS_STRING(bytes);
  *p++ = RESUME, *p++ = 0;
  for (uint32_t i = 0; i < site_count; ++i) *p++ = NOP, *p++ = 0;
  *p++ = LOAD_CONST, *p++ = 1;
  *p++ = RAISE_VARARGS, *p = 1;
  return bytes;
}

PyCodeObject *kr_code_object(KrCode *code) {
  if (code->object) return code->object;
  PyObject *const *constants = code->module->constants;
  PyObject *name = constants[code->name];
  bool is_module = PyUnicode_CompareWithASCIIString(name, "<module>") == 0;
  int flags = is_module ? 0 : CO_OPTIMIZED | CO_NEWLOCALS;
  if (code->flags & KR_CODE_GENERATOR) flags |= CO_GENERATOR;
  if (code->flags & KR_CODE_COROUTINE) flags |= CO_COROUTINE;
  if (code->flags & KR_CODE_ASYNC_GENERATOR) flags |= CO_ASYNC_GENERATOR;
  if (code->flags & KR_CODE_NESTED) flags |= CO_NESTED;
  if (code->flags & KR_CODE_VARARGS) flags |= CO_VARARGS;
  if (code->flags & KR_CODE_VARKEYWORDS) flags |= CO_VARKEYWORDS;

  PyObject *doc = code->doc == KR_NO_CONSTANT ? Py_None : constants[code->doc];
  PyObject *consts = PyTuple_Pack(2, doc, PyExc_RuntimeError);
  PyObject *locals = names(code, code->locals, code->local_count);
  PyObject *cells = names(code, code->cells, code->cell_count);
  PyObject *frees = names(code, code->frees, code->free_count);
  PyObject *instructions = bytecode(code->site_count);
  PyObject *table = location_table(code);
  PyObject *no_names = PyTuple_New(0);
  PyObject *no_exceptions = PyBytes_FromStringAndSize(NULL, 0);
  if (consts && locals && cells && frees && instructions && table && no_names && no_exceptions) {
#if KR_PY312
#define NEW_CODE PyUnstable_Code_NewWithPosOnlyArgs
#else
#define NEW_CODE PyCode_NewWithPosOnlyArgs
#endif
    code->object = NEW_CODE(code->positional, code->positional_only, code->keyword_only, code->local_count, 4, flags,
                            instructions, consts, no_names, locals, frees, cells, code->module->filename, name,
                            constants[code->qualname], (int)code->first_line, table, no_exceptions);
  }
  Py_XDECREF(consts);
  Py_XDECREF(locals);
  Py_XDECREF(cells);
  Py_XDECREF(frees);
  Py_XDECREF(instructions);
  Py_XDECREF(table);
  Py_XDECREF(no_names);
  Py_XDECREF(no_exceptions);
  return code->object;
}
