// Calls: by Python's protocol here; direct calls of known targets are in direct_calls.cpp.
#include "lower/function_lowering.h"
#include "types/declarations.h"

namespace krait::lower {

using namespace syntax;

namespace {

bool has_star(const Call* call) {
  for (const Expr* arg : call->args)
    if (is<Starred>(arg)) return true;
  for (const Keyword* keyword : call->keywords)
    if (!keyword->arg) return true;
  return false;
}

}  // namespace

ValueId FunctionLowering::lower_call(const Call* expr) {
  if (const auto* name = as<NameExpr>(expr->func)) {
    if (std::optional<ValueId> value = lower_frame_builtin(expr, name)) return *value;
    if (std::optional<ValueId> value = lower_fused(expr, name)) return *value;
    if (std::optional<ValueId> value = lower_pick_by_key(expr, name)) return *value;
    if (std::optional<ValueId> value = lower_builtin(expr, name)) return *value;
  }
  if (std::optional<ValueId> value = lower_math_call(expr)) return *value;
  if (std::optional<ValueId> value = lower_cast(expr)) return *value;
  if (std::optional<ValueId> value = lower_native_call(expr)) return *value;
  if (std::optional<ValueId> value = lower_vec_construction(expr)) return *value;
  if (has_star(expr)) return lower_call_ex(expr, lower_obj(expr->func));
  if (std::optional<ValueId> value = lower_direct_call(expr)) return *value;
  if (std::optional<ValueId> value = lower_construction(expr)) return *value;
  if (const auto* attribute = as<Attribute>(expr->func)) {
    if (std::optional<ValueId> value = lower_super_call(expr, attribute)) return *value;
    if (std::optional<ValueId> value = lower_known_method(expr, attribute)) return *value;
    if (std::optional<ValueId> value = lower_instance_call(expr, attribute)) return *value;
    return lower_method_call(expr, attribute);
  }
  return lower_generic_call(expr);
}

// typing.cast(T, value): T is not evaluated, the value is checked.
std::optional<ValueId> FunctionLowering::lower_cast(const Call* expr) {
  const types::ModuleAnalysis* analysis = module_.analysis();
  if (analysis == nullptr || expr->args.size() != 2 || !expr->keywords.empty()) return std::nullopt;
  types::Reference callee = analysis->reference(expr->func);
  const types::FunctionInfo* function = callee.function;
  if (callee.rebound || function == nullptr || function->name != "cast" || function->module == nullptr) return std::nullopt;
  if (function->module->name != "typing" && function->module->name != "typing_extensions") return std::nullopt;
  if (is<Starred>(expr->args[0]) || is<Starred>(expr->args[1])) return std::nullopt;
  ValueId value = lower(expr->args[1]);
  return checked(value, module_.declared_check_for(claimed(expr)), type_of(value), expr->span, expr->args[1]);
}

// Evaluates the arguments; keyword values last. The names go to `names`.
std::vector<ValueId> FunctionLowering::lower_arguments(const Call* expr, std::vector<ir::ConstId>& names) {
  std::vector<ValueId> values;
  for (const Expr* arg : expr->args) values.push_back(lower_obj(arg));
  for (const Keyword* keyword : expr->keywords) {
    values.push_back(lower_obj(keyword->value));
    names.push_back(module_.name_constant(keyword->arg));
  }
  return values;
}

ValueId FunctionLowering::lower_generic_call(const Call* expr) {
  ValueId callee = lower_obj(expr->func);
  std::vector<ir::ConstId> names;
  std::vector<ValueId> values = lower_arguments(expr, names);
  values.insert(values.begin(), callee);
  if (names.empty()) return emit(Op::PyCall, values, expr->span);
  values.insert(values.begin() + 1, const_obj(module_.tuple_constant(names)));
  return emit(Op::PyCallKw, values, expr->span);
}

ValueId FunctionLowering::lower_method_call(const Call* expr, const Attribute* callee) {
  ValueId receiver = lower_obj(callee->value);
  if (callee->attr.text() == "send" && expr->args.size() == 1 && expr->keywords.empty() && (is<NameExpr>(expr->args[0]) || is<Constant>(expr->args[0])))
    return emit(Op::GeneratorSend, {receiver, const_name(callee->attr), lower_obj(expr->args[0])}, expr->span);
  // Python looks the method up before it evaluates the arguments: where that could be told apart (an argument that is not a
  // plain name or constant), the lookup is made first.
  bool simple = true;
  for (const Expr* arg : expr->args) simple = simple && (is<NameExpr>(arg) || is<Constant>(arg));
  for (const Keyword* keyword : expr->keywords) simple = simple && (is<NameExpr>(keyword->value) || is<Constant>(keyword->value));
  ValueId name = const_name(mangle(callee->attr));
  std::vector<ir::ConstId> names;
  if (simple) {
    std::vector<ValueId> values = lower_arguments(expr, names);
    values.insert(values.begin(), {name, receiver});
    if (names.empty()) return emit(Op::PyCallMethod, values, expr->span);
    values.insert(values.begin() + 1, const_obj(module_.tuple_constant(names)));
    return emit(Op::PyCallMethodKw, values, expr->span);
  }
  ValueId method = emit(Op::PyMethodBegin, {receiver, name}, callee->span);
  std::vector<ValueId> values = lower_arguments(expr, names);
  if (names.empty()) {
    values.insert(values.begin(), {method, name, receiver});
    return emit(Op::PyMethodCall, values, expr->span);
  }
  values.insert(values.begin(), {method, name, const_obj(module_.tuple_constant(names)), receiver});
  return emit(Op::PyMethodCallKw, values, expr->span);
}

ValueId FunctionLowering::lower_call_ex(const Call* expr, ValueId callee) {
  ValueId args;
  if (expr->args.size() == 1 && is<Starred>(expr->args[0])) {
    args = emit(Op::CallArgsTuple, {callee, lower_obj(to<Starred>(expr->args[0])->value)}, expr->span);
  } else {
    bool star = false;
    std::vector<ValueId> plain;
    for (const Expr* arg : expr->args) star = star || is<Starred>(arg);
    if (!star) {
      for (const Expr* arg : expr->args) plain.push_back(lower_obj(arg));
      args = emit(Op::TupleNew, plain, expr->span);
    } else {
      args = emit(Op::ListToTuple, {lower_list(expr->args, expr->span)}, expr->span);
    }
  }
  ValueId kwargs = absent(ir::kObj);
  if (!expr->keywords.empty()) {
    kwargs = emit(Op::DictNew, {}, expr->span);
    for (const Keyword* keyword : expr->keywords) {
      if (keyword->arg) {
        ValueId value = lower_obj(keyword->value);
        ValueId single = emit(Op::DictNew, {const_name(keyword->arg), value}, expr->span);
        emit(Op::DictMergeCall, {kwargs, single, callee}, expr->span);
      } else {
        emit(Op::DictMergeCall, {kwargs, lower_obj(keyword->value), callee}, expr->span);
      }
    }
  }
  return emit(Op::PyCallEx, {callee, args, kwargs}, expr->span);
}

}  // namespace krait::lower
