#!/usr/bin/env python3
"""Run the benchmark programs under CPython, Krait, mypyc, Cython and PyPy and as C++, side by side.

    benchmarks/run.py [--krait build/krait] [--short] [-k TEXT]... [--rounds 3]

Every program in benchmarks/programs is compiled by each compiler from the same source; Cython reads it in pure mode.
Each program then runs in rounds: one process per implementation, one after the other, within the round; the time is the
best of its calls, in seconds of the processor. A figure is the median over the rounds of CPython's time over that implementation's, so 2.0x means
twice as fast as CPython in the same minute on the same machine. Results are compared before any time is printed.
benchmarks/cpp has the kernels once more, as a C++ programmer would write the same algorithm, for g++ -O2; the last column
is Krait's time over that one's.

Peers are installed from PyPI into build/peers-venv on the first run (--peers DIR names an environment that has them);
one that is missing, or that rejects a program, is noted and passed over. A program that Krait does not compile or for
which it gives another result is exit status 1. Everything measured is also written to build/bench/results.json.

    --instructions [--save FILE] [--against FILE]   instruction counts in place of times: they repeat
    --ablation                                      the same with each pass of the compiler left out in turn
    --allocations                                   tests/run_allocations.py: what loops allocate in a round
    --write-docs                                    times, instructions and allocations; then docs/benchmarks.md of them
"""
import argparse
import concurrent.futures
import json
import os
import shutil
import statistics
import subprocess
import sys
from typing import Dict, List, Optional, Tuple

import documentation
import harness
import instructions
from harness import BOUNDS, HERE, ROOT, SCRATCH, Built

# What --short leaves out, to stay within a minute or two: each has a relative among the others.
LONG = {"chaos", "edit_distance", "fannkuch", "float_objects", "json_reader", "mandelbrot", "matrix_product", "nbody", "pidigits",
        "queens", "richards", "untyped_go", "untyped_life", "untyped_paths"}

IMPLS = ["cpython", "krait", "mypyc", "cython", "pypy", "cpp"]
COMPILED = ("krait", "mypyc", "cython")  # to extension modules

WARM_UP = 1.0  # seconds that PyPy gets at least: its best call is one after it has compiled what is hot

Builds = Dict[str, Dict[str, Built]]  # by program and implementation


def cached_peer(peer: str, venv: str, version: str, name: str) -> Built:
    """Build with a peer, or take what an earlier run built from the same source with the same version."""
    source = harness.source(name)
    key = harness.fingerprint(peer, version, harness.read(source))
    folder = os.path.join(SCRATCH, peer, f"{name}-{key}")
    note = folder + ".json"
    if os.path.exists(note):
        with open(note, encoding="utf-8") as f:
            return Built(**json.load(f))
    built = harness.build_peer(peer, venv, source, folder)
    with open(note, "w", encoding="utf-8") as f:
        json.dump(built.__dict__, f)
    return built


def build_all(opts: argparse.Namespace, names: List[str], notes: List[str]) -> Tuple[Builds, Dict[str, str]]:
    """Each program by each implementation that is there, and the versions of those."""
    plain = Built(os.path.join(HERE, "programs"), 0, 0)
    built: Builds = {n: {"cpython": plain} for n in names}
    versions = {"CPython": harness.run([opts.python, "--version"]).last_line.partition(" ")[2]}
    cache = harness.warm_cache(opts.krait, opts.python)
    for n in names:  # one at a time: these times are reported
        built[n]["krait"] = harness.build_krait(opts.krait, opts.python, harness.source(n), os.path.join(SCRATCH, "krait", n), "", cache)
    if opts.pypy:
        versions["PyPy"] = harness.run([opts.pypy, "-c", "import sys; print('%d.%d.%d' % sys.pypy_version_info[:3])"]).last_line
        for n in names:
            built[n]["pypy"] = plain
    else:
        notes.append("PyPy left out: no pypy3 (Debian: pypy3)")
    if opts.short:
        return built, versions
    venv, why = harness.peers_venv(opts.peers, opts.python)
    peers = harness.peer_versions(venv) if venv else {}
    versions.update(peers)
    if not venv:
        notes.append(f"mypyc and Cython left out: {why}")
    for peer, package in (("mypyc", "mypy"), ("cython", "Cython")) if venv else ():
        if package not in peers:
            notes.append(f"{peer} left out: {package} is not in {venv}")
            continue
        with concurrent.futures.ThreadPoolExecutor(opts.j) as pool:
            for n, b in zip(names, pool.map(lambda n: cached_peer(peer, venv or "", peers[package], n), names)):
                built[n][peer] = b
    version = harness.compiler_version(opts.cxx)
    if not version:
        notes.append(f"C++ left out: no {opts.cxx}")
        return built, versions
    versions["C++"] = version
    kernels = [n for n in names if os.path.exists(harness.cpp_source(n))]
    with concurrent.futures.ThreadPoolExecutor(opts.j) as pool:
        for n, b in zip(kernels, pool.map(lambda n: harness.build_cpp(opts.cxx, version, n), kernels)):
            built[n]["cpp"] = b
    return built, versions


