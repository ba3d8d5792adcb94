// The builder of the payload.
#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "base/arena.h"
#include "base/hash.h"
#include "program/definitions.h"
#include "syntax/encoding.h"
#include "syntax/parser.h"
#include "types/bindings.h"
#include "types/stub_format.h"
#include "types/stub_payload.h"

namespace krait::types {

using namespace syntax;

namespace {

constexpr int kMaxFolderDepth = 16;
constexpr size_t kMaxGuard = 255;  // bytes; longer conditions count as unknown

std::vector<std::string> list_folder(const std::string& folder) {
  std::vector<std::string> out;
  DIR* dir = ::opendir(folder.c_str());
  if (dir == nullptr) return out;
  while (dirent* entry = ::readdir(dir)) {
    if (entry->d_name[0] != '.') out.emplace_back(entry->d_name);
  }
  ::closedir(dir);
  std::sort(out.begin(), out.end());
  return out;
}

bool is_folder(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

using Versions = std::map<std::string, std::pair<int, int>, std::less<>>;

// "asyncio.mixins: 3.10-3.13": minor versions from and to.
Versions read_versions(const std::string& path) {
  Versions out;
  DiagnosticSink ignored;
  std::unique_ptr<SourceFile> file = syntax::read_source(path, ignored);
  if (file == nullptr) return out;
  for (uint32_t i = 1; i <= file->line_count(); ++i) {
    std::string line(file->line_text(i));
    if (size_t hash = line.find('#'); hash != std::string::npos) line.resize(hash);
    size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    int major = 0, first = 0, last_major = 0, last = 99;
    std::string range = line.substr(colon + 1);
    int read = std::sscanf(range.c_str(), " %d.%d-%d.%d", &major, &first, &last_major, &last);
    if (read < 2) continue;
    out[line.substr(0, colon)] = {major < 3 ? 0 : first, read < 4 ? 99 : last};
  }
  return out;
}

void find_stubs(const std::string& folder, const std::string& package, int depth, std::vector<StubFile>& out) {
  for (const std::string& name : list_folder(folder)) {
    std::string path = folder + "/" + name;
    if (is_folder(path)) {
      if (depth < kMaxFolderDepth && !name.starts_with('@')) {
        find_stubs(path, package.empty() ? name : package + "." + name, depth + 1, out);
      }
      continue;
    }
    if (!name.ends_with(".pyi")) continue;
    std::string stem = name.substr(0, name.size() - 4);
    StubFile file;
    file.path = path;
    file.is_package = stem == "__init__";
    file.module = file.is_package ? package : package.empty() ? stem : package + "." + stem;
    if (!file.module.empty()) out.push_back(file);
  }
}

// Text without comments, trailing blanks and empty lines; strings are left alone.
std::string strip_comments(std::string_view text) {
  std::string out;
  size_t i = 0;
  auto end_line = [&] {
    while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
    if (!out.empty() && out.back() != '\n') out += '\n';
  };
  while (i < text.size()) {
    char c = text[i];
    if (c == '#') {
      while (i < text.size() && text[i] != '\n') ++i;
    } else if (c == '\n') {
      end_line();
      ++i;
    } else if (c == '"' || c == '\'') {
      std::string_view quote = text.substr(i, 3) == std::string(3, c) ? text.substr(i, 3) : text.substr(i, 1);
      size_t start = i;
      i += quote.size();
      while (i < text.size() && text.substr(i, quote.size()) != quote) i += text[i] == '\\' ? 2 : 1;
      i = std::min(i + quote.size(), text.size());
      out.append(text.substr(start, i - start));
    } else {
      out += c;
      ++i;
    }
  }
  end_line();
  return out;
}

// ---- guards
// ----------------------------------------------------------------------------------------------------------

void op(std::string& out, GuardOp code) { out += static_cast<char>(code); }

bool is_attribute(const Expr* expr, std::string_view module, std::string_view attribute) {
  const auto* attr = as<Attribute>(expr);
  const auto* base = attr != nullptr ? as<NameExpr>(attr->value) : nullptr;
  return base != nullptr && attr->attr == attribute && base->id == module;
}

void write_condition(const Expr* test, std::string& out, int depth) {
  if (depth < 20) {
    if (const auto* both = as<BoolOp>(test)) {
      for (size_t i = 0; i < both->values.size(); ++i) {
        write_condition(both->values[i], out, depth + 1);
        if (i != 0) op(out, both->op == BoolOperator::kAnd ? GuardOp::kAnd : GuardOp::kOr);
      }
      return;
    }
    if (const auto* unary = as<UnaryOp>(test); unary != nullptr && unary->op == UnaryOperator::kNot) {
      write_condition(unary->operand, out, depth + 1);
      return op(out, GuardOp::kNot);
    }
    if (const auto* name = as<NameExpr>(test); name != nullptr && name->id == "TYPE_CHECKING")
      return op(out, GuardOp::kTrue);
    if (const auto* compare = as<Compare>(test); compare != nullptr && compare->ops.size() == 1) {
      if (is_attribute(compare->left, "sys", "version_info")) {
        const auto* tuple = as<Tuple>(compare->comparators[0]);
        bool plain = tuple != nullptr && !tuple->elts.empty() && tuple->elts.size() <= 2;
        int64_t parts[2] = {3, 0};
        for (size_t i = 0; plain && i < tuple->elts.size(); ++i) {
          const auto* number = as<Constant>(tuple->elts[i]);
          plain = number != nullptr && number->value.kind == ConstantKind::kInt;
          if (plain) parts[i] = number->value.integer;
        }
        CmpOp how = compare->ops[0];
        // version_info is longer than the pair: only >= and < say something clear.
        if (plain && parts[0] == 3 && parts[1] < 100 && (how == CmpOp::kGtE || how == CmpOp::kLt)) {
          op(out, GuardOp::kVersion);
          out += static_cast<char>(how);
          out += static_cast<char>(parts[1]);
          return;
        }
      } else if (is_attribute(compare->left, "sys", "platform")) {
        const auto* text = as<Constant>(compare->comparators[0]);
        CmpOp how = compare->ops[0];
        if (text != nullptr && text->value.is_str() && text->value.text().size() < 32 &&
            (how == CmpOp::kEq || how == CmpOp::kNotEq)) {
          op(out, GuardOp::kPlatform);
          out += static_cast<char>(text->value.text().size());
          out.append(text->value.text());
          if (how == CmpOp::kNotEq) op(out, GuardOp::kNot);
          return;
        }
      }
    }
  }
  op(out, GuardOp::kUnknown);
}

// ---- the builder
// -----------------------------------------------------------------------------------------------------

class Builder {
 public:
  bool add(const StubFile& stub, std::string& error) {
    DiagnosticSink sink;
    std::unique_ptr<SourceFile> original = syntax::read_source(stub.path, sink);
    Arena arena;
    const Module* tree = nullptr;
    std::unique_ptr<SourceFile> file;
    if (original != nullptr) {
      file = std::make_unique<SourceFile>(stub.path, strip_comments(original->text()));
      ParseOptions options;
      options.version = kNewestPython;
      options.mode = ParseMode::kStub;
      tree = parse_module(*file, options, arena, sink);
    }
    if (tree == nullptr) {
      const Diagnostic* first = sink.diagnostics().empty() ? nullptr : &sink.diagnostics().front();
      error = first != nullptr ? fmt::format("{}:{}: {}", stub.path, first->location.line, first->message) : stub.path;
      return false;
    }
    file_ = file.get();
    text_.clear();
    rows_.clear();
    order_ = 0;
    statements(tree->body, 0, 0);
    std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
      return a.name != b.name ? a.name < b.name : a.row.order < b.row.order;
    });
    StubModuleRow module{};
    std::tie(module.name_offset, module.name_length) = string(stub.module);
    module.first_entry = static_cast<uint32_t>(entries_.size());
    module.entry_count = static_cast<uint32_t>(rows_.size());
    module.text_offset = all_text_.size();
    module.text_length = static_cast<uint32_t>(text_.size());
    module.is_package = stub.is_package;
    module.first_minor = static_cast<uint8_t>(stub.first.minor);
    module.last_minor = static_cast<uint8_t>(stub.last.minor);
    for (Row& r : rows_) entries_.push_back(r.row);
    all_text_ += text_;
    modules_.push_back(module);
    return true;
  }

