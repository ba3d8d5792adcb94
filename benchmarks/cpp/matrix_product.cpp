// kind: lists
#include "worker.h"

using Matrix = std::vector<std::vector<double>>;

static Matrix make(int64_t n, int64_t seed) {
  Matrix out;
  for (int64_t i = 0; i < n; i++) {
    std::vector<double> row;
    for (int64_t j = 0; j < n; j++) row.push_back((i * 37 + j * 17 + seed) % 100 / 10.0);
    out.push_back(std::move(row));
  }
  return out;
}

static Matrix product(const Matrix &a, const Matrix &b, int64_t n) {
  Matrix c(n, std::vector<double>(n, 0.0));
  for (int64_t i = 0; i < n; i++) {
    const std::vector<double> &row = a[i];
    std::vector<double> &out = c[i];
    for (int64_t k = 0; k < n; k++) {
      double x = row[k];
      const std::vector<double> &other = b[k];
      for (int64_t j = 0; j < n; j++) out[j] += x * other[j];
    }
  }
  return c;
}

static double trace(const Matrix &a) {
  double t = 0.0;
  for (size_t i = 0; i < a.size(); i++) t += a[i][i];
  return t;
}

std::string run(int64_t n) {
  Matrix c = product(make(n, 1), make(n, 5), n);
  return tuple(rounded(trace(c), 6), rounded(c[0][n - 1], 6));
}
