#include "syntax/encoding.h"

#include <iconv.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <vector>

#include "syntax/unicode.h"

namespace krait::syntax {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }
bool is_word(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '_' || c == '.';
}

// PEP 263: a comment in the first or second line with "coding:" or "coding=".
std::string_view declared_in(std::string_view line) {
  size_t at = 0;
  while (at < line.size() && is_blank(line[at])) ++at;
  if (at == line.size() || line[at] != '#') return {};
  constexpr std::string_view kMark = "coding";
  for (at = line.find(kMark, at); at != std::string_view::npos; at = line.find(kMark, at + 1)) {
    size_t name = at + kMark.size();
    if (name >= line.size() || (line[name] != ':' && line[name] != '=')) continue;
    do {
      ++name;
    } while (name < line.size() && (line[name] == ' ' || line[name] == '\t'));
    size_t end = name;
    while (end < line.size() && is_word(line[end])) ++end;
    if (end > name) return line.substr(name, end - name);
  }
  return {};
}

std::string_view declared_encoding(std::string_view bytes) {
  for (int i = 0; i < 2; ++i) {
    size_t end = bytes.find_first_of("\r\n");
    std::string_view line = bytes.substr(0, end);
    if (std::string_view found = declared_in(line); !found.empty()) return found;
    // A second line counts only below a blank one or a comment.
    for (char c : line) {
      if (c == '#') break;
      if (!is_blank(c)) return {};
    }
    if (end == std::string_view::npos) return {};
    bool crlf = bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n';
    bytes.remove_prefix(end + (crlf ? 2 : 1));
  }
  return {};
}

// As codecs.lookup compares names: lower case, with hyphens and underscores alike.
std::string normal_name(std::string_view name) {
  std::string out;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    out += c == '_' || c == ' ' ? '-' : c;
  }
  return out;
}

struct EncodingName {
  std::string_view name;
  std::string_view encoding;
  int single_byte;
};

#include "syntax_generated/encoding_tables.inc"

enum class Codec { kUtf8, kStrictUtf8, kLatin1, kAscii, kSingleByte, kIconv, kUnknown };

struct FoundCodec {
  Codec codec;
  int table = -1;               // kSingleByte
  std::string_view iconv_name;  // kIconv
};

// codecs.lookup's spelling: runs of anything but letters, digits and dots become one underscore.
std::string lookup_name(std::string_view name) {
  std::string out;
  bool gap = false;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (is_word(c) && c != '-' && c != '_') {
      if (gap && !out.empty()) out += '_';
      out += c;
      gap = false;
    } else {
      gap = true;
    }
  }
  return out;
}

FoundCodec find_codec(const std::string& name) {
  // The spellings that the tokenizer knows without asking.
  if (name == "utf-8" || name.starts_with("utf-8-")) return {Codec::kUtf8, -1, {}};
  for (std::string_view latin : {"latin-1", "iso-8859-1", "iso-latin-1"}) {
    if (name == latin || name.starts_with(std::string(latin) + "-")) return {Codec::kLatin1, -1, {}};
  }
  std::string spelled = lookup_name(name);
  auto find = [](std::string_view wanted) {
    return std::lower_bound(std::begin(kEncodingNames), std::end(kEncodingNames), wanted,
                            [](const EncodingName& entry, std::string_view value) { return entry.name < value; });
  };
  const EncodingName* found = find(spelled);
  if (found == std::end(kEncodingNames) || found->name != spelled) {
    std::replace(spelled.begin(), spelled.end(), '.', '_');
    found = find(spelled);
  }
  if (found == std::end(kEncodingNames) || found->name != spelled) return {Codec::kUnknown, -1, {}};
  if (found->encoding == "utf_8" || found->encoding == "utf_8_sig") return {Codec::kStrictUtf8, -1, {}};
  if (found->encoding == "latin_1") return {Codec::kLatin1, -1, {}};
  if (found->encoding == "ascii") return {Codec::kAscii, -1, {}};
  if (found->single_byte >= 0) return {Codec::kSingleByte, found->single_byte, {}};
  static constexpr std::pair<std::string_view, std::string_view> kMultibyte[] = {
      {"big5", "BIG5"},
      {"big5hkscs", "BIG5-HKSCS"},
      {"cp932", "CP932"},
      {"cp949", "CP949"},
      {"cp950", "CP950"},
      {"euc_jis_2004", "EUC-JISX0213"},
      {"euc_jisx0213", "EUC-JISX0213"},
      {"euc_jp", "EUC-JP"},
      {"euc_kr", "EUC-KR"},
      {"gb18030", "GB18030"},
      {"gb2312", "GB2312"},
      {"gbk", "GBK"},
      {"iso2022_jp", "ISO-2022-JP"},
      {"iso2022_jp_1", "ISO-2022-JP-1"},
      {"iso2022_jp_2", "ISO-2022-JP-2"},
      {"iso2022_jp_2004", "ISO-2022-JP-3"},
      {"iso2022_jp_3", "ISO-2022-JP-3"},
      {"iso2022_kr", "ISO-2022-KR"},
      {"johab", "JOHAB"},
      {"shift_jis", "SHIFT_JIS"},
      {"shift_jis_2004", "SHIFT_JISX0213"},
      {"shift_jisx0213", "SHIFT_JISX0213"},
      {"utf_7", "UTF-7"},
  };
  for (auto [encoding, iconv_name] : kMultibyte) {
    if (found->encoding == encoding) return {Codec::kIconv, -1, iconv_name};
  }
  return {Codec::kUnknown, -1, {}};
}

