#include "syntax/compile_warnings.h"

#include <algorithm>
#include <string_view>

#include "syntax/visit.h"

namespace krait::syntax {

namespace {

std::string_view constant_type(const ConstantValue& value) {
  switch (value.kind) {
    case ConstantKind::kNone: return "NoneType";
    case ConstantKind::kFalse:
    case ConstantKind::kTrue: return "bool";
    case ConstantKind::kEllipsis: return "ellipsis";
    case ConstantKind::kInt:
    case ConstantKind::kBigInt: return "int";
    case ConstantKind::kFloat: return "float";
    case ConstantKind::kComplex: return "complex";
    case ConstantKind::kStr: return "str";
    case ConstantKind::kBytes: return "bytes";
  }
  return {};
}

// The type of what a literal or display makes; empty when it takes running to know.
std::string_view made_type(const Expr* expr) {
  switch (expr->kind) {
    case ExprKind::kTuple: return "tuple";
    case ExprKind::kList:
    case ExprKind::kListComp: return "list";
    case ExprKind::kDict:
    case ExprKind::kDictComp: return "dict";
    case ExprKind::kSet:
    case ExprKind::kSetComp: return "set";
    case ExprKind::kGeneratorExp: return "generator";
    case ExprKind::kLambda: return "function";
    case ExprKind::kJoinedStr:
    case ExprKind::kFormattedValue: return "str";
    case ExprKind::kConstant: return constant_type(to<Constant>(expr)->value);
    default: return {};
  }
}

// The type of what CPython has folded into a constant by then; empty for other expressions.
std::string_view folded_type(const Expr* expr) {
  if (const auto* constant = as<Constant>(expr)) return constant_type(constant->value);
  if (const auto* unary = as<UnaryOp>(expr)) {
    std::string_view inner = folded_type(unary->operand);
    bool number = inner == "int" || inner == "float" || inner == "complex";
    return unary->op == UnaryOperator::kUSub && number ? inner : std::string_view();
  }
  const auto* tuple = as<Tuple>(expr);
  bool folded = tuple != nullptr && std::all_of(tuple->elts.begin(), tuple->elts.end(), [](const Expr* item) { return !folded_type(item).empty(); });
  return folded ? "tuple" : std::string_view();
}

bool is_singleton(const Expr* expr) {
  const auto* constant = as<Constant>(expr);
  return constant != nullptr && (constant->value.is_none() || constant->value.is_bool() || constant->value.kind == ConstantKind::kEllipsis);
}

class Collector {
 public:
  Collector(std::vector<CompileWarning>& found, PythonVersion version) : found_(found), version_(version) {}

  void operator()(const Stmt* stmt) {
    const auto* assertion = as<Assert>(stmt);
    const auto* tuple = assertion != nullptr ? as<Tuple>(assertion->test) : nullptr;
    if (tuple != nullptr && !tuple->elts.empty()) warn(stmt, "assertion is always true, perhaps remove parentheses?");
  }

  void operator()(const Expr* expr) {
    if (const auto* comparison = as<Compare>(expr)) return compare(comparison);
    if (const auto* call = as<Call>(expr)) return callee(call->func);
    if (const auto* subscript = as<Subscript>(expr); subscript != nullptr && subscript->ctx == ExprContext::kLoad) {
      subscripted(subscript->value);
      index(subscript);
    }
  }

 private:
  template <typename Node>
  void warn(const Node* node, std::string message) {
    found_.push_back({node->span, std::move(message)});
  }

  void compare(const Compare* expr) {
    const Expr* left = expr->left;
    for (size_t i = 0; i < expr->ops.size(); ++i) {
      const Expr* right = expr->comparators[i];
      CmpOp op = expr->ops[i];
      auto literal = [](const Expr* side) { return is_singleton(side) ? std::string_view() : folded_type(side); };
      std::string_view type = literal(left).empty() ? literal(right) : literal(left);
      if ((op == CmpOp::kIs || op == CmpOp::kIsNot) && !type.empty()) {
        std::string what = version_ < PythonVersion{3, 12} ? std::string("a") : "'" + std::string(type) + "'";
        bool is = op == CmpOp::kIs;
        return warn(expr, std::string(is ? "\"is\" with " : "\"is not\" with ") + what + " literal. Did you mean \"" + (is ? "==" : "!=") + "\"?");
      }
      left = right;
    }
  }

  void callee(const Expr* expr) {
    std::string_view type = made_type(expr);
    if (type.empty() || is<Lambda>(expr)) return;
    warn(expr, "'" + std::string(type) + "' object is not callable; perhaps you missed a comma?");
  }

  void subscripted(const Expr* expr) {
    std::string_view type = made_type(expr);
    bool bad = is<Set>(expr) || is<SetComp>(expr) || is<GeneratorExp>(expr) || is<Lambda>(expr) ||
               (is<Constant>(expr) && type != "str" && type != "bytes");
    if (bad) warn(expr, "'" + std::string(type) + "' object is not subscriptable; perhaps you missed a comma?");
  }

  void index(const Subscript* expr) {
    std::string_view type = made_type(expr->value), by = made_type(expr->slice);
    bool sequence = type == "str" || type == "bytes" || type == "tuple" || type == "list";
    if (!sequence || by.empty() || by == "int" || by == "bool") return;
    warn(expr->slice, std::string(type) + " indices must be integers or slices, not " + std::string(by) + "; perhaps you missed a comma?");
  }

  std::vector<CompileWarning>& found_;
  PythonVersion version_;
};

}  // namespace

std::vector<CompileWarning> compile_warnings(const Module& tree, PythonVersion version) {
  std::vector<CompileWarning> found;
  walk(&tree, Collector(found, version));
  return found;
}

}  // namespace krait::syntax
