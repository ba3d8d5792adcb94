from typing import List

import shapes
from base import Base, Visitor
from shapes import Circle, Square


class Local(Circle):
    def area(self) -> float:
        return super().area() + 1

    def accept(self, v: Visitor) -> str:
        return "local+" + super().accept(v)


class Printer(Visitor):
    def visit(self, b: Base) -> str:
        return f"print {b.name} {b.area():.1f}"


def patched(self: Base) -> float:
    return 100.0


def main() -> None:
    Base.count = 0
    items: List[Base] = [Square(2), Circle(1), Local(1)]
    print([i.area() for i in items], shapes.total(items), [i.accept(Printer()) for i in items])
    print([c.__name__ for c in Local.__mro__], Local.__module__, Circle.__module__, isinstance(items[2], Base), Base.count)
    items[0].name = "renamed"
    print(items[0].accept(Visitor()), items[0] == Square(2), items[0] == Square(3), sorted([Square(3), Square(1)])[0].side)
    kept = Square.area
    Square.area = patched  # type: ignore
    print([i.area() for i in items], shapes.total(items))
    Square.area = kept  # type: ignore
    print(shapes.total(items))


if __name__ == "__main__":
    main()
