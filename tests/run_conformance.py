#!/usr/bin/env python3
"""Run the conformance cases and keep the list of those that pass.

    tests/run_conformance.py [--krait build/krait] [--cases DIR] [--update] [ARG...]

The cases are no part of the repository: DIR (default: ../shared/conformance beside the checkout) holds `run_cases.py`
and the folder `mypyc`; without it this prints so and exits 0. Every case that tests/conformance/passing.txt names must
pass. --update adds those that pass now; a name that stands there is never taken off by it. Further arguments go to
run_cases.py (-k TEXT, -v, --keep DIR). One that does not pass must have its reason in
tests/conformance/known_not_to_pass.txt (NAME: REASON). The last line is `N passed, N failed, N known not to pass`: a case fails when
the list names it and it does not pass; the line before says how many of the cases that describe plain Python pass.
"""
import argparse
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIST = os.path.join(ROOT, "tests", "conformance", "passing.txt")
KNOWN = os.path.join(ROOT, "tests", "conformance", "known_not_to_pass.txt")
SCRATCH = os.path.join(ROOT, "build", "conformance")


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(ROOT, "build", "krait"))
    ap.add_argument("--python", default="/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else sys.executable)
    ap.add_argument("--cases", default=os.path.join(os.path.dirname(ROOT), "shared", "conformance"))
    ap.add_argument("--update", action="store_true")
    ap.add_argument("-j", type=int, default=2)
    opts, rest = ap.parse_known_args()
    script = os.path.join(opts.cases, "run_cases.py")
    if not os.path.exists(script):
        print(f"run_conformance: {opts.cases} is not there; see --cases")
        print("0 passed, 0 failed, 0 skipped")
        return 0
    os.makedirs(SCRATCH, exist_ok=True)
    results_file = os.path.join(SCRATCH, "results.json")
    env = dict(os.environ, XDG_CACHE_HOME=os.path.join(SCRATCH, "cache"), PYTHONDONTWRITEBYTECODE="1")
    p = subprocess.run([opts.python, script, "--krait", os.path.abspath(opts.krait), "--python", opts.python, "-j", str(opts.j),
                        "--json", results_file, *rest, os.path.join(opts.cases, "mypyc")], env=env, capture_output=True, text=True)
    lines = p.stdout.rstrip().splitlines()
    with open(results_file, encoding="utf-8") as f:
        results = json.load(f)
    passing = {name for name, verdict in results.items() if verdict == "pass"}
    with open(os.path.join(opts.cases, "mypyc", "plain-python.txt"), encoding="utf-8") as f:
        plain = set(f.read().split())
    with open(LIST, encoding="utf-8") as f:
        listed = set(f.read().split())
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
    print("\n".join(lines) + p.stderr)
    for name in lost:
        print("LOST", name)
    for name in unexplained:
        print("NO REASON", name, "does not pass and does not stand in", os.path.relpath(KNOWN, ROOT))
    for name in sorted(passing & set(known)):
        print("PASSES", name, "take it off", os.path.relpath(KNOWN, ROOT))
    print(f"{len(passing & plain)} of the {len(plain)} cases of plain Python pass")
    if opts.update:
        with open(LIST, "w", encoding="utf-8") as f:
            f.writelines(name + "\n" for name in sorted(listed | passing))
        print(f"{LIST}: {len(listed)} -> {len(listed | passing)}")
    print(f"{len(passing)} passed, {len(lost) + len(unexplained)} failed, {len((ran - passing - listed) & set(known))} known not to pass")
    return 1 if lost or unexplained or p.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
