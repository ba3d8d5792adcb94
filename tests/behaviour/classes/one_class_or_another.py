"""Receivers that are of one class or another: methods, properties and fields of each, and what else may come."""
from typing import Any, List, Optional, Union


class Circle:
    def __init__(self, r: float) -> None:
        self.r = r
        self.name = "circle"
        self.tag = 1

    def area(self, scale: float = 1.0) -> float:
        return 3 * self.r * self.r * scale

    @property
    def size(self) -> float:
        return self.r * 2

    def grow(self, by: int, *, twice: bool = False) -> Optional[int]:
        self.r += by * (2 if twice else 1)
        return by if twice else None


class Square:
    def __init__(self, a: int) -> None:
        self.a = a
        self.name = "square"
        self.tag = "one"

    def area(self, scale: float = 2.0) -> float:
        return self.a * self.a * scale

    @property
    def size(self) -> int:
        return self.a

    def grow(self, by: int, *, twice: bool = True) -> int:
        self.a += by
        return self.a if twice else -self.a


class Tall(Square):
    def area(self, scale: float = 1.0) -> float:
        return super().area(scale) + 0.5

    @property
    def size(self) -> int:
        return self.a * 10


class Ring(Circle):
    pass


Shape = Union[Circle, Square]


def survey(shapes: List[Shape]) -> List[object]:
    out: List[object] = []
    for shape in shapes:
        out.append((shape.name, shape.tag, shape.area(), shape.area(0.5), shape.size))
        out.append(shape.grow(1))
        out.append(shape.grow(by=2, twice=False))
    return out


def noisy(text: str, value: float) -> float:
    print(text)
    return value


def ordered(shape: Shape) -> float:
    return shape.area(noisy("scale", 2.0))


def maybe(shape: Optional[Shape]) -> str:
    if shape is None:
        return "none"
    return shape.name


def unguarded(shape: Any) -> object:
    return measured(shape)


def measured(shape: Optional[Shape]) -> object:
    return shape.area(), shape.name  # type: ignore[union-attr]


class Bag:
    def __init__(self):
        self.items = []

    def add(self, item):
        self.items.append(item)
        return self

    def total(self):
        t = 0
        for item in self.items:
            t += item.weight(2)
            t += item.extra
        return t


class Stone:
    def __init__(self, w):
        self.w = w
        self.extra = 1

    def weight(self, k):
        return self.w * k


class Feather:
    def __init__(self):
        self.extra = 0.5

    def weight(self, k):
        return k / 100


class Cloud:
    extra = 3

    def weight(self, k):
        return -k


class Ghost:
    def __getattr__(self, name):
        print("asked for", name)
        return 7 if name == "extra" else lambda k: k


def attempt(f: Any, *args: Any) -> None:
    try:
        print(f(*args))
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)


def main() -> None:
    print(survey([Circle(1.5), Square(2), Tall(3), Ring(1.0)]))
    print(ordered(Square(1)), ordered(Ring(1.0)))
    print(maybe(None), maybe(Square(1)))
    for odd in (None, Circle(1.0), Tall(1)):
        attempt(unguarded, odd)
    print(Bag().add(Stone(3)).add(Feather()).add(Cloud()).add(Stone(1.5)).total())
    attempt(Bag().add(Stone(3)).add(Ghost()).total)
    attempt(Bag().add(Stone(3)).add("text").total)
    Square.area = lambda self, scale=1.0: 99  # type: ignore[assignment, method-assign]
    print(survey([Circle(1.5), Square(2), Tall(3)]))
    one = Circle(2.0)
    one.area = lambda scale=1.0: -1  # type: ignore[method-assign]
    print(survey([one]), ordered(one))


if __name__ == "__main__":
    main()
