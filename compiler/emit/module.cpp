// The C file of a module: declarations, functions, then the tables that the functions made.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "emit/c_types.h"
#include "emit/context.h"
#include "emit/group.h"

namespace krait::emit {

using ir::CodeInfo;
using ir::Function;
using ir::FunctionKind;
using ir::ParamKind;
using ir::Program;

namespace {

// The first line of a module in parts, which part_text() replaces.
constexpr std::string_view kPartLine = "#define KR_PART 0\n";
constexpr uint32_t kMostParts = 16;

}  // namespace

std::vector<const ir::Param*> parsed_order(const CodeInfo& code) {
  std::vector<const ir::Param*> order;
  for (ParamKind kind : {ParamKind::PositionalOnly, ParamKind::Positional, ParamKind::KeywordOnly, ParamKind::VarArgs,
                         ParamKind::VarKeywords}) {
    for (const ir::Param& param : code.params) {
      if (param.kind == kind) order.push_back(&param);
    }
  }
  return order;
}

namespace {

size_t count_params(const CodeInfo& code, ParamKind kind) {
  return size_t(
      std::count_if(code.params.begin(), code.params.end(), [&](const ir::Param& p) { return p.kind == kind; }));
}

std::string name_table(ModuleContext& context, const std::string& label, const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::string text = fmt::format("static const uint32_t {}[] = {{", label);
  for (size_t i = 0; i < names.size(); ++i)
    text += fmt::format("{}{}", i == 0 ? "" : ", ", context.name_constant(names[i]));
  return text + "};\n";
}

std::string keeper_text(const CodeInfo& code, uint32_t index) {
  std::string kept;
  for (const ir::KeptArgument& each : code.kept) kept += fmt::format("{}{{{}, {}}}", kept.empty() ? "" : ", ", each.name.index, each.argument);
  std::string text = kept.empty() ? "" : fmt::format("static const KrKeptArgument krkk_{}[] = {{{}}};\n", index, kept);
  return text + fmt::format("KR_LOCAL KrKeeper krk_{} = {{{}, {}, \"{}\", NULL, NULL}};\n", index, code.kept.size(),
                            kept.empty() ? "NULL" : fmt::format("krkk_{}", index), code.accepts);
}

std::string code_text(ModuleContext& context, uint32_t index) {
  const CodeInfo& code = context.module.codes[index];
  std::vector<std::string> locals;
  for (const ir::Param* param : parsed_order(code)) locals.push_back(param->name);
  locals.insert(locals.end(), code.local_names.begin(), code.local_names.end());
  std::string text = name_table(context, fmt::format("krcl_{}", index), locals);
  text += name_table(context, fmt::format("krcc_{}", index), code.cell_names);
  text += name_table(context, fmt::format("krcf_{}", index), code.free_names);
  const auto& sites = context.sites(index);
  if (!sites.empty()) {
    text += fmt::format("static const KrSite krcs_{}[] = {{", index);
    for (size_t i = 0; i < sites.size(); ++i) {
      text += fmt::format("{}{{{},{},{},{}}}", i % 8 == 0 ? "\n  " : " ", sites[i].line, sites[i].end_line,
                          sites[i].column, sites[i].end_column);
      if (i + 1 != sites.size()) text += ',';
    }
    text += "};\n";
  }
  size_t positional_only = count_params(code, ParamKind::PositionalOnly);
  uint32_t flags = code.flags;
  if (count_params(code, ParamKind::VarArgs) != 0) flags |= 16;      // KR_CODE_VARARGS
  if (count_params(code, ParamKind::VarKeywords) != 0) flags |= 32;  // KR_CODE_VARKEYWORDS
  auto table = [&](std::string_view prefix, bool empty) {
    return empty ? "NULL" : fmt::format("{}_{}", prefix, index);
  };
  if (code.only_keeps) text += keeper_text(code, index);
  text += fmt::format(
      "KR_LOCAL KrCode krc_{} = {{&krm, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, NULL}};\n", index,
      context.name_constant(code.name), context.name_constant(code.qualname),
      code.doc ? std::to_string(code.doc.index) : "KR_NO_CONSTANT", code.first_line, flags, positional_only,
      positional_only + count_params(code, ParamKind::Positional), count_params(code, ParamKind::KeywordOnly),
      locals.size(), code.cell_names.size(), code.free_names.size(), table("krcl", locals.empty()),
      table("krcc", code.cell_names.empty()), table("krcf", code.free_names.empty()), table("krcs", sites.empty()),
      sites.size(), code.only_keeps ? fmt::format("&krk_{}", index) : "NULL");
  return text;
}

std::string fallback_text(ModuleContext& context, uint32_t index) {
  const ir::Fallback& fallback = context.module.fallbacks[index];
  std::string text = name_table(context, fmt::format("krff_{}", index), fallback.free_names);
  std::string source;
  // One literal a line keeps the C readable and each literal short.
  for (size_t at = 0; at < fallback.source.size();) {
    size_t end = std::min(fallback.source.find('\n', at), fallback.source.size() - 1) + 1;
    source += "\n  " + c_string(std::string_view(fallback.source).substr(at, end - at));
    at = end;
  }
  if (source.empty()) source = "\"\"";
  text += fmt::format("KR_LOCAL const KrFallback krfb_{} = {{{}, {}, {},\n  {}, {}, {}, {}, {}, {}}};\n", index,
                      context.name_constant(fallback.name), context.name_constant(fallback.qualname), source,
                      fallback.free_names.size(), fallback.free_names.empty() ? "NULL" : fmt::format("krff_{}", index),
                      fallback.line,
                      fallback.is_type_parameters ? 4
                      : fallback.is_statement ? 3
                      : fallback.is_class   ? 2
                      : fallback.is_lambda  ? 1
                                            : 0,
                      fallback.future_annotations ? 1 : 0, c_string(fallback.private_class));
  return text;
}

std::string module_struct(const ModuleContext& context) {
  const ir::Module& module = context.module;
  return fmt::format(
      "KR_LOCAL KrModule krm = {{.name = {}, .path = {}, .is_package = {}, .constant_count = {}, .constants = krk,\n"
      "  .constant_data = krkd, .body = {}}};\n",
      c_string(module.name), c_string(module.path), module.is_package ? "true" : "false", context.constants().size(),
      module.body ? function_name(context.program.functions[module.body.index]) : "NULL");
}

}  // namespace

std::string constants_text(const ModuleContext& context);

// The vectorcall entry only names the code and the body: binding arguments is the runtime's work.
std::string wrapper_text(ModuleContext& context, const Function& function) {
  bool counts = function.native && context.is_recursive(context.program.functions[function.native.index]);
  return fmt::format(
      "KR_LOCAL PyObject *krw_{0}(PyObject *f, PyObject *const *args, size_t nargsf, PyObject *kwnames) {{\n"
      "  return kr_call_body{1}(f, args, nargsf, kwnames, &krc_{2}, krb_{0});\n}}\n",
      function.symbol, counts ? "_uncounted" : "", function.code);
}

namespace {

// The part of the file in front of the functions.
std::string declarations(ModuleContext& context, const std::vector<const Function*>& functions, uint32_t parts) {
  const Program& program = context.program;
  std::string text = "#include \"krait.h\"\n";
  if (context.vecs) text += "#include \"vec.h\"\n";
  // What the parts of a module share; KR_SHARED declares what the first part defines.
  text += parts > 1 ? "#define KR_LOCAL KR_HIDDEN\n#define KR_LOCAL_INLINE KR_HIDDEN\n#define KR_SHARED extern KR_HIDDEN\n"
                    : "#define KR_LOCAL static\n#define KR_LOCAL_INLINE static inline\n#define KR_SHARED static\n";
  if (!context.options.header_name.empty()) {
    text += fmt::format("#include {}\n", c_string(context.options.header_name));
  } else {
    text += tuple_text(program);
    for (const ir::Class& cls : program.classes) text += class_struct_text(program, cls);
  }
  std::string shared = fmt::format("PyObject *krk[{}];\n", std::max<size_t>(context.constants().size(), 1));
  if (context.global_caches != 0) shared += fmt::format("KR_SHARED KrGlobalCache krgc[{}];\n", context.global_caches);
  text += "KR_SHARED " + shared + "KR_SHARED KrModule krm;\n";
  for (uint32_t i = 0; i < context.module.codes.size(); ++i) text += fmt::format("KR_SHARED KrCode krc_{};\n", i);
  for (uint32_t i = 0; i < context.module.fallbacks.size(); ++i)
    text += fmt::format("KR_SHARED const KrFallback krfb_{};\n", i);
  for (uint32_t id : context.bound_functions()) {
    const Function& function = program.functions[id];
    if (function.module != context.index) continue;
    text += fmt::format("{}PyObject *krf_{};\n", function.exported ? "KR_HIDDEN " : "KR_SHARED ", function.symbol);
  }
  // Of other modules only what is called: a change there then leaves the C of the rest as it is.
  for (uint32_t id : context.called) {
    const Function& function = program.functions[id];
    if (function.module != context.index) text += function_signature(program, function) + ";\n";
  }
  for (uint32_t id : context.tested) {
    const Function& function = program.functions[id];
    if (function.module != context.index) text += fmt::format("KR_HIDDEN extern PyObject *krf_{};\n", function.symbol);
  }
  for (const Function* function : functions) {
    text += function_signature(program, *function) + ";\n";
    if (function->kind == FunctionKind::Wrapper) {
      text += fmt::format(
          "KR_LOCAL PyObject *krw_{}(PyObject *f, PyObject *const *args, size_t nargsf, PyObject *kwnames);\n",
          function->symbol);
    }
    if (function->kind == FunctionKind::Generator) {
      text += fmt::format("typedef struct KrFrame_{0} KrFrame_{0};\nKR_SHARED KrGeneratorKind krgk_{0};\n",
                          function->symbol);
    }
  }
  return text;
}

// The variables that the functions of all parts use.
std::string shared_definitions(const ModuleContext& context) {
  std::string text = fmt::format("KR_LOCAL PyObject *krk[{}];\n", std::max<size_t>(context.constants().size(), 1));
  if (context.global_caches != 0) text += fmt::format("KR_LOCAL KrGlobalCache krgc[{}];\n", context.global_caches);
  for (uint32_t id : context.bound_functions()) {
    const Function& function = context.program.functions[id];
    if (function.module != context.index || function.exported) continue;
    text += fmt::format("KR_LOCAL PyObject *krf_{};\n", function.symbol);
  }
  return text;
}

// An even number: with an odd one the last part would leave half of two processors, or of four, without work.
uint32_t part_count(size_t size, size_t part_size) {
  if (part_size == 0 || size <= part_size) return 1;
  return std::clamp(uint32_t((size + part_size) / (2 * part_size)) * 2, 2u, kMostParts);
}

// Which part each function belongs to, all that is made of one Python function to the same: the largest first, each to the
// part that has least, where the first part starts with the module's tables. Tables cost the C compiler little, and what
// runs once is mostly tables too.
std::vector<uint32_t> assign_parts(const ModuleContext& context, const std::vector<const Function*>& functions,
                                   const std::vector<std::string>& bodies, size_t tables, uint32_t parts) {
  constexpr size_t kTableShare = 2, kColdShare = 4;
  struct Group {
    size_t weight = 0;
    std::vector<size_t> members;
  };
  std::vector<Group> groups;
  std::map<uint32_t, size_t> by_code;
  for (size_t i = 0; i < functions.size(); ++i) {
    uint32_t code = functions[i]->code;
    size_t at = code == ir::kNone ? groups.size() : by_code.try_emplace(code, groups.size()).first->second;
    if (at == groups.size()) groups.emplace_back();
    groups[at].weight += bodies[i].size() / (context.is_cold(*functions[i]) ? kColdShare : 1);
    groups[at].members.push_back(i);
  }
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.weight > b.weight; });
  std::vector<size_t> load(parts);
  load[0] = tables / kTableShare;
  std::vector<uint32_t> part(functions.size());
  for (const Group& group : groups) {
    size_t least = size_t(std::min_element(load.begin(), load.end()) - load.begin());
    load[least] += group.weight;
    for (size_t i : group.members) part[i] = uint32_t(least);
  }
  return part;
}

