#include "driver/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <sstream>

#include "driver/version.h"
#include "passes/passes.h"

namespace krait::driver {
namespace {

const std::map<std::string, Stage> kStages = {
    {"tokens", Stage::kTokens}, {"ast", Stage::kAst}, {"scopes", Stage::kScopes}, {"types", Stage::kTypes},
    {"ir", Stage::kIr},         {"opt", Stage::kOpt}, {"c", Stage::kC},
};
const std::map<std::string, Format> kFormats = {
    {"text", Format::kText}, {"json", Format::kJson}, {"sarif", Format::kSarif}};

constexpr const char* kStatuses = "Exit status: 0; 1 the input has errors; 2 wrong usage; 70 a fault in Krait itself.";

template <typename T>
std::string choices(const std::map<std::string, T>& map) {
  std::string text;
  for (const auto& [name, value] : map) text += (text.empty() ? "" : "|") + name;
  return text;
}

void add_target_options(CLI::App* app, Options& options) {
  app->add_option("--python", options.python, "target interpreter (default: python3)")->option_text("EXE");
  app->add_flag("-v,--verbose", options.verbose, "times of the phases, and what runs as bytecode and why");
  app->add_option("--format", options.format, "of diagnostics: " + choices(kFormats))
      ->option_text("FORMAT")
      ->transform(CLI::CheckedTransformer(kFormats));
}

void add_compile_options(CLI::App* app, Options& options) {
  add_target_options(app, options);
  app->add_option("-O", options.level, "optimisation, 0 to 3 (default: 2)")->option_text("N")->check(CLI::Range(0, 3));
  app->add_option("--disable-pass", options.disabled_passes, "leave out an optimisation (dump --stage=opt shows its work)")
      ->option_text("NAME")
      ->allow_extra_args(false);
  app->add_flag("-g", options.debug_info, "debug information in the machine code");
  app->add_flag("--require-native", options.require_native, "a function that would run as bytecode is an error");
  app->add_flag("--strict", options.strict, "type errors fail the build");
  app->add_flag("!--no-check-declared", options.check_declared,
                "take declared types as claims: no TypeError where a value is of another type");
  app->add_flag("--check-inferred", options.check_inferred,
                "a value that is not of the type inferred for it is a TypeError, too");
  app->add_flag("--check-final", options.check_final, "setting a Final attribute of an instance again is an AttributeError");
  app->add_flag("--deferred-annotations", options.deferred_annotations,
                "evaluate annotations when they are asked for, as Python 3.14 does");
  app->add_option("--cc", options.cc, "C compiler (default: gcc, else clang)")->option_text("EXE");
  app->add_option("--launcher", options.launcher, "put before the C compiler (ccache, distcc)")->option_text("EXE");
  app->add_option("-j,--jobs", options.jobs, "jobs at a time (default: the processors)")
      ->option_text("N")
      ->check(CLI::Range(1u, 1024u));
}

CLI::Option* add_paths(CLI::App* app, Options& options) {
  return app->add_option("paths", options.paths, "files and packages")->option_text("PATH...")->required();
}

// What follows the program's name in `krait run` belongs to the program: it is cut off before options are looked at.
// Empty text: done; otherwise what is wrong.
std::string split_run_arguments(std::vector<std::string>& arguments, Options& options) {
  static const std::vector<std::string> kWithValue = {"--python",   "--format", "-O",    "--cc",
                                                      "--launcher", "-j",       "--jobs", "--disable-pass"};
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    size_t rest = i + 1;
    if (word.starts_with("-m")) {
      if (word.size() > 2) {
        options.run_module = word.substr(2);
      } else if (rest < arguments.size()) {
        options.run_module = arguments[rest++];
      } else {
        return "-m needs the name of a module";
      }
    } else if (word == "--") {
      if (rest == arguments.size()) return "a file or -m MODULE is required";
      options.run_file = arguments[rest++];
    } else if (word.empty() || word[0] != '-') {
      options.run_file = word;
    } else if (word == "-") {
      return "a program on standard input cannot be compiled; name a file";
    } else {
      if (std::find(kWithValue.begin(), kWithValue.end(), word) != kWithValue.end()) ++i;
      continue;
    }
    options.program_arguments.assign(arguments.begin() + static_cast<ptrdiff_t>(rest), arguments.end());
    arguments.resize(i);
    return "";
  }
  for (const std::string& word : arguments) {
    if (word == "-h" || word == "--help") return "";
  }
  return "a file or -m MODULE is required";
}

}  // namespace

