// Source text and positions in it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace krait {

// A half-open range of byte offsets into SourceFile::text().
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
  constexpr bool operator==(const Span&) const = default;
  constexpr uint32_t size() const { return end - begin; }
};

// Line counts from 1, columns from 0.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 0;
  constexpr bool operator==(const LineColumn&) const = default;
};

// One file as the lexer sees it: UTF-8 without byte order mark, every line end a single '\n', the last one always
// present. Lone surrogates never occur (the text is valid UTF-8). Positions are those CPython reports: it too
// re-encodes to UTF-8 and joins line ends before it counts.
//
// `first_line` is the number of the first line, other than 1 where the text was cut out of a larger file.
// Immutable once made, hence safe to share among threads.
class SourceFile {
 public:
  // `text` is decoded already; line ends are joined and the last one added here.
  SourceFile(std::string path, std::string text, uint32_t first_line = 1);

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  std::string_view text(Span span) const { return text().substr(span.begin, span.size()); }
  uint32_t first_line() const { return first_line_; }
  // The number of lines, the one after the last line end not counted.
  uint32_t line_count() const { return static_cast<uint32_t>(line_starts_.size()); }
  // Whether the text as given lacked the last line end.
  bool newline_added() const { return newline_added_; }

  uint32_t line(uint32_t offset) const;
  // Columns in bytes of UTF-8, as in ast's col_offset.
  LineColumn position(uint32_t offset) const;
  // Columns in characters, as editors and error messages count.
  LineColumn character_position(uint32_t offset) const;
  // Offset where `line` (counted like line()) starts; the end of the text for a line past the last.
  uint32_t line_start(uint32_t line) const;
  // Text of `line` without its line end.
  std::string_view line_text(uint32_t line) const;

 private:
  std::string path_;
  std::string text_;
  std::vector<uint32_t> line_starts_;
  uint32_t first_line_;
  bool newline_added_ = false;
};

}  // namespace krait
