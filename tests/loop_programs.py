"""Generated functions about loops, for tests/run_generated.py.

What they aim at is code that is compiled twice, as a fast version and a general one: nests of loops over lists, ranges,
dicts and generators, with ints around 30, 62 and 63 bits, items that are not what the list declares, lists that change
while they are walked (by assignment, by methods, by the destructor of something else), builtins that are replaced on the
way, exceptions, `finally`, early exits, fields, overridden methods and closures.

Numbers grow by sums and by products with small factors only, lists have at most 24 items: a program ends soon.
"""
import random
from typing import Callable, Dict, List, Optional, Sequence, Tuple

HEADER = '''from typing import Any, Dict, Iterator, List, Optional


length = len


class Base:
    def __init__(self, n: int, f: float) -> None:
        self.n = n
        self.f = f
        self.flag = n > 1
        self.items: List[int] = [n, 2, 3]
        self.maybe: Optional[int] = None

    def step(self, k: int) -> int:
        self.n += k
        return self.n & 0xFFFF

    def value(self) -> float:
        return self.f * 2

    @property
    def size(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.n}, {self.f}, {self.flag}, {self.items}, {self.maybe})"


class Sub(Base):
    def step(self, k: int) -> int:
        if k == 3:
            self.items.append(k)
        return super().step(k - 1) + 1

    def value(self) -> float:
        return self.n


class Dot:
    def __init__(self, x: float, k: int) -> None:
        self.x = x
        self.k = k

    def move(self, by: float) -> None:
        self.x += by * 0.5

    def __repr__(self) -> str:
        return f"Dot({self.x}, {self.k})"


class Gone(Dot):
    """Takes the last one of a list with it."""

    def __init__(self, dots: List[Any]) -> None:
        super().__init__(0.25, 1)
        self.dots = dots

    def __del__(self) -> None:
        if self.dots:
            self.dots.pop()


class Late(Sub):
    def value(self) -> float:
        if self.n > 40:
            raise ValueError(self.n)
        return super().value() + 0.5


class Ints(list):
    def __getitem__(self, k):
        return list.__getitem__(self, k) if isinstance(k, slice) else list.__getitem__(self, k) + 1

    def __iter__(self):
        return iter([x + 10 for x in list.__iter__(self)])


class Bomb:
    def __init__(self, target: List[int], k: int) -> None:
        self.target = target
        self.k = k

    def __del__(self) -> None:
        if length(self.target) > 3:  # not `len`: variables of a function that failed live on with its traceback in CPython
            self.target.pop()
        else:
            self.target.append(self.k)


class Manager:
    def __init__(self, log: Any, swallows: Any) -> None:
        self.log = log
        self.swallows = swallows

    def __enter__(self) -> int:
        return len(self.log)

    def __exit__(self, kind: Any, value: Any, tb: Any) -> bool:
        if len(self.log) < 24:
            self.log.append(0 if kind is None else 1)
        return bool(self.swallows)


total = 0
WEIRD: List[Any] = [1, True, 2 ** 70, -5, 2.5, 2 ** 62, False, None, 'x', 2 ** 62 - 1]


def weird(k: Any) -> Any:
    return WEIRD[k % len(WEIRD)]


def shadow(on: Any) -> None:
    if on:
        globals().update(len=lambda x: 2, abs=lambda x: x, min=lambda a, b: b)
    else:
        for name in ("len", "abs", "min"):
            globals().pop(name, None)


def peek(o: Any, name: Any) -> Any:
    return getattr(o, name)


def bump(xs: List[int], k: int) -> int:
    for i in range(len(xs)):
        xs[i] += k
    return len(xs)


def turned(xs: List[float]) -> List[float]:
    out = [0.0] * len(xs)
    for i in range(len(xs)):
        out[i] = xs[-1 - i]
    return out


def marked(flags: List[bool], k: int) -> int:
    for i in range(0, len(flags), 2):
        flags[i] = not flags[i]
    return len([f for f in flags if f]) + k


def widened(rows: List[List[int]], k: int) -> List[List[int]]:
    for row in rows:
        for i in range(len(row)):
            row[i] ^= k
    if len(rows) < 9:
        rows.append([k] * 3)
    return rows


def cubed(x: int) -> int:
    return x * x * x


def twice(x: Any) -> Any:
    return x + x


def ended(x: Any) -> Any:
    if x == 5:
        raise StopIteration(x)
    return x


def upto(n: int, closed: List[int]) -> Iterator[int]:
    try:
        for i in range(n):
            yield i * 3
    finally:
        if len(closed) < 24:
            closed.append(n)


'''

INTS = ["0", "1", "-1", "3", "7", "-4", "2 ** 30 - 1", "2 ** 30", "-2 ** 30", "2 ** 31", "2 ** 61", "2 ** 62 - 3", "2 ** 62 - 1",
        "2 ** 62", "-2 ** 62", "-2 ** 62 + 2", "2 ** 63 - 2", "-2 ** 63", "2 ** 64", "True"]
