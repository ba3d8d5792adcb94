// Operators whose left side claims to be an instance of a native class that has the method: its native entry is called where Python
// would call the method, and what Python does after NotImplemented is left to the runtime.
#include "lower/function_lowering.h"
#include "lower/parameters.h"
#include "lower/runtime_codes.h"

namespace krait::lower {

using namespace syntax;

namespace {

// Implementations tested for one after the other.
constexpr size_t kMaxOperatorDispatch = 2;

// Beside the operator's code, in what py.binary_rest is told: the in-place form.
constexpr int64_t kInplace = 32;

// Indexed by binary_code().
constexpr const char* kMethods[] = {"__add__", "__sub__", "__mul__", "__truediv__", "__floordiv__", "__mod__", "__pow__",
                                    "__lshift__", "__rshift__", "__and__", "__or__", "__xor__", "__matmul__"};
constexpr const char* kInplaceMethods[] = {"__iadd__", "__isub__", "__imul__", "__itruediv__", "__ifloordiv__", "__imod__", "__ipow__",
                                           "__ilshift__", "__irshift__", "__iand__", "__ior__", "__ixor__", "__imatmul__"};
// Indexed by unary_code().
constexpr const char* kUnaryMethods[] = {"__pos__", "__neg__", "__invert__"};
// Indexed by compare_code().
constexpr const char* kCompareMethods[] = {"__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"};

}  // namespace

std::optional<ValueId> FunctionLowering::operator_call(Name method_name, Op rest, int64_t code, ValueId left, const types::Type* left_type,
                                                       ValueId right, krait::Span span, Op generic) {
  if (!direct_methods()) return std::nullopt;
  NativeClasses& classes = module_.classes();
  ir::ClassId cls = type_of(left) == ir::kObj ? classes.claimed(left_type) : ir::ClassId{};
  if (!cls) return std::nullopt;
  ir::Program& program = module_.program();
  struct Target {
    ir::FunctionId entry;
    const Stmt* def;
    ir::ClassId cls;
  };
  std::vector<Target> targets;
  for (ir::ClassId each : classes.family(program, cls)) {
    NativeMethod method = classes.method(program, each, method_name);
    ir::FunctionId entry = method.def == nullptr ? ir::FunctionId{} : module_.native_entry(method.def);
    if (!entry || !is<FunctionDef>(method.def)) continue;
    const Arguments* args = arguments_of(method.def);
    if (args->posonlyargs.size() + args->args.size() != 2 || !args->kwonlyargs.empty() || args->vararg != nullptr || args->kwarg != nullptr)
      continue;
    if (targets.size() < kMaxOperatorDispatch) targets.push_back({entry, method.def, each});
  }
  if (targets.empty()) return std::nullopt;
  ir::Type type = program.functions[targets[0].entry.index].result;
  for (const Target& target : targets)
    if (program.functions[target.entry.index].result != type) type = ir::kObj;
  // What stands there instead of the method may give anything.
  if (type != ir::kTag && type != ir::kNum) type = ir::kObj;
  VariableId result = add_variable(type, "");
  BlockId done = new_block();
  static const Expr* const kRight = nullptr;  // stands for the right operand, which has been evaluated
  for (const Target& target : targets) {
    BlockId exact = new_block(), hit = new_block(), next = new_block(true), other = new_block(true);
    test_class(left, {{target.cls, false}}, true, exact, next, span);
    seal(exact);
    set_block(exact);
    ValueId first = emit(Op::ClassGoesFirst, {right}, span, ir::kBool, static_cast<int64_t>(target.cls.index));
    branch(first, hit, next, 1);
    seal(hit);
    set_block(hit);
    // The method declares what its operand is: of another it says NotImplemented, which its wrapper sees to.
    const Arguments* parameters = arguments_of(target.def);
    const Arg* operand = parameters->args.empty() ? parameters->posonlyargs.back() : parameters->args.back();
    ModuleLowering& home = module_.home(target.entry);
    Name private_class = home.scopes().scope(home.scopes().of(target.def)).private_class;
    uint32_t test = module_.operand_test(home.parameter_check(target.def, operand, ir::ParamKind::Positional, private_class));
    if (test != 0 && !proves(type_of(right).repr, test)) {
      ir::Repr repr = type_of(right).repr;
      ValueId carrier = repr == ir::Repr::Tag || repr == ir::Repr::Num ? right : to_obj(right, span);
      BlockId meets = new_block();
      branch(emit(Op::IsInstanceCheck, {carrier}, span, ir::kBool, test), meets, next, 1);
      seal(meets);
      set_block(meets);
    }
    seal(next);
    ValueId value = call_entry(target.entry, target.def, left, {kRight}, {{kRight, right}}, span);
    if (type_of(value) != ir::kObj && type_of(value) != ir::kTag && type_of(value) != ir::kNum) {
      write_variable(result, value);
      jump(done);
      seal(other);
    } else {
      BlockId implemented = new_block();
      branch(emit(Op::IsNotImplemented, {value}, span), other, implemented, -1);
      seal(implemented);
      seal(other);
      set_block(implemented);
      write_variable(result, value);
      jump(done);
    }
    set_block(other);
    write_variable(result, emit(rest, {left, to_obj(right, span)}, span, ir::kVoid, generic == Op::PyInplace ? code | kInplace : code));
    jump(done);
    set_block(next);
  }
  write_variable(result, emit(generic, {left, to_obj(right, span)}, span, ir::kVoid, code));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

std::optional<ValueId> FunctionLowering::instance_unary(UnaryOperator op, ValueId operand, const Expr* expr, krait::Span span) {
  NativeClasses& classes = module_.classes();
  ir::ClassId cls = direct_methods() && type_of(operand) == ir::kObj ? classes.claimed(claimed(expr)) : ir::ClassId{};
  if (!cls) return std::nullopt;
  ir::Program& program = module_.program();
  int64_t code = unary_code(op);
  std::vector<std::pair<ir::ClassId, const Stmt*>> targets;
  for (ir::ClassId each : classes.family(program, cls)) {
    NativeMethod method = classes.method(program, each, Name::intern(kUnaryMethods[code]));
    if (method.def == nullptr || !is<FunctionDef>(method.def) || !module_.native_entry(method.def)) continue;
    const Arguments* args = arguments_of(method.def);
    bool plain = args->posonlyargs.size() + args->args.size() == 1 && args->kwonlyargs.empty() && args->vararg == nullptr && args->kwarg == nullptr;
    if (plain && targets.size() < kMaxOperatorDispatch) targets.emplace_back(each, method.def);
  }
  if (targets.empty()) return std::nullopt;
  auto result_of = [&](const Stmt* def) { return program.functions[module_.native_entry(def).index].result; };
  ir::Type type = result_of(targets[0].second);
  for (auto [_, def] : targets)
    if (result_of(def) != type) type = ir::kObj;
  if (type != ir::kTag && type != ir::kNum) type = ir::kObj;
  VariableId result = add_variable(type, "");
  BlockId done = new_block();
  for (auto [target, def] : targets) {
    BlockId hit = new_block(), next = new_block(true);
    test_class(operand, {{target, false}}, true, hit, next, span);
    seal(hit);
    seal(next);
    set_block(hit);
    write_variable(result, call_entry(module_.native_entry(def), def, operand, {}, {}, span));
    jump(done);
    set_block(next);
  }
  write_variable(result, emit(Op::PyUnary, {operand}, span, ir::kVoid, code));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

std::optional<ValueId> FunctionLowering::instance_binary(Operator op, ValueId left, const Expr* left_expr, ValueId right, krait::Span span,
                                                         bool inplace) {
  int64_t code = binary_code(op);
  if (inplace) {
    NativeClasses& classes = module_.classes();
    ir::ClassId cls = classes.claimed(claimed(left_expr));
    if (!cls) return std::nullopt;
    for (ir::ClassId each : classes.family(module_.program(), cls))
      if (classes.defines(module_.program(), each, Name::intern(kInplaceMethods[code]))) return std::nullopt;
  }
  return operator_call(Name::intern(kMethods[code]), Op::PyBinaryRest, code, left, claimed(left_expr), right, span,
                       inplace ? Op::PyInplace : Op::PyBinary);
}

std::optional<ValueId> FunctionLowering::instance_compare(CmpOp op, ValueId left, const Expr* left_expr, ValueId right, krait::Span span) {
  switch (op) {
    case CmpOp::kIs:
    case CmpOp::kIsNot:
    case CmpOp::kIn:
    case CmpOp::kNotIn: return std::nullopt;
    default: break;
  }
  int64_t code = compare_code(op);
  return operator_call(Name::intern(kCompareMethods[code]), Op::PyCompareRest, code, left, claimed(left_expr), right, span, Op::PyCompare);
}

}  // namespace krait::lower
