from abc import ABC, abstractmethod
from typing import Dict, Iterator, List, Type


class Shape(ABC):
    def __init__(self, name: str) -> None:
        self.name = name

    @abstractmethod
    def area(self) -> float:
        ...

    @property
    @abstractmethod
    def sides(self) -> int:
        ...

    @classmethod
    @abstractmethod
    def unit(cls) -> "Shape":
        ...

    def describe(self) -> str:
        return f"{self.name}: {self.area():.2f} with {self.sides}"


class Square(Shape):
    def __init__(self, s: float) -> None:
        super().__init__("square")
        self.s = s

    def area(self) -> float:
        return self.s ** 2

    @property
    def sides(self) -> int:
        return 4

    @classmethod
    def unit(cls) -> "Square":
        return cls(1)


class Partial(Shape):
    def area(self) -> float:
        return 0


class WithDefault(ABC):
    @abstractmethod
    def run(self) -> str:
        return "default"


class Calls(WithDefault):
    def run(self) -> str:
        return "calls " + super().run()


class Interface(ABC):
    @classmethod
    def __subclasshook__(cls, c: type) -> bool:
        return any("go" in b.__dict__ for b in c.__mro__)


class Goes:
    def go(self) -> None:
        pass


class Mine(ABC):
    pass


Mine.register(int)


def total(xs: List[Shape]) -> float:
    return sum(x.area() for x in xs)


def main() -> None:
    s = Square(2)
    print(s.describe(), Square.unit().describe(), total([s, Square(1.5)]), isinstance(s, Shape))
    for c in (Shape, Partial, WithDefault):
        try:
            c("x")  # type: ignore
        except TypeError as e:
            print(e)
    print(Calls().run(), sorted(Shape.__abstractmethods__), isinstance(Goes(), Interface), isinstance(5, Mine), issubclass(bool, Mine), isinstance("", Mine))
    import collections.abc as cabc

    class Seq(cabc.Sequence):  # type: ignore
        def __getitem__(self, i):  # type: ignore
            if i < 3:
                return i * 10
            raise IndexError

        def __len__(self) -> int:
            return 3
    q = Seq()
    print(list(q), 10 in q, q.index(20), q.count(0), list(reversed(q)), isinstance([], cabc.Sequence), isinstance({}, cabc.Mapping))

    class M(cabc.MutableMapping):  # type: ignore
        def __init__(self) -> None:
            self.d: Dict[str, int] = {}

        def __getitem__(self, k: str) -> int:
            return self.d[k]

        def __setitem__(self, k: str, v: int) -> None:
            self.d[k] = v

        def __delitem__(self, k: str) -> None:
            del self.d[k]

        def __iter__(self) -> Iterator[str]:
            return iter(self.d)

        def __len__(self) -> int:
            return len(self.d)
    m = M()
    m.update(a=1, b=2)
    print(m.pop("a"), dict(m), m.get("zz", 0), m.setdefault("c", 3), list(m.items()), m == {"b": 2, "c": 3})


if __name__ == "__main__":
    main()
