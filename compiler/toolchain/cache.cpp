#include "toolchain/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

#include "toolchain/atomic_file.h"
#include "toolchain/error.h"

namespace krait::toolchain {
namespace {

constexpr time_t kDay = 24 * 60 * 60;

bool is_absolute(const char* path) { return path != nullptr && path[0] == '/'; }

// Calls visit(path, status) for each file in `folder` that is not a folder itself.
template <typename Visit>
void each_file(const std::string& folder, Visit visit) {
  DIR* handle = ::opendir(folder.c_str());
  if (handle == nullptr) return;
  while (dirent* entry = ::readdir(handle)) {
    std::string path = folder + "/" + entry->d_name;
    struct stat status;
    if (::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode)) visit(path, status);
  }
  ::closedir(handle);
}

// Marks as used today; more often would only wear the disk.
void touch(const std::string& path) {
  struct stat status;
  if (::stat(path.c_str(), &status) == 0 && ::time(nullptr) - status.st_mtime > kDay) {
    ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
  }
}

}  // namespace

KeyBuilder& KeyBuilder::add(std::string_view part) {
  uint64_t size = part.size();
  bytes_.append(reinterpret_cast<const char*>(&size), sizeof size);
  bytes_.append(part);
  return *this;
}

std::string Cache::default_folder() {
  if (const char* folder = std::getenv("KRAIT_CACHE_DIR"); folder != nullptr && folder[0] != 0) return folder;
  if (const char* caches = std::getenv("XDG_CACHE_HOME"); is_absolute(caches)) return std::string(caches) + "/krait";
  const char* home = std::getenv("HOME");
  if (!is_absolute(home)) {
    const passwd* user = ::getpwuid(::geteuid());
    home = user != nullptr ? user->pw_dir : nullptr;
  }
  if (!is_absolute(home)) {
    throw ToolError(DiagnosticCode::kUnwritableOutput, "no home folder for the cache; set KRAIT_CACHE_DIR to a folder");
  }
  return std::string(home) + "/.cache/krait";
}

Cache::Cache(std::string folder) : folder_(std::move(folder)) {
  struct stat status;
  if (::stat(folder_.c_str(), &status) != 0) {
    try {
      make_folders(folder_, 0700);
    } catch (const ToolError& error) {
      throw ToolError(error.code(),
                      fmt::format("{}; set KRAIT_CACHE_DIR to a folder that can be written", error.what()));
    }
    if (::stat(folder_.c_str(), &status) != 0) {
      throw ToolError(DiagnosticCode::kUnwritableOutput, fmt::format("cannot use '{}' as cache", folder_));
    }
  }
  if (!S_ISDIR(status.st_mode) || status.st_uid != ::geteuid()) {
    throw ToolError(
        DiagnosticCode::kUnwritableOutput,
        fmt::format("the cache '{}' is not a folder of this user; set KRAIT_CACHE_DIR to one that is", folder_));
  }
  if ((status.st_mode & 077) != 0) ::chmod(folder_.c_str(), 0700);
  for (const char* part : {"/index", "/content", "/scratch"}) {
    std::string path = folder_ + part;
    if (::mkdir(path.c_str(), 0700) != 0) make_folders(path, 0700);
  }
}

std::string Cache::index_path(Hash128 key) const { return folder_ + "/index/" + key.hex(); }
std::string Cache::content_path(const std::string& digest) const { return folder_ + "/content/" + digest; }

std::optional<std::string> Cache::digest_of(Hash128 key) const {
  std::optional<std::string> digest = read_file(index_path(key));
  if (!digest || digest->size() != 32 || digest->find_first_not_of("0123456789abcdef") != std::string::npos) {
    return std::nullopt;
  }
  return digest;
}

std::optional<std::string> Cache::get(Hash128 key) const {
  std::optional<std::string> digest = digest_of(key);
  if (!digest) return std::nullopt;
  std::optional<std::string> content = read_file(content_path(*digest));
  if (!content || hash128(*content).hex() != *digest) return std::nullopt;
  touch(index_path(key));
  touch(content_path(*digest));
  return content;
}

std::optional<std::string> Cache::get_file(Hash128 key) const {
  if (!get(key)) return std::nullopt;
  return content_path(*digest_of(key));
}

void Cache::put(Hash128 key, std::string_view content) const {
  std::string digest = hash128(content).hex();
  write_file(content_path(digest), content, 0600);
  write_file(index_path(key), digest, 0600);
}

std::string Cache::put_file(Hash128 key, const std::string& temporary) const {
  std::optional<std::string> content = read_file(temporary);
  if (!content) throw ToolError(DiagnosticCode::kUnwritableOutput, fmt::format("cannot read '{}' back", temporary));
  std::string digest = hash128(*content).hex();
  std::string path = content_path(digest);
  rename_file(temporary, path);
  write_file(index_path(key), digest, 0600);
  return path;
}

void Cache::prune() const {
  std::string stamp = folder_ + "/pruned";
  struct stat status;
  time_t now = ::time(nullptr);
  if (::stat(stamp.c_str(), &status) == 0 && now - status.st_mtime < kDay) return;
  write_file(stamp, "", 0600);
  for (const char* part : {"/index", "/content"}) {
    each_file(folder_ + part, [&](const std::string& path, const struct stat& file) {
      if (now - file.st_mtime > kCacheDays * kDay) ::unlink(path.c_str());
    });
  }
  // Left behind by processes that were killed.
  each_file(scratch_folder(), [&](const std::string& path, const struct stat& file) {
    if (now - file.st_mtime > kDay) ::unlink(path.c_str());
  });
}

}  // namespace krait::toolchain
