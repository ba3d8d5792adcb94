"""Generated functions about classes, closures, generators and exceptions, for tests/run_generated.py.

Each function comes with a small world of its own: a hierarchy of classes (plain, with slots, abstract, generic, data classes, named
tuples, enumerations), exceptions, decorators, generators and coroutines, annotated throughout, in part or not at all. What is not
annotated may hold anything now and then; what is annotated gets values that meet its annotation, since what does not is a TypeError
by design (docs/differences.md).

Everything a function does is noted in a log that is printed with its result. What happens when an object or a generator is dropped
on an exception's way is noted in a list of its own and printed sorted: when that happens is no part of the language.

Methods call those of lower number only, loops turn a few times: a program ends soon.
"""
import random
from typing import Callable, Dict, List, Optional, Sequence, Tuple

from loop_programs import Stmt

HEADER = '''import abc
import asyncio
import contextlib
import dataclasses
import enum
import functools
import gc
import sys
import warnings
from dataclasses import dataclass, field
from typing import Any, AsyncIterator, Callable, Dict, Generator, Generic, Iterator, List, NamedTuple, Optional, Protocol, Tuple, TypeVar

T = TypeVar("T")
LOG: List[str] = []
LATE: List[str] = []
WEIRD: List[Any] = [1, True, 2 ** 70, -5, 2.5, 2 ** 62, False, None, 'x', [3, 4], -2 ** 63]


def weird(k: Any) -> Any:
    return WEIRD[k % len(WEIRD)] if isinstance(k, int) else k


def describe(x: Any, depth: int = 0) -> str:
    if x is None or isinstance(x, (int, float, str, enum.Enum)):
        return repr(x)
    if isinstance(x, (list, tuple)) and not hasattr(x, "_fields"):
        return type(x).__name__ + "[" + ", ".join(describe(y, depth + 1) for y in list(x)[:12]) + "]"
    if isinstance(x, dict):
        return "{" + ", ".join(f"{describe(k, 1)}: {describe(v, depth + 1)}" for k, v in list(x.items())[:12]) + "}"
    if isinstance(x, BaseException):
        return type(x).__name__ + describe(list(x.args), depth + 1) + ("" if depth > 2 else describe(getattr(x, "__dict__", {}), depth + 1))
    if isinstance(x, type):
        return x.__name__
    if depth > 2:
        return type(x).__name__
    parts = []
    for name in getattr(type(x), "NAMES", ()):
        try:
            parts.append(f"{name}={describe(getattr(x, name), depth + 1)}")
        except AttributeError as e:
            parts.append(f"{name}!{e}")
    extra = sorted(k for k in getattr(x, "__dict__", {}))
    return f"{type(x).__name__}({', '.join(parts)}; {', '.join(extra)})"


def note(*values: Any) -> None:
    if len(LOG) < 80:
        LOG.append(" ".join([describe(v) for v in values]))


def late(*values: Any) -> None:
    LATE.append(" ".join([describe(v) for v in values]))


def chain(e: Any) -> str:
    out = []
    while e is not None and len(out) < 6:
        lines = []
        tb = e.__traceback__
        while tb:
            lines.append(tb.tb_lineno)
            tb = tb.tb_next
        if isinstance(e, UnboundLocalError):  # CPython 3.11 names the line of the store joined with the load
            lines = []
        inner = [chain(x) for x in e.exceptions] if isinstance(e, BaseExceptionGroup) else ""
        out.append(f"{type(e).__name__}({e}){inner}{lines}{'cause' if e.__cause__ else 'context' if e.__context__ else ''}{e.__suppress_context__}")
        e = e.__cause__ or e.__context__
    return " <- ".join(out)


class Swallow:
    def __init__(self, kinds: Any) -> None:
        self.kinds = kinds

    def __enter__(self) -> "Swallow":
        note("enter")
        return self

    def __exit__(self, kind: Any, value: Any, tb: Any) -> bool:
        note("exit", kind, None if value is None else str(value))
        return kind is not None and issubclass(kind, self.kinds)


class AsyncSwallow(Swallow):
    async def __aenter__(self) -> int:
        await Pause(1)
        return 5

    async def __aexit__(self, kind: Any, value: Any, tb: Any) -> bool:
        await asyncio.sleep(0)
        return self.__exit__(kind, value, tb)


@contextlib.contextmanager
def opened(k: Any) -> Iterator[Any]:
    note("open", k)
    try:
        yield k
    except ArithmeticError as e:
        note("seen", str(e))
        raise LookupError(k) from e
    finally:
        note("close", k)


class Pause:
    def __init__(self, k: int) -> None:
        self.k = k

    def __await__(self) -> Generator[Any, Any, int]:
        yield None
        return self.k


def drive(coroutine: Any) -> Any:
    """A coroutine run by hand."""
    steps = 0
    while True:
        try:
            coroutine.send(None)
            steps += 1
            if steps > 50:
                coroutine.close()
                return None
        except StopIteration as e:
            return e.value


warnings.simplefilter("ignore")
sys.unraisablehook = lambda u: late("unraisable", type(u.exc_value).__name__, str(u.exc_value))
gc.freeze()


def show(f, args) -> None:
    LOG.clear()
    LATE.clear()
    try:
        got = f(*args)
    except Exception as e:
        got = chain(e)
    gc.collect()
    # Only now: a traceback keeps the variables of the functions in it.
    print(f.__name__, got, args, LOG, sorted(LATE))


'''

INTS = ["0", "1", "-1", "2", "3", "7", "-4", "2 ** 30", "2 ** 62 - 1", "2 ** 62", "-2 ** 62", "2 ** 63 - 1", "-2 ** 63", "10 ** 20"]
VALUES: Dict[str, Sequence[str]] = {
    "int": INTS,
    "float": ["0.0", "-1.5", "0.5", "2.5", "1e16", "1e308", "-0.0", "float('inf')", "3", "2 ** 53 + 1"],
    "bool": ["True", "False"],
    "str": ["''", "'abc'", "'h\xe9\xdf1'", "'x'"],
    "Optional[int]": ["None", "0", "2 ** 62", "-3"],
    "List[int]": ["[]", "[1, 2, 3]", "[5, -1, 4, 0]", "[2 ** 62, 1]", "[7]"],
}
PLAIN = list(VALUES)
BUILTIN_ERRORS = ["ValueError", "KeyError", "RuntimeError", "ZeroDivisionError", "IndexError", "LookupError", "ArithmeticError", "TypeError", "AttributeError"]


class Place:
    """Something that has a name: a variable, a field of a variable."""

    def __init__(self, text: str, kind: str, sure: bool, can_set: bool = True, can_del: bool = False) -> None:
        self.text = text
        self.kind = kind
        self.sure = sure  # holds what its kind says, or raises
        self.can_set = can_set
        self.can_del = can_del


class Callee:
    def __init__(self, name: str, params: List[Tuple[str, bool]], result: str, sure: bool, level: int = 0, how: str = "method") -> None:
        self.name = name
        self.params = params  # kind, declared
        self.result = result
        self.sure = sure
        self.level = level
        self.how = how


class Field:
    def __init__(self, name: str, kind: str, sure: bool, where: str) -> None:
        self.name = name
        self.kind = kind
        self.sure = sure
        self.where = where  # body, init, maybe (set on one way through __init__), never (by methods only)


class Kind:
    """A class of the program."""

    def __init__(self, name: str, style: str, base: Optional["Kind"]) -> None:
        self.name = name
        self.style = style
        self.base = base
        self.fields: List[Field] = list(base.fields) if base else []
        self.methods: List[Callee] = list(base.methods) if base else []
        self.params: List[Tuple[str, bool]] = list(base.params) if base else []
        self.needed = base.needed if base else 0  # parameters without a default
        self.dunders: Dict[str, str] = dict(base.dunders) if base else {}
        self.counter = base.counter if base else ""
        self.frozen = base.frozen if base else False
        self.setters: List[Field] = list(base.setters) if base else []
        self.others: List["Kind"] = []
        self.abstract = False

    def is_a(self, other: "Kind") -> bool:
        return self is other or any(k.is_a(other) for k in [*self.others, self.base] if k is not None)


