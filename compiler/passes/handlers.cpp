#include "passes/handlers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "ir/cfg.h"
#include "ir/loops.h"
#include "ir/ownership.h"
#include "passes/memory.h"
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
using ir::Repr;
using ir::Type;
using ir::ValueId;

// Of one `except`: the classes and what runs when one of them matches.
struct Case {
  std::vector<ir::ConstId> names;
  BlockId body;
  InstId test;  // the branch that goes there
};

// The blocks from the start of a handler to where it ends, those with the exc.pop included, which are copied as they are behind that.
struct Body {
  std::vector<BlockId> blocks;
  std::vector<ValueId> exact;   // tags of which arithmetic wants to know that they are exact ints
  std::vector<InstId> reads;    // py.getattr of the exception
};

bool is_arithmetic(Op op) {
  switch (op) {
    case Op::TagAdd:
    case Op::TagSub:
    case Op::TagMul:
    case Op::TagIAdd:
    case Op::TagISub:
    case Op::TagIMul:
    case Op::TagAnd:
    case Op::TagOr:
    case Op::TagXor:
    case Op::TagNeg:
    case Op::TagInvert:
    case Op::TagEq:
    case Op::TagNe:
    case Op::TagLt:
    case Op::TagLe:
    case Op::TagGt:
    case Op::TagGe:
      return true;
    default:
      return false;
  }
}

// A landing block: it takes the exception, makes it the handled one, and looks for the handler.
struct Landing {
  BlockId block;
  ValueId exception, previous;
  std::vector<Case> cases;
  std::vector<std::optional<Body>> bodies;  // by case
};

class Handlers {
 public:
  Handlers(Program& program, Function& function) : program_(program), function_(function), repair_(function) {}

  void run() {
    constexpr size_t kMostBlocks = 3000;  // what is repaired afterwards is walked recursively
    if (function_.kind == ir::FunctionKind::Wrapper || function_.blocks.size() > kMostBlocks) return;
    std::vector<Landing> landings;
    for (BlockId block : ir::reverse_postorder(function_)) {
      if (std::optional<Landing> found = landing(block)) landings.push_back(std::move(*found));
    }
    if (landings.empty()) return;
    dominators_.emplace(function_);
    find_arguments();
    const Releases all(program_, function_);
    for (const Releases::Release& release : all.all()) {
      if (!ends_unseen(release.value)) releases_.insert(release);
    }
    // Blocks that the change makes are no part of what is looked at.
    for (Landing& each : landings)
      for (const Case& handler : each.cases) each.bodies.push_back(unseen_body(handler, each));
    for (const Landing& each : landings) change(each);
    repair_.run();
  }

 private:
  const Inst* def(ValueId v) const {
    InstId id = function_.value(v).def;
    return id ? &function_.inst(id) : nullptr;
  }
  Type type(ValueId v) const { return function_.value(v).type; }

  // --- what there is ---

  // The names of the globals that the operand of exc.match is, or is a tuple of; nothing where it is anything else.
  std::vector<ir::ConstId> names_of(ValueId v) const {
    const Inst* from = def(v);
    if (from == nullptr) return {};
    if (from->op == Op::GlobalLoad) return {ir::ConstId{uint32_t(from->imm)}};
    if (from->op != Op::TupleNew) return {};
    std::vector<ir::ConstId> names;
    for (ValueId item : from->operands) {
      const Inst* load = def(item);
      if (load == nullptr || load->op != Op::GlobalLoad) return {};
      names.push_back(ir::ConstId{uint32_t(load->imm)});
    }
    return names;
  }

  std::optional<Landing> landing(BlockId block) const {
    const std::vector<InstId>& insts = function_.block(block).insts;
    if (insts.size() < 3 || function_.inst(insts[0]).op != Op::ExcCatch || function_.inst(insts[1]).op != Op::ExcPush) return std::nullopt;
    Landing found{block, function_.inst(insts[0]).result, function_.inst(insts[1]).result, {}, {}};
    size_t at = 2;
    for (BlockId here = block; here;) {
      here = next_case(here, at, found);
      at = 0;
    }
    return found.cases.empty() ? std::nullopt : std::optional(std::move(found));
  }

