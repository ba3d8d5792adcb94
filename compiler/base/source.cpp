#include "base/source.h"

#include <algorithm>
#include <cstring>

namespace krait {
namespace {

void join_line_ends(std::string& text) {
  size_t from = text.find('\r');
  if (from == std::string::npos) return;
  size_t to = from;
  for (; from < text.size(); ++from) {
    if (text[from] == '\r') {
      text[to++] = '\n';
      if (from + 1 < text.size() && text[from + 1] == '\n') ++from;
    } else {
      text[to++] = text[from];
    }
  }
  text.resize(to);
}

}  // namespace

SourceFile::SourceFile(std::string path, std::string text, uint32_t first_line)
    : path_(std::move(path)), text_(std::move(text)), first_line_(first_line) {
  join_line_ends(text_);
  if (!text_.empty() && text_.back() != '\n') {
    text_.push_back('\n');
    newline_added_ = true;
  }
  const char* begin = text_.data();
  const char* end = begin + text_.size();
  line_starts_.reserve(text_.size() / 32 + 1);
  for (const char* at = begin; at < end;) {
    line_starts_.push_back(static_cast<uint32_t>(at - begin));
    at = static_cast<const char*>(std::memchr(at, '\n', end - at)) + 1;
  }
}

uint32_t SourceFile::line(uint32_t offset) const {
  auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  uint32_t index = static_cast<uint32_t>(after - line_starts_.begin());
  // The end of the text stands on a line of its own.
  if (offset >= text_.size()) return first_line_ + line_count();
  return first_line_ + index - 1;
}

uint32_t SourceFile::line_start(uint32_t line) const {
  if (line < first_line_ + line_count()) return line_starts_[line < first_line_ ? 0 : line - first_line_];
  return static_cast<uint32_t>(text_.size());
}

LineColumn SourceFile::position(uint32_t offset) const {
  uint32_t at_line = line(offset);
  return {at_line, offset - line_start(at_line)};
}

LineColumn SourceFile::character_position(uint32_t offset) const {
  uint32_t at_line = line(offset);
  uint32_t column = 0;
  uint32_t end = std::min<uint32_t>(offset, static_cast<uint32_t>(text_.size()));
  for (uint32_t i = line_start(at_line); i < end; ++i) column += (static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80;
  return {at_line, column};
}

std::string_view SourceFile::line_text(uint32_t line) const {
  uint32_t begin = line_start(line);
  if (begin >= text_.size()) return {};
  size_t end = text_.find('\n', begin);
  return text().substr(begin, end - begin);
}

}  // namespace krait
