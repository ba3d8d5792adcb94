#include "ir/printer.h"

#include <fmt/format.h>

#include <map>

#include "base/source.h"
#include "ir/cfg.h"

namespace krait::ir {
namespace {

std::string quoted(std::string_view text, std::string_view prefix) {
  std::string out(prefix);
  out += '"';
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (uint8_t(c) < 0x20 || uint8_t(c) >= 0x7f) {
      out += fmt::format("\\x{:02x}", uint8_t(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

class Printer {
 public:
  Printer(const Program& program, const Function& function, PrintOptions options)
      : program_(program), function_(function), module_(*program.modules[function.module]), options_(options) {
    names_.resize(function.values.size());
    block_numbers_.assign(function.blocks.size(), kNone);
  }

  std::string run() {
    std::vector<BlockId> reachable = reverse_postorder(function_);
    for (bool cold : {false, true}) {
      for (BlockId block : reachable) {
        if (function_.block(block).cold != cold) continue;
        block_numbers_[block.index] = uint32_t(order_.size());
        order_.push_back(block);
      }
    }
    header();
    for (BlockId block : order_) print_block(block);
    return std::move(out_);
  }

 private:
  std::string fresh_name(ValueId id) {
    const Value& value = function_.value(id);
    if (value.name.empty()) return fmt::format("%{}", next_number_++);
    uint32_t count = ++used_[value.name];
    return count == 1 ? "%" + value.name : fmt::format("%{}.{}", value.name, count);
  }
  std::string name(ValueId id) {
    if (!id || id.index >= names_.size()) return "%?";
    if (names_[id.index].empty()) names_[id.index] = fresh_name(id);
    return names_[id.index];
  }
  std::string define(ValueId id) {
    const Value& value = function_.value(id);
    std::string packed = value.packed == Repr::Void ? "" : fmt::format("[{}]", repr_name(value.packed));
    return fmt::format("{}: {}{}{}{}", name(id), type_name(program_, value.type), packed, value.nullable ? "?" : "",
                       value.borrowed ? "&" : "");
  }
  std::string list(const std::vector<ValueId>& values) {
    std::string out;
    for (size_t i = 0; i < values.size(); ++i) out += (i == 0 ? "" : ", ") + name(values[i]);
    return out;
  }
  std::string definitions(const std::vector<ValueId>& values) {
    std::string out;
    for (size_t i = 0; i < values.size(); ++i) out += (i == 0 ? "" : ", ") + define(values[i]);
    return out;
  }

  void header() {
    static constexpr std::string_view kKinds[] = {"func", "wrapper", "generator", "module"};
    out_ += fmt::format("{} {}({}) -> {}", kKinds[size_t(function_.kind)], function_.symbol,
                        definitions(function_.params), type_name(program_, function_.result));
    if (function_.has_closure) out_ += " closure";
    if (function_.has_fast_loops) out_ += " fast_loops";
    out_ += '\n';
  }

  std::string edge(const Edge& edge) {
    std::string out;
    if (edge.target) {
      out = fmt::format("b{}", block_numbers_[edge.target.index]);
      if (!edge.args.empty()) out += '(' + list(edge.args) + ')';
    }
    auto add = [&](std::string_view what, const std::vector<ValueId>& values) {
      if (values.empty()) return;
      if (!out.empty()) out += ' ';
      out += fmt::format("{} [{}]", what, list(values));
    };
    add("take", edge.takes);
    add("drop", edge.drops);
    return out;
  }

  std::string immediate(ImmKind kind, int64_t imm, const Inst& inst) {
    switch (kind) {
      case ImmKind::Integer:
        return fmt::format("{}", imm);
      case ImmKind::Constant:
        return print_constant(module_, ConstId{uint32_t(imm)});
      case ImmKind::Function:
        return "@" + program_.functions[size_t(imm)].symbol;
      case ImmKind::Class:
        return "@" + program_.classes[size_t(imm)].symbol;
      case ImmKind::Check:
        return fmt::format("<{}>", program_.checks[size_t(imm)].description);
      case ImmKind::Fallback:
        return quoted(module_.fallbacks[size_t(imm)].qualname, "");
      case ImmKind::Field:
        return "." + program_.classes[size_t(inst.imm)].fields[size_t(imm)].name;
      case ImmKind::None:
        break;
    }
    return {};
  }

  void print_block(BlockId id) {
    const Block& block = function_.block(id);
    out_ += fmt::format("b{}", block_numbers_[id.index]);
    if (!block.params.empty()) out_ += '(' + definitions(block.params) + ')';
    out_ += block.cold ? ": cold\n" : ":\n";
    for (InstId inst : block.insts) print_inst(function_.inst(inst));
  }

  void print_inst(const Inst& inst) {
    out_ += "  ";
    if (inst.result) out_ += define(inst.result) + " = ";
    out_ += info(inst.op).name;
    if (inst.op == Op::Branch) {
      static constexpr std::string_view kLikely[] = {" unlikely", "", " likely"};
      out_ += fmt::format("{} {} ? {} : {}", kLikely[size_t(inst.imm + 1)], list(inst.operands), edge(inst.edges[0]),
                          edge(inst.edges[1]));
    } else {
      if (inst.op == Op::ConstFloat) out_ += fmt::format(" {}", inst.fimm);
      ImmKind kind = imm_kind(inst.op), kind2 = imm2_kind(inst.op);
      if (kind != ImmKind::None) out_ += ' ' + immediate(kind, inst.imm, inst);
      if (kind2 != ImmKind::None) out_ += ' ' + immediate(kind2, inst.imm2, inst);
      if (!inst.operands.empty()) out_ += ' ' + list(inst.operands);
      for (size_t i = 0; i < inst.edges.size(); ++i) out_ += (i == 0 ? " " : " | ") + edge(inst.edges[i]);
    }
    if (std::string raise = edge(inst.raise); !raise.empty()) out_ += " raises -> " + raise;
    if (options_.spans && inst.span.valid() && module_.source != nullptr) {
      LineColumn at = module_.source->position(inst.span.begin);
      out_ += fmt::format(" @{}:{}", at.line, at.column);
    }
    out_ += '\n';
  }

  const Program& program_;
  const Function& function_;
  const Module& module_;
  PrintOptions options_;
  std::string out_;
  std::vector<BlockId> order_;
  std::vector<uint32_t> block_numbers_;
  std::vector<std::string> names_;
  std::map<std::string, uint32_t> used_;
  uint32_t next_number_ = 0;
};

}  // namespace

std::string print_constant(const Module& module, ConstId id) {
  const Constant& constant = module.constants[id.index];
  switch (constant.kind) {
    case Constant::Kind::None:
      return "None";
    case Constant::Kind::True:
      return "True";
    case Constant::Kind::False:
      return "False";
    case Constant::Kind::Ellipsis:
      return "...";
    case Constant::Kind::Int:
      return constant.text;
    case Constant::Kind::Float:
      return fmt::format("float({})", constant.real);
    case Constant::Kind::Complex:
      return fmt::format("complex({},{})", constant.real, constant.imag);
    case Constant::Kind::Str:
      return quoted(constant.text, constant.interned ? "" : "u");
    case Constant::Kind::Bytes:
      return quoted(constant.text, "b");
    case Constant::Kind::Tuple:
    case Constant::Kind::FrozenSet: {
      std::string out = constant.kind == Constant::Kind::Tuple ? "(" : "{";
      for (size_t i = 0; i < constant.items.size(); ++i) {
        out += (i == 0 ? "" : ", ") + print_constant(module, constant.items[i]);
      }
      return out + (constant.kind == Constant::Kind::Tuple ? ")" : "}");
    }
  }
  return "?";
}

std::string print(const Program& program, const Function& function, PrintOptions options) {
  return Printer(program, function, options).run();
}

}  // namespace krait::ir
