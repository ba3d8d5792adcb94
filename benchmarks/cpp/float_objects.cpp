// kind: objects
#include "worker.h"

struct Body {
  double x, y, vx, vy;
  int64_t bounces = 0;

  void step(double dt) {
    x += vx * dt;
    y += vy * dt;
    if (x < 0.0 || x > 1.0) {
      vx = -vx;
      bounces++;
    }
    if (y < 0.0 || y > 1.0) {
      vy = -vy;
      bounces++;
    }
    vy -= 0.01 * dt;
  }
  double energy() const { return 0.5 * (vx * vx + vy * vy) + 0.01 * y; }
};

static std::vector<Body> make(int64_t count) {
  std::vector<Body> out;
  for (int64_t i = 0; i < count; i++)
    out.push_back({(i % 10) / 10.0, (i % 7) / 7.0, 0.3 - (i % 5) * 0.1, 0.2 + (i % 3) * 0.1});
  return out;
}

std::string run(int64_t n) {
  std::vector<Body> bodies = make(n);
  for (int64_t k = 0; k < n * 15; k++)
    for (Body &b : bodies) b.step(0.02);
  double total = 0.0;
  int64_t bounces = 0;
  for (const Body &b : bodies) {
    total += b.energy();
    bounces += b.bounces;
  }
  return tuple(rounded(total, 9), bounces);
}
