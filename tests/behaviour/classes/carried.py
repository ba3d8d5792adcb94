"""Variables of loops that get a new small instance in each round: their fields are kept apart from the object, until somebody looks."""
import weakref


class Vec:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def __add__(self, o: "Vec") -> "Vec":
        return Vec(self.x + o.x, self.y + o.y)

    def scaled(self, k: float) -> "Vec":
        return Vec(self.x * k, self.y * k)

    def size(self) -> float:
        return self.x * self.x + self.y * self.y


class Count:
    def __init__(self, n: int, step: int) -> None:
        self.n = n
        self.step = step

    def next(self) -> "Count":
        return Count(self.n + self.step, self.step)


class Loud(Vec):
    def __add__(self, o: Vec) -> Vec:
        print("loud")
        return Vec(self.x + o.x, self.y + o.y)


def walk(p: Vec, d: Vec, n: int) -> Vec:
    for _ in range(n):
        p = p + d
    return p


def walk_back(p: Vec, d: Vec, n: int) -> tuple[Vec, Vec]:
    """Two of them, the one made from the other."""
    for i in range(n):
        d = d.scaled(-0.5) + p
        p = p + d
    return p, d


def until(p: Vec, d: Vec, limit: float) -> tuple[Vec, int]:
    n = 0
    while p.size() < limit:
        p = p + d
        n += 1
        if n == 40:
            break
    return p, n


def divide(p: Vec, d: Vec, n: int) -> object:
    """The loop is left by an exception, and the handler looks at the instance."""
    try:
        for i in range(n, -1, -1):
            p = p + d
            p = p.scaled(1.0 / i)
    except ZeroDivisionError as e:
        return round(p.x, 6), round(p.y, 6), str(e)
    return None


def count(c: Count, n: int) -> Count:
    for _ in range(n):
        c = c.next()
    return c


def seen(p: Vec, d: Vec, n: int, which: int) -> list[Vec]:
    """Now and then the instance is kept."""
    kept: list[Vec] = []
    for i in range(n):
        p = p + d
        if i == which:
            kept.append(p)
    kept.append(p)
    return kept


def same(p: Vec, d: Vec, n: int) -> bool:
    first = p
    for _ in range(n):
        p = p + d
    return p is first


def show(p: Vec) -> str:
    return f"{type(p).__name__}({p.x!r}, {p.y!r})"


def main() -> None:
    print(show(walk(Vec(1.0, 2.0), Vec(0.5, 0.25), 10)))
    print(show(walk(Vec(1, 2), Vec(0.5, 0.25), 3)), show(walk(Vec(1, 2), Vec(3, 4), 3)), show(walk(Vec(1, 2), Vec(3, 4), 1)))
    print(show(walk(Loud(1.0, 2.0), Vec(0.5, 0.25), 3)), show(walk(Vec(1.0, 2.0), Loud(0.5, 0.25), 3)))
    start = Vec(1.0, 1.0)
    print(walk(start, Vec(1.0, 1.0), 0) is start, same(start, start, 0), same(start, start, 3), show(start))
    print([show(v) for v in walk_back(Vec(1.0, 2.0), Vec(0.5, 0.25), 6)])
    print([show(v) for v in walk_back(start, start, 3)])
    p, n = until(Vec(0.0, 0.0), Vec(1.0, 1.0), 50.0)
    print(show(p), n)
    p, n = until(Vec(0.0, 0.0), Vec(0.0, 0.0), 50.0)
    print(show(p), n)
    print(divide(Vec(0.0, 1.0), Vec(1.0, 1.0), 5), divide(Vec(0.0, 1.0), Vec(1.0, 1.0), 0))
    c = count(Count(0, 1), 100)
    print(c.n, c.step)
    c = count(Count(2**62 - 10, 7), 100)
    print(c.n, c.step)
    c = count(Count(True, False), 3)
    print(c.n, c.step)
    kept = seen(Vec(0.0, 0.0), Vec(1.0, 2.0), 8, 3)
    print([show(v) for v in kept], kept[0] is kept[1], len({id(v) for v in seen(Vec(0.0, 0.0), Vec(1.0, 2.0), 8, 7)}))
    # What goes in the first round tells so.
    gone: list[str] = []
    watched = Vec(5.0, 5.0)
    ref = weakref.ref(watched, lambda _: gone.append("gone"))
    result = walk(watched, Vec(1.0, 0.0), 3)
    print(show(result), gone, ref() is watched)
    del watched
    print(gone)
    ref = weakref.ref(walk(Vec(5.0, 5.0), Vec(1.0, 0.0), 2), lambda _: gone.append("result"))
    print(gone)
    odd = Vec(1.0, 1.0)
    del odd.x
    try:
        walk(odd, Vec(1.0, 1.0), 2)
    except AttributeError as e:
        print("AttributeError", e)
    extra = Vec(1.0, 1.0)
    setattr(extra, "note", "kept")
    print(getattr(walk(extra, Vec(1.0, 1.0), 0), "note"), hasattr(walk(extra, Vec(1.0, 1.0), 1), "note"))
    # The class changes meanwhile.
    saved = Vec.__add__
    setattr(Vec, "__add__", lambda a, b: Vec(a.x - b.x, a.y - b.y))
    print(show(walk(Vec(1.0, 2.0), Vec(0.5, 0.25), 3)))
    setattr(Vec, "__add__", saved)
    print(show(walk(Vec(1.0, 2.0), Vec(0.5, 0.25), 3)))
    # Somebody wants to see them go.
    ends: list[float] = []
    setattr(Vec, "__del__", lambda v: ends.append(v.x))
    print(show(walk(Vec(1.0, 2.0), Vec(0.5, 0.25), 4)), sorted(ends))
    delattr(Vec, "__del__")
    print(show(walk(Vec(1.0, 2.0), Vec(0.5, 0.25), 4)), len(ends))


if __name__ == "__main__":
    main()
