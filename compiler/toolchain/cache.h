// What was built before, found again by what it was made from.
//
// An entry is a key (a hash of everything that decides the content) and the content. Contents are stored under their
// own hash, which is compared on every read: a damaged entry is as good as none. Every write is a temporary file and a
// rename, so a process killed at any point leaves an entry absent, old or new, and several processes may share a cache.
//
// The folder is private (mode 0700) and must belong to the user: what lies in it gets executed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace krait::toolchain {

// Entries nobody used for this long are removed.
inline constexpr int kCacheDays = 30;

// Collects what decides a content. Every part is length-prefixed: ("ab", "c") and ("a", "bc") differ.
class KeyBuilder {
 public:
  explicit KeyBuilder(std::string_view purpose) { add(purpose); }
  KeyBuilder& add(std::string_view part);
  KeyBuilder& add(uint64_t number) { return add(std::string_view(reinterpret_cast<const char*>(&number), 8)); }
  KeyBuilder& add(Hash128 hash) { return add(hash.high).add(hash.low); }
  Hash128 key() const { return hash128(bytes_); }

 private:
  std::string bytes_;
};

class Cache {
 public:
  // Throws ToolError(kUnwritableOutput) when the folder cannot be made or belongs to somebody else.
  explicit Cache(std::string folder);

  // KRAIT_CACHE_DIR, or XDG_CACHE_HOME/krait, or ~/.cache/krait.
  static std::string default_folder();

  const std::string& folder() const { return folder_; }

  std::optional<std::string> get(Hash128 key) const;
  void put(Hash128 key, std::string_view content) const;

  // The same for contents that other programs read: the path of the verified content inside the cache.
  std::optional<std::string> get_file(Hash128 key) const;
  // Moves the finished file `temporary`, which must lie in scratch_folder(), into the cache.
  std::string put_file(Hash128 key, const std::string& temporary) const;

  // Where to write what will be handed to put_file().
  std::string scratch_folder() const { return folder_ + "/scratch"; }

  // Removes what was not used for kCacheDays; does nothing when that was done in the last day.
  void prune() const;

 private:
  std::string index_path(Hash128 key) const;
  std::string content_path(const std::string& digest) const;
  std::optional<std::string> digest_of(Hash128 key) const;

  std::string folder_;
};

}  // namespace krait::toolchain
