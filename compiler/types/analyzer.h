// The analysis of a program: its modules, the bodies in them, and what bodies have found out for each other.
#pragma once

#include <deque>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/diagnostics.h"
#include "program/modules.h"
#include "types/analysis.h"
#include "types/declaration_store.h"
#include "types/engine.h"
#include "types/flow.h"
#include "types/results.h"

namespace krait::types {

// A body is analysed at most this often because something it had read was not known yet.
inline constexpr int kMaxRounds = 3;

struct PendingError {
  DiagnosticCode code;
  Span span;
  std::string message;
};

// A function body.
struct Unit {
  enum class State : uint8_t { kNew, kInProgress, kDone };
  const syntax::Stmt* def = nullptr;
  State state = State::kNew;
  bool dubious = false;          // stands where the flow is dubious: no errors
  bool read_incomplete = false;  // used something whose type was still open
  int rounds = 0;
  const Type* result = nullptr;  // inferred; null before
  std::vector<PendingError> errors;
};

struct ModuleState {
  ModuleInfo* info = nullptr;
  const program::Module* module = nullptr;
  const syntax::Module* tree = nullptr;
  const SourceFile* source = nullptr;
  const program::Scopes* scopes = nullptr;
  std::unique_ptr<ModuleResults> results;
  Unit body;                                             // of the module itself
  std::unordered_map<const syntax::Stmt*, Unit> units;   // functions
  std::vector<const syntax::Stmt*> order;                // functions in the order they were met
  size_t unwalked = 0;                                   // of `units`, those with no round yet
  std::unordered_map<const program::Symbol*, const Type*> declared;  // local annotations; null inside: none
  std::unordered_map<const program::Symbol*, bool> captured_constant;
  Paths paths;
  bool uses_globals_call = false;
};

class Analyzer final : public ProgramAnalysis, public Engine::Demand {
 public:
  Analyzer(const program::Program& program, const AnalysisOptions& options);
  ~Analyzer() override;
  void run(DiagnosticSink& sink);

  // ProgramAnalysis
  TypeContext& types() override { return types_; }
  const ModuleAnalysis* module(const syntax::Module* module) const override;
  std::vector<FieldInfo> fields(ClassInfo* cls) const override;
  std::vector<ClassInfo*> subclasses(ClassInfo* cls) const override;

  // Engine::Demand
  const Type* infer_variable(VariableInfo* variable) override;
  const Type* infer_result(FunctionInfo* function) override;
  const Type* apply_decorators(FunctionInfo* function, const Type* type) override;

  // For bodies.
  Engine& engine() { return *engine_; }
  Declarations& declarations() { return *declarations_; }
  const AnalysisOptions& options() const { return options_; }
  ModuleState* state_of(const ModuleInfo* module);
  void record(VariableInfo* variable, const Type* type);
  void note_incomplete() { incomplete_reads_++; }
  int incomplete_reads() const { return incomplete_reads_; }
  void add_unit(ModuleState& module, const syntax::Stmt* def, bool dubious = false);
  bool overridden(FunctionInfo* function);
  // Attributes that the program gives to classes that do not declare them (`Class.x = 1`, `obj.x = 1`).
  void note_dynamic(ClassInfo* cls, Name name) { dynamic_.insert({cls, name.id()}); }
  bool is_dynamic(ClassInfo* cls, Name name) const;
  // Variables (Symbol or VariableInfo) whose first value was an empty container: what it holds is found out, not checked.
  void note_empty(const void* variable) { began_empty_.insert(variable); }
  bool began_empty(const void* variable) const { return began_empty_.contains(variable); }
  // What is found out now is for code only, not for diagnostics.
  bool guessing() const { return guessing_; }
  // The few classes of the program (each the root of those that derive from it) that have an attribute of that name; none when there are many,
  // or when builtin ones have it, too.
  std::span<ClassInfo* const> classes_with(Name name) const;
  int nesting = 0;  // of expressions and statements under analysis, over all bodies in progress

 private:
  struct Inferred {
    const Type* type = nullptr;   // join of what was recorded
    const Type* quick = nullptr;  // from the right-hand sides alone
    bool in_progress = false;
  };
  void walk_function(ModuleState& module, Unit& unit);
  void walk_module(ModuleState& module);
  void walk_all();
  // argument_types.cpp
  void run_with_arguments();
  bool infer_arguments();
  void find_attribute_owners();
  const Type* argument_claim(const std::vector<const Type*>& given);
  void report(ModuleState& module, DiagnosticSink& sink);
  const Type* quick_type(VariableInfo* variable, Inferred& inferred);

  AnalysisOptions options_;
  TypeContext types_;
  std::unique_ptr<Declarations> declarations_;
  std::unique_ptr<Engine> engine_;
  std::vector<std::unique_ptr<ModuleState>> modules_;
  std::unordered_map<const ModuleInfo*, ModuleState*> by_info_;
  std::unordered_map<const syntax::Module*, ModuleState*> by_tree_;
  std::unordered_map<const VariableInfo*, Inferred> inferred_;
  std::unordered_map<const FunctionInfo*, const Type*> decorated_;
  std::set<std::pair<ClassInfo*, uint32_t>> dynamic_;
  std::unordered_set<const void*> began_empty_;
  bool guessing_ = false;
  std::unordered_map<Name, std::vector<ClassInfo*>> attribute_owners_;  // empty: too many
  int demand_depth_ = 0;
  int incomplete_reads_ = 0;
};

}  // namespace krait::types
