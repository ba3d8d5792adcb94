// Feeds mutated files to the lexer, the parser and the printer. Meant for the sanitize preset.
//
//   fuzz_syntax [--seed N] [--seconds S] [--runs N] FILE...
//
// A run depends on nothing but its seed and the files. Before each the seed is noted in fuzz_syntax.seed, so that after
// a crash `fuzz_syntax --seed N --runs 1 FILE...` repeats it. Exit status 1 where an invariant does not hold.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/ast_dump.h"
#include "syntax/encoding.h"
#include "syntax/lexer.h"
#include "syntax/parser.h"
#include "syntax/semantic_errors.h"
#include "syntax/visit.h"

using namespace krait;
using namespace krait::syntax;

namespace {

constexpr std::string_view kPieces[] = {"(",           ")",
                                        "[",           "]",
                                        "{",           "}",
                                        ":",           ",",
                                        ";",           "=",
                                        "==",          ":=",
                                        ".",           "...",
                                        "*",           "**",
                                        "->",          "!",
                                        "@",           "\\",
                                        "\n",          "\n    ",
                                        "\t",          "\f",
                                        "\r",          "\r\n",
                                        "#",           "'",
                                        "\"",          "\"\"\"",
                                        "'''",         "f'{",
                                        "}'",          "f\"",
                                        "{{",          "}}",
                                        "f'''{",       "rb'",
                                        "u'",          "t'{",
                                        "\\N{DASH}",   "\\x4",
                                        "\\u12",       "\xC3\xA9",
                                        "\xFF",        "0x",
                                        "0b1",         "1_0",
                                        "1__0",        "1e",
                                        "1e400",       "1j",
                                        "0777",        "1if",
                                        "lambda ",     "if ",
                                        "else ",       "for ",
                                        " in ",        " not ",
                                        "is ",         "await ",
                                        "async ",      "yield ",
                                        "from ",       "import ",
                                        "match ",      "case ",
                                        "type ",       "_",
                                        "class ",      "def f(",
                                        "with ",       "as ",
                                        "except*",     "try:",
                                        "finally:",    "global ",
                                        "del ",        "return ",
                                        "print ",      "# type: ignore",
                                        "# type: int", "# coding: latin-1\n",
                                        "!r",          ":>{x}",
                                        "=}"};

class Mutator {
 public:
  explicit Mutator(uint64_t seed) : random_(seed) {}
  size_t below(size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  std::string mutate(const std::vector<std::string>& corpus) {
    const std::string& source = corpus[below(corpus.size())];
    // A window of whole lines keeps runs short and mistakes near each other.
    size_t from = below(source.size());
    if (size_t line = source.rfind('\n', from); line != std::string::npos && below(4) != 0) from = line + 1;
    std::string text = source.substr(from, 1 + below(3000));
    for (size_t edits = 1 + below(8); edits-- > 0;) edit(text, corpus);
    return text;
  }

 private:
  void edit(std::string& text, const std::vector<std::string>& corpus) {
    size_t at = below(text.size() + 1);
    size_t size = 1 + below(below(4) == 0 ? 60 : 4);
    switch (below(7)) {
      case 0:
        text.erase(std::min(at, text.size()), size);
        break;
      case 1:
      case 2:
      case 3:
        text.insert(at, kPieces[below(std::size(kPieces))]);
        break;
      case 4:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      case 5:
        text.insert(at, text.substr(below(text.size() + 1), size));
        break;
      default: {
        const std::string& other = corpus[below(corpus.size())];
        text.insert(at, other.substr(below(other.size() + 1), size * 4));
      }
    }
    if (below(200) == 0) {
      std::string many;
      std::string_view piece = kPieces[below(std::size(kPieces))];
      for (size_t i = below(3000); i-- > 0;) many += piece;
      text.insert(std::min(at, text.size()), many);
    }
  }

  std::mt19937_64 random_;
};

[[noreturn]] void broken(std::string_view what, const std::string& text) {
  fmt::print(stderr, "broken: {}\n{}\n", what, text);
  exit(1);
}

void check(const Module& module, const std::string& text) {
  auto size = static_cast<uint32_t>(module.file->text().size());
  std::vector<bool> seen(module.counts.exprs);
  walk(&module, [&](auto* node) {
    if (node->span.begin > node->span.end || node->span.end > size) broken("a span is out of bounds", text);
    if constexpr (std::is_same_v<decltype(node), Expr*>) {
      if (node->node_id >= seen.size() || seen[node->node_id]) broken("an expression's id is not its own", text);
      seen[node->node_id] = true;
    }
  });
}

void run(uint64_t seed, const std::vector<std::string>& corpus) {
  Mutator mutator(seed);
  std::string text = mutator.mutate(corpus);
  ParseOptions options;
  options.version = {3, 8 + static_cast<int>(mutator.below(7))};
  options.mode = mutator.below(10) == 0   ? ParseMode::kEval
                 : mutator.below(10) == 0 ? ParseMode::kStub
                                          : ParseMode::kExec;
  options.type_comments = mutator.below(2) == 0;
  DiagnosticSink sink;
  std::unique_ptr<SourceFile> file = decode_source("fuzz.py", text, sink);
  if (file != nullptr) {
    Arena arena;
    Module* module = parse_module(*file, options, arena, sink);
    if ((module == nullptr) != sink.has_errors()) broken("no tree and no error, or both", text);
    if (module != nullptr) {
      check(*module, text);
      dump_ast(*module, {options.version, true});
      check_semantics(*module, sink);
    }
    dump_tokens(*file, {.version = options.version, .type_comments = options.type_comments});
  }
  for (const Diagnostic& found : sink.diagnostics()) {
    if (found.message.empty()) broken("an error without a message", text);
  }
}

std::string read_whole(const char* path) {
  std::string text;
  if (FILE* file = fopen(path, "rb")) {
    char buffer[1 << 16];
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, got);
    fclose(file);
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  uint64_t seed = 1, runs = UINT64_MAX;
  double seconds = 60;
  std::vector<std::string> corpus;
  for (int i = 1; i < argc; ++i) {
    bool more = i + 1 < argc;
    if (!strcmp(argv[i], "--seed") && more) {
      seed = strtoull(argv[++i], nullptr, 10);
    } else if (!strcmp(argv[i], "--runs") && more) {
      runs = strtoull(argv[++i], nullptr, 10);
    } else if (!strcmp(argv[i], "--seconds") && more) {
      seconds = strtod(argv[++i], nullptr);
    } else if (std::string text = read_whole(argv[i]); !text.empty()) {
      corpus.push_back(std::move(text));
    }
  }
  if (corpus.empty()) {
    fmt::print(stderr, "usage: fuzz_syntax [--seed N] [--seconds S] [--runs N] FILE...\n");
    return 2;
  }
  auto start = std::chrono::steady_clock::now();
  uint64_t done = 0;
  for (; done < runs; ++done) {
    if (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() > seconds) break;
    if (FILE* note = fopen("fuzz_syntax.seed", "w")) {
      fmt::print(note, "{}\n", seed + done);
      fclose(note);
    }
    run(seed + done, corpus);
  }
  remove("fuzz_syntax.seed");
  fmt::print("{} runs from seed {}, nothing found\n", done, seed);
  return 0;
}
