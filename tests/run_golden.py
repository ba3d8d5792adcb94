#!/usr/bin/env python3
"""Compare what each phase makes of small inputs with what it made of them before.

    tests/run_golden.py [--krait build/krait] [--python EXE] [-k TEXT]... [--bless]

A test is a file `tests/golden/STAGE/**/NAME.py`; STAGE is a stage of `krait dump` (tokens, ast, scopes, types, ir, opt,
c). Beside it stands `NAME.STAGE`: what `krait dump --stage=STAGE` prints, standard output and standard error together,
and the exit status when it is not 0. Names of files are printed without their folder. (The files of tests/golden/check
carry marks on their lines in place of a dump; tests/unit/check_test.cpp compares those.)

Comment lines at the top of an input:
    # function: NAME     only this function
    # options: WORDS     further options of the command

--bless writes the files that differ; read the difference before committing it. The last line is `N passed, N failed`.
"""
import argparse
import concurrent.futures
import difflib
import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
GOLDEN = ROOT / "golden"


def directives(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            if not line.startswith("#"):
                break
            name, colon, value = line[1:].partition(":")
            if colon and name.strip() in ("function", "options"):
                found[name.strip()] = value.strip()
    return found


def run_one(path: Path, krait: str, python: str) -> str:
    stage = path.relative_to(GOLDEN).parts[0]
    known = directives(path)
    command = [krait, "dump", f"--stage={stage}"]
    command += ["--python", python]
    if "function" in known:
        command += ["--function", known["function"]]
    command += shlex.split(known.get("options", ""))
    done = subprocess.run(command + [path.name], cwd=path.parent, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60)
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0:
        text += f"exit status {done.returncode}\n"
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--krait", default=str(ROOT.parent / "build" / "krait"))
    parser.add_argument("--python", default="python3")
    parser.add_argument("-k", action="append", default=[], metavar="TEXT", help="only tests whose path contains TEXT")
    parser.add_argument("-j", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--bless", action="store_true")
    options = parser.parse_args()
    krait = os.path.abspath(options.krait)

    tests = [t for t in sorted(GOLDEN.glob("*/**/*.py")) if t.relative_to(GOLDEN).parts[0] != "check"]
    tests = [t for t in tests if all(text in str(t.relative_to(GOLDEN)) for text in options.k)]
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        results = pool.map(lambda test: (test, run_one(test, krait, options.python)), tests)
        for test, text in results:
            name = test.relative_to(GOLDEN)
            expected_path = test.with_suffix("." + name.parts[0])
            expected = expected_path.read_text(encoding="utf-8") if expected_path.exists() else ""
            if text == expected:
                passed += 1
                continue
            if options.bless:
                expected_path.write_text(text, encoding="utf-8")
                print(f"blessed {name}")
                passed += 1
                continue
            failed += 1
            print(f"FAIL {name}")
            difference = difflib.unified_diff(expected.splitlines(), text.splitlines(), "expected", "got", lineterm="")
            for number, line in enumerate(difference):
                if number == 40:
                    print("    ...")
                    break
                print(f"    {line}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
