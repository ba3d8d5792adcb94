#include "passes/ssa_repair.h"

#include <stdexcept>

#include "ir/cfg.h"

namespace krait::passes {

using ir::BlockId;
using ir::Edge;
using ir::Inst;
using ir::InstId;
using ir::ValueId;

void SsaRepair::add(ValueId value, BlockId block, ValueId now) {
  several_.resize(function_.values.size());
  several_[value.index] = 1;
  added_[key(block, value)] = now;
}

Edge& SsaRepair::edge(const Source& source) {
  Inst& inst = function_.inst(source.inst);
  return source.edge == kRaise ? inst.raise : inst.edges[source.edge];
}

ValueId SsaRepair::at_end(BlockId block, ValueId value) {
  if (auto found = added_.find(key(block, value)); found != added_.end()) return found->second;
  return function_.value(value).block == block ? value : at_start(block, value);
}

ValueId SsaRepair::at_start(BlockId block, ValueId value) {
  if (auto found = known_.find(key(block, value)); found != known_.end()) return found->second;
  const std::vector<Source>& sources = sources_[block.index];
  if (sources.empty()) throw std::logic_error("a value has no definition on some path");
  if (sources.size() == 1) return known_[key(block, value)] = at_end(sources[0].block, value);
  ValueId param = function_.add_param_like(block, value);
  known_[key(block, value)] = param;
  for (const Source& source : sources) {
    ValueId now = at_end(source.block, value);
    edge(source).args.push_back(now);
  }
  return param;
}

void SsaRepair::run() {
  several_.resize(function_.values.size());
  sources_.assign(function_.blocks.size(), {});
  struct Use {
    InstId inst;
    BlockId block;
    uint32_t edge;  // index, kRaise, or kOperand
    uint32_t index;
  };
  constexpr uint32_t kOperand = kRaise - 1;
  std::vector<Use> uses;
  for (BlockId block : ir::reverse_postorder(function_)) {
    for (InstId id : function_.block(block).insts) {
      const Inst& inst = function_.inst(id);
      auto note = [&](const std::vector<ValueId>& values, uint32_t edge) {
        for (uint32_t i = 0; i < values.size(); ++i) {
          ValueId v = values[i];
          if (several_[v.index] && function_.value(v).block != block) uses.push_back({id, block, edge, i});
        }
      };
      note(inst.operands, kOperand);
      if (inst.raise.target) {
        sources_[inst.raise.target.index].push_back({block, id, kRaise});
        note(inst.raise.args, kRaise);
      }
      for (uint32_t e = 0; e < inst.edges.size(); ++e) {
        sources_[inst.edges[e].target.index].push_back({block, id, e});
        note(inst.edges[e].args, e);
      }
    }
  }
  for (const Use& use : uses) {
    auto place = [&]() -> ValueId& {
      Inst& inst = function_.inst(use.inst);
      if (use.edge == kOperand) return inst.operands[use.index];
      return (use.edge == kRaise ? inst.raise : inst.edges[use.edge]).args[use.index];
    };
    ValueId now = at_start(use.block, place());
    place() = now;
  }
}

}  // namespace krait::passes