  std::string finish(std::string_view origin) {
    StubHeader header{};
    std::memcpy(header.magic, kStubMagic, sizeof kStubMagic);
    std::tie(header.origin_offset, header.origin_length) = string(origin);
    header.module_count = static_cast<uint32_t>(modules_.size());
    header.entry_count = static_cast<uint32_t>(entries_.size());
    header.guard_bytes = static_cast<uint32_t>(guards_.size());
    header.string_bytes = static_cast<uint32_t>(strings_.size());
    header.text_bytes = all_text_.size();
    std::string index;
    auto append = [&](const auto& rows) {
      index.append(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(rows[0]));
    };
    append(modules_);
    append(entries_);
    index += guards_;
    index += strings_;
    header.index_hash = hash64(index);
    std::string out(reinterpret_cast<const char*>(&header), sizeof header);
    out += index;
    out += all_text_;
    return out;
  }

 private:
  struct Row {
    std::string name;
    StubEntryRow row;
  };

  std::pair<uint32_t, uint32_t> string(std::string_view text) {
    auto [it, added] = known_.try_emplace(std::string(text), static_cast<uint32_t>(strings_.size()));
    if (added) strings_.append(text);
    return {it->second, static_cast<uint32_t>(text.size())};
  }

  // `condition` and `outer` both, or `condition` denied.
  uint32_t guard(uint32_t outer, const Expr* test, bool denied) {
    std::string code;
    write_condition(test, code, 0);
    if (denied) op(code, GuardOp::kNot);
    if (outer != 0) {
      code.append(guards_, outer + 1, static_cast<uint8_t>(guards_[outer]));
      op(code, GuardOp::kAnd);
    }
    if (code.size() > kMaxGuard) code = std::string(1, static_cast<char>(GuardOp::kUnknown));
    auto [it, added] = known_guards_.try_emplace(code, static_cast<uint32_t>(guards_.size()));
    if (added) {
      guards_ += static_cast<char>(code.size());
      guards_ += code;
    }
    return it->second;
  }

