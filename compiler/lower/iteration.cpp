// `for` loops and comprehensions: over ranges as counting loops, over sequences by index, over enumerate, zip and dict.items() without
// the tuples, over anything else by Python's protocol.
//
// Builtins may be replaced and receivers may not be what they claim: start_*() test that where the loop begins, once, and fall back to Python's
// iterator; `generic` remembers which it is. Either way there is one body.
#include "lower/claims.h"
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

namespace {

// What for.next says of what it walks.
constexpr int64_t kBytes = 4, kBytearray = 5;  // what gives ints
int64_t walked_kind(const types::Type* claim) {
  std::string_view name = builtin_class(claim);
  return name == "list" ? 1 : name == "str" ? 2 : name == "tuple" ? 3 : name == "bytes" ? kBytes : name == "bytearray" ? kBytearray : 0;
}

bool plain_arguments(const Call* call) {
  if (!call->keywords.empty()) return false;
  for (const Expr* arg : call->args)
    if (is<Starred>(arg)) return false;
  return true;
}

}  // namespace

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
      iteration->span = span;
      return *iteration;
    }
  }
  if (std::optional<Iteration> iteration = start_vec(iterable, span)) return *iteration;
  ValueId object = lower_obj(iterable);
  const types::Type* claim = claimed(iterable);
  std::string_view kind = builtin_class(claim);
  if (kind == "dict" || kind == "set" || kind == "frozenset" || kind == "range" || is<GeneratorExp>(iterable))
  {
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
  iteration.kinds = {walked_kind(claim)};
  iteration.source = source;
  iteration.span = span;
  iteration.iterator = add_variable(ir::kObj, "");
  iteration.index = add_variable(ir::kI64, "");
  ir::Type item = ModuleLowering::unboxed_item(module_.representation(item_claim(claim)));
  if (item == ir::kTag || item == ir::kNum) iteration.item = item;
  if (iteration.kinds[0] >= kBytes) iteration.item = ir::kTag;
  write_variable(iteration.iterator, iterator);
  write_variable(iteration.index, const_i64(0));
  return iteration;
}

std::optional<FunctionLowering::Iteration> FunctionLowering::start_call_iteration(const Call* call) {
  if (!plain_arguments(call)) return std::nullopt;
  if (const auto* callee = as<NameExpr>(call->func)) {
    if (!is_builtin(callee->id)) return std::nullopt;
    std::string_view name = callee->id.text();
    size_t count = call->args.size();
    if (name == "range" && count >= 1 && count <= 3) return start_range(call, nullptr);
    if (name == "reversed" && count == 1) {
      const auto* inner = as<Call>(call->args[0]);
      const auto* range = inner != nullptr && plain_arguments(inner) && inner->args.size() >= 1 && inner->args.size() <= 3 ? as<NameExpr>(inner->func) : nullptr;
      if (range != nullptr && range->id.text() == "range" && is_builtin(range->id)) return start_range(inner, call);
      return std::nullopt;
    }
    if (name == "enumerate" && (count == 1 || count == 2)) return start_counted(call, false);
    if (name == "zip" && count >= 2) return start_counted(call, true);
    return std::nullopt;
  }
  const auto* method = as<Attribute>(call->func);
  if (method != nullptr && call->args.empty() && method->attr.text() == "items" && builtin_class(claimed(method->value)) == "dict")
    return start_dict_items(call, method->value);
  return std::nullopt;
}

// range(start, stop, step) of small ints counts; anything else (huge bounds, objects with __index__, errors, another `range`) is Python's.
// Within `reversed` (may be null) it counts from the last value back.
FunctionLowering::Iteration FunctionLowering::start_range(const Call* call, const Call* reversed) {
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
  write_variable(iteration.iterator, emit(Op::PyIter, {object}, iteration.source->span));
  write_variable(iteration.generic, const_bool(true));
  write_variable(iteration.index, const_i64(0));
  write_variable(iteration.stop, const_i64(0));
  write_variable(iteration.step, const_i64(1));
  jump(ready);
  seal(ready);
  set_block(ready);
  return iteration;
}

