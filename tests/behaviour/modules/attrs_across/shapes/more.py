import attr
from attrs import define

from .base import Base, Slotted, Strict


@attr.s(auto_attribs=True)
class Square(Base):
    y: int = 2

    def area(self) -> int:
        return self.x * self.y


@define
class Wide(Slotted):
    w: int = 7

    def area(self) -> int:
        return self.w


@define
class StrictMore(Strict):
    k: str = "k"


class Loose(Slotted):
    def area(self) -> int:
        return -1


def total(xs: list[Slotted]) -> int:
    t = 0
    for x in xs:
        x.x += 1
        t += x.area() + x.x
    return t


def bump(s: Strict, v: object) -> None:
    s.n = v
