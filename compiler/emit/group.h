// The C that makes several modules one library.
//
// What emit_module() gives the linker, one per module:
//   - in a program of one module: the init function of CPython, called init_symbol(name);
//   - in a program of several: `PyObject *kr_init_<symbol>(void)`, with hidden visibility, which returns what the init
//     function would have returned (a definition for multi-phase initialisation).
// The library of such a program, an extension module of its own called ir::Program::name, holds the code of all of them
// and a capsule `definitions`; the shim of each module is the extension module that gets imported, and asks the
// capsule.
#pragma once

#include <string>
#include <string_view>

#include "ir/ir.h"

namespace krait::emit {

// The name CPython looks for when it imports extension module `module` (dotted): "PyInit_b" for "a.b", and
// "PyInitU_..." with punycode where it is not ASCII (PEP 489).
std::string init_symbol(std::string_view module);

// The definition of `krait_module_init`: in the extension module for `module`, the name of its init function. It tells those that
// Krait made from others.
std::string emit_init_name(std::string_view module);

// The C file that joins the modules of `program` into the library `program.name`.
std::string emit_group_library(const ir::Program& program);

// The C file of the shim for module `module`, whose code is in extension module `library`.
std::string emit_shim(std::string_view module, std::string_view library);

}  // namespace krait::emit
