"""sum() of a generator expression of floats: it begins as the int 0, and what comes need not be a float."""
import builtins
from fractions import Fraction
from typing import Any, Iterator, List


def total(xs: List[float]) -> Any:
    return sum(x for x in xs)


def scaled(xs: List[float], k: float) -> float:
    return sum(x * k for x in xs if x > 0.5)


def dot(a: List[float], b: List[float]) -> float:
    return sum(x * y for x, y in zip(a, b))


def nested(rows: List[List[float]]) -> float:
    t = 0.0
    for row in rows:
        t += sum(x for x in row)
    return t


class Loud(float):
    def __add__(self, other: Any) -> float:
        print("add", float(self), other)
        return float(self) + other

    def __radd__(self, other: Any) -> float:
        print("radd", other, float(self))
        return other + float(self)


class Word:
    def __radd__(self, other: Any) -> str:
        return f"{other!r} and a word"


def show(value: object) -> None:
    print(type(value).__name__, repr(value))


def lies(xs: Any) -> None:
    try:
        show(total(xs))
    except TypeError as e:
        print(e)


def failing(xs: List[float]) -> float:
    return sum(1.0 / x for x in xs)


def gives() -> Iterator[float]:
    yield 1.5
    yield 2.5


def given() -> float:
    return sum(gives())


def main() -> None:
    show(total([]))
    show(total([1.5]))
    show(total([-0.0]))
    show(total([-0.0, -0.0]))
    show(total([0.5, 0.25, 0.125]))
    show(total([float("inf"), 1.0]))
    show(total([float("nan"), 1.0]))
    show(scaled([0.25, 1.0, 2.0], 4.0))
    show(scaled([0.25], 4.0))
    show(dot([1.0, 2.0], [3.0, 4.0, 5.0]))
    show(nested([[1.0, 2.0], [], [0.5]]))
    for xs in ([1, 2], [1, 2.5], [2.5, 1], [True, True], [2**70, 0.5], [Fraction(1, 2), Fraction(1, 3)], [Loud(1.0), 2.0, Loud(3.0)], [Word()],
               [1.0, "x"], ["x"], [None], [1.0, 1j], [10**400], [1.0, 10**400]):
        try:
            lies(xs)
        except OverflowError as e:
            print(e)
    try:
        failing([1.0, 2.0, 0.0, 4.0])
    except ZeroDivisionError as e:
        print(e)
    original = builtins.sum
    builtins.sum = lambda xs: list(xs)  # type: ignore[assignment]
    show(total([1.0, 2.0]))
    builtins.sum = original
    show(given())


if __name__ == "__main__":
    main()
    failing([0.0])
