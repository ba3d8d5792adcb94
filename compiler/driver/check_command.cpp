// krait check: errors, and nothing else.
#include "driver/inputs.h"
#include "driver/session.h"

namespace krait::driver {

int check_command(Session& session) {
  std::vector<Diagnostic> problems;
  check_paths(session.options().paths, problems);
  if (problems.empty()) {
    PipelineOptions pipeline_options = session.pipeline_options();
    pipeline_options.stubs = find_stubs();
    Pipeline pipeline(std::move(pipeline_options));
    if (pipeline.load(session.options().paths)) pipeline.analyze();
    problems = pipeline.source_errors().take();
    take_type_errors(pipeline, /*strict=*/true, problems);
  }
  bool failed = has_errors(problems);
  session.print(std::move(problems));
  session.print_times();
  return failed ? kExitErrors : kExitOk;
}

}  // namespace krait::driver
