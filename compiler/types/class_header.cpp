// Classes: type parameters, bases, flags, metaclass, linearisation.
#include <algorithm>
#include <optional>

#include "types/annotations.h"
#include "types/declaration_builder.h"
#include "types/store_impl.h"
#include "types/substitute.h"
#include "types/synthesis.h"

namespace krait::types {

using namespace syntax;

namespace {

constexpr int kMaxBaseDepth = 60;  // of a base's expression, where type variables are looked for

uint32_t bit(ClassFlag flag) { return static_cast<uint32_t>(flag); }

bool is_constant(const Expr* expr, ConstantKind kind) {
  const auto* constant = as<Constant>(expr);
  return constant != nullptr && constant->value.kind == kind;
}

// What subclasses have too.
constexpr uint32_t kInheritedFlags =
    static_cast<uint32_t>(ClassFlag::kEnum) | static_cast<uint32_t>(ClassFlag::kFlagEnum) |
    static_cast<uint32_t>(ClassFlag::kNamedTuple) | static_cast<uint32_t>(ClassFlag::kTypedDict) |
    static_cast<uint32_t>(ClassFlag::kException) | static_cast<uint32_t>(ClassFlag::kUnknownBase) |
    static_cast<uint32_t>(ClassFlag::kMetaclassCustom);

}  // namespace

class HeaderBuilder {
 public:
  explicit HeaderBuilder(ClassInfo* cls)
      : cls_(cls), store_(*cls->module->store), types_(store_.types()), reader_(store_, bases_scope_) {
    bases_scope_ = cls->scope;
    if (cls->node != nullptr && !cls->node->type_params.empty()) {
      bases_scope_ = DeclarationScope{};
      bases_scope_.module = cls->module;
      bases_scope_.cls = cls->scope.cls;
      bases_scope_.type_params = &cls->own_params_;
      bases_scope_.parent = &cls->scope;
    }
    reader_.within(cls);
  }

  void read_params() {
    if (cls_->node == nullptr) return;
    if (!cls_->node->type_params.empty()) {
      DeclarationScope inner = Declarations::inside(cls_);
      for (TypeParam* param : cls_->node->type_params) {
        TypeVarInfo* info = store_.type_var_of(param, cls_->module, inner);
        cls_->own_params_.push_back(info);
        add_param(info, types_.type_var(info->type_var));
      }
      return;
    }
    std::vector<TypeVarInfo*> found, listed;
    bool explicit_list = false;
    for (const Expr* base : cls_->node->bases) {
      const auto* sub = as<Subscript>(base);
      if (sub == nullptr) continue;
      SpecialForm form = special_form(reader_.resolve(sub->value));
      if (form == SpecialForm::kGeneric || (form == SpecialForm::kProtocol && !explicit_list)) {
        if (form == SpecialForm::kGeneric) listed.clear();
        collect(sub->slice, listed, 0);
        explicit_list = true;
      }
      collect(sub->slice, found, 0);
    }
    for (TypeVarInfo* info : explicit_list ? listed : found) add_param(info, store_.bind_type_var(info, cls_));
  }

  void read_bases() {
    const Type* object = store_.builtin_instance("object");
    if (cls_->node != nullptr) {
      for (const Expr* base : cls_->node->bases) read_base(base);
      for (const Keyword* keyword : cls_->node->keywords) read_keyword(keyword);
      read_decorators();
    }
    bool is_object = is_declared_as(cls_, "builtins", "object");
    if (cls_->bases_.empty() && !is_object && object->kind == TypeKind::kInstance) cls_->bases_.push_back(object);
    for (const Type* base : cls_->bases_) inherit(static_cast<const InstanceType*>(base)->cls);
    if (is_declared_as(cls_, "builtins", "BaseException")) set(ClassFlag::kException);
    if (is_declared_as(cls_, "enum", "Flag")) set(ClassFlag::kFlagEnum);
    if (cls_->metaclass_ != nullptr) {
      ClassInfo* meta = cls_->metaclass_;
      std::string_view name = meta->name.text();
      if (derives_from_enum_meta(meta))
        set(ClassFlag::kEnum);
      else if (name != "ABCMeta" && name != "type")
        set(ClassFlag::kMetaclassCustom);
      transforms_ |= meta->transforms_;
    }
    if (cls_->scope.function != nullptr) set(ClassFlag::kInFunction);
    if (transforms_ && !own_transform_ && !cls_->dataclass_read_) {
      set(ClassFlag::kDataclass);
      cls_->dataclass_.from_transform = true;
      if (cls_->node != nullptr) {
        for (const Keyword* keyword : cls_->node->keywords) read_option(keyword);
      }
    }
    cls_->transforms_ = transforms_;
  }

