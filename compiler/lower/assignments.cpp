// Assignment in all its forms.
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

void FunctionLowering::lower_assign(const Assign* stmt) {
  if (lower_parallel_assign(stmt)) return;
  ValueId value = lower(stmt->value);
  if (const auto* attribute = as<Attribute>(stmt->targets[0]); attribute != nullptr && stmt->targets.size() == 1) {
    set_attribute(attribute, lower_obj(attribute->value), value, stmt->value);
    return;
  }
  if (const auto* name = as<NameExpr>(stmt->targets[0]); name != nullptr && stmt->targets.size() == 1) {
    store_declared(name->id, value, stmt->value, name->span);
    return;
  }
  for (const Expr* target : stmt->targets) assign(target, value, target->span);
}

// A variable that an annotation declares holds nothing else.
void FunctionLowering::store_declared(Name name, ValueId value, const Expr* source, krait::Span span) {
  if (uint32_t check = declared_check(name); check != 0) value = checked(value, check, type_of(value), source != nullptr ? source->span : span, source);
  store_name(name, value, span);
}

// `source` (may be null) is the expression the value came from, which tells what is proven of it.
void FunctionLowering::set_attribute(const Attribute* target, ValueId object, ValueId value, const Expr* source) {
  if (lower_field_set(target, object, value, source)) return;
  emit(Op::PySetAttr, {object, const_name(mangle(target->attr)), to_obj(value, target->span)}, target->span);
}

// a, b = c, d: no tuple is made where the display is the value of nothing else. All values are there before the first is assigned.
bool FunctionLowering::lower_parallel_assign(const Assign* stmt) {
  if (stmt->targets.size() != 1) return false;
  const auto* values = as<Tuple>(stmt->value);
  const ExprList* targets = nullptr;
  if (const auto* tuple = as<Tuple>(stmt->targets[0])) targets = &tuple->elts;
  else if (const auto* list = as<List>(stmt->targets[0])) targets = &list->elts;
  if (values == nullptr || targets == nullptr || values->elts.size() != targets->size()) return false;
  for (size_t i = 0; i < targets->size(); ++i)
    if (is<Starred>((*targets)[i]) || is<Starred>(values->elts[i])) return false;
  std::vector<ValueId> items;
  for (const Expr* item : values->elts) items.push_back(lower(item));
  for (size_t i = 0; i < items.size(); ++i) assign((*targets)[i], items[i], (*targets)[i]->span);
  return true;
}

void FunctionLowering::assign(const Expr* target, ValueId value, krait::Span span) {
  switch (target->kind) {
    case ExprKind::kNameExpr: return store_declared(to<NameExpr>(target)->id, inferred(value, target), nullptr, span);
    case ExprKind::kAttribute: {
      const auto* attribute = to<Attribute>(target);
      ValueId object = lower_obj(attribute->value);
      set_attribute(attribute, object, value, nullptr);
      return;
    }
    case ExprKind::kSubscript: {
      const auto* subscript = to<Subscript>(target);
      ValueId object = lower_obj(subscript->value);
      if (const auto* slice = as<Slice>(subscript->slice); slice != nullptr && slice->step == nullptr) {
        auto [start, stop] = slice_bounds(slice);
        emit(Op::PySetSlice, {object, start, stop, to_obj(value, target->span)}, target->span);
        return;
      }
      set_item(subscript, object, lower_operand(subscript->slice), value);
      return;
    }
    case ExprKind::kTuple: return unpack(to<Tuple>(target)->elts, value, target->span);
    case ExprKind::kList: return unpack(to<List>(target)->elts, value, target->span);
    case ExprKind::kStarred: return assign(to<Starred>(target)->value, value, span);
    default: throw Unsupported{target->span, "this target of assignment"};
  }
}

