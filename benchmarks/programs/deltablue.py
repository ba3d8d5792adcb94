"""An incremental solver of one-way constraints with strengths: adding, removing, plans; a chain and a projection."""
from typing import List, Optional

DEFAULT = 1000

# Strengths: the smaller the stronger.
REQUIRED, STRONG, PREFERRED, MEDIUM, DEFAULT_STRENGTH, WEAK, WEAKEST = range(7)


class Variable:
    def __init__(self, name: str, value: int = 0) -> None:
        self.name = name
        self.value = value
        self.constraints: "List[Constraint]" = []
        self.determined_by: "Optional[Constraint]" = None
        self.mark = 0
        self.strength = WEAKEST
        self.stays = True

    def forget(self, constraint: "Constraint") -> None:
        self.constraints.remove(constraint)
        if self.determined_by is constraint:
            self.determined_by = None


class Constraint:
    def __init__(self, strength: int) -> None:
        self.strength = strength

    def attach(self, planner: "Planner") -> None:
        self.join()
        planner.add(self)

    def detach(self, planner: "Planner") -> None:
        if self.satisfied():
            planner.remove(self)
        else:
            self.leave()

    def satisfy(self, mark: int, planner: "Planner") -> "Optional[Constraint]":
        """Take part if strong enough; returns the constraint that is no longer satisfied because of it."""
        self.choose(mark)
        if not self.satisfied():
            if self.strength == REQUIRED:
                raise ValueError("a required constraint cannot be satisfied")
            return None
        self.mark_inputs(mark)
        out = self.output()
        overridden = out.determined_by
        if overridden is not None:
            overridden.unsatisfy()
        out.determined_by = self
        if not planner.propagate(self, mark):
            raise ValueError("a cycle of constraints")
        out.mark = mark
        return overridden

    def is_input(self) -> bool:
        return False

    def join(self) -> None:
        raise NotImplementedError

    def leave(self) -> None:
        raise NotImplementedError

    def satisfied(self) -> bool:
        raise NotImplementedError

    def choose(self, mark: int) -> None:
        raise NotImplementedError

    def mark_inputs(self, mark: int) -> None:
        raise NotImplementedError

    def inputs_known(self, mark: int) -> bool:
        raise NotImplementedError

    def output(self) -> Variable:
        raise NotImplementedError

    def unsatisfy(self) -> None:
        raise NotImplementedError

    def recalculate(self) -> None:
        raise NotImplementedError

    def execute(self) -> None:
        raise NotImplementedError


class Unary(Constraint):
    def __init__(self, variable: Variable, strength: int, planner: "Planner") -> None:
        super().__init__(strength)
        self.variable = variable
        self.active = False
        self.attach(planner)

    def join(self) -> None:
        self.variable.constraints.append(self)
        self.active = False

    def leave(self) -> None:
        self.variable.forget(self)
        self.active = False

    def satisfied(self) -> bool:
        return self.active

    def choose(self, mark: int) -> None:
        self.active = self.variable.mark != mark and self.strength < self.variable.strength

    def mark_inputs(self, mark: int) -> None:
        pass

    def inputs_known(self, mark: int) -> bool:
        return True

    def output(self) -> Variable:
        return self.variable

    def unsatisfy(self) -> None:
        self.active = False

    def recalculate(self) -> None:
        out = self.variable
        out.strength = self.strength
        out.stays = not self.is_input()
        if out.stays:
            self.execute()

    def execute(self) -> None:
        pass


class Stay(Unary):
    pass


class Edit(Unary):
    def is_input(self) -> bool:
        return True


NOWHERE, FORWARD, BACKWARD = 0, 1, -1


class Binary(Constraint):
    def __init__(self, a: Variable, b: Variable, strength: int, planner: "Planner") -> None:
        super().__init__(strength)
        self.a = a
        self.b = b
        self.direction = NOWHERE
        self.attach(planner)

    def join(self) -> None:
        self.a.constraints.append(self)
        self.b.constraints.append(self)
        self.direction = NOWHERE

    def leave(self) -> None:
        self.a.forget(self)
        self.b.forget(self)
        self.direction = NOWHERE

    def satisfied(self) -> bool:
        return self.direction != NOWHERE

    def choose(self, mark: int) -> None:
        a, b = self.a, self.b
        if a.mark == mark:
            self.direction = FORWARD if b.mark != mark and self.strength < b.strength else NOWHERE
        elif b.mark == mark:
            self.direction = BACKWARD if self.strength < a.strength else NOWHERE
        elif a.strength > b.strength:
            self.direction = BACKWARD if self.strength < a.strength else NOWHERE
        else:
            self.direction = FORWARD if self.strength < b.strength else NOWHERE

    def input(self) -> Variable:
        return self.a if self.direction == FORWARD else self.b

    def output(self) -> Variable:
        return self.b if self.direction == FORWARD else self.a

    def mark_inputs(self, mark: int) -> None:
        self.input().mark = mark

    def inputs_known(self, mark: int) -> bool:
        v = self.input()
        return v.mark == mark or v.stays or v.determined_by is None

    def unsatisfy(self) -> None:
        self.direction = NOWHERE

    def recalculate(self) -> None:
        before, out = self.input(), self.output()
        out.strength = max(self.strength, before.strength)
        out.stays = before.stays
        if out.stays:
            self.execute()

    def execute(self) -> None:
        raise NotImplementedError


