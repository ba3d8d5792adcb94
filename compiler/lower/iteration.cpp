// `for` loops and comprehensions: over ranges as counting loops, over sequences by index, over dicts, their views and sets by position in the table, over
// enumerate, zip, map and filter without these (combined_iteration.cpp), over anything else by Python's protocol.
//
// Builtins may be replaced and receivers may not be what they claim: start_*() test that where the loop begins, once, and fall back to Python's
// iterator; `generic` remembers which it is. Either way there is one body.
#include <algorithm>

#include "lower/claims.h"
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

void FunctionLowering::Iteration::stands_at(krait::Span position) {
  span = position;
  for (Iteration& part : parts) part.stands_at(position);
}

static bool plain_arguments(const Call* call) {
  return call->keywords.empty() && std::none_of(call->args.begin(), call->args.end(), [](const Expr* arg) { return is<Starred>(arg); });
}

FunctionLowering::Iteration FunctionLowering::iteration_over(ValueId iterator, const Expr* source) {
  Iteration iteration;
  iteration.source = source;
  iteration.span = source->span;
  iteration.iterator = add_variable(ir::kObj, "");
  write_variable(iteration.iterator, to_obj(iterator, source->span));
  return iteration;
}

FunctionLowering::Iteration FunctionLowering::start_iteration(const Expr* iterable, std::optional<krait::Span> position, const StmtList* body) {
  krait::Span span = position.value_or(iterable->span);
  if (std::optional<Iteration> iteration = start_generator(iterable, body, span)) return *iteration;
  if (const auto* call = as<Call>(iterable)) {
    if (std::optional<Iteration> iteration = start_call_iteration(call)) {
      iteration->stands_at(span);
      return *iteration;
    }
  }
  if (std::optional<Iteration> iteration = start_vec(iterable, span)) return *iteration;
  if (std::optional<Walked> walked = walked_entries(iterable)) return start_entries(iterable, *walked, span);
  ValueId object = lower_obj(iterable);
  if (builtin_class(claimed(iterable)) == "range" || is<GeneratorExp>(iterable)) {
    Iteration iteration = iteration_over(emit(Op::PyIter, {object}, span), iterable);
    iteration.span = span;
    return iteration;
  }
  return sequence_iteration(emit(Op::ForIter, {object}, span), iterable, span);
}

FunctionLowering::Iteration FunctionLowering::sequence_iteration(ValueId iterator, const Expr* source, krait::Span span) {
  const types::Type* claim = claimed(source);
  Iteration iteration;
  iteration.shape = Iteration::Shape::Sequence;
  iteration.kind = walked_kind(claim);
  iteration.source = source;
  iteration.span = span;
  iteration.item = item_type(claim);
  iteration.iterator = add_variable(ir::kObj, "");
  iteration.index = add_variable(ir::kI64, "");
  write_variable(iteration.iterator, iterator);
  write_variable(iteration.index, const_i64(0));
  return iteration;
}

// Of what a for.next takes from a sequence that claims to be of the type.
ir::Type FunctionLowering::item_type(const types::Type* claim) {
  return walked_kind(claim) >= kWalksBytes ? ir::kTag : taken_type(item_claim(claim));
}

// Of what is taken from where a value is that claims to be of the type.
ir::Type FunctionLowering::taken_type(const types::Type* claim) {
  ir::Type item = ModuleLowering::unboxed_item(module_.representation(claim));
  return item == ir::kTag || item == ir::kNum ? item : ir::kObj;
}

std::optional<FunctionLowering::Iteration> FunctionLowering::start_call_iteration(const Call* call) {
  if (!plain_arguments(call)) return std::nullopt;
  if (std::optional<Iteration::Shape> shape = combined_shape(call)) return start_combined(call, *shape);
  if (const Call* reversed = reversed_range(call)) return start_range(reversed, call);
  if (is_range(call)) return start_range(call, nullptr);
  if (walks_back(call)) return start_reversed(call);
  return std::nullopt;
}

