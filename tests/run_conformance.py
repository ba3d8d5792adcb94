#!/usr/bin/env python3
"""Run the conformance cases and keep the list of those that pass.

    tests/run_conformance.py [--krait build/krait] [--cases DIR] [--update] [ARG...]

The cases are no part of the repository: DIR (default: ../shared/conformance beside the checkout) holds `run_cases.py`
and the folder `mypyc`; without it this prints so and exits 0. Every case that tests/conformance/passing.txt names must
pass. --update adds those that pass now; a name that stands there is never taken off by it. Further arguments go to
run_cases.py (-k TEXT, -v, --keep DIR). One that does not pass must have its reason in
tests/conformance/known_not_to_pass.txt (NAME: REASON). The last line is `N passed, N failed, N known not to pass`: a case fails when
the list names it and it does not pass; the lines before say how many of the cases that describe plain Python pass, and of those that
describe compiled code.

Cases of compiled code that do not pass by default are run again with the switches that ask for what they state (SWITCHES), and those
that need a later Python with an interpreter of that version where there is one (--later-python). tests/conformance/passing_with_switches.txt lists which
of them must pass then.
"""
import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIST = os.path.join(ROOT, "tests", "conformance", "passing.txt")
WITH_SWITCHES = os.path.join(ROOT, "tests", "conformance", "passing_with_switches.txt")
SWITCHES = ["--deferred-annotations", "--check-inferred", "--check-final"]
KNOWN = os.path.join(ROOT, "tests", "conformance", "known_not_to_pass.txt")
SCRATCH = os.path.join(ROOT, "build", "conformance")


def wrapper(krait: str, python: str) -> str:
    """A script that is `krait` with SWITCHES for `python`."""
    path = os.path.join(SCRATCH, "krait_with_switches")
    with open(path, "w", encoding="utf-8") as f:
        f.write(f'#!/bin/sh\ncommand=$1\nshift\nexec {shlex.quote(krait)} "$command" --python {shlex.quote(python)} {" ".join(SWITCHES)} "$@"\n')
    os.chmod(path, 0o755)
    return path


def run_cases(opts: argparse.Namespace, krait: str, python: str, rest: list[str], name: str) -> tuple[dict[str, str], list[str], int]:
    """Verdicts by case, what was printed, exit status."""
    results_file = os.path.join(SCRATCH, name)
    env = dict(os.environ, XDG_CACHE_HOME=os.path.join(SCRATCH, "cache"), PYTHONDONTWRITEBYTECODE="1")
    p = subprocess.run([python, os.path.join(opts.cases, "run_cases.py"), "--krait", os.path.abspath(krait), "--python", python,
                        "-j", str(opts.j), "--json", results_file, *rest, os.path.join(opts.cases, "mypyc")],
                       env=env, capture_output=True, text=True)
    with open(results_file, encoding="utf-8") as f:
        return json.load(f), p.stdout.rstrip().splitlines() + p.stderr.splitlines(), p.returncode


def later_python(name: str, opts: argparse.Namespace) -> str:
    """The interpreter of the version that a case of run-python3NN.test needs; empty where that is not a later one."""
    m = re.match(r"run-python3(\d+)\.test", name)
    minor = int(subprocess.run([opts.python, "-c", "import sys; print(sys.version_info[1])"], capture_output=True, text=True).stdout)
    if not m or int(m[1]) <= minor:
        return ""
    return opts.later_python or shutil.which(f"python3.{m[1]}") or "none"


def run_with_switches(opts: argparse.Namespace, results: dict[str, str], compiled: set[str]) -> tuple[set[str], set[str]]:
    """Of the compiled-only cases that do not pass as they are: those that were run with the switches, those that pass then."""
    by_python: dict[str, list[str]] = {}
    for name in sorted(compiled & set(results)):
        if results[name] != "pass" and not results[name].startswith("skip"):
            by_python.setdefault(later_python(name, opts) or opts.python, []).append(name)
    ran, passing = set(), set()
    for python, names in by_python.items():
        if not shutil.which(python) or subprocess.run([python, "-c", ""], capture_output=True).returncode:
            continue
        ran |= set(names)
        selection = [part for name in names for part in ("-k", name.partition("::")[2])]
        verdicts, _, _ = run_cases(opts, wrapper(os.path.abspath(opts.krait), python), python, selection, "with_switches.json")
        passing |= {name for name in names if verdicts.get(name) == "pass"}
    return ran, passing


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(ROOT, "build", "krait"))
    ap.add_argument("--python", default="/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else sys.executable)
    ap.add_argument("--cases", default=os.path.join(os.path.dirname(ROOT), "shared", "conformance"))
    ap.add_argument("--later-python", default="", help="for the cases that need a later one")
    ap.add_argument("--update", action="store_true")
    ap.add_argument("-j", type=int, default=2)
    opts, rest = ap.parse_known_args()
    script = os.path.join(opts.cases, "run_cases.py")
    if not os.path.exists(script):
        print(f"run_conformance: {opts.cases} is not there; see --cases")
        print("0 passed, 0 failed, 0 skipped")
        return 0
    os.makedirs(SCRATCH, exist_ok=True)
    results, lines, status = run_cases(opts, opts.krait, opts.python, rest, "results.json")
    passing = {name for name, verdict in results.items() if verdict == "pass"}
    with open(os.path.join(opts.cases, "mypyc", "plain-python.txt"), encoding="utf-8") as f:
        plain = set(f.read().split())
    with open(os.path.join(opts.cases, "mypyc", "compiled-only.txt"), encoding="utf-8") as f:
        compiled = set(f.read().split())
    with open(LIST, encoding="utf-8") as f:
        listed = set(f.read().split())
    with open(WITH_SWITCHES, encoding="utf-8") as f:
        listed_with_switches = set(f.read().split())
    ran_with_switches, switched = run_with_switches(opts, results, compiled)
    ran = {name for name, verdict in results.items() if not verdict.startswith("skip")}
    known = {}
    with open(KNOWN, encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                name, _, reason = line.strip().partition(": ")
                known[name] = reason
    unexplained = sorted(name for name in ran - passing - listed if not known.get(name))
    lost = sorted((listed & set(results)) - passing)
    if "-k" not in rest:
        lost = sorted(listed - passing)
    lost += sorted((listed_with_switches & ran_with_switches) - switched)
    print("\n".join(lines))
    for name in lost:
        print("LOST", name)
    for name in unexplained:
        print("NO REASON", name, "does not pass and does not stand in", os.path.relpath(KNOWN, ROOT))
    for name in sorted(passing & set(known)):
        print("PASSES", name, "take it off", os.path.relpath(KNOWN, ROOT))
    print(f"{len(passing & plain)} of the {len(plain)} cases of plain Python pass")
    print(f"{len(passing & compiled)} of the {len(compiled)} cases of compiled code pass by default, "
          f"{len((passing | switched) & compiled)} with {' '.join(SWITCHES)}")
    for name in sorted(switched - listed_with_switches):
        print("PASSES WITH SWITCHES", name)
    if opts.update:
        with open(WITH_SWITCHES, "w", encoding="utf-8") as f:
            f.writelines(name + "\n" for name in sorted((listed_with_switches | switched) - passing))
        with open(LIST, "w", encoding="utf-8") as f:
            f.writelines(name + "\n" for name in sorted(listed | passing))
        print(f"{LIST}: {len(listed)} -> {len(listed | passing)}")
    print(f"{len(passing)} passed, {len(lost) + len(unexplained)} failed, {len((ran - passing - listed) & set(known))} known not to pass")
    return 1 if lost or unexplained or status else 0


if __name__ == "__main__":
    sys.exit(main())
