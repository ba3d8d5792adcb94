#!/usr/bin/env python3
"""Modules of the standard library, compiled, under CPython's own regression tests.

    tests/run_stdlib.py [--krait build/krait] [--python /usr/bin/python3.11] [--short] [-k TEXT]... [-j N]

tests/stdlib/modules.txt names them, one `MODULE: TEST...` a line (a leading `*`: part of the short form). Each module or
package is compiled alone with `krait build` and laid over a tree of links to the interpreter's library; a copy of the
interpreter in that tree then runs the tests of Debian's libpython3.11-testsuite, frozen modules off, so that even modules
imported at start-up are the compiled ones. A test that passes in the same tree without the compiled module and does not pass
with it is a failure, unless tests/stdlib/exceptions.txt has it (`TEST ID: [MODULE] REASON`, the id may end in `*`); a line there
of which every test passes is a failure too.

What passes uncompiled is kept under build/stdlib. The last line is `N passed, N failed`.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from typing import Any, Dict, List, Tuple

from run_behaviour import ROOT

SCRATCH = os.path.join(ROOT, "build", "stdlib")
TABLES = os.path.join(ROOT, "tests", "stdlib")
WORKER = os.path.join(TABLES, "worker.py")
# A test module is given up when it prints nothing for so long, and when it killed its process so often.
SILENCE = 180.0
RESTARTS = 12
FORMAT = "1"  # bump when what is cached changes


def table(name: str) -> Dict[str, str]:
    out: Dict[str, str] = {}
    with open(os.path.join(TABLES, name), encoding="utf-8") as f:
        for line in f:
            line = line.strip()
            if line and not line.startswith("#"):
                key, _, value = line.partition(": ")
                out[key.strip()] = value.strip()
    return out


def exceptions() -> Dict[str, Dict[str, str]]:
    """By module: id of a test, or the start of ids and a `*`, -> reason."""
    out: Dict[str, Dict[str, str]] = {}
    for name, text in table("exceptions.txt").items():
        m = re.match(r"\[(\S+)\] (.+)", text)
        if not m:
            raise SystemExit(f"exceptions.txt: {name}: not `[MODULE] REASON`")
        out.setdefault(m.group(1), {})[name] = m.group(2)
    return out


class Tree:
    """An installation of the interpreter made of links, with built modules laid over."""

    def __init__(self, python: str, name: str, interpreter: str, library: str) -> None:
        self.root = os.path.join(SCRATCH, "trees", name)
        self.version = os.path.basename(library)  # python3.11
        self.library = os.path.join(self.root, "lib", self.version)
        self.python = os.path.join(self.root, "bin", self.version)
        shutil.rmtree(self.root, ignore_errors=True)
        os.makedirs(self.library)
        os.makedirs(os.path.dirname(self.python))
        os.link(interpreter, self.python)
        for entry in os.listdir(library):
            os.symlink(os.path.join(library, entry), os.path.join(self.library, entry))

    def lay_over(self, built: str) -> None:
        """Link the files under `built` into the library; a package's folder becomes a real one first."""
        for at, _, names in os.walk(built):
            target = os.path.normpath(os.path.join(self.library, os.path.relpath(at, built)))
            if os.path.islink(target):
                source = os.path.realpath(target)
                os.remove(target)
                os.makedirs(target)
                for entry in os.listdir(source):
                    os.symlink(os.path.join(source, entry), os.path.join(target, entry))
            for n in names:
                os.symlink(os.path.join(at, n), os.path.join(target, n))


def environment() -> Dict[str, str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "KRAIT_"))}
    env.update(PYTHONHASHSEED="0", LC_ALL="C.UTF-8", TZ="UTC", COLUMNS="80", NO_COLOR="1")
    env.update({k: v for k, v in os.environ.items() if k.startswith("KRAIT_STRESS")})
    return env


class Outcome:
    """What became of the tests of one test module: id -> (outcome, explanation)."""

    def __init__(self) -> None:
        self.tests: Dict[str, Tuple[str, str]] = {}
        self.modules: Dict[str, str] = {}
        self.fatal = ""


