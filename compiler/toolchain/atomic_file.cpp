#include "toolchain/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "toolchain/error.h"

namespace krait::toolchain {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  throw ToolError(DiagnosticCode::kUnwritableOutput, fmt::format("cannot write '{}': {}", path, std::strerror(error)));
}

std::string parent_of(const std::string& path) {
  size_t slash = path.rfind('/');
  if (slash == std::string::npos) return "";
  return path.substr(0, slash == 0 ? 1 : slash);
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  int close() {
    int result = ::close(fd_);
    fd_ = -1;
    return result;
  }

 private:
  int fd_;
};

}  // namespace

std::string temporary_name(const std::string& path) {
  static std::atomic<unsigned> counter{0};
  return fmt::format("{}.{}-{}.tmp", path, ::getpid(), counter.fetch_add(1));
}

void make_folders(const std::string& path, unsigned mode) {
  if (path.empty() || ::mkdir(path.c_str(), mode) == 0) return;
  if (errno == ENOENT) {
    make_folders(parent_of(path), mode);
    if (::mkdir(path.c_str(), mode) == 0) return;
  }
  int error = errno;
  struct stat status;
  if (error == EEXIST && ::stat(path.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) return;
    error = ENOTDIR;
  }
  fail(path, error);
}

void write_file(const std::string& path, std::string_view content, unsigned mode) {
  std::string temporary = temporary_name(path);
  int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0 && errno == ENOENT) {
    make_folders(parent_of(path));
    fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  }
  if (fd < 0) fail(path, errno);
  Descriptor file(fd);
  while (!content.empty()) {
    ssize_t count = ::write(file.get(), content.data(), content.size());
    if (count < 0) {
      if (errno == EINTR) continue;
      int error = errno;
      ::unlink(temporary.c_str());
      fail(path, error);
    }
    content.remove_prefix(static_cast<size_t>(count));
  }
  if (file.close() != 0) {
    int error = errno;
    ::unlink(temporary.c_str());
    fail(path, error);
  }
  rename_file(temporary, path);
}

bool write_file_if_changed(const std::string& path, std::string_view content, unsigned mode) {
  if (std::optional<std::string> old = read_file(path); old && *old == content) return false;
  write_file(path, content, mode);
  return true;
}

void rename_file(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) return;
  int error = errno;
  ::unlink(from.c_str());
  fail(to, error);
}

std::optional<std::string> read_file(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return std::nullopt;
  struct stat status;
  if (::fstat(file.get(), &status) != 0 || S_ISDIR(status.st_mode)) return std::nullopt;
  std::string content;
  content.resize(S_ISREG(status.st_mode) ? static_cast<size_t>(status.st_size) + 1 : 64 * 1024);
  size_t filled = 0;
  for (;;) {
    if (filled == content.size()) content.resize(content.size() * 2);
    ssize_t count = ::read(file.get(), content.data() + filled, content.size() - filled);
    if (count < 0) {
      if (errno == EINTR) continue;
      return std::nullopt;
    }
    if (count == 0) break;
    filled += static_cast<size_t>(count);
  }
  content.resize(filled);
  return content;
}

}  // namespace krait::toolchain