 private:
  void set(ClassFlag flag) { cls_->flags_ |= bit(flag); }

  void add_param(TypeVarInfo* info, const Type* var) {
    cls_->binder_.bound.emplace_back(info, var);
    cls_->type_params_.push_back(var);
  }

  bool derives_from_enum_meta(ClassInfo* meta) {
    for (const InstanceType* m : meta->mro()) {
      if (is_declared_as(m->cls, "enum", "EnumMeta") || is_declared_as(m->cls, "enum", "EnumType")) return true;
    }
    return false;
  }

  // Type variables in `expr` in order of appearance, those of enclosing classes and functions left out.
  void collect(const Expr* expr, std::vector<TypeVarInfo*>& out, int depth) {
    expr = reader_.unquote(expr);
    if (expr == nullptr || depth > kMaxBaseDepth) return;
    switch (expr->kind) {
      case ExprKind::kNameExpr:
      case ExprKind::kAttribute: {
        Declaration* found = reader_.resolve(expr);
        auto* info = found != nullptr ? found->as<TypeVarInfo>() : nullptr;
        if (info == nullptr || std::find(out.begin(), out.end(), info) != out.end()) return;
        AnnotationReader outside(store_, cls_->scope);
        if (outside.type_var(info) == types_.type_var(info->type_var)) out.push_back(info);
        return;
      }
      case ExprKind::kSubscript:
        return collect(to<Subscript>(expr)->slice, out, depth + 1);
      case ExprKind::kStarred:
        return collect(to<Starred>(expr)->value, out, depth + 1);
      case ExprKind::kTuple:
        for (const Expr* item : to<Tuple>(expr)->elts) collect(item, out, depth + 1);
        return;
      case ExprKind::kList:
        for (const Expr* item : to<List>(expr)->elts) collect(item, out, depth + 1);
        return;
      case ExprKind::kBinOp:
        collect(to<BinOp>(expr)->left, out, depth + 1);
        return collect(to<BinOp>(expr)->right, out, depth + 1);
      default:
        return;
    }
  }

  void unknown_base() { set(ClassFlag::kUnknownBase); }

  void add_base(ClassInfo* base) {
    if (base == nullptr || base == cls_) return unknown_base();
    std::vector<const Type*> args(base->type_params().size(), types_.unknown());
    cls_->bases_.push_back(types_.instance(base, args));
  }

  void read_base(const Expr* base) {
    const auto* sub = as<Subscript>(base);
    const Expr* head = sub != nullptr ? sub->value : base;
    Declaration* found = is<NameExpr>(head) || is<Attribute>(head) ? reader_.resolve(head) : nullptr;
    switch (special_form(found)) {
      case SpecialForm::kGeneric:
        return;
      case SpecialForm::kProtocol:
        return set(ClassFlag::kProtocol);
      case SpecialForm::kNamedTuple:
        set(ClassFlag::kNamedTuple);
        return add_base(store_.stub_class("typing", "NamedTuple"));
      case SpecialForm::kTypedDict:
        set(ClassFlag::kTypedDict);
        set(ClassFlag::kTotal);
        return add_base(store_.stub_class("typing", "_TypedDict"));
      default:
        break;
    }
    const Type* type = reader_.read(base);
    if (const auto* tuple = type->as<TupleType>()) {
      ClassInfo* cls = store_.builtin_class("tuple");
      if (cls == nullptr || cls == cls_) return unknown_base();
      const Type* element = tuple->items.empty() ? types_.never() : types_.union_of(tuple->items);
      cls_->bases_.push_back(types_.instance(cls, {&element, 1}));
      cls_->tuple_type_ = tuple;
      return;
    }
    const auto* instance = type->as<InstanceType>();
    if (instance == nullptr || instance->cls == cls_) return unknown_base();
    // A second mention of the same base would be a TypeError at run time.
    for (const Type* earlier : cls_->bases_) {
      if (static_cast<const InstanceType*>(earlier)->cls == instance->cls) return;
    }
    cls_->bases_.push_back(instance);
  }

