#!/usr/bin/env python3
"""Write docs/benchmarks.md and its chart from what was measured last.

    benchmarks/documentation.py

Reads what benchmarks/run.py (times, --instructions, --ablation), tests/run_allocations.py and benchmarks/compile_time.py
left under build/; a part that was not measured is left out. `run.py --write-docs` measures times, instructions and
allocations first. Only ratios and counts are written: times are those of one machine on one day.
"""
import ast
import json
import os
import sys
from math import log
from typing import Any, Dict, List, Optional

import harness
from harness import BOUNDS, LABELS, ROOT, SCRATCH, geomean

DOCS = os.path.join(ROOT, "docs")
PEERS = ["krait", "mypyc", "cython", "pypy", "cpp"]
COLOURS = {"krait": "#c0392b", "mypyc": "#2471a3", "cython": "#b7950b", "pypy": "#7d3c98", "cpp": "#444444"}

INTRODUCTION = """# Benchmarks

Written by `benchmarks/run.py --write-docs`; do not edit.

{count} programs, all of them in `benchmarks/programs` and written for this: `untyped*` carry no annotations. Each implementation gets the same source; Cython reads it in pure mode.
In each round each implementation runs the program in a process of its own, one after the other, and the best time of its calls counts, processor time: what else the machine does does not. PyPy gets a second to warm up. A figure is the median over the rounds of CPython's
time over the implementation's in the same round: 2.0 is twice as fast as CPython. Results are compared first; what differs is not printed. C++ is `benchmarks/cpp`: the same algorithm on the
same kind of data, as a C++ programmer would write it, under `g++ -O2`.

A machine shared with other work ran this ({versions}; {rounds} rounds), so that a single figure may be off by a fifth and more; read the instruction counts for what must repeat.
"""


def read(path: str) -> Dict[str, Any]:
    """What was measured, or nothing."""
    try:
        found: Dict[str, Any] = json.loads(harness.read(path))
        return found
    except FileNotFoundError:
        return {}


def figure(x: Optional[float], note: str = "") -> str:
    if x is None:
        return note or "-"
    return f"{x:.0f}" if x >= 100 else f"{x:.1f}" if x >= 10 else f"{x:.2f}"


