#include "passes/packs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "ir/loops.h"

namespace krait::passes {
namespace {

using ir::BlockId;
using ir::Edge;
using ir::Function;
using ir::FunctionKind;
using ir::Inst;
using ir::InstId;
using ir::kNone;
using ir::Op;
using ir::Program;
using ir::Repr;
using ir::Type;
using ir::ValueId;

constexpr size_t kMostAppended = 8;  // items of a display that are appended one by one

// What an operand is to an instruction.
enum class Use : uint8_t {
  Seen,     // anything may be done with it
  Known,    // packed lists do
  Worked,   // likewise, and an item is read or changed: in a loop that is what packing is for
  Stored,   // becomes an item of the list that is operand 0
};

Use use_of(const Program& program, const Inst& inst, size_t operand) {
  auto is = [&](size_t wanted) { return operand == wanted ? Use::Known : Use::Seen; };
  auto works = [&](size_t wanted) { return operand == wanted ? Use::Worked : Use::Seen; };
  switch (inst.op) {
    case Op::ListGet:
    case Op::ListGetTag:
    case Op::ListGetNum:
    case Op::ListTruthAt:
    case Op::ListSetTag:
    case Op::ListSetNum:
    case Op::ListSetBool:
    case Op::ListPop:
    case Op::ForNext:
    case Op::ForNextTag:
    case Op::ForNextNum:
      return works(0);
    case Op::ListSet:
      return operand == 2 ? Use::Stored : works(0);
    case Op::ListAppend:
    case Op::ListAppendNew:
      return operand == 1 ? Use::Stored : is(0);
    case Op::ListNew:
      return Use::Stored;
    case Op::ListReserve:
    case Op::ListIs:
    case Op::ListExtendBegin:
    case Op::ListExtendEnd:
    case Op::ListPopAt:
    case Op::ListReverse:
    case Op::ListClear:
    case Op::ListCopy:
    case Op::ListRepeat:
    case Op::MethodReady:
    case Op::PyGetSlice:
    case Op::PyGetSliceStep:
    case Op::ForIter:
    case Op::ForCount:
    case Op::Truth:
    case Op::IsAbsent:
    case Op::CheckBound:
    case Op::Keep:
    case Op::PyIsNone:
      return is(0);
    case Op::ListExtend:
    case Op::ListConcat:
      return Use::Known;
    case Op::PyIs:
      return Use::Known;
    case Op::PySetSlice:
      return operand == 3 ? Use::Known : is(0);
    case Op::BuiltinLen:
      return is(2);
    case Op::Check:
    case Op::IsInstanceCheck: {
      ir::Check::Kind kind = program.checks[size_t(inst.imm)].kind;
      return kind == ir::Check::Kind::List || kind == ir::Check::Kind::Any ? Use::Known : Use::Seen;
    }
    default:
      return Use::Seen;
  }
}

// The representation of items that the instruction takes the list of operand 0 for; Void: it says nothing.
Repr claimed_item(Op op) {
  switch (op) {
    case Op::ListGetTag:
    case Op::ListSetTag:
    case Op::ForNextTag:
      return Repr::I64;
    case Op::ListGetNum:
    case Op::ListSetNum:
    case Op::ForNextNum:
      return Repr::F64;
    case Op::ListTruthAt:
    case Op::ListSetBool:
      return Repr::Bool;
    default:
      return Repr::Void;
  }
}

bool reads_field(Op op) { return op == Op::FieldGet || op == Op::FieldPeek; }
// Whether the field may hold packed lists. Reading it by name settles them (runtime/field.c), but for slots, which are CPython's own members.
bool may_hold(const Program& program, const Inst& access) {
  const ir::Class& cls = program.classes[size_t(access.imm)];
  return !cls.slotted && cls.fields[size_t(access.imm2)].type == ir::kObj;
}

bool gives_item(Op op) { return op == Op::ListGet || op == Op::ListPop || op == Op::ListPopAt || op == Op::ForNext; }
bool copies_list(Op op) { return op == Op::PyGetSlice || op == Op::PyGetSliceStep || op == Op::ListCopy || op == Op::ListRepeat; }
bool is_boundary(const Function& function) { return function.kind == FunctionKind::Wrapper || function.kind == FunctionKind::Generator; }

using Site = std::pair<uint32_t, uint32_t>;  // a function and an instruction of it

// Which lists functions give each other.
struct Calls {
  enum Mode : uint8_t {
    None,    // nothing is followed
    Open,    // left open: what calls give functions, and what they get from them, may be packed
    Sites,   // `sites` and `results`
    Copies,  // what calls of the functions `copies` give them, and `results`
  };
  Mode mode = None;
  const std::set<Site>* sites = nullptr;    // calls that give packed lists
  const std::set<Site>* results = nullptr;  // calls that get some
  const std::set<uint32_t>* copies = nullptr;
};

class Packs {
 public:
  Packs(Program& program, std::vector<uint32_t> functions, Calls calls)
      : program_(program), functions_(std::move(functions)), calls_(calls) {
    base_.assign(program.functions.size(), kNone);
    result_.assign(program.functions.size(), kNone);
    uint32_t nodes = 0;
    for (uint32_t f : functions_) {
      base_[f] = nodes;
      nodes += uint32_t(program.functions[f].values.size());
      result_[f] = nodes++;
    }
    for (const ir::Class& cls : program.classes) {
      fields_.push_back(nodes);
      nodes += uint32_t(cls.fields.size());
    }
    for (uint32_t n = 0; n < nodes; ++n) add_node();
  }

