// The command line as a structure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "driver/diagnostic_format.h"

namespace krait::driver {

// Exit statuses: a contract.
inline constexpr int kExitOk = 0;
inline constexpr int kExitErrors = 1;  // the input has errors
inline constexpr int kExitUsage = 2;   // wrong usage
inline constexpr int kExitFault = 70;  // a fault in Krait itself

enum class Command : uint8_t { kBuild, kRun, kCheck, kReport, kDump, kCgen };
enum class Stage : uint8_t { kTokens, kAst, kScopes, kTypes, kIr, kOpt, kC };

struct Options {
  Command command = Command::kBuild;
  std::vector<std::string> paths;  // build, check, report, cgen, dump (one)
  std::string output;              // -o
  unsigned jobs = 0;               // -j; 0: as many as there are processors
  std::string python = "python3";
  int level = 2;  // -O
  std::vector<std::string> disabled_passes;
  bool debug_info = false;
  bool require_native = false;
  bool strict = false;
  bool check_declared = true;
  bool deferred_annotations = false;
  bool check_inferred = false;
  bool check_final = false;
  bool verbose = false;
  Format format = Format::kText;
  std::string cc;
  std::string launcher;
  // dump
  Stage stage = Stage::kAst;
  bool positions = false;
  std::string function;        // only this one; a qualified name
  std::string python_version;  // "3.12": parse for it, without asking an interpreter
  // run
  std::string run_module;                      // -m
  std::string run_file;                        // FILE
  std::vector<std::string> program_arguments;  // everything after it
};

}  // namespace krait::driver
