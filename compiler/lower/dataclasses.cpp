// Instances of dataclasses made in place: what the generated __init__ would do, behind a test that it is the one the class has.
#include "lower/function_lowering.h"
#include "lower/parameters.h"
#include "types/declarations.h"

namespace krait::lower {

using namespace syntax;

std::optional<std::vector<const Expr*>> FunctionLowering::arrange_fields(const Call* expr, ir::ClassId cls) {
  std::span<const types::DataclassField> fields = module_.classes().info(cls)->dataclass_fields();
  std::vector<const Expr*> sources(fields.size(), nullptr);
  size_t at = 0;
  for (const Expr* arg : expr->args) {
    while (at < fields.size() && (!fields[at].init || fields[at].kw_only)) ++at;
    if (at == fields.size() || is<Starred>(arg)) return std::nullopt;
    sources[at++] = arg;
  }
  for (const Keyword* keyword : expr->keywords) {
    size_t i = 0;
    while (i < fields.size() && (!keyword->arg || fields[i].parameter != keyword->arg)) ++i;
    if (i == fields.size() || !fields[i].init || sources[i] != nullptr) return std::nullopt;
    sources[i] = keyword->value;
  }
  for (size_t i = 0; i < fields.size(); ++i) {
    if (sources[i] == nullptr && fields[i].init && !fields[i].has_default()) return std::nullopt;
  }
  return sources;
}

bool FunctionLowering::cannot_be_nothing(const Expr* expr) const {
  switch (expr->kind) {
    case ExprKind::kConstant:
    case ExprKind::kList:
    case ExprKind::kTuple:
    case ExprKind::kDict:
    case ExprKind::kSet:
    case ExprKind::kListComp:
    case ExprKind::kDictComp:
    case ExprKind::kSetComp:
    case ExprKind::kJoinedStr: return true;
    default: break;
  }
  const types::Type* type = claimed(expr);
  const auto* instance = type == nullptr || !proven(expr) ? nullptr : type->as<types::InstanceType>();
  return instance != nullptr && instance->cls->module != nullptr && instance->cls->module->name == "builtins" && instance->cls->name != "object";
}

bool FunctionLowering::can_initialise(ir::ClassId cls, const std::vector<const Expr*>& sources) {
  NativeClasses& classes = module_.classes();
  ir::Program& program = module_.program();
  std::span<const types::DataclassField> fields = classes.info(cls)->dataclass_fields();
  const types::DataclassOptions& options = *classes.info(cls)->dataclass();
  size_t variables = 0;
  for (size_t i = 0; i < fields.size(); ++i) {
    // attrs takes NOTHING for no argument where there is a factory.
    if (options.attrs && fields[i].default_factory != nullptr && sources[i] != nullptr && !cannot_be_nothing(sources[i])) return false;
    if (fields[i].is_init_var) {
      ++variables;
      if (sources[i] == nullptr && !is<Constant>(fields[i].default_value)) return false;
    } else if (classes.place(program, cls, fields[i].variable->name) == nullptr) {
      return false;
    }
  }
  if (options.attrs && classes.defines(program, cls, Name::intern("__attrs_pre_init__"))) return false;
  Name name = Name::intern(options.post_init());
  if (!classes.defines(program, cls, name)) return true;
  NativeMethod method = classes.method(program, cls, name);
  if (method.def == nullptr || !module_.native_entry(method.def)) return false;
  const Arguments* args = arguments_of(method.def);
  return args->vararg == nullptr && args->kwarg == nullptr && args->kwonlyargs.empty() &&
         args->posonlyargs.size() + args->args.size() == variables + 1;
}

// Fields in order, as the generated code assigns them; then __post_init__.
void FunctionLowering::initialise_fields(ir::ClassId cls, ValueId instance, const std::vector<const Expr*>& sources,
                                         const std::unordered_map<const Expr*, ValueId>& values, krait::Span span) {
  NativeClasses& classes = module_.classes();
  std::span<const types::DataclassField> fields = classes.info(cls)->dataclass_fields();
  const types::DataclassOptions& options = *classes.info(cls)->dataclass();
  bool validated = false;
  for (size_t i = 0; i < fields.size(); ++i) {
    const types::DataclassField& field = fields[i];
    // The default of a field that is no parameter is left in the class; attrs sets it.
    if (field.is_init_var || (!field.init && field.default_factory == nullptr && (!options.attrs || !field.has_default()))) continue;
    validated = validated || field.validated;
    const NativeField* place = classes.place(module_.program(), cls, field.variable->name);
    ValueId value;
    if (field.converted) {
      ValueId given = sources[i] != nullptr ? to_obj(values.at(sources[i]), span)
                                            : emit(Op::DataclassDefault, {}, span, ir::kObj, static_cast<int64_t>(cls.index), static_cast<int64_t>(i));
      ValueId made = emit(Op::DataclassConvert, {given}, span, ir::kObj, static_cast<int64_t>(cls.index), static_cast<int64_t>(i));
      value = checked(made, place->check, place->type, span, nullptr);
    } else if (sources[i] != nullptr) {
      value = checked(values.at(sources[i]), place->check, place->type, span, sources[i]);
    } else if (field.default_value != nullptr && is<Constant>(field.default_value)) {
      // What is known of expressions is known in their own module.
      bool own = field.variable->module != nullptr && field.variable->module->tree == &module_.tree();
      value = checked(lower(field.default_value), place->check, place->type, span, own ? field.default_value : nullptr);
    } else {
      ValueId made = emit(Op::DataclassDefault, {}, span, ir::kObj, static_cast<int64_t>(cls.index), static_cast<int64_t>(i));
      value = checked(made, place->check, place->type, span, nullptr);
    }
    emit(Op::FieldSet, {instance, value}, span, ir::kVoid, static_cast<int64_t>(place->owner.index), place->index);
  }
  if (validated) emit(Op::DataclassValidate, {instance}, span, ir::kVoid, static_cast<int64_t>(cls.index));
  if (classes.defines(module_.program(), cls, Name::intern(options.post_init()))) call_post_init(cls, instance, sources, values, span);
}

// What it raises shows the generated __init__ between itself and the caller.
void FunctionLowering::call_post_init(ir::ClassId cls, ValueId instance, const std::vector<const Expr*>& sources,
                                      const std::unordered_map<const Expr*, ValueId>& values, krait::Span span) {
  NativeClasses& classes = module_.classes();
  std::span<const types::DataclassField> fields = classes.info(cls)->dataclass_fields();
  NativeMethod method = classes.method(module_.program(), cls, Name::intern(classes.info(cls)->dataclass()->post_init()));
  std::vector<const Expr*> arguments;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].is_init_var) arguments.push_back(sources[i] != nullptr ? sources[i] : fields[i].default_value);
  }
  BlockId outer = handler_, landing = new_block(true);
  handler_ = landing;
  call_entry(module_.native_entry(method.def), method.def, instance, arguments, values, {});
  handler_ = outer;
  BlockId resume = new_block();
  jump(resume);
  seal(resume);
  seal(landing);
  set_block(landing);
  emit(Op::DataclassFail, {}, span, ir::kVoid, static_cast<int64_t>(cls.index));
  terminate(Op::Unreachable, {});
  set_block(resume);
}

}  // namespace krait::lower
