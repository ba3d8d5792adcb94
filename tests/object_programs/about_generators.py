"""Generated statements about generators, coroutines and exceptions."""
from typing import List

from loop_programs import Stmt
from object_programs.model import BUILTIN_ERRORS, Place
from object_programs.statements import Statements


class GeneratorStatements(Statements):
    def stmt_local_gen(self, depth: int) -> List[Stmt]:
        """A generator over variables of its function."""
        r = self.rng
        shared = self.new("int", False)
        out = [Stmt(f"{shared} = {self.literal('int')}")]
        name, x = self.p.fresh("lg"), self.p.fresh("x")
        w = type(self)(self.p, "generator")
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
        w = type(self)(self.p, "method")
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
