#!/usr/bin/env python3
"""Packages that nobody here wrote, compiled and put to their own use.

    tests/run_packages.py [--krait build/krait] [--python /usr/bin/python3.11] [--full] [--times N] [-k TEXT]...

Each package (without --full, the smaller ones) of Debian's python3-NAME is copied, compiled with `krait build -v`, and used by tests/packages/use_NAME.py,
once compiled and once interpreted: output and exit status must be equal, and under 5 % of its functions may run as
bytecode (each is listed with its reason). --times N: the use's processor time, compiled over interpreted, median of N pairs. The last line is `N passed, N failed`.
"""
import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from typing import List, NamedTuple, Tuple

from run_behaviour import ROOT, environment, short_diff

SCRATCH = os.path.join(ROOT, "build", "packages")


class Package(NamedTuple):
    debian: str
    all_native: bool = False  # every function of it must be (what `make demo` promises of tomli)
    full: bool = False  # only under --full: takes minutes to build
    options: Tuple[str, ...] = ()
    beside: Tuple[str, ...] = ()  # further packages of Debian's, compiled together with it
    without: Tuple[str, ...] = ()  # folders and files that are left out


# Its annotations do not say what its own code gives (click passes a bool where it declares str).
CLAIMS = ("--no-check-declared",)
PACKAGES = {"tomli": Package("python3-tomli", all_native=True), "charset_normalizer": Package("python3-charset-normalizer"),
            "mypy_extensions": Package("python3-mypy-extensions"), "typing_extensions": Package("python3-typing-extensions"),
            "attr": Package("python3-attr"), "click": Package("python3-click", options=CLAIMS),
            "jinja2": Package("python3-jinja2", options=CLAIMS), "pygments": Package("python3-pygments", full=True, options=CLAIMS),
            "docutils": Package("python3-docutils", full=True, options=CLAIMS),
            "black": Package("black", full=True, options=CLAIMS, beside=("blib2to3",)),
            # Its own tests need pytest.
            "mypy": Package("python3-mypy", full=True, options=CLAIMS, without=("test",))}
BYTECODE_SHARE = 0.05


def run(command: List[str], timeout: float = 1200) -> Tuple[int, str, str]:
    try:
        p = subprocess.run(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                           encoding="utf-8", errors="backslashreplace", timeout=timeout)
    except subprocess.TimeoutExpired:
        return -1, "", "timeout"
    return p.returncode, p.stdout, p.stderr


def locate(python: str, name: str) -> str:
    """The package's folder, or its one file; '' where it is not installed."""
    # The origin may be an extension: mypy comes compiled.
    code = (f"import importlib.util as u; s = u.find_spec({name!r}); "
            "print('' if not s else s.submodule_search_locations[0] if s.submodule_search_locations else s.origin)")
    return run([python, "-c", code])[1].strip()


def use(python: str, name: str, folder: str) -> Tuple[int, str, str]:
    """Run use_NAME.py with the package from `folder`; where the package's modules came from goes to stderr's last line."""
    script = os.path.join(ROOT, "tests", "packages", f"use_{name}.py")
    code = (f"import sys, runpy; sys.path.insert(0, {folder!r})\n"
            f"try:\n    runpy.run_path({script!r}, run_name='__main__')\n"
            "finally:\n"
            f"    files = [m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == {name!r} and getattr(m, '__file__', None)]\n"
            "    print('\\nmodules:', *files, file=sys.stderr)\n")
    return run([python, "-c", code])


def processor_time(python: str, name: str, folder: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    use(python, name, folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratio(opts: argparse.Namespace, name: str, source: str, out: str) -> float:
    pairs = [(processor_time(opts.python, name, source), processor_time(opts.python, name, out)) for _ in range(opts.times)]
    return statistics.median(compiled / interpreted for interpreted, compiled in pairs)


def check(name: str, opts: argparse.Namespace) -> bool:
    debian, all_native, _, options, beside, without = PACKAGES[name]
    found = [locate(opts.python, n) for n in (name, *beside)]
    if not all(found):
        print(f"{name:20} FAILED: not installed (apt-get install {debian})")
        return False
    source, out = os.path.join(SCRATCH, "source", name), os.path.join(SCRATCH, "compiled", name)
    for folder in (source, out):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
    targets = []
    left_out = shutil.ignore_patterns("__pycache__", "*.so", "*.pickle", *without)
    for where in found:
        targets.append(os.path.join(source, os.path.basename(where)))
        if os.path.isdir(where):
            shutil.copytree(where, targets[-1], ignore=left_out)
            shutil.copytree(where, os.path.join(out, os.path.basename(where)), ignore=left_out)
        else:
            shutil.copy(where, targets[-1])
    start = time.monotonic()
    status, stdout, stderr = run([opts.krait, "build", "-v", *options, *opts.krait_args, "--python", opts.python, *targets, "-o", out])
    built = time.monotonic() - start
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
    print(f"{name:20} {functions:5} functions, {native} native, {functions - native} as bytecode ({share:.1%}), output {'the same' if same else 'DIFFERENT'}, "
          + f"built in {built:.0f} s" + (f", {ratio(opts, name, source, out):.2f} of the interpreter's time" if opts.times and same else "")
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
    ap = argparse.ArgumentParser(usage=__doc__.replace("%", "%%"))
    ap.add_argument("--krait", default=os.path.join(ROOT, "build", "krait"))
    ap.add_argument("--python", default="/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else sys.executable)
    ap.add_argument("-k", action="append", default=[])
    ap.add_argument("--full", action="store_true", help="the large packages, too")
    ap.add_argument("--times", type=int, default=0, metavar="N")
    ap.add_argument("--krait-args", type=str.split, default=[], help="further options for `krait build`")
    opts = ap.parse_args()
    opts.krait = os.path.abspath(opts.krait)
    names = [n for n in PACKAGES if any(k in n for k in opts.k) or (not opts.k and (opts.full or not PACKAGES[n].full))]
    passed = sum(check(n, opts) for n in names)
    print(f"{passed} passed, {len(names) - passed} failed")
    return 1 if passed != len(names) else 0


if __name__ == "__main__":
    sys.exit(main())
