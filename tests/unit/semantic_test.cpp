#include <gtest/gtest.h>

#include <string>

#include "syntax/encoding.h"
#include "syntax/parser.h"
#include "syntax/semantic_errors.h"

namespace krait::syntax {
namespace {

// The first mistake found, or nothing.
std::string check(const std::string& text, PythonVersion version = {3, 11}) {
  DiagnosticSink sink;
  Arena arena;
  std::unique_ptr<SourceFile> file = decode_source("t.py", text, sink);
  Module* module = parse_module(*file, {.version = version, .max_tree_depth = 0}, arena, sink);
  if (module != nullptr) check_semantics(*module, sink);
  return sink.diagnostics().empty() ? "" : sink.diagnostics()[0].message;
}

TEST(Semantics, StatementsInTheWrongPlace) {
  EXPECT_EQ(check("return 1"), "'return' outside function");
  EXPECT_EQ(check("class C:\n  return"), "'return' outside function");
  EXPECT_EQ(check("yield"), "'yield' outside function");
  EXPECT_EQ(check("await x"), "'await' outside function");
  EXPECT_EQ(check("def f(): await x"), "'await' outside async function");
  EXPECT_EQ(check("def f():\n  async for x in y: pass"), "'async for' outside async function");
  EXPECT_EQ(check("def f():\n  async with x: pass"), "'async with' outside async function");
  EXPECT_EQ(check("async def f(): yield from x"), "'yield from' inside async function");
  EXPECT_EQ(check("async def f():\n  return 1\n  yield"), "'return' with value in async generator");
  EXPECT_EQ(check("break"), "'break' outside loop");
  EXPECT_EQ(check("for x in y: pass\nelse: continue"), "'continue' not properly in loop");
  EXPECT_EQ(check("while 1:\n  def f(): break"), "'break' outside loop");
  EXPECT_EQ(check("while 1:\n  try: pass\n  except* E: break"),
            "'break', 'continue' and 'return' cannot appear in an 'except*' block");
  EXPECT_EQ(check("try: pass\nexcept* E:\n  while 1: break"), "");
  EXPECT_EQ(check("try: pass\nexcept: pass\nexcept E: pass"), "default 'except:' must be last");
}

TEST(Semantics, AsynchronousComprehensions) {
  EXPECT_EQ(check("def f(): [x async for x in y]"), "asynchronous comprehension outside of an asynchronous function");
  EXPECT_EQ(check("def f(): (x async for x in y)"), "");
  EXPECT_EQ(check("async def f(): [[x async for x in y] for z in w]"), "");
  EXPECT_EQ(check("def f(): [[await x for x in y] for z in w]"),
            "asynchronous comprehension outside of an asynchronous function");
}

TEST(Semantics, Stars) {
  EXPECT_EQ(check("*a"), "can't use starred expression here");
  EXPECT_EQ(check("*a = b"), "starred assignment target must be in a list or tuple");
  EXPECT_EQ(check("*a, *b = c"), "multiple starred expressions in assignment");
  EXPECT_EQ(check("f(*a); [*a]; {*a}; x = *a,; y[*a]\nclass C(*a): pass\ndef g(*a: *b): pass"), "");
}

TEST(Semantics, NamesAndKeywords) {
  EXPECT_EQ(check("__debug__ = 1"), "cannot assign to __debug__");
  EXPECT_EQ(check("del __debug__"), "cannot delete __debug__");
  EXPECT_EQ(check("f(a=1, b=2, a=3)"), "keyword argument repeated: a");
}

TEST(Semantics, Patterns) {
  auto match = [](const std::string& pattern) {
    return check("match x:\n  case " + pattern + ": pass\n  case 1: pass");
  };
  EXPECT_EQ(match("_"), "wildcard makes remaining patterns unreachable");
  EXPECT_EQ(match("y"), "name capture 'y' makes remaining patterns unreachable");
  EXPECT_EQ(match("_ if z"), "");
  EXPECT_EQ(match("(y, y)"), "multiple assignments to name 'y' in pattern");
  EXPECT_EQ(match("(y, 1) | (z, 2)"), "alternative patterns bind different names");
  EXPECT_EQ(match("(y, 1) | (y, 2)"), "");
  EXPECT_EQ(match("[*a, *b]"), "multiple starred expressions in sequence pattern");
  EXPECT_EQ(match("{'a': 1, 'a': 2}"), "mapping pattern checks duplicate key ('a')");
  EXPECT_EQ(match("C(a=1, a=2)"), "attribute name repeated in class pattern: a");
  EXPECT_EQ(match("f'x'"), "patterns may only match literals and attribute lookups");
}

TEST(Semantics, AnyDepth) {
  std::string sum = "x = a", chain = "if a: pass\n";
  for (int i = 0; i < 100'000; ++i) sum += "+a", chain += "elif b: pass\n";
  EXPECT_EQ(check(sum), "");
  EXPECT_EQ(check(chain), "");
}

}  // namespace
}  // namespace krait::syntax
