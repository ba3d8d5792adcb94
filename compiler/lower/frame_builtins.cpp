// Builtins that look at the frame of their caller, of which native code has none: what they would find there is handed to them.
#include <algorithm>

#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

namespace {

bool has_star(const Call* call) {
  for (const Expr* arg : call->args)
    if (is<Starred>(arg)) return true;
  for (const Keyword* keyword : call->keywords)
    if (!keyword->arg) return true;
  return false;
}

// The variables of a function in the order of CPython's frames: parameters, local variables, cells, free variables.
std::vector<const program::Symbol*> frame_order(const program::Scope& scope) {
  std::vector<const program::Symbol*> plain, cells, frees;
  for (const program::Symbol& symbol : scope.symbols) {
    if (symbol.storage == program::Storage::kFree) frees.push_back(&symbol);
    else if (symbol.storage == program::Storage::kCell && !symbol.is_parameter()) cells.push_back(&symbol);
    else if (symbol.is_local() || symbol.storage == program::Storage::kCell) plain.push_back(&symbol);
  }
  std::stable_sort(plain.begin(), plain.end(), [](const auto* a, const auto* b) { return a->is_parameter() && !b->is_parameter(); });
  auto by_name = [](const auto* a, const auto* b) { return a->name.text() < b->name.text(); };
  std::sort(cells.begin(), cells.end(), by_name);
  std::sort(frees.begin(), frees.end(), by_name);
  plain.insert(plain.end(), cells.begin(), cells.end());
  plain.insert(plain.end(), frees.begin(), frees.end());
  return plain;
}

}  // namespace

// What locals() gives here. Up to 3.12 a function has one dict for all its calls, brought up to date by each.
ValueId FunctionLowering::frame_locals(krait::Span span, bool all) {
  bool own_comprehensions = module_.options().version < PythonVersion{3, 12};
  bool in_comprehension = names_.size() > 1;
  // Before 3.12 a comprehension is a function; its iterator stands among its variables, where it has one here.
  bool hides_iterator = in_comprehension ? own_comprehensions : scope_->expression != nullptr && is<GeneratorExp>(scope_->expression);
  if (all && hides_iterator) throw Unsupported{span, "calls locals() of a comprehension's own frame"};
  if (!in_comprehension && kind_ == BodyKind::Module) return emit(Op::Globals, {}, span);
  if (!in_comprehension && kind_ == BodyKind::Class) return namespace_dict;
  if (in_comprehension && !own_comprehensions && kind_ != BodyKind::Function)
    throw Unsupported{span, "looks at its frame in a comprehension outside of a function"};

  ValueId dict;
  bool lasting = !in_comprehension && module_.options().version < PythonVersion{3, 13};
  if (lasting) {
    if (!frame_locals_) frame_locals_ = add_variable(ir::kObj, "");
    dict = emit(Op::LocalsDict, {read_variable(*frame_locals_)}, span);
    write_variable(*frame_locals_, dict);
  } else {
    dict = emit(Op::LocalsDict, {absent(ir::kObj)}, span);
  }
  for (size_t i = in_comprehension && own_comprehensions ? names_.size() - 1 : 0; i < names_.size(); ++i) {
    for (const program::Symbol* symbol : frame_order(*names_[i].scope)) {
      Storage place = storage(symbol->name);
      ValueId value;
      if (place.flagged) value = boxed_if_bound(place, span);
      else if (place.kind == Storage::Kind::Local) value = read_variable(place.variable);
      else if (place.kind == Storage::Kind::Cell || place.kind == Storage::Kind::Free)
        value = emit(Op::CellGet, {read_variable(place.variable)}, {});
      else continue;
      set_frame_local(dict, place.name, value, span);
    }
  }
  return dict;
}

