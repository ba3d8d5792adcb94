// Generator expressions, calls of known generator functions, and of map and filter with a function that is known, that are the only argument of a builtin which takes all they give, or stops
// early: the loop stands where the call does. Behind a test that the name means the original; otherwise a generator is made, as Python makes it.
#include <algorithm>

#include "lower/claims.h"
#include "lower/function_lowering.h"
#include "lower/parameters.h"
#include "syntax/visit.h"

namespace krait::lower {

using namespace syntax;

namespace {

constexpr std::string_view kConsumers[] = {"sum", "any", "all", "min", "max", "list", "set", "tuple", "sorted", "frozenset"};

// Keywords whose values may be evaluated at any time: those of sorted(), and min(default=...).
bool plain_keywords(const Call* call, std::string_view name) {
  if ((name == "min" || name == "max") && call->keywords.size() == 1) {
    const Keyword* only = call->keywords[0];
    return only->arg && only->arg.text() == "default" && is_plain_default(only->value);
  }
  if (name != "sorted") return call->keywords.empty();
  return std::all_of(call->keywords.begin(), call->keywords.end(), [](const Keyword* each) {
    return each->arg && (is<Lambda>(each->value) || is<Constant>(each->value));
  });
}

// Claimed a float, or the int that a sum of nothing is.
bool sums_floats(const types::Type* claim) {
  const auto* join = claim != nullptr ? claim->as<types::UnionType>() : nullptr;
  if (join == nullptr) return false;
  return std::all_of(join->items.begin(), join->items.end(), [](const types::Type* item) { return builtin_class(item) == "float" || item->as<types::LiteralType>() != nullptr; }) &&
         std::any_of(join->items.begin(), join->items.end(), [](const types::Type* item) { return builtin_class(item) == "float"; });
}

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

// text.join(...), of what claims to be a str.
bool ModuleLowering::is_join(const Call* call) {
  const auto* callee = as<Attribute>(call->func);
  return callee != nullptr && callee->attr.text() == "join" && call->keywords.empty() && analysis() != nullptr &&
         builtin_class(analysis()->type_of(callee->value)) == "str";
}

// items.extend(...), of what claims to be a list.
bool ModuleLowering::is_extend(const Call* call) {
  const auto* callee = as<Attribute>(call->func);
  return callee != nullptr && callee->attr.text() == "extend" && call->keywords.empty() && analysis() != nullptr &&
         builtin_class(analysis()->type_of(callee->value)) == "list";
}

// A call, with one argument, of what means one of the builtins where nothing binds the name.
bool ModuleLowering::consumes_all(const Call* call, const NameExpr* callee) const {
  std::string_view name = callee->id.text();
  if (std::find(std::begin(kConsumers), std::end(kConsumers), name) == std::end(kConsumers) || !plain_keywords(call, name)) return false;
  // From 3.12 on sum() of floats makes up for rounding.
  return name != "sum" || options().version < PythonVersion{3, 12} ||
         (analysis() != nullptr && representation(analysis()->type_of(call)) == ir::kTag);
}

const Call* ModuleLowering::consumer(const Expr* generator) {
  if (!consumers_known_) {
    consumers_known_ = true;
    walk(&tree(), [&](Expr* expr) {
      const auto* call = as<Call>(expr);
      const auto* argument = call != nullptr && call->args.size() == 1 ? as<GeneratorExp>(call->args[0]) : nullptr;
      if (argument == nullptr || !is_plain(argument)) return;
      const program::Scope& around = scopes().scope(scopes().scope(scopes().of(argument)).parent);
      if (around.kind == program::ScopeKind::kClass) return;
      if (is_join(call) || is_extend(call)) {
        consumers_.emplace(argument, call);
        return;
      }
      const auto* callee = as<NameExpr>(call->func);
      if (callee == nullptr || scopes().resolve(around.id, callee->id) != nullptr || !consumes_all(call, callee)) return;
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
  at_landing(landing, [&] {
    emit(Op::GeneratorLeave, {}, {});
    emit(Op::TracebackAdd, {}, call->span);
    propagate();
  });
}

const GeneratorExp* FunctionLowering::fused_argument(const Call* call) {
  const auto* generator = call->args.size() == 1 ? as<GeneratorExp>(call->args[0]) : nullptr;
  return generator != nullptr && module_.consumer(generator) == call ? generator : nullptr;
}

ValueId FunctionLowering::call_with(ValueId function, ValueId argument, const KeywordList& keywords, krait::Span span) {
  if (keywords.empty()) return emit(Op::PyCall, {function, argument}, span);
  std::vector<ir::ConstId> names;
  for (const Keyword* keyword : keywords) names.push_back(module_.name_constant(keyword->arg));
  std::vector<ValueId> operands{function, const_obj(module_.tuple_constant(names)), argument};
  for (const Keyword* keyword : keywords) operands.push_back(lower_obj(keyword->value));
  return emit(Op::PyCallKw, operands, span);
}

// text.join(...) and items.extend(...) where the receiver is exactly what it claims.
std::optional<ValueId> FunctionLowering::lower_fused_method(const Call* expr, const Attribute* callee) {
  const GeneratorExp* generator = fused_argument(expr);
  if (generator == nullptr) return std::nullopt;
  krait::Span span = expr->span;
  bool joins = module_.is_join(expr);
  ValueId receiver = lower_obj(callee->value);
  BlockId exact = new_block(), otherwise = new_block(true), done = new_block();
  VariableId result = add_variable(ir::kObj, "");
  branch(emit(joins ? Op::StrExact : Op::ListIs, {receiver}, span), exact, otherwise, 1);
  seal(exact);
  seal(otherwise);
  set_block(otherwise);
  ValueId method = emit(Op::PyGetAttr, {receiver, const_name(callee->attr)}, callee->span);
  write_variable(result, call_with(method, lower_generator_exp(generator), expr->keywords, span));
  jump(done);
  set_block(exact);
  // str.join makes a list of what it is given before it looks at any of it.
  ValueId list = joins ? emit(Op::ListNew, {}, span) : receiver;
  if (!joins) emit(Op::ListExtendBegin, {list}, span);
  lower_fused_loop(expr, generator, [&](const auto& outside) {
    ValueId item = lower_obj(generator->elt);
    outside([&] { emit(joins ? Op::ListAppendNew : Op::ListAppend, {list, item}, span); });
  });
  if (!joins) emit(Op::ListExtendEnd, {list}, span);
  write_variable(result, joins ? emit(Op::StrJoin, {receiver, list}, span) : const_none());
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

std::optional<ValueId> FunctionLowering::lower_fused(const Call* expr, const NameExpr* callee) {
  const GeneratorExp* generator = fused_argument(expr);
  if (!is_builtin(callee->id)) return std::nullopt;
  std::shared_ptr<GeneratorCall> made;
  if (generator == nullptr && expr->args.size() == 1 && module_.consumes_all(expr, callee)) made = known_generator(expr->args[0], nullptr);
  const auto* mapping = expr->args.size() == 1 ? as<Call>(expr->args[0]) : nullptr;
  bool maps = made == nullptr && mapping != nullptr && module_.consumes_all(expr, callee) && maps_known(mapping);
  if (generator == nullptr && made == nullptr && !maps) return std::nullopt;
  std::string_view name = callee->id.text();
  krait::Span span = expr->span, element = generator != nullptr ? generator->elt->span : span;
  bool test = name == "any" || name == "all", pick = name == "min" || name == "max";
  ir::Type type = ir::kBool;
  if (!test) type = name == "sum" || pick ? module_.representation(claimed(expr)) : ir::kObj;
  // What begins as the int 0 and is a float from the first item on.
  bool floats = name == "sum" && sums_floats(claimed(expr));
  if (floats) type = ir::kNum;
  if (!test && type != ir::kTag && type != ir::kNum) type = ir::kObj;
  BlockId original = new_block(), otherwise = new_block(true), done = new_block();
  VariableId result = add_variable(type, "");
  ValueId fused = builtin(Op::BuiltinIs, callee->id, {}, span);
  Iteration mapped;
  if (maps) {
    Whole whole{emit(Op::BoolAnd, {fused, originals(mapping)}, span), add_variable(ir::kI64, "")};
    mapped = combine(mapping, *combined_shape(mapping), whole, false);
    fused = emit(Op::BoolNot, {read_variable(mapped.generic)}, span);
    mapped.shaped = true;
    mapped.stands_at(span);
  }
  branch(fused, original, otherwise, 1);
  seal(original);
  seal(otherwise);

  set_block(otherwise);
  ValueId function_object = load_name(callee->id, callee->span);
  auto finish = [&](ValueId function, ValueId argument) {
    ValueId given = call_with(function, argument, expr->keywords, span);
    write_variable(result, test ? truth(given, span) : convert(given, type, span));
    jump(done);
  };
  finish(function_object, maps ? read_variable(mapped.iterator) : generator != nullptr ? lower_generator_exp(generator) : lower_obj(expr->args[0]));

  set_block(original);
  if (made != nullptr) {
    evaluate(*made);
    BlockId general = new_block(true), known = new_block();
    test_bound(*made, general);
    jump(known);
    seal(general);
    seal(known);
    set_block(general);
    ValueId argument = call_generally(*made);
    finish(load_name(callee->id, callee->span), argument);
    set_block(known);
    pass_arguments(*made);
  }
  // What is done with each item: `item` gives it, as claimed where that is asked; `outside` runs in the frame of the call.
  using Outside = std::function<void(const std::function<void()>&)>;
  auto loop = [&](const std::function<void(const std::function<ValueId(bool)>& item, const Outside& outside)>& use) {
    auto use_value = [&](ValueId value) { use([&](bool) { return value; }, [](const std::function<void()>& action) { action(); }); };
    if (maps) {
      ValueId item;
      return iterate(mapped, LoopTarget([&](ValueId value) { item = value; }), [&](const Iteration&, BlockId, BlockId) { use_value(item); }, nullptr);
    }
    if (made == nullptr) {
      auto item = [&](bool number) { return number ? lower_operand(generator->elt) : lower(generator->elt); };
      return lower_fused_loop(expr, generator, [&](const auto& outside) { use(item, outside); });
    }
    run_generator(*made, span, [&](ValueId value, const std::vector<VariableId>&, BlockId) { use_value(value); });
  };
  if (test) {
    loop([&](const auto& item_of, const auto& outside) {
      ValueId item = item_of(false);
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
  } else if (floats) {
    VariableId begun = add_variable(ir::kBool, "");
    write_variable(begun, const_bool(false));
    write_variable(result, const_float(0));  // until there is an item
    loop([&](const auto& item_of, const auto& outside) {
      ValueId item = item_of(true);
      BlockId more = new_block(), first = new_block(), next = new_block();
      outside([&] {
        branch(read_variable(begun), more, first, 1);
        seal(more);
        seal(first);
        set_block(more);
        write_variable(result, binary(Operator::kAdd, read_variable(result), item, span, false));
        jump(next);
        set_block(first);
        write_variable(result, binary(Operator::kAdd, const_tag(0), item, span, false));
        write_variable(begun, const_bool(true));
        jump(next);
        seal(next);
        set_block(next);
      });
    });
    BlockId some = new_block(), none = new_block();
    branch(read_variable(begun), some, none, 1);
    seal(some);
    seal(none);
    set_block(none);
    write_variable(result, const_tag(0));
    jump(done);
    set_block(some);
  } else if (name == "sum") {
    write_variable(result, const_tag(0));
    loop([&](const auto& item_of, const auto& outside) {
      ValueId item = item_of(true);
      outside([&] { write_variable(result, binary(Operator::kAdd, read_variable(result), item, span, false)); });
    });
  } else if (pick) {
    VariableId seen = add_variable(ir::kBool, "");
    write_variable(seen, const_bool(false));
    write_variable(result, type == ir::kNum ? const_float(0) : const_tag(0));  // until there is one
    loop([&](const auto& item_of, const auto& outside) {
      ValueId item = convert(item_of(true), type, element);
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
    if (expr->keywords.empty()) {
      // The original says what is wrong with an empty one.
      ValueId empty = const_obj(module_.tuple_constant({}));
      write_variable(result, convert(emit(Op::PyCall, {load_name(callee->id, {}), empty}, span), type, span));
    } else {
      write_variable(result, lower_default(expr->keywords[0]->value));
    }
    jump(done);
    set_block(some);
  } else {
    bool set = name == "set";
    write_variable(result, emit(set ? Op::SetNew : Op::ListNew, {}, span));
    loop([&](const auto& item_of, const auto& outside) {
      ValueId item = to_obj(item_of(false), element);
      outside([&] { emit(set ? Op::SetAddNew : Op::ListAppendNew, {read_variable(result), item}, span); });
    });
    if (name == "tuple") write_variable(result, emit(Op::ListToTuple, {read_variable(result)}, span));
    // These take all of it before they do anything.
    if (name == "sorted" || name == "frozenset")
      write_variable(result, call_with(load_name(callee->id, callee->span), read_variable(result), expr->keywords, span));
  }
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

}  // namespace krait::lower
