// Calls: arguments to parameters, solving, choice among overloads.
#include <algorithm>

#include "types/walker.h"

namespace krait::types {

using syntax::ExprKind;

namespace {

// Expressions whose type depends on what is asked of them.
bool wants_context(const syntax::Expr* e) {
  switch (e->kind) {
    case ExprKind::kLambda:
    case ExprKind::kList:
    case ExprKind::kDict:
    case ExprKind::kSet:
    case ExprKind::kListComp:
    case ExprKind::kDictComp:
    case ExprKind::kSetComp:
    case ExprKind::kGeneratorExp:
    case ExprKind::kTuple:
    case ExprKind::kIfExp:
    case ExprKind::kBoolOp:
      return true;
    default:
      return false;
  }
}

bool is_positional(const Param& p) { return p.kind == ParamKind::kPositionalOnly || p.kind == ParamKind::kPositional; }

// Parameters whose name starts with two underscores are positional-only by an old convention of stubs.
bool by_name(const Param& p) {
  if (p.kind == ParamKind::kKeywordOnly) return true;
  return p.kind == ParamKind::kPositional && p.name;
}

}  // namespace

std::vector<Argument> Walker::arguments_of(const syntax::Call* call) {
  std::vector<Argument> out;
  out.reserve(call->args.size() + call->keywords.size());
  for (const Expr* e : call->args) {
    Argument a;
    if (const auto* star = syntax::as<syntax::Starred>(e)) {
      a.expr = star->value;
      a.star = true;
    } else {
      a.expr = e;
    }
    out.push_back(a);
  }
  for (const syntax::Keyword* k : call->keywords) {
    Argument a;
    a.expr = k->value;
    a.keyword = k->arg;
    a.star_star = !k->arg;
    out.push_back(a);
  }
  return out;
}

void Walker::evaluate_arguments(std::vector<Argument>& arguments) {
  for (Argument& a : arguments) {
    if (a.value.type == nullptr) a.value = a.expr != nullptr ? value(a.expr) : Value{types_.unknown(), false};
  }
}

// targets[i] is the parameter that argument i goes to (index into params, *args and **kwargs included), -1 for unclear.
bool Walker::map_arguments(const CallableType* callable, const std::vector<Argument>& arguments,
                           std::vector<int>& targets, std::string* problem, const Expr** where) {
  targets.assign(arguments.size(), -1);
  if (callable->gradual || callable->param_spec != nullptr) {
    // Only the parameters in front are known.
    size_t n = 0;
    for (size_t i = 0; i < arguments.size(); ++i) {
      const Argument& a = arguments[i];
      if (a.star) break;
      if (!a.keyword && !a.star_star && n < callable->params.size() && is_positional(callable->params[n])) {
        targets[i] = static_cast<int>(n++);
      }
    }
    return true;
  }
  std::span<const Param> params = callable->params;
  std::vector<bool> filled(params.size(), false);
  int star = -1, star_star = -1;
  for (size_t i = 0; i < params.size(); ++i) {
    if (params[i].kind == ParamKind::kStar) star = static_cast<int>(i);
    if (params[i].kind == ParamKind::kStarStar) star_star = static_cast<int>(i);
  }
  size_t next = 0;
  bool open_positional = false, open_keywords = false;
  size_t given = 0;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const Argument& a = arguments[i];
    if (a.keyword || a.star_star) continue;
    if (a.star) {
      const TupleType* t = a.value.type != nullptr ? a.value.type->as<TupleType>() : nullptr;
      if (t != nullptr && t->fixed() && !open_positional) {
        // As many positional arguments.
        for (size_t k = 0; k < t->items.size(); ++k) {
          if (next < params.size() && is_positional(params[next])) {
            filled[next++] = true;
          } else if (star < 0) {
            *problem = "too many arguments";
            *where = a.expr;
            return false;
          }
        }
        continue;
      }
      open_positional = true;
      if (star >= 0 && (next >= params.size() || !is_positional(params[next]))) targets[i] = star;
      continue;
    }
    ++given;
    if (open_positional) {
      // After *args of unknown length any parameter may be meant.
      continue;
    }
    if (next < params.size() && is_positional(params[next])) {
      targets[i] = static_cast<int>(next);
      filled[next++] = true;
    } else if (star >= 0) {
      targets[i] = star;
    } else {
      *problem = "too many arguments";
      *where = a.expr;
      return false;
    }
  }
  for (size_t i = 0; i < arguments.size(); ++i) {
    const Argument& a = arguments[i];
    if (a.star_star) {
      open_keywords = true;
      if (star_star >= 0) targets[i] = -1;
      continue;
    }
    if (!a.keyword) continue;
    int found = -1;
    for (size_t k = 0; k < params.size(); ++k) {
      if (by_name(params[k]) && params[k].name == a.keyword) {
        found = static_cast<int>(k);
        break;
      }
    }
    if (found < 0) {
      if (star_star < 0) {
        *problem = "unexpected keyword argument \"" + std::string(a.keyword.text()) + "\"";
        *where = a.expr;
        return false;
      }
      targets[i] = star_star;
      continue;
    }
    if (filled[static_cast<size_t>(found)] && !open_positional) {
      *problem = "multiple values for argument \"" + std::string(a.keyword.text()) + "\"";
      *where = a.expr;
      return false;
    }
    filled[static_cast<size_t>(found)] = true;
    targets[i] = found;
  }
  for (size_t k = 0; k < params.size(); ++k) {
    const Param& p = params[k];
    if (filled[k] || p.has_default || p.kind == ParamKind::kStar || p.kind == ParamKind::kStarStar) continue;
    if (is_positional(p) && (open_positional || (open_keywords && by_name(p)))) continue;
    if (p.kind == ParamKind::kKeywordOnly && open_keywords) continue;
    *problem = p.name ? "missing argument \"" + std::string(p.name.text()) + "\"" : std::string("too few arguments");
    *where = nullptr;
    return false;
  }
  return true;
}

