// kind: numeric
#include "worker.h"

using Vector = std::vector<double>;

static double entry(int64_t i, int64_t j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

static Vector times(const Vector &v) {
  int64_t n = v.size();
  Vector out;
  for (int64_t i = 0; i < n; i++) {
    double s = 0.0;
    for (int64_t j = 0; j < n; j++) s += entry(i, j) * v[j];
    out.push_back(s);
  }
  return out;
}

static Vector transposed_times(const Vector &v) {
  int64_t n = v.size();
  Vector out;
  for (int64_t i = 0; i < n; i++) {
    double s = 0.0;
    for (int64_t j = 0; j < n; j++) s += entry(j, i) * v[j];
    out.push_back(s);
  }
  return out;
}

std::string run(int64_t n) {
  Vector u(n, 1.0), v = u;
  for (int k = 0; k < 5; k++) {
    v = transposed_times(times(u));
    u = transposed_times(times(v));
  }
  double vbv = 0.0, vv = 0.0;
  for (int64_t i = 0; i < n; i++) {
    vbv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  return repr(rounded(std::sqrt(vbv / vv), 9));
}
