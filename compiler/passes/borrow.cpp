#include "passes/borrow.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "ir/loops.h"
#include "passes/hoist.h"
#include "passes/memory.h"
#include "passes/simplify.h"
#include "passes/ssa_repair.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::Edge;
using ir::Function;
using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Program;
using ir::ValueId;

// What the rounds must find as it was in front of them.
constexpr uint32_t kLists = kListShape | kListSlots | kElsewhere | kPackedState;

using Names = std::map<ValueId, ValueId>;  // what values are called in a copy

// A loop of that shape.
struct Walk {
  BlockId header, front, body;  // `front` jumps to the header; `body` is where it goes on
  InstId enter, test, load, keep;
  InstId checked;               // the test that the item is there, in the body: of a loop that counts (`counter`, below `bound`) through a list
  ValueId counter, bound;
  std::vector<InstId> lists;    // tests of the body, before the item, that something from outside is a list
  size_t variable = 0;          // the parameter of the header that holds the item of the last round
  size_t stays = 0;             // the edge of `test` into the loop
  Edge before;                  // where the general version begins a round, in values of the header
  Edge within;                  // where it goes on behind the keep, in values of the header and of the body
  std::vector<std::pair<InstId, size_t>> latches;  // the edges back to the header
};

class Borrow {
 public:
  Borrow(Program& program, Function& function)
      : program_(program), function_(function), dominators_(function), loops_(function, dominators_), releases_(program, function) {}

  // Whether a loop was changed.
  bool run() {
    for (uint32_t loop = uint32_t(loops_.all().size()); loop-- > 0;) {
      if (std::optional<Walk> walk = find(loop)) {
        change(*walk);
        return true;
      }
    }
    return false;
  }

 private:
  const Inst& inst(InstId id) const { return function_.inst(id); }
  const Inst* def(ValueId v) const {
    InstId id = function_.value(v).def;
    return id ? &inst(id) : nullptr;
  }
  bool inside(uint32_t loop, BlockId block) const { return loops_.contains(loop, block); }
  bool defined_in(ValueId v, BlockId block) const { return function_.value(v).block == block; }
  const std::vector<ValueId>& params(BlockId block) const { return function_.block(block).params; }

  // Can be done once more, or elsewhere, without anybody seeing.
  bool is_quiet(const Inst& it) const {
    return repeatable(program_, function_, it).has_value() && !(ir::info(it.op).effects & (ir::kExits | ir::kTerminator));
  }

  // --- the shape ---
  std::optional<Walk> find(uint32_t loop) const {
    const ir::Loop& info = loops_.all()[loop];
    Walk walk;
    walk.header = info.header;
    if (!find_ways(loop, walk) || !find_test(loop, walk) || !find_item(loop, walk)) return std::nullopt;
    if (!find_before(loop, walk) || !find_within(loop, walk) || !is_undisturbed(loop, walk)) return std::nullopt;
    return walk;
  }

  // One jump from outside, behind a loop.enter.
  bool find_ways(uint32_t loop, Walk& walk) const {
    bool fits = true;
    for (BlockId block : dominators_.order()) {
      ir::each_edge(function_, block, [&](const Edge& edge, InstId id) {
        if (edge.target != walk.header) return;
        const Inst& way = inst(id);
        fits &= &edge != &way.raise;
        if (inside(loop, block)) {
          for (size_t e = 0; e < way.edges.size(); ++e)
            if (&way.edges[e] == &edge) walk.latches.push_back({id, e});
        } else {
          fits &= way.op == Op::Jump && !walk.front;
          walk.front = block;
        }
      });
    }
    if (!fits || !walk.front || walk.latches.empty()) return false;
    for (InstId id : function_.block(walk.front).insts)
      if (inst(id).op == Op::LoopEnter) walk.enter = id;
    return bool(walk.enter);
  }

  bool find_test(uint32_t loop, Walk& walk) const {
    walk.test = function_.block(walk.header).insts.back();
    const Inst& test = inst(walk.test);
    if (test.op != Op::Branch || test.operands.size() != 1) return false;
    walk.stays = inside(loop, test.edges[0].target) ? 0 : 1;
    const Edge &on = test.edges[walk.stays], &out = test.edges[1 - walk.stays];
    walk.body = on.target;
    if (inside(loop, out.target) || !inside(loop, on.target) || on.target == walk.header || !params(walk.body).empty()) return false;
    size_t ways = 0;
    for (BlockId block : dominators_.order())
      ir::each_edge(function_, block, [&](const Edge& edge, InstId) { ways += edge.target == walk.body; });
    return ways == 1;
  }

