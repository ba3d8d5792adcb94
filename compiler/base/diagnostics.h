// What the compiler has to say about a program.
//
// A phase reports into a DiagnosticSink; the driver sorts, filters and prints. Codes are stable, documented and listed
// in diagnostic_codes.def. Messages are lower case, say what was seen and, in notes, where it was declared; those for
// syntax errors are CPython's own text, word for word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/source.h"

namespace krait {

enum class DiagnosticCode : uint16_t {
#define X(code, text, documentation) code,
#include "base/diagnostic_codes.def"
#undef X
};

// "syntax-error" and the like.
std::string_view code_text(DiagnosticCode code);
// A sentence on what the code means.
std::string_view code_documentation(DiagnosticCode code);
// Every code, in the order of the table.
std::vector<DiagnosticCode> all_diagnostic_codes();

enum class Severity : uint8_t { kNote, kWarning, kError };

// A place in a file; line 0 where only the file (or, with an empty path, nothing) is known.
struct Location {
  std::string path;
  uint32_t line = 0;        // from 1
  uint32_t column = 0;      // from 1, in characters; 0 where unknown
  uint32_t end_line = 0;    // of the first character after
  uint32_t end_column = 0;  // likewise, from 1
};

Location locate(const SourceFile& file, Span span);

struct DiagnosticNote {
  Location location;
  std::string message;
};

struct Diagnostic {
  DiagnosticCode code;
  Severity severity = Severity::kError;
  Location location;
  std::string message;
  std::vector<DiagnosticNote> notes;
};

// Collects in order of arrival. Not thread-safe: give each job its own and append() them afterwards.
class DiagnosticSink {
 public:
  // The reference is good until the next report; use it to add notes.
  Diagnostic& report(DiagnosticCode code, Severity severity, Location location, std::string message);
  Diagnostic& error(DiagnosticCode code, const SourceFile& file, Span span, std::string message) {
    return report(code, Severity::kError, locate(file, span), std::move(message));
  }
  Diagnostic& warning(DiagnosticCode code, const SourceFile& file, Span span, std::string message) {
    return report(code, Severity::kWarning, locate(file, span), std::move(message));
  }

  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  std::vector<Diagnostic> take() {
    error_count_ = 0;
    return std::exchange(diagnostics_, {});
  }
  bool has_errors() const { return error_count_ != 0; }
  size_t error_count() const { return error_count_; }
  void append(DiagnosticSink&& other);

 private:
  std::vector<Diagnostic> diagnostics_;
  size_t error_count_ = 0;
};

}  // namespace krait