  // False: nothing is packed.
  bool choose() {
    for (uint32_t f : functions_) collect(f);
    if (!any_made_) return false;
    for (uint32_t f : functions_) note_foreign(f);
    settle_kinds();
    if (std::none_of(webs_.begin(), webs_.end(), [](const Web& web) { return web.item != Repr::Void; })) return false;
    for (uint32_t f : functions_) weigh(f);
    drop_idle();
    return std::any_of(webs_.begin(), webs_.end(), [](const Web& web) { return web.item != Repr::Void; });
  }

  void apply() {
    for (size_t c = 0; c < fields_.size(); ++c) {
      std::vector<ir::Field>& fields = program_.classes[c].fields;
      for (size_t i = 0; i < fields.size(); ++i) fields[i].packed = webs_[find(fields_[c] + uint32_t(i))].item;
    }
    for (uint32_t f : functions_) rewrite(f);
  }

  // The calls whose lists may be packed in both functions, as far as each knows (Calls::Open): those that give them, and those that get one.
  void find_sites(std::set<Site>& sites, std::set<Site>& results) {
    for (uint32_t f : functions_) {
      const Function& function = program_.functions[f];
      if (is_boundary(function)) continue;
      for (BlockId block : ir::reverse_postorder(function)) {
        for (InstId id : function.block(block).insts) {
          const Inst& inst = function.inst(id);
          if (!follows(function, inst)) continue;
          if (agrees(f, inst)) sites.insert({f, id.index});
          if (inst.type != ir::kObj) continue;
          const Web &got = web(f, inst.result), &given = webs_[find(result_node(uint32_t(inst.imm)))];
          uint32_t items = got.items | given.items;
          if (!got.foreign && !given.foreign && given.made && (items & (items - 1)) == 0) results.insert({f, id.index});
        }
      }
    }
  }

  // How an item is held of the list that may be packed which the value is; Void: it never is.
  Repr item(uint32_t function, ValueId value) {
    if (base_[function] == kNone) return Repr::Void;
    return webs_[find(node(function, value))].item;
  }

 private:
  struct Web {
    uint32_t items = 0;      // a bit for each representation that instructions claim for an item
    uint32_t elem = kNone;   // the node of its items, where these are objects
    bool made = false;       // a list is made that may be packed
    bool foreign = false;    // it may be a list from elsewhere, or is seen where it matters
    bool kept = false;       // a field may hold it: what sees it in one function may come before what another one does
    bool worked = false;     // in loops
    Repr item = Repr::Void;  // the choice; Void: not packed
  };

  // --- nodes ---
  uint32_t add_node() {
    parent_.push_back(uint32_t(parent_.size()));
    webs_.emplace_back();
    return parent_.back();
  }
  uint32_t node(uint32_t function, ValueId value) const { return base_[function] + value.index; }
  uint32_t result_node(uint32_t function) const { return result_[function]; }
  uint32_t find(uint32_t n) {
    while (parent_[n] != n) n = parent_[n] = parent_[parent_[n]];
    return n;
  }
  void unite(uint32_t a, uint32_t b) {
    std::vector<std::pair<uint32_t, uint32_t>> work{{a, b}};
    while (!work.empty()) {
      uint32_t one = find(work.back().first), other = find(work.back().second);
      work.pop_back();
      if (one == other) continue;
      parent_[other] = one;
      Web &to = webs_[one], &from = webs_[other];
      to.items |= from.items;
      to.made |= from.made;
      to.foreign |= from.foreign;
      to.kept |= from.kept;
      if (to.elem == kNone) to.elem = from.elem;
      else if (from.elem != kNone) work.push_back({to.elem, from.elem});
    }
  }
  Web& web(uint32_t function, ValueId value) { return webs_[find(node(function, value))]; }
  uint32_t elem(uint32_t n) {
    uint32_t web = find(n);
    if (webs_[web].elem == kNone) {
      uint32_t added = add_node();
      webs_[web].elem = added;
    }
    return webs_[web].elem;
  }

