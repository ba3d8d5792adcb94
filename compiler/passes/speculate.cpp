#include "passes/speculate.h"

#include <vector>

#include "ir/loops.h"
#include "passes/twin.h"

namespace krait::passes {
namespace {

// The places in `blocks` that have both the body of a callee and its call.
std::vector<ir::InstId> choices(const ir::Function& function, const std::vector<ir::BlockId>& blocks) {
  std::vector<ir::InstId> found;
  for (ir::BlockId block : blocks) {
    for (ir::InstId id : function.block(block).insts) {
      if (function.inst(id).op == ir::Op::InlineHere) found.push_back(id);
    }
  }
  return found;
}

void choose(ir::Function& function, const std::vector<ir::InstId>& places, bool body) {
  for (ir::InstId id : places) {
    function.inst(id).op = ir::Op::ConstInt;
    function.inst(id).imm = body;
  }
}

}  // namespace

void speculate(ir::Program& program, ir::Function& function) {
  constexpr size_t kMostBlocks = 3000;  // what is repaired afterwards is walked recursively
  if (function.kind == ir::FunctionKind::Wrapper) return;
  auto keep_bodies = [&] { choose(function, choices(function, ir::reverse_postorder(function)), true); };
  if (function.blocks.size() > kMostBlocks) return keep_bodies();
  std::vector<char> was_cold;
  auto note_cold = [&] {
    for (size_t i = was_cold.size(); i < function.blocks.size(); ++i) was_cold.push_back(function.blocks[i].cold);
  };
  note_cold();
  std::vector<ir::BlockId> headers;
  {
    ir::Dominators dominators(function);
    ir::Loops loops(function, dominators);
    for (const ir::Loop& loop : loops.all()) {
      if (loop.parent == ir::kNone) headers.push_back(loop.header);
    }
  }
  for (size_t at = 0; at < headers.size(); ++at) {
    ir::BlockId header = headers[at];
    ir::Dominators dominators(function);
    ir::Loops loops(function, dominators);
    uint32_t nest = ir::kNone;
    for (uint32_t i = 0; i < loops.all().size(); ++i) {
      if (loops.all()[i].header == header) nest = i;
    }
    if (nest == ir::kNone) continue;
    std::vector<ir::InstId> places = choices(function, loops.all()[nest].blocks);
    // Where the fast version has the bodies, calls do for the general one.
    if (Twin(program, function, loops, nest, was_cold).run()) {
      choose(function, places, false);
    } else {
      // The loops within may gain what the nest does not.
      for (const ir::Loop& loop : loops.all())
        if (loop.parent == nest) headers.push_back(loop.header);
    }
    note_cold();
  }
  keep_bodies();
}

}  // namespace krait::passes
