"""Loops that count and take objects from lists by the count: who holds them, what happens to the lists meanwhile, and where such loops end."""
from typing import Any, List, Optional


class Body:
    def __init__(self, name: str, x: float, n: int) -> None:
        self.name = name
        self.x = x
        self.n = n

    def __del__(self) -> None:
        print("gone", self.name)


class Clearing(Body):
    """Empties a list when it goes."""

    def __init__(self, name: str, victim: List[Body]) -> None:
        super().__init__(name, 1.0, 1)
        self.victim = victim

    def __del__(self) -> None:
        print("clears", self.name, len(self.victim))
        self.victim.clear()


class Plain:
    def __init__(self, x: float) -> None:
        self.x = x
        self.v = 0.0


def total(bodies: List[Body], start: int, stop: int) -> float:
    out = 0.0
    for i in range(start, stop):
        b = bodies[i]
        out += b.x * b.n
    return out


def pull(bodies: List[Plain], dt: float) -> float:
    for i in range(len(bodies)):
        a = bodies[i]
        for j in range(i + 1, len(bodies)):
            b = bodies[j]
            d = a.x - b.x
            a.v -= d * dt
            b.v += d * dt
    e = 0.0
    for i in range(len(bodies)):
        b = bodies[i]
        e += b.v * b.x
    return e


def while_last(bodies: List[Body], n: int) -> str:
    """The variable is seen behind the loop."""
    i = 0
    b: Optional[Body] = None
    count = 0
    while i < n:
        b = bodies[i]
        count += b.n
        i += 1
    return f"{count} {b.name if b else None}"


def held_before(bodies: List[Body], last: List[Body], n: int) -> str:
    """What the variable held goes in the first round; that may change the list."""
    b = last.pop()
    out = 0.0
    try:
        for i in range(n):
            b = bodies[i]
            out += b.x
    except IndexError as error:
        return f"{out} {b.name} {error}"
    return f"{out} {b.name}"


def changed(bodies: List[Body], at: int) -> List[str]:
    names: List[str] = []
    for i in range(len(bodies)):
        b = bodies[i]
        if i == at:
            bodies.pop()
            bodies.append(Body("new", 9.0, 9))
        names.append(b.name)
    return names


def replaced(bodies: List[Body]) -> float:
    out = 0.0
    for i in range(len(bodies)):
        b = bodies[i]
        bodies[i] = Body(b.name + "'", b.x + 1, b.n)
        out += b.x
    return out


def strides(bodies: List[Body], step: int) -> float:
    out = 0.0
    for i in range(0, len(bodies), step):
        b = bodies[i]
        out = out * 2 + b.x
    return out


def twos(bodies: List[Body]) -> float:
    out = 0.0
    i = 0
    while i < len(bodies):
        b = bodies[i]
        out += b.x
        i += 2
    return out


def of_two(xs: List[Body], ys: List[Body], n: int) -> float:
    out = 0.0
    for i in range(n):
        x = xs[i]
        y = ys[i]
        out += x.x * y.x
    return out


def grid(rows: List[List[int]], n: int) -> int:
    out = 0
    for i in range(n):
        row = rows[i]
        for j in range(n):
            out += row[j] * (i + 1)
    return out


kept: List[Any] = []  # what tracebacks hold goes at another time


def outcome(what: Any, *args: Any) -> None:
    try:
        print(what.__name__, what(*args))
    except (IndexError, AttributeError, TypeError) as error:
        print(what.__name__, type(error).__name__, error)
        kept.append([list(arg) if isinstance(arg, list) else arg for arg in args])


def bodies(n: int) -> List[Body]:
    return [Body(f"b{i}", i + 0.5, i) for i in range(n)]


def main() -> None:
    for start, stop in ((0, 4), (0, 5), (-3, 2), (2, 2), (4, 6), (-9, 1)):
        outcome(total, bodies(4), start, stop)
    print(pull([Plain(float(i * i)) for i in range(7)], 0.25), pull([], 1.0), pull([Plain(2.0)], 1.0))
    for n in (0, 1, 3, 4):
        outcome(while_last, bodies(3), n)
    outcome(held_before, bodies(3), [Body("last", 0.0, 0)], 3)
    outcome(held_before, bodies(3), [Body("last", 0.0, 0)], 0)
    victims = bodies(3)
    outcome(held_before, victims, [Clearing("first", victims)], 3)
    print(len(victims))
    same = bodies(2)
    outcome(held_before, same, [same[1]], 2)
    del same
    outcome(changed, bodies(4), 1)
    outcome(changed, bodies(4), 3)
    outcome(replaced, bodies(3))
    for step in (1, 2, 5):
        outcome(strides, bodies(5), step)
    outcome(twos, bodies(5))
    outcome(of_two, bodies(2), bodies(2), 2)
    outcome(of_two, bodies(3), bodies(2), 3)
    mixed: Any = bodies(3)
    mixed[1] = "no body"
    outcome(total, mixed, 0, 3)
    mixed[1] = None
    outcome(total, mixed, 0, 3)
    empty = bodies(3)
    del empty[1].x
    outcome(total, empty, 0, 3)
    whole: Any = bodies(3)
    whole[1].x = 3
    whole[2].n = 2**70
    outcome(total, whole, 0, 3)
    outcome(grid, [[1, 2, 3], [4, 5, 6], [7, 8, 9]], 3)
    outcome(grid, [[1, 2, 3], [4, 5], [7, 8, 9]], 3)
    outcome(grid, [[1, 2], [4, 5]], 3)
    del mixed, empty, whole
    for args in kept:
        print(len(args))
    kept.clear()


if __name__ == "__main__":
    main()
