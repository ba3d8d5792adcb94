// Dominators and natural loops. Recomputed by whoever needs them; nothing is cached.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/cfg.h"
#include "ir/ir.h"

namespace krait::ir {

// A raise edge leaves in the middle of its block: what a block defines is certain only behind its end. So a block counts
// as two points here, its start and its end; raise edges leave from the start.
class Dominators {
 public:
  explicit Dominators(const Function& function);
  bool reachable(BlockId block) const { return number_[start(block)] != kNone; }
  // Whether every way to the start of `b` passes the start (the end) of `a`. Both reachable; a block's start dominates
  // itself.
  bool start_dominates(BlockId a, BlockId b) const { return dominates(start(a), start(b)); }
  bool end_dominates(BlockId a, BlockId b) const { return dominates(end(a), start(b)); }
  // The nearest other block whose start dominates the start of `block`; invalid for the entry.
  BlockId parent(BlockId block) const;
  const std::vector<BlockId>& order() const { return order_; }  // reachable blocks in reverse postorder

 private:
  static uint32_t start(BlockId block) { return block.index * 2; }
  static uint32_t end(BlockId block) { return block.index * 2 + 1; }
  bool dominates(uint32_t a, uint32_t b) const {
    return number_[a] != kNone && number_[b] != kNone && enter_[a] <= enter_[b] && leave_[b] <= leave_[a];
  }

  std::vector<BlockId> order_;
  std::vector<uint32_t> number_;         // of a point in reverse postorder
  std::vector<uint32_t> parent_;         // by point: immediate dominator
  std::vector<uint32_t> enter_, leave_;  // by point: times of a walk over the tree
};

struct Loop {
  BlockId header;
  std::vector<BlockId> blocks;   // in reverse postorder, the header first
  std::vector<BlockId> latches;  // blocks with an edge back to the header
  uint32_t parent = kNone;       // the loop around it
  uint32_t depth = 1;
};

class Loops {
 public:
  Loops(const Function& function, const Dominators& dominators);
  // Inner ones after those around them.
  const std::vector<Loop>& all() const { return loops_; }
  // The innermost loop of a block, kNone for none.
  uint32_t of(BlockId block) const { return innermost_[block.index]; }
  bool contains(uint32_t loop, BlockId block) const;

 private:
  std::vector<Loop> loops_;
  std::vector<uint32_t> innermost_;
};

}  // namespace krait::ir
