"""Tuples that are made only to be looked up: every kind of container, of item and of outcome."""
from collections import Counter, OrderedDict, defaultdict
from typing import Any


class Loud(dict[Any, Any]):
    def __getitem__(self, key: Any) -> Any:
        print("getitem", key, type(key).__name__)
        return super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        print("setitem", key)
        super().__setitem__(key, value)

    def __contains__(self, key: Any) -> bool:
        print("contains", key)
        return super().__contains__(key)


class Missing(dict[Any, Any]):
    def __missing__(self, key: Any) -> Any:
        return "missing", key


class Odd:
    """Equal to ints, and tells when it is asked."""

    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        print("eq", self.n)
        return isinstance(other, int) and other == self.n

    def __hash__(self) -> int:
        print("hash", self.n)
        return hash(self.n)


class Matrix:
    def __getitem__(self, key: Any) -> Any:
        return key

    def __contains__(self, key: Any) -> bool:
        return key == (1, 2)


def ints(d: dict[tuple[int, int], int], s: set[tuple[int, int]], x: int, y: int) -> list[object]:
    return [(x, y) in d, (x, y) not in s, d.get((x, y)), d.get((x, y), -1), (y, x, x) in d, (x,) in s, (x, y, x, y) in d, (x, y, x, y, x) in d]


def walk(n: int) -> tuple[int, int, int]:
    grid: dict[tuple[int, int], int] = {}
    seen: set[tuple[int, int]] = set()
    for x in range(-n, n):
        for y in range(-n, n):
            grid[x, y] = x * y
            if (x + y) % 3 == 0:
                seen.add((x, y))
    total = hits = 0
    for x in range(-n - 1, n + 1):
        for y in range(-n - 1, n + 1):
            if (x, y) in grid:
                total += grid[x, y]
                grid[(x, y)] += 1
            if (y, x) in seen:
                hits += 1
                seen.discard((y, x))
            seen.discard((x, 99))
    return total + sum(grid.values()), hits, len(seen)


def count(words: list[str]) -> dict[tuple[str, int], int]:
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for w in words:
        counts[w, len(w)] += 1
    return counts


def untyped(container, a, b):
    found = (a, b) in container
    try:
        return found, container[a, b]
    except Exception as e:
        return found, type(e).__name__, str(e)


def store(container, a, b, value):
    container[a, b] = value
    return container


def same_object(a: int, b: int) -> bool:
    """A tuple that two containers keep is one object."""
    d: dict[tuple[int, int], int] = {}
    s: set[tuple[int, int]] = set()
    key = (a, b)
    d[key] = 1
    s.add(key)
    return next(iter(d)) is next(iter(s))


def failing(d: dict[Any, int], a: Any, b: Any) -> None:
    for f in (lambda: d[a, b], lambda: (a, b) in d, lambda: d.get((a, b)), lambda: d.setdefault((a, b), 5)):
        try:
            print(f())
        except (KeyError, TypeError) as e:
            print(type(e).__name__, e, type(e.args[0]).__name__)


def main() -> None:
    big = 2**40
    d = {(1, 2): 3, (-1, -2): 4, (big, 0): 5, (2**62, -(2**63)): 6, (2, 1, 1): 7, (1, 2, 1, 2): 8, (1, 2, 1, 2, 1): 9}
    s = {(1, 2), (1,), (-1, -2), (2**70, 1)}
    for x, y in [(1, 2), (-1, -2), (0, 0), (big, 0), (2**62, -(2**63)), (2**70, 1), (2**30, 2**30 - 1), (True, 2)]:
        print(x, y, ints(d, s, x, y))
    print(walk(12))
    print(sorted(count("a bb a ccc bb a".split()).items()))
    things = [{(1, 2): "d"}, {(1, 2)}, frozenset({(1, 2)}), Matrix(), Loud({(1, 2): "loud"}), Missing({(1, 2): "m"}), Counter({(1, 2): 2}), OrderedDict({(1, 2): "o"}), [(1, 2)]]
    for container in things:
        print(type(container).__name__, untyped(container, 1, 2), untyped(container, 3, 4))
    print(untyped({("a", 1): "x", (None, 1.5): "y", ((1, 2), "n"): "z"}, "a", 1), untyped({(None, 1.5): "y"}, None, 1.5), untyped({((1, 2), "n"): "z"}, (1, 2), "n"))
    nan = float("nan")
    print(untyped({(nan, 1): "nan"}, nan, 1), untyped({(1, 2): "ints"}, 1.0, 2.0), untyped({(1.0, 2.0): "floats"}, 1, 2), untyped({(1, "é"): "é"}, True, "é"))
    print(untyped({(1, 2): "plain"}, Odd(1), 2), untyped({(Odd(1), 2): "odd"}, 1, 2))
    for container in [{}, Loud(), Missing(), Counter(), OrderedDict(), defaultdict(list)]:
        store(container, 1, 2, "first")
        store(container, 3, 4, 5)
        print(type(container).__name__, store(container, 1, 2, [big]))
    print(same_object(1, 2), same_object(big, -big))
    failing({(1, 2): 3}, 1, 2)
    failing({(1, 2): 3}, 7, big)
    failing({(1, 2): 3}, [], 2)
    # The key that stays is the one that was there first.
    e: dict[tuple[Any, int], str] = {(1, 2): "a"}
    e[True, 2] = "b"
    e[1.0, 2] = "c"
    print(e)


if __name__ == "__main__":
    main()
