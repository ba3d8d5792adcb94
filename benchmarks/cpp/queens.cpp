// kind: lists
#include <unordered_set>

#include "worker.h"

using Set = std::unordered_set<int64_t>;

static bool conflict(const std::vector<int64_t> &cols, int64_t row, int64_t col) {
  for (int64_t r = 0; r < row; r++) {
    int64_t c = cols[r];
    if (c == col || std::abs(c - col) == row - r) return true;
  }
  return false;
}

static int64_t place(std::vector<int64_t> &cols, int64_t row, int64_t n) {
  if (row == n) return 1;
  int64_t total = 0;
  for (int64_t col = 0; col < n; col++) {
    if (conflict(cols, row, col)) continue;
    cols[row] = col;
    total += place(cols, row + 1, n);
  }
  return total;
}

static int64_t solve(int64_t n, int64_t row, Set &used, Set &up, Set &down) {
  if (row == n) return 1;
  int64_t count = 0;
  for (int64_t col = 0; col < n; col++) {
    if (used.count(col) || up.count(row + col) || down.count(row - col)) continue;
    used.insert(col);
    up.insert(row + col);
    down.insert(row - col);
    count += solve(n, row + 1, used, up, down);
    used.erase(col);
    up.erase(row + col);
    down.erase(row - col);
  }
  return count;
}

std::string run(int64_t n) {
  std::vector<int64_t> cols(n, 0);
  Set used, up, down;
  return tuple(place(cols, 0, n), solve(n, 0, used, up, down));
}
