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
  if (is<AsyncFunctionDef>(def)) {
    const types::Type* awaited = awaited_type(def);
    if (awaited == nullptr) return ir::kObj;
    check = declared_check_for(awaited);
    return check != 0 && program_.checks[check].kind == ir::Check::Kind::Bool ? ir::kBool : representation(awaited);
  }
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

const types::Type* ModuleLowering::awaited_type(const Stmt* def) const {
  if (analysis() == nullptr || !analysis()->return_declared(def)) return nullptr;
  const auto* coroutine = analysis()->return_type(def)->as<types::InstanceType>();
  return coroutine != nullptr && coroutine->args.size() == 3 ? coroutine->args[2] : nullptr;
}

// Whether a coroutine of the function may suspend.
static bool suspends(const AsyncFunctionDef* def) {
  bool found = false;
  for (const Stmt* stmt : def->body) {
    walk(stmt, [&](auto* node) {
      using Node = std::remove_const_t<std::remove_pointer_t<decltype(node)>>;
      if constexpr (std::same_as<Node, Stmt>) {
        found = found || is<AsyncFor>(node) || is<AsyncWith>(node);
        return !is<FunctionDef>(node) && !is<AsyncFunctionDef>(node) && !is<ClassDef>(node);
      } else if constexpr (std::same_as<Node, Expr>) {
        found = found || is<Await>(node) || is<Yield>(node) || is<YieldFrom>(node);
        return !is<Lambda>(node);
      } else if constexpr (std::same_as<Node, Comprehension>) {
        found = found || node->is_async != 0;
        return true;
      } else {
        return true;
      }
    });
  }
  return found;
}

void ModuleLowering::declare_functions() {
  if (analysis() == nullptr) return;
  auto declare = [&](const Stmt* def) {
    const auto* coroutine = as<AsyncFunctionDef>(def);
    const ExprList& decorators = coroutine != nullptr ? coroutine->decorator_list : to<FunctionDef>(def)->decorator_list;
    Name name = coroutine != nullptr ? coroutine->name : to<FunctionDef>(def)->name;
    types::FunctionInfo* info = analysis()->function(def);
    program::ScopeId scope_id = scopes().of(def);
    if (info == nullptr || (!decorators.empty() && !classes_.is_getter(def)) || group_.bytecode.count(def) != 0) return;
    const program::Scope& scope = scopes().scope(scope_id);
    // A method that asks for its class, as super() does, finds it in its closure, which the call gives.
    const auto& frees = scopes().frees(scope_id);
    bool has_closure = !frees.empty();
    bool own_class = frees.size() == 1 && frees[0]->name.text() == "__class__";
    if (has_closure && (!own_class || !decorators.empty() || !classes_.defining(def) || coroutine != nullptr || scope.is_generator)) return;
    std::vector<ir::Param> params = parameters(def, arguments_of(def), scope.private_class);
    if (params.empty() && scope.is_generator) return;
    uint32_t check = 0;
    bool makes = scope.is_generator || coroutine != nullptr;
    auto add = [&](ir::Type result) {
      ir::FunctionId id = add_function(ir::FunctionKind::Native, name.text(), ir::kNone);
      ir::Function& fn = program_.functions[id.index];
      fn.has_closure = has_closure;
      if (has_closure) fn.params.push_back(fn.add_value(ir::kObj, {}, fn.entry, "closure"));
      for (const ir::Param& param : params) fn.params.push_back(fn.add_value(param.type, {}, fn.entry, param.name));
      fn.result = result;
      abandon_entry(id);
      return id;
    };
    group_.entries.emplace(def, add(makes ? ir::kObj : result_representation(def, check)));
    if (coroutine != nullptr && !scope.is_generator && !suspends(coroutine)) plain_bodies_.emplace(def, add(result_representation(def, check)));
  };
  // Functions that stand in the module, and plain methods of native classes; none inside of other functions.
  for (Stmt* stmt : tree().body) {
    walk(stmt, [&](Stmt* inner) {
      if (is<FunctionDef>(inner) || is<AsyncFunctionDef>(inner)) declare(inner);
      if (const auto* cls = as<ClassDef>(inner); cls != nullptr && classes_.find(cls)) {
        for (const Stmt* member : cls->body)
          if (is<FunctionDef>(member) || is<AsyncFunctionDef>(member)) declare(member);
      }
      return !is<FunctionDef>(inner) && !is<AsyncFunctionDef>(inner) && !is<ClassDef>(inner);
    });
  }
}

ir::FunctionId ModuleLowering::native_entry(const Stmt* def) const {
  auto found = group_.entries.find(def);
  return found == group_.entries.end() ? ir::FunctionId{} : found->second;
}

ir::FunctionId ModuleLowering::plain_body(const Stmt* def) const {
  auto found = plain_bodies_.find(def);
  return found == plain_bodies_.end() ? ir::FunctionId{} : found->second;
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