  bool is_object(const Function& function, ValueId value) const { return function.value(value).type == ir::kObj; }

  // Whether the call may pass lists on as they are.
  bool follows(const Function& caller, const Inst& inst) const {
    if (inst.op != Op::Call || calls_.mode == Calls::None || is_boundary(caller)) return false;
    uint32_t callee = uint32_t(inst.imm);
    return base_[callee] != kNone && program_.functions[callee].kind == FunctionKind::Native;
  }
  bool gives_packed(uint32_t f, InstId id) const {
    const Inst& inst = program_.functions[f].inst(id);
    if (!follows(program_.functions[f], inst)) return false;
    return calls_.mode == Calls::Sites ? calls_.sites->count({f, id.index}) != 0 : calls_.mode == Calls::Open || calls_.copies->count(uint32_t(inst.imm)) != 0;
  }
  bool gets_packed(uint32_t f, InstId id) const {
    return calls_.results != nullptr && calls_.results->count({f, id.index}) != 0;
  }
  // Whether lists go into the field that the instruction reads or writes, and come out of it, as they are.
  bool follows_field(const Inst& access) const { return calls_.mode != Calls::None && may_hold(program_, access); }
  bool gets_from_field(const Inst& inst) const { return reads_field(inst.op) && follows_field(inst); }
  uint32_t field_node(const Inst& access) const { return fields_[size_t(access.imm)] + uint32_t(access.imm2); }
  Use use(const Inst& inst, size_t operand) const {
    if (inst.op == Op::FieldSet && operand == 1) return follows_field(inst) ? Use::Known : Use::Seen;
    return use_of(program_, inst, operand);
  }
  bool returns_packed(const Function& function, const Inst& inst) const {
    return inst.op == Op::Return && calls_.mode != Calls::None && function.kind == FunctionKind::Native;
  }
  bool agrees(uint32_t f, const Inst& inst) {
    const Function& callee = program_.functions[size_t(inst.imm)];
    bool any = false;
    for (size_t i = 0; i < inst.operands.size(); ++i) {
      if (!is_object(program_.functions[f], inst.operands[i])) continue;
      const Web &given = web(f, inst.operands[i]), &taken = web(uint32_t(inst.imm), callee.params[i]);
      bool list = taken.items != 0 || taken.elem != kNone || (given.made && (given.items != 0 || given.elem != kNone));
      if (!list) continue;
      uint32_t items = given.items | taken.items;
      if (given.foreign || taken.foreign || !given.made || (items & (items - 1)) != 0) return false;
      any = true;
    }
    return any;
  }

  // What defines the value; Absent: a parameter.
  static Op op_of(const Function& function, ValueId value) {
    InstId def = function.value(value).def;
    return def ? function.inst(def).op : Op::Absent;
  }
  bool calls_list(const Function& function, const Inst& inst) const {
    if (inst.op != Op::PyCall || inst.operands.size() > 2 || op_of(function, inst.operands[0]) != Op::GlobalLoad) return false;
    const Inst& name = function.inst(function.value(inst.operands[0]).def);
    return program_.modules[function.module]->constants[size_t(name.imm)].text == "list";
  }
  // A list display that is only repeated: the repeated list is made of it.
  bool repeats_display(const Function& function, const Inst& inst, const std::vector<uint32_t>& uses) const {
    return inst.op == Op::ListRepeat && op_of(function, inst.operands[0]) == Op::ListNew && uses[inst.operands[0].index] == 1;
  }
  bool makes_list(const Function& function, const Inst& inst) const {
    return inst.op == Op::ListNew || inst.op == Op::ListConcat || copies_list(inst.op) || calls_list(function, inst);
  }

