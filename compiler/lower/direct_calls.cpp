// Calls of functions of the group by their native entries, behind a test that the name still means the function; otherwise, and wherever the
// mapping of arguments to parameters is not simple, by Python's protocol.
#include "lower/function_lowering.h"
#include "lower/parameters.h"
#include "types/declarations.h"

namespace krait::lower {

using namespace syntax;

static const Constant* negated_number(const Expr* expr) {
  const auto* unary = as<UnaryOp>(expr);
  const auto* number = unary != nullptr && unary->op == UnaryOperator::kUSub ? as<Constant>(unary->operand) : nullptr;
  if (number == nullptr || (number->value.kind != ConstantKind::kInt && number->value.kind != ConstantKind::kFloat)) return nullptr;
  return number->value.kind == ConstantKind::kInt && number->value.integer > (int64_t{1} << 62) ? nullptr : number;
}

bool is_plain_default(const Expr* expr) {
  const auto* tuple = as<Tuple>(expr);
  return is<Constant>(expr) || negated_number(expr) != nullptr || (tuple != nullptr && tuple->elts.empty());
}

ValueId FunctionLowering::lower_default(const Expr* expr) {
  if (is<Tuple>(expr)) return const_obj(module_.tuple_constant({}));
  const Constant* number = negated_number(expr);
  if (number == nullptr) return lower(expr);
  return number->value.kind == ConstantKind::kInt ? const_tag(-number->value.integer) : const_float(-number->value.floating);
}

bool FunctionLowering::is_module(const Expr* expr) const {
  const types::ModuleAnalysis* analysis = module_.analysis();
  return analysis != nullptr && analysis->reference(expr).kind == types::ReferenceKind::kModule;
}

std::optional<std::vector<FunctionLowering::ArgumentSlot>> FunctionLowering::argument_slots(std::span<const types::ArgumentTarget> arguments,
                                                                                                 const Stmt* def, ir::FunctionId target) {
  std::vector<ArgumentSlot> slots;
  bool simple = true;
  size_t positional = 0, keyword = 0;
  const Arguments* args = arguments_of(def);
  size_t all_positional = args->posonlyargs.size() + args->args.size();
  for_each_parameter(args, [&](const Arg*, ir::ParamKind kind, bool has_default) {
    ArgumentSlot slot;
    if (kind == ir::ParamKind::VarArgs || kind == ir::ParamKind::VarKeywords) simple = false;
    if (kind == ir::ParamKind::KeywordOnly) {
      if (has_default) slot.fallback = args->kw_defaults[keyword];
      ++keyword;
    } else if (kind != ir::ParamKind::VarArgs && kind != ir::ParamKind::VarKeywords) {
      if (has_default) slot.fallback = args->defaults[positional + args->defaults.size() - all_positional];
      ++positional;
    }
    slots.push_back(slot);
  });
  if (!simple || slots.size() != module_.program().functions[target.index].params.size()) return std::nullopt;
  for (size_t i = 0; i < arguments.size(); ++i) {
    int param = arguments[i].param;
    if (param < 0 || static_cast<size_t>(param) >= slots.size() || slots[static_cast<size_t>(param)].argument >= 0) return std::nullopt;
    slots[static_cast<size_t>(param)].argument = static_cast<int>(i);
  }
  for (const ArgumentSlot& slot : slots)
    if (slot.argument < 0 && (slot.fallback == nullptr || !is_plain_default(slot.fallback))) return std::nullopt;
  return slots;
}

// What the entry of a function of the group is called with. `sources` may be null where it is not known what gave the value.
std::vector<ValueId> FunctionLowering::direct_operands(const Stmt* def, ir::FunctionId target, const std::vector<ArgumentSlot>& slots,
                                                       std::span<const ValueId> values, std::span<const Expr* const> sources, krait::Span span) {
  ModuleLowering& home = module_.home(target);
  ir::Function& native = module_.program().functions[target.index];
  std::vector<ValueId> operands;
  size_t index = 0;
  Name private_class = home.scopes().scope(home.scopes().of(def)).private_class;
  for_each_parameter(arguments_of(def), [&](const Arg* arg, ir::ParamKind kind, bool) {
    const ArgumentSlot& slot = slots[index];
    ir::Type type = native.value(native.params[index]).type;
    ++index;
    bool given = slot.argument >= 0;
    ValueId value = given ? values[static_cast<size_t>(slot.argument)] : lower_default(slot.fallback);
    uint32_t check = home.parameter_check(def, arg, kind, private_class);
    operands.push_back(checked(value, check, type, span, given ? sources[static_cast<size_t>(slot.argument)] : nullptr));
  });
  return operands;
}

std::optional<ValueId> FunctionLowering::lower_direct_call(const Call* expr) {
  const types::ModuleAnalysis* analysis = module_.analysis();
  const auto* callee = as<NameExpr>(expr->func);
  const auto* attribute = as<Attribute>(expr->func);
  if (analysis == nullptr) return std::nullopt;
  if (callee == nullptr && (attribute == nullptr || !is_module(attribute->value))) return std::nullopt;
  bool global = callee != nullptr && storage(callee->id).kind == Storage::Kind::Global;
  const types::CallInfo* call = analysis->call(expr);
  types::FunctionInfo* info = call == nullptr ? nullptr : call->sole_function();
  if (info == nullptr) return std::nullopt;
  const Stmt* def = info->node;
  ir::FunctionId target = module_.native_entry(def);
  if (!target) return std::nullopt;
  ir::Function& native = module_.program().functions[target.index];

  if (call->arguments.size() != expr->args.size() + expr->keywords.size()) return std::nullopt;
  std::optional<std::vector<ArgumentSlot>> mapped = argument_slots(call->arguments, def, target);
  if (!mapped) return std::nullopt;
  Awaiting* awaiting = awaiting_of(expr);
  if (!awaits(awaiting, def)) awaiting = nullptr;
  std::vector<const Expr*> sources;
  for (const Expr* arg : expr->args) sources.push_back(arg);
  for (const Keyword* each : expr->keywords) sources.push_back(each->value);
  // An attribute of a module, or what a function has imported.
  ValueId found = global ? ValueId{} : lower_obj(expr->func);
  std::vector<ValueId> values;
  for (const Expr* source : sources) values.push_back(lower_operand(source));

  krait::Span span = expr->span;
  ir::Type result = native.result;
  BlockId direct = new_block(), otherwise = new_block(true), done = new_block();
  // What stands there instead of the function may give anything: a machine bool could not hold it.
  ir::Type joined = result == ir::kBool ? ir::kObj : result;
  if (awaiting != nullptr) begin_awaited_call(*awaiting, {def});
  VariableId variable = awaiting != nullptr ? 0 : add_variable(joined, "");
  ValueId bound = global ? emit(Op::FunctionIsBound, {}, span, ir::kBool, static_cast<int64_t>(target.index), module_.name_constant(mangle(callee->id)).index)
                         : emit(Op::FunctionIs, {found}, span, ir::kBool, static_cast<int64_t>(target.index));
  branch(bound, direct, otherwise, 1);
  seal(direct);
  seal(otherwise);

  set_block(direct);
  std::vector<ValueId> operands = direct_operands(def, target, *mapped, values, sources, span);
  if (awaiting != nullptr) {
    await_call(*awaiting, def, target, operands);
  } else {
    write_variable(variable, emit(Op::Call, operands, span, result, static_cast<int64_t>(target.index)));
    jump(done);
  }

  set_block(otherwise);
  std::vector<ValueId> objects{global ? load_name(callee->id, callee->span) : found};
  for (size_t i = 0; i < values.size(); ++i) objects.push_back(to_obj(values[i], sources[i]->span));
  ValueId object;
  if (expr->keywords.empty()) {
    object = emit(Op::PyCall, objects, span);
  } else {
    std::vector<ir::ConstId> names;
    for (const Keyword* each : expr->keywords) names.push_back(module_.name_constant(each->arg));
    objects.insert(objects.begin() + 1, const_obj(module_.tuple_constant(names)));
    object = emit(Op::PyCallKw, objects, span);
  }
  if (awaiting != nullptr) {
    await_object(*awaiting, object);
    return end_awaiting(*awaiting);
  }
  write_variable(variable, convert(object, joined, span));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(variable);
}

}  // namespace krait::lower
