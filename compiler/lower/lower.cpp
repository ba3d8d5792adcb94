#include "lower/lower.h"

#include "lower/fallback.h"
#include "lower/function_lowering.h"
#include "syntax/compile_warnings.h"

namespace krait::lower {

namespace {

std::string c_identifier(std::string_view dotted) {
  std::string out;
  for (char c : dotted) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) out += c;
    else if (c == '_') out += "_";
    else if (c == '.') out += "__";
    else out += "_" + std::to_string(static_cast<unsigned char>(c)) + "_";
  }
  return out;
}

}  // namespace

// One attempt, where `bytecode` is known to run as bytecode; what turns out to is added.
static std::unique_ptr<ir::Program> attempt(const std::string& group_name, const std::vector<ModuleInput>& modules, const Options& options,
                                            Report& report, std::unordered_set<const syntax::Stmt*>& bytecode) {
  auto program = std::make_unique<ir::Program>();
  program->name = group_name;
  for (const ModuleInput& input : modules) {
    auto module = std::make_unique<ir::Module>();
    module->name = input.name.str();
    module->symbol = c_identifier(module->name);
    module->path = input.path;
    module->source = input.tree->file;
    module->is_package = input.is_package;
    program->modules.push_back(std::move(module));
  }
  ModuleLowering::Group group;
  group.bytecode = bytecode;
  NativeClasses classes;
  std::deque<ModuleLowering> lowerings;
  for (uint32_t i = 0; i < modules.size(); ++i) {
    lowerings.emplace_back(*program, i, modules[i], options, report, group, classes);
    classes.survey(lowerings.back());
  }
  classes.choose_bases(options.program);
  classes.declare(lowerings);
  for (ModuleLowering& lowering : lowerings) lowering.declare_functions();
  for (ModuleLowering& lowering : lowerings) lowering.run();
  bytecode = std::move(group.bytecode);
  return program;
}

std::unique_ptr<ir::Program> lower_program(const std::string& group_name, const std::vector<ModuleInput>& modules,
                                           const Options& options, Report& report) {
  const Report before = report;
  std::unordered_set<const syntax::Stmt*> bytecode;
  while (true) {
    size_t known = bytecode.size();
    std::unique_ptr<ir::Program> program = attempt(group_name, modules, options, report, bytecode);
    // Anew where calls may name entries that there are none of: which functions these are is now known. It is rare.
    if (bytecode.size() == known) return program;
    report = before;
  }
}

// The module's statements in order. One that cannot be lowered runs as bytecode in the module's namespace, in its place.
void FunctionLowering::lower_module(const syntax::Module& tree) {
  // CPython compiles the main program each time it runs; imported modules it mostly finds compiled.
  for (const syntax::CompileWarning& warning : syntax::compile_warnings(tree, module_.options().version))
    emit(Op::WarnSyntax, {emit(Op::Globals, {}, {}), const_str(warning.message)}, {}, ir::kVoid, module_.source().line(warning.span.begin));
  if (std::optional<ir::ConstId> doc = docstring(module_, tree.body))
    emit(Op::GlobalStore, {emit(Op::Globals, {}, {}), const_name(Name::intern("__doc__")), const_obj(*doc)}, {});
  bool annotated = false;
  for (const syntax::Stmt* stmt : tree.body) annotated = annotated || has_annotation(stmt);
  if (annotated) setup_annotations();
  for (const syntax::Stmt* stmt : tree.body) {
    if (!reachable_) return;
    Snapshot before = snapshot();
    try {
      lower(stmt);
    } catch (const Unsupported& unsupported) {
      restore(before);
      ir::Fallback fallback;
      fallback.name = "<module>";
      fallback.qualname = "<module>";
      fallback.reason = unsupported.reason;
      fallback.span = {stmt->span.begin, stmt->span.end};
      fallback.line = module_.source().line(stmt->span.begin);
      fallback.source = std::string(module_.source().text(stmt->span));
      fallback.is_statement = true;
      fallback.future_annotations = module_.scopes().future_annotations() || module_.options().deferred_annotations;
      module_.module().fallbacks.push_back(std::move(fallback));
      module_.report().functions.push_back({module_.module().name, "<module>", stmt->span, false,
                                            unsupported_text(module_.source(), unsupported)});
      ValueId none = absent(ir::kObj);
      emit(Op::FallbackNew, {none, none, none, none}, stmt->span, ir::kObj,
           static_cast<int64_t>(module_.module().fallbacks.size() - 1));
    }
  }
}

// Between statements of a module body nothing is in flight: no open blocks, no SSA variables that outlive the statement.
FunctionLowering::Snapshot FunctionLowering::snapshot() {
  ir::Function& fn = function();
  return {fn.blocks.size(), fn.insts.size(), fn.values.size(), fn.block(current_).insts.size(), fn.block(fn.entry).insts.size(),
          current_, module_.mark(), module_.report().functions.size()};
}

void FunctionLowering::restore(const Snapshot& before) {
  ir::Function& fn = function();
  ssa_.forget_from(static_cast<uint32_t>(before.blocks), before.current);
  fn.blocks.resize(before.blocks);
  fn.insts.resize(before.insts);
  fn.values.resize(before.values);
  fn.block(before.current).insts.resize(before.current_insts);
  auto& entry = fn.block(fn.entry).insts;
  std::erase_if(entry, [&](ir::InstId id) { return id.index >= before.insts; });
  module_.release(before.mark);
  module_.report().functions.resize(before.reports);
  names_.resize(1);
  control_.clear();
  handler_ = BlockId{};
  code_override_ = ir::kNone;
  depth_ = 0;
  flags_[0] = flags_[1] = ValueId{};
  current_ = before.current;
  reachable_ = true;
  raised_in_block_ = false;
}

}  // namespace krait::lower