CallResult Walker::call_signature(const CallableType* callable, std::vector<Argument>& arguments, const Type* expected,
                                  const syntax::Call* at, std::string_view name, bool report) {
  CallResult out;
  out.type = callable->result;
  const bool generic = !callable->type_params.empty();
  // Which parameter each argument is for needs the types of starred arguments only.
  for (Argument& a : arguments) {
    if ((a.star || a.star_star) && a.value.type == nullptr) a.value = value(a.expr);
  }
  std::vector<int> targets;
  std::string problem;
  const Expr* where = nullptr;
  if (!map_arguments(callable, arguments, targets, &problem, &where)) {
    evaluate_arguments(arguments);
    out.ok = false;
    if (report && at != nullptr) {
      std::string message = problem + " in call" + (name.empty() ? "" : " to \"" + std::string(name) + "\"");
      error(DiagnosticCode::kCallArg, where != nullptr ? where->span : at->span, std::move(message));
    }
    if (generic) out.type = erase_type_vars(types_, out.type);
    return out;
  }
  Solution solution(callable->type_params);
  // What the result is wanted as comes first only where the arguments could not say it: `x: list[int] = list()`.
  bool seeded = false;
  Substitution seed;
  if (generic && expected != nullptr && !expected->is_gradual() && callable->result->has_type_vars) {
    Solution from_result(callable->type_params);
    const Type* wanted = expected;
    if (wanted->kind == TypeKind::kUnion) {
      std::vector<const Type*> without_none;
      for (const Type* t : items_of(wanted)) {
        if (!t->is_none()) without_none.push_back(t);
      }
      wanted = types_.union_of(without_none);
    }
    if (const auto* result = callable->result->as<InstanceType>()) {
      const auto* w = wanted->as<InstanceType>();
      if (w != nullptr && w->cls == result->cls) {
        engine_.constrain(from_result, result, w);
        seeded = true;
      } else if (w != nullptr) {
        if (const InstanceType* up = engine_.upcast(result, w->cls)) {
          // list[T] wanted as Sequence[int]: T is int.
          engine_.constrain(from_result, up, w);
          seeded = true;
        }
      }
    }
    if (seeded) seed = engine_.solve_known(from_result);
  }
  auto param_type = [&](size_t i, const Argument& a) -> const Type* {
    const Param& p = callable->params[static_cast<size_t>(targets[i])];
    (void)a;
    return p.type;
  };
  auto visit = [&](bool lambdas) {
    for (size_t i = 0; i < arguments.size(); ++i) {
      Argument& a = arguments[i];
      const bool is_lambda = a.expr != nullptr && a.expr->kind == ExprKind::kLambda;
      if (is_lambda != lambdas) continue;
      const Type* formal = targets[i] >= 0 && !a.star_star ? param_type(i, a) : nullptr;
      const bool fresh = a.value.type == nullptr;
      if (formal == nullptr) {
        if (fresh) a.value = a.expr != nullptr ? value(a.expr) : Value{types_.unknown(), false};
        if (a.star || a.star_star) {
          if (generic && targets[i] < 0) {
            // Some parameter gets it: all of them may be bound by it.
            const Type* element = a.star ? element_type(a.expr, a.value.type, false) : types_.unknown();
            const TupleType* tuple = a.star ? a.value.type->as<TupleType>() : nullptr;
            size_t k = 0;
            for (const Param& p : callable->params) {
              if (is_positional(p) || p.kind == ParamKind::kStar) {
                const Type* t = element;
                if (tuple != nullptr && tuple->fixed() && k < tuple->items.size()) t = tuple->items[k];
                engine_.constrain(solution, p.type, t);
                ++k;
              }
            }
          }
        }
        continue;
      }
      const Type* want = formal;
      if (generic && formal->has_type_vars) {
        Substitution so_far = engine_.solve_known(solution);
        for (const auto& [decl, t] : seed.entries()) {
          if (so_far.find(decl) == nullptr) so_far.set(decl, t);
        }
        want = substitute(types_, formal, so_far);
        if (want->has_type_vars && want->kind != TypeKind::kCallable) {
          // Variables still open give no context.
          std::vector<const TypeVarDecl*> open;
          collect_type_vars(want, open);
          bool ours = false;
          for (const TypeVarDecl* d : open) ours |= solution.find(d) != nullptr;
          if (ours) want = nullptr;
        } else if (want->kind == TypeKind::kCallable) {
          // A callback: its parameters may be known while its result is still open.
          const auto* c = static_cast<const CallableType*>(want);
          std::vector<Param> params(c->params.begin(), c->params.end());
          for (Param& p : params) p.type = erase_type_vars(types_, p.type);
          want = types_.callable(params, c->result, {}, nullptr, c->gradual || c->param_spec != nullptr);
        }
      }
      if (fresh) {
        a.value = value(a.expr, want);
      } else if (a.expr != nullptr && want != nullptr && wants_context(a.expr) && reevaluation_ < kMaxReevaluation) {
        ++reevaluation_;
        a.value = value(a.expr, want);
        --reevaluation_;
      }
      if (a.star) {
        // *args into *args: element by element.
        const Type* element = element_type(a.expr, a.value.type, report);
        if (generic) engine_.constrain(solution, formal, element);
        continue;
      }
      if (generic) engine_.constrain(solution, formal, a.value.type);
    }
  };
  visit(false);
  visit(true);
  Substitution solved;
  if (generic) {
    solved = engine_.solve_known(solution);
    for (const Type* p : callable->type_params) {
      const auto* v = p->as<TypeVarType>();
      if (v == nullptr) continue;
      const Type* t = solved.find(v->decl);
      const Type* s = seed.find(v->decl);
      if (s != nullptr && !s->has_type_vars &&
          (t == nullptr || (t->has_unknown && !s->has_unknown) || (t != s && engine_.assignable(t, s)))) {
        solved.set(v->decl, s);
        continue;
      }
      if (t != nullptr) continue;
      const Type* d = v->decl->default_type;
      if (d != nullptr && d->has_type_vars) d = substitute(types_, d, solved);
      solved.set(v->decl, d != nullptr && !d->has_type_vars ? d : types_.partial());
    }
    out.type = substitute(types_, callable->result, solved);
    // Bounds and listed values: what breaks them makes an overload not fit. For a single signature it is left alone.
    if (!report || at == nullptr || quiet_ > 0) {
      for (const Solution::Bounds& b : solution.vars) {
        if (b.lower == nullptr || b.decl->kind != TypeKind::kTypeVar) continue;
        const Type* t = engine_.widen_literals(b.lower);
        if (b.decl->bound != nullptr && !engine_.assignable(t, erase_type_vars(types_, b.decl->bound))) out.ok = false;
        if (!b.decl->values.empty() && !t->is_gradual()) {
          bool one = t->kind == TypeKind::kTypeVar;
          for (const Type* v : b.decl->values) one |= engine_.assignable(t, v);
          if (!one) out.ok = false;
        }
      }
    }
  }
  // A partly known container given where its content is declared.
  for (size_t i = 0; i < arguments.size(); ++i) {
    const Argument& a = arguments[i];
    if (targets[i] < 0 || a.star || a.star_star) continue;
    const Type* formal = callable->params[static_cast<size_t>(targets[i])].type;
    if (generic) formal = substitute(types_, formal, solved);
    if (a.value.type->has_partial && a.expr != nullptr && !formal->has_unknown && !formal->has_type_vars) {
      refine_container(a.expr, formal);
    }
    if (callable->params[static_cast<size_t>(targets[i])].type->kind == TypeKind::kTypeVarTuple) continue;
    if (engine_.assignable(a.value.type, formal)) continue;
    if (generic && formal->has_type_vars) continue;
    out.ok = false;
    if (report && at != nullptr) {
      std::string message = "argument ";
      if (a.keyword) {
        message += "\"" + std::string(a.keyword.text()) + "\"";
      } else {
        message += std::to_string(i + 1);
      }
      if (!name.empty()) message += " to \"" + std::string(name) + "\"";
      message += " has type \"" + Engine::show(a.value.type) + "\", \"" + Engine::show(formal) + "\" expected";
      error(DiagnosticCode::kArgType, a.expr != nullptr ? a.expr->span : at->span, std::move(message));
    } else {
      break;
    }
  }
  if (out.type->kind == TypeKind::kTypeVar && generic) {
    const auto* v = static_cast<const TypeVarType*>(out.type);
    if (solution.find(v->decl) != nullptr && solved.find(v->decl) == nullptr) out.type = types_.unknown();
  }
  return out;
}

