"""sum, min and max of one list or tuple: numbers of every kind, ties, NaN, items that answer themselves, errors, replaced builtins."""
import builtins
import math
from fractions import Fraction
from typing import Any, Callable, List


class Number:
    def __init__(self, n: int) -> None:
        self.n = n

    def __add__(self, other: Any) -> Any:
        print("add", self.n)
        return Number(self.n + (other.n if isinstance(other, Number) else other))

    __radd__ = __add__

    def __lt__(self, other: Any) -> bool:
        print("lt", self.n)
        return self.n < other.n

    def __gt__(self, other: Any) -> bool:
        print("gt", self.n)
        return self.n > other.n


class Text(str):
    def __lt__(self, other: str) -> bool:
        print("text lt")
        return str.__gt__(self, other)


class Odd(list):  # type: ignore[type-arg]
    def __iter__(self) -> Any:
        return iter((7, 8))


def shown(xs: Any) -> None:
    for f in (sum, min, max):
        try:
            value: Any = f(xs)
            print(f.__name__, value.n if isinstance(value, Number) else value, type(value).__name__, end=" ")
            if isinstance(value, float):
                print(math.copysign(1.0, value), end=" ")
        except (TypeError, ValueError, OverflowError) as e:
            print(f.__name__, type(e).__name__, e, end=" ")
    print()


def first_of_equals() -> None:
    pairs: List[Any] = [(1, 2.0), (1.0, 2), (True, 2)]
    print(min(pairs), max(pairs))
    mixed: List[Any] = [1.0, 1, True]
    print(min(mixed), max(mixed), min(tuple(mixed)), max([0, 0.0, -0.0]), min([-0.0, 0.0, 0]))
    a, b = "".join(["a", "b"]), "".join(["a", "b"])
    print(min([a, b]) is a, max((a, b)) is a)


def replaced() -> None:
    def mine(xs: Any) -> Any:
        return ("mine", len(xs))

    original = builtins.sum
    for i in range(3):
        if i == 1:
            builtins.sum = mine  # type: ignore[assignment]
        if i == 2:
            builtins.sum = original
        print(sum([1, 2, i]))
    add: Callable[[Any], Any] = builtins.sum
    print(add([1, 2]), add((1.5, 2)), list(map(max, [[1, 2], [3]])))


def wrong() -> None:
    anything: Any = sum
    least: Any = min
    calls: List[Callable[[], Any]] = [
        lambda: anything(), lambda: anything([1], 2, 3), lambda: anything([1], start=2), lambda: anything([[1]], []), lambda: anything(["a"]), lambda: anything(["a"], ""),
        lambda: least(), lambda: least([]), lambda: least([], default=4), lambda: least([3, 1], key=lambda x: -x), lambda: least([1, "a"]), lambda: least(["a", 1]),
        lambda: least([None]), lambda: least([None, None]), lambda: max(()), lambda: max([1, None, 2]),  # type: ignore[type-var]
    ]
    for call in calls:
        try:
            print(call())
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)


def main() -> None:
    nan, inf = float("nan"), float("inf")
    for xs in ([], [5], [1, 2, 3], [True, False, True], [1, True], [2 ** 40, -2 ** 40, 1], [2 ** 62, 2 ** 62, 2 ** 62], [2 ** 200, 1], [2 ** 30 - 1] * 9, [0.1] * 10,
               [1, 0.5], [0.5, 1], [-0.0], [-0.0, -0.0], [0, -0.0], [nan, 1.0], [1.0, nan], [1.0, nan, 0.5, 2.0], [inf, -inf], [1e308, 1e308], [1e16, 1.0, -1e16],
               [2 ** 53, 1, 0.0], [2 ** 29, 2 ** 53 + 1, 0.5], [1.5, 2 ** 80], [1.5, 2 ** 2000], [1.5, True], [1.5, Fraction(1, 2)], [1, 2j], ["b", "a"],
               ["b", "\u00e9", "a", "\U0001f600"], [(1, "b"), (1, "a")], [(nan, 1), (nan, 0)], [[1], [0]], [None], [Number(3), Number(1), Number(2)],
               [Text("a"), "b"], ["b", Text("a")], [b"b", b"a"], Odd([1]), {3: 1, 2: 1}, range(4), "text"):
        shown(xs)
        if isinstance(xs, list):
            shown(tuple(xs))
    first_of_equals()
    replaced()
    wrong()


main()
