import io
import os
import sys

import pygments
from pygments import format as format_tokens, highlight, lex
from pygments.filters import get_all_filters, get_filter_by_name
from pygments.formatters import (BBCodeFormatter, GroffFormatter, HtmlFormatter, IRCFormatter, LatexFormatter, NullFormatter, PangoMarkupFormatter, RawTokenFormatter, RtfFormatter, SvgFormatter,
                                 Terminal256Formatter, TerminalFormatter, TerminalTrueColorFormatter, TestcaseFormatter, find_formatter_class, get_all_formatters, get_formatter_by_name,
                                 get_formatter_for_filename)
from pygments.lexer import RegexLexer, bygroups, combined, default, include, inherit, this, using, words
from pygments.lexers import (find_lexer_class, find_lexer_class_by_name, get_all_lexers, get_lexer_by_name, get_lexer_for_filename, get_lexer_for_mimetype, guess_lexer, guess_lexer_for_filename)
from pygments.style import Style
from pygments.styles import get_all_styles, get_style_by_name
from pygments.token import Comment, Error, Generic, Keyword, Name, Number, Operator, String, Text, Token, is_token_subtype, string_to_tokentype
from pygments.util import ClassNotFound, OptionError, get_bool_opt, get_choice_opt, get_int_opt, get_list_opt