def table(head: List[str], rows: List[List[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def sentence(name: str) -> str:
    """What the program is, in its own words."""
    return (ast.get_docstring(ast.parse(harness.read(harness.source(name)))) or "").partition("\n")[0].rstrip(".")


def order(programs: Dict[str, Any]) -> List[str]:
    return sorted(programs, key=lambda n: (n.startswith("untyped"), n))


def speed(results: Dict[str, Any]) -> str:
    programs = results["programs"]
    shown = [i for i in PEERS if any(p["ratio"].get(i) for p in programs.values())]
    rows = []
    for n in order(programs):
        p = programs[n]
        rows.append([f"`{n}`", sentence(n), *[figure(p["ratio"].get(i), p["status"].get(i, "")) for i in shown], figure(p["over_cpp"])])
    means = {i: geomean([p["ratio"][i] for p in programs.values() if p["ratio"].get(i)]) for i in shown}
    rows.append(["geometric mean", "", *[figure(means[i]) if i != "cpp" else "" for i in shown], ""])
    text = "## Speed\n\nCPython is 1; more is faster. The last column is Krait's time over C++'s: less is better.\n\n![chart](benchmarks.svg)\n\n"
    text += table(["program", "what it is", *[LABELS[i] for i in shown], "Krait / C++"], rows)
    for peer in shown[1:]:
        both = [p["ratio"]["krait"] / p["ratio"][peer] for p in programs.values() if p["ratio"].get("krait") and p["ratio"].get(peer)]
        if both:
            text += f"\nOver the {len(both)} programs that both run, Krait is {figure(geomean(both))} times as fast as {LABELS[peer]}, ahead in {sum(x > 1 for x in both)}.\n"
    return text


def kernels(results: Dict[str, Any], counts: Dict[str, Any]) -> str:
    text = ("## Against C++\n\nWhat is aimed at: numeric and object programs within 1.5 times the time of C++, programs on lists within 2 times. Instructions are those of one call of `main`,\n"
            "counted by callgrind; they repeat, but say nothing of waiting for memory and of mispredicted branches.\n\n")
    rows = []
    for n in order(results["programs"]):
        p = results["programs"][n]
        if p["over_cpp"] is None:
            continue
        bound = BOUNDS.get(p["kind"])
        c = counts.get(n, {})
        ratio = c["krait"] / c["cpp"] if "cpp" in c else None
        rows.append([f"`{n}`", p["kind"], figure(p["over_cpp"]), figure(ratio), figure(bound), "" if bound is None else "yes" if p["over_cpp"] <= bound else "no"])
    return text + table(["program", "kind", "time over C++'s", "instructions over C++'s", "aimed at", "reached"], rows)


def allocations(found: Dict[str, Any]) -> str:
    text = ("## Allocations\n\nCalls of Python's allocators in one round of a loop, counted by hooks; no free lists hide any. A round of `generator_expressions` and `iterator_loops` walks 100 items.\n"
            "`tests/run_allocations.py` counts them as a test.\n\n")
    rows = [[f"`{n}`", figure(c["cpython"]), f"{c['krait']:g}"] for n, c in found["cases"].items()]
    zero = sum(not c["krait"] for c in found["cases"].values())
    return text + table(["case", "CPython", "Krait"], rows) + f"\n{zero} of {len(rows)} allocate nothing.\n"


def passes(found: Dict[str, Any]) -> str:
    text = ("## What each pass earns\n\nInstructions of one call of `main` without the pass, over those with all passes, for programs in which that makes more than 1 % of difference\n"
            f"(`benchmarks/run.py --ablation`; {len(found['programs'])} programs). Passes build on each other: what one earns is often what others earn after it.\n\n")
    rows = []
    for p in found["passes"]:
        effects = found["effects"].get(p, {})
        felt = sorted(((x, n) for n, x in effects.items() if abs(x - 1) > 0.01), reverse=True)
        rows.append([f"`{p}`", str(len(effects)), str(sum(x > 1 for x, _ in felt)), str(sum(x < 1 for x, _ in felt)),
                     ", ".join(f"{n} {figure(x)}" for x, n in felt[:4]) or "nothing here"])
    return text + table(["pass", "programs with other C", "earns in", "costs in", "most"], rows)


def building(results: Dict[str, Any], compile_time: Dict[str, Any]) -> str:
    programs = results["programs"].values()
    text = "## Builds and memory\n\n"
    times = compile_time.get("builds", {})
    if "mypyc default" in times:
        text += (f"A module of 300 lines takes Krait 1/{figure(times['mypyc default'] / times['krait default'])} of mypyc's time at the default level, "
                 f"1/{figure(times['mypyc -O0'] / times['krait -O0'])} at `-O0` (`benchmarks/compile_time.py`).\n\n")
    pairs = {i: [(p["peak_mb"]["krait"] / p["peak_mb"][i]) for p in programs if "krait" in p["peak_mb"] and i in p["peak_mb"]] for i in ("cpython", "mypyc", "cython", "pypy")}
    text += "Peak memory of the process that runs a program, the interpreter included, Krait's over the other's:\n\n"
    rows = [[LABELS[i], figure(geomean(v)), figure(max(v)), f"{sum(x > 1.01 for x in v)} of {len(v)}"] for i, v in pairs.items() if v]
    return text + table(["over", "geometric mean", "most", "more by 1 % and more in"], rows)


def chart(results: Dict[str, Any]) -> str:
    """One row a program, one dot an implementation, on a logarithmic axis."""
    programs = results["programs"]
    names = sorted(programs, key=lambda n: -(programs[n]["ratio"].get("krait") or 0))
    shown = [i for i in PEERS if any(p["ratio"].get(i) for p in programs.values())]
    left, right, top, step = 150, 720, 54, 17
    bottom = top + step * len(names)
    values = [x for p in programs.values() for x in p["ratio"].values() if x]
    marks = [m for m in (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000) if m <= 1 or m / 2.5 <= max(values)]

    def x(value: float) -> float:
        return left + (right - left) * log(max(value, marks[0]) / marks[0]) / log(marks[-1] / marks[0])

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{right + 20}" height="{bottom + 12}" font-family="sans-serif" font-size="11">',
           '<rect width="100%" height="100%" fill="#ffffff"/>', '<text x="8" y="16" font-size="13">Speed, CPython = 1 (logarithmic; right is faster; what is below 0.5 stands at the edge)</text>']
    for k, i in enumerate(shown):
        out.append(f'<circle cx="{left + 340 + 55 * k - 150}" cy="27" r="4" fill="{COLOURS[i]}"/><text x="{left + 348 + 55 * k - 150}" y="31">{LABELS[i]}</text>')
    for m in marks:
        colour = "#888888" if m == 1 else "#e4e4e4"
        out.append(f'<line x1="{x(m):.1f}" y1="{top - 6}" x2="{x(m):.1f}" y2="{bottom}" stroke="{colour}"/>'
                   f'<text x="{x(m):.1f}" y="{top - 9}" text-anchor="middle" fill="#666666">{m:g}</text>')
    for row, n in enumerate(names):
        y = top + step * row + 8
        out.append(f'<text x="{left - 10}" y="{y + 4}" text-anchor="end">{n}</text><line x1="{left}" y1="{y}" x2="{right}" y2="{y}" stroke="#f2f2f2"/>')
        for i in reversed(shown):  # Krait's on top
            ratio = programs[n]["ratio"].get(i)
            if ratio:
                out.append(f'<circle cx="{x(ratio):.1f}" cy="{y}" r="{5 if i == "krait" else 4}" fill="{COLOURS[i]}" fill-opacity="0.85"/>')
    return "\n".join([*out, "</svg>", ""])


def write() -> int:
    results = read(os.path.join(SCRATCH, "results.json"))
    if not results:
        print("nothing is measured: run benchmarks/run.py")
        return 1
    counts = read(os.path.join(SCRATCH, "instructions.json")).get("instructions", {})
    versions = ", ".join(f"{name} {version}" if name != "C++" else version for name, version in results["versions"].items())
    parts = [INTRODUCTION.format(count=len(results["programs"]), versions=versions, rounds=results["rounds"]), speed(results)]
    if any(p["over_cpp"] for p in results["programs"].values()):
        parts.append(kernels(results, counts))
    for path, part in ((os.path.join(ROOT, "build", "allocations", "results.json"), allocations), (os.path.join(SCRATCH, "ablation.json"), passes)):
        found = read(path)
        if found:
            parts.append(part(found))
    parts.append(building(results, read(os.path.join(SCRATCH, "compile_time.json"))))
    if results["notes"]:
        parts.append("## Notes of the run\n\n" + "".join("- " + " ".join(n.split())[:300] + "\n" for n in results["notes"]))
    with open(os.path.join(DOCS, "benchmarks.md"), "w", encoding="utf-8") as f:
        f.write("\n".join(parts))
    with open(os.path.join(DOCS, "benchmarks.svg"), "w", encoding="utf-8") as f:
        f.write(chart(results))
    print("written: docs/benchmarks.md, docs/benchmarks.svg")
    return 0


if __name__ == "__main__":
    sys.exit(write())
