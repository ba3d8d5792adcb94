"""What the instance has comes before what its class is given at run time, also where `__getattr__` is defined; and `__dict__` of a
class over one with slots and one without shows the fields of both."""
import abc


class Counted(abc.ABC):
    count: int = 0

    def __init__(self, n: float = 0.5) -> None:
        self.h: float = n
        self.count += 1


class Asked(Counted):
    def __init__(self, n: float, j: float = 2.0) -> None:
        super().__init__(n)
        type(self).count += 1

    def __getattr__(self, name: str) -> int:
        return len(name)


class Other(Counted):
    pass


class Slotted:
    __slots__ = ("c", "f")

    def __init__(self, c: int) -> None:
        self.c = c


class Plain(Slotted):
    count: int = 0


class Mixin:
    pass


class Wide(Mixin, Slotted):
    d: int = 2

    def __init__(self, n: int = 5) -> None:
        self.g: int = n
        super().__init__(n)


class Both(Plain, Wide):
    pass


def main() -> None:
    a = Asked(0.0)
    b = Asked(1.0)
    c = Other(-1.0)
    print(a.count, b.count, c.count, Counted.count, Asked.count, Other.count, a.missing)
    print([i + c.count for i in [i + a.count for i in [7]]])
    both = Both(3)
    print(vars(both), both.g, both.c, both.__dict__, "__dict__" in vars(Both))
    both.count = 4
    both.__dict__["d"] = 9
    print(sorted(vars(both).items()), both.d, Both.d)
    del both.g
    print(sorted(vars(both)), hasattr(both, "g"))


main()
