#include "lower/native_classes.h"

#include <algorithm>

#include "ir/classes.h"
#include "lower/claims.h"
#include "lower/class_shapes.h"
#include "lower/module_lowering.h"
#include "lower/parameters.h"
#include "syntax/visit.h"

namespace krait::lower {

using namespace syntax;

namespace {

// Whether the function is the getter of a property that the class body makes of it, the builtin class; the name is bound again for the setter and
// deleter alone.
bool is_property(const ModuleLowering& module, const program::Scope& scope, const FunctionDef* def) {
  auto only_decorator = [](const Stmt* stmt) -> const Expr* {
    const auto* function = as<FunctionDef>(stmt);
    return function != nullptr && function->decorator_list.size() == 1 ? function->decorator_list[0] : nullptr;
  };
  const auto* name = as<NameExpr>(def->decorator_list[0]);
  types::FunctionInfo* info = module.analysis()->function(def);
  if (def->decorator_list.size() != 1 || name == nullptr || name->id.text() != "property" || info == nullptr || !info->is_property) return false;
  if (scope.find(name->id) != nullptr && scope.find(name->id)->is_bound()) return false;
  if (module.scopes().resolve(scope.id, name->id) != nullptr) return false;
  const Arguments* args = def->args;
  if (args->posonlyargs.size() + args->args.size() != 1 || !args->defaults.empty() || !args->kwonlyargs.empty() || args->vararg != nullptr || args->kwarg != nullptr) return false;
  const program::Symbol* bound = scope.find(program::mangle(scope.private_class, def->name));
  if (bound == nullptr || bound->definitions.empty() || bound->definitions[0].statement != def) return false;
  return std::all_of(bound->definitions.begin() + 1, bound->definitions.end(), [&](const program::Definition& each) {
    const Expr* decorator = each.statement != nullptr ? only_decorator(each.statement) : nullptr;
    const auto* attribute = decorator != nullptr ? as<Attribute>(decorator) : nullptr;
    const auto* of = attribute != nullptr ? as<NameExpr>(attribute->value) : nullptr;
    return of != nullptr && of->id == def->name && (attribute->attr == "setter" || attribute->attr == "deleter");
  });
}


// What the @dataclass above the class should find.
void describe_dataclass(const ClassDef* def, types::ClassInfo* cls, ir::Class& native) {
  const types::DataclassOptions* options = cls->dataclass();
  if (def->decorator_list.size() != cls->marking_decorators() + 1 || options == nullptr || !options->understood || options->from_transform) return;
  native.is_dataclass = true;
  native.is_remade = options->slots;
  native.is_attrs = options->attrs;
  for (const types::DataclassField& field : cls->dataclass_fields()) {
    using ir::DataclassField;
    uint32_t flags = (field.init ? DataclassField::kInit : 0) | (field.kw_only ? DataclassField::kKeywordOnly : 0) |
                     (field.default_value != nullptr ? DataclassField::kDefault : 0) |
                     (field.default_factory != nullptr ? DataclassField::kFactory : 0) |
                     (field.is_init_var ? DataclassField::kInitVar : 0) | (field.converted ? DataclassField::kConverter : 0) |
                     (field.validated ? DataclassField::kValidator : 0);
    native.dataclass_fields.push_back({field.variable->name.str(), flags});
  }
}

}  // namespace

ir::ClassId NativeClasses::find(const types::ClassInfo* cls) const {
  auto found = by_info_.find(cls);
  return found == by_info_.end() ? ir::ClassId{} : found->second;
}

ir::ClassId NativeClasses::find(const ClassDef* def) const {
  auto found = by_def_.find(def);
  return found == by_def_.end() ? ir::ClassId{} : found->second;
}

ir::ClassId NativeClasses::claimed(const types::Type* type) const {
  if (type == nullptr) return {};
  if (const auto* instance = type->as<types::InstanceType>()) return find(instance->cls);
  if (const auto* self = type->as<types::SelfType>()) return find(self->cls);
  if (const auto* join = type->as<types::UnionType>()) {
    ir::ClassId only;
    for (const types::Type* item : join->items) {
      if (item->is_none()) continue;
      ir::ClassId here = claimed(item);
      if (!here || (only && only != here)) return {};
      only = here;
    }
    return only;
  }
  return {};
}

std::vector<ir::ClassId> NativeClasses::claimed_any(const types::Type* type) const {
  constexpr size_t kMostClasses = 8;
  if (ir::ClassId only = claimed(type)) return {only};
  const auto* join = type == nullptr ? nullptr : type->as<types::UnionType>();
  if (join == nullptr || join->items.size() > kMostClasses) return {};
  std::vector<ir::ClassId> found;
  for (const types::Type* item : join->items) {
    if (item->is_none()) continue;
    ir::ClassId here = claimed(item);
    if (!here) return {};
    if (std::find(found.begin(), found.end(), here) == found.end()) found.push_back(here);
  }
  return found;
}

void NativeClasses::survey_stores(const ModuleLowering& module) {
  std::unordered_set<const Expr*> in_init;
  auto look_at_init = [&](const ClassDef* cls, const FunctionDef* init) {
    const Arguments* args = init->args;
    const Arg* self = !args->posonlyargs.empty() ? args->posonlyargs[0] : !args->args.empty() ? args->args[0] : nullptr;
    if (self == nullptr) return;
    auto is_self = [&](const Expr* expr) {
      const auto* name = as<NameExpr>(expr);
      return name != nullptr && name->id == self->arg;
    };
    bool leaks = false;
    auto visit_expr = [&](Expr* expr) {
      if (const auto* call = as<Call>(expr); call != nullptr && is<Attribute>(call->func) && is_self(to<Attribute>(call->func)->value)) leaks = true;
      if (is<Lambda>(expr) || is_self(expr)) leaks = true;
      const auto* attribute = as<Attribute>(expr);
      if (attribute == nullptr || !is_self(attribute->value)) return true;
      if (attribute->ctx == ExprContext::kStore) in_init.insert(expr);
      return false;
    };
    auto visit_stmt = [&](Stmt* stmt) {
      if (is<FunctionDef>(stmt) || is<AsyncFunctionDef>(stmt) || is<ClassDef>(stmt)) leaks = true;
      return true;
    };
    struct Visitor {
      decltype(visit_expr)& on_expr;
      decltype(visit_stmt)& on_stmt;
      bool operator()(Expr* expr) { return on_expr(expr); }
      bool operator()(Stmt* stmt) { return on_stmt(stmt); }
    };
    for (Stmt* stmt : init->body) walk(stmt, Visitor{visit_expr, visit_stmt});
    if (leaks) leaking_.insert(cls);
  };
  for (const Stmt* stmt : module.tree().body) {
    const auto* cls = as<ClassDef>(stmt);
    if (cls == nullptr) continue;
    for (const Stmt* inner : cls->body)
      if (const auto* def = as<FunctionDef>(inner); def != nullptr && def->name.text() == "__init__") look_at_init(cls, def);
  }
  walk(&module.tree(), [&](Expr* expr) {
    const auto* attribute = as<Attribute>(expr);
    if (attribute != nullptr && attribute->ctx == ExprContext::kStore && in_init.count(expr) == 0) stored_later_.insert(attribute->attr);
  });
}

bool NativeClasses::set_once(types::ClassInfo* cls, const ClassDef* def, const types::ProgramAnalysis& analysis) const {
  if (leaking_.count(def) != 0) return false;
  for (const types::FieldInfo& field : analysis.fields(cls))
    if (stored_later_.count(field.name) != 0 && destruction_shows(field.type)) return false;
  return true;
}

const types::ClassInfo* root_of(types::ClassInfo* cls) {
  const types::ClassInfo* root = cls;
  for (const types::InstanceType* base : cls->mro())
    if (!is_bare(base->cls)) root = base->cls;
  return root;
}

// The roots of the classes of which the type's values are instances; false where not all are known.
static bool roots_of(const types::Type* type, std::unordered_set<const types::ClassInfo*>& roots) {
  if (type == nullptr) return false;
  if (const auto* join = type->as<types::UnionType>())
    return std::all_of(join->items.begin(), join->items.end(), [&](const types::Type* item) { return item->is_none() || roots_of(item, roots); });
  types::ClassInfo* cls = nullptr;
  if (const auto* instance = type->as<types::InstanceType>()) cls = instance->cls;
  if (const auto* self = type->as<types::SelfType>()) cls = self->cls;
  if (cls == nullptr || is_class(cls, "builtins", "object")) return false;
  roots.insert(root_of(cls));
  return true;
}

static bool roots_of_classes(const types::Type* type, std::unordered_set<const types::ClassInfo*>& roots) {
  if (type == nullptr) return false;
  if (const auto* join = type->as<types::UnionType>())
    return std::all_of(join->items.begin(), join->items.end(), [&](const types::Type* item) { return roots_of_classes(item, roots); });
  const auto* object = type->as<types::TypeObjectType>();
  return object != nullptr && roots_of(object->instance, roots);
}

void NativeClasses::survey_class_changes(const ModuleLowering& module) {
  const types::ModuleAnalysis* analysis = module.analysis();
  walk(&module.tree(), [&](Stmt* stmt) {
    const auto* assign = as<Assign>(stmt);
    if (assign == nullptr) return;
    for (const Expr* target : assign->targets) {
      const auto* attribute = as<Attribute>(target);
      if (attribute == nullptr || attribute->attr.text() != "__class__") continue;
      std::unordered_set<const types::ClassInfo*> from, to;
      if (!roots_of(analysis->type_of(attribute->value), from)) {
        changing_.insert(analysis);
      } else if (roots_of_classes(analysis->type_of(assign->value), to) && from == to && from.size() == 1) {
        reclassed_.insert(*from.begin());
      } else {
        formless_.insert(from.begin(), from.end());
        formless_.insert(to.begin(), to.end());
      }
    }
  });
}

void NativeClasses::survey(const ModuleLowering& module) {
  const types::ModuleAnalysis* analysis = module.analysis();
  if (analysis == nullptr) return;
  survey_stores(module);
  survey_class_changes(module);
  walk(&module.tree(), [&](Stmt* stmt) {
    if (!is<ClassDef>(stmt)) return;
    types::ClassInfo* cls = analysis->class_info(stmt);
    if (cls == nullptr) return;
    group_.insert(cls);
    if (cls->bases().size() > 1) several_.push_back(cls);
  });
}

void NativeClasses::declare(std::deque<ModuleLowering>& modules) {
  std::unordered_map<const types::ClassInfo*, std::pair<ModuleLowering*, const ClassDef*>> waiting;
  for (ModuleLowering& module : modules) {
    if (module.analysis() == nullptr || analysis_ == nullptr) continue;
    for (const Stmt* stmt : module.tree().body)
      if (const auto* def = as<ClassDef>(stmt)) waiting.emplace(module.analysis()->class_info(stmt), std::make_pair(&module, def));
  }
  auto declare_waiting = [&](const types::ClassInfo* cls) {
    auto found = waiting.find(cls);
    if (found == waiting.end()) return;
    auto [module, def] = found->second;
    waiting.erase(found);
    declare(*module, def);
  };
  // Bases first, from whichever module.
  for (ModuleLowering& module : modules) {
    if (module.analysis() == nullptr) continue;
    for (const Stmt* stmt : module.tree().body) {
      if (!is<ClassDef>(stmt)) continue;
      if (types::ClassInfo* cls = module.analysis()->class_info(stmt))
        for (size_t i = cls->mro().size(); i-- > 0;) declare_waiting(cls->mro()[i]->cls);
      else
        declare_waiting(cls);
    }
  }
}

void NativeClasses::declare(ModuleLowering& module, const ClassDef* def) {
  types::ProgramAnalysis* program_analysis = analysis_;
  ir::Program& program = module.program();
  types::ClassInfo* cls = module.analysis()->class_info(def);
  ir::ClassId base;
  std::string reason = refusal(module, def, cls, base);
  if (!reason.empty()) {
    module.report().classes.push_back({module.module().name, def->name.str(), def->span, std::move(reason)});
    return;
  }
  const types::ClassInfo* root = root_of(cls);
  bool same_layout = root != cls && reclassed_.count(root) != 0;  // as its base
  // Making an instance may fail where the metaclass, which bases may bring along, is ABCMeta.
  bool abstract = !def->keywords.empty() || std::any_of(cls->mro().begin(), cls->mro().end(), [&](const types::InstanceType* each) {
    if (each->cls == cls || is_class(each->cls, "builtins", "object")) return false;
    ir::ClassId native = find(each->cls);
    return !native || program.classes[native.index].observed;
  });
  std::optional<Slots> slots;
  if (cls->is(types::ClassFlag::kHasSlots)) slots = slots_of(cls);
  Info info;
  info.def = def;
  info.type = cls;
  const program::Scope& scope = module.scopes().scope(module.scopes().of(def));
  for (const program::Symbol& inner : scope.symbols) {
    if (!inner.is_bound()) continue;
    // An annotation that says again what a base has for a field binds nothing.
    bool again = base && place(program, base, inner.name) != nullptr && std::all_of(inner.definitions.begin(), inner.definitions.end(), binds_nothing);
    if (!again) info.bound.emplace(inner.name, true);
  }
  for (const Stmt* inner : def->body) {
    const auto* method = as<FunctionDef>(inner);
    const auto* coroutine = as<AsyncFunctionDef>(inner);
    if (method == nullptr && coroutine == nullptr) continue;
    if (!(method != nullptr ? method->decorator_list : coroutine->decorator_list).empty()) {
      if (method != nullptr && is_property(module, scope, method)) info.getters.emplace(program::mangle(scope.private_class, method->name), method);
      continue;
    }
    Name name = program::mangle(scope.private_class, method != nullptr ? method->name : coroutine->name);
    const program::Symbol* bound = scope.find(name);
    if (bound != nullptr && bound->definitions.size() == 1) info.methods.emplace(name, inner);
  }
  ir::Class native;
  native.name = def->name.str();
  native.symbol = module.module().symbol + "_" + std::to_string(program.classes.size()) + "_" + native.name;
  for (char& c : native.symbol)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) c = '_';
  native.module = module.index();
  native.base = base;
  ir::ClassId id{static_cast<uint32_t>(program.classes.size())};
  native.slotted = slots.has_value();
  native.dictless = !brings_dict(cls);
  native.weakless = !brings_weakrefs(cls);
  std::vector<types::FieldInfo> known = program_analysis->fields(cls);
  if (slots) {  // these, and no others
    std::vector<types::FieldInfo> named;
    for (Name name : slots->names) {
      auto found = std::find_if(known.begin(), known.end(), [&](const types::FieldInfo& field) { return field.owner == cls && field.name == name; });
      named.push_back(found != known.end() ? *found : types::FieldInfo{name, nullptr, false, false, cls, false});
    }
    known = std::move(named);
  }
  for (const types::FieldInfo& field : known) {
    if (field.owner != cls || same_layout) continue;
    Name name = field.name;
    if (slots) {
      NativeField place{id, static_cast<uint32_t>(native.fields.size()), ModuleLowering::unboxed_item(module.representation(field.type))};
      if (place.type.repr == ir::Repr::Bool) place.type = ir::kObj;
      place.check = module.field_check(field);
      ir::Field layout{name.str(), place.type, place.check};
      layout.is_final = field.is_final && module.options().check_final;
      native.fields.push_back(layout);
      info.fields.emplace(name, place);
      continue;
    }
    if (base && this->field(program, base, name) != nullptr) continue;
    if (base && defines(program, base, name)) continue;
    if (info.methods.count(name) != 0) continue;
    bool has_default = false;
    // A name that the body binds to more than a plain default (a function, a property, a nested class) is no field.
    if (const program::Symbol* bound = scope.find(name); bound != nullptr && bound->is_bound()) {
      bool variable = std::all_of(bound->definitions.begin(), bound->definitions.end(), [](const program::Definition& each) {
        return each.kind == program::DefinitionKind::kAnnotation || each.kind == program::DefinitionKind::kAssignment;
      });
      if (!variable) continue;
      for (const program::Definition& each : bound->definitions) {
        has_default = has_default || !binds_nothing(each);
      }
    }
    NativeField place;
    place.owner = id;
    place.index = static_cast<uint32_t>(native.fields.size());
    place.type = module.representation(field.type);
    if (place.type.repr == ir::Repr::Bool) place.type = ir::kObj;
    // What has a default in the class is read as absent until it is set: native numbers have no such value.
    if (has_default) place.type = ModuleLowering::unboxed_item(place.type);
    place.check = module.field_check(field);
    place.has_default = has_default;
    ir::Field layout;
    layout.name = name.str();
    layout.type = place.type;
    layout.check = ir::is_machine_number(place.type.repr) ? 0 : place.check;  // else the conversion is the test
    layout.is_final = field.is_final && module.options().check_final && !has_default;
    native.fields.push_back(layout);
    info.fields.emplace(name, place);
  }
  native.observed = abstract || info.bound.count(Name::intern("__del__")) != 0 || (base && program.classes[base.index].observed);
  describe_dataclass(def, cls, native);
  // The generated __init__ of a dataclass is not looked at.
  native.set_once = !native.is_dataclass && (!base || program.classes[base.index].set_once) && set_once(cls, def, *program_analysis);
  program.classes.push_back(std::move(native));
  for (const auto& [name, getter] : info.getters) {
    getters_.insert(getter);
    if (beside_.count(cls) == 0) self_classes_.emplace(getter, id);
  }
  for (const auto& [name, method] : info.methods) {
    defining_.emplace(method, id);
    const Arguments* args = arguments_of(method);
    bool plain_args = args->vararg == nullptr && args->kwarg == nullptr && args->kwonlyargs.empty();
    bool takes_self = !args->posonlyargs.empty() || !args->args.empty();  // else it is called through the class, if at all
    // What a class is not laid out over takes any object as self.
    if (plain_args && takes_self && name.text() != "__new__" && beside_.count(cls) == 0) self_classes_.emplace(method, id);
  }
  if (base) program.classes[base.index].subclasses.push_back(id);
  infos_.push_back(std::move(info));
  by_info_.emplace(cls, id);
  by_def_.emplace(def, id);
}

