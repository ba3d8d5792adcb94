// Rules of check_semantics for patterns. Patterns nest no deeper than brackets do, hence the recursion.
#include "syntax/repr.h"
#include "syntax/semantic_checker.h"

namespace krait::syntax {

void SemanticChecker::bind(Name name, Span span, Bound& bound) {
  check_name(name, span);
  if (!bound.insert(name).second) fail(span, "multiple assignments to name '" + name.str() + "' in pattern");
}

void SemanticChecker::pattern(const Pattern* node, bool irrefutable_allowed, Bound& bound, Context context) {
  switch (node->kind) {
    case PatternKind::kMatchValue: {
      const Expr* value = to<MatchValue>(node)->value;
      if (is<JoinedStr>(value)) fail(value->span, "patterns may only match literals and attribute lookups");
      push(value, context);
      break;
    }
    case PatternKind::kMatchSingleton:
      break;
    case PatternKind::kMatchSequence:
      sequence_pattern(to<MatchSequence>(node), bound, context);
      break;
    case PatternKind::kMatchMapping:
      mapping_pattern(to<MatchMapping>(node), bound, context);
      break;
    case PatternKind::kMatchClass:
      class_pattern(to<MatchClass>(node), bound, context);
      break;
    case PatternKind::kMatchStar:
      if (Name name = to<MatchStar>(node)->name) bind(name, node->span, bound);
      break;
    case PatternKind::kMatchAs: {
      const auto* capture = to<MatchAs>(node);
      if (capture->pattern == nullptr && !irrefutable_allowed) {
        fail(node->span, capture->name
                             ? "name capture '" + capture->name.str() + "' makes remaining patterns unreachable"
                             : "wildcard makes remaining patterns unreachable");
      }
      if (capture->pattern != nullptr) pattern(capture->pattern, irrefutable_allowed, bound, context);
      if (capture->name) bind(capture->name, node->span, bound);
      break;
    }
    case PatternKind::kMatchOr:
      alternatives(to<MatchOr>(node), irrefutable_allowed, bound, context);
      break;
  }
}

void SemanticChecker::sequence_pattern(const MatchSequence* node, Bound& bound, Context context) {
  bool starred = false;
  for (const Pattern* element : node->patterns) {
    if (is<MatchStar>(element)) {
      if (starred) fail(node->span, "multiple starred expressions in sequence pattern");
      starred = true;
    }
    pattern(element, true, bound, context);
  }
}

void SemanticChecker::mapping_pattern(const MatchMapping* node, Bound& bound, Context context) {
  std::unordered_set<std::string> seen;
  for (const Expr* key : node->keys) {
    if (const auto* constant = as<Constant>(key)) {
      // Equal numbers of different types have equal keys too; they are rare enough to be left to run time.
      std::string shown;
      append_constant_repr(shown, constant->value, module_.version);
      if (!seen.insert(shown).second) fail(node->span, "mapping pattern checks duplicate key (" + shown + ")");
    } else {
      push(key, context);
    }
  }
  for (const Pattern* value : node->patterns) pattern(value, true, bound, context);
  if (node->rest) bind(node->rest, node->span, bound);
}

void SemanticChecker::class_pattern(const MatchClass* node, Bound& bound, Context context) {
  push(node->cls, context);
  std::unordered_set<Name> seen;
  for (size_t i = 0; i < node->kwd_attrs.size(); ++i) {
    check_name(node->kwd_attrs[i], node->kwd_patterns[i]->span);
    if (!seen.insert(node->kwd_attrs[i]).second)
      fail(node->kwd_patterns[i]->span, "attribute name repeated in class pattern: " + node->kwd_attrs[i].str());
  }
  for (const Pattern* sub : node->patterns) pattern(sub, true, bound, context);
  for (const Pattern* sub : node->kwd_patterns) pattern(sub, true, bound, context);
}

void SemanticChecker::alternatives(const MatchOr* node, bool irrefutable_allowed, Bound& bound, Context context) {
  Bound first;
  for (const Pattern* alternative : node->patterns) {
    Bound own;
    pattern(alternative, irrefutable_allowed && alternative == node->patterns.back(), own, context);
    if (alternative == node->patterns.front()) {
      first = std::move(own);
    } else if (own != first) {
      fail(node->span, "alternative patterns bind different names");
      break;
    }
  }
  for (Name name : first) bind(name, node->span, bound);
}

}  // namespace krait::syntax
