// Assignments, unpacking, deletion.
#include "types/walker.h"

namespace krait::types {

using syntax::ExprKind;

bool Walker::check_assignable(const Type* from, const Type* to, Span span, DiagnosticCode code, const char* what) {
  if (engine_.assignable(from, to)) return true;
  if (span.size() != 0 || span.begin != 0) {
    error(code, span, std::string("value of type \"") + Engine::show(from) + "\" where " + what + " \"" + Engine::show(to) + "\"");
  }
  return false;
}

// What is known of a declared variable right after an assignment.
Value Walker::narrowed_on_assignment(const Type* declared, Value value) {
  const Type* t = value.type;
  // Something unknown put into an optional variable: most likely not None, and nobody can be told otherwise.
  auto of_unknown = [&]() -> const Type* {
    if (declared->kind != TypeKind::kUnion) return declared;
    std::vector<const Type*> kept;
    bool none = false;
    for (const Type* d : items_of(declared)) {
      none |= d->is_none();
      if (!d->is_none()) kept.push_back(d);
    }
    return none && !kept.empty() ? types_.union_of(kept) : declared;
  };
  if (t->is_gradual()) return {of_unknown(), false};
  if (declared->is_gradual() || t->is_never()) return {declared, false};
  if (!engine_.assignable(t, declared)) return {declared, false};
  // Those of the alternatives that the value may be. An int kept in a declared float stays a float to the types; the same
  // for the other promotions.
  std::vector<const Type*> kept;
  for (const Type* v : items_of(t)) {
    if (v->is_gradual()) {
      const Type* some = of_unknown();
      kept.insert(kept.end(), items_of(some).begin(), items_of(some).end());
      continue;
    }
    const Type* vw = engine_.widen_literals(v);
    bool exact = false;
    for (const Type* d : items_of(declared)) {
      if (d == v || d == vw) {
        kept.push_back(d == v ? v : vw);
        exact = true;
      }
    }
    if (exact) continue;
    const Type* best = nullptr;
    for (const Type* d : items_of(declared)) {
      if (!engine_.assignable(v, d)) continue;
      const auto* di = d->as<InstanceType>();
      const auto* vi = vw->as<InstanceType>();
      bool below = di != nullptr && vi != nullptr && vi->cls != di->cls && vi->cls->derives_from(di->cls) && !vi->has_unknown;
      if (known_.is(d, Known::kObject)) below = true;
      if (d->kind == TypeKind::kTuple && vw->kind == TypeKind::kTuple && !vw->has_unknown) below = true;
      if (below) {
        best = vw;
        break;
      }
      if (best == nullptr) best = d;
    }
    if (best == nullptr) return {declared, false};
    kept.push_back(best);
  }
  const Type* result = types_.union_of(kept);
  return {result, value.proven || (result == declared && tested_where_declared(declared))};
}

const Type* Walker::target_expectation(const Expr* target) {
  if (const auto* name = syntax::as<syntax::NameExpr>(target)) {
    Target t = target_of(name->id);
    if (t.kind == Target::Kind::kSlot && t.symbol != nullptr &&
        (scope_ == body_scope_ || slot_of(body_scope_, t.symbol) == t.slot)) {
      const Type* declared = declared_type(t.symbol);
      if (declared != nullptr) return declared;
      if (kind_ == BodyKind::kClass && class_ != nullptr) {
        // A class variable declared in a base.
        Member m = class_->find_inherited(mangled(name->id));
        auto* v = m ? m.declaration->as<VariableInfo>() : nullptr;
        if (v != nullptr && v->declared_type() != nullptr && !v->declared_type()->has_type_vars) return v->declared_type();
      }
      // A later value of an undeclared container: `xs = [] ... xs = []`.
      if (t.slot < flow_.slots.size() && flow_.slots[t.slot].type != nullptr) {
        const Type* now = flow_.slots[t.slot].type;
        if (now->kind == TypeKind::kInstance && !now->has_unknown && !now->has_type_vars &&
            !static_cast<const InstanceType*>(now)->args.empty()) {
          return now;
        }
      }
    } else if (t.kind == Target::Kind::kGlobal && t.declaration != nullptr) {
      if (auto* v = t.declaration->as<VariableInfo>()) return v->declared_type();
    } else if (t.kind == Target::Kind::kCaptured) {
      auto it = results_.symbols.find(t.symbol);
      if (it != results_.symbols.end() && it->second.declared) return it->second.type;
    }
    return nullptr;
  }
  if (const auto* a = syntax::as<syntax::Attribute>(target)) {
    ++quiet_;
    const Type* receiver = type(a->value);
    --quiet_;
    if (receiver->is_gradual() || receiver->kind == TypeKind::kUnion) return nullptr;
    MemberAccess m = engine_.member(receiver, mangled(a->attr));
    if (m.status != MemberAccess::Status::kFound || m.is_property) return nullptr;
    auto* v = m.declaration != nullptr ? m.declaration->as<VariableInfo>() : nullptr;
    if (v == nullptr || v->declared_type() == nullptr) return nullptr;
    return class_ != nullptr ? in_body(m.type) : m.type;
  }
  if (const auto* s = syntax::as<syntax::Subscript>(target)) {
    ++quiet_;
    const Type* container = type(s->value);
    --quiet_;
    if (const auto* i = container->as<InstanceType>(); i != nullptr && !i->args.empty() && !i->has_unknown) {
      if (i->cls == known_.cls(Known::kList)) return s->slice->kind == ExprKind::kSlice ? container : i->args[0];
      if (const InstanceType* m = engine_.upcast(i, known_.cls(Known::kMapping)); m != nullptr && m->args.size() == 2) {
        return m->args[1];
      }
    }
    if (const auto* i = container->as<InstanceType>(); i != nullptr && i->cls->is(ClassFlag::kTypedDict)) {
      ++quiet_;
      Value v = value(s);
      --quiet_;
      return v.type->is_unknown() ? nullptr : v.type;
    }
  }
  return nullptr;
}

void Walker::assign_statement(const syntax::Assign* stmt) {
  const Type* want = nullptr;
  for (const Expr* target : stmt->targets) {
    if (want == nullptr) want = target_expectation(target);
  }
  if (want == nullptr && stmt->targets.size() == 1) {
    // (a, b) = ..., with a declared.
    if (const auto* tuple = syntax::as<syntax::Tuple>(stmt->targets[0]);
        tuple != nullptr && stmt->value->kind == ExprKind::kTuple) {
      const auto* given = syntax::to<syntax::Tuple>(stmt->value);
      bool stars = false;
      for (const Expr* e : tuple->elts) stars |= e->kind == ExprKind::kStarred;
      for (const Expr* e : given->elts) stars |= e->kind == ExprKind::kStarred;
      if (!stars && given->elts.size() == tuple->elts.size()) {
        std::vector<Value> values;
        std::vector<const Type*> parts;
        bool proven = true;
        for (size_t i = 0; i < given->elts.size(); ++i) {
          values.push_back(value(given->elts[i], target_expectation(tuple->elts[i])));
          parts.push_back(values.back().type);
          proven &= values.back().proven;
        }
        put(stmt->value, {types_.tuple(parts), proven});
        for (size_t i = 0; i < given->elts.size(); ++i) assign(tuple->elts[i], values[i], given->elts[i]);
        put(tuple, {types_.tuple(parts), proven});
        return;
      }
    }
  }
  Value v = value(stmt->value, want);
  for (const Expr* target : stmt->targets) {
    assign(target, v, stmt->value);
    if (v.type->has_partial && record_) {
      note_empty(target);
      empty_displays_.emplace_back(stmt->value, target);
    }
  }
}

void Walker::annotated_assign(const syntax::AnnAssign* stmt) {
  QualifiedType q = analyzer_.declarations().qualified_annotation(stmt->annotation, declared_in_);
  const Type* declared = q.type != nullptr && !q.is_type_alias ? in_body(q.type) : nullptr;
  const auto* name = syntax::as<syntax::NameExpr>(stmt->target);
  if (q.is_type_alias) {
    if (stmt->value != nullptr) value(stmt->value);
    return;
  }
  if (stmt->value == nullptr) {
    if (declared == nullptr) return;
    put(stmt->target, {declared, false});
    if (name != nullptr) {
      Target t = target_of(name->id);
      if (t.symbol != nullptr && t.kind == Target::Kind::kSlot) note_symbol(t.symbol, declared, true);
    } else if (const auto* a = syntax::as<syntax::Attribute>(stmt->target)) {
      value(a->value);
    }
    return;
  }
  // A dataclass's field(...) stands for its default.
  Value v = value(stmt->value, declared);
  if (name != nullptr && kind_ == BodyKind::kClass && stmt->value->kind == ExprKind::kCall && declared != nullptr) {
    v = {declared, false};
  }
  if (name != nullptr && kind_ == BodyKind::kClass && declared != nullptr && class_ != nullptr &&
      (class_->module->is_stub || class_->is(ClassFlag::kProtocol) || v.type->kind == TypeKind::kInstance)) {
    if (known_.is(v.type, Known::kEllipsis)) v = {declared, false};
  }
  if (name != nullptr && kind_ == BodyKind::kClass && class_ != nullptr && class_->is(ClassFlag::kEnum)) {
    v = {declared != nullptr ? declared : v.type, false};
  }
  if (name != nullptr && declared == nullptr) {
    put(stmt->target, v);
    bind_name(name->id, v, stmt->value);
    return;
  }
  if (name != nullptr) {
    Target t = target_of(name->id);
    check_assignable(v.type, declared, stmt->value->span, DiagnosticCode::kAssignment, "variable has type");
    v = narrowed_on_assignment(declared, v);
    put(stmt->target, v);
    if (t.symbol != nullptr && t.kind == Target::Kind::kSlot) {
      note_symbol(t.symbol, declared, true);
      assign_slot(t.symbol, t.slot, v);
    } else {
      bind_name(name->id, v, stmt->value);
    }
    return;
  }
  assign(stmt->target, v, stmt->value);
}

void Walker::augmented_assign(const syntax::AugAssign* stmt) {
  const Expr* target = stmt->target;
  Value left;
  if (const auto* name = syntax::as<syntax::NameExpr>(target)) {
    left = name_value(name);
  } else if (const auto* a = syntax::as<syntax::Attribute>(target)) {
    left = attribute(a);
    if (left.type->is_unknown() && !type(a->value)->is_gradual()) {
      MemberAccess m = engine_.member(type(a->value), mangled(a->attr));
      if (m.status == MemberAccess::Status::kMissing && type(a->value)->kind != TypeKind::kUnion &&
          type(a->value)->kind != TypeKind::kTypeVar && type(a->value)->kind != TypeKind::kSelf) {
        error(DiagnosticCode::kAttrDefined, a->span,
              "\"" + Engine::show(type(a->value)) + "\" has no attribute \"" + a->attr.str() + "\"");
      }
    }
  } else {
    left = value(target);
  }
  put(target, left);
  const Type* want = left.type->is_gradual() ? nullptr : left.type;
  Value right = value(stmt->value, want);
  if (left.type->has_partial && stmt->op == syntax::Operator::kAdd && known_.is(left.type, Known::kList)) {
    bool known = true;
    const Type* element = engine_.widen_literals(engine_.element_of(right.type, &known));
    if (!element->is_gradual()) {
      const Type* filled = known_.type(Known::kList, {element});
      refine_container(target, filled);
      left.type = filled;
      put(target, left);
    }
  }
  Value result = binary_values(target, stmt->op, left, right, true);
  Value keep_left = left;
  if (target->kind == ExprKind::kNameExpr || target->kind == ExprKind::kAttribute) {
    assign(target, result, stmt->value);
    put(target, keep_left);
  } else if (const auto* s = syntax::as<syntax::Subscript>(target)) {
    assign_item(s, result);
    put(target, keep_left);
  }
}

void Walker::assign(const Expr* target, Value v, const Expr* from) {
  Nest nest(*this);
  if (nest.too_deep()) return;
  switch (target->kind) {
    case ExprKind::kNameExpr: {
      const auto* name = syntax::to<syntax::NameExpr>(target);
      bind_name(name->id, v, from != nullptr ? from : target);
      // What the variable holds from here on.
      Target t = target_of(name->id);
      if (t.kind == Target::Kind::kSlot && t.slot < flow_.slots.size() && flow_.slots[t.slot].type != nullptr) {
        put(target, flow_.slots[t.slot]);
        if (record_) {
          Reference ref;
          ref.kind = ReferenceKind::kLocal;
          ref.name = name->id;
          ref.rebound = t.symbol->definitions.size() > 1;
          if (kind_ == BodyKind::kFunction || slot_of(body_scope_, t.symbol) != t.slot) set_reference(target, ref);
        }
      } else {
        put(target, v);
      }
      if (record_ && t.kind == Target::Kind::kGlobal && t.declaration != nullptr) declaration_reference(target, t.declaration);
      return;
    }
    case ExprKind::kAttribute:
      assign_attribute(syntax::to<syntax::Attribute>(target), v, from);
      return;
    case ExprKind::kSubscript:
      assign_item(syntax::to<syntax::Subscript>(target), v);
      put(target, v);
      return;
    case ExprKind::kTuple:
      unpack(syntax::to<syntax::Tuple>(target)->elts, v, from != nullptr ? from : target);
      put(target, v);
      return;
    case ExprKind::kList:
      unpack(syntax::to<syntax::List>(target)->elts, v, from != nullptr ? from : target);
      put(target, v);
      return;
    case ExprKind::kStarred:
      assign(syntax::to<syntax::Starred>(target)->value, v, nullptr);
      return;
    default:
      return;
  }
}

void Walker::unpack(syntax::ExprList targets, Value v, const Expr* from) {
  size_t star = targets.size();
  for (size_t i = 0; i < targets.size(); ++i) {
    if (targets[i]->kind == ExprKind::kStarred) star = i;
  }
  const bool has_star = star != targets.size();
  std::vector<std::vector<const Type*>> parts(targets.size());
  bool proven = v.proven;
  for (const Type* t : items_of(v.type)) {
    const TupleType* tuple = t->as<TupleType>();
    if (tuple == nullptr) {
      if (const auto* i = t->as<InstanceType>()) {
        if (const TupleType* named = i->cls->tuple_type()) {
          Substitution with;
          with.set_all(types_, i->cls->type_params(), i->args);
          tuple = substitute(types_, named, with)->as<TupleType>();
        }
      }
    }
    if (tuple != nullptr && tuple->fixed()) {
      size_t n = tuple->items.size();
      bool fits = has_star ? n + 1 >= targets.size() : n == targets.size();
      if (!fits) {
        if (items_of(v.type).size() == 1 && t->kind == TypeKind::kTuple) {
          error(DiagnosticCode::kUnpacking, from->span,
                (n > targets.size() ? "too many values to unpack: " : "not enough values to unpack: ") + std::to_string(n) +
                    " for " + std::to_string(targets.size()) + " targets");
        }
        for (auto& p : parts) p.push_back(types_.unknown());
        continue;
      }
      size_t after = has_star ? targets.size() - star - 1 : 0;
      for (size_t i = 0; i < targets.size(); ++i) {
        if (!has_star || i < star) {
          parts[i].push_back(tuple->items[i]);
        } else if (i > star) {
          parts[i].push_back(tuple->items[n - after + (i - star - 1)]);
        } else {
          auto middle = tuple->items.subspan(star, n - star - after);
          parts[i].push_back(middle.empty() ? types_.unknown() : engine_.join(middle));
        }
      }
      continue;
    }
    proven = false;
    const Type* element = t->is_gradual() ? types_.unknown() : element_type(from, t);
    for (auto& p : parts) p.push_back(element);
  }
  for (size_t i = 0; i < targets.size(); ++i) {
    const Type* t = engine_.join(parts[i]);
    if (i == star) {
      t = known_.type(Known::kList, {engine_.widen_literals(t)});
      assign(targets[i], {t, true}, nullptr);
    } else {
      assign(targets[i], {t, proven}, nullptr);
    }
  }
}

VariableInfo* Walker::attribute_variable(const Type* receiver, Name name) {
  if (receiver->kind == TypeKind::kModule) {
    Declaration* d = static_cast<const ModuleType*>(receiver)->module->find(name);
    return d != nullptr ? d->as<VariableInfo>() : nullptr;
  }
  const Type* t = receiver;
  if (const auto* object = receiver->as<TypeObjectType>()) t = object->instance;
  const InstanceType* i = engine_.as_instance(t);
  if (i == nullptr) return nullptr;
  Member m = i->cls->find_member(name);
  return m ? m.declaration->as<VariableInfo>() : nullptr;
}

void Walker::assign_attribute(const syntax::Attribute* target, Value v, const Expr* from) {
  const Type* receiver = type(target->value);
  put(target, v);
  Name name = mangled(target->attr);
  if (receiver->is_gradual()) return;
  if (const auto* u = receiver->as<UnionType>()) {
    for (const Type* item : u->items) {
      if (engine_.member(item, name).status == MemberAccess::Status::kMissing && item->is_none()) {
        error(DiagnosticCode::kUnionAttr, target->span,
              "item \"None\" of \"" + Engine::show(u) + "\" has no attribute \"" + target->attr.str() + "\"");
      }
    }
    if (PathId path = path_of(target); path != 0) {
      forget_paths(path);
      MemberAccess m = engine_.member(receiver, name);
      if (m.status == MemberAccess::Status::kFound && !m.is_property) {
        Value narrowed = narrowed_on_assignment(m.type, v);
        flow_.narrowed.push_back({path, {narrowed.type, false}});
      }
    }
    return;
  }
  MemberAccess m = engine_.member(receiver, name);
  VariableInfo* variable = m.declaration != nullptr ? m.declaration->as<VariableInfo>() : nullptr;
  const Type* declared = variable != nullptr ? variable->declared_type() : nullptr;
  if (record_ && m.declaration != nullptr && m.cls != nullptr) {
    Reference ref;
    ref.name = name;
    ref.kind = ReferenceKind::kField;
    ref.variable = variable;
    ref.function = m.declaration->as<FunctionInfo>();
    ref.cls = m.cls;
    ref.owner = m.owner;
    set_reference(target, ref);
  }
  if (m.status == MemberAccess::Status::kMissing) {
    bool open = receiver->kind == TypeKind::kTypeVar || receiver->kind == TypeKind::kModule ||
                receiver->kind == TypeKind::kCallable || receiver->kind == TypeKind::kSelf || receiver->is_never();
    static const Name kSetattr = Name::intern("__setattr__");
    MemberAccess set = open ? MemberAccess{} : engine_.member(receiver, kSetattr);
    const auto* object = receiver->as<TypeObjectType>();
    if (const InstanceType* i = engine_.as_instance(object != nullptr ? object->instance : receiver); i != nullptr && record_) {
      if (object != nullptr || !checked_ || flow_.dubious) analyzer_.note_dynamic(i->cls, name);
    }
    if (object != nullptr) open = true;  // classes may be given anything
    if (!open && set.owner == known_.cls(Known::kObject)) {
      error(DiagnosticCode::kAttrDefined, target->span,
            "\"" + Engine::show(receiver) + "\" has no attribute \"" + target->attr.str() + "\"");
    }
    return;
  }
  if (m.status == MemberAccess::Status::kUnknown) return;
  PathId path = path_of(target);
  if (path != 0) {
    forget_paths(path);
    for (Handler& h : handlers_) {
      std::erase_if(h.at_raise->narrowed, [&](const Narrowed& n) { return module_.paths.starts_with(n.path, path); });
    }
  }
  if (m.is_property) {
    auto* getter = m.declaration != nullptr ? m.declaration->as<FunctionInfo>() : nullptr;
    if (m.read_only && getter != nullptr && getter->is_property) {
      error(DiagnosticCode::kAssignment, target->span,
            "property \"" + target->attr.str() + "\" of \"" + Engine::show(receiver) + "\" is read-only");
    }
    if (m.written != nullptr && !m.written->is_gradual() && from != nullptr) {
      check_assignable(v.type, m.written, from->span, DiagnosticCode::kAssignment, "the property takes");
    }
    return;
  }
  if (declared != nullptr) {
    const Type* t = class_ != nullptr ? in_body(m.type) : m.type;
    if (from != nullptr && !t->has_type_vars &&
        !check_assignable(v.type, t, from->span, DiagnosticCode::kAssignment, "attribute has type")) {
      // Said once is enough.
      if (path != 0) flow_.narrowed.push_back({path, {types_.unknown(), false}});
      return;
    }
    if (path != 0) {
      Value narrowed = narrowed_on_assignment(t, v);
      if (narrowed.type != t) flow_.narrowed.push_back({path, {narrowed.type, false}});
    }
    return;
  }
  if (variable != nullptr) {
    const Type* plain = engine_.widen_literals(v.type);
    if (record_) analyzer_.record(variable, plain);
    if (path != 0 && !plain->is_unknown()) flow_.narrowed.push_back({path, {plain, false}});
  }
}

void Walker::assign_item(const syntax::Subscript* target, Value v) {
  Value container = value(target->value);
  const Type* index = type(target->slice);
  if (container.type->is_gradual() || container.type->kind == TypeKind::kUnion) return;
  if (container.type->has_partial) {
    if (const auto* i = container.type->as<InstanceType>(); i != nullptr && i->args.size() == 2) {
      const Type* parts[] = {engine_.widen_literals(index), engine_.widen_literals(v.type)};
      // A defaultdict(list) knows its values already.
      if (!i->args[1]->has_partial) parts[1] = i->args[1];
      if (!i->args[0]->has_partial) parts[0] = i->args[0];
      if (!parts[0]->is_gradual()) {
        const Type* filled = types_.instance(i->cls, parts);
        refine_container(target->value, filled);
        put(target->value, {filled, container.proven});
        container.type = filled;
      }
    }
  }
  if (PathId path = path_of(target); path != 0) {
    forget_paths(path);
    if (v.type->kind != TypeKind::kUnknown) {
      const auto* i = container.type->as<InstanceType>();
      if (i != nullptr && (i->cls == known_.cls(Known::kDict) || i->cls == known_.cls(Known::kList)) &&
          !container.type->has_unknown) {
        const Type* declared = i->args.back();
        Value narrowed = narrowed_on_assignment(declared, v);
        if (narrowed.type != declared) flow_.narrowed.push_back({path, {narrowed.type, false}});
      }
    }
  } else if (PathId whole = path_of(target->value); whole != 0) {
    std::erase_if(flow_.narrowed, [&](const Narrowed& n) { return module_.paths.has_key_below(n.path, whole); });
  }
  if (container.type->is_gradual() || container.type->is_never()) return;
  const auto* i = container.type->as<InstanceType>();
  if (i != nullptr && i->cls->is(ClassFlag::kTypedDict)) {
    Value have = item_of(container.type, target, index, true);
    if (!have.type->is_gradual()) {
      check_assignable(v.type, have.type, target->span, DiagnosticCode::kAssignment, "the key has type");
    }
    return;
  }
  static const Name kSetItem = Name::intern("__setitem__");
  MemberAccess m = engine_.member(container.type, kSetItem);
  if (m.status == MemberAccess::Status::kMissing) {
    if (container.type->kind == TypeKind::kInstance || container.type->kind == TypeKind::kTuple ||
        container.type->kind == TypeKind::kNone) {
      error(DiagnosticCode::kIndex, target->span, "\"" + Engine::show(container.type) + "\" does not support item assignment");
    }
    return;
  }
  if (m.status != MemberAccess::Status::kFound) return;
  std::vector<Argument> arguments(2);
  arguments[0].value = {index, false};
  arguments[1].value = {v.type, false};
  ++quiet_;
  CallResult r = call_callable(m.type, arguments, nullptr, nullptr, {});
  --quiet_;
  if (!r.ok && i != nullptr && began_empty(target->value) && !i->args.empty()) {
    // It turns out to hold this as well.
    std::vector<const Type*> parts(i->args.begin(), i->args.end());
    if (parts.size() == 2) parts[0] = engine_.join(parts[0], engine_.widen_literals(index));
    parts.back() = engine_.join(parts.back(), engine_.widen_literals(v.type));
    refine_container(target->value, types_.instance(i->cls, parts));
    return;
  }
  if (!r.ok && target->slice->kind != ExprKind::kSlice) {
    error(DiagnosticCode::kIndex, target->span,
          "\"" + Engine::show(container.type) + "\" does not take \"" + Engine::show(engine_.widen_literals(v.type)) + "\" at \"" +
              Engine::show(engine_.widen_literals(index)) + "\"");
  }
}

const void* Walker::variable_identity(const Expr* expr) {
  if (const auto* name = syntax::as<syntax::NameExpr>(expr)) {
    Target t = target_of(name->id);
    return t.symbol != nullptr ? static_cast<const void*>(t.symbol) : t.declaration;
  }
  if (const auto* a = syntax::as<syntax::Attribute>(expr)) {
    const Type* receiver = record_ ? results_.expr_types[a->value->node_id] : nullptr;
    if (receiver == nullptr || receiver->is_gradual()) return nullptr;
    return attribute_variable(receiver, mangled(a->attr));
  }
  return nullptr;
}

// Empty displays have the type that their variable turned out to have.
void Walker::finish_displays() {
  for (const auto& [display, target] : empty_displays_) {
    const Type* now = results_.expr_types[display->node_id];
    const auto* i = now != nullptr ? now->as<InstanceType>() : nullptr;
    if (i == nullptr || !i->has_partial) continue;
    const Type* known = nullptr;
    if (const auto* name = syntax::as<syntax::NameExpr>(target)) {
      Target t = target_of(name->id);
      if (t.symbol != nullptr) {
        auto it = results_.symbols.find(t.symbol);
        if (it != results_.symbols.end()) known = it->second.type;
      }
    } else if (const auto* a = syntax::as<syntax::Attribute>(target)) {
      const Type* receiver = results_.expr_types[a->value->node_id];
      VariableInfo* v = receiver != nullptr && !receiver->is_gradual() ? attribute_variable(receiver, mangled(a->attr)) : nullptr;
      if (v != nullptr) known = engine_.variable_type(v);
    }
    if (known == nullptr) continue;
    for (const Type* t : items_of(known)) {
      const auto* k = t->as<InstanceType>();
      if (k == nullptr || k->cls != i->cls || k->has_partial) continue;
      results_.expr_types[display->node_id] = k;
      results_.expr_types[target->node_id] = k;
    }
  }
}

bool Walker::began_empty(const Expr* expr) {
  const void* variable = variable_identity(expr);
  return variable != nullptr && analyzer_.began_empty(variable);
}

void Walker::note_empty(const Expr* target) {
  if (const void* variable = variable_identity(target)) analyzer_.note_empty(variable);
}

// The container that `expr` names holds (at least) what `refined` says; before it was known to be empty.
void Walker::refine_container(const Expr* expr, const Type* refined) {
  const auto* to = refined->as<InstanceType>();
  const Type* now = record_ ? results_.expr_types[expr->node_id] : nullptr;
  const auto* from = now != nullptr ? now->as<InstanceType>() : nullptr;
  if (to == nullptr || from == nullptr) return;
  if (from->cls != to->cls) {
    // A list given as a Sequence[int].
    const InstanceType* up = from->cls->base_instance(to->cls);
    if (up == nullptr || to->has_unknown) return;
    Solution solution(from->cls->type_params());
    engine_.constrain(solution, up, to);
    const Type* t = substitute(types_, engine_.self_instance(from->cls), engine_.solve(solution));
    to = t->as<InstanceType>();
    if (to == nullptr || to->has_unknown) return;
  }
  if (const auto* name = syntax::as<syntax::NameExpr>(expr)) {
    Target t = target_of(name->id);
    if (t.kind == Target::Kind::kSlot && t.slot < flow_.slots.size()) {
      flow_.slots.set(t.slot, {to, flow_.slots[t.slot].proven});
      note_symbol(t.symbol, to, false);
      for (Handler& h : handlers_) {
        if (Value there = h.at_raise->slots[t.slot]; there.type != nullptr) {
          h.at_raise->slots.set(t.slot, {engine_.join(there.type, to), there.proven});
        }
      }
    } else if (t.kind == Target::Kind::kCaptured) {
      note_symbol(t.symbol, to, false);
    } else if (t.declaration != nullptr) {
      if (auto* v = t.declaration->as<VariableInfo>()) analyzer_.record(v, to);
    }
    if (kind_ != BodyKind::kFunction && t.kind == Target::Kind::kSlot) {
      Declaration* d = declaration_of(t, name->id);
      if (auto* v = d != nullptr ? d->as<VariableInfo>() : nullptr) analyzer_.record(v, to);
    }
    return;
  }
  if (const auto* a = syntax::as<syntax::Attribute>(expr)) {
    const Type* receiver = results_.expr_types[a->value->node_id];
    if (receiver == nullptr || receiver->is_gradual()) return;
    VariableInfo* v = attribute_variable(receiver, mangled(a->attr));
    if (v != nullptr && v->declared_type() == nullptr) analyzer_.record(v, to);
    if (PathId path = path_of(a); path != 0) {
      for (Narrowed& n : flow_.narrowed) {
        if (n.path == path) n.value.type = to;
      }
    }
  }
}

void Walker::delete_target(const Expr* target) {
  if (const auto* name = syntax::as<syntax::NameExpr>(target)) {
    Target t = target_of(name->id);
    if (t.kind == Target::Kind::kSlot) assign_slot(t.symbol, t.slot, {});
    return;
  }
  if (const auto* tuple = syntax::as<syntax::Tuple>(target)) {
    for (const Expr* e : tuple->elts) delete_target(e);
    return;
  }
  if (const auto* list = syntax::as<syntax::List>(target)) {
    for (const Expr* e : list->elts) delete_target(e);
    return;
  }
  ++quiet_;
  value(target);
  --quiet_;
  if (PathId path = path_of(target); path != 0) forget_paths(path);
}

}  // namespace krait::types
