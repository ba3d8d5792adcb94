from typing import ClassVar


class Base:
    count: ClassVar[int] = 0

    def __init__(self, name: str) -> None:
        self.name = name
        Base.count += 1

    def area(self) -> float:
        return 0.0

    def accept(self, v: "Visitor") -> str:
        return v.visit(self)


class Visitor:
    def visit(self, b: Base) -> str:
        return "visit " + b.name
