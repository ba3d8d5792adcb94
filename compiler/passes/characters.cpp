#include "passes/characters.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "ir/cfg.h"

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

constexpr int64_t kCompareEqual = 2, kCompareNotEqual = 3;  // Py_EQ, Py_NE: imm of py.compare_truth

// The code of a string of one character, -1 for others.
int64_t code_of(std::string_view text) {
  if (text.empty()) return -1;
  auto byte = [&](size_t i) { return uint32_t(uint8_t(text[i])); };
  uint32_t first = byte(0);
  size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (text.size() != size) return -1;
  if (size == 1) return first;
  uint32_t code = first & (0x7fu >> size);
  for (size_t i = 1; i < size; ++i) code = code << 6 | (byte(i) & 0x3f);
  return code;
}

class Characters {
 public:
  Characters(Program& program, Function& function) : program_(program), function_(function) {}

  void run() {
    order_ = ir::reverse_postorder(function_);
    if (!find_candidates()) return;
    judge();
    bool any = false;
    for (uint32_t v = 0; v < webs_.size(); ++v) any |= taken(ValueId{v});
    if (!any) return;
    for (BlockId block : order_) rewrite(block);
    for (uint32_t v = 0; v < webs_.size(); ++v) {
      if (taken(ValueId{v})) function_.values[v].type = ir::kTag;
    }
  }

 private:
  // Values that are one variable: characters, and block parameters that these come to.
  struct Web {
    bool sound = true;
    size_t tests = 0, objects = 0, kept = 0;  // uses: of the character; of the object; of the object by who may keep it
  };

  uint32_t web_of(uint32_t v) const {
    while (webs_[v] != v) v = webs_[v];
    return v;
  }
  bool candidate(ValueId v) const { return v.index < webs_.size() && webs_[v.index] != kNone; }
  bool taken(ValueId v) const {
    if (!candidate(v)) return false;
    const Web& web = facts_[web_of(v.index)];
    // An object that two may keep must be the same one; made more often than it is tested, nothing is gained.
    return web.sound && web.tests > 0 && web.kept <= 1 && web.objects <= web.tests;
  }

  const ir::Constant* constant(ValueId v) const {
    InstId def = function_.value(v).def;
    if (!def || function_.inst(def).op != Op::ConstObj) return nullptr;
    return &program_.modules[function_.module]->constants[size_t(function_.inst(def).imm)];
  }
  bool is_text(ValueId v) const {
    const ir::Constant* c = constant(v);
    return c != nullptr && c->kind == ir::Constant::Kind::Str;
  }

  bool is_character(ValueId v) const { return is_text(v) && code_of(constant(v)->text) >= 0; }

