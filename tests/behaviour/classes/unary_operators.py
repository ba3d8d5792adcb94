"""Unary operators of native classes: overridden, replaced, raising, of other types than declared."""
import sys
import traceback
from typing import Any


class Vec:
    def __init__(self, x: float) -> None:
        self.x = x

    def __neg__(self) -> "Vec":
        return Vec(-self.x)

    def __invert__(self) -> int:
        return int(self.x)

    def __pos__(self) -> bool:
        return self.x > 0


class Sub(Vec):
    def __neg__(self) -> "Vec":
        print("sub")
        return Vec(self.x * 2)


class Odd(Vec):
    def __pos__(self):  # type: ignore
        return "odd"

    def __neg__(self):  # type: ignore
        return NotImplemented


class Bad(Vec):
    def __neg__(self) -> "Vec":
        raise ValueError("bad")


class None_(Vec):
    __neg__ = None  # type: ignore


def one(v: Vec) -> Any:
    a = (-v)
    return a.x if isinstance(a, Vec) else a, ~v, +v


def main() -> None:
    for v in (Vec(1.5), Sub(2.5), Odd(-1.0)):
        print(one(v))
    for v in (Bad(1.0), None_(2.0)):
        try:
            print(one(v))
        except Exception:
            traceback.print_exc(file=sys.stdout)
    Vec.__neg__ = lambda self: Vec(99.0)  # type: ignore
    print(one(Vec(1.0)), one(Odd(3.0)))


if __name__ == "__main__":
    main()
