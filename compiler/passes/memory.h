// What instructions read and write of mutable memory, for passes that repeat or move less than lowering wrote. Releases count, too: the
// refcount pass runs last, but a reference that goes may run a destructor, and that may do anything. Where one can go is
// told here beforehand.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ir/ir.h"

namespace krait::passes {

enum Memory : uint32_t {
  kListShape = 1,  // sizes of lists, where their items are
  kListSlots = 2,  // the items
  kBoxes = 4,      // values in boxes of ints and floats, which lists reuse
  kElsewhere = 8,  // names, attributes, everything else
  kVecShape = 16,  // sizes of vecs, where their items are
  kVecSlots = 32,  // the items
  kPackedState = 64,  // which lists are packed; their sizes and items count as those of vecs
  kFields = 0x7ff80,  // numbers in fields of native instances, a few fields to each bit
  kAllMemory = 0x7ffff,
};
inline constexpr uint32_t kMemoryKinds = 19;

// What a repeatable instruction reads: with the same operands, and none of that memory written meanwhile, it gives the same
// result or takes the same exit. Nothing for an instruction that must stay as it is.
std::optional<uint32_t> repeatable(const ir::Program& program, const ir::Function& function, const ir::Inst& inst);
// What the instruction itself may write, whatever its operands' references do.
uint32_t writes(const ir::Program& program, const ir::Function& function, const ir::Inst& inst);

// Where a reference may go whose release may run Python.
class Releases {
 public:
  Releases(const ir::Program& program, const ir::Function& function);
  bool at_start(ir::BlockId block) const { return at_start_[block.index]; }
  bool after(ir::InstId inst) const { return after_[inst.index]; }
  bool on_edge(ir::InstId inst, size_t edge) const { return (on_edge_[inst.index] >> (edge < 31 ? edge : 31) & 1) != 0; }

  // One of these references: behind the instruction, or on its way to the block, or where that begins (`inst` is none).
  struct Release {
    ir::InstId inst;
    ir::BlockId to;
    ir::ValueId value;
    friend auto operator<=>(const Release&, const Release&) = default;
  };
  const std::vector<Release>& all() const { return all_; }

 private:
  void find_candidates();
  void scan(ir::BlockId block);

  const ir::Program& program_;
  const ir::Function& function_;
  std::vector<std::vector<uint32_t>> live_;
  std::vector<uint32_t> roots_;
  std::vector<char> held_;      // values of which a reference is held, or may have to be
  std::vector<char> held_in_cold_;  // likewise in cold blocks
  std::vector<char> from_heap_;  // borrowed from the heap: held when something happens while they live
  std::vector<char> at_start_, after_;
  std::vector<uint32_t> on_edge_;
  std::vector<Release> all_;
  bool changed_ = false;
};

}  // namespace krait::passes