SNIPPETS = {
    "c": '#include <stdio.h>\n#define X(a) ((a) + 1)\n/* c */ int main(void) { char *s = "a\\n%d"; return X(0x1F) ? 1.5e3f : \'c\'; } // end\nstruct s { int a : 3; };\n',
    "cpp": 'template <typename T> class A : public B { public: virtual ~A() = default; auto f() const -> T { return R"(raw)"; } };\nnamespace n { using x = int; }\n',
    "java": '@Override public final class A<T extends B> implements C { private int x = 0b101; /** doc */ void f() throws E { for (;;) { this.x++; } } String s = """\n text""";}\n',
    "javascript": 'class A extends B { #p = 1; static async *f() { yield* `t ${a + `n${b}`}`; } }\nconst r = /a[/]b/gi, x = y ?? z?.w; // c\nlet o = {a, "b": 1_000n, [c]: () => null};\n',
    "typescript": 'interface A<T> { readonly x?: number; f(a: string): void }\nenum E { A = 1 }\nconst x = <any>y as unknown; type U = A | B & C;\n',
    "html": '<!DOCTYPE html>\n<html><!-- c --><head><style>a:hover { color: #fff; }</style><script>var a = "<b>";</script></head><body class="x">&amp; &lt; text</body></html>\n',
    "html+jinja": '{% extends "a" %}{% block b %}<p class="{{ x|upper }}">{# c #}{{ y.z[1] }}</p>{% endblock %}\n', "django": "{% if a == 'b' %}{{ c|default:\"x\" }}{% endif %}{% comment %}z{% endcomment %}",
    "css": '@media screen and (max-width: 10px) { a > b::before, #id.cls[attr="x"] { color: rgba(1, 2, 3, .5) !important; margin: -1em auto; } }\n/* c */\n', "scss": "$a: 1px;\n@mixin m($x) { a { &:hover { b: $x + $a; } } }\n.c { @include m(2); }\n",
    "xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a x="1"><![CDATA[ <raw> ]]><b/></a>\n', "json": '{"a": [1, -2.5e+10, true, null, "s\\u00e9\\n"], "b": {}, /* c */ "bad": nope}\n', "yaml": "a: &x 1\nb:\n  - *x\n  - 'q'\n  - \"d\\n\"\nc: |\n  block\n  text\n# comment\n? k\n: !!str v\n---\n{a: [1, 2]}\n",
    "toml": 'a = 1\n[b.c]\nd = 1979-05-27T07:32:00Z\ne = """multi\nline"""\n[[f]]\n', "ini": "[sec]\nkey = value\n; comment\nother: 1\n", "sql": "SELECT a.*, COUNT(1) AS n FROM t a LEFT JOIN b ON a.id = b.id WHERE x LIKE '%y' -- c\nGROUP BY 1;\n", "postgresql": "CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql;\n",
    "bash": 'for i in $(seq 1 "${n:-3}"); do\n  if [[ $i == *x* ]]; then echo "a $i" | grep -v \'b\' > /dev/null; fi\ndone # c\ncat <<EOF\n$x text\nEOF\nf() { local a=$((1 + 2)); }\n',
    "make": "all: a.o b.o\n\t$(CC) -o $@ $^ # link\nX := $(shell ls)\nifeq ($(X),)\nendif\n.PHONY: all\n", "diff": "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-old\n+new\n same\n", "rst": "Title\n=====\n\n.. code-block:: python\n\n   print(1)\n\n*em* **strong** ``lit`` `link <x>`_ |sub| [1]_\n\n:field: v\n- item\n",
    "md": "# T\n\n*em* **st** `code` [l](u)\n\n```python\ndef f(): pass\n```\n\n- [ ] task\n> quote\n1. x\n", "tex": "\\documentclass{a}\n% c\n\\begin{b} $x^2 + \\frac{1}{2}$ \\[ y \\] \\end{b}\n", "rust": "fn main() -> Result<(), E> { let mut x: Vec<&'a str> = vec![1u8, 0xff]; match x { Some(ref y) if y > 1 => {} _ => () } println!(\"{}\", r#\"raw\"#); }\n",
    "go": "package main\nimport \"fmt\"\nfunc (t *T) f(a ...int) (r chan<- int, err error) { go func() { defer x() }(); return `raw`, 'c' }\n", "ruby": "class A < B\n  attr_reader :a\n  def f(x = {}, *y, &z) = %w[a b].map { |q| \"#{q + 1}\" =~ /re#{x}/i }\n  <<~H\n    here #{1}\n  H\nend\n",
    "perl": "my ($a, @b) = (1, qw(x y));\nif ($a =~ m/^x\\d+$/i) { s{a}{b}g; print <<\"E\"; }\ntext $a\nE\n=pod\n\ndoc\n\n=cut\n", "php": "<?php namespace A; /** d */ class B { public ?int $x = 1; function f(string ...$a): void { echo \"v $x {$y['k']}\"; } } ?><b><?= $z ?></b>\n",
    "lua": "local t = {a = 1, [2] = [[long]]}\nfunction t:f(...) return #self .. 'x' end -- c\n--[[ multi ]]\n", "haskell": "module M (f) where\nimport qualified Data.Map as M\nf :: (Eq a) => a -> [a]\nf x = case x of { y | y == x -> [y] } where z = 'c' -- c\n{- nested {- x -} -}\n", "ocaml": "let rec f (x : int) = match x with | 0 -> \"s\" | _ -> f (x - 1) (* c (* n *) *)\n",
    "scala": "object A extends B { def f[T](x: T*): Int = s\"a ${x.size} $y\" ; val `q` = 1L }\n", "kotlin": "data class A(val x: Int?) : B() { fun f() = \"a $x ${x!!.y}\" }\n", "swift": "struct A: B { let x: Int? = nil; func f(_ a: String) -> [Int] { \"\\(a) b\" } }\n", "clojure": "(defn f [x & y] {:a #\"re\" ::b 'c} ; c\n  (map #(+ % 1) y))\n", "scheme": "(define (f x) (let ((y '(1 . 2))) `(,x ,@y #t))) ; c\n", "erlang": "-module(a).\nf(X) when X > 1 -> {ok, <<X:8>>}; % c\nf(_) -> error.\n",
    "pycon": ">>> def f():\n...     return 1\n...\n>>> f()\n1\n>>> 1/0\nTraceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: division by zero\n", "pytb": 'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    x = 1\nValueError: bad\n', "console": "$ ls -l\ntotal 0\nroot# echo 'x' \\\n> more\nx\n",
    "docker": "FROM a:b AS c\nRUN apt-get install -y \\\n  x\nENV A=1\nCMD [\"x\"]\n", "nginx": "server { listen 80; location ~ \\.php$ { proxy_pass http://x; } }\n", "cmake": "if(A AND NOT B)\n  set(X \"${Y}\")\nendif() # c\n", "r": "f <- function(x, ...) { x[['a']] %in% c(1L, NA) } # c\n", "matlab": "function y = f(x)\n% c\ny = x' .* [1, 2; 3 4];\nend\n",
    "nasm": "section .text\nglobal _start\n_start: mov eax, 0x1 ; c\n", "fortran": "program a\n integer :: i\n do i = 1, 10\n print *, 'x' ! c\n end do\nend program\n", "vim": "let g:a = 1\nif has('x') | echo \"y\" | endif\n\" c\n", "powershell": "function F { param([string]$a) Get-Item $a | Where-Object { $_.x -eq 1 } # c\n}\n", "http": "POST /a HTTP/1.1\nHost: x\nContent-Type: application/json\n\n{\"a\": 1}\n", "text": "plain\ttext\n",
}


