// kind: lists
#include <numeric>

#include "worker.h"

static int64_t flips(const std::vector<int64_t> &first) {
  std::vector<int64_t> perm = first;
  int64_t n = 0;
  while (perm[0] != 0) {
    int64_t lo = 0, hi = perm[0];
    while (lo < hi) {
      std::swap(perm[lo], perm[hi]);
      lo++;
      hi--;
    }
    n++;
  }
  return n;
}

std::string run(int64_t n) {
  std::vector<int64_t> perm(n), count(n);
  std::iota(perm.begin(), perm.end(), 0);
  int64_t most = 0, checksum = 0, index = 0, r = n;
  while (true) {
    for (; r != 1; r--) count[r - 1] = r;
    int64_t f = flips(perm);
    if (f > most) most = f;
    checksum += index % 2 == 0 ? f : -f;
    while (true) {
      if (r == n) return tuple(checksum, most);
      int64_t head = perm[0];
      for (int64_t i = 0; i < r; i++) perm[i] = perm[i + 1];
      perm[r] = head;
      if (--count[r] > 0) break;
      r++;
    }
    index++;
  }
}
