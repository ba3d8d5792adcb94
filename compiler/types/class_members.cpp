// Classes: members of the body, instance attributes, look-up through the MRO.
#include <algorithm>
#include <unordered_set>

#include "syntax/visit.h"
#include "types/annotations.h"
#include "types/declaration_builder.h"
#include "types/store_impl.h"
#include "types/synthesis.h"

namespace krait::types {

using namespace syntax;

namespace {

bool is_dunder(std::string_view name) { return name.size() > 4 && name.starts_with("__") && name.ends_with("__"); }
bool is_sunder(std::string_view name) {
  return name.size() > 2 && name.starts_with('_') && name.ends_with('_') && !name.starts_with("__");
}

}  // namespace

// What goes beyond the names of the body.
class MemberBuilder {
 public:
  explicit MemberBuilder(ClassInfo* cls) : cls_(cls), store_(cls->store()), impl_(*store_.impl_) {}

  BindingTable& table() {
    auto [it, added] = impl_.class_tables.try_emplace(cls_);
    if (added && cls_->node != nullptr) {
      it->second = std::make_unique<BindingTable>();
      std::vector<Binding> bindings = collect_bindings(cls_->node->body, store_.target());
      for (Binding& b : bindings) {
        if (b.name) b.name = program::mangle(cls_->name, b.name);
      }
      it->second->fill(bindings);
    } else if (added) {
      it->second = std::make_unique<BindingTable>();
    }
    return *it->second;
  }

  Declaration* build(Name name) {
    BindingTable& body = table();
    auto it = body.by_name.find(name);
    if (it == body.by_name.end()) return nullptr;
    DeclarationScope scope = Declarations::inside(cls_);
    std::vector<Binding> bindings = it->second;
    Declaration* out = DeclarationBuilder(store_, cls_->module, cls_, scope).build(name, bindings);
    if (auto* variable = out->as<VariableInfo>(); variable != nullptr && variable->owner == cls_) {
      variable->is_enum_member = is_enum_member(*variable, body);
      if (cls_->is(ClassFlag::kTypedDict)) read_required(variable);
    }
    return out;
  }

  // `self.x = ...` in methods, in order.
  void add_instance_attributes() {
    if (cls_->node == nullptr || cls_->module->tree == nullptr) return;
    for (const Stmt* stmt : cls_->node->body) visit_body_statement(stmt);
    add_outside_attributes();
  }

 private:
  void add_outside_attributes() {
    if (cls_->owner != nullptr || cls_->scope.function != nullptr) return;
    ModuleContents& contents = *cls_->module->contents_;
    auto found = contents.outside_attributes.find(cls_->name);
    if (found == contents.outside_attributes.end()) return;
    for (const ModuleContents::OutsideAttribute& a : found->second) {
      if (Declaration* known = cls_->own_in_progress(a.attribute)) {
        auto* variable = known->as<VariableInfo>();
        if (variable == nullptr)
          known->rebound = true;
        else
          variable->complex_binding = true;
        continue;
      }
      if (cls_->find_inherited(a.attribute)) continue;
      VariableInfo* made = impl_.make(impl_.variables, a.attribute, cls_->module, a.stmt->span);
      made->owner = cls_;
      made->scope = Declarations::inside(cls_->module);
      made->definitions.push_back(a.stmt);
      made->has_value = made->complex_binding = true;
      cls_->by_name_[a.attribute] = made;
      cls_->attributes_.push_back(made);
    }
  }

  bool is_enum_member(const VariableInfo& variable, const BindingTable& body) {
    if (!cls_->is(ClassFlag::kEnum) || cls_->module->name == "enum") return false;
    std::string_view name = variable.name.text();
    if (is_dunder(name) || is_sunder(name) || name.starts_with("__") ||
        name.starts_with("_" + cls_->name.str() + "__")) {
      return false;
    }
    if (variable.is_class_var) return false;
    if (!variable.values.empty()) {
      const Expr* value = variable.values.front();
      if (is<Lambda>(value)) return false;
      const auto* call = as<Call>(value);
      if (call != nullptr && is_declared_as(store_.resolve(call->func, variable.scope), "enum", "nonmember"))
        return false;
      return true;
    }
    // Older stubs declare members by annotation alone.
    if (!cls_->module->is_stub || variable.annotation == nullptr) return false;
    return std::none_of(body.by_name.begin(), body.by_name.end(), [](const auto& entry) {
      std::string_view text = entry.first.text();
      return !is_dunder(text) && !is_sunder(text) && entry.second.front().kind == BindingKind::kAssign;
    });
  }

  void read_required(VariableInfo* key) {
    if (key->annotation == nullptr) return;
    QualifiedType type = store_.qualified_annotation(key->annotation, key->scope);
    key->is_required = type.is_required || (cls_->is(ClassFlag::kTotal) && !type.is_not_required);
    key->is_read_only = type.is_read_only;
  }

