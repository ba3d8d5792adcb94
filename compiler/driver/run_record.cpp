#include "driver/run_record.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "toolchain/atomic_file.h"

namespace krait::driver {
namespace {

// Fields end in NUL, which no path contains.
void put(std::string& text, std::string_view field) {
  text += field;
  text += '\0';
}
void put(std::string& text, uint64_t number) { put(text, std::to_string(number)); }

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  bool ok() const { return ok_; }
  std::string text() {
    size_t end = rest_.find('\0');
    if (end == std::string_view::npos) {
      ok_ = false;
      return "";
    }
    std::string field(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    return field;
  }
  uint64_t number() {
    std::string field = text();
    uint64_t value = 0;
    auto result = std::from_chars(field.data(), field.data() + field.size(), value);
    if (result.ec != std::errc() || result.ptr != field.data() + field.size()) ok_ = false;
    return value;
  }
  // A count never exceeds what is left.
  uint64_t count() {
    uint64_t value = number();
    if (value > rest_.size()) ok_ = false;
    return ok_ ? value : 0;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

}  // namespace

uint64_t file_stamp(const std::string& path) {
  struct stat status;
  if (::stat(path.c_str(), &status) != 0) return 0;
  uint64_t stamp =
      hash_combine(static_cast<uint64_t>(status.st_mtim.tv_sec), static_cast<uint64_t>(status.st_mtim.tv_nsec));
  stamp = hash_combine(stamp, static_cast<uint64_t>(status.st_ino));
  return hash_combine(stamp, static_cast<uint64_t>(status.st_size)) | 1;
}

void RunRecord::add_source(const program::Module& module, const std::string& root) {
  // The stamp is taken first: a file that changes in between is compiled again next time.
  for (const std::string& path : {module.file.path, module.file.stub_path}) {
    if (path.empty()) continue;
    uint64_t stamp = file_stamp(path);
    sources.push_back({path, stamp, hash128(toolchain::read_file(path).value_or(""))});
  }
  auto look = [&](std::string_view dotted) {
    std::string path = root;
    for (size_t i = 0; i <= dotted.size();) {
      size_t end = std::min(dotted.find('.', i), dotted.size());
      path += "/" + std::string(dotted.substr(i, end - i));
      i = end + 1;
      bool is_file = exists(path + ".py");
      bool is_folder = exists(path);
      if (!is_file) absent.push_back(path + ".py");
      if (!is_folder) absent.push_back(path);
      if (!is_folder) return;
      if (!exists(path + "/__init__.py")) absent.push_back(path + "/__init__.py");
    }
  };
  for (const program::ImportRequest& request : module.imports) {
    if (!request.module) continue;
    look(request.module.text());
    for (Name name : request.names) look(Name::dotted(request.module, name).text());
  }
}

bool RunRecord::is_current() const {
  for (const Source& source : sources) {
    if (file_stamp(source.path) == source.stamp) continue;
    std::optional<std::string> content = toolchain::read_file(source.path);
    if (!content || hash128(*content) != source.hash) return false;
  }
  if (std::any_of(absent.begin(), absent.end(), exists)) return false;
  return std::all_of(libraries.begin(), libraries.end(), [](const std::string& path) {
    std::optional<std::string> content = toolchain::read_file(path);
    return content && path.ends_with(hash128(*content).hex());
  });
}

bool RunRecord::load(const toolchain::Cache& cache, Hash128 key) {
  std::optional<std::string> text = cache.get(key);
  if (!text) return false;
  Reader reader(*text);
  for (uint64_t left = reader.count(); left > 0; --left) {
    Source& source = sources.emplace_back();
    source.path = reader.text();
    source.stamp = reader.number();
    source.hash.high = reader.number();
    source.hash.low = reader.number();
  }
  for (auto* list : {&absent, &libraries, &fields}) {
    for (uint64_t left = reader.count(); left > 0; --left) list->push_back(reader.text());
  }
  return reader.ok() && is_current();
}

void RunRecord::store(const toolchain::Cache& cache, Hash128 key) const {
  std::string text;
  put(text, sources.size());
  for (const Source& source : sources) {
    put(text, source.path);
    put(text, source.stamp);
    put(text, source.hash.high);
    put(text, source.hash.low);
  }
  for (const auto* list : {&absent, &libraries, &fields}) {
    put(text, list->size());
    for (const std::string& item : *list) put(text, item);
  }
  cache.put(key, text);
}

std::string RunRecord::manifest() const {
  std::string text;
  for (const std::string& field : fields) put(text, field);
  return text;
}

}  // namespace krait::driver