// --- what calls are, as far as names and claims say ---

static std::string_view builtin_name(const Call* call) {
  const auto* callee = as<NameExpr>(call->func);
  return callee != nullptr && plain_arguments(call) ? callee->id.text() : std::string_view();
}

bool FunctionLowering::calls_builtin(const Call* call, std::string_view name) {
  return builtin_name(call) == name && is_builtin(to<NameExpr>(call->func)->id);
}

bool FunctionLowering::is_range(const Call* call) { return calls_builtin(call, "range") && !call->args.empty() && call->args.size() <= 3; }

const Call* FunctionLowering::reversed_range(const Call* call) {
  const auto* inner = calls_builtin(call, "reversed") && call->args.size() == 1 ? as<Call>(call->args[0]) : nullptr;
  return inner != nullptr && is_range(inner) ? inner : nullptr;
}

bool FunctionLowering::walks_back(const Call* call) {
  return calls_builtin(call, "reversed") && call->args.size() == 1 && builtin_class(claimed(call->args[0])) == "list";
}

std::optional<FunctionLowering::Walked> FunctionLowering::walked_entries(const Expr* iterable) {
  using Walk = Iteration::Walk;
  const auto* call = as<Call>(iterable);
  const auto* method = call != nullptr && call->args.empty() && call->keywords.empty() ? as<Attribute>(call->func) : nullptr;
  if (method != nullptr && is_dict(claimed(method->value))) {
    std::string_view name = method->attr.text();
    if (name == "keys") return Walked{method->value, Walk::Keys};
    if (name == "values") return Walked{method->value, Walk::Values};
    if (name == "items") return Walked{method->value, Walk::Items};
  }
  const types::Type* claim = claimed(iterable);
  if (is_dict(claim)) return Walked{iterable, Walk::Dict};
  std::string_view kind = builtin_class(claim);
  if (kind == "set" || kind == "frozenset") return Walked{iterable, Walk::Set};
  return std::nullopt;
}

// Of a part: the general way unless all calls around mean the originals.
void FunctionLowering::test_known(const Whole* whole, BlockId otherwise) {
  if (whole == nullptr) return;
  BlockId known = new_block();
  branch(whole->known, known, otherwise, 1);
  seal(known);
  set_block(known);
}