class ObjectFunction:
    def __init__(self, rng: random.Random, name: str, _: Sequence[object]) -> None:
        self.rng = rng
        self.name = name
        self.count = 0
        self.annotated = rng.choice([1.0, 1.0, 0.5, 0.0])
        self.kinds: List[Kind] = []
        self.errors: List[Tuple[str, int]] = []  # name, number of parameters
        self.helpers: List[Callee] = []
        self.generators: List[Callee] = []
        self.coroutines: List[Callee] = []
        self.async_generators: List[Callee] = []
        self.decorators: List[str] = []
        self.enums: List[str] = []
        self.tuples: List[str] = []
        self.body: List[Stmt] = []
        self.make_errors()
        self.make_decorators()
        for _i in range(rng.randint(0, 2)):
            self.make_helper()
        if rng.random() < 0.3:
            self.make_enum()
        if rng.random() < 0.3:
            self.make_tuple()
        for _i in range(rng.randint(1, 4)):
            self.make_class()
        if any(k.abstract for k in self.kinds):
            self.make_class()
        if rng.random() < 0.5:
            self.make_helper(9)
        for _i in range(rng.choice([0, 1, 1, 2])):
            self.make_generator()
        for _i in range(rng.choice([0, 0, 1, 2])):
            self.make_coroutine()
        params = [(f"p{i}", rng.choice(PLAIN)) for i in range(rng.randint(1, 3))]
        w = Writer(self, "function")
        declared = []
        for n, k in params:
            d = self.declares()
            declared.append((k, d))
            w.places.append(Place(n, k, True))
        header = f"def {name}({', '.join(self.param(n, k, d) for (n, k), (_k, d) in zip(params, declared))}){' -> str' if self.declares() else ''}:"
        body: List[Stmt] = []
        for _i in range(rng.randint(1, 3)):
            body += w.make_object()
        for _i in range(2):
            body += w.stmt_assign(0)
        results = [p.text for p in w.places if p.text.isidentifier()][-7:]
        for _i in range(rng.randint(4, 8)):
            before = list(w.places)
            lines = w.stmt(0)
            if lines and rng.random() < 0.96:  # what fails here keeps nothing from going on
                w.places = before
                e = self.fresh("e")
                lines = [Stmt("try:", lines), Stmt(f"except Exception as {e}:", [Stmt(f"note('failed', chain({e}))")], True)]
            body += lines
        body.append(Stmt(f"return describe([{', '.join(results)}])"))
        self.body.append(Stmt(header, body))
        self.calls = [tuple(rng.choice(VALUES[k]) for _, k in params) for _ in range(4)]

    def text(self) -> str:
        return "\n".join(s for b in self.body for s in b.lines(0))

    def declares(self) -> bool:
        return self.rng.random() < self.annotated

    def param(self, name: str, kind: str, declared: bool) -> str:
        return f"{name}: {self.spell(kind)}" if declared else name

    def spell(self, kind: str) -> str:
        return f'"{kind}"' if self.rng.random() < 0.1 else kind

    def fresh(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def global_name(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}_{self.name}"

    def kind(self, name: str) -> Optional[Kind]:
        return next((k for k in self.kinds if k.name == name), None)

    # What stands before the function.

    def make_errors(self) -> None:
        r = self.rng
        for i in range(r.randint(1, 3)):
            name = self.global_name("E")
            own = [n for n, _ in self.errors]
            base = r.choice(own) if own and r.random() < 0.7 else r.choice(["Exception", "Exception", "ValueError", "KeyError", "LookupError", "ArithmeticError"])
            inherited = dict(self.errors).get(base)
            shape = r.random()
            if shape < 0.3 or inherited is not None and shape < 0.5:
                self.body.append(Stmt(f"class {name}({base}):", [Stmt("pass")]))
                self.errors.append((name, 1 if inherited is None else inherited))
                continue
            d = self.declares()
            count = r.randint(1, 2)
            ps = ["code", "extra"][:count]
            args = ", ".join(self.param(p, "int" if p == "code" else "object", d) for p in ps)
            up = "code" if inherited in (None, 1) else "code, code"
            init = [Stmt(f"super().__init__({up})" if r.random() < 0.7 else f"{base}.__init__(self, {up})")] if r.random() < 0.8 or inherited is not None else []
            init += [Stmt(f"self.{p} = {p}") for p in ps]
            if r.random() < 0.3:
                init.reverse()
            body = [Stmt(f"def __init__(self, {args}){' -> None' if d else ''}:", init)]
            if r.random() < 0.3:
                body.append(Stmt(f"def __str__(self){' -> str' if d else ''}:", [Stmt(f"return f\"{name}<{{self.code}}>\"")]))
            self.body.append(Stmt(f"class {name}({base}):", body))
            self.errors.append((name, count))

    def make_decorators(self) -> None:
        r = self.rng
        if r.random() < 0.5:
            name = self.global_name("deco")
            ret = r.choice(["return f(*args, **kwargs)", "got = f(*args, **kwargs)\nnote('got', got)\nreturn got"])
            lines = [Stmt(f"def wrapper(*args{': Any' if self.declares() else ''}, **kwargs):", [Stmt("note('call', f.__name__, len(args))"), Stmt(ret)])]
            if r.random() < 0.7:
                lines[0] = Stmt("@functools.wraps(f)\n" + lines[0].text, lines[0].body)
            self.body.append(Stmt(f"def {name}(f{': Any' if self.declares() else ''}){' -> Any' if self.declares() else ''}:", [*lines, Stmt("return wrapper")]))
            self.decorators.append("@" + name)
        if r.random() < 0.4:
            name = self.global_name("times")
            inner = Stmt("def wrapper(*args, **kwargs):", [
                Stmt("nonlocal calls"), Stmt("calls += 1"), Stmt("if calls > n:", [Stmt(r.choice(["raise RuntimeError(calls)", "return None", "calls = 0"]))]), Stmt("return f(*args, **kwargs)")])
            deco = Stmt("def deco(f):", [Stmt("calls = 0"), inner, Stmt("return wrapper")])
            self.body.append(Stmt(f"def {name}({self.param('n', 'int', self.declares())}):", [deco, Stmt("return deco")]))
            self.decorators.append(f"@{name}({r.randint(1, 5)})")

    def make_function(self, prefix: str, what: str, result: str, level: int) -> Callee:
        r = self.rng
        name = self.global_name(prefix)
        kinds = PLAIN + [k.name for k in self.kinds]
        params = [(r.choice(["int", r.choice(kinds)]), self.declares()) for _ in range(r.randint(1, 2))]
        w = Writer(self, what)
        names = [f"a{i}" for i in range(len(params))]
        for n, (k, d) in zip(names, params):
            w.places.append(Place(n, k, d))
        w.result = result
        sure = self.declares()
        w.sure_result = sure
        spelled = {"generator": f"Iterator[{result}]", "async generator": f"AsyncIterator[{result}]"}.get(what, result)
        header = f"{'async ' if what in ('coroutine', 'async generator') else ''}def {name}({', '.join(self.param(n, k, d) for n, (k, d) in zip(names, params))}){' -> ' + spelled if sure else ''}:"
        w.level = level
        body = [s for _ in range(r.randint(1, 3)) for s in w.stmt(1)]
        if "generator" in what:
            body = w.loop_of_yields() + body + [Stmt("yield " + w.expr(result, 1, sure))]
            if what == "generator" and r.random() < 0.5 and not sure:
                body.append(Stmt("return " + w.expr(result, 1)))
        else:
            body.append(Stmt("return " + w.expr(result, 2, sure)))
        decorator = ""
        if what == "helper" and self.decorators and r.random() < 0.3:
            decorator = r.choice(self.decorators) + "\n"
            sure = False
        elif what == "helper" and r.random() < 0.1 and all(k not in ("List[int]",) for k, _ in params):
            decorator = "@functools.lru_cache(maxsize=None)\n"
            sure = False
        self.body.append(Stmt(decorator + header, body))
        return Callee(name, params, result, sure, level, "generator" if decorator or what != "helper" else "helper")

    def make_helper(self, level: int = 0) -> None:
        self.helpers.append(self.make_function("h", "helper", self.rng.choice(["int", "int", "float", "bool", "str", "Optional[int]", "List[int]"]), level))

    def make_generator(self) -> None:
        self.generators.append(self.make_function("g", "generator", self.rng.choice(["int", "int", "float", "str"]), 9))

    def make_coroutine(self) -> None:
        if self.rng.random() < 0.6:
            self.coroutines.append(self.make_function("co", "coroutine", self.rng.choice(["int", "float"]), 9))
        else:
            self.async_generators.append(self.make_function("ag", "async generator", "int", 9))

    def make_enum(self) -> None:
        r = self.rng
        name = self.global_name("Color")
        base = r.choice(["enum.Enum", "enum.IntEnum", "enum.Enum", "enum.IntFlag"])
        values = {"enum.Enum": ["RED = 1", "GREEN = 'g'", "BLUE = 2 ** 62"]}.get(base, ["RED = 1", "GREEN = 2", "BLUE = 4"])
        body = [Stmt(v) for v in values]
        if r.random() < 0.6:
            body.append(Stmt(f"def next(self){' -> ' + repr(name) if self.declares() else ''}:", [Stmt(f"if self is {name}.RED:", [Stmt(f"return {name}.GREEN")]), Stmt(f"return {name}.RED")]))
        else:
            body.append(Stmt("def next(self):", [Stmt(f"return {name}({r.choice(['1', 'self.value', '99'])})")]))
        self.body.append(Stmt(f"class {name}({base}):", body))
        self.enums.append(name)

    def make_tuple(self) -> None:
        r = self.rng
        name = self.global_name("NT")
        body = [Stmt("x: int"), Stmt("y: float = 1.5")]
        if r.random() < 0.6:
            body.append(Stmt(f"def both(self, k: int = 1){' -> float' if self.declares() else ''}:", [Stmt(f"return self.x * k + self.y")]))
        if r.random() < 0.3:
            body.append(Stmt("@property\ndef double(self) -> int:", [Stmt("return self.x * 2")]))
        else:
            body.append(Stmt("@classmethod\ndef double(cls):", [Stmt("return cls(2, 0.5)")]))
        self.body.append(Stmt(f"class {name}(NamedTuple):", body))
        self.tuples.append(name)

    # Classes.

    def make_class(self) -> None:
        r = self.rng
        bases = [k for k in self.kinds if k.style != "final"]
        base = r.choice(bases) if bases and r.random() < 0.65 else None
        waiting = [c for c in self.kinds if c.abstract and not any(d.is_a(c) for d in self.kinds if not d.abstract)]
        if waiting:
            base = waiting[0]
        style = r.choice(["plain", "plain", "plain", "slots", "data", "abc", "generic"]) if base is None else base.style if base.style == "data" else r.choice(["plain", "plain", base.style if base.style != "generic" else "plain"])
        name = self.global_name("C")
        k = Kind(name, style, base)
        mixin = self.make_mixin() if r.random() < 0.2 else ""
        if base is not None and style == "plain" and r.random() < 0.25:
            self.second_base(k)
        own: List[Field] = []
        letters = "abcdefghijkl"
        for _ in range(r.randint(0 if base else 1, 3)):
            fname = r.choice([c for c in letters if all(f.name != c for f in k.fields)])
            kinds = PLAIN + [c.name for c in self.kinds if not c.abstract and c.style != "generic"]
            fkind = r.choice(["int", "int", "float", r.choice(kinds)])
            where = "body" if style == "data" else r.choice(["init"] * 5 + ["body", "default"] * 2 + ["maybe"] + ["never"] * (r.random() < 0.5))
            declared = style == "data" or where == "body" or self.declares()
            if self.kind(fkind) and where in ("body", "default") and style != "data":
                where = "init"
            f = Field(fname, fkind, declared, where)
            own.append(f)
            k.fields.append(f)
        if style == "data":
            self.data_class(k, own, mixin)
        else:
            self.plain_class(k, own, mixin)
        self.kinds.append(k)

    def second_base(self, k: Kind) -> None:
        """Of another hierarchy, or a side of a diamond, which shares no name with the first base that is not inherited by both."""
        mine = {x.name for x in [*k.fields, *k.methods]}
        for other in self.rng.sample(self.kinds, len(self.kinds)):
            related = k.base is None or k.is_a(other) or other.is_a(k.base)
            shared = {id(x) for x in [*k.fields, *k.methods]}
            new = [x for x in [*other.fields, *other.methods] if id(x) not in shared]
            if related or other.style != "plain" or other.abstract or k.base.style not in ("plain", "slots") or mine & {x.name for x in new}:  # type: ignore[union-attr]
                continue
            k.others.append(other)
            k.fields += [f for f in other.fields if f in new]
            k.methods += [m for m in other.methods if m in new]
            k.setters += [f for f in other.setters if f not in k.setters]
            k.dunders = {**other.dunders, **k.dunders}
            return

    def make_mixin(self) -> str:
        r = self.rng
        name = self.global_name("M")
        k = Kind(name, "plain", None)
        d = self.declares()
        body = [Stmt(f"def mix(self){' -> int' if d else ''}:", [Stmt(f"note('mix', type(self).__name__)"), Stmt(f"return {r.randint(0, 9)}")])]
        if r.random() < 0.4:
            body.append(Stmt(f"def __init__(self, *args{': Any' if d else ''}, **kw{': Any' if d else ''}){' -> None' if d else ''}:", [Stmt("note('mixin', len(args))"), Stmt("super().__init__(*args, **kw)")]))
        if r.random() < 0.4:
            body.append(Stmt(f"def m{r.randint(0, 9)}(self, *args{': Any' if d else ''}, **kw){' -> Any' if d else ''}:", [Stmt("note('mixed', *args)"), Stmt("return super().m0(*args, **kw)")]))
            body[-1].body[-1].text = body[-1].body[-1].text.replace("m0", body[-1].text[4:6])  # type: ignore[index]
        if r.random() < 0.3:
            body.append(Stmt(f"__slots__ = ()"))
        self.body.append(Stmt(f"class {name}:", body))
        return name

    def default(self, kind: str) -> str:
        return self.rng.choice(VALUES[kind])

    def data_class(self, k: Kind, own: List[Field], mixin: str) -> None:
        r = self.rng
        options = []
        if k.base is None:
            k.frozen = r.random() < 0.25
            if r.random() < 0.4:
                options.append("order=True")
                k.dunders["__lt__"] = "bool"
        if k.frozen:
            options.append("frozen=True")
        if k.base is None and not mixin and r.random() < 0.2:
            options.append("slots=True")
        if r.random() < 0.1:
            options.append("eq=False" if "order=True" not in options else "repr=False")
        body: List[Stmt] = []
        has_default = k.needed < len(k.params)
        for f in own:
            default = ""
            if self.kind(f.kind):
                if has_default or r.random() < 0.3:
                    default = f" = field(default_factory=lambda: {Writer(self, 'function').construct(self.kind(f.kind))})"
            elif f.kind == "List[int]":
                if has_default or r.random() < 0.5:
                    default = " = field(default_factory=" + r.choice(["list", "lambda: [1, 2]"]) + ")"
            elif has_default or r.random() < 0.4:
                default = f" = {self.default(f.kind)}" if r.random() < 0.7 else f" = field(default={self.default(f.kind)}, compare=False)"
            if default:
                has_default = True
            else:
                k.needed += 1
            k.params.append((f.kind, True))
            body.append(Stmt(f"{f.name}: {f.kind}{default}"))
        if r.random() < 0.4:
            w = Writer(self, "method")
            w.receiver("self", k)
            w.result = ""
            inside = w.stmt_note(0) + ([] if k.frozen else w.stmt_field(0))
            if r.random() < 0.3:
                inside.append(w.raising())
            body.append(Stmt(f"def __post_init__(self){' -> None' if self.declares() else ''}:", inside))
        k.dunders["__eq__"] = "bool"
        body += self.members(k)
        bases = [x for x in (mixin, k.base.name if k.base else "") if x]
        self.body.append(Stmt(f"@dataclass{'(' + ', '.join(options) + ')' if options else ''}\nclass {k.name}{'(' + ', '.join(bases) + ')' if bases else ''}:",
                              [*body, Stmt(f"NAMES = ({''.join(repr(f.name) + ', ' for f in k.fields)})")]))

    def plain_class(self, k: Kind, own: List[Field], mixin: str) -> None:
        r = self.rng
        body: List[Stmt] = []
        if k.style == "slots" and (k.base is None or r.random() < 0.7):
            for f in own:
                f.where = "init" if f.where in ("body", "default") else f.where
            names = [f.name for f in own] + (["extra"] if r.random() < 0.3 else [])
            body.append(Stmt(f"__slots__ = ({''.join(repr(n) + ', ' for n in names)})"))
        for f in own:
            if f.where == "body":
                if r.random() < 0.8:
                    body.append(Stmt(f"{f.name}: {f.kind} = {self.default(f.kind)}"))
                else:
                    body.append(Stmt(f"{f.name}: {f.kind}"))
            elif f.where == "default":
                body.append(Stmt(f"{f.name}{': ' + f.kind if f.sure else ''} = {self.default(f.kind)}"))
        if not k.counter and k.style != "slots" and r.random() < 0.3:
            k.counter = k.name
            body.append(Stmt(f"count{': int' if self.declares() else ''} = {r.choice(['0', '2 ** 62 - 2', '0'])}"))
        if k.base is None or k.others or r.random() < (0.95 if any(f.where in ("init", "maybe") for f in own) else 0.4):
            self.init(k, own, body)
        body += self.members(k)
        bases = [x for x in (mixin, k.base.name if k.base else "", *[o.name for o in k.others]) if x]
        if k.style == "abc" and k.base is None:
            bases.append("abc.ABC")
        if k.style == "generic" and k.base is None:
            bases.append("Generic[T]")
        self.body.append(Stmt(f"class {k.name}{'(' + ', '.join(bases) + ')' if bases else ''}:", [*body, Stmt(f"NAMES = ({''.join(repr(f.name) + ', ' for f in k.fields)})")]))

    def init(self, k: Kind, own: List[Field], body: List[Stmt]) -> None:
        r = self.rng
        w = Writer(self, "method")
        w.result = ""
        w.level = 0
        lines: List[Stmt] = []
        params = list(k.base.params) if k.base else []
        inherited = [f"b{i}" for i in range(len(params))]
        names = list(inherited)
        for n, (kind, d) in zip(names, params):
            w.places.append(Place(n, kind, d))
        mine: List[str] = []
        for f in own:
            if f.where in ("init", "maybe") and (self.kind(f.kind) or r.random() < 0.6):
                n = f"n{f.name}"
                names.append(n)
                mine.append(n)
                # A field that is not declared takes its type from a declared parameter, or has none.
                d = self.declares() or f.sure
                params.append((f.kind, d))
                w.places.append(Place(n, f.kind, d))
        up = [] if k.base is None else [Stmt(f"super().__init__({', '.join(inherited)})" if r.random() < 0.8 else f"{k.base.name}.__init__(self, {', '.join(inherited)})")]
        for other in k.others:
            up = [Stmt(f"{k.base.name}.__init__(self, {', '.join(inherited)})"),  # type: ignore[union-attr]
                  Stmt(f"{other.name}.__init__(self, {', '.join(w.expr(kind, 1, True) for kind, _ in other.params)})")]
        if k.base is not None and r.random() < 0.03:
            up = []  # the base's fields are missing then
        for f in own:
            if f.where not in ("init", "maybe"):
                continue
            value = f"n{f.name}" if f"n{f.name}" in mine else w.expr(f.kind, 1, f.sure)
            if f.kind == "List[int]" and r.random() < 0.4:
                value = f"list({value})"
            plain = f"self.{f.name} = {value}"
            line = Stmt(f"self.{f.name}{': ' + f.kind if f.sure and r.random() < 0.6 else ''} = {value}")
            if f.where == "maybe":
                line = Stmt(f"if {w.expr('bool', 1)}:", [line])
            lines.append(line)
            if f.where == "maybe" and r.random() < 0.5:
                lines.append(Stmt("else:", [Stmt(plain)], True))
        if k.counter and r.random() < 0.7:
            lines.append(Stmt(r.choice([f"{k.counter}.count += 1", "type(self).count += 1", "self.count += 1"])))
        if r.random() < 0.05:
            lines.append(w.raising())
        at = 0 if r.random() < 0.7 else len(lines)
        lines[at:at] = up
        k.params = params
        k.needed = len(params)
        declared = [self.param(n, kind, d) for n, (kind, d) in zip(names, params)]
        i = len(params)
        while i and params[i - 1][0] in VALUES and params[i - 1][0] != "List[int]" and r.random() < 0.3:
            i -= 1
            declared[i] += f"{' = ' if ':' in declared[i] else '='}{self.default(params[i][0])}"
            k.needed = i
        body.append(Stmt(f"def __init__({', '.join(['self', *declared])}){' -> None' if self.declares() else ''}:", lines or [Stmt("pass")]))

    def members(self, k: Kind) -> List[Stmt]:
        r = self.rng
        out: List[Stmt] = []
        # Methods: overrides of the base's, then own ones.
        for m in list(k.methods):
            if m.how in ("method", "property", "class") and r.random() < (1 if m.name == "must" else 0.5):
                out += self.method(k, Callee(m.name, [(kind, d and self.declares()) for kind, d in m.params], m.result, m.sure, m.level, m.how), True)
        for _ in range(r.randint(0 if k.base else 1, 2)):
            i = r.choice([n for n in range(10) if all(m.name != f"m{n}" for m in k.methods)])
            declared = self.declares()
            callee = Callee(f"m{i}", [(r.choice(["int", "int", "float", r.choice(PLAIN)]), self.declares()) for _ in range(r.randint(0, 2))],
                            r.choice(["int", "int", "float", "bool", "str", "Optional[int]"]), declared, i + 1)
            k.methods.append(callee)
            out += self.method(k, callee, False)
        for how, prefix in (("property", "q"), ("class", "k"), ("static", "s")):
            if r.random() < 0.3:
                n = r.choice([f"{prefix}{i}" for i in range(9) if all(m.name != f"{prefix}{i}" for m in k.methods)])
                params = [] if how == "property" else [("int", self.declares())]
                callee = Callee(n, params, r.choice(["int", "float"]), self.declares(), 0, how)
                k.methods.append(callee)
                out += self.method(k, callee, False)
        if k.base is None and k.style == "abc" and r.random() < 0.5:
            k.abstract = True
            k.methods.append(Callee("must", [("int", self.declares())], "int", self.declares(), 1))
            out.append(Stmt(f"@abc.abstractmethod\ndef must(self, x0){' -> int' if self.declares() else ''}:", [Stmt("return 5")]))
        out += self.special(k)
        return out

    def method(self, k: Kind, m: Callee, override: bool) -> List[Stmt]:
        r = self.rng
        w = Writer(self, "method")
        w.result, w.sure_result, w.level = m.result, m.sure, m.level
        if m.how in ("method", "property"):
            w.receiver("self", k, m.how == "method")
        names = [f"x{i}" for i in range(len(m.params))]
        for n, (kind, d) in zip(names, m.params):
            w.places.append(Place(n, kind, d))
        if m.how == "class" and k.counter:
            w.places.append(Place("cls.count", "int", False))
        body: List[Stmt] = []
        simple = m.how == "property"
        if not simple:
            body += [s for _ in range(r.choice([0, 1, 1, 2, 3])) for s in w.stmt(1)]
        up = ""
        if override and m.how in ("method", "class") and r.random() < 0.5:
            # The base may ask for what this one does not.
            args = ", ".join(w.expr(kind, 1, True) for kind, _ in m.params)
            up = f"super().{m.name}({args})"
            if r.random() < 0.5:
                body.append(Stmt(f"note('super', {up})"))
                up = ""
        value = w.expr(m.result, 1 if simple else 2, m.sure)
        if up:
            if m.sure:
                up = w.sured(m.result, up)
            value = f"({up} + {value})" if m.result in ("int", "float", "str") else up
        if r.random() < 0.1:
            body.append(w.raising())
        body.append(Stmt(f"return {value}"))
        decorators = ""
        if m.how == "class":
            decorators = "@classmethod\n"
        elif m.how == "static":
            decorators = "@staticmethod\n"
        elif m.how == "property":
            decorators = "@property\n" if r.random() < 0.8 or k.style == "slots" or k.style == "data" else "@functools.cached_property\n"
        elif self.decorators and not m.sure and not override and r.random() < 0.15:
            decorators = r.choice(self.decorators) + "\n"
        receiver = {"class": ["cls"], "static": []}.get(m.how, ["self"])
        header = f"{decorators}def {m.name}({', '.join(receiver + [self.param(n, kind, d) for n, (kind, d) in zip(names, m.params)])}){' -> ' + self.spell(m.result) if m.sure and (not override or self.declares()) else ''}:"
        out = [Stmt(header, body)]
        if m.how == "property" and "cached" not in decorators and r.random() < 0.5 and not k.frozen:
            fs = [f for f in k.fields if f.kind == m.result]
            if fs and not any(x.name == m.name for x in k.setters):
                f = r.choice(fs)
                k.setters.append(Field(m.name, m.result, f.sure, ""))
                out.append(Stmt(f"@{m.name}.setter\ndef {m.name}(self, value{': ' + m.result if f.sure else ''}){' -> None' if self.declares() else ''}:",
                                [Stmt("note('set', value)"), Stmt(f"self.{f.name} = value")], True))
                if r.random() < 0.3:
                    out.append(Stmt(f"@{m.name}.deleter\ndef {m.name}(self) -> None:", [Stmt(f"del self.{f.name}")], True))
        return out

    def special(self, k: Kind) -> List[Stmt]:
        """Dunder methods."""
        r = self.rng
        out: List[Stmt] = []

        def add(name: str, params: str, result: str, lines: List[Stmt]) -> None:
            declared = self.declares()
            k.dunders[name] = result
            out.append(Stmt(f"def {name}(self{params}){' -> ' + result if declared and result else ''}:", lines))
        numbers = [f for f in k.fields if f.kind == "int"]
        lists = [f for f in k.fields if f.kind == "List[int]"]
        first = f"self.{numbers[0].name}" if numbers else "0"
        theirs = f"getattr(other, '{numbers[0].name}', 0)" if numbers else "1"
        cls = f"isinstance(other, {k.name})"
        direct = f"other.{numbers[0].name}" if numbers else "2"
        for name in ("__eq__", "__lt__", "__add__", "__radd__", "__iadd__", "__mul__", "__getitem__", "__setitem__", "__len__", "__bool__", "__contains__", "__iter__", "__call__", "__neg__", "__enter__", "__getattr__", "__hash__", "__del__",
                     "__setattr__", "__str__", "__index__"):
            if r.random() > 0.09 or k.style == "data" and name in ("__lt__", "__eq__", "__setattr__", "__hash__"):
                continue
            if name == "__eq__":
                add(name, ", other", "", [Stmt(f"note('eq')"), Stmt(f"if not {cls}:", [Stmt("return NotImplemented")]), Stmt(f"return {first} == {direct}")])
                k.dunders.pop("__hash__", None)
            elif name == "__lt__":
                add(name, f", other{': object' if self.declares() else ''}", "", [Stmt(f"if not {cls}:", [Stmt("return NotImplemented")]), Stmt(f"return {first} < {direct}")])
            elif name in ("__add__", "__radd__", "__mul__"):
                add(name, ", other", "", [Stmt(f"if isinstance(other, int):", [Stmt(f"return {first} + other")]), Stmt(r.choice(["return NotImplemented", f"return {first} - {theirs}"]))])
            elif name == "__iadd__":
                if not k.frozen and numbers:
                    add(name, ", other", "", [Stmt(f"{first} = {first} + {theirs if r.random() < 0.5 else '1'}"), Stmt(r.choice(["return self", "return self", "return 5"]))])
            elif name == "__getitem__":
                add(name, ", key", "", [Stmt(f"return self.{lists[0].name}[key]")] if lists else [Stmt("if not isinstance(key, int) or not -4 < key < 4:", [Stmt("raise IndexError(key)")]), Stmt(f"return {first} + key")])
            elif name == "__setitem__":
                if numbers and not k.frozen:
                    add(name, ", key, value", "", [Stmt("note('setitem', key, value)"), Stmt(f"{first} = {first} + 1")])
            elif name == "__len__":
                add(name, "", "int", [Stmt(f"return len(self.{lists[0].name})" if lists else r.choice(["return 3", f"return {first} % 5", "return 0"]))])
            elif name == "__bool__":
                add(name, "", "bool", [Stmt(f"return {first} != 0")])
            elif name == "__contains__":
                add(name, ", key", "", [Stmt(f"return {first} == key")])
            elif name == "__iter__":
                add(name, "", "", [Stmt(r.choice(["return iter([1, 2, 3])", f"yield {first}", f"return (x * 2 for x in [{first}, 4])", f"yield from range({first} & 3)"]))])
            elif name == "__call__":
                add(name, f", k{': int' if self.declares() else ''}=1", "", [Stmt(f"return {first} + k")])
            elif name == "__neg__":
                add(name, "", "", [Stmt(f"return -{first}")])
            elif name == "__enter__":
                add(name, "", "", [Stmt(r.choice(["return self", f"return {first}"]))])
                out.append(Stmt(f"def __exit__(self, kind, value, tb){' -> bool' if self.declares() else ''}:", [Stmt("note('left', kind)"), Stmt(r.choice(["return False", f"return {first} != 0", "return kind is not None and issubclass(kind, LookupError)"]))], True))
            elif name == "__getattr__":
                # Not for fields, whose names are letters: they are declared to hold something else.
                add(name, ", name", "", [Stmt("if name.startswith('_') or len(name) == 1 or name == 'NAMES':", [Stmt("raise AttributeError(name)")]), Stmt(r.choice(["return 7", f"raise AttributeError(name)", "return len(name)"]))])
            elif name == "__hash__":
                if numbers and k.style != "data":
                    add(name, "", "int", [Stmt(f"return hash({first})")])
            elif name == "__del__":
                add(name, "", "", [Stmt(f"late('del', '{k.name}')")])
            elif name == "__setattr__":
                if k.base is None:
                    add(name, ", name, value", "", [Stmt("if name == 'zz':", [Stmt("note('setattr', name)")]), Stmt("super().__setattr__(name, value)")])
            elif name == "__str__":
                add(name, "", "str", [Stmt(f"return '{k.name}' + str({first})")])
            elif name == "__index__":
                add(name, "", "", [Stmt(f"return {first}")])
        return out


class Writer:
    """Expressions and statements of one function, method, generator or coroutine."""

    def __init__(self, program: ObjectFunction, what: str) -> None:
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

    def block(self, depth: int, most: int = 3) -> List[Stmt]:
        before = list(self.places)
        out = [s for _ in range(self.rng.randint(1, most)) for s in self.stmt(depth + 1)]
        if self.rng.random() < 0.95:
            self.places = before
        return out or [Stmt("pass")]

    def stmt(self, depth: int) -> List[Stmt]:
        r = self.rng
        self.size += 1
        choices = ["assign"] * 3 + ["aug"] * 3 + ["field"] * 4 + ["call"] * 3 + ["note"] * 2
        if depth < 3 and self.size < 25:
            choices += ["if"] * 3 + ["for"] * 2 + ["try"] * 3 + ["with", "match", "while"]
        if self.what == "function" and depth < 3 and self.size < 30:
            choices += ["closure", "lambdas", "patch", "class_attr", "object", "gens", "gens", "protocol", "group", "enumeration", "tuple", "local_class", "recursion", "partial", "many", "coroutine", "reraise", "dropped", "operator", "strange", "delete", "replace", "local_gen", "local_gen", "total", "unpack", "hot", "hot", "assert", "descriptor", "star"]
        if self.what == "generator":
            choices += ["yield"] * 3 + ["delegate"]
        if self.what == "async generator":
            choices += ["yield"] * 2 + ["await"]
        if self.what == "coroutine":
            choices += ["await"] * 3 + ["async_for", "async_with"]
        if self.in_loop:
            choices += ["break", "continue"]
        if depth:
            choices += ["raise"] + ["return"] * (self.what in ("helper", "method", "coroutine") and bool(self.result))
        return getattr(self, "stmt_" + r.choice(choices))(depth)

    def new(self, kind: str, sure: bool) -> str:
        name = self.p.fresh("v")
        self.places.append(Place(name, kind, sure))
        return name

    def target(self, kind: str) -> Optional[Place]:
        found = [p for p in self.places if p.kind == kind and p.can_set]
        return self.rng.choice(found) if found else None

    def stmt_assign(self, depth: int) -> List[Stmt]:
        r = self.rng
        kind = r.choice(["int", "int", *PLAIN])
        old = self.target(kind) if r.random() < 0.4 else None
        if old is not None:
            return [Stmt(f"{old.text} = {self.expr(kind, 2, old.sure)}")]
        sure = r.random() < 0.6
        value = self.expr(kind, 2, sure)
        return [Stmt(f"{self.new(kind, sure)}{': ' + kind if sure and r.random() < 0.15 else ''} = {value}")]

    def stmt_aug(self, depth: int) -> List[Stmt]:
        r = self.rng
        kind = r.choice(["int", "int", "float"])
        p = self.target(kind)
        if p is None:
            return self.stmt_assign(depth)
        op = r.choice(["+=", "-=", "+=", "^=", "|=", "&="] if kind == "int" else ["+=", "-=", "*="])
        return [Stmt(f"{p.text} {op} {self.expr(kind, 1, p.sure)}")]

    def stmt_field(self, depth: int) -> List[Stmt]:
        r = self.rng
        fields = [p for p in self.places if "." in p.text and p.can_set]
        if not fields:
            return self.stmt_note(depth)
        p = r.choice(fields)
        if p.can_del and r.random() < 0.05:
            return [Stmt(f"del {p.text}")]
        if r.random() < 0.05:
            return [Stmt(f"{p.text.rpartition('.')[0]}.zz = {self.expr('int', 1)}")]
        if not p.sure and p.kind in VALUES and r.random() < 0.06:
            return [Stmt(f"{p.text} = weird({self.small()})")]
        if p.kind == "int" and r.random() < 0.6:
            return [Stmt(f"{p.text} {r.choice(['+=', '-=', '^=', '+='])} {self.expr('int', 1, p.sure)}")]
        if p.kind == "float" and r.random() < 0.5:
            return [Stmt(f"{p.text} {r.choice(['+=', '-=', '*='])} {self.expr('float', 1, p.sure)}")]
        if p.kind == "List[int]" and r.random() < 0.6:
            return [Stmt(r.choice([f"if len({p.text}) < 12: {p.text}.append({self.expr('int', 1)})", f"{p.text}[{self.small()}] = {self.expr('int', 1)}", f"if {p.text}: {p.text}.pop()"]))]
        return [Stmt(f"{p.text} = {self.expr(p.kind, 2, p.sure)}")]

    def stmt_call(self, depth: int) -> List[Stmt]:
        r = self.rng
        kind = r.choice(["int", "int", "float", "bool", "str", "Optional[int]"])
        found = self.calls(kind)
        if not found:
            return self.stmt_aug(depth)
        text, m = r.choice(found)
        value = self.call(text, m, 1)
        if r.random() < 0.4:
            return [Stmt(f"note('{m.name}', {value})")]
        return [Stmt(f"{self.new(kind, m.sure and m.how != 'property')} = {value}")]

    def stmt_note(self, depth: int) -> List[Stmt]:
        kind = self.rng.choice(["int", "float", "bool", "str", *[p.kind for p in self.places[-5:]]])
        return [Stmt(f"note({self.expr(kind, 1)})")]

    def stmt_if(self, depth: int) -> List[Stmt]:
        maybe = [p for p in self.places if p.kind == "Optional[int]"]
        r = self.rng
        if maybe and r.random() < 0.4:
            p = r.choice(maybe)
            return [Stmt(f"if {p.text} is not None:", [Stmt(f"{self.new('int', False)} = {p.text} + {self.small()}"), *self.block(depth, 2)])]
        objects = self.objects()
        if objects and r.random() < 0.3:
            p = r.choice(objects)
            k = r.choice(self.p.kinds)
            before = list(self.places)
            if p.text.isidentifier():
                self.receiver(p.text, k)
            body = self.block(depth, 2)
            self.places = before
            out = [Stmt(f"if isinstance({p.text}, {k.name}):", body)]
        else:
            out = [Stmt(f"if {self.expr('bool', 2)}:", self.block(depth))]
        if r.random() < 0.4:
            out.append(Stmt("else:", self.block(depth, 2), True))
        return out

    def loop_body(self, depth: int, most: int = 3) -> List[Stmt]:
        finals, self.finals = self.finals, 0
        self.in_loop += 1
        body = self.block(depth, most)
        self.in_loop -= 1
        self.finals = finals
        return body

    def stmt_for(self, depth: int) -> List[Stmt]:
        r = self.rng
        before = list(self.places)
        objects = [p for p in self.objects("__iter__")] if self.what == "function" else []
        gens = [g for g in self.p.generators] if self.what == "function" else []
        if objects and r.random() < 0.4:
            header = f"for {self.new('int', False)} in {r.choice(objects).text}:"
        elif gens and r.random() < 0.5:
            g = r.choice(gens)
            header = f"for {self.new(g.result, False)} in {self.call(g.name, g, 1)}:"
        elif self.what == "function" and self.p.kinds and r.random() < 0.4:
            k = r.choice(self.p.kinds)
            items = ", ".join(self.construct(k) for _ in range(r.randint(1, 3)))
            name = self.p.fresh("o")
            self.receiver(name, k)
            header = f"for {name} in [{items}]:"
        else:
            header = r.choice([lambda: f"for {self.new('int', True)} in range({r.randint(1, 4)}):", lambda: f"for {self.new('int', False)} in {self.expr('List[int]', 1)}[:4]:",
                               lambda: f"for {self.new('int', True)} in range({self.small()}):"])()
        self.places[-1].can_set = False
        out = [Stmt(header, self.loop_body(depth))]
        if r.random() < 0.15:
            out.append(Stmt("else:", self.block(depth, 1), True))
        self.places = before
        return out

    def stmt_while(self, depth: int) -> List[Stmt]:
        name = self.p.fresh("n")
        start = self.rng.choice(["0", "2 ** 62 - 2", "-1"])
        body = self.loop_body(depth, 2)
        return [Stmt(f"{name} = {start}"), Stmt(f"while {name} < {start} + {self.rng.randint(1, 4)}:", [Stmt(f"{name} += 1"), *body])]

    def stmt_try(self, depth: int) -> List[Stmt]:
        r = self.rng
        shape = r.random()
        inside = self.block(depth, 3)
        if r.random() < 0.5:
            inside.insert(r.randint(0, len(inside)) if not any(s.tied for s in inside) else len(inside), self.raising())
        out = [Stmt("try:", inside)]
        if shape < 0.85:
            for _ in range(r.choice([1, 1, 2])):
                kind = self.error_kind()
                e = self.p.fresh("e")
                self.handlers += 1
                body = self.block(depth, 2)
                self.handlers -= 1
                head = [Stmt(r.choice([f"note('caught', {e})", f"note('caught', chain({e}))", f"note(type({e}).__name__, str({e}))", f"note({e}.__context__, {e}.__cause__)", f"note(getattr({e}, 'code', None))"]))]
                last: List[Stmt] = []
                if r.random() < 0.25:
                    last = [Stmt(r.choice([f"raise {self.error()} from {e}", "raise", f"raise {e}", f"raise {self.error()} from None", f"raise {self.error()}"]))]
                    if r.random() < 0.5:
                        last = [Stmt(f"if {self.expr('bool', 1)}:", last)]
                out.append(Stmt(f"except {kind} as {e}:", head + body + last, True))
            if r.random() < 0.2:
                out.append(Stmt("else:", self.block(depth, 2), True))
        if shape >= 0.6:
            self.finals += 1
            loop, self.in_loop = self.in_loop, self.in_loop if r.random() < 0.2 else 0
            out.append(Stmt("finally:", self.block(depth, 2), True))
            self.in_loop = loop
            self.finals -= 1
        return out

    def stmt_with(self, depth: int) -> List[Stmt]:
        r = self.rng
        managers = self.objects("__enter__")
        body = self.block(depth, 3)
        if r.random() < 0.5:
            body.append(self.raising())
        if managers and r.random() < 0.6:
            return [Stmt(f"with {r.choice(managers).text} as {self.p.fresh('w')}:", body)]
        header = r.choice([f"Swallow({self.error_kind()})", f"Swallow({self.error_kind()}) as {self.p.fresh('w')}", f"opened({self.small()})", f"contextlib.suppress({r.choice(BUILTIN_ERRORS)})", f"opened(1), Swallow(LookupError)"])
        return [Stmt(f"with {header}:", body)]

    def stmt_match(self, depth: int) -> List[Stmt]:
        r = self.rng
        objects = self.objects()
        cases: List[Stmt] = []
        if objects and r.random() < 0.7:
            subject = r.choice(objects).text
            for _ in range(r.randint(1, 3)):
                k = r.choice(self.p.kinds)
                f = r.choice(k.fields) if k.fields else None
                name = self.p.fresh("c")
                patterns = [f"{k.name}()", f"{r.choice(self.p.kinds).name}() | {k.name}()"]
                if f is not None:
                    patterns += [f"{k.name}({f.name}={name})", f"{k.name}({f.name}=int({name})) if {name} > 3", f"{k.name}({f.name}=None)", f"{k.name}({f.name}=1 | 2 | 'abc')"]
                if k.style == "data" and k.params:
                    patterns.append(f"{k.name}({name})")
                pattern = r.choice(patterns)
                cases.append(Stmt(f"case {pattern}:", ([Stmt(f"note('{k.name}', {name})")] if name in pattern else []) + self.block(depth, 1)))
        else:
            subject = r.choice([self.expr("int", 1), self.expr("List[int]", 1), self.expr("str", 1), f"({self.expr('int', 1)}, {self.expr('str', 0)})", f"{{'k': {self.expr('int', 1)}, 'j': 2}}"])
            for _ in range(r.randint(1, 3)):
                x, y = self.p.fresh("c"), self.p.fresh("c")
                pattern = r.choice([f"[{x}, *{y}]", f"({x}, {y})", f"{{'k': {x}, **{y}}}", f"int({x}) as {y} if {x} > 0", f"[1, 2, *{x}] as {y}", f"[*{x}, {y}]"])
                cases.append(Stmt(f"case {pattern}:", [Stmt(f"note({x}, {y})"), *self.block(depth, 1)]))
        if r.random() < 0.6:
            cases.append(Stmt("case _:", self.block(depth, 1)))
        return [Stmt(f"match {subject}:", cases)]

    def stmt_raise(self, depth: int) -> List[Stmt]:
        return [self.raising()]

    def stmt_return(self, depth: int) -> List[Stmt]:
        return [Stmt(f"if {self.expr('bool', 1)}:", [Stmt(f"return {self.expr(self.result, 1, self.sure_result)}")])]

    def stmt_break(self, depth: int) -> List[Stmt]:
        return [Stmt(f"if {self.expr('bool', 1)}:", [Stmt("break")])]

    def stmt_continue(self, depth: int) -> List[Stmt]:
        return [Stmt(f"if {self.expr('bool', 1)}:", [Stmt("continue")])]

    # Objects.

    def make_object(self) -> List[Stmt]:
        k = self.rng.choice(self.p.kinds)
        name = self.p.fresh("o")
        out = [Stmt(f"{name} = {self.construct(k)}")]
        self.receiver(name, k)
        return out

    def stmt_object(self, depth: int) -> List[Stmt]:
        if depth:
            return self.stmt_field(depth)
        return self.make_object()

    def stmt_class_attr(self, depth: int) -> List[Stmt]:
        r = self.rng
        k = r.choice(self.p.kinds)
        if k.counter and r.random() < 0.6:
            sub = r.choice([c for c in self.p.kinds if c.counter == k.counter])
            return [Stmt(r.choice([f"{sub.name}.count += 1", f"note({sub.name}.count)", f"{sub.name}.count = {self.expr('int', 1, True)}", f"{k.counter}.count -= {self.small()}"]))]
        fs = [f for f in k.fields if f.where in ("body", "default")]
        if fs and k.style != "slots":
            f = r.choice(fs)
            return [Stmt(f"{k.name}.{f.name} = {self.expr(f.kind, 1, True)}" if r.random() < 0.6 and f.where == "default" else f"note(getattr({k.name}, '{f.name}', 'none') == {self.literal(f.kind)})")]
        return [Stmt(r.choice([f"{k.name}.late = {self.expr('int', 1)}", f"note(getattr({k.name}, 'late', None))"]))]

    def stmt_patch(self, depth: int) -> List[Stmt]:
        """A method replaced while the program runs, and put back or not."""
        r = self.rng
        k = r.choice(self.p.kinds)
        ms = [m for m in k.methods if m.how == "method"]
        if not ms:
            return []
        m = r.choice(ms)
        args = "".join(f", x{i}" for i in range(len(m.params)))
        value = self.literal(m.result)
        old = self.p.fresh("old")
        call = []
        objects = [p for p in self.objects() if (c := self.p.kind(p.kind)) and c.is_a(k)]
        if objects:
            call = [Stmt(f"note({self.call(r.choice(objects).text + '.' + m.name, m, 1)})")]
        new = r.choice([f"lambda self{args}: {value}", f"lambda self{args}: {old}(self{args})"])
        put_back = Stmt(f"{k.name}.{m.name} = {old}")
        body = [Stmt(f"{k.name}.{m.name} = {new}"), *call, *self.block(depth, 2)]
        if r.random() < 0.7:
            return [Stmt(f"{old} = {k.name}.{m.name}"), Stmt("try:", body), Stmt("finally:", [put_back], True)]
        loop = Stmt(f"for {self.p.fresh('n')} in range(3):", [*call, Stmt(f"{k.name}.{m.name} = {new}"), *call, put_back])
        return [Stmt(f"{old} = {k.name}.{m.name}"), loop]

    def stmt_delete(self, depth: int) -> List[Stmt]:
        fields = [p for p in self.places if p.can_del]
        if not fields:
            return []
        p = self.rng.choice(fields)
        e = self.p.fresh("e")
        return [Stmt("try:", [Stmt(f"del {p.text}"), Stmt(f"note({p.text})")]), Stmt(f"except AttributeError as {e}:", [Stmt(f"note(str({e}))")], True)]

    def stmt_strange(self, depth: int) -> List[Stmt]:
        """By name, from outside."""
        r = self.rng
        fields = [p for p in self.places if "." in p.text and p.can_set and p.text.count(".") == 1]
        if not fields:
            return []
        p = r.choice(fields)
        owner, _, name = p.text.partition(".")
        return [Stmt(r.choice([f"setattr({owner}, '{name}', {self.expr(p.kind, 1, p.sure)})", f"note(getattr({owner}, '{name}', 'unset'))", f"note(sorted(getattr({owner}, '__dict__', {{}})))",
                               f"setattr({owner}, 'other', {self.expr('int', 1)})", f"note({owner}.__class__.__name__, hasattr({owner}, '{name}'))"]))]

    def stmt_replace(self, depth: int) -> List[Stmt]:
        """Of data classes."""
        r = self.rng
        found = [p for p in self.objects() if (k := self.p.kind(p.kind)) and k.style == "data"]
        if not found:
            return []
        p = r.choice(found)
        return [Stmt(r.choice([f"note(dataclasses.replace({p.text}))", f"note(dataclasses.asdict({p.text}))", f"note({p.text} == dataclasses.replace({p.text}))", f"note(len(dataclasses.fields({p.text})))", f"note(dataclasses.astuple({p.text}))"]))]

    def stmt_operator(self, depth: int) -> List[Stmt]:
        r = self.rng
        found = [(p, d) for p in self.objects() for d in self.p.kind(p.kind).dunders]  # type: ignore[union-attr]
        if not found:
            return []
        p, d = r.choice(found)
        value = self.special_value(r.choice(["int", "bool", "bool", "List[int]", "str"]), 1)
        if d == "__iadd__" and p.text.isidentifier():
            alias = self.p.fresh("w")
            return [Stmt(f"{alias} = {p.text}"), Stmt(f"{alias} += {self.small()}"), Stmt(f"note({alias} is {p.text})")]
        if d == "__setitem__":
            return [Stmt(f"{p.text}[{self.small()}] = {self.expr('int', 1)}")]
        return [Stmt(f"note({value})")] if value else []

    def stmt_enumeration(self, depth: int) -> List[Stmt]:
        r = self.rng
        if not self.p.enums:
            return []
        c = r.choice(self.p.enums)
        m = f"{c}.{r.choice(['RED', 'GREEN', 'BLUE'])}"
        return r.choice([lambda: [Stmt(f"note({m}.next(), {m}.value, {m}.name)")], lambda: [Stmt(f"note([x.name for x in {c}], {m} in {c})")],
                         lambda: [Stmt(f"match {c}({r.choice(['1', '4', chr(39) + 'g' + chr(39)])}):", [Stmt(f"case {m}:", [Stmt("note('hit')")]), Stmt("case _:", [Stmt("note('missed')")])])],
                         lambda: [Stmt(f"note({{{m}: 1, {c}.RED: 2}}[{m}], {m} is {c}['{m.rpartition('.')[2]}'])")], lambda: [Stmt(f"note({m} == {r.choice(['1', '2', c + '.RED'])}, str({m}), {m} != {c}.RED)")]])()

    def stmt_tuple(self, depth: int) -> List[Stmt]:
        r = self.rng
        if not self.p.tuples:
            return []
        c = r.choice(self.p.tuples)
        made = f"{c}({self.expr('int', 1, True)}{', ' + self.expr('float', 1, True) if r.random() < 0.6 else ''})"
        name = self.p.fresh("t")
        x, y = self.p.fresh("c"), self.p.fresh("c")
        return [Stmt(f"{name} = {made}"), r.choice([lambda: Stmt(f"note({name}.x, {name}[1], len({name}))"), lambda: Stmt(f"note(tuple({name}._replace(x={self.small()})))"), lambda: Stmt(f"{x}, {y} = {name}"),
                                                    lambda: Stmt(f"match {name}:", [Stmt(f"case {c}({x}, y={y}) if {x} > 1:", [Stmt(f"note({x}, {y})")]), Stmt("case (a, b):", [Stmt("note('pair', a, b)")])]),
                                                    lambda: Stmt(f"note({name} == (1, 1.5), {name} < {made}, hash({name}) == hash(tuple({name})))"), lambda: Stmt(f"{name}.x = 3"), lambda: Stmt(f"note({name}.both({self.small()}))")])()]

    def stmt_protocol(self, depth: int) -> List[Stmt]:
        """A function over whatever has such a method."""
        r = self.rng
        found = [(p, m) for p in self.objects() for m in self.p.kind(p.kind).methods if m.how == "method"]  # type: ignore[union-attr]
        if not found:
            return []
        _, m = r.choice(found)
        others = [p.text for p, x in found if x.name == m.name and [k for k, _ in x.params] == [k for k, _ in m.params]]
        m = Callee(m.name, [(k, True) for k, _ in m.params], m.result, False, m.level)
        name = self.p.fresh("o")
        return [Stmt(f"for {name} in [{', '.join(r.choice(others) for _ in range(3))}]:", [Stmt(f"note({self.call(name + '.' + m.name, m, 1)})")])]

    def stmt_many(self, depth: int) -> List[Stmt]:
        """A list of objects, sorted, filtered, summed by their fields."""
        r = self.rng
        k = r.choice(self.p.kinds)
        fs = [f for f in k.fields if f.kind in ("int", "float") and f.where in ("init", "body", "default")]
        if not fs:
            return []
        f = r.choice(fs)
        name = self.p.fresh("os")
        made = Stmt(f"{name} = [{', '.join(self.construct(k) for _ in range(r.randint(2, 4)))}]")
        return [made, Stmt(r.choice([f"{name}.sort(key=lambda o: o.{f.name})", f"note(sum(o.{f.name} for o in {name}))", f"note(max({name}, key=lambda o: o.{f.name}))", f"for o in {name}: o.{f.name} = o.{f.name} + {self.small()}",
                                     f"note([o.{f.name} for o in {name} if o.{f.name}])", f"note(any(o.{f.name} > {self.small()} for o in {name}))", f"note({{i: o.{f.name} for i, o in enumerate({name})}})"])), Stmt(f"note({name})")]

    # Closures.

    def stmt_closure(self, depth: int) -> List[Stmt]:
        """Functions that share variables."""
        r = self.rng
        shared = [self.new(k, False) for k in ("int", r.choice(["int", "float", "Optional[int]", "List[int]", "str"]))]
        kinds = [p.kind for p in self.places[-2:]]
        out = [Stmt(f"{n} = {self.literal(k)}") for n, k in zip(shared, kinds)]
        names = []
        for _ in range(r.randint(1, 3)):
            name = self.p.fresh("in")
            names.append(name)
            w = Writer(self.p, "method")
            w.level = 9
            w.size = 15
            w.result = "int"
            writes = [n for n in shared if r.random() < 0.7]
            w.places = [Place(p.text, p.kind, p.sure and p.text not in shared, p.text in writes or "." in p.text and p.can_set, False) for p in self.places]
            d = self.p.declares()
            w.places.append(Place("k", "int", d))
            lines = [Stmt(f"nonlocal {', '.join(writes)}")] if writes else []
            lines += [s for _ in range(r.randint(1, 3)) for s in w.stmt(2)]
            if len(names) > 1 and r.random() < 0.3:
                lines.append(Stmt(f"{names[-2]}(k)"))
            lines.append(Stmt(f"return {w.expr(r.choice(['int', kinds[1]]), 1)}"))
            default = f" = {r.randint(0, 9)}" if r.random() < 0.3 else ""
            params = self.p.param("k", "int", d) + default
            decorator = r.choice(self.p.decorators) + "\n" if self.p.decorators and r.random() < 0.15 else ""
            out.append(Stmt(f"{decorator}def {name}({params}):", lines))
        for _ in range(r.randint(1, 3)):
            n = r.choice(names)
            out.append(Stmt(r.choice([f"note({n}({self.small()}))", f"note([{n}(i) for i in range(3)])", f"for i in range(2): note({n}(i))", f"note({', '.join(shared)})"])))
        return out

    def stmt_lambdas(self, depth: int) -> List[Stmt]:
        r = self.rng
        fs, i = self.p.fresh("fs"), self.p.fresh("i")
        source = r.choice([f"range({r.randint(1, 4)})", self.expr("List[int]", 1) + "[:4]"])
        var = self.leaf("int", False)
        make = r.choice([
            lambda: [Stmt(f"{fs} = [lambda x: x + {i} for {i} in {source}]")], lambda: [Stmt(f"{fs} = [lambda x, {i}={i}: x - {i} for {i} in {source}]")],
            lambda: [Stmt(f"{fs} = []"), Stmt(f"for {i} in {source}:", [Stmt(f"def {i}f(x, y={i}):", [Stmt(f"return (x, y, {i}, {var})")]), Stmt(f"{fs}.append({i}f)")])],
            lambda: [Stmt(f"{fs} = []"), Stmt(f"for {i} in {source}:", [Stmt(f"{fs}.append(lambda x: x * 2 + {i})"), Stmt(f"{i} = {i} + 1")])],
            lambda: [Stmt(f"{fs} = [functools.partial(lambda a, b: (a, b, {var}), {i}) for {i} in {source}]")],
            lambda: [Stmt(f"{fs} = list(map(lambda k: lambda x: k + x, {source}))")]])()
        return [*make, Stmt(f"note([f({self.small()}) for f in {fs}])")]

    def stmt_recursion(self, depth: int) -> List[Stmt]:
        r = self.rng
        f = self.p.fresh("rec")
        memo = self.p.fresh("memo")
        d = self.p.declares()
        inside = r.choice([f"{f}(n - 1) + {self.small()}", f"{f}(n - 1) * 2 - {f}(n - 2)", f"{f}(n - 1) + {self.leaf('int', False)}"])
        lines = [Stmt("if n < 1:", [Stmt(f"return {self.leaf('int', True)}")])]
        if r.random() < 0.5:
            lines += [Stmt(f"if n in {memo}:", [Stmt(f"return {memo}[n]")]), Stmt(f"{memo}[n] = {inside}"), Stmt(f"return {memo}[n]")]
        else:
            lines.append(Stmt(f"return {inside}"))
        decorator = "@functools.lru_cache(maxsize=None)\n" if r.random() < 0.3 else ""
        return [Stmt(f"{memo} = {{}}"), Stmt(f"{decorator}def {f}({self.p.param('n', 'int', d)}):", lines), Stmt(f"note({f}({r.randint(1, 6)}), sorted({memo}))")]

    def stmt_partial(self, depth: int) -> List[Stmt]:
        r = self.rng
        found = [(t, m) for kind in ("int", "float") for t, m in self.calls(kind) if m.how != "property" and m.params]
        if not found:
            return []
        text, m = r.choice(found)
        name = self.p.fresh("part")
        args = [self.argument(kind, d) for kind, d in m.params]
        if r.random() < 0.5:
            return [Stmt(f"{name} = {text}"), Stmt(f"note([{name}({', '.join(args)}) for i in range(2)])")]
        return [Stmt(f"{name} = functools.partial({', '.join([text] + args[:1])})"), Stmt(f"note({name}({', '.join(args[1:])}), {name}({', '.join(args[1:])}))")]

    def stmt_local_class(self, depth: int) -> List[Stmt]:
        r = self.rng
        name = self.p.fresh("L")
        base = r.choice([k for k in self.p.kinds if not k.frozen] or [None])  # type: ignore[list-item]
        captured = [p.text for p in self.places if p.kind == "int" and p.text.isidentifier()] or ["5"]
        v = r.choice(captured)
        body = [Stmt(f"shared = {v}"), Stmt("def own(self, k=1):", [Stmt(f"return ({v}, k, self.shared)")])]
        if base is not None and r.random() < 0.6:
            ms = [m for m in base.methods if m.how == "method"]
            if ms:
                m = r.choice(ms)
                body.append(Stmt(f"def {m.name}(self{''.join(f', x{i}' for i in range(len(m.params)))}):", [Stmt(f"note('local', {v})"), Stmt(f"return super().{m.name}({', '.join(f'x{i}' for i in range(len(m.params)))})")]))
        obj = self.p.fresh("o")
        args = ", ".join(self.argument(kind, d) for kind, d in base.params) if base else ""
        out = [Stmt(f"class {name}{'(' + base.name + ')' if base else ''}:", body), Stmt(f"{obj} = {name}({args})"), Stmt(f"note({obj}.own({self.small()}))")]
        if base:
            self.receiver(obj, base)
        return out

    def stmt_total(self, depth: int) -> List[Stmt]:
        """A variable of the module."""
        r = self.rng
        name = f"total_{self.p.name}"
        value = f"globals().setdefault('{name}', 2 ** 62 - 3)"
        f = self.p.fresh("count")
        return [Stmt(f"{value}"), Stmt(f"def {f}(k):", [Stmt(f"global {name}"), Stmt(f"{name} {r.choice(['+=', '-='])} k"), Stmt(f"return {name}")]), Stmt(f"note({f}({self.small()}), {f}({self.expr('int', 1)}), {name})")]

    def stmt_unpack(self, depth: int) -> List[Stmt]:
        r = self.rng
        a, b, c = self.p.fresh("u"), self.p.fresh("u"), self.p.fresh("u")
        fields = [p.text for p in self.places if "." in p.text and p.can_set and not p.sure]
        if fields and r.random() < 0.5:
            a = r.choice(fields)
        xs = self.expr("List[int]", 1)
        return [Stmt(r.choice([f"{a}, *{b} = {xs}", f"*{b}, {a} = {xs}", f"({a}, {b}), {c} = ({self.expr('int', 1)}, {self.expr('str', 1)}), {xs}", f"{a} = {b} = {self.expr('int', 1)}", f"{a}, {b} = {b}, {a} = 1, 2",
                               f"note(({b} := {self.expr('int', 1)}), {b} + 1)"])), Stmt(f"note({r.choice([a, b])})")]

    def stmt_assert(self, depth: int) -> List[Stmt]:
        e = self.p.fresh("e")
        return [Stmt("try:", [Stmt(f"assert {self.expr('bool', 2)}, {self.expr('int', 1)}")]), Stmt(f"except AssertionError as {e}:", [Stmt(f"note('assert', {e}.args)")], True)]

    def stmt_hot(self, depth: int) -> List[Stmt]:
        """A loop over methods and fields that is worth two versions."""
        r = self.rng
        k = r.choice(self.p.kinds)
        os, o, n, total = self.p.fresh("os"), self.p.fresh("o"), self.p.fresh("n"), self.p.fresh("total")
        before = list(self.places)
        self.receiver(o, k)
        self.places.append(Place(n, "int", True, False))
        self.places.append(Place(total, "int", False))
        body = []
        fields = [p for p in self.places if p.text.startswith(o + ".") and p.kind in ("int", "float") and p.can_set]
        for _ in range(r.randint(1, 3)):
            if fields and r.random() < 0.6:
                p = r.choice(fields)
                body.append(Stmt(r.choice([f"{p.text} += {self.expr(p.kind, 1, p.sure)}", f"{total} += {p.text}", f"{p.text} = {self.sured(p.kind, p.text)} - {n}" if p.sure else f"{p.text} = {p.text} + {n}"])))
            else:
                found = [(t, m) for kind in ("int", "float") for t, m in self.calls(kind) if t.startswith(o)]
                if found:
                    t, m = r.choice(found)
                    body.append(Stmt(f"{total} = {total} + {self.call(t, m, 1)}"))
        if r.random() < 0.4:
            self.in_loop += 1
            body += self.stmt_if(2)
            self.in_loop -= 1
        self.places = before
        items = ", ".join(self.construct(k) for _ in range(r.randint(1, 3)))
        return [Stmt(f"{os} = [{items}]"), Stmt(f"{total} = {r.choice(['0', '2 ** 62 - 5', '0.5'])}"), Stmt(f"for {n} in range({r.randint(2, 9)}):", [Stmt(f"for {o} in {os}:", body or [Stmt("pass")])]), Stmt(f"note({total}, {os})")]

    def stmt_descriptor(self, depth: int) -> List[Stmt]:
        """A class with a descriptor, a hook for subclasses, or a `__new__` of its own."""
        r = self.rng
        d, c, o = self.p.fresh("D"), self.p.fresh("L"), self.p.fresh("o")
        v = self.leaf("int", False)
        if r.random() < 0.4:
            return [Stmt(f"class {d}:", [Stmt("def __set_name__(self, owner, name):", [Stmt("self.name = '_' + name")]), Stmt("def __get__(self, obj, kind=None):", [Stmt("if obj is None:", [Stmt("return self")]), Stmt("return getattr(obj, self.name, 5)")]),
                                         *([Stmt("def __set__(self, obj, value):", [Stmt("note('set', value)"), Stmt("setattr(obj, self.name, value)")])] if r.random() < 0.6 else [])]),
                    Stmt(f"class {c}:", [Stmt(f"x = {d}()"), Stmt("def more(self):", [Stmt(f"self.x {r.choice(['=', '+='])} {v}"), Stmt("return self.x")])]), Stmt(f"{o} = {c}()"), Stmt(f"note({o}.x, {o}.more(), {o}.x, sorted(vars({o})))")]
        if r.random() < 0.5:
            return [Stmt(f"class {c}:", [Stmt("made = 0"), Stmt("def __new__(cls, *args):", [Stmt("cls.made += 1"), Stmt("obj = super().__new__(cls)"), Stmt(f"obj.n = {v}"), Stmt("return obj" if r.random() < 0.8 else "return 5")]), Stmt("def __init__(self, k):", [Stmt("self.k = k")])]),
                    Stmt(f"{o} = {c}({self.small()})"), Stmt(f"note({c}.made, getattr({o}, 'n', None), getattr({o}, 'k', None))")]
        base = r.choice([k.name for k in self.p.kinds if not k.abstract] or ["object"])
        return [Stmt(f"class {c}({base}):", [Stmt("def __init_subclass__(cls, tag=0, **kw):", [Stmt("super().__init_subclass__(**kw)"), Stmt("cls.tag = tag"), Stmt("note('sub', cls.__name__, tag)")])]), Stmt(f"class {d}({c}, tag={self.small()}):", [Stmt(f"own = {v}")]),
                Stmt(f"note({d}.tag, {d}.own, [x.__name__ for x in {d}.__mro__][:2])")]

    def stmt_star(self, depth: int) -> List[Stmt]:
        r = self.rng
        f = self.p.fresh("star")
        d = self.p.declares()
        body = [Stmt("note(a, args, kw)"), Stmt(r.choice(["return sum(args) + a", "return len(kw)", f"return (lambda *xs, k=a: (k, xs))(*args)", "args += (1,)\nreturn args", "kw['z'] = a\nreturn sorted(kw)"]))]
        calls = [f"{f}({self.expr('int', 1, True)}, *{self.expr('List[int]', 1)}[:4])", f"{f}(a={self.small()})", f"{f}(1, 2, k=3)", f"{f}(*[1, 2], **{{'k': {self.expr('int', 1)}}})", f"{f}(1, a=2)", f"{f}(k=1)"]
        return [Stmt(f"def {f}({self.p.param('a', 'int', d)}, *args{': Any' if d else ''}, **kw{': Any' if d else ''}):", body), *[Stmt(f"note({r.choice(calls)})") for _ in range(2)]]

    # Generators.

    def stmt_local_gen(self, depth: int) -> List[Stmt]:
        """A generator over variables of its function."""
        r = self.rng
        shared = self.new("int", False)
        out = [Stmt(f"{shared} = {self.literal('int')}")]
        name, x = self.p.fresh("lg"), self.p.fresh("x")
        w = Writer(self.p, "generator")
        w.size = 12
        w.result = "int"
        w.places = [Place(p.text, p.kind, p.sure and p.text != shared, p.text == shared or "." in p.text and p.can_set, False) for p in self.places]
        w.places.append(Place("k", "int", False))
        body = [Stmt(f"nonlocal {shared}"), *w.loop_of_yields(), *[s for _ in range(r.randint(0, 2)) for s in w.stmt(1)]]
        out.append(Stmt(f"def {name}(k):", body))
        call = f"{name}({self.small()})"
        use = r.choice([[Stmt(f"for {x} in {call}:", [Stmt(f"{shared} {r.choice(['+=', '-=', '^='])} {x}"), *([self.stmt_break(1)[0]] if r.random() < 0.3 else [])])], [Stmt(f"note(list({call}))")], [Stmt(f"note([{x} + {shared} for {x} in {call}])")],
                        [Stmt(f"note(sum({x} * 2 for {x} in {call} if {x} != {shared}))")], [Stmt(f"{x} = {call}"), Stmt(f"note(next({x}), {shared})"), Stmt(f"note(next({x}, None), {shared})"), Stmt(f"{x}.close()")],
                        [Stmt(f"for {x}, y in zip({call}, {name}(1)):", [Stmt(f"note({x}, y)")])], [Stmt(f"note(dict(enumerate({call})))")], [Stmt(f"note(max({call}), min({call}, default=3))")]])
        return [*out, *use, Stmt(f"note({shared})")]

    def loop_of_yields(self) -> List[Stmt]:
        r = self.rng
        name = self.p.fresh("i")
        self.places.append(Place(name, "int", True, False))
        sent = self.p.fresh("s")
        value = self.expr(self.result, 1, self.sure_result)
        shapes = [[Stmt(f"yield {value}")], [Stmt(f"{sent} = yield {value}"), Stmt(f"if {sent}:", [Stmt(f"note('sent', {sent})")])],
                  [Stmt("try:", [Stmt(f"yield {value}")]), Stmt("finally:", [Stmt(f"late('final', {name})")], True)],
                  [Stmt("try:", [Stmt(f"yield {value}")]), Stmt(f"except {self.error_kind()} as e:", [Stmt("note('thrown', e)"), Stmt(f"yield {value}")], True)]]
        body = r.choice(shapes if self.what == "generator" else shapes[:1] + shapes[2:3]) + ([self.raising()] if r.random() < 0.15 else [])
        loop = [Stmt(f"for {name} in range({r.randint(1, 4)}):", body)]
        if r.random() < 0.3:
            loop = [Stmt("try:", loop), Stmt("finally:", [Stmt(f"late('done', '{self.p.name}')")], True)]
        self.places = [p for p in self.places if p.text != name]
        return loop

    def stmt_yield(self, depth: int) -> List[Stmt]:
        r = self.rng
        value = self.expr(self.result, 1, self.sure_result)
        if r.random() < 0.3 and self.what == "generator":
            return [Stmt(f"{self.new('int', False)} = (yield {value}) or 0")]
        return [Stmt(f"yield {value}")]

    def stmt_delegate(self, depth: int) -> List[Stmt]:
        r = self.rng
        gens = [g for g in self.p.generators if g.result == self.result]
        if gens:
            g = r.choice(gens)
            return [Stmt(f"{self.new('int', False)} = yield from {self.call(g.name, g, 1)}")]
        return [Stmt(f"yield from [{self.expr(self.result, 1, self.sure_result)}, {self.expr(self.result, 1, self.sure_result)}]")]

    def stmt_gens(self, depth: int) -> List[Stmt]:
        r = self.rng
        if not self.p.generators:
            return self.stmt_genexp(depth)
        g = r.choice(self.p.generators)
        name = self.p.fresh("gen")
        make = Stmt(f"{name} = {self.call(g.name, g, 1)}")
        e = self.p.fresh("e")
        error = self.error()
        steps = []
        for _ in range(r.randint(1, 4)):
            steps.append(r.choice([f"note(next({name}))", f"note(next({name}, 'end'))", f"note({name}.send({self.small()}))", f"note({name}.throw({error}))", f"{name}.close()", f"note(list({name})[:5])", f"note(sum(x for x in {name} if x))",
                                   f"note([x for x, _ in zip({name}, range(2))])", f"note(next({name}))", f"note(any({name}))", f"a, *b = {name}"]))
        shape = r.random()
        if shape < 0.5:
            return [make, Stmt("try:", [Stmt(s) for s in steps]), Stmt(f"except (StopIteration, {self.error_kind()}) as {e}:" if r.random() < 0.5 else f"except Exception as {e}:", [Stmt(f"note(chain({e}))"), Stmt(f"note(getattr({e}, 'value', None))")], True)]
        if shape < 0.7:
            return [make, *[Stmt(s) for s in steps]]
        x = self.p.fresh("x")
        return [Stmt(f"for {x} in {self.call(g.name, g, 1)}:", [Stmt(f"note({x})"), *self.loop_body(depth, 2)])]

    def stmt_genexp(self, depth: int) -> List[Stmt]:
        r = self.rng
        n = self.new("int", False)
        name = self.p.fresh("gen")
        xs = self.expr("List[int]", 1)
        return [Stmt(f"{n} = {r.randint(0, 5)}"), Stmt(f"{name} = (x + {n} for x in {xs} if x {r.choice(['>', '!=', '<'])} {n})"), Stmt(f"{n} += 1"),
                Stmt(r.choice([f"note(list({name}))", f"note(next({name}, None))", f"note(sum({name}))", f"for y in {name}: {n} += y", f"note(max({name}, default={n}))", f"note([a + {n} for a in (b * 2 for b in {name})])"])), Stmt(f"note({n})")]

    def stmt_dropped(self, depth: int) -> List[Stmt]:
        """A generator or an object that goes at once: nothing raises here, so that the order is certain."""
        r = self.rng
        f = self.p.fresh("dropped")
        name = self.p.fresh("gen")
        body = [Stmt("try:", [Stmt(f"for i in range({r.randint(2, 4)}):", [Stmt("yield i"), Stmt("note('on')")])]), Stmt("finally:", [Stmt("note('left', i)" if r.random() < 0.8 else "note('left')")], True)]
        if r.random() < 0.4:
            body = [Stmt("with Swallow(()):", body)]
        last = r.choice([[Stmt(f"del {name}")], [Stmt(f"{name} = None")], [Stmt(f"{name}.close()")], [Stmt(f"{name} = {f}()"), Stmt(f"note(next({name}))")]])
        if r.random() < 0.3:
            return [Stmt(f"def {f}():", body), Stmt(f"for x in {f}():", [Stmt("note(x)"), Stmt(r.choice(["break", "if x: break"]))]), Stmt("note('after')")]
        return [Stmt(f"def {f}():", body), Stmt(f"{name} = {f}()"), Stmt(f"note(next({name}))"), *last, Stmt("note('after')"), *([] if "del" in last[0].text else [Stmt(f"{name} = None")])]

    # Exceptions.

    def stmt_reraise(self, depth: int) -> List[Stmt]:
        """Through functions and handlers."""
        r = self.rng
        f = self.p.fresh("deep")
        e = self.p.fresh("e")
        w = Writer(self.p, "method")
        w.places = [Place("k", "int", False)]
        first = self.error()
        handler = r.choice([["raise"], [f"raise {self.error()} from err"], [f"raise {self.error()}"], ["raise err"], [f"raise {self.error()} from None"], [f"return {f}(k - 1)"], ["raise err.__class__(1)"], ["err.__traceback__ = None", "raise"],
                            ["err.add_note('n')", "raise"]])
        body = [Stmt("try:", [Stmt("if k < 1:", [Stmt(f"raise {w.error()}")]), Stmt(f"return {f}(k - 1)")]), Stmt(f"except {self.error_kind()} as err:", [Stmt("note('at', k, type(err).__name__)"), *[Stmt(h) for h in handler]], True)]
        if r.random() < 0.4:
            body.append(Stmt("finally:", [Stmt("note('finally', k)"), *([Stmt("if k == 2:", [Stmt("return k")])] if r.random() < 0.3 else [])], True))
        handled = r.choice([[f"note(chain({e}))"], [f"note({e}, {e}.__context__)", f"note({e}.__suppress_context__)"], [f"note(getattr({e}, 'code', 'none'))"]])
        if "return" in handler[0]:
            body[1].body = [Stmt("note('at', k)"), Stmt("return k")]  # calling on would never end
        return [Stmt(f"def {f}({self.p.param('k', 'int', self.p.declares())}):", body), Stmt("try:", [Stmt(f"note({f}({r.randint(0, 3)}))")]), Stmt(f"except {r.choice(['Exception', self.error_kind()])} as {e}:", [Stmt(h) for h in handled], True)]

    def stmt_group(self, depth: int) -> List[Stmt]:
        r = self.rng
        e = self.p.fresh("e")
        errors = [self.error() for _ in range(r.randint(1, 3))]
        if r.random() < 0.3:
            errors.append(f"ExceptionGroup('inner', [{self.error()}, {self.error()}])")
        out = [Stmt("try:", [Stmt(f"raise {r.choice(['ExceptionGroup(' + repr('g') + ', [' + ', '.join(errors) + '])', errors[0]])}")])]
        kinds = [r.choice([n for n, _ in self.p.errors]), r.choice(BUILTIN_ERRORS)]
        for kind in kinds[: r.randint(1, 2)]:
            out.append(Stmt(f"except* {kind} as {e}:", [Stmt(f"note('star', type({e}).__name__, len({e}.exceptions), [str(x) for x in {e}.exceptions])"), *([self.raising()] if r.random() < 0.2 else [])], True))
        if r.random() < 0.3:
            out.append(Stmt("finally:", [Stmt("note('finally')")], True))
        return [Stmt("try:", out), Stmt(f"except ExceptionGroup as {e}:", [Stmt(f"note(chain({e}))")], True)] if r.random() < 0.7 else out

    # Coroutines.

    def stmt_await(self, depth: int) -> List[Stmt]:
        r = self.rng
        cos = self.p.coroutines
        if cos and r.random() < 0.5:
            c = r.choice(cos)
            return [Stmt(f"{self.new(c.result, c.sure)} = await {self.call(c.name, c, 1)}")]
        return [Stmt(r.choice([f"{self.new('int', False)} = await Pause({self.small()})", "await asyncio.sleep(0)"]))]

    def stmt_async_for(self, depth: int) -> List[Stmt]:
        r = self.rng
        if not self.p.async_generators:
            return self.stmt_await(depth)
        g = r.choice(self.p.async_generators)
        source = self.call(g.name, g, 1)
        if r.random() < 0.4:
            return [Stmt(f"{self.new('List[int]', False)} = [x async for x in {source}][:5]")]
        before = list(self.places)
        out = [Stmt(f"async for {self.new('int', False)} in {source}:", self.loop_body(depth, 2))]
        self.places = before
        return out

    def stmt_async_with(self, depth: int) -> List[Stmt]:
        return [Stmt(f"async with AsyncSwallow({self.error_kind()}) as {self.p.fresh('w')}:", [*self.block(depth, 2), self.raising()])]

    def stmt_coroutine(self, depth: int) -> List[Stmt]:
        r = self.rng
        cos = self.p.coroutines
        if not cos:
            return self.stmt_gens(depth)
        c = r.choice(cos)
        call = self.call(c.name, c, 1)
        e = self.p.fresh("e")
        f = self.p.fresh("main")
        other = r.choice(cos)
        run = r.choice([lambda: [Stmt(f"note(asyncio.run({call}))")], lambda: [Stmt(f"note(drive({call}))")], lambda: [Stmt(f"note(drive({call}))")],
                        lambda: [Stmt(f"async def {f}():", [Stmt(f"return await asyncio.gather({call}, {self.call(other.name, other, 1)}, return_exceptions=True)")]), Stmt(f"note(asyncio.run({f}()))")]])()
        if r.random() < 0.5:
            return [Stmt("try:", run), Stmt(f"except Exception as {e}:", [Stmt(f"note(type({e}).__name__, str({e}))")], True)]
        return run