CallResult Walker::call_overloads(const OverloadedType* overloads, std::vector<Argument>& arguments,
                                  const Type* expected, const syntax::Call* at, std::string_view name, size_t* chosen) {
  // Arguments once, without context; those that want one are looked at again for each candidate.
  std::vector<bool> contextual(arguments.size(), false);
  for (size_t i = 0; i < arguments.size(); ++i) {
    Argument& a = arguments[i];
    if (a.value.type != nullptr) continue;
    if (a.expr != nullptr && a.expr->kind == ExprKind::kLambda) {
      contextual[i] = true;
      continue;
    }
    contextual[i] = wants_context(a.expr);
    if (contextual[i]) ++quiet_;
    a.value = value(a.expr);
    if (contextual[i]) --quiet_;
  }
  ++quiet_;
  bool unknown_argument = false;
  for (const Argument& a : arguments) {
    unknown_argument |= a.value.type != nullptr && (a.value.type->is_gradual() || a.star_star);
  }
  std::vector<const Type*> matches;
  size_t first = SIZE_MAX;
  std::vector<Argument> first_arguments;
  for (size_t i = 0; i < overloads->items.size(); ++i) {
    const auto* c = overloads->items[i]->as<CallableType>();
    if (c == nullptr) continue;
    std::vector<Argument> copy = arguments;
    for (size_t k = 0; k < copy.size(); ++k) {
      if (contextual[k] && copy[k].expr->kind == ExprKind::kLambda) copy[k].value = {};
    }
    CallResult r = call_signature(c, copy, expected, at, name, false);
    if (!r.ok) continue;
    if (first == SIZE_MAX) {
      first = i;
      first_arguments = copy;
    }
    matches.push_back(r.type);
    if (!unknown_argument) break;
    if (matches.size() >= 2 && matches.back() != matches.front()) break;
  }
  --quiet_;
  CallResult out;
  if (first == SIZE_MAX) {
    // Each alternative of a union by itself may find its overload.
    for (size_t k = 0; k < arguments.size() && union_depth_ < 2; ++k) {
      const Type* t = arguments[k].value.type;
      if (t == nullptr || arguments[k].star || arguments[k].star_star) continue;
      std::vector<const Type*> alternatives(items_of(t).begin(), items_of(t).end());
      if (known_.is(t, Known::kBool)) alternatives = {types_.literal_bool(true, t), types_.literal_bool(false, t)};
      if (alternatives.size() < 2 || alternatives.size() > kMaxJoinWidth) continue;
      std::vector<const Type*> parts;
      ++union_depth_;
      ++quiet_;
      for (const Type* one : alternatives) {
        std::vector<Argument> copy = arguments;
        copy[k].value.type = one;
        copy[k].expr = nullptr;
        size_t ignored = SIZE_MAX;
        CallResult r = call_overloads(overloads, copy, expected, nullptr, name, &ignored);
        if (!r.ok) break;
        parts.push_back(r.type);
      }
      --quiet_;
      --union_depth_;
      if (parts.size() != alternatives.size()) continue;
      evaluate_arguments(arguments);
      out.type = engine_.join(parts);
      return out;
    }
    out.ok = false;
    out.type = types_.unknown();
    evaluate_arguments(arguments);
    if (at != nullptr) {
      std::string given;
      for (const Argument& a : arguments) {
        if (!given.empty()) given += ", ";
        if (a.keyword) given += std::string(a.keyword.text()) + "=";
        given += Engine::show(a.value.type);
      }
      error(DiagnosticCode::kCallOverload, at->span,
            "no overload of \"" + std::string(name.empty() ? "the callee" : name) + "\" takes (" + given + ")");
    }
    return out;
  }
  *chosen = first;
  // The chosen one again, so that tables hold what its parameters ask for (and what is wrong inside is said once).
  bool any_context = false;
  for (size_t k = 0; k < arguments.size(); ++k) any_context |= contextual[k];
  if (any_context && record_ && quiet_ == 0) {
    for (size_t k = 0; k < arguments.size(); ++k) {
      if (contextual[k] && arguments[k].expr->kind == ExprKind::kLambda) arguments[k].value = {};
    }
    call_signature(overloads->items[first]->as<CallableType>(), arguments, expected, at, name, false);
  } else {
    arguments = std::move(first_arguments);
  }
  out.type = matches.front();
  if (unknown_argument) {
    for (const Type* t : matches) {
      if (t != matches.front()) out.type = types_.unknown();
    }
  }
  return out;
}