  // The item that all rounds hand on, and the keep of the last one.
  bool find_item(uint32_t loop, Walk& walk) const {
    const std::vector<InstId>& insts = function_.block(walk.body).insts;
    for (walk.variable = 0; walk.variable < params(walk.header).size(); ++walk.variable) {
      ValueId variable = params(walk.header)[walk.variable], item = inst(walk.latches[0].first).edges[walk.latches[0].second].args[walk.variable];
      const Inst* load = def(item);
      if (load == nullptr || load->op != Op::ListLoad || !defined_in(item, walk.body)) continue;
      bool same = std::all_of(walk.latches.begin(), walk.latches.end(), [&](auto latch) {
        return inst(latch.first).edges[latch.second].args[walk.variable] == item;
      });
      if (!same) continue;
      for (InstId id : insts) {
        if (inst(id).op == Op::Keep && inst(id).operands[0] == variable) walk.keep = id;
        if (walk.keep) break;
        if (is_list_test(loop, walk, id)) walk.lists.push_back(id);
        else if (!is_quiet(inst(id)) && !(inst(id).op == Op::IndexExit && find_count(loop, walk, id, *load))) return false;
        if (inst(id).result == item) walk.load = id;
      }
      return walk.keep && walk.load && is_used_only_there(loop, walk, variable);
    }
    return false;
  }

  bool is_list_test(uint32_t loop, const Walk& walk, InstId id) const {
    const Inst& test = inst(id);
    if (test.op != Op::ListKnown || inside(loop, function_.value(test.operands[0]).block) || inside(loop, test.raise.target)) return false;
    return std::all_of(test.raise.args.begin(), test.raise.args.end(), [&](ValueId v) { return is_at_start(loop, walk, v); });
  }
  // Known when a round begins.
  bool is_at_start(uint32_t loop, const Walk& walk, ValueId v) const {
    const std::vector<ValueId>& own = params(walk.header);
    return !inside(loop, function_.value(v).block) || std::find(own.begin(), own.end(), v) != own.end();
  }

  // Whether the test is of the count of a loop that counts up, with the length of the list that the item comes from.
  bool find_count(uint32_t loop, Walk& walk, InstId id, const Inst& load) const {
    const Inst &check = inst(id), *size = def(check.operands[1]), *more = def(inst(walk.test).operands[0]);
    if (walk.checked || size == nullptr || size->op != Op::ListSize || size->operands[0] != load.operands[0] || load.operands[2] != check.result) return false;
    InstId list = function_.value(load.operands[0]).def;
    bool tested = std::find(walk.lists.begin(), walk.lists.end(), list) != walk.lists.end();
    if ((!tested && inside(loop, function_.value(load.operands[0]).block)) || inside(loop, check.raise.target)) return false;
    if (more == nullptr || more->op != Op::I64Lt || walk.stays != 0 || inside(loop, function_.value(more->operands[1]).block)) return false;
    auto at = std::find(params(walk.header).begin(), params(walk.header).end(), check.operands[0]);
    if (more->operands[0] != check.operands[0] || at == params(walk.header).end()) return false;
    bool counts_up = std::all_of(walk.latches.begin(), walk.latches.end(), [&](auto latch) {
      const Inst* add = def(inst(latch.first).edges[latch.second].args[size_t(at - params(walk.header).begin())]);
      if (add == nullptr || add->op != Op::I64AddWrap || add->operands[0] != check.operands[0]) return false;
      const Inst* step = def(add->operands[1]);
      return step != nullptr && step->op == Op::ConstInt && step->imm >= 0;
    });
    if (!counts_up) return false;
    walk.checked = id;
    walk.counter = check.operands[0];
    walk.bound = more->operands[1];
    return true;
  }

  // In the loop: by the keep, and by edges that leave from the header.
  bool is_used_only_there(uint32_t loop, const Walk& walk, ValueId variable) const {
    for (BlockId block : loops_.all()[loop].blocks) {
      for (InstId id : function_.block(block).insts) {
        if (id == walk.keep || id == walk.checked || std::find(walk.lists.begin(), walk.lists.end(), id) != walk.lists.end()) continue;
        auto uses = [&](const std::vector<ValueId>& values) { return std::find(values.begin(), values.end(), variable) != values.end(); };
        if (uses(inst(id).operands)) return false;
        if (block == walk.header) continue;
        bool used = uses(inst(id).raise.args);
        for (const Edge& edge : inst(id).edges) used |= uses(edge.args);
        if (used) return false;
      }
    }
    return true;
  }

