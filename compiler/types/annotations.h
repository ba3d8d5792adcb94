// Internal: annotation expressions to type terms.
#pragma once

#include <optional>
#include <vector>

#include "types/declaration_store.h"

namespace krait::types {

// What typing's own names mean where types are read.
enum class SpecialForm : uint8_t {
  kNone,
  kAny,
  kUnion,
  kOptional,
  kCallable,
  kLiteral,
  kTuple,
  kType,
  kClassVar,
  kFinal,
  kAnnotated,
  kGeneric,
  kProtocol,
  kNever,
  kSelf,
  kTypeGuard,
  kTypeIs,
  kConcatenate,
  kUnpack,
  kRequired,
  kNotRequired,
  kReadOnly,
  kLiteralString,
  kTypeAlias,
  kInitVar,
  kTypedDict,
  kNamedTuple,
  kNoneType
};

// kNone for anything else (null too).
SpecialForm special_form(const Declaration* declaration);
// The class that typing's capitalised name for it means: `List = _Alias()` in the stub is list. Null for others.
ClassInfo* library_class(Declarations& store, const Declaration* declaration);
// Whether `declaration` is `name` of `module` (typing_extensions counts as typing).
bool is_declared_as(const Declaration* declaration, std::string_view module, std::string_view name);

class AnnotationReader {
 public:
  AnnotationReader(Declarations& store, const DeclarationScope& scope)
      : store_(store), types_(store.types()), scope_(scope) {}

  // Type variables no one around binds are bound here (a signature's, an alias's).
  void bind_into(TypeBinder* binder) { binder_ = binder; }
  // The class whose own bases are read: its type parameters are in force, and Self is it.
  void within(ClassInfo* cls) { cls_ = cls; }
  // In parameters and results: `Callable[[T], T]` alone in a result binds T itself; not told apart here.

  const Type* read(const syntax::Expr* expr);
  QualifiedType read_qualified(const syntax::Expr* expr);
  // The term of a type variable as the scope (or the binder) binds it.
  const Type* type_var(TypeVarInfo* info);
  // Arguments of a generic, one for each of `params`; `slice` null: none given.
  std::vector<const Type*> arguments(TypeList params, const syntax::Expr* slice);
  const Type* apply_class(ClassInfo* cls, const syntax::Expr* slice);
  const Type* read_declaration(Declaration* declaration, const syntax::Expr* slice);
  // The parameter list that stands for a ParamSpec: [int, str], ..., P, Concatenate[int, P]. A CallableType, the
  // ParamSpec, or Unknown.
  const Type* parameters(const syntax::Expr* expr);
  // A quoted annotation parsed, or the expression itself.
  const syntax::Expr* unquote(const syntax::Expr* expr);
  Declaration* resolve(const syntax::Expr* expr) { return store_.resolve(expr, scope_); }

 private:
  const Type* read_subscript(const syntax::Subscript* sub);
  const Type* read_special(SpecialForm form, const syntax::Expr* slice);
  const Type* read_union(const syntax::Expr* expr);
  const Type* read_callable(const syntax::Expr* slice);
  const Type* read_literal(const syntax::Expr* slice);
  const Type* read_literal_item(const syntax::Expr* item);
  const Type* read_tuple(const syntax::Expr* slice);
  void add_parameters(const syntax::Expr* item, std::vector<Param>& out);
  // `*Ts`, `*tuple[int, ...]`, Unpack[...]: what is unpacked; null for anything else.
  const syntax::Expr* unpacked(const syntax::Expr* expr);

  Declarations& store_;
  TypeContext& types_;
  const DeclarationScope& scope_;
  ClassInfo* cls_ = nullptr;
  TypeBinder* binder_ = nullptr;
  int depth_ = 0;
};

// The elements of a subscript: of X[a, b] two.
std::vector<const syntax::Expr*> subscript_items(const syntax::Expr* slice);

}  // namespace krait::types
