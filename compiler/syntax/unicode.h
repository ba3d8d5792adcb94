// The parts of the Unicode database that the language rests on. The tables are generated at build time from the
// building interpreter's unicodedata, see generate_unicode.py.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/python_version.h"

namespace krait::syntax {

// Each as the Unicode version of that Python has it.
bool is_xid_start(uint32_t code_point, PythonVersion version);
bool is_xid_continue(uint32_t code_point, PythonVersion version);
// str.isprintable() of one character.
bool is_printable(uint32_t code_point, PythonVersion version);

// The code point that `\N{name}` stands for, or -1. Case-insensitive, as in CPython.
int32_t code_point_by_name(std::string_view name);

// NFKC, as identifiers are compared in. `text` must be valid UTF-8.
std::string normalize_nfkc(std::string_view text);

// Reads one code point at `at` (which moves on); -1, without moving, where the bytes are not valid UTF-8.
// With `surrogates`, encoded lone surrogates are read too (WTF-8).
int32_t decode_utf8(const char*& at, const char* end, bool surrogates = false);
void append_utf8(std::string& out, uint32_t code_point);

}  // namespace krait::syntax