// Empty where iconv knows no such encoding.
std::optional<std::string> convert(std::string_view encoding, std::string_view bytes, size_t& bad_at, bool& unknown) {
  iconv_t converter = iconv_open("UTF-8", std::string(encoding).c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    unknown = true;
    return std::nullopt;
  }
  std::string out;
  std::vector<char> buffer(64 * 1024);
  char* in = const_cast<char*>(bytes.data());
  size_t left = bytes.size();
  bool good = true;
  while (left > 0) {
    char* to = buffer.data();
    size_t room = buffer.size();
    size_t result = iconv(converter, &in, &left, &to, &room);
    out.append(buffer.data(), buffer.size() - room);
    if (result == static_cast<size_t>(-1) && errno != E2BIG) {
      good = false;
      break;
    }
  }
  bad_at = bytes.size() - left;
  iconv_close(converter);
  if (!good) return std::nullopt;
  return out;
}

std::string hex_byte(char byte) {
  char text[8];
  snprintf(text, sizeof text, "0x%02x", static_cast<unsigned char>(byte));
  return text;
}

void report(DiagnosticSink& sink, DiagnosticCode code, const std::string& path, uint32_t line, std::string message) {
  sink.report(code, Severity::kError, {path, line, line != 0 ? 1u : 0u, 0, 0}, std::move(message));
}

}  // namespace

std::unique_ptr<SourceFile> decode_source(std::string path, std::string_view bytes, DiagnosticSink& sink) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  bool marked = bytes.starts_with(kMark);
  if (marked) bytes.remove_prefix(kMark.size());
  if (bytes.size() >= (size_t{1} << 31) - 2) {
    report(sink, DiagnosticCode::kFileTooLarge, path, 0, "source file has 2 GiB or more");
    return nullptr;
  }
  if (bytes.find('\0') != std::string_view::npos) {
    report(sink, DiagnosticCode::kSyntaxError, path, 0, "source code string cannot contain null bytes");
    return nullptr;
  }
  std::string_view declared = declared_encoding(bytes);
  std::string name = declared.empty() ? "utf-8" : normal_name(declared);
  FoundCodec found = find_codec(name);
  // Under a byte order mark CPython takes one spelling only.
  if (marked && name != "utf-8" && !name.starts_with("utf-8-")) {
    report(sink, DiagnosticCode::kInvalidEncoding, path, 0, "encoding problem: " + std::string(declared) + " with BOM");
    return nullptr;
  }
  auto undecodable = [&](size_t at, std::string_view codec) {
    report(sink, DiagnosticCode::kInvalidEncoding, path, 0,
           "'" + std::string(codec) + "' codec can't decode byte " + hex_byte(bytes[at]) + " in position " +
               std::to_string(at));
    return nullptr;
  };
  std::string text;
  switch (found.codec) {
    case Codec::kUtf8:
      // Bytes that are not UTF-8 are the lexer's affair: in a comment CPython lets them pass.
      text = bytes;
      break;
    case Codec::kStrictUtf8:
      // Under other names it is a codec like any other, which decodes the whole file first.
      for (const char *at = bytes.data(), *end = at + bytes.size(); at < end;) {
        if (decode_utf8(at, end) < 0) return undecodable(static_cast<size_t>(at - bytes.data()), "utf-8");
      }
      text = bytes;
      break;
    case Codec::kAscii:
      for (size_t i = 0; i < bytes.size(); ++i) {
        if (static_cast<unsigned char>(bytes[i]) >= 128) return undecodable(i, "ascii");
      }
      text = bytes;
      break;
    case Codec::kLatin1:
      text.reserve(bytes.size());
      for (char byte : bytes) append_utf8(text, static_cast<unsigned char>(byte));
      break;
    case Codec::kSingleByte:
      text.reserve(bytes.size());
      for (size_t i = 0; i < bytes.size(); ++i) {
        auto byte = static_cast<unsigned char>(bytes[i]);
        uint32_t code_point = byte < 128 ? byte : kSingleByteTables[found.table][byte - 128];
        if (code_point == 0xFFFE) return undecodable(i, declared);
        append_utf8(text, code_point);
      }
      break;
    case Codec::kIconv: {
      size_t bad_at = 0;
      bool unknown = false;
      std::optional<std::string> converted = convert(found.iconv_name, bytes, bad_at, unknown);
      if (!converted && !unknown) return undecodable(bad_at, declared);
      if (converted) {
        text = std::move(*converted);
        break;
      }
      [[fallthrough]];
    }
    case Codec::kUnknown:
      report(sink, DiagnosticCode::kInvalidEncoding, path, 0, "unknown encoding: " + std::string(declared));
      return nullptr;
  }
  return std::make_unique<SourceFile>(std::move(path), std::move(text));
}

std::unique_ptr<SourceFile> read_source(const std::string& path, DiagnosticSink& sink) {
  auto unreadable = [&] {
    report(sink, DiagnosticCode::kUnreadableFile, path, 0, std::string("cannot read the file: ") + strerror(errno));
    return nullptr;
  };
  std::unique_ptr<FILE, int (*)(FILE*)> file(fopen(path.c_str(), "rb"), fclose);
  if (file == nullptr) return unreadable();
  struct stat status;
  if (fstat(fileno(file.get()), &status) == 0 && S_ISDIR(status.st_mode)) {
    errno = EISDIR;
    return unreadable();
  }
  std::string bytes;
  char buffer[1 << 16];
  for (size_t got; (got = fread(buffer, 1, sizeof buffer, file.get())) > 0;) {
    bytes.append(buffer, got);
    if (bytes.size() >= size_t{1} << 31) break;  // decode_source refuses it
  }
  if (ferror(file.get())) return unreadable();
  return decode_source(path, bytes, sink);
}

}  // namespace krait::syntax
