// Lowering of one module: what its functions share. Constants are interned, functions registered once per AST node.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ir/ir.h"
#include "lower/lower.h"
#include "lower/native_classes.h"
#include "program/scopes.h"
#include "syntax/ast.h"
#include "types/analysis.h"

namespace krait::lower {

// Thrown inside the compiler where a function or class cannot be lowered natively yet; caught where its definition is lowered,
// which then becomes bytecode (docs/architecture.md, Fallback).
struct Unsupported {
  krait::Span span;
  std::string reason;
};

// A function of the source and its parts in the IR.
struct LoweredFunction {
  ir::FunctionId native;   // invalid for fallbacks
  ir::FunctionId wrapper;  // invalid for fallbacks
  ir::FunctionId body;     // generators: the resume function
  ir::FunctionId plain;    // coroutines that never suspend: what the resume function calls
  uint32_t code = ir::kNone;
  int fallback = -1;       // index into Module::fallbacks
  std::vector<Name> free_variables;  // order of __closure__
};

class ModuleLowering {
 public:
  // What the modules of a group know of each other.
  struct Group {
    std::unordered_map<const syntax::Stmt*, ir::FunctionId> entries;
    std::vector<ModuleLowering*> modules;  // by index
    // Functions that turned out to run as bytecode: they get no entry. What calls a method directly tests its class, which does not tell.
    std::unordered_set<const syntax::Stmt*> bytecode;
  };

  ModuleLowering(ir::Program& program, uint32_t index, const ModuleInput& input, const Options& options, Report& report,
                 Group& group, NativeClasses& classes);

  void run();

  ir::ConstId constant(const syntax::ConstantValue& value);
  ir::ConstId string_constant(std::string_view text, bool interned = false);
  ir::ConstId name_constant(Name name) { return string_constant(name.text(), true); }
  ir::ConstId none_constant();
  ir::ConstId bool_constant(bool value);
  ir::ConstId ellipsis_constant();
  ir::ConstId int_constant(int64_t value);
  ir::ConstId float_constant(double value);
  ir::ConstId tuple_constant(const std::vector<ir::ConstId>& items);
  ir::ConstId frozenset_constant(const std::vector<ir::ConstId>& items);

  uint32_t add_code(ir::CodeInfo info);
  ir::FunctionId add_function(ir::FunctionKind kind, std::string_view name, uint32_t code);

  // What lowering a function adds to the program can be taken back when it turns out to be unsupported.
  struct Mark {
    size_t functions, codes, fallbacks;
  };
  Mark mark() const;
  void release(const Mark& mark);

  // Native entries of the module's own functions, made before anything is lowered so that calls can name them. A function that
  // is not lowered natively in the end keeps an entry that is never called: its guard (func.is_bound) stays false.
  void declare_functions();
  // Of a def that stands in the module; invalid when it has none. Also for other modules of the group.
  ir::FunctionId native_entry(const syntax::Stmt* def) const;
  // The module that a native entry belongs to: what is asked of its `def` is asked there.
  ModuleLowering& home(ir::FunctionId entry) const { return *group_.modules[program_.functions[entry.index].module]; }
  // To be called where code of this module names an entry.
  void uses_entry(ir::FunctionId entry) {
    ir::Function& function = program_.functions[entry.index];
    function.exported = function.exported || function.module != index_;
  }
  // The body of a coroutine function that never suspends, as a plain function of the same parameters; invalid for any other.
  ir::FunctionId plain_body(const syntax::Stmt* def) const;
  // To be called where a definition turns out to run as bytecode.
  void runs_as_bytecode(const syntax::Stmt* def) { group_.bytecode.insert(def); }
  // Takes the body of an entry away: it is never called.
  void abandon_entry(ir::FunctionId entry);
  // Parameters with their representations in the native entry.
  std::vector<ir::Param> parameters(const syntax::Stmt* def, const syntax::Arguments* args, Name private_class);
  // Of what the native entry of `def` returns, and the check that a declared one demands (0: none).
  ir::Type result_representation(const syntax::Stmt* def, uint32_t& check);
  // What awaiting a coroutine of `def` is declared to give, or null.
  const types::Type* awaited_type(const syntax::Stmt* def) const;