def digest(tokens):
    """What a lexer gave, shortened: counts of types in order of appearance and a checksum over all."""
    counts, check, n = {}, 0, 0
    for i, t, v in tokens:
        counts[str(t)] = counts.get(str(t), 0) + 1
        for c in v:
            check = (check * 31 + ord(c)) % 1000003
        check = (check * 7 + len(counts) + i) % 1000003
        n += 1
    return n, check, sorted(counts.items())[:9]


def lexing():
    folder = os.path.dirname(os.__file__)
    python = get_lexer_by_name("python")
    for name in ("heapq.py", "textwrap.py", "abc.py", "this.py", "types.py", "bisect.py", "keyword.py"):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            print(name, digest(python.get_tokens_unprocessed(f.read())))
    for name, text in sorted(SNIPPETS.items()):
        lexer = get_lexer_by_name(name, stripall=name > "p")
        tokens = list(lexer.get_tokens(text))
        print(name, lexer, "".join(v for _, v in tokens) == text, digest((i, t, v) for i, (t, v) in enumerate(tokens)))
    for t, v in lex("class A(B):\n    def f(self, x=f'{a!r:>{w}} b', *, y: int = 0x1F) -> None:\n        @d\n        async with a as b: print(rb'\\x', 1_0j, ...) # c\n", python):
        print(t, repr(v))
    for bad in ("int x = `;", "\x00\x01", "'unterminated\n", "ä ö €"):
        print([(str(t), v) for t, v in get_lexer_by_name("c").get_tokens(bad)])
    print(repr("".join(v for _, v in get_lexer_by_name("python", stripnl=False, ensurenl=False, tabsize=4).get_tokens("\n\tx"))), list(get_lexer_by_name("text", encoding="latin1").get_tokens(b"\xe9")), list(get_lexer_by_name("text", encoding="guess").get_tokens("é".encode())))


class MiniLexer(RegexLexer):
    name, aliases, filenames = "Mini", ["mini"], ["*.mini"]
    tokens = {
        "root": [(r"\s+", Text), include("names"), (r"(\d+)(\.)(\d+)", bygroups(Number.Integer, Operator, Number.Float)), (r'"', String, "string"), (r"\{", Operator, ("block", "inner")), (r"/\*", Comment, combined("comment", "names")),
                 (r"<py>(.*?)</py>", bygroups(using(this, state="root"))), (r"!", Keyword, "#push"), (r"\?", Keyword, "#pop"), (r".", Error)],
        "names": [(words(("if", "then", "else"), suffix=r"\b"), Keyword), (r"[a-z]+", Name)],
        "string": [(r'[^"\\]+', String), (r"\\.", String.Escape), (r'"', String, "#pop")],
        "block": [(r"\}", Operator, "#pop"), default("#pop")],
        "inner": [(r"[^}]+", Generic.Strong), (r"\}", Operator, "#pop:2")],
        "comment": [(r"\*/", Comment, "#pop"), (r"[^*a-z]+", Comment), (r"\*", Comment)],
    }

    def analyse_text(text):
        return 0.75 if "mini" in text else 0


class SubLexer(MiniLexer):
    name, aliases = "Sub", ["sub"]
    tokens = {"root": [(r"@\w+", Name.Decorator), inherit]}


