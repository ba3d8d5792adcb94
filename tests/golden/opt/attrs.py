# function: make
# Classes of the attrs library: instances are made in place, converters and validators called there; stores that attrs watches are Python's.
import attr
from attrs import define, field, frozen


@attr.s(auto_attribs=True)
class D:
    x: int
    _y: float = 1.0


@frozen
class F:
    x: int
    items: list[int] = field(factory=list)


@define
class V:
    x: int = field(converter=int)
    y: int = field(default=1, validator=print)


def make(x: int) -> float:
    d = D(x, y=2.0)
    d.x = 3
    return d.x + d._y


def frozen_one(x: int) -> int:
    return len(F(x).items)


def watched(x: str) -> V:
    v = V(x)
    v.y = 4
    return v
