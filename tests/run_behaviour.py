#!/usr/bin/env python3
"""Run each behaviour program under CPython and under Krait and compare.

    tests/run_behaviour.py [--krait build/krait] [--python /usr/bin/python3.11] [-k TEXT]... [-j 2]

A test is a file `tests/behaviour/**/NAME.py`, or a folder `tests/behaviour/**/NAME/` with a `main.py` (further modules
and packages lie beside it). CPython runs it with `PYTHON FILE ARGS`, Krait with `krait run --python PYTHON FILE ARGS`;
stdout, stderr (tracebacks included) and exit status must be equal, byte for byte. Nothing is normalised.

A test in `tests/compiled/` states what compiled code promises beyond Python (a wrong type raises TypeError): it runs
under Krait only, and its stdout must equal the file `NAME.out` beside it.

Directives, among the comment lines at the top of a test:
    # args: A B C        arguments (shell quoting)
    # stdin: TEXT        standard input; \\n stands for a line end
    # krait: fallback    may run partly as bytecode even under --require-native (with a reason on the same line)
    # krait: stdout-only stderr is not compared (say why)
    # krait: --OPTION    a further option of `krait run`
    # python: 3.12       needs at least this target version
    # status: N          expected exit status (tests/compiled only)

`tests/behaviour/expected_failures.txt` names the tests known to fail: `PATH: REASON` a line. One that passes although
it stands there is an error too: the list only shrinks.

What CPython printed is kept under build/behaviour/, keyed by content and interpreter. The last line is
`N passed, N failed` (and what was skipped or failed as expected).
"""
import argparse
import concurrent.futures
import difflib
import functools
import hashlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any

TESTS = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(TESTS)
SCRATCH = os.path.join(ROOT, "build", "behaviour")
FORMAT = "2"  # bump when what is cached changes


@functools.cache
def package_digest() -> str:
    """What uncompiled sources find in the package is part of the answer."""
    h = hashlib.sha256()
    package = os.path.join(ROOT, "python", "krait")
    for name in sorted(n for n in os.listdir(package) if n.endswith(".py")):
        with open(os.path.join(package, name), "rb") as f:
            h.update(f.read())
    return h.hexdigest()


class Test:
    """One program: `path` is relative to the repository, '/' separated; `files` are all its sources."""

    def __init__(self, path: str, files: list[str], compiled: bool) -> None:
        self.path = path
        self.files = files
        self.compiled = compiled
        self.args: list[str] = []
        self.stdin = ""
        self.fallback = False
        self.stdout_only = False
        self.options: list[str] = []
        self.min_version = (3, 0)
        self.status = 0
        with open(os.path.join(ROOT, path), encoding="utf-8", errors="surrogateescape") as f:
            for line in f:
                if not line.startswith("#"):
                    break
                m = re.match(r"#\s*(args|stdin|krait|python|status):\s*(.*)", line)
                if not m:
                    continue
                key, value = m.group(1), m.group(2).strip()
                if key == "args":
                    self.args = shlex.split(value)
                elif key == "stdin":
                    self.stdin = value.replace("\\n", "\n")
                elif key == "python":
                    major, minor = value.split(".")
                    self.min_version = (int(major), int(minor))
                elif key == "status":
                    self.status = int(value)
                elif value.startswith("--"):
                    self.options.append(value.split()[0])
                elif value.startswith("fallback"):
                    self.fallback = True
                elif value.startswith("stdout-only"):
                    self.stdout_only = True

    @property
    def name(self) -> str:
        base = re.sub(r"(/main)?\.py$", "", self.path)
        return base[len("tests/"):]

    def key(self, python_version: str) -> str:
        h = hashlib.sha256()
        h.update(f"{FORMAT}\0{python_version}\0{ROOT}\0{self.path}\0{self.args}\0{self.stdin}\0".encode())
        for f in self.files:
            h.update(f.encode() + b"\0")
            with open(os.path.join(ROOT, f), "rb") as data:
                text = data.read()
            h.update(text)
            if b"from krait" in text or b"import krait" in text:
                h.update(package_digest().encode())
        return h.hexdigest()


def find_tests() -> list[Test]:
    out: list[Test] = []
    for folder, compiled in (("behaviour", False), ("compiled", True)):
        for at, dirs, names in os.walk(os.path.join(TESTS, folder)):
            dirs[:] = sorted(d for d in dirs if d != "__pycache__")
            rel = os.path.relpath(at, ROOT).replace(os.sep, "/")
            if "main.py" in names:
                files = []
                for a, ds, ns in os.walk(at):
                    ds[:] = sorted(d for d in ds if d != "__pycache__")
                    files += [os.path.relpath(os.path.join(a, n), ROOT) for n in sorted(ns)]
                out.append(Test(f"{rel}/main.py", files, compiled))
                dirs.clear()
                continue
            for n in sorted(names):
                if n.endswith(".py"):
                    out.append(Test(f"{rel}/{n}", [f"{rel}/{n}"], compiled))
    return sorted(out, key=lambda t: t.path)