CallResult Walker::call_callable(const Type* callee, std::vector<Argument>& arguments, const Type* expected,
                                 const syntax::Call* at, std::string_view name) {
  CallResult out;
  out.type = types_.unknown();
  if (callee->is_gradual() || callee->is_never()) {
    evaluate_arguments(arguments);
    return out;
  }
  if (const auto* u = callee->as<UnionType>()) {
    std::vector<const Type*> parts;
    evaluate_arguments(arguments);
    for (const Type* t : u->items) {
      std::vector<Argument> copy = arguments;
      ++quiet_;
      CallResult r = call_callable(t, copy, expected, at, name);
      --quiet_;
      if (!r.ok) {
        bool callable = true;
        engine_.call_type(t, &callable);
        if (!callable && at != nullptr) {
          error(DiagnosticCode::kNotCallable, at->func->span, "item \"" + Engine::show(t) + "\" of \"" + Engine::show(u) + "\" is not callable");
        }
        out.ok = false;
      }
      parts.push_back(r.type);
    }
    out.type = engine_.join(parts);
    return out;
  }
  bool callable = true;
  const Type* call = engine_.call_type(callee, &callable);
  if (!callable) {
    evaluate_arguments(arguments);
    out.ok = false;
    if (at != nullptr && callee->kind != TypeKind::kTypeVar) {
      error(DiagnosticCode::kNotCallable, at->func->span, "\"" + Engine::show(callee) + "\" is not callable");
    }
    return out;
  }
  if (call == nullptr) {
    evaluate_arguments(arguments);
    if (const auto* object = callee->as<TypeObjectType>()) {
      out.type = object->instance->kind == TypeKind::kUnion ? object->instance : erase_type_vars(types_, object->instance);
      if (object->instance->kind == TypeKind::kTypeVar || object->instance->kind == TypeKind::kSelf) out.type = object->instance;
      if (const auto* i = object->instance->as<InstanceType>()) {
        if (i->cls == known_.cls(Known::kType)) out.type = types_.unknown();
      }
    }
    return out;
  }
  if (const auto* c = call->as<CallableType>()) return call_signature(c, arguments, expected, at, name, true);
  if (const auto* o = call->as<OverloadedType>()) {
    size_t chosen = SIZE_MAX;
    out = call_overloads(o, arguments, expected, at, name, &chosen);
    if (at != nullptr && chosen != SIZE_MAX && record_) {
      CallInfo& info = results_.calls[at->node_id];
      // Overloads in stubs: which one, by its place in the list.
      FunctionInfo* f = nullptr;
      Reference callee_ref = results_.reference(at->func);
      if (callee_ref.kind == ReferenceKind::kFunction || callee_ref.kind == ReferenceKind::kMethod) {
        f = callee_ref.function;
      } else if (const auto* object = callee->as<TypeObjectType>()) {
        engine_.constructor(object, &f);
      }
      if (f != nullptr && chosen < f->overloads.size() && f->overloads.size() == o->items.size()) {
        info.function = f->overloads[chosen];
      }
    }
    return out;
  }
  evaluate_arguments(arguments);
  return out;
}

