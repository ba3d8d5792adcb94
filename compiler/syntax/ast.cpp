#include "syntax/ast.h"

namespace krait::syntax {

std::string_view kind_name(ExprKind kind) {
  static constexpr std::string_view kNames[] = {
#define EXPR(Struct, text, fields) text,
#include "syntax/nodes.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

std::string_view kind_name(StmtKind kind) {
  static constexpr std::string_view kNames[] = {
#define STMT(Struct, text, fields) text,
#include "syntax/nodes.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

std::string_view kind_name(PatternKind kind) {
  static constexpr std::string_view kNames[] = {
#define PATTERN(Struct, text, fields) text,
#include "syntax/nodes.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

std::string_view kind_name(TypeParamKind kind) {
  static constexpr std::string_view kNames[] = {
#define TYPE_PARAM(Struct, text, fields) text,
#include "syntax/nodes.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

std::string_view operator_name(Operator op) {
  static constexpr std::string_view kNames[] = {"Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
                                                "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
  return kNames[static_cast<size_t>(op)];
}

std::string_view operator_name(UnaryOperator op) {
  static constexpr std::string_view kNames[] = {"Invert", "Not", "UAdd", "USub"};
  return kNames[static_cast<size_t>(op)];
}

std::string_view operator_name(BoolOperator op) { return op == BoolOperator::kAnd ? "And" : "Or"; }

std::string_view operator_name(CmpOp op) {
  static constexpr std::string_view kNames[] = {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};
  return kNames[static_cast<size_t>(op)];
}

std::string_view operator_symbol(Operator op) {
  static constexpr std::string_view kSymbols[] = {"+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//"};
  return kSymbols[static_cast<size_t>(op)];
}

std::string_view operator_symbol(UnaryOperator op) {
  static constexpr std::string_view kSymbols[] = {"~", "not", "+", "-"};
  return kSymbols[static_cast<size_t>(op)];
}

std::string_view operator_symbol(BoolOperator op) { return op == BoolOperator::kAnd ? "and" : "or"; }

std::string_view operator_symbol(CmpOp op) {
  static constexpr std::string_view kSymbols[] = {"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"};
  return kSymbols[static_cast<size_t>(op)];
}

std::string_view Module::docstring() const {
  if (body.empty()) return {};
  const auto* first = as<ExprStmt>(body[0]);
  const auto* constant = first != nullptr ? as<Constant>(first->value) : nullptr;
  return constant != nullptr && constant->value.is_str() ? constant->value.text() : std::string_view();
}

}  // namespace krait::syntax
