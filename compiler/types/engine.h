// Everything about types that concerns the program as a whole: relations between terms, members of values, solving of calls,
// and the inferred types of undeclared variables and results. One Engine serves one analysis; not thread-safe.
//
// The parts lie in relations.cpp (assignability), protocols.cpp, solve.cpp (type variables), members.cpp, and
// demand.cpp (what is inferred when first asked for).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "types/analysis.h"
#include "types/declarations.h"
#include "types/substitute.h"
#include "types/type.h"
#include "types/well_known.h"

namespace krait::types {

// Relations nest this deep (through protocols and arguments) before they are taken to hold.
inline constexpr int kMaxRelationDepth = 40;
// Bodies that are analysed because another one, under analysis, asks for a type.
inline constexpr int kMaxDemandDepth = 24;

// What `receiver.name` is.
struct MemberAccess {
  enum class Status : uint8_t {
    kFound,
    kUnknown,  // there may be such a member; type is Unknown
    kMissing,  // there is none
  };
  Status status = Status::kUnknown;
  const Type* type = nullptr;    // of the value read; never null
  const Type* written = nullptr; // of what may be assigned; null: the same
  Declaration* declaration = nullptr;
  ClassInfo* cls = nullptr;      // of the receiver
  ClassInfo* owner = nullptr;    // where it was found
  bool bound = false;            // a method with its receiver
  bool is_property = false;
  bool read_only = false;
  bool is_instance_variable = false;
};

// Solutions of the type variables of one call, while its arguments come in.
struct Solution {
  struct Bounds {
    const TypeVarDecl* decl;
    const Type* lower = nullptr;  // values of these types were given
    const Type* upper = nullptr;  // values are used as these types
  };
  std::vector<Bounds> vars;

  explicit Solution(TypeList type_params);
  Bounds* find(const TypeVarDecl* decl);
};

class VariableDemand;  // walker side

class Engine {
 public:
  Engine(TypeContext& context, Declarations* declarations);

  TypeContext& types;
  Declarations* declarations;
  WellKnown known;

  // ---- relations.cpp
  // Whether a value of type `from` may be used where `to` is asked for. Gradual: Unknown and Any go both ways. Errs towards
  // true: variance is taken loosely and limits count as yes, so that false means an error for sure.
  bool assignable(const Type* from, const Type* to);
  // The union of both, Unknown when it gets wider than kMaxJoinWidth.
  const Type* join(const Type* a, const Type* b);
  const Type* join(TypeList items);
  bool partial_of(const Type* partial, const Type* other);
  // Literal types replaced by their classes (implicit ones, as a variable's first value has), also within tuples.
  const Type* widen_literals(const Type* type);
  // Whether some value may be of both types. True in doubt.
  bool may_overlap(const Type* a, const Type* b);
  // An instance type for any value type: int for Literal[1], tuple[int | str, ...] for tuples, the bound for type variables.
  // Null for unions, callables, Unknown.
  const InstanceType* as_instance(const Type* type);
  // `type` seen as an instance of its base class `base` (nominal only); null when that is none of its bases.
  const InstanceType* upcast(const Type* type, ClassInfo* base);
  const Type* tuple_element(const TupleType* tuple);  // join of all elements

  // ---- protocols.cpp
  bool implements(const Type* from, const InstanceType* protocol);
  std::vector<Name> protocol_members(ClassInfo* protocol);

  // ---- solve.cpp
  // Learns from a value of type `actual` given for `formal`, which mentions variables of `solution`.
  void constrain(Solution& solution, const Type* formal, const Type* actual, int depth = 0);
  // Learns from the type the result is wanted as, for variables that the arguments left open.
  Substitution solve(const Solution& solution);
  // Only variables about which something is known.
  Substitution solve_known(const Solution& solution);

