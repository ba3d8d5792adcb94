// Lists, tuples, sets, dicts and comprehensions.
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

namespace {

bool has_starred(const ExprList& items) {
  for (const Expr* item : items)
    if (is<Starred>(item)) return true;
  return false;
}

}  // namespace

std::vector<ValueId> FunctionLowering::lower_all(const ExprList& items) {
  std::vector<ValueId> values;
  values.reserve(items.size());
  for (const Expr* item : items) values.push_back(lower_obj(item));
  return values;
}

ValueId FunctionLowering::lower_list(const ExprList& items, krait::Span span) {
  if (!has_starred(items)) return emit(Op::ListNew, lower_all(items), span);
  ValueId list = emit(Op::ListNew, {}, span);
  for (const Expr* item : items) {
    if (const auto* starred = as<Starred>(item)) emit(Op::ListExtendNew, {list, lower_obj(starred->value)}, starred->span);
    else emit(Op::ListAppendNew, {list, lower_obj(item)}, item->span);
  }
  return list;
}

ValueId FunctionLowering::lower_tuple(const ExprList& items, krait::Span span) {
  if (!has_starred(items)) {
    if (std::optional<ir::ConstId> constant = constant_tuple(items)) return const_obj(*constant);
    return emit(Op::TupleNew, lower_all(items), span);
  }
  return emit(Op::ListToTuple, {lower_list(items, span)}, span);
}

// -1, -0.5
static std::optional<syntax::ConstantValue> negative_literal(const Expr* expr) {
  const auto* minus = as<UnaryOp>(expr);
  const auto* constant = minus != nullptr && minus->op == UnaryOperator::kUSub ? as<Constant>(minus->operand) : nullptr;
  if (constant == nullptr) return std::nullopt;
  syntax::ConstantValue value = constant->value;
  if (value.kind == ConstantKind::kInt) {
    value.integer = -value.integer;
  } else if (value.kind == ConstantKind::kFloat) {
    value.floating = -value.floating;
  } else {
    return std::nullopt;
  }
  return value;
}

// A display of constants only is one constant, as in CPython.
std::optional<ir::ConstId> FunctionLowering::constant_tuple(const ExprList& items) {
  std::optional<std::vector<ir::ConstId>> ids = constant_items(items);
  return ids ? std::optional(module_.tuple_constant(*ids)) : std::nullopt;
}

std::optional<std::vector<ir::ConstId>> FunctionLowering::constant_items(const ExprList& items) {
  std::vector<ir::ConstId> ids;
  for (const Expr* item : items) {
    if (const auto* constant = as<Constant>(item)) {
      ids.push_back(module_.constant(constant->value));
    } else if (std::optional<syntax::ConstantValue> negative = negative_literal(item)) {
      ids.push_back(module_.constant(*negative));
    } else if (const auto* tuple = as<Tuple>(item); tuple != nullptr && depth_ < kMaxLoweringDepth) {
      ++depth_;
      std::optional<ir::ConstId> inner = constant_tuple(tuple->elts);
      --depth_;
      if (!inner) return std::nullopt;
      ids.push_back(*inner);
    } else {
      return std::nullopt;
    }
  }
  return ids;
}

ValueId FunctionLowering::lower_set(const Set* expr) {
  // CPython makes a set of more than two constants from a frozenset; it shows in the order of the items.
  if (std::optional<std::vector<ir::ConstId>> constants = expr->elts.size() > 2 ? constant_items(expr->elts) : std::nullopt) {
    ValueId set = emit(Op::SetNew, {}, expr->span);
    emit(Op::SetUpdateNew, {set, const_obj(module_.frozenset_constant(*constants))}, expr->span);
    return set;
  }
  if (!has_starred(expr->elts)) return emit(Op::SetNew, lower_all(expr->elts), expr->span);
  ValueId set = emit(Op::SetNew, {}, expr->span);
  for (const Expr* item : expr->elts) {
    if (const auto* starred = as<Starred>(item)) emit(Op::SetUpdateNew, {set, lower_obj(starred->value)}, starred->span);
    else emit(Op::SetAddNew, {set, lower_obj(item)}, item->span);
  }
  return set;
}

ValueId FunctionLowering::lower_dict(const Dict* expr) {
  bool plain = true;
  for (const Expr* key : expr->keys) plain = plain && key != nullptr;
  if (plain) {
    std::vector<ValueId> parts;
    for (size_t i = 0; i < expr->keys.size(); ++i) {
      parts.push_back(lower_obj(expr->keys[i]));
      parts.push_back(lower_obj(expr->values[i]));
    }
    return emit(Op::DictNew, parts, expr->span);
  }
  ValueId dict = emit(Op::DictNew, {}, expr->span);
  for (size_t i = 0; i < expr->keys.size(); ++i) {
    if (expr->keys[i] == nullptr) {
      emit(Op::DictUpdateNew, {dict, lower_obj(expr->values[i])}, expr->values[i]->span);
    } else {
      ValueId key = lower_obj(expr->keys[i]);
      emit(Op::DictSetNew, {dict, key, lower_obj(expr->values[i])}, expr->span);
    }
  }
  return dict;
}