def command(impl: str, b: Built, name: str, opts: argparse.Namespace) -> List[str]:
    assert b.folder
    if impl == "cpp":
        return [b.folder, str(harness.constant(harness.source(name), "DEFAULT")), str(opts.seconds)]
    python, seconds = opts.python, opts.seconds
    if impl == "pypy":
        python, seconds = opts.pypy, max(opts.seconds, WARM_UP)
    return [python, os.path.join(HERE, "worker.py"), b.folder, name, "0", str(seconds)]


class Row:
    """One program: what each implementation took, round by round, or why it has no figure."""

    def __init__(self, name: str, built: Dict[str, Built]) -> None:
        self.name = name
        self.built = built
        self.times: Dict[str, List[float]] = {}
        self.peak: Dict[str, float] = {}
        self.status: Dict[str, str] = {}
        self.notes: List[str] = []
        self.failed = False
        for i, b in built.items():
            if b.folder is None:
                self.reject(i, "FAILED" if i in ("krait", "cpp") else "rejected", b.error)
        kind = harness.read(harness.cpp_source(name)).partition("\n")[0] if "cpp" in built else ""
        self.kind = kind.partition("kind: ")[2]

    def reject(self, impl: str, status: str, why: str) -> None:
        self.status[impl] = status
        self.failed |= impl in ("cpython", "krait", "cpp")
        self.notes.append(f"{self.name}: {impl}: {why}")

    def measure(self, opts: argparse.Namespace) -> None:
        want = None
        for _ in range(opts.rounds):
            for i in IMPLS:
                if i not in self.built or i in self.status:
                    continue
                got = harness.measure(command(i, self.built[i], self.name, opts))
                if "error" in got:
                    self.reject(i, "broken", str(got["error"]))
                elif i in COMPILED and not str(got["file"]).endswith(".so"):
                    self.reject(i, "not built", f"{got['file']} was imported")
                elif i != "cpython" and got["result"] != want:
                    self.reject(i, "WRONG", f"gives {str(got['result'])[:120]}, CPython {str(want)[:120]}")
                else:
                    want = got["result"]
                    self.times.setdefault(i, []).append(float(got["ms"]))  # type: ignore[arg-type]
                    self.peak[i] = max(self.peak.get(i, 0), float(got["peak_mb"]))  # type: ignore[arg-type]

    def over(self, a: str, b: str) -> Optional[float]:
        """The time of `a` over that of `b` in the same round: the median."""
        if any(i in self.status or i not in self.times for i in (a, b)):
            return None
        return statistics.median(x / y for x, y in zip(self.times[a], self.times[b]))

    def as_json(self) -> Dict[str, object]:
        base = self.times.get("cpython")
        return {"kind": self.kind, "cpython_ms": statistics.median(base) if base else None,
                "ratio": {i: self.over("cpython", i) for i in IMPLS[1:] if i in self.built}, "over_cpp": self.over("krait", "cpp"),
                "status": self.status, "peak_mb": self.peak,
                "build": {i: {"seconds": b.seconds, "peak_mb": b.peak_mb} for i, b in self.built.items() if i in COMPILED}}


def cell(x: Optional[float], note: str, width: int = 9) -> str:
    return (f"{x:.2f}x" if x is not None else note or "-").rjust(width)


