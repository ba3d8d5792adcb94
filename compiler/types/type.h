// Type terms: immutable, hash-consed. Two terms are the same type exactly when their pointers are equal.
//
// A TypeContext owns every term (they live as long as it does) and is not thread safe. Terms never hold source positions or
// names of variables: what an expression refers to is said by declarations, not by its type.
//
// Invariants kept by the factory functions, whatever they are given:
//  - no term is deeper than kMaxTypeDepth (deeper arguments become Unknown), so recursion over a term is bounded;
//  - a union has at least two items, is flat, holds no Never and no Unknown (Unknown absorbs the whole union) and is
//    ordered by `id`, so that equal sets of items are one term;
//  - `Literal` items beside their own base class in a union are dropped.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/names.h"

namespace krait::types {

struct ClassInfo;
struct FunctionInfo;
struct ModuleInfo;

inline constexpr int kMaxTypeDepth = 24;
// A union made by joining flow (not written by the user) wider than this is Unknown.
inline constexpr int kMaxJoinWidth = 16;

enum class TypeKind : uint8_t {
  kUnknown,       // nothing is known: never an error, `object` to the code generator
  kAny,           // the user wrote Any
  kNever,         // no value: Never, NoReturn
  kNone,          // the value None
  kInstance,      // InstanceType: an object of a class (protocols, TypedDicts, NamedTuples, enums, NewTypes included)
  kUnion,         // UnionType
  kTuple,         // TupleType: tuple[int, str], tuple[int, ...], tuple[int, *tuple[str, ...]]
  kCallable,      // CallableType
  kOverloaded,    // OverloadedType
  kTypeObject,    // TypeObjectType: type[T], and the class objects themselves
  kTypeVar,       // TypeVarType (TypeVars; `Self` is kSelf)
  kParamSpec,     // TypeVarType
  kTypeVarTuple,  // TypeVarType
  kSelf,          // SelfType: typing.Self, replaced by the receiver's type when a member is looked up
  kLiteral,       // LiteralType
  kModule,        // ModuleType
  kGuard,         // GuardType: TypeGuard[T], TypeIs[T] as the return type of a callable
};

struct Type {
  TypeKind kind;
  bool has_type_vars : 1;  // a TypeVar, ParamSpec, TypeVarTuple or Self occurs in it
  bool has_unknown : 1;    // Unknown or Any occurs in it
  bool has_partial : 1;    // TypeContext::partial() occurs in it
  uint8_t depth;
  uint32_t id;  // order of creation

