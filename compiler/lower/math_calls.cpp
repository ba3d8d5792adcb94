// Calls of functions of the standard library's module math, and its constants: behind a test at run time that the name still means it.
#include <limits>
#include <numbers>

#include "lower/claims.h"
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

namespace {

// What a function takes and gives.
enum class Form { kFloat, kFloat2, kWhole, kTest, kGcd, kRoot };

struct MathFunction {
  std::string_view name;
  Form form;
};

// In the order of KrMath (runtime/math_functions.h).
constexpr MathFunction kFunctions[] = {
    {"sqrt", Form::kFloat},  {"exp", Form::kFloat},   {"expm1", Form::kFloat}, {"log", Form::kFloat},     {"log2", Form::kFloat},
    {"log10", Form::kFloat}, {"log1p", Form::kFloat}, {"sin", Form::kFloat},   {"cos", Form::kFloat},     {"tan", Form::kFloat},
    {"asin", Form::kFloat},  {"acos", Form::kFloat},  {"atan", Form::kFloat},  {"sinh", Form::kFloat},    {"cosh", Form::kFloat},
    {"tanh", Form::kFloat},  {"asinh", Form::kFloat}, {"acosh", Form::kFloat}, {"atanh", Form::kFloat},   {"fabs", Form::kFloat},
    {"degrees", Form::kFloat}, {"radians", Form::kFloat}, {"pow", Form::kFloat2}, {"atan2", Form::kFloat2}, {"fmod", Form::kFloat2},
    {"copysign", Form::kFloat2}, {"floor", Form::kWhole}, {"ceil", Form::kWhole}, {"trunc", Form::kWhole},
    {"isnan", Form::kTest},  {"isinf", Form::kTest},  {"isfinite", Form::kTest}, {"gcd", Form::kGcd},     {"isqrt", Form::kRoot},
};

struct MathConstant {
  std::string_view name;
  double value;
};
constexpr MathConstant kConstants[] = {{"pi", std::numbers::pi}, {"e", std::numbers::e}, {"tau", 2 * std::numbers::pi}, {"inf", std::numeric_limits<double>::infinity()}};

constexpr int64_t kOfModule = 64;

size_t arity(Form form) { return form == Form::kFloat2 || form == Form::kGcd ? 2 : 1; }

ir::Type given_type(Form form) {
  switch (form) {
    case Form::kFloat:
    case Form::kFloat2: return ir::kNum;
    case Form::kTest: return ir::kBool;
    default: return ir::kTag;
  }
}

// What module math calls it that the expression, a global or an attribute of one, refers to; empty where that is something else.
std::string_view name_in_math(const types::ModuleAnalysis* analysis, const Expr* expr) {
  auto is_math = [](const types::ModuleInfo* module) { return module != nullptr && module->name == "math"; };
  if (const auto* attribute = as<Attribute>(expr)) {
    if (!is<NameExpr>(attribute->value)) return {};
    types::Reference module = analysis->reference(attribute->value);
    return module.kind == types::ReferenceKind::kModule && is_math(module.module) ? attribute->attr.text() : std::string_view{};
  }
  if (!is<NameExpr>(expr)) return {};
  types::Reference found = analysis->reference(expr);
  return found.kind == types::ReferenceKind::kFunction && found.function != nullptr && is_math(found.function->module) ? found.function->name.text() : std::string_view{};
}

// Whether evaluating the expression can be told apart from what happens before or after it only by what it raises.
bool is_quiet(const Expr* expr) {
  switch (expr->kind) {
    case ExprKind::kNameExpr:
    case ExprKind::kConstant: return true;
    case ExprKind::kAttribute: return is_quiet(to<Attribute>(expr)->value);
    case ExprKind::kSubscript: return is_quiet(to<Subscript>(expr)->value) && is_quiet(to<Subscript>(expr)->slice);
    case ExprKind::kUnaryOp: return is_quiet(to<UnaryOp>(expr)->operand);
    case ExprKind::kBinOp: return is_quiet(to<BinOp>(expr)->left) && is_quiet(to<BinOp>(expr)->right);
    default: return false;
  }
}

}  // namespace

ValueId FunctionLowering::math_is(const Expr* reference, int64_t code) {
  const auto* attribute = as<Attribute>(reference);
  const auto* name = to<NameExpr>(attribute != nullptr ? attribute->value : reference);
  return emit(Op::MathIs, {emit(Op::Globals, {}, {}), const_name(name->id)}, reference->span, ir::kVoid, attribute != nullptr ? code | kOfModule : code);
}

