// The passes over IR, in the order in which they run. One wrapper runs them all: it dumps, times and verifies.
#pragma once

#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "ir/ir.h"

namespace krait::passes {

struct Pass {
  std::string_view name;      // "simplify": how options and dumps call it
  std::string_view sentence;  // what it does
  void (*run)(ir::Program&, ir::Function&);
  bool optional;  // false: the program is not correct C without it
  // Worth its time at -O0, too: what it leaves out the C compiler need not read.
  bool economy;
  void (*run_whole)(ir::Program&) = nullptr;  // in the place of `run` where the whole program is at hand
};
std::span<const Pass> all_passes();

// A fault of Krait itself: a pass left unsound IR. what() names pass, function and fault.
struct Fault : std::logic_error {
  using std::logic_error::logic_error;
};

struct Options {
  bool optimize = true;                                         // false: only needed and economical passes
  bool verify = true;                                           // before the first pass, and with references after the last
  bool verify_each = true;                                      // and after each other: names the pass that is to blame
  std::vector<std::string> switched_off;                        // names of optional passes
  std::function<void(const Pass&, const ir::Function&)> after;  // for dumps; may be empty
  std::function<void(const Pass&, double seconds)> timing;      // may be empty
};

// Runs all passes over every function of the program. Throws Fault.
void run(ir::Program& program, const Options& options);
// Over one function, up to and including the pass called `last` (all when empty).
void run(ir::Program& program, ir::Function& function, const Options& options, std::string_view last = {});

}  // namespace krait::passes
