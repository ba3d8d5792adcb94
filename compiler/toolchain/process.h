// Child processes, started from argument lists and never through a shell.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace krait::toolchain {

struct ProcessResult {
  int status = 0;      // exit status; 128 + n when signal n ended it
  std::string output;  // standard output and standard error, in the order written
};

struct ProcessOptions {
  // Only standard output goes into ProcessResult::output; standard error is discarded.
  bool output_only = false;
};

// Runs `arguments` (the first is looked up on PATH) with standard input empty, and waits. Nothing when it cannot be
// started at all. Safe to call from several threads at once.
std::optional<ProcessResult> run_process(const std::vector<std::string>& arguments, const ProcessOptions& options = {});

// Where `program` is found: itself when it holds a slash, otherwise the first executable of that name on PATH.
std::optional<std::string> find_program(const std::string& program);

}  // namespace krait::toolchain
