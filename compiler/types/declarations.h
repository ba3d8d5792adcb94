// What a program and the stubs it uses declare: modules, classes, functions, variables, aliases, type variables.
//
// The same structures serve stubs and the program's own sources. A `Declarations` (declaration_store.h) owns every
// declaration; they live as long as it does, their addresses are their identity, and everything about them that costs
// something is resolved on first use (bases, members, signatures). Not thread-safe.
//
// Every accessor is total: an annotation that cannot be understood is Unknown, a base that cannot be resolved sets
// `has_unknown_base`, a cycle in the definitions ends in Unknown.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/names.h"
#include "base/source.h"
#include "program/definitions.h"
#include "syntax/ast.h"
#include "types/type.h"

namespace krait::types {

class Declarations;
struct ModuleInfo;
struct ClassInfo;
struct FunctionInfo;
struct AliasInfo;
struct TypeVarInfo;
struct ModuleContents;  // internal

enum class DeclarationKind : uint8_t {
  kModule,      // ModuleInfo
  kClass,       // ClassInfo
  kFunction,    // FunctionInfo
  kVariable,    // VariableInfo
  kAlias,       // AliasInfo
  kTypeVar,     // TypeVarInfo
  kUnresolved,  // an import of something that is not known: every use is Unknown, and no error
};

// Where annotations are read: what names mean there. For a declaration inside functions, `function` is the innermost.
struct DeclarationScope {
  ModuleInfo* module = nullptr;
  ClassInfo* cls = nullptr;          // the innermost class body around, if any (functions in between allowed)
  FunctionInfo* function = nullptr;  // the innermost function around
  const std::vector<TypeVarInfo*>* type_params =
      nullptr;  // only these names: a PEP 695 list, around what it belongs to
  const DeclarationScope* parent = nullptr;
};

struct Declaration {
  DeclarationKind kind;
  Name name;                     // unqualified; a module's full dotted name
  ModuleInfo* module = nullptr;  // where it is written
  ClassInfo* owner = nullptr;    // the class in whose body it stands directly
  Span span;                     // of the name or statement in the module's source; empty for synthesised ones
  // More than one binding of this name can reach a reader: the value may be something else at run time.
  bool rebound = false;

  template <class T>
  T* as() {
    return kind == T::kKind ? static_cast<T*>(this) : nullptr;
  }
  template <class T>
  const T* as() const {
    return kind == T::kKind ? static_cast<const T*>(this) : nullptr;
  }
};

// ---- variables
// -------------------------------------------------------------------------------------------------------

// The type variables an owner (a class, a function, an alias) binds: which declaration each came from, and its own
// copy.
struct TypeBinder {
  std::vector<std::pair<TypeVarInfo*, const Type*>> bound;
  const Type* find(const TypeVarInfo* origin) const;
};

struct VariableInfo : Declaration {
  static constexpr DeclarationKind kKind = DeclarationKind::kVariable;
  const syntax::Expr* annotation = nullptr;      // as written, with Final, ClassVar and so on; null: none
  std::vector<const syntax::Expr*> values;       // right-hand sides of plain assignments `name = value`
  std::vector<const syntax::Stmt*> definitions;  // every statement that binds it, in order
  FunctionInfo* assigned_in = nullptr;           // instance attribute: the method with the first assignment
  DeclarationScope scope;                        // where the annotation and the values are to be read
  bool is_final = false;
  bool is_class_var = false;
  bool is_init_var = false;
  bool is_instance_attribute = false;  // made by `self.x = ...`, not in the class body
  bool is_enum_member = false;
  bool is_required = true;       // TypedDict keys
  bool is_read_only = false;     // likewise
  bool has_value = false;        // bound to something where declared
  bool complex_binding = false;  // bound by `for`, `with`, unpacking, `+=`, `del`...: `values` is not all

  bool has_augmented = false;  // `self.x += ...` somewhere
  // Instance attribute with values in more than the one method (or the class body): each value is to be read in the
  // method that holds its statement in `definitions`, not in `scope`.
  bool assigned_in_several = false;

  // The declared type; null when there is no annotation (or a bare Final): the type is then to be inferred from
  // `values`.
  const Type* declared_type();
  // For the engine that infers types: what it found for an undeclared variable; null until then.
  const Type* inferred_type = nullptr;

