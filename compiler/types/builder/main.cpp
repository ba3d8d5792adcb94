// krait-stubs TYPESHED -o FILE: compiles stubs, and those in the folder of --own, into the payload that krait maps at run time.
// krait-stubs --check FILE [--minor N] [-v]: loads all of a payload, to see that nothing in it is beyond us.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "types/builder/check.h"
#include "types/stub_payload.h"

int main(int argc, char** argv) {
  std::string root, own, output, origin, checked;
  int minor = 11;
  bool verbose = false;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "-o") == 0 && i + 1 < argc)
      output = argv[++i];
    else if (std::strcmp(argv[i], "--own") == 0 && i + 1 < argc)
      own = argv[++i];
    else if (std::strcmp(argv[i], "--origin") == 0 && i + 1 < argc)
      origin = argv[++i];
    else if (std::strcmp(argv[i], "--check") == 0 && i + 1 < argc)
      checked = argv[++i];
    else if (std::strcmp(argv[i], "--minor") == 0 && i + 1 < argc)
      minor = std::atoi(argv[++i]);
    else if (std::strcmp(argv[i], "-v") == 0)
      verbose = true;
    else if (root.empty())
      root = argv[i];
    else
      output.clear();
  }
  if (!checked.empty()) return krait::types::check_stub_payload(checked, {3, minor}, verbose);
  if (root.empty() || output.empty()) {
    fmt::print(stderr, "usage: krait-stubs TYPESHED -o FILE [--own FOLDER] [--origin TEXT]\n");
    return 2;
  }
  std::string error;
  std::string bytes = krait::types::build_stub_payload(root, own, origin, error);
  if (bytes.empty()) {
    fmt::print(stderr, "krait-stubs: error: {}\n", error);
    return 1;
  }
  std::string temporary = output + ".new";
  std::FILE* file = std::fopen(temporary.c_str(), "wb");
  bool written = file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  if (file != nullptr) written &= std::fclose(file) == 0;
  if (!written || std::rename(temporary.c_str(), output.c_str()) != 0) {
    fmt::print(stderr, "krait-stubs: error: cannot write {}: {}\n", output, std::strerror(errno));
    return 1;
  }
  return 0;
}
