#include "syntax/parser.h"

#include <gtest/gtest.h>

#include <string>

#include "syntax/ast_dump.h"
#include "syntax/encoding.h"
#include "syntax/visit.h"

namespace krait::syntax {
namespace {

// The dump, or "line: message".
std::string parse(std::string text, PythonVersion version = {3, 11}, ParseMode mode = ParseMode::kExec,
                  bool positions = false, uint32_t max_depth = 0) {
  DiagnosticSink sink;
  Arena arena;
  std::unique_ptr<SourceFile> file = decode_source("t.py", text, sink);
  ParseOptions options{.version = version, .mode = mode, .max_tree_depth = max_depth};
  Module* module = file == nullptr ? nullptr : parse_module(*file, options, arena, sink);
  if (module != nullptr) return dump_ast(*module, {version, positions});
  const Diagnostic& found = sink.diagnostics().at(0);
  return std::to_string(found.location.line) + ": " + found.message;
}

std::string expr(std::string text, PythonVersion version = {3, 11}) {
  std::string dump = parse(text, version, ParseMode::kEval);
  constexpr std::string_view kHead = "Expression(body=";
  return dump.starts_with(kHead) ? dump.substr(kHead.size(), dump.size() - kHead.size() - 1) : dump;
}

std::string repeat(std::string_view piece, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += piece;
  return out;
}

TEST(Parser, NumbersKeepTheirValue) {
  EXPECT_EQ(expr("0x_ff"), "Constant(value=255)");
  EXPECT_EQ(expr("9223372036854775807"), "Constant(value=9223372036854775807)");
  EXPECT_EQ(expr("9223372036854775808"), "Constant(value=9223372036854775808)");
  EXPECT_EQ(expr("0xFFFFFFFFFFFFFFFFFFFFFFFF"), "Constant(value=79228162514264337593543950335)");
  EXPECT_EQ(expr("0b" + repeat("1", 64)), "Constant(value=18446744073709551615)");
  EXPECT_EQ(expr("1e16"), "Constant(value=1e+16)");
  EXPECT_EQ(expr("123456789012345.6"), "Constant(value=123456789012345.6)");
  EXPECT_EQ(expr("1e400"), "Constant(value=inf)");
  EXPECT_EQ(expr("1e-5j"), "Constant(value=1e-05j)");
  EXPECT_EQ(expr("1if x else 2"),
            "IfExp(test=Name(id='x', ctx=Load()), body=Constant(value=1), orelse=Constant(value=2))");
}

TEST(Parser, NumbersThatAreNone) {
  EXPECT_EQ(parse("x = 0777"),
            "1: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
  EXPECT_EQ(parse("x = 1__0"), "1: invalid decimal literal");
  EXPECT_EQ(parse("x = 0b12"), "1: invalid digit '2' in binary literal");
  EXPECT_EQ(parse("x = 0xg"), "1: invalid hexadecimal literal");
  EXPECT_EQ(parse("x = 1a"), "1: invalid decimal literal");
  EXPECT_EQ(parse("x = 1" + repeat("0", 4300)).substr(0, 40), "1: Exceeds the limit (4300 digits) for i");
}

TEST(Parser, StringsAndEscapes) {
  EXPECT_EQ(expr(R"('a\x41\u00e9\N{EM DASH}\101\q')"), "Constant(value='aAé—A\\\\q')");
  EXPECT_EQ(expr(R"(rb'\x41' B"\x00\n")"), "Constant(value=b'\\\\x41\\x00\\n')");
  EXPECT_EQ(expr(R"('\ud800' u'')"), "Constant(value='\\ud800')");
  EXPECT_EQ(expr(R"(u'a' 'b')"), "Constant(value='ab', kind='u')");
  EXPECT_EQ(expr("'a\\\nb'"), "Constant(value='ab')");
  EXPECT_EQ(expr("'\\N{hangul syllable han}\\N{CJK UNIFIED IDEOGRAPH-4E00}\\N{LINE FEED}'"),
            "Constant(value='한一\\n')");
  EXPECT_EQ(parse(R"(x = '\x4')"),
            "1: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape");
  EXPECT_EQ(parse(R"(x = '\N{NO SUCH NAME}')"),
            "1: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-15: unknown Unicode character "
            "name");
  EXPECT_EQ(parse("x = b'\xC3\xA9'"), "1: bytes can only contain ASCII literal characters");
  EXPECT_EQ(parse("x = 'a' b'c'"), "1: cannot mix bytes and nonbytes literals");
  EXPECT_EQ(parse("\nx = 'abc\ny"), "2: unterminated string literal (detected at line 2)");
  EXPECT_EQ(parse("x = '''abc\ny\n"), "1: unterminated triple-quoted string literal (detected at line 2)");
}

TEST(Parser, FStringsNestAsTheVersionAllows) {
  EXPECT_EQ(expr("f'{x!r:>{w}}'"),
            "JoinedStr(values=[FormattedValue(value=Name(id='x', ctx=Load()), conversion=114, format_spec=JoinedStr("
            "values=[Constant(value='>'), FormattedValue(value=Name(id='w', ctx=Load()), conversion=-1)]))])");
  EXPECT_EQ(
      expr("f'{x = }'"),
      "JoinedStr(values=[Constant(value='x = '), FormattedValue(value=Name(id='x', ctx=Load()), conversion=114)])");
  EXPECT_EQ(parse("f'{a['b']}'"), "1: f-string: expecting '}'");
  EXPECT_EQ(expr("f'{a['b']}'", {3, 12}),
            "JoinedStr(values=[FormattedValue(value=Subscript(value=Name(id='a', ctx=Load()), "
            "slice=Constant(value='b'), ctx=Load()), conversion=-1)])");
  EXPECT_EQ(parse("f'{\"\\n\"}'"), "1: f-string expression part cannot include a backslash");
  EXPECT_EQ(parse("f'}'", {3, 12}), "1: f-string: single '}' is not allowed");
  EXPECT_EQ(parse("f'{}'", {3, 12}), "1: f-string: valid expression required before '}'");
  EXPECT_EQ(parse("f'{a!x}'", {3, 12}), "1: f-string: invalid conversion character 'x': expected 's', 'r', or 'a'");
  EXPECT_EQ(expr("t'a{b:c}'", {3, 14}),
            "TemplateStr(values=[Constant(value='a'), Interpolation(value=Name(id='b', ctx=Load()), str='b', "
            "conversion=-1, format_spec=JoinedStr(values=[Constant(value='c')]))])");
}

TEST(Parser, IdentifiersAreNormalised) {
  EXPECT_EQ(expr("\xEF\xAC\x81x"), "Name(id='fix', ctx=Load())");                        // the ligature fi
  EXPECT_EQ(expr("e\xCC\x81"), "Name(id='\xC3\xA9', ctx=Load())");                       // e with a combining accent
  EXPECT_EQ(expr("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"), "Name(id='한', ctx=Load())");  // conjoining jamo
  EXPECT_EQ(parse("x = \xE2\x82\xAC"), "1: invalid character '€' (U+20AC)");
  EXPECT_EQ(parse("x = a\xC2\xA0+ b"), "1: invalid non-printable character U+00A0");
}

TEST(Parser, EncodingsAndLineEnds) {
  EXPECT_EQ(expr("\xEF\xBB\xBF'x'"), "Constant(value='x')");
  EXPECT_EQ(parse("# -*- coding: latin-1 -*-\n'\xE9'"),
            "Module(body=[Expr(value=Constant(value='é'))], type_ignores=[])");
  EXPECT_EQ(parse("# vim: fileencoding=koi8-r\n'\xC1'"),
            "Module(body=[Expr(value=Constant(value='а'))], type_ignores=[])");
  EXPECT_EQ(parse("# coding: Windows 1252\nx").substr(0, 2), "0:");
  EXPECT_EQ(parse("# coding: cp1252\n'\x80'"), "Module(body=[Expr(value=Constant(value='€'))], type_ignores=[])");
  EXPECT_EQ(parse("# coding: euc-jp\n'\xC6\xFC'"), "Module(body=[Expr(value=Constant(value='日'))], type_ignores=[])");
  EXPECT_EQ(parse("# coding: utf8\n# \xFF"), "0: 'utf-8' codec can't decode byte 0xff in position 17");
  EXPECT_EQ(parse("# \xFF"), "Module(body=[], type_ignores=[])");
  EXPECT_EQ(parse("# coding: nonsense\nx"), "0: unknown encoding: nonsense");
  EXPECT_EQ(parse("'''a\r\nb\rc'''\r\n"), "Module(body=[Expr(value=Constant(value='a\\nb\\nc'))], type_ignores=[])");
  EXPECT_EQ(parse("x = 1\n\f\ny"), parse("x = 1\ny"));
}

TEST(Parser, IndentationFollowsTabsAndContinuations) {
  EXPECT_EQ(parse("if x:\n\ty\n        z\n"), "3: inconsistent use of tabs and spaces in indentation");
  EXPECT_EQ(parse("if x:\n    y\n  z\n"), "3: unindent does not match any outer indentation level");
  EXPECT_EQ(parse("  x\n"), "1: unexpected indent");
  EXPECT_EQ(parse("if x:\ny\n"), "2: expected an indented block after 'if' statement on line 1");
  EXPECT_EQ(parse("if x:\n  \\\n  y\n  z\n"), parse("if x:\n  y\n  z\n"));
  EXPECT_EQ(parse("x = \\ \n1"), "1: unexpected character after line continuation character");
}

TEST(Parser, VersionsDecideWhatIsLegal) {
  EXPECT_EQ(parse("match x:\n case _: pass", {3, 9}),
            "1: Pattern matching is only supported in Python 3.10 and greater");
  EXPECT_EQ(parse("try: pass\nexcept* E: pass", {3, 10}).substr(3),
            "Exception groups are only supported in Python 3.11 and greater");
  EXPECT_EQ(parse("def f[T](): pass", {3, 11}),
            "1: Type parameter lists are only supported in Python 3.12 and greater");
  EXPECT_EQ(parse("type X = int", {3, 11}), "1: Type statement is only supported in Python 3.12 and greater");
  EXPECT_EQ(parse("try: pass\nexcept A, B: pass", {3, 13}), "2: multiple exception types must be parenthesized");
  EXPECT_NE(parse("try: pass\nexcept A, B: pass", {3, 14}).find("elts="), std::string::npos);
  EXPECT_EQ(parse("t'x'", {3, 13}), "1: invalid syntax");
  EXPECT_EQ(parse("type = 1\nmatch = type\nmatch(case)\nmatch[_]"),
            parse("type = 1\nmatch = type\nmatch (case)\nmatch [_]"));
}

TEST(Parser, MistakesGetCPythonsWords) {
  EXPECT_EQ(parse("f() = 1"), "1: cannot assign to function call here. Maybe you meant '==' instead of '='?");
  EXPECT_EQ(parse("if x = 1: pass"), "1: invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  EXPECT_EQ(parse("foo(a,\n  b\n  c)"), "2: invalid syntax. Perhaps you forgot a comma?");
  EXPECT_EQ(parse("print 'x'"), "1: Missing parentheses in call to 'print'. Did you mean print(...)?");
  EXPECT_EQ(parse("def f(a=1, b): pass"), "1: non-default argument follows default argument");
  EXPECT_EQ(parse("f(a=1, b)"), "1: positional argument follows keyword argument");
  EXPECT_EQ(parse("x = (1,\n2\n"), "1: '(' was never closed");
  EXPECT_EQ(parse("x = (1]"), "1: closing parenthesis ']' does not match opening parenthesis '('");
  EXPECT_EQ(parse("if x\n  y"), "1: expected ':'");
  EXPECT_EQ(parse("del f()"), "1: cannot delete function call");
  EXPECT_EQ(parse("for f() in x: pass"), "1: cannot assign to function call");
  EXPECT_EQ(parse("try: pass\nx"), "2: expected 'except' or 'finally' block");
}

TEST(Parser, DepthIsBounded) {
  constexpr int kMany = 100'000;
  for (const std::string& text : {repeat("(", kMany), repeat("(", kMany) + repeat(")", kMany), repeat("[", kMany),
                                  repeat("{1:", kMany), repeat("f'{", kMany), repeat("lambda: ", kMany) + "x",
                                  repeat("a if b else ", kMany) + "c", "a" + repeat("**a", kMany)}) {
    std::string found = parse(text);
    EXPECT_TRUE(found.starts_with("1: ")) << found.substr(0, 100);
  }
  EXPECT_EQ(parse(repeat("[", 201)), "1: too many nested parentheses");
  EXPECT_TRUE(parse(repeat("[", 199) + repeat("]", 199)).starts_with("Module("));
}

TEST(Parser, LongChainsMakeDeepTreesOrADiagnostic) {
  constexpr int kMany = 100'000;
  for (const std::string& text :
       {"x" + repeat("+x", kMany), "x" + repeat(".a", kMany), "x" + repeat("()", kMany), repeat("not ", kMany) + "x",
        repeat("-", kMany) + "x", "if a: pass\n" + repeat("elif b: pass\n", kMany)}) {
    EXPECT_TRUE(parse(text, {3, 11}, ParseMode::kExec, true).starts_with("Module("));
    std::string refused = parse(text, {3, 11}, ParseMode::kExec, false, kMaxTreeDepth);
    EXPECT_NE(refused.find("nests deeper than 10000 levels"), std::string::npos) << refused.substr(0, 100);
  }
}

TEST(Parser, NodesWithoutTokensEndWhereTheyBegin) {
  SourceFile file("t.py", "def f( ): lambda : 0\n");
  DiagnosticSink sink;
  Arena arena;
  Module* module = parse_module(file, {.version = {3, 11}}, arena, sink);
  ASSERT_NE(module, nullptr);
  walk(module, [](auto* node) { EXPECT_LE(node->span.begin, node->span.end); });
}

TEST(Parser, RangesKeepThePositionsOfTheFile) {
  SourceFile file("stub.pyi", "a = 1\nb: int = 2\nc = 3\n", 100);
  DiagnosticSink sink;
  Arena arena;
  Module* module = parse_range(file, {6, 17}, {.version = {3, 11}, .mode = ParseMode::kStub}, arena, sink);
  ASSERT_NE(module, nullptr);
  ASSERT_EQ(module->body.size(), 1u);
  EXPECT_EQ(file.line(module->body[0]->span.begin), 101u);
  Module* annotation = parse_range(file, {9, 12}, {.version = {3, 11}, .mode = ParseMode::kEval}, arena, sink);
  ASSERT_NE(annotation, nullptr);
  EXPECT_EQ(as<NameExpr>(annotation->expression)->id.text(), "int");
}

TEST(Parser, TypeCommentsOnRequest) {
  DiagnosticSink sink;
  Arena arena;
  SourceFile file("t.py", "x = []  # type: list[int]\ny = 1  # type: ignore[misc]\n");
  Module* module = parse_module(file, {.version = {3, 11}, .type_comments = true}, arena, sink);
  ASSERT_NE(module, nullptr);
  EXPECT_EQ(as<Assign>(module->body[0])->type_comment, "list[int]");
  ASSERT_EQ(module->type_ignores.size(), 1u);
  EXPECT_EQ(module->type_ignores[0]->tag, "[misc]");
}

}  // namespace
}  // namespace krait::syntax
