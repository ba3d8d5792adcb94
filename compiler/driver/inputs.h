// What commands say about their inputs.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "driver/pipeline.h"

namespace krait::driver {

// Paths that do not exist, folders without Python files.
void check_paths(const std::vector<std::string>& paths, std::vector<Diagnostic>& problems);
// Modules whose names no import statement can say are no units of the group: an error where one of `paths` is such a file, a warning
// where it lies in a folder.
void check_module_names(Pipeline& pipeline, const std::vector<std::string>& paths, std::vector<Diagnostic>& problems);

bool has_errors(const std::vector<Diagnostic>& diagnostics);
// Every error concerns one source file alone: the other files can still be built.
bool only_source_errors(const std::vector<Diagnostic>& diagnostics);

// Moves type errors over; unless `strict`, as warnings.
void take_type_errors(Pipeline& pipeline, bool strict, std::vector<Diagnostic>& problems);
// What runs as bytecode: an error each under --require-native, and with -v a note each; with -v also the classes without native layout.
void take_interpreted(const Pipeline& pipeline, const Options& options, std::vector<Diagnostic>& problems);

}  // namespace krait::driver
