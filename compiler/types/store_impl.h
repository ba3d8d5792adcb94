// Internal to declarations: what the store keeps, and the builders' shared services.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/arena.h"
#include "base/diagnostics.h"
#include "types/bindings.h"
#include "types/declaration_store.h"
#include "types/stub_payload.h"

namespace krait::types {

// Lazily resolved facts go through these; one met in progress again is a cycle in the program.
enum LazyState : uint8_t { kNotStarted = 0, kInProgress = 1, kDone = 2 };

// Declarations nest (an alias of an alias of ..., bases of bases) only so deep; beyond it they are Unknown.
inline constexpr int kMaxDeclarationDepth = 400;

struct BindingTable {
  std::vector<Name> order;
  std::unordered_map<Name, std::vector<Binding>> by_name;
  std::vector<Binding> stars;
  void fill(const std::vector<Binding>& bindings);
};

struct ModuleContents {
  bool from_payload = false;
  StubModule stub;
  const SourceFile* file = nullptr;                            // text of a payload module
  std::unordered_map<uint32_t, const syntax::Module*> parsed;  // payload: statements by where they begin
  const program::Scopes* scopes = nullptr;
  bool collected = false;
  BindingTable table;                               // payload: only of the symbols asked for
  std::unordered_map<Name, Declaration*> resolved;  // null: not defined here
  std::unordered_set<Name> in_progress;
  bool all_known = false;
  bool has_all = false;
  std::vector<Name> all;
  bool all_in_progress = false;
  DeclarationScope scope;
  struct OutsideAttribute {
    Name attribute;
    const syntax::Assign* stmt;
    const syntax::Expr* value;  // null: part of an unpacked value
  };
  std::unordered_map<Name, std::vector<OutsideAttribute>> outside_attributes;  // `Name.attribute = ...`, by the name
};

// What a function's body declares besides variables.
struct LocalContents {
  BindingTable table;
  std::unordered_map<Name, Declaration*> resolved;
};

struct StoreImpl {
  std::shared_ptr<const StubPayload> stubs;
  std::unordered_map<Name, ModuleInfo*> modules;
  std::vector<ModuleInfo*> added;
  std::unordered_map<const syntax::Stmt*, Declaration*> by_node;
  struct Enclosing {
    ModuleInfo* module;
    const syntax::Stmt* outer;  // the definition around; null at module level
  };
  std::unordered_map<const syntax::Stmt*, Enclosing> definitions;  // of added modules
  std::unordered_map<const FunctionInfo*, LocalContents> locals;
  std::unordered_map<const ClassInfo*, std::unique_ptr<BindingTable>> class_tables;
  std::unordered_map<const syntax::Expr*, const syntax::Expr*> quoted;
  std::unordered_map<std::string, ClassInfo*> stub_classes;
  std::unordered_map<const syntax::Expr*, ClassInfo*> called_classes;  // made by namedtuple(...) as a base

  Arena arena;
  DiagnosticSink ignored;
  std::vector<std::unique_ptr<SourceFile>> files;
  std::vector<std::unique_ptr<ModuleInfo>> module_infos;
  std::vector<std::unique_ptr<ModuleContents>> contents;
  std::vector<std::unique_ptr<ClassInfo>> classes;
  std::vector<std::unique_ptr<FunctionInfo>> functions;
  std::vector<std::unique_ptr<VariableInfo>> variables;
  std::vector<std::unique_ptr<AliasInfo>> aliases;
  std::vector<std::unique_ptr<TypeVarInfo>> type_vars;
  std::unique_ptr<Declaration> unresolved;

  // Bounds of type variables are read after what uses them: a bound may mention the class being read.
  struct Pending {
    TypeVarDecl* decl;
    TypeVarInfo* origin;
    ClassInfo* cls;  // whose parameter it is, if a class's
  };
  std::vector<Pending> pending;
  int depth = 0;

  template <class T>
  T* make(std::vector<std::unique_ptr<T>>& owner, Name name, ModuleInfo* module, Span span) {
    owner.push_back(std::make_unique<T>());
    T* made = owner.back().get();
    made->kind = T::kKind;
    made->name = name;
    made->module = module;
    made->span = span;
    return made;
  }
};

struct Declarations::Impl : StoreImpl {};

// Counts how deep lazy resolution nests, and finishes what was put off when the outermost is done.
class ResolutionDepth {
 public:
  explicit ResolutionDepth(Declarations& store);
  ~ResolutionDepth();
  ResolutionDepth(const ResolutionDepth&) = delete;
  ResolutionDepth& operator=(const ResolutionDepth&) = delete;
  bool too_deep() const;

 private:
  Declarations& store_;
};

}  // namespace krait::types
