import inspect
from typing import Optional


def f(a: int, b: str = "x", /, c: float = 1.5, *args: int, d: bool, e: Optional[int] = None, **kw: str) -> Optional[str]:
    return None


def plain(x, y=2):
    return x


class C:
    def __init__(self, width: int, height: int = 3) -> None:
        self.area = width * height

    def m(self, q: "C", *, r: int = 0) -> "C":
        return q

    @classmethod
    def make(cls, n: int) -> "C":
        return cls(n)

    @staticmethod
    def s(z: int) -> int:
        return z


def main() -> None:
    print(inspect.signature(f))
    print(inspect.signature(plain))
    print(inspect.signature(C))
    print(inspect.signature(C.m), inspect.signature(C(1).m))
    print(inspect.signature(C.make), inspect.signature(C.s))
    for p in inspect.signature(f).parameters.values():
        print(p.name, p.kind.name, p.default if p.default is not p.empty else "-")
    bound = inspect.signature(f).bind(1, "q", 2.5, 7, d=True, z="w")
    bound.apply_defaults()
    print(bound.arguments)
    print(inspect.isfunction(f), inspect.ismethod(C(1).m), inspect.isclass(C))
    print(inspect.getfullargspec(plain))
    print(inspect.getdoc(C))


if __name__ == "__main__":
    main()
