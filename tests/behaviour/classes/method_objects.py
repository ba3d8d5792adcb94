import types
from typing import Any, Callable, List


class C:
    def __init__(self, k: int) -> None:
        self.k = k

    def m(self, x: int = 1) -> int:
        return self.k * x

    @classmethod
    def c(cls, x: int) -> str:
        return cls.__name__ + str(x)

    @staticmethod
    def s(x: int) -> int:
        return x + 1

    def chain(self) -> "C":
        self.k += 1
        return self

    def pass_on(self, f: Callable[[int], int]) -> List[int]:
        return list(map(f, [1, 2]))

    def own(self) -> List[int]:
        return self.pass_on(self.m)


class D(C):
    def m(self, x: int = 2) -> int:
        return -super().m(x)


def free(self: Any, y: int) -> str:
    return f"{self.k}/{y}"


def main() -> None:
    c, d = C(3), D(4)
    ms = [c.m, d.m, C(5).m]
    print([m(2) for m in ms], [m() for m in ms], c.m.__self__ is c, c.m.__func__ is C.m, C.m(c, 4), C.m(d, 1), D.m(d, 1))
    print(c.c(1), C.c(2), d.c(3), c.s(4), C.s(5), c.own(), d.own(), c.chain().chain().k)
    print(c.m == c.m, c.m is c.m, c.m == C(3).m, hash(c.m) == hash(c.m), {c.m: 1}[c.m], isinstance(c.m, types.MethodType), isinstance(C.m, types.FunctionType) or callable(C.m))
    c.bound = types.MethodType(free, c)  # type: ignore
    print(c.bound(7))  # type: ignore
    C.added = free  # type: ignore
    print(c.added(8), d.added(9))  # type: ignore
    del C.added  # type: ignore
    f = c.m
    c.k = 100
    print(f(), getattr(c, "m")(2), (lambda o: o.m)(d)(3), sorted([3, -5], key=C(1).m), [g(2) for g in (c.s, C.s, d.c)])
    c.m = lambda x=0: "instance"  # type: ignore
    print(c.m(), f(), C.m(c), c.own())
    print(d.m.__name__, D.m.__qualname__, C.c.__func__.__name__, C.__dict__["s"].__func__(1))
    for g in (lambda: C.m(), lambda: c.nope(), lambda: C.m(5), lambda: d.m("a", 2)):  # type: ignore
        try:
            print(g())
        except (TypeError, AttributeError) as e:
            print(type(e).__name__, e)


if __name__ == "__main__":
    main()