  template <class T>
  const T* as() const {
    return T::holds(kind) ? static_cast<const T*>(this) : nullptr;
  }
  bool is_unknown() const { return kind == TypeKind::kUnknown; }
  bool is_gradual() const { return kind == TypeKind::kUnknown || kind == TypeKind::kAny; }
  bool is_never() const { return kind == TypeKind::kNever; }
  bool is_none() const { return kind == TypeKind::kNone; }
};

using TypeList = std::span<const Type* const>;

struct InstanceType : Type {
  static bool holds(TypeKind k) { return k == TypeKind::kInstance; }
  ClassInfo* cls;
  TypeList args;  // one for each type parameter of the class (the factory is given the right number by its callers)
};

struct UnionType : Type {
  static bool holds(TypeKind k) { return k == TypeKind::kUnion; }
  TypeList items;
};

struct TupleType : Type {
  static bool holds(TypeKind k) { return k == TypeKind::kTuple; }
  TypeList items;
  int variadic;  // the index in `items` of the element that stands for any number of values, -1 when there is none
  bool fixed() const { return variadic < 0; }
};

enum class ParamKind : uint8_t { kPositionalOnly, kPositional, kStar, kKeywordOnly, kStarStar };

struct Param {
  Name name;  // none when a Callable[[...], R] did not name it
  ParamKind kind = ParamKind::kPositionalOnly;
  bool has_default = false;
  const Type* type = nullptr;  // of one value: the element type for *args and **kwargs; never null
};

struct CallableType : Type {
  static bool holds(TypeKind k) { return k == TypeKind::kCallable; }
  std::span<const Param> params;
  const Type* result;
  TypeList type_params;    // the type variables it binds, solved anew at each call
  const Type* param_spec;  // P of a trailing `*args: P.args, **kwargs: P.kwargs` / Concatenate[..., P]; else null
  bool gradual;            // Callable[..., R]: any arguments
};

struct OverloadedType : Type {
  static bool holds(TypeKind k) { return k == TypeKind::kOverloaded; }
  TypeList items;  // CallableType each, in order of definition
};

struct TypeObjectType : Type {
  static bool holds(TypeKind k) { return k == TypeKind::kTypeObject; }
  // What calling it makes. The bare class object of a generic class holds the class's own type parameters as arguments.
  const Type* instance;
};

enum class Variance : uint8_t { kInvariant, kCovariant, kContravariant, kInferred };

// Declared once per `T = TypeVar("T")` or per parameter of a PEP 695 list; identity is the address.
struct TypeVarDecl {
  Name name;
  TypeKind kind = TypeKind::kTypeVar;  // or kParamSpec, kTypeVarTuple
  Variance variance = Variance::kInvariant;
  const Type* bound = nullptr;          // null: object
  std::vector<const Type*> values;      // constraints: TypeVar("AnyStr", str, bytes)
  const Type* default_type = nullptr;   // PEP 696
};

struct TypeVarType : Type {
  static bool holds(TypeKind k) {
    return k == TypeKind::kTypeVar || k == TypeKind::kParamSpec || k == TypeKind::kTypeVarTuple;
  }
  const TypeVarDecl* decl;
};

struct SelfType : Type {
  static bool holds(TypeKind k) { return k == TypeKind::kSelf; }
  ClassInfo* cls;  // the class in whose body it was written
};

enum class LiteralKind : uint8_t { kInt, kBool, kStr, kBytes, kEnum };

struct LiteralType : Type {
  static bool holds(TypeKind k) { return k == TypeKind::kLiteral; }
  LiteralKind literal;
  const Type* base;       // int, bool, str, bytes or the enum's instance type
  int64_t number;         // kInt, kBool
  std::string_view text;  // kStr, kBytes: the value as the parser keeps it; kEnum: the member's name
};

struct ModuleType : Type {
  static bool holds(TypeKind k) { return k == TypeKind::kModule; }
  ModuleInfo* module;
};

struct GuardType : Type {
  static bool holds(TypeKind k) { return k == TypeKind::kGuard; }
  const Type* target;
  bool is_typeis;  // TypeIs narrows both branches, TypeGuard the positive one only
};

class TypeContext {
 public:
  TypeContext();
  ~TypeContext();
  TypeContext(const TypeContext&) = delete;
  TypeContext& operator=(const TypeContext&) = delete;

  const Type* unknown() const { return unknown_; }
  // An Unknown too (only its address differs): the element of a container made empty, until something is put into it.
  const Type* partial() const { return partial_; }
  const Type* any() const { return any_; }
  const Type* never() const { return never_; }
  const Type* none() const { return none_; }

  const Type* instance(ClassInfo* cls, TypeList args = {});
  const Type* union_of(TypeList items);
  const Type* union_of(const Type* a, const Type* b);
  const Type* optional(const Type* t) { return union_of(t, none_); }
  const Type* tuple(TypeList items, int variadic = -1);
  const Type* tuple_of(const Type* element);  // tuple[element, ...]
  const Type* callable(std::span<const Param> params, const Type* result, TypeList type_params = {},
                       const Type* param_spec = nullptr, bool gradual = false);
  const Type* overloaded(TypeList items);  // one item: that item itself
  const Type* type_object(const Type* instance);
  const Type* type_var(const TypeVarDecl* decl);
  const Type* self_type(ClassInfo* cls);
  const Type* literal_int(int64_t value, const Type* base);
  const Type* literal_bool(bool value, const Type* base);
  const Type* literal_str(std::string_view value, const Type* base);
  const Type* literal_bytes(std::string_view value, const Type* base);
  const Type* literal_enum(Name member, const Type* base);
  const Type* module(ModuleInfo* module);
  const Type* guard(const Type* target, bool is_typeis);

  // A copy of `text` that lives as long as the context; equal texts share one copy.
  std::string_view keep(std::string_view text);
  TypeVarDecl* new_type_var(Name name, TypeKind kind = TypeKind::kTypeVar);

  size_t size() const;  // terms made so far

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  const Type* unknown_;
  const Type* partial_;
  const Type* any_;
  const Type* never_;
  const Type* none_;
};

// As mypy and typing write it: `int | None`, `list[str]`, `Callable[[int], str]`, `def (x: int) -> str` is never used.
std::string to_string(const Type* type);

// Items of a union, or the type itself as a list of one. The returned span lives as long as `type` (a pointer to it).
inline TypeList items_of(const Type* const& type) {
  if (const auto* u = type->as<UnionType>()) return u->items;
  return {&type, 1};
}

}  // namespace krait::types
