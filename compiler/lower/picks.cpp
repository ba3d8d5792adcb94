// min(items, key=lambda ...) and max: a loop that evaluates the lambda's body for each item, behind a test that the name means the original.
#include "lower/claims.h"
#include "lower/function_lowering.h"
#include "syntax/visit.h"

namespace krait::lower {

using namespace syntax;

// A lambda of so many arguments whose body makes no function, generator or binding of its own.
bool FunctionLowering::is_plain_lambda(const Lambda* lambda, size_t arguments) {
  const Arguments* args = lambda->args;
  if (args->args.size() + args->posonlyargs.size() != arguments || args->vararg != nullptr || args->kwarg != nullptr || !args->kwonlyargs.empty() || !args->defaults.empty())
    return false;
  bool plain = true;
  walk(static_cast<const Expr*>(lambda->body), [&](Expr* expr) {
    switch (expr->kind) {
      case ExprKind::kLambda:
      case ExprKind::kNamedExpr:
      case ExprKind::kListComp:
      case ExprKind::kSetComp:
      case ExprKind::kDictComp:
      case ExprKind::kGeneratorExp:
      case ExprKind::kYield:
      case ExprKind::kYieldFrom:
      case ExprKind::kAwait: plain = false; break;
      default: break;
    }
    return plain;
  });
  return plain;
}

namespace {

// What can be evaluated in either of two places: the loops that are known by the call (range, zip, ...), of names and constants.
bool is_shaped_call(const Expr* expr) {
  const auto* call = as<Call>(expr);
  const auto* callee = call != nullptr && call->keywords.empty() ? as<NameExpr>(call->func) : nullptr;
  if (callee == nullptr) return false;
  std::string_view name = callee->id.text();
  if (name != "range" && name != "enumerate" && name != "zip") return false;
  for (const Expr* arg : call->args) {
    const auto* inner = as<Call>(arg);
    bool length = inner != nullptr && is<NameExpr>(inner->func) && to<NameExpr>(inner->func)->id.text() == "len" && inner->args.size() == 1 &&
                  inner->keywords.empty() && is<NameExpr>(inner->args[0]);
    if (!length && !is<NameExpr>(arg) && !is<Constant>(arg)) return false;
  }
  return true;
}

}  // namespace

// What the lambda gives for the arguments. Its body stands here; what it raises passes through its frame.
ValueId FunctionLowering::inlined_lambda(const Lambda* lambda, std::span<const ValueId> arguments, krait::Span call) {
  const program::Scope& scope = module_.scopes().scope(module_.scopes().of(static_cast<const Expr*>(lambda)));
  BlockId outer = handler_, landing = new_block(true);
  uint32_t outer_code = code_override_;
  handler_ = landing;
  code_override_ = module_.functions.at(static_cast<const Expr*>(lambda)).code;
  size_t names_before = names_.size();
  declare_scope(scope);
  size_t index = 0;
  for (const ArgList* named : {&lambda->args->posonlyargs, &lambda->args->args})
    for (const Arg* each : *named) store_name(each->arg, arguments[index++], {});
  ValueId result = lower_operand(lambda->body);
  names_.resize(names_before);
  handler_ = outer;
  code_override_ = outer_code;
  at_landing(landing, [&] {
    emit(Op::TracebackAdd, {}, call);
    propagate();
  });
  return result;
}

std::optional<ValueId> FunctionLowering::lower_pick_by_key(const Call* expr, const NameExpr* callee) {
  std::string_view name = callee->id.text();
  if ((name != "min" && name != "max") || expr->args.size() != 1 || is<Starred>(expr->args[0]) || is<GeneratorExp>(expr->args[0])) return std::nullopt;
  if (expr->keywords.size() != 1 || !expr->keywords[0]->arg || expr->keywords[0]->arg.text() != "key") return std::nullopt;
  const auto* key = as<Lambda>(expr->keywords[0]->value);
  if (key == nullptr || !is_plain_lambda(key, 1) || !is_builtin(callee->id) || kind_ != BodyKind::Function) return std::nullopt;
  krait::Span span = expr->span;
  auto plain = [&](const Expr* claim) {
    ir::Type type = module_.representation(claimed(claim));
    return type == ir::kTag || type == ir::kNum ? type : ir::kObj;
  };
  ir::Type type = plain(expr), key_type = plain(key->body);
  bool shaped = is_shaped_call(expr->args[0]);
  ValueId object = shaped ? ValueId{} : lower_obj(expr->args[0]);

  BlockId original = new_block(), otherwise = new_block(true), done = new_block();
  VariableId result = add_variable(type, ""), best = add_variable(key_type, ""), seen = add_variable(ir::kBool, "");
  branch(builtin(Op::BuiltinIs, callee->id, {}, span), original, otherwise, 1);
  seal(original);
  seal(otherwise);
  set_block(otherwise);
  ValueId function = load_name(callee->id, callee->span);
  ValueId given = call_with(function, shaped ? lower_obj(expr->args[0]) : object, expr->keywords, span);
  write_variable(result, convert(given, type, span));
  jump(done);

  set_block(original);
  Iteration iteration = shaped ? start_iteration(expr->args[0], span) : sequence_iteration(emit(Op::ForIter, {object}, span), expr->args[0], span);
  auto none = [&](ir::Type of) { return of == ir::kNum ? const_float(0) : of == ir::kTag ? const_tag(0) : const_none(); };
  write_variable(seen, const_bool(false));
  write_variable(result, none(type));  // until there is one
  write_variable(best, none(key_type));
  VariableId item = add_variable(type, "");
  auto take = [&](ValueId value) { write_variable(item, convert(value, type, span)); };
  auto compared = [&](const Iteration&, BlockId, BlockId) {
    ValueId candidate = read_variable(item);
    ValueId value = convert(inlined_lambda(key, std::array{candidate}, span), key_type, span);
    BlockId compare_block = new_block(), better = new_block(), next = new_block();
    branch(read_variable(seen), compare_block, better, 1);
    seal(compare_block);
    set_block(compare_block);
    branch(compare_truth(name == "max" ? CmpOp::kGt : CmpOp::kLt, value, read_variable(best), span), better, next);
    seal(better);
    set_block(better);
    write_variable(result, candidate);
    write_variable(best, value);
    write_variable(seen, const_bool(true));
    jump(next);
    seal(next);
    set_block(next);
  };
  iterate(iteration, LoopTarget(take), compared, nullptr);
  BlockId some = new_block(), empty = new_block(true);
  branch(read_variable(seen), some, empty, 1);
  seal(some);
  seal(empty);
  set_block(empty);
  // The original says what is wrong with an empty one.
  ValueId nothing = const_obj(module_.tuple_constant({}));
  write_variable(result, convert(emit(Op::PyCall, {load_name(callee->id, {}), nothing}, span), type, span));
  jump(done);
  set_block(some);
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

}  // namespace krait::lower
