// Which classes can get native layout, and why others do not.
#include <algorithm>

#include "ir/classes.h"
#include "lower/class_shapes.h"
#include "lower/module_lowering.h"
#include "lower/native_classes.h"
#include "syntax/visit.h"

namespace krait::lower {

using namespace syntax;

bool is_class(const types::ClassInfo* cls, std::string_view module, std::string_view name) {
  return cls->module != nullptr && cls->module->name == module && cls->name == name;
}

bool is_bare(const types::ClassInfo* cls) { return is_class(cls, "builtins", "object") || is_class(cls, "abc", "ABC"); }

bool is_abstract_collection(const types::ClassInfo* cls) {
  if (cls->module == nullptr || (cls->module->name != "typing" && cls->module->name != "_collections_abc" && cls->module->name != "collections.abc"))
    return false;
  static constexpr std::string_view kNames[] = {
      "Hashable", "Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator", "AsyncGenerator", "Iterable", "Iterator", "Generator", "Reversible",
      "Sized", "Container", "Callable", "Collection", "AbstractSet", "Set", "MutableSet", "Mapping", "MutableMapping", "MappingView", "KeysView",
      "ItemsView", "ValuesView", "Sequence", "MutableSequence", "ByteString"};
  return std::find(std::begin(kNames), std::end(kNames), cls->name.text()) != std::end(kNames);
}

bool binds_nothing(const program::Definition& definition) {
  const auto* annotated = as<AnnAssign>(definition.statement);
  return annotated != nullptr && annotated->value == nullptr;
}

namespace {

// The statement of a class body that gives `__slots__` its value; null when there is none. `times`: how many name it.
const Expr* slots_value(const ClassDef* def, size_t& times) {
  const Expr* value = nullptr;
  times = 0;
  for (const Stmt* stmt : def->body) {
    const Expr* target = nullptr;
    const Expr* source = nullptr;
    if (const auto* assign = as<Assign>(stmt); assign != nullptr && assign->targets.size() == 1) {
      target = assign->targets[0];
      source = assign->value;
    } else if (const auto* annotated = as<AnnAssign>(stmt)) {
      target = annotated->target;
      source = annotated->value;
    }
    const auto* name = target == nullptr ? nullptr : as<NameExpr>(target);
    if (name == nullptr || name->id.text() != "__slots__") continue;
    ++times;
    value = source;
  }
  return value;
}

}  // namespace

std::optional<Slots> read_slots(const ClassDef* def) {
  size_t times;
  const Expr* value = slots_value(def, times);
  if (value == nullptr || times != 1) return std::nullopt;
  std::vector<const Expr*> items{value};
  if (const auto* tuple = as<Tuple>(value)) items.assign(tuple->elts.begin(), tuple->elts.end());
  else if (const auto* list = as<List>(value)) items.assign(list->elts.begin(), list->elts.end());
  Slots slots;
  for (const Expr* item : items) {
    const auto* constant = as<Constant>(item);
    if (constant == nullptr || !constant->value.is_str()) return std::nullopt;
    std::string_view text = constant->value.text();
    bool& special = text == "__dict__" ? slots.dict : slots.weakrefs;
    if (text == "__dict__" || text == "__weakref__") {
      if (special) return std::nullopt;
      special = true;
      continue;
    }
    // Names that Python would refuse are left to it.
    bool plain = !text.empty() && !(text[0] >= '0' && text[0] <= '9') && std::all_of(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
    bool dunder = text.starts_with("__") && text.ends_with("__");
    Name name = program::mangle(def->name, Name::intern(text));
    if (!plain || dunder || std::find(slots.names.begin(), slots.names.end(), name) != slots.names.end()) return std::nullopt;
    slots.names.push_back(name);
  }
  return slots;
}

bool hooks_stores(types::ClassInfo* cls) {
  const types::DataclassOptions* options = cls->dataclass();
  if (options == nullptr) return false;
  if (options->frozen || !options->understood || options->from_transform) return true;
  std::span<const types::DataclassField> fields = cls->dataclass_fields();
  return options->attrs && std::any_of(fields.begin(), fields.end(), [&](const types::DataclassField& field) {
    return field.hooked || (options->checks_stores && (field.converted || field.validated));
  });
}

bool may_be_generated(types::ClassInfo* cls, Name name) {
  static constexpr std::string_view kNames[] = {"__init__", "__repr__", "__eq__",      "__ne__",      "__lt__",       "__le__",      "__gt__",
                                                "__ge__",   "__hash__", "__setattr__", "__delattr__", "__getstate__", "__setstate__"};
  return cls->dataclass() != nullptr && std::find(std::begin(kNames), std::end(kNames), name.text()) != std::end(kNames);
}

bool is_remade(types::ClassInfo* cls) { return cls->dataclass() != nullptr && cls->dataclass()->slots; }

// As dataclasses._add_slots finds them: all fields but those that are slots of a base.
static std::optional<Slots> added_slots(types::ClassInfo* cls) {
  const types::DataclassOptions* options = cls->dataclass();
  size_t times;
  if (!options->understood || options->from_transform || cls->node->decorator_list.size() != cls->marking_decorators() + 1 ||
      slots_value(cls->node, times) != nullptr || times != 0)
    return std::nullopt;
  Slots above, slots;
  for (const types::InstanceType* each : cls->mro()) {
    if (each->cls == cls || is_bare(each->cls) || is_abstract_collection(each->cls)) continue;
    if (each->cls->node == nullptr || !each->cls->is(types::ClassFlag::kHasSlots)) return std::nullopt;
    std::optional<Slots> theirs = slots_of(each->cls);
    if (!theirs) return std::nullopt;
    above.names.insert(above.names.end(), theirs->names.begin(), theirs->names.end());
    above.dict = above.dict || theirs->dict;
    above.weakrefs = above.weakrefs || theirs->weakrefs;
  }
  for (const types::DataclassField& field : cls->dataclass_fields()) {
    Name name = field.variable->name;
    if (field.is_init_var || std::find(above.names.begin(), above.names.end(), name) != above.names.end()) continue;
    if (name.text().starts_with("__")) return std::nullopt;
    slots.names.push_back(name);
  }
  slots.weakrefs = options->weakref_slot && !above.weakrefs;
  return above.dict ? std::nullopt : std::make_optional(std::move(slots));
}

std::optional<Slots> slots_of(types::ClassInfo* cls) {
  if (cls->node == nullptr) return std::nullopt;
  return is_remade(cls) ? added_slots(cls) : read_slots(cls->node);
}

size_t NativeClasses::own_fields(types::ClassInfo* cls) const {
  if (cls->node == nullptr) return 0;
  if (cls->is(types::ClassFlag::kHasSlots)) {
    std::optional<Slots> slots = slots_of(cls);
    return slots ? slots->names.size() : 1;
  }
  size_t count = 0;
  for (const types::FieldInfo& field : analysis_->fields(cls)) count += field.owner == cls;
  return count;
}

void NativeClasses::choose_bases(types::ProgramAnalysis* program) {
  analysis_ = program;
  if (program == nullptr) return;
  auto weight = [&](types::ClassInfo* base) {
    size_t sum = 0;
    for (const types::InstanceType* each : base->mro()) {
      if (is_bare(each->cls) || is_abstract_collection(each->cls)) continue;
      sum += in_group(each->cls) ? own_fields(each->cls) : 1000;  // what a library's class holds is not known
    }
    return sum;
  };
  for (types::ClassInfo* cls : several_) {
    types::ClassInfo* over = nullptr;
    size_t most = 0;
    for (const types::Type* written : cls->bases()) {
      const auto* instance = written->as<types::InstanceType>();
      if (instance == nullptr || is_bare(instance->cls) || is_abstract_collection(instance->cls)) continue;
      size_t here = weight(instance->cls);
      if (over != nullptr && here <= most) continue;
      over = instance->cls;
      most = here;
    }
    if (over == nullptr) continue;
    laid_over_.emplace(cls, over);
    for (const types::InstanceType* each : cls->mro())
      if (each->cls != cls && !over->derives_from(each->cls)) beside_.insert(each->cls);
  }
}

static bool literally(types::ClassInfo* cls, bool Slots::*what) {
  std::optional<Slots> slots = slots_of(cls);
  return !slots || (*slots).*what;
}

bool NativeClasses::brings_dict(types::ClassInfo* cls) const {
  for (const types::InstanceType* each : cls->mro()) {
    if (is_bare(each->cls) || is_abstract_collection(each->cls)) continue;
    if (!in_group(each->cls) || !each->cls->is(types::ClassFlag::kHasSlots) || literally(each->cls, &Slots::dict)) return true;
  }
  return false;
}

bool NativeClasses::brings_weakrefs(types::ClassInfo* cls) const {
  for (const types::InstanceType* each : cls->mro()) {
    if (is_bare(each->cls) || is_abstract_collection(each->cls)) continue;
    if (!in_group(each->cls) || !each->cls->is(types::ClassFlag::kHasSlots) || literally(each->cls, &Slots::weakrefs)) return true;
  }
  return false;
}

std::string NativeClasses::beside_refusal(types::ClassInfo* base, ir::ClassId main, const ir::Program& program) const {
  for (const types::InstanceType* each : base->mro()) {
    types::ClassInfo* cls = each->cls;
    if (is_bare(cls) || is_abstract_collection(cls)) continue;
    if (!in_group(cls)) return "its base '" + cls->name.str() + "' is not compiled with it";
    if (ir::ClassId native = find(cls)) {
      if (!ir::derives(program, main, native) && !program.classes[native.index].fields.empty())
        return "its bases '" + cls->name.str() + "' and '" + infos_[main.index].def->name.str() + "' both have fields";
    } else if (cls->is(types::ClassFlag::kHasSlots) && own_fields(cls) != 0) {
      return "its base '" + cls->name.str() + "' has slots but no native layout";
    }
  }
  return {};
}

static bool holds_fields(const ir::Program& program, ir::ClassId cls) {
  for (; cls; cls = program.classes[cls.index].base)
    if (!program.classes[cls.index].fields.empty()) return true;
  return false;
}

// Generic[T], which is no base to the types.
static bool is_generic(const Expr* base) {
  const auto* sub = as<Subscript>(base);
  const Expr* head = sub != nullptr ? sub->value : base;
  if (const auto* attribute = as<Attribute>(head)) return attribute->attr == "Generic";
  const auto* name = as<NameExpr>(head);
  return name != nullptr && name->id == "Generic";
}

std::string NativeClasses::slots_refusal(const ModuleLowering& module, const ClassDef* def, types::ClassInfo* cls) const {
  std::optional<Slots> slots = slots_of(cls);
  bool remade = is_remade(cls);  // what its body gives the names is gone then
  if (!slots) return remade ? "the slots that its decorator gives it are not known" : "its '__slots__' are not a tuple or list of names";
  if (cls->dataclass() != nullptr && !remade) return "it is a dataclass with '__slots__'";
  if (remade && (!def->keywords.empty() || def->bases.size() > 1)) return "it is a dataclass with slots and more than one base";
  const program::Scope& scope = module.scopes().scope(module.scopes().of(def));
  for (Name name : slots->names) {
    // An annotation alone is no value.
    const program::Symbol* bound = scope.find(name);
    bool valued = bound != nullptr && !std::all_of(bound->definitions.begin(), bound->definitions.end(), binds_nothing);
    if (valued && !remade) return "its slot '" + name.str() + "' is in the way of what it defines";
    for (const types::InstanceType* each : cls->mro()) {
      if (each->cls == cls || each->cls->node == nullptr) continue;
      // Such a slot hides the place that the base has for the name: two values of one attribute.
      for (const types::FieldInfo& field : analysis_->fields(each->cls))
        if (field.name == name) return "its slot '" + name.str() + "' hides a field of its base '" + each->cls->name.str() + "'";
      if (!each->cls->is(types::ClassFlag::kHasSlots)) continue;
      std::optional<Slots> above = slots_of(each->cls);
      if (!above || std::find(above->names.begin(), above->names.end(), name) != above->names.end()) return "its slot '" + name.str() + "' may be one of its bases, too";
    }
  }
  static const Name kInitSubclass = Name::intern("__init_subclass__");
  if (types::Member hook = cls->find_inherited(kInitSubclass); hook && !is_bare(hook.found_in->cls)) return "a base has '__init_subclass__', which may look at its '__slots__'";
  return {};
}

std::string NativeClasses::refusal(ModuleLowering& module, const ClassDef* def, types::ClassInfo* cls, ir::ClassId& base) const {
  if (cls == nullptr) return "its types are not known";
  // Decorators may look at what the class holds (attrs does) or replace it; @dataclass is known to be content with descriptors.
  size_t decorators = def->decorator_list.size() - cls->marking_decorators();
  if (decorators != 0 && (decorators != 1 || cls->dataclass() == nullptr)) return "it is decorated";
  const types::ClassInfo* root = root_of(cls);
  bool several = cls->bases().size() > 1;
  if (changing_.count(module.analysis()) != 0 || formless_.count(root) != 0) return "'__class__' of instances is assigned";
  if (root != cls && reclassed_.count(root) != 0 && (cls->dataclass() != nullptr || several || cls->is(types::ClassFlag::kHasSlots)))
    return "'__class__' of instances is assigned";
  const program::Symbol* symbol = module.scopes().find(program::kModuleScope, def->name);
  if (symbol == nullptr || symbol->definitions.size() != 1) return "its name is bound more than once";
  using types::ClassFlag;
  static constexpr std::pair<ClassFlag, const char*> kKinds[] = {
      {ClassFlag::kEnum, "it is an enum"},
      {ClassFlag::kNamedTuple, "it is a named tuple"},
      {ClassFlag::kTypedDict, "it is a TypedDict"},
      {ClassFlag::kException, "it is an exception"},
      {ClassFlag::kProtocol, "it is a protocol"},
      {ClassFlag::kUnknownBase, "not all of its bases are known"},
      {ClassFlag::kMetaclassCustom, "it has a metaclass"},
      {ClassFlag::kHasGetattr, "it has '__getattr__' or '__getattribute__'"},
  };
  for (const auto& [flag, text] : kKinds)
    if (cls->is(flag)) return text;
  bool abstract = def->keywords.size() == 1 && def->keywords[0]->arg && def->keywords[0]->arg.text() == "metaclass" && cls->metaclass() != nullptr &&
                  is_class(cls->metaclass(), "abc", "ABCMeta");
  if (!def->keywords.empty() && !abstract) return "its statement has keywords";
  for (std::string_view text : {"__setattr__", "__delattr__"}) {
    types::Member found = cls->find_member(Name::intern(text));
    if (found && !is_class(found.found_in->cls, "builtins", "object")) return "it has '" + std::string(text) + "'";
  }
  const program::Scope& scope = module.scopes().scope(module.scopes().of(def));
  for (std::string_view name : {"__dict__", "__class__", "__weakref__"}) {
    const program::Symbol* bound = scope.find(Name::intern(name));
    if (bound != nullptr && bound->is_bound()) return "it defines '" + std::string(name) + "'";
  }
  if (beside_.count(cls) != 0 && own_fields(cls) != 0) return "it has fields and stands beside other bases of a class";
  if (cls->is(ClassFlag::kHasSlots))
    if (std::string reason = slots_refusal(module, def, cls); !reason.empty()) return reason;
  types::ClassInfo* over = nullptr;
  if (auto chosen = laid_over_.find(cls); chosen != laid_over_.end()) over = chosen->second;
  for (const types::Type* written : cls->bases()) {
    const auto* instance = written->as<types::InstanceType>();
    if (instance == nullptr) return "not all of its bases are known";
    if (!several && !is_bare(instance->cls) && !is_abstract_collection(instance->cls)) over = instance->cls;
  }
  // attrs gives such a class setters that go past those of native classes.
  if (cls->dataclass() != nullptr && cls->dataclass()->attrs && !is_remade(cls) && !cls->dataclass()->frozen)
    for (const types::InstanceType* each : cls->mro())
      if (hooks_stores(each->cls)) return "setting its attributes runs functions";
  if (over != nullptr) {
    base = find(over);
    if (!base) return "its base '" + over->name.str() + "' has no native layout";
    // A dict and weak references do not decide which base Python extends; the runtime looks at what became of it, too.
    if (!holds_fields(module.program(), base)) {
      const auto* first = cls->bases().front()->as<types::InstanceType>();
      if (is_generic(def->bases.front()) || first->cls != over) return "Python lays it out over its first base, which is not '" + over->name.str() + "'";
    }
    for (const types::Type* written : cls->bases()) {
      types::ClassInfo* each = written->as<types::InstanceType>()->cls;
      if (each == over || is_bare(each)) continue;
      if (std::string reason = beside_refusal(each, base, module.program()); !reason.empty()) return reason;
    }
  }
  if (!base && !brings_dict(cls) && !brings_weakrefs(cls) && own_fields(cls) == 0) return "its instances hold nothing";
  return {};
}

bool NativeClasses::may_define(types::ClassInfo* cls, Name name) const {
  if (is_bare(cls)) return false;
  if (ir::ClassId native = find(cls)) return infos_[native.index].bound.count(name) != 0 || may_be_generated(cls, name);
  if (is_abstract_collection(cls)) return cls->own_member(name) != nullptr;
  // Protocols have an __init__ that is not written; so may what is not compiled here.
  return name.text() == "__init__" || name.text() == "__new__" || cls->own_member(name) != nullptr || !in_group(cls) ||
         cls->node->decorator_list.size() != cls->marking_decorators();
}

}  // namespace krait::lower
