// Control flow of a function: predecessors, orders, liveness. Recomputed by whoever needs it; nothing is cached.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/ir.h"

namespace krait::ir {

// A set of small integers, one bit each.
class BitSet {
 public:
  explicit BitSet(size_t size = 0, bool full = false) : words_((size + 63) / 64, full ? ~uint64_t(0) : 0) {}
  bool test(uint32_t i) const { return words_[i >> 6] >> (i & 63) & 1; }
  void set(uint32_t i) { words_[i >> 6] |= uint64_t(1) << (i & 63); }
  void reset(uint32_t i) { words_[i >> 6] &= ~(uint64_t(1) << (i & 63)); }
  // Each returns whether anything changed.
  bool unite(const BitSet& other);
  bool intersect(const BitSet& other);
  template <class F>
  void each(F visit) const {
    for (size_t w = 0; w < words_.size(); ++w) {
      for (uint64_t word = words_[w]; word != 0; word &= word - 1) visit(uint32_t(w * 64 + __builtin_ctzll(word)));
    }
  }
  friend bool operator==(const BitSet&, const BitSet&) = default;

 private:
  std::vector<uint64_t> words_;
};

// Calls visit(const Edge&, InstId) for every edge that leaves `block`: raise edges with a target, then those of the
// terminator.
template <class F>
void each_edge(const Function& function, BlockId block, F visit) {
  for (InstId id : function.block(block).insts) {
    const Inst& inst = function.inst(id);
    if (inst.raise.target) visit(inst.raise, id);
    for (const Edge& edge : inst.edges) visit(edge, id);
  }
}

// Whether both edges go to one place with the same values.
inline bool same_edge(const Edge& one, const Edge& other) { return one.target == other.target && one.args == other.args; }

// How often each value, by index, is used in reachable blocks: as an operand, or on an edge.
std::vector<uint32_t> use_counts(const Function& function);

// Blocks reachable from the entry, in reverse postorder.
std::vector<BlockId> reverse_postorder(const Function& function);

// Source blocks of the edges into each block (one entry an edge), from reachable blocks only.
std::vector<std::vector<BlockId>> predecessors(const Function& function);

// Values live at the start of each block (its parameters excluded), by block index, in order of value. A use of a value
// on an edge counts at the end of the source block. With `roots`, a use of value v is also a use of roots[v] (kNone: of
// nothing else), transitively.
std::vector<std::vector<uint32_t>> live_in(const Function& function, const std::vector<uint32_t>* roots = nullptr);

// A set of values that is cheap to fill, walk and empty however many values the function has.
class SparseSet {
 public:
  explicit SparseSet(size_t universe = 0) : place_(universe, 0) {}
  bool test(uint32_t v) const { return place_[v] < items_.size() && items_[place_[v]] == v; }
  void set(uint32_t v) {
    if (test(v)) return;
    place_[v] = uint32_t(items_.size());
    items_.push_back(v);
  }
  void reset(uint32_t v) {
    if (!test(v)) return;
    uint32_t last = items_.back();
    items_[place_[v]] = last;
    place_[last] = place_[v];
    items_.pop_back();
  }
  void clear() { items_.clear(); }
  void assign(const SparseSet& other) {
    clear();
    for (uint32_t v : other.items_) set(v);
  }
  void unite(const std::vector<uint32_t>& values) {
    for (uint32_t v : values) set(v);
  }
  const std::vector<uint32_t>& items() const { return items_; }

 private:
  std::vector<uint32_t> items_;
  std::vector<uint32_t> place_;
};

}  // namespace krait::ir