// range(start, stop, step) of small ints counts; anything else (huge bounds, objects with __index__, errors, another `range`) is Python's.
// Within `reversed` (may be null) it counts from the last value back.
FunctionLowering::Iteration FunctionLowering::start_range(const Call* call, const Call* reversed, const Whole* whole) {
  Name name = to<NameExpr>(call->func)->id;
  krait::Span span = call->span;
  std::vector<ValueId> args;
  for (const Expr* arg : call->args) args.push_back(lower_as(arg, ir::kTag));
  ValueId start = args.size() > 1 ? args[0] : const_tag(0);
  ValueId stop = args.size() > 1 ? args[1] : args[0];
  ValueId step = args.size() > 2 ? args[2] : const_tag(1);
  Iteration iteration;
  iteration.shape = Iteration::Shape::Range;
  iteration.source = reversed != nullptr ? reversed : call;
  iteration.generic = add_variable(ir::kBool, "");
  iteration.iterator = add_variable(ir::kObj, "");
  iteration.index = add_variable(ir::kI64, "");
  iteration.stop = add_variable(ir::kI64, "");
  iteration.step = add_variable(ir::kI64, "");
  const ir::Inst& step_inst = function().inst(function().value(step).def);
  if (step_inst.op == Op::ConstInt && step_inst.imm != 0) iteration.known_step = reversed != nullptr ? -step_inst.imm : step_inst.imm;

  BlockId counts = new_block(), otherwise = new_block(true), ready = new_block();
  test_known(whole, otherwise);
  if (reversed != nullptr) {
    BlockId original = new_block();
    branch(builtin(Op::BuiltinIs, to<NameExpr>(reversed->func)->id, {}, reversed->span), original, otherwise, 1);
    seal(original);
    set_block(original);
  }
  branch(emit(Op::BuiltinRangeOk, {emit(Op::Globals, {}, {}), const_name(name), start, stop, step}, span), counts, otherwise, 1);
  seal(counts);
  seal(otherwise);
  set_block(counts);
  write_variable(iteration.generic, const_bool(false));
  write_variable(iteration.iterator, absent(ir::kObj));
  // Small ints are machine integers: no failure.
  ValueId first = emit(Op::TagSmallValue, {start}, span), end = emit(Op::TagSmallValue, {stop}, span), by = emit(Op::TagSmallValue, {step}, span);
  if (reversed != nullptr) {
    ValueId behind = emit(Op::I64SubWrap, {emit(Op::RangeCount, {first, end, by}, span), const_i64(1)}, span);
    end = emit(Op::I64SubWrap, {first, by}, span);
    first = emit(Op::I64AddWrap, {first, emit(Op::I64MulWrap, {behind, by}, span)}, span);
    by = emit(Op::I64NegWrap, {by}, span);
  }
  write_variable(iteration.index, first);
  write_variable(iteration.stop, end);
  write_variable(iteration.step, by);
  jump(ready);
  set_block(otherwise);
  ValueId around = reversed != nullptr ? load_name(to<NameExpr>(reversed->func)->id, reversed->func->span) : ValueId{};
  ValueId callee = load_name(name, call->func->span);
  std::vector<ValueId> operands{callee};
  for (size_t i = 0; i < args.size(); ++i) operands.push_back(to_obj(args[i], call->args[i]->span));
  ValueId object = emit(Op::PyCall, operands, span);
  if (reversed != nullptr) object = emit(Op::PyCall, {around, object}, reversed->span);
  write_variable(iteration.iterator, whole != nullptr ? object : emit(Op::PyIter, {object}, iteration.source->span));
  write_variable(iteration.generic, const_bool(true));
  write_variable(iteration.index, const_i64(0));
  write_variable(iteration.stop, const_i64(0));
  write_variable(iteration.step, const_i64(1));
  jump(ready);
  seal(ready);
  set_block(ready);
  return iteration;
}

// reversed(x) of a list.
FunctionLowering::Iteration FunctionLowering::start_reversed(const Call* call, const Whole* whole) {
  krait::Span span = call->span;
  ValueId object = lower_obj(call->args[0]);
  const types::Type* claim = claimed(call->args[0]);
  Iteration iteration;
  iteration.shape = Iteration::Shape::Reversed;
  iteration.source = call;
  iteration.kind = walked_kind(claim);
  iteration.item = item_type(claim);
  iteration.generic = add_variable(ir::kBool, "");
  iteration.iterator = add_variable(ir::kObj, "");
  iteration.index = add_variable(ir::kI64, "");
  BlockId original = new_block(), list = new_block(), otherwise = new_block(true), ready = new_block();
  Name name = to<NameExpr>(call->func)->id;
  test_known(whole, otherwise);
  branch(builtin(Op::BuiltinIs, name, {}, span), original, otherwise, 1);
  seal(original);
  set_block(original);
  branch(emit(Op::ListIs, {object}, span), list, otherwise, 1);
  seal(list);
  seal(otherwise);
  set_block(list);
  ValueId walked = emit(Op::ForIter, {object}, span);
  write_variable(iteration.generic, const_bool(false));
  write_variable(iteration.iterator, walked);
  write_variable(iteration.index, emit(Op::I64SubWrap, {emit(Op::ForCount, {walked}, {}), const_i64(1)}, span));
  jump(ready);
  set_block(otherwise);
  ValueId given = emit(Op::PyCall, {load_name(name, call->func->span), object}, span);
  write_variable(iteration.generic, const_bool(true));
  write_variable(iteration.iterator, whole != nullptr ? given : emit(Op::PyIter, {given}, span));
  write_variable(iteration.index, const_i64(0));
  jump(ready);
  seal(ready);
  set_block(ready);
  return iteration;
}

