"""Instruction counts by valgrind's callgrind: the figure that repeats, on whatever machine and under whatever load.

    benchmarks/run.py --instructions [-k TEXT]... [--save FILE] [--against FILE]
    benchmarks/run.py --ablation [-k TEXT]...

Counted is one call of main(DEFAULT) after another one, without the interpreter's start and the imports; what the process
does in that call counts, so CPython's own code does where compiled code calls it. --save keeps the counts, --against
prints what changed by more than 1 % since those of FILE. With --ablation each program is compiled with each pass of the
compiler left out in turn; where the C stays the same, nothing needs to be counted. The files that callgrind_annotate
reads are left in build/bench/callgrind.
"""
import argparse
import json
import os
import re
import shutil
from typing import Dict, List, Optional, Tuple

import harness
from harness import HERE, ROOT, SCRATCH

OUT = os.path.join(SCRATCH, "callgrind")
# Counts differ a little from run to run: the collector of cycles runs when it is due, addresses decide who collides in a dict.
CHANGE = 0.01


class Counter:
    def __init__(self, opts: argparse.Namespace) -> None:
        if not shutil.which("valgrind"):
            raise SystemExit("instruction counts need valgrind (Debian: valgrind)")
        self.opts = opts
        self.cache = harness.warm_cache(opts.krait, opts.python)
        os.makedirs(OUT, exist_ok=True)
        self.library = harness.build_library(opts.python, os.path.join(HERE, "callgrind_call.c"))
        self.cxx = harness.compiler_version(opts.cxx)

    def count(self, label: str, command: List[str]) -> Tuple[int, str]:
        """(instructions, result); where that fails, (0, why)."""
        file = os.path.join(OUT, label + ".out")
        tool = ["valgrind", "--tool=callgrind", "--instr-atstart=no", "--dump-line=no", f"--callgrind-out-file={file}", "-q"]
        got = harness.measure(tool + command, timeout=900)
        if "error" in got:
            return 0, str(got["error"])
        found = re.search(r"^totals: (\d+)", harness.read(file), re.MULTILINE)
        return (int(found.group(1)), str(got["result"])) if found else (0, "callgrind wrote no total")

    def python(self, label: str, name: str, folder: str) -> Tuple[int, str]:
        worker = os.path.join(HERE, "worker.py")
        return self.count(label, [self.opts.python, worker, folder, name, "0", "counted", self.library])

    def krait(self, name: str, without: str = "") -> Tuple[int, str]:
        folder = os.path.join(SCRATCH, "counted", f"{name}-{without}" if without else name)
        extra = ("--disable-pass", without) if without else ()
        built = harness.build_krait(self.opts.krait, self.opts.python, harness.source(name), folder, "", self.cache, extra)
        if built.folder is None:
            return 0, built.error
        return self.python(f"{name}.krait{'-' + without if without else ''}", name, built.folder)

    def cpp(self, name: str) -> Tuple[int, str]:
        built = harness.build_cpp(self.opts.cxx, self.cxx, name)
        if built.folder is None:
            return 0, built.error
        return self.count(f"{name}.cpp", [built.folder, str(harness.constant(harness.source(name), "DEFAULT")), "counted"])

    def generated(self, name: str, without: str = "") -> str:
        extra = ["--disable-pass", without] if without else []
        return harness.run([self.opts.krait, "dump", "--python", self.opts.python, "--stage=c", *extra, harness.source(name)]).output


