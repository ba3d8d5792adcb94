// What definitions keep of their own source text: docstrings, and the names that methods assign.
#include <algorithm>
#include <string>

#include "lower/function_lowering.h"
#include "syntax/visit.h"

namespace krait::lower {

using namespace syntax;

namespace {

// str.expandtabs: columns count characters, and start anew behind \n and \r.
std::string expand_tabs(std::string_view text) {
  std::string out;
  size_t column = 0;
  for (char c : text) {
    if (c == '\t') {
      size_t width = 8 - column % 8;
      out.append(width, ' ');
      column += width;
      continue;
    }
    out += c;
    if (c == '\n' || c == '\r') column = 0;
    else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) ++column;
  }
  return out;
}

// As CPython's compiler does it from 3.13 on: without the indentation that all lines but the first have in common, and none
// before the first.
std::string clean_docstring(std::string_view given) {
  std::string text = expand_tabs(given);
  auto line_end = [&](size_t at) { return std::min(text.find('\n', at), text.size()); };
  auto indentation = [&](size_t at) { return std::min(text.find_first_not_of(' ', at), text.size()) - at; };
  size_t margin = std::string::npos;
  for (size_t at = line_end(0) + 1; at < text.size(); at = line_end(at) + 1) {
    size_t spaces = indentation(at);
    if (at + spaces < text.size() && text[at + spaces] != '\n') margin = std::min(margin, spaces);
  }
  if (margin == std::string::npos) margin = 0;
  size_t first = indentation(0);
  std::string out = text.substr(first, line_end(first) - first);
  for (size_t at = line_end(first); at < text.size();) {
    out += '\n';
    size_t begin = at + 1;
    begin += std::min(margin, indentation(begin));
    at = line_end(begin);
    out += text.substr(begin, at - begin);
  }
  return out;
}

}  // namespace

std::optional<ir::ConstId> docstring(ModuleLowering& module, const StmtList& body) {
  if (body.empty()) return std::nullopt;
  const auto* first = as<ExprStmt>(body[0]);
  const auto* constant = first == nullptr ? nullptr : as<Constant>(first->value);
  if (constant == nullptr || constant->value.kind != ConstantKind::kStr) return std::nullopt;
  if (module.options().version < PythonVersion{3, 13}) return module.constant(constant->value);
  return module.string_constant(clean_docstring(constant->value.text()));
}

namespace {

void add_static_attributes(const Stmt* function, std::vector<Name>& names) {
  auto assigned = [&](Expr* expr) {
    const auto* attribute = as<Attribute>(expr);
    const auto* self = attribute == nullptr || attribute->ctx != ExprContext::kStore ? nullptr : as<NameExpr>(attribute->value);
    if (self != nullptr && self->id == Name::intern("self")) names.push_back(attribute->attr);
  };
  struct Visitor {
    decltype(assigned)& expression;
    bool operator()(Stmt* stmt) const {
      // An augmented assignment does not count, and neither does a declaration without a value.
      const auto* declaration = as<AnnAssign>(stmt);
      return !is<ClassDef>(stmt) && !is<AugAssign>(stmt) && (declaration == nullptr || declaration->value != nullptr);
    }
    bool operator()(Expr* expr) const {
      expression(expr);
      return true;
    }
  };
  walk(const_cast<Stmt*>(function), Visitor{assigned});
}

}  // namespace

std::vector<Name> static_attributes(const ClassDef* stmt) {
  std::vector<Name> names;
  for (const Stmt* inner : stmt->body) {
    walk(const_cast<Stmt*>(inner), [&](Stmt* at) {
      bool function = is<FunctionDef>(at) || is<AsyncFunctionDef>(at);
      if (function) add_static_attributes(at, names);
      return !function && !is<ClassDef>(at);
    });
  }
  std::sort(names.begin(), names.end(), [](Name a, Name b) { return a.text() < b.text(); });
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace krait::lower
