#include "driver/session.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "driver/fault.h"
#include "toolchain/error.h"
#include "toolchain/jobs.h"

namespace krait::driver {

const toolchain::Cache& Session::cache() {
  if (!cache_) cache_.emplace(toolchain::Cache::default_folder());
  return *cache_;
}

const toolchain::Target& Session::target() {
  if (!target_) {
    PhaseScope phase("target");
    target_ = toolchain::find_target(options_.python, cache());
  }
  return *target_;
}

toolchain::CCompiler& Session::compiler() {
  if (!compiler_) {
    toolchain::CompileOptions compile;
    compile.cc = options_.cc;
    compile.launcher = options_.launcher;
    compile.level = options_.level;
    compile.debug_info = options_.debug_info;
    compile.jobs = jobs();
    compiler_ = std::make_unique<toolchain::CCompiler>(std::move(compile), target(), cache());
  }
  return *compiler_;
}

unsigned Session::jobs() const { return options_.jobs != 0 ? options_.jobs : toolchain::default_jobs(); }

PipelineOptions Session::pipeline_options() {
  PipelineOptions pipeline;
  if (options_.python_version.empty()) {
    pipeline.target.version = target().version;
    pipeline.target.platform = target().platform;
  } else {
    pipeline.target.version.minor = std::atoi(options_.python_version.c_str() + 2);
  }
  pipeline.level = options_.level;
  pipeline.disabled_passes = options_.disabled_passes;
  pipeline.check_declared = options_.check_declared;
  pipeline.check_inferred = options_.check_inferred;
  pipeline.check_final = options_.check_final;
  pipeline.deferred_annotations = options_.deferred_annotations;
  pipeline.verify_each = options_.command == Command::kDump;
  return pipeline;
}

void Session::print(std::vector<Diagnostic> diagnostics) {
  bool to_output = options_.format != Format::kText || options_.command == Command::kCheck;
  FILE* stream = to_output ? stdout : stderr;
  bool carets = ::isatty(::fileno(stream)) != 0;
  std::string text = format_diagnostics(std::move(diagnostics), options_.format, carets);
  std::fwrite(text.data(), 1, text.size(), stream);
  std::fflush(stream);
}

void Session::print(DiagnosticCode code, const std::string& message) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.message = message;
  print({std::move(diagnostic)});
}

void Session::print_times() const {
  if (!options_.verbose) return;
  std::string line = "times:";
  double total = 0;
  for (const auto& [phase, seconds] : phase_times()) {
    line += fmt::format(" {} {:.1f} ms,", phase, seconds * 1000);
    total += seconds;
  }
  fmt::print(stderr, "{} total {:.1f} ms\n", line, total * 1000);
}

}  // namespace krait::driver