  // What the stored object was before it became one.
  Repr item_of(const Function& function, ValueId value) const {
    InstId def = function.value(value).def;
    if (!def) return Repr::Void;
    const Inst& inst = function.inst(def);
    if (inst.op == Op::Convert) {
      switch (function.value(inst.operands[0]).type.repr) {
        case Repr::Tag:
        case Repr::I64:
          return Repr::I64;
        case Repr::Num:
        case Repr::F64:
          return Repr::F64;
        case Repr::Bool:
          return Repr::Bool;
        default:
          return Repr::Void;
      }
    }
    if (inst.op != Op::ConstObj) return Repr::Void;
    switch (program_.modules[function.module]->constants[size_t(inst.imm)].kind) {
      case ir::Constant::Kind::Int:
        return Repr::I64;
      case ir::Constant::Kind::Float:
        return Repr::F64;
      case ir::Constant::Kind::True:
      case ir::Constant::Kind::False:
        return Repr::Bool;
      default:
        return Repr::Void;
    }
  }

  // --- webs ---
  void collect(uint32_t f) {
    const Function& function = program_.functions[f];
    if (is_boundary(function)) return;
    std::vector<uint32_t> uses = ir::use_counts(function);
    for (BlockId block : ir::reverse_postorder(function)) {
      for (InstId id : function.block(block).insts) {
        const Inst& inst = function.inst(id);
        if (Repr claimed = claimed_item(inst.op); claimed != Repr::Void) web(f, inst.operands[0]).items |= 1u << uint32_t(claimed);
        if (inst.result && inst.type == ir::kObj) collect_result(f, id, uses);
        collect_stored(f, inst);
        // A slice that only takes the place of another one.
        bool moves = inst.op == Op::PySetSlice && uses[inst.operands[3].index] == 1 && copies_list(op_of(function, inst.operands[3]));
        if (moves) unite(node(f, inst.operands[3]), node(f, inst.operands[0]));
        if (calls_.mode == Calls::Open && follows(function, inst)) given_.insert(uint32_t(inst.imm));
        if (calls_.mode != Calls::Open && gives_packed(f, id)) {
          const Function& callee = program_.functions[size_t(inst.imm)];
          for (size_t i = 0; i < inst.operands.size(); ++i) {
            if (is_object(function, inst.operands[i])) unite(node(f, inst.operands[i]), node(uint32_t(inst.imm), callee.params[i]));
          }
          given_.insert(uint32_t(inst.imm));
        }
        if (returns_packed(function, inst) && !inst.operands.empty() && is_object(function, inst.operands[0]))
          unite(node(f, inst.operands[0]), result_node(f));
        if (inst.op == Op::FieldSet && follows_field(inst)) keep(inst, node(f, inst.operands[1]));
      }
      ir::each_edge(function, block, [&](const Edge& edge, InstId) {
        for (size_t i = 0; i < edge.args.size(); ++i) {
          if (is_object(function, edge.args[i])) unite(node(f, edge.args[i]), node(f, function.block(edge.target).params[i]));
        }
      });
    }
  }

  // The value is in the field, or was.
  void keep(const Inst& access, uint32_t value) {
    unite(value, field_node(access));
    webs_[find(value)].kept = true;
  }

  void collect_result(uint32_t f, InstId id, const std::vector<uint32_t>& uses) {
    const Function& function = program_.functions[f];
    const Inst& inst = function.inst(id);
    uint32_t result = node(f, inst.result);
    if (makes_list(function, inst)) {
      webs_[find(result)].made = true;
      any_made_ = true;
      if (repeats_display(function, inst, uses)) unite(result, node(f, inst.operands[0]));
      else if (copies_list(inst.op) || inst.op == Op::ListConcat) unite(elem(result), elem(node(f, inst.operands[0])));
      if (inst.op == Op::ListConcat) unite(elem(result), elem(node(f, inst.operands[1])));
    } else if (inst.op == Op::ForIter || inst.op == Op::CheckBound) {
      unite(result, node(f, inst.operands[0]));
    } else if (gives_item(inst.op)) {
      unite(result, elem(node(f, inst.operands[0])));
    } else if (gets_packed(f, id)) {
      unite(result, result_node(uint32_t(inst.imm)));
    } else if (gets_from_field(inst)) {
      keep(inst, result);
    }
  }

  void collect_stored(uint32_t f, const Inst& inst) {
    const Function& function = program_.functions[f];
    ValueId list = inst.op == Op::ListNew ? inst.result : inst.operands.empty() ? ValueId{} : inst.operands[0];
    for (size_t i = 0; i < inst.operands.size(); ++i) {
      if (!is_object(function, inst.operands[i]) || use_of(program_, inst, i) != Use::Stored) continue;
      Repr stored = item_of(function, inst.operands[i]);
      if (stored != Repr::Void) web(f, list).items |= 1u << uint32_t(stored);
      else unite(elem(node(f, list)), node(f, inst.operands[i]));
    }
  }

