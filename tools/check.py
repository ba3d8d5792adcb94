#!/usr/bin/env python3
"""Run the stages of `make check` and count what passed.

    tools/check.py [--full] [--only STAGE]... [--skip STAGE]... [--conformance DIR] [-j N]

A stage is a command whose output ends with a line `N passed, N failed` (more may follow on that line). Its output is
shown when something failed and kept in build/check/STAGE.log. --full runs long forms where a stage has one. The last
line counts over all stages: `N passed, N failed`; the exit status is 1 when anything failed.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
COUNT = re.compile(r"(\d+) passed, (\d+) failed")
GTEST_RAN = re.compile(r"\[=+\] (\d+) tests? from .* ran")
GTEST_FAILED = re.compile(r"\[  FAILED  \] (\d+) tests?, listed below")
# Stages that have never been seen to end within the limit of CI; run by --full or --only until they have.
SLOW = {"fuzz"}
# Behaviour tests that are run under other interpreters in the short form: where CPython's internals show.
VERSION_SAMPLE = ("async/", "generators/", "dynamic/", "tracebacks/", "typed/")
# Those that are run at -O0 in the short form: where lowering takes other ways there, or passes hide what comes before them.
UNOPTIMISED_SAMPLE = ("numbers/", "typed/", "/native_number", "classes/data", "exceptions/")
# Lines of a failing stage that are shown; the log has all.
SHOWN_LINES = 60


@dataclass
class Stage:
    name: str
    sentence: str
    command: list[str]
    full: list[str] = field(default_factory=list)  # put behind the command for the long form
    short: list[str] = field(default_factory=list)  # for the short form
    minutes: float = 5
    full_minutes: float = 0  # of the long form; six times the others without
    needs: Path | None = None  # without it the stage is skipped, and said so


def debian_python() -> str:
    """The interpreter that modules are compiled for: Debian 12's where there is one."""
    return next((p for p in ("/usr/bin/python3.11",) if os.access(p, os.X_OK)), shutil.which("python3") or "python3")


