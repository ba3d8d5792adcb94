// kind: lists
#include "worker.h"

static std::vector<char> sieve(int64_t n) {
  std::vector<char> flags(n + 1, true);
  flags[0] = false;
  flags[1] = false;
  for (int64_t i = 2; i * i <= n; i++) {
    if (!flags[i]) continue;
    for (int64_t j = i * i; j <= n; j += i) flags[j] = false;
  }
  return flags;
}

std::string run(int64_t n) {
  std::vector<char> flags = sieve(n);
  int64_t count = 0, last = 0;
  for (int64_t i = 0; i <= n; i++) {
    if (flags[i]) {
      count++;
      last = i;
    }
  }
  return tuple(count, last);
}
