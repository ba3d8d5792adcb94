// The interpreter that compiled modules are for.
#pragma once

#include <string>

#include "base/hash.h"
#include "base/python_version.h"

namespace krait::toolchain {

class Cache;

// The oldest interpreter that generated code runs under.
inline constexpr PythonVersion kOldestTarget{3, 11};

struct Target {
  std::string executable;  // sys.executable: absolute
  PythonVersion version;
  std::string full_version;             // "3.11.2"
  std::string extension_suffix;         // ".cpython-311-x86_64-linux-gnu.so"
  std::string include_folder;           // holds Python.h
  std::string platform_include_folder;  // holds pyconfig.h; often the same
  std::string platform;                 // sys.platform
  std::string machine_platform;         // sysconfig.get_platform(): "linux-x86_64"
  std::string standard_library;         // folder of os.py
  std::string cache_tag;                // sys.implementation.cache_tag
  bool debug = false;                   // Py_DEBUG: object headers are larger
  bool free_threaded = false;           // Py_GIL_DISABLED

  // Of everything above that decides the machine code.
  Hash128 identity() const;
};

// Asks the interpreter itself (`EXE -I -S -c ...`, which runs nobody's code) and remembers the answer in the cache for
// as long as the executable stays what it is. Throws ToolError(kNoInterpreter).
Target find_target(const std::string& executable, const Cache& cache);

// Throws ToolError(kNoPythonHeaders) when nothing can be compiled for `target` because Python.h is missing.
void require_headers(const Target& target);

}  // namespace krait::toolchain
