"""Generated statements about objects and classes."""
from typing import List

from loop_programs import Stmt
from object_programs.model import Callee
from object_programs.statements import Statements


class ObjectStatements(Statements):
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
