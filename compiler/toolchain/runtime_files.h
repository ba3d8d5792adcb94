// The runtime's C sources. They travel inside the executable, so that an installed Krait is one file and its stubs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"

namespace krait::toolchain {

struct EmbeddedFile {
  std::string_view name;  // relative, "krait.h"
  std::string_view content;
};

class RuntimeFiles {
 public:
  // What was embedded at build time; or, for people who work on the runtime, what is in the folder that the
  // environment variable KRAIT_RUNTIME_DIR names. Sorted by name.
  static const RuntimeFiles& get();

  const std::vector<EmbeddedFile>& files() const { return files_; }
  Hash128 hash() const { return hash_; }

 private:
  RuntimeFiles();

  std::vector<EmbeddedFile> files_;
  std::vector<std::string> loaded_;
  Hash128 hash_;
};

// The Python files that `krait run` starts; ends with an empty name.
extern const EmbeddedFile kEmbeddedBootstrap[];

// Of this build of Krait: changes with anything in the executable.
Hash128 executable_identity();

}  // namespace krait::toolchain