  bool find_candidates() {
    webs_.assign(function_.values.size(), kNone);
    bool any = false;
    for (BlockId block : order_) {
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        if (inst.op != Op::StrGet && !walks_text(inst)) continue;
        webs_[inst.result.index] = inst.result.index;
        any = true;
      }
    }
    if (!any) return false;
    for (bool changed = true; changed;) {
      changed = false;
      for (BlockId block : order_) {
        ir::each_edge(function_, block, [&](const Edge& edge, InstId) {
          for (size_t i = 0; i < edge.args.size(); ++i) {
            ValueId arg = edge.args[i], param = function_.block(edge.target).params[i];
            if (!candidate(arg)) continue;
            if (!candidate(param)) webs_[param.index] = param.index;
            uint32_t a = web_of(arg.index), b = web_of(param.index);
            if (a == b) continue;
            webs_[a] = b;
            changed = true;
          }
        });
      }
    }
    return true;
  }

  static bool walks_text(const Inst& inst) { return inst.op == Op::ForNext && inst.imm == 2; }

  // Whether it compares two characters, and nothing else.
  bool compares_two(const Inst& inst) const {
    bool compares = inst.op == Op::StrEq || inst.op == Op::StrOrder || inst.op == Op::StrNe ||
                    (inst.op == Op::PyCompareTruth && (inst.imm == kCompareEqual || inst.imm == kCompareNotEqual));
    return compares && candidate(inst.operands[0]) && candidate(inst.operands[1]);
  }

  // What the instruction asks of a character: its operand, and how it becomes one that takes the code.
  std::optional<size_t> tested(const Inst& inst) const {
    switch (inst.op) {
      case Op::StrEq:
      case Op::StrNe:
      case Op::PyCompareTruth: {
        if (inst.op == Op::PyCompareTruth && inst.imm != kCompareEqual && inst.imm != kCompareNotEqual) return std::nullopt;
        if (candidate(inst.operands[0]) && is_text(inst.operands[1])) return 0;
        if (candidate(inst.operands[1]) && is_text(inst.operands[0])) return 1;
        return std::nullopt;
      }
      case Op::StrOrder:
        if (candidate(inst.operands[0]) && is_character(inst.operands[1])) return 0;
        if (candidate(inst.operands[1]) && is_character(inst.operands[0])) return 1;
        return std::nullopt;
      case Op::StrIs:
        return 0;
      case Op::StrContains:
      case Op::SetContains:
      case Op::TupleContains:
      case Op::PyContains:
        return candidate(inst.operands[0]) ? std::nullopt : std::optional<size_t>(1);
      default:
        return std::nullopt;
    }
  }

  // Whether the operation reads the object and forgets it.
  static bool forgets(Op op) {
    switch (op) {
      case Op::StrEq:
      case Op::StrNe:
      case Op::StrOrder:
      case Op::StrCase:
      case Op::StrContains:
      case Op::StrAtEq:
      case Op::PyCompareTruth:
      case Op::DictGetItem:
      case Op::DictContains:
      case Op::DictGetNone:
      case Op::FormatValue:
      case Op::BuiltinOrd:
      case Op::StrJoinParts:
        return true;
      default:
        return false;
    }
  }

  void judge() {
    facts_.assign(webs_.size(), {});
    for (BlockId block : order_) {
      for (InstId id : function_.block(block).insts) {
        const Inst& inst = function_.inst(id);
        std::optional<size_t> test = tested(inst);
        for (size_t i = 0; i < inst.operands.size(); ++i) {
          ValueId v = inst.operands[i];
          if (!candidate(v)) continue;
          Web& web = facts_[web_of(v.index)];
          if (test == i || compares_two(inst)) {
            ++web.tests;
          } else if (inst.op != Op::Keep && inst.op != Op::IsAbsent) {
            ++web.objects;
            web.kept += !forgets(inst.op);
            // Making the object may fail: what follows must have a place for that.
            if (inst.op != Op::Return && !ir::may_raise(program_, function_, inst)) web.sound = false;
          }
        }
      }
      ir::each_edge(function_, block, [&](const Edge& edge, InstId) {
        for (size_t i = 0; i < edge.args.size(); ++i) {
          ValueId arg = edge.args[i], param = function_.block(edge.target).params[i];
          if (!candidate(param) || candidate(arg)) continue;
          const ir::Constant* c = constant(arg);
          const ir::Value& value = function_.value(arg);
          if (c == nullptr && value.type == ir::kObj && !value.nullable) {
            // Say, what a replaced enumerate() gives: asked once for its code, and whoever made it may have kept it.
            Web& web = facts_[web_of(param.index)];
            ++web.objects;
            ++web.kept;
            continue;
          }
          bool fits = c != nullptr && (c->kind == ir::Constant::Kind::None || c->kind == ir::Constant::Kind::Str);
          if (!fits) facts_[web_of(param.index)].sound = false;
        }
      });
    }
    for (uint32_t v = 0; v < webs_.size(); ++v) {
      if (webs_[v] == kNone) continue;
      const ir::Value& value = function_.values[v];
      bool absent = value.nullable && !(value.def && walks_text(function_.inst(value.def)));  // what is walked is absent at the end only
      if (absent || value.type != ir::kObj) facts_[web_of(v)].sound = false;
    }
    for (ValueId param : function_.params) {
      if (candidate(param)) facts_[web_of(param.index)].sound = false;
    }
  }

  void rewrite(BlockId block) {
    std::vector<InstId> before = std::move(function_.block(block).insts);
    out_.clear();
    block_ = block;
    for (InstId id : before) {
      Inst inst = function_.inst(id);
      if (inst.raise.target) give_characters(inst.raise);
      for (Edge& edge : inst.edges) give_characters(edge);
      if (inst.op == Op::StrGet && taken(inst.result)) {
        inst.op = Op::CharAt;
        inst.type = ir::kTag;
      }
      if (walks_text(inst) && taken(inst.result)) {
        inst.op = Op::ForNextChar;
        inst.type = ir::kTag;
      }
      std::optional<size_t> test = tested(inst);
      if (test && taken(inst.operands[*test])) ask_character(inst, *test);
      else if (compares_two(inst) && taken(inst.operands[0]) && taken(inst.operands[1])) compare_two(inst);
      else if (inst.op != Op::Keep && inst.op != Op::IsAbsent) make_objects(inst);
      function_.inst(id) = std::move(inst);
      out_.push_back(id);
    }
    function_.block(block).insts = std::move(out_);
  }

  // Constants that come to a variable of characters, and what comes there on rare ways.
  void give_characters(Edge& edge) {
    for (size_t i = 0; i < edge.args.size(); ++i) {
      if (!taken(function_.block(edge.target).params[i]) || candidate(edge.args[i])) continue;
      const ir::Constant* c = constant(edge.args[i]);
      int64_t code = c != nullptr && c->kind == ir::Constant::Kind::Str ? code_of(c->text) : -1;
      edge.args[i] = code >= 0 ? number(ir::kTag, code) : add(Op::CharOf, {edge.args[i]}, ir::kTag);
    }
  }

  void compare_two(Inst& inst) {
    if (inst.op == Op::StrOrder) inst.op = Op::CharOrderTwo;
    else compare(inst, Op::CharSame, inst.operands, 0);
  }

  // In the place of == or !=.
  void compare(Inst& inst, Op op, std::vector<ValueId> operands, int64_t imm) {
    bool differs = inst.op == Op::StrNe || (inst.op == Op::PyCompareTruth && inst.imm == kCompareNotEqual);
    Inst equal = inst;
    equal.op = op;
    equal.operands = std::move(operands);
    equal.imm = imm;
    if (!differs) {
      inst = std::move(equal);
      return;
    }
    inst.operands = {add(std::move(equal), ir::kBool)};
    inst.op = Op::BoolNot;
    inst.imm = 0;
    inst.raise = {};
  }

  void ask_character(Inst& inst, size_t test) {
    ValueId character = inst.operands[test];
    switch (inst.op) {
      case Op::StrIs:
        inst.op = Op::CharIs;
        return;
      case Op::StrOrder: {
        constexpr int64_t kMirrored[] = {4, 5, 2, 3, 0, 1};  // by Py_LT, Py_LE, Py_EQ, Py_NE, Py_GT, Py_GE
        ValueId text = inst.operands[1 - test];
        int64_t order = test == 0 ? inst.imm : kMirrored[inst.imm] | 8;
        inst.op = Op::CharOrder;
        inst.operands = {character, text};
        inst.imm = code_of(constant(text)->text) << 4 | order;
        return;
      }
      case Op::StrEq:
      case Op::StrNe:
      case Op::PyCompareTruth: {
        ValueId text = inst.operands[1 - test];
        return compare(inst, Op::CharEq, {character, text}, code_of(constant(text)->text));
      }
      default: {
        ValueId container = inst.operands[0];
        if (std::optional<std::array<uint64_t, 2>> mask = ascii_mask(container)) {
          ValueId low = number(ir::kI64, int64_t((*mask)[0])), high = number(ir::kI64, int64_t((*mask)[1]));
          inst.op = Op::CharInMask;
          inst.operands = {character, container, low, high};
        } else {
          inst.op = Op::CharIn;
          inst.operands = {container, character};
        }
        return;
      }
    }
  }

  void make_objects(Inst& inst) {
    for (size_t i = 0; i < inst.operands.size(); ++i) {
      ValueId character = inst.operands[i];
      if (!taken(character)) continue;
      Inst make{};
      make.op = Op::CharObject;
      make.operands = {character};
      make.raise = inst.raise;
      ValueId object = add(std::move(make), ir::kObj);
      std::replace(inst.operands.begin(), inst.operands.end(), character, object);
    }
  }

  // A bit for each of the ASCII characters of which a constant consists, if it consists of nothing else.
  std::optional<std::array<uint64_t, 2>> ascii_mask(ValueId container) const {
    const ir::Constant* c = constant(container);
    if (c == nullptr) return std::nullopt;
    std::array<uint64_t, 2> mask{};
    auto take = [&](std::string_view text) {
      for (char each : text) {
        if (uint8_t(each) >= 128) return false;
        mask[uint8_t(each) / 64] |= uint64_t{1} << (uint8_t(each) % 64);
      }
      return true;
    };
    if (c->kind == ir::Constant::Kind::Str) return take(c->text) ? std::optional(mask) : std::nullopt;
    if (c->kind != ir::Constant::Kind::Tuple && c->kind != ir::Constant::Kind::FrozenSet) return std::nullopt;
    for (ir::ConstId id : c->items) {
      const ir::Constant& item = program_.modules[function_.module]->constants[id.index];
      if (item.kind != ir::Constant::Kind::Str) return std::nullopt;
      // Of other lengths: no character equals it.
      if (item.text.size() == 1 ? !take(item.text) : code_of(item.text) >= 0) return std::nullopt;
    }
    return mask;
  }

  ValueId number(ir::Type type, int64_t value) {
    Inst inst{};
    inst.op = Op::ConstInt;
    inst.imm = value;
    return add(std::move(inst), type);
  }
  ValueId add(Op op, std::vector<ValueId> operands, ir::Type type) {
    Inst inst{};
    inst.op = op;
    inst.operands = std::move(operands);
    return add(std::move(inst), type);
  }
  ValueId add(Inst inst, ir::Type type) {
    InstId id{uint32_t(function_.insts.size())};
    inst.type = type;
    inst.result = function_.add_value(type, id, block_);
    ValueId result = inst.result;
    function_.insts.push_back(std::move(inst));
    out_.push_back(id);
    return result;
  }

  Program& program_;
  Function& function_;
  std::vector<BlockId> order_;
  std::vector<uint32_t> webs_;  // by value: another of its web, itself for the one that stands for it; kNone for what is no candidate
  std::vector<Web> facts_;      // by the value that stands for the web
  BlockId block_;               // being rewritten
  std::vector<InstId> out_;
};

}  // namespace

void keep_characters(Program& program, Function& function) { Characters(program, function).run(); }

}  // namespace krait::passes