class OwnStyle(Style):
    default_style = ""
    background_color = "#f0f0f0"
    styles = {Comment: "italic #888", Keyword: "bold #005", Name.Function: "#0f0 underline", String: "bg:#eee #111", Error: "border:#F00", Number: "noinherit", Generic.Strong: "ansired"}


def own():
    for cls in (MiniLexer, SubLexer):
        lexer = cls()
        for text in ('if x 1.5 "a\\nb" {strong} <py>then 2.0</py> ! ? # /* c if */ z', "@deco x", "{a", '"open', ""):
            print([(str(t), v) for t, v in lexer.get_tokens(text)])
    print(MiniLexer.analyse_text("mini"), SubLexer().get_tokens_unprocessed("x").__class__.__name__, repr(MiniLexer()), sorted(SubLexer._tokens))
    code = 'if x "s" 1.5 {st}'
    for f in (HtmlFormatter(style=OwnStyle), TerminalTrueColorFormatter(style=OwnStyle), LatexFormatter(style=OwnStyle)):
        print(highlight(code, MiniLexer(), f))
    print([(str(t), d) for t, d in OwnStyle][:6], OwnStyle.style_for_token(Comment.Single), len(OwnStyle), OwnStyle.styles_token(Comment) if hasattr(OwnStyle, "styles_token") else "")
    for styles in ({Comment: "wrong"}, {Comment: "#12"}):
        try:
            type("Bad", (Style,), {"styles": styles})
        except AssertionError as e:
            print("AssertionError", e)


def formatting():
    code = 'def f(x="<&>"):\n    """Doc."""\n    return x + 1  # done\n\n\nclass A: pass\n'
    python = get_lexer_by_name("python")
    for f in (HtmlFormatter(), HtmlFormatter(full=True, title="T <x>", linenos=True, style="monokai"), HtmlFormatter(linenos="inline", linenostart=9, linenostep=2, hl_lines=[1, "3"], anchorlinenos=True, lineanchors="l", linespans="s", wrapcode=True, filename="f.py"),
              HtmlFormatter(noclasses=True, nobackground=True, prestyles="p", cssstyles="q", debug_token_types=True, classprefix="c-"), HtmlFormatter(nowrap=True, tagsfile=""), LatexFormatter(linenos=True, full=True, texcomments=True, mathescape=True, escapeinside="||"),
              RtfFormatter(fontface="Mono", fontsize=20), TerminalFormatter(bg="dark", linenos=True), Terminal256Formatter(style="vim", linenos=True), TerminalTrueColorFormatter(style="friendly"), SvgFormatter(linenos=True), BBCodeFormatter(codetag=True, monofont=True),
              IRCFormatter(), GroffFormatter(linenos=True), PangoMarkupFormatter(), NullFormatter(), RawTokenFormatter(error_color="red") if False else RawTokenFormatter(), TestcaseFormatter()):
        out = highlight(code, python, f)
        print(type(f).__name__, f.name, f.aliases)
        print(out if isinstance(out, str) else out[:300])
    print(HtmlFormatter(style="colorful").get_style_defs([".a", ".b"])[:700], HtmlFormatter().get_linenos_style_defs(), LatexFormatter().get_style_defs("\\x")[:300])
    buffer = io.StringIO()
    print(highlight(code, python, HtmlFormatter(encoding=None), buffer), len(buffer.getvalue()), highlight("é", python, HtmlFormatter(encoding="latin-1")))
    print(format_tokens([(Keyword, "a"), (Text, "\n"), (String.Double, "b")], HtmlFormatter(linenos="table")))
    for name in sorted(get_all_styles()):
        style = get_style_by_name(name)
        print(name, style.background_color, len(list(style)), sum(map(len, highlight(code, python, HtmlFormatter(style=style, noclasses=True)).split(";"))))


