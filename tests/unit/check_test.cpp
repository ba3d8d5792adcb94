// Runs the type checker over tests/golden/check. In those files
//     CODE  # error: CODE           says that this line, and no other, is reported with CODE
//     reveal_type(X)  # revealed: T  says what the type of X is printed as
// Stubs are needed: without build/krait-stubs.bin the test is skipped.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "program/modules.h"
#include "syntax/visit.h"
#include "types/analysis.h"
#include "types/stub_payload.h"

namespace fs = std::filesystem;
using namespace krait;

namespace {

std::shared_ptr<const types::StubPayload> stubs() {
  std::string error;
  for (const char* place : {KRAIT_SOURCE_DIR "/build/krait-stubs.bin", "krait-stubs.bin"}) {
    if (fs::exists(place)) return types::StubPayload::open(place, error);
  }
  return nullptr;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

class CheckFile : public testing::TestWithParam<fs::path> {};

TEST_P(CheckFile, ReportsWhatItsMarksSay) {
  auto payload = stubs();
  if (payload == nullptr) GTEST_SKIP() << "no krait-stubs.bin";
  DiagnosticSink sink;
  program::LoadOptions load;
  load.target.version = {3, 12};
  std::vector<std::string> paths{GetParam().string()};
  auto program = program::Program::load(paths, load, sink);
  types::AnalysisOptions options;
  options.target = load.target;
  options.stubs = payload;
  auto analysis = types::analyze(*program, options, sink);
  std::multimap<uint32_t, std::string> expected, got;
  std::map<uint32_t, std::string> revealed;
  std::vector<std::string> lines = lines_of(GetParam());
  for (size_t i = 0; i < lines.size(); ++i) {
    auto line = static_cast<uint32_t>(i + 1);
    if (size_t at = lines[i].find("# error: "); at != std::string::npos) {
      std::istringstream words(lines[i].substr(at + 9));
      for (std::string word; words >> word;) expected.emplace(line, word);
    }
    if (size_t at = lines[i].find("# revealed: "); at != std::string::npos) revealed[line] = lines[i].substr(at + 12);
  }
  for (const Diagnostic& d : sink.diagnostics()) got.emplace(d.location.line, std::string(code_text(d.code)));
  auto text = [&](const std::multimap<uint32_t, std::string>& map) {
    std::string out;
    for (const auto& [line, code] : map) out += std::to_string(line) + ": " + code + "\n";
    return out;
  };
  EXPECT_EQ(text(expected), text(got));
  for (const auto& module : program->modules()) {
    const types::ModuleAnalysis* results = analysis->module(module->tree);
    ASSERT_NE(results, nullptr);
    syntax::walk(module->tree, [&](syntax::Expr* e) {
      const auto* call = syntax::as<syntax::Call>(e);
      const auto* name = call != nullptr ? syntax::as<syntax::NameExpr>(call->func) : nullptr;
      if (name == nullptr || !(name->id == "reveal_type") || call->args.size() != 1) return;
      uint32_t line = module->source->line(e->span.begin);
      EXPECT_EQ(revealed[line], types::to_string(results->type_of(call->args[0])))
          << GetParam().filename() << ":" << line;
    });
  }
}

std::vector<fs::path> files() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(fs::path(KRAIT_SOURCE_DIR) / "tests/golden/check")) {
    if (entry.path().extension() == ".py") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

INSTANTIATE_TEST_SUITE_P(Golden, CheckFile, testing::ValuesIn(files()),
                         [](const auto& file) { return file.param.stem().string(); });

}  // namespace
