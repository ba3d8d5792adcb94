// Subscripts: by what the receiver claims to be, with indexes that need no box.
#include "lower/claims.h"
#include "lower/function_lowering.h"
#include "lower/runtime_codes.h"

namespace krait::lower {

using namespace syntax;

ValueId FunctionLowering::lower_subscript(const Subscript* expr) {
  ValueId object = lower_obj(expr->value);
  const auto* slice = as<Slice>(expr->slice);
  if (slice != nullptr && slice->step == nullptr) {
    auto [start, stop] = slice_bounds(slice);
    return emit(Op::PyGetSlice, {object, start, stop}, expr->span);
  }
  if (slice != nullptr && slice->lower == nullptr && slice->upper == nullptr) {
    // [::-1]
    const auto* step = as<UnaryOp>(slice->step);
    const auto* one = step != nullptr && step->op == UnaryOperator::kUSub ? as<Constant>(step->operand) : nullptr;
    if (one != nullptr && one->value.kind == ConstantKind::kInt && one->value.integer == 1)
      return emit(Op::ReversedCopy, {object}, expr->span);
  }
  if (slice != nullptr && slice->step != nullptr) {
    auto [start, stop] = slice_bounds(slice);
    return emit(Op::PyGetSliceStep, {object, start, stop, lower_as(slice->step, ir::kTag)}, expr->span);
  }
  return get_item(expr, object, lower_operand(expr->slice));
}

// A tag holds any object, so bounds of every kind go this way.
std::pair<ValueId, ValueId> FunctionLowering::slice_bounds(const Slice* slice) {
  ValueId start = slice->lower == nullptr ? absent(ir::kTag) : lower_as(slice->lower, ir::kTag);
  ValueId stop = slice->upper == nullptr ? absent(ir::kTag) : lower_as(slice->upper, ir::kTag);
  return {start, stop};
}

// An index as a tag, where it is an int: a bool, too, of what builtin sequences take (others may look at the key they get).
ValueId FunctionLowering::index_operand(const Subscript* expr, ValueId index) {
  std::string_view container = builtin_class(claimed(expr->value));
  bool sequence = container == "list" || container == "tuple" || container == "str" || container == "bytes" || container == "bytearray";
  bool flag = sequence && builtin_class(claimed(expr->slice)) == "bool" && (type_of(index) == ir::kBool || type_of(index) == ir::kObj);
  return flag || ir::is_machine_int(type_of(index).repr) ? convert(index, ir::kTag, expr->span) : index;
}

ValueId FunctionLowering::get_item(const Subscript* expr, ValueId object, ValueId index) {
  krait::Span span = expr->span;
  std::string_view container = builtin_class(claimed(expr->value));
  if (container == "dict") return emit(Op::DictGetItem, {object, to_obj(index, span)}, span);
  if (std::optional<ValueId> item = vec_get(expr, object, index)) return *item;
  index = index_operand(expr, index);
  if (type_of(index) != ir::kTag) return emit(Op::PyGetItem, {object, to_obj(index, span)}, span);
  ir::Type item = ModuleLowering::unboxed_item(module_.representation(claimed(expr)));
  if (container == "list")
    return emit(item == ir::kTag ? Op::ListGetTag : item == ir::kNum ? Op::ListGetNum : Op::ListGet, {object, index}, span);
  if (container == "tuple")
    return emit(item == ir::kTag ? Op::TupleGetTag : item == ir::kNum ? Op::TupleGetNum : Op::TupleGet, {object, index}, span);
  if (container == "str") return emit(Op::StrGet, {object, index}, span);
  if (container == "bytes" || container == "bytearray") return emit(Op::BytesGet, {object, index}, span, ir::kVoid, container == "bytearray");
  return emit(Op::PyGetItemTag, {object, index}, span);
}

void FunctionLowering::set_item(const Subscript* target, ValueId object, ValueId index, ValueId value) {
  krait::Span span = target->span;
  std::string_view container = builtin_class(claimed(target->value));
  if (container == "dict") {
    ValueId key = to_obj(index, span);
    if (ir::is_machine_int(type_of(value).repr)) value = convert(value, ir::kTag, span);
    if (type_of(value) == ir::kTag) emit(Op::DictSetTag, {object, key, value}, span);
    else emit(Op::DictSetItem, {object, key, to_obj(value, span)}, span);
    return;
  }
  if (vec_set(target, object, index, value)) return;
  index = index_operand(target, index);
  if (type_of(index) != ir::kTag) {
    ValueId key = to_obj(index, span);
    emit(Op::PySetItem, {object, key, to_obj(value, span)}, span);
    return;
  }
  if (container == "bytearray" && ModuleLowering::unboxed_item(type_of(value)) == ir::kTag) {
    emit(Op::BytesSet, {object, index, convert(value, ir::kTag, span)}, span);
    return;
  }
  if (container != "list") {
    emit(Op::PySetItemTag, {object, index, to_obj(value, span)}, span);
    return;
  }
  if (ir::is_machine_int(type_of(value).repr)) value = convert(value, ir::kTag, span);
  ir::Type type = type_of(value);
  if (type == ir::kTag) emit(Op::ListSetTag, {object, index, value}, span);
  else if (type == ir::kNum || type == ir::kF64) emit(Op::ListSetNum, {object, index, convert(value, ir::kNum, span)}, span);
  else if (type == ir::kBool) emit(Op::ListSetBool, {object, index, value}, span);
  else emit(Op::ListSet, {object, index, to_obj(value, span)}, span);
}

// The truth of flags[i] without a reference to the item.
std::optional<ValueId> FunctionLowering::lower_item_truth(const Subscript* expr) {
  if (is<Slice>(expr->slice) || builtin_class(claimed(expr->value)) != "list" || builtin_class(claimed(expr)) != "bool") return std::nullopt;
  if (ModuleLowering::unboxed_item(module_.representation(claimed(expr->slice))) != ir::kTag) return std::nullopt;
  ValueId object = lower_obj(expr->value);
  return emit(Op::ListTruthAt, {object, lower_as(expr->slice, ir::kTag)}, expr->span);
}

// s[i] == c without making the character. The pass `characters` does it where the other side is a constant or a character, too.
std::optional<ValueId> FunctionLowering::lower_character_test(const Compare* expr) {
  if (expr->ops.size() != 1 || (expr->ops[0] != CmpOp::kEq && expr->ops[0] != CmpOp::kNotEq)) return std::nullopt;
  auto character = [&](const Expr* side) -> const Subscript* {
    const auto* subscript = as<Subscript>(side);
    if (subscript == nullptr || is<Slice>(subscript->slice)) return nullptr;
    if (builtin_class(claimed(subscript->value)) != "str") return nullptr;
    return module_.representation(claimed(subscript->slice)) == ir::kTag ? subscript : nullptr;
  };
  const Subscript* left = character(expr->left);
  if (left == nullptr || builtin_class(claimed(expr->comparators[0])) != "str") return std::nullopt;
  // The character's IndexError comes before anything of the right side is evaluated: that must have no effects.
  if (!is<NameExpr>(expr->comparators[0])) return std::nullopt;
  ValueId string = lower_obj(left->value);
  ValueId index = lower_as(left->slice, ir::kTag);
  ValueId equal = emit(Op::StrAtEq, {string, index, lower_obj(expr->comparators[0])}, left->span);  // what may fail, as a rule
  return expr->ops[0] == CmpOp::kEq ? equal : emit(Op::BoolNot, {equal}, expr->span);
}

// x in (1, 2, 3): each item is compared in turn, as Python does; x in {...} of constants: a frozenset made once.
std::optional<ValueId> FunctionLowering::lower_literal_membership(const Compare* expr, ValueId item) {
  CmpOp op = expr->ops[0];
  if (op != CmpOp::kIn && op != CmpOp::kNotIn) return std::nullopt;
  const ExprList* items = nullptr;
  bool set = false;
  if (const auto* tuple = as<Tuple>(expr->comparators[0])) items = &tuple->elts;
  if (const auto* list = as<List>(expr->comparators[0])) items = &list->elts;
  if (const auto* display = as<Set>(expr->comparators[0])) {
    items = &display->elts;
    set = true;
  }
  if (items == nullptr || items->empty()) return std::nullopt;
  bool small_ints = true, constants = true;
  for (const Expr* each : *items) {
    const auto* constant = as<Constant>(each);
    constants = constants && constant != nullptr;
    small_ints = small_ints && constant != nullptr && constant->value.kind == ConstantKind::kInt &&
                 constant->value.integer < (int64_t{1} << 62);
  }
  if (!constants) return std::nullopt;
  krait::Span span = expr->span;
  if (small_ints && !set && items->size() <= 8 && type_of(item) == ir::kTag) {
    BlockId done = new_block();
    VariableId result = add_variable(ir::kBool, "");
    for (size_t i = 0; i < items->size(); ++i) {
      ValueId equal = emit(Op::TagEq, {const_tag(to<Constant>((*items)[i])->value.integer), item}, span);
      if (i + 1 == items->size()) {
        write_variable(result, op == CmpOp::kIn ? equal : emit(Op::BoolNot, {equal}, span));
        jump(done);
        break;
      }
      BlockId found = new_block(), next = new_block();
      branch(equal, found, next);
      seal(found);
      seal(next);
      set_block(found);
      write_variable(result, const_bool(op == CmpOp::kIn));
      jump(done);
      set_block(next);
    }
    seal(done);
    set_block(done);
    return read_variable(result);
  }
  std::vector<ir::ConstId> ids;
  for (const Expr* each : *items) ids.push_back(module_.constant(to<Constant>(each)->value));
  ValueId container = const_obj(set ? module_.frozenset_constant(ids) : module_.tuple_constant(ids));
  ValueId object = to_obj(item, span);
  ValueId found = emit(set ? Op::SetContains : Op::TupleContains, {container, object}, span);
  return op == CmpOp::kIn ? found : emit(Op::BoolNot, {found}, span);
}

// Strings and sequences where both sides claim to be what the instruction is for.
ValueId FunctionLowering::claimed_binary(Operator op, ValueId left, const Expr* left_expr, ValueId right, const Expr* right_expr,
                                         krait::Span span, bool inplace) {
  if (type_of(left) == ir::kObj) {
    std::string_view kind = builtin_class(claimed(left_expr));
    if (op == Operator::kAdd && kind == "str" && type_of(right) == ir::kObj && builtin_class(claimed(right_expr)) == "str")
      return emit(inplace ? Op::StrIAdd : Op::StrAdd, {left, right}, span);
    if (op == Operator::kAdd && kind == "list" && type_of(right) == ir::kObj && builtin_class(claimed(right_expr)) == "list" && !inplace)
      return emit(Op::ListConcat, {left, right}, span);
    if (op == Operator::kMult && kind == "list" && type_of(right) == ir::kTag && !inplace)
      return emit(Op::ListRepeat, {left, right}, span);
    if (std::optional<ValueId> result = instance_binary(op, left, left_expr, right, span, inplace)) return *result;
  }
  return binary(op, left, right, span, inplace, is_peer(left_expr) || is_peer(right_expr));
}

std::optional<ValueId> FunctionLowering::claimed_compare(CmpOp op, ValueId left, const Expr* left_expr, ValueId right,
                                                         const Expr* right_expr, krait::Span span) {
  if (op == CmpOp::kIn || op == CmpOp::kNotIn) {
    std::string_view kind = type_of(right) == ir::kObj ? builtin_class(claimed(right_expr)) : std::string_view();
    Op which = kind == "dict" ? Op::DictContains : kind == "str" ? Op::StrContains : kind == "set" || kind == "frozenset" ? Op::SetContains : Op::PyContains;
    if (which == Op::PyContains) return std::nullopt;
    ValueId found = emit(which, {right, to_obj(left, span)}, span);
    return op == CmpOp::kIn ? found : emit(Op::BoolNot, {found}, span);
  }
  if (op == CmpOp::kIs || op == CmpOp::kIsNot) {
    if (left == right) return const_bool(op == CmpOp::kIs);
    // Equal words are one object, or small ints whose boxes nobody can tell apart.
    if (type_of(left) != ir::kTag || type_of(right) != ir::kTag) return std::nullopt;
    ValueId same = emit(Op::TagIs, {left, right}, span);
    return op == CmpOp::kIs ? same : emit(Op::BoolNot, {same}, span);
  }
  if (type_of(left) == ir::kObj && type_of(right) == ir::kObj && builtin_class(claimed(left_expr)) == "str" && builtin_class(claimed(right_expr)) == "str") {
    if (op == CmpOp::kEq || op == CmpOp::kNotEq) return emit(op == CmpOp::kEq ? Op::StrEq : Op::StrNe, {left, right}, span);
    return emit(Op::StrOrder, {left, right}, span, ir::kVoid, compare_code(op));
  }
  return instance_compare(op, left, left_expr, right, span);
}

}  // namespace krait::lower
