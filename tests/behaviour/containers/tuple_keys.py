"""Dicts and sets of tuples, small ints and strs: equal and unequal keys, items of other types, removed entries, collisions."""
from typing import Dict, FrozenSet, List, Set, Tuple


class Odd(int):
    def __eq__(self, other: object) -> bool:
        return other == "odd" or int.__eq__(self, other) is True

    def __hash__(self) -> int:
        return int.__hash__(self)


class Wide(tuple):
    pass


def tuples(n: int) -> None:
    d: Dict[Tuple[int, int], int] = {}
    s: Set[Tuple[int, int]] = set()
    for y in range(-n, n):
        for x in range(-n, n):
            d[x, y] = d.get((x, y), 0) + x * y
            s.add((y, x))
    for x in range(-n, n, 3):
        d.pop((x, x), None)
        s.discard((x, -x))
    hits = 0
    for y in range(-n - 1, n + 1):
        for x in range(-n - 1, n + 1):
            if (x, y) in d:
                hits += d[x, y]
                d[x, y] += 1
            if (x, y) in s:
                hits += 1
            s.add((x, y))
    print(n, len(d), len(s), hits, sum(d.values()))


def kinds() -> None:
    keys: List[object] = [(), (1,), ("a",), (1, 2), ("a", 1), (1.0, 2), (True, 2), (1, 2, 3, 4), (1, 2, 3, 4, 5), ((1, 2), 3), (None, 1),
                          (Odd(1), 2), Wide((1, 2)), 2**30, (2**30, 1), (2**62, 1), (-1, -2), (-2, -1), (0, -1), ("é", "日本"), -1, -2, 1, 1.0,
                          True, "a", b"a", frozenset([1]), (frozenset([1]),), Odd(7), 7, None, "odd", (-1,), (-2,)]
    d: Dict[object, int] = {}
    s: Set[object] = set()
    for i, k in enumerate(keys):
        d[k] = i
        s.add(k)
    print(len(d), len(s))
    probes: List[object] = keys + [(1, 2.0), (1, Odd(2)), (1, "2"), ("a" + "", 1), ("A".lower(), 1), (2, 1), ("b",), "odd", (1, 2, 3), (Odd(1), Odd(2))]
    for p in probes:
        print(type(p).__name__, repr(p), p in d, d.get(p), p in s)
    f: FrozenSet[object] = frozenset(keys)
    print([p in f for p in probes])
    for bad in ([], (1, []), {}, set(), ({},)):
        for where in (d, s, f):
            try:
                print(bad in where)  # type: ignore
            except TypeError as e:
                print(type(e).__name__, e)


def ints(n: int) -> None:
    s = set(range(0, n, 2))
    for i in range(0, n, 4):
        s.remove(i)
    print(n, sum([i in s for i in range(-3, n + 3)]), -1 in s, -2 in s)
    s.add(-1)
    s.add(-2)
    s.add(-1)
    print(-1 in s, -2 in s, len(s), 2**61 - 1 in s, 2**61 in s)
    collide = {i << 20 for i in range(40)}
    print(sum([i << 20 in collide for i in range(60)]), 5 in collide)
    emptied = {1, 2, 3}
    emptied.clear()
    print(1 in emptied, "x" in emptied, () in emptied)
    for i in range(200):
        emptied.add(i)
        emptied.discard(i)
    print(len(emptied), 7 in emptied)


def texts() -> None:
    s: Set[str] = set()
    for i in range(300):
        s.add("w%d" % (i % 90))
        if i % 7 == 0:
            s.discard("w%d" % (i % 50))
    print(len(s), sum(["w%d" % i in s for i in range(120)]), "" in s)


def main() -> None:
    for n in (1, 3, 12, 40):
        tuples(n)
    kinds()
    for n in (0, 4, 50, 5000):
        ints(n)
    texts()


if __name__ == "__main__":
    main()
