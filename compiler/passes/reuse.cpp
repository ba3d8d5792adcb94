#include "passes/reuse.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <tuple>

#include "ir/classes.h"
#include "ir/loops.h"
#include "passes/memory.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::Edge;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::kNone;
using ir::Op;
using ir::Program;
using ir::ValueId;

// Equal numbers: nothing was written in between.
using Versions = std::array<uint32_t, kMemoryKinds>;

class Reuse {
 public:
  Reuse(Program& program, Function& function)
      : program_(program),
        function_(function),
        dominators_(function),
        loops_(function, dominators_),
        releases_(program, function) {}

  void run() {
    replaced_.resize(function_.values.size());
    at_end_.resize(function_.blocks.size());
    known_end_.resize(function_.blocks.size());
    find_ways();
    find_loop_writes();
    for (BlockId block : dominators_.order()) visit(block);
    for (Inst& inst : function_.insts) {
      for (ValueId& v : inst.operands) v = resolve(v);
      for (ValueId& v : inst.raise.args) v = resolve(v);
      for (Edge& edge : inst.edges) {
        for (ValueId& v : edge.args) v = resolve(v);
      }
    }
  }

 private:
  struct Way {
    BlockId from;
    bool sound;  // leaves at the end of the block, and nothing is released on it
  };
  using Key = std::tuple<ir::Op, std::vector<ValueId>, int64_t, int64_t, uint64_t, uint8_t, uint32_t, Versions>;

  ValueId resolve(ValueId v) const {
    while (replaced_[v.index]) v = replaced_[v.index];
    return v;
  }