std::optional<ValueId> FunctionLowering::lower_math_constant(const Attribute* expr) {
  if (module_.analysis() == nullptr || name_in_math(module_.analysis(), expr).empty()) return std::nullopt;
  if (storage(to<NameExpr>(expr->value)->id).kind != Storage::Kind::Global) return std::nullopt;
  for (size_t i = 0; i < std::size(kConstants); ++i) {
    if (kConstants[i].name != expr->attr.text()) continue;
    BlockId known = new_block(), otherwise = new_block(true), done = new_block();
    VariableId result = add_variable(ir::kNum, "");
    branch(math_is(expr, int64_t(std::size(kFunctions) + i)), known, otherwise, 1);
    seal(known);
    seal(otherwise);
    set_block(known);
    write_variable(result, const_float(kConstants[i].value));
    jump(done);
    set_block(otherwise);
    write_variable(result, convert(get_attribute(expr, lower_obj(expr->value)), ir::kNum, expr->span));
    jump(done);
    seal(done);
    set_block(done);
    return read_variable(result);
  }
  return std::nullopt;
}

std::optional<ValueId> FunctionLowering::lower_math_call(const Call* expr) {
  if (module_.analysis() == nullptr || !expr->keywords.empty()) return std::nullopt;
  std::string_view name = name_in_math(module_.analysis(), expr->func);
  if (name.empty()) return std::nullopt;
  const auto* attribute = as<Attribute>(expr->func);
  const auto* global = to<NameExpr>(attribute != nullptr ? attribute->value : expr->func);
  if (storage(global->id).kind != Storage::Kind::Global) return std::nullopt;
  size_t code = 0;
  while (code < std::size(kFunctions) && kFunctions[code].name != name) ++code;
  if (code == std::size(kFunctions) || expr->args.size() != arity(kFunctions[code].form)) return std::nullopt;
  Form form = kFunctions[code].form;

  // By what the arguments claim to be.
  std::vector<ir::Type> types;
  for (const Expr* arg : expr->args) {
    if (is<Starred>(arg)) return std::nullopt;
    ir::Type type = ModuleLowering::unboxed_item(module_.representation(claimed(arg)));
    bool is_int = type == ir::kTag, is_float = type == ir::kNum || type == ir::kF64;
    if (is_float) type = ir::kNum;
    bool fits = form == Form::kGcd || form == Form::kRoot ? is_int : form == Form::kTest ? is_float : is_int || is_float;
    if (!fits && form != Form::kFloat) return std::nullopt;
    types.push_back(fits ? type : ir::kObj);
  }

  krait::Span span = expr->span;
  ValueId original = math_is(expr->func, int64_t(code));
  // Python looks the function up first. What its lookup gives where it is not the original; absent elsewhere.
  bool quiet = std::all_of(expr->args.begin(), expr->args.end(), is_quiet);
  VariableId function = add_variable(ir::kObj, "");
  if (!quiet) {
    BlockId replaced = new_block(true), arguments = new_block();
    write_variable(function, absent(ir::kObj));
    branch(original, arguments, replaced, 1);
    seal(replaced);
    set_block(replaced);
    write_variable(function, lower_obj(expr->func));
    jump(arguments);
    seal(arguments);
    set_block(arguments);
  }
  std::vector<ValueId> values;
  for (size_t i = 0; i < types.size(); ++i) values.push_back(lower_as(expr->args[i], types[i]));

  BlockId known = new_block(), otherwise = new_block(true), done = new_block();
  VariableId result = add_variable(given_type(form), "");
  branch(original, known, otherwise, 1);
  seal(known);
  seal(otherwise);
  set_block(known);
  int64_t imm = int64_t(code);
  auto give = [&](Op op, std::vector<ValueId> operands) { write_variable(result, emit(op, operands, span, ir::kVoid, imm)); };
  switch (form) {
    case Form::kFloat: give(types[0] == ir::kNum ? Op::MathNum : types[0] == ir::kTag ? Op::MathTag : Op::MathObj, {values[0]}); break;
    case Form::kFloat2: {
      std::vector<ValueId> reals;
      for (ValueId value : values) reals.push_back(type_of(value) == ir::kTag ? emit(Op::MathReal, {value}, span) : value);
      give(Op::MathNum2, reals);
      break;
    }
    case Form::kWhole: give(types[0] == ir::kNum ? Op::MathWhole : Op::MathWholeTag, {values[0]}); break;
    case Form::kTest: give(Op::MathTest, {values[0]}); break;
    case Form::kGcd: give(Op::MathGcd, {values[0], values[1]}); break;
    case Form::kRoot: give(Op::MathRoot, {values[0]}); break;
  }
  jump(done);
  set_block(otherwise);
  std::vector<ValueId> operands{quiet ? lower_obj(expr->func) : read_variable(function)};
  for (ValueId value : values) operands.push_back(to_obj(value, span));
  ValueId given = emit(Op::PyCall, operands, span);
  write_variable(result, form == Form::kTest ? truth(given, span) : convert(given, given_type(form), span));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

}  // namespace krait::lower
