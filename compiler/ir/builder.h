// Appends instructions to a function: result types from the table, spans and raise edges from the builder's state.
//
//   Builder b(program, function);
//   b.at(block);
//   ValueId sum = b.emit(Op::TagAdd, {x, y});
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ir/ir.h"

namespace krait::ir {

class Builder {
 public:
  Builder(Program& program, Function& function) : program_(program), function_(function) {}

  Function& function() { return function_; }
  Program& program() { return program_; }
  BlockId block(bool cold = false) {
    BlockId id = function_.add_block();
    function_.block(id).cold = cold;
    return id;
  }
  // Adds a parameter to a block.
  ValueId param(BlockId block, Type type, std::string name = {}, bool nullable = false) {
    ValueId id = function_.add_value(type, {}, block, std::move(name));
    function_.value(id).nullable = nullable;
    function_.block(block).params.push_back(id);
    return id;
  }
  // Adds a parameter to the function; before the first block is entered.
  ValueId function_param(Type type, std::string name = {}, bool nullable = false) {
    ValueId id = function_.add_value(type, {}, function_.entry, std::move(name));
    function_.value(id).nullable = nullable;
    function_.params.push_back(id);
    return id;
  }
  void at(BlockId block) { block_ = block; }
  BlockId current() const { return block_; }
  // Source position of the instructions that follow.
  void span(Span span) { span_ = span; }
  Span span() const { return span_; }
  // Raise edge of the instructions that follow; an edge without a target leaves the function.
  void handler(Edge edge) { raise_ = std::move(edge); }

  // Appends an instruction. `type` is needed where the table says "any".
  ValueId emit(Op op, std::span<const ValueId> operands, Type type = kVoid, int64_t imm = 0, int64_t imm2 = 0) {
    return append(op, {operands.begin(), operands.end()}, type, imm, imm2, {});
  }
  ValueId emit(Op op, std::initializer_list<ValueId> operands, Type type = kVoid, int64_t imm = 0, int64_t imm2 = 0) {
    return append(op, {operands.begin(), operands.end()}, type, imm, imm2, {});
  }

  ValueId integer(int64_t value, Type type) { return emit(Op::ConstInt, {}, type, value); }
  ValueId floating(double value, Type type = kF64) {
    ValueId id = emit(Op::ConstFloat, {}, type);
    function_.insts.back().fimm = value;
    return id;
  }
  ValueId constant(ConstId id) { return emit(Op::ConstObj, {}, kObj, id.index); }
  ValueId absent(Type type) { return emit(Op::Absent, {}, type); }
  ValueId convert(ValueId value, Type type) {
    return function_.value(value).type == type ? value : emit(Op::Convert, {value}, type);
  }

  void jump(BlockId target, std::vector<ValueId> args = {}) {
    append(Op::Jump, {}, kVoid, 0, 0, {Edge{target, std::move(args), {}, {}}});
  }
  // likely: 1 when the condition mostly holds, -1 when it mostly does not.
  void branch(ValueId condition, Edge yes, Edge no, int likely = 0) {
    append(Op::Branch, {condition}, kVoid, likely, 0, {std::move(yes), std::move(no)});
  }
  void branch(ValueId condition, BlockId yes, BlockId no, int likely = 0) {
    branch(condition, Edge{yes, {}, {}, {}}, Edge{no, {}, {}, {}}, likely);
  }
  void switch_to(ValueId selector, std::vector<Edge> edges) {
    append(Op::Switch, {selector}, kVoid, 0, 0, std::move(edges));
  }
  void ret(ValueId value) { emit(Op::Return, {value}); }
  void ret() { emit(Op::Return, {}); }
  // Whether the current block has its terminator.
  bool terminated() const {
    const Block& block = function_.block(block_);
    return !block.insts.empty() && (info(function_.inst(block.insts.back()).op).effects & kTerminator) != 0;
  }

 private:
  ValueId append(Op op, std::vector<ValueId> operands, Type type, int64_t imm, int64_t imm2, std::vector<Edge> edges) {
    InstId id{uint32_t(function_.insts.size())};
    const OpShape& row = shape(op);
    Inst inst{};
    inst.op = op;
    inst.operands = std::move(operands);
    inst.imm = imm;
    inst.imm2 = imm2;
    inst.span = span_;
    inst.edges = std::move(edges);
    if (row.result != ResultKind::None) inst.type = row.result_any ? type : Type{row.result_repr, 0};
    if (info(op).effects & kRaises) inst.raise = raise_;
    function_.insts.push_back(std::move(inst));
    // A void native call has a row with a result but makes no value.
    if (Type result = function_.insts.back().type; result.repr != Repr::Void) {
      ValueId value = function_.add_value(result, id, block_);
      function_.value(value).nullable = (info(op).effects & kNullable) != 0;
      function_.inst(id).result = value;
      function_.block(block_).insts.push_back(id);
      return value;
    }
    function_.block(block_).insts.push_back(id);
    return {};
  }

  Program& program_;
  Function& function_;
  BlockId block_;
  Span span_;
  Edge raise_;
};

}  // namespace krait::ir
