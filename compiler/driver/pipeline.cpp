#include "driver/pipeline.h"

#include <fmt/format.h>
#include <unistd.h>

#include <climits>
#include <unordered_map>

#include "base/hash.h"
#include "driver/fault.h"
#include "emit/emit.h"
#include "passes/passes.h"
#include "toolchain/error.h"
#include "types/stub_payload.h"

namespace krait::driver {

bool Pipeline::load(const std::vector<std::string>& paths) {
  PhaseScope phase("parse", paths.empty() ? "" : paths.front().c_str());
  program::LoadOptions load;
  load.target = options_.target;
  load.roots = options_.roots;
  load.follow_imports = options_.follow_imports;
  program_ = program::Program::load(paths, load, source_errors_);
  for (const auto& module : program_->modules()) {
    if (module->tree == nullptr) continue;
    Unit unit;
    unit.module = module.get();
    unit.name = module->name.str();
    unit.path = module->file.path;
    units_.push_back(std::move(unit));
  }
  return !units_.empty();
}

void Pipeline::analyze() {
  PhaseScope phase("types", units_.empty() ? "" : units_.front().path.c_str());
  types::AnalysisOptions options;
  options.target = options_.target;
  options.report_errors = options_.report_type_errors;
  options.check_declared = options_.check_declared;
  if (!options_.stubs.empty()) {
    std::string problem;
    options.stubs = types::StubPayload::open(options_.stubs, problem);
    if (options.stubs == nullptr) {
      throw toolchain::ToolError(DiagnosticCode::kNoStubs,
                                 fmt::format("'{}': {}; run 'make build'", options_.stubs, problem));
    }
  }
  analysis_ = types::analyze(*program_, options, type_errors_);
}

void Pipeline::lower(const std::string& group, const program::Module* main) {
  PhaseScope phase("lower", units_.empty() ? "" : units_.front().path.c_str());
  std::vector<lower::ModuleInput> inputs;
  for (Unit& unit : units_) {
    if (unit.module == main) unit.name = "__main__";
    lower::ModuleInput input;
    input.name = Name::intern(unit.name);
    input.path = unit.path;
    input.is_package = unit.module->is_package;
    input.tree = unit.module->tree;
    input.scopes = &unit.module->scopes;
    input.analysis = analysis_ ? analysis_->module(unit.module->tree) : nullptr;
    inputs.push_back(input);
  }
  lower::Options options;
  options.version = options_.target.version;
  options.optimize = options_.level;
  options.check_declared = options_.check_declared;
  options.check_inferred = options_.check_inferred;
  options.check_final = options_.check_final;
  options.deferred_annotations = options_.deferred_annotations;
  options.program = analysis_.get();
  ir_ = lower::lower_program(group, inputs, options, report_);
  std::unordered_map<std::string, Unit*> by_name;
  for (Unit& unit : units_) by_name[unit.name] = &unit;
  for (const lower::FunctionReport& function : report_.functions) {
    auto unit = by_name.find(function.module);
    if (unit == by_name.end()) continue;
    ++unit->second->functions;
    if (!function.native) ++unit->second->interpreted;
  }
}

void Pipeline::optimize() {
  PhaseScope phase("passes", units_.empty() ? "" : units_.front().path.c_str());
  passes::Options options;
  options.optimize = options_.level > 0;
  options.switched_off = options_.disabled_passes;
  options.verify_each = options_.verify_each;
  passes::run(*ir_, options);
}

void Pipeline::emit(bool whole) {
  PhaseScope phase("emit", units_.empty() ? "" : units_.front().path.c_str());
  if (units_.size() > 1) {
    header_text_ = emit::emit_group_header(*ir_);
    // Named after its content: a C text that includes it stands for it, too, in the keys of the cache.
    header_name_ = fmt::format("krait-{}.h", hash128(header_text_).hex());
  }
  std::shared_ptr<const emit::ProgramFacts> facts = emit::gather_facts(*ir_);
  for (size_t i = 0; i < units_.size(); ++i) {
    current_activity().set_file(units_[i].path.c_str());
    emit::Options options;
    options.facts = facts;
    options.file_name = units_[i].name + ".c";
    options.header_name = header_name_;
    // By size alone, so that every machine makes the same bytes.
    constexpr size_t kPartSize = 120'000;
    if (!whole && units_.size() == 1) options.part_size = kPartSize;
    units_[i].c = emit::emit_module(*ir_, static_cast<uint32_t>(i), options);
  }
}

std::string Pipeline::dump_types(const std::string& function) {
#if __has_include("types/dump.cpp")
  const types::ModuleAnalysis* module = analysis_->module(units_[0].module->tree);
  return module == nullptr ? "" : types::dump_types(*units_[0].module, *module, function);
#else
  return function;
#endif
}

std::string find_stubs() {
  constexpr const char* kFile = "krait-stubs.bin";
  char buffer[PATH_MAX];
  ssize_t size = ::readlink("/proc/self/exe", buffer, sizeof buffer);
  std::string folder(buffer, size > 0 ? static_cast<size_t>(size) : 0);
  folder.resize(folder.rfind('/') == std::string::npos ? 0 : folder.rfind('/'));
  for (const char* place : {"/", "/../share/krait/"}) {
    std::string path = folder + place + kFile;
    if (::access(path.c_str(), R_OK) == 0) return path;
  }
  throw toolchain::ToolError(
      DiagnosticCode::kNoStubs,
      fmt::format("'{}/{}' is missing; Krait knows no types without its compiled stubs: run 'make build', which fetches "
                  "and compiles them",
                  folder, kFile));
}

}  // namespace krait::driver
