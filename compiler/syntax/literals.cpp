#include "syntax/literals.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "syntax/unicode.h"

namespace krait::syntax {
namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

// Decimal digits of a number given in a radix of 2**bits; empty where there would be more than kMaxDecimalDigits.
std::string to_decimal(std::string_view digits, int bits) {
  constexpr uint32_t kBase = 1'000'000'000;
  std::vector<uint32_t> limbs{0};  // least significant first
  for (char c : digits) {
    uint64_t carry = static_cast<uint64_t>(digit_value(c));
    for (uint32_t& limb : limbs) {
      carry += static_cast<uint64_t>(limb) << bits;
      limb = static_cast<uint32_t>(carry % kBase);
      carry /= kBase;
    }
    if (carry != 0) limbs.push_back(static_cast<uint32_t>(carry));
    if (limbs.size() > kMaxDecimalDigits / 9 + 1) return {};
  }
  std::string out = std::to_string(limbs.back());
  for (size_t i = limbs.size() - 1; i-- > 0;) {
    char group[16];
    snprintf(group, sizeof group, "%09u", limbs[i]);
    out += group;
  }
  return out.size() > kMaxDecimalDigits ? std::string() : out;
}

std::string to_hexadecimal(std::string_view digits, int bits) {
  if (bits == 4) return "0x" + std::string(digits);
  std::string reversed;
  uint32_t pending = 0;
  int pending_bits = 0;
  for (size_t i = digits.size(); i-- > 0;) {
    pending |= static_cast<uint32_t>(digit_value(digits[i])) << pending_bits;
    for (pending_bits += bits; pending_bits >= 4; pending_bits -= 4, pending >>= 4)
      reversed += "0123456789abcdef"[pending & 15];
  }
  if (pending != 0) reversed += "0123456789abcdef"[pending];
  while (reversed.size() > 1 && reversed.back() == '0') reversed.pop_back();
  return "0x" + std::string(reversed.rbegin(), reversed.rend());
}

std::optional<ConstantValue> parse_integer(std::string_view text, Arena& arena, std::string& error) {
  int bits = 0;
  std::string_view digits = text;
  if (text.size() > 2 && text[0] == '0') {
    char radix = static_cast<char>(text[1] | 0x20);
    bits = radix == 'x' ? 4 : radix == 'o' ? 3 : radix == 'b' ? 1 : 0;
    if (bits != 0) digits.remove_prefix(2);
  }
  while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
  uint64_t radix = bits != 0 ? uint64_t{1} << bits : 10;
  uint64_t value = 0;
  bool fits = true;
  for (char c : digits) {
    uint64_t digit = static_cast<uint64_t>(digit_value(c));
    if (value > (INT64_MAX - digit) / radix) {
      fits = false;
      break;
    }
    value = value * radix + digit;
  }
  if (fits) return ConstantValue::of_int(static_cast<int64_t>(value));
  if (bits == 0) {
    if (digits.size() > kMaxDecimalDigits) {
      error = "Exceeds the limit (4300 digits) for integer string conversion: value has " +
              std::to_string(digits.size()) +
              " digits; use sys.set_int_max_str_digits() to increase limit - Consider hexadecimal for huge integer "
              "literals to avoid decimal conversion limits.";
      return std::nullopt;
    }
    return ConstantValue::of_text(ConstantKind::kBigInt, arena.copy(digits));
  }
  std::string converted = to_decimal(digits, bits);
  if (converted.empty()) converted = to_hexadecimal(digits, bits);
  return ConstantValue::of_text(ConstantKind::kBigInt, arena.copy(converted));
}

double parse_double(std::string_view text) {
  double value = 0;
  auto [stop, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status == std::errc::result_out_of_range) value = std::strtod(std::string(text).c_str(), nullptr);
  return value;
}

std::string escape_error(size_t from, size_t to, const char* what) {
  std::string where =
      from == to ? "position " + std::to_string(from) : "position " + std::to_string(from) + "-" + std::to_string(to);
  return "(unicode error) 'unicodeescape' codec can't decode bytes in " + where + ": " + what;
}

// Reads escapes one at a time from a string or bytes literal.
class EscapeReader {
 public:
  EscapeReader(std::string_view content, bool bytes, std::string& out, std::string& error)
      : content_(content), bytes_(bytes), out_(out), error_(error) {}

  bool run() {
    while (at_ < content_.size()) {
      size_t backslash = content_.find('\\', at_);
      if (backslash == std::string_view::npos) backslash = content_.size();
      out_.append(content_, at_, backslash - at_);
      at_ = backslash;
      if (at_ < content_.size() && !escape()) return false;
    }
    return true;
  }

 private:
  bool escape() {
    size_t start = at_++;
    if (at_ >= content_.size()) {
      // Only in a fragment of an f-string, just before a brace: the backslash stands for itself.
      out_ += '\\';
      return true;
    }
    char c = content_[at_++];
    switch (c) {
      case '\n':
        return true;
      case '\\':
      case '\'':
      case '"':
        out_ += c;
        return true;
      case 'b':
        out_ += '\b';
        return true;
      case 'f':
        out_ += '\f';
        return true;
      case 't':
        out_ += '\t';
        return true;
      case 'n':
        out_ += '\n';
        return true;
      case 'r':
        out_ += '\r';
        return true;
      case 'v':
        out_ += '\v';
        return true;
      case 'a':
        out_ += '\a';
        return true;
      case 'x':
        return hexadecimal(start, 2, "truncated \\xXX escape");
      case 'u':
        if (!bytes_) return hexadecimal(start, 4, "truncated \\uXXXX escape");
        break;
      case 'U':
        if (!bytes_) return hexadecimal(start, 8, "truncated \\UXXXXXXXX escape");
        break;
      case 'N':
        if (!bytes_) return named(start);
        break;
      default:
        if (c >= '0' && c <= '7') return octal(c);
    }
    out_ += '\\';
    out_ += c;
    return true;
  }

