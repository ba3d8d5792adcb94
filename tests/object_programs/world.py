"""The classes, exceptions, decorators and functions that come with one generated function."""
import random
from typing import List, Optional, Sequence, Tuple

from loop_programs import Stmt
from object_programs.model import Callee, Field, Kind, PLAIN, Place, VALUES
from object_programs.writer import Writer


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
