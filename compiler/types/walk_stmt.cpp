// Statements and the flow between them.
#include "types/walker.h"

namespace krait::types {

using syntax::StmtKind;

void Walker::block(syntax::StmtList body) {
  for (const Stmt* s : body) {
    if (!flow_.reachable) {
      if (record_) results_.stmt_unreachable[s->node_id] = 1;
      // Functions defined there exist for nobody, but their nodes are asked about.
      continue;
    }
    if (record_) results_.stmt_unreachable[s->node_id] = 0;
    statement(s);
  }
}

void Walker::statement(const Stmt* stmt) {
  Nest nest(*this);
  if (nest.too_deep()) return;
  switch (stmt->kind) {
    case StmtKind::kExprStmt:
      value(syntax::to<syntax::ExprStmt>(stmt)->value);
      return;
    case StmtKind::kAssign:
      return assign_statement(syntax::to<syntax::Assign>(stmt));
    case StmtKind::kAnnAssign:
      return annotated_assign(syntax::to<syntax::AnnAssign>(stmt));
    case StmtKind::kAugAssign:
      return augmented_assign(syntax::to<syntax::AugAssign>(stmt));
    case StmtKind::kReturn:
      return return_statement(syntax::to<syntax::Return>(stmt));
    case StmtKind::kIf:
      return if_statement(syntax::to<syntax::If>(stmt));
    case StmtKind::kWhile:
      return while_statement(syntax::to<syntax::While>(stmt));
    case StmtKind::kFor:
      return for_statement(syntax::to<syntax::For>(stmt), false);
    case StmtKind::kAsyncFor:
      return for_statement(syntax::to<syntax::AsyncFor>(stmt), true);
    case StmtKind::kTry:
      return try_statement(syntax::to<syntax::Try>(stmt), false);
    case StmtKind::kTryStar:
      return try_statement(syntax::to<syntax::TryStar>(stmt), true);
    case StmtKind::kWith:
      return with_statement(syntax::to<syntax::With>(stmt), false);
    case StmtKind::kAsyncWith:
      return with_statement(syntax::to<syntax::AsyncWith>(stmt), true);
    case StmtKind::kMatch:
      return match_statement(syntax::to<syntax::Match>(stmt));
    case StmtKind::kRaise:
      return raise_statement(syntax::to<syntax::Raise>(stmt));
    case StmtKind::kFunctionDef:
    case StmtKind::kAsyncFunctionDef:
      return function_statement(stmt);
    case StmtKind::kClassDef:
      return class_statement(syntax::to<syntax::ClassDef>(stmt));
    case StmtKind::kImport:
      return import_statement(syntax::to<syntax::Import>(stmt));
    case StmtKind::kImportFrom:
      return import_from(syntax::to<syntax::ImportFrom>(stmt));
    case StmtKind::kDelete:
      for (const Expr* e : syntax::to<syntax::Delete>(stmt)->targets) delete_target(e);
      return;
    case StmtKind::kAssert: {
      const auto* a = syntax::to<syntax::Assert>(stmt);
      Flow failed = test(a->test);
      if (a->msg != nullptr) {
        Flow passed = std::move(flow_);
        flow_ = std::move(failed);
        value(a->msg);
        flow_ = std::move(passed);
      }
      if (!flow_.reachable) {
        // `assert False`: the rest is still code of the program when assertions are off.
        flow_.reachable = true;
        flow_.dubious = true;
      }
      return;
    }
    case StmtKind::kBreak:
      if (!loops_.empty()) merge(*loops_.back().on_break, flow_);
      flow_.reachable = false;
      return;
    case StmtKind::kContinue:
      if (!loops_.empty()) merge(*loops_.back().on_continue, flow_);
      flow_.reachable = false;
      return;
    case StmtKind::kTypeAlias: {
      const auto* alias = syntax::to<syntax::TypeAlias>(stmt);
      if (const auto* name = syntax::as<syntax::NameExpr>(alias->name)) bind_name(name->id, {types_.unknown(), false}, nullptr, true);
      return;
    }
    case StmtKind::kGlobal:
    case StmtKind::kNonlocal:
    case StmtKind::kPass:
      return;
  }
}

void Walker::if_statement(const syntax::If* stmt) {
  // elif chains are as deep as they are long, hence a loop.
  Flow out = dead();
  for (;;) {
    Flow otherwise = test(stmt->test);
    block(stmt->body);
    merge(out, flow_);
    flow_ = std::move(otherwise);
    if (stmt->orelse.size() == 1 && stmt->orelse[0]->kind == StmtKind::kIf) {
      if (record_) results_.stmt_unreachable[stmt->orelse[0]->node_id] = !flow_.reachable;
      if (!flow_.reachable) break;
      stmt = syntax::to<syntax::If>(stmt->orelse[0]);
      continue;
    }
    block(stmt->orelse);
    merge(out, flow_);
    break;
  }
  flow_ = std::move(out);
}

// Walks a loop until nothing changes at its head. `body` walks test and body once, from the state at the head, and leaves
// in flow_ the state at the end of the body; it returns the state in which the loop ends by itself.
template <class Body>
void Walker::loop(Body body, syntax::StmtList orelse, bool endless) {
  Flow entry = flow_;
  size_t errors_before = errors_.size();
  size_t returned_before = returned_.size(), yielded_before = yielded_.size();
  Flow on_break, on_continue, ended;
  for (int pass = 0;; ++pass) {
    errors_.resize(errors_before);
    returned_.resize(returned_before);
    yielded_.resize(yielded_before);
    Flow head = flow_;
    on_break = dead();
    on_continue = dead();
    loops_.push_back({&on_break, &on_continue});
    ended = body();
    loops_.pop_back();
    merge(flow_, on_continue);
    if (!flow_.reachable) break;  // never goes around
    Flow next = head;
    bool was_dubious = next.dubious;
    merge(next, flow_);
    next.dubious = was_dubious;
    if (same(next, head)) break;
    if (pass >= kMaxLoopPasses) {
      // What still changes is not going to settle.
      if (pass > kMaxLoopPasses) break;
      Slots reached = next.slots;
      reached.compare(head.slots, [&](size_t i, Value now, Value) {
        if (now.type != nullptr) next.slots.set(i, {types_.unknown(), false});
        return true;
      });
      std::erase_if(next.narrowed, [&](const Narrowed& n) {
        const Value* h = head.find(n.path);
        return h == nullptr || !(*h == n.value);
      });
    }
    flow_ = std::move(next);
  }
  flow_ = std::move(ended);
  if (endless) flow_.reachable = false;
  block(orelse);
  merge(flow_, on_break);
  if (flow_.slots.size() < entry.slots.size()) flow_.slots.resize(entry.slots.size());
}

void Walker::while_statement(const syntax::While* stmt) {
  bool endless = program::evaluate_condition(stmt->test, analyzer_.declarations().target(), true) == program::Truth::kTrue;
  if (const auto* c = syntax::as<syntax::Constant>(stmt->test); c != nullptr && c->value.kind == syntax::ConstantKind::kInt) {
    endless = c->value.integer != 0;
  }
  loop(
      [&] {
        Flow ended = test(stmt->test);
        block(stmt->body);
        return ended;
      },
      stmt->orelse, endless);
}

template <class For>
void Walker::for_statement(const For* stmt, bool is_async) {
  const Type* iterable = type(stmt->iter);
  const Type* item;
  bool proven = false;
  if (is_async) {
    item = engine_.async_element_of(iterable);
  } else {
    item = element_type(stmt->iter, iterable);
    proven = known_.is(iterable, Known::kRange) || known_.is(engine_.widen_literals(iterable), Known::kStr) ||
             known_.is(iterable, Known::kBytes);
    proven = proven && record_ && results_.expr_proven[stmt->iter->node_id] != 0;
  }
  loop(
      [&] {
        Flow ended = flow_;
        assign(stmt->target, {item, proven}, nullptr);
        block(stmt->body);
        return ended;
      },
      stmt->orelse, false);
}

template <class Try>
void Walker::try_statement(const Try* stmt, bool is_group) {
  Flow at_raise = flow_;
  Flow whole = flow_;  // what `finally` may see when an exception passes
  if (!stmt->finalbody.empty()) handlers_.push_back({&whole});
  handlers_.push_back({&at_raise});
  block(stmt->body);
  handlers_.pop_back();
  block(stmt->orelse);
  Flow out = std::move(flow_);
  for (const syntax::ExceptHandler* h : stmt->handlers) {
    flow_ = at_raise;
    flow_.reachable = true;
    const Type* caught = types_.unknown();
    if (h->type != nullptr) {
      std::vector<const Type*> objects;
      const Type* t = type(h->type);
      for (const Type* item : items_of(t)) {
        if (const auto* tuple = item->as<TupleType>()) {
          objects.insert(objects.end(), tuple->items.begin(), tuple->items.end());
        } else {
          objects.push_back(item);
        }
      }
      std::vector<const Type*> parts;
      for (const Type* o : objects) {
        const auto* object = o->as<TypeObjectType>();
        parts.push_back(object != nullptr ? erase_type_vars(types_, object->instance) : types_.unknown());
      }
      caught = engine_.join(parts);
      if (is_group) caught = known_.type(Known::kExceptionGroup, {caught});
    }
    if (h->name) bind_name(h->name, {caught, h->type != nullptr && !is_group}, nullptr, true);
    block(h->body);
    if (h->name && flow_.reachable) {
      Target t = target_of(h->name);
      if (t.kind == Target::Kind::kSlot) assign_slot(t.symbol, t.slot, {});
    }
    merge(out, flow_);
  }
  if (!stmt->finalbody.empty()) {
    handlers_.pop_back();
    // Once for all the ways into it, then again for those that go on, whose state is what holds afterwards.
    flow_ = std::move(whole);
    merge(flow_, out);
    flow_.reachable = true;
    block(stmt->finalbody);
    bool completes = flow_.reachable;
    if (!completes) return;
    if (!out.reachable) {
      flow_ = std::move(out);
      return;
    }
    bool keep = record_;
    flow_ = std::move(out);
    ++quiet_;
    record_ = false;
    block(stmt->finalbody);
    record_ = keep;
    --quiet_;
    return;
  }
  flow_ = std::move(out);
}

template <class With>
void Walker::with_statement(const With* stmt, bool is_async) {
  bool may_swallow = false;
  Flow before = flow_;
  std::vector<Flow> at_raise;
  at_raise.reserve(stmt->items.size());
  size_t pushed = 0;
  static const Name kEnter = Name::intern("__enter__"), kExit = Name::intern("__exit__");
  static const Name kAenter = Name::intern("__aenter__"), kAexit = Name::intern("__aexit__");
  for (const syntax::WithItem* item : stmt->items) {
    const Type* manager = type(item->context_expr);
    Value entered{types_.unknown(), false};
    bool swallows = false;
    if (!manager->is_gradual()) {
      MemberAccess enter = engine_.member(manager, is_async ? kAenter : kEnter);
      if (enter.status == MemberAccess::Status::kFound) {
        const Type* result = call_with_types(enter.type, {});
        if (class_ != nullptr) result = in_body(result);
        entered.type = is_async ? engine_.awaited(result) : result;
      } else if (enter.status == MemberAccess::Status::kMissing && manager->kind == TypeKind::kInstance) {
        error(DiagnosticCode::kAttrDefined, item->context_expr->span,
              "\"" + Engine::show(manager) + "\" has no attribute \"" + std::string(is_async ? "__aenter__" : "__enter__") + "\"");
      }
      MemberAccess exit = engine_.member(manager, is_async ? kAexit : kExit);
      if (exit.status == MemberAccess::Status::kFound) {
        const Type* result = types_.unknown();
        if (const auto* c = exit.type->as<CallableType>()) result = c->result;
        if (const auto* o = exit.type->as<OverloadedType>()) {
          std::vector<const Type*> parts;
          for (const Type* t : o->items) parts.push_back(t->as<CallableType>()->result);
          result = engine_.join(parts);
        }
        if (is_async) result = engine_.awaited(result);
        // A declared bool says that it may swallow; `bool | None` and object say nothing.
        swallows = known_.is(result, Known::kBool) ||
                   (result->kind == TypeKind::kLiteral && static_cast<const LiteralType*>(result)->number != 0) ||
                   result->is_unknown();
      }
    } else {
      swallows = manager->is_unknown();
    }
    if (item->optional_vars != nullptr) assign(item->optional_vars, entered, nullptr);
    if (swallows) {
      may_swallow = true;
      at_raise.push_back(flow_);
      ++pushed;
    }
  }
  for (Flow& f : at_raise) handlers_.push_back({&f});
  block(stmt->body);
  for (size_t i = 0; i < pushed; ++i) handlers_.pop_back();
  if (may_swallow) {
    for (Flow& f : at_raise) {
      f.reachable = before.reachable;
      // Unknown managers rarely swallow: what follows a body that returns is looked at, without errors.
      bool was_reachable = flow_.reachable;
      if (!was_reachable) {
        flow_ = f;
        flow_.dubious = true;
      } else {
        merge(flow_, f);
      }
    }
  }
}

void Walker::return_statement(const syntax::Return* stmt) {
  Value v{types_.none(), true};
  if (stmt->value != nullptr) v = value(stmt->value, wanted_result_);
  if (wanted_result_ != nullptr && !is_generator_) {
    if (v.type->has_partial && stmt->value != nullptr && !wanted_result_->has_unknown) {
      refine_container(stmt->value, wanted_result_);
    }
    if (!engine_.assignable(v.type, wanted_result_)) {
      if (stmt->value == nullptr) {
        error(DiagnosticCode::kReturnValue, stmt->span, "return without a value where \"" + Engine::show(wanted_result_) + "\" is declared");
      } else {
        error(DiagnosticCode::kReturnValue, stmt->value->span,
              "value of type \"" + Engine::show(v.type) + "\" returned where \"" + Engine::show(wanted_result_) + "\" is declared");
      }
    }
  }
  returned_.push_back(engine_.widen_literals(v.type));
  flow_.reachable = false;
}

void Walker::raise_statement(const syntax::Raise* stmt) {
  if (stmt->exc != nullptr) value(stmt->exc);
  if (stmt->cause != nullptr) value(stmt->cause);
  flow_.reachable = false;
}

void Walker::function_statement(const Stmt* stmt) {
  program::FunctionParts parts = program::function_parts(stmt);
  for (const Expr* d : parts.decorators) value(d);
  FunctionInfo* info = analyzer_.declarations().function_of(stmt);
  auto defaults = [&](const Expr* e, const syntax::Arg* a) {
    if (e == nullptr) return;
    const Type* want = nullptr;
    if (info != nullptr && a != nullptr && a->annotation != nullptr) {
      for (const Param& p : info->signature()->params) {
        if (p.name == a->arg) want = p.type;
      }
    }
    value(e, want);
  };
  const syntax::Arguments* args = parts.args;
  size_t first = args->posonlyargs.size() + args->args.size() - args->defaults.size();
  for (size_t i = 0; i < args->defaults.size(); ++i) {
    size_t at = first + i;
    const syntax::Arg* a = at < args->posonlyargs.size() ? args->posonlyargs[at] : args->args[at - args->posonlyargs.size()];
    defaults(args->defaults[i], a);
  }
  for (size_t i = 0; i < args->kw_defaults.size(); ++i) defaults(args->kw_defaults[i], args->kwonlyargs[i]);
  if (record_) analyzer_.add_unit(module_, stmt, flow_.dubious);
  Target t = target_of(parts.name);
  if (t.kind == Target::Kind::kSlot) {
    // Not what it is declared as in full (that may need its body): enough to know that it is bound.
    Value bound{types_.unknown(), false};
    if (info != nullptr && kind_ != BodyKind::kModule) {
      bool plain = info->returns_declared && info->other_decorators.empty();
      if (plain || kind_ == BodyKind::kFunction) bound.type = engine_.function_type(info);
      if (info->is_property) bound.type = types_.unknown();
    }
    note_symbol(t.symbol, bound.type, false);
    assign_slot(t.symbol, t.slot, bound);
  }
}

void Walker::class_statement(const syntax::ClassDef* stmt) {
  for (const Expr* d : stmt->decorator_list) value(d);
  ++quiet_;  // bases hold types: Generic[T], Protocol[...], NamedTuple
  for (const Expr* b : stmt->bases) value(b);
  for (const syntax::Keyword* k : stmt->keywords) value(k->value);
  --quiet_;
  ClassInfo* info = analyzer_.declarations().class_of(stmt);
  program::ScopeId id = module_.scopes->of(stmt);
  if (info != nullptr && id != program::kNoScope && record_) {
    DeclarationScope inside = Declarations::inside(info);
    Walker body(analyzer_, module_, BodyKind::kClass, id, inside);
    body.checked_ = true;
    body.class_ = info;
    body.function_ = nullptr;
    body.flow_.dubious = flow_.dubious;
    body.block(stmt->body);
    for (PendingError& e : body.errors_) {
      if (quiet_ == 0 && !flow_.dubious) errors_.push_back(std::move(e));
    }
  }
  Target t = target_of(stmt->name);
  if (t.kind == Target::Kind::kSlot) {
    Value bound{info != nullptr ? engine_.declaration_type(info) : types_.unknown(), false};
    note_symbol(t.symbol, bound.type, false);
    assign_slot(t.symbol, t.slot, bound);
  }
}

void Walker::import_statement(const syntax::Import* stmt) {
  for (const syntax::Alias* alias : stmt->names) {
    Name bound = alias->asname;
    if (!bound) {
      std::string_view text = alias->name.text();
      bound = Name::intern(text.substr(0, text.find('.')));
    }
    Target t = target_of(bound);
    if (t.kind != Target::Kind::kSlot) continue;
    Declaration* d = kind_ == BodyKind::kModule ? module_.info->find(bound) : analyzer_.declarations().lookup(bound, declared_in_);
    Value v{d != nullptr ? engine_.declaration_type(d) : types_.unknown(), false};
    note_symbol(t.symbol, v.type, false);
    assign_slot(t.symbol, t.slot, v);
  }
}

void Walker::import_from(const syntax::ImportFrom* stmt) {
  for (const syntax::Alias* alias : stmt->names) {
    if (alias->name == "*") continue;
    Name bound = alias->asname ? alias->asname : alias->name;
    Target t = target_of(bound);
    if (t.kind != Target::Kind::kSlot) continue;
    Declaration* d = kind_ == BodyKind::kModule ? module_.info->find(mangled(bound)) : analyzer_.declarations().lookup(bound, declared_in_);
    // Try one, else the other: what it is depends on where the program runs.
    Value v{d != nullptr ? engine_.declaration_type(d) : types_.unknown(), false};
    note_symbol(t.symbol, v.type, false);
    assign_slot(t.symbol, t.slot, v);
  }
}

void Walker::run_module(Unit& unit) {
  checked_ = true;
  block(module_.tree->body);
  finish_displays();
  unit.errors = std::move(errors_);
}

namespace {

// A body that only stands for one: `...`, `pass`, a docstring, `raise NotImplementedError`.
bool is_trivial_body(syntax::StmtList body) {
  for (const syntax::Stmt* s : body) {
    if (s->kind == StmtKind::kPass || s->kind == StmtKind::kRaise) continue;
    const auto* e = syntax::as<syntax::ExprStmt>(s);
    if (e != nullptr && e->value->kind == syntax::ExprKind::kConstant) continue;
    return false;
  }
  return true;
}

}  // namespace

// What a function without annotations gives, as far as it is known: mostly what is not known is what it gives itself.
const Type* Walker::known_result(const std::vector<const Type*>& returned) {
  std::vector<const Type*> known;
  for (const Type* t : returned) {
    if (!t->is_unknown()) known.push_back(t);
  }
  if (known.empty()) return types_.unknown();
  const Type* joined = engine_.join(known);
  return joined->is_none() ? types_.unknown() : joined;
}

void Walker::run_function(Unit& unit) {
  program::FunctionParts parts = program::function_parts(unit.def);
  FunctionInfo* info = analyzer_.declarations().function_of(unit.def);
  unit.errors.clear();
  if (!parts || info == nullptr) return;
  function_ = info;
  flow_.dubious = unit.dubious;
  const syntax::Arguments* args = parts.args;
  bool annotated = parts.returns != nullptr;
  const CallableType* signature = info->signature();
  size_t position = 0;
  auto not_optional = [&](const syntax::Arg* a, const Type* t) {
    if (a->annotation == nullptr) return false;
    if (!engine_.assignable(types_.none(), t)) return true;
    if (t->kind != TypeKind::kUnion) return false;
    const Type* written = analyzer_.declarations().type_of_annotation(a->annotation, declared_in_);
    return !engine_.assignable(types_.none(), written);
  };
  auto bind_param = [&](const syntax::Arg* a, ParamKind kind, size_t index) {
    annotated |= a->annotation != nullptr;
    const Type* t = types_.unknown();
    for (const Param& p : signature->params) {
      if (p.name == a->arg) t = in_body(p.type);
    }
    bool is_self = index == 0 && info->owner != nullptr && !(info->is_static && info->name != "__new__") &&
                   kind <= ParamKind::kPositional && a->annotation == nullptr;
    bool declared = a->annotation != nullptr || is_self;
    if (is_self && t->is_unknown() && class_ != nullptr) {
      t = engine_.self_instance(class_);
      if (info->is_class_method || info->name == "__new__") t = types_.type_object(t);
    }
    if (t->is_unknown() && !info->argument_types.empty()) {
      auto claim = info->argument_types.find(a->arg);
      if (claim != info->argument_types.end() && claim->second != nullptr) t = claim->second;
    }
    // `x: int = None` meant Optional for long.
    bool implicit_optional = !t->is_unknown() && defaults_to_none(args, a) && not_optional(a, t);
    // It may be None, but its writer does not want to hear of it.
    if (implicit_optional) t = narrow_literal(t, types_.none(), false, true);
    const Type* local = t;
    if (kind == ParamKind::kStar && t->kind != TypeKind::kParamSpec) local = types_.tuple_of(t);
    if (kind == ParamKind::kStarStar) local = known_.type(Known::kDict, {known_.type(Known::kStr), t});
    const program::Symbol* symbol = module_.scopes->scope(body_scope_).find(mangled(a->arg));
    if (symbol == nullptr) return;
    module_.declared[symbol] = declared && !local->is_unknown() ? local : nullptr;
    note_symbol(symbol, local, declared && !local->is_unknown());
    size_t slot = slot_of(body_scope_, symbol);
    if (slot != SIZE_MAX) {
      bool sure = declared && !implicit_optional && !local->has_type_vars && tested_where_declared(local) && holds_alone(symbol, slot);
      flow_.slots.set(slot, {local, sure});
    }
  };
  for (const syntax::Arg* a : args->posonlyargs) bind_param(a, ParamKind::kPositionalOnly, position++);
  for (const syntax::Arg* a : args->args) bind_param(a, ParamKind::kPositional, position++);
  if (args->vararg != nullptr) bind_param(args->vararg, ParamKind::kStar, 0);
  position = 0;
  for (const syntax::Arg* a : args->kwonlyargs) bind_param(a, ParamKind::kKeywordOnly, position++);
  if (args->kwarg != nullptr) bind_param(args->kwarg, ParamKind::kStarStar, 0);

  checked_ = annotated && !info->is_no_type_check;
  is_generator_ = info->is_generator;
  const Type* declared = info->declared_result();
  if (declared != nullptr) declared = in_body(declared);
  if (is_generator_) {
    if (declared != nullptr) {
      const InstanceType* g = nullptr;
      if (info->is_async) {
        g = engine_.upcast(declared, known_.cls(Known::kAsyncGenerator));
        if (g == nullptr) g = declared->as<InstanceType>();
        if (g != nullptr && !g->args.empty()) yield_wanted_ = g->args[0];
        if (g != nullptr && g->args.size() == 2) send_type_ = g->args[1];
      } else {
        g = engine_.upcast(declared, known_.cls(Known::kGenerator));
        if (g == nullptr) g = declared->as<InstanceType>();
        if (g != nullptr && !g->args.empty()) yield_wanted_ = g->args[0];
        if (g != nullptr && g->args.size() == 3) {
          send_type_ = g->args[1];
          wanted_result_ = g->args[2];
        }
      }
      if (yield_wanted_ != nullptr && yield_wanted_->is_gradual()) yield_wanted_ = nullptr;
    }
  } else {
    wanted_result_ = declared;
    if (wanted_result_ != nullptr && wanted_result_->kind == TypeKind::kGuard) wanted_result_ = known_.type(Known::kBool);
  }
  block(parts.body);
  bool ends = flow_.reachable;
  if (ends && !flow_.dubious && !is_generator_ && declared != nullptr && !declared->is_gradual() &&
      !engine_.assignable(types_.none(), declared) && !is_trivial_body(parts.body) && !info->is_abstract && !info->is_overload &&
      !(class_ != nullptr && class_->is(ClassFlag::kProtocol)) && !declared->is_never()) {
    error(DiagnosticCode::kMissingReturn, parts.returns != nullptr ? parts.returns->span : unit.def->span,
          "the end of \"" + parts.name.str() + "\" can be reached without returning \"" + Engine::show(declared) + "\"");
  }
  if (ends) returned_.push_back(types_.none());
  const Type* result = returned_.empty() ? types_.unknown() : engine_.join(returned_);
  if (result->is_unknown() && analyzer_.guessing() && !annotated) result = known_result(returned_);
  if (returned_.empty() || is_trivial_body(parts.body)) result = types_.unknown();
  if (is_generator_) {
    const Type* yielded = yielded_.empty() ? types_.unknown() : engine_.join(yielded_);
    result = info->is_async ? known_.type(Known::kAsyncGenerator, {yielded, types_.unknown()})
                            : known_.type(Known::kGenerator, {yielded, types_.unknown(), result});
  } else if (info->is_async) {
    result = known_.type(Known::kCoroutine, {types_.unknown(), types_.unknown(), result});
  }
  unit.result = result;
  if (record_) finish_displays();
  unit.errors = std::move(errors_);
}

}  // namespace krait::types