const NativeField* NativeClasses::field(ir::Program& program, ir::ClassId cls, Name name) const {
  auto asked = std::make_pair(cls.index, name);
  if (auto known = found_.find(asked); known != found_.end() && known->second.classes == infos_.size()) return known->second.field;
  const NativeField* found = find_field(program, cls, name);
  found_.insert_or_assign(asked, Found{infos_.size(), found});
  return found;
}

const NativeField* NativeClasses::find_field(ir::Program& program, ir::ClassId cls, Name name) const {
  const NativeField* found = place(program, cls, name);
  if (found == nullptr) return nullptr;
  // Neither on the way to it nor on that of a subclass does the name mean anything else, nor behind it where a subclass has other
  // bases: what these have is the value while there is none, or, a property say, always.
  types::ClassInfo* owner = infos_[found->owner.index].type;
  auto hidden = [&](ir::ClassId from) {
    bool behind = false;
    for (const types::InstanceType* each : infos_[from.index].type->mro()) {
      if (each->cls == owner) behind = true;
      else if (!(behind && owner->derives_from(each->cls)) && may_define(each->cls, name)) return true;
    }
    return !behind;
  };
  if (hidden(cls)) return nullptr;
  for (ir::ClassId derived : family(program, found->owner))
    if (derived != found->owner && hidden(derived)) return nullptr;
  return found;
}

