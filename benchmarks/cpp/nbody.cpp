// kind: objects
#include "worker.h"

constexpr double kPi = 3.141592653589793, kSolarMass = 4 * kPi * kPi, kYear = 365.24;

struct Planet {
  double x, y, z, vx, vy, vz, mass;
  Planet(double x, double y, double z, double vx, double vy, double vz, double mass)
      : x(x), y(y), z(z), vx(vx * kYear), vy(vy * kYear), vz(vz * kYear), mass(mass * kSolarMass) {}
};

static std::vector<Planet> planets() {
  return {
      Planet(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
      Planet(4.841431442, -1.160320044, -0.103622044, 0.001660076, 0.007699011, -0.000069046, 0.000954791),
      Planet(8.343366718, 4.124798564, -0.403523417, -0.002767425, 0.004998528, 0.000023041, 0.000285885),
      Planet(12.894369562, -15.111151401, -0.223307578, 0.002964601, 0.002378471, -0.000029658, 0.000043662),
      Planet(15.379697114, -25.919314609, 0.179258772, 0.002680677, 0.001628241, -0.000095159, 0.000051513),
  };
}

static void advance(std::vector<Planet> &bodies, double dt) {
  for (size_t i = 0; i < bodies.size(); i++) {
    Planet &a = bodies[i];
    for (size_t j = i + 1; j < bodies.size(); j++) {
      Planet &b = bodies[j];
      double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      double d2 = dx * dx + dy * dy + dz * dz;
      double mag = dt / (d2 * std::sqrt(d2));
      a.vx -= dx * b.mass * mag;
      a.vy -= dy * b.mass * mag;
      a.vz -= dz * b.mass * mag;
      b.vx += dx * a.mass * mag;
      b.vy += dy * a.mass * mag;
      b.vz += dz * a.mass * mag;
    }
  }
  for (Planet &p : bodies) {
    p.x += dt * p.vx;
    p.y += dt * p.vy;
    p.z += dt * p.vz;
  }
}

static double energy(const std::vector<Planet> &bodies) {
  double e = 0.0;
  for (size_t i = 0; i < bodies.size(); i++) {
    const Planet &a = bodies[i];
    e += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
    for (size_t j = i + 1; j < bodies.size(); j++) {
      const Planet &b = bodies[j];
      double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      e -= a.mass * b.mass / std::sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return e;
}

std::string run(int64_t n) {
  std::vector<Planet> bodies = planets();
  double before = energy(bodies);
  for (int64_t i = 0; i < n; i++) advance(bodies, 0.01);
  return tuple(rounded(before, 9), rounded(energy(bodies), 9));
}
