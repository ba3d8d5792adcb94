// The reader of the payload.
#include "types/stub_payload.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "syntax/ast.h"
#include "types/stub_format.h"

namespace krait::types {

using program::Truth;

struct StubPayload::Header : StubHeader {};

namespace {

struct View {
  const StubHeader* header;
  const StubModuleRow* modules;
  const StubEntryRow* entries;
  const uint8_t* guards;
  const char* strings;
  const char* text;
};

View view(const uint8_t* data) {
  View v;
  v.header = reinterpret_cast<const StubHeader*>(data);
  v.modules = reinterpret_cast<const StubModuleRow*>(v.header + 1);
  v.entries = reinterpret_cast<const StubEntryRow*>(v.modules + v.header->module_count);
  v.guards = reinterpret_cast<const uint8_t*>(v.entries + v.header->entry_count);
  v.strings = reinterpret_cast<const char*>(v.guards + v.header->guard_bytes);
  v.text = v.strings + v.header->string_bytes;
  return v;
}

// The index is checked as a whole when the file is opened, so offsets in it are good.
std::string_view name_of(const View& v, const StubEntryRow& row) {
  return {v.strings + row.name_offset, row.name_length};
}
std::string_view name_of(const View& v, const StubModuleRow& row) {
  return {v.strings + row.name_offset, row.name_length};
}

Truth compare(int left, syntax::CmpOp op, int right) {
  using syntax::CmpOp;
  bool value = false;
  switch (op) {
    case CmpOp::kEq:
      value = left == right;
      break;
    case CmpOp::kNotEq:
      value = left != right;
      break;
    case CmpOp::kLt:
      value = left < right;
      break;
    case CmpOp::kLtE:
      value = left <= right;
      break;
    case CmpOp::kGt:
      value = left > right;
      break;
    case CmpOp::kGtE:
      value = left >= right;
      break;
    default:
      return Truth::kUnknown;
  }
  return value ? Truth::kTrue : Truth::kFalse;
}

bool holds(const View& v, uint32_t guard, const program::Target& target) {
  if (guard == 0) return true;
  const uint8_t* at = v.guards + guard;
  const uint8_t* end = at + 1 + *at;
  ++at;
  std::vector<Truth> stack;
  auto pop = [&] {
    Truth top = stack.empty() ? Truth::kUnknown : stack.back();
    if (!stack.empty()) stack.pop_back();
    return top;
  };
  while (at < end) {
    switch (static_cast<GuardOp>(*at++)) {
      case GuardOp::kTrue:
        stack.push_back(Truth::kTrue);
        break;
      case GuardOp::kFalse:
        stack.push_back(Truth::kFalse);
        break;
      case GuardOp::kUnknown:
        stack.push_back(Truth::kUnknown);
        break;
      case GuardOp::kNot:
        stack.push_back(negate(pop()));
        break;
      case GuardOp::kAnd: {
        Truth a = pop(), b = pop();
        bool no = a == Truth::kFalse || b == Truth::kFalse, maybe = a == Truth::kUnknown || b == Truth::kUnknown;
        stack.push_back(no ? Truth::kFalse : maybe ? Truth::kUnknown : Truth::kTrue);
        break;
      }
      case GuardOp::kOr: {
        Truth a = pop(), b = pop();
        bool yes = a == Truth::kTrue || b == Truth::kTrue, maybe = a == Truth::kUnknown || b == Truth::kUnknown;
        stack.push_back(yes ? Truth::kTrue : maybe ? Truth::kUnknown : Truth::kFalse);
        break;
      }
      case GuardOp::kVersion: {
        auto op = static_cast<syntax::CmpOp>(*at++);
        int minor = *at++;
        stack.push_back(compare(target.version.minor, op, minor));
        break;
      }
      case GuardOp::kPlatform: {
        size_t length = *at++;
        std::string_view text(reinterpret_cast<const char*>(at), length);
        at += length;
        stack.push_back(target.platform == text ? Truth::kTrue : Truth::kFalse);
        break;
      }
    }
  }
  return pop() != Truth::kFalse;
}

StubModule describe(const View& v, size_t index) {
  const StubModuleRow& row = v.modules[index];
  StubModule out;
  out.name = name_of(v, row);
  out.text = {v.text + row.text_offset, row.text_length};
  out.is_package = row.is_package != 0;
  out.first = {3, row.first_minor};
  out.last = {3, row.last_minor};
  out.index = static_cast<uint32_t>(index);
  return out;
}

}  // namespace

std::shared_ptr<const StubPayload> StubPayload::open(const std::string& path, std::string& error) {
  int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    error = fmt::format("{}: {}", path, std::strerror(errno));
    return nullptr;
  }
  struct stat info;
  std::shared_ptr<StubPayload> out(new StubPayload);
  if (::fstat(fd, &info) == 0 && info.st_size >= static_cast<off_t>(sizeof(StubHeader))) {
    void* data = ::mmap(nullptr, static_cast<size_t>(info.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
    if (data != MAP_FAILED) {
      out->data_ = static_cast<const uint8_t*>(data);
      out->size_ = static_cast<size_t>(info.st_size);
    }
  }
  ::close(fd);
  if (out->data_ == nullptr) {
    error = fmt::format("{}: not a stub payload", path);
    return nullptr;
  }
  if (!out->check(error)) {
    error = fmt::format("{}: {}", path, error);
    return nullptr;
  }
  return out;
}

StubPayload::~StubPayload() {
  if (data_ != nullptr) ::munmap(const_cast<uint8_t*>(data_), size_);
}

bool StubPayload::check(std::string& error) {
  const auto* header = reinterpret_cast<const StubHeader*>(data_);
  if (std::memcmp(header->magic, kStubMagic, sizeof kStubMagic) != 0) {
    error = "made by another version of Krait";
    return false;
  }
  uint64_t index = sizeof(StubHeader) + uint64_t{header->module_count} * sizeof(StubModuleRow) +
                   uint64_t{header->entry_count} * sizeof(StubEntryRow) + header->guard_bytes + header->string_bytes;
  // The text is not hashed, which would read all of it; damage there makes statements that do not parse.
  if (header->text_bytes > size_ || index + header->text_bytes != size_ ||
      hash64({reinterpret_cast<const char*>(data_) + sizeof(StubHeader), index - sizeof(StubHeader)}) !=
          header->index_hash) {
    error = "damaged";
    return false;
  }
  return true;
}

size_t StubPayload::module_count() const { return view(data_).header->module_count; }

StubModule StubPayload::module(size_t index) const { return describe(view(data_), index); }

std::string_view StubPayload::origin() const {
  View v = view(data_);
  return {v.strings + v.header->origin_offset, v.header->origin_length};
}

std::optional<StubModule> StubPayload::find(std::string_view module, PythonVersion version) const {
  View v = view(data_);
  const StubModuleRow* end = v.modules + v.header->module_count;
  const StubModuleRow* found = std::lower_bound(
      v.modules, end, module, [&](const StubModuleRow& row, std::string_view name) { return name_of(v, row) < name; });
  if (found == end || name_of(v, *found) != module) return std::nullopt;
  if (version.minor < found->first_minor || version.minor > found->last_minor) return std::nullopt;
  return describe(v, static_cast<size_t>(found - v.modules));
}

namespace {

// The first entry of `symbol` in the module's part of the table, and where that part ends.
std::pair<const StubEntryRow*, const StubEntryRow*> entries_of(const View& v, uint32_t module,
                                                               std::string_view symbol) {
  const StubModuleRow& row = v.modules[module];
  const StubEntryRow* first = v.entries + row.first_entry;
  const StubEntryRow* end = first + row.entry_count;
  return {std::lower_bound(first, end, symbol,
                           [&](const StubEntryRow& e, std::string_view name) { return name_of(v, e) < name; }),
          end};
}

}  // namespace

bool StubPayload::mentions(const StubModule& module, std::string_view symbol) const {
  View v = view(data_);
  auto [at, end] = entries_of(v, module.index, symbol);
  return at != end && name_of(v, *at) == symbol;
}

std::vector<StubEntry> StubPayload::find_symbol(const StubModule& module, std::string_view symbol,
                                                const program::Target& target) const {
  View v = view(data_);
  std::vector<StubEntry> out;
  for (auto [at, end] = entries_of(v, module.index, symbol); at != end && name_of(v, *at) == symbol; ++at) {
    if (holds(v, at->guard, target)) out.push_back({at->begin, at->end, at->order});
  }
  return out;
}

std::vector<std::string_view> StubPayload::symbols(const StubModule& module, const program::Target& target) const {
  View v = view(data_);
  const StubModuleRow& row = v.modules[module.index];
  std::vector<std::pair<uint32_t, std::string_view>> found;
  for (uint32_t i = row.first_entry; i < row.first_entry + row.entry_count; ++i) {
    std::string_view name = name_of(v, v.entries[i]);
    if (!found.empty() && found.back().second == name) continue;
    if (holds(v, v.entries[i].guard, target)) found.emplace_back(v.entries[i].order, name);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string_view> out;
  for (const auto& [order, name] : found) out.push_back(name);
  return out;
}

}  // namespace krait::types
