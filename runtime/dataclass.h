// What is known of a class that a decorator has completed. For dataclass.c and attrs.c only.
#pragma once

#include "field.h"

#pragma GCC visibility push(hidden)

enum { KR_MOST_FIELDS = 64 };

typedef struct {
  uint32_t count;
  const KrField *fields[KR_MOST_FIELDS];
} KrFieldList;

struct KrDataclassState {
  KrFieldList compared, hashed, shown;
  PyObject *equal, *hash, *repr, *init;  // the generated functions; NULL where the class has its own or none
  PyObject *order[4];                    // __lt__, __le__, __gt__, __ge__
  bool unequal;                          // != is the opposite of ==
  hashfunc hash_slot;                    // what stood in the type's slots
  richcmpfunc compare_slot;
  reprfunc repr_slot;
  PyObject **defaults;    // by parameter: the default or the factory
  PyObject **parameters;  // likewise: its name
  const KrField **places;
  PyObject *post_init;    // name of what is called last, where the class has it
  // Of the attrs library:
  KrFieldList ordered;      // may be other fields than those compared by ==
  bool by_value;            // == of the instances is that of the fields one by one; objects that are the same need not be equal
  bool salted;              // the hash is that of `salt` and the fields
  Py_hash_t salt;
  PyObject **converters, **validators, **attributes;  // by parameter; NULL where there is none
};

// The place of a class's own or inherited field, while the attribute stands for it; else NULL.
const KrField *kr_dataclass_place(const KrClass *cls, PyObject *name);
// The name of a class's own or inherited field, borrowed.
PyObject *kr_dataclass_name(const KrClass *cls, const KrField *f);
// The function that the decorator put into the class under the name: not there when the class was made. Borrowed, or NULL.
PyObject *kr_dataclass_generated(const KrClass *cls, const char *name);
// Adds the entry of a generated function to the current error: `line` lines below its def.
void kr_dataclass_entry(PyObject *function, int line);
// The hash of a tuple, item by item.
#define KR_HASH_START ((Py_uhash_t)2870177450012600261ULL)
KR_INLINE Py_uhash_t kr_hash_lane(Py_uhash_t sum, Py_hash_t lane) {
  sum += (Py_uhash_t)lane * (Py_uhash_t)14029467366897019727ULL;
  sum = sum << 31 | sum >> 33;
  return sum * (Py_uhash_t)11400714785074694791ULL;
}
KR_INLINE Py_hash_t kr_hash_end(Py_uhash_t sum, uint32_t count) {
  sum += count ^ (KR_HASH_START ^ 3527539UL);
  return sum == (Py_uhash_t)-1 ? 1546275796 : (Py_hash_t)sum;
}

// Whether a value stands for one that the factory makes.
bool kr_attrs_is_nothing(PyObject *value);
// Reads what attrs has found. False, maybe with an error, where it is not what the compiler took it for.
bool kr_attrs_read(KrClass *cls, KrDataclassState *state);
// Which of the generated functions do what is done here in their place is found by calling them with objects made for that.
bool kr_attrs_hashes(KrDataclassState *state, const KrClass *cls, PyObject *function);
bool kr_attrs_equals(KrDataclassState *state, const KrClass *cls, PyObject *equal, PyObject *unequal);
bool kr_attrs_orders(KrDataclassState *state, const KrClass *cls, PyObject *const *functions);
bool kr_attrs_shows(KrDataclassState *state, const KrClass *cls, PyObject *function);
// How many lines below the def of a generated function the first one with the text stands.
int kr_attrs_line(PyObject *function, const char *text, PyObject *name);

#pragma GCC visibility pop
