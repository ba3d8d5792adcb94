// Parses many files in one process, for tests that compare with CPython.
//
//   syntax_batch VERSION [--positions] [--type-comments] [--semantics] [--quiet] < list of paths
//
// writes for each path "A <bytes>\n<dump>\n" or "R <line> <message>\n"; with --quiet only a summary of what was read.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "syntax/ast_dump.h"
#include "syntax/encoding.h"
#include "syntax/parser.h"
#include "syntax/semantic_errors.h"

using namespace krait;
using namespace krait::syntax;

int main(int argc, char** argv) {
  ParseOptions options;
  options.max_tree_depth = 0;
  bool quiet = false, semantics = false;
  DumpOptions dump;
  for (int i = 1; i < argc; ++i) {
    if (!strcmp(argv[i], "--positions")) {
      dump.positions = true;
    } else if (!strcmp(argv[i], "--type-comments")) {
      options.type_comments = true;
    } else if (!strcmp(argv[i], "--quiet")) {
      quiet = true;
    } else if (!strcmp(argv[i], "--semantics")) {
      semantics = true;
    } else if (sscanf(argv[i], "%d.%d", &options.version.major, &options.version.minor) != 2) {
      fmt::print(stderr,
                 "usage: syntax_batch VERSION [--positions] [--type-comments] [--semantics] [--quiet] < paths\n");
      return 2;
    }
  }
  dump.version = options.version;
  size_t files = 0, lines = 0, rejected = 0;
  std::chrono::duration<double> spent{};
  size_t capacity = 0;
  char* line = nullptr;
  for (ssize_t size; (size = getline(&line, &capacity, stdin)) > 0;) {
    std::string path(line, static_cast<size_t>(line[size - 1] == '\n' ? size - 1 : size));
    DiagnosticSink sink;
    Arena arena;
    auto start = std::chrono::steady_clock::now();
    std::unique_ptr<SourceFile> file = read_source(path, sink);
    Module* module = file == nullptr ? nullptr : parse_module(*file, options, arena, sink);
    if (semantics && module != nullptr) {
      check_semantics(*module, sink);
      if (sink.has_errors()) module = nullptr;
    }
    spent += std::chrono::steady_clock::now() - start;
    ++files;
    if (file != nullptr) lines += file->line_count();
    rejected += module == nullptr;
    if (quiet) continue;
    if (module != nullptr) {
      std::string text = dump_ast(*module, dump);
      fmt::print("A {}\n{}\n", text.size(), text);
    } else {
      const Diagnostic& found = sink.diagnostics().front();
      fmt::print("R {} {}\n", found.location.line, found.message);
    }
    fflush(stdout);
  }
  free(line);
  if (quiet)
    fmt::print("{} files, {} lines, {} rejected, {:.3f} s, {:.0f} lines/s\n", files, lines, rejected, spent.count(),
               static_cast<double>(lines) / spent.count());
  return 0;
}
