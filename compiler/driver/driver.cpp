#include "driver/driver.h"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <new>

#include "driver/command_line.h"
#include "driver/fault.h"
#include "driver/session.h"
#include "toolchain/error.h"

namespace krait::driver {
namespace {

int run_command_line(const Options& options) {
  Session session(options);
  try {
    switch (options.command) {
      case Command::kBuild:
        return build_command(session);
      case Command::kRun:
        return run_command(session);
      case Command::kCheck:
        return check_command(session);
      case Command::kReport:
        return report_command(session);
      case Command::kDump:
        return dump_command(session);
      case Command::kCgen:
        return cgen_command(session);
    }
  } catch (const toolchain::ToolError& error) {
    session.print(error.code(), error.what());
    return kExitErrors;
  }
  return kExitUsage;
}

}  // namespace

int run_krait(int argc, char** argv) {
  install_crash_handler();
  try {
    std::variant<Options, EarlyExit> parsed = parse_command_line({argv + (argc > 0 ? 1 : 0), argv + argc});
    if (const auto* early = std::get_if<EarlyExit>(&parsed)) {
      std::fputs(early->text.c_str(), early->status == kExitOk ? stdout : stderr);
      return early->status;
    }
    return run_command_line(std::get<Options>(parsed));
  } catch (const std::bad_alloc&) {
    std::fputs(fault_message("out of memory").c_str(), stderr);
  } catch (const std::exception& error) {
    std::fputs(fault_message(error.what()).c_str(), stderr);
  } catch (...) {
    std::fputs(fault_message("unknown exception").c_str(), stderr);
  }
  return kExitFault;
}

}  // namespace krait::driver
