// yield from, await and asynchronous iteration.
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

// What an async generator yields is marked so that it can be told from what an await passes through.
ValueId FunctionLowering::yielded(ValueId value) { return is_async ? emit(Op::AsyncValue, {value}, {}) : value; }

// The value of what the generator's delegate (chosen by the caller) returns: each value it gives is yielded, what is sent or thrown
// goes to it.
ValueId FunctionLowering::run_delegate(krait::Span span) {
  VariableId sent = add_variable(ir::kObj, ""), given = add_variable(ir::kObj, "");
  BlockId outer = handler_;
  BlockId step = new_block(), suspend = new_block(), thrown = new_block(true), done = new_block();
  write_variable(sent, const_none());
  jump(step);
  set_block(step);
  ValueId value = emit(Op::DelegateSend, {read_variable(sent)}, span);
  write_variable(given, value);
  branch(emit(Op::IsAbsent, {value}, {}), done, suspend);

  set_block(suspend);
  handler_ = thrown;
  // Without a position: what is thrown in here goes to the delegate, and this frame's entry is added where that raises.
  ValueId answer = emit(Op::Yield, {read_variable(given)}, {});
  handler_ = outer;
  write_variable(sent, answer);
  jump(step);
  seal(step);

  seal(thrown);
  set_block(thrown);
  ValueId after = emit(Op::DelegateThrow, {}, span);
  write_variable(given, after);
  branch(emit(Op::IsAbsent, {after}, {}), done, suspend);
  seal(suspend);
  seal(done);
  set_block(done);
  return emit(Op::DelegateResult, {}, span);
}

ValueId FunctionLowering::lower_yield_from(const YieldFrom* expr) {
  if (!is_generator || is_async) throw Unsupported{expr->span, "yield from here"};
  emit(Op::DelegateStart, {lower_obj(expr->value)}, expr->span);
  return run_delegate(expr->span);
}

ValueId FunctionLowering::lower_await(const Await* expr) { return await_value(lower_obj(expr->value), expr->span); }

ValueId FunctionLowering::await_value(ValueId awaitable, krait::Span span) {
  if (!is_async) throw Unsupported{span, "await outside of a coroutine"};
  emit(Op::DelegateAwait, {awaitable}, span);
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
  terminate(Op::Unreachable, {});
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
    ControlFrame frame;
    frame.kind = ControlFrame::Kind::Loop;
    frame.break_block = done;
    frame.continue_block = header;
    control_.push_back(frame);
    lower_body(stmt->body);
    control_.pop_back();
  }, [&] { lower_body(stmt->orelse); });
}

}  // namespace krait::lower
