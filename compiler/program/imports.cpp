// What the import statements of a module ask for.
#include <algorithm>
#include <string>

#include "program/definitions.h"
#include "program/modules.h"
#include "syntax/visit.h"

namespace krait::program {

using namespace syntax;

Name parent_package(Name module) {
  std::string_view text = module ? module.text() : std::string_view();
  size_t dot = text.rfind('.');
  return dot == std::string_view::npos ? Name() : Name::intern(text.substr(0, dot));
}

Name resolve_relative(Name package, int level, Name module) {
  if (level == 0) return module;
  if (!package) return {};
  Name base = package;
  for (int i = 1; i < level; ++i) {
    base = parent_package(base);
    if (!base) return {};
  }
  return module ? Name::dotted(base, module) : base;
}

namespace {

class Collector {
 public:
  Collector(Name package, const Target& target, bool type_checking)
      : package_(package), target_(target), type_checking_(type_checking) {}

  // Statements wait on a stack instead of recursion: `elif` chains may be as long as the file.
  std::vector<ImportRequest> run(StmtList body) {
    push(body, true);
    while (!todo_.empty()) {
      auto [stmt, top_level] = todo_.back();
      todo_.pop_back();
      visit(stmt, top_level);
    }
    return std::move(out_);
  }

 private:
  void push(StmtList body, bool top_level) {
    for (size_t i = body.size(); i-- > 0;) todo_.emplace_back(body[i], top_level);
  }

  void visit(const Stmt* stmt, bool top_level) {
    if (const auto* import = as<Import>(stmt)) {
      for (const Alias* alias : import->names) {
        ImportRequest request;
        request.statement = stmt;
        request.span = alias->span;
        request.module = alias->name;
        request.at_top_level = top_level;
        out_.push_back(std::move(request));
      }
    } else if (const auto* from = as<ImportFrom>(stmt)) {
      ImportRequest request;
      request.statement = stmt;
      request.span = stmt->span;
      request.module = resolve_relative(package_, from->level, from->module);
      request.is_from = true;
      request.at_top_level = top_level;
      for (const Alias* alias : from->names) {
        if (alias->name == "*")
          request.is_star = true;
        else
          request.names.push_back(alias->name);
      }
      out_.push_back(std::move(request));
    } else if (const auto* branch = as<If>(stmt)) {
      Truth truth = evaluate_condition(branch->test, target_, type_checking_);
      if (truth != Truth::kTrue) push(branch->orelse, top_level);
      if (truth != Truth::kFalse) push(branch->body, top_level);
    } else {
      bool inside = top_level && !function_parts(stmt);
      size_t mark = todo_.size();
      visit_children(stmt, [&](const Stmt* child) { todo_.emplace_back(child, inside); });
      std::reverse(todo_.begin() + static_cast<std::ptrdiff_t>(mark), todo_.end());
    }
  }

  Name package_;
  const Target& target_;
  bool type_checking_;
  std::vector<std::pair<const Stmt*, bool>> todo_;
  std::vector<ImportRequest> out_;
};

}  // namespace

std::vector<ImportRequest> collect_imports(const syntax::Module& tree, Name package, const Target& target,
                                           bool type_checking) {
  return Collector(package, target, type_checking).run(tree.body);
}

}  // namespace krait::program
