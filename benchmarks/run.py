#!/usr/bin/env python3
"""Run the benchmark programs under CPython, Krait, mypyc, Cython and PyPy, side by side.

    benchmarks/run.py [--krait build/krait] [--short] [-k TEXT]... [--rounds 3]

Every program in benchmarks/programs is compiled by each compiler from the same source; Cython reads it in pure mode.
Each program then runs in rounds: one process per implementation, one after the other, within the round; the time is the
best of its calls. A figure is the median over the rounds of CPython's time over that implementation's, so 2.0x means
twice as fast as CPython in the same minute on the same machine. Results are compared before any time is printed.

Peers are installed from PyPI into build/peers-venv on the first run (--peers DIR names an environment that has them);
one that is missing, or that rejects a program, is noted and passed over. A program that Krait does not compile or for
which it gives another result is exit status 1. Everything measured is also written to build/bench/results.json.
"""
import argparse
import concurrent.futures
import json
import math
import os
import shutil
import statistics
import sys
from typing import Dict, List, Optional

import harness
from harness import HERE, SCRATCH, Built

# What --short leaves out, to stay within a minute or two: each has a relative among the others.
LONG = {"chaos", "edit_distance", "fannkuch", "float_objects", "json_reader", "mandelbrot", "matrix_product", "nbody", "pidigits",
        "queens", "richards", "untyped_go", "untyped_life", "untyped_paths"}

IMPLS = ["cpython", "krait", "mypyc", "cython", "pypy"]


def programs(filters: List[str]) -> List[str]:
    folder = os.path.join(HERE, "programs")
    names = sorted(f[:-3] for f in os.listdir(folder) if f.endswith(".py"))
    return [n for n in names if not filters or any(k in n for k in filters)]


def source(name: str) -> str:
    return os.path.join(HERE, "programs", name + ".py")


def cached_peer(peer: str, venv: str, version: str, name: str) -> Built:
    """Build with a peer, or take what an earlier run built from the same source with the same version."""
    key = harness.fingerprint(peer, version, harness.read(source(name)))
    folder = os.path.join(SCRATCH, peer, f"{name}-{key}")
    note = folder + ".json"
    if os.path.exists(note):
        with open(note, encoding="utf-8") as f:
            return Built(**json.load(f))
    built = harness.build_peer(peer, venv, source(name), folder)
    with open(note, "w", encoding="utf-8") as f:
        json.dump(built.__dict__, f)
    return built


def measure(python: str, folder: str, name: str, n: int, seconds: float) -> Dict[str, object]:
    r = harness.run([python, os.path.join(HERE, "worker.py"), folder, name, str(n), str(seconds)], timeout=120)
    if r.status:
        return {"error": f"exit {r.status}: {r.last_line}"}
    try:
        out: Dict[str, object] = json.loads(r.last_line)
    except ValueError:
        return {"error": r.last_line[:200]}
    out["peak_mb"] = r.peak_mb
    return out


def geomean(xs: List[float]) -> float:
    return math.exp(sum(map(math.log, xs)) / len(xs)) if xs else float("nan")


