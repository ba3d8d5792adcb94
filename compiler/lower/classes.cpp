// Class statements: the body is a function of its own that fills the namespace, as in CPython; then the metaclass is called.
#include "lower/fallback.h"
#include "lower/function_lowering.h"
#include "types/declarations.h"

namespace krait::lower {

using namespace syntax;

const LoweredFunction& FunctionLowering::lower_class_body(const ClassDef* stmt) {
  if (auto known = module_.functions.find(stmt); known != module_.functions.end()) return known->second;
  program::ScopeId scope_id = module_.scopes().of(stmt);
  const program::Scope& scope = module_.scopes().scope(scope_id);
  LoweredFunction lowered;
  for (const program::Symbol* free : module_.scopes().frees(scope_id)) lowered.free_variables.push_back(free->name);
  std::string qualname = qualname_of(stmt->name);
  ModuleLowering::Mark mark = module_.mark();
  size_t report_at = module_.report().functions.size();
  try {
    ir::CodeInfo code;
    code.name = stmt->name.str();
    code.qualname = qualname;
    code.first_line = first_line_of(stmt, stmt->span);
    for (Name name : lowered.free_variables) code.free_names.push_back(name.str());
    lowered.code = module_.add_code(std::move(code));
    lowered.native = module_.add_function(ir::FunctionKind::Native, stmt->name.text(), lowered.code);
    bool has_closure = !lowered.free_variables.empty();
    {
      ir::Function& fn = module_.program().functions[lowered.native.index];
      fn.has_closure = has_closure;
      fn.result = ir::kObj;
      if (has_closure) fn.params.push_back(fn.add_value(ir::kObj, {}, fn.entry, "closure"));
      fn.params.push_back(fn.add_value(ir::kObj, {}, fn.entry, "namespace"));
      if (!stmt->type_params.empty()) fn.params.push_back(fn.add_value(ir::kObj, {}, fn.entry, "type_params"));
    }
    FunctionLowering child(module_, lowered.native, BodyKind::Class, scope, this);
    child.free_names_ = lowered.free_variables;
    child.qualname_ = qualname;
    if (has_closure) child.closure = child.function().params[0];
    child.namespace_dict = child.function().params[has_closure ? 1 : 0];
    child.declare_scope(scope);
    child.lower_class_contents(stmt);
    child.finish();
  } catch (const Unsupported& unsupported) {
    module_.release(mark);
    module_.report().functions.resize(report_at);
    module_.report().functions.push_back({module_.module().name, qualname, stmt->span, false,
                                          unsupported_text(module_.source(), unsupported)});
    lowered.native = ir::FunctionId{};
    lowered.code = ir::kNone;
    lowered.fallback = add_fallback(module_, scope, stmt, nullptr, qualname, lowered.free_variables, unsupported.reason);
  }
  return module_.functions.emplace(stmt, std::move(lowered)).first->second;
}

void FunctionLowering::lower_class_contents(const ClassDef* stmt) {
  auto set = [&](std::string_view name, ValueId value) {
    emit(Op::PySetItem, {namespace_dict, const_name(Name::intern(name)), value}, stmt->span);
  };
  set("__module__", emit(Op::GlobalLoad, {}, stmt->span, ir::kObj, module_.name_constant(Name::intern("__name__")).index));
  set("__qualname__", const_str(qualname_));
  bool of_3_13 = module_.options().version >= PythonVersion{3, 13};
  if (of_3_13) set("__firstlineno__", const_obj(module_.int_constant(first_line_of(stmt, stmt->span))));
  if (!stmt->type_params.empty()) set("__type_params__", function().params.back());
  bool annotated = false;
  for (const Stmt* inner : stmt->body) annotated = annotated || has_annotation(inner);
  if (annotated) setup_annotations();
  if (std::optional<ir::ConstId> doc = docstring(module_, stmt->body)) set("__doc__", const_obj(*doc));
  lower_body(stmt->body);
  if (of_3_13) {
    std::vector<ir::ConstId> names;
    for (Name name : static_attributes(stmt)) names.push_back(module_.name_constant(name));
    set("__static_attributes__", const_obj(module_.tuple_constant(names)));
  }
  Name class_cell = Name::intern("__class__");
  bool needs_cell = scope_->needs_class_closure;
  ValueId cell = const_none();
  if (needs_cell) {
    cell = load_cell(class_cell, stmt->span);
    set("__classcell__", cell);
  }
  terminate(Op::Return, {cell});
}

void FunctionLowering::lower_class_def(const ClassDef* stmt) {
  std::vector<ValueId> wrappers;
  for (const Expr* decorator : stmt->decorator_list) wrappers.push_back(lower_obj(decorator));
  ValueId parameters;
  if (!stmt->type_params.empty()) parameters = enter_type_parameters(stmt, stmt->type_params);
  const LoweredFunction& lowered = lower_class_body(stmt);
  ValueId value;
  // The bases of a class statement are expressions of the body around it, whose variables bytecode of the class alone cannot see.
  if (lowered.fallback >= 0 && (kind_ != BodyKind::Module || parameters.valid()))
    throw Unsupported{stmt->span, "class " + stmt->name.str() + ": " + module_.module().fallbacks[static_cast<size_t>(lowered.fallback)].reason};
  if (lowered.fallback >= 0) {
    ValueId none = absent(ir::kObj);
    ValueId cells = closure_tuple(lowered.free_variables, stmt->span);
    value = emit(Op::FallbackNew, {cells, none, none, none}, stmt->span, ir::kObj, lowered.fallback);
  } else {
    ValueId cells = lowered.free_variables.empty() ? ValueId{} : closure_tuple(lowered.free_variables, stmt->span);
    ValueId bases = lower_tuple(stmt->bases, stmt->span);
    if (parameters.valid()) {
      ValueId generic = emit(Op::TupleNew, {emit(Op::TupleRead, {parameters}, stmt->span, ir::kVoid, 1)}, stmt->span);
      bases = emit(Op::PyBinary, {bases, generic}, stmt->span, ir::kVoid, 0);
    }
    ValueId keywords = absent(ir::kObj);
    if (!stmt->keywords.empty()) {
      keywords = emit(Op::DictNew, {}, stmt->span);
      for (const Keyword* keyword : stmt->keywords) {
        ValueId item = lower_obj(keyword->value);
        if (keyword->arg) emit(Op::DictSetNew, {keywords, const_name(keyword->arg), item}, stmt->span);
        else emit(Op::DictUpdateNew, {keywords, item}, stmt->span);
      }
    }
    ValueId name = const_name(stmt->name);
    ValueId state = emit(Op::ClassPrepare, {name, bases, keywords}, stmt->span);
    ValueId space = emit(Op::TupleRead, {state}, stmt->span, ir::kVoid, 1);
    std::vector<ValueId> operands;
    if (cells.valid()) operands.push_back(cells);
    operands.push_back(space);
    if (parameters.valid()) operands.push_back(emit(Op::TupleRead, {parameters}, stmt->span, ir::kVoid, 0));
    ValueId cell = emit(Op::Call, operands, stmt->span, ir::kObj, static_cast<int64_t>(lowered.native.index));
    ir::ClassId native = module_.classes().find(stmt);
    value = native ? emit(Op::ClassFinishNative, {state, name, cell}, stmt->span, ir::kObj, static_cast<int64_t>(native.index))
                   : emit(Op::ClassFinish, {state, name, cell}, stmt->span);
  }
  if (parameters.valid()) leave_type_parameters();
  for (size_t i = wrappers.size(); i-- > 0;) value = emit(Op::PyCall, {wrappers[i], value}, stmt->decorator_list[i]->span);
  if (ir::ClassId native = module_.classes().find(stmt); native && module_.program().classes[native.index].is_dataclass && lowered.fallback < 0)
    emit(Op::DataclassFinish, {value}, stmt->span, ir::kVoid, static_cast<int64_t>(native.index));
  types::ClassInfo* info = module_.analysis() == nullptr ? nullptr : module_.analysis()->class_info(stmt);
  if (info != nullptr && info->is(types::ClassFlag::kTrait))
    emit(Op::TraitFinish, {value}, stmt->span, ir::kVoid, info->is(types::ClassFlag::kInterpretedSubclasses) ? 1 : 0);
  store_name(stmt->name, value, stmt->span);
}

}  // namespace krait::lower
