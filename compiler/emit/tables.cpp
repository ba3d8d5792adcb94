// Tables of a module: constants, positions.
#include <fmt/format.h>

#include <algorithm>

#include "base/source.h"
#include "emit/c_types.h"
#include "emit/context.h"
#include "ir/cfg.h"

namespace krait::emit {
namespace {

// Functions from which direct calls lead into a cycle: Tarjan's strongly connected components, without recursion.
std::set<const ir::Function*> find_recursive(const ir::Program& program) {
  size_t count = program.functions.size();
  std::vector<std::vector<uint32_t>> callees(count);
  std::set<const ir::Function*> recursive;
  for (uint32_t f = 0; f < count; ++f) {
    for (const ir::Inst& inst : program.functions[f].insts) {
      if (inst.op != ir::Op::Call) continue;
      callees[f].push_back(uint32_t(inst.imm));
      if (uint32_t(inst.imm) == f) recursive.insert(&program.functions[f]);
    }
  }
  std::vector<uint32_t> number(count), low(count), open, next(count), path;
  std::vector<char> is_open(count);
  uint32_t counter = 0;
  for (uint32_t start = 0; start < count; ++start) {
    if (number[start] != 0) continue;
    path.push_back(start);
    while (!path.empty()) {
      uint32_t f = path.back();
      if (number[f] == 0) {
        number[f] = low[f] = ++counter;
        open.push_back(f);
        is_open[f] = 1;
      }
      if (next[f] < callees[f].size()) {
        uint32_t callee = callees[f][next[f]++];
        if (number[callee] == 0) {
          path.push_back(callee);
        } else if (is_open[callee]) {
          low[f] = std::min(low[f], number[callee]);
        }
        continue;
      }
      path.pop_back();
      if (!path.empty()) low[path.back()] = std::min(low[path.back()], low[f]);
      if (low[f] != number[f]) continue;
      bool several = open.back() != f;
      while (true) {
        uint32_t member = open.back();
        open.pop_back();
        is_open[member] = 0;
        if (several) recursive.insert(&program.functions[member]);
        if (member == f) break;
      }
    }
  }
  // Those that lead to one count too, so that the depth at which recursion ends is Python's.
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t f = 0; f < count; ++f) {
      if (recursive.count(&program.functions[f]) != 0) continue;
      for (uint32_t callee : callees[f]) {
        if (recursive.count(&program.functions[callee]) == 0) continue;
        recursive.insert(&program.functions[f]);
        changed = true;
        break;
      }
    }
  }
  return recursive;
}

bool has_loop(const ir::Function& function) {
  std::vector<uint32_t> place(function.blocks.size());
  std::vector<ir::BlockId> order = ir::reverse_postorder(function);
  for (uint32_t i = 0; i < order.size(); ++i) place[order[i].index] = i;
  bool found = false;
  for (ir::BlockId block : order) {
    ir::each_edge(function, block, [&](const ir::Edge& edge, ir::InstId) {
      found |= place[edge.target.index] <= place[block.index];
    });
  }
  return found;
}

// Module bodies, and native functions that have no wrapper and are called from such functions only; without loops.
std::set<const ir::Function*> find_cold(const ir::Program& program) {
  size_t count = program.functions.size();
  std::vector<char> hot(count);
  std::vector<std::vector<uint32_t>> callers(count);
  for (uint32_t f = 0; f < count; ++f) {
    const ir::Function& function = program.functions[f];
    if (function.kind != ir::FunctionKind::ModuleBody && function.kind != ir::FunctionKind::Native) hot[f] = 1;
    if (function.native) hot[function.native.index] = 1;
    for (const ir::Inst& inst : function.insts) {
      if (inst.op == ir::Op::Call) callers[size_t(inst.imm)].push_back(f);
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t f = 0; f < count; ++f) {
      if (hot[f] || program.functions[f].kind == ir::FunctionKind::ModuleBody) continue;
      bool called_hot =
          std::any_of(callers[f].begin(), callers[f].end(), [&](uint32_t caller) { return hot[caller] != 0; });
      if (!called_hot && !callers[f].empty()) continue;
      hot[f] = changed = true;
    }
  }
  std::set<const ir::Function*> cold;
  for (uint32_t f = 0; f < count; ++f) {
    if (!hot[f] && !has_loop(program.functions[f])) cold.insert(&program.functions[f]);
  }
  return cold;
}

// Functions from which calls of unknown functions are made, and those that call one directly. What runs rarely, on the way to an
// exception above all, is not worth a frame.
std::set<const ir::Function*> find_framed(const ir::Program& program) {
  size_t count = program.functions.size();
  std::set<const ir::Function*> framed;
  std::vector<std::vector<uint32_t>> callees(count);
  for (uint32_t f = 0; f < count; ++f) {
    const ir::Function& function = program.functions[f];
    if (function.kind == ir::FunctionKind::Wrapper || function.code == ir::kNone) continue;
    bool shows = false;
    for (ir::BlockId id : ir::reverse_postorder(function)) {
      const ir::Block& block = function.block(id);
      bool rare = block.cold || std::any_of(block.insts.begin(), block.insts.end(), [&](ir::InstId inst) {
                    return (ir::info(function.inst(inst).op).effects & ir::kNeverReturns) != 0;
                  });
      if (rare) continue;
      for (ir::InstId inst_id : block.insts) {
        const ir::Inst& inst = function.inst(inst_id);
        shows |= ir::shows_frame(program, inst);
        ir::FunctionId callee;
        if (inst.op == ir::Op::Call) callee = ir::FunctionId{uint32_t(inst.imm)};
        if (inst.op == ir::Op::DelegateCall) callee = ir::generator_body(program, ir::FunctionId{uint32_t(inst.imm)});
        // The body of a coroutine that never suspends stands behind it as one function: they share the frame.
        if (callee && (program.functions[callee.index].code != function.code || callee.index == f)) callees[f].push_back(callee.index);
      }
    }
    if (shows) framed.insert(&function);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t f = 0; f < count; ++f) {
      if (framed.count(&program.functions[f]) != 0) continue;
      changed |= std::any_of(callees[f].begin(), callees[f].end(), [&](uint32_t callee) {
        return framed.count(&program.functions[callee]) != 0 && framed.insert(&program.functions[f]).second;
      });
    }
  }
  return framed;
}

}  // namespace