class Equal(Binary):
    def execute(self) -> None:
        self.output().value = self.input().value


class Scaled(Binary):
    """b = a * scale + offset"""

    def __init__(self, a: Variable, scale: Variable, offset: Variable, b: Variable, strength: int, planner: "Planner") -> None:
        self.scale = scale
        self.offset = offset
        super().__init__(a, b, strength, planner)

    def join(self) -> None:
        super().join()
        self.scale.constraints.append(self)
        self.offset.constraints.append(self)

    def leave(self) -> None:
        super().leave()
        self.scale.forget(self)
        self.offset.forget(self)

    def mark_inputs(self, mark: int) -> None:
        super().mark_inputs(mark)
        self.scale.mark = mark
        self.offset.mark = mark

    def recalculate(self) -> None:
        before, out = self.input(), self.output()
        out.strength = max(self.strength, before.strength)
        out.stays = before.stays and self.scale.stays and self.offset.stays
        if out.stays:
            self.execute()

    def execute(self) -> None:
        if self.direction == FORWARD:
            self.b.value = self.a.value * self.scale.value + self.offset.value
        else:
            self.a.value = (self.b.value - self.offset.value) // self.scale.value


class Planner:
    def __init__(self) -> None:
        self.mark = 0

    def new_mark(self) -> int:
        self.mark += 1
        return self.mark

    def add(self, constraint: Constraint) -> None:
        mark = self.new_mark()
        overridden = constraint.satisfy(mark, self)
        while overridden is not None:
            overridden = overridden.satisfy(mark, self)

    def remove(self, constraint: Constraint) -> None:
        out = constraint.output()
        constraint.unsatisfy()
        constraint.leave()
        loose = self.release(out)
        for strength in range(REQUIRED, WEAKEST + 1):
            for c in loose:
                if c.strength == strength:
                    self.add(c)

    def release(self, out: Variable) -> List[Constraint]:
        """What depended on `out` is determined by nothing; returns the constraints that may be satisfied now."""
        out.determined_by = None
        out.strength = WEAKEST
        out.stays = True
        loose: List[Constraint] = []
        todo = [out]
        while todo:
            v = todo.pop()
            for c in v.constraints:
                if not c.satisfied():
                    loose.append(c)
            for c in v.constraints:
                if c is not v.determined_by and c.satisfied():
                    c.recalculate()
                    todo.append(c.output())
        return loose

    def propagate(self, constraint: Constraint, mark: int) -> bool:
        todo = [constraint]
        while todo:
            c = todo.pop()
            if c.output().mark == mark:
                self.remove(constraint)
                return False
            c.recalculate()
            self.consumers(c.output(), todo)
        return True

    def consumers(self, v: Variable, into: List[Constraint]) -> None:
        for c in v.constraints:
            if c is not v.determined_by and c.satisfied():
                into.append(c)

    def plan(self, sources: List[Constraint]) -> List[Constraint]:
        """The order in which constraints follow from `sources`, inputs before outputs."""
        mark = self.new_mark()
        out: List[Constraint] = []
        todo = [c for c in sources if c.is_input() and c.satisfied()]
        while todo:
            c = todo.pop()
            if c.output().mark != mark and c.inputs_known(mark):
                out.append(c)
                c.output().mark = mark
                self.consumers(c.output(), todo)
        return out


def change(variable: Variable, value: int, planner: Planner) -> None:
    edit = Edit(variable, PREFERRED, planner)
    steps = planner.plan([edit])
    for k in range(10):
        variable.value = value + k
        for c in steps:
            c.execute()
    edit.detach(planner)


def chain(n: int) -> int:
    """A row of equal variables: what goes in at one end comes out at the other."""
    planner = Planner()
    row = [Variable(f"v{i}") for i in range(n + 1)]
    for i in range(n):
        Equal(row[i], row[i + 1], REQUIRED, planner)
    Stay(row[n], DEFAULT_STRENGTH, planner)
    edit = Edit(row[0], PREFERRED, planner)
    steps = planner.plan([edit])
    total = 0
    for value in range(60):
        row[0].value = value
        for c in steps:
            c.execute()
        total += row[n].value
    edit.detach(planner)
    return total


def projection(n: int) -> int:
    """Pairs of points under one scale and offset, which then change, as do points on either side."""
    planner = Planner()
    scale = Variable("scale", 10)
    offset = Variable("offset", 1000)
    sources: List[Variable] = []
    targets: List[Variable] = []
    for i in range(n):
        a = Variable(f"a{i}", i)
        b = Variable(f"b{i}", i)
        sources.append(a)
        targets.append(b)
        Stay(a, DEFAULT_STRENGTH, planner)
        Scaled(a, scale, offset, b, REQUIRED, planner)
    change(sources[n // 2], 17, planner)
    total = targets[n // 2].value
    change(targets[n // 3], 1050, planner)
    total += sources[n // 3].value
    change(scale, 5, planner)
    total += sum(b.value for b in targets[:-1])
    change(offset, 2000, planner)
    return total + sum(b.value for b in targets[:-1])


def main(n: int) -> object:
    return chain(n), projection(n)
