#include "passes/twin.h"

#include <algorithm>
#include <stdexcept>

#include "ir/ownership.h"

namespace krait::passes {

using ir::BlockId;
using ir::Edge;
using ir::Inst;
using ir::InstId;
using ir::kNone;
using ir::Op;
using ir::Repr;
using ir::Type;
using ir::ValueId;

Twin::Twin(ir::Program& program, ir::Function& function, const ir::Loops& loops, uint32_t nest,
           const std::vector<char>& was_cold)
    : program_(program),
      function_(function),
      loops_(loops),
      nest_(nest),
      was_cold_(was_cold),
      repair_(function) {}

bool Twin::run() {
  if (!choose_blocks()) return false;
  find_releases();
  find_steps();
  find_nullable();
  if (!choose_representations()) return false;
  function_.has_fast_loops = true;
  live_ = ir::live_in(function_);
  make_blocks();
  make_entry();
  for (BlockId block : order_) copy_block(block);
  // Filling one asks for no other.
  for (size_t i = 0; i < transfers_.size(); ++i) fill(Transfer(transfers_[i]));
  // The nest is entered by its copy.
  BlockId header = loops_.all()[nest_].header;
  for (BlockId block : ir::reverse_postorder(function_)) {
    bool general = block.index < hot_.size() && (in_nest(block) || was_cold_[block.index]);
    if (general || block.index >= hot_.size()) continue;
    for (InstId id : function_.block(block).insts) {
      for (Edge& edge : function_.inst(id).edges) {
        if (edge.target == header) edge.target = entry_;
      }
    }
  }
  for (BlockId block : loops_.all()[nest_].blocks) function_.block(block).cold = true;
  split_general_blocks();
  repair_.run();
  return true;
}

// --- plan ---

constexpr size_t kGainOfPacked = 4;

// A loop of calls that does a little arithmetic is not worth twice the code.
void Twin::weigh(const Inst& inst, Weight& weight) const {
  if (inst.op == Op::GlobalLoad && program_.modules[function_.module]->named_numbers.contains(uint32_t(inst.imm))) return;
  if (inst.op == Op::Yield) return;  // costs the same, but for what is saved there
  uint32_t bits = ir::effects(program_, function_, inst);
  auto is_number = [&](ir::Type type) { return type.repr == Repr::Tag || type.repr == Repr::Num; };
  bool number = inst.result && is_number(inst.type);
  for (ValueId v : inst.operands) number |= is_number(function_.value(v).type);
  bool call = inst.op == Op::Call || inst.op == Op::InstanceNew;
  bool list = ir::info(inst.op).name.starts_with("list.") || ir::info(inst.op).name.starts_with("vec.") || inst.op == Op::ForNext || inst.op == Op::DictStep || inst.op == Op::SetStep;
  // Lists that may be packed are read and written in place there, and by calls elsewhere.
  if (list && !inst.operands.empty() && packed_item(inst.operands[0]) != ir::kVoid) weight.gain += kGainOfPacked;
  if (!call && (number || list) && inst.op != Op::Convert) ++weight.gain;
  else if (call || (bits & (ir::kRunsPython | ir::kAllocates))) weight.rest += 2;
}

// By value: whether something in the nest takes an object, for more than to ask for its class or its fields.
std::vector<char> Twin::find_taken() const {
  std::vector<char> taken(function_.values.size(), 0);
  std::vector<std::pair<ValueId, ValueId>> flows;  // argument, parameter
  for (uint32_t b = 0; b < hot_.size(); ++b) {
    if (!hot_[b]) continue;
    for (InstId id : function_.blocks[b].insts) {
      const Inst& inst = function_.inst(id);
      bool looks = inst.op == Op::Keep || inst.op == Op::IsNotImplemented || inst.op == Op::FieldGet || inst.op == Op::FieldRead ||
                   ir::info(inst.op).name.starts_with("class.") || is_class_check(inst);
      bool sets = inst.op == Op::FieldSet;
      for (size_t i = 0; i < inst.operands.size(); ++i) taken[inst.operands[i].index] |= !looks && !(sets && i == 0);
    }
    ir::each_edge(function_, BlockId{b}, [&](const Edge& edge, InstId) {
      if (!hot_[edge.target.index]) return;
      for (size_t i = 0; i < edge.args.size(); ++i) flows.push_back({edge.args[i], function_.block(edge.target).params[i]});
    });
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (auto [arg, param] : flows) {
      if (!taken[param.index] || taken[arg.index]) continue;
      taken[arg.index] = 1;
      changed = true;
    }
  }
  return taken;
}

// How often the nest asks for the class of what it has asked before. The copy knows it: no cold block comes back to it.
size_t Twin::tested_again() const {
  std::set<ValueId> tested;
  size_t again = 0;
  for (uint32_t b = 0; b < hot_.size(); ++b) {
    if (!hot_[b]) continue;
    for (InstId id : function_.blocks[b].insts) {
      const Inst& inst = function_.inst(id);
      bool tests = inst.result && !inst.operands.empty() && ir::info(inst.op).name.starts_with("class.");
      if (tests && !tested.insert(inst.operands[0]).second) ++again;
    }
  }
  return again;
}

bool Twin::choose_blocks() {
  constexpr size_t kMostInstructions = 2000, kRoomForTest = 20;  // instructions for which one test less pays
  const ir::Loop& nest = loops_.all()[nest_];
  size_t blocks = function_.blocks.size();
  hot_.assign(blocks, 0);
  headed_.assign(blocks, kNone);
  if (was_cold_[nest.header.index]) return false;
  std::vector<BlockId> work{nest.header};
  hot_[nest.header.index] = 1;
  bool comes_back = false;
  size_t instructions = 0;
  Weight weight;
  while (!work.empty()) {
    BlockId block = work.back();
    work.pop_back();
    instructions += function_.block(block).insts.size();
    ir::each_edge(function_, block, [&](const Edge& edge, InstId) {
      comes_back |= edge.target == nest.header;
      if (hot_[edge.target.index] || was_cold_[edge.target.index] || !in_nest(edge.target)) return;
      hot_[edge.target.index] = 1;
      work.push_back(edge.target);
    });
  }
  if (!comes_back || instructions > kMostInstructions) return false;
  std::vector<char> taken = find_taken();
  for (uint32_t b = 0; b < blocks; ++b) {
    if (!hot_[b]) continue;
    for (InstId id : function_.blocks[b].insts) {
      const Inst& inst = function_.inst(id);
      // A test in the copy; an instance that stays with the loop is mostly not made there in the end.
      bool goes = is_class_check(inst) || (makes_fresh(inst) && !taken[inst.result.index]);
      if (!goes) weigh(inst, weight);
    }
  }
  if (2 * weight.gain < 3 * weight.rest && kRoomForTest * tested_again() < instructions) return false;
  bool entered = false;
  for (BlockId block : ir::reverse_postorder(function_)) {
    if (hot_[block.index]) order_.push_back(block);
    if (in_nest(block) || was_cold_[block.index]) continue;
    ir::each_edge(function_, block, [&](const Edge& edge, InstId id) {
      if (edge.target == nest.header) entered |= &edge != &function_.inst(id).raise;
    });
  }
  for (uint32_t i = 0; i < loops_.all().size(); ++i) headed_[loops_.all()[i].header.index] = i;
  inner_.assign(function_.values.size(), 0);
  for (BlockId block : order_) {
    for (ValueId param : function_.block(block).params) inner_[param.index] = 1;
    for (InstId id : function_.block(block).insts) {
      if (ValueId result = function_.inst(id).result) inner_[result.index] = 1;
    }
  }
  return entered;
}

// for.next whose result is tested at once and used only where it is there.
void Twin::find_steps() {
  std::vector<std::vector<BlockId>> preds = ir::predecessors(function_);
  std::vector<std::vector<uint32_t>> live = ir::live_in(function_);
  for (BlockId block : order_) {
    const std::vector<InstId>& insts = function_.block(block).insts;
    const Inst& last = function_.inst(insts.back());
    if (last.op != Op::Branch) continue;
    const ir::Value& condition = function_.value(last.operands[0]);
    if (!condition.def || function_.inst(condition.def).op != Op::IsAbsent || condition.block != block) continue;
    ValueId item = function_.inst(condition.def).operands[0];
    const ir::Value& value = function_.value(item);
    if (!value.def || value.block != block) continue;
    const Inst& next = function_.inst(value.def);
    bool walks_items = (next.op == Op::ForNext || next.op == Op::ForNextTag || next.op == Op::ForNextNum) && (next.imm == 1 || next.imm == 3);
    bool walks_text = (next.op == Op::ForNext || next.op == Op::ForNextChar) && next.imm == 2;
    bool walks_bytes = next.op == Op::ForNextTag && (next.imm == 4 || next.imm == 5);
    if (!walks_items && !walks_text && !walks_bytes) continue;
    BlockId end = last.edges[0].target, body = last.edges[1].target;
    if (!hot(body) || preds[body.index].size() != 1 || headed_[body.index] != kNone || !last.edges[1].args.empty()) continue;
    const std::vector<uint32_t>& at_end = live[end.index];
    const std::vector<ValueId>& args = last.edges[0].args;
    if (std::binary_search(at_end.begin(), at_end.end(), item.index)) continue;
    if (std::find(args.begin(), args.end(), item) != args.end()) continue;
    // Nothing but the test may stand between.
    size_t others = 0;
    for (auto it = std::find(insts.begin(), insts.end(), value.def) + 1; it != insts.end(); ++it) {
      others += *it != condition.def && *it != insts.back();
    }
    if (others != 0) continue;
    steps_[body.index] = {item, {}, {}, {}, value.def};
    stepped_[item] = body.index;
  }
}

// Which values may be absent; lowering marks where absent values are made, parameters follow. The next item of a loop is
// absent only where it is tested.
void Twin::find_nullable() {
  auto is_next = [&](ValueId v) {
    ir::InstId def = function_.value(v).def;
    if (!def) return false;
    Op op = function_.inst(def).op;
    return op == Op::PyNext || op == Op::ForNext || op == Op::ForNextTag || op == Op::ForNextNum || op == Op::ForNextChar;
  };
  nullable_.assign(function_.values.size(), 0);
  for (uint32_t v = 0; v < function_.values.size(); ++v) {
    nullable_[v] = function_.values[v].nullable && !stepped_.count(ValueId{v});
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (BlockId block : ir::reverse_postorder(function_)) {
      ir::each_edge(function_, block, [&](const Edge& edge, InstId) {
        for (size_t i = 0; i < edge.args.size(); ++i) {
          char& param = nullable_[function_.block(edge.target).params[i].index];
          if (param || !nullable_[edge.args[i].index] || is_next(edge.args[i])) continue;
          param = 1;
          changed = true;
        }
      });
    }
  }
}

Type Twin::fast_type(ValueId v) const {
  Type general = type(v);
  if (!unboxed(v)) return general;
  return general.repr == Repr::Tag ? ir::kI64 : ir::kF64;
}

// --- copy ---

void Twin::make_blocks() {
  size_t blocks = hot_.size();
  copy_of_.assign(blocks, {});
  before_.assign(blocks, {});
  end_point_.assign(blocks, {});
  end_fresh_.assign(blocks, {});
  only_way_.assign(blocks, {});
  fast_.assign(function_.values.size(), {});
  auto add_params = [&](BlockId from, BlockId to, bool known) {
    for (ValueId param : std::vector<ValueId>(function_.block(from).params)) {
      ValueId now = function_.add_value(fast_type(param), {}, to, function_.value(param).name);
      function_.value(now).nullable = function_.value(param).nullable;
      function_.block(to).params.push_back(now);
      if (known) fast_[param.index] = now;
    }
  };
  for (BlockId block : order_) {
    BlockId copy = copy_of_[block.index] = function_.add_block();
    add_params(block, copy, true);
    if (headed_[block.index] == kNone) continue;
    before_[block.index] = function_.add_block();
    add_params(block, before_[block.index], false);
  }
  std::vector<uint32_t> ways(blocks);
  for (BlockId block : order_) {
    ir::each_edge(function_, block, [&](const Edge& edge, InstId id) {
      ways[edge.target.index] += &edge == &function_.inst(id).raise ? 2 : 1;
      only_way_[edge.target.index] = block;
    });
  }
  for (size_t i = 0; i < blocks; ++i) {
    if (ways[i] != 1) only_way_[i] = {};
  }
  // In front of each loop: the edge for guards that are moved there.
  for (BlockId block : order_) {
    BlockId before = before_[block.index];
    if (!before) continue;
    std::map<ValueId, ValueId> here;
    const std::vector<ValueId>& general = function_.block(block).params;
    for (size_t i = 0; i < general.size(); ++i) here[general[i]] = function_.block(before).params[i];
    block_ = before;
    Inst enter{};
    enter.op = Op::LoopEnter;
    enter.raise.target = transfer({block, 0}, general, std::move(here));
    append(std::move(enter));
    Inst jump{};
    jump.op = Op::Jump;
    jump.edges.push_back({copy_of_[block.index], function_.block(before).params, {}, {}});
    append(std::move(jump));
  }
}

// Tests and unboxes what comes into the nest.
void Twin::make_entry() {
  BlockId header = loops_.all()[nest_].header;
  entry_ = function_.add_block();
  entry_exit_ = function_.add_block();
  function_.block(entry_exit_).cold = true;
  std::vector<ValueId> general = function_.block(header).params, own, args;
  for (ValueId param : general) {
    ValueId value = function_.add_value(type(param), {}, entry_, function_.value(param).name);
    function_.value(value).nullable = function_.value(param).nullable;
    own.push_back(value);
  }
  function_.block(entry_).params = own;
  block_ = entry_exit_;
  Inst back{};
  back.op = Op::Jump;
  back.edges.push_back({header, own, {}, {}});
  append(std::move(back));
  block_ = entry_;
  span_ = {};
  inner_.resize(function_.values.size());
  fast_.resize(function_.values.size());
  wanted_.resize(function_.values.size());
  kept_.resize(function_.values.size());
  for (ValueId input : inputs_) {
    ValueId now = as(input, fast_type(input));
    fast_[input.index] = now;
    if (function_.value(now).name.empty()) function_.value(now).name = function_.value(input).name;
  }
  for (size_t i = 0; i < general.size(); ++i) args.push_back(as(own[i], fast_type(general[i])));
  Inst jump{};
  jump.op = Op::Jump;
  jump.edges.push_back({before_[header.index], args, {}, {}});
  append(std::move(jump));
  entry_exit_ = {};
}

void Twin::copy_block(BlockId block) {
  block_ = copy_of_[block.index];
  // A block with one way in goes on from where its predecessor would be taken up.
  have_effect({block, 0});
  BlockId from = only_way_[block.index];
  if (from && headed_[block.index] == kNone && end_point_[from.index].block) {
    point_ = end_point_[from.index];
    fresh_ = end_fresh_[from.index];
  }
  if (auto step = steps_.find(block.index); step != steps_.end()) begin_item(step->second);
  // What went on the way must not go once more. The item is read before that.
  if (from && released({function_.block(from).insts.back(), block, ValueId{0}})) have_effect({block, 0});
  std::vector<InstId> insts = function_.block(block).insts;
  for (uint32_t i = 0; i < insts.size(); ++i) {
    Inst inst = function_.inst(insts[i]);
    span_ = inst.span;
    if (inst.op == Op::Poll && copy_poll(block, i)) break;
    if (!(ir::info(inst.op).effects & ir::kTerminator)) {
      copy(inst, {block, i + 1});
      if (released({insts[i], {}, ValueId{0}})) have_effect({block, i + 1});
      continue;
    }
    Inst now{};
    if (inst.op == Op::Branch && is_inline_choice(inst)) {
      now.op = Op::Jump;
      now.edges.push_back(copy_edge(inst.edges[0], block, false));
      append(std::move(now));
      continue;
    }
    now.op = inst.op;
    now.imm = inst.imm;
    now.span = inst.span;
    for (ValueId operand : inst.operands) now.operands.push_back(as(operand, type(operand)));
    for (const Edge& edge : inst.edges) now.edges.push_back(copy_edge(edge, block, false));
    append(std::move(now));
  }
  end_point_[block.index] = point_;
  end_fresh_[block.index] = fresh_;
}

bool Twin::is_inline_choice(const Inst& branch) const {
  ir::InstId def = function_.value(branch.operands[0]).def;
  return def && function_.inst(def).op == Op::InlineHere;
}

void Twin::have_effect(Point after) {
  point_ = after;
  fresh_.clear();
}

// Making an instance is no effect: where its end cannot be seen, another may be made in its place.
bool Twin::makes_fresh(const Inst& inst) const {
  return inst.op == Op::InstanceNew && !program_.classes[size_t(inst.imm)].observed;
}

// What a block is given and does not use goes where it begins: behind an instruction, so that the general version can be taken up behind that.
void Twin::find_releases() {
  std::vector<Releases::Release> all = Releases(program_, function_).all();
  bool added = false;
  for (const Releases::Release& release : all) {
    if (release.inst || !hot(release.to) || type(release.value) != ir::kObj) continue;
    Inst keep{};
    keep.op = Op::Keep;
    keep.operands = {release.value};
    std::vector<InstId>& insts = function_.block(release.to).insts;
    insts.insert(insts.begin(), InstId{uint32_t(function_.insts.size())});
    function_.insts.push_back(std::move(keep));
    added = true;
  }
  if (added) all = Releases(program_, function_).all();
  releases_ = {all.begin(), all.end()};
}

// Whether the end of what is in the value may be seen.
bool Twin::seen_to_go(ValueId general) const {
  ValueId now = fast(general);
  // What is claimed a number is one: whether an int of somebody's class goes is not worth giving up what is known of the rest.
  if (is_fresh(general) || type(now) != ir::kObj || packed_item(general) != ir::kVoid || ir::is_countless(program_, function_, now)) return false;
  ir::InstId def = function_.value(now).def;
  if (!def) return true;
  Op op = function_.inst(def).op;
  return ir::shape(op).result == ir::ResultKind::New && op != Op::Convert && !ir::info(op).name.starts_with("str.");
}

// Whether the general version gives up something there whose end may be seen.
bool Twin::released(const Releases::Release& where) const {
  for (auto it = releases_.lower_bound(where); it != releases_.end() && it->inst == where.inst && it->to == where.to; ++it)
    if (seen_to_go(it->value)) return true;
  return false;
}

bool Twin::live_behind(ValueId general, Point point) const {
  std::vector<uint32_t> live = live_at(point);
  return std::binary_search(live.begin(), live.end(), general.index);
}

// The poll before a jump back: what it may run is out of the way, and whatever guards stand in front of the loop are
// made again behind it.
bool Twin::copy_poll(BlockId block, uint32_t index) {
  const std::vector<InstId>& insts = function_.block(block).insts;
  Inst poll = function_.inst(insts[index]), jump = function_.inst(insts[index + 1]);
  if (jump.op != Op::Jump) return false;
  BlockId header = jump.edges[0].target;
  if (!hot(header) || headed_[header.index] == kNone || !loops_.contains(headed_[header.index], block)) return false;
  Edge on = copy_edge(jump.edges[0], block, false);
  ValueId pending = emit(Op::PollPending, {}, ir::kBool);
  BlockId slow = function_.add_block();
  function_.block(slow).cold = true;
  Inst branch{};
  branch.op = Op::Branch;
  branch.operands = {pending};
  branch.imm = -1;
  branch.edges = {{slow, {}, {}, {}}, on};
  append(std::move(branch));
  block_ = slow;
  if (poll.raise.target) poll.raise = copy_edge(poll.raise, block, true);
  append(std::move(poll));
  Inst again{};
  again.op = Op::Jump;
  again.edges.push_back({before_[header.index], on.args, {}, {}});
  append(std::move(again));
  return true;
}

BlockId Twin::fast_target(BlockId to, BlockId from) const {
  uint32_t loop = headed_[to.index];
  return loop != kNone && !loops_.contains(loop, from) ? before_[to.index] : copy_of_[to.index];
}

Edge Twin::copy_edge(const Edge& edge, BlockId from, bool raises) {
  if (hot(edge.target)) {
    Edge now;
    now.target = fast_target(edge.target, from);
    const std::vector<ValueId> params = function_.block(edge.target).params;
    for (size_t i = 0; i < params.size(); ++i) now.args.push_back(as(edge.args[i], fast_type(params[i])));
    return now;
  }
  if (!raises && was_cold_[edge.target.index]) return {exit_block(), {}, {}, {}};
  auto [entry, is_new] = leaving_.try_emplace({edge.target, edge.args});
  if (is_new) {
    entry->second = transfer({edge.target, 0}, edge.args, {});
    function_.block(entry->second).cold = function_.block(edge.target).cold;
  }
  return {entry->second, {}, {}, {}};
}

bool Twin::is_class_check(const Inst& inst) const {
  if (inst.op != Op::Check || type(inst.operands[0]) != ir::kObj) return false;
  const ir::Check& check = program_.checks[size_t(inst.imm)];
  return check.kind == ir::Check::Kind::Class && check.cls;
}

// A declared class is asked for without an effect: what is no instance with native layout is for the general version.
bool Twin::copy_check(const Inst& inst) {
  if (!is_class_check(inst)) return false;
  Inst test{};
  test.op = Op::ClassInstance;
  test.operands = {fast(inst.operands[0])};
  test.type = ir::kBool;
  test.imm = program_.checks[size_t(inst.imm)].cls.index;
  ValueId met = append(std::move(test));
  BlockId next = function_.add_block();
  Inst branch{};
  branch.op = Op::Branch;
  branch.operands = {met};
  branch.imm = 1;
  branch.edges = {{next, {}, {}, {}}, {exit_block(), {}, {}, {}}};
  append(std::move(branch));
  block_ = next;
  return true;
}

// An instruction that has no unboxed form.
void Twin::copy_as_it_is(const Inst& inst, Point after) {
  Inst now = inst;
  now.result = {};
  bool takes_any = inst.op == Op::Check || inst.op == Op::IsInstanceCheck || inst.op == Op::Truth;
  for (ValueId& operand : now.operands) operand = takes_any ? fast(operand) : as(operand, type(operand));
  if (inst.raise.target) now.raise = copy_edge(inst.raise, after.block, true);
  ValueId result = append(std::move(now));
  uint32_t bits = ir::effects(program_, function_, function_.insts.back());
  bool had_effects = (bits & (ir::kRunsPython | ir::kWritesHeap | ir::kSuspends)) != 0 ||
                     ((bits & ir::kAllocates) && inst.op != Op::Convert);
  if (makes_fresh(inst)) {
    fresh_.insert(result);
    had_effects = false;
  } else if (inst.op == Op::FieldSet && is_fresh(inst.operands[0])) {
    had_effects = false;
  }
  if (had_effects) have_effect(after);
  if (inst.result) unbox_result(inst.result, result, after, had_effects);
}

// `now` takes the place of `inst`, and has its effects.
void Twin::copy_with_effect(Inst now, const Inst& inst, Point after) {
  now.result = {};
  if (inst.raise.target) now.raise = copy_edge(inst.raise, after.block, true);
  ValueId result = append(std::move(now));
  have_effect(after);
  if (inst.result) unbox_result(inst.result, result, after, true);
}

void Twin::unbox_result(ValueId general, ValueId now, Point after, bool had_effects) {
  function_.value(now).nullable = function_.value(general).nullable;
  if (!unboxed(general)) return define(general, now);
  Inst unbox{};
  unbox.op = type(now).repr == Repr::Tag ? Op::TagUnbox : Op::NumUnbox;
  unbox.type = fast_type(general);
  unbox.operands = {now};
  unbox.raise.target = had_effects ? transfer(after, {}, {{general, now}}) : exit_block();
  define(general, append(std::move(unbox)));
}

// --- values and instructions of the copy ---

ValueId Twin::fast(ValueId general) const {
  ValueId now = general.index < fast_.size() ? fast_[general.index] : ValueId{};
  return now ? now : general;
}

ValueId Twin::as(ValueId general, Type wanted) {
  ValueId now = fast(general);
  if (type(now) == wanted) return now;
  ir::InstId def = function_.value(now).def;
  if (def) {
    // What was boxed, or is a constant, has its number at hand.
    Inst from = function_.inst(def);
    // What was unboxed a moment ago still is in its box.
    bool unboxes = from.op == Op::LongUnbox || from.op == Op::FloatUnbox;
    if (unboxes && wanted == ir::kObj && function_.value(now).block == block_) return from.operands[0];
    bool boxes = from.op == Op::Convert || from.op == Op::TagOfSmall;
    if (boxes && type(from.operands[0]) == wanted) return from.operands[0];
    bool number = from.op == Op::ConstInt || from.op == Op::ConstFloat;
    if (number && (wanted == ir::kI64 || wanted == ir::kF64) && (wanted == ir::kF64) == (from.op == Op::ConstFloat)) {
      Inst constant{};
      constant.op = from.op;
      constant.imm = from.imm;
      constant.fimm = from.fimm;
      constant.type = wanted;
      return append(std::move(constant));
    }
  }
  if (wanted == ir::kI64) return emit(Op::TagUnbox, {now}, ir::kI64);
  if (wanted == ir::kF64) return emit(Op::NumUnbox, {now}, ir::kF64);
  return emit(Op::Convert, {now}, wanted);
}

ValueId Twin::append(Inst inst) {
  InstId id{uint32_t(function_.insts.size())};
  inst.result = {};
  function_.insts.push_back(std::move(inst));
  function_.block(block_).insts.push_back(id);
  if (function_.inst(id).type.repr == Repr::Void) return {};
  ValueId value = function_.add_value(function_.inst(id).type, id, block_);
  function_.inst(id).result = value;
  return value;
}

ValueId Twin::emit(Op op, std::vector<ValueId> operands, Type type, int64_t imm) {
  Inst inst{};
  inst.op = op;
  inst.operands = std::move(operands);
  inst.type = type;
  inst.imm = imm;
  if (ir::info(op).effects & ir::kExits) {
    inst.raise.target = exit_block();
  } else {
    inst.span = span_;
  }
  return append(std::move(inst));
}

void Twin::define(ValueId general, ValueId now) {
  fast_[general.index] = now;
  ir::Value& value = function_.value(now);
  if (value.name.empty()) value.name = function_.value(general).name;
}

BlockId Twin::exit_block() {
  if (entry_exit_) return entry_exit_;
  auto [entry, is_new] = exits_.try_emplace(point_);
  if (is_new) {
    std::vector<ValueId> args;
    if (point_.index == 0) args = function_.block(point_.block).params;
    entry->second = transfer(point_, args, {});
  }
  return entry->second;
}

// --- the way back ---

BlockId Twin::transfer(Point to, std::vector<ValueId> args, std::map<ValueId, ValueId> overrides) {
  BlockId block = function_.add_block();
  function_.block(block).cold = true;
  transfers_.push_back({block, to, std::move(args), std::move(overrides)});
  return block;
}

std::vector<uint32_t> Twin::live_at(Point point) const {
  if (point.index == 0) return live_[point.block.index];
  ir::SparseSet live(function_.values.size());
  const std::vector<InstId>& insts = function_.block(point.block).insts;
  auto edge_uses = [&](const Edge& edge) {
    if (edge.target) live.unite(live_[edge.target.index]);
    for (ValueId v : edge.args) live.set(v.index);
  };
  for (size_t i = insts.size(); i-- > point.index;) {
    const Inst& inst = function_.inst(insts[i]);
    for (const Edge& edge : inst.edges) edge_uses(edge);
    if (inst.result) live.reset(inst.result.index);
    edge_uses(inst.raise);
    for (ValueId v : inst.operands) live.set(v.index);
  }
  std::vector<uint32_t> out = live.items();
  std::sort(out.begin(), out.end());
  return out;
}

void Twin::fill(const Transfer& transfer) {
  block_ = transfer.block;
  span_ = {};
  std::map<ValueId, ValueId> boxed;
  auto general = [&](ValueId v) {
    auto [entry, is_new] = boxed.try_emplace(v);
    if (!is_new) return entry->second;
    auto other = transfer.overrides.find(v);
    ValueId now = other != transfer.overrides.end() ? other->second : fast(v);
    if (other == transfer.overrides.end() && !inner_[v.index]) now = v;
    if (type(now) != type(v)) now = emit(Op::Convert, {now}, type(v));
    entry->second = now;
    return now;
  };
  Edge on;
  for (ValueId arg : transfer.args) on.args.push_back(general(arg));
  for (uint32_t v : live_at(transfer.to)) {
    if (inner_[v]) repair_.add(ValueId{v}, transfer.block, general(ValueId{v}));
  }
  on.target = resume_block(transfer.to);
  Inst jump{};
  jump.op = Op::Jump;
  jump.edges.push_back(std::move(on));
  append(std::move(jump));
}

BlockId Twin::resume_block(Point point) {
  if (point.index == 0) return point.block;
  auto [entry, is_new] = resume_.try_emplace(point);
  if (is_new) {
    entry->second = function_.add_block();
    function_.block(entry->second).cold = true;
  }
  return entry->second;
}

void Twin::split_general_blocks() {
  for (auto it = resume_.rbegin(); it != resume_.rend(); ++it) {
    const auto& [point, rest] = *it;
    std::vector<InstId>& insts = function_.block(point.block).insts;
    std::vector<InstId> moved(insts.begin() + point.index, insts.end());
    insts.resize(point.index);
    for (InstId id : moved) {
      if (ValueId result = function_.inst(id).result) function_.value(result).block = rest;
    }
    function_.block(rest).insts = std::move(moved);
    block_ = point.block;
    Inst jump{};
    jump.op = Op::Jump;
    jump.edges.push_back({rest, {}, {}, {}});
    append(std::move(jump));
  }
}

}  // namespace krait::passes
