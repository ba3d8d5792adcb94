// Generator expressions that are the only argument of a builtin which takes all they give, or stops early: the loop stands where the
// call does. Behind a test that the name means the original; otherwise a generator is made, as Python makes it.
#include <algorithm>

#include "lower/claims.h"
#include "lower/function_lowering.h"
#include "syntax/visit.h"

namespace krait::lower {

using namespace syntax;

namespace {

constexpr std::string_view kConsumers[] = {"sum", "any", "all", "min", "max", "list", "set", "tuple"};

bool is_plain(const GeneratorExp* generator) {
  for (const Comprehension* each : generator->generators)
    if (each->is_async != 0) return false;
  bool plain = true;
  walk(static_cast<const Expr*>(generator), [&](Expr* expr) {
    if (is<NamedExpr>(expr) || is<Await>(expr) || is<Yield>(expr) || is<YieldFrom>(expr)) plain = false;
    return plain;
  });
  return plain;
}

}  // namespace

const Call* ModuleLowering::consumer(const Expr* generator) {
  if (!consumers_known_) {
    consumers_known_ = true;
    walk(&tree(), [&](Expr* expr) {
      const auto* call = as<Call>(expr);
      const auto* callee = call != nullptr ? as<NameExpr>(call->func) : nullptr;
      if (callee == nullptr || call->args.size() != 1 || !call->keywords.empty()) return;
      const auto* argument = as<GeneratorExp>(call->args[0]);
      std::string_view name = callee->id.text();
      if (argument == nullptr || std::find(std::begin(kConsumers), std::end(kConsumers), name) == std::end(kConsumers)) return;
      const program::Scope& around = scopes().scope(scopes().scope(scopes().of(argument)).parent);
      if (around.kind == program::ScopeKind::kClass || scopes().resolve(around.id, callee->id) != nullptr || !is_plain(argument)) return;
      // From 3.12 on sum() of floats makes up for rounding.
      if (name == "sum" && options().version >= PythonVersion{3, 12} &&
          (analysis() == nullptr || representation(analysis()->type_of(call)) != ir::kTag))
        return;
      consumers_.emplace(argument, call);
    });
  }
  auto found = consumers_.find(generator);
  return found == consumers_.end() ? nullptr : found->second;
}

// The loop of a generator expression, as lower_comprehension does it. `element` runs for each item in the frame of the expression;
// `outside` runs what it is given in the frame of the call.
void FunctionLowering::lower_fused_loop(const Call* call, const GeneratorExp* generator,
                                        const std::function<void(const std::function<void(const std::function<void()>&)>&)>& element) {
  Iteration iteration = start_iteration(generator->generators[0]->iter, iteration_span(generator, generator->generators[0]));
  const program::Scope& scope = module_.scopes().scope(module_.scopes().of(generator));
  BlockId outer = handler_, landing = new_block(true);
  uint32_t outer_code = code_override_, own_code = module_.functions.at(static_cast<const Expr*>(generator)).code;
  handler_ = landing;
  code_override_ = own_code;
  auto outside = [&](const std::function<void()>& action) {
    handler_ = outer;
    code_override_ = outer_code;
    action();
    handler_ = landing;
    code_override_ = own_code;
  };
  size_t names_before = names_.size();
  std::vector<ControlFrame> control;
  control.swap(control_);
  declare_scope(scope);
  lower_comprehension_level(generator, generator->generators, 0, iteration, [&] { element(outside); });
  names_.resize(names_before);
  control.swap(control_);
  handler_ = outer;
  code_override_ = outer_code;
  BlockId resume = current_;
  bool was_reachable = reachable_, raised = raised_in_block_;
  seal(landing);
  set_block(landing);
  reachable_ = ssa_.has_predecessors(landing);
  if (reachable_) {
    emit(Op::GeneratorLeave, {}, {});
    emit(Op::TracebackAdd, {}, call->span);
    propagate();
  }
  set_block(resume);
  reachable_ = was_reachable;
  raised_in_block_ = raised;
}

std::optional<ValueId> FunctionLowering::lower_fused(const Call* expr, const NameExpr* callee) {
  if (expr->args.size() != 1 || !is<GeneratorExp>(expr->args[0])) return std::nullopt;
  const auto* generator = to<GeneratorExp>(expr->args[0]);
  if (module_.consumer(generator) != expr || !is_builtin(callee->id)) return std::nullopt;
  std::string_view name = callee->id.text();
  krait::Span span = expr->span;
  bool test = name == "any" || name == "all", pick = name == "min" || name == "max";
  ir::Type type = ir::kBool;
  if (!test) type = name == "sum" || pick ? module_.representation(claimed(expr)) : ir::kObj;
  if (!test && type != ir::kTag && type != ir::kNum) type = ir::kObj;
  BlockId original = new_block(), otherwise = new_block(true), done = new_block();
  VariableId result = add_variable(type, "");
  branch(builtin(Op::BuiltinIs, callee->id, {}, span), original, otherwise, 1);
  seal(original);
  seal(otherwise);

  set_block(otherwise);
  ValueId function_object = load_name(callee->id, callee->span);
  ValueId made = lower_generator_exp(generator);
  ValueId given = emit(Op::PyCall, {function_object, made}, span);
  write_variable(result, test ? truth(given, span) : convert(given, type, span));
  jump(done);

  set_block(original);
  if (test) {
    lower_fused_loop(expr, generator, [&](const auto& outside) {
      ValueId item = lower(generator->elt);
      BlockId found = new_block(), next = new_block();
      outside([&] {
        ValueId condition = truth(item, span);
        name == "any" ? branch(condition, found, next) : branch(condition, next, found);
      });
      seal(found);
      seal(next);
      set_block(found);
      write_variable(result, const_bool(name == "any"));
      jump(done);
      set_block(next);
    });
    write_variable(result, const_bool(name == "all"));
  } else if (name == "sum") {
    write_variable(result, const_tag(0));
    lower_fused_loop(expr, generator, [&](const auto& outside) {
      ValueId item = lower_operand(generator->elt);
      outside([&] { write_variable(result, binary(Operator::kAdd, read_variable(result), item, span, false)); });
    });
  } else if (pick) {
    VariableId seen = add_variable(ir::kBool, "");
    write_variable(seen, const_bool(false));
    write_variable(result, const_tag(0));  // until there is one
    lower_fused_loop(expr, generator, [&](const auto& outside) {
      ValueId item = convert(lower_operand(generator->elt), type, generator->elt->span);
      BlockId compare_block = new_block(), take = new_block(), next = new_block();
      outside([&] {
        branch(read_variable(seen), compare_block, take, 1);
        seal(compare_block);
        set_block(compare_block);
        branch(compare_truth(name == "max" ? CmpOp::kGt : CmpOp::kLt, item, read_variable(result), span), take, next);
        seal(take);
        set_block(take);
        write_variable(result, item);
        write_variable(seen, const_bool(true));
        jump(next);
        seal(next);
        set_block(next);
      });
    });
    BlockId some = new_block(), none = new_block(true);
    branch(read_variable(seen), some, none, 1);
    seal(some);
    seal(none);
    set_block(none);
    // The original says what is wrong with an empty one.
    ValueId empty = const_obj(module_.tuple_constant({}));
    write_variable(result, convert(emit(Op::PyCall, {load_name(callee->id, {}), empty}, span), type, span));
    jump(done);
    set_block(some);
  } else {
    bool set = name == "set";
    write_variable(result, emit(set ? Op::SetNew : Op::ListNew, {}, span));
    lower_fused_loop(expr, generator, [&](const auto& outside) {
      ValueId item = lower_obj(generator->elt);
      outside([&] { emit(set ? Op::SetAddNew : Op::ListAppendNew, {read_variable(result), item}, span); });
    });
    if (name == "tuple") write_variable(result, emit(Op::ListToTuple, {read_variable(result)}, span));
  }
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

}  // namespace krait::lower
