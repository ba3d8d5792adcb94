#include "passes/inline.h"

#include <algorithm>
#include <optional>

#include "ir/cfg.h"
#include "ir/loops.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::Edge;
using ir::Function;
using ir::FunctionKind;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Program;
using ir::ValueId;

// Instructions outside of cold blocks, those that cost nothing left aside.
constexpr size_t kMostAnywhere = 24, kMostInLoop = 110;
constexpr size_t kMostInstructions = 260;  // of the body, cold blocks included
constexpr size_t kMostGrowth = 600;        // of one caller

bool costs_nothing(Op op) {
  switch (op) {
    case Op::ConstInt:
    case Op::ConstFloat:
    case Op::ConstObj:
    case Op::Globals:
    case Op::Absent:
    case Op::Keep:
    case Op::Jump:
    case Op::Return:
      return true;
    default:
      return false;
  }
}

struct Size {
  size_t usual = 0, all = 0;
};

// Nothing where the body must stay a function.
std::optional<Size> measure(const Function& callee) {
  if (callee.kind != FunctionKind::Native || callee.has_closure || callee.blocks.empty()) return std::nullopt;
  Size size;
  for (BlockId id : ir::reverse_postorder(callee)) {
    const ir::Block& block = callee.block(id);
    for (InstId inst_id : block.insts) {
      const Inst& inst = callee.inst(inst_id);
      // Calls lead into recursion, whose levels are counted at entries; unknown functions may look for the callee's frame.
      // A coroutine that is dropped warns with the place of the call.
      if (inst.op == Op::Call || inst.op == Op::Yield || inst.op == Op::Poll || inst.op == Op::GeneratorNew) return std::nullopt;
      if (!block.cold && ir::shows_frame(inst.op)) return std::nullopt;
      ++size.all;
      size.usual += !block.cold && !costs_nothing(inst.op);
    }
  }
  return size;
}

class Inliner {
 public:
  Inliner(Program& program, Function& caller, const Function& callee, BlockId block, size_t at)
      : program_(program), caller_(caller), callee_(callee), block_(block), at_(at), call_(caller.inst(caller.block(block).insts[at])) {}

  // `keep_call`: the call stays beside the body, for the general version of a loop.
  void run(bool keep_call) {
    split();
    copy_values();
    for (BlockId id : order_) copy_block(id);
    Inst enter{};
    enter.op = Op::Jump;
    enter.edges.push_back({blocks_[callee_.entry.index], {}, {}, {}});
    if (keep_call) {
      Inst here{};
      here.op = Op::InlineHere;
      here.type = ir::kBool;
      enter.op = Op::Branch;
      enter.operands = {append_new(block_, std::move(here))};
      enter.imm = 1;
      enter.edges.push_back({call_block(), {}, {}, {}});
    }
    append(block_, std::move(enter));
  }

 private:
  // What follows the call goes to a block of its own, which takes the result.
  void split() {
    rest_ = caller_.add_block();
    caller_.block(rest_).cold = caller_.block(block_).cold;
    std::vector<InstId>& insts = caller_.block(block_).insts;
    std::vector<InstId> moved(insts.begin() + std::ptrdiff_t(at_) + 1, insts.end());
    insts.resize(at_);
    for (InstId id : moved) {
      if (ValueId result = caller_.inst(id).result) caller_.value(result).block = rest_;
    }
    caller_.block(rest_).insts = std::move(moved);
    if (!call_.result) return;
    ir::Value& result = caller_.value(call_.result);
    result.def = {};
    result.block = rest_;
    caller_.block(rest_).params.push_back(call_.result);
  }

  void copy_values() {
    order_ = ir::reverse_postorder(callee_);
    values_.resize(callee_.values.size());
    blocks_.resize(callee_.blocks.size());
    for (size_t i = 0; i < callee_.params.size(); ++i) values_[callee_.params[i].index] = call_.operands[i];
    for (BlockId id : order_) {
      BlockId copy = blocks_[id.index] = caller_.add_block();
      caller_.block(copy).cold = callee_.block(id).cold;
      for (ValueId param : callee_.block(id).params) {
        ValueId now = add_value(param, {}, copy);
        caller_.block(copy).params.push_back(now);
      }
      for (InstId inst : callee_.block(id).insts) {
        if (ValueId result = callee_.inst(inst).result) add_value(result, {}, copy);
      }
    }
  }

  ValueId add_value(ValueId original, InstId def, BlockId block) {
    const ir::Value& value = callee_.value(original);
    ValueId now = caller_.add_value(value.type, def, block, value.name);
    caller_.value(now).nullable = value.nullable;
    values_[original.index] = now;
    return now;
  }

