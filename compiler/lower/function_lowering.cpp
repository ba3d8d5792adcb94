// The body as a whole: its beginning, its end, what all constructs share.
#include "lower/function_lowering.h"

#include <algorithm>

#include "lower/parameters.h"
#include "syntax/visit.h"

namespace krait::lower {

using namespace syntax;

FunctionLowering::FunctionLowering(ModuleLowering& module, ir::FunctionId function, BodyKind kind, const program::Scope& scope,
                                   FunctionLowering* parent)
    : module_(module), function_id_(function), kind_(kind), scope_(&scope), parent_(parent),
      ssa_(module.program().functions[function.index]) {
  // A block of its own behind the entry, so that absent values, which go to the entry, dominate everything.
  current_ = new_block();
  ir::BlockId entry = module.program().functions[function.index].entry;
  BlockId first = current_;
  current_ = entry;
  seal(entry);
  jump(first);
  seal(first);
  set_block(first);
}

void FunctionLowering::finish() {
  if (reachable_) {
    keep_all();
    ValueId value = const_none();
    if (kind_ == BodyKind::Module) terminate(Op::Return, {});
    else if (is_generator) terminate(Op::Return, {checked(value, result_check, ir::kObj, definition_ != nullptr ? definition_->span : krait::Span{}, nullptr)});
    else terminate(Op::Return, {checked(value, result_check, result_type, definition_ != nullptr ? definition_->span : krait::Span{}, nullptr)});
  }
  if (leave_.valid()) {
    seal(leave_);
    set_block(leave_);
    handler_ = BlockId{};
    reachable_ = ssa_.has_predecessors(leave_);
    if (reachable_) {
      emit(Op::GeneratorLeave, {}, {}, ir::kVoid, 1);
      terminate(Op::RaiseExit, {});
    }
  }
  finish_ssa(function());
}

ValueId FunctionLowering::checked(ValueId value, uint32_t check, ir::Type type, krait::Span span, const Expr* expr) {
  // A native number is made of the value, whatever place it is for: that is the test.
  if (ir::Type machine = machine_of_check(check); machine.repr != ir::Repr::Void)
    return convert(to_machine(value, machine, span), type == ir::kVoid ? machine : type, span);
  bool known = check == 0 || proves(type_of(value).repr, check);
  if (!known && expr != nullptr && proven(expr)) known = module_.implies(module_.check_for(claimed(expr)), check);
  if (!known) {
    ir::Repr repr = type_of(value).repr;
    bool carries = repr == ir::Repr::Obj || ((repr == ir::Repr::Tag || repr == ir::Repr::Num) && !ir::check_runs_python(module_.program(), check));
    ValueId tested = carries ? value : to_obj(value, span);
    emit(Op::Check, {tested}, span, ir::kVoid, check);
  }
  return convert(value, type, span);
}

// Whether every value of the representation meets the check.
bool FunctionLowering::proves(ir::Repr repr, uint32_t index) {
  using Kind = ir::Check::Kind;
  const ir::Check& check = module_.program().checks[index];
  if (check.kind == Kind::Union) {
    for (uint32_t item : check.items)
      if (proves(repr, item)) return true;
    return false;
  }
  bool real = check.kind == Kind::Float || check.kind == Kind::Complex;
  if (repr == ir::Repr::Bool && check.machine == ir::Repr::Void) return check.kind == Kind::Bool || check.kind == Kind::Int || real;
  if (check.machine != ir::Repr::Void) return repr == check.machine;
  if (ir::is_machine_int(repr)) return check.kind == Kind::Int || real;
  return (repr == ir::Repr::F64 || repr == ir::Repr::F32) && real;
}

uint32_t FunctionLowering::declared_check(const AnnAssign* stmt) {
  const types::ModuleAnalysis* analysis = module_.analysis();
  // What a class body gives a name may be what makes the attribute (field(), a descriptor), not its value.
  if (analysis == nullptr || !is<NameExpr>(stmt->target) || kind_ == BodyKind::Class) return 0;
  return declared_check(to<NameExpr>(stmt->target)->id);
}

// A parameter that only its place gives a type: `self` and `cls`, to which a body may assign what it likes.
static bool is_undeclared_parameter(const program::Symbol& symbol) {
  if (!symbol.is_parameter() || (symbol.flags & program::kAnnotated) != 0) return false;
  for (const program::Definition& d : symbol.definitions) {
    if (d.kind != program::DefinitionKind::kParameter) continue;
    const auto* arg = d.as<Arg>();
    return arg != nullptr && arg->annotation == nullptr;
  }
  return false;
}

// Of a variable of this body that an annotation declares.
uint32_t FunctionLowering::declared_check(Name written) {
  const types::ModuleAnalysis* analysis = module_.analysis();
  if (analysis == nullptr || kind_ == BodyKind::Class) return 0;
  Name name = mangle(written);
  const program::Symbol* symbol = scope_->find(name);
  if (symbol == nullptr || !symbol->is_local() || (names_.back().scope != scope_ && names_.back().scope->find(name) != nullptr)) return 0;
  if (is_undeclared_parameter(*symbol)) return 0;
  types::SymbolType type = analysis->symbol(scope_->statement, name);
  if (!type.declared) return 0;
  uint32_t check = module_.declared_check_for(type.type);
  bool none_too = std::any_of(symbol->definitions.begin(), symbol->definitions.end(), [&](const program::Definition& each) {
    if (each.kind != program::DefinitionKind::kParameter) return types::declared_with_none(each.statement);
    const auto* arg = each.as<Arg>();
    bool function = scope_->statement != nullptr && (is<FunctionDef>(scope_->statement) || is<AsyncFunctionDef>(scope_->statement));
    return function && arg != nullptr && types::defaults_to_none(arguments_of(scope_->statement), arg);
  });
  return none_too ? module_.or_none(check) : check;
}

void FunctionLowering::record_annotation(const AnnAssign* stmt) {
  bool deferred = defers(stmt->annotation);
  if (stmt->simple == 0 || !is<NameExpr>(stmt->target)) {
    // Evaluated but not kept.
    if (!deferred && !module_.scopes().future_annotations()) lower(stmt->annotation);
    return;
  }
  if (deferred) {
    ValueId where = kind_ == BodyKind::Class ? namespace_dict : emit(Op::Globals, {}, {});
    ValueId name = const_name(mangle(to<NameExpr>(stmt->target)->id));
    emit(Op::AnnotationDefer, {where, name, const_str(deferred_text(stmt->annotation))}, stmt->span, ir::kVoid,
         module_.source().line(stmt->annotation->span.begin));
    return;
  }
  ValueId annotation = to_obj(lower_annotation(stmt->annotation), stmt->annotation->span);
  ValueId space = kind_ == BodyKind::Class ? namespace_dict : emit(Op::Globals, {}, {});
  emit(Op::AnnotationStore, {space, const_name(mangle(to<NameExpr>(stmt->target)->id)), annotation}, stmt->span);
}

uint32_t FunctionLowering::first_line_of(const Stmt* def, krait::Span span) const {
  const ExprList* decorators = nullptr;
  if (const auto* function_def = as<FunctionDef>(def)) decorators = &function_def->decorator_list;
  else if (const auto* async_def = as<AsyncFunctionDef>(def)) decorators = &async_def->decorator_list;
  else if (const auto* class_def = as<ClassDef>(def)) decorators = &class_def->decorator_list;
  uint32_t begin = decorators != nullptr && !decorators->empty() ? (*decorators)[0]->span.begin : span.begin;
  return module_.source().line(begin);
}

bool has_annotation(const Stmt* stmt) {
  bool found = false;
  walk(const_cast<Stmt*>(stmt), [&](Stmt* inner) {
    if (is<AnnAssign>(inner)) found = true;
    return !is<FunctionDef>(inner) && !is<AsyncFunctionDef>(inner) && !is<ClassDef>(inner);
  });
  return found;
}

}  // namespace krait::lower
