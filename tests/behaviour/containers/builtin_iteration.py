from typing import Dict, Iterator, List, Tuple


def indexed(xs: List[str]) -> List[Tuple[int, str]]:
    out = []
    for i, x in enumerate(xs, start=1):
        out.append((i, x))
    return out


def dot(a: List[float], b: List[float]) -> float:
    return sum(x * y for x, y in zip(a, b))


def adjacent(xs: List[int]) -> List[int]:
    return [b - a for a, b in zip(xs, xs[1:])]


def by_two(n: int) -> List[int]:
    out = []
    for i in range(n, 0, -2):
        out.append(i)
    return out


def nested(rows: List[List[int]]) -> Dict[Tuple[int, int], int]:
    out = {}
    for y, row in enumerate(rows):
        for x, v in enumerate(row):
            if v:
                out[x, y] = v
    return out


def main() -> None:
    print(indexed(["a", "b"]), dot([1, 2.5], [2, 2]), adjacent([1, 4, 9]), by_two(7), nested([[0, 1], [2, 0]]))
    print(list(enumerate("ab")), list(enumerate([], 5)), list(zip("ab", [1, 2, 3])), list(zip()), list(zip("a")), list(zip("ab", "cd", "ef")), [*zip(*[(1, 2), (3, 4)])])
    print(list(map(lambda x: x + 1, [1, 2])), list(map(max, [1, 5], [3, 2])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2])), list(reversed([1, 2])), list(reversed("ab")), list(reversed(range(3))))
    print(any([]), all([]), any([0, 1]), all([1, 0]), any(x > 2 for x in [1, 3]), sum(map(len, ["a", "bb"])), sorted(map(str, [2, 1])), max(map(abs, [-3, 2])))
    r = range(2, 20, 3)
    print(r, len(r), r[1], r[-1], r[1:3], 5 in r, 6 in r, r.index(8), r.count(8), list(r), list(r[::-1]), r == range(2, 19, 3), range(0) == range(5, 5), r.start, r.stop, r.step, hash(range(3)) == hash(range(3)), bool(range(0)))
    print(list(range(5, 0)), list(range(5, 0, -1)), list(range(-3, 3, 2)), sum(range(10)), list(range(0)), range(10 ** 20)[10 ** 19], len(range(-5, 5)), 2.0 in range(3), "a" in range(3))
    it = iter([1, 2, 3])
    print(next(it), list(zip(it, it)), next(it, None), list(iter(int, 0)), next(iter({}), "empty"))
    vals = iter([1, 2, 0, 3])
    print(list(iter(lambda: next(vals), 0)))
    e = enumerate("xy")
    print(next(e), list(e), iter(e) is e, type(zip()).__name__)
    for f in (lambda: range(1.5), lambda: range(1, 2, 0), lambda: range(3)[5], lambda: next(iter([])), lambda: enumerate(5), lambda: list(map(1, [1])), lambda: zip([1], 5), lambda: reversed({1}), lambda: range("a")):  # type: ignore
        try:
            print(f())
        except (TypeError, ValueError, IndexError, StopIteration) as err:
            print(type(err).__name__, err)
    i = 99
    for i in range(3):
        pass
    for _ in range(0):
        i = -1
    print(i)


if __name__ == "__main__":
    main()
