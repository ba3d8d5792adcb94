// Text to tree.
#pragma once

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/source.h"
#include "syntax/ast.h"

namespace krait::syntax {

// Brackets, and everything else that nests by recursion, go this deep ("too many nested parentheses", as in CPython).
inline constexpr uint32_t kMaxNesting = 200;
// Levels of indentation, as in CPython.
inline constexpr uint32_t kMaxIndentation = 100;
// Rules of the grammar entered at once, whatever they are: keeps the parser's own stack under about 2 MB.
inline constexpr uint32_t kMaxParserDepth = 6000;
// Default of ParseOptions::max_tree_depth. CPython's own compiler gives up at a third of it or earlier.
inline constexpr uint32_t kMaxTreeDepth = 10'000;

struct ParseOptions {
  PythonVersion version{};  // decides what is legal
  ParseMode mode = ParseMode::kExec;
  bool type_comments = false;  // fill type_comment and type_ignores
  // Trees deeper than this are refused (kNestingLimit): later phases recurse over trees. 0: any depth.
  uint32_t max_tree_depth = kMaxTreeDepth;
  NodeCounts first_ids{};  // numbering of nodes starts here
};

// Parses a whole file. Null after a syntax error, of which one is reported, in CPython's words and at its place.
// The tree points into `arena` and `file`; both must outlive it.
Module* parse_module(const SourceFile& file, const ParseOptions& options, Arena& arena, DiagnosticSink& sink);

// Parses part of a file: the statements (or with kEval the expression) in `range`, which begins at a line start (or,
// for kEval, anywhere) and ends after a line end (or anywhere). Positions are those in the file. Serves stubs loaded a
// symbol at a time, and annotations in quotes.
Module* parse_range(const SourceFile& file, Span range, const ParseOptions& options, Arena& arena,
                    DiagnosticSink& sink);

}  // namespace krait::syntax