VALUES: Dict[str, Sequence[str]] = {
    "int": INTS,
    "float": ["0.0", "-1.5", "0.1", "1e16", "1e308", "-0.0", "float('inf')", "float('nan')", "3", "2 ** 53 + 1", "True", "-2 ** 63", "10 ** 20"],
    "bool": ["True", "False"],
    "Optional[int]": ["None", "0", "2 ** 62", "-3"],
    "str": ["''", "'abc'", "'héß1'"],
    "List[int]": ["[]", "[1, 2, 3]", "[5, -1, 4, 0, 2, 2]", "[2 ** 62 - 1, 1, -2 ** 62, 7]", "[2 ** 30, 2 ** 31, 2 ** 63, 1]", "[True, 2, False, 9]",
                  "[1, 2.5, 3]", "[4, None, 6]", "Ints([1, 2, 3])", "list(range(12))", "[3] * 9", "[10 ** 20, 1]"],
    "List[float]": ["[]", "[0.5, 1.5, -2.0]", "[1, 2.5, True, 0.0]", "[float('nan'), 1.0, float('inf')]", "[1e308, 1e308, -1e308]", "[0.25] * 7",
                    "[2 ** 53 + 1, 0.5]", "['x', 1.0]", "[1.0, None]"],
    "List[bool]": ["[True] * 9", "[False, True, False]", "[True, 1, 0, False]", "[]", "[True, None, 2]"],
    "List[List[int]]": ["[[1, 2, 3], [4, 5, 6], [7, 8, 9]]", "[[], [1]]", "[[2 ** 62, 1, 2]] * 3", "[[1, 2], [3, True], [2.5]]", "[[0] * 4, [1] * 4]"],
    "Dict[int, int]": ["{}", "{1: 2, 3: 4, 0: 9}", "{0: 2 ** 62, 2: 5, True: 1}", "{1: 2.5, 2: None}"],
    "Base": ["Base(1, 2.5)", "Sub(2 ** 62 - 1, 3)", "Late(2, 0.5)", "Late(39, 1)", "Base(-2 ** 62, -0.0)"],
    "List[Base]": ["[]", "[Base(1, 0.5), Base(2, 1.5)]", "[Base(1, 0.5), Sub(4, 2), Late(3, 1.0)]", "[Late(39, 0.5)] * 3", "[Sub(1, 1), None]"],
}
SCALARS = ("int", "float", "bool")
LISTS = ("List[int]", "List[float]", "List[bool]")


class Stmt:
    """A line and, where it is a compound statement's header, its body."""

    def __init__(self, text: str, body: Optional[List["Stmt"]] = None, tied: bool = False) -> None:
        self.text = text
        self.body = body
        self.tied = tied  # goes when the statement before it goes (else, except, finally)

    def lines(self, depth: int) -> List[str]:
        out = ["    " * depth + line for line in self.text.split("\n")]  # decorators stand before a header
        if self.body is not None:
            inner = [s for b in self.body for s in b.lines(depth + 1)]
            out += inner or ["    " * (depth + 1) + "pass"]
        return out


