// try in all shapes, with.
//
// A handler block is entered with the error indicator set. It takes the exception (exc.catch), makes it the handled one (exc.push)
// and undoes that on every way out: at the end, when something in it raises (its own landing block), and when return, break or
// continue leave it (the control stack).
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

// Sends the error, which is set, outwards: to the handler around, else out of the function.
void FunctionLowering::propagate() {
  if (!reachable_) return;
  if (handler_.valid()) jump(handler_);
  else terminate(Op::RaiseExit, {});
}

// Generates what stands at a landing block, if anything raises to it; the current block stays.
void FunctionLowering::at_landing(BlockId landing, const std::function<void()>& action) {
  BlockId resume = current_;
  bool was_reachable = reachable_, raised = raised_in_block_;
  seal(landing);
  set_block(landing);
  reachable_ = ssa_.has_predecessors(landing);
  if (reachable_) action();
  set_block(resume);
  reachable_ = was_reachable;
  raised_in_block_ = raised;
}

// Begins what handles an exception: the current block becomes `landing`; whatever raises until end_handling() first restores the
// exception handled before.
FunctionLowering::Handling FunctionLowering::begin_handling(BlockId landing, BlockId outer) {
  seal(landing);
  set_block(landing);
  handler_ = BlockId{};
  Handling handling;
  handling.outer = outer;
  handling.exception = emit(Op::ExcCatch, {}, {});
  handling.previous = emit(Op::ExcPush, {handling.exception}, {});
  handling.cleanup = new_block(true);
  handler_ = handling.cleanup;
  return handling;
}

void FunctionLowering::end_handling(const Handling& handling) {
  handler_ = handling.outer;
  at_landing(handling.cleanup, [&] {
    emit(Op::ExcPop, {handling.previous}, {});
    propagate();
  });
}

// Restores the previously handled exception and throws this one on.
void FunctionLowering::rethrow(const Handling& handling) {
  BlockId saved = handler_;
  emit(Op::ExcPop, {handling.previous}, {});
  handler_ = handling.outer;
  emit(Op::ExcRethrow, {handling.exception}, {});
  never_returns();
  handler_ = saved;
}

void FunctionLowering::lower_try(const Try* stmt) {
  if (stmt->finalbody.empty()) {
    lower_try_except(stmt->body, stmt->handlers, stmt->orelse);
    return;
  }
  BlockId outer = handler_, landing = new_block(true), done = new_block();
  ControlFrame frame;
  frame.kind = ControlFrame::Kind::Finally;
  frame.finally_body = &stmt->finalbody;
  frame.outer_handler = outer;
  control_.push_back(frame);
  handler_ = landing;
  if (stmt->handlers.empty()) lower_body(stmt->body);
  else lower_try_except(stmt->body, stmt->handlers, stmt->orelse);
  control_.pop_back();
  handler_ = outer;
  lower_body(stmt->finalbody);
  jump(done);

  if (ssa_.has_predecessors(landing)) {
    Handling handling = begin_handling(landing, outer);
    ControlFrame handler_frame;
    handler_frame.kind = ControlFrame::Kind::Handler;
    handler_frame.previous = handling.previous;
    handler_frame.outer_handler = outer;
    control_.push_back(handler_frame);
    lower_body(stmt->finalbody);
    control_.pop_back();
    if (reachable_) rethrow(handling);
    end_handling(handling);
  }
  handler_ = outer;
  seal(done);
  set_block(done);
  reachable_ = ssa_.has_predecessors(done);
}

void FunctionLowering::lower_try_except(const StmtList& body, const ExceptHandlerList& handlers, const StmtList& orelse) {
  BlockId outer = handler_, landing = new_block(true), done = new_block();
  handler_ = landing;
  // The body starts in a block of its own: what was assigned before is settled for the handlers.
  lower_body(body);
  handler_ = outer;
  lower_body(orelse);
  jump(done);
  if (ssa_.has_predecessors(landing)) {
    Handling handling = begin_handling(landing, outer);
    bool open = true;
    for (const ExceptHandler* handler : handlers) {
      BlockId next = new_block(true);
      if (handler->type != nullptr) {
        BlockId matched = new_block(true);
        ValueId type = lower_obj(handler->type);
        branch(emit(Op::ExcMatch, {handling.exception, type}, handler->type->span), matched, next);
        seal(matched);
        set_block(matched);
      } else {
        open = false;
      }
      lower_handler_body(handler, handling, done);
      seal(next);
      set_block(next);
      handler_ = handling.cleanup;
      reachable_ = ssa_.has_predecessors(next);
    }
    if (open && reachable_) rethrow(handling);
    end_handling(handling);
  }
  handler_ = outer;
  seal(done);
  set_block(done);
  reachable_ = ssa_.has_predecessors(done);
}

