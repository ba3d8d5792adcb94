#include "passes/sink.h"

#include <algorithm>
#include <map>
#include <vector>

#include "ir/cfg.h"
#include "passes/ssa_repair.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::Edge;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Repr;
using ir::ValueId;

class Sink {
 public:
  explicit Sink(Function& function) : function_(function), order_(ir::reverse_postorder(function)), repair_(function) {}

  void run() {
    if (!find_candidates()) return;
    live_ = ir::live_in(function_);
    find_ways();
    for (const auto& [target, ways] : ways_) std::for_each(ways.begin(), ways.end(), [&](const Way& way) { drop_where_raised(target, way); });
    for (const auto& [target, ways] : ways_) move_into(target, ways);
    for (BlockId block : order_) std::erase_if(function_.block(block).insts, [&](InstId id) { return is_candidate(function_.inst(id).result); });
    repair_.run();
  }

 private:
  // From a block that is not cold to one that is.
  struct Way {
    InstId inst;
    size_t edge;  // kRaise: the raise edge
  };
  static constexpr size_t kRaise = SIZE_MAX;

  bool cold(BlockId block) const { return function_.block(block).cold; }
  bool is_candidate(ValueId v) const { return v && v.index < candidates_.size() && candidates_[v.index]; }
  Edge& edge(const Way& way) {
    Inst& inst = function_.inst(way.inst);
    return way.edge == kRaise ? inst.raise : inst.edges[way.edge];
  }

  static bool makes_whole(Repr from, Repr to) {
    if (from == Repr::I64) return to == Repr::Obj || to == Repr::Tag;
    return from == Repr::F64 && (to == Repr::Obj || to == Repr::Num);
  }

  // Conversions that nothing but cold blocks, and ways to them, wants.
  bool find_candidates() {
    candidates_.assign(function_.values.size(), 0);
    bool any = false;
    for (BlockId block : order_) {
      if (cold(block)) continue;
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        if (inst.op != Op::Convert || inst.imm != 0 || !makes_whole(function_.value(inst.operands[0]).type.repr, inst.type.repr)) continue;
        candidates_[inst.result.index] = 1;
        any = true;
      }
    }
    for (BlockId block : order_) {
      if (!any || cold(block)) continue;
      for (InstId id : function_.block(block).insts) {
        for (ValueId v : function_.inst(id).operands) candidates_[v.index] = 0;
      }
      ir::each_edge(function_, block, [&](const Edge& edge, InstId) {
        for (ValueId v : edge.args) candidates_[v.index] &= char(cold(edge.target));
      });
    }
    return any && std::find(candidates_.begin(), candidates_.end(), 1) != candidates_.end();
  }

  void find_ways() {
    for (BlockId block : order_) {
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        auto note = [&](const Edge& edge, size_t at) {
          if (!edge.target || !cold(edge.target)) return;
          if (cold(block)) mixed_.push_back(edge.target);
          else ways_[edge.target].push_back({id, at});
        };
        note(inst.raise, kRaise);
        for (size_t e = 0; e < inst.edges.size(); ++e) note(inst.edges[e], e);
      }
    }
    std::sort(mixed_.begin(), mixed_.end());
  }

  // What an exception takes along stays where it is: nothing is to be made while one is on its way to its handler.
  void drop_where_raised(BlockId target, const Way& way) {
    const Inst& inst = function_.inst(way.inst);
    if (way.edge != kRaise || (ir::info(inst.op).effects & ir::kExits)) return;
    for (ValueId v : wanted(target, way)) candidates_[v.index] = 0;
  }

  std::vector<ValueId> wanted(BlockId target, const Way& way) {
    std::vector<ValueId> values;
    for (uint32_t v : live_[target.index])
      if (is_candidate(ValueId{v})) values.push_back(ValueId{v});
    for (ValueId v : edge(way).args)
      if (is_candidate(v) && std::find(values.begin(), values.end(), v) == values.end()) values.push_back(v);
    return values;
  }
  bool passes_any(const Way& way) {
    const std::vector<ValueId>& args = edge(way).args;
    return std::any_of(args.begin(), args.end(), [&](ValueId v) { return is_candidate(v); });
  }

  void move_into(BlockId target, const std::vector<Way>& ways) {
    bool shared = std::binary_search(mixed_.begin(), mixed_.end(), target) || std::any_of(ways.begin(), ways.end(), [&](const Way& way) { return passes_any(way); });
    if (!shared) {
      std::map<ValueId, ValueId> now = convert_in(target, wanted(target, ways[0]));
      if (!now.empty()) rename(target, now);
      return;
    }
    for (const Way& way : ways) {
      std::vector<ValueId> values = wanted(target, way);
      if (values.empty()) continue;
      BlockId between = function_.add_block();
      function_.block(between).cold = true;
      std::map<ValueId, ValueId> now = convert_in(between, values);
      Inst jump{};
      jump.op = Op::Jump;
      jump.edges.push_back(std::move(edge(way)));
      edge(way) = {between, {}, {}, {}};
      function_.block(between).insts.push_back(InstId{uint32_t(function_.insts.size())});
      function_.insts.push_back(std::move(jump));
      rename(between, now);
    }
  }

  // Puts the conversions at the start of the block; by what they were, what they are now.
  std::map<ValueId, ValueId> convert_in(BlockId block, const std::vector<ValueId>& values) {
    std::map<ValueId, ValueId> now;
    std::vector<InstId> added;
    for (ValueId v : values) {
      Inst convert = function_.inst(function_.value(v).def);
      InstId id{uint32_t(function_.insts.size())};
      convert.raise = {};  // want of memory ends the function, as on every way out of a fast loop
      convert.result = function_.add_value(convert.type, id, block, function_.value(v).name);
      now[v] = convert.result;
      repair_.add(v, block, convert.result);
      function_.insts.push_back(std::move(convert));
      added.push_back(id);
    }
    std::vector<InstId>& insts = function_.block(block).insts;
    insts.insert(insts.begin(), added.begin(), added.end());
    return now;
  }

  void rename(BlockId block, const std::map<ValueId, ValueId>& now) {
    auto each = [&](std::vector<ValueId>& values) {
      for (ValueId& v : values) {
        if (auto found = now.find(v); found != now.end()) v = found->second;
      }
    };
    for (InstId id : function_.block(block).insts) {
      Inst& inst = function_.inst(id);
      each(inst.operands);
      each(inst.raise.args);
      for (Edge& edge : inst.edges) each(edge.args);
    }
  }

  Function& function_;
  std::vector<BlockId> order_;
  SsaRepair repair_;
  std::vector<char> candidates_;  // by value
  std::vector<std::vector<uint32_t>> live_;
  std::map<BlockId, std::vector<Way>> ways_;  // by the cold block
  std::vector<BlockId> mixed_;  // cold blocks that other cold ones lead to, sorted
};

}  // namespace

void sink_conversions(ir::Program&, Function& function) { Sink(function).run(); }

}  // namespace krait::passes
