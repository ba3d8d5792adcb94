// Scopes and symbols of one module: what each name is in each scope, as CPython's own symbol table sees it.
//
// Scopes are numbered in the order in which CPython enters them; the module is scope 0. Symbols are listed by their
// mangled names (`__x` inside `class C` is `_C__x`). Answers equal those of CPython's `symtable` module. What CPython's
// compiler rejects at this stage (`nonlocal` without a binding and the like) is a syntax error in its words.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostics.h"
#include "base/names.h"
#include "syntax/ast.h"

namespace krait::program {

using ScopeId = uint32_t;
inline constexpr ScopeId kModuleScope = 0;
inline constexpr ScopeId kNoScope = UINT32_MAX;

enum class ScopeKind : uint8_t {
  kModule,
  kClass,
  kFunction,
  kLambda,
  kListComp,
  kSetComp,
  kDictComp,
  kGenerator,
  kTypeParameters,  // the scope around a generic function, class or alias that holds its PEP 695 parameters
  kTypeAlias,       // the value of a `type` statement
  kTypeVarBound,    // a bound or default in a PEP 695 list
};

inline bool is_comprehension(ScopeKind kind) { return kind >= ScopeKind::kListComp && kind <= ScopeKind::kGenerator; }
// Everything whose variables inner scopes may capture.
inline bool is_function_like(ScopeKind kind) { return kind != ScopeKind::kModule && kind != ScopeKind::kClass; }

// Where a name's value is kept, from the point of view of one scope. Values are CPython's.
enum class Storage : uint8_t {
  kLocal = 1,           // in this scope (in the module scope: a global)
  kGlobalExplicit = 2,  // declared `global` here
  kGlobalImplicit = 3,  // a module global or a builtin
  kFree = 4,            // a variable of an enclosing function (also `__class__`)
  kCell = 5,            // in this scope, and captured by inner ones
};

// The bits CPython keeps, by its values.
enum SymbolFlag : uint16_t {
  kDeclaredGlobal = 1,
  kBoundLocally = 2,  // assigned, deleted, def, class, for, with, except, pattern
  kParameter = 4,
  kDeclaredNonlocal = 8,
  kUsed = 16,
  kFreeInMethods = 64,  // of a class: methods refer to a variable of the same name outside of the class
  kImported = 128,
  kAnnotated = 256,
  kComprehensionTarget = 512,
  kTypeParameter = 1024,
};
inline constexpr uint16_t kBound = kBoundLocally | kParameter | kImported | kTypeParameter;

enum class DefinitionKind : uint8_t {
  kParameter,      // node: Arg (null for the iterator a comprehension is given, ".0")
  kAssignment,     // node: NameExpr anywhere in the targets of `statement`, an Assign or AugAssign
  kAnnotation,     // node: NameExpr; `statement` the AnnAssign (with or without value)
  kNamedExpr,      // node: NamedExpr
  kFor,            // node: NameExpr; `statement` the For or AsyncFor
  kWith,           // node: NameExpr; `statement` the With or AsyncWith
  kComprehension,  // node: NameExpr
  kExcept,         // node: ExceptHandler; `statement` the Try or TryStar
  kImport,         // node: Alias; `statement` the Import or ImportFrom
  kFunction,       // `statement`: FunctionDef or AsyncFunctionDef
  kClass,          // `statement`: ClassDef
  kTypeAlias,      // node: NameExpr; `statement`: TypeAlias
  kTypeParam,      // node: TypeParam
  kPattern,        // node: Pattern (MatchAs, MatchStar, MatchMapping); `statement` the Match
  kDelete,         // node: NameExpr; `statement` the Delete
};

// One place that binds (or deletes) a name.
struct Definition {
  DefinitionKind kind;
  ScopeId scope;                  // where it is written
  const syntax::Stmt* statement;  // the innermost statement it is part of; null within an expression given alone
  const void* node;               // see DefinitionKind
  Span span;

  template <class T>
  const T* as() const {
    return static_cast<const T*>(node);
  }
};

struct Symbol {
  Name name;  // mangled
  uint16_t flags = 0;
  Storage storage = Storage::kGlobalImplicit;
  // The scope that holds the variable: itself, for kFree an enclosing one, kModuleScope for globals.
  ScopeId owner = kNoScope;
  // Bindings written in this scope; for the symbol that holds the variable also those of inner scopes that declare it
  // global or nonlocal (after its own).
  std::vector<Definition> definitions;