// enumerate(x[, start]) and zip(x, y, ...).
FunctionLowering::Iteration FunctionLowering::start_counted(const Call* call, bool zip) {
  Name name = to<NameExpr>(call->func)->id;
  krait::Span span = call->span;
  std::vector<ValueId> args;
  for (size_t i = 0; i < call->args.size(); ++i)
    args.push_back(!zip && i == 1 ? lower_as(call->args[i], ir::kTag) : lower_obj(call->args[i]));
  Iteration iteration;
  iteration.shape = zip ? Iteration::Shape::Zip : Iteration::Shape::Enumerate;
  iteration.source = call;
  iteration.generic = add_variable(ir::kBool, "");
  iteration.iterator = add_variable(ir::kObj, "");
  iteration.index = add_variable(ir::kI64, "");
  if (zip) {
    for (size_t i = 1; i < args.size(); ++i) iteration.others.push_back(add_variable(ir::kObj, ""));
  } else {
    iteration.others.push_back(add_variable(ir::kI64, ""));
    ir::Type item = ModuleLowering::unboxed_item(module_.representation(item_claim(claimed(call->args[0]))));
    if (item == ir::kTag || item == ir::kNum) iteration.item = item;
  }
  for (const Expr* arg : call->args) iteration.kinds.push_back(walked_kind(claimed(arg)));
  if (!zip && iteration.kinds[0] >= kBytes) iteration.item = ir::kTag;
  BlockId counts = new_block(), otherwise = new_block(true), ready = new_block();
  ValueId globals = emit(Op::Globals, {}, {}), text = const_name(name);
  ValueId original = !zip && args.size() > 1 ? emit(Op::BuiltinRangeOk, {globals, text, args[1], args[1], const_tag(1)}, span)
                                             : emit(Op::BuiltinIs, {globals, text}, span);
  branch(original, counts, otherwise, 1);
  seal(counts);
  seal(otherwise);
  set_block(counts);
  write_variable(iteration.generic, const_bool(false));
  write_variable(iteration.iterator, emit(Op::ForIter, {args[0]}, span));
  if (zip) {
    for (size_t i = 1; i < args.size(); ++i)
      write_variable(iteration.others[i - 1], emit(Op::ForIter, {args[i]}, span));
  } else {
    write_variable(iteration.others[0], args.size() > 1 ? emit(Op::TagSmallValue, {args[1]}, span) : const_i64(0));
  }
  write_variable(iteration.index, const_i64(0));
  jump(ready);
  set_block(otherwise);
  std::vector<ValueId> operands{load_name(name, call->func->span)};
  for (size_t i = 0; i < args.size(); ++i) operands.push_back(to_obj(args[i], call->args[i]->span));
  ValueId object = emit(Op::PyCall, operands, span);
  write_variable(iteration.iterator, emit(Op::PyIter, {object}, span));
  write_variable(iteration.generic, const_bool(true));
  write_variable(iteration.index, const_i64(0));
  for (VariableId other : iteration.others)
    write_variable(other, zip ? absent(ir::kObj) : const_i64(0));
  jump(ready);
  seal(ready);
  set_block(ready);
  return iteration;
}

// d.items() of an exact dict: its entries by position.
FunctionLowering::Iteration FunctionLowering::start_dict_items(const Call* call, const Expr* receiver) {
  krait::Span span = call->span;
  ValueId object = lower_obj(receiver);
  Iteration iteration;
  iteration.shape = Iteration::Shape::DictItems;
  iteration.source = call;
  iteration.generic = add_variable(ir::kBool, "");
  iteration.iterator = add_variable(ir::kObj, "");
  iteration.index = add_variable(ir::kI64, "");
  iteration.stop = add_variable(ir::kI64, "");
  iteration.step = add_variable(ir::kI64, "");
  BlockId exact = new_block(), otherwise = new_block(true), ready = new_block();
  branch(emit(Op::DictIsExact, {object}, span), exact, otherwise, 1);
  seal(exact);
  seal(otherwise);
  set_block(exact);
  ValueId used = emit(Op::DictUsed, {object}, span);
  write_variable(iteration.generic, const_bool(false));
  write_variable(iteration.iterator, object);
  write_variable(iteration.index, const_i64(0));
  write_variable(iteration.stop, used);
  write_variable(iteration.step, used);
  jump(ready);
  set_block(otherwise);
  ValueId view = emit(Op::PyCallMethod, {const_name(to<Attribute>(call->func)->attr), object}, span);
  write_variable(iteration.iterator, emit(Op::PyIter, {view}, span));
  write_variable(iteration.generic, const_bool(true));
  write_variable(iteration.index, const_i64(0));
  write_variable(iteration.stop, const_i64(0));
  write_variable(iteration.step, const_i64(0));
  jump(ready);
  seal(ready);
  set_block(ready);
  return iteration;
}