def run(opts: argparse.Namespace, names: List[str]) -> int:
    counter = Counter(opts)
    before: Dict[str, Dict[str, int]] = {}
    if opts.against:
        before = json.loads(harness.read(opts.against))["instructions"]
    counts: Dict[str, Dict[str, int]] = {}
    failed = False
    print(f"{'million instructions':22} {'Krait':>10} {'C++':>10} {'Krait/C++':>10}" + (f" {'before':>10} {'change':>8}" if before else ""))
    for n in names:
        row: Dict[str, int] = {}
        krait, result = counter.krait(n)
        if not krait:
            print(f"{n:22} FAILED {result}")
            failed = True
            continue
        row["krait"] = krait
        if counter.cxx and os.path.exists(harness.cpp_source(n)):
            cpp, other = counter.cpp(n)
            if not cpp or other != result:
                print(f"{n:22} C++ FAILED {other}, Krait {result}")
                failed = True
            else:
                row["cpp"] = cpp
        counts[n] = row
        print(f"{n:22} {krait / 1e6:10.1f} " + (f"{row['cpp'] / 1e6:10.1f} {krait / row['cpp']:10.2f}" if "cpp" in row else f"{'-':>10} {'-':>10}")
              + changed(krait, before.get(n, {}).get("krait")), flush=True)
    more = [n for n in counts if n in before and abs(counts[n]["krait"] / before[n]["krait"] - 1) > CHANGE]
    if before:
        print("changed by more than 1 %: " + (", ".join(more) or "none"))
    save(opts.save or os.path.join(SCRATCH, "instructions.json"), {"instructions": counts})
    return 1 if failed else 0


def changed(now: int, before: Optional[int]) -> str:
    if before is None:
        return ""
    change = now / before - 1
    return f" {before / 1e6:10.1f} " + (f"{100 * change:+7.1f}%" if abs(change) > CHANGE else f"{'':8}")


def save(path: str, what: Dict[str, object]) -> None:
    with open(path, "w", encoding="utf-8") as f:
        json.dump(what, f, indent=1)
        f.write("\n")


def pass_names() -> List[str]:
    """The optional passes, in the order of the table that the compiler runs."""
    table = harness.read(os.path.join(ROOT, "compiler", "passes", "passes.cpp"))
    found = re.findall(r'^ *\{"(\w+)",\s*"[^"]*",\s*\w+, true,', table, re.MULTILINE)
    return list(dict.fromkeys(found))


def ablation(opts: argparse.Namespace, names: List[str]) -> int:
    counter = Counter(opts)
    passes = pass_names()
    effects: Dict[str, Dict[str, float]] = {}  # by pass and program: instructions without the pass, over those with it
    untouched: Dict[str, List[str]] = {p: [] for p in passes}
    failed = False
    print(f"{'instructions without':22} " + " ".join(f"{p:>10}" for p in passes))
    for n in names:
        usual, result = counter.krait(n)
        if not usual:
            print(f"{n:22} FAILED {result}")
            failed = True
            continue
        c = counter.generated(n)
        cells = []
        for p in passes:
            if counter.generated(n, p) == c:
                untouched[p].append(n)
                cells.append("")
                continue
            count, other = counter.krait(n, p)
            if not count or other != result:
                print(f"{n}: without {p}: {other}, with all passes {result}")
                failed = True
                cells.append("WRONG")
                continue
            effects.setdefault(p, {})[n] = count / usual
            cells.append(f"{count / usual:.2f}x" if abs(count / usual - 1) > 0.005 else "same")
        print(f"{n:22} " + " ".join(f"{s:>10}" for s in cells), flush=True)
    print("\nempty: the C is the same; same: within 0.5 %")
    for p in passes:
        gains = effects.get(p, {})
        earns = [n for n, x in gains.items() if x > 1 + CHANGE]
        costs = [f"{n} {x:.2f}" for n, x in gains.items() if x < 1 - CHANGE]
        print(f"{p:12} other C in {len(gains)} of {len(names)}, earns more than 1 % in {len(earns)}"
              + (f", costs more than 1 % in {', '.join(costs)}" if costs else "") + ("" if earns else "  <- earns nothing here"))
    save(opts.save or os.path.join(SCRATCH, "ablation.json"), {"passes": passes, "effects": effects, "programs": names})
    return 1 if failed else 0
