// Feeds mutated programs to the type checker. Meant for the sanitize preset.
//
//   fuzz_types [--seed N] [--seconds S] [--runs N] [--stubs FILE] FILE...
//
// A run depends on nothing but its seed and the files: it takes lines and words of them, swaps, drops, repeats and exchanges
// them, and analyses what still parses. Before each the seed is noted in fuzz_types.seed, so that after a crash
// `fuzz_types --seed N --runs 1 FILE...` repeats it; --print shows the program.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "program/modules.h"
#include "types/analysis.h"
#include "types/stub_payload.h"

using namespace krait;

namespace {

using Random = std::mt19937_64;

size_t below(Random& random, size_t n) { return n == 0 ? 0 : random() % n; }

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Exchanges one word of `text` for a word of `other`.
void exchange_word(Random& random, std::string& text, const std::string& other) {
  auto word_at = [&](const std::string& s, size_t from, size_t* begin, size_t* end) {
    size_t i = from;
    while (i < s.size() && !is_word(s[i])) ++i;
    if (i >= s.size()) return false;
    *begin = i;
    while (*begin > 0 && is_word(s[*begin - 1])) --*begin;
    *end = i;
    while (*end < s.size() && is_word(s[*end])) ++*end;
    return true;
  };
  size_t b1, e1, b2, e2;
  if (!word_at(text, below(random, text.size()), &b1, &e1)) return;
  if (!word_at(other, below(random, other.size()), &b2, &e2)) return;
  text.replace(b1, e1 - b1, other.substr(b2, e2 - b2));
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::string mutate(Random& random, const std::vector<std::string>& corpus) {
  std::vector<std::string> lines = split(corpus[below(random, corpus.size())]);
  const std::string& other = corpus[below(random, corpus.size())];
  // A part of the file: the more runs, the better.
  if (lines.size() > 120) {
    size_t from = below(random, lines.size() - 100);
    while (from > 0 && (lines[from].empty() || lines[from][0] == ' ')) --from;
    lines = std::vector<std::string>(lines.begin() + static_cast<std::ptrdiff_t>(from),
                                     lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), from + 120)));
  }
  for (size_t n = 1 + below(random, 6); n > 0 && !lines.empty(); --n) {
    size_t at = below(random, lines.size());
    switch (below(random, 6)) {
      case 0:
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 1:
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(below(random, lines.size())), std::string(lines[at]));
        break;
      default:
        exchange_word(random, lines[at], below(random, 2) == 0 ? other : lines[below(random, lines.size())]);
        break;
    }
  }
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  uint64_t seed = 1;
  double seconds = 60;
  uint64_t runs = UINT64_MAX;
  bool print = false;
  std::string stubs = "build/krait-stubs.bin";
  std::vector<std::string> corpus;
  for (int i = 1; i < argc; ++i) {
    std::string arg = argv[i];
    auto next = [&] { return std::string(i + 1 < argc ? argv[++i] : ""); };
    if (arg == "--seed") {
      seed = std::strtoull(next().c_str(), nullptr, 10);
    } else if (arg == "--seconds") {
      seconds = std::atof(next().c_str());
    } else if (arg == "--runs") {
      runs = std::strtoull(next().c_str(), nullptr, 10);
    } else if (arg == "--stubs") {
      stubs = next();
    } else if (arg == "--print") {
      print = true;
    } else {
      std::ifstream in(arg, std::ios::binary);
      std::ostringstream text;
      text << in.rdbuf();
      corpus.push_back(text.str());
    }
  }
  if (corpus.empty()) {
    std::fprintf(stderr, "usage: fuzz_types [--seed N] [--seconds S] [--runs N] [--stubs FILE] FILE...\n");
    return 2;
  }
  std::string problem;
  auto payload = types::StubPayload::open(stubs, problem);
  if (payload == nullptr) std::fprintf(stderr, "fuzz_types: without stubs: %s\n", problem.c_str());
  std::string path = "fuzz_types_" + std::to_string(getpid()) + ".py";
  auto start = std::chrono::steady_clock::now();
  auto elapsed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  uint64_t done = 0, parsed = 0, errors = 0;
  double slowest = 0;
  uint64_t slowest_seed = 0;
  for (; done < runs && elapsed() < seconds; ++done, ++seed) {
    Random random(seed);
    std::string text = mutate(random, corpus);
    if (print) std::fwrite(text.data(), 1, text.size(), stdout);
    std::ofstream("fuzz_types.seed") << seed << "\n";
    std::ofstream(path, std::ios::binary) << text;
    DiagnosticSink sink;
    program::LoadOptions load;
    load.target.version = {3, 12};
    std::vector<std::string> paths{path};
    auto program = program::Program::load(paths, load, sink);
    if (sink.has_errors()) continue;
    ++parsed;
    types::AnalysisOptions options;
    options.target = load.target;
    options.stubs = payload;
    double before = elapsed();
    auto analysis = types::analyze(*program, options, sink);
    for (const auto& module : program->modules()) {
      if (module->tree != nullptr) types::dump_types(*module, *analysis->module(module->tree));
    }
    errors += sink.error_count();
    if (elapsed() - before > slowest) {
      slowest = elapsed() - before;
      slowest_seed = seed;
    }
  }
  std::remove(path.c_str());
  std::remove("fuzz_types.seed");
  std::printf("%llu programs, %llu parsed, %llu errors reported, slowest %.0f ms (seed %llu)\n",
              static_cast<unsigned long long>(done), static_cast<unsigned long long>(parsed),
              static_cast<unsigned long long>(errors), slowest * 1000, static_cast<unsigned long long>(slowest_seed));
  return 0;
}