const Type* Walker::call_with_types(const Type* callee, std::vector<Argument> arguments) {
  ++quiet_;
  CallResult r = call_callable(callee, arguments, nullptr, nullptr, {});
  --quiet_;
  return r.ok ? r.type : types_.unknown();
}

std::string Walker::callee_text(const Expr* func) {
  if (const auto* name = syntax::as<syntax::NameExpr>(func)) return name->id.str();
  if (const auto* a = syntax::as<syntax::Attribute>(func)) {
    const Type* t = record_ ? results_.expr_types[a->value->node_id] : nullptr;
    std::string out = a->attr.str();
    if (t != nullptr && t->kind == TypeKind::kInstance) {
      out += "\" of \"" + static_cast<const InstanceType*>(t)->cls->name.str();
    }
    return out;
  }
  return {};
}

bool Walker::proven_call(const Reference& ref, const Type* result, const std::vector<Argument>& arguments) {
  (void)arguments;
  if (ref.kind == ReferenceKind::kClass && !ref.rebound) {
    // An instance of the class; of a tuple's items nothing is sure. A __new__ of its own may give anything.
    static const Name kNew = Name::intern("__new__");
    if (result->kind != TypeKind::kInstance || static_cast<const InstanceType*>(result)->cls != ref.cls) return false;
    if (ref.cls->module != nullptr && ref.cls->module->name == "builtins") {
      return !ref.cls->is(ClassFlag::kProtocol) && ref.cls->name != "type" && ref.cls->name != "super";
    }
    if (ref.cls->has_unknown_base() || ref.cls->metaclass() != nullptr || ref.cls->is(ClassFlag::kMetaclassCustom)) return false;
    if (ref.cls->module == nullptr || ref.cls->module->is_stub) return false;
    Member m = ref.cls->find_member(kNew);
    return !m || m.found_in->cls == known_.cls(Known::kObject);
  }
  if (ref.kind == ReferenceKind::kFunction && !ref.rebound && ref.function != nullptr) {
    const FunctionInfo* f = ref.function;
    if (f->module != nullptr && f->module->name == "builtins") {
      std::string_view n = f->name.text();
      if (n == "len" || n == "ord" || n == "hash" || n == "id") return known_.is(result, Known::kInt);
      if (n == "chr" || n == "repr" || n == "hex" || n == "oct" || n == "bin" || n == "ascii" || n == "input" || n == "format") {
        return known_.is(result, Known::kStr);
      }
      if (n == "isinstance" || n == "issubclass" || n == "callable" || n == "hasattr" || n == "any" || n == "all") return true;
      if (n == "sorted") return known_.is(result, Known::kList);
      return false;
    }
    // Checked where it returns.
    return f->module != nullptr && !f->module->is_stub && f->returns_declared && f->other_decorators.empty() &&
           f->owner == nullptr && f->overloads.empty() && !f->is_overload && !result->has_type_vars && tested_where_declared(result);
  }
  return false;
}

