// The compiled stubs: one file that holds the declarations of typeshed, cut into top-level symbols.
//
// The reader maps the file and looks symbols up by binary search; nothing is parsed until a symbol is used. The builder
// is the host tool krait-stubs. Layout: stub_format.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/python_version.h"
#include "program/conditions.h"

namespace krait::types {

// One statement of a stub that binds a name.
struct StubEntry {
  uint32_t begin = 0;  // its text, as offsets into StubModule::text; whole lines, without indentation
  uint32_t end = 0;
  uint32_t order = 0;  // position in the stub
};

// A stub module within the mapped payload. Cheap to copy; lives as long as the StubPayload.
struct StubModule {
  std::string_view name;
  std::string_view text;
  bool is_package = false;
  PythonVersion first{3, 0};
  PythonVersion last{3, 99};
  uint32_t index = 0;
};

class StubPayload {
 public:
  // Null, with a reason in `error`, when the file is missing, damaged or of another layout version.
  static std::shared_ptr<const StubPayload> open(const std::string& path, std::string& error);
  ~StubPayload();

  // Null when there is no such module or not in this version of Python.
  std::optional<StubModule> find(std::string_view module, PythonVersion version) const;
  size_t module_count() const;
  StubModule module(size_t index) const;
  // The statements that bind `symbol` on `target`, in order. "*" for star imports.
  std::vector<StubEntry> find_symbol(const StubModule& module, std::string_view symbol,
                                     const program::Target& target) const;
  // Whether the stub binds `symbol` at all, on whatever version or platform.
  bool mentions(const StubModule& module, std::string_view symbol) const;
  // Every symbol that has an entry on `target`, in order of first definition.
  std::vector<std::string_view> symbols(const StubModule& module, const program::Target& target) const;
  // What the payload was made from, such as "mypy 1.15.0".
  std::string_view origin() const;

 private:
  StubPayload() = default;
  struct Header;
  bool check(std::string& error);
  const uint8_t* data_ = nullptr;
  size_t size_ = 0;
};

struct StubFile {
  std::string module;
  std::string path;
  bool is_package = false;
  PythonVersion first{3, 0};
  PythonVersion last{3, 99};
};

// Builds a payload from the stubs below `root` (typeshed: its stdlib with VERSIONS, and the folders of stubs/). Returns
// the bytes; on failure empty with a reason in `error`.
// `own` is a folder with the stubs of Krait's own package; empty: none.
std::string build_stub_payload(const std::string& root, const std::string& own, std::string_view origin, std::string& error);

}  // namespace krait::types
