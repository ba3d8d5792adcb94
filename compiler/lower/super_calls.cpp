// super().method(...): the method that comes next in the instance's order of bases is called by its native entry, behind a test that it is
// the one that the group's classes give; no super object is made.
#include "lower/function_lowering.h"
#include "lower/parameters.h"
#include "types/declarations.h"

namespace krait::lower {

using namespace syntax;

std::optional<ValueId> FunctionLowering::lower_super_call(const Call* expr, const Attribute* callee) {
  if (std::optional<ValueId> value = lower_known_super_call(expr, callee)) return value;
  const auto* super = as<Call>(callee->value);
  if (!direct_methods() || super == nullptr || !is_plain_super(super) || kind_ != BodyKind::Function || names_.size() > 1 || !expr->keywords.empty())
    return std::nullopt;
  for (const Expr* argument : expr->args)
    if (is<Starred>(argument)) return std::nullopt;
  const Storage::Kind kind = storage(Name::intern("__class__")).kind;
  if (!first_parameter_ || (kind != Storage::Kind::Cell && kind != Storage::Kind::Free)) return std::nullopt;
  ValueId self = to_obj(load_name(first_parameter_, super->span), super->span);
  ValueId cell = load_cell(Name::intern("__class__"), super->span);
  ValueId found = emit(Op::SuperFind, {cell, self, const_name(mangle(callee->attr))}, callee->span);
  std::vector<ValueId> operands{found, self};
  for (const Expr* argument : expr->args) operands.push_back(lower_obj(argument));
  return emit(Op::SuperInvoke, operands, expr->span);
}

std::optional<ValueId> FunctionLowering::lower_known_super_call(const Call* expr, const Attribute* callee) {
  const types::ModuleAnalysis* analysis = module_.analysis();
  const auto* super = as<Call>(callee->value);
  const auto* name_of_super = super != nullptr ? as<NameExpr>(super->func) : nullptr;
  if (!direct_methods() || analysis == nullptr || name_of_super == nullptr || !is_plain_super(super) || kind_ != BodyKind::Function || names_.size() > 1)
    return std::nullopt;
  types::Reference reference = analysis->reference(callee);
  if (reference.kind != types::ReferenceKind::kMethod || !reference.through_super || definition_ == nullptr) return std::nullopt;
  NativeClasses& classes = module_.classes();
  ir::Program& program = module_.program();
  ir::ClassId cls = classes.defining(definition_);
  const Storage::Kind kind = storage(Name::intern("__class__")).kind;
  if (!cls || !first_parameter_ || (kind != Storage::Kind::Cell && kind != Storage::Kind::Free)) return std::nullopt;
  // The same one for all classes of the group that instances can be of.
  Name name = mangle(callee->attr);
  NativeMethod method;
  for (ir::ClassId each : classes.family(program, cls)) {
    NativeMethod next = classes.method_after(program, each, cls, name);
    if (next.def == nullptr || (method.def != nullptr && method.def != next.def)) return std::nullopt;
    method = next;
  }
  ir::FunctionId entry = module_.native_entry(method.def);
  if (!entry || ModuleLowering::is_operator_method(method.def)) return std::nullopt;
  std::optional<std::vector<const Expr*>> sources = arrange(expr, method.def);
  if (!sources) return std::nullopt;

  krait::Span span = expr->span;
  std::vector<const Expr*> arguments(expr->args.begin(), expr->args.end());
  for (const Keyword* keyword : expr->keywords) arguments.push_back(keyword->value);
  ValueId self = to_obj(load_name(first_parameter_, super->span), super->span);
  ValueId cell = load_cell(Name::intern("__class__"), super->span);
  ValueId finds = emit(Op::SuperFinds, {cell, self, const_name(name)}, span, ir::kBool, static_cast<int64_t>(entry.index), static_cast<int64_t>(cls.index));
  bool simple = true;
  for (const Expr* argument : arguments) simple = simple && (is<NameExpr>(argument) || is<Constant>(argument));
  // What is found is found before arguments are evaluated that run code; absent: the method.
  VariableId found = 0;
  BlockId direct = new_block(), otherwise = new_block(true), done = new_block();
  std::unordered_map<const Expr*, ValueId> values;
  auto evaluate = [&] {
    for (const Expr* argument : arguments) values.emplace(argument, lower_operand(argument));
  };
  if (simple) {
    evaluate();
    branch(finds, direct, otherwise, 1);
  } else {
    BlockId known = new_block(), unknown = new_block(true), ready = new_block();
    found = add_variable(ir::kObj, "");
    branch(finds, known, unknown, 1);
    seal(known);
    seal(unknown);
    set_block(known);
    write_variable(found, absent(ir::kObj));
    jump(ready);
    set_block(unknown);
    ValueId object = emit(Op::SuperNew, {cell, self}, super->span);
    write_variable(found, emit(Op::PyGetAttr, {object, const_name(name)}, callee->span));
    jump(ready);
    seal(ready);
    set_block(ready);
    evaluate();
    branch(emit(Op::IsAbsent, {read_variable(found)}, span), direct, otherwise, 1);
  }
  seal(direct);
  seal(otherwise);

  ir::Type type = program.functions[entry.index].result;
  // What stands there instead of the method may give anything: a machine bool could not hold it.
  if (type == ir::kBool) type = ir::kObj;
  bool discarded = discarded_ == expr;
  VariableId result = discarded ? 0 : add_variable(type, "");
  set_block(direct);
  ValueId value = call_entry(entry, method.def, self, *sources, values, span);
  if (!discarded) write_variable(result, value);
  jump(done);
  set_block(otherwise);
  std::vector<ValueId> operands;
  if (simple) operands = {const_name(name), emit(Op::SuperNew, {cell, self}, super->span)};
  else operands = {read_variable(found)};
  std::vector<ir::ConstId> names;
  for (const Keyword* keyword : expr->keywords) names.push_back(module_.name_constant(keyword->arg));
  if (!names.empty()) operands.insert(operands.begin() + 1, const_obj(module_.tuple_constant(names)));
  for (const Expr* argument : arguments) operands.push_back(to_obj(values.at(argument), argument->span));
  Op call = simple ? (names.empty() ? Op::PyCallMethod : Op::PyCallMethodKw) : names.empty() ? Op::PyCall : Op::PyCallKw;
  value = emit(call, operands, span);
  if (!discarded) write_variable(result, value);
  jump(done);
  seal(done);
  set_block(done);
  return discarded ? ValueId{} : read_variable(result);
}

}  // namespace krait::lower
