// A bump allocator for nodes that die together.
//
// Memory is handed out in growing chunks and released when the arena dies; no destructor ever runs, so only trivially
// destructible types may live here. Not thread-safe: one arena belongs to one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace krait {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&& other) noexcept
      : cursor_(std::exchange(other.cursor_, nullptr)),
        limit_(std::exchange(other.limit_, nullptr)),
        next_chunk_(std::exchange(other.next_chunk_, kFirstChunk)),
        allocated_(std::exchange(other.allocated_, 0)),
        chunks_(std::move(other.chunks_)) {}
  Arena& operator=(Arena&&) = delete;

  // `size` bytes aligned to `alignment` (a power of two, at most alignof(std::max_align_t)). Never null.
  void* allocate(size_t size, size_t alignment) {
    uintptr_t start = (reinterpret_cast<uintptr_t>(cursor_) + alignment - 1) & ~uintptr_t(alignment - 1);
    if (cursor_ == nullptr || start + size > reinterpret_cast<uintptr_t>(limit_)) return allocate_slow(size);
    cursor_ = reinterpret_cast<std::byte*>(start + size);
    return reinterpret_cast<void*>(start);
  }

  template <typename T, typename... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>, "the arena runs no destructors");
    return ::new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  // An uninitialised array; the caller fills every element.
  template <typename T>
  std::span<T> make_array(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>, "the arena runs no destructors");
    if (count == 0) return {};
    return {static_cast<T*>(allocate(count * sizeof(T), alignof(T))), count};
  }

  // Freezes a scratch vector (or any contiguous range) into the arena.
  template <typename T>
  std::span<T> copy(const T* items, size_t count) {
    static_assert(std::is_trivially_copyable_v<T>, "frozen arrays are copied byte by byte");
    std::span<T> out = make_array<T>(count);
    if (count != 0) std::memcpy(static_cast<void*>(out.data()), items, count * sizeof(T));
    return out;
  }
  template <typename T>
  std::span<T> copy(const std::vector<T>& items) {
    return copy(items.data(), items.size());
  }
  std::string_view copy(std::string_view text) {
    if (text.empty()) return std::string_view("", 0);
    return {copy(text.data(), text.size()).data(), text.size()};
  }

  // Bytes reserved from the system so far.
  size_t bytes_reserved() const { return allocated_; }

 private:
  static constexpr size_t kFirstChunk = 16 * 1024;
  static constexpr size_t kLargestChunk = 1024 * 1024;

  void* allocate_slow(size_t size);

  std::byte* cursor_ = nullptr;
  std::byte* limit_ = nullptr;
  size_t next_chunk_ = kFirstChunk;
  size_t allocated_ = 0;
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
};

}  // namespace krait