Value Walker::call(const syntax::Call* c, const Type* expected) {
  Value callee = value(c->func);
  Reference ref = record_ ? results_.reference(c->func) : Reference{};
  bool done = false;
  Value special = special_call(c, callee.type, ref, expected, &done);
  if (done) return special;
  std::vector<Argument> arguments = arguments_of(c);
  if (callee.type->has_partial || (c->func->kind == ExprKind::kAttribute && record_)) {
    const auto* a = syntax::as<syntax::Attribute>(c->func);
    if (a != nullptr && results_.expr_types[a->value->node_id] != nullptr &&
        (results_.expr_types[a->value->node_id]->has_partial || began_empty(a->value))) {
      evaluate_arguments(arguments);
      fill_container(c, a);
      callee.type = engine_.member(results_.expr_types[a->value->node_id], a->attr).type;
    }
  }
  if (record_) results_.calls[c->node_id] = CallInfo{};
  std::string name = callee.type->is_gradual() ? std::string() : callee_text(c->func);
  CallResult r = call_callable(callee.type, arguments, expected, c, name);
  const Type* result = r.type;
  if (class_ != nullptr) result = in_body(result);
  if (result->kind == TypeKind::kNever) {
    // NoReturn. What follows is not reached, if the claim is true.
    flow_.dubious = true;
    result = types_.unknown();
  }
  if (record_) {
    CallInfo& info = results_.calls[c->node_id];
    info.callee = ref;
    info.result = result;
    FunctionInfo* f = info.function;
    if (f == nullptr) {
      if (ref.kind == ReferenceKind::kFunction || ref.kind == ReferenceKind::kMethod) {
        f = ref.function != nullptr && ref.function->overloads.empty() && ref.function->other_decorators.empty()
                ? ref.function
                : nullptr;
      } else if (ref.kind == ReferenceKind::kClass) {
        if (const auto* object = callee.type->as<TypeObjectType>()) {
          engine_.constructor(object, &f);
          if (f != nullptr && !f->overloads.empty()) f = nullptr;
        }
      }
      info.function = f;
    }
    info.arguments.assign(arguments.size(), ArgumentTarget{});
    info.dynamic = true;
    if (f != nullptr) {
      const CallableType* signature = f->signature();
      bool receiver = (ref.kind == ReferenceKind::kMethod && ref.bound) || ref.kind == ReferenceKind::kClass;
      std::span<const Param> params = signature->params;
      if (receiver && !params.empty()) params = params.subspan(1);
      const Type* plain = types_.callable(params, signature->result, signature->type_params, signature->param_spec, signature->gradual);
      std::vector<int> targets;
      std::string problem;
      const Expr* where = nullptr;
      bool has_star = std::any_of(arguments.begin(), arguments.end(), [](const Argument& a) { return a.star || a.star_star; });
      if (!has_star && plain->as<CallableType>() != nullptr &&
          map_arguments(plain->as<CallableType>(), arguments, targets, &problem, &where)) {
        info.dynamic = false;
        for (size_t i = 0; i < targets.size(); ++i) {
          if (targets[i] < 0) {
            info.dynamic = true;
            continue;
          }
          const Param& p = params[static_cast<size_t>(targets[i])];
          info.arguments[i].param = p.kind == ParamKind::kStar       ? ArgumentTarget::kVarArgs
                                    : p.kind == ParamKind::kStarStar ? ArgumentTarget::kKeywords
                                                                     : targets[i] + (receiver ? 1 : 0);
        }
      }
    }
  }
  return {result, r.ok && proven_call(ref, result, arguments)};
}