  // What may be a list from elsewhere.
  void note_foreign(uint32_t f) {
    const Function& function = program_.functions[f];
    for (ValueId param : function.params) {
      if (!given_.count(f)) web(f, param).foreign = true;
      else if (calls_.mode == Calls::Open) web(f, param).made = true;
    }
    bool boundary = is_boundary(function);
    for (BlockId block : ir::reverse_postorder(function)) {
      if (function.block(block).cold) continue;
      for (InstId id : function.block(block).insts) {
        const Inst& inst = function.inst(id);
        if (!inst.result || inst.type != ir::kObj) continue;
        if (boundary) {
          if (gets_from_field(inst)) webs_[find(field_node(inst))].foreign = true;
          continue;
        }
        bool open = calls_.mode == Calls::Open && follows(function, inst);
        bool known = makes_list(function, inst) || inst.op == Op::ForIter || inst.op == Op::CheckBound || gives_item(inst.op) ||
                     gets_packed(f, id) || gets_from_field(inst) || inst.op == Op::Absent || open;
        web(f, inst.result).made |= open;
        if (!known) web(f, inst.result).foreign = true;
      }
    }
  }

  static Repr only_item(uint32_t items) {
    for (Repr repr : {Repr::Bool, Repr::I64, Repr::F64}) {
      if (items == 1u << uint32_t(repr)) return repr;
    }
    return Repr::Void;
  }

  // The items of each web; what is no list of numbers is one of packed lists, or not packed.
  void settle_kinds() {
    for (uint32_t w = 0; w < webs_.size(); ++w) {
      if (parent_[w] != w) continue;
      Web& web = webs_[w];
      if (!web.made || web.foreign) continue;
      if (web.items != 0) web.item = only_item(web.items);
      else if (web.elem != kNone) web.item = Repr::Obj;
    }
    agree();
  }

  // A list of lists is packed with the lists in it, or not at all; a list in a list of numbers never is.
  void agree() {
    for (bool changed = true; changed;) {
      changed = false;
      for (uint32_t w = 0; w < webs_.size(); ++w) {
        if (parent_[w] != w || webs_[w].elem == kNone) continue;
        Web &outer = webs_[w], &inner = webs_[find(outer.elem)];
        if (&outer == &inner) {
          changed |= outer.item != Repr::Void;
          outer.item = Repr::Void;
          continue;
        }
        if (outer.item == Repr::Obj && inner.item == Repr::Void) {
          outer.item = Repr::Void;
          changed = true;
        }
        if (outer.item != Repr::Obj && inner.item != Repr::Void) {
          inner.item = Repr::Void;
          changed = true;
        }
      }
    }
  }

  // --- whether it pays ---
  void weigh(uint32_t f) {
    const Function& function = program_.functions[f];
    if (is_boundary(function)) return;
    struct Seen {
      uint32_t web;
      BlockId block;
      size_t at;
    };
    std::vector<Seen> seen, worked;
    std::unique_ptr<ir::Dominators> dominators;
    std::unique_ptr<ir::Loops> loops;
    for (BlockId block : ir::reverse_postorder(function)) {
      if (function.block(block).cold) continue;
      const std::vector<InstId>& insts = function.block(block).insts;
      for (size_t at = 0; at < insts.size(); ++at) {
        const Inst& inst = function.inst(insts[at]);
        for (size_t i = 0; i < inst.operands.size(); ++i) {
          if (!is_object(function, inst.operands[i])) continue;
          uint32_t w = find(node(f, inst.operands[i]));
          if (webs_[w].item == Repr::Void) continue;
          bool passed = gives_packed(f, insts[at]);
          if (passed) worked.push_back({w, block, at});
          Use is = use(inst, i);
          if (is == Use::Seen && !passed && !returns_packed(function, inst)) {
            seen.push_back({w, block, at});
            webs_[w].foreign |= webs_[w].kept;
          }
          if (is != Use::Worked) continue;
          if (!loops) {
            dominators = std::make_unique<ir::Dominators>(function);
            loops = std::make_unique<ir::Loops>(function, *dominators);
          }
          uint32_t loop = loops->of(block);
          if (loop == kNone || !outlasts(f, inst.operands[i], *loops, loop)) continue;
          webs_[w].worked = true;
          worked.push_back({w, block, at});
        }
      }
    }
    for (const Seen& end : seen) {
      std::vector<char> reached = reached_from(function, end.block);
      bool again = std::any_of(worked.begin(), worked.end(), [&](const Seen& work) {
        return work.web == end.web && (reached[work.block.index] || (work.block == end.block && work.at > end.at));
      });
      webs_[end.web].foreign |= again;
    }
  }

