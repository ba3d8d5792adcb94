// Golden tests of passes: tests/golden/opt/*.kir hold IR, a line "=== PASS" and the IR after the passes up to PASS. A line
// "=== PASS without NAME" leaves pass NAME out.
// KRAIT_BLESS=1 rewrites what is expected.
#include "passes/passes.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "ir/parser.h"
#include "ir/printer.h"
#include "ir/verify.h"
#include "passes/packs.h"

namespace krait::passes {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> cases() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(KRAIT_SOURCE_DIR) / "tests/golden/opt")) {
    if (entry.path().extension() == ".kir") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}
std::string read(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}
struct Case {
  std::string input, heading, expected;
  std::string pass;
  Options options;
};
Case split(const std::string& text) {
  size_t mark = text.find("=== ");
  size_t end = text.find('\n', mark);
  Case test{text.substr(0, mark), text.substr(mark + 4, end - mark - 4), text.substr(end + 1), {}, {}};
  constexpr std::string_view kWithout = " without ";
  size_t without = test.heading.find(kWithout);
  test.pass = test.heading.substr(0, without);
  if (without != std::string::npos) test.options.switched_off = {test.heading.substr(without + kWithout.size())};
  return test;
}
std::string print_all(const ir::Program& program) {
  std::string out;
  for (const ir::Function& function : program.functions) out += print(program, function);
  return out;
}

class GoldenTest : public ::testing::TestWithParam<fs::path> {};

TEST_P(GoldenTest, Passes) {
  std::string text = read(GetParam());
  ASSERT_NE(text.find("=== "), std::string::npos) << "no === line";
  Case test = split(text);
  std::string error;
  std::unique_ptr<ir::Program> program = ir::parse(test.input, error);
  ASSERT_TRUE(program) << error;
  for (ir::Function& function : program->functions) run(*program, function, test.options, test.pass);
  std::string got = print_all(*program);
  if (std::getenv("KRAIT_BLESS") != nullptr) {
    std::ofstream(GetParam()) << test.input << "=== " << test.heading << "\n" << got;
    return;
  }
  EXPECT_EQ(got, test.expected);
  // What is printed reads back to the same text.
  std::unique_ptr<ir::Program> again = ir::parse(got, error);
  bool classes = test.input.find("class ") != std::string::npos;  // are not printed
  if (!classes) {
    ASSERT_TRUE(again) << error;
    EXPECT_EQ(print_all(*again), got);
  }
}

// Deleting any one count is reported.
TEST_P(GoldenTest, NoCountIsSuperfluous) {
  Case test = split(read(GetParam()));
  std::string error;
  std::unique_ptr<ir::Program> program = ir::parse(test.input, error);
  ASSERT_TRUE(program) << error;
  run(*program, {});
  for (ir::Function& function : program->functions) {
    ASSERT_EQ(ir::verify_references(*program, function), std::vector<std::string>{}) << function.symbol;
    for (ir::Block& block : function.blocks) {
      for (size_t i = 0; i < block.insts.size(); ++i) {
        ir::InstId id = block.insts[i];
        ir::Op op = function.inst(id).op;
        if (op == ir::Op::Incref || op == ir::Op::Decref) {
          block.insts.erase(block.insts.begin() + long(i));
          EXPECT_NE(ir::verify_references(*program, function).size(), 0u) << function.symbol << " inst " << id.index;
          block.insts.insert(block.insts.begin() + long(i), id);
          continue;
        }
        auto each = [&](std::vector<ir::ValueId>& list) {
          for (size_t k = 0; k < list.size(); ++k) {
            ir::ValueId value = list[k];
            list.erase(list.begin() + long(k));
            EXPECT_NE(ir::verify_references(*program, function).size(), 0u)
                << function.symbol << " edge of " << id.index;
            list.insert(list.begin() + long(k), value);
          }
        };
        each(function.inst(id).raise.takes);
        each(function.inst(id).raise.drops);
        for (size_t e = 0; e < function.inst(id).edges.size(); ++e) {
          each(function.inst(id).edges[e].takes);
          each(function.inst(id).edges[e].drops);
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Opt, GoldenTest, ::testing::ValuesIn(cases()),
                         [](const auto& entry) { return entry.param.stem().string(); });

// Each list.settle is needed: without it the verifier says so.
TEST(PacksTest, WhatSeesAPackedListSettlesIt) {
  constexpr std::string_view kText = R"(
func f(%n: i64, %g: obj) -> i64
b0:
  %0: i64 = const.int 0
  %l: obj = list.new
  jump b1(%0)
b1(%i: i64):
  %1: tag = tag.of_small %i
  %2: tag = list.get_tag %l, %1
  %3: i64 = const.int 1
  %4: i64 = i64.add_wrap %i, %3
  %5: bool = i64.lt %4, %n
  branch %5 ? b1(%4) : b2
b2:
  %6: obj = py.call %g, %l
  %7: obj = tuple.new %l, %l
  return %0
)";
  std::string error;
  std::unique_ptr<ir::Program> program = ir::parse(kText, error);
  ASSERT_TRUE(program) << error;
  ir::Function& function = program->functions[0];
  pack_lists(*program, function);
  EXPECT_EQ(unsettled(*program, function), "");
  size_t settled = 0;
  for (ir::Block& block : function.blocks) {
    for (size_t i = 0; i < block.insts.size(); ++i) {
      if (function.inst(block.insts[i]).op != ir::Op::ListSettle) continue;
      ++settled;
      std::vector<ir::InstId> kept = block.insts;
      block.insts.erase(block.insts.begin() + std::ptrdiff_t(i));
      EXPECT_NE(unsettled(*program, function), "");
      block.insts = kept;
    }
  }
  EXPECT_GE(settled, 2U);
}

}  // namespace
}  // namespace krait::passes
