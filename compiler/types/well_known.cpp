#include "types/well_known.h"

#include "types/declaration_store.h"

namespace krait::types {

namespace {

struct Place {
  std::string_view module;
  std::string_view name;
};

constexpr Place kPlaces[] = {
    {"builtins", "object"},   {"builtins", "type"},      {"builtins", "int"},       {"builtins", "float"},
    {"builtins", "complex"},  {"builtins", "bool"},      {"builtins", "str"},       {"builtins", "bytes"},
    {"builtins", "bytearray"}, {"builtins", "memoryview"}, {"builtins", "list"},     {"builtins", "dict"},
    {"builtins", "set"},      {"builtins", "frozenset"}, {"builtins", "tuple"},     {"builtins", "range"},
    {"builtins", "slice"},    {"builtins", "property"},  {"builtins", "super"},     {"builtins", "BaseException"},
    {"builtins", "Exception"}, {"builtins", "enumerate"}, {"builtins", "zip"},      {"builtins", "ellipsis"},
    {"types", "FunctionType"}, {"types", "ModuleType"},  {"types", "NoneType"},     {"builtins", "_NotImplementedType"},
    {"typing", "Iterable"},   {"typing", "Iterator"},    {"typing", "Generator"},   {"typing", "AsyncIterable"},
    {"typing", "AsyncIterator"}, {"typing", "AsyncGenerator"}, {"typing", "Coroutine"}, {"typing", "Awaitable"},
    {"typing", "Mapping"},    {"typing", "Sequence"},    {"typing", "AbstractSet"}, {"string.templatelib", "Template"},
    {"builtins", "BaseExceptionGroup"}, {"builtins", "ExceptionGroup"},
};
static_assert(std::size(kPlaces) == static_cast<size_t>(Known::kCount));

}  // namespace

ClassInfo* WellKnown::cls(Known which) {
  size_t i = static_cast<size_t>(which);
  if (!looked_[i]) {
    looked_[i] = true;
    if (declarations_ != nullptr) {
      classes_[i] = kPlaces[i].module == "builtins" ? declarations_->builtin_class(kPlaces[i].name)
                                                    : declarations_->stub_class(kPlaces[i].module, kPlaces[i].name);
    }
    // NoneType lies elsewhere in older versions, FunctionType is spelled `function` in builtins.
    if (classes_[i] == nullptr && declarations_ != nullptr) {
      if (which == Known::kNoneType) classes_[i] = declarations_->stub_class("_typeshed", "NoneType");
      if (which == Known::kFunction) classes_[i] = declarations_->builtin_class("function");
      if (which == Known::kEllipsis) classes_[i] = declarations_->stub_class("types", "EllipsisType");
      if (which == Known::kNotImplemented) classes_[i] = declarations_->stub_class("types", "NotImplementedType");
    }
  }
  return classes_[i];
}

const Type* WellKnown::type(Known which, std::initializer_list<const Type*> args) {
  size_t i = static_cast<size_t>(which);
  if (args.size() == 0 && plain_[i] != nullptr) return plain_[i];
  ClassInfo* c = cls(which);
  if (c == nullptr) return types_.unknown();
  std::vector<const Type*> all(args.begin(), args.end());
  size_t wanted = c->type_params().size();
  all.resize(wanted, types_.unknown());
  const Type* t = types_.instance(c, all);
  if (args.size() == 0) plain_[i] = t;
  return t;
}

}  // namespace krait::types
