"""Loops over map and filter call the function where the loop stands."""
import builtins
import sys
import traceback
from typing import Callable, Iterator, List, Optional, Tuple


class Told:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("gone", self.name)


def square(x: int) -> int:
    return x * x


def weighted(x: int, w: float = 2.0) -> float:
    return x * w


def even(x: int) -> bool:
    return x % 2 == 0


def only_first(x: int, *, key: int = 1) -> int:
    return x + key


def stops(x: int) -> int:
    if x == 5:
        raise StopIteration(x)
    return x


def fails(x: int) -> int:
    if x == 4:
        raise ValueError("four")
    return x


def squares(xs: List[int]) -> int:
    total = 0
    for x in map(square, xs):
        total += x
    return total


def two(xs: List[int], ws: List[float]) -> float:
    total = 0.0
    for x in map(weighted, xs, ws):
        total += x
    for x in map(weighted, xs):
        total += x
    return total


def lambdas(xs: List[int], k: int) -> List[int]:
    out = []
    for x in map(lambda x: x * k, xs):
        out.append(x)
        k += 1
    for x in filter(lambda x: x % k < 2, xs):
        out.append(x)
    for x in map(lambda a, b: a - b * k, xs, reversed(xs)):
        out.append(x)
    return out


def filters(xs: List[int]) -> List[object]:
    out: List[object] = []
    for x in filter(even, xs):
        out.append(x)
    for x in filter(None, xs):
        out.append(x)
    for y in filter(None, ["", "a", "bc", ""]):
        out.append(y)
    for i, x in enumerate(filter(even, xs)):
        out.append((i, x))
    for x, z in zip(filter(even, xs), map(square, filter(None, xs))):
        out.append((x, z))
    for pair in filter(lambda p: p[0] > 1, enumerate(xs)):
        out.append(pair)
    return out


def builtins_too(words: List[str]) -> List[object]:
    out: List[object] = []
    for n in map(len, words):
        out.append(n)
    for n in map(int, "1 2 33".split()):
        out.append(n)
    for s in map(str, [1, 2.5, None]):
        out.append(s)
    for s in map(str.upper, words):
        out.append(s)
    for a, b in map(divmod, [7, 8, 9], [2, 3, 4]):
        out.append(a - b)
    out.extend(x for x in map(ord, "abc"))
    return out


def ends(xs: List[int]) -> List[int]:
    seen = []
    for x in map(stops, xs):
        seen.append(x)
    else:
        seen.append(-1)
    for x in filter(stops, xs):
        seen.append(x)
    for x in map(lambda x: next(iter([])) if x == 3 else x, xs):
        seen.append(x)
    seen += [x for x in map(stops, xs)]
    for i, x in enumerate(map(stops, xs)):
        seen.append(i)
    return seen


def consumers(xs: List[int], k: int) -> List[object]:
    return [sum(map(square, xs)), list(map(square, xs)), any(map(even, xs)), all(map(even, xs)), max(map(square, xs)),
            min(map(lambda x: -x, xs)), tuple(filter(even, xs)), sorted(map(lambda x: x % k, xs)), set(map(square, xs)),
            sum(map(weighted, xs)), list(filter(lambda x: x > k, xs)), list(map(lambda a, b: a + b, xs, range(k, 100))),
            " ".join(map(str, xs)), list(map(stops, xs)), list(filter(None, xs)), frozenset(filter(even, xs))]


def caught(xs: List[int]) -> None:
    try:
        for x in map(fails, xs):
            print(x)
    except ValueError:
        traceback.print_exc(file=sys.stdout)
    try:
        print(list(map(fails, xs)))
    except ValueError:
        traceback.print_exc(file=sys.stdout)
    try:
        for x in filter(lambda x: fails(x) > 2, xs):
            print(x)
    except ValueError:
        traceback.print_exc(file=sys.stdout)
    try:
        for i, (x, y) in enumerate(
            zip(xs,
                map(fails,
                    xs))
        ):
            print(i, x, y)
    except ValueError:
        traceback.print_exc(file=sys.stdout)
    d = {"a": 1}
    try:
        for i, (k, v) in enumerate(
            d.items()
        ):
            d[k * 2] = v
    except RuntimeError:
        traceback.print_exc(file=sys.stdout)
    for wrong in (lambda: [x for x in map(5, xs)], lambda: [x for x in map(square, 5)], lambda: [x for x in map(only_first, xs, xs)],  # type: ignore
                  lambda: [x for x in filter(square, None)]):  # type: ignore
        try:
            print(wrong())
        except TypeError as e:
            print(e)


def through(f: Callable[[int], int], xs: List[int]) -> List[int]:
    return [x for x in map(f, xs)]


class Scale:
    def __init__(self, k: int) -> None:
        self.k = k

    def of(self, x: int) -> int:
        return x * self.k

    def all_of(self, xs: List[int]) -> List[int]:
        return list(map(self.of, xs)) + [x for x in map(lambda x: x + self.k, xs)]


def generator(xs: List[int]) -> Iterator[int]:
    for x in map(square, xs):
        yield x
        for y in filter(lambda y: y < x, xs):
            yield y


def held(n: int) -> None:
    for t in map(Told, ["a", "b", "c"]):
        print(t.name)
        if t.name == "b":
            break
    del t
    for s in map(lambda t: t.name, [Told("d"), Told("e")]):
        print(s)
    print("behind")


def wrong_items(xs: List[object]) -> None:
    try:
        for x in map(square, xs):  # type: ignore
            print(x)
    except TypeError:
        print("TypeError")


def replaced(xs: List[int]) -> None:
    def other(*args):
        print("replaced", len(args))
        return iter([1, 2])

    for name in ("map", "filter"):
        original = getattr(builtins, name)
        setattr(builtins, name, other)
        try:
            print([x for x in map(square, xs)], [x for x in filter(lambda x: x > 1, xs)], sum(map(square, xs)))
        finally:
            setattr(builtins, name, original)


def rebound(xs: List[int]) -> List[int]:
    global square
    out = []
    was = square
    for x in map(square, xs):
        out.append(x)
        square = lambda x: -x  # noqa
    for x in map(square, xs):
        out.append(x)
    square = was
    return out


def main() -> None:
    ints = [3, 1, 4, 1, 5, 9, 2, 6, 0]
    print(squares(ints), squares([2**40, 2**62]), two(ints, [0.5, 1.5, 2.5]))
    print(lambdas(ints, 3))
    print(filters(ints))
    print(builtins_too(["x", "yy", ""]))
    print(ends(ints))
    print(consumers(ints, 3))
    caught([1, 2, 4, 3])
    print(through(square, ints), through(lambda x: ~x, ints), through(Scale(3).of, ints))
    print(Scale(2).all_of(ints))
    print(list(generator(ints)))
    held(3)
    wrong_items([1, "a"])
    replaced(ints)
    print(rebound(ints))


if __name__ == "__main__":
    main()
