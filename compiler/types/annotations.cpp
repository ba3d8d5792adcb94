// Reading annotations: names, subscripts, unions, quoted text.
#include "types/annotations.h"

#include <unordered_map>

#include "syntax/parser.h"
#include "types/store_impl.h"
#include "types/substitute.h"

namespace krait::types {

using namespace syntax;

namespace {

// An annotation that nests deeper is Unknown.
constexpr int kMaxAnnotationDepth = 100;

bool is_typing(const ModuleInfo* module) {
  if (module == nullptr) return false;
  std::string_view name = module->name.text();
  return name == "typing" || name == "typing_extensions" || name == "mypy_extensions" || name == "_typeshed";
}

}  // namespace

bool is_declared_as(const Declaration* declaration, std::string_view module, std::string_view name) {
  if (declaration == nullptr || declaration->module == nullptr || declaration->name != name) return false;
  if (declaration->owner != nullptr) return false;
  std::string_view in = declaration->module->name.text();
  return in == module || (module == "typing" && in == "typing_extensions");
}

SpecialForm special_form(const Declaration* declaration) {
  using enum SpecialForm;
  static const std::unordered_map<std::string_view, SpecialForm> kForms = {
      {"Any", kAny},
      {"Union", kUnion},
      {"Optional", kOptional},
      {"Callable", kCallable},
      {"Literal", kLiteral},
      {"Tuple", kTuple},
      {"Type", kType},
      {"ClassVar", kClassVar},
      {"Final", kFinal},
      {"Annotated", kAnnotated},
      {"Generic", kGeneric},
      {"Protocol", kProtocol},
      {"NoReturn", kNever},
      {"Never", kNever},
      {"Self", kSelf},
      {"TypeGuard", kTypeGuard},
      {"TypeIs", kTypeIs},
      {"Concatenate", kConcatenate},
      {"Unpack", kUnpack},
      {"Required", kRequired},
      {"NotRequired", kNotRequired},
      {"ReadOnly", kReadOnly},
      {"LiteralString", kLiteralString},
      {"TypeAlias", kTypeAlias},
      {"TypedDict", kTypedDict},
      {"NamedTuple", kNamedTuple},
  };
  if (declaration == nullptr || declaration->owner != nullptr) return kNone;
  if (is_typing(declaration->module)) {
    auto it = kForms.find(declaration->name.text());
    return it == kForms.end() ? kNone : it->second;
  }
  if (is_declared_as(declaration, "dataclasses", "InitVar")) return kInitVar;
  if (is_declared_as(declaration, "types", "NoneType")) return kNoneType;
  return kNone;
}

std::vector<const Expr*> subscript_items(const Expr* slice) {
  std::vector<const Expr*> out;
  if (slice == nullptr) return out;
  if (const auto* tuple = as<Tuple>(slice)) {
    out.assign(tuple->elts.begin(), tuple->elts.end());
  } else {
    out.push_back(slice);
  }
  return out;
}

const Type* TypeBinder::find(const TypeVarInfo* origin) const {
  for (const auto& [info, type] : bound) {
    if (info == origin) return type;
  }
  return nullptr;
}

const Expr* AnnotationReader::unquote(const Expr* expr) {
  const auto* constant = as<Constant>(expr);
  if (constant == nullptr || !constant->value.is_str()) return expr;
  Declarations::Impl& impl = *store_.impl_;
  auto [it, added] = impl.quoted.try_emplace(expr, nullptr);
  if (!added) return it->second;
  // Brackets around, so that line breaks and leading blanks in the text do no harm.
  std::string text = "(";
  text.append(constant->value.text());
  text += ")";
  impl.files.push_back(std::make_unique<SourceFile>("<annotation>", std::move(text)));
  const SourceFile& file = *impl.files.back();
  ParseOptions options;
  options.version = kNewestPython;
  options.mode = ParseMode::kEval;
  DiagnosticSink ignored;
  const Module* parsed = parse_module(file, options, impl.arena, ignored);
  // The map may have grown meanwhile only through other calls; this one does not nest.
  it->second = parsed != nullptr ? parsed->expression : nullptr;
  return it->second;
}

const Type* AnnotationReader::read(const Expr* expr) {
  if (expr == nullptr || depth_ >= kMaxAnnotationDepth) return types_.unknown();
  ++depth_;
  const Type* out = types_.unknown();
  switch (expr->kind) {
    case ExprKind::kConstant: {
      const ConstantValue& value = to<Constant>(expr)->value;
      if (value.is_none())
        out = types_.none();
      else if (value.is_str())
        out = read(unquote(expr));
      break;
    }
    case ExprKind::kNameExpr:
    case ExprKind::kAttribute:
      out = read_declaration(resolve(expr), nullptr);
      break;
    case ExprKind::kSubscript:
      out = read_subscript(to<Subscript>(expr));
      break;
    case ExprKind::kBinOp:
      out = read_union(expr);
      break;
    case ExprKind::kStarred:
      out = read(to<Starred>(expr)->value);
      break;
    case ExprKind::kCall: {
      // `class P(namedtuple("P", "x y"))`.
      if (Declaration* made = store_.resolve(expr, scope_)) out = read_declaration(made, nullptr);
      break;
    }
    default:
      break;
  }
  --depth_;
  return out;
}

// A chain of `|` leans to the left and may be long: no recursion along it.
const Type* AnnotationReader::read_union(const Expr* expr) {
  std::vector<const Type*> items;
  while (const auto* op = as<BinOp>(expr)) {
    if (op->op != Operator::kBitOr) return types_.unknown();
    items.push_back(read(op->right));
    expr = op->left;
  }
  items.push_back(read(expr));
  return types_.union_of(items);
}

const Type* AnnotationReader::read_subscript(const Subscript* sub) {
  return read_declaration(resolve(sub->value), sub->slice);
}

ClassInfo* library_class(Declarations& store, const Declaration* declaration) {
  struct Entry {
    std::string_view name, module, cls;
  };
  static constexpr Entry kEntries[] = {
      {"List", "builtins", "list"},
      {"Dict", "builtins", "dict"},
      {"Set", "builtins", "set"},
      {"FrozenSet", "builtins", "frozenset"},
      {"DefaultDict", "collections", "defaultdict"},
      {"OrderedDict", "collections", "OrderedDict"},
      {"Counter", "collections", "Counter"},
      {"ChainMap", "collections", "ChainMap"},
      {"Deque", "collections", "deque"},
  };
  if (declaration->kind != DeclarationKind::kVariable || !is_typing(declaration->module)) return nullptr;
  for (const Entry& e : kEntries) {
    if (declaration->name == e.name) return store.stub_class(e.module, e.cls);
  }
  return nullptr;
}

const Type* AnnotationReader::read_declaration(Declaration* declaration, const Expr* slice) {
  if (declaration == nullptr) return types_.unknown();
  if (ClassInfo* cls = library_class(store_, declaration)) return apply_class(cls, slice);
  SpecialForm form = special_form(declaration);
  if (form != SpecialForm::kNone) return read_special(form, slice);
  if (auto* cls = declaration->as<ClassInfo>()) return apply_class(cls, slice);
  if (auto* var = declaration->as<TypeVarInfo>()) return type_var(var);
  if (auto* alias = declaration->as<AliasInfo>()) {
    if (alias->of_class != nullptr) return read_declaration(alias->of_class, slice);
    if (SpecialForm target = special_form(store_.resolve(alias->value, alias->scope)); target != SpecialForm::kNone) {
      return read_special(target, slice);  // MyOptional = Optional
    }
    if (alias->value != nullptr && !is<Subscript>(alias->value)) {
      if (Declaration* target = store_.resolve(alias->value, alias->scope)) {
        if (ClassInfo* cls = library_class(store_, target)) return apply_class(cls, slice);
      }
    }
    const Type* type = alias->type();
    TypeList params = alias->type_params();
    if (params.empty()) return type;
    Substitution with;
    with.set_all(types_, params, arguments(params, slice));
    return substitute(types_, type, with);
  }
  return types_.unknown();
}

const Type* AnnotationReader::type_var(TypeVarInfo* info) {
  if (cls_ != nullptr) {
    if (const Type* bound = cls_->binder_.find(info)) return bound;
  }
  for (const DeclarationScope* s = &scope_; s != nullptr; s = s->parent) {
    if (s->type_params != nullptr) continue;  // bound by what they belong to
    if (s->function != nullptr) {
      if (s->function->state_ == kNotStarted) s->function->signature();
      if (const Type* bound = s->function->binder_.find(info)) return bound;
    } else if (s->cls != nullptr) {
      s->cls->type_params();
      if (const Type* bound = s->cls->binder_.find(info)) return bound;
    }
  }
  if (binder_ != nullptr) {
    if (const Type* bound = binder_->find(info)) return bound;
    const Type* made = store_.bind_type_var(info);
    binder_->bound.emplace_back(info, made);
    return made;
  }
  return types_.type_var(info->type_var);
}

const Type* AnnotationReader::apply_class(ClassInfo* cls, const Expr* slice) {
  if (is_declared_as(cls, "builtins", "tuple")) {
    return slice == nullptr ? types_.tuple_of(types_.unknown()) : read_tuple(slice);
  }
  if (slice != nullptr && is_declared_as(cls, "builtins", "type")) return read_special(SpecialForm::kType, slice);
  TypeList params = cls->type_params();
  if (params.empty()) return types_.instance(cls);
  std::vector<const Type*> args = arguments(params, slice);
  return types_.instance(cls, args);
}

const Type* AnnotationReader::parameters(const Expr* expr) {
  expr = unquote(expr);
  if (expr == nullptr) return types_.unknown();
  std::vector<Param> params;
  const auto* constant = as<Constant>(expr);
  if (constant != nullptr && constant->value.kind == ConstantKind::kEllipsis) {
    return types_.callable({}, types_.unknown(), {}, nullptr, true);
  }
  if (const auto* list = as<List>(expr)) {
    for (const Expr* item : list->elts) add_parameters(item, params);
    return types_.callable(params, types_.unknown());
  }
  if (const auto* sub = as<Subscript>(expr);
      sub != nullptr && special_form(resolve(sub->value)) == SpecialForm::kConcatenate) {
    std::vector<const Expr*> items = subscript_items(sub->slice);
    if (items.empty()) return types_.unknown();
    for (size_t i = 0; i + 1 < items.size(); ++i) add_parameters(items[i], params);
    const auto* last = as<Constant>(items.back());
    if (last != nullptr && last->value.kind == ConstantKind::kEllipsis) {
      return types_.callable(params, types_.unknown(), {}, nullptr, true);
    }
    const Type* rest = read(items.back());
    if (rest->kind != TypeKind::kParamSpec) return types_.unknown();
    return types_.callable(params, types_.unknown(), {}, rest);
  }
  const Type* type = read(expr);
  if (type->kind == TypeKind::kParamSpec || type->kind == TypeKind::kCallable) return type;
  if (type->is_gradual()) return types_.callable({}, types_.unknown(), {}, nullptr, true);
  return types_.unknown();
}

std::vector<const Type*> AnnotationReader::arguments(TypeList params, const Expr* slice) {
  std::vector<const Type*> out;
  out.reserve(params.size());
  std::vector<const Expr*> items = subscript_items(slice);
  bool given = slice != nullptr;
  // Foo[int, str] for a class whose one parameter is a ParamSpec means Foo[[int, str]].
  if (given && params.size() == 1 && params[0]->kind == TypeKind::kParamSpec) {
    bool plain = items.size() != 1;
    if (!plain) {
      const Expr* only = unquote(items[0]);
      plain = only != nullptr && !is<List>(only) && !is<Constant>(only);
      if (plain) {
        const Type* read_as = parameters(only);
        if (read_as->kind == TypeKind::kParamSpec || read_as->kind == TypeKind::kCallable) return {read_as};
      }
    }
    if (plain) {
      std::vector<Param> listed;
      for (const Expr* item : items) add_parameters(item, listed);
      return {types_.callable(listed, types_.unknown())};
    }
  }
  size_t variadic = params.size();
  for (size_t i = 0; i < params.size(); ++i) {
    if (params[i]->kind == TypeKind::kTypeVarTuple) variadic = i;
  }
  size_t next = 0;
  for (size_t i = 0; i < params.size(); ++i) {
    const auto* var = static_cast<const TypeVarType*>(params[i]);
    if (next >= items.size()) store_.read_pending(var->decl);  // the default is wanted now
    if (i == variadic && given) {
      size_t after = params.size() - i - 1;
      size_t end = items.size() > after ? items.size() - after : next;
      std::vector<const Type*> parts;
      int open = -1;
      for (; next < end; ++next) {
        const Expr* inner = unpacked(items[next]);
        const Type* part = read(inner != nullptr ? inner : items[next]);
        if (inner == nullptr) {
          parts.push_back(part);
        } else if (const auto* tuple = part->as<TupleType>()) {
          if (tuple->variadic >= 0) open = static_cast<int>(parts.size()) + tuple->variadic;
          parts.insert(parts.end(), tuple->items.begin(), tuple->items.end());
        } else {
          open = static_cast<int>(parts.size());
          parts.push_back(part);
        }
      }
      out.push_back(types_.tuple(parts, open));
    } else if (next < items.size()) {
      const Expr* item = items[next++];
      out.push_back(var->kind == TypeKind::kParamSpec ? parameters(item) : read(item));
    } else if (var->decl->default_type != nullptr) {
      Substitution with;
      for (size_t k = 0; k < out.size(); ++k) with.set(static_cast<const TypeVarType*>(params[k])->decl, out[k]);
      out.push_back(substitute(types_, var->decl->default_type, with));
    } else if (var->kind == TypeKind::kParamSpec) {
      out.push_back(types_.callable({}, types_.unknown(), {}, nullptr, true));
    } else if (var->kind == TypeKind::kTypeVarTuple) {
      out.push_back(types_.tuple_of(types_.unknown()));
    } else {
      out.push_back(types_.unknown());
    }
  }
  return out;
}

}  // namespace krait::types
