// kind: other
#include <algorithm>

#include "worker.h"

static bool prime(int64_t n) {
  if (n <= 1) return false;
  int64_t end = static_cast<int64_t>(std::sqrt(static_cast<double>(n))) + 1;
  for (int64_t d = 2; d < end; d++)
    if (n % d == 0) return false;
  return true;
}

// Callbacks in the place of generator functions: what they do with each value is a template's argument.
template <class Body>
void squares(int64_t n, Body body) {
  for (int64_t i = 0; i < n; i++) body(i * i);
}
template <class Body>
void pairs(int64_t n, Body body) {
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < i; j++)
      if (((i ^ j) & 3) == 0) body(i - j);
}

std::string run(int64_t n) {
  std::vector<int64_t> xs;
  for (int64_t i = 0; i < n; i++) xs.push_back(i % 97);
  int64_t total = 0, near = 0, primes = 0, spread = 0, most = 0;
  squares(n * 40, [&](int64_t x) {
    if (x % 2 == 0) total += x;
  });
  for (int64_t i = 0; i < std::min<int64_t>(n, 300); i++)
    for (int64_t j = 0; j < std::min<int64_t>(n, 100); j++)
      if (xs[i] != xs[j]) near += xs[i] * xs[j];
  for (int64_t k = 0; k < n * 4; k++) primes += prime(k);
  pairs(n / 3, [&](int64_t d) { spread += d; });
  for (int64_t x : xs) most = std::max(most, x * 3 % 101);
  return tuple(total, near, primes, spread, most);
}
