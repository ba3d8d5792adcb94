#include "driver/diagnostic_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>
#include <unordered_map>

#include "driver/version.h"
#include "toolchain/atomic_file.h"

namespace krait::driver {
namespace {

// A longer line would fill the terminal without helping.
constexpr size_t kLongestShownLine = 300;

const char* severity_text(Severity severity) {
  switch (severity) {
    case Severity::kNote:
      return "note";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "error";
}

// Lines of the files that diagnostics point into.
class SourceLines {
 public:
  std::string_view line(const std::string& path, uint32_t number) {
    auto [entry, is_new] = files_.try_emplace(path);
    if (is_new) entry->second = toolchain::read_file(path).value_or("");
    std::string_view rest = entry->second;
    for (uint32_t i = 1; i < number; ++i) {
      size_t end = rest.find('\n');
      if (end == std::string_view::npos) return {};
      rest.remove_prefix(end + 1);
    }
    std::string_view text = rest.substr(0, rest.find('\n'));
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    return text;
  }

 private:
  std::unordered_map<std::string, std::string> files_;
};

std::string place(const Location& location) {
  if (location.path.empty()) return "krait: ";
  if (location.line == 0) return location.path + ": ";
  if (location.column == 0) return fmt::format("{}:{}: ", location.path, location.line);
  return fmt::format("{}:{}:{}: ", location.path, location.line, location.column);
}

// Bytes of `text` up to its `column`th character (from 1).
size_t byte_of_column(std::string_view text, uint32_t column) {
  size_t i = 0;
  for (uint32_t seen = 1; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (seen++ == column) break;
  }
  return i;
}

std::string caret_lines(const Location& location, SourceLines& sources) {
  if (location.line == 0 || location.column == 0) return "";
  std::string_view text = sources.line(location.path, location.line);
  if (text.empty() || text.size() > kLongestShownLine) return "";
  size_t begin = byte_of_column(text, location.column);
  size_t end = begin + 1;
  if (location.end_line > location.line) {
    end = text.size();
  } else if (location.end_line == location.line && location.end_column > location.column) {
    end = byte_of_column(text, location.end_column);
  }
  std::string carets;
  for (size_t i = 0; i < begin; ++i) {
    // Tabs stay tabs, so that the caret stands below what it means whatever a tab is worth.
    if (text[i] == '\t') {
      carets += '\t';
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      carets += ' ';
    }
  }
  carets += '^';
  for (size_t i = begin + 1; i < end; ++i) {
    if (i >= text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) carets += '~';
  }
  return fmt::format("    {}\n    {}\n", text, carets);
}

std::string format_text(const std::vector<Diagnostic>& diagnostics, bool carets) {
  SourceLines sources;
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    out += fmt::format("{}{}: {} [{}]\n", place(diagnostic.location), severity_text(diagnostic.severity),
                       diagnostic.message, code_text(diagnostic.code));
    if (carets) out += caret_lines(diagnostic.location, sources);
    for (const DiagnosticNote& note : diagnostic.notes) {
      out += fmt::format("{}note: {}\n", place(note.location), note.message);
      if (carets) out += caret_lines(note.location, sources);
    }
  }
  return out;
}

nlohmann::ordered_json location_json(const Location& location) {
  nlohmann::ordered_json json;
  json["file"] = location.path;
  json["line"] = location.line;
  json["column"] = location.column;
  json["end_line"] = location.end_line;
  json["end_column"] = location.end_column;
  return json;
}

// Paths need not be UTF-8; what is not is replaced rather than thrown at the user.
std::string dump(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string format_json(const std::vector<Diagnostic>& diagnostics) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    nlohmann::ordered_json json = location_json(diagnostic.location);
    json["severity"] = severity_text(diagnostic.severity);
    json["code"] = code_text(diagnostic.code);
    json["message"] = diagnostic.message;
    json["notes"] = nlohmann::ordered_json::array();
    for (const DiagnosticNote& note : diagnostic.notes) {
      nlohmann::ordered_json entry = location_json(note.location);
      entry["message"] = note.message;
      json["notes"].push_back(std::move(entry));
    }
    list.push_back(std::move(json));
  }
  nlohmann::ordered_json root;
  root["diagnostics"] = std::move(list);
  return dump(root);
}

nlohmann::ordered_json sarif_location(const Location& location, const std::string* message) {
  nlohmann::ordered_json json;
  auto& physical = json["physicalLocation"];
  physical["artifactLocation"]["uri"] = location.path;
  if (location.line != 0) {
    auto& region = physical["region"];
    region["startLine"] = location.line;
    if (location.column != 0) region["startColumn"] = location.column;
    if (location.end_line != 0) region["endLine"] = location.end_line;
    if (location.end_column != 0) region["endColumn"] = location.end_column;
  }
  if (message != nullptr) json["message"]["text"] = *message;
  return json;
}

std::string format_sarif(const std::vector<Diagnostic>& diagnostics) {
  nlohmann::ordered_json rules = nlohmann::ordered_json::array();
  for (DiagnosticCode code : all_diagnostic_codes()) {
    bool used = std::any_of(diagnostics.begin(), diagnostics.end(), [&](const auto& d) { return d.code == code; });
    if (!used) continue;
    nlohmann::ordered_json rule;
    rule["id"] = code_text(code);
    rule["shortDescription"]["text"] = code_documentation(code);
    rules.push_back(std::move(rule));
  }
  nlohmann::ordered_json results = nlohmann::ordered_json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    nlohmann::ordered_json result;
    result["ruleId"] = code_text(diagnostic.code);
    result["level"] = severity_text(diagnostic.severity);
    result["message"]["text"] = diagnostic.message;
    if (!diagnostic.location.path.empty()) {
      result["locations"] = nlohmann::ordered_json::array({sarif_location(diagnostic.location, nullptr)});
    }
    if (!diagnostic.notes.empty()) {
      result["relatedLocations"] = nlohmann::ordered_json::array();
      for (const DiagnosticNote& note : diagnostic.notes) {
        result["relatedLocations"].push_back(sarif_location(note.location, &note.message));
      }
    }
    results.push_back(std::move(result));
  }
  nlohmann::ordered_json run;
  run["tool"]["driver"] = {{"name", "krait"}, {"version", kVersion}, {"rules", std::move(rules)}};
  run["results"] = std::move(results);
  nlohmann::ordered_json root;
  root["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
  root["version"] = "2.1.0";
  root["runs"] = nlohmann::ordered_json::array({std::move(run)});
  return dump(root);
}

}  // namespace

std::string format_diagnostics(std::vector<Diagnostic> diagnostics, Format format, bool carets) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.location.path, a.location.line, a.location.column) <
           std::tie(b.location.path, b.location.line, b.location.column);
  });
  switch (format) {
    case Format::kText:
      return format_text(diagnostics, carets);
    case Format::kJson:
      return format_json(diagnostics);
    case Format::kSarif:
      return format_sarif(diagnostics);
  }
  return "";
}

}  // namespace krait::driver
