// Finding modules, reading them, and who imports whom.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/names.h"
#include "base/source.h"
#include "program/conditions.h"
#include "program/scopes.h"
#include "syntax/ast.h"

namespace krait::program {

enum class ModuleKind : uint8_t {
  kSource,     // NAME.py
  kPackage,    // NAME/__init__.py
  kNamespace,  // a folder without __init__.py
};

struct ModuleFile {
  Name name;  // full dotted name
  ModuleKind kind = ModuleKind::kSource;
  std::string path;       // of the source; of the folder for a namespace package; empty where there is only a stub
  std::string stub_path;  // NAME.pyi beside it; empty where there is none
};

// What one import statement asks for.
struct ImportRequest {
  const syntax::Stmt* statement = nullptr;
  Span span;
  Name module;              // absolute; no name when a relative import goes above the top-level package
  std::vector<Name> names;  // `from module import names`; each may be a submodule
  bool is_from = false;
  bool is_star = false;
  bool at_top_level = false;  // runs when the module is imported (not inside a function)
};

// Every import of the tree in order, dead branches of version tests left out. `package` is the package relative imports
// start from (the module itself for a package's __init__). Those under TYPE_CHECKING count when `type_checking` is set.
std::vector<ImportRequest> collect_imports(const syntax::Module& tree, Name package, const Target& target,
                                           bool type_checking);

// The absolute name of `module` (or none, for `from . import x`) after `level` dots in `package`. No name when that
// goes beyond the top.
Name resolve_relative(Name package, int level, Name module);
// "a.b" of "a.b.c"; no name for "a".
Name parent_package(Name module);

// Looks for modules in folders, in order, the way Python's path finder does: within a folder a package wins over a
// module, and a namespace package counts only where no folder has either.
class ModuleFinder {
 public:
  explicit ModuleFinder(std::vector<std::string> roots) : roots_(std::move(roots)) {}
  const std::vector<std::string>& roots() const { return roots_; }
  const ModuleFile* find(Name name);  // null: not there

 private:
  struct Known {
    std::optional<ModuleFile> file;
    std::vector<std::string> folders;  // where submodules are looked for; several for a namespace package
  };
  Known search(Name name);

  std::vector<std::string> roots_;
  std::unordered_map<Name, Known> known_;
};

struct ModuleName {
  Name name;         // "package.module"; no name where the file's is not an identifier ("my-script.py")
  std::string root;  // the folder that has to be on sys.path
  bool is_package = false;
};
// The name a source file has by the packages (folders with __init__.py) it lies in.
ModuleName module_name_of(const std::string& path);

// One parsed module. Owned by its Program.
struct Module {
  Name name;
  ModuleFile file;
  bool is_package = false;
  bool requested = false;  // named by the user, as opposed to found through an import
  std::unique_ptr<SourceFile> source;
  std::unique_ptr<Arena> arena;
  syntax::Module* tree = nullptr;  // null after an error, which has been reported
  Scopes scopes;
  std::vector<ImportRequest> imports;
  std::vector<Module*> depends_on;  // modules of the program it imports at any place, in order, itself left out

  // The package relative imports start from; no name at the top.
  Name package() const { return is_package ? name : parent_package(name); }
};

struct LoadOptions {
  Target target;
  std::vector<std::string> roots;  // further folders to look in for imports (those of the inputs come first)
  bool follow_imports = false;     // load local modules that are imported too (`krait run`)
};

class Program {
 public:
  // Loads files and folders (every .py below, recursively). Reports unreadable files, syntax errors, two files for one
  // module name; what could be loaded is there afterwards.
  static std::unique_ptr<Program> load(std::span<const std::string> paths, const LoadOptions& options,
                                       DiagnosticSink& sink);

  std::span<const std::unique_ptr<Module>> modules() const { return modules_; }
  Module* find(Name name) const;
  // Modules that import each other, each group before those that import from it.
  const std::vector<std::vector<Module*>>& groups() const { return groups_; }
  const LoadOptions& options() const { return options_; }

 private:
  friend class ProgramLoader;
  LoadOptions options_;
  std::vector<std::unique_ptr<Module>> modules_;
  std::unordered_map<Name, Module*> by_name_;
  std::vector<std::vector<Module*>> groups_;
};

}  // namespace krait::program
