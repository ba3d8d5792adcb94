// krait report: where code stayed dynamic, and why.
#include <fmt/format.h>

#include "driver/group.h"
#include "driver/inputs.h"
#include "driver/session.h"

namespace krait::driver {

int report_command(Session& session) {
  const Options& options = session.options();
  std::vector<Diagnostic> problems;
  check_paths(options.paths, problems);
  if (!problems.empty()) {
    session.print(std::move(problems));
    return kExitErrors;
  }
  PipelineOptions pipeline_options = session.pipeline_options();
  pipeline_options.stubs = find_stubs();
  pipeline_options.report_type_errors = false;
  Pipeline pipeline(std::move(pipeline_options));
  pipeline.load(options.paths);
  problems = pipeline.source_errors().take();
  if (pipeline.units().empty() || has_errors(problems)) {
    session.print(std::move(problems));
    return kExitErrors;
  }
  compile_to_c(session, pipeline, nullptr);
  Options verbose = options;
  verbose.verbose = true;
  take_interpreted(pipeline, verbose, problems);
  session.print(std::move(problems));
  return kExitOk;
}

}  // namespace krait::driver
