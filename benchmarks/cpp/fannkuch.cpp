// kind: lists
#include <algorithm>
#include <numeric>

#include "worker.h"

std::string run(int64_t n) {
  std::vector<int64_t> count(n), perm(n);
  std::iota(count.begin(), count.end(), 0);
  std::iota(perm.begin(), perm.end(), 0);
  int64_t most = 0, checksum = 0, r = n, sign = 1;
  std::vector<int64_t> p;
  while (true) {
    for (; r != 1; r--) count[r - 1] = r;
    if (perm[0] != 0) {
      int64_t flips = 0;
      p = perm;
      for (int64_t k = p[0]; k; k = p[0]) {
        std::reverse(p.begin(), p.begin() + k + 1);
        flips++;
      }
      most = std::max(most, flips);
      checksum += sign * flips;
    }
    sign = -sign;
    while (true) {
      if (r == n) return tuple(checksum, most);
      int64_t first = perm[0];
      for (int64_t i = 0; i < r; i++) perm[i] = perm[i + 1];
      perm[r] = first;
      if (--count[r] > 0) break;
      r++;
    }
  }
}