  // Whether the list is there before a round of the loop and after it: from outside, from a field, or an item of such a list.
  bool outlasts(uint32_t f, ValueId list, const ir::Loops& loops, uint32_t loop) {
    const Function& function = program_.functions[f];
    while (loops.contains(loop, function.value(list).block) && !web(f, list).kept) {
      InstId def = function.value(list).def;
      if (!def || !gives_item(function.inst(def).op)) return false;
      list = function.inst(def).operands[0];
    }
    return true;
  }

  std::vector<char> reached_from(const Function& function, BlockId from) const {
    std::vector<char> reached(function.blocks.size(), 0);
    std::vector<BlockId> work{from};
    while (!work.empty()) {
      BlockId block = work.back();
      work.pop_back();
      ir::each_edge(function, block, [&](const Edge& edge, InstId) {
        if (reached[edge.target.index] || function.block(edge.target).cold) return;
        reached[edge.target.index] = 1;
        work.push_back(edge.target);
      });
    }
    return reached;
  }

  void drop_idle() {
    for (uint32_t w = 0; w < webs_.size(); ++w) {
      if (parent_[w] != w || webs_[w].item == Repr::Void) continue;
      bool worked = webs_[w].worked || (webs_[w].item == Repr::Obj && webs_[find(webs_[w].elem)].worked);
      if (!worked || webs_[w].foreign) webs_[w].item = Repr::Void;
    }
    agree();
  }

  // --- the change ---
  ValueId append(Function& function, std::vector<InstId>& insts, BlockId block, Inst added) {
    InstId id{uint32_t(function.insts.size())};
    Type type = added.type;
    added.result = {};
    function.insts.push_back(std::move(added));
    insts.push_back(id);
    if (type == ir::kVoid) return {};
    ValueId value = function.add_value(type, id, block);
    function.inst(id).result = value;
    return value;
  }
  // An instruction that takes part in what `beside` does, and fails as it does.
  static Inst part_of(const Inst& beside, Op op, std::vector<ValueId> operands, int64_t imm = 0) {
    Inst inst{};
    inst.op = op;
    inst.operands = std::move(operands);
    inst.imm = imm;
    inst.span = beside.span;
    inst.code = beside.code;
    if (ir::info(op).effects & ir::kRaises) inst.raise = beside.raise;
    return inst;
  }

  void rewrite(uint32_t f) {
    Function& function = program_.functions[f];
    std::vector<Repr> items(function.values.size(), Repr::Void);
    bool any = false;
    for (uint32_t v = 0; v < function.values.size(); ++v) {
      if (function.values[v].type != ir::kObj) continue;
      items[v] = function.values[v].packed = webs_[find(base_[f] + v)].item;
      any |= items[v] != Repr::Void;
    }
    bool gets = std::any_of(function.insts.begin(), function.insts.end(), [&](const Inst& inst) { return inst.op == Op::Call || gets_from_field(inst); });
    if (!any && !gets) return;
    auto packed = [&](ValueId value) { return value.index < items.size() ? items[value.index] : Repr::Void; };
    std::vector<uint32_t> uses = ir::use_counts(function);
    for (BlockId block : ir::reverse_postorder(function)) {
      std::vector<InstId> insts;
      for (InstId id : std::vector<InstId>(function.block(block).insts)) {
        Inst inst = function.inst(id);
        // Before it: what it may see is settled, what it stores is where the list is.
        for (size_t i = 0; i < inst.operands.size(); ++i) {
          if (packed(inst.operands[i]) == Repr::Void) continue;
          Use is = use(inst, i);
          bool passed = gives_packed(f, id) || returns_packed(function, inst);
          bool again = std::find(inst.operands.begin(), inst.operands.begin() + std::ptrdiff_t(i), inst.operands[i]) != inst.operands.begin() + std::ptrdiff_t(i);
          if (is == Use::Seen && !passed && !again) append(function, insts, block, part_of(inst, Op::ListSettle, {inst.operands[i]}));
          if (is == Use::Stored && inst.op != Op::ListNew) append(function, insts, block, part_of(inst, Op::ListSettleFor, {inst.operands[i], inst.operands[0]}));
        }
        if (inst.op == Op::ListAppendNew && packed(inst.operands[0]) != Repr::Void) function.inst(id).op = Op::ListAppend;
        Repr item = inst.result ? packed(inst.result) : Repr::Void;
        if (item != Repr::Void && inst.op == Op::ListNew && inst.operands.size() <= kMostAppended) {
          make_packed(function, insts, block, id, item);
          continue;
        }
        insts.push_back(id);
        if (!inst.result) continue;
        Repr copied = copies_list(inst.op) ? packed(inst.operands[0]) : Repr::Void;
        if (inst.op == Op::ListConcat && packed(inst.operands[0]) == packed(inst.operands[1])) copied = packed(inst.operands[0]);
        if (item != Repr::Void && makes_list(function, inst) && !repeats_display(function, inst, uses)) {
          if (copied != item) pack(function, insts, block, id, item);
        } else if (item == Repr::Void && copied != Repr::Void) {
          append(function, insts, block, part_of(inst, Op::ListSettle, {inst.result}));
        } else if (item == Repr::Void && may_give_packed(f, id)) {
          append(function, insts, block, part_of(inst, Op::ListSettle, {inst.result}));
        }
      }
      function.block(block).insts = std::move(insts);
    }
  }

