// krait-stubs --check: loads every symbol of every module and counts what could not be understood.
#include "types/builder/check.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "types/declaration_store.h"
#include "types/stub_payload.h"

namespace krait::types {

namespace {

// Whether Unknown occurs in a term; what the stubs say with Any is not counted.
bool mentions_unknown(const Type* type) {
  if (type == nullptr || !type->has_unknown) return false;
  if (type->is_unknown()) return true;
  auto any_of = [](TypeList list) {
    for (const Type* t : list) {
      if (mentions_unknown(t)) return true;
    }
    return false;
  };
  if (const auto* instance = type->as<InstanceType>()) return any_of(instance->args);
  if (const auto* u = type->as<UnionType>()) return any_of(u->items);
  if (const auto* tuple = type->as<TupleType>()) return any_of(tuple->items);
  if (const auto* object = type->as<TypeObjectType>()) return mentions_unknown(object->instance);
  if (const auto* guard = type->as<GuardType>()) return mentions_unknown(guard->target);
  if (const auto* callable = type->as<CallableType>()) {
    for (const Param& p : callable->params) {
      if (mentions_unknown(p.type)) return true;
    }
    return mentions_unknown(callable->result);
  }
  return false;
}

class Checker {
 public:
  Checker(const StubPayload& payload, Declarations& store, bool verbose)
      : payload_(payload), store_(store), verbose_(verbose) {}

  void run() {
    for (size_t i = 0; i < payload_.module_count(); ++i) {
      StubModule stub = payload_.module(i);
      ModuleInfo* module = store_.find_module(Name::intern(stub.name));
      if (module == nullptr) continue;
      ++modules_;
      for (Name name : module->symbols()) check(module, name);
    }
    fmt::print("{} modules, {} symbols, {} classes, {} functions, {} variables, {} aliases\n", modules_, symbols_,
               classes_, functions_, variables_, aliases_);
    fmt::print("{} annotations, {} with Unknown ({:.2f} %), {} names not found, {} classes with an unknown base\n",
               annotations_, unknown_, 100.0 * unknown_ / (annotations_ == 0 ? 1 : annotations_), missing_,
               unknown_bases_);
  }

 private:
  void complain(Declaration* d, std::string_view what) {
    if (!verbose_) return;
    fmt::print("{}.{}{}{}: {}\n", d->module->name.text(), d->owner != nullptr ? d->owner->name.text() : "",
               d->owner != nullptr ? "." : "", d->name.text(), what);
  }

  void count(Declaration* d, const Type* type, std::string_view what) {
    ++annotations_;
    if (!mentions_unknown(type)) return;
    ++unknown_;
    complain(d, fmt::format("{} {}", what, to_string(type)));
  }

  void check(ModuleInfo* module, Name name) {
    ++symbols_;
    Declaration* d = module->find(name);
    if (d == nullptr || d->kind == DeclarationKind::kUnresolved) {
      ++missing_;
      if (verbose_) fmt::print("{}.{}: not found\n", module->name.text(), name.text());
      return;
    }
    if (d->module == module && d->kind != DeclarationKind::kModule) check(d);
  }

  void check(Declaration* d) {
    if (auto* cls = d->as<ClassInfo>())
      check_class(cls);
    else if (auto* function = d->as<FunctionInfo>())
      check_function(function);
    else if (auto* variable = d->as<VariableInfo>())
      check_variable(variable);
    else if (auto* alias = d->as<AliasInfo>()) {
      ++aliases_;
      count(alias, alias->type(), "alias");
    }
  }

  void check_class(ClassInfo* cls) {
    if (!seen_.emplace(cls, true).second) return;
    ++classes_;
    if (cls->has_unknown_base()) {
      ++unknown_bases_;
      complain(cls, "unknown base");
    }
    if (cls->mro().empty() || cls->mro().front()->cls != cls) complain(cls, "no order of bases");
    for (const InstanceType* m : cls->mro()) count(cls, m, "base");
    for (Declaration* member : cls->own_members()) {
      if (member->owner == cls) check(member);
    }
    cls->abstract_methods();
    cls->dataclass_fields();
    cls->enum_members();
    cls->typed_dict_keys();
    cls->tuple_type();
  }

  void check_function(FunctionInfo* function) {
    std::vector<FunctionInfo*> items = function->overloads;
    if (items.empty()) items.push_back(function);
    if (function->setter != nullptr) items.push_back(function->setter);
    for (FunctionInfo* item : items) {
      ++functions_;
      const CallableType* signature = item->signature();
      program::FunctionParts parts = item->parts();
      size_t index = 0;
      auto param = [&](const syntax::Arg* arg) {
        if (arg->annotation != nullptr && index < signature->params.size())
          count(item, signature->params[index].type, arg->arg.text());
        ++index;
      };
      if (parts && signature->param_spec == nullptr && parts.args->kwarg == nullptr) {
        for (const syntax::Arg* arg : parts.args->posonlyargs) param(arg);
        for (const syntax::Arg* arg : parts.args->args) param(arg);
        if (parts.args->vararg != nullptr) param(parts.args->vararg);
        for (const syntax::Arg* arg : parts.args->kwonlyargs) param(arg);
      }
      if (item->declared_result() != nullptr) count(item, item->declared_result(), "result");
    }
  }

  void check_variable(VariableInfo* variable) {
    ++variables_;
    if (variable->annotation != nullptr && variable->declared_type() != nullptr) {
      count(variable, variable->declared_type(), "type");
    }
  }

  const StubPayload& payload_;
  Declarations& store_;
  bool verbose_;
  std::map<ClassInfo*, bool> seen_;
  size_t modules_ = 0, symbols_ = 0, classes_ = 0, functions_ = 0, variables_ = 0, aliases_ = 0;
  size_t annotations_ = 0, unknown_ = 0, missing_ = 0, unknown_bases_ = 0;
};

}  // namespace

int check_stub_payload(const std::string& path, PythonVersion version, bool verbose) {
  std::string error;
  std::shared_ptr<const StubPayload> payload = StubPayload::open(path, error);
  if (payload == nullptr) {
    fmt::print(stderr, "krait-stubs: error: {}\n", error);
    return 1;
  }
  TypeContext types;
  Declarations store(types, {version, "linux"}, payload);
  Checker(*payload, store, verbose).run();
  fmt::print("{} type terms\n", types.size());
  return 0;
}

}  // namespace krait::types
