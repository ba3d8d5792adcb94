from typing import Any, List, Optional, Sequence, Union


class Base:
    def f(self, x: int) -> object:
        return ("base", x)

    def g(self, x: int, y: int = 1) -> float:
        return x + y

    def h(self) -> Optional[int]:
        return None

    def both(self) -> str:
        return f"{self.f(1)} {self.g(2)} {self.h()}"


class Narrow(Base):
    def f(self, x: Union[int, str]) -> str:
        return f"narrow {x}"

    def g(self, x: float, y: int = 5, *rest: int) -> int:
        return int(x) * 10 + y + len(rest)

    def h(self) -> int:
        return 7


class Wild(Narrow):
    def f(self, x: Any, extra: str = "!") -> str:
        return super().f(x) + extra

    def g(self, x: float, y: int = 6, *rest: int, **kw: int) -> int:
        return super().g(x, y, *rest) + len(kw)


class Shape:
    def area(self) -> float:
        raise NotImplementedError

    def scaled(self, k: float) -> float:
        return self.area() * k


class Square(Shape):
    def __init__(self, side: float) -> None:
        self.side = side

    def area(self) -> float:
        return self.side * self.side


class Circle(Shape):
    def __init__(self, r: float) -> None:
        self.r = r

    def area(self) -> float:
        return 3.0 * self.r * self.r


def total(shapes: Sequence[Shape]) -> float:
    t = 0.0
    for s in shapes:
        t += s.area()
    return t


def main() -> None:
    objs: List[Base] = [Base(), Narrow(), Wild()]
    for b in objs:
        print(b.both())
        print(b.f(3), b.g(4, 2), b.g(4))
    w = Wild()
    print(w.f("q", "?"), w.g(1.5, 2, 3, 4, z=1), w.f(x="k"))
    print(total([Square(2), Circle(1), Square(1.5)]), Square(3).scaled(2))
    try:
        Shape().scaled(1)
    except NotImplementedError as e:
        print(type(e).__name__, e.args)


if __name__ == "__main__":
    main()