# The package of native numbers: sources that use it need it to run uncompiled, compiled ones do without.
UNCOMPILED = {"PYTHONPATH": os.path.join(ROOT, "python")}


def environment() -> dict[str, str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "KRAIT_"))}
    env.update(PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8", TZ="UTC", COLUMNS="80",
               NO_COLOR="1", XDG_CACHE_HOME=os.path.join(ROOT, "build", "behaviour", "cache"))
    # a harness must not pass on its own choices about Krait, except the stress switches a caller set on purpose
    env.update({k: v for k, v in os.environ.items() if k.startswith("KRAIT_STRESS")})
    return env


def execute(command: list[str], test: Test, timeout: float, **more: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="krait-behaviour-") as cwd:
        env = dict(environment(), **more)
        env["TMPDIR"] = cwd
        started = time.monotonic()
        p = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, start_new_session=True)
        try:
            out, err = p.communicate(test.stdin.encode(), timeout=timeout)
            status: Any = p.returncode
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, signal.SIGKILL)
            out, err = p.communicate()
            status = "timeout"
    return {"status": status, "stdout": out.decode("utf-8", "backslashreplace"),
            "stderr": err.decode("utf-8", "backslashreplace"), "seconds": round(time.monotonic() - started, 3)}


def show_status(status: Any) -> str:
    if isinstance(status, int) and status < 0:
        try:
            return "signal " + signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"
    return f"status {status}" if isinstance(status, int) else str(status)


def short_diff(what: str, want: str, got: str, limit: int) -> list[str]:
    lines = list(difflib.unified_diff(want.splitlines(), got.splitlines(), f"CPython {what}", f"Krait {what}",
                                      lineterm="", n=1))
    if not lines and want != got:
        lines = [f"{what}: line ends differ: {want[-40:]!r} / {got[-40:]!r}"]
    extra = len(lines) - limit
    return lines if extra <= 0 else lines[:limit] + [f"... {extra} more lines"]


class Runner:
    def __init__(self, opts: argparse.Namespace) -> None:
        self.opts = opts
        self.lock = threading.Lock()
        self.version = subprocess.run([opts.python, "-c", "import sys; print(sys.version)"], capture_output=True,
                                      text=True, check=True).stdout.strip()
        self.version_info = tuple(map(int, re.match(r"(\d+)\.(\d+)", self.version).groups()))  # type: ignore
        self.cache_file = os.path.join(SCRATCH, "cpython.json")
        self.cache: dict[str, dict[str, Any]] = {}
        try:
            with open(self.cache_file, encoding="utf-8") as f:
                self.cache = json.load(f)
        except (OSError, ValueError):
            pass

    def reference(self, test: Test) -> dict[str, Any]:
        if test.compiled:
            with open(os.path.join(ROOT, test.path[:-3] + ".out"), encoding="utf-8") as f:
                return {"status": test.status, "stdout": f.read(), "stderr": "", "seconds": 0.0}
        key = test.key(self.version)
        with self.lock:
            if key in self.cache:
                return self.cache[key]
        result = execute([self.opts.python, test.path, *test.args], test, self.opts.timeout, **UNCOMPILED)
        with self.lock:
            if result["status"] != "timeout":  # a busy machine is not an answer
                self.cache[key] = result
        return result

    def run(self, test: Test) -> tuple[str, list[str], dict[str, Any]]:
        """(kind, lines that explain, Krait's result); kind is "pass", "skip" or what went wrong."""
        if test.min_version > self.version_info:
            return "skip", [], {}
        want = self.reference(test)
        if want["status"] == "timeout":
            return "timeout under CPython", [], {}
        if self.opts.interpreted:
            got = execute([self.opts.python, test.path, *test.args], test, self.opts.timeout, **UNCOMPILED)
        else:
            command = [self.opts.krait, "run", "--python", self.opts.python]
            if self.opts.require_native and not test.fallback:
                command.append("--require-native")
            got = execute([*command, *test.options, *self.opts.krait_args, test.path, *test.args], test, self.opts.timeout)
        kind, lines = self.compare(test, want, got)
        return kind, lines, got

    def compare(self, test: Test, want: dict[str, Any], got: dict[str, Any]) -> tuple[str, list[str]]:
        limit = self.opts.lines
        tail = got["stderr"].strip().splitlines()[-limit:]
        if got["status"] == "timeout":
            return "timeout", tail
        if got["status"] != want["status"] and isinstance(got["status"], int) and got["status"] < 0:
            return "crash", [f"{show_status(got['status'])}, CPython: {show_status(want['status'])}", *tail]
        if got["status"] == 70:
            return "internal error", tail
        if re.search(r"^\S+:\d+:\d+: error: ", got["stderr"], re.M) and got["stderr"] != want["stderr"]:
            return "rejected", [s for s in got["stderr"].splitlines() if " error: " in s][:limit]
        if "native_" in got["stderr"] and "C compiler" in got["stderr"]:
            return "C error", tail
        lines: list[str] = []
        if got["status"] != want["status"]:
            lines.append(f"{show_status(got['status'])}, CPython: {show_status(want['status'])}")
        if got["stdout"] != want["stdout"]:
            lines += short_diff("stdout", want["stdout"], got["stdout"], limit)
        if got["stderr"] != want["stderr"] and not test.stdout_only and not test.compiled:
            lines += short_diff("stderr", want["stderr"], got["stderr"], limit)
        elif lines and got["stderr"]:
            lines += ["stderr:", *tail]
        return ("differs", lines) if lines else ("pass", [])

    def save(self) -> None:
        os.makedirs(SCRATCH, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=SCRATCH, delete=False, encoding="utf-8") as f:
            json.dump(self.cache, f)
        os.replace(f.name, self.cache_file)


