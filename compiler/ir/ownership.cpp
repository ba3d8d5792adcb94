#include "ir/ownership.h"

#include <algorithm>

#include "ir/cfg.h"

namespace krait::ir {

void spread_nullable(Function& function) {
  std::vector<BlockId> order = reverse_postorder(function);
  for (bool changed = true; changed;) {
    changed = false;
    for (BlockId block : order) {
      each_edge(function, block, [&](const Edge& edge, InstId) {
        for (size_t i = 0; i < edge.args.size(); ++i) {
          Value& param = function.value(function.block(edge.target).params[i]);
          if (param.nullable || !function.value(edge.args[i]).nullable) continue;
          param.nullable = changed = true;
        }
      });
    }
  }
}

std::vector<uint32_t> walked_ranks(const Function& function) {
  constexpr uint32_t kUnknown = UINT32_MAX;
  std::vector<uint32_t> ranks(function.values.size());
  std::vector<BlockId> order = reverse_postorder(function);
  bool any = false;
  for (BlockId block : order) {
    for (InstId id : function.block(block).insts) {
      const Inst& inst = function.inst(id);
      if (inst.op != Op::ForIter) continue;
      // The copy of a loop (passes/speculate.cpp) is made after it: the lesser of two that meet is what counts beside outer loops.
      ranks[inst.result.index] = inst.result.index + 1;
      any = true;
    }
  }
  if (!any) return ranks;
  for (BlockId block : order) {
    if (block == order.front()) continue;
    for (ValueId param : function.block(block).params) ranks[param.index] = kUnknown;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (BlockId block : order) {
      each_edge(function, block, [&](const Edge& edge, InstId) {
        const std::vector<ValueId>& params = function.block(edge.target).params;
        for (size_t i = 0; i < edge.args.size(); ++i) {
          uint32_t& rank = ranks[params[i].index];
          uint32_t met = std::min(rank, ranks[edge.args[i].index]);
          changed |= met != rank;
          rank = met;
        }
      });
    }
  }
  std::replace(ranks.begin(), ranks.end(), kUnknown, 0U);
  return ranks;
}

}  // namespace krait::ir
