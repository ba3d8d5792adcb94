// Diagnostics as text, JSON or SARIF.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostics.h"

namespace krait::driver {

enum class Format : uint8_t { kText, kJson, kSarif };

// The whole output for the diagnostics in that format, sorted by file and place; empty for no diagnostics as text.
// Text is one line each, `file:line:col: error: message [code]`, with notes below; with `carets` the source line and
// what is meant in it follow.
std::string format_diagnostics(std::vector<Diagnostic> diagnostics, Format format, bool carets);

}  // namespace krait::driver
