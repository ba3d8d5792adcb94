#include "driver/group.h"

#include <fmt/format.h>

#include <atomic>
#include <mutex>

#include "driver/fault.h"
#include "emit/group.h"
#include "toolchain/atomic_file.h"
#include "toolchain/jobs.h"

namespace krait::driver {

std::string group_name(const program::Program& program) {
  for (const auto& module : program.modules()) {
    if (module->tree == nullptr) continue;
    std::string name = module->name.str();
    return name.substr(0, name.find('.')) + "__krait";
  }
  return "krait__krait";
}

void compile_to_c(Session&, Pipeline& pipeline, const program::Module* main, bool whole) {
  pipeline.analyze();
  pipeline.lower(group_name(pipeline.program()), main);
  pipeline.optimize();
  pipeline.emit(whole);
}

std::vector<Artefact> compile_group(Session& session, Pipeline& pipeline, const Progress& progress) {
  toolchain::CCompiler& compiler = session.compiler();
  compiler.on_prepare([&] {
    if (session.options().verbose) {
      fmt::print(stderr, "preparing the runtime for Python {}\n", session.target().full_version);
    }
  });
  PhaseScope phase("C compiler");
  std::vector<Unit>& units = pipeline.units();
  bool is_group = units.size() > 1;
  if (is_group) {
    // Lies where the scratch C files look for it; its name tells its content.
    toolchain::write_file_if_changed(session.cache().scratch_folder() + "/" + pipeline.header_name(),
                                     pipeline.header_text(), 0600);
  }
  // An object for each part of each module, then for a group the library's own and a shim for each module.
  struct Part {
    size_t unit;
    uint32_t part;
  };
  std::vector<Part> parts;
  for (size_t i = 0; i < units.size(); ++i) {
    for (uint32_t part = 0; part < units[i].c.parts; ++part) parts.push_back({i, part});
  }
  std::vector<toolchain::CCompiler::Object> objects(parts.size());
  std::vector<toolchain::CCompiler::Object> shims(is_group ? units.size() : 0);
  toolchain::CCompiler::Object joint;
  size_t total = objects.size() + shims.size() + (is_group ? 1 : 0);
  std::mutex mutex;
  size_t done = 0;
  toolchain::parallel_for(total + 1, session.jobs(), [&](size_t job) {
    if (job == 0) return compiler.need_archive();
    size_t i = job - 1;
    if (i < parts.size()) {
      const Unit& unit = units[parts[i].unit];
      PhaseScope part("C compiler jobs", unit.path.c_str());
      objects[i] = compiler.compile(unit.name, emit::part_text(unit.c, parts[i].part));
    } else if (i < parts.size() + shims.size()) {
      const Unit& unit = units[i - parts.size()];
      shims[i - parts.size()] = compiler.compile(unit.name + "-shim", emit::emit_shim(unit.name, pipeline.ir().name));
    } else {
      joint = compiler.compile(pipeline.ir().name, emit::emit_group_library(pipeline.ir()));
    }
    std::lock_guard lock(mutex);
    ++done;
    if (progress) progress(done, total);
  });

  std::vector<Artefact> artefacts;
  if (!is_group) {
    std::vector<std::string> inputs;
    bool cached = true;
    for (const auto& object : objects) {
      inputs.push_back(object.path);
      cached = cached && object.cached;
    }
    toolchain::CCompiler::Object library = compiler.link(units[0].name, inputs);
    artefacts.push_back({units[0].name, library.path, &units[0], cached});
    return artefacts;
  }
  std::vector<std::string> inputs = {joint.path};
  for (const auto& object : objects) inputs.push_back(object.path);
  toolchain::CCompiler::Object library = compiler.link(pipeline.ir().name, inputs);
  artefacts.push_back({pipeline.ir().name, library.path, nullptr, library.cached});
  for (size_t i = 0; i < units.size(); ++i) {
    toolchain::CCompiler::Object shim = compiler.link(units[i].name, {shims[i].path});
    artefacts.push_back({units[i].name, shim.path, &units[i], objects[i].cached});
  }
  return artefacts;
}

}  // namespace krait::driver
