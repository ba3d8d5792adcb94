// Operators. Those of the builtin numbers and of str have tables of their own; everything else asks for the methods.
#include "types/native_numbers.h"
#include "types/walker.h"

namespace krait::types {

using syntax::Operator;

namespace {

struct OperatorNames {
  std::string_view method, reflected, in_place;
};

OperatorNames names_of(Operator op) {
  switch (op) {
    case Operator::kAdd: return {"__add__", "__radd__", "__iadd__"};
    case Operator::kSub: return {"__sub__", "__rsub__", "__isub__"};
    case Operator::kMult: return {"__mul__", "__rmul__", "__imul__"};
    case Operator::kMatMult: return {"__matmul__", "__rmatmul__", "__imatmul__"};
    case Operator::kDiv: return {"__truediv__", "__rtruediv__", "__itruediv__"};
    case Operator::kMod: return {"__mod__", "__rmod__", "__imod__"};
    case Operator::kPow: return {"__pow__", "__rpow__", "__ipow__"};
    case Operator::kLShift: return {"__lshift__", "__rlshift__", "__ilshift__"};
    case Operator::kRShift: return {"__rshift__", "__rrshift__", "__irshift__"};
    case Operator::kBitOr: return {"__or__", "__ror__", "__ior__"};
    case Operator::kBitXor: return {"__xor__", "__rxor__", "__ixor__"};
    case Operator::kBitAnd: return {"__and__", "__rand__", "__iand__"};
    case Operator::kFloorDiv: return {"__floordiv__", "__rfloordiv__", "__ifloordiv__"};
  }
  return {};
}

enum class Number : uint8_t { kNo, kBool, kInt, kFloat, kComplex };

// The type of `left op right` where one of them is a native number; null where that is nothing of numbers.
const Type* native_result(WellKnown& known, Operator op, const Type* left, const Type* right, bool* mixed) {
  std::optional<NativeNumber> a = native_number(left), b = native_number(right);
  auto other = [&](const Type* type) {
    if (const auto* l = type->as<LiteralType>()) type = l->base;
    return known.is(type, Known::kInt) || known.is(type, Known::kBool) ? Known::kInt
           : known.is(type, Known::kFloat)                              ? Known::kFloat
                                                                        : Known::kObject;
  };
  Known plain_a = a ? Known::kObject : other(left), plain_b = b ? Known::kObject : other(right);
  if ((!a && plain_a == Known::kObject) || (!b && plain_b == Known::kObject)) return nullptr;
  const Type* integer = known.type(Known::kInt);
  const Type* real = known.type(Known::kFloat);
  bool integral = (a ? is_native_int(*a) : plain_a == Known::kInt) && (b ? is_native_int(*b) : plain_b == Known::kInt);
  // Of two native numbers of one kind comes that kind; an int takes part as one of them, whichever side it stands on.
  const Type* kept = a && b ? (*a == *b ? left : nullptr) : a ? left : right;
  *mixed = integral && a && b && *a != *b;
  switch (op) {
    case Operator::kDiv:
      if (integral) return real;
      break;
    case Operator::kPow:
      return integral ? integer : real;
    case Operator::kMatMult: return nullptr;
    case Operator::kLShift:
    case Operator::kRShift:
    case Operator::kBitAnd:
    case Operator::kBitOr:
    case Operator::kBitXor:
      if (!integral) return nullptr;
      break;
    default: break;
  }
  if (integral) return kept != nullptr ? kept : integer;
  // A float and anything is a float; doubles stay doubles with ints and with each other.
  auto is_double = [](std::optional<NativeNumber> n) { return n && *n == NativeNumber::kF64; };
  if (is_double(a)) return left;
  if (is_double(b)) return right;
  if (plain_a == Known::kFloat || plain_b == Known::kFloat) return real;
  if (kept != nullptr && !is_native_int(*native_number(kept))) return kept;
  return a && !is_native_int(*a) ? left : right;  // f32 with another native integer
}

Number number_of(WellKnown& known, const Type* type) {
  if (const auto* l = type->as<LiteralType>()) type = l->base;
  const auto* i = type->as<InstanceType>();
  if (i == nullptr) return Number::kNo;
  if (i->cls == known.cls(Known::kInt)) return Number::kInt;
  if (i->cls == known.cls(Known::kFloat)) return Number::kFloat;
  if (i->cls == known.cls(Known::kBool)) return Number::kBool;
  if (i->cls == known.cls(Known::kComplex)) return Number::kComplex;
  return Number::kNo;
}

}  // namespace

// left.method(right); null when there is no such method or it does not take `right`.
const Type* Walker::operator_method(const Type* left, std::string_view method, const Type* right, bool* found) {
  *found = false;
  MemberAccess m = engine_.member(left, Name::intern(method));
  if (m.status == MemberAccess::Status::kUnknown) {
    *found = true;
    return types_.unknown();
  }
  if (m.status == MemberAccess::Status::kMissing) return nullptr;
  std::vector<Argument> arguments(1);
  arguments[0].value = {right, false};
  ++quiet_;
  CallResult result = call_callable(m.type, arguments, nullptr, nullptr, {});
  --quiet_;
  if (!result.ok) return nullptr;
  *found = true;
  return result.type;
}

Value Walker::binary(const syntax::BinOp* op, const Type* expected) {
  // Operands of `[] + xs`, `xs * n`: the wanted list is wanted of the operand too.
  const Type* want = nullptr;
  if (expected != nullptr && (op->op == Operator::kAdd || op->op == Operator::kMult) &&
      (op->left->kind == syntax::ExprKind::kList || op->right->kind == syntax::ExprKind::kList)) {
    want = expected;
  }
  Value left = value(op->left, want);
  Value right = value(op->right, want);
  return binary_values(op, op->op, left, right, false);
}

Value Walker::binary_values(const Expr* at, Operator op, Value left, Value right, bool in_place) {
  if (native_number(left.type) || native_number(right.type)) {
    bool mixed = false;
    if (const Type* type = native_result(known_, op, left.type, right.type, &mixed)) {
      if (mixed) {
        error(DiagnosticCode::kOperator, at->span,
              "unsupported operand types for " + std::string(syntax::operator_symbol(op)) + " (\"" + Engine::show(left.type) +
                  "\" and \"" + Engine::show(right.type) + "\"): convert one of them");
      }
      return {type, left.proven && right.proven && op != Operator::kPow};
    }
  }
  Number a = number_of(known_, left.type);
  Number b = number_of(known_, right.type);
  bool proven = left.proven && right.proven;
  if (a != Number::kNo && b != Number::kNo) {
    const bool integral = a <= Number::kInt && b <= Number::kInt;
    const bool both_bool = a == Number::kBool && b == Number::kBool;
    const Type* wider = a == Number::kComplex || b == Number::kComplex ? known_.type(Known::kComplex)
                        : a == Number::kFloat || b == Number::kFloat   ? known_.type(Known::kFloat)
                                                                       : known_.type(Known::kInt);
    switch (op) {
      case Operator::kAdd:
      case Operator::kSub:
      case Operator::kMult:
        return {wider, proven};
      case Operator::kFloorDiv:
      case Operator::kMod:
        if (a != Number::kComplex && b != Number::kComplex) return {wider, proven};
        break;
      case Operator::kDiv:
        return {integral ? known_.type(Known::kFloat) : wider, proven};
      case Operator::kPow: {
        const auto* l = right.type->as<LiteralType>();
        if (integral) {
          if (l != nullptr) return {known_.type(l->number >= 0 ? Known::kInt : Known::kFloat), proven && l->number >= 0};
          // int ** int is int or float by the exponent's sign. typeshed says Any; int is what programs mean, and
          // claims are guarded.
          return {known_.type(Known::kInt), false};
        }
        // A negative float to a fraction is complex.
        if (a == Number::kFloat && b <= Number::kInt) return {known_.type(Known::kFloat), proven};
        if (wider == known_.type(Known::kFloat)) return {wider, false};
        return {wider, proven};
      }
      case Operator::kBitAnd:
      case Operator::kBitOr:
      case Operator::kBitXor:
        if (both_bool) return {known_.type(Known::kBool), proven};
        if (integral) return {known_.type(Known::kInt), proven};
        break;
      case Operator::kLShift:
      case Operator::kRShift:
        if (integral) return {known_.type(Known::kInt), proven};
        break;
      case Operator::kMatMult:
        break;
    }
  }
  const Type* lt = left.type;
  const Type* rt = right.type;
  const Type* str = known_.type(Known::kStr);
  const Type* lw = engine_.widen_literals(lt);
  const Type* rw = engine_.widen_literals(rt);
  if (lw == str && !str->is_unknown()) {
    if (op == Operator::kAdd && rw == str) return {str, proven};
    if (op == Operator::kMod) return {str, left.proven};
    if (op == Operator::kMult && b <= Number::kInt && b != Number::kNo) return {str, proven};
  }
  if (lt->is_gradual() || rt->is_gradual()) {
    // Any operand may decide; but a list times an unknown count stays a list.
    if (op == Operator::kMult && known_.is(lt, Known::kList)) return {lt, false};
    return {types_.unknown(), false};
  }
  if (lt->is_never() || rt->is_never()) return {types_.unknown(), false};
  if (const auto* l = known_.is(lt, Known::kList) ? static_cast<const InstanceType*>(lt) : nullptr) {
    if (op == Operator::kMult && b != Number::kNo && b <= Number::kInt) return {lt, left.proven};
    if (op == Operator::kAdd && known_.is(rt, Known::kList) && !l->args.empty()) {
      const auto* r = static_cast<const InstanceType*>(rt);
      return {known_.type(Known::kList, {engine_.join(l->args[0], r->args[0])}), proven};
    }
  }
  const auto* left_tuple = lt->as<TupleType>();
  const auto* right_tuple = rt->as<TupleType>();
  if (left_tuple != nullptr && right_tuple != nullptr && op == Operator::kAdd &&
      (left_tuple->fixed() || right_tuple->fixed())) {
    std::vector<const Type*> items(left_tuple->items.begin(), left_tuple->items.end());
    items.insert(items.end(), right_tuple->items.begin(), right_tuple->items.end());
    int variadic = left_tuple->variadic;
    if (right_tuple->variadic >= 0) variadic = static_cast<int>(left_tuple->items.size()) + right_tuple->variadic;
    return {types_.tuple(items, variadic), proven};
  }
  // `int | str` and the like as values.
  if (op == Operator::kBitOr && (lt->kind == TypeKind::kTypeObject || rt->kind == TypeKind::kTypeObject)) {
    return {types_.unknown(), false};
  }
  // Unions on either side: each combination.
  if (lt->kind == TypeKind::kUnion || rt->kind == TypeKind::kUnion) {
    std::vector<const Type*> parts;
    for (const Type* l : items_of(lt)) {
      for (const Type* r : items_of(rt)) {
        if (parts.size() > 40) return {types_.unknown(), false};
        parts.push_back(binary_values(at, op, {l, left.proven}, {r, right.proven}, in_place).type);
      }
    }
    return {engine_.join(parts), false};
  }
  OperatorNames names = names_of(op);
  bool found = false;
  if (in_place) {
    const Type* t = operator_method(lt, names.in_place, rt, &found);
    if (found) return {t, false};
  }
  // A subclass on the right goes first; either way the answer is the same for sensible classes.
  const Type* t = operator_method(lt, names.method, rt, &found);
  if (found) return {t, false};
  t = operator_method(rt, names.reflected, lt, &found);
  if (found) return {t, false};
  if (lt->kind != TypeKind::kTypeVar && rt->kind != TypeKind::kTypeVar && lt->kind != TypeKind::kSelf) {
    if (lt->kind == TypeKind::kNone || rt->kind == TypeKind::kNone || lt->kind == TypeKind::kInstance ||
        lt->kind == TypeKind::kLiteral || lt->kind == TypeKind::kTuple) {
      error(DiagnosticCode::kOperator, at->span,
            "unsupported operand types for " + std::string(syntax::operator_symbol(op)) + " (\"" + Engine::show(lt) +
                "\" and \"" + Engine::show(rt) + "\")");
    }
  }
  return {types_.unknown(), false};
}

Value Walker::unary(const syntax::UnaryOp* op) {
  Value operand = value(op->operand);
  if (op->op == syntax::UnaryOperator::kNot) return {known_.type(Known::kBool), true};
  Number n = number_of(known_, operand.type);
  if (n != Number::kNo) {
    if (const auto* l = operand.type->as<LiteralType>(); l != nullptr && l->literal == LiteralKind::kInt &&
                                                         op->op == syntax::UnaryOperator::kUSub) {
      if (l->number != INT64_MIN) return {types_.literal_int(-l->number, l->base), true};
    }
    if (n == Number::kBool) return {known_.type(Known::kInt), operand.proven};
    if (n == Number::kInt) return {known_.type(Known::kInt), operand.proven};
    if (op->op != syntax::UnaryOperator::kInvert) return {engine_.widen_literals(operand.type), operand.proven};
  }
  if (std::optional<NativeNumber> native = native_number(operand.type);
      native && (is_native_int(*native) || op->op != syntax::UnaryOperator::kInvert))
    return operand;
  if (operand.type->is_gradual() || operand.type->kind == TypeKind::kUnion) return {types_.unknown(), false};
  std::string_view method = op->op == syntax::UnaryOperator::kUSub   ? "__neg__"
                            : op->op == syntax::UnaryOperator::kUAdd ? "__pos__"
                                                                     : "__invert__";
  MemberAccess m = engine_.member(operand.type, Name::intern(method));
  if (m.status == MemberAccess::Status::kMissing) {
    if (operand.type->kind == TypeKind::kInstance || operand.type->kind == TypeKind::kNone) {
      error(DiagnosticCode::kOperator, op->span,
            "unsupported operand type for unary " + std::string(syntax::operator_symbol(op->op)) + " (\"" +
                Engine::show(operand.type) + "\")");
    }
    return {types_.unknown(), false};
  }
  const auto* c = m.type->as<CallableType>();
  return {c != nullptr && c->type_params.empty() ? c->result : types_.unknown(), false};
}

Value Walker::compare(const syntax::Compare* c) {
  Value left = value(c->left);
  const Type* result = nullptr;
  bool proven = true;
  const Type* boolean = known_.type(Known::kBool);
  for (size_t i = 0; i < c->ops.size(); ++i) {
    syntax::CmpOp op = c->ops[i];
    const Type* want = nullptr;
    if (c->comparators[i]->kind == syntax::ExprKind::kList || c->comparators[i]->kind == syntax::ExprKind::kDict) {
      want = left.type;
    }
    Value right = value(c->comparators[i], want);
    const Type* one = boolean;
    bool one_proven = true;
    std::string_view method, reflected;
    switch (op) {
      case syntax::CmpOp::kIs:
      case syntax::CmpOp::kIsNot:
      case syntax::CmpOp::kIn:
      case syntax::CmpOp::kNotIn:
        break;
      case syntax::CmpOp::kEq: method = "__eq__"; reflected = "__eq__"; break;
      case syntax::CmpOp::kNotEq: method = "__ne__"; reflected = "__ne__"; break;
      case syntax::CmpOp::kLt: method = "__lt__"; reflected = "__gt__"; break;
      case syntax::CmpOp::kLtE: method = "__le__"; reflected = "__ge__"; break;
      case syntax::CmpOp::kGt: method = "__gt__"; reflected = "__lt__"; break;
      case syntax::CmpOp::kGtE: method = "__ge__"; reflected = "__le__"; break;
    }
    if (op == syntax::CmpOp::kIn || op == syntax::CmpOp::kNotIn) {
      const Type* rt = right.type;
      if (rt->kind == TypeKind::kInstance || rt->kind == TypeKind::kNone) {
        bool iterable = true;
        static const Name kContains = Name::intern("__contains__");
        MemberAccess m = engine_.member(rt, kContains);
        if (m.status == MemberAccess::Status::kMissing) {
          engine_.element_of(rt, &iterable);
          if (!iterable) {
            error(DiagnosticCode::kOperator, c->comparators[i]->span,
                  "unsupported right operand type for in (\"" + Engine::show(rt) + "\")");
          }
        }
      }
    }
    if (!method.empty()) {
      Number a = number_of(known_, left.type), b = number_of(known_, right.type);
      const Type* lw = engine_.widen_literals(left.type);
      const Type* rw = engine_.widen_literals(right.type);
      auto number = [](Number n, const Type* t) { return n != Number::kNo || native_number(t); };
      bool plain = (number(a, left.type) && number(b, right.type)) || (lw == rw && lw == known_.type(Known::kStr) && !lw->is_unknown());
      if (plain) {
        one_proven = left.proven && right.proven;
      } else if (left.type->is_gradual() || right.type->is_gradual()) {
        // numpy and the like give arrays.
        one = left.type->is_unknown() || right.type->is_unknown() ? types_.unknown() : left.type;
        if (left.type->is_gradual()) one = types_.unknown();
        if (!left.type->is_gradual() && right.type->is_gradual()) one = types_.unknown();
        // Of a str, int or the like the answer is a bool unless the other side brings its own.
        one_proven = false;
      } else if (left.type->kind == TypeKind::kUnion || right.type->kind == TypeKind::kUnion) {
        one_proven = false;
        bool ordered = op != syntax::CmpOp::kEq && op != syntax::CmpOp::kNotEq;
        std::vector<const Type*> parts;
        for (const Type* l : items_of(left.type)) {
          for (const Type* r : items_of(right.type)) {
            if (parts.size() > 40) break;
            if (l->is_gradual() || r->is_gradual()) {
              parts.push_back(types_.unknown());
              continue;
            }
            Number na = number_of(known_, l), nb = number_of(known_, r);
            if ((na != Number::kNo || native_number(l)) && (nb != Number::kNo || native_number(r))) {
              parts.push_back(boolean);
              continue;
            }
            bool found = false;
            const Type* t = operator_method(l, method, r, &found);
            if (!found) t = operator_method(r, reflected, l, &found);
            if (!found && ordered) {
              if (l->kind != TypeKind::kTypeVar && r->kind != TypeKind::kTypeVar) {
                error(DiagnosticCode::kOperator, c->span,
                      "unsupported operand types for " + std::string(syntax::operator_symbol(op)) + " (\"" +
                          Engine::show(l) + "\" and \"" + Engine::show(r) + "\")");
              }
              t = types_.unknown();
            }
            parts.push_back(t != nullptr ? t : boolean);
          }
        }
        one = engine_.join(parts);
      } else {
        one_proven = false;
        bool found = false;
        const Type* t = operator_method(left.type, method, right.type, &found);
        if (!found) t = operator_method(right.type, reflected, left.type, &found);
        bool ordered = op != syntax::CmpOp::kEq && op != syntax::CmpOp::kNotEq;
        if (!found && ordered) {
          bool open = left.type->kind == TypeKind::kTypeVar || right.type->kind == TypeKind::kTypeVar ||
                      left.type->is_never() || right.type->is_never() || left.type->kind == TypeKind::kSelf;
          if (!open) {
            error(DiagnosticCode::kOperator, c->span,
                  "unsupported operand types for " + std::string(syntax::operator_symbol(op)) + " (\"" +
                      Engine::show(left.type) + "\" and \"" + Engine::show(right.type) + "\")");
          }
          t = types_.unknown();
        }
        one = t != nullptr ? t : boolean;
      }
    }
    result = result == nullptr ? one : engine_.join(result, one);
    proven &= one_proven;
    left = right;
  }
  return {result != nullptr ? result : types_.unknown(), proven && result == boolean};
}

Value Walker::bool_op(const syntax::BoolOp* op, const Type* expected) {
  const bool is_and = op->op == syntax::BoolOperator::kAnd;
  std::vector<const Type*> parts;
  bool proven = true;
  Flow out;
  bool have_out = false;
  const Type* want = expected;
  if (!record_) {
    for (const Expr* e : op->values) {
      const Type* t = type(e, want);
      parts.push_back(e == op->values.back() ? t : narrow_truth(t, !is_and));
    }
    return {engine_.join(parts), false};
  }
  for (size_t i = 0; i < op->values.size(); ++i) {
    const Expr* e = op->values[i];
    bool last = i + 1 == op->values.size();
    if (last) {
      Value v = value(e, want);
      proven &= v.proven;
      parts.push_back(v.type);
      if (have_out) {
        merge(out, flow_);
        flow_ = std::move(out);
      }
      break;
    }
    Value v;
    Flow otherwise;
    {
      // The operand both as a value and as a test.
      Flow when_false = test(e);
      v.type = results_.expr_types[e->node_id];
      v.proven = results_.expr_proven[e->node_id] != 0;
      if (v.type == nullptr) v = {types_.unknown(), false};
      if (want == nullptr && !v.type->is_gradual()) want = v.type;
      otherwise = is_and ? std::move(when_false) : std::move(flow_);
      if (!is_and) flow_ = std::move(when_false);
    }
    proven &= v.proven;
    parts.push_back(truth_part(e, !is_and));
    if (have_out) {
      merge(out, otherwise);
    } else {
      out = std::move(otherwise);
      have_out = true;
    }
    // What is known to be false cannot let the rest run; the rest is looked at all the same.
  }
  return {engine_.join(parts), proven};
}

Value Walker::conditional(const syntax::IfExp* e, const Type* expected) {
  Flow otherwise = test(e->test);
  Value a = value(e->body, expected);
  bool a_counts = flow_.reachable && !flow_.dubious;
  Flow after = std::move(flow_);
  flow_ = std::move(otherwise);
  Value b = value(e->orelse, expected);
  bool b_counts = flow_.reachable && !flow_.dubious;
  merge(flow_, after);
  if (a_counts && !b_counts) return {a.type, false};
  if (b_counts && !a_counts) return {b.type, false};
  return {engine_.join(a.type, b.type), a.proven && b.proven};
}

}  // namespace krait::types
