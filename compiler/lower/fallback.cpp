#include "lower/fallback.h"

namespace krait::lower {

std::string unsupported_text(const SourceFile& source, const Unsupported& unsupported) {
  if (unsupported.span.begin == 0 && unsupported.span.end == 0) return unsupported.reason;
  return unsupported.reason + " (line " + std::to_string(source.line(unsupported.span.begin)) + ")";
}

int add_fallback(ModuleLowering& module, const program::Scope& scope, const syntax::Stmt* def, const syntax::Lambda* lambda,
                 const std::string& qualname, const std::vector<Name>& free_variables, const std::string& reason) {
  const SourceFile& source = module.source();
  krait::Span span = def != nullptr ? def->span : lambda->span;
  ir::Fallback fallback;
  fallback.name = scope.name.str();
  fallback.qualname = qualname;
  for (Name name : free_variables) fallback.free_names.push_back(name.str());
  fallback.reason = reason;
  fallback.span = {span.begin, span.end};
  fallback.line = source.line(span.begin);
  uint32_t start = source.line_start(fallback.line);
  if (lambda != nullptr) fallback.source = std::string(span.begin - start, ' ') + std::string(source.text(span));
  else fallback.source = std::string(source.text({start, span.end}));
  fallback.private_class = scope.private_class ? scope.private_class.str() : std::string();
  fallback.is_class = def != nullptr && def->kind == syntax::StmtKind::kClassDef;
  fallback.is_lambda = lambda != nullptr;
  fallback.future_annotations = module.scopes().future_annotations() || (fallback.is_class && module.options().deferred_annotations);
  auto& fallbacks = module.module().fallbacks;
  fallbacks.push_back(std::move(fallback));
  return static_cast<int>(fallbacks.size() - 1);
}

int add_type_parameters(ModuleLowering& module, const program::Scope& scope, const syntax::Stmt* def, syntax::TypeParamList params,
                        const std::vector<Name>& free_variables) {
  int index = add_fallback(module, scope, def, nullptr, scope.name.str(), free_variables, "type parameters");
  ir::Fallback& fallback = module.module().fallbacks[static_cast<size_t>(index)];
  uint32_t start = module.source().line_start(fallback.line);
  fallback.source = std::string(module.source().text({start, params[params.size() - 1]->span.end}));
  fallback.source += fallback.is_class ? "]: pass\n" : "](): pass\n";
  fallback.is_class = false;
  fallback.is_type_parameters = true;
  return index;
}

std::string annotation_text(const SourceFile& source, const syntax::Expr* annotation) {
  return std::string(source.text(annotation->span));
}

}  // namespace krait::lower
