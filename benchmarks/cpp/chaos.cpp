// kind: objects
#include <algorithm>

#include "worker.h"

struct Point {
  double x, y;
  Point operator+(const Point &o) const { return {x + o.x, y + o.y}; }
  Point scaled(double k) const { return {x * k, y * k}; }
  Point between(const Point &o, double k) const { return {x + (o.x - x) * k, y + (o.y - y) * k}; }
};

struct Random {
  int64_t state;
  int64_t below(int64_t n) {
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF;
    return (state >> 8) % n;
  }
  double unit() { return below(1 << 20) / double(1 << 20); }
};

struct Spline {
  std::vector<Point> points;
  int64_t degree;
  std::vector<int64_t> knots;

  Spline(std::vector<Point> given, int64_t degree) : points(std::move(given)), degree(degree), knots(degree, 0) {
    int64_t inner = domain();
    for (int64_t k = 0; k <= inner; k++) knots.push_back(k);
    knots.insert(knots.end(), degree, inner);
  }
  int64_t domain() const { return static_cast<int64_t>(points.size()) - degree; }
  Point at(double u) const {
    int64_t span = degree;
    while (span < static_cast<int64_t>(points.size()) - 1 && knots[span + 1] <= u) span++;
    std::vector<Point> d(points.begin() + span - degree, points.begin() + span + 1);
    for (int64_t r = 1; r <= degree; r++) {
      for (int64_t j = degree; j >= r; j--) {
        int64_t low = knots[j + span - degree], high = knots[j + 1 + span - r];
        d[j] = d[j - 1].between(d[j], (u - low) / (high - low));
      }
    }
    return d[degree];
  }
};

std::string run(int64_t n) {
  std::vector<Spline> splines = {
      Spline({{1.6, 0.3}, {1.7, 2.0}, {0.1, 1.6}, {0.4, 0.2}, {1.3, 1.1}}, 2),
      Spline({{2.8, 3.5}, {2.4, 3.0}, {1.0, 2.0}, {0.5, 0.9}, {0.0, 0.1}}, 3),
  };
  Random random{1234};
  constexpr int64_t size = 40;
  std::vector<std::vector<int64_t>> grid(size, std::vector<int64_t>(size, 0));
  Point at{1.0, 1.0};
  for (int64_t i = 0; i < n; i++) {
    const Spline &spline = splines[random.below(2)];
    Point target = spline.at(random.unit() * spline.domain());
    at = (at + target).scaled(0.5);
    int64_t x = static_cast<int64_t>(at.x / 4.0 * size), y = static_cast<int64_t>(at.y / 4.0 * size);
    if (0 <= x && x < size && 0 <= y && y < size) grid[y][x]++;
  }
  int64_t hit = 0, most = 0;
  for (const auto &row : grid) {
    for (int64_t c : row) {
      hit += c != 0;
      most = std::max(most, c);
    }
  }
  return tuple(hit, most, rounded(at.x, 6), rounded(at.y, 6));
}
