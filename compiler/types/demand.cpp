// Types of declarations: as declared, or inferred when first asked for.
#include "types/engine.h"

namespace krait::types {

const Type* Engine::declaration_type(Declaration* declaration) {
  switch (declaration->kind) {
    case DeclarationKind::kModule:
      return types.module(static_cast<ModuleInfo*>(declaration));
    case DeclarationKind::kClass: {
      auto* c = static_cast<ClassInfo*>(declaration);
      if (c->is(ClassFlag::kUnknownDecorator)) return types.unknown();
      return types.type_object(self_instance(c));
    }
    case DeclarationKind::kFunction:
      return function_type(static_cast<FunctionInfo*>(declaration));
    case DeclarationKind::kVariable:
      return variable_type(static_cast<VariableInfo*>(declaration));
    case DeclarationKind::kAlias: {
      auto* a = static_cast<AliasInfo*>(declaration);
      if (a->is_statement) return types.unknown();
      if (a->of_class != nullptr) return declaration_type(a->of_class);
      const Type* t = a->type();
      if (t->kind == TypeKind::kInstance) return types.type_object(t);
      return types.unknown();
    }
    case DeclarationKind::kTypeVar:
    case DeclarationKind::kUnresolved:
      return types.unknown();
  }
  return types.unknown();
}

const Type* Engine::variable_type(VariableInfo* variable) {
  if (const Type* declared = variable->declared_type()) return declared;
  if (variable->inferred_type != nullptr) return variable->inferred_type;
  if (demand == nullptr) return types.unknown();
  return demand->infer_variable(variable);
}

const Type* Engine::function_result(FunctionInfo* function) {
  const CallableType* signature = function->signature();
  if (function->returns_declared || demand == nullptr || function->node == nullptr ||
      (function->module != nullptr && function->module->is_stub)) {
    return signature->result;
  }
  if (!signature->result->is_unknown()) return signature->result;
  if (function->inferred_result != nullptr) return function->inferred_result;
  return demand->infer_result(function);
}

const Type* Engine::undecorated_type(FunctionInfo* function) {
  if (!function->overloads.empty()) return function->type();
  const CallableType* signature = function->signature();
  if (function->returns_declared || !signature->result->is_unknown()) return signature;
  const Type* result = function_result(function);
  if (result == signature->result) return signature;
  return types.callable(signature->params, result, signature->type_params, signature->param_spec, signature->gradual);
}

const Type* Engine::function_type(FunctionInfo* function) {
  if (!function->other_decorators.empty()) {
    if (demand == nullptr) return types.unknown();
    return demand->apply_decorators(function, undecorated_type(function));
  }
  return undecorated_type(function);
}

}  // namespace krait::types