// The items land in a tuple made by the runtime (a list for the starred one), so that evaluation order and errors are Python's;
// exact tuples and lists of the right size are read in place.
void FunctionLowering::unpack(const ExprList& targets, ValueId value, krait::Span span) {
  ValueId object = to_obj(value, span);
  size_t star = targets.size();
  for (size_t i = 0; i < targets.size(); ++i)
    if (is<Starred>(targets[i])) star = i;
  ValueId items;
  if (star == targets.size()) {
    items = emit(Op::UnpackExact, {object}, span, ir::kVoid, static_cast<int64_t>(targets.size()));
  } else {
    int64_t after = static_cast<int64_t>(targets.size() - star - 1);
    items = emit(Op::UnpackStar, {object}, span, ir::kVoid, static_cast<int64_t>(star) | after << 32);
  }
  std::vector<ValueId> parts;
  for (size_t i = 0; i < targets.size(); ++i) parts.push_back(emit(Op::TupleRead, {items}, span, ir::kVoid, static_cast<int64_t>(i)));
  for (size_t i = 0; i < targets.size(); ++i) assign(targets[i], parts[i], targets[i]->span);
}

void FunctionLowering::lower_ann_assign(const AnnAssign* stmt) {
  if (stmt->value != nullptr) {
    ValueId value = lower(stmt->value);
    if (const uint32_t check = declared_check(stmt); check != 0) value = checked(value, check, type_of(value), stmt->value->span, stmt->value);
    if (const auto* name = as<NameExpr>(stmt->target)) store_name(name->id, value, name->span);
    else assign(stmt->target, value, stmt->target->span);
  } else if (stmt->simple == 0) {
    // The parts of the target are evaluated even where nothing is assigned.
    if (const auto* attribute = as<Attribute>(stmt->target)) lower(attribute->value);
    if (const auto* subscript = as<Subscript>(stmt->target)) {
      lower(subscript->value);
      lower(subscript->slice);
    }
  }
  if (kind_ != BodyKind::Function) record_annotation(stmt);
}

void FunctionLowering::lower_aug_assign(const AugAssign* stmt) {
  switch (stmt->target->kind) {
    case ExprKind::kNameExpr: {
      Name name = to<NameExpr>(stmt->target)->id;
      ValueId left = as_claimed(load_name(name, stmt->target->span), stmt->target);
      ValueId right = lower_operand(stmt->value);
      ValueId result = claimed_binary(stmt->op, left, stmt->target, right, stmt->value, stmt->span, true);
      // Of two ints comes an int, of two floats a float.
      uint32_t mine = module_.check_for(claimed(stmt->target));
      bool closed = proven(stmt->target) && proven(stmt->value) && module_.implies(module_.check_for(claimed(stmt->value)), mine) &&
                    ((type_of(left) == ir::kTag && stmt->op != Operator::kDiv && stmt->op != Operator::kPow) || type_of(left) == ir::kNum);
      // A variable that holds an instance goes on to hold one.
      if (module_.options().check_inferred && module_.program().checks[mine].kind == ir::Check::Kind::Class)
        result = checked(result, mine, type_of(result), stmt->span, nullptr);
      if (closed) store_name(name, result, stmt->span);
      else store_declared(name, result, nullptr, stmt->span);
      return;
    }
    case ExprKind::kAttribute: {
      const auto* target = to<Attribute>(stmt->target);
      ValueId object = lower_obj(target->value);
      ValueId left = as_claimed(get_attribute(target, object), target);
      ValueId right = lower_operand(stmt->value);
      set_attribute(target, object, claimed_binary(stmt->op, left, target, right, stmt->value, stmt->span, true), nullptr);
      return;
    }
    case ExprKind::kSubscript: {
      const auto* target = to<Subscript>(stmt->target);
      ValueId object = lower_obj(target->value);
      ValueId index = lower_operand(target->slice);
      ValueId left = as_claimed(get_item(target, object, index), target);
      ValueId right = lower_operand(stmt->value);
      set_item(target, object, index, claimed_binary(stmt->op, left, target, right, stmt->value, stmt->span, true));
      return;
    }
    default: throw Unsupported{stmt->span, "this target of an augmented assignment"};
  }
}

}  // namespace krait::lower