// The object of a variable that a flag tells to be bound, else absent.
ValueId FunctionLowering::boxed_if_bound(const Storage& place, krait::Span span) {
  BlockId bound = new_block(), unbound = new_block(), done = new_block();
  VariableId result = add_variable(ir::kObj, "");
  branch(read_variable(place.defined), bound, unbound);
  seal(bound);
  seal(unbound);
  set_block(bound);
  write_variable(result, to_obj(read_variable(place.variable), span));
  jump(done);
  set_block(unbound);
  write_variable(result, absent(ir::kObj));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

void FunctionLowering::set_frame_local(ValueId dict, Name name, ValueId value, krait::Span span) {
  ir::Repr repr = type_of(value).repr;
  if (repr == ir::Repr::Obj) {
    emit(Op::LocalsSet, {dict, const_name(name), value}, span);
    return;
  }
  if (repr != ir::Repr::Tag && repr != ir::Repr::Num) {
    emit(Op::LocalsSet, {dict, const_name(name), to_obj(value, span)}, span);
    return;
  }
  BlockId bound = new_block(), unbound = new_block(true), done = new_block();
  branch(emit(Op::IsAbsent, {value}, {}), unbound, bound);
  seal(bound);
  seal(unbound);
  set_block(bound);
  emit(Op::LocalsSet, {dict, const_name(name), to_obj(value, span)}, span);
  jump(done);
  set_block(unbound);
  emit(Op::LocalsSet, {dict, const_name(name), absent(ir::kObj)}, span);
  jump(done);
  seal(done);
  set_block(done);
}

// A call of exec, eval or compile: what these inherit from their caller's frame beside globals are flags of `from __future__`.
ValueId FunctionLowering::call_compiling(krait::Span span, ValueId callee, ValueId keywords, std::vector<ValueId> values) {
  constexpr int64_t kFutureAnnotations = 0x1000000;  // PyCF of __future__.annotations
  values.insert(values.begin(), {emit(Op::Globals, {}, {}), callee, keywords});
  return emit(Op::PyCallCompiling, values, span, ir::kVoid, module_.scopes().future_annotations() ? kFutureAnnotations : 0);
}

// eval() and exec(): globals and locals not given, or given as None, are those of the caller.
ValueId FunctionLowering::lower_eval(const Call* expr) {
  ValueId callee = lower_obj(expr->func);
  std::vector<ValueId> values;
  for (const Expr* arg : expr->args) values.push_back(lower_obj(arg));
  auto call = [&](ValueId globals, ValueId locals) {
    return call_compiling(expr->span, callee, absent(ir::kObj), {values[0], globals, locals});
  };
  if (values.size() == 1) {
    ValueId globals = emit(Op::Globals, {}, {});
    return call(globals, frame_locals(expr->span, false));
  }
  VariableId result = add_variable(ir::kObj, "");
  BlockId own = new_block(true), given = new_block(), done = new_block();
  branch(emit(Op::PyIs, {values[1], const_none()}, {}), own, given);
  seal(own);
  seal(given);
  set_block(given);
  write_variable(result, call_compiling(expr->span, callee, absent(ir::kObj), values));
  jump(done);
  set_block(own);
  ValueId globals = emit(Op::Globals, {}, {});
  if (values.size() == 3) {
    BlockId own_locals = new_block(true), given_locals = new_block(true);
    branch(emit(Op::PyIs, {values[2], const_none()}, {}), own_locals, given_locals);
    seal(own_locals);
    seal(given_locals);
    set_block(given_locals);
    write_variable(result, call(globals, values[2]));
    jump(done);
    set_block(own_locals);
  }
  write_variable(result, call(globals, frame_locals(expr->span, false)));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

std::optional<ValueId> FunctionLowering::lower_frame_builtin(const Call* expr, const NameExpr* callee) {
  std::string_view name = callee->id.text();
  bool frame = name == "super" || name == "globals" || name == "locals" || name == "vars" || name == "dir" ||
               name == "eval" || name == "exec" || name == "compile";
  if (!frame || storage(callee->id).kind == Storage::Kind::Local) return std::nullopt;
  if (module_.scopes().resolve(scope_->id, callee->id) != nullptr) return std::nullopt;  // the module binds the name
  bool plain = expr->keywords.empty() && !has_star(expr);
  if (name == "eval" || name == "exec") {
    if (plain && expr->args.size() >= 1 && expr->args.size() <= 3) return lower_eval(expr);
    if (plain) return std::nullopt;  // a TypeError
    // With keywords, what looks at the frame is what is given no globals.
    if (!has_star(expr) && expr->args.size() >= 2) return std::nullopt;
    throw Unsupported{expr->span, "calls " + std::string(name) + "() of its own frame with keywords or stars"};
  }
  if (name == "compile") {
    if (has_star(expr)) return std::nullopt;
    ValueId function = lower_obj(expr->func);
    std::vector<ir::ConstId> names;
    std::vector<ValueId> values = lower_arguments(expr, names);
    return call_compiling(expr->span, function, names.empty() ? absent(ir::kObj) : const_obj(module_.tuple_constant(names)), values);
  }
  if (!plain || !expr->args.empty()) return std::nullopt;
  if (name == "super") return lower_super(expr);
  if (name == "globals") return emit(Op::Globals, {}, expr->span);
  ValueId locals = frame_locals(expr->span, true);
  return name == "dir" ? emit(Op::LocalsNames, {locals}, expr->span) : locals;
}

// Whether the call is super() without arguments, the builtin as far as names tell.
bool FunctionLowering::is_plain_super(const Call* expr) {
  const auto* callee = as<NameExpr>(expr->func);
  return callee != nullptr && callee->id.text() == "super" && expr->args.empty() && expr->keywords.empty() &&
         storage(callee->id).kind != Storage::Kind::Local && module_.scopes().resolve(scope_->id, callee->id) == nullptr;
}

// super() without arguments: the class from its cell, the instance from the first parameter. Where there is none of them, CPython finds
// out when the call runs.
ValueId FunctionLowering::lower_super(const Call* expr) {
  bool own_frame = names_.size() > 1 && module_.options().version < PythonVersion{3, 12};
  bool generator = scope_->expression != nullptr && is<GeneratorExp>(scope_->expression);
  for (size_t i = 1; i < names_.size(); ++i)  // those that became loops
    generator = generator || (names_[i].scope->expression != nullptr && is<GeneratorExp>(names_[i].scope->expression));
  ValueId self = absent(ir::kObj), cell = absent(ir::kObj);
  if (kind_ == BodyKind::Function) {
    if (own_frame || generator) self = to_obj(const_tag(0), {});  // the iterator: no instance of any class that has methods here
    else if (first_parameter_) self = to_obj(load_name(first_parameter_, expr->span), expr->span);
    Name name = Name::intern("__class__");
    Storage::Kind kind = storage(name).kind;
    if (kind == Storage::Kind::Cell || kind == Storage::Kind::Free) cell = load_cell(name, expr->span);
  }
  return emit(Op::SuperNew, {cell, self}, expr->span);
}

}  // namespace krait::lower
