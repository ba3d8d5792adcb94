#include "toolchain/runtime_files.h"

#include <link.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "toolchain/atomic_file.h"
#include "toolchain/cache.h"

namespace krait::toolchain {

// Written at build time by tools/embed.py; ends with an empty name.
extern const EmbeddedFile kEmbeddedRuntime[];

const RuntimeFiles& RuntimeFiles::get() {
  static const RuntimeFiles files;
  return files;
}

RuntimeFiles::RuntimeFiles() {
  const char* folder = ::getenv("KRAIT_RUNTIME_DIR");
  if (folder != nullptr && folder[0] != 0) {
    std::error_code ignored;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
      std::string extension = entry.path().extension();
      if (extension == ".h" || extension == ".c") paths.push_back(entry.path());
    }
    loaded_.reserve(paths.size() * 2);  // views into the strings must stay valid
    for (const auto& path : paths) {
      std::optional<std::string> content = read_file(path);
      if (!content) continue;
      const std::string& name = loaded_.emplace_back(path.filename());
      files_.push_back({name, loaded_.emplace_back(std::move(*content))});
    }
  } else {
    for (const EmbeddedFile* file = kEmbeddedRuntime; !file->name.empty(); ++file) files_.push_back(*file);
  }
  std::sort(files_.begin(), files_.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  KeyBuilder key("runtime");
  for (const EmbeddedFile& file : files_) key.add(file.name).add(file.content);
  hash_ = key.key();
}

namespace {

// The linker's build id: a hash of the whole executable that costs nothing to read.
int find_build_id(dl_phdr_info* info, size_t, void* result) {
  // The first object visited is the executable itself.
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& header = info->dlpi_phdr[i];
    if (header.p_type != PT_NOTE) continue;
    const char* cursor = reinterpret_cast<const char*>(info->dlpi_addr + header.p_vaddr);
    const char* end = cursor + header.p_memsz;
    while (cursor + sizeof(ElfW(Nhdr)) <= end) {
      ElfW(Nhdr) note;
      std::memcpy(&note, cursor, sizeof note);
      const char* name = cursor + sizeof note;
      const char* content = name + ((note.n_namesz + 3) & ~3u);
      if (note.n_type == 3 && note.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0) {
        *static_cast<std::string_view*>(result) = std::string_view(content, note.n_descsz);
        return 1;
      }
      cursor = content + ((note.n_descsz + 3) & ~3u);
    }
  }
  return 1;
}

}  // namespace

Hash128 executable_identity() {
  static const Hash128 identity = [] {
    std::string_view id;
    ::dl_iterate_phdr(find_build_id, &id);
    if (!id.empty()) return hash128(id);
    return hash128(read_file("/proc/self/exe").value_or(""));
  }();
  return identity;
}

}  // namespace krait::toolchain
