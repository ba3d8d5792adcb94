// Files that other processes see absent, old or new, never half written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace krait::toolchain {

// Writes `content` to a temporary file in the same folder and renames it over `path`. Folders are made as needed.
// `mode` is the permission of the new file before umask. Throws ToolError(kUnwritableOutput).
void write_file(const std::string& path, std::string_view content, unsigned mode = 0666);

// Like write_file, but leaves a file that already has this content alone, its time of modification included.
// True when something was written.
bool write_file_if_changed(const std::string& path, std::string_view content, unsigned mode = 0666);

// Moves a finished temporary file to its place. Throws ToolError(kUnwritableOutput).
void rename_file(const std::string& from, const std::string& to);

// Name for a temporary file beside `path`: unique among threads and processes.
std::string temporary_name(const std::string& path);

// The whole file, or nothing when it cannot be read.
std::optional<std::string> read_file(const std::string& path);

// mkdir -p. Throws ToolError(kUnwritableOutput).
void make_folders(const std::string& path, unsigned mode = 0777);

}  // namespace krait::toolchain
