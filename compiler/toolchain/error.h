// Failures of the outside world: no compiler, no headers, a full disk. Each says what to do about it.
#pragma once

#include <stdexcept>
#include <string>

#include "base/diagnostics.h"

namespace krait::toolchain {

// The user's installation or command is at fault. The message is complete: what was tried, and what to do.
class ToolError : public std::runtime_error {
 public:
  ToolError(DiagnosticCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  DiagnosticCode code() const { return code_; }

 private:
  DiagnosticCode code_;
};

// Krait is at fault: for example, the C compiler refused what we wrote.
class InternalFault : public std::runtime_error {
 public:
  explicit InternalFault(const std::string& message) : std::runtime_error(message) {}
};

}  // namespace krait::toolchain