  void statements(StmtList body, uint32_t under, int depth) {
    for (const Stmt* stmt : body) statement(stmt, under, depth);
  }

  void statement(const Stmt* stmt, uint32_t under, int depth) {
    if (depth > 50) return;
    if (const auto* branch = as<If>(stmt)) {
      statements(branch->body, guard(under, branch->test, false), depth + 1);
      statements(branch->orelse, branch->orelse.empty() ? 0 : guard(under, branch->test, true), depth + 1);
      return;
    }
    if (const auto* tried = as<Try>(stmt)) {
      statements(tried->body, under, depth + 1);
      for (const ExceptHandler* handler : tried->handlers) statements(handler->body, under, depth + 1);
      return;
    }
    Stmt* single = const_cast<Stmt*>(stmt);
    std::vector<Binding> bindings = collect_bindings(StmtList(&single, 1), {});
    if (bindings.empty()) return;
    uint32_t begin = static_cast<uint32_t>(text_.size());
    copy(stmt);
    uint32_t end = static_cast<uint32_t>(text_.size());
    for (const Binding& b : bindings) {
      Row row;
      row.name = b.kind == BindingKind::kStar ? "*" : b.name.str();
      if (!rows_.empty() && rows_.back().name == row.name && rows_.back().row.begin == begin) continue;
      std::tie(row.row.name_offset, row.row.name_length) = string(row.name);
      row.row.begin = begin;
      row.row.end = end;
      row.row.guard = under;
      row.row.order = order_++;
      rows_.push_back(std::move(row));
    }
  }

  // The statement's text from its first decorator on, moved to the left margin.
  void copy(const Stmt* stmt) {
    Span span = stmt->span;
    ExprList decorators;
    if (const auto* cls = as<ClassDef>(stmt))
      decorators = cls->decorator_list;
    else if (program::FunctionParts parts = program::function_parts(stmt))
      decorators = parts.decorators;
    std::string_view all = file_->text();
    if (!decorators.empty()) {
      span.begin = decorators[0]->span.begin;
      while (span.begin > 0 && all[span.begin] != '@') --span.begin;
    }
    uint32_t line_start = file_->line_start(file_->line(span.begin));
    size_t indent = span.begin - line_start;
    // A statement that follows another on its line has no indentation of its own.
    if (all.substr(line_start, indent).find_first_not_of(" \t") != std::string_view::npos) indent = 0;
    std::string_view text = file_->text(span);
    for (size_t at = 0; at < text.size();) {
      size_t next = text.find('\n', at);
      size_t stop = next == std::string_view::npos ? text.size() : next + 1;
      size_t skip = 0;
      while (at != 0 && skip < indent && at + skip < stop && (text[at + skip] == ' ' || text[at + skip] == '\t'))
        ++skip;
      text_.append(text.substr(at + skip, stop - at - skip));
      at = stop;
    }
    text_ += '\n';
  }

  const SourceFile* file_ = nullptr;
  std::string text_;
  std::vector<Row> rows_;
  uint32_t order_ = 0;
  std::vector<StubModuleRow> modules_;
  std::vector<StubEntryRow> entries_;
  std::string guards_{'\0'};  // offset 0 is "no guard"
  std::string strings_;
  std::string all_text_;
  std::map<std::string, uint32_t> known_;
  std::map<std::string, uint32_t> known_guards_;
};

}  // namespace

std::string build_stub_payload(const std::string& root, const std::string& own, std::string_view origin, std::string& error) {
  std::vector<StubFile> files;
  find_stubs(root + "/stdlib", "", 0, files);
  if (files.empty()) {
    error = fmt::format("{}: no stubs below stdlib/", root);
    return {};
  }
  Versions versions = read_versions(root + "/stdlib/VERSIONS");
  for (StubFile& file : files) {
    std::string_view name = file.module;
    for (;;) {
      auto it = versions.find(name);
      if (it != versions.end()) {
        file.first = {3, it->second.first};
        file.last = {3, it->second.second};
        break;
      }
      size_t dot = name.rfind('.');
      if (dot == std::string_view::npos) break;
      name = name.substr(0, dot);
    }
  }
  for (const std::string& distribution : list_folder(root + "/stubs")) {
    find_stubs(root + "/stubs/" + distribution, "", 0, files);
  }
  if (!own.empty()) find_stubs(own, "", 0, files);
  std::sort(files.begin(), files.end(), [](const StubFile& a, const StubFile& b) { return a.module < b.module; });
  // The standard library's own stub wins over another distribution's.
  files.erase(std::unique(files.begin(), files.end(),
                          [](const StubFile& a, const StubFile& b) { return a.module == b.module; }),
              files.end());
  Builder builder;
  for (const StubFile& file : files) {
    if (!builder.add(file, error)) return {};
  }
  return builder.finish(origin);
}

}  // namespace krait::types
