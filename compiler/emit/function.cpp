// The body of one C function: blocks as labels, values as locals, failures to cold landing code at the end.
#include "emit/function.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/source.h"
#include "emit/c_types.h"
#include "ir/cfg.h"
#include "ir/ownership.h"

namespace krait::emit {

using ir::BlockId;
using ir::Edge;
using ir::Inst;
using ir::InstId;
using ir::kNone;
using ir::Op;
using ir::Repr;
using ir::Type;
using ir::ValueId;

std::string value_name(const ir::Function& function, ValueId id) {
  const ir::Value& value = function.value(id);
  return value.name.empty() ? fmt::format("v{}", id.index) : fmt::format("{}_{}", c_identifier(value.name), id.index);
}

std::string function_name(const ir::Function& function) {
  switch (function.kind) {
    case ir::FunctionKind::Wrapper:
      return "krb_" + function.symbol;
    case ir::FunctionKind::Generator:
      return "krg_" + function.symbol;
    default:
      return "krn_" + function.symbol;
  }
}

// Small enough that the C compiler had better look at its calls: constructors, accessors, operators.
static bool is_small(const ir::Function& function) {
  constexpr size_t kMostInstructions = 40;
  if (function.kind != ir::FunctionKind::Native) return false;
  size_t count = 0;
  for (const ir::Block& block : function.blocks)
    if (!block.cold) count += block.insts.size();
  return count <= kMostInstructions;
}

std::string function_signature(const ir::Program& program, const ir::Function& function) {
  if (function.kind == ir::FunctionKind::Generator) {
    return fmt::format("KR_LOCAL PySendResult {}(KrGenerator *kr_self, PyObject *kr_sent, PyObject **kr_result)",
                       function_name(function));
  }
  if (function.kind == ir::FunctionKind::Wrapper)
    return fmt::format("KR_LOCAL PyObject *{}(PyObject *kr_f, PyObject *const *kr_a)", function_name(function));
  std::string params;
  for (ValueId param : function.params) {
    if (!params.empty()) params += ", ";
    params += c_declare(program, function.value(param).type, value_name(function, param));
  }
  if (params.empty()) params = "void";
  std::string_view linkage = function.exported    ? "KR_HIDDEN "
                             : is_small(function) ? "KR_LOCAL_INLINE "
                                                  : "KR_LOCAL ";
  std::string declarator = fmt::format("{}({})", function_name(function), params);
  return std::string(linkage) + c_declare(program, function.result, declarator);
}

FunctionEmitter::FunctionEmitter(ModuleContext& context, const ir::Function& function)
    : context_(context), program_(context.program), function_(function) {}

std::string FunctionEmitter::run() {
  std::vector<BlockId> reachable = ir::reverse_postorder(function_);
  for (bool cold : {false, true}) {
    for (BlockId block : reachable) {
      if (function_.block(block).cold == cold) order_.push_back(block);
    }
  }
  find_locals();
  rank_drops();
  if (function_.kind == ir::FunctionKind::Generator) plan_frame();
  for (size_t i = 0; i < order_.size(); ++i) {
    next_ = i + 1 < order_.size() ? order_[i + 1] : BlockId{};
    block(order_[i]);
  }
  landings();
  std::string text;
  if (function_.kind == ir::FunctionKind::Generator) context_.early += frame_struct();
  text += kRestoreLine;
  text += script_text_;
  if (context_.is_cold(function_)) text += "__attribute__((cold)) ";
  if (function_.has_fast_loops) text += "KR_FAST_LOOPS ";
  text += function_signature(program_, function_) + " {\n";
  // Every cycle of calls passes through a counted level: one of direct calls here, any other through a wrapper or a
  // resumption.
  if (function_.kind == ir::FunctionKind::Generator) {
    text += "  KR_ENTER(PYGEN_ERROR);\n";
  } else if (function_.kind == ir::FunctionKind::Native && context_.is_recursive(function_)) {
    text += fmt::format("  KR_ENTER({});\n", c_absent(program_, function_.result));
  }
  if (context_.has_frame(function_)) text += stack_frame();
  text += declarations();
  if (function_.kind == ir::FunctionKind::Wrapper) text += wrapper_parameters();
  if (function_.kind == ir::FunctionKind::Generator) text += resume_switch();
  for (size_t i = 0; i < order_.size(); ++i) {
    if (labelled_.count(order_[i].index)) {
      // gcc then keeps what leads there out of the way, and spends less time on it.
      bool cold = function_.block(order_[i]).cold;
      text += fmt::format("b{}:{};\n", order_[i].index, cold ? " __attribute__((cold))" : "");
    }
    text += bodies_[i];
  }
  text += kRestoreLine;
  text += landing_text_ + "}\n";
  if (function_.kind == ir::FunctionKind::Generator) text += frame_functions();
  return text;
}

// A value used outside its block is declared at the top of the function, others where they are defined.
void FunctionEmitter::find_locals() {
  wide_.assign(function_.values.size(), 0);
  auto use = [&](ValueId value, BlockId block) {
    if (function_.value(value).block != block) wide_[value.index] = 1;
  };
  for (BlockId id : order_) {
    for (ValueId param : function_.block(id).params) wide_[param.index] = 1;
    for (InstId inst_id : function_.block(id).insts) {
      const Inst& inst = function_.inst(inst_id);
      for (ValueId value : inst.operands) use(value, id);
      auto use_edge = [&](const Edge& edge) {
        for (ValueId value : edge.args) use(value, id);
        for (ValueId value : edge.takes) use(value, id);
        for (ValueId value : edge.drops) use(value, id);
      };
      for (const Edge& edge : inst.edges) use_edge(edge);
      // Landing code stands outside the block's part of the text, but later, and in the same C scope.
      use_edge(inst.raise);
    }
  }
  // Parameters of a generator come from its frame.
  for (ValueId param : function_.params) wide_[param.index] = function_.kind == ir::FunctionKind::Generator;
}

// Chains of landings share their ends, so what most failures release is released last: sets that grow and shrink in the
// middle of a function would otherwise share nothing.
void FunctionEmitter::rank_drops() {
  walked_ = ir::walked_ranks(function_);
  drop_count_.assign(function_.values.size(), 0);
  for (BlockId id : order_) {
    for (InstId inst_id : function_.block(id).insts) {
      for (ValueId value : function_.inst(inst_id).raise.drops) ++drop_count_[value.index];
    }
  }
}

// What is released later has the higher rank. What loops walk goes before all variables, the innermost first (passes/
// refcount.cpp). Variables with the same count stay as they are.
std::pair<bool, uint32_t> FunctionEmitter::drop_rank(ValueId value) const {
  uint32_t walked = walked_[value.index];
  return walked != 0 ? std::pair(false, ~walked) : std::pair(true, drop_count_[value.index]);
}

// The parameters of a wrapper's body, out of the array of the parsed arguments.
std::string FunctionEmitter::wrapper_parameters() const {
  const ir::CodeInfo& code = program_.modules[function_.module]->codes[function_.code];
  std::vector<const ir::Param*> parsed = parsed_order(code);
  std::string text;
  for (size_t i = 0; i < function_.params.size(); ++i) {
    std::string value = "kr_function_closure(kr_f)";
    if (!function_.has_closure || i > 0) {
      const ir::Param* param = &code.params[i - function_.has_closure];
      value = fmt::format("kr_a[{}]", std::find(parsed.begin(), parsed.end(), param) - parsed.begin());
    }
    text += fmt::format("  PyObject *{} = {};\n", value_name(function_, function_.params[i]), value);
  }
  return text;
}

std::string FunctionEmitter::declarations() {
  std::map<std::string, std::string> by_type;
  for (uint32_t i = 0; i < function_.values.size(); ++i) {
    if (!wide_[i] || inlined(ValueId{i})) continue;
    std::string type = c_type(program_, function_.values[i].type);
    std::string& names = by_type[type];
    names += names.empty() ? "" : type.back() == '*' ? ", *" : ", ";
    names += value_name(function_, ValueId{i});
  }
  std::string text;
  for (auto& [type, names] : by_type) text += fmt::format("  {}{}{};\n", type, type.back() == '*' ? "" : " ", names);
  if (most_args_ != 0) text += fmt::format("  PyObject *kr_args[{}];\n", most_args_ + 1);
  if (most_slots_ != 0) text += fmt::format("  PyObject *kr_slots[{}];\n", most_slots_);
  if (uses_site_) text += "  uint32_t site;\n";
  return text;
}

// Constants have no variable: each use is the constant.
bool FunctionEmitter::inlined(ValueId id) const {
  const ir::Value& value = function_.value(id);
  if (!value.def) return false;
  switch (function_.inst(value.def).op) {
    case Op::ConstInt:
    case Op::ConstFloat:
    case Op::ConstObj:
    case Op::Absent:
    case Op::Globals:
    case Op::ClassObject:
    case Op::NotImplementedObject:
      return true;
    default:
      return false;
  }
}

std::string FunctionEmitter::expr(ValueId id) {
  const ir::Value& value = function_.value(id);
  if (!inlined(id)) return value_name(function_, id);
  const Inst& inst = function_.inst(value.def);
  switch (inst.op) {
    case Op::ConstInt:
      if (inst.type.repr == Repr::Tag) return fmt::format("kr_tag_small({})", c_integer(inst.imm));
      if (inst.type.repr == Repr::U64) return fmt::format("UINT64_C({})", uint64_t(inst.imm));
      return fmt::format("({}){}", c_type(program_, inst.type), c_integer(inst.imm));
    case Op::ConstFloat:
      return inst.type.repr == Repr::F32 ? fmt::format("(float){}", c_double(inst.fimm)) : c_double(inst.fimm);
    case Op::ConstObj:
      return context_.constant(ir::ConstId{uint32_t(inst.imm)});
    case Op::Absent:
      return c_absent(program_, inst.type);
    case Op::Globals:
      return "krm.dict";
    case Op::NotImplementedObject:
      return "Py_NotImplemented";
    default:  // ClassObject
      context_.classes.insert(uint32_t(inst.imm));
      return fmt::format("(PyObject *)krcls_{}.type", program_.classes[size_t(inst.imm)].symbol);
  }
}

std::string FunctionEmitter::exprs(const std::vector<ValueId>& values, size_t from) {
  std::string out;
  for (size_t i = from; i < values.size(); ++i) out += (i == from ? "" : ", ") + expr(values[i]);
  return out;
}

void FunctionEmitter::line(std::string_view text) {
  out_ += "  ";
  out_ += text;
  out_ += '\n';
}

// "name = " or, for a value of one block, "type name = ".
std::string FunctionEmitter::target(ValueId id) {
  if (wide_[id.index]) return value_name(function_, id) + " = ";
  return c_declare(program_, function_.value(id).type, value_name(function_, id)) + " = ";
}

void FunctionEmitter::count(ValueId id, bool increment) {
  if (inlined(id) && function_.inst(function_.value(id).def).op != Op::ConstObj &&
      function_.inst(function_.value(id).def).op != Op::ClassObject &&
      function_.inst(function_.value(id).def).op != Op::NotImplementedObject &&
      function_.inst(function_.value(id).def).op != Op::Globals) {
    return;  // numbers and absent values
  }
  if (id == absent_) return;
  const ir::Value& value = function_.value(id);
  bool word = value.type.repr == Repr::Obj || value.type.repr == Repr::Tag || value.type.repr == Repr::Num;
  if (cold_ && !increment && word) {
    return line(fmt::format("kr_{}_drop({});", ir::repr_name(value.type.repr), expr(id)));
  }
  std::string text = c_count(program_, value.type, expr(id), increment, value.nullable);
  if (!text.empty()) line(text);
}

// Assigns the arguments of an edge to the parameters of its target, as if all at once.
void FunctionEmitter::assign(const Edge& edge) {
  struct Move {
    std::string to, from;
    Type type;
  };
  std::vector<Move> moves;
  const ir::Block& block = function_.block(edge.target);
  for (size_t i = 0; i < edge.args.size(); ++i) {
    std::string to = value_name(function_, block.params[i]), from = expr(edge.args[i]);
    if (to != from) moves.push_back({to, from, function_.value(block.params[i]).type});
  }
  uint32_t temporaries = 0;
  while (!moves.empty()) {
    auto free = std::find_if(moves.begin(), moves.end(), [&](const Move& move) {
      return std::none_of(moves.begin(), moves.end(), [&](const Move& other) { return other.from == move.to; });
    });
    if (free != moves.end()) {
      line(free->to + " = " + free->from + ";");
      moves.erase(free);
      continue;
    }
    // Only cycles are left: save one target, whose readers then take the copy.
    std::string copy = fmt::format("kr_copy{}", temporaries++);
    if (temporaries == 1) line("{");
    line(c_declare(program_, moves[0].type, copy) + " = " + moves[0].to + ";");
    std::string saved = moves[0].to;
    for (Move& move : moves) {
      if (move.from == saved) move.from = copy;
    }
  }
  if (temporaries != 0) line("}");
}

bool FunctionEmitter::plain(const Edge& edge) const {
  return edge.args.empty() && edge.takes.empty() && edge.drops.empty();
}

void FunctionEmitter::go(const Edge& edge, bool fall_through) {
  for (ValueId value : edge.takes) count(value, true);
  for (ValueId value : edge.drops) count(value, false);
  assign(edge);
  if (fall_through && edge.target == next_) return;
  labelled_.insert(edge.target.index);
  line(fmt::format("goto b{};", edge.target.index));
}

std::string FunctionEmitter::error_return() const {
  if (function_.kind == ir::FunctionKind::Generator) return "goto kr_failed;";
  return fmt::format("return {};", c_absent(program_, function_.result));
}

uint32_t FunctionEmitter::landing(std::string text, uint32_t next) {
  auto [entry, is_new] = landing_index_.try_emplace({text, next}, uint32_t(landings_.size()));
  if (is_new) landings_.push_back({std::move(text), next});
  return entry->second;
}

// The statement that control takes when `inst` failed. The traceback entry is added last, by the piece that all chains
// with the same end share; releasing values before leaves the error as it is.
std::string FunctionEmitter::failure(const Inst& inst) {
  uint32_t code = inst.code != kNone ? inst.code : function_.code;
  bool traceback = inst.span.valid() && code != kNone && !(ir::info(inst.op).effects & ir::kNoTraceback);
  bool saved_cold = std::exchange(cold_, true);
  std::string end = capture([&] {
    if (traceback) line(fmt::format("kr_traceback_add(&krc_{}, site);", code));
    if (inst.raise.target) {
      assign(inst.raise);
      labelled_.insert(inst.raise.target.index);
      line(fmt::format("goto b{};", inst.raise.target.index));
    } else {
      line(error_return());
    }
  });
  std::vector<std::string> steps;
  std::vector<ValueId> drops = inst.raise.drops;
  std::stable_sort(drops.begin(), drops.end(), [&](ValueId a, ValueId b) { return drop_rank(a) > drop_rank(b); });
  for (ValueId value : drops) steps.push_back(capture([&] { count(value, false); }));
  // Taken first, hence the last to be put in front.
  for (auto it = inst.raise.takes.rbegin(); it != inst.raise.takes.rend(); ++it) {
    steps.push_back(capture([&] { count(*it, true); }));
  }
  cold_ = saved_cold;
  std::erase(steps, std::string());
  if (steps.empty() && std::count(end.begin(), end.end(), '\n') == 1) return end.substr(2, end.size() - 3);
  uint32_t node = landing(std::move(end), kNone);
  for (std::string& step : steps) node = landing(std::move(step), node);
  std::string jump = fmt::format("goto r{};", node);
  if (!traceback) return jump;
  uses_site_ = true;
  return fmt::format("{{ site = {}; {} }}", context_.site(code, inst.span), jump);
}

// A piece stands behind one that goes on to it where it can, which saves a jump; pieces are made from the end on.
void FunctionEmitter::landings() {
  landing_text_ = capture([&] {
    std::vector<char> written(landings_.size());
    for (uint32_t i = uint32_t(landings_.size()); i-- > 0;) {
      uint32_t at = i;
      while (at != kNone && !written[at]) {
        written[at] = 1;
        out_ += fmt::format("r{}:;\n", at);
        out_ += landings_[at].text;
        at = landings_[at].next;
      }
      if (at != kNone && at != i) line(fmt::format("goto r{};", at));
    }
  });
}

void FunctionEmitter::fail_if(const std::string& condition, const Inst& inst) {
  line(fmt::format("if (KR_UNLIKELY({})) {}", condition, failure(inst)));
}

// Tests the result of an instruction that reports failure by the absent value.
void FunctionEmitter::test_result(const Inst& inst, const std::string& value, uint32_t effect_bits) {
  if (!(effect_bits & ir::kRaises)) return;
  bool exact;
  std::string test = c_is_absent(program_, inst.type, value, exact);
  if (!exact || (effect_bits & ir::kErrorAmbiguous)) test += " && PyErr_Occurred()";
  fail_if(test, inst);
}

void FunctionEmitter::define(const Inst& inst, const std::string& value, uint32_t effect_bits) {
  line(target(inst.result) + value + ";");
  test_result(inst, value_name(function_, inst.result), effect_bits);
}

void FunctionEmitter::position(const Inst& inst) {
  if (!context_.options.line_directives || !inst.span.valid() || context_.module.source == nullptr) return;
  uint32_t line_number = context_.module.source->line(inst.span.begin);
  if (line_number == current_line_) return;
  out_ += current_line_ == 0 ? fmt::format("#line {} {}\n", line_number, c_string(context_.module.path))
                             : fmt::format("#line {}\n", line_number);
  current_line_ = line_number;
}

void FunctionEmitter::block(BlockId id) {
  bodies_.push_back(capture([&] {
    current_line_ = 0;
    fresh_.clear();
    cold_ = function_.block(id).cold || context_.is_cold(function_);
    const std::vector<InstId>& insts = function_.block(id).insts;
    size_t tried = 0;  // up to here no script begins
    for (size_t i = 0; i < insts.size();) {
      if (size_t done = i >= tried && context_.is_cold(function_) ? script(insts, i, tried) : 0) {
        i += done;
        continue;
      }
      const Inst& inst = function_.inst(insts[i]);
      position(inst);
      // Nobody looks at what is sent.
      const Inst* next = i + 1 < insts.size() ? &function_.inst(insts[i + 1]) : nullptr;
      answer_unused_ = inst.op == Op::Yield && next != nullptr && next->op == Op::Decref && next->operands[0] == inst.result;
      instruction(insts[i], inst);
      if (ir::effects(program_, function_, inst) & ir::kNeverReturns) break;
      i += answer_unused_ ? 2 : 1;
    }
  }));
}

// The function's place in the interpreter's chain of frames. Bodies of modules and classes show their namespace there.
std::string FunctionEmitter::stack_frame() {
  const ir::CodeInfo& code = program_.modules[function_.module]->codes[function_.code];
  size_t variables = code.params.size() + code.local_names.size() + code.free_names.size() + code.cell_names.size();
  std::string locals = "NULL";
  if (function_.kind == ir::FunctionKind::ModuleBody) locals = "krm.dict";
  else if (!function_.params.empty() && code.params.empty() && function_.value(function_.params.back()).name == "namespace")
    locals = value_name(function_, function_.params.back());
  return fmt::format("  KR_STACK_FRAME(krc_{}, {}, {});\n", function_.code, variables, locals);
}

void FunctionEmitter::instruction(InstId id, const Inst& inst) {
  follow_fresh(inst);
  uint32_t bits = ir::effects(program_, function_, inst);
  bool shows = ir::shows_frame(program_, inst) || (inst.op == Op::Call && context_.has_frame(program_.functions[size_t(inst.imm)]));
  if (inst.op == Op::DelegateCall) {
    ir::FunctionId body = ir::generator_body(program_, ir::FunctionId{uint32_t(inst.imm)});
    shows = body && context_.has_frame(program_.functions[body.index]);
  }
  if (shows && inst.span.valid() && context_.has_frame(function_))
    line(fmt::format("kr_frame_at(kr_stack, {});", context_.site(function_.code, inst.span)));
  bool in_place = inst.op == Op::VecLoad || inst.op == Op::VecStore;  // of a vec that another instruction tests, or of a packed list
  if (inst.op == Op::BuiltinVecLen || (ir::info(inst.op).name.starts_with("vec.") && !in_place)) context_.vecs = true;
  if (bits & ir::kTerminator) return terminator(inst);
  if (bits & ir::kStructural) return structural(id, inst, bits);
  primitive(inst, bits);
}

// The form that looks for a packed list first, where operand 0 may be one of such items; empty: there is none.
static std::string_view packed_form(ir::Op op, Repr item) {
  switch (op) {
    case ir::Op::ListGetTag:
      return item == Repr::I64 ? "kr_packed_get_tag" : "";
    case ir::Op::ListSetTag:
      return item == Repr::I64 ? "kr_packed_set_tag" : "";
    case ir::Op::ListGetNum:
      return item == Repr::F64 ? "kr_packed_get_num" : "";
    case ir::Op::ListSetNum:
      return item == Repr::F64 ? "kr_packed_set_num" : "";
    case ir::Op::ListTruthAt:
      return item == Repr::Bool ? "kr_packed_truth_at" : "";
    case ir::Op::ListSetBool:
      return item == Repr::Bool ? "kr_packed_set_bool" : "";
    default:
      return "";
  }
}

void FunctionEmitter::primitive(const Inst& inst, uint32_t bits) {
  const ir::OpInfo& row = ir::info(inst.op);
  std::string_view c_name = row.c_name;
  if (!inst.operands.empty()) {
    if (std::string_view packed = packed_form(inst.op, function_.value(inst.operands[0]).packed); !packed.empty()) c_name = packed;
  }
  std::string args;
  auto add = [&](const std::string& arg) { args += (args.empty() ? "" : ", ") + arg; };
  size_t fixed = ir::shape(inst.op).operands.size();
  for (size_t i = 0; i < std::min(fixed, inst.operands.size()); ++i) add(expr(inst.operands[i]));
  if (bits & ir::kVariadic) {
    size_t count = inst.operands.size() - std::min(fixed, inst.operands.size());
    if (count == 0) {
      add("NULL, 0");
    } else {
      // One array for the whole function, its first slot spare for PY_VECTORCALL_ARGUMENTS_OFFSET.
      most_args_ = std::max(most_args_, count);
      std::string fill;
      for (size_t i = 0; i < count; ++i)
        fill += fmt::format("kr_args[{}] = {}; ", i + 1, expr(inst.operands[fixed + i]));
      fill.pop_back();
      line(fill);
      add(fmt::format("kr_args + 1, {}", count));
    }
  }
  if (bits & ir::kImmPassed) add(c_integer(inst.imm));
  if (bits & ir::kExits) {
    if (inst.result) {
      std::string name = value_name(function_, inst.result);
      if (!wide_[inst.result.index]) line(c_declare(program_, inst.type, name) + ";");
      add("&" + name);
    }
    return fail_if(fmt::format("!{}({})", c_name, args), inst);
  }
  std::string call = fmt::format("{}({})", c_name, args);
  if (bits & ir::kNeverReturns) {
    line(call + ";");
    line(failure(inst));
  } else if (inst.result) {
    define(inst, call, bits);
  } else if (bits & ir::kRaises) {
    fail_if(call + " < 0", inst);
  } else {
    line(call + ";");
  }
}

void FunctionEmitter::terminator(const Inst& inst) {
  switch (inst.op) {
    case Op::Jump:
      return go(inst.edges[0], true);
    case Op::Branch: {
      const Edge &yes = inst.edges[0], &no = inst.edges[1];
      int64_t likely = inst.imm;
      if (likely == 0) likely = function_.block(no.target).cold - function_.block(yes.target).cold;
      std::string_view wrap = likely > 0 ? "KR_LIKELY" : likely < 0 ? "KR_UNLIKELY" : "";
      std::string condition = expr(inst.operands[0]);
      bool invert = yes.target == next_ && (plain(yes) || plain(no));
      const Edge &taken = invert ? no : yes, &other = invert ? yes : no;
      // On the edge of an absent value there is nothing to count.
      const ir::Value& tested = function_.value(inst.operands[0]);
      bool is_absent = tested.def && function_.inst(tested.def).op == Op::IsAbsent;
      auto follow = [&](const Edge& edge, bool fall_through) {
        if (is_absent && &edge == &yes) absent_ = function_.inst(tested.def).operands[0];
        go(edge, fall_through);
        absent_ = {};
      };
      std::string test = fmt::format("if ({}{}({}))", invert ? "!" : "", wrap, condition);
      if (plain(taken)) {
        labelled_.insert(taken.target.index);
        line(fmt::format("{} goto b{};", test, taken.target.index));
      } else {
        line(test + " {");
        follow(taken, false);
        line("}");
      }
      return follow(other, true);
    }
    case Op::Switch: {
      line(fmt::format("switch ({}) {{", expr(inst.operands[0])));
      for (size_t i = 0; i + 1 < inst.edges.size(); ++i) {
        line(fmt::format("case {}:;", i));
        go(inst.edges[i], false);
      }
      line("default:;");
      go(inst.edges.back(), false);
      return line("}");
    }
    case Op::Return:
      return return_value(inst);
    case Op::Unreachable:
      return line("__builtin_unreachable();");
    default:  // RaiseExit
      return line(error_return());
  }
}

void FunctionEmitter::return_value(const Inst& inst) {
  if (function_.kind == ir::FunctionKind::Generator) {
    line(fmt::format("*kr_result = {};", inst.operands.empty() ? "kr_new_ref(Py_None)" : expr(inst.operands[0])));
    return line("goto kr_returned;");
  }
  line(fmt::format("return {};", inst.operands.empty() ? "0" : expr(inst.operands[0])));
}

std::string function_text(ModuleContext& context, const ir::Function& function) {
  return FunctionEmitter(context, function).run();
}

}  // namespace krait::emit
