// Appending instructions, and the representations of their operands.
#include "lower/function_lowering.h"

namespace krait::lower {

namespace {

// The representation an operand token of ops.def asks for; kVoid for `any`.
ir::Type token_type(std::string_view token) {
  while (!token.empty() && (token.back() == '!' || token.back() == '?')) token.remove_suffix(1);
  if (token == "obj") return ir::kObj;
  if (token == "tag") return ir::kTag;
  if (token == "num") return ir::kNum;
  if (token == "f64") return ir::kF64;
  if (token == "bool") return ir::kBool;
  if (token == "i64") return ir::kI64;
  if (token == "i32") return {ir::Repr::I32, 0};
  if (token == "i16") return {ir::Repr::I16, 0};
  if (token == "i8") return {ir::Repr::I8, 0};
  if (token == "u64") return {ir::Repr::U64, 0};
  if (token == "u32") return {ir::Repr::U32, 0};
  if (token == "u16") return {ir::Repr::U16, 0};
  if (token == "u8") return {ir::Repr::U8, 0};
  if (token == "f32") return {ir::Repr::F32, 0};
  return ir::kVoid;
}

ir::Type result_type_of(Op op, ir::Type given) {
  std::string_view result = ir::info(op).result;
  if (size_t at = result.find_first_of("@#"); at != std::string_view::npos) result = result.substr(0, at);
  if (result == "-") return ir::kVoid;
  if (result == "any") return given;
  return token_type(result);
}

ir::Edge edge_to(BlockId target) {
  ir::Edge edge;
  edge.target = target;
  return edge;
}

}  // namespace

ValueId FunctionLowering::emit(Op op, std::span<const ValueId> operands, krait::Span span, ir::Type type, int64_t imm,
                               int64_t imm2) {
  const ir::OpInfo& facts = ir::info(op);
  if (op == Op::Call || op == Op::FunctionIsBound || op == Op::FunctionIs || op == Op::FunctionClosure || op == Op::SuperFinds)
    module_.uses_entry({static_cast<uint32_t>(imm)});
  bool raises = (facts.effects & ir::kRaises) != 0;
  ir::Function& fn = function();
  ir::InstId id{static_cast<uint32_t>(fn.insts.size())};
  ir::Inst inst;
  inst.op = op;
  inst.type = result_type_of(op, type);
  inst.operands.assign(operands.begin(), operands.end());
  inst.imm = imm;
  inst.imm2 = imm2;
  inst.span = {span.begin, span.end};
  inst.code = code_override_;
  if (raises) inst.raise.target = handler_;
  if (inst.type.repr != ir::Repr::Void) {
    inst.result = fn.add_value(inst.type, id, current_);
    if ((facts.effects & ir::kNullable) != 0) fn.value(inst.result).nullable = true;
  }
  ValueId result = inst.result;
  fn.insts.push_back(std::move(inst));
  fn.block(current_).insts.push_back(id);
  if (raises && handler_.valid()) {
    ssa_.add_edge(handler_, current_, id, SsaBuilder::kRaiseEdge);
    raised_in_block_ = true;
  }
  return result;
}

ValueId FunctionLowering::emit_converted(Op op, std::initializer_list<ValueId> operands, krait::Span span, int64_t imm) {
  std::string_view tokens = ir::info(op).operands;
  std::vector<ValueId> converted;
  converted.reserve(operands.size());
  std::string_view token;
  for (ValueId operand : operands) {
    if (!tokens.empty() && token != "...") {
      size_t comma = tokens.find(',');
      token = tokens.substr(0, comma);
      tokens = comma == std::string_view::npos ? std::string_view() : tokens.substr(comma + 1);
    }
    ir::Type want = token == "..." ? ir::kObj : token_type(token);
    converted.push_back(want.repr == ir::Repr::Void ? operand : convert(operand, want, span));
  }
  return emit(op, converted, span, ir::kVoid, imm);
}

void FunctionLowering::jump(BlockId target) {
  if (!reachable_) return;
  ir::Function& fn = function();
  ir::InstId id{static_cast<uint32_t>(fn.insts.size())};
  ir::Inst inst;
  inst.op = Op::Jump;
  inst.edges.push_back(edge_to(target));
  fn.insts.push_back(std::move(inst));
  fn.block(current_).insts.push_back(id);
  ssa_.add_edge(target, current_, id, 0);
  dead_end();
}

void FunctionLowering::branch(ValueId condition, BlockId if_true, BlockId if_false, int likely) {
  if (!reachable_) return;
  ir::Function& fn = function();
  ir::InstId id{static_cast<uint32_t>(fn.insts.size())};
  ir::Inst inst;
  inst.op = Op::Branch;
  inst.imm = likely;
  inst.operands.push_back(condition);
  inst.edges.push_back(edge_to(if_true));
  inst.edges.push_back(edge_to(if_false));
  fn.insts.push_back(std::move(inst));
  fn.block(current_).insts.push_back(id);
  ssa_.add_edge(if_true, current_, id, 0);
  ssa_.add_edge(if_false, current_, id, 1);
  dead_end();
}

void FunctionLowering::terminate(Op op, std::initializer_list<ValueId> operands, krait::Span span) {
  if (!reachable_) return;
  emit(op, operands, span);
  dead_end();
}

// What follows a terminator goes to a block of its own that nothing enters; finish_ssa() empties it.
void FunctionLowering::dead_end() {
  current_ = new_block(true);
  ssa_.seal(current_);
  reachable_ = false;
  raised_in_block_ = false;
}

void FunctionLowering::set_block(BlockId block) {
  current_ = block;
  reachable_ = true;
  raised_in_block_ = false;
}

ValueId FunctionLowering::convert(ValueId value, ir::Type type, krait::Span span) {
  if (type_of(value) == type) return value;
  // A boxed constant is made once.
  const ir::Function& fn = function();
  if (const ir::Inst* def = fn.value(value).def ? &fn.inst(fn.value(value).def) : nullptr; def != nullptr && type == ir::kObj) {
    if (def->op == Op::ConstInt && def->type == ir::kBool) return const_obj(module_.bool_constant(def->imm != 0));
    if (def->op == Op::ConstInt && (def->type == ir::kTag || def->type == ir::kI64)) return const_obj(module_.int_constant(def->imm));
    if (def->op == Op::ConstFloat && def->type == ir::kF64) return const_obj(module_.float_constant(def->fimm));
  }
  return emit(Op::Convert, {value}, span, type);
}

ValueId FunctionLowering::truth(ValueId value, krait::Span span) {
  if (type_of(value) == ir::kBool) return value;
  return emit(Op::Truth, {value}, span);
}

ValueId FunctionLowering::truth(const syntax::Expr* expr, ValueId value, krait::Span span) {
  return type_of(value) == ir::kObj && module_.is_bool(claimed(expr)) ? emit(Op::BoolTruth, {value}, span) : truth(value, span);
}

ValueId FunctionLowering::const_obj(ir::ConstId id) {
  return emit(Op::ConstObj, {}, {}, ir::kObj, static_cast<int64_t>(id.index));
}
ValueId FunctionLowering::const_bool(bool value) { return emit(Op::ConstInt, {}, {}, ir::kBool, value ? 1 : 0); }
ValueId FunctionLowering::const_tag(int64_t value) { return emit(Op::ConstInt, {}, {}, ir::kTag, value); }
ValueId FunctionLowering::const_i64(int64_t value) { return emit(Op::ConstInt, {}, {}, ir::kI64, value); }
ValueId FunctionLowering::const_float(double value) {
  ValueId result = emit(Op::ConstFloat, {}, {}, ir::kF64);
  ir::Function& fn = function();
  fn.inst(fn.value(result).def).fimm = value;
  return result;
}
ValueId FunctionLowering::absent(ir::Type type) { return emit(Op::Absent, {}, {}, type); }

}  // namespace krait::lower