// How many items there are, or fewer than one where that is not known before the loop.
std::optional<ValueId> FunctionLowering::item_count(const Iteration& iteration) {
  using Shape = Iteration::Shape;
  auto count_of = [&](VariableId iterator) { return emit(Op::ForCount, {read_variable(iterator)}, {}); };
  switch (iteration.shape) {
    case Shape::Range:
      return emit(Op::RangeCount, {read_variable(iteration.index), read_variable(iteration.stop), read_variable(iteration.step)}, {});
    case Shape::Sequence:
    case Shape::Enumerate:
      return count_of(iteration.iterator);
    case Shape::Zip: {
      ValueId count = count_of(iteration.iterator);
      for (VariableId other : iteration.others) count = emit(Op::I64Min, {count, count_of(other)}, {});
      return count;
    }
    case Shape::DictItems:
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
    next_from_iterator(iteration, target, exhausted);
  } else if (iteration.shape == Shape::Sequence) {
    ValueId index = read_variable(iteration.index);
    ValueId item = next_item(iteration.iterator, index, iteration.item, iteration.kinds[0], exhausted, span);
    write_variable(iteration.index, emit(Op::I64AddWrap, {index, const_i64(1)}, span));
    assign_item(target, item);
  } else {
    BlockId generic = new_block(true), shaped = new_block();
    branch(read_variable(iteration.generic), generic, shaped, -1);
    seal(generic);
    seal(shaped);
    set_block(generic);
    next_from_iterator(iteration, target, exhausted);
    jump(inside);
    set_block(shaped);
    next_of_shape(iteration, target, exhausted);
  }
  jump(inside);
  seal(inside);
  set_block(inside);
  body(iteration, header, done);
  loop_back(header, span);
  seal(header);
}

void FunctionLowering::next_from_iterator(const Iteration& iteration, const LoopTarget& target, BlockId exhausted) {
  krait::Span span = iteration.span;
  ValueId item = emit(Op::PyNext, {read_variable(iteration.iterator)}, span);
  BlockId next = new_block();
  branch(emit(Op::IsAbsent, {item}, span), exhausted, next, -1);
  seal(next);
  set_block(next);
  assign_item(target, item);
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

void FunctionLowering::next_of_shape(const Iteration& iteration, const LoopTarget& target, BlockId exhausted) {
  using Shape = Iteration::Shape;
  krait::Span span = iteration.span;
  ValueId index = read_variable(iteration.index);
  switch (iteration.shape) {
    case Shape::Range: {
      ValueId stop = read_variable(iteration.stop);
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
      assign_item(target, value);
      return;
    }
    case Shape::Enumerate: {
      ValueId item = next_item(iteration.iterator, index, iteration.item, iteration.kinds[0], exhausted, span);
      ValueId number = emit(Op::I64AddWrap, {index, read_variable(iteration.others[0])}, span);
      write_variable(iteration.index, emit(Op::I64AddWrap, {index, const_i64(1)}, span));
      assign_items(target, std::vector<ValueId>{convert(number, ir::kTag, span), item}, span);
      return;
    }
    case Shape::Zip: {
      std::vector<ValueId> items;
      for (size_t i = 0; i < iteration.kinds.size(); ++i) {
        VariableId iterator = i == 0 ? iteration.iterator : iteration.others[i - 1];
        items.push_back(next_item(iterator, index, iteration.kinds[i] >= kBytes ? ir::kTag : ir::kObj, iteration.kinds[i], exhausted, span));
      }
      write_variable(iteration.index, emit(Op::I64AddWrap, {index, const_i64(1)}, span));
      assign_items(target, items, span);
      return;
    }
    case Shape::DictItems: {
      ValueId dict = read_variable(iteration.iterator);
      ValueId left = read_variable(iteration.step);
      ValueId position = emit(Op::DictStep, {dict, index, read_variable(iteration.stop), left}, span);
      BlockId next = new_block();
      branch(emit(Op::I64Eq, {position, const_i64(0)}, span), exhausted, next, -1);
      seal(next);
      set_block(next);
      ValueId key = emit(Op::DictKeyAt, {dict, position}, span);
      ValueId value = emit(Op::DictValueAt, {dict, position}, span);
      write_variable(iteration.index, position);
      write_variable(iteration.step, emit(Op::I64SubWrap, {left, const_i64(1)}, span));
      assign_items(target, std::vector<ValueId>{key, value}, span);
      return;
    }
    case Shape::Vec: return next_of_vec(iteration, target, exhausted);
    default: throw Unsupported{span, "unknown shape of loop"};
  }
}

void FunctionLowering::assign_item(const LoopTarget& target, ValueId item) {
  target.expr != nullptr ? assign(target.expr, item, target.expr->span) : target.take(item);
}

// What would be a tuple: its items to the targets, or the tuple where the target is one variable.
void FunctionLowering::assign_items(const LoopTarget& target, std::span<const ValueId> items, krait::Span span) {
  const ExprList* targets = nullptr;
  if (const auto* tuple = as<Tuple>(target.expr)) targets = &tuple->elts;
  else if (const auto* list = as<List>(target.expr)) targets = &list->elts;
  bool matches = targets != nullptr && targets->size() == items.size();
  for (size_t i = 0; matches && i < targets->size(); ++i) matches = !is<Starred>((*targets)[i]);
  if (matches) {
    for (size_t i = 0; i < items.size(); ++i) assign((*targets)[i], items[i], (*targets)[i]->span);
    return;
  }
  std::vector<ValueId> objects;
  for (ValueId item : items) objects.push_back(to_obj(item, span));
  assign_item(target, emit(Op::TupleNew, objects, span));
}

}  // namespace krait::lower
