// match. Names are bound only when a whole pattern has matched: captures wait in variables of their own.
#include <algorithm>

#include "lower/function_lowering.h"
#include "lower/runtime_codes.h"

namespace krait::lower {

using namespace syntax;

namespace {

// `_` and `*_`: what stands there is not looked at.
bool is_wild(const Pattern* pattern) {
  if (const auto* star = as<MatchStar>(pattern)) return !star->name;
  const auto* as_pattern = as<MatchAs>(pattern);
  return as_pattern != nullptr && as_pattern->pattern == nullptr && !as_pattern->name;
}

// Whether a tuple display of `count` items can be matched with the pattern without there being a tuple.
bool takes_apart(const Pattern* pattern, size_t count) {
  if (is_wild(pattern)) return true;
  if (const auto* either = as<MatchOr>(pattern))
    return std::all_of(either->patterns.begin(), either->patterns.end(), [&](const Pattern* each) { return takes_apart(each, count); });
  const auto* sequence = as<MatchSequence>(pattern);
  return sequence != nullptr && sequence->patterns.size() == count && std::none_of(sequence->patterns.begin(), sequence->patterns.end(), [](const Pattern* each) { return is<MatchStar>(each); });
}

}  // namespace

void FunctionLowering::lower_match(const Match* stmt) {
  Subject subject;
  // Numbers stay as they are: what they are compared with mostly is one, too.
  auto evaluate = [&](const Expr* expr) {
    ValueId value = lower_operand(expr);
    return type_of(value) == ir::kTag || type_of(value) == ir::kNum ? value : to_obj(value, expr->span);
  };
  const auto* display = as<Tuple>(stmt->subject);
  bool apart = display != nullptr && !display->elts.empty() &&
               std::none_of(display->elts.begin(), display->elts.end(), [](const Expr* item) { return is<Starred>(item); }) &&
               std::all_of(stmt->cases.begin(), stmt->cases.end(), [&](const MatchCase* each) { return takes_apart(each->pattern, display->elts.size()); });
  if (apart) {
    for (const Expr* item : display->elts) subject.items.push_back(evaluate(item));
  } else {
    subject.value = evaluate(stmt->subject);
  }
  BlockId done = new_block();
  for (const MatchCase* match_case : stmt->cases) {
    BlockId next = new_block();
    Captures captures;
    lower_subject_pattern(match_case->pattern, subject, next, captures);
    for (const auto& [name, variable] : captures) store_name(name, read_variable(variable), match_case->pattern->span);
    if (match_case->guard != nullptr) {
      BlockId body = new_block();
      lower_condition(match_case->guard, body, next);
      seal(body);
      set_block(body);
    }
    lower_body(match_case->body);
    jump(done);
    seal(next);
    set_block(next);
    reachable_ = ssa_.has_predecessors(next);
    if (!reachable_) break;
  }
  jump(done);
  seal(done);
  set_block(done);
  reachable_ = ssa_.has_predecessors(done);
}

void FunctionLowering::lower_subject_pattern(const Pattern* pattern, const Subject& subject, BlockId fail, Captures& captures) {
  if (subject.items.empty()) return lower_pattern(pattern, subject.value, fail, captures);
  if (const auto* either = as<MatchOr>(pattern))
    return lower_alternatives(either, fail, [&](const Pattern* each, BlockId next) { lower_subject_pattern(each, subject, next, captures); });
  if (is_wild(pattern)) return;
  const PatternList& parts = to<MatchSequence>(pattern)->patterns;
  for (size_t i = 0; i < parts.size(); ++i) lower_pattern(parts[i], subject.items[i], fail, captures);
}

// The first of the alternatives that matches; `lower_one` goes to the block it is given where one does not.
void FunctionLowering::lower_alternatives(const MatchOr* pattern, BlockId fail, const std::function<void(const Pattern*, BlockId)>& lower_one) {
  BlockId matched = new_block();
  const PatternList& alternatives = pattern->patterns;
  for (size_t i = 0; i < alternatives.size(); ++i) {
    bool last = i + 1 == alternatives.size();
    BlockId next = last ? fail : new_block();
    lower_one(alternatives[i], next);
    jump(matched);
    if (last) break;
    seal(next);
    set_block(next);
    reachable_ = ssa_.has_predecessors(next);
  }
  seal(matched);
  set_block(matched);
}

void FunctionLowering::capture(Name name, ValueId value, Captures& captures) {
  for (const auto& [known, variable] : captures) {
    if (known != name) continue;
    write_variable(variable, value);
    return;
  }
  VariableId variable = add_variable(type_of(value), name.str());
  captures.push_back({name, variable});
  write_variable(variable, value);
}

// Goes on in the current block when `condition` holds, else to `fail`.
void FunctionLowering::require(ValueId condition, BlockId fail) {
  BlockId ok = new_block();
  branch(condition, ok, fail);
  seal(ok);
  set_block(ok);
}

void FunctionLowering::require_present(ValueId value, BlockId fail) {
  ValueId missing = emit(Op::IsAbsent, {value}, {});
  BlockId ok = new_block();
  branch(missing, fail, ok);
  seal(ok);
  set_block(ok);
}

void FunctionLowering::lower_pattern(const Pattern* pattern, ValueId subject, BlockId fail, Captures& captures) {
  struct DepthGuard {
    int& depth;
    explicit DepthGuard(int& d) : depth(d) { ++depth; }
    ~DepthGuard() { --depth; }
  } guard(depth_);
  if (depth_ > kMaxLoweringDepth) throw Unsupported{pattern->span, "pattern nested too deeply"};
  switch (pattern->kind) {
    case PatternKind::kMatchValue: {
      const Expr* expr = to<MatchValue>(pattern)->value;
      ValueId value = lower(expr);
      require(compare_truth(CmpOp::kEq, subject, value, expr->span), fail);
      return;
    }
    case PatternKind::kMatchSingleton: {
      ValueId value = const_obj(module_.constant(to<MatchSingleton>(pattern)->value));
      require(emit(Op::PyIs, {to_obj(subject, pattern->span), value}, pattern->span), fail);
      return;
    }
    case PatternKind::kMatchSequence: return lower_sequence_pattern(to<MatchSequence>(pattern), subject, fail, captures);
    case PatternKind::kMatchMapping: return lower_mapping_pattern(to<MatchMapping>(pattern), subject, fail, captures);
    case PatternKind::kMatchClass: return lower_class_pattern(to<MatchClass>(pattern), subject, fail, captures);
    case PatternKind::kMatchStar: return;  // handled by the sequence around it
    case PatternKind::kMatchAs: {
      const auto* as_pattern = to<MatchAs>(pattern);
      if (as_pattern->pattern != nullptr) lower_pattern(as_pattern->pattern, subject, fail, captures);
      if (as_pattern->name) capture(as_pattern->name, subject, captures);
      return;
    }
    case PatternKind::kMatchOr:
      return lower_alternatives(to<MatchOr>(pattern), fail, [&](const Pattern* each, BlockId next) { lower_pattern(each, subject, next, captures); });
  }
}

void FunctionLowering::lower_sequence_pattern(const MatchSequence* pattern, ValueId subject, BlockId fail, Captures& captures) {
  subject = to_obj(subject, pattern->span);
  const PatternList& parts = pattern->patterns;
  size_t star = parts.size();
  bool all_wild = std::all_of(parts.begin(), parts.end(), is_wild);
  for (size_t i = 0; i < parts.size(); ++i)
    if (is<MatchStar>(parts[i])) star = i;
  require(emit(Op::MatchIsSequence, {subject}, pattern->span), fail);
  int64_t count = static_cast<int64_t>(parts.size());
  bool has_star = star != parts.size();
  if (!has_star) require(emit(Op::MatchLength, {subject}, pattern->span, ir::kVoid, count), fail);
  else if (count > 1) require(emit(Op::MatchLength, {subject}, pattern->span, ir::kVoid, -(count - 1) - 1), fail);
  if (all_wild) return;
  // Items are read from a list or tuple in place, all before any is looked at; what else is a sequence is unpacked.
  bool rest = has_star && to<MatchStar>(parts[star])->name;
  std::vector<VariableId> values;
  for (size_t i = 0; i < parts.size(); ++i) values.push_back(add_variable(ir::kObj, ""));
  BlockId general = new_block(!rest), ready = new_block();
  if (!rest) {
    BlockId plain = new_block();
    branch(emit(Op::MatchIsPlain, {subject}, pattern->span), plain, general, 1);
    seal(plain);
    set_block(plain);
    std::vector<ValueId> items(parts.size());
    for (size_t i = 0; i < parts.size(); ++i) {
      if (is_wild(parts[i])) continue;
      int64_t index = static_cast<int64_t>(i) - (i > star ? count : 0);
      items[i] = emit(Op::MatchItem, {subject}, parts[i]->span, ir::kVoid, index);
    }
    for (size_t i = 0; i < parts.size(); ++i)
      if (items[i].valid()) write_variable(values[i], items[i]);
    jump(ready);
  } else {
    jump(general);
  }
  seal(general);
  set_block(general);
  ValueId items;
  if (has_star) {
    int64_t after = count - static_cast<int64_t>(star) - 1;
    items = emit(Op::UnpackStar, {subject}, pattern->span, ir::kVoid, static_cast<int64_t>(star) | after << 32);
  } else {
    items = emit(Op::UnpackExact, {subject}, pattern->span, ir::kVoid, count);
  }
  for (size_t i = 0; i < parts.size(); ++i)
    if (!is_wild(parts[i])) write_variable(values[i], emit(Op::TupleRead, {items}, parts[i]->span, ir::kVoid, static_cast<int64_t>(i)));
  jump(ready);
  seal(ready);
  set_block(ready);
  for (size_t i = 0; i < parts.size(); ++i) {
    if (is_wild(parts[i])) continue;
    if (const auto* starred = as<MatchStar>(parts[i])) capture(starred->name, read_variable(values[i]), captures);
    else lower_pattern(parts[i], read_variable(values[i]), fail, captures);
  }
}

void FunctionLowering::lower_mapping_pattern(const MatchMapping* pattern, ValueId subject, BlockId fail, Captures& captures) {
  subject = to_obj(subject, pattern->span);
  require(emit(Op::MatchIsMapping, {subject}, pattern->span), fail);
  if (pattern->keys.empty() && !pattern->rest) return;
  if (!pattern->keys.empty()) {
    int64_t least = static_cast<int64_t>(pattern->keys.size());
    require(emit(Op::MatchLength, {subject}, pattern->span, ir::kVoid, -least - 1), fail);
  }
  ValueId keys = lower_tuple(pattern->keys, pattern->span);
  ValueId values = emit(Op::MatchKeys, {subject, keys}, pattern->span);
  require_present(values, fail);
  for (size_t i = 0; i < pattern->patterns.size(); ++i) {
    ValueId value = emit(Op::TupleRead, {values}, pattern->span, ir::kVoid, static_cast<int64_t>(i));
    lower_pattern(pattern->patterns[i], value, fail, captures);
  }
  if (pattern->rest) capture(pattern->rest, emit(Op::MatchRest, {subject, keys}, pattern->span), captures);
}

// What of the subject the parts of a class pattern look at: attributes by name, in the order in which Python gets them, else the subject itself.
FunctionLowering::PatternParts FunctionLowering::parts_of(const MatchClass* pattern) {
  PatternParts parts;
  parts.patterns.assign(pattern->patterns.begin(), pattern->patterns.end());
  parts.patterns.insert(parts.patterns.end(), pattern->kwd_patterns.begin(), pattern->kwd_patterns.end());
  const types::ModuleAnalysis* analysis = module_.analysis();
  std::span<const Name> known = analysis == nullptr ? std::span<const Name>() : analysis->match_args(pattern);
  size_t positional = pattern->patterns.size();
  const auto* name = as<NameExpr>(pattern->cls);
  parts.itself = positional == 1 && pattern->kwd_patterns.empty() && known.empty() && name != nullptr && is_builtin(name->id);
  if (parts.itself || known.size() < positional) return parts;
  parts.names.assign(known.begin(), known.begin() + static_cast<ptrdiff_t>(positional));
  parts.names.insert(parts.names.end(), pattern->kwd_attrs.begin(), pattern->kwd_attrs.end());
  for (size_t i = 0; i < parts.names.size(); ++i) {
    bool again = std::find(parts.names.begin(), parts.names.begin() + static_cast<ptrdiff_t>(i), parts.names[i]) != parts.names.begin() + static_cast<ptrdiff_t>(i);
    if (!parts.names[i] || again) {  // Python has something to say about that
      parts.names.clear();
      return parts;
    }
  }
  if (analysis == nullptr || !direct_methods()) return parts;
  types::Reference reference = analysis->reference(pattern->cls);
  ir::ClassId cls = reference.kind == types::ReferenceKind::kClass ? module_.classes().find(reference.cls) : ir::ClassId{};
  for (size_t i = 0; cls && i < parts.names.size(); ++i) {
    const NativeField* field = module_.classes().field(module_.program(), cls, parts.names[i]);
    if (field == nullptr) cls = {};
    else parts.fields.push_back(field);
  }
  parts.cls = cls;
  return parts;
}

// All attributes are got before the first of them is looked at. Those of a native class are read from its fields, where the class is the one of
// that name and its `__match_args__` are those it was written with; of others by name; and all at once in a tuple where not even the names are known.
void FunctionLowering::lower_class_pattern(const MatchClass* pattern, ValueId subject, BlockId fail, Captures& captures) {
  krait::Span span = pattern->span;
  subject = to_obj(subject, span);
  ValueId cls = lower_obj(pattern->cls);
  PatternParts parts = parts_of(pattern);
  if (parts.patterns.empty()) return require(emit(Op::MatchInstance, {subject, cls}, span), fail);
  bool native = parts.cls && !parts.names.empty(), named = parts.itself || !parts.names.empty();
  size_t positional = pattern->patterns.size();
  std::vector<VariableId> values;
  for (size_t i = 0; i < parts.patterns.size(); ++i) {
    ir::Type type = native ? parts.fields[i]->type : ir::kObj;
    values.push_back(add_variable(type == ir::kTag || type == ir::kNum ? type : ir::kObj, ""));
  }
  std::vector<ir::ConstId> names;
  for (size_t i = 0; named && i < positional && !parts.itself; ++i) names.push_back(module_.name_constant(parts.names[i]));
  ValueId first_names = const_obj(module_.tuple_constant(names));
  BlockId general = new_block(named), ready = new_block();
  // Goes on in the current block where the class's `__match_args__` say what they said when it was written.
  auto require_names = [&](BlockId otherwise, bool plain) {
    if (positional == 0 && !plain) return;
    BlockId ok = new_block();
    branch(emit(Op::MatchNames, {cls, first_names}, span, ir::kVoid, plain ? 1 : 0), ok, otherwise, 1);
    seal(ok);
    set_block(ok);
  };
  if (native) {
    bool derived = module_.classes().family(module_.program(), parts.cls).size() > 1;
    BlockId hit = new_block(), same = new_block(), other = new_block();
    auto id = static_cast<int64_t>(parts.cls.index);
    branch(emit(derived ? Op::ClassInstance : Op::ClassIs, {subject}, span, ir::kBool, id), hit, other);
    seal(hit);
    set_block(hit);
    branch(emit(Op::PyIs, {cls, emit(Op::ClassObject, {}, {}, ir::kObj, id)}, span), same, other, 1);
    seal(same);
    set_block(same);
    require_names(other, derived);
    seal(other);
    std::vector<ValueId> fields;
    for (const NativeField* field : parts.fields) {
      ValueId value = emit(Op::FieldPeek, {subject}, span, field->type, static_cast<int64_t>(field->owner.index), field->index);
      BlockId present = new_block();
      branch(emit(Op::IsAbsent, {value}, span), general, present, -1);
      seal(present);
      set_block(present);
      fields.push_back(value);
    }
    for (size_t i = 0; i < fields.size(); ++i) write_variable(values[i], fields[i]);
    jump(ready);
    set_block(other);
  }
  require(emit(Op::MatchInstance, {subject, cls}, span), fail);
  if (named && !native) {
    require_names(general, false);
    std::vector<ValueId> attributes;
    for (Name name : parts.names) {
      attributes.push_back(emit(Op::MatchAttribute, {subject, const_name(name)}, span));
      require_present(attributes.back(), fail);
    }
    if (parts.itself) attributes.push_back(subject);
    for (size_t i = 0; i < attributes.size(); ++i) write_variable(values[i], attributes[i]);
    jump(ready);
  } else {
    jump(general);
  }
  seal(general);
  set_block(general);
  if (ssa_.has_predecessors(general)) {
    std::vector<ir::ConstId> keywords;
    for (Name name : pattern->kwd_attrs) keywords.push_back(module_.name_constant(name));
    ValueId all = emit(Op::MatchAttributes, {subject, cls, const_obj(module_.tuple_constant(keywords))}, span, ir::kVoid, static_cast<int64_t>(positional));
    require_present(all, fail);
    for (size_t i = 0; i < values.size(); ++i) write_variable(values[i], emit(Op::TupleRead, {all}, span, ir::kVoid, static_cast<int64_t>(i)));
    jump(ready);
  }
  seal(ready);
  set_block(ready);
  for (size_t i = 0; i < values.size(); ++i) lower_pattern(parts.patterns[i], read_variable(values[i]), fail, captures);
}

}  // namespace krait::lower