  void visit_body_statement(const Stmt* stmt) {
    // Methods may stand under tests.
    if (const auto* branch = as<If>(stmt)) {
      program::Truth truth = program::evaluate_condition(branch->test, store_.target(), true);
      if (truth != program::Truth::kFalse)
        for (const Stmt* s : branch->body) visit_body_statement(s);
      if (truth != program::Truth::kTrue)
        for (const Stmt* s : branch->orelse) visit_body_statement(s);
      return;
    }
    program::FunctionParts parts = program::function_parts(stmt);
    if (!parts) return;
    FunctionInfo* method = store_.function_of(stmt);
    if (method == nullptr || method->is_static) return;
    const Arg* self = !parts.args->posonlyargs.empty() ? parts.args->posonlyargs[0]
                      : !parts.args->args.empty()      ? parts.args->args[0]
                                                       : nullptr;
    if (self == nullptr) return;
    scan(method, self->arg, parts.body);
  }

  struct Assigned {
    const Stmt* stmt;
    const Expr* target;
    const Expr* value;
    const Expr* annotation;
    bool complex;
  };

  void note(FunctionInfo* method, Name self, const Assigned& a) {
    const auto* attribute = as<Attribute>(a.target);
    if (attribute == nullptr) return;
    const auto* base = as<NameExpr>(attribute->value);
    if (base == nullptr || base->id != self) return;
    Name name = program::mangle(cls_->name, attribute->attr);
    Declaration* known = cls_->own_in_progress(name);
    if (known == nullptr) {
      if (cls_->find_inherited(name)) return;  // an attribute of a base
      VariableInfo* made = impl_.make(impl_.variables, name, cls_->module, attribute->span);
      made->owner = cls_;
      made->assigned_in = method;
      made->scope = Declarations::inside(method);
      made->is_instance_attribute = !method->is_class_method;
      cls_->by_name_[name] = made;
      cls_->attributes_.push_back(made);
      known = made;
    }
    auto* variable = known->as<VariableInfo>();
    if (variable == nullptr || variable->owner != cls_) return;
    variable->definitions.push_back(a.stmt);
    if (a.annotation != nullptr && variable->annotation == nullptr) {
      variable->annotation = a.annotation;
      variable->scope = Declarations::inside(method);
      QualifiedType type = store_.qualified_annotation(a.annotation, variable->scope);
      variable->is_final = type.is_final;
      variable->declared_ = type.type;
      variable->state_ = kDone;
    }
    if (a.value != nullptr) variable->values.push_back(a.value);
    if (a.complex) variable->complex_binding = true;
    if (a.value != nullptr || a.complex) variable->has_value = true;
    // A value is read in the method it stands in; other methods' values are found through `definitions`.
    if (variable->assigned_in != nullptr && variable->assigned_in != method && a.value != nullptr) {
      variable->assigned_in_several = true;
    }
    if (variable->assigned_in == nullptr) variable->assigned_in_several = true;
  }

  void scan(FunctionInfo* method, Name self, StmtList body) {
    std::vector<const Stmt*> todo(body.rbegin(), body.rend());
    auto targets = [&](const Expr* target, const Stmt* stmt) {
      if (target == nullptr) return;
      for_each_target(target, nullptr, [&](const Expr* single, const Expr*) {
        note(method, self, {stmt, single, nullptr, nullptr, true});
      });
    };
    while (!todo.empty()) {
      const Stmt* stmt = todo.back();
      todo.pop_back();
      if (is<ClassDef>(stmt)) continue;
      if (const auto* assign = as<Assign>(stmt)) {
        for (const Expr* target : assign->targets) {
          for_each_target(target, assign->value, [&](const Expr* single, const Expr* value) {
            note(method, self, {stmt, single, value, nullptr, value == nullptr});
          });
        }
      } else if (const auto* annotated = as<AnnAssign>(stmt)) {
        note(method, self, {stmt, annotated->target, annotated->value, annotated->annotation, false});
      } else if (const auto* augmented = as<AugAssign>(stmt)) {
        // Needs the attribute to be there already; only what is known elsewhere gets another binding.
        note_augmented(method, self, augmented);
      } else if (const auto* loop = as<For>(stmt)) {
        targets(loop->target, stmt);
      } else if (const auto* async_loop = as<AsyncFor>(stmt)) {
        targets(async_loop->target, stmt);
      } else if (const auto* with = as<With>(stmt)) {
        for (const WithItem* item : with->items) targets(item->optional_vars, stmt);
      } else if (const auto* async_with = as<AsyncWith>(stmt)) {
        for (const WithItem* item : async_with->items) targets(item->optional_vars, stmt);
      }
      // Functions inside see the same `self`, unless a parameter of theirs hides it.
      if (program::FunctionParts inner = program::function_parts(stmt)) {
        bool hidden = false;
        for (const Arg* arg : inner.args->args) hidden |= arg->arg == self;
        if (hidden) continue;
      }
      size_t mark = todo.size();
      visit_children(stmt, [&](const Stmt* child) { todo.push_back(child); });
      std::reverse(todo.begin() + static_cast<std::ptrdiff_t>(mark), todo.end());
    }
  }