def finding():
    print(len(list(get_all_lexers())), len(list(get_all_formatters())), sorted(get_all_filters()))
    for f in (lambda: get_lexer_by_name("nope"), lambda: get_lexer_for_filename("a.nope"), lambda: get_lexer_for_mimetype("x/y"), lambda: get_formatter_by_name("nope"), lambda: get_formatter_for_filename("x.nope"), lambda: get_style_by_name("nope"), lambda: get_filter_by_name("nope"), lambda: find_lexer_class_by_name("nope"),
              lambda: HtmlFormatter(linenostart="x"), lambda: highlight("x", MiniLexer(), HtmlFormatter), lambda: lex("x", MiniLexer), lambda: get_bool_opt({"a": "maybe"}, "a"), lambda: get_int_opt({"a": []}, "a"), lambda: get_choice_opt({"a": "q"}, "a", ["x"]), lambda: get_list_opt({"a": 5}, "a")):
        try:
            print(f())
        except (ClassNotFound, OptionError, TypeError) as e:
            print(type(e).__name__, e)
    for name in ("a.py", "b.c", "Makefile", "x.html", "y.rs", "CMakeLists.txt", "z.unknown.json", "q.pl", "w.h"):
        print(name, get_lexer_for_filename(name, "int x;"), find_lexer_class(get_lexer_for_filename(name).name))
    for text in ("#!/usr/bin/python3\nimport os\n", "<?xml version='1.0'?><a/>", "#!/bin/bash\nls", "<!DOCTYPE html><html></html>", "#include <a>\nint main() {}", "%!PS\n", "just words", '{"a": 1}', "<?php echo 1; ?>", "# vim: ft=ruby\nx"):
        print(repr(text[:20]), guess_lexer(text))
    print(guess_lexer_for_filename("a.html", "{% if x %}{{ y }}{% endif %}"), guess_lexer_for_filename("a.pl", "use strict; my $x;"), get_lexer_for_mimetype("text/x-python"), find_formatter_class("html"), get_formatter_for_filename("a.svg").name)
    print(Token.A.B is string_to_tokentype("Token.A.B"), Token.A.B in Token.A, is_token_subtype(Token.A.B, Token), Token.A.B.split(), repr(Name.Function.Magic), string_to_tokentype(""), sorted(map(str, Keyword.subtypes))[:4], Token.X.parent, len(Text))
    for name, options in (("codetagify", {"codetags": ["TODO"]}), ("keywordcase", {"case": "upper"}), ("highlight", {"names": ["f"], "tokentype": Name.Class}), ("raiseonerror", {}), ("whitespace", {"spaces": True, "tabs": ">", "newlines": True}), ("gobble", {"n": 2}), ("tokenmerge", {}), ("symbols", {"lang": "isabelle"})):
        lexer = get_lexer_by_name("python")
        lexer.add_filter(get_filter_by_name(name, **options))
        try:
            print(name, [(str(t), v) for t, v in lexer.get_tokens("if f: # TODO x\n\treturn 'a' $\n")])
        except Exception as e:
            print(name, type(e).__name__, e)
    for opt, default_ in (("yes", 0), ("0", 1), (1, 0), ("FALSE", 1)):
        print(get_bool_opt({"o": opt}, "o", default_), get_list_opt({"o": "a b"}, "o"), get_int_opt({"o": "7"}, "o"), get_choice_opt({"o": "X"}, "o", ["x", "y"], normcase=True))


def command():
    from pygments.cmdline import main as run
    for args in (["-L", "styles"], ["-N", "a.rb"], ["-C"], ["-H", "filter", "gobble"], ["-S", "default", "-f", "html", "-a", ".x"], ["-l", "nope", "x"], ["-f", "html", "-l", "python", "-O", "nowrap", "-P", "style=vim"], ["-V"], ["-l", "python", "-f", "raw", "-s"], ["-x"]):
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True), io.StringIO()
        saved = sys.stdin, sys.stdout, sys.stderr
        sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(b"import a\nx = 'y'\n")), out, err
        try:
            status = run(["pygmentize", *args])
        except SystemExit as e:
            status = e.code
        finally:
            sys.stdin, sys.stdout, sys.stderr = saved
        print(args, status, out.buffer.getvalue().decode()[:500], err.getvalue()[-200:])


def main():
    lexing()
    own()
    formatting()
    finding()
    command()


if __name__ == "__main__":
    main()