std::variant<Options, EarlyExit> parse_command_line(std::vector<std::string> arguments) {
  Options options;
  CLI::App app("Krait compiles ordinary typed Python to native CPython extension modules.", "krait");
  app.set_version_flag("--version", fmt::format("krait {}", kVersion), "print the version");
  app.footer(kStatuses);
  app.require_subcommand(1);

  CLI::App* build = app.add_subcommand("build", "compile modules and packages to extension modules");
  add_paths(build, options);
  build->add_option("-o,--output", options.output, "folder for the results (default: beside each source)")
      ->option_text("DIR");
  add_compile_options(build, options);

  CLI::App* run = app.add_subcommand("run", "compile into the cache and run as __main__, like python3");
  run->footer("After the options: FILE or -m MODULE, and then the arguments of the program, whatever they look like.");
  add_compile_options(run, options);

  CLI::App* check = app.add_subcommand("check", "report type errors only");
  add_paths(check, options);
  add_target_options(check, options);

  CLI::App* report = app.add_subcommand("report", "where code stayed dynamic, line by line, and why");
  add_paths(report, options);
  report->add_option("-o,--output", options.output, "write HTML to this file")->option_text("F.html");
  add_target_options(report, options);

  CLI::App* dump = app.add_subcommand("dump", "print what a phase made of a file");
  add_paths(dump, options)->option_text("FILE")->expected(1);
  dump->add_option("--stage", options.stage, choices(kStages))
      ->option_text("STAGE")
      ->required()
      ->transform(CLI::CheckedTransformer(kStages));
  dump->add_option("--function", options.function, "only this function")->option_text("NAME");
  dump->add_flag("--positions", options.positions, "with the positions of the nodes (ast)");
  dump->add_option("--python-version", options.python_version, "of the language, without asking an interpreter")
      ->option_text("3.N");
  add_compile_options(dump, options);

  CLI::App* cgen = app.add_subcommand("cgen", "write C sources, a manifest and a depfile for other build systems");
  add_paths(cgen, options);
  cgen->add_option("-o,--output", options.output, "folder for the results")->option_text("DIR")->required();
  add_compile_options(cgen, options);

  CLI::App* help = app.add_subcommand("help", "print this help");
  std::string topic;
  help->add_option("command", topic, "a command")->option_text("COMMAND");

  if (!arguments.empty() && arguments[0] == "run") {
    std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
    if (std::string wrong = split_run_arguments(rest, options); !wrong.empty()) {
      return EarlyExit{kExitUsage, fmt::format("krait run: {}\nTry 'krait run --help'.\n", wrong)};
    }
    arguments.resize(1);
    arguments.insert(arguments.end(), rest.begin(), rest.end());
  }

  try {
    // CLI11 wants them in reverse.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream err;
    bool is_answer = error.get_exit_code() == 0;  // --help, --version
    app.exit(error, out, err);
    if (is_answer) return EarlyExit{kExitOk, out.str()};
    if (arguments.empty()) return EarlyExit{kExitUsage, app.help()};
    return EarlyExit{kExitUsage, fmt::format("krait: {}\nTry 'krait help'.\n", error.what())};
  }
  if (help->parsed()) {
    if (topic.empty()) return EarlyExit{kExitOk, app.help()};
    for (const CLI::App* command : app.get_subcommands(nullptr)) {
      if (command->get_name() == topic) return EarlyExit{kExitOk, command->help()};
    }
    return EarlyExit{kExitUsage, fmt::format("krait help: no command '{}'\n", topic)};
  }
  for (const std::string& name : options.disabled_passes) {
    bool known = false;
    std::string names;
    for (const passes::Pass& pass : passes::all_passes()) {
      known |= pass.optional && pass.name == name;
      if (pass.optional && names.find(pass.name) == std::string::npos) names += (names.empty() ? "" : ", ") + std::string(pass.name);
    }
    if (!known) return EarlyExit{kExitUsage, fmt::format("krait: no pass '{}' to disable; there are: {}\n", name, names)};
  }
  if (build->parsed()) options.command = Command::kBuild;
  if (run->parsed()) options.command = Command::kRun;
  if (check->parsed()) options.command = Command::kCheck;
  if (report->parsed()) options.command = Command::kReport;
  if (dump->parsed()) options.command = Command::kDump;
  if (cgen->parsed()) options.command = Command::kCgen;
  return options;
}

}  // namespace krait::driver
