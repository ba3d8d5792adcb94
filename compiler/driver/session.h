// What every command needs, made from the options when first asked for.
#pragma once

#include <memory>
#include <optional>

#include "base/diagnostics.h"
#include "driver/options.h"
#include "driver/pipeline.h"
#include "toolchain/cache.h"
#include "toolchain/compile.h"
#include "toolchain/target.h"

namespace krait::driver {

class Session {
 public:
  explicit Session(const Options& options) : options_(options) {}

  const Options& options() const { return options_; }
  const toolchain::Cache& cache();
  const toolchain::Target& target();
  // Not prepared yet.
  toolchain::CCompiler& compiler();
  unsigned jobs() const;

  PipelineOptions pipeline_options();

  // Prints in the format asked for: text to standard error (of `krait check`: standard output), JSON and SARIF to
  // standard output. JSON and SARIF are printed even when there is nothing to say.
  void print(std::vector<Diagnostic> diagnostics);
  // The same for a problem of the installation.
  void print(DiagnosticCode code, const std::string& message);

  // With -v: the times of the phases, to standard error.
  void print_times() const;

 private:
  const Options& options_;
  std::optional<toolchain::Cache> cache_;
  std::optional<toolchain::Target> target_;
  std::unique_ptr<toolchain::CCompiler> compiler_;
};

// The commands; each returns the exit status.
int build_command(Session& session);
int run_command(Session& session);
int check_command(Session& session);
int report_command(Session& session);
int dump_command(Session& session);
int cgen_command(Session& session);

}  // namespace krait::driver
