// kind: numeric
#include "worker.h"

static int64_t mix(int64_t n) {
  int64_t acc = 0;
  for (int64_t i = 0; i < n; i++) {
    int64_t a = i * 7 + 3;
    for (int64_t j = 0; j < n; j++) {
      a = (a * 31 + j) & 0xFFFFF;
      if (a & 1)
        acc += a >> 3;
      else
        acc ^= a;
    }
  }
  return acc;
}

static double series(int64_t n) {
  double s = 0.0, sign = 1.0;
  for (int64_t k = 0; k < n; k++) {
    s += sign / (2.0 * k + 1.0);
    sign = -sign;
  }
  return 4.0 * s;
}

std::string run(int64_t n) { return tuple(mix(n), rounded(series(n * 300), 9)); }