 private:
  friend class Declarations;
  friend class DeclarationBuilder;
  friend class MemberBuilder;
  friend class Synthesis;
  const Type* declared_ = nullptr;
  uint8_t state_ = 0;
};

struct TypeVarInfo : Declaration {
  static constexpr DeclarationKind kKind = DeclarationKind::kTypeVar;
  const syntax::Call* call = nullptr;        // T = TypeVar("T", ...); null when from a parameter list
  const syntax::TypeParam* param = nullptr;  // PEP 695
  DeclarationScope scope;
  // The declaration as written, bound to nothing. A class or function that uses the variable binds a copy of its own
  // (ClassInfo::type_params, CallableType::type_params), so that a `T` of two owners is two type variables.
  TypeVarDecl* type_var = nullptr;
};

struct AliasInfo : Declaration {
  static constexpr DeclarationKind kKind = DeclarationKind::kAlias;
  const syntax::Expr* value = nullptr;
  syntax::TypeParamList params_written;  // of a `type X[T] = ...` statement
  DeclarationScope scope;
  bool is_statement = false;      // `type X = ...`: a TypeAliasType at run time
  ClassInfo* of_class = nullptr;  // `X = SomeClass`: at run time simply that class object

  TypeList type_params();  // the free type variables, in order of appearance
  const Type* type();      // with them still in it; Unknown in a cycle

 private:
  friend class Declarations;
  friend class AnnotationReader;
  std::vector<const Type*> type_params_;
  std::vector<TypeVarInfo*> own_params_;  // PEP 695
  TypeBinder binder_;
  const Type* type_ = nullptr;
  uint8_t state_ = 0;
};

// ---- functions
// -------------------------------------------------------------------------------------------------------

struct FunctionInfo : Declaration {
  static constexpr DeclarationKind kKind = DeclarationKind::kFunction;
  const syntax::Stmt* node =
      nullptr;  // FunctionDef or AsyncFunctionDef; null: synthesised (a dataclass's __init__ ...)
  program::FunctionParts parts() const { return program::function_parts(node); }
  DeclarationScope scope;  // around the function

  bool is_static = false;
  bool is_class_method = false;     // __new__ is static, __init_subclass__ and __class_getitem__ are class methods
  bool is_property = false;         // this is the getter
  bool is_cached_property = false;  // functools.cached_property: assignable
  bool is_abstract = false;
  bool is_async = false;
  bool is_generator = false;
  bool is_final = false;
  bool is_override = false;
  bool is_overload = false;  // one of several, see `overloads` of the first
  bool is_no_type_check = false;
  bool returns_declared = false;  // has a return annotation
  bool fully_annotated = false;   // every parameter (but self) and the return
  bool is_synthesised = false;
  // Decorators that are none of the known ones, outermost first: the name's value is their result, to be inferred.
  std::vector<const syntax::Expr*> other_decorators;

  FunctionInfo* setter = nullptr;  // properties
  FunctionInfo* deleter = nullptr;
  std::vector<FunctionInfo*> overloads;    // on the first overload: all items in order, itself included
  FunctionInfo* implementation = nullptr;  // on the first overload: the one without @overload; may be null

  bool is_method() const { return owner != nullptr; }
  // CallableType with `self` or `cls` as first parameter (of type Self, type[Self] when not annotated), before
  // any decorator; coroutine and async generator results already wrapped. Never null.
  // Undeclared parameters and results are Unknown; `inferred_result` below is not looked at.
  const CallableType* signature();
  // The declared result as written (before wrapping into Coroutine); null when not declared.
  const Type* declared_result();
  // OverloadedType for overloads, else signature().
  const Type* type();
  // For the engine that infers types.
  const Type* inferred_result = nullptr;
  // Of parameters of functions without annotations: what calls give them, as far as known (argument_types.cpp).
  std::unordered_map<Name, const Type*> argument_types;

