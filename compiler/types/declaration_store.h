// The owner of all declarations: the modules under analysis and the stubs they use, loaded as they are asked for.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "program/conditions.h"
#include "program/scopes.h"
#include "types/declarations.h"
#include "types/type.h"

namespace krait::types {

class StubPayload;
struct Binding;

// An annotation with its outer qualifiers taken off.
struct QualifiedType {
  const Type* type = nullptr;  // null: only a bare Final or ClassVar, the type is to be inferred
  bool is_final = false;
  bool is_class_var = false;
  bool is_init_var = false;
  bool is_required = false;
  bool is_not_required = false;
  bool is_read_only = false;
  bool is_type_alias = false;  // X: TypeAlias
};

// What the binding structure of one module under analysis is; all pointers must outlive the Declarations.
struct ModuleSource {
  Name name;
  const syntax::Module* tree = nullptr;
  const program::Scopes* scopes = nullptr;  // may be null for a stub
  bool is_package = false;
  bool is_stub = false;
};

class Declarations {
 public:
  // `stubs` may be null: then everything imported from outside of the added modules is unresolved.
  Declarations(TypeContext& types, program::Target target, std::shared_ptr<const StubPayload> stubs);
  ~Declarations();
  Declarations(const Declarations&) = delete;
  Declarations& operator=(const Declarations&) = delete;

  TypeContext& types() { return types_; }
  const program::Target& target() const { return target_; }

  ModuleInfo* add_module(const ModuleSource& source);
  // After all modules are added: makes known_subclasses complete by going over all classes of the added modules.
  void index_program();
  // Added modules first, then the payload. Null: not known.
  ModuleInfo* find_module(Name name);
  ModuleInfo* builtins();

  // A class of a stub module by name, null when there is none (no stubs, or not in this version): builtin_class("int"),
  // stub_class("typing", "Iterable"). Cheap after the first time.
  ClassInfo* builtin_class(std::string_view name);
  ClassInfo* stub_class(std::string_view module, std::string_view name);
  // Instances of it; Unknown where the class is not there. Missing arguments are Unknown.
  const Type* builtin_instance(std::string_view name, TypeList args = {});
  const Type* stub_instance(std::string_view module, std::string_view name, TypeList args = {});

  // Declarations of definitions in added modules, those nested in functions included. Null for nodes of no added
  // module.
  FunctionInfo* function_of(const syntax::Stmt* def);
  ClassInfo* class_of(const syntax::Stmt* def);
  // The scope in which the body of a function is to be read.
  static DeclarationScope inside(FunctionInfo* function);
  static DeclarationScope inside(ClassInfo* cls);
  static DeclarationScope inside(ModuleInfo* module);

  // The type an annotation (or the target of cast(), a base, an argument of a subscription) means; Unknown when it is
  // not a type that is understood. Quoted annotations are parsed. Type variables stand for those of the scope where it
  // binds them.
  const Type* type_of_annotation(const syntax::Expr* annotation, const DeclarationScope& scope);
  // Likewise with Final, ClassVar, InitVar, Required, NotRequired, ReadOnly, Annotated taken off.
  QualifiedType qualified_annotation(const syntax::Expr* annotation, const DeclarationScope& scope);
  // What a name or a dotted name means statically, from `scope` outwards (local classes, functions and imports, class
  // bodies, the module, builtins). Null when it is not declared anywhere. A variable is a declaration, whatever it
  // holds.
  Declaration* lookup(Name name, const DeclarationScope& scope);
  Declaration* resolve(const syntax::Expr* expr, const DeclarationScope& scope);
  // `module.name` where the expression names, at the top level of its module, what an import takes from a module that is not known; else empty.
  std::string unknown_import(const syntax::Expr* expr, const DeclarationScope& scope);

  // `cls` with its own type parameters as arguments.
  const InstanceType* self_instance(ClassInfo* cls);

 private:
  friend struct VariableInfo;
  friend struct AliasInfo;
  friend struct FunctionInfo;
  friend struct ClassInfo;
  friend struct ModuleInfo;
  friend class DeclarationBuilder;
  friend class AnnotationReader;
  friend class SignatureBuilder;
  friend class HeaderBuilder;
  friend class MemberBuilder;
  friend class Synthesis;
  friend class ResolutionDepth;
  struct Impl;
  // A copy of a type variable for an owner that binds it.
  const Type* bind_type_var(TypeVarInfo* info, ClassInfo* cls = nullptr);
  void read_type_var(TypeVarInfo* info);
  // Bounds, values and defaults put off until now: of all, or of one type variable that is needed at once.
  void read_pending();
  void read_pending(const TypeVarDecl* decl);
  TypeVarInfo* type_var_of(syntax::TypeParam* param, ModuleInfo* module, const DeclarationScope& scope);
  ModuleInfo* load_stub(Name name);
  void index_definitions(ModuleInfo* module);
  void note_outside_attribute(ModuleInfo* module, const syntax::Assign* assign);
  void collect(ModuleInfo* module);
  std::vector<Binding> stub_bindings(ModuleInfo* module, Name symbol);
  Declaration* find_in_module(ModuleInfo* module, Name symbol, bool exported);
  Declaration* find_or_unresolved(ModuleInfo* module, Name symbol, bool exported);
  Declaration* find_own(ModuleInfo* module, Name symbol);
  void read_all(ModuleInfo* module);
  Declaration* find_local(FunctionInfo* function, Name name);
  // Makes the declarations of everything the definition's container binds to its name.
  Declaration* declare(const syntax::Stmt* def);

  TypeContext& types_;
  program::Target target_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace krait::types
