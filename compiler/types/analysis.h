// What the type checker knows about a program, for the phases after it.
//
// Every answer is total: for anything that was not analysed (or not yet understood) types are Unknown, nothing is proven
// and references are kUnknown. Code that treats all of that as "a Python object, late bound" is correct.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/names.h"
#include "program/modules.h"
#include "syntax/ast.h"
#include "types/type.h"

namespace krait::types {

struct ClassInfo;      // declarations.h
struct FunctionInfo;   // declarations.h
struct VariableInfo;   // declarations.h
struct ModuleInfo;     // declarations.h
class Declarations;    // declaration_store.h
class StubPayload;     // stub_payload.h

enum class ReferenceKind : uint8_t {
  kUnknown,
  kLocal,     // a variable of this function or of one around it
  kVariable,  // a variable of a module: `module`, `name`, `variable`
  kFunction,  // a function of a module or of a function: `function`
  kClass,     // a class object: `cls`
  kModule,    // a module object: `module`
  kMethod,    // a function found in class `owner` through a receiver of class `cls` (instance or the class itself)
  kField,     // an instance attribute, class variable or property found in class `owner` through an instance of `cls`
};

// What a Name, an Attribute or the callee of a Call statically refers to.
struct Reference {
  ReferenceKind kind = ReferenceKind::kUnknown;
  // It may be something else at run time than the declaration says: assigned more than once, deleted, or (kMethod,
  // kField) overridden by a subclass within the analysed program.
  bool rebound = false;
  // kMethod: the receiver is passed as the first argument (an instance method through an instance, a class method).
  bool bound = false;
  // kMethod through `super()`.
  bool through_super = false;
  Name name;  // in its own scope: of `import numpy as np; np.array` it is "array"
  FunctionInfo* function = nullptr;
  ClassInfo* cls = nullptr;
  ClassInfo* owner = nullptr;
  VariableInfo* variable = nullptr;
  ModuleInfo* module = nullptr;

  explicit operator bool() const { return kind != ReferenceKind::kUnknown; }
};

// Where an argument of a call goes.
struct ArgumentTarget {
  static constexpr int kVarArgs = -1;    // into *args
  static constexpr int kKeywords = -2;   // into **kwargs
  static constexpr int kDynamic = -3;    // not known statically (`*a`, `**k` arguments)
  int param = kDynamic;                  // index into the parameters of the function, receiver counted when there is one
};

// A call whose callee is known.
struct CallInfo {
  Reference callee;                     // kFunction, kMethod, kClass; or kUnknown for a value of known signature
  FunctionInfo* function = nullptr;  // what runs: the function, the overload chosen, or the class's __init__/__new__
  bool dynamic = true;                  // the mapping below is not complete
  // One for each positional argument, then one for each keyword argument, in order of appearance.
  std::vector<ArgumentTarget> arguments;
  const Type* result = nullptr;

  // The one function, written in the program, that the name of the callee is bound to; null where there is no such.
  FunctionInfo* sole_function() const;
};

struct FieldInfo {
  Name name;
  const Type* type = nullptr;  // claimed; Unknown where nothing is known
  bool declared = false;       // by an annotation
  bool is_final = false;
  ClassInfo* owner = nullptr;
  bool none_too = false;       // declared_with_none() of a statement that binds it
};

// Whether the parameter says `= None`, which means Optional, too.
bool defaults_to_none(const syntax::Arguments* args, const syntax::Arg* wanted);
// `x: T = None`, and `x: T = field(default=None)`: the writer means Optional[T], whatever the annotation says.
bool declared_with_none(const syntax::Stmt* stmt);

struct SymbolType {
  const Type* type = nullptr;  // over all bindings; never null
  bool declared = false;
};

// Results for one module.
class ModuleAnalysis {
 public:
  virtual ~ModuleAnalysis();

  // The claimed type at that place, after narrowing. Literals have Literal types; see widen_literals in relations.h.
  virtual const Type* type_of(const syntax::Expr* expr) const = 0;
  // The value is sure to be of that type at run time, whatever code outside of the analysed program does, provided that
  // declared types are checked where values enter.
  virtual bool proven(const syntax::Expr* expr) const = 0;
  virtual Reference reference(const syntax::Expr* expr) const = 0;
  // Null where nothing is known about the callee.
  virtual const CallInfo* call(const syntax::Call* call) const = 0;
  // The attributes that positional sub-patterns of a class pattern stand for, where the class says so plainly: `__match_args__`. Else empty.
  virtual std::span<const Name> match_args(const syntax::MatchClass* pattern) const = 0;
  // Never reached: after a return, behind a test of the version, behind narrowing to Never.
  virtual bool unreachable(const syntax::Stmt* stmt) const = 0;
  // Variable `name` of the scope that `scope` makes (FunctionDef, AsyncFunctionDef or ClassDef; null for the module).
  virtual SymbolType symbol(const syntax::Stmt* scope, Name name) const = 0;
  virtual SymbolType lambda_symbol(const syntax::Lambda* scope, Name name) const = 0;
  // Null for a node of another module.
  virtual FunctionInfo* function(const syntax::Stmt* def) const = 0;
  virtual ClassInfo* class_info(const syntax::Stmt* def) const = 0;
  // Declared or inferred; what `return` gives. For generators and coroutines the type the caller gets.
  virtual const Type* return_type(const syntax::Stmt* def) const = 0;
  virtual bool return_declared(const syntax::Stmt* def) const = 0;
};

// Results for the group of modules that were analysed together.
class ProgramAnalysis {
 public:
  virtual ~ProgramAnalysis();
  virtual TypeContext& types() = 0;
  // Null when `module` was not among the inputs.
  virtual const ModuleAnalysis* module(const syntax::Module* module) const = 0;
  // Instance attributes of a class of the program in order of definition, those of its bases first.
  virtual std::vector<FieldInfo> fields(ClassInfo* cls) const = 0;
  // Direct subclasses within the program.
  virtual std::vector<ClassInfo*> subclasses(ClassInfo* cls) const = 0;
};

struct AnalysisOptions {
  program::Target target;
  bool report_errors = true;  // otherwise only what other phases need is computed
  bool check_declared = true;  // whether compiled code tests values against declared types; otherwise these prove nothing
  // Stubs of the standard library (stub_payload.h); null: everything imported from there is Unknown.
  std::shared_ptr<const StubPayload> stubs;
};

// Analyses the modules of `program` together. Errors go to `sink`. The program must outlive the result. Never fails:
// whatever is not understood is Unknown.
std::unique_ptr<ProgramAnalysis> analyze(const program::Program& program, const AnalysisOptions& options,
                                         DiagnosticSink& sink);

// For `krait dump --stage=types`: the variables of every scope and the type of every expression of `module`, as text.
std::string dump_types(const program::Module& module, const ModuleAnalysis& analysis, std::string_view function = {});

}  // namespace krait::types
