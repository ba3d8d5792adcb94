// krait dump: what each phase made of one file.
#include <fmt/format.h>

#include <cstdio>

#include "driver/fault.h"
#include "driver/group.h"
#include "driver/inputs.h"
#include "driver/session.h"
#include "emit/emit.h"
#include "ir/printer.h"
#include "syntax/ast_dump.h"
#include "syntax/encoding.h"
#include "syntax/lexer.h"
#include "syntax/parser.h"

namespace krait::driver {
namespace {

void put(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (!text.empty() && text.back() != '\n') std::fputc('\n', stdout);
}

// Tokens, trees and scopes need neither an import graph nor names for modules: any file will do.
int dump_syntax(Session& session, const PipelineOptions& pipeline) {
  const Options& options = session.options();
  DiagnosticSink sink;
  Arena arena;
  std::unique_ptr<SourceFile> file = syntax::read_source(options.paths[0], sink);
  if (file != nullptr) {
    if (options.stage == Stage::kTokens) {
      syntax::LexOptions lex;
      lex.version = pipeline.target.version;
      put(syntax::dump_tokens(*file, lex));
    } else {
      syntax::ParseOptions parse;
      parse.version = pipeline.target.version;
      if (options.stage == Stage::kAst) parse.max_tree_depth = 0;  // what recurses over trees comes later
      syntax::Module* tree = syntax::parse_module(*file, parse, arena, sink);
      if (tree != nullptr && options.stage == Stage::kScopes) {
        program::Scopes scopes = program::Scopes::build(*tree, sink);
        if (!sink.has_errors()) put(program::dump_scopes(scopes, *file));
      } else if (tree != nullptr) {
        syntax::DumpOptions dump;
        dump.version = pipeline.target.version;
        dump.positions = options.positions;
        put(syntax::dump_ast(*tree, dump));
      }
    }
  }
  bool failed = sink.has_errors();
  if (!sink.diagnostics().empty()) session.print(sink.take());
  return failed ? kExitErrors : kExitOk;
}

// Whether --function lets this one through.
bool is_wanted(const ir::Program& program, const ir::Function& function, const std::string& wanted) {
  if (wanted.empty()) return true;
  if (function.code == ir::kNone) return wanted == "<module>";
  const ir::CodeInfo& code = program.modules[function.module]->codes[function.code];
  return code.qualname == wanted || (code.qualname == "<module>" && wanted == "<module>");
}

int dump_program(Session& session, PipelineOptions pipeline_options) {
  const Options& options = session.options();
  pipeline_options.stubs = find_stubs();
  pipeline_options.report_type_errors = false;
  Pipeline pipeline(std::move(pipeline_options));
  std::vector<Diagnostic> problems;
  pipeline.load(options.paths);
  problems = pipeline.source_errors().take();
  bool failed = has_errors(problems);
  if (!problems.empty()) session.print(std::move(problems));
  if (failed || pipeline.units().empty()) return kExitErrors;

  pipeline.analyze();
  if (options.stage == Stage::kTypes) {
    put(pipeline.dump_types(options.function));
    return kExitOk;
  }
  pipeline.lower(group_name(pipeline.program()), nullptr);
  if (options.stage != Stage::kIr) pipeline.optimize();
  if (options.stage == Stage::kC && options.function.empty()) {
    pipeline.emit();
    put(pipeline.units()[0].c.text);
    return kExitOk;
  }
  bool is_first = true;
  for (const ir::Function& function : pipeline.ir().functions) {
    if (function.blocks.empty() || !is_wanted(pipeline.ir(), function, options.function)) continue;
    if (!is_first) put("\n");
    is_first = false;
    if (options.stage == Stage::kC) {
      emit::Options emit;
      emit.line_directives = false;
      put(emit::emit_function(pipeline.ir(), function, emit));
    } else {
      put(ir::print(pipeline.ir(), function));
    }
  }
  return kExitOk;
}

}  // namespace

int dump_command(Session& session) {
  const Options& options = session.options();
  std::vector<Diagnostic> problems;
  bool is_syntax = options.stage <= Stage::kScopes;
  if (!is_syntax) check_paths(options.paths, problems);
  if (!problems.empty()) {
    session.print(std::move(problems));
    return kExitErrors;
  }
  PipelineOptions pipeline = session.pipeline_options();
  int status = is_syntax ? dump_syntax(session, pipeline) : dump_program(session, std::move(pipeline));
  session.print_times();
  return status;
}

}  // namespace krait::driver
