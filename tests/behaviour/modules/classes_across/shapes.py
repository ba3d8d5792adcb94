from typing import Sequence

from base import Base


class Square(Base):
    def __init__(self, side: int) -> None:
        super().__init__("square")
        self.side = side

    def area(self) -> float:
        return self.side * self.side

    def __eq__(self, o: object) -> bool:
        return isinstance(o, Square) and o.side == self.side

    def __lt__(self, o: "Square") -> bool:
        return self.side < o.side


class Circle(Base):
    def __init__(self, r: float) -> None:
        super().__init__("circle")
        self.r = r

    def area(self) -> float:
        return 3 * self.r ** 2


def total(xs: Sequence[Base]) -> float:
    return sum(x.area() for x in xs)
