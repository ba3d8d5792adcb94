#include "passes/speculate.h"

#include <vector>

#include "ir/loops.h"
#include "passes/twin.h"

namespace krait::passes {

void speculate(ir::Program& program, ir::Function& function) {
  constexpr size_t kMostBlocks = 3000;  // what is repaired afterwards is walked recursively
  if (function.kind == ir::FunctionKind::Wrapper || function.blocks.size() > kMostBlocks) return;
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
  for (ir::BlockId header : headers) {
    ir::Dominators dominators(function);
    ir::Loops loops(function, dominators);
    uint32_t nest = ir::kNone;
    for (uint32_t i = 0; i < loops.all().size(); ++i) {
      if (loops.all()[i].header == header) nest = i;
    }
    if (nest == ir::kNone) continue;
    Twin(program, function, loops, nest, was_cold).run();
    note_cold();
  }
}

}  // namespace krait::passes
