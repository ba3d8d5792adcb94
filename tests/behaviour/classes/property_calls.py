# Properties of classes with native layout: called directly while they are what they were written as.
from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Optional


class Shape(ABC):
    @property
    @abstractmethod
    def area(self) -> float: ...

    @property
    def name(self) -> str:
        return "shape"

    @property
    def text(self) -> str:
        return f"{self.name} of {self.area}"


class Square(Shape):
    def __init__(self, side: float) -> None:
        self.side = side

    @property
    def area(self) -> float:
        return self.side * self.side

    @area.setter
    def area(self, value: float) -> None:
        self.side = value**0.5

    @area.deleter
    def area(self) -> None:
        self.side = 0.0

    @property
    def name(self) -> str:
        return "square"


class Disc(Shape):
    def __init__(self, r: float) -> None:
        self.r = r

    @property
    def area(self) -> float:
        return 3 * self.r * self.r

    @property
    def name(self) -> str:
        return "round " + super().name


@dataclass
class Account:
    cents: int = 0
    owner: Optional[str] = None

    @property
    def whole(self) -> int:
        return self.cents // 100

    @property
    def known(self) -> bool:
        return self.owner is not None

    @property
    def failing(self) -> int:
        return 1 // self.cents

    @property
    def missing(self) -> int:
        return self.nothing  # type: ignore

    @property
    def __hidden(self) -> int:
        return 17

    def hidden(self) -> int:
        return self.__hidden

    @property
    def lazy(self) -> Any:
        yield self.cents
        yield self.whole


def total(shapes: list[Shape]) -> float:
    t = 0.0
    for s in shapes:
        t += s.area
    return t


def texts(shapes: list[Shape]) -> list[str]:
    return [s.text for s in shapes]


def changes() -> None:
    sq = Square(3.0)
    sq.area = 16.0
    print(sq.side, sq.area)
    sq.area += 9.0
    print(sq.side)
    del sq.area
    print(sq.area)
    try:
        sq.name = "no"  # type: ignore
    except AttributeError as e:
        print(e)
    shapes: list[Shape] = [Square(2.0), Disc(1.0)]
    print(total(shapes), texts(shapes))
    old = Square.area
    Square.area = property(lambda self: 100.0)  # type: ignore
    print(total(shapes), texts(shapes))
    Square.area = 5.0  # type: ignore
    print(total(shapes), texts(shapes))
    Square.area = old  # type: ignore
    print(total(shapes), texts(shapes))
    Shape.name = "plain"  # type: ignore
    try:
        print(texts(shapes))
    except (TypeError, AttributeError) as e:
        print(e)
    del Shape.name
    try:
        print(texts(shapes))
    except AttributeError as e:
        print(e)


def replaced(cls: Any) -> None:
    space: dict[str, Any] = {}
    exec("def other(self):\n    return 77.0", space)
    other = space["other"]
    getter = cls.area.fget
    code = getter.__code__
    try:
        getter.__code__ = other.__code__
        print(total([cls(2.0)]))
    finally:
        getter.__code__ = code
    print(total([cls(2.0)]))


def account(a: Account) -> None:
    print(a.whole, a.known, a.hidden(), list(a.lazy))
    for name in ("failing", "missing"):
        try:
            if name == "failing":
                print(a.failing)
            else:
                print(a.missing)
        except (ZeroDivisionError, AttributeError) as e:
            tb = e.__traceback__
            depth = 0
            while tb is not None:
                depth += 1
                tb = tb.tb_next
            print(type(e).__name__, e, depth)


class Python(Square):
    pass


def dynamic() -> None:
    made: Any = type("Made", (Square,), {"area": 11.0, "name": property(lambda self: "made")})
    print(total([made(1.0), Python(2.0)]), texts([made(1.0), Python(2.0)]))
    p = Python(3.0)
    p.__dict__["area"] = 1.0
    print(total([p]), p.area)
    f = Square.area.fget  # type: ignore
    try:
        print(f(Disc(1.0)))
    except AttributeError as e:
        print(e)

    class Duck:
        side = 4.0

    print(f(Duck()))


def main() -> None:
    try:
        changes()
        account(Account(250, "me"))
        account(Account())
        replaced(Square)
        dynamic()
    finally:
        if not isinstance(Shape.__dict__.get("name"), property):
            Shape.name = property(lambda self: "shape")  # type: ignore


if __name__ == "__main__":
    main()
