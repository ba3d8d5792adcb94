"""Loops over enumerate, zip and reversed of each other, of ranges and of entries of dicts, whatever these turn out to be."""
import builtins
from typing import Dict, Iterator, List, Tuple


class Told:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("gone", self.name)


class Walk:
    """Says when it is walked."""

    def __init__(self, name: str, n: int) -> None:
        self.name = name
        self.n = n

    def __iter__(self) -> "Walk":
        print("iter", self.name)
        return self

    def __next__(self) -> int:
        self.n -= 1
        print("next", self.name, self.n)
        if self.n < 0:
            raise StopIteration
        return self.n


def ranges(xs: List[float], n: int, start: int, step: int) -> List[Tuple[int, float, int]]:
    out = []
    for i, x, j in zip(range(n), xs, range(start, start + step * 10, step)):
        out.append((i, x, j))
    return out


def range_first_or_last(a: List[int], n: int) -> Tuple[int, int]:
    first = last = 0
    for i, x in zip(range(n), a):
        first += i * x
    for x, i in zip(a, range(n)):
        last += i * x
    return first, last


def reversed_ranges(a: List[int]) -> int:
    total = 0
    for i, x in zip(reversed(range(len(a))), a):
        total = total * 3 + i * x
    for k, i in enumerate(reversed(range(3, 30, 4))):
        total += k * i
    for k, i in enumerate(range(10, 0, -3), 5):
        total += k * i
    return total


def nested(a: List[int], b: List[float]) -> List[object]:
    out: List[object] = []
    for i, (x, y) in enumerate(zip(a, b)):
        out.append((i, x, y))
    for (i, x), y in zip(enumerate(a, 10), b):
        out.append((i, x, y))
    for i, pair in enumerate(zip(a, b), 3):
        out.append((i, pair))
    for whole in zip(enumerate(a), reversed(b)):
        out.append(whole)
    for i, (j, (x, (k, y))) in enumerate(zip(range(5, 50), zip(a, enumerate(b)))):
        out.append((i, j, x, k, y))
    for i, [x, *rest] in enumerate(zip(a, b, a)):
        out.append((i, x, rest))
    return out


def entries(d: Dict[str, int]) -> List[object]:
    out: List[object] = []
    for i, (k, v) in enumerate(d.items()):
        out.append((i, k, v))
    for (k, v), c in zip(d.items(), "abcdef"):
        out.append((k, v, c))
    for i, pair in enumerate(d.items(), 1):
        out.append((i, pair))
    out.extend([(v, k, n) for n, (k, v) in zip(range(100), d.items())])
    return out


class Shown(Dict[str, int]):
    def items(self):  # type: ignore
        print("items")
        return iter([("one", 1), ("two", 2)])


def backwards(xs: List[int]) -> int:
    total = 0
    for x in reversed(xs):
        total = total * 7 + x
    return total


def backwards_floats(xs: List[float]) -> float:
    total = 0.0
    for i, x in enumerate(reversed(xs)):
        total = total * 0.5 + x * i
    return total


def shrinking(xs: List[int]) -> List[int]:
    seen = []
    for x in reversed(xs):
        seen.append(x)
        if x % 3 == 0:
            del xs[:2]
    return seen


def growing(xs: List[int]) -> List[int]:
    seen = []
    for x in reversed(xs):
        seen.append(x)
        xs.append(x)
    return seen


def grown(d: Dict[int, int]) -> List[int]:
    d[len(d)] = 7
    return [1, 2, 3, 4]


def grown_between(d: Dict[int, int]) -> None:
    """What is evaluated behind a view may change the dict: the view's iterator begins only when all is there."""
    for (k, v), x in zip(d.items(), grown(d)):
        print(k, v, x)
    for x, (i, (k, v)) in zip(grown(d), enumerate(d.items())):
        print(x, i, k, v)
    print([a + b[0] for a, b in map(lambda x, e: (x, e), grown(d), d.items())])
    try:
        for (i, (k, v)), x in zip(enumerate(d.items()), grown(d)):
            print(i, k, v, x)
    except RuntimeError as e:
        print(e)


def told(n: int) -> Dict[str, Told]:
    return {str(i): Told(str(i)) for i in range(n)}


def left_items(n: int) -> None:
    """The dict goes when the loop is left, not before what runs in front of that."""
    for k, v in told(n).items():
        if k == "1":
            print("leaves")
            break
    print("left")
    for i, (k, v) in enumerate(told(n).items()):
        if i == 0:
            print("leaves", k)
            break
    print("left")


def pairs(xs: List[str]) -> List[Tuple[str, str]]:
    return [(a, b) for a, b in zip(xs, reversed(xs))]


