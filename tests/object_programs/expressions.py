"""Generated expressions about objects."""
from typing import TYPE_CHECKING, Callable, List, Optional, Sequence, Tuple

from loop_programs import Stmt
from object_programs.model import BUILTIN_ERRORS, Callee, Kind, PLAIN, Place, VALUES

if TYPE_CHECKING:
    from object_programs.world import ObjectFunction


class Expressions:
    """Of one function, method, generator or coroutine."""

    def __init__(self, program: "ObjectFunction", what: str) -> None:
        self.p = program
        self.rng = program.rng
        self.what = what
        self.places: List[Place] = []
        self.result = ""
        self.sure_result = False
        self.level = 9
        self.in_loop = 0
        self.finals = 0
        self.handlers = 0
        self.size = 0
        self.nesting = 0

    def receiver(self, name: str, k: Kind, setters: bool = True) -> None:
        self.places.append(Place(name, k.name, True, False))
        for f in k.fields:
            self.places.append(Place(f"{name}.{f.name}", f.kind, f.sure, not k.frozen or self.rng.random() < 0.1, True))
        for f in k.setters if setters else []:
            self.places.append(Place(f"{name}.{f.name}", f.kind, f.sure, True))
        if k.counter:
            self.places.append(Place(f"{name}.count", "int", False, False))

    # Expressions.

    def literal(self, kind: str) -> str:
        if kind in VALUES:
            return "(" + self.rng.choice(VALUES[kind]) + ")"
        k = self.p.kind(kind)
        return self.construct(k) if k else "None"

    def construct(self, k: Optional[Kind], depth: int = 1) -> str:
        assert k is not None
        r = self.rng
        below = [c for c in self.p.kinds if c.is_a(k) and not c.abstract]
        # A class has fields of those before it: the first one ends what a subclass with a field of the base began.
        c = below[0] if below and self.nesting > 1 else r.choice(below) if below else k
        count = len(c.params) if r.random() < 0.6 else r.randint(min(c.needed, len(c.params)), len(c.params))
        self.nesting += 1
        args = [self.argument(kind, d, depth) for kind, d in c.params[:count]]
        self.nesting -= 1
        return f"{c.name}{'[int]' if c.style == 'generic' and r.random() < 0.3 else ''}({', '.join(args)})"

    def argument(self, kind: str, declared: bool, depth: int = 1) -> str:
        if not declared and kind in VALUES and self.rng.random() < 0.06:
            return f"weird({self.small()})"
        return self.expr(kind, depth - 1 if kind not in VALUES else depth, declared)

    def leaf(self, kind: str, sure: bool) -> str:
        found = [p.text for p in self.places if p.kind == kind and (p.sure or not sure)]
        if found and self.rng.random() < 0.85:
            return self.rng.choice(found)
        if kind not in VALUES:
            k = self.p.kind(kind)
            below = [p.text for p in self.places if (q := self.p.kind(p.kind)) and k and q.is_a(k) and (p.sure or not sure)]
            if below and self.rng.random() < 0.7:
                return self.rng.choice(below)
        return self.literal(kind)

    def named(self, kind: str) -> str:
        return self.rng.choice([p.text for p in self.places if p.kind == kind] or ["WEIRD"])

    def sured(self, kind: str, text: str) -> str:
        wrap = {"int": "int", "float": "float", "bool": "bool", "str": "str", "List[int]": "list"}.get(kind)
        if wrap:
            return f"{wrap}({text})"
        return self.literal(kind)

    def small(self) -> str:
        r = self.rng
        names = [p.text for p in self.places if p.kind == "int" and p.sure]
        return f"({r.choice(names)} & 7)" if names and r.random() < 0.5 else str(r.randint(0, 5))

    def calls(self, result: str) -> List[Tuple[str, Callee]]:
        """What may be called for a result of this kind: text before the arguments, and the callee."""
        out = [(h.name, h) for h in self.p.helpers if h.result == result]
        for p in self.places:
            k = self.p.kind(p.kind)
            if k:
                out += [(f"{p.text}.{m.name}", m) for m in k.methods if m.result == result and m.level < self.level]
        for k in self.p.kinds:
            out += [(f"{k.name}.{m.name}", m) for m in k.methods if m.result == result and m.how in ("class", "static") and self.level > 1]
        return out

    def call(self, text: str, m: Callee, depth: int) -> str:
        if m.how == "property":
            return text
        args = [self.argument(kind, d, depth) for kind, d in m.params]
        if args and m.how in ("method", "helper") and self.rng.random() < 0.15:
            at = self.rng.randint(0, len(args) - 1)
            args[at:] = [f"{'x' if m.how == 'method' else 'a'}{i}={a}" for i, a in enumerate(args) if i >= at]
        return f"{text}({', '.join(args)})"

    def expr(self, kind: str, depth: int = 2, sure: bool = False) -> str:
        r = self.rng
        if depth <= 0 or kind not in VALUES or r.random() < 0.3:
            return self.leaf(kind, sure)
        if r.random() < 0.25:
            found = self.calls(kind)
            if found:
                text, m = r.choice(found)
                value = self.call(text, m, depth - 1)
                return value if m.sure and m.how != "property" or not sure else self.sured(kind, value)
        if r.random() < 0.05:
            value = self.special_value(kind, depth)
            if value:
                return self.sured(kind, value) if sure else value
        e: Callable[[str], str] = lambda k: self.expr(k, depth - 1, sure)
        options: Sequence[Callable[[], str]]
        if kind == "int":
            options = [
                lambda: f"({e('int')} {r.choice('+-')} {e('int')})", lambda: f"({e('int')} {r.choice('+-')} {e('int')})", lambda: f"({e('int')} * {self.small()})", lambda: f"({e('int')} {r.choice('&|^')} {e('int')})",
                lambda: f"({e('int')} {r.choice(['//', '%'])} ({e('int')} {r.choice(['| 1', '| 1', ''])}))", lambda: f"-{self.leaf('int', sure)}", lambda: f"abs({e('int')})", lambda: f"min({e('int')}, {e('int')})",
                lambda: f"({e('int')} if {e('bool')} else {e('int')})", lambda: f"len({e('List[int]')})", lambda: f"len({e('str')})", lambda: f"({e('bool')} + {e('int')})",
                lambda: f"sum({e('List[int]')})" if not sure else f"len({e('List[int]')})", lambda: f"({e('List[int]')} or [4])[0]" if not sure else e("int"), lambda: f"({e('Optional[int]')} or {e('int')})",
                lambda: f"hash({e('int')})"]
        elif kind == "float":
            options = [lambda: f"({e('float')} {r.choice('+-*')} {e('float')})", lambda: f"({e('float')} {r.choice('+-')} {e('int')})", lambda: f"({e('int')} / ({e('int')} | 1))", lambda: f"-{self.leaf('float', sure)}",
                       lambda: f"abs({e('float')})", lambda: f"float({e('int')})", lambda: f"({e('float')} if {e('bool')} else {e('float')})", lambda: f"max({e('float')}, {e('float')})", lambda: e("int")]
        elif kind == "bool":
            op = r.choice(["<", "<=", "==", "!=", ">", ">="])
            options = [lambda: f"({e('int')} {op} {e('int')})", lambda: f"({e('int')} {op} {e('int')})", lambda: f"({e('float')} {op} {e('float')})", lambda: f"(not {e('bool')})", lambda: f"({e('bool')} {r.choice(['and', 'or'])} {e('bool')})",
                       lambda: f"({e('int')} in {e('List[int]')})", lambda: f"({self.named('Optional[int]')} is None)", lambda: f"({e('str')} {op} {e('str')})", lambda: self.test_of_class() or e("bool")]
        elif kind == "str":
            options = [lambda: f"({e('str')} + {e('str')})[:20]", lambda: f"str({e('int')})", lambda: f"{self.leaf('str', sure)}[{self.small()}:]", lambda: f"{e('str')}.upper()[:20]", lambda: f"f'{{{self.leaf('int', True)}}}'"]
        elif kind == "List[int]":
            options = [lambda: f"[{e('int')}, {e('int')}]", lambda: f"({e('List[int]')} + [{e('int')}])[:9]", lambda: f"[i + {e('int')} for i in {e('List[int]')}]", lambda: f"list(range({self.small()}))", lambda: f"{self.leaf('List[int]', sure)}[::-1]",
                       lambda: self.listed() if not sure else e("List[int]")]
        else:
            options = [lambda: e("int"), lambda: "None", lambda: f"({e('int')} if {e('bool')} else None)"]
        return r.choice(options)()

    def listed(self) -> str:
        gens = [g for g in self.p.generators if g.result == "int"]
        if not gens or self.what != "function":
            return self.leaf("List[int]", False)
        g = self.rng.choice(gens)
        return self.rng.choice([f"list({self.call(g.name, g, 1)})[:9]", f"[x for x in {self.call(g.name, g, 1)} if x][:9]", f"sorted({self.call(g.name, g, 1)})[:9]"])

    def objects(self, dunder: str = "") -> List[Place]:
        return [p for p in self.places if (k := self.p.kind(p.kind)) and (not dunder or dunder in k.dunders)]

    def test_of_class(self) -> str:
        found = self.objects()
        if not found:
            return ""
        p = self.rng.choice(found)
        k = self.rng.choice(self.p.kinds)
        return self.rng.choice([f"isinstance({p.text}, {k.name})", f"hasattr({p.text}, '{self.rng.choice('abcz')}')", f"(type({p.text}) is {k.name})"])

    def special_value(self, kind: str, depth: int) -> str:
        """By operators that a class defines."""
        r = self.rng
        if self.what == "method":
            return ""
        table = {"int": [("__len__", "len({0})"), ("__add__", "({0} + {1})"), ("__radd__", "({1} + {0})"), ("__getitem__", "{0}[{1}]"), ("__call__", "{0}({1})"), ("__neg__", "(-{0})"), ("__mul__", "({0} * {1})"), ("__hash__", "hash({0})"),
                         ("__iter__", "sum({0})"), ("__index__", "[5, 6, 7][{0}]"), ("__getattr__", "{0}.missing")],
                 "bool": [("__eq__", "({0} == {2})"), ("__lt__", "({0} < {2})"), ("__bool__", "bool({0})"), ("__contains__", "({1} in {0})"), ("__len__", "(not {0})"), ("__eq__", "({0} in [{2}, None])"), ("__eq__", "({0} != {2})"), ("__iter__", "({1} in {0})")],
                 "str": [("__str__", "str({0})"), ("__str__", "f'{{{0}}}'")], "List[int]": [("__iter__", "list({0})"), ("__iter__", "[x for x in {0}]"), ("__lt__", "[describe(o) for o in sorted([{0}, {2}])]")]}
        options = [(p, text) for name, text in table.get(kind, []) for p in self.objects(name)]
        if not options:
            return ""
        p, text = r.choice(options)
        return text.format(p.text, self.small(), r.choice(self.objects()).text)

    # Statements.

    def raising(self) -> Stmt:
        r = self.rng
        return Stmt(f"if {self.expr('bool', 1)}:", [Stmt(f"raise {self.error()}")])

    def error(self) -> str:
        r = self.rng
        if r.random() < 0.7:
            name, count = r.choice(self.p.errors)
            return f"{name}({', '.join([self.expr('int', 1, True), self.leaf(r.choice(PLAIN), True)][:count])})"
        return f"{r.choice(BUILTIN_ERRORS)}({self.expr('int', 0, True)})"

    def error_kind(self) -> str:
        r = self.rng
        own = [n for n, _ in self.p.errors]
        return r.choice([r.choice(own), r.choice(own), r.choice(BUILTIN_ERRORS), f"({r.choice(own)}, {r.choice(BUILTIN_ERRORS)})", "Exception"])
