// `__init__` of exceptions that only keep their arguments: runtime/exception.c need not run them where nobody looks at the exception.
#include <algorithm>

#include "lower/module_lowering.h"
#include "lower/parameters.h"
#include "types/declarations.h"

namespace krait::lower {

using namespace syntax;

namespace {

// The letter of KrKeeper for what meets the check; 0: none.
char letter_of(const ir::Check& check) {
  using Kind = ir::Check::Kind;
  if (check.machine != ir::Repr::Void) return 0;
  switch (check.kind) {
    case Kind::Any:
      return 'o';
    case Kind::Int:
      return 'i';
    case Kind::Str:
      return 's';
    case Kind::Float:
      return 'f';
    case Kind::Bool:
      return 'b';
    default:
      return 0;
  }
}

bool is_nothing(const Stmt* stmt) {
  const auto* expr = as<ExprStmt>(stmt);
  return is<Pass>(stmt) || (expr != nullptr && is<Constant>(expr->value));
}

// `self.attribute = argument`; null parts where the statement is none.
struct Keep {
  const Attribute* target = nullptr;
  const NameExpr* value = nullptr;
};
Keep keep_of(const Stmt* stmt, Name self) {
  const Expr *target = nullptr, *value = nullptr;
  if (const auto* assign = as<Assign>(stmt); assign != nullptr && assign->targets.size() == 1) {
    target = assign->targets[0];
    value = assign->value;
  } else if (const auto* declared = as<AnnAssign>(stmt)) {
    target = declared->target;
    value = declared->value;
  }
  if (target == nullptr || value == nullptr) return {};
  Keep keep{as<Attribute>(target), as<NameExpr>(value)};
  const auto* owner = keep.target == nullptr ? nullptr : as<NameExpr>(keep.target->value);
  return owner != nullptr && owner->id == self && keep.value != nullptr ? keep : Keep{};
}

}  // namespace

void ModuleLowering::find_kept(const Stmt* def, ir::CodeInfo& code) {
  const auto* init = def == nullptr || analysis() == nullptr ? nullptr : as<FunctionDef>(def);
  if (init == nullptr || init->name != Name::intern("__init__") || !init->decorator_list.empty()) return;
  const types::FunctionInfo* info = analysis()->function(def);
  if (info == nullptr || info->owner == nullptr || !info->owner->is(types::ClassFlag::kException)) return;
  const Arguments* args = init->args;
  if (args->vararg != nullptr || args->kwarg != nullptr || !args->kwonlyargs.empty()) return;
  std::vector<const Arg*> positional(args->posonlyargs.begin(), args->posonlyargs.end());
  positional.insert(positional.end(), args->args.begin(), args->args.end());
  if (positional.empty()) return;
  Name private_class = scopes().scope(scopes().of(def)).private_class;
  std::string accepts;
  for (size_t i = 1; i < positional.size(); ++i) {
    uint32_t check = parameter_check(def, positional[i], ir::ParamKind::Positional, private_class);
    bool machine = ir::is_machine_int(code.params[i].type.repr) || code.params[i].type.repr == ir::Repr::F32;
    char letter = machine ? char(0) : letter_of(program().checks[check]);
    if (letter == 0) return;
    accepts += letter;
  }
  std::vector<ir::KeptArgument> kept;
  for (const Stmt* stmt : init->body) {
    if (is_nothing(stmt)) continue;
    Keep keep = keep_of(stmt, positional[0]->arg);
    auto argument = std::find_if(positional.begin() + 1, positional.end(), [&](const Arg* arg) { return keep.value != nullptr && arg->arg == keep.value->id; });
    if (argument == positional.end()) return;
    Name name = program::mangle(private_class, keep.target->attr);
    kept.push_back({name_constant(name), uint32_t(argument - positional.begin() - 1)});
  }
  code.kept = std::move(kept);
  code.accepts = std::move(accepts);
  code.only_keeps = true;
}

}  // namespace krait::lower
