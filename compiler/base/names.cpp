#include "base/names.h"

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "base/arena.h"
#include "base/hash.h"

namespace krait {
namespace {

// Texts stand in blocks that never move, so that a reader needs no lock: it can only hold an id that was published to
// it after the text was written.
constexpr uint32_t kBlockBits = 14;
constexpr uint32_t kBlockSize = 1u << kBlockBits;
constexpr uint32_t kMaxBlocks = 1u << (30 - kBlockBits);

class Interner {
 public:
  Interner() : table_(1u << 12, 0) {}

  uint32_t intern(std::string_view text) {
    uint64_t hash = hash64(text);
    std::lock_guard lock(mutex_);
    size_t mask = table_.size() - 1;
    size_t slot = hash & mask;
    while (uint32_t id = table_[slot]) {
      const Entry& entry = at(id);
      if (entry.hash == static_cast<uint32_t>(hash) && entry.text() == text) return id;
      slot = (slot + 1) & mask;
    }
    uint32_t id = add(text, static_cast<uint32_t>(hash));
    table_[slot] = id;
    if (count_ * 2 > table_.size()) grow();
    return id;
  }

  std::string_view text(uint32_t id) const { return at(id).text(); }

 private:
  struct Entry {
    const char* data;
    uint32_t size;
    uint32_t hash;
    std::string_view text() const { return {data, size}; }
  };

  const Entry& at(uint32_t id) const {
    return blocks_[id >> kBlockBits].load(std::memory_order_acquire)[id & (kBlockSize - 1)];
  }

  uint32_t add(std::string_view text, uint32_t hash) {
    uint32_t id = ++count_;
    uint32_t block = id >> kBlockBits;
    if (block >= kMaxBlocks) throw std::bad_alloc();
    Entry* entries = blocks_[block].load(std::memory_order_relaxed);
    if (entries == nullptr) {
      entries = arena_.make_array<Entry>(kBlockSize).data();
      blocks_[block].store(entries, std::memory_order_release);
    }
    std::string_view kept = arena_.copy(text);
    entries[id & (kBlockSize - 1)] = {kept.data(), static_cast<uint32_t>(kept.size()), hash};
    return id;
  }

  void grow() {
    std::vector<uint32_t> bigger(table_.size() * 2, 0);
    size_t mask = bigger.size() - 1;
    for (uint32_t id = 1; id <= count_; ++id) {
      // Entries keep 32 bits of the hash, which place them as long as the table has no more than 2^32 slots.
      size_t slot = at(id).hash & mask;
      while (bigger[slot] != 0) slot = (slot + 1) & mask;
      bigger[slot] = id;
    }
    table_ = std::move(bigger);
  }

  std::mutex mutex_;
  Arena arena_;
  uint32_t count_ = 0;
  std::vector<uint32_t> table_;
  std::array<std::atomic<Entry*>, kMaxBlocks> blocks_{};
};

Interner& interner() {
  static Interner* instance = new Interner;  // never destroyed: names outlive every static
  return *instance;
}

}  // namespace

Name Name::intern(std::string_view text) { return Name(interner().intern(text)); }

Name Name::dotted(Name base, Name tail) {
  if (!base || base.text().empty()) return tail;
  std::string joined;
  joined.reserve(base.text().size() + 1 + tail.text().size());
  joined.append(base.text()).append(".").append(tail.text());
  return intern(joined);
}

std::string_view Name::text() const { return id_ == 0 ? std::string_view() : interner().text(id_); }

}  // namespace krait