  bool is_bound() const { return (flags & kBound) != 0; }
  bool is_parameter() const { return (flags & kParameter) != 0; }
  bool is_local() const { return storage == Storage::kLocal || storage == Storage::kCell; }
  bool is_global() const { return storage == Storage::kGlobalExplicit || storage == Storage::kGlobalImplicit; }
};

struct Scope {
  ScopeId id = kNoScope;
  ScopeId parent = kNoScope;
  ScopeKind kind = ScopeKind::kModule;
  bool nested = false;               // somewhere inside a function
  bool is_generator = false;         // has a yield (or is a generator expression)
  bool is_coroutine = false;         // async def, or a comprehension with `await` or `async for`
  bool has_free = false;             // uses a variable of an enclosing function
  bool child_has_free = false;       // an inner scope does
  bool needs_class_closure = false;  // a class whose methods use `__class__` or `super()`
  bool has_star_import = false;
  bool returns_value = false;
  // Calls `locals`, `vars`, `exec`, `eval` or `dir` by those names: its variables may be looked at by name.
  bool may_inspect_locals = false;
  Name name;            // as CPython names the block: "top", "lambda", "listcomp", the function's, the class's
  Name private_class;   // the class by which private names are mangled here; no name outside of classes
  uint32_t offset = 0;  // of the node that makes it, in the source
  const syntax::Stmt* statement = nullptr;   // FunctionDef, AsyncFunctionDef, ClassDef, TypeAlias
  const syntax::Expr* expression = nullptr;  // Lambda or comprehension
  std::vector<Symbol> symbols;  // in order of first appearance; those only passed through to inner scopes last
  std::vector<ScopeId> children;

  // By mangled name.
  const Symbol* find(Name symbol) const;

 private:
  friend class ScopeBuilder;
  std::unordered_map<Name, uint32_t> index_;
};

// `__x` in a class becomes `_Class__x`; anything else stays.
Name mangle(Name private_class, Name name);

class Scopes {
 public:
  // Never fails: after a report the tables hold what could be made out.
  static Scopes build(const syntax::Module& module, DiagnosticSink& sink);

  const Scope& scope(ScopeId id) const { return scopes_[id]; }
  std::span<const Scope> scopes() const { return scopes_; }
  const Scope& module() const { return scopes_[kModuleScope]; }

  // The scope a node makes: of a function or class its body's (whose parent holds the type parameters, if it has any),
  // of a Lambda or comprehension its own, of a TypeAlias its value's. kNoScope for other nodes.
  ScopeId of(const syntax::Stmt* node) const;
  ScopeId of(const syntax::Expr* node) const;

  // What `name`, as written, is in `scope`. Null only when the scope never mentions it.
  const Symbol* find(ScopeId scope, Name name) const;
  // The symbol of the scope that holds the variable: the binding one for a free variable, the module's for a global.
  // Null for builtins and whatever the module never binds.
  const Symbol* resolve(ScopeId scope, Name name) const;
  Name mangled(ScopeId scope, Name name) const { return mangle(scopes_[scope].private_class, name); }
  // Variables of `scope` that inner scopes capture, and those it takes (or passes on) from outside.
  std::vector<const Symbol*> cells(ScopeId scope) const;
  std::vector<const Symbol*> frees(ScopeId scope) const;
  // `from __future__ import annotations`: annotations are not evaluated, and their names are no uses.
  bool future_annotations() const { return future_annotations_; }

 private:
  friend class ScopeBuilder;
  std::vector<Scope> scopes_;
  std::vector<ScopeId> by_stmt_;  // by node_id
  std::vector<ScopeId> by_expr_;
  bool future_annotations_ = false;
};

// As text, for `krait dump --stage=scopes`: a line `scope KIND NAME line=N ...` for each scope, indented by its depth,
// and below it a line `NAME STORAGE FLAGS` for each symbol.
std::string dump_scopes(const Scopes& scopes, const SourceFile& file);

}  // namespace krait::program
