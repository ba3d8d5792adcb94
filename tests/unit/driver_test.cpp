#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "driver/command_line.h"
#include "driver/diagnostic_format.h"
#include "driver/fault.h"

namespace krait::driver {
namespace {

Options parsed(std::vector<std::string> arguments) {
  auto result = parse_command_line(std::move(arguments));
  if (const auto* early = std::get_if<EarlyExit>(&result)) {
    ADD_FAILURE() << early->text;
    return {};
  }
  return std::get<Options>(result);
}

int exit_status(std::vector<std::string> arguments) {
  auto result = parse_command_line(std::move(arguments));
  const auto* early = std::get_if<EarlyExit>(&result);
  return early != nullptr ? early->status : -1;
}

TEST(CommandLine, Build) {
  Options options = parsed({"build", "a.py", "-o", "out", "pkg", "-j", "3", "-O0", "--strict"});
  EXPECT_EQ(options.command, Command::kBuild);
  EXPECT_EQ(options.paths, (std::vector<std::string>{"a.py", "pkg"}));
  EXPECT_EQ(options.output, "out");
  EXPECT_EQ(options.jobs, 3u);
  EXPECT_EQ(options.level, 0);
  EXPECT_TRUE(options.strict);
  EXPECT_EQ(parsed({"build", "a.py"}).level, 2);
  EXPECT_EQ(parsed({"build", "a.py", "-O3"}).level, 3);
}

TEST(CommandLine, WrongUsageIsTwo) {
  EXPECT_EQ(exit_status({}), kExitUsage);
  EXPECT_EQ(exit_status({"frobnicate"}), kExitUsage);
  EXPECT_EQ(exit_status({"build"}), kExitUsage);
  EXPECT_EQ(exit_status({"build", "a.py", "--no-such-option"}), kExitUsage);
  EXPECT_EQ(exit_status({"build", "a.py", "-O7"}), kExitUsage);
  EXPECT_EQ(exit_status({"build", "a.py", "-j", "0"}), kExitUsage);
  EXPECT_EQ(exit_status({"build", "a.py", "--format", "xml"}), kExitUsage);
  EXPECT_EQ(exit_status({"dump", "a.py"}), kExitUsage);
  EXPECT_EQ(exit_status({"dump", "--stage=nothing", "a.py"}), kExitUsage);
  EXPECT_EQ(exit_status({"cgen", "a.py"}), kExitUsage);
  EXPECT_EQ(exit_status({"run"}), kExitUsage);
  EXPECT_EQ(exit_status({"run", "-m"}), kExitUsage);
  EXPECT_EQ(exit_status({"run", "-v"}), kExitUsage);
  EXPECT_EQ(exit_status({"run", "--no-such-option", "x.py"}), kExitUsage);
  EXPECT_EQ(exit_status({"help", "frobnicate"}), kExitUsage);
}

TEST(CommandLine, HelpAndVersionAreZero) {
  EXPECT_EQ(exit_status({"help"}), kExitOk);
  EXPECT_EQ(exit_status({"help", "run"}), kExitOk);
  EXPECT_EQ(exit_status({"--help"}), kExitOk);
  EXPECT_EQ(exit_status({"run", "--help"}), kExitOk);
  EXPECT_EQ(exit_status({"--version"}), kExitOk);
}

TEST(CommandLine, RunLeavesTheProgramItsArguments) {
  Options options = parsed({"run", "--python", "python3.11", "-v", "x.py", "-v", "--python", "-m", "--", "-O"});
  EXPECT_EQ(options.command, Command::kRun);
  EXPECT_EQ(options.run_file, "x.py");
  EXPECT_EQ(options.python, "python3.11");
  EXPECT_TRUE(options.verbose);
  EXPECT_EQ(options.program_arguments, (std::vector<std::string>{"-v", "--python", "-m", "--", "-O"}));

  options = parsed({"run", "-m", "pkg.mod", "--help"});
  EXPECT_EQ(options.run_module, "pkg.mod");
  EXPECT_EQ(options.program_arguments, std::vector<std::string>{"--help"});
  EXPECT_EQ(parsed({"run", "-mpkg"}).run_module, "pkg");
  EXPECT_EQ(parsed({"run", "--", "-odd.py", "x"}).run_file, "-odd.py");
  EXPECT_EQ(parsed({"run", "--python=p", "x.py"}).python, "p");
}

TEST(CommandLine, Dump) {
  Options options = parsed({"dump", "--stage=ast", "--positions", "x.py"});
  EXPECT_EQ(options.stage, Stage::kAst);
  EXPECT_TRUE(options.positions);
  EXPECT_EQ(options.paths, std::vector<std::string>{"x.py"});
  EXPECT_EQ(parsed({"dump", "--stage=ir", "x.py", "--function", "C.f"}).function, "C.f");
}

Diagnostic sample() {
  Diagnostic diagnostic;
  diagnostic.code = DiagnosticCode::kSyntaxError;
  diagnostic.location = {"missing/x.py", 3, 5, 3, 8};
  diagnostic.message = "invalid \"syntax\"";
  diagnostic.notes.push_back({{"missing/x.py", 1, 1, 0, 0}, "declared here"});
  return diagnostic;
}

TEST(DiagnosticFormat, Text) {
  EXPECT_EQ(format_diagnostics({sample()}, Format::kText, false),
            "missing/x.py:3:5: error: invalid \"syntax\" [syntax-error]\nmissing/x.py:1:1: note: declared here\n");
  Diagnostic nowhere;
  nowhere.code = DiagnosticCode::kNoCCompiler;
  nowhere.message = "none";
  EXPECT_EQ(format_diagnostics({nowhere}, Format::kText, true), "krait: error: none [no-c-compiler]\n");
  EXPECT_EQ(format_diagnostics({}, Format::kText, true), "");
}

TEST(DiagnosticFormat, SortedByPlace) {
  Diagnostic first = sample();
  Diagnostic second = sample();
  first.notes.clear();
  second.notes.clear();
  second.location.line = 2;
  second.message = "earlier";
  std::string text = format_diagnostics({first, second}, Format::kText, false);
  EXPECT_LT(text.find("earlier"), text.find("invalid"));
}

TEST(DiagnosticFormat, Json) {
  auto json = nlohmann::json::parse(format_diagnostics({sample()}, Format::kJson, false));
  const auto& entry = json["diagnostics"].at(0);
  EXPECT_EQ(entry["file"], "missing/x.py");
  EXPECT_EQ(entry["line"], 3);
  EXPECT_EQ(entry["column"], 5);
  EXPECT_EQ(entry["severity"], "error");
  EXPECT_EQ(entry["code"], "syntax-error");
  EXPECT_EQ(entry["message"], "invalid \"syntax\"");
  EXPECT_EQ(entry["notes"].at(0)["message"], "declared here");
  EXPECT_TRUE(nlohmann::json::parse(format_diagnostics({}, Format::kJson, false))["diagnostics"].empty());
}

TEST(DiagnosticFormat, Sarif) {
  auto json = nlohmann::json::parse(format_diagnostics({sample()}, Format::kSarif, false));
  EXPECT_EQ(json["version"], "2.1.0");
  const auto& run = json["runs"].at(0);
  EXPECT_EQ(run["tool"]["driver"]["name"], "krait");
  EXPECT_EQ(run["tool"]["driver"]["rules"].at(0)["id"], "syntax-error");
  const auto& result = run["results"].at(0);
  EXPECT_EQ(result["ruleId"], "syntax-error");
  EXPECT_EQ(result["level"], "error");
  EXPECT_EQ(result["locations"].at(0)["physicalLocation"]["region"]["startLine"], 3);
}

TEST(DiagnosticFormat, InvalidUtf8InPathsIsNoReasonToFail) {
  Diagnostic diagnostic = sample();
  diagnostic.location.path = "\xff.py";
  EXPECT_NE(format_diagnostics({diagnostic}, Format::kJson, false), "");
  EXPECT_NE(format_diagnostics({diagnostic}, Format::kSarif, false), "");
}

TEST(Fault, CrashExitsWith70AndSaysWhere) {
  EXPECT_EXIT(
      {
        install_crash_handler();
        PhaseScope phase("lower", "some/file.py");
        ::raise(SIGSEGV);
      },
      testing::ExitedWithCode(kExitFault), "internal fault: .*phase lower, file some/file.py");
}

TEST(Fault, StackOverflowIsOneToo) {
  EXPECT_EXIT(
      {
        install_crash_handler();
        // Deeper than any stack; volatile keeps the calls.
        struct Deep {
          static int down(volatile int* depth) {
            volatile char block[4096];
            block[0] = static_cast<char>(*depth);
            *depth = *depth + 1;
            return *depth < 0 ? 0 : down(depth) + block[0];
          }
        };
        volatile int depth = 0;
        ::_exit(Deep::down(&depth));
      },
      testing::ExitedWithCode(kExitFault), "internal fault");
}

TEST(DiagnosticCodes, EveryCodeIsUniqueAndDocumented) {
  std::vector<std::string_view> seen;
  for (DiagnosticCode code : all_diagnostic_codes()) {
    EXPECT_EQ(std::count(seen.begin(), seen.end(), code_text(code)), 0) << code_text(code);
    seen.push_back(code_text(code));
    EXPECT_FALSE(code_documentation(code).empty()) << code_text(code);
  }
}

}  // namespace
}  // namespace krait::driver
