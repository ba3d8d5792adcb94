#include "toolchain/target.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "toolchain/cache.h"
#include "toolchain/error.h"
#include "toolchain/process.h"

namespace krait::toolchain {
namespace {

// Prints one JSON object. Debian's default scheme of sysconfig names folders for packages installed by hand, hence
// INCLUDEPY, which is where the interpreter's own headers are.
constexpr const char* kQuestion = R"py(
import json, sys, sysconfig
var = sysconfig.get_config_var
include = var("INCLUDEPY") or sysconfig.get_path("include")
print(json.dumps({
    "implementation": sys.implementation.name,
    "executable": sys.executable,
    "major": sys.version_info[0],
    "minor": sys.version_info[1],
    "full": "%d.%d.%d" % sys.version_info[:3],
    "suffix": var("EXT_SUFFIX") or ".so",
    "include": include,
    "platinclude": var("CONFINCLUDEPY") or include,
    "platform": sys.platform,
    "machine": sysconfig.get_platform(),
    "stdlib": sysconfig.get_path("stdlib"),
    "tag": sys.implementation.cache_tag or "",
    "debug": bool(var("Py_DEBUG")),
    "nogil": bool(var("Py_GIL_DISABLED")),
}))
)py";

[[noreturn]] void fail(const std::string& executable, const std::string& what) {
  throw ToolError(
      DiagnosticCode::kNoInterpreter,
      fmt::format("{}: {}; name a CPython of version {}.{} or later with --python (Debian: apt install python3)",
                  executable, what, kOldestTarget.major, kOldestTarget.minor));
}

// A script (a shim that chooses among installed versions, say) may answer differently next time.
bool is_machine_code(const std::string& path) {
  char magic[4] = {};
  int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  ssize_t count = ::read(fd, magic, sizeof magic);
  ::close(fd);
  return count == 4 && std::string_view(magic, 4) == "\177ELF";
}

Target parse_answer(const std::string& executable, const std::string& answer) {
  nlohmann::json json = nlohmann::json::parse(answer, nullptr, false);
  if (json.is_discarded() || !json.is_object()) fail(executable, "it does not answer like a Python interpreter");
  Target target;
  try {
    if (json.at("implementation").get<std::string>() != "cpython") fail(executable, "it is not CPython");
    target.executable = json.at("executable");
    target.version = {json.at("major").get<int>(), json.at("minor").get<int>()};
    target.full_version = json.at("full");
    target.extension_suffix = json.at("suffix");
    target.include_folder = json.at("include");
    target.platform_include_folder = json.at("platinclude");
    target.platform = json.at("platform");
    target.machine_platform = json.at("machine");
    target.standard_library = json.at("stdlib");
    target.cache_tag = json.at("tag");
    target.debug = json.at("debug");
    target.free_threaded = json.at("nogil");
  } catch (const nlohmann::json::exception&) {
    fail(executable, "it does not answer like a Python interpreter");
  }
  if (target.version < kOldestTarget) fail(executable, fmt::format("it is version {}", target.full_version));
  if (target.free_threaded) fail(executable, "it is a free-threaded build, which Krait does not support yet");
  return target;
}

}  // namespace

Hash128 Target::identity() const {
  return KeyBuilder("target")
      .add(full_version)
      .add(extension_suffix)
      .add(include_folder)
      .add(platform_include_folder)
      .add(machine_platform)
      .add(debug)
      .key();
}

Target find_target(const std::string& executable, const Cache& cache) {
  std::optional<std::string> path = find_program(executable);
  if (!path) fail(executable, "no such program");
  struct stat status;
  std::optional<Hash128> key;
  if (is_machine_code(*path) && ::stat(path->c_str(), &status) == 0) {
    char resolved[PATH_MAX];
    const char* real = ::realpath(path->c_str(), resolved);
    key = KeyBuilder("interpreter")
              .add(kQuestion)
              .add(*path)
              .add(real != nullptr ? real : "")
              .add(static_cast<uint64_t>(status.st_mtim.tv_sec))
              .add(static_cast<uint64_t>(status.st_mtim.tv_nsec))
              .add(static_cast<uint64_t>(status.st_size))
              .key();
    if (std::optional<std::string> answer = cache.get(*key)) return parse_answer(executable, *answer);
  }
  std::optional<ProcessResult> result = run_process({*path, "-I", "-S", "-c", kQuestion}, {.output_only = true});
  if (!result) fail(executable, "it cannot be started");
  if (result->status != 0) fail(executable, fmt::format("it exits with status {}", result->status));
  Target target = parse_answer(executable, result->output);
  if (key) cache.put(*key, result->output);
  return target;
}

void require_headers(const Target& target) {
  std::string header = target.include_folder + "/Python.h";
  if (::access(header.c_str(), R_OK) == 0) return;
  throw ToolError(DiagnosticCode::kNoPythonHeaders,
                  fmt::format("'{}' is missing, without which nothing can be compiled for {}; install the development "
                              "files of Python {}.{} (Debian: apt install python{}.{}-dev)",
                              header, target.executable, target.version.major, target.version.minor,
                              target.version.major, target.version.minor));
}

}  // namespace krait::toolchain