std::shared_ptr<const ProgramFacts> gather_facts(const ir::Program& program) {
  auto facts = std::make_shared<ProgramFacts>(ProgramFacts{find_recursive(program), find_cold(program), find_framed(program), {}});
  for (const ir::Function& function : program.functions) {
    for (const ir::Inst& inst : function.insts) {
      using ir::Op;
      if (inst.op == Op::FunctionIsBound || inst.op == Op::FunctionIs || inst.op == Op::FunctionClosure || inst.op == Op::SuperFinds)
        facts->bound_functions.insert(uint32_t(inst.imm));
    }
  }
  return facts;
}

ModuleContext::ModuleContext(const ir::Program& program_, uint32_t index_, const Options& options_)
    : program(program_),
      module(*program_.modules[index_]),
      index(index_),
      options(options_),
      facts_(options_.facts ? options_.facts : gather_facts(program_)),
      constants_(module.constants),
      sites_(module.codes.size()) {
  for (uint32_t i = 0; i < constants_.size(); ++i) {
    if (constants_[i].kind == ir::Constant::Kind::Str && constants_[i].interned) names_.emplace(constants_[i].text, i);
  }
}

uint32_t ModuleContext::name_constant(const std::string& text) {
  auto [entry, is_new] = names_.try_emplace(text, uint32_t(constants_.size()));
  if (is_new) {
    ir::Constant constant;
    constant.kind = ir::Constant::Kind::Str;
    constant.text = text;
    constant.interned = true;
    constants_.push_back(std::move(constant));
  }
  return entry->second;
}

std::string ModuleContext::constant(ir::ConstId id) {
  switch (constants_[id.index].kind) {
    case ir::Constant::Kind::None:
      return "Py_None";
    case ir::Constant::Kind::True:
      return "Py_True";
    case ir::Constant::Kind::False:
      return "Py_False";
    case ir::Constant::Kind::Ellipsis:
      return "Py_Ellipsis";
    default:
      return fmt::format("krk[{}]", id.index);
  }
}

uint32_t ModuleContext::site(uint32_t code, ir::Span span) {
  Site site{module.codes[code].first_line, 0, 0, 0};
  if (module.source != nullptr) {
    LineColumn begin = module.source->position(span.begin), end = module.source->position(span.end);
    site = {begin.line, end.line, begin.column, end.column};
  }
  SiteTable& table = sites_[code];
  auto [entry, is_new] = table.index.try_emplace(site, uint32_t(table.list.size()));
  if (is_new) table.list.push_back(site);
  return entry->second;
}

namespace {

std::string describe(const ir::Constant& constant) {
  auto with_length = [](char kind, std::string_view text) { return fmt::format("{}{}:{}", kind, text.size(), text); };
  // repr's digits, in a form that float() reads: "inf", "nan" and "-0" included
  auto number = [](double value) { return fmt::format("{}", value); };
  switch (constant.kind) {
    case ir::Constant::Kind::None:
      return "N0:";
    case ir::Constant::Kind::True:
      return "T0:";
    case ir::Constant::Kind::False:
      return "D0:";
    case ir::Constant::Kind::Ellipsis:
      return "E0:";
    case ir::Constant::Kind::Int:
      return with_length('i', constant.text);
    case ir::Constant::Kind::Float:
      return with_length('f', number(constant.real));
    case ir::Constant::Kind::Complex:
      return with_length('c', number(constant.real) + "," + number(constant.imag));
    case ir::Constant::Kind::Str:
      return with_length(constant.interned ? 'n' : 's', constant.text);
    case ir::Constant::Kind::Bytes:
      return with_length('b', constant.text);
    case ir::Constant::Kind::Tuple:
    case ir::Constant::Kind::FrozenSet: {
      std::string text =
          fmt::format("{}{}:", constant.kind == ir::Constant::Kind::Tuple ? 't' : 'F', constant.items.size());
      for (ir::ConstId item : constant.items) text += fmt::format("{},", item.index);
      return text;
    }
  }
  return {};
}

}  // namespace

// The description that runtime/code.h documents. Chunks keep literals short; an entry never spans two.
std::string constants_text(const ModuleContext& context) {
  constexpr size_t kChunk = 2000;
  std::string text = "static const char *const krkd[] = {\n";
  std::string chunk;
  auto flush = [&] {
    if (!chunk.empty()) text += "  " + c_string(chunk) + ",\n";
    chunk.clear();
  };
  for (const ir::Constant& constant : context.constants()) {
    std::string entry = describe(constant);
    // Literals cannot hold a NUL that a reader would not stop at: the reader goes by lengths, so it may.
    if (chunk.size() + entry.size() > kChunk) flush();
    chunk += entry;
  }
  flush();
  return text + "  NULL};\n";
}

}  // namespace krait::emit
