# A subclass that only annotates what its base has for a field says nothing new.
from dataclasses import dataclass, fields
from typing import Optional


class Base:
    limit: int = 5

    def __init__(self, n: int) -> None:
        self.promoted = n
        self.other: Optional[int] = n

    def total(self) -> int:
        return self.promoted + (self.other or 0) + self.limit

    def store(self, value: int) -> None:
        self.promoted = value


class Derived(Base):
    promoted: int
    """What it is for."""
    other: Optional[int]
    limit: int

    def __init__(self) -> None:
        super().__init__(5)

    def twice(self) -> int:
        return 2 * self.promoted + self.limit


class Valued(Base):
    promoted: int = 7

    def shown(self) -> int:
        return self.promoted


class Floating(Base):
    promoted: float  # type: ignore[assignment]

    def half(self) -> float:
        return self.promoted / 2


@dataclass
class Point:
    x: int
    y: int = 2


@dataclass
class Labelled(Point):
    x: int
    y: int
    label: str = "p"


def main() -> None:
    for each in (Base(1), Derived(), Valued(3), Floating(9)):
        each.store(each.promoted + 1)
        print(type(each).__name__, each.total(), sorted(vars(each).items()), each.limit)
    print(Derived().twice(), Valued(4).shown(), Floating(3).half(), Derived.__annotations__, Valued.promoted)
    valued = Valued(1)
    del valued.promoted
    print(valued.promoted, valued.shown(), valued.total())
    derived = Derived()
    del derived.promoted
    try:
        print(derived.twice())
    except AttributeError as error:
        print(error)
    p = Labelled(1, 3)
    print(p, [f.name for f in fields(p)], p == Labelled(1, 3), Labelled(4, 5, "q"))
    try:
        print(Labelled(1))  # type: ignore[call-arg]
    except TypeError as error:
        print(error)


main()
