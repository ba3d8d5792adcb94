// Loops and their exits.
#include "lower/function_lowering.h"

#include <utility>

namespace krait::lower {

using namespace syntax;

void FunctionLowering::lower_while(const While* stmt) {
  BlockId header = new_block(), body = new_block(), otherwise = new_block(), done = new_block();
  jump(header);
  set_block(header);
  lower_condition(stmt->test, body, otherwise);
  seal(body);
  seal(otherwise);
  set_block(body);
  control_.push_back(loop_frame(done, header));
  lower_body(stmt->body);
  control_.pop_back();
  loop_back(header, stmt->span);
  seal(header);
  set_block(otherwise);
  reachable_ = ssa_.has_predecessors(otherwise);
  lower_body(stmt->orelse);
  jump(done);
  seal(done);
  set_block(done);
  reachable_ = ssa_.has_predecessors(done);
}

ControlFrame FunctionLowering::loop_frame(BlockId break_block, BlockId continue_block) const {
  ControlFrame frame;
  frame.kind = ControlFrame::Kind::Loop;
  frame.break_block = break_block;
  frame.continue_block = continue_block;
  frame.outer_handler = handler_;
  return frame;
}

// The jump back to a loop's head.
void FunctionLowering::loop_back(BlockId header, krait::Span span) {
  if (!reachable_) return;
  emit(Op::Poll, {}, span);
  jump(header);
}

void FunctionLowering::lower_for(const For* stmt) {
  // Until 3.13 the instructions of a loop bear the position of the whole statement.
  bool whole = module_.options().version < PythonVersion{3, 13};
  Iteration iteration = start_iteration(stmt->iter, whole ? stmt->span : stmt->iter->span, &stmt->body);
  iterate(iteration, stmt->target, [&](const Iteration& here, BlockId header, BlockId done) {
    ControlFrame frame = loop_frame(done, header);
    frame.walked = walked_by(here);
    control_.push_back(frame);
    lower_body(stmt->body);
    control_.pop_back();
  }, [&] { lower_body(stmt->orelse); });
}

// What may be seen to go, in the order in which it goes: not counters.
std::vector<VariableId> FunctionLowering::walked_by(const Iteration& iteration) {
  using Shape = Iteration::Shape;
  if (iteration.shape == Shape::Generator) return iteration.walked;
  if (iteration.shape == Shape::Range || iteration.shape == Shape::Vec) return {};
  std::vector<VariableId> found;
  for (auto part = iteration.parts.rbegin(); part != iteration.parts.rend(); ++part) {
    std::vector<VariableId> of_part = walked_by(*part);
    found.insert(found.end(), of_part.begin(), of_part.end());
  }
  found.push_back(iteration.iterator);
  return found;
}

void FunctionLowering::keep_walked(const ControlFrame& loop) {
  for (VariableId iterator : loop.walked)
    if (reachable_) keep(iterator);
}

// Behind an instruction that never goes on: its error finds alive what the loops walk, and the variables.
void FunctionLowering::never_returns() {
  for (size_t i = control_.size(); i-- > 0;) keep_walked(control_[i]);
  keep_all();
  terminate(Op::Unreachable, {});
}

void FunctionLowering::lower_loop_exit(bool is_break) {
  for (size_t i = control_.size(); i-- > 0;) {
    if (control_[i].kind != ControlFrame::Kind::Loop) continue;
    BlockId target = is_break ? control_[i].break_block : control_[i].continue_block;
    unwind_to(i + 1);
    if (is_break) keep_walked(control_[i]);
    if (!is_break && reachable_) {
      // Its errors are no longer those of what the loop's body handles.
      BlockId inner = std::exchange(handler_, control_[i].outer_handler);
      emit(Op::Poll, {}, {});
      handler_ = inner;
    }
    jump(target);
    return;
  }
  throw Unsupported{{}, "break or continue outside of a loop"};
}

// Runs what stands between here and `depth` frames of the control stack, innermost first. What a loop walks goes only behind
// what runs inside of it. The stack is as it was afterwards: what
// follows in the source is still inside of it, though not reached from here.
void FunctionLowering::unwind_to(size_t depth) {
  std::vector<ControlFrame> saved = control_;
  BlockId saved_handler = handler_;
  while (control_.size() > depth && reachable_) {
    ControlFrame frame = control_.back();
    control_.pop_back();
    switch (frame.kind) {
      case ControlFrame::Kind::Loop:
        keep_walked(frame);
        break;
      case ControlFrame::Kind::Finally:
        handler_ = frame.outer_handler;
        lower_body(*frame.finally_body);
        break;
      case ControlFrame::Kind::With:
        handler_ = frame.outer_handler;
        call_exit_with_none(frame);
        break;
      case ControlFrame::Kind::Handler:
        emit(Op::ExcPop, {frame.previous}, {});
        handler_ = frame.outer_handler;
        if (frame.has_name) clear_name(frame.name);
        break;
    }
  }
  control_ = std::move(saved);
  handler_ = saved_handler;
}

}  // namespace krait::lower
