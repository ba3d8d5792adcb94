// What is known at one point of a body: the types of variables there, and of attribute paths that tests have narrowed.
#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "base/names.h"
#include "types/type.h"

namespace krait::types {

struct Value {
  const Type* type = nullptr;  // null: not bound yet
  bool proven = false;
  bool operator==(const Value&) const = default;
};

// The values of all variables of a body. Copies share what they do not change, so that a branch costs what it assigns and
// not what the body holds.
class Slots {
 public:
  size_t size() const { return size_; }
  void resize(size_t size) {
    // What lies beyond the new end must not come back.
    for (size_t i = size; i < size_; ++i) set(i, {});
    size_ = size;
  }
  // Unbound beyond the end.
  Value operator[](size_t i) const {
    if (i >= size_) return {};
    const Group* group = i / kGroupSize < groups_.size() ? groups_[i / kGroupSize].get() : nullptr;
    const Chunk* chunk = group != nullptr ? group->chunks[i / kChunkSize % kFanOut].get() : nullptr;
    return chunk != nullptr ? chunk->values[i % kChunkSize] : Value{};
  }
  void set(size_t i, Value value) {
    if (i >= size_) size_ = i + 1;
    if ((*this)[i] == value) return;
    if (groups_.size() <= i / kGroupSize) groups_.resize(i / kGroupSize + 1);
    auto own = [](auto& pointer) -> auto& {
      using Node = std::remove_reference_t<decltype(*pointer)>;
      if (pointer == nullptr) {
        pointer = std::make_shared<Node>();
      } else if (pointer.use_count() > 1) {
        pointer = std::make_shared<Node>(*pointer);
      }
      return *pointer;
    };
    own(own(groups_[i / kGroupSize]).chunks[i / kChunkSize % kFanOut]).values[i % kChunkSize] = value;
  }
  // fn(index, value here, value there) for each index at which they differ; stops when fn returns false.
  template <class Fn>
  void compare(const Slots& other, Fn fn) const {
    size_t n = size_ > other.size_ ? size_ : other.size_;
    for (size_t g = 0; g * kGroupSize < n; ++g) {
      // Held, since fn may change either side.
      std::shared_ptr<Group> a = g < groups_.size() ? groups_[g] : nullptr;
      std::shared_ptr<Group> b = g < other.groups_.size() ? other.groups_[g] : nullptr;
      if (a == b) continue;
      for (size_t c = 0; c < kFanOut; ++c) {
        std::shared_ptr<Chunk> x = a != nullptr ? a->chunks[c] : nullptr;
        std::shared_ptr<Chunk> y = b != nullptr ? b->chunks[c] : nullptr;
        if (x == y) continue;
        for (size_t v = 0; v < kChunkSize; ++v) {
          Value here = x != nullptr ? x->values[v] : Value{};
          Value there = y != nullptr ? y->values[v] : Value{};
          if (!(here == there) && !fn(g * kGroupSize + c * kChunkSize + v, here, there)) return;
        }
      }
    }
  }

 private:
  static constexpr size_t kChunkSize = 32;
  static constexpr size_t kFanOut = 32;
  static constexpr size_t kGroupSize = kChunkSize * kFanOut;
  struct Chunk {
    Value values[kChunkSize];
  };
  struct Group {
    std::shared_ptr<Chunk> chunks[kFanOut];
  };
  std::vector<std::shared_ptr<Group>> groups_;
  size_t size_ = 0;
};

// `x.a.b`, `x[0].c`, narrowed globals and captured variables. 0 is no path.
using PathId = uint32_t;

struct Narrowed {
  PathId path;
  Value value;
  bool operator==(const Narrowed&) const = default;
};

struct Flow {
  bool reachable = true;
  // Only reached where some value is of none of its claimed types: analysed, but no errors are reported.
  bool dubious = false;
  Slots slots;
  std::vector<Narrowed> narrowed;  // few; order of narrowing

  const Value* find(PathId path) const {
    for (const Narrowed& n : narrowed) {
      if (n.path == path) return &n.value;
    }
    return nullptr;
  }
};

// Interned paths: a root (a variable) and the steps from it.
class Paths {
 public:
  enum class Step : uint8_t { kRoot, kAttribute, kIntKey, kStrKey };

  // `root` is the address of what identifies the variable.
  PathId root(const void* root) { return intern(0, Step::kRoot, reinterpret_cast<uintptr_t>(root)); }
  PathId attribute(PathId of, Name name) { return intern(of, Step::kAttribute, name.id()); }
  PathId int_key(PathId of, int64_t key) { return intern(of, Step::kIntKey, static_cast<uint64_t>(key)); }
  PathId str_key(PathId of, Name key) { return intern(of, Step::kStrKey, key.id()); }
  // Whether `path` is `prefix` or goes on from it.
  bool starts_with(PathId path, PathId prefix) const {
    for (; path != 0; path = nodes_[path - 1].parent) {
      if (path == prefix) return true;
    }
    return false;
  }
  // Something is written through a key: every path through a key of the same container may have changed.
  bool has_key_below(PathId path, PathId container) const {
    for (; path != 0; path = nodes_[path - 1].parent) {
      if (nodes_[path - 1].parent == container && nodes_[path - 1].step >= Step::kIntKey) return true;
    }
    return false;
  }

 private:
  struct Node {
    PathId parent;
    Step step;
    uint64_t key;
  };
  struct Hash {
    size_t operator()(const std::pair<uint64_t, uint64_t>& k) const { return k.first * 0x9e3779b97f4a7c15ULL ^ k.second; }
  };
  PathId intern(PathId parent, Step step, uint64_t key) {
    auto [it, fresh] = ids_.try_emplace({(static_cast<uint64_t>(parent) << 8) | static_cast<uint64_t>(step), key},
                                        static_cast<PathId>(nodes_.size() + 1));
    if (fresh) nodes_.push_back({parent, step, key});
    return it->second;
  }
  std::vector<Node> nodes_;
  std::unordered_map<std::pair<uint64_t, uint64_t>, PathId, Hash> ids_;
};

}  // namespace krait::types