  // ---- members.cpp
  MemberAccess member(const Type* receiver, Name name);
  MemberAccess class_member(const TypeObjectType* object, Name name);
  MemberAccess instance_member(const InstanceType* receiver, Name name, const Type* self);
  // As super() in class `cls` sees it.
  MemberAccess super_member(ClassInfo* cls, Name name, const Type* self, bool on_class);
  // `function` without its first parameter, which is `receiver`; type variables that the receiver decides are solved.
  const Type* bind(const Type* function, const Type* receiver);
  // What calling a class object takes and gives.
  const Type* constructor(const TypeObjectType* object, FunctionInfo** chosen = nullptr);
  // Callable or Overloaded form of anything that can be called; null when unknown, never when it surely cannot be called
  // (then *callable is false).
  const Type* call_type(const Type* type, bool* callable);
  const Type* element_of(const Type* iterable, bool* iterable_known);     // what `for` gives; Unknown when not known
  const Type* async_element_of(const Type* iterable);
  const Type* awaited(const Type* awaitable);
  const Type* enum_value(const Type* type);

  // ---- demand.cpp
  const Type* declaration_type(Declaration* declaration);
  // Declared, or inferred over all bindings; literals kept for Final only.
  const Type* variable_type(VariableInfo* variable);
  // signature() with an inferred result where none was declared, decorators applied.
  const Type* function_type(FunctionInfo* function);
  const Type* undecorated_type(FunctionInfo* function);
  const Type* function_result(FunctionInfo* function);
  // The class's own type parameters as arguments: what `self` is in its body.
  const InstanceType* self_instance(ClassInfo* cls);

  // What analyses bodies when a type is asked for (walker.h); absent: Unknown.
  struct Demand {
    virtual ~Demand() = default;
    virtual const Type* infer_variable(VariableInfo* variable) = 0;
    virtual const Type* infer_result(FunctionInfo* function) = 0;
    virtual const Type* apply_decorators(FunctionInfo* function, const Type* type) = 0;
  };
  Demand* demand = nullptr;

  // For messages.
  static std::string show(const Type* type);

 private:
  bool assignable_uncached(const Type* from, const Type* to);
  bool assignable_instance(const Type* from, const InstanceType* to);
  bool assignable_instances(const InstanceType* from, const InstanceType* to);
  bool assignable_tuple(const TupleType* from, const TupleType* to);
  bool assignable_to_callable(const Type* from, const CallableType* to);
  bool assignable_signature(const CallableType* from, const CallableType* to);
  bool arguments_agree(const InstanceType* from, const InstanceType* to);
  void constrain_signature(Solution& solution, const CallableType* formal, const CallableType* actual, int depth);
  void constrain_instance(Solution& solution, const InstanceType* formal, const Type* actual, int depth);
  void add_lower(Solution::Bounds& bounds, const Type* type);
  MemberAccess found(const Member& member, const InstanceType* receiver, const Type* self, bool on_class);
  MemberAccess union_member(TypeList items, Name name);
  const Type* property_type(FunctionInfo* getter, const Substitution& with, const Type* self);
  Substitution class_substitution(const InstanceType* found_in, const InstanceType* receiver, const Type* self);
  bool slot_named(ClassInfo* cls, Name name);
  const Type* generic_over(const Type* function, ClassInfo* cls);
  const Type* read_descriptor(const Type* type, const Type* instance, const Type* owner, bool* is_descriptor);

  int relation_depth_ = 0;
  int solve_depth_ = 0;
  int member_depth_ = 0;
  bool result_is_tentative_ = false;
  std::vector<std::pair<const Type*, const Type*>> assumed_;
  std::unordered_map<uint64_t, bool> assignable_cache_;
  std::unordered_map<uint64_t, MemberAccess> member_cache_;
  std::unordered_map<const ClassInfo*, std::vector<Name>> protocol_members_;
  std::unordered_map<const Type*, std::pair<const Type*, FunctionInfo*>> constructors_;
};

}  // namespace krait::types
