// kind: lists
#include <algorithm>
#include <numeric>

#include "worker.h"

static std::string word(int64_t n, int64_t seed) {
  std::string out;
  int64_t x = seed;
  for (int64_t i = 0; i < n; i++) {
    x = (x * 1103515245 + 12345) % 2147483648;
    out.push_back(static_cast<char>(97 + (x >> 16) % 6));
  }
  return out;
}

static int64_t distance(const std::string &a, const std::string &b) {
  std::vector<int64_t> prev(b.size() + 1);
  std::iota(prev.begin(), prev.end(), 0);
  for (size_t i = 0; i < a.size(); i++) {
    std::vector<int64_t> cur;
    cur.reserve(b.size() + 1);
    cur.push_back(i + 1);
    for (size_t j = 0; j < b.size(); j++) {
      int64_t cost = a[i] == b[j] ? 0 : 1;
      cur.push_back(std::min({prev[j + 1] + 1, cur[j] + 1, prev[j] + cost}));
    }
    prev = std::move(cur);
  }
  return prev.back();
}

std::string run(int64_t n) { return tuple(distance(word(n, 1), word(n, 7)), distance(word(n / 2, 3), word(n, 9))); }
