// yield from, await and asynchronous iteration.
#include <utility>

#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

// What an async generator yields is marked so that it can be told from what an await passes through.
ValueId FunctionLowering::yielded(ValueId value) { return is_async ? emit(Op::AsyncValue, {value}, {}) : value; }

// The value of what the generator's delegate (chosen by the caller) returns: each value it gives is yielded, what is sent or thrown
// goes to it.
ValueId FunctionLowering::run_delegate(krait::Span span) {
  Awaiting awaiting;
  awaiting.span = span;
  begin_awaiting(awaiting);
  write_variable(awaiting.sent, const_none());
  jump(awaiting.step);
  return end_awaiting(awaiting);
}

void FunctionLowering::begin_awaiting(Awaiting& awaiting) {
  awaiting.sent = add_variable(ir::kObj, "");
  awaiting.given = add_variable(ir::kObj, "");
  awaiting.step = new_block(awaiting.rare);
  awaiting.suspend = new_block(awaiting.rare);
  awaiting.thrown = new_block(true);
  awaiting.done = new_block(awaiting.rare);
}

// The current block has an object to delegate to.
void FunctionLowering::await_object(Awaiting& awaiting, ValueId awaitable) {
  emit(awaiting.from ? Op::DelegateStart : Op::DelegateAwait, {to_obj(awaitable, awaiting.span)}, awaiting.span);
  write_variable(awaiting.sent, const_none());
  jump(awaiting.step);
}

// The current block has run the delegate one step, which gave this.
void FunctionLowering::await_given(Awaiting& awaiting, ValueId given) {
  write_variable(awaiting.given, given);
  branch(emit(Op::IsAbsent, {given}, {}), awaiting.done, awaiting.suspend);
}

ValueId FunctionLowering::end_awaiting(Awaiting& awaiting) {
  krait::Span span = awaiting.span;
  BlockId outer = handler_;
  set_block(awaiting.step);
  reachable_ = ssa_.has_predecessors(awaiting.step);
  await_given(awaiting, emit(Op::DelegateSend, {read_variable(awaiting.sent)}, span));

  set_block(awaiting.suspend);
  handler_ = awaiting.thrown;
  // Without a position: what is thrown in here goes to the delegate, and this frame's entry is added where that raises.
  ValueId answer = emit(Op::Yield, {read_variable(awaiting.given)}, {});
  handler_ = outer;
  write_variable(awaiting.sent, answer);
  jump(awaiting.step);
  seal(awaiting.step);

  seal(awaiting.thrown);
  set_block(awaiting.thrown);
  await_given(awaiting, emit(Op::DelegateThrow, {}, span));
  seal(awaiting.suspend);
  seal(awaiting.done);
  set_block(awaiting.done);
  ValueId value = emit(Op::DelegateResult, {}, span);
  if (!awaiting.joins) return value;
  write_variable(awaiting.result, value);
  jump(awaiting.finish);
  seal(awaiting.finish);
  set_block(awaiting.finish);
  return read_variable(awaiting.result);
}

// --- delegating to what a call of a known function would make ---

// What awaits the call, if it is the operand of an await or yield from that is being lowered.
FunctionLowering::Awaiting* FunctionLowering::awaiting_of(const Call* expr) {
  return awaited_ == expr ? std::exchange(awaiting_, nullptr) : nullptr;
}

// Whether what `def` makes is what is delegated to. Other modules do not know how its frame looks.
bool FunctionLowering::awaits(const Awaiting* awaiting, const Stmt* def) const {
  if (awaiting == nullptr || &module_.home(module_.native_entry(def)) != &module_) return false;
  bool generator = module_.scopes().scope(module_.scopes().of(def)).is_generator;
  return awaiting->from ? is<FunctionDef>(def) && generator : is<AsyncFunctionDef>(def) && !generator;
}

// A call of one of the functions, or of something else, follows.
void FunctionLowering::begin_awaited_call(Awaiting& awaiting, const std::vector<const Stmt*>& defs) {
  awaiting.used = true;
  awaiting.rare = true;
  ir::Type type = ir::kVoid;
  for (const Stmt* def : defs) {
    ir::FunctionId plain = module_.plain_body(def);
    if (!plain) {
      awaiting.rare = false;
      continue;
    }
    awaiting.joins = true;
    ir::Type result = module_.program().functions[plain.index].result;
    bool holds_anything = result == ir::kTag || result == ir::kNum;
    type = !holds_anything || (type != ir::kVoid && type != result) ? ir::kObj : result;
  }
  begin_awaiting(awaiting);
  if (!awaiting.joins) return;
  awaiting.type = type;
  awaiting.result = add_variable(type, "");
  awaiting.finish = new_block();
}

