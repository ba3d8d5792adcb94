// Bytes to source text: byte order mark, PEP 263 declaration, line ends.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/source.h"

namespace krait::syntax {

// Null after reporting (kInvalidEncoding or kSyntaxError, in CPython's words and at its line).
std::unique_ptr<SourceFile> decode_source(std::string path, std::string_view bytes, DiagnosticSink& sink);

// Likewise for a file on disk; kUnreadableFile and kFileTooLarge too.
std::unique_ptr<SourceFile> read_source(const std::string& path, DiagnosticSink& sink);

}  // namespace krait::syntax
