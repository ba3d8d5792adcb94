import io
import os
import sys
import tempfile
from pathlib import Path

import black
from black import FileMode, InvalidInput, NothingChanged, TargetVersion, WriteBack, format_cell, format_file_contents, format_file_in_place, format_str
from black.comments import list_comments
from black.mode import Feature, Preview
from black.output import diff, ipynb_diff
from black.report import Changed, Report
from black.strings import fix_docstring, get_string_prefix, lines_with_leading_tabs_expanded, normalize_string_prefix, normalize_string_quotes
from click.testing import CliRunner

SNIPPETS = [
    "x = {  'a':37,'b':42,\n\n'c':927}\n\nx = 'long string that goes on and on' + \"and more of it that makes the line longer than it may\" + str(x)\n", "def f(a,):\n  return a\nclass A(object,):\n  x:int=3\n  def g(self,*,a,b=1,**k)->Set[\"Very\",\"Long\"]:\n    return not (a==b)\n",
    "if x:\n  pass\nelif (y):\n  print('hello' , end = '')\nelse: # c\n   del (a, b)\n", "for (x,y) in (1, 2, 3):\n  assert (some_function_name(argument_number_one, argument_number_two), 'message that is long')\n", "with open('a') as f, open('b') as g, open('c', encoding='utf-8', errors='strict') as hhhhhhhhhhhhhh:\n  pass\n",
    "lambda x=1,*a,**k:x**2 if x else-x\nprint(* args, ** kwargs)\nx = a[1:2, ::3, lower+offset : upper+offset]\ny = 5 ** f['hi'] ** -x\n", "try:\n  raise X from Y\nexcept (A, B) as e:\n  pass\nexcept* C: pass\nfinally:\n  global z; z=1\n", "@decorator\n# comment\n\n\n\ndef f(): ...\n\n@ other . deco (1)\nasync def g():\n    async for i in x: await y\n    return [i async for i in aiter() if i]\n",
    "# fmt: off\ncustom = [1,\n   2]\n# fmt: on\nregular = [1,\n  2]\nx = [1, 2]  # fmt: skip\n", "#!shebang\n#comment without space\n#: special\n#!not shebang\nx=1 #c\n'''doc'''\n", "def f():\n  '''   Docstring with 'quotes' and tabs\n\n\tindented\n      more\\\n   '''\n  def g():\n    \"\"\"ends with quote\\\"\"\"\"\n", "x = 0XFF + 1E5 + 10l if 0 else 0B10 + 1J\n" .replace("10l", "10"),
    "match x:\n  case [1, *rest] if rest: pass\n  case {'k': v, **kw}: pass\n  case Point(x=0)|None: pass\n  case _: pass\nmatch = 1\n", "if (a := 10) and (b:=f(x)): print(f'{a!r:>{width}} {b=}')\ndef f(a, /, b, *, c): pass\n", "result = session.query(models.Customer.id).filter(models.Customer.account_id == 10000, models.Customer.email == email_address).count()\n",
    "call(arg1, arg2, '''\nmulti\n''', arg3=True)\nassert xxxxxxxxx.xxxxxxxxx.xxxxxxxxx.xxxxxxxxx.xxxxxxxxx(xxxxxxxxxxx), (yyyyyyyyyyyyyyyyyyyy)\n", "from a import (b)\nfrom a import (b, c as d, eeeeeeeeeeeeeeeeeeeeeeeee, ffffffffffffffffffffffff, ggggggggggggggggggggg)\nimport a,b\nfrom . import *\n", "return_value = aaaaaaaaaaaaaaaaaaa and bbbbbbbbbbbbbbbbbbbbbbb or ccccccccccccccccccc and not ddddddddddddddddddddd\n",
    "def long_function_name(argument_one, argument_two, argument_three, argument_four, argument_five, argument_six): return 1\n", "print ( 'a' 'b' % ( c , ) , file = sys . stderr )\nx = (yield)\ny = (  # c\n  1)\nz = (1,)\nw = ()\nfor x in (): ...\n", "while (  1\n): x = (\n 1  # one\n +2 # two\n)\n", "class A:\n\n\n\n  x = 1\n  def f(self): pass\n  y = 2\n\n\n\n\n\nclass B: pass\nz = 1\n", "\n\n\n", "", "\\\n", "if x:\n\ty = 1\n", "x = 1;\ny = 2; z = 3\n", "# only\n\n\n# comments\n",
    "type X = int\n", "print 'py2'\n", "def f(:\n", "x = (1\n", "exec 'a'\n", "a = \"\\N{DASH} '\\\"\"\nb = U'x' + F'{1}' + Rb'y'\nc = '\"' + \"'\" + 'it\\'s'\n", "async def f():\n    async with a, b: pass\n\n\ndef g():\n    await = 1\n", "x: Tuple[int, ...] = 1, 2\nfor i in *a, *b: pass\nreturn *a, b\n", "if x:\n    # c1\n    pass\n    # c2\n# c3\nelse:\n    # c4\n    pass\n",
]
FILES = ["abc.py", "bisect.py", "heapq.py", "textwrap.py", "keyword.py", "this.py", "contextlib.py", "json/decoder.py", "json/encoder.py", "colorsys.py", "copyreg.py", "fnmatch.py", "glob.py", "queue.py", "shlex.py", "graphlib.py"]


def show(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, str(e)[:300])


