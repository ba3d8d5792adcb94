// The C of every IR text under tests/golden compiles without warnings against the runtime's headers.
#include "emit/emit.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "ir/parser.h"
#include "passes/passes.h"

namespace krait::emit {
namespace {

namespace fs = std::filesystem;
constexpr const char* kPythonHeaders = "/usr/include/python3.11";

TEST(EmitTest, GoldenFunctionsCompile) {
  if (!fs::exists(fs::path(kPythonHeaders) / "Python.h")) GTEST_SKIP() << "no Python.h";
  fs::path root(KRAIT_SOURCE_DIR);
  fs::path directory = fs::temp_directory_path() / ("krait_emit_test_" + std::to_string(getpid()));
  fs::create_directory(directory);
  std::string command = "cc -std=gnu11 -fsyntax-only -fmax-errors=3 -Wall -Werror -Wno-unused -DKR_LIBRARY -I'" + (root / "runtime").string() + "' -I" +
                        kPythonHeaders;
  for (const auto& entry : fs::directory_iterator(root / "tests/golden/opt")) {
    if (entry.path().extension() != ".kir") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    std::string error;
    std::unique_ptr<ir::Program> program = ir::parse(text.str().substr(0, text.str().find("=== ")), error);
    ASSERT_TRUE(program) << entry.path() << error;
    for (ir::Function& function : program->functions) {
      ir::Module& module = *program->modules[0];
      function.code = uint32_t(module.codes.size());
      ir::CodeInfo code;
      code.name = code.qualname = function.symbol;
      code.first_line = 1;
      module.codes.push_back(code);
      for (ir::Inst& inst : function.insts) inst.span = {0, 1};
    }
    passes::run(*program, {});
    fs::path file = directory / (entry.path().stem().string() + ".c");
    std::ofstream(file) << emit_module(*program, 0, {}).text;
    command += " '" + file.string() + "'";
  }
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  fs::remove_all(directory);
}

}  // namespace
}  // namespace krait::emit