// The entries of a dict or set, by their position in its table.
FunctionLowering::Iteration FunctionLowering::start_entries(const Expr* iterable, const Walked& walked, krait::Span span, const Whole* whole) {
  using Walk = Iteration::Walk;
  ValueId object = lower_obj(walked.container);
  const types::Type* claim = claimed(walked.container);
  bool view = walked.container != iterable;
  Iteration iteration;
  iteration.shape = Iteration::Shape::Entries;
  iteration.walk = walked.walk;
  iteration.source = iterable;
  iteration.span = span;
  iteration.item = taken_type(walked.walk == Walk::Values ? dict_value_claim(claim) : item_claim(claim));
  iteration.value = taken_type(dict_value_claim(claim));
  iteration.generic = add_variable(ir::kBool, "");
  iteration.iterator = add_variable(ir::kObj, "");
  iteration.index = add_variable(ir::kI64, "");
  iteration.stop = add_variable(ir::kI64, "");
  iteration.step = add_variable(ir::kI64, "");
  BlockId known = new_block(), otherwise = new_block(true), ready = new_block();
  if (view) test_known(whole, otherwise);
  ValueId plain = walked.walk == Walk::Set ? emit(Op::SetWalks, {object}, span) : emit(Op::DictWalks, {object}, span, ir::kVoid, int64_t(walked.walk));
  branch(plain, known, otherwise, 1);
  seal(known);
  seal(otherwise);
  set_block(known);
  write_variable(iteration.generic, const_bool(false));
  write_variable(iteration.iterator, object);
  write_variable(iteration.index, const_i64(0));
  if (whole != nullptr) {
    // The view is there, its iterator is not: begin_part() counts.
    write_variable(iteration.stop, const_i64(0));
    write_variable(iteration.step, const_i64(0));
  } else {
    count_entries(iteration);
  }
  jump(ready);
  set_block(otherwise);
  ValueId given = object;
  if (view) given = emit(Op::PyCallMethod, {const_name(to<Attribute>(to<Call>(iterable)->func)->attr), object}, iterable->span);
  write_variable(iteration.iterator, whole != nullptr ? given : emit(Op::PyIter, {given}, span));
  write_variable(iteration.generic, const_bool(true));
  write_variable(iteration.index, const_i64(0));
  write_variable(iteration.stop, const_i64(0));
  write_variable(iteration.step, const_i64(0));
  jump(ready);
  seal(ready);
  set_block(ready);
  return iteration;
}

void FunctionLowering::count_entries(const Iteration& iteration) {
  bool set = iteration.walk == Iteration::Walk::Set;
  ValueId used = emit(set ? Op::SetUsed : Op::DictUsed, {read_variable(iteration.iterator)}, iteration.span);
  write_variable(iteration.stop, used);
  write_variable(iteration.step, set ? const_i64(0) : used);
}

// How many items there are, or fewer than one where that is not known before the loop.
std::optional<ValueId> FunctionLowering::item_count(const Iteration& iteration) {
  using Shape = Iteration::Shape;
  auto count_of = [&](VariableId iterator) { return emit(Op::ForCount, {read_variable(iterator)}, {}); };
  switch (iteration.shape) {
    case Shape::Range:
      return emit(Op::RangeCount, {read_variable(iteration.index), read_variable(iteration.stop), read_variable(iteration.step)}, {});
    case Shape::Sequence:
      return count_of(iteration.iterator);
    case Shape::Reversed:
      return emit(Op::I64AddWrap, {read_variable(iteration.index), const_i64(1)}, {});
    case Shape::Enumerate:
    case Shape::Zip:
    case Shape::Map: {
      std::optional<ValueId> count;
      for (const Iteration& part : iteration.parts) {
        std::optional<ValueId> of_part = item_count(part);
        if (!of_part) return std::nullopt;
        count = count ? emit(Op::I64Min, {*count, *of_part}, {}) : *of_part;
      }
      return count;
    }
    case Shape::Entries:
      return read_variable(iteration.stop);
    default:
      return std::nullopt;
  }
}

