// kind: numeric
#include "worker.h"

static int64_t escape(double cr, double ci, int64_t limit) {
  double zr = 0.0, zi = 0.0;
  for (int64_t n = 0; n < limit; n++) {
    double r2 = zr * zr, i2 = zi * zi;
    if (r2 + i2 > 4.0) return n;
    zi = 2.0 * zr * zi + ci;
    zr = r2 - i2 + cr;
  }
  return limit;
}

std::string run(int64_t n) {
  int64_t total = 0, inside = 0;
  for (int64_t y = 0; y < n; y++) {
    double ci = 2.4 * y / n - 1.2;
    for (int64_t x = 0; x < n; x++) {
      int64_t k = escape(3.0 * x / n - 2.1, ci, 100);
      total += k;
      if (k == 100) inside++;
    }
  }
  return tuple(total, inside);
}
