#include "base/diagnostics.h"

#include <iterator>

namespace krait {
namespace {

struct CodeEntry {
  std::string_view text;
  std::string_view documentation;
};

constexpr CodeEntry kCodes[] = {
#define X(code, text, documentation) {text, documentation},
#include "base/diagnostic_codes.def"
#undef X
};

}  // namespace

std::string_view code_text(DiagnosticCode code) { return kCodes[static_cast<size_t>(code)].text; }

std::string_view code_documentation(DiagnosticCode code) { return kCodes[static_cast<size_t>(code)].documentation; }

std::vector<DiagnosticCode> all_diagnostic_codes() {
  std::vector<DiagnosticCode> codes;
  for (size_t i = 0; i < std::size(kCodes); ++i) codes.push_back(static_cast<DiagnosticCode>(i));
  return codes;
}

Location locate(const SourceFile& file, Span span) {
  LineColumn begin = file.character_position(span.begin);
  LineColumn end = file.character_position(span.end);
  return {file.path(), begin.line, begin.column + 1, end.line, end.column + 1};
}

Diagnostic& DiagnosticSink::report(DiagnosticCode code, Severity severity, Location location, std::string message) {
  error_count_ += severity == Severity::kError;
  diagnostics_.push_back({code, severity, std::move(location), std::move(message), {}});
  return diagnostics_.back();
}

void DiagnosticSink::append(DiagnosticSink&& other) {
  error_count_ += other.error_count_;
  diagnostics_.insert(diagnostics_.end(), std::make_move_iterator(other.diagnostics_.begin()),
                      std::make_move_iterator(other.diagnostics_.end()));
  other.diagnostics_.clear();
  other.error_count_ = 0;
}

}  // namespace krait