def run_tests(tree: Tree, test: str, compiled: List[str]) -> Outcome:
    """Every test once; a process that a test killed is followed by another one without that test and those already done."""
    out = Outcome()
    for attempt in range(RESTARTS):
        with tempfile.TemporaryDirectory(prefix="krait-stdlib-") as scratch:
            events = os.path.join(scratch, "events")
            env = environment()
            env["TMPDIR"] = scratch
            command = [tree.python, "-X", "frozen_modules=off", "-X", "faulthandler", WORKER, events, "test." + test, ",".join(compiled), *out.tests]
            log = os.path.join(scratch, "log")
            with open(log, "w") as printed:
                process = subprocess.Popen(command, cwd=scratch, env=env, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT,
                                           start_new_session=True)
                size, silent = -1, 0.0
                while True:
                    try:
                        process.wait(timeout=0.5)
                        break
                    except subprocess.TimeoutExpired:
                        now = os.path.getsize(events) if os.path.exists(events) else 0
                        silent = silent + 0.5 if now == size else 0.0
                        size = now
                        if silent > SILENCE:
                            os.killpg(process.pid, signal.SIGKILL)
                            process.wait()
                            break
            try:
                os.killpg(process.pid, signal.SIGKILL)  # what tests left behind
            except ProcessLookupError:
                pass
            running, done = "", False
            if os.path.exists(events):
                with open(events, encoding="utf-8") as f:
                    for line in f:
                        try:
                            event = json.loads(line)
                        except ValueError:
                            continue
                        if "start" in event:
                            running = event["start"]
                        elif "end" in event:
                            out.tests[event["end"]] = (event["outcome"], event["text"])
                            running = ""
                        elif "modules" in event:
                            out.modules = event["modules"]
                        elif "done" in event:
                            done = True
                        elif "fatal" in event and not running:
                            out.fatal = event["fatal"]
            if done:
                return out
            with open(log, errors="backslashreplace") as printed:
                tail = "\n".join(printed.read().splitlines()[-30:])
            how = "no answer" if silent > SILENCE else f"killed by signal {-process.returncode}" if process.returncode < 0 else f"exit {process.returncode}"
            if not running:
                out.fatal = out.fatal or f"{how} outside of the tests\n{tail}"
                return out
            out.tests[running] = ("crash", f"{how}\n{tail}")
    out.fatal = f"gave up after {RESTARTS} crashes"
    return out