  void read_keyword(const Keyword* keyword) {
    if (!keyword->arg) return unknown_base();
    if (keyword->arg == "metaclass") {
      Declaration* found = reader_.resolve(keyword->value);
      if (auto* alias = found != nullptr ? found->as<AliasInfo>() : nullptr) found = alias->of_class;
      cls_->metaclass_ = found != nullptr ? found->as<ClassInfo>() : nullptr;
      if (cls_->metaclass_ == nullptr) {
        set(ClassFlag::kMetaclassCustom);
        unknown_base();
      }
    } else if (keyword->arg == "total" && is_constant(keyword->value, ConstantKind::kFalse)) {
      cls_->flags_ &= ~bit(ClassFlag::kTotal);
    }
  }

  void inherit(ClassInfo* base) {
    base->ensure_bases();
    cls_->flags_ |= base->flags_ & kInheritedFlags;
    transforms_ |= base->transforms_;
    if (cls_->metaclass_ == nullptr) cls_->metaclass_ = base->metaclass_;
  }

  void read_option(const Keyword* keyword) {
    DataclassOptions& options = cls_->dataclass_;
    bool value = is_constant(keyword->value, ConstantKind::kTrue);
    if (!value && !is_constant(keyword->value, ConstantKind::kFalse)) {
      if (!keyword->arg || keyword->arg != "metaclass") options.understood = false;
      return;
    }
    static constexpr std::pair<std::string_view, bool DataclassOptions::*> kOptions[] = {
        {"init", &DataclassOptions::init},
        {"repr", &DataclassOptions::repr},
        {"eq", &DataclassOptions::eq},
        {"order", &DataclassOptions::order},
        {"unsafe_hash", &DataclassOptions::unsafe_hash},
        {"frozen", &DataclassOptions::frozen},
        {"match_args", &DataclassOptions::match_args},
        {"kw_only", &DataclassOptions::kw_only},
        {"slots", &DataclassOptions::slots},
        {"weakref_slot", &DataclassOptions::weakref_slot}};
    for (auto [name, member] : kOptions) {
      if (keyword->arg == name) options.*member = value;
    }
  }

  void read_dataclass(const Expr* decorator, bool from_transform) {
    set(ClassFlag::kDataclass);
    cls_->dataclass_read_ = true;
    cls_->dataclass_.from_transform = from_transform;
    if (const auto* call = as<Call>(decorator)) {
      if (!call->args.empty()) cls_->dataclass_.understood = false;
      for (const Keyword* keyword : call->keywords) read_option(keyword);
    }
  }

  // What attrs's decorators make of a class with a plain body is known. Everything rare stays a guess.
  enum class AttrsKind : uint8_t { kNone, kClassic, kClassicAuto, kDefine, kFrozen };
  static AttrsKind attrs_kind(std::string_view name) {
    static constexpr std::pair<std::string_view, AttrsKind> kNames[] = {
        {"attr.s", AttrsKind::kClassic},      {"attr.attrs", AttrsKind::kClassic},   {"attr.attributes", AttrsKind::kClassic},
        {"attr.define", AttrsKind::kDefine},  {"attr.mutable", AttrsKind::kDefine},  {"attr.frozen", AttrsKind::kFrozen},
        {"attrs.define", AttrsKind::kDefine}, {"attrs.mutable", AttrsKind::kDefine}, {"attrs.frozen", AttrsKind::kFrozen},
        {"attr.dataclass", AttrsKind::kClassicAuto}};
    for (auto [known, kind] : kNames)
      if (known == name) return kind;
    return AttrsKind::kNone;
  }