NativeMethod NativeClasses::method(ir::Program& program, ir::ClassId cls, Name name) const { return method_after(program, cls, {}, name); }

NativeMethod NativeClasses::method_after(ir::Program& program, ir::ClassId cls, ir::ClassId after, Name name) const {
  bool passed = !after;
  for (const types::InstanceType* each : infos_[cls.index].type->mro()) {
    if (!passed) {
      passed = each->cls == infos_[after.index].type;
      continue;
    }
    ir::ClassId at = find(each->cls);
    if (!at) {
      if (is_bare(each->cls)) continue;
      return {};  // may define what is not written
    }
    const Info& info = infos_[at.index];
    if (info.fields.count(name) != 0) return {};
    if (auto own = info.methods.find(name); own != info.methods.end()) return {own->second, program.classes[at.index].module};
    if (info.bound.count(name) != 0 || may_be_generated(each->cls, name)) return {};
  }
  return {};
}

NativeMethod NativeClasses::getter(ir::Program& program, ir::ClassId cls, Name name) const {
  for (const types::InstanceType* each : infos_[cls.index].type->mro()) {
    ir::ClassId at = find(each->cls);
    if (!at && !is_bare(each->cls)) return {};  // may define what is not written
    if (!at) continue;
    const Info& info = infos_[at.index];
    if (auto own = info.getters.find(name); own != info.getters.end()) return {own->second, program.classes[at.index].module};
    if (info.fields.count(name) != 0 || info.bound.count(name) != 0 || may_be_generated(each->cls, name)) return {};
  }
  return {};
}

