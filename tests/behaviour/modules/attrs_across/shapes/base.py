from typing import Any

import attr as a
from attrs import define, field, validators


@a.s(auto_attribs=True)
class Base:
    x: int
    tags: list[str] = a.ib(factory=list)

    def area(self) -> int:
        return self.x


@define
class Slotted:
    x: int

    def area(self) -> int:
        return self.x


@define
class Strict:
    n: Any = field(validator=validators.instance_of(int))
    m: int = field(default=3, validator=[validators.ge(0), validators.lt(10)])