  // What the header does besides the test is the same in each round, or follows from its parameters without a way out.
  bool find_before(uint32_t loop, Walk& walk) const {
    for (InstId id : function_.block(walk.header).insts) {
      const Inst& it = inst(id);
      if (id == walk.test) continue;
      std::optional<uint32_t> memory = repeatable(program_, function_, it);
      if (!memory || (*memory & ~kLists) || ((*memory != 0 || depends_on_round(walk, it)) && !is_quiet(it))) return false;
      if (!walk.before.target && it.raise.target && !inside(loop, it.raise.target)) walk.before = it.raise;
    }
    if (!walk.before.target && walk.checked) {
      walk.before = inst(walk.checked).raise;
      std::vector<uint32_t> live = ir::live_in(function_)[walk.before.target.index];
      if (std::any_of(live.begin(), live.end(), [&](uint32_t v) { return defined_in(ValueId{v}, walk.body); })) return false;
    }
    if (!walk.before.target) return false;
    return std::all_of(walk.before.args.begin(), walk.before.args.end(), [&](ValueId v) { return is_at_start(loop, walk, v); });
  }

  bool depends_on_round(const Walk& walk, const Inst& it) const {
    return std::any_of(it.operands.begin(), it.operands.end(), [&](ValueId v) {
      if (!defined_in(v, walk.header)) return false;
      const Inst* from = def(v);
      return from == nullptr || depends_on_round(walk, *from);
    });
  }

  // The first way behind the keep to the general version, with nothing done in between.
  bool find_within(uint32_t loop, Walk& walk) const {
    const std::vector<InstId>& insts = function_.block(walk.body).insts;
    size_t keep = size_t(std::find(insts.begin(), insts.end(), walk.keep) - insts.begin());
    for (size_t at = keep + 1; at < insts.size() && !walk.within.target; ++at) {
      const Inst& it = inst(insts[at]);
      if ((ir::info(it.op).effects & ir::kExits) && it.raise.target && !inside(loop, it.raise.target)) walk.within = it.raise;
      else if (it.op == Op::Branch) {
        for (size_t e = 0; e < 2; ++e)
          if (!inside(loop, it.edges[e].target) && is_guard(it.edges[1 - e].target, it.edges[e].target)) walk.within = it.edges[e];
      } else if (!is_quiet(it)) {
        return false;
      }
    }
    if (!walk.within.target) return false;
    auto known = [&](ValueId v) {
      if (!inside(loop, function_.value(v).block)) return true;
      if (v == params(walk.header)[walk.variable]) return false;
      if (defined_in(v, walk.header)) return true;
      return std::any_of(insts.begin(), insts.begin() + long(keep), [&](InstId id) { return inst(id).result == v; });
    };
    // Blocks there may use values without having them handed.
    std::vector<uint32_t> live = ir::live_in(function_)[walk.within.target.index];
    return std::all_of(walk.within.args.begin(), walk.within.args.end(), known) &&
           std::all_of(live.begin(), live.end(), [&](uint32_t v) { return known(ValueId{v}); });
  }

  // Whether a branch to one of the two goes to the other only as the fast version's exits do, and asks nothing that the program asks: behind it, with
  // nothing done in between, an exit leads there, too.
  bool is_guard(BlockId on, BlockId out) const {
    for (InstId id : function_.block(on).insts) {
      const Inst& it = inst(id);
      if ((ir::info(it.op).effects & ir::kExits) && it.raise.target) return it.raise.target == out;
      if (!is_quiet(it)) return false;
    }
    return false;
  }

  // Whether no round writes lists, runs Python, or releases anything but through the keep.
  bool is_undisturbed(uint32_t loop, const Walk& walk) const {
    ValueId variable = params(walk.header)[walk.variable], item = inst(walk.load).result;
    for (BlockId block : loops_.all()[loop].blocks) {
      for (InstId id : function_.block(block).insts) {
        const Inst& it = inst(id);
        if ((writes(program_, function_, it) & kLists) || ir::invalidates_borrows(ir::effects(program_, function_, it))) return false;
        if (it.raise.target && inside(loop, it.raise.target)) return false;
      }
    }
    return std::all_of(releases_.all().begin(), releases_.all().end(), [&](const Releases::Release& release) {
      BlockId at = release.inst ? block_of(loop, release.inst) : release.to;
      if (!at || !inside(loop, at)) return true;
      if (release.to && !inside(loop, release.to)) return true;
      return release.value == variable || release.value == item;
    });
  }
  BlockId block_of(uint32_t loop, InstId wanted) const {
    for (BlockId block : loops_.all()[loop].blocks) {
      const std::vector<InstId>& insts = function_.block(block).insts;
      if (std::find(insts.begin(), insts.end(), wanted) != insts.end()) return block;
    }
    return {};
  }