  // Reads the test for one `except`, from instruction `at` of the block; where the next one may stand.
  BlockId next_case(BlockId block, size_t at, Landing& found) const {
    const std::vector<InstId>& insts = function_.block(block).insts;
    const Inst* match = nullptr;
    for (; at < insts.size(); ++at) {
      const Inst& inst = function_.inst(insts[at]);
      if (inst.op == Op::GlobalLoad || inst.op == Op::TupleNew) continue;
      if (inst.op == Op::ExcMatch && match == nullptr) {
        match = &inst;
        continue;
      }
      bool tests = inst.op == Op::Branch && match != nullptr && inst.operands[0] == match->result;
      if (!tests || !inst.edges[0].args.empty() || !inst.edges[1].args.empty() || match->operands[0] != found.exception) return {};
      std::vector<ir::ConstId> names = names_of(match->operands[1]);
      if (names.empty()) return {};
      found.cases.push_back({std::move(names), inst.edges[0].target, insts[at]});
      return inst.edges[1].target;
    }
    return {};
  }

  // --- what runs unseen ---

  void find_arguments() {
    arguments_.resize(function_.values.size());
    for (BlockId block : dominators_->order()) {
      ir::each_edge(function_, block, [&](const Edge& edge, InstId) {
        const std::vector<ValueId>& params = function_.block(edge.target).params;
        for (size_t i = 0; i < params.size(); ++i) arguments_[params[i].index].push_back(edge.args[i]);
      });
    }
  }

  // The name of an exception is so outside its handler.
  bool is_always_absent(ValueId v) const {
    std::set<ValueId> seen{v};
    for (std::vector<ValueId> work{v}; !work.empty();) {
      ValueId each = work.back();
      work.pop_back();
      const Inst* from = def(each);
      if (from != nullptr && from->op == Op::Absent) continue;
      if (from != nullptr || arguments_[each.index].empty()) return false;
      for (ValueId argument : arguments_[each.index])
        if (seen.insert(argument).second) work.push_back(argument);
    }
    return true;
  }

  // Whether nobody can tell when the value goes.
  bool ends_unseen(ValueId v) const {
    if (type(v) != ir::kObj || ir::is_countless(program_, function_, v)) return true;
    if (is_always_absent(v)) return true;
    const Inst* from = def(v);
    if (from == nullptr) return false;
    // The exception holds its attributes.
    if (from->op == Op::PyGetAttr) from = def(from->operands[0]);
    else if (from->op == Op::ExcPush || from->op == Op::GlobalLoad || from->op == Op::TupleNew) return true;
    return from != nullptr && from->op == Op::ExcCatch;
  }

  bool releases(InstId inst, BlockId to) const {
    auto it = releases_.lower_bound({inst, to, ValueId{0}});
    return it != releases_.end() && it->inst == inst && it->to == to;
  }

  static bool ends(const Inst& inst, const Landing& landing) { return inst.op == Op::ExcPop && inst.operands[0] == landing.previous; }

  bool has_end(BlockId block, const Landing& landing) const {
    const std::vector<InstId>& insts = function_.block(block).insts;
    return std::any_of(insts.begin(), insts.end(), [&](InstId id) { return ends(function_.inst(id), landing); });
  }

  // The conversions of an attribute of the exception for which a test stands in.
  bool reads_number(const Inst& convert) const {
    return convert.op == Op::Convert && (convert.type == ir::kTag || convert.type == ir::kNum) && type(convert.operands[0]) == ir::kObj;
  }

  bool is_read(ValueId v, const Landing& landing) const {
    const Inst* from = def(v);
    return from != nullptr && from->op == Op::PyGetAttr && from->operands[0] == landing.exception;
  }

  // Whether the instruction, in front of the exc.pop, can neither run Python nor raise, given what is noted in `body`.
  bool is_unseen(const Inst& inst, const Landing& landing, Body& body) const {
    for (ValueId operand : inst.operands) {
      bool uses = operand == landing.exception || operand == landing.previous;
      if (uses && inst.op != Op::Keep && inst.op != Op::PyGetAttr) return false;
    }
    if (is_arithmetic(inst.op)) {
      for (ValueId operand : inst.operands) {
        if (!is_exact(operand, landing)) body.exact.push_back(operand);
      }
      return true;
    }
    switch (inst.op) {
      case Op::PyGetAttr: {
        const Inst* name = def(inst.operands[1]);
        return inst.operands[0] == landing.exception && name != nullptr && name->op == Op::ConstObj;
      }
      case Op::Keep:
        return inst.operands[0] == landing.exception || ends_unseen(inst.operands[0]);
      case Op::Convert:
        return type(inst.operands[0]) != ir::kObj || (reads_number(inst) && is_read(inst.operands[0], landing));
      case Op::Check: {
        // Of the same attribute: the test that stands in for the conversion is stricter.
        using Kind = ir::Check::Kind;
        Kind kind = program_.checks[size_t(inst.imm)].kind;
        return is_read(inst.operands[0], landing) && (kind == Kind::Int || kind == Kind::Float);
      }
      case Op::ConstObj:
      case Op::ConstInt:
      case Op::ConstFloat:
      case Op::Absent:
      case Op::Globals:
      case Op::Jump:
      case Op::Branch:
        return true;
      default:
        return (ir::effects(program_, function_, inst) & ~uint32_t(ir::kImmPassed | ir::kIdempotent | ir::kNullable | ir::kStructural)) == 0;
    }
  }

