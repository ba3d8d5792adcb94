#include "driver/fault.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <mutex>

#include "driver/options.h"
#include "driver/version.h"

namespace krait::driver {
namespace {

constexpr const char* kReport =
    "this is a fault in Krait, not in your program; please report it with the file that shows it\n";

struct Times {
  std::mutex mutex;
  std::vector<std::pair<std::string, double>> list;
};

Times& times() {
  static Times instance;
  return instance;
}

// Only what may be called in a signal handler.
void write_text(const char* text) {
  ssize_t ignored = ::write(STDERR_FILENO, text, std::strlen(text));
  (void)ignored;
}

void on_crash(int number) {
  const Activity& activity = current_activity();
  write_text("krait: internal fault: ");
  write_text(number == SIGSEGV ? "invalid memory access" : number == SIGABRT ? "abort" : "crash");
  write_text(" in phase ");
  write_text(activity.phase);
  if (activity.file[0] != 0) {
    write_text(", file ");
    write_text(activity.file);
  }
  write_text("\nkrait ");
  write_text(kVersion);
  write_text(": ");
  write_text(kReport);
  ::_exit(kExitFault);
}

}  // namespace

Activity& current_activity() {
  static thread_local Activity activity;
  return activity;
}

void Activity::set_file(const char* name) {
  size_t size = std::strlen(name), most = sizeof file - 1;
  std::memmove(file, size > most ? name + (size - most) : name, std::min(size, most) + 1);
}

PhaseScope::PhaseScope(const char* phase, const char* file)
    : before_(current_activity()), start_(std::chrono::steady_clock::now()) {
  current_activity().phase = phase;
  current_activity().set_file(file);
}

PhaseScope::~PhaseScope() {
  std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start_;
  const char* phase = current_activity().phase;
  {
    std::lock_guard lock(times().mutex);
    auto& list = times().list;
    auto entry = list.begin();
    while (entry != list.end() && entry->first != phase) ++entry;
    if (entry == list.end()) {
      list.emplace_back(phase, taken.count());
    } else {
      entry->second += taken.count();
    }
  }
  // While an exception passes, whoever catches it wants to know where it came from.
  if (std::uncaught_exceptions() == 0) current_activity() = before_;
}

std::vector<std::pair<std::string, double>> phase_times() {
  std::lock_guard lock(times().mutex);
  return times().list;
}

std::string fault_message(std::string_view what) {
  const Activity& activity = current_activity();
  std::string place = fmt::format("phase {}", activity.phase);
  if (activity.file[0] != 0) place += fmt::format(", file {}", activity.file);
  return fmt::format("krait: internal fault: {} ({})\nkrait {}: {}", what, place, kVersion, kReport);
}

void install_crash_handler() {
  // A sanitizer tells more than we could.
#if !defined(__SANITIZE_ADDRESS__)
  static char stack[64 * 1024];
  stack_t alternate = {};
  alternate.ss_sp = stack;
  alternate.ss_size = sizeof stack;
  ::sigaltstack(&alternate, nullptr);
  struct sigaction action = {};
  action.sa_handler = on_crash;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND;
  for (int number : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT}) ::sigaction(number, &action, nullptr);
#else
  (void)on_crash;
#endif
}

}  // namespace krait::driver