def print_summary(rows: List[Row], impls: List[str]) -> None:
    """What follows the table."""
    ratios = {i: {r.name: x for r in rows for x in [r.over("cpython", i)] if x is not None} for i in impls[1:]}
    print(f"{'geomean':18} {'':10} " + " ".join(cell(harness.geomean(list(ratios[i].values())) if ratios[i] else None, "") for i in impls[1:]))
    for peer in impls[2:]:
        both = [n for n in ratios["krait"] if n in ratios[peer]]
        if both:
            r = harness.geomean([ratios["krait"][n] / ratios[peer][n] for n in both])
            print(f"Krait is {r:.2f}x as fast as {harness.LABELS[peer]} over the {len(both)} programs that both run")
    slower = sorted(n for n, r in ratios["krait"].items() if r < 1)
    print("slower than CPython under Krait: " + (", ".join(slower) or "none"))
    for kind, bound in BOUNDS.items():
        found = [(r.name, x) for r in rows if r.kind == kind for x in [r.over("krait", "cpp")] if x is not None]
        if found:
            over = ", ".join(f"{n} {x:.2f}" for n, x in found if x > bound)
            print(f"time over C++'s, {kind}: geomean {harness.geomean([x for _, x in found]):.2f}, of {len(found)} over {bound}: {over or 'none'}")
    print()
    compilers = [i for i in impls if i in COMPILED]
    print(f"{'build, median':18} " + " ".join(f"{i:>9}" for i in compilers))
    for what, value in (("seconds", lambda b: b.seconds), ("peak memory MB", lambda b: b.peak_mb)):
        columns = []
        for i in compilers:
            v = [value(r.built[i]) for r in rows if i in r.built and r.built[i].folder]
            columns.append(f"{statistics.median(v):9.2f}" if v else "        -")
        print(f"{what:18} " + " ".join(columns))
    peaks = []
    for i in impls:
        v = [r.peak[i] for r in rows if i in r.peak]
        peaks.append(f"{harness.LABELS[i]} {statistics.median(v):.1f}" if v else f"{i} -")
    print("peak memory at run time, MB (median): " + ", ".join(peaks))
    more = [f"{r.name} {r.peak['krait']:.1f} to {r.peak['mypyc']:.1f}" for r in rows
            if "krait" in r.peak and "mypyc" in r.peak and r.peak["krait"] > 1.01 * r.peak["mypyc"]]
    if "mypyc" in impls:
        print("more memory than mypyc's, by 1 % and more: " + (", ".join(more) or "none"))


def run_all(opts: argparse.Namespace, names: List[str]) -> int:
    notes: List[str] = []
    built, versions = build_all(opts, names, notes)
    impls = [i for i in IMPLS if any(i in built[n] for n in names)]
    rows: List[Row] = []
    print(f"{'program':18} {'CPython ms':>10} " + " ".join(f"{harness.LABELS[i]:>9}" for i in impls[1:]) + ("  Krait/C++" if "cpp" in impls else ""))
    for n in names:
        row = Row(n, built[n])
        row.measure(opts)
        rows.append(row)
        base = statistics.median(row.times["cpython"]) if "cpython" in row.times else float("nan")
        over = row.over("krait", "cpp")
        print(f"{n:18} {base:10.1f} " + " ".join(cell(row.over("cpython", i), row.status.get(i, "")) for i in impls[1:])
              + (f"  {over:9.2f}" if over is not None else ""), flush=True)
    notes += [note for row in rows for note in row.notes]
    with open(opts.json, "w", encoding="utf-8") as f:
        json.dump({"versions": versions, "rounds": opts.rounds, "programs": {r.name: r.as_json() for r in rows}, "notes": notes}, f, indent=1)
    print_summary(rows, impls)
    for note in notes:
        print("note: " + note.replace("\n", "\n      "))
    return 1 if any(r.failed for r in rows) else 0


def allocations(opts: argparse.Namespace) -> int:
    command = [sys.executable, os.path.join(ROOT, "tests", "run_allocations.py"), "--krait", opts.krait, "--python", opts.python]
    return subprocess.run(command, stdin=subprocess.DEVNULL).returncode


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(harness.ROOT, "build", "krait"))
    ap.add_argument("--python", default=harness.default_python())
    ap.add_argument("--pypy", default=shutil.which("pypy3") or "")
    ap.add_argument("--cxx", default="g++", help="compiler of the C++ versions")
    ap.add_argument("--peers", help="a virtual environment that has mypy and Cython")
    ap.add_argument("-k", action="append", default=[])
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--seconds", type=float, default=0.25, help="time for one program in one process")
    ap.add_argument("--short", action="store_true", help="one short round of CPython, Krait and PyPy, without the programs in LONG")
    ap.add_argument("-j", type=int, default=2, help="builds at a time")
    ap.add_argument("--json", default=os.path.join(SCRATCH, "results.json"))
    ap.add_argument("--instructions", action="store_true")
    ap.add_argument("--ablation", action="store_true")
    ap.add_argument("--allocations", action="store_true")
    ap.add_argument("--write-docs", action="store_true")
    ap.add_argument("--save", metavar="FILE", help="keep the counts there")
    ap.add_argument("--against", metavar="FILE", help="compare with the counts kept there")
    opts = ap.parse_args()
    opts.krait = os.path.abspath(opts.krait)
    os.makedirs(SCRATCH, exist_ok=True)
    names = harness.programs(opts.k)
    if opts.instructions:
        return instructions.run(opts, names)
    if opts.ablation:
        return instructions.ablation(opts, names)
    if opts.allocations:
        return allocations(opts)
    if opts.short:
        opts.rounds, opts.seconds = 1, 0.1
        if not opts.k:
            names = [n for n in names if n not in LONG]
    failed = run_all(opts, names)
    if opts.write_docs:
        failed |= instructions.run(opts, names) | allocations(opts) | documentation.write()
    return failed


if __name__ == "__main__":
    sys.exit(main())