// Calls whose meaning signatures do not tell.
Value Walker::special_call(const syntax::Call* c, const Type* callee, const Reference& ref, const Type* expected, bool* done) {
  (void)expected;
  *done = true;
  std::string_view module = ref.module != nullptr ? ref.module->name.text() : std::string_view();
  if (ref.kind == ReferenceKind::kUnknown && c->func->kind == ExprKind::kNameExpr && callee->is_unknown()) {
    if (syntax::to<syntax::NameExpr>(c->func)->id == "reveal_type" && c->args.size() == 1) {
      return value(c->args[0]);
    }
  }
  if (ref.kind == ReferenceKind::kClass && ref.cls != nullptr) {
    if (ref.cls == known_.cls(Known::kType) && c->args.size() == 1 && c->keywords.empty()) {
      const Type* t = engine_.widen_literals(type(c->args[0]));
      if (const auto* tuple = t->as<TupleType>()) {
        (void)tuple;
        return {types_.type_object(known_.type(Known::kTuple)), false};
      }
      if (t->kind == TypeKind::kInstance || t->kind == TypeKind::kSelf || t->kind == TypeKind::kTypeVar) {
        return {types_.type_object(t), false};
      }
      if (t->is_none()) return {types_.type_object(known_.type(Known::kNoneType)), false};
      if (const auto* u = t->as<UnionType>()) {
        std::vector<const Type*> objects;
        for (const Type* item : u->items) {
          if (item->kind == TypeKind::kInstance) {
            objects.push_back(types_.type_object(item));
          } else if (item->is_none()) {
            objects.push_back(types_.type_object(known_.type(Known::kNoneType)));
          } else {
            return {types_.unknown(), false};
          }
        }
        return {engine_.join(objects), false};
      }
      return {types_.unknown(), false};
    }
    // zip(*rows), which turns rows into columns: its stub says nothing of these.
    if (ref.cls == known_.cls(Known::kZip) && c->args.size() == 1 && c->keywords.empty() && syntax::is<syntax::Starred>(c->args[0])) {
      bool rows_known = false, items_known = false;
      const Type* row = engine_.element_of(type(syntax::to<syntax::Starred>(c->args[0])->value), &rows_known);
      const Type* item = rows_known ? engine_.element_of(row, &items_known) : types_.unknown();
      return {known_.type(Known::kZip, {types_.tuple_of(items_known ? engine_.widen_literals(item) : types_.unknown())}), false};
    }
    if (ref.cls == known_.cls(Known::kSuper)) {
      for (const Expr* e : c->args) value(e);
      return {types_.unknown(), false};
    }
    if (ref.cls->is(ClassFlag::kTypedDict)) {
      if (const auto* object = callee->as<TypeObjectType>()) {
        if (const auto* made = object->instance->as<InstanceType>()) return typed_dict_call(c, made);
      }
    }
    // Classes whose instances are made by the type system itself.
    if ((module == "typing" || module == "typing_extensions") &&
        (ref.cls->name == "TypeVar" || ref.cls->name == "ParamSpec" || ref.cls->name == "TypeVarTuple" ||
         ref.cls->name == "NewType" || ref.cls->name == "NamedTuple" || ref.cls->name == "TypedDict")) {
      return {types_.unknown(), false};
    }
  }
  if (ref.kind == ReferenceKind::kFunction && (module == "typing" || module == "typing_extensions")) {
    std::string_view n = ref.function->name.text();
    if (n == "cast" && c->args.size() == 2 && c->keywords.empty()) {
      const Type* target = in_body(analyzer_.declarations().type_of_annotation(c->args[0], declared_in_));
      value(c->args[1], target->has_type_vars ? nullptr : target);
      return {target, false};
    }
    if (n == "NewType" || n == "TypedDict" || n == "NamedTuple") return {types_.unknown(), false};
    if (n == "reveal_type" && c->args.size() == 1) return value(c->args[0]);
    if (n == "assert_never") {
      for (const Expr* e : c->args) value(e);
      flow_.dubious = true;
      return {types_.unknown(), false};
    }
  }
  // cast is overloaded in typeshed and so may come as a variable of a special form.
  if (const auto* name = syntax::as<syntax::NameExpr>(c->func)) {
    if (name->id == "cast" && c->args.size() == 2 && ref.kind == ReferenceKind::kFunction && module.starts_with("typing")) {
      const Type* target = in_body(analyzer_.declarations().type_of_annotation(c->args[0], declared_in_));
      value(c->args[1]);
      return {target, false};
    }
  }
  // isinstance: the second argument may be a union written with |, which is no class.
  if (ref.kind == ReferenceKind::kFunction && module == "builtins" &&
      (ref.function->name == "isinstance" || ref.function->name == "issubclass") && c->args.size() == 2) {
    value(c->args[0]);
    value(c->args[1]);
    return {known_.type(Known::kBool), true};
  }
  // The methods of a TypedDict that take a key.
  if (const auto* a = syntax::as<syntax::Attribute>(c->func); a != nullptr && record_ && !c->args.empty()) {
    const Type* receiver = results_.expr_types[a->value->node_id];
    const auto* i = receiver != nullptr ? receiver->as<InstanceType>() : nullptr;
    if (i != nullptr && i->cls->is(ClassFlag::kTypedDict) &&
        (a->attr == "get" || a->attr == "pop" || a->attr == "setdefault")) {
      const auto* key = type(c->args[0])->as<LiteralType>();
      const Type* declared = nullptr;
      for (VariableInfo* v : i->cls->typed_dict_keys()) {
        if (key != nullptr && key->literal == LiteralKind::kStr && v->name.text() == key->text) declared = v->declared_type();
      }
      const Type* other = a->attr == "get" ? types_.none() : types_.never();
      for (const Expr* e : c->args.subspan(1)) other = engine_.widen_literals(type(e, declared));
      if (declared == nullptr || declared->has_type_vars) return {types_.unknown(), false};
      return {engine_.join(declared, other), false};
    }
  }
  // A NamedTuple's or enum's class called with a value.
  if (const auto* object = callee->as<TypeObjectType>()) {
    const auto* i = object->instance->as<InstanceType>();
    if (i != nullptr && i->cls->is(ClassFlag::kEnum)) {
      for (const Expr* e : c->args) value(e);
      for (const syntax::Keyword* k : c->keywords) value(k->value);
      // Enum("Name", "A B") makes a class.
      if (i->cls->enum_members().empty()) return {types_.unknown(), false};
      return {i, false};
    }
  }
  *done = false;
  return {};
}