  // --- the change ---
  static ValueId named(const Names& names, ValueId v) {
    auto found = names.find(v);
    return found == names.end() ? v : found->second;
  }
  static Edge renamed(Edge edge, const Names& names) {
    for (ValueId& v : edge.args) v = named(names, v);
    return edge;
  }
  void copy(InstId id, BlockId block, Names& names) {
    Inst now = inst(id);
    ValueId old = now.result;
    for (ValueId& v : now.operands) v = named(names, v);
    if (now.raise.target) now.raise = renamed(std::move(now.raise), names);
    now.result = {};
    ValueId made = function_.append(block, std::move(now));
    if (!old) return;
    function_.describe_as(made, old);
    names[old] = made;
  }
  void jump(BlockId from, BlockId to) {
    Inst it{};
    it.op = Op::Jump;
    it.edges = {{to, {}, {}, {}}};
    function_.append(from, std::move(it));
  }
  // As the test of the header.
  void branch(const Walk& walk, BlockId from, ValueId condition, Edge on, Edge out) {
    Inst it = inst(walk.test);
    it.operands = {condition};
    it.edges[walk.stays] = std::move(on);
    it.edges[1 - walk.stays] = std::move(out);
    function_.append(from, std::move(it));
  }

  void change(const Walk& walk) {
    SsaRepair repair(function_);
    std::vector<ValueId> own = params(walk.header);
    ValueId item = inst(walk.load).result;

    // In front: what each round would do the same moves there, the rest is done for the first one.
    std::vector<InstId> front = function_.block(walk.front).insts, each_round, reads;
    Edge way = inst(front.back()).edges[0];
    front.pop_back();
    Names first;
    for (size_t i = 0; i < own.size(); ++i) first[own[i]] = way.args[i];
    for (InstId id : walk.lists) {
      std::erase(function_.block(walk.body).insts, id);
      Inst& it = function_.inst(id);
      it.raise = renamed(std::move(it.raise), first);
      front.push_back(id);
    }
    for (InstId id : function_.block(walk.header).insts) {
      if (id == walk.test) continue;
      Inst& it = function_.inst(id);
      if (depends_on_round(walk, it)) {
        each_round.push_back(id);
      } else if (*repeatable(program_, function_, it) != 0) {
        reads.push_back(id);
      } else {
        if (it.raise.target) it.raise = renamed(std::move(it.raise), first);
        front.push_back(id);
      }
    }
    function_.fill(walk.front, std::move(front));
    for (InstId id : reads) copy(id, walk.front, first);
    for (InstId id : each_round) copy(id, walk.front, first);
    BlockId begin = function_.add_block(), again = function_.add_block(), enter = function_.add_block();
    ValueId condition = inst(walk.test).operands[0];
    Edge out = inst(walk.test).edges[1 - walk.stays];
    branch(walk, walk.front, named(first, condition), {begin, {}, {}, {}}, renamed(out, first));
    note(repair, walk, walk.front, first);

    // The item of the last time goes. Whatever that does, the first round has its item, and must find the list as it was: it is asked again,
    // and the rounds use these answers.
    std::vector<InstId> prefix = function_.block(walk.body).insts;
    prefix.erase(std::find(prefix.begin(), prefix.end(), walk.keep), prefix.end());
    for (InstId id : prefix) copy(id, begin, first);
    copy(walk.keep, begin, first);
    for (InstId id : prefix)
      if (id != walk.checked) repair.add(inst(id).result, begin, named(first, inst(id).result));
    Edge within = renamed(walk.within, first);
    Names second = first;
    for (InstId id : reads) second.erase(inst(id).result);
    std::vector<InstId> asked = function_.block(begin).insts;
    asked.insert(asked.end(), reads.begin(), reads.end());
    function_.fill(begin, std::move(asked));
    for (InstId id : each_round) copy(id, begin, second);
    branch(walk, begin, named(second, condition), {again, {}, {}, {}}, within);
    for (InstId id : prefix) {
      copy(id, again, second);
      if (id != walk.checked) continue;
      function_.inst(function_.block(again).insts.back()).raise = within;
      not_from_end(again, named(second, walk.counter), within);
    }
    Inst is{};
    is.op = Op::PyIs;
    is.type = ir::kBool;
    is.operands = {named(first, item), named(second, item)};
    Inst go_on{};
    go_on.op = Op::Branch;
    go_on.operands = {function_.append(again, std::move(is))};
    go_on.imm = 1;
    go_on.edges = {{enter, {}, {}, {}}, std::move(within)};
    function_.append(again, std::move(go_on));

    // The rounds.
    Names begun = second;
    begun[own[walk.variable]] = named(first, item);
    ValueId limit = walk.checked ? count_to(walk, enter, second) : ValueId{};
    Inst entry = inst(walk.enter);
    entry.raise = renamed(walk.before, begun);
    function_.append(enter, std::move(entry));
    jump(enter, walk.body);
    repair.add(own[walk.variable], enter, named(first, item));
    std::erase(function_.block(walk.body).insts, walk.keep);
    for (auto [latch, at] : walk.latches) {
      BlockId next = function_.add_block();
      Edge back = inst(latch).edges[at];
      back.target = next;
      back.args.erase(back.args.begin() + long(walk.variable));
      Names last;
      for (size_t i = 0; i < own.size(); ++i) last[own[i]] = i == walk.variable ? item : function_.add_param_like(next, own[i]);
      for (InstId id : each_round) copy(id, next, last);
      if (limit) count_on(walk, next, limit, renamed(walk.before, last), renamed(out, last), last);
      else branch(walk, next, named(last, condition), {walk.body, {}, {}, {}}, renamed(out, last));
      note(repair, walk, next, last);
      function_.inst(latch).edges[at] = std::move(back);
    }
    function_.fill(walk.header, {});
    Inst nowhere{};
    nowhere.op = Op::Unreachable;
    function_.append(walk.header, std::move(nowhere));
    repair.run();
  }

