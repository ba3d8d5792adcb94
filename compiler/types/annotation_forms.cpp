// Reading annotations: typing's special forms.
#include "syntax/ast.h"
#include "types/annotations.h"
#include "types/store_impl.h"

namespace krait::types {

using namespace syntax;

namespace {

bool is_ellipsis(const Expr* expr) {
  const auto* constant = as<Constant>(expr);
  return constant != nullptr && constant->value.kind == ConstantKind::kEllipsis;
}

}  // namespace

const Type* AnnotationReader::read_special(SpecialForm form, const Expr* slice) {
  std::vector<const Expr*> items = subscript_items(slice);
  auto first = [&] { return items.empty() ? types_.unknown() : read(items[0]); };
  switch (form) {
    case SpecialForm::kAny:
      return types_.any();
    case SpecialForm::kNever:
      return types_.never();
    case SpecialForm::kNoneType:
      return types_.none();
    case SpecialForm::kLiteralString:
      return store_.builtin_instance("str");
    case SpecialForm::kUnion: {
      std::vector<const Type*> parts;
      for (const Expr* item : items) parts.push_back(read(item));
      return items.empty() ? types_.unknown() : types_.union_of(parts);
    }
    case SpecialForm::kOptional:
      return items.empty() ? types_.unknown() : types_.optional(first());
    case SpecialForm::kCallable:
      return read_callable(slice);
    case SpecialForm::kLiteral:
      return read_literal(slice);
    case SpecialForm::kTuple:
      return slice == nullptr ? types_.tuple_of(types_.unknown()) : read_tuple(slice);
    case SpecialForm::kType: {
      if (slice == nullptr) return store_.builtin_instance("type");
      const Type* of = first();
      if (const auto* u = of->as<UnionType>()) {
        std::vector<const Type*> parts;
        for (const Type* item : u->items) parts.push_back(types_.type_object(item));
        return types_.union_of(parts);
      }
      return types_.type_object(of);  // type[Any] has any attribute
    }
    case SpecialForm::kSelf: {
      ClassInfo* cls = cls_ != nullptr ? cls_ : scope_.cls;
      return cls != nullptr ? types_.self_type(cls) : types_.unknown();
    }
    case SpecialForm::kTypeGuard:
      return items.empty() ? store_.builtin_instance("bool") : types_.guard(first(), false);
    case SpecialForm::kTypeIs:
      return items.empty() ? store_.builtin_instance("bool") : types_.guard(first(), true);
    case SpecialForm::kClassVar:
    case SpecialForm::kFinal:
    case SpecialForm::kAnnotated:
    case SpecialForm::kRequired:
    case SpecialForm::kNotRequired:
    case SpecialForm::kReadOnly:
    case SpecialForm::kInitVar:
    case SpecialForm::kUnpack:
      return first();
    case SpecialForm::kNamedTuple:
      if (ClassInfo* cls = store_.stub_class("typing", "NamedTuple")) return types_.instance(cls);
      return types_.unknown();
    case SpecialForm::kTypedDict:
      return store_.stub_instance("typing", "_TypedDict");
    case SpecialForm::kConcatenate:
    case SpecialForm::kGeneric:
    case SpecialForm::kProtocol:
    case SpecialForm::kTypeAlias:
    case SpecialForm::kNone:
      return types_.unknown();
  }
  return types_.unknown();
}

const Expr* AnnotationReader::unpacked(const Expr* expr) {
  expr = unquote(expr);
  if (const auto* star = as<Starred>(expr)) return star->value;
  const auto* sub = as<Subscript>(expr);
  if (sub != nullptr && special_form(resolve(sub->value)) == SpecialForm::kUnpack) return sub->slice;
  return nullptr;
}

void AnnotationReader::add_parameters(const Expr* item, std::vector<Param>& out) {
  const Expr* inner = unpacked(item);
  if (inner == nullptr) {
    out.push_back({Name(), ParamKind::kPositionalOnly, false, read(item)});
    return;
  }
  const Type* type = read(inner);
  const auto* tuple = type->as<TupleType>();
  if (tuple == nullptr) {
    out.push_back({Name(), ParamKind::kStar, false, type});
    return;
  }
  for (size_t i = 0; i < tuple->items.size(); ++i) {
    bool open = static_cast<int>(i) == tuple->variadic;
    out.push_back({Name(), open ? ParamKind::kStar : ParamKind::kPositionalOnly, false, tuple->items[i]});
    if (open) break;  // what follows the open part cannot be said by parameters
  }
}

const Type* AnnotationReader::read_callable(const Expr* slice) {
  std::vector<const Expr*> items = subscript_items(slice);
  if (items.size() != 2) return types_.callable({}, types_.unknown(), {}, nullptr, true);
  const Type* params = parameters(items[0]);
  const Type* result = read(items[1]);
  if (const auto* listed = params->as<CallableType>()) {
    return types_.callable(listed->params, result, {}, listed->param_spec, listed->gradual);
  }
  if (params->kind == TypeKind::kParamSpec) return types_.callable({}, result, {}, params);
  return types_.callable({}, result, {}, nullptr, true);
}

const Type* AnnotationReader::read_tuple(const Expr* slice) {
  std::vector<const Expr*> items = subscript_items(slice);
  if (items.size() == 2 && is_ellipsis(items[1])) {
    if (const Expr* inner = unpacked(items[0])) return read(inner);
    return types_.tuple_of(read(items[0]));
  }
  std::vector<const Type*> parts;
  int open = -1;
  for (const Expr* item : items) {
    const Expr* inner = unpacked(item);
    if (inner == nullptr) {
      parts.push_back(read(item));
      continue;
    }
    const Type* type = read(inner);
    if (const auto* tuple = type->as<TupleType>()) {
      if (tuple->variadic >= 0) open = static_cast<int>(parts.size()) + tuple->variadic;
      parts.insert(parts.end(), tuple->items.begin(), tuple->items.end());
    } else {
      open = static_cast<int>(parts.size());
      parts.push_back(type);
    }
  }
  return types_.tuple(parts, open);
}

const Type* AnnotationReader::read_literal(const Expr* slice) {
  std::vector<const Type*> out;
  for (const Expr* item : subscript_items(slice)) {
    const Type* type = read_literal_item(item);
    out.push_back(type);
  }
  return out.empty() ? types_.unknown() : types_.union_of(out);
}

const Type* AnnotationReader::read_literal_item(const Expr* item) {
  if (const auto* constant = as<Constant>(item)) {
    const ConstantValue& value = constant->value;
    switch (value.kind) {
      case ConstantKind::kNone:
        return types_.none();
      case ConstantKind::kTrue:
      case ConstantKind::kFalse:
        return types_.literal_bool(value.kind == ConstantKind::kTrue, store_.builtin_instance("bool"));
      case ConstantKind::kInt:
        return types_.literal_int(value.integer, store_.builtin_instance("int"));
      case ConstantKind::kBigInt:
        return store_.builtin_instance("int");
      case ConstantKind::kStr:
        return types_.literal_str(value.text(), store_.builtin_instance("str"));
      case ConstantKind::kBytes:
        return types_.literal_bytes(value.text(), store_.builtin_instance("bytes"));
      default:
        return types_.unknown();
    }
  }
  if (const auto* minus = as<UnaryOp>(item)) {
    const auto* number = as<Constant>(minus->operand);
    if (number == nullptr || number->value.kind != ConstantKind::kInt) return types_.unknown();
    int64_t value = number->value.integer;
    if (minus->op == UnaryOperator::kUSub)
      value = -value;
    else if (minus->op != UnaryOperator::kUAdd)
      return types_.unknown();
    return types_.literal_int(value, store_.builtin_instance("int"));
  }
  if (const auto* attribute = as<Attribute>(item)) {
    Declaration* base = resolve(attribute->value);
    if (auto* alias = base != nullptr ? base->as<AliasInfo>() : nullptr) base = alias->of_class;
    if (auto* cls = base != nullptr ? base->as<ClassInfo>() : nullptr; cls != nullptr && cls->is(ClassFlag::kEnum)) {
      return types_.literal_enum(attribute->attr, types_.instance(cls));
    }
  }
  return read(item);  // an alias of another Literal
}

QualifiedType AnnotationReader::read_qualified(const Expr* expr) {
  QualifiedType out;
  // Qualifiers nest a few deep at most: Annotated[ClassVar[Final[int]], ...].
  for (int i = 0; i < 8; ++i) {
    expr = unquote(expr);
    if (expr == nullptr) break;
    const auto* sub = as<Subscript>(expr);
    const Expr* head = sub != nullptr ? sub->value : expr;
    if (!is<NameExpr>(head) && !is<Attribute>(head)) break;
    switch (special_form(resolve(head))) {
      case SpecialForm::kFinal:
        out.is_final = true;
        break;
      case SpecialForm::kClassVar:
        out.is_class_var = true;
        break;
      case SpecialForm::kInitVar:
        out.is_init_var = true;
        break;
      case SpecialForm::kRequired:
        out.is_required = true;
        break;
      case SpecialForm::kNotRequired:
        out.is_not_required = true;
        break;
      case SpecialForm::kReadOnly:
        out.is_read_only = true;
        break;
      case SpecialForm::kTypeAlias:
        out.is_type_alias = true;
        return out;
      case SpecialForm::kAnnotated:
        break;
      default:
        out.type = read(expr);
        return out;
    }
    std::vector<const Expr*> items = subscript_items(sub != nullptr ? sub->slice : nullptr);
    if (items.empty()) return out;
    expr = items[0];
  }
  out.type = read(expr);
  return out;
}

}  // namespace krait::types
