// What `krait run` remembers of a program, so that running it again costs a few system calls.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/hash.h"
#include "program/modules.h"
#include "toolchain/cache.h"

namespace krait::driver {

// Of the time of modification and the size; 0 for a file that is not there.
uint64_t file_stamp(const std::string& path);

struct RunRecord {
  struct Source {
    std::string path;
    uint64_t stamp = 0;
    Hash128 hash;  // of the content, asked when the stamp differs
  };
  std::vector<Source> sources;
  std::vector<std::string> absent;     // files that would change what an import finds, if they were there
  std::vector<std::string> libraries;  // in the cache, named after their content
  std::vector<std::string> fields;     // for the bootstrap; see bootstrap/run_main.py

  // Notes the file of `module`, and where Python looked in vain for what it imports.
  void add_source(const program::Module& module, const std::string& root);

  // False when there is no record, or when it no longer describes what is on disk.
  bool load(const toolchain::Cache& cache, Hash128 key);
  void store(const toolchain::Cache& cache, Hash128 key) const;
  // The text for the bootstrap.
  std::string manifest() const;

 private:
  bool is_current() const;
};

}  // namespace krait::driver
