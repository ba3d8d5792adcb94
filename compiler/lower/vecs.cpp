// vec[T] of krait: subscripts, methods, construction and loops of what claims to be one. The instructions test that, and do what Python does where it is
// not so; a loop tests it where it begins.
#include "lower/claims.h"
#include "lower/function_lowering.h"
#include "types/declarations.h"
#include "types/native_numbers.h"

namespace krait::lower {

using namespace syntax;

std::optional<ir::Type> ModuleLowering::vec_item(const types::Type* type) const {
  const types::Type* item = types::vec_item(type);
  if (item == nullptr || item->is_gradual()) return std::nullopt;
  // What a type variable or a NewType stands for at run time is not known here.
  if (const auto* instance = item->as<types::InstanceType>()) {
    if (instance->cls->is(types::ClassFlag::kNewType)) return std::nullopt;
    if (std::optional<ir::Repr> number = machine_number(instance->cls)) return ir::Type{*number, 0};
    std::string_view name = builtin_class(item);
    return name == "bool" ? ir::kBool : name == "float" ? ir::kF64 : ir::kObj;
  }
  bool known = item->is_none() || item->as<types::TupleType>() != nullptr || (item->as<types::UnionType>() != nullptr && !item->has_type_vars);
  return known ? std::optional(ir::kObj) : std::nullopt;
}

int64_t ModuleLowering::vec_kind(ir::Type item) { return item == ir::kObj ? 0 : static_cast<int64_t>(item.repr); }

// An item of a vec that holds `type`.
ValueId FunctionLowering::as_item(ValueId value, ir::Type type, krait::Span span) {
  return ir::is_machine_number(type.repr) ? to_machine(value, type, span) : convert(value, type, span);
}

// Nothing where the index may be another thing than an int: slices are a matter of the class.
std::optional<ValueId> FunctionLowering::vec_index(ValueId index, krait::Span span) {
  if (type_of(index) == ir::kBool || ir::is_machine_int(type_of(index).repr)) return convert(index, ir::kTag, span);
  return type_of(index) == ir::kTag ? std::optional(index) : std::nullopt;
}

std::optional<ValueId> FunctionLowering::vec_get(const Subscript* expr, ValueId object, ValueId index) {
  std::optional<ir::Type> item = module_.vec_item(claimed(expr->value));
  std::optional<ValueId> at = item ? vec_index(index, expr->span) : std::nullopt;
  if (!at) return std::nullopt;
  if (*item == ir::kObj) return emit(Op::VecGetRef, {object, *at}, expr->span);
  return emit(Op::VecGet, {object, *at}, expr->span, *item);
}

bool FunctionLowering::vec_set(const Subscript* target, ValueId object, ValueId index, ValueId value) {
  std::optional<ir::Type> item = module_.vec_item(claimed(target->value));
  if (!item || *item == ir::kObj) return false;
  std::optional<ValueId> at = vec_index(index, target->span);
  if (!at) return false;
  emit(Op::VecSet, {object, *at, as_item(value, *item, target->span)}, target->span);
  return true;
}

std::optional<ValueId> FunctionLowering::lower_vec_method(const Call* expr, const Attribute* callee) {
  std::optional<ir::Type> item = module_.vec_item(claimed(callee->value));
  if (!item) return std::nullopt;
  std::string_view name = callee->attr.text();
  if (name == "append" && expr->args.size() == 1 && discarded_ == expr) {
    ValueId receiver = lower_obj(callee->value);
    if (!is<NameExpr>(expr->args[0]) && !is<Constant>(expr->args[0]))
      emit(Op::VecMethodReady, {receiver, const_name(callee->attr)}, callee->span, ir::kVoid, ModuleLowering::vec_kind(*item));
    ValueId value = as_item(lower(expr->args[0]), *item, expr->span);
    return emit(*item == ir::kObj ? Op::VecAppendRef : Op::VecAppend, {receiver, value}, expr->span);
  }
  if (name == "pop" && expr->args.empty() && *item != ir::kObj) return emit(Op::VecPop, {lower_obj(callee->value)}, expr->span, *item);
  return std::nullopt;
}

// vec[T]() and vec[T](items) of numbers.
std::optional<ValueId> FunctionLowering::lower_vec_construction(const Call* expr) {
  const auto* cls = as<Subscript>(expr->func);
  if (cls == nullptr || !expr->keywords.empty() || expr->args.size() > 1 || module_.analysis() == nullptr) return std::nullopt;
  if (!expr->args.empty() && is<Starred>(expr->args[0])) return std::nullopt;
  types::Reference of = module_.analysis()->reference(cls->value);
  if (of.kind != types::ReferenceKind::kClass || of.rebound || !types::is_vec(of.cls)) return std::nullopt;
  std::optional<ir::Type> item = module_.vec_item(claimed(expr));
  if (!item || *item == ir::kObj) return std::nullopt;
  ValueId items = expr->args.empty() ? absent(ir::kObj) : lower_obj(expr->args[0]);
  return emit(Op::VecNew, {items}, expr->span, ir::kVoid, ModuleLowering::vec_kind(*item));
}

// By index, looking at the size each time, as lists are walked.
std::optional<FunctionLowering::Iteration> FunctionLowering::start_vec(const Expr* iterable, krait::Span span) {
  std::optional<ir::Type> item = module_.vec_item(claimed(iterable));
  if (!item) return std::nullopt;
  ValueId object = lower_obj(iterable);
  Iteration iteration;
  iteration.shape = Iteration::Shape::Vec;
  iteration.source = iterable;
  iteration.span = span;
  iteration.item = *item;
  iteration.generic = add_variable(ir::kBool, "");
  iteration.iterator = add_variable(ir::kObj, "");
  iteration.index = add_variable(ir::kI64, "");
  BlockId known = new_block(), otherwise = new_block(true), ready = new_block();
  branch(emit(Op::VecIs, {object}, span, ir::kVoid, ModuleLowering::vec_kind(*item)), known, otherwise, 1);
  seal(known);
  seal(otherwise);
  set_block(known);
  write_variable(iteration.generic, const_bool(false));
  write_variable(iteration.iterator, object);
  write_variable(iteration.index, const_i64(0));
  jump(ready);
  set_block(otherwise);
  write_variable(iteration.generic, const_bool(true));
  write_variable(iteration.iterator, emit(Op::PyIter, {object}, span));
  write_variable(iteration.index, const_i64(0));
  jump(ready);
  seal(ready);
  set_block(ready);
  return iteration;
}

ValueId FunctionLowering::next_of_vec(const Iteration& iteration, BlockId exhausted) {
  krait::Span span = iteration.span;
  ValueId vec = read_variable(iteration.iterator), index = read_variable(iteration.index);
  BlockId next = new_block();
  branch(emit(Op::I64Lt, {index, emit(Op::VecSize, {vec}, span)}, span), next, exhausted, 1);
  seal(next);
  set_block(next);
  ValueId items = emit(Op::VecItems, {vec}, span);
  ValueId item = iteration.item == ir::kObj ? emit(Op::VecLoadRef, {vec, items, index}, span)
                                            : emit(Op::VecLoad, {vec, items, index}, span, iteration.item);
  write_variable(iteration.index, emit(Op::I64AddWrap, {index, const_i64(1)}, span));
  return item;
}

}  // namespace krait::lower
