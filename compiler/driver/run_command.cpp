// krait run: compile into the cache, then become the target interpreter.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "driver/fault.h"
#include "driver/group.h"
#include "driver/inputs.h"
#include "driver/run_record.h"
#include "driver/session.h"
#include "toolchain/atomic_file.h"
#include "toolchain/error.h"
#include "toolchain/runtime_files.h"

namespace krait::driver {
namespace {

// What `python3 FILE` or `python3 -m MODULE` would make of the command.
struct MainModule {
  bool is_module = false;  // -m
  std::string source;      // absolute
  std::string argv0;
  std::string path0;    // sys.path[0]
  std::string name;     // as imports know it; "__main__" for a file
  std::string package;  // __package__; "-" for None
};

std::string working_folder() {
  char buffer[PATH_MAX];
  return ::getcwd(buffer, sizeof buffer) != nullptr ? buffer : ".";
}

std::string resolve_links(const std::string& path) {
  char buffer[PATH_MAX];
  return ::realpath(path.c_str(), buffer) != nullptr ? buffer : path;
}

// As Python makes the path of a script absolute: the working folder in front, nothing simplified.
std::string absolute(const std::string& path) { return path.starts_with('/') ? path : working_folder() + "/" + path; }

MainModule main_of_file(const std::string& file) {
  MainModule main;
  main.source = absolute(file);
  main.argv0 = file;
  std::string resolved = resolve_links(main.source);
  main.path0 = resolved.substr(0, std::max<size_t>(resolved.rfind('/'), 1));
  main.name = "__main__";
  main.package = "-";
  return main;
}

// Nothing when the module does not lie below the working folder: then it is not ours to compile.
std::optional<MainModule> main_of_module(const std::string& module) {
  MainModule main;
  main.is_module = true;
  main.path0 = working_folder();
  program::ModuleFinder finder({main.path0});
  main.name = module;
  const program::ModuleFile* file = finder.find(Name::intern(module));
  if (file != nullptr && file->kind != program::ModuleKind::kSource) {
    main.name = module + ".__main__";
    file = finder.find(Name::intern(main.name));
  }
  if (file == nullptr || file->path.empty() || file->kind != program::ModuleKind::kSource) return std::nullopt;
  main.source = absolute(file->path);
  main.argv0 = main.source;
  size_t dot = main.name.rfind('.');
  main.package = dot == std::string::npos ? "" : main.name.substr(0, dot);
  return main;
}

[[noreturn]] void become(const std::vector<std::string>& arguments) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::execv(argv[0], argv.data());
  throw toolchain::ToolError(DiagnosticCode::kNoInterpreter,
                             fmt::format("{} cannot be started: {}", arguments[0], std::strerror(errno)));
}

// Whether `module`, found below `root`, is what Python would import by its name.
bool lies_below(const program::Module& module, const std::string& root) {
  std::string path = root;
  for (size_t i = 0; i < module.name.text().size();) {
    std::string_view name = module.name.text();
    size_t end = std::min(name.find('.', i), name.size());
    path += "/" + std::string(name.substr(i, end - i));
    i = end + 1;
  }
  return module.file.path == path + ".py" || module.file.path == path + "/__init__.py";
}

// Compiles; returns the exit status when the input has errors, nothing when `record` is complete.
std::optional<int> compile(Session& session, const MainModule& main, RunRecord& record) {
  const Options& options = session.options();
  PipelineOptions pipeline_options = session.pipeline_options();
  pipeline_options.stubs = find_stubs();
  pipeline_options.follow_imports = true;
  pipeline_options.roots = {main.path0};
  pipeline_options.report_type_errors = options.strict;
  Pipeline pipeline(std::move(pipeline_options));
  pipeline.load({main.source});
  std::vector<Unit>& units = pipeline.units();

  // Only what the program's own file gets wrong is ours to tell. Another module that cannot be compiled is left to
  // Python, which may never import it, or may catch what importing it raises.
  std::vector<Diagnostic> problems;
  for (Diagnostic& diagnostic : pipeline.source_errors().take()) {
    if (diagnostic.location.path == main.source) problems.push_back(std::move(diagnostic));
  }
  const program::Module* main_module = nullptr;
  std::erase_if(units, [&](const Unit& unit) {
    if (unit.module->file.path == main.source) {
      main_module = unit.module;
      return false;
    }
    return !lies_below(*unit.module, main.path0);
  });
  if (has_errors(problems) || main_module == nullptr) {
    session.print(std::move(problems));
    return kExitErrors;
  }
  compile_to_c(session, pipeline, main_module);
  if (options.strict) take_type_errors(pipeline, true, problems);
  take_interpreted(pipeline, options, problems);
  bool failed = has_errors(problems);
  if (!problems.empty()) session.print(std::move(problems));
  if (failed) return kExitErrors;

  std::vector<Artefact> artefacts = compile_group(session, pipeline);
  for (const auto& module : pipeline.program().modules()) record.add_source(*module, main.path0);
  record.fields = {main.is_module ? "module" : "file", main.argv0, main.path0, main.name, main.package};
  for (const Artefact& artefact : artefacts) {
    const program::Module* module = artefact.unit != nullptr ? artefact.unit->module : nullptr;
    record.fields.push_back(artefact.module);
    record.fields.push_back(artefact.library);
    record.fields.push_back(module != nullptr ? module->file.path : artefact.library);
    record.fields.push_back(module != nullptr && module->is_package ? "package" : "module");
    record.libraries.push_back(artefact.library);
  }
  return std::nullopt;
}

}  // namespace

