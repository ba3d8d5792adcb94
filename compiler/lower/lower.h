// Lowering: typed AST -> IR. One entry: the modules of a group in, an ir::Program out.
//
// Never fails: what cannot be lowered natively becomes a fallback (bytecode) and is listed in the report.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/names.h"
#include "ir/ir.h"
#include "program/scopes.h"
#include "syntax/ast.h"
#include "types/analysis.h"

namespace krait::lower {

struct ModuleInput {
  Name name;                // dotted
  std::string path;         // as tracebacks show it
  bool is_package = false;
  const syntax::Module* tree = nullptr;
  const program::Scopes* scopes = nullptr;
  const types::ModuleAnalysis* analysis = nullptr;  // null: everything is an object
};

struct Options {
  PythonVersion version;
  int optimize = 2;
  bool disable_asserts = false;  // as python -O
  bool check_declared = true;    // values that do not meet a declared type are TypeErrors; otherwise it is a claim like inferred ones
  bool check_inferred = false;   // likewise for what types say of calls, items and attributes
  bool check_final = false;      // setting a Final field of an instance again is an AttributeError
  bool deferred_annotations = false;  // those of modules, classes and functions there are evaluated when somebody asks for them
  types::ProgramAnalysis* program = nullptr;  // null: no types
};

// How each function of the sources came out, in source order within a module.
struct FunctionReport {
  std::string module, qualname;
  krait::Span span;
  bool native = true;
  std::string reason;  // why it is bytecode
};
// A class of a module's top level whose instances keep their attributes in a dict or in slots of Python's.
struct ClassReport {
  std::string module, name;
  krait::Span span;
  std::string reason;
};
struct Report {
  std::vector<FunctionReport> functions;
  std::vector<ClassReport> classes;
};

std::unique_ptr<ir::Program> lower_program(const std::string& group_name, const std::vector<ModuleInput>& modules,
                                           const Options& options, Report& report);

}  // namespace krait::lower
