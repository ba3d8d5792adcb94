// Lists, sets, dictionaries, tuples and comprehensions.
#include "types/native_numbers.h"
#include "types/walker.h"

namespace krait::types {

using syntax::ExprKind;

// The element type asked for, when a value of `expected` is wanted and a list (dict, ...) is given.
const Type* Walker::expected_argument(const Type* expected, Known container, size_t index) {
  if (expected == nullptr) return nullptr;
  ClassInfo* cls = known_.cls(container);
  if (cls == nullptr) return nullptr;
  for (const Type* t : items_of(expected)) {
    const auto* i = t->as<InstanceType>();
    if (i == nullptr || i->args.empty()) continue;
    const Type* out = nullptr;
    if (i->cls == cls) {
      if (index < i->args.size()) out = i->args[index];
    } else if (const InstanceType* up = cls->base_instance(i->cls)) {
      // Sequence[T] asked for: which argument of list is its T?
      for (size_t k = 0; k < up->args.size() && k < i->args.size(); ++k) {
        if (index < cls->type_params().size() && up->args[k] == cls->type_params()[index]) out = i->args[k];
      }
    } else {
      continue;
    }
    if (out != nullptr && !out->is_unknown()) {
      if (out->has_type_vars) {
        // Variables of the callee that are still open say nothing; those of the body's own function do.
        std::vector<const TypeVarDecl*> vars;
        collect_type_vars(out, vars);
        if (function_ == nullptr && class_ == nullptr) return nullptr;
      }
      return out;
    }
  }
  return nullptr;
}

// Of range(...) over native integers: the items are such, too.
const Type* Walker::native_range_item(const Expr* iterable, const Type* type) {
  const auto* call = syntax::as<syntax::Call>(iterable);
  if (call == nullptr || !known_.is(type, Known::kRange)) return nullptr;
  const Type* found = nullptr;
  for (const Expr* arg : call->args) {
    const Type* t = record_ ? results_.expr_types[arg->node_id] : this->type(arg);
    if (t == nullptr) return nullptr;
    std::optional<NativeNumber> native = native_number(t);
    if (!native) continue;
    if (!is_native_int(*native) || (found != nullptr && found != t)) return nullptr;
    found = t;
  }
  return found;
}

const Type* Walker::element_type(const Expr* iterable, const Type* t, bool report) {
  if (t->is_gradual()) return types_.unknown();
  bool known = true;
  const Type* element = engine_.element_of(t, &known);
  if (const Type* native = native_range_item(iterable, t)) return native;
  if (!known && report && !t->is_never()) {
    std::string what;
    if (const auto* u = t->as<UnionType>()) {
      for (const Type* item : u->items) {
        bool ok = true;
        engine_.element_of(item, &ok);
        if (!ok) {
          what = "item \"" + Engine::show(item) + "\" of \"" + Engine::show(t) + "\" is not iterable";
          break;
        }
      }
    } else {
      what = "\"" + Engine::show(t) + "\" is not iterable";
    }
    if (t->kind != TypeKind::kTypeVar) error(DiagnosticCode::kNotIterable, iterable->span, what);
  }
  return element;
}

// What a display of these holds. Of different things: what else may be put in cannot be told, so nothing is claimed, but
// for numbers and None.
const Type* Walker::display_element(std::vector<const Type*>& parts) {
  for (const Type*& t : parts) t = engine_.widen_literals(t);
  const Type* all = engine_.join(parts);
  const auto* u = all->as<UnionType>();
  if (u == nullptr) return all;
  size_t others = 0;
  bool number = false;
  for (const Type* t : u->items) {
    if (known_.is(t, Known::kInt) || known_.is(t, Known::kFloat) || known_.is(t, Known::kBool) || known_.is(t, Known::kComplex) ||
        native_number(t)) {
      number = true;
    } else if (!t->is_none()) {
      ++others;
    }
  }
  return others + number > 1 ? types_.unknown() : all;
}

Value Walker::list_display(const syntax::List* list, const Type* expected) {
  const Type* wanted = expected_argument(expected, Known::kList, 0);
  std::vector<const Type*> parts;
  for (const Expr* e : list->elts) {
    parts.push_back(type(e, wanted));
  }
  if (parts.empty()) {
    return {known_.type(Known::kList, {wanted != nullptr ? wanted : types_.partial()}), true};
  }
  if (wanted != nullptr) {
    bool fits = true;
    for (const Type* t : parts) fits &= engine_.assignable(t, wanted);
    if (fits) return {known_.type(Known::kList, {wanted}), true};
  }
  return {known_.type(Known::kList, {display_element(parts)}), true};
}

Value Walker::set_display(const syntax::Set* set, const Type* expected) {
  const Type* wanted = expected_argument(expected, Known::kSet, 0);
  std::vector<const Type*> parts;
  for (const Expr* e : set->elts) parts.push_back(type(e, wanted));
  if (wanted != nullptr) {
    bool fits = true;
    for (const Type* t : parts) fits &= engine_.assignable(t, wanted);
    if (fits) return {known_.type(Known::kSet, {wanted}), true};
  }
  return {known_.type(Known::kSet, {display_element(parts)}), true};
}

Value Walker::tuple_display(const syntax::Tuple* tuple, const Type* expected) {
  const TupleType* wanted = nullptr;
  const Type* wanted_each = expected_argument(expected, Known::kTuple, 0);
  if (expected != nullptr) {
    for (const Type* t : items_of(expected)) {
      const auto* candidate = t->as<TupleType>();
      if (candidate == nullptr) continue;
      if (!candidate->fixed() || candidate->items.size() == tuple->elts.size()) {
        wanted = candidate;
        break;
      }
    }
  }
  std::vector<const Type*> parts;
  int variadic = -1;
  size_t at = 0;
  bool proven = true;
  for (const Expr* e : tuple->elts) {
    if (const auto* star = syntax::as<syntax::Starred>(e)) {
      const Type* inner = type(star->value);
      proven = false;
      put(e, {element_type(star->value, inner), false});
      const auto* t = inner->as<TupleType>();
      if (t != nullptr && t->fixed()) {
        parts.insert(parts.end(), t->items.begin(), t->items.end());
      } else if (variadic < 0) {
        variadic = static_cast<int>(parts.size());
        parts.push_back(element_type(star->value, inner, false));
      } else {
        // Two open parts: every element may be any of them.
        parts.push_back(element_type(star->value, inner, false));
        const Type* all = engine_.join(parts);
        for (const Expr* rest : tuple->elts.subspan(at + 1)) all = engine_.join(all, type(rest));
        return {types_.tuple_of(engine_.widen_literals(all)), true};
      }
      ++at;
      continue;
    }
    const Type* want = wanted_each;
    if (wanted != nullptr) {
      if (wanted->fixed()) {
        want = at < wanted->items.size() ? wanted->items[at] : nullptr;
      } else {
        want = wanted->items[static_cast<size_t>(wanted->variadic)];
      }
    }
    Value v = value(e, want);
    proven &= v.proven;
    parts.push_back(v.type);
    ++at;
  }
  // `proven` of a tuple says something about each element, unlike that of a list.
  return {types_.tuple(parts, variadic), proven};
}

Value Walker::dict_display(const syntax::Dict* dict, const Type* expected) {
  if (expected != nullptr) {
    for (const Type* t : items_of(expected)) {
      const auto* i = t->as<InstanceType>();
      if (i == nullptr || !i->cls->is(ClassFlag::kTypedDict)) continue;
      Substitution with;
      with.set_all(types_, i->cls->type_params(), i->args);
      for (size_t k = 0; k < dict->keys.size(); ++k) {
        const Expr* key = dict->keys[k];
        const Type* want = nullptr;
        if (key != nullptr) {
          const auto* literal = type(key)->as<LiteralType>();
          if (literal != nullptr && literal->literal == LiteralKind::kStr) {
            for (VariableInfo* v : i->cls->typed_dict_keys()) {
              if (v->name.text() == literal->text && v->declared_type() != nullptr) {
                want = substitute(types_, v->declared_type(), with);
              }
            }
          }
        }
        const Type* given = type(dict->values[k], want);
        if (want != nullptr && items_of(expected).size() == 1 && !engine_.assignable(given, want)) {
          error(DiagnosticCode::kArgType, dict->values[k]->span,
                "value of key has type \"" + Engine::show(given) + "\", \"" + Engine::show(want) + "\" expected");
        }
      }
      return {i, false};
    }
  }
  const Type* want_key = expected_argument(expected, Known::kDict, 0);
  const Type* want_value = expected_argument(expected, Known::kDict, 1);
  std::vector<const Type*> keys, values;
  bool keys_fit = want_key != nullptr, values_fit = want_value != nullptr;
  for (size_t i = 0; i < dict->keys.size(); ++i) {
    if (dict->keys[i] == nullptr) {
      const Type* other = type(dict->values[i], expected);
      const InstanceType* mapping = engine_.upcast(other, known_.cls(Known::kMapping));
      if (mapping != nullptr && mapping->args.size() == 2) {
        keys.push_back(mapping->args[0]);
        values.push_back(mapping->args[1]);
      } else {
        keys.push_back(types_.unknown());
        values.push_back(types_.unknown());
      }
    } else {
      keys.push_back(type(dict->keys[i], want_key));
      values.push_back(type(dict->values[i], want_value));
    }
    keys_fit = keys_fit && engine_.assignable(keys.back(), want_key);
    values_fit = values_fit && engine_.assignable(values.back(), want_value);
  }
  if (keys.empty()) {
    const Type* k = want_key != nullptr ? want_key : types_.partial();
    const Type* v = want_value != nullptr ? want_value : types_.partial();
    return {known_.type(Known::kDict, {k, v}), true};
  }
  const Type* k = keys_fit ? want_key : display_element(keys);
  const Type* v = values_fit ? want_value : display_element(values);
  return {known_.type(Known::kDict, {k, v}), true};
}

Value Walker::comprehension(const Expr* expr, const Expr* element, const Expr* second,
                            syntax::ComprehensionList generators, const Type* expected) {
  program::ScopeId id = module_.scopes->of(expr);
  if (id == program::kNoScope || generators.empty()) return {types_.unknown(), false};
  // The first iterable is evaluated outside.
  const Type* first = type(generators[0]->iter);
  program::ScopeId outer = scope_;
  size_t base = next_slot_;
  Flow before = flow_;
  next_slot_ += module_.scopes->scope(id).symbols.size();
  flow_.slots.resize(next_slot_);
  for (size_t i = base; i < next_slot_; ++i) flow_.slots.set(i, {});
  inline_scopes_.emplace_back(id, base);
  scope_ = id;
  bool is_async = false;
  for (size_t g = 0; g < generators.size(); ++g) {
    const syntax::Comprehension* c = generators[g];
    const Type* iterable = g == 0 ? first : type(c->iter);
    const Type* item;
    bool item_proven = false;
    if (c->is_async) {
      is_async = true;
      item = engine_.async_element_of(iterable);
    } else {
      item = element_type(c->iter, iterable);
      item_proven = known_.is(iterable, Known::kRange) || known_.is(engine_.widen_literals(iterable), Known::kStr);
    }
    assign(c->target, {item, item_proven}, nullptr);
    for (const Expr* condition : c->ifs) test(condition);
  }
  Known container = expr->kind == ExprKind::kListComp  ? Known::kList
                    : expr->kind == ExprKind::kSetComp ? Known::kSet
                    : expr->kind == ExprKind::kDictComp ? Known::kDict
                                                        : Known::kGenerator;
  const Type* want = expected_argument(expected, container, 0);
  const Type* t = type(element, want);
  t = want != nullptr && engine_.assignable(t, want) ? want : engine_.widen_literals(t);
  const Type* result;
  if (second != nullptr) {
    const Type* want_value = expected_argument(expected, container, 1);
    const Type* v = type(second, want_value);
    v = want_value != nullptr && engine_.assignable(v, want_value) ? want_value : engine_.widen_literals(v);
    result = known_.type(Known::kDict, {t, v});
  } else if (container == Known::kGenerator) {
    result = is_async ? known_.type(Known::kAsyncGenerator, {t, types_.none()})
                      : known_.type(Known::kGenerator, {t, types_.none(), types_.none()});
  } else {
    result = known_.type(container, {t});
  }
  scope_ = outer;
  inline_scopes_.pop_back();
  next_slot_ = base;
  // What a walrus inside bound stays bound; narrowing inside does not hold outside.
  Flow after = std::move(flow_);
  flow_ = std::move(before);
  Slots outside = flow_.slots;
  outside.compare(after.slots, [&](size_t i, Value here, Value inside) {
    if (i >= base) return false;
    if (inside.type != nullptr) {
      flow_.slots.set(i, {here.type == nullptr ? inside.type : engine_.join(here.type, inside.type), false});
    }
    return true;
  });
  return {result, true};
}

}  // namespace krait::types
