// Reference balance: a forward walk that counts the references held of each value.
#include <fmt/format.h>

#include <map>
#include <optional>

#include "ir/cfg.h"
#include "ir/ownership.h"
#include "ir/verify.h"

namespace krait::ir {
namespace {

class ReferenceVerifier {
 public:
  ReferenceVerifier(const Program& program, const Function& function) : program_(program), function_(function) {}

  std::vector<std::string> run() {
    find_borrowed_from_heap();
    at_entry_.resize(function_.blocks.size());
    permanent_.assign(function_.values.size(), 0);
    for (ValueId param : function_.params) permanent_[param.index] = 1;
    for (const Block& block : function_.blocks) {
      for (ValueId param : block.params) permanent_[param.index] = function_.value(param).borrowed;
    }
    at_entry_[function_.entry.index] = State{{}, BitSet(function_.values.size())};
    std::vector<BlockId> order = reverse_postorder(function_);
    for (changed_ = true; changed_ && faults_.empty();) {
      changed_ = false;
      for (BlockId block : order) {
        if (at_entry_[block.index]) walk(block, *at_entry_[block.index]);
      }
    }
    return std::move(faults_);
  }

 private:
  struct State {
    std::map<uint32_t, int> counts;  // references held; values not named: none
    BitSet gone;                     // borrowed from a heap that may have changed since
  };

  void fault(std::string text) {
    constexpr size_t kMostFaults = 10;
    if (faults_.size() < kMostFaults) faults_.push_back(std::move(text));
  }
  std::string where() const {
    return fmt::format("b{} {} (inst {})", block_.index, info(function_.inst(inst_).op).name, inst_.index);
  }
  bool countless(ValueId v) const { return is_countless(program_, function_, v); }

  // Whether the value can be used now.
  bool alive(const State& state, ValueId v) const {
    for (uint32_t depth = 0; depth < function_.values.size(); ++depth) {
      if (countless(v) || permanent_[v.index] || state.counts.count(v.index)) return true;
      const Value& value = function_.value(v);
      if (!value.def || state.gone.test(v.index)) return false;
      const Inst& def = function_.inst(value.def);
      const OpShape& row = shape(def.op);
      if (row.result == ResultKind::Immortal || row.result == ResultKind::Heap) return true;
      if (row.result != ResultKind::Borrowed) return false;
      v = def.operands[row.from];
    }
    return false;
  }
  bool outlives_function(ValueId v) const {
    for (uint32_t depth = 0; depth < function_.values.size(); ++depth) {
      if (countless(v) || permanent_[v.index]) return true;
      const Value& value = function_.value(v);
      if (!value.def) return false;
      const Inst& def = function_.inst(value.def);
      const OpShape& row = shape(def.op);
      if (row.result == ResultKind::Immortal) return true;
      if (row.result != ResultKind::Borrowed || (effects(program_, function_, def) & kReadsHeap)) return false;
      v = def.operands[row.from];
    }
    return false;
  }

  void use(const State& state, ValueId v) {
    if (!alive(state, v)) fault(fmt::format("{}: value {} is used after its last reference went", where(), v.index));
  }
  void take(State& state, ValueId v) {
    if (countless(v)) return;
    use(state, v);
    ++state.counts[v.index];
  }
  void release(State& state, ValueId v, std::string_view how) {
    if (countless(v)) return;
    auto held = state.counts.find(v.index);
    if (held == state.counts.end())
      return fault(fmt::format("{}: value {} is {}, but no reference is held", where(), v.index, how));
    if (--held->second == 0) state.counts.erase(held);
  }
  // Python may run, or the heap be written: what is borrowed from it may be gone.
  void invalidate(State& state) {
    for (uint32_t v : from_heap_) state.gone.set(v);
  }
  void find_borrowed_from_heap() {
    for (uint32_t v = 0; v < function_.values.size(); ++v) {
      const Value& value = function_.values[v];
      if (!value.def || countless(ValueId{v})) continue;
      const Inst& def = function_.inst(value.def);
      ResultKind kind = shape(def.op).result;
      bool heap = kind == ResultKind::Heap ||
                  (kind == ResultKind::Borrowed && (effects(program_, function_, def) & kReadsHeap) != 0);
      if (heap) from_heap_.push_back(v);
    }
  }