def expected_failures() -> dict[str, str]:
    out: dict[str, str] = {}
    path = os.path.join(TESTS, "behaviour", "expected_failures.txt")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            for line in f:
                line = line.strip()
                if line and not line.startswith("#"):
                    name, _, reason = line.partition(":")
                    out[name.strip()] = reason.strip()
    return out


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(ROOT, "build", "krait"))
    ap.add_argument("--python", default="/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else sys.executable)
    ap.add_argument("-k", action="append", default=[], help="only tests whose path contains TEXT")
    ap.add_argument("-j", type=int, default=2)
    ap.add_argument("--timeout", type=float, default=60)
    ap.add_argument("--lines", type=int, default=14, help="lines of difference shown per test")
    ap.add_argument("--require-native", action="store_true", help="a function that would run as bytecode fails the test")
    ap.add_argument("--interpreted", action="store_true", help="compare CPython with itself: are the tests deterministic?")
    ap.add_argument("--krait-args", type=shlex.split, default=[], help="further options for `krait run`")
    ap.add_argument("--report", action="store_true", help="group the failures by kind at the end")
    ap.add_argument("--json", default=os.path.join(SCRATCH, "results.json"))
    opts = ap.parse_args()
    opts.krait = os.path.abspath(opts.krait)
    if not opts.interpreted and not os.access(opts.krait, os.X_OK):
        print(f"run_behaviour: no compiler at {opts.krait}; build it first or name it with --krait", file=sys.stderr)
        return 2
    tests = [t for t in find_tests() if not opts.k or any(k in t.path for k in opts.k)]
    if opts.interpreted:
        tests = [t for t in tests if not t.compiled]
    runner = Runner(opts)
    known = expected_failures()
    results: dict[str, dict[str, Any]] = {}
    passed = failed = expected = skipped = 0
    unexpected_passes: list[str] = []
    by_kind: dict[str, list[str]] = {}
    with concurrent.futures.ThreadPoolExecutor(opts.j) as pool:
        jobs = {pool.submit(runner.run, t): t for t in tests}
        for job in concurrent.futures.as_completed(jobs):
            test = jobs[job]
            kind, lines, got = job.result()
            results[test.name] = {"kind": kind, "lines": lines, "seconds": got.get("seconds", 0)}
            if kind == "skip":
                skipped += 1
            elif kind == "pass":
                passed += 1
                if test.name in known or test.path in known:
                    unexpected_passes.append(test.name)
            elif test.name in known or test.path in known:
                expected += 1
            else:
                failed += 1
                by_kind.setdefault(kind, []).append(test.name)
                print(f"FAIL {test.name}: {kind}")
                for s in lines:
                    print("    " + s)
                sys.stdout.flush()
    runner.save()
    with open(opts.json, "w", encoding="utf-8") as f:
        json.dump(results, f, indent=1, sort_keys=True)
    if opts.report:
        for kind, names in sorted(by_kind.items()):
            print(f"{kind} ({len(names)}):\n    " + "\n    ".join(sorted(names)))
    for name in sorted(unexpected_passes):
        print(f"UNEXPECTED PASS {name}: take it off tests/behaviour/expected_failures.txt")
    extra = (f", {expected} failed as expected" if expected else "") + (f", {skipped} skipped" if skipped else "")
    print(f"{passed} passed, {failed} failed{extra}")
    return 1 if failed or unexpected_passes else 0


if __name__ == "__main__":
    sys.exit(main())
