#include "ir/loops.h"

#include <algorithm>

namespace krait::ir {

Dominators::Dominators(const Function& function) : order_(reverse_postorder(function)) {
  size_t points = function.blocks.size() * 2;
  number_.assign(points, kNone);
  parent_.assign(points, kNone);
  enter_.assign(points, 0);
  leave_.assign(points, 0);
  // Start and end of each block in turn are a reverse postorder of the points, too.
  std::vector<uint32_t> points_in_order;
  std::vector<std::vector<uint32_t>> preds(points);
  for (BlockId block : order_) {
    for (uint32_t point : {start(block), end(block)}) {
      number_[point] = uint32_t(points_in_order.size());
      points_in_order.push_back(point);
    }
    preds[end(block)].push_back(start(block));
    for (InstId id : function.block(block).insts) {
      const Inst& inst = function.inst(id);
      if (inst.raise.target) preds[start(inst.raise.target)].push_back(start(block));
      for (const Edge& edge : inst.edges) preds[start(edge.target)].push_back(end(block));
    }
  }
  uint32_t root = start(function.entry);
  parent_[root] = root;
  auto meet = [&](uint32_t a, uint32_t b) {
    while (a != b) {
      while (number_[a] > number_[b]) a = parent_[a];
      while (number_[b] > number_[a]) b = parent_[b];
    }
    return a;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t point : points_in_order) {
      if (point == root) continue;
      uint32_t found = kNone;
      for (uint32_t pred : preds[point]) {
        if (parent_[pred] == kNone) continue;
        found = found == kNone ? pred : meet(found, pred);
      }
      if (found == kNone || parent_[point] == found) continue;
      parent_[point] = found;
      changed = true;
    }
  }
  std::vector<std::vector<uint32_t>> children(points);
  for (uint32_t point : points_in_order) {
    if (point != root) children[parent_[point]].push_back(point);
  }
  struct Visit {
    uint32_t point;
    size_t next = 0;
  };
  uint32_t time = 0;
  std::vector<Visit> stack{{root}};
  enter_[root] = time++;
  while (!stack.empty()) {
    Visit& top = stack.back();
    if (top.next == children[top.point].size()) {
      leave_[top.point] = time++;
      stack.pop_back();
      continue;
    }
    uint32_t child = children[top.point][top.next++];
    enter_[child] = time++;
    stack.push_back({child});
  }
}

BlockId Dominators::parent(BlockId block) const {
  uint32_t point = start(block), up = parent_[point];
  if (up == point || up == kNone) return {};
  return BlockId{up / 2};
}

Loops::Loops(const Function& function, const Dominators& dominators) {
  innermost_.assign(function.blocks.size(), kNone);
  std::vector<std::vector<BlockId>> preds = predecessors(function);
  std::vector<uint32_t> position(function.blocks.size(), kNone);
  for (uint32_t i = 0; i < dominators.order().size(); ++i) position[dominators.order()[i].index] = i;
  for (BlockId header : dominators.order()) {
    Loop loop;
    loop.header = header;
    for (BlockId pred : preds[header.index]) {
      if (!dominators.start_dominates(header, pred)) continue;
      if (std::find(loop.latches.begin(), loop.latches.end(), pred) == loop.latches.end()) loop.latches.push_back(pred);
    }
    if (loop.latches.empty()) continue;
    std::vector<char> inside(function.blocks.size());
    inside[header.index] = 1;
    loop.blocks.push_back(header);
    std::vector<BlockId> work = loop.latches;
    while (!work.empty()) {
      BlockId block = work.back();
      work.pop_back();
      if (inside[block.index]) continue;
      inside[block.index] = 1;
      loop.blocks.push_back(block);
      for (BlockId pred : preds[block.index]) work.push_back(pred);
    }
    std::sort(loop.blocks.begin(), loop.blocks.end(),
              [&](BlockId a, BlockId b) { return position[a.index] < position[b.index]; });
    loop.parent = innermost_[header.index];
    if (loop.parent != kNone) loop.depth = loops_[loop.parent].depth + 1;
    for (BlockId block : loop.blocks) innermost_[block.index] = uint32_t(loops_.size());
    loops_.push_back(std::move(loop));
  }
}

bool Loops::contains(uint32_t loop, BlockId block) const {
  for (uint32_t at = of(block); at != kNone; at = loops_[at].parent) {
    if (at == loop) return true;
  }
  return false;
}

}  // namespace krait::ir
