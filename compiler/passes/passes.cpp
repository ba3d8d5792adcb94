#include "passes/passes.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "ir/verify.h"
#include "passes/borrow.h"
#include "passes/bounds.h"
#include "passes/carry.h"
#include "passes/characters.h"
#include "passes/counters.h"
#include "passes/exchange.h"
#include "passes/floats.h"
#include "passes/formulas.h"
#include "passes/fuse.h"
#include "passes/handlers.h"
#include "passes/hoist.h"
#include "passes/inline.h"
#include "passes/keeps.h"
#include "passes/keys.h"
#include "passes/merge.h"
#include "passes/packs.h"
#include "passes/refcount.h"
#include "passes/results.h"
#include "passes/reuse.h"
#include "passes/scalar.h"
#include "passes/signs.h"
#include "passes/simplify.h"
#include "passes/sink.h"
#include "passes/slices.h"
#include "passes/speculate.h"
#include "passes/switches.h"
#include "passes/truths.h"

namespace krait::passes {
namespace {

constexpr Pass kPasses[] = {
    {"simplify", "Removes dead blocks and unused values, folds conversions that undo each other and known branches.",
     simplify, true, true},
    {"characters", "Keeps characters of strings that are only looked at as their codes.", keep_characters, true, false},
    {"slices", "Compares strings with parts of others that are made only for that where these are.", compare_in_place, true, true},
    {"keys", "Looks up by the items of tuples that are made only to be looked up.", look_up_by_parts, true, true},
    {"counters", "Counts in dicts with one lookup, and makes defaults only for keys that are missing.", count_in_dicts, true, false},
    {"results", "Tests what calls give only where it comes from no native function that has tested it.", trust_results, true, false},
    {"inline", "Puts the bodies of small functions in the place of their calls.", inline_calls, true, false},
    {"simplify", "Removes dead blocks and unused values, folds conversions that undo each other and known branches.",
     simplify, true, false},
    {"handlers", "Handles exceptions that handlers do not look at without making them.", handle_unseen, true, false},
    {"packs", "Keeps the numbers in lists that do not leave native code side by side, without objects.", pack_lists, true, false, pack_lists},
    {"speculate", "Makes fast versions of loops, with unboxed numbers and list items, that leave for the general one where that does not do.",
     speculate, true, false},
    {"simplify", "Removes dead blocks and unused values, folds conversions that undo each other and known branches.",
     simplify, true, false},
    {"truths", "Tests and converts bools where they come from, not where ways meet.", test_truths_early, true, false},
    {"reuse", "Takes the result of an earlier instruction that did the same, guards included.", reuse, true, false},
    {"merge", "Makes small instances where ways meet, of what each way brings.", merge_instances, true, false},
    {"carry", "Keeps the fields of small instances that a loop makes in each round as variables of the loop.", carry_fields, true, false},
    {"scalar", "Keeps the fields of instances that only rare blocks see as values.", scalarize, true, false},
    {"reuse", "Takes the result of an earlier instruction that did the same, guards included.", reuse, true, false},
    {"sink", "Makes objects of numbers on the rare ways that want them.", sink_conversions, true, false},
    {"borrow", "Lets loops over lists that nothing in them can change do without holding the items.", borrow_items, true, false},
    {"hoist", "Moves what gives the same in every round of a loop in front of it.", hoist, true, false},
    {"bounds", "Tests indices that a loop counts in front of it.", bound_indices, true, false},
    {"signs", "Counts indices that are never negative not from the end, and divides what is not as C does.", use_signs, true, false},
    {"exchange", "Lets items of lists that only change places do so, without boxes and counts.", exchange, true, false},
    {"switches", "Makes one switch of a chain of tests of one number.", find_switches, true, false},
    {"floats", "Reads floats from fields untested where a test of what is computed from them does.", read_floats, true, false},
    {"simplify", "Removes dead blocks and unused values, folds conversions that undo each other and known branches.",
     simplify, true, false},
    {"keeps", "Removes keeps of what a field of a new instance holds anyway.", drop_keeps, true, true},
    {"fuse", "Makes one instruction of a guarded field access and its general form.", fuse, true, true},
    {"formulas", "Computes with floats in one go, and tests what comes out.", compute_formulas, true, false},
    {"refcount", "Takes and releases references from ownership and liveness.", insert_references, false, true},
};

void check(const Pass& pass, const ir::Program& program, const ir::Function& function) {
  std::vector<std::string> faults = ir::verify(program, function);
  if (faults.empty() && pass.run == insert_references) faults = ir::verify_references(program, function);
  if (faults.empty() && pass.run_whole != nullptr) {
    if (std::string fault = unsettled(program, function); !fault.empty()) faults.push_back(std::move(fault));
  }
  if (!faults.empty()) throw Fault(fmt::format("after {}: {}: {}", pass.name, function.symbol, faults[0]));
}

}  // namespace

std::span<const Pass> all_passes() { return kPasses; }

namespace {

void verify_lowered(const ir::Program& program, const ir::Function& function) {
  std::vector<std::string> faults = ir::verify(program, function);
  if (!faults.empty()) throw Fault(fmt::format("lowering: {}: {}", function.symbol, faults[0]));
}

using Time = std::chrono::steady_clock::time_point;
double seconds_since(Time start) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); }

bool is_wanted(const Pass& pass, const Options& options) {
  const auto& off = options.switched_off;
  return !pass.optional || ((options.optimize || pass.economy) && std::find(off.begin(), off.end(), pass.name) == off.end());
}

void finish_pass(const Pass& pass, const ir::Program& program, const ir::Function& function, const Options& options) {
  if (function.blocks.empty()) return;
  if (options.after) options.after(pass, function);
  // What a pass over the whole program says of one function holds for others.
  bool checks = options.verify_each || pass.run_whole != nullptr || &pass == std::end(kPasses) - 1;
  if (options.verify && checks) check(pass, program, function);
}

void run_pass(const Pass& pass, ir::Program& program, ir::Function& function, const Options& options) {
  if (!is_wanted(pass, options) || function.blocks.empty()) return;
  Time start = std::chrono::steady_clock::now();
  pass.run(program, function);
  if (options.timing) options.timing(pass, seconds_since(start));
  finish_pass(pass, program, function, options);
}

}  // namespace

void run(ir::Program& program, ir::Function& function, const Options& options, std::string_view last) {
  if (function.blocks.empty()) return;
  if (options.verify) verify_lowered(program, function);
  for (const Pass& pass : kPasses) {
    run_pass(pass, program, function, options);
    if (pass.name == last) return;
  }
}

// Pass by pass: one function may take the body of another, which then must be as far as itself.
void run(ir::Program& program, const Options& options) {
  for (const ir::Function& function : program.functions) {
    if (options.verify && !function.blocks.empty()) verify_lowered(program, function);
  }
  for (const Pass& pass : kPasses) {
    if (pass.run_whole == nullptr) {
      for (ir::Function& function : program.functions) run_pass(pass, program, function, options);
    } else if (is_wanted(pass, options)) {
      auto start = std::chrono::steady_clock::now();
      pass.run_whole(program);
      if (options.timing) options.timing(pass, seconds_since(start));
      for (const ir::Function& function : program.functions) finish_pass(pass, program, function, options);
    }
  }
}

}  // namespace krait::passes
