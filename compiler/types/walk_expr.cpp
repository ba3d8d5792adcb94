// Expressions: dispatch, constants, attributes, subscriptions, lambdas, await and yield.
#include <algorithm>

#include "types/walker.h"

namespace krait::types {

using syntax::ExprKind;

void Walker::error(DiagnosticCode code, Span span, std::string message) {
  if (!record_ || !checked_ || quiet_ > 0 || flow_.dubious) return;
  for (const PendingError& e : errors_) {
    if (e.span == span && e.code == code) return;
  }
  errors_.push_back({code, span, std::move(message)});
}

void Walker::put(const Expr* expr, Value value) {
  if (!record_) return;
  results_.expr_types[expr->node_id] = value.type;
  results_.expr_proven[expr->node_id] = value.proven;
}

void Walker::set_reference(const Expr* expr, const Reference& reference) {
  if (!record_) return;
  uint32_t& index = results_.reference_index[expr->node_id];
  if (index == 0) {
    if (reference.kind == ReferenceKind::kUnknown) return;
    index = static_cast<uint32_t>(results_.references.size());
    results_.references.push_back(reference);
  } else {
    results_.references[index] = reference;
  }
}

const Type* Walker::quick_expression(const Expr* expr, const Type* expected) { return value(expr, expected).type; }

Value Walker::value(const Expr* expr, const Type* expected) {
  Nest nest(*this);
  Value out{types_.unknown(), false};
  if (!nest.too_deep()) out = value_of_kind(expr, expected);
  put(expr, out);
  return out;
}

Value Walker::constant(const syntax::Constant* c) {
  switch (c->value.kind) {
    case syntax::ConstantKind::kNone:
      return {types_.none(), true};
    case syntax::ConstantKind::kTrue:
    case syntax::ConstantKind::kFalse: {
      const Type* base = known_.type(Known::kBool);
      if (base->is_unknown()) return {base, false};
      return {types_.literal_bool(c->value.kind == syntax::ConstantKind::kTrue, base), true};
    }
    case syntax::ConstantKind::kEllipsis:
      return {known_.type(Known::kEllipsis), true};
    case syntax::ConstantKind::kInt: {
      const Type* base = known_.type(Known::kInt);
      if (base->is_unknown()) return {base, false};
      return {types_.literal_int(c->value.integer, base), true};
    }
    case syntax::ConstantKind::kBigInt:
      return {known_.type(Known::kInt), true};
    case syntax::ConstantKind::kFloat:
      return {known_.type(Known::kFloat), true};
    case syntax::ConstantKind::kComplex:
      return {known_.type(Known::kComplex), true};
    case syntax::ConstantKind::kStr: {
      const Type* base = known_.type(Known::kStr);
      // Long texts are never looked for one by one.
      if (base->is_unknown() || c->value.bytes.size > 100) return {base, true};
      return {types_.literal_str(c->value.text(), base), true};
    }
    case syntax::ConstantKind::kBytes: {
      const Type* base = known_.type(Known::kBytes);
      if (base->is_unknown() || c->value.bytes.size > 100) return {base, true};
      return {types_.literal_bytes(c->value.text(), base), true};
    }
  }
  return {types_.unknown(), false};
}

Value Walker::value_of_kind(const Expr* expr, const Type* expected) {
  switch (expr->kind) {
    case ExprKind::kConstant:
      return constant(syntax::to<syntax::Constant>(expr));
    case ExprKind::kNameExpr:
      return name_value(syntax::to<syntax::NameExpr>(expr));
    case ExprKind::kAttribute:
      return attribute(syntax::to<syntax::Attribute>(expr));
    case ExprKind::kCall:
      return call(syntax::to<syntax::Call>(expr), expected);
    case ExprKind::kBinOp:
      return binary(syntax::to<syntax::BinOp>(expr), expected);
    case ExprKind::kUnaryOp:
      return unary(syntax::to<syntax::UnaryOp>(expr));
    case ExprKind::kCompare:
      return compare(syntax::to<syntax::Compare>(expr));
    case ExprKind::kBoolOp:
      return bool_op(syntax::to<syntax::BoolOp>(expr), expected);
    case ExprKind::kIfExp:
      return conditional(syntax::to<syntax::IfExp>(expr), expected);
    case ExprKind::kSubscript:
      return subscript(syntax::to<syntax::Subscript>(expr), expected);
    case ExprKind::kList:
      return list_display(syntax::to<syntax::List>(expr), expected);
    case ExprKind::kTuple:
      return tuple_display(syntax::to<syntax::Tuple>(expr), expected);
    case ExprKind::kSet:
      return set_display(syntax::to<syntax::Set>(expr), expected);
    case ExprKind::kDict:
      return dict_display(syntax::to<syntax::Dict>(expr), expected);
    case ExprKind::kListComp: {
      const auto* c = syntax::to<syntax::ListComp>(expr);
      return comprehension(expr, c->elt, nullptr, c->generators, expected);
    }
    case ExprKind::kSetComp: {
      const auto* c = syntax::to<syntax::SetComp>(expr);
      return comprehension(expr, c->elt, nullptr, c->generators, expected);
    }
    case ExprKind::kGeneratorExp: {
      const auto* c = syntax::to<syntax::GeneratorExp>(expr);
      return comprehension(expr, c->elt, nullptr, c->generators, expected);
    }
    case ExprKind::kDictComp: {
      const auto* c = syntax::to<syntax::DictComp>(expr);
      return comprehension(expr, c->key, c->value, c->generators, expected);
    }
    case ExprKind::kNamedExpr: {
      const auto* n = syntax::to<syntax::NamedExpr>(expr);
      Value v = value(n->value, expected != nullptr ? expected : target_expectation(n->target));
      assign(n->target, v, n->value);
      return v;
    }
    case ExprKind::kLambda:
      return lambda(syntax::to<syntax::Lambda>(expr), expected);
    case ExprKind::kAwait:
      return await_value(syntax::to<syntax::Await>(expr));
    case ExprKind::kYield:
      return yield_value(syntax::to<syntax::Yield>(expr));
    case ExprKind::kYieldFrom:
      return yield_from(syntax::to<syntax::YieldFrom>(expr));
    case ExprKind::kStarred: {
      const Type* t = type(syntax::to<syntax::Starred>(expr)->value);
      return {element_type(syntax::to<syntax::Starred>(expr)->value, t), false};
    }
    case ExprKind::kJoinedStr:
      for (const Expr* part : syntax::to<syntax::JoinedStr>(expr)->values) value(part);
      return {known_.type(Known::kStr), true};
    case ExprKind::kTemplateStr:
      for (const Expr* part : syntax::to<syntax::TemplateStr>(expr)->values) value(part);
      return {known_.type(Known::kTemplate), true};
    case ExprKind::kFormattedValue: {
      const auto* f = syntax::to<syntax::FormattedValue>(expr);
      value(f->value);
      if (f->format_spec != nullptr) value(f->format_spec);
      return {known_.type(Known::kStr), true};
    }
    case ExprKind::kInterpolation: {
      const auto* f = syntax::to<syntax::Interpolation>(expr);
      value(f->value);
      if (f->format_spec != nullptr) value(f->format_spec);
      return {types_.unknown(), false};
    }
    case ExprKind::kSlice: {
      const auto* s = syntax::to<syntax::Slice>(expr);
      if (s->lower != nullptr) value(s->lower);
      if (s->upper != nullptr) value(s->upper);
      if (s->step != nullptr) value(s->step);
      return {known_.type(Known::kSlice), true};
    }
  }
  return {types_.unknown(), false};
}

namespace {

// What the receiver is called in messages.
std::string describe(const Type* type) {
  if (const auto* m = type->as<ModuleType>()) {
    (void)m;
    return "module";
  }
  return "\"" + Engine::show(type) + "\"";
}

bool declares_anything(ModuleInfo* module) {
  for (Name n : module->symbols()) {
    Declaration* d = module->find(n);
    if (d != nullptr && d->module == module && d->kind != DeclarationKind::kModule) return true;
  }
  return false;
}

bool is_super_call(const syntax::Expr* expr) {
  const auto* call = syntax::as<syntax::Call>(expr);
  const auto* name = call != nullptr ? syntax::as<syntax::NameExpr>(call->func) : nullptr;
  return name != nullptr && name->id == "super" && call->keywords.empty();
}

}  // namespace

Value Walker::attribute(const syntax::Attribute* a) {
  Name name = mangled(a->attr);
  if (is_super_call(a->value) && class_ != nullptr && function_ != nullptr) {
    const auto* call = syntax::to<syntax::Call>(a->value);
    value(call);
    bool usual = call->args.empty();
    if (call->args.size() == 2) {
      const auto* first = syntax::as<syntax::NameExpr>(call->args[0]);
      usual = first != nullptr && first->id == class_->name;
    }
    if (!usual) return {types_.unknown(), false};
    bool on_class = function_->is_static;  // __new__
    const Type* self = function_->is_class_method || on_class
                           ? static_cast<const Type*>(engine_.self_instance(class_))
                           : engine_.self_instance(class_);
    MemberAccess m = engine_.super_member(class_, name, self, function_->is_class_method || on_class);
    if (record_ && m.declaration != nullptr) {
      Reference ref;
      ref.name = name;
      ref.kind = m.declaration->kind == DeclarationKind::kFunction ? ReferenceKind::kMethod : ReferenceKind::kField;
      ref.function = m.declaration->as<FunctionInfo>();
      ref.variable = m.declaration->as<VariableInfo>();
      ref.cls = class_;
      ref.owner = m.owner;
      ref.bound = m.bound;
      ref.through_super = true;
      ref.rebound = true;  // another class may stand between in a subclass's order
      set_reference(a, ref);
    }
    return {m.type, false};
  }
  Value receiver = value(a->value);
  if (receiver.type->is_unknown() && analyzer_.guessing()) {
    std::vector<const Type*> owners;
    for (ClassInfo* cls : analyzer_.classes_with(name)) owners.push_back(engine_.self_instance(cls));
    if (!owners.empty()) {
      receiver = {owners.size() == 1 ? owners[0] : types_.union_of(owners), false};
      if (record_) {
        results_.expr_types[a->value->node_id] = receiver.type;
        results_.expr_proven[a->value->node_id] = false;
      }
    }
  }
  if (PathId path = flow_.narrowed.empty() ? 0 : path_of(a); path != 0) {
    if (const Value* narrowed = flow_.find(path)) {
      // The reference is the same as ever.
      MemberAccess m = engine_.member(receiver.type, name);
      if (record_ && m.declaration != nullptr && m.cls != nullptr) {
        Reference ref;
        ref.name = name;
        ref.kind = ReferenceKind::kField;
        ref.variable = m.declaration->as<VariableInfo>();
        ref.function = m.declaration->as<FunctionInfo>();
        ref.cls = m.cls;
        ref.owner = m.owner;
        set_reference(a, ref);
      }
      return *narrowed;
    }
  }
  if (receiver.type->is_gradual()) {
    set_reference(a, {});
    return {types_.unknown(), false};
  }
  MemberAccess m = engine_.member(receiver.type, name);
  if (m.status == MemberAccess::Status::kMissing) {
    set_reference(a, {});
    if (receiver.type->is_never()) return {types_.unknown(), false};
    for (const Type* t : items_of(receiver.type)) {
      const auto* object = t->as<TypeObjectType>();
      const InstanceType* i = engine_.as_instance(object != nullptr ? object->instance : t);
      if (i != nullptr && analyzer_.is_dynamic(i->cls, name)) return {types_.unknown(), false};
    }
    if (const auto* module = receiver.type->as<ModuleType>()) {
      // Stubs leave out what is private, and modules of other platforms are empty here.
      if (module->module->is_stub && (a->attr.text().starts_with("_") || !declares_anything(module->module))) {
        return {types_.unknown(), false};
      }
    }
    const auto* u = receiver.type->as<UnionType>();
    if (u == nullptr) {
      // `type(x).name`, metaclasses made at run time and the like stay silent through kUnknown; this is for sure.
      bool is_type_var = receiver.type->kind == TypeKind::kTypeVar || receiver.type->kind == TypeKind::kSelf;
      if (!is_type_var && a->ctx == syntax::ExprContext::kLoad) {
        error(DiagnosticCode::kAttrDefined, a->span,
              describe(receiver.type) + " has no attribute \"" + std::string(a->attr.text()) + "\"");
      }
    } else if (a->ctx == syntax::ExprContext::kLoad) {
      for (const Type* t : u->items) {
        if (engine_.member(t, name).status == MemberAccess::Status::kMissing) {
          error(DiagnosticCode::kUnionAttr, a->span,
                "item \"" + Engine::show(t) + "\" of \"" + Engine::show(u) + "\" has no attribute \"" +
                    std::string(a->attr.text()) + "\"");
          break;
        }
      }
    }
    return {m.type, false};
  }
  if (m.declaration != nullptr) {
    if (receiver.type->kind == TypeKind::kModule) {
      declaration_reference(a, m.declaration);
    } else if (record_) {
      Reference ref;
      ref.name = name;
      ref.cls = m.cls;
      ref.owner = m.owner;
      ref.module = m.declaration->module;
      switch (m.declaration->kind) {
        case DeclarationKind::kFunction: {
          auto* f = static_cast<FunctionInfo*>(m.declaration);
          ref.kind = m.is_property ? ReferenceKind::kField : ReferenceKind::kMethod;
          ref.function = f;
          ref.bound = m.bound;
          ref.rebound = f->rebound || (receiver.type->kind != TypeKind::kTypeObject && analyzer_.overridden(f));
          break;
        }
        case DeclarationKind::kVariable:
          ref.kind = ReferenceKind::kField;
          ref.variable = static_cast<VariableInfo*>(m.declaration);
          break;
        case DeclarationKind::kClass:
          ref.kind = ReferenceKind::kClass;
          ref.cls = static_cast<ClassInfo*>(m.declaration);
          break;
        default:
          ref = {};
          break;
      }
      set_reference(a, ref);
    }
  } else {
    set_reference(a, {});
  }
  const Type* t = m.type;
  if (class_ != nullptr) t = in_body(t);
  return {t, false};
}

bool Walker::is_type_expression(const Type* t) { return t->kind == TypeKind::kTypeObject; }

Value Walker::subscript(const syntax::Subscript* s, const Type*) {
  Value container = value(s->value);
  if (is_type_expression(container.type)) {
    const auto* object = static_cast<const TypeObjectType*>(container.type);
    const auto* i = object->instance->as<InstanceType>();
    if (i != nullptr && i->cls->is(ClassFlag::kEnum)) {
      value(s->slice);
      return {i, false};
    }
    // A class given type arguments: list[int](...).
    if (i != nullptr && !i->cls->type_params().empty()) {
      const Type* t = analyzer_.declarations().type_of_annotation(s, declared_in_);
      if (t->kind == TypeKind::kInstance || t->kind == TypeKind::kTuple) {
        return {types_.type_object(in_body(t)), false};
      }
      return {types_.unknown(), false};
    }
    static const Name kClassGetItem = Name::intern("__class_getitem__");
    value(s->slice);
    (void)kClassGetItem;
    return {types_.unknown(), false};
  }
  const Type* index = type(s->slice);
  if (PathId path = flow_.narrowed.empty() ? 0 : path_of(s); path != 0) {
    if (const Value* narrowed = flow_.find(path)) return *narrowed;
  }
  if (s->ctx == syntax::ExprContext::kDel) return {types_.unknown(), false};
  return item_of(container.type, s, index, true);
}

Value Walker::item_of(const Type* container, const syntax::Subscript* s, const Type* index, bool report) {
  if (container->is_gradual()) return {types_.unknown(), false};
  if (const auto* u = container->as<UnionType>()) {
    std::vector<const Type*> parts;
    for (const Type* t : u->items) parts.push_back(item_of(t, s, index, report).type);
    return {engine_.join(parts), false};
  }
  const bool slice = s->slice->kind == ExprKind::kSlice;
  const TupleType* tuple = container->as<TupleType>();
  if (tuple == nullptr) {
    if (const auto* i = container->as<InstanceType>()) {
      if (const TupleType* t = i->cls->tuple_type()) {
        Substitution with;
        with.set_all(types_, i->cls->type_params(), i->args);
        tuple = substitute(types_, t, with)->as<TupleType>();
      }
    }
  }
  if (tuple != nullptr) {
    if (slice) {
      const auto* range = syntax::to<syntax::Slice>(s->slice);
      auto bound = [&](const Expr* e, int64_t missing, int64_t* out) {
        if (e == nullptr) {
          *out = missing;
          return true;
        }
        const Type* t = results_.expr_types[e->node_id];
        const auto* l = t != nullptr ? t->as<LiteralType>() : nullptr;
        if (!record_ || l == nullptr || l->literal != LiteralKind::kInt) return false;
        *out = l->number;
        return true;
      };
      int64_t n = static_cast<int64_t>(tuple->items.size()), lo = 0, hi = n;
      if (tuple->fixed() && range->step == nullptr && bound(range->lower, 0, &lo) && bound(range->upper, n, &hi)) {
        if (lo < 0) lo = std::max<int64_t>(0, lo + n);
        if (hi < 0) hi = std::max<int64_t>(0, hi + n);
        lo = std::min(lo, n);
        hi = std::clamp(hi, lo, n);
        return {types_.tuple(tuple->items.subspan(static_cast<size_t>(lo), static_cast<size_t>(hi - lo))), false};
      }
      return {types_.tuple_of(engine_.tuple_element(tuple)), false};
    }
    const auto* l = index->as<LiteralType>();
    if (l != nullptr && l->literal == LiteralKind::kInt && tuple->fixed()) {
      int64_t n = static_cast<int64_t>(tuple->items.size());
      int64_t at = l->number < 0 ? l->number + n : l->number;
      if (at >= 0 && at < n) return {tuple->items[static_cast<size_t>(at)], false};
      if (report && container->kind == TypeKind::kTuple) {
        error(DiagnosticCode::kIndex, s->span, "tuple index out of range: \"" + Engine::show(container) + "\" has " +
                                                   std::to_string(n) + " items");
      }
      return {types_.unknown(), false};
    }
    return {engine_.tuple_element(tuple), false};
  }
  const InstanceType* i = engine_.as_instance(container);
  if (i != nullptr) {
    bool int_index = !slice && (known_.is(index, Known::kInt) || known_.is(index, Known::kBool) ||
                                (index->kind == TypeKind::kLiteral && static_cast<const LiteralType*>(index)->number >= 0 &&
                                 static_cast<const LiteralType*>(index)->literal == LiteralKind::kInt));
    if (i->cls == known_.cls(Known::kList) && !i->args.empty()) {
      if (int_index) return {i->args[0], false};
      if (slice) return {i, true};
    } else if (i->cls == known_.cls(Known::kStr)) {
      if (int_index || slice) return {known_.type(Known::kStr), true};
    } else if (i->cls == known_.cls(Known::kBytes)) {
      if (int_index) return {known_.type(Known::kInt), true};
      if (slice) return {i, true};
    } else if (i->cls->is(ClassFlag::kTypedDict)) {
      const auto* key = index->as<LiteralType>();
      if (key == nullptr || key->literal != LiteralKind::kStr) return {types_.unknown(), false};
      for (VariableInfo* v : i->cls->typed_dict_keys()) {
        if (v->name.text() != key->text) continue;
        const Type* t = v->declared_type();
        if (t == nullptr) return {types_.unknown(), false};
        Substitution with;
        with.set_all(types_, i->cls->type_params(), i->args);
        return {substitute(types_, t, with), false};
      }
      if (report && !i->cls->has_unknown_base()) {
        error(DiagnosticCode::kIndex, s->slice->span, "\"" + std::string(i->cls->name.text()) + "\" has no key \"" +
                                                          std::string(key->text) + "\"");
      }
      return {types_.unknown(), false};
    }
  }
  if (container->is_never()) return {types_.unknown(), false};
  static const Name kGetItem = Name::intern("__getitem__");
  MemberAccess m = engine_.member(container, kGetItem);
  if (m.status == MemberAccess::Status::kMissing) {
    if (report && container->kind != TypeKind::kTypeVar) {
      error(DiagnosticCode::kIndex, s->span, "value of type \"" + Engine::show(container) + "\" is not indexable");
    }
    return {types_.unknown(), false};
  }
  if (m.status == MemberAccess::Status::kUnknown) return {types_.unknown(), false};
  std::vector<Argument> arguments(1);
  arguments[0].expr = s->slice;
  arguments[0].value = {index, false};
  ++quiet_;
  CallResult result = call_callable(m.type, arguments, nullptr, nullptr, {});
  --quiet_;
  if (!result.ok && report) {
    error(DiagnosticCode::kIndex, s->slice->span,
          "\"" + Engine::show(container) + "\" cannot be indexed with \"" + Engine::show(index) + "\"");
  }
  return {result.type, false};
}

Value Walker::lambda(const syntax::Lambda* l, const Type* expected) {
  const CallableType* wanted = nullptr;
  if (expected != nullptr) {
    for (const Type* t : items_of(expected)) {
      bool callable = true;
      if (const auto* c = t->as<CallableType>()) {
        wanted = c;
      } else if (t->kind == TypeKind::kInstance && static_cast<const InstanceType*>(t)->cls->is(ClassFlag::kProtocol)) {
        if (const Type* call = engine_.call_type(t, &callable)) wanted = call->as<CallableType>();
      }
      if (wanted != nullptr) break;
    }
  }
  const syntax::Arguments* args = l->args;
  for (const Expr* d : args->defaults) value(d);
  for (const Expr* d : args->kw_defaults) {
    if (d != nullptr) value(d);
  }
  program::ScopeId id = module_.scopes->of(l);
  if (id == program::kNoScope) return {types_.unknown(), false};
  program::ScopeId outer = scope_;
  Flow before = flow_;
  size_t base = next_slot_;
  next_slot_ += module_.scopes->scope(id).symbols.size();
  flow_.slots.resize(next_slot_);
  inline_scopes_.emplace_back(id, base);
  scope_ = id;
  ++lambda_depth_;
  std::vector<Param> params;
  size_t positional = 0;
  size_t required = args->posonlyargs.size() + args->args.size() - args->defaults.size();
  auto add = [&](const syntax::Arg* a, ParamKind kind, bool has_default) {
    Param p;
    p.name = a->arg;
    p.kind = kind;
    p.has_default = has_default;
    p.type = types_.unknown();
    if (wanted != nullptr && (kind == ParamKind::kPositional || kind == ParamKind::kPositionalOnly)) {
      size_t i = positional++;
      if (i < wanted->params.size() && wanted->params[i].kind <= ParamKind::kPositional) {
        const Type* t = wanted->params[i].type;
        p.type = t->has_type_vars && class_ == nullptr && function_ == nullptr ? erase_type_vars(types_, t) : t;
      }
    }
    const Type* local = p.type;
    if (kind == ParamKind::kStar) local = types_.tuple_of(p.type);
    if (kind == ParamKind::kStarStar) local = known_.type(Known::kDict, {known_.type(Known::kStr), p.type});
    Target target = target_of(a->arg);
    if (target.kind == Target::Kind::kSlot) {
      note_symbol(target.symbol, local, false);
      assign_slot(target.symbol, target.slot, {local, false});
    }
    params.push_back(p);
  };
  size_t n = 0;
  for (const syntax::Arg* a : args->posonlyargs) add(a, ParamKind::kPositionalOnly, n++ >= required);
  for (const syntax::Arg* a : args->args) add(a, ParamKind::kPositional, n++ >= required);
  if (args->vararg != nullptr) add(args->vararg, ParamKind::kStar, false);
  n = 0;
  for (const syntax::Arg* a : args->kwonlyargs) {
    add(a, ParamKind::kKeywordOnly, args->kw_defaults[n] != nullptr);
    ++n;
  }
  if (args->kwarg != nullptr) add(args->kwarg, ParamKind::kStarStar, false);
  const Type* want_result = wanted != nullptr && !wanted->result->has_type_vars ? wanted->result : nullptr;
  const Type* result = engine_.widen_literals(type(l->body, want_result));
  --lambda_depth_;
  scope_ = outer;
  inline_scopes_.pop_back();
  next_slot_ = base;
  flow_ = std::move(before);
  return {types_.callable(params, result), true};
}

Value Walker::await_value(const syntax::Await* a) {
  const Type* t = type(a->value);
  return {engine_.awaited(t), false};
}

Value Walker::yield_value(const syntax::Yield* y) {
  const Type* t = y->value != nullptr ? type(y->value, yield_wanted_) : types_.none();
  if (yield_wanted_ != nullptr) {
    if (!engine_.assignable(t, yield_wanted_)) {
      error(DiagnosticCode::kReturnValue, y->span,
            "incompatible types in yield: \"" + Engine::show(t) + "\" where \"" + Engine::show(yield_wanted_) +
                "\" is declared");
    }
  }
  yielded_.push_back(engine_.widen_literals(t));
  return {send_type_ != nullptr ? send_type_ : types_.unknown(), false};
}

Value Walker::yield_from(const syntax::YieldFrom* y) {
  const Type* t = type(y->value);
  yielded_.push_back(element_type(y->value, t));
  if (const InstanceType* up = engine_.upcast(t, known_.cls(Known::kGenerator)); up != nullptr && up->args.size() == 3) {
    return {up->args[2], false};
  }
  return {types_.unknown(), false};
}

}  // namespace krait::types