 private:
  friend class Declarations;
  friend class AnnotationReader;
  friend class SignatureBuilder;
  friend class Synthesis;
  const CallableType* signature_ = nullptr;
  const Type* declared_result_ = nullptr;
  const Type* type_ = nullptr;
  std::vector<TypeVarInfo*> own_params_;  // PEP 695
  TypeBinder binder_;
  uint8_t state_ = 0;
};

// ---- classes
// ---------------------------------------------------------------------------------------------------------

enum class ClassFlag : uint32_t {
  kProtocol = 1 << 0,
  kRuntimeCheckable = 1 << 1,
  kEnum = 1 << 2,
  kFlagEnum = 1 << 3,  // enum.Flag and below
  kDataclass = 1 << 4,
  kNamedTuple = 1 << 5,
  kTypedDict = 1 << 6,
  kNewType = 1 << 7,
  kAbstract = 1 << 8,           // has abstract methods left, or ABCMeta with @abstractmethod
  kFinal = 1 << 9,              // @final
  kException = 1 << 10,         // BaseException is among the bases
  kUnknownDecorator = 1 << 11,  // a class decorator of unknown meaning
  kUnknownBase = 1 << 12,       // somewhere in the MRO: any attribute may exist
  kHasSlots = 1 << 13,
  kHasGetattr = 1 << 14,  // __getattr__ or __getattribute__ in the MRO below object
  kTypeCheckOnly = 1 << 15,
  kMetaclassCustom = 1 << 16,  // metaclass other than type, ABCMeta, EnumMeta
  kInFunction = 1 << 17,       // made anew at each execution of a function
  kTotal = 1 << 18,            // TypedDict with total=True
  kTrait = 1 << 19,            // by a decorator of its own; with the next: for classes that are not compiled, too
  kInterpretedSubclasses = 1 << 20,
  kTotalOrdering = 1 << 21,    // @functools.total_ordering
};

struct DataclassOptions {
  bool init = true, repr = true, eq = true, order = false, unsafe_hash = false, frozen = false;
  bool match_args = true, kw_only = false, slots = false, weakref_slot = false;
  bool from_transform = false;  // dataclass_transform (attrs and the like): options are guesses
  bool understood = true;       // false when an option is not a literal
  // By the attrs library, what it finds being plain: then the options are not guesses.
  bool attrs = false;
  bool auto_attribs = false;    // annotated names are fields, else those given attr.ib() or field() alone
  bool checks_stores = false;   // attrs.define: converters and validators run when attributes are set, too
  // What a construction calls last.
  const char* post_init() const { return attrs ? "__attrs_post_init__" : "__post_init__"; }
};

struct DataclassField {
  VariableInfo* variable = nullptr;  // the declaring one; type in terms of the class that declares it
  ClassInfo* declared_in = nullptr;
  const Type* type = nullptr;                     // in terms of this class's own type parameters
  const syntax::Expr* default_value = nullptr;    // `x: int = 3` or field(default=...)
  const syntax::Expr* default_factory = nullptr;  // field(default_factory=...)
  const syntax::Call* field_call = nullptr;
  bool init = true, repr = true, compare = true, kw_only = false, is_init_var = false;
  bool converted = false, validated = false, hooked = false;  // attrs: by functions; where it is set after construction, too
  Name parameter;  // of __init__: attrs leaves underscores in front away
  bool has_default() const { return default_value != nullptr || default_factory != nullptr; }
};

// What was found for a name in a class or one of its bases.
struct Member {
  Declaration* declaration = nullptr;  // null: nothing found
  // The class it was found in, with type arguments in terms of the class that was searched. Types of the declaration
  // speak of found_in->cls->type_params(); substitute found_in->args for them.
  const InstanceType* found_in = nullptr;
  explicit operator bool() const { return declaration != nullptr; }
};

struct ClassInfo : Declaration {
  static constexpr DeclarationKind kKind = DeclarationKind::kClass;
  const syntax::ClassDef* node = nullptr;  // null: made by a call (NamedTuple("P", ...), NewType) or synthesised
  const syntax::Call* call = nullptr;      // the call that made it, for the functional forms
  DeclarationScope scope;                  // around the class
  Name qualified_name;                     // Outer.Inner, as __qualname__ (with <locals>)

  // Its type parameters, as TypeVar terms, in the order in which arguments are given.
  TypeList type_params();
  // Base classes as written, as InstanceTypes; Generic[...] and Protocol[...] are left out; `object` is added at the
  // root.
  TypeList bases();
  // C3 order, itself first (with its own type parameters as arguments), `object` last; each in terms of this class's
  // parameters. Where no consistent order exists: depth first, duplicates dropped.
  std::span<const InstanceType* const> mro();
  bool is(ClassFlag flag);
  bool has_unknown_base() { return is(ClassFlag::kUnknownBase); }
  // The metaclass other than `type`; null when there is none or it is unknown.
  ClassInfo* metaclass();
  // Whether `other` is this class or among its bases. False when unknown.
  bool derives_from(const ClassInfo* other);
  // `other` with the arguments this class gives it, in terms of this class's parameters; null when not a base.
  const InstanceType* base_instance(const ClassInfo* other);
  // A class below tuple: the tuple it is (NamedTuple, class P(tuple[int, str])), in terms of its parameters; else null.
  const TupleType* tuple_type();