  // An option that is given, and not as None.
  bool read_attrs_option(const Keyword* keyword, std::optional<bool>& auto_attribs, bool& chosen) {
    DataclassOptions& options = cls_->dataclass_;
    if (!keyword->arg) return false;
    std::string_view name = keyword->arg.text();
    if (is_constant(keyword->value, ConstantKind::kNone)) return true;
    bool value = is_constant(keyword->value, ConstantKind::kTrue);
    if (!value && !is_constant(keyword->value, ConstantKind::kFalse)) return false;
    if (name == "auto_attribs") return auto_attribs = value, true;
    if (name == "str" || name == "cache_hash") return !value;
    if (name == "collect_by_mro" || name == "auto_exc") return true;
    if (name == "hash") options.unsafe_hash = value;
    if (name == "cmp" || name == "eq") options.eq = options.order = value;
    for (std::string_view known : {"slots", "weakref_slot", "frozen", "kw_only", "match_args"})
      if (name == known) return read_option(keyword), true;
    for (std::string_view known : {"init", "repr", "eq", "order", "hash", "unsafe_hash", "cmp"}) {
      if (name == known) return chosen = true, read_option(keyword), true;
    }
    return false;
  }

  static bool is_plain_attrs_call(const Call* call) {
    if (call->args.size() > 1 || std::any_of(call->args.begin(), call->args.end(), [](const Expr* arg) { return is<Starred>(arg); })) return false;
    return std::all_of(call->keywords.begin(), call->keywords.end(), [](const Keyword* keyword) {
      if (!keyword->arg) return false;
      bool literal = is_constant(keyword->value, ConstantKind::kTrue) || is_constant(keyword->value, ConstantKind::kFalse);
      if (keyword->arg == "init" || keyword->arg == "kw_only") return literal;
      return keyword->arg != "alias" && keyword->arg != "type";
    });
  }

  // Whether fields and functions stand in the body so that nothing but their statements decides what attrs makes of them.
  bool has_plain_attrs_body(bool detects, std::optional<bool> auto_attribs) {
    bool bare = false;
    for (const Stmt* stmt : cls_->node->body) {
      const auto* annotated = as<AnnAssign>(stmt);
      const auto* assign = as<Assign>(stmt);
      const Expr* value = annotated != nullptr ? annotated->value : assign != nullptr ? assign->value : nullptr;
      if (value != nullptr && Synthesis::is_attrs_field(store_, value, cls_->scope)) {
        if (!is_plain_attrs_call(to<Call>(value)) || (assign != nullptr && (assign->targets.size() != 1 || !is<NameExpr>(assign->targets[0])))) return false;
        bare = bare || assign != nullptr;
      }
      if (const auto* method = as<FunctionDef>(stmt)) {
        static constexpr std::string_view kMade[] = {"__init__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__repr__"};
        if (!detects && std::find(std::begin(kMade), std::end(kMade), method->name.text()) != std::end(kMade)) return false;
        for (const Expr* decorator : method->decorator_list)
          if (const auto* attribute = as<Attribute>(decorator); attribute != nullptr && attribute->attr == "default") return false;
      } else if (annotated == nullptr && assign == nullptr && !is<AsyncFunctionDef>(stmt) && !is<ExprStmt>(stmt) && !is<Pass>(stmt)) {
        return false;
      }
    }
    if (auto_attribs == true && bare) return false;
    cls_->dataclass_.auto_attribs = auto_attribs.value_or(!bare);
    return true;
  }

