// kind: objects
#include "worker.h"

struct Vec {
  double x, y, z;
  Vec operator+(const Vec &o) const { return {x + o.x, y + o.y, z + o.z}; }
  Vec operator-(const Vec &o) const { return {x - o.x, y - o.y, z - o.z}; }
  Vec operator*(double k) const { return {x * k, y * k, z * k}; }
  double dot(const Vec &o) const { return x * o.x + y * o.y + z * o.z; }
  Vec cross(const Vec &o) const { return {y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x}; }
};

std::string run(int64_t n) {
  Vec p{1.0, 0.5, -0.25}, v{0.01, 0.02, 0.03}, axis{0.0, 0.0, 1.0};
  double total = 0.0;
  for (int64_t i = 0; i < n; i++) {
    v = (v + axis.cross(p) * 0.5 - p * 0.05) * 0.5;
    p = p + v * 0.01;
    total += p.dot(v);
  }
  return tuple(rounded(total, 9), rounded(p.x, 9));
}