def snippets():
    modes = [FileMode(), FileMode(line_length=40, string_normalization=False, magic_trailing_comma=False), FileMode(preview=True, line_length=60), FileMode(is_pyi=True, target_versions={TargetVersion.PY38, TargetVersion.PY311})]
    for source in SNIPPETS:
        for mode in modes:
            print("=" * 8, mode.get_cache_key()[:20])
            show(format_str, source, mode=mode)
    for source in SNIPPETS[:6]:
        show(format_file_contents, source, fast=False, mode=FileMode())
    show(format_file_contents, "x = 1\n", fast=True, mode=FileMode())
    for cell in ("x=1\n%magic\n", "!ls\ny = 'a'", "%%bash\nls", "z=1;", "get_ipython().x"):
        show(format_cell, cell, fast=True, mode=FileMode(is_ipynb=True))


def library():
    folder = os.path.dirname(os.__file__)
    for name in FILES:
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            source = f.read()
        out = format_str(source, mode=FileMode(line_length=100 if name > "g" else 79))
        check = 0
        for c in out:
            check = (check * 31 + ord(c)) % 1000000007
        print(name, len(source), len(out), out.count("\n"), check)
        black.assert_stable(source, out, FileMode(line_length=100 if name > "g" else 79))
        if len(source) < 15000:
            black.assert_equivalent(source, out)


def command():
    runner = CliRunner()
    with tempfile.TemporaryDirectory() as d:
        os.environ["BLACK_CACHE_DIR"] = d
        root = Path(d, "proj").resolve()
        (root / "sub").mkdir(parents=True)
        (root / "a.py").write_text("x = {'a':1}\n")
        (root / "good.py").write_text("y = 1\n")
        (root / "bad.py").write_text("def (:\n")
        (root / "sub" / "s.pyi").write_text("def f()->int:...\nclass A: ...\n")
        (root / "crlf.py").write_bytes(b"z='1'\r\n")
        (root / "latin.py").write_bytes(b"# coding: latin-1\nz='\xe9'\n")
        (root / "pyproject.toml").write_text("[tool.black]\nline-length = 50\nskip-string-normalization = true\n")
        a = str(root / "a.py")
        for args in (["--version"], ["--check", a], ["--diff", a], ["--diff", "--color", a], ["--check", str(root)], ["-q", "--check", a], ["-c", "x='a'"], ["-c", "def (:"], ["-l", "9", "-c", "f(aaaa,bbbb)"], ["-S", "-C", "-c", "f('a',)"], ["--pyi", "-c", "def f(): ..."], ["-t", "py27", "x"], ["--line-ranges", "x"], ["nofile.py"], [],
                     ["-v", "--exclude", "bad", str(root)], ["--required-version", "1", a], [a, str(root / "crlf.py"), str(root / "latin.py")], ["--fast", "--workers", "1", str(root / "sub")], ["--help"], ["--config", str(root / "pyproject.toml"), "--diff", a], ["-"], ["--stdin-filename", "x.pyi", "-"], ["--include", "(", a]):
            result = runner.invoke(black.main, args, input="q = 'stdin'\n")
            text = result.output.replace(str(root), "ROOT").replace("(compiled: yes)", "(compiled: no)")
            if str(root) in args or len(args) == 3:  # several files are formatted by a pool of processes
                text = "\n".join(sorted(text.splitlines()))
            print(["ROOT" + x[len(str(root)):] if x.startswith(str(root)) else x for x in args], result.exit_code, "\n".join(line for line in text.splitlines() if "+0000" not in line))
        print((root / "a.py").read_text(), (root / "crlf.py").read_bytes(), (root / "latin.py").read_bytes(), (root / "sub" / "s.pyi").read_text())
        changed = root / "c.py"
        changed.write_text("a = 'x'\n")
        out = io.TextIOWrapper(io.BytesIO())
        print(format_file_in_place(changed, fast=True, mode=FileMode(), write_back=WriteBack.YES), changed.read_text())


def parts():
    for text in ("'a'", '"b"', "U'x'", "rb'y'", "f'{a}\"'", "'it\\'s'", "'''d'''", "F'x'"):
        print(text, normalize_string_quotes(text), normalize_string_prefix(text), repr(get_string_prefix(text)))
    print(repr(fix_docstring("a\n    b\n      c\n", "  ")), lines_with_leading_tabs_expanded("\ta\n  \tb\n"))
    print(list_comments("#a\n  #!b\n\\\n# c\n", is_endmarker=False), diff("a\nb\n", "a\nc\n", "x", "y"))
    tree = black.lib2to3_parse("def f(a, *b: int) -> None:\n    return [i for i in x]  # c\n")
    print(repr(tree)[:600], str(tree), [type(n).__name__ for n in tree.pre_order()][:9], len(list(tree.leaves())), tree.get_lineno(), tree.depth())
    show(black.lib2to3_parse, "x = = 1")
    copy = tree.clone()
    leaf = next(copy.leaves())
    leaf.value = "xyz"
    print(copy == tree, str(copy)[:8], leaf.prefix, leaf.next_sibling, leaf.parent.type, copy.changed() if hasattr(copy, "changed") else "")
    print(sorted(f.name for f in black.get_features_used(black.lib2to3_parse("f'{x}'; 1_0; (a:=1)\ndef g(a,/): ...\nasync def f(): yield x\n"))), sorted(v.name for v in black.detect_target_versions(black.lib2to3_parse("match x:\n  case 1: pass\n"))))
    report = Report(verbose=True, check=True)
    for c in Changed:
        report.done(Path("f"), c)
    report.failed(Path("g"), "why")
    print(report, report.return_code, FileMode(preview=True).get_cache_key(), Preview.string_processing in FileMode(), black.decode_bytes(b"\xef\xbb\xbfx\r\n"), black.parse_ast("x = 1").__class__.__name__)


def main():
    parts()
    snippets()
    library()
    command()


if __name__ == "__main__":
    main()
