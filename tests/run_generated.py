#!/usr/bin/env python3
"""Generate typed programs and compare CPython with Krait on them.

    tests/run_generated.py [--krait build/krait] [--functions 100000] [--seed N] [--per-file 40] [--quick-cc clang] [--kind objects]

There are two kinds of files. Those of kind `numbers` hold functions over int, float, bool, str, list[int], Optional[int], tuples
and a small class, with loops, try statements, early exits and arithmetic that leaves the machine word (this file), and nests of
loops over lists, ranges, dicts and objects (loop_programs.py). Those of kind `objects`, each tenth file unless `--kind` says otherwise, hold
fewer functions, each with a world of its own of classes, closures, generators, coroutines and exceptions (object_programs).
Every function is called with several argument tuples (ints where floats are declared among them) and prints its result or its
exception, traceback lines included. Output must be equal. A mismatch is reduced, statement by statement, and printed with its seed and the command
that runs it again. The last line is `N passed, N failed` (functions).
"""
import argparse
import concurrent.futures
import os
import random
import subprocess
import sys
import threading
from typing import Callable, Dict, List, Optional, Sequence, Tuple, Union

from loop_programs import HEADER as LOOP_HEADER
from loop_programs import LoopFunction, Stmt
from object_programs import HEADER as OBJECT_HEADER
from object_programs import ObjectFunction
from run_behaviour import ROOT, environment

SCRATCH = os.path.join(ROOT, "build", "generated")
REDUCTIONS = 200  # runs spent on making one mismatch small
OBJECTS = 10  # each such file is of kind `objects`
MEMORY = 4 << 30  # bytes of address space of one run: some programs shift their numbers until a machine has no more

HEADER = LOOP_HEADER + '''from typing import Tuple


class P:
    def __init__(self, a: int, b: float) -> None:
        self.a = a
        self.b = b

    def get(self, k: int) -> int:
        return self.a + k

    def half(self) -> float:
        return self.b / 2

    def __repr__(self) -> str:
        return f"P({self.a}, {self.b})"


def kinds(x) -> str:
    # Packed lists bear the name, too; to be shown makes ordinary ones of them.
    if type(x).__name__ != "list":
        return ""
    return "".join(map(kinds, x)) if type(x) is list else "foreign "


def show(f, args) -> None:
    try:
        result = f(*args)
        got = kinds(result) + repr(result)
    except Exception as e:
        shadow(False)
        tb = e.__traceback__
        lines = []
        while tb:
            lines.append(tb.tb_lineno)
            tb = tb.tb_next
        # CPython 3.11 names the line of the store that its interpreter joins with the load of an unbound variable.
        got = f"{type(e).__name__} {e} {[] if isinstance(e, UnboundLocalError) else lines[1:]}"
    shadow(False)
    # Only now: a traceback keeps the variables of the functions in it.
    print(f.__name__, got, args, *map(kinds, args))


'''

INTS = ["0", "1", "-1", "2", "3", "7", "10", "-13", "255", "1000003", "2 ** 31", "-2 ** 31", "2 ** 62", "2 ** 62 - 1", "-2 ** 62", "2 ** 63 - 1", "-2 ** 63", "2 ** 64", "10 ** 20"]
FLOATS = ["0.0", "1.0", "-1.5", "0.1", "2.5", "-0.0", "1e10", "1e300", "float('inf')", "float('nan')", "3", "-2", "2 ** 53 + 1"]
STRS = ["''", "'a'", "'abc'", "'héllo'", "'x y'", "'12'"]
LISTS = ["[]", "[1]", "[3, 1, 2]", "[0, -1, 5, 2 ** 62]", "[1, 2, 3, 4, 5]"]
VALUES: Dict[str, Sequence[str]] = {
    "int": INTS, "float": FLOATS, "bool": ["True", "False"], "str": STRS, "List[int]": LISTS, "Optional[int]": ["None", "0", "5", "-2 ** 62"],
    "Tuple[int, float]": ["(1, 2.5)", "(0, 3)", "(-2 ** 62, -0.0)"], "P": ["P(1, 2.5)", "P(0, 3)", "P(2 ** 62, -1.0)"]}
TYPES = list(VALUES)
AnyFunction = Union["Function", LoopFunction, ObjectFunction]