  // Whether the call or the field gives a packed list to a function that makes nothing of that.
  bool may_give_packed(uint32_t f, InstId id) {
    const Inst& inst = program_.functions[f].inst(id);
    if (gets_from_field(inst)) return webs_[find(field_node(inst))].item != Repr::Void;
    return inst.op == Op::Call && inst.type == ir::kObj && base_[size_t(inst.imm)] != kNone && !gets_packed(f, id) &&
           webs_[find(result_node(uint32_t(inst.imm)))].item != Repr::Void;
  }

  // A short display: an empty packed list that gets its items one by one.
  void make_packed(Function& function, std::vector<InstId>& insts, BlockId block, InstId id, Repr item) {
    Inst display = function.inst(id);
    Inst room{};
    room.op = Op::ConstInt;
    room.type = ir::kI64;
    room.imm = int64_t(display.operands.size());
    ValueId size = append(function, insts, block, std::move(room));
    Inst& made = function.inst(id);
    made.op = Op::PackedNew;
    made.operands = {size};
    made.imm = packed_kind(item);
    insts.push_back(id);
    for (ValueId operand : display.operands) append(function, insts, block, part_of(display, Op::ListAppend, {display.result, operand}));
  }

  // The list that was made is packed at once; everything else uses what comes of that.
  void pack(Function& function, std::vector<InstId>& insts, BlockId block, InstId id, Repr item) {
    ValueId result = function.inst(id).result;
    ValueId made = function.add_value(ir::kObj, id, block);
    function.inst(id).result = made;
    InstId packed{uint32_t(function.insts.size())};
    Inst inst = part_of(function.inst(id), Op::ListPack, {made}, packed_kind(item));
    inst.type = ir::kObj;
    inst.result = result;
    function.insts.push_back(std::move(inst));
    insts.push_back(packed);
    function.value(result).def = packed;
  }

