// What the C++ versions share: a main() that times run(n) as worker.py times main(n), and Python's way of writing results.
//
//     NAME N SECONDS      calls run(N) until SECONDS have passed (three times at least); prints one JSON line
//     NAME N counted      calls run(N) twice; valgrind's callgrind counts the instructions of the second
#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_START_INSTRUMENTATION
#define CALLGRIND_STOP_INSTRUMENTATION
#endif

// The program: what Python's main(n) returns, as repr() writes it. Nothing may be known of a call from another one, else the
// compiler could make one call of all.
__attribute__((noipa)) std::string run(int64_t n);

// round(x, digits): the nearest decimal number, ties by the exact value of x.
inline double rounded(double x, int digits) {
  char text[400];
  std::snprintf(text, sizeof text, "%.*f", digits, x);
  return std::strtod(text, nullptr);
}

inline std::string repr(int64_t x) { return std::to_string(x); }
inline std::string repr(int x) { return std::to_string(x); }
inline std::string repr(bool x) { return x ? "True" : "False"; }
inline std::string repr(const std::string &s) { return "'" + s + "'"; }  // of text without quotes and escapes
inline std::string repr(double x) {
  double size = std::fabs(x);
  bool plain = size == 0 || (size >= 1e-4 && size < 1e16);
  char text[400];
  auto end = std::to_chars(text, text + sizeof text, x, plain ? std::chars_format::fixed : std::chars_format::scientific).ptr;
  std::string out(text, end);
  return plain && out.find('.') == std::string::npos ? out + ".0" : out;
}
template <class T>
std::string repr(const std::vector<T> &xs) {
  std::string out = "[";
  for (const T &x : xs) out += (out.size() > 1 ? ", " : "") + repr(x);
  return out + "]";
}
template <class First, class... Rest>
std::string tuple(const First &first, const Rest &...rest) {
  return "(" + repr(first) + ((", " + repr(rest)) + ... + std::string()) + ")";
}

// Peak memory of this program, as worker.py reads it.
inline double peak_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmHWM:", 0) == 0) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int64_t n = std::atoll(argv[1]);
  std::string result = run(n);
  if (std::strcmp(argv[2], "counted") == 0) {
    CALLGRIND_START_INSTRUMENTATION;
    result = run(n);
    CALLGRIND_STOP_INSTRUMENTATION;
    std::printf("{\"result\": \"%s\"}\n", result.c_str());
    return 0;
  }
  using Clock = std::chrono::steady_clock;
  auto processor_ms = [] {
    timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
  };
  auto end = Clock::now() + std::chrono::duration<double>(std::atof(argv[2]));
  double best = 1e300;
  int calls = 0;
  while (calls < 3 || Clock::now() < end) {
    double started = processor_ms();
    result = run(n);
    best = std::min(best, processor_ms() - started);
    calls++;
  }
  std::printf("{\"ms\": %.17g, \"result\": \"%s\", \"calls\": %d, \"peak_mb\": %.17g}\n", best, result.c_str(), calls,
              peak_mb());
  return 0;
}