  // The run-time representation of a claimed type, and the check that a declared one demands (0: none).
  ir::Type representation(const types::Type* type) const;
  bool is_bool(const types::Type* type) const;
  // Of the classes that stand for machine numbers: i64, u8, f64 and so on; nothing for any other.
  static std::optional<ir::Repr> machine_number(const types::ClassInfo* cls);
  // How an item of a container that claims this representation is read: native numbers are kept as ints and floats.
  static ir::Type unboxed_item(ir::Type type) {
    if (ir::is_machine_int(type.repr)) return ir::kTag;
    return ir::is_machine_number(type.repr) ? ir::kNum : type;
  }
  // What the vec that is claimed holds: machine numbers and bools in their representation, anything else as obj. Nothing where the type is no vec, or
  // does not tell.
  std::optional<ir::Type> vec_item(const types::Type* type) const;
  static int64_t vec_kind(ir::Type item);  // the imm of instructions
  uint32_t check_for(const types::Type* type);
  // The test that values declared to be of the type must pass: none where declarations are claims, but for native numbers.
  uint32_t declared_check_for(const types::Type* type);
  // Whether what meets `given` is sure to meet `wanted`.
  bool implies(uint32_t given, uint32_t wanted) const;
  // The check for what `*args` or `**kwargs` collect, of which each meets `item`.
  uint32_t collected_check(uint32_t item, bool keywords);
  // Methods that Python calls with whatever stands on the other side of an operator, and what that must meet to be given to one that declares
  // `check`: otherwise the method says NotImplemented, as those of the builtin types do.
  static bool is_operator_method(const syntax::Stmt* def);
  uint32_t operand_test(uint32_t check);
  // The check that parameter `arg` of `def` demands of callers (0: none).
  uint32_t field_check(const types::FieldInfo& field);
  // `check`, or None beside it where a machine number would not stand in the way.
  uint32_t or_none(uint32_t check);
  // Fills in what an `__init__` keeps, if that is all it does (keepers.cpp).
  void find_kept(const syntax::Stmt* def, ir::CodeInfo& code);
  uint32_t parameter_check(const syntax::Stmt* def, const syntax::Arg* arg, ir::ParamKind kind, Name private_class);

  // The call of a builtin that a generator expression is the only argument of, when the loop can stand in its place; null otherwise.
  const syntax::Call* consumer(const syntax::Expr* generator);
  bool is_join(const syntax::Call* call);
  bool is_extend(const syntax::Call* call);
  bool consumes_all(const syntax::Call* call, const syntax::NameExpr* callee) const;

  NativeClasses& classes() { return classes_; }
  ir::Program& program() { return program_; }
  ir::Module& module() { return *program_.modules[index_]; }
  uint32_t index() const { return index_; }
  const ModuleInput& input() const { return input_; }
  const Options& options() const { return options_; }
  Report& report() { return report_; }
  const syntax::Module& tree() const { return *input_.tree; }
  const program::Scopes& scopes() const { return *input_.scopes; }
  const types::ModuleAnalysis* analysis() const { return input_.analysis; }
  const SourceFile& source() const { return *input_.tree->file; }

  // Lowered once per node: a body in a `finally` is lowered more than once, the functions it defines are not.
  std::unordered_map<const void*, LoweredFunction> functions;

 private:
  // checks.cpp
  uint32_t union_check(const std::vector<uint32_t>& items);
  uint32_t check_for_class(types::ClassInfo* cls);
  uint32_t check_for_type_var(const types::TypeVarDecl& decl);
  ir::ConstId intern(std::string key, ir::Constant constant);

  ir::Program& program_;
  uint32_t index_;
  const ModuleInput& input_;
  const Options& options_;
  Report& report_;
  std::unordered_map<std::string, ir::ConstId> constants_;
  uint32_t next_symbol_ = 0;
  Group& group_;
  NativeClasses& classes_;
  std::unordered_map<const syntax::Expr*, const syntax::Call*> consumers_;
  bool consumers_known_ = false;
  std::unordered_map<const syntax::Stmt*, ir::FunctionId> plain_bodies_;
};

}  // namespace krait::lower
