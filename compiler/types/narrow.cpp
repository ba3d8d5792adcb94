// Narrowing: what a test says about names and attribute paths when it is true, and when it is false.
#include <algorithm>

#include "types/native_numbers.h"
#include "types/walker.h"

namespace krait::types {

using syntax::CmpOp;
using syntax::ExprKind;

PathId Walker::path_of(const Expr* expr) {
  std::vector<const Expr*> steps;
  const Expr* e = expr;
  while (e->kind == ExprKind::kAttribute || e->kind == ExprKind::kSubscript) {
    if (steps.size() > 8) return 0;
    steps.push_back(e);
    e = e->kind == ExprKind::kAttribute ? syntax::to<syntax::Attribute>(e)->value : syntax::to<syntax::Subscript>(e)->value;
  }
  const auto* name = syntax::as<syntax::NameExpr>(e);
  if (name == nullptr) return 0;
  Target target = target_of(name->id);
  const void* root = target.symbol != nullptr ? static_cast<const void*>(target.symbol) : target.declaration;
  if (root == nullptr) return 0;
  PathId path = module_.paths.root(root);
  for (auto it = steps.rbegin(); it != steps.rend(); ++it) {
    if (const auto* a = syntax::as<syntax::Attribute>(*it)) {
      path = module_.paths.attribute(path, mangled(a->attr));
      continue;
    }
    const Expr* key = syntax::to<syntax::Subscript>(*it)->slice;
    bool negative = false;
    if (const auto* u = syntax::as<syntax::UnaryOp>(key); u != nullptr && u->op == syntax::UnaryOperator::kUSub) {
      negative = true;
      key = u->operand;
    }
    const auto* c = syntax::as<syntax::Constant>(key);
    if (c == nullptr) return 0;
    if (c->value.kind == syntax::ConstantKind::kInt) {
      path = module_.paths.int_key(path, negative ? -c->value.integer - 1 : c->value.integer);
    } else if (c->value.is_str() && !negative && c->value.bytes.size < 100) {
      path = module_.paths.str_key(path, Name::intern(c->value.text()));
    } else {
      return 0;
    }
  }
  return path;
}

const Type* Walker::current(const Expr* expr) {
  if (record_) {
    const Type* t = results_.expr_types[expr->node_id];
    return t != nullptr ? t : types_.unknown();
  }
  ++quiet_;
  const Type* t = value(expr).type;
  --quiet_;
  return t;
}

void Walker::set_narrowed(const Expr* expr, const Type* t, bool proven) {
  if (const auto* n = syntax::as<syntax::NamedExpr>(expr)) {
    set_narrowed(n->target, t, proven);
    return;
  }
  if (expr->kind != ExprKind::kNameExpr && expr->kind != ExprKind::kAttribute && expr->kind != ExprKind::kSubscript) return;
  if (t->is_never()) {
    // The claimed types say this cannot be; they may be wrong.
    flow_.dubious = true;
    t = types_.unknown();
    proven = false;
  }
  if (const auto* name = syntax::as<syntax::NameExpr>(expr)) {
    Target target = target_of(name->id);
    if (target.kind == Target::Kind::kSlot) {
      if (target.slot < flow_.slots.size()) flow_.slots.set(target.slot, {t, proven && holds_alone(target.symbol, target.slot)});
      return;
    }
    proven = false;  // somebody else may assign
  }
  PathId path = path_of(expr);
  if (path == 0) return;
  for (Narrowed& n : flow_.narrowed) {
    if (n.path == path) {
      n.value = {t, false};
      return;
    }
  }
  flow_.narrowed.push_back({path, {t, false}});
}

Flow Walker::test(const Expr* expr) {
  if (const auto* u = syntax::as<syntax::UnaryOp>(expr); u != nullptr && u->op == syntax::UnaryOperator::kNot) {
    Nest nest(*this);
    if (nest.too_deep()) return flow_;
    Flow when_false = test(u->operand);
    put(expr, {known_.type(Known::kBool), true});
    std::swap(flow_, when_false);
    return when_false;
  }
  if (const auto* b = syntax::as<syntax::BoolOp>(expr)) {
    Nest nest(*this);
    if (nest.too_deep()) return flow_;
    const bool is_and = b->op == syntax::BoolOperator::kAnd;
    Flow short_circuit = dead();
    std::vector<const Type*> parts;
    bool proven = true;
    for (size_t i = 0; i < b->values.size(); ++i) {
      Flow when_false = test(b->values[i]);
      if (record_) {
        const Type* t = results_.expr_types[b->values[i]->node_id];
        if (t == nullptr) t = types_.unknown();
        parts.push_back(i + 1 == b->values.size() ? t : truth_part(b->values[i], !is_and));
        proven &= results_.expr_proven[b->values[i]->node_id] != 0;
      }
      if (is_and) {
        merge(short_circuit, when_false);
      } else {
        merge(short_circuit, flow_);
        flow_ = std::move(when_false);
      }
    }
    if (record_) put(expr, {engine_.join(parts), proven});
    if (is_and) return short_circuit;
    Flow when_false = std::move(flow_);
    flow_ = std::move(short_circuit);
    return when_false;
  }
  program::Truth fixed = program::Truth::kUnknown;
  if (expr->kind == ExprKind::kNameExpr || expr->kind == ExprKind::kAttribute || expr->kind == ExprKind::kCompare ||
      expr->kind == ExprKind::kConstant || expr->kind == ExprKind::kCall) {
    fixed = program::evaluate_condition(expr, analyzer_.declarations().target(), true);
  }
  value(expr);
  Flow when_false = flow_;
  if (fixed == program::Truth::kTrue) {
    when_false.reachable = false;
    return when_false;
  }
  if (fixed == program::Truth::kFalse) {
    flow_.reachable = false;
    return when_false;
  }
  narrow(expr, true);
  std::swap(flow_, when_false);
  narrow(expr, false);
  std::swap(flow_, when_false);
  return when_false;
}

const Type* Walker::narrow_truth(const Type* t, bool truth) {
  if (const auto* u = t->as<UnionType>()) {
    std::vector<const Type*> kept;
    for (const Type* item : u->items) kept.push_back(narrow_truth(item, truth));
    return types_.union_of(kept);
  }
  if (t->is_none()) return truth ? types_.never() : t;
  if (const auto* l = t->as<LiteralType>()) {
    if (l->literal == LiteralKind::kEnum) return t;
    bool is_true = l->literal == LiteralKind::kInt || l->literal == LiteralKind::kBool ? l->number != 0 : !l->text.empty();
    return is_true == truth ? t : types_.never();
  }
  if (known_.is(t, Known::kBool)) {
    const auto* base = t;
    return types_.literal_bool(truth, base);
  }
  if (!truth) {
    if (t->kind == TypeKind::kCallable || t->kind == TypeKind::kOverloaded || t->kind == TypeKind::kModule) return types_.never();
    if (const auto* tuple = t->as<TupleType>()) return tuple->fixed() && !tuple->items.empty() ? types_.never() : t;
  } else if (const auto* tuple = t->as<TupleType>(); tuple != nullptr && tuple->items.empty()) {
    return types_.never();
  }
  return t;
}

const Type* Walker::truth_part(const Expr* expr, bool truth) {
  if (const auto* b = syntax::as<syntax::BoolOp>(expr)) {
    Nest nest(*this);
    if (nest.too_deep()) return types_.unknown();
    const bool is_and = b->op == syntax::BoolOperator::kAnd;
    // True when all of them are: then it is the last one.
    if (is_and == truth) return truth_part(b->values.back(), truth);
    std::vector<const Type*> parts;
    for (const Expr* e : b->values) parts.push_back(truth_part(e, truth));
    return engine_.join(parts);
  }
  return narrow_truth(current(expr), truth);
}

// The classes that the second argument of isinstance names, as instance types; false when some are not known.
bool Walker::class_list(const Expr* expr, std::vector<const Type*>& out) {
  if (const auto* tuple = syntax::as<syntax::Tuple>(expr)) {
    bool all = true;
    for (const Expr* e : tuple->elts) all &= class_list(e, out);
    return all;
  }
  if (const auto* op = syntax::as<syntax::BinOp>(expr); op != nullptr && op->op == syntax::Operator::kBitOr) {
    bool a = class_list(op->left, out);
    return class_list(op->right, out) && a;
  }
  const Type* t = current(expr);
  std::vector<const Type*> objects{t};
  if (const auto* tuple = t->as<TupleType>()) objects.assign(tuple->items.begin(), tuple->items.end());
  for (const Type* o : objects) {
    if (o->is_none()) {
      out.push_back(o);
      continue;
    }
    const auto* object = o->as<TypeObjectType>();
    if (object == nullptr) return false;
    const auto* i = object->instance->as<InstanceType>();
    if (i == nullptr) return false;
    out.push_back(erase_type_vars(types_, i));
  }
  return true;
}

const Type* Walker::narrow_instance(const Type* t, TypeList classes, bool truth, bool exact) {
  std::vector<const Type*> kept;
  const Type* self_bound = nullptr;
  if (t->kind == TypeKind::kTypeVar || t->kind == TypeKind::kSelf) {
    const Type* bound = engine_.as_instance(t);
    if (const auto* v = t->as<TypeVarType>(); v != nullptr && v->decl->bound != nullptr) bound = v->decl->bound;
    if (const auto* v = t->as<TypeVarType>(); v != nullptr && !v->decl->values.empty()) {
      // One of several classes: the branch sees the one tested for.
      return truth && classes.size() == 1 ? types_.unknown() : t;
    }
    if (bound == nullptr) return truth && classes.size() == 1 ? classes[0] : t;
    self_bound = t;
    const Type* narrowed = narrow_instance(bound, classes, truth, exact);
    if (narrowed == bound || !truth) return narrowed->is_never() ? narrowed : t;
    return narrowed;
  }
  (void)self_bound;
  for (const Type* item : items_of(t)) {
    if (item->is_gradual()) {
      if (truth) {
        for (const Type* c : classes) kept.push_back(c);
      } else {
        kept.push_back(item);
      }
      continue;
    }
    bool removed_when_false = false;
    for (const Type* c : classes) {
      if (c->is_none()) {
        if (item->is_none()) {
          if (truth) kept.push_back(item);
          removed_when_false = true;
        }
        continue;
      }
      const auto* wanted = static_cast<const InstanceType*>(c);
      if (item->is_none()) {
        if (wanted->cls == known_.cls(Known::kNoneType) || wanted->cls == known_.cls(Known::kObject)) {
          if (truth) kept.push_back(item);
          removed_when_false = true;
        }
        continue;
      }
      if (item->kind == TypeKind::kCallable || item->kind == TypeKind::kOverloaded) {
        // An object with __call__ may be an instance of anything.
        if (truth) kept.push_back(wanted->cls == known_.cls(Known::kFunction) ? item : c);
        continue;
      }
      if (item->kind == TypeKind::kTypeObject) {
        ClassInfo* type_class = known_.cls(Known::kType);
        if (wanted->cls == type_class || wanted->cls == known_.cls(Known::kObject)) {
          if (truth) kept.push_back(item);
          removed_when_false = true;
        } else if (truth) {
          const auto* inner = static_cast<const TypeObjectType*>(item)->instance->as<InstanceType>();
          ClassInfo* meta = inner != nullptr ? inner->cls->metaclass() : nullptr;
          if (meta != nullptr && (meta->derives_from(wanted->cls) || wanted->cls->derives_from(meta))) kept.push_back(item);
          if (inner == nullptr || wanted->cls->is(ClassFlag::kProtocol)) kept.push_back(item);
          if (type_class != nullptr && wanted->cls->derives_from(type_class)) kept.push_back(types_.unknown());
        }
        continue;
      }
      const InstanceType* have = engine_.as_instance(item);
      if (have == nullptr) {
        if (truth) kept.push_back(c);
        continue;
      }
      // A native number is an int or float; an int that is asked for as a native one stays an int.
      if (auto native = native_number(have->cls); native && known_.is(wanted, is_native_int(*native) ? Known::kInt : Known::kFloat)) {
        if (truth) kept.push_back(item);
        removed_when_false = true;
        continue;
      }
      if (native_number(wanted->cls) && (known_.is(have, Known::kInt) || known_.is(have, Known::kFloat))) {
        if (truth) kept.push_back(item);
        continue;
      }
      if (have->cls->has_unknown_base() && have->cls != wanted->cls && !have->cls->derives_from(wanted->cls)) {
        if (truth) kept.push_back(c);
        continue;
      }
      if (have->cls == wanted->cls || have->cls->derives_from(wanted->cls)) {
        if (truth) kept.push_back(item);
        if (!exact || have->cls->is(ClassFlag::kFinal)) removed_when_false = true;
        continue;
      }
      if (wanted->cls->derives_from(have->cls)) {
        if (truth) {
          // list[Unknown] for a Sequence[int] is a list[int].
          const Type* narrowed = c;
          if (!wanted->args.empty() && !have->args.empty()) {
            Solution solution(wanted->cls->type_params());
            const InstanceType* up = wanted->cls->base_instance(have->cls);
            if (up != nullptr) {
              engine_.constrain(solution, up, have);
              narrowed = substitute(types_, engine_.self_instance(wanted->cls), engine_.solve(solution));
            }
          }
          kept.push_back(narrowed);
        }
        continue;
      }
      // An int may be in a declared float.
      bool promoted = (known_.is(have, Known::kFloat) && known_.is(wanted, Known::kInt)) ||
                      (known_.is(have, Known::kComplex) &&
                       (known_.is(wanted, Known::kInt) || known_.is(wanted, Known::kFloat)));
      if (promoted) {
        if (truth) kept.push_back(c);
        continue;
      }
      if (known_.is(have, Known::kBytes) &&
          (known_.is(wanted, Known::kBytearray) || known_.is(wanted, Known::kMemoryview))) {
        if (truth) kept.push_back(c);
        continue;
      }
      bool structural = wanted->cls->is(ClassFlag::kProtocol) || have->cls->is(ClassFlag::kProtocol);
      if (structural) {
        if (wanted->cls->is(ClassFlag::kProtocol) && engine_.assignable(item, c)) {
          if (truth) kept.push_back(item);
          removed_when_false = true;
        } else if (truth) {
          kept.push_back(have->cls->is(ClassFlag::kProtocol) ? c : types_.unknown());
        }
        continue;
      }
      if (wanted->cls->has_unknown_base()) {
        if (truth) kept.push_back(c);
        continue;
      }
      // A class below both could exist; what it has cannot be told.
      if (truth && engine_.may_overlap(item, c) && items_of(t).size() == 1) {
        kept.push_back(types_.unknown());
        saw_intersection_ = true;
      }
      if (truth && items_of(t).size() > 1 && engine_.may_overlap(item, c)) {
        bool other_fits = false;
        for (const Type* o : items_of(t)) {
          const InstanceType* oi = engine_.as_instance(o);
          if (oi != nullptr && o != item && (oi->cls->derives_from(wanted->cls) || wanted->cls->derives_from(oi->cls))) other_fits = true;
        }
        if (!other_fits) {
          kept.push_back(types_.unknown());
          saw_intersection_ = true;
        }
      }
    }
    if (!truth && !removed_when_false) kept.push_back(item);
  }
  return types_.union_of(kept);
}

const Type* Walker::narrow_literal(const Type* t, const Type* literal, bool truth, bool identity) {
  const auto* l = literal->as<LiteralType>();
  std::vector<const Type*> kept;
  for (const Type* item : items_of(t)) {
    if (literal->is_none()) {
      if (item->is_none() == truth) {
        kept.push_back(item);
      } else if (truth && (item->is_gradual() || known_.is(item, Known::kObject))) {
        kept.push_back(literal);
      } else if (truth && item->kind == TypeKind::kTypeVar) {
        kept.push_back(literal);
      } else if (truth && item->kind == TypeKind::kInstance &&
                 static_cast<const InstanceType*>(item)->cls->is(ClassFlag::kProtocol)) {
        kept.push_back(literal);
      }
      continue;
    }
    if (l == nullptr) {
      kept.push_back(item);
      continue;
    }
    if (const auto* other = item->as<LiteralType>()) {
      if (other->base != l->base) {
        kept.push_back(item);
      } else if ((other == l) == truth) {
        kept.push_back(item);
      }
      continue;
    }
    // The members of an enum, the two bools: what is left is listed.
    if (item == l->base && l->literal == LiteralKind::kEnum) {
      const auto* e = static_cast<const InstanceType*>(item);
      if (truth) {
        kept.push_back(l);
      } else if (!e->cls->is(ClassFlag::kFlagEnum) && e->cls->enum_members().size() <= 64) {
        for (VariableInfo* m : e->cls->enum_members()) {
          if (m->name.text() != l->text) kept.push_back(types_.literal_enum(m->name, item));
        }
      } else {
        kept.push_back(item);
      }
      continue;
    }
    if (item == l->base && l->literal == LiteralKind::kBool && identity) {
      kept.push_back(truth ? l : types_.literal_bool(l->number == 0, l->base));
      continue;
    }
    if (item == l->base) {
      kept.push_back(item);
      continue;
    }
    if (truth && item->is_none()) continue;  // no None equals a literal
    if (truth && identity && !engine_.may_overlap(item, l)) continue;
    if (truth && identity && item->is_gradual()) {
      kept.push_back(l);
      continue;
    }
    kept.push_back(item);
  }
  return types_.union_of(kept);
}

void Walker::narrow_compare(const Expr* left, CmpOp op, const Expr* right, bool truth) {
  if (op == CmpOp::kIsNot || op == CmpOp::kNotEq || op == CmpOp::kNotIn) {
    truth = !truth;
    op = op == CmpOp::kIsNot ? CmpOp::kIs : op == CmpOp::kNotEq ? CmpOp::kEq : CmpOp::kIn;
  }
  if (op == CmpOp::kIs || op == CmpOp::kEq) {
    // type(x) is C
    if (const auto* c = syntax::as<syntax::Call>(left)) {
      const auto* name = syntax::as<syntax::NameExpr>(c->func);
      if (name != nullptr && name->id == "type" && c->args.size() == 1 && c->keywords.empty()) {
        std::vector<const Type*> classes;
        if (class_list(right, classes)) {
          set_narrowed(c->args[0], narrow_instance(current(c->args[0]), classes, truth, true), truth);
        }
        return;
      }
    }
    if (const Type* other = current(right); op == CmpOp::kIs && known_.is(other, Known::kEllipsis)) {
      const Type* t = current(left);
      std::vector<const Type*> kept;
      for (const Type* item : items_of(t)) {
        if (item->is_gradual() || (truth ? engine_.assignable(other, item) : item != other)) {
          kept.push_back(truth && !item->is_gradual() ? other : item);
        }
      }
      const Type* narrowed = types_.union_of(kept);
      if (narrowed != t) set_narrowed(left, narrowed, false);
      return;
    }
    for (int side = 0; side < 2; ++side) {
      const Expr* subject = side == 0 ? left : right;
      const Expr* other = side == 0 ? right : left;
      const Type* literal = current(other);
      bool usable = literal->is_none() || literal->kind == TypeKind::kLiteral;
      if (!usable) continue;
      const Expr* named = subject;
      if (const auto* n = syntax::as<syntax::NamedExpr>(subject)) named = n->target;
      const Type* t = current(subject);
      bool identity = op == CmpOp::kIs;
      // A class with an __eq__ of its own may equal anything.
      if (!identity && !literal->is_none()) {
        for (const Type* item : items_of(t)) {
          const auto* i = item->as<InstanceType>();
          if (i != nullptr && i->cls->module != nullptr && i->cls->module->name != "builtins" &&
              !i->cls->is(ClassFlag::kEnum)) {
            return;
          }
        }
      }
      const Type* narrowed = narrow_literal(t, literal, truth, identity);
      bool was_proven = record_ && results_.expr_proven[subject->node_id] != 0;
      if (narrowed != t) set_narrowed(named, narrowed, identity && literal->is_none() && (truth || was_proven));
      // x.kind == "a" says which of the alternatives x is.
      if (const auto* a = syntax::as<syntax::Attribute>(named)) {
        const Type* whole = current(a->value);
        if (const auto* u = whole->as<UnionType>()) {
          std::vector<const Type*> kept;
          for (const Type* item : u->items) {
            MemberAccess m = engine_.member(item, mangled(a->attr));
            if (m.status != MemberAccess::Status::kFound || m.is_property ||
                !narrow_literal(m.type, literal, truth, true)->is_never()) {
              kept.push_back(item);
            }
          }
          const Type* left_over = types_.union_of(kept);
          if (left_over != whole && !left_over->is_never()) set_narrowed(a->value, left_over, false);
        }
      } else if (const auto* s = syntax::as<syntax::Subscript>(named)) {
        const Type* whole = current(s->value);
        const Type* key = current(s->slice);
        if (const auto* u = whole->as<UnionType>(); u != nullptr && key->kind == TypeKind::kLiteral) {
          std::vector<const Type*> kept;
          for (const Type* item : u->items) {
            Value v = item_of(item, s, key, false);
            if (v.type->is_gradual() || !narrow_literal(v.type, literal, truth, true)->is_never()) kept.push_back(item);
          }
          const Type* left_over = types_.union_of(kept);
          if (left_over != whole && !left_over->is_never()) set_narrowed(s->value, left_over, false);
        }
      }
      return;
    }
    // x == y with y of a narrower type without None: then x is not None.
    if (op == CmpOp::kEq && truth) {
      const Type* a = current(left);
      const Type* b = current(right);
      auto without_none = [&](const Type* t, const Type* other) {
        if (t->kind != TypeKind::kUnion || other->is_gradual()) return t;
        for (const Type* o : items_of(other)) {
          const auto* i = engine_.widen_literals(o)->as<InstanceType>();
          if (i == nullptr || i->cls->module == nullptr || i->cls->module->name != "builtins" ||
              known_.is(i, Known::kObject)) {
            return t;
          }
        }
        return narrow_literal(t, types_.none(), false, true);
      };
      if (const Type* n = without_none(a, b); n != a) set_narrowed(left, n, false);
      if (const Type* n = without_none(b, a); n != b) set_narrowed(right, n, false);
    }
    return;
  }
  if (op == CmpOp::kIn) {
    const Type* container = current(right);
    const Type* t = current(left);
    const Expr* subject = left;
    if (const auto* n = syntax::as<syntax::NamedExpr>(left)) subject = n->target;
    // Written out: each element is a literal to compare with.
    std::vector<const Type*> literals;
    syntax::ExprList elements;
    if (const auto* tuple = syntax::as<syntax::Tuple>(right)) elements = tuple->elts;
    if (const auto* list = syntax::as<syntax::List>(right)) elements = list->elts;
    if (const auto* set = syntax::as<syntax::Set>(right)) elements = set->elts;
    bool all = !elements.empty();
    for (const Expr* e : elements) {
      const Type* et = current(e);
      all &= et->kind == TypeKind::kLiteral || et->is_none();
      literals.push_back(et);
    }
    if (all && t->kind != TypeKind::kUnknown) {
      std::vector<const Type*> parts;
      if (truth) {
        for (const Type* l : literals) {
          const Type* n = narrow_literal(t, l, true, false);
          parts.push_back(n);
        }
        const Type* narrowed = types_.union_of(parts);
        if (narrowed != t && !narrowed->is_unknown()) set_narrowed(subject, narrowed, false);
      } else {
        const Type* narrowed = t;
        for (const Type* l : literals) narrowed = narrow_literal(narrowed, l, false, false);
        if (narrowed != t) set_narrowed(subject, narrowed, false);
      }
      return;
    }
    // None is in no container of other things.
    if (truth && t->kind == TypeKind::kUnion) {
      bool known = true;
      const Type* element = engine_.element_of(container, &known);
      if (known && !element->is_gradual() && !element->has_unknown && !engine_.may_overlap(types_.none(), element)) {
        const Type* narrowed = narrow_literal(t, types_.none(), false, true);
        if (narrowed != t && !narrowed->is_never()) set_narrowed(subject, narrowed, false);
      }
    }
  }
}

void Walker::narrow_call(const syntax::Call* call, bool truth) {
  const auto* name = syntax::as<syntax::NameExpr>(call->func);
  if (name != nullptr && call->keywords.empty()) {
    if (name->id == "isinstance" && call->args.size() == 2) {
      std::vector<const Type*> classes;
      bool all = class_list(call->args[1], classes);
      const Expr* subject = call->args[0];
      const Type* t = current(subject);
      if (!all) {
        if (truth) set_narrowed(subject, types_.unknown(), false);
        return;
      }
      bool was_proven = record_ && results_.expr_proven[subject->node_id] != 0;
      saw_intersection_ = false;
      const Type* narrowed = narrow_instance(t, classes, truth, false);
      if (saw_intersection_) flow_.dubious = true;
      // Tests that a class may answer as it likes (ABCs, protocols) prove nothing.
      bool honest = std::all_of(classes.begin(), classes.end(), [&](const Type* c) { return checkable(c); });
      set_narrowed(subject, narrowed, (truth && honest) || (was_proven && honest));
      return;
    }
    if (name->id == "issubclass" && call->args.size() == 2) {
      std::vector<const Type*> classes;
      if (!class_list(call->args[1], classes)) {
        if (truth) set_narrowed(call->args[0], types_.unknown(), false);
        return;
      }
      const Type* t = current(call->args[0]);
      const auto* object = t->as<TypeObjectType>();
      if (object != nullptr) {
        const Type* narrowed = narrow_instance(object->instance, classes, truth, false);
        if (narrowed->is_never()) {
          set_narrowed(call->args[0], narrowed, false);
        } else {
          set_narrowed(call->args[0], narrowed->is_gradual() ? narrowed : types_.type_object(narrowed), false);
        }
      } else if (truth) {
        std::vector<const Type*> objects;
        for (const Type* c : classes) objects.push_back(types_.type_object(c));
        set_narrowed(call->args[0], types_.union_of(objects), false);
      }
      return;
    }
    if (name->id == "callable" && call->args.size() == 1) {
      const Type* t = current(call->args[0]);
      std::vector<const Type*> kept;
      for (const Type* item : items_of(t)) {
        bool callable = true;
        const Type* c = engine_.call_type(item, &callable);
        if (truth) {
          if (callable) {
            kept.push_back(item);
          } else if (item->kind == TypeKind::kInstance) {
            kept.push_back(types_.unknown());
          }
        } else if (!callable || (c == nullptr && item->kind != TypeKind::kTypeObject)) {
          kept.push_back(item);
        }
      }
      set_narrowed(call->args[0], types_.union_of(kept), false);
      return;
    }
    if (name->id == "hasattr" && call->args.size() == 2) {
      const auto* attr = syntax::as<syntax::Constant>(call->args[1]);
      if (!truth && attr != nullptr && attr->value.is_str()) {
        // It has; the branch is for other versions.
        const Type* t = current(call->args[0]);
        if (t->kind != TypeKind::kUnion &&
            engine_.member(t, Name::intern(attr->value.text())).status == MemberAccess::Status::kFound) {
          flow_.dubious = true;
        }
      }
      if (truth && attr != nullptr && attr->value.is_str()) {
        const Type* t = current(call->args[0]);
        Name wanted = Name::intern(attr->value.text());
        MemberAccess m = engine_.member(t, wanted);
        if (m.status == MemberAccess::Status::kMissing) {
          // Of a union those that have it are kept; otherwise nothing is known any more.
          std::vector<const Type*> kept;
          for (const Type* item : items_of(t)) {
            if (engine_.member(item, wanted).status != MemberAccess::Status::kMissing) kept.push_back(item);
          }
          set_narrowed(call->args[0], kept.empty() ? types_.unknown() : types_.union_of(kept), false);
        }
      }
      return;
    }
  }
  // TypeGuard and TypeIs.
  const Type* result = current(call);
  const auto* guard = result->as<GuardType>();
  if (guard == nullptr || call->args.empty()) return;
  if (truth) {
    const Type* t = current(call->args[0]);
    if (guard->is_typeis && guard->target->kind == TypeKind::kInstance) {
      const Type* target = guard->target;
      set_narrowed(call->args[0], narrow_instance(t, {&target, 1}, true, false), false);
    } else {
      set_narrowed(call->args[0], guard->target, false);
    }
  } else if (guard->is_typeis) {
    const Type* t = current(call->args[0]);
    std::vector<const Type*> kept;
    for (const Type* item : items_of(t)) {
      if (item->is_gradual() || !engine_.assignable(item, guard->target)) kept.push_back(item);
    }
    set_narrowed(call->args[0], types_.union_of(kept), false);
  }
}

void Walker::narrow(const Expr* expr, bool truth) {
  switch (expr->kind) {
    case ExprKind::kNameExpr:
    case ExprKind::kAttribute:
    case ExprKind::kSubscript:
    case ExprKind::kNamedExpr: {
      const Type* t = current(expr);
      const Type* n = narrow_truth(t, truth);
      // bool is kept whole for names: True and False as types of their own help nobody there.
      if (n == t) return;
      if (known_.is(t, Known::kBool)) return;
      bool proven = false;
      if (record_) proven = results_.expr_proven[expr->node_id] != 0;
      set_narrowed(expr, n, proven);
      if (const auto* named = syntax::as<syntax::NamedExpr>(expr)) narrow(named->value, truth);
      return;
    }
    case ExprKind::kCompare: {
      const auto* c = syntax::to<syntax::Compare>(expr);
      if (c->ops.size() == 1) {
        narrow_compare(c->left, c->ops[0], c->comparators[0], truth);
      } else if (truth) {
        const Expr* left = c->left;
        for (size_t i = 0; i < c->ops.size(); ++i) {
          narrow_compare(left, c->ops[i], c->comparators[i], true);
          left = c->comparators[i];
        }
      }
      return;
    }
    case ExprKind::kCall: {
      const auto* call = syntax::to<syntax::Call>(expr);
      const auto* name = syntax::as<syntax::NameExpr>(call->func);
      if (name != nullptr && name->id == "bool" && call->args.size() == 1) {
        narrow(call->args[0], truth);
        return;
      }
      narrow_call(call, truth);
      return;
    }
    default:
      return;
  }
}

}  // namespace krait::types