void FunctionLowering::await_call(Awaiting& awaiting, const Stmt* def, ir::FunctionId entry, const std::vector<ValueId>& operands) {
  ir::FunctionId plain = module_.plain_body(def);
  if (!plain) return await_given(awaiting, emit(Op::DelegateCall, operands, awaiting.span, ir::kObj, static_cast<int64_t>(entry.index)));
  ir::Type result = module_.program().functions[plain.index].result;
  ValueId value = emit(Op::Call, operands, awaiting.span, result, static_cast<int64_t>(plain.index));
  write_variable(awaiting.result, value);
  jump(awaiting.finish);
}

ValueId FunctionLowering::lower_delegation(const Expr* value, krait::Span span, bool from) {
  Awaiting awaiting;
  awaiting.span = span;
  awaiting.from = from;
  awaited_ = as<Call>(value);
  awaiting_ = awaited_ != nullptr ? &awaiting : nullptr;
  ValueId object = lower(value);
  awaited_ = nullptr;
  awaiting_ = nullptr;
  if (awaiting.used) return object;
  // An instance of a native class whose __await__ is a generator: made here, as the call of a known function is.
  NativeClasses& classes = module_.classes();
  ir::ClassId cls = from || !direct_methods() ? ir::ClassId{} : classes.claimed(claimed(value));
  NativeMethod method = cls ? classes.method(module_.program(), cls, Name::intern("__await__")) : NativeMethod{};
  ir::FunctionId entry = method.def != nullptr && method.module == module_.index() ? module_.native_entry(method.def) : ir::FunctionId{};
  bool generator = entry && is<FunctionDef>(method.def) && module_.scopes().scope(module_.scopes().of(method.def)).is_generator;
  begin_awaiting(awaiting);
  if (generator && module_.program().functions[entry.index].params.size() == 1) {
    object = to_obj(object, span);
    BlockId known = new_block(), other = new_block(true);
    test_class(object, {{cls, false}}, true, known, other, span);
    seal(known);
    seal(other);
    set_block(known);
    await_given(awaiting, emit(Op::DelegateCall, {object}, span, ir::kObj, static_cast<int64_t>(entry.index)));
    set_block(other);
  }
  await_object(awaiting, object);
  return end_awaiting(awaiting);
}

ValueId FunctionLowering::lower_yield_from(const YieldFrom* expr) {
  if (!is_generator || is_async) throw Unsupported{expr->span, "yield from here"};
  return lower_delegation(expr->value, expr->span, true);
}

ValueId FunctionLowering::lower_await(const Await* expr) {
  if (!is_async) throw Unsupported{expr->span, "await outside of a coroutine"};
  return lower_delegation(expr->value, expr->span, false);
}

ValueId FunctionLowering::await_with(ValueId awaitable, bool leaves, krait::Span span) {
  if (!is_async) throw Unsupported{span, "await outside of a coroutine"};
  emit(Op::DelegateAwaitWith, {awaitable}, span, ir::kVoid, leaves ? 1 : 0);
  return run_delegate(span);
}

void FunctionLowering::iterate_async(ValueId iterable, const Expr* source, const LoopBody& body,
                                     const std::function<void()>& otherwise) {
  if (!is_async) throw Unsupported{source->span, "async for outside of a coroutine"};
  ValueId iterator = emit(Op::AsyncIter, {to_obj(iterable, source->span)}, source->span);
  BlockId outer = handler_;
  BlockId header = new_block(), failed = new_block(true), exhausted = new_block(true), done = new_block();
  jump(header);
  set_block(header);
  handler_ = failed;
  emit(Op::DelegateAnext, {iterator}, source->span);
  ValueId item = run_delegate(source->span);
  handler_ = outer;
  body(item, header, done);
  loop_back(header, source->span);
  seal(header);

  seal(failed);
  set_block(failed);
  handler_ = BlockId{};
  ValueId exception = emit(Op::ExcCatch, {}, {});
  handler_ = outer;
  BlockId other = new_block(true);
  branch(emit(Op::ExcEndsAsync, {exception}, {}), exhausted, other);
  seal(other);
  seal(exhausted);
  set_block(other);
  emit(Op::ExcRethrow, {exception}, {});
  never_returns();
  set_block(exhausted);
  if (otherwise) otherwise();
  jump(done);
  seal(done);
  set_block(done);
  reachable_ = ssa_.has_predecessors(done);
}

void FunctionLowering::lower_async_for(const AsyncFor* stmt) {
  ValueId iterable = lower(stmt->iter);
  iterate_async(iterable, stmt->iter, [&](ValueId item, BlockId header, BlockId done) {
    assign(stmt->target, item, stmt->target->span);
    control_.push_back(loop_frame(done, header));
    lower_body(stmt->body);
    control_.pop_back();
  }, [&] { lower_body(stmt->orelse); });
}

}  // namespace krait::lower