  bool read_attrs(const Expr* decorator) {
    const auto* call = as<Call>(decorator);
    AttrsKind kind = attrs_kind(store_.unknown_import(call != nullptr ? call->func : decorator, cls_->scope));
    if (kind == AttrsKind::kNone) return false;
    DataclassOptions& options = cls_->dataclass_;
    DataclassOptions guess = options;
    bool classic = kind == AttrsKind::kClassic || kind == AttrsKind::kClassicAuto, chosen = false, plain = cls_->node->decorator_list.size() == 1;
    std::optional<bool> auto_attribs;
    if (classic) auto_attribs = kind == AttrsKind::kClassicAuto;
    options.slots = !classic;
    options.checks_stores = !classic;
    options.order = classic;
    options.weakref_slot = true;
    options.frozen = kind == AttrsKind::kFrozen;
    if (call != nullptr) {
      plain = plain && call->args.empty();
      for (const Keyword* keyword : call->keywords) plain = plain && read_attrs_option(keyword, auto_attribs, chosen);
    }
    if (classic && !auto_attribs) auto_attribs = false;
    if (!plain || !has_plain_attrs_body(!classic && !chosen, auto_attribs)) {
      options = guess;
      return false;
    }
    options.attrs = true;
    set(ClassFlag::kDataclass);
    cls_->dataclass_read_ = true;
    return true;
  }

  void read_attr(const Expr* decorator) {
    const auto* call = as<Call>(decorator);
    if (call == nullptr) return;
    for (const Keyword* keyword : call->keywords) {
      if (keyword->arg && keyword->arg == "allow_interpreted_subclasses" && is_constant(keyword->value, ConstantKind::kTrue))
        set(ClassFlag::kInterpretedSubclasses);
    }
  }

  // A function decorated with @dataclass_transform makes dataclasses of what it decorates.
  bool is_transform(const Expr* decorator) {
    const auto* call = as<Call>(decorator);
    Declaration* found = reader_.resolve(call != nullptr ? call->func : decorator);
    auto* function = found != nullptr ? found->as<FunctionInfo>() : nullptr;
    if (function == nullptr) return false;
    auto marked = [&](FunctionInfo* item) {
      if (item == nullptr || item->node == nullptr) return false;
      for (const Expr* own : item->parts().decorators) {
        if (DeclarationBuilder::decorator_kind(store_, own, item->name, item->scope) ==
            DecoratorKind::kDataclassTransform) {
          return true;
        }
      }
      return false;
    };
    if (marked(function) || marked(function->implementation)) return true;
    return std::any_of(function->overloads.begin(), function->overloads.end(), marked);
  }

  void read_decorators() {
    for (const Expr* decorator : cls_->node->decorator_list) {
      switch (DeclarationBuilder::decorator_kind(store_, decorator, cls_->name, cls_->scope)) {
        case DecoratorKind::kDataclass:
          read_dataclass(decorator, false);
          break;
        case DecoratorKind::kDataclassTransform:
          transforms_ = own_transform_ = true;
          break;
        case DecoratorKind::kFinal:
          set(ClassFlag::kFinal);
          ++cls_->marking_decorators_;
          break;
        case DecoratorKind::kTrait:
          set(ClassFlag::kTrait);
          ++cls_->marking_decorators_;
          break;
        case DecoratorKind::kMypycAttr:
          read_attr(decorator);
          ++cls_->marking_decorators_;
          break;
        case DecoratorKind::kTotalOrdering:  // adds functions that nothing native stands for
          set(ClassFlag::kTotalOrdering);
          ++cls_->marking_decorators_;
          break;
        case DecoratorKind::kRuntimeCheckable:
          set(ClassFlag::kRuntimeCheckable);
          break;
        case DecoratorKind::kTypeCheckOnly:
          set(ClassFlag::kTypeCheckOnly);
          break;
        case DecoratorKind::kOther:
          if (read_attrs(decorator)) break;
          if (is_transform(decorator))
            read_dataclass(decorator, true);
          else
            set(ClassFlag::kUnknownDecorator);
          break;
        default:
          break;
      }
    }
  }