  Edge copy_edge(const Edge& edge) const {
    Edge now;
    now.target = blocks_[edge.target.index];
    for (ValueId arg : edge.args) now.args.push_back(values_[arg.index]);
    return now;
  }

  void copy_block(BlockId id) {
    BlockId to = blocks_[id.index];
    for (InstId inst_id : callee_.block(id).insts) {
      const Inst& inst = callee_.inst(inst_id);
      Inst now = inst;
      for (ValueId& operand : now.operands) operand = values_[operand.index];
      for (Edge& edge : now.edges) edge = copy_edge(edge);
      if (now.code == ir::kNone) now.code = callee_.code;
      if (inst.op == Op::Return) {
        now.op = Op::Jump;
        now.edges.push_back({rest_, call_.result ? now.operands : std::vector<ValueId>{}, {}, {}});
        now.operands.clear();
      } else if (inst.op == Op::RaiseExit) {
        now.op = Op::Jump;
        now.edges.push_back({landing(), {}, {}, {}});
      } else if (inst.raise.target) {
        now.raise = copy_edge(inst.raise);
      } else if (ir::may_raise(program_, callee_, inst)) {
        now.raise.target = landing();
      }
      append(to, std::move(now));
    }
  }

  // Where what the body raises goes: the caller's entry is added to the traceback, then its handler has it.
  BlockId landing() {
    if (landing_) return landing_;
    landing_ = caller_.add_block();
    caller_.block(landing_).cold = true;
    if (call_.span.valid()) {
      Inst entry{};
      entry.op = Op::TracebackAdd;
      entry.span = call_.span;
      entry.code = call_.code;
      append(landing_, std::move(entry));
    }
    Inst on{};
    on.op = call_.raise.target ? Op::Jump : Op::RaiseExit;
    if (call_.raise.target) on.edges.push_back(call_.raise);
    append(landing_, std::move(on));
    return landing_;
  }

  BlockId call_block() {
    BlockId block = caller_.add_block();
    caller_.block(block).cold = true;
    Inst call = call_;
    call.result = {};
    Inst jump{};
    jump.op = Op::Jump;
    jump.edges.push_back({rest_, {}, {}, {}});
    ValueId result = append_new(block, std::move(call));
    if (result) jump.edges[0].args.push_back(result);
    append(block, std::move(jump));
    return block;
  }

  ValueId append_new(BlockId block, Inst inst) {
    InstId id{uint32_t(caller_.insts.size())};
    if (inst.type.repr != ir::Repr::Void) inst.result = caller_.add_value(inst.type, id, block, {});
    ValueId result = inst.result;
    caller_.insts.push_back(std::move(inst));
    caller_.block(block).insts.push_back(id);
    return result;
  }

  void append(BlockId block, Inst inst) {
    InstId id{uint32_t(caller_.insts.size())};
    if (inst.result) {
      inst.result = values_[inst.result.index];
      caller_.value(inst.result).def = id;
    }
    caller_.insts.push_back(std::move(inst));
    caller_.block(block).insts.push_back(id);
  }

  Program& program_;
  Function& caller_;
  const Function& callee_;
  BlockId block_, rest_, landing_;
  size_t at_;
  Inst call_;
  std::vector<BlockId> order_, blocks_;  // blocks of the callee; their copies
  std::vector<ValueId> values_;
};

}  // namespace

void inline_calls(Program& program, Function& function) {
  if (function.kind != FunctionKind::Native && function.kind != FunctionKind::Generator) return;
  size_t grown = 0;
  ir::Dominators dominators(function);
  ir::Loops loops(function, dominators);
  std::vector<BlockId> order = dominators.order();
  for (BlockId start : order) {
    if (function.block(start).cold) continue;
    bool in_loop = loops.of(start) != ir::kNone;
    // What follows an inlined call stands in another block.
    BlockId block = start;
    for (size_t at = 0; at < function.block(block).insts.size(); ++at) {
      const Inst& inst = function.inst(function.block(block).insts[at]);
      if (inst.op != Op::Call) continue;
      const Function& callee = program.functions[size_t(inst.imm)];
      // What methods with super() call is mostly what they extend, once in an instance's life: not worth the C.
      if (&callee == &function || callee.module != function.module || function.has_closure) continue;
      std::optional<Size> size = measure(callee);
      if (!size || size->usual > (in_loop ? kMostInLoop : kMostAnywhere) || size->all > kMostInstructions || grown + size->all > kMostGrowth) continue;
      grown += size->all;
      uint32_t rest = uint32_t(function.blocks.size());  // the first block that is made
      Inliner(program, function, callee, block, at).run(in_loop);
      block = BlockId{rest};
      at = size_t(-1);
    }
  }
}

}  // namespace krait::passes
