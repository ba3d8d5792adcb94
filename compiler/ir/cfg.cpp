#include "ir/cfg.h"

#include <algorithm>

namespace krait::ir {

bool BitSet::unite(const BitSet& other) {
  bool changed = false;
  for (size_t i = 0; i < words_.size(); ++i) {
    uint64_t merged = words_[i] | other.words_[i];
    changed |= merged != words_[i];
    words_[i] = merged;
  }
  return changed;
}

bool BitSet::intersect(const BitSet& other) {
  bool changed = false;
  for (size_t i = 0; i < words_.size(); ++i) {
    uint64_t merged = words_[i] & other.words_[i];
    changed |= merged != words_[i];
    words_[i] = merged;
  }
  return changed;
}

namespace {

// Successors, handlers last: the walk takes them from the back, and what it takes first comes last in reverse
// postorder.
std::vector<BlockId> successors(const Function& function, BlockId block) {
  std::vector<BlockId> out, handlers;
  for (InstId id : function.block(block).insts) {
    const Inst& inst = function.inst(id);
    for (const Edge& edge : inst.edges) out.push_back(edge.target);
    if (inst.raise.target && (handlers.empty() || handlers.back() != inst.raise.target)) {
      handlers.push_back(inst.raise.target);
    }
  }
  out.insert(out.end(), handlers.begin(), handlers.end());
  return out;
}

}  // namespace

std::vector<BlockId> reverse_postorder(const Function& function) {
  struct Visit {
    BlockId block;
    std::vector<BlockId> next;
  };
  std::vector<BlockId> order;
  std::vector<char> seen(function.blocks.size());
  std::vector<Visit> stack;
  seen[function.entry.index] = 1;
  stack.push_back({function.entry, successors(function, function.entry)});
  while (!stack.empty()) {
    Visit& top = stack.back();
    if (top.next.empty()) {
      order.push_back(top.block);
      stack.pop_back();
      continue;
    }
    BlockId next = top.next.back();
    top.next.pop_back();
    if (seen[next.index]) continue;
    seen[next.index] = 1;
    stack.push_back({next, successors(function, next)});
  }
  std::reverse(order.begin(), order.end());
  return order;
}

std::vector<std::vector<BlockId>> predecessors(const Function& function) {
  std::vector<std::vector<BlockId>> preds(function.blocks.size());
  for (BlockId block : reverse_postorder(function)) {
    each_edge(function, block, [&](const Edge& edge, InstId) { preds[edge.target.index].push_back(block); });
  }
  return preds;
}

std::vector<std::vector<uint32_t>> live_in(const Function& function, const std::vector<uint32_t>* roots) {
  std::vector<BlockId> order = reverse_postorder(function);
  // Only values used outside the block that defines them can be live at the start of one: those get bits.
  constexpr uint32_t kLocal = kNone;
  std::vector<uint32_t> bit(function.values.size(), kLocal), wide;
  std::vector<uint32_t> home(function.values.size(), kNone);
  for (BlockId block : order) {
    for (ValueId param : function.block(block).params) home[param.index] = block.index;
    for (InstId id : function.block(block).insts) {
      if (ValueId result = function.inst(id).result) home[result.index] = block.index;
    }
  }
  for (ValueId param : function.params) home[param.index] = function.entry.index;
  auto each_used = [&](ValueId value, auto visit) {
    uint32_t v = value.index;
    do {
      visit(v);
      v = roots == nullptr ? kNone : (*roots)[v];
    } while (v != kNone);
  };
  auto each_use = [&](const Inst& inst, auto visit) {
    for (ValueId v : inst.operands) each_used(v, visit);
    auto edge_uses = [&](const Edge& edge) {
      for (ValueId v : edge.args) each_used(v, visit);
      for (ValueId v : edge.takes) each_used(v, visit);
      for (ValueId v : edge.drops) each_used(v, visit);
    };
    for (const Edge& edge : inst.edges) edge_uses(edge);
    edge_uses(inst.raise);
  };
  for (BlockId block : order) {
    for (InstId id : function.block(block).insts) {
      each_use(function.inst(id), [&](uint32_t v) {
        if (home[v] == block.index || bit[v] != kLocal) return;
        bit[v] = uint32_t(wide.size());
        wide.push_back(v);
      });
    }
  }
  // What each block uses before defining it, and what it defines.
  std::vector<BitSet> live(function.blocks.size(), BitSet(wide.size()));
  for (BlockId block : order) {
    BitSet& used = live[block.index];
    for (InstId id : function.block(block).insts) {
      each_use(function.inst(id), [&](uint32_t v) {
        if (home[v] != block.index) used.set(bit[v]);
      });
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
      BitSet set = live[it->index];
      uint32_t last = kNone;
      each_edge(function, *it, [&](const Edge& edge, InstId) {
        if (edge.target.index == last) return;
        last = edge.target.index;
        set.unite(live[last]);
      });
      for (ValueId param : function.block(*it).params) {
        if (bit[param.index] != kLocal) set.reset(bit[param.index]);
      }
      for (InstId id : function.block(*it).insts) {
        ValueId result = function.inst(id).result;
        if (result && bit[result.index] != kLocal) set.reset(bit[result.index]);
      }
      changed |= live[it->index].unite(set);
    }
  }
  std::vector<std::vector<uint32_t>> out(function.blocks.size());
  for (BlockId block : order) {
    live[block.index].each([&](uint32_t b) { out[block.index].push_back(wide[b]); });
    std::sort(out[block.index].begin(), out[block.index].end());
  }
  return out;
}

std::vector<uint32_t> use_counts(const Function& function) {
  std::vector<uint32_t> counts(function.values.size(), 0);
  auto count = [&](const std::vector<ValueId>& values) {
    for (ValueId v : values) ++counts[v.index];
  };
  for (BlockId block : reverse_postorder(function)) {
    for (InstId id : function.block(block).insts) {
      const Inst& inst = function.inst(id);
      count(inst.operands);
      count(inst.raise.args);
      for (const Edge& edge : inst.edges) count(edge.args);
    }
  }
  return counts;
}

}  // namespace krait::ir
