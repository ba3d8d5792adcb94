// Generators: the resume function starts with a switch on the state; what lives across a yield is kept in the frame
// struct.
//
// While the generator runs, its values are in C locals, which own them; the frame owns its parameters always and the
// saved values only while suspended, so the collector visits those by state.
#include <fmt/format.h>

#include <algorithm>

#include "emit/c_types.h"
#include "emit/function.h"
#include "ir/cfg.h"

namespace krait::emit {

using ir::BlockId;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::ValueId;

void FunctionEmitter::plan_frame() {
  in_frame_.assign(function_.values.size(), 0);
  std::vector<std::vector<uint32_t>> live = ir::live_in(function_);
  ir::SparseSet set(function_.values.size());
  for (BlockId id : order_) {
    set.clear();
    const ir::Block& block = function_.block(id);
    auto use_edge = [&](const ir::Edge& edge) {
      if (edge.target) set.unite(live[edge.target.index]);
      for (ValueId v : edge.args) set.set(v.index);
      for (ValueId v : edge.takes) set.set(v.index);
      for (ValueId v : edge.drops) set.set(v.index);
    };
    for (auto it = block.insts.rbegin(); it != block.insts.rend(); ++it) {
      const Inst& inst = function_.inst(*it);
      for (const ir::Edge& edge : inst.edges) use_edge(edge);
      if (inst.result) set.reset(inst.result.index);
      use_edge(inst.raise);
      if (inst.op == Op::Yield) {
        std::vector<ValueId> saved;
        std::vector<uint32_t> kept = set.items();
        std::sort(kept.begin(), kept.end());
        for (uint32_t v : kept) {
          bool is_param =
              std::find(function_.params.begin(), function_.params.end(), ValueId{v}) != function_.params.end();
          if (is_param || inlined(ValueId{v})) continue;
          saved.push_back(ValueId{v});
          in_frame_[v] = 1;
        }
        saved_.push_back(std::move(saved));
        states_[it->index] = uint32_t(saved_.size());
        handles_thrown_ |= inst.raise.target.valid();
      }
      for (ValueId v : inst.operands) set.set(v.index);
    }
  }
}

std::string FunctionEmitter::frame_struct() {
  std::string text = "struct KrFrame_" + function_.symbol + " {\n  KrGenerator base;\n";
  auto member = [&](ValueId id) {
    text += "  " + c_declare(program_, function_.value(id).type, value_name(function_, id)) + ";\n";
  };
  for (ValueId param : function_.params) member(param);
  for (uint32_t v = 0; v < in_frame_.size(); ++v) {
    if (in_frame_[v]) member(ValueId{v});
  }
  return text + "};\n";
}

std::string FunctionEmitter::resume_switch() {
  std::string text = fmt::format("  KrFrame_{0} *kr_frame = (KrFrame_{0} *)kr_self;\n", function_.symbol);
  for (ValueId param : function_.params) {
    std::string name = value_name(function_, param);
    text += fmt::format("  {} = kr_frame->{};\n", name, name);
  }
  text += "  int32_t kr_state = kr_self->state;\n  kr_self->state = KR_GENERATOR_RUNNING;\n";
  text += "  if (KR_UNLIKELY(kr_state == KR_GENERATOR_START && !kr_sent)) goto kr_failed;\n";
  if (!saved_.empty()) {
    text += "  switch (kr_state) {\n";
    for (size_t i = 1; i <= saved_.size(); ++i) text += fmt::format("    case {}: goto s{};\n", i, i);
    text += "    default: break;\n  }\n";
  }
  if (function_.entry != order_[0]) text += fmt::format("  goto b{};\n", function_.entry.index);
  landing_text_ +=
      "kr_failed:;\n  kr_self->state = KR_GENERATOR_DONE;\n  return PYGEN_ERROR;\n"
      "kr_returned:;\n  kr_self->state = KR_GENERATOR_DONE;\n  return PYGEN_RETURN;\n";
  return text;
}

void FunctionEmitter::yield(InstId id, const Inst& inst) {
  uint32_t state = states_.at(id.index);
  const std::vector<ValueId>& saved = saved_[state - 1];
  line(fmt::format("*kr_result = {};", expr(inst.operands[0])));
  for (ValueId value : saved) line(fmt::format("kr_frame->{0} = {0};", value_name(function_, value)));
  line(fmt::format("kr_self->state = {};", state));
  line("return PYGEN_NEXT;");
  out_ += fmt::format("s{}:;\n", state);
  for (ValueId value : saved) line(fmt::format("{0} = kr_frame->{0};", value_name(function_, value)));
  line(fmt::format("if (KR_UNLIKELY(!kr_sent)) {}", failure(inst)));
  if (!answer_unused_) line(target(inst.result) + "kr_new_ref(kr_sent);");
}

std::string FunctionEmitter::frame_functions() {
  std::string visit_params, visit_states, clear_states;
  auto visit = [&](ValueId id, std::string_view indent) {
    const ir::Value& value = function_.value(id);
    if (!ir::is_counted(program_, value.type)) return std::string();
    return fmt::format("{}kr_r = kr_{}_traverse(kr_frame->{}, visit, arg); if (kr_r) return kr_r;\n", indent,
                       c_suffix(program_, value.type), value_name(function_, id));
  };
  auto clear = [&](ValueId id, std::string_view indent) {
    std::string drop =
        c_count(program_, function_.value(id).type, "kr_frame->" + value_name(function_, id), false, true);
    return drop.empty() ? drop : std::string(indent) + drop + "\n";
  };
  for (ValueId param : function_.params) {
    visit_params += visit(param, "  ");
  }
  for (size_t i = 0; i < saved_.size(); ++i) {
    std::string visits, clears;
    for (ValueId value : saved_[i]) {
      if (function_.value(value).borrowed) continue;
      visits += visit(value, "      ");
      clears += clear(value, "      ");
    }
    if (visits.empty()) continue;
    visit_states += fmt::format("    case {}:\n{}      break;\n", i + 1, visits);
    clear_states += fmt::format("    case {}:\n{}      break;\n", i + 1, clears);
  }
  std::string symbol = function_.symbol;
  std::string text = fmt::format(
      "static int krgt_{0}(KrGenerator *self, visitproc visit, void *arg) {{\n"
      "  KrFrame_{0} *kr_frame = (KrFrame_{0} *)self;\n  int kr_r = 0;\n  (void)kr_frame; (void)visit; (void)arg;\n{1}"
      "  switch (self->state) {{\n{2}    default: break;\n  }}\n  return kr_r;\n}}\n",
      symbol, visit_params, visit_states);
  // Parameters are cleared first to zero words, so that a second call finds nothing.
  std::string params_copy, params_drop;
  for (ValueId param : function_.params) {
    ir::Type type = function_.value(param).type;
    if (!ir::is_counted(program_, type)) continue;
    std::string name = value_name(function_, param);
    params_copy += fmt::format("  {} = kr_frame->{};\n  kr_frame->{} = {};\n", c_declare(program_, type, name), name,
                               name, c_absent(program_, type));
    params_drop += "  " + c_count(program_, type, name, false, true) + "\n";
  }
  text += fmt::format(
      "static void krgx_{0}(KrGenerator *self) {{\n"
      "  KrFrame_{0} *kr_frame = (KrFrame_{0} *)self;\n  int32_t state = self->state;\n  (void)kr_frame;\n"
      "  self->state = KR_GENERATOR_DONE;\n{1}"
      "  switch (state) {{\n{2}    default: break;\n  }}\n{3}}}\n",
      symbol, params_copy, clear_states, params_drop);
  text += fmt::format(
      "KR_LOCAL KrGeneratorKind krgk_{0} = {{krg_{0}, krgt_{0}, krgx_{0}, &krc_{1}, sizeof(KrFrame_{0}), {2}, NULL, 0}};\n",
      symbol, function_.code, handles_thrown_ ? "false" : "true");
  return text;
}

}  // namespace krait::emit