  // A constant, or made by the body itself of exact ints.
  bool is_exact(ValueId v, const Landing& landing) const {
    const Inst* from = def(v);
    if (from == nullptr) return false;
    if (is_arithmetic(from->op)) return in_body_.count(function_.value(v).block.index) != 0;
    if (from->op == Op::Convert) return ir::is_machine_int(type(from->operands[0]).repr) || is_read(from->operands[0], landing);
    return from->op == Op::ConstInt || from->op == Op::TagOfSmall;
  }

  // What the attribute, read by `read`, is used for. False: for more than one kind of number.
  struct Use {
    Type number;  // kVoid: as an object
    bool fits = true;
  };
  Use use_of(InstId read, const std::vector<BlockId>& blocks) const {
    Use use{ir::kVoid, true};
    ValueId v = function_.inst(read).result;
    bool as_object = false, checked = false;
    for (BlockId block : blocks) {
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        bool uses = std::find(inst.operands.begin(), inst.operands.end(), v) != inst.operands.end();
        for (const Edge& edge : inst.edges) uses |= std::find(edge.args.begin(), edge.args.end(), v) != edge.args.end();
        uses |= std::find(inst.raise.args.begin(), inst.raise.args.end(), v) != inst.raise.args.end();
        if (!uses) continue;
        if (inst.op == Op::Check) {
          checked = true;
        } else if (reads_number(inst)) {
          use.fits &= use.number == ir::kVoid || use.number == inst.type;
          use.number = inst.type;
        } else {
          as_object = true;
        }
      }
    }
    if ((checked || use.number != ir::kVoid) && (as_object || use.number == ir::kVoid)) use.fits = false;
    return use;
  }

  std::optional<Body> unseen_body(const Case& handler, const Landing& landing) {
    constexpr size_t kMostBlocks = 12, kMostInstructions = 40;
    Body body;
    if (releases(handler.test, handler.body)) return std::nullopt;
    size_t instructions = 0;
    std::vector<BlockId> work{handler.body};
    in_body_ = {handler.body.index};
    auto add = [&](BlockId block) {
      if (in_body_.insert(block.index).second) work.push_back(block);
    };
    // All blocks first: what is exact depends on them.
    while (!work.empty()) {
      BlockId block = work.back();
      work.pop_back();
      body.blocks.push_back(block);
      if (body.blocks.size() > kMostBlocks) return std::nullopt;
      bool open = true;
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        open = open && !ends(inst, landing);
        if (++instructions > kMostInstructions) return std::nullopt;
        // The errors of the body itself are those for want of memory: they find no handled exception. What leads back behind the exc.pop restores
        // what was handled before once more.
        if (inst.raise.target && (open || has_end(inst.raise.target, landing))) add(inst.raise.target);
        for (const Edge& edge : inst.edges)
          if (open || has_end(edge.target, landing)) add(edge.target);
      }
    }
    for (BlockId block : body.blocks) {
      if (block == landing.block || releases({}, block)) return std::nullopt;
      bool open = true;
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        if (open && ends(inst, landing)) {
          open = false;
          continue;
        }
        if (!open) {
          if (uses(inst, landing.exception) || uses(inst, landing.previous)) return std::nullopt;
          continue;
        }
        if (!is_unseen(inst, landing, body)) return std::nullopt;
        for (ValueId v : edge_values(inst))
          if (v == landing.exception || v == landing.previous) return std::nullopt;
        if (inst.op == Op::PyGetAttr) body.reads.push_back(id);
        if (releases(id, {})) return std::nullopt;
        for (const Edge& edge : inst.edges)
          if (releases(id, edge.target)) return std::nullopt;
        if (inst.raise.target && releases(id, inst.raise.target)) return std::nullopt;
      }
      // The ways out of the handler, and out of the function, lead through its exc.pop.
      if (open && function_.inst(function_.block(block).insts.back()).edges.empty()) return std::nullopt;
    }
    for (InstId read : body.reads)
      if (!use_of(read, body.blocks).fits) return std::nullopt;
    for (ValueId v : body.exact)
      if (in_body_.count(function_.value(v).block.index)) return std::nullopt;
    if (is_known_behind(body, landing)) return std::nullopt;
    return body;
  }

  // Whether something behind the handler uses what the landing block defines, or leads to what is copied: the copy would not define it.
  bool is_known_behind(const Body& body, const Landing& landing) const {
    std::set<uint32_t> seen{landing.block.index};
    std::vector<BlockId> work;
    bool found = false;
    auto follow = [&](BlockId from) {
      bool copied = in_body_.count(from.index) != 0;
      ir::each_edge(function_, from, [&](const Edge& edge, InstId) {
        if (in_body_.count(edge.target.index) != 0) found |= !copied;
        else if (seen.insert(edge.target.index).second) work.push_back(edge.target);
      });
    };
    for (BlockId block : body.blocks) follow(block);
    while (!work.empty() && !found) {
      BlockId block = work.back();
      work.pop_back();
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        found |= uses(inst, landing.exception) || uses(inst, landing.previous);
      }
      follow(block);
    }
    return found;
  }

  static std::vector<ValueId> edge_values(const Inst& inst) {
    std::vector<ValueId> all = inst.raise.args;
    for (const Edge& edge : inst.edges) all.insert(all.end(), edge.args.begin(), edge.args.end());
    return all;
  }
  static bool uses(const Inst& inst, ValueId v) {
    std::vector<ValueId> all = edge_values(inst);
    return std::find(inst.operands.begin(), inst.operands.end(), v) != inst.operands.end() || std::find(all.begin(), all.end(), v) != all.end();
  }

  // --- the change ---

  ValueId emit(Op op, std::vector<ValueId> operands, Type type, int64_t imm = 0) {
    Inst inst{};
    inst.op = op;
    inst.operands = std::move(operands);
    inst.type = type;
    inst.imm = imm;
    if (ir::info(op).effects & ir::kExits) inst.raise.target = general_;
    return function_.append(block_, std::move(inst));
  }

  void branch(ValueId condition, BlockId yes, BlockId no, int64_t likely = 0) {
    Inst inst{};
    inst.op = Op::Branch;
    inst.operands = {condition};
    inst.imm = likely;
    inst.edges = {{yes, {}, {}, {}}, {no, {}, {}, {}}};
    function_.append(block_, std::move(inst));
  }

  // Goes to `general_` where `condition` is not as wanted.
  void require(ValueId condition, bool wanted) {
    BlockId on = function_.add_block();
    branch(condition, wanted ? on : general_, wanted ? general_ : on, wanted ? 1 : -1);
    block_ = on;
  }

  ValueId pending(const std::vector<ir::ConstId>& names, bool unknown) {
    std::vector<ValueId> operands{emit(Op::Globals, {}, ir::kObj)};
    for (ir::ConstId name : names) operands.push_back(emit(Op::ConstObj, {}, ir::kObj, int64_t(name.index)));
    return emit(Op::ExcPending, operands, ir::kBool, unknown);
  }

  void change(const Landing& landing) {
    size_t count = landing.bodies.size();
    while (count != 0 && !landing.bodies[count - 1]) --count;
    if (count == 0) return;
    general_ = function_.add_block();
    function_.block(general_).cold = true;
    std::vector<InstId> rest = function_.block(landing.block).insts;
    function_.fill(landing.block, {});
    function_.fill(general_, std::move(rest));
    function_.block(landing.block).cold = false;
    block_ = landing.block;
    for (size_t i = 0; i < count; ++i) {
      const Case& handler = landing.cases[i];
      if (landing.bodies[i]) {
        BlockId copy = function_.add_block(), on = i + 1 == count ? general_ : function_.add_block();
        branch(pending(handler.names, false), copy, on);
        block_ = copy;
        copy_body(handler, *landing.bodies[i], landing);
        block_ = on;
      }
      // The next one is asked where this one's classes surely do not match.
      if (i + 1 != count) require(pending(handler.names, true), false);
    }
  }

  void copy_body(const Case& handler, const Body& body, const Landing& landing) {
    std::map<ValueId, ValueId> now;
    for (InstId read : body.reads) {
      ValueId attribute = function_.inst(read).result;
      Use use = use_of(read, body.blocks);
      ValueId name = emit(Op::ConstObj, {}, ir::kObj, def(function_.inst(read).operands[1])->imm);
      ValueId found = emit(Op::ExcPendingField, {name}, ir::kObj);
      function_.value(found).nullable = true;
      require(emit(Op::IsAbsent, {found}, ir::kBool), false);
      now[attribute] = found;
      if (use.number == ir::kVoid) continue;
      bool whole = use.number == ir::kTag;
      ValueId number = emit(whole ? Op::LongUnbox : Op::FloatUnbox, {found}, whole ? ir::kI64 : ir::kF64);
      now[attribute] = emit(Op::Convert, {number}, use.number);
    }
    std::set<ValueId> tested;
    for (ValueId v : body.exact)
      if (tested.insert(v).second) require(emit(Op::TagIsExact, {v}, ir::kBool), true);
    ValueId taken = emit(Op::ExcTake, {}, ir::kObj);
    function_.value(taken).nullable = true;
    now[landing.exception] = taken;

    // What only errors lead to remains so.
    std::set<uint32_t> usual{handler.body.index};
    for (BlockId block : body.blocks) {
      for (const Edge& edge : function_.inst(function_.block(block).insts.back()).edges) usual.insert(edge.target.index);
    }
    std::map<uint32_t, BlockId> copies;
    for (BlockId block : body.blocks) {
      BlockId copy = function_.add_block();
      copies[block.index] = copy;
      function_.block(copy).cold = usual.count(block.index) == 0;
      std::vector<ValueId> params = function_.block(block).params;
      for (ValueId param : params) now[param] = function_.add_param_like(copy, param);
    }
    Inst enter{};
    enter.op = Op::Jump;
    enter.edges = {{copies[handler.body.index], {}, {}, {}}};
    function_.append(block_, std::move(enter));
    // Definitions before uses.
    for (BlockId block : dominators_->order()) {
      auto copy = copies.find(block.index);
      if (copy != copies.end()) copy_block(block, copy->second, copies, now, landing, taken);
    }
  }

  void copy_block(BlockId block, BlockId copy, const std::map<uint32_t, BlockId>& copies, std::map<ValueId, ValueId>& now, const Landing& landing,
                  ValueId taken) {
    auto mapped = [&](ValueId v) {
      auto found = now.find(v);
      return found == now.end() ? v : found->second;
    };
    bool open = true;
    std::vector<InstId> insts = function_.block(block).insts;
    for (InstId id : insts) {
      Inst inst = function_.inst(id);
      ValueId result = inst.result;
      if (open && (inst.op == Op::PyGetAttr || inst.op == Op::Check)) continue;
      if (open && reads_number(inst)) {
        now[result] = mapped(inst.operands[0]);
        repair_.add(result, copy, now[result]);
        continue;
      }
      if (open && ends(inst, landing)) {
        open = false;
        inst.op = Op::Keep;
        inst.operands = {taken};
        inst.raise = {};
      }
      for (ValueId& v : inst.operands) v = mapped(v);
      auto move = [&](Edge& edge) {
        for (ValueId& v : edge.args) v = mapped(v);
        if (auto inner = copies.find(edge.target.index); inner != copies.end()) edge.target = inner->second;
      };
      for (Edge& edge : inst.edges) move(edge);
      if (inst.raise.target) move(inst.raise);
      inst.result = {};
      ValueId own = function_.append(copy, std::move(inst));
      if (!result) continue;
      function_.describe_as(own, result);
      now[result] = own;
      repair_.add(result, copy, own);
    }
    for (ValueId param : function_.block(block).params) repair_.add(param, copy, now[param]);
  }

  Program& program_;
  Function& function_;
  SsaRepair repair_;
  std::optional<ir::Dominators> dominators_;
  std::vector<std::vector<ValueId>> arguments_;  // by value: of a parameter of a block, what edges give it
  std::set<Releases::Release> releases_;         // those that may be seen
  std::set<uint32_t> in_body_;
  BlockId general_, block_;
};

}  // namespace

void handle_unseen(Program& program, Function& function) { Handlers(program, function).run(); }

}  // namespace krait::passes
