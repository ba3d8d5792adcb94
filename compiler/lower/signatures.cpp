// Signatures in native code: representations of parameters and results, and the entries that direct calls name.
#include "lower/module_lowering.h"
#include "lower/parameters.h"
#include "syntax/visit.h"
#include "types/declarations.h"

namespace krait::lower {

using namespace syntax;

std::vector<ir::Param> ModuleLowering::parameters(const Stmt* def, const Arguments* args, Name private_class) {
  std::vector<ir::Param> params;
  for_each_parameter(args, [&](const Arg* arg, ir::ParamKind kind, bool has_default) {
    ir::Param param;
    Name name = program::mangle(private_class, arg->arg);
    param.name = name.str();
    param.kind = kind;
    param.type = ir::kObj;
    param.has_default = has_default;
    bool collects = kind == ir::ParamKind::VarArgs || kind == ir::ParamKind::VarKeywords;
    if (!collects && def != nullptr && analysis() != nullptr) {
      types::SymbolType symbol = analysis()->symbol(def, name);
      ir::Type claimed = representation(symbol.type);
      // What is only inferred may be anything: tag and num hold whatever comes.
      if (symbol.declared || claimed == ir::kTag || claimed == ir::kNum) param.type = claimed;
    }
    params.push_back(std::move(param));
  });
  return params;
}

// A body that only says that there is none: protocols' methods, abstract ones. It returns None whatever it declares.
static bool is_trivial(const FunctionDef* def) {
  for (const Stmt* stmt : def->body) {
    const auto* value = as<ExprStmt>(stmt);
    if (!is<Pass>(stmt) && (value == nullptr || !is<Constant>(value->value))) return false;
  }
  return true;
}

ir::Type ModuleLowering::result_representation(const Stmt* def, uint32_t& check) {
  check = 0;
  if (analysis() == nullptr) return ir::kObj;
  const types::Type* type = analysis()->return_type(def);
  // What is only inferred may be anything: tag and num hold whatever comes.
  ir::Type inferred = representation(type);
  if (!analysis()->return_declared(def)) return inferred == ir::kTag || inferred == ir::kNum ? inferred : ir::kObj;
  // Operator methods may give NotImplemented, whatever they declare.
  const auto* method = as<FunctionDef>(def);
  if (method != nullptr && is_trivial(method)) return ir::kObj;
  if (method != nullptr && method->args->posonlyargs.size() + method->args->args.size() == 2) {
    std::string_view name = method->name.text();
    if (name.starts_with("__") && name.ends_with("__")) return inferred == ir::kTag || inferred == ir::kNum ? inferred : ir::kObj;
  }
  check = declared_check_for(type);
  if (check != 0 && program_.checks[check].kind == ir::Check::Kind::Bool) return ir::kBool;
  // What Python's own protocols ask for (__str__, __len__, ...) Python tests itself, in its own words.
  if (method != nullptr && method->args->posonlyargs.size() + method->args->args.size() == 1) {
    std::string_view name = method->name.text();
    if (name.starts_with("__") && name.ends_with("__") && name != "__call__" && analysis()->function(def) != nullptr &&
        analysis()->function(def)->is_method()) {
      check = 0;
      return inferred == ir::kTag || inferred == ir::kNum ? inferred : ir::kObj;
    }
  }
  return inferred;
}

void ModuleLowering::declare_functions() {
  if (analysis() == nullptr) return;
  auto declare = [&](const FunctionDef* def) {
    types::FunctionInfo* info = analysis()->function(def);
    program::ScopeId scope_id = scopes().of(def);
    if (info == nullptr || !def->decorator_list.empty() || !scopes().frees(scope_id).empty()) return;
    const program::Scope& scope = scopes().scope(scope_id);
    std::vector<ir::Param> params = parameters(def, def->args, scope.private_class);
    if (params.empty() && scope.is_generator) return;
    ir::FunctionId id = add_function(ir::FunctionKind::Native, def->name.text(), ir::kNone);
    ir::Function& fn = program_.functions[id.index];
    for (const ir::Param& param : params) fn.params.push_back(fn.add_value(param.type, {}, fn.entry, param.name));
    uint32_t check = 0;
    fn.result = scope.is_generator ? ir::kObj : result_representation(def, check);
    entries_.emplace(def, id);
    abandon_entry(id);
  };
  // Functions that stand in the module, and plain methods of native classes; none inside of other functions.
  for (Stmt* stmt : tree().body) {
    walk(stmt, [&](Stmt* inner) {
      if (const auto* def = as<FunctionDef>(inner)) declare(def);
      if (const auto* cls = as<ClassDef>(inner); cls != nullptr && classes_.find(cls)) {
        for (const Stmt* member : cls->body)
          if (const auto* method = as<FunctionDef>(member)) declare(method);
      }
      return !is<FunctionDef>(inner) && !is<AsyncFunctionDef>(inner) && !is<ClassDef>(inner);
    });
  }
}

ir::FunctionId ModuleLowering::native_entry(const Stmt* def) const {
  auto found = entries_.find(def);
  return found == entries_.end() ? ir::FunctionId{} : found->second;
}

void ModuleLowering::abandon_entry(ir::FunctionId entry) {
  if (!entry) return;
  ir::Function& fn = program_.functions[entry.index];
  fn.code = ir::kNone;
  std::vector<ir::Value> params;
  for (ir::ValueId param : fn.params) params.push_back(fn.value(param));
  fn.blocks.clear();
  fn.insts.clear();
  fn.values = std::move(params);
  fn.params.clear();
  for (uint32_t i = 0; i < fn.values.size(); ++i) fn.params.push_back({i});
  fn.entry = fn.add_block();
  ir::Inst inst{};
  inst.op = ir::Op::Unreachable;
  fn.insts.push_back(std::move(inst));
  fn.block(fn.entry).insts.push_back(ir::InstId{0});
}

}  // namespace krait::lower