// See group.h.
std::string module_init(const Program& program, const ir::Module& module) {
  if (program.modules.size() > 1) {
    return fmt::format("KR_HIDDEN PyObject *kr_init_{}(void) {{ return kr_module_init(&krm); }}\n", module.symbol);
  }
  return fmt::format("PyMODINIT_FUNC {}(void) {{ return kr_module_init(&krm); }}\n{}", init_symbol(module.name),
                     emit_init_name(module.name));
}

// Turns each restore mark into a #line of the C file itself.
std::string restore_lines(const std::string& text, const Options& options) {
  std::string out;
  out.reserve(text.size());
  uint32_t line_number = 1;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find('\n', at);
    end = end == std::string::npos ? text.size() : end + 1;
    std::string_view line = std::string_view(text).substr(at, end - at);
    at = end;
    if (line == kRestoreLine) {
      if (!options.line_directives) continue;
      out += fmt::format("#line {} {}\n", line_number + 1, c_string(options.file_name));
    } else {
      out += line;
    }
    ++line_number;
  }
  return out;
}

}  // namespace

ModuleText emit_module(const Program& program, uint32_t index, const Options& options) {
  ModuleContext context(program, index, options);
  std::vector<const Function*> functions;
  for (const Function& function : program.functions) {
    if (function.module == index && !function.blocks.empty()) functions.push_back(&function);
  }
  std::vector<std::string> bodies;
  size_t size = 0;
  for (const Function* function : functions) {
    bodies.push_back(function_text(context, *function));
    if (function->kind == FunctionKind::Wrapper) bodies.back() += wrapper_text(context, *function);
    size += bodies.back().size();
  }
  std::string classes = class_tables_text(context);
  std::string checks = check_functions_text(context);
  std::string tables;
  for (uint32_t i = 0; i < context.module.codes.size(); ++i) tables += code_text(context, i);
  for (uint32_t i = 0; i < context.module.fallbacks.size(); ++i) tables += fallback_text(context, i);
  tables = classes + tables + constants_text(context) + module_struct(context) + module_init(program, context.module);

  uint32_t parts = part_count(size, options.part_size);
  std::string text = parts > 1 ? std::string(kPartLine) : "";
  text += declarations(context, functions, parts) + context.early + checks;
  std::vector<uint32_t> part = assign_parts(context, functions, bodies, tables.size(), parts);
  for (size_t i = 0; i < functions.size(); ++i) {
    if (parts > 1 && (i == 0 || part[i] != part[i - 1])) text += fmt::format("#if KR_PART == {}\n", part[i]);
    text += bodies[i];
    if (parts > 1 && (i + 1 == functions.size() || part[i] != part[i + 1])) text += "#endif\n";
  }
  text += kRestoreLine;
  if (parts > 1) text += "#if KR_PART == 0\n" + shared_definitions(context) + tables + "#endif\n";
  else text += tables;
  return {restore_lines(text, options), parts};
}

std::string part_text(const ModuleText& module, uint32_t part) {
  if (module.parts == 1) return module.text;
  return fmt::format("#define KR_PART {}\n", part) + module.text.substr(kPartLine.size());
}

std::string emit_function(const Program& program, const Function& function, const Options& options) {
  ModuleContext context(program, function.module, options);
  std::string text = function_text(context, function);
  if (function.kind == FunctionKind::Wrapper) text += wrapper_text(context, function);
  return restore_lines(context.early + text, options);
}

}  // namespace krait::emit
