// From C text to an extension module.
//
// Everything slow is done once and kept in the cache: the precompiled runtime header, the archive of the runtime's cold
// parts, each object and each linked library, keyed by everything that decides them.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "toolchain/cache.h"
#include "toolchain/target.h"

namespace krait::toolchain {

struct CompileOptions {
  std::string cc;        // program; empty: gcc, clang or cc, whichever is found first
  std::string launcher;  // put before the compiler (ccache, distcc); words separated by blanks
  int level = 2;         // -O0 to -O3
  bool debug_info = false;
  unsigned jobs = 1;
};

class CCompiler {
 public:
  // Finds the compiler. Throws ToolError(kNoCCompiler).
  CCompiler(CompileOptions options, const Target& target, const Cache& cache);

  // Called before the work that all modules share (the precompiled header, the runtime's archive), which is done once
  // for each target and takes seconds. Set it before the first compile().
  void on_prepare(std::function<void()> announce) { announce_ = std::move(announce); }

  // Makes ready what link() needs; it does so itself, but compile() may go on meanwhile. Thread-safe.
  void need_archive() const;

  struct Object {
    std::string path;  // in the cache
    bool cached = false;
  };
  // `name` is for messages only. Thread-safe. Throws InternalFault, having kept the C text, when the compiler rejects
  // it.
  Object compile(const std::string& name, std::string_view c_text) const;
  // Links objects and runtime into one extension module.
  Object link(const std::string& name, const std::vector<std::string>& objects) const;

  // Whether compile(name, c_text) would find the object in the cache.
  bool is_cached(std::string_view c_text) const;

  // Of compiler, flags, runtime and target.
  Hash128 identity() const { return identity_; }
  // The command line, for -v and for the manifest of `krait cgen`.
  std::vector<std::string> compile_arguments() const;

 private:
  void find_compiler();
  // Each does its work on first call; thread-safe.
  void need_runtime() const;
  void need_precompiled_header() const;
  void build_precompiled_header(const std::string& header, const char* suffix) const;
  void build_archive() const;
  void run_or_fail(const std::vector<std::string>& command, const std::string& name, std::string_view c_text) const;
  std::vector<std::string> base_command(int level) const;
  std::vector<std::string> archive_command() const;
  std::string scratch(const std::string& suffix) const;
  Hash128 object_key(std::string_view c_text) const;

  CompileOptions options_;
  const Target& target_;
  const Cache& cache_;
  std::vector<std::string> compiler_;  // launcher and program
  bool is_clang_ = false;
  Hash128 identity_;
  Hash128 archive_key_;
  std::string runtime_folder_;
  std::function<void()> announce_;
  mutable std::once_flag runtime_once_, header_once_, archive_once_, announce_once_;
  mutable std::string precompiled_;  // header to -include; empty: none
  mutable std::string archive_;
};

}  // namespace krait::toolchain
