// From a lowered program to the extension modules in the cache.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "driver/pipeline.h"
#include "driver/session.h"

namespace krait::driver {

struct Artefact {
  std::string module;          // dotted; of the group's library: its own name
  std::string library;         // path in the cache
  const Unit* unit = nullptr;  // null for the group's library
  bool cached = false;         // nothing had to be compiled
};

// Called as objects get done: how many, of how many.
using Progress = std::function<void(size_t done, size_t total)>;

// "a" for the modules "a.b" and "a.c": the name of the library of a group of several.
std::string group_name(const program::Program& program);

// Runs analyze ... emit, then the C compiler. Diagnostics stay in the pipeline.
// `whole`: one C text a module, for other build systems.
void compile_to_c(Session& session, Pipeline& pipeline, const program::Module* main, bool whole = false);
std::vector<Artefact> compile_group(Session& session, Pipeline& pipeline, const Progress& progress = {});

}  // namespace krait::driver