def cell(x: Optional[float], note: str, width: int = 9) -> str:
    return (f"{x:.2f}x" if x is not None else note or "-").rjust(width)


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(harness.ROOT, "build", "krait"))
    ap.add_argument("--python", default=harness.default_python())
    ap.add_argument("--pypy", default=shutil.which("pypy3") or "")
    ap.add_argument("--peers", help="a virtual environment that has mypy and Cython")
    ap.add_argument("-k", action="append", default=[])
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--seconds", type=float, default=0.25, help="time for one program in one process")
    ap.add_argument("--short", action="store_true", help="one short round of CPython, Krait and PyPy, without the programs in LONG")
    ap.add_argument("-j", type=int, default=2, help="builds at a time")
    ap.add_argument("--json", default=os.path.join(SCRATCH, "results.json"))
    opts = ap.parse_args()
    opts.krait = os.path.abspath(opts.krait)
    os.makedirs(SCRATCH, exist_ok=True)
    if opts.short:
        opts.rounds, opts.seconds = 1, 0.1
    names = programs(opts.k)
    if opts.short and not opts.k:
        names = [n for n in names if n not in LONG]
    notes: List[str] = []
    venv: Optional[str] = None
    versions: Dict[str, str] = {}
    if not opts.short:
        venv, why = harness.peers_venv(opts.peers, opts.python)
        if venv:
            versions = harness.peer_versions(venv)
        else:
            notes.append(f"mypyc and Cython left out: {why}")
    if not opts.pypy:
        notes.append("PyPy left out: no pypy3 (Debian: pypy3)")

    built: Dict[str, Dict[str, Built]] = {n: {"cpython": Built(os.path.join(HERE, "programs"), 0, 0)} for n in names}
    cache = harness.warm_cache(opts.krait, opts.python)
    for n in names:  # one at a time: these times are reported
        built[n]["krait"] = harness.build_krait(opts.krait, opts.python, source(n), os.path.join(SCRATCH, "krait", n), "", cache)
        if opts.pypy:
            built[n]["pypy"] = Built(os.path.join(HERE, "programs"), 0, 0)
    if venv:
        for peer, package in (("mypyc", "mypy"), ("cython", "Cython")):
            if package not in versions:
                notes.append(f"{peer} left out: {package} is not in {venv}")
                continue
            with concurrent.futures.ThreadPoolExecutor(opts.j) as pool:
                for n, b in zip(names, pool.map(lambda n: cached_peer(peer, venv, versions[package], n), names)):
                    built[n][peer] = b

    failed = False
    rows: Dict[str, Dict[str, object]] = {}
    ratios: Dict[str, Dict[str, float]] = {i: {} for i in IMPLS}
    impls = [i for i in IMPLS if any(i in built[n] for n in names)]
    print(f"{'program':18} {'CPython ms':>10} " + " ".join(f"{i:>9}" for i in impls[1:]))
    for n in names:
        times: Dict[str, List[float]] = {}
        status: Dict[str, str] = {}
        peak: Dict[str, float] = {}
        want = None
        for _ in range(opts.rounds):
            for i in impls:
                b = built[n].get(i)
                if b is None or b.folder is None or i in status:
                    continue
                got = measure(opts.pypy if i == "pypy" else opts.python, b.folder, n, 0, opts.seconds)
                if "error" in got:
                    status[i] = "broken"
                    notes.append(f"{n}: {i}: {got['error']}")
                    failed |= i in ("krait", "cpython")
                    continue
                if i in ("krait", "mypyc", "cython") and not str(got["file"]).endswith(".so"):
                    status[i] = "not built"
                    failed |= i == "krait"
                    continue
                if i == "cpython":
                    want = got["result"]
                elif got["result"] != want:
                    status[i] = "WRONG"
                    notes.append(f"{n}: {i} gives {str(got['result'])[:120]}, CPython {str(want)[:120]}")
                    failed |= i == "krait"
                    continue
                times.setdefault(i, []).append(float(got["ms"]))  # type: ignore[arg-type]
                peak[i] = max(peak.get(i, 0), float(got["peak_mb"]))  # type: ignore[arg-type]
        for i in impls:
            b = built[n].get(i)
            if b is not None and b.folder is None:
                status[i] = "FAILED" if i == "krait" else "rejected"
                notes.append(f"{n}: {i}: {b.error}")
                failed |= i == "krait"
        row: Dict[str, Optional[float]] = {}
        for i in impls[1:]:
            if i in times and i not in status:
                row[i] = statistics.median(c / t for c, t in zip(times["cpython"], times[i]))
                ratios[i][n] = row[i]  # type: ignore[assignment]
        base = statistics.median(times["cpython"]) if "cpython" in times else float("nan")
        print(f"{n:18} {base:10.1f} " + " ".join(cell(row.get(i), status.get(i, "")) for i in impls[1:]), flush=True)
        rows[n] = {"cpython_ms": base, "ratio": row, "status": status, "peak_mb": peak,
                   "build": {i: {"seconds": b.seconds, "peak_mb": b.peak_mb} for i, b in built[n].items() if i not in ("cpython", "pypy")}}
    means = {i: geomean(list(ratios[i].values())) for i in impls[1:]}
    print(f"{'geomean':18} {'':10} " + " ".join(cell(means[i] if ratios[i] else None, "") for i in impls[1:]))
    for peer in ("mypyc", "cython", "pypy"):
        both = [n for n in ratios["krait"] if n in ratios.get(peer, {})]
        if both:
            r = geomean([ratios["krait"][n] / ratios[peer][n] for n in both])
            print(f"Krait is {r:.2f}x as fast as {peer} over the {len(both)} programs that both run")
    slower = sorted(n for n, r in ratios["krait"].items() if r < 1)
    print("slower than CPython under Krait: " + (", ".join(slower) or "none"))
    print()
    print(f"{'build, seconds':18} " + " ".join(f"{i:>9}" for i in impls[1:4] if i != "pypy") + "   (median; peak MB)")
    for what, get in (("time", lambda b: b.seconds), ("peak memory MB", lambda b: b.peak_mb)):
        values = []
        for i in impls[1:]:
            if i == "pypy":
                continue
            v = [get(built[n][i]) for n in names if i in built[n] and built[n][i].folder]
            values.append(f"{statistics.median(v):9.2f}" if v else "        -")
        print(f"{what:18} " + " ".join(values))
    peaks = []
    for i in impls:
        v = [r["peak_mb"].get(i) for r in rows.values() if r["peak_mb"].get(i)]  # type: ignore[attr-defined]
        peaks.append(f"{i} {statistics.median(v):.0f}" if v else f"{i} -")
    print("peak memory at run time, MB (median): " + ", ".join(peaks))
    for note in notes:
        print("note: " + note.replace("\n", "\n      "))
    with open(opts.json, "w", encoding="utf-8") as f:
        json.dump({"python": opts.python, "versions": versions, "rounds": opts.rounds, "programs": rows, "geomean": means, "notes": notes}, f, indent=1)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