def other_pythons() -> list[str]:
    """One interpreter of each further version, where there is one that answers: on PATH, or as pyenv keeps them, whose commands on PATH
    need not work."""
    found: list[str] = []
    for minor in (12, 13, 14):
        name = f"python3.{minor}"
        candidates = [str(p) for p in sorted(Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/{name}"))]
        on_path = shutil.which(name)
        found += next(([p] for p in ([on_path] if on_path else []) + candidates if answers(p, minor)), [])
    return found


def answers(python: str, minor: int) -> bool:
    try:
        ask = "import sys; print(*sys.version_info[:2])"
        done = subprocess.run([python, "-c", ask], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.split() == ["3", str(minor)]


def stages(options: argparse.Namespace) -> list[Stage]:
    python = debian_python()
    krait = str(BUILD / "krait")
    jobs = str(options.jobs)
    def script(name: str) -> list[str]:
        return [sys.executable, str(ROOT / "tests" / name)]

    target = ["--krait", krait, "--python", python]
    found = [
        Stage("unit", "unit tests of the compiler", [str(BUILD / "krait_unit"), "--gtest_brief=1"]),
        Stage("runtime", "primitives of the runtime, failing paths included", script("runtime/run.py") + ["-j", jobs], minutes=6),
        Stage("golden", "dumps of each phase", script("run_golden.py") + target + ["-j", jobs]),
        Stage("cli", "the command line and krait run", script("run_cli.py") + target),
        Stage("behaviour", "programs under CPython and Krait", script("run_behaviour.py") + target + ["-j", jobs], minutes=20),
        Stage("unoptimised", "behaviour at -O0", script("run_behaviour.py") + target + ["-j", jobs, "--krait-args=-O0"],
              short=[word for part in UNOPTIMISED_SAMPLE for word in ("-k", part)]),
        Stage("allocations", "allocations of loops that need none, counted", script("run_allocations.py") + target, minutes=3),
        Stage("parity", f"syntax trees: standard library of {python}", script("ast_parity.py") + [python]),
    ]
    for other in other_pythons():
        found.append(Stage("parity", f"syntax trees: standard library of {other}", script("ast_parity.py") + [other, "--positions"]))
    for other in other_pythons():
        found.append(Stage("versions", f"behaviour under {other}",
                           script("run_behaviour.py") + ["--krait", krait, "--python", other, "-j", jobs],
                           short=[word for part in VERSION_SAMPLE for word in ("-k", part)], minutes=10))
    found += [
        Stage("symbols", "scopes and symbols of the standard library",
              [python, str(ROOT / "tests" / "symtable_parity.py"), "--krait", krait]),
        Stage("packages", "packages nobody here wrote", script("run_packages.py") + target, full=["--full"], minutes=10),
        Stage("stdlib", "compiled modules of the standard library under CPython's own tests", script("run_stdlib.py") + target + ["-j", jobs],
              short=["--short"], minutes=10),
        Stage("conformance", "cases of a peer's suite that must pass",
              script("run_conformance.py") + target + ["-j", jobs, "--cases", str(options.conformance)], minutes=12,
              needs=options.conformance / "run_cases.py"),
        Stage("leaks", "references, on a debug interpreter", script("run_leaks.py") + ["--krait", krait, "-j", jobs], minutes=12),
        Stage("generated", "generated programs under CPython and Krait", script("run_generated.py") + target + ["-j", jobs],
              short=["--short"], minutes=15, full_minutes=600),
        Stage("fuzz", "damaged input under sanitizers, lexer to verifier", script("run_fuzz.py") + target + ["-j", jobs],
              short=["--short"], minutes=15),
    ]
    return found


def counts(output: str) -> tuple[int, int] | None:
    found = COUNT.findall(output)
    if found:
        return int(found[-1][0]), int(found[-1][1])
    ran = GTEST_RAN.search(output)
    if ran:
        failed = GTEST_FAILED.search(output)
        wrong = int(failed.group(1)) if failed else 0
        return int(ran.group(1)) - wrong, wrong
    return None


def run_stage(stage: Stage, options: argparse.Namespace) -> tuple[int, int]:
    log = BUILD / "check" / f"{stage.name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = stage.command + (stage.full if options.full else stage.short)
    minutes = stage.full_minutes or 6 * stage.minutes if options.full else stage.minutes
    start = time.monotonic()
    timed_out = False
    with open(log, "w", encoding="utf-8") as file:
        try:
            status = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT,
                                    timeout=60 * minutes).returncode
        except subprocess.TimeoutExpired:
            status, timed_out = -1, True
    output = log.read_text(encoding="utf-8", errors="replace")
    result = counts(output) or (0, 1)
    passed, failed = result
    if status != 0 and failed == 0:
        failed = 1
    print(f"{stage.name:12} {passed:6} passed {failed:4} failed  {time.monotonic() - start:6.1f} s  {stage.sentence}", flush=True)
    if failed:
        lines = output.splitlines()
        if len(lines) > SHOWN_LINES:
            print(f"    ... ({log.relative_to(ROOT)} has all)")
        for line in lines[-SHOWN_LINES:]:
            print(f"    {line}")
        if timed_out:
            print("    timed out")
        print(f"    command: {' '.join(command)}", flush=True)
    return passed, failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="the long forms")
    parser.add_argument("--only", action="append", default=[], metavar="STAGE")
    parser.add_argument("--skip", action="append", default=[], metavar="STAGE")
    parser.add_argument("--conformance", type=Path, default=ROOT.parent / "shared" / "conformance", metavar="DIR",
                        help="the cases of a peer's suite, which are no part of the repository")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    options.conformance = options.conformance.resolve()

    all_stages = stages(options)
    known = {stage.name for stage in all_stages}
    for name in options.only + options.skip:
        if name not in known:
            parser.error(f"no stage {name}: {', '.join(sorted(known))}")
    passed = failed = 0
    for stage in all_stages:
        if (options.only and stage.name not in options.only) or stage.name in options.skip:
            continue
        if stage.name in SLOW and not options.full and not options.only:
            print(f"{stage.name:12} left to `make check-full`", flush=True)
            continue
        if stage.needs and not stage.needs.exists():
            print(f"{stage.name:12} skipped: {stage.needs} is not there", flush=True)
            continue
        one, other = run_stage(stage, options)
        passed += one
        failed += other
    summary = f"{passed} passed, {failed} failed"
    (BUILD / "check").mkdir(parents=True, exist_ok=True)
    (BUILD / "check" / "summary").write_text(summary + "\n")
    print(summary)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
