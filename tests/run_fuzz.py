#!/usr/bin/env python3
"""Feed damaged input to the compiler, from the lexer to the verifier.

    tests/run_fuzz.py [--krait build/krait] [--python EXE] [--seconds N] [--seed N] [--short] [-j N]

Each tests/fuzz/fuzz_NAME.cpp mutates files and runs one component over them in its own process; they are built with
address and undefined-behaviour sanitizers in build-sanitize. Then `krait dump --stage=opt`, with the verifier on, gets
whole programs in which lines, names and types were exchanged: whatever it says, its exit status must be 0 or 1. What
fails is kept in build/fuzz and replayed first by the next run. The last line is `N passed, N failed` (fuzzers, inputs).
"""
import argparse
import concurrent.futures
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SANITIZED = ROOT / "build-sanitize"
KEPT = ROOT / "build" / "fuzz"
SEEDS = [*sorted((ROOT / "tests" / "behaviour").rglob("*.py")), *sorted((ROOT / "benchmarks" / "programs").glob("*.py"))]
WORD = re.compile(r"[A-Za-z_]\w*|\d+|\S")
FRAGMENTS = ["int", "str", "float", "None", "list[int]", "self", "*", "**", "lambda: 0", "yield", "await x", "...", "-1", "1 << 70",
             "del x", "global x", "nonlocal x", "class C(C): pass", "x: x = x", "return", "Union[int, str]", "type(x)", "[*x]",
             "{**x}", "f'{x!r:>{x}}'", "match x:", "case [a, *b]:", "async def f(): pass", "with x as y: pass", "try:", "finally:"]


def run_fuzzers(seed: int, seconds: float, jobs: int) -> tuple[int, int]:
    """Builds and runs the fuzzers of single components."""
    names = sorted(path.stem for path in (ROOT / "tests" / "fuzz").glob("fuzz_*.cpp"))
    quiet = {"stdout": subprocess.DEVNULL, "cwd": ROOT}
    subprocess.run(["cmake", "--preset", "sanitize"], check=True, **quiet)
    subprocess.run(["cmake", "--build", str(SANITIZED), "-j", str(jobs), "--target", *names], check=True, **quiet)
    failed = 0
    for name in names:
        command = [str(SANITIZED / name), "--seed", str(seed), "--seconds", str(int(seconds))]
        if name == "fuzz_types":
            command += ["--stubs", str(ROOT / "build" / "krait-stubs.bin")]
        done = subprocess.run([*command, *map(str, SEEDS)], cwd=KEPT, env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"},
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output = done.stdout.decode("utf-8", "replace").strip().splitlines()
        print(f"{name}: {output[-1] if output else 'no output'}", flush=True)
        if done.returncode != 0:
            failed += 1
            print(f"FAIL {name}, seed {seed}, status {done.returncode}")
            print("\n".join(output[-30:]), flush=True)
    return len(names) - failed, failed


def mutate(text: str, other: str, random_source: random.Random) -> str:
    lines = text.splitlines()
    others = other.splitlines()
    for _ in range(random_source.randint(1, 6)):
        if not lines:
            break
        at = random_source.randrange(len(lines))
        kind = random_source.randrange(6)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(at, random_source.choice(lines))
        elif kind == 2 and others:
            lines.insert(at, random_source.choice(others))
        else:
            words = list(WORD.finditer(lines[at]))
            if not words:
                continue
            word = random_source.choice(words)
            source = random_source.choice(lines + others)
            candidates = WORD.findall(source) + FRAGMENTS
            lines[at] = lines[at][: word.start()] + random_source.choice(candidates) + lines[at][word.end():]
    return "\n".join(lines) + "\n"


def run_input(path: Path, krait: str, python: str) -> str:
    """Empty when the compiler behaves."""
    try:
        done = subprocess.run([krait, "dump", "--stage=opt", "--python", python, str(path)], stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return "no end after 60 s"
    if done.returncode in (0, 1):
        return ""
    text = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"status {done.returncode}\n" + "\n".join("    " + line for line in text[:6])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--krait", default=str(ROOT / "build" / "krait"))
    parser.add_argument("--python", default="python3")
    parser.add_argument("--seconds", type=float, default=600, help="for each fuzzer")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--short", action="store_true", help="45 seconds each")
    parser.add_argument("--no-sanitizers", action="store_true", help="only whole programs, without the fuzzers in C++")
    parser.add_argument("-j", type=int, default=2)
    options = parser.parse_args()
    seconds = 45 if options.short else options.seconds
    KEPT.mkdir(parents=True, exist_ok=True)
    passed, failed = run_fuzzers(options.seed, seconds, options.j) if not options.no_sanitizers else (0, 0)

    texts = [path.read_text(encoding="utf-8", errors="replace") for path in SEEDS]
    replay = sorted(KEPT.glob("*.py"))
    deadline = time.monotonic() + seconds

    def one(number: int) -> tuple[Path, str] | None:
        if number < len(replay):
            return replay[number], run_input(replay[number], options.krait, options.python)
        if time.monotonic() > deadline:
            return None
        random_source = random.Random(options.seed * 1_000_003 + number)
        path = KEPT / f"input_{options.seed}_{number}.py"
        path.write_text(mutate(random_source.choice(texts), random_source.choice(texts), random_source), encoding="utf-8")
        problem = run_input(path, options.krait, options.python)
        if not problem:
            path.unlink()
        return path, problem

    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        number, going = 0, True
        while going:
            for result in pool.map(one, range(number, number + 16 * options.j)):
                if result is None:
                    going = False
                    continue
                path, problem = result
                if problem:
                    failed += 1
                    print(f"FAIL {path}: {problem}", flush=True)
                else:
                    passed += 1
            number += 16 * options.j
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