  void leave(State state, const Edge& edge) {
    for (ValueId v : edge.takes) take(state, v);
    for (ValueId v : edge.drops) release(state, v, "dropped");
    if (!edge.drops.empty()) invalidate(state);
    if (!edge.target) return finish(state);
    const Block& target = function_.block(edge.target);
    for (size_t i = 0; i < edge.args.size(); ++i) {
      if (countless(target.params[i])) continue;
      if (permanent_[target.params[i].index]) {
        if (!outlives_function(edge.args[i]))
          fault(fmt::format("{}: argument {} to b{} does not outlive the function", where(), i, edge.target.index));
      } else {
        release(state, edge.args[i], "moved to a block");
      }
    }
    for (ValueId param : target.params) {
      if (countless(param) || permanent_[param.index]) continue;
      if (!state.counts.emplace(param.index, 1).second) {
        fault(fmt::format("{}: value {} comes again while a reference to the last one is held", where(), param.index));
      }
    }
    std::optional<State>& seen = at_entry_[edge.target.index];
    if (!seen) {
      seen = std::move(state);
      changed_ = true;
      return;
    }
    if (seen->counts != state.counts) {
      auto [a, b] = std::mismatch(seen->counts.begin(), seen->counts.end(), state.counts.begin(), state.counts.end());
      uint32_t v = a == seen->counts.end()   ? b->first
                   : b == state.counts.end() ? a->first
                                             : std::min(a->first, b->first);
      fault(fmt::format("{}: value {} is held otherwise than on another way into b{}", where(), v, edge.target.index));
    }
    changed_ |= seen->gone.unite(state.gone);
  }
  void finish(const State& state) {
    for (auto& [v, count] : state.counts)
      fault(fmt::format("{}: the function ends with {} references of value {}", where(), count, v));
  }

  void walk(BlockId id, State state) {
    block_ = id;
    for (InstId inst_id : function_.block(id).insts) {
      inst_ = inst_id;
      const Inst& inst = function_.inst(inst_id);
      uint32_t bits = effects(program_, function_, inst);
      if (inst.op == Op::Incref) {
        take(state, inst.operands[0]);
        continue;
      }
      if (inst.op == Op::Decref) {
        release(state, inst.operands[0], "released");
        invalidate(state);
        continue;
      }
      for (ValueId v : inst.operands) use(state, v);
      for (size_t i = 0; i < inst.operands.size(); ++i) {
        if (steals(inst, i)) release(state, inst.operands[i], "stolen");
      }
      if (invalidates_borrows(bits)) {
        invalidate(state);
        // Operands must survive what the instruction itself does.
        for (size_t i = 0; i < inst.operands.size() && !(bits & kHoldsOperands); ++i) {
          if (!steals(inst, i)) use(state, inst.operands[i]);
        }
      }
      if (bits & kRaises) leave(state, inst.raise);
      if (bits & kTerminator) {
        for (const Edge& edge : inst.edges) leave(state, edge);
        if (inst.edges.empty() && inst.op != Op::Unreachable) finish(state);
        return;
      }
      if (inst.result && !countless(inst.result)) {
        state.gone.reset(inst.result.index);
        if (shape(inst.op).result == ResultKind::New) ++state.counts[inst.result.index];
      }
    }
  }

  const Program& program_;
  const Function& function_;
  std::vector<std::optional<State>> at_entry_;
  std::vector<char> permanent_;
  std::vector<uint32_t> from_heap_;
  std::vector<std::string> faults_;
  bool changed_ = false;
  BlockId block_;
  InstId inst_;
};

}  // namespace

std::vector<std::string> verify_references(const Program& program, const Function& function) {
  return ReferenceVerifier(program, function).run();
}

}  // namespace krait::ir