  bool octal(char first) {
    uint32_t value = static_cast<uint32_t>(first - '0');
    for (int i = 0; i < 2 && at_ < content_.size() && content_[at_] >= '0' && content_[at_] <= '7'; ++i)
      value = value * 8 + static_cast<uint32_t>(content_[at_++] - '0');
    put(value);
    return true;
  }

  bool hexadecimal(size_t start, int digits, const char* what) {
    uint32_t value = 0;
    for (int i = 0; i < digits; ++i, ++at_) {
      int digit = at_ < content_.size() ? digit_value(content_[at_]) : 99;
      if (digit > 15) {
        if (bytes_) {
          error_ = "(value error) invalid \\x escape at position " + std::to_string(start);
        } else {
          error_ = escape_error(start, at_ - 1, what);
        }
        return false;
      }
      value = value << 4 | static_cast<uint32_t>(digit);
    }
    if (value > 0x10FFFF) {
      error_ = escape_error(start, at_ - 1, "illegal Unicode character");
      return false;
    }
    put(value);
    return true;
  }

  bool named(size_t start) {
    size_t close = at_ < content_.size() && content_[at_] == '{' ? content_.find('}', at_) : std::string_view::npos;
    if (close == std::string_view::npos || close == at_ + 1) {
      size_t last = close == std::string_view::npos ? content_.size() - 1 : close;
      if (at_ >= content_.size() || content_[at_] != '{') last = at_ - 1;
      error_ = escape_error(start, last, "malformed \\N character escape");
      return false;
    }
    int32_t code_point = code_point_by_name(content_.substr(at_ + 1, close - at_ - 1));
    if (code_point < 0) {
      error_ = escape_error(start, close, "unknown Unicode character name");
      return false;
    }
    at_ = close + 1;
    put(static_cast<uint32_t>(code_point));
    return true;
  }

  void put(uint32_t value) {
    if (bytes_) {
      out_ += static_cast<char>(value);
    } else {
      append_utf8(out_, value);
    }
  }

  std::string_view content_;
  bool bytes_;
  std::string& out_;
  std::string& error_;
  size_t at_ = 0;
};

}  // namespace

std::optional<ConstantValue> parse_number(std::string_view text, Arena& arena, std::string& error) {
  std::string joined;
  if (text.find('_') != std::string_view::npos) {
    for (char c : text) {
      if (c != '_') joined += c;
    }
    text = joined;
  }
  if ((text.back() | 0x20) == 'j')
    return ConstantValue::of_double(ConstantKind::kComplex, parse_double(text.substr(0, text.size() - 1)));
  bool prefixed = text.size() > 1 && text[0] == '0' &&
                  ((text[1] | 0x20) == 'x' || (text[1] | 0x20) == 'b' || (text[1] | 0x20) == 'o');
  if (!prefixed && text.find_first_of(".eE") != std::string_view::npos)
    return ConstantValue::of_double(ConstantKind::kFloat, parse_double(text));
  return parse_integer(text, arena, error);
}

StringLiteral split_string(std::string_view token) {
  StringLiteral out;
  size_t at = 0;
  for (; token[at] != '"' && token[at] != '\''; ++at) {
    switch (token[at] | 0x20) {
      case 'r':
        out.raw = true;
        break;
      case 'b':
        out.bytes = true;
        break;
      // Only the lower-case prefix leaves a trace in the tree.
      case 'u':
        out.unicode = token[at] == 'u';
        break;
      default:
        break;
    }
  }
  size_t quotes = token.size() - at >= 6 && token[at + 1] == token[at] && token[at + 2] == token[at] ? 3 : 1;
  out.content = token.substr(at + quotes, token.size() - at - 2 * quotes);
  return out;
}

bool is_plain(std::string_view content, bool raw, bool bytes) {
  if (!raw && content.find('\\') != std::string_view::npos) return false;
  for (char c : content) {
    if (static_cast<unsigned char>(c) >= 128) {
      if (bytes) return false;
      // Text must be valid UTF-8; decode_string says so if not.
      const char* at = content.data();
      const char* end = at + content.size();
      while (at < end) {
        if (decode_utf8(at, end) < 0) return false;
      }
      return true;
    }
  }
  return true;
}

bool decode_string(std::string_view content, bool raw, bool bytes, std::string& out, std::string& error) {
  const char* begin = content.data();
  const char* end = begin + content.size();
  for (const char* at = begin; at < end;) {
    if (static_cast<unsigned char>(*at) < 128) {
      ++at;
    } else if (bytes) {
      error = "bytes can only contain ASCII literal characters";
      return false;
    } else if (decode_utf8(at, end) < 0) {
      char hex[8];
      snprintf(hex, sizeof hex, "%02x", static_cast<unsigned char>(*at));
      error = std::string("(unicode error) 'utf-8' codec can't decode byte 0x") + hex + " in position " +
              std::to_string(at - begin) + ": invalid start byte";
      return false;
    }
  }
  if (raw) {
    out += content;
    return true;
  }
  return EscapeReader(content, bytes, out, error).run();
}

}  // namespace krait::syntax
