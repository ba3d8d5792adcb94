#include "toolchain/compile.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <exception>

#include "toolchain/atomic_file.h"
#include "toolchain/error.h"
#include "toolchain/jobs.h"
#include "toolchain/process.h"
#include "toolchain/runtime_files.h"

namespace krait::toolchain {
namespace {

// Lines of the C compiler's complaint that a message repeats; the rest is a rerun away.
constexpr size_t kComplaintLines = 12;

// The runtime's own level: it is compiled once, whatever the level of the program, with all that gcc has.
constexpr int kArchiveLevel = 3;

// What -O2 means with gcc: what is left of its own -O2 when those passes are taken away that cost time and gain next to
// nothing on generated code (instructions that gcc 12 itself takes, counted: 0.6 of -O2's; instructions of
// benchmarks/programs: 0 to 4 % more). Functions with fast versions of loops, which would take up to half as many again,
// ask for more: KR_FAST_LOOPS of the runtime's macros.h.
constexpr const char* kGccDefaultLevel[] = {
    "-O1",         "-fstrict-aliasing", "-fpeephole2", "-freorder-blocks-algorithm=stc", "-foptimize-sibling-calls",
    "-DKR_ECONOMY"};

std::vector<std::string> split_words(const std::string& text) {
  std::vector<std::string> words;
  for (size_t i = 0; i < text.size();) {
    size_t begin = text.find_first_not_of(" \t", i);
    if (begin == std::string::npos) break;
    size_t end = std::min(text.find_first_of(" \t", begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    i = end;
  }
  return words;
}

std::string first_lines(const std::string& text, size_t lines) {
  size_t end = 0;
  while (lines-- > 0 && end < text.size()) {
    size_t next = text.find('\n', end);
    end = next == std::string::npos ? text.size() : next + 1;
  }
  return text.substr(0, end);
}

std::string join_command(const std::vector<std::string>& command) {
  std::string text;
  for (const std::string& word : command) text += (text.empty() ? "" : " ") + word;
  return text;
}

void append(std::vector<std::string>& to, std::initializer_list<std::string> words) {
  to.insert(to.end(), words.begin(), words.end());
}

}  // namespace

CCompiler::CCompiler(CompileOptions options, const Target& target, const Cache& cache)
    : options_(std::move(options)), target_(target), cache_(cache) {
  find_compiler();
}

void CCompiler::find_compiler() {
  std::string program = options_.cc;
  if (program.empty()) {
    for (const char* candidate : {"gcc", "clang", "cc"}) {
      if (find_program(candidate)) {
        program = candidate;
        break;
      }
    }
    if (program.empty()) {
      throw ToolError(
          DiagnosticCode::kNoCCompiler,
          "no C compiler: neither gcc nor clang is on PATH; install one (Debian: apt install gcc) or name it "
          "with --cc");
    }
  }
  std::optional<std::string> path = find_program(program);
  if (!path) {
    throw ToolError(DiagnosticCode::kNoCCompiler,
                    fmt::format("no C compiler: '{}' is not a program; install it or name another with --cc", program));
  }
  compiler_ = split_words(options_.launcher);
  if (!compiler_.empty() && !find_program(compiler_.front())) {
    throw ToolError(DiagnosticCode::kNoCCompiler,
                    fmt::format("'{}', named by --launcher, is not a program", compiler_.front()));
  }
  compiler_.push_back(*path);

  // The version is asked for once per compiler binary.
  struct stat status = {};
  ::stat(path->c_str(), &status);
  Hash128 key = KeyBuilder("compiler version")
                    .add(*path)
                    .add(static_cast<uint64_t>(status.st_mtim.tv_sec))
                    .add(static_cast<uint64_t>(status.st_mtim.tv_nsec))
                    .add(static_cast<uint64_t>(status.st_size))
                    .key();
  std::optional<std::string> version = cache_.get(key);
  if (!version) {
    std::optional<ProcessResult> result = run_process({*path, "--version"});
    if (!result || result->status != 0) {
      throw ToolError(DiagnosticCode::kNoCCompiler,
                      fmt::format("no C compiler: '{} --version' fails; name another with --cc", *path));
    }
    version = result->output;
    cache_.put(key, *version);
  }
  is_clang_ = version->find("clang") != std::string::npos;
  identity_ = KeyBuilder("compile")
                  .add(*version)
                  .add(join_command(compiler_))
                  .add(join_command(base_command(options_.level)))
                  .add(RuntimeFiles::get().hash())
                  .add(target_.identity())
                  .key();
  archive_key_ = KeyBuilder("archive")
                     .add(*version)
                     .add(join_command(compiler_))
                     .add(join_command(archive_command()))
                     .add(RuntimeFiles::get().hash())
                     .add(target_.identity())
                     .key();
  runtime_folder_ = cache_.folder() + "/runtime/" + RuntimeFiles::get().hash().hex();
}

std::vector<std::string> CCompiler::base_command(int level) const {
  std::vector<std::string> command = compiler_;
  if (level == 2 && !is_clang_) {
    command.insert(command.end(), std::begin(kGccDefaultLevel), std::end(kGccDefaultLevel));
  } else {
    command.push_back(fmt::format("-O{}", level));
  }
  append(command, {"-std=gnu11", "-fPIC", "-fvisibility=hidden",
                   "-fno-semantic-interposition", "-fwrapv", "-w", "-pipe"});
  // CPython's headers assert in every accessor; only its debug build is meant to.
  if (!target_.debug) command.push_back("-DNDEBUG");
  // Nothing unwinds through generated code; a debugger wants the tables all the same.
  if (options_.debug_info) {
    command.push_back("-g");
  } else {
    append(command, {"-g0", "-fno-asynchronous-unwind-tables"});
  }
  append(command, {"-I" + target_.include_folder});
  if (target_.platform_include_folder != target_.include_folder) {
    append(command, {"-I" + target_.platform_include_folder});
  }
  return command;
}

std::vector<std::string> CCompiler::archive_command() const {
  std::vector<std::string> command = base_command(kArchiveLevel);
  // A section for each function, so that the linker leaves out each that a module has no use for: more than half of the library for a small module,
  // and with it the memory of its pages.
  append(command, {"-ffunction-sections", "-fdata-sections"});
  return command;
}

std::vector<std::string> CCompiler::compile_arguments() const {
  std::vector<std::string> command = base_command(options_.level);
  append(command, {"-I" + runtime_folder_});
  if (!precompiled_.empty()) append(command, {"-include", precompiled_});
  return command;
}

std::string CCompiler::scratch(const std::string& suffix) const {
  return temporary_name(cache_.scratch_folder() + "/c") + suffix;
}

void CCompiler::need_runtime() const {
  std::call_once(runtime_once_, [&] {
    require_headers(target_);
    for (const EmbeddedFile& file : RuntimeFiles::get().files()) {
      write_file_if_changed(fmt::format("{}/{}", runtime_folder_, file.name), file.content, 0600);
    }
  });
}

namespace {

// Time, size and identity of a file: that of a precompiled header is compared in place of its many megabytes, which the
// C compiler checks in its own way.
std::string stamp_of(const std::string& path) {
  struct stat status;
  if (::stat(path.c_str(), &status) != 0) return "";
  return fmt::format("{}.{} {} {}", status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size, status.st_ino);
}

}  // namespace

void CCompiler::need_precompiled_header() const {
  // A launcher such as distcc or ccache works on preprocessed text, which a precompiled header would hide.
  if (!options_.launcher.empty()) return;
  std::call_once(header_once_, [&] {
    const char* suffix = is_clang_ ? ".pch" : ".gch";
    std::string header = cache_.folder() + "/pch/" + KeyBuilder("precompiled").add(identity_).key().hex() + ".h";
    std::optional<std::string> stamp = read_file(header + ".stamp");
    if (!stamp || *stamp != stamp_of(header + suffix) || ::access(header.c_str(), R_OK) != 0) {
      if (announce_) std::call_once(announce_once_, announce_);
      build_precompiled_header(header, suffix);
    }
    precompiled_ = header;
  });
}

void CCompiler::need_archive() const {
  std::call_once(archive_once_, [&] {
    need_runtime();
    std::optional<std::string> archive = cache_.get_file(archive_key_);
    if (archive) {
      archive_ = *archive;
    } else {
      if (announce_) std::call_once(announce_once_, announce_);
      build_archive();
    }
  });
}

void CCompiler::build_precompiled_header(const std::string& header, const char* suffix) const {
  write_file_if_changed(header, fmt::format("#include \"{}/krait.h\"\n", runtime_folder_), 0600);
  std::string temporary = scratch(suffix);
  std::vector<std::string> command = base_command(options_.level);
  append(command, {"-I" + runtime_folder_, "-x", "c-header", header, "-o", temporary});
  run_or_fail(command, "krait.h", "");
  rename_file(temporary, header + suffix);
  write_file(header + ".stamp", stamp_of(header + suffix), 0600);
}

void CCompiler::build_archive() const {
  std::vector<std::string> sources;
  for (const EmbeddedFile& file : RuntimeFiles::get().files()) {
    if (file.name.ends_with(".c")) sources.push_back(fmt::format("{}/{}", runtime_folder_, file.name));
  }
  std::vector<std::string> objects(sources.size());
  std::string archive = scratch(".a");
  parallel_for(sources.size(), options_.jobs, [&](size_t i) {
    objects[i] = archive + fmt::format(".{}.o", i);
    std::vector<std::string> command = archive_command();
    append(command, {"-DKR_LIBRARY", "-I" + runtime_folder_,
                     fmt::format("-ffile-prefix-map={}=krait-runtime", runtime_folder_), "-c",
                     sources[i], "-o", objects[i]});
    run_or_fail(command, sources[i], "");
  });
  // D: no times or user ids, so that the same input gives the same bytes.
  std::vector<std::string> command = {"ar", "rcsD", archive};
  command.insert(command.end(), objects.begin(), objects.end());
  std::optional<ProcessResult> result = run_process(command);
  if (!result) {
    throw ToolError(DiagnosticCode::kNoCCompiler, "no 'ar' on PATH; install binutils (Debian: apt install binutils)");
  }
  if (result->status != 0) throw InternalFault("ar: " + first_lines(result->output, kComplaintLines));
  for (const std::string& object : objects) ::unlink(object.c_str());
  archive_ = cache_.put_file(archive_key_, archive);
}

void CCompiler::run_or_fail(const std::vector<std::string>& command, const std::string& name,
                            std::string_view c_text) const {
  std::optional<ProcessResult> result = run_process(command);
  if (!result) {
    throw ToolError(DiagnosticCode::kNoCCompiler,
                    fmt::format("'{}' cannot be started; name another C compiler with --cc", command.front()));
  }
  if (result->status == 0) return;
  std::string kept;
  if (!c_text.empty()) {
    kept = cache_.folder() + "/faults/" + name + ".c";
    write_file(kept, c_text, 0600);
  }
  throw InternalFault(fmt::format("the C compiler rejects {} (status {}){}{}\ncommand: {}\n{}", name, result->status,
                                  kept.empty() ? "" : "; the C file is kept as ", kept, join_command(command),
                                  first_lines(result->output, kComplaintLines)));
}

Hash128 CCompiler::object_key(std::string_view c_text) const {
  return KeyBuilder("object").add(identity_).add(c_text).key();
}

bool CCompiler::is_cached(std::string_view c_text) const { return cache_.get_file(object_key(c_text)).has_value(); }

CCompiler::Object CCompiler::compile(const std::string& name, std::string_view c_text) const {
  Hash128 key = object_key(c_text);
  if (std::optional<std::string> path = cache_.get_file(key)) return {*path, true};
  need_runtime();
  need_precompiled_header();
  std::string source = scratch(".c");
  std::string object = scratch(".o");
  write_file(source, c_text, 0600);
  std::vector<std::string> command = compile_arguments();
  append(command, {fmt::format("-ffile-prefix-map={}={}.c", source, name),
                   fmt::format("-ffile-prefix-map={}=krait-runtime", runtime_folder_), "-c", source, "-o", object});
  try {
    run_or_fail(command, name, c_text);
  } catch (...) {
    ::unlink(source.c_str());
    ::unlink(object.c_str());
    throw;
  }
  ::unlink(source.c_str());
  return {cache_.put_file(key, object), false};
}

CCompiler::Object CCompiler::link(const std::string& name, const std::vector<std::string>& objects) const {
  KeyBuilder builder("library");
  builder.add(identity_).add(archive_key_);
  // Files in the cache are named after their content.
  for (const std::string& object : objects) builder.add(object.substr(object.rfind('/') + 1));
  Hash128 key = builder.key();
  if (std::optional<std::string> path = cache_.get_file(key)) return {*path, true};
  need_runtime();
  need_archive();
  std::string library = scratch(".so");
  // The launcher has nothing to do with linking.
  std::vector<std::string> command = {compiler_.back(), "-shared"};
  append(command, {"-Wl,-Bsymbolic", "-Wl,--gc-sections", "-Wl,-O1", "-Wl,--build-id=none", "-o", library});
  command.insert(command.end(), objects.begin(), objects.end());
  append(command, {archive_, "-lm"});
  try {
    run_or_fail(command, name, "");
  } catch (...) {
    ::unlink(library.c_str());
    throw;
  }
  return {cache_.put_file(key, library), false};
}

}  // namespace krait::toolchain
