#!/usr/bin/env python3
"""How long Krait takes: to compile one module, to read 100,000 lines, to start.

    benchmarks/compile_time.py [--krait build/krait] [--peers DIR] [--rounds 5]

benchmarks/compile/module300.py (300 lines of classes and numeric functions) is compiled at the default level and at
-O0 by Krait and by mypyc. "Cold" means that nothing of the module is cached; Krait's precompiled runtime, made once per
installation, is there ("first ever" is the time without it). mypyc starts without its cache. The compiled modules must
give CPython's result. The front end reads a generated file of 100,000 lines and an empty one. Written to
build/bench/compile_time.json.
"""
import argparse
import json
import os
import shutil
import statistics
import sys
from typing import Callable, Dict, List, Tuple

import harness
from harness import HERE, SCRATCH, Built, Ran

MODULE = os.path.join(HERE, "compile", "module300.py")


def result(python: str, folder: str) -> str:
    code = f"import sys; sys.path.insert(0, {folder!r}); import module300; print(module300.main(200))"
    r = harness.run([python, "-c", code])
    return r.last_line if r.status == 0 else f"exit {r.status}: {r.last_line}"


def median_build(rounds: int, build: Callable[[], Built]) -> Tuple[float, float, str, str]:
    """(seconds, peak MB, error, folder)"""
    times: List[float] = []
    peak = 0.0
    folder = ""
    for _ in range(rounds):
        b = build()
        if b.folder is None:
            return b.seconds, b.peak_mb, b.error, ""
        times.append(b.seconds)
        peak = max(peak, b.peak_mb)
        folder = b.folder
    return statistics.median(times), peak, "", folder


def big_file(path: str, lines: int) -> None:
    """`lines` lines: the functions and classes of module300 over and over, each copy with names of its own."""
    body = harness.read(MODULE).split("\n")
    start = next(i for i, s in enumerate(body) if s.startswith("EPSILON"))
    head, body = body[:start], body[start:]
    names = sorted({s.split()[1].split("(")[0].rstrip(":") for s in body if s.startswith(("class ", "def "))}, key=len, reverse=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(head) + "\n")
        written, k = len(head), 0
        while written < lines:
            text = "\n".join(body)
            for n in names if k else ():
                text = text.replace(f"class {n}", f"class {n}_{k}").replace(f"def {n}(", f"def {n}_{k}(")
            f.write(text + "\n")
            written += text.count("\n") + 1
            k += 1


def front_end(krait: str, python: str, command: List[str], path: str, rounds: int) -> Tuple[float, Ran]:
    # The interpreter is named: a `python3` that is a script to choose one is asked anew each time, which takes it 100 ms.
    runs = [harness.run([krait, *command, "--python", python, path], discard_stdout=True) for _ in range(rounds)]
    return min(r.seconds for r in runs), runs[-1]


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(harness.ROOT, "build", "krait"))
    ap.add_argument("--python", default=harness.default_python())
    ap.add_argument("--peers")
    ap.add_argument("--rounds", type=int, default=5)
    opts = ap.parse_args()
    opts.krait = os.path.abspath(opts.krait)
    os.makedirs(SCRATCH, exist_ok=True)
    failed = False
    out: Dict[str, object] = {}
    want = result(opts.python, os.path.dirname(MODULE))
    venv, why = harness.peers_venv(opts.peers, opts.python)

    empty = os.path.join(SCRATCH, "empty_cache")
    shutil.rmtree(empty, ignore_errors=True)
    first = harness.build_krait(opts.krait, opts.python, MODULE, os.path.join(SCRATCH, "first"), "", empty)
    print(f"{'300-line module':28} {'seconds':>8} {'peak MB':>8}")
    print(f"{'krait, first ever':28} {first.seconds:8.2f} {first.peak_mb:8.0f}" + (f"  FAILED {first.error}" if first.error else ""))
    times: Dict[str, float] = {"krait first": first.seconds}
    kinds: List[Tuple[str, str, str]] = [("krait", "default", ""), ("krait", "-O0", "-O0")]
    if venv:
        kinds += [("mypyc", "default", ""), ("mypyc", "-O0", "0")]
    cache = harness.warm_cache(opts.krait, opts.python)
    warm = harness.files_below(cache)
    for who, label, level in kinds:
        folder = os.path.join(SCRATCH, f"compile-{who}{level}")
        if who == "krait":
            def build() -> Built:
                b = harness.build_krait(opts.krait, opts.python, MODULE, folder, level, cache)
                for path in harness.files_below(cache) - warm:  # a copy of the folder would not do: its headers are other files
                    os.remove(path)
                return b
            seconds, peak, error, where = median_build(opts.rounds, build)
        else:
            assert venv
            seconds, peak, error, where = median_build(min(opts.rounds, 2), lambda: harness.build_peer(who, venv or "", MODULE, folder, level))
        got = result(opts.python, where) if where else ""
        if where and got != want:
            error = f"gives {got}, CPython {want}"
        failed |= bool(error) and who == "krait"
        times[f"{who} {label}"] = seconds
        print(f"{who + ', ' + label:28} {seconds:8.2f} {peak:8.0f}" + (f"  FAILED {error}" if error else ""), flush=True)
    for label, want_ratio in (("default", 4), ("-O0", 10)):
        if f"mypyc {label}" in times:
            print(f"at {label}: 1/{times[f'mypyc {label}'] / times[f'krait {label}']:.1f} of mypyc's time (floor: 1/{want_ratio})")
    if not venv:
        print(f"note: mypyc left out: {why}")

    big = os.path.join(SCRATCH, "lines100000.py")
    big_file(big, 100_000)
    lines = harness.read(big).count("\n")
    nothing = os.path.join(SCRATCH, "empty.py")
    open(nothing, "w").close()
    print(f"\n{'front end':28} {'seconds':>8} {'peak MB':>8} {'lines/s':>10}")
    for label, command in (("tokens", ["dump", "--stage=tokens"]), ("ast, printed", ["dump", "--stage=ast"]), ("check", ["check"])):
        seconds, r = front_end(opts.krait, opts.python, command, big, 3)
        ok = r.status in ((0, 1) if label == "check" else (0,))
        failed |= not ok
        print(f"{label + f' of {lines} lines':28} {seconds:8.2f} {r.peak_mb:8.0f} {lines / seconds:10.0f}" + ("" if ok else f"  FAILED exit {r.status} {r.last_line[:100]}"))
        out[label] = {"seconds": seconds, "peak_mb": r.peak_mb, "lines": lines}
        seconds, r = front_end(opts.krait, opts.python, command, nothing, 9)
        print(f"{label + ' of an empty file':28} {seconds * 1000:5.1f} ms {r.peak_mb:8.0f}" + ("" if r.status == 0 else f"  FAILED exit {r.status}"))
        out[label + " empty"] = {"seconds": seconds, "peak_mb": r.peak_mb}
        failed |= r.status != 0
    out["builds"] = times
    with open(os.path.join(SCRATCH, "compile_time.json"), "w", encoding="utf-8") as f:
        json.dump(out, f, indent=1)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