  void note_augmented(FunctionInfo* method, Name self, const AugAssign* stmt) {
    const auto* attribute = as<Attribute>(stmt->target);
    const auto* base = attribute != nullptr ? as<NameExpr>(attribute->value) : nullptr;
    if (base == nullptr || base->id != self) return;
    Declaration* known = cls_->own_in_progress(program::mangle(cls_->name, attribute->attr));
    if (known == nullptr) return;
    note(method, self, {stmt, stmt->target, nullptr, nullptr, false});
    if (auto* variable = known->as<VariableInfo>()) variable->has_augmented = true;
  }

  ClassInfo* cls_;
  Declarations& store_;
  Declarations::Impl& impl_;
};

// What the body (or what has been found so far) says, without starting on the extras.
Declaration* ClassInfo::own_in_progress(Name member_name) {
  auto known = by_name_.find(member_name);
  if (known != by_name_.end()) return known->second;
  ResolutionDepth depth(store());
  if (depth.too_deep()) return nullptr;
  MemberBuilder builder(this);
  BindingTable& table = builder.table();
  if (!table.by_name.contains(member_name)) return nullptr;
  // A member that is defined by way of itself (`x = x`): while it is being made it is not there.
  by_name_.emplace(member_name, nullptr);
  Declaration* made = builder.build(member_name);
  by_name_[member_name] = made;
  return made;
}

void ClassInfo::ensure_extras() {
  if (members_state_ != kNotStarted) return;
  ResolutionDepth depth(store());
  if (depth.too_deep()) return;
  members_state_ = kInProgress;
  ensure_bases();
  Synthesis(this).run();
  MemberBuilder(this).add_instance_attributes();
  members_state_ = kDone;
}

Declaration* ClassInfo::own_member(Name member_name) {
  if (Declaration* found = own_in_progress(member_name)) return found;
  if (members_state_ == kDone) return nullptr;
  // Stubs have extras only where something is synthesised.
  ensure_extras();
  auto known = by_name_.find(member_name);
  return known != by_name_.end() ? known->second : nullptr;
}

std::span<Declaration* const> ClassInfo::own_members() {
  if (members_listed_) return members_;
  ensure_extras();
  if (members_state_ != kDone) return members_;
  members_listed_ = true;
  MemberBuilder builder(this);
  std::vector<Declaration*> all;
  for (Name member : std::vector<Name>(builder.table().order)) {
    if (Declaration* found = own_in_progress(member)) all.push_back(found);
  }
  all.insert(all.end(), synthesised_.begin(), synthesised_.end());
  for (VariableInfo* attribute : attributes_) all.push_back(attribute);
  members_ = std::move(all);
  return members_;
}

Member ClassInfo::find_member(Name member_name) {
  for (const InstanceType* m : mro()) {
    if (Declaration* found = m->cls->own_member(member_name)) return {found, m};
  }
  return {};
}

Member ClassInfo::find_inherited(Name member_name) {
  for (const InstanceType* m : mro()) {
    if (m->cls == this) continue;
    if (Declaration* found = m->cls->own_member(member_name)) return {found, m};
  }
  return {};
}

std::span<VariableInfo* const> ClassInfo::enum_members() {
  if (enum_state_ != kNotStarted || !is(ClassFlag::kEnum)) return enum_members_;
  enum_state_ = kInProgress;
  std::vector<VariableInfo*> found;
  for (Declaration* member : own_members()) {
    auto* variable = member->as<VariableInfo>();
    if (variable != nullptr && variable->is_enum_member) found.push_back(variable);
  }
  enum_members_ = std::move(found);
  enum_state_ = kDone;
  return enum_members_;
}

std::span<FunctionInfo* const> ClassInfo::abstract_methods() {
  if (abstract_state_ != kNotStarted) return abstract_methods_;
  abstract_state_ = kInProgress;
  std::vector<FunctionInfo*> found;
  std::unordered_set<Name> decided;
  for (const InstanceType* m : mro()) {
    for (Declaration* member : m->cls->own_members()) {
      if (!decided.insert(member->name).second) continue;
      auto* function = member->as<FunctionInfo>();
      if (function == nullptr) continue;
      bool is_abstract = function->is_abstract;
      for (FunctionInfo* item : function->overloads) is_abstract |= item->is_abstract;
      if (is_abstract) found.push_back(function);
    }
  }
  abstract_methods_ = std::move(found);
  abstract_state_ = kDone;
  return abstract_methods_;
}

}  // namespace krait::types
