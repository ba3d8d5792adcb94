// Functions written in C that are known by their definitions.
#include "krait.h"
#include "known.h"

void kr_known_find(KrKnownFunctions *found, PyObject *module, const char *name, const char *const *names, uint8_t *kinds) {
  // Whatever the module's attributes are by now, the definitions are those of the module that was loaded.
  PyModuleDef *def = module && PyModule_Check(module) ? PyModule_GetDef(module) : NULL;
  if (!def || !def->m_methods || strcmp(def->m_name, name) != 0) return PyErr_Clear();
  kr_known_definitions(found, def->m_methods, names, kinds);
}

void kr_known_definitions(KrKnownFunctions *found, const PyMethodDef *definitions, const char *const *names, uint8_t *kinds) {
  size_t count = 0;
  for (const PyMethodDef *each = definitions; each->ml_name && count < kKnownDefinitions; ++each, ++count)
    for (uint8_t i = 0; names[i]; ++i)
      if (strcmp(each->ml_name, names[i]) == 0) kinds[count] = (uint8_t)(i + 1);
  found->size = count * sizeof *definitions;
  found->start = (const char *)definitions;
}
