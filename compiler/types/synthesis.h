// Internal: members that no one wrote: what dataclass, NamedTuple, TypedDict and the like add to a class.
#pragma once

#include <string_view>
#include <vector>

#include "types/declaration_store.h"

namespace krait::types {

class Synthesis {
 public:
  explicit Synthesis(ClassInfo* cls) : cls_(cls), store_(cls->store()), types_(store_.types()) {}

  void run();
  std::vector<DataclassField> own_dataclass_fields();
  void read_dataclass_fields();
  // Whether the call is the attrs library's attr.ib() or field().
  static bool is_attrs_field(Declarations& store, const syntax::Expr* call, const DeclarationScope& scope);
  void read_tuple_fields();

  FunctionInfo* add_function(std::string_view name, std::vector<Param> params, const Type* result);
  VariableInfo* add_variable(std::string_view name, const Type* type, bool is_class_var);
  void finish_header(std::vector<const Type*> bases, uint32_t flags);
  void set_new_type(const Type* base);
  void set_tuple_fields(std::vector<VariableInfo*> fields, size_t defaults);
  void mark_enum_member(VariableInfo* member, const syntax::Expr* value);

 private:
  Param self_param();
  void add_orderings();
  bool has_own(std::string_view name);
  void add_dataclass_members();
  void add_named_tuple_members();
  void add_typed_dict_members();
  void add_match_args(const std::vector<Name>& names);
  void read_field_call(DataclassField& field, const syntax::Call* call);
  void read_attrs_call(DataclassField& field, const syntax::Call* call);
  std::vector<DataclassField> own_attrs_fields();

  ClassInfo* cls_;
  Declarations& store_;
  TypeContext& types_;
};

}  // namespace krait::types