Value Walker::typed_dict_call(const syntax::Call* c, const InstanceType* made) {
  std::vector<VariableInfo*> keys = made->cls->typed_dict_keys();
  for (const Expr* e : c->args) {
    if (e->kind == ExprKind::kDict) {
      value(e, made);
    } else {
      value(e);
    }
  }
  for (const syntax::Keyword* k : c->keywords) {
    VariableInfo* key = nullptr;
    for (VariableInfo* v : keys) {
      if (v->name == k->arg) key = v;
    }
    const Type* want = key != nullptr ? key->declared_type() : nullptr;
    const Type* given = type(k->value, want);
    if (want != nullptr && !want->has_type_vars && !engine_.assignable(given, want)) {
      error(DiagnosticCode::kArgType, k->value->span,
            "key \"" + k->arg.str() + "\" has type \"" + Engine::show(given) + "\", \"" + Engine::show(want) + "\" expected");
    }
  }
  return {erase_type_vars(types_, made), true};
}

// `xs.append(x)` on a container made empty says what it holds.
void Walker::fill_container(const syntax::Call* c, const syntax::Attribute* callee) {
  const Type* receiver = results_.expr_types[callee->value->node_id];
  const auto* i = receiver->as<InstanceType>();
  if (i == nullptr || c->args.empty()) return;
  std::string_view method = callee->attr.text();
  auto argument = [&](size_t at) -> const Type* {
    if (at >= c->args.size() || c->args[at]->kind == ExprKind::kStarred) return types_.unknown();
    const Type* t = results_.expr_types[c->args[at]->node_id];
    return t != nullptr ? engine_.widen_literals(t) : types_.unknown();
  };
  auto element = [&](size_t at) -> const Type* {
    bool known = true;
    return engine_.widen_literals(engine_.element_of(argument(at), &known));
  };
  const Type* filled = nullptr;
  if (i->args.size() == 1) {
    const Type* part = nullptr;
    if (method == "append" || method == "add" || method == "appendleft" || method == "put" || method == "put_nowait") {
      part = argument(0);
    } else if (method == "insert") {
      part = argument(1);
    } else if (method == "extend" || method == "update" || method == "extendleft") {
      part = element(0);
    }
    if (part == nullptr || part->is_gradual()) return;
    if (!i->args[0]->has_partial && engine_.assignable(part, i->args[0])) return;
    part = engine_.join(i->args[0], part);
    if (i->args[0]->has_partial) part = method == "extend" || method == "update" || method == "extendleft" ? element(0) : argument(method == "insert" ? 1 : 0);
    filled = types_.instance(i->cls, {&part, 1});
  } else if (i->args.size() == 2) {
    if (method == "setdefault" && c->args.size() == 2) {
      const Type* parts[] = {argument(0), argument(1)};
      if (parts[0]->is_gradual() || parts[1]->is_gradual() || !i->has_partial) return;
      filled = types_.instance(i->cls, parts);
    } else if (method == "update") {
      const InstanceType* mapping = engine_.upcast(argument(0), known_.cls(Known::kMapping));
      if (mapping == nullptr || mapping->args.size() != 2 || mapping->has_unknown || !i->has_partial) return;
      filled = types_.instance(i->cls, mapping->args);
    }
  }
  if (filled != nullptr) {
    refine_container(callee->value, filled);
    put(callee->value, {filled, results_.expr_proven[callee->value->node_id] != 0});
  }
}

}  // namespace krait::types