  ClassInfo* cls_;
  Declarations& store_;
  TypeContext& types_;
  DeclarationScope bases_scope_;
  AnnotationReader reader_;
  bool transforms_ = false;
  bool own_transform_ = false;
};

Declarations& ClassInfo::store() const { return *module->store; }

TypeList ClassInfo::type_params() {
  if (params_state_ != kNotStarted) return type_params_;
  ResolutionDepth depth(store());
  if (depth.too_deep()) return type_params_;
  params_state_ = kInProgress;
  HeaderBuilder(this).read_params();
  params_state_ = kDone;
  return type_params_;
}

void ClassInfo::ensure_bases() {
  if (bases_state_ != kNotStarted) return;
  ResolutionDepth depth(store());
  if (depth.too_deep()) return;
  type_params();
  bases_state_ = kInProgress;
  HeaderBuilder(this).read_bases();
  bases_state_ = kDone;
}

TypeList ClassInfo::bases() {
  ensure_bases();
  return bases_;
}

ClassInfo* ClassInfo::metaclass() {
  ensure_bases();
  return metaclass_ != nullptr && !is_declared_as(metaclass_, "builtins", "type") ? metaclass_ : nullptr;
}

bool ClassInfo::is(ClassFlag flag) {
  ensure_bases();
  if (flag == ClassFlag::kHasSlots) {
    static const Name kSlots = Name::intern("__slots__");
    return own_member(kSlots) != nullptr || ((flags_ & bit(ClassFlag::kDataclass)) != 0 && dataclass_.slots);
  }
  if (flag == ClassFlag::kHasGetattr) {
    static const Name kGetattr = Name::intern("__getattr__"), kGetattribute = Name::intern("__getattribute__");
    if (find_member(kGetattr)) return true;
    Member found = find_member(kGetattribute);
    return found && !is_declared_as(found.found_in->cls, "builtins", "object");
  }
  if (flag == ClassFlag::kAbstract) return !abstract_methods().empty();
  return (flags_ & bit(flag)) != 0;
}

// C3. Where it fails the program would too; then any order that keeps subclasses before bases does.
std::span<const InstanceType* const> ClassInfo::mro() {
  if (mro_state_ != kNotStarted) return mro_;
  TypeContext& types = store().types();
  ResolutionDepth depth(store());
  const auto* self = static_cast<const InstanceType*>(types.instance(this, type_params()));
  if (depth.too_deep()) {
    flags_ |= bit(ClassFlag::kUnknownBase);
    mro_ = {self};
    return mro_;
  }
  mro_state_ = kInProgress;
  ensure_bases();
  using Sequence = std::vector<const InstanceType*>;
  std::vector<Sequence> sequences;
  Sequence direct;
  for (const Type* base : std::vector<const Type*>(bases_)) {
    const auto* instance = static_cast<const InstanceType*>(base);
    Substitution with;
    with.set_all(types, instance->cls->type_params(), instance->args);
    Sequence above;
    for (const InstanceType* m : instance->cls->mro()) {
      const Type* seen = with.empty() ? m : substitute(types, m, with);
      above.push_back(seen->as<InstanceType>() != nullptr ? seen->as<InstanceType>() : m);
    }
    if (above.empty()) {  // a cycle of bases
      flags_ |= bit(ClassFlag::kUnknownBase);
      continue;
    }
    flags_ |= instance->cls->flags_ & bit(ClassFlag::kUnknownBase);
    sequences.push_back(std::move(above));
    direct.push_back(instance);
  }
  sequences.push_back(direct);
  Sequence out{self};
  if (direct.size() == 1) {  // nothing to merge
    for (const InstanceType* m : sequences[0]) {
      if (m->cls != this) out.push_back(m);
    }
    sequences.clear();
  }
  std::vector<size_t> at(sequences.size(), 0);
  auto in_tail = [&](const ClassInfo* cls) {
    for (size_t i = 0; i < sequences.size(); ++i) {
      for (size_t k = at[i] + 1; k < sequences[i].size(); ++k) {
        if (sequences[i][k]->cls == cls) return true;
      }
    }
    return false;
  };
  for (;;) {
    const InstanceType* pick = nullptr;
    const InstanceType* fallback = nullptr;
    for (size_t i = 0; i < sequences.size() && pick == nullptr; ++i) {
      if (at[i] == sequences[i].size()) continue;
      const InstanceType* head = sequences[i][at[i]];
      if (fallback == nullptr) fallback = head;
      if (!in_tail(head->cls)) pick = head;
    }
    if (pick == nullptr) pick = fallback;
    if (pick == nullptr) break;
    // The same class may come with different arguments by different ways: the ones that say most are taken.
    const InstanceType* best = pick;
    for (size_t i = 0; i < sequences.size(); ++i) {
      for (size_t k = at[i]; k < sequences[i].size(); ++k) {
        if (sequences[i][k]->cls != pick->cls) continue;
        if (best->has_unknown && !sequences[i][k]->has_unknown) best = sequences[i][k];
        sequences[i].erase(sequences[i].begin() + static_cast<std::ptrdiff_t>(k));
        break;
      }
    }
    if (best->cls != this) out.push_back(best);
  }
  mro_ = std::move(out);
  mro_state_ = kDone;
  // A named tuple is a tuple of its fields.
  if (const TupleType* tuple = tuple_type()) {
    ClassInfo* cls = store().builtin_class("tuple");
    if (cls != nullptr && cls != this && cls->type_params().size() == 1) {
      const Type* element = tuple->items.empty() ? types.never() : types.union_of(tuple->items);
      Substitution with;
      with.set_all(types, cls->type_params(), {&element, 1});
      for (const InstanceType* m : cls->mro()) {
        auto it = std::find_if(mro_.begin(), mro_.end(), [&](const InstanceType* own) { return own->cls == m->cls; });
        const auto* seen = substitute(types, m, with)->as<InstanceType>();
        if (it != mro_.end() && seen != nullptr) *it = seen;
      }
    }
  }
  return mro_;
}

bool ClassInfo::derives_from(const ClassInfo* other) {
  if (other == this) return true;
  for (const InstanceType* m : mro()) {
    if (m->cls == other) return true;
  }
  return false;
}

const InstanceType* ClassInfo::base_instance(const ClassInfo* other) {
  for (const InstanceType* m : mro()) {
    if (m->cls == other) return m;
  }
  return nullptr;
}

const TupleType* ClassInfo::tuple_type() {
  ensure_bases();
  if (tuple_type_ != nullptr || tuple_state_ != kNotStarted) return tuple_type_;
  tuple_state_ = kInProgress;
  if ((flags_ & bit(ClassFlag::kNamedTuple)) == 0) {
    for (const Type* base : bases_) {
      const auto* instance = static_cast<const InstanceType*>(base);
      if (instance->cls == this || is_declared_as(instance->cls, "builtins", "tuple")) continue;
      const TupleType* inherited = instance->cls->tuple_type();
      if (inherited == nullptr) continue;
      TypeContext& types = store().types();
      Substitution with;
      with.set_all(types, instance->cls->type_params(), instance->args);
      return tuple_type_ = substitute(types, inherited, with)->as<TupleType>();
    }
    return nullptr;
  }
  if (tuple_fields_state_ == kInProgress) {
    tuple_state_ = kNotStarted;  // asked by way of a field's own annotation
    return nullptr;
  }
  std::vector<const Type*> items;
  for (VariableInfo* field : tuple_fields()) {
    const Type* type = field->declared_type();
    items.push_back(type != nullptr ? type : store().types().unknown());
  }
  if (is_declared_as(this, "typing", "NamedTuple")) return nullptr;
  tuple_type_ = static_cast<const TupleType*>(store().types().tuple(items));
  return tuple_type_;
}

}  // namespace krait::types
