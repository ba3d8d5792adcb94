// krait build: extension modules beside their sources or under a folder.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "driver/fault.h"
#include "driver/group.h"
#include "driver/inputs.h"
#include "driver/session.h"
#include "toolchain/atomic_file.h"
#include "toolchain/error.h"

namespace krait::driver {
namespace {

std::string folder_of(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::string last_part(const std::string& dotted) { return dotted.substr(dotted.rfind('.') + 1); }

// "a/b" for "a.b.c": where the module lies below the folder that is on sys.path.
std::string package_folder(const std::string& dotted) {
  size_t dot = dotted.rfind('.');
  if (dot == std::string::npos) return "";
  std::string folder = dotted.substr(0, dot);
  for (char& c : folder) {
    if (c == '.') c = '/';
  }
  return folder;
}

// Where an artefact goes.
std::string output_path(Session& session, const Pipeline& pipeline, const Artefact& artefact) {
  const std::string& out = session.options().output;
  const std::string& suffix = session.target().extension_suffix;
  if (artefact.unit == nullptr) {
    std::string root = out;
    if (root.empty()) root = program::module_name_of(pipeline.program().modules()[0]->file.path).root;
    if (root.empty()) root = ".";
    return root + "/" + artefact.module + suffix;
  }
  const program::Module& module = *artefact.unit->module;
  std::string file = (module.is_package ? "__init__" : last_part(artefact.module)) + suffix;
  if (out.empty()) {
    std::string folder = folder_of(module.file.path);
    return folder == "." ? file : folder + "/" + file;
  }
  std::string folder = package_folder(artefact.module);
  if (module.is_package) folder += (folder.empty() ? "" : "/") + last_part(artefact.module);
  return out + "/" + (folder.empty() ? "" : folder + "/") + file;
}

class ProgressLine {
 public:
  explicit ProgressLine(bool enabled) : enabled_(enabled) {}
  void show(const std::string& text) {
    if (!enabled_) return;
    fmt::print(stderr, "\r\033[K{}", text);
    std::fflush(stderr);
    shown_ = true;
  }
  ~ProgressLine() {
    if (shown_) fmt::print(stderr, "\r\033[K");
  }

 private:
  bool enabled_;
  bool shown_ = false;
};

// Builds `paths` as one group. Problems of the input are printed. Faults leave as exceptions.
int build_group(Session& session, const std::vector<std::string>& paths) {
  const Options& options = session.options();
  PipelineOptions pipeline_options = session.pipeline_options();
  pipeline_options.stubs = find_stubs();
  Pipeline pipeline(std::move(pipeline_options));
  pipeline.load(paths);
  std::vector<Diagnostic> problems = pipeline.source_errors().take();
  check_module_names(pipeline, paths, problems);
  // A file that cannot be read or parsed does not keep the others from being built.
  bool failed = has_errors(problems);
  if (pipeline.units().empty() || !only_source_errors(problems)) {
    session.print(std::move(problems));
    return failed ? kExitErrors : kExitOk;
  }
  compile_to_c(session, pipeline, nullptr);
  take_type_errors(pipeline, options.strict, problems);
  take_interpreted(pipeline, options, problems);
  bool refused = has_errors(problems) && !failed;
  failed |= refused;
  if (!problems.empty() || options.format != Format::kText) session.print(std::move(problems));
  if (refused) return kExitErrors;

  std::vector<Artefact> artefacts;
  {
    ProgressLine line(options.format == Format::kText && ::isatty(STDERR_FILENO) != 0);
    line.show("compiling");
    artefacts = compile_group(session, pipeline,
                              [&](size_t done, size_t total) { line.show(fmt::format("[{}/{}]", done, total)); });
  }
  PhaseScope phase("write");
  for (const Artefact& artefact : artefacts) {
    std::optional<std::string> content = toolchain::read_file(artefact.library);
    if (!content) throw toolchain::InternalFault("a result vanished from the cache");
    toolchain::write_file_if_changed(output_path(session, pipeline, artefact), *content, 0777);
  }
  if (options.format == Format::kText) {
    for (const Artefact& artefact : artefacts) {
      if (artefact.unit == nullptr) continue;
      const Unit& unit = *artefact.unit;
      fmt::print("{}: {} functions, {} native, {} interpreted\n", unit.name, unit.functions,
                 unit.functions - unit.interpreted, unit.interpreted);
    }
  }
  return failed ? kExitErrors : kExitOk;
}

// The files of a group that cannot be built together, one at a time: a fault in one then spares the others.
int build_separately(Session& session, const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  {
    PipelineOptions pipeline_options = session.pipeline_options();
    pipeline_options.stubs = find_stubs();
    Pipeline pipeline(std::move(pipeline_options));
    pipeline.load(paths);
    for (const Unit& unit : pipeline.units()) files.push_back(unit.path);
  }
  if (files.size() < 2) throw toolchain::InternalFault("one file alone");
  int status = kExitOk;
  for (const std::string& file : files) {
    try {
      status = std::max(status, build_group(session, {file}));
    } catch (const toolchain::ToolError&) {
      throw;
    } catch (const std::exception& error) {
      current_activity().set_file(file.c_str());
      std::fputs(fault_message(error.what()).c_str(), stderr);
      status = kExitFault;
    }
  }
  return status;
}

}  // namespace

int build_command(Session& session) {
  std::vector<Diagnostic> problems;
  check_paths(session.options().paths, problems);
  if (!problems.empty()) {
    session.print(std::move(problems));
    return kExitErrors;
  }
  toolchain::require_headers(session.target());
  session.compiler();  // a missing compiler is told before any work
  int status;
  try {
    status = build_group(session, session.options().paths);
  } catch (const toolchain::ToolError&) {
    throw;
  } catch (const std::exception& error) {
    std::string message = fault_message(error.what());
    try {
      status = build_separately(session, session.options().paths);
    } catch (const toolchain::ToolError&) {
      throw;
    } catch (const std::exception&) {
      std::fputs(message.c_str(), stderr);
      status = kExitFault;
    }
    if (status != kExitFault) {
      // Together they fail, one by one they do not: still a fault, but everything asked for is there.
      std::fputs(message.c_str(), stderr);
      status = kExitFault;
    }
  }
  session.print_times();
  session.cache().prune();
  return status;
}

}  // namespace krait::driver
