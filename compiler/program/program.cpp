// Loading the modules of a program, and putting them in order.
#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <unordered_set>

#include "program/modules.h"
#include "syntax/encoding.h"
#include "syntax/parser.h"
#include "syntax/semantic_errors.h"

namespace krait::program {

namespace {

// Folders this deep are not followed: a loop of links.
constexpr int kMaxFolderDepth = 64;

bool is_folder(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

// Every .py below `folder`, sorted, without hidden folders and caches.
void list_sources(const std::string& folder, int depth, std::vector<std::string>& out) {
  DIR* dir = ::opendir(folder.c_str());
  if (dir == nullptr) return;
  std::vector<std::string> names;
  while (dirent* entry = ::readdir(dir)) names.emplace_back(entry->d_name);
  ::closedir(dir);
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    if (name.starts_with('.') || name == "__pycache__") continue;
    std::string path = folder.ends_with('/') ? folder + name : folder + "/" + name;
    if (is_folder(path)) {
      if (depth < kMaxFolderDepth) list_sources(path, depth + 1, out);
    } else if (name.ends_with(".py")) {
      out.push_back(path);
    }
  }
}

}  // namespace

class ProgramLoader {
 public:
  ProgramLoader(Program& program, DiagnosticSink& sink) : program_(program), sink_(sink) {}

  void run(std::span<const std::string> paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
      size_t before = files.size();
      if (is_folder(path))
        list_sources(path, 0, files);
      else
        files.push_back(path);
      if (files.size() == before) {
        sink_.report(DiagnosticCode::kNothingToCompile, Severity::kError, {path}, "no Python file in this folder");
      }
    }
    std::vector<std::string> roots;
    for (const std::string& file : files) {
      ModuleName name = module_name_of(file);
      if (std::find(roots.begin(), roots.end(), name.root) == roots.end()) roots.push_back(name.root);
      load({name.name, name.is_package ? ModuleKind::kPackage : ModuleKind::kSource, file, ""}, name.is_package, true);
    }
    roots.insert(roots.end(), program_.options_.roots.begin(), program_.options_.roots.end());
    ModuleFinder finder(roots);
    // Modules that are found while walking are appended, so that their own imports are followed in turn.
    for (size_t i = 0; i < program_.modules_.size(); ++i) {
      if (program_.options_.follow_imports) follow(*program_.modules_[i], finder);
    }
    for (const auto& module : program_.modules_) link(*module);
    order();
  }

 private:
  void load(const ModuleFile& file, bool is_package, bool requested) {
    if (file.name) {
      if (Module* known = program_.find(file.name)) {
        if (known->file.path != file.path) {
          sink_.report(DiagnosticCode::kModuleNameClash, Severity::kError, {file.path},
                       fmt::format("module '{}' is also {}", file.name.text(), known->file.path));
        }
        return;
      }
    }
    auto module = std::make_unique<Module>();
    module->name = file.name;
    module->file = file;
    module->is_package = is_package;
    module->requested = requested;
    module->arena = std::make_unique<Arena>();
    module->source = syntax::read_source(file.path, sink_);
    if (module->source != nullptr) {
      syntax::ParseOptions options;
      options.version = program_.options_.target.version;
      module->tree = syntax::parse_module(*module->source, options, *module->arena, sink_);
    }
    if (module->tree != nullptr) {
      module->scopes = Scopes::build(*module->tree, sink_);
      syntax::check_semantics(*module->tree, sink_);
      module->imports = collect_imports(*module->tree, module->package(), program_.options_.target, false);
    }
    if (module->name) program_.by_name_.emplace(module->name, module.get());
    program_.modules_.push_back(std::move(module));
  }

  void follow(const Module& module, ModuleFinder& finder) {
    // load() moves the vector of modules, not the modules.
    for (const ImportRequest& request : module.imports) {
      if (!request.module) continue;
      load_found(request.module, finder);
      for (Name name : request.names) load_found(Name::dotted(request.module, name), finder);
    }
  }

  void load_found(Name name, ModuleFinder& finder) {
    // Importing a.b.c runs a and a.b too.
    std::string_view text = name.text();
    for (size_t dot = text.find('.');; dot = text.find('.', dot + 1)) {
      Name part = dot == std::string_view::npos ? name : Name::intern(text.substr(0, dot));
      if (!program_.find(part)) {
        const ModuleFile* file = finder.find(part);
        if (file == nullptr) return;
        if (file->kind != ModuleKind::kNamespace && !file->path.empty()) {
          load(*file, file->kind == ModuleKind::kPackage, false);
        }
      }
      if (dot == std::string_view::npos) return;
    }
  }

  void link(Module& module) {
    std::unordered_set<Module*> seen{&module};
    auto add = [&](Name name) {
      Module* other = program_.find(name);
      if (other != nullptr && seen.insert(other).second) module.depends_on.push_back(other);
    };
    for (const ImportRequest& request : module.imports) {
      if (!request.module) continue;
      std::string_view text = request.module.text();
      for (size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.', dot + 1)) {
        add(Name::intern(text.substr(0, dot)));
      }
      add(request.module);
      for (Name name : request.names) add(Name::dotted(request.module, name));
    }
  }

  // Tarjan's strongly connected components with a stack of its own; they come out with dependencies first.
  void order() {
    struct Mark {
      uint32_t index = 0;
      uint32_t low = 0;
      bool on_stack = false;
    };
    std::unordered_map<const Module*, Mark> marks;
    std::vector<Module*> stack;
    std::vector<std::pair<Module*, size_t>> walk;
    uint32_t next = 1;
    auto open = [&](Module* module) {
      marks[module] = {next, next, true};
      ++next;
      stack.push_back(module);
      walk.emplace_back(module, 0);
    };
    for (const auto& start : program_.modules_) {
      if (marks.contains(start.get())) continue;
      open(start.get());
      while (!walk.empty()) {
        auto& [module, at] = walk.back();
        if (at < module->depends_on.size()) {
          Module* other = module->depends_on[at++];
          auto it = marks.find(other);
          if (it == marks.end()) {
            open(other);
          } else if (it->second.on_stack) {
            Mark& mark = marks[module];
            mark.low = std::min(mark.low, it->second.index);
          }
          continue;
        }
        Module* done = module;
        walk.pop_back();
        Mark mark = marks[done];
        if (!walk.empty()) {
          Mark& outer = marks[walk.back().first];
          outer.low = std::min(outer.low, mark.low);
        }
        if (mark.low != mark.index) continue;
        std::vector<Module*> group;
        Module* member = nullptr;
        do {
          member = stack.back();
          stack.pop_back();
          marks[member].on_stack = false;
          group.push_back(member);
        } while (member != done);
        std::reverse(group.begin(), group.end());
        program_.groups_.push_back(std::move(group));
      }
    }
  }

  Program& program_;
  DiagnosticSink& sink_;
};

std::unique_ptr<Program> Program::load(std::span<const std::string> paths, const LoadOptions& options,
                                       DiagnosticSink& sink) {
  auto program = std::make_unique<Program>();
  program->options_ = options;
  ProgramLoader(*program, sink).run(paths);
  return program;
}

Module* Program::find(Name name) const {
  auto it = by_name_.find(name);
  return it == by_name_.end() ? nullptr : it->second;
}

}  // namespace krait::program
