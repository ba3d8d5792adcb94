// Makes a function SSA again after copies of its blocks have given values further definitions.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "ir/ir.h"

namespace krait::passes {

class SsaRepair {
 public:
  explicit SsaRepair(ir::Function& function) : function_(function) {}
  // At the end of `block`, what is called `value` elsewhere is `now`.
  void add(ir::ValueId value, ir::BlockId block, ir::ValueId now);
  // Uses of these values get the definition that reaches them, by new block parameters where several do. Every use must
  // be reached by some definition on each path.
  void run();

 private:
  struct Source {
    ir::BlockId block;
    ir::InstId inst;
    uint32_t edge;  // kRaise: the raise edge
  };
  static constexpr uint32_t kRaise = UINT32_MAX;
  static uint64_t key(ir::BlockId block, ir::ValueId value) { return uint64_t(block.index) << 32 | value.index; }
  ir::Edge& edge(const Source& source);
  ir::ValueId at_start(ir::BlockId block, ir::ValueId value);
  ir::ValueId at_end(ir::BlockId block, ir::ValueId value);

  ir::Function& function_;
  std::vector<char> several_;  // by value
  std::unordered_map<uint64_t, ir::ValueId> added_, known_;
  std::vector<std::vector<Source>> sources_;
};

}  // namespace krait::passes
