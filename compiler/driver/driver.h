// The command line program.
#pragma once

namespace krait::driver {

// What main() does, fault handling included. Returns the exit status; `krait run` does not return.
int run_krait(int argc, char** argv);

}  // namespace krait::driver
