#!/usr/bin/env python3
"""Hold the command line to its contract: exit statuses, diagnostics, outputs, `krait run` as python3 runs programs.

    tests/run_cli.py [--krait build/krait] [--python EXE] [-k TEXT]

Each test is a method; it gets an empty folder and a cache of its own where it needs one. The last line is
`N passed, N failed`.
"""
import argparse
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import sysconfig
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KRAIT = str(ROOT / "build" / "krait")
PYTHON = "python3"
SHARED_CACHE = ""  # saves preparing the runtime for each test


class CommandLine(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="krait-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def start(self, command: list[str], stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        known = {**os.environ, "KRAIT_CACHE_DIR": SHARED_CACHE, **environment}
        return subprocess.run(command, cwd=self.folder, env=known, input=stdin, capture_output=True, text=True, timeout=120)

    def krait(self, *arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        command = [KRAIT, arguments[0]]
        if arguments[0] in ("build", "run", "check", "dump", "cgen", "report"):
            command += ["--python", PYTHON]
        return self.start(command + list(arguments[1:]), stdin, **environment)

    def python(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return self.start([PYTHON, *arguments], stdin)

    def same(self, *arguments: str, stdin: str = "") -> None:
        """`krait run ARGS` must be what `python3 ARGS` is."""
        ours = self.krait("run", *arguments, stdin=stdin)
        theirs = self.python(*arguments, stdin=stdin)
        self.assertEqual((ours.stdout, ours.stderr, ours.returncode), (theirs.stdout, theirs.stderr, theirs.returncode))
        again = self.krait("run", *arguments, stdin=stdin)
        self.assertEqual((again.stdout, again.stderr, again.returncode), (theirs.stdout, theirs.stderr, theirs.returncode))

    def suffix(self) -> str:
        return self.python("-c", "import sysconfig; print(sysconfig.get_config_var('EXT_SUFFIX'))").stdout.strip()

    # --- usage ---
    def test_version_and_help(self) -> None:
        done = self.start([KRAIT, "--version"])
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"^krait \d+\.\d+\.\d+\n$")
        for arguments in (["help"], ["--help"], ["help", "build"], ["run", "--help"]):
            self.assertEqual(self.start([KRAIT, *arguments]).returncode, 0, arguments)

    def test_wrong_usage_is_2(self) -> None:
        for arguments in ([], ["frobnicate"], ["build"], ["build", "--nope", "x.py"], ["dump", "x.py"], ["run"], ["run", "-m"]):
            done = self.start([KRAIT, *arguments])
            self.assertEqual(done.returncode, 2, arguments)
            self.assertNotEqual(done.stderr, "", arguments)

    # --- build ---
    def test_build_one_module(self) -> None:
        self.write("mod.py", "def f(x: int) -> int:\n    return x + 1\n")
        done = self.krait("build", "mod.py")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "mod: 1 functions, 1 native, 0 interpreted\n")
        self.assertTrue((self.folder / ("mod" + self.suffix())).exists())
        (self.folder / "mod.py").unlink()
        self.assertEqual(self.python("-c", "import mod; print(mod.f(41))").stdout, "42\n")

    def test_build_package_into_folder(self) -> None:
        self.write("pkg/__init__.py", "from .a import f\n")
        self.write("pkg/a.py", "from pkg.sub import b\ndef f(x: int) -> int:\n    return b.g(x) + 1\n")
        self.write("pkg/sub/__init__.py", "")
        self.write("pkg/sub/b.py", "def g(x: int) -> int:\n    return x * 2\n")
        done = self.krait("build", "pkg", "-o", "out")
        self.assertEqual(done.returncode, 0, done.stderr)
        suffix = self.suffix()
        for name in ("pkg/__init__", "pkg/a", "pkg/sub/__init__", "pkg/sub/b", "pkg__krait"):
            self.assertTrue((self.folder / "out" / (name + suffix)).exists(), name)
        program = "import sys; sys.path.insert(0, 'out'); import pkg; print(pkg.f(20), pkg.a.__name__)"
        shutil.rmtree(self.folder / "pkg")
        self.assertEqual(self.python("-c", program).stdout, "41 pkg.a\n")

    def test_python_m_of_a_compiled_package(self) -> None:
        self.write("pkg/__init__.py", "")
        self.write("pkg/__main__.py", "import sys\nfrom .cli import main\nif __name__ == '__main__':\n    sys.exit(main())\n")
        self.write("pkg/cli.py", "import sys\nclass A:\n    pass\ndef main() -> int:\n    print(__name__, A.__module__, sys.argv[1:], __package__)\n"
                   "    return 3\nif __name__ == '__main__':\n    main()\n")
        self.assertEqual(self.krait("build", "pkg", "-o", "out").returncode, 0)
        shutil.rmtree(self.folder / "pkg")
        at = "import os, sys; os.chdir('out'); os.execv(sys.executable, [sys.executable, %s])"
        done = self.python("-c", at % "'-m', 'pkg', 'a', 'b'")
        self.assertEqual((done.stdout, done.returncode), ("pkg.cli pkg.cli ['a', 'b'] pkg\n", 3), done.stderr)
        done = self.python("-c", at % "'-m', 'pkg.cli'")
        self.assertEqual((done.stdout, done.returncode), ("__main__ __main__ [] pkg\n", 0), done.stderr)
        run = "import runpy, pkg.cli; space = runpy.run_module('pkg.cli', run_name='other'); print(space['A'].__module__, space['A'] is pkg.cli.A)"
        done = self.python("-c", at % ("'-c', " + repr(run)))
        self.assertEqual(done.stdout, "other False\n", done.stderr)

    def test_same_bytes_every_time(self) -> None:
        self.write("mod.py", "class A:\n    def __init__(self) -> None:\n        self.x = 1.5\n")
        made = []
        for cache in ("one", "two"):
            self.assertEqual(self.krait("build", "mod.py", "-o", cache + "-out", KRAIT_CACHE_DIR=str(self.folder / cache)).returncode, 0)
            made.append((self.folder / (cache + "-out") / ("mod" + self.suffix())).read_bytes())
            self.assertEqual(stat.S_IMODE((self.folder / cache).stat().st_mode), 0o700)
        self.assertEqual(made[0], made[1])

    def test_unchanged_output_is_left_alone(self) -> None:
        self.write("mod.py", "x = 1\n")
        self.krait("build", "mod.py")
        built = self.folder / ("mod" + self.suffix())
        before = built.stat().st_mtime_ns
        self.krait("build", "mod.py")
        self.assertEqual(built.stat().st_mtime_ns, before)

    def test_no_temporary_files_stay(self) -> None:
        self.write("mod.py", "x = 1\n")
        self.krait("build", "mod.py", "-o", "out")
        self.assertEqual([p.name for p in (self.folder / "out").iterdir()], ["mod" + self.suffix()])

    def test_syntax_error(self) -> None:
        self.write("bad.py", "def f(:\n    pass\n")
        self.write("good.py", "x = 1\n")
        done = self.krait("build", "bad.py", "good.py")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"(?m)^bad\.py:1:\d+: error: invalid syntax \[syntax-error\]$")
        self.assertTrue((self.folder / ("good" + self.suffix())).exists())

    def test_type_errors_fail_only_strict_builds(self) -> None:
        self.write("wrong.py", "def f() -> int:\n    return 'text'\n")
        done = self.krait("build", "wrong.py")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("wrong.py:2:12: warning: ", done.stderr)
        done = self.krait("build", "--strict", "wrong.py", "-o", "out")
        self.assertEqual(done.returncode, 1)
        self.assertIn("wrong.py:2:12: error: ", done.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_check_formats(self) -> None:
        self.write("wrong.py", "def f() -> int:\n    return 'text'\n")
        done = self.krait("check", "wrong.py")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"^wrong\.py:2:12: error: .* \[[a-z-]+\]\n$")
        done = self.krait("check", "--format=json", "wrong.py")
        self.assertEqual(json.loads(done.stdout)["diagnostics"][0]["line"], 2)
        done = self.krait("check", "--format=sarif", "wrong.py")
        self.assertEqual(json.loads(done.stdout)["runs"][0]["results"][0]["level"], "error")
        self.write("right.py", "x: int = 1\n")
        done = self.krait("check", "right.py")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    # --- what to do when something is missing ---
    def test_missing_things(self) -> None:
        self.write("mod.py", "x = 1\n")
        (self.folder / "empty").mkdir()
        cases = [
            (["build", "missing.py"], "nothing-to-compile"),
            (["build", "empty"], "nothing-to-compile"),
            (["build", "mod.py", "--cc", "no-such-compiler"], "no-c-compiler"),
            (["build", "mod.py", "--launcher", "no-such-launcher"], "no-c-compiler"),
            (["run", "missing.py"], "nothing-to-compile"),
            (["run", "empty"], "nothing-to-compile"),
            (["check", "missing.py"], "nothing-to-compile"),
        ]
        for arguments, code in cases:
            done = self.krait(*arguments)
            self.assertEqual(done.returncode, 1, arguments)
            self.assertIn(f"[{code}]", done.stderr + done.stdout, arguments)
        done = self.start([KRAIT, "build", "--python", "no-such-python", "mod.py"])
        self.assertEqual(done.returncode, 1)
        self.assertIn("[no-interpreter]", done.stderr)
        done = self.krait("build", "mod.py", "-o", "mod.py/below")
        self.assertEqual(done.returncode, 1)
        self.assertIn("[unwritable-output]", done.stderr)

    def test_no_headers(self) -> None:
        # An interpreter that claims to have its headers elsewhere.
        shim = self.write("python-without-headers", "#!/bin/sh\n"
                          f'exec "{shutil.which(PYTHON)}" "$@" | sed "s|\\"include\\": \\"[^\\"]*\\"|\\"include\\": \\"/nowhere\\"|"\n')
        shim.chmod(0o755)
        self.write("mod.py", "x = 1\n")
        done = self.start([KRAIT, "build", "--python", str(shim), "mod.py"])
        self.assertEqual(done.returncode, 1)
        self.assertIn("[no-python-headers]", done.stderr)
        self.assertIn("apt install", done.stderr)

    def test_name_clash(self) -> None:
        self.write("a/mod.py", "x = 1\n")
        self.write("b/mod.py", "x = 2\n")
        done = self.krait("build", "a/mod.py", "b/mod.py")
        self.assertEqual(done.returncode, 1)
        self.assertIn("[module-name-clash]", done.stderr)

    def test_name_that_nobody_can_import(self) -> None:
        self.write("my-script.py", "x = 1\n")
        self.assertIn("[not-a-module]", self.krait("build", "my-script.py").stderr)
        self.write("text.txt", "x = 1\n")
        self.assertIn("[not-a-module]", self.krait("build", "text.txt").stderr)
        # One that lies in a folder is left as it is: no import statement runs it.
        self.write("pkg/__init__.py", "x = 1\n")
        self.write("pkg/hook-pkg.py", "x = 2\n")
        done = self.krait("build", "pkg")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("hook-pkg.py: warning", done.stderr)
        self.assertEqual(len(list((self.folder / "pkg").glob("*.so"))), 1)

    # --- faults of Krait ---
    def test_fault_in_one_file_spares_the_others(self) -> None:
        # A launcher that refuses one C file stands for a fault in Krait: C that no compiler takes.
        launcher = self.write("launcher", '#!/bin/sh\ncase "$*" in *=bad.c*) echo refused; exit 1;; esac\nexec "$@"\n')
        launcher.chmod(0o755)
        self.write("bad.py", "x = 1\n")
        self.write("good.py", "x = 2\n")
        done = self.krait("build", "--launcher", str(launcher), "bad.py", "good.py")
        self.assertEqual(done.returncode, 70, done.stderr)
        self.assertIn("internal fault", done.stderr)
        self.assertIn("bad.py", done.stderr)
        self.assertRegex(done.stderr, r"the C file is kept as \S+/faults/bad\.c")
        self.assertEqual(self.python("-c", "import good; print(good.x, good.__file__.endswith('.so'))").stdout, "2 True\n")

    # --- cgen ---
    def test_cgen_can_be_compiled_elsewhere(self) -> None:
        self.write("one.py", "def f(x: int) -> int:\n    return x + 1\n")
        self.write("two.py", "import one\ndef g(x: int) -> int:\n    return one.f(x) + 1\n")
        done = self.krait("cgen", "one.py", "two.py", "-o", "gen")
        self.assertEqual(done.returncode, 0, done.stderr)
        manifest = json.loads((self.folder / "gen" / "manifest.json").read_text())
        gen = self.folder / "gen"
        includes = [f"-I{gen / path}" for path in manifest["include_folders"]]
        for extension in manifest["extensions"]:
            sources = [str(gen / name) for name in extension["sources"]]
            if extension["needs_runtime"]:
                sources += [str(gen / name) for name in manifest["runtime_sources"]]
            out = str(self.folder / "built" / (extension["module"] + manifest["extension_suffix"]))
            os.makedirs(os.path.dirname(out), exist_ok=True)
            flags = [f for f in manifest["c_flags"] if not f.startswith("-O")] + ["-O0", "-w"]
            built = self.start(["gcc", "-shared", *flags, *includes, *sources, "-lm", "-o", out])
            self.assertEqual(built.returncode, 0, built.stderr)
        program = "import sys; sys.path.insert(0, 'built'); import two; print(two.g(40), two.__file__)"
        self.assertRegex(self.python("-c", program).stdout, r"^42 .*\.so\n$")
        depfile = (gen / "depfile.d").read_text()
        self.assertTrue(depfile.endswith(": one.py two.py\n"), depfile)

    # --- run ---
    def test_run_arguments_and_names(self) -> None:
        self.write("x.py", "import sys\nprint(sys.argv, __name__, __file__, __spec__, __package__, __cached__, sys.path[0])\n"
                   "print(sorted(n for n in globals()), sys.orig_argv[1:])\n")
        self.same("x.py")
        self.same("x.py", "-v", "--python", "-m", "--", "a b")
        self.same("./x.py", "1")
        self.write("deep/x.py", "import sys\nprint(sys.argv, __file__, sys.path[0])\n")
        self.same("deep/x.py")
        os.symlink("deep/x.py", self.folder / "link.py")
        self.same("link.py")

    def test_run_exit_statuses(self) -> None:
        for number, text in enumerate(["import sys\nsys.exit(3)\n", "import sys\nsys.exit('message')\n", "raise SystemExit\n",
                                       "1 / 0\n", "raise KeyError('x') from ValueError('y')\n", "pass\n",
                                       "import sys\nsys.exit(None)\n", "raise BaseException('base')\n"]):
            self.write(f"x{number}.py", text)
            self.same(f"x{number}.py")

    def test_run_keyboard_interrupt_kills(self) -> None:
        self.write("x.py", "raise KeyboardInterrupt\n")
        self.same("x.py")
        self.assertEqual(self.krait("run", "x.py").returncode, -signal.SIGINT)

    def test_run_excepthook_and_atexit(self) -> None:
        self.write("x.py", "import atexit, sys\natexit.register(print, 'bye')\n"
                   "def hook(kind, value, traceback):\n    print('hook', kind.__name__, value, traceback.tb_lineno)\n"
                   "sys.excepthook = hook\nraise ValueError('x')\n")
        self.same("x.py")

    def test_run_names_the_switch_after_a_declared_type(self) -> None:
        self.write("x.py", "def f(n: int) -> int:\n    return n\ngiven: list = ['x']\nprint(f(*given))\n")
        failed = self.krait("run", "x.py")
        self.assertEqual(failed.returncode, 1)
        self.assertIn("TypeError: int object expected; got str\nkrait: ", failed.stderr)
        self.assertIn("--no-check-declared", failed.stderr)
        self.assertEqual(self.krait("run", "--no-check-declared", "x.py").stdout, "x\n")

    def test_run_stdin_is_the_programs(self) -> None:
        self.write("x.py", "import sys\nprint(sys.stdin.read().upper())\n")
        self.same("x.py", stdin="some text\n")

    def test_run_imports_local_modules(self) -> None:
        self.write("x.py", "import helper\nimport pkg.sub\nfrom pkg import other\n"
                   "print(helper.f(2), pkg.sub.__name__, other.__package__, helper.__file__, helper.__spec__.name)\nhelper.fail()\n")
        self.write("helper.py", "def f(x: int) -> int:\n    return x * 21\ndef fail() -> None:\n    raise ValueError('here')\n")
        self.write("pkg/__init__.py", "")
        self.write("pkg/sub.py", "x = 1\n")
        self.write("pkg/other.py", "from . import sub\n")
        self.same("x.py")

    def test_run_sees_changes(self) -> None:
        self.write("x.py", "import helper\nprint(helper.x)\n")
        self.write("helper.py", "x = 1\n")
        self.same("x.py")
        self.write("helper.py", "x = 22\n")
        self.same("x.py")
        self.write("helper/__init__.py", "x = 333\n")  # a package wins over a module
        self.same("x.py")
        shutil.rmtree(self.folder / "helper")
        (self.folder / "helper.py").unlink()
        ours, theirs = self.krait("run", "x.py"), self.python("x.py")
        self.assertEqual((ours.stderr, ours.returncode), (theirs.stderr, theirs.returncode))

    def test_run_broken_import_is_the_programs_business(self) -> None:
        self.write("x.py", "try:\n    import broken\nexcept SyntaxError as e:\n    print('caught', e.lineno)\n")
        self.write("broken.py", "x = \n")
        self.same("x.py")

    def test_run_module(self) -> None:
        self.write("pkg/__init__.py", "print('init', __name__)\n")
        self.write("pkg/__main__.py", "import sys\nfrom . import other\n"
                   "print(sys.argv, __name__, __package__, __spec__.name, __file__, sys.path[0], other.x)\n")
        self.write("pkg/other.py", "x = 5\n")
        self.same("-m", "pkg", "-x", "1")
        self.same("-m", "pkg.other")
        self.same("-m", "calendar", "2024", "1")  # not ours: Python's own

    def test_run_syntax_error_is_a_diagnostic(self) -> None:
        self.write("x.py", "x = (\n")
        done = self.krait("run", "x.py")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertRegex(done.stderr, r"x\.py:1:5: error: .* \[syntax-error\]\n$")

    def test_run_survives_a_damaged_cache(self) -> None:
        cache = self.folder / "cache"
        self.write("x.py", "print('fine')\n")
        for _ in range(2):
            done = self.krait("run", "x.py", KRAIT_CACHE_DIR=str(cache))
            self.assertEqual((done.stdout, done.returncode), ("fine\n", 0), done.stderr)
            for part in ("content", "index", "runtime"):
                for path in (cache / part).rglob("*"):
                    if path.is_file():
                        path.write_bytes(path.read_bytes()[:-1] + b"?")
        done = self.krait("run", "x.py", KRAIT_CACHE_DIR=str(cache))
        self.assertEqual((done.stdout, done.returncode), ("fine\n", 0), done.stderr)

    def test_run_without_a_pass_is_compiled_anew(self) -> None:
        cache = self.folder / "cache"
        self.write("x.py", "def f(xs: list[int]) -> int:\n    s = 0\n    for x in xs:\n        s += x\n    return s\n\n\nprint(f([1, 2]))\n")
        made = []
        for options in ([], [], ["--disable-pass", "speculate"]):
            done = self.krait("run", *options, "x.py", KRAIT_CACHE_DIR=str(cache))
            self.assertEqual((done.stdout, done.returncode), ("3\n", 0), done.stderr)
            made.append(len(list((cache / "content").rglob("*"))))
        self.assertEqual(made[0], made[1])
        self.assertGreater(made[2], made[1])

    def test_dump_stages(self) -> None:
        self.write("x.py", "def f(x: int) -> int:\n    return x + 1\n")
        for stage in ("tokens", "ast", "types", "ir", "opt", "c"):
            done = self.krait("dump", f"--stage={stage}", "x.py")
            self.assertEqual((done.returncode, done.stderr), (0, ""), stage)
            self.assertNotEqual(done.stdout, "", stage)
        self.assertIn("func ", self.krait("dump", "--stage=ir", "--function", "f", "x.py").stdout)


def main() -> int:
    global KRAIT, PYTHON, SHARED_CACHE
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--krait", default=KRAIT)
    parser.add_argument("--python", default=PYTHON)
    parser.add_argument("-k", default="", metavar="TEXT", help="only tests whose name contains TEXT")
    options = parser.parse_args()
    KRAIT = os.path.abspath(options.krait)
    PYTHON = options.python
    with tempfile.TemporaryDirectory(prefix="krait-cli-cache-") as SHARED_CACHE:
        suite = unittest.TestSuite()
        for test in unittest.defaultTestLoader.loadTestsFromTestCase(CommandLine):
            if options.k in test.id():
                suite.addTest(test)
        result = unittest.TextTestRunner(sys.stdout, verbosity=0).run(suite)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