ir::ClassId NativeClasses::defining(const Stmt* def) const {
  auto found = defining_.find(def);
  return found == defining_.end() ? ir::ClassId{} : found->second;
}

ir::ClassId NativeClasses::self_class(const Stmt* def) const {
  auto found = self_classes_.find(def);
  return found == self_classes_.end() ? ir::ClassId{} : found->second;
}

bool NativeClasses::derives(const ir::Program& program, ir::ClassId cls, ir::ClassId base) const {
  return ir::derives(program, cls, base);
}

bool NativeClasses::defines(ir::Program&, ir::ClassId cls, Name name) const {
  for (const types::InstanceType* each : infos_[cls.index].type->mro()) {
    if (may_define(each->cls, name)) return true;
    if (ir::ClassId at = find(each->cls); at && infos_[at.index].fields.count(name) != 0) return true;
  }
  return false;
}

bool NativeClasses::frozen(ir::Program& program, ir::ClassId cls) const {
  for (ir::ClassId at = cls; at; at = program.classes[at.index].base) {
    if (hooks_stores(infos_[at.index].type)) return true;
  }
  // Unlike dataclasses, attrs lets classes over others have hooks that these have not.
  std::vector<ir::ClassId> derived = family(program, cls);
  return std::any_of(derived.begin(), derived.end(), [&](ir::ClassId each) { return hooks_stores(infos_[each.index].type); });
}

const NativeField* NativeClasses::place(ir::Program& program, ir::ClassId cls, Name name) const {
  for (ir::ClassId at = cls; at; at = program.classes[at.index].base) {
    auto own = infos_[at.index].fields.find(name);
    if (own != infos_[at.index].fields.end()) return &own->second;
  }
  return nullptr;
}

std::vector<ir::ClassId> NativeClasses::family(ir::Program& program, ir::ClassId cls) const {
  std::vector<ir::ClassId> all{cls};
  for (size_t i = 0; i < all.size(); ++i)
    for (ir::ClassId derived : program.classes[all[i].index].subclasses) all.push_back(derived);
  return all;
}

}  // namespace krait::lower