  // Where the count is to stop so that the rounds need not test that their items are there.
  ValueId count_to(const Walk& walk, BlockId block, const Names& names) {
    Inst limit{};
    limit.op = Op::IndexLimit;
    limit.type = ir::kI64;
    limit.operands = {walk.bound, named(names, walk.counter), named(names, inst(walk.checked).operands[1])};
    ValueId index = inst(walk.checked).result;
    std::erase(function_.block(walk.body).insts, walk.checked);
    for (Inst& it : function_.insts) {
      std::replace(it.operands.begin(), it.operands.end(), index, walk.counter);
      std::replace(it.raise.args.begin(), it.raise.args.end(), index, walk.counter);
      for (Edge& edge : it.edges) std::replace(edge.args.begin(), edge.args.end(), index, walk.counter);
    }
    return function_.append(block, std::move(limit));
  }
  // The rounds take the count for the index.
  void not_from_end(BlockId block, ValueId count, const Edge& otherwise) {
    Inst zero{}, least{}, test{};
    zero.op = Op::ConstInt;
    zero.type = ir::kI64;
    least.op = Op::I64Ge;
    least.type = ir::kBool;
    least.operands = {count, function_.append(block, std::move(zero))};
    test.op = Op::ExitUnless;
    test.operands = {function_.append(block, std::move(least))};
    test.raise = otherwise;
    function_.append(block, std::move(test));
  }
  // What is left of the count is for the general version.
  void count_on(const Walk& walk, BlockId block, ValueId limit, Edge before, Edge out, const Names& names) {
    BlockId left = function_.add_block();
    auto below = [&](BlockId at, ValueId bound) {
      Inst less{};
      less.op = Op::I64Lt;
      less.type = ir::kBool;
      less.operands = {named(names, walk.counter), bound};
      return function_.append(at, std::move(less));
    };
    branch(walk, block, below(block, limit), {walk.body, {}, {}, {}}, {left, {}, {}, {}});
    Inst choice{};
    choice.op = Op::Branch;
    choice.imm = -1;
    choice.operands = {below(left, walk.bound)};
    choice.edges = {std::move(before), std::move(out)};
    function_.append(left, std::move(choice));
  }

  // Tells what the values of the header are at the end of the block that does its work.
  void note(SsaRepair& repair, const Walk& walk, BlockId block, const Names& names) const {
    for (auto [old, now] : names)
      if (defined_in(old, walk.header)) repair.add(old, block, now);
  }

  Program& program_;
  Function& function_;
  ir::Dominators dominators_;
  ir::Loops loops_;
  Releases releases_;
};

}  // namespace

void borrow_items(Program& program, Function& function) {
  constexpr int kMostLoops = 40;
  if (!enters_loops(function)) return;
  if (test_in_front(program, function)) simplify(program, function);
  for (int changed = 0; changed < kMostLoops && Borrow(program, function).run(); ++changed) simplify(program, function);
}

}  // namespace krait::passes
