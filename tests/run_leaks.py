#!/usr/bin/env python3
"""Hunt reference leaks: every behaviour test and each of tests/compiled, built for a debug interpreter, in rounds.

    tests/run_leaks.py [--krait build/krait] [--debug-python python3.11-dbg] [-k TEXT]... [--short]

Each test has a function `main()` (or is in NO_MAIN below, with the reason). It is compiled with
`krait build --python DEBUG_PYTHON`, imported, and its `main()` called six times in one process: three warm-ups, then
three measured rounds, as CPython's own `-R 3:3` does. A test leaks when the interpreter's total count of references
grew in every measured round. Under --interpreted the sources run as they are: what grows there is the test's fault.

The last line is `N passed, N failed`.
"""
import argparse
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
from typing import Dict, List, Tuple

import run_behaviour
from run_behaviour import ROOT, Test, environment

SCRATCH = os.path.join(ROOT, "build", "leaks")
# A test that cannot run in rounds, and why. Nothing else may be left out.
NO_ROUNDS: Dict[str, str] = {
    "behaviour/modules/imported_twice": "each further instance of a module is a copy of its library, which is never unloaded",
    "behaviour/modules/imported_anew": "each further instance of a module is a copy of its library, which is never unloaded",
    "behaviour/exit/atexit_order": "registers functions that run at the end of the process",
    "behaviour/exit/finalisers_at_exit": "registers functions that run at the end of the process",
    "behaviour/exit/keyboard_interrupt_uncaught": "ends its process with a signal",
    "behaviour/statements/module_level_order": "is about a module's body, which runs once in a process",
    "behaviour/tracebacks/module_level": "is about a module's body, which runs once in a process",
}
SHORT = 8  # --short takes every SHORT-th test


def run(command: List[str], stdin_text: str, timeout: float) -> Tuple[int, str, str]:
    env = environment()
    env["KRAIT_TEST_STDIN"] = stdin_text
    try:
        p = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return -1, "", "timeout"
    return p.returncode, p.stdout, p.stderr


def sources(test: Test) -> Tuple[str, List[str]]:
    """The folder the test's modules are named from, and its sources."""
    folder = os.path.join(ROOT, os.path.dirname(test.path))
    return folder, [os.path.join(ROOT, f) for f in test.files if f.endswith(".py")]


def check(test: Test, opts: argparse.Namespace) -> Tuple[str, str]:
    name = os.path.basename(test.path)[:-3]
    folder, files = sources(test)
    if not opts.interpreted:
        out = os.path.join(SCRATCH, test.name.replace("/", "."))
        shutil.rmtree(out, ignore_errors=True)
        what = [folder] if len(files) > 1 else files
        status, stdout, stderr = run([opts.krait, "build", *test.options, "--python", opts.debug_python, *what, "-o", out], "", opts.timeout)
        if status:
            return "build", (stdout + stderr).strip()[-600:]
        folder = find_extension(out, name)
        if not folder:
            return "build", f"no extension module {name} under {out}"
    worker = os.path.join(ROOT, "tests", "leak_worker.py")
    status, stdout, stderr = run([opts.debug_python, worker, folder, name, *test.args], test.stdin, opts.timeout)
    if status:
        return "run", f"exit {status}: " + stderr.strip()[-600:]
    # What the module prints at exit comes behind it.
    result = json.loads(next(line for line in reversed(stdout.splitlines()) if line.startswith('{"')))
    if not opts.interpreted and not result["file"].endswith(".so"):
        return "run", f"imported {result['file']}"
    if all(g > 0 for g in result["grown"]):
        return "leaks", f"references grew by {result['grown']}"
    return "pass", str(result["grown"])


def find_extension(out: str, name: str) -> str:
    for at, _, names in os.walk(out):
        if any(n.startswith(name + ".") and n.endswith(".so") for n in names):
            return at
    return ""


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(ROOT, "build", "krait"))
    ap.add_argument("--debug-python", default=shutil.which("python3.11-dbg") or "")
    ap.add_argument("-k", action="append", default=[])
    ap.add_argument("-j", type=int, default=2)
    ap.add_argument("--timeout", type=float, default=180)
    ap.add_argument("--short", action="store_true", help=f"every {SHORT}th test only")
    ap.add_argument("--interpreted", action="store_true", help="the sources as they are: are the tests fit for rounds?")
    opts = ap.parse_args()
    opts.krait = os.path.abspath(opts.krait)
    if not opts.debug_python:
        print("run_leaks: no debug interpreter (Debian: python3-dbg)")
        print("0 passed, 1 failed")
        return 1
    known = run_behaviour.expected_failures()
    tests = [t for t in run_behaviour.find_tests() if not (t.compiled and opts.interpreted) and (not opts.k or any(k in t.path for k in opts.k))]
    tests = [t for t in tests if t.name not in NO_ROUNDS and t.min_version <= (3, 11)]
    if opts.short:
        tests = tests[::SHORT]
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(opts.j) as pool:
        jobs = {pool.submit(check, t, opts): t for t in tests}
        for job in concurrent.futures.as_completed(jobs):
            test = jobs[job]
            kind, detail = job.result()
            if kind == "pass":
                passed += 1
                continue
            failed += 1
            listed = " (its behaviour is an expected failure)" if test.name in known else ""
            print(f"FAIL {test.name}: {kind}: {detail}{listed}", flush=True)
    for name, why in NO_ROUNDS.items():
        print(f"not in rounds: {name}: {why}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
