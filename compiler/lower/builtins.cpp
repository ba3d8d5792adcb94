// Calls of builtins that the module does not bind. The instructions test at run time that the name still means the original.
#include "lower/claims.h"
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

bool FunctionLowering::is_builtin(Name name) {
  if (storage(name).kind != Storage::Kind::Global) return false;
  return module_.scopes().resolve(names_.back().scope->id, name) == nullptr;
}

ValueId FunctionLowering::builtin(Op op, Name name, std::initializer_list<ValueId> operands, krait::Span span) {
  std::vector<ValueId> all{emit(Op::Globals, {}, {}), const_name(name)};
  all.insert(all.end(), operands.begin(), operands.end());
  return emit(op, all, span);
}

ValueId FunctionLowering::original_or_call(const Call* expr, const std::vector<ValueId>& values, ir::Type type, const std::function<ValueId()>& original) {
  krait::Span span = expr->span;
  Name name = to<NameExpr>(expr->func)->id;
  BlockId known = new_block(), otherwise = new_block(true), done = new_block();
  VariableId result = add_variable(type, "");
  branch(builtin(Op::BuiltinIs, name, {}, span), known, otherwise, 1);
  seal(known);
  seal(otherwise);
  set_block(known);
  write_variable(result, original());
  jump(done);
  set_block(otherwise);
  std::vector<ValueId> operands{load_name(name, expr->func->span)};
  for (ValueId value : values) operands.push_back(to_obj(value, span));
  write_variable(result, convert(emit(Op::PyCall, operands, span), type, span));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

// Of more than two values: one test for all, so that a replaced function gets them in one call.
ValueId FunctionLowering::lower_min_max(const Call* expr, const std::vector<ValueId>& values, Op op) {
  return original_or_call(expr, values, type_of(values[0]), [&] {
    ValueId best = values[0];
    for (size_t i = 1; i < values.size(); ++i) best = builtin(op, to<NameExpr>(expr->func)->id, {best, values[i]}, expr->span);
    return best;
  });
}

std::optional<ValueId> FunctionLowering::lower_builtin(const Call* expr, const NameExpr* callee) {
  if (!expr->keywords.empty() || expr->args.empty()) return std::nullopt;
  for (const Expr* arg : expr->args)
    if (is<Starred>(arg)) return std::nullopt;
  Name id = callee->id;
  std::string_view name = id.text();
  krait::Span span = expr->span;
  const Expr* first = expr->args[0];
  auto numeric = [&](const Expr* arg) { return ModuleLowering::unboxed_item(module_.representation(claimed(arg))); };

  if (expr->args.size() >= 2) {
    // min(a, b, c) compares as min(min(a, b), c) does.
    if ((name == "min" || name == "max") && expr->args.size() <= 4 && is_builtin(id)) {
      ir::Type type = numeric(first);
      if (type != ir::kTag && type != ir::kNum) return std::nullopt;
      for (const Expr* arg : expr->args)
        if (numeric(arg) != type) return std::nullopt;
      bool min = name == "min";
      Op op = type == ir::kTag ? (min ? Op::BuiltinMinTag : Op::BuiltinMaxTag) : (min ? Op::BuiltinMinNum : Op::BuiltinMaxNum);
      std::vector<ValueId> values;
      for (const Expr* arg : expr->args) values.push_back(lower_as(arg, type));
      if (values.size() == 2) return builtin(op, id, {values[0], values[1]}, span);
      return lower_min_max(expr, values, op);
    }
    if (expr->args.size() != 2) return std::nullopt;
    if (name == "isinstance" && is_builtin(id)) {
      ValueId object = lower_obj(first);
      return builtin(Op::BuiltinIsInstance, id, {object, lower_obj(expr->args[1])}, span);
    }
    return std::nullopt;
  }

  if (std::optional<ir::Type> item = module_.vec_item(claimed(first)); item && name == "len" && is_builtin(id)) {
    ValueId globals = emit(Op::Globals, {}, {}), text = const_name(id);
    return emit(Op::BuiltinVecLen, {globals, text, lower_obj(first)}, span, ir::kVoid, ModuleLowering::vec_kind(*item));
  }
  if (name == "len" && is_builtin(id)) return builtin(Op::BuiltinLen, id, {lower_obj(first)}, span);
  if (name == "ord" && is_builtin(id)) {
    const auto* subscript = as<Subscript>(first);
    if (subscript != nullptr && !is<Slice>(subscript->slice) && builtin_class(claimed(subscript->value)) == "str" &&
        numeric(subscript->slice) == ir::kTag) {
      ValueId string = lower_obj(subscript->value);
      return builtin(Op::BuiltinOrdAt, id, {string, lower_as(subscript->slice, ir::kTag)}, span);
    }
    return builtin(Op::BuiltinOrd, id, {lower_obj(first)}, span);
  }
  if (name == "chr" && is_builtin(id)) return builtin(Op::BuiltinChr, id, {lower_as(first, ir::kTag)}, span);
  if (name == "str" && is_builtin(id) && numeric(first) == ir::kTag)
    return builtin(Op::BuiltinStrTag, id, {lower_as(first, ir::kTag)}, span);
  if (name == "str" && is_builtin(id)) return builtin(Op::BuiltinStr, id, {lower_obj(first)}, span);
  if (name == "bool" && is_builtin(id)) {
    ValueId value = lower_operand(first);
    return original_or_call(expr, {value}, ir::kBool, [&] { return truth(value, span); });
  }
  if (name == "abs" && is_builtin(id)) {
    ir::Type type = numeric(first);
    if (type != ir::kTag && type != ir::kNum) return std::nullopt;
    return builtin(type == ir::kTag ? Op::BuiltinAbsTag : Op::BuiltinAbsNum, id, {lower_as(first, type)}, span);
  }
  if ((name == "int" || name == "float") && is_builtin(id)) {
    bool to_int = name == "int";
    ValueId value = lower_operand(first);
    if (ir::Type plain = ModuleLowering::unboxed_item(type_of(value)); plain != ir::kNum) value = convert(value, plain, span);
    ir::Type type = type_of(value);
    if (type == ir::kTag) return builtin(to_int ? Op::BuiltinIntTag : Op::BuiltinFloatTag, id, {value}, span);
    if (type == ir::kNum || type == ir::kF64 || type.repr == ir::Repr::F32)
      return builtin(to_int ? Op::BuiltinIntNum : Op::BuiltinFloatNum, id, {convert(value, ir::kNum, span)}, span);
    return builtin(to_int ? Op::BuiltinIntObj : Op::BuiltinFloatObj, id, {to_obj(value, span)}, span);
  }
  return std::nullopt;
}

}  // namespace krait::lower