void FunctionLowering::iterate(const Iteration& iteration, const LoopTarget& target, const ItemBody& body,
                               const std::function<void()>& otherwise) {
  BlockId exhausted = new_block(), done = new_block();
  if (iteration.shape == Iteration::Shape::Generator) iterate_generator(iteration, target, body, exhausted, done);
  else iterate_over(iteration, target, body, exhausted, done);
  seal(exhausted);
  set_block(exhausted);
  reachable_ = ssa_.has_predecessors(exhausted);
  if (otherwise) otherwise();
  jump(done);
  seal(done);
  set_block(done);
  reachable_ = ssa_.has_predecessors(done);
}

void FunctionLowering::iterate_over(const Iteration& iteration, const LoopTarget& target, const ItemBody& body, BlockId exhausted, BlockId done) {
  krait::Span span = iteration.span;
  BlockId header = new_block(), inside = new_block();
  jump(header);
  set_block(header);
  using Shape = Iteration::Shape;
  if (iteration.shape == Shape::Protocol) {
    assign_item(target, next_from(iteration.iterator, exhausted, span));
  } else if (iteration.shaped) {
    assign_items(target, next_of_shape(iteration, exhausted), span);
  } else if (iteration.shape == Shape::Sequence) {
    ValueId index = read_variable(iteration.index);
    ValueId item = next_item(iteration.iterator, index, iteration.item, iteration.kind, exhausted, span);
    write_variable(iteration.index, emit(Op::I64AddWrap, {index, const_i64(1)}, span));
    assign_item(target, item);
  } else {
    BlockId generic = new_block(true), shaped = new_block();
    branch(read_variable(iteration.generic), generic, shaped, -1);
    seal(generic);
    seal(shaped);
    set_block(generic);
    assign_item(target, next_from(iteration.iterator, exhausted, span));
    jump(inside);
    set_block(shaped);
    assign_items(target, next_of_shape(iteration, exhausted), iteration.span);
  }
  jump(inside);
  seal(inside);
  set_block(inside);
  body(iteration, header, done);
  loop_back(header, span);
  seal(header);
}

ValueId FunctionLowering::next_from(VariableId iterator, BlockId exhausted, krait::Span span) {
  ValueId item = emit(Op::PyNext, {read_variable(iterator)}, span);
  BlockId next = new_block();
  branch(emit(Op::IsAbsent, {item}, span), exhausted, next, -1);
  seal(next);
  set_block(next);
  return item;
}

// Item `index` of what for.iter gave; goes to `exhausted` behind the last.
ValueId FunctionLowering::next_item(VariableId iterator, ValueId index, ir::Type type, int64_t kind, BlockId exhausted,
                                    krait::Span span) {
  Op op = type == ir::kTag ? Op::ForNextTag : type == ir::kNum ? Op::ForNextNum : Op::ForNext;
  ValueId item = emit(op, {read_variable(iterator), index}, span, ir::kVoid, kind);
  BlockId next = new_block();
  branch(emit(Op::IsAbsent, {item}, span), exhausted, next, -1);
  seal(next);
  set_block(next);
  return item;
}