void FunctionLowering::lower_handler_body(const ExceptHandler* handler, const Handling& handling, BlockId done) {
  ControlFrame frame;
  frame.kind = ControlFrame::Kind::Handler;
  frame.previous = handling.previous;
  frame.outer_handler = handling.outer;
  frame.has_name = static_cast<bool>(handler->name);
  frame.name = handler->name;
  BlockId named_cleanup;
  if (frame.has_name) {
    store_name(handler->name, handling.exception, handler->span);
    named_cleanup = new_block(true);
    handler_ = named_cleanup;
  }
  control_.push_back(frame);
  lower_body(handler->body);
  control_.pop_back();
  if (reachable_) {
    emit(Op::ExcPop, {handling.previous}, {});
    handler_ = handling.outer;
    if (frame.has_name) clear_name(handler->name);
    jump(done);
  }
  if (frame.has_name) {
    handler_ = handling.cleanup;
    seal(named_cleanup);
    set_block(named_cleanup);
    reachable_ = ssa_.has_predecessors(named_cleanup);
    if (reachable_) {
      // The error stays set while the name goes: only its value is released.
      clear_name_keeping_error(handler->name);
      propagate();
    }
  }
  handler_ = handling.cleanup;
}

void FunctionLowering::clear_name_keeping_error(Name name) {
  Storage place = storage(name);
  if (place.kind == Storage::Kind::Local) {
    unbind(place);
    return;
  }
  BlockId saved = handler_;
  handler_ = BlockId{};
  ValueId exception = emit(Op::ExcCatch, {}, {});
  clear_name(name);
  handler_ = saved;
  emit(Op::ExcRethrow, {exception}, {});
  never_returns();
}

// Calls what with.enter and the like have found.
ValueId FunctionLowering::call_with_method(ValueId method, ValueId manager, std::string_view name, const std::vector<ValueId>& args,
                                           krait::Span span) {
  std::vector<ValueId> operands{method, const_obj(module_.string_constant(name, true)), manager};
  operands.insert(operands.end(), args.begin(), args.end());
  return emit(Op::PyMethodCall, operands, span);
}

void FunctionLowering::call_exit_with_none(const ControlFrame& frame) {
  ValueId none = const_none();
  ValueId result = call_with_method(frame.exit_method, frame.manager, frame.is_async ? "__aexit__" : "__exit__", {none, none, none}, frame.span);
  if (frame.is_async) await_with(result, true, frame.span);
}

void FunctionLowering::lower_with(const WithItemList& items, size_t index, const StmtList& body, bool asynchronous,
                                  krait::Span span) {
  if (index == items.size()) {
    lower_body(body);
    return;
  }
  const WithItem* item = items[index];
  // Until 3.13 entering and leaving bear the position of the whole statement.
  krait::Span where = module_.options().version < PythonVersion{3, 13} ? span : item->context_expr->span;
  ValueId manager = lower_obj(item->context_expr);
  ValueId enter = emit(asynchronous ? Op::AsyncWithEnter : Op::WithEnter, {manager}, where);
  ValueId exit_method = emit(asynchronous ? Op::AsyncWithExit : Op::WithExit, {manager}, where);
  ValueId value = call_with_method(enter, manager, asynchronous ? "__aenter__" : "__enter__", {}, where);
  if (asynchronous) value = await_with(value, false, where);

  BlockId outer = handler_, landing = new_block(true), done = new_block();
  ControlFrame frame;
  frame.kind = ControlFrame::Kind::With;
  frame.exit_method = exit_method;
  frame.manager = manager;
  frame.is_async = asynchronous;
  frame.span = where;
  frame.outer_handler = outer;
  control_.push_back(frame);
  handler_ = landing;
  if (item->optional_vars != nullptr) assign(item->optional_vars, value, item->optional_vars->span);
  lower_with(items, index + 1, body, asynchronous, span);
  control_.pop_back();
  handler_ = outer;
  if (reachable_) {
    call_exit_with_none(frame);
    jump(done);
  }
  if (ssa_.has_predecessors(landing)) {
    Handling handling = begin_handling(landing, outer);
    ValueId result = emit(Op::WithExitCall, {exit_method, manager, handling.exception}, where);
    if (asynchronous) result = await_with(result, true, where);
    BlockId suppressed = new_block(true), thrown = new_block(true);
    branch(truth(result, where), suppressed, thrown);
    seal(suppressed);
    seal(thrown);
    set_block(thrown);
    rethrow(handling);
    set_block(suppressed);
    emit(Op::ExcPop, {handling.previous}, {});
    handler_ = outer;
    jump(done);
    end_handling(handling);
  }
  handler_ = outer;
  seal(done);
  set_block(done);
  reachable_ = ssa_.has_predecessors(done);
}

