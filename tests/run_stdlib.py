#!/usr/bin/env python3
"""Modules of the standard library, compiled, under CPython's own regression tests.

    tests/run_stdlib.py [--krait build/krait] [--python /usr/bin/python3.11] [--short] [-k TEXT]... [-j N]

tests/stdlib/modules.txt names them, one `MODULE: TEST...` a line (a leading `*`: part of the short form; `-`: beside the list, see
there). Each module or package is compiled alone with `krait build` and laid over a tree of links to the interpreter's library; a copy of the
interpreter in that tree then runs the tests of Debian's libpython3.11-testsuite, frozen modules off, so that even modules
imported at start-up are the compiled ones. A test that passes in the same tree without the compiled module and does not pass
with it is a failure, unless tests/stdlib/exceptions.txt has it (`TEST ID: [MODULE] REASON`, the id may end in `*`); a line there
of which every test passes is a failure too. No more than LIMIT single tests of the list may be excepted.

What passes uncompiled is kept under build/stdlib, and so is each module's result; build/stdlib/table.md shows the latest of every
module, also of those that this run left out. The last line is `N passed, N failed`.
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
RESULTS = os.path.join(SCRATCH, "results")
WORKER = os.path.join(TABLES, "worker.py")
# A test module is given up when it prints nothing for so long, and when it killed its process so often.
SILENCE = 180.0
RESTARTS = 12
LIMIT = 20  # excepted tests of the modules on the list
FORMAT = "1"  # bump when what is cached changes


class Listed:
    """A line of modules.txt."""

    def __init__(self, written: str, tests: str) -> None:
        self.module = written.lstrip("*-")
        self.tests = tests.split()
        self.short = written.startswith("*")
        self.beside = written.startswith("-")


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


def empty_row(module: str) -> Dict[str, Any]:
    return {"module": module, "functions": 0, "native": 0, "uncompiled": 0, "compiled": 0, "excepted": 0, "bad": [], "known": [], "lines": []}


def write_table(path: str, listed: List[Listed], compiler: str) -> None:
    """The latest result of every module, and the reason of all that is not as it should be."""
    rows, missing = [], []
    for entry in listed:
        try:
            with open(os.path.join(RESULTS, entry.module + ".json"), encoding="utf-8") as f:
                rows.append({**json.load(f), "beside": entry.beside})
        except FileNotFoundError:
            missing.append(entry.module)
    out = ["# Compiled modules of the standard library under CPython's tests", ""]
    for beside, what in (False, "on the list"), (True, "beside it (modules.txt says why)"):
        some = [r for r in rows if r["beside"] == beside]
        functions, native, want, got, known = (sum(r[k] for r in some) for k in ("functions", "native", "uncompiled", "compiled", "excepted"))
        built = sum(not any(test.endswith(": krait build") for test, _, _ in r["bad"]) for r in some)
        equal = sum(not r["bad"] and not r["excepted"] for r in some)
        out += [f"{built} of {len(some)} modules {what} compile, {equal} pass every test that passes uncompiled; {native} of {functions} functions "
                f"are native ({native / max(functions, 1):.2%}); {want} tests pass uncompiled, {got} compiled, {known} are excepted.", ""]
    older = [r["module"] for r in rows if r["compiler"] != compiler]
    if missing:
        out += ["Never run: " + ", ".join(missing) + ".", ""]
    if older:
        out += ["Results of another build of the compiler: " + ", ".join(older) + ".", ""]
    out += ["| module | native | functions | tests | equal | excepted | reason |", "|---|---|---|---|---|---|---|"]
    for r in rows:
        reasons = [f"{line}: {reason}" for line, _, reason in r["known"]] + [f"FAILED {test}: {how}" for test, how, _ in r["bad"]]
        out.append(f"| {r['module']}{' (beside)' * r['beside']} | {r['native']} | {r['functions']} | {r['uncompiled']} | {r['compiled']} | {r['excepted'] or ''} | {'; '.join(reasons)} |")
    out += ["", "What runs as bytecode:", ""]
    out += [f"- {r['module']}: {line}" for r in rows for line in r["lines"]] or ["nothing."]
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")


class Runner:
    def __init__(self, opts: argparse.Namespace) -> None:
        self.opts = opts
        self.lock = threading.Lock()
        code = "import sys, os; print(sys.version); print(os.path.dirname(os.__file__)); print(os.path.realpath(sys.executable))"
        lines = subprocess.run([opts.python, "-I", "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
        self.version, self.source, executable = lines[0], lines[-2], lines[-1]
        os.makedirs(RESULTS, exist_ok=True)
        with open(opts.krait, "rb") as f:
            self.compiler = hashlib.sha256(f.read()).hexdigest()[:16]
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

    def row(self, listed: Listed) -> Dict[str, Any]:
        """A row of the table, kept for the next run's as well; `lines` explains what is not native."""
        module = listed.module
        try:
            row = self.check(module, listed.tests)
        except Exception as e:  # what is wrong with one module says nothing about the others
            row = empty_row(module)
            row["bad"].append((f"{module}: run_stdlib", "no result", f"{type(e).__name__}: {e}"))
        row["compiler"], row["beside"] = self.compiler, listed.beside
        with open(os.path.join(RESULTS, module + ".json"), "w", encoding="utf-8") as f:
            json.dump(row, f, indent=1)
        return row

    def check(self, module: str, tests: List[str]) -> Dict[str, Any]:
        row = empty_row(module)
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
        counts = re.findall(r"^(\S+): (\d+) functions, (\d+) native, (\d+) interpreted$", printed, re.M)
        counts = [c for c in counts if not c[0].startswith(module + ".test.")]
        row["functions"], row["native"] = sum(int(c[1]) for c in counts), sum(int(c[2]) for c in counts)
        # Tests that a package brings along judge the compiled modules; they are not judged themselves.
        shutil.rmtree(os.path.join(built, relative, "test"), ignore_errors=True)
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
            if count:
                row["known"].append((line, count, self.exceptions[module][line]))
            else:
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
    every = [Listed(written, tests) for written, tests in table("modules.txt").items()]
    modules = [m for m in every if (m.short or not opts.short) and (not opts.k or any(m.module == k or (k.endswith(".") and m.module.startswith(k[:-1])) for k in opts.k))]
    runner = Runner(opts)
    rows = []
    with concurrent.futures.ThreadPoolExecutor(opts.jobs) as pool:
        jobs = [pool.submit(runner.row, m) for m in modules]
        for job in concurrent.futures.as_completed(jobs):
            rows.append(job.result())
            runner.show(rows[-1])
    with open(opts.json, "w", encoding="utf-8") as f:
        json.dump(sorted(rows, key=lambda r: r["module"]), f, indent=1)
    write_table(os.path.join(SCRATCH, "table.md"), every, runner.compiler)
    functions, native = sum(r["functions"] for r in rows), sum(r["native"] for r in rows)
    print(f"{len(rows)} modules, {functions} functions, {native / max(functions, 1):.2%} native, {sum(r['uncompiled'] for r in rows)} tests pass uncompiled, "
          f"{sum(r['excepted'] for r in rows)} excepted")
    passed, failed = sum(r["compiled"] for r in rows), sum(len(r["bad"]) for r in rows)
    excepted = sum(r["excepted"] for r in rows if not r["beside"])
    if excepted > LIMIT:
        print(f"{excepted} tests of the list are excepted: more than {LIMIT}")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