  Program& program_;
  std::vector<uint32_t> functions_;
  Calls calls_;
  std::vector<uint32_t> base_;  // by function: the node of its first value; functions get values while they are rewritten
  std::vector<uint32_t> result_;  // and that of what it returns
  std::vector<uint32_t> fields_;  // by class: the node of its first field
  std::vector<uint32_t> parent_;
  std::vector<Web> webs_;       // by node; those of the roots count
  std::set<uint32_t> given_;    // functions whose arguments are followed
  bool any_made_ = false;
};

std::vector<uint32_t> with_bodies(const Program& program) {
  std::vector<uint32_t> functions;
  for (uint32_t f = 0; f < program.functions.size(); ++f) {
    if (!program.functions[f].blocks.empty()) functions.push_back(f);
  }
  return functions;
}

// Functions that direct calls give packed lists get a copy for these calls.
std::set<uint32_t> make_copies(Program& program, Packs& packs, const std::set<Site>& sites, std::set<Site>& results) {
  std::vector<uint32_t> functions = with_bodies(program);
  auto takes_packed = [&](uint32_t f) {
    const Function& function = program.functions[f];
    return function.kind == FunctionKind::Native &&
           std::any_of(function.params.begin(), function.params.end(), [&](ValueId param) { return packs.item(f, param) != Repr::Void; });
  };
  std::map<uint32_t, uint32_t> copy_of;
  for (uint32_t f : functions) {
    if (!takes_packed(f)) continue;
    copy_of[f] = uint32_t(program.functions.size());
    Function copy = program.functions[f];
    copy.symbol += "_packed";
    program.functions.push_back(std::move(copy));
  }
  std::set<uint32_t> copies;
  for (auto [original, copy] : copy_of) copies.insert(copy);
  std::set<Site> in_copies;
  for (auto [f, id] : results) {
    if (auto within = copy_of.find(f); within != copy_of.end()) in_copies.insert({within->second, id});
  }
  results.merge(in_copies);
  // Calls in a function that has a copy are made with what the copy has, and stand there.
  for (auto [f, id] : sites) {
    auto within = copy_of.find(f);
    Inst& call = program.functions[within == copy_of.end() ? f : within->second].insts[id];
    if (auto found = copy_of.find(uint32_t(call.imm)); found != copy_of.end()) call.imm = found->second;
  }
  return copies;
}

}  // namespace

int64_t packed_kind(Repr item) {
  switch (item) {
    case Repr::Bool:
      return 1;
    case Repr::I64:
      return 2;
    case Repr::F64:
      return 3;
    default:
      return 0;
  }
}

static bool may_return_packed(const Function& function) {
  if (function.kind != FunctionKind::Native) return false;
  for (BlockId block : ir::reverse_postorder(function)) {
    const Inst& last = function.inst(function.block(block).insts.back());
    if (last.op == Op::Return && !last.operands.empty() && function.value(last.operands[0]).packed != Repr::Void) return true;
  }
  return false;
}

std::string unsettled(const Program& program, const Function& function) {
  std::map<int64_t, bool> givers;  // functions, by whether they may return packed lists
  auto may_get_packed = [&](const Inst& call) {
    auto [giver, added] = givers.try_emplace(call.imm, false);
    if (added) giver->second = may_return_packed(program.functions[size_t(call.imm)]);
    return giver->second;
  };
  auto field_of = [&](const Inst& access) -> const ir::Field& { return program.classes[size_t(access.imm)].fields[size_t(access.imm2)]; };
  auto passes_on = [&](const Inst& inst, ValueId v) {
    if (inst.op == Op::FieldSet && v == inst.operands[1]) return field_of(inst).packed == function.value(v).packed;
    bool native = function.kind == FunctionKind::Native && inst.op == Op::Return;
    return native || (inst.op == Op::Call && program.functions[size_t(inst.imm)].kind == FunctionKind::Native);
  };
  for (BlockId block : ir::reverse_postorder(function)) {
    std::set<ValueId> settled;  // by what stands directly in front
    ValueId got;                // what the call in front may give as a packed list
    for (InstId id : function.block(block).insts) {
      const Inst& inst = function.inst(id);
      if (got && (inst.op != Op::ListSettle || inst.operands[0] != got)) return "a list that may be packed is not marked";
      got = {};
      if (reads_field(inst.op) && field_of(inst).packed != function.value(inst.result).packed) {
        if (field_of(inst).packed == Repr::Void) return "a field holds no packed lists";
        got = inst.result;
      }
      if (inst.op == Op::Call && inst.type == ir::kObj && function.value(inst.result).packed == Repr::Void && may_get_packed(inst)) got = inst.result;
      bool settles = inst.op == Op::ListSettle || inst.op == Op::ListSettleFor;
      for (size_t i = 0; i < inst.operands.size() && !settles; ++i) {
        ValueId v = inst.operands[i];
        bool seen = function.value(v).packed != Repr::Void && use_of(program, inst, i) == Use::Seen && inst.op != Op::ListPack;
        if (seen && !passes_on(inst, v) && !settled.count(v)) return fmt::format("{} takes a list that may be packed", ir::info(inst.op).name);
      }
      if (settles) settled.insert(inst.operands[0]);
      else settled.clear();
    }
  }
  return {};
}

void pack_lists(Program& program) {
  std::set<Site> sites, results;
  std::set<uint32_t> copies;
  {
    Packs open(program, with_bodies(program), {.mode = Calls::Open});
    if (!open.choose()) return;
    open.find_sites(sites, results);
  }
  {
    Packs joined(program, with_bodies(program), {.mode = Calls::Sites, .sites = &sites, .results = &results});
    if (!joined.choose()) return;
    copies = make_copies(program, joined, sites, results);
  }
  Packs packs(program, with_bodies(program), {.mode = Calls::Copies, .results = &results, .copies = &copies});
  if (packs.choose()) packs.apply();
}

void pack_lists(Program& program, Function& function) {
  for (uint32_t f = 0; f < program.functions.size(); ++f) {
    if (&program.functions[f] != &function) continue;
    Packs packs(program, {f}, {});
    if (packs.choose()) packs.apply();
  }
}

}  // namespace krait::passes
