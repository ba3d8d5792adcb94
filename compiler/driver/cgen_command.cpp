// krait cgen: C for other build systems to compile.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "driver/fault.h"
#include "driver/group.h"
#include "driver/inputs.h"
#include "driver/session.h"
#include "driver/version.h"
#include "emit/group.h"
#include "toolchain/atomic_file.h"
#include "toolchain/runtime_files.h"

namespace krait::driver {
namespace {

constexpr const char* kRuntimeFolder = "krait-runtime";

// One extension module to be built.
nlohmann::ordered_json extension(const std::string& module, std::vector<std::string> sources, const std::string& python,
                                 bool needs_runtime) {
  nlohmann::ordered_json json;
  json["module"] = module;
  json["sources"] = std::move(sources);
  if (!python.empty()) json["python_source"] = python;
  json["needs_runtime"] = needs_runtime;
  return json;
}

// Make's own escapes.
std::string depfile_path(const std::string& path) {
  std::string out;
  for (char c : path) {
    if (c == ' ' || c == '#' || c == '\\') out += '\\';
    if (c == '$') out += '$';
    out += c;
  }
  return out;
}

}  // namespace

int cgen_command(Session& session) {
  const Options& options = session.options();
  std::vector<Diagnostic> problems;
  check_paths(options.paths, problems);
  if (!problems.empty()) {
    session.print(std::move(problems));
    return kExitErrors;
  }
  PipelineOptions pipeline_options = session.pipeline_options();
  pipeline_options.stubs = find_stubs();
  Pipeline pipeline(std::move(pipeline_options));
  pipeline.load(options.paths);
  problems = pipeline.source_errors().take();
  check_module_names(pipeline, options.paths, problems);
  if (!has_errors(problems)) {
    compile_to_c(session, pipeline, nullptr, true);
    take_type_errors(pipeline, options.strict, problems);
    take_interpreted(pipeline, options, problems);
  }
  bool failed = has_errors(problems);
  if (!problems.empty() || options.format != Format::kText) session.print(std::move(problems));
  if (failed) return kExitErrors;

  PhaseScope phase("write");
  const std::string& out = options.output;
  std::vector<std::string> written;
  auto write = [&](const std::string& name, std::string_view content) {
    toolchain::write_file_if_changed(out + "/" + name, content);
    written.push_back(name);
  };
  nlohmann::ordered_json extensions = nlohmann::ordered_json::array();
  bool is_group = pipeline.units().size() > 1;
  std::vector<std::string> joint;
  for (const Unit& unit : pipeline.units()) {
    write(unit.name + ".c", unit.c.text);
    if (is_group) {
      joint.push_back(unit.name + ".c");
      write(unit.name + "-shim.c", emit::emit_shim(unit.name, pipeline.ir().name));
      extensions.push_back(extension(unit.name, {unit.name + "-shim.c"}, unit.module->file.path, false));
    } else {
      extensions.push_back(extension(unit.name, {unit.name + ".c"}, unit.module->file.path, true));
    }
  }
  if (is_group) {
    write(pipeline.header_name(), pipeline.header_text());
    write(pipeline.ir().name + ".c", emit::emit_group_library(pipeline.ir()));
    joint.push_back(pipeline.ir().name + ".c");
    extensions.push_back(extension(pipeline.ir().name, joint, "", true));
  }
  nlohmann::ordered_json runtime = nlohmann::ordered_json::array();
  for (const toolchain::EmbeddedFile& file : toolchain::RuntimeFiles::get().files()) {
    std::string name = fmt::format("{}/{}", kRuntimeFolder, file.name);
    toolchain::write_file_if_changed(out + "/" + name, file.content);
    if (name.ends_with(".c")) runtime.push_back(name);
  }
  nlohmann::ordered_json manifest;
  manifest["krait"] = kVersion;
  manifest["python"] = session.target().full_version;
  manifest["extension_suffix"] = session.target().extension_suffix;
  manifest["extensions"] = std::move(extensions);
  manifest["runtime_sources"] = std::move(runtime);
  manifest["include_folders"] = {".", kRuntimeFolder, session.target().include_folder};
  manifest["c_flags"] = {"-std=gnu11",          fmt::format("-O{}", options.level), "-fPIC",
                         "-fvisibility=hidden", "-fno-semantic-interposition",      "-fwrapv"};
  write("manifest.json", manifest.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");

  std::string depfile;
  for (const std::string& name : written) depfile += depfile_path(out + "/" + name) + " ";
  depfile += ":";
  for (const Unit& unit : pipeline.units()) depfile += " " + depfile_path(unit.module->file.path);
  toolchain::write_file_if_changed(out + "/depfile.d", depfile + "\n");
  session.print_times();
  return kExitOk;
}

}  // namespace krait::driver
