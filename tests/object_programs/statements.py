"""Generated statements: blocks, control flow, assignments."""
from typing import List, Optional

from loop_programs import Stmt
from object_programs.expressions import Expressions
from object_programs.model import BUILTIN_ERRORS, PLAIN, Place, VALUES


class Statements(Expressions):
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
        # A declared variable of a class that is not what it says is a TypeError where it is read.
        if not p.sure and p.kind in VALUES and not p.text.startswith("cls.") and r.random() < 0.06:
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