  // Names of members are mangled as in the class they are written in (program::mangle): `self.__x` is `_C__x`.
  // Only what its own body (and synthesis: dataclass, NamedTuple, Enum, TypedDict) declares, in order of definition,
  // then instance attributes found in its methods.
  Declaration* own_member(Name member_name);
  std::span<Declaration* const> own_members();
  // Through the MRO.
  Member find_member(Name member_name);
  // Likewise, this class itself (and so its subclasses' super()) left out.
  Member find_inherited(Name member_name);

  const DataclassOptions* dataclass();                 // null unless a dataclass
  // How many of its decorators give back the class they are given and look at nothing of it.
  size_t marking_decorators();
  std::span<const DataclassField> dataclass_fields();  // those of the bases first, as __init__ takes them
  std::span<VariableInfo* const> enum_members();       // in order
  std::span<VariableInfo* const> tuple_fields();       // NamedTuple, in order
  std::vector<VariableInfo*> typed_dict_keys();        // those of the bases first
  const Type* new_type_base();                         // NewType: what it wraps
  std::span<FunctionInfo* const> abstract_methods();   // those left unimplemented, from the MRO

  // Direct subclasses within the modules under analysis; complete only after Declarations::index_program().
  std::vector<ClassInfo*> known_subclasses;

 private:
  friend class Declarations;
  friend class AnnotationReader;
  friend class HeaderBuilder;
  friend class MemberBuilder;
  friend class Synthesis;
  void ensure_bases();
  void ensure_extras();
  Declaration* own_in_progress(Name member_name);
  Declarations& store() const;
  uint32_t flags_ = 0;
  uint8_t params_state_ = 0;
  uint8_t bases_state_ = 0;  // with flags
  uint8_t table_state_ = 0;
  uint8_t members_state_ = 0;  // what is not in the body: synthesised members, instance attributes
  uint8_t tuple_fields_state_ = 0;
  uint8_t tuple_state_ = 0;
  bool transforms_ = false;      // subclasses are dataclasses (dataclass_transform)
  bool dataclass_read_ = false;  // by a decorator of its own
  uint8_t marking_decorators_ = 0;
  uint8_t mro_state_ = 0;
  uint8_t abstract_state_ = 0;
  uint8_t fields_state_ = 0;
  std::vector<const Type*> type_params_;
  std::vector<TypeVarInfo*> own_params_;  // PEP 695
  TypeBinder binder_;
  std::vector<const Type*> bases_;
  std::vector<const InstanceType*> mro_;
  ClassInfo* metaclass_ = nullptr;
  const TupleType* tuple_type_ = nullptr;
  const Type* new_type_base_ = nullptr;
  DataclassOptions dataclass_;
  std::vector<DataclassField> fields_;
  std::vector<VariableInfo*> enum_members_;
  std::vector<VariableInfo*> tuple_fields_;
  std::vector<FunctionInfo*> abstract_methods_;
  std::vector<Declaration*> members_;  // in order, once complete
  bool members_listed_ = false;
  uint8_t enum_state_ = 0;
  std::vector<Declaration*> synthesised_;
  std::vector<VariableInfo*> attributes_;  // found in methods
  std::unordered_map<Name, Declaration*> by_name_;
};

// ---- modules
// ---------------------------------------------------------------------------------------------------------

struct ModuleInfo : Declaration {
  static constexpr DeclarationKind kKind = DeclarationKind::kModule;
  Declarations* store = nullptr;
  const syntax::Module* tree = nullptr;  // of a module under analysis; null: from the payload, parsed symbol by symbol
  bool is_stub = false;
  bool is_package = false;

  // What `name` means in the module: imports are followed to what they import. Null: not defined.
  // Submodules of a package are found where something imports them (anywhere: presence of the file is enough).
  Declaration* find(Name symbol);
  // What `from module import name` gives: as find(), but private re-exports of stubs (`import x` without `as x`) are
  // not seen.
  Declaration* find_exported(Name symbol);
  // Every name bound at its top level, star imports included, in order of definition.
  std::vector<Name> symbols();
  // The names a star import takes: `__all__` where it can be read, else those without underscore.
  std::vector<Name> star_names();
  // A module-level __getattr__ makes every unknown name valid (Unknown).
  bool has_getattr();

 private:
  friend class Declarations;
  friend class DeclarationBuilder;
  friend class MemberBuilder;
  ModuleContents* contents_ = nullptr;
};

}  // namespace krait::types
