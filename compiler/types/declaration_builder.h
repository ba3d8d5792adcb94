// Internal: from the statements that bind a name to the declaration it stands for.
#pragma once

#include <span>
#include <vector>

#include "types/bindings.h"
#include "types/declaration_store.h"

namespace krait::types {

// What a decorator is known to do.
enum class DecoratorKind : uint8_t {
  kOther,
  kHarmless,
  kOverload,
  kProperty,
  kCachedProperty,
  kSetter,
  kDeleter,
  kGetter,
  kStaticMethod,
  kClassMethod,
  kAbstract,
  kAbstractProperty,
  kAbstractStatic,
  kAbstractClass,
  kFinal,
  kOverride,
  kNoTypeCheck,
  kDataclass,
  kDataclassTransform,
  kRuntimeCheckable,
  kTypeCheckOnly,
  kTrait,
  kMypycAttr,
  kTotalOrdering
};

class DeclarationBuilder {
 public:
  // `owner`: the class in whose body the bindings stand; `scope`: where their expressions are read.
  DeclarationBuilder(Declarations& store, ModuleInfo* module, ClassInfo* owner, const DeclarationScope& scope)
      : store_(store), module_(module), owner_(owner), scope_(scope) {}

  // Never null. `bindings` are all those of `name`, in order; not empty.
  Declaration* build(Name name, std::span<const Binding> bindings);

  // A class made by a call: NamedTuple(...), namedtuple(...), TypedDict(...), Enum(...), NewType(...). Null for other
  // calls.
  static ClassInfo* class_from_call(Declarations& store, ModuleInfo* module, ClassInfo* owner,
                                    const DeclarationScope& scope, Name name, const syntax::Call* call);

  static DecoratorKind decorator_kind(Declarations& store, const syntax::Expr* decorator, Name function,
                                      const DeclarationScope& scope);

 private:
  Declaration* build_import(const Binding& binding);
  Declaration* build_functions(Name name, std::span<const Binding> bindings);
  FunctionInfo* make_function(Name name, const syntax::Stmt* stmt);
  ClassInfo* make_class(Name name, const syntax::ClassDef* def);
  VariableInfo* build_variable(Name name, std::span<const Binding> bindings);
  // T = TypeVar("T"), P = NamedTuple("P", ...), X = OtherClass and so on; null when it is just a variable.
  Declaration* build_special(Name name, const Binding& binding);
  Declaration* build_alias(Name name, const Binding& binding);
  bool is_type_expression(const syntax::Expr* expr, int depth);

  Declarations& store_;
  ModuleInfo* module_;
  ClassInfo* owner_;
  const DeclarationScope& scope_;
};

}  // namespace krait::types
