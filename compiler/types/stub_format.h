// Layout of krait-stubs.bin, in the byte order of the machine that built it (it is never shipped to another):
//
//   StubHeader
//   StubModuleRow[module_count]      sorted by name
//   StubEntryRow[entry_count]        those of a module together, sorted by name, then by order
//   guards                           see below
//   strings                          names
//   text                             statements of each module, comments and blank lines left out
//
// A guard is the condition under which a statement counts: a byte count, then operations on a stack of truth values.
#pragma once

#include <cstdint>

namespace krait::types {

inline constexpr char kStubMagic[8] = {'K', 'R', 'S', 'T', 'U', 'B', '0', '2'};

struct StubHeader {
  char magic[8];
  uint32_t module_count;
  uint32_t entry_count;
  uint32_t guard_bytes;
  uint32_t string_bytes;
  uint64_t text_bytes;
  uint32_t origin_offset;  // what it was made from, in the strings
  uint32_t origin_length;
  uint64_t index_hash;  // hash64 of everything between the header and the text
};

struct StubModuleRow {
  uint32_t name_offset;
  uint32_t name_length;
  uint32_t first_entry;
  uint32_t entry_count;
  uint64_t text_offset;
  uint32_t text_length;
  uint8_t is_package;
  uint8_t first_minor;  // of Python 3
  uint8_t last_minor;
  uint8_t padding;
};

struct StubEntryRow {
  uint32_t name_offset;
  uint32_t name_length;
  uint32_t begin;  // in the module's text
  uint32_t end;
  uint32_t guard;  // offset into the guards; 0: none
  uint32_t order;  // position among the module's statements
};

static_assert(sizeof(StubHeader) == 48 && sizeof(StubModuleRow) == 32 && sizeof(StubEntryRow) == 24);

// Operations of guards. Version and platform operations are followed by their operands.
enum class GuardOp : uint8_t {
  kTrue = 't',
  kFalse = 'f',
  kUnknown = '?',
  kNot = '!',
  kAnd = '&',
  kOr = '|',
  kVersion = 'v',   // comparison (CmpOp), minor: sys.version_info <op> (3, minor)
  kPlatform = 'p',  // length, text: sys.platform == text
};

}  // namespace krait::types
