// Construction of SSA form while blocks are being written, after Braun, Buchwald, Hack, Leißa, Mallach and Zwinkau,
// "Simple and Efficient Construction of Static Single Assignment Form" (2013): a variable's value is looked up backwards,
// and a block parameter is placed where several values meet. Redundant parameters go in a final sweep (finish_ssa).
//
// Raise edges are edges like any other. Because an edge takes the values variables have at the end of its block, a block
// that holds an instruction with a raise edge must not assign a variable after it: FunctionLowering starts a new block there.
#pragma once

#include <unordered_map>
#include <vector>

#include "ir/ir.h"

namespace krait::lower {

using VariableId = uint32_t;

class SsaBuilder {
 public:
  explicit SsaBuilder(ir::Function& function) : function_(function) {}

  VariableId add_variable(ir::Type type, std::string name);
  ir::Type variable_type(VariableId variable) const { return variables_[variable].type; }
  const std::string& variable_name(VariableId variable) const { return variables_[variable].name; }

  // Declares that `block` is entered from `from` by edge `edge` of instruction `inst` (kRaiseEdge: its raise edge).
  static constexpr uint32_t kRaiseEdge = UINT32_MAX;
  void add_edge(ir::BlockId block, ir::BlockId from, ir::InstId inst, uint32_t edge);
  bool has_predecessors(ir::BlockId block) { return !state(block).predecessors.empty(); }
  // No further edge into `block` will be added.
  void seal(ir::BlockId block);

  // Forgets all blocks from index `first` on, and what was recorded in `current` (which holds no variables of interest).
  void forget_from(uint32_t first, ir::BlockId current);

  void write(VariableId variable, ir::BlockId block, ir::ValueId value);
  ir::ValueId read(VariableId variable, ir::BlockId block);

 private:
  struct Variable {
    ir::Type type;
    std::string name;
  };
  struct Predecessor {
    ir::BlockId block;
    ir::InstId inst;
    uint32_t edge;
  };
  struct BlockState {
    bool sealed = false;
    std::vector<Predecessor> predecessors;
    std::unordered_map<VariableId, ir::ValueId> values;
    std::vector<std::pair<VariableId, ir::ValueId>> incomplete;
  };

  BlockState& state(ir::BlockId block);
  ir::ValueId add_param(VariableId variable, ir::BlockId block);
  void fill_param(VariableId variable, ir::BlockId block);
  ir::ValueId absent(VariableId variable);

  ir::Function& function_;
  std::vector<Variable> variables_;
  std::vector<BlockState> blocks_;
};

// Removes unreachable blocks' contents, parameters that are always the same value, marks values that may be absent, and removes
// bound checks of values that never are.
void finish_ssa(ir::Function& function);

}  // namespace krait::lower
