// Scopes, conditions and imports. tests/symtable_parity.py compares scopes with CPython's own tables at large.
#include "program/scopes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "base/arena.h"
#include "program/conditions.h"
#include "program/modules.h"
#include "syntax/parser.h"

namespace krait::program {
namespace {

namespace fs = std::filesystem;

class ScopesTest : public ::testing::Test {
 protected:
  const Scopes& build(std::string text) {
    file_ = std::make_unique<SourceFile>("m.py", std::move(text));
    syntax::ParseOptions options;
    options.version = {3, 13};
    tree_ = syntax::parse_module(*file_, options, arena_, sink_);
    EXPECT_NE(tree_, nullptr);
    scopes_ = Scopes::build(*tree_, sink_);
    return scopes_;
  }
  std::string error() { return sink_.has_errors() ? sink_.diagnostics()[0].message : ""; }
  static Name name(std::string_view text) { return Name::intern(text); }

  Arena arena_;
  DiagnosticSink sink_;
  std::unique_ptr<SourceFile> file_;
  const syntax::Module* tree_ = nullptr;
  Scopes scopes_;
};

TEST_F(ScopesTest, ClosuresAndGlobals) {
  const Scopes& s = build(R"(
g = 1
def outer(a):
    x = 0
    def inner():
        nonlocal x
        global g
        x += a
        g = x
        return [y + a for y in range(x)]
    return inner
)");
  ScopeId outer = s.of(tree_->body[1]);
  ASSERT_NE(outer, kNoScope);
  EXPECT_EQ(s.find(outer, name("x"))->storage, Storage::kCell);
  EXPECT_EQ(s.find(outer, name("x"))->definitions.size(), 2u);
  EXPECT_EQ(s.find(outer, name("a"))->storage, Storage::kCell);
  ScopeId inner = s.scope(outer).children[0];
  EXPECT_EQ(s.find(inner, name("x"))->storage, Storage::kFree);
  EXPECT_EQ(s.find(inner, name("x"))->owner, outer);
  EXPECT_EQ(s.find(inner, name("g"))->storage, Storage::kGlobalExplicit);
  EXPECT_EQ(s.resolve(inner, name("g"))->definitions.size(), 2u);
  EXPECT_EQ(s.resolve(inner, name("range")), nullptr);
  ScopeId list = s.scope(inner).children[0];
  EXPECT_EQ(s.find(list, name("a"))->storage, Storage::kFree);
  EXPECT_EQ(s.find(list, name("y"))->storage, Storage::kLocal);
  EXPECT_EQ(s.frees(inner).size(), 2u);
}

TEST_F(ScopesTest, ClassesAndPrivateNames) {
  const Scopes& s = build(R"(
class _C:
    __x = 1
    def f(self):
        self.__x
        __x
        return super().f()
    def g(self): return __class__
)");
  ScopeId cls = s.of(tree_->body[0]);
  EXPECT_TRUE(s.scope(cls).needs_class_closure);
  EXPECT_NE(s.scope(cls).find(name("_C__x")), nullptr);
  ScopeId f = s.scope(cls).children[0];
  // What a class binds is no variable of its methods.
  EXPECT_EQ(s.find(f, name("__x"))->storage, Storage::kGlobalImplicit);
  EXPECT_EQ(s.find(f, name("__class__"))->storage, Storage::kFree);
  EXPECT_EQ(mangle(name("___"), name("__a")), name("__a"));
  EXPECT_EQ(mangle(name("A"), name("__a__")), name("__a__"));
}

TEST_F(ScopesTest, WalrusInComprehensions) {
  const Scopes& s = build("def f(xs):\n    ys = [z := x for x in xs]\n    return z\n");
  ScopeId f = s.of(tree_->body[0]);
  EXPECT_EQ(s.find(f, name("z"))->storage, Storage::kCell);
  EXPECT_EQ(s.resolve(f, name("z"))->definitions.size(), 1u);
  EXPECT_EQ(s.find(s.scope(f).children[0], name("z"))->storage, Storage::kFree);
}

TEST_F(ScopesTest, TypeParameters) {
  const Scopes& s = build("class A[T: B]:\n    def f[U](self, x: T) -> U: return T\ntype X[V] = list[V]\n");
  ScopeId a = s.of(tree_->body[0]);
  EXPECT_EQ(s.scope(a).kind, ScopeKind::kClass);
  ScopeId params = s.scope(a).parent;
  EXPECT_EQ(s.scope(params).kind, ScopeKind::kTypeParameters);
  EXPECT_EQ(s.find(params, name("T"))->storage, Storage::kCell);
  EXPECT_EQ(error(), "");
}

TEST_F(ScopesTest, Errors) {
  const std::pair<const char*, const char*> kCases[] = {
      {"nonlocal x\n", "nonlocal declaration not allowed at module level"},
      {"def f():\n    nonlocal x\n", "no binding for nonlocal 'x' found"},
      {"def f(x):\n    global x\n", "name 'x' is parameter and global"},
      {"def f():\n    x\n    global x\n", "name 'x' is used prior to global declaration"},
      {"def f():\n    x = 1\n    nonlocal x\n", "name 'x' is assigned to before nonlocal declaration"},
      {"def f(a, a): pass\n", "duplicate argument 'a' in function definition"},
      {"def f():\n    from a import *\n", "import * only allowed at module level"},
      {"class A:\n    [y := 1 for x in ()]\n",
       "assignment expression within a comprehension cannot be used in a class body"},
      {"[x := 1 for x in ()]\n", "assignment expression cannot rebind comprehension iteration variable 'x'"},
      {"[(yield) for x in ()]\n", "'yield' inside list comprehension"},
      {"x = 1\nfrom __future__ import division\n", "from __future__ imports must occur at the beginning of the file"},
      {"from __future__ import braces\n", "not a chance"},
  };
  for (auto [text, message] : kCases) {
    sink_ = DiagnosticSink();
    build(text);
    EXPECT_EQ(error(), message) << text;
  }
}

Truth evaluate(const std::string& text, Target target = {{3, 11}, "linux"}) {
  SourceFile file("c.py", text);
  Arena arena;
  DiagnosticSink sink;
  syntax::ParseOptions options;
  options.version = {3, 13};
  options.mode = syntax::ParseMode::kEval;
  const syntax::Module* tree = syntax::parse_module(file, options, arena, sink);
  EXPECT_NE(tree, nullptr) << text;
  return evaluate_condition(tree->expression, target, false);
}

TEST(Conditions, VersionsAndPlatforms) {
  EXPECT_EQ(evaluate("sys.version_info >= (3, 11)"), Truth::kTrue);
  EXPECT_EQ(evaluate("sys.version_info < (3, 11)"), Truth::kFalse);
  EXPECT_EQ(evaluate("sys.version_info > (3, 11)"), Truth::kTrue);
  EXPECT_EQ(evaluate("sys.version_info[0] == 2"), Truth::kFalse);
  EXPECT_EQ(evaluate("sys.version_info[:2] == (3, 11)"), Truth::kTrue);
  EXPECT_EQ(evaluate("sys.version_info.minor >= 12"), Truth::kFalse);
  EXPECT_EQ(evaluate("sys.version_info >= (3, 11, 4)"), Truth::kUnknown);
  EXPECT_EQ(evaluate("sys.platform.startswith('win')"), Truth::kFalse);
  EXPECT_EQ(evaluate("sys.platform in ('linux', 'darwin')"), Truth::kTrue);
  EXPECT_EQ(evaluate("not TYPE_CHECKING and x"), Truth::kUnknown);
  EXPECT_EQ(evaluate("TYPE_CHECKING and x"), Truth::kFalse);
  EXPECT_EQ(evaluate("os.name == 'nt'"), Truth::kFalse);
  EXPECT_EQ(evaluate("f()"), Truth::kUnknown);
}

class ProgramTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("krait-program-test-" + std::to_string(::getpid()));
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }
  void write(const std::string& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  fs::path root_;
};

TEST_F(ProgramTest, NamesAndImports) {
  write("pkg/__init__.py", "from . import a\n");
  write("pkg/a.py", "from .sub import b\nimport pkg.sub.c\n");
  write("pkg/sub/__init__.py", "");
  write("pkg/sub/b.py", "from .. import a\nfrom ...too import far\n");
  write("pkg/sub/c.py",
        "import sys\nif sys.version_info < (3, 8):\n    import old\ndef f():\n    from os import path\n");
  write("space/inner.py", "");
  write("main.py", "import pkg.sub.c\nimport space.inner\n");
  EXPECT_EQ(module_name_of((root_ / "pkg/sub/b.py").string()).name, "pkg.sub.b");
  EXPECT_EQ(module_name_of((root_ / "pkg/sub/b.py").string()).root, root_.string());
  EXPECT_EQ(module_name_of((root_ / "pkg/__init__.py").string()).name, "pkg");
  EXPECT_FALSE(module_name_of((root_ / "my-script.py").string()).name);
  EXPECT_EQ(resolve_relative(Name::intern("a.b"), 2, Name::intern("c")), "a.c");
  EXPECT_FALSE(resolve_relative(Name::intern("a"), 2, Name()));

  ModuleFinder finder({root_.string()});
  EXPECT_EQ(finder.find(Name::intern("space"))->kind, ModuleKind::kNamespace);
  EXPECT_EQ(finder.find(Name::intern("nothing")), nullptr);

  DiagnosticSink sink;
  LoadOptions options;
  options.target = {{3, 11}, "linux"};
  options.follow_imports = true;
  std::string main = (root_ / "main.py").string();
  auto program = Program::load({&main, 1}, options, sink);
  EXPECT_FALSE(sink.has_errors());
  ASSERT_NE(program->find(Name::intern("pkg.sub.c")), nullptr);
  EXPECT_EQ(program->modules().size(), 7u);
  const Module* c = program->find(Name::intern("pkg.sub.c"));
  ASSERT_EQ(c->imports.size(), 2u);
  EXPECT_TRUE(c->imports[0].at_top_level);
  EXPECT_FALSE(c->imports[1].at_top_level);
  // pkg, pkg.a and pkg.sub.b import each other.
  size_t largest = 0;
  for (const auto& group : program->groups()) largest = std::max(largest, group.size());
  EXPECT_EQ(largest, 3u);
  EXPECT_EQ(program->groups().back()[0]->file.path, main);
}

TEST_F(ProgramTest, ClashesAndBadFiles) {
  write("one/m.py", "");
  write("two/m.py", "");
  write("two/bad.py", "def f(:\n");
  DiagnosticSink sink;
  std::vector<std::string> paths{(root_ / "one").string(), (root_ / "two").string(), (root_ / "gone.py").string()};
  auto program = Program::load(paths, {}, sink);
  EXPECT_EQ(sink.error_count(), 3u);
  ASSERT_NE(program->find(Name::intern("bad")), nullptr);
  EXPECT_EQ(program->find(Name::intern("bad"))->tree, nullptr);
}

}  // namespace
}  // namespace krait::program
