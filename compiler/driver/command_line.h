// Reading the command line.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "driver/options.h"

namespace krait::driver {

// Nothing more to do: print `text` (to standard output when `status` is 0, else to standard error) and exit.
struct EarlyExit {
  int status = 0;
  std::string text;
};

// `arguments` without the program's own name.
std::variant<Options, EarlyExit> parse_command_line(std::vector<std::string> arguments);

}  // namespace krait::driver