// --- comprehensions: inlined loops over variables of their own. Where the target version gives them a frame (before 3.12), what
// raises inside shows that frame in the traceback.

void FunctionLowering::lower_comprehension(const Expr* expr, const ComprehensionList& generators,
                                           const char* frame_name, const std::function<void()>& element,
                                           const std::function<void(const Iteration&)>& before) {
  const Comprehension* first = generators[0];
  Iteration iteration = first->is_async != 0 ? iteration_over(lower(first->iter), first->iter) : start_iteration(first->iter, iteration_span(expr, first));
  if (before) before(iteration);
  const program::Scope& scope = module_.scopes().scope(module_.scopes().of(expr));

  bool own_frame = module_.options().version < PythonVersion{3, 12};
  BlockId outer = handler_, landing;
  uint32_t outer_code = code_override_;
  if (own_frame) {
    landing = new_block(true);
    handler_ = landing;
    ir::CodeInfo code;
    code.name = frame_name;
    code.qualname = qualname_ + (kind_ == BodyKind::Function ? ".<locals>." : "") + frame_name;
    code.first_line = module_.source().line(expr->span.begin);
    code_override_ = module_.add_code(std::move(code));
  }
  size_t names_before = names_.size();
  std::vector<ControlFrame> control;
  control.swap(control_);
  declare_scope(scope);
  lower_comprehension_level(expr, generators, 0, iteration, element);
  names_.resize(names_before);
  control.swap(control_);
  if (!own_frame) return;
  handler_ = outer;
  code_override_ = outer_code;
  at_landing(landing, [&] {
    emit(Op::TracebackAdd, {}, expr->span);
    propagate();
  });
}

krait::Span FunctionLowering::iteration_span(const Expr* whole, const Comprehension* generator) const {
  return module_.options().version < PythonVersion{3, 13} ? whole->span : generator->iter->span;
}

void FunctionLowering::lower_comprehension_level(const Expr* whole, const ComprehensionList& generators, size_t level,
                                                 const Iteration& iteration, const std::function<void()>& element) {
  const Comprehension* generator = generators[level];
  auto inside = [&](const Iteration&, BlockId header, BlockId) {
    for (const Expr* test : generator->ifs) {
      BlockId next = new_block();
      lower_condition(test, next, header);
      seal(next);
      set_block(next);
    }
    if (level + 1 == generators.size()) return element();
    const Comprehension* inner = generators[level + 1];
    Iteration next = inner->is_async != 0 ? iteration_over(lower(inner->iter), inner->iter) : start_iteration(inner->iter, iteration_span(whole, inner));
    lower_comprehension_level(whole, generators, level + 1, next, element);
  };
  if (generator->is_async != 0) {
    iterate_async(read_variable(iteration.iterator), generator->iter, [&](ValueId item, BlockId header, BlockId done) {
      assign(generator->target, item, generator->target->span);
      inside(iteration, header, done);
    }, nullptr);
  } else {
    iterate(iteration, generator->target, inside, nullptr);
  }
}

ValueId FunctionLowering::lower_list_comp(const ListComp* expr) {
  VariableId list = add_variable(ir::kObj, "");
  write_variable(list, emit(Op::ListNew, {}, expr->span));
  lower_comprehension(expr, expr->generators, "<listcomp>",
                      [&] { emit(Op::ListAppendNew, {read_variable(list), lower_obj(expr->elt)}, expr->elt->span); },
                      [&](const Iteration& iteration) {
                        if (expr->generators.size() != 1 || !expr->generators[0]->ifs.empty()) return;
                        if (std::optional<ValueId> count = item_count(iteration)) emit(Op::ListReserve, {read_variable(list), *count}, expr->span);
                      });
  return read_variable(list);
}

ValueId FunctionLowering::lower_set_comp(const SetComp* expr) {
  VariableId set = add_variable(ir::kObj, "");
  write_variable(set, emit(Op::SetNew, {}, expr->span));
  lower_comprehension(expr, expr->generators, "<setcomp>",
                      [&] { emit(Op::SetAddNew, {read_variable(set), lower_obj(expr->elt)}, expr->elt->span); });
  return read_variable(set);
}

ValueId FunctionLowering::lower_dict_comp(const DictComp* expr) {
  VariableId dict = add_variable(ir::kObj, "");
  write_variable(dict, emit(Op::DictNew, {}, expr->span));
  lower_comprehension(expr, expr->generators, "<dictcomp>", [&] {
    ValueId key = lower_obj(expr->key);
    emit(Op::DictSetNew, {read_variable(dict), key, lower_obj(expr->value)}, expr->span);
  });
  return read_variable(dict);
}

}  // namespace krait::lower
