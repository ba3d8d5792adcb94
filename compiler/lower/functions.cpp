// Function definitions, lambdas and generator expressions: their bodies become functions of their own, their objects are made
// where the definition stands.
#include "lower/fallback.h"
#include "lower/function_lowering.h"
#include "lower/parameters.h"
#include "syntax/visit.h"
#include "types/declarations.h"

namespace krait::lower {

using namespace syntax;

namespace {

struct Signature {
  Name name;
  const Arguments* args = nullptr;
  const StmtList* body = nullptr;   // def
  const Expr* expression = nullptr;  // lambda
  bool is_async = false;
  const program::Scope* scope = nullptr;
  krait::Span span;
};

TypeParamList type_params_of(const Stmt* def) {
  if (const auto* function_def = as<FunctionDef>(def)) return function_def->type_params;
  if (const auto* async_def = as<AsyncFunctionDef>(def)) return async_def->type_params;
  return {};
}

uint32_t code_flags(const program::Scope& scope, bool is_async) {
  uint32_t flags = scope.nested ? ir::kCodeNested : 0u;
  if (is_async) return flags | (scope.is_generator ? ir::kCodeAsyncGenerator : ir::kCodeCoroutine);
  return scope.is_generator ? flags | ir::kCodeGenerator : flags;
}

}  // namespace

std::string FunctionLowering::qualname_of(Name name) const {
  const program::Symbol* symbol = module_.scopes().find(names_.back().scope->id, name);
  if (kind_ == BodyKind::Module || (symbol != nullptr && symbol->storage == program::Storage::kGlobalExplicit)) return name.str();
  return qualname_ + (kind_ == BodyKind::Function ? ".<locals>." : ".") + name.str();
}

const LoweredFunction& FunctionLowering::lower_function(const Stmt* def, const Lambda* lambda) {
  const void* key = def != nullptr ? static_cast<const void*>(def) : lambda;
  if (auto known = module_.functions.find(key); known != module_.functions.end()) return known->second;

  Signature signature;
  if (const auto* function_def = as<FunctionDef>(def)) {
    signature = {function_def->name, function_def->args, &function_def->body, nullptr, false, nullptr, def->span};
  } else if (const auto* async_def = as<AsyncFunctionDef>(def)) {
    signature = {async_def->name, async_def->args, &async_def->body, nullptr, true, nullptr, def->span};
  } else {
    signature = {Name::intern("<lambda>"), lambda->args, nullptr, lambda->body, false, nullptr, lambda->span};
  }
  program::ScopeId scope_id = def != nullptr ? module_.scopes().of(def) : module_.scopes().of(lambda);
  const program::Scope& scope = module_.scopes().scope(scope_id);

  LoweredFunction lowered;
  for (const program::Symbol* free : module_.scopes().frees(scope_id)) lowered.free_variables.push_back(free->name);
  std::string qualname = qualname_of(signature.name);
  ModuleLowering::Mark mark = module_.mark();
  size_t report_at = module_.report().functions.size();
  module_.report().functions.push_back({module_.module().name, qualname, signature.span, true, {}});
  try {
    ir::CodeInfo code;
    code.name = signature.name.str();
    code.qualname = qualname;
    code.first_line = first_line_of(def, signature.span);
    code.flags = code_flags(scope, signature.is_async);
    for (Name name : lowered.free_variables) code.free_names.push_back(name.str());
    for (const program::Symbol& symbol : scope.symbols) {
      if (symbol.storage == program::Storage::kCell) code.cell_names.push_back(symbol.name.str());
      else if (symbol.is_local() && !symbol.is_parameter()) code.local_names.push_back(symbol.name.str());
    }
    if (signature.body != nullptr) {
      if (std::optional<ir::ConstId> doc = docstring(module_, *signature.body)) code.doc = *doc;
    }
    code.params = module_.parameters(def, signature.args, scope.private_class);
    module_.find_kept(def, code);
    lowered.code = module_.add_code(std::move(code));
    bool suspends = scope.is_generator || signature.is_async;
    lower_native(signature.name, signature.span, scope, lowered, suspends, signature.is_async, signature.body, signature.expression, def);
    lower_wrapper(signature.name, lowered, signature.args, def);
  } catch (const Unsupported& unsupported) {
    module_.release(mark);
    module_.report().functions.resize(report_at);
    module_.report().functions.push_back({module_.module().name, qualname, signature.span, false,
                                          unsupported_text(module_.source(), unsupported)});
    if (def != nullptr && module_.native_entry(def)) module_.runs_as_bytecode(def);
    if (def != nullptr) module_.abandon_entry(module_.native_entry(def));
    if (def != nullptr) module_.abandon_entry(module_.plain_body(def));
    lowered.native = lowered.wrapper = lowered.body = lowered.plain = ir::FunctionId{};
    lowered.code = ir::kNone;
    lowered.fallback = add_fallback(module_, scope, def, lambda, qualname, lowered.free_variables, unsupported.reason);
  }
  return module_.functions.emplace(key, std::move(lowered)).first->second;
}

// The native entry, and for generators and coroutines the body behind it.
void FunctionLowering::lower_native(Name name, krait::Span span, const program::Scope& scope, LoweredFunction& lowered, bool suspends,
                                    bool is_coroutine, const StmtList* body, const Expr* expression, const Stmt* def) {
  const std::vector<ir::Param> params = module_.module().codes[lowered.code].params;
  bool has_closure = !lowered.free_variables.empty();
  auto add_params = [&](ir::Function& fn) {
    fn.has_closure = has_closure;
    if (has_closure) fn.params.push_back(fn.add_value(ir::kObj, {}, fn.entry, "closure"));
    for (const ir::Param& param : params) fn.params.push_back(fn.add_value(param.type, {}, fn.entry, param.name));
  };
  auto begin = [&](ir::FunctionId id) {
    ir::Function& declared = module_.program().functions[id.index];
    declared.insts.clear();
    declared.block(declared.entry).insts.clear();
  };
  lowered.native = def != nullptr ? module_.native_entry(def) : ir::FunctionId{};
  if (lowered.native) {
    begin(lowered.native);
  } else {
    lowered.native = module_.add_function(ir::FunctionKind::Native, name.text(), lowered.code);
  }
  module_.program().functions[lowered.native.index].code = lowered.code;
  ir::FunctionId body_id = lowered.native;
  if (suspends) {
    lowered.body = module_.add_function(ir::FunctionKind::Generator, name.text(), lowered.code);
    body_id = lowered.body;
    ir::Function& entry = module_.program().functions[lowered.native.index];
    if (entry.params.empty()) add_params(entry);
    entry.result = ir::kObj;
    FunctionLowering maker(module_, lowered.native, BodyKind::Function, scope, this);
    std::vector<ValueId> operands = entry.params;
    ValueId generator = maker.emit(Op::GeneratorNew, operands, span, ir::kObj, static_cast<int64_t>(lowered.body.index));
    maker.terminate(Op::Return, {generator});
    maker.finish();
  }
  if (module_.program().functions[body_id.index].params.empty()) add_params(module_.program().functions[body_id.index]);
  if (suspends && def != nullptr && (lowered.plain = module_.plain_body(def))) {
    begin(lowered.plain);
    module_.program().functions[lowered.plain.index].code = lowered.code;
    FunctionLowering resume(module_, body_id, BodyKind::Function, scope, this);
    std::vector<ValueId> operands = resume.function().params;
    ir::Type result = module_.program().functions[lowered.plain.index].result;
    // Without a position: the function behind it is what tracebacks show.
    ValueId value = resume.emit(Op::Call, operands, {}, result, static_cast<int64_t>(lowered.plain.index));
    resume.terminate(Op::Return, {resume.to_obj(value, {})});
    resume.finish();
    body_id = lowered.plain;
    suspends = false;
  }
  FunctionLowering child(module_, body_id, BodyKind::Function, scope, this);
  child.free_names_ = lowered.free_variables;
  child.qualname_ = module_.module().codes[lowered.code].qualname;
  child.is_generator = suspends;
  child.is_async = is_coroutine;
  child.definition_ = def;
  if (is_coroutine && !suspends) child.handler_ = child.leave_ = child.new_block(true);
  if (def != nullptr && (!suspends || (is_coroutine && !scope.is_generator))) child.declare_result(def);
  child.function().result = child.result_type;
  size_t first = has_closure ? 1 : 0;
  if (has_closure) child.closure = child.function().params[0];
  child.declare_scope(scope);
  child.self_class_ = self_class(def);
  for (size_t i = 0; i < params.size(); ++i) {
    Name parameter = Name::intern(params[i].name);
    if (i == 0 && (params[i].kind == ir::ParamKind::Positional || params[i].kind == ir::ParamKind::PositionalOnly)) child.first_parameter_ = parameter;
    child.bind_parameter(parameter, child.function().params[first + i]);
  }
  if (body != nullptr) {
    child.lower_body(*body);
    child.finish();
  } else {
    ValueId value = child.lower(expression);
    if (suspends) {
      child.terminate(Op::Return, {child.to_obj(value, span)}, expression->span);
    } else {
      child.terminate(Op::Return, {child.convert(value, child.result_type, expression->span)}, expression->span);
    }
    child.finish();
  }
}

// Of a method whose native entry may take for granted what `self` is.
ir::ClassId FunctionLowering::self_class(const Stmt* def) {
  if (def == nullptr || !module_.native_entry(def)) return {};
  program::ScopeId scope = module_.scopes().of(def);
  if (module_.scopes().scope(scope).is_generator || !module_.scopes().frees(scope).empty()) return {};
  return module_.classes().self_class(def);
}

// What Python's callers enter: arguments as parsed, checked, converted, and the result boxed.
void FunctionLowering::lower_wrapper(Name name, LoweredFunction& lowered, const Arguments* args, const Stmt* def) {
  const std::vector<ir::Param> params = module_.module().codes[lowered.code].params;
  lowered.wrapper = module_.add_function(ir::FunctionKind::Wrapper, name.text(), lowered.code);
  bool has_closure = !lowered.free_variables.empty();
  {
    ir::Function& fn = module_.program().functions[lowered.wrapper.index];
    fn.has_closure = has_closure;
    fn.native = lowered.native;
    fn.result = ir::kObj;
    if (has_closure) fn.params.push_back(fn.add_value(ir::kObj, {}, fn.entry, "closure"));
    for (const ir::Param& param : params) fn.params.push_back(fn.add_value(ir::kObj, {}, fn.entry, param.name));
  }
  FunctionLowering wrapper(module_, lowered.wrapper, BodyKind::Function, *scope_, this);
  std::vector<ValueId> operands;
  size_t first = has_closure ? 1 : 0;
  if (has_closure) operands.push_back(wrapper.function().params[0]);
  Name private_class = def == nullptr ? Name() : module_.scopes().scope(module_.scopes().of(def)).private_class;
  // Any object may come as `self`: for others than the class's own instances the method runs as bytecode.
  if (ir::ClassId cls = self_class(def)) {
    BlockId own = wrapper.new_block(), other = wrapper.new_block(true);
    std::vector<ValueId> given = wrapper.function().params;
    wrapper.branch(wrapper.emit(Op::ClassSelf, {given[0]}, {}, ir::kBool, static_cast<int64_t>(cls.index)), own, other, 1);
    wrapper.seal(own);
    wrapper.seal(other);
    wrapper.set_block(other);
    int twin = add_fallback(module_, module_.scopes().scope(module_.scopes().of(def)), def, nullptr, module_.module().codes[lowered.code].qualname,
                            {}, "called with another object as self");
    wrapper.terminate(Op::Return, {wrapper.emit(Op::TwinCall, given, {}, ir::kObj, twin)});
    wrapper.set_block(own);
  }
  const types::FunctionInfo* info = def == nullptr || module_.analysis() == nullptr ? nullptr : module_.analysis()->function(def);
  bool method = info != nullptr && info->is_method(), operator_method = method && ModuleLowering::is_operator_method(def);
  bool in_place = operator_method && name.text().starts_with("__i");
  // mypy: an int that does not fit is of the wrong type to a method that Python itself calls.
  bool mypy_slot = method && module_.module().value_errors && name.text().starts_with("__") && name.text().ends_with("__");
  size_t index = 0;
  for_each_parameter(args, [&](const Arg* arg, ir::ParamKind kind, bool) {
    ValueId value = wrapper.function().params[first + index];
    const ir::Param& param = params[index];
    ++index;
    uint32_t check = module_.parameter_check(def, arg, kind, private_class);
    if (check != 0 && operator_method && index == 2 && !(in_place && module_.options().check_inferred)) {
      BlockId meets = wrapper.new_block(), misses = wrapper.new_block(true);
      wrapper.branch(wrapper.emit(Op::IsInstanceCheck, {value}, {}, ir::kBool, module_.operand_test(check)), meets, misses, 1);
      wrapper.seal(meets);
      wrapper.seal(misses);
      wrapper.set_block(misses);
      wrapper.terminate(Op::Return, {wrapper.emit(Op::NotImplementedObject, {}, {})});
      wrapper.set_block(meets);
    } else if (check != 0 && (wrapper.machine_of_check(check).repr == ir::Repr::Void || (mypy_slot && index > 1))) {
      wrapper.emit(Op::Check, {value}, {}, ir::kVoid, check);
    }
    operands.push_back(wrapper.convert(value, param.type, {}));
  });
  ir::Type result = module_.program().functions[lowered.native.index].result;
  ValueId value = wrapper.emit(Op::Call, operands, {}, result, static_cast<int64_t>(lowered.native.index));
  wrapper.terminate(Op::Return, {wrapper.to_obj(value, {})});
  wrapper.finish();
}

void FunctionLowering::declare_result(const Stmt* def) {
  if (!is_generator) {
    result_type = module_.result_representation(def, result_check);
    function().result_check = result_check;
    return;
  }
  if (const types::Type* awaited = module_.awaited_type(def)) result_check = module_.declared_check_for(awaited);
}

ValueId FunctionLowering::closure_tuple(const std::vector<Name>& free_variables, krait::Span span) {
  if (free_variables.empty()) return absent(ir::kObj);
  std::vector<ValueId> cells;
  for (Name name : free_variables) cells.push_back(load_cell(name, span));
  return emit(Op::TupleNew, cells, span);
}

ValueId FunctionLowering::make_function(const Stmt* def, const Lambda* lambda) {
  const Arguments* args = lambda != nullptr ? lambda->args : as<FunctionDef>(def) != nullptr ? to<FunctionDef>(def)->args : to<AsyncFunctionDef>(def)->args;
  krait::Span span = lambda != nullptr ? lambda->span : def->span;
  // Python evaluates positional defaults, then keyword defaults, then annotations.
  ValueId defaults = args->defaults.empty() ? absent(ir::kObj) : lower_tuple(args->defaults, span);
  ValueId keyword_defaults = absent(ir::kObj);
  std::vector<ValueId> pairs;
  for (size_t i = 0; i < args->kwonlyargs.size(); ++i) {
    if (args->kw_defaults[i] == nullptr) continue;
    pairs.push_back(const_name(mangle(args->kwonlyargs[i]->arg)));
    pairs.push_back(lower_obj(args->kw_defaults[i]));
  }
  if (!pairs.empty()) keyword_defaults = emit(Op::DictNew, pairs, span);
  TypeParamList type_params = type_params_of(def);
  ValueId parameters;
  if (!type_params.empty()) parameters = enter_type_parameters(def, type_params);
  ValueId annotations = lambda != nullptr ? absent(ir::kObj) : lower_annotations(def, args);
  const LoweredFunction& lowered = lower_function(def, lambda);
  ValueId cells = closure_tuple(lowered.free_variables, span);
  ValueId made = lowered.fallback >= 0
                     ? emit(Op::FallbackNew, {cells, defaults, keyword_defaults, annotations}, span, ir::kObj, lowered.fallback)
                     : emit(Op::FunctionNew, {cells, defaults, keyword_defaults, annotations}, span, ir::kObj,
                            static_cast<int64_t>(lowered.wrapper.index));
  if (parameters.valid()) {
    leave_type_parameters();
    ValueId tuple = emit(Op::TupleRead, {parameters}, span, ir::kVoid, 0);
    emit(Op::PySetAttr, {made, const_name(Name::intern("__type_params__")), tuple}, span);
  }
  return made;
}

ValueId FunctionLowering::enter_type_parameters(const Stmt* def, TypeParamList params) {
  const program::Scope& scope = module_.scopes().scope(module_.scopes().scope(module_.scopes().of(def)).parent);
  std::vector<Name> free_variables;
  for (const program::Symbol* free : module_.scopes().frees(scope.id)) free_variables.push_back(free->name);
  // Bounds see what a class body binds, and what that sees of a function around it.
  if (kind_ == BodyKind::Class) {
    bool plain = free_variables.empty();
    for (const TypeParam* param : params) {
      if (const auto* var = as<TypeVar>(param)) plain = plain && var->bound == nullptr && var->default_value == nullptr;
      else plain = plain && (is<ParamSpec>(param) ? to<ParamSpec>(param)->default_value : to<TypeVarTuple>(param)->default_value) == nullptr;
    }
    if (!plain) throw Unsupported{def->span, "bounds of type parameters in a class body"};
  }
  ValueId cells = closure_tuple(free_variables, def->span);
  ValueId none = absent(ir::kObj);
  ValueId made = emit(Op::FallbackNew, {cells, none, none, none}, def->span, ir::kObj, add_type_parameters(module_, scope, def, params, free_variables));
  ValueId tuple = emit(Op::TupleRead, {made}, def->span, ir::kVoid, 0);
  declare_scope(scope);
  for (size_t i = 0; i < params.size(); ++i) {
    const TypeParam* param = params[i];
    Name name = is<TypeVar>(param) ? to<TypeVar>(param)->name : is<ParamSpec>(param) ? to<ParamSpec>(param)->name : to<TypeVarTuple>(param)->name;
    store_name(name, emit(Op::TupleRead, {tuple}, def->span, ir::kVoid, static_cast<int64_t>(i)), def->span);
  }
  return made;
}

// The value of an annotation: its text under `from __future__ import annotations`.
ValueId FunctionLowering::lower_annotation(const Expr* annotation) {
  if (module_.scopes().future_annotations()) return const_str(annotation_text(module_.source(), annotation));
  if (const auto* star = as<Starred>(annotation)) {  // *args: *Ts
    ValueId items = emit(Op::UnpackExact, {lower_obj(star->value)}, annotation->span, ir::kVoid, 1);
    return emit(Op::TupleRead, {items}, annotation->span, ir::kVoid, 0);
  }
  return lower_obj(annotation);
}

bool FunctionLowering::defers_here() const {
  if (!module_.options().deferred_annotations || module_.scopes().future_annotations()) return false;
  // The text is evaluated with the names of the module and of the class only.
  const program::Scope* scope = scope_;
  while (scope->kind == program::ScopeKind::kClass) scope = &module_.scopes().scope(scope->parent);
  return scope->kind == program::ScopeKind::kModule;
}

bool FunctionLowering::defers(const Expr* annotation) const {
  if (annotation == nullptr || !defers_here()) return false;
  bool private_name = false;
  walk(const_cast<Expr*>(annotation), [&](Expr* inner) {
    if (const auto* name = as<NameExpr>(inner)) private_name = private_name || mangle(name->id) != name->id;
    if (const auto* attribute = as<Attribute>(inner)) private_name = private_name || mangle(attribute->attr) != attribute->attr;
    return true;
  });
  return !private_name;
}

void FunctionLowering::setup_annotations() {
  ValueId globals = kind_ == BodyKind::Class && !defers_here() ? ValueId{} : emit(Op::Globals, {}, {});
  ValueId space = kind_ == BodyKind::Class ? namespace_dict : globals;
  if (defers_here()) emit(Op::AnnotationsSetupDeferred, {space, globals}, {});
  else emit(Op::AnnotationsSetup, {space}, {});
}

std::string FunctionLowering::deferred_text(const Expr* annotation) const {
  const SourceFile& source = module_.source();
  krait::Span span = annotation->span;
  uint32_t line = source.line(span.begin), column = span.begin - source.line_start(line);
  std::string text(source.text(span));
  if (is<Starred>(annotation)) return "(" + text + ",)[0]";
  return std::string(line == 1 && column > 0 ? column - 1 : column, ' ') + text;  // on the first line a bracket goes before it
}

ValueId FunctionLowering::lower_annotations(const Stmt* def, const Arguments* args) {
  std::vector<ValueId> pairs;
  std::vector<const Expr*> all;
  auto note = [&](const Arg* arg) {
    if (arg != nullptr && arg->annotation != nullptr) all.push_back(arg->annotation);
  };
  const Expr* returns = is<FunctionDef>(def) ? to<FunctionDef>(def)->returns : to<AsyncFunctionDef>(def)->returns;
  for_each_parameter(args, [&](const Arg* arg, ir::ParamKind, bool) { note(arg); });
  if (returns != nullptr) all.push_back(returns);
  bool deferred = type_params_of(def).empty() && !all.empty() && std::all_of(all.begin(), all.end(), [&](const Expr* each) { return defers(each); });
  std::vector<ir::ConstId> items;
  auto add = [&](Name name, const Expr* annotation) {
    if (annotation == nullptr) return;
    if (deferred) {
      items.push_back(module_.name_constant(name));
      items.push_back(module_.string_constant(deferred_text(annotation)));
      items.push_back(module_.int_constant(module_.source().line(annotation->span.begin)));
      return;
    }
    ValueId key = const_name(name);
    pairs.push_back(key);
    pairs.push_back(lower_annotation(annotation));
  };
  // CPython's order: positional, *args, keyword-only, **kwargs, return.
  for (const Arg* arg : args->posonlyargs) add(mangle(arg->arg), arg->annotation);
  for (const Arg* arg : args->args) add(mangle(arg->arg), arg->annotation);
  if (args->vararg != nullptr) add(mangle(args->vararg->arg), args->vararg->annotation);
  for (const Arg* arg : args->kwonlyargs) add(mangle(arg->arg), arg->annotation);
  if (args->kwarg != nullptr) add(mangle(args->kwarg->arg), args->kwarg->annotation);
  add(Name::intern("return"), returns);
  if (deferred) {
    ValueId globals = emit(Op::Globals, {}, {}), space = kind_ == BodyKind::Class ? namespace_dict : absent(ir::kObj);
    return emit(Op::AnnotationsDeferred, {const_obj(module_.tuple_constant(items)), globals, space}, def->span);
  }
  if (pairs.empty()) return absent(ir::kObj);
  return emit(Op::DictNew, pairs, def->span);
}

void FunctionLowering::lower_function_def(const Stmt* stmt) {
  const ExprList& decorators = is<FunctionDef>(stmt) ? to<FunctionDef>(stmt)->decorator_list : to<AsyncFunctionDef>(stmt)->decorator_list;
  Name name = is<FunctionDef>(stmt) ? to<FunctionDef>(stmt)->name : to<AsyncFunctionDef>(stmt)->name;
  std::vector<ValueId> wrappers;
  for (const Expr* decorator : decorators) wrappers.push_back(lower_obj(decorator));
  ValueId value = make_function(stmt, nullptr);
  for (size_t i = wrappers.size(); i-- > 0;) value = emit(Op::PyCall, {wrappers[i], value}, decorators[i]->span);
  store_name(name, value, stmt->span);
}

ValueId FunctionLowering::lower_generator_exp(const GeneratorExp* expr) {
  const Comprehension* first = expr->generators[0];
  ValueId iterable = lower_obj(first->iter);
  ValueId iterator = emit(first->is_async != 0 ? Op::AsyncIter : Op::PyIter, {iterable}, iteration_span(expr, first));
  program::ScopeId scope_id = module_.scopes().of(expr);
  const program::Scope& scope = module_.scopes().scope(scope_id);
  if (auto known = module_.functions.find(expr); known == module_.functions.end()) {
    LoweredFunction lowered;
    for (const program::Symbol* free : module_.scopes().frees(scope_id)) lowered.free_variables.push_back(free->name);
    bool has_closure = !lowered.free_variables.empty();
    ir::CodeInfo code;
    code.name = "<genexpr>";
    code.qualname = qualname_ + (kind_ == BodyKind::Function ? ".<locals>." : kind_ == BodyKind::Class ? "." : "") + "<genexpr>";
    code.first_line = module_.source().line(expr->span.begin);
    code.flags = scope.is_coroutine ? ir::kCodeAsyncGenerator : ir::kCodeGenerator;
    ir::Param param;
    param.name = ".0";
    param.kind = ir::ParamKind::PositionalOnly;
    param.type = ir::kObj;
    code.params.push_back(param);
    for (Name name : lowered.free_variables) code.free_names.push_back(name.str());
    lowered.code = module_.add_code(std::move(code));
    lowered.body = module_.add_function(ir::FunctionKind::Generator, "genexpr", lowered.code);
    {
      ir::Function& fn = module_.program().functions[lowered.body.index];
      fn.has_closure = has_closure;
      fn.result = ir::kObj;
      if (has_closure) fn.params.push_back(fn.add_value(ir::kObj, {}, fn.entry, "closure"));
      fn.params.push_back(fn.add_value(ir::kObj, {}, fn.entry, ".0"));
    }
    FunctionLowering child(module_, lowered.body, BodyKind::Function, scope, this);
    child.free_names_ = lowered.free_variables;
    child.qualname_ = module_.module().codes[lowered.code].qualname;
    child.is_generator = true;
    child.is_async = scope.is_coroutine;
    if (has_closure) child.closure = child.function().params[0];
    child.declare_scope(scope);
    ValueId source = child.function().params[has_closure ? 1 : 0];
    child.lower_generator_level(expr, 0, source);
    child.finish();
    module_.functions.emplace(expr, std::move(lowered));
  }
  const LoweredFunction& lowered = module_.functions.at(expr);
  std::vector<ValueId> operands;
  if (!lowered.free_variables.empty()) operands.push_back(closure_tuple(lowered.free_variables, expr->span));
  operands.push_back(iterator);
  return emit(Op::GeneratorNew, operands, expr->span, ir::kObj, static_cast<int64_t>(lowered.body.index));
}

// The loops of a generator expression; the outermost goes over an iterator made outside.
void FunctionLowering::lower_generator_level(const GeneratorExp* expr, size_t level, ValueId source) {
  Iteration iteration = iteration_over(source, expr->generators[level]->iter);
  iteration.span = iteration_span(expr, expr->generators[level]);
  lower_comprehension_level(expr, expr->generators, level, iteration, [&] { emit(Op::Yield, {yielded(lower_obj(expr->elt))}, expr->span); });
}

ValueId FunctionLowering::lower_yield(const Yield* expr) {
  if (!is_generator) throw Unsupported{expr->span, "yield outside of a function"};
  if (inlined_ != nullptr) return yield_here(expr);
  ValueId value = expr->value == nullptr ? const_none() : lower_obj(expr->value);
  return emit(Op::Yield, {yielded(value)}, expr->span);
}

}  // namespace krait::lower
