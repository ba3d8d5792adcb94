// Faults of Krait itself: what was being done when one happened, and how it is told.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace krait::driver {

// What this thread is at; read from a signal handler, and when whatever named the file is gone.
struct Activity {
  const char* phase = "start";  // a literal
  char file[256] = "";          // its end, where it is longer
  void set_file(const char* name);
};
Activity& current_activity();

// Names the phase (and file) for as long as it lives, and adds the time it took to the process-wide list.
class PhaseScope {
 public:
  explicit PhaseScope(const char* phase, const char* file = "");
  PhaseScope(const PhaseScope&) = delete;
  PhaseScope& operator=(const PhaseScope&) = delete;
  ~PhaseScope();

 private:
  Activity before_;
  std::chrono::steady_clock::time_point start_;
};

// Seconds by phase, in order of first appearance.
std::vector<std::pair<std::string, double>> phase_times();

// The message for a fault caught as an exception: what, where, and how to report it. Lines end in '\n'.
std::string fault_message(std::string_view what);

// From now on a crash (invalid access, abort, stack overflow) prints the same kind of message and exits with 70.
// Stack overflows are caught on this thread only.
void install_crash_handler();

}  // namespace krait::driver
