#include "base/arena.h"

#include <algorithm>

namespace krait {

void* Arena::allocate_slow(size_t size) {
  // new[] of bytes is aligned for any fundamental type, so the start of a chunk serves every request.
  if (size > next_chunk_ / 4) {
    // A large block gets a chunk of its own; the current chunk goes on being filled.
    chunks_.emplace_back(new std::byte[size]);
    allocated_ += size;
    return chunks_.back().get();
  }
  chunks_.emplace_back(new std::byte[next_chunk_]);
  allocated_ += next_chunk_;
  std::byte* start = chunks_.back().get();
  cursor_ = start + size;
  limit_ = start + next_chunk_;
  next_chunk_ = std::min(next_chunk_ * 2, kLargestChunk);
  return start;
}

}  // namespace krait