FunctionLowering::Item FunctionLowering::next_of_shape(const Iteration& iteration, BlockId exhausted) {
  using Shape = Iteration::Shape;
  switch (iteration.shape) {
    case Shape::Range: return {next_of_range(iteration, exhausted)};
    case Shape::Reversed: return {next_of_reversed(iteration, exhausted)};
    case Shape::Vec: return {next_of_vec(iteration, exhausted)};
    case Shape::Entries: return next_of_entries(iteration, exhausted);
    default: {
      Item item = next_of_combined(iteration, exhausted);
      krait::Span span = iteration.span;
      if (iteration.shape != Shape::Filter) write_variable(iteration.index, emit(Op::I64AddWrap, {read_variable(iteration.index), const_i64(1)}, span));
      return item;
    }
  }
}

ValueId FunctionLowering::next_of_range(const Iteration& iteration, BlockId exhausted) {
  krait::Span span = iteration.span;
  ValueId index = read_variable(iteration.index), stop = read_variable(iteration.stop);
  ValueId more;
  ValueId step;
  if (iteration.known_step) {
    more = emit(*iteration.known_step > 0 ? Op::I64Lt : Op::I64Gt, {index, stop}, span);
    step = const_i64(*iteration.known_step);
  } else {
    step = read_variable(iteration.step);
    more = emit(Op::RangeMore, {index, stop, step}, span);
  }
  BlockId next = new_block();
  branch(more, next, exhausted, 1);
  seal(next);
  set_block(next);
  // The bounds are small, so neither the value nor the one behind it can overflow.
  ValueId value = emit(Op::TagOfSmall, {index}, span);
  write_variable(iteration.index, emit(Op::I64AddWrap, {index, step}, span));
  return value;
}

// The list may have become shorter: for.next looks.
ValueId FunctionLowering::next_of_reversed(const Iteration& iteration, BlockId exhausted) {
  krait::Span span = iteration.span;
  ValueId index = read_variable(iteration.index);
  BlockId more = new_block();
  branch(emit(Op::I64Ge, {index, const_i64(0)}, span), more, exhausted, 1);
  seal(more);
  set_block(more);
  ValueId item = next_item(iteration.iterator, index, iteration.item, iteration.kind, exhausted, span);
  write_variable(iteration.index, emit(Op::I64SubWrap, {index, const_i64(1)}, span));
  return item;
}

FunctionLowering::Item FunctionLowering::next_of_entries(const Iteration& iteration, BlockId exhausted) {
  using Walk = Iteration::Walk;
  krait::Span span = iteration.span;
  bool set = iteration.walk == Walk::Set;
  ValueId container = read_variable(iteration.iterator), index = read_variable(iteration.index), used = read_variable(iteration.stop);
  ValueId left = read_variable(iteration.step);
  ValueId position = set ? emit(Op::SetStep, {container, index, used}, span) : emit(Op::DictStep, {container, index, used, left}, span);
  BlockId next = new_block();
  branch(emit(Op::I64Eq, {position, const_i64(0)}, span), exhausted, next, -1);
  seal(next);
  set_block(next);
  auto take = [&](Op object, Op tag, ir::Type type) { return emit(type == ir::kTag ? tag : object, {container, position}, span); };
  auto key = [&] { return take(Op::DictKeyAt, Op::DictKeyTag, iteration.item); };
  auto value = [&](ir::Type type) { return take(type == ir::kNum ? Op::DictValueNum : Op::DictValueAt, Op::DictValueTag, type); };
  Item entry;
  if (set) entry.value = take(Op::SetItemAt, Op::SetItemTag, iteration.item);
  else if (iteration.walk == Walk::Values) entry.value = value(iteration.item);
  else if (iteration.walk == Walk::Items) entry.items = {{key()}, {value(iteration.value)}};
  else entry.value = key();
  write_variable(iteration.index, position);
  if (!set) write_variable(iteration.step, emit(Op::I64SubWrap, {left, const_i64(1)}, span));
  return entry;
}

void FunctionLowering::assign_item(const LoopTarget& target, ValueId item) {
  target.expr != nullptr ? assign(target.expr, item, target.expr->span) : target.take(item);
}

}  // namespace krait::lower
