// Names to files and back.
#include <sys/stat.h>

#include <algorithm>

#include "program/modules.h"

namespace krait::program {

namespace {

bool is_file(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

bool is_folder(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::string_view last_part(std::string_view dotted) {
  size_t dot = dotted.rfind('.');
  return dot == std::string_view::npos ? dotted : dotted.substr(dot + 1);
}

// Close enough to str.isidentifier() for names of files: letters of other scripts are taken as they are.
bool is_identifier(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

std::string parent_folder(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(slash == 0 ? "/" : path.substr(0, slash));
}

std::string_view base_name(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

const ModuleFile* ModuleFinder::find(Name name) {
  if (!name) return nullptr;
  auto it = known_.find(name);
  if (it == known_.end()) it = known_.emplace(name, search(name)).first;
  return it->second.file ? &*it->second.file : nullptr;
}

ModuleFinder::Known ModuleFinder::search(Name name) {
  Known out;
  std::vector<std::string> folders = roots_;
  if (Name package = parent_package(name)) {
    if (find(package) == nullptr) return out;
    folders = known_.find(package)->second.folders;
  }
  std::string part(last_part(name.text()));
  for (const std::string& folder : folders) {
    std::string base = folder + "/" + part;
    auto found = [&](ModuleKind kind, const std::string& source) {
      std::string stub = source + "i";
      bool has_source = is_file(source), has_stub = is_file(stub);
      if (!has_source && !has_stub) return false;
      out.file = ModuleFile{name, kind, has_source ? source : "", has_stub ? stub : ""};
      return true;
    };
    if (is_folder(base)) {
      if (found(ModuleKind::kPackage, base + "/__init__.py")) {
        out.folders = {base};
        return out;
      }
      out.folders.push_back(base);
    }
    if (found(ModuleKind::kSource, base + ".py")) {
      out.folders.clear();
      return out;
    }
  }
  if (!out.folders.empty()) out.file = ModuleFile{name, ModuleKind::kNamespace, out.folders[0], ""};
  return out;
}

ModuleName module_name_of(const std::string& path) {
  ModuleName out;
  std::string_view file = base_name(path);
  std::string folder = parent_folder(path);
  std::string_view stem = file.ends_with(".py") ? file.substr(0, file.size() - 3) : file;
  std::string name;
  if (stem == "__init__") {
    out.is_package = true;
  } else {
    name = stem;
    if (!is_identifier(stem)) {
      out.root = folder;
      return out;
    }
  }
  // A folder that is named "." or ".." has no name to go by until it is spelled out.
  std::string_view last = base_name(folder);
  if ((last == "." || last == ".." || last.empty()) && is_file(folder + "/__init__.py")) {
    if (char* real = ::realpath(folder.c_str(), nullptr)) {
      folder = real;
      ::free(real);
    }
  }
  while (is_file(folder + "/__init__.py") && is_identifier(base_name(folder))) {
    std::string package(base_name(folder));
    name = name.empty() ? package : package + "." + name;
    std::string up = parent_folder(folder);
    if (up == folder) break;
    folder = up;
    if (folder == "." && is_file("./__init__.py")) {
      if (char* real = ::realpath(".", nullptr)) {
        folder = real;
        ::free(real);
      }
    }
  }
  if (!name.empty()) out.name = Name::intern(name);
  out.root = folder;
  return out;
}

}  // namespace krait::program
