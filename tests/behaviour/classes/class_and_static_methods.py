from typing import Dict, List, Type, TypeVar

T = TypeVar("T", bound="Shape")


class Shape:
    made: Dict[str, int] = {}

    def __init__(self, n: int = 0) -> None:
        self.n = n

    @classmethod
    def make(cls: Type[T], n: int) -> T:
        cls.made[cls.__name__] = cls.made.get(cls.__name__, 0) + 1
        return cls(n)

    @classmethod
    def pair(cls: Type[T], n: int = 3) -> List[T]:
        return [cls.make(n), cls.make(n + 1)]

    @staticmethod
    def check(n: int) -> bool:
        return n > 0

    @staticmethod
    def join(*parts: str, sep: str = "-") -> str:
        return sep.join(parts)

    def valid(self) -> bool:
        return self.check(self.n) and Shape.check(self.n)


class Square(Shape):
    @staticmethod
    def check(n: int) -> bool:
        return n % 2 == 0

    @classmethod
    def make(cls, n: int) -> "Square":
        s = super().make(n * n)
        return s


def main() -> None:
    Shape.made.clear()
    print(Shape.make(2).n, Square.make(3).n, type(Square.make(1)).__name__)
    print([s.n for s in Square.pair()], [s.n for s in Shape.pair(n=8)])
    print(Shape.made)
    print(Shape(1).valid(), Square(1).valid(), Square(2).valid(), Square(-2).valid())
    print(Shape.join("a", "b"), Shape().join("a", "b", sep="+"))
    inst = Square(7)
    print(inst.make(2).n, Square.make.__self__ is Square, Square.check.__name__)
    f = Square.make
    g = inst.check
    print(f(5).n, g(4))
    print(type(Shape.__dict__["make"]).__name__, type(Shape.__dict__["check"]).__name__)
    Shape.made.clear()


if __name__ == "__main__":
    main()
