#include "program/conditions.h"

#include <optional>
#include <vector>

namespace krait::program {

using namespace syntax;

namespace {

// `sys.version_info` and the like: `module.attribute`.
bool is_attribute(const Expr* expr, std::string_view module, std::string_view attribute) {
  const auto* attr = as<Attribute>(expr);
  if (attr == nullptr || attr->attr != attribute) return false;
  const auto* base = as<NameExpr>(attr->value);
  return base != nullptr && base->id == module;
}

std::optional<int64_t> integer(const Expr* expr) {
  const auto* constant = as<Constant>(expr);
  if (constant == nullptr || constant->value.kind != ConstantKind::kInt) return std::nullopt;
  return constant->value.integer;
}

std::optional<std::string_view> text(const Expr* expr) {
  const auto* constant = as<Constant>(expr);
  if (constant == nullptr || !constant->value.is_str()) return std::nullopt;
  return constant->value.text();
}

// The known leading parts of sys.version_info or a slice of it; `exact` when that is all of it.
struct VersionParts {
  std::vector<int64_t> parts;
  bool exact = false;
};

std::optional<VersionParts> version_parts(const Expr* expr, const Target& target) {
  VersionParts known{{target.version.major, target.version.minor}, false};
  if (is_attribute(expr, "sys", "version_info")) return known;
  const auto* sub = as<Subscript>(expr);
  if (sub == nullptr || !is_attribute(sub->value, "sys", "version_info")) return std::nullopt;
  const auto* slice = as<Slice>(sub->slice);
  if (slice == nullptr || slice->lower != nullptr || slice->step != nullptr) return std::nullopt;
  std::optional<int64_t> upper = integer(slice->upper);
  if (!upper || *upper < 1) return std::nullopt;
  if (*upper <= 2) {
    known.parts.resize(static_cast<size_t>(*upper));
    known.exact = true;
  }
  return known;
}

std::optional<int64_t> version_number(const Expr* expr, const Target& target) {
  if (const auto* attr = as<Attribute>(expr)) {
    if (!is_attribute(attr->value, "sys", "version_info")) return std::nullopt;
    if (attr->attr == "major") return target.version.major;
    if (attr->attr == "minor") return target.version.minor;
    return std::nullopt;
  }
  const auto* sub = as<Subscript>(expr);
  if (sub == nullptr || !is_attribute(sub->value, "sys", "version_info")) return std::nullopt;
  std::optional<int64_t> index = integer(sub->slice);
  if (index == 0) return target.version.major;
  if (index == 1) return target.version.minor;
  return std::nullopt;
}

Truth of(bool value) { return value ? Truth::kTrue : Truth::kFalse; }

Truth compare_order(int order, CmpOp op) {
  switch (op) {
    case CmpOp::kEq:
      return of(order == 0);
    case CmpOp::kNotEq:
      return of(order != 0);
    case CmpOp::kLt:
      return of(order < 0);
    case CmpOp::kLtE:
      return of(order <= 0);
    case CmpOp::kGt:
      return of(order > 0);
    case CmpOp::kGtE:
      return of(order >= 0);
    default:
      return Truth::kUnknown;
  }
}

// Tuples compare item by item; of the full version_info only the first two items are known, and it is longer than that.
Truth compare_versions(const VersionParts& left, const std::vector<int64_t>& right, CmpOp op) {
  for (size_t i = 0; i < left.parts.size() && i < right.size(); ++i) {
    if (left.parts[i] != right[i]) return compare_order(left.parts[i] < right[i] ? -1 : 1, op);
  }
  if (left.exact) {
    int order = left.parts.size() < right.size() ? -1 : left.parts.size() > right.size() ? 1 : 0;
    return compare_order(order, op);
  }
  if (right.size() > left.parts.size()) {
    // (3, 11) against (3, 11, 4): the micro version is not known, but no release is below micro 0.
    if (right.size() == 3 && right[2] == 0 && op == CmpOp::kGtE) return Truth::kTrue;
    if (right.size() == 3 && right[2] == 0 && op == CmpOp::kLt) return Truth::kFalse;
    return Truth::kUnknown;
  }
  return compare_order(1, op);
}

Truth compare_text(std::string_view left, const Expr* right, CmpOp op) {
  if (op == CmpOp::kIn || op == CmpOp::kNotIn) {
    ExprList items;
    if (const auto* tuple = as<Tuple>(right))
      items = tuple->elts;
    else if (const auto* list = as<List>(right))
      items = list->elts;
    else if (const auto* set = as<Set>(right))
      items = set->elts;
    else
      return Truth::kUnknown;
    bool found = false;
    for (const Expr* item : items) {
      auto value = text(item);
      if (!value) return Truth::kUnknown;
      found |= *value == left;
    }
    return of(found == (op == CmpOp::kIn));
  }
  auto value = text(right);
  if (!value) return Truth::kUnknown;
  if (op == CmpOp::kEq) return of(left == *value);
  if (op == CmpOp::kNotEq) return of(left != *value);
  return Truth::kUnknown;
}

std::optional<std::string_view> known_text(const Expr* expr, const Target& target) {
  if (is_attribute(expr, "sys", "platform")) return target.platform;
  if (is_attribute(expr, "os", "name")) return target.platform == "win32" ? "nt" : "posix";
  const auto* attr = as<Attribute>(expr);
  if (attr != nullptr && attr->attr == "name" && is_attribute(attr->value, "sys", "implementation")) return "cpython";
  return std::nullopt;
}

Truth evaluate_compare(const Compare* compare, const Target& target) {
  if (compare->ops.size() != 1) return Truth::kUnknown;
  const Expr* right = compare->comparators[0];
  CmpOp op = compare->ops[0];
  if (auto number = version_number(compare->left, target)) {
    auto value = integer(right);
    if (!value) return Truth::kUnknown;
    return compare_order(*number < *value ? -1 : *number > *value ? 1 : 0, op);
  }
  if (auto parts = version_parts(compare->left, target)) {
    const auto* tuple = as<Tuple>(right);
    if (tuple == nullptr) return Truth::kUnknown;
    std::vector<int64_t> values;
    for (const Expr* item : tuple->elts) {
      auto value = integer(item);
      if (!value) return Truth::kUnknown;
      values.push_back(*value);
    }
    return compare_versions(*parts, values, op);
  }
  if (auto left = known_text(compare->left, target)) return compare_text(*left, right, op);
  return Truth::kUnknown;
}

}  // namespace

Truth evaluate_condition(const Expr* test, const Target& target, bool type_checking) {
  if (test == nullptr) return Truth::kUnknown;
  switch (test->kind) {
    case ExprKind::kNameExpr:
      return to<NameExpr>(test)->id == "TYPE_CHECKING" ? of(type_checking) : Truth::kUnknown;
    case ExprKind::kAttribute:
      return to<Attribute>(test)->attr == "TYPE_CHECKING" && is<NameExpr>(to<Attribute>(test)->value)
                 ? of(type_checking)
                 : Truth::kUnknown;
    case ExprKind::kConstant: {
      const ConstantValue& value = to<Constant>(test)->value;
      if (value.is_bool()) return of(value.kind == ConstantKind::kTrue);
      if (value.kind == ConstantKind::kInt) return of(value.integer != 0);
      return Truth::kUnknown;
    }
    case ExprKind::kUnaryOp:
      if (to<UnaryOp>(test)->op != UnaryOperator::kNot) return Truth::kUnknown;
      return negate(evaluate_condition(to<UnaryOp>(test)->operand, target, type_checking));
    case ExprKind::kBoolOp: {
      // `and` is false as soon as one part is false, whatever the others are; `or` likewise with true.
      Truth deciding = to<BoolOp>(test)->op == BoolOperator::kAnd ? Truth::kFalse : Truth::kTrue;
      Truth result = negate(deciding);
      for (const Expr* part : to<BoolOp>(test)->values) {
        Truth value = evaluate_condition(part, target, type_checking);
        if (value == deciding) return deciding;
        if (value == Truth::kUnknown) result = Truth::kUnknown;
      }
      return result;
    }
    case ExprKind::kCompare:
      return evaluate_compare(to<Compare>(test), target);
    case ExprKind::kCall: {
      const auto* call = to<Call>(test);
      const auto* method = as<Attribute>(call->func);
      if (method == nullptr || method->attr != "startswith" || call->args.size() != 1) return Truth::kUnknown;
      auto left = known_text(method->value, target);
      auto prefix = text(call->args[0]);
      if (!left || !prefix) return Truth::kUnknown;
      return of(left->starts_with(*prefix));
    }
    default:
      return Truth::kUnknown;
  }
}

}  // namespace krait::program
