// match. Names are bound only when a whole pattern has matched: captures wait in variables of their own.
#include "lower/function_lowering.h"
#include "lower/runtime_codes.h"

namespace krait::lower {

using namespace syntax;

void FunctionLowering::lower_match(const Match* stmt) {
  ValueId subject = lower_obj(stmt->subject);
  BlockId done = new_block();
  for (const MatchCase* match_case : stmt->cases) {
    BlockId next = new_block();
    Captures captures;
    lower_pattern(match_case->pattern, subject, next, captures);
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

void FunctionLowering::capture(Name name, ValueId value, Captures& captures) {
  for (const auto& [known, variable] : captures) {
    if (known != name) continue;
    write_variable(variable, value);
    return;
  }
  VariableId variable = add_variable(ir::kObj, name.str());
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
      ValueId value = lower_obj(expr);
      require(emit(Op::PyCompareTruth, {subject, value}, expr->span, ir::kVoid, compare_code(CmpOp::kEq)), fail);
      return;
    }
    case PatternKind::kMatchSingleton: {
      ValueId value = const_obj(module_.constant(to<MatchSingleton>(pattern)->value));
      require(emit(Op::PyIs, {subject, value}, pattern->span), fail);
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
    case PatternKind::kMatchOr: {
      BlockId matched = new_block();
      const PatternList& alternatives = to<MatchOr>(pattern)->patterns;
      for (size_t i = 0; i < alternatives.size(); ++i) {
        bool last = i + 1 == alternatives.size();
        BlockId next = last ? fail : new_block();
        lower_pattern(alternatives[i], subject, next, captures);
        jump(matched);
        if (last) break;
        seal(next);
        set_block(next);
        reachable_ = ssa_.has_predecessors(next);
      }
      seal(matched);
      set_block(matched);
      return;
    }
  }
}

void FunctionLowering::lower_sequence_pattern(const MatchSequence* pattern, ValueId subject, BlockId fail, Captures& captures) {
  const PatternList& parts = pattern->patterns;
  size_t star = parts.size();
  bool all_wild = true;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (is<MatchStar>(parts[i])) {
      star = i;
      all_wild = all_wild && !to<MatchStar>(parts[i])->name;
    } else {
      const auto* as_pattern = as<MatchAs>(parts[i]);
      all_wild = all_wild && as_pattern != nullptr && as_pattern->pattern == nullptr && !as_pattern->name;
    }
  }
  require(emit(Op::MatchIsSequence, {subject}, pattern->span), fail);
  int64_t count = static_cast<int64_t>(parts.size());
  bool has_star = star != parts.size();
  if (!has_star) require(emit(Op::MatchLength, {subject}, pattern->span, ir::kVoid, count), fail);
  else if (count > 1) require(emit(Op::MatchLength, {subject}, pattern->span, ir::kVoid, -(count - 1) - 1), fail);
  if (all_wild) return;
  ValueId items;
  if (has_star) {
    int64_t after = count - static_cast<int64_t>(star) - 1;
    items = emit(Op::UnpackStar, {subject}, pattern->span, ir::kVoid, static_cast<int64_t>(star) | after << 32);
  } else {
    items = emit(Op::UnpackExact, {subject}, pattern->span, ir::kVoid, count);
  }
  for (size_t i = 0; i < parts.size(); ++i) {
    ValueId item = emit(Op::TupleRead, {items}, parts[i]->span, ir::kVoid, static_cast<int64_t>(i));
    if (const auto* rest = as<MatchStar>(parts[i])) {
      if (rest->name) capture(rest->name, item, captures);
    } else {
      lower_pattern(parts[i], item, fail, captures);
    }
  }
}

void FunctionLowering::lower_mapping_pattern(const MatchMapping* pattern, ValueId subject, BlockId fail, Captures& captures) {
  require(emit(Op::MatchIsMapping, {subject}, pattern->span), fail);
  if (pattern->keys.empty() && !pattern->rest) return;
  if (!pattern->keys.empty()) {
    int64_t least = static_cast<int64_t>(pattern->keys.size());
    require(emit(Op::MatchLength, {subject}, pattern->span, ir::kVoid, -least - 1), fail);
  }
  ValueId keys = emit(Op::TupleNew, lower_all(pattern->keys), pattern->span);
  ValueId values = emit(Op::MatchKeys, {subject, keys}, pattern->span);
  require_present(values, fail);
  for (size_t i = 0; i < pattern->patterns.size(); ++i) {
    ValueId value = emit(Op::TupleRead, {values}, pattern->span, ir::kVoid, static_cast<int64_t>(i));
    lower_pattern(pattern->patterns[i], value, fail, captures);
  }
  if (pattern->rest) capture(pattern->rest, emit(Op::MatchRest, {subject, keys}, pattern->span), captures);
}

void FunctionLowering::lower_class_pattern(const MatchClass* pattern, ValueId subject, BlockId fail, Captures& captures) {
  ValueId cls = lower_obj(pattern->cls);
  std::vector<ir::ConstId> names;
  for (Name name : pattern->kwd_attrs) names.push_back(module_.name_constant(name));
  int64_t positional = static_cast<int64_t>(pattern->patterns.size());
  ValueId values = emit(Op::MatchClass, {subject, cls, const_obj(module_.tuple_constant(names))}, pattern->span, ir::kVoid, positional);
  require_present(values, fail);
  for (size_t i = 0; i < pattern->patterns.size() + pattern->kwd_patterns.size(); ++i) {
    const Pattern* part = i < pattern->patterns.size() ? pattern->patterns[i] : pattern->kwd_patterns[i - pattern->patterns.size()];
    lower_pattern(part, emit(Op::TupleRead, {values}, part->span, ir::kVoid, static_cast<int64_t>(i)), fail, captures);
  }
}

}  // namespace krait::lower
