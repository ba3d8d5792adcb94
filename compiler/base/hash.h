// Content hashes. The 128-bit form names cache entries; neither is a defence against an adversary.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace krait {

uint64_t hash64(std::string_view bytes, uint64_t seed = 0);

struct Hash128 {
  uint64_t high = 0;
  uint64_t low = 0;
  bool operator==(const Hash128&) const = default;
  // 32 lower-case hexadecimal digits.
  std::string hex() const;
};

Hash128 hash128(std::string_view bytes, uint64_t seed = 0);

// Mixes `value` into `seed`; for hashing tuples of already hashed parts.
inline uint64_t hash_combine(uint64_t seed, uint64_t value) {
  seed ^= value + 0x9e3779b97f4a7c15ULL + (seed << 12) + (seed >> 4);
  return seed * 0xff51afd7ed558ccdULL;
}

}  // namespace krait

template <>
struct std::hash<krait::Hash128> {
  size_t operator()(const krait::Hash128& h) const noexcept { return h.low; }
};
