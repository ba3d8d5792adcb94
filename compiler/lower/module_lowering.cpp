#include "lower/module_lowering.h"

#include <cstring>

#include "lower/function_lowering.h"

namespace krait::lower {

using ir::Constant;
using ir::ConstId;

ModuleLowering::ModuleLowering(ir::Program& program, uint32_t index, const ModuleInput& input, const Options& options,
                               Report& report, Group& group, NativeClasses& classes)
    : program_(program), index_(index), input_(input), options_(options), report_(report), group_(group), classes_(classes) {
  group_.modules.push_back(this);
}

void ModuleLowering::run() {
  ir::CodeInfo code;
  code.name = code.qualname = "<module>";
  code.first_line = 1;
  uint32_t code_index = add_code(std::move(code));
  module().body = add_function(ir::FunctionKind::ModuleBody, "module", code_index);
  program_.functions[module().body.index].result = ir::kVoid;
  FunctionLowering body(*this, module().body, BodyKind::Module, scopes().module(), nullptr);
  body.declare_scope(scopes().module());
  body.lower_module(tree());
  body.finish();
}

ConstId ModuleLowering::intern(std::string key, Constant constant) {
  auto [place, added] = constants_.emplace(std::move(key), ConstId{static_cast<uint32_t>(module().constants.size())});
  if (added) module().constants.push_back(std::move(constant));
  else if (constant.interned) module().constants[place->second.index].interned = true;
  return place->second;
}

ConstId ModuleLowering::none_constant() { return intern("N", {}); }

ConstId ModuleLowering::bool_constant(bool value) {
  Constant constant;
  constant.kind = value ? Constant::Kind::True : Constant::Kind::False;
  return intern(value ? "T" : "F", constant);
}

ConstId ModuleLowering::ellipsis_constant() {
  Constant constant;
  constant.kind = Constant::Kind::Ellipsis;
  return intern("E", constant);
}

ConstId ModuleLowering::int_constant(int64_t value) {
  Constant constant;
  constant.kind = Constant::Kind::Int;
  constant.text = std::to_string(value);
  return intern("i" + constant.text, constant);
}

ConstId ModuleLowering::float_constant(double value) {
  Constant constant;
  constant.kind = Constant::Kind::Float;
  constant.real = value;
  uint64_t bits;  // -0.0 is not 0.0
  std::memcpy(&bits, &value, sizeof bits);
  return intern("f" + std::to_string(bits), constant);
}

ConstId ModuleLowering::string_constant(std::string_view text, bool interned) {
  Constant constant;
  constant.kind = Constant::Kind::Str;
  constant.text = std::string(text);
  constant.interned = interned;
  return intern("s" + constant.text, constant);
}

static ConstId item_list(ModuleLowering&, const std::vector<ConstId>& items, std::string& key, Constant& constant) {
  for (ConstId item : items) key += std::to_string(item.index) + ",";
  constant.items = items;
  return {};
}

ConstId ModuleLowering::tuple_constant(const std::vector<ConstId>& items) {
  Constant constant;
  constant.kind = Constant::Kind::Tuple;
  std::string key = "t";
  item_list(*this, items, key, constant);
  return intern(std::move(key), std::move(constant));
}

ConstId ModuleLowering::frozenset_constant(const std::vector<ConstId>& items) {
  Constant constant;
  constant.kind = Constant::Kind::FrozenSet;
  std::string key = "z";
  item_list(*this, items, key, constant);
  return intern(std::move(key), std::move(constant));
}

ConstId ModuleLowering::constant(const syntax::ConstantValue& value) {
  using Kind = syntax::ConstantKind;
  Constant constant;
  switch (value.kind) {
    case Kind::kNone: return none_constant();
    case Kind::kTrue: return bool_constant(true);
    case Kind::kFalse: return bool_constant(false);
    case Kind::kEllipsis: return ellipsis_constant();
    case Kind::kInt: return int_constant(value.integer);
    case Kind::kBigInt:
      constant.kind = Constant::Kind::Int;
      constant.text = std::string(value.text());
      return intern("i" + constant.text, constant);
    case Kind::kFloat: return float_constant(value.floating);
    case Kind::kComplex: {
      constant.kind = Constant::Kind::Complex;
      constant.imag = value.floating;
      uint64_t bits;
      std::memcpy(&bits, &value.floating, sizeof bits);
      return intern("c" + std::to_string(bits), constant);
    }
    case Kind::kStr: return string_constant(value.text());
    case Kind::kBytes:
      constant.kind = Constant::Kind::Bytes;
      constant.text = std::string(value.text());
      return intern("b" + constant.text, constant);
  }
  return none_constant();
}

uint32_t ModuleLowering::add_code(ir::CodeInfo info) {
  module().codes.push_back(std::move(info));
  return static_cast<uint32_t>(module().codes.size() - 1);
}

ir::FunctionId ModuleLowering::add_function(ir::FunctionKind kind, std::string_view name, uint32_t code) {
  ir::Function fn;
  fn.kind = kind;
  fn.module = index_;
  fn.code = code;
  fn.result = ir::kObj;
  fn.symbol = module().symbol + "_" + std::to_string(next_symbol_++) + "_";
  for (char c : name) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    fn.symbol += plain ? c : '_';
  }
  fn.entry = fn.add_block();
  program_.functions.push_back(std::move(fn));
  return {static_cast<uint32_t>(program_.functions.size() - 1)};
}

ModuleLowering::Mark ModuleLowering::mark() const {
  const ir::Module& module = *program_.modules[index_];
  return {program_.functions.size(), module.codes.size(), module.fallbacks.size()};
}

void ModuleLowering::release(const Mark& mark) {
  while (program_.functions.size() > mark.functions) program_.functions.pop_back();
  module().codes.resize(mark.codes);
  module().fallbacks.resize(mark.fallbacks);
  std::erase_if(functions, [&](const auto& entry) {
    const LoweredFunction& lowered = entry.second;
    bool gone = (lowered.code != ir::kNone && lowered.code >= mark.codes) ||
           (lowered.fallback >= 0 && static_cast<size_t>(lowered.fallback) >= mark.fallbacks);
    // An entry declared ahead stays, without its body.
    if (gone && lowered.native && lowered.native.index < mark.functions) abandon_entry(lowered.native);
    if (gone && lowered.plain && lowered.plain.index < mark.functions) abandon_entry(lowered.plain);
    return gone;
  });
}

}  // namespace krait::lower
