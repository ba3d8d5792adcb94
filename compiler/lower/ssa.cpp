#include "lower/ssa.h"

#include <utility>

namespace krait::lower {

using ir::BlockId;
using ir::InstId;
using ir::ValueId;

VariableId SsaBuilder::add_variable(ir::Type type, std::string name) {
  variables_.push_back({type, std::move(name)});
  return static_cast<VariableId>(variables_.size() - 1);
}

SsaBuilder::BlockState& SsaBuilder::state(BlockId block) {
  if (block.index >= blocks_.size()) blocks_.resize(function_.blocks.size());
  return blocks_[block.index];
}

void SsaBuilder::add_edge(BlockId block, BlockId from, InstId inst, uint32_t edge) {
  state(block).predecessors.push_back({from, inst, edge});
}

void SsaBuilder::forget_from(uint32_t first, BlockId current) {
  if (blocks_.size() > first) blocks_.resize(first);
  state(current).values.clear();
}

void SsaBuilder::write(VariableId variable, BlockId block, ValueId value) { state(block).values[variable] = value; }

ValueId SsaBuilder::absent(VariableId variable) {
  // At the very start of the function, so that it dominates all.
  ir::Block& entry = function_.block(function_.entry);
  InstId id{static_cast<uint32_t>(function_.insts.size())};
  ir::Inst inst;
  inst.op = ir::Op::Absent;
  inst.type = variables_[variable].type;
  ValueId value = function_.add_value(inst.type, id, function_.entry, variables_[variable].name);
  function_.value(value).nullable = true;
  inst.result = value;
  function_.insts.push_back(std::move(inst));
  entry.insts.insert(entry.insts.begin(), id);
  return value;
}

ValueId SsaBuilder::add_param(VariableId variable, BlockId block) {
  const Variable& info = variables_[variable];
  ValueId value = function_.add_value(info.type, InstId{}, block, info.name);
  function_.block(block).params.push_back(value);
  return value;
}

void SsaBuilder::fill_param(VariableId variable, BlockId block) {
  // read() may grow blocks_, so predecessors are visited by index.
  for (size_t i = 0; i < state(block).predecessors.size(); ++i) {
    Predecessor from = state(block).predecessors[i];
    ValueId value = read(variable, from.block);
    ir::Inst& inst = function_.inst(from.inst);
    (from.edge == kRaiseEdge ? inst.raise : inst.edges[from.edge]).args.push_back(value);
  }
}

ValueId SsaBuilder::read(VariableId variable, BlockId block) {
  // Chains of blocks with one predecessor are walked without recursion; joins recurse through fill_param, whose depth is
  // bounded by an explicit worklist: a join's parameter is recorded first, so cycles end.
  std::vector<BlockId> path;
  ValueId value;
  while (true) {
    BlockState& here = state(block);
    if (auto found = here.values.find(variable); found != here.values.end()) {
      value = found->second;
      break;
    }
    path.push_back(block);
    if (!here.sealed) {
      value = add_param(variable, block);
      state(block).incomplete.push_back({variable, value});
      break;
    }
    if (here.predecessors.empty()) {
      value = absent(variable);
      break;
    }
    if (here.predecessors.size() == 1) {
      block = here.predecessors[0].block;
      continue;
    }
    value = add_param(variable, block);
    state(block).values[variable] = value;
    fill_param(variable, block);
    break;
  }
  for (BlockId seen : path) state(seen).values[variable] = value;
  return value;
}

void SsaBuilder::seal(BlockId block) {
  BlockState& here = state(block);
  if (here.sealed) return;
  here.sealed = true;
  auto incomplete = std::move(here.incomplete);
  for (auto [variable, value] : incomplete) fill_param(variable, block);
}

namespace {

// Follows replacements to their end, shortening the path.
ValueId resolve(std::vector<ValueId>& replaced, ValueId value) {
  ValueId root = value;
  while (replaced[root.index].valid()) root = replaced[root.index];
  while (replaced[value.index].valid()) {
    ValueId next = replaced[value.index];
    replaced[value.index] = root;
    value = next;
  }
  return root;
}

class Finisher {
 public:
  explicit Finisher(ir::Function& function)
      : function_(function), replaced_(function.values.size()), reachable_(function.blocks.size()) {}

  void run() {
    mark_reachable();
    collect_edges();
    remove_redundant_params();
    mark_nullable();
    remove_bound_checks();
    rewrite();
  }

 private:
  void mark_reachable() {
    std::vector<BlockId> work{function_.entry};
    reachable_[function_.entry.index] = true;
    auto visit = [&](BlockId block) {
      if (!block.valid() || reachable_[block.index]) return;
      reachable_[block.index] = true;
      work.push_back(block);
    };
    while (!work.empty()) {
      BlockId block = work.back();
      work.pop_back();
      for (InstId id : function_.block(block).insts) {
        const ir::Inst& inst = function_.inst(id);
        visit(inst.raise.target);
        for (const ir::Edge& edge : inst.edges) visit(edge.target);
      }
    }
    for (uint32_t i = 0; i < function_.blocks.size(); ++i) {
      if (reachable_[i]) continue;
      function_.blocks[i].insts.clear();
      function_.blocks[i].params.clear();
    }
  }