int run_command(Session& session) {
  const Options& options = session.options();
  MainModule main;
  if (!options.run_module.empty()) {
    std::optional<MainModule> found = main_of_module(options.run_module);
    if (!found) {
      std::vector<std::string> command = {session.target().executable, "-m", options.run_module};
      command.insert(command.end(), options.program_arguments.begin(), options.program_arguments.end());
      become(command);
    }
    main = std::move(*found);
  } else {
    main = main_of_file(options.run_file);
    struct stat status;
    if (::stat(main.source.c_str(), &status) != 0 || S_ISDIR(status.st_mode)) {
      Diagnostic diagnostic;
      diagnostic.code = DiagnosticCode::kNothingToCompile;
      diagnostic.location.path = options.run_file;
      diagnostic.message = S_ISDIR(status.st_mode) ? "is a folder; name a file" : "no such file";
      session.print({std::move(diagnostic)});
      return kExitErrors;
    }
  }

  toolchain::require_headers(session.target());
  const toolchain::Cache& cache = session.cache();
  Hash128 key = toolchain::KeyBuilder("run")
                    .add(toolchain::executable_identity())
                    .add(session.compiler().identity())
                    .add(file_stamp(find_stubs()))
                    .add(main.source)
                    .add(main.argv0)
                    .add(main.path0)
                    .add(main.name)
                    .add(options.strict)
                    .add(options.require_native)
                    .add(options.check_declared)
                    .add(options.deferred_annotations)
                    .add(options.check_inferred)
                    .add(options.check_final)
                    .add(fmt::format("{}", fmt::join(options.disabled_passes, ",")))
                    .key();
  RunRecord record;
  bool fresh = !options.verbose && record.load(cache, key);
  if (!fresh) {
    record = RunRecord();
    if (std::optional<int> status = compile(session, main, record)) return *status;
    record.store(cache, key);
    session.print_times();
    cache.prune();
  }
  Hash128 manifest_key = toolchain::KeyBuilder("manifest").add(key).key();
  std::string manifest = record.manifest();
  std::optional<std::string> path;
  if (cache.get(manifest_key) != manifest) cache.put(manifest_key, manifest);
  path = cache.get_file(manifest_key);
  if (!path) throw toolchain::InternalFault("the manifest vanished from the cache");
  std::vector<std::string> command = {session.target().executable, "-c",
                                      std::string(toolchain::kEmbeddedBootstrap[0].content), *path};
  command.insert(command.end(), options.program_arguments.begin(), options.program_arguments.end());
  become(command);
}

}  // namespace krait::driver
