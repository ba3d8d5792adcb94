"""Calls through a base class: methods that some subclasses override, rebinding of any of them, attributes that hide methods."""
from typing import Callable, List, Optional


class Shape:
    sides = 0

    def __init__(self, size: int) -> None:
        self.size = size

    def name(self) -> str:
        return "shape"

    def area(self, scale: int) -> int:
        raise NotImplementedError

    def describe(self, mark: str) -> str:
        return f"{self.name()}{mark}{self.size}"


class Square(Shape):
    def name(self) -> str:
        return "square"

    def area(self, scale: int) -> int:
        return self.size * self.size * scale


class Oblong(Square):
    def __init__(self, size: int, other: int) -> None:
        super().__init__(size)
        self.other = other

    def area(self, scale: int) -> int:
        return self.size * self.other * scale


class Long(Oblong):
    def name(self) -> str:
        return "long"


class Dot(Shape):
    def area(self, scale: int) -> int:
        return 0


def areas(shapes: List[Shape], scale: int) -> List[object]:
    out: List[object] = []
    for shape in shapes:
        try:
            out.append(shape.area(scale))
        except NotImplementedError:
            out.append("none")
    return out


def told(shapes: List[Shape], mark: str) -> List[str]:
    return [shape.describe(mark + "") for shape in shapes]


def sizes(shapes: List[Shape]) -> List[int]:
    return [shape.size for shape in shapes]


def grow(shapes: List[Shape]) -> None:
    for shape in shapes:
        shape.size += 1


def make() -> List[Shape]:
    return [Shape(1), Square(2), Oblong(3, 4), Long(5, 6), Dot(7)]


def rebind_in_argument(shape: Shape, other: "Callable[[Shape, int], int]") -> object:
    def change() -> int:
        setattr(type(shape), "area", other)
        return 10

    return shape.area(change())


class Interpreted:
    """What a base class's caller gets that is no Shape at all."""

    size = 100

    def area(self, scale: int) -> int:
        return -scale

    def describe(self, mark: str) -> str:
        return "other" + mark


def lists() -> None:
    shapes = make()
    print(shapes.index(shapes[3]), shapes.count(shapes[0]))
    try:
        shapes.index(Square(2))
    except ValueError as e:
        print(str(e).split(" at ")[0])
    shapes.insert(1, shapes[-1])
    shapes.insert(-100, shapes[2])
    shapes.insert(100, shapes[2])
    print(told(shapes, "/"))
    shapes.remove(shapes[0])
    shapes.reverse()
    print(told(shapes, "|"), len(shapes.copy()))
    try:
        shapes.remove(Dot(1))
    except ValueError as e:
        print(e)
    shapes.clear()
    print(shapes)
    numbers: List[float] = [1, 2.0, True, float("nan"), 2]
    print(numbers.index(2), numbers.count(1), numbers.index(True), numbers.count(float("nan")), numbers.count(numbers[3]))


class Eager(list):  # type: ignore[type-arg]
    def index(self, *args: object) -> int:  # type: ignore[override]
        return 77

    def insert(self, *args: object) -> None:  # type: ignore[override]
        print("insert", args)

    def clear(self) -> None:
        print("clear")

    def copy(self) -> "List[int]":  # type: ignore[override]
        return [4]


def use_list(items: "List[int]", value: int) -> object:
    items.insert(value, 5)
    items.clear()
    return items.index(value), items.count(value), items.copy()


class Changing:
    """Equality that shortens the list which is searched."""

    def __init__(self, items: "List[Changing]") -> None:
        self.items = items

    def __eq__(self, other: object) -> bool:
        if self.items:
            self.items.pop()
        return False

    __hash__ = None  # type: ignore[assignment]


class Vanishing(Changing):
    """Found in a list that is empty by then."""

    def __eq__(self, other: object) -> bool:
        del self.items[:]
        return True


def vanish() -> None:
    items: List[Changing] = []
    other = Changing([])
    items.extend([Changing([]), Vanishing(items)])
    print(items.index(other), items)
    items.extend([Changing([]), Vanishing(items)])
    print(items.count(other), items)
    items.extend([Changing([]), Vanishing(items)])
    items.remove(other)
    print(items)


def main() -> None:
    shapes = make()
    print(areas(shapes, 2), told(shapes, ":"), sizes(shapes))
    grow(shapes)
    print(areas(shapes, 1), sizes(shapes))

    class Local(Square):
        def area(self, scale: int) -> int:
            return 1000 + super().area(scale)

    shapes.append(Local(9))
    print(areas(shapes, 1), told(shapes, "!"), sizes(shapes))
    shapes[2].area = lambda scale: "own"  # type: ignore[method-assign, assignment, misc, return-value]
    print(areas(shapes, 1))
    del shapes[2].area
    before = Square.area
    Square.area = lambda self, scale: ("patched", scale)  # type: ignore[method-assign, assignment, misc, return-value]
    print(areas(shapes, 3))
    Square.area = before  # type: ignore[method-assign]
    print(areas(shapes, 3))
    Dot.name = lambda self: "point"  # type: ignore[method-assign]
    print(told(shapes, "."))
    del Dot.name
    print(told(shapes, "."))
    print(rebind_in_argument(Long(2, 3), lambda self, scale: -1), areas([Long(2, 3)], 1))
    del Long.area
    print(areas([Long(2, 3)], 1))
    print(areas(shapes[:2] + [Interpreted()], 4), sizes([Interpreted()]))  # type: ignore[list-item]
    lists()
    print(use_list(Eager([1, 2, 3]), 2), use_list([1, 2, 3], 2) if False else "")
    try:
        use_list([1, 2, 3], 2)
    except ValueError as e:
        print(e)
    items: List[Changing] = []
    items.extend(Changing(items) for _ in range(5))
    try:
        items.index(Changing([]))
    except ValueError:
        print("not there", len(items))
    vanish()


if __name__ == "__main__":
    main()