class Function:
    def __init__(self, rng: random.Random, name: str, others: Sequence[AnyFunction]) -> None:
        self.rng = rng
        self.name = name
        self.others = [f for f in others if isinstance(f, Function)]
        self.params = [(f"p{i}", rng.choice(TYPES)) for i in range(rng.randint(1, 4))]
        self.result = rng.choice(TYPES[:6])
        self.vars: Dict[str, str] = dict(self.params)
        self.fixed: set = set()  # loop counters that must not be assigned
        self.count = 0
        self.in_loop = 0
        self.body = self.block(rng.randint(3, 7), 0)
        self.body.append(Stmt("return " + self.expr(self.result, 2)))
        self.calls = [tuple(rng.choice(VALUES[t]) for _, t in self.params) for _ in range(6)]

    def text(self) -> str:
        params = ", ".join(f"{n}: {t}" for n, t in self.params)
        return "\n".join([f"def {self.name}({params}) -> {self.result}:"] + [s for b in self.body for s in b.lines(1)])

    def names(self, kind: str) -> List[str]:
        return [n for n, t in self.vars.items() if t == kind]

    def fresh(self, kind: str) -> str:
        self.count += 1
        name = f"v{self.count}"
        self.vars[name] = kind
        return name

    # Expressions, by type.

    def expr(self, kind: str, depth: int) -> str:
        r = self.rng
        names = self.names(kind)
        if names and (depth <= 0 or r.random() < 0.35):
            return r.choice(names)
        if depth <= 0 or r.random() < 0.1:
            return "(" + r.choice(VALUES[kind]) + ")"
        e: Callable[[str], str] = lambda k: self.expr(k, depth - 1)
        if kind == "int":
            return r.choice([
                lambda: f"({e('int')} {r.choice('+-*')} {e('int')})", lambda: f"({e('int')} {r.choice(['//', '%'])} {self.divisor(depth)})",
                lambda: f"({e('int')} {r.choice('&|^')} {e('int')})", lambda: f"({e('int')} {r.choice(['<<', '>>'])} ({e('int')} & 15))",
                lambda: f"(-{e('int')})", lambda: f"(~{e('int')})", lambda: f"abs({e('int')})", lambda: f"len({e('str')})", lambda: f"len({e('List[int]')})",
                lambda: f"sum({e('List[int]')})", lambda: self.index(depth), lambda: f"({e('int')} if {e('bool')} else {e('int')})",
                lambda: f"int({e('float')})" if r.random() < 0.3 else e("int"), lambda: f"int({e('str')})" if r.random() < 0.2 else f"int(str({e('int')}))", lambda: f"min({e('int')}, {e('int')})", lambda: f"max({e('int')}, {e('int')}, {e('int')})",
                lambda: f"({e('Optional[int]')} or {e('int')})", lambda: f"{e('P')}.a", lambda: f"{e('P')}.get({e('int')})", lambda: f"{e('Tuple[int, float]')}[0]",
                lambda: f"({e('bool')} + {e('int')})", lambda: f"hash({e('int')})", lambda: f"{e('str')}.find({e('str')})", lambda: f"{e('List[int]')}.count({e('int')})",
                lambda: f"sum(i * i for i in {e('List[int]')} if i > {e('int')})", lambda: self.call("int", depth)])()
        if kind == "float":
            return r.choice([
                lambda: f"({e('float')} {r.choice('+-*')} {e('float')})", lambda: f"({e('float')} {r.choice('+-*')} {e('int')})", lambda: f"({e('int')} / {self.divisor(depth)})",
                lambda: f"({e('float')} {r.choice(['//', '%', '/'])} {self.divisor(depth)})", lambda: f"(-{e('float')})", lambda: f"abs({e('float')})", lambda: f"float({e('int')})",
                lambda: f"({e('float')} if {e('bool')} else {e('float')})", lambda: f"max({e('float')}, {e('float')})", lambda: f"{e('P')}.b", lambda: f"{e('P')}.half()",
                lambda: f"{e('Tuple[int, float]')}[1]", lambda: f"round({e('float')}, 2)", lambda: self.call("float", depth)])()
        if kind == "bool":
            op = r.choice(["<", "<=", "==", "!=", ">", ">="])
            return r.choice([
                lambda: f"({e('int')} {op} {e('int')})", lambda: f"({e('float')} {op} {e('float')})", lambda: f"({e('int')} {op} {e('float')})", lambda: f"({e('str')} {op} {e('str')})",
                lambda: f"({e('bool')} {r.choice(['and', 'or'])} {e('bool')})", lambda: f"(not {e('bool')})", lambda: f"({e('int')} < {e('int')} <= {e('int')})",
                lambda: f"({e('int')} in {e('List[int]')})", lambda: f"({self.rng.choice(self.names('Optional[int]') or ['None'])} is None)", lambda: f"bool({e('int')})", lambda: f"({e('List[int]')} == {e('List[int]')})",
                lambda: f"{e('str')}.startswith({e('str')})", lambda: f"any(i > {e('int')} for i in {e('List[int]')})", lambda: f"isinstance({e('Optional[int]')}, int)",
                lambda: self.call("bool", depth)])()
        if kind == "str":
            return r.choice([
                lambda: f"({e('str')} + {e('str')})", lambda: f"({e('str')} * ({e('int')} & 3))", lambda: f"str({e('int')})", lambda: f"str({e('float')})", lambda: f"{e('str')}[{e('int')}]" if r.random() < 0.2 else f"({e('str')} + 'x')[0]",
                lambda: f"{e('str')}[{e('int')}:{e('int')}]", lambda: f"{e('str')}.upper()", lambda: f"repr({e('List[int]')})", lambda: "f\"{" + e('int') + "}-{" + self.simple('float') + ":.2f}\"",
                lambda: f"','.join([str(i) for i in {e('List[int]')}])", lambda: f"{e('str')}.replace({e('str')}, 'z')", lambda: f"({e('str')} if {e('bool')} else {e('str')})",
                lambda: self.call("str", depth)])()
        if kind == "List[int]":
            return r.choice([
                lambda: f"[{e('int')}, {e('int')}]", lambda: f"({e('List[int]')} + {e('List[int]')})", lambda: f"{e('List[int]')}[{e('int')}:]", lambda: f"sorted({e('List[int]')})",
                lambda: f"[i {r.choice('+*-')} {e('int')} for i in {e('List[int]')}]", lambda: f"list(range({e('int')} & 7))", lambda: f"{e('List[int]')}[::-1]",
                lambda: f"[i for i in {e('List[int]')} if {e('bool')}]", lambda: f"[ord(c) for c in {e('str')}]"])()
        if kind == "Optional[int]":
            return r.choice([lambda: e("int"), lambda: "None", lambda: f"({e('int')} if {e('bool')} else None)"])()
        if kind == "Tuple[int, float]":
            return f"({e('int')}, {e('float')})"
        return f"P({e('int')}, {e('float')})"

    def divisor(self, depth: int) -> str:
        """An int that is mostly not zero: errors are worth having, but a function that always fails tests little."""
        e = self.expr("int", depth - 1)
        return e if self.rng.random() < 0.15 else f"({e} | 1)"

    def index(self, depth: int) -> str:
        xs, i = self.expr("List[int]", depth - 1), self.expr("int", depth - 1)
        names = self.names("List[int]")
        if names and self.rng.random() < 0.7:
            n = self.rng.choice(names)
            return f"({n}[{i} % len({n})] if {n} else {i})"
        return f"{xs}[{i}]" if self.rng.random() < 0.2 else f"({xs} + [{i}])[0]"

    def simple(self, kind: str) -> str:
        names = self.names(kind)
        return self.rng.choice(names) if names else "1.5"

    def call(self, kind: str, depth: int) -> str:
        fs = [f for f in self.others if f.result == kind]
        if not fs:
            return self.expr(kind, 0)
        f = self.rng.choice(fs[-4:])
        return f"{f.name}({', '.join(self.expr(t, min(depth - 1, 1)) for _, t in f.params)})"

    # Statements.

    def block(self, n: int, depth: int) -> List[Stmt]:
        out: List[Stmt] = []
        for _ in range(n):
            out += self.stmt(depth)
        return out

    def nested(self, depth: int) -> List[Stmt]:
        """A body; what it defines is not used outside, except by luck (then it may be unbound, which is worth testing)."""
        before = dict(self.vars)
        body = self.block(self.rng.randint(1, 3), depth + 1)
        if self.rng.random() < 0.85:
            self.vars = before
        return body

    def stmt(self, depth: int) -> List[Stmt]:
        r = self.rng
        choices = ["assign"] * 5 + ["aug"] * 3 + ["list"] * 2 + ["field"]
        if depth < 3:
            choices += ["if"] * 3 + ["for"] * 3 + ["while", "try", "try", "narrow"]
        if self.in_loop:
            choices += ["break", "continue"]
        if depth:
            choices += ["return"] + ["raise"] * (r.random() < 0.4)
        what = r.choice(choices)
        if what == "assign":
            kind = r.choice(TYPES)
            value = self.expr(kind, 2)
            names = [n for n in self.names(kind) if n not in self.fixed]
            return [Stmt(f"{r.choice(names) if names and r.random() < 0.5 else self.fresh(kind)} = {value}")]
        if what == "aug":
            kind = r.choice(["int", "int", "float", "str"])
            names = [n for n in self.names(kind) if n not in self.fixed]
            if not names:
                return []
            op = r.choice({"int": ["+=", "-=", "*=", "//=", "%=", "&=", "|=", "^="], "float": ["+=", "-=", "*=", "/="], "str": ["+="]}[kind])
            value = self.divisor(2) if op in ("//=", "%=", "/=") else self.expr(kind, 1)
            name = r.choice(names)
            # A text that doubles in a loop would fill the memory: what happens then is no part of the language.
            return [Stmt(f"{name} = ({name} + {value})[:60]" if kind == "str" else f"{name} {op} {value}")]
        if what == "list":
            names = self.names("List[int]")
            if not names:
                value = self.expr("List[int]", 1)
                return [Stmt(f"{self.fresh('List[int]')} = {value}")]
            n = r.choice(names)
            return [Stmt(r.choice([f"{n} = {n}[:]", f"{n} = {n} + [{self.expr('int', 1)}]", f"if len({n}) > 1: {n}[0], {n}[-1] = {n}[-1], {n}[0]",
                                   f"if len({n}) < 20: {n}.append({self.expr('int', 1)})", f"if {n}: {n}[{self.expr('int', 1)} % len({n})] = {self.expr('int', 1)}",
                                   f"{n}[0:1] = [{self.expr('int', 1)}]"]))]
        if what == "field":
            names = self.names("P")
            if not names:
                value = self.expr("P", 1)
                return [Stmt(f"{self.fresh('P')} = {value}")]
            return [Stmt(r.choice([f"{r.choice(names)}.a {r.choice(['=', '+=', '-='])} {self.expr('int', 1)}", f"{r.choice(names)}.b {r.choice(['=', '*=', '+='])} {self.expr('float', 1)}"]))]
        if what == "if":
            out = [Stmt(f"if {self.expr('bool', 2)}:", self.nested(depth))]
            if r.random() < 0.3:
                out.append(Stmt(f"elif {self.expr('bool', 1)}:", self.nested(depth), True))
            if r.random() < 0.5:
                out.append(Stmt("else:", self.nested(depth), True))
            return out
        if what == "narrow":
            names = self.names("Optional[int]")
            if not names:
                return []
            n = r.choice(names)
            self.vars[n] = "int"
            self.fixed.add(n)
            body = self.nested(depth)
            self.vars[n] = "Optional[int]"
            self.fixed.discard(n)
            return [Stmt(f"if {n} is not None:", body)]
        if what in ("for", "while"):
            before = dict(self.vars)
            if what == "while":
                n = self.fresh("int")
                start = Stmt(f"{n} = {r.randint(1, 6)}")
                self.fixed.add(n)
                self.in_loop += 1
                body = [Stmt(f"{n} -= 1"), *self.nested(depth)]
                self.in_loop -= 1
                out = [start, Stmt(f"while {n} > 0:", body)]
            else:
                source, kind = r.choice([(f"range({r.randint(0, 6)})", "int"), (f"range({self.expr('int', 1)} & 7)", "int"), (self.expr("List[int]", 1) + "[:9]", "int"),
                                         (self.expr("str", 1) + "[:9]", "str"), (f"range({r.randint(3, 6)}, 0, -{r.randint(1, 2)})", "int")])
                n = self.fresh(kind)
                self.in_loop += 1
                body = self.nested(depth)
                self.in_loop -= 1
                out = [Stmt(f"for {n} in {source}:", body)]
            if r.random() < 0.2:
                out.append(Stmt("else:", self.nested(depth), True))
            self.vars = before
            return out
        if what == "try":
            out = [Stmt("try:", self.nested(depth))]
            shape = r.random()
            if shape < 0.8:
                kind = r.choice(["ZeroDivisionError", "(ValueError, IndexError)", "Exception", "ArithmeticError", "OverflowError", "LookupError"])
                out.append(Stmt(f"except {kind}:", self.nested(depth), True))
                if r.random() < 0.2:
                    out.append(Stmt("else:", self.nested(depth), True))
            if shape >= 0.6:
                loop, self.in_loop = self.in_loop, 0
                out.append(Stmt("finally:", self.nested(depth), True))
                self.in_loop = loop
            return out
        if what == "return":
            return [Stmt(f"if {self.expr('bool', 1)}:", [Stmt("return " + self.expr(self.result, 1))])]
        if what == "raise":
            return [Stmt(f"if {self.expr('bool', 1)}:", [Stmt(f"raise {r.choice(['ValueError', 'KeyError', 'RuntimeError'])}({self.expr('int', 0)})")])]
        return [Stmt(f"if {self.expr('bool', 1)}:", [Stmt(what)])]


