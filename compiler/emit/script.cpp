// Runs of calls in code that runs once, as tables for runtime/script.c.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "emit/c_types.h"
#include "emit/function.h"

namespace krait::emit {

using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Repr;
using ir::ValueId;

namespace {

// Shorter runs are as short in C.
constexpr size_t kFewestSteps = 4;

// The functions behind the instructions that a script may have; the runtime's macros with a cache for each use are
// replaced by functions.
std::string_view script_function(Op op) {
  switch (op) {
    case Op::PyGetAttr:
      return "kr_getattr_once";
    case Op::PySetAttr:
      return "kr_setattr_once";
    case Op::PyCallMethod:
      return "kr_call_method_once";
    case Op::PyBinary:
      return "kr_binary_once";
    case Op::PyGetItem:
    case Op::PySetItem:
    case Op::PyCall:
    case Op::PyCallKw:
    case Op::ListNew:
    case Op::TupleNew:
    case Op::SetNew:
    case Op::DictNew:
    case Op::TupleRead:
    case Op::CellNew:
    case Op::CellGet:
    case Op::CellSet:
    case Op::ClosureItem:
    case Op::GlobalStore:
    case Op::NamespaceLoad:
    case Op::NamespaceLoadFree:
    case Op::ImportName:
    case Op::ImportFrom:
    case Op::ClassPrepare:
    case Op::ClassFinish:
    case Op::AnnotationsSetup:
    case Op::AnnotationStore:
    case Op::ImportStar:
      return ir::info(op).c_name;
    default:
      return {};
  }
}

// KR_STEP_... of runtime/script.h.
constexpr std::string_view kKinds[] = {"O1", "O2", "O3", "O4", "O6", "O0A", "O1A", "O2A", "O2L", "O3L", "N1", "N1L", "I1", "I2", "I3", "V2"};

}  // namespace

bool FunctionEmitter::is_script_value(ValueId id) const {
  const ir::Value& value = function_.value(id);
  if (value.type.repr != Repr::Obj) return false;
  return !inlined(id) || function_.inst(value.def).op != Op::ClassObject;
}

// How a script would do the instruction; nothing where it cannot.
std::optional<FunctionEmitter::Step> FunctionEmitter::script_step(const Inst& inst) {
  switch (inst.op) {
    case Op::ConstInt:
    case Op::ConstFloat:
    case Op::ConstObj:
    case Op::Absent:
    case Op::Globals:
    case Op::Keep:
      return Step{Step::Kind::Nothing, {}, {}, {}, inst.operands};
    case Op::Decref:
      if (!is_script_value(inst.operands[0]) || inlined(inst.operands[0])) return std::nullopt;
      return Step{Step::Kind::Release, {}, {}, {}, inst.operands};
    default:
      break;
  }
  uint32_t bits = ir::effects(program_, function_, inst);
  uint32_t code = inst.code != ir::kNone ? inst.code : function_.code;
  if (inst.raise.target || !inst.raise.takes.empty() || code != function_.code || (bits & (ir::kExits | ir::kErrorAmbiguous)) ||
      ((bits & ir::kRaises) && (bits & ir::kNoTraceback))) {
    return std::nullopt;
  }
  for (size_t i = 0; i < inst.operands.size(); ++i) {
    if (!is_script_value(inst.operands[i]) || ir::shape(inst.op).operand(i).stolen) return std::nullopt;
  }
  if (inst.result && inst.type.repr != Repr::Obj) return std::nullopt;
  Step step{Step::Kind::Call, std::string(script_function(inst.op)), {}, {}, inst.operands};
  size_t fixed = inst.operands.size();
  bool variadic = false, number = false;
  switch (inst.op) {
    case Op::GlobalLoad:
      step.function = "kr_global_load";
      step.pointers = {fmt::format("&krgc[{}]", context_.global_caches++)};
      step.front = {"KR_ARG_GLOBALS", fmt::format("{}", -1 - inst.imm)};
      fixed = 3;
      break;
    case Op::FunctionNew: {
      const ir::Function& wrapper = program_.functions[size_t(inst.imm)];
      step.function = "kr_function_new";
      step.pointers = {fmt::format("&krc_{}", wrapper.code), "krw_" + wrapper.symbol};
      fixed = 6;
      break;
    }
    case Op::Call: {
      const ir::Function& callee = program_.functions[size_t(inst.imm)];
      bool objects = callee.result.repr == Repr::Obj && inst.operands.size() == callee.params.size() &&
                     std::all_of(callee.params.begin(), callee.params.end(),
                                 [&](ValueId p) { return callee.value(p).type.repr == Repr::Obj; });
      if (!objects || !inst.result) return std::nullopt;
      context_.called.insert(uint32_t(inst.imm));
      step.function = function_name(callee);
      break;
    }
    case Op::ClassFinishNative:
      context_.classes.insert(uint32_t(inst.imm));
      step.function = "kr_class_finish_native";
      step.pointers = {"&krcls_" + program_.classes[size_t(inst.imm)].symbol};
      fixed = 4;
      break;
    default:
      if (step.function.empty()) return std::nullopt;
      variadic = bits & ir::kVariadic;
      number = bits & ir::kImmPassed;
      if (variadic) fixed = ir::shape(inst.op).operands.size();
      if (number) step.number = inst.imm;
  }
  char result = !inst.result ? (bits & ir::kRaises ? 'I' : 'V') : (bits & ir::kRaises) ? 'O' : 'N';
  if (result == 'O' && (bits & ir::kNullable)) return std::nullopt;
  step.c_kind = fmt::format("{}{}{}{}", result, fixed, variadic ? "A" : "", number ? "L" : "");
  if (std::find(std::begin(kKinds), std::end(kKinds), step.c_kind) == std::end(kKinds)) return std::nullopt;
  return step;
}

// Writes the instructions from `from` on as a script, as many as go, and returns how many these are; 0 when too few do.
// `tried` becomes the end of what was looked at.
size_t FunctionEmitter::script(const std::vector<InstId>& insts, size_t from, size_t& tried) {
  std::vector<Step> steps;
  size_t calls = 0;
  for (size_t i = from; i < insts.size(); ++i) {
    std::optional<Step> step = script_step(function_.inst(insts[i]));
    if (!step) break;
    calls += step->kind == Step::Kind::Call;
    steps.push_back(std::move(*step));
  }
  size_t end = from + steps.size();
  tried = end + 1;
  if (calls < kFewestSteps) return 0;

  // What the script makes, what it takes from outside, and of that what it releases.
  std::set<uint32_t> made, moved;
  std::vector<ValueId> owned, borrowed, inputs;
  for (size_t i = from; i < end; ++i) {
    const Inst& inst = function_.inst(insts[i]);
    if (steps[i - from].kind == Step::Kind::Release && !made.count(inst.operands[0].index)) moved.insert(inst.operands[0].index);
    if (steps[i - from].kind == Step::Kind::Call && inst.result) made.insert(inst.result.index);
  }
  std::set<uint32_t> seen;
  for (size_t i = from; i < end; ++i) {
    const Step& step = steps[i - from];
    if (step.kind == Step::Kind::Nothing) continue;
    for (ValueId v : step.operands) {
      if (inlined(v) || made.count(v.index) || !seen.insert(v.index).second) continue;
      inputs.push_back(v);
    }
    ValueId result = function_.inst(insts[i]).result;
    if (step.kind == Step::Kind::Call && result) (function_.value(result).borrowed ? borrowed : owned).push_back(result);
  }
  // Whoever fails leaves the same values to be released outside.
  std::optional<std::set<uint32_t>> outside;
  const Inst* failing = nullptr;
  for (size_t i = from; i < end; ++i) {
    const Inst& inst = function_.inst(insts[i]);
    if (steps[i - from].kind != Step::Kind::Call || !(ir::effects(program_, function_, inst) & ir::kRaises)) continue;
    std::set<uint32_t> drops;
    for (ValueId v : inst.raise.drops) {
      if (!made.count(v.index) && !moved.count(v.index)) drops.insert(v.index);
    }
    if (outside && *outside != drops) return 0;
    outside = std::move(drops);
    failing = &inst;
  }
  if (failing == nullptr) return 0;
  write_script(insts, from, steps, inputs, moved, borrowed, owned, *failing, *outside);
  return steps.size();
}

void FunctionEmitter::write_script(const std::vector<InstId>& insts, size_t from, const std::vector<Step>& steps,
                                   const std::vector<ValueId>& inputs, const std::set<uint32_t>& moved,
                                   const std::vector<ValueId>& borrowed, const std::vector<ValueId>& owned, const Inst& failing,
                                   const std::set<uint32_t>& outside) {
  // Slots: values of others, then what the script may have to release, its inputs first.
  std::map<uint32_t, size_t> slot;
  std::vector<ValueId> order;
  auto place = [&](ValueId v) {
    slot.emplace(v.index, order.size());
    order.push_back(v);
  };
  for (ValueId v : inputs) {
    if (!moved.count(v.index)) place(v);
  }
  // Borrowed results stand before what is owned; undefined until they are made, so they count as inputs that are NULL.
  for (ValueId v : borrowed) place(v);
  size_t first_owned = order.size();
  for (ValueId v : inputs) {
    if (moved.count(v.index)) place(v);
  }
  size_t input_count = order.size();
  for (ValueId v : owned) place(v);
  most_slots_ = std::max(most_slots_, order.size());

  std::vector<std::string> pointers;
  auto pointer = [&](const std::string& text) {
    auto it = std::find(pointers.begin(), pointers.end(), text);
    if (it == pointers.end()) it = pointers.insert(pointers.end(), text);
    return size_t(it - pointers.begin());
  };
  auto argument = [&](ValueId v) -> std::string {
    if (!inlined(v)) return std::to_string(slot.at(v.index));
    const Inst& inst = function_.inst(function_.value(v).def);
    if (inst.op == Op::Absent) return "KR_ARG_NULL";
    if (inst.op == Op::Globals) return "KR_ARG_GLOBALS";
    std::string constant = context_.constant(ir::ConstId{uint32_t(inst.imm)});
    if (constant.starts_with("krk[")) return std::to_string(-1 - inst.imm);
    return fmt::format("KR_ARG_POINTER - {}", pointer(constant) + 1);
  };
  std::string words;
  for (size_t i = from; i < from + steps.size(); ++i) {
    const Step& step = steps[i - from];
    const Inst& inst = function_.inst(insts[i]);
    if (step.kind == Step::Kind::Nothing) continue;
    if (step.kind == Step::Kind::Release) {
      words += fmt::format("  KR_STEP_RELEASE, {},\n", argument(step.operands[0]));
      continue;
    }
    std::vector<std::string> arguments;
    for (const std::string& p : step.pointers) arguments.push_back(fmt::format("KR_ARG_POINTER - {}", pointer(p) + 1));
    arguments.insert(arguments.end(), step.front.begin(), step.front.end());
    for (ValueId v : step.operands) arguments.push_back(argument(v));
    bool traced = inst.span.valid() && function_.code != ir::kNone;
    words += fmt::format("  KR_STEP_{}, {}, {}, {}, {}", step.c_kind, pointer(step.function),
                         traced ? int64_t(context_.site(function_.code, inst.span)) : -1,
                         inst.result ? int64_t(slot.at(inst.result.index)) : -1, arguments.size());
    for (const std::string& a : arguments) words += ", " + a;
    if (step.number) words += fmt::format(", {}, {}", int32_t(uint32_t(*step.number)), int32_t(*step.number >> 32));
    words += ",\n";
    if (inst.op == Op::FunctionNew) {
      const ir::Function& wrapper = program_.functions[size_t(inst.imm)];
      if (wrapper.native && context_.bound_functions().count(wrapper.native.index) != 0) {
        std::string bound = "&krf_" + program_.functions[wrapper.native.index].symbol;
        words += fmt::format("  KR_STEP_V2, {}, -1, -1, 2, KR_ARG_POINTER - {}, {},\n", pointer("kr_bind_function"),
                             pointer(bound) + 1, slot.at(inst.result.index));
      }
    }
  }
  std::string name = fmt::format("{}_{}", function_.symbol, scripts_++);
  script_text_ += fmt::format("static const int32_t krss_{}[] = {{\n{}  KR_STEP_END}};\nstatic const void *const krsp_{}[] = {{", name, words, name);
  for (size_t i = 0; i < pointers.size(); ++i) script_text_ += (i == 0 ? "" : ", ") + pointers[i];
  script_text_ += fmt::format("}};\nstatic const KrScript krs_{0} = {{&krc_{1}, krss_{0}, krsp_{0}, {2}, {3}, {4}}};\n", name,
                              function_.code, first_owned, input_count, order.size());

  for (size_t i = 0; i < input_count; ++i) {
    bool result = i >= first_owned - borrowed.size() && i < first_owned;
    line(fmt::format("kr_slots[{}] = {};", i, result ? "NULL" : expr(order[i])));
  }
  Inst outer = failing;
  std::erase_if(outer.raise.drops, [&](ValueId v) { return !outside.count(v.index); });
  outer.span = {};  // the script has added the traceback entry
  fail_if(fmt::format("kr_script(&krs_{}, {}, {}) < 0", name, order.empty() ? "NULL" : "kr_slots",
                      context_.has_frame(function_) ? "kr_stack" : "NULL"),
          outer);
  // What is of use after the script.
  std::set<uint32_t> after;
  for (ir::BlockId id : order_) {
    const std::vector<InstId>& all = function_.block(id).insts;
    for (size_t i = 0; i < all.size(); ++i) {
      if (&all == &insts && i >= from && i < from + steps.size()) continue;
      const Inst& inst = function_.inst(all[i]);
      for (ValueId v : inst.operands) after.insert(v.index);
      auto use_edge = [&](const ir::Edge& edge) {
        for (const auto* list : {&edge.args, &edge.takes, &edge.drops}) {
          for (ValueId v : *list) after.insert(v.index);
        }
      };
      for (const ir::Edge& edge : inst.edges) use_edge(edge);
      use_edge(inst.raise);
    }
  }
  for (const std::vector<ValueId>* list : {&borrowed, &owned}) {
    for (ValueId v : *list) {
      if (after.count(v.index)) line(fmt::format("{}kr_slots[{}];", target(v), slot.at(v.index)));
    }
  }
}

}  // namespace krait::emit
