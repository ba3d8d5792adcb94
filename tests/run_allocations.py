#!/usr/bin/env python3
"""Count what compiled loops allocate: nothing at all, where small objects, iterators and generators need not exist.

    tests/run_allocations.py [--krait build/krait] [--python EXE] [-k TEXT]... [--json FILE]

Each function `case_NAME(n)` of tests/allocations/*.py does something n times. It is called with n and with 2n, and calls
of Python's allocators are counted by hooks in these; the difference, by n, is what one round allocates, iterators of its
loops included. Compiled code must give CPython's result and allocate nothing. Interpreted, each case must be seen to
allocate: else the count says nothing. Dead objects that are kept for the next of their kind would hide allocations:
Krait's are not kept here (KR_NO_FREE_LISTS), the interpreter's floats and tuples neither (counter.c).

The last line is `N passed, N failed`. It takes a few seconds: a count, not a time, so it holds on any machine.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from typing import Dict, List

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
CASES = os.path.join(HERE, "allocations")
SCRATCH = os.path.join(ROOT, "build", "allocations")
NOT_KEPT = '#!/bin/sh\nexec "{compiler}" -DKR_NO_FREE_LISTS "$@"\n'

def run(command: List[str], env: Dict[str, str]) -> str:
    done = subprocess.run(command, env={**os.environ, **env}, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\nexit {done.returncode}\n{done.stdout}{done.stderr}\n0 passed, 1 failed")
    return done.stdout


def library(python: str) -> str:
    headers = run([python, "-c", "import sysconfig; print(sysconfig.get_paths()['include'])"], {}).strip()
    out = os.path.join(SCRATCH, "counter.so")
    run(["gcc", "-O2", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", f"-I{headers}", "-o", out, os.path.join(CASES, "counter.c")], {})
    return out


def compiler() -> str:
    """The C compiler, as Krait is to call it."""
    path = os.path.join(SCRATCH, "cc")
    with open(path, "w", encoding="utf-8") as f:
        f.write(NOT_KEPT.format(compiler=shutil.which("gcc") or shutil.which("clang") or sysconfig.get_config_var("CC")))
    os.chmod(path, 0o755)
    return path


def count(python: str, folder: str, name: str, counter: str) -> Dict[str, object]:
    out = run([python, os.path.join(CASES, "worker.py"), folder, name, counter], {"PYTHONHASHSEED": "0"})
    return json.loads(out.strip().splitlines()[-1])


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(ROOT, "build", "krait"))
    ap.add_argument("--python", default="/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else sys.executable)
    ap.add_argument("-k", action="append", default=[], help="modules and cases whose name contains it")
    ap.add_argument("--json", default=os.path.join(SCRATCH, "results.json"))
    opts = ap.parse_args()
    os.makedirs(SCRATCH, exist_ok=True)
    counter = library(opts.python)
    names = sorted(f[:-3] for f in os.listdir(CASES) if f.endswith(".py") and f != "worker.py")
    out = os.path.join(SCRATCH, "out")
    shutil.rmtree(out, ignore_errors=True)
    passed = failed = 0
    table: Dict[str, Dict[str, float]] = {}
    print(f"{'allocations in a round':52} {'CPython':>8} {'Krait':>8}")
    for name in names:
        source = os.path.join(CASES, name + ".py")
        run([os.path.abspath(opts.krait), "build", "--python", opts.python, "--cc", compiler(), "--require-native", source, "-o", out],
            {"KRAIT_CACHE_DIR": os.path.join(SCRATCH, "cache")})
        plain, built = (count(opts.python, folder, name, counter) for folder in (CASES, out))
        if not str(built["file"]).endswith(".so"):
            raise SystemExit(f"{built['file']} was imported\n0 passed, 1 failed")
        for case, want in plain["cases"].items():  # type: ignore[attr-defined]
            label = f"{name}.{case[len('case_'):]}"
            if opts.k and not any(k in label for k in opts.k):
                continue
            got = built["cases"][case]  # type: ignore[index]
            table[label] = {"cpython": want["per_round"], "krait": got["per_round"]}
            faults = []
            if got["result"] != want["result"]:
                faults.append(f"gives {got['result']}, CPython {want['result']}")
            if want["per_round"] <= 0:
                faults.append("nothing is counted under CPython: the case shows nothing")
            if got["per_round"]:
                faults.append("allocates")
            failed += bool(faults)
            passed += not faults
            print(f"{label:52} {want['per_round']:8.2f} {got['per_round']:8.2f}" + (f"  FAILED: {'; '.join(faults)}" if faults else ""),
                  flush=True)
    with open(opts.json, "w", encoding="utf-8") as f:
        json.dump({"cases": table}, f, indent=1)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
