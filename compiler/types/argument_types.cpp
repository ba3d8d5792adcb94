// Parameters of functions without annotations: what the program's calls give them, else what their defaults and the operations on
// them suggest.
//
// These are claims and nothing more: lowering chooses representations that hold any object by them, and guards what it takes on
// trust. So a call from outside of the program that gives something else costs speed and not correctness, and nobody is told of
// errors: what was to be reported has been found before.
#include <algorithm>

#include "program/definitions.h"
#include "syntax/visit.h"
#include "types/analyzer.h"
#include "types/native_numbers.h"

namespace krait::types {

namespace {

// Rounds over the calls: arguments may themselves be parameters.
constexpr int kMaxArgumentRounds = 2;
// A receiver of which nothing is known is of one of at most so many classes, which are tested one after the other.
constexpr size_t kMostOwners = 4;

const syntax::Expr* annotation_of(const syntax::Arguments* args) {
  const syntax::Expr* found = nullptr;
  auto look = [&](const syntax::Arg* a) {
    if (a != nullptr && a->annotation != nullptr) found = a->annotation;
  };
  for (const syntax::Arg* a : args->posonlyargs) look(a);
  for (const syntax::Arg* a : args->args) look(a);
  for (const syntax::Arg* a : args->kwonlyargs) look(a);
  look(args->vararg);
  look(args->kwarg);
  return found;
}

bool is_int_literal(const syntax::Expr* e) {
  const auto* c = syntax::as<syntax::Constant>(e);
  return c != nullptr && c->value.kind == syntax::ConstantKind::kInt;
}

bool is_name(const syntax::Expr* e, Name name) {
  const auto* n = syntax::as<syntax::NameExpr>(e);
  return n != nullptr && n->id == name;
}

// Whether the body treats the parameter as an int: steps by whole numbers, compares with them, counts up to it.
bool used_as_int(syntax::StmtList body, Name name) {
  bool found = false;
  static const Name kRange = Name::intern("range");
  for (const syntax::Stmt* stmt : body) {
    syntax::walk(stmt, [&](const syntax::Expr* e) {
      if (const auto* op = syntax::as<syntax::BinOp>(e)) {
        bool whole = op->op == syntax::Operator::kAdd || op->op == syntax::Operator::kSub || op->op == syntax::Operator::kFloorDiv ||
                     op->op == syntax::Operator::kMod || op->op == syntax::Operator::kLShift || op->op == syntax::Operator::kRShift ||
                     op->op == syntax::Operator::kBitAnd;
        found |= whole && is_name(op->left, name) && is_int_literal(op->right);
      } else if (const auto* compare = syntax::as<syntax::Compare>(e)) {
        bool order = !compare->ops.empty() && compare->ops[0] >= syntax::CmpOp::kLt && compare->ops[0] <= syntax::CmpOp::kGtE;
        found |= order && is_name(compare->left, name) && is_int_literal(compare->comparators[0]);
      } else if (const auto* call = syntax::as<syntax::Call>(e)) {
        if (is_name(call->func, kRange))
          for (const syntax::Expr* a : call->args) found |= is_name(a, name);
      }
    });
  }
  return found;
}

// A type without what was left open of it: what a container that began empty came to hold.
const Type* settled(TypeContext& types, const Type* type) {
  if (!type->has_partial) return type;
  auto all = [&](TypeList items) {
    std::vector<const Type*> out;
    for (const Type* item : items) out.push_back(settled(types, item));
    return out;
  };
  if (const auto* i = type->as<InstanceType>()) return types.instance(i->cls, all(i->args));
  if (const auto* t = type->as<TupleType>()) return types.tuple(all(t->items), t->variadic);
  return types.unknown();
}

// Both types in one where they differ in nothing but what is unknown in one of them; null elsewhere.
const Type* merged(TypeContext& types, const Type* a, const Type* b) {
  if (a == b || b->is_unknown()) return a;
  if (a->is_unknown()) return b;
  auto all = [&](TypeList left, TypeList right, std::vector<const Type*>& out) {
    for (size_t i = 0; i < left.size() && left.size() == right.size(); ++i) {
      const Type* both = merged(types, left[i], right[i]);
      if (both == nullptr) return false;
      out.push_back(both);
    }
    return left.size() == right.size();
  };
  std::vector<const Type*> parts;
  const auto *i = a->as<InstanceType>(), *j = b->as<InstanceType>();
  if (i != nullptr && j != nullptr) return i->cls == j->cls && all(i->args, j->args, parts) ? types.instance(i->cls, parts) : nullptr;
  const auto *t = a->as<TupleType>(), *u = b->as<TupleType>();
  return t != nullptr && u != nullptr && t->variadic == u->variadic && all(t->items, u->items, parts) ? types.tuple(parts, t->variadic) : nullptr;
}

}  // namespace

// What may be claimed of a parameter, or null: instances, of which int and float together are float.
const Type* Analyzer::argument_claim(const std::vector<const Type*>& given) {
  bool has_int = false, has_float = false, other = false;
  std::vector<const Type*> parts;
  for (const Type* t : given) {
    const Type* wide = engine_->widen_literals(t);
    for (const Type* each : items_of(wide)) {
      const Type* item = settled(types_, each);
      if (item->is_unknown()) continue;
      const auto* instance = item->as<InstanceType>();
      if (!item->is_none() && (instance == nullptr || native_number(item) || is_vec(instance->cls) || item->has_type_vars)) return nullptr;
      has_int |= instance != nullptr && instance->cls == engine_->known.cls(Known::kInt);
      has_float |= instance != nullptr && instance->cls == engine_->known.cls(Known::kFloat);
      other |= item->is_none() || (instance->cls != engine_->known.cls(Known::kInt) && instance->cls != engine_->known.cls(Known::kFloat));
      const Type* both = nullptr;
      for (const Type*& part : parts) {
        if ((both = merged(types_, part, item)) == nullptr) continue;
        part = both;
        break;
      }
      if (both == nullptr) parts.push_back(item);
    }
  }
  if (parts.empty()) return nullptr;
  if (has_int && has_float && !other) return engine_->known.type(Known::kFloat);
  const Type* joined = engine_->join(parts);
  return joined->is_none() || joined->is_gradual() ? nullptr : joined;
}

bool Analyzer::infer_arguments() {
  // The functions in question, with what was seen for each parameter.
  std::unordered_map<FunctionInfo*, std::vector<std::vector<const Type*>>> seen;
  for (auto& m : modules_) {
    if (m->info->is_stub) continue;
    for (const syntax::Stmt* def : m->order) {
      program::FunctionParts parts = program::function_parts(def);
      FunctionInfo* info = declarations_->function_of(def);
      if (!parts || info == nullptr || info->is_no_type_check || info->is_overload || parts.returns != nullptr ||
          annotation_of(parts.args) != nullptr)
        continue;
      size_t count = info->signature()->params.size();
      size_t receiver = info->owner != nullptr && !info->is_static;
      if (count > receiver) seen[info].resize(count);
    }
  }
  if (seen.empty()) return false;
  for (auto& m : modules_) {
    for (syntax::Stmt* stmt : m->tree->body) {
      syntax::walk(stmt, [&](const syntax::Expr* e) {
        const auto* call = syntax::as<syntax::Call>(e);
        const CallInfo* info = call != nullptr ? m->results->call(call) : nullptr;
        if (info == nullptr || info->dynamic || info->function == nullptr) return;
        auto it = seen.find(info->function);
        if (it == seen.end() || info->arguments.size() != call->args.size() + call->keywords.size()) return;
        for (size_t i = 0; i < info->arguments.size(); ++i) {
          int param = info->arguments[i].param;
          if (param < 0 || size_t(param) >= it->second.size()) continue;
          const syntax::Expr* value = i < call->args.size() ? call->args[i] : call->keywords[i - call->args.size()]->value;
          it->second[size_t(param)].push_back(m->results->type_of(value));
        }
      });
    }
  }
  bool changed = false;
  for (auto& [info, given] : seen) {
    program::FunctionParts parts = program::function_parts(reinterpret_cast<const syntax::Stmt*>(info->node));
    std::span<const Param> params = info->signature()->params;
    std::vector<const syntax::Arg*> positional(parts.args->posonlyargs.begin(), parts.args->posonlyargs.end());
    positional.insert(positional.end(), parts.args->args.begin(), parts.args->args.end());
    for (size_t i = info->owner != nullptr && !info->is_static; i < params.size(); ++i) {
      if (params[i].kind == ParamKind::kStar || params[i].kind == ParamKind::kStarStar || !params[i].type->is_unknown()) continue;
      auto at = std::find_if(positional.begin(), positional.end(), [&](const syntax::Arg* a) { return a->arg == params[i].name; });
      if (at != positional.end()) {
        size_t index = size_t(at - positional.begin()), first = positional.size() - parts.args->defaults.size();
        if (const auto* d = index >= first ? syntax::as<syntax::Constant>(parts.args->defaults[index - first]) : nullptr) {
          if (d->value.is_none()) given[i].push_back(types_.none());
          else if (d->value.kind == syntax::ConstantKind::kInt) given[i].push_back(engine_->known.type(Known::kInt));
          else if (d->value.kind == syntax::ConstantKind::kFloat) given[i].push_back(engine_->known.type(Known::kFloat));
          else if (d->value.is_str()) given[i].push_back(engine_->known.type(Known::kStr));
        }
      }
      const Type* claim = argument_claim(given[i]);
      bool nothing = std::all_of(given[i].begin(), given[i].end(), [](const Type* t) { return t->is_unknown(); });
      if (claim == nullptr && nothing && used_as_int(parts.body, params[i].name)) claim = engine_->known.type(Known::kInt);
      const Type*& known = info->argument_types[params[i].name];
      changed |= claim != nullptr && known != claim;
      known = claim;
    }
  }
  return changed;
}

void Analyzer::find_attribute_owners() {
  auto derives = [](ClassInfo* cls, const ClassInfo* base) {
    auto mro = cls->mro();
    return std::any_of(mro.begin(), mro.end(), [&](const InstanceType* each) { return each->cls == base; });
  };
  for (auto& m : modules_) {
    if (m->info->is_stub) continue;
    for (syntax::Stmt* top : m->tree->body) {
      syntax::walk(top, [&](const syntax::Stmt* stmt) {
        const auto* def = syntax::as<syntax::ClassDef>(stmt);
        ClassInfo* cls = def != nullptr ? declarations_->class_of(def) : nullptr;
        if (cls == nullptr) return;
        for (Declaration* member : cls->own_members()) {
          if (member->name.text().starts_with("__")) continue;
          auto [it, fresh] = attribute_owners_.try_emplace(member->name, 1, cls);
          std::vector<ClassInfo*>& owners = it->second;
          if (fresh || owners.empty() || std::any_of(owners.begin(), owners.end(), [&](ClassInfo* owner) { return derives(cls, owner); })) continue;
          std::erase_if(owners, [&](ClassInfo* owner) { return derives(owner, cls); });
          owners.push_back(cls);
          if (owners.size() > kMostOwners) owners.clear();
        }
      });
    }
  }
  for (Known k : {Known::kStr, Known::kList, Known::kDict, Known::kSet, Known::kTuple, Known::kBytes, Known::kInt, Known::kFloat}) {
    for (Declaration* member : engine_->known.cls(k)->own_members()) {
      if (auto it = attribute_owners_.find(member->name); it != attribute_owners_.end()) it->second.clear();
    }
  }
}

std::span<ClassInfo* const> Analyzer::classes_with(Name name) const {
  auto it = attribute_owners_.find(name);
  return it == attribute_owners_.end() ? std::span<ClassInfo* const>() : it->second;
}

void Analyzer::run_with_arguments() {
  std::unordered_map<Unit*, std::vector<PendingError>> errors;
  for (auto& m : modules_) {
    errors[&m->body] = std::move(m->body.errors);
    for (auto& [def, unit] : m->units) errors[&unit] = std::move(unit.errors);
  }
  guessing_ = true;
  for (int round = 0; round < kMaxArgumentRounds && infer_arguments(); ++round) {
    if (round == 0) find_attribute_owners();
    inferred_.clear();
    decorated_.clear();
    for (auto& m : modules_) {
      m->results->symbols.clear();
      m->body.state = Unit::State::kNew;
      m->body.rounds = 0;
      m->unwalked = m->order.size();
      for (auto& [def, unit] : m->units) {
        unit.state = Unit::State::kNew;
        unit.rounds = 0;
        unit.result = nullptr;
      }
    }
    walk_all();
  }
  for (auto& m : modules_) {
    m->body.errors = std::move(errors[&m->body]);
    for (auto& [def, unit] : m->units) unit.errors = std::move(errors[&unit]);
  }
}

}  // namespace krait::types
