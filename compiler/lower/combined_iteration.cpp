// Loops over enumerate, zip, map and filter: over what these walk, in step, without their objects and the tuples they give. What they walk may be
// such a call itself, a range, reversed(list), dict.items() or any iterable.
//
// Whether all the names mean the originals is asked once, where Python looks the first of them up. If not, every call is made as Python makes it and
// the loop walks what the outermost gives. A range, reversed(list) or dict.items() within decides for itself, where it begins, whether it is
// what it claims: the way through each round asks it.
#include "lower/claims.h"
#include "lower/function_lowering.h"
#include "lower/parameters.h"
#include "types/declarations.h"

namespace krait::lower {

using namespace syntax;

namespace {

// Small enough to be the start of a count, known beforehand.
bool is_small(const Expr* expr) {
  const auto* constant = as<Constant>(expr);
  return constant != nullptr && constant->value.kind == ConstantKind::kInt && constant->value.integer < (1 << 30);
}

}  // namespace

std::optional<FunctionLowering::Iteration::Shape> FunctionLowering::combined_shape(const Call* call) {
  using Shape = Iteration::Shape;
  size_t count = call->args.size();
  if ((count == 1 || count == 2) && calls_builtin(call, "enumerate")) return Shape::Enumerate;
  if (count >= 2 && calls_builtin(call, "zip")) return Shape::Zip;
  if (count >= 2 && calls_builtin(call, "map")) return Shape::Map;
  if (count == 2 && calls_builtin(call, "filter")) return Shape::Filter;
  return std::nullopt;
}

// Whether a combined call may be part of another: it must not turn out, once what it walks has begun, that it is not what it seems.
bool FunctionLowering::is_part(const Expr* expr) {
  const auto* call = as<Call>(expr);
  std::optional<Iteration::Shape> shape = call != nullptr ? combined_shape(call) : std::nullopt;
  return shape && (*shape != Iteration::Shape::Enumerate || call->args.size() == 1 || is_small(call->args[1]));
}

// Whether all names of builtins in it mean these; but for what only decides for itself.
ValueId FunctionLowering::originals(const Call* call) {
  ValueId known = builtin(Op::BuiltinIs, to<NameExpr>(call->func)->id, {}, call->span);
  if (!is_part(call)) return known;
  for (const Expr* arg : call->args)
    if (is_part(arg)) known = emit(Op::BoolAnd, {known, originals(to<Call>(arg))}, call->span);
  return known;
}

FunctionLowering::Iteration FunctionLowering::start_combined(const Call* call, Iteration::Shape shape) {
  Whole whole{originals(call), add_variable(ir::kI64, "")};
  return combine(call, shape, whole, true);
}

FunctionLowering::Iteration FunctionLowering::combine(const Call* call, Iteration::Shape shape, const Whole& whole, bool root) {
  using Shape = Iteration::Shape;
  krait::Span span = call->span;
  Name name = to<NameExpr>(call->func)->id;
  Iteration iteration;
  iteration.shape = shape;
  iteration.source = call;
  iteration.span = span;
  iteration.generic = add_variable(ir::kBool, "");
  iteration.iterator = add_variable(ir::kObj, "");
  // A filter goes on while what it is a part of waits.
  iteration.index = shape == Shape::Filter ? add_variable(ir::kI64, "") : whole.index;
  ValueId function, start;
  std::vector<ValueId> operands;
  for (size_t i = 0; i < call->args.size(); ++i) {
    const Expr* arg = call->args[i];
    if (shape == Shape::Enumerate && i == 1) {
      start = lower_as(arg, ir::kTag);
    } else if ((shape == Shape::Map || shape == Shape::Filter) && i == 0) {
      iteration.function = arg;
      iteration.callee = add_variable(ir::kObj, "");
      if (lambda_of(arg, call->args.size() - 1) == nullptr) function = lower_obj(arg);
    } else {
      iteration.parts.push_back(start_part(arg, {whole.known, iteration.index}, shape != Shape::Enumerate || is_part(call)));
    }
  }
  if (iteration.parts[0].shape == Shape::Sequence) iteration.parts[0].iterator = iteration.iterator;
  if (shape == Shape::Enumerate) iteration.first = add_variable(ir::kI64, "");

  BlockId counts = new_block(), otherwise = new_block(true), ready = new_block();
  if (start.valid() && !is_small(call->args[1])) {
    BlockId original = new_block();
    branch(whole.known, original, otherwise, 1);
    seal(original);
    set_block(original);
    branch(builtin(Op::BuiltinRangeOk, name, {start, start, const_tag(1)}, span), counts, otherwise, 1);
  } else {
    branch(whole.known, counts, otherwise, 1);
  }
  seal(counts);
  seal(otherwise);
  set_block(counts);
  write_variable(iteration.generic, const_bool(false));
  if (iteration.parts[0].shape != Shape::Sequence) write_variable(iteration.iterator, absent(ir::kObj));
  for (const Iteration& part : iteration.parts) begin_part(part, span);
  if (iteration.function != nullptr) write_variable(iteration.callee, function.valid() ? function : absent(ir::kObj));
  if (shape == Shape::Enumerate) write_variable(iteration.first, start.valid() ? emit(Op::TagSmallValue, {start}, span) : const_i64(0));
  write_variable(iteration.index, const_i64(0));
  jump(ready);

  set_block(otherwise);
  operands.push_back(load_name(name, call->func->span));
  if (iteration.function != nullptr) operands.push_back(function.valid() ? function : lower_obj(iteration.function));
  for (const Iteration& part : iteration.parts) operands.push_back(object_of(part));
  if (start.valid()) operands.push_back(to_obj(start, call->args[1]->span));
  for (const Iteration& part : iteration.parts)
    if (part.shape == Shape::Sequence) write_variable(part.iterator, absent(ir::kObj));
  ValueId object = emit(Op::PyCall, operands, span);
  write_variable(iteration.iterator, root ? emit(Op::PyIter, {object}, span) : object);
  write_variable(iteration.generic, const_bool(true));
  if (iteration.function != nullptr) write_variable(iteration.callee, absent(ir::kObj));
  if (shape == Shape::Enumerate) write_variable(iteration.first, const_i64(0));
  write_variable(iteration.index, const_i64(0));
  jump(ready);
  seal(ready);
  set_block(ready);
  return iteration;
}

// Evaluates what is walked; begin_part() calls iter().
FunctionLowering::Iteration FunctionLowering::start_part(const Expr* expr, const Whole& whole, bool combines) {
  const auto* call = as<Call>(expr);
  if (call != nullptr && combines && is_part(expr)) return combine(call, *combined_shape(call), whole, false);
  auto of = [&](Iteration part) {
    part.span = expr->span;
    return part;
  };
  if (call != nullptr && combines) {
    if (const Call* range = reversed_range(call)) return of(start_range(range, call, &whole));
    if (is_range(call)) return of(start_range(call, nullptr, &whole));
    if (walks_back(call)) return of(start_reversed(call, &whole));
  }
  if (std::optional<Walked> walked = combines ? walked_entries(expr) : std::nullopt) return of(start_entries(expr, *walked, expr->span, &whole));
  Iteration part;
  part.shape = Iteration::Shape::Sequence;
  part.source = expr;
  part.span = expr->span;
  part.object = lower_obj(expr);
  part.kind = walked_kind(claimed(expr));
  part.item = item_type(claimed(expr));
  part.iterator = add_variable(ir::kObj, "");
  part.index = whole.index;
  return part;
}

void FunctionLowering::begin_part(const Iteration& part, krait::Span span) {
  using Shape = Iteration::Shape;
  if (part.shape == Shape::Sequence) {
    write_variable(part.iterator, emit(Op::ForIter, {part.object}, span));
    return;
  }
  if (!part.parts.empty()) return;  // has begun, and is its own iterator
  BlockId general = new_block(true), known = new_block(), ready = new_block();
  branch(read_variable(part.generic), general, known, -1);
  seal(general);
  seal(known);
  set_block(general);
  write_variable(part.iterator, emit(Op::PyIter, {read_variable(part.iterator)}, span));
  jump(ready);
  set_block(known);
  if (part.shape == Shape::Entries) count_entries(part);
  jump(ready);
  seal(ready);
  set_block(ready);
}

ValueId FunctionLowering::object_of(const Iteration& part) { return part.object.valid() ? part.object : read_variable(part.iterator); }

// The index is stepped by whoever it belongs to.
FunctionLowering::Item FunctionLowering::next_of_combined(const Iteration& iteration, BlockId exhausted) {
  using Shape = Iteration::Shape;
  krait::Span span = iteration.span;
  Item given;
  switch (iteration.shape) {
    case Shape::Enumerate: {
      Item item = next_of_part(iteration.parts[0], exhausted);
      given.items.push_back({convert(emit(Op::I64AddWrap, {read_variable(iteration.index), read_variable(iteration.first)}, span), ir::kTag, span)});
      given.items.push_back(std::move(item));
      break;
    }
    case Shape::Zip:
      for (const Iteration& part : iteration.parts) given.items.push_back(next_of_part(part, exhausted));
      break;
    case Shape::Map: {
      std::vector<ValueId> values;
      for (const Iteration& part : iteration.parts) {
        Item item = next_of_part(part, exhausted);
        values.push_back(item.items.empty() ? item.value : tuple_of(item, span));
      }
      ending_with(exhausted, [&] { given.value = apply(iteration, values, span); });
      break;
    }
    default: given.value = next_of_filter(iteration, exhausted);
  }
  return given;
}

FunctionLowering::Item FunctionLowering::next_of_part(const Iteration& part, BlockId exhausted) {
  using Shape = Iteration::Shape;
  krait::Span span = part.span;
  if (!part.parts.empty()) return next_of_combined(part, exhausted);
  if (part.shape == Shape::Sequence) return {next_item(part.iterator, read_variable(part.index), part.item, part.kind, exhausted, span)};
  Item given;
  std::vector<VariableId> places;
  bool pairs = part.shape == Shape::Entries && part.walk == Iteration::Walk::Items;
  if (pairs) places = {add_variable(part.item, ""), add_variable(part.value, "")};
  given.whole = add_variable(part.shape == Shape::Range ? ir::kTag : pairs ? ir::kObj : part.item, "");
  BlockId general = new_block(true), known = new_block(), got = new_block();
  branch(read_variable(part.generic), general, known, -1);
  seal(general);
  seal(known);
  set_block(general);
  write_variable(given.whole, convert(next_from(part.iterator, exhausted, span), ssa_.variable_type(given.whole), span));
  for (VariableId place : places) write_variable(place, absent(ssa_.variable_type(place)));
  jump(got);
  set_block(known);
  if (part.shape == Shape::Entries) {
    Item entry = next_of_entries(part, exhausted);
    for (size_t i = 0; i < entry.items.size(); ++i) write_variable(places[i], convert(entry.items[i].value, ssa_.variable_type(places[i]), span));
    write_variable(given.whole, pairs ? absent(ir::kObj) : convert(entry.value, part.item, span));
  } else {
    write_variable(given.whole, part.shape == Shape::Range ? next_of_range(part, exhausted) : next_of_reversed(part, exhausted));
  }
  jump(got);
  seal(got);
  set_block(got);
  if (places.empty()) return {read_variable(given.whole)};
  for (VariableId place : places) given.items.push_back({read_variable(place)});
  given.generic = part.generic;
  return given;
}

// Goes on to the first item that is taken.
ValueId FunctionLowering::next_of_filter(const Iteration& iteration, BlockId exhausted) {
  krait::Span span = iteration.span;
  BlockId again = new_block(), taken = new_block(), skipped = new_block();
  jump(again);
  set_block(again);
  Item item = next_of_part(iteration.parts[0], exhausted);
  write_variable(iteration.index, emit(Op::I64AddWrap, {read_variable(iteration.index), const_i64(1)}, span));
  ValueId value = item.items.empty() ? item.value : tuple_of(item, span);
  const auto* none = as<Constant>(iteration.function);
  bool itself = none != nullptr && none->value.kind == ConstantKind::kNone;
  ending_with(exhausted, [&] {
    ValueId given = itself ? value : apply(iteration, std::array{value}, span);
    branch(truth(given, span), taken, skipped);
  });
  seal(taken);
  seal(skipped);
  set_block(skipped);
  loop_back(again, span);
  seal(again);
  set_block(taken);
  return value;
}

// Runs what an iterator runs to find its next item: a StopIteration out of that ends the loop.
void FunctionLowering::ending_with(BlockId exhausted, const std::function<void()>& action) {
  BlockId outer = handler_, landing = new_block(true);
  handler_ = landing;
  action();
  handler_ = outer;
  at_landing(landing, [&] {
    BlockId further = new_block(true);
    branch(emit(Op::ExcStops, {}, {}), exhausted, further);
    seal(further);
    set_block(further);
    propagate();
  });
}

// A lambda whose body may stand in the loop; else null.
const Lambda* FunctionLowering::lambda_of(const Expr* function, size_t arguments) {
  const auto* lambda = as<Lambda>(function);
  return lambda != nullptr && kind_ == BodyKind::Function && is_plain_lambda(lambda, arguments) ? lambda : nullptr;
}

// A function of the group that may be called with so many arguments by its entry.
std::optional<FunctionLowering::KnownFunction> FunctionLowering::known_function(const Expr* function, size_t arguments) {
  const types::FunctionInfo* info = module_.analysis() != nullptr ? module_.analysis()->reference(function).function : nullptr;
  const Stmt* def = info != nullptr ? info->node : nullptr;
  ir::FunctionId entry = def != nullptr ? module_.native_entry(def) : ir::FunctionId{};
  if (!entry || arguments > arguments_of(def)->posonlyargs.size() + arguments_of(def)->args.size()) return std::nullopt;
  std::vector<types::ArgumentTarget> targets;
  for (size_t i = 0; i < arguments; ++i) targets.push_back({int(i)});
  std::optional<std::vector<ArgumentSlot>> slots = argument_slots(targets, def, entry);
  return slots ? std::optional(KnownFunction{def, entry, *slots}) : std::nullopt;
}

// map and filter whose function stands in the loop, or is called there by its entry.
bool FunctionLowering::maps_known(const Call* call) {
  std::optional<Iteration::Shape> shape = combined_shape(call);
  if (shape != Iteration::Shape::Map && shape != Iteration::Shape::Filter) return false;
  size_t arguments = call->args.size() - 1;
  return lambda_of(call->args[0], arguments) != nullptr || known_function(call->args[0], arguments);
}

// What the function of a map or filter gives.
ValueId FunctionLowering::apply(const Iteration& iteration, std::span<const ValueId> values, krait::Span span) {
  if (const Lambda* lambda = lambda_of(iteration.function, values.size())) return inlined_lambda(lambda, values, span);
  ValueId callee = read_variable(iteration.callee);
  auto generally = [&] {
    std::vector<ValueId> operands{callee};
    for (ValueId value : values) operands.push_back(to_obj(value, span));
    return emit(Op::PyCall, operands, span);
  };
  auto known = known_function(iteration.function, values.size());
  if (!known) return generally();
  const auto& [def, entry, slots] = *known;
  ir::Type result = module_.program().functions[entry.index].result;
  ir::Type joined = result == ir::kBool ? ir::kObj : result;
  VariableId given = add_variable(joined, "");
  BlockId direct = new_block(), otherwise = new_block(true), done = new_block();
  branch(emit(Op::FunctionIs, {callee}, span, ir::kBool, static_cast<int64_t>(entry.index)), direct, otherwise, 1);
  seal(direct);
  seal(otherwise);
  set_block(direct);
  std::vector<const Expr*> sources(values.size(), nullptr);
  std::vector<ValueId> operands = direct_operands(def, entry, slots, values, sources, span);
  write_variable(given, convert(emit(Op::Call, operands, span, result, static_cast<int64_t>(entry.index)), joined, span));
  jump(done);
  set_block(otherwise);
  write_variable(given, convert(generally(), joined, span));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(given);
}

// What would be a tuple: its items to the targets, or the tuple where the target is one variable.
void FunctionLowering::assign_items(const LoopTarget& target, const Item& item, krait::Span span) {
  if (item.items.empty()) return assign_item(target, item.value);
  const ExprList* targets = nullptr;
  if (const auto* tuple = as<Tuple>(target.expr)) targets = &tuple->elts;
  else if (const auto* list = as<List>(target.expr)) targets = &list->elts;
  bool matches = targets != nullptr && targets->size() == item.items.size();
  for (size_t i = 0; matches && i < targets->size(); ++i) matches = !is<Starred>((*targets)[i]);
  if (!matches) return assign_item(target, tuple_of(item, span));
  either_way(item, [&](ValueId whole) { assign_item(target, whole); }, [&] {
    for (size_t i = 0; i < item.items.size(); ++i) assign_items((*targets)[i], item.items[i], (*targets)[i]->span);
  });
}

ValueId FunctionLowering::tuple_of(const Item& item, krait::Span span) {
  if (item.items.empty()) return to_obj(item.value, span);
  VariableId tuple = add_variable(ir::kObj, "");
  either_way(item, [&](ValueId whole) { write_variable(tuple, whole); }, [&] {
    std::vector<ValueId> objects;
    for (const Item& each : item.items) objects.push_back(tuple_of(each, span));
    write_variable(tuple, emit(Op::TupleNew, objects, span));
  });
  return read_variable(tuple);
}

// Does the one with the tuple where that was given, the other where its items were.
void FunctionLowering::either_way(const Item& item, const std::function<void(ValueId)>& with_tuple, const std::function<void()>& with_items) {
  if (!item.generic) return with_items();
  BlockId general = new_block(true), known = new_block(), done = new_block();
  branch(read_variable(*item.generic), general, known, -1);
  seal(general);
  seal(known);
  set_block(general);
  with_tuple(read_variable(item.whole));
  jump(done);
  set_block(known);
  with_items();
  jump(done);
  seal(done);
  set_block(done);
}

}  // namespace krait::lower
