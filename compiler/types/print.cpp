// Types as text, as mypy and typing write them.
#include "types/declarations.h"
#include "types/type.h"

namespace krait::types {

namespace {

constexpr size_t kMaxShown = 400;

void print(const Type* type, std::string& out);

void print_list(TypeList items, std::string& out) {
  bool first = true;
  for (const Type* t : items) {
    if (!first) out += ", ";
    first = false;
    print(t, out);
  }
}

void print_quoted(std::string_view text, std::string& out) {
  out += '"';
  for (char c : text) {
    auto u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (u < 0x20 || u == 0x7f) {
      const char* digits = "0123456789abcdef";
      out += "\\x";
      out += digits[u >> 4];
      out += digits[u & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void print_callable(const CallableType* c, std::string& out) {
  out += "Callable[";
  if (c->gradual && c->params.empty()) {
    out += "...";
  } else {
    out += '[';
    bool first = true;
    for (const Param& p : c->params) {
      if (!first) out += ", ";
      first = false;
      if (p.kind == ParamKind::kStar) out += '*';
      if (p.kind == ParamKind::kStarStar) out += "**";
      if (p.kind != ParamKind::kPositionalOnly && p.name) {
        out += p.name.text();
        out += ": ";
      }
      print(p.type, out);
      if (p.has_default) out += " = ...";
    }
    if (c->param_spec != nullptr) {
      if (!first) out += ", ";
      out += "**";
      print(c->param_spec, out);
    }
    out += ']';
  }
  out += ", ";
  print(c->result, out);
  out += ']';
}

void print(const Type* type, std::string& out) {
  if (out.size() > kMaxShown) {
    if (!out.ends_with("...")) out += "...";
    return;
  }
  switch (type->kind) {
    case TypeKind::kUnknown:
      out += "Unknown";
      return;
    case TypeKind::kAny:
      out += "Any";
      return;
    case TypeKind::kNever:
      out += "Never";
      return;
    case TypeKind::kNone:
      out += "None";
      return;
    case TypeKind::kInstance: {
      const auto* i = static_cast<const InstanceType*>(type);
      out += i->cls->name.text();
      if (!i->args.empty()) {
        out += '[';
        print_list(i->args, out);
        out += ']';
      }
      return;
    }
    case TypeKind::kUnion: {
      const auto* u = static_cast<const UnionType*>(type);
      bool none = false, first = true, in_literal = false;
      for (const Type* t : u->items) {
        if (t->is_none()) {
          none = true;
          continue;
        }
        (void)in_literal;
        if (!first) out += " | ";
        first = false;
        print(t, out);
      }
      if (none) out += " | None";
      return;
    }
    case TypeKind::kTuple: {
      const auto* t = static_cast<const TupleType*>(type);
      out += "tuple[";
      if (t->items.empty()) out += "()";
      if (t->variadic == 0 && t->items.size() == 1) {
        print(t->items[0], out);
        out += ", ...";
      } else {
        for (size_t i = 0; i < t->items.size(); ++i) {
          if (i > 0) out += ", ";
          if (static_cast<int>(i) == t->variadic) {
            out += t->items[i]->kind == TypeKind::kTypeVarTuple ? "*" : "*tuple[";
            print(t->items[i], out);
            if (t->items[i]->kind != TypeKind::kTypeVarTuple) out += ", ...]";
          } else {
            print(t->items[i], out);
          }
        }
      }
      out += ']';
      return;
    }
    case TypeKind::kCallable:
      print_callable(static_cast<const CallableType*>(type), out);
      return;
    case TypeKind::kOverloaded:
      out += "Overload[";
      print_list(static_cast<const OverloadedType*>(type)->items, out);
      out += ']';
      return;
    case TypeKind::kTypeObject:
      out += "type[";
      print(static_cast<const TypeObjectType*>(type)->instance, out);
      out += ']';
      return;
    case TypeKind::kTypeVar:
    case TypeKind::kParamSpec:
    case TypeKind::kTypeVarTuple:
      out += static_cast<const TypeVarType*>(type)->decl->name.text();
      return;
    case TypeKind::kSelf:
      out += "Self";
      return;
    case TypeKind::kLiteral: {
      const auto* l = static_cast<const LiteralType*>(type);
      out += "Literal[";
      switch (l->literal) {
        case LiteralKind::kInt:
          out += std::to_string(l->number);
          break;
        case LiteralKind::kBool:
          out += l->number != 0 ? "True" : "False";
          break;
        case LiteralKind::kBytes:
          out += 'b';
          print_quoted(l->text, out);
          break;
        case LiteralKind::kStr:
          print_quoted(l->text, out);
          break;
        case LiteralKind::kEnum:
          print(l->base, out);
          out += '.';
          out += l->text;
          break;
      }
      out += ']';
      return;
    }
    case TypeKind::kModule:
      out += "Module[";
      out += static_cast<const ModuleType*>(type)->module->name.text();
      out += ']';
      return;
    case TypeKind::kGuard: {
      const auto* g = static_cast<const GuardType*>(type);
      out += g->is_typeis ? "TypeIs[" : "TypeGuard[";
      print(g->target, out);
      out += ']';
      return;
    }
  }
}

}  // namespace

std::string to_string(const Type* type) {
  std::string out;
  print(type, out);
  return out;
}

}  // namespace krait::types
