"""Generated statements about closures, local classes and hot loops."""
from typing import List, Optional

from loop_programs import Stmt
from object_programs.model import Place
from object_programs.statements import Statements


class FunctionStatements(Statements):
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
            w = type(self)(self.p, "method")
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