def header(functions: Sequence[AnyFunction]) -> str:
    return OBJECT_HEADER if any(isinstance(f, ObjectFunction) for f in functions) else HEADER


def program(functions: Sequence[AnyFunction]) -> str:
    text = header(functions) + "\n\n\n".join(f.text() for f in functions) + "\n\n\n"
    # The calls are made by code that is not compiled: it would be more than the functions.
    calls = "".join(f"show({f.name}, ({', '.join(call)},))\n" for f in functions for call in f.calls)
    return text + f"for line in '''{calls}'''.splitlines():\n    exec(line)\n"


def execute(command: List[str], timeout: float) -> Tuple[int, str, str]:
    """(status, output, errors); status -999 of a program that does not end, or takes more memory than it gets."""
    limited = ["prlimit", f"--as={MEMORY}", *command]
    try:
        p = subprocess.run(limited, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return -999, "", "timeout"
    output, errors = p.stdout.decode("utf-8", "backslashreplace"), p.stderr.decode("utf-8", "backslashreplace")
    return -999 if "MemoryError" in output or "MemoryError" in errors else p.returncode, output, errors


def quick_compiler(cc: str) -> str:
    """The C compiler without its optimiser, whatever level Krait asks for: Krait's own passes are what is tested."""
    path = os.path.join(SCRATCH, f"{os.path.basename(cc)}0")
    if not os.path.exists(path):
        own = f"{path}.{os.getpid()}.{threading.get_ident()}"
        with open(own, "w", encoding="utf-8") as f:
            f.write('#!/bin/bash\na=(); for x in "$@"; do case "$x" in -O[123]) a+=(-O0);; *) a+=("$x");; esac; done; exec ' + cc + ' "${a[@]}"\n')
        os.chmod(own, 0o755)
        os.replace(own, path)
    return path


class Checker:
    def __init__(self, opts: argparse.Namespace, seed: int) -> None:
        self.opts = opts
        self.krait = [opts.krait, "run", "--python", opts.python, *opts.krait_args]
        if opts.optimised and seed % opts.optimised:
            self.krait += ["--cc", quick_compiler(opts.quick_cc)]

    def results(self, path: str, text: str, patience: float = 30) -> Tuple[Tuple[int, str, str], Tuple[int, str, str]]:
        """Krait has five times CPython's patience: it compiles. Nothing is asked of it where CPython does not end."""
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        want = execute([self.opts.python, path], patience)
        return want, want if want[0] == -999 else execute([*self.krait, path], 5 * patience)

    def differing(self, path: str, functions: List[AnyFunction]) -> List[AnyFunction]:
        want, got = self.results(path, program(functions))
        if want == got or want[0] == -999:
            return []
        if got[0] in (0, 1) and want[1].count("\n") == got[1].count("\n"):
            bad = {w.split(" ")[0] for w, g in zip(want[1].splitlines(), got[1].splitlines()) if w != g}
            found = [f for f in functions if f.name in bad]
            if found:
                return found
        return functions  # did not compile, or ended early

    def alone(self, path: str, f: AnyFunction, all_functions: List[AnyFunction]) -> List[AnyFunction]:
        """`f` with the functions that it calls."""
        need, todo = [f], [f]
        while todo:
            text = todo.pop().text()
            for g in all_functions:
                if g not in need and g.name + "(" in text:
                    need.append(g)
                    todo.append(g)
        return [g for g in all_functions if g in need]

    def reduce(self, path: str, functions: List[AnyFunction]) -> Tuple[str, List[str]]:
        """Drop statements and calls while the outputs still differ. (program, its difference)"""
        budget = REDUCTIONS

        def still(fs: List[AnyFunction]) -> bool:
            nonlocal budget
            budget -= 1
            want, got = self.results(path, program(fs), 20)
            # Without its `return` a function fails its declared result, which is no fault.
            return want[0] == 0 and want != got and "SyntaxError" not in want[2] and (declared or "object expected; got" not in got[1])
        declared = "object expected; got" in self.results(path, program(functions), 20)[1][1]
        for f in functions[:-1]:
            f.calls = []
        for call in list(functions[-1].calls):
            kept = functions[-1].calls
            functions[-1].calls = [c for c in kept if c is not call]
            if not functions[-1].calls or not still(functions):
                functions[-1].calls = kept
        changed = True
        while changed and budget > 0:
            changed = False
            todo = [f.body for f in functions]
            while todo:
                block = todo.pop()
                size = len(block)
                while size and budget > 0:
                    # From the end on: what uses a thing goes before it.
                    starts = [i for i, s in enumerate(block) if not s.tied]
                    for at in range(len(starts) - size, -size, -size):
                        i, j = starts[max(at, 0)], (starts + [len(block)])[at + size]
                        taken = block[i:j]
                        block[i:j] = []
                        if budget > 0 and still(functions):
                            changed = True
                        else:
                            block[i:i] = taken
                    size = min(size // 2, len(block))
                todo += [s.body for s in block if s.body]
        text = program(functions)
        want, got = self.results(path, text)
        lines = [f"CPython: {w}\nKrait:   {g}" for w, g in zip(want[1].splitlines(), got[1].splitlines()) if w != g][:2]
        if got[0] != want[0] or not lines:
            lines.append(f"Krait: status {got[0]}: " + "\n".join(got[2].strip().splitlines()[-6:]))
        return text[len(header(functions)):], lines


def kind_of(opts: argparse.Namespace, seed: int) -> Tuple[str, int]:
    """The kind of a file and how many functions it has: one of `objects` is five times as long as another."""
    kind = opts.kind if opts.kind != "all" else "objects" if seed % OBJECTS == 0 else "numbers"
    return kind, opts.per_file if kind == "numbers" else (opts.per_file + 3) // 4


def one_file(opts: argparse.Namespace, seed: int) -> Tuple[int, List[str]]:
    kind, count = kind_of(opts, seed)
    rng = random.Random(seed)
    functions: List[AnyFunction] = []
    for i in range(count):
        functions.append((ObjectFunction if kind == "objects" else LoopFunction if rng.random() < 0.6 else Function)(rng, f"f{i}", functions))
    checker = Checker(opts, seed)
    path = os.path.join(SCRATCH, f"gen_{seed}.py")
    bad = checker.differing(path, functions)
    reports: List[str] = []
    if not bad:
        os.remove(path)
        return 0, []
    if len(bad) == len(functions) and count > 1:  # find the culprits one by one
        bad = [f for f in functions if checker.differing(path, checker.alone(path, f, functions))][:5]
    small = os.path.join(SCRATCH, f"gen_{seed}_small.py")
    for f in bad[:opts.reduce]:
        text, lines = checker.reduce(small, checker.alone(path, f, functions))
        reports.append(f"FAIL seed {seed} {f.name}: tests/run_generated.py --kind {kind} --seed {seed} --functions 1 --per-file {opts.per_file}\n" + text.strip() + "\n" + "\n".join(lines))
    return max(1, len(bad)), reports


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(ROOT, "build", "krait"))
    ap.add_argument("--python", default="/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else sys.executable)
    ap.add_argument("--functions", type=int, default=100000)
    ap.add_argument("--per-file", type=int, default=40)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--reduce", type=int, default=1, help="mismatches of one file that are made small")
    ap.add_argument("--optimised", type=int, default=25, metavar="N", help="each N-th file goes through the optimiser of the C compiler, which takes most of the time")
    ap.add_argument("--quick-cc", default="gcc", metavar="EXE", help="compiles the others; clang takes half the time of gcc")
    ap.add_argument("-j", type=int, default=2)
    ap.add_argument("--kind", choices=("all", "numbers", "objects"), default="all", help="of files")
    ap.add_argument("--short", action="store_true", help="2,000 functions")
    ap.add_argument("--krait-args", type=str.split, default=[])
    opts = ap.parse_args()
    opts.krait = os.path.abspath(opts.krait)
    os.makedirs(SCRATCH, exist_ok=True)
    if opts.short:
        opts.functions = 2000
    seeds: List[int] = []
    functions = failed = 0
    while functions < opts.functions:
        seeds.append(opts.seed + len(seeds))
        functions += kind_of(opts, seeds[-1])[1]
    with concurrent.futures.ThreadPoolExecutor(opts.j) as pool:
        jobs = [pool.submit(one_file, opts, seed) for seed in seeds]
        for job in concurrent.futures.as_completed(jobs):
            bad, reports = job.result()
            failed += bad
            for r in reports:
                print(r + "\n", flush=True)
    print(f"{functions - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
