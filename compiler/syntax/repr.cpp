#include "syntax/repr.h"

#include <charconv>
#include <cmath>
#include <cstdio>

#include "syntax/unicode.h"

namespace krait::syntax {
namespace {

char pick_quote(std::string_view text) {
  bool single = text.find('\'') != std::string_view::npos;
  return single && text.find('"') == std::string_view::npos ? '"' : '\'';
}

// True if `c` was one of the characters with an escape of their own.
bool append_common(std::string& out, uint32_t c, char quote) {
  if (c == static_cast<unsigned char>(quote) || c == '\\') {
    out += '\\';
    out += static_cast<char>(c);
  } else if (c == '\n') {
    out += "\\n";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c == '\t') {
    out += "\\t";
  } else {
    return false;
  }
  return true;
}

void append_hex(std::string& out, const char* format, uint32_t c) {
  char escape[16];
  snprintf(escape, sizeof escape, format, c);
  out += escape;
}

// `always_point`: whether a whole number gets ".0".
void append_double(std::string& out, double value, bool always_point) {
  if (std::isinf(value)) {
    out += value < 0 ? "-inf" : "inf";
    return;
  }
  if (std::isnan(value)) {
    out += "nan";
    return;
  }
  // The shortest digits that read back as the same number, laid out by Python's rule.
  char buffer[40];
  auto [stop, status] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  (void)status;
  std::string_view text(buffer, static_cast<size_t>(stop - buffer));
  if (text[0] == '-') {
    out += '-';
    text.remove_prefix(1);
  }
  size_t mark = text.find('e');
  int exponent = std::stoi(std::string(text.substr(mark + 1)));
  std::string digits(1, text[0]);
  if (mark > 2) digits += text.substr(2, mark - 2);
  int count = static_cast<int>(digits.size());
  if (exponent < -4 || exponent >= 16) {
    out += digits[0];
    if (count > 1) out.append(".").append(digits, 1);
    char shown[16];
    snprintf(shown, sizeof shown, "e%c%02d", exponent < 0 ? '-' : '+', std::abs(exponent));
    out += shown;
    return;
  }
  if (exponent < 0) {
    out += "0.";
    out.append(static_cast<size_t>(-exponent - 1), '0');
    out += digits;
    return;
  }
  if (count <= exponent + 1) {
    out += digits;
    out.append(static_cast<size_t>(exponent + 1 - count), '0');
    if (always_point) out += ".0";
    return;
  }
  out.append(digits, 0, static_cast<size_t>(exponent + 1));
  out += '.';
  out.append(digits, static_cast<size_t>(exponent + 1));
}

}  // namespace

void append_str_repr(std::string& out, std::string_view text, PythonVersion version) {
  char quote = pick_quote(text);
  out += quote;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    const char* here = at;
    int32_t code_point = decode_utf8(at, end, true);
    auto c = static_cast<uint32_t>(code_point);
    if (code_point < 0) {
      append_hex(out, "\\x%02x", static_cast<unsigned char>(*at++));
    } else if (append_common(out, c, quote)) {
      continue;
    } else if (c < 0x20 || c == 0x7F) {
      append_hex(out, "\\x%02x", c);
    } else if (c < 0x7F || is_printable(c, version)) {
      out.append(here, at);
    } else {
      append_hex(out, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    }
  }
  out += quote;
}

void append_bytes_repr(std::string& out, std::string_view bytes) {
  char quote = pick_quote(bytes);
  out += 'b';
  out += quote;
  for (char byte : bytes) {
    auto c = static_cast<unsigned char>(byte);
    if (append_common(out, c, quote)) continue;
    if (c < 0x20 || c >= 0x7F) {
      append_hex(out, "\\x%02x", c);
    } else {
      out += byte;
    }
  }
  out += quote;
}

void append_float_repr(std::string& out, double value) { append_double(out, value, true); }

void append_constant_repr(std::string& out, const ConstantValue& value, PythonVersion version) {
  switch (value.kind) {
    case ConstantKind::kNone:
      out += "None";
      break;
    case ConstantKind::kFalse:
      out += "False";
      break;
    case ConstantKind::kTrue:
      out += "True";
      break;
    case ConstantKind::kEllipsis:
      out += "Ellipsis";
      break;
    case ConstantKind::kInt:
      out += std::to_string(value.integer);
      break;
    case ConstantKind::kBigInt:
      out += value.text();
      break;
    case ConstantKind::kFloat:
      append_float_repr(out, value.floating);
      break;
    case ConstantKind::kComplex:
      append_double(out, value.floating, false);
      out += 'j';
      break;
    case ConstantKind::kStr:
      append_str_repr(out, value.text(), version);
      break;
    case ConstantKind::kBytes:
      append_bytes_repr(out, value.text());
      break;
  }
}

}  // namespace krait::syntax
