#!/usr/bin/env python3
"""Packages that nobody here wrote, compiled and put to their own use.

    tests/run_packages.py [--krait build/krait] [--python /usr/bin/python3.11] [-k TEXT]...

Each package of Debian's python3-NAME is copied, compiled with `krait build -v`, and used by tests/packages/use_NAME.py,
once compiled and once interpreted: output and exit status must be equal, and under 5 % of its functions may run as
bytecode (each is listed with its reason). The last line is `N passed, N failed`.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
from typing import List, Tuple

from run_behaviour import ROOT, environment, short_diff

SCRATCH = os.path.join(ROOT, "build", "packages")
# Debian's package, and whether every function of it must be native (what `make demo` promises of tomli).
PACKAGES = {"tomli": ("python3-tomli", True), "charset_normalizer": ("python3-charset-normalizer", False),
            "mypy_extensions": ("python3-mypy-extensions", False), "typing_extensions": ("python3-typing-extensions", False),
            "attr": ("python3-attr", False)}
BYTECODE_SHARE = 0.05


def run(command: List[str], timeout: float = 300) -> Tuple[int, str, str]:
    try:
        p = subprocess.run(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return -1, "", "timeout"
    return p.returncode, p.stdout, p.stderr


def locate(python: str, name: str) -> str:
    """The package's folder, or its one file; '' where it is not installed."""
    code = f"import importlib.util as u; s = u.find_spec({name!r}); print(s.origin if s else '')"
    origin = run([python, "-c", code])[1].strip()
    return os.path.dirname(origin) if os.path.basename(origin) == "__init__.py" else origin


def use(python: str, name: str, folder: str) -> Tuple[int, str, str]:
    """Run use_NAME.py with the package from `folder`; where the package's modules came from goes to stderr's last line."""
    script = os.path.join(ROOT, "tests", "packages", f"use_{name}.py")
    code = (f"import sys, runpy; sys.path.insert(0, {folder!r})\n"
            f"try:\n    runpy.run_path({script!r}, run_name='__main__')\n"
            "finally:\n"
            f"    files = [m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == {name!r} and getattr(m, '__file__', None)]\n"
            "    print('\\nmodules:', *files, file=sys.stderr)\n")
    return run([python, "-c", code])


def check(name: str, opts: argparse.Namespace) -> bool:
    debian, all_native = PACKAGES[name]
    where = locate(opts.python, name)
    if not where:
        print(f"{name:20} FAILED: not installed (apt-get install {debian})")
        return False
    source, out = os.path.join(SCRATCH, "source", name), os.path.join(SCRATCH, "compiled", name)
    for folder in (source, out):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
    target = os.path.join(source, os.path.basename(where))
    if os.path.isdir(where):
        shutil.copytree(where, target, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
        shutil.copytree(where, os.path.join(out, name), ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyi"))
    else:
        shutil.copy(where, target)
    status, stdout, stderr = run([opts.krait, "build", "-v", "--python", opts.python, target, "-o", out])
    if status:
        print(f"{name:20} FAILED: krait build: exit {status}")
        for line in (stdout + stderr).strip().splitlines()[-12:]:
            print("    " + line)
        return False
    counts = re.findall(r"^\S+: (\d+) functions, (\d+) native, (\d+) interpreted$", stdout, re.M)
    functions, native = sum(int(c[0]) for c in counts), sum(int(c[1]) for c in counts)
    fallbacks = [s for s in (stdout + stderr).splitlines() if "runs as bytecode" in s]
    remove_compiled_sources(out)
    want = use(opts.python, name, source)
    got = use(opts.python, name, out)
    modules = re.findall(r"^modules: (.*)$", got[2], re.M)
    interpreted = [f for f in (modules[-1].split() if modules else []) if not f.endswith(".so")]
    same = want[:2] == got[:2] and want[0] == 0
    share = 1 - native / functions if functions else 0.0
    good = same and not interpreted and functions > 0 and (share < BYTECODE_SHARE) and not (all_native and share)
    print(f"{name:20} {functions:5} functions, {native} native, {functions - native} as bytecode ({share:.1%}), output {'the same' if same else 'DIFFERENT'}"
          + ("" if good else "  FAILED"))
    for line in fallbacks:
        print("    " + line.replace(ROOT + os.sep, ""))
    if interpreted:
        print("    not compiled: " + " ".join(os.path.basename(f) for f in interpreted))
    if not same:
        print(f"    interpreted: exit {want[0]}, compiled: exit {got[0]}")
        for line in short_diff("stdout", want[1], got[1], 14) + got[2].strip().splitlines()[-8:]:
            print("    " + line)
    return good


def remove_compiled_sources(out: str) -> None:
    """So that only extensions can be imported: drop every source that has one beside it."""
    for at, _, names in os.walk(out):
        for n in names:
            if n.endswith(".py") and any(m.startswith(n[:-3] + ".") and m.endswith(".so") for m in names):
                os.remove(os.path.join(at, n))


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(ROOT, "build", "krait"))
    ap.add_argument("--python", default="/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else sys.executable)
    ap.add_argument("-k", action="append", default=[])
    opts = ap.parse_args()
    opts.krait = os.path.abspath(opts.krait)
    names = [n for n in PACKAGES if not opts.k or any(k in n for k in opts.k)]
    passed = sum(check(n, opts) for n in names)
    print(f"{passed} passed, {len(names) - passed} failed")
    return 1 if passed != len(names) else 0


if __name__ == "__main__":
    sys.exit(main())