class LoopFunction:
    def __init__(self, rng: random.Random, name: str, _: Sequence[object]) -> None:
        self.rng = rng
        self.name = name
        kinds = [rng.choice(("int", "List[int]", "List[int]", "List[float]", "List[bool]", "List[List[int]]"))]
        kinds += [rng.choice(list(VALUES)) for _ in range(rng.randint(1, 3))]
        self.params = [(f"p{i}", k) for i, k in enumerate(kinds)]
        self.vars: Dict[str, str] = dict(self.params)
        self.fixed: set[str] = set()  # loop variables
        self.captured: List[str] = []
        self.count = 0
        self.loops = 0
        self.finals = 0
        self.generates = rng.random() < 0.12
        self.body: List[Stmt] = []
        for kind in ("int", rng.choice(("int", "float")), "float", rng.choice(("bool", "Optional[int]", "int"))):
            self.start(kind)
        for kind in LISTS[: 1 if rng.random() < 0.5 else 0]:
            self.start(kind)
        self.results = [n for n in self.vars if n not in dict(self.params)]
        self.held: Dict[str, str] = {}  # fields of `h`, by kind
        self.work: Dict[str, str] = self.make_work() if rng.random() < 0.5 else {}
        self.results += [n for n in self.work if rng.random() < 0.7]
        self.has_set = rng.random() < 0.3
        if self.has_set:
            self.body.append(Stmt(f"s0 = {rng.choice(['set()', '{3, 11, 19}', 'set(range(5))', '{1, -1, 2 ** 40}'])}"))
        self.has_dots = rng.random() < 0.3
        if self.has_dots:
            self.body.append(Stmt(f"dots: List[Dot] = [Dot(i * 0.5, i) for i in range({rng.randint(0, 6)})]"))
            self.body.append(Stmt(rng.choice(["d = None", "d = Dot(0.5, 7)", "d = Gone(dots)", "pass"])))
        # A list that is returned alone comes as it is to whoever calls, from Python, too; the order of a set tells where its items are.
        all_results = "(" + ", ".join(self.results + ["list(s0)"] * self.has_set + ["dots"] * self.has_dots) + ",)"
        self.answer = rng.choice(list(self.work)) if self.work and rng.random() < 0.3 else all_results
        if rng.random() < 0.3:
            self.define_inner()
        for _ in range(rng.randint(1, 2)):
            self.body += self.loop(0)
            if rng.random() < 0.3:
                self.body += self.stmt(0)
        self.body.append(Stmt("return " + self.answer))
        self.calls = [tuple(rng.choice(VALUES[k]) for _, k in self.params) for _ in range(6)]

    def start(self, kind: str) -> None:
        r = self.rng
        name = self.fresh(kind)
        value = self.number(kind) if kind in SCALARS else r.choice(VALUES[kind])
        if kind == "float":
            value = r.choice(["0.0", "1.5", "0.0", "1e300", "-0.0"])
        # Not declared: what is assigned to a declared variable is checked, which Python does not do.
        self.body.append(Stmt(f"{name} = {value}"))

    def make_work(self) -> Dict[str, str]:
        """Lists that nothing but work_on uses, so that they may stay packed for long."""
        r = self.rng
        work = {}
        for at in range(r.randint(1, 2)):
            kind = r.choice(("List[int]", "List[int]", "List[float]", "List[bool]", "List[List[int]]"))
            name = f"w{at}"
            if r.random() < 0.4:
                if not self.held:
                    self.body.append(Stmt(f"h = Holder_{self.name}()"))
                self.held[name] = kind
                name = f"h.{name}"
            work[name] = kind
            self.body.append(Stmt(f"{name} = {self.new_work(kind)}"))
            if "." in name and r.random() < 0.4:
                work[f"y{at}"] = kind
                self.body.append(Stmt(f"y{at} = {name}"))
        return work

    def new_work(self, kind: str) -> str:
        n = self.rng.randint(1, 6)
        return self.rng.choice({
            "List[int]": [f"[{self.number('int')}] * {n}", f"[i * {n} for i in range({n})]", f"list(range({n}))", "[4, 2, 1]", f"[7] * {n + 3}"],
            "List[float]": [f"[0.5] * {n}", f"[i / {n} for i in range({n})]", "[1.5, -0.0, 2.5]", "[float('inf'), 1.0]"],
            "List[bool]": [f"[True] * {n}", f"[i % 2 == 0 for i in range({n})]", "[True, False]"],
            "List[List[int]]": [f"[[0] * {n} for _ in range(3)]", f"[[i, {n}] for i in range(4)]", f"[[1] * {n}] * 2"]}[kind])

    def stmt_work(self, depth: int) -> List[Stmt]:
        """One step on such a list, mostly one that a packed list takes."""
        r = self.rng
        if not self.work:
            return self.stmt_sum(depth)
        w, kind = r.choice(list(self.work.items()))
        item = {"List[int]": "int", "List[float]": "float", "List[bool]": "bool"}.get(kind, "")
        at = r.choice([f"{self.small()} % (len({w}) or 1)", f"{self.small()} % (len({w}) or 1)", "-1", self.small()])
        into = self.target("int") or "total"
        if self.held and r.random() < 0.06:
            name = r.choice(list(self.held))
            return [Stmt(r.choice([f"{into} += len(vars(h)['{name}'])", f"{into} += len(peek(h, '{name}'))", f"h.add_{name}()", f"peek(h, 'add_{name}')()", f"setattr(h, '{name}', peek(h, '{name}')[:])",
                                   f"del h.{name}", "h.__dict__.clear()" if r.random() < 0.1 else f"h.__dict__['{name}'] = []", f"if {self.small()} == 3: h = Holder_{self.name}()"]))]
        if r.random() < 0.06:
            return [Stmt(r.choice([f"if {self.expr('bool', 1)}: print({w})", f"{w}[{at}] = weird({self.small()})", f"total += hash(str({w})) & 1 if {self.small()} == 3 else 1",
                                   f"{w} = {self.new_work(kind)}", f"if {self.small()} == 2: print(len({w}), {w} == {w}[:])"]))]
        if r.random() < 0.25:
            k = r.randint(1, 3)
            changes = [f"{w}[:{k}] = {w}[{k - 1}::-1]", f"{w} = {w}[:]", f"{w}[{k}:] = {w}[:{k}]", f"{w}.reverse()", f"if len({w}) < 16: {w}.extend({w}[:{k}])", f"{w} = {w}[::-1]",
                       f"{w}.pop({self.small()})", f"{w} = {w} * 2 if len({w}) < 5 else {w}[1:]", f"{w}.clear()"]
            return [Stmt(r.choice(changes))]
        if not item:
            inner = f"{w}[{at}]"
            return [Stmt(r.choice([f"{inner}[{self.small()} & 1] += {self.small()}", f"{into} += {inner}[0]", f"{into} += len({inner})", f"{w} = widened({w}, {self.exact()})",
                                   f"for row in {w}:\n    for x in row: {into} += x & 7", f"if len({inner}) < 9: {inner}.append({self.small()})", f"if len({w}) < 9: {w}.append({inner}[:])",
                                   f"{w}[0] = {w}[-1]", f"{inner}[0], {inner}[-1] = {inner}[-1], {inner}[0]"]))]
        value = self.expr(item, 1)
        calls = {"int": f"{into} += bump({w}, {self.exact()})", "float": f"{w} = turned({w})", "bool": f"{into} += marked({w}, {self.exact()})"}
        reads = {"int": f"{into} += {w}[{at}] & 1023", "float": f"{self.target('float') or 'total'} += {w}[{at}]", "bool": f"if {w}[{at}]: {into} += 1"}
        walks = {"int": f"for x in {w}: {into} += x & 7", "float": f"for x in {w}: {self.target('float') or 'total'} += x", "bool": f"for x in {w}: {into} += 1 if x else 2"}
        return [Stmt(r.choice([f"{w}[{at}] = {value}", f"{w}[{at}] = {value}", f"if len({w}) < 24: {w}.append({value})", f"if len({w}) < 24: {w}.append({value})", reads[item], reads[item],
                               f"if {w}: {w}[{self.small()} % len({w})] = {w}.pop() if len({w}) > 1 else {value}", f"{w}[0], {w}[-1] = {w}[-1], {w}[0]", calls[item], walks[item], f"{into} += len({w})"]))]

    def stmt_set(self, depth: int) -> List[Stmt]:
        r = self.rng
        # Never a NaN: its hash is its address, and so is its place in the set.
        k = r.choice([self.exact(), self.exact(), f"{self.exact()} * 8 + 1", f"({self.expr('int', 1)} | 1)"])
        into = self.target("int") or "total"
        steps = [f"s0.add({k})"] * 5 + [f"s0.discard({k})"] * 3 + [f"if {k} in s0: s0.remove({k})", f"if {k} not in s0: s0.add({k})", f"if {k} in s0: {into} += 1", f"{into} += len(s0)",
                 f"for x in s0: {into} = {into} * 3 + x & 1023", f"s0.remove({k})", f"s0 = set(list(s0)[:9])", f"if len(s0) > 30: s0.clear()", f"s0 |= {{{k}, 7}}", f"s0 = {{x for x in s0 if x != {k}}}"]
        return [Stmt(r.choice(steps))]

    def stmt_dots(self, depth: int) -> List[Stmt]:
        r = self.rng
        if r.random() < 0.12:
            return [Stmt(r.choice(["d = Gone(dots)", "d = Dot(1.5, 2)", f"if len(dots) < 9: dots.append(Dot({self.number('float')}, {self.exact()}))", f"dots[0] = weird({self.small()})", "dots.reverse()", "total += d.k"]))]
        real, into = self.target("float") or "total", self.target("int") or "total"
        steps = ["d.x += 0.5", "d.x = d.x * 0.5 - 1.0", "d.move(0.5)", f"{real} += d.x", f"{into} += d.k & 7", "d.k += 1", "if d.x > 2.0: break", "if d.x < 0.5: continue", f"d.x = {self.number('float')}",
                 f"{real} = d.x if d.x > {real} else {real}", f"if d.k == {self.small()}: {into} += 1", f"d.k = {self.number('int')}"]
        body = [Stmt(r.choice(steps)) for _ in range(r.randint(1, 4))]
        if r.random() < 0.1:
            body.append(Stmt(r.choice(["if len(dots) < 9: dots.append(d)", "if len(dots) > 2: dots.pop()", f"total += hash(str(d.k)) & 1"])))
        # By the count, too: from below 0 and past the end.
        first, last = r.choice(["0", "0", "0", "1", "-2", self.small()]), r.choice(["len(dots)", "len(dots)", "len(dots) - 1", "len(dots) + 1", str(r.randint(0, 6))])
        what = r.random()
        if what < 0.5:
            return [Stmt("for d in dots:", body)]
        if what < 0.8:
            return [Stmt(f"for q in range({first}, {last}{r.choice(['', '', ', 2', ', -1'])}):", [Stmt("d = dots[q]")] + body)]
        return [Stmt(f"q = {first}"), Stmt(f"while q < {last}:", [Stmt("d = dots[q]"), Stmt(f"q += {r.randint(1, 2)}")] + body)]

    def stmt_chain(self, depth: int) -> List[Stmt]:
        """Tests of one number, some of them twice."""
        r = self.rng
        name, into = self.name_of("int"), self.target("int") or "total"
        tested = r.choice([name, f"({name} & 7)", f"({name} % 5)"])
        out = [Stmt(f"k = {tested}")]
        for at in range(r.randint(3, 7)):
            number = r.choice([r.randint(-1, 7), r.randint(0, 40), 2**31, -2**62]) if r.random() < 0.3 else at
            out.append(Stmt(f"{'elif' if at else 'if'} k == {number}:", [Stmt(r.choice([f"{into} += {at + 1}", f"{into} = {into} * 2 & 1023", "pass", f"k = {self.small()}"]))], at > 0))
        if r.random() < 0.7:
            out.append(Stmt("else:", [Stmt(f"{into} -= 1")], True))
        return out

    def stmt_text(self, depth: int) -> List[Stmt]:
        r = self.rng
        text, into = self.name_of("str"), self.target("int") or "total"
        first = r.choice(["0", "0", "1", "-3", self.small()])
        steps = [f"if {text}[q] == {text}[0]: {into} += 1", f"if {text}[q].isdigit(): {into} += 3", f"if {text}[q] < 'm': {into} = {into} * 2 & 1023", f"{into} += ord({text}[q])",
                 f"if {text}[q] in 'ae1 ': break", f"if {text}[q] != {text}[q - 1]: {into} += 1"]
        body = [Stmt(r.choice(steps)) for _ in range(r.randint(1, 3))]
        if r.random() < 0.5:
            return [Stmt(f"for q in range({first}, len({text}){r.choice(['', '', ' + 1', ' - 1'])}):", body)]
        return [Stmt(f"q = {first}"), Stmt(f"while q < len({text}):", [Stmt("q += 1"), *body] if r.random() < 0.3 else [*body, Stmt("q += 1")])]

    def define_inner(self) -> None:
        name = self.rng.choice([n for n in self.results if self.vars.get(n) == "int"])
        at = self.rng.choice(self.names("List[int]") or ["[1, 2]"])
        self.captured.append(name)
        inside = self.rng.choice([f"{name} += k", f"{name} = ({name} ^ k) - len({at})", f"{name} -= {at}[k % len({at})]"])
        self.body.append(Stmt("def inner(k: int):", [Stmt(f"nonlocal {name}"), Stmt(inside), Stmt(f"return {name} & 1023")]))

    def holder(self) -> str:
        """The class whose instance holds some of the lists to work on."""
        if not self.held:
            return ""
        lines = [f"class Holder_{self.name}:", "    def __init__(self) -> None:"]
        lines += [f"        self.{name}: {kind} = []" for name, kind in self.held.items()]
        for name, kind in self.held.items():
            step = {"List[int]": f"self.{name}[i] += i", "List[float]": f"self.{name}[i] *= 0.5", "List[bool]": f"self.{name}[i] = i > 1"}.get(kind, f"self.{name}[i].append(i)")
            lines += ["", f"    def add_{name}(self) -> None:", f"        for i in range(min(len(self.{name}), 9)):", f"            {step}"]
        return "\n".join(lines) + "\n\n\n"

    def text(self) -> str:
        params = ", ".join(f"{n}: {t}" for n, t in self.params)
        lines = [s for b in self.body for s in b.lines(1)]
        if any("total" in line for line in lines):
            lines.insert(0, "    global total")
        return self.holder() + "\n".join([f"def {self.name}({params}) -> Any:"] + lines)

    def names(self, kind: str) -> List[str]:
        return [n for n, t in self.vars.items() if t == kind]

    def fresh(self, kind: str) -> str:
        self.count += 1
        name = f"v{self.count}"
        self.vars[name] = kind
        return name

    def target(self, kind: str) -> Optional[str]:
        declared = dict(self.params)
        names = [n for n in self.names(kind) if n not in self.fixed and n not in declared]
        return self.rng.choice(names) if names else None

    # Expressions.

    def number(self, kind: str) -> str:
        return "(" + self.rng.choice(INTS[:-1] if kind == "int" else VALUES[kind]) + ")"

    def small(self) -> str:
        """An int of few bits."""
        r = self.rng
        loop = [n for n, kind in self.vars.items() if kind == "int" and n in self.fixed]
        if loop and r.random() < 0.6:
            return r.choice(loop)
        return r.choice(["1", "2", "3", "-1", "5", f"({self.name_of('int')} & 7)", f"({self.name_of('int')} % 11)"])

    def exact(self) -> str:
        """An int of few bits, or an error: for what is declared an int, and checked."""
        return f"({self.small()} & 15)" if self.rng.random() < 0.5 else self.rng.choice(["0", "1", "2", "3", "7"])

    def name_of(self, kind: str) -> str:
        names = self.names(kind)
        if names:
            return self.rng.choice(names)
        if kind == "bool":
            return f"({self.name_of('int')} {self.rng.choice(['<', '>', '!='])} {self.small()})"
        if kind == "Optional[int]":
            return f"weird({self.small()})"
        return self.number(kind) if kind in SCALARS else "(" + self.rng.choice(VALUES[kind]) + ")"

    def index(self, xs: str) -> str:
        r = self.rng
        return r.choice([f"{self.small()} % len({xs})", f"{self.small()} % len({xs})", f"{self.small()} % len({xs})", self.small() if r.random() < 0.4 else "0", "-1", f"len({xs}) - 1 - {self.small()} % len({xs})"])

    def expr(self, kind: str, depth: int = 2) -> str:
        r = self.rng
        if depth <= 0 or r.random() < 0.3:
            return self.name_of(kind) if r.random() < 0.8 else self.number(kind)
        e: Callable[[str], str] = lambda k: self.expr(k, depth - 1)
        if kind == "int":
            xs = r.choice(self.names("List[int]") or ["[1, 2]"])
            options: List[Callable[[], str]] = [
                lambda: f"({e('int')} {r.choice('+-')} {e('int')})", lambda: f"({e('int')} * {self.small()})", lambda: f"({e('int')} {r.choice('&|^')} {e('int')})",
                lambda: f"({e('int')} {r.choice(['//', '%'])} ({e('int')} | 1))", lambda: f"({e('int')} % {self.small()})", lambda: f"({e('int')} >> ({e('int')} & 63))",
                lambda: f"(({e('int')} & 0xFFFFFFFF) << ({self.small()} & 31))", lambda: f"abs({e('int')})", lambda: f"min({e('int')}, {e('int')})",
                lambda: f"max({e('int')}, {e('int')})", lambda: f"-{self.name_of('int')}", lambda: f"~{self.name_of('int')}", lambda: f"int({e('float')})",
                lambda: f"({e('int')} if {e('bool')} else {e('int')})", lambda: f"{xs}[{self.index(xs)}]", lambda: f"{xs}[{self.index(xs)}]", lambda: f"len({xs})",
                lambda: f"({e('bool')} + {e('int')})", lambda: f"sum({xs})", lambda: self.used_up(xs), lambda: f"(({self.small()} % 7) ** ({self.small()} & 3))",
                lambda: f"{self.name_of('Base')}.{r.choice(['n', 'size', 'items[0]'])}" if self.names("Base") else e("int"),
                lambda: f"{self.name_of('Base')}.step({self.exact()})" if self.names("Base") else e("int"),
                lambda: f"inner({self.exact()})" if self.captured else e("int"), lambda: self.grid_item() or e("int"),
                lambda: f"{self.name_of('Dict[int, int]')}.get({self.small()}, 0)" if self.names("Dict[int, int]") else e("int")]
        elif kind == "float":
            xs = r.choice(self.names("List[float]") or ["[0.5]"])
            options = [
                lambda: f"({e('float')} {r.choice('+-*')} {e('float')})", lambda: f"({e('float')} {r.choice('+-*')} {e('int')})", lambda: f"({e('int')} {r.choice('+-*')} {e('float')})",
                lambda: f"({e('int')} / {self.small()})", lambda: f"({e('float')} {r.choice(['/', '//', '%'])} {e('float')})", lambda: f"-{self.name_of('float')}",
                lambda: f"abs({e('float')})", lambda: f"float({e('int')})", lambda: f"min({e('float')}, {e('float')})", lambda: f"max({e('float')}, {e('float')})",
                lambda: f"({e('float')} if {e('bool')} else {e('float')})", lambda: f"{xs}[{self.index(xs)}]", lambda: f"{xs}[{self.index(xs)}]",
                lambda: f"({self.name_of('float')} ** {r.choice(['2', '0.5', '-1', '3.0'])})", lambda: self.name_of("int"),
                lambda: f"{self.name_of('Base')}.{r.choice(['f', 'value()'])}" if self.names("Base") else e("float")]
        else:
            op = r.choice(["<", "<=", "==", "!=", ">", ">="])
            xs = r.choice(self.names("List[bool]") or ["[True]"])
            options = [
                lambda: f"({e('int')} {op} {e('int')})", lambda: f"({e('float')} {op} {e('float')})", lambda: f"({e('int')} {op} {e('float')})", lambda: f"(not {e('bool')})",
                lambda: f"({e('bool')} {r.choice(['and', 'or'])} {e('bool')})", lambda: f"({e('int')} < {e('int')} <= {e('int')})", lambda: f"{xs}[{self.index(xs)}]",
                lambda: f"({self.name_of('int')} in {self.name_of('List[int]')})", lambda: f"({self.name_of('Optional[int]')} is None)",
                lambda: f"isinstance({self.name_of('Optional[int]')}, int)", lambda: f"({self.small()} in {self.name_of('Dict[int, int]')})",
                lambda: f"{self.name_of('Base')}.flag" if self.names("Base") else e("bool"), lambda: f"({self.name_of('bool')} {op} {self.name_of('int')})"]
        return r.choice(options)()

    def grid_item(self) -> str:
        rows = self.names("List[List[int]]")
        return f"{self.rng.choice(rows)}[{self.index(rows[0])}][{self.small()} & 1]" if rows else ""

    # Statements.

    def block(self, depth: int, most: int = 4) -> List[Stmt]:
        before = dict(self.vars)
        out = [s for _ in range(self.rng.randint(1, most)) for s in self.stmt(depth)]
        if self.rng.random() < 0.97:
            self.vars = before
        return out or [Stmt("pass")]

    def used_up(self, xs: str) -> str:
        """An int of what a map, filter or generator expression gives."""
        r = self.rng
        source = r.choice([f"map(twice, {xs})", f"map(lambda x: x - {self.small()}, {xs})", f"filter(lambda x: x > {self.small()}, {xs})", f"map(ended, {xs})",
                           f"map(lambda x, y: x + y, {xs}, range(7))", f"filter(None, {xs})"])
        return r.choice([f"sum({source})", f"len(list({source}))", f"int(any({source}))", f"int(all({source}))", f"max({source})", f"min({source})", f"len(sorted({source}))",
                         f"max((x for x in {xs} if x > {self.small()}), default={self.small_constant()})", f"sum(list({source})[:3])"])

    def small_constant(self) -> str:
        return self.rng.choice(["0", "-1", "7", "2 ** 70", "None"])

    def entries(self) -> str:
        """Ints of a dict or set."""
        d = self.name_of("Dict[int, int]")
        return self.rng.choice([d, f"{d}.keys()", f"{d}.values()", f"set(range({self.small()} & 15))", f"frozenset(range(-3, {self.small()} & 7))"])

    def combined(self, depth: int) -> Tuple[str, str]:
        """What a loop walks, of iterators of iterators, and the targets for what these give."""
        r = self.rng
        ints = self.name_of("List[int]")
        what = r.choice(["enumerate", "enumerate", "zip", "zip", "zip", "reversed", "map", "map", "filter"] if depth == 0 else
                        ["list", "list", "floats", "range", "range", "reversed", "items", "entries", "text", "zip", "enumerate", "map", "filter"] if depth < 3 else ["list", "range"])
        if what == "enumerate":
            inner, source = self.combined(depth + 1)
            target, start = self.fresh("int"), r.choice(["", "", ", 1", ", 2 ** 62 - 2", f", {self.small()}"])
            return f"({target}, {inner})", f"enumerate({source}{start})"
        if what == "zip":
            parts = [self.combined(depth + 1) for _ in range(r.choice([2, 2, 3]))]
            return f"({', '.join(target for target, _ in parts)})", f"zip({', '.join(source for _, source in parts)})"
        if what == "items":
            key = self.fresh("int")
            return f"({key}, {self.fresh('int')})", f"{self.name_of('Dict[int, int]')}.items()"
        if what == "entries":
            return self.fresh("int"), self.entries()
        if what == "text":
            return self.fresh("str"), self.name_of("str")
        if what == "floats":
            return self.fresh("float"), r.choice(["{}", "reversed({})"]).format(self.name_of("List[float]"))
        known = self.small()
        if what == "map":
            source = r.choice([f"lambda x: x * 2 + {known}, {ints}", f"cubed, range({known} & 7)", f"twice, {ints}", f"lambda x, y: x - y, {ints}, range({known}, 9)", f"ended, {ints}",
                               f"int, {ints}", f"lambda p: p[1], enumerate({ints})", f"lambda x: x ^ {known}, filter(None, {ints})"])
            return self.fresh("int"), f"map({source})"
        if what == "filter":
            return self.fresh("int"), r.choice([f"filter(None, {ints})", f"filter(lambda x: x & 1, {ints})", f"filter(lambda x: x > {known}, reversed({ints}))", f"filter(ended, {ints})"])
        source = {"list": ints, "range": r.choice([f"range({r.randint(0, 9)})", f"range({known}, {r.randint(2, 9)})", f"range(9, {known}, -2)", "range(2 ** 62 - 2, 2 ** 62 + 5)",
                                                   f"reversed(range({known}, 7))"]), "reversed": f"reversed({ints})"}[what]
        return self.fresh("int"), source

    def loop(self, depth: int) -> List[Stmt]:
        r = self.rng
        before, fixed = dict(self.vars), set(self.fixed)
        first: List[Stmt] = []
        inside: List[Stmt] = []
        xs = self.name_of(r.choice(LISTS))
        ints = self.name_of("List[int]")

        def one(kind: str) -> str:
            name = self.fresh(kind)
            self.fixed.add(name)
            return name

        what = r.choice(["range", "range", "range", "len", "len", "items", "items", "enumerate", "zip", "combined", "combined", "while", "while", "rows", "dict", "gen", "objects", "sieve", "text", "forever"])
        if what == "range":
            source = r.choice([f"{r.randint(2, 8)}", f"{r.randint(0, 2)}, {r.randint(4, 9)}", f"{r.randint(5, 9)}, 0, -{r.randint(1, 2)}", f"0, {self.small()} & 7, 2",
                               f"{self.name_of('int')} & 7", "2 ** 62 - 2, 2 ** 62 + 2", "-2 ** 63 + 2, -2 ** 63 - 3, -1", f"0, 9, {self.small()}"])
            header = f"for {one('int')} in range({source}):"
        elif what == "len":
            header = f"for {one('int')} in range(len({xs})):"
        elif what == "items":
            name = self.fresh({"List[int]": "int", "List[float]": "float", "List[bool]": "bool"}[self.vars.get(xs, "List[int]")])
            header = f"for {name} in {xs}:"
        elif what == "enumerate":
            header = f"for {one('int')}, {self.fresh('int')} in enumerate({ints}):"
        elif what == "zip":
            header = f"for {self.fresh('int')}, {self.fresh('float')} in zip({ints}, {self.name_of('List[float]')}):"
        elif what == "combined":
            target, source = self.combined(0)
            header = f"for {target} in {source}:"
        elif what == "while":
            name = one("int")
            first = [Stmt(f"{name} = {r.choice(['0', '-2', '2 ** 62 - 4', '2 ** 63 - 4', '2 ** 30 - 3'])}")]
            limit = self.fresh("int")
            self.fixed.add(limit)
            first.append(Stmt(f"{limit} = {name} + {r.randint(1, 7)}"))
            inside = [Stmt(f"{name} += {r.randint(1, 2)}")]
            header = f"while {name} < {limit}:"
        elif what == "forever":
            name = one("int")
            first = [Stmt(f"{name} = 0")]
            inside = [Stmt(f"{name} += 1"), Stmt(f"if {name} > {r.randint(2, 9)}:", [Stmt("break")])]
            header = "while True:"
        elif what == "rows":
            row = self.fresh("List[int]")
            header = f"for {row} in {self.name_of('List[List[int]]')}:"
        elif what == "dict":
            d = self.name_of("Dict[int, int]")
            header = r.choice([f"for {self.fresh('int')} in {self.entries()}:", f"for {self.fresh('int')} in {self.entries()}:", f"for {self.fresh('int')} in sorted({d}):"]) if r.random() < 0.6 else f"for {self.fresh('int')}, {self.fresh('int')} in {d}.items():"
        elif what == "gen":
            source = f"upto({self.small()} & 7, {self.name_of('List[int]')})"
            header = f"for {self.fresh('int')} in {source}:"
        elif what == "objects":
            header = f"for {self.fresh('Base')} in {self.name_of('List[Base]')}:"
        elif what == "sieve":
            name, flags = one("int"), self.name_of("List[bool]")
            first = [Stmt(f"{name} = {r.randint(0, 3)}")]
            inside = [Stmt(f"if not {flags}[{name}]:", [Stmt(f"{name} += 1"), Stmt("continue")]) if r.random() < 0.4 else Stmt(f"{flags}[{name}] = {self.expr('bool', 1)}"),
                      Stmt(f"{name} += {r.randint(1, 3)}")]
            header = f"while {name} < len({flags}):"
        else:
            one("str")
            header = f"for v{self.count} in {self.name_of('str')}:"
        self.loops += 1
        finals, self.finals = self.finals, 0
        body = inside + self.block(depth + 1)
        if depth < 2 and r.random() < (0.55 if depth == 0 else 0.25):
            body += self.loop(depth + 1)
            body += self.block(depth + 1, 1)
        self.loops -= 1
        self.finals = finals
        out = first + [Stmt(header, body)]
        if r.random() < 0.1:
            out.append(Stmt("else:", self.block(depth + 1, 1), True))
        leaves = r.random() < 0.06  # what a loop leaves behind is used after it
        self.vars = {**self.vars, **before} if leaves else before
        self.fixed = fixed
        return out

    def stmt(self, depth: int) -> List[Stmt]:
        r = self.rng
        choices = ["work"] * (8 if self.work else 0) + ["set"] * (5 if self.has_set else 0) + ["dots"] * (14 if self.has_dots else 0) + ["sum"] * 5 + ["assign"] * 3 + ["real"] * 3 + ["store"] * 4 + ["change"] * 2 + ["best", "object", "object", "dict", "strange", "global", "alias", "bomb", "keep", "chain", "chain", "text"]
        if depth < 4:
            choices += ["if"] * 4 + ["try"] * 2 + ["with", "match"]
        if self.loops:
            choices += ["break", "continue", "poly"]
            if not self.finals and r.random() < 0.3:
                choices += ["leave"]
        return getattr(self, "stmt_" + r.choice(choices))(depth)

    def stmt_sum(self, depth: int) -> List[Stmt]:
        name = self.target("int")
        op = self.rng.choice(["+=", "+=", "+=", "-=", "^=", "|=", "&=", "//=", "%=", ">>=", "*="])
        value = {"*=": self.small, "//=": lambda: f"({self.expr('int', 1)} | 1)", "%=": lambda: f"({self.expr('int', 1)} | 1)",
                 ">>=": lambda: f"({self.small()} & 15)"}.get(op, lambda: self.expr("int", 2))()
        return [Stmt(f"{name} {op} {value}")] if name else []

    def stmt_assign(self, depth: int) -> List[Stmt]:
        kind = self.rng.choice(SCALARS)
        name = self.target(kind) if self.rng.random() < 0.7 else None
        value = self.expr(kind, 2)
        return [Stmt(f"{name or self.fresh(kind)} = {value}")]

    def stmt_real(self, depth: int) -> List[Stmt]:
        name = self.target("float")
        value = self.expr("float", 2)
        return [Stmt(f"{name} {self.rng.choice(['+=', '-=', '*=', '/='])} {value}")] if name else []

    def stmt_store(self, depth: int) -> List[Stmt]:
        r = self.rng
        kind = r.choice(LISTS)
        if not self.names(kind):
            return []
        xs = r.choice(self.names(kind))
        item = {"List[int]": "int", "List[float]": "float", "List[bool]": "bool"}[kind]
        rows = self.names("List[List[int]]")
        if rows and r.random() < 0.3:
            return [Stmt(f"{r.choice(rows)}[{self.small()}][{self.small()} & 1] {r.choice(['=', '+='])} {self.expr('int', 1)}")]
        return [Stmt(r.choice([f"{xs}[{self.index(xs)}] = {self.expr(item, 1)}", f"{xs}[{self.index(xs)}] {'|=' if item == 'bool' else '+='} {self.expr(item, 1)}",
                               f"{xs}[0], {xs}[-1] = {xs}[-1], {xs}[0]", f"{xs}[{self.index(xs)}] = {self.expr(item, 1)}"]))]

    def stmt_change(self, depth: int) -> List[Stmt]:
        r = self.rng
        kind = r.choice(LISTS)
        if not self.names(kind):
            return []
        xs = r.choice(self.names(kind))
        item = {"List[int]": "int", "List[float]": "float", "List[bool]": "bool"}[kind]
        return [Stmt(r.choice([f"if len({xs}) < 24: {xs}.append({self.expr(item, 1)})", f"if {xs}: {xs}.pop()", f"{xs}.pop(0)", f"del {xs}[{self.index(xs)}]", f"{xs}.clear()",
                               f"if len({xs}) < 24: {xs}.insert({self.small()}, {self.expr(item, 1)})", f"{xs}[1:2] = []", f"{xs}.reverse()", f"{xs} = {xs}[:]", f"{xs} = []",
                               f"if len({xs}) < 12: {xs}.extend({xs})"]))]

    def stmt_best(self, depth: int) -> List[Stmt]:
        name = self.target("Optional[int]")
        value = self.expr("int", 1)
        return [Stmt(f"if {name} is None or {value} > {name}:", [Stmt(f"{name} = {value}")])] if name else []

    def stmt_object(self, depth: int) -> List[Stmt]:
        r = self.rng
        if not self.names("Base"):
            return []
        o = r.choice(self.names("Base"))
        return [Stmt(r.choice([f"{o}.n {r.choice(['=', '+=', '-=', '^='])} ({self.expr('int', 1)} | 0)", f"{o}.f {r.choice(['=', '+=', '*='])} float({self.expr('float', 1)})",
                               f"{o}.flag = bool({self.expr('bool', 1)})", f"{o}.items[{self.small()}] = {self.expr('int', 1)}", f"{o}.step({self.exact()})",
                               f"if len({o}.items) < 24: {o}.items.append({self.expr('int', 1)})", f"{o}.maybe = ({self.expr('int', 1)} | 0)",
                               f"if {o}.maybe is not None: {o}.n += {o}.maybe", f"{o}.items = {self.name_of('List[int]')}"]))]

    def stmt_dict(self, depth: int) -> List[Stmt]:
        r = self.rng
        if not self.names("Dict[int, int]"):
            return []
        d = r.choice(self.names("Dict[int, int]"))
        return [Stmt(r.choice([f"{d}[{self.small()}] = {self.expr('int', 1)}", f"{d}[{self.small()} & 3] = {d}.get({self.small()} & 3, 0) + {self.expr('int', 1)}",
                               f"{d}.pop({self.small()}, None)", f"if len({d}) < 24: {d}[len({d})] = 1"]))]

    def stmt_strange(self, depth: int) -> List[Stmt]:
        """What the types do not say."""
        r = self.rng
        xs = self.name_of(r.choice(LISTS))
        name = self.target("int")
        return [Stmt(r.choice([f"{xs}[{self.index(xs)}] = weird({self.small()})", f"{name or self.fresh('int')} = weird({self.small()})", f"shadow({self.expr('bool', 1)})",
                               f"if {self.small()} == 3: shadow(True)", f"{xs}[{self.small()}] = weird({self.small()})"]))]

    def stmt_global(self, depth: int) -> List[Stmt]:
        return [Stmt(self.rng.choice([f"total += {self.expr('int', 1)}", f"total = total % 1000003 + {self.small()}", f"total -= len({self.name_of('List[int]')})"]))]

    def stmt_alias(self, depth: int) -> List[Stmt]:
        kind = self.rng.choice((*LISTS, "Base"))
        if not self.names(kind):
            return []
        return [Stmt(f"{self.fresh(kind)} = {self.rng.choice(self.names(kind)[:-1] or self.names(kind))}")]

    def stmt_bomb(self, depth: int) -> List[Stmt]:
        xs = self.name_of("List[int]")
        return [Stmt(self.rng.choice([f"bomb = Bomb({xs}, {self.exact()})", f"Bomb({xs}, {self.exact()})", f"bomb = [Bomb({xs}, {self.exact()})]", "bomb = None"]))]

    def stmt_keep(self, depth: int) -> List[Stmt]:
        """Calls that the compiler knows nothing of."""
        r = self.rng
        value = self.expr("int", 1)
        return [Stmt(r.choice([f"print({value})", f"sorted({self.name_of('List[int]')})", f"str({value})", f"hash({self.expr('float', 1)})"]))]

    def stmt_if(self, depth: int) -> List[Stmt]:
        out = [Stmt(f"if {self.expr('bool', 2)}:", self.block(depth + 1, 2))]
        if self.rng.random() < 0.4:
            out.append(Stmt("else:", self.block(depth + 1, 2), True))
        return out

    def stmt_try(self, depth: int) -> List[Stmt]:
        r = self.rng
        shape = r.random()
        out = [Stmt("try:", self.block(depth + 1, 3))]
        if shape < 0.8:
            kind = r.choice(["ZeroDivisionError", "(IndexError, ValueError)", "Exception", "ArithmeticError", "TypeError", "LookupError"])
            if r.random() < 0.3:
                out.append(Stmt(f"except {kind} as e:", [Stmt("total += len(str(e))"), *self.block(depth + 1, 1)], True))
            else:
                out.append(Stmt(f"except {kind}:", self.block(depth + 1, 2), True))
            if r.random() < 0.15:
                out.append(Stmt("else:", self.block(depth + 1, 1), True))
        if shape >= 0.6:
            self.finals += 1
            out.append(Stmt("finally:", self.block(depth + 1, 2), True))
            self.finals -= 1
        return out

    def stmt_with(self, depth: int) -> List[Stmt]:
        xs = self.name_of("List[int]")
        body = self.block(depth + 1, 2)
        return [Stmt(f"with Manager({xs}, {self.name_of('bool')}):", body)]

    def stmt_match(self, depth: int) -> List[Stmt]:
        r = self.rng
        return [Stmt(f"match {self.expr('int', 1)}:", [Stmt(f"case {r.choice(['0', '1 | 2', 'True', 'int(k) if k > 3', 'float()', 'None'])}:", self.block(depth + 1, 1)),
                                                     Stmt("case _:", self.block(depth + 1, 1))])]

    def stmt_break(self, depth: int) -> List[Stmt]:
        return [Stmt(f"if {self.expr('bool', 1)}:", [Stmt("break")])]

    def stmt_continue(self, depth: int) -> List[Stmt]:
        return [Stmt(f"if {self.expr('bool', 1)}:", [Stmt("continue")])]

    def stmt_leave(self, depth: int) -> List[Stmt]:
        back = f"return {self.answer}"
        return [Stmt(f"if {self.expr('bool', 1)}:", [Stmt(self.rng.choice([back, back, f"raise KeyError({self.small()})"]))])]

    def stmt_poly(self, depth: int) -> List[Stmt]:
        if not self.names("List[Base]"):
            return []
        objects = self.rng.choice(self.names("List[Base]"))
        target = self.target("float") or "total"
        return [Stmt(f"for o in {objects}:", [Stmt(self.rng.choice([f"{target} += o.value()", f"o.step({self.exact()})", f"o.n, o.f = o.n + 1, o.f * 0.5"]))])]
