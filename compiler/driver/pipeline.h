// The compiler from front to back, one step after the other:
//
//   load      sources -> program::Program (trees, scopes, import graph)
//   analyze   -> types::ProgramAnalysis
//   lower     -> ir::Program
//   optimize  the passes, references last
//   emit      -> C texts
//
// Each step needs those before it. Problems of the input go to the sinks; faults of Krait leave as exceptions.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "driver/options.h"
#include "emit/emit.h"
#include "ir/ir.h"
#include "lower/lower.h"
#include "program/modules.h"
#include "types/analysis.h"

namespace krait::driver {

// One module on its way to C.
struct Unit {
  const program::Module* module = nullptr;
  std::string name;  // as it will be imported; "__main__" for what `krait run` starts
  std::string path;  // as tracebacks show it
  emit::ModuleText c;
  size_t functions = 0;
  size_t interpreted = 0;
};

struct PipelineOptions {
  program::Target target;
  int level = 2;
  std::vector<std::string> disabled_passes;  // names of passes to leave out
  bool check_declared = true;      // test values against declared types
  bool check_inferred = false;     // test values against inferred types, too
  bool check_final = false;        // final attributes are set once
  bool deferred_annotations = false;  // annotations are evaluated when they are asked for
  bool verify_each = true;         // the IR after every pass; false: before the first and after the last
  bool follow_imports = false;  // load the local modules that are imported, too
  bool report_type_errors = true;
  std::vector<std::string> roots;  // where to look for imports, beside the folders of the inputs
  std::string stubs;               // path of the payload; empty: none
};

class Pipeline {
 public:
  explicit Pipeline(PipelineOptions options) : options_(std::move(options)) {}

  // False when nothing could be loaded at all. Errors are in source_errors().
  bool load(const std::vector<std::string>& paths);
  void analyze();
  // `main`: the module that is to become __main__; may be null. `group` names the library of several modules.
  void lower(const std::string& group, const program::Module* main);
  void optimize();
  // `whole`: one C text a module, however long.
  void emit(bool whole = false);

  // What analyze() found, of one function or of everything; for `krait dump`.
  std::string dump_types(const std::string& function);

  // Unreadable files, syntax errors, name clashes.
  DiagnosticSink& source_errors() { return source_errors_; }
  DiagnosticSink& type_errors() { return type_errors_; }

  const program::Program& program() const { return *program_; }
  types::ProgramAnalysis* analysis() { return analysis_.get(); }
  ir::Program& ir() { return *ir_; }
  const lower::Report& report() const { return report_; }
  // Those that have a tree, in the order of the program.
  std::vector<Unit>& units() { return units_; }
  const std::vector<Unit>& units() const { return units_; }
  // What the modules of a group of several include, and the name they include it by.
  const std::string& header_name() const { return header_name_; }
  const std::string& header_text() const { return header_text_; }

 private:
  PipelineOptions options_;
  DiagnosticSink source_errors_;
  DiagnosticSink type_errors_;
  std::unique_ptr<program::Program> program_;
  std::unique_ptr<types::ProgramAnalysis> analysis_;
  lower::Report report_;
  std::unique_ptr<ir::Program> ir_;
  std::vector<Unit> units_;
  std::string header_name_;
  std::string header_text_;
};

// Path of the compiled stubs beside the executable (or in ../share/krait of an installation). Throws
// ToolError(kNoStubs).
std::string find_stubs();

}  // namespace krait::driver
