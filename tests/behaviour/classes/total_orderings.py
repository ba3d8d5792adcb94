# @total_ordering, alone and beside other decorators, of classes with native layout.
from __future__ import annotations

from dataclasses import dataclass
from functools import total_ordering
from typing import Any


@total_ordering
class Money:
    __slots__ = ("cents",)

    def __init__(self, cents: int) -> None:
        self.cents = cents

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.cents == other.cents

    def __lt__(self, other: Money) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.cents < other.cents

    def __hash__(self) -> int:
        return hash(self.cents)

    def __repr__(self) -> str:
        return f"Money({self.cents})"


@total_ordering
@dataclass(frozen=True)
class Version:
    major: int
    minor: int = 0

    def __ge__(self, other: Version) -> bool:
        return (self.major, self.minor) >= (other.major, other.minor)


@total_ordering
class Below(Money):
    def __gt__(self, other: Any) -> bool:
        print("gt")
        return self.cents > other.cents


def main() -> None:
    a, b = Money(1), Money(2)
    print(a < b, a <= b, a > b, a >= b, a == b, a != b, a <= Money(1), a >= Money(1))
    print(sorted([b, a, Money(0)]), max(a, b), min([b, a]), len({a, b, Money(1)}))
    for op in ("<", "<=", ">", ">="):
        try:
            print(eval(f"a {op} 5", {"a": a}))
        except TypeError as e:
            print(e)
    try:
        print(a > 5)  # type: ignore
    except TypeError as e:
        print(e)
    v, w = Version(1, 2), Version(1, 3)
    print(v < w, v <= w, v > w, v >= w, v == w, sorted([w, v]), hash(v) == hash(Version(1, 2)))
    c, d = Below(5), Below(6)
    print(c > d, c < d, c >= d, c <= d, c < Money(9))
    print(sorted(n for n in vars(Money) if n in ("__lt__", "__le__", "__gt__", "__ge__")))
    old = Money.__le__

    def le(self: Money, other: Any) -> bool:
        return True

    Money.__le__ = le  # type: ignore
    print(b <= a, a <= b)
    Money.__le__ = old  # type: ignore
    print(b <= a, a <= b)
    try:
        @total_ordering
        class Nothing:
            pass
    except ValueError as e:
        print(e)


if __name__ == "__main__":
    main()