def sizes(xs: List[int]) -> List[int]:
    return [len([0 for _ in zip(xs, range(n))]) for n in range(5)]


def order(n: int) -> None:
    for i, (a, b) in enumerate(zip(Walk("a", n), Walk("b", 2))):
        print(i, a, b)
    for a, i in zip(Walk("c", 1), range(7)):
        print(a, i)
    for i, a in zip(range(1), Walk("d", 3)):
        print(a, i)


def errors(a: object, n: object, xs: List[int]) -> None:
    for what in (lambda: [x for x in zip(range(n), xs)],  # type: ignore
                 lambda: [x for x in enumerate(zip(xs, a))],  # type: ignore
                 lambda: [x for x in zip(xs, range(1, 2, 0))],
                 lambda: [x for x in enumerate(range(3), n)],  # type: ignore
                 lambda: [x for x in reversed(a)]):  # type: ignore
        try:
            print(what())
        except Exception as e:
            print(type(e).__name__, e)


def large(n: int) -> List[object]:
    out: List[object] = []
    for i, x in zip(range(n, n + 3), "abc"):
        out.append((i, x))
    for k, i in enumerate(range(n, n * 2, n)):
        out.append((k, i))
    for k, x in enumerate("ab", n):
        out.append((k, x))
    for a, b in zip(range(n, n + 2), reversed(range(n, n + 9))):
        out.append((a, b))
    return out


class Negated(List[int]):
    def __reversed__(self) -> Iterator[int]:
        return iter([-x for x in self])

    def __iter__(self) -> Iterator[int]:
        print("iter")
        return iter([-1, -2])


def destroyed(n: int) -> None:
    for t, i in zip([Told("x"), Told("y")], range(n)):
        print(t.name, i)
    del t
    print("behind")
    for t in reversed([Told("p"), Told("q"), Told("r")]):
        print(t.name)
        if t.name == "q":
            break
    del t
    print("behind")
    for i, (t, s) in enumerate(zip([Told("m")], [Told("n"), Told("o")])):
        print(i, t.name, s.name)
    del t, s
    print("behind")


def yielding(xs: List[int], n: int) -> Iterator[Tuple[int, int, int]]:
    for i, (a, b) in enumerate(zip(reversed(xs), range(n, 2 * n))):
        yield i, a, b
        if i % 2:
            yield (yield i, i, i) or (0, 0, 0)


def early(xs: List[int]) -> int:
    for i, (a, b) in enumerate(zip(xs, range(100, 0, -7))):
        if a > b:
            return i
    else:
        return -1


def replaced(xs: List[int]) -> None:
    def twice(*args):
        print("replaced", len(args))
        return original(*args)

    for name in ("zip", "enumerate", "range", "reversed"):
        original = getattr(builtins, name)
        setattr(builtins, name, twice)
        try:
            print([(i, a, b) for i, (a, b) in enumerate(zip(reversed(xs), range(10)))])
            print([(i, b) for i, b in zip(xs, reversed(range(3)))])
            print(backwards(xs))
        finally:
            setattr(builtins, name, original)


def main() -> None:
    floats = [i * 0.5 for i in range(12)]
    ints = [3, 1, 4, 1, 5, 9, 2, 6]
    print(ranges(floats, 5, 7, 3), ranges(floats, 50, 7, -3), ranges([], 5, 1, 1))
    print(range_first_or_last(ints, 5), range_first_or_last(ints, 50), range_first_or_last(ints, -1))
    print(reversed_ranges(ints))
    print(nested(ints, floats))
    print(entries({"a": 1, "b": 2, "c": 3}), entries({}))
    print(entries(Shown(z=3)))
    print(backwards(ints), backwards([]), backwards_floats(floats))
    print(shrinking(list(range(20))), growing(list(range(5))))
    grown_between({0: 1, 1: 2})
    left_items(1)
    left_items(3)
    print(pairs(["x", "y", "z"]), sizes(ints))
    order(4)
    order(1)
    errors(5, 2.5, ints)
    errors({1, 2}, "n", ints)
    print(large(2**61), large(2**62), large(2**70), large(5))
    print(backwards(Negated([1, 2])), range_first_or_last(Negated([5, 6]), 9), pairs(["x"]))
    destroyed(2)
    destroyed(5)
    print(list(yielding(ints, 4)))
    print(early(ints), early([1, 2, 99]))
    replaced(ints)
    d = {"a": 1, "b": 2}
    try:
        for i, (k, v) in enumerate(d.items()):
            d[k + "x"] = v
    except RuntimeError as e:
        print(e)


if __name__ == "__main__":
    main()