  void find_ways() {
    ways_.resize(function_.blocks.size());
    for (BlockId block : dominators_.order()) {
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        if (inst.raise.target) ways_[inst.raise.target.index].push_back({block, false});
        for (size_t e = 0; e < inst.edges.size(); ++e) {
          ways_[inst.edges[e].target.index].push_back({block, !releases_.on_edge(id, e)});
        }
      }
    }
  }

  void find_loop_writes() {
    loop_writes_.assign(loops_.all().size(), 0);
    for (BlockId block : dominators_.order()) {
      uint32_t written = releases_.at_start(block) ? uint32_t(kAllMemory) : 0;
      std::vector<std::pair<BlockId, uint32_t>> on_edges;
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        written |= writes(program_, function_, inst);
        if (releases_.after(id)) written |= kAllMemory;
        // What is released on an edge counts where the edge stays in the loop; raise edges may release anything.
        if (inst.raise.target) on_edges.push_back({inst.raise.target, kAllMemory});
        for (size_t e = 0; e < inst.edges.size(); ++e) {
          if (releases_.on_edge(id, e)) on_edges.push_back({inst.edges[e].target, kAllMemory});
        }
      }
      for (uint32_t loop = loops_.of(block); loop != kNone; loop = loops_.all()[loop].parent) {
        loop_writes_[loop] |= written;
        for (auto [target, memory] : on_edges) {
          if (loops_.contains(loop, target)) loop_writes_[loop] |= memory;
        }
      }
    }
  }

  Versions at_start(BlockId block) {
    uint32_t headed = kNone;
    uint32_t loop = loops_.of(block);
    if (loop != kNone && loops_.all()[loop].header == block) headed = loop;
    Versions found{};
    for (uint32_t kind = 0; kind < kMemoryKinds; ++kind) {
      bool same = !releases_.at_start(block), any = false;
      bool quiet = headed != kNone && !(loop_writes_[headed] >> kind & 1);
      for (const Way& way : ways_[block.index]) {
        if (quiet && loops_.contains(headed, way.from)) continue;
        if (!way.sound || !known_end_[way.from.index]) {
          same = false;
          break;
        }
        uint32_t version = at_end_[way.from.index][kind];
        if (any && version != found[kind]) same = false;
        found[kind] = version;
        any = true;
      }
      if (!same || !any) found[kind] = next_++;
    }
    return found;
  }

  void write(Versions& now, uint32_t memory) {
    for (uint32_t kind = 0; kind < kMemoryKinds; ++kind) {
      if (memory >> kind & 1) now[kind] = next_++;
    }
  }

  void visit(BlockId block) {
    Versions now = at_start(block);
    std::vector<InstId> kept;
    for (InstId id : function_.block(block).insts) {
      Inst& inst = function_.inst(id);
      for (ValueId& v : inst.operands) v = resolve(v);
      bool stays = !settle(block, inst) && !try_reuse(block, inst, now);
      if (stays) kept.push_back(id);
      write(now, writes(program_, function_, inst));
      if (releases_.after(id)) write(now, kAllMemory);
      note_field(block, inst, now);
    }
    function_.block(block).insts = std::move(kept);
    learn(block);
    at_end_[block.index] = now;
    known_end_[block.index] = 1;
  }

  // What branches have told about instances, as far as it holds at the start of a block: true edges to blocks with no other way in.
  struct Fact {
    BlockId from;  // holds where this block's start dominates
    bool value;    // of the condition
    ir::ClassId cls;
  };

  void learn(BlockId block) {
    if (function_.block(block).insts.empty()) return;
    const Inst& branch = function_.inst(function_.block(block).insts.back());
    if (branch.op != Op::Branch || branch.edges[0].target == branch.edges[1].target) return;
    ValueId condition = branch.operands[0];
    for (size_t e = 0; e < 2; ++e) {
      BlockId target = branch.edges[e].target;
      if (ways_[target.index].size() != 1) continue;
      conditions_[condition].push_back({target, e == 0, {}});
      InstId def = function_.value(condition).def;
      if (e != 0 || !def) continue;
      const Inst& test = function_.inst(def);
      if (test.op == Op::ClassExact || test.op == Op::ClassAmong || test.op == Op::ClassIs || test.op == Op::ClassInstance)
        instances_[test.operands[0]].push_back({target, true, ir::ClassId{uint32_t(test.imm)}});
    }
  }

  // Whether the value is known to be an instance, with native layout, of the class or one derived from it.
  bool known_instance(ValueId value, ir::ClassId cls, BlockId block) const {
    InstId def = function_.value(value).def;
    if (def && function_.inst(def).op == Op::InstanceNew && ir::derives(program_, ir::ClassId{uint32_t(function_.inst(def).imm)}, cls)) return true;
    auto facts = instances_.find(value);
    return facts != instances_.end() && std::any_of(facts->second.begin(), facts->second.end(), [&](const Fact& fact) {
             return ir::derives(program_, fact.cls, cls) && dominators_.start_dominates(fact.from, block);
           });
  }

  bool meets(ValueId value, uint32_t index, BlockId block) const {
    const ir::Check& check = program_.checks[index];
    if (check.kind == ir::Check::Kind::Class) return known_instance(value, check.cls, block);
    return check.kind == ir::Check::Kind::Union &&
           std::any_of(check.items.begin(), check.items.end(), [&](uint32_t item) { return meets(value, item, block); });
  }

  // Tests whose outcome is known. True: the instruction goes.
  bool settle(BlockId block, Inst& inst) {
    switch (inst.op) {
      case Op::ClassInstance:
        if (!known_instance(inst.operands[0], ir::ClassId{uint32_t(inst.imm)}, block)) return false;
        inst.op = Op::ConstInt;
        inst.operands.clear();
        inst.imm = 1;
        return false;
      case Op::Check:
        return meets(inst.operands[0], uint32_t(inst.imm), block);
      case Op::Branch: {
        auto facts = conditions_.find(inst.operands[0]);
        if (facts == conditions_.end()) return false;
        for (const Fact& fact : facts->second) {
          if (!dominators_.start_dominates(fact.from, block)) continue;
          Edge taken = std::move(inst.edges[fact.value ? 0 : 1]);
          inst.op = Op::Jump;
          inst.operands.clear();
          inst.imm = 0;
          inst.edges.clear();
          inst.edges.push_back(std::move(taken));
          return false;
        }
        return false;
      }
      default:
        return false;
    }
  }

  Key key(const Inst& inst, uint32_t reads, const Versions& now) const {
    Versions seen{};
    for (uint32_t kind = 0; kind < kMemoryKinds; ++kind) {
      if (reads >> kind & 1) seen[kind] = now[kind] + 1;
    }
    uint64_t real;
    std::memcpy(&real, &inst.fimm, sizeof real);
    return {inst.op, inst.operands, inst.imm, inst.imm2, real, uint8_t(inst.type.repr), inst.type.tuple, seen};
  }

  // The object of an int: another one would be equal, and to Python it is the same anyway.
  bool boxes_int(const Inst& inst) const {
    if (inst.op != Op::Convert || inst.type != ir::kObj) return false;
    ir::Type from = function_.value(inst.operands[0]).type;
    return from == ir::kTag || from == ir::kI64;
  }

  bool try_reuse(BlockId block, const Inst& inst, const Versions& now) {
    std::optional<uint32_t> reads = boxes_int(inst) ? 0 : repeatable(program_, function_, inst);
    if (!reads) return false;
    std::vector<std::pair<BlockId, ValueId>>& places = done_[key(inst, *reads, now)];
    for (auto [where, earlier] : places) {
      if (where != block && !dominators_.end_dominates(where, block)) continue;
      if (inst.result) replaced_[inst.result.index] = earlier;
      return true;
    }
    places.push_back({block, inst.result});
    return false;
  }

  // A field that was set reads as what it was set to. One that held a number does so until something else than these writes it.
  void note_field(BlockId block, Inst& inst, const Versions& now) {
    if (inst.op == Op::InstanceNew) made_[inst.result] = now[kElsewhereKind];
    bool puts = inst.op == Op::FieldPut || inst.op == Op::FieldReplace;
    if (!puts && inst.op != Op::FieldKnown) return;
    if (puts) {
      Inst read{};
      read.op = Op::FieldKnown;
      read.operands = {inst.operands[0]};
      read.type = function_.value(inst.operands[1]).type;
      read.imm = inst.imm;
      read.imm2 = inst.imm2;
      done_[key(read, *repeatable(program_, function_, read), now)].push_back({block, inst.operands[1]});
    } else if (inst.type != ir::kI64 && inst.type != ir::kF64) {
      return;
    }
    std::vector<BlockId>& held = numbers_[{inst.operands[0], inst.imm, inst.imm2, now[kElsewhereKind]}];
    bool known = std::any_of(held.begin(), held.end(), [&](BlockId from) { return from == block || dominators_.end_dominates(from, block); });
    if (auto made = made_.find(inst.operands[0]); made != made_.end()) known |= made->second == now[kElsewhereKind];
    if (!known) held.push_back(block);
    else if (puts) inst.op = Op::FieldReplace;
  }

  Program& program_;
  Function& function_;
  ir::Dominators dominators_;
  ir::Loops loops_;
  Releases releases_;
  std::vector<std::vector<Way>> ways_;
  std::vector<uint32_t> loop_writes_;
  std::vector<Versions> at_end_;
  std::vector<char> known_end_;
  uint32_t next_ = 0;
  static constexpr uint32_t kElsewhereKind = 3;
  static_assert(1u << kElsewhereKind == kElsewhere);
  std::map<std::tuple<ValueId, int64_t, int64_t, uint32_t>, std::vector<BlockId>> numbers_;  // fields seen to hold numbers: where
  std::map<ValueId, uint32_t> made_;  // instances: version of the memory behind making them
  std::map<Key, std::vector<std::pair<BlockId, ValueId>>> done_;  // where it was done, and the result
  std::vector<ValueId> replaced_;
  std::map<ValueId, std::vector<Fact>> conditions_, instances_;
};

}  // namespace

void reuse(Program& program, Function& function) {
  // Lowering repeats little by itself.
  Reuse(program, function).run();
}

}  // namespace krait::passes
