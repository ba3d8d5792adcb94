// match statements: what patterns bind, and what they leave.
#include "types/walker.h"

namespace krait::types {

using syntax::PatternKind;

void Walker::match_statement(const syntax::Match* stmt) {
  const Type* subject = type(stmt->subject);
  Flow out = dead();
  const Type* left = subject;
  for (const syntax::MatchCase* c : stmt->cases) {
    Flow before = flow_;
    const Type* rest = left;
    const Type* matched = pattern(c->pattern, left, &rest);
    if (matched->is_never()) {
      flow_.dubious = true;
    } else if (matched != left) {
      set_narrowed(stmt->subject, matched, false);
    }
    Flow not_matched = std::move(before);
    if (c->guard != nullptr) {
      Flow failed = test(c->guard);
      rest = left;
      (void)failed;
    }
    block(c->body);
    merge(out, flow_);
    flow_ = std::move(not_matched);
    if (rest != left) {
      left = rest;
      if (rest->is_never()) {
        // Nothing is left: an irrefutable pattern, or all alternatives named.
        const auto* as = c->pattern->kind == PatternKind::kMatchAs ? syntax::to<syntax::MatchAs>(c->pattern) : nullptr;
        if (as != nullptr && as->pattern == nullptr && c->guard == nullptr) {
          flow_.reachable = false;
        } else {
          flow_.dubious = true;
        }
        left = types_.unknown();
      } else {
        set_narrowed(stmt->subject, left, false);
      }
    }
    if (!flow_.reachable) break;
  }
  merge(out, flow_);
  flow_ = std::move(out);
}

const Type* Walker::pattern(const syntax::Pattern* p, const Type* subject, const Type** left) {
  Nest nest(*this);
  *left = subject;
  if (nest.too_deep()) return types_.unknown();
  auto bind = [&](Name name, const Type* t) {
    if (name) bind_name(name, {t, false}, nullptr, true);
  };
  switch (p->kind) {
    case PatternKind::kMatchValue: {
      const Type* t = type(syntax::to<syntax::MatchValue>(p)->value);
      if (t->kind != TypeKind::kLiteral) return subject;
      const Type* rest = narrow_literal(subject, t, false, false);
      *left = rest;
      const Type* matched = narrow_literal(subject, t, true, false);
      return matched;
    }
    case PatternKind::kMatchSingleton: {
      const auto& v = syntax::to<syntax::MatchSingleton>(p)->value;
      const Type* boolean = known_.type(Known::kBool);
      const Type* t = v.is_none() ? types_.none()
                      : boolean->is_unknown()
                          ? boolean
                          : types_.literal_bool(v.kind == syntax::ConstantKind::kTrue, boolean);
      if (t->is_unknown()) return subject;
      *left = narrow_literal(subject, t, false, true);
      return narrow_literal(subject, t, true, true);
    }
    case PatternKind::kMatchAs: {
      const auto* as = syntax::to<syntax::MatchAs>(p);
      const Type* matched = subject;
      if (as->pattern != nullptr) {
        matched = pattern(as->pattern, subject, left);
      } else {
        *left = types_.never();
      }
      bind(as->name, matched->is_never() ? types_.unknown() : matched);
      return matched;
    }
    case PatternKind::kMatchOr: {
      std::vector<const Type*> parts;
      const Type* rest = subject;
      for (const syntax::Pattern* alternative : syntax::to<syntax::MatchOr>(p)->patterns) {
        const Type* after = rest;
        parts.push_back(pattern(alternative, rest, &after));
        rest = after;
      }
      *left = rest;
      return types_.union_of(parts);
    }
    case PatternKind::kMatchClass: {
      const auto* c = syntax::to<syntax::MatchClass>(p);
      const Type* t = type(c->cls);
      const auto* object = t->as<TypeObjectType>();
      const auto* i = object != nullptr ? object->instance->as<InstanceType>() : nullptr;
      const Type* matched = types_.unknown();
      const Type* rest = subject;
      if (i != nullptr) {
        const Type* plain = erase_type_vars(types_, i);
        matched = narrow_instance(subject, {&plain, 1}, true, false);
        rest = narrow_instance(subject, {&plain, 1}, false, false);
      }
      bool irrefutable = true;
      auto is_open = [](const syntax::Pattern* q) {
        return q->kind == PatternKind::kMatchAs && syntax::to<syntax::MatchAs>(q)->pattern == nullptr;
      };
      // int(x), str(x), ...: the one positional pattern is the value itself.
      bool self_match = false;
      if (i != nullptr && i->cls->module != nullptr && i->cls->module->name == "builtins") {
        std::string_view n = i->cls->name.text();
        self_match = n == "int" || n == "str" || n == "float" || n == "bool" || n == "bytes" || n == "bytearray" || n == "dict" ||
                     n == "frozenset" || n == "list" || n == "set" || n == "tuple";
      }
      static const Name kMatchArgs = Name::intern("__match_args__");
      std::vector<Name> positional;
      if (i != nullptr && !self_match) {
        if (const auto* options = i->cls->dataclass()) {
          (void)options;
          for (const DataclassField& f : i->cls->dataclass_fields()) {
            if (f.init && !f.kw_only && f.variable != nullptr) positional.push_back(f.variable->name);
          }
        } else if (i->cls->is(ClassFlag::kNamedTuple)) {
          for (VariableInfo* v : i->cls->tuple_fields()) positional.push_back(v->name);
        } else {
          MemberAccess m = engine_.member(matched, kMatchArgs);
          const TupleType* names = m.type->as<TupleType>();
          if (names != nullptr) {
            for (const Type* item : names->items) {
              const auto* l = item->as<LiteralType>();
              positional.push_back(l != nullptr ? Name::intern(l->text) : Name());
            }
          }
        }
      }
      if (record_) results_.pattern_args[c->node_id] = positional;
      for (size_t k = 0; k < c->patterns.size(); ++k) {
        irrefutable &= is_open(c->patterns[k]);
        const Type* part = types_.unknown();
        if (self_match) {
          part = matched;
        } else if (k < positional.size() && positional[k] && !matched->is_gradual()) {
          part = engine_.member(matched, positional[k]).type;
        }
        const Type* ignored;
        pattern(c->patterns[k], part, &ignored);
      }
      for (size_t k = 0; k < c->kwd_patterns.size(); ++k) {
        irrefutable &= is_open(c->kwd_patterns[k]);
        const Type* part = matched->is_gradual() || matched->is_never() ? types_.unknown() : engine_.member(matched, c->kwd_attrs[k]).type;
        const Type* ignored;
        pattern(c->kwd_patterns[k], part, &ignored);
      }
      *left = irrefutable ? rest : subject;
      return matched;
    }
    case PatternKind::kMatchSequence: {
      const auto* s = syntax::to<syntax::MatchSequence>(p);
      std::vector<const Type*> kept, rest;
      bool open = true;  // every part matches anything
      for (const syntax::Pattern* q : s->patterns) {
        open &= q->kind == PatternKind::kMatchStar ||
                (q->kind == PatternKind::kMatchAs && syntax::to<syntax::MatchAs>(q)->pattern == nullptr);
      }
      size_t star = s->patterns.size();
      for (size_t k = 0; k < s->patterns.size(); ++k) {
        if (s->patterns[k]->kind == PatternKind::kMatchStar) star = k;
      }
      bool has_star = star != s->patterns.size();
      const Type* str = known_.type(Known::kStr);
      for (const Type* item : items_of(subject)) {
        if (engine_.widen_literals(item) == str || item->is_none() || known_.is(item, Known::kInt) || known_.is(item, Known::kDict) ||
            known_.is(item, Known::kSet) || known_.is(item, Known::kFloat) || known_.is(item, Known::kBytes)) {
          rest.push_back(item);
          continue;
        }
        if (const auto* t = item->as<TupleType>(); t != nullptr && t->fixed()) {
          if (has_star ? t->items.size() + 1 < s->patterns.size() : t->items.size() != s->patterns.size()) {
            rest.push_back(item);
            continue;
          }
          if (!open) rest.push_back(item);
        } else {
          rest.push_back(item);
          const auto* i = item->as<InstanceType>();
          if (i != nullptr && !i->cls->has_unknown_base() && !i->cls->is(ClassFlag::kProtocol) && !known_.is(i, Known::kObject) &&
              engine_.upcast(i, known_.cls(Known::kSequence)) == nullptr && i->cls->tuple_type() == nullptr) {
            continue;
          }
        }
        kept.push_back(item);
      }
      *left = types_.union_of(rest);
      const Type* matched = types_.union_of(kept);
      for (size_t k = 0; k < s->patterns.size(); ++k) {
        std::vector<const Type*> parts;
        for (const Type* item : kept) {
          const auto* t = item->as<TupleType>();
          if (t != nullptr && t->fixed()) {
            size_t n = t->items.size();
            if (k < star) {
              parts.push_back(t->items[k]);
            } else if (k > star) {
              parts.push_back(t->items[n - (s->patterns.size() - k)]);
            } else {
              auto middle = t->items.subspan(star, n - (s->patterns.size() - 1));
              parts.push_back(middle.empty() ? types_.unknown() : engine_.join(middle));
            }
            continue;
          }
          bool known = true;
          InstanceType const* up = engine_.upcast(item, known_.cls(Known::kSequence));
          parts.push_back(item->is_gradual() || up == nullptr ? types_.unknown() : engine_.element_of(item, &known));
        }
        const Type* part = parts.empty() ? types_.unknown() : engine_.join(parts);
        if (k == star) {
          bind(syntax::to<syntax::MatchStar>(s->patterns[k])->name, known_.type(Known::kList, {engine_.widen_literals(part)}));
        } else {
          const Type* ignored;
          pattern(s->patterns[k], part, &ignored);
        }
      }
      return matched->is_never() ? types_.unknown() : matched;
    }
    case PatternKind::kMatchMapping: {
      const auto* m = syntax::to<syntax::MatchMapping>(p);
      std::vector<const Type*> values, keys;
      for (const Type* item : items_of(subject)) {
        const InstanceType* up = engine_.upcast(item, known_.cls(Known::kMapping));
        bool typed = up != nullptr && up->args.size() == 2 &&
                     !(item->kind == TypeKind::kInstance && static_cast<const InstanceType*>(item)->cls->is(ClassFlag::kTypedDict));
        keys.push_back(typed ? up->args[0] : types_.unknown());
        values.push_back(typed ? up->args[1] : types_.unknown());
        if (up == nullptr && !item->is_gradual()) {
          keys.pop_back();
          values.pop_back();
        }
      }
      const Type* part = values.empty() ? types_.unknown() : engine_.join(values);
      for (const Expr* k : m->keys) value(k);
      for (const syntax::Pattern* q : m->patterns) {
        const Type* ignored;
        pattern(q, part, &ignored);
      }
      if (m->rest) {
        bind(m->rest, known_.type(Known::kDict, {keys.empty() ? types_.unknown() : engine_.join(keys), part}));
      }
      return types_.unknown() == subject ? subject : subject;
    }
    case PatternKind::kMatchStar:
      bind(syntax::to<syntax::MatchStar>(p)->name, types_.unknown());
      return subject;
  }
  return subject;
}

}  // namespace krait::types
