#include "driver/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace krait::driver {
namespace {

namespace fs = std::filesystem;

void add(std::vector<Diagnostic>& problems, DiagnosticCode code, const std::string& path, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.location.path = path;
  diagnostic.message = std::move(message);
  problems.push_back(std::move(diagnostic));
}

bool holds_python(const std::string& folder) {
  std::error_code error;
  auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (it->path().extension() == ".py") return true;
  }
  return false;
}

}  // namespace

void check_paths(const std::vector<std::string>& paths, std::vector<Diagnostic>& problems) {
  for (const std::string& path : paths) {
    std::error_code error;
    fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
      add(problems, DiagnosticCode::kNothingToCompile, path, "no such file or folder");
    } else if (fs::is_directory(status)) {
      if (!holds_python(path)) {
        add(problems, DiagnosticCode::kNothingToCompile, path, "the folder holds no .py file");
      }
    } else if (!path.ends_with(".py")) {
      add(problems, DiagnosticCode::kNotAModule, path, "not a module: the name of a source file ends in .py");
    }
  }
}

void check_module_names(Pipeline& pipeline, const std::vector<std::string>& paths, std::vector<Diagnostic>& problems) {
  std::vector<Unit>& units = pipeline.units();
  auto unnamed = [](const Unit& unit) { return !unit.module->name; };
  for (const Unit& unit : units) {
    if (!unnamed(unit)) continue;
    if (std::find(paths.begin(), paths.end(), unit.path) != paths.end()) {
      add(problems, DiagnosticCode::kNotAModule, unit.path, "no import statement can name this module: rename the file to an identifier");
    } else {
      add(problems, DiagnosticCode::kNotAModule, unit.path, "left as it is: no import statement can name this module");
      problems.back().severity = Severity::kWarning;
    }
  }
  std::erase_if(units, unnamed);
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::kError; });
}

bool only_source_errors(const std::vector<Diagnostic>& diagnostics) {
  return std::all_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) {
    switch (d.code) {
      case DiagnosticCode::kSyntaxError:
      case DiagnosticCode::kInvalidEncoding:
      case DiagnosticCode::kNestingLimit:
      case DiagnosticCode::kFileTooLarge:
      case DiagnosticCode::kUnreadableFile:
        return true;
      default:
        return d.severity != Severity::kError;
    }
  });
}

void take_type_errors(Pipeline& pipeline, bool strict, std::vector<Diagnostic>& problems) {
  for (Diagnostic& diagnostic : pipeline.type_errors().take()) {
    if (!strict && diagnostic.severity == Severity::kError) diagnostic.severity = Severity::kWarning;
    problems.push_back(std::move(diagnostic));
  }
}

void take_interpreted(const Pipeline& pipeline, const Options& options, std::vector<Diagnostic>& problems) {
  if (!options.verbose && !options.require_native) return;
  auto add = [&](DiagnosticCode code, Severity severity, const std::string& module, Span span, std::string message) {
    auto unit = std::find_if(pipeline.units().begin(), pipeline.units().end(), [&](const Unit& candidate) { return candidate.name == module; });
    if (unit == pipeline.units().end()) return;
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.severity = severity;
    diagnostic.location = locate(*unit->module->source, span);
    diagnostic.message = std::move(message);
    problems.push_back(std::move(diagnostic));
  };
  for (const lower::FunctionReport& function : pipeline.report().functions)
    if (!function.native)
      add(DiagnosticCode::kNotNative, options.require_native ? Severity::kError : Severity::kNote, function.module, function.span,
          fmt::format("'{}' runs as bytecode: {}", function.qualname, function.reason));
  if (!options.verbose) return;
  for (const lower::ClassReport& cls : pipeline.report().classes)
    add(DiagnosticCode::kOrdinaryClass, Severity::kNote, cls.module, cls.span,
        fmt::format("class '{}' is laid out as Python does: {}", cls.name, cls.reason));
}

}  // namespace krait::driver