class Runner:
    def __init__(self, opts: argparse.Namespace) -> None:
        self.opts = opts
        self.lock = threading.Lock()
        code = "import sys, os; print(sys.version); print(os.path.dirname(os.__file__)); print(os.path.realpath(sys.executable))"
        lines = subprocess.run([opts.python, "-I", "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
        self.version, self.source, executable = lines[0], lines[-2], lines[-1]
        os.makedirs(SCRATCH, exist_ok=True)
        self.interpreter = os.path.join(SCRATCH, "interpreter")
        shutil.copy2(executable, self.interpreter)
        self.plain = Tree(opts.python, "plain", self.interpreter, self.source)
        self.exceptions = exceptions()

    def reference(self, test: str) -> Outcome:
        key = hashlib.sha256(f"{FORMAT}\0{self.version}\0{test}".encode()).hexdigest()[:16]
        path = os.path.join(SCRATCH, "cpython", f"{test}-{key}.json")
        out = Outcome()
        if os.path.exists(path):
            with open(path, encoding="utf-8") as f:
                out.tests = {k: tuple(v) for k, v in json.load(f).items()}
            return out
        out = run_tests(self.plain, test, [])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + ".new", "w", encoding="utf-8") as f:
            json.dump(out.tests, f, indent=1)
        os.replace(path + ".new", path)
        return out

    def check(self, module: str, tests: List[str]) -> Dict[str, Any]:
        """A row of the table; `lines` explains."""
        row: Dict[str, Any] = {"module": module, "functions": 0, "native": 0, "uncompiled": 0, "compiled": 0, "bad": [], "lines": [], "excepted": 0}
        relative = module.replace(".", os.sep)
        source = os.path.join(self.source, relative)
        source = source if os.path.isdir(source) else source + ".py"
        built = os.path.join(SCRATCH, "built", module)
        shutil.rmtree(built, ignore_errors=True)
        os.makedirs(built)
        build = subprocess.run([self.opts.krait, "build", "-v", "--python", self.opts.python, *self.opts.krait_args, source, "-o", built],
                               capture_output=True, text=True, errors="backslashreplace")
        printed = build.stdout + build.stderr
        if build.returncode:
            row["bad"].append((f"{module}: krait build", "exit %d" % build.returncode, "\n".join(printed.splitlines()[-12:])))
            return row
        counts = re.findall(r"^\S+: (\d+) functions, (\d+) native, (\d+) interpreted$", printed, re.M)
        row["functions"], row["native"] = sum(int(c[0]) for c in counts), sum(int(c[1]) for c in counts)
        row["lines"] = [s.replace(self.source + os.sep, "") for s in printed.splitlines() if "runs as bytecode" in s]
        tree = Tree(self.opts.python, module, self.interpreter, self.source)
        tree.lay_over(built)
        known = dict.fromkeys(self.exceptions.get(module, {}), 0)
        for test in tests:
            want = self.reference(test)
            wanted = {t for t, (outcome, _) in want.tests.items() if outcome == "ok"}
            got = run_tests(tree, test, [module])
            row["uncompiled"] += len(wanted)
            origin = got.modules.get(module, "")
            if got.fatal:
                row["bad"].append((f"test.{test}", "did not end", got.fatal))
            elif not origin.endswith(".so"):
                row["bad"].append((f"test.{test}", "was not given the compiled module", origin))
            for t in sorted(wanted):
                outcome, text = got.tests.get(t, ("absent", ""))
                line = next((k for k in known if k == t or (k.endswith("*") and t.startswith(k[:-1]))), "")
                if outcome == "ok":
                    row["compiled"] += 1
                elif line:
                    known[line] += 1
                    row["excepted"] += 1
                elif outcome != "absent" or not got.fatal:
                    row["bad"].append((t, outcome, text))
        for line, count in known.items():
            if not count:
                row["bad"].append((line, "passes: take it off tests/stdlib/exceptions.txt", ""))
        return row

    def show(self, row: Dict[str, Any]) -> None:
        functions, native = row["functions"], row["native"]
        share = f"{native / functions:7.1%}" if functions else "      -"
        print(f"{row['module']:22} {functions:5} functions {share} native {row['uncompiled']:5} uncompiled {row['compiled']:5} compiled"
              + (f" {row['excepted']:3} excepted" if row["excepted"] else "") + (f" {len(row['bad']):4} FAILED" if row["bad"] else ""))
        if self.opts.fallbacks:
            for line in row["lines"]:
                print("    " + line)
        for test, outcome, text in row["bad"][:self.opts.shown]:
            print(f"    {outcome}: {test}")
            for line in text.rstrip().splitlines()[-self.opts.lines:]:
                print("        " + line)
        if len(row["bad"]) > self.opts.shown:
            print(f"    and {len(row['bad']) - self.opts.shown} more")
        sys.stdout.flush()


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(ROOT, "build", "krait"))
    ap.add_argument("--python", default="/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else sys.executable)
    ap.add_argument("-k", action="append", default=[], help="only this module, or those that start with TEXT.")
    ap.add_argument("--short", action="store_true", help="only the modules marked * in modules.txt")
    ap.add_argument("-j", "--jobs", type=int, default=2)
    ap.add_argument("--lines", type=int, default=6, help="lines shown for each failed test")
    ap.add_argument("--shown", type=int, default=20, help="failed tests shown for each module")
    ap.add_argument("--fallbacks", action="store_true", help="show what runs as bytecode")
    ap.add_argument("--krait-args", type=str.split, default=[], help="further options for `krait build`")
    ap.add_argument("--json", default=os.path.join(SCRATCH, "results.json"))
    opts = ap.parse_args()
    opts.krait = os.path.abspath(opts.krait)
    if not os.path.exists(os.path.join(os.path.dirname(shutil.which(opts.python) or ""), "..", "lib", "python3.11", "test", "test_heapq.py")):
        print("run_stdlib: CPython's tests are missing (apt-get install libpython3.11-testsuite)", file=sys.stderr)
        return 2
    modules = [(m.lstrip("*"), t.split()) for m, t in table("modules.txt").items() if not opts.short or m.startswith("*")]
    modules = [(m, t) for m, t in modules if not opts.k or any(m == k or (k.endswith(".") and m.startswith(k[:-1])) for k in opts.k)]
    runner = Runner(opts)
    rows = []
    with concurrent.futures.ThreadPoolExecutor(opts.jobs) as pool:
        jobs = [pool.submit(runner.check, m, t) for m, t in modules]
        for job in concurrent.futures.as_completed(jobs):
            rows.append(job.result())
            runner.show(rows[-1])
    with open(opts.json, "w", encoding="utf-8") as f:
        json.dump(sorted(rows, key=lambda r: r["module"]), f, indent=1)
    functions, native = sum(r["functions"] for r in rows), sum(r["native"] for r in rows)
    print(f"{len(rows)} modules, {functions} functions, {native / max(functions, 1):.2%} native, {sum(r['uncompiled'] for r in rows)} tests pass uncompiled, "
          f"{sum(r['excepted'] for r in rows)} excepted")
    passed, failed = sum(r["compiled"] for r in rows), sum(len(r["bad"]) for r in rows)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
