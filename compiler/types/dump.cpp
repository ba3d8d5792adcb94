// The text of `krait dump --stage=types`: for each function (and the module) its variables, then statement by statement the
// expressions with their types, in order of evaluation as written. `!` marks proven values.
#include <string>
#include <unordered_set>
#include <vector>

#include "program/definitions.h"
#include "syntax/visit.h"
#include "types/analysis.h"

namespace krait::types {

namespace {

using syntax::Expr;
using syntax::Stmt;

class Dumper {
 public:
  Dumper(const program::Module& module, const ModuleAnalysis& analysis, std::string_view only)
      : module_(module), analysis_(analysis), only_(only) {}

  std::string run() {
    if (only_.empty()) {
      out_ += "module " + module_.name.str() + "\n";
      symbols(nullptr, program::kModuleScope, 1);
      block(module_.tree->body, 1);
    }
    functions(module_.tree->body, "");
    return std::move(out_);
  }

 private:
  void indent(int depth) { out_.append(static_cast<size_t>(depth) * 2, ' '); }

  void symbols(const Stmt* scope, program::ScopeId id, int depth) {
    if (id == program::kNoScope) return;
    for (const program::Symbol& s : module_.scopes.scope(id).symbols) {
      if (!s.is_local() || !s.is_bound()) continue;
      bool variable = false;
      for (const program::Definition& d : s.definitions) {
        variable |= d.kind != program::DefinitionKind::kFunction && d.kind != program::DefinitionKind::kClass &&
                    d.kind != program::DefinitionKind::kImport && d.kind != program::DefinitionKind::kTypeParam;
      }
      if (!variable) continue;
      SymbolType t = analysis_.symbol(scope, s.name);
      indent(depth);
      out_ += s.is_parameter() ? "param " : "local ";
      out_ += s.name.text();
      out_ += ": " + to_string(t.type) + (t.declared ? "  (declared)\n" : "\n");
    }
  }

  void functions(syntax::StmtList body, const std::string& prefix) {
    std::vector<const Stmt*> found;
    for (const Stmt* s : body) {
      syntax::walk(s, [&](Stmt* inner) -> bool {
        if (program::function_parts(inner) || inner->kind == syntax::StmtKind::kClassDef) {
          found.push_back(inner);
          return false;
        }
        return true;
      });
    }
    for (const Stmt* s : found) {
      if (const auto* c = syntax::as<syntax::ClassDef>(s)) {
        functions(c->body, prefix + c->name.str() + ".");
        continue;
      }
      program::FunctionParts parts = program::function_parts(s);
      std::string name = prefix + parts.name.str();
      if (only_.empty() || only_ == name) {
        out_ += "function " + name + " -> " + to_string(analysis_.return_type(s)) + "\n";
        symbols(s, module_.scopes.of(s), 1);
        block(parts.body, 1);
      }
      functions(parts.body, name + ".<locals>.");
    }
  }

  void block(syntax::StmtList body, int depth) {
    for (const Stmt* s : body) statement(s, depth);
  }

  void statement(const Stmt* s, int depth) {
    if (program::function_parts(s)) return;
    uint32_t line = module_.source->line(s->span.begin);
    indent(depth);
    out_ += std::to_string(line) + ":";
    if (analysis_.unreachable(s)) {
      out_ += " unreachable\n";
      return;
    }
    if (const auto* c = syntax::as<syntax::ClassDef>(s)) {
      out_ += " class " + c->name.str() + "\n";
      block(c->body, depth + 1);
      return;
    }
    out_ += "\n";
    syntax::visit_children(s, Children{*this, depth + 1, s});
  }

  struct Children {
    Dumper& d;
    int depth;
    const Stmt* of;
    void operator()(Expr* e) { d.expression(e, depth); }
    void operator()(Stmt* s) { d.statement(s, depth); }
  };

  void expression(const Expr* e, int depth) {
    // Annotations are no values.
    if (e->kind == syntax::ExprKind::kConstant || depth > 60) return;
    std::string_view text = module_.source->text(e->span);
    const Type* t = analysis_.type_of(e);
    if (!(t->is_unknown() && e->kind == syntax::ExprKind::kSlice)) {
      indent(depth);
      std::string shown(text.substr(0, 60));
      for (char& c : shown) {
        if (c == '\n') c = ' ';
      }
      if (text.size() > 60) shown += "...";
      out_ += shown + ": " + to_string(t) + (analysis_.proven(e) ? " !" : "");
      Reference ref = analysis_.reference(e);
      switch (ref.kind) {
        case ReferenceKind::kUnknown:
        case ReferenceKind::kLocal:
          break;
        case ReferenceKind::kVariable: out_ += "  (variable)"; break;
        case ReferenceKind::kFunction: out_ += "  (function)"; break;
        case ReferenceKind::kClass: out_ += "  (class)"; break;
        case ReferenceKind::kModule: out_ += "  (module)"; break;
        case ReferenceKind::kMethod: out_ += ref.bound ? "  (bound method)" : "  (method)"; break;
        case ReferenceKind::kField: out_ += "  (field)"; break;
      }
      if (ref.rebound && ref.kind != ReferenceKind::kLocal) out_ += " rebound";
      out_ += "\n";
    }
    if (e->kind == syntax::ExprKind::kNameExpr || e->kind == syntax::ExprKind::kLambda) return;
    syntax::visit_children(e, [&](Expr* child) { expression(child, depth + 1); });
  }

  const program::Module& module_;
  const ModuleAnalysis& analysis_;
  std::string_view only_;
  std::string out_;
};

}  // namespace

std::string dump_types(const program::Module& module, const ModuleAnalysis& analysis, std::string_view function) {
  if (module.tree == nullptr) return {};
  return Dumper(module, analysis, function).run();
}

}  // namespace krait::types