// except*: each handler takes its part of the group; what handlers raise and what none took is raised together at the end.
void FunctionLowering::lower_try_star(const TryStar* stmt) {
  BlockId outer = handler_, landing = new_block(true), done = new_block();
  ControlFrame finally_frame;
  BlockId finally_landing;
  if (!stmt->finalbody.empty()) {
    finally_landing = new_block(true);
    finally_frame.kind = ControlFrame::Kind::Finally;
    finally_frame.finally_body = &stmt->finalbody;
    finally_frame.outer_handler = outer;
    control_.push_back(finally_frame);
  }
  BlockId around = finally_landing.valid() ? finally_landing : outer;
  BlockId handled = new_block();
  handler_ = landing;
  lower_body(stmt->body);
  handler_ = around;
  lower_body(stmt->orelse);
  jump(handled);
  if (ssa_.has_predecessors(landing)) {
    Handling handling = begin_handling(landing, around);
    ValueId raised = emit(Op::ListNew, {}, stmt->span);
    VariableId rest = add_variable(ir::kObj, "");
    write_variable(rest, handling.exception);
    for (const ExceptHandler* handler : stmt->handlers) {
      BlockId next = new_block(true), taken = new_block(true);
      ValueId type = lower_obj(handler->type);
      ValueId parts = emit(Op::ExcGroupMatch, {read_variable(rest), type}, handler->type->span);
      ValueId match = emit(Op::TupleRead, {parts}, {}, ir::kVoid, 0);
      write_variable(rest, emit(Op::TupleRead, {parts}, {}, ir::kVoid, 1));
      branch(emit(Op::PyIs, {match, const_none()}, {}), next, taken);
      seal(taken);
      set_block(taken);
      ValueId previous = emit(Op::ExcPush, {match}, {});
      BlockId failed = new_block(true);
      if (handler->name) store_name(handler->name, match, handler->span);
      handler_ = failed;
      lower_body(handler->body);
      handler_ = handling.cleanup;
      if (reachable_) {
        emit(Op::ExcPop, {previous}, {});
        if (handler->name) clear_name(handler->name);
        jump(next);
      }
      seal(failed);
      set_block(failed);
      reachable_ = ssa_.has_predecessors(failed);
      if (reachable_) {
        handler_ = BlockId{};
        ValueId exception = emit(Op::ExcCatch, {}, {});
        handler_ = handling.cleanup;
        emit(Op::ExcPop, {previous}, {});
        if (handler->name) clear_name(handler->name);
        emit(Op::ListAppendNew, {raised, exception}, handler->span);
        jump(next);
      }
      seal(next);
      set_block(next);
    }
    BlockId left = new_block(true), finish = new_block(true), quiet = new_block(true), loud = new_block(true);
    branch(emit(Op::PyIs, {read_variable(rest), const_none()}, {}), finish, left);
    seal(left);
    set_block(left);
    emit(Op::ListAppendNew, {raised, read_variable(rest)}, stmt->span);
    jump(finish);
    seal(finish);
    set_block(finish);
    ValueId final_exception = emit(Op::ExcGroupFinish, {handling.exception, raised}, stmt->span);
    branch(emit(Op::PyIs, {final_exception, const_none()}, {}), quiet, loud);
    seal(quiet);
    seal(loud);
    set_block(loud);
    emit(Op::ExcPop, {handling.previous}, {});
    handler_ = around;
    emit(Op::ExcRethrow, {final_exception}, {});
    never_returns();
    handler_ = handling.cleanup;
    set_block(quiet);
    emit(Op::ExcPop, {handling.previous}, {});
    handler_ = around;
    jump(handled);
    end_handling(handling);
  }
  handler_ = around;
  seal(handled);
  set_block(handled);
  reachable_ = ssa_.has_predecessors(handled);
  if (!stmt->finalbody.empty()) {
    control_.pop_back();
    handler_ = outer;
    lower_body(stmt->finalbody);
    jump(done);
    if (ssa_.has_predecessors(finally_landing)) {
      Handling handling = begin_handling(finally_landing, outer);
      ControlFrame frame;
      frame.kind = ControlFrame::Kind::Handler;
      frame.previous = handling.previous;
      frame.outer_handler = outer;
      control_.push_back(frame);
      lower_body(stmt->finalbody);
      control_.pop_back();
      if (reachable_) rethrow(handling);
      end_handling(handling);
    }
  } else {
    jump(done);
  }
  handler_ = outer;
  seal(done);
  set_block(done);
  reachable_ = ssa_.has_predecessors(done);
}

}  // namespace krait::lower
