// IR -> C. One text per module; everything is `static` but what other modules of the group call.
#pragma once

#include <memory>
#include <string>

#include "ir/ir.h"

namespace krait::emit {

// What is found by looking through all functions of a program, once for all of its modules. The program must not change after it.
struct ProgramFacts;
std::shared_ptr<const ProgramFacts> gather_facts(const ir::Program& program);

struct Options {
  bool line_directives = true;         // `#line` back to the Python source
  std::string file_name = "module.c";  // what `#line` restores behind synthetic code
  std::string header_name;             // group header to include; empty for a group of one module
  size_t part_size = 0;                // bytes of C beyond which a module is split into parts of about this size, to be compiled in parallel; 0: never
  std::shared_ptr<const ProgramFacts> facts;  // of the program; null: gathered for this call alone
};

// The C of a module. With several parts it is compiled once for each, as part_text() gives it: every part has the
// declarations and its share of the functions, part 0 the tables. Only for programs of one module, since what parts
// share has hidden visibility in place of none.
struct ModuleText {
  std::string text;
  uint32_t parts = 1;
};
std::string part_text(const ModuleText& module, uint32_t part);

// The C file of program.modules[module]. The passes have run, references included.
ModuleText emit_module(const ir::Program& program, uint32_t module, const Options& options);

// Declarations that the modules of a group of several share.
std::string emit_group_header(const ir::Program& program);

// The C text of one function alone, for dumps.
std::string emit_function(const ir::Program& program, const ir::Function& function, const Options& options);

}  // namespace krait::emit
