// Statements: dispatch, branches, return, raise, assert, delete.
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

void FunctionLowering::lower_body(const StmtList& body) {
  for (const Stmt* stmt : body) {
    if (!reachable_) return;
    lower(stmt);
  }
}

void FunctionLowering::lower(const Stmt* stmt) {
  switch (stmt->kind) {
    case StmtKind::kExprStmt: {
      const Expr* value = to<ExprStmt>(stmt)->value;
      if (is<Constant>(value)) return;
      discarded_ = value;
      lower(value);
      return;
    }
    case StmtKind::kAssign: return lower_assign(to<Assign>(stmt));
    case StmtKind::kAnnAssign: return lower_ann_assign(to<AnnAssign>(stmt));
    case StmtKind::kAugAssign: return lower_aug_assign(to<AugAssign>(stmt));
    case StmtKind::kIf: return lower_if(to<If>(stmt));
    case StmtKind::kWhile: return lower_while(to<While>(stmt));
    case StmtKind::kFor: return lower_for(to<For>(stmt));
    case StmtKind::kReturn: return lower_return(to<Return>(stmt));
    case StmtKind::kRaise: return lower_raise(to<Raise>(stmt));
    case StmtKind::kTry: return lower_try(to<Try>(stmt));
    case StmtKind::kTryStar: return lower_try_star(to<TryStar>(stmt));
    case StmtKind::kWith: return lower_with(to<With>(stmt)->items, 0, to<With>(stmt)->body, false, stmt->span);
    case StmtKind::kAsyncWith: return lower_with(to<AsyncWith>(stmt)->items, 0, to<AsyncWith>(stmt)->body, true, stmt->span);
    case StmtKind::kAsyncFor: return lower_async_for(to<AsyncFor>(stmt));
    case StmtKind::kAssert: return lower_assert(to<Assert>(stmt));
    case StmtKind::kDelete:
      for (const Expr* target : to<Delete>(stmt)->targets) lower_delete(target);
      return;
    case StmtKind::kImport: return lower_import(to<Import>(stmt));
    case StmtKind::kImportFrom: return lower_import_from(to<ImportFrom>(stmt));
    case StmtKind::kFunctionDef:
    case StmtKind::kAsyncFunctionDef: return lower_function_def(stmt);
    case StmtKind::kClassDef: return lower_class_def(to<ClassDef>(stmt));
    case StmtKind::kMatch: return lower_match(to<Match>(stmt));
    case StmtKind::kTypeAlias: throw Unsupported{stmt->span, "type alias statement"};
    case StmtKind::kPass:
    case StmtKind::kGlobal:
    case StmtKind::kNonlocal: return;
    case StmtKind::kBreak:
    case StmtKind::kContinue: return lower_loop_exit(stmt->kind == StmtKind::kBreak);
  }
}

void FunctionLowering::lower_if(const If* first) {
  // A chain of elif is as long as the source is: walked, not recursed into.
  BlockId done = new_block();
  const If* stmt = first;
  while (true) {
    BlockId if_true = new_block(), if_false = new_block();
    lower_condition(stmt->test, if_true, if_false);
    seal(if_true);
    seal(if_false);
    set_block(if_true);
    lower_body(stmt->body);
    jump(done);
    set_block(if_false);
    const If* next = stmt->orelse.size() == 1 ? as<If>(stmt->orelse[0]) : nullptr;
    if (next == nullptr) break;
    stmt = next;
  }
  lower_body(stmt->orelse);
  jump(done);
  seal(done);
  set_block(done);
  reachable_ = ssa_.has_predecessors(done);
}

void FunctionLowering::lower_return(const Return* stmt) {
  if (inlined_ != nullptr) return return_here(stmt);
  ValueId value;
  if (is_generator) {
    if (stmt->value == nullptr) value = checked(const_none(), result_check, ir::kObj, stmt->span, nullptr);
    else value = checked(lower(stmt->value), result_check, ir::kObj, stmt->value->span, stmt->value);
  } else if (stmt->value != nullptr) {
    value = checked(lower(stmt->value), result_check, result_type, stmt->value->span, stmt->value);
  } else {
    value = checked(const_none(), result_check, result_type, stmt->span, nullptr);
  }
  unwind_to(0);
  keep_all();
  terminate(Op::Return, {value}, stmt->span);
}

void FunctionLowering::lower_raise(const Raise* stmt) {
  if (stmt->exc == nullptr) {
    emit(Op::ExcReraise, {}, stmt->span);
  } else {
    ValueId exc = lower_obj(stmt->exc);
    if (stmt->cause == nullptr) {
      // Nothing but the raise sees what the call gives.
      ir::InstId made = function().value(exc).def;
      if (made && function().block(current_).insts.back() == made && function().inst(made).op == Op::PyCall) function().inst(made).op = Op::ExcNew;
      emit(Op::ExcRaise, {exc}, stmt->span);
    } else {
      ValueId cause = lower_obj(stmt->cause);
      emit(Op::ExcRaiseFrom, {exc, cause}, stmt->span);
    }
  }
  never_returns();
}

void FunctionLowering::lower_assert(const Assert* stmt) {
  if (module_.options().disable_asserts) return;
  BlockId ok = new_block(), failed = new_block(true);
  lower_condition(stmt->test, ok, failed);
  seal(ok);
  seal(failed);
  set_block(failed);
  ValueId message = stmt->msg == nullptr ? absent(ir::kObj) : lower_obj(stmt->msg);
  // All but 3.12 leave the position of the test where it jumps from.
  PythonVersion version = module_.options().version;
  bool test_only = version < PythonVersion{3, 12} || version >= PythonVersion{3, 13};
  emit(Op::ExcAssertion, {message}, test_only ? stmt->test->span : stmt->span);
  never_returns();
  set_block(ok);
}

void FunctionLowering::lower_delete(const Expr* target) {
  switch (target->kind) {
    case ExprKind::kNameExpr: return delete_name(to<NameExpr>(target)->id, target->span);
    case ExprKind::kAttribute: {
      const auto* attribute = to<Attribute>(target);
      ValueId object = lower_obj(attribute->value);
      emit(Op::PyDelAttr, {object, const_name(mangle(attribute->attr))}, target->span);
      return;
    }
    case ExprKind::kSubscript: {
      const auto* subscript = to<Subscript>(target);
      ValueId object = lower_obj(subscript->value);
      if (const auto* slice = as<Slice>(subscript->slice); slice != nullptr && slice->step == nullptr) {
        auto [start, stop] = slice_bounds(slice);
        emit(Op::PyDelSlice, {object, start, stop}, target->span);
        return;
      }
      ValueId index = lower_obj(subscript->slice);
      emit(Op::PyDelItem, {object, index}, target->span);
      return;
    }
    case ExprKind::kTuple:
      for (const Expr* item : to<Tuple>(target)->elts) lower_delete(item);
      return;
    case ExprKind::kList:
      for (const Expr* item : to<List>(target)->elts) lower_delete(item);
      return;
    default: throw Unsupported{target->span, "this target of del"};
  }
}

}  // namespace krait::lower