  void collect_edges() {
    incoming_.resize(function_.blocks.size());
    for (uint32_t i = 0; i < function_.blocks.size(); ++i) {
      for (InstId id : function_.blocks[i].insts) {
        ir::Inst& inst = function_.inst(id);
        if (inst.raise.target.valid()) incoming_[inst.raise.target.index].push_back(&inst.raise);
        for (ir::Edge& edge : inst.edges) incoming_[edge.target.index].push_back(&edge);
      }
    }
  }

  // A parameter whose arguments are all one value (or itself) is that value. Removing one may make others redundant: repeated
  // until nothing changes, with a worklist of blocks.
  void remove_redundant_params() {
    std::vector<std::vector<std::pair<uint32_t, ValueId>>> users(function_.values.size());  // value -> (block, param)
    for (uint32_t b = 0; b < function_.blocks.size(); ++b) {
      const auto& params = function_.blocks[b].params;
      for (size_t p = 0; p < params.size(); ++p) {
        for (ir::Edge* edge : incoming_[b]) users[edge->args[p].index].push_back({b, params[p]});
      }
    }
    std::vector<std::pair<uint32_t, ValueId>> work;
    for (uint32_t b = 0; b < function_.blocks.size(); ++b)
      for (ValueId param : function_.blocks[b].params) work.push_back({b, param});
    removed_.resize(function_.values.size());
    while (!work.empty()) {
      auto [b, param] = work.back();
      work.pop_back();
      if (removed_[param.index] || incoming_[b].empty()) continue;
      const auto& params = function_.blocks[b].params;
      size_t position = 0;
      while (params[position] != param) ++position;
      ValueId same;
      bool redundant = true;
      for (ir::Edge* edge : incoming_[b]) {
        ValueId arg = resolve(replaced_, edge->args[position]);
        if (arg == param || arg == same) continue;
        if (same.valid()) {
          redundant = false;
          break;
        }
        same = arg;
      }
      if (!redundant || !same.valid()) continue;
      removed_[param.index] = true;
      replaced_[param.index] = same;
      auto affected = std::move(users[param.index]);
      for (auto& user : affected) {
        work.push_back(user);
        users[same.index].push_back(user);
      }
    }
    for (uint32_t b = 0; b < function_.blocks.size(); ++b) {
      auto& params = function_.blocks[b].params;
      std::vector<ValueId> kept;
      for (size_t p = 0; p < params.size(); ++p) {
        if (!removed_[params[p].index]) kept.push_back(params[p]);
      }
      if (kept.size() == params.size()) continue;
      for (ir::Edge* edge : incoming_[b]) {
        std::vector<ValueId> args;
        for (size_t p = 0; p < params.size(); ++p)
          if (!removed_[params[p].index]) args.push_back(edge->args[p]);
        edge->args = std::move(args);
      }
      params = std::move(kept);
    }
  }

  // The next item of a loop is absent only where the loop ends: whatever else reads it comes behind that test.
  bool may_be_absent(ValueId id) const {
    const ir::Value& value = function_.value(id);
    if (!value.nullable || !value.def) return value.nullable;
    ir::Op op = function_.inst(value.def).op;
    return op != ir::Op::PyNext && op != ir::Op::ForNext && op != ir::Op::ForNextTag && op != ir::Op::ForNextNum;
  }

  void mark_nullable() {
    std::vector<std::pair<uint32_t, size_t>> work;
    bool changed = true;
    while (changed) {
      changed = false;
      for (uint32_t b = 0; b < function_.blocks.size(); ++b) {
        const auto& params = function_.blocks[b].params;
        for (size_t p = 0; p < params.size(); ++p) {
          ir::Value& param = function_.value(params[p]);
          if (param.nullable) continue;
          for (ir::Edge* edge : incoming_[b]) {
            if (!may_be_absent(resolve(replaced_, edge->args[p]))) continue;
            param.nullable = true;
            changed = true;
            break;
          }
        }
      }
    }
  }

  void remove_bound_checks() {
    for (ir::Block& block : function_.blocks) {
      std::vector<InstId> kept;
      kept.reserve(block.insts.size());
      for (InstId id : block.insts) {
        ir::Inst& inst = function_.inst(id);
        if (inst.op == ir::Op::CheckBound && !may_be_absent(resolve(replaced_, inst.operands[0]))) {
          // Its raise edge goes with it.
          replaced_[inst.result.index] = inst.operands[0];
          continue;
        }
        if (inst.op == ir::Op::CheckDefined) {
          ir::InstId def = function_.value(resolve(replaced_, inst.operands[0])).def;
          if (def.valid() && function_.inst(def).op == ir::Op::ConstInt && function_.inst(def).imm != 0) continue;
        }
        kept.push_back(id);
      }
      block.insts = std::move(kept);
    }
  }

  void rewrite() {
    auto apply = [&](std::vector<ValueId>& values) {
      for (ValueId& value : values) value = resolve(replaced_, value);
    };
    for (ir::Block& block : function_.blocks) {
      for (InstId id : block.insts) {
        ir::Inst& inst = function_.inst(id);
        apply(inst.operands);
        apply(inst.raise.args);
        for (ir::Edge& edge : inst.edges) apply(edge.args);
      }
    }
  }

  ir::Function& function_;
  std::vector<ValueId> replaced_;
  std::vector<bool> reachable_;
  std::vector<bool> removed_;
  std::vector<std::vector<ir::Edge*>> incoming_;
};

}  // namespace

void finish_ssa(ir::Function& function) { Finisher(function).run(); }

}  // namespace krait::lower
